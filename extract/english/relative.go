package english

import (
	"strings"
	"time"

	"estrade/extract"
)

// relative reads dates that are counted from another: "yesterday", "last
// April", "next Tuesday", "three days ago", "the following day".
func (r *dater) relative(i int) int {
	if !r.has {
		return i
	}
	now := r.now.time()
	at := func(to int, v day, rule string) int {
		if v.day > 0 {
			r.see(v)
		}
		return r.add(i, to, v.String(), "", extract.Relative, rule)
	}
	w, next := r.lower(i), r.lower(i+1)
	switch w {
	case "yesterday":
		return at(i+1, dayOf(now.AddDate(0, 0, -1)), "yesterday")
	case "today", "tonight":
		if next == "'" || r.t[i].Shape == extract.Capitalised && i > r.s.From {
			return i // "today's youth", "France Today"
		}
		return at(i+1, dayOf(now), "today")
	case "tomorrow":
		return at(i+1, dayOf(now.AddDate(0, 0, 1)), "tomorrow")
	case "this":
		switch {
		case next == "morning" || next == "afternoon" || next == "evening":
			return at(i+2, dayOf(now), "today")
		case next == "month":
			return at(i+2, day{r.now.year, r.now.month, 0}, "this")
		case next == "year":
			return at(i+2, day{r.now.year, 0, 0}, "this")
		case next == "week":
			return r.week(i, i+2, 0)
		case weekdays[next] > 0:
			return at(i+2, r.weekday(weekdays[next], r.forward(), true), "this")
		case months[next] > 0:
			return at(i+2, day{r.now.year, months[next], 0}, "this")
		case seasons[next] != [2]int{}:
			return r.season(i, i+2, next, r.now.year)
		}
	case "last", "next":
		step := 1
		if w == "last" {
			step = -1
		}
		switch {
		case weekdays[next] > 0:
			return at(i+2, r.weekday(weekdays[next], step > 0, false), w)
		case months[next] > 0:
			y := r.now.year
			if step < 0 && months[next] >= r.now.month {
				y--
			}
			if step > 0 && months[next] <= r.now.month {
				y++
			}
			return at(i+2, day{y, months[next], 0}, w)
		case next == "year":
			return at(i+2, day{r.now.year + step, 0, 0}, w)
		case next == "month":
			v := dayOf(time.Date(r.now.year, time.Month(r.now.month+step), 1, 0, 0, 0, 0, time.UTC))
			return at(i+2, day{v.year, v.month, 0}, w)
		case next == "week":
			return r.week(i, i+2, step)
		case next == "night" && step < 0:
			return at(i+2, dayOf(now.AddDate(0, 0, -1)), w)
		case seasons[next] != [2]int{}:
			y := r.now.year
			if step < 0 && seasons[next][0] > r.now.month-3 {
				y--
			}
			if step > 0 && seasons[next][0] <= r.now.month {
				y++
			}
			return r.season(i, i+2, next, y)
		}
	case "the":
		if (next == "following" || next == "next" || next == "previous") && r.lower(i+2) == "day" && r.ref.day > 0 {
			n := 1
			if next == "previous" {
				n = -1
			}
			return at(i+3, dayOf(r.ref.time().AddDate(0, 0, n)), "following day")
		}
		if next == "day" && (r.lower(i+2) == "before" || r.lower(i+2) == "after") && r.ref.day > 0 &&
			(i+3 >= r.s.To || r.t[i+3].Kind == extract.Punct) {
			n := 1
			if r.lower(i+2) == "before" {
				n = -1
			}
			return at(i+3, dayOf(r.ref.time().AddDate(0, 0, n)), "following day")
		}
	}
	if to := r.ago(i); to > i {
		return to
	}
	// "on Tuesday", "Tuesday morning".
	if n := weekdays[w]; n > 0 && len(w) > 4 && r.t[i].Shape != extract.LowerCase {
		p := r.lower(i - 1)
		part := next == "morning" || next == "afternoon" || next == "evening" || next == "night"
		if p == "every" || p == "second" || p == "each" || p == "to" || next == "to" && weekdays[r.lower(i+2)] > 0 || next == "and" && weekdays[r.lower(i+2)] > 0 && p != "on" {
			return i
		}
		if p == "on" || part || p == "since" || p == "until" || p == "by" || p == "before" || p == "of" {
			to := i + 1
			if part {
				to++
			}
			return at(to, r.weekday(n, p == "by" || p == "until" || p == "before" || r.forward(), true), "weekday")
		}
	}
	return i
}

// ago reads "three days ago", "2 years earlier" without counting what is not there.
func (r *dater) ago(i int) int {
	n := counts[r.lower(i)]
	if n == 0 {
		n = number(r.t, i, 1, 400)
	}
	if n == 0 || i >= r.s.To || r.lower(i+2) != "ago" {
		return i
	}
	t := r.now.time()
	var v day
	switch strings.TrimSuffix(r.lower(i+1), "s") {
	case "day":
		v = dayOf(t.AddDate(0, 0, -n))
	case "week":
		v = dayOf(t.AddDate(0, 0, -7*n))
	case "month":
		v = dayOf(time.Date(r.now.year, time.Month(r.now.month-n), 1, 0, 0, 0, 0, time.UTC))
		v.day = 0
	case "year":
		v = day{r.now.year - n, 0, 0}
	default:
		return i
	}
	return r.add(i, i+3, v.String(), "", extract.Relative, "ago")
}

// week adds the Monday to Sunday of the week that lies n weeks from now.
func (r *dater) week(from, to, n int) int {
	t := r.now.time()
	monday := t.AddDate(0, 0, 7*n-(int(t.Weekday())+6)%7)
	return r.add(from, to, dayOf(monday).String(), dayOf(monday.AddDate(0, 0, 6)).String(), extract.Relative, "week")
}

func (r *dater) season(from, to int, name string, year int) int {
	ms := seasons[name]
	end := year
	if ms[1] < ms[0] {
		end++
	}
	return r.add(from, to, day{year, ms[0], 0}.String(), day{end, ms[1], 0}.String(), extract.Relative, "season")
}

// weekday is the next or last day of that name, seen from the page's day, which
// may be that day itself.
func (r *dater) weekday(n int, forward, same bool) day {
	t := r.now.time()
	have := (int(t.Weekday()) + 6) % 7
	diff := (n - 1 - have + 7) % 7
	if diff == 0 && same {
		return r.now
	}
	if forward {
		if diff == 0 {
			diff = 7
		}
		return dayOf(t.AddDate(0, 0, diff))
	}
	return dayOf(t.AddDate(0, 0, diff-7))
}

// forward reports whether the sentence looks forward.
func (r *dater) forward() bool {
	for i := r.s.From; i < r.s.To; i++ {
		if r.x.is("future", r.t[i].Lower) {
			return true
		}
	}
	return false
}

// see remembers a day as the last one named, if it can be that of the events
// the release is about.
func (r *dater) see(v day) {
	if v.day == 0 || v.year == 0 {
		return
	}
	if r.has && (v.year < r.now.year-3 || v.year > r.now.year+2) {
		return
	}
	r.ref = v
}

// fix remembers a day that the text gives a year, by which others find theirs.
func (r *dater) fix(v day) {
	if r.has && (v.year < r.now.year-3 || v.year > r.now.year+2) {
		return
	}
	r.set = v
}

// complete gives a year to a day or month; without a day of reference there is none.
func (r *dater) complete(v day, weekday int) day {
	anchor := r.set
	if anchor.year == 0 {
		if !r.has {
			return v
		}
		anchor = r.now
	}
	if weekday > 0 {
		base := anchor.year
		for _, y := range []int{base, base - 1, base + 1, base - 2} {
			c := day{y, v.month, v.day}
			if c.exists() && (int(c.time().Weekday())+6)%7+1 == weekday {
				return c
			}
		}
	}
	mid := func(d day) time.Time {
		if d.day == 0 {
			d.day = 15
		}
		return d.time()
	}
	const halfYear = 183
	best, least := day{}, 1<<30
	ahead := r.forward()
	for _, y := range []int{anchor.year, anchor.year - 1, anchor.year + 1} {
		c := day{y, v.month, v.day}
		if !c.exists() {
			continue
		}
		days := int(mid(c).Sub(mid(anchor)).Hours() / 24)
		cost := max(days, -days)
		if ahead && days < -31 || !ahead && days > halfYear {
			cost += 2 * halfYear
		}
		if !ahead && days > 31 && r.past() {
			cost += 2 * halfYear
		}
		if cost < least {
			best, least = c, cost
		}
	}
	return best
}

// past reports whether the sentence tells what was.
func (r *dater) past() bool {
	for i := r.s.From; i < r.s.To; i++ {
		if r.x.is("past", r.t[i].Lower) {
			return true
		}
	}
	return false
}
