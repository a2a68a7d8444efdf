package pipeline_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"estrade/pipeline/fetch"
)

// Everything that a server can do wrong is counted under its reason, and the
// crawl goes on to what is right.
func TestFaults(t *testing.T) {
	t.Parallel() // it waits for slow servers
	zipped := func(s string) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		io.WriteString(z, s)
		z.Close()
		return b.Bytes()
	}
	bomb := zipped(strings.Repeat("\x00", 32<<20))
	done := make(chan struct{})
	hang := func(r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-done:
		}
	}
	raw := func(w http.ResponseWriter, text string) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		if tcp, ok := conn.(*net.TCPConn); ok && text == "" {
			tcp.SetLinger(0)
		}
		io.WriteString(conn, text)
		conn.Close()
	}
	const head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
	faults := []struct {
		path, reason string // no reason for what is a page all the same
		serve        func(w http.ResponseWriter, r *http.Request)
	}{
		{"reset", "reset", func(w http.ResponseWriter, r *http.Request) { raw(w, "") }},
		{"stall", "stalled", func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, "begin")
			w.(http.Flusher).Flush()
			hang(r)
		}},
		{"drip", "timeout", func(w http.ResponseWriter, r *http.Request) {
			for {
				io.WriteString(w, "x")
				w.(http.Flusher).Flush()
				select {
				case <-r.Context().Done():
					return
				case <-done:
					return
				case <-time.After(5 * time.Millisecond):
				}
			}
		}},
		{"cut", "truncated", func(w http.ResponseWriter, r *http.Request) { raw(w, head+"Content-Length: 1000\r\n\r\nshort") }},
		{"liar", "", func(w http.ResponseWriter, r *http.Request) {
			page := release("Menteur", long("liar"))
			raw(w, head+fmt.Sprintf("Content-Length: %d\r\n\r\n", len(page))+page+"and more than it said")
		}},
		{"lengths", "malformed answer", func(w http.ResponseWriter, r *http.Request) {
			raw(w, head+"Content-Length: 4\r\nContent-Length: 5\r\n\r\nbody")
		}},
		{"gzip", "bad encoding", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, "no gzip at all")
		}},
		{"bomb", "too large", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb)
		}},
		{"loop", "redirect loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop2", http.StatusFound) }},
		{"loop2", "", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) }},
		{"chain/0", "too many redirects", func(w http.ResponseWriter, r *http.Request) {}},
		{"headers", "header too large", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("X", strings.Repeat("x", 1<<20)) }},
		{"line", "", func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, release("Ligne", strings.Repeat("mot ", 10<<18)+long("line"))) // 10 MB without a break
		}},
		{"charset", "", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=x-klingon")
			w.Write([]byte(release("Pr\xe9fecture", long("charset"))))
		}},
		{"good", "", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, release("Bon", long("good"))) }},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		var n int
		if r.URL.Path == "/" {
			for _, f := range faults {
				fmt.Fprintf(w, `<a href="/%s">x</a>`, f.path)
			}
			return
		}
		if scan(r.URL.Path, "/chain/%d", &n) {
			http.Redirect(w, r, fmt.Sprintf("/chain/%d", n+1), http.StatusFound)
			return
		}
		for _, f := range faults {
			if r.URL.Path == "/"+f.path {
				f.serve(w, r)
				return
			}
		}
		http.NotFound(w, r)
	}))
	defer server.Close()
	defer close(done)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	site, h := testSite(server), newHouse(t)
	h.open(t)
	defer h.close(t)
	h.begin(t, site)
	c := h.crawl(t, site)
	var err error
	c.Fetcher, err = fetch.New(fetch.Options{AllowPrivate: true, Clock: h.clock, Timeout: 8 * time.Second, Stall: 4 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	c.Attempts = 1
	if err := c.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"status 404": 1} // the sitemap
	for _, f := range faults {
		if f.reason != "" {
			want[f.reason]++
		}
	}
	if diff := cmp.Diff(want, h.stats.Snapshot().Total.Failed); diff != "" {
		t.Errorf("failures (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"charset", "good", "liar", "line"}, h.index.urls()); diff != "" {
		t.Errorf("releases (-want +got):\n%s", diff)
	}
}
