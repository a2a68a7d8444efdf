package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveidx "github.com/blevesearch/bleve_index_api"

	"estrade/index"
)

// phrase matches documents with terms near each other: of those that have all
// of the terms, those whose sequence says so. Only these are scored, as what
// has all of the terms is.
type phrase struct{ index.PhraseClause }

func (q phrase) Searcher(ctx context.Context, r bleveidx.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (_ search.Searcher, err error) {
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("phrase: reader is a %T", r)
	}
	o.IncludeTermVectors = false
	s := &phraseSearcher{matcher: newSequenceMatcher(q.PhraseClause), segments: snapshot.Segments(), field: q.Field}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	terms := slices.Clone(q.Terms)
	slices.Sort(terms)
	terms = slices.Compact(terms)
	none := o
	none.Score = "none"
	var all []search.Searcher
	for _, t := range terms {
		x, err := searcher.NewTermSearcher(ctx, r, t, q.Field, q.Boost, none)
		if err != nil {
			return nil, errors.Join(err, closeAll(all))
		}
		all = append(all, x)
	}
	if s.Searcher, err = searcher.NewConjunctionSearcher(ctx, r, all, none); err != nil {
		return nil, errors.Join(err, closeAll(all))
	}
	if o.Score == "none" {
		return s, nil
	}
	for _, t := range terms {
		x, err := searcher.NewTermSearcher(ctx, r, t, q.Field, q.Boost, o)
		if err != nil {
			return nil, err
		}
		s.scorers = append(s.scorers, x)
	}
	if w := s.Weight(); w > 0 {
		s.SetQueryNorm(1 / math.Sqrt(w))
	}
	return s, nil
}

func closeAll(searchers []search.Searcher) error {
	var errs []error
	for _, s := range searchers {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

// phraseSearcher filters documents that have all terms by their sequences.
type phraseSearcher struct {
	search.Searcher // finds what has all terms
	matcher         *sequenceMatcher
	scorers         []search.Searcher // of each term; none if scores are not asked for

	field    string
	segments []*scorch.SegmentSnapshot
	reader   *valueReader // of a segment
	from, to uint64       // its documents
	next     int          // index of the segment after it
}

func (s *phraseSearcher) Close() error {
	err := closeAll(s.scorers)
	if s.Searcher != nil {
		err = errors.Join(err, s.Searcher.Close())
	}
	return err
}

func (s *phraseSearcher) Weight() float64 {
	w := 0.0
	for _, x := range s.scorers {
		w += x.Weight()
	}
	return w
}

func (s *phraseSearcher) SetQueryNorm(norm float64) {
	for _, x := range s.scorers {
		x.SetQueryNorm(norm)
	}
}

// DocumentMatchPoolSize counts one match more for each scorer.
func (s *phraseSearcher) DocumentMatchPoolSize() int {
	n := s.Searcher.DocumentMatchPoolSize()
	for _, x := range s.scorers {
		n += x.DocumentMatchPoolSize() + 1
	}
	return n
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
		var sequence []byte
		sequence, err = s.sequence(m.IndexInternalID.Value())
		if err == nil && s.matcher.matches(sequence) {
			err = s.score(ctx, m)
			break
		}
		if err == nil {
			ctx.DocumentMatchPool.Put(m)
			m, err = s.Searcher.Next(ctx)
		}
	}
	if err != nil {
		return nil, err
	}
	return m, nil
}

// sequence is the sequence of a document.
func (s *phraseSearcher) sequence(doc uint64) ([]byte, error) {
	if doc < s.from { // the searcher began anew
		s.next, s.from, s.to = 0, 0, 0
	}
	for doc >= s.to {
		segment := s.segments[s.next].Segment()
		s.next, s.from, s.to = s.next+1, s.to, s.to+segment.Count()
		if doc < s.to {
			s.reader = newValueReader(segment, s.field)
		}
	}
	return s.reader.value(doc - s.from)
}

func (s *phraseSearcher) score(ctx *search.SearchContext, m *search.DocumentMatch) error {
	for _, x := range s.scorers {
		scored, err := x.Advance(ctx, m.IndexInternalID)
		if err != nil {
			return err
		}
		if scored != nil && scored.IndexInternalID.Equals(m.IndexInternalID) {
			m.Score += scored.Score
		}
		ctx.DocumentMatchPool.Put(scored)
	}
	return nil
}
