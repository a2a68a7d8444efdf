package english

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"estrade/extract"
)

var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10,
	"november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"jan.": 1, "feb.": 2, "mar.": 3, "apr.": 4, "jun.": 6, "jul.": 7, "aug.": 8, "sep.": 9, "sept.": 9, "oct.": 10, "nov.": 11, "dec.": 12,
}

var weekdays = set("monday tuesday wednesday thursday friday saturday sunday")

// dates are the dates of a document: "8 September 2017", "Friday, September 8,
// 2017", "the 8th of September", "3 to 5 May", "June", "in 2017", and those that
// are counted from the page's date: "yesterday", "last Friday". A year that is
// not written is the one that makes the day nearest to the page's date, or to
// the first full date of a page without one; else there is no date.
func dates(d *extract.Document) []extract.Date {
	var out []extract.Date
	t := d.Tokens
	base, known := baseOf(d)
	for i := 0; i < len(t); {
		x, end, ok := expression(t, i, base, known)
		if !ok || isStamped(d, t[i].Span.From) {
			i++
			continue
		}
		x.Span = extract.Span{From: t[i].Span.From, To: t[end-1].Span.To}
		x.Text = d.Text[x.Span.From:x.Span.To]
		x.Rule = "english " + x.Rule
		out = append(out, x)
		i = end
	}
	return out
}

// isStamped reports whether the offset lies in the line near the top that gives the page's date.
func isStamped(d *extract.Document, at int) bool {
	const top = 400
	from := strings.LastIndexByte(d.Text[:at], '\n') + 1
	return at < top && from > 0 && stamp.MatchString(d.Text[from:at])
}

var stamp = regexp.MustCompile(`(?i)^(published|posted|updated|last updated?|last modified|publié|publiée|mis à jour|mise à jour)\b[^.]*$`)

// published is the date that the page shows of itself near its top: "Updated
// 02/05/2024"; empty if it shows none.
func published(d *extract.Document) string {
	const top = 100 // tokens
	for i := range d.Tokens[:min(top, len(d.Tokens))] {
		if !isStamped(d, d.Tokens[i].Span.From) {
			continue
		}
		if end, y, m, day, _ := dateAt(d.Tokens, i); end > 0 && y > 0 && m > 0 && day > 0 {
			return iso(y, m, day)
		}
	}
	return ""
}

// baseOf is the day from which open dates are counted.
func baseOf(d *extract.Document) (time.Time, bool) {
	if b, err := time.Parse(time.DateOnly, d.Published); err == nil {
		return b, true
	}
	for i := range d.Tokens {
		if end, y, m, day, _ := dateAt(d.Tokens, i); end > 0 && y > 0 && m > 0 && day > 0 {
			return time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC), true
		}
	}
	return time.Time{}, false
}

// expression reads the date at token i and returns the token after it.
func expression(t []extract.Token, i int, base time.Time, known bool) (extract.Date, int, bool) {
	if known {
		if x, end, ok := relative(t, i, base); ok {
			return x, end, true
		}
	}
	k := afterWeekday(t, i)
	// "3 to 5 May 2020", "3 and 4 May"
	if first := number(t, k, 1, 31); first > 0 && k+2 < len(t) {
		if w := t[k+1].Lower; w == "to" || w == "-" || w == "–" || w == "and" {
			n := afterWeekday(t, k+2)
			end, y, m, day, _ := dateAt(t, n)
			if end > 0 && m > 0 && day > 0 && n < len(t) && number(t, n, 1, 31) == day {
				if y == 0 && known {
					y = nearest(base, m, day)
				}
				if y > 0 {
					x := extract.Date{Start: iso(y, m, first), Basis: extract.Explicit, Rule: "days of a month"}
					if w == "and" {
						return x, k + 1, true
					}
					x.End = iso(y, m, day)
					return x, end, true
				}
			}
		}
	}
	end, y, m, day, rule := dateAt(t, k)
	if end == 0 {
		if m = bareMonth(t, i); m > 0 && known {
			return extract.Date{Start: iso(nearest(base, m, 0), m, 0), Basis: extract.Inferred, Rule: "month"}, i + 1, true
		}
		return extract.Date{}, 0, false
	}
	x := extract.Date{Basis: extract.Explicit, Rule: rule}
	if y == 0 {
		if !known {
			return x, 0, false
		}
		y, x.Basis = nearest(base, m, day), extract.Inferred
	}
	x.Start = iso(y, m, day)
	return x, end, true
}

// afterWeekday is the token after "Friday, the" at token i.
func afterWeekday(t []extract.Token, i int) int {
	if i >= len(t) || !weekdays[t[i].Lower] {
		return i
	}
	k := i + 1
	if k < len(t) && t[k].Lower == "," {
		k++
	}
	if k < len(t) && t[k].Lower == "the" {
		k++
	}
	return k
}

// relative reads "yesterday", "this morning", "last Friday", "next week" at token i.
func relative(t []extract.Token, i int, base time.Time) (extract.Date, int, bool) {
	x := extract.Date{Basis: extract.Relative, Rule: "relative"}
	at := func(days, tokens int) (extract.Date, int, bool) {
		x.Start = base.AddDate(0, 0, days).Format(time.DateOnly)
		return x, i + tokens, true
	}
	next := ""
	if i+1 < len(t) {
		next = t[i+1].Lower
	}
	switch t[i].Lower {
	case "yesterday":
		return at(-1, 1)
	case "today", "tonight":
		return at(0, 1)
	case "tomorrow":
		return at(1, 1)
	case "this":
		if next == "morning" || next == "afternoon" || next == "evening" {
			return at(0, 2)
		}
	case "last", "next":
		step := 1
		if t[i].Lower == "last" {
			step = -1
		}
		switch {
		case weekdays[next]:
			return at(toWeekday(base, next, step), 2)
		case next == "year":
			x.Start = iso(base.Year()+step, 0, 0)
			return x, i + 2, true
		case next == "month":
			first := time.Date(base.Year(), base.Month()+time.Month(step), 1, 0, 0, 0, 0, time.UTC)
			x.Start = iso(first.Year(), int(first.Month()), 0)
			return x, i + 2, true
		case next == "week":
			monday := base.AddDate(0, 0, -(int(base.Weekday())+6)%7+7*step)
			x.Start, x.End = monday.Format(time.DateOnly), monday.AddDate(0, 0, 6).Format(time.DateOnly)
			return x, i + 2, true
		case months[next] > 0 && t[i+1].Shape == extract.Capitalised:
			y := base.Year()
			if m := months[next]; step < 0 && m >= int(base.Month()) || step > 0 && m <= int(base.Month()) {
				y += step
			}
			x.Start = iso(y, months[next], 0)
			return x, i + 2, true
		}
	}
	if weekdays[t[i].Lower] && t[i].Shape == extract.Capitalised && i > 0 && (next == "" || number(t, i+1, 1, 31) == 0 && months[next] == 0 && next != "," && next != "the") || weekdays[t[i].Lower] && next == "," && i+2 < len(t) && number(t, i+2, 1, 31) == 0 && months[t[i+2].Lower] == 0 {
		switch t[i-1].Lower {
		case "on", "since":
			return at(toWeekday(base, t[i].Lower, -1), 1)
		case "until", "by", "before":
			return at(toWeekday(base, t[i].Lower, 1), 1)
		}
	}
	return x, 0, false
}

// toWeekday is the number of days from base to the weekday before it (-1) or after it (1).
func toWeekday(base time.Time, name string, step int) int {
	for d := step; ; d += step {
		if strings.EqualFold(base.AddDate(0, 0, d).Weekday().String(), name) {
			return d
		}
	}
}

// bareMonth is the month that token i names alone: "in June", "early June".
func bareMonth(t []extract.Token, i int) int {
	m := months[t[i].Lower]
	if m == 0 || i == 0 || t[i].Shape != extract.Capitalised || len(t[i].Lower) < 3 {
		return 0
	}
	switch t[i-1].Lower {
	case "in", "since", "early", "late", "mid", "until", "by", "of", "from":
		return m
	}
	return 0
}

// nearest is the year that makes a day or month nearest to base.
func nearest(base time.Time, m, day int) int {
	best, least := base.Year(), math.MaxFloat64
	for y := base.Year() - 1; y <= base.Year()+1; y++ {
		d := time.Date(y, time.Month(m), max(day, 15), 0, 0, 0, 0, time.UTC).Sub(base).Hours()
		if math.Abs(d) < least {
			best, least = y, math.Abs(d)
		}
	}
	return best
}

// iso is the date in the form of ISO 8601 as far as it is known.
func iso(y, m, d int) string {
	s := fmt.Sprintf("%04d", y)
	if m > 0 {
		s += fmt.Sprintf("-%02d", m)
	}
	if d > 0 {
		s += fmt.Sprintf("-%02d", d)
	}
	return s
}

// dateAt reads a date at token i and returns the token after it, 0 if there is none.
func dateAt(t []extract.Token, i int) (end, y, m, d int, rule string) {
	if i >= len(t) {
		return
	}
	if i+4 < len(t) && len(t[i].Lower) == 4 && t[i+1].Lower == "-" && t[i+3].Lower == "-" && t[i+4].Gap == extract.Joined {
		y, m, d = number(t, i, 1000, 2199), number(t, i+2, 1, 12), number(t, i+4, 1, 31)
		if y > 0 && m > 0 && d > 0 && d <= length(m) {
			return i + 5, y, m, d, "iso"
		}
		return 0, 0, 0, 0, ""
	}
	if i+4 < len(t) && t[i+1].Lower == "/" && t[i+3].Lower == "/" && t[i+4].Gap == extract.Joined {
		if d, m, y = number(t, i, 1, 31), number(t, i+2, 1, 12), number(t, i+4, 1000, 2199); d > 0 && m > 0 && y > 0 && d <= length(m) {
			return i + 5, y, m, d, "day/month/year"
		}
		return 0, 0, 0, 0, ""
	}
	if d = number(t, i, 1, 31); d > 0 { // 8 September 2017, 8th of September
		k := i + 1
		if k < len(t) && t[k].Gap == extract.Joined {
			if !ordinal[t[k].Lower] {
				return 0, 0, 0, 0, ""
			}
			k++
		}
		if k < len(t) && t[k].Lower == "of" {
			k++
		}
		if k >= len(t) || months[t[k].Lower] == 0 || t[k].Shape == extract.LowerCase || d > length(months[t[k].Lower]) {
			return 0, 0, 0, 0, ""
		}
		m = months[t[k].Lower]
		k++
		if k < len(t) && t[k].Lower == "," && number(t, k+1, 1000, 2199) > 0 {
			k++
		}
		if y = number(t, k, 1000, 2199); y > 0 {
			k++
		}
		return k, y, m, d, "day month"
	}
	m = months[t[i].Lower]
	if m == 0 || t[i].Shape == extract.LowerCase {
		if y = number(t, i, 1900, 2100); y > 0 && i > 0 && (t[i-1].Lower == "in" || t[i-1].Lower == "since" || t[i-1].Lower == "by") &&
			(i+1 >= len(t) || t[i+1].Kind == extract.Punct || t[i+1].Gap >= extract.Line) {
			return i + 1, y, 0, 0, "year"
		}
		return 0, 0, 0, 0, ""
	}
	k := i + 1
	if d = number(t, k, 1, 31); d > 0 && d <= length(m) { // September 8, 2017
		k++
		if k < len(t) && t[k].Gap == extract.Joined && ordinal[t[k].Lower] {
			k++
		}
		if k < len(t) && t[k].Lower == "," && number(t, k+1, 1000, 2199) > 0 {
			k++
		}
		if y = number(t, k, 1000, 2199); y > 0 {
			k++
		}
		return k, y, m, d, "month day"
	}
	if y = number(t, k, 1000, 2199); y > 0 && number(t, i-1, 0, 9999) == 0 {
		return k + 1, y, m, 0, "month year"
	}
	return 0, 0, 0, 0, ""
}

var ordinal = set("st nd rd th")

// number is the value of token i if it lies between low and high, else 0.
func number(t []extract.Token, i, low, high int) int {
	if i < 0 || i >= len(t) || t[i].Kind != extract.Number || len(t[i].Lower) > 4 {
		return 0
	}
	n, err := strconv.Atoi(t[i].Lower)
	if err != nil || n < low || n > high {
		return 0
	}
	return n
}

// length is the number of days that a month can have.
func length(m int) int {
	switch m {
	case 2:
		return 29
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
