package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"estrade/extract"
)

// Bounds of a profile: what it counts is exact, what it reads is bounded.
const (
	// ProfileReads is how many statements a profile reads at most: all of them
	// for nearly everyone, else the latest and the oldest, one half each.
	ProfileReads = 1000

	profilePage     = 500 // statements read at once
	profileMonths   = 600 // fifty years
	profileValues   = 50  // greatest number of people, places and the like
	profileEvidence = 6   // statements named as evidence of one name or title
)

// Seen is how often something was seen, and when.
type Seen struct {
	Statements int    `json:"statements"`
	First      string `json:"first,omitempty"` // YYYY-MM-DD or shorter; empty if no date is known
	Last       string `json:"last,omitempty"`
}

// NameUse is one spelling of a person's name.
type NameUse struct {
	Name string `json:"name"`
	Seen
	Evidence []string `json:"evidence"` // IDs of statements that show it: the latest and the oldest
}

// TitleUse is a title that a person bore.
type TitleUse struct {
	Title  string `json:"title"` // as written last
	Office string `json:"office,omitempty"`
	Scope  string `json:"scope,omitempty"` // code or words of what is governed
	Seen
	Evidence []string `json:"evidence"` // IDs of statements that show it: the latest and the oldest
}

// PlaceUse is a place where something was said. A venue counts for the commune
// it is in, if that is known.
type PlaceUse struct {
	ID          string            `json:"id"` // for ProfilePlace
	Name        string            `json:"name"`
	Kind        extract.PlaceKind `json:"kind,omitempty"`
	Departement string            `json:"departement,omitempty"` // code
	Country     string            `json:"country,omitempty"`     // ISO 3166-1 alpha-2
	Lat         float64           `json:"lat,omitempty"`
	Lon         float64           `json:"lon,omitempty"` // both 0 if unknown
	Seen
}

// PersonUse is someone who made a statement.
type PersonUse struct {
	ID    string `json:"id"` // for ProfilePerson
	Name  string `json:"name"`
	Title string `json:"title,omitempty"` // latest; empty if unknown
	Seen
}

// PersonProfile is what the statements of one person say of them. Total,
// kinds, months and departements count all statements; the rest is of those
// that were read.
type PersonProfile struct {
	ID   string `json:"id"`   // Statement.SpeakerKey, or Identity.Key where only that was asked for
	Name string `json:"name"` // as written most often
	Seen
	Read         int        `json:"read"` // statements read; less than Statements for very few people
	Names        []NameUse  `json:"names"`
	Titles       []TitleUse `json:"titles"`       // oldest first
	Places       []PlaceUse `json:"places"`       // most frequent first
	Departements []Value    `json:"departements"` // where it was said
	Kinds        []Value    `json:"kinds"`
	Months       []Value    `json:"months"` // oldest first

	// Identities are the people behind the name, with what says so: more than
	// one where namesakes spoke, also where the profile is of one of them.
	Identities []Identity `json:"identities"`

	// With are others who spoke in the same releases, with the number of their
	// statements there; most frequent first.
	With []Value `json:"with"`
}

// PlaceProfile is what was said at a place and within it.
type PlaceProfile struct {
	PlaceUse
	Read    int         `json:"read"`
	People  []PersonUse `json:"people"` // most frequent first
	Offices []Value     `json:"offices"`
	Places  []PlaceUse  `json:"places"` // the place itself and what lies in it, most frequent first
	Venues  []Value     `json:"venues"` // as written
	Kinds   []Value     `json:"kinds"`
	Months  []Value     `json:"months"` // oldest first
}

// Who is which of the Identities the profile is of; -1 if it is of all that
// bear the name.
func (p *PersonProfile) Who() int {
	if !strings.Contains(p.ID, ",") {
		return -1 // statements without a title have the name alone for a key
	}
	return slices.IndexFunc(p.Identities, func(x Identity) bool { return profileID(x.Key) == p.ID })
}

// personQuery asks for the statements of a person.
func personQuery(id string) Query { return Match{In: InPerson, Text: id, How: Phrase} }

// ProfilePerson is the profile of the person with an ID: of a name, or of one
// of the people behind it by the Key of an [Identity]. The error wraps
// ErrNotFound if nothing is known of them.
func ProfilePerson(ctx context.Context, s Searcher, id string) (*PersonProfile, error) {
	if NameKey(id) == "" {
		return nil, fmt.Errorf("person %q: %w", id, ErrNotFound)
	}
	q, people, err := identityQuery(ctx, s, id)
	if err != nil {
		return nil, fmt.Errorf("person %q: %w", id, err)
	}
	r, err := s.Search(ctx, Request{Of: Statements, Query: q, Facets: []Facet{
		{Kind, profileValues}, {Month, profileMonths}, {DepartementCode, 200}}})
	if err == nil && r.Total == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("person %q: %w", id, err)
	}
	read, err := readStatements(ctx, s, q, r.Total)
	if err != nil {
		return nil, fmt.Errorf("person %q: %w", id, err)
	}
	if people == nil {
		people = Identify(read)
	}
	p := &PersonProfile{ID: profileID(id), Identities: people, Read: len(read), Departements: nameDepartements(r.Facets[DepartementCode]),
		Kinds: list(r.Facets[Kind]), Months: byValue(r.Facets[Month])}
	names, titles := newTally[NameUse](), newTally[TitleUse]()
	places := newTally[PlaceUse]()
	var releases []string
	for _, x := range read {
		p.Seen.add(x)
		n := names.at(x.Speaker, NameUse{Name: x.Speaker})
		n.Seen.add(x)
		n.Evidence = append(n.Evidence, x.ID)
		for _, c := range x.capacities() {
			t := titles.at(NameKey(c.Text), TitleUse{Title: c.Text, Office: c.Office, Scope: c.Scope})
			t.Seen.add(x)
			t.Evidence = append(t.Evidence, x.ID)
		}
		if x.Place != nil {
			u := x.Place.use()
			places.at(u.ID, u).Seen.add(x)
		}
		if !slices.Contains(releases, x.Release.ID) {
			releases = append(releases, x.Release.ID)
		}
	}
	p.Statements = r.Total
	p.Names = names.sorted(func(a, b *NameUse) int { return cmp.Or(b.Statements-a.Statements, strings.Compare(a.Name, b.Name)) })
	for i := range p.Names {
		p.Names[i].Evidence = ends(p.Names[i].Evidence)
	}
	p.Name = p.Names[0].Name
	p.Titles = titles.sorted(func(a, b *TitleUse) int {
		return cmp.Or(compareDates(a.First, b.First), compareDates(a.Last, b.Last), strings.Compare(a.Title, b.Title))
	})
	for i := range p.Titles {
		p.Titles[i].Evidence = ends(p.Titles[i].Evidence)
	}
	p.Places = places.sorted(morePlaces)
	if p.With, err = speakersWith(ctx, s, q, releases); err != nil {
		return nil, fmt.Errorf("person %q: %w", id, err)
	}
	return p, nil
}

// profileID is the ID of a profile as it was asked for, in its usual form.
func profileID(id string) string {
	name, title, told := strings.Cut(id, ",")
	if !told {
		return NameKey(name)
	}
	return NameKey(name) + ", " + NameKey(title)
}

// speakersWith counts the statements that others make in releases.
func speakersWith(ctx context.Context, s Searcher, person Query, releases []string) ([]Value, error) {
	var in Or
	for _, id := range releases {
		in = append(in, Match{In: InRelease, Text: id})
	}
	spoken := Match{In: InKind, Text: string(extract.Attended)}
	r, err := s.Search(ctx, Request{Of: Statements, Query: And{in, Not{person}, Not{spoken}}, Facets: []Facet{{PersonFacet, profileValues}}})
	if err != nil {
		return nil, err
	}
	return mergeValues(r.Facets[PersonFacet]), nil
}

// ProfilePlace is the profile of a place: what was said there and within it.
// An ID is a name, with the code of a departement or a country after a comma
// where places share it, or the INSEE code of a commune: "evry", "mons, BE",
// "saint denis, 974", "59350". The error wraps ErrNotFound if nothing was said
// there.
func ProfilePlace(ctx context.Context, s Searcher, id string) (*PlaceProfile, error) {
	q, err := PlaceQuery(ctx, s, id)
	if err != nil {
		return nil, fmt.Errorf("place %q: %w", id, err)
	}
	r, err := s.Search(ctx, Request{Of: Statements, Query: q, Facets: []Facet{
		{Kind, profileValues}, {Month, profileMonths}, {OfficeFacet, profileValues}, {PersonFacet, profileValues}}})
	if err == nil && r.Total == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("place %q: %w", id, err)
	}
	read, err := readStatements(ctx, s, q, r.Total)
	if err != nil {
		return nil, fmt.Errorf("place %q: %w", id, err)
	}
	p := &PlaceProfile{Read: len(read), Offices: mergeValues(r.Facets[OfficeFacet]),
		Kinds: list(r.Facets[Kind]), Months: byValue(r.Facets[Month])}
	places, venues, people := newTally[PlaceUse](), newTally[Value](), newTally[PersonUse]()
	var all Seen
	for _, x := range read {
		all.add(x)
		u := x.Place.use()
		places.at(u.ID, u).Seen.add(x)
		if x.Place.isVenue() {
			venues.at(NameKey(x.Place.Text), Value{Value: NameKey(x.Place.Text), Label: x.Place.Text}).Count++
		}
		if x.SpeakerKey != "" {
			who := people.at(x.SpeakerKey, PersonUse{ID: x.SpeakerKey, Name: x.Speaker, Title: x.Title})
			who.Seen.add(x)
			who.Title = cmpOr(who.Title, x.Title)
		}
	}
	for _, v := range mergeValues(r.Facets[PersonFacet]) {
		who := people.at(v.Value, PersonUse{ID: v.Value, Name: v.Label})
		who.Statements = v.Count
	}
	p.Places = places.sorted(morePlaces)
	p.People = people.sorted(func(a, b *PersonUse) int {
		return cmp.Or(b.Statements-a.Statements, compareDates(b.Last, a.Last), strings.Compare(a.ID, b.ID))
	})
	p.People = p.People[:min(profileValues, len(p.People))]
	p.Venues = venues.sorted(func(a, b *Value) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Label, b.Label)) })
	p.Venues = p.Venues[:min(profileValues, len(p.Venues))]
	p.PlaceUse = p.Places[0]
	name, _ := splitPlaceID(id)
	for _, u := range p.Places { // the place itself, if it is among them
		if key, _ := splitPlaceID(u.ID); key == name {
			p.PlaceUse = u
			break
		}
	}
	if key, _ := splitPlaceID(p.ID); key != name && !isCode(name) {
		p.PlaceUse = PlaceUse{ID: id, Name: name, Departement: sameDepartement(p.Places)} // a territory, or the words of venues
		if t, ok := Departement(name); ok {
			p.Name, p.Kind, p.Departement, p.Country = t.Name, extract.Departement, t.Code, "FR"
		} else if t, ok := Region(name); ok {
			p.Name, p.Kind, p.Country = t.Name, extract.Region, "FR"
		}
	}
	p.Seen = all
	p.Statements = r.Total
	return p, nil
}

// Ask is the place as a question names it: "Mons, BE", "Lille, 59", "Nord".
func (p *PlaceProfile) Ask() string {
	switch p.Kind {
	case extract.Departement, extract.Region, extract.Country:
		return p.Name // with all that lies in it
	}
	name, around := splitPlaceID(p.ID)
	if NameKey(p.Name) == name {
		name = p.Name
	}
	if around == "" {
		return name
	}
	return name + ", " + around
}

// PlaceQuery asks for what was said at the place with an ID, as [ProfilePlace]
// takes it.
func PlaceQuery(ctx context.Context, s Searcher, id string) (Query, error) {
	name, territory := splitPlaceID(id)
	if name == "" {
		return nil, ErrNotFound
	}
	at := Match{In: InPlace, Text: name, How: Phrase}
	if isCode(name) {
		// Venues in a commune are found by its name, not by its code.
		r, err := s.Search(ctx, Request{Of: Statements, Query: at, Sort: Newest, Limit: 1})
		if err != nil {
			return nil, err
		}
		for _, h := range r.Hits {
			at.Text, territory = NameKey(h.Statement.Place.Name), h.Statement.Place.Departement
		}
	}
	if territory != "" {
		at.Text += ", " + territory
	}
	return at, nil
}

// placeID names a place by its name and where it lies.
func placeID(name, departement, country string) string {
	key := NameKey(name)
	switch {
	case departement != "":
		return key + ", " + departement
	case country != "" && country != "FR":
		return key + ", " + country
	}
	return key
}

// splitPlaceID parts an ID into the key of a name and the code of what the
// place lies in, which may be empty.
func splitPlaceID(id string) (name, territory string) {
	name, territory, _ = strings.Cut(id, ",")
	return NameKey(name), strings.ToUpper(strings.TrimSpace(territory))
}

// isCode reports whether a key is the INSEE code of a commune.
func isCode(key string) bool {
	if len(key) != 5 {
		return false
	}
	for i := range len(key) {
		if (key[i] < '0' || key[i] > '9') && (i != 1 || key[i] != 'a' && key[i] != 'b') {
			return false
		}
	}
	return true
}

// use is the place as profiles count it.
func (p *Place) use() PlaceUse {
	u := PlaceUse{Name: p.Name, Kind: p.Kind, Departement: p.Departement, Country: p.Country, Lat: p.Lat, Lon: p.Lon}
	if p.Within != "" && p.isVenue() {
		u.Name, u.Kind = p.Within, extract.Commune
	}
	u.ID = placeID(u.Name, u.Departement, u.Country)
	return u
}

func sameDepartement(places []PlaceUse) string {
	for _, p := range places {
		if p.Departement != places[0].Departement {
			return ""
		}
	}
	return places[0].Departement
}

// capacities are the titles that the speaker bears in the release. The one in
// which the statement is made counts apart only where it is none of these; it
// may also join several of them.
func (s *Statement) capacities() []Capacity {
	if s.Title == "" {
		return s.Titles
	}
	said := " " + NameKey(s.Title) + " "
	for _, t := range s.Titles {
		if key := NameKey(t.Text); key != "" && strings.Contains(said, " "+key+" ") {
			return s.Titles
		}
	}
	return append(slices.Clone(s.Titles), Capacity{s.Title, s.Office, s.Scope})
}

// readStatements reads at most ProfileReads statements, latest first.
func readStatements(ctx context.Context, s Searcher, q Query, total int) ([]*Statement, error) {
	if total <= ProfileReads {
		return readSorted(ctx, s, q, Newest, total)
	}
	latest, err := readSorted(ctx, s, q, Newest, ProfileReads/2)
	if err != nil {
		return nil, err
	}
	dated := And{q, During{Period{FirstDay, LastDay}}}
	oldest, err := readSorted(ctx, s, dated, Oldest, ProfileReads/2)
	if err != nil {
		return nil, err
	}
	slices.Reverse(oldest)
	seen := make(map[string]bool, len(latest))
	for _, x := range latest {
		seen[x.ID] = true
	}
	return append(latest, slices.DeleteFunc(oldest, func(x *Statement) bool { return seen[x.ID] })...), nil
}

func readSorted(ctx context.Context, s Searcher, q Query, sort Sort, most int) ([]*Statement, error) {
	r := Request{Of: Statements, Query: q, Sort: sort}
	read := make([]*Statement, 0, most)
	for len(read) < most {
		r.Limit = min(profilePage, most-len(read))
		found, err := s.Search(ctx, r)
		if err != nil {
			return nil, err
		}
		for _, h := range found.Hits {
			read = append(read, h.Statement)
		}
		if r.Cursor = found.Next; r.Cursor == "" {
			break
		}
	}
	return read, nil
}

// Day is when a statement was made; for one without a date when its release
// was published. Empty if neither is known.
func (s *Statement) Day() string { return cmpOr(s.Date, s.Release.Published) }

// add counts a statement.
func (n *Seen) add(s *Statement) {
	n.Statements++
	p, err := ParsePeriod(s.Day())
	if err != nil {
		return
	}
	if first, err := ParsePeriod(n.First); err != nil || p.From < first.From {
		n.First = s.Day()
	}
	if last, err := ParsePeriod(n.Last); err != nil || p.To > last.To {
		n.Last = s.Day()
	}
}

// compareDates orders dates; what has none comes last.
func compareDates(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == "":
		return 1
	case b == "":
		return -1
	}
	return strings.Compare(a, b)
}

func morePlaces(a, b *PlaceUse) int {
	return cmp.Or(b.Statements-a.Statements, compareDates(b.Last, a.Last), strings.Compare(a.ID, b.ID))
}

// ends are the first and the last of a list, profileEvidence at most.
func ends(ids []string) []string {
	if len(ids) <= profileEvidence {
		return ids
	}
	return slices.Concat(ids[:profileEvidence/2], ids[len(ids)-profileEvidence/2:])
}
