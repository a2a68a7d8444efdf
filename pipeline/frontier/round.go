package frontier

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"estrade/pipeline"
)

// Begin readies a site for a crawl. While the site has pages queued, it goes
// on with the round that is under way. Otherwise a new round begins, if the
// last one has ended at least rest ago: the tasks given and all pages known of
// the site are queued, to be asked for conditionally. It reports whether a new
// round began.
//
// From the first Begin on, only tasks of sites begun since Open are leased, and
// the frontier is drained when these have none left: another site's tasks wait
// until it is begun.
func (f *Frontier) Begin(ctx context.Context, site string, rest time.Duration, seeds []pipeline.Task) (bool, error) {
	began := false
	now := f.opts.Clock.Now()
	c := &change{do: func(tx *bolt.Tx, w *writer) error {
		r := w.round(site)
		if since := now.Sub(r.Finished); r.Number > 0 && (r.Finished.IsZero() || 0 <= since && since < rest) {
			return nil
		}
		first := r.Number == 0
		began = true
		w.rounds[site] = round{Number: r.Number + 1, Started: now}
		var tasks []pipeline.Task
		tasks = append(tasks, seeds...)
		if !first && len(seeds) > 0 {
			err := w.url.ForEach(func(k, v []byte) error {
				var e entry
				if !bytes.Contains(v, []byte(site)) {
					return nil
				}
				if err := json.Unmarshal(v, &e); err != nil {
					return fmt.Errorf("%w: state of %s: %w", ErrDamaged, k, err)
				}
				if e.Site == site && e.Ref != "" && e.Alias == "" && e.Withdrawn.IsZero() {
					t := seeds[0]
					t.URL, t.Kind, t.Depth = e.URL, e.Kind, e.Depth
					tasks = append(tasks, t)
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		var added pipeline.Added
		for _, t := range tasks {
			if err := w.add(t, &added); err != nil {
				return err
			}
		}
		return nil
	}}
	if err := f.commitTo(c, "begin "+site); err != nil {
		return false, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.active == nil {
		f.active = make(map[string]bool)
	}
	f.active[site] = true
	f.signal()
	return began, nil
}

// End marks the round of a site as finished.
func (f *Frontier) End(ctx context.Context, site string) error {
	now := f.opts.Clock.Now()
	return f.commitTo(&change{do: func(tx *bolt.Tx, w *writer) error {
		r := w.round(site)
		if r.Finished.IsZero() {
			r.Finished = now
			w.rounds[site] = r
		}
		return nil
	}}, "end "+site)
}
