package bleveindex

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"estrade/index"
	"estrade/index/indextest"
)

// missing is 1 unless the value is made.
func (l *lazy[T]) missing() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.made {
		return 0
	}
	return 1
}

// missing counts the columns that a question could ask for and are not made.
func (x *Index) missing(t *testing.T) (missing, segments int) {
	err := x.read(func(l *loader) error {
		for _, s := range x.columns.of(l.snapshot) {
			segments++
			for f := range index.Fields() {
				for _, of := range [...]index.Of{index.Releases, index.Statements} {
					switch name := of.Name(f); f.Schema().Type {
					case index.Sorted:
						missing += lazyOf(&s.made.mu, s.made.orders, name).missing()
					case index.Counted:
						missing += lazyOf(&s.made.mu, s.made.values, name).missing()
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return missing, segments
}

func (x *Index) waitWarm(t *testing.T) {
	t.Helper()
	for begin := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		missing, segments := x.missing(t)
		if missing == 0 && segments > 0 {
			return
		}
		if time.Since(begin) > time.Minute {
			t.Fatalf("%d columns of %d segments are missing", missing, segments)
		}
	}
}

// TestKeepWarm checks that all columns are there without a question, for what
// the index opens with, for what is put and for what merging makes of it, and
// that answers meanwhile are whole.
func TestKeepWarm(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	records := indextest.Generate(120, 5)
	put := func(some []index.Record) {
		for batch := range slices.Chunk(some, 10) {
			if err := x.Put(context.Background(), batch...); err != nil {
				t.Fatal(err)
			}
			r, err := x.Search(context.Background(), index.Request{Limit: 1, Sort: index.Newest, Facets: []index.Facet{{By: index.SiteCode, Limit: 200}}})
			if err != nil {
				t.Fatal(err)
			}
			counted := 0
			for _, v := range r.Facets[index.SiteCode] {
				counted += v.Count
			}
			if counted != r.Total {
				t.Fatalf("%d of %d releases are counted", counted, r.Total)
			}
		}
	}
	put(records[:60])
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if x, err = Open(dir); err != nil {
		t.Fatal(err)
	}
	if missing, _ := x.missing(t); missing == 0 {
		t.Fatal("columns are made when the index opens")
	}
	x.KeepWarm()
	x.KeepWarm()
	x.waitWarm(t)
	put(records[60:])
	x.waitWarm(t)
	if err := x.Compact(context.Background()); err != nil {
		t.Fatal(err)
	}
	x.waitWarm(t)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if x.warm.stop != nil {
		t.Error("it goes on after Close")
	}
}
