package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Reprocess takes the latest version of every page in the archive through
// extraction, annotation and index again, on Processors cores and without
// asking any site. It needs Archive, Extractor and Indexer; a Ledger gives the
// versions that the archive alone does not tell, and is told what is new if it
// is a Noter. siteOf finds the
// site of an address; nil leaves it out.
func (c *Crawl) Reprocess(ctx context.Context, siteOf func(url string) *Site) error {
	d := c.withDefaults()
	if err := d.reprocess(ctx, siteOf); err != nil {
		return fmt.Errorf("process archive: %w", err)
	}
	return nil
}

func (c *Crawl) reprocess(ctx context.Context, siteOf func(string) *Site) error {
	book, order, err := c.latest(ctx, siteOf)
	if err != nil {
		return err
	}
	group, workCtx := errgroup.WithContext(ctx)
	next := make(chan Lease)
	out := make(chan processed)
	group.Go(func() error {
		defer close(next)
		for _, url := range order {
			st, _, err := book.State(workCtx, url)
			if err != nil {
				return err
			}
			select {
			case next <- Lease{Task: Task{URL: url, Site: st.Site, Ref: st.Ref}}:
			case <-workCtx.Done():
				return workCtx.Err()
			}
		}
		return nil
	})
	var working sync.WaitGroup
	for range c.Processors {
		working.Add(1)
		group.Go(func() error {
			defer working.Done()
			for l := range next {
				st, _, err := book.State(workCtx, l.URL)
				if err != nil {
					return err
				}
				p := c.analyse(workCtx, l, st)
				if workCtx.Err() != nil {
					return workCtx.Err()
				}
				select {
				case out <- p:
				case <-workCtx.Done():
					return workCtx.Err()
				}
			}
			return nil
		})
	}
	go func() { working.Wait(); close(out) }()
	group.Go(func() error {
		noter, _ := c.Ledger.(Noter)
		var batch []processed
		flush := func() error {
			results, outcomes, err := c.resolve(workCtx, book, batch)
			if err != nil {
				return err
			}
			batch = nil
			for _, o := range outcomes {
				book.apply(o)
			}
			if err := c.Indexer.Index(workCtx, results); err != nil || noter == nil {
				return err
			}
			return noter.Note(workCtx, outcomes...)
		}
		for p := range out {
			if batch = append(batch, p); len(batch) >= c.Batch {
				if err := flush(); err != nil {
					return err
				}
			}
		}
		if len(batch) == 0 {
			return nil
		}
		return flush()
	})
	return group.Wait()
}

// latest reads from the archive's index which record is the latest of each
// page, in the order of the archive.
func (c *Crawl) latest(ctx context.Context, siteOf func(string) *Site) (*book, []string, error) {
	b := &book{states: make(map[string]State), twins: make(map[string][]Twin)}
	number, n := make(map[string]int), 0
	err := c.Archive.Each(ctx, "", func(a Archived) error {
		site := &Site{}
		if siteOf != nil {
			if s := siteOf(a.URL); s != nil {
				site = s
			}
		}
		address, err := site.Canonical(a.URL)
		if err != nil {
			return err
		}
		st := b.states[address]
		st.URL, st.Site = address, site.Code
		switch {
		case a.Status == 404 || a.Status == 410:
			if st.Ref != "" && st.Withdrawn.IsZero() {
				st.Withdrawn = a.Fetched
			}
		case a.Status >= 300:
			st.Alias, st.AliasRule = "elsewhere", "redirect"
			if st.Ref != "" && st.Withdrawn.IsZero() {
				st.Withdrawn = a.Fetched
			}
		case a.Revisit || pageType(a.MIME):
			if st.First.IsZero() {
				st.First = a.Fetched
			}
			st.Fetched, st.Ref, st.Digest = a.Fetched, a.Ref, a.Digest
			st.Withdrawn, st.Alias, st.AliasRule = unset, "", ""
			n++
			number[address] = n
		}
		b.states[address] = st
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	var order []string
	for url, st := range b.states {
		if st.Ref == "" {
			continue
		}
		if c.Ledger != nil {
			known, ok, err := c.Ledger.State(ctx, url)
			if err != nil {
				return nil, nil, err
			}
			if ok {
				st.Site = cmp.Or(known.Site, st.Site)
				st.Versions, st.TextDigest = known.Versions, known.TextDigest
				if !known.First.IsZero() {
					st.First = known.First // the archive's index counts whole seconds
				}
				st.Alias, st.AliasRule = "", ""
				if known.AliasRule == "redirect" {
					st.Alias, st.AliasRule = known.Alias, known.AliasRule
				}
			}
		}
		b.states[url] = st
		order = append(order, url)
	}
	slices.SortFunc(order, func(x, y string) int { return cmp.Compare(number[x], number[y]) })
	return b, order, nil
}

// pageType reports whether a page of that type can be a release.
func pageType(mime string) bool {
	return mime == "" || !strings.Contains(mime, "xml") || strings.Contains(mime, "xhtml")
}

// book is a Ledger in memory. It is safe for concurrent use.
type book struct {
	mu     sync.Mutex
	states map[string]State
	twins  map[string][]Twin
}

func (b *book) State(_ context.Context, url string) (State, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	st, ok := b.states[url]
	return st, ok, nil
}

func (b *book) Twins(_ context.Context, key string) ([]Twin, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.twins[key], nil
}

func (b *book) apply(o Outcome) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, ch := range o.Changes {
		st := b.states[ch.URL]
		ch.Apply(&st)
		b.states[ch.URL] = st
	}
	for key, twins := range o.Twins {
		b.twins[key] = twins
	}
}
