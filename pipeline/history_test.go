package pipeline_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"estrade/extract"
	"estrade/pipeline"
)

// rounds crawls a site three times, a day apart, while it changes: A says
// something else and then the first thing again, B is taken down, D moves, C
// stays as it is.
func rounds(t *testing.T) (*house, *pipeline.Site, *httptest.Server, *pages) {
	p := smallSite()
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	site, h := testSite(server), newHouse(t)
	h.run(t, site)
	first := p.body["/Actualites/A"]
	p.set("/Actualites/A", release("Titre A", "Rectificatif. "+long("alpha")))
	p.set("/Actualites/B", "")
	p.set("/Actualites/D", "301 /Actualites")
	h.clock.After(24 * time.Hour)
	h.run(t, site)
	p.set("/Actualites/A", first)
	h.clock.After(24 * time.Hour)
	h.run(t, site)
	return h, site, server, p
}

func (p *pages) set(path, body string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if body == "" {
		delete(p.body, path)
	} else {
		p.body[path] = body
	}
}

func editions(p *pipeline.Past) (list []string) {
	for _, e := range p.Editions {
		s := fmt.Sprintf("%d v%d x%d %s", e.Status, e.Version, e.Visits, e.From.Format("02")+"-"+e.Seen.Format("02"))
		if e.NotRelease != "" {
			s += " " + e.NotRelease
		}
		if e.Target != "" {
			s += " " + e.Target[strings.LastIndexByte(e.Target, '/'):]
		}
		list = append(list, s)
	}
	return list
}

// The archive alone tells how a release has changed, with what a server that
// said "not modified" thereby said.
func TestHistory(t *testing.T) {
	h, site, server, _ := rounds(t)
	h.open(t)
	defer h.close(t)
	history := &pipeline.History{Records: h.archive, Extractor: plainPages{}, SiteOf: func(string) *pipeline.Site { return site }}
	for path, want := range map[string][]string{
		"/Actualites/A":                       {"200 v1 x1 02-02", "200 v2 x1 03-03", "200 v3 x1 04-04"},
		"/index.php/Actualites/A?utm_source=": {"200 v1 x1 02-02", "200 v2 x1 03-03", "200 v3 x1 04-04"},
		"/Actualites/B":                       {"200 v1 x1 02-02", "404 v0 x1 03-03"},
		"/Actualites/C":                       {"200 v1 x3 02-04"},
		"/Actualites/D":                       {"200 v1 x1 02-02", "301 v0 x1 03-03 /Actualites"},
		"/Actualites":                         {"200 v0 x3 02-04 listing"},
		"/Actualites/missing":                 {"404 v0 x1 02-02"},
	} {
		past, ok, err := history.Of(context.Background(), server.URL+path)
		if err != nil || !ok {
			t.Errorf("%s: %v, %v", path, ok, err)
			continue
		}
		if diff := cmp.Diff(want, editions(past)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
	if _, ok, err := history.Of(context.Background(), server.URL+"/never"); ok || err != nil {
		t.Errorf("an address that was never asked for: %v, %v; want false", ok, err)
	}
	var changed []string
	err := history.Changed(context.Background(), func(p *pipeline.Past) error {
		changed = append(changed, fmt.Sprintf("%s %d %s", p.URL[len(server.URL):], p.Versions(), p.Withdrawn().Format("02")))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"/Actualites/A 3 01", "/Actualites/B 1 03", "/Actualites/D 1 03"}
	if diff := cmp.Diff(want, sorted(changed)); diff != "" {
		t.Errorf("changed or withdrawn (-want +got):\n%s", diff)
	}
}

// A frontier made again from the archive knows what the old one knew: times,
// digests, validators, versions, withdrawals. No site is asked.
func TestLedgerFromArchive(t *testing.T) {
	h, site, _, p := rounds(t)
	states := func() (list []pipeline.State) {
		h.open(t)
		defer h.close(t)
		err := h.frontier.States(context.Background(), func(s pipeline.State) error {
			if s.Ref != "" && !strings.HasSuffix(s.URL, ".xml") { // feeds are read as they are crawled
				s.Checked, s.Status, s.Last, s.Failure, s.Kind, s.Depth = time.Time{}, 0, "", "", "", 0 // of the latest answer, whatever it was
				list = append(list, s)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	want := states()
	releases := h.index
	if err := os.Remove(filepath.Join(h.dir, "frontier.db")); err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	p.hits = nil
	p.mu.Unlock()
	h.open(t)
	h.index = new(memoryIndex)
	c := h.crawl(t, site)
	if err := c.Reprocess(context.Background(), func(string) *pipeline.Site { return site }); err != nil {
		t.Fatal(err)
	}
	h.close(t)
	got := states()
	for i := range got { // the index of the archive counts whole seconds
		if i < len(want) && want[i].URL == got[i].URL && want[i].First.Sub(got[i].First) < time.Second {
			got[i].First = want[i].First
		}
		if i < len(want) && want[i].URL == got[i].URL && want[i].Withdrawn.Sub(got[i].Withdrawn) < time.Second {
			got[i].Withdrawn = want[i].Withdrawn
		}
		got[i].Listed = got[i].Listed || want[i].Listed // known of links, which are read as pages are crawled
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("states (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(results(releases), results(h.index)); diff != "" {
		t.Errorf("index (-before +after):\n%s", diff)
	}
	if len(p.hits) > 0 {
		t.Errorf("pages were asked for: %v", p.hits)
	}

	// The next crawl asks for what the archive does not hold, and forgets nothing.
	h.run(t, site)
	delete(p.hits, "/robots.txt")
	delete(p.hits, "/prive/x")
	if len(p.hits) > 0 {
		t.Errorf("pages that are in the archive were asked for: %v", p.hits)
	}
	if diff := cmp.Diff(results(releases), results(h.index)); diff != "" {
		t.Errorf("index after a crawl (-before +after):\n%s", diff)
	}
}

// results tells version and withdrawal of each release.
func results(m *memoryIndex) (list []string) {
	for _, r := range m.docs {
		list = append(list, fmt.Sprintf("%s v%d %s %v", r.URL, r.Version, r.Fetched, !r.Withdrawn.IsZero()))
	}
	return sorted(list)
}

// filePages is plainPages with files: a page offers those ending in ".pdf",
// and one without <p> is a PDF in place of a release if it offers one. A file
// is a release; dated links are <a href=… data-date=…>.
type filePages struct{ plainPages }

func (f filePages) Extract(p extract.Page) (*extract.Document, error) {
	doc, err := f.plainPages.Extract(p)
	if strings.HasSuffix(p.URL, ".pdf") {
		return doc, err
	}
	var offers []extract.Attachment
	for _, l := range f.plainPages.Links(p) {
		if strings.HasSuffix(l.URL, ".pdf") && !strings.Contains(p.URL, "liste") {
			offers = append(offers, extract.Attachment{URL: l.URL})
		}
	}
	if err != nil {
		return &extract.Document{Attachments: offers}, err
	}
	doc.Attachments = offers
	return doc, nil
}

func (f filePages) Links(p extract.Page) []extract.Link {
	links := f.plainPages.Links(p)
	for i := range links {
		if strings.HasSuffix(links[i].URL, ".pdf") {
			links[i].Kind = extract.AttachmentLink
			if strings.Contains(p.URL, "liste") {
				links[i].Date = "2026-03-01"
			}
		}
	}
	return links
}

// A file that a release offers is an attachment of it; one that a listing
// shows, or that a page offers in place of a release, is a release.
func TestAttachments(t *testing.T) {
	p := &pages{body: map[string]string{
		"/":            `<a href="/liste">l</a><a href="/a">a</a><a href="/b">b</a>`,
		"/liste":       `<a href="/shown.pdf">s</a>`,
		"/a":           release("A", long("alpha"), "/annex.pdf", "/shown.pdf", "/only.pdf"),
		"/b":           `<a href="/only.pdf">o</a>`,
		"/annex.pdf":   release("Annexe", long("beta")),
		"/shown.pdf":   release("Montré", long("gamma")),
		"/only.pdf":    release("Seul", long("delta")),
		"/sitemap.xml": `<urlset><url><loc>/annex.pdf</loc></url></urlset>`,
	}}
	server := httptest.NewServer(http.HandlerFunc(p.ServeHTTP))
	defer server.Close()
	site, h := testSite(server), newHouse(t)
	crawl := func() *pipeline.Crawl {
		c := h.crawl(t, site)
		c.Extractor, c.Linker, c.Attachments = filePages{}, filePages{}, true
		return c
	}
	h.open(t)
	h.begin(t, site)
	c := crawl()
	if err := c.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	want := []string{"a", "only.pdf", "shown.pdf"}
	if diff := cmp.Diff(want, h.index.urls()); diff != "" {
		t.Errorf("releases (-want +got):\n%s", diff)
	}
	st, _, err := h.frontier.State(context.Background(), server.URL+"/annex.pdf")
	if err != nil || st.Of != server.URL+"/a" || st.NotRelease != "attachment" || st.Ref == "" {
		t.Errorf("the annex is %+v, %v; want an archived attachment of a", st, err)
	}
	for _, name := range []string{"with the ledger", "without"} {
		if name == "without" {
			h.close(t)
			if err := os.Remove(filepath.Join(h.dir, "frontier.db")); err != nil {
				t.Fatal(err)
			}
			h.open(t)
		}
		h.index = new(memoryIndex)
		if err := crawl().Reprocess(context.Background(), func(string) *pipeline.Site { return site }); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, h.index.urls()); diff != "" {
			t.Errorf("processed again %s: releases (-want +got):\n%s", name, diff)
		}
	}
	h.close(t)
}

// A file that a release offers before a listing shows it was taken for an
// attachment, and becomes a release.
func TestListedLater(t *testing.T) {
	p := &pages{body: map[string]string{
		"/":      release("A", long("alpha"), "/x.pdf"),
		"/x.pdf": release("Communiqué", long("beta")),
	}}
	server := httptest.NewServer(p)
	defer server.Close()
	site, h := testSite(server), newHouse(t)
	h.open(t)
	defer h.close(t)
	for _, want := range [][]string{{""}, {"", "x.pdf"}} {
		h.begin(t, site)
		c := h.crawl(t, site)
		c.Extractor, c.Linker, c.Attachments = filePages{}, filePages{}, true
		if err := c.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		if err := h.frontier.End(context.Background(), site.Code); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, h.index.urls()); diff != "" {
			t.Errorf("releases (-want +got):\n%s", diff)
		}
		p.set("/", release("A", long("alpha"), "/x.pdf", "/liste"))
		p.set("/liste", `<a href="/x.pdf">x</a>`)
		h.clock.After(24 * time.Hour)
	}
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}
