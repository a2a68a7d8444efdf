// Package sites is the registry of prefectures' websites.
//
// The registry is a table (sites.tsv) that the program carries; users add
// sites in a file of the same form, in which a start may also be an absolute
// address. A row is data: a new prefecture never needs code.
package sites

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"estrade/pipeline"
)

//go:embed sites.tsv
var table string

// Registry knows sites by code, name, host and address. It does not change
// once built and is safe for concurrent use.
type Registry struct {
	sites  []*pipeline.Site
	byCode map[string]*pipeline.Site // folded
	byName map[string]*pipeline.Site // folded; the first of several
	byHost map[string][]*pipeline.Site
}

// Default is the registry of prefectures.
func Default() (*Registry, error) { return Read(strings.NewReader(table)) }

// Read reads a table of sites; see sites.tsv for its form. Errors name the
// line.
func Read(r io.Reader) (*Registry, error) {
	reg := new(Registry)
	s := bufio.NewScanner(r)
	for n := 1; s.Scan(); n++ {
		line := s.Text()
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		site, err := parse(line)
		if err != nil {
			return nil, fmt.Errorf("read sites: line %d: %w", n, err)
		}
		reg.sites = append(reg.sites, site)
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("read sites: %w", err)
	}
	return reg, reg.index()
}

// With is the registry with the sites of another added. A site of other takes
// the place of one with the same code. One in no politeness group that has a
// host of a site in one joins that: a host is not asked faster for being named
// twice.
func (r *Registry) With(other *Registry) (*Registry, error) {
	for _, s := range other.sites {
		for _, h := range s.Hosts {
			for _, known := range r.byHost[strings.TrimPrefix(h, "www.")] {
				if s.Group == "" {
					s.Group = known.Group
				}
			}
		}
	}
	both := new(Registry)
	for _, s := range r.sites {
		if other.byCode[fold(s.Code)] == nil {
			both.sites = append(both.sites, s)
		}
	}
	both.sites = append(both.sites, other.sites...)
	return both, both.index()
}

// Single is a site for one address that no registry knows. Its pages are those
// of the address's host; its code is the host, and it is in no politeness
// group.
func Single(raw string) (*pipeline.Site, error) {
	canonical, err := pipeline.Canonical(raw)
	if err != nil {
		return nil, fmt.Errorf("make site: %w", err)
	}
	u, err := url.Parse(canonical)
	if err != nil {
		return nil, fmt.Errorf("make site: %w", err)
	}
	return &pipeline.Site{
		Code: u.Host, Name: u.Host, Hosts: []string{u.Host}, Path: "/", Start: []string{canonical},
	}, nil
}

const fields = 11

func parse(line string) (*pipeline.Site, error) {
	f := strings.Split(line, "\t")
	if len(f) > fields {
		return nil, fmt.Errorf("%d fields; at most %d", len(f), fields)
	}
	f = append(f, make([]string, fields-len(f))...)
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	s := &pipeline.Site{
		Code: f[0], Name: f[1], Department: f[2], Region: f[3], Hosts: strings.Fields(strings.ToLower(f[4])), Path: f[5],
		Platform: f[6], Group: f[7], Unsupported: f[9], Note: f[10],
	}
	switch {
	case s.Code == "":
		return nil, fmt.Errorf("no code")
	case s.Name == "":
		return nil, fmt.Errorf("%s: no name", s.Code)
	case len(s.Hosts) == 0:
		return nil, fmt.Errorf("%s: no host", s.Code)
	}
	if s.Path == "" {
		s.Path = "/"
	}
	if !strings.HasPrefix(s.Path, "/") {
		return nil, fmt.Errorf("%s: path %q does not begin with /", s.Code, s.Path)
	}
	starts := strings.Fields(f[8])
	if len(starts) == 0 {
		starts = []string{s.Path}
	}
	for _, p := range starts {
		if strings.HasPrefix(p, "/") {
			p = "https://" + s.Hosts[0] + p
		}
		s.Start = append(s.Start, p)
	}
	for _, p := range s.Start {
		canonical, err := s.Canonical(p)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Code, err)
		}
		if !s.Contains(canonical) {
			return nil, fmt.Errorf("%s: start %s is not below %s of its hosts", s.Code, p, s.Path)
		}
	}
	return s, nil
}

func (r *Registry) index() error {
	r.byCode = make(map[string]*pipeline.Site)
	r.byName = make(map[string]*pipeline.Site)
	r.byHost = make(map[string][]*pipeline.Site)
	for _, s := range r.sites {
		code := fold(s.Code)
		if r.byCode[code] != nil {
			return fmt.Errorf("read sites: code %s stands twice", s.Code)
		}
		r.byCode[code] = s
		names := []string{fold(s.Name)}
		if s.Department == "" && s.Region != "" {
			names = append(names, "region "+names[0])
		}
		for _, name := range names {
			if r.byName[name] == nil {
				r.byName[name] = s
			}
		}
		for _, h := range s.Hosts {
			h = strings.TrimPrefix(h, "www.")
			r.byHost[h] = append(r.byHost[h], s)
		}
	}
	return nil
}

// All are the sites in the order of the table. The slice is the registry's.
func (r *Registry) All() []*pipeline.Site { return r.sites }

// Lookup finds a site by code ("59", "2a", "R32"), name ("Nord", "cote d or",
// "préfecture du Nord", "région Bretagne"), host or address. Case, accents,
// hyphens and apostrophes do not matter. A name that a departement and a
// region share is the departement's, unless "région" stands before it.
func (r *Registry) Lookup(query string) (*pipeline.Site, bool) {
	q := fold(query)
	if s := r.byCode[q]; s != nil {
		return s, true
	}
	if s := r.byName[q]; s != nil {
		return s, true
	}
	for _, prefix := range lead {
		if rest, ok := strings.CutPrefix(q, prefix); ok {
			for _, article := range articles {
				if name, ok := strings.CutPrefix(rest, article); ok && r.byName[name] != nil {
					return r.byName[name], true
				}
				if name, ok := strings.CutPrefix(rest, "region "+article); ok && r.byName["region "+name] != nil {
					return r.byName["region "+name], true
				}
			}
		}
	}
	if s := r.Of(query); s != nil {
		return s, true
	}
	return nil, false
}

// lead and articles are what may stand before a name.
var (
	lead     = []string{"prefecture de la ", "prefecture de ", "prefecture ", ""}
	articles = []string{"", "du ", "de la ", "de l ", "des ", "de ", "d ", "la ", "le ", "les ", "l "}
)

// Of finds the site that an address or host belongs to; nil if none does. Of
// several on one host, the one with the longest path has it.
func (r *Registry) Of(address string) *pipeline.Site {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	canonical, err := pipeline.Canonical(address)
	if err != nil {
		return nil
	}
	u, err := url.Parse(canonical)
	if err != nil {
		return nil
	}
	var best *pipeline.Site
	for _, s := range r.byHost[strings.TrimPrefix(u.Host, "www.")] {
		if s.Contains(canonical) && (best == nil || len(s.Path) > len(best.Path)) {
			best = s
		}
	}
	return best
}

// fold makes names comparable: lower case, no accents, words apart by a space.
func fold(s string) string {
	s = strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae").Replace(s)
	var b strings.Builder
	for _, c := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, c):
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			b.WriteRune(unicode.ToLower(c))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Write writes a table of sites that Read understands. What a table has no
// field for, such as budgets, is left out.
func Write(w io.Writer, list []*pipeline.Site) error {
	field := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	for _, s := range list {
		_, err := fmt.Fprintln(w, strings.Join([]string{
			field.Replace(s.Code), field.Replace(s.Name), field.Replace(s.Department), field.Replace(s.Region), strings.Join(s.Hosts, " "), s.Path,
			field.Replace(s.Platform), field.Replace(s.Group), strings.Join(s.Start, " "), field.Replace(s.Unsupported), field.Replace(s.Note),
		}, "\t"))
		if err != nil {
			return fmt.Errorf("write sites: %w", err)
		}
	}
	return nil
}
