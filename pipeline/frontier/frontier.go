// Package frontier is a durable frontier on one machine, in one bbolt file.
//
// # File
//
// Four buckets, every value JSON:
//
//	queue  stage ("f" or "p"), site, 1, host, 0, priority (1 byte), number
//	       (8 bytes, big endian) -> pipeline.Task
//	url    canonical address -> entry: pipeline.State and where it is queued
//	twins  key of likeness -> []pipeline.Twin
//	meta   "format", "checkpoint", "site/CODE" -> round, "queue/NAME" ->
//	       how many tasks it has, "hold/GROUP" -> time
//
// A lease writes nothing: the task stays in the queue until Done takes it out
// in the transaction that stores what it brought about. A process that dies
// loses its leases and nothing else, so resuming is the normal start. Only the
// heads of the queues are in memory, and opening reads only meta.
//
// Concurrent calls of Add, Done and Retry share a transaction and its fsync.
// Tasks are leased while it is under way: of those that it ends or moves
// memory knows before it begins, and of all else after it is durable.
package frontier

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"estrade/extract"
	"estrade/pipeline"
)

var (
	// ErrLocked says that another process has the frontier open.
	ErrLocked = errors.New("frontier is in use by another process")

	// ErrDamaged says that the file cannot be read. The way out is to move it
	// away and crawl again: pages are then taken from the archive, not from
	// the sites.
	ErrDamaged = errors.New("frontier file is damaged; move it away and crawl again: what is archived is not fetched again")
)

// Options say how a frontier works. The zero value will do.
type Options struct {
	Clock    pipeline.Clock
	PerGroup int           // tasks to fetch leased at once in a politeness group; zero for 2
	PerHost  int           // the same for a host in no group; zero for 2
	Expiry   time.Duration // of a lease; zero for 30 minutes
	NoSync   bool          // leave durability to the system: for tests
	ReadOnly bool          // the file must be there, and nothing is changed; several may read at once
}

// Frontier implements pipeline.Frontier, Ledger, Noter and Checkpointer. It is
// safe for concurrent use.
type Frontier struct {
	db   *bolt.DB
	opts Options

	pendingMu sync.Mutex
	pending   []*change

	commitMu sync.Mutex // held while a transaction is made; before mu

	mu       sync.Mutex // of memory; to change queues, their sizes and rounds both are held
	queues   map[string]*queue
	ring     map[pipeline.Stage][]*queue // in the order they will be asked
	groups   map[string]*group
	leased   map[string]lease // by key
	delayed  []delayed        // heap by time
	waiting  map[string]bool  // keys of delayed
	moving   map[string]bool  // keys that the transaction under way takes out of their queues
	rounds   map[string]round
	active   map[string]bool // sites begun; nil until one is, and then all count
	wake     chan struct{}   // closed when there may be something new to lease
	closed   bool
	sequence uint64
}

type group struct {
	leased int
	until  time.Time // rests till then
}

type lease struct {
	pipeline.Lease
	queue  *queue
	raw    []byte
	ending bool // the transaction under way ends it
}

// round is how far a site has come in crawling all its pages once.
type round struct {
	Number   int       `json:"number"` // from 1; not a time, as clocks go back
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished,omitzero"`
	Queued   int       `json:"queued"` // pages queued since it started
}

// entry is what the url bucket holds.
type entry struct {
	pipeline.State
	Queued string `json:"queued,omitempty"` // key of the task to fetch it, in base64; empty if none waits
	Round  int    `json:"round,omitempty"`  // of the site, in which it was last done, plus one
	Left   bool   `json:"left,omitempty"`   // found, never asked for, and beyond the budget of its round
}

var buckets = [][]byte{queueBucket, urlBucket, twinsBucket, metaBucket}

var (
	queueBucket = []byte("queue")
	urlBucket   = []byte("url")
	twinsBucket = []byte("twins")
	metaBucket  = []byte("meta")
)

const format = "1"

// readersWait is how long Open waits for those who only read, such as a page of
// coverage: they are done soon.
const readersWait = 30 * time.Second

// Open opens a frontier file and makes it if need be. It waits for processes that
// only read it. It returns ErrLocked when another process works on it, and ErrDamaged, with what is wrong, when it
// cannot be read.
func Open(name string, opts Options) (f *Frontier, err error) {
	if opts.Clock == nil {
		opts.Clock = pipeline.SystemClock{}
	}
	if opts.PerGroup == 0 {
		opts.PerGroup = 2
	}
	if opts.PerHost == 0 {
		opts.PerHost = 2
	}
	if opts.Expiry == 0 {
		opts.Expiry = 30 * time.Minute
	}
	defer recoverDamage(&err)
	if info, err := os.Stat(name); err == nil && info.Size() > 0 && info.Size() < 4096 {
		return nil, fmt.Errorf("open frontier %s: %w", name, ErrDamaged) // bbolt would wait for more
	}
	if opts.ReadOnly {
		if _, err := os.Stat(name); err != nil {
			return nil, fmt.Errorf("open frontier: %w", err)
		}
	}
	options := bolt.Options{
		Timeout: 200 * time.Millisecond, NoSync: opts.NoSync, FreelistType: bolt.FreelistMapType, NoFreelistSync: true, ReadOnly: opts.ReadOnly,
	}
	db, err := bolt.Open(name, 0o644, &options)
	if errors.Is(err, bolterrors.ErrTimeout) && !opts.ReadOnly && isReadable(name) {
		options.Timeout = readersWait
		db, err = bolt.Open(name, 0o644, &options)
	}
	var path *fs.PathError
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("open frontier %s: %w", name, ErrLocked)
	case errors.As(err, &path):
		return nil, fmt.Errorf("open frontier: %w", err)
	case err != nil:
		return nil, fmt.Errorf("open frontier %s: %w: %w", name, ErrDamaged, err)
	}
	f = &Frontier{
		db: db, opts: opts,
		queues: make(map[string]*queue), ring: make(map[pipeline.Stage][]*queue),
		groups: make(map[string]*group), leased: make(map[string]lease), waiting: make(map[string]bool), moving: make(map[string]bool),
		rounds: make(map[string]round), wake: make(chan struct{}),
	}
	if err := f.load(); err != nil {
		db.Close()
		return nil, fmt.Errorf("open frontier %s: %w", name, err)
	}
	return f, nil
}

// isReadable reports whether nobody works on a frontier file, so that those who
// have it open only read it.
func isReadable(name string) bool {
	db, err := bolt.Open(name, 0o644, &bolt.Options{Timeout: time.Millisecond, ReadOnly: true})
	return err == nil && db.Close() == nil
}

// recoverDamage makes an error of the panics that bbolt answers damage with.
func recoverDamage(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w: %v", ErrDamaged, r)
	}
}

func (f *Frontier) load() error {
	if !f.opts.ReadOnly {
		if err := f.db.Update(prepare); err != nil {
			return err
		}
	}
	return f.db.View(func(tx *bolt.Tx) error {
		meta := tx.Bucket(metaBucket)
		if meta == nil {
			return fmt.Errorf("%w: it has no meta bucket", ErrDamaged)
		}
		if got := meta.Get([]byte("format")); string(got) != format {
			return fmt.Errorf("it has format %q, this program reads %q", got, format)
		}
		f.sequence = tx.Bucket(queueBucket).Sequence()
		return meta.ForEach(func(k, v []byte) error {
			kind, name, _ := strings.Cut(string(k), "/")
			var err error
			switch kind {
			case "site":
				var r round
				err = json.Unmarshal(v, &r)
				f.rounds[name] = r
			case "hold":
				var t time.Time
				err = t.UnmarshalText(v)
				f.group(name).until = t
			case "queue":
				var h queueMeta
				if err = json.Unmarshal(v, &h); err == nil && h.Queued > 0 {
					f.queue(name, h.Group).size = h.Queued
				}
			}
			if err != nil {
				return fmt.Errorf("%w: meta %q: %w", ErrDamaged, k, err)
			}
			return nil
		})
	})
}

// prepare makes the buckets of a new file.
func prepare(tx *bolt.Tx) error {
	for _, name := range buckets {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	meta := tx.Bucket(metaBucket)
	if meta.Get([]byte("format")) == nil {
		return meta.Put([]byte("format"), []byte(format))
	}
	return nil
}

// Close closes the file. Leases end with it.
func (f *Frontier) Close() error {
	f.commitMu.Lock()
	defer f.commitMu.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return nil
	}
	f.closed = true
	close(f.wake)
	return f.db.Close()
}

// Len is the number of tasks queued, the leased ones among them; of the sites
// that were begun, if any was.
func (f *Frontier) Len() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.remaining()
}

// Lengths is the number of tasks queued, the leased ones among them, by site;
// of all sites.
func (f *Frontier) Lengths() map[string]int {
	f.mu.Lock()
	defer f.mu.Unlock()
	lengths := make(map[string]int)
	for _, q := range f.queues {
		if q.size > 0 {
			lengths[q.site] += q.size
		}
	}
	return lengths
}

func (f *Frontier) remaining() int {
	n := 0
	for _, q := range f.queues {
		if f.works(q) {
			n += q.size
		}
	}
	return n
}

// works reports whether the tasks of a queue are given out.
func (f *Frontier) works(q *queue) bool { return f.active == nil || f.active[q.site] }

// State implements pipeline.Ledger.
func (f *Frontier) State(ctx context.Context, url string) (s pipeline.State, ok bool, err error) {
	defer recoverDamage(&err)
	var e entry
	err = f.db.View(func(tx *bolt.Tx) error {
		v := tx.Bucket(urlBucket).Get([]byte(url))
		if v == nil {
			return nil
		}
		if err := json.Unmarshal(v, &e); err != nil {
			return fmt.Errorf("%w: state of %s: %w", ErrDamaged, url, err)
		}
		ok = true
		return nil
	})
	if !ok {
		return pipeline.State{}, false, err
	}
	f.mu.Lock() // not within the transaction: leases are chosen the other way about
	defer f.mu.Unlock()
	e.Current = e.Round == f.rounds[e.Site].Number+1
	return e.State, true, nil
}

// States calls yield for what is known of each address, in their order, until
// it returns an error.
func (f *Frontier) States(ctx context.Context, yield func(pipeline.State) error) (err error) {
	defer recoverDamage(&err)
	return f.db.View(func(tx *bolt.Tx) error {
		return tx.Bucket(urlBucket).ForEach(func(k, v []byte) error {
			var e entry
			if err := json.Unmarshal(v, &e); err != nil {
				return fmt.Errorf("%w: state of %s: %w", ErrDamaged, k, err)
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			return yield(e.State)
		})
	})
}

// Twins implements pipeline.Ledger.
func (f *Frontier) Twins(ctx context.Context, key string) (twins []pipeline.Twin, err error) {
	defer recoverDamage(&err)
	err = f.db.View(func(tx *bolt.Tx) error {
		v := tx.Bucket(twinsBucket).Get([]byte(key))
		if v == nil {
			return nil
		}
		return json.Unmarshal(v, &twins)
	})
	return twins, err
}

// Checkpoint implements pipeline.Checkpointer.
func (f *Frontier) Checkpoint(ctx context.Context) (ref string, err error) {
	defer recoverDamage(&err)
	err = f.db.View(func(tx *bolt.Tx) error {
		ref = string(tx.Bucket(metaBucket).Get([]byte("checkpoint")))
		return nil
	})
	return ref, err
}

// SetCheckpoint implements pipeline.Checkpointer.
func (f *Frontier) SetCheckpoint(ctx context.Context, ref string) error {
	return f.commit(&change{meta: map[string][]byte{"checkpoint": []byte(ref)}})
}

// hostOf is the host of an address, which names its queue.
func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return u.Host
}

// priority orders the tasks of a host: lesser first.
func priority(t pipeline.Task) byte {
	switch {
	case t.Ref != "":
		return 0
	case t.Depth == 0:
		return 1
	}
	switch t.Kind {
	case extract.FeedLink:
		return 2
	case extract.ReleaseLink:
		return 3
	case extract.ListingLink:
		return 4
	case extract.PagerLink:
		return 5
	case extract.AttachmentLink:
		return 6
	}
	return 7
}

// key is where a task is queued.
func key(t pipeline.Task, sequence uint64) (queue, full string) {
	queue = string(rune(t.Stage())) + t.Site + "\x01" + hostOf(t.URL)
	b := append([]byte(queue), 0, priority(t))
	return queue, string(binary.BigEndian.AppendUint64(b, sequence))
}
