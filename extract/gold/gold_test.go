package gold_test

import (
	"strings"
	"testing"

	"estrade/extract"
	"estrade/extract/gold"
)

func release() *gold.Release {
	return &gold.Release{
		ID: "1", Published: "2020-03-02",
		Text:   "-\nVisite à Lens\nLe 2 mars 2020, Anne Roux, préfète, a dit que tout va bien à Lens, dans le Nord.",
		Dates:  []gold.Date{{Text: "2 mars 2020", Start: "2020-03-02"}},
		People: []gold.Person{{Name: "Anne Roux", Mentions: []string{"Anne Roux"}, Titles: []string{"préfète"}}},
		Places: []gold.Place{{Text: "Lens", Kind: extract.Commune, INSEE: "62498"}}, PlacesOptional: []string{"Nord"},
		Statements: []gold.Statement{{Speaker: "Anne Roux", Kind: extract.Indirect, Verb: "a dit", Quote: "que tout … bien", Place: "Lens", Date: "2020-03-02"}},
	}
}

// perfect is the document that agrees with release.
func perfect() *extract.Document {
	return &extract.Document{
		Published: "2020-03-02",
		Dates:     []extract.Date{{Text: "2 mars 2020", Start: "2020-03-02"}},
		People:    []extract.Person{{Name: "Anne Roux", Mentions: []extract.Mention{{Text: "Anne Roux"}}}},
		Titles:    []extract.Title{{Text: "préfète", Full: "préfète", Person: 0}},
		Places:    []extract.Place{{Text: "Lens", INSEE: "62498"}, {Text: "Nord"}, {Text: "Lens", INSEE: "62498"}},
		Statements: []extract.Statement{
			{Speaker: "Anne Roux", Person: 0, Kind: extract.Indirect, Text: "que tout va bien", Place: "Lens", Date: "2020-03-02"},
		},
	}
}

func TestCompare(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*extract.Document)
		layer  gold.Layer
		want   gold.Count
	}{
		{"all right", func(d *extract.Document) {}, gold.WhereWhen, gold.Count{Right: 1}},
		{"wrong stamp", func(d *extract.Document) { d.Published = "" }, gold.Published, gold.Count{Extra: 1, Missed: 1}},
		{"wrong year", func(d *extract.Document) { d.Dates[0].Start = "2021-03-02" }, gold.Dates, gold.Count{Extra: 1, Missed: 1}},
		{"an interval of one day is a day", func(d *extract.Document) { d.Dates[0].End = "2020-03-02" }, gold.Dates, gold.Count{Right: 1}},
		{"title of nobody", func(d *extract.Document) { d.Titles[0].Person = extract.None }, gold.Titles, gold.Count{Missed: 1}},
		{"optional and repeated places are free", func(d *extract.Document) {}, gold.Places, gold.Count{Right: 1}},
		{"wrong commune", func(d *extract.Document) { d.Places[0].INSEE = "15101" }, gold.Codes, gold.Count{Extra: 1, Missed: 1}},
		{"wrong speaker", func(d *extract.Document) { d.Statements[0].Speaker = "Paul Roux" }, gold.Statements, gold.Count{Extra: 1, Missed: 1}},
		{"other words", func(d *extract.Document) { d.Statements[0].Text = "rien" }, gold.Statements, gold.Count{Extra: 1, Missed: 1}},
		{"wrong day of a statement", func(d *extract.Document) { d.Statements[0].Date = "2020-03-01" }, gold.WhereWhen, gold.Count{Extra: 1, Missed: 1}},
		{"wrong day, right place", func(d *extract.Document) { d.Statements[0].Date = "2020-03-01" }, gold.Where, gold.Count{Right: 1}},
		{"right day, wrong place", func(d *extract.Document) { d.Statements[0].Place = "Arras" }, gold.When, gold.Count{Right: 1}},
		{"said, wherever", func(d *extract.Document) { d.Statements[0].Place = "" }, gold.Statements, gold.Count{Right: 1}},
		{"someone present counts apart", func(d *extract.Document) { d.Statements[0].Kind = extract.Attended }, gold.Attendance, gold.Count{Extra: 1}},
	} {
		d := perfect()
		test.change(d)
		if got := gold.Compare(release(), d).Counts[test.layer]; got != test.want {
			t.Errorf("%s: %s = %+v; want %+v", test.name, test.layer, got, test.want)
		}
	}
}

func TestCompareDates(t *testing.T) {
	until := gold.Date{Text: "jusqu'au 8 mai", Start: "2020-03-02", End: "2020-05-08"}
	day := gold.Date{Text: "8 mai", Start: "2020-05-08"}
	for _, test := range []struct {
		name string
		want []gold.Date
		got  []extract.Date
		n    gold.Count
	}{
		{"until, as such", []gold.Date{until}, []extract.Date{{Text: "jusqu'au 8 mai", Start: "2020-03-02", End: "2020-05-08"}}, gold.Count{Right: 1}},
		{"until, found from the page's date", []gold.Date{day}, []extract.Date{{Text: "jusqu'au 8 mai", Start: "2020-03-02", End: "2020-05-08"}}, gold.Count{Right: 1}},
		{"until, found as its end", []gold.Date{until}, []extract.Date{{Text: "8 mai", Start: "2020-05-08"}}, gold.Count{Right: 1}},
		{"until, annotated as open", []gold.Date{{Text: "jusqu'au 8 mai", End: "2020-05-08"}}, []extract.Date{{Text: "8 mai", Start: "2020-05-08"}}, gold.Count{Right: 1}},
		{"until another day", []gold.Date{until}, []extract.Date{{Text: "8 mai", Start: "2021-05-08"}}, gold.Count{Missed: 1, Extra: 1}},
		{"no until: both ends count", []gold.Date{{Text: "du 2 mars au 8 mai", Start: "2020-03-02", End: "2020-05-08"}}, []extract.Date{{Text: "8 mai", Start: "2020-05-08"}}, gold.Count{Missed: 1, Extra: 1}},
		{"a part of another's words takes it last", []gold.Date{{Text: "8", Start: "2020-05-08"}, {Text: "8 mai 2020", Start: "2020-05-08"}}, []extract.Date{{Text: "8 mai 2020", Start: "2020-05-08"}, {Text: "le 8", Start: "2020-05-08"}}, gold.Count{Right: 2}},
	} {
		r, d := release(), perfect()
		r.Dates, d.Dates = test.want, test.got
		if got := gold.Compare(r, d).Counts[gold.Dates]; got != test.n {
			t.Errorf("%s: %+v; want %+v", test.name, got, test.n)
		}
	}
}

func TestCompareUnnamed(t *testing.T) {
	for _, test := range []struct {
		name  string
		title extract.Title
		want  gold.Count
	}{
		{"as written", extract.Title{Text: "sous-préfète de Die"}, gold.Count{Right: 1}},
		{"completed", extract.Title{Text: "sous-préfète", Full: "sous-préfète de Die"}, gold.Count{Right: 1}},
		{"a bare repeat", extract.Title{Text: "sous-préfète", Full: "sous-préfète"}, gold.Count{Missed: 1}},
		{"another office", extract.Title{Text: "sous-préfète de Nyons"}, gold.Count{Extra: 1, Missed: 1}},
	} {
		r, d := release(), perfect()
		r.UnnamedTitles = []string{"sous-préfète de Die"}
		test.title.Person = extract.None
		d.Titles = append(d.Titles, test.title)
		if got := gold.Compare(r, d).Counts[gold.Unnamed]; got != test.want {
			t.Errorf("%s: unnamed = %+v; want %+v", test.name, got, test.want)
		}
	}
}

func TestCheck(t *testing.T) {
	r := release()
	if wrong := r.Check(); wrong != nil {
		t.Errorf("Check of a good annotation = %q; want none", wrong)
	}
	r.Places[0].Text = "Arras"
	r.Dates[0].Start = "2 mars"
	if wrong := r.Check(); len(wrong) != 2 {
		t.Errorf("Check of two slips = %q; want two", wrong)
	}
}

func TestReport(t *testing.T) {
	r := &gold.Report{Scores: []gold.Score{gold.Compare(release(), perfect())}}
	var b strings.Builder
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	if low, high := r.Interval(gold.People); low != 1 || high != 1 {
		t.Errorf("interval of a perfect score is %v–%v; want 1–1", low, high)
	}
	if !strings.Contains(b.String(), "where-when") {
		t.Errorf("report lacks a layer:\n%s", b.String())
	}
}

func TestRead(t *testing.T) {
	if _, err := gold.Read(t.TempDir()); err == nil || !strings.Contains(err.Error(), "ann/*.json") {
		t.Errorf("Read of an empty folder: %v; want an error that says what it needs", err)
	}
}
