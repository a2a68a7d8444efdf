package indextest

import (
	_ "embed" // for terms.tsv
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"estrade/extract"
	"estrade/index"
)

// golden are words and the terms that every backend indexes and asks for. Each
// line is an analysis, a text, and its terms, with _ for a word that is none.
//
//go:embed terms.tsv
var golden string

// goldenExample is a line of the golden list.
type goldenExample struct{ analysis, text, terms string }

func goldenExamples() (all []goldenExample) {
	for line := range strings.Lines(golden) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) == 3 && !strings.HasPrefix(line, "#") {
			all = append(all, goldenExample{f[0], f[1], f[2]})
		}
	}
	return all
}

// testTerms checks that a backend indexes and asks for the terms of the golden
// list: the text of each example, as a phrase, finds just those texts whose
// terms have its own in the same order. Words that are terms only as they are
// written are asked for by another example.
func testTerms(t *testing.T, x index.Index) {
	aspects := map[string]index.Aspect{"french": index.InText, "exact": index.InExact}
	texts := map[string]string{} // terms by text
	for _, e := range goldenExamples() {
		if e.analysis == "french" {
			texts[e.text] = e.terms
		}
	}
	var records []index.Record
	sorted := slices.Sorted(maps.Keys(texts))
	for i, text := range sorted {
		records = append(records, index.NewRecord(&extract.Document{Title: "x", Text: "xx\n" + text + "\nyy"},
			index.Provenance{ID: fmt.Sprintf("w%03d", i)}))
	}
	put(t, x, records...)
	asked := 0
	for _, text := range sorted {
		terms := strings.Trim(texts[text], "_ ")
		if terms == "" {
			continue
		}
		asked++
		var want []string
		for i, other := range sorted {
			if strings.Contains(" "+texts[other]+" ", " "+terms+" ") || matchesHoles(texts[other], terms) {
				want = append(want, fmt.Sprintf("w%03d", i))
			}
		}
		got := found(t, x, index.Match{In: aspects["french"], Text: text, How: index.Phrase})
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%q (%s) finds %v; want %v", text, terms, got, want)
		}
		// As it is written it finds itself, and nothing that the terms do not find.
		exact := found(t, x, index.Match{In: aspects["exact"], Text: text, How: index.Phrase})
		own := fmt.Sprintf("w%03d", slices.Index(sorted, text))
		if !slices.Contains(exact, own) {
			t.Errorf("exact:%q finds %v; want %s among them", text, exact, own)
		}
		for _, id := range exact {
			if !slices.Contains(want, id) && len(terms) > 1 { // "d'" alone is elided in others
				t.Errorf("exact:%q finds %s, which %q does not find", text, id, text)
			}
		}
	}
	if asked < 150 {
		t.Errorf("%d examples; want at least 150", asked)
	}
}

// matchesHoles reports whether terms stand somewhere in text, a word that is no
// term standing for any word.
func matchesHoles(text, terms string) bool {
	have, want := strings.Fields(text), strings.Fields(terms)
	for i := 0; i+len(want) <= len(have); i++ {
		all := true
		for j, w := range want {
			all = all && (w == "_" || w == have[i+j])
		}
		if all {
			return true
		}
	}
	return false
}

// found are the IDs of the releases that a query finds, sorted.
func found(t *testing.T, x index.Index, q index.Query) (ids []string) {
	t.Helper()
	for _, h := range search(t, x, index.Request{Query: q, Limit: 1000}).Hits {
		ids = append(ids, h.Release.ID)
	}
	slices.Sort(ids)
	return ids
}
