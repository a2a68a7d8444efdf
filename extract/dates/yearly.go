package dates

import "estrade/extract"

// settle finds the year of a part that leaves it open, or sees that it is of every year.
// It reports false where nothing tells.
func (r *reader) settle(p part) (part, bool) {
	if r.isOfEveryYear(&p) {
		p.yearly = true
	}
	return r.complete(p)
}

// isOfEveryYear reports whether p, a day or a range of days without a year, is said of
// every year: where the text has said so of the same day before, or the sentence does, or
// the head of the list that it stands in, or, of a range, the paragraph. Where a verb
// tells what was or will be, it is of one year: "Comme chaque année, la fête aura lieu le 14 juillet".
func (r *reader) isOfEveryYear(p *part) bool {
	if !p.open() || p.start.d == 0 || p.start.m == 0 || p.weekday != 0 || p.isFete || p.basis != "" || !p.end.isZero() && p.end.d == 0 {
		return false
	}
	for i := len(r.done) - 1; i >= 0 && r.sameParagraph(r.done[i].from, p.from); i-- {
		if q := &r.done[i]; q.yearly && (p.start == q.start || p.start == q.end) && (p.end.isZero() || p.end == q.end) {
			return true // "du 1er juin au 31 août de chaque année … avant le 1er juin"
		}
	}
	s := r.sentence()
	if r.verbs(s, p.from, p.to) != 0 {
		return false
	}
	if r.speaksOfYears(s.From, s.To) {
		return true
	}
	if _, ok := r.topic(); ok {
		return false // "le calendrier 2020" says its rules of that year
	}
	if from, to := r.listHead(p.from); r.speaksOfYears(from, to) || to > 0 && r.hasPerYear(from, to) {
		return true
	}
	from, to := r.paragraph(p.from)
	return !p.end.isZero() && r.wholeYear(from, to)
}

// speaksOfYears reports whether tokens from to to speak of what comes back: "chaque année",
// "tous les ans", "deux fois par an", "toute l'année", "chaque hiver".
func (r *reader) speaksOfYears(from, to int) bool {
	for i := from; i < to; i++ {
		switch r.tokens[i].Fold {
		case "chaque":
			if _, season := seasons[r.tokens[min(i+1, to-1)].Fold]; season || r.is(i+1, "annee", "an", "saison") {
				return true
			}
		case "tous":
			if r.is(i+1, "les") && r.is(i+2, "ans") {
				return true
			}
		case "fois":
			if r.is(i+1, "par") && r.is(i+2, "an") {
				return true
			}
		case "annuellement":
			return true
		}
	}
	return r.wholeYear(from, to)
}

// hasPerYear reports "deux promotions par an :", the head of a list.
func (r *reader) hasPerYear(from, to int) bool {
	for i := from; i+1 < to; i++ {
		if r.is(i, "par") && r.is(i+1, "an") {
			return true
		}
	}
	return false
}

// wholeYear reports whether tokens from to to speak of the whole of any year, as rules do
// that stand: "autorisés toute l'année".
func (r *reader) wholeYear(from, to int) bool {
	for i := from; i+2 < to; i++ {
		if r.is(i, "toute") && r.is(i+1, "l'") && r.is(i+2, "annee") {
			return true
		}
	}
	return false
}

// listHead is the line, ending in a colon, that heads the list in which token at stands;
// it is empty where there is none.
func (r *reader) listHead(at int) (from, to int) {
	const most = 4 * window
	line := r.lineOf(at)
	if !bullets[r.tokens[line].Fold] {
		return 0, 0
	}
	for i := line; i > 0 && i > at-most; i = r.lineOf(i - 1) {
		if !bullets[r.tokens[i].Fold] {
			return i, line
		}
		line = i
		if r.is(i-1, ":") {
			return r.lineOf(i - 1), i
		}
	}
	return 0, 0
}

// lineOf is the first token of the line of token at.
func (r *reader) lineOf(at int) int {
	for at > 0 && r.tokens[at].Gap < extract.Line {
		at--
	}
	return at
}

// paragraph is the tokens of the paragraph of token at, some hundreds to each side.
func (r *reader) paragraph(at int) (from, to int) {
	const most = 200
	for from = at; from > max(0, at-most) && r.tokens[from].Gap < extract.Paragraph; {
		from--
	}
	for to = at + 1; to < min(len(r.tokens), at+most) && r.tokens[to].Gap < extract.Paragraph; {
		to++
	}
	return from, to
}

// isInstitution reports whether what is said of the day at tokens from to to is true of
// every year: "le 8 mai est un jour férié", "l'appel du 18 juin".
func (r *reader) isInstitution(from, to int) bool {
	const most = 6
	if r.is(from-1, "du") && r.is(from-2, "appel") {
		return true
	}
	if !r.is(from-1, "le") || !r.is(to, "est", "n'", "etait", "devient", "redevient", "fut", "a") {
		return false
	}
	for i := to; i < min(to+most, r.sentence().To); i++ {
		if r.is(i, "un", "une", "la", "le", "notre", "de", "du") && r.is(i+1, "jour", "journee", "fete", "date", "nouveau") || r.is(i, "ferie", "chome", "celebre", "commemore") {
			return true
		}
	}
	return false
}

// everyYear is a day after "chaque", "tous les" or "chaque année, le".
func everyYear(r *reader, c []capture, from, _ int) (part, bool) {
	if r.is(from-1, "les") && !r.is(from-2, "tous") {
		return part{}, false
	}
	if r.is(from-1, "le") && r.is(from-2, ",") && r.is(from-3, "ans") && r.is(from-5, "tous") {
		return yearly(r, c, from, from) // "tous les ans, le 1er mars"
	}
	if r.is(from-1, "le") && !(r.is(from-2, "annee", "an") && r.is(from-3, "chaque")) && !(r.is(from-2, ",") && r.is(from-3, "annee") && r.is(from-4, "chaque")) {
		return part{}, false
	}
	return yearly(r, c, from, from)
}

func yearly(_ *reader, c []capture, _, _ int) (part, bool) {
	return part{start: ymd{0, month(c), num(c, "D")}, yearly: true}, true
}

func yearlySpan(r *reader, c []capture, from, to int) ([]part, bool) {
	if !r.is(from-1, "chaque") && !r.is(from-2, "chaque") && !r.is(from-3, "chaque") {
		return nil, false
	}
	return []part{{start: ymd{0, c[1].n, c[0].n}, end: ymd{0, c[3].n, c[2].n}, yearly: true, from: from, to: to}}, true
}

func yearlyDays(_ *reader, c []capture, from, to int) ([]part, bool) {
	return []part{
		{start: ymd{0, c[1].n, c[0].n}, yearly: true, from: from, to: c[1].to},
		{start: ymd{0, c[3].n, c[2].n}, yearly: true, from: c[2].from, to: to},
	}, true
}

// isYearly reports whether the sentence speaks of every year.
func (r *reader) isYearly() bool {
	s := r.sentence()
	for i := s.From; i < s.To; i++ {
		if r.is(i, "chaque") && r.is(i+1, "annee") || r.is(i, "tous") && r.is(i+2, "ans") || r.is(i, "consacre", "consacree", "dedie", "dediee", "instaure", "institue") {
			return true
		}
	}
	return false
}
