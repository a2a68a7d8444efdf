package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
		if strings.HasSuffix(r.URL.Path, ".xml") {
			w.Header().Set("Content-Type", "application/xml")
		} else {
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

func TestCrawl(t *testing.T) {
	p := smallSite()
	server := httptest.NewServer(p)
	defer server.Close()
	site, h := testSite(server), newHouse(t)
	h.run(t, site)

	want := []string{"Actualites/A", "Actualites/B", "Actualites/C", "Actualites/C-presque", "Actualites/D", "Actualites/E"}
	if diff := cmp.Diff(want, h.index.urls()); diff != "" {
		t.Errorf("releases in the index (-want +got):\n%s", diff)
	}
	total := h.stats.Snapshot().Total
	if diff := cmp.Diff(map[string]int{"status 404": 1, "redirect loop": 1, "robots.txt": 1}, total.Failed); diff != "" {
		t.Errorf("failures (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"search page": 1, "off site": 1, "file type": 1, "repeated segments": 1}, total.Refused); diff != "" {
		t.Errorf("refused links (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"address": 2, "same text": 1}, total.Aliases); diff != "" {
		t.Errorf("aliases (-want +got):\n%s", diff)
	}
	for path, n := range p.hits {
		if n != 1 {
			t.Errorf("%s was fetched %d times; want once", path, n)
		}
	}
	h.open(t)
	defer h.close(t)
	tallies, err := pipeline.Survey(context.Background(), h.frontier)
	if err != nil {
		t.Fatal(err)
	}
	got := *tallies["59"]
	got.Checked, got.Fetched = time.Time{}, time.Time{}
	wantTally := pipeline.Tally{Pages: 11, Releases: 6, Versions: 6,
		Aliases:     map[string]int{"address": 2, "redirect": 2, "same text": 1},
		NotReleases: map[string]int{"listing": 3},
		Failed:      map[string]int{"redirect loop": 1, "robots.txt": 1, "status 404": 1},
	}
	if diff := cmp.Diff(wantTally, got); diff != "" {
		t.Errorf("tally (-want +got):\n%s", diff)
	}
	for _, r := range h.index.docs {
		if r.Doc.Department != "59" || r.Version != 1 || r.Digest == "" || r.Ref == "" || r.Fetched.IsZero() {
			t.Errorf("provenance of %s is %+v", r.URL, r)
		}
	}
}

// Servers that want a last "/", or another of a site's hosts, get it, and
// relative links are those of the address that answered.
func TestOwnForm(t *testing.T) {
	h := newHouse(t)
	var hits []string
	var mu sync.Mutex
	var first, second *httptest.Server
	serve := func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		hits = append(hits, r.Host+r.URL.Path)
		mu.Unlock()
		w.Header().Set("Content-Type", "text/html")
		switch {
		case r.URL.Path == "/robots.txt" || r.URL.Path == "/sitemap.xml":
			http.NotFound(w, r)
		case r.Host == strings.TrimPrefix(first.URL, "http://"):
			http.Redirect(w, r, second.URL+r.URL.Path, http.StatusMovedPermanently)
		case r.URL.Path == "/a":
			http.Redirect(w, r, "/a/", http.StatusMovedPermanently)
		case r.URL.Path == "/":
			fmt.Fprint(w, `<a href="/a">a</a>`)
		case r.URL.Path == "/a/":
			fmt.Fprint(w, release("A", long("alpha"), "b"))
		case r.URL.Path == "/a/b":
			fmt.Fprint(w, release("B", long("beta")))
		case r.URL.Path == "/spin":
			http.Redirect(w, r, "/spin", http.StatusMovedPermanently)
		default:
			http.NotFound(w, r)
		}
	}
	first, second = httptest.NewServer(http.HandlerFunc(serve)), httptest.NewServer(http.HandlerFunc(serve))
	defer first.Close()
	defer second.Close()
	site := testSite(first)
	site.Hosts = append(site.Hosts, strings.TrimPrefix(second.URL, "http://"))
	h.run(t, site)
	if diff := cmp.Diff([]string{"a", "a/b"}, h.index.urls()); diff != "" {
		t.Errorf("releases (-want +got):\n%s", diff)
	}
	if f := h.stats.Snapshot().Total.Failed; len(f) != 1 || f["status 404"] != 1 {
		t.Errorf("failures are %v; want the sitemap alone", f)
	}
	asked := len(hits)
	want := inventory(t, h)
	if err := os.Remove(filepath.Join(h.dir, "frontier.db")); err != nil {
		t.Fatal(err)
	}
	h.run(t, site)
	if diff := cmp.Diff(want, inventory(t, h)); diff != "" {
		t.Errorf("after a rebuild from the archive (-want +got):\n%s", diff)
	}
	if len(hits) > asked+1 { // robots.txt
		t.Errorf("asked again: %v", hits[asked:])
	}
	docs := h.index.urls()
	h.open(t)
	defer h.close(t)
	h.index = new(memoryIndex)
	c := h.crawl(t, site)
	if err := c.Reprocess(context.Background(), func(string) *pipeline.Site { return site }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(docs, h.index.urls()); diff != "" {
		t.Errorf("after processing again (-want +got):\n%s", diff)
	}
}

// A new round asks conditionally, and tells changed from unchanged from
// withdrawn.
func TestRecrawl(t *testing.T) {
	p := smallSite()
	server := httptest.NewServer(p)
	defer server.Close()
	site, h := testSite(server), newHouse(t)
	h.run(t, site)
	first := len(h.index.docs)

	p.mu.Lock()
	p.body["/Actualites/A"] = release("Titre A", "Rectificatif. "+long("alpha"))
	delete(p.body, "/Actualites/B")
	p.body["/Actualites/D"] = "301 /Actualites/A"
	p.hits = nil
	p.mu.Unlock()
	h.stats = new(pipeline.Stats)
	h.run(t, site) // too soon: nothing happens
	if len(p.hits) != 0 {
		t.Fatalf("a round began although the last had just ended: %v", p.hits)
	}
	h.clock.After(24 * time.Hour)
	h.run(t, site)

	total := h.stats.Snapshot().Total
	if total.Changed != 1 || total.Withdrawn != 1 || total.New != 0 || total.Unchanged < 5 {
		t.Errorf("counts are %+v; want 1 changed, 1 withdrawn, none new, the rest unchanged", total)
	}
	if got := len(h.index.docs); got != first-1 {
		t.Errorf("%d releases in the index; want %d: the redirected one goes, the withdrawn one stays", got, first-1)
	}
	for _, r := range h.index.docs {
		if b := strings.HasSuffix(r.URL, "/B"); b == r.Withdrawn.IsZero() {
			t.Errorf("%s is withdrawn %v", r.URL, r.Withdrawn)
		}
		if a := strings.HasSuffix(r.URL, "/A"); a != (r.Version == 2) {
			t.Errorf("%s is in version %d", r.URL, r.Version)
		}
	}
	h.open(t)
	defer h.close(t)
	st, _, err := h.frontier.State(context.Background(), server.URL+"/Actualites/A")
	if err != nil || len(st.Versions) != 2 || st.Versions[0].Ref == st.Versions[1].Ref {
		t.Errorf("versions of A: %+v, %v; want two", st.Versions, err)
	}
	for _, v := range st.Versions {
		if _, err := h.archive.Read(context.Background(), v.Ref); err != nil {
			t.Error(err)
		}
	}
}

// mortal lets a part work for some calls and then dies, before or after the
// call has done its work, as a process does.
type mortal struct {
	*frontier.Frontier
	*archive.Archive
	mu    sync.Mutex
	left  int
	after bool
}

var errDied = errors.New("died")

func (m *mortal) beat() (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.left--
	if m.left < 0 || m.left == 0 && !m.after {
		return false, errDied
	}
	return m.left == 0, nil
}

type mortalFrontier struct{ *mortal }

func (m mortalFrontier) Add(ctx context.Context, t ...pipeline.Task) (pipeline.Added, error) {
	return m.Frontier.Add(ctx, t...)
}

func (m mortalFrontier) Done(ctx context.Context, o ...pipeline.Outcome) (pipeline.Added, error) {
	last, err := m.beat()
	if err != nil {
		return pipeline.Added{}, err
	}
	a, err := m.Frontier.Done(ctx, o...)
	if last {
		err = errDied
	}
	return a, err
}

type mortalArchive struct{ *mortal }

func (m mortalArchive) Append(ctx context.Context, x *pipeline.Exchange, prior pipeline.Receipt) (pipeline.Receipt, error) {
	last, err := m.beat()
	if err != nil {
		return pipeline.Receipt{}, err
	}
	r, err := m.Archive.Append(ctx, x, prior)
	if last {
		err = errDied
	}
	return r, err
}

type mortalIndex struct {
	*mortal
	*memoryIndex
}

func (m mortalIndex) Index(ctx context.Context, b []pipeline.Result) error {
	last, err := m.beat()
	if err != nil {
		return err
	}
	err = m.memoryIndex.Index(ctx, b)
	if last {
		err = errDied
	}
	return err
}

// A crawl that dies before or after any durable step, and is started again,
// ends with the same archive, the same index and the same knowledge as one
// that does not die.
func TestDeath(t *testing.T) {
	p := smallSite()
	server := httptest.NewServer(p)
	defer server.Close()
	site := testSite(server)
	whole := newHouse(t)
	whole.run(t, site)
	want := inventory(t, whole)
	step := 1
	if testing.Short() {
		step = 6
	}
	for left := 1; left < 40; left += step {
		for _, after := range []bool{false, true} {
			h := newHouse(t)
			for n := left; ; n += 7 { // dies again and again, a little later
				h.open(t)
				h.begin(t, site)
				m := &mortal{Frontier: h.frontier, Archive: h.archive, left: n, after: after}
				c := h.crawl(t, site)
				c.Frontier, c.Archive, c.Indexer = mortalFrontier{m}, mortalArchive{m}, mortalIndex{m, h.index}
				err := c.Run(context.Background())
				h.close(t)
				if err == nil {
					break
				}
				if !errors.Is(err, errDied) {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(want, inventory(t, h)); diff != "" {
				t.Fatalf("dying after %d steps (%v): what is there differs from an uninterrupted crawl (-want +got):\n%s", left, after, diff)
			}
		}
	}
}

// inventory is what a house holds, without what differs from run to run.
func inventory(t *testing.T, h *house) map[string][]string {
	t.Helper()
	h.open(t)
	defer h.close(t)
	got := map[string][]string{"index": h.index.urls()}
	err := h.archive.Each(context.Background(), "", func(a pipeline.Archived) error {
		got["archive"] = append(got["archive"], fmt.Sprint(a.URL, " ", a.Status, " ", a.Digest, " ", a.Revisit))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got["archive"])
	err = h.frontier.States(context.Background(), func(s pipeline.State) error {
		got["states"] = append(got["states"], fmt.Sprint(s.URL, s.Status, s.Failure, s.Alias, s.AliasRule, s.ReleaseID, s.NotRelease, len(s.Versions)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// panicky panics on one page and calls another unreadable.
type panicky struct{ plainPages }

func (p panicky) Extract(page extract.Page) (*extract.Document, error) {
	switch {
	case strings.HasSuffix(page.URL, "/A"):
		panic("bad page")
	case strings.HasSuffix(page.URL, "/B"):
		return nil, errors.New("cannot be read")
	}
	return p.plainPages.Extract(page)
}

// A page that cannot be read is counted, and the crawl goes on.
func TestUnreadable(t *testing.T) {
	server := httptest.NewServer(smallSite())
	defer server.Close()
	site, h := testSite(server), newHouse(t)
	h.open(t)
	defer h.close(t)
	h.begin(t, site)
	c := h.crawl(t, site)
	c.Extractor = panicky{}
	if err := c.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := h.stats.Snapshot().Total.Failed["unreadable page"]; got != 2 {
		t.Errorf("%d pages are unreadable; want 2", got)
	}
	if got := len(h.index.docs); got != 4 {
		t.Errorf("%d releases; want the 4 others", got)
	}
}

// An ended context ends a crawl without harm; the next run goes on.
func TestInterrupt(t *testing.T) {
	p := smallSite()
	server := httptest.NewServer(p)
	defer server.Close()
	site, h := testSite(server), newHouse(t)
	for n := 0; ; n++ {
		h.open(t)
		h.begin(t, site)
		ctx, cancel := context.WithCancel(context.Background())
		if n < 5 {
			time.AfterFunc(time.Duration(n)*3*time.Millisecond, cancel)
		}
		err := h.crawl(t, site).Run(ctx)
		cancel()
		h.close(t)
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	whole := newHouse(t)
	whole.run(t, site)
	if diff := cmp.Diff(inventory(t, whole), inventory(t, h)); diff != "" {
		t.Errorf("what is there differs from an uninterrupted crawl (-want +got):\n%s", diff)
	}
}

// A frontier that was lost is filled from the archive: no page is fetched
// again.
func TestLostFrontier(t *testing.T) {
	p := smallSite()
	server := httptest.NewServer(p)
	defer server.Close()
	site, h := testSite(server), newHouse(t)
	h.run(t, site)
	want := inventory(t, h)
	p.hits = nil
	if err := os.Remove(filepath.Join(h.dir, "frontier.db")); err != nil {
		t.Fatal(err)
	}
	h.run(t, site)
	if diff := cmp.Diff(want, inventory(t, h)); diff != "" {
		t.Errorf("what is there differs (-want +got):\n%s", diff)
	}
	delete(p.hits, "/robots.txt")
	delete(p.hits, "/prive/x")
	if len(p.hits) > 0 {
		t.Errorf("pages were fetched again: %v", slices.Collect(maps.Keys(p.hits)))
	}
}

// otherPages is plainPages after a change of the program: every text is other.
type otherPages struct{ plainPages }

func (o otherPages) Extract(p extract.Page) (*extract.Document, error) {
	d, err := o.plainPages.Extract(p)
	if err == nil {
		d.Text += "\nFin."
	}
	return d, err
}

// A better extractor makes no new versions, neither when the archive is
// processed again nor when a page comes back with the same text.
func TestReprocessOther(t *testing.T) {
	p := smallSite()
	server := httptest.NewServer(p)
	defer server.Close()
	site, h := testSite(server), newHouse(t)
	h.run(t, site)
	h.open(t)
	defer h.close(t)
	c := h.crawl(t, site)
	c.Extractor = otherPages{}
	if err := c.Reprocess(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	p.body["/Actualites/A"] += "<!-- another template -->"
	p.mu.Unlock()
	h.clock.After(24 * time.Hour)
	h.begin(t, site)
	c.Stats = new(pipeline.Stats)
	if err := c.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := c.Stats.Snapshot().Total; n.Changed != 0 || n.New != 0 || n.Releases != 1 {
		t.Errorf("counts are %+v; want the one page with new bytes, unchanged in text", n)
	}
	for _, r := range h.index.docs {
		if r.Version != 1 || !strings.HasSuffix(r.Doc.Text, "Fin.") {
			t.Errorf("%s is in version %d: %q", r.URL, r.Version, r.Doc.Text)
		}
	}
}

func TestReprocess(t *testing.T) {
	server := httptest.NewServer(smallSite())
	defer server.Close()
	site, h := testSite(server), newHouse(t)
	h.run(t, site)
	want := h.index.urls()
	for _, ledger := range []bool{true, false} {
		h.open(t)
		h.index = new(memoryIndex)
		c := &pipeline.Crawl{Archive: h.archive, Extractor: plainPages{}, Indexer: h.index, Sites: map[string]*pipeline.Site{"59": site}, Log: nil}
		if ledger {
			c.Ledger = h.frontier
		}
		if err := c.Reprocess(context.Background(), func(string) *pipeline.Site { return site }); err != nil {
			t.Fatal(err)
		}
		h.close(t)
		if diff := cmp.Diff(want, h.index.urls()); diff != "" {
			t.Errorf("with a ledger %v: releases (-want +got):\n%s", ledger, diff)
		}
		for _, r := range h.index.docs {
			if r.Version != 1 {
				t.Errorf("with a ledger %v: %s is in version %d; want 1", ledger, r.URL, r.Version)
			}
		}
	}
}
