package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"estrade/index"
)

func newPlace(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "place NAME",
		Short: "Show a place: who spoke there and when",
		Long: `Shows who spoke at a place and within it, in which offices, at which venues and
when. NAME is a commune, a departement, a region, words of a venue, or an INSEE
code, matched as 'estrade who --place' does. Where places share the name, they
are listed to choose from, with the code of their departement or their country.`,
		Example: `  estrade place Mons
  estrade place "saint denis, 974"
  estrade place 59350 --json`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: o.completeNames(index.PlaceNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			ask := func(name string) index.WhoQuery { return index.WhoQuery{Place: name} }
			return o.profile(cmd, named{"place", "places", ask, library.Places, showPlace}, strings.Join(args, " "))
		},
	}
}

func showPlace(l library, ctx context.Context, id string, out io.Writer, asJSON bool) error {
	p, err := l.Place(ctx, id)
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(out, p)
	}
	fmt.Fprintf(out, "%s\n  %s, %s (%s)\n", clean(placeUse(p.PlaceUse)), plural(p.Statements, "statement"), between(p.Seen), counts(p.Kinds))
	people := section{heading: "who spoke"}
	for _, x := range p.People {
		who := x.Name
		if x.Title != "" {
			who += ", " + x.Title
		}
		people.numbered(x.Statements, who)
	}
	people.write(out)
	offices := section{heading: "offices"}
	for _, v := range p.Offices {
		offices.numbered(v.Count, v.Label)
	}
	offices.write(out)
	venues := section{heading: "venues"}
	for _, v := range p.Venues {
		venues.numbered(v.Count, v.Label)
	}
	venues.write(out)
	if len(p.Places) > 1 {
		within := section{heading: "within"}
		for _, x := range p.Places {
			within.numbered(x.Statements, placeUse(x))
		}
		within.write(out)
	}
	when := section{heading: "years"}
	for _, y := range years(p.Months) {
		when.numbered(y.Count, y.Label)
	}
	when.write(out)
	if p.Read < p.Statements {
		_, err = fmt.Fprintf(out, "\nVenues, and titles of those who spoke, are of %d statements, the latest and the oldest.\n", p.Read)
	}
	return err
}
