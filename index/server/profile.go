package server

import (
	"math"
	"strings"

	"estrade/index"
)

// personPage is what is known of a person.
type personPage struct {
	*index.PersonProfile
	Latest     string // title borne last
	Titles     []titleRow
	Identities []identity // more than one where namesakes spoke
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
	Link    string
	Here    bool // the page is about this one alone
	Reasons []string
}

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

func (s *Server) person(v *visit) error {
	return v.show("person", func() (*view, error) {
		id := unslug(v.PathValue("key"))
		profile, err := index.ProfilePerson(v.Context(), s.index, id)
		if err != nil {
			return nil, err
		}
		p := &personPage{PersonProfile: profile}
		view := v.view("", profile.Name, p)
		view.Feed, view.filter = "statements", []string{"person", profile.ID}
		q := index.Query(index.Match{In: index.InPerson, Text: profile.ID, How: index.Phrase})
		for _, x := range profile.Identities {
			one := identity{Identity: x, Link: view.Link("/person/" + slug(x.Key)), Here: x.Key == profile.ID && len(profile.Identities) > 1}
			for _, j := range x.Joins {
				if reason := "join." + string(j.Reason); len(j.Titles) > 1 {
					one.Reasons = append(one.Reasons, v.lang.T(reason)+v.lang.T("colon")+strings.Join(j.Titles, ", "))
				}
			}
			p.Identities = append(p.Identities, one)
		}
		p.Titles = overTime(profile)
		if n := len(profile.Titles); n > 0 {
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

func (s *Server) place(v *visit) error {
	return v.show("place", func() (*view, error) {
		id := unslug(v.PathValue("key"))
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
