package bleveindex

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"estrade/index"
)

// check looks whether the newest snapshot of an index is whole, before bleve
// opens it: where it is not, bleve goes back to an older one without a word,
// and throws the newer away. The error wraps index.ErrDamaged or
// index.ErrLocked. What lies within files is not read.
func check(dir string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w (%v)", index.ErrDamaged, r)
		}
	}()
	store := filepath.Join(dir, "store")
	root := filepath.Join(store, "root.bolt")
	// Where another process writes to it, it may look damaged for a moment.
	for try := 1; ; try++ {
		err := checkBolt(root)
		if err == nil {
			break
		}
		if try == 3 || errors.Is(err, os.ErrNotExist) {
			return damaged(err)
		}
		time.Sleep(lockWait / 10)
	}
	db, err := bbolt.Open(root, 0o600, &bbolt.Options{ReadOnly: true, Timeout: lockWait})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return index.ErrLocked
	}
	if err != nil {
		return damaged(err)
	}
	err = db.View(func(tx *bbolt.Tx) error {
		snapshots := tx.Bucket([]byte("s"))
		if snapshots == nil {
			return errors.New("no snapshot")
		}
		newest, _ := snapshots.Cursor().Last()
		snapshot := snapshots.Bucket(newest)
		if snapshot == nil {
			return errors.New("no snapshot")
		}
		return snapshot.ForEachBucket(func(name []byte) error {
			file := snapshot.Bucket(name).Get([]byte("p"))
			if file == nil {
				return nil // not a segment
			}
			return checkSegment(filepath.Join(store, string(file)))
		})
	})
	if closed := db.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return damaged(err)
	}
	return nil
}

// damaged says that an index is damaged, unless err is only about the right to
// read it.
func damaged(err error) error {
	if errors.Is(err, os.ErrPermission) {
		return err
	}
	return fmt.Errorf("%w (%v)", index.ErrDamaged, err)
}

// checkBolt checks that a bbolt file is as long as it says. bbolt maps the
// file, and a page beyond its end is a fault that nothing can recover from.
//
// The file begins with two meta pages, of which the one with the greater
// transaction counts: 16 bytes of page header, then magic, version, page size
// and flags of 4 bytes each, 16 bytes of root bucket, and the number of the
// free list's page, of the first page after the last, and of the transaction,
// of 8 bytes each; all in the byte order of the machine.
func checkBolt(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	first, err := readMeta(f, 0)
	if err != nil {
		return err
	}
	second, err := readMeta(f, int64(first.pageSize))
	if err != nil {
		return err
	}
	if second.transaction > first.transaction {
		first = second
	}
	info, err := f.Stat() // after the pages were read: a file that is written to grows
	if err != nil {
		return err
	}
	if need := first.pages * uint64(first.pageSize); first.pages > 1<<40 || uint64(info.Size()) < need {
		return fmt.Errorf("%s: %d bytes of %d", filepath.Base(path), info.Size(), need)
	}
	return nil
}

type boltMeta struct {
	pageSize           uint32
	pages, transaction uint64
}

func readMeta(f *os.File, at int64) (boltMeta, error) {
	var b [72]byte
	if _, err := f.ReadAt(b[:], at); err != nil {
		return boltMeta{}, err
	}
	order := binary.NativeEndian
	m := boltMeta{pageSize: order.Uint32(b[24:]), pages: order.Uint64(b[56:]), transaction: order.Uint64(b[64:])}
	if order.Uint32(b[16:]) != 0xED0CDAED || m.pageSize < 512 || m.pageSize > 1<<20 {
		return m, fmt.Errorf("%s: no bbolt file", filepath.Base(f.Name()))
	}
	return m, nil
}

// A segment ends in a footer, of which the last 8 bytes are the version of
// the format and a checksum, big-endian.
const (
	footerTail     = 8
	segmentVersion = 17
)

func checkSegment(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	var tail [footerTail]byte
	if _, err := f.Seek(-footerTail, io.SeekEnd); err != nil {
		return err
	}
	if _, err := io.ReadFull(f, tail[:]); err != nil {
		return err
	}
	if v := binary.BigEndian.Uint32(tail[:]); v != segmentVersion {
		return fmt.Errorf("%s: cut short", filepath.Base(path))
	}
	return nil
}
