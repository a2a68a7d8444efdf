package server

import (
	"context"
	"errors"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"estrade/extract"
	"estrade/index"
	"estrade/index/bleveindex"
	"estrade/index/indextest"
)

// hostile is text that a page could hold to attack whoever reads it here.
const hostile = `<script>alert(1)</script>"><img src=x onerror=alert(2)>' onmouseover='alert(3)`

// hostileRecord is a release every field of which is hostile.
func hostileRecord() index.Record {
	text := hostile + "\n\nLe préfet " + hostile + " a déclaré : « " + hostile + " » à " + hostile + "."
	span := func(from int) extract.Span {
		i := strings.Index(text[from:], hostile) + from
		return extract.Span{From: i, To: i + len(hostile)}
	}
	first := span(len(hostile))
	second := span(first.To)
	third := span(second.To)
	d := &extract.Document{
		URL: "javascript:alert(4)", Title: hostile, Text: text, Language: `"><b>`, Published: "2024-01-01", Department: hostile,
		Template:    hostile,
		Attachments: []extract.Attachment{{URL: "javascript:alert(5)", Title: hostile}},
		People:      []extract.Person{{Name: hostile, Mentions: []extract.Mention{{Text: hostile, Span: first}}}},
		Titles:      []extract.Title{{Text: hostile, Full: hostile, Office: hostile, Scope: hostile, Span: first, Person: 0}},
		Places:      []extract.Place{{Text: hostile, Name: hostile, Kind: extract.Venue, Within: hostile, Span: third}},
		Dates:       []extract.Date{{Text: hostile, Start: hostile, Rule: hostile, Span: first}},
		Statements: []extract.Statement{{
			Speaker: hostile, Person: 0, Title: hostile, Kind: extract.Direct, Verb: hostile, Text: hostile, Span: second,
			Place: hostile, PlaceIndex: 0, Date: "2024-01-01", Evidence: extract.Span{From: len(hostile) + 2, To: len(text)}, Rule: hostile,
		}},
	}
	return index.NewRecord(d, index.Provenance{ID: "hostile", Site: hostile, Ref: hostile + "@1", Digest: hostile, Fetched: time.Unix(0, 0), Version: 2})
}

// archived is an archive with one page in it.
type archived struct{ page ArchivedPage }

func (a archived) Page(context.Context, string) (*ArchivedPage, error) { return &a.page, nil }

// crawled knows of one site and one release with two versions.
type crawled struct{ err error }

func (c crawled) Sites(context.Context) ([]SiteStatus, error) {
	return []SiteStatus{{Code: "59", Pages: 12, Failed: map[string]int{"timeout": 3}, Checked: time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)},
		{Code: "62", Failed: map[string]int{"refused": 1}}}, c.err
}

// changed is a history of one release that was changed and withdrawn.
type changed struct{}

func (changed) Of(context.Context, string) ([]Version, error) {
	day := func(n int) time.Time { return time.Date(2024, 5, n, 0, 0, 0, 0, time.UTC) }
	return []Version{
		{Number: 1, Ref: "a@1", From: day(1), Seen: day(3), Visits: 2, Status: 200},
		{Number: 2, Ref: "a@2", From: day(4), Seen: day(4), Visits: 1, Status: 200, Changes: []Change{{Text: "le"}, {Text: hostile, Left: true}, {Text: "maire", Added: true}}},
		{Ref: "a@3", From: day(5), Seen: day(5), Visits: 1, Status: 410, Gone: true, Target: "javascript:alert(6)", Reason: hostile},
	}, nil
}

// testIndex is an index with the records of the contract and a hostile one.
func testIndex(t testing.TB, more ...index.Record) index.Index {
	t.Helper()
	x, err := bleveindex.Open(filepath.Join(t.TempDir(), "index"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	records := append(indextest.Records(), hostileRecord())
	if err := x.Put(context.Background(), append(records, more...)...); err != nil {
		t.Fatal(err)
	}
	return x
}

func testServer(t testing.TB, change ...func(*Options)) *Server {
	t.Helper()
	o := Options{
		Index: testIndex(t), Version: "1.2.3", Crawl: crawled{}, History: changed{},
		Archive: archived{ArchivedPage{URL: "https://www.nord.gouv.fr/x", ContentType: "text/html; charset=utf-8", Body: []byte("<p>archived<script>alert(1)</script>")}},
		Sites:   []Site{{Code: "59", Name: "Nord"}, {Code: "62", Name: "Pas-de-Calais"}, {Code: "01", Name: "Ain"}, {Code: "02", Name: "Aisne", Unsupported: "no <b>list</b>"}},
		Now:     func() time.Time { return time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC) },
		Report:  func(err error) { t.Logf("reported: %v", err) },
	}
	for _, c := range change {
		c(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// get asks a handler and gives back the answer.
func get(t testing.TB, h http.Handler, path string, header ...string) (int, http.Header, string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, w.Result().Header, string(body)
}

// links are the addresses of this server that a page links to.
var links = regexp.MustCompile(`(?:href|src|action)="(/[^"]*)"`)

// crawl follows every link from the front page and calls visit for each page.
func crawl(t *testing.T, s *Server, visit func(path string, status int, h http.Header, body string)) int {
	t.Helper()
	queue, seen := []string{"/", "/who?speaker=nobody", "/release/hostile"}, map[string]bool{}
	for n := 0; n < len(queue); n++ {
		path := queue[n]
		status, h, body := get(t, s, path)
		visit(path, status, h, body)
		if !strings.HasPrefix(h.Get("Content-Type"), "text/html") || strings.HasSuffix(path, "/archived") {
			continue
		}
		for _, m := range links.FindAllStringSubmatch(body, -1) {
			link, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			if !seen[link] && len(queue) < 400 {
				seen[link] = true
				queue = append(queue, link)
			}
		}
	}
	return len(queue)
}

// TestEveryLink follows every link of the pages: all of them lead somewhere,
// none runs a script or styles in line, and nothing hostile gets through.
func TestEveryLink(t *testing.T) {
	s := testServer(t)
	inline := regexp.MustCompile(`(?i)<script>|<script [^>]*>[^<]|<style|\sstyle=|\son\w+=["']|="\s*javascript:|src="(https?:)?//|<img`)
	key := regexp.MustCompile(`>[a-z]+\.[a-z]+(\.[a-z]+)?<`)
	n := crawl(t, s, func(path string, status int, h http.Header, body string) {
		if status != http.StatusOK {
			t.Errorf("%s answers %d", path, status)
		}
		if strings.Contains(path, "/archived") {
			return
		}
		if !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'; style-src 'self'; script-src 'self'") {
			t.Errorf("%s has the policy %q", path, h.Get("Content-Security-Policy"))
		}
		if len(h["Set-Cookie"]) > 0 {
			t.Errorf("%s sets a cookie", path)
		}
		if !strings.HasPrefix(h.Get("Content-Type"), "text/html") {
			return
		}
		if m := inline.FindString(body); m != "" {
			t.Errorf("%s holds %q", path, m)
		}
		if m := key.FindString(body); m != "" {
			t.Errorf("%s shows the key of a text: %s", path, m)
		}
		if strings.Contains(body, "ZgotmplZ") {
			t.Errorf("%s has an address that the template refused", path)
		}
	})
	if n < 100 {
		t.Errorf("%d pages were found; the test follows no links", n)
	}
}

// TestPages looks at what each page must say, in both languages.
func TestPages(t *testing.T) {
	s := testServer(t)
	var release, statement string
	for _, r := range indextest.Records() {
		if release == "" && len(r.Statements) > 0 {
			release, statement = r.Release.ID, r.Statements[0].ID
		}
	}
	for _, test := range []struct {
		path   string
		status int
		fr, en string
	}{
		{"/", 200, "Qui a parlé, où, en quelle qualité ?", "Who spoke, where, in what capacity?"},
		{"/who?place=Mons", 200, "déclaration", "statement"},
		{"/who?speaker=lalande", 200, "<title>septembre 2017\u00a0: ", "<title>September 2017: "},
		{"/coverage", 200, "pas de réponse à temps", "timeout"},
		{"/who?speaker=xyzzy", 200, "Aucune déclaration", "No statement"},
		{"/who?from=yesterday", 400, "«\u00a0Du\u00a0»\u00a0: yesterday n&#39;est pas une date", "“From”: yesterday is no date"},
		{"/who?after=xyz", 400, "le curseur n&#39;est pas de cette question", "the cursor is not one of this question"},
		{"/who?kind=direct&kind=speech", 200, `value="speech" checked`, `value="direct" checked`},
		{"/search", 200, "communiqués en tout", "releases in all"},
		{"/search?q=pr%C3%A9fet", 200, `<mark class="found">`, `<mark class="found">`},
		{"/search?q=crue&departement=91", 200, `<code>crue dep:&#34;91&#34;</code>`, `<code>crue dep:&#34;91&#34;</code>`},
		{"/search?q=%28crue", 400, "role=\"alert\"", "role=\"alert\""},
		{"/search?sort=sideways", 400, "Question illisible", "Cannot be read"},
		{"/search?month=nonsense", 400, "«\u00a0Mois\u00a0»\u00a0: nonsense n&#39;est pas une date\u202f;", "“Month”: nonsense is no date"},
		{"/release/" + release, 200, "Trouvé dans le texte", "Found in the text"},
		{"/statement/" + statement, 200, "Citer", "Cite this"},
		{"/person/michel-lalande", 200, "Qualités au fil du temps", "Titles over time"},
		{"/person/lalande", 404, "Il peut s&#39;agir de\u00a0:", `<a href="/person/michel-lalande">Michel Lalande</a>`},
		{"/person/lalende-michel", 404, ">Michel Lalande</a>", ">Michel Lalande</a>"},
		{"/place/monss", 404, "Mons (Belgique)</a>", "Mons (Belgium)</a>"},
		{"/place/mons,BE", 200, "Qui y a parlé", "Who spoke there"},
		{"/place/nord", 200, "département", "departement"},
		{"/who?person=michel+lalande", 200, "Personne", "Person"},
		{"/release/" + release + "/versions", 200, "<ins>maire</ins>", "Gone (HTTP 410)"},
		{"/coverage", 200, "Sites silencieux", "Silent sites"},
		{"/help", 200, "Le langage de recherche", "The query language"},
		{"/nothing", 404, "Introuvable", "Not found"},
		{"/release/none", 404, "Introuvable", "Not found"},
		{"/statement/none", 404, "Introuvable", "Not found"},
		{"/person/nobody", 404, "Introuvable", "Not found"},
		{"/place/nowhere", 404, "Introuvable", "Not found"},
		{"/static/none.css", 404, "Introuvable", "Not found"},
		{"/suggest?field=nothing&q=x", 404, "Introuvable", "Not found"},
	} {
		for _, l := range []struct{ accept, want string }{{"fr-FR,en;q=0.5", test.fr}, {"en-GB,fr;q=0.2", test.en}} {
			status, h, body := get(t, s, test.path, "Accept-Language", l.accept)
			if status != test.status || !strings.Contains(body, index.TypesetFrench(l.want)) {
				t.Errorf("%s in %s: status %d, want %d with %q", test.path, l.accept, status, test.status, l.want)
			}
			if !strings.Contains(body, `<html lang="`+l.accept[:2]+`">`) {
				t.Errorf("%s in %s: another language", test.path, l.accept)
			}
			if h.Get("Vary") != "Accept-Language" {
				t.Errorf("%s varies by %q", test.path, h.Get("Vary"))
			}
		}
	}
}

// TestLanguage shows how a reader gets a language.
func TestLanguage(t *testing.T) {
	s := testServer(t)
	for _, test := range []struct{ path, accept, want string }{
		{"/help", "", "fr"},
		{"/help", "de", "fr"},
		{"/help", "en", "en"},
		{"/help", "de, en-US;q=0.8, fr;q=0.5", "en"},
		{"/help", "fr;q=0, en", "en"},
		{"/help", "not a header;;", "fr"},
		{"/help?lang=en", "fr", "en"},
		{"/help?lang=xx", "en", "en"},
	} {
		_, _, body := get(t, s, test.path, "Accept-Language", test.accept)
		if !strings.Contains(body, `<html lang="`+test.want+`">`) {
			t.Errorf("%s with Accept-Language %q is not in %s", test.path, test.accept, test.want)
		}
	}
	_, _, body := get(t, s, "/help?lang=en")
	if !strings.Contains(body, `href="/coverage?lang=en"`) {
		t.Error("links drop the language that the reader chose")
	}
}

// TestTexts sees that every text that a page asks for is there.
func TestTexts(t *testing.T) {
	langs, err := readTexts()
	if err != nil {
		t.Fatal(err)
	}
	used := regexp.MustCompile(`\b(?:t|n) "([a-z.]+)"`)
	checked := 0
	entries, err := pageFiles.ReadDir("pages")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		source, err := pageFiles.ReadFile("pages/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllStringSubmatch(string(source), -1) {
			if strings.HasSuffix(m[1], ".") {
				continue // put together
			}
			for code, l := range langs {
				_, plain := l.texts[m[1]]
				_, counted := l.texts[m[1]+".other"]
				if !plain && !counted {
					t.Errorf("%s: no text %q in %s", e.Name(), m[1], code)
				}
				checked++
			}
		}
	}
	if checked < 100 {
		t.Errorf("%d texts were checked; the test finds none", checked)
	}
}

// TestHelp sees that every example of the help page is a query.
func TestHelp(t *testing.T) {
	for _, code := range index.Languages {
		n := 0
		for _, section := range helpSections(code) {
			for _, e := range section.Examples {
				if _, err := index.Parse(e.Query); err != nil || e.Says == "" {
					t.Errorf("%s: %v", e.Query, err)
				}
				n++
			}
		}
		if n < 15 {
			t.Errorf("%d examples in %s; want more", n, code)
		}
	}
}

// TestAdmission shows who is answered.
func TestAdmission(t *testing.T) {
	s := testServer(t, func(o *Options) { o.Token, o.Hosts = "s3cret", []string{"127.0.0.1"} })
	for _, test := range []struct {
		name, method, url string
		header            []string
		want              int
	}{
		{"no token", "GET", "http://127.0.0.1/", nil, 401},
		{"wrong token", "GET", "http://127.0.0.1/", []string{"Authorization", "Bearer wrong"}, 401},
		{"token", "GET", "http://127.0.0.1/help", []string{"Authorization", "Bearer s3cret"}, 200},
		{"token as a password", "GET", "http://127.0.0.1/help", []string{"Authorization", "Basic eDpzM2NyZXQ="}, 200},
		{"another host", "GET", "http://evil.example/help", []string{"Authorization", "Bearer s3cret"}, 421},
		{"post", "POST", "http://127.0.0.1/help", []string{"Authorization", "Bearer s3cret"}, 405},
		{"long address", "GET", "http://127.0.0.1/search?q=" + strings.Repeat("x", maxURL), []string{"Authorization", "Bearer s3cret"}, 414},
	} {
		r := httptest.NewRequest(test.method, test.url, nil)
		for i := 0; i+1 < len(test.header); i += 2 {
			r.Header.Set(test.header[i], test.header[i+1])
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != test.want {
			t.Errorf("%s: status %d, want %d", test.name, w.Code, test.want)
		}
		if w.Code == 401 && len(w.Header()["Www-Authenticate"]) == 0 {
			t.Errorf("%s: browsers are not told to ask for the token", test.name)
		}
	}
}

// brokenIndex fails in a way of its own when it is searched.
type brokenIndex struct {
	index.Index
	fail func(context.Context) error
}

func (b brokenIndex) Search(ctx context.Context, _ index.Request) (*index.Result, error) {
	return nil, b.fail(ctx)
}

// TestFailure shows that what goes wrong inside costs one answer and tells
// nothing.
func TestFailure(t *testing.T) {
	for _, test := range []struct {
		name string
		fail func(context.Context) error
		want int
	}{
		{"panic", func(context.Context) error { panic("secret") }, 500},
		{"error", func(context.Context) error { return errors.New("secret") }, 500},
		{"slow", func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }, 503},
		{"gone", func(context.Context) error { return index.ErrNotFound }, 404},
	} {
		var mu sync.Mutex
		var reported []string
		s := testServer(t, func(o *Options) {
			o.Index = brokenIndex{o.Index, test.fail}
			o.Timeout = 50 * time.Millisecond
			o.Report = func(err error) { mu.Lock(); defer mu.Unlock(); reported = append(reported, err.Error()) }
		})
		for range 3 {
			status, _, body := get(t, s, "/who?place=Mons", "Accept-Language", "en")
			if status != test.want || strings.Contains(body, "secret") {
				t.Errorf("%s: status %d, want %d; body %.300s", test.name, status, test.want, body)
			}
		}
		if told := len(reported) > 0; told != (test.want == 500) {
			t.Errorf("%s: reported %q", test.name, reported)
		}
		if status, _, _ := get(t, s, "/help"); status != 200 {
			t.Errorf("%s: the next page answers %d", test.name, status)
		}
	}
}

// TestMounts shows that handlers given to the server stand behind its guard,
// decide on methods themselves, and that half an answer breaks off.
func TestMounts(t *testing.T) {
	s := testServer(t, func(o *Options) {
		o.Token = "s3cret"
		o.Mount = func(index.Index) map[string]http.Handler {
			return map[string]http.Handler{
				"/api/": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusTeapot) }),
				"/export.csv": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					io.WriteString(w, "half")
					panic("the other half")
				}),
			}
		}
	})
	ask := func(method, path string, header http.Header) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, "http://127.0.0.1"+path, nil)
		r.Header = header
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	token := http.Header{"Authorization": {"Bearer s3cret"}}
	if w := ask("POST", "/api/v1/x", nil); w.Code != 401 || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("without token: status %d, %s", w.Code, w.Header().Get("Content-Type"))
	}
	if w := ask("POST", "/api/v1/x", token); w.Code != http.StatusTeapot {
		t.Errorf("POST to a mount: status %d", w.Code)
	}
	if w := ask("POST", "/who", token); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST to a page: status %d", w.Code)
	}
	if w := ask("GET", "/who", token); !strings.Contains(w.Body.String(), `href="/export.csv?of=statements"`) {
		t.Error("pages do not link what is mounted")
	}
	defer func() {
		if e := recover(); e != http.ErrAbortHandler {
			t.Errorf("a panic after half an answer ends in %v; want the connection to break off", e)
		}
	}()
	ask("GET", "/export.csv", token)
}

// TestCache shows that a page is made again after a change of the index and
// not before.
func TestCache(t *testing.T) {
	s := testServer(t)
	_, h, before := get(t, s, "/")
	tag := h.Get("ETag")
	if status, _, body := get(t, s, "/", "If-None-Match", tag); status != http.StatusNotModified || body != "" {
		t.Errorf("unchanged: status %d with %d bytes", status, len(body))
	}
	if err := s.Index().Delete(context.Background(), "hostile"); err != nil {
		t.Fatal(err)
	}
	status, h, after := get(t, s, "/", "If-None-Match", tag)
	if status != 200 || h.Get("ETag") == tag || after == before {
		t.Errorf("after a change: status %d, tag %s, same page %v", status, h.Get("ETag"), after == before)
	}
}

// TestArchived shows an archived page as it was, and harmless.
func TestArchived(t *testing.T) {
	status, h, body := get(t, testServer(t), "/release/hostile/archived")
	if status != 200 || !strings.Contains(body, "archived") {
		t.Errorf("status %d: %s", status, body)
	}
	if csp := h.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "sandbox; default-src 'none'") {
		t.Errorf("policy %q", csp)
	}
	if status, _, _ := get(t, testServer(t), "/release/hostile/archived?version=2"); status != 200 {
		t.Errorf("version 2: status %d", status)
	}
	if status, _, _ := get(t, testServer(t), "/release/hostile/archived?version=3"); status != 404 {
		t.Errorf("version 3: status %d", status)
	}
	none := testServer(t, func(o *Options) { o.Archive = nil })
	if status, _, _ := get(t, none, "/release/hostile/archived"); status != 404 {
		t.Errorf("without archive: status %d", status)
	}
}

// TestCrawlBusy shows pages while a crawl keeps its books closed.
func TestCrawlBusy(t *testing.T) {
	s := testServer(t, func(o *Options) { o.Crawl = crawled{ErrBusy} })
	if status, _, body := get(t, s, "/coverage", "Accept-Language", "en"); status != 200 || !strings.Contains(body, "A crawl is running") {
		t.Errorf("coverage: status %d", status)
	}
	if status, _, _ := get(t, s, "/release/hostile"); status != 200 {
		t.Errorf("release: status %d", status)
	}
}

// TestServe starts and stops a server on a socket.
func TestServe(t *testing.T) {
	s := testServer(t)
	l := httptest.NewUnstartedServer(nil).Listener
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- s.Serve(ctx, l) }()
	r, err := http.Get("http://" + l.Addr().String() + "/help")
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != 200 {
		t.Errorf("status %d", r.StatusCode)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("after the stop: %v", err)
	}
}
