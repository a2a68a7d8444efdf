package pipeline_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"estrade/pipeline"
	"estrade/pipeline/archive"
	"estrade/pipeline/fetch"
	"estrade/pipeline/frontier"
)

// A crawl that TestKill starts as a process of its own runs instead of the
// tests where these are set.
const (
	killDir  = "ESTRADE_TEST_CRAWL_DIR"
	killSite = "ESTRADE_TEST_CRAWL_SITE"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(killDir); dir != "" {
		if err := crawlToEnd(dir, os.Getenv(killSite), folderIndex(filepath.Join(dir, "index"))); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// folderIndex is an index of one file for each release.
type folderIndex string

func (d folderIndex) Index(_ context.Context, batch []pipeline.Result) error {
	if err := os.MkdirAll(string(d), 0o755); err != nil {
		return err
	}
	for _, r := range batch {
		name := filepath.Join(string(d), r.ID)
		if r.Doc == nil {
			os.Remove(name)
			continue
		}
		b, err := json.Marshal([]string{r.URL, r.Doc.Text})
		if err != nil {
			return err
		}
		if err := os.WriteFile(name+".new", b, 0o644); err != nil {
			return err
		}
		if err := os.Rename(name+".new", name); err != nil {
			return err
		}
	}
	return nil
}

func crawlToEnd(dir, url string, index pipeline.Indexer) error {
	f, err := frontier.Open(filepath.Join(dir, "frontier.db"), frontier.Options{PerHost: 32})
	if err != nil {
		return err
	}
	defer f.Close()
	a, err := archive.Open(filepath.Join(dir, "archive"), archive.Options{MaxFile: 300_000})
	if err != nil {
		return err
	}
	defer a.Close()
	client, err := fetch.New(fetch.Options{AllowPrivate: true})
	if err != nil {
		return err
	}
	site := &pipeline.Site{Code: "59", Hosts: []string{strings.TrimPrefix(url, "http://")}, Path: "/", Start: []string{url + "/"}}
	ctx := context.Background()
	if _, err := f.Begin(ctx, site.Code, time.Hour, site.Seeds()); err != nil {
		return err
	}
	c := &pipeline.Crawl{
		Frontier: f, Ledger: f, Archive: a, Fetcher: client, Extractor: plainPages{}, Linker: plainPages{},
		Indexer: index, Batch: 50, Sites: map[string]*pipeline.Site{site.Code: site},
	}
	if err := c.Run(ctx); err != nil {
		return err
	}
	return f.End(ctx, site.Code)
}

// bigSite has listings of 20 releases each, one of which stands at a second
// address and one behind a redirect.
func bigSite(listings int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		var n, m int
		path := r.URL.Path
		switch {
		case path == "/":
			fmt.Fprint(w, `<a href="/liste/0">x</a>`)
		case scan(path, "/liste/%d", &n):
			for i := range 20 {
				fmt.Fprintf(w, `<a href="/c/%d/%d">x</a>`, n, i)
			}
			fmt.Fprintf(w, `<a href="/copie/%d">x</a><a href="/va/%d">x</a>`, n, n)
			for _, next := range []int{n + 1, n + 10} {
				if next < listings {
					fmt.Fprintf(w, `<a href="/liste/%d">x</a>`, next)
				}
			}
		case scan(path, "/c/%d/%d", &n, &m):
			fmt.Fprint(w, release(fmt.Sprintf("Communiqué %d de %d", m, n), long(fmt.Sprintf("mot%dx%d", n, m)), fmt.Sprintf("/liste/%d", n)))
		case scan(path, "/copie/%d", &n):
			fmt.Fprint(w, release(fmt.Sprintf("Communiqué 3 de %d", n), long(fmt.Sprintf("mot%dx3", n))))
		case scan(path, "/va/%d", &n):
			http.Redirect(w, r, fmt.Sprintf("/c/%d/4", n), http.StatusMovedPermanently)
		default:
			http.NotFound(w, r)
		}
	})
}

func scan(path, format string, n ...any) bool {
	k, err := fmt.Sscanf(path+"\n", format+"\n", n...)
	return err == nil && k == len(n)
}

// TestKill kills a crawl, a process of its own, at random moments, and starts
// it again until it comes to its end. Archive, index and frontier are then
// those of a crawl that was left alone.
func TestKill(t *testing.T) {
	listings, kills := 100, 50
	if testing.Short() {
		listings, kills = 15, 8
	}
	server := httptest.NewServer(bigSite(listings))
	defer server.Close()
	start := func(dir string) *exec.Cmd {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), killDir+"="+dir, killSite+"="+server.URL)
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	alone := t.TempDir()
	began := time.Now()
	if err := start(alone).Wait(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	want := stock(t, alone)

	dir, killed := t.TempDir(), 0
	for {
		c := start(dir)
		done := make(chan error, 1)
		go func() { done <- c.Wait() }()
		if killed < kills {
			select {
			case err := <-done:
				if err != nil {
					t.Fatal(err)
				}
			case <-time.After(rand.N(took / time.Duration(kills) * 4)):
				c.Process.Kill()
				<-done
				killed++
				continue
			}
		} else if err := <-done; err != nil {
			t.Fatal(err)
		}
		break
	}
	got := stock(t, dir)
	t.Logf("%d addresses in the archive, %d releases; %v alone; killed %d times", len(want["archive"]), len(want["index"]), took, killed)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("after %d kills, what is there differs (-alone +killed):\n%s", killed, diff)
	}
	if n := len(want["index"]); n != listings*20 {
		t.Errorf("%d releases; want %d", n, listings*20)
	}
}

// stock is what a crawl left in a folder.
func stock(t *testing.T, dir string) map[string][]string {
	t.Helper()
	got := make(map[string][]string)
	a, err := archive.Open(filepath.Join(dir, "archive"), archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if r := a.Repairs(); len(r) > 0 {
		t.Errorf("archive had to be repaired after a whole run: %+v", r)
	}
	ctx := context.Background()
	err = a.Each(ctx, "", func(e pipeline.Archived) error {
		got["archive"] = append(got["archive"], fmt.Sprint(e.URL, " ", e.Status, " ", e.Digest, " ", e.Revisit))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got["archive"])
	f, err := frontier.Open(filepath.Join(dir, "frontier.db"), frontier.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if f.Len() != 0 {
		t.Errorf("%d tasks are left", f.Len())
	}
	err = f.States(ctx, func(s pipeline.State) error {
		got["states"] = append(got["states"], fmt.Sprint(s.URL, s.Status, s.Failure, s.Alias, s.AliasRule, s.ReleaseID, s.NotRelease, len(s.Versions)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "index", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(name, ".new") { // what a kill left half written
			got["index"] = append(got["index"], string(b))
		}
	}
	return got
}
