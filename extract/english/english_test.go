package english_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"estrade/extract"
	"estrade/extract/english"
	"estrade/extract/gazetteer"
)

// release is written for this test.
const release = `Border security: French and Belgian authorities meet in Mons
Published on 12 September 2017

On Friday 8 September 2017, Michel Laloux, prefect of the Nord department, met Carl Debruyne, governor of West Flanders, in Mons, Belgium.

“The threat has become more local than ever,” said Mr Laloux. He added that a second meeting will be held in Lille on October 12, 2017.

The British Embassy was represented by Mrs Anne-Marie Hopkins. According to Mrs Hopkins, the exchange of information has improved since 2015.

The governor said that his services were ready.`

// shared is one annotator for all tests: its model takes a while to load.
var shared = sync.OnceValues(func() (*english.Annotator, error) {
	g, err := gazetteer.Load()
	if err != nil {
		return nil, err
	}
	return english.New(g)
})

func annotator(t testing.TB) *english.Annotator {
	t.Helper()
	a, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnnotate(t *testing.T) {
	d := &extract.Document{Text: release, Language: "en"}
	annotator(t).Annotate(d)
	got := describe(d)
	want := []string{
		"date Friday 8 September 2017 = 2017-09-08",
		"date October 12, 2017 = 2017-10-12",
		"date 2015 = 2015",
		"person Michel Laloux (m): prefect of the Nord department | Michel Laloux | Laloux",
		"person Carl Debruyne (m): governor of West Flanders | Carl Debruyne",
		"person Anne-Marie Hopkins (f) | Anne-Marie Hopkins | Hopkins",
		"place Mons commune BE ",
		"place Mons commune BE ",
		"place Belgium country BE ",
		"place Lille commune FR 59350",
		"organisation British Embassy",
		"direct Michel Laloux said: The threat has become more local than ever [Mons 2017-09-08]",
		"indirect Michel Laloux added: that a second meeting will be held in Lille on October 12, 2017 [Mons 2017-09-08]",
		"indirect Anne-Marie Hopkins According to: the exchange of information has improved since 2015 [Mons 2017-09-08]",
		"indirect Carl Debruyne said: that his services were ready [Mons 2017-09-08]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Annotate (-want +got):\n%s", diff)
	}
}

// describe writes what was found, a line each, without what is optional.
func describe(d *extract.Document) []string {
	var got []string
	for _, x := range d.Dates {
		s := "date " + x.Text + " = " + x.Start
		if x.End != "" {
			s += ".." + x.End
		}
		got = append(got, s)
	}
	for i, x := range d.People {
		s := fmt.Sprintf("person %s (%s)", x.Name, x.Gender)
		sign := ": "
		for _, title := range d.Titles {
			if title.Person == i {
				s += sign + title.Full
				sign = "; "
			}
		}
		for _, m := range x.Mentions {
			s += " | " + m.Text
		}
		got = append(got, s)
	}
	for _, x := range d.Titles {
		if x.Person == extract.None {
			got = append(got, "unnamed "+x.Full)
		}
	}
	for _, x := range d.Places {
		if !x.Optional {
			got = append(got, fmt.Sprintf("place %s %s %s %s", x.Text, x.Kind, x.Country, x.INSEE))
		}
	}
	for _, x := range d.Organisations {
		got = append(got, "organisation "+x.Text)
	}
	for _, x := range d.Statements {
		got = append(got, fmt.Sprintf("%s %s %s: %s [%s %s]", x.Kind, x.Speaker, x.Verb, x.Text, x.Place, x.Date))
	}
	return got
}

var update = flag.Bool("update", false, "write the golden files")

// TestReleases compares what is found in whole releases with golden files.
func TestReleases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no releases", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(text), "\n")
		d := &extract.Document{Text: body, Language: "en"}
		annotator(t).Annotate(d)
		got := strings.Join(describe(d), "\n") + "\n"
		golden := strings.TrimSuffix(file, ".txt") + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

func TestOtherLanguages(t *testing.T) {
	for _, language := range []string{"fr", "", "de"} {
		d := &extract.Document{Text: "Paris is in France.", Language: language}
		annotator(t).Annotate(d)
		if d.Tokens != nil || d.Places != nil {
			t.Errorf("a document in %q was annotated: %+v", language, d)
		}
	}
}

func TestDates(t *testing.T) {
	a := annotator(t)
	for text, want := range map[string]string{
		"on 8 September 2017": "8 September 2017 = 2017-09-08", "September 8, 2017": "September 8, 2017 = 2017-09-08",
		"the 8th of September 2017": "8th of September 2017 = 2017-09-08", "Friday, the 1st of May": "Friday, the 1st of May = 2020-05-01",
		"yesterday": "yesterday = 2020-02-29", "last Friday": "last Friday = 2020-02-28", "in June": "June = 2020-06", "the 3 to 5 May 2020": "3 to 5 May 2020 = 2020-05-03",
		"on 28 December": "28 December = 2019-12-28", "by Friday": "Friday = 2020-03-06", "next month": "next month = 2020-04", "last December": "last December = 2019-12",
		"2017-09-08": "2017-09-08 = 2017-09-08", "in September 2017": "September 2017 = 2017-09", "since 2015.": "2015 = 2015",
		"you may 8 times": "", "31 February 2017": "", "call 112 or 0800 130 000": "", "2017 people": "",
	} {
		d := &extract.Document{Text: "Title\n\n" + text, Language: "en", Published: "2020-03-01"}
		a.Annotate(d)
		var got []string
		for _, x := range d.Dates {
			got = append(got, x.Text+" = "+x.Start)
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%q: got %q; want %q", text, s, want)
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	f.Add(release)
	f.Add("\"A b c d e\", said Mr. \xff O'Neill-’s (that) 2017-13-45 according to ")
	a := annotator(f)
	f.Fuzz(func(t *testing.T, text string) {
		d := &extract.Document{Text: text, Language: "en"}
		a.Annotate(d)
		if d.Text != text {
			t.Fatal("the text was changed")
		}
		check := func(what, s string, span extract.Span) {
			if span.From < 0 || span.To > len(text) || span.From >= span.To || text[span.From:span.To] != s {
				t.Fatalf("%s %q has span %v in %q", what, s, span, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(s) {
				t.Fatalf("%s %q is not on rune boundaries", what, s)
			}
		}
		at := 0
		for _, x := range d.Tokens {
			check("token", text[x.Span.From:x.Span.To], x.Span)
			if x.Span.From < at {
				t.Fatalf("token %v after %d", x.Span, at)
			}
			at = x.Span.To
		}
		next := 0
		for _, s := range d.Sentences {
			if s.From != next || s.To <= s.From {
				t.Fatalf("sentence %+v; want it to begin at token %d", s, next)
			}
			next = s.To
		}
		if next != len(d.Tokens) {
			t.Fatalf("sentences cover %d of %d tokens", next, len(d.Tokens))
		}
		for _, x := range d.Dates {
			check("date", x.Text, x.Span)
		}
		for _, x := range d.Places {
			check("place", x.Text, x.Span)
		}
		for _, x := range d.Organisations {
			check("organisation", x.Text, x.Span)
		}
		for _, x := range d.People {
			for _, m := range append(x.Mentions, x.Coref...) {
				check("mention", m.Text, m.Span)
			}
		}
		for _, x := range d.Statements {
			check("statement", x.Text, x.Span)
			if x.Person >= len(d.People) || x.PlaceIndex >= len(d.Places) {
				t.Fatalf("statement %+v points beyond people or places", x)
			}
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	a := annotator(b)
	d := &extract.Document{Text: release, Language: "en"}
	a.Annotate(d)
	b.ReportAllocs()
	for b.Loop() {
		a.Annotate(d)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
