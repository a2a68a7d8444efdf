package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"text/tabwriter"
	"time"

	"estrade/extract"
	"estrade/extract/standard"
	"estrade/pipeline"
	"estrade/pipeline/fetch"
)

// checked is what a start page of a site answered.
type checked struct {
	Site     string `json:"site"`
	URL      string `json:"url"`
	Status   int    `json:"status,omitempty"`
	LeadsTo  string `json:"leads_to,omitempty"` // after redirects within the site
	Links    int    `json:"links"`              // worth following
	Releases int    `json:"releases"`           // of them like a release
	Problem  string `json:"problem,omitempty"`  // empty if the page will do
}

// checkHops is how many redirects of a start page are followed.
const checkHops = 5

// checkSites asks each site for robots.txt and its start pages, at the pace of
// a crawl, and prints whether they will do. It is an error if any will not.
func checkSites(ctx context.Context, out io.Writer, asJSON bool, list []*pipeline.Site, contact string, log *slog.Logger) (err error) {
	local := isLocal(list)
	if contact == "" && !local {
		return usagef("--check asks the sites, and needs --contact: a mail address or URL at which their keepers can reach you")
	}
	client, err := fetch.New(fetch.Options{Version: version, Contact: contact, AllowPrivate: local, Log: log})
	if err != nil {
		return err
	}
	chain, err := standard.New(cacheFolder())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, chain.Close()) }()
	enc := json.NewEncoder(out)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	bad := 0
	for _, s := range list {
		if s.Unsupported != "" {
			continue
		}
		for _, start := range s.Start {
			c := check(ctx, client, chain, s, start)
			if ctx.Err() != nil {
				return errors.Join(ctx.Err(), w.Flush())
			}
			if c.Problem != "" {
				bad++
			}
			if asJSON {
				if err := enc.Encode(c); err != nil {
					return err
				}
				continue
			}
			verdict := fmt.Sprintf("ok, %d links, %d of them like a release", c.Links, c.Releases)
			if c.Problem != "" {
				verdict = c.Problem
			}
			if c.LeadsTo != "" {
				verdict += "; leads to " + c.LeadsTo
			}
			fmt.Fprintf(w, "%s\t%s\t%s\n", label(s.Code, s.Name), c.URL, verdict)
			if err := w.Flush(); err != nil { // each answer takes seconds
				return err
			}
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d start pages will not do", bad)
	}
	return nil
}

// check asks for one start page.
func check(ctx context.Context, client pipeline.Fetcher, linker extract.Linker, s *pipeline.Site, start string) checked {
	c := checked{Site: s.Code, URL: start}
	address := start
	for range checkHops + 1 {
		x, err := client.Fetch(ctx, pipeline.Request{URL: address, Group: s.Group, Pace: s.Pace})
		var f *pipeline.Failure
		switch {
		case errors.As(err, &f):
			c.Status, c.Problem = f.Status, f.Reason
			if f.Hold && !f.At.IsZero() {
				c.Problem += fmt.Sprintf(", rests for %s", duration(time.Until(f.At)))
			}
			return c
		case err != nil:
			c.Problem = err.Error()
			return c
		}
		c.Status = x.Status
		if x.Status >= 300 && x.Status < 400 {
			from, err := url.Parse(address)
			if err == nil {
				from, err = from.Parse(x.Header.Get("Location"))
			}
			if err != nil || x.Header.Get("Location") == "" {
				c.Problem = "bad redirect"
				return c
			}
			address = from.String()
			c.LeadsTo = address
			if canonical, err := s.Canonical(address); err != nil || !s.Contains(canonical) {
				c.Problem = "leads off the site"
				return c
			}
			continue
		}
		if x.Status != 200 {
			c.Problem = fmt.Sprintf("status %d", x.Status)
			return c
		}
		for _, l := range linker.Links(x.Page()) {
			c.Links++
			if l.Kind == extract.ReleaseLink {
				c.Releases++
			}
		}
		if c.Links == 0 {
			c.Problem = "no links: scripts may be needed"
		}
		return c
	}
	c.Problem = "too many redirects"
	return c
}
