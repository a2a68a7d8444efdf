//go:build linux

package archive_test

import (
	"fmt"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"estrade/pipeline"
	"estrade/pipeline/archive"
)

// A disk that is full gives an error; what was acknowledged stays, nothing of
// what was not does, and once there is room the same archive goes on. A limit
// on the size of files stands for the disk.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Options{})
	add(t, a, page("https://a.fr/0", "zero"), pipeline.Receipt{})

	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Skip(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 6000, Max: old.Max}); err != nil {
		t.Skip(err)
	}
	kept, failed := 1, 0
	for i := 1; i < 20; i++ {
		x := page(fmt.Sprint("https://a.fr/", i), strings.Repeat(fmt.Sprint(i*7919), 50))
		if _, err := a.Append(ctx, x, pipeline.Receipt{}); err != nil {
			failed++
		} else {
			kept++
		}
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	if failed == 0 || kept < 2 {
		t.Fatalf("%d kept, %d failed; want some of each", kept, failed)
	}
	add(t, a, page("https://a.fr/new", "new"), pipeline.Receipt{})
	a.Close()
	a = open(t, dir, archive.Options{})
	if r := a.Repairs(); len(r) > 0 {
		t.Errorf("repairs were due: %+v", r)
	}
	list := all(t, a, "")
	if len(list) != kept+1 {
		t.Errorf("%d exchanges; want the %d acknowledged", len(list), kept+1)
	}
	for _, e := range list {
		if _, err := a.Read(ctx, e.Ref); err != nil {
			t.Error(err)
		}
	}
}
