package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"estrade/extract"
)

// Reprocess takes the latest version of every page in the archive through
// extraction, annotation and index again, on Processors cores and without
// asking any site. It needs Archive, Extractor and Indexer. A Ledger gives what
// the archive alone does not tell; if it is a Noter, it is told what is new.
// For a page that the ledger does not know, versions and times are found in
// the archive, so that a ledger that was lost is made again. siteOf finds the
// site of an address; nil leaves it out.
func (c *Crawl) Reprocess(ctx context.Context, siteOf func(url string) *Site) error {
	d := c.withDefaults()
	if err := d.reprocess(ctx, siteOf); err != nil {
		return fmt.Errorf("process archive: %w", err)
	}
	return nil
}

func (c *Crawl) reprocess(ctx context.Context, siteOf func(string) *Site) error {
	if siteOf == nil {
		siteOf = func(string) *Site { return nil }
	}
	c.Sites = maps.Clone(c.Sites)
	if c.Sites == nil {
		c.Sites = make(map[string]*Site)
	}
	book, order, err := c.latest(ctx, siteOf)
	if err != nil {
		return err
	}
	c.Stats.again(len(order), 0)
	// What pages say of files comes before the files.
	pages, files := order, []string(nil)
	if i := slices.IndexFunc(order, func(u string) bool { return book.files[u] }); i >= 0 {
		pages, files = order[:i], order[i:]
	}
	if err := c.pass(ctx, book, pages); err != nil {
		return err
	}
	return c.pass(ctx, book, files)
}

// pass processes pages of the archive.
func (c *Crawl) pass(ctx context.Context, book *book, order []string) error {
	group, workCtx := errgroup.WithContext(ctx)
	next := make(chan string)
	out := make(chan processed)
	group.Go(func() error {
		defer close(next)
		for _, url := range order {
			select {
			case next <- url:
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
			for url := range next {
				p, err := c.again(workCtx, book, url)
				if err != nil {
					return err
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
			for i, p := range batch {
				if book.fresh[p.lease.URL] {
					outcomes[i].Changes = append([]Change{{p.lease.URL, p.found}}, outcomes[i].Changes...)
				}
			}
			for _, o := range outcomes {
				book.apply(o)
			}
			if err := c.Indexer.Index(workCtx, results); err != nil {
				return err
			}
			c.Stats.again(0, len(batch))
			batch = nil
			if noter == nil {
				return nil
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

// again processes the page of an address once more.
func (c *Crawl) again(ctx context.Context, book *book, url string) (processed, error) {
	st, _, err := book.State(ctx, url)
	if err != nil {
		return processed{}, err
	}
	l := Lease{Task: Task{URL: url, Site: st.Site, Kind: st.Kind, Depth: st.Depth, Ref: st.Ref}}
	for _, a := range book.earlier[url] {
		if l.Ref = a.Ref; a.Ref == st.Ref {
			break
		}
		x, err := c.Archive.Read(ctx, a.Ref)
		if err != nil {
			c.Log.Error("archived page cannot be read", "url", url, "error", err)
			continue
		}
		if doc, err := safeExtract(c.Extractor, x.Page()); err == nil && doc != nil {
			st.Versions = noted(st.Versions, Version{Ref: a.Ref, Fetched: x.Began, Digest: a.Digest, TextDigest: like(st.Site, url, doc.Text).Text})
		}
	}
	l.Ref = st.Ref
	if book.fresh[url] && st.AliasRule == "redirect" {
		if x, err := c.Archive.Read(ctx, st.Last); err == nil {
			st.Alias = target(x, cmp.Or(c.Sites[st.Site], &Site{}))
		}
	}
	p := c.analyse(ctx, l, st)
	if book.fresh[url] && p.notRelease != "" && c.Linker != nil {
		p.shows = c.shown(ctx, st)
	}
	return p, ctx.Err()
}

// shown are the addresses that a listing or feed shows as releases.
func (c *Crawl) shown(ctx context.Context, st State) (urls []string) {
	x, err := c.Archive.Read(ctx, st.Ref)
	if err != nil {
		return nil
	}
	site := cmp.Or(c.Sites[st.Site], &Site{})
	var links []extract.Link
	if page := x.Page(); IsFeed(page) {
		links, _ = FeedLinks(page) // those before a break will do
	} else {
		links = c.find(page)
	}
	for _, l := range links {
		if l.Kind != extract.ReleaseLink && (l.Date == "" || l.Kind == extract.NavigationLink) {
			continue
		}
		if u, err := site.Canonical(l.URL); err == nil && site.Contains(u) {
			urls = append(urls, u)
		}
	}
	return urls
}

// found makes the state of an address that a ledger did not know what the
// archive tells.
func (p *processed) found(s *State) {
	if s.Ref != "" {
		return
	}
	st := p.state
	s.Site, s.First, s.Checked, s.Fetched, s.Status = st.Site, st.First, st.Checked, st.Fetched, st.Status
	s.Ref, s.Digest, s.Withdrawn, s.Versions = st.Ref, st.Digest, st.Withdrawn, st.Versions
	s.Alias, s.AliasRule = st.Alias, st.AliasRule
	if x := p.exchange; x != nil {
		s.Fetched, s.ETag, s.LastModified = x.Began, x.Header.Get("ETag"), x.Header.Get("Last-Modified")
	}
}

// latest reads from the archive's index which record is the latest of each
// page. Addresses come in the order of the archive, files after pages.
func (c *Crawl) latest(ctx context.Context, siteOf func(string) *Site) (*book, []string, error) {
	b := &book{
		states: make(map[string]State), twins: make(map[string][]Twin),
		earlier: make(map[string][]Archived), fresh: make(map[string]bool), files: make(map[string]bool),
	}
	number, n := make(map[string]int), 0
	err := c.Archive.Each(ctx, "", func(a Archived) error {
		site := siteOf(a.URL)
		if site == nil {
			site = &Site{}
		} else if c.Sites[site.Code] == nil {
			c.Sites[site.Code] = site
		}
		address, err := site.Canonical(a.URL)
		if err != nil {
			return err
		}
		st := b.states[address]
		st.URL, st.Site = address, site.Code
		st.Checked, st.Status = a.Fetched, a.Status
		switch {
		case a.Status == http.StatusNotModified: // the page at hand still stands
		case a.Status == http.StatusNotFound || a.Status == http.StatusGone:
			if st.Ref != "" && st.Withdrawn.IsZero() {
				st.Withdrawn = a.Fetched
			}
		case a.Status >= 300:
			st.Alias, st.AliasRule, st.Last = "elsewhere", "redirect", a.Ref
			if st.Ref != "" && st.Withdrawn.IsZero() {
				st.Withdrawn = a.Fetched
			}
		case a.Revisit || pageType(a.MIME):
			if st.First.IsZero() {
				st.First = a.Fetched
			}
			if st.Digest != a.Digest {
				b.earlier[address] = append(b.earlier[address], a)
			}
			if !a.Revisit {
				b.files[address] = a.MIME != "" && !strings.Contains(a.MIME, "html")
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
			delete(b.states, url)
			continue
		}
		known, ok := State{}, false
		if c.Ledger != nil {
			if known, ok, err = c.Ledger.State(ctx, url); err != nil {
				return nil, nil, err
			}
		}
		st.Of, st.Listed = known.Of, known.Listed
		if ok && known.Ref != "" {
			delete(b.earlier, url)
			st.Site = cmp.Or(known.Site, st.Site)
			st.Kind, st.Depth = known.Kind, known.Depth
			st.Versions, st.TextDigest = known.Versions, known.TextDigest
			if !known.First.IsZero() {
				st.First = known.First // the archive's index counts whole seconds
			}
			st.Alias, st.AliasRule = "", ""
			if known.AliasRule == "redirect" {
				st.Alias, st.AliasRule = known.Alias, known.AliasRule
			}
		} else {
			b.fresh[url] = true
		}
		b.states[url] = st
		order = append(order, url)
	}
	slices.SortFunc(order, func(x, y string) int {
		if b.files[x] != b.files[y] {
			if b.files[x] {
				return 1
			}
			return -1
		}
		return cmp.Compare(number[x], number[y])
	})
	return b, order, nil
}

// pageType reports whether a page of that type can be a release.
func pageType(mime string) bool {
	return mime == "" || !strings.Contains(mime, "xml") || strings.Contains(mime, "xhtml")
}

// book is a Ledger in memory of what the archive tells. Its methods are safe
// for concurrent use.
type book struct {
	earlier map[string][]Archived // payloads of an address, oldest first, the latest among them; read only
	fresh   map[string]bool       // addresses that the ledger does not know; read only
	files   map[string]bool       // addresses of what is no HTML; read only

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
