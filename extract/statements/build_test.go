package statements_test

import (
	"fmt"
	"strings"

	"estrade/extract"
	"estrade/extract/french"
	"estrade/extract/statements"
)

// layers are what earlier annotators would have found in a text, by its words.
type layers struct {
	people    []string          // "Name | mention; mention | title; title"; name alone is its own mention
	unnamed   []string          // titles without a name
	places    []string          // communes; "venue:…", "departement:…" otherwise
	dates     map[string]string // words to value
	bodies    []string          // organisations
	published string
}

// document makes a document of text with its layers found.
func document(text string, l layers) *extract.Document {
	d := &extract.Document{Text: text, Title: extract.FirstLine(text), Published: l.published}
	french.Annotator{}.Annotate(d)
	for i, p := range l.people {
		parts := append(strings.Split(p, "|"), "", "")
		parts[0] = strings.TrimSpace(parts[0])
		person := extract.Person{Name: parts[0]}
		for _, m := range append([]string{parts[0]}, split(parts[1])...) {
			for _, s := range occurrences(text, m) {
				if !covered(person.Mentions, s) {
					person.Mentions = append(person.Mentions, extract.Mention{Text: m, Span: s})
				}
			}
		}
		for _, t := range split(parts[2]) {
			d.Titles = append(d.Titles, titles(text, t, i)...)
		}
		d.People = append(d.People, person)
	}
	for _, t := range l.unnamed {
		d.Titles = append(d.Titles, titles(text, t, extract.None)...)
	}
	for _, p := range l.places {
		kind := extract.Commune
		if k, name, ok := strings.Cut(p, ":"); ok {
			kind, p = extract.PlaceKind(k), name
		}
		for _, s := range occurrences(text, p) {
			d.Places = append(d.Places, extract.Place{Text: p, Span: s, Kind: kind, Name: p})
		}
	}
	for words, value := range l.dates {
		for _, s := range occurrences(text, words) {
			d.Dates = append(d.Dates, extract.Date{Text: words, Span: s, Start: value})
		}
	}
	for _, b := range l.bodies {
		for _, s := range occurrences(text, b) {
			d.Organisations = append(d.Organisations, extract.Organisation{Text: b, Span: s})
		}
	}
	sortLayers(d)
	return d
}

func split(s string) []string {
	var out []string
	for p := range strings.SplitSeq(s, "; ") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

func titles(text, title string, person int) []extract.Title {
	var out []extract.Title
	for _, s := range occurrences(text, title) {
		out = append(out, extract.Title{Text: title, Span: s, Full: title, Person: person})
	}
	return out
}

func covered(mentions []extract.Mention, s extract.Span) bool {
	for _, m := range mentions {
		if m.Span.Overlaps(s) {
			return true
		}
	}
	return false
}

func occurrences(text, s string) []extract.Span {
	var out []extract.Span
	for i := 0; s != ""; {
		j := strings.Index(text[i:], s)
		if j < 0 {
			break
		}
		out = append(out, extract.Span{From: i + j, To: i + j + len(s)})
		i += j + len(s)
	}
	return out
}

func sortLayers(d *extract.Document) {
	less := func(a, b extract.Span) int { return a.From - b.From }
	for i := range d.People {
		sortBy(d.People[i].Mentions, func(m extract.Mention) extract.Span { return m.Span }, less)
	}
	sortBy(d.Titles, func(t extract.Title) extract.Span { return t.Span }, less)
	sortBy(d.Places, func(p extract.Place) extract.Span { return p.Span }, less)
	sortBy(d.Dates, func(x extract.Date) extract.Span { return x.Span }, less)
	sortBy(d.Organisations, func(o extract.Organisation) extract.Span { return o.Span }, less)
}

func sortBy[T any](s []T, span func(T) extract.Span, less func(a, b extract.Span) int) {
	for i := 1; i < len(s); i++ {
		for k := i; k > 0 && less(span(s[k]), span(s[k-1])) < 0; k-- {
			s[k], s[k-1] = s[k-1], s[k]
		}
	}
}

var annotator = statements.New()

// found lists statements as "speaker | kind | verb | words".
func found(d *extract.Document) []string {
	annotator.Annotate(d)
	var out []string
	for _, s := range d.Statements {
		out = append(out, fmt.Sprintf("%s | %s | %s | %s", s.Speaker, s.Kind, s.Verb, strings.Join(strings.Fields(s.Text), " ")))
	}
	return out
}
