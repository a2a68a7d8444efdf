package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"estrade/extract"
	"estrade/index"
)

func newWho(o *options) *cobra.Command {
	var w index.WhoQuery
	var limit int
	cmd := &cobra.Command{
		Use:   "who",
		Short: "Answer who spoke where, with the evidence",
		Long: `Lists statements: who said what, in what capacity, where and when, with the
sentence that says so and the release it stands in, latest first. All filters
that are given must hold. Accents and capitals do not matter.`,
		Example: `  estrade who --place Mons
  estrade who --speaker lalande --from 2017-09 --to 2017-12
  estrade who --title préfet --kind direct --text "radicalisation OR terrorisme"`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return ask(cmd, o, w, limit)
		},
	}
	whoFlags(cmd.Flags(), &w)
	cmd.Flags().IntVar(&limit, "limit", 20, "most rows; 0 for all")
	return cmd
}

// whoFlags are the filters of who spoke where.
func whoFlags(flags *pflag.FlagSet, w *index.WhoQuery) {
	flags.StringVar(&w.Speaker, "speaker", "", "words of the speaker's `name`")
	flags.StringVar(&w.Person, "person", "", "the speaker's whole `name`")
	flags.StringVar(&w.Title, "title", "", "`words` of the speaker's title: préfet, maire de Lille")
	flags.StringVar(&w.Office, "office", "", "an `office` as a whole: préfet is not sous-préfet")
	flags.StringVar(&w.Place, "place", "", "`place` where it was said: a commune finds its venues too")
	flags.StringVar(&w.Departement, "departement", "", "code or name of the `departement` where it was said")
	flags.StringVar(&w.Region, "region", "", "code or name of the `region`")
	flags.StringVar(&w.Near, "near", "", "`latitude,longitude,distance`: 50.45,3.95,20km")
	flags.StringVar(&w.From, "from", "", "first `day` (YYYY-MM-DD, YYYY-MM or YYYY)")
	flags.StringVar(&w.To, "to", "", "last `day`")
	flags.StringVar(&w.Kind, "kind", "", "direct, indirect, speech or attended; several with commas")
	flags.StringVar(&w.Text, "text", "", "`words` in what was said, in the query language")
	flags.StringVar(&w.Site, "site", "", "`code` of the prefecture that says so")
}

// allRows is how many rows are asked for at once where all are wanted.
const allRows = 500

// ask prints the rows that the filters let pass.
func ask(cmd *cobra.Command, o *options, w index.WhoQuery, limit int) (err error) {
	if _, err := w.Query(); err != nil {
		return o.questionError(err)
	}
	x, err := folder(o.data).openLibrary(cmd.Context())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	out := cmd.OutOrStdout()
	shown, total, cursor := 0, 0, ""
	for {
		most := allRows
		if limit > 0 {
			most = min(allRows, limit-shown)
		}
		r, err := index.Who(cmd.Context(), x, w, most, cursor)
		if err != nil {
			return err
		}
		for _, hit := range r.Hits {
			if err := writeStatement(out, o.json, hit.Statement); err != nil {
				return err
			}
		}
		shown += len(r.Hits)
		total, cursor = r.Total, r.Next
		if cursor == "" || len(r.Hits) == 0 || limit > 0 && shown >= limit {
			break
		}
	}
	tellCount(cmd.ErrOrStderr(), shown, total, "statement")
	return nil
}

// tellCount says how many rows there are.
func tellCount(messages io.Writer, shown, total int, noun string) {
	switch {
	case total == 0:
		fmt.Fprintf(messages, "no %s; loosen a filter\n", noun)
	case shown < total:
		fmt.Fprintf(messages, "%d of %d %ss; more with --limit\n", shown, total, noun)
	case total == 1:
		fmt.Fprintf(messages, "1 %s\n", noun)
	default:
		fmt.Fprintf(messages, "%d %ss\n", total, noun)
	}
}

// writeStatement prints one answer.
func writeStatement(out io.Writer, asJSON bool, s *index.Statement) error {
	if asJSON {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return enc.Encode(s)
	}
	date := s.Date
	if date == "" {
		date = "undated"
	}
	who := s.Speaker
	if s.Title != "" && s.Title != s.Speaker {
		who += ", " + s.Title
	}
	b := entry{width: widthOf(out)}
	b.line("", fmt.Sprintf("%s  %s  [%s]", date, who, s.Kind))
	if s.Place != nil {
		b.line("at", placeName(s.Place))
	}
	switch {
	case s.Kind == extract.Attended:
	case s.Verb != "":
		b.line("words", s.Verb+" | "+s.Words)
	default:
		b.line("words", s.Words)
	}
	b.line("evidence", s.Evidence)
	b.line("in", s.Release.Title)
	b.address(s.Release.URL)
	return b.write(out)
}

// placeName is a place as a reader wants it: a commune by its name, else as
// written with the commune of a venue, then the departement, or the country if it is not France.
func placeName(p *index.Place) string {
	name := p.Text
	if p.Kind == extract.Commune && p.Name != "" {
		name = p.Name
	}
	if p.Within != "" && !strings.Contains(name, p.Within) {
		name += ", " + p.Within
	}
	switch {
	case p.Country != "" && p.Country != "FR":
		name += " (" + p.Country + ")"
	case p.Departement != "" && p.Code != p.Departement:
		name += " (" + p.Departement + ")"
	}
	return name
}
