package server

import (
	"fmt"
	"testing"

	"estrade/index"
)

// TestTimeline shows how months become bars.
func TestTimeline(t *testing.T) {
	link := func(from, to string) string { return from + ".." + to }
	value := func(month string, n int) index.Value { return index.Value{Value: month, Label: month, Count: n} }
	for _, test := range []struct {
		name       string
		counts     []index.Value
		from, to   string
		bars, rows int
		first      string
		selected   string
	}{
		{"nothing", nil, "", "", 0, 0, "", "[]"},
		{"no month", []index.Value{value("soon", 3)}, "", "", 0, 0, "", "[]"},
		{"one", []index.Value{value("2024-03", 3)}, "", "", 1, 1, "2024-03", "[]"},
		{"gaps are shown", []index.Value{value("2024-03", 3), value("2023-12", 1)}, "2024", "", 4, 2, "2023-12", "[2024-01 2024-02 2024-03]"},
		{"open at the start", []index.Value{value("2024-03", 3), value("2024-01", 1)}, "", "2024-01-15", 3, 2, "2024-01", "[2024-01]"},
		{"years where months are too many", []index.Value{value("2024-03", 3), value("2024-01", 2), value("2001-01", 1)}, "", "", 24, 2, "2001", "[]"},
	} {
		got := newTimeline(test.counts, test.from, test.to, link)
		if len(got.Bars) != test.bars || len(got.Rows) != test.rows {
			t.Errorf("%s: %d bars, %d rows; want %d, %d", test.name, len(got.Bars), len(got.Rows), test.bars, test.rows)
			continue
		}
		selected := []string{}
		for _, b := range got.Bars {
			if b.Selected {
				selected = append(selected, b.Period)
			}
			if b.X < 0 || b.X+b.W > timelineWidth || b.Y < 0 || b.Y+b.H > timelineBase+0.1 || b.Count > 0 && b.H < 2 {
				t.Errorf("%s: bar %+v lies outside or cannot be seen", test.name, b)
			}
		}
		if fmt.Sprint(selected) != test.selected {
			t.Errorf("%s: selected %v; want %s", test.name, selected, test.selected)
		}
		if test.bars > 0 && got.Bars[0].Link != test.first+".."+test.first {
			t.Errorf("%s: first bar leads to %s", test.name, got.Bars[0].Link)
		}
	}
}

// TestMap shows counts by departement, those off the map in the table alone.
func TestMap(t *testing.T) {
	m := newMap([]index.Value{{Value: "59", Count: 40}, {Value: "2A", Count: 3}, {Value: "988", Count: 1}}, "2A", func(code string) string { return "?" + code })
	if len(m.Rows) != 3 || m.Rows[0].Code != "59" || m.Rows[2].Code != "988" {
		t.Errorf("rows %+v", m.Rows)
	}
	for _, a := range m.Areas {
		switch a.Code {
		case "59":
			if a.Level != levels || a.Link != "?59" {
				t.Errorf("Nord: level %d, link %s", a.Level, a.Link)
			}
		case "2A":
			if !a.Selected || a.Link != "?" || a.Level == 0 {
				t.Errorf("Corse-du-Sud: %+v; want it selected, a click taking it away", a)
			}
		default:
			if a.Level != 0 {
				t.Errorf("%s has a colour", a.Code)
			}
		}
	}
	for i, l := range m.Levels {
		if l.From > l.To || i > 0 && m.Levels[i-1].To+1 != l.From {
			t.Errorf("levels %+v", m.Levels)
		}
	}
	m.addPoint("Lille", 50.63, 3.06, 2)
	m.addPoint("Tokyo", 35.7, 139.7, 2)
	m.addPoint("unknown", 0, 0, 2)
	if len(m.Points) != 1 || m.Points[0].Name != "Lille" {
		t.Errorf("points %+v; want Lille alone", m.Points)
	}
}
