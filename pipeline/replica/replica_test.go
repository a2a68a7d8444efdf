package replica_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"estrade/pipeline/replica"
)

func site(t *testing.T, code string, o replica.Options) *replica.Site {
	t.Helper()
	o.Sites = []string{code}
	sites, err := replica.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return sites[0]
}

// get asks a site without a network.
func get(t *testing.T, s http.Handler, path string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://replica.example"+path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// What a site answers for one path.
func TestAnswers(t *testing.T) {
	const mons = "/Actualites/Communiques-de-presse/Protection-civile-troisieme-rencontre-franco-belge-a-Mons"
	for _, c := range []struct {
		code, path string
		status     int
		kind       string // prefix of Content-Type
		holds      string
	}{
		{"59", "/", 200, "text/html; charset=utf-8", `<main role="main" id="main">`},
		{"59", "/Actualites", 200, "text/html", "fr-card--grey"},
		{"59", "/Actualites/(offset)/10", 200, "text/html", "fr-pagination__link--prev"},
		{"59", "/Actualites/(offset)/999990", 404, "text/html", "Page non trouvée"},
		{"59", "/Actualites/(offset)/x", 404, "text/html", ""},
		{"59", mons, 200, "text/html", "<h1 class=\"fr-h1\">Protection civile"},
		{"59", mons, 200, "text/html", `<a id= class="fr-link fr-link--download" href="/contenu/telechargement/98001/640001/file/programme-rencontre-mons.pdf">Télécharger Programme de la rencontre<span class="fr-link__detail">PDF - 0,01 Mb - 12/03/2024</span></a>`},
		{"59", "/index.php" + mons, 200, "text/html", "<h1 class=\"fr-h1\">Protection civile"},
		{"59", "/layout/set/print" + mons, 200, "text/html", "<h1>Protection civile"},
		{"59", mons + "?utm_source=lettre", 200, "text/html", "<h1 class=\"fr-h1\">Protection civile"},
		{"59", "/contenu/telechargement/98001/640001/file/programme-rencontre-mons.pdf", 200, "application/pdf", "%PDF-1.4"},
		{"59", "/Publications/Salle-de-presse", 301, "", ""},
		{"59", "/Actualites/Agenda-supprime", 404, "text/html", "Page non trouvée"},
		{"59", "/robots.txt", 200, "text/plain", "Sitemap: http://replica.example/sitemap.xml"},
		{"59", "/sitemap.xml", 200, "application/xml", "<loc>http://replica.example" + mons + "</loc>"},
		{"59", "/syndication/flux/actualites", 200, "application/rss+xml", "?xtor=RSS-1</link>"},
		{"59", "/contenu/action?SearchText=eau", 200, "text/html", "/contenu/action/(offset)/10?SearchText=eau"},
		{"59", "/contenu/action/(offset)/10?SearchText=eau", 200, "text/html", "/contenu/action/(offset)/20?SearchText=eau"},
		{"59", "/Actualites/Agenda/calendrier/2024-12", 200, "text/html", "/Actualites/Agenda/calendrier/2025-01"},
		{"59", "/Actualites/Living-in-France-working-in-Belgium", 200, "text/html", `<html lang="en"`},
		{"07", "/robots.txt", 200, "text/plain", "Crawl-delay: 0.01"},
		{"07", "/sitemap.xml", 200, "application/xml", "<sitemapindex"},
		{"07", "/sitemap-pages.xml", 200, "application/xml", "<urlset"},
		{"07", "/crues-du-doux-les-services-de-l-etat-mobilises-a6156.html", 301, "", ""},
		{"07", "/Actualites", 200, "text/html", `<span class="next">`},
		{"07", "/content/download/19004/142875/file/CP-plateau-sante-Lalevade.pdf", 200, "application/pdf", "%%EOF"},
		{"R53", "/robots.txt", 404, "text/html", ""},
		{"R53", "/sitemap.xml", 404, "text/html", ""},
		{"R53", "/bretagne", 200, "text/html", "news-list-title"},
		{"R53", "/", 404, "text/html", ""},
		{"R53", "/bretagne/Actualites", 200, "text/html", `<li class="next"><a href="/bretagne/Actualites/(offset)/5">`},
		{"R53", "/bretagne/Grands-dossiers/Contrat-de-plan-Etat-Region-2021-2027", 200, "text/html", `CPER<span class="glossary-definition">`},
	} {
		r := get(t, site(t, c.code, replica.Options{}), c.path)
		if r.StatusCode != c.status || !strings.HasPrefix(r.Header.Get("Content-Type"), c.kind) {
			t.Errorf("%s %s = %d %q; want %d %q", c.code, c.path, r.StatusCode, r.Header.Get("Content-Type"), c.status, c.kind)
		}
		if got := body(t, r); !strings.Contains(got, c.holds) {
			t.Errorf("%s %s lacks %q:\n%.600s", c.code, c.path, c.holds, got)
		}
	}
}

// A walk that follows links as a crawler does reaches every release of every
// site, once the traps are left out, and meets nothing but what is meant.
func TestWalk(t *testing.T) {
	trap := regexp.MustCompile(`/contenu/action|/calendrier/|^/espace-interne|^/normandie|^/pays-de-la-loire|^/var/|^/user/`)
	total := 0
	for _, code := range []string{"59", "07", "R53"} {
		s := site(t, code, replica.Options{})
		seen := map[string]int{}
		next := []string{s.Root}
		for len(next) > 0 {
			p := next[0]
			next = next[1:]
			if _, ok := seen[p]; ok || trap.MatchString(p) {
				continue
			}
			r := get(t, s, p)
			seen[p] = r.StatusCode
			if to := r.Header.Get("Location"); to != "" {
				next = append(next, to)
			}
			if !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
				continue
			}
			doc, err := goquery.NewDocumentFromReader(r.Body)
			if err != nil {
				t.Fatal(err)
			}
			doc.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
				if href := a.AttrOr("href", ""); strings.HasPrefix(href, "/") {
					u, err := url.Parse(href)
					if err != nil {
						t.Errorf("%s links to %q: %v", p, href, err)
						return
					}
					next = append(next, u.Path)
				}
			})
		}
		paths := s.Releases()
		total += len(paths)
		for _, p := range paths {
			if seen[p] != http.StatusOK {
				t.Errorf("%s: release %s has status %d on the walk; want 200", code, p, seen[p])
			}
		}
		counts := map[int]int{}
		for _, status := range seen {
			counts[status]++
		}
		t.Logf("%s: %d releases, statuses %v", code, len(paths), counts)
		if counts[404] == 0 || counts[301] == 0 || len(counts) != 3 {
			t.Errorf("%s: statuses %v; want 200, at least one 301 and one 404, and no other", code, counts)
		}
	}
	if total < 44 {
		t.Errorf("%d releases; want at least 44", total)
	}
}

// The pager of a listing leads through all its pages, in the order that the
// site keeps.
func TestPagers(t *testing.T) {
	for _, c := range []struct {
		code, path, item, day, next string
		oldest                      bool
		pages, items                int
	}{
		{"59", "/Actualites", ".fr-card:not(.fr-card--grey) a.fr-card__link", ".fr-card__detail", "a.fr-pagination__link--next", false, 2, 17},
		{"07", "/Actualites", ".content-view-line h2 a", ".content-view-line .date", ".pagenavigator .next a", true, 2, 12},
		{"R53", "/bretagne/Actualites", "article.news-list-item h2 a", "", ".content-pagination li.next a", false, 2, 10},
	} {
		s := site(t, c.code, replica.Options{})
		var items, days []string
		pages := 0
		for p := c.path; p != ""; pages++ {
			doc, err := goquery.NewDocumentFromReader(get(t, s, p).Body)
			if err != nil {
				t.Fatal(err)
			}
			doc.Find(c.item).Each(func(_ int, a *goquery.Selection) { items = append(items, a.AttrOr("href", "")) })
			if c.day != "" {
				doc.Find(c.day).Each(func(_ int, d *goquery.Selection) {
					f := strings.Split(d.Text()[len(d.Text())-10:], "/")
					days = append(days, f[2]+f[1]+f[0])
				})
			}
			p = doc.Find(c.next).AttrOr("href", "")
		}
		if pages != c.pages || len(items) != c.items {
			t.Errorf("%s %s: %d pages, %d items; want %d, %d", c.code, c.path, pages, len(items), c.pages, c.items)
		}
		if !c.oldest {
			slices.Reverse(days)
		}
		if !slices.IsSorted(days) {
			t.Errorf("%s %s: days %v are not in order", c.code, c.path, days)
		}
		slices.Sort(items)
		if n := len(slices.Compact(items)); n != len(items) {
			t.Errorf("%s %s: %d items stand twice", c.code, c.path, len(items)-n)
		}
	}
}

// The header says Latin-1 and is right; the meta element says UTF-8 and lies.
func TestLatin1(t *testing.T) {
	r := get(t, site(t, "07", replica.Options{}), "/Politiques-publiques/Gel-de-printemps-les-chataigniers-au-regime-des-calamites-agricoles")
	if got, want := r.Header.Get("Content-Type"), "text/html; charset=iso-8859-1"; got != want {
		t.Errorf("Content-Type %q; want %q", got, want)
	}
	b := body(t, r)
	for _, want := range []string{"charset=utf-8", "reconnus au r\xe9gime", "jusqu&#8217;\xe0 80"} {
		if !strings.Contains(b, want) {
			t.Errorf("page lacks %q", want)
		}
	}
}

// A page that has not changed is not sent again.
func TestConditional(t *testing.T) {
	s := site(t, "59", replica.Options{})
	const p = "/Actualites/Vigilance-orange-canicule"
	first := get(t, s, p)
	tag, modified := first.Header.Get("ETag"), first.Header.Get("Last-Modified")
	if tag == "" || modified != "Mon, 18 Jul 2022 08:00:00 GMT" {
		t.Fatalf("ETag %q, Last-Modified %q", tag, modified)
	}
	if r := get(t, s, p, "If-None-Match", tag); r.StatusCode != http.StatusNotModified {
		t.Errorf("same ETag: status %d; want 304", r.StatusCode)
	}
	if r := get(t, s, p, "If-Modified-Since", modified); r.StatusCode != http.StatusNotModified {
		t.Errorf("same Last-Modified: status %d; want 304", r.StatusCode)
	}
	if r := get(t, s, p, "If-None-Match", `"other"`); r.StatusCode != http.StatusOK {
		t.Errorf("other ETag: status %d; want 200", r.StatusCode)
	}
	if r := get(t, s, "/Actualites", "If-None-Match", get(t, s, "/Actualites").Header.Get("ETag")); r.StatusCode != http.StatusNotModified {
		t.Errorf("listing, same ETag: status %d; want 304", r.StatusCode)
	}
}

// A page whose release is a PDF says nothing of it but the link.
func TestPDFPage(t *testing.T) {
	s := site(t, "59", replica.Options{})
	page := body(t, get(t, s, "/Actualites/Communiques-de-presse/Secheresse-le-Nord-place-en-alerte"))
	if strings.Contains(page, "Hogneau") || !strings.Contains(page, "fr-share") {
		t.Error("the page holds the text of its PDF, or no share bar")
	}
	const p = "/contenu/telechargement/95210/621448/file/CP-secheresse-juin-2023.pdf"
	pdf := body(t, get(t, s, p))
	if !strings.Contains(pdf, "Hogneau") || pdf != body(t, get(t, s, p)) {
		t.Error("the PDF lacks its text, or differs from one answer to the next")
	}
}

func TestHostilePage(t *testing.T) {
	b := body(t, get(t, site(t, "59", replica.Options{}), "/Actualites/Communiques-de-presse/Alerte-aux-faux-sites-de-la-prefecture"))
	for _, want := range []string{`<h1 class="fr-h1">Alerte aux faux sites : &lt;script&gt;`, `<script>document.body.innerHTML`, `href="javascript:alert('lien')"`, `onerror="alert('image')"`} {
		if !strings.Contains(b, want) {
			t.Errorf("page lacks %q", want)
		}
	}
}

func TestGenerated(t *testing.T) {
	const n = 2345
	s := site(t, "07", replica.Options{Generated: n})
	count := 0
	for i := range 3 {
		r := get(t, s, "/sitemap-archives-"+string(rune('0'+i))+".xml.gz")
		z, err := gzip.NewReader(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		count += bytes.Count(b, []byte("<loc>"))
	}
	if count != n {
		t.Errorf("the sitemaps list %d generated releases; want %d", count, n)
	}
	const folder = "/Actualites/Archives-des-actualites"
	last := body(t, get(t, s, folder+"/(offset)/2340"))
	if got := strings.Count(last, `class="content-view-line"`); got != 5 {
		t.Errorf("the last page of the archive has %d items; want 5", got)
	}
	p := folder + "/Archive-000777"
	one, two := body(t, get(t, s, p)), body(t, get(t, site(t, "07", replica.Options{Generated: 800}), p))
	if one != two || !strings.Contains(one, "a rappelé que") {
		t.Errorf("a generated release is not the same each time, or says nothing:\n%s", one)
	}
	for _, p := range []string{folder + "/Archive-002346", folder + "/Archive-000000", folder + "/Archive-777"} {
		if r := get(t, s, p); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s = %d; want 404", p, r.StatusCode)
		}
	}
	if r := get(t, site(t, "07", replica.Options{}), folder); r.StatusCode != http.StatusNotFound {
		t.Errorf("archive without generated releases = %d; want 404", r.StatusCode)
	}
}

func TestStart(t *testing.T) {
	r, err := replica.Start(context.Background(), replica.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := len(r.URLs()); got != 3 {
		t.Errorf("%d sites; want 3", got)
	}
	for _, u := range r.URLs() {
		resp, err := http.Get(u)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s = %d; want 200", u, resp.StatusCode)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := http.Get(r.URLs()[0]); err == nil {
		t.Error("a closed replica answers")
	}

	ctx, cancel := context.WithCancel(context.Background())
	if r, err = replica.Start(ctx, replica.Options{Sites: []string{"59"}}); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := replica.New(replica.Options{Sites: []string{"99"}}); err == nil {
		t.Error("a site that does not exist is made")
	}
}

// Whatever is asked for, a site answers in one of the ways it knows.
func FuzzAnswer(f *testing.F) {
	for _, p := range []string{"/", "/Actualites/(offset)/10", "/index.php/index.php//", "/layout/set/print", "/sitemap-archives-0.xml.gz", "/sitemap-archives--1.xml.gz",
		"/contenu/action/(offset)/-5", "/x/calendrier/9999-12", "/Actualites/Archives-des-actualites/Archive-000001", "/Actualites/Archives-des-actualites/(offset)/-10", "/%zz"} {
		f.Add(p)
	}
	sites, err := replica.New(replica.Options{Generated: 30})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, p string) {
		for _, s := range sites {
			r := &http.Request{Method: http.MethodGet, Host: "replica.example", URL: &url.URL{Path: p}, Header: http.Header{}}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if got := w.Code; got != http.StatusOK && got != http.StatusMovedPermanently && got != http.StatusNotFound {
				t.Errorf("%s %q = %d: %.300s", s.Code, p, got, w.Body)
			}
		}
	})
}

func BenchmarkRelease(b *testing.B) {
	sites, err := replica.New(replica.Options{Sites: []string{"59"}, Generated: 20000})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		sites[0].ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/Actualites/Archives-des-actualites/Archive-012345", nil))
	}
}
