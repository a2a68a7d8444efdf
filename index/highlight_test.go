package index_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"estrade/extract"
	"estrade/index"
)

// TestMarks checks on the golden texts that what is marked for a word is all
// that has its term, or is written as it is.
func TestMarks(t *testing.T) {
	f, err := os.Open(golden)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	words := 0
	for scanner := bufio.NewScanner(f); scanner.Scan(); {
		fields := strings.Split(scanner.Text(), "\t")
		if len(fields) < 2 {
			continue
		}
		text := fields[1] + ". " + strings.ToUpper(fields[1]) + " : élus, Évry, l'été, œuvres"
		for in, a := range map[index.Aspect]index.Analysis{index.InText: index.French, index.InExact: index.Exact} {
			terms := a.Terms(text)
			for _, x := range terms {
				word := text[x.Span.From:x.Span.To]
				if alone := a.Terms(word); len(alone) != 1 || alone[0].Text != x.Text {
					continue
				}
				var want []extract.Span
				for _, y := range terms {
					if y.Text == x.Text {
						want = append(want, y.Span)
					}
				}
				words++
				if got := index.NewHighlighter(index.Match{In: in, Text: word}, index.Releases).Marks(text); !slices.Equal(got, want) {
					t.Errorf("%s is marked at %v in %q; want %v", word, got, text, want)
				}
			}
		}
	}
	if words < 1000 {
		t.Errorf("only %d words were looked for", words)
	}
}
