package bleveindex

import (
	"bufio"
	"bytes"
	"compress/flate"
	_ "embed" // for dictionary.txt
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"estrade/extract"
	"estrade/index"
)

// A stored entry is compressed with DEFLATE. That of a statement is the JSON of
// what its release does not have, see [index.Statement.Bare]. That of a release
// is
//
//	uvarint length, then the JSON of the release without its document
//	uvarint length, then the text
//	the JSON of the document without what the first two say
//
// so that a list of hits, which needs no document, inflates no more than the
// first two.
type codec struct{ releases, statements flater }

// flater compresses with a dictionary. It is safe for concurrent use.
type flater struct {
	writers sync.Pool // of *flate.Writer
	readers sync.Pool // of io.ReadCloser
}

// flateLevel is a compromise: level 6 is 1 % smaller and takes half as long again.
const flateLevel = 3

// fields is extract.Document with the JSON form of its fields as they are:
// the printed form leaves some out.
type fields extract.Document

func (c *codec) encodeRelease(r *index.Release) ([]byte, error) {
	head := *r
	head.Document = nil
	h, err := json.Marshal(head)
	if err != nil {
		return nil, fmt.Errorf("encode release %s: %w", r.ID, err)
	}
	d, text := strip(r.Document), r.Document.Text
	d.without(r)
	body, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("encode release %s: %w", r.ID, err)
	}
	b := make([]byte, 0, len(h)+len(text)+len(body)+2*binary.MaxVarintLen64)
	b = append(binary.AppendUvarint(b, uint64(len(h))), h...)
	b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
	return c.releases.deflate(append(b, body...), releaseDictionary)
}

func (c *codec) encodeStatement(s *index.Statement) ([]byte, error) {
	bare := s.Bare()
	bare.ID, bare.Release.ID = "", "" // as the document says
	b, err := json.Marshal(bare)
	if err != nil {
		return nil, fmt.Errorf("encode statement %s: %w", s.ID, err)
	}
	return c.statements.deflate(b, statementDictionary)
}

func (f *flater) deflate(b, dictionary []byte) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(b)/3 + 64)
	w, _ := f.writers.Get().(*flate.Writer)
	if w == nil {
		var err error
		if w, err = flate.NewWriterDict(&out, flateLevel, dictionary); err != nil {
			return nil, err
		}
	} else {
		w.Reset(&out)
	}
	defer f.writers.Put(w)
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (f *flater) inflate(b, dictionary []byte, read func(r *bufio.Reader) error) error {
	z, _ := f.readers.Get().(io.ReadCloser)
	if z == nil {
		z = flate.NewReaderDict(bytes.NewReader(b), dictionary)
	} else if err := z.(flate.Resetter).Reset(bytes.NewReader(b), dictionary); err != nil {
		return err
	}
	defer f.readers.Put(z)
	return read(bufio.NewReader(z))
}

// maxPart bounds a stored part, against lengths in damaged files.
const maxPart = 1 << 30

func readPart(r *bufio.Reader) ([]byte, error) {
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, err
	}
	if n > maxPart {
		return nil, fmt.Errorf("part of %d bytes", n)
	}
	b := make([]byte, n)
	_, err = io.ReadFull(r, b)
	return b, err
}

// decodeRelease decodes a release; whole says with its document. The text is
// given apart for a list of hits.
func (c *codec) decodeRelease(b []byte, whole bool) (rel *index.Release, text string, err error) {
	rel = &index.Release{}
	err = c.releases.inflate(b, releaseDictionary, func(r *bufio.Reader) error {
		head, err := readPart(r)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(head, rel); err != nil {
			return err
		}
		t, err := readPart(r)
		if err != nil {
			return err
		}
		text = string(t)
		if !whole {
			return nil
		}
		var d fields
		if err := json.NewDecoder(r).Decode(&d); err != nil {
			return err
		}
		d.with(rel)
		rel.Document = d.restore(text)
		return nil
	})
	if err != nil {
		return nil, "", fmt.Errorf("%w (stored release: %v)", index.ErrDamaged, err)
	}
	return rel, text, nil
}

func (c *codec) decodeStatement(id string, b []byte) (*index.Statement, error) {
	s := &index.Statement{}
	err := c.statements.inflate(b, statementDictionary, func(r *bufio.Reader) error { return json.NewDecoder(r).Decode(s) })
	if err != nil {
		return nil, fmt.Errorf("%w (stored statement: %v)", index.ErrDamaged, err)
	}
	s.ID, s.Release.ID = id, index.ReleaseOf(id)
	return s, nil
}

// Dictionaries of what stored entries are likely to repeat. Changing one is a
// change of the schema. Entries are short, so that DEFLATE finds little in them
// to refer to: with the dictionary a release takes 0.45 of its text instead of
// 0.55. Reading it in takes time for every entry, which is why statements,
// whose text is in their release, have the shorter one.
var (
	statementDictionary = []byte(fieldNames)
	releaseDictionary   = []byte(frenchText + fieldNames)
)

// frenchText are releases written for this project.
//
//go:embed dictionary.txt
var frenchText string

const fieldNames = `{"id":"","url":"https://www..gouv.fr/Actualites/Communiques-de-presse/","site":"","archive":"","digest":"sha256:","fetched":"2024-01-01T00:00:00Z","first":"2024-01-01T00:00:00Z","version":1,"title":"","language":"fr","published":"2023-","updated":"2023-","departement":"","region":"","template":"","statements":` +
	`"Dates":[{"Span":[,"Text":"","Start":"20","End":"","Basis":"explicit","Rule":"` +
	`"People":[{"Name":"","Gender":"m","Mentions":[{"text":"","span":[]}],"Coref":[{"text":"le préfet","span":[` +
	`"Titles":[{"Text":"préfet de la région","Span":[],"Full":"","Office":"préfet","Scope":"","Gender":"m","Person":0},{"Text":"` +
	`"Places":[{"Text":"","Span":[],"Kind":"commune","Name":"","INSEE":"","Country":"FR","Department":"","Within":"","Position":{"Lat":0,"Lon":0},"Optional":false},{"Text":"` +
	`"Organisations":[{"text":"","span":[` +
	`"Statements":[{"Speaker":"","Person":0,"Title":"","Kind":"indirect","Verb":"a rappelé","Text":"","Span":[],"Place":"","PlaceIndex":0,"PlaceBasis":"event","Date":"","DateBasis":"event","Evidence":[],"Rule":"` +
	`{"id":"","speaker":"","person":"","title":"préfet","office":"préfet","scope":"","kind":"direct","verb":"a souligné","words":"","place":{"text":"","name":"","kind":"commune","code":"","departement":"","region":"","country":"FR","within":"","lat":,"lon":},"place_basis":"sentence","date":"20","date_basis":"page","evidence":"","release":{"id":"","url":"https://www..gouv.fr/Actualites/","site":"","ordinal":0,"span":[],"evidence_span":[],"rule":"`
