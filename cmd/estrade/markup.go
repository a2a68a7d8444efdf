package main

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"estrade/extract"
)

//go:embed markup.html
var markupSource string

// marker writes releases as one HTML page with everything found marked in colour.
type marker struct{ page *template.Template }

func newMarker() (*marker, error) {
	t, err := template.New("markup").Funcs(template.FuncMap{"hint": hint}).Parse(markupSource)
	if err != nil {
		return nil, fmt.Errorf("markup: %w", err)
	}
	return &marker{t}, nil
}

func (m *marker) begin(out io.Writer) error { return m.page.ExecuteTemplate(out, "begin", nil) }

func (m *marker) end(out io.Writer) error { return m.page.ExecuteTemplate(out, "end", nil) }

func (m *marker) write(out io.Writer, d *extract.Document) error {
	return m.page.ExecuteTemplate(out, "release", struct {
		*extract.Document
		Marked []extract.Segment
	}{d, d.Segments()})
}

// hint explains a segment: what it was taken for.
func hint(d *extract.Document, s extract.Segment) string {
	var parts []string
	add := func(list ...string) {
		for _, p := range list {
			if p != "" {
				parts = append(parts, p)
			}
		}
	}
	switch s.Layer {
	case extract.DateLayer:
		x := d.Dates[s.Index]
		value := x.Start
		if x.End != "" {
			value += "/" + x.End
		}
		add(value, string(x.Basis), x.Rule)
	case extract.PersonLayer, extract.CorefLayer:
		add(d.People[s.Index].Name)
	case extract.TitleLayer:
		x := d.Titles[s.Index]
		if x.Person != extract.None {
			add(d.People[x.Person].Name)
		}
		add(x.Full, x.Scope)
	case extract.PlaceLayer:
		x := d.Places[s.Index]
		add(x.Name, string(x.Kind), x.INSEE, x.Country, x.Within)
	}
	if s.Statement != extract.None {
		x := d.Statements[s.Statement]
		add(fmt.Sprintf("%s (%s)", x.Speaker, x.Kind), x.Place, x.Date)
	}
	return strings.Join(parts, " · ")
}
