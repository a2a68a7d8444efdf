package index_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"estrade/extract"
	"estrade/index"
	"estrade/index/bleveindex"
)

// TestIdentities asks an index who is behind a name that two préfètes bear.
func TestIdentities(t *testing.T) {
	x, err := bleveindex.Open(filepath.Join(t.TempDir(), "index"))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	ctx := context.Background()
	for i, s := range []struct{ date, title, scope string }{
		{"2019-01-10", "préfète du Nord", "59"}, {"2019-03-10", "préfète du Var", "83"},
		{"2019-06-10", "préfète du Nord", "59"}, {"2019-09-10", "préfète du Var", "83"}, {"2020-09-10", "préfète du Var", "83"},
	} {
		d := &extract.Document{Title: "Visite", Published: s.date, Department: s.scope, Text: "Anne Martin, " + s.title + ", a dit : venez."}
		d.People = []extract.Person{{Name: "Anne Martin", Mentions: []extract.Mention{{Text: "Anne Martin", Span: extract.Span{To: 11}}}}}
		d.Titles = []extract.Title{{Text: s.title, Full: s.title, Office: "préfet", Scope: s.scope}}
		d.Statements = []extract.Statement{{Speaker: "Anne Martin", Title: s.title, Kind: extract.Direct, Text: "venez", Date: s.date}}
		if err := x.Put(ctx, index.NewRecord(d, index.Provenance{ID: fmt.Sprint("r", i), URL: "https://www.example/"})); err != nil {
			t.Fatal(err)
		}
	}
	people, err := index.Identities(ctx, x, "Anne MARTIN")
	if err != nil || len(people) != 2 {
		t.Fatalf("Identities = %+v, %v; want two", people, err)
	}
	for i, want := range []struct {
		key        string
		statements int
	}{{"anne martin, prefete du nord", 2}, {"anne martin, prefete du var", 3}} {
		if p := people[i]; p.Key != want.key || p.Statements != want.statements || len(p.Apart) != 1 || p.Apart[0].Other != people[1-i].Key {
			t.Errorf("identity %d = %+v; want %s with %d statements, apart from the other", i, p, want.key, want.statements)
		}
		p, err := index.ProfilePerson(ctx, x, people[i].Key)
		if err != nil || p.ID != want.key || p.Statements != want.statements || len(p.Identities) != 2 || p.Who() != i {
			t.Errorf("ProfilePerson(%q) = %+v, %v; want %d statements of one of two people", people[i].Key, p, err, want.statements)
		}
	}
	who, err := index.Who(ctx, x, index.WhoQuery{Person: "Anne Martin, préfète du Var", From: "2019-06"}, 10, "")
	if err != nil || who.Total != 2 {
		t.Errorf("Who of one of them since June 2019 = %+v, %v; want two statements", who, err)
	}
	for asked, want := range map[string][2]int{ // releases, statements
		`person:"Anne Martin, préfète du Var"`:          {3, 3},
		`person:"anne martin, prefete du nord" dep:Ain`: {0, 0},
		`NOT person:"anne martin, prefete du nord"`:     {3, 3},
		`person:"anne martin, reine"`:                   {0, 0},
	} {
		q, err := index.Parse(asked)
		if err != nil {
			t.Fatal(err)
		}
		for of, want := range map[index.Of]int{index.Releases: want[0], index.Statements: want[1]} {
			r := index.Request{Of: of, Query: q, Sort: index.Newest, Limit: 1}
			n := 0
			for {
				found, err := x.Search(ctx, r)
				if err != nil || found.Total != want {
					t.Fatalf("%s: %+v, %v; want %d", asked, found, err, want)
				}
				n += len(found.Hits)
				if r.Cursor = found.Next; r.Cursor == "" {
					break
				}
			}
			if n != want {
				t.Errorf("%s: %d read page by page; want %d", asked, n, want)
			}
		}
	}
	who, err = index.Who(ctx, x, index.WhoQuery{Person: "MARTIN, Anne"}, 10, "")
	if err != nil || who.Total != 0 {
		t.Errorf("Who of a name that nobody bears = %+v, %v; want none", who, err)
	}
	for name, want := range map[string]string{"anne martin, préfète du Var": "anne martin, prefete du var", "Martin, Anne": "anne martin", "anne martin, reine": ""} {
		found, err := index.FindPeople(ctx, x, name, 5)
		got := ""
		if len(found) == 1 {
			got = found[0].ID
		}
		if err != nil || got != want {
			t.Errorf("FindPeople(%q) = %+v, %v; want %q", name, found, err, want)
		}
	}
	all, err := index.ProfilePerson(ctx, x, "anne martin")
	if err != nil || all.Statements != 5 || len(all.Identities) != 2 || all.Who() != -1 {
		t.Errorf("ProfilePerson = %+v, %v; want five statements of two people", all, err)
	}
	for _, id := range []string{"anne martin, reine", "paul martin", ""} {
		if _, err := index.ProfilePerson(ctx, x, id); !errors.Is(err, index.ErrNotFound) {
			t.Errorf("ProfilePerson(%q): %v; want ErrNotFound", id, err)
		}
		if _, err := index.Identities(ctx, x, id); id != "anne martin, reine" && !errors.Is(err, index.ErrNotFound) {
			t.Errorf("Identities(%q): %v; want ErrNotFound", id, err)
		}
	}
}
