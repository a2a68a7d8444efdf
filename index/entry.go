package index

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"estrade/extract"
)

// Of says which entries of the index a question is about.
type Of uint8

const (
	Releases Of = iota
	Statements
)

// A Field is a field of an entry. Both kinds of entry have the same fields, of
// the same meaning: what a statement says of itself, a release says of all of
// its statements and of its text. Backends keep the two kinds apart by Of.Name.
type Field uint8

const (
	ReleaseID       Field = iota // key of the release it belongs to
	Text                         // text of a release; evidence and words of a statement
	ExactText                    // words of Text as they are written, in no order
	Speaker                      // names of those who speak
	Title                        // their capacities; of a release all titles in it
	Office                       // the offices, folded
	PersonKey                    // identity of the speaker; of a release of everyone named in it
	PlaceKey                     // Place.Keys of the place; of a release of all its places
	PlaceWords                   // words of venues
	DepartementCode              // where it was said, else the issuer's; of a release the issuer's
	RegionCode
	SiteCode
	Kind // of statements
	Language
	When     // days of the statement; publication of a release
	Month    // the same by month
	Position // points of the places
	Order    // date and place in the release, for sorting

	SiteMonth // of a release its site and month of publication, to be counted at once

	// Facets carry a value and the words to show for it.
	PersonFacet
	PlaceFacet
	OfficeFacet
	fieldCount
)

// Fields are all fields, in their order.
func Fields() iter.Seq[Field] {
	return func(yield func(Field) bool) {
		for f := range fieldCount {
			if !yield(f) {
				return
			}
		}
	}
}

// Type says how a field is indexed.
type Type uint8

const (
	Keyword   Type = iota // terms as they are
	Counted               // Keyword whose values can be counted
	Sorted                // one term, to sort by
	Analysed              // terms of an Analysis, which phrases are asked of
	Collected             // terms of an Analysis, each once, without order
	Located               // points
)

// Spec is what a backend must know of a field.
type Spec struct {
	Name     string
	Type     Type
	Analysis Analysis // of an Analysed or Collected field
}

// Schema is the description of a field.
func (f Field) Schema() Spec { return schema[f] }

var schema = [fieldCount]Spec{
	ReleaseID:       {"release", Keyword, 0},
	Text:            {"text", Analysed, French},
	ExactText:       {"exact", Collected, Exact},
	Speaker:         {"speaker", Analysed, Names},
	Title:           {"title", Analysed, Offices},
	Office:          {"office", Keyword, 0},
	PersonKey:       {"person", Keyword, 0},
	PlaceKey:        {"place", Keyword, 0},
	PlaceWords:      {"place_words", Analysed, Venues},
	DepartementCode: {"departement", Counted, 0},
	RegionCode:      {"region", Counted, 0},
	SiteCode:        {"site", Counted, 0},
	Kind:            {"kind", Counted, 0},
	Language:        {"language", Counted, 0},
	When:            {"when", Keyword, 0},
	Month:           {"month", Counted, 0},
	Position:        {"position", Located, 0},
	Order:           {"order", Sorted, 0},
	SiteMonth:       {"site_month", Counted, 0},
	PersonFacet:     {"person_facet", Counted, 0},
	PlaceFacet:      {"place_facet", Counted, 0},
	OfficeFacet:     {"office_facet", Counted, 0},
}

// Name is the name of a field of one kind of entry: "r.text", "s.text".
func (o Of) Name(f Field) string { return names[o][f] }

var names = func() (n [2][fieldCount]string) {
	for f := range schema {
		n[Releases][f], n[Statements][f] = "r."+schema[f].Name, "s."+schema[f].Name
	}
	return n
}()

// positionGap is what lies between the positions of two values of an Analysed
// field, so that no phrase spans them.
const positionGap = 100

// Entry is one entry of the index.
type Entry struct {
	ID     string
	Of     Of
	Fields []FieldValue
}

// FieldValue is what an entry has in a field.
type FieldValue struct {
	Field  Field
	Terms  []string           // of a Keyword, Counted or Sorted field, without repeats
	Texts  []string           // of an Analysed or Collected field; see AppendTerms
	Points []extract.Position // of a Located field

	// Lead is a part of Texts whose words count as LeadWeight more of them in
	// the score: the title of a release.
	Lead string
}

// LeadWeight is how many times more a word counts that is in the Lead. Scores
// grow with the root of it.
const LeadWeight = 8

// AppendTerms appends the terms of an Analysed field to dst, positions apart
// from text to text. Spans are those in each text.
func (v FieldValue) AppendTerms(dst []Term) []Term {
	next := 0
	for _, text := range v.Texts {
		dst = v.AppendTextTerms(dst, text, &next)
	}
	return dst
}

// AppendTextTerms appends the terms of one of the texts, in their order. Next
// is where the positions go on, 0 before the first text.
func (v FieldValue) AppendTextTerms(dst []Term, text string, next *int) []Term {
	from := len(dst)
	dst = schema[v.Field].Analysis.AppendTerms(dst, text)
	for i := from; i < len(dst); i++ {
		dst[i].Position += *next
	}
	if len(dst) > from {
		*next = dst[len(dst)-1].Position + positionGap
	}
	return dst
}

// facetSeparator stands between the value and the label of a facet's term.
const facetSeparator = "\x1f"

func facetTerm(value, label string) string { return value + facetSeparator + label }

// SplitFacet parts a term of a facet field into the value to ask for and the
// words to show.
func SplitFacet(term string) (value, label string) {
	value, label, ok := strings.Cut(term, facetSeparator)
	if !ok {
		return term, term
	}
	return value, label
}

// entryBuilder collects fields and leaves out the empty ones.
type entryBuilder struct{ Entry }

func (b *entryBuilder) terms(f Field, terms ...string) {
	terms = slices.DeleteFunc(terms, func(s string) bool { return s == "" })
	if len(terms) > 1 {
		slices.Sort(terms)
		terms = slices.Compact(terms)
	}
	if len(terms) > 0 {
		b.Fields = append(b.Fields, FieldValue{Field: f, Terms: terms})
	}
}

func (b *entryBuilder) texts(f Field, texts ...string) {
	texts = slices.DeleteFunc(texts, func(s string) bool { return s == "" })
	if len(texts) > 0 {
		b.Fields = append(b.Fields, FieldValue{Field: f, Texts: texts})
	}
}

// lead names the lead of the field added last.
func (b *entryBuilder) lead(title string) {
	if n := len(b.Fields); n > 0 && b.Fields[n-1].Field == Text {
		b.Fields[n-1].Lead = title
	}
}

func (b *entryBuilder) offices(offices []string) {
	var keys, facets []string
	for _, o := range offices {
		if key := NameKey(o); key != "" {
			keys, facets = append(keys, key), append(facets, facetTerm(key, o))
		}
	}
	b.terms(Office, keys...)
	b.terms(OfficeFacet, facets...)
}

func (b *entryBuilder) places(places []*Place) {
	var keys, facets, venues []string
	var points []extract.Position
	for _, p := range places {
		keys = append(keys, p.Keys()...)
		facets = append(facets, p.facet())
		if p.isVenue() {
			venues = append(venues, p.Text)
		}
		point := extract.Position{Lat: p.Lat, Lon: p.Lon}
		if point != (extract.Position{}) && !slices.Contains(points, point) {
			points = append(points, point)
		}
	}
	b.terms(PlaceKey, keys...)
	b.terms(PlaceFacet, facets...)
	b.texts(PlaceWords, venues...)
	if len(points) > 0 {
		b.Fields = append(b.Fields, FieldValue{Field: Position, Points: points})
	}
}

// facet is the term under which a place is counted: its ID. A venue whose
// commune is known counts for the commune.
func (p *Place) facet() string {
	u := p.use()
	return facetTerm(u.ID, u.Name)
}

func (b *entryBuilder) when(date string) {
	if p, err := ParsePeriod(date); err == nil {
		b.terms(When, p.cells()...)
		b.terms(Month, p.Months()...)
	}
}

// Entries are the entries of a record: the release, then its statements.
func (r *Record) Entries() []Entry {
	entries := make([]Entry, 0, 1+len(r.Statements))
	entries = append(entries, r.releaseEntry())
	for i := range r.Statements {
		entries = append(entries, r.Statements[i].entry(&r.Release))
	}
	return entries
}

func (r *Record) releaseEntry() Entry {
	rel, d := &r.Release, r.Release.Document
	b := entryBuilder{Entry{ID: rel.ID, Of: Releases, Fields: make([]FieldValue, 0, fieldCount)}}
	b.terms(ReleaseID, rel.ID)
	b.texts(Text, d.Text)
	b.lead(rel.Title)
	b.texts(ExactText, d.Text)

	var speakers, kinds []string
	for i := range r.Statements {
		s := &r.Statements[i]
		kinds = append(kinds, string(s.Kind))
		if s.Kind != extract.Attended {
			speakers = append(speakers, s.Speaker)
		}
	}
	slices.Sort(speakers)
	b.texts(Speaker, slices.Compact(speakers)...)
	b.terms(Kind, kinds...)

	var titles, offices, people, personFacets []string
	for i := range d.Titles {
		t := &d.Titles[i]
		titles = append(titles, cmpOr(t.Full, t.Text))
		offices = append(offices, t.Office)
	}
	for i := range d.People {
		people = append(people, NameKey(d.People[i].Name))
		personFacets = append(personFacets, facetTerm(NameKey(d.People[i].Name), d.People[i].Name))
	}
	slices.Sort(titles)
	b.texts(Title, slices.Compact(titles)...)
	b.offices(offices)
	b.terms(PersonKey, people...)
	b.terms(PersonFacet, personFacets...)

	var places []*Place
	seen := map[string]bool{}
	for i := range d.Places {
		if p := &d.Places[i]; !p.Optional && !seen[p.Text] {
			seen[p.Text] = true
			places = append(places, newPlace(d, p))
		}
	}
	b.places(places)
	b.terms(DepartementCode, rel.Departement)
	b.terms(RegionCode, rel.Region)
	b.common(&rel.Provenance, rel.Language)
	b.when(rel.Published)
	b.terms(SiteMonth, siteMonths(rel.Site, rel.Published)...)
	b.terms(Order, orderKey(rel.Published, rel.ID, 0))
	return b.Entry
}

func (s *Statement) entry(rel *Release) Entry {
	b := entryBuilder{Entry{ID: s.ID, Of: Statements, Fields: make([]FieldValue, 0, fieldCount)}}
	b.terms(ReleaseID, rel.ID)
	text := s.Evidence
	if !strings.Contains(text, s.Words) {
		text += "\n" + s.Words
	}
	b.texts(Text, text)
	b.texts(ExactText, text)
	b.texts(Speaker, s.Speaker)
	titles, offices := []string{s.Title}, []string{s.Office}
	for _, t := range s.Titles {
		titles, offices = append(titles, t.Text), append(offices, t.Office)
	}
	slices.Sort(titles)
	b.texts(Title, slices.Compact(titles)...)
	b.offices(offices)
	if s.SpeakerKey != "" {
		b.terms(PersonKey, s.SpeakerKey)
		b.terms(PersonFacet, facetTerm(s.SpeakerKey, s.Speaker))
	}
	departement, region := rel.Departement, rel.Region
	if p := s.Place; p != nil {
		b.places([]*Place{p})
		departement, region = p.Departement, p.Region
	}
	b.terms(DepartementCode, departement)
	b.terms(RegionCode, region)
	b.terms(Kind, string(s.Kind))
	b.common(&rel.Provenance, rel.Language)
	b.when(s.Date)
	b.terms(Order, orderKey(s.Date, rel.ID, s.Ordinal))
	return b.Entry
}

func (b *entryBuilder) common(p *Provenance, language string) {
	b.terms(SiteCode, p.Site)
	b.terms(Language, language)
}

// orderKey sorts by date, then by release, then by place in it, the latest
// first when read forward: each digit of the date is taken from nine. What has
// no date comes last.
func orderKey(date, release string, ordinal int) string {
	day := []byte("99999999")
	if p, err := ParsePeriod(date); err == nil {
		n := strings.ReplaceAll(p.From.String(), "-", "")
		for i := range day {
			day[i] = '9' - n[i] + '0'
		}
	}
	o := strconv.Itoa(ordinal)
	return string(day) + " " + release + " " + strings.Repeat("0", max(0, 5-len(o))) + o
}

// cmpOr is the first of two strings that is not empty.
func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
