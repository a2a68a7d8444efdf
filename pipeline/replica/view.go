package replica

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"text/template"
)

const templateFolder = "templates"

// parseTemplates reads the furniture of all families. It is text/template: the
// markup is to be broken where the real one is, and titles are escaped by hand.
func parseTemplates(files fs.FS) (*template.Template, error) {
	t, err := template.ParseFS(files, templateFolder+"/*.html")
	if err != nil {
		return nil, fmt.Errorf("read templates of the replica: %w", err)
	}
	return t, nil
}

// view is what a template shows.
type view struct {
	Site        *Site
	Base, Path  string
	ID          string // digest of the path
	Title       string
	Lang, Meta  string // language; charset that the meta element claims
	Crumbs      []Link
	Stamp       string
	Subtitle    string
	Chapo, Body string // HTML
	Caption     string
	Keywords    []string
	Files       []download
	Related     []item
	Cards       []Link
	Items       []item
	Pager       pager
}

type download struct{ Label, Path, Detail string }

// item is a release in a listing: day as 20/08/2026 and in words.
type item struct{ ID, Path, Title, Day, Words string }

func (s *Site) view(base, path, title string) view {
	v := view{Site: s, Base: base, Path: path, ID: digest(path), Title: title, Lang: "fr", Meta: "utf-8"}
	for i := range path {
		if i > 0 && path[i] == '/' {
			if c := s.section(path[:i]); c != nil {
				v.Crumbs = append(v.Crumbs, c.Link)
			}
		}
	}
	return v
}

func (s *Site) render(name string, v view, status int) (answer, error) {
	var b bytes.Buffer
	if err := s.pages.ExecuteTemplate(&b, s.template+"."+name, v); err != nil {
		return answer{}, fmt.Errorf("render %s: %w", v.Path, err)
	}
	return answer{status: status, kind: htmlType, body: b.Bytes()}, nil
}

func digest(s string) string {
	sum := md5.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}

func card(r *release) item {
	return item{digest(r.Path), r.Path, r.Title, r.Day.Format("02/01/2006"), inWords(r)}
}

var months = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}

func inWords(r *release) string {
	return fmt.Sprintf("%02d %s %d", r.Day.Day(), months[r.Day.Month()-1], r.Day.Year())
}

// related are the next releases of the same section, at most three.
func (s *Site) related(r *release) []item {
	if len(r.Sections) == 0 {
		return nil
	}
	c := s.section(r.Sections[0])
	if c == nil || c.generated > 0 {
		return nil
	}
	var items []item
	at := slices.Index(c.releases, r)
	for i := 1; i <= 3 && i < len(c.releases); i++ {
		items = append(items, card(c.releases[(at+i)%len(c.releases)]))
	}
	return items
}

// detail is what stands beside a download: "PDF - 0,71 Mb - 13/08/2026".
func detail(f file, day string) string {
	mega := max(float64(len(writePDF(f.title, f.paragraphs)))/1e6, 0.01)
	return "PDF - " + strings.Replace(strconv.FormatFloat(mega, 'f', 2, 64), ".", ",", 1) + " Mb - " + day
}

// pager leads through the pages of a listing.
type pager struct {
	Many                 bool
	Previous, Next, Last string
	Pages                []pageLink
}

type pageLink struct {
	Path   string
	Number int
	Here   bool
}

func newPager(c *section, from int) pager {
	at := func(page int) string {
		if page == 0 {
			return c.Path
		}
		return fmt.Sprintf("%s/(offset)/%d", c.Path, page*c.per)
	}
	here, last := from/c.per, (c.len()-1)/c.per
	p := pager{Many: c.len() > c.per, Last: at(last)}
	if here > 0 {
		p.Previous = at(here - 1)
	}
	if here < last {
		p.Next = at(here + 1)
	}
	for i := max(0, here-2); i <= min(last, here+2); i++ {
		p.Pages = append(p.Pages, pageLink{at(i), i + 1, i == here})
	}
	return p
}
