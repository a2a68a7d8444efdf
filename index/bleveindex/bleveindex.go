// Package bleveindex keeps an index in a folder with bleve's scorch.
//
// Documents are built field by field from [index.Schema] instead of by bleve's
// mapping: no composite field, doc values only on fields that are counted or
// sorted by, positions only where phrases are asked for, and no offsets, since
// [index.Highlighter] works from the text. What an entry gives back is stored
// once, compressed.
//
// One process has the folder open at a time; the second gets index.ErrLocked.
package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	bleveidx "github.com/blevesearch/bleve_index_api"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bolterrors "go.etcd.io/bbolt/errors"

	"estrade/index"
)

// Index is an index in a folder. It is safe for concurrent use.
type Index struct {
	bleve bleve.Index
	store bleveidx.Index
	dir   string
	codec codec

	columns columns

	warm struct {
		mu   sync.Mutex
		stop func() // ends it and waits until it has ended; nil if it does not go on
	}

	writing sync.Mutex // held by Put and Delete while they change the index

	mu     sync.RWMutex // held for reading by each use
	closed bool
}

var _ index.Index = (*Index)(nil)

// lockWait is how long to wait for another process that has the index open:
// long enough for one that is just ending.
const lockWait = 500 * time.Millisecond

// schemaKey is where the version of the schema is kept in the index.
var schemaKey = []byte("estrade_schema")

// schemaVersion names the version of the records, of this package's way of
// keeping them, and of the types that are stored.
var schemaVersion = strconv.Itoa(index.Version) + ".5." + packedPrint()

// Open opens the index in a folder, or makes an empty one where there is
// none. Its error wraps index.ErrSchema, index.ErrDamaged or index.ErrLocked
// where one of these is the reason.
func Open(dir string) (*Index, error) {
	if err := settle(dir); err != nil {
		return nil, fmt.Errorf("open index %s: %w", dir, err)
	}
	empty, err := isEmpty(dir)
	if err != nil {
		return nil, fmt.Errorf("open index %s: %w", dir, damaged(err))
	}
	if empty {
		if err := create(dir); err != nil {
			return nil, fmt.Errorf("create index %s: %w", dir, err)
		}
	}
	x, err := open(dir)
	if err != nil {
		return nil, fmt.Errorf("open index %s: %w", dir, err)
	}
	return x, nil
}

func isEmpty(dir string) (bool, error) {
	names, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return true, nil
	}
	return len(names) == 0, err
}

// config are the settings of scorch. Batches are safe: they return when they
// are on disk.
func config() map[string]any {
	return map[string]any{
		"bolt_timeout": lockWait.String(),
		"unsafe_batch": false,
	}
}

// create makes an empty index beside the folder and puts it there when it is
// complete, so that a crash leaves none or a whole one.
func create(dir string) error {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	building, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+".creating-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(building)
	path := filepath.Join(building, "index")
	b, err := bleve.NewUsing(path, bleve.NewIndexMapping(), scorch.Name, scorch.Name, config())
	if err != nil {
		return err
	}
	if err := errors.Join(b.SetInternal(schemaKey, []byte(schemaVersion)), b.Close()); err != nil {
		return err
	}
	os.Remove(dir) // an empty folder stands in the way on some systems; a full one stays
	if err := os.Rename(path, dir); err != nil {
		if empty, _ := isEmpty(dir); !empty {
			return nil // another process was faster
		}
		return err
	}
	return nil
}

// open opens an index that exists.
func open(dir string) (x *Index, err error) {
	defer func() {
		// Bleve panics on some files that are cut short.
		if r := recover(); r != nil {
			x, err = nil, fmt.Errorf("%w (%v)", index.ErrDamaged, r)
		}
	}()
	if err := check(dir); err != nil {
		return nil, err
	}
	b, err := bleve.OpenUsing(dir, config())
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, index.ErrLocked
	}
	if err != nil {
		return nil, damaged(err)
	}
	version, err := b.GetInternal(schemaKey)
	if err == nil && string(version) != schemaVersion {
		err = fmt.Errorf("%w (it has version %q, wanted %q)", index.ErrSchema, version, schemaVersion)
	}
	x = &Index{bleve: b, dir: dir}
	if err == nil {
		x.store, err = b.Advanced()
	}
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return x, nil
}

// errClosed is the error of use after Close.
var errClosed = errors.New("index is closed")

// use says that the index is in use until done is called.
func (x *Index) use() (done func(), err error) {
	x.mu.RLock()
	if x.closed {
		x.mu.RUnlock()
		return nil, errClosed
	}
	return x.mu.RUnlock, nil
}

// Close ends all use of the index: it waits for what is under way, and what
// comes after it fails. A second Close does nothing.
func (x *Index) Close() error {
	x.stopWarming()
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return nil
	}
	x.closed = true
	if err := x.bleve.Close(); err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	return nil
}

// Count is how much the index holds.
func (x *Index) Count(ctx context.Context) (index.Counts, error) {
	var c index.Counts
	done, err := x.use()
	if err != nil {
		return c, fmt.Errorf("count: %w", err)
	}
	defer done()
	reader, err := x.store.Reader()
	if err != nil {
		return c, fmt.Errorf("count: %w", err)
	}
	defer reader.Close()
	for _, of := range [...]struct {
		of index.Of
		n  *int
	}{{index.Releases, &c.Releases}, {index.Statements, &c.Statements}} {
		tfr, err := reader.TermFieldReader(ctx, kindTerm(of.of), kindField, false, false, false)
		if err != nil {
			return c, fmt.Errorf("count: %w", err)
		}
		*of.n = int(tfr.Count())
		if err := tfr.Close(); err != nil {
			return c, fmt.Errorf("count: %w", err)
		}
	}
	return c, nil
}
