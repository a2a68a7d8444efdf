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
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"estrade/extract/standard"
	"estrade/pipeline"
	"estrade/pipeline/fetch"
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
for what has changed since.

A crawl of real sites needs --contact, so that whoever keeps them can reach you;
it goes into the User-Agent. robots.txt is obeyed, and the sites of one platform
share one pace. Addresses in your own network are refused, except on this
machine when --url names it.`,
		Example: `  estrade crawl 59 --contact press@example.org
  estrade crawl Nord Pas-de-Calais --contact https://example.org/crawler --since 2024-01-01
  estrade crawl --url http://127.0.0.1:8000/`,
		RunE: func(cmd *cobra.Command, args []string) error {
			chosen, err := f.sites(args)
			if err != nil {
				return err
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
	flags.StringVar(&f.since, "since", "", "leave out releases that listings date before this `date` (YYYY-MM-DD)")
	flags.IntVar(&f.maxPages, "max-pages", 0, "pages to fetch of each site in one round; 0 for the default")
	flags.IntVar(&f.maxDepth, "max-depth", 0, "links to follow from a start page; 0 for the default")
	flags.BoolVar(&f.noFiles, "no-files", false, "do not fetch PDF files")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "say what happens to each address")
	return cmd
}

// registry is the program's registry with the user's sites added.
func registry(file string) (*sites.Registry, error) {
	r, err := sites.Default()
	if err != nil || file == "" {
		return r, err
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("sites file: %w", err)
	}
	defer f.Close()
	more, err := sites.Read(f)
	if err != nil {
		return nil, fmt.Errorf("sites file %s: %w", file, err)
	}
	return r.With(more)
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
	began := time.Now()
	snap, err := crawlSites(ctx, folder(o.data), f, chosen, client, log, messages)
	if snap != nil {
		if e := reportCrawl(out, o.json, chosen, snap, time.Since(began)); e != nil {
			return e
		}
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintf(messages, "estrade: stopped; all that was fetched is kept. Go on with the same command.\n")
		return reportedError{err}
	}
	return err
}

// crawlSites opens the data folder, works until nothing is left, and closes it.
func crawlSites(ctx context.Context, data folder, f *crawlFlags, chosen []*pipeline.Site, client pipeline.Fetcher, log *slog.Logger, messages io.Writer) (snap *pipeline.Snapshot, err error) {
	chain, err := standard.New(cacheFolder())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, chain.Close()) }()
	st, err := data.open(f.contact)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, st.close()) }()
	for _, r := range st.archive.Repairs() {
		fmt.Fprintf(messages, "estrade: the archive's file %s had a torn end (%s); its last %d bytes were cut off\n", r.File, r.Why, r.Cut)
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
	p := startProgress(messages, crawlState(crawl.Stats, st.frontier.Len))
	err = crawl.Run(ctx)
	p.end()
	if err == nil {
		for _, s := range chosen {
			if err = st.frontier.End(ctx, s.Code); err != nil {
				break
			}
		}
	}
	last := crawl.Stats.Snapshot()
	return &last, err
}

// crawlState puts the counts of a crawl into words.
func crawlState(stats *pipeline.Stats, queue func() int) func() state {
	began := time.Now()
	return func() state {
		s := stats.Snapshot()
		left := queue()
		text := fmt.Sprintf("%d pages, %d releases, %d statements, %d waiting, %.1f pages/s",
			s.Total.Fetched, s.Total.Releases, s.Total.Statements, left, float64(s.Total.Fetched)/time.Since(began).Seconds())
		if n := sum(s.Total.Failed); n > 0 {
			text += fmt.Sprintf(", %d failed", n)
		}
		for group, until := range s.Rests {
			if d := time.Until(until); d > 0 {
				text += fmt.Sprintf("; %s rests for %s", group, d.Round(time.Second))
			}
		}
		return state{done: s.Total.Fetched, total: s.Total.Fetched + left, text: text}
	}
}

func sum(m map[string]int) int {
	n := 0
	for _, v := range m {
		n += v
	}
	return n
}

// reportCrawl prints what a crawl did, a site after the other.
func reportCrawl(out io.Writer, asJSON bool, chosen []*pipeline.Site, snap *pipeline.Snapshot, took time.Duration) error {
	if asJSON {
		enc := json.NewEncoder(out)
		for _, s := range chosen {
			line := struct {
				Site string `json:"site"`
				Name string `json:"name"`
				pipeline.Count
			}{s.Code, s.Name, snap.Sites[s.Code]}
			if err := enc.Encode(line); err != nil {
				return err
			}
		}
		return nil
	}
	for _, s := range chosen {
		writeCount(out, fmt.Sprintf("%s (%s)", s.Name, s.Code), snap.Sites[s.Code])
	}
	if len(chosen) > 1 {
		writeCount(out, "all", snap.Total)
	}
	_, err := fmt.Fprintf(out, "%.1f s\n", took.Seconds())
	return err
}
