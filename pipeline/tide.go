package pipeline

import (
	"context"
	"hash/maphash"
	"sync"
	"time"
)

var unset time.Time

// tide knows up to where everything in the archive has been taken over by the
// frontier. Exchanges are archived and taken over in any order: the mark is
// where the archive ended when the oldest of those under way began.
type tide struct {
	archive Archive
	points  Checkpointer // nil if the frontier remembers none

	mu    sync.Mutex
	open  []*passage // in the order they began
	byID  map[string]*passage
	byRef map[string]*passage
	count int // settled since the last save
}

type passage struct {
	floor string // everything it archives comes after
	left  int    // exchanges that the frontier has yet to take over
}

func newTide(a Archive) *tide {
	return &tide{archive: a, byID: make(map[string]*passage), byRef: make(map[string]*passage)}
}

// orphans notes exchanges that an earlier run left behind, all after a mark.
func (t *tide) orphans(after string, left map[string]Receipt) {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := &passage{floor: after, left: len(left)}
	t.open = append(t.open, p)
	for _, r := range left {
		t.byRef[r.Ref] = p
	}
}

// begin notes that an exchange will be archived under a lease.
func (t *tide) begin(lease string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := &passage{floor: t.archive.Tail(), left: 1}
	t.open = append(t.open, p)
	t.byID[lease] = p
}

// landed notes the reference that the exchange got.
func (t *tide) landed(lease string, r Receipt) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.byRef[r.Ref] = t.byID[lease]
	delete(t.byID, lease)
}

// settle notes that the frontier has taken an exchange over.
func (t *tide) settle(ctx context.Context, r Receipt) error {
	t.mu.Lock()
	if p := t.byRef[r.Ref]; p != nil {
		p.left--
		delete(t.byRef, r.Ref)
	}
	for len(t.open) > 0 && t.open[0].left == 0 {
		t.open = t.open[1:]
	}
	t.count++
	due := t.count >= checkpointEvery
	t.mu.Unlock()
	if !due {
		return nil
	}
	return t.save(ctx, false)
}

// save makes the mark durable. Drained says that no task is left that could
// take over what is still open.
func (t *tide) save(ctx context.Context, drained bool) error {
	if t.points == nil {
		return nil
	}
	t.mu.Lock()
	t.count = 0
	mark := t.archive.Tail()
	if len(t.open) > 0 && !drained {
		mark = t.open[0].floor
	}
	t.mu.Unlock()
	if mark == "" {
		return nil
	}
	return t.points.SetCheckpoint(ctx, mark)
}

// seen remembers what has been counted, in eight bytes each.
type seen struct {
	seed maphash.Seed

	mu sync.Mutex
	m  map[uint64]struct{}
}

const maxSeen = 1 << 20

func newSeen() *seen { return &seen{seed: maphash.MakeSeed(), m: make(map[uint64]struct{})} }

// first reports whether the parts, in their order, are new, and notes them.
func (s *seen) first(parts ...string) bool {
	mark := s.mark(parts...)
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.m[mark]; ok {
		return false
	}
	s.add(mark)
	return true
}

// mark is what stands for parts in their order.
func (s *seen) mark(parts ...string) uint64 {
	var h maphash.Hash
	h.SetSeed(s.seed)
	for _, p := range parts {
		h.WriteString(p)
		h.WriteByte(0)
	}
	return h.Sum64()
}

func (s *seen) has(mark uint64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.m[mark]
	return ok
}

func (s *seen) note(marks ...uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.add(marks...)
}

// add remembers marks. When a million are known it begins anew.
func (s *seen) add(marks ...uint64) {
	if len(s.m)+len(marks) > maxSeen {
		clear(s.m)
	}
	for _, m := range marks {
		s.m[m] = struct{}{}
	}
}
