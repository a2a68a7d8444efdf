package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"estrade/pipeline"
	"estrade/pipeline/frontier"
)

// planShown is how many addresses of a site a plan shows on the terminal.
const planShown = 10

// planned is an address that a crawl would ask for.
type planned struct {
	Site string `json:"site"`
	URL  string `json:"url"`
	Why  string `json:"why"` // one of the reasons below
}

// Reasons to ask for an address.
const (
	whyStart  = "start"  // a new round begins with it
	whyQueued = "queued" // found in the round under way, or by the last crawl
	whyAgain  = "again"  // known: asked only for what has changed
)

// plan prints what run would ask sites for, as far as it is known before any
// answer. It asks none and changes nothing.
func (f *crawlFlags) plan(ctx context.Context, o *options, chosen []*pipeline.Site, out io.Writer) error {
	data := folder(o.data)
	ledger, err := frontier.Open(data.frontier(), frontier.Options{ReadOnly: true})
	if errors.Is(err, fs.ErrNotExist) {
		ledger, err = nil, nil
	}
	if err != nil {
		return data.explain(err)
	}
	if ledger != nil {
		defer ledger.Close()
	}
	enc := json.NewEncoder(out)
	all, again := 0, 0
	local := isLocal(chosen)
	for _, s := range chosen {
		start := make(map[string]bool)
		for _, t := range s.Seeds() {
			start[t.URL] = true
		}
		n := 0
		show := func(t pipeline.Task, asked bool) error {
			p := planned{s.Code, t.URL, whyQueued}
			switch {
			case asked:
				p.Why = whyAgain
				again++
			case start[t.URL]:
				p.Why = whyStart
			}
			all++
			n++
			switch {
			case o.json:
				return enc.Encode(p)
			case n <= planShown:
				_, err := fmt.Fprintf(out, "  %-7s %s\n", p.Why, p.URL)
				return err
			}
			return nil
		}
		if !o.json {
			fmt.Fprintf(out, "%s: %s\n", label(s.Code, s.Name), f.terms(s, local))
		}
		if ledger == nil {
			for _, t := range s.Seeds() {
				err = errors.Join(err, show(t, false))
			}
		} else {
			err = ledger.Planned(ctx, s.Code, 0, s.Seeds(), show)
		}
		if err != nil {
			return err
		}
		if !o.json && n > planShown {
			fmt.Fprintf(out, "  … and %d more; --json lists all\n", n-planShown)
		}
	}
	if o.json {
		return nil
	}
	_, err = fmt.Fprintf(out, "%d addresses, %d of them only for what has changed; links found in them come on top. Nothing was fetched.\n", all, again)
	return err
}

// terms tells how a site is asked.
func (f *crawlFlags) terms(s *pipeline.Site, local bool) string {
	if local {
		return "on this machine, as fast as it answers"
	}
	if s.Group == "" {
		return fmt.Sprintf("one request every %v or slower, after robots.txt", max(min(f.pace, time.Second), s.Pace))
	}
	return fmt.Sprintf("one request every %v or slower for all sites of group %q, after robots.txt", max(f.pace, s.Pace), s.Group)
}
