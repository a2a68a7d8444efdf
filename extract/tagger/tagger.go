// Package tagger marks persons, places, organisations and titles of office in
// French text by what it learned from annotated releases: it answers what a
// phrase looks like that no list and no rule knows.
//
// It is a linear-chain model: features of words, of their shape and
// surroundings and of what the gazetteer knows, weights in a table, and the
// best path by Viterbi's algorithm. The model is embedded, made by package
// train; README.md says from what, how good it is and what each part brings.
package tagger

import (
	_ "embed" // for the model
	"fmt"
	"sync"

	"estrade/extract"
)

//go:generate go run ./train/cmd

//go:embed model.bin
var modelFile string

// Tagger is a model ready for use. It is safe for concurrent use.
type Tagger struct {
	model   *Model
	scratch sync.Pool // of *scratch
}

type scratch struct {
	features Features
	lattice  lattice
}

// Load opens the embedded model. The error can only be that of a damaged binary.
func Load() (*Tagger, error) {
	m, err := Open(modelFile)
	if err != nil {
		return nil, fmt.Errorf("load tagger: %w", err)
	}
	return New(m), nil
}

// New makes a tagger of a model.
func New(m *Model) *Tagger {
	t := &Tagger{model: m}
	t.scratch.New = func() any { return &scratch{features: Features{Families: m.families}} }
	return t
}

// Tag appends to dst[:0] one tag a token and returns it. Tokens outside the
// sentences have no tag. It allocates nothing if dst is long enough, once it
// has seen a document as long.
func (t *Tagger) Tag(tokens []extract.Token, sentences []extract.Sentence, g Gazetteer, dst []extract.Tag) []extract.Tag {
	if cap(dst) < len(tokens) {
		dst = make([]extract.Tag, len(tokens))
	}
	dst = dst[:len(tokens)]
	clear(dst)
	s := t.scratch.Get().(*scratch)
	s.features.Read(tokens, sentences, g)
	for k := range sentences {
		s.lattice.decode(t.model, &sentences[k], &s.features, dst[sentences[k].From:sentences[k].To])
	}
	t.scratch.Put(s)
	return dst
}

// Annotator fills Document.Tags.
type Annotator struct {
	Tagger    *Tagger
	Gazetteer Gazetteer
}

// Annotate replaces the tags of d. It needs Tokens and Sentences.
func (a Annotator) Annotate(d *extract.Document) {
	d.Tags = a.Tagger.Tag(d.Tokens, d.Sentences, a.Gazetteer, nil)
}
