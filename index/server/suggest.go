package server

import (
	"bytes"
	"encoding/json"
	"strings"

	"estrade/index"
)

// mostSuggestions is how many names are offered to complete a word.
const mostSuggestions = 12

// suggestible are the fields of forms whose values are completed.
var suggestible = map[string]struct {
	in    index.Aspect
	facet index.Field
}{
	"speaker": {index.InSpeaker, index.PersonFacet},
	"place":   {index.InPlace, index.PlaceFacet},
	"office":  {index.InOffice, index.OfficeFacet},
}

// suggestion completes what was typed.
type suggestion struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// suggest answers with the names that complete what was typed in a field, as
// JSON, those with most statements first.
func (s *Server) suggest(v *visit) error {
	field, ok := suggestible[v.form.Get("field")]
	if !ok {
		return errNotFound
	}
	typed := index.NameKey(v.form.Get("q"))
	return v.cached("application/json; charset=utf-8", func(b *bytes.Buffer) error {
		found := []suggestion{}
		if typed != "" {
			words := strings.Fields(typed)
			q := index.And{index.Match{In: field.in, Text: words[len(words)-1], How: index.Prefix}}
			if field.in != index.InSpeaker {
				q = index.And{index.Match{In: field.in, Text: typed, How: index.Prefix}}
			} else {
				for _, w := range words[:len(words)-1] {
					q = append(q, index.Match{In: field.in, Text: w})
				}
			}
			r, err := s.index.Search(v.Context(), index.Request{
				Of: index.Statements, Query: q, Facets: []index.Facet{{By: field.facet, Limit: 4 * mostSuggestions}},
			})
			if err != nil {
				return err
			}
			for _, value := range r.Facets[field.facet] {
				if completes(index.NameKey(value.Label), words) && len(found) < mostSuggestions {
					found = append(found, suggestion{value.Label, value.Count})
				}
			}
		}
		return json.NewEncoder(b).Encode(found)
	})
}

// completes reports whether each word begins a word of the name: what else
// speaks in the same statements is no completion.
func completes(name string, words []string) bool {
	parts := strings.Fields(name)
	for _, w := range words {
		begins := false
		for _, p := range parts {
			begins = begins || strings.HasPrefix(p, w)
		}
		if !begins {
			return false
		}
	}
	return true
}
