package bleveindex

import (
	"context"
	"fmt"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/search"
	bleveidx "github.com/blevesearch/bleve_index_api"

	"estrade/index"
)

// Search answers a request.
func (x *Index) Search(ctx context.Context, r index.Request) (*index.Result, error) {
	req, err := bleveRequest(r)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	done, err := x.use()
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	defer done()
	found, err := x.bleve.SearchInContext(ctx, req)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	res := &index.Result{Total: int(found.Total), Facets: map[index.Field][]index.Value{}}
	hits := found.Hits
	if len(hits) > r.Limit {
		hits = hits[:r.Limit]
		if r.Limit > 0 {
			last := hits[r.Limit-1]
			values := make([]string, len(last.Sort))
			for i, s := range req.Sort {
				if values[i] = last.Sort[i]; s.RequiresScoring() {
					values[i] = strconv.FormatFloat(last.Score, 'g', -1, 64)
				}
			}
			res.Next = index.NewCursor(r, values...)
		}
	}
	var marker *index.Highlighter
	if r.Highlights > 0 {
		marker = index.NewHighlighter(r.Query, r.Of)
	}
	for _, h := range hits {
		hit, err := x.hit(r, h, marker)
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		res.Hits = append(res.Hits, hit)
	}
	for _, f := range r.Facets {
		res.Facets[f.By] = facetValues(found.Facets[f.By.Schema().Name])
	}
	return res, nil
}

// orders are the sort orders; each ends in a field without two equal values,
// so that pages neither repeat nor lose a hit.
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

func bleveRequest(r index.Request) (*bleve.SearchRequest, error) {
	q, err := translate(index.Lower(r.Query, r.Of))
	if err != nil {
		return nil, err
	}
	after, err := index.CursorValues(r)
	if err != nil {
		return nil, err
	}
	if r.Limit < 0 {
		return nil, fmt.Errorf("%w: limit %d", index.ErrRequest, r.Limit)
	}
	req := bleve.NewSearchRequestOptions(q, r.Limit+1, 0, false)
	req.Fields = []string{storedField}
	req.Sort = order(r)
	if r.Limit == 0 {
		req.Size, req.Fields = 0, nil
	}
	if r.Sort != index.Relevance || r.Limit == 0 {
		req.Score = "none"
	}
	if after != nil {
		if len(after) != len(req.Sort) {
			return nil, fmt.Errorf("%w: cursor", index.ErrRequest)
		}
		req.SearchAfter = after
	}
	for _, f := range r.Facets {
		spec := f.By.Schema()
		if spec.Type != index.Counted || f.By == index.Order || f.Limit <= 0 {
			return nil, fmt.Errorf("%w: facet of %s", index.ErrRequest, spec.Name)
		}
		req.AddFacet(spec.Name, bleve.NewFacetRequest(r.Of.Name(f.By), f.Limit))
	}
	return req, nil
}

// hit makes a hit of what is stored.
func (x *Index) hit(r index.Request, h *search.DocumentMatch, marker *index.Highlighter) (index.Hit, error) {
	hit := index.Hit{Score: h.Score}
	stored, ok := h.Fields[storedField].(string)
	if !ok {
		return hit, fmt.Errorf("%w (nothing stored for %s)", index.ErrDamaged, h.ID)
	}
	var text string
	var err error
	if r.Of == index.Statements {
		hit.Statement, err = x.codec.decodeStatement([]byte(stored))
		if err == nil {
			text = hit.Statement.Evidence
		}
	} else {
		hit.Release, text, err = x.codec.decodeRelease([]byte(stored), false)
	}
	if err != nil {
		return hit, err
	}
	if marker != nil {
		hit.Snippets = marker.Snippets(text, r.Highlights)
	}
	return hit, nil
}

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
	stored, err := x.stored(docID(index.Releases, id))
	if err != nil {
		return nil, fmt.Errorf("release %s: %w", id, err)
	}
	r, _, err := x.codec.decodeRelease(stored, true)
	if err != nil {
		return nil, fmt.Errorf("release %s: %w", id, err)
	}
	return r, nil
}

// Statement is one statement.
func (x *Index) Statement(_ context.Context, id string) (*index.Statement, error) {
	stored, err := x.stored(docID(index.Statements, id))
	if err != nil {
		return nil, fmt.Errorf("statement %s: %w", id, err)
	}
	s, err := x.codec.decodeStatement(stored)
	if err != nil {
		return nil, fmt.Errorf("statement %s: %w", id, err)
	}
	return s, nil
}

// stored is what is stored for a document.
func (x *Index) stored(id string) ([]byte, error) {
	done, err := x.use()
	if err != nil {
		return nil, err
	}
	defer done()
	d, err := x.bleve.Document(id)
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
		return nil, fmt.Errorf("%w (nothing stored)", index.ErrDamaged)
	}
	return stored, nil
}
