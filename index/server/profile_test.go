package server

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"estrade/extract"
	"estrade/index"
)

// namesakes are releases in which two préfètes of one name speak in turn.
func namesakes() (records []index.Record) {
	for i, s := range []struct{ date, title, scope string }{
		{"2019-01-10", "préfète du Nord", "59"}, {"2019-03-10", "préfète du Var", "83"},
		{"2019-06-10", "préfète du Nord", "59"}, {"2019-09-10", "préfète du Var", "83"}, {"2020-09-10", "préfète du Var", "83"},
	} {
		d := &extract.Document{Title: "Visite", Published: s.date, Department: s.scope, Language: "fr", Text: "Anne Martin, " + s.title + ", a dit : venez."}
		d.People = []extract.Person{{Name: "Anne Martin", Mentions: []extract.Mention{{Text: "Anne Martin", Span: extract.Span{To: 11}}}}}
		d.Titles = []extract.Title{{Text: s.title, Full: s.title, Office: "préfet", Scope: s.scope}}
		d.Statements = []extract.Statement{{Speaker: "Anne Martin", Title: s.title, Kind: extract.Direct, Text: "venez", Date: s.date}}
		records = append(records, index.NewRecord(d, index.Provenance{ID: fmt.Sprint("n", i), URL: "https://www.example/"}))
	}
	return records
}

// TestNamesakes reads the page of a name that two people bear, and of one of
// them.
func TestNamesakes(t *testing.T) {
	s := testServer(t, func(o *Options) { o.Index = testIndex(t, namesakes()...) })
	text := func(path, lang string) (string, string) {
		_, _, page := get(t, s, path, "Accept-Language", lang)
		page = page[strings.Index(page, "<main"):]
		return page, strings.Join(strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " "))), " ")
	}
	has := func(what, text string, wanted ...string) {
		t.Helper()
		for _, w := range wanted {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %q in %s", what, w, text)
			}
		}
	}
	page, read := text("/person/anne-martin", "en")
	has("the name", read, "5 statements, 10 January 2019 to", "2 people of this name", "This page has them together",
		"What tells them apart “préfète du Nord” and “préfète du Var” were borne at once", "evidence 1 evidence 2")
	if strings.Contains(read, "préfète du Var. 5 statements") {
		t.Error("the page of a name shows the title of one of its bearers as that of all")
	}
	link := "/person/" + url.PathEscape("anne-martin,prefete-du-var")
	if !strings.Contains(page, `href="`+link+`"`) && !strings.Contains(page, `href="/person/anne-martin,prefete-du-var`) {
		t.Errorf("no link to one of the two in %s", page)
	}
	page, read = text("/person/anne-martin,prefete-du-var", "fr")
	has("one of two", read, "préfète du Var. 3 déclarations, du 10 mars 2019", "2 personnes de ce nom", "que les déclarations de la personne choisie",
		"Anne Martin , préfète du Nord")
	has("one of two", page, `<strong aria-current="true">Anne Martin</strong>`, `href="/person/anne-martin"`)
}
