package frontier

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"estrade/extract"
	"estrade/pipeline"
)

// Begin readies a site for a crawl. While the site has pages queued, it goes
// on with the round that is under way. Otherwise a new round begins, if the
// last one has ended at least rest ago: the tasks given and the pages known of
// the site, as far as its budget goes, are queued, to be asked for
// conditionally. It reports whether a new round began.
//
// From the first Begin on, only tasks of sites begun since Open are leased, and
// the frontier is drained when these have none left: another site's tasks wait
// until it is begun.
func (f *Frontier) Begin(ctx context.Context, site string, rest time.Duration, seeds []pipeline.Task) (bool, error) {
	began := false
	now := f.opts.Clock.Now()
	c := &change{do: func(tx *bolt.Tx, w *writer) error {
		r := w.round(site)
		if !r.over(now, rest) {
			return nil
		}
		first := r.Number == 0
		began = true
		w.rounds[site] = round{Number: r.Number + 1, Started: now}
		tasks := seeds
		if !first {
			var err error
			if tasks, err = due(w.url, site, seeds); err != nil {
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

// over reports whether a new round may begin.
func (r round) over(now time.Time, rest time.Duration) bool {
	since := now.Sub(r.Finished)
	return r.Number == 0 || !r.Finished.IsZero() && (since < 0 || since >= rest)
}

// due are the tasks that a round of a site with known pages begins with: the
// seeds; lists and feeds, which tell what is new; what earlier rounds found and
// had no budget for; then the other pages, those first that were not asked for
// the longest. Where a site has more than its budget, they leave a quarter of
// it to what the round will find.
func due(urls *bolt.Bucket, site string, seeds []pipeline.Task) ([]pipeline.Task, error) {
	if len(seeds) == 0 {
		return nil, nil
	}
	type page struct {
		pipeline.Task
		class   int
		checked time.Time
	}
	seeded := make(map[string]bool, len(seeds))
	for _, t := range seeds {
		seeded[t.URL] = true
	}
	var pages []page
	err := urls.ForEach(func(k, v []byte) error {
		var e entry
		if !bytes.Contains(v, []byte(site)) {
			return nil
		}
		if err := json.Unmarshal(v, &e); err != nil {
			return fmt.Errorf("%w: state of %s: %w", ErrDamaged, k, err)
		}
		if e.Site != site || e.Ref == "" && !e.Left || e.Alias != "" || !e.Withdrawn.IsZero() || seeded[e.URL] {
			return nil
		}
		p := page{Task: seeds[0], class: 2, checked: e.Checked}
		p.URL, p.Kind, p.Depth = e.URL, e.Kind, e.Depth
		switch {
		case e.Kind == extract.FeedLink || e.Kind == extract.ListingLink:
			p.class = 0
		case e.Left:
			p.class = 1
		}
		pages = append(pages, p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(pages, func(a, b page) int {
		return cmp.Or(cmp.Compare(a.class, b.class), a.checked.Compare(b.checked))
	})
	tasks := slices.Clone(seeds)
	for _, p := range pages {
		if budget := p.Budget; budget > 0 && len(tasks) >= budget-budget/4 {
			break
		}
		tasks = append(tasks, p.Task)
	}
	return tasks, nil
}

// Planned calls yield with each task that Begin with the same arguments would
// leave to fetch, and changes nothing. Asked says that the page is known, so
// that its server is asked only for what has changed.
func (f *Frontier) Planned(ctx context.Context, site string, rest time.Duration, seeds []pipeline.Task, yield func(t pipeline.Task, asked bool) error) (err error) {
	defer recoverDamage(&err)
	f.mu.Lock()
	r, now := f.rounds[site], f.opts.Clock.Now()
	f.mu.Unlock()
	return f.db.View(func(tx *bolt.Tx) error {
		seen := make(map[string]bool)
		give := func(t pipeline.Task) error {
			if seen[t.URL] {
				return nil
			}
			seen[t.URL] = true
			if err := ctx.Err(); err != nil {
				return err
			}
			var e entry
			if v := tx.Bucket(urlBucket).Get([]byte(t.URL)); v != nil {
				if err := json.Unmarshal(v, &e); err != nil {
					return fmt.Errorf("%w: state of %s: %w", ErrDamaged, t.URL, err)
				}
			}
			return yield(t, e.Ref != "")
		}
		if r.over(now, rest) {
			tasks := seeds
			if r.Number > 0 {
				var err error
				if tasks, err = due(tx.Bucket(urlBucket), site, seeds); err != nil {
					return err
				}
			}
			for _, t := range tasks {
				if err := give(t); err != nil {
					return err
				}
			}
			return nil
		}
		c := tx.Bucket(queueBucket).Cursor()
		prefix := []byte(string(rune(pipeline.Fetch)) + site + "\x01")
		for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
			var t pipeline.Task
			if err := json.Unmarshal(v, &t); err != nil {
				return fmt.Errorf("%w: task: %w", ErrDamaged, err)
			}
			if err := give(t); err != nil {
				return err
			}
		}
		return nil
	})
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
