package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"estrade/extract"
	"estrade/extract/gold"
	"estrade/extract/standard"
)

func newEval(o *options) *cobra.Command {
	var layer string
	var byDifficulty bool
	cmd := &cobra.Command{
		Use:   "eval DIR...",
		Short: "Compare the program's annotations with those made by hand",
		Long: `Prints precision, recall and F1, with 95 % confidence intervals, over folders of
texts/ID.txt and ann/ID.json. --errors lists what was missed and what is extra.
A statement is right by where-when if its place and its day are; the layers
where and when tell the two apart. --by-difficulty repeats the table for each
difficulty that the annotations name.`,
		Example: `  estrade eval testdata/gold/dev
  estrade eval --errors where testdata/gold/dev
  estrade eval --by-difficulty testdata/gold/dev testdata/gold/site`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if layer != "" && layer != "all" && !slices.Contains(gold.Layers[:], gold.Layer(layer)) {
				return usagef("--errors %s: want all or one of %v", layer, gold.Layers)
			}
			chain, err := standard.New(cacheFolder())
			if err != nil {
				return err
			}
			var releases []gold.Release
			for _, dir := range args {
				r, err := gold.Read(dir)
				if err != nil {
					return err
				}
				releases = append(releases, r...)
			}
			var report gold.Report
			err = ordered(cmd.Context(), slices.Values(releases), func(r gold.Release) gold.Score {
				d := r.Document()
				chain.Annotate(d)
				return gold.Compare(&r, d)
			}, func(s gold.Score) error {
				report.Scores = append(report.Scores, s)
				return nil
			})
			if err != nil {
				return err
			}
			return writeReport(cmd, o, &report, layer, byDifficulty)
		},
	}
	cmd.Flags().StringVar(&layer, "errors", "", "list the errors of a `layer`, or of all")
	cmd.Flags().BoolVar(&byDifficulty, "by-difficulty", false, "a table for each difficulty that the annotations name")
	return cmd
}

func writeReport(cmd *cobra.Command, o *options, report *gold.Report, layer string, byDifficulty bool) error {
	out := cmd.OutOrStdout()
	if o.json {
		enc := json.NewEncoder(out)
		for _, l := range gold.Layers {
			c := report.Total(l)
			low, high := report.Interval(l)
			line := struct {
				Layer                      gold.Layer `json:"layer"`
				Precision, Recall, F1      float64
				Low, High                  float64
				Right, Extra, Missed       int
				Releases, AnnotationSchema int
			}{l, c.Precision(), c.Recall(), c.F1(), low, high, c.Right, c.Extra, c.Missed, len(report.Scores), extract.Schema}
			if err := enc.Encode(line); err != nil {
				return err
			}
		}
		return nil
	}
	fmt.Fprintf(out, "%d releases\n", len(report.Scores))
	if err := report.Write(out); err != nil {
		return err
	}
	if byDifficulty {
		groups := report.ByDifficulty()
		var tags []string
		for tag := range groups {
			tags = append(tags, tag)
		}
		slices.Sort(tags)
		for _, tag := range tags {
			fmt.Fprintf(out, "\n%s: %d releases\n", tag, len(groups[tag].Scores))
			if err := groups[tag].Write(out); err != nil {
				return err
			}
		}
	}
	if layer == "" {
		return nil
	}
	fmt.Fprintln(out)
	for _, s := range report.Scores {
		for _, e := range s.Errors {
			if layer == "all" || strings.EqualFold(string(e.Layer), layer) {
				fmt.Fprintln(out, e)
			}
		}
	}
	return nil
}
