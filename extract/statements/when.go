package statements

import (
	"strings"

	"estrade/extract"
)

// setDate is the day on which a sentence is set, or -1, and how surely: 0 at
// its beginning, 1 after a verb of an event, 2 elsewhere.
//
// An event told outdoes one that only describes a noun: "à la suite du plan
// présenté le 3 mars, le préfet a réuni les maires mardi 10 mars".
func (d *director) setDate(s *extract.Sentence, n int, anchors []anchor) (date, rank int) {
	const near = 16 // tokens after the verb
	date, rank = -1, 3
	v := d.v
	opens, beside := d.opensWithParticiple(s), false
	first := -1 // where the first event ends
	for _, a := range anchors {
		if a.kind != acts && first < 0 {
			first = a.after
		}
	}
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		k := d.dateAt[t]
		if d.told[k] || v.inQuote(k) || !d.isDay(t) || d.unsettling(k, s.From) || !d.inTime(t) {
			continue
		}
		r, modified := 2, false
		switch {
		case d.isFronted(k, s):
			r = 0
		case k < opens && !d.looksBack(s, false) && (first != s.From+1 || v.phrase(movePhrase, s.From, s.To) > 0):
		default:
			for _, a := range anchors {
				if at := a.after; a.kind != acts && k >= at && k-at <= near && (at > opens || at == s.From+1) && !v.hasRelative(at, k) {
					r, modified = 1, a.kind == modifies
				}
			}
		}
		if r < rank || r == 2 && rank == 2 && d.dateAt[date] < opens || r == 1 && rank == 1 && beside && !modified {
			date, rank, beside = t, r, modified
		}
	}
	return date, rank
}

// hasRelative reports whether a clause that describes a noun begins between two
// tokens: a day in it is of something else, "reçue à l'école, qui a rouvert le 23
// août".
func (v *view) hasRelative(from, to int) bool {
	for i := from; i < to; i++ {
		switch v.lower(i) {
		case "qui", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles":
			return true
		}
	}
	return false
}

// opensWithParticiple returns the comma that ends a participle clause at the
// beginning of a sentence, or 0: "Arrivé à Vannes il y a neuf jours, le préfet".
func (d *director) opensWithParticiple(s *extract.Sentence) int {
	v := d.v
	if v.tok[s.From].Kind != extract.Word || !isParticiple(v.tok[s.From].Lower) || v.refAt[s.From] != 0 || v.is(s.From, month) {
		return 0
	}
	for i := s.From; i < s.To; i++ {
		if v.lower(i) == "," {
			return i
		}
	}
	return 0
}

func isParticiple(w string) bool {
	if w == "fait" {
		return true
	}
	for _, e := range [...]string{"it", "int", "é", "ée", "és", "ées", "ie", "ies", "is", "i", "ue", "ues", "us", "u", "ert", "erte"} {
		if len(w) > len(e)+2 && strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// isDay reports whether a date is one day.
func (d *director) isDay(t int) bool {
	date := &d.v.d.Dates[t]
	return len(date.Start) == len("2006-01-02") && (date.End == "" || date.End == date.Start)
}

// isYesterday reports whether a date is counted from another and is the day of
// that of the page, or the day before.
func (d *director) isYesterday(t, page int) bool {
	date := &d.v.d.Dates[t]
	n := days(d.v.d.Dates[page].Start) - days(date.Start)
	return date.Basis == extract.Relative && 0 <= n && n <= 1
}

// firstDay is the first day of sentence n near enough to be that of the
// release, or -1.
func (d *director) firstDay(n int) int {
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		if d.isDay(t) && d.inTime(t) {
			return t
		}
	}
	return -1
}

// dayAt is the day that sentence n names right after token i, or -1.
func (d *director) dayAt(i, n int) int {
	const near = 2 // tokens
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		if k := d.dateAt[t]; k >= i && k <= i+near && d.isDay(t) && d.inTime(t) {
			return t
		}
	}
	return -1
}

// dateIn is the day, or a longer time, that the sentence of a finding gives
// outside of the words, at its beginning or by the verb; or -1.
func (d *director) dateIn(n int, f *finding) int {
	const near = 5 // tokens from the verb
	s := &d.v.sents[n]
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		k := d.dateAt[t]
		if k >= f.from && k < f.to || d.told[k] || d.v.inQuote(k) || d.unsettling(k, s.From) {
			continue
		}
		if !d.isFronted(k, s) && (k < f.cue || k > f.cue+near) && !d.betweenVerbAndWords(k, f) {
			continue
		}
		if d.isDay(t) && d.inTime(t) || d.v.lower(k-1) == "en" && k > f.cue || d.isFronted(k, s) && d.looksBack(s, false) {
			return t
		}
	}
	return -1
}

// betweenVerbAndWords reports whether token k stands between the verb of a
// finding and its words, with no other verb: "l'a dit aux maires réunis à Lens le
// 12 mars : aucune école ne fermera".
func (d *director) betweenVerbAndWords(k int, f *finding) bool {
	v := d.v
	if v.cueAt[f.cue] == 0 || f.rule == "source" || k >= f.from {
		return false
	}
	c := &v.cues[v.cueAt[f.cue]-1]
	if c.kind != verbCue || k < c.to {
		return false
	}
	for i := c.to; i < k; i++ {
		if v.isFinite(i) {
			return false
		}
	}
	return !v.hasRelative(c.to, k)
}

// unsettling reports whether the words before the date at token k show that
// nothing is said on that day: "depuis le", "arrêté du", "avant le".
func (d *director) unsettling(k, first int) bool {
	v := d.v
	p := k - 1
	if w := v.lower(k); (w == "à" || w == "a") && v.lower(k+1) == "ce" || w == "ce" && (v.lower(p) == "à" || v.lower(p) == "a") {
		return true // "À ce jour, 60 personnes"
	}
	if w := v.lower(p); w == "au" && v.lower(p-1) != "jusqu'" || w == "aux" {
		return true // "Au 23 avril, 143 patients": how things stood
	}
	if v.lower(p) == "du" {
		for n := p - 1; n >= first && n > p-6; n-- {
			if v.phrase(actPhrase, n, p) > 0 {
				return true
			}
		}
		named := func(i int) bool {
			return v.phrase(eventPhrase, i, p) > 0 || v.is(i, speechNoun) || v.phrase(meetingPhrase, i, p) > 0 || v.phrase(occasionPhrase, i, p) > 0
		}
		return p > first && !named(p-1) && !(p-1 > first && named(p-2))
	}
	for n := p; n >= first && n > p-4 && v.lower(n) != ","; n-- {
		if v.phrase(notthenPhrase, n, k) > 0 {
			return true
		}
	}
	return false
}

// inTime reports whether the day is near enough before the page to be that of
// what it reports.
func (d *director) inTime(t int) bool {
	n := days(d.now) - days(d.v.d.Dates[t].Start)
	return 0 <= n && n < recent
}

// recent is how many days may pass before a release tells of something.
const recent = 400

// present is the day of the page. Where its date is that of a late update, or
// it has none, the last day that the text names stands for it.
func (d *director) present() string {
	const oldest = "1996" // no prefecture published its releases before
	published, last := d.v.d.Published, oldest
	for i := range d.v.d.Dates {
		if s := d.v.d.Dates[i].Start; len(s) == len("2006-01-02") && s > last && (published == "" || s <= published) {
			last = s
		}
	}
	if last != oldest && (published == "" || days(published)-days(last) >= recent) {
		return last
	}
	return published
}

// days counts days roughly, good for comparing.
func days(date string) int {
	if len(date) != len("2006-01-02") {
		return 0
	}
	n := func(s string) int {
		v := 0
		for _, c := range []byte(s) {
			v = v*10 + int(c-'0')
		}
		return v
	}
	return n(date[:4])*365 + n(date[5:7])*30 + n(date[8:])
}
