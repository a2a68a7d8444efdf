package bleveindex

import (
	"fmt"

	"github.com/blevesearch/bleve/v2/document"
	bleveidx "github.com/blevesearch/bleve_index_api"

	"estrade/index"
)

// loader reads what is stored in one state of the index.
type loader struct {
	codec  *codec
	reader bleveidx.IndexReader
	shown  string // text of the last hit, for its snippets

	// The last release, since statements of one follow each other.
	last     *index.Release
	lastText string
}

// hit is the release or statement of a document.
func (l *loader) hit(of index.Of, doc string) (hit index.Hit, err error) {
	if of == index.Releases {
		hit.Release, l.shown, err = l.release(doc[len(docID(of, "")):], false)
		return hit, err
	}
	stored, err := l.stored(doc)
	if err != nil {
		return hit, err
	}
	s, err := l.codec.decodeStatement(doc[len(docID(of, "")):], stored)
	if err != nil {
		return hit, err
	}
	if l.last == nil || l.last.ID != s.Release.ID {
		if l.last, l.lastText, err = l.release(s.Release.ID, false); err != nil {
			return hit, fmt.Errorf("%w (release %s of a statement: %v)", index.ErrDamaged, s.Release.ID, err)
		}
	}
	s.Complete(l.last, l.lastText)
	hit.Statement, l.shown = s, s.Evidence
	return hit, nil
}

// release is a release and its text; whole says with its document.
func (l *loader) release(id string, whole bool) (*index.Release, string, error) {
	stored, err := l.stored(docID(index.Releases, id))
	if err != nil {
		return nil, "", err
	}
	return l.codec.decodeRelease(stored, whole)
}

// stored is what is stored for a document.
func (l *loader) stored(doc string) ([]byte, error) {
	d, err := l.reader.Document(doc)
	if err != nil {
		return nil, err
	}
	if d == nil {
		return nil, index.ErrNotFound
	}
	var stored []byte
	d.VisitFields(func(f bleveidx.Field) {
		if t, ok := f.(*document.TextField); ok && f.Name() == storedField {
			stored = t.Value()
		}
	})
	if stored == nil {
		return nil, fmt.Errorf("%w (nothing stored for %s)", index.ErrDamaged, doc)
	}
	return stored, nil
}
