package server

import (
	"errors"
	"math"
	"strings"

	"estrade/index"
)

// personPage is what is known of a person.
type personPage struct {
	*index.PersonProfile
	Latest     string // title borne last; empty where namesakes are shown together
	Titles     []titleRow
	Identities []identity // more than one where namesakes spoke
	Mixed      bool       // the page is of several people of one name
	All        string     // where the page of the name is
	Apart      []reason   // why they are not one
	Joined     []reason   // why each of those that the page is of is one
	Places     []placeRow
	With       []nameRow
	Said
}

// Said are the statements of a person or a place, and their charts.
type Said struct {
	Rows     []*row
	Next     string
	Later    bool
	Map      *chartMap
	Timeline *timeline
}

// titleRow is a title with the time in which it was seen, as parts of a
// hundred of the time that the person was seen in.
type titleRow struct {
	index.TitleUse
	X, W float64
}

// identity is one of the people behind a name.
type identity struct {
	index.Identity
	Link string // empty for statements that nothing sets apart
	Here bool   // the page is about this one alone
}

// reason is why people are one or not, and where that is read.
type reason struct {
	Text     string
	Evidence []evidence // two at most
}

// evidence is a link to a statement that shows something.
type evidence struct{ Label, To string }

type placeRow struct {
	index.PlaceUse
	Label, Link string
}

type nameRow struct {
	Name, Title, Link string
	Count             int
}

// mostListed is how many places, people and the like a profile lists.
const mostListed = 25

// person answers with the page of a person, or with those whose name the address
// may mean.
func (s *Server) person(v *visit) error {
	id := unslug(v.PathValue("key"))
	err := s.showPerson(v, id)
	if errors.Is(err, index.ErrNotFound) {
		return s.mayMean(v, id, "/person/", index.FindPeople)
	}
	return err
}

func (s *Server) showPerson(v *visit, id string) error {
	return v.show("person", func() (*view, error) {
		profile, err := index.ProfilePerson(v.Context(), s.index, id)
		if err != nil {
			return nil, err
		}
		p := &personPage{PersonProfile: profile}
		view := v.view("", profile.Name, p)
		view.Feed, view.filter = "statements", []string{"person", profile.ID}
		q := index.Query(index.Match{In: index.InPerson, Text: profile.ID, How: index.Phrase})
		p.fillIdentities(view)
		p.Titles = overTime(profile)
		if len(profile.Titles) > 0 && !p.Mixed {
			latest := profile.Titles[0]
			for _, t := range profile.Titles {
				if t.Last >= latest.Last {
					latest = t
				}
			}
			p.Latest = latest.Title
		}
		if err := s.fillSaid(v, view, &p.Said, q, profile.Departements, profile.Months); err != nil {
			return nil, err
		}
		p.Places = placeRows(v, view, profile.Places, p.Map)
		for _, w := range profile.With[:min(mostListed, len(profile.With))] {
			p.With = append(p.With, nameRow{Name: w.Label, Link: view.Link("/person/" + slug(w.Value)), Count: w.Count})
		}
		return view, nil
	})
}

// fillIdentities lists the people behind the name, and what joins and parts them.
func (p *personPage) fillIdentities(v *view) {
	here := p.Who()
	p.Mixed = here < 0 && len(p.PersonProfile.Identities) > 1
	name, _, _ := strings.Cut(p.ID, ",")
	p.All = v.Link("/person/" + slug(name))
	tell := func(text string, statements []string) reason {
		if v.L.Code == "fr" {
			text = index.TypesetFrench(text)
		}
		r := reason{Text: text}
		for i, id := range statements {
			if i == 0 || i == len(statements)-1 {
				r.Evidence = append(r.Evidence, evidence{v.L.T("person.evidence", len(r.Evidence)+1), v.Link("/statement/" + id)})
			}
		}
		return r
	}
	for i, x := range p.PersonProfile.Identities {
		one := identity{Identity: x, Here: i == here}
		if strings.Contains(x.Key, ",") {
			one.Link = v.Link("/person/" + slug(x.Key))
		}
		p.Identities = append(p.Identities, one)
		for _, a := range x.Apart {
			if a.Titles[0] < a.Titles[1] { // once, not from both sides
				p.Apart = append(p.Apart, tell(a.In(v.L.Code), a.Evidence))
			}
		}
		for _, j := range x.Joins {
			if len(j.Titles) > 1 && (here < 0 || one.Here) {
				p.Joined = append(p.Joined, tell(j.In(v.L.Code), j.Evidence))
			}
		}
	}
}

// overTime places titles in the time that the person was seen in.
func overTime(p *index.PersonProfile) []titleRow {
	lo, hi, ok := bounds(p.First, p.Last)
	whole := float64(hi-lo) + 1
	var rows []titleRow
	for _, t := range p.Titles {
		r := titleRow{TitleUse: t}
		if from, to, dated := bounds(t.First, t.Last); ok && dated {
			r.X = math.Round(float64(from-lo)/whole*1000) / 10
			r.W = math.Round(max(1.5, float64(to-from+1)/whole*100)*10) / 10
			r.X = min(r.X, 100-r.W)
		}
		rows = append(rows, r)
	}
	return rows
}

// fillSaid lists statements and draws where and when.
func (s *Server) fillSaid(v *visit, view *view, p *Said, q index.Query, departements, months []index.Value) error {
	r, err := s.index.Search(v.Context(), index.Request{
		Of: index.Statements, Query: q, Sort: index.Newest, Limit: pageSize, Cursor: v.form.Get("after"),
	})
	if err != nil {
		return err
	}
	p.Next, p.Later = r.Next, v.form.Get("after") != ""
	for _, hit := range r.Hits {
		p.Rows = append(p.Rows, newRow(hit.Statement, nil))
	}
	p.Map = newMap(departements, "", func(code string) string {
		return view.Filtered("/who", "departement", code)
	})
	p.Timeline = newTimeline(months, "", "", func(from, to string) string {
		return view.Filtered("/who", "from", from, "to", to)
	})
	return nil
}

// placeRows lists places and puts them on the map.
func placeRows(v *visit, view *view, places []index.PlaceUse, m *chartMap) []placeRow {
	var rows []placeRow
	for i, u := range places {
		label := placeName(v.lang, &index.Place{Text: u.Name, Name: u.Name, Kind: u.Kind, Departement: u.Departement, Country: u.Country})
		m.addPoint(label, u.Lat, u.Lon, u.Statements)
		if i < mostListed {
			rows = append(rows, placeRow{u, label, view.Link("/place/" + slug(u.ID))})
		}
	}
	return rows
}

// placePage is what was said at a place.
type placePage struct {
	*index.PlaceProfile
	People []nameRow
	Within []placeRow
	Said
}

// place answers with the page of a place, or with those whose name the address
// may mean.
func (s *Server) place(v *visit) error {
	id := unslug(v.PathValue("key"))
	err := s.showPlace(v, id)
	if errors.Is(err, index.ErrNotFound) {
		return s.mayMean(v, id, "/place/", index.FindPlaces)
	}
	return err
}

func (s *Server) showPlace(v *visit, id string) error {
	return v.show("place", func() (*view, error) {
		profile, err := index.ProfilePlace(v.Context(), s.index, id)
		if err != nil {
			return nil, err
		}
		q, err := index.PlaceQuery(v.Context(), s.index, id)
		if err != nil {
			return nil, err
		}
		p := &placePage{PlaceProfile: profile}
		u := &profile.PlaceUse
		title := placeName(v.lang, &index.Place{Text: u.Name, Name: u.Name, Kind: u.Kind, Departement: u.Departement, Country: u.Country})
		view := v.view("", title, p)
		view.Feed, view.filter = "statements", []string{"place", profile.Ask()}
		byDepartement := index.Facet{By: index.DepartementCode, Limit: mostDepartements}
		r, err := s.index.Search(v.Context(), index.Request{Of: index.Statements, Query: q, Facets: []index.Facet{byDepartement}})
		if err != nil {
			return nil, err
		}
		if err := s.fillSaid(v, view, &p.Said, q, r.Facets[index.DepartementCode], profile.Months); err != nil {
			return nil, err
		}
		places := placeRows(v, view, profile.Places, p.Map)
		if len(places) > 1 {
			p.Within = places
		}
		for _, x := range profile.People[:min(mostListed, len(profile.People))] {
			p.People = append(p.People, nameRow{x.Name, x.Title, view.Link("/person/" + slug(x.ID)), x.Statements})
		}
		return view, nil
	})
}
