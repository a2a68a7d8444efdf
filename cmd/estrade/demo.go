package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/spf13/cobra"

	"estrade/index"
	"estrade/index/bleveindex"
	"estrade/pipeline"
	"estrade/pipeline/fetch"
	"estrade/pipeline/replica"
	"estrade/pipeline/sites"
)

func newDemo(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "Do the whole job on bundled sites: crawl, extract, analyse, index, answer",
		Long: `Serves replicas of three prefectures' websites on this machine, crawls them as it
would crawl real ones but faster, and answers three questions of a journalist.
Nothing outside this machine is contacted. The releases are invented.

The result lies in a temporary folder, or in the one that --data names, and can
be asked further with 'estrade who' and 'estrade search'.`,
		Example: "  estrade demo\n  estrade demo --data ./demo-data",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			data := folder(o.data)
			if !cmd.Flags().Changed("data") {
				dir, err := os.MkdirTemp("", "estrade-demo-")
				if err != nil {
					return fmt.Errorf("demo folder: %w", err)
				}
				data = folder(dir)
			} else if _, err := os.Stat(data.frontier()); err == nil {
				// The replicas of an earlier run have left their addresses.
				return fmt.Errorf("%s holds a crawl already, and the demo needs a folder of its own: name another, or remove it; what it holds can be asked with: estrade who --data %[1]s", data)
			}
			return demo(cmd.Context(), data, o.json, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
}

// questions are what a journalist asks in the demo.
var questions = []struct {
	text string
	ask  index.WhoQuery
	args string // the same for the command line
}{
	{"Who spoke at Mons, in Belgium, in March 2024?",
		index.WhoQuery{Place: "Mons", From: "2024-03", To: "2024-03", Kind: "direct,indirect,speech"},
		"--place Mons --from 2024-03 --to 2024-03 --kind direct,indirect,speech"},
	{"What has Hélène Castelnau said about floods, and in which office?",
		index.WhoQuery{Speaker: "castelnau", Text: "inondation OR crue"},
		`--speaker castelnau --text "inondation OR crue"`},
	{"Who took part in the ceremony of 11 November 2023 at Lille?",
		index.WhoQuery{Place: "Lille", From: "2023-11-11", To: "2023-11-11"},
		"--place Lille --from 2023-11-11 --to 2023-11-11"},
}

// answersShown is how many rows of each answer the demo prints.
const answersShown = 4

func demo(ctx context.Context, data folder, asJSON bool, out, messages io.Writer) (err error) {
	began := time.Now()
	site, err := replica.Start(ctx, replica.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, site.Close()) }()
	var chosen []*pipeline.Site
	r, err := registry("")
	if err != nil {
		return err
	}
	for _, s := range site.Sites {
		chosen = append(chosen, standIn(r, s))
		fmt.Fprintf(messages, "replica of %s at %s\n", s.Host, s.URL)
	}
	client, err := fetch.New(fetch.Options{Version: version, AllowPrivate: true})
	if err != nil {
		return err
	}
	snap, err := crawlSites(ctx, data, &crawlFlags{}, chosen, client, slog.New(slog.DiscardHandler), messages)
	if err != nil {
		return err
	}
	if asJSON {
		err = reportCrawl(out, asJSON, chosen, snap, time.Since(began))
	} else {
		err = reportDemo(out, chosen, snap, time.Since(began))
	}
	if err != nil {
		return err
	}
	x, err := bleveindex.Open(data.index())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	for i, q := range questions {
		r, err := index.Who(ctx, x, q.ask, answersShown, "")
		if err != nil {
			return err
		}
		if r.Total == 0 {
			return fmt.Errorf("no answer to %q: the demo's own sites hold one, so something is broken", q.text)
		}
		if !asJSON {
			fmt.Fprintf(out, "\n%d. %s\n   estrade who %s\n   %d statements\n\n", i+1, q.text, q.args, r.Total)
		}
		for _, hit := range r.Hits {
			if err := writeStatement(out, asJSON, hit.Statement); err != nil {
				return err
			}
		}
	}
	fmt.Fprintf(messages, `The index is in %[1]s. Ask it more:

  estrade who --place Privas --data %[1]s
  estrade search 'crue AND after:2019' --data %[1]s
  estrade who --help

A real prefecture, politely:

  estrade crawl 59 --contact you@example.org
`, data)
	return nil
}

// standIn is the registry's site at the address of its replica.
func standIn(r *sites.Registry, s *replica.Site) *pipeline.Site {
	stand := pipeline.Site{Code: s.Code, Name: s.Name, Platform: s.Platform, Hosts: []string{s.Address}, Path: s.Root, Start: []string{s.URL}}
	if known, ok := r.Lookup(s.Code); ok {
		stand.Department, stand.Region = known.Department, known.Region
	}
	return &stand
}

// reportDemo prints a line for each site and what was done in all.
func reportDemo(out io.Writer, chosen []*pipeline.Site, snap *pipeline.Snapshot, took time.Duration) error {
	for _, s := range chosen {
		c := snap.Sites[s.Code]
		fmt.Fprintf(out, "%s (%s): %d pages, %d releases, %d statements\n", s.Name, s.Code, c.Fetched, c.Releases, c.Statements)
	}
	writeCount(out, "all", snap.Total)
	_, err := fmt.Fprintf(out, "%.1f s\n", took.Seconds())
	return err
}
