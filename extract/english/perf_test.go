package english

import (
	"strings"
	"testing"

	"estrade/extract"
)

// A text ten times as long takes about ten times as long, and prose is asked about
// a bounded part of it: see the figures of tokens/s, which must not fall.
func BenchmarkLong(b *testing.B) {
	const para = "On Friday 8 September 2017, Michel Laloux, prefect of the Nord department, met Carl Debruyne, governor of West Flanders, in Mons, Belgium.\n\n" +
		"“The threat has become more local than ever,” said Mr Laloux. He added that a second meeting will be held in Lille on October 12, 2017. " +
		"The British Embassy was represented by Mrs Anne-Marie Hopkins. According to Mrs Hopkins, the exchange of information has improved since 2015.\n\n"
	a := annotator(b)
	for _, size := range []struct {
		name string
		n    int
	}{{"10KB", 25}, {"100KB", 250}, {"1MB", 2500}} {
		b.Run(size.name, func(b *testing.B) {
			d := &extract.Document{Text: "Title\n\n" + strings.Repeat(para, size.n), Language: "en"}
			for b.Loop() {
				a.Annotate(d)
			}
			b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}
