package people_test

import (
	"testing"
	"unicode/utf8"

	"estrade/extract"
	"estrade/extract/french"
	"estrade/extract/gazetteer"
	"estrade/extract/people"
)

func annotator(t testing.TB) *people.Annotator {
	t.Helper()
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	a, err := people.New(g)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func annotate(a *people.Annotator, text string) *extract.Document {
	d := &extract.Document{Text: text}
	french.Annotator{}.Annotate(d)
	a.Annotate(d)
	return d
}

func FuzzAnnotate(f *testing.F) {
	f.Add("Visite\n\nLe préfet du Nord, M. Paul MARTIN, et les sénateurs Anne Petit et Luc Roux ont salué son directeur de cabinet. Il a rappelé que")
	f.Add("MM. Jean et Paul")
	f.Add("Mme")
	a := annotator(f)
	f.Fuzz(func(t *testing.T, text string) {
		d := annotate(a, text)
		if d.Text != text {
			t.Fatalf("text changed from %q to %q", text, d.Text)
		}
		check := func(what, s string, span extract.Span) {
			if span.From < 0 || span.To > len(text) || span.From >= span.To || text[span.From:span.To] != s ||
				utf8.ValidString(text) && (!utf8.RuneStart(text[span.From]) || span.To < len(text) && !utf8.RuneStart(text[span.To])) {
				t.Errorf("%s %q has span %v in %q", what, s, span, text)
			}
		}
		for _, p := range d.People {
			for _, m := range p.Mentions {
				check("mention", m.Text, m.Span)
			}
			for _, m := range p.Coref {
				check("reference", m.Text, m.Span)
			}
		}
		for _, x := range d.Titles {
			check("title", x.Text, x.Span)
			if x.Person != extract.None && (x.Person < 0 || x.Person >= len(d.People)) {
				t.Errorf("title %q has person %d of %d", x.Text, x.Person, len(d.People))
			}
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	a := annotator(b)
	text := "Inauguration à Redon\n\n"
	for range 20 {
		text += "Le préfet de la région Bretagne, M. Paul MARTIN, a réuni mardi à Rennes les maires du département, en présence " +
			"d'Anne Le Goff, sous-préfète de Redon. Il a rappelé que les travaux de la digue commenceraient au printemps et que " +
			"les habitants seraient informés. La sous-préfète a salué le travail des services de l'État et des communes.\n\n"
	}
	d := &extract.Document{Text: text}
	french.Annotator{}.Annotate(d)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		a.Annotate(d)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
