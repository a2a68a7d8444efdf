package pipeline

import (
	"maps"
	"sync"
	"time"

	"estrade/extract"
)

// Count is what a crawl did, for one site or all. It counts one run; what has
// been done in all is in the ledger.
type Count struct {
	Fetched   int   `json:"fetched"` // answers archived
	Bytes     int64 `json:"bytes"`   // of bodies as sent
	Unchanged int   `json:"unchanged"`
	Changed   int   `json:"changed"` // releases with a new version
	New       int   `json:"new"`     // releases seen for the first time
	Releases  int   `json:"releases"`
	Withdrawn int   `json:"withdrawn"`
	Redirects int   `json:"redirects"`
	Retries   int   `json:"retries"`
	Queued    int   `json:"queued"` // tasks added to the queue

	Aliases     map[string]int `json:"aliases,omitempty"`      // by rule
	NotReleases map[string]int `json:"not_releases,omitempty"` // pages that are none, by reason
	Refused     map[string]int `json:"refused,omitempty"`      // addresses not followed, by reason
	Failed      map[string]int `json:"failed,omitempty"`       // addresses given up, by reason

	Dates      int `json:"dates"` // found in the releases; as are the following
	People     int `json:"people"`
	Titles     int `json:"titles"`
	Places     int `json:"places"`
	Statements int `json:"statements"`
}

func (c *Count) add(d Count) {
	c.Fetched += d.Fetched
	c.Bytes += d.Bytes
	c.Unchanged += d.Unchanged
	c.Changed += d.Changed
	c.New += d.New
	c.Releases += d.Releases
	c.Withdrawn += d.Withdrawn
	c.Redirects += d.Redirects
	c.Retries += d.Retries
	c.Queued += d.Queued
	c.Dates += d.Dates
	c.People += d.People
	c.Titles += d.Titles
	c.Places += d.Places
	c.Statements += d.Statements
	for _, m := range []struct {
		to   *map[string]int
		from map[string]int
	}{{&c.Aliases, d.Aliases}, {&c.NotReleases, d.NotReleases}, {&c.Refused, d.Refused}, {&c.Failed, d.Failed}} {
		for k, n := range m.from {
			inc(m.to, k, n)
		}
	}
}

func (c *Count) annotations(d *extract.Document) {
	c.Dates += len(d.Dates)
	c.People += len(d.People)
	c.Titles += len(d.Titles)
	c.Places += len(d.Places)
	c.Statements += len(d.Statements)
}

func inc(m *map[string]int, key string, n int) {
	if *m == nil {
		*m = make(map[string]int)
	}
	(*m)[key] += n
}

// Stats counts while a crawl runs. The zero value is ready; it is safe for
// concurrent use.
type Stats struct {
	mu    sync.Mutex
	sites map[string]*Count
	rests map[string]time.Time
	pages int
	done  int
}

// Snapshot is how things stand.
type Snapshot struct {
	Total Count                // of all sites
	Sites map[string]Count     // by code
	Rests map[string]time.Time // politeness groups that rest, and until when

	Pages int // of the archive to be processed again; 0 until they are counted
	Done  int // of them
}

// Snapshot tells how things stand, in a copy.
func (s *Stats) Snapshot() Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	snap := Snapshot{Sites: make(map[string]Count, len(s.sites)), Rests: maps.Clone(s.rests), Pages: s.pages, Done: s.done}
	for code, c := range s.sites {
		var copied Count
		copied.add(*c)
		snap.Sites[code] = copied
		snap.Total.add(*c)
	}
	return snap
}

// count lets f change the counts of a site.
func (s *Stats) count(site string, f func(*Count)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sites == nil {
		s.sites = make(map[string]*Count)
	}
	c := s.sites[site]
	if c == nil {
		c = new(Count)
		s.sites[site] = c
	}
	f(c)
}

// again notes how many pages of the archive are to be processed, and how many
// more are.
func (s *Stats) again(pages, done int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages += pages
	s.done += done
}

// rest notes that a group rests.
func (s *Stats) rest(group string, until time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.rests == nil {
		s.rests = make(map[string]time.Time)
	}
	s.rests[group] = until
}
