package dates

import "estrade/extract"

// part is a date as written: what it says, and what it leaves open.
type part struct {
	start, end ymd // end is zero for a single date; y is 0 while the year is open
	weekday    int // as written, 1 for Monday; 0 if none
	fete       fete
	isFete     bool              // the day is that of fete; start is open until the year is known
	basis      extract.DateBasis // empty for what is explicit so far
	yearly     bool              // a day of every year; its year stays open
	aside      aside             // why it does not move the narrative
	rule       string
	from, to   int // tokens
}

// open reports whether the year is yet to be found.
func (p *part) open() bool {
	return p.start.y == 0 && !p.yearly
}

// in is p in the given year. Its end lies in the year after if it would
// otherwise come before the start.
func (p part) in(year int) part {
	if p.isFete {
		p.start = p.fete.on(year)
		return p
	}
	p.start.y = year
	if !p.end.isZero() && p.end.y == 0 {
		p.end.y = year
		if p.end.first() < p.start.first() {
			p.end.y++
		}
	}
	return p
}

func (p *part) valid() bool { return p.start.valid() && p.end.valid() }

// firstDay and lastDay bound a part whose year is known.
func (p *part) firstDay() int { return p.start.first() }

func (p *part) lastDay() int {
	if p.end.isZero() {
		return p.start.last()
	}
	return p.end.last()
}

// distance is how many days lie between day n and the part, negative if the
// part is past, 0 if n lies within it.
func (p *part) distance(n int) int {
	switch f, l := p.firstDay(), p.lastDay(); {
	case n < f:
		return f - n
	case n > l:
		return l - n
	}
	return 0
}

// isDay reports whether p is one day.
func (p *part) isDay() bool { return p.start.d != 0 && p.end.isZero() || p.isFete }

// dayPart, monthPart, weekPart and spanPart are relative dates.
func dayPart(n int) part { return part{start: civil(n), basis: extract.Relative} }

func monthPart(a ymd) part { return part{start: ymd{a.y, a.m, 0}, basis: extract.Relative} }

func yearPart(y int) part { return part{start: ymd{y: y}, basis: extract.Relative} }

func spanPart(from, to int) part {
	return part{start: civil(from), end: civil(to), basis: extract.Relative}
}

func weekPart(n int) part { return spanPart(monday(n), monday(n)+6) }

// join makes a range of two parts and lets each take from the other what it
// leaves open: "du 2 au 9 mars", "de mars à juin 2020", "du 28 décembre au 3
// janvier 2021". It reports whether the range makes sense.
func join(a, b part) (part, bool) {
	if a.isFete && a.open() || b.isFete && b.open() {
		return part{}, false
	}
	if a.start.m == 0 && a.start.d != 0 {
		if b.start.d == 0 || b.start.m == 0 {
			return part{}, false
		}
		a.start.m, a.start.y = b.start.m, b.start.y
		if a.start.d > b.start.d {
			a.start.m--
			if a.start.m == 0 {
				a.start.m = 12
				if a.start.y != 0 {
					a.start.y--
				}
			}
		}
	}
	if b.start.m == 0 && b.start.d != 0 { // "du 2 mars au 9"
		b.start.m, b.start.y = a.start.m, a.start.y
		if b.start.d < a.start.d {
			return part{}, false
		}
	}
	end := b.start
	if !b.end.isZero() {
		end = b.end
	}
	switch {
	case a.start.y == 0 && end.y != 0:
		a.start.y = end.y
		if a.start.first() > end.last() {
			a.start.y--
		}
	case a.start.y != 0 && end.y == 0:
		end.y = a.start.y
		if a.start.first() > end.last() {
			end.y++
		}
	}
	out := part{start: a.start, end: end, yearly: a.yearly || b.yearly}
	if a.basis == extract.Relative || b.basis == extract.Relative {
		out.basis = extract.Relative
	}
	if a.weekday != 0 && out.open() {
		out.weekday = a.weekday
	}
	if !out.valid() || out.start.y != 0 && out.start.first() > out.end.last() {
		return part{}, false
	}
	return out, true
}
