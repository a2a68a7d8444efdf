package index

import (
	"context"
	"slices"
	"strings"
)

// Bounds of the coverage: more sites than there are, and fifty years.
const (
	coverageSites  = 400
	coverageMonths = 600
)

// Coverage is how many releases there are by site and month of publication.
type Coverage struct {
	Sites  []Value // most frequent first
	Months []Value // oldest first

	// BySite are the months of each site, oldest first. Releases without a date
	// are in none.
	BySite map[string][]Value
}

// Cover counts the releases by site and month, in one pass over them.
func Cover(ctx context.Context, s Searcher) (*Coverage, error) {
	r, err := s.Search(ctx, Request{Of: Releases, Facets: []Facet{
		{SiteCode, coverageSites}, {Month, coverageMonths}, {SiteMonth, coverageSites * coverageMonths}}})
	if err != nil {
		return nil, err
	}
	c := &Coverage{Sites: list(r.Facets[SiteCode]), Months: byValue(r.Facets[Month]), BySite: map[string][]Value{}}
	for _, v := range r.Facets[SiteMonth] {
		site, month := cutSiteMonth(v.Value)
		c.BySite[site] = append(c.BySite[site], Value{Value: month, Label: month, Count: v.Count})
	}
	for site, months := range c.BySite {
		c.BySite[site] = byValue(months)
	}
	return c, nil
}

// siteMonths are the terms of SiteMonth.
func siteMonths(site, published string) []string {
	p, err := ParsePeriod(published)
	if err != nil || site == "" {
		return nil
	}
	months := slices.Clone(p.Months())
	for i := range months {
		months[i] = site + " " + months[i]
	}
	return months
}

func cutSiteMonth(term string) (site, month string) {
	i := strings.LastIndexByte(term, ' ')
	return term[:max(i, 0)], term[i+1:]
}
