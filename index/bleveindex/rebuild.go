package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"

	"estrade/index"
)

// Rebuild makes the index in a folder anew: fill is given an empty index to
// put everything into. Once fill has returned without error it is compacted and
// takes the place of the old one, whatever state that is in. Until then the old
// one stays as it is; what an interrupted Rebuild leaves is thrown away by the
// next.
// The old index must not be open: the error wraps index.ErrLocked if it is, be
// it before or after fill.
func Rebuild(dir string, fill func(index.Index) error) (err error) {
	if err := settle(dir); err != nil {
		return fmt.Errorf("rebuild index %s: %w", dir, err)
	}
	if err := lockedBy(dir); err != nil {
		return fmt.Errorf("rebuild index %s: %w", dir, err)
	}
	building := dir + ".new"
	if err := os.RemoveAll(building); err != nil {
		return fmt.Errorf("rebuild index %s: %w", dir, err)
	}
	x, err := Open(building)
	if err != nil {
		return fmt.Errorf("rebuild index %s: %w", dir, err)
	}
	if err = fill(x); err == nil {
		err = x.Compact(context.Background())
	}
	if err := errors.Join(err, x.Close()); err != nil {
		os.RemoveAll(building)
		return fmt.Errorf("rebuild index %s: %w", dir, err)
	}
	if err := lockedBy(dir); err != nil {
		os.RemoveAll(building)
		return fmt.Errorf("rebuild index %s: %w", dir, err)
	}
	old := dir + ".old"
	if err := os.Rename(dir, old); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("rebuild index %s: %w", dir, err)
	}
	if err := os.Rename(building, dir); err != nil {
		return fmt.Errorf("rebuild index %s: %w", dir, err)
	}
	if err := os.RemoveAll(old); err != nil {
		return fmt.Errorf("rebuild index %s: %w", dir, err)
	}
	return nil
}

// lockedBy returns index.ErrLocked if another process has the index of the
// folder open, and nil if none has, whatever state it is in.
func lockedBy(dir string) error {
	old, err := open(dir)
	if err == nil {
		return old.Close()
	}
	if errors.Is(err, index.ErrLocked) {
		return err
	}
	return nil
}

// settle ends a Rebuild that was killed in the middle of the exchange: the new
// index is complete then, and has only to be put in place.
func settle(dir string) error {
	old, building := dir+".old", dir+".new"
	if _, err := os.Stat(old); errors.Is(err, os.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		if err := os.Rename(building, dir); err != nil {
			if err := os.Rename(old, dir); err != nil {
				return err
			}
			return nil
		}
	}
	return os.RemoveAll(old)
}
