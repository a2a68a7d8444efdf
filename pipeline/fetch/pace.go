package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"estrade/pipeline"
)

// group is what is paced together: a politeness group, or a host in none.
type group struct {
	name  string
	pace  time.Duration
	local bool

	mu      sync.Mutex
	next    time.Time     // when the next request may begin
	latency time.Duration // moving average of how long answers take
	until   time.Time     // rests till then
	refused int           // answers 429 and 503 in a row
	broken  int           // resets and 403 in a row
	rests   int           // rests for resets and 403 in a row
}

const (
	latencyFactor = 10               // a group's pace is at least that many times its latency
	maxPace       = 60 * time.Second // but not slower than that on account of it
	maxDelay      = 60 * time.Second // longest Crawl-delay obeyed to the letter

	firstBackoff = 30 * time.Second // after the first 429 or 503; doubles
	maxBackoff   = time.Hour
	maxRetry     = 24 * time.Hour // longest Retry-After obeyed

	breakAfter = 5                // resets and 403 in a row that make a group rest
	firstRest  = 15 * time.Minute // doubles
	maxRest    = 6 * time.Hour
)

func (c *Client) group(name, host string, local bool) *group {
	pace := c.opts.Pace
	if name == "" {
		name, pace = host, c.opts.HostPace
	}
	if local {
		pace = c.opts.LocalPace
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	g := c.groups[name]
	if g == nil {
		g = &group{name: name, pace: pace, local: local}
		c.groups[name] = g
	}
	return g
}

// open is a failure while the group rests.
func (g *group) open(now time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if d := g.until.Sub(now); d > 0 && d <= 2*maxRetry { // longer only after a clock was set back
		return &pipeline.Failure{Reason: "resting", Retry: true, At: g.until, Hold: true}
	}
	return nil
}

// slower makes the pace at least d from now on.
func (g *group) slower(d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.pace = max(g.pace, d)
}

// wait takes the group's next turn and waits for it.
func (c *Client) wait(ctx context.Context, g *group, delay time.Duration) error {
	now := c.opts.Clock.Now()
	g.mu.Lock()
	step := max(g.pace, min(delay, maxDelay))
	if !g.local {
		step = max(step, min(latencyFactor*g.latency, maxPace))
	}
	turn := g.next
	if turn.Before(now) || turn.Sub(now) > time.Hour { // the latter after a clock was set back
		turn = now
	}
	g.next = turn.Add(step)
	g.mu.Unlock()
	if d := turn.Sub(now); d > 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-c.opts.Clock.After(d):
		}
	}
	return g.open(c.opts.Clock.Now()) // it may have begun to rest
}

// judge tells the group how an exchange went, and makes a Failure of what is
// one.
func (c *Client) judge(ctx context.Context, g *group, x *pipeline.Exchange, err error) error {
	now := c.opts.Clock.Now()
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		f := failureOf(err)
		f.Status = x.Status
		if f.Reason == "reset" || f.Reason == "refused" {
			if until := g.trip(now, c.opts.Random()); !until.IsZero() {
				c.opts.Log.Warn("group rests after resets", "group", g.name, "until", until)
				f.At, f.Hold = until, true
			}
		}
		return f
	}
	switch x.Status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		until := g.backoff(now, retryAfter(x.Header.Get("Retry-After"), now), c.opts.Random())
		c.opts.Log.Warn("group rests as asked", "group", g.name, "status", x.Status, "until", until)
		return &pipeline.Failure{Reason: "status " + strconv.Itoa(x.Status), Status: x.Status, Retry: true, At: until, Hold: true}
	case http.StatusForbidden:
		f := &pipeline.Failure{Reason: "status 403", Status: x.Status}
		if until := g.trip(now, c.opts.Random()); !until.IsZero() {
			c.opts.Log.Warn("group rests after refusals", "group", g.name, "until", until)
			f.Retry, f.At, f.Hold = true, until, true
		}
		return f
	}
	g.success(x.Took)
	if x.Status >= 500 {
		return &pipeline.Failure{Reason: "status " + strconv.Itoa(x.Status), Status: x.Status, Retry: true}
	}
	return nil
}

// success ends rows of failures and learns the latency.
func (g *group) success(took time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.refused, g.broken, g.rests = 0, 0, 0
	if g.latency == 0 {
		g.latency = took
	}
	g.latency += (took - g.latency) / 4
}

// backoff makes the group rest after 429 or 503, at least for what the server
// asks, and more each time in a row, with jitter so that no two crawlers come
// back together.
func (g *group) backoff(now time.Time, asked time.Duration, random float64) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	d := min(firstBackoff<<min(g.refused, 10), maxBackoff)
	g.refused++
	d = max(d/2+time.Duration(random*float64(d)), min(asked, maxRetry))
	if asked > 0 {
		d = min(asked, maxRetry) + time.Duration(random*float64(5*time.Second))
	}
	return g.rest(now.Add(d))
}

// trip counts a reset or 403; if there are too many in a row the group rests
// and trip returns until when. After a rest one more is enough.
func (g *group) trip(now time.Time, random float64) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.broken++
	if g.broken < breakAfter {
		return time.Time{}
	}
	g.broken = breakAfter - 1
	d := min(firstRest<<min(g.rests, 10), maxRest)
	g.rests++
	return g.rest(now.Add(d + time.Duration(random*float64(d)/4)))
}

// rest is called with the lock held.
func (g *group) rest(until time.Time) time.Time {
	if until.After(g.until) {
		g.until = until
	}
	return g.until
}

// retryAfter reads Retry-After in both forms, seconds and a date; zero if there
// is none or it is past.
func retryAfter(v string, now time.Time) time.Duration {
	v = strings.TrimSpace(v)
	if s, err := strconv.ParseInt(v, 10, 64); err == nil {
		if s < 0 {
			return 0
		}
		return time.Duration(min(s, int64(maxRetry/time.Second))) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return max(0, t.Sub(now))
	}
	return 0
}

// failureOf names what went wrong below HTTP or with a body.
func failureOf(err error) *pipeline.Failure {
	f := &pipeline.Failure{Err: err, Retry: true}
	var dns *net.DNSError
	var timeout net.Error
	text := err.Error()
	switch {
	case errors.Is(err, errPrivate):
		f.Reason, f.Retry = "private address", false
	case errors.Is(err, pipeline.ErrTooLarge):
		f.Reason, f.Retry = "too large", false
	case errors.Is(err, errType):
		f.Reason, f.Retry = "content type", false
	case errors.Is(err, errEncoding):
		f.Reason, f.Retry = "bad encoding", false
	case errors.Is(err, errStall):
		f.Reason = "stalled"
	case errors.As(err, &dns):
		f.Reason, f.Retry = "unknown host", !dns.IsNotFound
	case errors.Is(err, errTimeout), errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		f.Reason = "timeout"
	case errors.Is(err, syscall.ECONNREFUSED):
		f.Reason = "refused"
	case errors.Is(err, io.ErrUnexpectedEOF):
		f.Reason = "truncated"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed):
		f.Reason = "reset"
	case strings.Contains(text, "server response headers exceeded"):
		f.Reason, f.Retry = "header too large", false
	case strings.Contains(text, "x509:") || strings.Contains(text, "tls:"):
		f.Reason, f.Retry = "bad certificate", false
	case strings.Contains(text, "malformed"), strings.Contains(text, "http: message cannot"):
		f.Reason, f.Retry = "malformed answer", false
	default:
		f.Reason = "network"
	}
	f.Err = fmt.Errorf("fetch: %w", err)
	return f
}
