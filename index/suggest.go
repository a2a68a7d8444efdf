package index

import (
	"context"
	"slices"
	"strings"
)

// Completed is a kind of name that [Suggest] completes.
type Completed string

const (
	SpeakerNames Completed = "speaker"
	PlaceNames   Completed = "place"
	OfficeNames  Completed = "office"
)

// fields are what is asked and what is counted; ok is false for another kind.
func (c Completed) fields() (in Aspect, by Field, ok bool) {
	switch c {
	case SpeakerNames:
		return InSpeaker, PersonFacet, true
	case PlaceNames:
		return InPlace, PlaceFacet, true
	case OfficeNames:
		return InOffice, OfficeFacet, true
	}
	return 0, 0, false
}

// surplus is how many times more names are looked at than are given: a place is
// found under the names of what lies around it too.
const surplus = 8

// Suggest are names in statements that complete what was typed, most frequent
// first, then those that begin so, each once: words of a speaker's name in any order, the last of them
// begun, or the beginning of a place or an office. The error wraps ErrRequest
// for another kind of name.
func Suggest(ctx context.Context, s Searcher, kind Completed, typed string, limit int) ([]Value, error) {
	in, by, ok := kind.fields()
	if !ok {
		return nil, NewRequestError("complete %q; expected speaker, place or office", "compléter « %s » ; attendu : speaker, place ou office", kind)
	}
	words := nameWords(typed)
	if len(words) == 0 {
		return []Value{}, nil
	}
	r, err := s.Search(ctx, Request{Of: Statements, Query: Match{In: in, Text: strings.Join(words, " "), How: Prefix},
		Facets: []Facet{{by, surplus * limit}}})
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	names := []Value{}
	begun := func(v Value) bool { return strings.HasPrefix(NameKey(v.Label), strings.Join(words, " ")) }
	slices.SortStableFunc(r.Facets[by], func(a, b Value) int {
		switch {
		case a.Count != b.Count:
			return b.Count - a.Count
		case begun(a) == begun(b):
			return 0
		case begun(a):
			return -1
		}
		return 1
	})
	for _, v := range r.Facets[by] {
		if key := NameKey(v.Label); !seen[key] && completes(key, words) && len(names) < limit {
			seen[key] = true
			names = append(names, v)
		}
	}
	return names, nil
}

// completes reports whether each word typed begins a word of the name.
func completes(name string, typed []string) bool {
	words := strings.Fields(name)
	for _, t := range typed {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, t) }) {
			return false
		}
	}
	return true
}
