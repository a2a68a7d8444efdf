package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"estrade/pipeline"
	"estrade/pipeline/fetch"
)

var ctx = context.Background()

// quickClock is a clock whose waits are over at once. It notes them.
type quickClock struct {
	mu    sync.Mutex
	now   time.Time
	waits []time.Duration
}

func newClock() *quickClock { return &quickClock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)} }

func (c *quickClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *quickClock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waits = append(c.waits, d)
	c.now = c.now.Add(d)
	ch := make(chan time.Time, 1)
	ch <- c.now
	return ch
}

// script is a transport that answers by address, without a network.
type script struct {
	mu      sync.Mutex
	answers map[string]func() (*http.Response, error)
	asked   []string
	last    *http.Request
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, r.URL.String())
	s.last = r
	if a := s.answers[r.URL.String()]; a != nil {
		return a()
	}
	if strings.HasSuffix(r.URL.Path, "/robots.txt") {
		return answer(404, "")()
	}
	return answer(200, "page")()
}

func answer(status int, body string, header ...string) func() (*http.Response, error) {
	return func() (*http.Response, error) {
		h := make(http.Header)
		for i := 0; i < len(header); i += 2 {
			h.Add(header[i], header[i+1])
		}
		return &http.Response{StatusCode: status, Proto: "HTTP/1.1", Header: h, Body: io.NopCloser(strings.NewReader(body)), ContentLength: -1}, nil
	}
}

func client(t *testing.T, s *script, c *quickClock, change ...func(*fetch.Options)) *fetch.Client {
	t.Helper()
	opts := fetch.Options{Version: "1.2", Contact: "presse@example.org", Clock: c, Transport: s, Random: func() float64 { return 0 }}
	for _, f := range change {
		f(&opts)
	}
	cl, err := fetch.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	return cl
}

func reason(err error) string {
	var f *pipeline.Failure
	if errors.As(err, &f) {
		return f.Reason
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestRequest(t *testing.T) {
	s, c := &script{}, newClock()
	x, err := client(t, s, c).Fetch(ctx, pipeline.Request{URL: "https://www.nord.gouv.fr/a", ETag: `"e"`, LastModified: "Mon, 02 Mar 2026 08:00:00 GMT"})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"User-Agent": "Estrade/1.2 (+presse@example.org)", "If-None-Match": `"e"`,
		"If-Modified-Since": "Mon, 02 Mar 2026 08:00:00 GMT", "Accept-Encoding": "gzip",
	} {
		if got := s.last.Header.Get(name); got != want {
			t.Errorf("%s is %q; want %q", name, got, want)
		}
	}
	if string(x.Body) != "page" || x.Status != 200 {
		t.Errorf("exchange is %+v", x)
	}
}

func TestContact(t *testing.T) {
	s, c := &script{}, newClock()
	anonymous := client(t, s, c, func(o *fetch.Options) { o.Contact = "" })
	_, err := anonymous.Fetch(ctx, pipeline.Request{URL: "https://www.nord.gouv.fr/"})
	if !errors.Is(err, fetch.ErrNoContact) {
		t.Errorf("without contact: %v; want ErrNoContact", err)
	}
	if len(s.asked) > 0 {
		t.Errorf("asked all the same: %v", s.asked)
	}
	if _, err := anonymous.Fetch(ctx, pipeline.Request{URL: "http://127.0.0.1:1/"}); err != nil {
		t.Errorf("a loopback host without contact: %v", err)
	}
}

func TestPaceTooFast(t *testing.T) {
	if _, err := fetch.New(fetch.Options{Pace: time.Millisecond}); err == nil {
		t.Error("a pace below a second is accepted")
	}
	if _, err := fetch.New(fetch.Options{Pace: time.Millisecond, AllowFast: true}); err != nil {
		t.Errorf("with AllowFast: %v", err)
	}
}

// Hosts of one group share its pace; Crawl-delay makes it slower.
func TestPace(t *testing.T) {
	s, c := &script{answers: map[string]func() (*http.Response, error){
		"https://slow.fr/robots.txt": answer(200, "user-agent: *\ncrawl-delay: 9"),
	}}, newClock()
	cl := client(t, s, c)
	start := c.now
	get := func(url, group string) time.Duration {
		t.Helper()
		if _, err := cl.Fetch(ctx, pipeline.Request{URL: url, Group: group}); err != nil {
			t.Fatal(err)
		}
		return c.now.Sub(start)
	}
	for _, step := range []struct {
		url, group string
		want       time.Duration
	}{
		{"https://a.fr/1", "ide", 5 * time.Second}, // robots.txt went before
		{"https://a.fr/2", "ide", 10 * time.Second},
		{"https://b.fr/1", "ide", 20 * time.Second}, // its robots.txt too
		{"https://other.fr/1", "", 21 * time.Second},
		{"https://other.fr/2", "", 22 * time.Second},
		{"https://slow.fr/1", "", 23 * time.Second},
		{"https://slow.fr/2", "", 32 * time.Second},
		{"http://127.0.0.1/1", "", 32 * time.Second},
		{"http://127.0.0.1/2", "", 32 * time.Second},
	} {
		if got := get(step.url, step.group); got != step.want {
			t.Errorf("%s was asked at %v; want %v", step.url, got, step.want)
		}
	}
}

// The RFC's section 2.3.1: what answers to robots.txt mean.
func TestRobotsAnswers(t *testing.T) {
	const deny = "user-agent: estrade\ndisallow: /x"
	u := "https://a.fr/robots.txt"
	type answers = map[string]func() (*http.Response, error)
	hops := func(n int) answers {
		m := answers{}
		for i := range n {
			m[fmt.Sprintf("https://h%d.fr/robots.txt", i)] = answer(302, "", "Location", fmt.Sprintf("https://h%d.fr/robots.txt", i+1))
		}
		m[u] = answer(301, "", "Location", "https://h0.fr/robots.txt")
		m[fmt.Sprintf("https://h%d.fr/robots.txt", n)] = answer(200, deny)
		return m
	}
	for _, tt := range []struct {
		rule    string
		answers answers
		want    string
	}{
		{"200: rules count", answers{u: answer(200, deny)}, "robots.txt"},
		{"200 and empty", answers{u: answer(200, "")}, ""},
		{"200 for others only", answers{u: answer(200, "user-agent: other\ndisallow: /")}, ""},
		{"404: all allowed", answers{u: answer(404, deny)}, ""},
		{"401: all allowed", answers{u: answer(401, deny)}, ""},
		{"403: all allowed", answers{u: answer(403, deny)}, ""},
		{"500: nothing allowed", answers{u: answer(500, "")}, "robots.txt unreachable"},
		{"503: nothing allowed", answers{u: answer(503, "")}, "robots.txt unreachable"},
		{"429: come back later", answers{u: answer(429, "")}, "robots.txt unreachable"},
		{"no answer: nothing allowed", answers{u: func() (*http.Response, error) { return nil, io.EOF }}, "robots.txt unreachable"},
		{"one redirect, to another host", hops(0), "robots.txt"},
		{"five redirects are followed", hops(4), "robots.txt"},
		{"more may be taken as unavailable", hops(5), ""},
		{"endless redirects", answers{u: answer(301, "", "Location", u)}, ""},
		{"too large: what is within the bound counts", answers{u: answer(200, deny+strings.Repeat("\n#", 1<<20))}, "robots.txt"},
	} {
		s := &script{answers: tt.answers}
		_, err := client(t, s, newClock()).Fetch(ctx, pipeline.Request{URL: "https://a.fr/x"})
		if got := reason(err); got != tt.want {
			t.Errorf("%s: %q; want %q", tt.rule, got, tt.want)
		}
	}
}

// A robots.txt is used for a day and no longer; after an error it is asked for
// again, ever more rarely.
func TestRobotsAge(t *testing.T) {
	s, c := &script{answers: map[string]func() (*http.Response, error){}}, newClock()
	u := "https://a.fr/robots.txt"
	s.answers[u] = answer(200, "user-agent: *\ndisallow: /x")
	cl := client(t, s, c)
	asked := func() int {
		n := 0
		for _, a := range s.asked {
			if a == u {
				n++
			}
		}
		return n
	}
	get := func() string {
		_, err := cl.Fetch(ctx, pipeline.Request{URL: "https://a.fr/x"})
		return reason(err)
	}
	get()
	c.now = c.now.Add(23 * time.Hour)
	if get(); asked() != 1 {
		t.Errorf("asked %d times within a day; want once", asked())
	}
	c.now = c.now.Add(2 * time.Hour)
	s.answers[u] = answer(500, "")
	if got := get(); asked() != 2 || got != "robots.txt unreachable" {
		t.Errorf("after a day: asked %d times, %q; want twice and unreachable", asked(), got)
	}
	if got := get(); asked() != 2 || got != "robots.txt unreachable" {
		t.Errorf("at once after an error: asked %d times, %q; want twice and unreachable", asked(), got)
	}
	c.now = c.now.Add(6 * time.Minute)
	s.answers[u] = answer(200, "")
	if got := get(); asked() != 3 || got != "" {
		t.Errorf("after some minutes: asked %d times, %q; want thrice and allowed", asked(), got)
	}
}

func TestRetryAfter(t *testing.T) {
	for _, tt := range []struct {
		status int
		header string
		want   time.Duration
	}{
		{429, "120", 2 * time.Minute},
		{503, "120", 2 * time.Minute},
		{503, "Mon, 02 Mar 2026 09:00:01 GMT", time.Hour},
		{503, "Mon, 02 Mar 2026 07:00:00 GMT", 15 * time.Second}, // past
		{503, "", 15 * time.Second},                              // half of the first back-off; jitter adds the rest
		{429, "soon", 15 * time.Second},
		{429, "-5", 15 * time.Second},
		{429, "999999999", 24 * time.Hour},
	} {
		s, c := &script{answers: map[string]func() (*http.Response, error){}}, newClock()
		s.answers["https://a.fr/x"] = answer(tt.status, "", "Retry-After", tt.header)
		cl := client(t, s, c)
		_, err := cl.Fetch(ctx, pipeline.Request{URL: "https://a.fr/x", Group: "ide"})
		var f *pipeline.Failure
		if !errors.As(err, &f) || !f.Retry || !f.Hold {
			t.Errorf("%d: %v; want a failure that holds the group", tt.status, err)
			continue
		}
		if got := f.At.Sub(c.now).Round(time.Minute); got != tt.want.Round(time.Minute) {
			t.Errorf("%d with %q: rests %v; want %v", tt.status, tt.header, f.At.Sub(c.now), tt.want)
		}
		n := len(s.asked)
		if _, err := cl.Fetch(ctx, pipeline.Request{URL: "https://b.fr/y", Group: "ide"}); reason(err) != "resting" || len(s.asked) != n {
			t.Errorf("another host of the group is asked while it rests: %v", err)
		}
		c.now = f.At
		if _, err := cl.Fetch(ctx, pipeline.Request{URL: "https://b.fr/y", Group: "ide"}); err != nil {
			t.Errorf("after the rest: %v", err)
		}
	}
}

// Each 503 in a row makes the rest longer, up to an hour.
func TestBackoffGrows(t *testing.T) {
	s, c := &script{answers: map[string]func() (*http.Response, error){"https://a.fr/x": answer(503, "")}}, newClock()
	cl := client(t, s, c)
	var rests []time.Duration
	for range 10 {
		_, err := cl.Fetch(ctx, pipeline.Request{URL: "https://a.fr/x"})
		var f *pipeline.Failure
		if !errors.As(err, &f) {
			t.Fatal(err)
		}
		rests = append(rests, f.At.Sub(c.now))
		c.now = f.At
	}
	if got, want := fmt.Sprint(rests), "[15s 30s 1m0s 2m0s 4m0s 8m0s 16m0s 30m0s 30m0s 30m0s]"; got != want {
		t.Errorf("rests are %s; want %s", got, want)
	}
}

// Resets in a row break the circuit; after the rest one probe goes through.
func TestCircuitBreaker(t *testing.T) {
	fail := map[string]func() (*http.Response, error){
		"resets": func() (*http.Response, error) { return nil, &net.OpError{Op: "read", Err: io.EOF} },
		"403":    answer(403, ""),
	}
	for name, bad := range fail {
		s, c := &script{answers: map[string]func() (*http.Response, error){}}, newClock()
		cl := client(t, s, c)
		var f *pipeline.Failure
		get := func(i int) {
			_, err := cl.Fetch(ctx, pipeline.Request{URL: fmt.Sprintf("https://a.fr/%d", i), Group: "ide"})
			f = nil
			errors.As(err, &f)
		}
		for i := range 10 {
			s.answers[fmt.Sprintf("https://a.fr/%d", i)] = bad
		}
		for i := range 5 {
			get(i)
			if f == nil || f.Hold != (i == 4) {
				t.Fatalf("%s: failure %d is %+v; want a hold after the fifth", name, i+1, f)
			}
		}
		if rest := f.At.Sub(c.now); rest < 14*time.Minute {
			t.Errorf("%s: rests %v; want a quarter of an hour", name, rest)
		}
		c.now = f.At
		get(5)
		if f == nil || !f.Hold || f.At.Sub(c.now) < 29*time.Minute {
			t.Errorf("%s: a failing probe gives %+v; want a rest twice as long", name, f)
		}
		c.now = f.At
		if get(100); f != nil {
			t.Errorf("%s: a probe that succeeds gives %v", name, f)
		}
		if get(6); f == nil || f.Hold {
			t.Errorf("%s: one failure after a success gives %+v; want no hold", name, f)
		}
	}
}

// faults answers each path with its own fault.
func faults(t *testing.T) *httptest.Server {
	var gz bytes.Buffer
	z := gzip.NewWriter(&gz)
	z.Write(make([]byte, 8<<20))
	z.Close()
	var small bytes.Buffer
	z = gzip.NewWriter(&small)
	io.WriteString(z, "a page")
	z.Close()
	raw := func(w http.ResponseWriter, text string, reset bool) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		if tcp, ok := conn.(*net.TCPConn); ok && reset {
			tcp.SetLinger(0)
		}
		io.WriteString(conn, text)
		conn.Close()
	}
	done := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/ok":
			fmt.Fprint(w, "fine")
		case "/reset":
			raw(w, "", true)
		case "/closed":
			raw(w, "", false)
		case "/truncated":
			raw(w, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nshort", false)
		case "/chunk":
			raw(w, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", false)
		case "/liar": // more than it says
			raw(w, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nbody and more", false)
		case "/lengths":
			raw(w, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody", false)
		case "/noise":
			raw(w, "\x00\x01 noise\r\n\r\n", false)
		case "/headers":
			raw(w, "HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", 1<<20)+"\r\n\r\nbody", false)
		case "/stall":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "begin")
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
			case <-done:
			}
		case "/silent":
			select {
			case <-r.Context().Done():
			case <-done:
			}
		case "/drip":
			w.Header().Set("Content-Type", "text/html")
			for {
				fmt.Fprint(w, "x")
				w.(http.Flusher).Flush()
				select {
				case <-r.Context().Done():
					return
				case <-done:
					return
				case <-time.After(10 * time.Millisecond):
				}
			}
		case "/large":
			w.Header().Set("Content-Type", "text/html")
			w.Write(make([]byte, 2<<20))
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Type", "text/html")
			w.Write(gz.Bytes())
		case "/badgzip":
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "this is not gzip")
		case "/cutgzip":
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Type", "text/html")
			w.Write(small.Bytes()[:small.Len()-6])
		case "/brotli":
			w.Header().Set("Content-Encoding", "br")
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "x")
		case "/image":
			w.Header().Set("Content-Type", "image/png")
			fmt.Fprint(w, "x")
		case "/line": // one line of 900 KB is a page like any other
			w.Header().Set("Content-Type", "text/html; charset=x-unknown")
			fmt.Fprint(w, strings.Repeat("<p>x", 225000))
		case "/teapot":
			w.WriteHeader(500)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(func() { close(done); s.Close() })
	return s
}

func TestFaults(t *testing.T) {
	t.Parallel() // it waits for slow servers
	s := faults(t)
	cl, err := fetch.New(fetch.Options{AllowPrivate: true, MaxBody: 1 << 20, Timeout: 3 * time.Second, Stall: 1500 * time.Millisecond, Clock: newClock()})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for path, want := range map[string]string{
		"/ok": "", "/line": "", "/liar": "",
		"/reset": "reset", "/closed": "reset", "/truncated": "truncated", "/chunk": "truncated",
		"/lengths": "malformed answer", "/noise": "malformed answer", "/headers": "header too large",
		"/stall": "stalled", "/silent": "timeout", "/drip": "timeout",
		"/large": "too large", "/bomb": "too large", "/badgzip": "bad encoding", "/cutgzip": "bad encoding", "/brotli": "bad encoding",
		"/image": "content type", "/teapot": "status 500",
	} {
		wg.Go(func() {
			x, err := cl.Fetch(ctx, pipeline.Request{URL: s.URL + path, Group: path})
			if got := reason(err); got != want {
				t.Errorf("%s: %q (%v); want %q", path, got, err, want)
			}
			if err == nil && x.IP != "127.0.0.1" {
				t.Errorf("%s: IP is %q", path, x.IP)
			}
		})
	}
	wg.Wait()
	if x, err := cl.Fetch(ctx, pipeline.Request{URL: s.URL + "/ok"}); err != nil || string(x.Body) != "fine" {
		t.Errorf("after all the faults: %v", err)
	}
}

func TestUnreachable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + l.Addr().String() + "/"
	l.Close()
	cl, _ := fetch.New(fetch.Options{AllowPrivate: true, Clock: newClock()})
	if _, err := cl.Fetch(ctx, pipeline.Request{URL: url}); reason(err) != "robots.txt unreachable" {
		t.Errorf("a closed port gives %v", err)
	}
}

// Private addresses are refused when the connection is made.
func TestPrivate(t *testing.T) {
	s := faults(t)
	cl, _ := fetch.New(fetch.Options{Clock: newClock()})
	for _, url := range []string{s.URL + "/ok", s.URL + "/ok", strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/ok"} {
		if _, err := cl.Fetch(ctx, pipeline.Request{URL: url}); reason(err) != "private address" {
			t.Errorf("%s gives %v; want private address", url, err)
		}
	}
}

// A redirect into a private network is refused as it is followed: of a page,
// which is a request of its own, and of robots.txt.
func TestPrivateRedirect(t *testing.T) {
	var asked atomic.Int32
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer inner.Close()
	outer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inner.URL+r.URL.Path, http.StatusFound)
	}))
	defer outer.Close()
	dialer := net.Dialer{Control: func(network, address string, c syscall.RawConn) error {
		if "http://"+address == outer.URL { // stands for a public address
			return nil
		}
		return fetch.RefusePrivate(network, address, c)
	}}
	cl, err := fetch.New(fetch.Options{Clock: newClock(), Transport: &http.Transport{DialContext: dialer.DialContext}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cl.Fetch(ctx, pipeline.Request{URL: outer.URL + "/page"}); reason(err) != "private address" {
		t.Errorf("a robots.txt that leads inside gives %v; want private address", err)
	}
	if _, err := cl.Fetch(ctx, pipeline.Request{URL: inner.URL + "/page"}); reason(err) != "private address" {
		t.Errorf("what a redirect leads to gives %v; want private address", err)
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("the inner server was asked %d times", n)
	}
}

func TestCancel(t *testing.T) {
	s := faults(t)
	cl, _ := fetch.New(fetch.Options{AllowPrivate: true})
	c, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	_, err := cl.Fetch(c, pipeline.Request{URL: s.URL + "/silent"})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("an ended context gives %v; want its error, no failure of the page", err)
	}
}

func TestPublic(t *testing.T) {
	for addr, want := range map[string]bool{
		"185.24.184.1": true, "2a01:e0a::1": true, "8.8.8.8": true,
		"127.0.0.1": false, "127.9.9.9": false, "::1": false, "0.0.0.0": false, "::": false, "10.0.0.1": false,
		"172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "fe80::1": false, "fd00:ec2::254": false,
		"100.100.100.200": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "64:ff9b::7f00:1": false,
		"224.0.0.1": false, "255.255.255.255": false, "192.0.2.1": false, "2002:7f00:1::": false,
	} {
		if got := fetch.Public(netip.MustParseAddr(addr)); got != want {
			t.Errorf("public(%s) = %v; want %v", addr, got, want)
		}
	}
}
