package bleveindex

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2/document"
	bleveidx "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"estrade/index"
)

// valueField is the field kindField of a document. Beside its term it has, as
// doc value, what is read of single documents while a question is answered:
// the order of the document, and the sequences of its analysed fields, in the
// order of sections. All are in one field, since scorch takes four bytes a
// document for each that has doc values, and eight in memory. It takes them
// from what it believes to be a shape on the globe.
type valueField struct {
	document.TextField
	term   []byte
	values [][]byte // without byte 255
}

func (f *valueField) Name() string { return kindField }

func (f *valueField) Options() bleveidx.FieldIndexingOptions {
	return keyword | bleveidx.DocValues | bleveidx.SkipDVChunking | bleveidx.SkipDVCompression
}

func (f *valueField) Analyze() {}

func (f *valueField) AnalyzedTokenFrequencies() bleveidx.TokenFrequencies {
	return bleveidx.TokenFrequencies{string(f.term): {Term: f.term}}
}

func (f *valueField) GeoShape() (bleveidx.GeoJSON, error) { return nil, nil }

func (f *valueField) EncodedShape() []byte {
	n := len(f.values)
	for n > 0 && len(f.values[n-1]) == 0 {
		n--
	}
	return bytes.Join(f.values[:n], []byte{bleveidx.DocValueTermSeparator})
}

var _ bleveidx.GeoShapeField = (*valueField)(nil)

// sections say where among the values of a document that of a field is, by the
// field's name.
var sections = func() map[string]int {
	m, n := map[string]int{}, 0
	for f := range index.Fields() {
		if t := f.Schema().Type; t == index.Analysed || t == index.Sorted {
			m[index.Releases.Name(f)], m[index.Statements.Name(f)] = n, n
			n++
		}
	}
	return m
}()

// valueReader reads a value of the documents of a segment. It is not safe for
// concurrent use.
type valueReader struct {
	segment segment.DocValueVisitable
	section int
	state   segment.DocVisitState
	at      int // section of the value that is visited next
	last    []byte
	visit   func(string, []byte)
}

// newValueReader reads the value of a field of index.Analysed or index.Sorted.
func newValueReader(s segment.Segment, field string) *valueReader {
	r := &valueReader{section: sections[field]}
	r.segment, _ = s.(segment.DocValueVisitable)
	r.visit = func(_ string, v []byte) {
		if r.at == r.section {
			r.last = v
		}
		r.at++
	}
	return r
}

var valueFields = []string{kindField}

// value is the value of a document; empty if it has none. It is valid until
// the next call.
func (r *valueReader) value(doc uint64) (_ []byte, err error) {
	if r.segment == nil {
		return nil, nil
	}
	r.last, r.at = nil, -1 // the term comes first
	r.state, err = r.segment.VisitDocValues(doc, valueFields, r.visit, r.state)
	return r.last, err
}

// The order of a document is kept in four bytes for its eight digits, and a
// byte more for each digit, in base 255, of its place in the release: the
// release's ID is in the key of the document. What has another form is kept as
// it is after a byte orderAsIs.
const (
	orderAsIs  = 254 // more than the first digit of a number of eight decimal digits
	orderBytes = 4
)

// packOrder packs the index.Order of a document of a release.
func packOrder(order, release string) []byte {
	days, rest, _ := strings.Cut(order, " ")
	day, err := strconv.ParseUint(days, 10, 32)
	if err != nil || len(days) != 8 {
		return append([]byte{orderAsIs}, order...)
	}
	b := make([]byte, orderBytes, orderBytes+2)
	for i := orderBytes - 1; i >= 0; i-- {
		b[i], day = byte(day%base), day/base
	}
	place, _ := strings.CutPrefix(rest, release+" ")
	n, _ := strconv.ParseUint(place, 10, 32)
	for ; n > 0; n /= base {
		b = append(b, byte(n%base))
	}
	if unpackOrder(b, release) != order {
		return append([]byte{orderAsIs}, order...)
	}
	return b
}

// unpackOrder is the index.Order that was packed; empty for nothing.
func unpackOrder(b []byte, release string) string {
	switch {
	case len(b) < orderBytes:
		return ""
	case b[0] == orderAsIs:
		return string(b[1:])
	}
	n := 0
	for i := len(b) - 1; i >= orderBytes; i-- {
		n = n*base + int(b[i])
	}
	order := make([]byte, 0, 8+1+len(release)+1+5)
	order = appendPadded(order, orderDay(b), 8)
	order = append(append(append(order, ' '), release...), ' ')
	return string(appendPadded(order, n, 5))
}

// orderDay is the number of the eight digits that an order begins with.
func orderDay(b []byte) int {
	day := 0
	for _, c := range b[:orderBytes] {
		day = day*base + int(c)
	}
	return day
}

// appendPadded appends a number with zeros before it up to a width.
func appendPadded(b []byte, n, width int) []byte {
	digits := strconv.Itoa(n)
	for range width - len(digits) {
		b = append(b, '0')
	}
	return append(b, digits...)
}
