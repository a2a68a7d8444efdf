package dates

import (
	"strconv"
	"strings"
	"unicode"
)

// Parse reads one full date as a page shows it: "20/08/2026", "20.08.2026",
// "2026-08-20", "25 février 2019", "jeudi 1er mars 2020". It returns
// YYYY-MM-DD, and false for anything else, a day that does not exist included.
func Parse(s string) (iso string, ok bool) {
	f := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return unicode.IsSpace(r) || r == '/' || r == '.' || r == '-' || r == ',' || r == '\u2010' || r == '\u2011'
	})
	if len(f) == 4 && weekdays[f[0]] != 0 {
		f = f[1:]
	}
	if len(f) != 3 {
		return "", false
	}
	if len(f[0]) == 4 {
		f[0], f[2] = f[2], f[0]
	}
	d, err := strconv.Atoi(strings.TrimSuffix(f[0], "er"))
	if err != nil || d < 1 {
		return "", false
	}
	y, err := strconv.Atoi(f[2])
	if err != nil || len(f[2]) != 4 || y < 1000 {
		return "", false
	}
	m, err := strconv.Atoi(f[1])
	if err != nil {
		name := foldMonth.Replace(f[1])
		if m, ok = months[name]; !ok {
			m = shortMonths[name]
		}
	}
	a := ymd{y, m, d}
	if m < 1 || !a.valid() {
		return "", false
	}
	return a.String(), true
}

// foldMonth takes the accents off the names of months.
var foldMonth = strings.NewReplacer("é", "e", "û", "u", "e\u0301", "e", "u\u0302", "u")

// parseISO reads YYYY-MM-DD.
func parseISO(s string) (ymd, bool) {
	if len(s) < 10 {
		return ymd{}, false
	}
	y, err1 := strconv.Atoi(s[:4])
	m, err2 := strconv.Atoi(s[5:7])
	d, err3 := strconv.Atoi(s[8:10])
	a := ymd{y, m, d}
	return a, err1 == nil && err2 == nil && err3 == nil && m > 0 && d > 0 && a.valid()
}
