package english

import (
	"sort"

	"estrade/extract"
)

// sortSpans puts found things in text order.
func sortSpans[T any](list []T, span func(T) extract.Span) {
	sort.SliceStable(list, func(i, j int) bool { return span(list[i]).From < span(list[j]).From })
}
