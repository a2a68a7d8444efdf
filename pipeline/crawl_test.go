package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"estrade/extract"
	"estrade/pipeline"
)

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
	p.body["/Actualites/D"] = "301 /Actualites" // as good as gone
	p.body["/Actualites/E2"] = p.body["/Actualites/E"]
	p.body["/Actualites/E"] = "301 /Actualites/E2" // moved
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
	if total.Changed != 1 || total.Withdrawn != 1 || total.New != 1 || total.Unchanged < 5 {
		t.Errorf("counts are %+v; want 1 changed, 1 withdrawn, 1 new address, the rest unchanged", total)
	}
	if got := len(h.index.docs); got != first {
		t.Errorf("%d releases in the index; want %d: what is withdrawn stays, what has moved is there once", got, first)
	}
	for _, r := range h.index.docs {
		name := r.URL[strings.LastIndexByte(r.URL, '/')+1:]
		if gone := name == "B" || name == "D"; gone == r.Withdrawn.IsZero() {
			t.Errorf("%s is withdrawn %v", r.URL, r.Withdrawn)
		}
		if (name == "A") != (r.Version == 2) {
			t.Errorf("%s is in version %d", r.URL, r.Version)
		}
		if name == "E" {
			t.Error("the old address of a release that moved is still there")
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

// A server that wants a last "/" is asked with it once that is known, and
// without where it has no such page.
func TestSlashes(t *testing.T) {
	var hits []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hits = append(hits, r.URL.Path)
		name := strings.Trim(r.URL.Path, "/")
		switch {
		case name == "":
			fmt.Fprint(w, `<a href="/a/">x</a><a href="/b/">x</a><a href="/c/">x</a><a href="/plain">x</a>`)
		case name == "plain" && r.URL.Path == "/plain":
			fmt.Fprint(w, release(name, long(name)))
		case len(name) > 1:
			http.NotFound(w, r)
		case r.URL.Path == "/"+name:
			http.Redirect(w, r, "/"+name+"/", http.StatusMovedPermanently)
		default:
			fmt.Fprint(w, release(name, long(name)))
		}
	}))
	defer server.Close()
	site, h := testSite(server), newHouse(t)
	h.open(t)
	defer h.close(t)
	h.begin(t, site)
	c := h.crawl(t, site)
	c.Fetchers = 1
	if err := c.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "b", "c", "plain"}, h.index.urls()); diff != "" {
		t.Errorf("releases (-want +got):\n%s", diff)
	}
	want := []string{"/robots.txt", "/", "/sitemap.xml", "/a", "/a/", "/b/", "/c/", "/plain/", "/plain"}
	if diff := cmp.Diff(want, hits); diff != "" {
		t.Errorf("asked for (-want +got):\n%s", diff)
	}
}

// What a crawl has no budget for is fetched by later ones, although the pages
// that link it have not changed.
func TestCutShort(t *testing.T) {
	p := &pages{body: map[string]string{"/": `<a href="/l1">x</a><a href="/l2">x</a><a href="/gone">x</a>`}}
	want := []string{"late"}
	for i := range 12 {
		list, name := fmt.Sprint("/l", i%2+1), fmt.Sprint("r", i)
		p.body[list] += `<a href="/` + name + `">x</a>`
		p.body["/"+name] = release(name, long(name))
		want = append(want, name)
	}
	p.body["/l1"] += `<a href="/late">x</a>`
	server := httptest.NewServer(p)
	defer server.Close()
	site, h := testSite(server), newHouse(t)
	site.MaxPages = 8
	slices.Sort(want)
	for n := 1; !slices.Equal(h.index.urls(), want); n++ {
		if n > 4 {
			t.Fatalf("after 4 crawls of 8 pages there are %v; want %v", h.index.urls(), want)
		}
		h.run(t, site)
		h.clock.After(24 * time.Hour)
		if n == 1 { // it can be had from now on, and a list says nothing new
			p.set("/late", release("late", long("late")))
		}
	}
	if n := p.hits["/gone"]; n != 1 {
		t.Errorf("a page that is not there was asked for %d times; want 1", n)
	}
}

// A page that went to another address and has come back, while the other now
// leads to it, is no loop.
func TestMovedBack(t *testing.T) {
	p := &pages{body: map[string]string{
		"/":  `<a href="/a">x</a><a href="/b">x</a>`,
		"/a": "301 /b",
		"/b": release("Titre", long("alpha")),
	}}
	server := httptest.NewServer(p)
	defer server.Close()
	site, h := testSite(server), newHouse(t)
	h.run(t, site)
	if diff := cmp.Diff([]string{"b"}, h.index.urls()); diff != "" {
		t.Errorf("releases at first (-want +got):\n%s", diff)
	}
	p.set("/a", p.body["/b"])
	p.set("/b", "301 /a")
	h.clock.After(24 * time.Hour)
	h.run(t, site)
	if diff := cmp.Diff([]string{"a"}, h.index.urls()); diff != "" {
		t.Errorf("releases after it came back (-want +got):\n%s", diff)
	}
	if n := h.stats.Snapshot().Total.Failed["redirect loop"]; n != 0 {
		t.Errorf("%d redirect loops; want 0", n)
	}
}

// A clock that goes back, between two crawls and within one, loses nothing and
// keeps no page waiting; versions stand in the order in which they came.
func TestClockBack(t *testing.T) {
	p := smallSite()
	h := newHouse(t)
	back := func(d time.Duration) {
		h.clock.mu.Lock()
		defer h.clock.mu.Unlock()
		h.clock.now = h.clock.now.Add(-d)
	}
	asked := 0
	var mu sync.Mutex
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked++
		if asked == 6 {
			back(100 * 24 * time.Hour)
		}
		if n := asked; n == 4 || n == 9 { // tried again, after a wait that the change of the clock must not make longer
			mu.Unlock()
			http.Error(w, "later", http.StatusServiceUnavailable)
			return
		}
		mu.Unlock()
		p.ServeHTTP(w, r)
	}))
	defer server.Close()
	site := testSite(server)
	h.run(t, site)
	first := h.index.urls()
	want := []string{"Actualites/A", "Actualites/B", "Actualites/C", "Actualites/C-presque", "Actualites/D", "Actualites/E"}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Errorf("releases (-want +got):\n%s", diff)
	}
	p.set("/Actualites/A", release("Titre A", "Rectificatif. "+long("alpha")))
	back(400 * 24 * time.Hour)
	h.run(t, site)
	for _, r := range h.index.docs {
		if a := strings.HasSuffix(r.URL, "/A"); a != (r.Version == 2) || a != strings.Contains(r.Doc.Text, "Rectificatif") {
			t.Errorf("%s is in version %d: %.40q", r.URL, r.Version, r.Doc.Text)
		}
	}
	h.open(t)
	defer h.close(t)
	if n := h.frontier.Len(); n != 0 {
		t.Errorf("%d tasks are left; want 0", n)
	}
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

// What fails for a while is tried again, with the rest that the server asks
// for; what fails for good is counted under its reason; all else goes on.
func TestFaultySite(t *testing.T) {
	var mu sync.Mutex
	hits := make(map[string]int)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		hits[r.URL.Path]++
		n := hits[r.URL.Path]
		mu.Unlock()
		w.Header().Set("Content-Type", "text/html")
		switch r.URL.Path {
		case "/":
			for _, l := range []string{"good", "busy", "reset", "cut", "broken", "bomb", "image", "forbidden", "huge"} {
				fmt.Fprintf(w, `<a href="/%s">x</a>`, l)
			}
		case "/good":
			fmt.Fprint(w, release("Good", long("alpha")))
		case "/busy":
			if n <= 2 {
				w.Header().Set("Retry-After", "90")
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			fmt.Fprint(w, release("Busy", long("beta")))
		case "/reset":
			if n <= 2 {
				panic(http.ErrAbortHandler)
			}
			fmt.Fprint(w, release("Reset", long("gamma")))
		case "/cut":
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "short")
		case "/broken":
			w.WriteHeader(http.StatusInternalServerError)
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(zip(strings.Repeat("\x00", 22<<20)))
		case "/image":
			w.Header().Set("Content-Type", "image/png")
		case "/forbidden":
			w.WriteHeader(http.StatusForbidden)
		case "/huge":
			w.Header().Set("X", strings.Repeat("x", 100<<10))
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	site, h := testSite(server), newHouse(t)
	began := h.clock.Now()
	h.run(t, site)
	if diff := cmp.Diff([]string{"busy", "good", "reset"}, h.index.urls()); diff != "" {
		t.Errorf("releases (-want +got):\n%s", diff)
	}
	want := map[string]int{"truncated": 1, "status 500": 1, "too large": 1, "content type": 1, "status 403": 1, "header too large": 1, "status 404": 1}
	if diff := cmp.Diff(want, h.stats.Snapshot().Total.Failed); diff != "" {
		t.Errorf("failures (-want +got):\n%s", diff)
	}
	if waited := h.clock.Now().Sub(began); waited < 180*time.Second {
		t.Errorf("the crawl took %v; want at least the rests asked for", waited)
	}
	if hits["/broken"] != 5 || hits["/cut"] != 5 || hits["/image"] != 1 || hits["/forbidden"] != 1 {
		t.Errorf("attempts are %v; want five of what may pass, one of what will not", hits)
	}
}
