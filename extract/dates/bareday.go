package dates

import (
	"estrade/extract"
)

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
			{"Permanences le 3 à Vire, le 10 (matin) à Flers et le 17 avril à Domfront.", "2020-02-20", "3 = 2020-04-03; 10 = 2020-04-10; 17 avril = 2020-04-17"},
			{"Les arrêtés, signés le 8, ont été transmis aux maires.", "2020-07-10", "8 = 2020-07-08"},
			{"Les services sont fermés les 24 et 31 décembre et jusqu'au 3 janvier ; celui des ventes, le 24.", "2020-12-21", "24 = 2020-12-24; 31 décembre = 2020-12-31; jusqu'au 3 janvier = 2020-12-21..2021-01-03; 24 = 2020-12-24"},
			{"L'alerte, déclenchée le 30 à 19 heures et levée le lendemain", "2025-01-06", "30 = 2024-12-30; lendemain = 2024-12-31"},
		}},
		{name: "day of", pattern: "<du> D END", yield: ofNoun, examples: exs{
			{"La chasse fermera le dimanche 4 décembre au lieu du 11.", "2022-05-23", "dimanche 4 décembre = 2022-12-04; 11 = 2022-12-11"},
			{"Nommée le 10 février 2021 (Journal officiel du 11)", "", "10 février 2021 = 2021-02-10; 11 = 2021-02-11"},
			{"Fermé lundi 31 octobre. Rouvert le 2 novembre ; les rendez-vous du 31 sont annulés.", "2022-10-24", "lundi 31 octobre = 2022-10-31; 2 novembre = 2022-11-02; 31 = 2022-10-31"},
			{"Nommé le 3 mars, il reçoit les élus du 14 et les pompiers du 18.", "2022-03-24", "3 mars = 2022-03-03"},
		}},
		{name: "day to", pattern: "<au> D END", yield: shiftedTo, examples: exs{
			{"Le comice, prévu le 17, est reporté au 24.", "2022-09-14", "17 = 2022-09-17; 24 = 2022-09-24"},
			{"Le bureau de vote est au 14 de la rue.", "2022-09-14", ""},
		}},
		{name: "week of bare day", pattern: "semaine du D END", yield: weekOfBareDay, examples: exs{
			{"142 cas entre le 17 et le 23 juillet, contre 41 la semaine du 5", "2021-07-26", "entre le 17 et le 23 juillet = 2021-07-17..2021-07-23; semaine du 5 = 2021-07-05..2021-07-11"},
		}},
		{name: "from day", pattern: "<partir|compter> du D END", yield: fromDay, examples: ex("à partir du 8", "2013-02-12", "8 = 2013-03-08")},
	}
}

// sameMonth are days in the month that the text has named before.
func sameMonth(r *reader, c []capture, from, to int) ([]part, bool) {
	b := bounds(c)
	if r.isNumber(from, to) {
		return nil, false
	}
	month, ok := r.monthAhead(b[0].start.d, from, to)
	if !ok {
		month, ok = r.monthOf(b[0].start.d, from)
	}
	if !ok {
		if len(b) > 1 {
			return nil, false
		}
		return r.loneDay(c, from, to)
	}
	if n, now := r.now(); now && len(b) == 1 && r.tense(from, to) < 0 {
		const grace = 3 // days
		if day := (ymd{month.y, month.m, b[0].start.d}); day.valid() && day.first() > n+grace {
			return r.dayOn(-1, b[0].start.d, from, to) // "rouvrira samedi. Le 31, il avait accueilli"
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

// monthOf is the month of day d, at token from, where the text has told it: that of the
// same day, named in the same paragraph ("les 24 et 31 décembre … les 24 et 31"), else
// the last one that the paragraph has named, else that of the same day further up.
func (r *reader) monthOf(d, from int) (beside ymd, ok bool) {
	k := len(r.done) - 1
	for i := k; i >= max(0, k-lookBack) && !r.is(from-2, "puis") && r.sameParagraph(r.done[i].from, from); i-- {
		if a, ok := r.done[i].names(d); ok {
			return a, true
		}
	}
	if k >= 0 && !r.done[k].yearly && r.done[k].start.m != 0 && !r.done[k].isOpenEnd() && r.sameParagraph(r.done[k].from, from) && from-r.done[k].to < 2*window {
		beside, ok = r.monthBeside(&r.done[k], d, from)
		if day := (ymd{beside.y, beside.m, d}); ok && day.valid() && beside.m == r.done[k].lastMonth() {
			return beside, true
		}
	}
	n, now := r.now()
	for i := k; now && i >= max(0, k-lookBack); i-- {
		if a, named := r.done[i].names(d); named && near(a.first(), n) {
			return a, true
		}
	}
	return beside, ok
}

// lastMonth is the month that p names last.
func (p *part) lastMonth() int {
	if p.end.m != 0 {
		return p.end.m
	}
	return p.start.m
}

// isOpenEnd reports "jusqu'à fin mai", which is no month of what comes next.
func (p *part) isOpenEnd() bool {
	end := p.end
	if end.isZero() {
		end = p.start
	}
	return p.rule == "until" && end.d == 0
}

// monthAhead is the month of day d, at tokens from to to, that its sentence tells later, where
// it has told none before: "le 3 à Vire, le 10 à Flers et le 17 mars à Domfront".
func (r *reader) monthAhead(d, from, to int) (ymd, bool) {
	s := r.sentence()
	if k := len(r.done) - 1; k >= 0 && r.done[k].from >= s.From && r.done[k].rule != "day" {
		return ymd{}, false
	}
	for i := to; i+1 < min(s.To, to+window); i++ {
		if r.tokens[i].Gap >= extract.Line || r.is(i, ";", ":", ".") || r.isPast(i, s.To) {
			return ymd{}, false
		}
		later, ok := digits(&r.tokens[i])
		m := months[r.tokens[i+1].Fold]
		if !ok || m == 0 {
			continue
		}
		if !r.is(i-1, "le") || !r.is(i-2, "et", "ou", "puis", ",") || later <= d {
			return ymd{}, false
		}
		p := part{start: ymd{m: m, d: later}, from: i, to: i + 2}
		if y, ok := digits(&r.tokens[min(i+2, len(r.tokens)-1)]); ok && y > 1900 && y < 2100 {
			p.start.y = y
		}
		p, ok = r.complete(p)
		return ymd{p.start.y, m, 0}, ok && p.start.y != 0
	}
	return ymd{}, false
}

// names is the month of p where it begins or ends on day d of one.
func (p *part) names(d int) (ymd, bool) {
	for _, a := range [2]ymd{p.start, p.end} {
		if a.d == d && a.y != 0 {
			return ymd{a.y, a.m, 0}, true
		}
	}
	return ymd{}, false
}

// monthBeside is the month of day d after p was named: that of p, or the next or the last
// where the order of the days or the calendar wants it.
func (r *reader) monthBeside(p *part, d, from int) (ymd, bool) {
	month := p.start
	if !p.end.isZero() && p.end.m != 0 {
		month = p.end
	}
	day := ymd{month.y, month.m, d}
	month.d = 0
	n, ok := r.now()
	switch {
	case p.start.d != 0 && d < p.start.d && (r.is(from-2, "puis") || r.is(from-2, "et", ",") && p.basis == extract.Relative):
		month = month.addMonths(1)
	case !day.valid() && r.tense(from, from+1) > 0:
		month = month.addMonths(1)
	case !day.valid(), ok && r.is(from-2, "depuis") && day.first() > n: // "ouverte depuis le 2"
		month = month.addMonths(-1)
	}
	return month, month.y != 0
}

// isNumber reports whether the number at tokens from to to is none of a day alone: that of
// a telephone, a score ("le 2 à 1"), a range ("du 4 au 10 mars") or every month.
func (r *reader) isNumber(from, to int) bool {
	for i := from - 2; i >= max(0, from-8); i-- {
		if emergency[r.tokens[i].Fold] {
			return true
		}
	}
	for i := to; i < min(r.sentence().To, to+8); i++ {
		if r.is(i, "chaque") && r.is(i+1, "mois") || r.is(i, "les") && r.is(i+1, "mois") {
			return true // "le 1er et le 15 de chaque mois"
		}
	}
	return r.is(to, "a", "au") && to+1 < len(r.tokens) && r.tokens[to+1].Kind == extract.Number && !r.is(to+2, "h", "heures", "heure", ":")
}

// loneDay is a day of which the text tells no month: the next such day, or the last one,
// as the sentence has it.
func (r *reader) loneDay(c []capture, from, to int) ([]part, bool) {
	d := bounds(c)[0].start.d
	if p, ok := r.timed(d, from, to); ok {
		return []part{p}, true
	}
	if from-1 == r.sentence().From || r.is(from-2, "depuis", "des") || r.announced(from) {
		return fromDay(r, c, from, to)
	}
	t := r.tense(from, to)
	if t == 0 || r.is(to, "de", "d'", "du", "des") {
		return nil, false
	}
	return r.dayOn(t, d, from, to)
}

// dayOn is the next day d of a month where tense t is of what is to come, else the last.
func (r *reader) dayOn(t, d, from, to int) ([]part, bool) {
	p, ok := r.nextDay(d)
	if t <= 0 {
		p, ok = r.lastDay(d)
	}
	p.from, p.to = from, to
	return []part{p}, ok
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

// ofNoun is a day after a noun of what happens or is made on one: "la réunion du 12",
// "au lieu du 11".
func ofNoun(r *reader, c []capture, from, to int) ([]part, bool) {
	d := num(c, "D")
	if from < 2 || r.tokens[from].Kind != extract.Number || r.isNumber(from, to) {
		return nil, false
	}
	noun := r.tokens[from-2].Fold
	if k := len(r.done) - 1; k >= 0 && r.is(from-2, "et", "ou", ",") && r.done[k].to == from-2 && r.done[k].rule == "day of" {
		noun = r.tokens[r.done[k].from-2].Fold // "les nuits du 24 et du 31"
	}
	if at := from - 3; at >= 0 && r.tokens[at+1].Shape == extract.LowerCase && !dated[noun] && dated[r.tokens[at].Fold] {
		noun = r.tokens[at].Fold // "la réunion publique du 9"
	}
	if month, ok := r.monthOf(d, from); ok && (dated[noun] || acts[noun] || blows[noun]) {
		month.d = d
		return []part{{start: month, basis: extract.Inferred, from: from, to: to}}, true
	}
	if acts[noun] || noun == "officiel" || noun == "ministres" {
		return r.dayOn(r.tense(from, to), d, from, to)
	}
	return nil, false
}

// dated are nouns that a day goes with.
var dated = set("officiel jo lieu reunion reunions seance seances session scrutin tour vote conseil conseils ministres ceremonie ceremonies vous marche match rencontre " +
	"matinee journee soiree nuit nuits date dates edition celle celui celles ceux episode visite etape course concert spectacle permanence permanences audience " +
	"conference atelier formation sortie inauguration signature bulletin commission comite assemblee manifestation manifestations defile operation controle " +
	"passage coupure ouverture fermeture depart arrivee livraison mobilisation greve")

// moves are what takes something from a day to another, as participles without their endings.
var moves = set("report decal repouss avanc deplac differ transfer")

// shifts are what else gives something another day.
var shifts = set("prolong fix ramen ajourn port etendu")

// shiftedTo is a day to which something is moved: "reporté au 24", "d'ici au 6".
func shiftedTo(r *reader, c []capture, from, to int) ([]part, bool) {
	const most = 6
	d := num(c, "D")
	if r.tokens[from].Kind != extract.Number || r.isNumber(from, to) {
		return nil, false
	}
	moved := r.is(from-2, "ici")
	for i := from - 2; i >= max(r.sentence().From, from-most) && !moved; i-- {
		stem := participleStem(r.tokens[i].Fold)
		moved = moves[stem] || shifts[stem]
	}
	if !moved {
		return nil, false
	}
	if month, ok := r.monthOf(d, from); ok {
		month.d = d
		return []part{{start: month, basis: extract.Inferred, from: from, to: to}}, month.valid()
	}
	return r.dayOn(1, d, from, to)
}

// weekOfBareDay is the week of a day of which the month is told elsewhere.
func weekOfBareDay(r *reader, c []capture, from, to int) ([]part, bool) {
	d := num(c, "D")
	if r.is(to, "au", "-") {
		return nil, false
	}
	day, ok := r.dayOn(r.tense(from, to), d, from, to)
	if month, found := r.monthOf(d, to-1); found {
		month.d = d
		day, ok = []part{{start: month}}, month.valid()
	}
	if !ok {
		return nil, false
	}
	p := weekPart(day[0].firstDay())
	p.basis, p.from, p.to = extract.Inferred, from, to
	return []part{p}, true
}

// fromDay is the next such day of a month.
func fromDay(r *reader, c []capture, from, to int) ([]part, bool) {
	d := bounds(c)[0].start.d
	p, ok := r.nextDay(d)
	if r.is(from-2, "depuis") {
		p, ok = r.lastDay(d)
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
