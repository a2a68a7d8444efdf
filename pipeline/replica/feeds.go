package replica

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"
)

// An index of sitemaps points to files of that name and number of addresses.
const (
	sitemapName = "/sitemap-archives-%d.xml.gz"
	sitemapSize = 1000
)

// feed answers for robots.txt, sitemaps and the RSS feed.
func (s *Site) feed(base, p string) (answer, bool, error) {
	switch {
	case p == "/robots.txt" && s.robots != "":
		return answer{status: http.StatusOK, kind: "text/plain; charset=utf-8", body: []byte(strings.ReplaceAll(s.robots, "{base}", base))}, true, nil
	case p == s.Feed && p != "":
		return answer{status: http.StatusOK, kind: "application/rss+xml; charset=utf-8", body: s.rss(base)}, true, nil
	case p == "/sitemap.xml" && s.sitemap == "plain" && s.options.Generated == 0:
		return xmlAnswer(urlset(base, s.written())), true, nil
	case p == "/sitemap.xml" && s.sitemap != "":
		return xmlAnswer(s.sitemapIndex(base)), true, nil
	case p == "/sitemap-pages.xml" && s.sitemap != "":
		return xmlAnswer(urlset(base, s.written())), true, nil
	}
	var n int
	if _, err := fmt.Sscanf(p, sitemapName, &n); err != nil || p != fmt.Sprintf(sitemapName, n) ||
		s.sitemap == "" || n < 0 || n >= (s.options.Generated+sitemapSize-1)/sitemapSize {
		return answer{}, false, nil
	}
	var paths []string
	for i := n * sitemapSize; i < min((n+1)*sitemapSize, s.options.Generated); i++ {
		paths = append(paths, s.generatedPath(i+1))
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(urlset(base, paths)); err != nil {
		return answer{}, true, err
	}
	if err := z.Close(); err != nil {
		return answer{}, true, err
	}
	return answer{status: http.StatusOK, kind: "application/gzip", body: b.Bytes()}, true, nil
}

func xmlAnswer(body []byte) answer {
	return answer{status: http.StatusOK, kind: "application/xml; charset=utf-8", body: body}
}

// written are the addresses of the home page, the listings and the written
// releases that are pages.
func (s *Site) written() []string {
	paths := []string{s.Root}
	for _, c := range s.sections {
		paths = append(paths, c.Path)
	}
	for _, p := range s.Releases() {
		if s.releases[p].Kind != pdfOnly {
			paths = append(paths, p)
		}
	}
	return paths
}

func urlset(base string, paths []string) []byte {
	var b bytes.Buffer
	b.WriteString(xmlHeader + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, p := range paths {
		fmt.Fprintf(&b, "<url><loc>%s</loc></url>\n", html.EscapeString(base+p))
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}

const xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

func (s *Site) sitemapIndex(base string) []byte {
	var b bytes.Buffer
	b.WriteString(xmlHeader + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	fmt.Fprintf(&b, "<sitemap><loc>%s/sitemap-pages.xml</loc></sitemap>\n", base)
	for n := 0; n*sitemapSize < s.options.Generated; n++ {
		fmt.Fprintf(&b, "<sitemap><loc>%s"+sitemapName+"</loc></sitemap>\n", base, n)
	}
	b.WriteString("</sitemapindex>\n")
	return b.Bytes()
}

// rss is the first page of the first listing. Its addresses say where a reader
// came from.
func (s *Site) rss(base string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, xmlHeader+`<rss version="2.0"><channel><title>%s</title><link>%s</link><description>Actualités</description>`+"\n",
		html.EscapeString(s.Title), base+s.Root)
	if len(s.sections) > 0 {
		for _, r := range s.sections[0].page(s, 0) {
			fmt.Fprintf(&b, "<item><title>%s</title><link>%s?xtor=RSS-1</link><pubDate>%s</pubDate></item>\n",
				html.EscapeString(r.Title), base+r.Path, r.Day.Add(8*time.Hour).Format(time.RFC1123Z))
		}
	}
	b.WriteString("</channel></rss>\n")
	return b.Bytes()
}
