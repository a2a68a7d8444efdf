package collybench

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/gocolly/colly/v2"

	"estrade/extract/page"
	"estrade/pipeline"
	"estrade/pipeline/archive"
	"estrade/pipeline/fetch"
	"estrade/pipeline/frontier"
	"estrade/pipeline/replica"
)

var (
	pages   = flag.Int("pages", 20000, "releases on the site")
	workers = flag.Int("workers", 64, "requests under way at once, of both")
)

// Each part runs as a process of its own, so that its memory is its own.
const role = "ESTRADE_COLLYBENCH"

func TestMain(m *testing.M) {
	flag.Parse()
	var err error
	switch args := flag.Args(); os.Getenv(role) {
	case "":
		os.Exit(m.Run())
	case "site":
		err = site()
	case "estrade":
		err = ours(args[0], args[1], false)
	case "unsynced":
		err = ours(args[0], args[1], true)
	case "colly":
		err = collys(args[0], args[1])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func part(name string, args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], append([]string{fmt.Sprint("-pages=", *pages), fmt.Sprint("-workers=", *workers)}, args...)...)
	c.Env = append(os.Environ(), role+"="+name)
	c.Stderr = os.Stderr
	return c
}

// site serves until its input ends.
func site() error {
	r, err := replica.Start(context.Background(), replica.Options{Sites: []string{"59"}, Generated: *pages})
	if err != nil {
		return err
	}
	fmt.Println(r.Sites[0].URL)
	io.Copy(io.Discard, os.Stdin)
	return r.Close()
}

// result is what a crawl of one process did.
type result struct {
	Pages  int     // answers written to disk
	Rate   float64 // pages a second
	Memory float64 // peak, MB
	CPU    float64 // milliseconds of processor time a page; does not suffer from what else runs
}

// ours crawls as the program does: robots.txt, links found by templates, a
// durable frontier, WARC records with fsync. Pages are not analysed, as colly
// does not, either. Unsynced leaves it to the system when what is written
// reaches the disk, as colly does.
func ours(dir, start string, unsynced bool) error {
	u, err := url.Parse(start)
	if err != nil {
		return err
	}
	s := &pipeline.Site{Code: "59", Hosts: []string{u.Host}, Path: "/", Start: []string{start}, MaxPages: 10 * *pages}
	// A lease outlasts its request, by the time that the disk takes.
	f, err := frontier.Open(filepath.Join(dir, "frontier.db"), frontier.Options{PerHost: 8 * *workers, NoSync: unsynced})
	if err != nil {
		return err
	}
	defer f.Close()
	a, err := archive.Open(filepath.Join(dir, "archive"), archive.Options{NoSync: unsynced})
	if err != nil {
		return err
	}
	defer a.Close()
	client, err := fetch.New(fetch.Options{AllowPrivate: true})
	if err != nil {
		return err
	}
	ctx := context.Background()
	if _, err := f.Begin(ctx, s.Code, 0, s.Seeds()); err != nil {
		return err
	}
	links, err := page.New(page.Options{})
	if err != nil {
		return err
	}
	stats := new(pipeline.Stats)
	c := &pipeline.Crawl{
		Frontier: f, Ledger: f, Archive: a, Fetcher: client, Linker: links, Attachments: true,
		Sites: map[string]*pipeline.Site{s.Code: s}, Fetchers: *workers, Stats: stats, Log: slog.New(slog.DiscardHandler),
	}
	if err := c.Run(ctx); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(result{Pages: stats.Snapshot().Total.Fetched})
}

// collys crawls with colly as its documentation shows: every link of the host
// is followed, robots.txt obeyed, each page written to a file.
func collys(dir, start string) error {
	u, err := url.Parse(start)
	if err != nil {
		return err
	}
	c := colly.NewCollector(colly.Async(true), colly.AllowedDomains(u.Hostname()), colly.MaxBodySize(20<<20))
	c.IgnoreRobotsTxt = false
	c.SetRequestTimeout(time.Minute)
	if err := c.Limit(&colly.LimitRule{DomainGlob: "*", Parallelism: *workers}); err != nil {
		return err
	}
	var n atomic.Int64
	var failed atomic.Value
	c.OnHTML("a[href]", func(e *colly.HTMLElement) {
		link := e.Request.AbsoluteURL(e.Attr("href"))
		// The site's traps, which estrade knows by itself.
		for _, trap := range []string{"/contenu/action", "/calendrier/", "/layout/set/print", "/index.php", "?"} {
			if strings.Contains(link, trap) {
				return
			}
		}
		e.Request.Visit(link) // an error says that it was visited, or is not allowed
	})
	c.OnResponse(func(r *colly.Response) {
		h := fnv.New64a()
		io.WriteString(h, r.Request.URL.String())
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%016x", h.Sum64())), r.Body, 0o644); err != nil {
			failed.Store(err)
		}
		n.Add(1)
	})
	if err := c.Visit(start); err != nil {
		return err
	}
	c.Wait()
	if err, ok := failed.Load().(error); ok {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(result{Pages: int(n.Load())})
}

// BenchmarkCrawl crawls one site on loopback with both, one after the other,
// without pace, both writing what they fetch to disk. It reports pages a
// second and peak memory of each, and ours by colly's: as the program works,
// with each page durable before the next step, and without fsync.
func BenchmarkCrawl(b *testing.B) {
	server := part("site")
	in, err := server.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := server.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := server.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() { in.Close(); server.Wait() }()
	start, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	start = strings.TrimSpace(start)
	crawl := func(name string) result {
		c := part(name, b.TempDir(), start)
		began := time.Now()
		line, err := c.Output()
		if err != nil {
			b.Fatal(name, err)
		}
		var r result
		if err := json.Unmarshal(line, &r); err != nil {
			b.Fatal(name, err)
		}
		if r.Pages < *pages {
			b.Fatalf("%s fetched %d pages; want at least %d", name, r.Pages, *pages)
		}
		r.Rate = float64(r.Pages) / time.Since(began).Seconds()
		if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
			r.Memory = float64(usage.Maxrss) / 1024
			if runtime.GOOS == "darwin" {
				r.Memory /= 1024 // there in bytes
			}
		}
		cpu := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
		r.CPU = float64(cpu.Microseconds()) / 1000 / float64(r.Pages)
		b.Logf("%-8s %d pages, %.0f pages/s, %.2f ms CPU a page, %.0f MB", name, r.Pages, r.Rate, r.CPU, r.Memory)
		return r
	}
	for b.Loop() {
		theirs, own, unsynced := crawl("colly"), crawl("estrade"), crawl("unsynced")
		b.ReportMetric(own.Rate, "pages/s")
		b.ReportMetric(theirs.Rate, "colly-pages/s")
		b.ReportMetric(own.Rate/theirs.Rate, "rate-ratio")
		b.ReportMetric(unsynced.Rate/theirs.Rate, "unsynced-rate-ratio")
		b.ReportMetric(own.CPU/theirs.CPU, "cpu-ratio")
		b.ReportMetric(own.Memory/theirs.Memory, "memory-ratio")
	}
}
