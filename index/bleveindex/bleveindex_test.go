package bleveindex_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"estrade/index"
	"estrade/index/bleveindex"
	"estrade/index/indextest"
)

func open(t testing.TB, dir string) *bleveindex.Index {
	t.Helper()
	x, err := bleveindex.Open(dir)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func TestContract(t *testing.T) {
	indextest.Run(t, func(t *testing.T) index.Index { return open(t, filepath.Join(t.TempDir(), "index")) })
}

// TestCompact checks that one file stays, with all that was put.
func TestCompact(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x := open(t, dir)
	records := indextest.Generate(60, 4)
	for batch := range slices.Chunk(records, 5) {
		if err := x.Put(context.Background(), batch...); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Compact(context.Background()); err != nil {
		t.Fatal(err)
	}
	indextest.CheckFound(t, x, records)
	if files := segments(t, dir); len(files) != 1 {
		t.Errorf("%d files after Compact; want 1", len(files))
	}
}
