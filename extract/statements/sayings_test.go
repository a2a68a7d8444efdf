package statements_test

import (
	"os"
	"strings"
	"testing"

	"estrade/extract"
)

// TestSayings runs the sentences of sayings.txt.
func TestSayings(t *testing.T) {
	b, err := os.ReadFile("testdata/sayings.txt")
	if err != nil {
		t.Fatal(err)
	}
	for row := range strings.Lines(string(b)) {
		row = strings.TrimSpace(row)
		if row == "" || strings.HasPrefix(row, "#") {
			continue
		}
		text, answers, ok := strings.Cut(row, "=>")
		if !ok {
			t.Fatalf("%q has no answers", row)
		}
		var want []string
		for a := range strings.SplitSeq(answers, " / ") {
			if a = strings.TrimSpace(a); a != "" {
				want = append(want, a)
			}
		}
		d := document("Un titre\n\n"+strings.TrimSpace(text)+"\n\nÀ lire aussi : Anne Le Goff, préfète du Finistère; Paul Étienne, maire; Jean Blanc, ministre; Marie Roy, procureure; Luc Petit, président du syndicat.", cast)
		var got []string
		annotator.Annotate(d)
		for _, s := range d.Statements {
			if s.Kind != extract.Attended {
				got = append(got, s.Speaker+": "+strings.Join(strings.Fields(s.Text), " "))
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
			continue
		}
		for _, w := range want {
			found := false
			for i, g := range got {
				speaker, words, _ := strings.Cut(w, ": ")
				if strings.HasPrefix(g, speaker+": ") && strings.Contains(g[len(speaker)+2:], words) {
					got[i], found = "", true
					break
				}
			}
			if !found {
				t.Errorf("%s\n got %q\nwant %q", text, got, want)
			}
		}
	}
}
