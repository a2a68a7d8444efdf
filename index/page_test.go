package index_test

import (
	"context"

	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"estrade/index"
	"estrade/index/bleveindex"
	"estrade/index/indextest"
)

// TestQueryPage asks every example of the page on the language, the lines of
// its indented blocks, and holds how it is understood and what it finds in the
// contract's records against testdata/page.tsv. The examples that find nothing
// there are few and speak of other things.
func TestQueryPage(t *testing.T) {
	page, err := os.ReadFile("QUERY.md")
	if err != nil {
		t.Fatal(err)
	}
	x, err := bleveindex.Open(filepath.Join(t.TempDir(), "index"))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if err := x.Put(context.Background(), indextest.Records()...); err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	n, empty := 0, 0
	for _, m := range regexp.MustCompile(`(?m)^    (.+?)(?:[ \t]{2,}.*)?$`).FindAllStringSubmatch(string(page), -1) {
		n++
		q, err := index.Parse(m[1])
		if err != nil {
			t.Errorf("example %s: %v", m[1], err)
			continue
		}
		var found []string
		for _, of := range []index.Of{index.Releases, index.Statements} {
			r, err := x.Search(context.Background(), index.Request{Of: of, Query: q, Limit: 20})
			if err != nil {
				t.Fatalf("example %s: %v", m[1], err)
			}
			for _, h := range r.Hits {
				if h.Release != nil {
					found = append(found, h.Release.ID)
				} else {
					found = append(found, fmt.Sprintf("%s/%d", h.Statement.Release.ID, h.Statement.Ordinal))
				}
			}
		}
		if len(found) == 0 {
			empty++
		}
		slices.Sort(found)
		fmt.Fprintf(&got, "%s\t%s\t%s\n", m[1], q, strings.Join(found, " "))
	}
	if n < 45 || empty*3 > n {
		t.Errorf("%d examples on the page, %d find nothing; want at least 45, and two thirds to find something", n, empty)
	}
	golden := filepath.Join("testdata", "page.tsv")
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("examples differ from %s (-want +got), go test -update writes it:\n%s", golden, diff)
	}
}
