// Package statements answers one question: who said what, in what capacity,
// where and when?
//
// It reads a document whose tokens, sentences, dates, people, titles, places
// and organisations have been found, and works clause by clause without a
// parser:
//
//	quotes.go      pairs quotation marks
//	groups.go      recognises what announces words: verbs that report speech in
//	               all their forms (verbs.tsv, conjugate.go), "selon", speeches
//	subject.go     seeks the subject of such a verb in its clause
//	speaker.go     reads the noun phrases that name speakers
//	resolve.go     finds whom a pronoun or a title stands for
//	complement.go, boundary.go  cut the words out of the sentence
//	reported.go, direct.go, source.go, speech.go put these together
//	address.go, interview.go  speeches in the first person, answers
//	attended.go    who was there and is not said to speak
//	event.go, scene.go  where and when: from the sentence, else from the event
//	               that the release reports
//
// What the rules look for is data: verbs.tsv and words.tsv, each row with its
// example.
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
	body     [2]int       // tokens of the speech in full that they announce, if any
	cue      int          // token of the verb or noun that says so
	rule     string

	place                place
	placeBasis, datBasis extract.Basis
	date                 int // index into Dates, or -1
	day                  string
	remote               bool // not said where the event was
}
