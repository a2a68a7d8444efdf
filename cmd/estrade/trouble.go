package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"estrade/index"
	"estrade/pipeline/archive"
	"estrade/pipeline/frontier"
)

// explain adds to an error of the data folder the way out of it.
func (f folder) explain(err error) error {
	way := ""
	switch {
	case err == nil:
		return nil
	case errors.Is(err, archive.ErrLocked), errors.Is(err, frontier.ErrLocked), errors.Is(err, index.ErrLocked):
		way = fmt.Sprintf("Another estrade command works on this folder. 'estrade status --data %s' tells how far it is; wait for it, or give another folder with --data.", f)
	case isFull(err):
		way = "The disk is full. All that was acknowledged is kept: make room and give the same command again."
	case errors.Is(err, frontier.ErrDamaged):
		aside, e := f.setAside()
		if e != nil {
			return errors.Join(err, e)
		}
		way = fmt.Sprintf("The frontier was set aside as %s. Give the same command again: a new one is made from the archive, and what is archived is not fetched again.", aside)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		way = fmt.Sprintf("Estrade must be able to write to %s: change its permissions, or give another folder with --data.", f)
	case errors.Is(err, syscall.ENOTDIR):
		way = fmt.Sprintf("%s is no folder: give one with --data.", f)
	default:
		return err
	}
	return explained{err, way}
}

// explained is an error with the way out of it.
type explained struct {
	error
	way string
}

func (e explained) Error() string { return e.error.Error() + "\n" + e.way }
func (e explained) Unwrap() error { return e.error }

// isFull reports whether an error says that a disk, a quota or a limit on files
// is full. Some libraries give it as words alone.
func isFull(err error) bool {
	for _, e := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, e) || strings.Contains(err.Error(), e.Error()) {
			return true
		}
	}
	return false
}
