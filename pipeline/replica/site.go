package replica

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"text/template"
	"time"
)

// Site is one website. It is an http.Handler that serves at the root of any
// address, and is safe for concurrent use. Its exported fields are set before
// it serves.
type Site struct {
	Code     string // "59", "R53"
	Name     string // "Nord"
	Title    string // as it calls itself
	Platform string // software family, "ide" or "regions"
	Host     string // the host that it replicates
	Root     string // path of its home page, "/" or "/bretagne"
	Feed     string // path of its RSS feed; empty if it has none
	Menu     []Link

	Address string // host:port it is served at; empty if it is not by Start
	URL     string // home page; empty likewise

	folder    string // of testdata/site
	template  string
	sitemap   string // "plain", "index" or empty for none
	robots    string // empty for none
	trap      string // path of the search
	sections  []*section
	cards     map[string][]Link // navigation cards by path of listing
	redirects map[string]string
	releases  map[string]*release // by path, pages that are no release too
	files     map[string]file     // by path
	pages     *template.Template
	options   Options
	requests  atomic.Int64
}

// Link is a page as a menu shows it.
type Link struct{ Path, Title string }

// section is a listing.
type section struct {
	Link
	oldest    bool // oldest first
	per       int  // items on a page
	releases  []*release
	generated int // releases made on demand, instead of the written ones
}

// file is a PDF: a release or something attached to one.
type file struct {
	title      string
	paragraphs []string
	day        time.Time
}

func load(files fs.FS, folder string, pages *template.Template) (*Site, error) {
	raw, err := fs.ReadFile(files, path.Join(folder, "site.txt"))
	if err != nil {
		return nil, err
	}
	s := &Site{
		folder: folder, cards: make(map[string][]Link), redirects: make(map[string]string),
		releases: make(map[string]*release), files: make(map[string]file), pages: pages,
	}
	if err := eachField(string(raw), s.field); err != nil {
		return nil, err
	}
	if raw, err := fs.ReadFile(files, path.Join(folder, "robots.txt")); err == nil {
		s.robots = string(raw)
	}
	names, err := fs.Glob(files, path.Join(folder, "releases", "*.html"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		r, err := readRelease(files, name)
		if err != nil {
			return nil, err
		}
		if err := s.add(r); err != nil {
			return nil, err
		}
	}
	for _, c := range s.sections {
		slices.SortStableFunc(c.releases, func(a, b *release) int {
			if c.oldest {
				a, b = b, a
			}
			return b.Day.Compare(a.Day)
		})
	}
	return s, nil
}

// field takes one line of site.txt.
func (s *Site) field(key, value string) error {
	part := strings.Split(value, " | ")
	want := map[string]int{"menu": 2, "section": 4, "card": 3, "redirect": 2}[key]
	if want > 0 && len(part) != want {
		return fmt.Errorf("%s %q has %d parts; want %d", key, value, len(part), want)
	}
	switch key {
	case "code":
		s.Code = value
	case "name":
		s.Name = value
	case "title":
		s.Title = value
	case "platform":
		s.Platform = value
	case "template":
		s.template = value
	case "host":
		s.Host = value
	case "root":
		s.Root = value
	case "feed":
		s.Feed = value
	case "sitemap":
		s.sitemap = value
	case "trap":
		s.trap = value
	case "menu":
		s.Menu = append(s.Menu, Link{part[0], part[1]})
	case "section":
		per, err := strconv.Atoi(part[3])
		if err != nil {
			return fmt.Errorf("section %q: %w", value, err)
		}
		s.sections = append(s.sections, &section{Link: Link{part[0], part[1]}, oldest: part[2] == "oldest", per: per})
	case "card":
		s.cards[part[0]] = append(s.cards[part[0]], Link{part[1], part[2]})
	case "redirect":
		s.redirects[part[0]] = part[1]
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return nil
}

// add files a release under its path, sections and attachments.
func (s *Site) add(r *release) error {
	if s.releases[r.Path] != nil {
		return fmt.Errorf("two releases at %s", r.Path)
	}
	s.releases[r.Path] = r
	for _, p := range r.Sections {
		c := s.section(p)
		if c == nil {
			return fmt.Errorf("release %s: no section %s", r.File, p)
		}
		c.releases = append(c.releases, r)
	}
	body := strings.Split(strings.TrimSpace(readable(r.Chapo)+"\n\n"+readable(r.Body)), "\n\n")
	if r.Kind == pdfOnly {
		s.files[r.Path] = file{r.Title, body, r.Day}
	}
	for i, a := range r.Attachments {
		f := file{a.Label, []string{a.Text}, r.Day}
		switch {
		case r.Kind == pdfPage && i == 0:
			f = file{r.Title, body, r.Day}
		case a.Text == "":
			f.paragraphs = []string{"Annexe au communiqué : " + r.Title + "."}
		}
		s.files[a.Path] = f
	}
	return nil
}

func (s *Site) section(p string) *section {
	for _, c := range s.sections {
		if c.Path == p {
			return c
		}
	}
	if p == s.archive() && s.options.Generated > 0 {
		return &section{Link: Link{p, "Archives des actualités"}, per: 10, generated: s.options.Generated}
	}
	return nil
}

// Outside are the pages that are no release: legal notice, contact.
func (s *Site) Outside() []Link {
	var links []Link
	for _, r := range s.releases {
		if r.Kind == noRelease {
			links = append(links, Link{r.Path, r.Title})
		}
	}
	slices.SortFunc(links, func(a, b Link) int { return strings.Compare(a.Path, b.Path) })
	return links
}

// Releases are the paths of the written releases, PDFs too, in order of path.
// Generated ones are not among them.
func (s *Site) Releases() []string {
	var paths []string
	for p, r := range s.releases {
		if r.Kind != noRelease {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	return paths
}

// answer is what is sent for a path.
type answer struct {
	status   int
	kind     string // Content-Type
	location string // of a redirect
	day      time.Time
	body     []byte
}

// ServeHTTP answers as the site would.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.options.Delay > 0 {
		select {
		case <-time.After(s.options.Delay):
		case <-r.Context().Done():
			return
		}
	}
	a, err := s.answer(r)
	if err != nil {
		a = answer{status: http.StatusInternalServerError, kind: "text/plain; charset=utf-8", body: []byte(err.Error())}
	}
	if s.options.Fault != nil {
		if f := s.options.Fault(s.Code, r.URL.RequestURI(), int(s.requests.Add(1))); f != nil {
			s.answered(r, f.Status)
			f.serve(w, a)
			return
		}
	}
	out := &recorder{ResponseWriter: w, status: http.StatusOK}
	h := w.Header()
	if a.kind != "" {
		h.Set("Content-Type", a.kind)
	}
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(out, "method not allowed", http.StatusMethodNotAllowed)
	case a.location != "":
		h.Set("Location", a.location)
		out.WriteHeader(a.status)
	case a.status != http.StatusOK:
		out.WriteHeader(a.status)
		out.Write(a.body)
	default:
		sum := sha256.Sum256(a.body)
		h.Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
		http.ServeContent(out, r, "", a.day, strings.NewReader(string(a.body)))
	}
	s.answered(r, out.status)
}

func (s *Site) answered(r *http.Request, status int) {
	if s.options.Answered != nil {
		s.options.Answered(s.Code, r.URL.RequestURI(), status)
	}
}

// recorder remembers the status that went out.
type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}
