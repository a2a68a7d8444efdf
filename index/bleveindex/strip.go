package bleveindex

import (
	"slices"
	"strings"

	"estrade/extract"
	"estrade/index"
)

// content is what is stored of a release: all of it but its text.
type content struct {
	head     index.Release // without document
	document extract.Document
}

// A field that has its usual value, which other fields give, is stored as
// empty, and one that is empty instead as absent.
const absent = "\x00"

// usual pairs a field with what it usually is.
type usual struct {
	field *string
	value func() string
}

// strip is a release without what restore can give back. The release does not
// change.
func strip(r *index.Release) content {
	c := content{head: *r, document: *r.Document}
	c.head.Document = nil
	d := &c.document
	text := d.Text
	d.Text, d.Tokens, d.Sentences, d.Tags = "", nil, nil, nil
	d.Dates, d.Titles, d.Places = slices.Clone(d.Dates), slices.Clone(d.Titles), slices.Clone(d.Places)
	d.Organisations, d.Statements, d.People = slices.Clone(d.Organisations), slices.Clone(d.Statements), slices.Clone(d.People)
	for i := range d.People {
		d.People[i].Mentions = slices.Clone(d.People[i].Mentions)
		d.People[i].Coref = slices.Clone(d.People[i].Coref)
	}
	all := slices.Concat(headUsuals(&c.head, text), documentUsuals(&c.head, d, text))
	// What a field is usually like is asked before that is stripped itself.
	for i := len(all) - 1; i >= 0; i-- {
		switch u := all[i]; *u.field {
		case u.value():
			*u.field = ""
		case "":
			*u.field = absent
		}
	}
	return c
}

func restore(usuals []usual) {
	for _, u := range usuals {
		switch *u.field {
		case "":
			*u.field = u.value()
		case absent:
			*u.field = ""
		}
	}
}

// restoreHead undoes strip for the head.
func (c *content) restoreHead(text string) { restore(headUsuals(&c.head, text)) }

// restoreDocument undoes strip for the document, after restoreHead.
func (c *content) restoreDocument(text string) {
	c.document.Text = text
	restore(documentUsuals(&c.head, &c.document, text))
}

func headUsuals(r *index.Release, text string) []usual {
	title, _, _ := strings.Cut(text, "\n")
	return []usual{{&r.Title, func() string { return title }}, {&r.Updated, func() string { return r.Published }}}
}

// documentUsuals are in an order in which each asks only those before it.
func documentUsuals(r *index.Release, d *extract.Document, text string) []usual {
	usuals := make([]usual, 0, 7+len(d.Dates)+2*len(d.Titles)+3*len(d.Places)+len(d.Organisations)+4*len(d.Statements)+4*len(d.People))
	same := func(field, as *string) { usuals = append(usuals, usual{field, func() string { return *as }}) }
	cut := func(field *string, s extract.Span) {
		if 0 <= s.From && s.From <= s.To && s.To <= len(text) {
			usuals = append(usuals, usual{field, func() string { return text[s.From:s.To] }})
		}
	}
	same(&d.ID, &r.ID)
	same(&d.URL, &r.URL)
	same(&d.Title, &r.Title)
	same(&d.Language, &r.Language)
	same(&d.Published, &r.Published)
	same(&d.Updated, &r.Updated)
	same(&d.Template, &r.Template)
	same(&d.Department, &r.Departement)
	for i := range d.Dates {
		cut(&d.Dates[i].Text, d.Dates[i].Span)
	}
	for i := range d.Organisations {
		cut(&d.Organisations[i].Text, d.Organisations[i].Span)
	}
	for i := range d.Titles {
		cut(&d.Titles[i].Text, d.Titles[i].Span)
		same(&d.Titles[i].Full, &d.Titles[i].Text)
	}
	for i := range d.Places {
		p := &d.Places[i]
		cut(&p.Text, p.Span)
		same(&p.Name, &p.Text)
		if len(p.INSEE) > 2 {
			usuals = append(usuals, usual{&p.Department, func() string { return departementOf(p.INSEE) }})
		}
	}
	for i := range d.People {
		p := &d.People[i]
		for _, mentions := range [...][]extract.Mention{p.Mentions, p.Coref} {
			for j := range mentions {
				cut(&mentions[j].Text, mentions[j].Span)
			}
		}
		if len(p.Mentions) > 0 {
			same(&p.Name, &p.Mentions[0].Text)
		}
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		cut(&s.Text, s.Span)
		same(&s.Date, &r.Published)
		if 0 <= s.Person && s.Person < len(d.People) {
			same(&s.Speaker, &d.People[s.Person].Name)
			for j := range d.Titles {
				if d.Titles[j].Person == s.Person {
					same(&s.Title, &d.Titles[j].Text)
					break
				}
			}
		}
		if 0 <= s.PlaceIndex && s.PlaceIndex < len(d.Places) {
			same(&s.Place, &d.Places[s.PlaceIndex].Text)
		}
	}
	return usuals
}

// departementOf is the departement that a code of a commune begins with.
func departementOf(insee string) string {
	if strings.HasPrefix(insee, "97") || strings.HasPrefix(insee, "98") {
		return insee[:3]
	}
	return insee[:2]
}
