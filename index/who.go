package index

import (
	"fmt"
	"strings"
)

// WhoQuery are the filters of "who spoke where". Empty ones let everything
// pass.
type WhoQuery struct {
	Speaker     string // words of a name, in any order
	Person      string // the whole name of who speaks; of releases, who is named
	Title       string // words of a capacity: "préfet", "maire de Lille"
	Office      string // an office as a whole: "préfet" is not "sous-préfet"
	Place       string // commune, departement, region, country, or words of a venue
	Departement string // code or name
	Region      string // code or name
	Near        string // "latitude,longitude,distance in km"
	From, To    string // YYYY-MM-DD, YYYY-MM or YYYY; both included
	Month       string // YYYY-MM; any date will do
	Kind        string // direct, indirect, speech or attended; several with commas between them
	Text        string // a question in the query language about the words and their evidence
	Site        string // code of a site
	Language    string // two letters
}

// FilterError says which filter cannot be read, and why.
type FilterError struct {
	Filter string // "from"
	Err    *SyntaxError
}

func (e *FilterError) Error() string { return e.In("en") }

// In is the message in a language, "fr" or "en".
func (e *FilterError) In(language string) string {
	form := "%s: %s"
	if language == "fr" {
		form = "%s : %s"
	}
	return fmt.Sprintf(form, e.Filter, e.Err.In(language))
}

func (e *FilterError) Unwrap() error { return e.Err }

// Query is the question that the filters ask. The error is a [*FilterError].
func (w WhoQuery) Query() (Query, error) {
	var q And
	filters := [...]struct {
		name, value string
		field       queryField
	}{
		{"speaker", w.Speaker, queryField{aspect: InSpeaker}},
		{"person", w.Person, queryField{aspect: InPerson}},
		{"title", w.Title, queryField{aspect: InTitle}},
		{"office", w.Office, queryField{aspect: InOffice}},
		{"place", w.Place, queryField{aspect: InPlace}},
		{"departement", w.Departement, queryField{aspect: InDepartement}},
		{"region", w.Region, queryField{aspect: InRegion}},
		{"near", w.Near, queryField{special: near}},
		{"from", w.From, queryField{special: after}},
		{"to", w.To, queryField{special: before}},
		{"month", w.Month, queryField{special: during}},
		{"site", w.Site, queryField{aspect: InSite}},
		{"language", w.Language, queryField{aspect: InLanguage}},
	}
	for _, f := range filters {
		if f.value == "" {
			continue
		}
		p := parser{lexer: lexer{text: f.value}}
		part := p.filter(f.field, f.value)
		if p.err != nil {
			p.err.Column = 0 // the value is all there is
			return nil, &FilterError{f.name, p.err}
		}
		q = append(q, part)
	}
	if w.Kind != "" {
		kinds, err := kindQuery(w.Kind)
		if err != nil {
			return nil, err
		}
		q = append(q, kinds)
	}
	if w.Text != "" {
		text, err := Parse(w.Text)
		if err != nil {
			syntax := err.(*SyntaxError)
			return nil, &FilterError{"text", syntax}
		}
		q = append(q, text)
	}
	if err := w.checkPeriod(); err != nil {
		return nil, err
	}
	switch len(q) {
	case 0:
		return All{}, nil
	case 1:
		return q[0], nil
	}
	return q, nil
}

// filter reads a value as a whole, whatever signs it holds; * or ~ at its end
// mean what they do in the language.
func (p *parser) filter(f queryField, value string) Query {
	t := token{kind: quoted, text: value, number: -1}
	if last := value[len(value)-1]; f.special == plain && f.aspect.isText() && len(value) > 1 {
		switch last {
		case '*':
			t.kind, t.text, t.star = word, value[:len(value)-1], true
		case '~':
			t.kind, t.text, t.tilde = word, value[:len(value)-1], true
		}
	}
	switch f.special {
	case near:
		return p.near(t)
	case plain:
		return p.match(f.aspect, t)
	}
	return p.period(f.special, t)
}

func (w WhoQuery) checkPeriod() error {
	if w.From == "" || w.To == "" {
		return nil
	}
	from, err1 := ParsePeriod(w.From)
	to, err2 := ParsePeriod(w.To)
	if err1 == nil && err2 == nil && from.From > to.To {
		return &FilterError{"from", &SyntaxError{message: emptyPeriod, args: []string{w.From + ".." + w.To}}}
	}
	return nil
}

// kindQuery reads kinds with commas between them.
func kindQuery(value string) (Query, error) {
	var q Or
	for kind := range strings.SplitSeq(value, ",") {
		kind = strings.TrimSpace(kind)
		if kindOf(kind) == "" {
			return nil, &FilterError{"kind", &SyntaxError{message: unknownKind, args: []string{kind}}}
		}
		q = append(q, Match{In: InKind, Text: kind})
	}
	if len(q) == 1 {
		return q[0], nil
	}
	return q, nil
}
