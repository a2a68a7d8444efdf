package api

import (
	_ "embed" // for fields.tsv
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// offsets is the JSON form of extract.Span.
type offsets [2]int

// document is the JSON form of extract.Document, which 'estrade annotate'
// prints too.
type document struct {
	Schema        int                    `json:"schema"`
	ID            *string                `json:"id"`
	URL           *string                `json:"url"`
	Title         string                 `json:"title"`
	Language      *string                `json:"language"`
	Published     *string                `json:"published"`
	Updated       *string                `json:"updated"`
	Template      string                 `json:"template,omitempty"`
	Attachments   []documentAttachment   `json:"attachments,omitempty"`
	Text          string                 `json:"text"`
	Dates         []documentDate         `json:"dates"`
	People        []documentPerson       `json:"people"`
	Titles        []documentTitle        `json:"titles"`
	Places        []documentPlace        `json:"places"`
	Organisations []documentOrganisation `json:"organisations"`
	Statements    []documentStatement    `json:"statements"`
}

type documentAttachment struct {
	URL   string `json:"url"`
	Title string `json:"title"`
}

type documentMention struct {
	Text string  `json:"text"`
	Span offsets `json:"span"`
}

type documentOrganisation documentMention

type documentDate struct {
	Text  string  `json:"text"`
	Span  offsets `json:"span"`
	Start *string `json:"start"`
	End   *string `json:"end"`
	Basis string  `json:"basis"`
	Rule  string  `json:"rule,omitempty"`
}

type documentTitle struct {
	Text   string  `json:"text"`
	Span   offsets `json:"span"`
	Full   string  `json:"full,omitempty"`
	Office string  `json:"office"`
	Scope  *string `json:"scope"`
	Person *int    `json:"person,omitempty"`
}

type documentPerson struct {
	Name     string            `json:"name"`
	Gender   *string           `json:"gender"`
	Mentions []documentMention `json:"mentions"`
	Coref    []documentMention `json:"coref,omitempty"`
	Titles   []documentTitle   `json:"titles"`
}

type documentPlace struct {
	Text     string   `json:"text"`
	Span     offsets  `json:"span"`
	Kind     string   `json:"kind"`
	Name     string   `json:"name"`
	INSEE    *string  `json:"insee"`
	Country  *string  `json:"country"`
	Lat      *float64 `json:"lat"`
	Lon      *float64 `json:"lon"`
	Within   string   `json:"within,omitempty"`
	Optional bool     `json:"optional,omitempty"`
}

type documentStatement struct {
	Speaker    string  `json:"speaker"`
	Person     *int    `json:"person"`
	Title      *string `json:"title"`
	Kind       string  `json:"kind"`
	Verb       *string `json:"verb"`
	Text       string  `json:"text"`
	Span       offsets `json:"span"`
	Place      *string `json:"place"`
	PlaceBasis *string `json:"place_basis"`
	Date       *string `json:"date"`
	DateBasis  *string `json:"date_basis"`
	Evidence   offsets `json:"evidence"`
	Rule       string  `json:"rule,omitempty"`
}

// fieldsFile says what each field of an answer means: name of the schema or *,
// name of the field, meaning.
//
//go:embed fields.tsv
var fieldsFile string

// describe gives the fields of all schemas their meaning.
func describe(r huma.Registry) {
	meanings := map[string]string{}
	for line := range strings.Lines(fieldsFile) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) == 3 {
			meanings[f[0]+"."+f[1]] = f[2]
		}
	}
	for name, schema := range r.Map() {
		for field, property := range schema.Properties {
			meaning := meanings[name+"."+field]
			if meaning == "" {
				meaning = meanings["*."+field]
			}
			if property.Description == "" {
				property.Description = meaning
			}
			// What is left out while it is zero is never required.
			if property.Format == "date-time" {
				schema.Required = slices.DeleteFunc(schema.Required, func(s string) bool { return s == field })
			}
		}
	}
}
