package standard_test

import (
	"strings"
	"testing"

	"estrade/extract"
	"estrade/extract/gold"
)

// benchTexts are the bodies of releases, one after the other.
func benchTexts(b *testing.B) []string {
	releases, err := gold.Read("../../testdata/gold/dev")
	if err != nil {
		b.Fatal(err)
	}
	var texts []string
	for i := range releases {
		texts = append(texts, releases[i].Document().Text)
	}
	return texts
}

// BenchmarkAnnotate measures the whole chain, from body text to annotated
// document, on one core, in releases of usual length and in one text of 1 MB.
func BenchmarkAnnotate(b *testing.B) {
	texts := benchTexts(b)
	joined := strings.Join(texts, "\n\n")
	for _, bench := range []struct {
		name  string
		texts []string
	}{
		{"releases", texts},
		{"1MB", []string{strings.Repeat(joined+"\n\n", 1+1<<20/len(joined))}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			c := chain(b)
			tokens, bytes := 0, 0
			annotate := func(text string) int {
				d := &extract.Document{Text: text, Title: extract.FirstLine(text)}
				c.Annotate(d)
				return len(d.Tokens)
			}
			for _, text := range bench.texts {
				tokens += annotate(text)
				bytes += len(text)
			}
			b.SetBytes(int64(bytes))
			b.ReportAllocs()
			for b.Loop() {
				for _, text := range bench.texts {
					annotate(text)
				}
			}
			b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}
