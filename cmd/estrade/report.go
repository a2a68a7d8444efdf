package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"estrade/pipeline"
)

// report is what one crawl did. While it goes on it is kept in status.json in
// the data folder, and afterwards in a file of its own in reports.
type report struct {
	Began   time.Time            `json:"began"`
	Updated time.Time            `json:"updated"`
	End     string               `json:"end"`             // one of the ends below
	Error   string               `json:"error,omitempty"` // why it failed
	Program string               `json:"program"`         // version
	Since   string               `json:"since,omitempty"` // the earliest day asked for
	Waiting int                  `json:"waiting"`         // tasks left in the queue
	Left    string               `json:"left,omitempty"`  // estimate of the time that it will take
	Sites   []siteReport         `json:"sites"`
	Total   pipeline.Count       `json:"total"`
	Rests   map[string]time.Time `json:"rests,omitempty"` // politeness groups that rest
}

// Ends of a crawl.
const (
	running  = "running"
	complete = "complete"
	stopped  = "stopped" // by a person or the system
	failed   = "failed"
	killed   = "killed" // it had no time to say so; the counts are of its last word
)

type siteReport struct {
	Site    string `json:"site"`
	Name    string `json:"name"`
	Waiting int    `json:"waiting"` // tasks left in the queue
	pipeline.Count
}

// journal keeps the report of a crawl while it goes on.
type journal struct {
	folder folder
	report report // as it began
	chosen []*pipeline.Site
	stats  *pipeline.Stats
	queue  func() map[string]int // tasks left, by site
	pulse  *pulse
	log    *slog.Logger

	stop  chan struct{}
	ended sync.WaitGroup
}

// statusEvery is the time between two states of a crawl that 'estrade status'
// can tell.
const statusEvery = 2 * time.Second

// startJournal begins to keep a report. The data folder must be locked. What a
// crawl that was killed has left is made a report first.
func startJournal(f folder, since string, chosen []*pipeline.Site, stats *pipeline.Stats, queue func() map[string]int, p *pulse, log *slog.Logger) (*journal, error) {
	if old, err := f.current(); err == nil {
		old.End = killed
		if err := f.keep(old); err != nil {
			return nil, err
		}
	}
	j := &journal{
		folder: f, report: report{Began: time.Now().UTC(), Program: version, Since: since},
		chosen: chosen, stats: stats, queue: queue, pulse: p, log: log, stop: make(chan struct{}),
	}
	if err := f.write(f.status(), j.now(running, nil)); err != nil {
		return nil, fmt.Errorf("keep status: %w", err)
	}
	j.ended.Go(func() {
		tick := time.NewTicker(statusEvery)
		defer tick.Stop()
		for {
			select {
			case <-j.stop:
				return
			case <-tick.C:
				if err := f.write(f.status(), j.now(running, nil)); err != nil {
					j.log.Warn("status cannot be kept", "error", err)
				}
			}
		}
	})
	return j, nil
}

// now is the report as things stand.
func (j *journal) now(end string, err error) report {
	r := j.report
	r.Updated, r.End = time.Now().UTC(), end
	if err != nil {
		r.Error = err.Error()
	}
	snap, queued := j.stats.Snapshot(), j.queue()
	r.Total = snap.Total
	for _, s := range j.chosen {
		r.Sites = append(r.Sites, siteReport{s.Code, s.Name, queued[s.Code], snap.Sites[s.Code]})
		r.Waiting += queued[s.Code]
	}
	for group, until := range snap.Rests {
		if until.After(r.Updated) {
			if r.Rests == nil {
				r.Rests = make(map[string]time.Time)
			}
			r.Rests[group] = until
		}
	}
	if end == running {
		r.Left = j.pulse.left()
	}
	return r
}

// end keeps the report for good.
func (j *journal) end(end string, err error) (report, error) {
	close(j.stop)
	j.ended.Wait()
	r := j.now(end, err)
	return r, j.folder.keep(r)
}

// keep moves a report from status.json to a file of its own.
func (f folder) keep(r report) error {
	if err := os.MkdirAll(f.reports(), 0o755); err != nil {
		return fmt.Errorf("keep report: %w", err)
	}
	name := filepath.Join(f.reports(), r.Began.UTC().Format("20060102T150405.000Z")+".json")
	if err := f.write(name, r); err != nil {
		return fmt.Errorf("keep report: %w", err)
	}
	if err := os.Remove(f.status()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("keep report: %w", err)
	}
	return nil
}

func (f folder) write(name string, r report) error {
	return replaceFile(name, func(out *os.File) error {
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	})
}

// current is the report of the crawl that goes on, or of one that was killed.
func (f folder) current() (report, error) { return readReport(f.status()) }

func readReport(name string) (r report, err error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return r, fmt.Errorf("read report %s: %w", name, err)
	}
	return r, nil
}

// past are the reports of the crawls that have ended, the oldest first. Those
// that cannot be read are left out, with an error that names them.
func (f folder) past() ([]report, error) {
	names, err := filepath.Glob(filepath.Join(f.reports(), "*.json"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var list []report
	var errs []error
	for _, name := range names {
		r, err := readReport(name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		list = append(list, r)
	}
	return list, errors.Join(errs...)
}

// writeTable prints a report: a table with a line for each site, and below it
// why addresses failed and were left out.
func writeTable(out io.Writer, r *report) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "SITE\tPAGES\tNEW\tCHANGED\tUNCHANGED\tWITHDRAWN\tALIASES\tFAILED\tWAITING\t")
	row := func(name string, c pipeline.Count, waiting int) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", name, c.Fetched, c.New, c.Changed, c.Unchanged, c.Withdrawn, sum(c.Aliases), sum(c.Failed), waiting)
	}
	for _, s := range r.Sites {
		row(label(s.Site, s.Name), s.Count, s.Waiting)
	}
	if len(r.Sites) > 1 {
		row("all", r.Total, r.Waiting)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, s := range r.Sites {
		for _, line := range []struct {
			what string
			of   map[string]int
		}{{"failed", s.Failed}, {"aliases", s.Aliases}, {"not releases", s.NotReleases}, {"not followed", s.Refused}} {
			if len(line.of) > 0 {
				fmt.Fprintf(out, "%s, %s:%s\n", label(s.Site, s.Name), line.what, strings.TrimSuffix(strings.Replace(reasons(line.of), "  (", " ", 1), ")"))
			}
		}
	}
	return nil
}

func label(code, name string) string {
	if code == name || name == "" {
		return code
	}
	return code + " " + name
}

// heading tells in a line when a crawl was and how it ended.
func (r *report) heading() string {
	s := fmt.Sprintf("crawl of %s UTC, %s after %s", r.Began.UTC().Format("2006-01-02 15:04"), r.End, duration(r.Updated.Sub(r.Began)))
	if r.End == running {
		s = fmt.Sprintf("crawl since %s UTC, running for %s: %d pages, %d waiting", r.Began.UTC().Format("2006-01-02 15:04"),
			duration(r.Updated.Sub(r.Began)), r.Total.Fetched, r.Waiting)
		if r.Left != "" {
			s += ", " + r.Left
		}
	}
	if r.Error != "" {
		s += ": " + clean(r.Error)
	}
	return s
}
