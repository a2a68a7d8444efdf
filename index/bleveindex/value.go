package bleveindex

import (
	"github.com/blevesearch/bleve/v2/document"
	bleveidx "github.com/blevesearch/bleve_index_api"
)

// valueField is a field of bleve that has a value as doc value and is not
// searched. Scorch takes such values from what it believes to be a shape on the
// globe. It has a term too, since merging forgets the doc values of fields that
// have none.
type valueField struct {
	document.TextField
	name  string
	value []byte // longer than soleTerm, without byte 255
}

func (f *valueField) Name() string { return f.name }

func (f *valueField) Options() bleveidx.FieldIndexingOptions {
	return bleveidx.IndexField | bleveidx.DocValues | bleveidx.SkipFreqNorm | bleveidx.SkipDVChunking | bleveidx.SkipDVCompression
}

func (f *valueField) Analyze() {}

func (f *valueField) AnalyzedTokenFrequencies() bleveidx.TokenFrequencies {
	return bleveidx.TokenFrequencies{soleTerm: {Term: []byte(soleTerm)}}
}

// soleTerm is a term too short to be a value.
const soleTerm = "s"

func (f *valueField) GeoShape() (bleveidx.GeoJSON, error) { return nil, nil }

func (f *valueField) EncodedShape() []byte { return f.value }

var _ bleveidx.GeoShapeField = (*valueField)(nil)
