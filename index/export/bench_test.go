package export_test

import (
	"context"
	"io"
	"path/filepath"
	"testing"

	"estrade/index"
	"estrade/index/bleveindex"
	"estrade/index/export"
	"estrade/index/indextest"
)

// BenchmarkWrite exports all statements of 5,000 generated releases.
func BenchmarkWrite(b *testing.B) {
	x, err := bleveindex.Open(filepath.Join(b.TempDir(), "index"))
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	ctx := context.Background()
	err = indextest.GenerateEach(5000, 500, 1, func(batch []index.Record) error { return x.Put(ctx, batch...) })
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range export.Formats() {
		b.Run(string(f), func(b *testing.B) {
			b.ReportAllocs()
			rows := 0
			for b.Loop() {
				n, err := export.Table{Of: index.Statements, Format: f}.Write(ctx, io.Discard, x)
				if err != nil {
					b.Fatal(err)
				}
				rows += n
			}
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
