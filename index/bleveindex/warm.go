package bleveindex

import (
	"context"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"estrade/index"
)

// warmEvery is how often KeepWarm looks for new segments, which merging makes
// at any time.
const warmEvery = 250 * time.Millisecond

// KeepWarm makes the columns that questions may ask for in the background, of
// what is there and of all segments to come, until the index is closed. Without
// it the first questions make them, which takes them about 0.1 s for 100,000
// releases, and again when these have been merged into a new segment. It is for
// processes that answer many questions; a second call does nothing.
func (x *Index) KeepWarm() {
	x.warm.mu.Lock()
	defer x.warm.mu.Unlock()
	if x.warm.stop != nil {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	x.warm.stop = func() { cancel(); <-ended }
	go func() {
		defer close(ended)
		x.keepWarm(ctx)
	}()
}

// stopWarming ends KeepWarm.
func (x *Index) stopWarming() {
	x.warm.mu.Lock()
	defer x.warm.mu.Unlock()
	if x.warm.stop != nil {
		x.warm.stop()
		x.warm.stop = nil
	}
}

func (x *Index) keepWarm(ctx context.Context) {
	tick := time.NewTicker(warmEvery)
	defer tick.Stop()
	for {
		// What cannot be read now is an error of the question that asks for it.
		x.read(func(l *loader) error { return x.columns.warm(ctx, l.snapshot) })
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// warm makes all columns of a snapshot: first what hits are ordered by, which
// every list needs.
func (c *columns) warm(ctx context.Context, snapshot *scorch.IndexSnapshot) error {
	segments := c.of(snapshot)
	for _, wanted := range [...]index.Type{index.Sorted, index.Counted} {
		for f := range index.Fields() {
			if f.Schema().Type != wanted {
				continue
			}
			for _, of := range [...]index.Of{index.Statements, index.Releases} {
				for _, s := range segments {
					if err := ctx.Err(); err != nil {
						return err
					}
					if err := s.make(of.Name(f), wanted); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// make makes the column of a field unless it is there.
func (s *segmentColumns) make(field string, t index.Type) (err error) {
	if t == index.Sorted {
		_, err = s.order(field)
	} else {
		_, err = s.value(field)
	}
	return err
}
