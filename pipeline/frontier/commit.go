package frontier

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"estrade/extract"
	"estrade/pipeline"
)

// change is what one call wants to make durable.
type change struct {
	tasks    []pipeline.Task
	outcomes []pipeline.Outcome
	retry    *pipeline.Lease
	again    pipeline.Task
	meta     map[string][]byte
	do       func(tx *bolt.Tx, w *writer) error // whatever else

	added pipeline.Added
	done  bool
	err   error
}

// Add implements pipeline.Frontier.
func (f *Frontier) Add(ctx context.Context, tasks ...pipeline.Task) (pipeline.Added, error) {
	c := &change{tasks: tasks}
	err := f.commitTo(c, "add tasks")
	return c.added, err
}

// Done implements pipeline.Frontier. An outcome of a lease that has expired is
// passed over, and pipeline.ErrNotLeased returned after the others are stored.
func (f *Frontier) Done(ctx context.Context, outcomes ...pipeline.Outcome) (pipeline.Added, error) {
	c := &change{outcomes: outcomes}
	err := f.commitTo(c, "end leases")
	return c.added, err
}

// Note implements pipeline.Noter.
func (f *Frontier) Note(ctx context.Context, outcomes ...pipeline.Outcome) error {
	return f.commitTo(&change{do: func(tx *bolt.Tx, w *writer) error {
		for _, o := range outcomes {
			if err := w.note(tx, o); err != nil {
				return err
			}
		}
		return nil
	}}, "note what is known")
}

// Retry implements pipeline.Frontier.
func (f *Frontier) Retry(ctx context.Context, l pipeline.Lease, again pipeline.Task) error {
	return f.commitTo(&change{retry: &l, again: again}, "retry task")
}

// Hold implements pipeline.Frontier.
func (f *Frontier) Hold(ctx context.Context, group string, until time.Time) error {
	text, err := until.MarshalText()
	if err != nil {
		return fmt.Errorf("hold %s: %w", group, err)
	}
	if err := f.commit(&change{meta: map[string][]byte{"hold/" + group: text}}); err != nil {
		return fmt.Errorf("hold %s: %w", group, err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.group(group).until = until
	f.signal()
	return nil
}

func (f *Frontier) commitTo(c *change, what string) error {
	if err := f.commit(c); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// commit makes a change durable, together with those of other callers that
// wait: the first to get the lock commits for all.
func (f *Frontier) commit(c *change) error {
	f.pendingMu.Lock()
	f.pending = append(f.pending, c)
	f.pendingMu.Unlock()

	f.commitMu.Lock()
	defer f.commitMu.Unlock()
	if c.done {
		return c.err
	}
	f.pendingMu.Lock()
	batch := f.pending
	f.pending = nil
	f.pendingMu.Unlock()
	err := f.write(batch)
	for _, b := range batch {
		b.done = true
		b.err = errors.Join(b.err, err)
	}
	return c.err
}

// writer collects, within a transaction, what memory must learn after it.
type writer struct {
	f        *Frontier
	queue    *bolt.Bucket
	url      *bolt.Bucket
	sizes    map[string]queueMeta // new sizes of queues
	rounds   map[string]round
	sequence uint64
	put      []placed
	moved    map[string]placed // by key: tasks as they were, which have another key now
	ended    map[string]bool   // keys of leases
}

type placed struct {
	item
	queue string
	group string
	at    time.Time
}

func (f *Frontier) write(batch []*change) (err error) {
	w := &writer{
		f: f, sizes: make(map[string]queueMeta), rounds: make(map[string]round),
		ended: make(map[string]bool), moved: make(map[string]placed), sequence: f.sequence,
	}
	if f.closed {
		return errors.New("frontier is closed")
	}
	defer func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		if err == nil {
			w.remember()
		} else {
			w.forget()
		}
		f.signal()
	}()
	defer recoverDamage(&err)
	return f.db.Update(func(tx *bolt.Tx) error {
		w.queue, w.url = tx.Bucket(queueBucket), tx.Bucket(urlBucket)
		meta := tx.Bucket(metaBucket)
		for _, c := range batch {
			if err := w.apply(tx, c); err != nil {
				return err
			}
			for k, v := range c.meta {
				if err := meta.Put([]byte(k), v); err != nil {
					return err
				}
			}
		}
		for name, h := range w.sizes {
			if err := putJSON(meta, "queue/"+name, h); err != nil {
				return err
			}
		}
		for site, r := range w.rounds {
			if err := putJSON(meta, "site/"+site, r); err != nil {
				return err
			}
		}
		return w.queue.SetSequence(w.sequence)
	})
}

// forget undoes in memory what was done ahead of a transaction that failed.
func (w *writer) forget() {
	f := w.f
	for k := range w.ended {
		if l, ok := f.leased[k]; ok {
			l.ending = false
			f.leased[k] = l
		}
	}
	for k, p := range w.moved {
		delete(f.moving, k)
		if q := f.queues[p.queue]; q != nil {
			q.insert(p.item)
		}
	}
}

// remember brings memory up to what the transaction has stored.
func (w *writer) remember() {
	f := w.f
	f.sequence = w.sequence
	for k := range w.ended {
		f.release(k)
	}
	for name, h := range w.sizes {
		q := f.queue(name, h.Group)
		q.size, q.group = h.Queued, h.Group
	}
	for k := range w.moved {
		delete(f.moving, k)
	}
	now := f.opts.Clock.Now()
	for _, p := range w.put {
		if _, moved := w.moved[p.key]; moved {
			continue
		}
		if _, held := f.leased[p.key]; held { // read from the disk and leased meanwhile
			continue
		}
		q := f.queue(p.queue, p.group)
		if ahead(p.at, now) {
			f.delay(q, p.item, p.at)
		} else {
			q.insert(p.item)
		}
	}
	for site, r := range w.rounds {
		f.rounds[site] = r
	}
}

func (w *writer) apply(tx *bolt.Tx, c *change) error {
	if c.do != nil {
		return c.do(tx, w)
	}
	for _, t := range c.tasks {
		if err := w.add(t, &c.added); err != nil {
			return err
		}
	}
	for _, o := range c.outcomes {
		if !w.hold(o.Lease) {
			c.err = fmt.Errorf("%s: %w", o.Lease.URL, pipeline.ErrNotLeased)
			continue
		}
		if err := w.end(o.Lease); err != nil {
			return err
		}
		if err := w.note(tx, o); err != nil {
			return err
		}
		for _, t := range o.Next {
			if err := w.add(t, &c.added); err != nil {
				return err
			}
		}
	}
	if l := c.retry; l != nil {
		if !w.hold(*l) {
			c.err = fmt.Errorf("%s: %w", l.URL, pipeline.ErrNotLeased)
			return nil
		}
		t := c.again
		raw, err := json.Marshal(t)
		if err != nil {
			return err
		}
		name, _ := key(t, 0)
		w.put = append(w.put, placed{item{l.ID, raw}, name, t.Group, t.NotUntil})
		return w.queue.Put([]byte(l.ID), raw)
	}
	return nil
}

// note stores what an outcome says of addresses and twins.
func (w *writer) note(tx *bolt.Tx, o pipeline.Outcome) error {
	for _, ch := range o.Changes {
		if err := w.change(ch.URL, func(e *entry) { ch.Apply(&e.State) }); err != nil {
			return err
		}
	}
	for key, twins := range o.Twins {
		if err := putJSON(tx.Bucket(twinsBucket), key, twins); err != nil {
			return err
		}
	}
	return nil
}

// hold reports whether a lease stands, and if so keeps it from expiring until
// the transaction has ended it.
func (w *writer) hold(l pipeline.Lease) bool {
	w.f.mu.Lock()
	defer w.f.mu.Unlock()
	held, ok := w.f.leased[l.ID]
	if !ok || held.ending || held.Attempt != l.Attempt || !held.Expires.Equal(l.Expires) {
		return false
	}
	held.ending = true
	w.f.leased[l.ID] = held
	w.ended[l.ID] = true
	return true
}

// idle reports whether a task is neither leased nor waits for its time.
func (f *Frontier) idle(key string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, leased := f.leased[key]
	return !leased && !f.waiting[key]
}

// move takes a task out of its queue in memory, unless it is leased or waits
// for its time: then it stays, and the answer is false.
func (w *writer) move(p placed) bool {
	f := w.f
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, leased := f.leased[p.key]; leased || f.waiting[p.key] {
		return false
	}
	if q := f.queues[p.queue]; q != nil {
		q.remove(p.key)
	}
	f.moving[p.key] = true
	w.moved[p.key] = p
	return true
}

// add queues a task unless it is known.
func (w *writer) add(t pipeline.Task, added *pipeline.Added) error {
	if t.Stage() == pipeline.Fetch {
		e, err := w.entry(t.URL)
		if err != nil {
			return err
		}
		r := w.round(t.Site)
		if shown := t.Kind == extract.ReleaseLink || t.Date != "" && t.Kind != extract.NavigationLink; shown && !e.Listed {
			e.Listed = true
			if e.Queued != "" || e.Round != 0 {
				if err := putJSON(w.url, t.URL, e); err != nil {
					return err
				}
			}
			if e.Of != "" && e.NotRelease != "" && e.Ref != "" { // it was taken for an attachment
				again := pipeline.Task{URL: t.URL, Site: e.Site, Group: t.Group, Kind: e.Kind, Depth: e.Depth, Ref: e.Ref}
				if err := w.add(again, added); err != nil {
					return err
				}
			}
		}
		if e.Queued != "" {
			added.Known++
			return w.improve(e, t)
		}
		if e.Round == r.Number+1 || e.Alias != "" && e.AliasRule == "address" {
			added.Known++
			return nil
		}
		fresh := e.Round == 0 // not yet asked for by this frontier
		if fresh && !e.Left {
			e.Site, e.Kind, e.Depth = t.Site, t.Kind, t.Depth
		}
		if t.Budget > 0 && r.Queued >= t.Budget {
			added.Beyond++
			if !fresh || e.Left {
				return nil
			}
			e.Left = true
			return putJSON(w.url, t.URL, e)
		}
		r.Queued++
		w.rounds[t.Site] = r
		e.Left = false
		full, err := w.enqueue(t)
		if err != nil {
			return err
		}
		e.Queued = encodeKey(full)
		if err := putJSON(w.url, t.URL, e); err != nil {
			return err
		}
	} else if _, err := w.enqueue(t); err != nil {
		return err
	}
	name, _ := key(t, 0)
	h := w.size(name, t.Group)
	h.Queued++
	w.sizes[name] = h
	added.New++
	return nil
}

// enqueue puts a task at the end of those of its host and priority.
func (w *writer) enqueue(t pipeline.Task) (full string, err error) {
	w.sequence++
	name, full := key(t, w.sequence)
	raw, err := json.Marshal(t)
	if err != nil {
		return "", err
	}
	w.put = append(w.put, placed{item{full, raw}, name, t.Group, t.NotUntil})
	return full, w.queue.Put([]byte(full), raw)
}

// improve lets a page that waits move up when a link is found that promises
// more of it, or comes from nearer to the start.
func (w *writer) improve(e entry, t pipeline.Task) error {
	old, err := decodeKey(e.Queued)
	if err != nil {
		return err
	}
	if !w.f.idle(old) {
		return nil
	}
	raw := w.queue.Get([]byte(old))
	if raw == nil {
		return nil
	}
	var was pipeline.Task
	if err := json.Unmarshal(raw, &was); err != nil {
		return fmt.Errorf("%w: task: %w", ErrDamaged, err)
	}
	better := was
	better.Depth, better.Pages = min(was.Depth, t.Depth), min(was.Pages, t.Pages)
	better.Date = cmp.Or(was.Date, t.Date)
	if priority(t) < priority(was) {
		better.Kind = t.Kind
	}
	if better == was {
		return nil
	}
	if priority(better) == priority(was) {
		raw, err := json.Marshal(better)
		if err != nil {
			return err
		}
		name, _ := key(better, 0)
		w.put = append(w.put, placed{item{old, raw}, name, better.Group, better.NotUntil})
		e.Depth = better.Depth
		if err := w.queue.Put([]byte(old), raw); err != nil {
			return err
		}
		return putJSON(w.url, t.URL, e)
	}
	name, _ := key(was, 0)
	if !w.move(placed{item{old, bytes.Clone(raw)}, name, was.Group, was.NotUntil}) {
		return nil
	}
	if err := w.queue.Delete([]byte(old)); err != nil {
		return err
	}
	full, err := w.enqueue(better)
	if err != nil {
		return err
	}
	e.Kind, e.Depth, e.Queued = better.Kind, better.Depth, encodeKey(full)
	return putJSON(w.url, t.URL, e)
}

// Keys hold any byte; JSON holds text.
func encodeKey(k string) string { return base64.RawStdEncoding.EncodeToString([]byte(k)) }

func decodeKey(s string) (string, error) {
	b, err := base64.RawStdEncoding.DecodeString(s)
	if err != nil {
		return "", fmt.Errorf("%w: key: %w", ErrDamaged, err)
	}
	return string(b), nil
}

// end takes a leased task out of its queue.
func (w *writer) end(l pipeline.Lease) error {
	if err := w.queue.Delete([]byte(l.ID)); err != nil {
		return err
	}
	name, _ := key(l.Task, 0)
	h := w.size(name, l.Group)
	h.Queued--
	w.sizes[name] = h
	if l.Stage() == pipeline.Process {
		return nil
	}
	return w.change(l.URL, func(e *entry) { e.Queued, e.Round = "", w.round(l.Site).Number+1 })
}

func (w *writer) size(name, group string) queueMeta {
	if h, ok := w.sizes[name]; ok {
		return h
	}
	if q := w.f.queues[name]; q != nil {
		return queueMeta{q.group, q.size}
	}
	return queueMeta{Group: group}
}

func (w *writer) round(site string) round {
	if r, ok := w.rounds[site]; ok {
		return r
	}
	return w.f.rounds[site]
}

func (w *writer) entry(url string) (entry, error) {
	e := entry{State: pipeline.State{URL: url}}
	v := w.url.Get([]byte(url))
	if v == nil {
		return e, nil
	}
	if err := json.Unmarshal(v, &e); err != nil {
		return e, fmt.Errorf("%w: state of %s: %w", ErrDamaged, url, err)
	}
	return e, nil
}

func (w *writer) change(url string, apply func(*entry)) error {
	e, err := w.entry(url)
	if err != nil {
		return err
	}
	apply(&e)
	return putJSON(w.url, url, e)
}

func putJSON(b *bolt.Bucket, key string, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return b.Put([]byte(key), raw)
}
