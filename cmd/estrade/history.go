package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"estrade/extract/standard"
	"estrade/pipeline"
)

func newHistory(o *options) *cobra.Command {
	var changed bool
	cmd := &cobra.Command{
		Use:   "history [URL... | --changed [SITE...]]",
		Short: "Show the versions of a release, what changed in them, and when it was withdrawn",
		Long: `Shows what stood at an address, from the archive: each version with the time at
which it was first and last seen, the digest of what the server sent, and the
words that changed, as [-left out-] and {+added+}; and when the page was found
gone or leading elsewhere. Times are UTC.

With --changed, lists the releases that were changed or withdrawn after they
had been published, of all sites or of those named.

The archive is only read: a crawl may go on meanwhile.`,
		Example: `  estrade history https://www.nord.gouv.fr/Actualites/Un-communique
  estrade history --changed
  estrade history --changed 59 Bretagne --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if !changed && len(args) == 0 {
				return usagef("give the address of a release, or --changed for a list")
			}
			return history(cmd.Context(), cmd.OutOrStdout(), o, changed, args)
		},
	}
	cmd.Flags().BoolVar(&changed, "changed", false, "list the releases changed or withdrawn after publication")
	return cmd
}

func history(ctx context.Context, out io.Writer, o *options, changed bool, args []string) (err error) {
	data := folder(o.data)
	a, err := data.openArchive()
	if err != nil {
		return data.explain(err)
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	r, err := data.registry()
	if err != nil {
		return err
	}
	chain, err := standard.New(cacheFolder())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, chain.Close()) }()
	h := &pipeline.History{Records: a, Extractor: chain, SiteOf: r.Of}
	write := func(p *pipeline.Past) error {
		if o.json {
			return writePast(out, p)
		}
		return showPast(out, p)
	}
	if !changed {
		for _, url := range args {
			p, ok, err := h.Of(ctx, url)
			if err != nil {
				return err
			}
			if !ok {
				return fmt.Errorf("%s: the archive in %s holds no answer from this address", url, data)
			}
			if err := write(p); err != nil {
				return err
			}
		}
		return nil
	}
	wanted := make(map[string]bool)
	for _, name := range args {
		s, ok := r.Lookup(name)
		if !ok {
			return usagef("%s: no site has this code or name; 'estrade sites' lists them", name)
		}
		wanted[s.Code] = true
	}
	n := 0
	err = h.Changed(ctx, func(p *pipeline.Past) error {
		if len(wanted) > 0 && !wanted[p.Site.Code] {
			return nil
		}
		n++
		if o.json {
			return writePast(out, p)
		}
		return listPast(out, p)
	})
	if err == nil && n == 0 && !o.json {
		_, err = fmt.Fprintln(out, "No release was changed or withdrawn, as far as the archive knows.")
	}
	return err
}

// showPast prints all that the archive knows of an address.
func showPast(out io.Writer, p *pipeline.Past) error {
	var b strings.Builder
	fmt.Fprintln(&b, p.URL)
	if title := p.Title(); title != "" {
		fmt.Fprintln(&b, clean(title))
	}
	previous := ""
	for i := range p.Editions {
		e := &p.Editions[i]
		fmt.Fprintf(&b, "\n%s  %s\n", moment(e.From), what(e))
		if e.Seen.After(e.From) {
			fmt.Fprintf(&b, "  last seen  %s, %d visits\n", moment(e.Seen), e.Visits)
		}
		fmt.Fprintf(&b, "  digest     %s\n  archived   %s\n", e.Digest, e.Ref)
		if e.Version == 0 {
			continue
		}
		if previous != "" && previous != e.Text {
			fmt.Fprintf(&b, "\n%s\n", indent(wordDiff(previous, e.Text)))
		}
		previous = e.Text
	}
	_, err := fmt.Fprintln(out, b.String())
	return err
}

// what says in words what was found.
func what(e *pipeline.Edition) string {
	switch {
	case e.Version > 0:
		return fmt.Sprintf("version %d", e.Version)
	case e.Target != "":
		return "leads to " + e.Target
	case e.Gone():
		return fmt.Sprintf("gone (%d)", e.Status)
	}
	return "no release: " + clean(e.NotRelease)
}

// listPast prints an entry of the list of what was changed or withdrawn.
func listPast(out io.Writer, p *pipeline.Past) error {
	var changes []string
	for _, e := range p.Editions[1:] {
		if e.Version > 1 {
			changes = append(changes, "changed "+moment(e.From))
		}
	}
	if t := p.Withdrawn(); !t.IsZero() {
		changes = append(changes, "withdrawn "+moment(t))
	}
	_, err := fmt.Fprintf(out, "%s\n  %s\n  %s\n", clean(p.Title()), p.URL, strings.Join(changes, ", "))
	return err
}

func moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }

// writePast prints an address as a JSON object.
func writePast(out io.Writer, p *pipeline.Past) error {
	type edition struct {
		From       time.Time `json:"from"`
		Seen       time.Time `json:"seen"`
		Visits     int       `json:"visits"`
		Status     int       `json:"status"`
		Version    int       `json:"version,omitempty"`
		Digest     string    `json:"digest"`
		Archived   string    `json:"archived"`
		Target     string    `json:"target,omitempty"`
		NotRelease string    `json:"not_release,omitempty"`
		Title      string    `json:"title,omitempty"`
		Text       string    `json:"text,omitempty"`
		Difference string    `json:"difference,omitempty"` // from the version before
	}
	line := struct {
		URL       string    `json:"url"`
		Site      string    `json:"site,omitempty"`
		Versions  int       `json:"versions"`
		Withdrawn time.Time `json:"withdrawn,omitzero"`
		Editions  []edition `json:"editions"`
	}{URL: p.URL, Site: p.Site.Code, Versions: p.Versions(), Withdrawn: p.Withdrawn()}
	previous := ""
	for _, e := range p.Editions {
		item := edition{e.From, e.Seen, e.Visits, e.Status, e.Version, e.Digest, e.Ref, e.Target, e.NotRelease, e.Title, e.Text, ""}
		if e.Version > 0 {
			if previous != "" && previous != e.Text {
				item.Difference = wordDiff(previous, e.Text)
			}
			previous = e.Text
		}
		line.Editions = append(line.Editions, item)
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(line)
}

func indent(s string) string { return "  " + strings.ReplaceAll(s, "\n", "\n  ") }
