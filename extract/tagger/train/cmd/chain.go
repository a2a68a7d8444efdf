package main

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"estrade/extract"
	"estrade/extract/gold"
	"estrade/extract/standard"
	"estrade/extract/tagger"
)

// compareChains measures the whole chain with rules alone and with a tagger
// that has not seen the release, layer by layer.
func (b *bench) compareChains() (err error) {
	chain, err := standard.New("")
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, chain.Close()) }()
	before, after := map[string]*gold.Report{}, map[string]*gold.Report{} // by folder
	err = b.folded(b.options, func(t *tagger.Tagger, fold []int) {
		for _, i := range fold {
			r := &b.releases[i]
			d := r.Document()
			chain.Annotate(d)
			old := gold.Compare(r, d)
			b.complete(d, t)
			now := gold.Compare(r, d)
			folder := filepath.Dir(r.ID)
			if before[folder] == nil {
				before[folder], after[folder] = &gold.Report{}, &gold.Report{}
			}
			before[folder].Scores = append(before[folder].Scores, old)
			after[folder].Scores = append(after[folder].Scores, now)
			b.printChanges(old, now)
		}
	})
	if err != nil {
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

// complete adds to what the rules found in d the people, places and bodies that
// only the tagger sees, where its margin is large enough and no rule found
// anything.
func (b *bench) complete(d *extract.Document, t *tagger.Tagger) {
	if d.Language != "fr" || len(d.Tokens) == 0 {
		return
	}
	taken := make([]bool, len(d.Tokens))
	take := func(s extract.Span) {
		i, _ := slices.BinarySearchFunc(d.Tokens, s.From, func(t extract.Token, at int) int { return t.Span.To - at - 1 })
		for ; i < len(d.Tokens) && d.Tokens[i].Span.From < s.To; i++ {
			taken[i] = true
		}
	}
	for _, p := range d.People {
		for _, m := range p.Mentions {
			take(m.Span)
		}
	}
	for _, p := range d.Places {
		take(p.Span)
	}
	for _, o := range d.Organisations {
		take(o.Span)
	}
	for _, x := range d.Dates {
		take(x.Span)
	}
	tags := t.Tag(d.Tokens, d.Sentences, b.gazetteer, nil)
	for i := 0; i < len(tags); {
		kind, margin, end := tags[i].Kind, int(tags[i].Margin), i+1
		for ; end < len(tags) && tags[end].Kind == kind && !tags[end].Begin; end++ {
			margin = min(margin, int(tags[end].Margin))
		}
		s := extract.Span{From: d.Tokens[i].Span.From, To: d.Tokens[end-1].Span.To}
		text := d.Text[s.From:s.To]
		if margin >= b.margin && !slices.Contains(taken[i:end], true) {
			switch kind {
			case extract.PersonTag:
				d.People = append(d.People, extract.Person{Name: text, Mentions: []extract.Mention{{Text: text, Span: s}}})
			case extract.PlaceTag:
				d.Places = append(d.Places, extract.Place{Text: text, Name: text, Span: s, Kind: extract.OtherPlace})
			case extract.OrganisationTag:
				d.Organisations = append(d.Organisations, extract.Organisation{Text: text, Span: s})
			}
		}
		i = end
	}
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
