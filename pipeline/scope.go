package pipeline

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"estrade/extract"
)

const feedKind = extract.FeedLink

// Bounds of a site where it sets none, and of addresses.
const (
	defaultPages = 20000 // of a site in one round
	defaultDepth = 20    // links from a start page
	maxHops      = 5     // redirects in a row
	maxPagers    = 1000  // pages of one listing
	maxOffset    = 20000 // items into a listing
	maxAddress   = 1024  // bytes
	maxSegments  = 16    // of a path
	maxParams    = 6     // of a query
)

// Reasons for which a link is not followed. Each is counted.
const (
	OffSite      = "off site"
	TooDeep      = "too deep"
	BeyondBudget = "beyond budget"
	BadAddress   = "bad address"
	LongAddress  = "long address"
	SearchTrap   = "search page"
	CalendarTrap = "calendar"
	RepeatTrap   = "repeated segments"
	OffsetTrap   = "endless offsets"
	ActionTrap   = "action"
	FileType     = "file type"
	Attachment   = "attachment"
	TooOld       = "older than asked"
	Undated      = "no date in sitemap" // where a date is asked for
)

// Trap says why an address of a site is not worth a request, by its form
// alone; empty if it may be.
func Trap(u *url.URL) string {
	if len(u.Path)+len(u.RawQuery) > maxAddress {
		return LongAddress
	}
	lower := strings.ToLower(u.Path)
	segments := strings.Split(strings.Trim(lower, "/"), "/")
	query := u.Query()
	if len(segments) > maxSegments || len(query) > maxParams {
		return LongAddress
	}
	for name := range query {
		if searchParams[strings.ToLower(name)] {
			return SearchTrap
		}
	}
	for _, t := range trapPaths {
		if strings.Contains(lower+"/", t.path) {
			return t.reason
		}
	}
	if ext := path.Ext(lower); uselessTypes[ext] {
		return FileType
	}
	if repeats(segments) {
		return RepeatTrap
	}
	dated := 0
	for i, s := range segments {
		if i+1 == len(segments) {
			break
		}
		if (s == "calendrier" || s == "calendar") && segments[i+1] != "" && '0' <= segments[i+1][0] && segments[i+1][0] <= '9' {
			return CalendarTrap // by its days, which never end; what has a name below it is a page
		}
		switch n, err := strconv.Atoi(segments[i+1]); {
		case err != nil:
		case s == "(offset)" && n > maxOffset:
			return OffsetTrap
		case s == "(year)" || s == "(month)" || s == "(day)":
			dated++
		}
	}
	if dated >= 2 {
		return CalendarTrap
	}
	for name, values := range query {
		n, err := strconv.Atoi(values[0])
		switch name = strings.ToLower(name); {
		case err == nil && name == "page" && n > maxPagers,
			err == nil && (name == "offset" || name == "start") && n > maxOffset:
			return OffsetTrap
		case name == "date" || name == "month" || name == "mois" || name == "jour" || name == "ical":
			return CalendarTrap
		}
	}
	return ""
}

// trapPaths are parts of paths, in lower case, that lead nowhere. The example
// beside each is checked by a test.
var trapPaths = []struct{ path, reason, example string }{
	{"/contenu/action/", SearchTrap, "/contenu/action?SearchText=eau"},
	{"/content/action/", SearchTrap, "/content/action"},
	{"/content/search/", SearchTrap, "/content/search?x=1"},
	{"/contenu/recherche/", SearchTrap, "/contenu/recherche"},
	{"/content/advancedsearch/", SearchTrap, "/content/advancedsearch"},
	{"/user/login/", ActionTrap, "/user/login"},
	{"/user/register/", ActionTrap, "/user/register"},
	{"/content/tipafriend/", ActionTrap, "/content/tipafriend/123"},
	{"/content/edit/", ActionTrap, "/content/edit/123"},
	{"/content/versionview/", ActionTrap, "/content/versionview/12/3"},
	{"/wp-login.php/", ActionTrap, "/wp-login.php"},
}

var searchParams = map[string]bool{"searchtext": true, "search": true, "recherche": true, "sortby": true, "tri": true}

// uselessTypes are file types that hold no release.
var uselessTypes = func() map[string]bool {
	m := make(map[string]bool)
	for ext := range strings.FieldsSeq(".jpg .jpeg .png .gif .svg .webp .bmp .ico .tif .tiff .mp3 .mp4 .avi .mov .wmv .webm .ogg .wav " +
		".zip .rar .7z .tar .gz .exe .css .js .json .woff .woff2 .ttf .eot .doc .docx .xls .xlsx .ods .odt .ppt .pptx .odp .csv .ics .vcf .kml .kmz .shp .eps .psd") {
		m[ext] = true
	}
	delete(m, ".gz") // a sitemap may be
	return m
}()

// repeats reports whether a segment stands three times in a path, or two or
// more segments follow themselves: what relative links in a wrong base make.
func repeats(segments []string) bool {
	count := make(map[string]int, len(segments))
	for _, s := range segments {
		if count[s]++; count[s] >= 3 {
			return true
		}
	}
	for n := 2; 2*n <= len(segments); n++ {
		for i := 0; i+2*n <= len(segments); i++ {
			if strings.Join(segments[i:i+n], "/") == strings.Join(segments[i+n:i+2*n], "/") {
				return true
			}
		}
	}
	return false
}

// task makes a task for a canonical address of the site.
func (s *Site) task(url string, kind extract.LinkKind, depth int) Task {
	budget := s.MaxPages
	if budget == 0 {
		budget = defaultPages
	}
	return Task{URL: url, Site: s.Code, Group: s.Group, Kind: kind, Depth: depth, Budget: budget}
}

// alias is an address by which a page was linked and that is not its own.
type alias struct{ from, to string }

// scout decides which links of a page are worth a task.
type scout struct {
	site        *Site
	since       string // YYYY-MM-DD; links shown with an earlier date are left out
	attachments bool   // follow links to files
	offered     bool   // the links are what a release offers; else files without a date are left out

	known func(extract.Link) bool // the link is left out without a word; nil for none
}

// follow makes tasks of the links of a page that a task led to. Refused tells
// of every link left out, with the reason.
func (s scout) follow(from Task, links []extract.Link, refused func(url, reason string)) (tasks []Task, aliases []alias) {
	depth := s.site.MaxDepth
	if depth == 0 {
		depth = defaultDepth
	}
	past := s.past(links)
	for _, l := range links {
		if s.known != nil && s.known(l) {
			continue
		}
		canonical, err := s.site.Canonical(l.URL)
		if err != nil {
			if !strings.Contains(err.Error(), "not an http address") { // mailto: and the like
				refused(l.URL, BadAddress)
			}
			continue
		}
		u, err := url.Parse(canonical)
		if err != nil {
			refused(l.URL, BadAddress)
			continue
		}
		plain, _, _ := strings.Cut(l.URL, "#")
		other := otherAddress(plain, u)
		if canonical == from.URL {
			if other {
				aliases = append(aliases, alias{plain, canonical})
			}
			continue
		}
		t := s.site.task(canonical, l.Kind, from.Depth+1)
		t.Date = l.Date
		reason := ""
		switch {
		case !s.site.Contains(canonical) && l.Kind != extract.FeedLink || !s.site.hasHost(u.Host):
			reason = OffSite
		case l.Kind == extract.AttachmentLink && (!s.attachments || l.Date == "" && !s.offered):
			reason = Attachment
		case Trap(u) != "":
			reason = Trap(u)
		case t.Depth > depth && l.Kind != extract.PagerLink:
			reason = TooDeep
		case s.since != "" && l.Date != "" && l.Date < s.since,
			past && l.Kind == extract.PagerLink:
			reason = TooOld
		case s.since != "" && l.Date == "" && l.Kind == extract.NavigationLink && from.Kind == extract.FeedLink:
			reason = Undated
		}
		if l.Kind == extract.PagerLink && reason == "" {
			t.Pages = from.Pages + 1
			t.Depth = from.Depth // pages of a listing are equally deep
			if t.Pages > maxPagers {
				reason = OffsetTrap
			}
		}
		if reason != "" {
			refused(canonical, reason)
			continue
		}
		tasks = append(tasks, t)
		if other {
			aliases = append(aliases, alias{plain, canonical})
		}
	}
	return tasks, aliases
}

// past reports whether a listing in date order, the newest first, has gone by
// the date from which releases are asked for: all its dates are earlier.
func (s scout) past(links []extract.Link) bool {
	first, last := "", ""
	for _, l := range links {
		if l.Date == "" || l.Kind != extract.ReleaseLink {
			continue
		}
		if s.since == "" || l.Date >= s.since {
			return false
		}
		if first == "" {
			first = l.Date
		}
		last = l.Date
	}
	return first > last
}

// otherAddress reports whether an address differs from its canonical form by
// more than the way of writing it.
func otherAddress(raw string, canonical *url.URL) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	return u.Scheme != canonical.Scheme || u.Host != canonical.Host ||
		strings.Count(strings.Trim(u.Path, "/"), "/") != strings.Count(strings.Trim(canonical.Path, "/"), "/") ||
		len(u.RawQuery) > len(canonical.RawQuery)
}
