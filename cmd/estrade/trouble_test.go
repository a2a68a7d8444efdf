//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"estrade/index"
	"estrade/pipeline/archive"
	"estrade/pipeline/frontier"
)

// Every error of the data folder comes with the way out of it.
func TestExplain(t *testing.T) {
	data := folder(t.TempDir())
	if err := os.WriteFile(data.frontier(), []byte("broken"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("archive: %w", syscall.ENOSPC), "make room and give the same command again"},
		{errors.New("file resize error: truncate x: no space left on device"), "make room"},
		{&fs.PathError{Op: "open", Path: "x", Err: syscall.EDQUOT}, "make room"},
		{&fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}, "Estrade must be able to write to"},
		{&fs.PathError{Op: "open", Path: "x", Err: syscall.EROFS}, "Estrade must be able to write to"},
		{&fs.PathError{Op: "mkdir", Path: "x", Err: syscall.ENOTDIR}, "is no folder"},
		{fmt.Errorf("open: %w", archive.ErrLocked), "Another estrade command works on this folder"},
		{fmt.Errorf("open: %w", frontier.ErrLocked), "estrade status --data " + string(data)},
		{fmt.Errorf("open: %w", index.ErrLocked), "Another estrade command"},
		{fmt.Errorf("lease: %w", frontier.ErrDamaged), "was set aside as " + string(data)},
		{errors.New("something else"), "something else"},
	} {
		if got := data.explain(tt.err); !errors.Is(got, tt.err) || !strings.Contains(got.Error(), tt.want) {
			t.Errorf("explain(%v) = %q; want it with %q", tt.err, got, tt.want)
		}
	}
	if _, err := os.Stat(data.frontier()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the damaged frontier is still there: %v", err)
	}
	if kept, _ := filepath.Glob(data.frontier() + ".damaged-*"); len(kept) != 1 {
		t.Errorf("the damaged frontier was not kept: %v", kept)
	}
	if data.explain(nil) != nil {
		t.Error("explain(nil) is an error")
	}
}

// A folder that may only be read.
func TestReadOnlyFolder(t *testing.T) {
	_, url := newNewsroom(t)
	dir := t.TempDir()
	data := filepath.Join(dir, "d")
	if err := os.Mkdir(data, 0o555); err != nil {
		t.Fatal(err)
	}
	name, err := exec.LookPath("estrade") // the program of the scripts
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(name, "crawl", "--url", url, "--data", data)
	if os.Geteuid() == 0 { // root may write anywhere
		program, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c.Path = filepath.Join(dir, "estrade")
		if err := errors.Join(os.WriteFile(c.Path, program, 0o755), os.Chmod(filepath.Dir(dir), 0o755), os.Chmod(dir, 0o755)); err != nil {
			t.Fatal(err)
		}
		c.Args[0], c.Dir = c.Path, dir
		c.Env = append(os.Environ(), "HOME="+dir)
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	var messages bytes.Buffer
	c.Stderr = &messages
	if err := c.Run(); err == nil || !strings.Contains(messages.String(), "change its permissions, or give another folder with --data") {
		t.Errorf("ends with %v: %s", err, messages.String())
	}
}
