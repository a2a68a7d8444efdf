package bleveindex

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveidx "github.com/blevesearch/bleve_index_api"

	"estrade/index"
)

// translate makes bleve's query of a clause.
func translate(c index.Clause) (query.Query, error) {
	switch c := c.(type) {
	case index.TermClause:
		switch c.Field {
		case index.Releases.Name(index.ReleaseID):
			return unscored{query.NewDocIDQuery([]string{docID(index.Releases, c.Term)})}, nil
		case index.Statements.Name(index.ReleaseID):
			return unscored{statementsOf{c.Term}}, nil
		}
		return term(c.Field, c.Term, c.Boost), nil
	case index.AnyTermClause:
		return unscored{anyTerm{c.Field, c.Terms}}, nil
	case index.PhraseClause:
		return phrase{c}, nil
	case index.PrefixClause:
		q := query.NewPrefixQuery(c.Prefix)
		q.SetField(c.Field)
		return unscored{q}, nil
	case index.FuzzyClause:
		q := query.NewFuzzyQuery(c.Term)
		q.SetField(c.Field)
		q.SetFuzziness(c.Edits)
		q.SetPrefix(1)
		if c.Boost == 0 {
			return unscored{q}, nil
		}
		q.SetBoost(c.Boost)
		return q, nil
	case index.NearClause:
		return unscored{nearby{c}}, nil
	case index.AllClause:
		return term(kindField, string(kindTerm(c.Of)), 0), nil
	case index.NoneClause:
		return query.NewMatchNoneQuery(), nil
	case index.AnyOfClause:
		parts, err := translateAll(c.Parts)
		return query.NewDisjunctionQuery(parts), err
	case index.AllOfClause:
		parts, err := translateAll(c.Parts)
		if err != nil {
			return nil, err
		}
		var q query.Query = query.NewConjunctionQuery(parts)
		if len(parts) == 1 {
			q = parts[0]
		}
		if len(c.Not) == 0 {
			return q, nil
		}
		not, err := translateAll(c.Not)
		if err != nil {
			return nil, err
		}
		for i, n := range not {
			not[i] = unscored{n}
		}
		return query.NewBooleanQuery([]query.Query{q}, nil, not), nil
	}
	return nil, fmt.Errorf("unknown clause %T", c)
}

func translateAll(clauses []index.Clause) ([]query.Query, error) {
	parts := make([]query.Query, len(clauses))
	for i, c := range clauses {
		var err error
		if parts[i], err = translate(c); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

func term(field, text string, boost float64) query.Query {
	q := query.NewTermQuery(text)
	q.SetField(field)
	if boost == 0 {
		return unscored{q}
	}
	q.SetBoost(boost)
	return q
}

// unscored is a query that filters and does not count in the score.
type unscored struct{ query.Query }

func (q unscored) Searcher(ctx context.Context, r bleveidx.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	o.Score, o.IncludeTermVectors = "none", false
	return q.Query.Searcher(ctx, r, m, o)
}

// statementsOf matches the statements of a release.
type statementsOf struct{ release string }

func (q statementsOf) Searcher(ctx context.Context, r bleveidx.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("statements of %s: reader is a %T", q.release, r)
	}
	var keys []string
	err := statementKeys(ctx, snapshot, []string{q.release}, func(key string) { keys = append(keys, key) })
	if err != nil {
		return nil, err
	}
	return searcher.NewDocIDSearcher(ctx, r, keys, 0, o)
}

// anyTerm matches documents with one of the terms.
type anyTerm struct {
	field string
	terms []string
}

func (q anyTerm) Searcher(ctx context.Context, r bleveidx.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	return searcher.NewMultiTermSearcher(ctx, r, q.terms, q.field, 1, o, false)
}
