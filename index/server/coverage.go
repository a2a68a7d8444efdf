package server

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"estrade/index"
)

// coverageMonths is how many months the table of sites shows.
const coverageMonths = 12

// silentAfter is how long a site may publish nothing before it counts as
// silent.
const silentAfter = 60 * 24 * time.Hour

// coveragePage says what the index covers.
type coveragePage struct {
	Counts   index.Counts
	Months   []string // YYYY-MM, the columns
	Sites    []siteRow
	Silent   []siteRow // have releases, but none of late
	Never    []Site    // could be crawled, and hold nothing
	Cannot   []Site    // cannot be crawled
	Crawling bool      // a crawl is running, and its state not to be seen
	Unknown  bool      // nothing is known of crawls
	Latest   string    // month of the latest release
}

// siteRow is a site with its releases by month.
type siteRow struct {
	Site
	Total  int
	Counts []cell
	Last   string // latest month with a release
	Status *SiteStatus
	Failed int
}

type cell struct {
	Month string
	Count int
	Level int
}

func (s *Server) coverage(v *visit) error {
	p := &coveragePage{}
	view := v.view("coverage", v.lang.T("coverage.title"), p)
	if err := s.fillCoverage(v, p); err != nil {
		return err
	}
	return v.showNow("coverage", view)
}

func (s *Server) fillCoverage(v *visit, p *coveragePage) error {
	var err error
	if p.Counts, err = s.index.Count(v.Context()); err != nil {
		return err
	}
	covered, err := index.Cover(v.Context(), s.index)
	if err != nil {
		return err
	}
	if n := len(covered.Months); n > 0 {
		p.Latest = covered.Months[n-1].Value
	}
	p.Months = monthsUpTo(p.Latest, coverageMonths)
	known := map[string]*SiteStatus{}
	if s.opts.Crawl == nil {
		p.Unknown = true
	} else {
		states, err := s.opts.Crawl.Sites(v.Context())
		switch {
		case errors.Is(err, ErrBusy):
			p.Crawling = true
		case err != nil:
			return err
		}
		for i := range states {
			known[states[i].Code] = &states[i]
		}
	}
	rows := s.siteRows(covered, p.Months)
	held := map[string]bool{}
	silentBefore := ""
	if len(p.Months) > 0 {
		silentBefore = s.opts.Now().Add(-silentAfter).UTC().Format("2006-01")
	}
	for _, r := range rows {
		held[r.Code] = true
		r.Status = known[r.Code]
		if r.Status != nil {
			for _, n := range r.Status.Failed {
				r.Failed += n
			}
		}
		p.Sites = append(p.Sites, r)
		if r.Last < silentBefore {
			p.Silent = append(p.Silent, r)
		}
	}
	for code, status := range known { // crawled, and nothing found
		if !held[code] {
			held[code] = true
			r := siteRow{Site: s.site(code), Status: status, Counts: make([]cell, len(p.Months))}
			for _, n := range status.Failed {
				r.Failed += n
			}
			p.Sites = append(p.Sites, r)
			p.Silent = append(p.Silent, r)
		}
	}
	byCode := func(a, b siteRow) int { return strings.Compare(a.Code, b.Code) }
	slices.SortFunc(p.Sites, byCode)
	slices.SortFunc(p.Silent, func(a, b siteRow) int { return cmp.Or(strings.Compare(a.Last, b.Last), byCode(a, b)) })
	for _, site := range s.opts.Sites {
		switch {
		case held[site.Code]:
		case site.Unsupported != "":
			p.Cannot = append(p.Cannot, site)
		default:
			p.Never = append(p.Never, site)
		}
	}
	return nil
}

// siteRows are the sites with their releases by month.
func (s *Server) siteRows(covered *index.Coverage, months []string) []siteRow {
	var rows []siteRow
	for _, site := range covered.Sites {
		row := siteRow{Site: s.site(site.Value), Total: site.Count}
		byMonth := map[string]int{}
		for _, m := range covered.BySite[site.Value] {
			byMonth[m.Value] = m.Count
			row.Last = max(row.Last, m.Value)
		}
		for _, m := range months {
			row.Counts = append(row.Counts, cell{Month: m, Count: byMonth[m]})
		}
		rows = append(rows, row)
	}
	most := 0
	for _, r := range rows {
		for _, c := range r.Counts {
			most = max(most, c.Count)
		}
	}
	for _, r := range rows {
		for i := range r.Counts {
			r.Counts[i].Level = levelOf(r.Counts[i].Count, most)
		}
	}
	return rows
}

// failureName is why an address could not be fetched in the reader's language;
// a reason that has no words there stays as it is.
func failureName(l *lang, reason string) string {
	if status, ok := strings.CutPrefix(reason, "status "); ok {
		return l.T("failure.status", status)
	}
	if words, ok := l.texts["failure."+reason]; ok {
		return words
	}
	return reason
}

// site is a site by its code.
func (s *Server) site(code string) Site {
	if site, ok := s.sites[code]; ok {
		return site
	}
	return Site{Code: code, Name: code}
}

// monthsUpTo are n months up to one, YYYY-MM, latest first.
func monthsUpTo(last string, n int) []string {
	end, err := time.Parse("2006-01", last)
	if err != nil {
		return nil
	}
	var months []string
	for i := range n {
		months = append(months, end.AddDate(0, -i, 0).Format("2006-01"))
	}
	return months
}
