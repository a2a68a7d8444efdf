package people

import (
	"slices"
	"strings"
	"testing"

	"estrade/extract"
	"estrade/extract/french"
	"estrade/extract/gazetteer"
)

// Every row of the office table has an example whose marked words are a title
// of that office.
func TestOfficeExamples(t *testing.T) {
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	a, err := New(g)
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range rows(officeTable) {
		f := strings.Split(line, "\t")
		before, rest, ok := strings.Cut(f[3], "«")
		marked, after, closed := strings.Cut(rest, "»")
		if !ok || !closed {
			t.Errorf("line %d: the example marks nothing: %s", n, f[3])
			continue
		}
		d := &extract.Document{Text: before + marked + after}
		french.Annotator{}.Annotate(d)
		a.Annotate(d)
		office := properOffice(strings.Split(f[0], "|")[0])
		if _, alias, ok := strings.Cut(f[1], "="); ok {
			office = alias
		}
		if !slices.ContainsFunc(d.Titles, func(x extract.Title) bool { return x.Text == marked && x.Office == office }) {
			r := newReader(a, d)
			r.findHeads()
			r.findNames()
			r.findTitles()
			if !slices.ContainsFunc(r.titles, func(x title) bool {
				return r.text(x.from, x.to) == marked && r.office(&r.heads[x.head]).name == office
			}) {
				t.Errorf("line %d: %s: no title %q of office %q in %v", n, d.Text, marked, office, d.Titles)
			}
		}
	}
}

// Every row of the word table has an example with one of its words.
func TestWordExamples(t *testing.T) {
	x, err := newLexicon()
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range rows(wordTable) {
		f := strings.Split(line, "\t")
		c := classNames[f[0]]
		found := false
		for _, tok := range french.Tokens(f[2]) {
			found = found || x.words[tok.Fold]&c != 0
		}
		if !found {
			t.Errorf("line %d: no word of class %s in its example %q", n, f[0], f[2])
		}
	}
}
