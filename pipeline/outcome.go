package pipeline

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"estrade/extract"
)

// sitemapper is the optional ability of a Fetcher to tell which sitemaps
// robots.txt names.
type sitemapper interface {
	Sitemaps(ctx context.Context, url, group string) ([]string, error)
}

// outcome is what an archived answer brings about: what is known of its
// address from now on, and the tasks that follow. Offered are marks of the
// links that the frontier will have been given with it.
func (w *worker) outcome(ctx context.Context, l Lease, site *Site, st State, x *Exchange, receipt Receipt) (o Outcome, offered []uint64, err error) {
	o.Lease = l
	now := x.Began
	change := func(apply func(*State)) { o.Changes = append(o.Changes, Change{l.URL, apply}) }
	switch {
	case x.Status == 304:
		change(func(s *State) { s.Checked, s.Status, s.Last, s.Failure = now, x.Status, receipt.Ref, "" })
		w.Stats.count(l.Site, func(c *Count) { c.Unchanged++ })
		err = w.linksAgain(ctx, &o, site, st)
		if w.Extractor != nil && st.NotRelease == attachment && st.Listed {
			o.Next = append(o.Next, w.toProcess(l, st.Ref))
		}

	case x.Status == 404 || x.Status == 410:
		w.gone(&o, st, x, receipt)

	case x.Status >= 300:
		err = w.redirected(ctx, &o, site, st, x, receipt)

	default:
		unchanged := st.Ref != "" && st.Digest == receipt.Digest && st.Alias == "" && st.Withdrawn.IsZero() &&
			(st.NotRelease != attachment || !st.Listed)
		change(func(s *State) {
			if s.First.IsZero() {
				s.First = now
			}
			s.Checked, s.Fetched, s.Status, s.Failure = now, now, x.Status, ""
			s.ETag, s.LastModified = x.Header.Get("ETag"), x.Header.Get("Last-Modified")
			s.Digest, s.Ref, s.Last = receipt.Digest, receipt.Ref, receipt.Ref
			s.Withdrawn, s.Alias, s.AliasRule = unset, "", ""
		})
		offered = w.links(ctx, &o, site, x)
		if unchanged {
			w.Stats.count(l.Site, func(c *Count) { c.Unchanged++ })
		} else if w.Extractor != nil && !IsFeed(x.Page()) {
			o.Next = append(o.Next, w.toProcess(l, receipt.Ref))
		}
	}
	return o, offered, err
}

// toProcess is the task that follows an archived page.
func (w *worker) toProcess(l Lease, ref string) Task {
	return Task{URL: l.URL, Site: l.Site, Kind: l.Kind, Depth: l.Depth, Ref: ref}
}

// gone notes 404 and 410: a page that was there is withdrawn, one that never
// was is a failure.
func (w *worker) gone(o *Outcome, st State, x *Exchange, receipt Receipt) {
	l, now := o.Lease, x.Began
	reason := "status 404"
	if x.Status == 410 {
		reason = "status 410"
	}
	there := st.Ref != ""
	o.Changes = append(o.Changes, Change{l.URL, func(s *State) {
		s.Checked, s.Status, s.Last, s.Failure = now, x.Status, receipt.Ref, reason
		if s.Ref != "" && s.Withdrawn.IsZero() {
			s.Withdrawn = now
		}
	}})
	switch {
	case !there:
		w.Stats.count(l.Site, func(c *Count) { inc(&c.Failed, reason, 1) })
	case st.Withdrawn.IsZero():
		w.Stats.count(l.Site, func(c *Count) { c.Withdrawn++ })
		o.Next = append(o.Next, w.toProcess(l, st.Ref)) // so that the index learns of it
	}
}

// redirected notes where a page went.
func (w *worker) redirected(ctx context.Context, o *Outcome, site *Site, st State, x *Exchange, receipt Receipt) error {
	l, now := o.Lease, x.Began
	target, reason := "", ""
	if u, err := url.Parse(l.URL); err != nil {
		reason = "bad redirect"
	} else if to, err := u.Parse(x.Header.Get("Location")); err != nil || x.Header.Get("Location") == "" {
		reason = "bad redirect"
	} else if target, err = site.Canonical(to.String()); err != nil {
		reason = "bad redirect"
	} else {
		var refused string
		tasks, _ := scout{site: site}.follow(l.Task, []extract.Link{{URL: target}}, func(_, why string) { refused = why })
		switch {
		case l.Hops >= maxHops:
			reason = "too many redirects"
		case refused != "":
			reason = "redirect " + refused
		default:
			on, err := w.hops.note(ctx, l.URL, target)
			if err != nil {
				return err
			}
			if !on {
				reason = "redirect loop"
				break
			}
			for _, t := range tasks {
				t.Hops, t.Kind, t.Depth, t.Pages, t.Date = l.Hops+1, l.Kind, l.Depth, l.Pages, l.Date
				o.Next = append(o.Next, t)
			}
		}
	}
	o.Changes = append(o.Changes, Change{l.URL, func(s *State) {
		s.Checked, s.Status, s.Last, s.Failure = now, x.Status, receipt.Ref, reason
		if reason == "" {
			s.Alias, s.AliasRule = target, "redirect"
		}
		if s.ReleaseID != "" && s.Withdrawn.IsZero() {
			s.Withdrawn = now // unless the release turns up where it leads
		}
	}})
	w.Stats.count(l.Site, func(c *Count) {
		if reason != "" {
			inc(&c.Failed, reason, 1)
		} else {
			c.Redirects++
		}
	})
	if st.ReleaseID != "" {
		o.Next = append(o.Next, w.toProcess(l, st.Ref)) // so that the index learns of it
	}
	return nil
}

// hops are the redirects of a round, those that the ledger does not know yet
// among them. Two addresses that lead to one another may be asked for at the same
// moment; the second to be noted then finds the first.
type hops struct {
	ledger Ledger

	mu sync.Mutex
	to map[string]string // not yet in the ledger
}

// note takes up a redirect, unless it leads back to where it came from, or on
// for ever; then it reports false.
func (h *hops) note(ctx context.Context, from, to string) (bool, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for at, n := to, 0; at != ""; n++ {
		if at == from || n > maxHops {
			return false, nil
		}
		next, ok := h.to[at]
		if !ok {
			st, _, err := h.ledger.State(ctx, at)
			if err != nil {
				return false, err
			}
			if st.AliasRule == "redirect" && st.Current { // else it may have come back from where it went
				next = st.Alias
			}
		}
		at = next
	}
	if h.to == nil {
		h.to = make(map[string]string)
	}
	h.to[from] = to
	return true, nil
}

// forget drops a redirect that the ledger knows.
func (h *hops) forget(from string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.to, from)
}

// linksAgain adds what an earlier crawl left out of the links of a page that
// has not changed, or could not get, by the page's archived copy. What was taken
// down or leads elsewhere is not asked for again.
func (w *worker) linksAgain(ctx context.Context, o *Outcome, site *Site, st State) error {
	if st.Ref == "" || w.Linker == nil {
		return nil
	}
	x, err := w.Archive.Read(ctx, st.Ref)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		w.Log.Warn("archived page cannot be read for its links", "url", st.URL, "error", err)
		return nil
	}
	all := Outcome{Lease: o.Lease}
	w.links(ctx, &all, site, x)
	o.Changes = append(o.Changes, all.Changes...)
	for _, t := range all.Next {
		known, _, err := w.Ledger.State(ctx, t.URL)
		if err != nil {
			return err
		}
		if known.Ref == "" && known.Alias == "" && known.Status != 404 && known.Status != 410 {
			o.Next = append(o.Next, t)
		}
	}
	return nil
}

// links adds the tasks that a page's links make. The menu of a site stands on
// all its pages: a link that the frontier was given from another page, just as
// deep, would change nothing and is passed over. It returns the marks of the
// others, to be noted once the outcome is stored.
func (w *worker) links(ctx context.Context, o *Outcome, site *Site, x *Exchange) (offered []uint64) {
	l, page := o.Lease, x.Page()
	var links []extract.Link
	if IsFeed(page) {
		var err error
		if links, err = FeedLinks(page); err != nil {
			w.Log.Info("feed is broken", "url", l.URL, "error", err)
			w.Stats.count(l.Site, func(c *Count) { inc(&c.Failed, "broken feed", 1) })
		}
	} else if w.Linker != nil {
		links = w.find(page)
	}
	if s, ok := w.Fetcher.(sitemapper); ok && l.Depth == 0 && l.Kind != feedKind {
		sitemaps, err := s.Sitemaps(ctx, l.URL, l.Group)
		if err != nil {
			w.Log.Info("sitemaps are unknown", "url", l.URL, "error", err)
		}
		for _, u := range sitemaps {
			links = append(links, extract.Link{URL: u, Kind: feedKind})
		}
	}
	refused := make(map[string]int)
	s := scout{site: site, since: w.Since, attachments: w.Attachments, known: func(link extract.Link) bool {
		if l.Kind == feedKind || link.Kind == extract.PagerLink { // what becomes of them depends on the page, too
			return false
		}
		mark := w.given.mark(site.Code, strconv.Itoa(l.Depth), string(link.Kind), link.Date, link.URL)
		if w.given.has(mark) {
			return true
		}
		offered = append(offered, mark)
		return false
	}}
	tasks, aliases := s.follow(l.Task, links, func(u, reason string) {
		if w.seen.first(reason + " " + u) {
			refused[reason]++
		}
	})
	o.Next = append(o.Next, tasks...)
	named := 0
	for _, a := range aliases {
		if !w.seen.first("alias " + a.from) {
			continue
		}
		named++
		o.Changes = append(o.Changes, Change{a.from, func(s *State) {
			s.Site, s.Alias, s.AliasRule = site.Code, a.to, "address"
		}})
	}
	w.Stats.count(l.Site, func(c *Count) {
		for reason, n := range refused {
			inc(&c.Refused, reason, n)
		}
		if named > 0 {
			inc(&c.Aliases, "address", named)
		}
	})
	return offered
}

// hostOf is the host of an address.
func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return strings.ToLower(raw)
	}
	return u.Host
}

// find is the Linker's answer; none if it panics, as a page must never end a
// crawl.
func (c *Crawl) find(page extract.Page) (links []extract.Link) {
	defer func() {
		if r := recover(); r != nil {
			c.Log.Error("links cannot be read", "url", page.URL, "panic", r)
			links = nil
		}
	}()
	return c.Linker.Links(page)
}
