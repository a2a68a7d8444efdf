package pipeline_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"estrade/extract"
	"estrade/pipeline"
)

func zip(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.Bytes()
}

func TestFeedLinks(t *testing.T) {
	for _, tt := range []struct {
		name string
		body []byte
		want []extract.Link
	}{
		{"RSS", []byte(`<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0"><channel><title>Nord</title><link>https://a.fr/</link>
<item><title>Pr` + "\xe9" + `fet &amp; maire</title><link>https://a.fr/x?a=1&amp;b=2</link><pubDate>Fri, 08 Sep 2017 10:00:00 +0200</pubDate></item>
<item><link>/y</link></item><item><title>no link</title></item></channel></rss>`),
			[]extract.Link{
				{URL: "https://a.fr/x?a=1&b=2", Text: "Préfet & maire", Kind: extract.ReleaseLink, Date: "2017-09-08"},
				{URL: "https://a.fr/y", Kind: extract.ReleaseLink},
			}},
		{"Atom", []byte(`<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://a.fr/"/><entry><title>T</title>
<link rel="self" href="/self"/><link rel="alternate" href="/z"/><link href="/other"/><published>2026-01-02T23:00:00+01:00</published></entry></feed>`),
			[]extract.Link{{URL: "https://a.fr/z", Text: "T", Kind: extract.ReleaseLink, Date: "2026-01-02"}}},
		{"sitemap", []byte(`<urlset><url><loc> https://a.fr/1 </loc><lastmod>2026-01-01</lastmod></url><url><loc>https://a.fr/2</loc></url></urlset>`),
			[]extract.Link{{URL: "https://a.fr/1", Kind: extract.NavigationLink, Date: "2026-01-01"}, {URL: "https://a.fr/2", Kind: extract.NavigationLink}}},
		{"index of sitemaps, gzipped", zip(`<sitemapindex><sitemap><loc>https://a.fr/s1.xml.gz</loc></sitemap></sitemapindex>`),
			[]extract.Link{{URL: "https://a.fr/s1.xml.gz", Kind: extract.FeedLink}}},
	} {
		p := extract.Page{URL: "https://a.fr/feed", Body: tt.body}
		if !pipeline.IsFeed(p) {
			t.Errorf("%s: not taken for a feed", tt.name)
		}
		got, err := pipeline.FeedLinks(p)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	for _, body := range []string{"", "<html><body>the &lt;rss> format</body></html>", "plain <rss", "%PDF-1.4"} {
		if pipeline.IsFeed(extract.Page{Body: []byte(body)}) {
			t.Errorf("%q is taken for a feed", body)
		}
	}
	got, err := pipeline.FeedLinks(extract.Page{URL: "https://a.fr/", Body: []byte("<rss><item><link>/a</link></item><item><link>/b</li")})
	if err == nil || len(got) != 1 {
		t.Errorf("a cut feed gives %v, %v; want its one whole entry and an error", got, err)
	}
}

func FuzzFeedLinks(f *testing.F) {
	f.Add([]byte("<rss><item><link>/a</link></item></rss>"))
	f.Add(zip("<urlset><url><loc>/a</loc></url></urlset>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		pipeline.FeedLinks(extract.Page{URL: "https://a.fr/", Body: b})
	})
}

func TestSame(t *testing.T) {
	body := "Le préfet du Nord a réuni le 12 mars les maires de l'arrondissement de Lille pour faire le point sur la sécurité des établissements scolaires. " +
		"Il a rappelé que 120 policiers et gendarmes seraient présents aux abords des lycées, et remercié les communes pour leur aide. " +
		"La procureure de la République a présenté les suites données aux faits constatés depuis septembre, et le recteur les mesures prises dans les collèges."
	for _, tt := range []struct{ what, a, b, want string }{
		{"equal", "T\n" + body, "T\n" + body, "same text"},
		{"space, case, punctuation", "T\n" + body, "t\n\n" + strings.ToUpper(strings.ReplaceAll(body, ", ", " ,  ")), "same text"},
		{"equal body under another title", "T\n" + body, "Imprimer\n" + body, "near text"},
		{"equal short bodies say little", "T\nVoir le document", "U\nVoir le document", ""},
		{"another number", "T\n" + body, "T\n" + strings.Replace(body, "12 mars", "13 mars", 1), ""},
		{"another title and text", "T\n" + body, "U\n" + body + " Fin.", ""},
		{"quite another text", "T\n" + body, "T\n12 120 " + strings.Repeat("autre chose ", 40), ""},
	} {
		if got := pipeline.Same(tt.a, tt.b); got != tt.want {
			t.Errorf("%s: %q; want %q", tt.what, got, tt.want)
		}
	}
	long := strings.Repeat(body+" ", 4)
	if got := pipeline.Same("T\n"+long, "T\n"+long+"Retour"); got != "near text" {
		t.Errorf("a word more in a long text: %q; want near text", got)
	}
}

func TestFollow(t *testing.T) {
	site := &pipeline.Site{Code: "59", Hosts: []string{"a.fr"}, Path: "/", Start: []string{"https://a.fr/"}, MaxDepth: 3}
	card := func(n int, date string) extract.Link {
		return extract.Link{URL: fmt.Sprint("https://a.fr/", n), Kind: extract.ReleaseLink, Date: date}
	}
	next := extract.Link{URL: "https://a.fr/l/(offset)/10", Kind: extract.PagerLink}
	for _, tt := range []struct {
		what, since string
		depth       int
		links       []extract.Link
		want        string
		refused     string
	}{
		{"all are followed", "", 0, []extract.Link{card(1, "2026-03-02"), card(2, "2026-03-01"), next}, "1 2 l/(offset)/10", ""},
		{"older ones are left out", "2026-03-02", 0, []extract.Link{card(1, "2026-03-02"), card(2, "2026-03-01"), next}, "1 l/(offset)/10", "older than asked"},
		{"the newest first: the pager ends", "2026-04-01", 0, []extract.Link{card(1, "2026-03-02"), card(2, "2026-03-01"), next}, "", "older than asked older than asked older than asked"},
		{"the oldest first: the pager goes on", "2026-04-01", 0, []extract.Link{card(1, "2026-03-01"), card(2, "2026-03-02"), next}, "l/(offset)/10", "older than asked older than asked"},
		{"too deep", "", 3, []extract.Link{card(1, "")}, "", "too deep"},
		{"a pager is no deeper", "", 3, []extract.Link{next}, "l/(offset)/10", ""},
		{"off site", "", 0, []extract.Link{{URL: "https://b.fr/"}, {URL: "mailto:x@a.fr"}, {URL: "https://a.fr/%zz"}}, "", "off site bad address"},
		{"attachments only if asked", "", 0, []extract.Link{{URL: "https://a.fr/contenu/telechargement/1/2/file/x.pdf", Kind: extract.AttachmentLink}}, "", "attachment"},
	} {
		got, refused := pipeline.Follow(site, tt.since, pipeline.Task{URL: "https://a.fr/l", Depth: tt.depth}, tt.links)
		for i := range got {
			got[i] = strings.TrimPrefix(got[i], "https://a.fr/")
		}
		if strings.Join(got, " ") != tt.want || strings.Join(refused, " ") != tt.refused {
			t.Errorf("%s: followed %q, left out %q; want %q and %q", tt.what, got, refused, tt.want, tt.refused)
		}
	}
}

// Where a date is asked for, a sitemap's entries count by their last change,
// and those without one are left to the listings.
func TestSitemapSince(t *testing.T) {
	site := &pipeline.Site{Code: "59", Hosts: []string{"a.fr"}, Path: "/", Start: []string{"https://a.fr/"}}
	links, err := pipeline.FeedLinks(extract.Page{URL: "https://a.fr/sitemap.xml", Body: []byte(
		`<urlset><url><loc>/old</loc><lastmod>2025-12-31T23:00:00+01:00</lastmod></url><url><loc>/new</loc><lastmod>2026-02-01</lastmod></url><url><loc>/undated</loc></url></urlset>`)})
	if err != nil {
		t.Fatal(err)
	}
	from := pipeline.Task{URL: "https://a.fr/sitemap.xml", Kind: extract.FeedLink}
	got, refused := pipeline.Follow(site, "2026-01-01", from, links)
	if want := []string{"https://a.fr/new"}; !slices.Equal(got, want) || !slices.Equal(refused, []string{pipeline.TooOld, pipeline.Undated}) {
		t.Errorf("followed %q, left out %q; want the new one alone", got, refused)
	}
	if got, _ := pipeline.Follow(site, "", from, links); len(got) != 3 {
		t.Errorf("without a date asked for, %q; want all", got)
	}
}
