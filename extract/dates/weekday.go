package dates

import (
	"strings"

	"estrade/extract"
)

// bareWeekday is a day that is named by its day of the week alone. What the words around
// it tell decides on its side; where they tell nothing, it is the day of that name that
// the text has told of, else the present one, else past in a report and to come elsewhere.
// A day of every week ("le dimanche", "du lundi au vendredi") is no date.
func bareWeekday(r *reader, c []capture, from, to int) (part, bool) {
	const week = 7
	n, ok := r.now()
	if !ok {
		return part{}, false
	}
	tense := r.happening(from, to)
	w := num(c, "W")
	if d, ok := r.nextOfStory(w, n); ok && tense <= 0 {
		return weekdayPart(d), true
	}
	if r.isWeekly(from, to, tense) {
		return part{}, false
	}
	if d, ok := r.agenda(from, w, n); ok && tense >= 0 {
		return weekdayPart(d), true
	}
	heading := from == r.sentence().From && (r.is(to, ":", "-", "–", ",") || to >= r.sentence().To)
	if tense == 0 || heading {
		if d, ok := r.toldOn(w, n-weeks, n+soon, false); ok {
			return weekdayPart(d), true
		}
	}
	if tense == 0 {
		if weekday(n) == w {
			return weekdayPart(n), true
		}
		if r.opensReport(from, to) || r.is(from-1, "de", "des") && r.mood(from, to) == 0 && r.reports() {
			tense = -1 // "La journée de mercredi", "Sur les lieux dès lundi"
		}
	}
	if d, ok := r.toldOn(w, n+1, n+soon, true); ok && tense < 0 && d-n < week {
		return weekdayPart(d), true // "Neige attendue mercredi 14 … a interdit la circulation mercredi"
	}
	if tense < 0 {
		return weekdayPart(r.lastOn(w, n, from, to)), true
	}
	return weekdayPart(r.nextOn(w, n)), true
}

// Days before and after the present one within which a bare weekday is one that was told.
const weeks, soon = 60, 14

// weekdayPart is a day that was named by its day of the week.
func weekdayPart(n int) part {
	p := dayPart(n)
	p.weekday = weekday(n)
	return p
}

// isWeekly reports whether the weekday at tokens from to to is one of every week: "le lundi",
// unless something happened on it.
func (r *reader) isWeekly(from, to, tense int) bool {
	if from > 0 && (r.tokens[from-1].Lower == "des" || strings.HasSuffix(r.tokens[from-1].Fold, "ieme")) || r.is(from-1, "le", "les", "chaque", "un", "du", "au", "ce", "premier", "dernier", "second", "jeudi", "grand", "nom") && !r.is(from-2, "compter", "partir", "journee", "matinee", "soiree", "nuit") {
		if !(r.is(from-1, "le") && tense < 0 && !r.is(from-2, "et", ",", "que") && r.happened(from)) {
			return true
		}
	}
	if r.is(from-1, "le") && r.is(from-2, "site", "pas", "ouvert", "ouverte", "ouverts", "ouvertes", "ferme", "fermee", "fermes") {
		return true // "ne dessert pas le site le samedi"
	}
	if r.is(to, "de") && !r.is(from-1, "depuis") && (to+1 >= len(r.tokens) || r.tokens[to+1].Kind != extract.Number) {
		return true
	}
	if r.isListOfWeekdays(from) {
		return true
	}
	return r.tokens[from].Shape == extract.UpperCase && r.tokens[from].Gap >= extract.Line && r.is(to, ":")
}

// toldOn is the day with the weekday w, from one day number to another, that the text has
// told of last: by that name, or in a range or by any name too.
func (r *reader) toldOn(w, first, last int, named bool) (int, bool) {
	const week = 7
	for i := len(r.done) - 1; i >= max(0, len(r.done)-lookBack); i-- {
		q := &r.done[i]
		if q.yearly || q.start.d == 0 || named && q.weekday != w || r.isSince(q.from) {
			continue
		}
		for d := q.firstDay(); d <= q.lastDay() && d < q.firstDay()+week; d++ {
			if weekday(d) == w && d >= first && d <= last && (q.isDay() || d < last-week) {
				return d, true // "les 12-13 octobre … Jeudi matin, Eauze"
			}
		}
	}
	return 0, false
}

// nextOn is the next day with the weekday w after day n, or one that the text has told of as
// to come.
func (r *reader) nextOn(w, n int) int {
	if d, ok := r.toldOn(w, n+1, n+soon, true); ok {
		return d
	}
	if e, ok := r.event(n); ok && e < n && n-e < 7 && weekday(n) == w {
		return n // "s'est réuni lundi 17 … se réunira mardi", on a page of the 18th
	}
	if e, ok := r.written(); ok && e < n {
		n = e
	}
	return n + (w-weekday(n)+6)%7 + 1
}

// lastOn is the last day with the weekday w up to day n. An update comes late: there the
// day is counted from what happened last.
func (r *reader) lastOn(w, n, from, to int) int {
	const week = 7
	e, told := r.event(n)
	told = told && r.dateline == nil && !r.is(from-1, "depuis") && (r.updated || n-e > week && r.justTold(e))
	before := r.isPluperfect(from, to)
	switch d, ok := r.toldOn(w, n-weeks, n, true); {
	case told && before:
		return e - (weekday(e)-w+6)%7 - 1
	case told && r.isTold(r.sentence(), from) && !(n-e < 7 && n-e > (weekday(n)-w+7)%7):
		return e - (weekday(e)-w+7)%7
	case ok:
		return d
	case told:
		if k := e + (w-weekday(e)+7)%7; k <= n && k > e {
			return k
		}
	}
	if k := to + 1; r.is(to, "et") && k < len(r.tokens) && weekdays[r.tokens[k].Fold] != 0 {
		second := weekdays[r.tokens[k].Fold] // "samedi et dimanche" belong together
		return n - (weekday(n)-second+7)%7 - (second-w+7)%7
	}
	return n - (weekday(n)-w+7)%7
}

// reports reports whether the page tells of what has been: so does the first verb of its
// own that shows a tense, or of a page without one its date.
func (r *reader) reports() bool {
	quote := false
	for i := range r.tokens {
		switch t := &r.tokens[i]; {
		case r.is(i, "«", "“"):
			quote = true
		case r.is(i, "»", "”"):
			quote = false
		case quote || t.Kind != extract.Word || t.Shape != extract.LowerCase:
		case isFuture(t.Lower):
			return false
		case r.isPast(i, len(r.tokens)):
			return true
		}
	}
	return false
}

// opensReport reports whether the day at token from opens a sentence that shows no
// tense, before others that tell what has been or give someone's words rather than what
// is to come: "Mardi matin, centre de formation. Le préfet passe d'un atelier à l'autre".
func (r *reader) opensReport(from, to int) bool {
	const reach = 120
	s := r.sentence()
	if from != s.From || r.is(to, ":", "-", "–") || to >= s.To || r.tokens[to].Kind == extract.Number {
		return false
	}
	for i := s.To; i < min(len(r.tokens), s.To+reach); i++ {
		switch t := &r.tokens[i]; {
		case r.is(i, "«", "“"):
			return true
		case t.Kind == extract.Word && isFuture(t.Lower) && t.Shape == extract.LowerCase:
			return false
		case r.isPast(i, len(r.tokens)):
			return true
		}
	}
	return false
}

// isPluperfect reports whether the verb nearest to tokens from to to, first to the left, tells
// what came before something past.
func (r *reader) isPluperfect(from, to int) bool {
	s := r.sentence()
	for i := from - 1; i >= max(s.From, from-window); i-- {
		if r.isPast(i, from) {
			return r.isBefore(i)
		}
	}
	for i := to; i < min(s.To, to+window); i++ {
		if r.isPast(i, s.To) {
			return r.isBefore(i)
		}
	}
	return false
}

// isBefore reports whether token i, which tells the past, is the auxiliary of a pluperfect.
func (r *reader) isBefore(i int) bool {
	if r.is(i, "avait", "avaient") {
		return true
	}
	if !r.is(i, "etait", "etaient") {
		return false
	}
	for k := i + 1; k < min(i+4, r.sentence().To); k++ {
		if moved[participleStem(r.tokens[k].Fold)] {
			return true // "était descendu"
		}
	}
	return r.is(i-1, "s'", "se")
}

// happened reports whether a verb of the past stands before token from in its clause.
func (r *reader) happened(from int) bool {
	for i := from - 1; i >= max(r.sentence().From, from-window); i-- {
		switch r.tokens[i].Fold {
		case "«", "“", "\"", ":", ";":
			return false
		}
		if r.isPast(i, from) {
			return true
		}
	}
	return false
}

func thisWeekday(r *reader, c []capture, from, to int) (part, bool) {
	n, ok := r.now()
	if r.is(from-1, "de") && r.is(from-2, "fait", "faire", "faisant", "fit", "firent", "font", "fera") {
		return part{}, false // "La loi fait de ce dimanche une journée nationale"
	}
	d := (num(c, "W") - weekday(n) + 7) % 7
	if t := r.happening(from, to); d > 0 && (t < 0 || t == 0 && d > 3) {
		d -= 7
	}
	return dayPart(n + d), ok
}

func nextWeekday(r *reader, c []capture, from, to int) (part, bool) {
	n, ok := r.now()
	if r.is(to-1, "suivant") {
		n, ok = r.before(from, to)
	}
	d := (num(c, "W") - weekday(n) + 7) % 7
	if d == 0 {
		d = 7
	}
	return dayPart(n + d), ok
}

func lastWeekday(r *reader, c []capture, from, to int) (part, bool) {
	n, ok := r.now()
	if r.is(to-1, "precedent") {
		n, ok = r.before(from, to)
	}
	d := (weekday(n) - num(c, "W") + 7) % 7
	if d == 0 {
		d = 7
	}
	return dayPart(n - d), ok
}

func weekdayOfWeek(r *reader, c []capture, from, to int) (part, bool) {
	n, ok := r.now()
	if r.is(to-1, "prochaine", "suivante", "prochain", "apres") {
		n += 7
	} else if !r.is(to-2, "cette") {
		n -= 7
	}
	return dayPart(monday(n) + num(c, "W") - 1), ok
}

func inEight(r *reader, c []capture, _, to int) (part, bool) {
	n, ok := r.now()
	d := (num(c, "W") - weekday(n) + 7) % 7
	if r.is(to-1, "huit", "8") {
		return dayPart(n + d + 7), ok
	}
	return dayPart(n + d + 14), ok
}

// isListOfWeekdays reports whether the weekday at token from goes on a list of those of
// every week: "les lundi, mercredi et jeudi".
func (r *reader) isListOfWeekdays(from int) bool {
	i := from - 1
	for i > 0 && (r.is(i, ",", "et", "ou") || weekdays[r.tokens[i].Fold] != 0) {
		i--
	}
	return i < from-2 && r.is(i, "les")
}

// nextOfStory is the weekday w after a day that the sentence has named last, months before
// day n: "Le lundi 21 [novembre 2016], j'étais à Foix ; dès le mardi, à Pamiers".
func (r *reader) nextOfStory(w, n int) (int, bool) {
	const old = 60 // days
	k := len(r.done) - 1
	if k < 0 || r.done[k].from < r.sentence().From || !r.done[k].isDay() || r.done[k].yearly || r.done[k].weekday == 0 {
		return 0, false
	}
	d := r.done[k].firstDay()
	return d + (w-weekday(d)+6)%7 + 1, n-d > old
}

// justTold reports whether the paragraph has named day d last.
func (r *reader) justTold(d int) bool {
	k := len(r.done) - 1
	return k >= 0 && r.done[k].isDay() && !r.done[k].yearly && r.done[k].firstDay() == d && r.sameParagraph(r.done[k].from, r.start)
}

// agenda is the weekday w, at token from, that opens a line of a list, after the day that
// the line before opened with: "- dimanche 3 mai : … - lundi : …".
func (r *reader) agenda(from, w, n int) (int, bool) {
	const soon = 3 // days
	line := r.lineOf(from)
	k := len(r.done) - 1
	if line == 0 || from-line > 1 || k < 0 || !r.done[k].isDay() || r.done[k].yearly || !bullets[r.tokens[line].Fold] && r.done[k].weekday == 0 {
		return 0, false
	}
	q := &r.done[k]
	if before := r.lineOf(line - 1); q.from < before || q.from-before > 1 {
		return 0, false
	}
	d := q.firstDay()
	next := d + (w-weekday(d)+6)%7 + 1
	return next, n-d <= weeks && next-d <= soon
}
