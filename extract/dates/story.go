package dates

// A release tells a story: its narrative goes from one day to another, and "la veille",
// "le même jour" or a bare "jeudi" are counted from the day that it is on. A day that
// is told moves it. One that stands aside does not: what is to come, what came before
// what is told ("avait reçu les maires le 3"), what somebody said, and what belongs to
// a noun ("l'accident du 3 mai") or bounds something ("depuis le 3").

// aside is why a day does not move the narrative.
type aside struct {
	ahead  bool // it is to come
	before bool // it came before what is told
	said   bool // it is within somebody's words
	bound  bool // it belongs to a noun or bounds something
}

// asideOf tells why part p, which the text names next, does not move the narrative.
func (r *reader) asideOf(p *part) aside {
	ahead := r.tense(p.from, p.to) > 0 || r.published != nil && p.firstDay() > *r.published
	return aside{
		ahead:  ahead,
		before: r.isPluperfect(p.from, p.to) || r.is(p.to-1, "tot", "auparavant") || ahead && r.goesBack(p.from, p.to),
		said:   r.isSaid(),
		bound:  r.isBound(p.from) || p.weekday == 0 && !r.names(p) && r.isRelated(p.from),
	}
}

// goesBack reports whether tokens from to to count back: "la veille", "deux jours plus tôt".
func (r *reader) goesBack(from, to int) bool {
	return r.is(from, "veille") || r.is(from+1, "veille") || r.is(to-1, "tot", "auparavant", "avant", "precedent", "precedente")
}

// isRelated reports whether the date at token from stands in a clause that only says
// more of a noun: "l'école, qui a rouvert le 23 août".
func (r *reader) isRelated(from int) bool {
	for i := from - 1; i > max(r.sentence().From, from-window); i-- {
		if r.is(i, ",", ";", ":") {
			return false
		}
		if r.is(i, "qui", "dont") || r.tokens[i].Lower == "où" {
			return true
		}
	}
	return false
}

// names reports whether a relative date names its day of the week.
func (r *reader) names(p *part) bool {
	_, ok := weekdays[r.tokens[p.from].Fold]
	return ok || r.is(p.from, "ce") && !r.is(p.from+1, "jour", "matin", "soir")
}

// isBound reports whether the day at token from bounds or belongs to something
// ("depuis le 3", "au 15 mars"), so that it does not tell when something happened.
func (r *reader) isBound(from int) bool {
	return r.is(from-1, "depuis", "au", "du", "des") || r.is(from-2, "depuis", "jusqu'", "avant")
}

// isSaid reports whether the current match stands within somebody's words, quoted or reported.
func (r *reader) isSaid() bool { return r.quote || r.isReported() }

// narrative is the day that the narrative is on at the current match, up to day n and
// not more than recent days before it.
func (r *reader) narrative(n, recent int) (int, bool) {
	return r.lastNamed(func(p *part) bool {
		d := p.lastDay()
		return p.isDay() && p.aside == aside{} && d <= n && n-d <= recent
	})
}

// lastPast is the last day up to day n, and not more than recent days before it, that the
// text has told of as past with its day of the week, as events are.
func (r *reader) lastPast(n, recent int) (int, bool) {
	return r.lastNamed(func(p *part) bool {
		d := p.lastDay()
		return p.isDay() && !p.aside.ahead && (p.weekday != 0 || r.names(p)) && d <= n && n-d <= recent
	})
}

// event is the day that the narrative is on, some weeks before day n, else the full date
// that the page opens with.
func (r *reader) event(n int) (int, bool) {
	const recent = 60
	if d, ok := r.narrative(n, recent); ok {
		return d, true
	}
	if r.lead != nil && *r.lead <= n && n-*r.lead <= recent {
		return *r.lead, true
	}
	return 0, false
}

// before is the day that "la veille" and "trois jours plus tard" are counted from: one
// that its sentence or, in the same voice, its paragraph has named, else that of the
// narrative, else the last of the text, else the present one.
func (r *reader) before(from, to int) (int, bool) {
	n, ok := r.base()
	here := part{from: from, to: to, start: civil(n)}
	voice := r.asideOf(&here)
	if k := len(r.done) - 1; k >= 0 {
		p := &r.done[k]
		if p.isDay() && !p.yearly && p.from >= r.sentence().From && !r.isSince(p.from) && !r.isLegal(p.from) && (voice.ahead || !p.aside.ahead) {
			return p.firstDay(), true // "le 20 août 1944 ; le lendemain"
		}
	}
	back := r.goesBack(from, to)
	for _, fits := range []func(p *part) bool{
		func(p *part) bool {
			a := p.aside
			return r.sameParagraph(p.from, from) && a.ahead == voice.ahead && (!a.said || voice.said) && (!a.before || voice.before && !back)
		},
		func(p *part) bool { return voice.ahead && p.aside.ahead },
		func(p *part) bool { return p.isDay() && p.aside == aside{} },
		func(p *part) bool { return true },
	} {
		if d, found := r.lastNamed(func(p *part) bool { return (!ok || near(p.lastDay(), n)) && fits(p) }); found {
			return d, true
		}
	}
	if d, found := r.lastNamed(func(*part) bool { return true }); found {
		return d, true
	}
	return n, ok
}

// lastNamed is the last day of what the text named last and fits, but for what began
// then and goes on.
func (r *reader) lastNamed(fits func(p *part) bool) (int, bool) {
	for i := len(r.done) - 1; i >= max(0, len(r.done)-lookBack); i-- {
		if p := &r.done[i]; !p.yearly && p.start.d != 0 && !r.isSince(p.from) && fits(p) {
			return p.lastDay(), true
		}
	}
	return 0, false
}

// looksAhead reports whether the sentence at token has named a day, or its paragraph one
// that is to come.
func (r *reader) looksAhead(at int) bool {
	for i := len(r.done) - 1; i >= 0 && r.sameParagraph(r.done[i].from, at); i-- {
		if p := &r.done[i]; p.start.d != 0 && (p.aside.ahead || p.from >= r.sentence().From) {
			return true
		}
	}
	return false
}
