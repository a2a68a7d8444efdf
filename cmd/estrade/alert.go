package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"estrade/index"
	"estrade/index/export"
)

// alert is a saved search with what it has found so far. It lies in the data
// folder as alerts/NAME.json.
type alert struct {
	Name    string    `json:"name"`
	Query   string    `json:"query"` // in the query language
	Rows    string    `json:"rows"`  // "statements" or "releases"
	Created time.Time `json:"created"`
	Ran     time.Time `json:"ran,omitzero"` // last run
	told
}

// hitsShown is how many new hits a run shows of an alert.
const hitsShown = 1000

var alertName = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$`)

func newAlert(o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "alert",
		Short: "Save searches, and be told what is new",
		Long: `Keeps questions in the data folder and tells what each finds that it had not found
before. Run them after a crawl: 'estrade crawl --alerts' does so by itself.`,
		Example: `  estrade alert add crues 'crue OR inondation' --departement 59
  estrade alert run
  estrade alert run crues --format mail --to press@example.org --from estrade@example.org | sendmail -t`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newAlertAdd(o), newAlertList(o), newAlertRun(o), newAlertRemove(o))
	return cmd
}

func newAlertAdd(o *options) *cobra.Command {
	var w index.WhoQuery
	var rows string
	var all bool
	cmd := &cobra.Command{
		Use:   "add NAME [QUERY]",
		Short: "Save a search",
		Long: `Saves a question under a name: in the query language, with the filters of
'estrade who', or both. What it finds now counts as seen, so that the first run
tells what came later; with --all the first run tells everything.`,
		Example: `  estrade alert add mons --place Mons
  estrade alert add orsec '"plan Orsec" dep:62' --rows releases`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if !alertName.MatchString(args[0]) {
				return usagef("%s: a name has letters, digits, - _ and . only, at most 64", args[0])
			}
			if _, err := rowsOf(rows); err != nil {
				return err
			}
			q, err := o.question(strings.Join(args[1:], " "), w)
			if err != nil {
				return err
			}
			data := folder(o.data)
			if _, err := data.readAlert(args[0]); err == nil {
				return fmt.Errorf("there is an alert %s already; remove it first with: estrade alert remove %s", args[0], args[0])
			} else if !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			a := alert{Name: args[0], Query: q.String(), Rows: rows, Created: time.Now().UTC().Truncate(time.Second)}
			if !all {
				l, err := data.openLibrary(cmd.Context())
				if err != nil {
					return err
				}
				found, err := a.look(cmd.Context(), l)
				if err = errors.Join(err, l.Close()); err != nil {
					return err
				}
				a.found(found.seen, a.Created)
			}
			if err := data.writeAlert(a); err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "alert %s: %s; %d seen so far\n", a.Name, a.Query, a.count())
			return nil
		},
	}
	whoFlags(cmd.Flags(), &w)
	cmd.Flags().StringVar(&rows, "rows", "statements", "statements or releases")
	cmd.Flags().BoolVar(&all, "all", false, "let the first run tell all that is there now")
	return cmd
}

func newAlertList(o *options) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the saved searches",
		Example: "  estrade alert list --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			alerts, err := folder(o.data).alerts(nil)
			if err != nil {
				return err
			}
			for _, a := range alerts {
				seen := a.count()
				if o.json {
					a.told = told{}
					err = writeJSON(cmd.OutOrStdout(), struct {
						alert
						Seen int `json:"seen"`
					}{a, seen})
				} else {
					ran := "never run"
					if !a.Ran.IsZero() {
						ran = "run " + a.Ran.Format("2006-01-02 15:04")
					}
					_, err = fmt.Fprintf(cmd.OutOrStdout(), "%-20s %s of %s; %s, %d seen\n", a.Name, a.Rows, clean(a.Query), ran, seen)
				}
				if err != nil {
					return err
				}
			}
			if len(alerts) == 0 {
				fmt.Fprintln(cmd.ErrOrStderr(), "no alerts; save a search with: estrade alert add NAME QUERY")
			}
			return nil
		},
	}
}

func newAlertRemove(o *options) *cobra.Command {
	return &cobra.Command{
		Use:     "remove NAME...",
		Short:   "Remove saved searches",
		Example: "  estrade alert remove mons",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			alerts, err := folder(o.data).alerts(args)
			if err != nil {
				return err
			}
			for _, a := range alerts {
				if err := os.Remove(folder(o.data).alert(a.Name)); err != nil {
					return fmt.Errorf("remove alert: %w", err)
				}
			}
			return nil
		},
	}
}

// alertRun are the settings of a run.
type alertRun struct {
	format   string
	out      string
	from, to string
	peek     bool
}

func newAlertRun(o *options) *cobra.Command {
	var f alertRun
	cmd := &cobra.Command{
		Use:   "run [NAME...]",
		Short: "Tell what is new since the last run",
		Long: `Asks the saved searches again and tells what each finds that no earlier run found.
What was told counts as seen only when all of it is written: a run that is
interrupted tells it again. So is what no run found for more than a year.

Formats: text; json, one object for each search; atom, a feed of what is new and
of the latest hits, of one search; mail, one message of all (RFC 5322), ready for
sendmail -t, and nothing where nothing is new.`,
		Example: `  estrade alert run
  estrade alert run crues --format atom --out crues.atom
  estrade alert run --format mail --to press@example.org --from estrade@example.org`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), o, args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "", "text, json, atom or mail; text by default, json with --json")
	flags.StringVarP(&f.out, "out", "o", "", "`file` to write instead of standard output")
	flags.StringVar(&f.to, "to", "", "`address` that the mail goes to")
	flags.StringVar(&f.from, "from", "", "`address` that the mail comes from")
	flags.BoolVar(&f.peek, "peek", false, "tell it again the next time")
	return cmd
}

// news is what is new of an alert.
type news struct {
	alert alert
	new   int         // number of new hits
	total int         // of all hits
	hits  []index.Hit // the new ones, latest first, hitsShown at most
	seen  seen        // all hits now
}

// look asks the alert's question.
func (a alert) look(ctx context.Context, s index.Searcher) (n news, err error) {
	q, err := index.Parse(a.Query)
	if err != nil {
		return n, fmt.Errorf("alert %s: %w", a.Name, err)
	}
	of, err := rowsOf(a.Rows)
	if err != nil {
		return n, fmt.Errorf("alert %s: %w", a.Name, err)
	}
	n = news{alert: a, seen: seen{}}
	r := index.Request{Of: of, Query: q, Sort: index.Newest, Limit: allRows}
	for {
		found, err := s.Search(ctx, r)
		if err != nil {
			return n, fmt.Errorf("alert %s: %w", a.Name, err)
		}
		n.total = found.Total
		for _, h := range found.Hits {
			id := hitID(h)
			known := a.knows(id) || n.seen.has(id)
			if n.seen.add(id); !known {
				n.new++
				if len(n.hits) < hitsShown {
					n.hits = append(n.hits, h)
				}
			}
		}
		if r.Cursor = found.Next; r.Cursor == "" {
			return n, nil
		}
	}
}

func hitID(h index.Hit) string {
	if h.Release != nil {
		return h.Release.ID
	}
	return h.Statement.ID
}

func (f *alertRun) run(ctx context.Context, o *options, names []string, out, messages io.Writer) (err error) {
	if f.format == "" {
		if f.format = "text"; o.json {
			f.format = "json"
		}
	}
	write, ok := map[string]func(context.Context, io.Writer, library, []news) error{
		"text": f.text, "json": f.json, "atom": f.atom, "mail": f.mail}[f.format]
	if !ok {
		return usagef("--format %s: want text, json, atom or mail", f.format)
	}
	if f.format == "mail" {
		for flag, address := range map[string]string{"to": f.to, "from": f.from} {
			if _, err := mail.ParseAddress(address); err != nil {
				return usagef("--%s %q: want a mail address", flag, address)
			}
		}
	}
	data := folder(o.data)
	alerts, err := data.alerts(names)
	if err != nil {
		return err
	}
	if f.format == "atom" && len(alerts) != 1 {
		return usagef("--format atom: name one alert, since each is a feed of its own")
	}
	if len(alerts) == 0 {
		fmt.Fprintln(messages, "no alerts; save a search with: estrade alert add NAME QUERY")
		return nil
	}
	l, err := data.openLibrary(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	var all []news
	for _, a := range alerts {
		n, err := a.look(ctx, l)
		if err != nil {
			return err
		}
		all = append(all, n)
	}
	var b bytes.Buffer
	if err := write(ctx, &b, l, all); err != nil {
		return err
	}
	if f.out == "" {
		_, err = out.Write(b.Bytes())
	} else if b.Len() > 0 {
		err = replaceFile(f.out, func(file *os.File) error { _, err := file.Write(b.Bytes()); return err })
	}
	if err != nil {
		return fmt.Errorf("write alerts: %w", err)
	}
	for _, n := range all {
		fmt.Fprintf(messages, "alert %s: %d new of %d\n", n.alert.Name, n.new, n.total)
		if f.peek {
			continue
		}
		n.alert.Ran = time.Now().UTC().Truncate(time.Second)
		n.alert.found(n.seen, n.alert.Ran)
		if err := data.writeAlert(n.alert); err != nil {
			return err
		}
	}
	return nil
}

func (f *alertRun) text(_ context.Context, out io.Writer, _ library, all []news) error {
	for _, n := range all {
		if n.new == 0 {
			continue
		}
		fmt.Fprintf(out, "== %s: %d new of %d (%s)\n\n", n.alert.Name, n.new, n.total, clean(n.alert.Query))
		for _, h := range n.hits {
			var err error
			if h.Statement != nil {
				err = writeStatement(out, false, h.Statement)
			} else {
				err = writeRelease(out, false, false, h)
			}
			if err != nil {
				return err
			}
		}
		if n.new > len(n.hits) {
			fmt.Fprintf(out, "and %d more\n\n", n.new-len(n.hits))
		}
	}
	return nil
}

func (f *alertRun) json(_ context.Context, out io.Writer, _ library, all []news) error {
	for _, n := range all {
		line := struct {
			Alert      string             `json:"alert"`
			Query      string             `json:"query"`
			New        int                `json:"new"`
			Total      int                `json:"total"`
			Statements []*index.Statement `json:"statements,omitempty"`
			Releases   []*index.Release   `json:"releases,omitempty"`
		}{Alert: n.alert.Name, Query: n.alert.Query, New: n.new, Total: n.total}
		for _, h := range n.hits {
			if h.Statement != nil {
				line.Statements = append(line.Statements, h.Statement)
			} else {
				line.Releases = append(line.Releases, h.Release)
			}
		}
		if err := writeJSON(out, line); err != nil {
			return err
		}
	}
	return nil
}

// feedLatest is how many of the latest hits a feed has beside the new ones, for
// readers that ask less often than the alert is run.
const feedLatest = 50

func (f *alertRun) atom(ctx context.Context, out io.Writer, l library, all []news) error {
	n := all[0]
	q, err := index.Parse(n.alert.Query)
	if err != nil {
		return err
	}
	of, err := rowsOf(n.alert.Rows)
	if err != nil {
		return err
	}
	latest, err := l.Search(ctx, index.Request{Of: of, Query: q, Sort: index.Newest, Limit: feedLatest})
	if err != nil {
		return err
	}
	hits := slices.Clone(n.hits)
	for _, h := range latest.Hits {
		if !slices.ContainsFunc(n.hits, func(x index.Hit) bool { return hitID(x) == hitID(h) }) {
			hits = append(hits, h)
		}
	}
	return export.Feed{ID: export.FeedID(of, q), Title: "Estrade: " + n.alert.Name, Updated: n.alert.Created}.Write(out, hits)
}

func (f *alertRun) mail(ctx context.Context, out io.Writer, l library, all []news) error {
	total, first := 0, ""
	for _, n := range all {
		if total += n.new; n.new > 0 && first == "" {
			first = n.alert.Name
		} else if n.new > 0 {
			first += ", " + n.alert.Name
		}
	}
	if total == 0 {
		return nil
	}
	var body bytes.Buffer
	if err := f.text(ctx, &body, l, all); err != nil {
		return err
	}
	from, err := mail.ParseAddress(f.from)
	if err != nil {
		return usagef("--from: %w", err)
	}
	to, err := mail.ParseAddress(f.to)
	if err != nil {
		return usagef("--to: %w", err)
	}
	return export.Message{From: from, To: to, Subject: fmt.Sprintf("Estrade: %d new (%s)", total, first),
		Date: time.Now(), Body: body.String()}.Write(out)
}

func (f folder) alertFolder() string { return filepath.Join(string(f), "alerts") }

func (f folder) alert(name string) string { return filepath.Join(f.alertFolder(), name+".json") }

// alerts are the saved searches of these names, or all of them.
func (f folder) alerts(names []string) (alerts []alert, err error) {
	if len(names) == 0 {
		entries, err := os.ReadDir(f.alertFolder())
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("alerts: %w", err)
		}
		for _, e := range entries {
			if name, ok := strings.CutSuffix(e.Name(), ".json"); ok && alertName.MatchString(name) {
				names = append(names, name)
			}
		}
	}
	for _, name := range names {
		a, err := f.readAlert(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, usagef("no alert %s; 'estrade alert list' lists them", name)
		}
		if err != nil {
			return nil, err
		}
		alerts = append(alerts, a)
	}
	return alerts, nil
}

func (f folder) readAlert(name string) (a alert, err error) {
	if !alertName.MatchString(name) {
		return a, fs.ErrNotExist
	}
	b, err := os.ReadFile(f.alert(name))
	if err != nil {
		return a, fmt.Errorf("alert: %w", err)
	}
	if err := json.Unmarshal(b, &a); err != nil {
		return a, fmt.Errorf("alert %s is damaged (%w); remove %s and add it again", name, err, f.alert(name))
	}
	a.Name = name
	return a, nil
}

func (f folder) writeAlert(a alert) error {
	if err := os.MkdirAll(f.alertFolder(), 0o755); err != nil {
		return fmt.Errorf("alert %s: %w", a.Name, err)
	}
	err := replaceFile(f.alert(a.Name), func(out *os.File) error { return json.NewEncoder(out).Encode(a) })
	if err != nil {
		return fmt.Errorf("alert %s: %w", a.Name, err)
	}
	return nil
}
