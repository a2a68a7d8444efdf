package dates

import (
	"estrade/extract"
)

// phraseRules are ranges and lists of dates, and days that need others.
func phraseRules() []rule { return concat(rangeRules(), bareDayRules()) }

// rangeRules are ranges and lists of dates.
func rangeRules() []rule {
	return []rule{
		{name: "from to", pattern: "du|de|d'|des [ le|la|l' ] ( DAY ; DATE ) [ TIME ] ( au|jusqu'au|a ; jusqu' au|a|en ) [ le|la|l' ] DATE", yield: span, examples: exs{
			{"du 2 au 9 mars", "2020-01-15", "du 2 au 9 mars = 2020-03-02..2020-03-09"},
			{"de mars à juin 2020", "", "de mars à juin 2020 = 2020-03..2020-06"},
			{"du 28 décembre 2019 au 3 janvier 2020", "", "du 28 décembre 2019 au 3 janvier 2020 = 2019-12-28..2020-01-03"},
			{"du 28 décembre au 3 janvier", "2019-12-20", "du 28 décembre au 3 janvier = 2019-12-28..2020-01-03"},
			{"du 1er janvier au 25 novembre 2021", "", "du 1er janvier au 25 novembre 2021 = 2021-01-01..2021-11-25"},
			{"du samedi 12 septembre à 8h00 au mercredi 30 septembre à minuit", "2020-09-11", "du samedi 12 septembre à 8h00 au mercredi 30 septembre = 2020-09-12..2020-09-30"},
			{"La campagne se déroule de la mi-mars à fin mai", "2024-03-11", "de la mi-mars à fin mai = 2024-03..2024-05"},
			{"directrice de cabinet de 2014 à 2017", "", "de 2014 à 2017 = 2014..2017"},
			{"dans la nuit de dimanche à lundi", "2024-01-14", "de dimanche à lundi = 2024-01-14..2024-01-15"},
			{"Ouverte du lundi au vendredi", "2024-01-14", ""},
			{"La fête, reportée du 14 juillet au samedi 6 août, aura lieu", "2022-07-29", "14 juillet = 2022-07-14; samedi 6 août = 2022-08-06"},
			{"Vigilance orange de lundi 16h à mardi 10h", "2024-01-15", "de lundi 16h à mardi = 2024-01-15..2024-01-16"},
			{"Du vendredi 18 juin (18h) au dimanche 20 juin 2021, minuit", "", "Du vendredi 18 juin (18h) au dimanche 20 juin 2021 = 2021-06-18..2021-06-20"},
		}},
		{name: "from to day", pattern: "du DATE [ TIME ] au DAY END", yield: span, examples: ex("du 2 mars au 9", "2020-01-15", "du 2 mars au 9 = 2020-03-02..2020-03-09")},
		{name: "night", pattern: "<nuit> du ( DAY ; DATE ) au DATE", yield: span, examples: ex("la nuit du 28 au 29 janvier", "2020-02-03", "du 28 au 29 janvier = 2020-01-28..2020-01-29")},
		{name: "between", pattern: "entre [ le|la|l' ] ( DAY ; DATE ) [ TIME ] et [ le|la|l' ] DATE", yield: span, examples: exs{
			{"entre le 3 et le 5 mai", "2020-04-15", "entre le 3 et le 5 mai = 2020-05-03..2020-05-05"},
			{"organisées entre le 1er janvier et le 31 octobre", "2018-11-21", "entre le 1er janvier et le 31 octobre = 2018-01-01..2018-10-31"},
			{"entre mars et mai 2020", "", "entre mars et mai 2020 = 2020-03..2020-05"},
			{"les travaux menés entre 2015 et le 5 janvier 2018", "", "entre 2015 et le 5 janvier 2018 = 2015..2018-01-05"},
		}},
		{name: "to", pattern: "( DAY ; DATE ) ( au ; jusqu' au|a ) DATE", yield: span, examples: exs{
			{"13 au 15 juillet 2020", "", "13 au 15 juillet 2020 = 2020-07-13..2020-07-15"},
		}},
		{name: "dash", pattern: "[ du ] ( DAY ; DATE ) ( -|–|— ; HYPHEN ) DATE", yield: span, examples: exs{
			{"10 août - 12 septembre 2013", "", "10 août - 12 septembre 2013 = 2013-08-10..2013-09-12"},
			{"13-15 juillet 2020", "", "13-15 juillet 2020 = 2020-07-13..2020-07-15"},
			{"week-end prolongé (1er-3 novembre)", "2019-10-04", "1er-3 novembre = 2019-11-01..2019-11-03"},
			{"instruction : mars-avril", "2020-02-07", "mars-avril = 2020-03..2020-04"},
			{"En juillet-août, le délai avait atteint 54 jours", "2024-12-02", "juillet-août = 2024-07..2024-08"},
			{"les jeux (26 juillet-11 août) mobilisent les services", "2024-03-11", "26 juillet-11 août = 2024-07-26..2024-08-11"},
			{"samedi 15-dimanche 16 juin", "2024-05-04", "samedi 15-dimanche 16 juin = 2024-06-15..2024-06-16"},
		}},
		{name: "months with a slash", pattern: "MONTH / MONTH [ [ de ] Y ]", yield: monthsJoined, examples: ex("décembre/janvier", "2024-11-02", "décembre/janvier = 2024-12..2025-01")},
		{name: "months to months", pattern: "M [ Y ] a [ la ] ( mi|fin|debut M Y ; M Y )", yield: monthsTo, examples: exs{
			{"Sept. 2004 à août 2007 : directrice de cabinet", "", "Sept. 2004 à août 2007 = 2004-09..2007-08"},
			{"Janvier à mars 2020 : chef de bureau", "", "Janvier à mars 2020 = 2020-01..2020-03"},
		}},
		{name: "months to", pattern: "MONTH a MONTH END", yield: monthsJoined, examples: ex("travaux prévus : mars à juin", "2020-02-07", "mars à juin = 2020-03..2020-06")},
		{name: "years to", pattern: "Y a Y END", yield: years, examples: exs{
			{"le précédent couvrait les années 2015 à 2022", "2023-03-10", "2015 à 2022 = 2015..2022"},
			{"2007 à 2011 : conseillère", "2023-03-10", "2007 à 2011 = 2007..2011"},
		}},
		{name: "slash days", pattern: "[ W ] D / DATE", yield: slashDays, examples: ex("19/20 novembre 2020", "", "19/20 novembre 2020 = 2020-11-19..2020-11-20")},
		{name: "dash years", pattern: "Y -|–|/|~ Y", yield: years, examples: exs{
			{"préfecture de la Nièvre (1996-2001)", "", "1996-2001 = 1996..2001"},
			{"En 2019-2020, 300 élèves étaient inscrits", "", "2019-2020 = 2019..2020"},
			{"pour la période 2024-2030", "", "2024-2030 = 2024..2030"},
			{"L'exposition « La Haute-Loire dans la tourmente, 1914-1918 », la guerre 1939-1945", "", ""},
			{"CPER 2015-2020, loi 2021-2022, le contrat de plan (CPER) 2021-2027", "", ""},
			{"le contrat de plan État-Région breton 2021-2027", "", ""},
		}},
		{name: "dotted days", pattern: "du [ W ] D =. MM [ TIME ] au [ W ] D =. MM", yield: dotted2, examples: exs{
			{"commissariat : du 30.11 au 02.12", "2022-11-21", "du 30.11 au 02.12 = 2022-11-30..2022-12-02"},
			{"une hausse du 3.2 au 4.1", "2022-11-21", ""},
		}},
		{name: "dates with slashes", pattern: "D =/ MM =- D =/ MM =/ Y", yield: slashes, examples: ex("10/1-11/2/2017", "", "10/1-11/2/2017 = 2017-01-10..2017-02-11")},
		{name: "until", pattern: "( jusqu' au|a|en ; jusqu'au|jusqu'a ) [ le|la|l' ] DATE", yield: until, examples: exs{
			{"jusqu'au 15 mai", "2020-04-15", "jusqu'au 15 mai = 2020-04-15..2020-05-15"},
			{"jusqu’en 2028", "2023-12-01", "jusqu’en 2028 = 2023-12-01..2028"},
			{"Prolongée jusqu'au 15 mai 2020", "", "jusqu'au 15 mai 2020 = 2020-05-15"},
		}},
		{name: "since until", pattern: "( depuis ; a partir|compter ) le|du|de|d' DATE [ TIME ] jusqu' au|a [ le|la ] DATE", yield: span, examples: exs{
			{"à compter du 3 mars jusqu'au 15 mai 2020", "", "à compter du 3 mars jusqu'au 15 mai 2020 = 2020-03-03..2020-05-15"},
			{"à compter du 3 mars et jusqu'au 15 mai 2020", "2020-02-12", "3 mars = 2020-03-03; jusqu'au 15 mai 2020 = 2020-02-12..2020-05-15"},
		}},
		{name: "every year from to", pattern: "<chaque|annee|,|an> du D M au D M", yield: yearlySpan, examples: ex("chaque année du 1er juin au 30 septembre", "2020-03-03", "du 1er juin au 30 septembre = --06-01..--09-30")},
		{name: "days of every year", pattern: "D M et|ou [ le|du|au ] D M de chaque annee", yield: yearlyDays, examples: ex("avant le 1er mai ou le 15 octobre de chaque année", "2020-03-03", "1er mai = --05-01; 15 octobre de chaque année = --10-15")},
		{name: "list", pattern: "DAY { [ , ] [ le ] DAY } [ , ] et|ou|puis|, [ le|les|du|au ] DATE", yield: list, examples: exs{
			{"les 2 et 9 mars 2020", "", "2 = 2020-03-02; 9 mars 2020 = 2020-03-09"},
			{"trois jours, les 2, 9 et 16 octobre", "2016-09-25", "2 = 2016-10-02; 9 = 2016-10-09; 16 octobre = 2016-10-16"},
			{"le 6, le 13 et le 20 mai 2021", "", "6 = 2021-05-06; 13 = 2021-05-13; 20 mai 2021 = 2021-05-20"},
			{"Appelez le 04 75 12 10 20, 2 mai 2021", "", "2 mai 2021 = 2021-05-02"},
			{"samedi 17 et mercredi 28 avril 2021", "", "samedi 17 = 2021-04-17; mercredi 28 avril 2021 = 2021-04-28"},
		}},
		{name: "list of months", pattern: "[ mois de|d' ] MONTH { , [ de|d'|en ] MONTH } [ , ] et|ou|puis|comme [ de|d'|en ] MONTH Y", yield: datedList, examples: exs{
			{"en mars, avril et mai 2020", "", "mars = 2020-03; avril = 2020-04; mai 2020 = 2020-05"},
			{"les victimes de janvier et de novembre 2015", "2016-01-20", "janvier = 2015-01; novembre 2015 = 2015-11"},
			{"les crues de décembre et de janvier 2021", "2021-03-20", "décembre = 2020-12; janvier 2021 = 2021-01"},
		}},
		{name: "list of days of months", pattern: "[ W ] D M { , [ le|du|les|des|au ] [ W ] D M } [ , ] et|ou|puis [ le|du|les|des|au ] [ W ] D M Y", yield: datedList, examples: exs{
			{"les attentats du 7 janvier et du 13 novembre 2015", "2022-03-14", "7 janvier = 2015-01-07; 13 novembre 2015 = 2015-11-13"},
			{"Réunions le 28 novembre, le 12 décembre et le 9 janvier 2021", "2020-10-14", "28 novembre = 2020-11-28; 12 décembre = 2020-12-12; 9 janvier 2021 = 2021-01-09"},
		}},
		{name: "ranges", pattern: "du DAY au DAY { , [ du ] DAY au DAY } [ , ] et [ du ] DAY au DATE", yield: ranges, examples: exs{
			{"les nuits du 7 au 8 et du 8 au 9 avril 2021", "", "du 7 au 8 = 2021-04-07..2021-04-08; du 8 au 9 avril 2021 = 2021-04-08..2021-04-09"},
			{"les nuits du 18 au 19, du 19 au 20 et du 20 au 21 mars", "2024-03-11", "du 18 au 19 = 2024-03-18..2024-03-19; du 19 au 20 = 2024-03-19..2024-03-20; du 20 au 21 mars = 2024-03-20..2024-03-21"},
		}},
		{name: "school years", pattern: "annees scolaires|universitaires Y -|/|– Y [ , Y -|/|– Y ] et Y -|/|– Y", yield: schoolYears, examples: exs{
			{"les années scolaires 2024-2025 et 2025-2026", "", "années scolaires 2024-2025 = 2024-09..2025-08; 2025-2026 = 2025-09..2026-08"},
		}},
		{name: "edges of months", pattern: "fin|debut|mi [ de ] MONTH / fin|debut|mi [ de ] MONTH", yield: monthsJoined, examples: ex("Les résultats seront affichés fin juin/début juillet", "2024-03-11", "fin juin/début juillet = 2024-06..2024-07")},
		{name: "centuries", pattern: "CENTURY ( HYPHEN ; -|–|/|et|au ) CENTURY siecles|siecle", yield: centuriesTo, examples: ex("un château des XVe-XVIe siècles", "", "XVe-XVIe siècles = 1401..1600")},
		{name: "apposition", pattern: "( hier|demain|aujourd'hui|veille|lendemain ; avant hier ; apres demain ; ce jour ; W prochain|dernier ) [ , ] [ le ] [ W ] D M [ Y ]", yield: apposed, examples: exs{
			{"Hier, jeudi 15 avril, la cellule s'est réunie", "2021-04-16", "Hier, jeudi 15 avril = 2021-04-15"},
			{"Le centre ouvrira lundi prochain, 8 mars, à Davézieux", "2021-03-04", "lundi prochain, 8 mars = 2021-03-08"},
			{"ce jour, mardi 4 mai 2021, à Vire", "", "ce jour, mardi 4 mai 2021 = 2021-05-04"},
		}},
		{name: "weekday in apposition", pattern: "( hier|demain|aujourd'hui ; avant hier ; apres demain ; ce jour ) [ , ] W [ matin|soir|midi ]", yield: namedTwice, examples: exs{
			{"Les transports sont suspendus aujourd'hui et demain mercredi", "2017-01-17", "aujourd'hui = 2017-01-17; demain mercredi = 2017-01-18"},
			{"Demain, samedi, tout ferme", "2021-04-16", "Demain, samedi = 2021-04-17"},
		}},
		{name: "period in apposition", pattern: "( semaine|mois|week-end|weekend ; week end ) prochain|prochaine|suivant|suivante|dernier|derniere , [ soit ] ( du D [ M ] au D M [ Y ] ; les D et D M [ Y ] )", yield: periodNamed, examples: exs{
			{"La semaine suivante, du 10 au 16 juin, le préfet sera en congé", "2024-05-31", "semaine suivante, du 10 au 16 juin = 2024-06-10..2024-06-16"},
			{"Le week-end prochain, les 21 et 22 septembre", "2024-09-18", "week-end prochain, les 21 et 22 septembre = 2024-09-21..2024-09-22"},
		}},
		{name: "eve in apposition", pattern: "veille|lendemain , [ le ] W [ D ] END", yield: eveNamed, examples: ex("Le 29 juin 2022, puis le lendemain, jeudi 30,", "", "29 juin 2022 = 2022-06-29; lendemain, jeudi 30 = 2022-06-30")},
	}
}

// bounds are the parts of DAY and DATE in a match.
func bounds(c []capture) []part {
	var out []part
	for i := range c {
		if c[i].slot == "DATE" || c[i].slot == "DAY" || c[i].slot == "MONTH" || c[i].slot == "D" {
			p := c[i].part
			switch c[i].slot {
			case "MONTH":
				p = part{start: ymd{m: c[i].n}}
			case "D":
				p = part{start: ymd{d: c[i].n}}
			}
			p.from, p.to = c[i].from, c[i].to
			out = append(out, p)
		}
	}
	return out
}

// whole makes p the date of all tokens of a match.
func whole(r *reader, p part, from, to int) ([]part, bool) {
	p.from, p.to = from, to
	p, ok := r.settle(p)
	return []part{p}, ok && p.valid()
}

// span is a range from the first date to the last.
func span(r *reader, c []capture, from, to int) ([]part, bool) {
	b := bounds(c)
	p, q := b[0], b[len(b)-1]
	if r.is(from-1, "n°", "°", "no", "numero") {
		return nil, false // "point de situation n° 6 - samedi 19 février 2022"
	}
	// A range of bare weekdays is one of every week, unless a night lies between.
	if p.rule == "weekday" && q.rule == "weekday" {
		if !r.is(from-1, "nuit", "nuits") && !r.is(from, "de") {
			return nil, false
		}
		n, d := q.firstDay(), (q.firstDay()-p.firstDay()+7)%7
		p = dayPart(n - d)
	}
	if p.basis == extract.Relative && p.rule == "weekday" && q.start.d != 0 && p.firstDay() > q.lastDay() && !q.open() {
		p = dayPart(p.firstDay() - 7)
	}
	if p.isFete && p.open() && !q.isFete && r.is(from-1, "nuit") { // "la nuit du dimanche de Pâques au lundi 1er avril"
		var ok bool
		if q, ok = r.complete(q); !ok {
			return nil, false
		}
		p = part{start: p.in(q.start.y).start, basis: q.basis}
	}
	if p.start.m == 0 && p.start.d == 0 && q.start.d != 0 && q.start.y == 0 && q.end.isZero() {
		return nil, false // "fixée cette année au 30 mai"
	}
	joined, ok := join(p, q)
	if !ok {
		return nil, false
	}
	if r.is(from, "du") && from > 0 && p.to > 0 && q.to > 0 && moves[participleStem(r.tokens[from-1].Fold)] {
		return r.moved(joined, p, q, from, to)
	}
	return whole(r, joined, from, to)
}

// moved are the two days of what is taken from one to the other: "reporté du 14 juillet au 6 août".
func (r *reader) moved(joined, p, q part, from, to int) ([]part, bool) {
	joined.from, joined.to = from, to
	joined, ok := r.complete(joined)
	p.start, q.start, p.end, q.end = joined.start, joined.end, ymd{}, ymd{}
	p.basis, q.basis = joined.basis, joined.basis
	return []part{p, q}, ok
}

// slashDays are two days of a month that is written in letters: "26/01/09" is one day.
func slashDays(r *reader, c []capture, from, to int) ([]part, bool) {
	for i := from; i < to; i++ {
		if r.tokens[i].Kind == extract.Word {
			return span(r, c, from, to)
		}
	}
	return nil, false
}

// apposed is a day that is named twice over.
func apposed(r *reader, c []capture, from, to int) ([]part, bool) {
	p, _ := day(r, c, from, to)
	return whole(r, p, from, to)
}

// namedTwice is a day counted from the present one that also names its weekday.
func namedTwice(r *reader, c []capture, from, to int) ([]part, bool) {
	n, ok := r.now()
	for _, d := range []struct {
		word string
		days int
	}{{"hier", -1}, {"demain", 1}, {"aujourd'hui", 0}, {"ce", 0}, {"avant", -2}, {"apres", 2}} {
		if r.is(from, d.word) && weekday(n+d.days) == num(c, "W") {
			p := dayPart(n + d.days)
			p.from, p.to = from, to
			return []part{p}, ok
		}
	}
	return nil, false
}

// eveNamed is the day before or after the one named last, with its weekday.
func eveNamed(r *reader, c []capture, from, to int) ([]part, bool) {
	n, ok := r.before(from, to)
	if r.is(from, "veille") {
		n--
	} else {
		n++
	}
	if d := num(c, "D"); !ok || weekday(n) != num(c, "W") || d != 0 && d != civil(n).d {
		return nil, false
	}
	p := dayPart(n)
	p.from, p.to = from, to
	return []part{p}, true
}

// monthsJoined are two months named together; where the year is not written they
// are in the one that the tense makes likely.
func monthsJoined(r *reader, c []capture, from, to int) ([]part, bool) {
	var m []int
	for i := range c {
		if c[i].slot == "MONTH" || c[i].slot == "M" {
			m = append(m, c[i].n)
		}
	}
	p := part{start: ymd{m: m[0]}, end: ymd{m: m[1]}}
	switch y := num(c, "Y"); {
	case m[0] == m[1]:
		return nil, false
	case y != 0 && m[0] > m[1]:
		p = p.in(y - 1)
	case y != 0:
		p = p.in(y)
	}
	return whole(r, p, from, to)
}

// monthsTo are a month of one year to a month of another.
func monthsTo(r *reader, c []capture, from, to int) ([]part, bool) {
	var m, y []int
	for i := range c {
		switch c[i].slot {
		case "M":
			m = append(m, c[i].n)
		case "Y":
			y = append(y, c[i].n)
		}
	}
	if len(y) == 1 {
		return monthsJoined(r, c, from, to)
	}
	p := part{start: ymd{y[0], m[0], 0}, end: ymd{y[1], m[1], 0}, from: from, to: to}
	return []part{p}, p.firstDay() < p.lastDay()
}

// dotted2 are two days with their months in digits: both have two, so that they are no figures.
func dotted2(r *reader, c []capture, from, to int) ([]part, bool) {
	var n []int
	for i := range c {
		if c[i].slot == "D" || c[i].slot == "MM" {
			n = append(n, c[i].n)
			if len(r.tokens[c[i].from].Lower) != 2 {
				return nil, false
			}
		}
	}
	p, ok := join(part{start: ymd{m: n[1], d: n[0]}}, part{start: ymd{m: n[3], d: n[2]}})
	if !ok {
		return nil, false
	}
	return whole(r, p, from, to)
}

// periodNamed is a period beside the present one that also says its days.
func periodNamed(r *reader, c []capture, from, to int) ([]part, bool) {
	b := bounds(c)
	last := part{start: ymd{year(c), month(c), b[len(b)-1].start.d}}
	first := part{start: ymd{d: b[0].start.d}}
	if c[1].slot == "M" {
		first.start.m = c[1].n
	}
	p, ok := join(first, last)
	if !ok {
		return nil, false
	}
	return whole(r, p, from, to)
}

// years are two years with a dash, but for those within the name of a plan.
func years(r *reader, c []capture, from, to int) ([]part, bool) {
	a, b := c[0].n, c[len(c)-1].n
	if a >= b || b-a > 60 || a < 1700 || b > 2100 {
		return nil, false
	}
	if from > 0 {
		t := &r.tokens[from-1]
		if t.Kind == extract.Number || t.Kind == extract.Word && t.Shape != extract.LowerCase && t.Shape != extract.NoCase && r.tokens[from].Gap <= extract.Space && !yearWords[t.Fold] ||
			t.Fold == ")" && from > 1 && r.tokens[from-2].Shape == extract.UpperCase ||
			isOneOf(t.Fold, []string{"loi", "n", "°", "n°", "decret", "arrete", "numero", "article"}) {
			return nil, false
		}
	}
	if r.quote && r.is(to, "»", "”") {
		return nil, false // « Les Vosges dans la tourmente, 1914-1918 »
	}
	if r.is(from-1, "guerre") {
		return nil, false
	}
	for i := from - 1; i >= max(r.sentence().From, from-8) && r.tokens[i].Kind == extract.Word && !r.is(i, "en", "entre", "pour", "periode", "annees", "depuis", "sur"); i-- {
		if plans[r.tokens[i].Fold] {
			return nil, false
		}
	}
	return []part{{start: ymd{y: a}, end: ymd{y: b}, from: from, to: to}}, true
}

// plans are what bears the years for which it was made in its name.
var plans = set("plan contrat contrats pacte programme schema convention strategie papi cper loi cpier projet agenda")

func slashes(_ *reader, c []capture, from, to int) ([]part, bool) {
	p := part{start: ymd{c[4].n, c[1].n, c[0].n}, end: ymd{c[4].n, c[3].n, c[2].n}, from: from, to: to}
	return []part{p}, p.valid() && p.firstDay() <= p.lastDay()
}

// until ends on its date and begins on that of the page.
func until(r *reader, c []capture, from, to int) ([]part, bool) {
	return r.until(bounds(c)[0], from, to)
}

func (r *reader) until(p part, from, to int) ([]part, bool) {
	p.from, p.to = from, to
	p, ok := r.settle(p)
	if !ok || !p.valid() {
		return nil, false
	}
	end := p.start
	if !p.end.isZero() {
		end = p.end
	}
	p.start, p.end = end, ymd{}
	if r.published != nil && *r.published < end.first() {
		p.start, p.end = civil(*r.published), end
	}
	return []part{p}, true
}

// datedList are days or months of which the last names the year; one that would come half
// a year after the next is of the year before.
func datedList(_ *reader, c []capture, from, to int) ([]part, bool) {
	const half = 6 // months
	var b []part
	weekday := 0
	for i := range c {
		switch k := &c[i]; k.slot {
		case "W":
			weekday = k.n
			b = append(b, part{from: k.from, weekday: k.n})
		case "D":
			if weekday == 0 {
				b = append(b, part{from: k.from})
			}
			b[len(b)-1].start.d = k.n
		case "M", "MONTH":
			if k.slot == "MONTH" {
				b = append(b, part{from: k.from})
			}
			b[len(b)-1].start.m, b[len(b)-1].to, weekday = k.n, k.to, 0
		}
	}
	y, next := num(c, "Y"), b[len(b)-1].start.m
	b[len(b)-1].to = to
	for i := len(b) - 1; i >= 0; i-- {
		if b[i].start.m-next >= half {
			y--
		}
		b[i].start.y, next = y, b[i].start.m
		if i < len(b)-1 {
			b[i].basis = extract.Inferred
		}
		if !b[i].valid() {
			return nil, false
		}
	}
	return b, true
}

// list gives the last date's month and year to those before it.
func list(r *reader, c []capture, from, to int) ([]part, bool) {
	b := bounds(c)
	last := b[len(b)-1]
	if from > 0 && r.tokens[from-1].Kind == extract.Number && r.tokens[from].Gap <= extract.Space {
		return nil, false // a telephone number
	}
	if last.start.d == 0 || last.start.m == 0 || !last.end.isZero() || last.yearly {
		return nil, false
	}
	last, ok := r.settle(last)
	if !ok {
		return nil, false
	}
	for i := range b[:len(b)-1] {
		p := &b[i]
		d := p.start.d
		if p.start.m == 0 {
			p.start = last.start
			p.start.d = d
			if d > last.start.d {
				p.start = ymd{last.start.y, last.start.m, 1}.addMonths(-1)
				p.start.d = d
			}
		} else {
			p.start.y = last.start.y
		}
		p.basis, p.yearly = last.basis, last.yearly
		if !p.valid() {
			return nil, false
		}
	}
	b[len(b)-1] = last
	return b, true
}

// ranges are spans of days of which the last names the month.
func ranges(r *reader, c []capture, from, to int) ([]part, bool) {
	b := bounds(c)
	if len(b) < 4 || len(b)%2 != 0 {
		return nil, false
	}
	k := len(b) - 2
	last, ok := join(b[k], b[k+1])
	if !ok {
		return nil, false
	}
	last.from, last.to = r.withArticle(b[k].from), to
	if last, ok = r.complete(last); !ok {
		return nil, false
	}
	var out []part
	for i := 0; i < k; i += 2 {
		p, ok := join(b[i], part{start: ymd{last.start.y, last.start.m, b[i+1].start.d}})
		if !ok {
			return nil, false
		}
		p.from, p.to, p.basis = r.withArticle(b[i].from), b[i+1].to, last.basis
		out = append(out, p)
	}
	return append(out, last), true
}

// withArticle is the token of the "du" before token at, or at if there is none.
func (r *reader) withArticle(at int) int {
	if r.is(at-1, "du") {
		return at - 1
	}
	return at
}

// schoolYears are several school years in a row.
func schoolYears(_ *reader, c []capture, from, _ int) ([]part, bool) {
	var out []part
	for i := 0; i+1 < len(c); i += 2 {
		y := c[i].n
		if c[i+1].n != y+1 {
			return nil, false
		}
		out = append(out, part{start: ymd{y, 9, 0}, end: ymd{y + 1, 8, 0}, from: c[i].from, to: c[i+1].to})
	}
	out[0].from = from
	return out, true
}

// centuriesTo are a century to another.
func centuriesTo(_ *reader, c []capture, from, to int) ([]part, bool) {
	a, b := c[0].n, c[1].n
	return []part{{start: ymd{y: 100*a - 99}, end: ymd{y: 100 * b}, from: from, to: to}}, a >= 4 && a < b && b <= 21
}
