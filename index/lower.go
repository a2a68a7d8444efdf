package index

import (
	"strconv"
	"strings"
)

// Clause is a primitive question that every backend answers. Its terms are
// terms of the index, made by the analysis of the field.
type Clause interface{ clause() }

type (
	// TermClause matches entries that have the term in the field.
	TermClause struct {
		Field string
		Term  string
		Boost float64 // weight in the score; 0 does not count
	}

	// AnyTermClause matches entries that have one of the terms. It does not
	// count in the score.
	AnyTermClause struct {
		Field string
		Terms []string
	}

	// PhraseClause matches entries whose field has the terms near each other.
	// With Slop negative they stand exactly at the given positions from each
	// other; else in any order, and the stretch of text from the first to the
	// last has at most Slop words more than the terms are apart in the question.
	PhraseClause struct {
		Field     string
		Terms     []string
		Positions []int // of the terms, ascending, from 0
		Slop      int
		Boost     float64
	}

	// PrefixClause matches entries with a term that begins so.
	PrefixClause struct {
		Field, Prefix string
		Boost         float64
	}

	// FuzzyClause matches entries with a term that differs by at most Edits
	// letters, the first being the same.
	FuzzyClause struct {
		Field, Term string
		Edits       int
		Boost       float64
	}

	// NearClause matches entries with a point within a distance.
	NearClause struct {
		Field string
		Near
	}

	// AllClause matches every entry of a kind.
	AllClause struct{ Of Of }

	// NoneClause matches nothing.
	NoneClause struct{}

	// AllOfClause matches what each of its parts matches and none of Not.
	AllOfClause struct{ Parts, Not []Clause }

	// AnyOfClause matches what one of its parts matches.
	AnyOfClause struct{ Parts []Clause }
)

func (TermClause) clause()    {}
func (AnyTermClause) clause() {}
func (PhraseClause) clause()  {}
func (PrefixClause) clause()  {}
func (FuzzyClause) clause()   {}
func (NearClause) clause()    {}
func (AllClause) clause()     {}
func (NoneClause) clause()    {}
func (AllOfClause) clause()   {}
func (AnyOfClause) clause()   {}

// Lower turns a question about one kind of entries into clauses. A nil query
// asks for everything.
func Lower(q Query, o Of) Clause {
	if q == nil {
		return AllClause{o}
	}
	return q.lower(o)
}

func (All) lower(o Of) Clause { return AllClause{o} }

func (q And) lower(o Of) Clause {
	var c AllOfClause
	for _, part := range q {
		switch x := part.lower(o).(type) {
		case NoneClause:
			return x
		case AllClause:
		case AllOfClause:
			c.Not = append(c.Not, x.Not...)
			if !isAll(x.Parts) {
				c.Parts = append(c.Parts, x.Parts...)
			}
		default:
			c.Parts = append(c.Parts, x)
		}
	}
	if len(c.Parts) == 0 {
		c.Parts = []Clause{AllClause{o}}
	}
	if len(c.Parts) == 1 && len(c.Not) == 0 {
		return c.Parts[0]
	}
	return c
}

func isAll(parts []Clause) bool {
	if len(parts) != 1 {
		return false
	}
	_, ok := parts[0].(AllClause)
	return ok
}

func (q Or) lower(o Of) Clause {
	var c AnyOfClause
	for _, part := range q {
		switch x := part.lower(o).(type) {
		case NoneClause:
		case AllClause:
			return x
		default:
			c.Parts = append(c.Parts, x)
		}
	}
	switch len(c.Parts) {
	case 0:
		return NoneClause{}
	case 1:
		return c.Parts[0]
	}
	if any, ok := anyOf(c.Parts); ok {
		return any
	}
	return c
}

// anyOf joins clauses that ask one field for a term each and do not count in
// the score: one look at the field instead of many.
func anyOf(parts []Clause) (any AnyTermClause, ok bool) {
	for _, part := range parts {
		t, ok := part.(TermClause)
		if !ok || t.Boost != 0 || any.Field != "" && any.Field != t.Field {
			return AnyTermClause{}, false
		}
		any.Field = t.Field
		any.Terms = append(any.Terms, t.Term)
	}
	return any, true
}

func (q Not) lower(o Of) Clause {
	switch x := q.Query.lower(o).(type) {
	case NoneClause:
		return AllClause{o}
	case AllClause:
		return NoneClause{}
	default:
		return AllOfClause{Parts: []Clause{AllClause{o}}, Not: []Clause{x}}
	}
}

func (q During) lower(o Of) Clause {
	cells := q.Period.Cover()
	if len(cells) == 0 {
		return NoneClause{}
	}
	return AnyTermClause{o.Name(When), cells}
}

func (q Near) lower(o Of) Clause { return NearClause{o.Name(Position), q} }

// nameSlop lets "Lalande Michel" find Michel Lalande, and "Vincent Mertens"
// Vincent Mertens de Wilmars; titleSlop "préfet Nord" the préfet du Nord.
const (
	nameSlop  = 2
	titleSlop = 4
)

func (q Match) lower(o Of) Clause {
	switch q.In {
	case InText:
		c := q.analysed(o, Text)
		if _, none := c.(NoneClause); none {
			// Small words are terms only as they are written.
			return q.exactly(o)
		}
		return c
	case InExact:
		return q.exactly(o)
	case InSpeaker:
		return q.loosely(nameSlop).analysed(o, Speaker)
	case InTitle:
		return q.loosely(titleSlop).analysed(o, Title)
	case InPerson:
		return q.keyed(o, PersonKey)
	case InOffice:
		return q.keyed(o, Office)
	case InPlace:
		if q.How == Prefix || q.How == Fuzzy {
			return q.keyed(o, PlaceKey)
		}
		return q.place(o)
	case InDepartement:
		return q.code(o, DepartementCode, Departement)
	case InRegion:
		return q.code(o, RegionCode, Region)
	case InKind:
		return TermClause{Field: o.Name(Kind), Term: kindOf(q.Text)}
	case InSite:
		return TermClause{Field: o.Name(SiteCode), Term: q.Text}
	case InLanguage:
		return TermClause{Field: o.Name(Language), Term: strings.ToLower(q.Text)}
	case InRelease:
		return TermClause{Field: o.Name(ReleaseID), Term: q.Text}
	}
	return NoneClause{}
}

// exactly asks for words as they are written: the text has them all, and what
// it has in their place stands in that order.
func (q Match) exactly(o Of) Clause {
	if q.How == Prefix || q.How == Fuzzy {
		return q.analysed(o, ExactText)
	}
	var c AllOfClause
	for _, t := range Exact.Terms(q.Text) {
		c.Parts = append(c.Parts, TermClause{Field: o.Name(ExactText), Term: t.Text})
	}
	if phrase, ok := q.analysed(o, Text).(PhraseClause); ok {
		c.Parts = append(c.Parts, phrase)
	}
	switch len(c.Parts) {
	case 0:
		return NoneClause{}
	case 1:
		return c.Parts[0]
	}
	return c
}

// loosely lets the words of a name or title stand in any order.
func (q Match) loosely(slop int) Match {
	if q.How == Word || q.How == Phrase {
		q.How, q.Slop = NearPhrase, slop
	}
	return q
}

// place asks for a place by its name, which may have the code or name of a
// departement or the code of a country after a comma, or for venues that have
// the words in their name: "palais provincial" finds the Palais provincial de
// Mons. Where the venues of a release lie is not known, so that words with
// something after a comma find statements only.
func (q Match) place(o Of) Clause {
	name, around := cutPlace(q.Text)
	q.Text = placeID(name, around.departement, around.country)
	key := q.keyed(o, PlaceKey)
	if around != (territory{}) && o == Releases {
		return key
	}
	q.Text, q.How, q.Slop = name, NearPhrase, 0
	words := []Clause{q.analysed(o, PlaceWords)}
	switch {
	case around.departement != "":
		words = append(words, Match{In: InDepartement, Text: around.departement}.lower(o))
	case around.country != "":
		words = append(words, abroad().lower(o))
	}
	if _, none := words[0].(NoneClause); none {
		return key
	}
	if len(words) == 1 {
		return AnyOfClause{[]Clause{key, words[0]}}
	}
	return AnyOfClause{[]Clause{key, AllOfClause{Parts: words}}}
}

// abroad asks for what was said in no departement.
func abroad() Query {
	var in Or
	for _, code := range departementCodes() {
		in = append(in, Match{In: InDepartement, Text: code})
	}
	return Not{in}
}

func (q Match) code(o Of, f Field, find func(string) (Territory, bool)) Clause {
	if t, ok := find(q.Text); ok {
		return TermClause{Field: o.Name(f), Term: t.Code}
	}
	return NoneClause{}
}

// keyed asks for a name as a whole.
func (q Match) keyed(o Of, f Field) Clause {
	key := NameKey(q.Text)
	switch {
	case key == "":
		return NoneClause{}
	case q.How == Prefix:
		return PrefixClause{Field: o.Name(f), Prefix: key}
	case q.How == Fuzzy:
		return FuzzyClause{Field: o.Name(f), Term: key, Edits: q.Edits}
	}
	return TermClause{Field: o.Name(f), Term: key}
}

// analysed asks for the terms of the text in an analysed field.
func (q Match) analysed(o Of, f Field) Clause {
	field, analysis := o.Name(f), schema[f].Analysis
	switch q.How {
	case Prefix:
		// The beginning of a word has no ending to take off.
		key := Fold(q.Text)
		if analysis == Exact {
			key = exact(q.Text)
		}
		if first, last, ok := cutLastWord(q.Text); ok {
			begun, rest := q, q
			begun.Text, rest.Text, rest.How = last, first, Phrase
			c := begun.analysed(o, f)
			before := rest.analysed(o, f)
			if _, none := before.(NoneClause); !none { // not small words alone
				c = AllOfClause{Parts: []Clause{before, c}}
			}
			return c
		}
		if key == "" {
			return NoneClause{}
		}
		return PrefixClause{Field: field, Prefix: key, Boost: 1}
	case Fuzzy:
		terms := analysis.Terms(q.Text)
		if len(terms) == 0 {
			return NoneClause{}
		}
		parts := make([]Clause, len(terms))
		for i, t := range terms {
			parts[i] = FuzzyClause{Field: field, Term: t.Text, Edits: q.Edits, Boost: 1}
		}
		if len(parts) == 1 {
			return parts[0]
		}
		return AllOfClause{Parts: parts}
	}
	terms := analysis.Terms(q.Text)
	switch len(terms) {
	case 0:
		return NoneClause{}
	case 1:
		return TermClause{Field: field, Term: terms[0].Text, Boost: 1}
	}
	c := PhraseClause{Field: field, Slop: -1, Boost: 1}
	for _, t := range terms {
		c.Terms = append(c.Terms, t.Text)
		c.Positions = append(c.Positions, t.Position-terms[0].Position)
	}
	if q.How == NearPhrase {
		c.Slop = q.Slop
	}
	return c
}

// cutLastWord parts the last word of a text from those before it.
func cutLastWord(s string) (first, last string, ok bool) {
	at := 0
	eachWord(s, func(from, _ int) bool { at = from; return true })
	first = strings.TrimSpace(s[:at])
	return first, s[at:], hasWord(first)
}

// Satisfies reports whether terms at these positions of a text satisfy the
// clause: positions[i] holds those of Terms[i], ascending. It is the meaning of
// a phrase for backends that have none of their own.
func (c *PhraseClause) Satisfies(positions [][]int) bool {
	if len(positions) != len(c.Terms) || len(positions) == 0 {
		return false
	}
	if c.Slop < 0 {
		for _, start := range positions[0] {
			if c.standsAt(positions, start) {
				return true
			}
		}
		return false
	}
	// A window with every term: move its lowest position up until one of the
	// lists is at its end.
	width := c.Positions[len(c.Positions)-1] + c.Slop
	at := make([]int, len(positions))
	for {
		low, high, lowest := int(^uint(0)>>1), -1, 0
		for i, p := range positions {
			if at[i] >= len(p) {
				return false
			}
			if p[at[i]] < low {
				low, lowest = p[at[i]], i
			}
			high = max(high, p[at[i]])
		}
		if high-low <= width && high-low >= len(positions)-1 {
			return true
		}
		at[lowest]++
	}
}

func (c *PhraseClause) standsAt(positions [][]int, start int) bool {
	for i := 1; i < len(positions); i++ {
		want, found := start+c.Positions[i], false
		for _, p := range positions[i] {
			if p == want {
				found = true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// Distance is how far a Near reaches, in metres.
func (q Near) Distance() string { return strconv.FormatFloat(q.Km*1000, 'f', 0, 64) + "m" }
