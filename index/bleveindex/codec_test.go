package bleveindex

import (
	"testing"

	"estrade/index/indextest"
)

func BenchmarkCodec(b *testing.B) {
	records := indextest.Generate(200, 1)
	var c codec
	var stored [][]byte
	text, size := 0, 0
	for i := range records {
		x, err := c.encodeRelease(&records[i].Release)
		if err != nil {
			b.Fatal(err)
		}
		stored = append(stored, x)
		text += len(records[i].Release.Document.Text)
		size += len(x)
	}
	b.Run("encode release", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			c.encodeRelease(&records[i%len(records)].Release)
		}
		b.ReportMetric(float64(size)/float64(text), "stored/text")
	})
	s := &indextest.Records()[0].Statements[0]
	b.Run("encode statement", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c.encodeStatement(s)
		}
	})
	for name, whole := range map[string]bool{"decode head": false, "decode whole": true} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				c.decodeRelease(stored[i%len(stored)], whole)
			}
		})
	}
}
