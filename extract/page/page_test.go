package page_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"estrade/extract"
	"estrade/extract/dates"
	"estrade/extract/page"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func newExtractor(t testing.TB) *page.Extractor {
	t.Helper()
	e, err := page.New(page.Options{Date: dates.Parse})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// address is in a comment in the first line of each fixture.
var address = regexp.MustCompile(`^<!-- (\S+) -->`)

func fixture(t testing.TB, file string) extract.Page {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p := extract.Page{Status: 200, Body: b}
	if m := address.FindSubmatch(b); m != nil {
		p.URL = string(m[1])
	}
	return p
}

// TestFixtures compares what is found on each page of testdata with the file
// of the same name that ends in .golden.
func TestFixtures(t *testing.T) {
	e := newExtractor(t)
	files, err := filepath.Glob("testdata/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("glob fixtures: %d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			p := fixture(t, file)
			got := render(e, p)
			golden := strings.TrimSuffix(file, ".html") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func render(e *page.Extractor, p extract.Page) string {
	var s strings.Builder
	d, err := e.Extract(p)
	if not := (*extract.NotReleaseError)(nil); errors.As(err, &not) {
		fmt.Fprintf(&s, "reason:    %s\n", not.Reason)
	} else if err != nil {
		fmt.Fprintf(&s, "error:     %v\n", err)
	}
	if d != nil {
		fmt.Fprintf(&s, "template:  %s\ntitle:     %s\npublished: %s\nupdated:   %s\n", d.Template, d.Title, d.Published, d.Updated)
		for _, a := range d.Attachments {
			fmt.Fprintf(&s, "file:      %s (%s)\n", a.URL, a.Title)
		}
	}
	s.WriteString("--- links\n")
	for _, l := range e.Links(p) {
		fmt.Fprintf(&s, "%-10s %-10s %s (%s)\n", l.Kind, l.Date, l.URL, l.Text)
	}
	if d != nil {
		fmt.Fprintf(&s, "--- text\n%s\n", d.Text)
	}
	return s.String()
}
