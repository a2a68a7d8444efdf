package indextest

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	cmpdiff "github.com/google/go-cmp/cmp"

	"estrade/index"
)

func testReplace(t *testing.T, x index.Index) {
	all := index.Counts{Releases: 5, Statements: 8}
	count(t, x, all)
	put(t, x, Records()...) // the same again changes nothing
	count(t, x, all)

	changed := conference()
	changed.Statements = changed.Statements[1:2] // the others were a mistake
	changed.Published = "2017-10-01"
	older := conference()
	put(t, x, older.record("conference", "59"), changed.record("conference", "59")) // the later counts
	count(t, x, index.Counts{Releases: 5, Statements: 6})
	if got := statements(t, x, parse(t, "release:conference")); got != "conference/0" {
		t.Errorf("statements after a new version: %s; want conference/0", got)
	}
	if got := releases(t, x, "speaker:lalande"); got != "" {
		t.Errorf("speaker:lalande = %q after he speaks no more; want none", got)
	}
	if got := releases(t, x, "date:2017-10"); got != "conference" {
		t.Errorf("date:2017-10 = %q; want conference", got)
	}
}

func testDelete(t *testing.T, x index.Index) {
	if err := x.Delete(context.Background(), "conference", "never there"); err != nil {
		t.Fatalf("Delete: %v", err)
	}
	count(t, x, index.Counts{Releases: 4, Statements: 5})
	if got := statements(t, x, parse(t, "place:Mons")); got != "" {
		t.Errorf("statements of a deleted release: %s", got)
	}
	put(t, x, Records()...)
	count(t, x, index.Counts{Releases: 5, Statements: 8})
}

func testPages(t *testing.T, x index.Index) {
	records := Generate(100, 1)
	put(t, x, records...)
	for _, r := range []index.Request{
		{Query: parse(t, "sécurité OR préfet"), Limit: 7},
		{Sort: index.Newest, Limit: 9},
		{Sort: index.Oldest, Limit: 9},
		{Of: index.Statements, Sort: index.Newest, Limit: 11},
		{Of: index.Statements, Limit: 11},
	} {
		seen := map[string]bool{}
		total, pages := -1, 0
		for {
			res := search(t, x, r)
			if total = res.Total; pages > 200 {
				t.Fatalf("%+v: pages without end", r)
			}
			pages++
			for _, h := range res.Hits {
				id := ""
				if h.Release != nil {
					id = h.Release.ID
				} else {
					id = h.Statement.ID
				}
				if seen[id] {
					t.Errorf("%+v: %s on two pages", r, id)
				}
				seen[id] = true
			}
			if r.Cursor = res.Next; r.Cursor == "" {
				break
			}
		}
		if len(seen) != total || total < 20 {
			t.Errorf("%+v: %d hits on %d pages of a total of %d", r, len(seen), pages, total)
		}
	}
}

// testBatches puts records in many small batches, some again, and looks
// whether each is found by three words of it in a row, by a statement's words,
// and by its place.
func testBatches(t *testing.T, x index.Index) {
	records := Generate(150, 2)
	statements := 0
	for i := 0; i < len(records); i += 10 {
		put(t, x, records[max(0, i-5):i+10]...)
	}
	CheckFound(t, x, records)
	for _, r := range records {
		statements += len(r.Statements)
	}
	count(t, x, index.Counts{Releases: len(records), Statements: statements})
	checkFacets(t, x, records)
	checkOrder(t, x, records)
}

// checkFacets checks that values are counted once for each record, whatever
// batches it came in and went with.
func checkFacets(t *testing.T, x index.Index, records []index.Record) {
	t.Helper()
	sites, speakers := map[string]int{}, map[string]int{}
	for _, r := range records {
		sites[r.Release.Site]++
		for _, s := range r.Statements {
			speakers[s.SpeakerKey]++
		}
	}
	for _, c := range []struct {
		of   index.Of
		by   index.Field
		want map[string]int
	}{{index.Releases, index.SiteCode, sites}, {index.Statements, index.PersonFacet, speakers}} {
		got := map[string]int{}
		last := -1
		for _, v := range search(t, x, index.Request{Of: c.of, Facets: []index.Facet{{By: c.by, Limit: 10000}}}).Facets[c.by] {
			if last >= 0 && v.Count > last {
				t.Errorf("facet %s: %s with %d comes after a value with %d", c.by.Schema().Name, v.Value, v.Count, last)
			}
			last = v.Count
			got[v.Value] += v.Count
		}
		if diff := cmpdiff.Diff(c.want, got); diff != "" {
			t.Errorf("facet %s after many batches (-want +got):\n%s", c.by.Schema().Name, diff)
		}
		few := search(t, x, index.Request{Of: c.of, Facets: []index.Facet{{By: c.by, Limit: 3}}}).Facets[c.by]
		if len(few) != 3 || few[0].Count != slices.Max(slices.Collect(maps.Values(got))) {
			t.Errorf("facet %s with limit 3 = %v; want three, the most frequent first", c.by.Schema().Name, few)
		}
	}
}

// checkOrder checks that statements come by date, those of a release in text
// order, whatever batches they came in.
func checkOrder(t *testing.T, x index.Index, records []index.Record) {
	t.Helper()
	var want, got []string
	records = slices.Clone(records)
	slices.SortFunc(records, func(a, b index.Record) int {
		return cmp.Or(strings.Compare(b.Release.Published, a.Release.Published), strings.Compare(a.Release.ID, b.Release.ID))
	})
	for _, r := range records {
		for _, s := range r.Statements {
			want = append(want, s.ID)
		}
	}
	for _, h := range search(t, x, index.Request{Of: index.Statements, Sort: index.Newest, Limit: 1000}).Hits {
		got = append(got, h.Statement.ID)
	}
	if diff := cmpdiff.Diff(want, got); diff != "" {
		t.Errorf("newest statements after many batches (-want +got):\n%s", diff)
	}
}

// CheckFound checks that each record is found by what it says.
func CheckFound(t *testing.T, x index.Index, records []index.Record) {
	t.Helper()
	finds := func(r index.Request, id string) bool {
		r.Limit = 1000
		for _, h := range search(t, x, r).Hits {
			if h.Release != nil && h.Release.ID == id || h.Statement != nil && h.Statement.ID == id {
				return true
			}
		}
		return false
	}
	for _, r := range records {
		words := strings.Fields(r.Release.Document.Text)
		words = words[len(words)/2:]
		phrase := index.Match{Text: strings.Join(words[:4], " "), How: index.Phrase}
		if !finds(index.Request{Query: phrase}, r.Release.ID) {
			t.Errorf("%v does not find %s, which has it", phrase, r.Release.ID)
		}
		for _, s := range r.Statements {
			q := index.And{index.Match{Text: s.Words, How: index.Phrase}, index.Match{In: index.InPlace, Text: s.Place.Name},
				index.Match{In: index.InSpeaker, Text: s.Speaker, How: index.Phrase}, index.Near{Lat: s.Place.Lat, Lon: s.Place.Lon, Km: 1}}
			if !finds(index.Request{Of: index.Statements, Query: q}, s.ID) {
				t.Errorf("%v does not find %s, which has it", q, s.ID)
			}
		}
	}
}

func testEmpty(t *testing.T, x index.Index) {
	count(t, x, index.Counts{})
	put(t, x)
	for _, q := range []string{"", "préfet", `"a b"`, "NOT x", `near:"0,0,1km"`, "x~", "x*"} {
		if got := releases(t, x, q); got != "" {
			t.Errorf("%s in an empty index = %q", q, got)
		}
	}
}

// testConcurrent checks that readers see a release's statements all or not at
// all while it is replaced again and again.
func testConcurrent(t *testing.T, x index.Index) {
	put(t, x, conference().record("conference", "59"))
	done := make(chan error, 1)
	go func() {
		defer close(done)
		for range 10 {
			if err := x.Put(context.Background(), conference().record("conference", "59")); err != nil {
				done <- err
				return
			}
		}
	}()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("Put: %v", err)
			}
			return
		default:
			var readers sync.WaitGroup
			for range 2 {
				readers.Go(func() {
					res, err := x.Search(context.Background(), index.Request{Of: index.Statements, Facets: []index.Facet{{By: index.SiteCode, Limit: 5}}})
					if err != nil || len(res.Facets[index.SiteCode]) != 1 || res.Facets[index.SiteCode][0].Count != 3 {
						t.Errorf("counted %+v, %v while the release was replaced", res, err)
					}
				})
			}
			got := statements(t, x, index.All{})
			readers.Wait()
			if got != "conference/0 conference/1 conference/2" {
				t.Errorf("saw %q while the release was replaced", got)
			}
			if t.Failed() {
				<-done
				return
			}
		}
	}
}

func testBadRequests(t *testing.T, x index.Index) {
	first := search(t, x, index.Request{Sort: index.Newest, Limit: 1})
	for _, r := range []index.Request{
		{Sort: index.Newest, Limit: 1, Cursor: "nonsense"},
		{Sort: index.Oldest, Limit: 1, Cursor: first.Next},
		{Sort: index.Newest, Limit: 1, Cursor: first.Next, Query: index.Match{Text: "crue"}},
		{Limit: -1},
		{Facets: []index.Facet{{By: index.Text, Limit: 3}}},
		{Facets: []index.Facet{{By: index.SiteCode}}},
	} {
		if _, err := x.Search(context.Background(), r); !errors.Is(err, index.ErrRequest) {
			t.Errorf("Search(%+v): %v; want ErrRequest", r, err)
		}
	}
}
