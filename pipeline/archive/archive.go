// Package archive keeps HTTP exchanges as WARC/1.1 files in a folder.
//
// # Files
//
// estrade-000001.warc.gz, estrade-000002.warc.gz and so on, each up to a size.
// Every record is a gzip member of its own. A file begins with a warcinfo
// record; an exchange is a request record and, after it, a response record, or
// a revisit record where the same payload is archived already or the server
// says that it has not changed (304); of the latter no header is kept, so that
// tools that replay archives show the page and not the 304. Beside each
// file stands its CDXJ index, estrade-000001.cdxj: a line
//
//	fr,gouv,nord)/actualites 20261124080406 {"url":…,"offset":…,…}
//
// for each response and revisit, in the order of the file while it grows and
// sorted once it is full. The index is made of the file and can be thrown
// away.
//
// # Durability
//
// Append returns after fsync; concurrent calls share one. When the archive is
// opened for writing, what the index does not cover is read, and the file is
// cut back to its last whole exchange.
//
// # Why an own writer
//
// gowarc, the well-kept library, reads what this package writes (a test sees
// to that), but its writer cannot continue a file, syncs every record by
// itself, and drops the error of the last bytes of a gzip member, so that a
// full disk would be acknowledged as a success.
//
// Header lines are those that were sent, in the canonical case and sorted; the
// chunking of a body is undone, its content encoding kept.
package archive

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"estrade/pipeline"
)

// ErrLocked says that another process writes to the archive.
var ErrLocked = errors.New("archive is in use by another process")

// Options say how an archive is written. The zero value will do.
type Options struct {
	MaxFile  int64            // bytes after which a new file begins; zero for 1 GiB
	Software string           // named in the warcinfo record, "Estrade/1.0"
	Operator string           // contact named there; empty for none
	Now      func() time.Time // nil for time.Now
	ReadOnly bool             // no lock, no repair; Append is an error
	NoSync   bool             // leave durability to the system: for tests
}

// Archive is a folder of WARC files. It is safe for concurrent use.
type Archive struct {
	dir     string
	opts    Options
	lock    *os.File
	repairs []Repair

	queueMu sync.Mutex
	queue   []*pending

	mu     sync.Mutex // held while a group of exchanges is written
	file   *os.File   // the growing WARC file; nil until the first append
	index  *os.File   // its CDXJ
	serial int
	size   int64
	end    atomic.Pointer[string] // reference of the end; nil for an empty archive
	broken error                  // set by a write whose traces could not be removed

	readers readers
}

// Repair says what had to be cut off a file.
type Repair struct {
	File string
	Kept int64 // bytes that stay
	Cut  int64 // bytes that went
	Why  string
}

// Open opens the archive in a folder and makes it if need be. Open for writing
// cuts back torn ends; see Repairs. ErrLocked says that another process has it
// open for writing.
func Open(dir string, opts Options) (*Archive, error) {
	if opts.MaxFile == 0 {
		opts.MaxFile = 1 << 30
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Software == "" {
		opts.Software = "Estrade"
	}
	a := &Archive{dir: dir, opts: opts}
	a.readers.dir = dir
	if opts.ReadOnly {
		if _, err := os.Stat(dir); err != nil {
			return nil, fmt.Errorf("open archive: %w", err)
		}
		return a, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open archive: %w", err)
	}
	lock, err := lockFile(filepath.Join(dir, "lock"))
	if err != nil {
		return nil, fmt.Errorf("open archive %s: %w", dir, err)
	}
	a.lock = lock
	if err := a.recover(); err != nil {
		a.lock.Close()
		return nil, fmt.Errorf("open archive %s: %w", dir, err)
	}
	return a, nil
}

// Repairs are the cuts that Open made.
func (a *Archive) Repairs() []Repair { return a.repairs }

// Close finishes the growing files and releases the lock.
func (a *Archive) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.readers.close()
	var errs []error
	for _, f := range []*os.File{a.file, a.index, a.lock} {
		if f != nil {
			errs = append(errs, f.Close())
		}
	}
	a.file, a.index, a.lock = nil, nil, nil
	a.broken = errors.New("archive is closed")
	return errors.Join(errs...)
}

// pending is an exchange on its way to the disk.
type pending struct {
	request []byte // gzip member
	answer  []byte // gzip member of the response or revisit
	entry   entry  // its line in the index, without place
	done    bool
	err     error
}

// Append implements pipeline.Archive. An error that wraps syscall.ENOSPC says
// that the disk is full; nothing of the exchange stays then.
func (a *Archive) Append(ctx context.Context, x *pipeline.Exchange, prior pipeline.Receipt) (pipeline.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return pipeline.Receipt{}, err
	}
	if a.opts.ReadOnly {
		return pipeline.Receipt{}, errors.New("append to archive: it is open for reading only")
	}
	p, err := a.encode(x, prior)
	if err != nil {
		return pipeline.Receipt{}, fmt.Errorf("archive %s: %w", x.URL, err)
	}
	a.queueMu.Lock()
	a.queue = append(a.queue, p)
	a.queueMu.Unlock()

	a.mu.Lock()
	if !p.done { // else another call has written it while this one waited
		a.queueMu.Lock()
		group := a.queue
		a.queue = nil
		a.queueMu.Unlock()
		err := a.write(group)
		for _, q := range group {
			q.done, q.err = true, err
		}
	}
	a.mu.Unlock()
	if p.err != nil {
		return pipeline.Receipt{}, fmt.Errorf("archive %s: %w", x.URL, p.err)
	}
	return pipeline.Receipt{Ref: p.entry.ref(), Digest: p.entry.Digest}, nil
}

// write puts a group of exchanges at the end of the growing file and makes
// them durable. On error none of the group stays.
func (a *Archive) write(group []*pending) error {
	if a.broken != nil {
		return a.broken
	}
	if a.file != nil && a.size >= a.opts.MaxFile {
		if err := a.finish(); err != nil {
			return err
		}
	}
	if a.file == nil {
		if err := a.begin(a.serial + 1); err != nil {
			return err
		}
	}
	var data []byte
	var lines []byte
	for _, p := range group {
		data = append(data, p.request...)
		p.entry.File = fileName(a.serial)
		p.entry.Offset = a.size + int64(len(data))
		p.entry.Length = int64(len(p.answer))
		data = append(data, p.answer...)
		lines = p.entry.append(lines)
	}
	_, err := a.file.WriteAt(data, a.size)
	if err == nil {
		err = a.sync(a.file)
	}
	if err != nil {
		if e := a.file.Truncate(a.size); e != nil {
			a.broken = fmt.Errorf("archive is closed after an error that could not be undone: %w", errors.Join(err, e))
		}
		return err
	}
	a.size += int64(len(data))
	a.mark()
	if _, err := a.index.Write(lines); err != nil {
		// The records are safe and the index is made anew on the next start,
		// but a line may be half written: nothing more may follow it.
		a.broken = fmt.Errorf("write index: %w", err)
	}
	return nil
}

// mark publishes the end of the archive.
func (a *Archive) mark() {
	ref := fmt.Sprintf("%s@%d", fileName(a.serial), a.size)
	a.end.Store(&ref)
}

// Tail implements pipeline.Archive.
func (a *Archive) Tail() string {
	if ref := a.end.Load(); ref != nil {
		return *ref
	}
	return ""
}

// begin starts a new file.
func (a *Archive) begin(serial int) error {
	name := filepath.Join(a.dir, fileName(serial))
	info, err := a.warcinfo(fileName(serial))
	if err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(info, 0)
	var index *os.File
	if err == nil {
		index, err = os.OpenFile(filepath.Join(a.dir, indexName(serial)), os.O_RDWR|os.O_CREATE|os.O_TRUNC|os.O_APPEND, 0o644)
	}
	if err == nil {
		err = errors.Join(a.sync(f), a.syncDir())
	}
	if err != nil {
		f.Close()
		os.Remove(name)
		return err
	}
	a.file, a.index, a.serial, a.size = f, index, serial, int64(len(info))
	return nil
}

// finish ends the growing file: its index is sorted.
func (a *Archive) finish() error {
	err := errors.Join(a.file.Close(), a.index.Close())
	a.file, a.index = nil, nil
	if err != nil {
		return err
	}
	entries, err := readIndex(filepath.Join(a.dir, indexName(a.serial)), nil)
	if err != nil {
		return err
	}
	return a.writeIndex(a.serial, entries)
}

// sync makes a file durable.
func (a *Archive) sync(f *os.File) error {
	if a.opts.NoSync {
		return nil
	}
	return f.Sync()
}

// syncDir makes the names in the folder durable.
func (a *Archive) syncDir() error {
	d, err := os.Open(a.dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return a.sync(d)
}

// Each implements pipeline.Archive. It goes by the index, in the order of the
// files.
func (a *Archive) Each(ctx context.Context, after string, yield func(pipeline.Archived) error) error {
	from, at := 0, int64(-1)
	if after != "" {
		var err error
		if from, at, err = parseRef(after); err != nil {
			return err
		}
	}
	return a.each(ctx, from, at, nil, yield)
}

// each goes through the index from a place on, by those lines that a filter
// wants; nil for all.
func (a *Archive) each(ctx context.Context, from int, at int64, want func(line []byte) bool, yield func(pipeline.Archived) error) error {
	serials, err := a.serials()
	if err != nil {
		return err
	}
	for _, serial := range serials {
		if serial < from {
			continue
		}
		entries, err := a.entries(serial, want)
		if err != nil {
			return err
		}
		slices.SortFunc(entries, func(x, y entry) int { return cmp.Compare(x.Offset, y.Offset) })
		for _, e := range entries {
			if serial == from && e.Offset <= at {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := yield(e.archived()); err != nil {
				return err
			}
		}
	}
	return nil
}

// Lookup calls yield for each archived exchange of an address in the order of
// archiving. Case, "www." and a last "/" of addresses do not matter, as in the
// keys of the index. It reads index files alone, from the first to the last.
func (a *Archive) Lookup(ctx context.Context, url string, yield func(pipeline.Archived) error) error {
	key := strings.TrimSuffix(surt(url), "/")
	return a.each(ctx, 0, -1, func(line []byte) bool {
		rest, ok := bytes.CutPrefix(line, []byte(key))
		return ok && (bytes.HasPrefix(rest, []byte(" ")) || bytes.HasPrefix(rest, []byte("/ ")))
	}, yield)
}

// entries are the index lines of a file. An archive open for reading only
// makes up for an index that is missing or behind.
func (a *Archive) entries(serial int, want func(line []byte) bool) ([]entry, error) {
	name := filepath.Join(a.dir, indexName(serial))
	if !a.opts.ReadOnly {
		return readIndex(name, want)
	}
	entries, err := readIndex(name, nil)
	if err != nil {
		return nil, err
	}
	covered := int64(0)
	for _, e := range entries {
		covered = max(covered, e.Offset+e.Length)
	}
	more, _, _, err := scan(filepath.Join(a.dir, fileName(serial)), covered)
	entries = append(entries, more...)
	if want != nil {
		entries = slices.DeleteFunc(entries, func(e entry) bool { return !want(e.append(nil)) })
	}
	return entries, err
}

// serials are the numbers of the files there are, in order.
func (a *Archive) serials() ([]int, error) {
	names, err := os.ReadDir(a.dir)
	if err != nil {
		return nil, fmt.Errorf("list archive: %w", err)
	}
	var serials []int
	for _, n := range names {
		if s, ok := serialOf(n.Name()); ok {
			serials = append(serials, s)
		}
	}
	slices.Sort(serials)
	return serials, nil
}

const (
	filePrefix = "estrade-"
	fileSuffix = ".warc.gz"
)

func fileName(serial int) string  { return fmt.Sprintf("%s%06d%s", filePrefix, serial, fileSuffix) }
func indexName(serial int) string { return fmt.Sprintf("%s%06d.cdxj", filePrefix, serial) }

func serialOf(name string) (int, bool) {
	s, ok := strings.CutPrefix(name, filePrefix)
	if !ok {
		return 0, false
	}
	if s, ok = strings.CutSuffix(s, fileSuffix); !ok {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0 && fileName(n) == name
}

// parseRef reads a reference: a file's name, "@" and the offset of a record.
// A name that is not of this package's form is an error, so that a reference
// cannot lead out of the folder.
func parseRef(ref string) (serial int, offset int64, err error) {
	name, at, _ := strings.Cut(ref, "@")
	serial, ok := serialOf(name)
	offset, e := strconv.ParseInt(at, 10, 64)
	if !ok || e != nil || offset < 0 {
		return 0, 0, fmt.Errorf("read reference %q: not of the form FILE@OFFSET", ref)
	}
	return serial, offset, nil
}

// CompareRefs orders references by the time of archiving. One that is not of
// this package's form comes first.
func CompareRefs(a, b string) int {
	as, ao, _ := parseRef(a)
	bs, bo, _ := parseRef(b)
	return cmp.Or(cmp.Compare(as, bs), cmp.Compare(ao, bo))
}

// readers keeps files open for reading.
type readers struct {
	dir string

	mu    sync.Mutex
	files map[int]*os.File
}

func (r *readers) open(serial int) (io.ReaderAt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if f := r.files[serial]; f != nil {
		return f, nil
	}
	f, err := os.Open(filepath.Join(r.dir, fileName(serial)))
	if err != nil {
		return nil, err
	}
	if r.files == nil {
		r.files = make(map[int]*os.File)
	}
	r.files[serial] = f
	return f, nil
}

func (r *readers) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range r.files {
		f.Close()
	}
	r.files = nil
}
