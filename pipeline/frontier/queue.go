package frontier

import (
	"bytes"
	"container/heap"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"estrade/pipeline"
)

// queue is the tasks of one stage, site and host. Its head is in memory: all tasks
// that can be leased and whose key is not greater than read. The others are on
// disk alone.
type queue struct {
	name  string // stage, site, 1, host
	site  string
	host  string
	group string // politeness group; empty for none
	head  []item // in the order of keys
	read  string // last key taken from the disk; empty before the first
	all   bool   // nothing is on disk beyond read
	size  int    // tasks, wherever they are
	taken int    // of them leased
	timed int    // of them delayed
}

type item struct {
	key string
	raw []byte // JSON of the task
}

type delayed struct {
	at    time.Time
	queue *queue
	item
}

type queueMeta struct {
	Group  string `json:"group,omitempty"`
	Queued int    `json:"queued"`
}

const (
	headRead = 64   // tasks read from the disk at a time
	headMax  = 4096 // tasks kept in memory at most

	maxWait = 48 * time.Hour // longest that a task or a group is kept back
)

func (f *Frontier) queue(name, group string) *queue {
	q := f.queues[name]
	if q == nil {
		site, host, _ := strings.Cut(name[1:], "\x01")
		q = &queue{name: name, site: site, host: host, group: group}
		f.queues[name] = q
		stage := pipeline.Stage(name[0])
		f.ring[stage] = append(f.ring[stage], q)
	}
	return q
}

// group is the politeness group of that name, made if need be.
func (f *Frontier) group(name string) *group {
	g := f.groups[name]
	if g == nil {
		g = new(group)
		f.groups[name] = g
	}
	return g
}

// pace is the group that limits a queue: its politeness group, else its host.
func (q *queue) pace() string {
	if q.group != "" {
		return q.group
	}
	return q.host
}

// insert puts a task that is on disk already where it belongs.
func (q *queue) insert(it item) {
	if it.key > q.read {
		q.all = false
		return
	}
	i, found := q.find(it.key)
	if found {
		q.head[i] = it
		return
	}
	q.head = slices.Insert(q.head, i, it)
	if len(q.head) > headMax {
		q.head = slices.Clip(q.head[:headMax/2])
		q.read, q.all = q.head[len(q.head)-1].key, false
	}
}

func (q *queue) find(key string) (int, bool) {
	return slices.BinarySearchFunc(q.head, key, func(x item, k string) int { return strings.Compare(x.key, k) })
}

// remove takes a task out of the head, if it is there.
func (q *queue) remove(key string) {
	if i, found := q.find(key); found {
		q.head = slices.Delete(q.head, i, i+1)
	}
}

// fill reads more of the queue if its head is empty.
func (f *Frontier) fill(q *queue, now time.Time) (err error) {
	if len(q.head) > 0 || q.all {
		return nil
	}
	defer recoverDamage(&err)
	return f.db.View(func(tx *bolt.Tx) error {
		c := tx.Bucket(queueBucket).Cursor()
		prefix := append([]byte(q.name), 0)
		from := prefix
		if q.read != "" {
			from = append([]byte(q.read), 0) // the least key after it
		}
		k, v := c.Seek(from)
		for ; k != nil && bytes.HasPrefix(k, prefix) && len(q.head) < headRead; k, v = c.Next() {
			q.read = string(k)
			if _, held := f.leased[q.read]; held || f.moving[q.read] {
				continue
			}
			it := item{q.read, bytes.Clone(v)}
			var t struct {
				NotUntil time.Time `json:"not_until"`
			}
			if bytes.Contains(v, []byte(`"not_until"`)) {
				if err := json.Unmarshal(v, &t); err != nil {
					return fmt.Errorf("%w: task: %w", ErrDamaged, err)
				}
			}
			if ahead(t.NotUntil, now) {
				f.delay(q, it, t.NotUntil)
				continue
			}
			q.head = append(q.head, it)
		}
		q.all = k == nil || !bytes.HasPrefix(k, prefix)
		return nil
	})
}

// delay keeps a task back until a time.
func (f *Frontier) delay(q *queue, it item, at time.Time) {
	if f.waiting[it.key] {
		return // read again after the head was cut
	}
	f.waiting[it.key] = true
	q.timed++
	heap.Push((*byTime)(&f.delayed), delayed{at, q, it})
}

// Lease implements pipeline.Frontier. Queues are asked in turn, one task each,
// so that a host with many tasks does not keep others waiting.
func (f *Frontier) Lease(ctx context.Context, stage pipeline.Stage, most int) ([]pipeline.Lease, error) {
	for {
		f.mu.Lock()
		if f.closed {
			f.mu.Unlock()
			return nil, fmt.Errorf("lease: frontier is closed")
		}
		now := f.opts.Clock.Now()
		leases, next, err := f.choose(stage, most, now)
		drained, wake := len(leases) == 0 && f.remaining() == 0, f.wake
		f.mu.Unlock()
		switch {
		case err != nil:
			return nil, fmt.Errorf("lease: %w", err)
		case len(leases) > 0:
			return leases, nil
		case drained:
			return nil, pipeline.ErrDrained
		}
		var timer <-chan time.Time
		if !next.IsZero() {
			timer = f.opts.Clock.After(next.Sub(now))
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-wake:
		case <-timer:
		}
	}
}

// choose takes up to most tasks. If there are none, next is when there may be
// one without anything else happening; zero if never.
func (f *Frontier) choose(stage pipeline.Stage, most int, now time.Time) (leases []pipeline.Lease, next time.Time, err error) {
	f.reclaim(now)
	ring := f.ring[stage]
	for asked := 0; asked < len(ring) && len(leases) < most; {
		q := ring[0]
		copy(ring, ring[1:])
		ring[len(ring)-1] = q
		asked++
		if q.size == q.taken+q.timed || !f.works(q) {
			continue
		}
		var g *group
		if stage == pipeline.Fetch {
			g = f.group(q.pace())
			limit := f.opts.PerHost
			if q.group != "" {
				limit = f.opts.PerGroup
			}
			if g.leased >= limit {
				continue
			}
			if ahead(g.until, now) {
				next = earlier(next, g.until)
				continue
			}
		}
		if err := f.fill(q, now); err != nil {
			return nil, next, err
		}
		if len(q.head) == 0 {
			continue
		}
		it := q.head[0]
		q.head = q.head[1:]
		var t pipeline.Task
		if err := json.Unmarshal(it.raw, &t); err != nil {
			return nil, next, fmt.Errorf("%w: task: %w", ErrDamaged, err)
		}
		l := pipeline.Lease{Task: t, ID: it.key, Expires: now.Add(f.opts.Expiry)}
		f.leased[it.key] = lease{Lease: l, queue: q, raw: it.raw}
		q.taken++
		if g != nil {
			g.leased++
		}
		leases = append(leases, l)
		asked = 0
	}
	if len(f.delayed) > 0 {
		next = earlier(next, f.delayed[0].at)
	}
	for _, l := range f.leased {
		if !l.ending {
			next = earlier(next, l.Expires)
		}
	}
	return leases, next, nil
}

// ahead reports whether a time is still to come. One more than maxWait away
// was set before the clock went back, and counts as past.
func ahead(t, now time.Time) bool { return t.After(now) && t.Sub(now) <= maxWait }

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// reclaim puts back what has expired and what is due again.
func (f *Frontier) reclaim(now time.Time) {
	for key, l := range f.leased {
		if !l.ending && !l.Expires.After(now) {
			f.release(key)
			l.queue.insert(item{key, l.raw})
		}
	}
	for len(f.delayed) > 0 && !ahead(f.delayed[0].at, now) {
		d := heap.Pop((*byTime)(&f.delayed)).(delayed)
		d.queue.timed--
		delete(f.waiting, d.key)
		d.queue.insert(d.item)
	}
}

// release forgets a lease; false if there is none.
func (f *Frontier) release(key string) bool {
	l, ok := f.leased[key]
	if !ok {
		return false
	}
	delete(f.leased, key)
	l.queue.taken--
	if l.Stage() == pipeline.Fetch {
		f.group(l.queue.pace()).leased--
	}
	return true
}

// signal wakes all that wait in Lease.
func (f *Frontier) signal() {
	if !f.closed {
		close(f.wake)
		f.wake = make(chan struct{})
	}
}

// byTime is a heap, the earliest first.
type byTime []delayed

func (h byTime) Len() int           { return len(h) }
func (h byTime) Less(i, j int) bool { return h[i].at.Before(h[j].at) }
func (h byTime) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *byTime) Push(x any)        { *h = append(*h, x.(delayed)) }
func (h *byTime) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}
