package index

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"estrade/extract"
)

// Provenance says where a release comes from.
type Provenance struct {
	ID        string    `json:"id"`                 // stable for the address of a release
	URL       string    `json:"url,omitempty"`      // canonical address; empty if unknown
	Site      string    `json:"site,omitempty"`     // code of the site
	Ref       string    `json:"archive,omitempty"`  // of the archived page
	Digest    string    `json:"digest,omitempty"`   // of the archived payload
	Fetched   time.Time `json:"fetched,omitzero"`   // when this version was fetched
	First     time.Time `json:"first,omitzero"`     // when the page was first fetched
	Version   int       `json:"version,omitempty"`  // 1 for the first text seen at the address
	Withdrawn time.Time `json:"withdrawn,omitzero"` // when the site took it down; zero while it stands
}

// Record is what the index keeps of a release.
type Record struct {
	Release    Release
	Statements []Statement // in text order
}

// Release is a release as the index gives it back.
type Release struct {
	Provenance
	Title       string `json:"title"`
	Language    string `json:"language,omitempty"`
	Published   string `json:"published,omitempty"`   // YYYY-MM-DD
	Updated     string `json:"updated,omitempty"`     // YYYY-MM-DD
	Departement string `json:"departement,omitempty"` // code of the issuing one
	Region      string `json:"region,omitempty"`      // code of the issuing one
	Template    string `json:"template,omitempty"`
	Statements  int    `json:"statements"`

	// Document is all that was found, without tokens and sentences. It is nil
	// in the hits of a search.
	Document *extract.Document `json:"document,omitempty"`
}

// Statement is an answer to "who spoke where": one statement with all that is
// known of it, its evidence and where that comes from.
type Statement struct {
	ID         string                `json:"id"` // stable while speaker, kind and words are the same
	Speaker    string                `json:"speaker"`
	SpeakerKey string                `json:"person,omitempty"` // identity of the speaker; empty for one without a name
	Title      string                `json:"title,omitempty"`  // capacity, as written
	Office     string                `json:"office,omitempty"` // "préfet"
	Scope      string                `json:"scope,omitempty"`  // code or words of what is governed
	Titles     []Capacity            `json:"titles,omitempty"` // all that the speaker bears in the release, Title too
	Kind       extract.StatementKind `json:"kind"`
	Verb       string                `json:"verb,omitempty"`
	Words      string                `json:"words"`
	Place      *Place                `json:"place,omitempty"` // nil if unknown
	PlaceBasis extract.Basis         `json:"place_basis,omitempty"`
	Date       string                `json:"date,omitempty"` // YYYY-MM-DD or shorter
	DateBasis  extract.Basis         `json:"date_basis,omitempty"`
	Evidence   string                `json:"evidence"` // the sentence or sentences that say so

	Release      Source       `json:"release"`
	Ordinal      int          `json:"ordinal"`       // in the release, from 0
	Span         extract.Span `json:"span"`          // of the words in the release's text, in bytes
	EvidenceSpan extract.Span `json:"evidence_span"` // of the evidence
	Rule         string       `json:"rule,omitempty"`
}

// Capacity is a title that a speaker bears.
type Capacity struct {
	Text   string `json:"text"`
	Office string `json:"office,omitempty"`
	Scope  string `json:"scope,omitempty"`
}

// Place is where something was said.
type Place struct {
	Text        string            `json:"text"` // as written
	Name        string            `json:"name"` // as the gazetteer spells it
	Kind        extract.PlaceKind `json:"kind,omitempty"`
	Code        string            `json:"code,omitempty"`        // INSEE code
	Departement string            `json:"departement,omitempty"` // code
	Region      string            `json:"region,omitempty"`      // code
	Country     string            `json:"country,omitempty"`     // ISO 3166-1 alpha-2
	Within      string            `json:"within,omitempty"`      // commune that a venue is in
	Lat         float64           `json:"lat,omitempty"`
	Lon         float64           `json:"lon,omitempty"` // both 0 if unknown
}

// Source is the release a statement comes from.
type Source struct {
	Provenance
	Title       string `json:"title"`
	Published   string `json:"published,omitempty"`
	Language    string `json:"language,omitempty"`
	Departement string `json:"departement,omitempty"` // of the issuer
}

// NewRecord makes a record of an annotated document. It keeps the document,
// which must not change after, but for its tokens and sentences.
func NewRecord(d *extract.Document, p Provenance) Record {
	doc := *d
	doc.Tokens, doc.Sentences = nil, nil
	if p.URL == "" {
		p.URL = doc.URL
	}
	if p.ID == "" {
		p.ID = doc.ID
	}
	if p.ID == "" {
		p.ID = shortHash(p.URL, doc.Title)
	}
	departement := Territory{Code: doc.Department}
	if t, ok := Departement(doc.Department); ok {
		departement = t
	}
	r := Record{Release: Release{
		Provenance: p, Title: doc.Title, Language: doc.Language,
		Published: doc.Published, Updated: doc.Updated,
		Departement: departement.Code, Region: departement.Region,
		Template: doc.Template, Statements: len(doc.Statements), Document: &doc,
	}}
	seen := map[string]bool{}
	for i := range doc.Statements {
		s, _ := r.Release.Statement(i)
		s.ID = statementID(p.ID, NameKey(s.Speaker), string(s.Kind), NameKey(s.Words))
		for n := 2; seen[s.ID]; n++ {
			s.ID = statementID(p.ID, s.ID, strconv.Itoa(n))
		}
		seen[s.ID] = true
		r.Statements = append(r.Statements, s)
	}
	return r
}

// Statement is statement i of the release's document, without its ID. It
// reports whether there is one.
func (r *Release) Statement(i int) (Statement, bool) {
	if r.Document == nil || i < 0 || i >= len(r.Document.Statements) {
		return Statement{}, false
	}
	s := newStatement(r.Document, &r.Document.Statements[i])
	s.Ordinal, s.Release = i, r.source()
	return s, true
}

// statementID is the ID of a statement of a release, made of what tells it from
// the others.
func statementID(release string, parts ...string) string {
	return release + "." + shortHash(parts...)
}

// ReleaseOf is the ID of the release that a statement belongs to.
func ReleaseOf(statement string) string {
	if i := strings.LastIndexByte(statement, '.'); i >= 0 {
		return statement[:i]
	}
	return ""
}

// source is the release as its statements name it.
func (r *Release) source() Source {
	return Source{Provenance: r.Provenance, Title: r.Title, Published: r.Published,
		Language: r.Language, Departement: r.Departement}
}

// Bare is the statement without what Complete can give back from its release:
// the source but for its ID, and words and evidence that are parts of the text.
// Backends store it so.
func (s Statement) Bare() Statement {
	s.Release = Source{Provenance: Provenance{ID: s.Release.ID}}
	if s.Span.Len() == len(s.Words) {
		s.Words = ""
	}
	if s.EvidenceSpan.Len() == len(s.Evidence) {
		s.Evidence = ""
	}
	return s
}

// Complete undoes Bare, given the release and its text.
func (s *Statement) Complete(r *Release, text string) {
	s.Release = r.source()
	if s.Words == "" {
		s.Words = cut(text, s.Span)
	}
	if s.Evidence == "" {
		s.Evidence = cut(text, s.EvidenceSpan)
	}
}

// shortHash is a name for its arguments, short enough for an address.
func shortHash(parts ...string) string {
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(h[:5])
}

func newStatement(d *extract.Document, s *extract.Statement) Statement {
	r := Statement{
		Speaker: s.Speaker, Title: s.Title, Kind: s.Kind, Verb: s.Verb, Words: s.Text,
		PlaceBasis: s.PlaceBasis, Date: s.Date, DateBasis: s.DateBasis,
		Evidence: cut(d.Text, s.Evidence), Span: s.Span, EvidenceSpan: s.Evidence, Rule: s.Rule,
		Place: placeOf(d, s),
	}
	if s.Person != extract.None {
		r.SpeakerKey = NameKey(s.Speaker)
	}
	if t := titleOf(d, s); t != nil {
		r.Office, r.Scope = t.Office, t.Scope
		if r.Title == "" {
			r.Title = t.Full
		}
	}
	if s.Person != extract.None {
		for i := range d.Titles {
			t := &d.Titles[i]
			c := Capacity{cmpOr(t.Full, t.Text), t.Office, t.Scope}
			if t.Person == s.Person && !slices.Contains(r.Titles, c) {
				r.Titles = append(r.Titles, c)
			}
		}
	}
	if cut(d.Text, s.Span) != s.Text {
		r.Span = extract.Span{} // no part of the text
	}
	if r.Evidence == "" {
		r.Evidence, r.EvidenceSpan = r.Words, r.Span
	}
	return r
}

// cut is the text of a span, and empty for one that is not of the text.
func cut(text string, s extract.Span) string {
	if s.From < 0 || s.From > s.To || s.To > len(text) {
		return ""
	}
	return text[s.From:s.To]
}

// titleOf finds the title in whose capacity a statement is made: for a speaker
// without a name that which stands for him.
func titleOf(d *extract.Document, s *extract.Statement) *extract.Title {
	wanted := s.Title
	if wanted == "" && s.Person == extract.None {
		wanted = s.Speaker
	}
	if wanted == "" {
		return nil
	}
	key := NameKey(wanted)
	var found *extract.Title
	for i := range d.Titles {
		t := &d.Titles[i]
		if t.Person != s.Person && (t.Person != extract.None || s.Person != extract.None) {
			continue
		}
		if t.Text == wanted || t.Full == wanted {
			return t
		}
		// A capacity may join several titles or carry an article.
		if found == nil && strings.Contains(" "+key+" ", " "+NameKey(t.Text)+" ") {
			found = t
		}
	}
	return found
}

// placeOf is the place of a statement; nil if unknown.
func placeOf(d *extract.Document, s *extract.Statement) *Place {
	if s.Place == "" {
		return nil
	}
	i := s.PlaceIndex
	// Zero is both an index and what a careless writer leaves, so that the
	// text has the last word.
	if i < 0 || i >= len(d.Places) || d.Places[i].Text != s.Place {
		i = slices.IndexFunc(d.Places, func(p extract.Place) bool { return p.Text == s.Place })
	}
	if i < 0 {
		return &Place{Text: s.Place, Name: s.Place}
	}
	return newPlace(d, &d.Places[i])
}

func newPlace(d *extract.Document, p *extract.Place) *Place {
	r := &Place{Text: p.Text, Name: p.Name, Kind: p.Kind, Code: p.INSEE, Departement: p.Department,
		Country: p.Country, Within: p.Within, Lat: p.Position.Lat, Lon: p.Position.Lon}
	if r.Name == "" {
		r.Name = p.Text
	}
	switch p.Kind {
	case extract.Departement:
		if r.Departement == "" {
			r.Departement = p.INSEE
		}
	case extract.Region:
		if t, ok := Region(r.Name); ok {
			r.Region = t.Code
		}
	}
	// A venue stands where its commune does.
	if p.Within != "" && (r.Departement == "" || p.Position == extract.Position{}) {
		for i := range d.Places {
			c := &d.Places[i]
			if c.Kind != extract.Commune || c.Name != p.Within {
				continue
			}
			if r.Departement == "" {
				r.Departement = c.Department
			}
			if r.Country == "" {
				r.Country = c.Country
			}
			if r.Lat == 0 && r.Lon == 0 {
				r.Lat, r.Lon = c.Position.Lat, c.Position.Lon
			}
		}
	}
	if t, ok := Departement(r.Departement); ok && r.Departement != "" {
		r.Region = t.Region
	}
	return r
}
