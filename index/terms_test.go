package index_test

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"estrade/index"
)

var update = flag.Bool("update", false, "rewrite the golden list of terms")

// golden is the list of words and their terms that every backend gives back.
const golden = "indextest/terms.tsv"

// TestTermsGolden reads lines of text, tab, analysis, tab, terms with their
// positions. With -update it writes the terms anew.
func TestTermsGolden(t *testing.T) {
	b, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	analyses := map[string]index.Analysis{"french": index.French, "exact": index.Exact, "names": index.Names,
		"offices": index.Offices, "venues": index.Venues}
	var out strings.Builder
	n := 0
	scanner := bufio.NewScanner(strings.NewReader(string(b)))
	for scanner.Scan() {
		line := scanner.Text()
		if strings.HasPrefix(line, "#") || line == "" {
			fmt.Fprintln(&out, line)
			continue
		}
		n++
		f := strings.Split(line, "\t")
		a, ok := analyses[f[0]]
		if !ok || len(f) < 2 {
			t.Fatalf("line %q: no analysis", line)
		}
		got := termsOf(a, f[1])
		fmt.Fprintf(&out, "%s\t%s\t%s\n", f[0], f[1], got)
		if want := strings.Join(f[2:], "\t"); got != want && !*update {
			t.Errorf("%s of %q = %s; want %s", f[0], f[1], got, want)
		}
	}
	if n < 150 {
		t.Errorf("%d examples; want at least 150", n)
	}
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// termsOf writes terms with their positions where words were left out.
func termsOf(a index.Analysis, text string) string {
	var b strings.Builder
	next := 0
	for _, t := range a.Terms(text) {
		for ; next < t.Position; next++ {
			b.WriteString("_ ")
		}
		next++
		b.WriteString(t.Text + " ")
	}
	return strings.TrimSpace(b.String())
}

// TestTermsSameForms checks that what reads alike to a person is one term.
func TestTermsSameForms(t *testing.T) {
	for _, group := range []string{
		"préfet préfets préfète préfètes Préfet PRÉFET PREFET préfet",
		"Évry Evry EVRY ÉVRY Évry",
		"national nationale nationaux nationales",
		"policier policière policiers policières",
		"directeur directrice directeurs directrices",
		"procureur procureure procureurs",
		"élu élue élus élues",
		"chef cheffe chefs cheffes",
		"blessé blessée blessés blessées",
		"européen européenne européens européennes",
		"public publique publics publiques",
		"actif active actifs actives",
		"travail travaux",
		"cœur coeur Cœurs CŒUR",
		"l'eau l’eau l'eaux eau eaux EAUX",
		"bureau bureaux",
		"dangereux dangereuse dangereuses",
		"aujourd'hui aujourd’hui AUJOURD'HUI",
		"S.D.I.S. SDIS sdis",
		"œuvre oeuvre œuvres",
	} {
		words := strings.Fields(group)
		want := termsOf(index.French, words[0])
		for _, w := range words[1:] {
			if got := termsOf(index.French, w); got != want {
				t.Errorf("term of %q = %q; want %q as of %q", w, got, want, words[0])
			}
		}
	}
}

// TestTermsDifferentForms checks that what must be told apart is.
func TestTermsDifferentForms(t *testing.T) {
	for _, pair := range []string{
		"préfet préfecture", "maire mairie", "police policier", "est été", "eu eux", "mer maire",
		"ministre ministère", "sécurité sécuriser", "région régional",
	} {
		w := strings.Fields(pair)
		if a, b := termsOf(index.French, w[0]), termsOf(index.French, w[1]); a == b {
			t.Errorf("%q and %q are both %q", w[0], w[1], a)
		}
	}
}

func FuzzTerms(f *testing.F) {
	for _, s := range []string{"l'État", "S.D.I.S. de l’Essonne", "sous-préfet", "aujourd'hui", "\xff'\xff.", "É\u0301.A.B", "ꬰ ǅ İ ß ﬁ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, a := range []index.Analysis{index.French, index.Exact, index.Names, index.Offices, index.Venues} {
			end, position := 0, -1
			for _, term := range a.Terms(text) {
				s := term.Span
				if s.From < end || s.To <= s.From || s.To > len(text) {
					t.Fatalf("analysis %d of %q: span %v after %d", a, text, s, end)
				}
				if !utf8.RuneStart(text[s.From]) || s.To < len(text) && utf8.ValidString(text) && !utf8.RuneStart(text[s.To]) {
					t.Fatalf("analysis %d of %q: span %v cuts a character", a, text, s)
				}
				if term.Text == "" || term.Position <= position {
					t.Fatalf("analysis %d of %q: term %+v after position %d", a, text, term, position)
				}
				end, position = s.To, term.Position
			}
		}
	})
}

func BenchmarkTerms(b *testing.B) {
	text := strings.Repeat("Le préfet de l'Essonne a rappelé aux élus que la sécurité des Évryens est l’affaire de tous. ", 30)
	for name, a := range map[string]index.Analysis{"french": index.French, "exact": index.Exact} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			var dst []index.Term
			for b.Loop() {
				dst = a.AppendTerms(dst[:0], text)
			}
		})
	}
}
