package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"estrade/index"
)

// MaxLimit is the greatest number of hits of a page.
const MaxLimit = 1000

// Limits of what one request gives.
const (
	maxFacet = 1000 // values of a facet
)

// Head are the headers that all requests may bear.
type Head struct {
	AcceptLanguage string `header:"Accept-Language" doc:"fr or en: the language of error messages" example:"fr"`
}

func (h Head) lang() string { return language(h.AcceptLanguage) }

// Paging are the parameters of lists.
type Paging struct {
	Sort       string   `query:"sort" enum:"relevance,newest,oldest" doc:"Order of hits; by default relevance where q or text is given, else newest"`
	Limit      int      `query:"limit" minimum:"0" maximum:"1000" default:"25" doc:"Greatest number of hits; 0 for the total and facets alone"`
	Cursor     string   `query:"cursor" maxLength:"2000" doc:"next of the page before, with all other parameters as they were"`
	Facet      []string `query:"facet,explode" maxItems:"9" doc:"Field to count the hits by, and after a colon how many values (10): month:60. departement, region, site, kind, language, month, person, place or office; may be given several times"`
	Highlights int      `query:"highlights" minimum:"0" maximum:"10" doc:"Snippets of text that each hit shows"`
}

type listInput struct {
	Head
	Filters
	Paging
}

// Hit is one entry found.
type Hit struct {
	Score     float64          `json:"score,omitempty"`
	Release   *index.Release   `json:"release,omitempty"`
	Statement *index.Statement `json:"statement,omitempty"`
	Snippets  []index.Snippet  `json:"snippets,omitempty"`
}

// List is a page of hits.
type List struct {
	Total  int                      `json:"total"`
	Hits   []Hit                    `json:"hits"`
	Next   string                   `json:"next,omitempty"`
	Facets map[string][]index.Value `json:"facets,omitempty"`
}

// Status is what the server is and holds.
type Status struct {
	Program string       `json:"program"`
	Schema  int          `json:"schema"`
	Index   index.Counts `json:"index"`

	// Instance is told apart from another by those who know the key.
	Instance string `json:"instance,omitempty"`
}

// Coverage is what the index holds, by site and month.
type Coverage struct {
	Index  index.Counts  `json:"index"`
	Sites  []index.Value `json:"sites"`
	Months []index.Value `json:"months"`
	BySite []SiteByMonth `json:"by_site"`
	Crawls any           `json:"crawls,omitempty"`
}

// SiteByMonth is how many releases of a site were published in each month.
type SiteByMonth struct {
	Site   string        `json:"site"`
	Months []index.Value `json:"months"`
}

// Candidates are what a name may mean.
type Candidates struct {
	Candidates []index.Candidate `json:"candidates"`
}

// Suggestions complete what was typed.
type Suggestions struct {
	Suggestions []index.Value `json:"suggestions"`
}

type body[T any] struct{ Body T }

type noInput struct{ Head }

type statementInput struct {
	Head
	ID string `path:"id" maxLength:"500" doc:"id of a statement, as lists give it"`
}

type releaseInput struct {
	Head
	ID string `path:"id" maxLength:"500" doc:"id of a release, as lists give it"`
}

type personInput struct {
	Head
	ID string `path:"id" maxLength:"500" doc:"person of a statement, id of a candidate, or key of an identity" example:"helene castelnau"`
}

type placeInput struct {
	Head
	ID string `path:"id" maxLength:"500" doc:"id of a candidate: a name, with the code of a departement or country after a comma where places share it; or an INSEE code" example:"mons, BE"`
}

type nameInput struct {
	Head
	Name  string `query:"name" required:"true" minLength:"1" maxLength:"500" doc:"Name, or words of it"`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Greatest number of candidates"`
}

type suggestInput struct {
	Head
	Field string `query:"field" required:"true" enum:"speaker,place,office" doc:"What is completed"`
	Typed string `query:"typed" required:"true" maxLength:"200" doc:"What was typed so far" example:"cast"`
	Limit int    `query:"limit" minimum:"1" maximum:"50" default:"12" doc:"Greatest number of suggestions"`
}

type facetInput struct {
	Head
	Filters
	Of    string `query:"of" enum:"statements,releases" default:"statements" doc:"What is counted"`
	By    string `query:"by" required:"true" enum:"departement,region,site,kind,language,month,person,place,office" doc:"Field to count by"`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"50" doc:"Greatest number of values"`
}

// Facet is a count of the values of a field.
type Facet struct {
	Total  int           `json:"total"`
	Values []index.Value `json:"values"`
}

func (h *Handler) routes() {
	get(h, "/api/v1/status", "status", "What the server is and holds", h.status)
	get(h, "/api/v1/statements", "listStatements", "Who spoke where: statements with their evidence", func(ctx context.Context, in *listInput) (*body[List], error) {
		return h.list(ctx, index.Statements, in)
	})
	get(h, "/api/v1/statements/{id}", "getStatement", "One statement", h.statement)
	get(h, "/api/v1/releases", "listReleases", "Search the releases", func(ctx context.Context, in *listInput) (*body[List], error) {
		return h.list(ctx, index.Releases, in)
	})
	get(h, "/api/v1/releases/{id}", "getRelease", "One release, with its text and everything found in it", h.release)
	get(h, "/api/v1/people", "findPeople", "People whose name this may be", h.people)
	get(h, "/api/v1/people/{id}", "getPerson", "A person: titles over time, places, months, who spoke in the same releases", h.person)
	get(h, "/api/v1/places", "findPlaces", "Places that a name may mean", h.places)
	get(h, "/api/v1/places/{id}", "getPlace", "A place: who spoke there and within it, and when", h.place)
	get(h, "/api/v1/facets", "count", "Count statements or releases by a field", h.facet)
	get(h, "/api/v1/suggest", "suggest", "Complete the name of a speaker, place or office", h.suggest)
	get(h, "/api/v1/coverage", "coverage", "What the index holds, by site and month", h.coverage)
	h.describeStreams()
}

// get registers an operation that reads.
func get[I, O any](h *Handler, path, id, summary string, f func(context.Context, *I) (*O, error)) {
	failures := []int{http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusServiceUnavailable}
	if strings.Contains(path, "{") {
		failures = append(failures, http.StatusNotFound)
	}
	huma.Register(h.huma, huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Errors: failures}, f)
}

func (h *Handler) status(ctx context.Context, in *noInput) (*body[Status], error) {
	counts, err := h.o.Library.Count(ctx)
	if err != nil {
		return nil, h.problemOf(err, in.lang())
	}
	return &body[Status]{Status{Program: "estrade " + h.o.Version, Schema: index.Version, Index: counts, Instance: instanceOf(h.o.Key)}}, nil
}

// instanceOf names the server with a key without giving the key away.
func instanceOf(key string) string {
	if key == "" {
		return ""
	}
	sum := sha256.Sum256([]byte("instance\x00" + key))
	return hex.EncodeToString(sum[:8])
}

func (h *Handler) list(ctx context.Context, of index.Of, in *listInput) (*body[List], error) {
	q, err := in.Query()
	if err != nil {
		return nil, h.problemOf(err, in.lang())
	}
	r := index.Request{Of: of, Query: q, Sort: index.Newest, Limit: in.Limit, Cursor: in.Cursor, Highlights: in.Highlights}
	if in.Sort != "" {
		r.Sort = sorts[in.Sort]
	} else if in.Q != "" || in.Text != "" {
		r.Sort = index.Relevance
	}
	byName := map[string]index.Field{}
	for _, f := range trimmed(in.Facet) {
		facet, name, err := parseFacet(f)
		if err != nil {
			return nil, h.problemOf(err, in.lang())
		}
		if _, twice := byName[name]; !twice {
			byName[name] = facet.By
			r.Facets = append(r.Facets, facet)
		}
	}
	found, err := h.o.Library.Search(ctx, r)
	if err != nil {
		return nil, h.problemOf(err, in.lang())
	}
	list := List{Total: found.Total, Hits: []Hit{}, Next: found.Next}
	for _, x := range found.Hits {
		list.Hits = append(list.Hits, Hit{x.Score, x.Release, x.Statement, x.Snippets})
	}
	if len(byName) > 0 {
		list.Facets = map[string][]index.Value{}
		for name, by := range byName {
			list.Facets[name] = values(found.Facets[by])
		}
	}
	return &body[List]{list}, nil
}

// parseFacet reads "month" or "month:60".
func parseFacet(s string) (f index.Facet, name string, err error) {
	name, count, limited := strings.Cut(s, ":")
	by, ok := facetFields[name]
	f = index.Facet{By: by, Limit: 10}
	if limited {
		f.Limit, err = strconv.Atoi(count)
	}
	if !ok || err != nil || f.Limit < 1 || f.Limit > maxFacet {
		return f, name, index.NewRequestError("facet %q; expected one of %s, and a number up to %d after a colon",
			"facette « %s » ; attendu : %s, et un nombre jusqu'à %d après un deux-points", s, strings.Join(facetNames(), ", "), maxFacet)
	}
	return f, name, nil
}

// values is the list itself, or an empty one, so that its JSON is an array.
func values(v []index.Value) []index.Value {
	if v == nil {
		return []index.Value{}
	}
	return v
}

func (h *Handler) statement(ctx context.Context, in *statementInput) (*body[*index.Statement], error) {
	s, err := h.o.Library.Statement(ctx, in.ID)
	if err != nil {
		return nil, h.problemOf(err, in.lang())
	}
	return &body[*index.Statement]{s}, nil
}

func (h *Handler) release(ctx context.Context, in *releaseInput) (*body[*index.Release], error) {
	r, err := h.o.Library.Release(ctx, in.ID)
	if err != nil {
		return nil, h.problemOf(err, in.lang())
	}
	return &body[*index.Release]{r}, nil
}

func (h *Handler) people(ctx context.Context, in *nameInput) (*body[Candidates], error) {
	return h.candidates(ctx, in, index.FindPeople)
}

func (h *Handler) places(ctx context.Context, in *nameInput) (*body[Candidates], error) {
	return h.candidates(ctx, in, index.FindPlaces)
}

func (h *Handler) candidates(ctx context.Context, in *nameInput,
	find func(context.Context, index.Searcher, string, int) ([]index.Candidate, error)) (*body[Candidates], error) {
	found, err := find(ctx, h.o.Library, in.Name, in.Limit)
	var filter *index.FilterError
	if errors.As(err, &filter) {
		err = &index.FilterError{Filter: "name", Err: filter.Err} // what it is called here
	}
	if err != nil {
		return nil, h.problemOf(err, in.lang())
	}
	return &body[Candidates]{Candidates{append([]index.Candidate{}, found...)}}, nil
}

func (h *Handler) person(ctx context.Context, in *personInput) (*body[*index.PersonProfile], error) {
	p, err := index.ProfilePerson(ctx, h.o.Library, in.ID)
	if err != nil {
		return nil, h.problemOf(err, in.lang())
	}
	return &body[*index.PersonProfile]{p}, nil
}

func (h *Handler) place(ctx context.Context, in *placeInput) (*body[*index.PlaceProfile], error) {
	p, err := index.ProfilePlace(ctx, h.o.Library, in.ID)
	if err != nil {
		return nil, h.problemOf(err, in.lang())
	}
	return &body[*index.PlaceProfile]{p}, nil
}

func (h *Handler) facet(ctx context.Context, in *facetInput) (*body[Facet], error) {
	q, err := in.Query()
	if err != nil {
		return nil, h.problemOf(err, in.lang())
	}
	r := index.Request{Of: index.Statements, Query: q, Facets: []index.Facet{{By: facetFields[in.By], Limit: in.Limit}}}
	if in.Of == "releases" {
		r.Of = index.Releases
	}
	found, err := h.o.Library.Search(ctx, r)
	if err != nil {
		return nil, h.problemOf(err, in.lang())
	}
	return &body[Facet]{Facet{found.Total, values(found.Facets[facetFields[in.By]])}}, nil
}

func (h *Handler) suggest(ctx context.Context, in *suggestInput) (*body[Suggestions], error) {
	found, err := index.Suggest(ctx, h.o.Library, index.Completed(in.Field), in.Typed, in.Limit)
	if err != nil {
		return nil, h.problemOf(err, in.lang())
	}
	return &body[Suggestions]{Suggestions{found}}, nil
}

func (h *Handler) coverage(ctx context.Context, in *noInput) (*body[Coverage], error) {
	c := Coverage{BySite: []SiteByMonth{}}
	var err error
	if c.Index, err = h.o.Library.Count(ctx); err != nil {
		return nil, h.problemOf(err, in.lang())
	}
	held, err := index.Cover(ctx, h.o.Library)
	if err != nil {
		return nil, h.problemOf(err, in.lang())
	}
	c.Sites, c.Months = held.Sites, held.Months
	for _, site := range c.Sites {
		c.BySite = append(c.BySite, SiteByMonth{site.Value, values(held.BySite[site.Value])})
	}
	if h.o.Status != nil {
		if c.Crawls, err = h.o.Status(ctx); err != nil {
			h.o.Report(err) // what the index holds is an answer without it
		}
	}
	return &body[Coverage]{c}, nil
}
