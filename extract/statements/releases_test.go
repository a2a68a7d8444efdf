package statements_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"estrade/extract"
	"estrade/extract/gold"
	"estrade/extract/standard"
)

// sketch is a short release with what is said in it.
type sketch struct {
	name, text string
	want       []line
	attended   []string
}

// line is an expected statement: some of its words identify it.
type line struct{ speaker, words, place, date string }

// readSketches reads releases.txt: "=== name", the release, "---", and a line
// "speaker | some of the words | place | date" for each statement, "-" for
// null, "+ name" for who attended.
func readSketches(t *testing.T, file string) []sketch {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	null := strings.NewReplacer("-", "")
	field := func(s string) string {
		if s = strings.TrimSpace(s); s == "-" {
			return null.Replace(s)
		}
		return s
	}
	var out []sketch
	for part := range strings.SplitSeq("\n"+string(b), "\n=== ") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		name, rest, _ := strings.Cut(part, "\n")
		text, answers, ok := strings.Cut(rest+"\n", "\n---\n")
		if !ok {
			t.Fatalf("%s: %q lacks its answers", file, name)
		}
		s := sketch{name: name, text: text}
		for a := range strings.Lines(answers) {
			a = strings.TrimSpace(a)
			if a == "" {
				continue
			}
			if p, ok := strings.CutPrefix(a, "+ "); ok {
				s.attended = append(s.attended, p)
				continue
			}
			f := strings.Split(a, "|")
			if len(f) != 4 {
				t.Fatalf("%s: %s: %q has %d fields; want 4", file, name, a, len(f))
			}
			s.want = append(s.want, line{field(f[0]), field(f[1]), field(f[2]), field(f[3])})
		}
		out = append(out, s)
	}
	return out
}

// check compares what the whole chain finds in a sketch: the counts of
// statements and of those whose place and date are right too, and what differs.
func (s *sketch) check(chain *standard.Chain) (said, placed gold.Count, wrong []string) {
	d := extract.PlainText("x", "-\n"+s.text)
	chain.Annotate(d)
	used := make([]bool, len(d.Statements))
	attended := map[string]bool{}
	for i, g := range d.Statements {
		if g.Kind == extract.Attended {
			used[i] = true
			attended[g.Speaker] = true
		}
	}
	for _, w := range s.want {
		at := -1
		for i, g := range d.Statements {
			if !used[i] && at < 0 && g.Speaker == w.speaker && strings.Contains(strings.Join(strings.Fields(g.Text), " "), w.words) {
				at = i
			}
		}
		if at < 0 {
			said.Missed++
			placed.Missed++
			wrong = append(wrong, fmt.Sprintf("missed %v", w))
			continue
		}
		used[at] = true
		said.Right++
		if g := d.Statements[at]; samePlace(g.Place, w.place) && g.Date == w.date {
			placed.Right++
		} else {
			placed.Missed++
			placed.Extra++
			wrong = append(wrong, fmt.Sprintf("%s | %s: found %q (%s) %q (%s); want %q %q", w.speaker, w.words, g.Place, g.PlaceBasis, g.Date, g.DateBasis, w.place, w.date))
		}
	}
	for i, g := range d.Statements {
		if !used[i] {
			said.Extra++
			placed.Extra++
			wrong = append(wrong, fmt.Sprintf("extra %s | %s | %s | %s | %s %s [%s]", g.Speaker, g.Kind, g.Verb, strings.Join(strings.Fields(g.Text), " "), g.Place, g.Date, g.Rule))
		}
	}
	for _, a := range s.attended {
		if !attended[a] {
			wrong = append(wrong, "did not attend: "+a)
		}
		delete(attended, a)
	}
	for a := range attended {
		wrong = append(wrong, "attended too: "+a)
	}
	return said, placed, wrong
}

// samePlace allows the article that a contraction hides ("au Mans"), and a
// venue with the name of its commune.
func samePlace(got, want string) bool {
	bare := func(s string) string {
		for _, a := range []string{"Le ", "La ", "Les "} {
			s = strings.TrimPrefix(s, a)
		}
		return s
	}
	g, w := bare(got), bare(want)
	return g == w || w != "" && strings.HasSuffix(g, " de "+w)
}

// TestReleases runs the whole chain on short releases of all kinds and holds
// it to a share of right answers; -v shows what is wrong.
func TestReleases(t *testing.T) {
	chain, err := standard.New("")
	if err != nil {
		t.Fatal(err)
	}
	var said, placed gold.Count
	for _, s := range readSketches(t, "testdata/releases.txt") {
		a, b, wrong := s.check(chain)
		said, placed = said.Add(a), placed.Add(b)
		for _, w := range wrong {
			t.Logf("%s: %s", s.name, w)
		}
	}
	t.Logf("statements F1 %.3f, where-when %.3f", said.F1(), placed.F1())
	const leastSaid, leastPlaced = 0.96, 0.92
	if said.F1() < leastSaid {
		t.Errorf("statements: F1 %.3f; want %.2f", said.F1(), leastSaid)
	}
	if placed.F1() < leastPlaced {
		t.Errorf("where and when: F1 %.3f; want %.2f", placed.F1(), leastPlaced)
	}
}
