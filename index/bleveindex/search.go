package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/collector"
	"github.com/blevesearch/bleve/v2/search/facet"
	bleveidx "github.com/blevesearch/bleve_index_api"

	"estrade/index"
)

// Search answers a request. All of the answer comes from one state of the
// index.
func (x *Index) Search(ctx context.Context, r index.Request) (*index.Result, error) {
	done, err := x.use()
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	defer done()
	reader, err := x.store.Reader()
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	res, err := x.search(ctx, reader, r)
	if closed := reader.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return res, nil
}

func (x *Index) search(ctx context.Context, reader bleveidx.IndexReader, r index.Request) (*index.Result, error) {
	found, err := collect(ctx, reader, r)
	if err != nil {
		return nil, err
	}
	res := &index.Result{Total: int(found.Total()), Facets: map[index.Field][]index.Value{}}
	hits := found.Results()
	if len(hits) > r.Limit {
		hits = hits[:r.Limit]
		if r.Limit > 0 {
			res.Next = index.NewCursor(r, sortValues(r, hits[r.Limit-1])...)
		}
	}
	var marker *index.Highlighter
	if r.Highlights > 0 {
		marker = index.NewHighlighter(r.Query, r.Of)
	}
	l := loader{codec: &x.codec, reader: reader}
	for _, h := range hits {
		hit, err := l.hit(r.Of, h.ID)
		if err != nil {
			return nil, err
		}
		hit.Score = h.Score
		if marker != nil {
			hit.Snippets = marker.Snippets(l.shown, r.Highlights)
		}
		res.Hits = append(res.Hits, hit)
	}
	facets := found.FacetResults()
	for _, f := range r.Facets {
		res.Facets[f.By] = facetValues(facets[f.By.Schema().Name])
	}
	return res, nil
}

// order is the order of hits. It ends in a field without two equal values, so
// that pages neither repeat nor lose a hit.
func order(r index.Request) search.SortOrder {
	byDate := &search.SortField{Field: r.Of.Name(index.Order), Type: search.SortFieldAsString}
	switch r.Sort {
	case index.Newest:
		return search.SortOrder{byDate}
	case index.Oldest:
		byDate.Desc = true
		return search.SortOrder{byDate}
	}
	return search.SortOrder{&search.SortScore{Desc: true}, byDate}
}

// sortValues are the values that a hit was sorted by.
func sortValues(r index.Request, h *search.DocumentMatch) []string {
	values := make([]string, len(h.Sort))
	for i, s := range order(r) {
		if values[i] = h.Sort[i]; s.RequiresScoring() {
			values[i] = strconv.FormatFloat(h.Score, 'g', -1, 64)
		}
	}
	return values
}

// collect runs a request: it finds one hit more than it asks for, which shows
// whether there is another page.
func collect(ctx context.Context, reader bleveidx.IndexReader, r index.Request) (*collector.TopNCollector, error) {
	after, err := index.CursorValues(r)
	if err != nil {
		return nil, err
	}
	if r.Limit < 0 {
		return nil, fmt.Errorf("%w: limit %d", index.ErrRequest, r.Limit)
	}
	sort := order(r)
	if after != nil && len(after) != len(sort) {
		return nil, fmt.Errorf("%w: cursor", index.ErrRequest)
	}
	size := r.Limit + 1
	if r.Limit == 0 {
		size = 0
	}
	c := collector.NewTopNCollector(size, 0, sort)
	if after != nil {
		c = collector.NewTopNCollectorAfter(size, sort, after)
	}
	if len(r.Facets) > 0 {
		builder := search.NewFacetsBuilder(reader)
		for _, f := range r.Facets {
			spec := f.By.Schema()
			if spec.Type != index.Counted || f.By == index.Order || f.Limit <= 0 {
				return nil, fmt.Errorf("%w: facet of %s", index.ErrRequest, spec.Name)
			}
			builder.Add(spec.Name, facet.NewTermsFacetBuilder(r.Of.Name(f.By), f.Limit))
		}
		c.SetFacetsBuilder(builder)
	}
	q, err := translate(index.Lower(r.Query, r.Of))
	if err != nil {
		return nil, err
	}
	var options search.SearcherOptions
	if r.Sort != index.Relevance || r.Limit == 0 {
		options.Score = "none"
	}
	s, err := q.Searcher(ctx, reader, noMapping, options)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(c.Collect(ctx, s, reader), s.Close()); err != nil {
		return nil, err
	}
	return c, nil
}

// noMapping is what bleve's queries are given for a mapping. They do not ask
// it anything, since all of them name their fields and terms.
var noMapping = bleve.NewIndexMapping()

func facetValues(f *search.FacetResult) []index.Value {
	if f == nil || f.Terms == nil {
		return nil
	}
	var values []index.Value
	for _, t := range f.Terms.Terms() {
		value, label := index.SplitFacet(t.Term)
		values = append(values, index.Value{Value: value, Label: label, Count: t.Count})
	}
	return values
}

// Release is a release with its whole document.
func (x *Index) Release(_ context.Context, id string) (*index.Release, error) {
	var r *index.Release
	err := x.load(func(l loader) (err error) {
		r, _, err = l.release(id, true)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("release %s: %w", id, err)
	}
	return r, nil
}

// Statement is one statement.
func (x *Index) Statement(_ context.Context, id string) (*index.Statement, error) {
	var s *index.Statement
	err := x.load(func(l loader) error {
		hit, err := l.hit(index.Statements, docID(index.Statements, id))
		s = hit.Statement
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("statement %s: %w", id, err)
	}
	return s, nil
}

// load runs f on the current state of the index.
func (x *Index) load(f func(loader) error) error {
	done, err := x.use()
	if err != nil {
		return err
	}
	defer done()
	reader, err := x.store.Reader()
	if err != nil {
		return err
	}
	return errors.Join(f(loader{codec: &x.codec, reader: reader}), reader.Close())
}
