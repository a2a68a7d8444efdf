package gold

import (
	"fmt"
	"io"
	"math/rand/v2"
	"sort"
	"text/tabwriter"
)

// Report sums scores up.
type Report struct{ Scores []Score }

// Total is the count of a layer over all releases.
func (r *Report) Total(l Layer) Count {
	var c Count
	for _, s := range r.Scores {
		c = c.Add(s.Counts[l])
	}
	return c
}

// Interval is the 95 % confidence interval of F1, by bootstrap over releases
// (Efron, 1979: 1,000 samples, percentile method). The seed is fixed: equal
// scores give equal intervals.
func (r *Report) Interval(l Layer) (low, high float64) {
	const samples = 1000
	if len(r.Scores) == 0 {
		return 0, 1
	}
	rng := rand.New(rand.NewPCG(1, 2))
	f := make([]float64, samples)
	for i := range f {
		var c Count
		for range r.Scores {
			c = c.Add(r.Scores[rng.IntN(len(r.Scores))].Counts[l])
		}
		f[i] = c.F1()
	}
	sort.Float64s(f)
	return f[samples*25/1000], f[samples*975/1000]
}

// ByDifficulty splits the report by the tags of its releases.
func (r *Report) ByDifficulty() map[string]*Report {
	m := map[string]*Report{}
	for _, s := range r.Scores {
		for _, tag := range s.Difficulty {
			if m[tag] == nil {
				m[tag] = &Report{}
			}
			m[tag].Scores = append(m[tag].Scores, s)
		}
	}
	return m
}

// Write prints the report as a table.
func (r *Report) Write(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "layer\tprecision\trecall\tF1\t95 %\tright\textra\tmissed\t")
	for _, l := range Layers {
		c := r.Total(l)
		low, high := r.Interval(l)
		fmt.Fprintf(t, "%s\t%.3f\t%.3f\t%.3f\t%.3f–%.3f\t%d\t%d\t%d\t\n",
			l, c.Precision(), c.Recall(), c.F1(), low, high, c.Right, c.Extra, c.Missed)
	}
	return t.Flush()
}
