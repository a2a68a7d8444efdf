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

// phrase matches documents with terms near each other: of those that have all
// of the terms, those whose sequence says so.
type phrase struct{ index.PhraseClause }

func (q phrase) Searcher(ctx context.Context, r bleveidx.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	o.IncludeTermVectors = false
	s := &phraseSearcher{clause: q.PhraseClause, found: make([][]int, len(q.Terms))}
	terms := slices.Clone(q.Terms)
	slices.Sort(terms)
	terms = slices.Compact(terms)
	for _, t := range q.Terms {
		i, _ := slices.BinarySearch(terms, t)
		s.term = append(s.term, i)
	}
	var all []search.Searcher
	for _, t := range terms {
		x, err := searcher.NewTermSearcher(ctx, r, t, q.Field, q.Boost, o)
		if err != nil {
			return nil, errors.Join(err, closeAll(all))
		}
		all = append(all, x)
		s.hashes = append(s.hashes, termHash(t))
	}
	s.at = make([][]int, len(terms))
	var err error
	if s.Searcher, err = searcher.NewConjunctionSearcher(ctx, r, all, o); err != nil {
		return nil, errors.Join(err, closeAll(all))
	}
	if s.sequences, err = r.DocValueReader([]string{sequenceName(q.Field)}); err != nil {
		return nil, errors.Join(err, s.Searcher.Close())
	}
	s.visit = func(_ string, sequence []byte) { appendPositions(s.at, sequence, s.hashes) }
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
	clause    index.PhraseClause
	sequences bleveidx.DocValueReader
	visit     bleveidx.DocValueVisitor
	hashes    []uint64 // of the different terms
	at        [][]int  // their positions in the document looked at
	term      []int    // of each term of the phrase, its index in hashes
	found     [][]int  // of each term of the phrase, its positions
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
	for i := range s.at {
		s.at[i] = s.at[i][:0]
	}
	if err := s.sequences.VisitDocValues(id, s.visit); err != nil {
		return false, err
	}
	for i, t := range s.term {
		s.found[i] = s.at[t]
	}
	return s.clause.Satisfies(s.found), nil
}
