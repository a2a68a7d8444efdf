package bleveindex_test

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"estrade/index"
	"estrade/index/bleveindex"
	"estrade/index/indextest"
)

var releases = flag.Int("releases", 10000, "how many generated releases the benchmarks use")

// batchSize is the number of releases a Put of the benchmarks holds.
const batchSize = 500

// BenchmarkPut measures indexing with every batch safe on disk: releases and
// bytes of text a second, and the size of the index against the text.
func BenchmarkPut(b *testing.B) {
	n := *releases
	records := indextest.Generate(min(n, 10000), 1)
	text := 0
	for _, r := range records {
		text += len(r.Release.Document.Text)
	}
	b.SetBytes(int64(text))
	b.ReportAllocs()
	used := processTime()
	for b.Loop() {
		dir := filepath.Join(b.TempDir(), "index")
		x := open(b, dir)
		for batch := range slices.Chunk(records, batchSize) {
			if err := x.Put(context.Background(), batch...); err != nil {
				b.Fatal(err)
			}
		}
		b.StopTimer()
		if err := x.Compact(context.Background()); err != nil {
			b.Fatal(err)
		}
		x.Close()
		open(b, dir).Close() // which clears what merging has left
		b.ReportMetric(float64(size(b, dir))/float64(text), "index/text")
		b.StartTimer()
	}
	b.ReportMetric(float64(len(records)*b.N)/b.Elapsed().Seconds(), "releases/s")
	b.ReportMetric((processTime()-used).Seconds()*1000/float64(len(records)*b.N), "cpu-ms/release")
}

func size(tb testing.TB, dir string) (total int64) {
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		total += info.Size()
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return total
}

// BenchmarkSearch measures questions on -releases generated releases. The
// index is kept in the folder of environment ESTRADE_BENCH_INDEX, if that is
// set, to be used again.
func BenchmarkSearch(b *testing.B) {
	dir := os.Getenv("ESTRADE_BENCH_INDEX")
	if dir == "" {
		dir = filepath.Join(b.TempDir(), "index")
	}
	begin := time.Now()
	x := open(b, dir)
	if c, _ := x.Count(context.Background()); c.Releases == 0 {
		var putting, used time.Duration
		text := 0
		err := indextest.GenerateEach(*releases, batchSize, 1, func(r []index.Record) error {
			for i := range r {
				text += len(r[i].Release.Document.Text)
			}
			begin, before := time.Now(), processTime()
			err := x.Put(context.Background(), r...)
			putting, used = putting+time.Since(begin), used+processTime()-before
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		n := float64(*releases)
		b.Logf("indexed %d releases, %d MB of text, %.0f releases/s, %.2f ms of CPU each", *releases, text>>20, n/putting.Seconds(), used.Seconds()*1000/n)
		begin = time.Now()
		if err := x.Compact(context.Background()); err != nil {
			b.Fatal(err)
		}
		b.Logf("compacted in %v", time.Since(begin))
		x.Close()
		x = open(b, dir)
		x.Close() // which lets the one after it clear what merging has left
		x = open(b, dir)
		b.Logf("size %.2f times the text", float64(size(b, dir))/float64(text))
		logLayout(b, dir, text)
	} else {
		b.Logf("opened in %v", time.Since(begin))
	}
	b.Logf("size %d MB", size(b, dir)>>20)
	x.KeepWarm() // as a process does that answers many questions
	b.Run("idle", func(b *testing.B) { benchmarkQuestions(b, x) })
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.Logf("heap %d MB", m.HeapInuse>>20)
	b.Run("indexing", func(b *testing.B) {
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() {
			done <- indextest.GenerateEach(*releases, batchSize, 2, func(r []index.Record) error {
				return cmp.Or(ctx.Err(), x.Put(ctx, r...))
			})
		}()
		benchmarkQuestions(b, x)
		cancel()
		if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
			b.Fatal(err)
		}
	})
}

// benchmarkQuestions asks each kind of question again and again.
func benchmarkQuestions(b *testing.B, x index.Index) {
	facets := []index.Facet{{By: index.SiteCode, Limit: 20}, {By: index.Month, Limit: 200}, {By: index.PersonFacet, Limit: 20}, {By: index.OfficeFacet, Limit: 20}, {By: index.PlaceFacet, Limit: 20}, {By: index.Kind, Limit: 5}, {By: index.RegionCode, Limit: 20}}
	for _, q := range []struct {
		name      string
		of        index.Of
		questions []string
		facets    []index.Facet
		sort      index.Sort
	}{
		{"word", index.Releases, []string{"sécurité", "ministre", "emploi", "police", "prévention", "jeunes"}, nil, index.Relevance},
		{"two words", index.Releases, []string{"sécurité emploi", "ministre police", "santé publique"}, nil, index.Relevance},
		{"phrase", index.Releases, []string{`"préfet du département"`, `"sécurité État"`, `"santé population"`, `"police emploi"`}, nil, index.Relevance},
		{"near", index.Releases, []string{`"préfet sécurité"~5`, `"ministre santé"~10`}, nil, index.Relevance},
		{"fuzzy", index.Releases, []string{"securitee~", "prefectur~", "ministere~2"}, nil, index.Relevance},
		{"prefix", index.Releases, []string{"sécur*", "min*"}, nil, index.Relevance},
		{"exact", index.Releases, []string{"exact:élus", `exact:"la sécurité"`}, nil, index.Relevance},
		{"who person period", index.Statements, []string{"speaker:bru date:2015..2018", "speaker:tri date:2014-03..2019-06-12", "person:dre after:2016"}, nil, index.Newest},
		{"who place", index.Statements, []string{"dep:59", "region:Bretagne kind:direct"}, nil, index.Newest},
		{"who near", index.Statements, []string{`near:"48.5,2.5,50km"`, `near:"45,1,30km" date:2018`}, nil, index.Newest},
		{"facet page", index.Releases, []string{"sécurité", "emploi date:2016..2018"}, facets, index.Relevance},
		{"front page", index.Releases, []string{""}, facets, index.Newest},
		{"front page who", index.Statements, []string{""}, facets, index.Newest},
		{"person page", index.Statements, []string{"speaker:bru", "speaker:tri"}, facets, index.Newest},
	} {
		b.Run(q.name, func(b *testing.B) {
			var parsed []index.Query
			for _, s := range q.questions {
				p, err := index.Parse(s)
				if err != nil {
					b.Fatal(err)
				}
				parsed = append(parsed, p)
			}
			var times, cpu []time.Duration
			hits := 0
			b.ReportAllocs()
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			for i := 0; b.Loop(); i++ {
				begin, used := time.Now(), threadTime()
				res, err := x.Search(context.Background(), index.Request{Of: q.of, Query: parsed[i%len(parsed)], Sort: q.sort, Limit: 20, Highlights: 2, Facets: q.facets})
				if err != nil {
					b.Fatal(err)
				}
				hits += res.Total
				times, cpu = append(times, time.Since(begin)), append(cpu, threadTime()-used)
			}
			slices.Sort(times)
			slices.Sort(cpu)
			ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
			b.ReportMetric(ms(times[len(times)/2]), "p50-ms")
			b.ReportMetric(ms(times[len(times)*99/100]), "p99-ms")
			b.ReportMetric(ms(cpu[len(cpu)/2]), "p50-cpu-ms")
			b.ReportMetric(ms(cpu[len(cpu)*99/100]), "p99-cpu-ms")
			b.ReportMetric(float64(hits)/float64(len(times)), "hits")
		})
	}
}

var _ index.Index = (*bleveindex.Index)(nil)
