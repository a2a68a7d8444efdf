// Package people finds the persons that a release names, their titles of
// office, and the words that refer to them: names, titles and pronouns.
//
// It works in five steps over the tokens of a document: words are classified
// by the embedded tables (classes, civilities, heads of titles); names are runs
// of capitalised words with evidence that they name a person; titles are a
// head of the office table and what a small grammar lets follow it; titles
// are attached to names by position; names that are one person are merged,
// and titles and pronouns that stand for a person are resolved by a model of
// who is being spoken of.
//
// What is particular to French lies in offices.tsv and words.tsv, each row
// with an example.
package people

import (
	"fmt"

	"estrade/extract"
)

// Gazetteer is what the package needs to know of names and places. Words are
// given in the form of Token.Fold.
type Gazetteer interface {
	// FirstName returns how many boys and girls were given the name.
	FirstName(fold string) (male, female int)
	// Surname returns how many people were given the name at birth.
	Surname(fold string) int
	// Match appends to dst the entries of the longest place name that starts
	// at token i and returns its length in tokens, or 0.
	Match(tokens []extract.Token, i int, dst []extract.Entry) ([]extract.Entry, int)
}

// Annotator fills Document.People and Document.Titles. It is safe for
// concurrent use if its gazetteer is.
type Annotator struct {
	gazetteer Gazetteer
	lexicon   *lexicon
}

// New reads the embedded tables. An error says which line of them is wrong.
func New(g Gazetteer) (*Annotator, error) {
	x, err := newLexicon()
	if err != nil {
		return nil, fmt.Errorf("people: %w", err)
	}
	return &Annotator{gazetteer: g, lexicon: x}, nil
}

// Annotate replaces the people and titles of d. It needs Tokens and
// Sentences.
func (a *Annotator) Annotate(d *extract.Document) {
	d.People, d.Titles = nil, nil
	if len(d.Tokens) == 0 {
		return
	}
	r := newReader(a, d)
	r.findHeads()
	r.findNames()
	r.findTitles()
	r.attach()
	r.merge()
	r.renowned()
	r.refer()
	r.prune()
	r.write()
}

// reader is the working state of one document.
type reader struct {
	*Annotator
	d        *extract.Document
	tokens   []extract.Token
	class    []class // of each token
	sentence []int32 // index of the sentence of each token
	headAt   []int32 // index into heads plus one of the head that starts at a token or behind the last
	nameAt   []int32 // index into names plus one of the name that a token belongs to
	titleAt  []int32 // index into titles plus one of the title that starts at a token

	issuer  string // see the function of that name
	heads   []head
	names   []name
	titles  []title
	persons []person
	refs    []reference
	holders map[string][]int // titles that a later one can stand for, by the words of their office
	late    bool             // a title was attached while reading for references
	entries []extract.Entry  // scratch

	articleNames map[string]bool // see findArticleNames; nil until asked for
}

func newReader(a *Annotator, d *extract.Document) *reader {
	n := len(d.Tokens)
	r := &reader{Annotator: a, d: d, tokens: d.Tokens, class: make([]class, n)}
	const beyond = 4 // tokens behind the last that may be asked about
	m := n + beyond
	index := make([]int32, n+3*m)
	r.sentence, r.headAt, r.nameAt, r.titleAt = index[:n], index[n:n+m], index[n+m:n+2*m], index[n+2*m:]
	for i := range r.tokens {
		if r.tokens[i].Kind == extract.Word {
			r.class[i] = a.lexicon.words[r.tokens[i].Fold]
			if r.class[i] == 0 && r.tokens[i].Fold == "e." && i > 0 && r.tokens[i-1].Fold == "s." {
				r.class[i-1], r.class[i] = stop, civN // "S. E. M. Glenn Alvares"
			}
		}
	}
	for s := range d.Sentences {
		for i := d.Sentences[s].From; i < d.Sentences[s].To && i < n; i++ {
			r.sentence[i] = int32(s)
		}
	}
	return r
}

// is reports whether token i exists and is of one of the classes c.
func (r *reader) is(i int, c class) bool {
	return i >= 0 && i < len(r.tokens) && r.class[i]&c != 0
}

// word is the folded form of token i, or "" outside the text.
func (r *reader) word(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].Fold
}

// lower is the lower-case form of token i, or "" outside the text.
func (r *reader) lower(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].Lower
}

// capital reports whether token i is a word that begins with a capital.
func (r *reader) capital(i int) bool {
	if i < 0 || i >= len(r.tokens) || r.tokens[i].Kind != extract.Word {
		return false
	}
	switch r.tokens[i].Shape {
	case extract.Capitalised, extract.UpperCase:
		return true
	case extract.MixedCase:
		c := r.d.Text[r.tokens[i].Span.From]
		return c < 'a' || c > 'z'
	}
	return false
}

// lowercase reports whether token i is a word without capitals.
func (r *reader) lowercase(i int) bool {
	return i >= 0 && i < len(r.tokens) && r.tokens[i].Kind == extract.Word && r.tokens[i].Shape == extract.LowerCase
}

// starts reports whether token i is the first word of its sentence, quotation
// marks and bullets apart.
func (r *reader) starts(i int) bool {
	for j := i - 1; j >= 0 && r.sentence[j] == r.sentence[i]; j-- {
		if r.tokens[j].Kind == extract.Word {
			return false
		}
	}
	return true
}

// together reports whether tokens i-1 and i belong to one sentence.
func (r *reader) together(i int) bool {
	return i > 0 && i < len(r.tokens) && r.sentence[i] == r.sentence[i-1]
}

// span is the bytes of tokens [from, to).
func (r *reader) span(from, to int) extract.Span {
	return extract.Span{From: r.tokens[from].Span.From, To: r.tokens[to-1].Span.To}
}

// text is the text of tokens [from, to).
func (r *reader) text(from, to int) string {
	s := r.span(from, to)
	return r.d.Text[s.From:s.To]
}

// commune reports whether a place name starts at token i and returns its
// length in tokens and the entries.
func (r *reader) place(i int) ([]extract.Entry, int) {
	if i >= len(r.tokens) {
		return nil, 0
	}
	var n int
	r.entries, n = r.gazetteer.Match(r.tokens, i, r.entries[:0])
	return r.entries, n
}
