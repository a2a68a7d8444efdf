package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"estrade/extract/standard"
	"estrade/pipeline"
	"estrade/pipeline/fetch"
	"estrade/pipeline/frontier"
	"estrade/pipeline/sites"
)

// crawlFlags are the settings of a crawl.
type crawlFlags struct {
	urls      []string
	sitesFile string
	contact   string
	pace      time.Duration
	allowFast bool
	private   bool
	since     string
	maxPages  int
	maxDepth  int
	noFiles   bool
	verbose   bool
	alerts    bool
	dryRun    bool
	metrics   string
}

func newCrawl(o *options) *cobra.Command {
	var f crawlFlags
	cmd := &cobra.Command{
		Use:   "crawl SITE...",
		Short: "Fetch the releases of prefectures, politely, and index them",
		Long: `Fetches the sites of the prefectures named by code or name ("59", "Nord",
"R53", "Bretagne"), or of an address given with --url. Every page is archived
before anything else happens to it. A crawl that was stopped, by whatever, goes
on where it was with the same command; one that has ended asks the sites only
for what has changed since. What it did is reported at the end and kept in the
data folder; 'estrade status' shows it, also while a crawl goes on.

A crawl of real sites needs --contact, so that whoever keeps them can reach you;
it goes into the User-Agent. robots.txt is obeyed, and the sites of one platform
share one pace. Addresses in your own network are refused, except on this
machine when --url names it.

--dry-run lists what would be fetched, as far as it is known before any answer,
and asks no site for anything, not even for robots.txt.`,
		Example: `  estrade crawl 59 --contact press@example.org
  estrade crawl Nord Pas-de-Calais --contact https://example.org/crawler --since 2024-01-01
  estrade crawl 59 --contact press@example.org --dry-run
  estrade crawl --url http://127.0.0.1:8000/`,
		RunE: func(cmd *cobra.Command, args []string) error {
			chosen, err := f.sites(args)
			if err != nil {
				return err
			}
			if f.dryRun {
				return f.plan(cmd.Context(), o, chosen, cmd.OutOrStdout())
			}
			return f.run(cmd.Context(), o, chosen, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.urls, "url", nil, "crawl the site of this `address`; may be repeated")
	flags.StringVar(&f.sitesFile, "sites", "", "`file` of further sites, in the form that 'estrade sites --help' describes")
	flags.StringVar(&f.contact, "contact", "", "mail address or URL at which the sites' keepers can reach you")
	flags.DurationVar(&f.pace, "pace", 5*time.Second, "least time between two requests to the sites of one platform")
	flags.BoolVar(&f.allowFast, "allow-fast", false, "let --pace be less than 1 s: a burden that may get every visitor from your address blocked")
	flags.BoolVar(&f.private, "allow-private", false, "let sites lead to addresses of private networks")
	flags.StringVar(&f.since, "since", "", "leave out releases that listings, feeds and sitemaps date before this `date` (YYYY-MM-DD)")
	flags.IntVar(&f.maxPages, "max-pages", 0, "pages to fetch of each site in one round, the next one takes what is left; 0 for the default")
	flags.IntVar(&f.maxDepth, "max-depth", 0, "links to follow from a start page; 0 for the default")
	flags.BoolVar(&f.noFiles, "no-files", false, "do not fetch PDF files")
	flags.BoolVar(&f.dryRun, "dry-run", false, "list what would be fetched, and fetch nothing")
	flags.StringVar(&f.metrics, "metrics", "", "`address` at which to serve the counts to Prometheus, such as 127.0.0.1:9090")
	flags.BoolVar(&f.alerts, "alerts", false, "then tell what is new of saved searches, as 'estrade alert run' does")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "say what happens to each address")
	return cmd
}

// sites finds the sites that the command line names.
func (f *crawlFlags) sites(names []string) ([]*pipeline.Site, error) {
	if len(names) == 0 && len(f.urls) == 0 {
		return nil, usagef("name a prefecture by code or name, or give an address with --url; 'estrade sites' lists them")
	}
	if f.since != "" {
		if _, err := time.Parse(time.DateOnly, f.since); err != nil {
			return nil, usagef("--since %s: want a date as YYYY-MM-DD", f.since)
		}
	}
	r, err := registry(f.sitesFile)
	if err != nil {
		return nil, err
	}
	var chosen []*pipeline.Site
	for _, name := range names {
		s, ok := r.Lookup(name)
		switch {
		case !ok && strings.Contains(name, "://"):
			return nil, usagef("%s: give an address with --url", name)
		case !ok:
			return nil, usagef("%s: no prefecture has this code or name; 'estrade sites' lists them", name)
		case s.Unsupported != "":
			return nil, fmt.Errorf("%s (%s) cannot be crawled: %s", s.Name, s.Code, s.Unsupported)
		}
		chosen = append(chosen, s)
	}
	for _, address := range f.urls {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return nil, usagef("--url %s: want an address such as https://www.example.org/", address)
		}
		s := r.Of(address)
		if s == nil {
			if s, err = sites.Single(address); err != nil {
				return nil, err
			}
		}
		chosen = append(chosen, s)
	}
	for _, s := range chosen {
		if f.maxPages > 0 {
			s.MaxPages = f.maxPages
		}
		if f.maxDepth > 0 {
			s.MaxDepth = f.maxDepth
		}
	}
	return chosen, nil
}

// isLocal reports whether all sites are on this machine.
func isLocal(chosen []*pipeline.Site) bool {
	for _, s := range chosen {
		for _, h := range s.Hosts {
			u := url.URL{Host: h}
			ip, err := netip.ParseAddr(u.Hostname())
			if u.Hostname() != "localhost" && (err != nil || !ip.IsLoopback()) {
				return false
			}
		}
	}
	return true
}

// run crawls and reports.
func (f *crawlFlags) run(ctx context.Context, o *options, chosen []*pipeline.Site, out, messages io.Writer) error {
	local := isLocal(chosen)
	if f.contact == "" && !local {
		return usagef("a crawl needs --contact: a mail address or URL at which the sites' keepers can reach you; it goes into the User-Agent")
	}
	level := slog.LevelWarn
	if f.verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(messages, &slog.HandlerOptions{Level: level}))
	client, err := fetch.New(fetch.Options{
		Version: version, Contact: f.contact, Pace: f.pace, HostPace: min(f.pace, time.Second),
		AllowFast: f.allowFast || local, AllowPrivate: f.private || local, Log: log,
	})
	if err != nil {
		return usageError{fmt.Errorf("--pace: %w; --allow-fast would allow it", err)}
	}
	data := folder(o.data)
	r, err := crawlReport(ctx, data, f, chosen, client, log, messages)
	if r != nil {
		if e := writeCrawl(out, o.json, r); e != nil {
			return e
		}
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintf(messages, "estrade: stopped; all that was fetched is kept. Go on with the same command.\n")
		return reportedError{err}
	}
	if err == nil && f.alerts {
		return new(alertRun).run(ctx, o, nil, out, messages)
	}
	return data.explain(err)
}

// crawlSites is crawlReport for those who want the counts alone.
func crawlSites(ctx context.Context, data folder, f *crawlFlags, chosen []*pipeline.Site, client pipeline.Fetcher, log *slog.Logger, messages io.Writer) (*pipeline.Snapshot, error) {
	r, err := crawlReport(ctx, data, f, chosen, client, log, messages)
	if r == nil {
		return nil, data.explain(err)
	}
	snap := &pipeline.Snapshot{Total: r.Total, Sites: make(map[string]pipeline.Count)}
	for _, s := range r.Sites {
		snap.Sites[s.Site] = s.Count
	}
	return snap, data.explain(err)
}

// localHost is how many pages of a site on this machine are fetched at once.
const localHost = 16

// crawlReport opens the data folder, works until nothing is left, closes it
// and tells what was done; nil if it did not come to work.
func crawlReport(ctx context.Context, data folder, f *crawlFlags, chosen []*pipeline.Site, client pipeline.Fetcher, log *slog.Logger, messages io.Writer) (r *report, err error) {
	chain, err := standard.New(cacheFolder())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, chain.Close()) }()
	st, err := data.open(ctx, f.contact)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, st.close()) }()
	say := func(format string, args ...any) { fmt.Fprintf(messages, "estrade: "+format+"\n", args...) }
	for _, r := range st.archive.Repairs() {
		say("the archive's file %s had a torn end (%s); its last %d bytes were cut off", r.File, r.Why, r.Cut)
	}
	if err := data.remember(chosen); err != nil {
		return nil, err
	}
	all, err := data.registry()
	if err != nil {
		return nil, err
	}
	opts := frontier.Options{}
	if isLocal(chosen) {
		opts.PerHost = localHost
	}
	err = st.openFrontier(opts, say, func(empty *frontier.Frontier) error {
		again := &pipeline.Crawl{
			Ledger: empty, Archive: st.archive, Extractor: chain, Linker: chain, Annotator: chain, Indexer: indexer{st.index}, Log: log,
		}
		return again.Reprocess(ctx, all.Of)
	})
	if err != nil {
		return nil, err
	}
	byCode := map[string]*pipeline.Site{}
	for _, s := range chosen {
		byCode[s.Code] = s
		if _, err := st.frontier.Begin(ctx, s.Code, 0, s.Seeds()); err != nil {
			return nil, err
		}
	}
	crawl := &pipeline.Crawl{
		Frontier: st.frontier, Ledger: st.frontier, Archive: st.archive, Fetcher: client,
		Extractor: chain, Linker: chain, Annotator: chain, Indexer: indexer{st.index},
		Sites: byCode, Since: f.since, Attachments: !f.noFiles, Stats: new(pipeline.Stats), Log: log,
	}
	queue := func() map[string]int {
		lengths := st.frontier.Lengths()
		for site := range lengths {
			if byCode[site] == nil {
				delete(lengths, site)
			}
		}
		return lengths
	}
	if f.metrics != "" {
		bound, stop, err := serveMetrics(ctx, f.metrics, collector{crawl.Stats, queue})
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, stop()) }()
		say("metrics at http://%s/metrics", bound)
	}
	pulse := newPulse(crawl.Stats, queue)
	j, err := startJournal(data, f.since, chosen, crawl.Stats, queue, pulse, log)
	if err != nil {
		return nil, err
	}
	p := startProgress(messages, pulse.state)
	err = crawl.Run(ctx)
	p.end()
	if err == nil {
		for _, s := range chosen {
			if err = st.frontier.End(ctx, s.Code); err != nil {
				break
			}
		}
	}
	end := complete
	switch {
	case errors.Is(err, context.Canceled):
		end = stopped
	case err != nil:
		end = failed
	}
	last, e := j.end(end, err)
	return &last, errors.Join(err, e)
}

func sum(m map[string]int) int {
	n := 0
	for _, v := range m {
		n += v
	}
	return n
}

// writeCrawl prints what a crawl did: in detail for one site, as a table for
// more.
func writeCrawl(out io.Writer, asJSON bool, r *report) error {
	if asJSON {
		return writeSites(out, r)
	}
	took := r.Updated.Sub(r.Began)
	if len(r.Sites) == 1 {
		s := r.Sites[0]
		writeCount(out, fmt.Sprintf("%s (%s)", s.Name, s.Site), s.Count)
	} else {
		if err := writeTable(out, r); err != nil {
			return err
		}
		writeCount(out, "all", r.Total)
	}
	_, err := fmt.Fprintf(out, "%.1f s\n", took.Seconds())
	return err
}

// writeSites prints one JSON object for each site.
func writeSites(out io.Writer, r *report) error {
	enc := json.NewEncoder(out)
	for _, s := range r.Sites {
		if err := enc.Encode(s); err != nil {
			return err
		}
	}
	return nil
}

// reportCrawl prints what was done, a site after the other.
func reportCrawl(out io.Writer, asJSON bool, chosen []*pipeline.Site, snap *pipeline.Snapshot, took time.Duration) error {
	r := &report{Total: snap.Total}
	for _, s := range chosen {
		r.Sites = append(r.Sites, siteReport{Site: s.Code, Name: s.Name, Count: snap.Sites[s.Code]})
	}
	if asJSON {
		return writeSites(out, r)
	}
	for _, s := range r.Sites {
		writeCount(out, fmt.Sprintf("%s (%s)", s.Name, s.Site), s.Count)
	}
	if len(r.Sites) > 1 {
		writeCount(out, "all", snap.Total)
	}
	_, err := fmt.Fprintf(out, "%.1f s\n", took.Seconds())
	return err
}
