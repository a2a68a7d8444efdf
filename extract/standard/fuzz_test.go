package standard_test

import (
	"fmt"
	"testing"
	"unicode/utf8"

	"estrade/extract"
)

// FuzzAnnotate feeds any text through the whole chain.
func FuzzAnnotate(f *testing.F) {
	f.Add("Visite\nLe 2 mars 2020, Mme Anne Roux, préfète du Nord, a dit à Lens : « Tout va bien », avant d'ajouter que oui.")
	f.Add("« \" “ M. d' de La 11 novembre\n\n– Le préfet a\xff rappelé")
	f.Add("Opening\nThe prefect said that \"all is well\" in Lille on 2 March 2020.")
	c := chain(f)
	f.Fuzz(func(t *testing.T, text string) {
		d := extract.PlainText("x", "-\n"+text)
		before := d.Text
		c.Annotate(d)
		if d.Text != before {
			t.Fatal("the text has changed")
		}
		if err := checkSpans(d); err != nil {
			t.Fatal(err)
		}
	})
}

// checkSpans says which span is not one of the text.
func checkSpans(d *extract.Document) error {
	check := func(what string, s extract.Span, text string) error {
		switch {
		case s.From < 0 || s.From > s.To || s.To > len(d.Text):
			return fmt.Errorf("%s has span %v of %d bytes", what, s, len(d.Text))
		case d.Text[s.From:s.To] != text:
			return fmt.Errorf("%s is %q; its span %v holds %q", what, text, s, d.Text[s.From:s.To])
		case !utf8.ValidString(d.Text[s.From:s.To]):
			return fmt.Errorf("%s has span %v, not on rune boundaries", what, s)
		}
		return nil
	}
	var errs []error
	for _, x := range d.Dates {
		errs = append(errs, check("date", x.Span, x.Text))
	}
	for _, p := range d.People {
		for _, m := range append(p.Mentions, p.Coref...) {
			errs = append(errs, check("mention", m.Span, m.Text))
		}
	}
	for _, x := range d.Titles {
		errs = append(errs, check("title", x.Span, x.Text))
		if x.Person != extract.None && (x.Person < 0 || x.Person >= len(d.People)) {
			errs = append(errs, fmt.Errorf("title of person %d of %d", x.Person, len(d.People)))
		}
	}
	for _, x := range d.Places {
		errs = append(errs, check("place", x.Span, x.Text))
	}
	for _, x := range d.Organisations {
		errs = append(errs, check("organisation", x.Span, x.Text))
	}
	for _, x := range d.Statements {
		errs = append(errs, check("statement", x.Span, x.Text))
		errs = append(errs, check("evidence", x.Evidence, d.Text[max(0, min(x.Evidence.From, len(d.Text))):max(0, min(x.Evidence.To, len(d.Text)))]))
		if x.Person != extract.None && (x.Person < 0 || x.Person >= len(d.People)) {
			errs = append(errs, fmt.Errorf("statement of person %d of %d", x.Person, len(d.People)))
		}
		if x.PlaceIndex != extract.None && (x.PlaceIndex < 0 || x.PlaceIndex >= len(d.Places)) {
			errs = append(errs, fmt.Errorf("statement at place %d of %d", x.PlaceIndex, len(d.Places)))
		}
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
