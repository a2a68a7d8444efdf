package bleveindex

import (
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"estrade/index"
)

// loader reads what is stored in one state of the index.
type loader struct {
	codec    *codec
	snapshot *scorch.IndexSnapshot
	shown    string // text of the last hit, for its snippets

	last *index.Release // of the last statement, since those of one follow each other
}

// hit is the release or statement of a document, by its number.
func (l *loader) hit(of index.Of, doc uint64) (hit index.Hit, err error) {
	id, stored, err := l.document(doc)
	if err != nil {
		return hit, err
	}
	if len(id) < len(docID(of, "")) || stored == nil {
		return hit, fmt.Errorf("%w (nothing stored for %s)", index.ErrDamaged, id)
	}
	id = id[len(docID(of, "")):]
	if of == index.Releases {
		if hit.Release, l.shown, err = l.codec.decodeRelease(stored, false); err == nil {
			l.shown = strings.TrimPrefix(l.shown, hit.Release.Title) // who shows snippets shows it above
		}
		return hit, err
	}
	hit.Statement, err = l.completed(id, stored)
	if err == nil {
		l.shown = hit.Statement.Evidence
	}
	return hit, err
}

// statement is a statement by its ID.
func (l *loader) statement(id string) (*index.Statement, error) {
	stored, err := l.stored(docID(index.Statements, id))
	if err != nil {
		return nil, err
	}
	return l.completed(id, stored)
}

// completed is a stored statement with what its release says.
func (l *loader) completed(id string, stored []byte) (*index.Statement, error) {
	release := index.ReleaseOf(id)
	if l.last == nil || l.last.ID != release {
		last, _, err := l.release(release, true)
		if err != nil {
			return nil, fmt.Errorf("%w (release %s of a statement: %v)", index.ErrDamaged, release, err)
		}
		l.last = last
	}
	return l.codec.decodeStatement(id, stored, l.last)
}

// release is a release and its text; whole says with its document.
func (l *loader) release(id string, whole bool) (*index.Release, string, error) {
	stored, err := l.stored(docID(index.Releases, id))
	if err != nil {
		return nil, "", err
	}
	return l.codec.decodeRelease(stored, whole)
}

// stored is what is stored for a document, by its key.
func (l *loader) stored(key string) ([]byte, error) {
	doc, err := l.snapshot.InternalID(key)
	if err != nil {
		return nil, err
	}
	if doc == nil {
		return nil, index.ErrNotFound
	}
	_, stored, err := l.document(doc.Value())
	if err == nil && stored == nil {
		err = fmt.Errorf("%w (nothing stored for %s)", index.ErrDamaged, key)
	}
	return stored, err
}

// document is the key of a document and what is stored for it, by its number.
func (l *loader) document(doc uint64) (key string, stored []byte, err error) {
	for _, s := range l.snapshot.Segments() {
		n := s.Segment().Count()
		if doc >= n {
			doc -= n
			continue
		}
		err = s.VisitDocument(doc, func(field string, _ byte, value []byte, _ []uint64) bool {
			switch field {
			case idField:
				key = string(value)
			case storedField:
				stored = append([]byte(nil), value...)
			}
			return true
		})
		return key, stored, err
	}
	return "", nil, fmt.Errorf("%w (no document %d)", index.ErrDamaged, doc)
}
