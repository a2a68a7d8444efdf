package server

import (
	"strings"

	"estrade/index"
)

// profilePage is what was said by a person or at a place.
type profilePage struct {
	Name  string
	Total int
	Rows  []*row
	Next  string
	Later bool
}

// unslug is the key in an address.
func unslug(s string) string { return index.NameKey(strings.ReplaceAll(s, "-", " ")) }

func (s *Server) person(v *visit) error {
	return v.show("person", func() (*view, error) {
		key := unslug(v.PathValue("key"))
		p, err := s.profile(v, index.Match{In: index.InPerson, Text: key, How: index.Phrase})
		if err != nil {
			return nil, err
		}
		p.Name = p.Rows[0].Speaker
		return v.view("", p.Name, p), nil
	})
}

func (s *Server) place(v *visit) error {
	return v.show("place", func() (*view, error) {
		key := unslug(v.PathValue("key"))
		p, err := s.profile(v, index.Match{In: index.InPlace, Text: key, How: index.Phrase})
		if err != nil {
			return nil, err
		}
		p.Name = key
		for _, r := range p.Rows {
			if r.Place != nil && r.Place.Key() == key {
				p.Name = placeName(v.lang, r.Place)
				break
			}
		}
		return v.view("", p.Name, p), nil
	})
}

func (s *Server) profile(v *visit, q index.Query) (*profilePage, error) {
	r, err := s.index.Search(v.Context(), index.Request{
		Of: index.Statements, Query: q, Sort: index.Newest, Limit: pageSize, Cursor: v.form.Get("after"),
	})
	if err != nil {
		return nil, err
	}
	if len(r.Hits) == 0 {
		return nil, errNotFound
	}
	p := &profilePage{Total: r.Total, Next: r.Next, Later: v.form.Get("after") != ""}
	for _, hit := range r.Hits {
		p.Rows = append(p.Rows, newRow(hit.Statement, nil))
	}
	return p, nil
}
