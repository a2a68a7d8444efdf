package extract

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Schema is the version of the JSON form of a Document. It grows when a field
// changes its meaning or goes; new fields may come without notice.
const Schema = 1

// MarshalJSON writes [from,to].
func (s Span) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, "[%d,%d]", s.From, s.To), nil
}

// UnmarshalJSON reads [from,to].
func (s *Span) UnmarshalJSON(b []byte) error {
	var a [2]int
	if err := json.Unmarshal(b, &a); err != nil {
		return fmt.Errorf("span: %w", err)
	}
	s.From, s.To = a[0], a[1]
	return nil
}

// DocumentJSON is the JSON form of a Document, which `estrade annotate` prints
// and the API answers with. What is unknown is null.
type DocumentJSON struct {
	Schema        int             `json:"schema"` // Schema
	ID            *string         `json:"id"`
	URL           *string         `json:"url"`
	Title         string          `json:"title"`
	Language      *string         `json:"language"`
	Published     *string         `json:"published"`
	Updated       *string         `json:"updated"`
	Template      string          `json:"template,omitempty"`
	Attachments   []Attachment    `json:"attachments,omitempty"`
	Text          string          `json:"text"`
	Dates         []DateJSON      `json:"dates"`
	People        []PersonJSON    `json:"people"`
	Titles        []TitleJSON     `json:"titles"`
	Places        []PlaceJSON     `json:"places"`
	Organisations []Organisation  `json:"organisations"`
	Statements    []StatementJSON `json:"statements"`
}

// DateJSON is the JSON form of a Date.
type DateJSON struct {
	Text  string    `json:"text"`
	Span  Span      `json:"span"`
	Start *string   `json:"start"`
	End   *string   `json:"end"`
	Basis DateBasis `json:"basis"`
	Rule  string    `json:"rule,omitempty"`
}

// PersonJSON is the JSON form of a Person with the titles they hold.
type PersonJSON struct {
	Name     string      `json:"name"`
	Gender   *string     `json:"gender"`
	Mentions []Mention   `json:"mentions"`
	Coref    []Mention   `json:"coref,omitempty"`
	Titles   []TitleJSON `json:"titles"` // without Person
}

// TitleJSON is the JSON form of a Title.
type TitleJSON struct {
	Text   string  `json:"text"`
	Span   Span    `json:"span"`
	Full   string  `json:"full,omitempty"` // where it is not Text
	Office string  `json:"office"`
	Scope  *string `json:"scope"`
	Person **int   `json:"person,omitempty"` // null for a holder without a name
}

// PlaceJSON is the JSON form of a Place.
type PlaceJSON struct {
	Text     string    `json:"text"`
	Span     Span      `json:"span"`
	Kind     PlaceKind `json:"kind"`
	Name     string    `json:"name"`
	INSEE    *string   `json:"insee"`
	Country  *string   `json:"country"`
	Lat      *float64  `json:"lat"` // degrees, WGS 84
	Lon      *float64  `json:"lon"`
	Within   string    `json:"within,omitempty"`
	Optional bool      `json:"optional,omitempty"`
}

// StatementJSON is the JSON form of a Statement.
type StatementJSON struct {
	Speaker    string        `json:"speaker"`
	Person     *int          `json:"person"`
	Title      *string       `json:"title"`
	Kind       StatementKind `json:"kind"`
	Verb       *string       `json:"verb"`
	Text       string        `json:"text"`
	Span       Span          `json:"span"`
	Place      *string       `json:"place"`
	PlaceBasis *string       `json:"place_basis"`
	Date       *string       `json:"date"`
	DateBasis  *string       `json:"date_basis"`
	Evidence   Span          `json:"evidence"`
	Rule       string        `json:"rule,omitempty"`
}

// MarshalJSON writes the [DocumentJSON]. Unlike json.Marshal it leaves <, > and
// & as they are.
func (d *Document) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(d.json()); err != nil {
		return nil, fmt.Errorf("document %s: %w", d.ID, err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

func (d *Document) json() DocumentJSON {
	wire := DocumentJSON{
		Schema: Schema, ID: null(d.ID), URL: null(d.URL), Title: d.Title,
		Language: null(d.Language), Published: null(d.Published), Updated: null(d.Updated),
		Template: d.Template, Attachments: d.Attachments, Text: d.Text,
		Dates: []DateJSON{}, People: []PersonJSON{}, Titles: []TitleJSON{}, Places: []PlaceJSON{},
		Organisations: []Organisation{}, Statements: []StatementJSON{},
	}
	for _, x := range d.Dates {
		wire.Dates = append(wire.Dates, DateJSON{x.Text, x.Span, null(x.Start), null(x.End), x.Basis, x.Rule})
	}
	for _, x := range d.People {
		wire.People = append(wire.People, PersonJSON{x.Name, null(string(x.Gender)), x.Mentions, x.Coref, []TitleJSON{}})
	}
	for _, x := range d.Titles {
		t := TitleJSON{Text: x.Text, Span: x.Span, Office: x.Office, Scope: null(x.Scope)}
		if x.Full != x.Text {
			t.Full = x.Full
		}
		if x.Person != None {
			p := &wire.People[x.Person]
			p.Titles = append(p.Titles, t)
		}
		index := nullIndex(x.Person)
		t.Person = &index
		wire.Titles = append(wire.Titles, t)
	}
	for _, x := range d.Places {
		p := PlaceJSON{Text: x.Text, Span: x.Span, Kind: x.Kind, Name: x.Name,
			INSEE: null(x.INSEE), Country: null(x.Country), Within: x.Within, Optional: x.Optional}
		if x.Position != (Position{}) {
			p.Lat, p.Lon = &x.Position.Lat, &x.Position.Lon
		}
		wire.Places = append(wire.Places, p)
	}
	wire.Organisations = append(wire.Organisations, d.Organisations...)
	for _, x := range d.Statements {
		wire.Statements = append(wire.Statements, StatementJSON{
			Speaker: x.Speaker, Person: nullIndex(x.Person), Title: null(x.Title),
			Kind: x.Kind, Verb: null(x.Verb), Text: x.Text, Span: x.Span,
			Place: null(x.Place), PlaceBasis: null(string(x.PlaceBasis)),
			Date: null(x.Date), DateBasis: null(string(x.DateBasis)), Evidence: x.Evidence, Rule: x.Rule,
		})
	}
	return wire
}

// null is nil for the empty string.
func null(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// nullIndex is nil for None.
func nullIndex(i int) *int {
	if i == None {
		return nil
	}
	return &i
}
