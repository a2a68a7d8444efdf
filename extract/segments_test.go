package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"estrade/extract"
)

func TestSegments(t *testing.T) {
	text := "Anne Roux, préfète du Nord, a dit le 2 mars : « À Lille, tout va bien »."
	span := func(s string) extract.Span {
		i := strings.Index(text, s)
		return extract.Span{From: i, To: i + len(s)}
	}
	d := &extract.Document{
		Text:       text,
		Dates:      []extract.Date{{Span: span("2 mars")}},
		People:     []extract.Person{{Mentions: []extract.Mention{{Span: span("Anne Roux")}}}},
		Titles:     []extract.Title{{Span: span("préfète du Nord")}},
		Places:     []extract.Place{{Span: span("Nord")}, {Span: span("Lille")}},
		Statements: []extract.Statement{{Span: span("À Lille, tout va bien"), Kind: extract.Direct}},
	}
	var got []string
	whole := ""
	for _, s := range d.Segments() {
		whole += s.Text
		if s.Layer != extract.NoLayer || s.Statement != extract.None {
			got = append(got, fmt.Sprintf("%s:%d:%d %s", s.Layer, s.Index, s.Statement, s.Text))
		}
	}
	if whole != text {
		t.Errorf("segments make up %q; want the text", whole)
	}
	want := []string{"person:0:-1 Anne Roux", "title:0:-1 préfète du ", "place:0:-1 Nord", "date:0:-1 2 mars",
		":-1:0 À ", "place:1:0 Lille", ":-1:0 , tout va bien"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("segments are\n%q; want\n%q", got, want)
	}
}
