// Package fetch asks web servers for pages, and is polite about it.
//
// A request waits until robots.txt of its host is known and allows it, until
// its group's circuit breaker lets it pass, and until its turn has come in the
// pace of its host and of its politeness group. The pace slows as a server
// takes longer to answer; 429 and 503 make the whole group rest, as long as
// Retry-After says or longer each time; resets and 403 in a row do so too.
//
// One request is one exchange: a redirect is an answer, for the caller to
// follow by another request that obeys the same rules. Bodies, headers, times
// and connections are bounded. Addresses that lead into private networks are
// refused when the connection is made, whatever name led there; proxies are
// not used, as this check would see the proxy alone.
package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"estrade/pipeline"
)

// Options say how to fetch. The zero value will do but for Contact.
type Options struct {
	Version string // of the program, for User-Agent
	Contact string // mail address or URL, for User-Agent; required but for loopback hosts

	Pace      time.Duration // least time between requests of a group; zero for 5 s
	HostPace  time.Duration // the same for a host in no group; zero for 1 s
	LocalPace time.Duration // the same for loopback hosts; zero for none
	AllowFast bool          // let Pace and HostPace be below 1 s

	// AllowPrivate lets requests go to loopback and private addresses.
	AllowPrivate bool

	MaxBody   int64         // bytes of a body, decoded or not; zero for 20 MB
	MaxHeader int64         // bytes of a header; zero for 64 KB
	Timeout   time.Duration // for a whole exchange; zero for 60 s
	Stall     time.Duration // without a byte; zero for 20 s

	Clock     pipeline.Clock    // nil for the system's
	Log       *slog.Logger      // nil for none
	Transport http.RoundTripper // nil for one with the rules above
	Random    func() float64    // in [0,1); nil for math/rand
}

// MinPace is the fastest pace for hosts that are not loopback, unless AllowFast
// is set.
const MinPace = time.Second

// ErrNoContact says that a host may not be asked without a contact in the
// User-Agent.
var ErrNoContact = errors.New("no contact given: a crawl needs a mail address or URL at which the sites' keepers can reach you")

// Client implements pipeline.Fetcher. It is safe for concurrent use.
type Client struct {
	opts  Options
	agent string
	http  http.RoundTripper

	mu     sync.Mutex
	groups map[string]*group
	robots map[string]*robotsEntry // by scheme and host
}

// New makes a client. Paces below MinPace are an error without AllowFast.
func New(opts Options) (*Client, error) {
	set := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	set(&opts.Pace, 5*time.Second)
	set(&opts.HostPace, time.Second)
	set(&opts.Timeout, time.Minute)
	set(&opts.Stall, 20*time.Second)
	if (opts.Pace < MinPace || opts.HostPace < MinPace) && !opts.AllowFast {
		return nil, fmt.Errorf("set pace: %v is below %v", min(opts.Pace, opts.HostPace), MinPace)
	}
	if opts.MaxBody == 0 {
		opts.MaxBody = 20 << 20
	}
	if opts.MaxHeader == 0 {
		opts.MaxHeader = 64 << 10
	}
	if opts.Clock == nil {
		opts.Clock = pipeline.SystemClock{}
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Random == nil {
		opts.Random = rand.Float64
	}
	c := &Client{
		opts: opts, agent: userAgent(opts.Version, opts.Contact),
		groups: make(map[string]*group), robots: make(map[string]*robotsEntry),
	}
	c.http = opts.Transport
	if c.http == nil {
		c.http = c.transport()
	}
	return c, nil
}

// userAgent is the name under which requests are made.
func userAgent(version, contact string) string {
	ua := "Estrade"
	if version != "" {
		ua += "/" + version
	}
	if contact != "" {
		ua += " (+" + strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7f || r == '(' || r == ')' {
				return -1
			}
			return r
		}, contact) + ")"
	}
	return ua
}

// UserAgent is the name under which requests are made.
func (c *Client) UserAgent() string { return c.agent }

func (c *Client) transport() *http.Transport {
	dialer := &net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}
	if !c.opts.AllowPrivate {
		dialer.Control = refusePrivate
	}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		DisableCompression:     true, // bodies are archived as they were sent
		MaxIdleConnsPerHost:    64,
		MaxIdleConns:           512,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    15 * time.Second,
		ResponseHeaderTimeout:  c.opts.Stall,
		MaxResponseHeaderBytes: c.opts.MaxHeader,
	}
}

// Fetch implements pipeline.Fetcher.
func (c *Client) Fetch(ctx context.Context, r pipeline.Request) (*pipeline.Exchange, error) {
	u, err := url.Parse(r.URL)
	if err != nil || u.Host == "" {
		return nil, &pipeline.Failure{Reason: "bad address", Err: err}
	}
	local := isLoopback(u.Hostname())
	if c.opts.Contact == "" && !local {
		return nil, &pipeline.Failure{Reason: "no contact", Err: ErrNoContact}
	}
	g := c.group(r.Group, u.Host, local)
	g.slower(r.Pace)
	if err := g.open(c.opts.Clock.Now()); err != nil {
		return nil, err
	}
	rules, err := c.rules(ctx, u, g)
	if err != nil {
		return nil, err
	}
	if !rules.Allowed(u) {
		return nil, &pipeline.Failure{Reason: "robots.txt"}
	}
	if err := c.wait(ctx, g, rules.Delay); err != nil {
		return nil, err
	}
	h := make(http.Header)
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		h.Set("If-Modified-Since", r.LastModified)
	}
	h.Set("Accept-Encoding", "gzip")
	x, err := c.exchange(ctx, u, h, c.opts.MaxBody)
	if err := c.judge(ctx, g, x, err); err != nil {
		return nil, err
	}
	return x, nil
}

// exchange makes one request, without regard to anything but bounds. An
// exchange comes with any error; its Raw is then what came before it.
func (c *Client) exchange(ctx context.Context, u *url.URL, h http.Header, limit int64) (*pipeline.Exchange, error) {
	h.Set("User-Agent", c.agent)
	h.Set("Accept", "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.1")
	h.Set("Accept-Language", "fr,en;q=0.5")

	ctx, cancel := context.WithTimeoutCause(ctx, c.opts.Timeout, errTimeout)
	defer cancel()
	x := &pipeline.Exchange{URL: u.String(), RequestHeader: h, Began: c.opts.Clock.Now().UTC().Truncate(time.Microsecond)} // what WARC can hold
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		if a, err := netip.ParseAddrPort(info.Conn.RemoteAddr().String()); err == nil {
			x.IP = a.Addr().Unmap().String()
		}
	}})
	req := (&http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: h, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}).WithContext(ctx)
	start := time.Now()
	resp, err := c.http.RoundTrip(req)
	if err != nil {
		return x, cause(ctx, err)
	}
	defer resp.Body.Close()
	x.Proto, x.Status, x.Header = resp.Proto, resp.StatusCode, resp.Header
	if resp.StatusCode == http.StatusOK && !wanted(resp.Header.Get("Content-Type")) && u.Path != "/robots.txt" {
		return x, errType
	}
	body := &stallReader{r: resp.Body, limit: c.opts.Stall, cancel: resp.Body.Close}
	var raw bytes.Buffer
	if resp.ContentLength > 0 {
		raw.Grow(int(min(resp.ContentLength, limit)) + bytes.MinRead)
	}
	n, err := raw.ReadFrom(io.LimitReader(body, limit+1))
	body.stop()
	x.Raw = raw.Bytes()
	if n > limit {
		return x, pipeline.ErrTooLarge
	}
	if err != nil {
		if body.stalled() {
			err = errStall
		}
		return x, cause(ctx, err)
	}
	x.Took = time.Since(start)
	if x.Body, err = pipeline.Decode(x.Header, x.Raw, limit); err != nil {
		if errors.Is(err, pipeline.ErrTooLarge) {
			return x, err
		}
		return x, fmt.Errorf("%w: %w", errEncoding, err)
	}
	return x, nil
}

var (
	errTimeout  = errors.New("exchange took too long")
	errStall    = errors.New("server stopped sending")
	errType     = errors.New("content type is of no use")
	errEncoding = errors.New("content encoding is broken")
	errPrivate  = errors.New("address is in a private network")
)

// cause is why a context ended, if that is what err says.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// wanted reports whether a body of that type can be a page, a PDF, a feed or a
// sitemap. One without a type may.
func wanted(contentType string) bool {
	t, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	switch t = strings.TrimSpace(t); t {
	case "", "text/html", "text/plain", "application/pdf", "application/x-pdf", "application/xhtml+xml",
		"application/octet-stream", "application/gzip", "application/x-gzip", "application/force-download":
		return true
	}
	return strings.HasSuffix(t, "/xml") || strings.HasSuffix(t, "+xml") && t != "image/svg+xml"
}

// stallReader breaks off a body that stays silent for too long.
type stallReader struct {
	r      io.Reader
	limit  time.Duration
	cancel func() error

	mu    sync.Mutex
	timer *time.Timer
	fired bool
}

func (s *stallReader) Read(p []byte) (int, error) {
	if s.timer == nil {
		s.timer = time.AfterFunc(s.limit, func() {
			s.mu.Lock()
			s.fired = true
			s.mu.Unlock()
			s.cancel()
		})
	} else {
		s.timer.Reset(s.limit)
	}
	return s.r.Read(p)
}

func (s *stallReader) stop() {
	if s.timer != nil {
		s.timer.Stop()
	}
}

func (s *stallReader) stalled() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fired
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.Unmap().IsLoopback()
}
