package export

import (
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"estrade/extract"
	"estrade/index"
)

// Feed is an Atom feed (RFC 4287) of what a question finds.
type Feed struct {
	ID      string // stable for the question; see FeedID
	Title   string
	Self    string    // address of the feed; may be empty
	Page    string    // address of the page that shows the same; may be empty
	Updated time.Time // for a feed without entries

	// Permalink is the address of a hit's own page; nil where there is none.
	Permalink func(index.Hit) string
}

// FeedID is the ID of the feed of a question about one kind of entry.
func FeedID(of index.Of, q index.Query) string {
	question := "*"
	if q != nil {
		question = q.String()
	}
	return urn("feed", fmt.Sprint(of), question)
}

// urn is a name that is the same wherever the same things are named: a UUID of
// version 8 (RFC 9562) made of their SHA-256.
func urn(parts ...string) string {
	h := sha256.Sum256([]byte("estrade\x00" + strings.Join(parts, "\x00")))
	h[6] = h[6]&0x0f | 0x80
	h[8] = h[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

type atomFeed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Updated   string      `xml:"updated"`
	Generator string      `xml:"generator"`
	Author    atomAuthor  `xml:"author"`
	Links     []atomLink  `xml:"link"`
	Entries   []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Published  string         `xml:"published,omitempty"`
	Author     *atomAuthor    `xml:"author"`
	Links      []atomLink     `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Summary    *atomText      `xml:"summary"`
	Content    *atomText      `xml:"content"`
}

// Write writes the feed with the hits as entries, in their order.
func (f Feed) Write(w io.Writer, hits []index.Hit) error {
	feed := atomFeed{ID: f.ID, Title: f.Title, Generator: "Estrade", Author: atomAuthor{"Estrade"}}
	link := func(links *[]atomLink, rel, kind, href string) {
		if href != "" {
			*links = append(*links, atomLink{rel, kind, href})
		}
	}
	link(&feed.Links, "self", "application/atom+xml", f.Self)
	link(&feed.Links, "alternate", "text/html", f.Page)
	updated := time.Time{}
	for _, h := range hits {
		e, at := f.entry(h, link)
		if at.After(updated) {
			updated = at
		}
		feed.Entries = append(feed.Entries, e)
	}
	if updated.IsZero() {
		updated = f.Updated
	}
	feed.Updated = updated.UTC().Format(time.RFC3339)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(feed); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// entry is the entry of a hit, and when it came to be what it is.
func (f Feed) entry(h index.Hit, link func(*[]atomLink, string, string, string)) (atomEntry, time.Time) {
	var e atomEntry
	var p index.Provenance
	day := ""
	if s := h.Statement; s != nil {
		p, day = s.Release.Provenance, s.Day()
		e.ID, e.Title = urn("statement", s.ID), headline(s)
		e.Author = &atomAuthor{s.Speaker}
		if s.Kind != extract.Attended {
			e.Summary = &atomText{"text", s.Words}
		}
		e.Content = &atomText{"text", s.Evidence + "\n\n" + s.Release.Title}
		e.Categories = []atomCategory{{Term: string(s.Kind)}}
	} else {
		r := h.Release
		p, day = r.Provenance, r.Published
		e.ID, e.Title = urn("release", r.ID), r.Title
		var shown []string
		for _, s := range h.Snippets {
			shown = append(shown, s.Text)
		}
		if len(shown) > 0 {
			e.Summary = &atomText{"text", strings.Join(shown, " … ")}
		}
	}
	if p.URL == "" && e.Content == nil {
		e.Content = &atomText{"text", e.Title} // an entry has a link or content
	}
	if f.Permalink != nil {
		link(&e.Links, "alternate", "text/html", f.Permalink(h))
		link(&e.Links, "via", "", p.URL)
	} else {
		link(&e.Links, "alternate", "", p.URL)
	}
	published := time.Time{}
	if x, err := index.ParsePeriod(day); err == nil {
		published, _ = time.Parse(time.DateOnly, x.From.String())
		e.Published = published.Format(time.RFC3339)
	}
	updated := p.Fetched
	if updated.IsZero() {
		updated = published
	}
	e.Updated = updated.UTC().Format(time.RFC3339)
	return e, updated
}

// headline says who spoke where in one line.
func headline(s *index.Statement) string {
	b := s.Speaker
	if s.Title != "" && s.Title != s.Speaker {
		b += ", " + s.Title
	}
	if s.Place != nil {
		b += " — " + s.Place.Text
	}
	if s.Date != "" {
		b += " — " + s.Date
	}
	return b
}
