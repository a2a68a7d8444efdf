// Package statements answers one question: who said what, in what capacity,
// where and when?
//
// It reads a document whose tokens, sentences, dates, people, titles, places
// and organisations have been found, and works clause by clause without a
// parser: quotation marks are paired (quotes.go), verbs that report speech are
// recognised in all their forms (groups.go, verbs.tsv), their subject is sought
// in the clause (speaker.go) and, if it is a title or a pronoun, among those
// who came before (resolve.go), what they report is cut out of the sentence
// (indirect.go, direct.go), and the place and the day come from the sentence or
// from the event that the release reports (event.go).
package statements

import (
	"sort"

	"estrade/extract"
)

// Annotator fills Document.Statements. It is safe for concurrent use.
type Annotator struct{ lex *lexicon }

// New makes an annotator from the embedded tables. It panics if they are
// malformed, which a test rules out.
func New() *Annotator {
	lex, err := newLexicon()
	if err != nil {
		panic(err)
	}
	return &Annotator{lex}
}

// Annotate replaces the statements of d, in text order. Besides the text it
// reads all layers below: tokens, sentences, dates, people, titles, places and
// organisations. The cost is linear in the length of the text.
func (a *Annotator) Annotate(d *extract.Document) {
	d.Statements = nil
	if len(d.Tokens) == 0 {
		return
	}
	v := newView(a.lex, d)
	v.findQuotes()
	v.findCues()
	var found []finding
	if found = v.interview(); found == nil {
		found = v.address()
	}
	found = append(found, v.reported(found)...)
	found = append(found, v.attended(found)...)
	v.settle(found)
	sort.SliceStable(found, func(i, j int) bool { return found[i].from < found[j].from })
	for _, f := range found {
		d.Statements = append(d.Statements, v.statement(f))
	}
}

// finding is a statement in the making; positions are token indexes.
type finding struct {
	speaker  speaker
	kind     extract.StatementKind
	verb     extract.Span // bytes; empty for none
	from, to int          // the words
	cue      int          // token of the verb or noun that says so
	rule     string

	place                place
	placeBasis, datBasis extract.Basis
	date                 int // index into Dates, or -1
	day                  string
}
