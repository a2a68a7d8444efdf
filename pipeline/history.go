package pipeline

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"estrade/extract"
)

// Edition is what visits to an address found until one found something else.
type Edition struct {
	Ref    string    // of the first record
	Digest string    // of its payload
	From   time.Time // of the first visit
	Seen   time.Time // of the last visit that found the same
	Visits int
	Status int    // HTTP status of the first visit
	Target string // where a redirect leads; empty for anything else

	// Version counts the texts of a release from 1, as the index does. It is
	// 0 for what is no release, and then NotRelease says why, for a page.
	Version    int
	NotRelease string
	Title      string
	Text       string // title, a newline and the body
}

// Gone reports whether the server said that there is no page, or led elsewhere.
func (e *Edition) Gone() bool { return e.Status >= 300 }

// Past is all that an archive knows of one address.
type Past struct {
	URL      string // canonical
	Site     *Site
	Editions []Edition // oldest first; never empty
}

// Versions is the number of texts that the release has had; 0 if there was none.
func (p *Past) Versions() int {
	n := 0
	for _, e := range p.Editions {
		n = max(n, e.Version)
	}
	return n
}

// Title is that of the latest version of the release; empty if there was none.
func (p *Past) Title() string {
	title := ""
	for _, e := range p.Editions {
		if e.Version > 0 {
			title = e.Title
		}
	}
	return title
}

// Withdrawn is when a release that had stood there was first gone; zero while
// it stands, and if there was none.
func (p *Past) Withdrawn() time.Time {
	last := p.Editions[len(p.Editions)-1]
	if p.Versions() == 0 || !last.Gone() {
		return time.Time{}
	}
	i := len(p.Editions) - 1
	for i > 0 && p.Editions[i-1].Gone() {
		i--
	}
	return p.Editions[i].From
}

// Records are what a History reads: an archive with a way to find an address.
type Records interface {
	Read(ctx context.Context, ref string) (*Exchange, error)
	Each(ctx context.Context, after string, yield func(Archived) error) error
	Lookup(ctx context.Context, url string, yield func(Archived) error) error
}

// History tells from the archive alone how pages have changed. It can be asked
// while a crawl goes on.
type History struct {
	Records   Records
	Extractor extract.Extractor
	SiteOf    func(url string) *Site // nil for an address of no known site
}

func (h *History) site(url string) *Site {
	if s := h.SiteOf(url); s != nil {
		return s
	}
	return &Site{}
}

// Of is the past of an address, which may be any that leads to the page; false
// if the archive holds none.
func (h *History) Of(ctx context.Context, url string) (*Past, bool, error) {
	site := h.site(url)
	address, err := site.Canonical(url)
	if err != nil {
		return nil, false, err
	}
	var visits []Archived
	err = h.Records.Lookup(ctx, address, func(a Archived) error {
		if c, err := site.Canonical(a.URL); err == nil && c == address { // the key of the index is not as strict
			visits = append(visits, a)
		}
		return nil
	})
	if err != nil || len(visits) == 0 {
		return nil, false, err
	}
	p, err := h.past(ctx, site, address, visits)
	return p, err == nil, err
}

// Changed calls yield for every release whose text has changed or that was
// withdrawn, in the order in which their pages were first archived.
func (h *History) Changed(ctx context.Context, yield func(*Past) error) error {
	type page struct {
		number int
		digest string
		moved  bool // there is more to tell than one payload
	}
	canonical := func(a Archived) string {
		if c, err := h.site(a.URL).Canonical(a.URL); err == nil {
			return c
		}
		return a.URL
	}
	pages := make(map[string]*page)
	err := h.Records.Each(ctx, "", func(a Archived) error {
		url := canonical(a)
		p := pages[url]
		switch {
		case p == nil && a.Status < 300:
			pages[url] = &page{number: len(pages), digest: a.Digest}
		case p != nil && a.Status != 304 && (a.Status >= 300 || a.Digest != p.digest):
			p.moved = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	visits := make(map[string][]Archived)
	err = h.Records.Each(ctx, "", func(a Archived) error {
		if url := canonical(a); pages[url] != nil && pages[url].moved {
			visits[url] = append(visits[url], a)
		}
		return nil
	})
	if err != nil {
		return err
	}
	urls := make([]string, 0, len(visits))
	for url := range visits {
		urls = append(urls, url)
	}
	slices.SortFunc(urls, func(a, b string) int { return pages[a].number - pages[b].number })
	for _, url := range urls {
		p, err := h.past(ctx, h.site(url), url, visits[url])
		if err != nil {
			return err
		}
		if p.Versions() < 2 && p.Withdrawn().IsZero() {
			continue
		}
		if err := yield(p); err != nil {
			return err
		}
	}
	return nil
}

// past puts the visits to one address together.
func (h *History) past(ctx context.Context, site *Site, address string, visits []Archived) (*Past, error) {
	p := &Past{URL: address, Site: site}
	version, text := 0, "" // of the last release
	for _, a := range visits {
		var last *Edition
		if n := len(p.Editions); n > 0 {
			last = &p.Editions[n-1]
		}
		if last != nil && (a.Status == 304 && !last.Gone() || a.Status < 300 && !last.Gone() && a.Digest == last.Digest) {
			last.Seen, last.Visits = a.Fetched, last.Visits+1
			continue
		}
		if a.Status == 304 {
			continue // says nothing of a page that was never there
		}
		e := Edition{Ref: a.Ref, Digest: a.Digest, From: a.Fetched, Seen: a.Fetched, Visits: 1, Status: a.Status}
		like := ""
		if a.Status != 404 && a.Status != 410 {
			x, err := h.Records.Read(ctx, a.Ref)
			if err != nil {
				return nil, fmt.Errorf("history of %s: %w", address, err)
			}
			e.From, e.Seen = x.Began, x.Began
			if a.Status >= 300 {
				e.Target = target(x, site)
			} else {
				like = h.read(x.Page(), &e)
			}
		}
		if like != "" {
			if like != text {
				version++
			}
			e.Version, text = version, like
		}
		if last != nil && last.Gone() == e.Gone() && last.Version == e.Version && last.NotRelease == e.NotRelease && last.Target == e.Target {
			last.Seen, last.Visits, last.Digest = e.Seen, last.Visits+1, e.Digest
			continue
		}
		p.Editions = append(p.Editions, e)
	}
	if len(p.Editions) == 0 {
		return nil, fmt.Errorf("history of %s: the archive holds only word that it has not changed", address)
	}
	return p, nil
}

// read extracts the page of an edition and returns a digest of its text; empty
// if it is no release.
func (h *History) read(page extract.Page, e *Edition) string {
	doc, err := safeExtract(h.Extractor, page)
	var not *extract.NotReleaseError
	switch {
	case errors.As(err, &not):
		e.NotRelease = not.Reason
	case err != nil:
		e.NotRelease = "unreadable page"
	case doc == nil:
		e.NotRelease = "no document"
	default:
		e.Title, e.Text = doc.Title, doc.Text
		return like("", "", doc.Text).Text
	}
	return ""
}

// target is where a redirect leads, in the site's form.
func target(x *Exchange, site *Site) string {
	from, err := url.Parse(x.URL)
	if err != nil {
		return ""
	}
	to, err := from.Parse(x.Header.Get("Location"))
	if err != nil {
		return ""
	}
	if c, err := site.Canonical(to.String()); err == nil {
		return c
	}
	return to.String()
}

// safeExtract is Extract with a panic turned into an error: a page must never
// end the program.
func safeExtract(e extract.Extractor, page extract.Page) (doc *extract.Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, fmt.Errorf("extract %s: panic: %v", page.URL, r)
		}
	}()
	return e.Extract(page)
}
