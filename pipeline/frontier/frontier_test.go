package frontier_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"estrade/extract"
	"estrade/pipeline"
	"estrade/pipeline/frontier"
)

var ctx = context.Background()

// handClock is a clock set by hand.
type handClock struct {
	mu     sync.Mutex
	now    time.Time
	timers []timer
}

type timer struct {
	at time.Time
	ch chan time.Time
}

func newClock() *handClock { return &handClock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)} }

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	ch := make(chan time.Time, 1)
	c.timers = append(c.timers, timer{c.now.Add(d), ch})
	return ch
}

func (c *handClock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	for _, t := range c.timers {
		if !t.at.After(c.now) {
			select {
			case t.ch <- c.now:
			default:
			}
		}
	}
}

func open(t testing.TB, name string, opts frontier.Options) *frontier.Frontier {
	t.Helper()
	f, err := frontier.Open(name, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func fresh(t testing.TB, opts frontier.Options) *frontier.Frontier {
	opts.NoSync = true
	return open(t, filepath.Join(t.TempDir(), "f.db"), opts)
}

func page(url string) pipeline.Task { return pipeline.Task{URL: url, Site: "59", Depth: 1} }

func add(t testing.TB, f *frontier.Frontier, tasks ...pipeline.Task) pipeline.Added {
	t.Helper()
	a, err := f.Add(ctx, tasks...)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// take leases without waiting; nil if there is nothing to lease.
func take(t testing.TB, f *frontier.Frontier, stage pipeline.Stage, n int) []pipeline.Lease {
	t.Helper()
	c, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	l, err := f.Lease(c, stage, n)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, pipeline.ErrDrained) {
		t.Fatal(err)
	}
	return l
}

func urls(leases []pipeline.Lease) []string {
	var u []string
	for _, l := range leases {
		u = append(u, l.URL)
	}
	return u
}

func done(t testing.TB, f *frontier.Frontier, o ...pipeline.Outcome) {
	t.Helper()
	if _, err := f.Done(ctx, o...); err != nil {
		t.Fatal(err)
	}
}

// fetched is the outcome of a page that was fetched.
func fetched(l pipeline.Lease, at time.Time, next ...pipeline.Task) pipeline.Outcome {
	return pipeline.Outcome{Lease: l, Next: next, Changes: []pipeline.Change{{URL: l.URL, Apply: func(s *pipeline.State) {
		s.Checked, s.Ref, s.Last = at, "r", "r"
	}}}}
}

func TestKnownOnce(t *testing.T) {
	clock := newClock()
	f := fresh(t, frontier.Options{Clock: clock})
	if got := add(t, f, page("http://a/1"), page("http://a/1"), page("http://a/2")); got != (pipeline.Added{New: 2, Known: 1}) {
		t.Errorf("added %+v; want 2 new, 1 known", got)
	}
	l := take(t, f, pipeline.Fetch, 1)
	if got := add(t, f, page(l[0].URL)); got.Known != 1 {
		t.Errorf("a leased page is added again: %+v", got)
	}
	done(t, f, fetched(l[0], clock.Now()))
	if got := add(t, f, page(l[0].URL)); got.Known != 1 {
		t.Errorf("a page done in this round is added again: %+v", got)
	}
}

func TestBudget(t *testing.T) {
	f := fresh(t, frontier.Options{})
	var tasks []pipeline.Task
	for i := range 5 {
		task := page(fmt.Sprint("http://a/", i))
		task.Budget = 3
		tasks = append(tasks, task)
	}
	if got := add(t, f, tasks...); got != (pipeline.Added{New: 3, Beyond: 2}) {
		t.Errorf("added %+v; want 3, 2 beyond the budget", got)
	}
}

// A round begins with the seeds and the lists; then comes what had no budget,
// then what was not asked for the longest. A quarter is for what it will find.
func TestBudgetOfRounds(t *testing.T) {
	clock := newClock()
	f := fresh(t, frontier.Options{Clock: clock, PerHost: 100})
	task := func(url string, kind extract.LinkKind) pipeline.Task {
		return pipeline.Task{URL: "http://a/" + url, Site: "59", Kind: kind, Depth: 1, Budget: 8}
	}
	var found []pipeline.Task
	for i := range 9 {
		found = append(found, task(fmt.Sprint(i), extract.ReleaseLink))
	}
	found[3].Kind = extract.ListingLink
	for _, want := range []string{
		"/ 0 1 2 4 5 6 3", // 7 and 8 are left
		"/ 3 7 8 0 1",     // a list, those left, two again
		"/ 3 2 4 5 6",     // those not asked for the longest
		"/ 3 7 8 0 1",
	} {
		if _, err := f.Begin(ctx, "59", time.Hour, []pipeline.Task{{URL: "http://a/", Site: "59", Budget: 8}}); err != nil {
			t.Fatal(err)
		}
		var got []string
		for {
			leases := take(t, f, pipeline.Fetch, 1)
			if len(leases) == 0 {
				break
			}
			clock.pass(time.Second)
			l := leases[0]
			got = append(got, l.URL[len("http://a/"):])
			o := fetched(l, clock.Now())
			if l.URL == "http://a/" && len(want) > 12 {
				o.Next = found
			}
			done(t, f, o)
		}
		got[0] = "/" // first, as it is a start page
		slices.SortFunc(got[1:], func(a, b string) int { return strings.Index(want, a) - strings.Index(want, b) })
		if strings.Join(got, " ") != want {
			t.Errorf("the round has %s; want %s", strings.Join(got, " "), want)
		}
		if err := f.End(ctx, "59"); err != nil {
			t.Fatal(err)
		}
		clock.pass(2 * time.Hour)
	}
}

func TestOrder(t *testing.T) {
	f := fresh(t, frontier.Options{PerHost: 100})
	for _, k := range []extract.LinkKind{extract.NavigationLink, extract.AttachmentLink, extract.ReleaseLink, extract.PagerLink, extract.ListingLink, extract.FeedLink} {
		task := page("http://a/" + string(k))
		task.Kind = k
		add(t, f, task)
		task.URL += "2"
		add(t, f, task)
	}
	start := page("http://a/")
	start.Depth = 0
	add(t, f, start)
	want := []string{"http://a/", "http://a/feed", "http://a/feed2", "http://a/release", "http://a/release2", "http://a/listing", "http://a/listing2",
		"http://a/pager", "http://a/pager2", "http://a/attachment", "http://a/attachment2", "http://a/navigation", "http://a/navigation2"}
	if diff := cmp.Diff(want, urls(take(t, f, pipeline.Fetch, 100))); diff != "" {
		t.Errorf("order of a host's pages (-want +got):\n%s", diff)
	}
}

// A page that waits moves up when a link promises more of it, wherever it
// waits, and is still leased once.
func TestImprove(t *testing.T) {
	f := fresh(t, frontier.Options{PerHost: 1000})
	for i := range 200 {
		add(t, f, page(fmt.Sprintf("http://a/%03d", i)))
	}
	if got := urls(take(t, f, pipeline.Fetch, 1)); got[0] != "http://a/000" {
		t.Fatalf("first is %v", got)
	}
	for _, i := range []int{5, 150} { // in the part read already, and on disk
		better := page(fmt.Sprintf("http://a/%03d", i))
		better.Kind, better.Date = extract.ReleaseLink, "2026-03-02"
		if got := add(t, f, better); got != (pipeline.Added{Known: 1}) {
			t.Errorf("added %+v; want 1 known", got)
		}
	}
	rest := take(t, f, pipeline.Fetch, 1000)
	if len(rest) != 199 || rest[0].URL != "http://a/005" || rest[1].URL != "http://a/150" {
		t.Errorf("%d leases, the first %v; want 199, beginning with 005 and 150", len(rest), urls(rest[:2]))
	}
	if rest[0].Kind != extract.ReleaseLink || rest[0].Date != "2026-03-02" {
		t.Errorf("task that moved is %+v", rest[0].Task)
	}
	seen := map[string]bool{}
	for _, l := range rest {
		if seen[l.URL] {
			t.Errorf("%s was leased twice", l.URL)
		}
		seen[l.URL] = true
	}
	if f.Len() != 200 {
		t.Errorf("%d tasks; want 200", f.Len())
	}
}

// A host with many pages does not keep others waiting, and a politeness group
// has no more than its share out at once.
func TestFairness(t *testing.T) {
	f := fresh(t, frontier.Options{PerGroup: 2, PerHost: 3})
	for i := range 200 {
		add(t, f, page(fmt.Sprint("http://big/", i)))
		task := page(fmt.Sprint("http://ide", i%50, "/", i))
		task.Group = "ide"
		add(t, f, task)
	}
	add(t, f, page("http://small/1"))
	count := map[string]int{}
	for _, l := range take(t, f, pipeline.Fetch, 1000) {
		switch {
		case l.Group == "ide":
			count["ide"]++
		default:
			count[strings.Split(l.URL, "/")[2]]++
		}
	}
	if diff := cmp.Diff(map[string]int{"big": 3, "ide": 2, "small": 1}, count); diff != "" {
		t.Errorf("leased at once (-want +got):\n%s", diff)
	}
}

func TestHold(t *testing.T) {
	clock := newClock()
	name := filepath.Join(t.TempDir(), "f.db")
	f := open(t, name, frontier.Options{Clock: clock, Expiry: 100 * time.Hour, NoSync: true})
	task := page("http://a/1")
	task.Group = "ide"
	add(t, f, task, page("http://b/1"))
	if err := f.Hold(ctx, "ide", clock.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := urls(take(t, f, pipeline.Fetch, 9)); !slices.Equal(got, []string{"http://b/1"}) {
		t.Errorf("while a group rests: %v; want the other host's page", got)
	}
	f.Close()
	f = open(t, name, frontier.Options{Clock: clock, Expiry: 100 * time.Hour, NoSync: true})
	if got := urls(take(t, f, pipeline.Fetch, 9)); !slices.Equal(got, []string{"http://b/1"}) {
		t.Errorf("after a restart: %v; want the rest to go on", got)
	}
	got := make(chan []string)
	go func() {
		l, _ := f.Lease(ctx, pipeline.Fetch, 9)
		got <- urls(l)
	}()
	for {
		clock.pass(time.Hour)
		select {
		case u := <-got:
			if !slices.Equal(u, []string{"http://a/1"}) {
				t.Errorf("after the rest: %v", u)
			}
			return
		case <-time.After(time.Millisecond):
		}
	}
}

func TestRetry(t *testing.T) {
	clock := newClock()
	f := fresh(t, frontier.Options{Clock: clock})
	add(t, f, page("http://a/1"))
	l := take(t, f, pipeline.Fetch, 1)[0]
	again := l.Task
	again.Attempt++
	again.NotUntil = clock.Now().Add(time.Minute)
	if err := f.Retry(ctx, l, again); err != nil {
		t.Fatal(err)
	}
	if got := take(t, f, pipeline.Fetch, 1); got != nil {
		t.Errorf("leased before its time: %v", got)
	}
	if f.Len() != 1 {
		t.Errorf("%d tasks; want 1", f.Len())
	}
	clock.pass(time.Minute)
	got := take(t, f, pipeline.Fetch, 1)
	if len(got) != 1 || got[0].Attempt != 1 {
		t.Errorf("after its time: %+v", got)
	}
	if _, err := f.Done(ctx, fetched(l, clock.Now())); !errors.Is(err, pipeline.ErrNotLeased) {
		t.Errorf("the old lease can be ended: %v", err)
	}
}

func TestExpiry(t *testing.T) {
	clock := newClock()
	f := fresh(t, frontier.Options{Clock: clock, Expiry: time.Minute})
	add(t, f, page("http://a/1"))
	l := take(t, f, pipeline.Fetch, 1)[0]
	if got := take(t, f, pipeline.Fetch, 1); got != nil {
		t.Errorf("leased twice: %v", got)
	}
	clock.pass(2 * time.Minute)
	l2 := take(t, f, pipeline.Fetch, 1)
	if len(l2) != 1 {
		t.Fatal("not leased again after it expired")
	}
	if _, err := f.Done(ctx, fetched(l, clock.Now())); !errors.Is(err, pipeline.ErrNotLeased) {
		t.Errorf("ending the expired lease says %v; want ErrNotLeased", err)
	}
	done(t, f, fetched(l2[0], clock.Now()))
	if _, err := f.Lease(ctx, pipeline.Fetch, 1); !errors.Is(err, pipeline.ErrDrained) {
		t.Errorf("after the last: %v; want ErrDrained", err)
	}
}

// An outcome of a stale lease does not keep back the others.
func TestStaleOutcome(t *testing.T) {
	clock := newClock()
	f := fresh(t, frontier.Options{Clock: clock})
	add(t, f, page("http://a/1"), page("http://a/2"))
	l := take(t, f, pipeline.Fetch, 2)
	done(t, f, fetched(l[0], clock.Now()))
	if _, err := f.Done(ctx, fetched(l[0], clock.Now()), fetched(l[1], clock.Now()), fetched(l[1], clock.Now())); !errors.Is(err, pipeline.ErrNotLeased) {
		t.Errorf("ending a lease twice says %v", err)
	}
	if f.Len() != 0 {
		t.Errorf("%d tasks left; want none", f.Len())
	}
}

func TestDrainedWaitsForLeased(t *testing.T) {
	clock := newClock()
	f := fresh(t, frontier.Options{Clock: clock})
	add(t, f, page("http://a/1"))
	l := take(t, f, pipeline.Fetch, 1)[0]
	got := make(chan []pipeline.Lease)
	go func() {
		l, err := f.Lease(ctx, pipeline.Process, 1)
		if err != nil {
			t.Error(err)
		}
		got <- l
	}()
	done(t, f, fetched(l, clock.Now(), pipeline.Task{URL: "http://a/1", Site: "59", Ref: "x"}))
	if l := <-got; len(l) != 1 || l[0].Ref != "x" {
		t.Errorf("waiting brought %+v; want the task that followed", l)
	}
}

// What is done is durable; what is leased comes back.
func TestRestart(t *testing.T) {
	clock := newClock()
	name := filepath.Join(t.TempDir(), "f.db")
	f := open(t, name, frontier.Options{Clock: clock, PerHost: 1000})
	for i := range 300 {
		add(t, f, page(fmt.Sprintf("http://a/%03d", i)))
	}
	for _, l := range take(t, f, pipeline.Fetch, 100) {
		done(t, f, fetched(l, clock.Now()))
	}
	take(t, f, pipeline.Fetch, 50)
	if err := f.SetCheckpoint(ctx, "here"); err != nil {
		t.Fatal(err)
	}
	f.Close()
	f = open(t, name, frontier.Options{Clock: clock, PerHost: 1000})
	if f.Len() != 200 {
		t.Errorf("%d tasks after a restart; want 200", f.Len())
	}
	if got := take(t, f, pipeline.Fetch, 1000); len(got) != 200 || got[0].URL != "http://a/100" {
		t.Errorf("%d leases after a restart; want 200", len(got))
	}
	if ref, err := f.Checkpoint(ctx); ref != "here" || err != nil {
		t.Errorf("checkpoint is %q, %v", ref, err)
	}
	if s, ok, err := f.State(ctx, "http://a/007"); !ok || err != nil || s.Ref != "r" || !s.Checked.Equal(clock.Now()) {
		t.Errorf("state is %+v, %v, %v", s, ok, err)
	}
	if _, ok, _ := f.State(ctx, "http://a/none"); ok {
		t.Error("an unknown page has a state")
	}
}

// Tasks added before the place that has been read up to are not lost, and none
// is given out twice, whatever the order of adding, leasing and ending, while
// links to pages that wait move these up, and some are tried again.
func TestEachOnce(t *testing.T) {
	clock := newClock()
	f := fresh(t, frontier.Options{Clock: clock, PerHost: 20})
	kinds := []extract.LinkKind{extract.NavigationLink, extract.ReleaseLink, extract.PagerLink, extract.FeedLink}
	add(t, f, page("http://a/0"))
	n, seen := 1, map[string]int{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range 40 {
		wg.Go(func() {
			for {
				leases, err := f.Lease(ctx, pipeline.Fetch, 1+w%2)
				if errors.Is(err, pipeline.ErrDrained) {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
				for _, l := range leases {
					mu.Lock()
					if again := l.Task; l.Attempt == 0 && len(seen)%13 == 0 {
						again.Attempt++
						mu.Unlock()
						if err := f.Retry(ctx, l, again); err != nil {
							t.Error(err)
						}
						continue
					}
					seen[l.URL]++
					var next []pipeline.Task
					for range 5 {
						if n < 4000 {
							task := page(fmt.Sprint("http://", "ab"[n%2:n%2+1], "/", n))
							task.Kind = kinds[n*7%4]
							next = append(next, task)
							n++
						}
						known := (n*n + 7*w) % n
						task := page(fmt.Sprint("http://", "ab"[known%2:known%2+1], "/", known))
						task.Kind = kinds[n%4]
						next = append(next, task)
					}
					mu.Unlock()
					if _, err := f.Done(ctx, fetched(l, clock.Now(), next...)); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	if len(seen) != 4000 {
		t.Errorf("%d pages were leased; want 4000", len(seen))
	}
	for u, k := range seen {
		if k != 1 {
			t.Errorf("%s was leased %d times", u, k)
		}
	}
	if got := f.Len(); got != 0 {
		t.Errorf("%d tasks are left; want 0", got)
	}
}

// Tasks are leased while a transaction is under way, and what it ends does not
// expire under it.
func TestLeaseDuringCommit(t *testing.T) {
	clock := newClock()
	f := fresh(t, frontier.Options{Clock: clock, Expiry: time.Minute})
	add(t, f, page("http://a/1"), page("http://a/2"))
	first := take(t, f, pipeline.Fetch, 1)[0]
	began, goOn := make(chan struct{}), make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		o := fetched(first, clock.Now(), page("http://a/3"))
		o.Changes = append(o.Changes, pipeline.Change{URL: first.URL, Apply: func(*pipeline.State) {
			close(began)
			<-goOn
		}})
		_, err := f.Done(ctx, o)
		ended <- err
	}()
	<-began
	if got := urls(take(t, f, pipeline.Fetch, 2)); len(got) != 1 || got[0] != "http://a/2" {
		t.Errorf("leased during a commit: %v; want [http://a/2]", got)
	}
	clock.pass(2 * time.Minute)
	if got := urls(take(t, f, pipeline.Fetch, 2)); len(got) != 1 || got[0] != "http://a/2" {
		t.Errorf("leased after expiry during a commit: %v; want [http://a/2]", got)
	}
	close(goOn)
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if got := urls(take(t, f, pipeline.Fetch, 2)); len(got) != 1 || got[0] != "http://a/3" {
		t.Errorf("leased after the commit: %v; want [http://a/3]", got)
	}
}

func TestRounds(t *testing.T) {
	clock := newClock()
	f := fresh(t, frontier.Options{Clock: clock, PerHost: 100})
	seeds := []pipeline.Task{{URL: "http://a/", Site: "59"}}
	begin := func(want bool) {
		t.Helper()
		if got, err := f.Begin(ctx, "59", time.Hour, seeds); err != nil || got != want {
			t.Errorf("Begin = %v, %v; want %v", got, err, want)
		}
	}
	begin(true)
	begin(false)
	l := take(t, f, pipeline.Fetch, 9)
	done(t, f, fetched(l[0], clock.Now(), page("http://a/1")))
	begin(false)
	l = take(t, f, pipeline.Fetch, 9)
	done(t, f, fetched(l[0], clock.Now()))
	begin(false) // all done, but nobody has said so
	if err := f.End(ctx, "59"); err != nil {
		t.Fatal(err)
	}
	begin(false)
	clock.pass(2 * time.Hour)
	begin(true)
	if got := urls(take(t, f, pipeline.Fetch, 9)); !slices.Equal(got, []string{"http://a/", "http://a/1"}) {
		t.Errorf("the new round has %v; want both pages", got)
	}
}

// What Planned tells is what Begin then leaves to fetch; a reader that changes
// nothing can tell it, too.
func TestPlanned(t *testing.T) {
	clock := newClock()
	name := filepath.Join(t.TempDir(), "f.db")
	seeds := []pipeline.Task{{URL: "http://a/", Site: "59"}}
	planned := func() (list []string) {
		t.Helper()
		f, err := frontier.Open(name, frontier.Options{Clock: clock, ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		err = f.Planned(ctx, "59", time.Hour, seeds, func(task pipeline.Task, asked bool) error {
			list = append(list, fmt.Sprint(task.URL, " ", asked))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if _, err := frontier.Open(name, frontier.Options{ReadOnly: true}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading what is not there gives %v; want fs.ErrNotExist", err)
	}
	begin := func() *frontier.Frontier {
		f, err := frontier.Open(name, frontier.Options{Clock: clock})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Begin(ctx, "59", time.Hour, seeds); err != nil {
			t.Fatal(err)
		}
		return f
	}
	f := begin()
	done(t, f, fetched(take(t, f, pipeline.Fetch, 1)[0], clock.Now(), page("http://a/1"), page("http://a/2")))
	f.Close()
	if got, want := planned(), []string{"http://a/1 false", "http://a/2 false"}; !slices.Equal(got, want) {
		t.Errorf("within a round %v; want what is queued, %v", got, want)
	}
	f = begin()
	for _, l := range take(t, f, pipeline.Fetch, 2) {
		done(t, f, fetched(l, clock.Now()))
	}
	f.End(ctx, "59")
	f.Close()
	if got := planned(); len(got) != 0 {
		t.Errorf("just after a round %v; want nothing", got)
	}
	clock.pass(2 * time.Hour)
	if got, want := planned(), []string{"http://a/ true", "http://a/1 true", "http://a/2 true"}; !slices.Equal(got, want) {
		t.Errorf("before a new round %v; want all pages known, %v", got, want)
	}
}

// Tasks that another site left wait until that site is begun.
func TestOtherSites(t *testing.T) {
	clock := newClock()
	f := fresh(t, frontier.Options{Clock: clock})
	add(t, f, pipeline.Task{URL: "http://regions/bretagne/1", Site: "R53"}, pipeline.Task{URL: "http://b/1", Site: "62", Ref: "x"})
	if _, err := f.Begin(ctx, "R32", time.Hour, []pipeline.Task{{URL: "http://regions/hdf", Site: "R32"}}); err != nil {
		t.Fatal(err)
	}
	l := take(t, f, pipeline.Fetch, 9)
	if got := urls(l); !slices.Equal(got, []string{"http://regions/hdf"}) || f.Len() != 1 {
		t.Errorf("leased %v of %d tasks; want those of the site begun", got, f.Len())
	}
	done(t, f, fetched(l[0], clock.Now()))
	for _, stage := range []pipeline.Stage{pipeline.Fetch, pipeline.Process} {
		if _, err := f.Lease(ctx, stage, 1); !errors.Is(err, pipeline.ErrDrained) {
			t.Errorf("stage %c: %v; want ErrDrained", stage, err)
		}
	}
	if _, err := f.Begin(ctx, "R53", time.Hour, nil); err != nil {
		t.Fatal(err)
	}
	if got := urls(take(t, f, pipeline.Fetch, 9)); !slices.Equal(got, []string{"http://regions/bretagne/1"}) {
		t.Errorf("after Begin of the other: %v", got)
	}
}

// A clock that goes back neither ends a crawl nor makes it go round for ever.
func TestClockBack(t *testing.T) {
	clock := newClock()
	f := fresh(t, frontier.Options{Clock: clock})
	seeds := []pipeline.Task{{URL: "http://a/", Site: "59"}}
	if began, _ := f.Begin(ctx, "59", time.Hour, seeds); !began {
		t.Fatal("no round began")
	}
	clock.pass(-365 * 24 * time.Hour)
	l := take(t, f, pipeline.Fetch, 1)[0]
	done(t, f, fetched(l, clock.Now(), page("http://a/"), page("http://a/1")))
	l = take(t, f, pipeline.Fetch, 9)[0]
	if l.URL != "http://a/1" {
		t.Errorf("leased %s again", l.URL)
	}
	again := l.Task
	again.NotUntil = clock.Now().Add(time.Hour)
	if err := f.Retry(ctx, l, again); err != nil {
		t.Fatal(err)
	}
	f.Hold(ctx, "a", clock.Now().Add(time.Hour))
	clock.pass(-365 * 24 * time.Hour)
	if got := take(t, f, pipeline.Fetch, 1); len(got) != 1 {
		t.Error("a task whose time was set a year ahead is not leased")
	} else {
		done(t, f, fetched(got[0], clock.Now()))
	}
	if err := f.End(ctx, "59"); err != nil {
		t.Fatal(err)
	}
	clock.pass(-365 * 24 * time.Hour)
	if began, _ := f.Begin(ctx, "59", time.Hour, seeds); !began {
		t.Error("no round began after the clock had gone back a year")
	}
}

func TestLocked(t *testing.T) {
	name := filepath.Join(t.TempDir(), "f.db")
	open(t, name, frontier.Options{})
	if _, err := frontier.Open(name, frontier.Options{}); !errors.Is(err, frontier.ErrLocked) {
		t.Errorf("a second one gets %v; want ErrLocked", err)
	}
}

// TestReaders shows that a crawl waits for those who only read.
func TestReaders(t *testing.T) {
	name := filepath.Join(t.TempDir(), "f.db")
	f, err := frontier.Open(name, frontier.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	reader, err := frontier.Open(name, frontier.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(500*time.Millisecond, func() { reader.Close() })
	if f, err = frontier.Open(name, frontier.Options{}); err != nil {
		t.Fatalf("beside a reader that ends: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

func TestDamaged(t *testing.T) {
	for name, content := range map[string]string{
		"text": strings.Repeat("this is not a database\n", 1000), "short": "x", "zeros": strings.Repeat("\x00", 32<<10),
	} {
		path := filepath.Join(t.TempDir(), "f.db")
		os.WriteFile(path, []byte(content), 0o644)
		if _, err := frontier.Open(path, frontier.Options{}); !errors.Is(err, frontier.ErrDamaged) {
			t.Errorf("%s: %v; want ErrDamaged", name, err)
		}
	}
	// Damage inside: pages overwritten with noise.
	path := filepath.Join(t.TempDir(), "f.db")
	f := open(t, path, frontier.Options{NoSync: true})
	for i := range 2000 {
		add(t, f, page(fmt.Sprint("http://a/", i)))
	}
	f.Close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4 * 4096; i < len(b); i++ {
		b[i] ^= byte(i * 31)
	}
	os.WriteFile(path, b, 0o644)
	f, err = frontier.Open(path, frontier.Options{})
	for i := 0; err == nil && i < 100; i++ {
		_, _, err = f.State(ctx, fmt.Sprint("http://a/", i))
	}
	if !errors.Is(err, frontier.ErrDamaged) {
		t.Errorf("noise inside: %v; want ErrDamaged", err)
	}
}

func TestReadOnlyFolder(t *testing.T) {
	_, err := frontier.Open(filepath.Join(t.TempDir(), "none", "f.db"), frontier.Options{})
	if err == nil || errors.Is(err, frontier.ErrDamaged) || errors.Is(err, frontier.ErrLocked) {
		t.Errorf("no folder: %v; want an error of the file system", err)
	}
}

// BenchmarkCrawl adds, leases and ends with fsync, as a crawl with that many
// fetchers does.
func BenchmarkCrawl(b *testing.B) {
	for _, workers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("%d workers", workers), func(b *testing.B) {
			f := open(b, filepath.Join(b.TempDir(), "f.db"), frontier.Options{PerHost: 1000})
			n := 0
			var mu sync.Mutex
			fresh := func() pipeline.Task {
				mu.Lock()
				defer mu.Unlock()
				n++
				return page(fmt.Sprintf("https://www.site-%d.gouv.fr/Actualites/Communiques/Titre-du-communique-%d", n%100, n))
			}
			for range 5000 {
				add(b, f, fresh())
			}
			b.ReportAllocs()
			b.SetParallelism(workers)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					l, err := f.Lease(ctx, pipeline.Fetch, 1)
					if err != nil {
						b.Error(err)
						return
					}
					done(b, f, fetched(l[0], time.Now(), fresh()))
				}
			})
		})
	}
}

// BenchmarkMillion fills a frontier with a million addresses, opens it again
// and leases. It tells rates, the time to open and the memory held.
func BenchmarkMillion(b *testing.B) {
	if testing.Short() {
		b.Skip("long")
	}
	for b.Loop() {
		name := filepath.Join(b.TempDir(), "f.db")
		f := open(b, name, frontier.Options{PerHost: 1000})
		start := time.Now()
		batch := make([]pipeline.Task, 0, 100)
		for i := range 1_000_000 {
			batch = append(batch, page(fmt.Sprintf("https://www.site-%d.gouv.fr/Actualites/Communiques/Titre-du-communique-%d", i%100, i)))
			if len(batch) == cap(batch) {
				add(b, f, batch...)
				batch = batch[:0]
			}
		}
		b.ReportMetric(1e6/time.Since(start).Seconds(), "adds/s")
		f.Close()
		start = time.Now()
		f = open(b, name, frontier.Options{PerHost: 1000})
		b.ReportMetric(time.Since(start).Seconds(), "s-to-open")
		start = time.Now()
		for range 1000 {
			leases, err := f.Lease(ctx, pipeline.Fetch, 50)
			if err != nil {
				b.Fatal(err)
			}
			outcomes := make([]pipeline.Outcome, len(leases))
			for i, l := range leases {
				outcomes[i] = fetched(l, time.Now())
			}
			done(b, f, outcomes...)
		}
		b.ReportMetric(50_000/time.Since(start).Seconds(), "leases/s")
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.Sys)/1e6, "MB-from-system")
		info, _ := os.Stat(name)
		b.ReportMetric(float64(info.Size())/1e6, "MB-on-disk")
		f.Close()
	}
}
