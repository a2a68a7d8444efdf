package tagger_test

import (
	"testing"

	"estrade/extract"
	"estrade/extract/french"
	"estrade/extract/gazetteer"
	"estrade/extract/gold"
	"estrade/extract/tagger"
)

// BenchmarkTag measures features and decoding of releases that are split into
// tokens already, on one core.
func BenchmarkTag(b *testing.B) {
	releases, err := gold.Read("../../testdata/gold/dev")
	if err != nil {
		b.Fatal(err)
	}
	g, err := gazetteer.Load()
	if err != nil {
		b.Fatal(err)
	}
	t, err := tagger.Load()
	if err != nil {
		b.Fatal(err)
	}
	var docs []*extract.Document
	tokens := 0
	for i := range releases {
		d := releases[i].Document()
		french.Annotator{}.Annotate(d)
		docs = append(docs, d)
		tokens += len(d.Tokens)
	}
	var tags []extract.Tag
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			tags = t.Tag(d.Tokens, d.Sentences, g, tags)
		}
	}
	b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
