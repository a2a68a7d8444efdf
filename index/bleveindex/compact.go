package bleveindex

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
)

// Compact merges the index into few files and drops what was replaced. It is
// worth its time after a great many records were put; the index can be used
// meanwhile.
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
	return nil
}
