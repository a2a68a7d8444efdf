package index

import (
	"context"

	"estrade/extract"
)

// Request is what to search for and how to give it back.
type Request struct {
	Of     Of
	Query  Query   // nil asks for everything
	Sort   Sort    // how hits are ordered
	Limit  int     // greatest number of hits; 0 asks for none but facets and the total
	Cursor string  // Result.Next of the same request, to go on; empty for the first page
	Facets []Facet // what to count

	// Highlights is how many snippets of text each hit shows, at most.
	Highlights int
}

// Sort orders hits.
type Sort uint8

const (
	Relevance Sort = iota // best first
	Newest                // latest date first; what has no date last
	Oldest
)

// Facet asks for a count of the values of a field.
type Facet struct {
	By    Field // DepartementCode, RegionCode, SiteCode, Kind, Language, Month, PersonFacet, PlaceFacet, OfficeFacet or SiteMonth
	Limit int   // greatest number of values
}

// Result is an answer to a request.
type Result struct {
	Total  int // of all hits
	Hits   []Hit
	Next   string            // cursor of the next page; empty at the end
	Facets map[Field][]Value // by Facet.By, most frequent first; never nil
}

// Hit is one entry found: a release or a statement.
type Hit struct {
	Score     float64
	Release   *Release   // without its Document; nil for a statement
	Statement *Statement // nil for a release
	Snippets  []Snippet  // of a release's text without the title that begins it, or of the evidence
}

// Value is a value of a facet.
type Value struct {
	Value string `json:"value"` // to ask for, by the field of the query language
	Label string `json:"label"` // to show
	Count int    `json:"count"`
}

// Snippet is a stretch of a hit's text with what was found in it.
type Snippet struct {
	Text  string         `json:"text"`
	Marks []extract.Span `json:"marks"` // in Text, in bytes; never nil
}

// Searcher answers requests. Where a question names a person by the Key of an
// [Identity], it means one of the people behind a name, as [Resolve] has it.
type Searcher interface {
	Search(ctx context.Context, r Request) (*Result, error)
}

// Who finds the statements that the filters let pass, latest first. The error is
// a [*FilterError] where a filter cannot be read.
func Who(ctx context.Context, s Searcher, w WhoQuery, limit int, cursor string) (*Result, error) {
	q, err := w.Query()
	if err != nil {
		return nil, err
	}
	return s.Search(ctx, Request{Of: Statements, Query: q, Sort: Newest, Limit: limit, Cursor: cursor})
}
