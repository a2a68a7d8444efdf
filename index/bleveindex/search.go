package bleveindex

import (
	"context"
	"errors"
	"fmt"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"estrade/index"
)

// Search answers a request. All of the answer comes from one state of the
// index.
func (x *Index) Search(ctx context.Context, r index.Request) (*index.Result, error) {
	var res *index.Result
	q, err := index.Resolve(ctx, x, r.Query)
	if err == nil {
		err = x.read(func(l *loader) (err error) {
			res, err = x.search(ctx, l, r, index.Lower(q, r.Of))
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return res, nil
}

func (x *Index) search(ctx context.Context, l *loader, r index.Request, asked index.Clause) (*index.Result, error) {
	found, err := x.collect(ctx, l.snapshot, r, asked)
	if err != nil {
		return nil, err
	}
	res := &index.Result{Total: found.total, Facets: found.facets}
	hits := found.hits
	if len(hits) > r.Limit {
		hits = hits[:r.Limit]
		res.Next = hits[r.Limit-1].cursor(r)
	}
	var marker *index.Highlighter
	if r.Highlights > 0 {
		marker = index.NewHighlighter(r.Query, r.Of)
	}
	for _, h := range hits {
		hit, err := l.hit(r.Of, h.doc)
		if err != nil {
			return nil, err
		}
		hit.Score = h.score
		if marker != nil {
			hit.Snippets = marker.Snippets(l.shown, r.Highlights)
		}
		res.Hits = append(res.Hits, hit)
	}
	return res, nil
}

// Release is a release with its whole document.
func (x *Index) Release(_ context.Context, id string) (*index.Release, error) {
	var r *index.Release
	err := x.read(func(l *loader) (err error) {
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
	err := x.read(func(l *loader) (err error) {
		s, err = l.statement(id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("statement %s: %w", id, err)
	}
	return s, nil
}

// read runs f on the current state of the index.
func (x *Index) read(f func(*loader) error) error {
	done, err := x.use()
	if err != nil {
		return err
	}
	defer done()
	reader, err := x.store.Reader()
	if err != nil {
		return err
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return errors.Join(fmt.Errorf("reader is a %T", reader), reader.Close())
	}
	return errors.Join(f(&loader{codec: &x.codec, snapshot: snapshot}), snapshot.Close())
}
