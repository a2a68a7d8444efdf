package bleveindex

import (
	"context"
	"errors"
	"slices"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveidx "github.com/blevesearch/bleve_index_api"

	"estrade/index"
)

// phrase matches documents with terms near each other. Bleve's own phrase
// query knows no distance, and reads the positions of every document that has
// one of the terms; this one only of those that have all.
type phrase struct{ index.PhraseClause }

func (q phrase) Searcher(ctx context.Context, r bleveidx.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (_ search.Searcher, err error) {
	o.IncludeTermVectors = false
	s := &phraseSearcher{clause: q.PhraseClause}
	defer func() {
		if err != nil {
			s.closeReaders()
		}
	}()
	var all []search.Searcher
	terms := slices.Clone(q.Terms)
	slices.Sort(terms)
	terms = slices.Compact(terms)
	for _, term := range terms {
		t, err := searcher.NewTermSearcher(ctx, r, term, q.Field, q.Boost, o)
		if err != nil {
			return nil, errors.Join(err, closeAll(all))
		}
		all = append(all, t)
		tfr, err := r.TermFieldReader(ctx, []byte(term), q.Field, true, false, true)
		if err != nil {
			return nil, errors.Join(err, closeAll(all))
		}
		s.readers = append(s.readers, positions{reader: tfr})
	}
	if s.Searcher, err = searcher.NewConjunctionSearcher(ctx, r, all, o); err != nil {
		return nil, errors.Join(err, closeAll(all))
	}
	for _, term := range q.Terms {
		i, _ := slices.BinarySearch(terms, term)
		s.reader = append(s.reader, i)
	}
	s.found = make([][]int, len(q.Terms))
	return s, nil
}

func closeAll(searchers []search.Searcher) error {
	var errs []error
	for _, s := range searchers {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

// phraseSearcher filters documents that have all terms by their positions.
type phraseSearcher struct {
	search.Searcher
	clause  index.PhraseClause
	readers []positions // of the different terms
	reader  []int       // of each term of the phrase, index into readers
	found   [][]int     // positions of each term of the phrase
}

// positions reads where a term stands.
type positions struct {
	reader bleveidx.TermFieldReader
	doc    bleveidx.TermFieldDoc
	at     []int
}

func (s *phraseSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	m, err := s.Searcher.Next(ctx)
	return s.accepted(ctx, m, err)
}

func (s *phraseSearcher) Advance(ctx *search.SearchContext, id bleveidx.IndexInternalID) (*search.DocumentMatch, error) {
	m, err := s.Searcher.Advance(ctx, id)
	return s.accepted(ctx, m, err)
}

// accepted is the first document from m on that satisfies the phrase.
func (s *phraseSearcher) accepted(ctx *search.SearchContext, m *search.DocumentMatch, err error) (*search.DocumentMatch, error) {
	for m != nil && err == nil {
		var ok bool
		if ok, err = s.satisfied(m.IndexInternalID); ok || err != nil {
			break
		}
		ctx.DocumentMatchPool.Put(m)
		m, err = s.Searcher.Next(ctx)
	}
	if err != nil {
		return nil, err
	}
	return m, nil
}

func (s *phraseSearcher) satisfied(id bleveidx.IndexInternalID) (bool, error) {
	for i := range s.readers {
		p := &s.readers[i]
		p.doc.Reset()
		d, err := p.reader.Advance(id, &p.doc)
		if err != nil {
			return false, err
		}
		p.at = p.at[:0]
		if d == nil || !d.ID.Equals(id) {
			return false, nil
		}
		for _, v := range d.Vectors {
			p.at = append(p.at, int(v.Pos))
		}
		slices.Sort(p.at)
	}
	for i, r := range s.reader {
		s.found[i] = s.readers[r].at
	}
	return s.clause.Satisfies(s.found), nil
}

func (s *phraseSearcher) closeReaders() error {
	var errs []error
	for i := range s.readers {
		errs = append(errs, s.readers[i].reader.Close())
	}
	return errors.Join(errs...)
}

func (s *phraseSearcher) Close() error {
	return errors.Join(s.Searcher.Close(), s.closeReaders())
}
