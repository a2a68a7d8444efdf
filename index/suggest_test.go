package index_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"estrade/index"
)

func TestSuggest(t *testing.T) {
	x := profileIndex(t)
	for _, c := range []struct {
		kind  index.Completed
		typed string
		want  string
	}{
		{index.SpeakerNames, "mor", "Anne Morel, Paul Morel"},
		{index.SpeakerNames, "morel a", "Anne Morel"},
		{index.SpeakerNames, "Michel LAL", "Michel Lalande"},
		{index.SpeakerNames, "x", ""},
		{index.SpeakerNames, " ?", ""},
		{index.PlaceNames, "mons", "Mons, Mons-en-Barœul, mairie de Mons-en-Barœul"},
		{index.PlaceNames, "mons en", "Mons-en-Barœul, mairie de Mons-en-Barœul"},
		{index.PlaceNames, "saint d", "Saint-Denis"},
		{index.PlaceNames, "nord", ""}, // places in the Nord have other names
		{index.OfficeNames, "pré", "préfet"},
		{index.OfficeNames, "sous", "sous-préfet"},
	} {
		found, err := index.Suggest(context.Background(), x, c.kind, c.typed, 5)
		if err != nil {
			t.Errorf("%s %q: %v", c.kind, c.typed, err)
		}
		var got []string
		for _, v := range found {
			got = append(got, v.Label)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s %q: %s; want %s", c.kind, c.typed, strings.Join(got, ", "), c.want)
		}
	}
	if found, _ := index.Suggest(context.Background(), x, index.SpeakerNames, "m", 1); len(found) != 1 {
		t.Errorf("%d names; want one with limit 1", len(found))
	}
	if _, err := index.Suggest(context.Background(), x, "colour", "b", 5); !errors.Is(err, index.ErrRequest) {
		t.Errorf("colour: %v; want ErrRequest", err)
	}
}
