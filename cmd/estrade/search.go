package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"estrade/extract"
	"estrade/index"
)

func newSearch(o *options) *cobra.Command {
	var limit int
	var sortBy string
	var statements bool
	var facets []string
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Search the releases",
		Long: `Finds releases in the query language:

  inondation crue          both words, in any form
  "plan Orsec"             a phrase;  "préfet maire"~5  within five words
  crue*  innondation~      a beginning; a slip of the pen
  AND OR NOT ( )           in capitals; words side by side are AND
  speaker: title: office: place: dep: region: kind: site: lang:
  date:2020-03  after:2020-01-01  before:2021
  near:"50.45,3.95,20km"   latitude, longitude, distance

Accents, capitals and quotation marks around a single word may be left out.`,
		Example: `  estrade search inondation
  estrade search 'place:Lille AND "stratégie de prévention"'
  estrade search --sort newest 'dep:62 crue after:2020'`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := index.Parse(strings.Join(args, " "))
			if err != nil {
				return o.questionError(err)
			}
			r := index.Request{Of: index.Releases, Query: q, Limit: limit, Highlights: 1}
			if statements {
				r.Of = index.Statements
			}
			switch sortBy {
			case "relevance":
			case "newest":
				r.Sort = index.Newest
			case "oldest":
				r.Sort = index.Oldest
			default:
				return usagef("--sort %s: want relevance, newest or oldest", sortBy)
			}
			for _, name := range facets {
				field, ok := facetFields[name]
				if !ok {
					return usagef("--facet %s: want one of %s", name, facetNames())
				}
				r.Facets = append(r.Facets, index.Facet{By: field, Limit: 10})
			}
			return search(cmd, o, r)
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 10, "most hits; 0 for facets and the total alone")
	cmd.Flags().StringVar(&sortBy, "sort", "relevance", "relevance, newest or oldest")
	cmd.Flags().BoolVar(&statements, "statements", false, "find statements instead of releases")
	cmd.Flags().StringSliceVar(&facets, "facet", nil, "count the hits by `fields`: "+facetNames())
	return cmd
}

// facetFields are the fields that hits can be counted by.
var facetFields = map[string]index.Field{
	"dep": index.DepartementCode, "region": index.RegionCode, "site": index.SiteCode, "kind": index.Kind, "lang": index.Language,
	"month": index.Month, "person": index.PersonFacet, "place": index.PlaceFacet, "office": index.OfficeFacet,
}

func facetNames() string { return "dep, region, site, kind, lang, month, person, place, office" }

func search(cmd *cobra.Command, o *options, r index.Request) (err error) {
	x, err := folder(o.data).openLibrary(cmd.Context())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	result, err := x.Search(cmd.Context(), r)
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	bold := isTerminal(out)
	for _, hit := range result.Hits {
		if hit.Statement != nil {
			err = writeStatement(out, o.json, hit.Statement)
		} else {
			err = writeRelease(out, o.json, bold, hit)
		}
		if err != nil {
			return err
		}
	}
	if err := writeFacets(out, o.json, r.Facets, result.Facets); err != nil {
		return err
	}
	noun := "release"
	if r.Of == index.Statements {
		noun = "statement"
	}
	tellCount(cmd.ErrOrStderr(), len(result.Hits), result.Total, noun)
	return nil
}

func writeRelease(out io.Writer, asJSON, bold bool, hit index.Hit) error {
	if asJSON {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return enc.Encode(struct {
			*index.Release
			Score    float64         `json:"score"`
			Snippets []index.Snippet `json:"snippets,omitempty"`
		}{hit.Release, hit.Score, hit.Snippets})
	}
	date := hit.Release.Published
	if date == "" {
		date = "undated"
	}
	b := entry{width: widthOf(out)}
	b.line("", date+"  "+hit.Release.Title)
	for _, s := range hit.Snippets {
		b.text.WriteString(strings.Repeat(" ", labelWidth) + "… " + mark(s.Text, s.Marks, bold) + " …\n")
	}
	if n := hit.Release.Statements; n > 0 {
		b.line("holds", plural(n, "statement"))
	}
	b.address(hit.Release.URL)
	return b.write(out)
}

// mark shows a snippet on one line, what was found in bold on a terminal.
func mark(text string, marks []extract.Span, bold bool) string {
	if !bold {
		return clean(text)
	}
	var b strings.Builder
	at := 0
	keep := func(s string) string { // like clean, but keeps a blank at the ends
		c := clean(s)
		if s != "" && strings.TrimLeft(s, " \n\t") != s {
			c = " " + c
		}
		if s != "" && strings.TrimRight(s, " \n\t") != s {
			c += " "
		}
		return c
	}
	for _, m := range marks {
		b.WriteString(keep(text[at:m.From]) + "\x1b[1m" + clean(text[m.From:m.To]) + "\x1b[0m")
		at = m.To
	}
	b.WriteString(keep(text[at:]))
	return b.String()
}

func writeFacets(out io.Writer, asJSON bool, asked []index.Facet, facets map[index.Field][]index.Value) error {
	for _, f := range asked {
		name := ""
		for n, field := range facetFields {
			if field == f.By {
				name = n
			}
		}
		if asJSON {
			line := struct {
				Facet  string        `json:"facet"`
				Values []index.Value `json:"values"`
			}{name, facets[f.By]}
			if err := json.NewEncoder(out).Encode(line); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(out, "%s\n", name)
		for _, v := range facets[f.By] {
			fmt.Fprintf(out, "  %6d  %s\n", v.Count, clean(v.Label))
		}
	}
	return nil
}
