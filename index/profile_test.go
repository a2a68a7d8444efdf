package index_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"estrade/extract"
	"estrade/index"
	"estrade/index/bleveindex"
	"estrade/index/indextest"
)

// said is a release with one statement, for profiles.
type said struct {
	id, date, speaker, title, office string
	kind                             extract.StatementKind
	place                            extract.Place
}

func (s said) record() index.Record {
	words := "les mots de " + s.id
	d := &extract.Document{URL: "https://www.example/" + s.id, Title: "Communiqué " + s.id, Published: s.date, Language: "fr",
		Text: fmt.Sprintf("%s, %s, à %s : %s", s.speaker, s.title, s.place.Text, words)}
	span := func(text string) extract.Span {
		i := strings.Index(d.Text, text)
		return extract.Span{From: i, To: i + len(text)}
	}
	d.People = []extract.Person{{Name: s.speaker, Mentions: []extract.Mention{{Text: s.speaker, Span: span(s.speaker)}}}}
	if s.title != "" {
		d.Titles = []extract.Title{{Text: s.title, Full: s.title, Office: s.office, Span: span(s.title)}}
	}
	s.place.Span = span(s.place.Text)
	d.Places = []extract.Place{s.place}
	d.Statements = []extract.Statement{{Speaker: s.speaker, Title: s.title, Kind: s.kind, Text: words, Span: span(words),
		Place: s.place.Text, Date: s.date, Evidence: extract.Span{To: len(d.Text)}}}
	return index.NewRecord(d, index.Provenance{ID: s.id, URL: d.URL, Site: "59"})
}

func commune(name, code, departement string) extract.Place {
	return extract.Place{Text: name, Name: name, Kind: extract.Commune, INSEE: code, Department: departement, Country: "FR",
		Position: extract.Position{Lat: 48, Lon: 2}}
}

// career is a person who moves from office to office, and homonyms of places.
var career = []said{
	{"a", "2012-03-01", "Anne Morel", "sous-préfète de Dunkerque", "sous-préfet", extract.Indirect, commune("Dunkerque", "59183", "59")},
	{"b", "2014-05", "Anne Morel", "Sous-préfète de Dunkerque", "sous-préfet", extract.Speech, commune("Gravelines", "59273", "59")},
	{"c", "2019-01-20", "Anne MOREL", "préfète de La Réunion", "préfet", extract.Direct, commune("Saint-Denis", "97411", "974")},
	{"d", "2019-06-02", "Anne Morel", "préfète de La Réunion", "préfet", extract.Direct,
		extract.Place{Text: "théâtre de Champ-Fleuri", Name: "théâtre de Champ-Fleuri", Kind: extract.Venue, Within: "Saint-Denis", Department: "974", Country: "FR"}},
	{"e", "2019-06-05", "Paul Morel", "maire", "maire", extract.Direct, commune("Saint-Denis", "93066", "93")},
	{"f", "2020", "Paul Morel", "maire", "maire", extract.Attended, commune("Mons", "34160", "34")},
}

func profileIndex(t testing.TB) *bleveindex.Index {
	t.Helper()
	x, err := bleveindex.Open(filepath.Join(t.TempDir(), "index"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	records := indextest.Records()
	for _, s := range career {
		records = append(records, s.record())
	}
	if err := x.Put(context.Background(), records...); err != nil {
		t.Fatal(err)
	}
	return x
}

func TestProfilePerson(t *testing.T) {
	x := profileIndex(t)
	p, err := index.ProfilePerson(context.Background(), x, "anne morel")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(p.Name, " ", p.Statements, " ", p.Read, " ", p.First, " ", p.Last), "Anne Morel 4 4 2012-03-01 2019-06-02"; got != want {
		t.Errorf("profile is %s; want %s", got, want)
	}
	var got []string
	for _, n := range p.Names {
		got = append(got, fmt.Sprintf("name %s, %d, %s to %s, %s", n.Name, n.Statements, n.First, n.Last, inReleases(n.Evidence)))
	}
	for _, n := range p.Titles {
		got = append(got, fmt.Sprintf("title %s [%s], %d, %s to %s, %s", n.Title, n.Office, n.Statements, n.First, n.Last, inReleases(n.Evidence)))
	}
	for _, n := range p.Places {
		got = append(got, fmt.Sprintf("place %s, %d, last %s", n.ID, n.Statements, n.Last))
	}
	got = append(got, values("departements", p.Departements), values("kinds", p.Kinds), values("months", p.Months), values("with", p.With))
	want := []string{
		"name Anne Morel, 3, 2012-03-01 to 2019-06-02, d b a",
		"name Anne MOREL, 1, 2019-01-20 to 2019-01-20, c",
		"title Sous-préfète de Dunkerque [sous-préfet], 2, 2012-03-01 to 2014-05, b a",
		"title préfète de La Réunion [préfet], 2, 2019-01-20 to 2019-06-02, d c",
		"place saint denis, 974, 2, last 2019-06-02",
		"place gravelines, 59, 1, last 2014-05",
		"place dunkerque, 59, 1, last 2012-03-01",
		"departements 59 Nord=2, 974 La Réunion=2",
		"kinds direct direct=2, indirect indirect=1, speech speech=1",
		"months 2012-03 2012-03=1, 2014-05 2014-05=1, 2019-01 2019-01=1, 2019-06 2019-06=1",
		"with ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("profile differs (-want +got):\n%s", diff)
	}
}

// TestProfileWith checks that those who only attend are not among those who
// spoke in the same releases, but see who did.
func TestProfileWith(t *testing.T) {
	x := profileIndex(t)
	for id, want := range map[string]string{
		"Michel Lalande":        "with tommy leclercq Tommy Leclercq=1",
		"claude france arnould": "with michel lalande Michel Lalande=1, tommy leclercq Tommy Leclercq=1",
	} {
		p, err := index.ProfilePerson(context.Background(), x, id)
		if err != nil {
			t.Fatal(err)
		}
		if got := values("with", p.With); got != want {
			t.Errorf("%s: %s; want %s", id, got, want)
		}
		if len(p.Titles) == 0 || p.Titles[0].Scope == "" && id == "Michel Lalande" {
			t.Errorf("%s: titles %+v; want those of the release with their scope", id, p.Titles)
		}
	}
}

func TestProfilePlace(t *testing.T) {
	x := profileIndex(t)
	for _, c := range []struct{ id, want string }{
		// A place of its own departement, with the venue in it.
		{"saint denis, 974", "Saint-Denis (974) 2; people Anne Morel, préfète de La Réunion=2; venues théâtre de Champ-Fleuri=1"},
		{"97411", "Saint-Denis (974) 2; people Anne Morel, préfète de La Réunion=2; venues théâtre de Champ-Fleuri=1"},
		{"Saint-Denis, 93", "Saint-Denis (93) 1; people Paul Morel, maire=1; venues"},
		{"saint denis", "Saint-Denis (974) 3; people Anne Morel, préfète de La Réunion=2 Paul Morel, maire=1; venues théâtre de Champ-Fleuri=1"},
		// Abroad.
		{"mons, BE", "Mons (BE) 3; people Claude-France Arnould, ambassadeur de France en Belgique=1 Michel Lalande, préfet du Nord=1 Tommy Leclercq, gouverneur du Hainaut=1; venues Palais provincial de Mons=3"},
		{"mons, 34", "Mons (34) 1; people Paul Morel, maire=1; venues"},
		// What lies within.
		{"nord", "Nord (59) 4; people Anne Morel, Sous-préfète de Dunkerque=2 Rudy Elegeest, maire de Mons-en-Barœul=1; venues mairie de Mons-en-Barœul=1"},
		{"palais provincial", "palais provincial () 3; people Claude-France Arnould, ambassadeur de France en Belgique=1 Michel Lalande, préfet du Nord=1 Tommy Leclercq, gouverneur du Hainaut=1; venues Palais provincial de Mons=3"},
	} {
		p, err := index.ProfilePlace(context.Background(), x, c.id)
		if err != nil {
			t.Errorf("%s: %v", c.id, err)
			continue
		}
		in := p.Departement
		if in == "" && p.Country != "FR" {
			in = p.Country
		}
		got := fmt.Sprintf("%s (%s) %d; people", p.Name, in, p.Statements)
		for _, who := range p.People {
			got += fmt.Sprintf(" %s, %s=%d", who.Name, who.Title, who.Statements)
		}
		got += "; venues"
		for _, v := range p.Venues {
			got += fmt.Sprintf(" %s=%d", v.Label, v.Count)
		}
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.id, got, c.want)
		}
	}
}

func TestProfileMissing(t *testing.T) {
	x := profileIndex(t)
	for _, id := range []string{"", "?", "personne d autre", "x, 59", ", 59"} {
		if _, err := index.ProfilePerson(context.Background(), x, id); !errors.Is(err, index.ErrNotFound) {
			t.Errorf("person %q: %v; want ErrNotFound", id, err)
		}
		if _, err := index.ProfilePlace(context.Background(), x, id); !errors.Is(err, index.ErrNotFound) {
			t.Errorf("place %q: %v; want ErrNotFound", id, err)
		}
	}
}

// TestProfileJSON checks that lists without members are written as such, which
// those who read the JSON rely on.
func TestProfileJSON(t *testing.T) {
	x := profileIndex(t)
	person, err := index.ProfilePerson(context.Background(), x, "paul morel")
	if err != nil {
		t.Fatal(err)
	}
	place, err := index.ProfilePlace(context.Background(), x, "evry")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []any{person, place} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), "null") || !strings.Contains(string(b), `"statements":2,"first":"201`) {
			t.Errorf("%s; want lists and the fields of what was seen", b)
		}
	}
}

func TestFind(t *testing.T) {
	x := profileIndex(t)
	for _, c := range []struct {
		what, name, want string
		choice           string
	}{
		{"person", "morel", "anne morel=4 paul morel=2", ""},
		{"person", "Anne Morel", "anne morel=4!", "anne morel"},
		{"person", "lalande", "michel lalande=1", "michel lalande"},
		{"person", "mor*", "anne morel=4 paul morel=2", ""},
		{"person", "nobody", "", ""},
		{"place", "Saint-Denis", "saint denis, 974=2! saint denis, 93=1!", ""},
		{"place", "mons", "mons, BE=3! mons, 34=1!", ""},
		{"place", "Nord", "nord, 59=4!", "nord, 59"},
		{"place", "palais provincial", "palais provincial, BE=3", "palais provincial, BE"},
		{"place", "59183", "dunkerque, 59=1!", "dunkerque, 59"},
		{"place", "Mons, BE", "mons, BE=3!", "mons, BE"},
		{"place", "dunkerqe~", "dunkerque, 59=1", "dunkerque, 59"},
		{"place", "Mons, 59", "", ""},
		{"place", "Atlantide", "", ""},
	} {
		find := index.FindPeople
		if c.what == "place" {
			find = index.FindPlaces
		}
		found, err := find(context.Background(), x, c.name, 10)
		if err != nil {
			t.Errorf("%s %s: %v", c.what, c.name, err)
		}
		var got []string
		for _, f := range found {
			s := fmt.Sprintf("%s=%d", f.ID, f.Statements)
			if f.Exact {
				s += "!"
			}
			got = append(got, s)
			profile := func() (n int, err error) {
				if c.what == "place" {
					p, err := index.ProfilePlace(context.Background(), x, f.ID)
					if err != nil {
						return 0, err
					}
					return p.Statements, nil
				}
				p, err := index.ProfilePerson(context.Background(), x, f.ID)
				if err != nil {
					return 0, err
				}
				return p.Statements, nil
			}
			if n, err := profile(); err != nil || n != f.Statements {
				t.Errorf("%s %s: profile of %s has %d statements, %v; want %d", c.what, c.name, f.ID, n, err, f.Statements)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %s: %s; want %s", c.what, c.name, strings.Join(got, " "), c.want)
		}
		if choice, _ := index.Choose(found); choice.ID != c.choice {
			t.Errorf("%s %s: choice %q; want %q", c.what, c.name, choice.ID, c.choice)
		}
	}
	if _, err := index.FindPeople(context.Background(), x, "?!", 5); err == nil {
		t.Error("FindPeople of signs: no error; want one that says what was expected")
	}
}

// TestProfileBounded checks that a profile of many statements reads few of
// them and still knows both ends.
func TestProfileBounded(t *testing.T) {
	x, err := bleveindex.Open(filepath.Join(t.TempDir(), "index"))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	var records []index.Record
	for i := range index.ProfileReads + 200 {
		s := said{fmt.Sprintf("r%05d", i), fmt.Sprintf("%d-%02d-%02d", 2000+i/336, i/28%12+1, i%28+1), "Jean Petit",
			"maire", "maire", extract.Direct, commune("Lille", "59350", "59")}
		records = append(records, s.record())
	}
	if err := x.Put(context.Background(), records...); err != nil {
		t.Fatal(err)
	}
	p, err := index.ProfilePerson(context.Background(), x, "jean petit")
	if err != nil {
		t.Fatal(err)
	}
	if p.Statements != len(records) || p.Read != index.ProfileReads || p.First != "2000-01-01" || p.Last != "2003-07-24" {
		t.Errorf("%d statements, %d read, %s to %s; want %d, %d, 2000-01-01 to 2003-07-24",
			p.Statements, p.Read, p.First, p.Last, len(records), index.ProfileReads)
	}
	months := 0
	for _, v := range p.Months {
		months += v.Count
	}
	if months != len(records) {
		t.Errorf("months count %d statements; want all %d", months, len(records))
	}
}

// inReleases are the releases of statements.
func inReleases(ids []string) string {
	var in []string
	for _, id := range ids {
		in = append(in, index.ReleaseOf(id))
	}
	return strings.Join(in, " ")
}

func values(name string, values []index.Value) string {
	var s []string
	for _, v := range values {
		s = append(s, fmt.Sprintf("%s %s=%d", v.Value, v.Label, v.Count))
	}
	return name + " " + strings.Join(s, ", ")
}
