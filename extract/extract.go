// Package extract is the vocabulary of Estrade: what a page is, what a
// document is, and what can be found in its text.
//
// A [Page] is what a server sent. An [Extractor] makes a [Document] of it:
// title, dates shown and body text. An [Annotator] adds to a Document what it
// finds in the text. The text never changes once extracted; everything found
// in it is a [Span] of byte offsets into it.
//
// The package holds types and their JSON form and imports nothing of Estrade.
package extract

import (
	"net/http"
	"time"
)

// Page is an HTTP response as a server sent it, or a local file in the guise
// of one.
type Page struct {
	URL     string      // absolute address after redirects; empty if unknown
	Status  int         // HTTP status; 0 for a local file
	Header  http.Header // response header; nil for a local file
	Fetched time.Time   // when the response began
	Body    []byte      // decoded of any transfer and content encoding
}

// Extractor makes a document of a page. It returns a [*NotReleaseError] for a page
// that is fine but holds no release, such as a listing, and any other error
// for a page that cannot be read.
type Extractor interface {
	Extract(Page) (*Document, error)
}

// Annotator adds what it finds to a document. It may read what earlier
// annotators have added, and never changes Text.
type Annotator interface {
	Annotate(*Document)
}

// NotReleaseError says why a page is not a release. It is an answer, not a
// failure: it is counted by its Reason, and the batch goes on.
type NotReleaseError struct {
	Reason string // a short stable phrase, such as "listing" or "no body text"
}

func (e *NotReleaseError) Error() string { return "not a release: " + e.Reason }

// Document is a release: its text and everything found in it.
type Document struct {
	ID         string
	URL        string
	Title      string
	Language   string // ISO 639-1 code; empty until it has been guessed
	Published  string // YYYY-MM-DD, the date the page shows; empty if none
	Updated    string // YYYY-MM-DD, the update date the page shows; empty if none
	Department string // code of the issuing departement ("59", "2A", "974"); empty if unknown

	// Text is the title, a newline and the body. Paragraphs are separated by
	// an empty line, lines of one paragraph by a newline. It is valid UTF-8 in
	// Unicode's form NFC.
	Text string

	Attachments []Attachment
	Template    string // name of the template or method that extracted the text

	// Tokens and Sentences are in text order and do not overlap. They are
	// working state of the annotators and not part of the JSON form.
	Tokens    []Token
	Sentences []Sentence

	// Tags is what the tagger takes each token for, one tag a token; nil if no
	// tagger has run. Working state, too.
	Tags []Tag

	Dates         []Date         // in text order
	People        []Person       // in order of first mention
	Titles        []Title        // in text order
	Places        []Place        // in text order, one for each mention
	Organisations []Organisation // in text order
	Statements    []Statement    // in text order
}

// Attachment is a file that a release offers for download.
type Attachment struct {
	URL   string `json:"url"`
	Title string `json:"title"` // link text without size and date
}

// Span is a half-open range of byte offsets into Document.Text, on rune
// boundaries. Its JSON form is [from,to].
type Span struct{ From, To int }

// Len is the length in bytes.
func (s Span) Len() int { return s.To - s.From }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.From <= t.From && t.To <= s.To }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.From < t.To && t.From < s.To }

// Date is a calendar date expression.
type Date struct {
	Span  Span
	Text  string // Document.Text[Span.From:Span.To]
	Start string // YYYY, YYYY-MM, YYYY-MM-DD, or --MM-DD for a day of every year; empty if open
	End   string // inclusive end in the same forms; empty for a single date
	Basis DateBasis
	Rule  string // name of the rule that found it
}

// DateBasis says how the value of a date was obtained.
type DateBasis string

const (
	Explicit DateBasis = "explicit" // all of it is written
	Relative DateBasis = "relative" // counted from another date ("hier", "avril dernier")
	Inferred DateBasis = "inferred" // a part, usually the year, was taken from elsewhere
)

// Gender is the grammatical gender of a person or an office.
type Gender string

const (
	Masculine     Gender = "m"
	Feminine      Gender = "f"
	UnknownGender Gender = ""
)

// Mention is a piece of text that refers to someone or something.
type Mention struct {
	Text string `json:"text"` // Document.Text[Span.From:Span.To]
	Span Span   `json:"span"`
}

// Person is someone named in the text.
type Person struct {
	Name     string    // normalised, "Michel Lalande"
	Gender   Gender    // empty if unknown
	Mentions []Mention // by name, without civility, in text order
	Coref    []Mention // by title or pronoun ("le préfet", "Il"), in text order
}

// Title is a function of office as written, without article or civility.
type Title struct {
	Text   string // Document.Text[Span.From:Span.To]
	Span   Span
	Full   string // completed or put in the singular where the text is not so; else equal to Text
	Office string // head in its dictionary form, "préfet"; masculine singular
	Scope  string // code of the departement or region governed, or the words that name what is governed
	Gender Gender // of the office as written
	Person int    // index into Document.People; None for a holder without a name
}

// None is the index of nothing, in Title.Person and the like.
const None = -1

// PlaceKind says what sort of place a place is.
type PlaceKind string

const (
	Commune     PlaceKind = "commune" // a town or village, in France or abroad
	Departement PlaceKind = "departement"
	Region      PlaceKind = "region"
	Country     PlaceKind = "country"
	Venue       PlaceKind = "venue" // a building, a square, a school
	OtherPlace  PlaceKind = "other"
)

// Place is a mention of a named place.
type Place struct {
	Text       string
	Span       Span
	Kind       PlaceKind
	Name       string   // as the gazetteer spells it; as written if it has none
	INSEE      string   // code of a French commune or departement; empty if none or not settled
	Country    string   // ISO 3166-1 alpha-2; empty if unknown
	Department string   // code of the departement it lies in; empty if none or unknown
	Within     string   // name of the commune that a venue is in; empty if unknown
	Position   Position // zero if unknown
	Optional   bool     // stands only inside a title or an organisation
}

// Position is a point on the globe in degrees (WGS 84). The zero value means
// unknown.
type Position struct{ Lat, Lon float64 }

// Entry is what a gazetteer knows of a place.
type Entry struct {
	Kind       PlaceKind
	Name       string // "Le Lavandou"
	Code       string // INSEE code of commune, departement, region; ISO code of a country
	Department string // code of the departement a commune lies in
	Region     string // INSEE code of the region
	Country    string // ISO 3166-1 alpha-2
	Population int
	Position   Position
	Former     bool // no longer a commune of its own; Code is the one it had
	Seat       bool // seat of a prefecture or sub-prefecture, or a capital
}

// Organisation is a mention of a named body.
type Organisation struct {
	Text string `json:"text"`
	Span Span   `json:"span"`
}

// StatementKind says how someone's words are given.
type StatementKind string

const (
	Direct   StatementKind = "direct"   // a clause or more in quotation marks
	Indirect StatementKind = "indirect" // reported in other words
	Speech   StatementKind = "speech"   // a speech or message as such
	Attended StatementKind = "attended" // present, not said to have spoken
)

// Basis says where the place or date of a statement comes from.
type Basis string

const (
	FromSentence Basis = "sentence" // said in the same sentence
	FromEvent    Basis = "event"    // of the event that the release reports
	FromPage     Basis = "page"     // of the page
)

// Statement says who said what, in what capacity, where and when.
type Statement struct {
	Speaker    string // Person.Name; the title or the words as written for a speaker without a name
	Person     int    // index into Document.People; None if the speaker is not named
	Title      string // capacity at that moment, as written; empty if unknown
	Kind       StatementKind
	Verb       string // as written, "a rappelé"; empty if there is none
	Text       string // the words: Document.Text[Span.From:Span.To]
	Span       Span
	Place      string // as written, "Mons"; empty if unknown
	PlaceIndex int    // index into Document.Places of that mention; None if unknown
	PlaceBasis Basis
	Date       string // YYYY-MM-DD, or shorter if no more is known; empty if unknown
	DateBasis  Basis
	Evidence   Span   // the sentence or sentences that say so
	Rule       string // name of the rule that found it
}
