package standard_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"estrade/extract"
	"estrade/extract/gold"
)

// TestWrapped breaks the lines of the development releases at the widths of
// columns, as text taken from a PDF has them, and asks for nearly the quality
// of the text as it was.
func TestWrapped(t *testing.T) {
	releases, err := gold.Read("../../testdata/gold/dev")
	if err != nil {
		t.Fatal(err)
	}
	c := chain(t)
	measure := func(width int) *gold.Report {
		var report gold.Report
		for i := range releases {
			d := releases[i].Document()
			if width > 0 {
				d.Text = wrap(d.Text, width)
			}
			c.Annotate(d)
			for _, name := range names(d) {
				if strings.Contains(name, "\n") {
					t.Errorf("%s at width %d: %q has a line break in it", releases[i].ID, width, name)
				}
			}
			report.Scores = append(report.Scores, gold.Compare(&releases[i], d))
		}
		return &report
	}
	layers := []gold.Layer{gold.Published, gold.Dates, gold.People, gold.Titles, gold.Places, gold.Codes, gold.Statements, gold.WhereWhen, gold.Attendance}
	whole := measure(0)
	for _, width := range []int{45, 60, 80} {
		wrapped := measure(width)
		line := fmt.Sprintf("width %d:", width)
		for _, layer := range layers {
			was, is := whole.Total(layer).F1(), wrapped.Total(layer).F1()
			line += fmt.Sprintf(" %s %.3f (%+.3f)", layer, is, is-was)
			const most = 0.02
			if is < was-most {
				t.Errorf("F1 of %s at width %d is %.3f; want %.3f less %.2f at most", layer, width, is, was, most)
			}
		}
		t.Log(line)
	}
}

// names are what a reader is shown of a document by itself, not as a part of
// the text.
func names(d *extract.Document) []string {
	var out []string
	for _, p := range d.People {
		out = append(out, p.Name)
	}
	for _, t := range d.Titles {
		out = append(out, t.Full, t.Office, t.Scope)
	}
	for _, p := range d.Places {
		out = append(out, p.Name, p.Within)
	}
	for _, s := range d.Statements {
		out = append(out, s.Speaker, s.Title, s.Place)
	}
	return out
}

// wrap breaks the lines of a text, but for the title, at a width in runes.
func wrap(text string, width int) string {
	var b strings.Builder
	title := true
	for line := range strings.Lines(text) {
		if title {
			b.WriteString(line)
			title = false
			continue
		}
		n := 0
		for word := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), " ") {
			w := utf8.RuneCountInString(word)
			switch {
			case n == 0:
			case n+1+w > width:
				b.WriteByte('\n')
				n = 0
			default:
				b.WriteByte(' ')
				n++
			}
			b.WriteString(word)
			n += w
		}
		if strings.HasSuffix(line, "\n") {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
