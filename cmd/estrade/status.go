package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"estrade/pipeline"
	"estrade/pipeline/frontier"
)

func newStatus(o *options) *cobra.Command {
	var reports bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Tell how far a crawl is, or what the last one did and what is known in all",
		Long: `While a crawl works on the data folder, tells how far it is: by site the pages
fetched, what was new, changed, unchanged and withdrawn, what failed and why, what
waits, and an estimate of the time left. Otherwise the report of the last crawl,
and what is known of each site from all crawls.

With --reports, one line for each crawl that has ended. With --json, one object
a line: the report of the crawl, then one for each site.`,
		Example: "  estrade status\n  estrade status --data ./estrade-data --json\n  estrade status --reports",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			data := folder(o.data)
			if _, err := os.Stat(string(data)); err != nil {
				return fmt.Errorf("no crawl has begun in this folder; begin with: estrade crawl SITE --contact YOU --data %s: %w", data, err)
			}
			if reports {
				return listReports(cmd.OutOrStdout(), cmd.ErrOrStderr(), o.json, data)
			}
			return status(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o.json, data)
		},
	}
	cmd.Flags().BoolVar(&reports, "reports", false, "list the crawls that have ended")
	return cmd
}

// status tells of the crawl under way or the last one, and then of all.
func status(ctx context.Context, out, messages io.Writer, asJSON bool, data folder) error {
	ledger, err := frontier.Open(data.frontier(), frontier.Options{ReadOnly: true})
	if errors.Is(err, frontier.ErrLocked) {
		r, err := data.current()
		if err != nil {
			fmt.Fprintf(messages, "estrade: a command works on %s, but no crawl has said how far it is\n", data)
			return nil
		}
		return writeStatus(out, asJSON, &r)
	}
	if err == nil {
		defer ledger.Close()
	}
	past, e := data.past()
	if e != nil {
		fmt.Fprintf(messages, "estrade: %v\n", e)
	}
	last, e := data.current() // left by one that was killed
	if e == nil {
		last.End = killed
	} else if len(past) > 0 {
		last = past[len(past)-1]
	}
	switch {
	case !last.Began.IsZero():
		if err := writeStatus(out, asJSON, &last); err != nil {
			return err
		}
	case !asJSON:
		fmt.Fprintf(out, "No crawl has ended in %s.\n", data)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w\nThe next crawl or 'estrade process' sets it aside and makes a new one from the archive", err)
	}
	return writeKnown(ctx, out, asJSON, data, ledger)
}

func writeStatus(out io.Writer, asJSON bool, r *report) error {
	if asJSON {
		return json.NewEncoder(out).Encode(r)
	}
	fmt.Fprintln(out, r.heading())
	for _, group := range slices.Sorted(maps.Keys(r.Rests)) {
		fmt.Fprintf(out, "%s rests until %s UTC\n", group, r.Rests[group].UTC().Format("2006-01-02 15:04"))
	}
	return writeTable(out, r)
}

// writeKnown tells what is known of each site from all crawls.
func writeKnown(ctx context.Context, out io.Writer, asJSON bool, data folder, ledger *frontier.Frontier) error {
	tallies, err := pipeline.Survey(ctx, ledger)
	if err != nil {
		return err
	}
	waiting := ledger.Lengths()
	registry, err := data.registry()
	if err != nil {
		return err
	}
	for site := range waiting {
		if tallies[site] == nil {
			tallies[site] = new(pipeline.Tally)
		}
	}
	delete(tallies, "") // addresses that were never asked for
	enc := json.NewEncoder(out)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	if !asJSON {
		fmt.Fprintln(out, "\nknown from all crawls")
		fmt.Fprintln(w, "SITE\tPAGES\tRELEASES\tVERSIONS\tCHANGED\tWITHDRAWN\tALIASES\tFAILED\tWAITING\tLAST ASKED\t")
	}
	for _, code := range slices.Sorted(maps.Keys(tallies)) {
		t, name := tallies[code], code
		if s, ok := registry.Lookup(code); ok {
			name = s.Name
		}
		if asJSON {
			line := struct {
				Site    string `json:"site"`
				Name    string `json:"name"`
				Waiting int    `json:"waiting"`
				*pipeline.Tally
			}{code, name, waiting[code], t}
			if err := enc.Encode(line); err != nil {
				return err
			}
			continue
		}
		asked := "never"
		if !t.Checked.IsZero() {
			asked = t.Checked.UTC().Format("2006-01-02 15:04")
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t\n", label(code, name),
			t.Pages, t.Releases, t.Versions, t.Changed, t.Withdrawn, sum(t.Aliases), sum(t.Failed), waiting[code], asked)
	}
	return w.Flush()
}

// listReports prints a line for each crawl that has ended.
func listReports(out, messages io.Writer, asJSON bool, data folder) error {
	past, err := data.past()
	if err != nil {
		fmt.Fprintf(messages, "estrade: %v\n", err)
	}
	enc := json.NewEncoder(out)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	if !asJSON {
		fmt.Fprintln(w, "BEGAN (UTC)\tTOOK\tEND\tSITES\tPAGES\tNEW\tCHANGED\tWITHDRAWN\tFAILED\tWAITING")
	}
	for _, r := range past {
		if asJSON {
			if err := enc.Encode(r); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\n", r.Began.UTC().Format(time.DateTime), duration(r.Updated.Sub(r.Began)),
			cmp.Or(r.End, "?"), len(r.Sites), r.Total.Fetched, r.Total.New, r.Total.Changed, r.Total.Withdrawn, sum(r.Total.Failed), r.Waiting)
	}
	return w.Flush()
}
