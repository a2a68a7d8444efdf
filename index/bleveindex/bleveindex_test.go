package bleveindex_test

import (
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
