package index_test

import (
	"slices"
	"strings"
	"testing"

	"estrade/extract"
	"estrade/index"
)

func TestPlaceKeys(t *testing.T) {
	for _, c := range []struct {
		place index.Place
		want  string
	}{
		{index.Place{Text: "Mons", Name: "Mons", Kind: extract.Commune, Country: "BE"}, "mons, mons be"},
		{index.Place{Text: "LILLE", Name: "Lille", Kind: extract.Commune, Code: "59350", Departement: "59", Region: "32"}, "lille, lille 59, 59350, nord, hauts de france"},
		{index.Place{Text: "Mons-en-Barœul", Name: "Mons-en-Barœul", Kind: extract.Commune}, "mons en baroeul"},
		{index.Place{Text: "Palais provincial de Mons", Name: "Palais provincial de Mons", Kind: extract.Venue}, "palais provincial de mons, mons"},
		{index.Place{Text: "Palais provincial", Name: "Palais provincial", Kind: extract.Venue, Within: "Mons"}, "palais provincial, mons"},
		{index.Place{Text: "palais de Mons", Name: "palais de Mons", Kind: extract.Venue, Country: "BE"}, "palais de mons, mons, palais de mons be, mons be"},
		{index.Place{Text: "mairie de Mons-en-Barœul", Name: "mairie de Mons-en-Barœul", Kind: extract.Venue}, "mairie de mons en baroeul, mons en baroeul"},
		{index.Place{Text: "salle des fêtes d'Ivry-sur-Seine", Name: "salle des fêtes d'Ivry-sur-Seine"}, "salle des fetes d ivry sur seine, ivry sur seine"},
		{index.Place{Text: "hôtel de ville du Havre", Name: "hôtel de ville du Havre"}, "hotel de ville du havre, havre"},
		{index.Place{Text: "lycée Jean Monnet", Name: "lycée Jean Monnet", Kind: extract.Venue}, "lycee jean monnet"},
		{index.Place{Text: "place de la République, Lille", Name: "place de la République, Lille", Kind: extract.Venue}, "place de la republique lille, lille"},
		{index.Place{Text: "Palais de Mons", Name: "Palais de Mons", Kind: extract.Commune}, "palais de mons"},
	} {
		if got := strings.Join(c.place.Keys(), ", "); got != c.want {
			t.Errorf("keys of %s = %s; want %s", c.place.Text, got, c.want)
		}
	}
}

// TestNewRecordCareless gives documents that break the rules: nothing must
// panic, and nothing be made up.
func TestNewRecordCareless(t *testing.T) {
	d := &extract.Document{Text: "abc", Statements: []extract.Statement{
		{Speaker: "X", Person: extract.None, Text: "abc", Span: extract.Span{From: 0, To: 3}, Evidence: extract.Span{From: 2, To: 90}, Place: "Mons", PlaceIndex: 17, Date: "--11-11"},
		{Speaker: "X", Person: extract.None, Text: "abc", Span: extract.Span{From: -1, To: 3}, PlaceIndex: extract.None},
		{Speaker: "X", Person: 8, Text: "abc", PlaceIndex: extract.None},
	}}
	r := index.NewRecord(d, index.Provenance{})
	var ids []string
	for _, s := range r.Statements {
		ids = append(ids, s.ID)
	}
	slices.Sort(ids)
	if len(slices.Compact(ids)) != 3 || r.Release.ID == "" {
		t.Errorf("IDs %v of release %q; want three different ones", ids, r.Release.ID)
	}
	if s := r.Statements[0]; s.Place == nil || s.Place.Name != "Mons" || s.Evidence != "abc" {
		t.Errorf("statement %+v; want its place as written and its words as evidence", s)
	}
	if n := len(r.Entries()); n != 4 {
		t.Errorf("%d entries; want 4", n)
	}
}

// TestStatementIDs checks that a statement keeps its ID when another is found
// before it.
func TestStatementIDs(t *testing.T) {
	said := func(words ...string) map[string]string {
		d := &extract.Document{ID: "x", Text: strings.Join(words, " ")}
		for _, w := range words {
			d.Statements = append(d.Statements, extract.Statement{Speaker: "A B", Kind: extract.Direct, Text: w, PlaceIndex: extract.None})
		}
		ids := map[string]string{}
		for _, s := range index.NewRecord(d, index.Provenance{ID: "r"}).Statements {
			ids[s.Words] = s.ID
		}
		return ids
	}
	if one, two := said("un"), said("zéro", "un"); one["un"] != two["un"] || two["zéro"] == two["un"] {
		t.Errorf("IDs %v, then %v; want the same for %q", one, two, "un")
	}
}

func TestPhraseClause(t *testing.T) {
	exactly := index.PhraseClause{Terms: []string{"a", "b", "c"}, Positions: []int{0, 2, 3}, Slop: -1}
	near := index.PhraseClause{Terms: []string{"a", "b"}, Positions: []int{0, 1}, Slop: 2}
	twice := index.PhraseClause{Terms: []string{"a", "a"}, Positions: []int{0, 1}, Slop: 0}
	for _, c := range []struct {
		clause index.PhraseClause
		at     [][]int
		want   bool
	}{
		{exactly, [][]int{{5, 9}, {7, 11}, {12}}, true},
		{exactly, [][]int{{5}, {7}, {9}}, false},
		{exactly, [][]int{{5}, {}, {8}}, false},
		{near, [][]int{{5}, {8}}, true},
		{near, [][]int{{8}, {5}}, true},
		{near, [][]int{{5}, {9}}, false},
		{near, [][]int{{1, 20}, {9, 18}}, true},
		{twice, [][]int{{4}, {4}}, false},
		{twice, [][]int{{4, 5}, {4, 5}}, true},
	} {
		if got := c.clause.Satisfies(c.at); got != c.want {
			t.Errorf("%+v at %v: %v; want %v", c.clause, c.at, got, c.want)
		}
	}
}

func TestSnippets(t *testing.T) {
	text := "Titre\n\n" + strings.Repeat("Un long début sans intérêt pour la question. ", 12) +
		"Le préfet a évoqué la sécurité routière. " + strings.Repeat("Une suite sans intérêt. ", 30) + "Les Préfètes aussi."
	for _, c := range []struct {
		question string
		n        int
		want     []string // the marked words of each snippet
	}{
		{"préfet sécurité", 2, []string{"préfet sécurité", "Préfètes"}},
		{"préfet sécurité", 1, []string{"préfet sécurité"}},
		{"secu*", 1, []string{"sécurité"}},
		{"routiere~", 1, []string{"routière"}},
		{"exact:préfètes", 1, []string{"Préfètes"}},
		{"NOT préfet", 1, []string{""}},
		{"speaker:préfet", 1, []string{""}},
		{"routière NOT préfet", 3, []string{"routière"}},
	} {
		q, err := index.Parse(c.question)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range index.NewHighlighter(q, index.Releases).Snippets(text, c.n) {
			var marked []string
			for _, m := range s.Marks {
				marked = append(marked, s.Text[m.From:m.To])
			}
			got = append(got, strings.Join(marked, " "))
			if len(s.Text) > 400 || !strings.Contains(text, s.Text) {
				t.Errorf("snippet %q is long or no part of the text", s.Text)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("snippets of %s mark %q; want %q", c.question, got, c.want)
		}
	}
}
