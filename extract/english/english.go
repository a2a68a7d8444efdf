// Package english annotates the English pages of prefectures' websites with
// prose: tokens, sentences, people, places, organisations, dates and
// statements. It answers one question: what does an English page say?
//
// Prose gives the parts of speech and a first idea of the names. The rules over
// it decide: tables of offices, verbs of speech and places, and what stands around a
// name. Prose's model takes 0.35 s and some 40 MB to load,
// which happens with the first English page; French ones never pay for it.
package english

import (
	"fmt"
	"strings"
	"sync"

	"github.com/jdkato/prose/v2"

	"estrade/extract"
)

// Annotator annotates documents whose Language is "en" and leaves others as
// they are. It is made by [New] and safe for concurrent use.
type Annotator struct {
	gazetteer Gazetteer
	lexicon   *lexicon

	load  sync.Once
	model *prose.Model // nil if it could not be loaded
}

// New returns an Annotator that has not loaded its model yet. Without a
// gazetteer, nil, it knows but the larger places abroad, and first names by prose alone.
// The error can only be that of a damaged table.
func New(g Gazetteer) (*Annotator, error) {
	x, err := newLexicon()
	if err != nil {
		return nil, fmt.Errorf("english: %w", err)
	}
	return &Annotator{gazetteer: g, lexicon: x}, nil
}

// Annotate replaces the tokens, sentences, people, titles, places, organisations, dates and
// statements of an English document. Department is filled if it is empty and the
// address tells it, Published if the page shows a date in English.
func (a *Annotator) Annotate(d *extract.Document) {
	if d.Language != "en" {
		return
	}
	d.Tokens, d.Sentences = split(d.Text)
	d.People, d.Titles, d.Places, d.Organisations, d.Statements = nil, nil, nil, nil, nil
	r := &reader{d: d, t: d.Tokens, x: a.lexicon, g: a.gazetteer}
	r.department()
	r.inDate = dates(d, a.lexicon)
	r.labels = make([]label, len(d.Tokens))
	asked := 0
	for _, s := range d.Sentences {
		if asked += s.To - s.From; asked > maxAsked {
			break
		}
		a.label(d.Text, d.Tokens[s.From:s.To], r.labels[s.From:s.To])
	}
	r.names()
	r.statements()
}

// maxAsked is how many tokens of a text prose is asked about, some 3 s of
// its time; what follows is read by rules alone. A long release has 3,000.
const maxAsked = 20_000

// label is what prose makes of a token.
type label struct {
	tag    string // part of speech, as the Penn Treebank names it; empty if prose was not asked
	entity string // PERSON, GPE, ORGANIZATION; empty if none
}

// maxTokens is the length of sentence up to which prose is asked: its cost
// grows with the length, and nothing that long is a sentence.
const maxTokens = 300

// label asks prose about one sentence. Prose splits words in its own way ("Lalande's"
// is two tokens to it); its answers go to our tokens in order.
func (a *Annotator) label(text string, tokens []extract.Token, out []label) {
	if len(tokens) == 0 || len(tokens) > maxTokens {
		return
	}
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && t.Gap != extract.Joined {
			b.WriteByte(' ')
		}
		b.WriteString(plain(text[t.Span.From:t.Span.To]))
	}
	answer, err := a.ask(b.String())
	if err != nil {
		return
	}
	at, rest := 0, "" // our token, and what of it is not yet answered
	for _, p := range answer {
		if rest == "" {
			for at < len(tokens) && out[at].tag != "" {
				at++
			}
			if at >= len(tokens) {
				return
			}
			rest = plain(text[tokens[at].Span.From:tokens[at].Span.To])
		}
		word := p.Text
		for word != "" && at < len(tokens) {
			if out[at].tag == "" {
				out[at].tag = p.Tag
				if _, kind, ok := strings.Cut(p.Label, "-"); ok {
					out[at].entity = kind
				}
			}
			switch {
			case strings.HasPrefix(rest, word):
				rest, word = rest[len(word):], ""
			case strings.HasPrefix(word, rest):
				word = word[len(rest):]
				at++
				rest = ""
				if at < len(tokens) {
					rest = plain(text[tokens[at].Span.From:tokens[at].Span.To])
				}
			default:
				return // the two do not agree; what follows stays without names
			}
		}
		if rest == "" {
			at++
		}
	}
}

// ask returns the tokens of a sentence as prose labels them. A panic in prose is
// an error: it has bounds that odd words break.
func (a *Annotator) ask(sentence string) (tokens []prose.Token, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("label sentence: %v", r)
		}
	}()
	a.load.Do(func() {
		d, err := prose.NewDocument("Paris", prose.WithSegmentation(false))
		if err == nil {
			a.model = d.Model
		}
	})
	if a.model == nil {
		return nil, fmt.Errorf("label sentence: no model")
	}
	d, err := prose.NewDocument(sentence, prose.WithSegmentation(false), prose.UsingModel(a.model))
	if err != nil {
		return nil, fmt.Errorf("label sentence: %w", err)
	}
	return d.Tokens(), nil
}

// plain writes typographic marks as prose knows them.
func plain(s string) string { return marks.Replace(s) }

var marks = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "–", "-", "—", "-")
