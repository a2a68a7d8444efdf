package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"estrade/pipeline"
)

// writeCount prints what was done for a site, one stage a line, leaving out
// what did not happen.
func writeCount(out io.Writer, name string, c pipeline.Count) {
	fmt.Fprintf(out, "%s\n", name)
	line := func(label string, n int, more string) {
		if n > 0 || label == "pages" || label == "releases" {
			fmt.Fprintf(out, "  %-14s %6d%s\n", label, n, more)
		}
	}
	line("pages", c.Fetched, fmt.Sprintf("  (%s)", size(c.Bytes)))
	line("unchanged", c.Unchanged, "")
	line("redirects", c.Redirects, "")
	line("releases", c.Releases, parts("new", c.New, "changed", c.Changed))
	line("withdrawn", c.Withdrawn, "")
	line("aliases", sum(c.Aliases), reasons(c.Aliases))
	line("not releases", sum(c.NotReleases), reasons(c.NotReleases))
	line("not followed", sum(c.Refused), reasons(c.Refused))
	line("failed", sum(c.Failed), reasons(c.Failed))
	line("dates", c.Dates, "")
	line("people", c.People, "")
	line("titles", c.Titles, "")
	line("places", c.Places, "")
	line("statements", c.Statements, "")
}

// reasons lists counts, most frequent first.
func reasons(m map[string]int) string {
	if len(m) == 0 {
		return ""
	}
	keys := slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		if m[a] != m[b] {
			return m[b] - m[a]
		}
		return strings.Compare(a, b)
	})
	for i, k := range keys {
		keys[i] = fmt.Sprintf("%s %d", k, m[k])
	}
	return "  (" + strings.Join(keys, ", ") + ")"
}

// parts lists the counts that are not zero: name, count, name, count.
func parts(pairs ...any) string {
	var list []string
	for i := 0; i < len(pairs); i += 2 {
		if n := pairs[i+1].(int); n > 0 {
			list = append(list, fmt.Sprintf("%v %d", pairs[i], n))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "  (" + strings.Join(list, ", ") + ")"
}

func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.0f KB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}
