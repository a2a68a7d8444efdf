package main

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"estrade/extract/gold"
	"estrade/extract/standard"
	"estrade/extract/tagger"
)

// compareChains measures the whole chain with rules alone and with a tagger
// that has not seen the release, layer by layer.
func (b *bench) compareChains() error {
	alone, err := standard.NewWith(nil, "")
	if err != nil {
		return err
	}
	before, after := map[string]*gold.Report{}, map[string]*gold.Report{} // by folder
	var failed error
	err = b.folded(b.options, func(t *tagger.Tagger, fold []int) {
		with, err := standard.NewWith(t, "")
		if err != nil {
			failed = err
			return
		}
		for _, i := range fold {
			r := &b.releases[i]
			old, now := score(alone, r), score(with, r)
			folder := filepath.Dir(r.ID)
			if before[folder] == nil {
				before[folder], after[folder] = &gold.Report{}, &gold.Report{}
			}
			before[folder].Scores = append(before[folder].Scores, old)
			after[folder].Scores = append(after[folder].Scores, now)
			b.printChanges(old, now)
		}
	})
	if err := cmp.Or(err, failed); err != nil {
		return err
	}
	for _, folder := range slices.Sorted(maps.Keys(before)) {
		w := tabwriter.NewWriter(b.out, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintf(w, "%s\trules\twith tagger\tprecision\trecall\textra\tmissed\t\n", folder)
		for _, l := range gold.Layers {
			o, n := before[folder].Total(l), after[folder].Total(l)
			fmt.Fprintf(w, "%s\t%.4f\t%.4f\t%.3f>%.3f\t%.3f>%.3f\t%d>%d\t%d>%d\t\n", l, o.F1(), n.F1(),
				o.Precision(), n.Precision(), o.Recall(), n.Recall(), o.Extra, n.Extra, o.Missed, n.Missed)
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}

func score(c *standard.Chain, r *gold.Release) gold.Score {
	d := r.Document()
	c.Annotate(d)
	return gold.Compare(r, d)
}

// printChanges lists the errors that the tagger mended and those it made.
func (b *bench) printChanges(old, now gold.Score) {
	if b.errors == "" {
		return
	}
	for _, e := range old.Errors {
		if (b.errors == "all" || b.errors == string(e.Layer)) && !slices.Contains(now.Errors, e) {
			fmt.Fprintln(b.out, "mended\t"+e.String())
		}
	}
	for _, e := range now.Errors {
		if (b.errors == "all" || b.errors == string(e.Layer)) && !slices.Contains(old.Errors, e) {
			fmt.Fprintln(b.out, "made\t"+e.String())
		}
	}
}
