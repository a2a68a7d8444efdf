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
	var found visits
	any := false
	err = h.Records.Lookup(ctx, address, func(a Archived) error {
		if c, err := site.Canonical(a.URL); err == nil && c == address { // the key of the index is not as strict
			found.add(a)
			any = true
		}
		return nil
	})
	if err != nil || !any {
		return nil, false, err
	}
	p, err := h.past(ctx, site, address, found)
	return p, err == nil, err
}

// visits are the answers of an address, oldest first, those in a row that gave
// the same payload as one.
type visits []visit

type visit struct {
	Archived
	times int
	last  time.Time
}

// add takes up the next answer.
func (v *visits) add(a Archived) {
	if n := len(*v); n > 0 {
		last := &(*v)[n-1]
		if last.Status < 300 && (a.Status == 304 || a.Status < 300 && a.Digest == last.Digest) {
			last.times, last.last = last.times+1, a.Fetched
			return
		}
	}
	if a.Status != 304 { // which says nothing of a page that is not there
		*v = append(*v, visit{a, 1, a.Fetched})
	}
}

// moved reports whether anything else followed a page.
func (v visits) moved() bool {
	i := slices.IndexFunc(v, func(a visit) bool { return a.Status < 300 })
	return i >= 0 && i+1 < len(v)
}

// Changed calls yield for every release whose text has changed or that was
// withdrawn, in the order in which their pages were first archived.
func (h *History) Changed(ctx context.Context, yield func(*Past) error) error {
	pages := make(map[string]*visits)
	var urls []string
	err := h.Records.Each(ctx, "", func(a Archived) error {
		url := a.URL
		if c, err := h.site(url).Canonical(url); err == nil {
			url = c
		}
		v := pages[url]
		if v == nil {
			v = new(visits)
			pages[url] = v
			urls = append(urls, url)
		}
		v.add(a)
		return nil
	})
	if err != nil {
		return err
	}
	for _, url := range urls {
		if !pages[url].moved() {
			continue
		}
		p, err := h.past(ctx, h.site(url), url, *pages[url])
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
func (h *History) past(ctx context.Context, site *Site, address string, found visits) (*Past, error) {
	p := &Past{URL: address, Site: site}
	version, text := 0, "" // of the last release
	for _, a := range found {
		var last *Edition
		if n := len(p.Editions); n > 0 {
			last = &p.Editions[n-1]
		}
		e := Edition{Ref: a.Ref, Digest: a.Digest, From: a.Fetched, Seen: a.last, Visits: a.times, Status: a.Status}
		like := ""
		if a.Status != 404 && a.Status != 410 {
			x, err := h.Records.Read(ctx, a.Ref)
			if err != nil {
				return nil, fmt.Errorf("history of %s: %w", address, err)
			}
			if e.From = x.Began; e.Visits == 1 {
				e.Seen = x.Began
			}
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
			last.Seen, last.Visits, last.Digest = e.Seen, last.Visits+e.Visits, e.Digest
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
