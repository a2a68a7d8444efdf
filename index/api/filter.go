package api

import (
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"estrade/index"
)

// Filters are the parameters of a question. The same are those of the pages, of
// feeds and of downloads.
type Filters struct {
	Q           string   `query:"q" maxLength:"4000" doc:"A question in the query language, such as: \"plan Orsec\" dep:62 after:2020" example:"crue"`
	Speaker     string   `query:"speaker" maxLength:"500" doc:"Words of the speaker's name, in any order; * at the end for a beginning, ~ for a likeness" example:"castelnau"`
	Person      string   `query:"person" maxLength:"500" doc:"A person's whole name: who speaks; of releases who is named"`
	Title       string   `query:"title" maxLength:"500" doc:"Words of the capacity: préfet, maire de Lille"`
	Office      string   `query:"office" maxLength:"500" doc:"An office as a whole: préfet is not sous-préfet"`
	Place       string   `query:"place" maxLength:"500" doc:"Commune, departement, region, country, or words of a venue; an INSEE code" example:"Mons"`
	Departement string   `query:"departement" maxLength:"100" doc:"Code or name of the departement where it was said; of releases the issuer's"`
	Region      string   `query:"region" maxLength:"100" doc:"Code or name of the region"`
	Near        string   `query:"near" maxLength:"100" doc:"latitude,longitude,distance: 50.45,3.95,20km"`
	From        string   `query:"from" maxLength:"20" doc:"First day: YYYY-MM-DD, YYYY-MM or YYYY"`
	To          string   `query:"to" maxLength:"20" doc:"Last day"`
	Month       string   `query:"month" maxLength:"10" doc:"A month, YYYY-MM"`
	Kind        []string `query:"kind,explode" maxItems:"10" doc:"direct, indirect, speech or attended; several with commas, or given several times"`
	Text        string   `query:"text" maxLength:"4000" doc:"A question in the query language about the words and their evidence"`
	Site        string   `query:"site" maxLength:"100" doc:"Code of the site that says so"`
	Language    string   `query:"language" maxLength:"10" doc:"Language of the release, two letters"`
}

// Resolve reads the kinds as forms send them: one may be empty.
func (f *Filters) Resolve(ctx huma.Context) []error {
	u := ctx.URL()
	f.Kind = u.Query()["kind"]
	return nil
}

// Query is the question that the filters ask. The error is an
// [*index.FilterError].
func (f Filters) Query() (index.Query, error) {
	var all index.And
	add := func(q index.Query, err error) error {
		if _, everything := q.(index.All); err == nil && !everything {
			all = append(all, q)
		}
		return err
	}
	if f.Q = strings.TrimSpace(f.Q); f.Q != "" {
		q, err := index.Parse(f.Q)
		if err != nil {
			return nil, &index.FilterError{Filter: "q", Err: err.(*index.SyntaxError)}
		}
		all = append(all, q)
	}
	w := index.WhoQuery{Speaker: f.Speaker, Person: f.Person, Title: f.Title, Office: f.Office, Place: f.Place, Departement: f.Departement,
		Region: f.Region, Near: f.Near, From: f.From, To: f.To, Month: f.Month, Kind: strings.Join(trimmed(f.Kind), ","), Text: f.Text,
		Site: f.Site, Language: f.Language}
	for _, v := range []*string{&w.Speaker, &w.Person, &w.Title, &w.Office, &w.Place, &w.Departement, &w.Region, &w.Near, &w.From, &w.To,
		&w.Month, &w.Text, &w.Site, &w.Language} {
		*v = strings.TrimSpace(*v)
	}
	if err := add(w.Query()); err != nil {
		return nil, err
	}
	switch len(all) {
	case 0:
		return index.All{}, nil
	case 1:
		return all[0], nil
	}
	return all, nil
}

func trimmed(values []string) (kept []string) {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			kept = append(kept, v)
		}
	}
	return kept
}

// readFilters reads the parameters of an address as the pages have it: others
// than filters are passed over.
func readFilters(form url.Values) Filters {
	return Filters{Q: form.Get("q"), Speaker: form.Get("speaker"), Person: form.Get("person"), Title: form.Get("title"),
		Office: form.Get("office"), Place: form.Get("place"), Departement: form.Get("departement"), Region: form.Get("region"),
		Near: form.Get("near"), From: form.Get("from"), To: form.Get("to"), Month: form.Get("month"), Kind: form["kind"],
		Text: form.Get("text"), Site: form.Get("site"), Language: form.Get("language")}
}

// readOf says which rows an address asks for: those that "of" names, else
// releases where it comes from a search, else statements.
func readOf(form url.Values) (index.Of, bool) {
	switch form.Get("of") {
	case "releases":
		return index.Releases, true
	case "statements":
		return index.Statements, true
	case "":
	default:
		return 0, false
	}
	for _, name := range []string{"q", "sort"} {
		if form.Has(name) {
			return index.Releases, true
		}
	}
	return index.Statements, true
}

// facetFields are the fields that hits can be counted by.
var facetFields = map[string]index.Field{
	"departement": index.DepartementCode, "region": index.RegionCode, "site": index.SiteCode, "kind": index.Kind,
	"language": index.Language, "month": index.Month, "person": index.PersonFacet, "place": index.PlaceFacet, "office": index.OfficeFacet,
}

func facetNames() []string {
	var names []string
	for n := range facetFields {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

var sorts = map[string]index.Sort{"relevance": index.Relevance, "newest": index.Newest, "oldest": index.Oldest}
