package dates

import "estrade/extract"

// bareDayRules are days of the month whose month is told elsewhere.
func bareDayRules() []rule {
	return []rule{
		{name: "night of days", pattern: "<nuit> du DAY au DAY END", yield: nightOfDays, examples: exs{
			{"la nuit du 19 au 20, un feu a pris", "2018-01-22", "du 19 au 20 = 2018-01-19..2018-01-20"},
			{"Interdit du 12 juillet au 15 juillet. La vente est prohibée la nuit du 13 au 14.", "2016-07-11", "du 12 juillet au 15 juillet = 2016-07-12..2016-07-15; du 13 au 14 = 2016-07-13..2016-07-14"},
			{"Des gelées sont attendues dans la nuit du 2 au 3", "2016-03-30", "du 2 au 3 = 2016-04-02..2016-04-03"},
		}},
		{name: "days from to", pattern: "du DAY [ TIME ] au DAY END", yield: daysFromTo, examples: exs{
			{"Le pont ferme le 3 juin, puis du 13 au 15.", "2016-05-11", "3 juin = 2016-06-03; du 13 au 15 = 2016-06-13..2016-06-15"},
			{"du jeudi 26 au vendredi 27 : accueil sur rendez-vous", "2024-12-02", "du jeudi 26 au vendredi 27 = 2024-12-26..2024-12-27"},
			{"Chaussures du 36 au 42, articles du 3 au 9", "2016-05-11", ""},
		}},
		{name: "between days", pattern: "entre le DAY et le DAY END", yield: coming, examples: ex("entre le 13 et le 18", "2013-02-12", "entre le 13 et le 18 = 2013-02-13..2013-02-18")},
		{name: "until day", pattern: "jusqu' au DAY END", yield: untilDay, examples: ex("Le texte du 5 mai 2021 s'applique jusqu'au 30.", "2021-04-15", "5 mai 2021 = 2021-05-05; jusqu'au 30 = 2021-04-15..2021-05-30")},
		{name: "list of days", pattern: "<les> DAY { , DAY } et|ou DAY END", yield: sameMonth, examples: ex("Le bus passe en janvier 2021 à Rimeize les 7 et 21.", "", "janvier 2021 = 2021-01; 7 = 2021-01-07; 21 = 2021-01-21")},
		{name: "day", pattern: "<le> D END", yield: sameDay, examples: exs{
			{"Le mois de janvier a été marqué par des crues, dont celle de la Sèvre, le 18.", "2020-02-03", "mois de janvier = 2020-01; 18 = 2020-01-18"},
			{"Composez le 18 ou le 112.", "2020-02-03", ""},
			{"L'alerte, déclenchée le 30 à 19 heures et levée le lendemain", "2025-01-06", "30 = 2024-12-30; lendemain = 2024-12-31"},
		}},
		{name: "from day", pattern: "<partir|compter> du D END", yield: fromDay, examples: ex("à partir du 8", "2013-02-12", "8 = 2013-03-08")},
	}
}

// sameMonth are days in the month that was named last.
func sameMonth(r *reader, c []capture, from, to int) ([]part, bool) {
	b := bounds(c)
	var month ymd
	if len(r.done) > 0 {
		p := &r.done[len(r.done)-1]
		if !p.yearly && p.start.m != 0 && p.rule != "until" && r.sameParagraph(p.from, from) && from-p.to < 2*window {
			month = p.start
			if !p.end.isZero() && p.end.m != 0 {
				month = p.end
			}
			if p.start.d != 0 && b[0].start.d < month.d && (r.is(from-2, "puis") || r.is(from-2, "et", ",") && p.basis == extract.Relative) {
				month = ymd{month.y, month.m, 1}.addMonths(1)
			}
		}
	}
	if month.m == 0 {
		if p, ok := r.timed(b[0].start.d, from, to); ok && len(b) == 1 {
			return []part{p}, true
		}
		if len(b) > 1 || from-1 != r.sentence().From && !r.is(from-2, "depuis", "des") && !r.announced(from) {
			return nil, false
		}
		return fromDay(r, c, from, to)
	}
	for i := from - 2; i >= max(0, from-8); i-- {
		if emergency[r.tokens[i].Fold] {
			return nil, false
		}
	}
	if n, ok := r.now(); ok && r.is(from-2, "depuis") {
		if d := (ymd{month.y, month.m, b[0].start.d}); d.valid() && d.first() > n {
			month = ymd{month.y, month.m, 1}.addMonths(-1) // "ouverte depuis le 2"
		}
	}
	for i := range b {
		b[i].start = ymd{month.y, month.m, b[i].start.d}
		b[i].basis = extract.Inferred
		if !b[i].valid() {
			return nil, false
		}
	}
	return b, true
}

// sameDay is a day in digits; "le premier" is mostly no day.
func sameDay(r *reader, c []capture, from, to int) ([]part, bool) {
	if r.tokens[from].Kind != extract.Number {
		return nil, false
	}
	return sameMonth(r, c, from, to)
}

// announced reports "Prochaine réunion le 23": what is announced for a day.
func (r *reader) announced(from int) bool {
	const most = 6
	for i := max(r.sentence().From, from-most); i < from; i++ {
		if r.is(i, "prochaine", "prochain", "rendez") {
			return true
		}
	}
	return false
}

// emergency are the telephone numbers that look like days.
var emergency = set("composer composez appeler appelez appel numero numeros contacter contactez joindre faire faites telephoner tel")

// timed is a day of the month that a time of day follows, on the side of the present
// day that the tense tells: "déclenchée le 30 à 19 heures".
func (r *reader) timed(d, from, to int) (part, bool) {
	if n, _, ok := matchTime(r, to); !ok || n < 2 {
		return part{}, false
	}
	p, ok := r.nextDay(d)
	if r.tense(from, to) < 0 {
		p, ok = r.lastDay(d)
	}
	p.from, p.to = from, to
	return p, ok
}

// fromDay is the next such day of a month.
func fromDay(r *reader, c []capture, from, to int) ([]part, bool) {
	p, ok := r.nextDay(num(c, "D"))
	if r.is(from-2, "depuis") {
		p, ok = r.lastDay(num(c, "D"))
	}
	if !ok || to < r.sentence().To && r.tokens[to].Kind != extract.Punct {
		return nil, false
	}
	p.from, p.to = from, to
	if r.is(from, "du") {
		p.from++
	}
	return []part{p}, true
}

// untilDay ends on a day of the month that was named last.
func untilDay(r *reader, c []capture, from, to int) ([]part, bool) {
	b, ok := sameMonth(r, c, from, to)
	if !ok {
		return nil, false
	}
	return r.until(b[0], from, to)
}

// daysFromTo are two days in the month that was named last, or with their days of
// the week.
func daysFromTo(r *reader, c []capture, from, to int) ([]part, bool) {
	b := bounds(c)
	first, last := b[0].start.d, b[1].start.d
	if r.tokens[b[0].to-1].Kind != extract.Number || r.tokens[b[1].to-1].Kind != extract.Number || first >= last && last > 7 {
		return nil, false
	}
	var p part
	if w := b[0].weekday; w != 0 {
		var ok bool
		if p, ok = r.weekdayDay(first, w); !ok {
			return nil, false
		}
	} else {
		found, ok := sameMonth(r, c, from, to)
		if !ok {
			return nil, false
		}
		p = found[0]
	}
	p.end = ymd{p.start.y, p.start.m, last}
	if last < first {
		p.end = ymd{p.start.y, p.start.m, 1}.addMonths(1)
		p.end.d = last
	}
	p.from, p.to = from, to
	return []part{p}, p.valid() && p.firstDay() <= p.lastDay()
}

// nightOfDays is the night between two days of the month that was named last, else
// the nearest on the side that the tense tells.
func nightOfDays(r *reader, c []capture, from, to int) ([]part, bool) {
	b := bounds(c)
	first, last := b[0].start.d, b[1].start.d
	if p, ok := lastNight(r, c, from, to); ok && (r.tense(from, to) < 0 || len(r.done) == 0) {
		return p, true
	}
	if p, ok := daysFromTo(r, c, from, to); ok {
		return p, true
	}
	p, ok := r.nextDay(first)
	if !ok {
		return nil, false
	}
	p.end = civil(p.firstDay() + 1)
	p.from, p.to = from, to
	return []part{p}, p.end.d == last
}

// lastNight lies between two days that follow each other, the last such before the present day.
func lastNight(r *reader, c []capture, from, to int) ([]part, bool) {
	b := bounds(c)
	p, ok := r.lastDay(b[1].start.d)
	if !ok {
		return nil, false
	}
	p.end = p.start
	p.start = civil(p.start.first() - 1)
	p.from, p.to = from, to
	return []part{p}, p.start.d == b[0].start.d && r.tense(from, to) <= 0
}

// coming are two days of the next month that has them.
func coming(r *reader, c []capture, from, to int) ([]part, bool) {
	b := bounds(c)
	p, ok := r.nextDay(b[0].start.d)
	if !ok {
		return nil, false
	}
	p.end = ymd{p.start.y, p.start.m, b[1].start.d}
	p.from, p.to = from, to
	return []part{p}, p.valid() && p.firstDay() <= p.lastDay()
}

func (r *reader) nextDay(d int) (part, bool) {
	n, ok := r.now()
	if !ok {
		return part{}, false
	}
	a := ymd{civil(n).y, civil(n).m, 1}
	for k := range 3 {
		b := a.addMonths(k)
		b.d = d
		if b.valid() && b.first() >= n {
			return part{start: b, basis: extract.Inferred}, true
		}
	}
	return part{}, false
}

// lastDay is the day d of a month up to the present day.
func (r *reader) lastDay(d int) (part, bool) {
	n, ok := r.now()
	if !ok {
		return part{}, false
	}
	a := ymd{civil(n).y, civil(n).m, 1}
	for k := range 3 {
		b := a.addMonths(-k)
		b.d = d
		if b.valid() && b.first() <= n {
			return part{start: b, basis: extract.Inferred}, true
		}
	}
	return part{}, false
}

