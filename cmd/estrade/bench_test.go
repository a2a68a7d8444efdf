package main

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"testing"

	"estrade/pipeline"
	"estrade/pipeline/fetch"
	"estrade/pipeline/replica"
)

// BenchmarkProcess takes the archive of three sites through extraction,
// analysis and index, all that process does, and reports releases a second.
func BenchmarkProcess(b *testing.B) {
	ctx := context.Background()
	site, err := replica.Start(ctx, replica.Options{Generated: 300})
	if err != nil {
		b.Fatal(err)
	}
	r, err := registry("")
	if err != nil {
		b.Fatal(err)
	}
	var chosen []*pipeline.Site
	for _, s := range site.Sites {
		chosen = append(chosen, standIn(r, s))
	}
	client, err := fetch.New(fetch.Options{Version: version, AllowPrivate: true})
	if err != nil {
		b.Fatal(err)
	}
	data := folder(filepath.Join(b.TempDir(), "data"))
	if _, err := crawlSites(ctx, data, &crawlFlags{}, chosen, client, slog.New(slog.DiscardHandler), io.Discard); err != nil {
		b.Fatal(err)
	}
	if err := site.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	releases := 0
	for b.Loop() {
		stats := new(pipeline.Stats)
		if err := process(ctx, data, true, stats, io.Discard); err != nil {
			b.Fatal(err)
		}
		releases += stats.Snapshot().Total.Releases
	}
	b.ReportMetric(float64(releases)/b.Elapsed().Seconds(), "releases/s")
}
