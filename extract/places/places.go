// Package places finds the places that a release names, settles which of the
// places of that name is meant, and finds the bodies (ministries, services,
// councils) whose names contain places.
//
// It works over the tokens in five steps. Bodies and venues are phrases of the
// embedded tables and the names that may follow them. Other names are looked
// up in the gazetteer, and the words around each say how far it is a place: a
// preposition, a noun such as "commune", a list. The departement that issued
// the release is known or voted for. Then every name is weighed, with its
// population and whether it lies in that departement, and kept or dropped;
// homonyms are settled last, by departement, distance and population, or left
// open.
//
// What is particular to French lies in heads.tsv, bodies.tsv and words.tsv.
package places

import (
	"fmt"
	"slices"

	"estrade/extract"
)

// Gazetteer is what the package needs to know of places.
type Gazetteer interface {
	// Match appends to dst[:0] the entries of the longest place name that
	// starts at token i and returns them with its length in tokens, or 0.
	Match(tokens []extract.Token, i int, dst []extract.Entry) ([]extract.Entry, int)
	// ByCode returns the place of a kind that has a code.
	ByCode(kind extract.PlaceKind, code string) (extract.Entry, bool)
	// Issuer returns the departement whose prefecture publishes at a host.
	Issuer(host string) (departement string, ok bool)
}

// Local is an ability that a gazetteer may have: to know the communes of a
// departement that go by a short form of their name there, although a commune
// elsewhere has that name in full.
type Local interface {
	// Local returns the commune that a folded name, its words parted by
	// spaces, stands for in a departement.
	Local(name, departement string) (extract.Entry, bool)
}

// Names is an ability that a gazetteer may have: to know first names.
type Names interface {
	// FirstName returns how many boys and girls were given a folded name.
	FirstName(fold string) (male, female int)
}

// Annotator fills Document.Places, Document.Organisations and, where it is
// empty and can be told, Document.Department. It is safe for concurrent use if
// its gazetteer is.
type Annotator struct {
	gazetteer Gazetteer
	local     Local // nil if the gazetteer has not the ability
	names     Names // nil if the gazetteer has not the ability
	lexicon   *lexicon
}

// New reads the embedded tables. It panics if they are damaged, which a test
// of the package excludes.
func New(g Gazetteer) *Annotator {
	x, err := newLexicon()
	if err != nil {
		panic(fmt.Sprintf("places: %v", err))
	}
	local, _ := g.(Local)
	names, _ := g.(Names)
	return &Annotator{gazetteer: g, local: local, names: names, lexicon: x}
}

// Annotate replaces the places and organisations of d. It needs Tokens and
// Sentences; it reads People, Titles and Dates, so that a name of a person is
// no place, and a place that stands only inside a title is optional.
func (a *Annotator) Annotate(d *extract.Document) {
	d.Places, d.Organisations = nil, nil
	if len(d.Tokens) == 0 {
		return
	}
	r := newReader(a, d)
	r.findBodies()
	r.findHeaded()
	r.findUnions()
	r.findVenues()
	r.findNames()
	r.findDepartement()
	r.addLocal()
	r.countCountries()
	r.weigh()
	r.settle()
	r.write()
}

// mark is a set of facts about a token.
type mark uint8

const (
	inPerson mark = 1 << iota
	inTitle
	inDate
	inBody
	inVenue
	startsSentence
	inCapitals // of a sentence that is written in capitals
)

// candidate is a name that may be a place.
type candidate struct {
	from, to int               // tokens
	kind     extract.PlaceKind // known from the head; empty for a gazetteer's name
	head     *head             // nil for a gazetteer's name
	entries  [2]int            // range of reader.entries
	before   context           // what stands before it
	local    bool              // is a place only if it lies in the issuing departement
	inner    bool              // stands inside a venue or a body
	score    int               // how far it is a place
	entry    *extract.Entry    // what it means; nil if unknown
	settled  bool              // entry is certain, not only of the right kind
}

// reader is the working state of one document.
type reader struct {
	*Annotator
	d       *extract.Document
	tokens  []extract.Token
	class   []class
	marks   []mark
	found   []candidate
	entries []extract.Entry // arena of the entries of all candidates
	scratch []extract.Entry
	longer  map[string]bool // beginnings of long names of communes of the issuing departement
	// beginnings are the first words of names of communes with hyphens in the
	// text; nil until asked for.
	beginnings map[string]bool
	foreign    map[string]int // hints at countries, by ISO code
	issuer     extract.Entry  // departement that issued the release; zero if unknown
	// communes are those that are settled, by their name as written, in lower
	// case, and by the beginnings of it.
	communes map[string]*extract.Entry
	home     *extract.Entry // the commune that all of the text is about; nil if there is none
}

func newReader(a *Annotator, d *extract.Document) *reader {
	n := len(d.Tokens)
	r := &reader{Annotator: a, d: d, tokens: d.Tokens, class: make([]class, n), marks: make([]mark, n), foreign: map[string]int{}}
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.Kind != extract.Word {
			continue
		}
		r.class[i] = a.lexicon.classes[t.Fold]
		switch t.Lower {
		case "dès", "où", "là", "dû", "sûr", "sûre":
			r.class[i] = 0
		case "a":
			if t.Shape == extract.LowerCase { // the verb
				r.class[i] = 0
			}
		}
		if r.class[i] == 0 {
			if c := a.lexicon.foreign[t.Fold]; c != "" {
				r.foreign[c]++
			}
		}
	}
	for _, p := range d.People {
		for _, m := range p.Mentions {
			r.markSpan(m.Span, inPerson)
		}
	}
	for _, t := range d.Titles {
		r.markSpan(t.Span, inTitle)
	}
	for _, t := range d.Dates {
		r.markSpan(t.Span, inDate)
	}
	for _, s := range d.Sentences {
		r.markSentence(s)
	}
	return r
}

// markSpan marks the tokens within a span.
func (r *reader) markSpan(s extract.Span, m mark) {
	i, _ := slices.BinarySearchFunc(r.tokens, s.From, func(t extract.Token, at int) int { return t.Span.From - at })
	for ; i < len(r.tokens) && r.tokens[i].Span.To <= s.To; i++ {
		r.marks[i] |= m
	}
}

// markSentence marks the first word of a sentence, and all of one in capitals.
func (r *reader) markSentence(s extract.Sentence) {
	upper, other, first := 0, 0, true
	for i := s.From; i < s.To; i++ {
		t := &r.tokens[i]
		if t.Kind != extract.Word {
			continue
		}
		if first {
			r.marks[i] |= startsSentence
			first = false
		}
		switch {
		case t.Shape == extract.UpperCase:
			upper++
		case t.Shape == extract.LowerCase:
			other++
		}
	}
	if upper > 2*other && upper > 1 {
		for i := s.From; i < s.To; i++ {
			r.marks[i] |= inCapitals
		}
	}
}

// is reports whether token i exists and is of one of the classes c.
func (r *reader) is(i int, c class) bool {
	return i >= 0 && i < len(r.tokens) && r.class[i]&c != 0
}

// capital reports whether token i exists and is a word with a capital.
func (r *reader) capital(i int) bool {
	return i >= 0 && i < len(r.tokens) && r.tokens[i].Kind == extract.Word && r.tokens[i].Shape != extract.LowerCase && r.tokens[i].Shape != extract.NoCase
}

// isTo reports whether token i is "à", or "A" in capitals.
func (r *reader) isTo(i int) bool { return r.fold(i) == "a" && r.is(i, locative) }

// fold is the folded form of token i, or "" outside the text.
func (r *reader) fold(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].Fold
}

// marked reports whether one of the tokens from i to j has the mark m.
func (r *reader) marked(i, j int, m mark) bool {
	for ; i < j; i++ {
		if r.marks[i]&m != 0 {
			return true
		}
	}
	return false
}

// follows reports whether token i goes on the phrase of the token before it:
// no empty line, no end of sentence between.
func (r *reader) follows(i int) bool {
	return i > 0 && i < len(r.tokens) && r.tokens[i].Gap != extract.Paragraph && r.marks[i]&startsSentence == 0
}

// span is the span of the tokens from i to j.
func (r *reader) span(i, j int) extract.Span {
	return extract.Span{From: r.tokens[i].Span.From, To: r.tokens[j-1].Span.To}
}

func (r *reader) markTokens(i, j int, m mark) {
	for ; i < j; i++ {
		r.marks[i] |= m
	}
}
