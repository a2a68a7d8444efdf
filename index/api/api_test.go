package api_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"estrade/index"
	"estrade/index/api"
	"estrade/index/bleveindex"
	"estrade/index/export"
	"estrade/index/indextest"
)

func openIndex(t testing.TB, records ...index.Record) *bleveindex.Index {
	t.Helper()
	x, err := bleveindex.Open(filepath.Join(t.TempDir(), "index"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	if err := x.Put(context.Background(), records...); err != nil {
		t.Fatal(err)
	}
	return x
}

// newHandler is the API as serve puts it together.
func newHandler(t testing.TB, x *bleveindex.Index) *api.Handler {
	tables := map[string]api.Table{}
	for _, f := range export.Formats() {
		tables[string(f)] = api.Table{MediaType: f.MediaType(),
			Write: func(ctx context.Context, w io.Writer, s index.Searcher, q api.Question, style api.Style) error {
				table := export.Table{Of: q.Of, Query: q.Query, Format: f, BOM: style.BOM}
				if style.Semicolon {
					table.Comma = ';'
				}
				_, err := table.Write(ctx, w, s)
				return err
			}}
	}
	return api.New(api.Options{Library: x, Version: "test", Tables: tables, Writer: x, Key: "the key",
		WriteFeed: func(w io.Writer, f api.Feed, hits []index.Hit) error {
			return export.Feed{ID: export.FeedID(f.Of, f.Query), Title: f.Title, Self: f.Self, Page: f.Page, Permalink: f.Permalink}.Write(w, hits)
		},
		Report: func(err error) { t.Errorf("reported: %v", err) },
	})
}

func ask(h http.Handler, address string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func list(t *testing.T, h http.Handler, address string) api.List {
	t.Helper()
	w := ask(h, address)
	var l api.List
	if err := json.Unmarshal(w.Body.Bytes(), &l); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: %d %v\n%s", address, w.Code, err, w.Body)
	}
	return l
}

// found are the hits of a list: of a statement release/ordinal.
func found(l api.List) string {
	var ids []string
	for _, h := range l.Hits {
		if h.Release != nil {
			ids = append(ids, h.Release.ID)
		} else {
			ids = append(ids, fmt.Sprintf("%s/%d", h.Statement.Release.ID, h.Statement.Ordinal))
		}
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

func TestLists(t *testing.T) {
	h := newHandler(t, openIndex(t, indextest.Records()...))
	for _, c := range []struct{ address, want string }{
		{"statements?speaker=lalande", "conference/0"},
		{"statements?speaker=michel+lal*", "conference/0"},
		{"statements?person=Josiane+Chevalier&kind=direct", "crue/0"},
		{"statements?place=Mons&kind=speech,attended", "conference/1 conference/2"},
		{"statements?place=Mons&kind=speech&kind=attended", "conference/1 conference/2"},
		{"statements?kind=&place=Mons&kind=speech&speaker=", "conference/1"},
		{"statements?q=dep:91+kind:direct&text=prudents", "crue/0"},
		{"statements?month=2018-01", "crue/0 crue/1"},
		{"statements?from=2018-02&to=2018", "fete/0 fete/1"},
		{"statements?region=Normandie&language=fr&site=76&office=pr%C3%A9fet&title=pr%C3%A9fet&departement=76&near=50.05,1.42,5", "ete/0"},
		{"releases?q=crue+OR+f%C3%AAte", "crue fete"},
		{"releases?q=coop%C3%A9ration&departement=59&person=Rudy+Elegeest", "fete"},
		{"releases?limit=2&sort=newest", "ete fete"},
		{"releases?sort=&limit=&cursor=&facet=&highlights=", "avis conference crue ete fete"}, // an empty form
	} {
		if got := found(list(t, h, "/api/v1/"+c.address)); got != c.want {
			t.Errorf("%s = %s; want %s", c.address, got, c.want)
		}
	}
	l := list(t, h, "/api/v1/statements?limit=0&facet=person:2&facet=month:1")
	if l.Total != 8 || len(l.Hits) != 0 || len(l.Facets["person"]) != 2 || len(l.Facets["month"]) != 1 || l.Facets["person"][0].Label != "Josiane Chevalier" {
		t.Errorf("facets: %+v", l)
	}
	if l := list(t, h, "/api/v1/releases?q=radicalisation&highlights=1"); len(l.Hits) != 1 || len(l.Hits[0].Snippets) != 1 || l.Hits[0].Score == 0 {
		t.Errorf("hits %+v; want one with a snippet and a score", l.Hits)
	}
}

// TestCursor goes through all pages, while the index grows.
func TestCursor(t *testing.T) {
	records := indextest.Generate(60, 3)
	x := openIndex(t, records...)
	h := newHandler(t, x)
	for _, kind := range []string{"statements", "releases"} {
		seen := map[string]bool{}
		address := "/api/v1/" + kind + "?limit=7&sort=newest"
		l := list(t, h, address)
		total := l.Total
		for pages := 1; ; pages++ {
			for _, id := range strings.Fields(found(l)) {
				if seen[id] {
					t.Errorf("%s: %s on two pages", kind, id)
				}
				seen[id] = true
			}
			if l.Next == "" || pages > 100 {
				break
			}
			if err := x.Put(context.Background(), records[pages%len(records)]); err != nil { // again: changes nothing
				t.Fatal(err)
			}
			l = list(t, h, address+"&cursor="+url.QueryEscape(l.Next))
		}
		if len(seen) != total {
			t.Errorf("%s: %d hits on all pages; want %d", kind, len(seen), total)
		}
	}
}

func TestProblems(t *testing.T) {
	h := newHandler(t, openIndex(t, indextest.Records()...))
	for _, c := range []struct {
		address string
		status  int
		en, fr  string // parts of the detail or of the first error
	}{
		{"/api/v1/statements?q=(crue", 400, `column 1: "(" is never closed`, "colonne 1 : « ( » n'est pas refermée"},
		{"/api/v1/statements?from=hier", 400, "parameter from: hier is no date", "paramètre from : hier n'est pas une date"},
		{"/api/v1/statements?kind=loud", 400, "kind: unknown kind loud", "kind : genre inconnu"},
		{"/api/v1/releases?text=a+OR", 400, "text: column 5", "text : colonne 5"},
		{"/api/v1/statements?cursor=xyz", 400, "the cursor is not one of this question", "le curseur n'est pas de cette question"},
		{"/api/v1/statements?facet=colour", 400, `facet "colour"; expected one of`, "facette « colour » ; attendu : departement"},
		{"/api/v1/statements?facet=month:0", 400, "facet", "facette"},
		{"/api/v1/people?name=%3F", 400, "name: expected letters", "des lettres"},
		{"/api/v1/statements?limit=1001", 422, "expected number <= 1000", "un nombre de 1000 au plus est attendu"},
		{"/api/v1/statements?limit=-1", 422, "expected number >= 0", "un nombre de 0 au moins est attendu"},
		{"/api/v1/statements?limit=ten", 422, "invalid integer", "un nombre entier est attendu"},
		{"/api/v1/statements?speeker=x", 422, "unknown query parameter", "paramètre inconnu"},
		{"/api/v1/statements?sort=best", 422, "expected value to be one of", "une de ces valeurs est attendue : relevance, newest, oldest"},
		{"/api/v1/facets", 422, "required", "paramètre obligatoire"},
		{"/api/v1/statements?q=" + strings.Repeat("a", 4001), 422, "expected length <= 4000", "4000 caractères au plus"},
		{"/api/v1/statements/nothing", 404, "not in the index", "rien de tel dans l'index"},
		{"/api/v1/releases/nothing", 404, "not in the index", "rien de tel dans l'index"},
		{"/api/v1/people/nobody", 404, "not in the index", "rien de tel dans l'index"},
		{"/api/v1/places/nowhere", 404, "not in the index", "rien de tel dans l'index"},
		{"/api/v1/nothing", 404, "no such address", "adresse inconnue"},
		{"/feed.atom?q=(", 400, "column 2", "colonne 2"},
		{"/feed.atom?of=cats", 400, "expected statements or releases", "of=cats ; attendu"},
		{"/export.csv?from=x", 400, "from: x is no date", "n'est pas une date"},
	} {
		for _, lang := range []string{"en-GB,fr;q=0.5", "fr-FR, en;q=0.8"} {
			w := ask(h, c.address, "Accept-Language", lang)
			want := c.en
			if lang[0] == 'f' && c.fr != "" {
				want = c.fr
			}
			var p huma.ErrorModel
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
				t.Errorf("%s: %v in %s", c.address, err, w.Body)
				continue
			}
			text := p.Detail
			for _, e := range p.Errors {
				text += " " + e.Message
			}
			if english := p.Title == http.StatusText(c.status); english == (lang[0] == 'f') {
				t.Errorf("%s in %s has the title %q", c.address, lang, p.Title)
			}
			if w.Code != c.status || p.Status != c.status || !strings.Contains(text, want) || w.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s in %s: %d %s %q; want %d %q", c.address, lang, w.Code, w.Header().Get("Content-Type"), text, c.status, want)
			}
		}
	}
	if w := ask(h, "/api/v1/statements"); w.Code != 200 {
		t.Fatal(w.Code)
	}
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPost} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, "/api/v1/statements", nil))
		if w.Code < 400 || w.Code >= 500 {
			t.Errorf("%s: status %d; want a refusal", method, w.Code)
		}
	}
}

func TestETag(t *testing.T) {
	x := openIndex(t, indextest.Records()...)
	h := newHandler(t, x)
	for _, address := range []string{"/api/v1/statements?place=Mons", "/api/v1/people/michel%20lalande", "/openapi.json", "/docs", "/feed.atom?place=Mons"} {
		first := ask(h, address)
		tag := first.Header().Get("ETag")
		if first.Code != 200 || tag == "" || first.Body.Len() == 0 {
			t.Errorf("%s: %d, ETag %q", address, first.Code, tag)
			continue
		}
		for _, header := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
			if again := ask(h, address, "If-None-Match", header); again.Code != 304 || again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
				t.Errorf("%s again with %s: %d, %d bytes; want 304 and none", address, header, again.Code, again.Body.Len())
			}
		}
		if other := ask(h, address, "If-None-Match", `"other"`); other.Code != 200 {
			t.Errorf("%s with another tag: %d; want 200", address, other.Code)
		}
	}
	before := ask(h, "/api/v1/statements?place=Mons").Header().Get("ETag")
	if err := x.Delete(context.Background(), "conference"); err != nil {
		t.Fatal(err)
	}
	if w := ask(h, "/api/v1/statements?place=Mons", "If-None-Match", before); w.Code != 200 {
		t.Errorf("after a change: %d; want 200", w.Code)
	}
	if w := ask(h, "/api/v1/statements/nothing"); w.Header().Get("ETag") != "" {
		t.Error("an error has an ETag; want none")
	}
}

// TestReadme runs every example of the page; each must give something.
func TestReadme(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	h := newHandler(t, openIndex(t, indextest.Records()...))
	asked := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^    curl 'http://127\.0\.0\.1:8080(/[^']*)'$`).FindAllStringSubmatch(string(page), -1) {
		w := ask(h, m[1])
		path, _, _ := strings.Cut(m[1], "?")
		asked[path] = true
		if w.Code != 200 || w.Body.Len() < 50 || strings.Contains(w.Body.String(), `"total":0`) {
			t.Errorf("%s: %d\n%.300s", m[1], w.Code, w.Body)
		}
	}
	for _, path := range []string{"/api/v1/statements", "/api/v1/releases", "/feed.atom", "/export.csv", "/export.parquet", "/api/v1/suggest", "/api/v1/coverage"} {
		if !asked[path] {
			t.Errorf("no example of %s", path)
		}
	}
}

// TestDescription checks that answers are what the description says, that all
// fields are explained, and that the page needs nothing from elsewhere.
func TestDescription(t *testing.T) {
	h := newHandler(t, openIndex(t, indextest.Records()...))
	var spec struct {
		OpenAPI string `json:"openapi"`
		Paths   map[string]map[string]struct {
			OperationID string `json:"operationId"`
			Parameters  []struct{ Name, Description string }
			Responses   map[string]struct {
				Content map[string]struct {
					Schema map[string]any `json:"schema"`
				} `json:"content"`
			} `json:"responses"`
		} `json:"paths"`
		Components struct {
			Schemas map[string]map[string]any `json:"schemas"`
		} `json:"components"`
	}
	w := ask(h, "/openapi.json")
	if err := json.Unmarshal(w.Body.Bytes(), &spec); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(spec.OpenAPI, "3.1") || w.Header().Get("Content-Type") != "application/openapi+json" {
		t.Errorf("OpenAPI %s, %s; want 3.1", spec.OpenAPI, w.Header().Get("Content-Type"))
	}
	for name, s := range spec.Components.Schemas {
		properties, _ := s["properties"].(map[string]any)
		for field, p := range properties {
			if p.(map[string]any)["description"] == nil && p.(map[string]any)["$ref"] == nil {
				t.Errorf("field %s of %s is not explained", field, name)
			}
		}
	}
	statement := list(t, h, "/api/v1/statements?speaker=lalande").Hits[0].Statement.ID
	examples := map[string]string{
		"/api/v1/statements":      "/api/v1/statements?facet=month&highlights=1",
		"/api/v1/releases":        "/api/v1/releases?q=crue&highlights=1",
		"/api/v1/statements/{id}": "/api/v1/statements/" + statement,
		"/api/v1/releases/{id}":   "/api/v1/releases/conference",
		"/api/v1/people/{id}":     "/api/v1/people/michel%20lalande",
		"/api/v1/places/{id}":     "/api/v1/places/mons",
		"/api/v1/people":          "/api/v1/people?name=lalande",
		"/api/v1/places":          "/api/v1/places?name=mons",
		"/api/v1/facets":          "/api/v1/facets?by=person",
		"/api/v1/suggest":         "/api/v1/suggest?field=place&typed=mo",
		"/api/v1/coverage":        "/api/v1/coverage",
		"/api/v1/status":          "/api/v1/status",
	}
	checked := 0
	for path, methods := range spec.Paths {
		get := methods["get"]
		for _, p := range get.Parameters {
			if p.Description == "" {
				t.Errorf("%s: parameter %s is not explained", path, p.Name)
			}
		}
		content, ok := get.Responses["200"].Content["application/json"]
		if !ok {
			continue
		}
		if examples[path] == "" {
			t.Errorf("no example of %s; add one", path)
			continue
		}
		var answer any
		if err := json.Unmarshal(ask(h, examples[path]).Body.Bytes(), &answer); err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		checked++
		if wrong := conform(spec.Components.Schemas, content.Schema, answer, "answer"); wrong != "" {
			t.Errorf("%s: %s", examples[path], wrong)
		}
	}
	if checked != len(examples) {
		t.Errorf("%d operations checked; want %d", checked, len(examples))
	}
	docs := ask(h, "/docs").Body.String()
	for path := range spec.Paths {
		if !strings.Contains(docs, path) {
			t.Errorf("/docs does not name %s", path)
		}
	}
	if regexp.MustCompile(`(?i)<script|style="|https?://|\son[a-z]+=`).MatchString(docs) {
		t.Error("/docs has script, inline style or an address elsewhere")
	}
	for _, test := range []struct{ path, accept, want string }{
		{"/docs", "", "<html lang=\"fr\">"}, {"/docs", "en-GB, fr;q=0.5", "<html lang=\"en\">"}, {"/docs?lang=en", "fr", "<html lang=\"en\">"},
		{"/docs?lang=fr", "en", "Qui a parlé où"}, {"/docs?lang=xx", "en", "Who spoke where"},
	} {
		if body := ask(h, test.path, "Accept-Language", test.accept).Body.String(); !strings.Contains(body, test.want) {
			t.Errorf("%s for %q has no %s", test.path, test.accept, test.want)
		}
	}
	if w := ask(h, "/docs/style.css"); w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("style sheet: %d", w.Code)
	}
}

// conform says what of a value is not as its schema says: the parts of JSON
// Schema that the description uses.
func conform(schemas map[string]map[string]any, s map[string]any, v any, at string) string {
	if ref, ok := s["$ref"].(string); ok {
		s = schemas[ref[strings.LastIndexByte(ref, '/')+1:]]
		if s == nil {
			return at + ": no schema " + ref
		}
	}
	types := map[string]bool{}
	switch x := s["type"].(type) {
	case string:
		types[x] = true
	case []any:
		for _, n := range x {
			types[n.(string)] = true
		}
	default:
		return "" // anything
	}
	switch v := v.(type) {
	case nil:
		if !types["null"] {
			return at + " is null"
		}
	case string:
		if !types["string"] {
			return at + " is a string"
		}
	case bool:
		if !types["boolean"] {
			return at + " is a boolean"
		}
	case float64:
		if !types["number"] && !types["integer"] {
			return at + " is a number"
		}
	case []any:
		if !types["array"] {
			return at + " is a list"
		}
		items, _ := s["items"].(map[string]any)
		for i, x := range v {
			if wrong := conform(schemas, items, x, fmt.Sprintf("%s[%d]", at, i)); wrong != "" {
				return wrong
			}
		}
	case map[string]any:
		if !types["object"] {
			return at + " is an object"
		}
		properties, _ := s["properties"].(map[string]any)
		required, _ := s["required"].([]any)
		for _, name := range required {
			if _, ok := v[name.(string)]; !ok {
				return fmt.Sprintf("%s has no %s", at, name)
			}
		}
		for name, x := range v {
			p, ok := properties[name].(map[string]any)
			if !ok {
				if p, ok = s["additionalProperties"].(map[string]any); !ok {
					return fmt.Sprintf("%s has %s, which is not described", at, name)
				}
			}
			if wrong := conform(schemas, p, x, at+"."+name); wrong != "" {
				return wrong
			}
		}
	}
	return ""
}

func TestFeedsAndFiles(t *testing.T) {
	h := newHandler(t, openIndex(t, indextest.Records()...))
	w := ask(h, "/feed.atom?place=Mons&lang=fr&after=x")
	for _, want := range []string{"<title>Michel Lalande, préfet du Nord — Palais provincial de Mons — 2017-09-08</title>", `href="http://example.com/who?after=x&amp;lang=fr&amp;place=Mons"`,
		`<title>Estrade: place Mons</title>`, `href="http://example.com/statement/conference.`} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("no %s in\n%s", want, w.Body)
		}
	}
	if w := ask(h, "/feed.atom?q=crue"); !strings.Contains(w.Body.String(), "<title>Crue de la Seine : point de situation</title>") {
		t.Errorf("feed of a search: %s", w.Body)
	}
	for address, want := range map[string]int{"/export.csv?place=Mons": 3, "/export.csv?of=releases": 5, "/export.csv?q=crue&sort=relevance": 1, "/export.csv?q=crue&of=statements": 0} {
		w := ask(h, address)
		rows, err := csv.NewReader(w.Body).ReadAll()
		if err != nil || len(rows) != want+1 || !strings.Contains(w.Header().Get("Content-Disposition"), `.csv"`) {
			t.Errorf("%s: %d rows, %v, %v; want %d", address, len(rows)-1, err, w.Header(), want)
		}
	}
	if w := ask(h, "/export.csv?bom=true&separator=semicolon"); !strings.HasPrefix(w.Body.String(), "\uFEFFid;date;") {
		t.Errorf("%.20q; want a byte order mark and semicolons", w.Body)
	}
	if w := ask(h, "/export.parquet?place=Mons"); !bytes.HasPrefix(w.Body.Bytes(), []byte("PAR1")) {
		t.Errorf("%.20q; want Parquet", w.Body)
	}
	for _, pattern := range h.Patterns() {
		if w := ask(h, strings.TrimSuffix(pattern, "/")); w.Code == 0 {
			t.Errorf("%s: no answer", pattern)
		}
	}
}

// FuzzParameters checks that no parameters bring down the API: it answers, or
// says in JSON what is wrong.
func FuzzParameters(f *testing.F) {
	h := newHandler(f, openIndex(f, indextest.Records()...))
	for _, s := range []string{"q=crue&limit=3", "place=Mons&kind=direct&kind=", "from=2017&to=x", "facet=month:5&facet=person", "cursor=WyJ4Il0", "near=1,2,3km", "q=%00%ff&sort=", "limit=99999999999999999999", ";;&=&%zz"} {
		for path := range uint8(len(fuzzed)) {
			f.Add(path, s)
		}
	}
	f.Fuzz(func(t *testing.T, path uint8, query string) {
		r := httptest.NewRequest(http.MethodGet, fuzzed[int(path)%len(fuzzed)], nil)
		r.URL.RawQuery = query
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Fatalf("%s?%s: %d %s", r.URL.Path, query, w.Code, w.Body)
		}
		if strings.Contains(w.Header().Get("Content-Type"), "json") && !strings.Contains(r.URL.Path, "jsonl") && !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%s?%s: not JSON: %s", r.URL.Path, query, w.Body)
		}
	})
}

var fuzzed = []string{"/api/v1/statements", "/api/v1/releases", "/api/v1/facets", "/api/v1/suggest", "/api/v1/people", "/api/v1/places", "/feed.atom", "/export.csv"}
