package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"path"
	"runtime"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"estrade/extract"
)

// Crawl works through a frontier. Its parts are safe for concurrent use.
type Crawl struct {
	Frontier  Frontier
	Ledger    Ledger
	Archive   Archive
	Fetcher   Fetcher
	Extractor extract.Extractor // nil to archive only; the archive can be processed later
	Linker    extract.Linker
	Annotator extract.Annotator // nil to index without annotation
	Indexer   Indexer           // nil to keep no index
	Sites     map[string]*Site  // by code: those whose tasks the frontier may hold

	Fetchers    int    // requests under way at once; zero for 32
	Processors  int    // pages processed at once; zero for one a core
	Batch       int    // results given to the indexer at once; zero for 200
	Attempts    int    // tries of a page that fails; zero for 5
	Since       string // YYYY-MM-DD: links shown with an earlier date are left out
	Attachments bool   // fetch the files that pages link

	Stats *Stats       // nil for none
	Clock Clock        // nil for the system's
	Log   *slog.Logger // nil for none
}

const (
	retryAfter      = 30 * time.Second // before the second attempt; doubles
	maxRetryAfter   = time.Hour
	batchWait       = 200 * time.Millisecond // before a batch that is not full is indexed
	checkpointEvery = 100                    // exchanges
	settling        = 8                      // pages under way for each request: the others wait for the disk
)

// Run works until the frontier is drained, the context ends, or the archive,
// the frontier or the index fails. What is leased then is leased again by the
// next Run. A page that cannot be fetched or read is never an error.
func (c *Crawl) Run(ctx context.Context) error {
	w, err := c.worker(ctx)
	if err != nil {
		return fmt.Errorf("crawl: %w", err)
	}
	results := make(chan processed)
	settled := make(chan error, 1)
	workers, workCtx := errgroup.WithContext(ctx)
	workCtx, stop := context.WithCancelCause(workCtx)
	defer stop(nil)
	go func() {
		err := w.settleAll(ctx, results)
		if err != nil {
			stop(err)
		}
		settled <- err
	}()
	for range settling * w.Fetchers {
		workers.Go(func() error { return w.fetchAll(workCtx) })
	}
	for range w.Processors {
		workers.Go(func() error {
			return w.work(workCtx, Process, func(ctx context.Context, l Lease) error { return w.process(ctx, l, results) })
		})
	}
	err = workers.Wait()
	close(results)
	if e := <-settled; e != nil {
		err = e
	}
	if e := w.tide.save(context.WithoutCancel(ctx), err == nil); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("crawl: %w", err)
	}
	return nil
}

// withDefaults is the crawl with what is zero filled in.
func (c *Crawl) withDefaults() *Crawl {
	d := *c
	d.Fetchers = cmp.Or(d.Fetchers, 32)
	d.Processors = cmp.Or(d.Processors, runtime.GOMAXPROCS(0))
	d.Batch = cmp.Or(d.Batch, 200)
	d.Attempts = cmp.Or(d.Attempts, 5)
	if d.Stats == nil {
		d.Stats = new(Stats)
	}
	if d.Clock == nil {
		d.Clock = SystemClock{}
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	return &d
}

// worker readies what all goroutines of a run share.
func (c *Crawl) worker(ctx context.Context) (*worker, error) {
	c = c.withDefaults()
	w := &worker{Crawl: c, seen: newSeen(), given: newSeen(), turns: make(chan struct{}, c.Fetchers), hops: &hops{ledger: c.Ledger}, orphans: make(map[string]Receipt), tide: newTide(c.Archive)}
	w.tide.points, _ = c.Frontier.(Checkpointer)
	return w, w.findOrphans(ctx)
}

// worker carries out tasks.
type worker struct {
	*Crawl
	seen    *seen         // what has been counted
	given   *seen         // links that the frontier has been given
	turns   chan struct{} // holds one for each request that may be under way
	tide    *tide
	hops    *hops
	orphans map[string]Receipt // by canonical address: archived by a run that died before its frontier knew; read only
	origins sync.Map           // canonical scheme and host -> those by which the server wants to be asked
	slashes sync.Map           // canonical scheme and host -> true where the server wants a last "/"
}

// fetchAll does tasks of stage Fetch until there are none. It takes a turn
// before it leases and gives it back with the answer, so that no request is
// kept waiting by pages on their way to the disk: those share an fsync of the
// archive, and then one of the frontier, while others are asked for.
//
// Nothing is lost by that. Each page still goes one way, one step after the
// other: it is durable in the archive before the frontier hears of it, and what
// it brings about is durable in the frontier before its lease ends. Only steps
// of different pages overlap.
func (w *worker) fetchAll(ctx context.Context) error {
	for {
		select {
		case w.turns <- struct{}{}:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		answered := sync.OnceFunc(func() { <-w.turns })
		leases, err := w.Frontier.Lease(ctx, Fetch, 1)
		for _, l := range leases {
			if err = w.fetch(ctx, l, answered); err != nil {
				break
			}
		}
		answered()
		switch {
		case errors.Is(err, ErrDrained):
			return nil
		case err != nil:
			return cause(ctx, err)
		}
	}
}

// work leases tasks of a stage and does them until there are none.
func (w *worker) work(ctx context.Context, stage Stage, do func(context.Context, Lease) error) error {
	for {
		leases, err := w.Frontier.Lease(ctx, stage, 1)
		if errors.Is(err, ErrDrained) {
			return nil
		}
		if err != nil {
			return cause(ctx, err)
		}
		for _, l := range leases {
			if err := do(ctx, l); err != nil {
				return cause(ctx, err)
			}
		}
	}
}

func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// findOrphans finds exchanges that were archived but not yet taken over by
// the frontier when an earlier run ended. Their tasks are still queued; when
// leased, they are served from the archive. A frontier begun anew beside an
// old archive is filled in this way without asking any site.
func (w *worker) findOrphans(ctx context.Context) error {
	after := ""
	if w.tide.points != nil {
		var err error
		if after, err = w.tide.points.Checkpoint(ctx); err != nil {
			return err
		}
	}
	hosts := make(map[string]*Site)
	for _, s := range w.Sites {
		for _, h := range s.Hosts {
			hosts[strings.TrimPrefix(h, "www.")] = s
		}
	}
	err := w.Archive.Each(ctx, after, func(a Archived) error {
		address := canonicalBy(hosts, a.URL)
		st, _, err := w.Ledger.State(ctx, address)
		if err != nil {
			return err
		}
		_, left := w.orphans[address]
		switch {
		case st.Last == a.Ref:
			delete(w.orphans, address)
		case a.Status == http.StatusNotModified && left: // the page itself says more
		default:
			w.orphans[address] = a.Receipt
		}
		return nil
	})
	if n := len(w.orphans); n > 0 {
		w.tide.orphans(after, w.orphans)
		w.Log.Info("pages found in the archive that the frontier had not taken over", "pages", n)
	}
	return err
}

// canonicalBy is the canonical form of an address by the site of its host.
func canonicalBy(hosts map[string]*Site, raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	site := hosts[strings.TrimPrefix(u.Host, "www.")]
	if site == nil {
		site = &Site{}
	}
	if c, err := site.Canonical(raw); err == nil {
		return c
	}
	return raw
}

// fetch does a task of stage Fetch. It calls answered when nothing more is
// asked of a server.
func (w *worker) fetch(ctx context.Context, l Lease, answered func()) error {
	site := w.Sites[l.Site]
	st, _, err := w.Ledger.State(ctx, l.URL)
	if err != nil {
		return err
	}
	if site == nil {
		return w.giveUp(ctx, l, &Failure{Reason: "unknown site"})
	}
	x, receipt, failure, err := w.obtain(ctx, l, site, st, answered)
	if err != nil {
		return err
	}
	if failure != nil {
		return w.failed(ctx, l, failure)
	}
	o, offered, err := w.outcome(ctx, l, site, st, x, receipt)
	if err != nil {
		return err
	}
	defer w.hops.forget(l.URL)
	added, err := w.Frontier.Done(ctx, o)
	if err == nil {
		w.given.note(offered...)
	} else if err = w.ended(err); err != nil {
		return err
	}
	w.Stats.count(l.Site, func(c *Count) {
		c.Fetched++
		c.Bytes += int64(len(x.Raw))
		c.Queued += added.New
		if added.Beyond > 0 {
			inc(&c.Refused, BeyondBudget, added.Beyond)
		}
	})
	return w.tide.settle(ctx, receipt)
}

// obtain gets a page from its server, and archives it; or from the archive, if
// it is there already.
func (w *worker) obtain(ctx context.Context, l Lease, site *Site, st State, answered func()) (*Exchange, Receipt, *Failure, error) {
	if orphan, ok := w.orphans[l.URL]; ok && orphan.Ref != st.Last {
		x, err := w.Archive.Read(ctx, orphan.Ref)
		if err == nil {
			return x, orphan, nil, nil
		}
		w.Log.Warn("archived page cannot be read and is fetched again", "url", l.URL, "error", err)
	}
	r := Request{URL: l.URL, Group: l.Group, Pace: site.Pace}
	if st.Ref != "" && st.Failure == "" && st.Alias == "" && st.Withdrawn.IsZero() {
		r.ETag, r.LastModified = st.ETag, st.LastModified
	}
	x, err := w.ask(ctx, site, l.URL, r)
	answered()
	var failure *Failure
	switch {
	case errors.As(err, &failure):
		return nil, Receipt{}, failure, nil
	case err != nil:
		return nil, Receipt{}, nil, err
	case !keeps(x.Status):
		return nil, Receipt{}, &Failure{Reason: fmt.Sprintf("status %d", x.Status), Status: x.Status}, nil
	}
	w.tide.begin(l.ID)
	receipt, err := w.Archive.Append(ctx, x, Receipt{Ref: st.Ref, Digest: st.Digest})
	if err == nil {
		w.tide.landed(l.ID, receipt)
	}
	return x, receipt, nil, err
}

// ask fetches a page at the address by which its server knows it: a redirect
// that changes only what the canonical form leaves out, such as "www." or a
// last "/", is followed on the spot.
func (w *worker) ask(ctx context.Context, site *Site, canonical string, r Request) (*Exchange, error) {
	u, err := url.Parse(canonical)
	if err != nil {
		return nil, &Failure{Reason: "bad address", Err: err}
	}
	origin := u.Scheme + "://" + u.Host
	if known, ok := w.origins.Load(origin); ok {
		r.URL = known.(string) + strings.TrimPrefix(canonical, origin)
	}
	_, slash := w.slashes.Load(origin)
	if slash = slash && u.RawQuery == "" && !strings.Contains(path.Base(u.Path), ".") && !strings.HasSuffix(u.Path, "/"); slash {
		r.URL += "/"
	}
	for range maxHops {
		x, err := w.Fetcher.Fetch(ctx, r)
		if err == nil && slash && x.Status == http.StatusNotFound { // not all its pages are so
			w.slashes.Delete(origin)
			slash, r.URL = false, strings.TrimSuffix(r.URL, "/")
			continue
		}
		if err != nil || x.Status < 300 || x.Status == http.StatusNotModified || x.Status >= 400 {
			return x, err
		}
		from, err := url.Parse(r.URL)
		if err != nil {
			return x, nil
		}
		to, err := from.Parse(x.Header.Get("Location"))
		if err != nil {
			return x, nil
		}
		to.Fragment, to.RawFragment = "", ""
		if c, err := site.Canonical(to.String()); err != nil || c != canonical || to.String() == r.URL {
			return x, nil
		}
		if to.RequestURI() == from.RequestURI() && (to.Scheme != from.Scheme || to.Host != from.Host) {
			w.origins.Store(origin, to.Scheme+"://"+to.Host) // so it will be for the other pages
		}
		switch {
		case to.Path == from.Path+"/":
			w.slashes.Store(origin, true)
		case to.Path+"/" == from.Path:
			w.slashes.Delete(origin)
		}
		r.URL = to.String()
	}
	return nil, &Failure{Reason: "redirect loop"}
}

// keeps reports whether an answer is worth keeping: a page, word that it has
// not changed, where it went, or that it is gone.
func keeps(status int) bool {
	switch status {
	case 200, 203, 301, 302, 303, 304, 307, 308, 404, 410:
		return true
	}
	return false
}

// failed retries a task, or gives it up.
func (w *worker) failed(ctx context.Context, l Lease, f *Failure) error {
	now := w.Clock.Now()
	if f.Hold {
		group := l.Group
		if group == "" {
			group = hostOf(l.URL)
		}
		if err := w.Frontier.Hold(ctx, group, f.At); err != nil {
			return err
		}
		w.Stats.rest(group, f.At)
	}
	again := l.Task
	if !f.Hold { // what a whole group suffers is not the page's fault
		again.Attempt++
	}
	if !f.Retry || again.Attempt >= w.Attempts {
		return w.giveUp(ctx, l, f)
	}
	d := min(retryAfter<<min(again.Attempt, 10), maxRetryAfter)
	again.NotUntil = now.Add(d/2 + rand.N(d))
	if f.At.After(now) {
		again.NotUntil = f.At
	}
	w.Log.Debug("will try again", "url", l.URL, "reason", f.Reason, "at", again.NotUntil)
	w.Stats.count(l.Site, func(c *Count) { c.Retries++ })
	return w.ended(w.Frontier.Retry(ctx, l, again))
}

// giveUp ends a task that failed for good.
func (w *worker) giveUp(ctx context.Context, l Lease, f *Failure) error {
	now := w.Clock.Now()
	_, err := w.done(ctx, Outcome{Lease: l, Changes: []Change{{l.URL, func(s *State) {
		s.Checked, s.Status, s.Failure = now, f.Status, f.Reason
	}}}})
	w.Log.Info("address given up", "url", l.URL, "reason", f.Reason, "error", f.Err)
	w.Stats.count(l.Site, func(c *Count) { inc(&c.Failed, f.Reason, 1) })
	return err
}

// done ends leases. That one has expired meanwhile is no error: its task is
// done again.
func (w *worker) done(ctx context.Context, outcomes ...Outcome) (Added, error) {
	added, err := w.Frontier.Done(ctx, outcomes...)
	return added, w.ended(err)
}

func (w *worker) ended(err error) error {
	if errors.Is(err, ErrNotLeased) {
		w.Log.Warn("task was not ended in time and is done again", "error", err)
		return nil
	}
	return err
}
