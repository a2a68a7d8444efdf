package pipeline

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html/charset"

	"estrade/extract"
)

const (
	maxFeedLinks = 50000    // of a sitemap, by its own rules
	maxFeed      = 50 << 20 // bytes of a sitemap, by its own rules
)

// IsFeed reports whether a page looks like RSS, Atom or a sitemap, gzipped or
// not.
func IsFeed(p extract.Page) bool {
	body := p.Body
	if bytes.HasPrefix(body, []byte("\x1f\x8b")) {
		return true
	}
	body = bytes.TrimLeft(bytes.TrimPrefix(body[:min(len(body), 1024)], []byte("\xef\xbb\xbf")), " \t\r\n")
	for _, root := range []string{"<rss", "<feed", "<urlset", "<sitemapindex", "<rdf:RDF"} {
		if bytes.Contains(body, []byte(root)) && bytes.HasPrefix(body, []byte("<")) {
			return true
		}
	}
	return false
}

// FeedLinks are the links of an RSS or Atom feed, a sitemap or an index of
// sitemaps. Entries of a feed are releases, with their date; those of a
// sitemap are of unknown kind, with the day of their last change, before which
// they were published; sitemaps of an index are feeds. A broken file gives the
// links before the break, and an error.
func FeedLinks(p extract.Page) ([]extract.Link, error) {
	body := p.Body
	if bytes.HasPrefix(body, []byte("\x1f\x8b")) {
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("read feed %s: %w", p.URL, err)
		}
		if body, err = io.ReadAll(io.LimitReader(z, maxFeed)); err != nil {
			return nil, fmt.Errorf("read feed %s: %w", p.URL, err)
		}
	}
	base, err := url.Parse(p.URL)
	if err != nil {
		return nil, fmt.Errorf("read feed: %w", err)
	}
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	d.Entity = xml.HTMLEntity

	var links []extract.Link
	var link extract.Link // of the entry under way
	var text strings.Builder
	emit := func() {
		if u, err := base.Parse(strings.TrimSpace(link.URL)); err == nil && link.URL != "" && len(links) < maxFeedLinks {
			link.URL = u.String()
			links = append(links, link)
		}
		link = extract.Link{}
	}
	entry := ""
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return links, nil
		}
		if err != nil {
			return links, fmt.Errorf("read feed %s: %w", p.URL, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			text.Reset()
			switch name := t.Name.Local; name {
			case "item", "entry", "url", "sitemap":
				if entry == "" {
					entry = name
					link = extract.Link{Kind: entryKinds[name]}
				}
			case "link": // Atom's
				if entry == "entry" && (attr(t, "rel") == "" || attr(t, "rel") == "alternate") && link.URL == "" {
					link.URL = attr(t, "href")
				}
			}
		case xml.CharData:
			if entry != "" && text.Len() < 4096 {
				text.Write(t)
			}
		case xml.EndElement:
			value := strings.TrimSpace(text.String())
			text.Reset()
			switch name := t.Name.Local; {
			case name == entry && entry != "":
				emit()
				entry = ""
			case name == "link" && entry == "item", name == "loc" && (entry == "url" || entry == "sitemap"):
				if link.URL == "" {
					link.URL = value
				}
			case name == "title" && (entry == "item" || entry == "entry"):
				link.Text = value
			case (name == "pubDate" || name == "published" || name == "date") && entry != "", name == "lastmod" && entry == "url":
				link.Date = feedDate(value)
			}
		}
	}
}

var entryKinds = map[string]extract.LinkKind{
	"item": extract.ReleaseLink, "entry": extract.ReleaseLink,
	"url": extract.NavigationLink, "sitemap": extract.FeedLink,
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// feedDate is the day of an RSS or Atom date; empty if it is neither.
func feedDate(s string) string {
	for _, layout := range []string{time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700", time.RFC3339, "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}
