package bleveindex

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	bleveidx "github.com/blevesearch/bleve_index_api"

	"estrade/index"
)

// Fields of every document beside those of the schema.
const (
	kindField   = "of"     // whether it is a release or a statement
	storedField = "stored" // what it gives back, see codec
)

// kindTerm is the term of a kind of entry in kindField.
func kindTerm(of index.Of) []byte {
	if of == index.Statements {
		return []byte("s")
	}
	return []byte("r")
}

// docID is the key of an entry's document. Releases and statements cannot
// have the same.
func docID(of index.Of, id string) string { return string(kindTerm(of)) + ":" + id }

// Options of the kinds of field. Terms of keywords have no frequency, and
// scores do not weigh them.
const (
	keyword = bleveidx.IndexField | bleveidx.SkipFreqNorm
	counted = keyword | bleveidx.DocValues
)

// newDocument makes bleve's document of an entry.
func newDocument(e *index.Entry, stored []byte) *document.Document {
	d := document.NewDocument(docID(e.Of, e.ID))
	d.AddField(document.NewTextFieldCustom(kindField, nil, kindTerm(e.Of), keyword, nil))
	d.AddField(document.NewTextFieldWithIndexingOptions(storedField, nil, stored, bleveidx.StoreField))
	for i := range e.Fields {
		v := &e.Fields[i]
		name := e.Of.Name(v.Field)
		switch v.Field.Schema().Type {
		case index.Keyword:
			d.AddField(document.NewTextFieldCustom(name, nil, nil, keyword, terms(v.Terms)))
		case index.Counted:
			d.AddField(document.NewTextFieldCustom(name, nil, nil, counted, terms(v.Terms)))
		case index.Collected:
			d.AddField(document.NewTextFieldCustom(name, nil, nil, keyword, terms(v.WordSet())))
		case index.Analysed:
			found := v.AppendTerms(nil)
			d.AddField(&textField{document.NewTextFieldCustom(name, nil, nil, bleveidx.IndexField, text(found)), len(found)})
			s := sequencers.Get().(*sequencer)
			d.AddField(&sequenceField{name: sequenceName(name), sequence: s.sequence(found)})
			sequencers.Put(s)
		case index.Located:
			points := make(terms, len(v.Points))
			for j, p := range v.Points {
				points[j] = pointTerm(p)
			}
			d.AddField(document.NewTextFieldCustom(name, nil, nil, keyword, points))
		}
	}
	return d
}

// terms is a bleve analyzer that gives the terms it is made of.
type terms []string

func (t terms) Analyze([]byte) analysis.TokenStream {
	tokens := make([]analysis.Token, len(t))
	stream := make(analysis.TokenStream, len(t))
	for i, term := range t {
		tokens[i] = analysis.Token{Term: []byte(term), Position: i + 1}
		stream[i] = &tokens[i]
	}
	return stream
}

// textField is a text whose length, by which scores are weighed, counts in
// steps of lengthStep words. Only proportions matter, and in most texts the
// smaller number takes a byte less for every word.
type textField struct {
	*document.TextField
	words int
}

const lengthStep = 4

func (f *textField) AnalyzedLength() int { return (f.words + lengthStep - 1) / lengthStep }

// text is a bleve analyzer that gives the terms of a text. Where they stand is
// in the sequence of the field.
type text []index.Term

func (t text) Analyze([]byte) analysis.TokenStream {
	tokens := make([]analysis.Token, len(t))
	stream := make(analysis.TokenStream, len(t))
	for i := range t {
		tokens[i].Term = []byte(t[i].Text)
		stream[i] = &tokens[i]
	}
	return stream
}
