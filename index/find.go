package index

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
)

// Candidate is a person or a place that a name may mean.
type Candidate struct {
	ID          string `json:"id"` // for ProfilePerson or ProfilePlace
	Name        string `json:"name"`
	Title       string `json:"title,omitempty"` // latest title of a person
	Departement string `json:"departement,omitempty"`
	Country     string `json:"country,omitempty"`
	Statements  int    `json:"statements"`
	Exact       bool   `json:"exact"` // the name is all of this one's
}

// Choose is the candidate that is meant: the only one, or the only exact one.
func Choose(candidates []Candidate) (Candidate, bool) {
	exact := slices.DeleteFunc(slices.Clone(candidates), func(c Candidate) bool { return !c.Exact })
	switch {
	case len(exact) == 1:
		return exact[0], true
	case len(candidates) == 1:
		return candidates[0], true
	}
	return Candidate{}, false
}

// FindPeople are those whose name a question for a speaker finds, as
// [WhoQuery] reads it: exact ones first, then by the number of statements. The
// error is a [*FilterError] for what is no name.
func FindPeople(ctx context.Context, s Searcher, name string, limit int) ([]Candidate, error) {
	q, err := WhoQuery{Speaker: name}.Query()
	if err != nil {
		return nil, err
	}
	r, err := s.Search(ctx, Request{Of: Statements, Query: q, Facets: []Facet{{PersonFacet, 4 * limit}}})
	if err != nil {
		return nil, err
	}
	var found []Candidate
	for _, v := range mergeValues(r.Facets[PersonFacet]) {
		found = append(found, Candidate{ID: v.Value, Name: v.Label, Statements: v.Count, Exact: v.Value == NameKey(name)})
	}
	if len(found) == 0 && strings.Contains(name, ",") {
		return findIdentity(ctx, s, name)
	}
	sortCandidates(found)
	found = found[:min(limit, len(found))]
	for i := range found {
		latest, err := s.Search(ctx, Request{Of: Statements, Query: personQuery(found[i].ID), Sort: Newest, Limit: 1})
		if err != nil {
			return nil, err
		}
		for _, h := range latest.Hits {
			found[i].Title = h.Statement.Title
		}
	}
	return found, nil
}

// findIdentity is the one of the people behind a name that a key means.
func findIdentity(ctx context.Context, s Searcher, key string) ([]Candidate, error) {
	people, err := Identities(ctx, s, key)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	for _, x := range people {
		if profileID(x.Key) == profileID(key) {
			c := Candidate{ID: x.Key, Name: x.Name, Statements: x.Statements, Exact: true}
			if n := len(x.Titles); n > 0 {
				c.Title = x.Titles[n-1].Title
			}
			return []Candidate{c}, nil
		}
	}
	return nil, err
}

// FindPlaces are the places that a question for a place finds, as [WhoQuery]
// reads it: those of one name lie in different departements or abroad. Exact
// ones come first, then by the number of statements. The error is a
// [*FilterError] for what is no name.
func FindPlaces(ctx context.Context, s Searcher, name string, limit int) ([]Candidate, error) {
	q, err := WhoQuery{Place: name}.Query()
	if err != nil {
		return nil, err
	}
	r, err := s.Search(ctx, Request{Of: Statements, Query: q, Facets: []Facet{{DepartementCode, limit}}})
	if err != nil {
		return nil, err
	}
	left := r.Total
	var found []Candidate
	for _, v := range r.Facets[DepartementCode] {
		left -= v.Count
		found = append(found, Candidate{Departement: v.Value, Country: "FR", Statements: v.Count})
	}
	if left > 0 && len(found) < limit {
		found = append(found, Candidate{Statements: left})
	}
	for i := range found {
		if err := found[i].describe(ctx, s, name, q); err != nil {
			return nil, err
		}
	}
	sortCandidates(found)
	return found, nil
}

// describe gives a candidate its name and ID. A name that is none of a place
// there stands for the words of venues, or for what lies in it.
func (c *Candidate) describe(ctx context.Context, s Searcher, name string, q Query) error {
	there := And{q, abroad()}
	if c.Departement != "" {
		there[1] = Match{In: InDepartement, Text: c.Departement}
	}
	r, err := s.Search(ctx, Request{Of: Statements, Query: there, Sort: Newest, Limit: 1, Facets: []Facet{{PlaceFacet, profileValues}}})
	if err != nil {
		return err
	}
	name, _ = cutPlace(name)
	key := NameKey(name)
	c.Name = name
	if isCode(key) {
		for _, h := range r.Hits {
			c.Name, c.Exact = h.Statement.Place.Name, true
		}
	}
	if label, exact := placeLike(r.Facets[PlaceFacet], key, strings.HasSuffix(name, "~")); label != "" {
		c.Name, c.Exact = label, exact
	}
	if t, ok := Departement(c.Departement); ok && NameKey(t.Name) == key {
		c.Name, c.Exact = t.Name, true
	}
	if c.Departement == "" {
		for _, h := range r.Hits {
			c.Country = h.Statement.Place.Country
		}
		if t, ok := Region(name); ok {
			c.Name, c.Exact = t.Name, true
		}
	}
	c.ID = placeID(c.Name, c.Departement, c.Country)
	return nil
}

// placeLike is the place of a key among those found: of that name, of that name
// after its article, or where likeness will do of one that differs by two letters
// at most; empty if it is none.
func placeLike(places []Value, key string, likeness bool) (label string, exact bool) {
	for _, v := range places {
		if NameKey(v.Label) == key {
			return v.Label, true
		}
	}
	for _, v := range places {
		switch article, rest, _ := strings.Cut(NameKey(v.Label), " "); article {
		case "le", "la", "les", "l":
			if rest == key {
				return v.Label, false
			}
		}
		if likeness && editDistance(NameKey(v.Label), key, 2) <= 2 {
			return v.Label, false
		}
	}
	return "", false
}

func sortCandidates(c []Candidate) {
	slices.SortStableFunc(c, func(a, b Candidate) int {
		if a.Exact != b.Exact {
			if a.Exact {
				return -1
			}
			return 1
		}
		return cmp.Or(b.Statements-a.Statements, strings.Compare(a.ID, b.ID))
	})
}
