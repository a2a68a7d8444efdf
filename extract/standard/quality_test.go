package standard_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"estrade/extract"
	"estrade/extract/gold"
	"estrade/extract/standard"
)

func chain(t testing.TB) *standard.Chain {
	t.Helper()
	c, err := standard.New("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// floors are F1 on releases that no rule was written from. They may only rise.
var floors = map[gold.Layer]float64{
	gold.Published:     0.99,
	gold.Dates:         0.95,
	gold.People:        0.98,
	gold.Titles:        0.95,
	gold.Places:        0.94,
	gold.Codes:         0.99,
	gold.Organisations: 0.79,
	gold.Statements:    0.89,
	gold.WhereWhen:     0.77,
	gold.Attendance:    0.86,
}

// dateFloors are those of the releases of which only the dates are annotated.
var dateFloors = map[gold.Layer]float64{
	gold.Published: 1,
	gold.Dates:     0.99,
}

func TestQuality(t *testing.T) {
	c := chain(t)
	for part, floors := range map[string]map[gold.Layer]float64{"test": floors, "dates": dateFloors} {
		releases, err := gold.Read(filepath.Join("../../testdata/gold", part))
		if err != nil {
			t.Fatal(err)
		}
		var report gold.Report
		for i := range releases {
			d := releases[i].Document()
			c.Annotate(d)
			report.Scores = append(report.Scores, gold.Compare(&releases[i], d))
		}
		for layer, floor := range floors {
			if f := report.Total(layer).F1(); f < floor {
				t.Errorf("%s: F1 of %s is %.3f; want at least %.2f", part, layer, f, floor)
			}
		}
	}
}

// TestAnnotations checks the annotations made by hand themselves.
func TestAnnotations(t *testing.T) {
	for _, part := range []string{"dev", "test", "site", "dates"} {
		releases, err := gold.Read(filepath.Join("../../testdata/gold", part))
		if err != nil {
			t.Fatal(err)
		}
		for i := range releases {
			for _, wrong := range releases[i].Check() {
				t.Errorf("%s/%s: %s", part, releases[i].ID, wrong)
			}
		}
	}
}

// statement is what a test asks of an extract.Statement.
type statement struct {
	speaker, title string
	kind           extract.StatementKind
	words          string // how they begin
}

// TestConference reads a release on a conference as a journalist would: who
// opened it, who said what, who was there, where and when.
func TestConference(t *testing.T) {
	file, err := os.ReadFile("../../testdata/gold/site/texts/nord-protection-civile-mons.txt")
	if err != nil {
		t.Fatal(err)
	}
	checkConference(t, file, "2024-03-19", "2024-03-14", []string{"2024-03-14", "2024-09-19"},
		map[string][]string{
			"Bertrand Delvallez":  {"préfet de la région Hauts-de-France", "préfet de la zone de défense et de sécurité Nord", "préfet du Nord"},
			"Benoît Lardinois":    {"gouverneur du Hainaut"},
			"Griet Vanhoutte":     {"gouverneure de Flandre occidentale"},
			"Anne-Laure Castaing": {"consule générale de France à Bruxelles"},
			"Sandrine Baillieul":  {"colonelle", "directrice départementale adjointe des services d'incendie et de secours du Nord"},
			"Joris De Smet":       {"commandant", "chef de la zone de secours Hainaut-Centre"},
		},
		[]string{"théâtre royal de Mons"},
		[]statement{
			{"Bertrand Delvallez", "préfet de la région Hauts-de-France", extract.Speech, "discours d’ouverture"},
			{"Benoît Lardinois", "gouverneur du Hainaut", extract.Speech, "discours d’ouverture"},
			{"Griet Vanhoutte", "gouverneure de Flandre occidentale", extract.Speech, "discours d’ouverture"},
			{"Bertrand Delvallez", "", extract.Direct, "les crues de novembre"},
			{"Bertrand Delvallez", "", extract.Indirect, "que les renforts belges"},
			{"Bertrand Delvallez", "", extract.Indirect, "que les deux centres d'appels"},
			{"Benoît Lardinois", "", extract.Indirect, "qu'il fallait"},
			{"Griet Vanhoutte", "", extract.Indirect, "que sa province"},
			{"Anne-Laure Castaing", "", extract.Attended, ""},
		})
}

// TestSeed does the same for a real release, where it is at hand.
func TestSeed(t *testing.T) {
	file, err := os.ReadFile("../../../shared/seed/mons-2017.txt")
	if err != nil {
		t.Skip("the real release is not part of the project")
	}
	checkConference(t, file, "2017-09-20", "2017-09-08", []string{"2017-09-08", "2001-09-11", "2017-10-12"},
		map[string][]string{
			"Michel Lalande":             {"préfet de la région Hauts-de-France", "préfet de la zone de défense et de sécurité Nord", "préfet du Nord"},
			"Carl Decaluwé":              {"gouverneur de Flandre occidentale"},
			"Tommy Leclercq":             {"gouverneur du Hainaut"},
			"Claude-France Arnould":      {"ambassadeur de France en Belgique"},
			"Vincent Mertens de Wilmars": {"ambassadeur de Belgique en France"},
		},
		[]string{"Palais provincial de Mons", "New York"},
		[]statement{
			{"Michel Lalande", "", extract.Speech, "discours d’ouverture"},
			{"Carl Decaluwé", "", extract.Speech, "discours d’ouverture"},
			{"Tommy Leclercq", "", extract.Speech, "discours d’ouverture"},
			{"Michel Lalande", "", extract.Direct, "depuis les attentats"},
			{"Michel Lalande", "", extract.Indirect, "les problématiques"},
			{"Michel Lalande", "", extract.Indirect, "la création"},
			{"Michel Lalande", "", extract.Indirect, "que, dans le cadre"},
			{"Claude-France Arnould", "", extract.Attended, ""},
			{"Vincent Mertens de Wilmars", "", extract.Attended, ""},
		})
}

// checkConference checks a release on a conference at Mons in Belgium.
func checkConference(t *testing.T, file []byte, published, day string, dates []string, titles map[string][]string, places []string, statements []statement) {
	t.Helper()
	c := chain(t)
	d, err := c.Read("x", file)
	if err != nil {
		t.Fatal(err)
	}
	c.Annotate(d)
	if d.Published != published {
		t.Errorf("published is %q; want %q", d.Published, published)
	}
	for _, want := range dates {
		if !slices.ContainsFunc(d.Dates, func(x extract.Date) bool { return x.Start == want }) {
			t.Errorf("no date %s in %+v", want, d.Dates)
		}
	}
	for name, want := range titles {
		i := slices.IndexFunc(d.People, func(p extract.Person) bool { return p.Name == name })
		if i < 0 {
			t.Errorf("no person %s", name)
			continue
		}
		var got []string
		for _, title := range d.Titles {
			if title.Person == i {
				got = append(got, title.Text)
			}
			if title.Text == "préfet du Nord" && title.Scope != "59" {
				t.Errorf("scope of %s is %q; want 59", title.Text, title.Scope)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("titles of %s are %q; want %q", name, got, want)
		}
	}
	for _, want := range append(places, "Mons") {
		i := slices.IndexFunc(d.Places, func(p extract.Place) bool { return p.Text == want })
		switch {
		case i < 0 && want != "Mons": // a commune named only in its venue need not stand alone
			t.Errorf("no place %s", want)
		case i >= 0 && strings.Contains(want, "Mons") && (d.Places[i].Country != "BE" || d.Places[i].INSEE != ""):
			t.Errorf("%s is in %s (%s); want Belgium", want, d.Places[i].Country, d.Places[i].INSEE)
		}
	}
	if len(d.Statements) != len(statements) && !slices.ContainsFunc(d.Statements, func(s extract.Statement) bool { return s.Kind == extract.Attended }) {
		t.Errorf("%d statements; want %d", len(d.Statements), len(statements))
	}
	said := 0
	for _, s := range d.Statements {
		if s.Kind != extract.Attended {
			said++
		}
	}
	wantSaid := 0
	for _, want := range statements {
		if want.kind != extract.Attended {
			wantSaid++
		}
		ok := slices.ContainsFunc(d.Statements, func(s extract.Statement) bool {
			return s.Speaker == want.speaker && s.Kind == want.kind && strings.HasPrefix(s.Text, want.words) &&
				(want.title == "" || s.Title == want.title) && strings.Contains(s.Place, "Mons") && s.Date == day
		})
		if !ok {
			t.Errorf("nothing says: %s (%s) %q at Mons on %s", want.speaker, want.kind, want.words, day)
		}
	}
	if said != wantSaid {
		for _, s := range d.Statements {
			t.Logf("%s (%s) %s", s.Speaker, s.Kind, s.Text)
		}
		t.Errorf("%d statements; want %d", said, wantSaid)
	}
}

// TestDeterminism annotates the same text twice, and after others.
func TestDeterminism(t *testing.T) {
	releases, err := gold.Read("../../testdata/gold/dev")
	if err != nil {
		t.Fatal(err)
	}
	c := chain(t)
	annotate := func(i int) []byte {
		d := releases[i].Document()
		c.Annotate(d)
		b, err := d.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	var first [][]byte
	for i := range releases {
		first = append(first, annotate(i))
	}
	for i := len(releases) - 1; i >= 0; i-- {
		if !bytes.Equal(first[i], annotate(i)) {
			t.Errorf("%s is annotated differently the second time", releases[i].ID)
		}
	}
}
