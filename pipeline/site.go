package pipeline

import (
	"net/url"
	"strings"
	"time"
)

// Site is a website to crawl.
type Site struct {
	Code       string // "59", "R32"; unique
	Name       string // "Nord"
	Department string // code of the departement it speaks for; empty if none
	Region     string // INSEE code of the region
	Platform   string // software family, "ide"
	Group      string // politeness group; sites of one group are paced together
	Hosts      []string
	Path       string   // all its pages lie below; "/" for the whole host
	Start      []string // absolute addresses; the first is the home page
	Note       string   // what is worth knowing of the row

	// Unsupported says why the site cannot be crawled; empty if it can.
	Unsupported string

	Pace     time.Duration // least time between requests to its group; zero for the default
	MaxPages int           // pages in one round; zero for the default
	MaxDepth int           // links from a start page; zero for the default
}

// Canonical is the one form of an address of the site: that of [Canonical],
// with the site's first host in place of its other hosts and of those without
// "www.", and the scheme of its home page. An address of another site comes
// out in the general form.
func (s *Site) Canonical(raw string) (string, error) {
	u, err := canonical(raw)
	if err != nil {
		return "", err
	}
	if len(s.Hosts) > 0 && s.hasHost(u.Host) {
		u.Host = s.Hosts[0]
		if len(s.Start) > 0 {
			u.Scheme, _, _ = strings.Cut(s.Start[0], ":")
		}
	}
	return u.String(), nil
}

// Contains reports whether a canonical address belongs to the site.
func (s *Site) Contains(canonical string) bool {
	u, err := url.Parse(canonical)
	if err != nil || !s.hasHost(u.Host) {
		return false
	}
	path := strings.TrimSuffix(s.Path, "/")
	return path == "" || u.Path == path || strings.HasPrefix(u.Path, path+"/")
}

func (s *Site) hasHost(host string) bool {
	bare := strings.TrimPrefix(host, "www.")
	for _, h := range s.Hosts {
		if bare == strings.TrimPrefix(h, "www.") {
			return true
		}
	}
	return false
}

// Seeds are the tasks that a round of the site begins with: its start pages
// and its sitemap.
func (s *Site) Seeds() []Task {
	var tasks []Task
	for _, raw := range s.Start {
		if u, err := s.Canonical(raw); err == nil {
			tasks = append(tasks, s.task(u, "", 0))
		}
	}
	if len(s.Start) > 0 {
		if u, err := url.Parse(s.Start[0]); err == nil && s.Path == "/" {
			tasks = append(tasks, s.task(u.Scheme+"://"+s.Hosts[0]+"/sitemap.xml", feedKind, 0))
		}
	}
	return tasks
}
