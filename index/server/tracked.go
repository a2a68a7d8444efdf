package server

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"estrade/index"
)

// tracked is an index that counts its changes, so that what was made of an
// earlier state can be told apart.
type tracked struct {
	index.Index
	start   string // of this process
	changes atomic.Uint64
}

func newTracked(x index.Index, start time.Time) *tracked {
	return &tracked{Index: x, start: fmt.Sprintf("%x", start.UnixNano())}
}

// Put adds records.
func (t *tracked) Put(ctx context.Context, records ...index.Record) error {
	defer t.changes.Add(1) // after a failure too: parts may have got in
	return t.Index.Put(ctx, records...)
}

// Delete removes releases.
func (t *tracked) Delete(ctx context.Context, ids ...string) error {
	defer t.changes.Add(1)
	return t.Index.Delete(ctx, ids...)
}

// generation names the state of the index.
func (t *tracked) generation() string {
	return fmt.Sprintf("%s-%d", t.start, t.changes.Load())
}
