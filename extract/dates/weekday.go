package dates

import (
	"strings"

	"estrade/extract"
)

// bareWeekday is the nearest such day on the side that the tense tells, ahead if
// it tells nothing. A day of every week ("le dimanche", "du lundi au
// vendredi") is no date.
func bareWeekday(r *reader, c []capture, from, to int) (part, bool) {
	n, ok := r.now()
	if !ok {
		return part{}, false
	}
	tense := r.happening(from, to)
	if tense == 0 && r.opensReport(from, to) {
		tense = -1
	}
	if from > 0 && r.tokens[from-1].Lower == "des" || r.is(from-1, "le", "les", "chaque", "un", "du", "au", "ce", "premier", "dernier", "second", "deuxieme", "troisieme", "jeudi", "grand", "nom") && !r.is(from-2, "compter", "partir", "journee", "matinee", "soiree", "nuit") {
		// "le lundi", as of every week, unless something happened on it.
		if !(r.is(from-1, "le") && tense < 0 && !r.is(from-2, "et", ",", "que") && r.happened(from)) {
			return part{}, false
		}
	}
	if r.is(from-1, "le") && r.is(from-2, "site", "pas", "ouvert", "ouverte", "ouverts", "ouvertes", "ferme", "fermee", "fermes") {
		return part{}, false // "ne dessert pas le site le samedi"
	}
	if r.is(to, "de") || r.tokens[from].Shape == extract.UpperCase && r.tokens[from].Gap >= extract.Line && r.is(to, ":") {
		return part{}, false
	}
	w := num(c, "W")
	if d, ok := r.namedAhead(w, n); ok && tense > 0 {
		return dayPart(d), true
	}
	if tense > 0 {
		if e, found := r.written(); found && e < n {
			return dayPart(e + (w-weekday(e)+6)%7 + 1), true
		}
	}
	if tense < 0 && r.updated && r.dateline == nil && (r.isPluperfect(from, to) || r.isTold(r.sentence(), from)) {
		if e, found := r.event(n); found && !(n-e < 7 && n-e > (weekday(n)-w+7)%7 && !r.isPluperfect(from, to)) {
			if weekday(e) == w && !r.isPluperfect(from, to) {
				return dayPart(e), true // it goes on on that day
			}
			return dayPart(e - (weekday(e)-w+6)%7 - 1), true
		}
	}
	heading := from == r.sentence().From && (r.is(to, ":", "-", "–", ",") || to >= r.sentence().To)
	if d, ok := r.namedDay(w, n, heading); ok && (tense < 0 || heading) {
		p := dayPart(d)
		p.weekday = w
		return p, true
	}
	d := (w - weekday(n) + 7) % 7
	switch {
	case tense < 0:
		if e, ok := r.event(n); ok && r.updated && r.dateline == nil {
			// An update comes late: the day is counted from what happened last.
			if k := e + (w-weekday(e)+7)%7; k <= n && k > e {
				return dayPart(k), true
			}
		}
		if d > 0 {
			d -= 7
		}
		if k := to + 1; r.is(to, "et") && k < len(r.tokens) && weekdays[r.tokens[k].Fold] != 0 {
			second := weekdays[r.tokens[k].Fold] // "samedi et dimanche" belong together
			d = -(weekday(n)-second+7)%7 - (second-w+7)%7
		}
	case d == 0:
		d = 7
	}
	return dayPart(n + d), true
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
		if moved[strings.TrimRight(r.tokens[k].Fold, "es")] {
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

// namedDay is the day before day n, by more than a week, that the text named
// with the weekday w: "les jeudi 14 et vendredi 15 octobre … Jeudi : Réquista".
//
// A heading means any day of the text, with its weekday named or not: "les 12-13
// octobre … Jeudi matin, Eauze".
func (r *reader) namedDay(w, n int, heading bool) (int, bool) {
	const week, most = 7, 60
	for i := len(r.done) - 1; i >= max(0, len(r.done)-lookBack); i-- {
		q := &r.done[i]
		if heading && !q.yearly && q.start.d != 0 {
			for d := q.firstDay(); d <= q.lastDay() && d < q.firstDay()+week; d++ {
				if weekday(d) == w && d <= n && n-d <= most {
					return d, true
				}
			}
		}
		if !q.isDay() || q.yearly || weekday(q.firstDay()) != w || q.weekday == 0 {
			continue
		}
		d := q.firstDay()
		return d, n-d >= week && n-d <= most
	}
	return 0, false
}

// namedAhead is the day up to two weeks after day n that the text named last with the
// weekday w: "Samedi 5 juin : Argentan … Le préfet sera représenté samedi à Bellême".
func (r *reader) namedAhead(w, n int) (int, bool) {
	const most = 14
	for i := len(r.done) - 1; i >= max(0, len(r.done)-lookBack); i-- {
		q := &r.done[i]
		if q.weekday != w || !q.isDay() || q.yearly {
			continue
		}
		d := q.firstDay()
		return d, d > n && d-n <= most
	}
	return 0, false
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
