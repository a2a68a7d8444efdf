package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"estrade/extract"
	"estrade/pipeline"
	"estrade/pipeline/archive"
	"estrade/pipeline/fetch"
	"estrade/pipeline/frontier"
)

// hastyClock is a clock whose waits are over at once: it jumps ahead. Only
// what is days away never comes.
type hastyClock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *hastyClock {
	return &hastyClock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
}

func (c *hastyClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *hastyClock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if d > 48*time.Hour {
		return nil
	}
	c.now = c.now.Add(max(0, d))
	ch := make(chan time.Time, 1)
	ch <- c.now
	return ch
}

// The pages of the tests are as simple as can be: <h1>title</h1> and <p>body
// make a release, every href is a link.
type plainPages struct{}

var (
	titleTag = regexp.MustCompile(`(?s)<h1>(.*?)</h1>`)
	bodyTag  = regexp.MustCompile(`(?s)<p>(.*?)</p>`)
	hrefTag  = regexp.MustCompile(`href="([^"]*)"`)
)

func (plainPages) Extract(p extract.Page) (*extract.Document, error) {
	title, body := titleTag.FindSubmatch(p.Body), bodyTag.FindAllSubmatch(p.Body, -1)
	if title == nil || body == nil {
		return nil, &extract.NotReleaseError{Reason: "listing"}
	}
	text := string(title[1])
	for _, b := range body {
		text += "\n" + string(b[1])
	}
	return &extract.Document{Title: string(title[1]), Text: text}, nil
}

func (plainPages) Links(p extract.Page) []extract.Link {
	base, err := http.NewRequest("GET", p.URL, nil)
	if err != nil {
		return nil
	}
	var links []extract.Link
	for _, m := range hrefTag.FindAllSubmatch(p.Body, -1) {
		if u, err := base.URL.Parse(string(m[1])); err == nil {
			links = append(links, extract.Link{URL: u.String(), Kind: extract.ReleaseLink})
		}
	}
	return links
}

// memoryIndex is an index that remembers how often each release was put.
type memoryIndex struct {
	mu   sync.Mutex
	docs map[string]pipeline.Result
}

func (m *memoryIndex) Index(_ context.Context, batch []pipeline.Result) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.docs == nil {
		m.docs = make(map[string]pipeline.Result)
	}
	for _, r := range batch {
		if r.Doc == nil {
			delete(m.docs, r.ID)
		} else {
			m.docs[r.ID] = r
		}
	}
	return nil
}

func (m *memoryIndex) urls() []string {
	var urls []string
	for _, r := range m.docs {
		urls = append(urls, strings.Join(strings.Split(r.URL, "/")[3:], "/"))
	}
	slices.Sort(urls)
	return urls
}

// house is a data folder with what works in it.
type house struct {
	dir      string
	clock    *hastyClock
	frontier *frontier.Frontier
	archive  *archive.Archive
	index    *memoryIndex
	stats    *pipeline.Stats
}

func (h *house) open(t testing.TB) {
	t.Helper()
	var err error
	if h.frontier, err = frontier.Open(filepath.Join(h.dir, "frontier.db"), frontier.Options{Clock: h.clock, PerHost: 8, Expiry: 1000 * time.Hour, NoSync: true}); err != nil {
		t.Fatal(err)
	}
	if h.archive, err = archive.Open(filepath.Join(h.dir, "archive"), archive.Options{NoSync: true, Now: h.clock.Now}); err != nil {
		t.Fatal(err)
	}
}

func (h *house) close(t testing.TB) {
	t.Helper()
	if err := errors.Join(h.frontier.Close(), h.archive.Close()); err != nil {
		t.Fatal(err)
	}
}

func newHouse(t testing.TB) *house {
	return &house{dir: t.TempDir(), clock: newClock(), index: new(memoryIndex), stats: new(pipeline.Stats)}
}

func testSite(server *httptest.Server) *pipeline.Site {
	host := strings.TrimPrefix(server.URL, "http://")
	return &pipeline.Site{Code: "59", Name: "Nord", Department: "59", Hosts: []string{host}, Path: "/", Start: []string{server.URL + "/"}}
}

func (h *house) crawl(t testing.TB, site *pipeline.Site) *pipeline.Crawl {
	t.Helper()
	client, err := fetch.New(fetch.Options{AllowPrivate: true, Clock: h.clock})
	if err != nil {
		t.Fatal(err)
	}
	return &pipeline.Crawl{
		Frontier: h.frontier, Ledger: h.frontier, Archive: h.archive, Fetcher: client,
		Extractor: plainPages{}, Linker: plainPages{}, Indexer: h.index,
		Sites: map[string]*pipeline.Site{site.Code: site}, Fetchers: 8, Processors: 2, Batch: 5,
		Stats: h.stats, Clock: h.clock,
	}
}

func (h *house) begin(t testing.TB, site *pipeline.Site) bool {
	t.Helper()
	began, err := h.frontier.Begin(context.Background(), site.Code, time.Hour, site.Seeds())
	if err != nil {
		t.Fatal(err)
	}
	return began
}

func (h *house) run(t testing.TB, site *pipeline.Site) {
	t.Helper()
	h.open(t)
	defer h.close(t)
	h.begin(t, site)
	if err := h.crawl(t, site).Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := h.frontier.End(context.Background(), site.Code); err != nil {
		t.Fatal(err)
	}
}

// release is the page of a release.
func release(title, body string, links ...string) string {
	s := "<h1>" + title + "</h1><p>" + body + "</p>"
	for _, l := range links {
		s += `<a href="` + l + `">x</a>`
	}
	return s
}

// long makes a body that says something of its own.
func long(seed string) string {
	var b strings.Builder
	for i := range 60 {
		fmt.Fprintf(&b, "%s%c%c ", seed, 'a'+i%26, 'a'+(i*i+len(seed))%26)
	}
	return b.String()
}

// pages serves a map of pages; those that begin with a "3xx " redirect.
type pages struct {
	mu   sync.Mutex
	body map[string]string
	hits map[string]int
}

func (p *pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.hits == nil {
		p.hits = make(map[string]int)
	}
	p.hits[r.URL.RequestURI()]++
	body, ok := p.body[r.URL.RequestURI()]
	switch {
	case !ok:
		http.NotFound(w, r)
	case strings.HasPrefix(body, "301 "):
		http.Redirect(w, r, body[4:], 301)
	default:
		tag := fmt.Sprintf("%q", fmt.Sprint(len(body), body[:min(20, len(body))]))
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(304)
			return
		}
		switch {
		case strings.HasSuffix(r.URL.Path, ".xml"):
			w.Header().Set("Content-Type", "application/xml")
		case strings.HasSuffix(r.URL.Path, ".pdf"):
			w.Header().Set("Content-Type", "application/pdf")
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		fmt.Fprint(w, body)
	}
}

func smallSite() *pages {
	p := &pages{body: map[string]string{
		"/":                       `<a href="/Actualites">x</a> <a href="/contenu/action?SearchText=eau">s</a> <a href="http://elsewhere.example/">e</a> <a href="mailto:a@b">m</a>`,
		"/Actualites":             `<a href="/index.php/Actualites/A?utm_source=x">a</a> <a href="/layout/set/print/Actualites/A">print</a> <a href="/Actualites/B">b</a> <a href="/Actualites/missing">m</a> <a href="/moved">r</a> <a href="/loop1">l</a> <a href="/photo.jpg">j</a> <a href="/Actualites/(offset)/10">next</a>`,
		"/Actualites/A":           release("Titre A", long("alpha"), "/Actualites/a/b/a/b"),
		"/Actualites/B":           release("Titre B", long("beta")),
		"/Actualites/(offset)/10": `<a href="/Actualites/C">c</a><a href="/Actualites/C-copie">c2</a><a href="/Actualites/C-presque">c3</a>`,
		"/Actualites/C":           release("Titre C", long("gamma")+" le 3 mai"),
		"/Actualites/C-copie":     release("Titre C", long("gamma")+"  le 3 mai "),
		"/Actualites/C-presque":   release("Titre C", long("gamma")+" le 4 mai"),
		"/moved":                  "301 /Actualites/D",
		"/Actualites/D":           release("Titre D", long("delta")),
		"/loop1":                  "301 /loop2",
		"/loop2":                  "301 /loop1",
		"/robots.txt":             "User-agent: *\nDisallow: /prive\n",
		"/sitemap.xml":            `<urlset><url><loc>/Actualites/E</loc></url><url><loc>/prive/x</loc></url></urlset>`,
		"/Actualites/E":           release("Titre E", long("epsilon")),
	}}
	return p
}
