package dates

import "fmt"

// ymd is a date of the Gregorian calendar, as exact as it is known: d is 0 for
// a month, m and d are 0 for a year, y is 0 while the year is unknown.
type ymd struct{ y, m, d int }

func (a ymd) isZero() bool { return a == ymd{} }

// String writes YYYY, YYYY-MM or YYYY-MM-DD, and --MM-DD without a year.
func (a ymd) String() string {
	switch {
	case a.y == 0 && a.d != 0:
		return fmt.Sprintf("--%02d-%02d", a.m, a.d)
	case a.y == 0 && a.m != 0:
		return fmt.Sprintf("--%02d", a.m)
	case a.m == 0:
		return fmt.Sprintf("%04d", a.y)
	case a.d == 0:
		return fmt.Sprintf("%04d-%02d", a.y, a.m)
	}
	return fmt.Sprintf("%04d-%02d-%02d", a.y, a.m, a.d)
}

// first and last are the numbers of the first and last day of a.
func (a ymd) first() int { return dayNumber(a.y, max(a.m, 1), max(a.d, 1)) }

func (a ymd) last() int {
	switch {
	case a.m == 0:
		return dayNumber(a.y, 12, 31)
	case a.d == 0:
		return dayNumber(a.y, a.m, monthLength(a.y, a.m))
	}
	return a.first()
}

// valid reports whether the date exists; the 29th of February does where the
// year is unknown.
func (a ymd) valid() bool {
	if a.m < 0 || a.m > 12 || a.d < 0 || a.m == 0 && a.d != 0 {
		return false
	}
	y := a.y
	if y == 0 {
		y = 2000
	}
	return a.d == 0 || a.d <= monthLength(y, a.m)
}

// addMonths moves a by n months and keeps its day where the month has it.
func (a ymd) addMonths(n int) ymd {
	k := a.y*12 + a.m - 1 + n
	a.y, a.m = floorDiv(k, 12), k-floorDiv(k, 12)*12+1
	if a.d > 0 {
		a.d = min(a.d, monthLength(a.y, a.m))
	}
	return a
}

func monthLength(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// dayNumber counts days from 1970-01-01, a Thursday.
func dayNumber(y, m, d int) int {
	if m <= 2 {
		y--
		m += 12
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	doy := (153*(m-3)+2)/5 + d - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468
}

// civil is the day with the given number.
func civil(n int) ymd {
	n += 719468
	era := floorDiv(n, 146097)
	doe := n - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	a := ymd{yoe + era*400, mp + 3, doy - (153*mp+2)/5 + 1}
	if a.m > 12 {
		a.m -= 12
		a.y++
	}
	return a
}

// weekday is 1 for Monday to 7 for Sunday.
func weekday(n int) int { return ((n+3)%7+7)%7 + 1 }

// monday is the first day of the week that day n lies in.
func monday(n int) int { return n - weekday(n) + 1 }

// easter is the Sunday of Easter of year y (Meeus, Jones and Butcher).
func easter(y int) int {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return dayNumber(y, n/31, n%31+1)
}

// isoWeek is the Monday of week n of year y, as ISO 8601 counts weeks.
func isoWeek(y, n int) int { return monday(dayNumber(y, 1, 4)) + 7*(n-1) }

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}
