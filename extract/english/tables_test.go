package english

import (
	"strings"
	"sync"
	"testing"

	"estrade/extract"
	"estrade/extract/gazetteer"
)

// shared is one annotator for all tests: its model takes a while to load.
var shared = sync.OnceValues(func() (*Annotator, error) {
	g, err := gazetteer.Load()
	if err != nil {
		return nil, err
	}
	return New(g)
})

func annotator(t testing.TB) *Annotator {
	t.Helper()
	a, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// marked takes the marks out of an example and gives what stood between them.
func marked(s, open, shut string) (plain, inside string) {
	before, rest, _ := strings.Cut(s, open)
	inside, after, _ := strings.Cut(rest, shut)
	return before + inside + after, inside
}

// Every row of the office table has an example whose marked words are a title
// of that office.
func TestOfficeExamples(t *testing.T) {
	a := annotator(t)
	table, err := rows(officesFile, 6)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range table {
		text, want := marked(f[5], "«", "»")
		d := &extract.Document{Text: "Title\n\n" + text, Language: "en"}
		d.Tokens, d.Sentences = split(d.Text)
		r := &reader{d: d, t: d.Tokens, x: a.lexicon, g: a.gazetteer, inDate: make([]bool, len(d.Tokens)), labels: make([]label, len(d.Tokens))}
		for _, s := range d.Sentences {
			a.label(d.Text, d.Tokens[s.From:s.To], r.labels[s.From:s.To])
		}
		r.names()
		found := ""
		for _, x := range r.titles {
			got := r.words(x.from, x.to)
			if got == want && x.office.name == f[2] {
				found = got
			}
		}
		if found == "" {
			for _, x := range r.titles {
				found += "; " + r.words(x.from, x.to) + " = " + x.office.name
			}
			t.Errorf("%s: no title %q of office %q in it%s", text, want, f[2], found)
		}
	}
}

// Every row of the verb table has an example with the words that are said.
func TestVerbExamples(t *testing.T) {
	a := annotator(t)
	table, err := rows(verbsFile, 4)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range table {
		text, verb := marked(f[3], "[", "]")
		text, want := marked(text, "{", "}")
		d := &extract.Document{Text: "Title\n\n" + text, Language: "en"}
		a.Annotate(d)
		got := ""
		for _, s := range d.Statements {
			got += s.Verb + ": " + s.Text + "; "
		}
		if want = verb + ": " + want + "; "; got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// Each phrase of the word table is in lower case and each class is used.
func TestWords(t *testing.T) {
	table, err := rows(wordsFile, 3)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range table {
		if f[1] != strings.ToLower(f[1]) {
			t.Errorf("class %s is not in lower case", f[0])
		}
		if seen[f[0]] {
			t.Errorf("class %s stands twice", f[0])
		}
		seen[f[0]] = true
		ok := false
		for w := range strings.SplitSeq(f[1], ",") {
			ok = ok || strings.Contains(" "+strings.ToLower(f[2])+" ", w)
		}
		if !ok {
			t.Errorf("class %s: no word of it in its example %q", f[0], f[2])
		}
	}
}
