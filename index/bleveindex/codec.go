package bleveindex

import (
	"bufio"
	"bytes"
	"compress/flate"
	_ "embed" // for dictionary.txt
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
	"reflect"
	"sync"

	"estrade/index"
)

// What is stored of a release is compressed with DEFLATE. It is
//
//	uvarint length, then the packed release without its document
//	uvarint length, then the text
//	the packed document without what the first two say
//
// so that a list of hits, which needs no document, inflates no more than the
// first two. What is stored of a statement is
//
//	uvarint ordinal, if its release gives it: see [index.Release.Statement]
//	uvarint ordinal, then the packed statement, compressed, if not
type codec struct {
	releases, statements flater
}

// packedPrint changes with the types that are packed.
func packedPrint() string {
	h := fnv.New32a()
	io.WriteString(h, typePrint(reflect.TypeFor[index.Release]())+typePrint(reflect.TypeFor[index.Statement]()))
	return fmt.Sprintf("%x", h.Sum32())
}

// flater compresses with a dictionary. It is safe for concurrent use.
type flater struct {
	writers sync.Pool // of *flate.Writer
	readers sync.Pool // of *inflater
}

// inflater reads what is compressed.
type inflater struct {
	compressed bytes.Reader
	z          io.ReadCloser
	buffered   bufio.Reader
}

// flateLevel is a compromise: level 6 is 1 % smaller and takes half as long again.
const flateLevel = 3

func (c *codec) encodeRelease(r *index.Release) ([]byte, error) {
	s := strip(r)
	text := r.Document.Text
	part := pack(nil, reflect.ValueOf(&s.head).Elem())
	b := make([]byte, 0, len(text)+3*len(part)+2*binary.MaxVarintLen64)
	b = append(binary.AppendUvarint(b, uint64(len(part))), part...)
	b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
	b = pack(b, reflect.ValueOf(&s.document).Elem())
	b, err := c.releases.deflate(b, releaseDictionary)
	if err != nil {
		return nil, fmt.Errorf("encode release %s: %w", r.ID, err)
	}
	return b, nil
}

// encodeStatement encodes statement i of a record.
func (c *codec) encodeStatement(r *index.Record, i int) ([]byte, error) {
	s := &r.Statements[i]
	b := binary.AppendUvarint(nil, uint64(s.Ordinal))
	if given, ok := r.Release.Statement(s.Ordinal); ok {
		given.ID = s.ID
		if reflect.DeepEqual(given, *s) {
			return b, nil
		}
	}
	bare := s.Bare()
	bare.ID, bare.Release.ID = "", "" // as the document says
	packed, err := c.statements.deflate(pack(nil, reflect.ValueOf(&bare).Elem()), statementDictionary)
	if err != nil {
		return nil, fmt.Errorf("encode statement %s: %w", s.ID, err)
	}
	return append(b, packed...), nil
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
	z, _ := f.readers.Get().(*inflater)
	if z == nil {
		z = &inflater{}
		z.z = flate.NewReaderDict(&z.compressed, dictionary)
	}
	defer f.readers.Put(z)
	z.compressed.Reset(b)
	if err := z.z.(flate.Resetter).Reset(&z.compressed, dictionary); err != nil {
		return err
	}
	z.buffered.Reset(z.z)
	defer z.compressed.Reset(nil) // which lets go of b
	return read(&z.buffered)
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
	var s content
	err = c.releases.inflate(b, releaseDictionary, func(r *bufio.Reader) error {
		head, err := readPart(r)
		if err != nil {
			return err
		}
		if _, err := unpack(head, reflect.ValueOf(&s.head).Elem()); err != nil {
			return err
		}
		t, err := readPart(r)
		if err != nil {
			return err
		}
		text = string(t)
		s.restoreHead(text)
		if !whole {
			return nil
		}
		d, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if _, err := unpack(d, reflect.ValueOf(&s.document).Elem()); err != nil {
			return err
		}
		s.restoreDocument(text)
		s.head.Document = &s.document
		return nil
	})
	if err != nil {
		return nil, "", fmt.Errorf("%w (stored release: %v)", index.ErrDamaged, err)
	}
	return &s.head, text, nil
}

// decodeStatement decodes a statement, given its release with its document.
func (c *codec) decodeStatement(id string, b []byte, r *index.Release) (*index.Statement, error) {
	invalid := func(what any) error {
		return fmt.Errorf("%w (stored statement %s: %v)", index.ErrDamaged, id, what)
	}
	ordinal, packed, err := unpackUint(b)
	if err != nil {
		return nil, invalid(err)
	}
	if len(packed) == 0 {
		s, ok := r.Statement(int(ordinal))
		if !ok {
			return nil, invalid("not in its release")
		}
		s.ID = id
		return &s, nil
	}
	s := &index.Statement{}
	err = c.statements.inflate(packed, statementDictionary, func(z *bufio.Reader) error {
		bare, err := io.ReadAll(z)
		if err != nil {
			return err
		}
		_, err = unpack(bare, reflect.ValueOf(s).Elem())
		return err
	})
	if err != nil {
		return nil, invalid(err)
	}
	s.ID = id
	s.Complete(r, r.Document.Text)
	return s, nil
}

// Dictionaries of what stored entries are likely to repeat. Changing one is a
// change of the schema. Entries are short, so that DEFLATE finds little in them
// to refer to: with the dictionary a release takes 0.45 of its text instead of
// 0.55. Reading it in takes time for every entry, which is why statements,
// whose text is in their release, have the shorter one.
var (
	statementDictionary = []byte(fieldValues)
	releaseDictionary   = []byte(frenchText + fieldValues)
)

// frenchText are releases written for this project.
//
//go:embed dictionary.txt
var frenchText string

// fieldValues are what fields often are.
const fieldValues = `enfrexplicitrelativeinferredsentenceeventpagedirectindirectspeechattendedcommunedepartementregioncountryvenueother` +
	`ministremairedirecteurgénéraldépartementalrégionalprésidentcolonelprocureur de la Républiquesous-préfetpréfet de la région` +
	`a annoncéa soulignéa rappelésha256:https://www..gouv.fr/Actualites/Communiques-de-presse/FR`
