package page

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"estrade/extract"
)

// Links finds the links of an HTML page, in page order, each address once.
// Links within the page, and those that are not for http or https, are left
// out. The result is nil for a page that cannot be read.
func (e *Extractor) Links(p extract.Page) []extract.Link {
	v, err := e.open(p)
	if err != nil || v.doc == nil {
		return nil
	}
	c := collector{view: v, e: e, at: map[string]int{}}
	t := e.templateOf(v)
	c.cards(t)
	for n := range elements(v.doc) {
		switch n.DataAtom {
		case atom.Link:
			c.head(n)
		case atom.A, atom.Area:
			c.anchor(n, t)
		case atom.Meta:
			if to := refresh(n); to != "" {
				c.add(to, "", extract.NavigationLink, "")
			}
		case atom.Frame:
			c.add(attr(n, "src"), "", extract.NavigationLink, "")
		}
	}
	return c.links
}

func (e *Extractor) templateOf(v *view) *template {
	for _, t := range e.rules.templates {
		if t.applies(v.doc, v.address) {
			return t
		}
	}
	return e.rules.generic
}

// collector gathers the links of a page.
type collector struct {
	*view
	e     *Extractor
	card  map[*html.Node]card // link elements -> the card they are in
	links []extract.Link
	at    map[string]int // address -> index into links
}

// card is a short account of another page, and where it is.
type card struct {
	date  string // shown on it; empty if none
	title string // text of its main link
}

// cards finds the links inside cards: those of the template, and those of any
// small part of the page that shows a date beside a link.
func (c *collector) cards(t *template) {
	c.card = map[*html.Node]card{}
	for _, n := range t.card.outermost(c.doc) {
		main := cardLink(t, n)
		if main == nil {
			continue
		}
		k := card{c.e.cardDate(n), lineOf(main)}
		for a := range elements(n) {
			if a.DataAtom == atom.A {
				c.card[a] = k
			}
		}
	}
	for n := c.doc.FirstChild; n != nil; n = next(n, c.doc) {
		if n.Type != html.TextNode || len(n.Data) > 2*longStamp || blank(n.Data) {
			continue
		}
		d, ok := c.e.readStamp(strings.Join(strings.Fields(n.Data), " "))
		day := d.settled().published
		if !ok {
			day = c.e.marked(n)
		}
		if day != "" && !inFooter(n) {
			c.beside(n, day)
		}
	}
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// inFooter reports whether n belongs to the foot of the page, whose date is
// that of the site.
func inFooter(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Footer || strings.Contains(attr(n, "id"), "footer") || strings.Contains(attr(n, "class"), "footer") {
			return true
		}
	}
	return false
}

// beside makes a card of the smallest part of the page around a date that has a
// link, unless that part is the page itself.
func (c *collector) beside(stamp *html.Node, date string) {
	const levels, most = 5, 200 // most nodes of a card
	for n, i := stamp.Parent, 0; n != nil && i < levels; n, i = n.Parent, i+1 {
		if n.DataAtom == atom.Main || n.DataAtom == atom.Body || n.DataAtom == atom.H1 {
			return
		}
		var main *html.Node
		size := 0
		for a := range elements(n) {
			if size++; size > most || a.DataAtom == atom.H1 {
				return
			}
			if a.DataAtom == atom.A && main == nil && c.resolve(attr(a, "href")) != "" && lineOf(a) != "" {
				main = a
			}
		}
		if main == nil {
			continue
		}
		if _, known := c.card[main]; !known {
			c.card[main] = card{date, lineOf(main)}
		}
		return
	}
}

// lineOf is the text of an element in one line.
func lineOf(n *html.Node) string {
	var r reader
	var lines []string
	for _, b := range r.read(n) {
		lines = append(lines, b.text)
	}
	return strings.Join(lines, " ")
}

// head adds a link element of the page's head.
func (c *collector) head(n *html.Node) {
	rel := " " + strings.ToLower(attr(n, "rel")) + " "
	kind := strings.ToLower(attr(n, "type"))
	switch {
	case strings.Contains(rel, " alternate ") && (strings.Contains(kind, "rss") || strings.Contains(kind, "atom")):
		c.add(attr(n, "href"), strings.TrimSpace(attr(n, "title")), extract.FeedLink, "")
	case strings.Contains(rel, " sitemap "):
		c.add(attr(n, "href"), "", extract.FeedLink, "")
	case strings.Contains(rel, " canonical "):
		c.add(attr(n, "href"), "", extract.AliasLink, "")
	case strings.Contains(rel, " next ") || strings.Contains(rel, " prev "):
		c.add(attr(n, "href"), "", extract.PagerLink, "")
	}
}

// refresh is the address that a meta element sends browsers to; empty if it
// sends them nowhere else: <meta http-equiv="refresh" content="0; url=/accueil">.
func refresh(n *html.Node) string {
	if n.DataAtom != atom.Meta || !strings.EqualFold(attr(n, "http-equiv"), "refresh") {
		return ""
	}
	_, to, _ := strings.Cut(attr(n, "content"), ";")
	name, to, ok := strings.Cut(strings.TrimSpace(to), "=")
	if !ok || !strings.EqualFold(strings.TrimSpace(name), "url") {
		return ""
	}
	return strings.Trim(strings.TrimSpace(to), `'"`)
}

// anchor adds a link of the page's body.
func (c *collector) anchor(n *html.Node, t *template) {
	href := attr(n, "href")
	if href == "" || strings.HasPrefix(href, "#") {
		return
	}
	text, date := linkText(lineOf(n)), ""
	kind := extract.NavigationLink
	k, carded := c.card[n]
	if carded {
		date = k.date
		if text == "" {
			text = k.title
		}
	}
	switch {
	case c.isFile(n):
		kind = extract.AttachmentLink
	case isFeed(href):
		kind = extract.FeedLink
	case strings.Contains(href, "/layout/set/print"):
		kind = extract.AliasLink
	case t.pager.match(n) || strings.Contains(href, "/(offset)/"):
		kind = extract.PagerLink
	case date != "":
		kind = extract.ReleaseLink
	case c.e.leadsToListing(text, href):
		kind = extract.ListingLink
	case !carded && releaseShape.MatchString(pathOf(href)):
		kind = extract.ReleaseLink
	}
	c.add(attr(n, "href"), text, kind, date)
}

// releaseShape is the path of a page below a section of news, with a name of
// several words.
var releaseShape = regexp.MustCompile(`(?i)/(?:actualit|communiqu|espace-presse|salle-de-presse|discours|ceremonie|publication)[^?]*/[^/]+-[^/]+-[^/]+-[^/]+$|-a\d+\.html$`)

// isFeed reports whether an address is that of a feed.
func isFeed(href string) bool {
	p := strings.ToLower(pathOf(href))
	return strings.Contains(p, "/syndication/flux/") || strings.HasSuffix(p, ".rss") || strings.HasSuffix(p, "/rss") ||
		strings.HasSuffix(p, "/feed") || strings.HasSuffix(p, "sitemap.xml")
}

// pathOf is an address without query and fragment.
func pathOf(href string) string {
	href, _, _ = strings.Cut(href, "#")
	href, _, _ = strings.Cut(href, "?")
	return strings.TrimSuffix(href, "/")
}

// leadsToListing judges by the text of the link, else by the last part of its
// path.
func (e *Extractor) leadsToListing(text, href string) bool {
	if t := plain(text); t != "" && len(t) < 80 && e.rules.listing.MatchString(t) {
		return true
	}
	path := pathOf(href)
	last := path[strings.LastIndexByte(path, '/')+1:]
	if len(last) > 60 {
		return false
	}
	return e.rules.listing.MatchString(plain(strings.ReplaceAll(last, "-", " "))) || sectionAddress.MatchString(path)
}

var sectionAddress = regexp.MustCompile(`-r\d+\.html$`)

// plain is s in lower case without accents, marks around it, or a count behind.
func plain(s string) string {
	form := labelForm(s)
	if isASCII([]byte(form)) {
		return form
	}
	unaccent := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	t, _, err := transform.String(unaccent, form)
	if err != nil {
		return ""
	}
	return t
}

// add keeps a link, or completes what is known of its address: the more telling
// kind, the first date and text.
func (c *collector) add(href, text string, kind extract.LinkKind, date string) {
	address := c.resolve(href)
	if address == "" {
		return
	}
	if c.address != nil && address == withoutFragment(c.address).String() {
		return
	}
	i, known := c.at[address]
	if !known {
		c.at[address] = len(c.links)
		c.links = append(c.links, extract.Link{URL: address, Text: text, Kind: kind, Date: date})
		return
	}
	l := &c.links[i]
	if rank[kind] < rank[l.Kind] {
		l.Kind = kind
	}
	if text != "" && (l.Text == "" || l.Date == "" && date != "") {
		l.Text = text
	}
	first(&l.Date, date)
}

// rank orders the kinds by how much they tell.
var rank = map[extract.LinkKind]int{
	extract.AttachmentLink: 1, extract.FeedLink: 2, extract.AliasLink: 3, extract.PagerLink: 4,
	extract.ReleaseLink: 5, extract.ListingLink: 6, extract.NavigationLink: 7,
}

// resolve makes an address of the page absolute; empty if it is not for HTTP or
// leads nowhere.
func (v *view) resolve(href string) string {
	href = strings.TrimFunc(href, func(r rune) bool { return r <= ' ' })
	if href == "" || href[0] == '#' || len(href) > 2000 {
		return ""
	}
	href = strings.Map(func(r rune) rune { // as browsers do
		if r == '\n' || r == '\r' || r == '\t' {
			return -1
		}
		return r
	}, href)
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	if v.base != nil {
		u = v.base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return ""
	}
	u = withoutFragment(u)
	u.User = nil
	return u.String()
}

func withoutFragment(u *url.URL) *url.URL {
	c := *u
	c.Fragment, c.RawFragment = "", ""
	return &c
}

// documentBase is what addresses on the page are relative to: its base element
// if it has one, else its own address.
func documentBase(doc *html.Node, address *url.URL) *url.URL {
	for n := range elements(doc) {
		if n.DataAtom == atom.Body {
			break
		}
		if n.DataAtom != atom.Base || attr(n, "href") == "" {
			continue
		}
		u, err := url.Parse(strings.TrimSpace(attr(n, "href")))
		if err != nil {
			break
		}
		if address != nil {
			u = address.ResolveReference(u)
		}
		if (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			return u
		}
		break
	}
	return address
}
