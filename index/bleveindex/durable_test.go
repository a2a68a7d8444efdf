package bleveindex_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"

	"estrade/index"
	"estrade/index/bleveindex"
	"estrade/index/indextest"
)

func counts(t *testing.T, x *bleveindex.Index) index.Counts {
	t.Helper()
	c, err := x.Count(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestReopen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "index")
	x := open(t, dir)
	if err := x.Put(context.Background(), indextest.Records()...); err != nil {
		t.Fatal(err)
	}
	want := counts(t, x)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
	if _, err := x.Count(context.Background()); err == nil {
		t.Error("Count after Close: no error")
	}
	if got := counts(t, open(t, dir)); got != want {
		t.Errorf("after reopening %+v; want %+v", got, want)
	}
}

func TestLocked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	open(t, dir)
	_, err := bleveindex.Open(dir) // does not wait for the other
	if !errors.Is(err, index.ErrLocked) || !strings.Contains(err.Error(), "another process") {
		t.Errorf("second Open: %v; want ErrLocked", err)
	}
}

func TestOtherSchema(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	open(t, dir).Close()
	b, err := bleve.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(b.SetInternal([]byte("estrade_schema"), []byte("0.7")), b.Close()); err != nil {
		t.Fatal(err)
	}
	_, err = bleveindex.Open(dir)
	if !errors.Is(err, index.ErrSchema) || !strings.Contains(err.Error(), "process --rebuild") {
		t.Errorf("Open of an index of version 0.7: %v; want ErrSchema and the way out", err)
	}
	rebuild(t, dir)
}

// rebuild makes the index in dir anew, which must always work.
func rebuild(t *testing.T, dir string) {
	t.Helper()
	err := bleveindex.Rebuild(dir, func(x index.Index) error { return x.Put(context.Background(), indextest.Records()...) })
	if err != nil {
		t.Errorf("Rebuild: %v", err)
		return
	}
	x := open(t, dir)
	if got := counts(t, x); got.Releases != 5 {
		t.Errorf("after Rebuild %+v; want 5 releases", got)
	}
	x.Close()
}

func TestDamaged(t *testing.T) {
	for name, damage := range map[string]func(t *testing.T, dir string){
		"no meta":      func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "index_meta.json")) },
		"empty meta":   func(t *testing.T, dir string) { write(t, filepath.Join(dir, "index_meta.json"), "") },
		"foreign meta": func(t *testing.T, dir string) { write(t, filepath.Join(dir, "index_meta.json"), "{}") },
		"no store":     func(t *testing.T, dir string) { removeAll(t, filepath.Join(dir, "store")) },
		"empty bolt":   func(t *testing.T, dir string) { write(t, filepath.Join(dir, "store", "root.bolt"), "x") },
		"torn bolt":    func(t *testing.T, dir string) { truncate(t, filepath.Join(dir, "store", "root.bolt")) },
		"no segments": func(t *testing.T, dir string) {
			for _, f := range segments(t, dir) {
				remove(t, f)
			}
		},
		"torn segments": func(t *testing.T, dir string) {
			for _, f := range segments(t, dir) {
				truncate(t, f)
			}
		},
		"a file": func(t *testing.T, dir string) { removeAll(t, dir); write(t, dir, "x") },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "index")
			x := open(t, dir)
			if err := x.Put(context.Background(), indextest.Records()...); err != nil {
				t.Fatal(err)
			}
			x.Close()
			damage(t, dir)
			x, err := bleveindex.Open(dir)
			if err == nil {
				c, err := x.Count(context.Background())
				t.Errorf("Open: no error; it has %+v, %v", c, err)
				x.Close()
			} else if !errors.Is(err, index.ErrDamaged) || !strings.Contains(err.Error(), "process --rebuild") {
				t.Errorf("Open: %v; want ErrDamaged and the way out", err)
			}
			rebuild(t, dir)
		})
	}
}

func segments(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	if err != nil || len(files) == 0 {
		t.Fatalf("segments: %v, %v", files, err)
	}
	return files
}

func remove(t *testing.T, file string) {
	t.Helper()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
}

func removeAll(t *testing.T, dir string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func truncate(t *testing.T, file string) {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(file, info.Size()/2); err != nil {
		t.Fatal(err)
	}
}

func TestRebuildInterrupted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x := open(t, dir)
	if err := x.Put(context.Background(), indextest.Records()[:2]...); err != nil {
		t.Fatal(err)
	}
	// While it is open, and when filling fails, the old one stays.
	if err := bleveindex.Rebuild(dir, func(index.Index) error { return nil }); !errors.Is(err, index.ErrLocked) {
		t.Errorf("Rebuild of an open index: %v; want ErrLocked", err)
	}
	x.Close()
	stop := errors.New("stopped")
	if err := bleveindex.Rebuild(dir, func(index.Index) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("Rebuild: %v; want the error of fill", err)
	}
	x = open(t, dir)
	if c := counts(t, x); c.Releases != 2 {
		t.Errorf("after a failed Rebuild %+v; want 2 releases", c)
	}
	x.Close()
	// Killed between the two renames, with the new one complete.
	if err := os.Rename(dir, dir+".old"); err != nil {
		t.Fatal(err)
	}
	n := open(t, dir+".new")
	if err := n.Put(context.Background(), indextest.Records()...); err != nil {
		t.Fatal(err)
	}
	n.Close()
	x = open(t, dir)
	if c := counts(t, x); c.Releases != 5 {
		t.Errorf("after a Rebuild killed in the exchange %+v; want 5 releases", c)
	}
	if _, err := os.Stat(dir + ".old"); err == nil {
		t.Error("the old index is still there")
	}
}

// killEnv makes the test binary the process that TestKill kills.
const killEnv = "ESTRADE_TEST_PUT_UNTIL_KILLED"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killEnv); dir != "" {
		putForever(dir)
		return
	}
	os.Exit(m.Run())
}

// putForever puts batches and acknowledges each on stdout once Put returns.
func putForever(dir string) {
	x, err := bleveindex.Open(dir)
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	c, err := x.Count(context.Background())
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	records := indextest.Generate(400, 3)
	fmt.Println("open", c.Releases, c.Statements)
	// Each round puts some again that are there, and some new.
	for n := max(0, c.Releases-30); ; n += 20 {
		from := n % len(records)
		batch := records[from:min(from+20, len(records))]
		if err := x.Put(context.Background(), batch...); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		fmt.Println("put", from, from+len(batch))
	}
}

// TestKill kills a process that indexes, at many moments, and looks whether
// all it acknowledged is there, once.
func TestKill(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	records := indextest.Generate(400, 3)
	acknowledged := map[int]bool{}
	kills := 20
	if testing.Short() {
		kills = 4
	}
	for kill := range kills {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), killEnv+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Some kills come soon after the start, some among batches, however slow
		// the machine is.
		var timer *time.Timer
		wait, puts := time.Duration(1+kill*37%150)*time.Millisecond, kill%2*3
		for lines := bufio.NewScanner(out); lines.Scan(); {
			f := strings.Fields(lines.Text())
			switch f[0] {
			case "error":
				t.Errorf("kill %d: %s", kill, lines.Text())
			case "put":
				puts--
				from, _ := strconv.Atoi(f[1])
				to, _ := strconv.Atoi(f[2])
				for i := from; i < to; i++ {
					acknowledged[i] = true
				}
			}
			if timer == nil && puts <= 0 && f[0] != "error" {
				timer = time.AfterFunc(wait, func() { cmd.Process.Kill() })
			}
		}
		cmd.Wait()
		if timer == nil {
			t.Fatalf("kill %d: the process ended before it opened the index", kill)
		}
		timer.Stop()
	}
	x := open(t, dir)
	statements, releases := 0, 0
	for i, r := range records {
		got, err := x.Release(context.Background(), r.Release.ID)
		if acknowledged[i] && err != nil {
			t.Errorf("acknowledged release %d: %v", i, err)
		}
		if err == nil {
			releases++
			statements += got.Statements
		}
	}
	if got := counts(t, x); got != (index.Counts{Releases: releases, Statements: statements}) {
		t.Errorf("index holds %+v; its releases say %d with %d statements", got, releases, statements)
	}
	if len(acknowledged) < 40 {
		t.Errorf("only %d releases were acknowledged in all", len(acknowledged))
	}
	t.Logf("%d kills, %d acknowledged, %d in the index", kills, len(acknowledged), releases)
}
