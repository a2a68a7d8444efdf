package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"github.com/spf13/cobra"

	"estrade/extract/standard"
	"estrade/index"
	"estrade/index/api"
	"estrade/index/bleveindex"
	"estrade/pipeline"
	"estrade/pipeline/archive"
	"estrade/pipeline/frontier"
)

func newProcess(o *options) *cobra.Command {
	var rebuild bool
	cmd := &cobra.Command{
		Use:   "process",
		Short: "Extract, analyse and index everything again from the archive, without fetching",
		Long: `Takes the latest version of every archived page through extraction, analysis and
index again, on all cores. No site is asked. Use it after an update of the
program. A frontier that is missing or damaged is made again as well. An index
of another version, or with --rebuild any, is made anew beside the old one and
takes its place when it is complete: the way out where an index is damaged.`,
		Example: "  estrade process\n  estrade process --rebuild --data ./estrade-data",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			began := time.Now()
			stats := new(pipeline.Stats)
			data, messages := folder(o.data), cmd.ErrOrStderr()
			p := startProgress(messages, func() state {
				s := stats.Snapshot()
				if s.Pages == 0 {
					return state{text: "reading the archive's index"}
				}
				return state{s.Done, s.Pages, fmt.Sprintf("%d of %d pages, %d releases, %d statements", s.Done, s.Pages, s.Total.Releases, s.Total.Statements)}
			})
			err := process(cmd.Context(), data, rebuild, stats, messages)
			p.end()
			if err != nil {
				return data.explain(err)
			}
			r, err := data.registry()
			if err != nil {
				return err
			}
			snap := stats.Snapshot()
			var done []*pipeline.Site
			for code := range snap.Sites {
				s, ok := r.Lookup(code)
				if !ok {
					s = &pipeline.Site{Code: code, Name: code}
				}
				done = append(done, s)
			}
			sortSites(done)
			return reportCrawl(cmd.OutOrStdout(), o.json, done, &snap, time.Since(began))
		},
	}
	cmd.Flags().BoolVar(&rebuild, "rebuild", false, "make the index anew")
	return cmd
}

// process takes the archive of a data folder through extraction, annotation
// and index.
func process(ctx context.Context, data folder, rebuild bool, stats *pipeline.Stats, messages io.Writer) (err error) {
	if _, err := os.Stat(data.archive()); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s holds no archive; fetch one with: estrade crawl SITE --contact YOU --data %s", data, data)
	}
	if rebuild {
		if c, err := data.server(ctx); err != nil || c != nil {
			return errors.Join(err, fmt.Errorf("estrade serve has the index of %s open; stop it, then make the index anew", data))
		}
	}
	chain, err := standard.New(cacheFolder())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, chain.Close()) }()
	st := &store{folder: data}
	defer func() { err = errors.Join(err, st.close()) }()
	if st.archive, err = archive.Open(data.archive(), archive.Options{Software: "Estrade/" + version}); err != nil {
		return err
	}
	r, err := data.registry()
	if err != nil {
		return err
	}
	crawl := &pipeline.Crawl{
		Archive: st.archive, Extractor: chain, Linker: chain, Annotator: chain, Stats: stats, Log: slog.New(slog.DiscardHandler),
	}
	index := func() error {
		fill := func(x api.Writer) error {
			crawl.Indexer = indexer{x}
			return crawl.Reprocess(ctx, r.Of)
		}
		anew := func() error {
			return bleveindex.Rebuild(data.index(), func(x index.Index) error { return fill(x) })
		}
		if rebuild {
			return anew()
		}
		x, err := data.openKeeper(ctx)
		if errors.Is(err, index.ErrSchema) {
			return anew()
		}
		if err != nil {
			return err
		}
		return errors.Join(fill(x), x.Close())
	}
	say := func(format string, args ...any) { fmt.Fprintf(messages, "estrade: "+format+"\n", args...) }
	restored := false
	err = st.openFrontier(frontier.Options{}, say, func(empty *frontier.Frontier) error {
		restored, crawl.Ledger = true, empty
		return index()
	})
	if err != nil || restored {
		return err
	}
	crawl.Ledger = st.frontier
	return index()
}
