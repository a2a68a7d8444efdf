package english

import (
	"strings"

	"estrade/extract"
)

// dater reads the dates of a document.
type dater struct {
	d   *extract.Document
	t   []extract.Token
	x   *lexicon
	now day // of the page; zero if unknown
	ref day // the day that the text named last; zero if none
	set day // the last one that the text itself gives a year; zero if none
	has bool
	s   extract.Sentence
	out []extract.Date
	in  []bool // tokens in dates
}

// dates finds the dates of a document and says which tokens they are made of.
//
// A date without a year takes it from its weekday, else it is the one nearest
// to the last day named, else to the day of the page: behind it in a report,
// before it where the sentence looks forward.
func dates(d *extract.Document, x *lexicon) []bool {
	r := &dater{d: d, t: d.Tokens, x: x, in: make([]bool, len(d.Tokens))}
	d.Dates = nil
	r.stamp()
	r.dateline()
	if now, ok := parseDay(d.Published); ok {
		r.now, r.has = now, true
	}
	if !r.has {
		r.first()
	}
	for _, s := range d.Sentences {
		r.s = s
		if s.Paragraph <= stampParagraphs && r.isStamp(s) {
			continue
		}
		for i := s.From; i < s.To; {
			if to := r.read(i); to > i {
				for k := i; k < to; k++ {
					r.in[k] = true
				}
				i = to
				continue
			}
			i++
		}
	}
	d.Dates = r.out
	return r.in
}

// stampParagraphs is how far down a page shows its dates.
const stampParagraphs = 3

var stampWords = []string{"published", "posted", "updated", "last updated", "last modified", "modified", "publié", "mis à jour", "mise à jour", "publication date", "created"}

// isStamp reports whether a line says when its page was made or changed.
func (r *dater) isStamp(s extract.Sentence) bool {
	if s.To-s.From > 24 {
		return false
	}
	line := strings.ToLower(r.d.Text[s.Span.From:s.Span.To])
	for _, w := range stampWords {
		if rest, ok := strings.CutPrefix(line, w); ok {
			rest = strings.TrimLeft(rest, " :")
			rest = strings.TrimPrefix(rest, "le ")
			rest = strings.TrimPrefix(rest, "on ")
			return rest != "" && (rest[0] >= '0' && rest[0] <= '9' || months[firstWord(rest)] > 0 || weekdays[firstWord(rest)] > 0)
		}
	}
	return false
}

func firstWord(s string) string {
	f := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' })
	if len(f) == 0 {
		return ""
	}
	return f[0]
}

// stamp takes the dates that an English page shows of itself.
func (r *dater) stamp() {
	if r.d.Published != "" {
		return
	}
	for _, s := range r.d.Sentences {
		if s.Paragraph > stampParagraphs {
			return
		}
		if s.Paragraph == 0 || !r.isStamp(s) {
			continue
		}
		for i := s.From; i < s.To; i++ {
			if v, _ := r.numeric(i, s.To); v.year > 0 {
				r.d.Published = v.String()
				return
			}
			if v, _, _ := r.explicit(i, s.To); v.year > 0 && v.day > 0 {
				r.d.Published = v.String()
				return
			}
		}
	}
}

// dateline takes the day of a release without a date from a line such as
// "Calais, 17 December 2020".
func (r *dater) dateline() {
	const shortest, longest = 3, 12
	for _, s := range r.d.Sentences {
		if s.Paragraph > stampParagraphs+2 {
			return
		}
		if n := s.To - s.From; s.Paragraph == 0 || n < shortest || n > longest {
			continue
		}
		for i := s.From; i < s.To; i++ {
			if v, _, to := r.explicit(i, s.To); v.year > 0 && v.day > 0 {
				if to >= s.To-1 && i > s.From && (r.t[i-1].Lower == "," || r.t[i-1].Lower == "on" || r.t[i-1].Lower == "the") || to == s.To && i == s.From {
					r.now, r.has = v, true
					return
				}
				break
			}
		}
	}
}

// first takes the first whole date of a text as the one by which others find their year.
func (r *dater) first() {
	for _, s := range r.d.Sentences {
		for i := s.From; i < s.To; i++ {
			if v, _, _ := r.explicit(i, s.To); v.year > 1990 && v.day > 0 && v.year < 2100 {
				r.set = v
				return
			}
		}
	}
}

func (r *dater) lower(i int) string {
	if i < r.s.From || i >= r.s.To {
		return ""
	}
	return r.t[i].Lower
}

// add lists the date of tokens from to to.
func (r *dater) add(from, to int, start, end string, basis extract.DateBasis, rule string) int {
	if r.t[from].Lower == "the" && from+1 < to {
		from++
	}
	span := extract.Span{From: r.t[from].Span.From, To: r.t[to-1].Span.To}
	r.out = append(r.out, extract.Date{Span: span, Text: r.d.Text[span.From:span.To], Start: start, End: end, Basis: basis, Rule: "english " + rule})
	return to
}

// read reads a date at token i and returns the token after it, i if there is none.
func (r *dater) read(i int) int {
	for _, f := range []func(int) int{r.iso, r.feast, r.span, r.single, r.part, r.years, r.relative} {
		if to := f(i); to > i {
			return to
		}
	}
	return i
}

// iso reads 2017-09-08 and 08/09/2017, the day first.
func (r *dater) iso(i int) int {
	v, to := r.numeric(i, r.s.To)
	if v.year == 0 {
		return i
	}
	r.see(v)
	r.fix(v)
	return r.add(i, to, v.String(), "", extract.Explicit, "digits")
}

func (r *dater) numeric(i, end int) (day, int) {
	t := r.t
	if i+4 >= end || t[i+1].Lower != t[i+3].Lower || t[i+1].Gap != extract.Joined || t[i+4].Gap != extract.Joined {
		return day{}, i
	}
	var v day
	switch t[i+1].Lower {
	case "-":
		v = day{number(t, i, 1000, 2199), number(t, i+2, 1, 12), number(t, i+4, 1, 31)}
	case "/", ".":
		v = day{number(t, i+4, 1000, 2199), number(t, i+2, 1, 12), number(t, i, 1, 31)}
	}
	if v.year == 0 || v.month == 0 || v.day == 0 || !v.exists() {
		return day{}, i
	}
	return v, i + 5
}

// feast reads "Bastille Day", "Christmas Day 2019".
func (r *dater) feast(i int) int {
	key := ""
	for k := i; k < min(i+5, r.s.To); k++ {
		if k > i && r.t[k].Gap != extract.Joined {
			key += " "
		}
		key += r.t[k].Lower
		f, ok := feasts[key]
		if !ok || r.t[i].Shape == extract.LowerCase {
			continue
		}
		to := k + 1
		basis := extract.Inferred
		if y := number(r.t, to, 1800, 2199); y > 0 && to < r.s.To {
			f.year, basis = y, extract.Explicit
			to++
		} else if r.has || r.set.year > 0 {
			f = r.complete(f, 0)
		} else {
			return i
		}
		if r.lower(i-1) == "of" && r.lower(i-2) == "eve" {
			return r.add(i-2, to, dayOf(f.time().AddDate(0, 0, -1)).String(), "", extract.Relative, "eve")
		}
		return r.add(i, to, f.String(), "", basis, "feast")
	}
	return i
}

// day reads a day of the month: 8, 8th, "the 8th of"; 0 if there is none.
func (r *dater) dayAt(i, end int) (n, to int) {
	if i < end {
		if n = ordinals[r.t[i].Lower]; n > 0 {
			return n, i + 1
		}
		if strings.HasPrefix(r.t[i].Lower, "twenty-") {
			if n = ordinals[r.t[i].Lower[7:]]; n > 0 && n < 10 {
				return 20 + n, i + 1
			}
		}
	}
	n = number(r.t, i, 1, 31)
	if n == 0 || i >= end || i > 0 && r.t[i].Gap == extract.Joined && r.t[i-1].Kind != extract.Punct {
		return 0, i
	}
	to = i + 1
	if to < end && r.t[to].Gap == extract.Joined && r.t[to].Kind == extract.Word {
		if !ordinal[r.t[to].Lower] {
			return 0, i
		}
		to++
	}
	return n, to
}

// monthAt is the month that token i names; lower-case "may" and "march" are none.
func (r *dater) monthAt(i, end int) int {
	if i < 0 || i >= end || r.t[i].Shape == extract.LowerCase {
		return 0
	}
	return months[r.t[i].Lower]
}

// explicit reads a day with its month, perhaps year and weekday, without the
// words before it: "Friday 8 September 2017", "September 8, 2017", "the 8th of September".
func (r *dater) explicit(i, end int) (v day, weekday, to int) {
	k := i
	if k < end && r.t[k].Shape != extract.LowerCase {
		if weekday = weekdays[r.t[k].Lower]; weekday > 0 {
			k++
			if k < end && (r.t[k].Lower == "," || r.t[k].Lower == ".") {
				k++
			}
		}
	}
	if k < end && r.t[k].Lower == "the" {
		k++
	}
	year := func(k int) (int, int) {
		if k < end && r.t[k].Lower == "," && number(r.t, k+1, 1000, 2199) > 0 && k+1 < end {
			k++
		}
		if y := number(r.t, k, 1000, 2199); y > 0 && k < end && r.t[k].Gap != extract.Joined {
			return y, k + 1
		}
		if k > i && k <= end && r.lower(k-1) == "," {
			k--
		}
		return 0, k
	}
	if n, after := r.dayAt(k, end); n > 0 {
		if after < end && r.t[after].Lower == "of" {
			after++
		}
		if m := r.monthAt(after, end); m > 0 && (day{0, m, n}).exists() {
			v = day{0, m, n}
			v.year, to = year(after + 1)
			return v, weekday, to
		}
		return day{}, 0, i
	}
	if m := r.monthAt(k, end); m > 0 {
		after := k + 1
		if after < end && r.t[after].Lower == "the" {
			after++
		}
		if n, next := r.dayAt(after, end); n > 0 && ordinals[r.t[after].Lower] == 0 && (day{0, m, n}).exists() && !(next < end && r.monthAt(next, end) > 0) {
			v = day{0, m, n}
			v.year, to = year(next)
			return v, weekday, to
		}
	}
	return day{}, 0, i
}

// single reads a day, or several of one month: "8 September 2017", "2, 5 and 9 March".
func (r *dater) single(i int) int {
	if to := r.several(i); to > i {
		return to
	}
	v, weekday, to := r.explicit(i, r.s.To)
	if v.day == 0 {
		return i
	}
	basis := extract.Explicit
	if v.year == 0 {
		if p := r.lower(i - 1); p == "every" || p == "each" {
			return r.add(i, to, "-"+v.String()[len("0000"):], "", extract.Explicit, "every year")
		}
		if v, basis = r.complete(v, weekday), extract.Inferred; v.year == 0 {
			return i
		}
	}
	r.see(v)
	if basis == extract.Explicit || weekday > 0 {
		r.fix(v)
	}
	return r.add(i, to, v.String(), "", basis, "day")
}

// several reads days that share their month.
func (r *dater) several(i int) int {
	type item struct{ from, to, day int }
	var items []item
	k := i
	for {
		from := k
		if weekdays[r.lower(k)] > 0 {
			k++
		}
		if r.lower(k) == "the" {
			k++
		}
		n, to := r.dayAt(k, r.s.To)
		if n == 0 {
			return i
		}
		items = append(items, item{from, to, n})
		k = to
		if w := r.lower(k); w == "," || w == "and" || w == "or" || w == "&" {
			k++
			if w == "," && r.lower(k) == "and" {
				k++
			}
			continue
		}
		break
	}
	if r.lower(k) == "of" {
		k++
	}
	m := r.monthAt(k, r.s.To)
	if m == 0 || len(items) < 2 {
		return i
	}
	k++
	if r.lower(k) == "," && number(r.t, k+1, 1000, 2199) > 0 {
		k++
	}
	year, basis := number(r.t, k, 1000, 2199), extract.Explicit
	if k >= r.s.To {
		year = 0
	}
	if year > 0 {
		k++
	} else {
		basis = extract.Inferred
		year = r.complete(day{0, m, items[len(items)-1].day}, 0).year
	}
	if year == 0 {
		return i
	}
	for n, it := range items {
		v := day{year, m, it.day}
		if !v.exists() {
			return i
		}
		to := it.to
		if n == len(items)-1 {
			to = k
		}
		r.see(v)
		if basis == extract.Explicit {
			r.fix(v)
		}
		r.add(it.from, to, v.String(), "", basis, "days of a month")
	}
	return k
}

// span reads from one day, month or year to another: "from 2 to 9 March",
// "2-9 March 2019", "28 June to 3 July", "March 2 to 9", "from June to September 2019".
func (r *dater) span(i int) int {
	k := i
	opener := r.lower(i)
	if opener == "from" || opener == "between" {
		k++
	}
	a, af, mid := r.end(k)
	if a == (day{}) {
		return i
	}
	link := r.lower(mid)
	gap := mid < r.s.To && link == "to" || link == "until" || link == "till" || link == "through" || link == "-" || link == "–" || link == "—" ||
		link == "and" && opener == "between"
	if !gap {
		return i
	}
	b, full, to := r.end(mid + 1)
	if b == (day{}) || af && !full && a.month > 0 && b.day == 0 {
		return i
	}
	switch {
	case a.day > 0 && b.day > 0:
		if b.month == 0 { // "March 2 to 9"
			if b.month = a.month; a.month == 0 {
				return i
			}
			if b.year == 0 {
				at := to
				if r.lower(at) == "," {
					at++
				}
				if y := number(r.t, at, 1000, 2199); y > 0 && at < r.s.To {
					b.year, to = y, at+1
				}
			}
		}
		if a.month == 0 {
			a.month = b.month
		}
	case a.day == 0 && b.day == 0 && a.month > 0 && b.month > 0:
	case a.day == 0 && b.day == 0 && a.month == 0 && b.month == 0 && a.year > 0 && b.year > 0:
		if opener != "from" && opener != "between" && link != "-" && link != "–" {
			return i
		}
		if a.year >= b.year {
			return i
		}
		return r.add(k, to, a.String(), b.String(), extract.Explicit, "years")
	default:
		return i
	}
	if !a.exists() || !b.exists() {
		return i
	}
	basis := extract.Explicit
	if b.year == 0 {
		basis = extract.Inferred
		if a.year > 0 {
			b.year = a.year
			if b.month < a.month {
				b.year++
			}
		} else if b = r.complete(b, 0); b.year == 0 {
			return i
		}
	}
	if a.year == 0 {
		a.year = b.year
		if a.month > b.month {
			a.year--
		}
	}
	if a.String() >= b.String() {
		return i
	}
	if a.day > 0 {
		r.see(a)
		if basis == extract.Explicit {
			r.fix(a)
		}
	}
	return r.add(k, to, a.String(), b.String(), basis, "from to")
}

// end reads one end of a span: a day with its month or without, a month, or a
// year. full tells whether a month stood in it.
func (r *dater) end(i int) (v day, full bool, to int) {
	if v, _, to = r.explicit(i, r.s.To); v.day > 0 {
		return v, true, to
	}
	k := i
	if weekdays[r.lower(k)] > 0 {
		k++
	}
	if r.lower(k) == "the" {
		k++
	}
	if n, to := r.dayAt(k, r.s.To); n > 0 && ordinals[r.lower(k)] == 0 {
		return day{0, 0, n}, false, to
	}
	if m := r.monthAt(i, r.s.To); m > 0 {
		if y := number(r.t, i+1, 1000, 2199); y > 0 && i+1 < r.s.To {
			return day{y, m, 0}, true, i + 2
		}
		return day{0, m, 0}, true, i + 1
	}
	if y := number(r.t, i, 1500, 2100); y > 0 && i < r.s.To {
		return day{y, 0, 0}, false, i + 1
	}
	return day{}, false, i
}

// part reads months and parts of years: "September 2017", "in June", "mid-June",
// "the end of June 2019", "summer 2019", "the first quarter of 2019", "late 2023".
func (r *dater) part(i int) int {
	k := i
	w := r.lower(k)
	half := ""
	switch {
	case w == "early" || w == "mid" || w == "late":
		half = w
		k++
		if r.lower(k) == "-" {
			k++
		}
	case (w == "end" || w == "beginning" || w == "start" || w == "middle") && r.lower(k+1) == "of":
		half = map[string]string{"end": "late", "middle": "mid"}[w]
		if half == "" {
			half = "early"
		}
		k += 2
	}
	if s, ok := strings.CutPrefix(w, "mid-"); ok && months[s] > 0 {
		return r.month(i, i+1, months[s])
	}
	if m := r.monthAt(k, r.s.To); m > 0 {
		if half == "" && !r.monthly(k) {
			return i
		}
		return r.month(i, k+1, m)
	}
	if y := number(r.t, k, 1900, 2100); y > 0 && half != "" && k < r.s.To {
		m := map[string]int{"early": 1, "mid": 6, "late": 12}[half]
		return r.add(i, k+1, day{y, m, 0}.String(), "", extract.Explicit, "part of a year")
	}
	if ms, ok := seasons[w]; ok {
		k = i + 1
		if r.lower(k) == "of" {
			k++
		}
		y := number(r.t, k, 1900, 2100)
		if y == 0 || k >= r.s.To {
			return i
		}
		end := y
		if ms[1] < ms[0] {
			end++
		}
		return r.add(i, k+1, day{y, ms[0], 0}.String(), day{end, ms[1], 0}.String(), extract.Explicit, "season")
	}
	if n := ordinals[w]; n > 0 && n <= 4 {
		size := map[string]int{"quarter": 3, "half": 6, "semester": 6}[r.lower(i+1)]
		k = i + 2
		if r.lower(k) == "of" {
			k++
		}
		y := number(r.t, k, 1900, 2100)
		if size == 0 || y == 0 || k >= r.s.To || n*size > 12 {
			return i
		}
		return r.add(i, k+1, day{y, (n-1)*size + 1, 0}.String(), day{y, n * size, 0}.String(), extract.Explicit, "part of a year")
	}
	return i
}

// monthly reports whether the month at token i stands for a month: with a year
// or after a word that asks for a time, and not as the name of a person ("April Jones", "may").
func (r *dater) monthly(i int) bool {
	if i > r.s.From && number(r.t, i-1, 1, 99) > 0 {
		return false // "31 February 2017"
	}
	if y := number(r.t, i+1, 1000, 2199); y > 0 && i+1 < r.s.To {
		return true
	}
	if r.lower(i+1) == "," && number(r.t, i+2, 1900, 2199) > 0 {
		return true
	}
	if i+1 < r.s.To && r.t[i+1].Kind == extract.Word && r.t[i+1].Shape == extract.Capitalised && len(r.t[i+1].Lower) > 1 {
		return false
	}
	switch r.lower(i - 1) {
	case "in", "since", "until", "by", "of", "from", "during", "and", "every", "between", "before", "after", "for", "or", "to", "throughout":
		return true
	}
	return false
}

// month adds the month m of tokens from to to, with the year that follows.
func (r *dater) month(from, to, m int) int {
	k := to
	if w := r.lower(k); w == "," || w == "of" {
		k++
	}
	if y := number(r.t, k, 1000, 2199); y > 0 && k < r.s.To {
		return r.add(from, k+1, day{y, m, 0}.String(), "", extract.Explicit, "month")
	}
	if p := r.lower(from - 1); p == "every" || p == "each" {
		return from
	}
	switch r.lower(from - 1) {
	case "last", "next", "this":
		return from
	}
	v := r.complete(day{0, m, 0}, 0)
	if v.year == 0 {
		return from
	}
	return r.add(from, to, v.String(), "", extract.Inferred, "month")
}

// years reads a year after a word that asks for one, and several years.
func (r *dater) years(i int) int {
	y := number(r.t, i, 1000, 2100)
	if y == 0 || r.t[i].Gap == extract.Joined {
		return i
	}
	if to := i + 1; to < r.s.To && r.t[to].Gap == extract.Joined {
		if r.t[to].Lower == "s" && y%10 == 0 {
			if p := r.lower(i - 1); p != "the" && p != "early" && p != "late" {
				return i
			}
			return r.add(i, to+1, day{y, 0, 0}.String(), day{y + 9, 0, 0}.String(), extract.Explicit, "decade")
		}
		if (r.t[to].Lower == "-" || r.t[to].Lower == "–") && to+1 < r.s.To {
			if n := number(r.t, to+1, 1, 99); n > y%100 && n > 12 && len(r.t[to+1].Lower) == 2 {
				return r.add(i, to+2, day{y, 0, 0}.String(), day{y/100*100 + n, 0, 0}.String(), extract.Explicit, "years")
			}
		}
		if r.t[to].Kind != extract.Punct || strings.Contains("-–/%€$£", r.t[to].Lower) {
			return i
		}
		if r.t[to].Lower == "," || r.t[to].Lower == "." {
			if to+1 < r.s.To && r.t[to+1].Kind == extract.Number && r.t[to+1].Gap == extract.Joined {
				return i
			}
		}
	}
	ok := false
	switch r.lower(i - 1) {
	case "in", "since", "by", "until", "during", "from", "before", "after", "year", "of", "between", "to", "through", "for":
		ok = true
	case "and", "or", "than", "as", "with", ",", "(", "early", "late", "summer", "winter":
		ok = y >= 1900 && len(r.out) > 0 && r.in[max(i-2, 0)] || r.lower(i-1) == "(" && r.lower(i+1) == ")"
	}
	if !ok || y < 1500 {
		return i
	}
	// "of 2000 people", "to 1500 boats": not a year.
	if i+1 < r.s.To && r.t[i+1].Kind == extract.Word && r.t[i+1].Gap == extract.Space {
		switch r.lower(i + 1) {
		case "and", "or", "to", "as", "than", "that", "when", "the", "by", "at", "in", "with", "he", "she", "it", "they", "were", "was", "is", "will", "for", "on", "has", "have", "had",
			"until", "but", "after", "before", "a", "an", "under", "between", "against", "from", "which", "who", "alone":
		default:
			if p := r.lower(i - 1); p != "in" && p != "since" && p != "year" && p != "during" {
				return i
			}
			if r.t[i+1].Shape == extract.LowerCase && strings.HasSuffix(r.lower(i+1), "s") && r.lower(i-1) != "since" {
				return i
			}
		}
	}
	return r.add(i, i+1, day{y, 0, 0}.String(), "", extract.Explicit, "year")
}
