// Package page makes documents of HTML pages and finds their links.
//
// A table of templates (templates.json) says how each family of sites marks
// title, body and cards; a page of no known family, or one that its template
// does not fit, is read by what it looks like. Either way the page is first
// turned into blocks of text in reading order, and the template, or the
// library behind it, only chooses among them.
package page

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"

	"estrade/extract"
)

// Options says what an Extractor uses of other parts.
type Options struct {
	// Date reads one date as French pages write it, "20/08/2026" or "25
	// février 2019", and gives it as YYYY-MM-DD. If nil, only dates in the
	// page's metadata are found.
	Date func(string) (iso string, ok bool)
}

// Extractor implements extract.Extractor and extract.Linker for HTML. It holds
// no state between pages and is safe for concurrent use.
type Extractor struct {
	date  func(string) (string, bool)
	rules *rules
}

// New compiles the templates.
func New(o Options) (*Extractor, error) {
	r, err := loadRules()
	if err != nil {
		return nil, err
	}
	return &Extractor{date: o.Date, rules: r}, nil
}

// maxSize is the most bytes of a page that is parsed. A tree takes some twenty
// times as much memory.
const maxSize = 16 << 20

// minBody is the least text, in bytes, that a release has; a page that also
// offers a file for download must have minBeside, or the file is the release.
const (
	minBody   = 60
	minBeside = 200
	minMisfit = 400 // of a page on which a template that applies finds nothing
)

// Extract makes a document of an HTML page. The reasons of NotReleaseError are
// "empty", "error page", "search page", "feed", "site page" (legal notice and the
// like), "calendar", "moved" (by a refresh), "listing", "navigation", "PDF only" and "no body text". With "PDF only" the document comes beside the error, with title, dates
// and attachments but without a body. Any other error says that the page cannot
// be read: larger than 16 MiB, or nested deeper than 512 elements.
func (e *Extractor) Extract(p extract.Page) (*extract.Document, error) {
	v, err := e.open(p)
	if err != nil {
		return nil, err
	}
	if v.doc == nil {
		return nil, &extract.NotReleaseError{Reason: "empty"}
	}
	switch {
	case p.Status >= 400:
		return nil, &extract.NotReleaseError{Reason: "error page"}
	case isSearch(v.address):
		return nil, &extract.NotReleaseError{Reason: "search page"}
	case isFeedBody(p.Body):
		return nil, &extract.NotReleaseError{Reason: "feed"}
	}
	a := e.article(v)
	a.title = norm.NFC.String(a.title) // that of an attribute
	d := &extract.Document{
		URL: p.URL, Title: a.title, Published: a.dates.published, Updated: a.dates.updated,
		Attachments: v.attachments(a.scope), Template: a.template,
	}
	if e.rules.notice.MatchString(labelForm(a.title)) {
		return nil, &extract.NotReleaseError{Reason: "site page"}
	}
	if e.isCalendar(a) {
		return nil, &extract.NotReleaseError{Reason: "calendar"}
	}
	if reason := v.refuse(a, len(d.Attachments) > 0); reason != "" {
		if reason != "PDF only" {
			d = nil
		} else {
			d.Text = d.Title + "\n"
		}
		return d, &extract.NotReleaseError{Reason: reason}
	}
	d.Text = d.Title + "\n" + a.body
	return d, nil
}

// view is a page being read.
type view struct {
	doc     *html.Node // nil for an empty page
	address *url.URL   // nil if unknown
	base    *url.URL   // what addresses on the page are relative to; nil if unknown
	page    extract.Page
}

func (e *Extractor) open(p extract.Page) (*view, error) {
	name := p.URL
	if name == "" {
		name = "page"
	}
	if len(p.Body) > maxSize {
		return nil, fmt.Errorf("read %s: larger than %d MiB", name, maxSize>>20)
	}
	text, err := decode(p.Header, p.Body)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	v := &view{page: p}
	if strings.TrimSpace(text) == "" {
		return v, nil
	}
	if v.doc, err = html.Parse(strings.NewReader(text)); err != nil {
		if strings.Contains(err.Error(), "exceeds") {
			err = errors.New("elements nested deeper than 512")
		}
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	composeLetters(v.doc)
	if u, err := url.Parse(p.URL); err == nil && u.Host != "" {
		v.address, v.base = u, u
	}
	v.base = documentBase(v.doc, v.base)
	return v, nil
}

// composeLetters makes "é" of an "e" and an accent that follows it, as some
// editors write them, in all text. Addresses stay: their octets are what the
// server knows.
func composeLetters(doc *html.Node) {
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && !norm.NFC.IsNormalString(n.Data) {
			n.Data = norm.NFC.String(n.Data)
		}
	}
}

// article is what a template, or what stands behind them, makes of a page.
type article struct {
	template string
	title    string
	dates    dates
	stamped  bool // the page itself shows a date
	body     string
	scope    *html.Node // where the article and what belongs to it is
	cards    cards
	teasers  teasers
}

// cards counts what on a page leads to other pages.
type cards struct{ dated, undated int }

// article reads a page by the first template that applies and finds a body, or
// what stands in place of one; else by what the page looks like.
func (e *Extractor) article(v *view) article {
	var best article
	for _, t := range e.rules.templates {
		if !t.applies(v.doc, v.address) {
			continue
		}
		a := e.byTemplate(v, t)
		if len(a.body) >= minBody || a.cards.dated+a.cards.undated > 1 || len(v.attachments(a.scope)) > 0 {
			return a
		}
		if best.template == "" {
			best = a
		}
	}
	a := e.generic(v)
	if best.template == "" || len(a.body) >= minMisfit && strings.ContainsAny(a.body, ".!?") {
		return a
	}
	return best
}

// refuse is the reason why a is not a release; empty if it is one.
func (v *view) refuse(a article, files bool) string {
	const introduction = 600 // bytes above the cards of a listing, at most
	n := len(a.body)
	switch {
	case n < minBeside && v.sendsOn():
		return "moved"
	case a.teasers.list() && (a.template != "generic" || a.teasers.fill(n)):
		return "listing"
	case a.stamped && n >= minBeside:
		return "" // the cards are of other pages
	case a.cards.dated >= 3 && n < introduction, a.cards.dated >= 2 && n < minBeside:
		return "listing"
	case a.cards.dated == 0 && a.cards.undated >= 4 && n < minBeside && !files:
		return "navigation"
	case files && n < minBeside:
		return "PDF only"
	case n >= minBody:
		return ""
	case a.cards.dated > 0:
		return "listing"
	case a.cards.undated > 1 || links(a.scope) >= 4:
		return "navigation"
	case n == 0 && a.title == "":
		return "empty"
	}
	return "no body text"
}

// sendsOn reports whether the page sends browsers to another address.
func (v *view) sendsOn() bool {
	for n := range elements(v.doc) {
		if to := v.resolve(refresh(n)); to != "" && (v.address == nil || to != withoutFragment(v.address).String()) {
			return true
		}
	}
	return false
}

// isCalendar reports whether a page shows whatever comes next: by its title,
// which names nobody's agenda, no period under it, and a body of entries. An
// agenda that is published for a week, or as somebody's, is a release.
func (e *Extractor) isCalendar(a article) bool {
	const head = 3 // lines in which the period would stand
	if !e.rules.calendar.MatchString(plain(a.title)) {
		return false
	}
	prose, all := 0, 0
	i := 0
	for line := range strings.SplitSeq(a.body, "\n") {
		if line == "" {
			continue
		}
		i++
		if i <= head && e.rules.period.MatchString(plain(line)) {
			return false
		}
		all += len(line)
		if isProse(line) {
			prose += len(line)
		}
	}
	return prose*2 < all && a.cards.dated+a.cards.undated < 2 // else what the cards make it
}

// isProse reports whether a line is a sentence rather than an entry.
func isProse(line string) bool {
	const words, short = 15, 8
	n := len(strings.Fields(line))
	return n >= words || n >= short && strings.ContainsAny(line[len(line)-1:], ".!?")
}

// links counts the links below scope.
func links(scope *html.Node) int {
	n := 0
	for e := range elements(scope) {
		if e.DataAtom == atom.A {
			n++
		}
	}
	return n
}

// isSearch reports whether an address is that of a search, of which there are
// infinitely many.
func isSearch(u *url.URL) bool {
	if u == nil {
		return false
	}
	path := strings.ToLower(u.Path)
	return strings.HasSuffix(path, "/contenu/action") || strings.HasSuffix(path, "/content/search") ||
		strings.HasSuffix(path, "/recherche") || u.Query().Has("SearchText")
}

// isFeedBody reports whether a body is a feed or a sitemap.
func isFeedBody(body []byte) bool {
	head := string(body[:min(len(body), 1000)])
	for _, root := range []string{"<rss", "<feed", "<urlset", "<sitemapindex", "<rdf:RDF"} {
		if at := strings.Index(head, root); at >= 0 && !strings.Contains(head[:at], "<html") {
			return true
		}
	}
	return false
}
