package index

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestParsePeriod(t *testing.T) {
	for in, want := range map[string]string{
		"2017": "2017-01-01..2017-12-31", "2016-02": "2016-02-01..2016-02-29", "2017-09-08": "2017-09-08",
		"8/9/2017": "2017-09-08", "09/2017": "2017-09-01..2017-09-30",
	} {
		if p, err := ParsePeriod(in); err != nil || p.String() != want {
			t.Errorf("ParsePeriod(%q) = %v, %v; want %s", in, p, err, want)
		}
	}
	for _, in := range []string{"", "hier", "--11-11", "2017-13", "2017-02-29", "17-09-08", "2017-9-8", "0000", "1/2/3", "20170908"} {
		if p, err := ParsePeriod(in); err == nil {
			t.Errorf("ParsePeriod(%q) = %v; want an error", in, p)
		}
	}
}

func TestPeriodMonths(t *testing.T) {
	for in, want := range map[string]string{
		"2017-09-08": "2017-09", "2017-09": "2017-09", "2017": "", "2017-09-30..2017-10-02": "2017-09 2017-10", "2016-12-31..2017-01-01": "2016-12 2017-01", "2017-01-15..2017-03-02": "",
	} {
		from, to, ok := strings.Cut(in, "..")
		p, _ := ParsePeriod(from)
		if ok {
			q, _ := ParsePeriod(to)
			p.To = q.To
		}
		if got := strings.Join(p.Months(), " "); got != want {
			t.Errorf("months of %s = %q; want %q", in, got, want)
		}
	}
}

// TestPeriodCover checks on random periods that an index by cells answers as
// Overlaps does, with few terms.
func TestPeriodCover(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func() Period {
		p, _ := ParsePeriod("2016-01-01")
		p.From += Day(r.IntN(1500))
		switch r.IntN(4) {
		case 0:
			p.To = p.From
		case 1:
			p.To = p.From + Day(r.IntN(60))
		case 2:
			q, _ := ParsePeriod(p.From.Month())
			return q
		default:
			p.To = p.From + Day(r.IntN(900))
		}
		return p
	}
	for range 5000 {
		p, q := random(), random()
		cells, cover := p.cells(), q.Cover()
		found := slices.ContainsFunc(cover, func(c string) bool { return slices.Contains(cells, c) })
		if found != p.Overlaps(q) {
			t.Fatalf("%v found by %v: %v; want %v\ncells %v\ncover %v", p, q, found, p.Overlaps(q), cells, cover)
		}
		if len(cover) > 150 {
			t.Fatalf("%d cells to cover %v", len(cover), q)
		}
	}
	all := Period{FirstDay, LastDay}
	if n := len(all.Cover()); n > 1100 {
		t.Errorf("%d cells to cover all time", n)
	}
}
