package server

import (
	"net/http"
	"strings"

	"estrade/extract"
	"estrade/index"
)

// facets of the search page: parameter, field of the index, field of the query
// language, and how many values are shown.
var facets = []struct {
	name  string
	by    index.Field
	in    index.Aspect
	limit int
}{
	{"departement", index.DepartementCode, index.InDepartement, 10},
	{"person", index.PersonFacet, index.InPerson, 12},
	{"office", index.OfficeFacet, index.InOffice, 10},
	{"place", index.PlaceFacet, index.InPlace, 12},
	{"kind", index.Kind, index.InKind, 4},
	{"site", index.SiteCode, index.InSite, 10},
	{"month", index.Month, 0, mostMonths},
}

// sorts are the orders of a search by parameter.
var sorts = []struct {
	name string
	sort index.Sort
}{
	{"relevance", index.Relevance}, {"newest", index.Newest}, {"oldest", index.Oldest},
}

// searchPage is the answer to a search for releases.
type searchPage struct {
	Ask     string // as typed
	Query   string // with the facets chosen, in the query language
	Error   string
	Sort    string
	Sorts   []choice
	Chosen  []chosenFacet
	Total   int
	Hits    []hit
	Next    string
	Later   bool
	Facets  []facetView
	Counts  index.Counts
	Months  *timeline
	Started bool // something is asked
}

type hit struct {
	*index.Release
	Heading  []piece
	Snippets [][]piece
}

// facetView is a facet as the page shows it.
type facetView struct {
	Name   string
	Values []facetValue
}

type facetValue struct {
	Value, Label string
	Count        int
	Link         string
}

// chosenFacet is a facet value that is set, and where it is taken away.
type chosenFacet struct{ Name, Value, Label, Link string }

func (s *Server) search(v *visit) error {
	return v.show("search", func() (*view, error) {
		p := &searchPage{Ask: strings.TrimSpace(v.form.Get("q")), Later: v.form.Get("after") != ""}
		view := v.view("search", v.lang.T("search.title"), p)
		q, err := s.readSearch(v, view, p)
		if err != nil {
			p.Error, view.Status = tell(err, v.lang), http.StatusBadRequest
			if p.Error == "" {
				return nil, err
			}
			return view, nil
		}
		p.Started = p.Ask != "" || len(p.Chosen) > 0
		p.Query = q.String()
		view.Feed = "releases"
		return view, s.answerSearch(v, view, p, q)
	})
}

// readSearch reads the question with its facets and its order.
func (s *Server) readSearch(v *visit, view *view, p *searchPage) (index.Query, error) {
	var q index.And
	if p.Ask != "" {
		asked, err := index.Parse(p.Ask)
		if err != nil {
			return nil, err
		}
		q = append(q, asked)
	}
	for _, f := range facets {
		value := strings.TrimSpace(v.form.Get(f.name))
		if value == "" {
			continue
		}
		part, err := facetQuery(f.by, f.in, value)
		if err != nil {
			return nil, err
		}
		q = append(q, part)
		p.Chosen = append(p.Chosen, chosenFacet{f.name, value, s.filterLabel(v.lang, f.name, value), view.With(f.name, "")})
	}
	p.Sort = v.form.Get("sort")
	if p.Sort == "" {
		p.Sort = "relevance"
		if p.Ask == "" {
			p.Sort = "newest"
		}
	}
	for _, o := range sorts {
		p.Sorts = append(p.Sorts, choice{o.name, v.lang.T("sort." + o.name), o.name == p.Sort})
	}
	if len(q) == 0 {
		return index.All{}, nil
	}
	if len(q) == 1 {
		return q[0], nil
	}
	return q, nil
}

// facetQuery asks for a value of a facet.
func facetQuery(by index.Field, in index.Aspect, value string) (index.Query, error) {
	if by == index.Month {
		return index.WhoQuery{Month: value}.Query()
	}
	return index.Match{In: in, Text: value, How: index.Phrase}, nil
}

func (s *Server) answerSearch(v *visit, view *view, p *searchPage, q index.Query) error {
	request := index.Request{
		Of: index.Releases, Query: q, Limit: pageSize, Cursor: v.form.Get("after"), Highlights: 2,
	}
	known := false
	for _, o := range sorts {
		if o.name == p.Sort {
			request.Sort, known = o.sort, true
		}
	}
	if !known {
		return errBad
	}
	for _, f := range facets {
		request.Facets = append(request.Facets, index.Facet{By: f.by, Limit: f.limit})
	}
	r, err := s.index.Search(v.Context(), request)
	if err != nil {
		return err
	}
	p.Total, p.Next = r.Total, r.Next
	marker := index.NewHighlighter(q, index.Releases)
	for _, found := range r.Hits {
		h := hit{Release: found.Release, Heading: pieces(found.Release.Title, extract.Span{}, marker.Marks(found.Release.Title))}
		for _, snippet := range found.Snippets {
			h.Snippets = append(h.Snippets, pieces(snippet.Text, extract.Span{}, snippet.Marks))
		}
		p.Hits = append(p.Hits, h)
	}
	for i, chosen := range p.Chosen {
		p.Chosen[i].Label = s.chosenLabel(v.lang, chosen, r.Facets)
	}
	for _, f := range facets {
		if f.by == index.Month {
			p.Months = newTimeline(r.Facets[f.by], v.form.Get("month"), v.form.Get("month"), func(from, _ string) string {
				return view.With("month", from)
			})
			continue
		}
		shown := facetView{Name: f.name}
		for _, value := range r.Facets[f.by] {
			shown.Values = append(shown.Values, facetValue{value.Value, s.facetLabel(v.lang, f.name, value), value.Count, view.With(f.name, value.Value)})
		}
		// One value that all hits have tells nothing.
		if v.form.Get(f.name) == "" && len(shown.Values) > 0 {
			p.Facets = append(p.Facets, shown)
		}
	}
	if !p.Started {
		p.Counts, err = s.index.Count(v.Context())
	}
	return err
}

// facetLabel is a value of a facet as a reader wants it.
func (s *Server) facetLabel(l *lang, name string, value index.Value) string {
	switch {
	case name == "place":
		return placeLabel(l, value)
	case value.Label == value.Value:
		return s.filterLabel(l, name, value.Value)
	}
	return value.Label
}

// placeLabel is a place with what it lies in: "Mons (Belgique)".
func placeLabel(l *lang, place index.Value) string {
	i := strings.LastIndex(place.Value, ", ")
	if i < 0 {
		return place.Label
	}
	around := countryName(l, place.Value[i+2:])
	if t, ok := index.Departement(place.Value[i+2:]); ok {
		around = t.Name
	}
	if around == place.Label {
		return place.Label
	}
	return place.Label + " (" + around + ")"
}

// chosenLabel is a chosen value of a facet as the facet shows it, which is as
// releases write it.
func (s *Server) chosenLabel(l *lang, chosen chosenFacet, counted map[index.Field][]index.Value) string {
	for _, f := range facets {
		if f.name != chosen.Name {
			continue
		}
		for _, value := range counted[f.by] {
			if value.Value == chosen.Value {
				return s.facetLabel(l, f.name, value)
			}
		}
	}
	return chosen.Label
}

// siteName is the name of a site, or its code.
func (s *Server) siteName(code string) string {
	if site, ok := s.sites[code]; ok {
		return site.Name
	}
	return code
}
