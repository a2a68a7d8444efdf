package server

import (
	"context"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"estrade/index"
	"estrade/index/bleveindex"
	"estrade/index/indextest"
)

var releases = flag.Int("releases", 2000, "how many generated releases the benchmarks use")

// BenchmarkPages measures what pages take, with -releases generated releases.
// The index is kept in the folder of environment ESTRADE_BENCH_INDEX, if that
// is set, to be used again. All pages but "front, kept" are made anew each time.
func BenchmarkPages(b *testing.B) {
	dir := os.Getenv("ESTRADE_BENCH_INDEX")
	if dir == "" {
		dir = filepath.Join(b.TempDir(), "index")
	}
	x, err := bleveindex.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	counts, err := x.Count(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	if counts.Releases == 0 {
		err := indextest.GenerateEach(*releases, 500, 1, func(r []index.Record) error { return x.Put(context.Background(), r...) })
		if err != nil {
			b.Fatal(err)
		}
	}
	s, err := New(Options{Index: x, Report: func(err error) { b.Error(err) }})
	if err != nil {
		b.Fatal(err)
	}
	status, _, front := get(b, s, "/")
	if status != 200 {
		b.Fatalf("front page: status %d", status)
	}
	link := func(pattern string) string {
		m := regexp.MustCompile(`href="(` + pattern + `[^"#]*)`).FindStringSubmatch(front)
		if m == nil {
			b.Fatalf("the front page has no link to %s", pattern)
		}
		return m[1]
	}
	for _, page := range []struct {
		name string
		kept bool
		path string
	}{
		{"front, kept", true, "/"},
		{"front", false, "/"},
		{"who by departement and year", false, "/who?departement=59&from=2016&to=2018"},
		{"who by place", false, "/who?place=Lille"},
		{"search", false, "/search?q=s%C3%A9curit%C3%A9"},
		{"search with facets chosen", false, "/search?q=s%C3%A9curit%C3%A9&departement=59&kind=direct"},
		{"person", false, link("/person/")},
		{"place", false, link("/place/")},
		{"release", false, link("/release/")},
		{"statement", false, link("/statement/")},
		{"suggest", false, "/suggest?field=speaker&q=br"},
	} {
		b.Run(page.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				if !page.kept {
					s.index.changes.Add(1)
				}
				began := time.Now()
				w := httptest.NewRecorder()
				s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+page.path, nil))
				took = append(took, time.Since(began))
				if w.Code != http.StatusOK {
					b.Fatalf("%s: status %d", page.path, w.Code)
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}
