package main

import (
	"strings"
	"testing"

	"estrade/index"
)

// TestNamesakes lists who bears a name, with what to ask for each of them by.
func TestNamesakes(t *testing.T) {
	people := []index.Identity{
		{Key: "anne martin, prefete du nord", Seen: index.Seen{Statements: 2, First: "2019-01-10", Last: "2019-06-10"}},
		{Key: "anne martin", Seen: index.Seen{Statements: 1}, Unclear: true},
	}
	show := func(people []index.Identity, here int) string {
		var b strings.Builder
		writeNamesakes(&b, people, here)
		return b.String()
	}
	const heading = "\npeople of this name, as far as their titles tell\n"
	for here, want := range map[int]string{
		-1: heading + "       2  anne martin, prefete du nord, 2019-01-10 to 2019-06-10\n       1  anne martin, undated, or one of the others\n" +
			"  shown here together; one alone: estrade person \"anne martin, prefete du nord\"\n",
		0: heading + "       2  anne martin, prefete du nord, 2019-01-10 to 2019-06-10 (shown here)\n       1  anne martin, undated, or one of the others\n",
	} {
		if got := show(people, here); got != want {
			t.Errorf("shown %d:\n%s\nwant:\n%s", here, got, want)
		}
	}
	if got := show(people[:1], -1); got != "" {
		t.Errorf("of one person alone: %q; want nothing", got)
	}
}
