package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"estrade/extract"
)

// processed is a page after extraction and annotation, on its way to the index.
type processed struct {
	lease      Lease
	state      State                // of its address, as known when it was processed
	exchange   *Exchange            // without its body
	doc        *extract.Document    // nil if it is no release
	notRelease string               // why, then
	failure    string               // what made it unreadable, if anything
	offers     []extract.Attachment // files that the page offers, as a release or in place of one
	shows      []string             // addresses that it shows as a listing does; only where no ledger knows
	like       likeness
}

// process does a task of stage Process up to the index.
func (w *worker) process(ctx context.Context, l Lease, out chan<- processed) error {
	st, _, err := w.Ledger.State(ctx, l.URL)
	if err != nil {
		return err
	}
	p := w.analyse(ctx, l, st)
	if ctx.Err() != nil { // what it says may be of the context, not of the page
		return ctx.Err()
	}
	select {
	case out <- p:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// analyse reads a page back, extracts it and annotates it.
func (c *Crawl) analyse(ctx context.Context, l Lease, st State) processed {
	p := processed{lease: l, state: st}
	x, err := c.Archive.Read(ctx, l.Ref)
	if err != nil {
		if ctx.Err() == nil {
			c.Log.Error("archived page cannot be read", "url", l.URL, "error", err)
		}
		p.failure = "unreadable archive"
		return p
	}
	doc, err := c.document(x.Page(), l)
	if doc != nil {
		p.offers = doc.Attachments
	}
	x.Body, x.Raw = nil, nil
	p.exchange = x
	var not *extract.NotReleaseError
	switch {
	case errors.As(err, &not):
		p.notRelease = not.Reason
	case err != nil:
		c.Log.Info("page cannot be read", "url", l.URL, "error", err)
		p.failure = "unreadable page"
	default:
		p.doc = doc
		p.like = like(l.Site, l.URL, doc.Text)
	}
	return p
}

// document makes an annotated document of a page. A panic comes out as an
// error: a page must never end a crawl.
func (c *Crawl) document(page extract.Page, l Lease) (doc *extract.Document, err error) {
	if doc, err = safeExtract(c.Extractor, page); err != nil {
		return doc, err
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("annotate %s: panic: %v", page.URL, r)
		}
	}()
	if doc == nil {
		return nil, &extract.NotReleaseError{Reason: "no document"}
	}
	doc.ID, doc.URL = ReleaseID(l.URL), l.URL
	if site := c.Sites[l.Site]; site != nil {
		doc.Department = cmp.Or(doc.Department, site.Department)
	}
	if c.Annotator != nil {
		c.Annotator.Annotate(doc)
	}
	return doc, nil
}

// settleAll gathers what is processed into batches and settles each. It is one
// goroutine, so that of two likenesses one is seen first.
func (w *worker) settleAll(ctx context.Context, in <-chan processed) error {
	keep := context.WithoutCancel(ctx) // what is gathered is worth finishing
	var batch []processed
	var timer <-chan time.Time
	var failed error
	flush := func() {
		if len(batch) > 0 && failed == nil {
			failed = w.settle(keep, batch)
		}
		batch, timer = nil, nil
	}
	for {
		select {
		case p, ok := <-in:
			if !ok {
				flush()
				return failed
			}
			if failed != nil {
				return failed
			}
			batch = append(batch, p)
			if len(batch) >= w.Batch {
				flush()
			} else if timer == nil {
				timer = w.Clock.After(batchWait)
			}
		case <-timer:
			flush()
		}
		if failed != nil {
			return failed
		}
	}
}

// settle indexes a batch, and then ends its leases.
func (w *worker) settle(ctx context.Context, batch []processed) error {
	results, outcomes, err := w.resolve(ctx, w.Ledger, batch)
	if err != nil {
		return err
	}
	for i, p := range batch {
		outcomes[i].Next = append(outcomes[i].Next, w.offered(p)...)
	}
	if w.Indexer != nil && len(results) > 0 {
		if err := w.Indexer.Index(ctx, results); err != nil {
			return err
		}
	}
	added, err := w.done(ctx, outcomes...)
	if added.New > 0 {
		w.Stats.count(batch[0].lease.Site, func(c *Count) { c.Queued += added.New })
	}
	return err
}

// offered are the tasks for the files that a page offers.
func (w *worker) offered(p processed) []Task {
	site := w.Sites[p.lease.Site]
	if site == nil || len(p.offers) == 0 {
		return nil
	}
	links := make([]extract.Link, len(p.offers))
	for i, a := range p.offers {
		links[i] = extract.Link{URL: a.URL, Text: a.Title, Kind: extract.AttachmentLink}
	}
	s := scout{site: site, attachments: w.Attachments, offered: true}
	tasks, _ := s.follow(p.lease.Task, links, func(u, reason string) {
		if w.seen.first(reason + " " + u) {
			w.Stats.count(site.Code, func(c *Count) { inc(&c.Refused, reason, 1) })
		}
	})
	return tasks
}

// resolve says what a batch brings about: which releases stand for which, what
// the index is told, and what is known of the addresses afterwards.
func (c *Crawl) resolve(ctx context.Context, ledger Ledger, batch []processed) ([]Result, []Outcome, error) {
	var outcomes []Outcome
	results := make(map[string]Result) // by ID; the last word counts
	var order []string
	put := func(r Result) {
		if _, ok := results[r.ID]; !ok {
			order = append(order, r.ID)
		}
		results[r.ID] = r
	}
	remove := func(p processed, url, of string) {
		put(Result{ID: ReleaseID(url), URL: url, Site: p.lease.Site, AliasOf: of})
	}
	groups := make(map[string][]Twin) // as they stand within the batch
	inBatch := make(map[string]bool)  // addresses whose twins are as new as that
	files := c.files(batch)
	for _, p := range batch {
		o := Outcome{Lease: p.lease}
		url := p.lease.URL
		change := func(url string, apply func(*State)) { o.Changes = append(o.Changes, Change{url, apply}) }
		if err := files.settle(ctx, ledger, &p, &o, func(url string) { remove(p, url, "") }); err != nil {
			return nil, nil, err
		}
		switch {
		case p.failure != "": // an earlier version stays in the index
			change(url, func(s *State) { s.Failure = p.failure })
			c.Stats.count(p.lease.Site, func(n *Count) { inc(&n.Failed, p.failure, 1) })
		case p.doc == nil:
			change(url, func(s *State) { s.NotRelease, s.ReleaseID = p.notRelease, "" })
			remove(p, url, "")
			c.Stats.count(p.lease.Site, func(n *Count) { inc(&n.NotReleases, p.notRelease, 1) })
		default:
			twins, err := c.likes(ctx, ledger, groups, inBatch, p)
			if err != nil {
				return nil, nil, err
			}
			inBatch[url] = true
			o.Twins = make(map[string][]Twin)
			for _, key := range p.like.keys {
				o.Twins[key] = groups[key]
			}
			primary := twin{Twin: p.like.Twin, gone: gone(p.state)}
			rule := ""
			for _, t := range twins {
				if t.standsBefore(primary) {
					primary, rule = t, t.rule
				}
			}
			if primary.URL != url {
				v := p.version()
				change(url, func(s *State) {
					s.Alias, s.AliasRule, s.ReleaseID, s.NotRelease = primary.URL, rule, "", ""
					s.TextDigest, s.Versions = v.TextDigest, noted(s.Versions, v)
				})
				remove(p, url, primary.URL)
				c.Stats.count(p.lease.Site, func(n *Count) { inc(&n.Aliases, rule, 1) })
				break
			}
			for _, t := range twins {
				change(t.URL, func(s *State) { s.Alias, s.AliasRule, s.ReleaseID = url, t.rule, "" })
				remove(p, t.URL, url)
				c.Stats.count(p.lease.Site, func(n *Count) { inc(&n.Aliases, t.rule, 1) })
			}
			put(c.release(p, change))
		}
		outcomes = append(outcomes, o)
	}
	list := make([]Result, len(order))
	for i, id := range order {
		list[i] = results[id]
	}
	return list, outcomes, nil
}

// release is the result for a release that stands for itself.
func (c *Crawl) release(p processed, change func(string, func(*State))) Result {
	v := p.version()
	st := p.state
	known := noted(st.Versions, v)
	fresh := len(known) > len(st.Versions)
	id := ReleaseID(p.lease.URL)
	change(p.lease.URL, func(s *State) {
		s.ReleaseID, s.NotRelease = id, ""
		if s.AliasRule != "redirect" { // a withdrawn release may lead elsewhere
			s.Alias, s.AliasRule = "", ""
		}
		s.TextDigest, s.Versions = v.TextDigest, noted(s.Versions, v)
	})
	c.Stats.count(p.lease.Site, func(n *Count) {
		n.Releases++
		n.annotations(p.doc)
		switch {
		case len(st.Versions) == 0:
			n.New++
		case fresh:
			n.Changed++
		}
	})
	first := st.First
	if first.IsZero() {
		first = p.exchange.Began
	}
	return Result{
		ID: id, URL: p.lease.URL, Site: p.lease.Site, Ref: p.lease.Ref, Digest: v.Digest,
		Fetched: p.exchange.Began, First: first, Version: len(known), Withdrawn: st.Withdrawn, Doc: p.doc,
	}
}

// version is the release as it stands in the archived page.
func (p *processed) version() Version {
	return Version{Ref: p.lease.Ref, Fetched: p.exchange.Began, Digest: p.state.Digest, TextDigest: p.like.Text}
}

// noted is a release's versions with v among them. The same page read again,
// by another extractor perhaps, and a page with the same text are no new
// version.
func noted(versions []Version, v Version) []Version {
	for i, old := range versions {
		if old.Ref == v.Ref {
			versions = slices.Clone(versions)
			versions[i].TextDigest = v.TextDigest
			return versions
		}
	}
	if n := len(versions); n > 0 && versions[n-1].TextDigest == v.TextDigest {
		return versions
	}
	return append(slices.Clip(versions), v)
}

// twin is another address of the same release.
type twin struct {
	Twin
	rule string // by which it is the same
	gone bool   // the site no longer has a page there
}

// standsBefore reports whether t is to stand for a release rather than u: one
// that is still there, else the better address.
func (t twin) standsBefore(u twin) bool {
	if t.gone != u.gone {
		return u.gone
	}
	return better(t.URL, u.URL)
}

// gone reports whether a page was there and is no more.
func gone(s State) bool { return !s.Withdrawn.IsZero() || s.AliasRule == "redirect" }

// likes finds the releases that are the same as p and notes p in its groups.
func (c *Crawl) likes(ctx context.Context, ledger Ledger, groups map[string][]Twin, inBatch map[string]bool, p processed) ([]twin, error) {
	var twins []twin
	known := map[string]bool{p.lease.URL: true}
	for _, key := range p.like.keys {
		group, ok := groups[key]
		if !ok {
			var err error
			if group, err = ledger.Twins(ctx, key); err != nil {
				return nil, err
			}
		}
		others := slices.DeleteFunc(slices.Clone(group), func(t Twin) bool { return t.URL == p.lease.URL })
		for _, t := range others {
			rule := same(p.like.Twin, t)
			if rule == "" || known[t.URL] {
				continue
			}
			st, _, err := ledger.State(ctx, t.URL)
			if err != nil {
				return nil, err
			}
			if inBatch[t.URL] || st.TextDigest == "" || st.TextDigest == t.Text { // else its text has changed since
				known[t.URL] = true
				twins = append(twins, twin{t, rule, gone(st)})
			}
		}
		groups[key] = append(others, p.like.Twin)
	}
	return twins, nil
}
