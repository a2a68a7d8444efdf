package english

import (
	"slices"
	"testing"

	"estrade/extract/gold"
)

// TestQuality holds the English releases of the development set, from which
// rules were written, to a floor that may only rise.
func TestQuality(t *testing.T) {
	releases, err := gold.Read("../../testdata/gold/dev")
	if err != nil {
		t.Fatal(err)
	}
	a := annotator(t)
	var report gold.Report
	for i := range releases {
		if !slices.Contains(releases[i].Difficulty, "English") {
			continue
		}
		d := releases[i].Document()
		d.Language = "en"
		a.Annotate(d)
		report.Scores = append(report.Scores, gold.Compare(&releases[i], d))
	}
	if len(report.Scores) == 0 {
		t.Fatal("no English release in the development set")
	}
	const floor = 0.9
	for _, layer := range gold.Layers {
		if f := report.Total(layer).F1(); f < floor {
			t.Errorf("F1 of %s is %.3f; want %.2f at least", layer, f, floor)
		}
	}
}
