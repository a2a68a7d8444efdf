// Package gold reads releases annotated by hand and says how well the program
// agrees with them.
//
// A folder holds texts/ID.txt (line 1 the address or "-", line 2 the title,
// then the body; title and body are the text) and ann/ID.json (a [Release]).
package gold

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"estrade/extract"
)

// Release is what people found in a release.
type Release struct {
	ID             string      `json:"id"`
	URL            string      `json:"url"`
	Title          string      `json:"title"`
	Published      string      `json:"published"` // YYYY-MM-DD, empty if the page shows none
	Dates          []Date      `json:"dates"`
	People         []Person    `json:"people"`
	UnnamedTitles  []string    `json:"unnamed_titles"`
	Places         []Place     `json:"places"`
	PlacesOptional []string    `json:"places_optional"` // neither rewarded nor punished
	Organisations  []string    `json:"organisations"`
	Statements     []Statement `json:"statements"`
	Attended       []string    `json:"attended,omitempty"`   // names of people present who are not said to speak
	Difficulty     []string    `json:"difficulty,omitempty"` // free tags

	// Text is the whole of the text file, address included.
	Text string `json:"-"`
}

// Date is a date expression; Start and End as in [extract.Date].
type Date struct {
	Text     string `json:"text"`
	Start    string `json:"start"`
	End      string `json:"end"`
	Relative bool   `json:"relative,omitempty"`
}

// Person is a named person.
type Person struct {
	Name     string   `json:"name"`
	Mentions []string `json:"mentions"`
	Titles   []string `json:"titles"`
	Coref    []string `json:"coref,omitempty"`
}

// Place is a named place.
type Place struct {
	Text  string            `json:"text"`
	Kind  extract.PlaceKind `json:"kind"`
	INSEE string            `json:"insee"`
}

// Statement is reported speech. In Quote, "…" stands for words left out.
type Statement struct {
	Speaker string                `json:"speaker"`
	Kind    extract.StatementKind `json:"kind"`
	Verb    string                `json:"verb"`
	Quote   string                `json:"quote"`
	Place   string                `json:"place"`
	Date    string                `json:"date"`
}

// Read reads a folder, in the order of the identifiers. The error names the
// file that is missing or malformed.
func Read(dir string) ([]Release, error) {
	files, err := filepath.Glob(filepath.Join(dir, "ann", "*.json"))
	if err != nil {
		return nil, fmt.Errorf("gold folder %s: %w", dir, err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("gold folder %s: no ann/*.json in it; it needs texts/ID.txt and ann/ID.json", dir)
	}
	sort.Strings(files)
	releases := make([]Release, 0, len(files))
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read annotation: %w", err)
		}
		var r Release
		dec := json.NewDecoder(norm.NFC.Reader(bytes.NewReader(b)))
		if err := dec.Decode(&r); err != nil {
			return nil, fmt.Errorf("annotation %s: %w", file, err)
		}
		if name := strings.TrimSuffix(filepath.Base(file), ".json"); r.ID != name {
			return nil, fmt.Errorf("annotation %s: id is %q; want %q", file, r.ID, name)
		}
		text, err := os.ReadFile(filepath.Join(dir, "texts", r.ID+".txt"))
		if err != nil {
			return nil, fmt.Errorf("read text: %w", err)
		}
		r.Text = norm.NFC.String(string(text))
		releases = append(releases, r)
	}
	return releases, nil
}

// Document is the release as an extractor would give it, without annotations.
func (r *Release) Document() *extract.Document {
	return extract.PlainText(r.ID, r.Text)
}

// Check says what is wrong with the annotation itself: texts that do not occur
// in the release, dates that are not ISO 8601. It returns nil if all is well.
func (r *Release) Check() []string {
	var wrong []string
	text := r.Document().Text
	need := func(what, s string) {
		if s == "" || !strings.Contains(text, s) {
			wrong = append(wrong, fmt.Sprintf("%s %q does not occur in the text", what, s))
		}
	}
	for _, d := range r.Dates {
		need("date", d.Text)
		if d.Start == "" && d.End == "" {
			wrong = append(wrong, fmt.Sprintf("date %q has no value", d.Text))
		}
		for _, v := range []string{d.Start, d.End} {
			if !isISO(v) {
				wrong = append(wrong, fmt.Sprintf("date %q has value %q", d.Text, v))
			}
		}
	}
	for _, p := range r.People {
		for _, m := range p.Mentions {
			need("mention", m)
		}
	}
	for _, p := range r.Places {
		need("place", p.Text)
	}
	for _, p := range r.PlacesOptional {
		need("optional place", p)
	}
	for _, o := range r.Organisations {
		need("organisation", o)
	}
	for _, s := range r.Statements {
		for part := range strings.SplitSeq(s.Quote, "…") {
			if part = strings.TrimSpace(part); part != "" {
				need("quote", part)
			}
		}
	}
	if !isISO(r.Published) {
		wrong = append(wrong, fmt.Sprintf("published is %q", r.Published))
	}
	if !utf8.ValidString(r.Text) {
		wrong = append(wrong, "text is not UTF-8")
	}
	return wrong
}

// isISO reports whether v is empty or YYYY, YYYY-MM, YYYY-MM-DD or --MM-DD.
func isISO(v string) bool {
	for _, form := range []string{"", "0000", "0000-00", "0000-00-00", "--00-00"} {
		if len(v) != len(form) {
			continue
		}
		ok := true
		for i := range form {
			digit := '0' <= v[i] && v[i] <= '9'
			if form[i] == '0' && !digit || form[i] == '-' && v[i] != '-' {
				ok = false
			}
		}
		if ok {
			return true
		}
	}
	return false
}
