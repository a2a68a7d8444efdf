package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	bleveidx "github.com/blevesearch/bleve_index_api"

	"estrade/index"
)

// phrase matches documents with terms near each other: of those that have all
// of the terms, those whose sequence says so. Only these are scored, as what
// has all of the terms is.
type phrase struct{ index.PhraseClause }

func (q phrase) Searcher(ctx context.Context, r bleveidx.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("phrase: reader is a %T", r)
	}
	o.IncludeTermVectors = false
	terms := slices.Clone(q.Terms)
	slices.Sort(terms)
	terms = slices.Compact(terms)
	parts := make([]query.Query, len(terms))
	for i, t := range terms {
		parts[i] = word{q.Field, t, q.Boost}
	}
	none := o
	none.Score = "none"
	found, err := all(parts).Searcher(ctx, r, m, none)
	if err != nil {
		return nil, err
	}
	filter := &phraseSearcher{Searcher: found, matcher: newSequenceMatcher(q.PhraseClause), segments: snapshot.Segments(), field: q.Field}
	if o.Score == "none" {
		return filter, nil
	}
	s := &scored{Searcher: filter}
	for _, part := range parts {
		x, err := part.Searcher(ctx, r, m, o)
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		s.scorers = append(s.scorers, x)
	}
	s.normalise()
	return s, nil
}

// phraseSearcher filters documents that have all terms by their sequences.
type phraseSearcher struct {
	search.Searcher // finds what has all terms
	matcher         *sequenceMatcher

	field    string
	segments []*scorch.SegmentSnapshot
	reader   *valueReader // of a segment
	from, to uint64       // its documents
	next     int          // index of the segment after it
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
