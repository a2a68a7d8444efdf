package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"sync"
	"time"

	"estrade/pipeline"
)

// robotsEntry is what is known of a host's robots.txt. The mutex lets one
// request ask while others wait for what it brings.
type robotsEntry struct {
	mu       sync.Mutex
	file     *Robots
	expires  time.Time
	failures int       // in a row
	retry    time.Time // after a failure: not asked again before
	cause    error     // of the last failure, if it is the host's own and not that of its robots.txt
}

const (
	robotsAge   = 24 * time.Hour // longest that a robots.txt is used
	robotsHops  = 5              // redirects of it that are followed
	robotsRetry = 5 * time.Minute
)

// rules is what robots.txt of the host says to this client. By RFC 9309 an
// answer 4xx allows everything, but 429, which is taken for "come back later";
// a server error or none at all forbids everything for as long as it lasts:
// the Failure says when to ask again.
func (c *Client) rules(ctx context.Context, u *url.URL, g *group) (Rules, error) {
	e, err := c.robotsFile(ctx, u, g)
	if err != nil {
		return Rules{}, err
	}
	return e.Agent("Estrade"), nil
}

func (c *Client) robotsFile(ctx context.Context, u *url.URL, g *group) (*Robots, error) {
	key := u.Scheme + "://" + u.Host
	c.mu.Lock()
	e := c.robots[key]
	if e == nil {
		e = new(robotsEntry)
		c.robots[key] = e
	}
	c.mu.Unlock()

	e.mu.Lock()
	defer e.mu.Unlock()
	now := c.opts.Clock.Now()
	if e.file != nil && now.Before(e.expires) && e.expires.Sub(now) <= robotsAge {
		return e.file, nil
	}
	if d := e.retry.Sub(now); d > 0 && d <= robotsAge {
		if e.cause != nil {
			return nil, e.cause
		}
		return nil, &pipeline.Failure{Reason: "robots.txt unreachable", Retry: true, At: e.retry}
	}
	file, err := c.fetchRobots(ctx, &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}, g)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		e.file, e.cause = nil, nil
		e.retry = c.opts.Clock.Now().Add(min(robotsRetry<<min(e.failures, 8), robotsAge))
		e.failures++
		c.opts.Log.Warn("robots.txt cannot be had; the host waits", "host", u.Host, "until", e.retry, "error", err)
		f := &pipeline.Failure{Reason: "robots.txt unreachable", Retry: true, At: e.retry, Err: err}
		var cause *pipeline.Failure
		if errors.As(err, &cause) {
			if cause.Reason == "private address" || cause.Reason == "unknown host" {
				e.cause = cause
				return nil, cause
			}
			if cause.Hold && cause.At.After(f.At) {
				f.At, f.Hold = cause.At, true
			}
		}
		return nil, f
	}
	e.file, e.expires, e.failures, e.retry, e.cause = file, c.opts.Clock.Now().Add(robotsAge), 0, time.Time{}, nil
	return e.file, nil
}

// fetchRobots fetches a robots.txt, at the group's pace, and follows up to five
// redirects, to other hosts too. More than that, and 4xx, allow everything.
func (c *Client) fetchRobots(ctx context.Context, u *url.URL, g *group) (*Robots, error) {
	for range robotsHops + 1 {
		if err := c.wait(ctx, g, 0); err != nil {
			return nil, err
		}
		h := make(http.Header)
		h.Set("Accept-Encoding", "identity")
		x, err := c.exchange(ctx, u, h, MaxRobots)
		if errors.Is(err, pipeline.ErrTooLarge) {
			x.Body, err = x.Raw, nil // the rules within the bound count
		}
		if err := c.judge(ctx, g, x, err); err != nil {
			var f *pipeline.Failure
			if errors.As(err, &f) && f.Status == http.StatusForbidden {
				return new(Robots), nil
			}
			return nil, err
		}
		switch {
		case x.Status >= 300 && x.Status < 400 && x.Header.Get("Location") != "":
			next, err := u.Parse(x.Header.Get("Location"))
			if err != nil || next.Scheme != "http" && next.Scheme != "https" || next.Host == "" {
				return new(Robots), nil
			}
			u = next
			u.Fragment = ""
		case x.Status >= 200 && x.Status < 300:
			return ParseRobots(x.Body), nil
		default:
			return new(Robots), nil
		}
	}
	return new(Robots), nil
}

// Sitemaps are the addresses of sitemaps that the robots.txt of an address's
// host names. It asks for the file if it has to, as Fetch does.
func (c *Client) Sitemaps(ctx context.Context, raw, groupName string) ([]string, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return nil, &pipeline.Failure{Reason: "bad address", Err: err}
	}
	f, err := c.robotsFile(ctx, u, c.group(groupName, u.Host, isLoopback(u.Hostname())))
	if err != nil {
		return nil, err
	}
	return f.Sitemaps(), nil
}
