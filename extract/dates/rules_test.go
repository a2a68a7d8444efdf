package dates

import (
	"strings"
	"testing"

	"estrade/extract"
	"estrade/extract/french"
)

// TestExamples runs the examples that stand beside the rules.
func TestExamples(t *testing.T) {
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range append(atomRules(), phraseRules()...) {
		if len(rule.examples) == 0 {
			t.Errorf("rule %q has no example", rule.name)
		}
		for i, e := range rule.examples {
			d := &extract.Document{Text: "Titre\n\n" + e.text, Published: e.ref}
			french.Annotator{}.Annotate(d)
			a.Annotate(d)
			if got := show(d); got != e.want {
				t.Errorf("rule %q, %q on %q\n got %s\nwant %s", rule.name, e.text, e.ref, got, e.want)
			}
			if i == 0 && e.want != "" && !uses(d, rule.name) {
				t.Errorf("rule %q does not match its own example %q: %v", rule.name, e.text, d.Dates)
			}
		}
	}
}

func uses(d *extract.Document, rule string) bool {
	for _, x := range d.Dates {
		if x.Rule == rule {
			return true
		}
	}
	return false
}

// show writes dates as "text = start..end; text = start".
func show(d *extract.Document) string {
	var out []string
	for _, x := range d.Dates {
		s := x.Text + " = " + x.Start
		if x.End != "" {
			s += ".." + x.End
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}
