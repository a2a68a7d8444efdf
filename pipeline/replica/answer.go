package replica

import (
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

const (
	htmlType = "text/html; charset=utf-8"
	pdfType  = "application/pdf"
)

// answer finds what a request asks for. Order: what lies at fixed addresses,
// then files, releases, listings; all else is not found.
func (s *Site) answer(req *http.Request) (answer, error) {
	base := "http://" + req.Host
	p, print := alias(req.URL.Path)
	if to, ok := s.redirects[p]; ok {
		return answer{status: http.StatusMovedPermanently, location: to}, nil
	}
	if a, ok, err := s.feed(base, p); ok || err != nil {
		return a, err
	}
	if p == s.trap || strings.HasPrefix(p, s.trap+"/") {
		return s.search(base, p, req.URL.Query().Get("SearchText"))
	}
	if strings.Contains(p, "/calendrier/") {
		return s.calendar(base, p)
	}
	if f, ok := s.files[p]; ok {
		return answer{status: http.StatusOK, kind: pdfType, day: f.day, body: writePDF(f.title, f.paragraphs)}, nil
	}
	if r := s.release(p); r != nil {
		return s.releasePage(base, r, print)
	}
	if p == s.Root {
		return s.home(base)
	}
	at, from := offset(p)
	if c := s.section(at); c != nil && from >= 0 && (from == 0 || from < c.len()) {
		return s.listing(base, c, from)
	}
	return s.plain(base, http.StatusNotFound, "Page non trouvée", "<p>La page que vous demandez n'existe pas ou n'existe plus.</p>")
}

// alias is the path without what leads to the same page, and whether the
// print version is meant.
func alias(p string) (path string, print bool) {
	if rest, ok := strings.CutPrefix(p, "/index.php"); ok && (rest == "" || rest[0] == '/') {
		p = rest
	}
	if rest, ok := strings.CutPrefix(p, "/layout/set/print"); ok && strings.HasPrefix(rest, "/") {
		p, print = rest, true
	}
	if p = strings.TrimRight(p, "/"); p == "" {
		p = "/"
	}
	return p, print
}

// offset splits a path like "/Actualites/(offset)/10"; the offset is -1 if it
// is no number.
func offset(p string) (section string, from int) {
	section, number, ok := strings.Cut(p, "/(offset)/")
	if !ok {
		return p, 0
	}
	n, err := strconv.Atoi(number)
	if err != nil {
		return section, -1
	}
	return section, n
}

// release is the one at a path, written or generated; nil if there is none.
func (s *Site) release(p string) *release {
	if r := s.releases[p]; r != nil {
		return r
	}
	if rest, ok := strings.CutPrefix(p, s.archive()+"/"+generatedName); ok {
		if n, err := strconv.Atoi(rest); err == nil && n > 0 && n <= s.options.Generated && p == s.generatedPath(n) {
			return s.generate(n)
		}
	}
	return nil
}

func (s *Site) releasePage(base string, r *release, print bool) (answer, error) {
	v := s.view(base, r.Path, r.Title)
	v.Lang, v.Stamp, v.Subtitle, v.Chapo, v.Body, v.Caption, v.Keywords = r.Lang, r.Stamp, r.Subtitle, r.Chapo, r.Body, r.Caption, r.Keywords
	v.Related = s.related(r)
	if r.Kind == pdfPage {
		v.Body, v.Chapo = "", ""
	}
	for _, a := range r.Attachments {
		v.Files = append(v.Files, download{a.Label, a.Path, detail(s.files[a.Path], a.Day)})
	}
	name := "release"
	if print {
		name = "print"
	}
	a, err := s.render(name, v, http.StatusOK)
	a.day = r.Day.Add(8 * 60 * 60 * 1e9)
	if r.Charset != "" && err == nil {
		// What Latin-1 lacks becomes a character reference. The meta element
		// goes on saying UTF-8: the header is right.
		encoder := encoding.HTMLEscapeUnsupported(charmap.ISO8859_1.NewEncoder())
		a.kind = "text/html; charset=" + r.Charset
		a.body, err = encoder.Bytes(a.body)
	}
	return a, err
}

func (s *Site) home(base string) (answer, error) {
	v := s.view(base, s.Root, "Accueil")
	v.Crumbs = nil
	v.Cards = s.cardsOf(s.Root)
	if len(s.sections) > 0 {
		for _, r := range s.sections[0].page(s, 0) {
			v.Items = append(v.Items, card(r))
		}
		v.Items = v.Items[:min(3, len(v.Items))]
	}
	return s.render("listing", v, http.StatusOK)
}

func (s *Site) listing(base string, c *section, from int) (answer, error) {
	v := s.view(base, c.Path, c.Title)
	v.Cards = s.cardsOf(c.Path)
	for _, r := range c.page(s, from) {
		v.Items = append(v.Items, card(r))
	}
	v.Pager = newPager(c, from)
	return s.render("listing", v, http.StatusOK)
}

// plain is a page with a title and a text.
func (s *Site) plain(base string, status int, title, body string) (answer, error) {
	v := s.view(base, s.Root, title)
	v.Crumbs, v.Body = nil, body
	return s.render("release", v, status)
}

// cardsOf are the navigation cards of a listing; the one of the archive comes
// with the first listing.
func (s *Site) cardsOf(p string) []Link {
	cards := s.cards[p]
	if s.options.Generated > 0 && len(s.sections) > 0 && p == s.sections[0].Path {
		cards = append(cards[:len(cards):len(cards)], Link{s.archive(), "Archives des actualités"})
	}
	return cards
}

func (c *section) len() int { return max(len(c.releases), c.generated) }

// page are the releases of a listing from an offset on.
func (c *section) page(s *Site, from int) []*release {
	to := min(from+c.per, c.len())
	if c.generated == 0 {
		return c.releases[from:to]
	}
	var list []*release
	for i := from; i < to; i++ {
		list = append(list, s.generate(c.generated-i))
	}
	return list
}
