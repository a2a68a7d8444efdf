package server

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"estrade/extract"
	"estrade/index"
	"estrade/index/server/internal/france"
)

// pageSize is how many rows a page shows.
const pageSize = 25

// Limits of what is counted for a page: all departements, and the months of
// fifty years.
const (
	mostDepartements = 130
	mostMonths       = 600
)

// kinds are those of statements, in the order of the form.
var kinds = []extract.StatementKind{extract.Direct, extract.Indirect, extract.Speech, extract.Attended}

// whoQuery reads the filters of an address. Kinds may be given several times.
func whoQuery(form url.Values) index.WhoQuery {
	get := func(name string) string { return strings.TrimSpace(form.Get(name)) }
	var chosen []string
	for _, k := range form["kind"] {
		if k = strings.TrimSpace(k); k != "" {
			chosen = append(chosen, k)
		}
	}
	return index.WhoQuery{
		Speaker: get("speaker"), Person: get("person"), Title: get("title"), Office: get("office"), Place: get("place"),
		Departement: get("departement"), Region: get("region"), Near: get("near"),
		From: get("from"), To: get("to"), Month: get("month"), Kind: strings.Join(chosen, ","), Text: get("text"),
		Site: get("site"), Language: get("language"),
	}
}

// whoPage is the answer to who spoke where.
type whoPage struct {
	Ask          index.WhoQuery
	Front        bool   // nothing is asked yet
	Error        string // what is wrong with the filters
	Chosen       []chosenFacet
	Kinds        []choice
	Departements []choice
	Sites        []choice
	Counts       index.Counts
	Total        int
	Rows         []*row
	Next         string // cursor
	Later        bool   // not the first page
	Map          *chartMap
	Timeline     *timeline
}

// choice is an option of a form.
type choice struct {
	Value, Label string
	Chosen       bool
}

// row is a statement as lists show it.
type row struct {
	*index.Statement
	Pieces []piece // the evidence
	Apart  bool    // the words are no part of the evidence
}

// Anchor is where the release's page marks the words.
func (r *row) Anchor() string { return fmt.Sprintf("s%d", r.Ordinal) }

// newRow marks the words said and those asked for in the evidence.
func newRow(s *index.Statement, h *index.Highlighter) *row {
	r := &row{Statement: s}
	var said extract.Span
	if s.Kind != extract.Attended {
		said, r.Apart = saidIn(s)
	}
	var found []extract.Span
	if h != nil {
		found = h.Marks(s.Evidence)
	}
	r.Pieces = pieces(s.Evidence, said, found)
	return r
}

// saidIn is where the words stand in the evidence; apart is true if they do not.
func saidIn(s *index.Statement) (said extract.Span, apart bool) {
	if s.Span.Len() > 0 && s.EvidenceSpan.Contains(s.Span) && s.EvidenceSpan.Len() == len(s.Evidence) {
		return extract.Span{From: s.Span.From - s.EvidenceSpan.From, To: s.Span.To - s.EvidenceSpan.From}, false
	}
	if i := strings.Index(s.Evidence, s.Words); i >= 0 && s.Words != "" {
		return extract.Span{From: i, To: i + len(s.Words)}, false
	}
	return extract.Span{}, s.Words != ""
}

// who answers who spoke where.
func (s *Server) who(v *visit) error {
	return v.show("who", func() (*view, error) {
		p := &whoPage{Ask: whoQuery(v.form), Later: v.form.Get("after") != ""}
		p.Front = p.Ask == index.WhoQuery{} && !p.Later
		s.fillForm(v, p)
		view := v.view("who", v.lang.T("who.title"), p)
		p.Chosen = s.chosen(v, view)
		view.Feed = "statements"
		q, err := p.Ask.Query()
		if err != nil {
			p.Error, view.Status = tell(err, v.lang), http.StatusBadRequest
			return view, nil
		}
		if err := s.answerWho(v, view, p, q); err != nil {
			return nil, err
		}
		if p.Front {
			p.Counts, err = s.index.Count(v.Context())
		}
		return view, err
	})
}

func (s *Server) answerWho(v *visit, view *view, p *whoPage, q index.Query) error {
	byDepartement := index.Facet{By: index.DepartementCode, Limit: mostDepartements}
	byMonth := index.Facet{By: index.Month, Limit: mostMonths}
	r, err := s.index.Search(v.Context(), index.Request{
		Of: index.Statements, Query: q, Sort: index.Newest, Limit: pageSize, Cursor: v.form.Get("after"),
		Facets: []index.Facet{byDepartement, byMonth},
	})
	if err != nil {
		return err
	}
	p.Total, p.Next = r.Total, r.Next
	h := index.NewHighlighter(q, index.Statements)
	for _, hit := range r.Hits {
		p.Rows = append(p.Rows, newRow(hit.Statement, h))
	}
	// The map shows what a click on another departement would bring, the
	// timeline the same of other months.
	departements, months := r.Facets[index.DepartementCode], r.Facets[index.Month]
	if p.Ask.Departement != "" {
		wider := p.Ask
		wider.Departement = ""
		if departements, err = s.count(v, wider, byDepartement); err != nil {
			return err
		}
	}
	if p.Ask.From != "" || p.Ask.To != "" {
		wider := p.Ask
		wider.From, wider.To = "", ""
		if months, err = s.count(v, wider, byMonth); err != nil {
			return err
		}
	}
	selected := ""
	if t, ok := index.Departement(p.Ask.Departement); ok && p.Ask.Departement != "" {
		selected = t.Code
	}
	p.Map = newMap(departements, selected, func(code string) string {
		return view.Query("/who", "departement", code)
	})
	p.Timeline = newTimeline(months, p.Ask.From, p.Ask.To, func(from, to string) string {
		return view.Query("/who", "from", from, "to", to)
	})
	return nil
}

// filterNames are the parameters of the filters, in the order of the form.
var filterNames = []string{
	"speaker", "person", "title", "office", "place", "departement", "region", "near", "from", "to", "month", "kind", "text", "site", "language",
}

// chosen are the filters that are set, each with where it is taken away.
func (s *Server) chosen(v *visit, view *view) []chosenFacet {
	var chosen []chosenFacet
	for _, name := range filterNames {
		var labels []string
		for _, value := range v.form[name] {
			if value = strings.TrimSpace(value); value != "" {
				labels = append(labels, s.filterLabel(v.lang, name, value))
			}
		}
		if len(labels) > 0 {
			chosen = append(chosen, chosenFacet{name, v.form.Get(name), strings.Join(labels, ", "), view.With(name, "")})
		}
	}
	return chosen
}

// filterLabel puts the value of a filter into words.
func (s *Server) filterLabel(l *lang, name, value string) string {
	switch name {
	case "departement":
		return departementName(value)
	case "region":
		return regionName(value)
	case "site":
		return s.siteName(value)
	case "from", "to", "month":
		return l.Day(value)
	case "kind":
		if slices.Contains(kinds, extract.StatementKind(value)) {
			return l.T("kind." + value)
		}
	}
	return value
}

// count counts the statements that filters let pass by one field.
func (s *Server) count(v *visit, w index.WhoQuery, by index.Facet) ([]index.Value, error) {
	q, err := w.Query()
	if err != nil {
		return nil, err
	}
	r, err := s.index.Search(v.Context(), index.Request{Of: index.Statements, Query: q, Facets: []index.Facet{by}})
	if err != nil {
		return nil, err
	}
	return r.Facets[by.By], nil
}

// fillForm sets the choices of the form.
func (s *Server) fillForm(v *visit, p *whoPage) {
	chosen := strings.Split(p.Ask.Kind, ",")
	for _, k := range kinds {
		p.Kinds = append(p.Kinds, choice{string(k), v.lang.T("kind." + string(k)), slices.Contains(chosen, string(k))})
	}
	p.Departements = departementChoices(p.Ask.Departement)
	for _, site := range s.opts.Sites {
		p.Sites = append(p.Sites, choice{site.Code, site.Name + " (" + site.Code + ")", site.Code == p.Ask.Site})
	}
	if i := slices.IndexFunc(p.Sites, func(c choice) bool { return c.Chosen }); i < 0 && p.Ask.Site != "" {
		p.Sites = append(p.Sites, choice{p.Ask.Site, p.Ask.Site, true})
	}
}

// departementChoices are all departements, with the asked one chosen by code
// or name.
func departementChoices(asked string) []choice {
	if t, ok := index.Departement(asked); ok && asked != "" {
		asked = t.Code
	}
	var choices []choice
	seen := map[string]bool{}
	for _, o := range france.Outlines() {
		if !seen[o.Code] {
			seen[o.Code] = true
			choices = append(choices, choice{o.Code, o.Code + " " + o.Name, o.Code == asked})
		}
	}
	slices.SortFunc(choices, func(a, b choice) int { return strings.Compare(a.Value, b.Value) })
	if asked != "" && !seen[asked] {
		choices = append(choices, choice{asked, departementName(asked), true})
	}
	return choices
}
