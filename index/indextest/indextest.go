// Package indextest checks that a backend keeps the contract of
// [index.Index], and makes records to check and measure with.
package indextest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"estrade/index"
)

// Run runs the contract test. Each call of open gives an empty index, which is
// closed when the test given to it ends.
func Run(t *testing.T, open func(t *testing.T) index.Index) {
	filled := func(t *testing.T) index.Index {
		t.Helper()
		x := open(t)
		put(t, x, Records()...)
		return x
	}
	t.Run("search", func(t *testing.T) { testSearch(t, filled(t)) })
	t.Run("who", func(t *testing.T) { testWho(t, filled(t)) })
	t.Run("row", func(t *testing.T) { testRow(t, filled(t)) })
	t.Run("facets", func(t *testing.T) { testFacets(t, filled(t)) })
	t.Run("snippets", func(t *testing.T) { testSnippets(t, filled(t)) })
	t.Run("sort", func(t *testing.T) { testSort(t, filled(t)) })
	t.Run("get", func(t *testing.T) { testGet(t, filled(t)) })
	t.Run("terms", func(t *testing.T) { testTerms(t, open(t)) })
	t.Run("replace", func(t *testing.T) { testReplace(t, filled(t)) })
	t.Run("delete", func(t *testing.T) { testDelete(t, filled(t)) })
	t.Run("pages", func(t *testing.T) { testPages(t, open(t)) })
	t.Run("many batches", func(t *testing.T) { testBatches(t, open(t)) })
	t.Run("empty", func(t *testing.T) { testEmpty(t, open(t)) })
	t.Run("concurrent", func(t *testing.T) { testConcurrent(t, open(t)) })
	t.Run("bad requests", func(t *testing.T) { testBadRequests(t, filled(t)) })
}

func put(t *testing.T, x index.Index, records ...index.Record) {
	t.Helper()
	if err := x.Put(context.Background(), records...); err != nil {
		t.Fatalf("Put: %v", err)
	}
}

func search(t *testing.T, x index.Index, r index.Request) *index.Result {
	t.Helper()
	res, err := x.Search(context.Background(), r)
	if err != nil {
		t.Fatalf("Search(%+v): %v", r, err)
	}
	return res
}

func count(t *testing.T, x index.Index, want index.Counts) {
	t.Helper()
	got, err := x.Count(context.Background())
	if err != nil || got != want {
		t.Errorf("Count = %+v, %v; want %+v", got, err, want)
	}
}

func parse(t *testing.T, s string) index.Query {
	t.Helper()
	q, err := index.Parse(s)
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	return q
}

// releases are the IDs of the releases found, sorted.
func releases(t *testing.T, x index.Index, question string) string {
	t.Helper()
	res := search(t, x, index.Request{Query: parse(t, question), Limit: 100})
	var ids []string
	for _, h := range res.Hits {
		ids = append(ids, h.Release.ID)
	}
	if res.Total != len(ids) {
		t.Errorf("%s: total %d but %d hits", question, res.Total, len(ids))
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

// statements are the statements found, as release/ordinal, sorted.
func statements(t *testing.T, x index.Index, q index.Query) string {
	t.Helper()
	var found []string
	for _, h := range search(t, x, index.Request{Of: index.Statements, Query: q, Limit: 100, Sort: index.Newest}).Hits {
		found = append(found, fmt.Sprintf("%s/%d", h.Statement.Release.ID, h.Statement.Ordinal))
	}
	slices.Sort(found)
	return strings.Join(found, " ")
}

func testSearch(t *testing.T, x index.Index) {
	for _, c := range []struct{ question, want string }{
		{``, "avis conference crue ete fete"},
		{`*`, "avis conference crue ete fete"},
		// Number, gender, accents, capitals.
		{`policier`, "ete"},
		{`POLICIERE`, "ete"},
		{`elu`, "crue"},
		{`élues`, "crue"},
		{`securite`, "avis ete"},
		{`Évry`, "crue"},
		{`evry`, "crue"},
		{`coopération`, "conference fete"},
		// What stock analysers drop.
		{`été`, "ete"},
		{`est`, "avis conference crue ete fete"},
		{`Eu`, "ete"},
		// Elision, acronyms, hyphens.
		{`ouverture`, "conference"},
		{`l'ouverture`, "conference"},
		{`d’ouverture`, "conference"},
		{`sdis`, "crue"},
		{`S.D.I.S.`, "crue"},
		{`sapeur-pompier`, "crue"},
		// Operators.
		{`coopération transfrontalière`, "conference"},
		{`coopération AND fête`, "fete"},
		{`crue OR fête`, "crue fete"},
		{`crue OU fête`, "crue fete"},
		{`coopération NOT transfrontalière`, "fete"},
		{`coopération -transfrontalière`, "fete"},
		{`NOT coopération`, "avis crue ete"},
		{`(crue OR été) NOT police`, "crue"},
		{`sécurité (eau OR vent)`, "avis ete"},
		// Phrases.
		{`"lutte contre la radicalisation"`, "conference"},
		{`«lutte contre la radicalisation»`, "conference"},
		{`"radicalisation lutte"`, ""},
		{`"radicalisation lutte"~1`, ""},
		{`"radicalisation lutte"~2`, "conference"},
		{`"conférence Palais"~3`, ""},
		{`"conférence Palais"~10`, "conference"},
		{`"la préfète"`, "conference crue ete fete"},
		{`"de la"`, "avis conference crue ete fete"}, // all have both, if not together
		// Parts of words and likeness.
		{`radical*`, "conference"},
		{`RADICAL*`, "conference"},
		{`radicalisasion~`, "conference"},
		{`radikalisasion~2`, "conference"},
		{`radikalisasion~1`, ""},
		{`"coopération trans"*`, "conference"},
		{`"de trans"*`, "conference"},
		{`speaker:"michel lal"*`, "conference"},
		{`speaker:"tommy lal"*`, "conference"}, // one each: names of a release are looked at together
		{`place:"mons en"*`, "fete"},
		{`person:"claude france arnoud"~`, "conference"},
		{`person:"claude franse arnoud"~2`, "conference"},
		{`person:"claude arnould"~`, ""},
		// Exact.
		{`exact:policières`, "ete"},
		{`exact:policiere`, ""},
		{`exact:"l'eau"`, "avis"},
		{`exact:policiè*`, "ete"},
		{`exact:policie*`, "ete"}, // policiers
		{`exact:élu*`, "crue"},
		{`exact:elu*`, ""},
		{`exact:d*`, "avis conference crue ete fete"}, // words that are no terms too
		{`exact:policiéres~`, "ete"},
		{`exact:policers~`, "ete"},
		{`exact:elus~`, ""}, // the first letter is the same
		{`exact:(crue OR policiers)`, "crue ete"},
		{`exact:(de OR élus)`, "avis conference crue ete fete"},
		{`release:crue`, "crue"},
		{`release:(crue OR fete)`, "crue fete"},
		{`release:(crue OR fete) élus`, "crue"},
		// Fields.
		{`speaker:lalande`, "conference"},
		{`speaker:"Lalande Michel"`, "conference"},
		{`speaker:"Tommy Lalande"`, ""},
		{`orateur:"michel lalande"`, "conference"},
		{`speaker:lalnde~`, "conference"},
		{`speaker:arnould`, ""},
		{`person:"Claude France ARNOULD"`, "conference"},
		{`title:préfet`, "conference crue ete"},
		{`title:préfète`, "conference crue ete"},
		{`title:"préfet du Nord"`, "conference"},
		{`title:"sous-préfet"`, "fete"},
		{`office:"sous-préfet"`, "fete"},
		{`place:"Mons, BE"`, "conference"},
		{`place:"Mons, Nord"`, ""},
		{`place:"Mons-en-Barœul, 59"`, "fete"},
		{`place:"Nord, 59" place:Mons-en-Barœul`, "fete"},
		{`place:Mons`, "conference"},
		{`place:mons-en-baroeul`, "fete"},
		{`place:"Mons en Barœul"`, "fete"},
		{`place:"palais provincial"`, "conference"},
		{`place:palais`, "conference"},
		{`place:59410`, "fete"},
		{`place:Nord`, "fete"},
		{`place:"Île-de-France"`, "crue"},
		{`place:mons*`, "conference fete"},
		{`lieu:évry`, "crue"},
		{`dep:59`, "conference fete"},
		{`dep:nord`, "conference fete"},
		{`dep:2a`, "avis"},
		{`dep:"Corse du Sud"`, "avis"},
		{`region:"hauts de france"`, "conference fete"},
		{`kind:direct`, "crue fete"},
		{`kind:(direct OR discours)`, "conference crue fete"},
		{`date:2018`, "crue fete"},
		{`date:2018-06`, "fete"},
		{`date:2018-06-04`, "fete"},
		{`date:04/06/2018`, "fete"},
		{`date:2017..2018-01`, "conference crue"},
		{`date:2019-07-14`, "ete"},
		{`after:2018-01-29`, "crue ete fete"},
		{`before:2018-01-29`, "conference crue"},
		{`après:2018-01 avant:2018`, "crue fete"},
		{`site:59`, "conference fete"},
		{`lang:fr`, "avis conference crue ete fete"},
		{`lang:en`, ""},
		{`near:"50.45,3.95,20km"`, "conference"},
		{`near:"50.45,3.95,90km"`, "conference fete"},
		{`release:crue`, "crue"},
		{`dep:59 kind:speech radicalisation`, "conference"},
	} {
		if got := releases(t, x, c.question); got != c.want {
			t.Errorf("search %s = %q; want %q", c.question, got, c.want)
		}
	}
}

func testWho(t *testing.T, x index.Index) {
	for _, c := range []struct {
		who  index.WhoQuery
		want string
	}{
		{index.WhoQuery{}, "conference/0 conference/1 conference/2 crue/0 crue/1 ete/0 fete/0 fete/1"},
		{index.WhoQuery{Speaker: "Lalande"}, "conference/0"},
		{index.WhoQuery{Speaker: "michel lalande"}, "conference/0"},
		{index.WhoQuery{Speaker: "Lalande, Michel"}, "conference/0"},
		{index.WhoQuery{Speaker: "Durand"}, "ete/0"},
		{index.WhoQuery{Speaker: "pierre andre durand"}, "ete/0"},
		{index.WhoQuery{Speaker: "lalan*"}, "conference/0"},
		{index.WhoQuery{Speaker: "sous-préfète"}, "fete/1"},
		{index.WhoQuery{Title: "préfet"}, "conference/0 crue/0 crue/1 ete/0"},
		{index.WhoQuery{Title: "préfet du Nord"}, "conference/0"},
		{index.WhoQuery{Title: "préfet Nord"}, "conference/0"},
		{index.WhoQuery{Title: "préfet de la région Hauts-de-France"}, "conference/0"}, // his other title
		{index.WhoQuery{Office: "préfet"}, "conference/0 crue/0 crue/1 ete/0"},
		{index.WhoQuery{Title: "sous-préfet"}, "fete/1"},
		{index.WhoQuery{Place: "Mons"}, "conference/0 conference/1 conference/2"},
		{index.WhoQuery{Place: "mons"}, "conference/0 conference/1 conference/2"},
		{index.WhoQuery{Place: "Palais provincial de Mons"}, "conference/0 conference/1 conference/2"},
		{index.WhoQuery{Place: "palais provincial, BE"}, "conference/0 conference/1 conference/2"},
		{index.WhoQuery{Place: "Mons, BE"}, "conference/0 conference/1 conference/2"},
		{index.WhoQuery{Place: "Mons, 59"}, ""},
		{index.WhoQuery{Place: "Mons-en-Barœul"}, "fete/0 fete/1"},
		{index.WhoQuery{Place: "mons en baroeul"}, "fete/0 fete/1"},
		{index.WhoQuery{Place: "Évry"}, "crue/0 crue/1"},
		{index.WhoQuery{Place: "Nord"}, "fete/0 fete/1"},
		{index.WhoQuery{Departement: "59"}, "fete/0 fete/1"},
		{index.WhoQuery{Region: "Normandie"}, "ete/0"},
		{index.WhoQuery{Near: "50.45,3.95,20"}, "conference/0 conference/1 conference/2"},
		{index.WhoQuery{From: "2018"}, "crue/0 crue/1 ete/0 fete/0 fete/1"},
		{index.WhoQuery{To: "2018-01-29"}, "conference/0 conference/1 conference/2 crue/0 crue/1"},
		{index.WhoQuery{From: "2017-09-08", To: "2017-09-08"}, "conference/0 conference/1 conference/2"},
		{index.WhoQuery{From: "2019-07-10", To: "2019-07-12"}, "ete/0"}, // "en juillet" may be these days
		{index.WhoQuery{Kind: "direct"}, "crue/0 fete/0"},
		{index.WhoQuery{Kind: "speech,attended"}, "conference/1 conference/2"},
		{index.WhoQuery{Text: "coopération"}, "conference/0 fete/1"},
		{index.WhoQuery{Text: `"coopération transfrontalière"`}, "conference/0"},
		{index.WhoQuery{Text: "coopération NOT nécessité"}, "fete/1"},
		{index.WhoQuery{Site: "59", Kind: "direct"}, "fete/0"},
		{index.WhoQuery{Speaker: "Lalande", Place: "Évry"}, ""},
	} {
		q, err := c.who.Query()
		if err != nil {
			t.Errorf("%+v: %v", c.who, err)
			continue
		}
		if got := statements(t, x, q); got != c.want {
			t.Errorf("who %v = %q; want %q", q, got, c.want)
		}
	}
}

// testRow checks that an answer has all of its evidence.
func testRow(t *testing.T, x index.Index) {
	res, err := index.Who(context.Background(), x, index.WhoQuery{Speaker: "Lalande", Place: "Mons"}, 10, "")
	if err != nil || len(res.Hits) != 1 {
		t.Fatalf("Who = %+v, %v; want one row", res, err)
	}
	want := Records()[0].Statements[0]
	got := *res.Hits[0].Statement
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("row differs (-want +got):\n%s", diff)
	}
	for _, c := range []struct{ what, got, want string }{
		{"speaker", got.Speaker, "Michel Lalande"},
		{"person", got.SpeakerKey, "michel lalande"},
		{"title", got.Title, "préfet du Nord"},
		{"office", got.Office, "préfet"},
		{"scope", got.Scope, "59"},
		{"kind", string(got.Kind), "indirect"},
		{"words", got.Words, "que la coopération transfrontalière est plus que jamais une nécessité"},
		{"place", got.Place.Text, "Palais provincial de Mons"},
		{"date", got.Date, "2017-09-08"},
		{"evidence", got.Evidence, "Michel Lalande, préfet de la région Hauts-de-France, préfet du Nord, a rappelé que la coopération transfrontalière est plus que jamais une nécessité."},
		{"release", got.Release.Title, "Conférence franco-belge sur la prévention"},
		{"url", got.Release.URL, "https://www.nord.example/Conference-franco-belge"},
	} {
		if c.got != c.want {
			t.Errorf("%s = %q; want %q", c.what, c.got, c.want)
		}
	}
}

func testFacets(t *testing.T, x index.Index) {
	facets := func(of index.Of, q string, f index.Field) string {
		t.Helper()
		res := search(t, x, index.Request{Of: of, Query: parse(t, q), Facets: []index.Facet{{By: f, Limit: 10}}})
		if len(res.Hits) != 0 {
			t.Errorf("%d hits; want none with limit 0", len(res.Hits))
		}
		var s []string
		for _, v := range res.Facets[f] {
			s = append(s, fmt.Sprintf("%s=%d", v.Label, v.Count))
		}
		slices.Sort(s)
		return strings.Join(s, ", ")
	}
	for _, c := range []struct {
		of    index.Of
		query string
		by    index.Field
		want  string
	}{
		{index.Releases, "", index.SiteCode, "2A=1, 59=2, 76=1, 91=1"},
		{index.Releases, "", index.DepartementCode, "2A=1, 59=2, 76=1, 91=1"},
		{index.Releases, "", index.RegionCode, "11=1, 28=1, 32=2, 94=1"},
		{index.Releases, "", index.Month, "2017-09=1, 2018-01=1, 2018-06=1, 2019-07=1"},
		{index.Releases, "", index.SiteMonth, "59 2017-09=1, 59 2018-06=1, 76 2019-07=1, 91 2018-01=1"},
		{index.Releases, "", index.Kind, "attended=1, direct=2, indirect=4, speech=1"},
		{index.Releases, "coopération", index.PersonFacet, "Claude-France Arnould=1, Michel Lalande=1, Rudy Elegeest=1, Tommy Leclercq=1"},
		{index.Releases, "", index.OfficeFacet, "ambassadeur=1, gouverneur=1, maire=1, préfet=3, sous-préfet=1"},
		{index.Releases, "dep:59", index.PlaceFacet, "Mons-en-Barœul=1, Mons=1, mairie de Mons-en-Barœul=1"},
		{index.Statements, "", index.PersonFacet, "Claude-France Arnould=1, Josiane Chevalier=2, Michel Lalande=1, Pierre-André Durand=1, Rudy Elegeest=1, Tommy Leclercq=1"},
		{index.Statements, "place:Mons", index.PlaceFacet, "Mons=3"},
		{index.Statements, "", index.Kind, "attended=1, direct=2, indirect=4, speech=1"},
		{index.Statements, "", index.Month, "2017-09=3, 2018-01=2, 2018-06=2, 2019-07=1"},
		{index.Statements, "", index.DepartementCode, "59=2, 76=1, 91=2"},
	} {
		if got := facets(c.of, c.query, c.by); got != c.want {
			t.Errorf("facet %s of %q = %s; want %s", c.by.Schema().Name, c.query, got, c.want)
		}
	}
	// A value leads back to what it counts.
	res := search(t, x, index.Request{Of: index.Statements, Facets: []index.Facet{{By: index.PersonFacet, Limit: 1}}})
	if v := res.Facets[index.PersonFacet]; len(v) != 1 || v[0].Label != "Josiane Chevalier" ||
		statements(t, x, index.Match{In: index.InPerson, Text: v[0].Value}) != "crue/0 crue/1" {
		t.Errorf("most frequent person is %+v; want Josiane Chevalier, who leads to crue/0 crue/1", v)
	}
}

func testSnippets(t *testing.T, x index.Index) {
	res := search(t, x, index.Request{Query: parse(t, "radicalisation kind:speech"), Limit: 10, Highlights: 2})
	if len(res.Hits) != 1 || len(res.Hits[0].Snippets) != 1 || len(res.Hits[0].Snippets[0].Marks) != 1 {
		t.Fatalf("hits = %+v; want one with one snippet with one mark", res.Hits)
	}
	s := res.Hits[0].Snippets[0]
	if got := s.Text[s.Marks[0].From:s.Marks[0].To]; got != "radicalisation" {
		t.Errorf("marked %q; want radicalisation", got)
	}
	// The title is shown already; what stands in it alone is not marked below.
	for q, marks := range map[string]int{"franco": 0, "prévention OR nécessité": 1} {
		for _, h := range search(t, x, index.Request{Query: parse(t, q+" kind:speech"), Limit: 10, Highlights: 1}).Hits {
			if s := h.Snippets[0]; strings.Contains(s.Text, h.Release.Title) || len(s.Marks) != marks {
				t.Errorf("%s: snippet %q with %d marks; want a passage after the title with %d", q, s.Text, len(s.Marks), marks)
			}
		}
	}
}

func testSort(t *testing.T, x index.Index) {
	order := func(r index.Request) string {
		r.Limit = 100
		var ids []string
		for _, h := range search(t, x, r).Hits {
			if h.Release != nil {
				ids = append(ids, h.Release.ID)
			} else {
				ids = append(ids, fmt.Sprintf("%s/%d", h.Statement.Release.ID, h.Statement.Ordinal))
			}
		}
		return strings.Join(ids, " ")
	}
	for _, c := range []struct {
		r    index.Request
		want string
	}{
		{index.Request{Sort: index.Newest}, "ete fete crue conference avis"},
		{index.Request{Sort: index.Oldest}, "avis conference crue fete ete"},
		{index.Request{Of: index.Statements, Sort: index.Newest},
			"ete/0 fete/0 fete/1 crue/0 crue/1 conference/0 conference/1 conference/2"},
		// A word in the title counts for more, here against a shorter text.
		{index.Request{Query: parse(t, "patrouilles OR crue")}, "crue ete"},
		{index.Request{Query: parse(t, "associations OR communes")}, "fete crue"},
	} {
		if got := order(c.r); got != c.want {
			t.Errorf("order of %+v = %s; want %s", c.r, got, c.want)
		}
	}
}

func testGet(t *testing.T, x index.Index) {
	ctx := context.Background()
	for _, want := range Records() {
		got, err := x.Release(ctx, want.Release.ID)
		if err != nil {
			t.Errorf("Release: %v", err)
			continue
		}
		if diff := cmp.Diff(want.Release, *got); diff != "" {
			t.Errorf("release differs (-want +got):\n%s", diff)
		}
		for _, s := range want.Statements {
			got, err := x.Statement(ctx, s.ID)
			if err != nil {
				t.Errorf("Statement: %v", err)
			} else if diff := cmp.Diff(s, *got); diff != "" {
				t.Errorf("statement differs (-want +got):\n%s", diff)
			}
		}
	}
	if _, err := x.Release(ctx, "nothing"); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("Release of an unknown ID: %v; want ErrNotFound", err)
	}
	if _, err := x.Statement(ctx, "conference"); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("Statement with the ID of a release: %v; want ErrNotFound", err)
	}
}
