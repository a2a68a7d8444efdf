package bleveindex

import (
	"context"
	"errors"
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
		return term(c), nil
	case index.AnyTermClause:
		return anyTerm(c), nil
	case index.PhraseClause:
		return phrase{c}, nil
	case index.PrefixClause:
		if _, ok := textOf(c.Field); ok {
			return likeForm{field: c.Field, form: c.Prefix, edits: -1}, nil
		}
		q := query.NewPrefixQuery(c.Prefix)
		q.SetField(c.Field)
		return unscored{q}, nil
	case index.FuzzyClause:
		return fuzzy(c), nil
	case index.NearClause:
		return unscored{nearby{c}}, nil
	case index.AllClause:
		return unscored{word{field: kindField, term: string(kindTerm(c.Of))}}, nil
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
		var q query.Query = all(parts)
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

func term(c index.TermClause) query.Query {
	var q query.Query = word{c.Field, c.Term, c.Boost}
	if special, ok := anyOf(c.Field, []string{c.Term}); ok {
		q = special
	}
	if c.Boost == 0 {
		return unscored{q}
	}
	return q
}

func anyTerm(c index.AnyTermClause) query.Query {
	if q, ok := anyOf(c.Field, c.Terms); ok {
		return unscored{q}
	}
	return unscored{anyOfTerms(c)}
}

// anyOf asks for one of several terms in a field that is not kept as such.
func anyOf(field string, terms []string) (query.Query, bool) {
	if _, ok := textOf(field); ok {
		var q anyForm
		for _, t := range terms {
			q = append(q, keysOf(field, t)...)
		}
		return q, true
	}
	switch field {
	case index.Releases.Name(index.ReleaseID):
		keys := make([]string, len(terms))
		for i, t := range terms {
			keys[i] = docID(index.Releases, t)
		}
		return query.NewDocIDQuery(keys), true
	case index.Statements.Name(index.ReleaseID):
		return statementsOf(terms), true
	}
	return nil, false
}

func fuzzy(c index.FuzzyClause) query.Query {
	if _, ok := textOf(c.Field); ok {
		return likeForm{c.Field, c.Term, c.Edits}
	}
	var q query.Query = fuzzyWord{c}
	if !isText(c.Field) {
		f := query.NewFuzzyQuery(c.Term)
		f.SetField(c.Field)
		f.SetFuzziness(c.Edits)
		f.SetPrefix(1)
		f.SetBoost(c.Boost)
		q = f
	}
	if c.Boost == 0 {
		return unscored{q}
	}
	return q
}

// unscored is a query that filters and does not count in the score.
type unscored struct{ query.Query }

func (q unscored) Searcher(ctx context.Context, r bleveidx.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	o.Score, o.IncludeTermVectors = "none", false
	return q.Query.Searcher(ctx, r, m, o)
}

// statementsOf matches the statements of releases.
type statementsOf []string

func (q statementsOf) Searcher(ctx context.Context, r bleveidx.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("statements of releases: reader is a %T", r)
	}
	var keys []string
	err := statementKeys(ctx, snapshot, q, func(key string) { keys = append(keys, key) })
	if err != nil {
		return nil, err
	}
	return searcher.NewDocIDSearcher(ctx, r, keys, 1, o)
}

// anyOfTerms matches documents with one of the terms.
type anyOfTerms index.AnyTermClause

func (q anyOfTerms) Searcher(ctx context.Context, r bleveidx.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	return searcher.NewMultiTermSearcher(ctx, r, q.Terms, q.Field, 1, o, false)
}

// all matches what each of its parts matches. Which documents these are is
// found first, without scores, which intersects lists as bitmaps; only they are
// scored.
type all []query.Query

func (q all) Searcher(ctx context.Context, r bleveidx.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	none := o
	none.Score = "none"
	filter, err := query.NewConjunctionQuery(q).Searcher(ctx, r, m, none)
	if err != nil || o.Score == "none" {
		return filter, err
	}
	s := &scored{Searcher: filter}
	for _, part := range q {
		if _, ok := part.(unscored); ok {
			continue
		}
		x, err := part.Searcher(ctx, r, m, o)
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		s.scorers = append(s.scorers, x)
	}
	s.normalise()
	return s, nil
}
