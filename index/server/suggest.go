package server

import (
	"bytes"
	"encoding/json"

	"estrade/index"
)

// mostSuggestions is how many names are offered to complete a word.
const mostSuggestions = 12

// suggestion completes what was typed.
type suggestion struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// suggest answers with the names that complete what was typed in a field, as
// JSON, those with most statements first.
func (s *Server) suggest(v *visit) error {
	switch v.form.Get("field") {
	case string(index.SpeakerNames), string(index.PlaceNames), string(index.OfficeNames):
	default:
		return errNotFound
	}
	return v.cached("application/json; charset=utf-8", func(b *bytes.Buffer) error {
		names, err := index.Suggest(v.Context(), s.index, index.Completed(v.form.Get("field")), v.form.Get("q"), mostSuggestions)
		if err != nil {
			return err
		}
		found := []suggestion{}
		for _, n := range names {
			found = append(found, suggestion{n.Label, n.Count})
		}
		return json.NewEncoder(b).Encode(found)
	})
}
