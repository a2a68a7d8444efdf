package bleveindex

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
)

// Compact merges the index into few files and drops what was replaced, with the
// files that hold it. It is worth its time after a great many records were put;
// the index can be used meanwhile.
func (x *Index) Compact(ctx context.Context) error {
	done, err := x.use()
	if err != nil {
		return fmt.Errorf("compact index: %w", err)
	}
	defer done()
	s, ok := x.store.(*scorch.Scorch)
	if !ok {
		return fmt.Errorf("compact index: store is a %T", x.store)
	}
	if err := s.ForceMerge(ctx, &mergeplan.SingleSegmentMergePlanOptions); err != nil {
		return fmt.Errorf("compact index: %w", err)
	}
	// Scorch removes files once a later state is on disk and it has nothing
	// else to do.
	begin, next := time.Now(), time.Now()
	for time.Since(begin) < clearWait {
		if left, err := filepath.Glob(filepath.Join(x.dir, "store", "*.zap")); err != nil || len(left) <= 1 {
			break
		}
		if !time.Now().Before(next) {
			next = time.Now().Add(clearWait / 20)
			if err := x.bleve.SetInternal(compactedKey, []byte(next.UTC().Format(time.RFC3339Nano))); err != nil {
				return fmt.Errorf("compact index: %w", err)
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("compact index: %w", ctx.Err())
		case <-time.After(clearWait / 1000):
		}
	}
	return nil
}

// compactedKey is where the time of the last Compact is kept.
var compactedKey = []byte("estrade_compacted")

// clearWait is how long Compact waits at most until old files are gone; what
// is left then goes with the next batch.
const clearWait = 20 * time.Second
