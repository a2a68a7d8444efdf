package server

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"estrade/extract"
	"estrade/index"
)

//go:embed pages/*.html
var pageFiles embed.FS

// pages are the parsed pages, by language and name.
type pages map[string]map[string]*template.Template

var pageNames = []string{"who", "search", "release", "versions", "statement", "person", "place", "coverage", "help", "candidates", "error"}

func parsePages(langs map[string]*lang) (pages, error) {
	p := pages{}
	for code, l := range langs {
		p[code] = map[string]*template.Template{}
		for _, name := range pageNames {
			t, err := template.New("layout.html").Funcs(functions(l)).
				ParseFS(pageFiles, "pages/layout.html", "pages/parts.html", "pages/"+name+".html")
			if err != nil {
				return nil, fmt.Errorf("pages: %w", err)
			}
			p[code][name] = t
		}
	}
	return p, nil
}

func (p pages) render(w io.Writer, name string, v *view) error {
	if err := p[v.L.Code][name].Execute(w, v); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	return nil
}

// functions are what the pages call by name.
func functions(l *lang) template.FuncMap {
	return template.FuncMap{
		"t": l.T, "n": l.N, "number": l.Number, "day": l.Day, "moment": l.Moment,
		"kind":        func(k extract.StatementKind) string { return l.T("kind." + string(k)) },
		"basis":       func(b extract.Basis) string { return l.T("basis." + string(b)) },
		"placename":   func(p *index.Place) string { return placeName(l, p) },
		"placekey":    func(p *index.Place) string { return slug(p.ID()) },
		"departement": departementName,
		"failure":     func(reason string) string { return failureName(l, reason) },
		"shortmonth":  l.ShortMonth,
		"slug":        slug,
		"pieces":      pieces,
		"iso":         func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"dict":        dict,
		"isweb":       isWeb,
		"upper":       strings.ToUpper,
	}
}

// isWeb reports whether an address may be linked.
func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// dict makes a map of names and values, for a part that takes several.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict: %d arguments; want pairs", len(pairs))
	}
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: name %v is no string", pairs[i])
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}

// view is what a page shows.
type view struct {
	L      *lang
	Nav    string // the entry of the menu that the page belongs to
	Title  string
	Status int    // of the answer; 0 for 200
	Feed   string // kind of entries of the feed of this question, "statements"; empty if it has none
	Data   any

	url    *url.URL
	s      *Server
	filter []string // parameters and values that ask for what the page shows, if its own do not
}

// FeedLink is the address of the feed of what the page shows.
func (v *view) FeedLink() string { return v.Filtered("/feed.atom", "of", v.Feed) }

// Filtered is another address with the parameters that ask for what the page
// shows, some of them changed.
func (v *view) Filtered(path string, pairs ...string) string {
	if v.filter == nil {
		return v.Query(path, pairs...)
	}
	return v.Link(path, slices.Concat(v.filter, pairs)...)
}

// Has reports whether the server was given a handler for a path.
func (v *view) Has(path string) bool {
	_, ok := v.s.mounts[path]
	return ok
}

// Downloads are the paths of the forms in which all rows can be had.
func (v *view) Downloads() []string {
	var paths []string
	for path := range v.s.mounts {
		if isDownload(path) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// InRelease reports whether the page shows one release, so that its rows need
// not name it.
func (v *view) InRelease() bool {
	_, ok := v.Data.(*releasePage)
	return ok
}

// view is a page about data.
func (v *visit) view(nav, title string, data any) *view {
	return &view{L: v.lang, Nav: nav, Title: title, Data: data, url: v.URL, s: v.s}
}

// Here is the address of the page in another language.
func (v *view) Here(code string) string { return linkTo(v.url.Path, v.url.Query(), "lang", code) }

// Link is an address of the server, which keeps the language that the reader
// chose. The pairs are parameters and their values; empty ones are left out.
func (v *view) Link(path string, pairs ...string) string {
	q := url.Values{}
	if chosen := v.url.Query().Get("lang"); chosen == v.L.Code {
		q.Set("lang", chosen)
	}
	return linkTo(path, q, pairs...)
}

// Chosen is the language in the address; empty if there is none.
func (v *view) Chosen() string {
	if v.url.Query().Get("lang") == v.L.Code {
		return v.L.Code
	}
	return ""
}

// With is this page with parameters changed; an empty value takes one away.
// The place in the list is given up.
func (v *view) With(pairs ...string) string {
	q := v.url.Query()
	q.Del("after")
	return linkTo(v.url.Path, q, pairs...)
}

// Next is this page from a cursor on.
func (v *view) Next(cursor string) string {
	return linkTo(v.url.Path, v.url.Query(), "after", cursor)
}

// Query is another address with the parameters of this page.
func (v *view) Query(path string, pairs ...string) string {
	q := v.url.Query()
	q.Del("after")
	return linkTo(path, q, pairs...)
}

func linkTo(path string, q url.Values, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			q.Del(pairs[i])
		} else {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	for name, values := range q {
		if len(values) == 1 && values[0] == "" {
			q.Del(name)
		}
	}
	path = (&url.URL{Path: path}).EscapedPath()
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// slug is an identifier as it stands in an address: "mons, BE" is "mons,BE",
// "saint denis, 974" is "saint-denis,974".
func slug(id string) string {
	return strings.ReplaceAll(strings.ReplaceAll(id, ", ", ","), " ", "-")
}

// unslug undoes slug.
func unslug(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "-", " "), ",", ", ")
}

// placeName is a place as a reader wants it: a commune by its name, else as
// written with the commune of a venue, then the departement, or the country if
// it is not France.
func placeName(l *lang, p *index.Place) string {
	name := p.Text
	if p.Kind == extract.Commune && p.Name != "" {
		name = p.Name
	}
	if p.Within != "" && !strings.Contains(name, p.Within) {
		name += ", " + p.Within
	}
	switch {
	case p.Country != "" && p.Country != "FR" && p.Kind != extract.Country:
		name += " (" + countryName(l, p.Country) + ")"
	case p.Departement != "" && p.Code != p.Departement && p.Kind != extract.Departement:
		name += " (" + departementName(p.Departement) + ")"
	}
	return name
}

func countryName(l *lang, code string) string {
	if name, ok := l.texts["country."+code]; ok {
		return name
	}
	return code
}

// departementName is the name of a departement, or its code where it has none.
func departementName(code string) string {
	if t, ok := index.Departement(code); ok {
		return t.Name
	}
	return code
}

func regionName(code string) string {
	if t, ok := index.Region(code); ok {
		return t.Name
	}
	return code
}

// piece is a stretch of text in which the same things are marked.
type piece struct {
	Text  string
	Said  bool // words of the statement
	Found bool // asked for
}

// pieces cuts a text at the ends of the words said and of the words found.
// The spans are byte offsets into it; those outside are left out.
func pieces(text string, said extract.Span, found []extract.Span) []piece {
	flags := make([]byte, len(text))
	paint := func(s extract.Span, flag byte) {
		if s.From < 0 || s.To > len(text) {
			return
		}
		for i := s.From; i < s.To; i++ {
			flags[i] |= flag
		}
	}
	paint(said, 1)
	for _, f := range found {
		paint(f, 2)
	}
	var out []piece
	for from := 0; from < len(text); {
		to := from + 1
		for to < len(text) && flags[to] == flags[from] {
			to++
		}
		out = append(out, piece{text[from:to], flags[from]&1 != 0, flags[from]&2 != 0})
		from = to
	}
	return out
}
