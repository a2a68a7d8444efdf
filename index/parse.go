package index

import (
	"strconv"
	"strings"

	"estrade/extract"
)

// Parse reads a question in the query language. Words without an operator
// between them must all match. An empty question is All. The error is a
// [*SyntaxError]. The language, with examples, is described in QUERY.md.
func Parse(s string) (Query, error) {
	p := parser{lexer: lexer{text: s}}
	p.next()
	if p.err == nil && p.token.kind == end {
		return All{}, nil
	}
	q := p.or(InText)
	if p.err == nil && p.token.kind != end {
		p.fail(p.token.at, unexpectedClose)
	}
	if p.err != nil {
		return nil, p.err
	}
	return q, nil
}

// maxDepth bounds nested parentheses, maxParts the words of a question.
const (
	maxDepth = 50
	maxParts = 200
)

type parser struct {
	lexer
	token token
	depth int
	parts int
	err   *SyntaxError
}

func (p *parser) next() {
	if p.err == nil {
		p.token, p.err = p.lexer.next()
	}
}

// fail notes the first error, at a byte offset.
func (p *parser) fail(at int, m message, args ...string) {
	if p.err == nil {
		p.err = newSyntaxError(p.text, at, m, args...)
	}
}

// or reads alternatives. Words without a field of their own ask in aspect.
func (p *parser) or(aspect Aspect) Query {
	parts := Or{p.and(aspect)}
	for p.err == nil && p.token.kind == orOperator {
		p.next()
		parts = append(parts, p.and(aspect))
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return parts
}

func (p *parser) and(aspect Aspect) Query {
	var parts And
	for p.err == nil {
		switch p.token.kind {
		case andOperator:
			if len(parts) == 0 {
				p.fail(p.token.at, wantedWordBefore, p.token.text)
				return nil
			}
			p.next()
		case orOperator:
			if len(parts) == 0 {
				p.fail(p.token.at, wantedWordBefore, p.token.text)
				return nil
			}
			return simple(parts)
		case end, closing:
			if len(parts) > 0 {
				return simple(parts)
			}
		}
		q := p.not(aspect)
		if p.err == nil {
			parts = append(parts, q)
		}
	}
	return nil
}

func simple(parts And) Query {
	if len(parts) == 1 {
		return parts[0]
	}
	return parts
}

func (p *parser) not(aspect Aspect) Query {
	negations := 0
	for p.token.kind == notOperator && p.err == nil {
		negations++
		p.next()
	}
	q := p.primary(aspect)
	if negations%2 == 1 {
		return Not{q}
	}
	return q
}

func (p *parser) primary(aspect Aspect) Query {
	if p.parts++; p.parts > maxParts {
		p.fail(p.token.at, tooLong)
	}
	if p.err != nil {
		return nil
	}
	t := p.token
	switch t.kind {
	case opening:
		if p.depth++; p.depth > maxDepth {
			p.fail(t.at, tooDeep)
			return nil
		}
		p.next()
		q := p.or(aspect)
		if p.err == nil && p.token.kind != closing {
			p.fail(t.at, wantedClose)
		}
		p.depth--
		p.next()
		return q
	case fieldName:
		f, ok := aspectOf(t.text)
		if !ok {
			p.fail(t.at, unknownField, t.text)
			return nil
		}
		p.next()
		return p.value(f, t)
	case word, quoted:
		p.next()
		return p.match(aspect, t)
	}
	p.fail(t.at, wantedWord)
	return nil
}

// value reads what follows a field's colon.
func (p *parser) value(f queryField, name token) Query {
	t := p.token
	if p.err != nil {
		return nil
	}
	if t.kind == opening && f.special == plain {
		return p.primary(f.aspect)
	}
	if t.kind != word && t.kind != quoted {
		p.fail(t.at, wantedValue, name.text)
		return nil
	}
	p.next()
	switch f.special {
	case during, after, before:
		return p.period(f.special, t)
	case near:
		return p.near(t)
	}
	return p.match(f.aspect, t)
}

// match makes a query of a word or quoted words.
func (p *parser) match(aspect Aspect, t token) Query {
	q := Match{In: aspect, Text: t.text}
	if aspect == InText && t.kind == word && t.text == "" && t.star {
		return All{}
	}
	if t.text == "" || !hasWord(t.text) && aspect != InSite && aspect != InRelease {
		p.fail(t.at, wantedLetters)
		return nil
	}
	switch aspect {
	case InDepartement:
		if _, ok := Departement(t.text); !ok {
			p.fail(t.at, unknownDepartement, t.text)
		}
	case InRegion:
		if _, ok := Region(t.text); !ok {
			p.fail(t.at, unknownRegion, t.text)
		}
	case InKind:
		if kindOf(t.text) == "" {
			p.fail(t.at, unknownKind, t.text)
		}
	case InLanguage:
		if len(t.text) != 2 {
			p.fail(t.at, wantedLanguage, t.text)
		}
	}
	switch {
	case t.star:
		q.How = Prefix
	case t.tilde && t.kind == quoted && !aspect.isKeyed():
		q.How, q.Slop = NearPhrase, t.number
		if t.number < 0 {
			q.Slop = 5
		}
	case t.tilde:
		q.How, q.Edits = Fuzzy, t.number
		if t.number < 0 {
			q.Edits = 1
		}
		if q.Edits < 1 || q.Edits > 2 {
			p.fail(t.at, wantedEdits)
		}
	case t.kind == quoted:
		q.How = Phrase
	}
	if (q.How == Prefix || q.How == Fuzzy) && !aspect.isText() {
		p.fail(t.at, wholeOnly, aspectNames[aspect])
	}
	return q
}

func hasWord(s string) bool {
	found := false
	eachWord(s, func(int, int) bool { found = true; return false })
	return found
}

func (p *parser) period(s special, t token) Query {
	wanted := wantedDate
	if s == during {
		wanted = wantedPeriod
	}
	if t.star || t.tilde {
		p.fail(t.at, wanted, t.text)
		return nil
	}
	from, to, isRange := strings.Cut(t.text, "..")
	q := Period{FirstDay, LastDay}
	read := func(text string) Period {
		x, err := ParsePeriod(text)
		if err != nil {
			p.fail(t.at, wanted, t.text)
		}
		return x
	}
	switch {
	case isRange && s != during, isRange && from == "" && to == "":
		p.fail(t.at, wanted, t.text)
	case isRange:
		if from != "" {
			q.From = read(from).From
		}
		if to != "" {
			q.To = read(to).To
		}
	default:
		x := read(from)
		if s != before {
			q.From = x.From
		}
		if s != after {
			q.To = x.To
		}
	}
	if p.err == nil && q.From > q.To {
		p.fail(t.at, emptyPeriod, t.text)
	}
	return During{q}
}

func (p *parser) near(t token) Query {
	parts := strings.Split(t.text, ",")
	if len(parts) == 3 && !t.star && !t.tilde {
		distance := strings.TrimSuffix(strings.ToLower(strings.TrimSpace(parts[2])), "km")
		lat, err1 := strconv.ParseFloat(strings.TrimSpace(parts[0]), 64)
		lon, err2 := strconv.ParseFloat(strings.TrimSpace(parts[1]), 64)
		km, err3 := strconv.ParseFloat(strings.TrimSpace(distance), 64)
		if err1 == nil && err2 == nil && err3 == nil && lat >= -90 && lat <= 90 &&
			lon >= -180 && lon <= 180 && km > 0 && km <= 20000 {
			return Near{lat, lon, km}
		}
	}
	p.fail(t.at, wantedPoint, t.text)
	return nil
}

// special says what the value of a field is.
type special uint8

const (
	plain special = iota
	during
	after
	before
	near
)

// queryField is a field of the language.
type queryField struct {
	aspect  Aspect
	special special
}

// fieldNames are the names of fields, folded; the French ones too.
var fieldNames = map[string]queryField{
	"exact":   {aspect: InExact},
	"speaker": {aspect: InSpeaker}, "orateur": {aspect: InSpeaker}, "oratrice": {aspect: InSpeaker},
	"person": {aspect: InPerson}, "personne": {aspect: InPerson},
	"title": {aspect: InTitle}, "titre": {aspect: InTitle}, "fonction": {aspect: InTitle},
	"office": {aspect: InOffice}, "charge": {aspect: InOffice},
	"place": {aspect: InPlace}, "lieu": {aspect: InPlace},
	"dep": {aspect: InDepartement}, "departement": {aspect: InDepartement},
	"region": {aspect: InRegion},
	"kind":   {aspect: InKind}, "genre": {aspect: InKind},
	"site": {aspect: InSite},
	"lang": {aspect: InLanguage}, "langue": {aspect: InLanguage},
	"release": {aspect: InRelease}, "communique": {aspect: InRelease},
	"date":  {special: during},
	"after": {special: after}, "apres": {special: after}, "from": {special: after}, "depuis": {special: after},
	"before": {special: before}, "avant": {special: before}, "to": {special: before},
	"near": {special: near}, "pres": {special: near},
}

func aspectOf(name string) (queryField, bool) {
	f, ok := fieldNames[Fold(name)]
	return f, ok
}

// aspectNames are the names that String writes.
var aspectNames = [...]string{
	InExact: "exact", InSpeaker: "speaker", InPerson: "person", InTitle: "title", InOffice: "office",
	InPlace: "place", InDepartement: "dep", InRegion: "region", InKind: "kind", InSite: "site",
	InLanguage: "lang", InRelease: "release",
}

// isText reports whether parts of words may be asked for.
func (a Aspect) isText() bool {
	switch a {
	case InDepartement, InRegion, InKind, InSite, InLanguage, InRelease:
		return false
	}
	return true
}

// isKeyed reports whether a name is asked for as a whole, so that it may
// differ as a whole too.
func (a Aspect) isKeyed() bool { return a == InPerson || a == InOffice || a == InPlace }

// kindNames are the kinds of statement, also in French; folded.
var kindNames = map[string]extract.StatementKind{
	"direct": extract.Direct, "directe": extract.Direct, "citation": extract.Direct,
	"indirect": extract.Indirect, "indirecte": extract.Indirect, "rapporte": extract.Indirect,
	"speech": extract.Speech, "discours": extract.Speech,
	"attended": extract.Attended, "present": extract.Attended, "presente": extract.Attended, "presence": extract.Attended,
}

// kindOf is the kind of that name; empty if there is none.
func kindOf(s string) string { return string(kindNames[Fold(s)]) }
