package extract

import "sort"

// Layer names a kind of thing found in a text, for display.
type Layer string

const (
	NoLayer           Layer = ""
	DateLayer         Layer = "date"
	PersonLayer       Layer = "person"
	CorefLayer        Layer = "coref" // a title or pronoun that stands for a person
	TitleLayer        Layer = "title"
	PlaceLayer        Layer = "place"
	OrganisationLayer Layer = "organisation"
)

// Segment is a stretch of a text in which the same things are marked.
type Segment struct {
	Span      Span
	Text      string
	Layer     Layer // the innermost thing that covers the stretch; NoLayer if none does
	Index     int   // into the slice of the layer: People for PersonLayer and CorefLayer; None without layer
	Statement int   // index into Statements of the words that it belongs to; None outside
}

// Segments cuts the text where something that was found begins or ends. The
// segments follow one another and make up the whole text. Where things lie
// within one another, as a place in a title, the inner one counts.
func (d *Document) Segments() []Segment {
	type item struct {
		span  Span
		layer Layer
		index int
	}
	var items []item
	for i, x := range d.Organisations {
		items = append(items, item{x.Span, OrganisationLayer, i})
	}
	for i, x := range d.Titles {
		items = append(items, item{x.Span, TitleLayer, i})
	}
	for i, x := range d.Places {
		items = append(items, item{x.Span, PlaceLayer, i})
	}
	for i, x := range d.Dates {
		items = append(items, item{x.Span, DateLayer, i})
	}
	for i, p := range d.People {
		for _, m := range p.Coref {
			items = append(items, item{m.Span, CorefLayer, i})
		}
		for _, m := range p.Mentions {
			items = append(items, item{m.Span, PersonLayer, i})
		}
	}
	// Longer ones are painted first, so that shorter ones stay visible.
	sort.SliceStable(items, func(i, j int) bool { return items[i].span.Len() > items[j].span.Len() })
	inner := make([]int32, len(d.Text)) // index into items plus one
	for i, x := range items {
		d.paint(inner, x.span, int32(i+1))
	}
	said := make([]int32, len(d.Text)) // index into Statements plus one
	for i, s := range d.Statements {
		if s.Kind != Attended && s.Kind != Speech {
			d.paint(said, s.Span, int32(i+1))
		}
	}
	var segments []Segment
	for from := 0; from < len(d.Text); {
		to := from + 1
		for to < len(d.Text) && inner[to] == inner[from] && said[to] == said[from] {
			to++
		}
		s := Segment{Span: Span{from, to}, Text: d.Text[from:to], Index: None, Statement: int(said[from]) - 1}
		if i := inner[from]; i > 0 {
			s.Layer, s.Index = items[i-1].layer, items[i-1].index
		}
		segments = append(segments, s)
		from = to
	}
	return segments
}

// paint sets the bytes of a span, as far as it lies in the text.
func (d *Document) paint(on []int32, s Span, value int32) {
	for i := max(0, s.From); i < min(s.To, len(on)); i++ {
		on[i] = value
	}
}
