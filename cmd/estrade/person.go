package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"estrade/index"
)

func newPerson(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "person NAME",
		Short: "Show a person: titles over time, places, who spoke in the same releases",
		Long: `Shows what the statements of a person say: the titles borne, each with its first
and last date, spellings of the name, where and when they spoke, and who else
spoke in the same releases. The name is matched as 'estrade who --speaker' does;
where several people match, they are listed to choose from.

The JSON form has all of each list, and the identifiers of the statements that
show a name or a title.`,
		Example: `  estrade person "Hélène Castelnau"
  estrade person castelnau --json`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: o.completeNames(index.SpeakerNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			ask := func(name string) index.WhoQuery { return index.WhoQuery{Speaker: name} }
			return o.profile(cmd, named{"person", "people", ask, library.People, showPerson}, strings.Join(args, " "))
		},
	}
}

func showPerson(l library, ctx context.Context, id string, out io.Writer, asJSON bool) error {
	p, err := l.Person(ctx, id)
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(out, p)
	}
	fmt.Fprintf(out, "%s\n  %s, %s (%s)\n", clean(p.Name), plural(p.Statements, "statement"), between(p.Seen), counts(p.Kinds))
	here := p.Who()
	writeNamesakes(out, p.Identities, here)
	why := section{heading: "why one person, or not"}
	for n, x := range p.Identities {
		for i := range x.Joins {
			if here < 0 || n == here {
				why.reason(x.Joins[i].In("en"), x.Joins[i].Evidence)
			}
		}
		for i := range x.Apart {
			if a := &x.Apart[i]; a.Titles[0] < a.Titles[1] { // once, not from both sides
				why.reason(a.In("en"), a.Evidence)
			}
		}
	}
	why.write(out)
	titles := section{heading: "titles"}
	for _, t := range p.Titles {
		titles.lines = append(titles.lines, fmt.Sprintf("%-24s %5d  %s", between(t.Seen), t.Statements, clean(t.Title)))
	}
	titles.write(out)
	if len(p.Names) > 1 {
		names := section{heading: "also written"}
		for _, n := range p.Names[1:] {
			names.numbered(n.Statements, n.Name)
		}
		names.write(out)
	}
	places := section{heading: "places"}
	for _, x := range p.Places {
		places.numbered(x.Statements, placeUse(x)+", "+between(x.Seen))
	}
	places.write(out)
	when := section{heading: "years"}
	for _, y := range years(p.Months) {
		when.numbered(y.Count, y.Label)
	}
	when.write(out)
	with := section{heading: "in the same releases"}
	for _, v := range p.With {
		with.numbered(v.Count, v.Label)
	}
	with.write(out)
	_, err = fmt.Fprintf(out, "\nstatements\n  estrade who --person %s\n", quoteArg(p.ID))
	if err == nil && p.Read < p.Statements {
		_, err = fmt.Fprintf(out, "\nTitles, names and places are of %d statements, the latest and the oldest.\n", p.Read)
	}
	return err
}

// writeNamesakes lists the people behind a name if there are several, with what
// to ask for each of them by.
func writeNamesakes(out io.Writer, people []index.Identity, here int) {
	if len(people) < 2 {
		return
	}
	behind := section{heading: "people of this name, as far as their titles tell"}
	for i, x := range people {
		line := x.Key + ", " + between(x.Seen)
		if x.Unclear {
			line += ", or one of the others"
		}
		if i == here {
			line += " (shown here)"
		}
		behind.numbered(x.Statements, line)
	}
	behind.write(out)
	if here < 0 {
		fmt.Fprintf(out, "  shown here together; one alone: estrade person %s\n", quoteArg(people[0].Key))
	}
}

// reason adds a reason with the first and the last statement that show it.
func (s *section) reason(why string, evidence []string) {
	switch n := len(evidence); {
	case n > 1:
		why += " (" + evidence[0] + ", " + evidence[n-1] + ")"
	case n == 1:
		why += " (" + evidence[0] + ")"
	}
	s.lines = append(s.lines, clean(why))
}

// plural is a number of things.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// quoteArg is an argument as a shell takes it, if it is a key of a name.
func quoteArg(s string) string {
	return `"` + clean(strings.NewReplacer(`"`, "", `\`, "", "$", "", "`", "").Replace(s)) + `"`
}
