package pipeline_test

import (
	"net/http/httptest"
	"testing"
	"time"
)

// BenchmarkCrawl crawls a loopback site of some 4,600 pages, with fsync, into
// an index in memory. The server shares the cores.
func BenchmarkCrawl(b *testing.B) {
	server := httptest.NewServer(bigSite(200))
	defer server.Close()
	b.ReportAllocs()
	pages := 0
	start := time.Now()
	for b.Loop() {
		if err := crawlToEnd(b.TempDir(), server.URL, new(memoryIndex)); err != nil {
			b.Fatal(err)
		}
		pages += 4602
	}
	b.ReportMetric(float64(pages)/time.Since(start).Seconds(), "pages/s")
}
