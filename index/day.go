package index

import (
	"fmt"
	"strings"
	"time"
)

// Day is a calendar day, counted from 1 January 1970.
type Day int

// Period is a run of days, both ends included. As part of a question an end
// may be open.
type Period struct{ From, To Day }

// Open ends of a period.
const (
	FirstDay Day = -719162 // 0001-01-01
	LastDay  Day = 2932896 // 9999-12-31
)

func dayOf(t time.Time) Day { return Day(t.Unix() / 86400) }

func (d Day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String is the day as YYYY-MM-DD.
func (d Day) String() string { return d.time().Format(time.DateOnly) }

// Month is the month of the day as YYYY-MM.
func (d Day) Month() string { return d.time().Format("2006-01") }

// ParsePeriod reads YYYY, YYYY-MM or YYYY-MM-DD as the days it stands for. In
// French fashion it also takes DD/MM/YYYY and MM/YYYY.
func ParsePeriod(s string) (Period, error) {
	iso := s
	if parts := strings.Split(s, "/"); len(parts) == 3 && len(parts[2]) == 4 {
		iso = fmt.Sprintf("%s-%02s-%02s", parts[2], parts[1], parts[0])
	} else if len(parts) == 2 && len(parts[1]) == 4 {
		iso = fmt.Sprintf("%s-%02s", parts[1], parts[0])
	}
	for _, form := range [...]struct {
		layout        string
		years, months int
	}{{time.DateOnly, 0, 0}, {"2006-01", 0, 1}, {"2006", 1, 0}} {
		if len(iso) != len(form.layout) {
			continue
		}
		from, err := time.Parse(form.layout, iso)
		if err != nil || from.Year() < 1 {
			break
		}
		p := Period{From: dayOf(from), To: dayOf(from)}
		if form.years+form.months > 0 {
			p.To = dayOf(from.AddDate(form.years, form.months, -1))
		}
		return p, nil
	}
	return Period{}, fmt.Errorf("read date %q: not of the form YYYY-MM-DD, YYYY-MM or YYYY", s)
}

// Overlaps reports whether the periods share a day.
func (p Period) Overlaps(q Period) bool { return p.From <= q.To && q.From <= p.To }

// String is the period as the query language writes it.
func (p Period) String() string {
	switch {
	case p.From == FirstDay:
		return ".." + p.To.String()
	case p.To == LastDay:
		return p.From.String() + ".."
	case p.From == p.To:
		return p.From.String()
	}
	return p.From.String() + ".." + p.To.String()
}

// Months are the months that the period touches, as YYYY-MM; nil for a period
// of more than two, of which no month can be named.
func (p Period) Months() []string {
	first, last := p.From.Month(), p.To.Month()
	switch {
	case first == last:
		return []string{first}
	case p.To-p.From <= 61 && (p.From+31).Month() >= last:
		return []string{first, last}
	}
	return nil
}

// A period is found under cells, so that a question about any period takes
// few terms and no numeric index: years "2017", months "2017-09" and days
// "2017-09-08" that it touches, and "*2017" and "*2017-09" for years and months
// that it fills and whose parts are then left out.

// cells are the terms under which the period is found.
func (p Period) cells() []string {
	var cells []string
	year, month := "", ""
	p.split(func(cell string) {
		if y := cell[:4]; y != year {
			year = y
			cells = append(cells, y)
		}
		if len(cell) >= 7 && cell[:7] != month {
			month = cell[:7]
			cells = append(cells, month)
		}
		if len(cell) < 10 {
			cell = "*" + cell
		}
		cells = append(cells, cell)
	})
	return cells
}

// Cover are the terms that answer a question about p: a period overlaps p if
// and only if it was indexed under one of them.
func (p Period) Cover() []string {
	var cells []string
	year, month := "", ""
	p.split(func(cell string) {
		if y := cell[:4]; len(cell) > 4 && y != year {
			year = y
			cells = append(cells, "*"+y)
		}
		if len(cell) == 10 && cell[:7] != month {
			month = cell[:7]
			cells = append(cells, "*"+month)
		}
		cells = append(cells, cell)
	})
	return cells
}

// split calls yield for the whole years, whole months and days that make up
// the period, in order. Years beyond those that a release can speak of are
// left out.
func (p Period) split(yield func(cell string)) {
	p.From, p.To = max(p.From, earliest), min(p.To, latest)
	for d := p.From; d <= p.To; {
		t := d.time()
		yearEnd := dayOf(time.Date(t.Year(), 12, 31, 0, 0, 0, 0, time.UTC))
		monthEnd := dayOf(time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC))
		switch {
		case t.YearDay() == 1 && yearEnd <= p.To:
			yield(t.Format("2006"))
			d = yearEnd + 1
		case t.Day() == 1 && monthEnd <= p.To:
			yield(t.Format("2006-01"))
			d = monthEnd + 1
		default:
			yield(d.String())
			d++
		}
	}
}

// Days outside of these are not indexed.
const (
	earliest Day = -281237 // 1200-01-01
	latest   Day = 84371   // 2200-12-31
)
