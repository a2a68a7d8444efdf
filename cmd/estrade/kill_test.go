package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"estrade/index"
	"estrade/index/bleveindex"
	"estrade/pipeline"
	"estrade/pipeline/archive"
	"estrade/pipeline/frontier"
	"estrade/pipeline/replica"
)

// build makes the program as a person would and returns its path.
func build(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "estrade")
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", name, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return name
}

// TestKill kills the program at 50 random moments of a crawl, each time with
// SIGKILL, and starts it again. Archive, frontier and index are then those of
// a crawl that was left alone: nothing is lost, nothing is there twice.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("it crawls a site of more than 2,000 pages twice")
	}
	const kills, generated = 50, 1800 // with listings and the written releases more than 2,000 pages
	program := build(t)
	site, err := replica.Start(context.Background(), replica.Options{Sites: []string{"59"}, Generated: generated})
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	start := func(data string) *exec.Cmd {
		c := exec.Command(program, "crawl", "--url", site.Sites[0].URL, "--data", data)
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	alone := filepath.Join(t.TempDir(), "alone")
	began := time.Now()
	if err := start(alone).Wait(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	want := stock(t, folder(alone))
	if n := len(want["archive"]); n < 2000 {
		t.Errorf("the site has %d pages; want 2,000", n)
	}

	data, killed, early := filepath.Join(t.TempDir(), "killed"), 0, 0
	for killed < kills {
		// Half of the moments come after the start, in the midst of work.
		wait := rand.N(took / kills)
		if killed%2 == 0 {
			wait += took / kills
		}
		c := start(data)
		done := make(chan error, 1)
		go func() { done <- c.Wait() }()
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			early++
		case <-time.After(wait):
			c.Process.Kill()
			<-done
			killed++
			continue
		}
		break
	}
	if early > 0 {
		t.Errorf("the crawl was complete after %d kills; want %d", killed, kills)
	}
	again := time.Now()
	if err := start(data).Wait(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d answers in the archive, %d releases; %v alone; killed %d times, then %v", len(want["archive"]), len(want["index"]), took, killed, time.Since(again))
	if diff := cmp.Diff(want, stock(t, folder(data))); diff != "" {
		t.Errorf("after %d kills, what is there differs (-alone +killed):\n%s", killed, diff)
	}
}

// stock is what a crawl left in a data folder, without times and places.
func stock(t *testing.T, data folder) map[string][]string {
	t.Helper()
	ctx := context.Background()
	got := make(map[string][]string)
	a, err := archive.Open(data.archive(), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if r := a.Repairs(); len(r) > 0 {
		t.Errorf("the archive had to be repaired after a whole run: %+v", r)
	}
	err = a.Each(ctx, "", func(e pipeline.Archived) error {
		got["archive"] = append(got["archive"], fmt.Sprint(e.URL, " ", e.Status, " ", e.Digest, " ", e.Revisit))
		_, err := a.Read(ctx, e.Ref)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got["archive"])
	f, err := frontier.Open(data.frontier(), frontier.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if f.Len() != 0 {
		t.Errorf("%d tasks are left", f.Len())
	}
	x, err := bleveindex.Open(data.index())
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	err = f.States(ctx, func(s pipeline.State) error {
		got["frontier"] = append(got["frontier"], fmt.Sprint(s.URL, " ", s.Status, s.Failure, s.Alias, s.AliasRule, s.ReleaseID, s.NotRelease, s.Of, s.Listed, s.Digest, len(s.Versions)))
		if s.ReleaseID == "" {
			return nil
		}
		r, err := x.Release(ctx, s.ReleaseID)
		if err != nil {
			return fmt.Errorf("%s: %w", s.URL, err)
		}
		got["index"] = append(got["index"], content(t, r))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	n, err := x.Count(ctx)
	if err != nil {
		t.Fatal(err)
	}
	got["counts"] = []string{fmt.Sprintf("%+v", n)}
	return got
}

// content is a release of the index as text, without what differs between two
// crawls of the same page.
func content(t *testing.T, r *index.Release) string {
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(b, &fields); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"archive", "fetched", "first"} {
		delete(fields, name)
	}
	b, err = json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(b))
}
