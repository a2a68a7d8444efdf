package index_test

import (
	"context"
	"path/filepath"
	"testing"

	"estrade/index"
	"estrade/index/bleveindex"
	"estrade/index/indextest"
)

// BenchmarkProfile makes the profiles of the person and of the departement with
// the most statements among 10,000 generated releases.
func BenchmarkProfile(b *testing.B) {
	ctx := context.Background()
	x, err := bleveindex.Open(filepath.Join(b.TempDir(), "index"))
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	if err := indextest.GenerateEach(10000, 1000, 1, func(batch []index.Record) error { return x.Put(ctx, batch...) }); err != nil {
		b.Fatal(err)
	}
	r, err := x.Search(ctx, index.Request{Of: index.Statements, Facets: []index.Facet{{By: index.PersonFacet, Limit: 1}, {By: index.DepartementCode, Limit: 1}}})
	if err != nil {
		b.Fatal(err)
	}
	person := r.Facets[index.PersonFacet][0]
	place, _ := index.Departement(r.Facets[index.DepartementCode][0].Value)
	b.Run("person", func(b *testing.B) {
		for b.Loop() {
			p, err := index.ProfilePerson(ctx, x, person.Value)
			if err != nil || p.Statements != person.Count {
				b.Fatalf("%+v, %v", p, err)
			}
			b.ReportMetric(float64(p.Statements), "statements")
		}
	})
	b.Run("place", func(b *testing.B) {
		for b.Loop() {
			p, err := index.ProfilePlace(ctx, x, place.Name)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(p.Statements), "statements")
		}
	})
	b.Run("find", func(b *testing.B) {
		for b.Loop() {
			if _, err := index.FindPeople(ctx, x, "a*", 20); err != nil {
				b.Fatal(err)
			}
		}
	})
}
