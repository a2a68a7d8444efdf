package api_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"estrade/index"
	"estrade/index/api"
	"estrade/index/bleveindex"
	"estrade/index/indextest"
)

func newClient(t *testing.T, x *bleveindex.Index) *api.Client {
	t.Helper()
	server := httptest.NewServer(newHandler(t, x))
	t.Cleanup(server.Close)
	return &api.Client{Address: server.URL, Key: "the key"}
}

// TestClientSearch checks that a client gives what the index gives.
func TestClientSearch(t *testing.T) {
	ctx := context.Background()
	x := openIndex(t, append(indextest.Records(), indextest.Generate(560, 5)...)...)
	c := newClient(t, x)
	question := func(s string) index.Query {
		q, err := index.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	who, err := index.WhoQuery{Speaker: "michel lal*", Place: "mons", From: "2017", Kind: "direct,indirect"}.Query()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []index.Request{
		{},
		{Limit: 7},
		{Of: index.Statements, Limit: 7, Sort: index.Newest},
		{Of: index.Statements, Limit: 7, Sort: index.Oldest, Query: question("préfet")},
		{Query: question(`"plan" OR crue~ NOT (x* dep:59)`), Limit: 20, Highlights: 2},
		{Of: index.Statements, Query: who, Limit: 3},
		{Query: index.Match{In: index.InPerson, Text: "michel lalande"}, Limit: 3},
		{Of: index.Statements, Limit: 1500, Sort: index.Newest, Facets: []index.Facet{{By: index.Kind, Limit: 4}}}, // more than a page
		{Of: index.Statements, Query: index.Near{Lat: 50.45, Lon: 3.95, Km: 20}, Limit: 3,
			Facets: []index.Facet{{By: index.PersonFacet, Limit: 5}, {By: index.Month, Limit: 3}, {By: index.Kind, Limit: 4}}},
	} {
		for page := 0; page < 3; page++ {
			want, err := x.Search(ctx, r)
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.Search(ctx, r)
			if err != nil {
				t.Errorf("%+v: %v", r, err)
				break
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%+v differs (-index +client):\n%s", r, diff)
			}
			if r.Cursor = want.Next; r.Cursor == "" {
				break
			}
		}
	}
}

func TestClientProfiles(t *testing.T) {
	ctx := context.Background()
	x := openIndex(t, indextest.Records()...)
	c := newClient(t, x)
	same := func(what string, want, got any, err1, err2 error) {
		t.Helper()
		if err1 != nil || err2 != nil {
			t.Errorf("%s: %v, %v", what, err1, err2)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s differs (-index +client):\n%s", what, diff)
		}
	}
	person, err1 := index.ProfilePerson(ctx, x, "michel lalande")
	gotPerson, err2 := c.Person(ctx, "michel lalande")
	same("person", person, gotPerson, err1, err2)
	place, err1 := index.ProfilePlace(ctx, x, "mons, BE")
	gotPlace, err2 := c.Place(ctx, "mons, BE")
	same("place", place, gotPlace, err1, err2)
	people, err1 := index.FindPeople(ctx, x, "lalande", 5)
	gotPeople, err2 := c.People(ctx, "lalande", 5)
	same("people", people, gotPeople, err1, err2)
	places, err1 := index.FindPlaces(ctx, x, "mons", 5)
	gotPlaces, err2 := c.Places(ctx, "mons", 5)
	same("places", places, gotPlaces, err1, err2)
	counts, err1 := x.Count(ctx)
	gotCounts, err2 := c.Count(ctx)
	same("count", counts, gotCounts, err1, err2)
	statement, err1 := x.Statement(ctx, indextest.Records()[0].Statements[0].ID)
	gotStatement, err2 := c.Statement(ctx, indextest.Records()[0].Statements[0].ID)
	same("statement", statement, gotStatement, err1, err2)
}

func TestClientErrors(t *testing.T) {
	ctx := context.Background()
	x := openIndex(t, indextest.Records()...)
	c := newClient(t, x)
	if _, err := c.Person(ctx, "nobody"); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("nobody: %v; want ErrNotFound", err)
	}
	if _, err := c.Search(ctx, index.Request{Limit: 1, Cursor: "x"}); !errors.Is(err, index.ErrRequest) {
		t.Errorf("cursor: %v; want ErrRequest", err)
	}
	if _, err := c.Search(ctx, index.Request{Limit: -1}); !errors.Is(err, index.ErrRequest) {
		t.Errorf("limit: %v; want ErrRequest", err)
	}
	server := httptest.NewServer(http.NotFoundHandler())
	gone := &api.Client{Address: server.URL}
	server.Close()
	if _, err := gone.Status(ctx); !errors.Is(err, api.ErrUnreachable) {
		t.Errorf("no server: %v; want ErrUnreachable", err)
	}
	locked := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer secret" {
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
		newHandler(t, x).ServeHTTP(w, r)
	}))
	defer locked.Close()
	if _, err := (&api.Client{Address: locked.URL}).Status(ctx); err == nil || !strings.Contains(err.Error(), "does not let") {
		t.Errorf("without token: %v; want a refusal", err)
	}
	if s, err := (&api.Client{Address: locked.URL, Token: "secret"}).Status(ctx); err != nil || s.Index.Releases != 5 {
		t.Errorf("with token: %+v, %v", s, err)
	}
}

// TestClientPut checks that records that are handed over are kept as those that
// are put into the index itself.
func TestClientPut(t *testing.T) {
	ctx := context.Background()
	records := append(indextest.Records(), indextest.Generate(20, 6)...)
	want, x := openIndex(t, records...), openIndex(t)
	c := newClient(t, x)
	if err := c.Put(ctx, records...); err != nil {
		t.Fatal(err)
	}
	indextest.CheckFound(t, x, records[5:])
	for _, r := range records {
		a, err := want.Release(ctx, r.Release.ID)
		if err != nil {
			t.Fatal(err)
		}
		b, err := x.Release(ctx, r.Release.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%s differs (-put +handed over):\n%s", r.Release.ID, diff)
		}
		for _, s := range r.Statements {
			a, err1 := want.Statement(ctx, s.ID)
			b, err2 := x.Statement(ctx, s.ID)
			if diff := cmp.Diff(a, b); err1 != nil || err2 != nil || diff != "" {
				t.Errorf("%s: %v, %v differs (-put +handed over):\n%s", s.ID, err1, err2, diff)
			}
		}
	}
	if err := c.Delete(ctx, "conference", "never there"); err != nil {
		t.Fatal(err)
	}
	if n, err := x.Count(ctx); err != nil || n.Releases != 24 {
		t.Errorf("%+v, %v after a deletion; want 24 releases", n, err)
	}
}

func TestPutRefused(t *testing.T) {
	ctx := context.Background()
	x := openIndex(t)
	c := newClient(t, x)
	for _, key := range []string{"", "another"} {
		thief := &api.Client{Address: c.Address, Key: key}
		if err := thief.Put(ctx, indextest.Records()...); err == nil || !strings.Contains(err.Error(), "key") {
			t.Errorf("key %q: %v; want a refusal", key, err)
		}
	}
	for name, r := range map[string]func() *http.Request{
		"not gob": func() *http.Request {
			r, _ := http.NewRequest(http.MethodPost, c.Address+"/api/v1/records", strings.NewReader("hello"))
			r.Header.Set("Content-Type", "application/x-estrade-records")
			return r
		},
		"a form": func() *http.Request {
			r, _ := http.NewRequest(http.MethodPost, c.Address+"/api/v1/records", strings.NewReader("a=b"))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			return r
		},
	} {
		req := r()
		req.Header.Set("Estrade-Key", "the key")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode < 400 || res.StatusCode > 415 {
			t.Errorf("%s: %s; want a refusal", name, res.Status)
		}
	}
	if n, err := x.Count(ctx); err != nil || n.Releases != 0 {
		t.Errorf("%+v, %v; want nothing", n, err)
	}
	shut := httptest.NewServer(api.New(api.Options{Library: x}))
	defer shut.Close()
	if err := (&api.Client{Address: shut.URL}).Put(ctx, indextest.Records()...); err == nil {
		t.Error("a server without a key took records")
	}
}
