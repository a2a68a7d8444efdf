package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"estrade/pipeline"
	"estrade/pipeline/archive"
	"estrade/pipeline/frontier"
)

// mortal lets a part work for some calls and then dies, before or after the
// call has done its work, as a process does.
type mortal struct {
	*frontier.Frontier
	*archive.Archive
	mu    sync.Mutex
	left  int
	after bool
}

var errDied = errors.New("died")

func (m *mortal) beat() (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.left--
	if m.left < 0 || m.left == 0 && !m.after {
		return false, errDied
	}
	return m.left == 0, nil
}

type mortalFrontier struct{ *mortal }

func (m mortalFrontier) Add(ctx context.Context, t ...pipeline.Task) (pipeline.Added, error) {
	return m.Frontier.Add(ctx, t...)
}

func (m mortalFrontier) Done(ctx context.Context, o ...pipeline.Outcome) (pipeline.Added, error) {
	last, err := m.beat()
	if err != nil {
		return pipeline.Added{}, err
	}
	a, err := m.Frontier.Done(ctx, o...)
	if last {
		err = errDied
	}
	return a, err
}

type mortalArchive struct{ *mortal }

func (m mortalArchive) Append(ctx context.Context, x *pipeline.Exchange, prior pipeline.Receipt) (pipeline.Receipt, error) {
	last, err := m.beat()
	if err != nil {
		return pipeline.Receipt{}, err
	}
	r, err := m.Archive.Append(ctx, x, prior)
	if last {
		err = errDied
	}
	return r, err
}

type mortalIndex struct {
	*mortal
	*memoryIndex
}

func (m mortalIndex) Index(ctx context.Context, b []pipeline.Result) error {
	last, err := m.beat()
	if err != nil {
		return err
	}
	err = m.memoryIndex.Index(ctx, b)
	if last {
		err = errDied
	}
	return err
}

// A crawl that dies before or after any durable step, and is started again,
// ends with the same archive, the same index and the same knowledge as one
// that does not die.
func TestDeath(t *testing.T) {
	p := smallSite()
	server := httptest.NewServer(p)
	defer server.Close()
	site := testSite(server)
	whole := newHouse(t)
	whole.run(t, site)
	want := inventory(t, whole)
	step := 1
	if testing.Short() {
		step = 6
	}
	for left := 1; left < 40; left += step {
		for _, after := range []bool{false, true} {
			h := newHouse(t)
			for n := left; ; n += 7 { // dies again and again, a little later
				h.open(t)
				h.begin(t, site)
				m := &mortal{Frontier: h.frontier, Archive: h.archive, left: n, after: after}
				c := h.crawl(t, site)
				c.Frontier, c.Archive, c.Indexer = mortalFrontier{m}, mortalArchive{m}, mortalIndex{m, h.index}
				err := c.Run(context.Background())
				h.close(t)
				if err == nil {
					break
				}
				if !errors.Is(err, errDied) {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(want, inventory(t, h)); diff != "" {
				t.Fatalf("dying after %d steps (%v): what is there differs from an uninterrupted crawl (-want +got):\n%s", left, after, diff)
			}
		}
	}
}

// inventory is what a house holds, without what differs from run to run.
func inventory(t *testing.T, h *house) map[string][]string {
	t.Helper()
	h.open(t)
	defer h.close(t)
	got := map[string][]string{"index": h.index.urls()}
	err := h.archive.Each(context.Background(), "", func(a pipeline.Archived) error {
		got["archive"] = append(got["archive"], fmt.Sprint(a.URL, " ", a.Status, " ", a.Digest, " ", a.Revisit))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got["archive"])
	err = h.frontier.States(context.Background(), func(s pipeline.State) error {
		got["states"] = append(got["states"], fmt.Sprint(s.URL, s.Status, s.Failure, s.Alias, s.AliasRule, s.ReleaseID, s.NotRelease, len(s.Versions)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}
