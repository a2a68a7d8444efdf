package page

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// title is the text of node, else what the page's head says without the site's
// name behind it.
func (e *Extractor) title(doc, node *html.Node) string {
	if node != nil {
		r := reader{drop: e.rules.generic.remove}
		var lines []string
		for _, b := range r.read(node) {
			lines = append(lines, b.text)
		}
		if t := strings.Join(lines, " "); t != "" {
			return t
		}
	}
	h := readHead(doc)
	t := e.withoutSite(h.title, h.site)
	if h.ogTitle != "" {
		t = e.withoutSite(h.ogTitle, h.site)
	}
	if form := plain(t); len(form) < telling || e.rules.listing.MatchString(form) || e.rules.site.MatchString(labelForm(t)) {
		if heading := lesserTitle(doc); heading != "" {
			return heading
		}
	}
	return t
}

// telling is the least length, in bytes, of a title that says what a page is
// about.
const telling = 12

// lesserTitle is the first heading of the second or third rank that is no link,
// on a page without one of the first; empty if there is none.
func lesserTitle(doc *html.Node) string {
	for n := range elements(doc) {
		if n.DataAtom != atom.H2 && n.DataAtom != atom.H3 || n.Parent != nil && inAside(n) {
			continue
		}
		var r reader
		for _, b := range r.read(n) {
			if len(b.text) >= telling && !mostly(b.linked, b.text) {
				return b.text
			}
		}
	}
	return ""
}

// separators stand between the title of a page and the name of its site.
var separators = regexp.MustCompile(`\s+[|»–—•·/-]\s+`)

// withoutSite leaves out the names of site and sections behind the title: those
// that are known, and whatever is shorter than the title and set off by more
// than a hyphen.
func (e *Extractor) withoutSite(title, site string) string {
	for first := true; ; first = false {
		all := separators.FindAllStringIndex(title, -1)
		if len(all) == 0 {
			return title
		}
		cut := all[len(all)-1]
		head, tail := title[:cut[0]], labelForm(title[cut[1]:])
		mark := strings.TrimSpace(title[cut[0]:cut[1]])
		known := tail == labelForm(site) || e.rules.site.MatchString(tail)
		if !known && (!first || mark == "-" || mark == "–" || len(head) <= len(tail)) {
			return title
		}
		title = head
	}
}

// headTitle is the text of the page's title element.
func headTitle(doc *html.Node) string {
	for n := range elements(doc) {
		if n.DataAtom == atom.Title && n.FirstChild != nil {
			return n.FirstChild.Data
		}
		if n.DataAtom == atom.Body {
			break
		}
	}
	return ""
}

// head is what a page says of itself besides its text.
type head struct {
	title, ogTitle, site string
	published, updated   string // as written
}

// metaNames are the names, properties and itemprops of meta elements that hold
// dates; true for the date of an update.
var metaNames = map[string]bool{
	"article:published_time": false, "article:modified_time": true, "og:updated_time": true, "datepublished": false,
	"datemodified": true, "dc.date": false, "dc.date.issued": false, "dc.date.created": false, "dc.date.modified": true,
	"dcterms.created": false, "dcterms.issued": false, "dcterms.date": false, "dcterms.modified": true, "pubdate": false,
	"date": false, "publish-date": false, "publication_date": false, "sailthru.date": false, "parsely-pub-date": false,
	"last-modified": true, "og:published_time": false, "og:article:published_time": false, "cxenseparse:recs:publishtime": false,
}

var (
	jsonPublished = regexp.MustCompile(`"datePublished"\s*:\s*"([^"]{10,40})"`)
	jsonUpdated   = regexp.MustCompile(`"dateModified"\s*:\s*"([^"]{10,40})"`)
)

func readHead(doc *html.Node) head {
	var h head
	for n := range elements(doc) {
		switch n.DataAtom {
		case atom.Title:
			if h.title == "" && n.FirstChild != nil && n.Namespace == "" {
				h.title = strings.Join(strings.FieldsFunc(n.FirstChild.Data, breaking), " ")
			}
		case atom.Meta:
			h.meta(n)
		case atom.Script:
			if n.FirstChild != nil && strings.Contains(attr(n, "type"), "ld+json") {
				first(&h.published, submatch(jsonPublished, n.FirstChild.Data))
				first(&h.updated, submatch(jsonUpdated, n.FirstChild.Data))
			}
		}
	}
	return h
}

// breaking reports white space other than that which does not break a line.
func breaking(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' }

func (h *head) meta(n *html.Node) {
	content := strings.Join(strings.FieldsFunc(attr(n, "content"), breaking), " ")
	for _, key := range []string{"property", "name", "itemprop"} {
		name := strings.ToLower(attr(n, key))
		switch name {
		case "":
			continue
		case "og:title":
			first(&h.ogTitle, content)
		case "og:site_name":
			first(&h.site, content)
		}
		if updated, ok := metaNames[name]; ok {
			if updated {
				first(&h.updated, content)
			} else {
				first(&h.published, content)
			}
		}
	}
}

// first sets dst unless it is set.
func first(dst *string, s string) {
	if *dst == "" {
		*dst = s
	}
}

func submatch(re *regexp.Regexp, s string) string {
	if m := re.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// metaDates are the dates in the page's metadata.
func metaDates(doc *html.Node) dates {
	h := readHead(doc)
	return dates{isoDay(h.published), isoDay(h.updated)}
}

// isoDay is the day of a time in ISO form; empty if s is something else.
func isoDay(s string) string {
	const form = "2006-01-02"
	if len(s) < len(form) {
		return ""
	}
	t, err := time.Parse(form, s[:len(form)])
	if err != nil || t.Year() < 1990 {
		return ""
	}
	return s[:len(form)]
}
