package bleveindex

import (
	"encoding/binary"
	"fmt"
	"maps"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// columns are the fields by which hits are ordered and counted, in memory, as
// arrays over the documents of a segment. Segments never change, so that each
// column is made once: when it is first asked for, or before, see
// [Index.KeepWarm]. It takes 8 bytes a document to order by, and 4 bytes a
// document and 4 a value to count. Reading the same from doc values took
// 0.15 µs a hit and field, and made an allocation each.
type columns struct {
	mu       sync.Mutex
	segments map[uint64]*segmentColumns // by the ID of the segment
	asked    int                        // how often of was called
}

// segmentColumns are the columns of a segment. It is safe for concurrent use.
type segmentColumns struct {
	segment segment.Segment
	made    *madeColumns
	asked   int // when it was last asked for, see columns
}

// madeColumns are the columns that were asked for, by field.
type madeColumns struct {
	mu     sync.Mutex
	orders map[string]*lazy[[]uint64]
	values map[string]*lazy[*valueColumn]
}

// lazy is a value that is made when it is first asked for.
type lazy[T any] struct {
	mu    sync.Mutex
	made  bool
	value T
}

// get is the value; what cannot be made is tried again the next time.
func (l *lazy[T]) get(make func() (T, error)) (T, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.made {
		v, err := make()
		if err != nil {
			return v, err
		}
		l.value, l.made = v, true
	}
	return l.value, nil
}

// lazyOf is the value of a field.
func lazyOf[T any](mu *sync.Mutex, m map[string]*lazy[T], field string) *lazy[T] {
	mu.Lock()
	defer mu.Unlock()
	l := m[field]
	if l == nil {
		l = &lazy[T]{}
		m[field] = l
	}
	return l
}

// keepAsked is for how many calls of columns.of a segment is kept that is not
// in the snapshots asked for: questions on an older snapshot may still come
// when a newer one has been asked for.
const keepAsked = 16

// of gives the columns of each segment of a snapshot, and forgets those of
// segments that have not been asked for for long.
func (c *columns) of(s *scorch.IndexSnapshot) []*segmentColumns {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.segments == nil {
		c.segments = map[uint64]*segmentColumns{}
	}
	c.asked++
	of := make([]*segmentColumns, len(s.Segments()))
	for i, seg := range s.Segments() {
		sc := c.segments[seg.Id()]
		switch {
		case sc == nil:
			made := &madeColumns{orders: map[string]*lazy[[]uint64]{}, values: map[string]*lazy[*valueColumn]{}}
			sc = &segmentColumns{segment: seg.Segment(), made: made}
		case sc.segment != seg.Segment():
			// One that was in memory and is now in a file has the same documents.
			sc = &segmentColumns{segment: seg.Segment(), made: sc.made}
		}
		sc.asked = c.asked
		of[i], c.segments[seg.Id()] = sc, sc
	}
	maps.DeleteFunc(c.segments, func(_ uint64, sc *segmentColumns) bool { return sc.asked < c.asked-keepAsked })
	return of
}

// valueColumn holds the values of a field: those of document d are
// terms[ordinals[i]] for starts[d] <= i < starts[d+1].
type valueColumn struct {
	terms    []string // ascending
	starts   []uint32
	ordinals []uint32
}

// of are the ordinals of the values of a document.
func (c *valueColumn) of(doc uint32) []uint32 { return c.ordinals[c.starts[doc]:c.starts[doc+1]] }

// value is the column of a field to count by.
func (s *segmentColumns) value(field string) (*valueColumn, error) {
	c, err := lazyOf(&s.made.mu, s.made.values, field).get(func() (*valueColumn, error) { return newValueColumn(s.segment, field) })
	if err != nil {
		return nil, fmt.Errorf("values of %s: %w", field, err)
	}
	return c, nil
}

func newValueColumn(s segment.Segment, field string) (*valueColumn, error) {
	dict, err := s.Dictionary(field)
	if err != nil {
		return nil, err
	}
	n := s.Count()
	c := &valueColumn{starts: make([]uint32, n+1)}
	type value struct{ doc, ordinal uint32 }
	var values []value
	err = eachPosting(dict, func(term string, doc uint64) {
		if n := len(c.terms); n == 0 || c.terms[n-1] != term {
			c.terms = append(c.terms, term)
		}
		values = append(values, value{uint32(doc), uint32(len(c.terms) - 1)})
		c.starts[doc+1]++
	})
	if err != nil {
		return nil, err
	}
	for d := range n {
		c.starts[d+1] += c.starts[d]
	}
	c.ordinals = make([]uint32, len(values))
	next := append([]uint32(nil), c.starts...)
	for _, v := range values {
		c.ordinals[next[v.doc]] = v.ordinal
		next[v.doc]++
	}
	return c, nil
}

// eachPosting visits each document of each term of a field, in their order.
func eachPosting(dict segment.TermDictionary, visit func(term string, doc uint64)) error {
	var list segment.PostingsList
	var postings segment.PostingsIterator
	terms := dict.AutomatonIterator(nil, nil, nil)
	for {
		e, err := terms.Next()
		if err != nil || e == nil {
			return err
		}
		if list, err = dict.PostingsList([]byte(e.Term), nil, list); err != nil {
			return err
		}
		postings = list.Iterator(false, false, false, postings)
		for {
			p, err := postings.Next()
			if err != nil {
				return err
			}
			if p == nil {
				break
			}
			visit(e.Term, p.Number())
		}
	}
}

// order is the column of orderKeys of a field to sort by.
func (s *segmentColumns) order(field string) ([]uint64, error) {
	c, err := lazyOf(&s.made.mu, s.made.orders, field).get(func() ([]uint64, error) { return s.newOrder(field) })
	if err != nil {
		return nil, fmt.Errorf("order by %s: %w", field, err)
	}
	return c, nil
}

func (s *segmentColumns) newOrder(field string) ([]uint64, error) {
	releases, err := s.releases()
	if err != nil {
		return nil, err
	}
	c := make([]uint64, s.segment.Count())
	r := newValueReader(s.segment, field)
	for doc := range c {
		v, err := r.value(uint64(doc))
		if err != nil {
			return nil, err
		}
		c[doc] = orderKey(unpackOrder(v, releases[doc]))
	}
	return c, nil
}

// releases are the IDs of the releases of all documents of a segment.
func (s *segmentColumns) releases() ([]string, error) {
	dict, err := s.segment.Dictionary(idField)
	if err != nil {
		return nil, err
	}
	ids := make([]string, s.segment.Count())
	err = eachPosting(dict, func(key string, doc uint64) { _, ids[doc] = splitKey(key) })
	return ids, err
}

// orderKey is a number that grows with a value of index.Order: its eight
// digits in the upper 32 bits, then the first four bytes of what follows. Two
// values may have the same.
func orderKey(order string) uint64 {
	const digits = 8
	if len(order) <= digits {
		return 0
	}
	day := uint64(0)
	for i := range digits {
		day = day*10 + uint64(order[i]-'0')
	}
	var next [4]byte
	copy(next[:], order[digits+1:])
	return day<<32 | uint64(binary.BigEndian.Uint32(next[:]))
}
