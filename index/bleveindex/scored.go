package bleveindex

import (
	"errors"
	"math"

	"github.com/blevesearch/bleve/v2/search"
	bleveidx "github.com/blevesearch/bleve_index_api"
)

// scored finds documents with one searcher and scores them with others, each
// of which scores what it finds too.
type scored struct {
	search.Searcher
	scorers []search.Searcher
}

// normalise weighs the scorers as parts of one question.
func (s *scored) normalise() {
	if w := s.Weight(); w > 0 {
		s.SetQueryNorm(1 / math.Sqrt(w))
	}
}

func (s *scored) Close() error {
	err := closeAll(s.scorers)
	if s.Searcher != nil {
		err = errors.Join(err, s.Searcher.Close())
	}
	return err
}

func closeAll(searchers []search.Searcher) error {
	var errs []error
	for _, s := range searchers {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

func (s *scored) Weight() float64 {
	w := 0.0
	for _, x := range s.scorers {
		w += x.Weight()
	}
	return w
}

func (s *scored) SetQueryNorm(norm float64) {
	for _, x := range s.scorers {
		x.SetQueryNorm(norm)
	}
}

// DocumentMatchPoolSize counts one match more for each scorer.
func (s *scored) DocumentMatchPoolSize() int {
	n := s.Searcher.DocumentMatchPoolSize()
	for _, x := range s.scorers {
		n += x.DocumentMatchPoolSize() + 1
	}
	return n
}

func (s *scored) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	m, err := s.Searcher.Next(ctx)
	return s.score(ctx, m, err)
}

func (s *scored) Advance(ctx *search.SearchContext, id bleveidx.IndexInternalID) (*search.DocumentMatch, error) {
	m, err := s.Searcher.Advance(ctx, id)
	return s.score(ctx, m, err)
}

// score adds what the scorers say of a document.
func (s *scored) score(ctx *search.SearchContext, m *search.DocumentMatch, err error) (*search.DocumentMatch, error) {
	if m == nil || err != nil {
		return nil, err
	}
	for _, x := range s.scorers {
		found, err := x.Advance(ctx, m.IndexInternalID)
		if err != nil {
			return nil, err
		}
		if found == nil {
			continue
		}
		if found.IndexInternalID.Equals(m.IndexInternalID) {
			m.Score += found.Score
		}
		ctx.DocumentMatchPool.Put(found)
	}
	return m, nil
}
