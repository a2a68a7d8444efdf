package bleveindex

import (
	"strings"

	"github.com/blevesearch/bleve/v2/document"
	bleveidx "github.com/blevesearch/bleve_index_api"

	"estrade/index"
)

// Fields of every document beside those of the schema.
const (
	kindField   = "of"     // whether it is a release or a statement; see valueField
	storedField = "stored" // what it gives back, see codec
	idField     = "_id"    // its key, as bleve names it
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

// splitKey is the ID of the entry with a key, and that of its release.
func splitKey(key string) (id, release string) {
	kind, id, _ := strings.Cut(key, ":")
	if kind == string(kindTerm(index.Statements)) {
		return id, index.ReleaseOf(id)
	}
	return id, id
}

// keyword are the options of fields whose terms have no frequency and weigh
// nothing in scores. Fields that are counted have the same, see columns.
const keyword = bleveidx.IndexField | bleveidx.SkipFreqNorm

// newDocument makes bleve's document of an entry.
func newDocument(e *index.Entry, stored []byte) *document.Document {
	d := document.NewDocument(docID(e.Of, e.ID))
	_, release := splitKey(d.ID())
	values := &valueField{term: kindTerm(e.Of), values: make([][]byte, len(sections)/2)}
	d.AddField(values)
	d.AddField(document.NewTextFieldWithIndexingOptions(storedField, nil, stored, bleveidx.StoreField))
	for i := range e.Fields {
		v := &e.Fields[i]
		if v.Field == index.ReleaseID {
			continue // which the key says
		}
		name := e.Of.Name(v.Field)
		switch v.Field.Schema().Type {
		case index.Keyword, index.Counted:
			d.AddField(newTermField(name, keyword, v.Terms))
		case index.Sorted:
			values.values[sections[name]] = packOrder(v.Terms[0], release)
		case index.Collected: // with the text, see textTerms
		case index.Analysed:
			var found []index.Term
			var terms []string
			if v.Field == index.Text {
				var rest []string
				found, terms, rest = textTerms(v)
				d.AddField(newTermField(e.Of.Name(index.ExactText), keyword, rest))
			} else {
				found = v.AppendTerms(nil)
				terms = texts(found)
			}
			f := newTermField(name, bleveidx.IndexField, terms)
			f.weigh(v)
			d.AddField(f)
			s := sequencers.Get().(*sequencer)
			values.values[sections[name]] = s.sequence(found)
			sequencers.Put(s)
		case index.Located:
			points := make([]string, len(v.Points))
			for j, p := range v.Points {
				points[j] = pointTerm(p)
			}
			d.AddField(newTermField(name, keyword, points))
		}
	}
	return d
}

// texts are the words of terms, as often as they occur.
func texts(terms []index.Term) []string {
	s := make([]string, len(terms))
	for i := range terms {
		s[i] = terms[i].Text
	}
	return s
}

// termField is a field of bleve that is given its terms. It counts them itself,
// with an allocation a field where bleve's own makes three a word.
type termField struct {
	document.TextField // for what is never asked of a field with terms
	name               string
	options            bleveidx.FieldIndexingOptions
	terms              []string
	frequencies        bleveidx.TokenFrequencies
}

func newTermField(name string, options bleveidx.FieldIndexingOptions, terms []string) *termField {
	f := &termField{name: name, options: options, terms: terms}
	f.count()
	return f
}

func (f *termField) Name() string { return f.name }

func (f *termField) Options() bleveidx.FieldIndexingOptions { return f.options }

// lengthStep is in what steps of words the length of a text counts, by which
// scores are weighed. Only proportions matter, and in most texts the smaller
// number takes a byte less for every word.
const lengthStep = 4

func (f *termField) AnalyzedLength() int { return (len(f.terms) + lengthStep - 1) / lengthStep }

func (f *termField) AnalyzedTokenFrequencies() bleveidx.TokenFrequencies { return f.frequencies }

// weigh counts the terms of the lead for more.
func (f *termField) weigh(v *index.FieldValue) {
	if v.Lead == "" {
		return
	}
	_, keys, _ := textTerms(&index.FieldValue{Field: v.Field, Texts: []string{v.Lead}})
	for _, key := range keys {
		if c, ok := f.frequencies[key]; ok {
			c.SetFrequency(c.Frequency() + index.LeadWeight)
		}
	}
}

// Analyze does nothing: newTermField has counted.
func (f *termField) Analyze() {}

func (f *termField) count() {
	size := 0
	for _, t := range f.terms {
		size += len(t)
	}
	bytes := make([]byte, 0, size)
	counts := make([]bleveidx.TokenFreq, len(f.terms))
	f.frequencies = make(bleveidx.TokenFrequencies, len(f.terms))
	for i, t := range f.terms {
		c, ok := f.frequencies[t]
		if !ok {
			from := len(bytes)
			bytes = append(bytes, t...)
			c = &counts[i]
			c.Term = bytes[from:len(bytes):len(bytes)]
			f.frequencies[t] = c
		}
		if !f.options.SkipFreqNorm() {
			c.SetFrequency(c.Frequency() + 1)
		}
	}
}
