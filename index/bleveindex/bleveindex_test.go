package bleveindex_test

import (
	"context"
	"path/filepath"
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

func TestCompact(t *testing.T) {
	x := open(t, filepath.Join(t.TempDir(), "index"))
	records := indextest.Generate(100, 4)
	for i := range 10 {
		if err := x.Put(context.Background(), records[i*10:i*10+10]...); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Compact(context.Background()); err != nil {
		t.Fatal(err)
	}
	indextest.CheckFound(t, x, records)
}
