package english

import (
	"fmt"
	"strconv"

	"estrade/extract"
)

var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10,
	"november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"jan.": 1, "feb.": 2, "mar.": 3, "apr.": 4, "jun.": 6, "jul.": 7, "aug.": 8, "sep.": 9, "sept.": 9, "oct.": 10, "nov.": 11, "dec.": 12,
}

var weekdays = set("monday tuesday wednesday thursday friday saturday sunday")

// dates are the explicit dates of a document: "8 September 2017", "Friday, September
// 8, 2017", "the 8th of September", "September 2017", "2017-09-08", "in 2017".
// A year that is not written is that of the page's date, or there is no date.
func dates(d *extract.Document) []extract.Date {
	var out []extract.Date
	t := d.Tokens
	for i := 0; i < len(t); {
		from := i
		k := i
		if weekdays[t[k].Lower] {
			k++
			if k < len(t) && t[k].Lower == "," {
				k++
			}
			if k < len(t) && t[k].Lower == "the" {
				k++
			}
		}
		end, y, m, day, rule := dateAt(t, k)
		if end == 0 {
			i++
			continue
		}
		basis := extract.Explicit
		if y == 0 {
			if len(d.Published) < 4 {
				i++
				continue
			}
			y, _ = strconv.Atoi(d.Published[:4])
			basis = extract.Inferred
		}
		start := fmt.Sprintf("%04d", y)
		if m > 0 {
			start += fmt.Sprintf("-%02d", m)
		}
		if day > 0 {
			start += fmt.Sprintf("-%02d", day)
		}
		span := extract.Span{From: t[from].Span.From, To: t[end-1].Span.To}
		out = append(out, extract.Date{Span: span, Text: d.Text[span.From:span.To], Start: start, Basis: basis, Rule: "english " + rule})
		i = end
	}
	return out
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
