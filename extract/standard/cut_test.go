package standard_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"estrade/extract"
	"estrade/extract/gold"
)

// TestCutText annotates texts that end anywhere, as pages cut short do: rules that
// look ahead must bear the end of the text. Of each release it takes the lines
// before the cut. ESTRADE_CUTS sets the bytes from one cut to the next: with 1, each
// text is cut everywhere.
func TestCutText(t *testing.T) {
	const before = 600 // bytes before the cut, or a line more
	step := 97
	if testing.Short() {
		step = 997
	}
	if n, err := strconv.Atoi(os.Getenv("ESTRADE_CUTS")); err == nil && n > 0 {
		step = n
	}
	c := chain(t)
	for _, part := range []string{"dev", "site", "dates"} {
		releases, err := gold.Read(filepath.Join("../../testdata/gold", part))
		if err != nil {
			t.Fatal(err)
		}
		for k := range releases {
			text := releases[k].Document().Text
			for at := k % step; at < len(text); at += step {
				if !utf8.RuneStart(text[at]) {
					continue
				}
				cut := text[strings.LastIndexByte(text[:max(0, at-before)], '\n')+1 : at]
				d := &extract.Document{Text: cut, Title: extract.FirstLine(cut)}
				c.Annotate(d)
				if err := checkSpans(d); err != nil {
					t.Fatalf("%s cut at byte %d: %v", releases[k].ID, at, err)
				}
			}
		}
	}
}
