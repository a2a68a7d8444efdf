package page

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// templates.json is all that the package knows of particular sites: a family of
// sites is a row, and no code names one.
//
//	common     what every page leaves out and what a card is, on any site
//	templates  one row a family of sites, tried in order
//	labels     lines that are no text of a release wherever they stand
//	tails      headings of what follows a release: with only links below, both go
//	stamps     words before the date that a page shows, each with its example
//	notices    titles of pages that every site has and that are no releases
//	calendars  titles, without accents, of pages that show what comes next
//	periods    words, without accents, of a week or a span of days
//	sites      what stands behind the title of a page in its head
//	listings   link texts, without accents, that lead to lists of releases
//
// A row applies if its host or address matches the URL, its head the title in
// the page's head, or any of its detect selectors the page. Each of scope, title and body is a list of choices, and
// the first that is on the page is taken; a choice of body names all the parts
// that make up a body.
//
//go:embed templates.json
var table []byte

type rules struct {
	templates []*template
	generic   *template
	captions  *selector // what no article of any site holds
	labels    map[string]bool
	tails     map[string]bool
	stamps    []stampRule
	listing   *regexp.Regexp
	notice    *regexp.Regexp
	site      *regexp.Regexp
	calendar  *regexp.Regexp
	period    *regexp.Regexp
}

// template is how to read one family of sites.
type template struct {
	name          string
	host, address *regexp.Regexp // nil: says nothing
	head          *regexp.Regexp // of the title in the head; nil: says nothing
	detect        *selector
	scope, title  []choice
	body          []choice
	remove        *selector
	card          *selector
	cardLink      []choice
	pager         *selector
}

// choice is one of several places to look at. It keeps its source, to be named.
type choice struct {
	css string
	*selector
}

// stampRule recognises the words before a date.
type stampRule struct {
	form    *regexp.Regexp
	updated bool
	example string
}

func loadRules() (*rules, error) {
	var file struct {
		Common struct {
			Remove, Captions, Card []string
		}
		Templates []struct {
			Name, About, Host, Address, Head          string
			Detect, Scope, Title, Remove, Card, Pager []string
			CardLink                                  []string
			Body                                      [][]string
		}
		Labels, Tails, Notices, Sites, Listings, Calendars, Periods []string
		Stamps                                                      []struct {
			Form, Example string
			Updated       bool
		}
	}
	dec := json.NewDecoder(strings.NewReader(string(table)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&file); err != nil {
		return nil, fmt.Errorf("read templates: %w", err)
	}
	c := compiler{}
	r := &rules{labels: set(file.Labels), tails: set(file.Tails)}
	for _, t := range file.Templates {
		r.templates = append(r.templates, &template{
			name: t.Name, host: c.regexp(t.Host), address: c.regexp(t.Address), head: c.regexp(t.Head),
			detect: c.selector(t.Detect), scope: c.choices(t.Scope), title: c.choices(t.Title),
			body:   c.groups(t.Body),
			remove: c.selector(t.Remove, file.Common.Remove),
			card:   c.selector(t.Card, file.Common.Card), cardLink: c.choices(t.CardLink),
			pager: c.selector(t.Pager),
		})
	}
	r.generic = &template{
		name: "generic", scope: c.choices([]string{"main", "[role=main]", "article", "#content", "body"}),
		title: c.choices([]string{"main h1", "article h1", "h1"}), detect: c.selector(),
		remove: c.selector(file.Common.Remove), card: c.selector(file.Common.Card),
		pager: c.selector([]string{".pagination a", ".pager a", "a[rel=next]"}),
	}
	r.captions = c.selector(file.Common.Captions)
	for _, s := range file.Stamps {
		r.stamps = append(r.stamps, stampRule{c.regexp(`(?i)^\W{0,3}` + s.Form + `\W{0,3}`), s.Updated, s.Example})
	}
	r.listing = c.regexp(`^(?:` + strings.Join(file.Listings, "|") + `)$`)
	r.notice = c.regexp(`^(?:` + strings.Join(file.Notices, "|") + `)$`)
	r.site = c.regexp(`^(?:` + strings.Join(file.Sites, "|") + `)$`)
	r.calendar = c.regexp(`^(?:` + strings.Join(file.Calendars, "|") + `)$`)
	r.period = c.regexp(strings.Join(file.Periods, "|"))
	if c.err != nil {
		return nil, fmt.Errorf("read templates: %w", c.err)
	}
	return r, nil
}

// compiler keeps the first error.
type compiler struct{ err error }

func (c *compiler) regexp(s string) *regexp.Regexp {
	if s == "" {
		return nil
	}
	re, err := regexp.Compile(s)
	if err != nil && c.err == nil {
		c.err = err
	}
	return re
}

func (c *compiler) selector(list ...[]string) *selector {
	s, err := newSelector(list...)
	if err != nil && c.err == nil {
		c.err = err
	}
	return s
}

func (c *compiler) choices(list []string) (out []choice) {
	for _, css := range list {
		out = append(out, choice{css, c.selector([]string{css})})
	}
	return out
}

func (c *compiler) groups(list [][]string) (out []choice) {
	for _, parts := range list {
		out = append(out, choice{strings.Join(parts, " + "), c.selector(parts)})
	}
	return out
}

func set(list []string) map[string]bool {
	m := map[string]bool{}
	for _, s := range list {
		m[labelForm(s)] = true
	}
	return m
}

// knows reports whether the address is of the template's family.
func (t *template) knows(address *url.URL) bool {
	return address != nil && (t.host != nil && t.host.MatchString(strings.ToLower(address.Hostname())) ||
		t.address != nil && t.address.MatchString(address.Path))
}

// applies reports whether the page at address is of the template's family.
func (t *template) applies(doc *html.Node, address *url.URL) bool {
	return t.knows(address) || t.head != nil && t.head.MatchString(headTitle(doc)) || t.detect.first(doc) != nil
}

// pickTitle is the title of a page by the choices. One that names the site, in
// its banner or as a link home, is taken only if there is no other.
func pickTitle(choices []choice, doc *html.Node) *html.Node {
	var site *html.Node
	for _, c := range choices {
		for n := range elements(doc) {
			if !c.match(n) {
				continue
			}
			if !namesSite(n) {
				return n
			}
			if site == nil {
				site = n
			}
		}
	}
	return site
}

// namesSite reports whether a heading is the name of the site.
func namesSite(heading *html.Node) bool {
	for n := range elements(heading) {
		if n.DataAtom == atom.A && (attr(n, "href") == "/" || strings.Contains(attr(n, "rel"), "home")) {
			return true
		}
	}
	for n := heading; n != nil; n = n.Parent {
		if attr(n, "role") == "banner" {
			return true
		}
		for _, name := range strings.Fields(attr(n, "id") + " " + attr(n, "class")) {
			switch strings.ToLower(name) {
			case "banner", "masthead", "site-header", "entete", "bandeau", "logo", "fr-header":
				return true
			}
		}
	}
	return false
}

// pick is the first element of the first choice that is below root, and the
// choice's source.
func pick(choices []choice, root *html.Node) (*html.Node, string) {
	for _, c := range choices {
		if n := c.first(root); n != nil {
			return n, c.css
		}
	}
	return nil, ""
}
