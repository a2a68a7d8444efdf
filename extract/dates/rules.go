package dates

import "estrade/extract"

// ex is a row's example: a text, the page's date, and the dates found in it.
func ex(text, ref, want string) []example { return []example{{text, ref, want}} }

type exs = []example

// num is the value of the capture of a slot, 0 if there is none.
func num(c []capture, slot string) int {
	for i := range c {
		if c[i].slot == slot {
			return c[i].n
		}
	}
	return 0
}

func has(c []capture, slot string) bool {
	for i := range c {
		if c[i].slot == slot {
			return true
		}
	}
	return false
}

// captured is the part of the n-th capture of a slot.
func captured(c []capture, slot string, n int) part {
	for i := range c {
		if c[i].slot == slot {
			if n == 0 {
				p := c[i].part
				p.from, p.to = c[i].from, c[i].to
				return p
			}
			n--
		}
	}
	return part{}
}

func month(c []capture) int { return max(num(c, "M"), num(c, "MONTH"), num(c, "MM")) }
func year(c []capture) int  { return max(num(c, "Y"), num(c, "YY")) }

// day makes a day, a month or a year of what was captured.
func day(_ *reader, c []capture, _, _ int) (part, bool) {
	return part{start: ymd{year(c), month(c), num(c, "D")}, weekday: num(c, "W")}, true
}

// atomRules are the rules for single dates.
func atomRules() []rule {
	return concat(calendarRules(), periodRules(), relativeRules())
}

func concat(tables ...[]rule) []rule {
	var out []rule
	for _, t := range tables {
		out = append(out, t...)
	}
	return out
}

// calendarRules are days and months that are written as such.
func calendarRules() []rule {
	return []rule{
		{name: "day month year", pattern: "[ ce|cette ] [ W [ , ] [ le ] ] D [ de ] M [ ,|de|.|en ] Y", make: day, examples: exs{
			{"Le vendredi 8 septembre 2017", "", "vendredi 8 septembre 2017 = 2017-09-08"},
			{"le 1er mars 2020", "", "1er mars 2020 = 2020-03-01"},
			{"le premier mars deux mille vingt", "", "premier mars deux mille vingt = 2020-03-01"},
			{"le onze novembre mille neuf cent dix-huit", "", "onze novembre mille neuf cent dix-huit = 1918-11-11"},
			{"15 déc. 2012", "", "15 déc. 2012 = 2012-12-15"},
		}},
		{name: "day month year short", pattern: "[ W ] D M YY END", make: shortYear, examples: exs{
			{"fondée le 1er avril 78", "", "1er avril 78 = 1978-04-01"},
			{"Le commissaire y entre le 20 août 44 ; le lendemain, il reçoit les maires", "", "20 août 44 = 1944-08-20; lendemain = 1944-08-21"},
		}},
		{name: "day month", pattern: "[ ce|cette ] [ W [ , ] [ le ] ] D [ de ] M", make: func(r *reader, c []capture, from, to int) (part, bool) {
			p, _ := day(r, c, from, to)
			if r.is(from, "ce", "cette") {
				p.basis = extract.Relative
			}
			p.yearly = p.weekday == 0 && r.isInstitution(from, to)
			return p, true
		}, examples: exs{
			{"Jeudi 23 mars, il a remis les décrets", "2017-03-31", "Jeudi 23 mars = 2017-03-23"},
			{"La prochaine cérémonie se tiendra le 20 avril", "2017-03-31", "20 avril = 2017-04-20"},
			{"Une réunion se tiendra le 24 janvier", "2018-11-21", "24 janvier = 2019-01-24"},
			{"menées depuis le 1er décembre", "2018-01-16", "1er décembre = 2017-12-01"},
			{"a pris ses fonctions ce lundi 6 septembre", "2021-09-06", "ce lundi 6 septembre = 2021-09-06"},
			{"Le 8-Mai n'a pas toujours été un jour férié", "2024-04-29", "8-Mai = --05-08"},
			{"Depuis lors, le 11 novembre est devenu la journée d'hommage à tous les morts", "2016-11-16", "11 novembre = --11-11"},
			{"La réunion du 11 novembre est annulée, le 8 mai sera un jour de fête", "2016-10-16", "11 novembre = 2016-11-11; 8 mai = 2017-05-08"},
			{"L'appel du 18 juin a été lu", "2016-06-20", "18 juin = --06-18"},
		}},
		{name: "month day year", pattern: "[ W [ , ] ] M D [ , ] [ de ] Y", make: day, examples: ex("décembre 5, 2014", "", "décembre 5, 2014 = 2014-12-05")},
		{name: "day/month/year", pattern: "[ W ] D / MM / Y", make: day, examples: ex("le 20/09/2017", "", "20/09/2017 = 2017-09-20")},
		{name: "day/month/yy", pattern: "[ W ] D =/ MM =/ YY", make: day, examples: ex("le 20/02/14", "", "20/02/14 = 2014-02-20")},
		{name: "day.month.year", pattern: "[ W ] D =. MM =. Y", make: day, examples: ex("le 03.04.2019", "", "03.04.2019 = 2019-04-03")},
		{name: "day.month.yy", pattern: "[ W ] D =. MM =. YY", make: twoDigits, examples: exs{
			{"le 03.04.19", "", "03.04.19 = 2019-04-03"},
			{"la demande reçue le 3.9.18, jugée complète", "", "3.9.18 = 2018-09-03"},
			{"article 3.9.18, version 1.2.3", "", ""},
		}},
		{name: "day-month-year", pattern: "D =- MM =- Y", make: day, examples: ex("le 13-5-2015", "", "13-5-2015 = 2015-05-13")},
		{name: "day-month-yy", pattern: "D =- MM =- YY", make: day, examples: ex("le 3-7-07", "", "3-7-07 = 2007-07-03")},
		{name: "day month year digits", pattern: "D MM Y", make: spacedDigits, examples: ex("le 20 02 2014 à Lyon", "", "20 02 2014 = 2014-02-20")},
		{name: "day month yy digits", pattern: "<le> D MM YY", make: spacedDigits, examples: ex("le 24 12 14", "", "24 12 14 = 2014-12-24")},
		{name: "digits alone", pattern: "D MM YY TOP", make: spacedDigits, examples: ex("20 02 14", "", "20 02 14 = 2014-02-20")},
		{name: "iso", pattern: "Y =- MM =- D", make: day, examples: ex("le 2013-03-01", "", "2013-03-01 = 2013-03-01")},
		{name: "iso slashes", pattern: "Y =/ MM =/ D", make: day, examples: ex("le 2019/08/01", "", "2019/08/01 = 2019-08-01")},
		{name: "iso dots", pattern: "Y =. MM =. D", make: day, examples: ex("le 2015.5.13", "", "2015.5.13 = 2015-05-13")},
		{name: "year/month/day by name", pattern: "Y =/ M =/ D", make: day, examples: ex("2020/Sep/23", "", "2020/Sep/23 = 2020-09-23")},
		{name: "day/month", pattern: "[ W ] D =/ MM", make: dayOfFraction, examples: exs{
			{"rendez-vous le 8/2", "2017-01-10", "8/2 = 2017-02-08"},
			{"réunion du 17/02", "2017-01-10", "17/02 = 2017-02-17"},
			{"24h/24 et 7j/7, 24/7, 1/2 heure, 3/4 des cas", "2017-01-10", ""},
		}},
		{name: "day.month", pattern: "[ W ] D =. MM", make: dottedDay, examples: exs{
			{"rendez-vous le 30.11 à 14 h", "2022-11-21", "30.11 = 2022-11-30"},
			{"jeudi 24.11, 9 h", "2022-11-21", "jeudi 24.11 = 2022-11-24"},
			{"le 3.2, le chapitre 10.11, 12.10 euros, le 10.11 %", "2022-11-21", ""},
		}},
		{name: "month year short", pattern: "MONTH YY END", make: shortYear, examples: ex("les crues d'août 99", "", "août 99 = 1999-08")},
		{name: "month year", pattern: "[ mois de|d' ] M [ ,|de|. ] [ l' annee ] Y", make: monthYear, examples: exs{
			{"une enquête ouverte en mars 2023", "", "mars 2023 = 2023-03"},
			{"au mois d'avril 2023", "", "mois d'avril 2023 = 2023-04"},
		}},
		{name: "month", pattern: "MONTH", make: bareMonth, examples: exs{
			{"Le bus sillonnera la Margeride à partir de janvier", "2020-10-17", "janvier = 2021-01"},
			{"Ces fermetures interviendront en mars", "2020-01-10", "mars = 2020-03"},
		}},
		{name: "month/year by name", pattern: "MONTH =/ Y", make: day, examples: ex("en décembre/2018", "", "décembre/2018 = 2018-12")},
		{name: "month by name", pattern: "mois de|d' MONTH", make: day, examples: ex("Le mois de janvier a été marqué par les crues", "2020-02-03", "mois de janvier = 2020-01")},
		{name: "month/year", pattern: "MM / Y", make: notANumber, examples: ex("depuis 11/2016", "", "11/2016 = 2016-11")},
		{name: "year/month", pattern: "Y / MM", make: notANumber, examples: ex("en 2015/3", "", "2015/3 = 2015-03")},
		{name: "year-month", pattern: "Y - MM END", make: notANumber, examples: ex("en 2016-11", "", "2016-11 = 2016-11")},
		{name: "month-year", pattern: "MM - Y END", make: notANumber, examples: ex("en 11 - 2016", "", "11 - 2016 = 2016-11")},
		{name: "year.month", pattern: "<en> Y =. MM", make: notANumber, examples: ex("en 2016.11", "", "2016.11 = 2016-11")},
		{name: "weekday day", pattern: "[ ce ] W D END", make: weekdayDay, examples: exs{
			{"Le CODERST se réunira jeudi 15", "2013-08-02", "jeudi 15 = 2013-08-15"},
		}},
		{name: "fete year", pattern: "F [ en ] Y", make: feteDay, examples: ex("à Pâques 2019", "", "Pâques 2019 = 2019-04-21")},
		{name: "fete", pattern: "[ ce ] F", make: feteDay, examples: exs{
			{"Le festival se tiendra à la Pentecôte.", "2021-04-01", "Pentecôte = 2021-05-23"},
			{"les congés du jeudi de l'Ascension", "2024-04-20", "jeudi de l'Ascension = 2024-05-09"},
			{"avant Noël", "2024-11-20", "Noël = 2024-12-25"},
			{"Jean-Noël Barrot, les vacances de la Toussaint, le marché de Noël", "2024-11-20", ""},
		}},
		{name: "every year", pattern: "<chaque|les|le> D M", make: everyYear, examples: ex("Chaque 11 novembre, la France se souvient", "2024-11-20", "11 novembre = --11-11")},
		{name: "of every year", pattern: "D M de chaque annee", make: yearly, examples: ex("le 14 juillet de chaque année", "2024-11-20", "14 juillet de chaque année = --07-14")},
	}
}

// monthYear is no month where a number stands before it: "32 août 2014".
func monthYear(r *reader, c []capture, from, to int) (part, bool) {
	p, _ := day(r, c, from, to)
	return p, from == 0 || r.tokens[from].Gap >= extract.Line || r.tokens[from-1].Kind != extract.Number
}

// shortYear accepts a year of two digits after a month where it can be neither
// a day nor an hour.
func shortYear(r *reader, c []capture, from, to int) (part, bool) {
	const mostDays = 31
	p, _ := day(r, c, from, to)
	yy := p.start.y % 100
	p.start.y = 1900 + yy
	return p, yy > mostDays
}

// twoDigits keeps amounts and section numbers out: "3.4.19".
func twoDigits(r *reader, c []capture, from, to int) (part, bool) {
	article := r.is(from-1, "le") || has(c, "W")
	for i := from; i < to; i++ {
		if r.tokens[i].Kind == extract.Number && len(r.tokens[i].Lower) != 2 && !article {
			return part{}, false
		}
	}
	return day(r, c, from, to)
}

// spacedDigits keeps telephone numbers out.
func spacedDigits(r *reader, c []capture, from, to int) (part, bool) {
	if from > 0 && r.tokens[from-1].Kind == extract.Number || to < len(r.tokens) && r.tokens[to].Kind == extract.Number {
		return part{}, false
	}
	return day(r, c, from, to)
}

// dottedDay is a day and month that an article or a day of the week tells from a figure.
func dottedDay(r *reader, c []capture, from, to int) (part, bool) {
	p, _ := day(r, c, from, to)
	two := len(r.tokens[to-1].Lower) == 2 && len(r.tokens[to-3].Lower) == 2
	return p, (has(c, "W") || two && r.is(from-1, "le")) && !r.is(to, ".", "h", "euros", "m", "km")
}

// dayOfFraction tells a day and month from a fraction: both have two digits,
// or an article or a day of the week goes before, or it would be an odd fraction.
func dayOfFraction(r *reader, c []capture, from, to int) (part, bool) {
	p, _ := day(r, c, from, to)
	m := &r.tokens[to-1]
	article := r.is(from-1, "le", "du", "au", "les", "et", "des") || has(c, "W")
	if p.start.d == 24 && p.start.m == 7 && !article || r.is(to, "/", "h", "j") {
		return part{}, false
	}
	return p, article || len(m.Lower) == 2 && len(r.tokens[to-3].Lower) == 2 && p.start.d != p.start.m || p.start.d > p.start.m && p.start.d > 12
}

// bareMonth keeps the planet and the like out, and needs a preposition, a
// verb's tense or the top of a line before it.
func bareMonth(r *reader, c []capture, from, to int) (part, bool) {
	p, _ := day(r, c, from, to)
	if r.is(from-1, "la", "planete", "le", "champ", "ier", "er") {
		return p, false
	}
	if r.tokens[from].Shape == extract.Capitalised && r.is(to, "rose", "bleu", "sans") {
		return p, false // campaigns
	}
	if from > 0 && r.tokens[from].Gap < extract.Line && r.tokens[from].Shape == extract.Capitalised && r.tokens[from-1].Kind == extract.Word &&
		r.tokens[from-1].Shape == extract.LowerCase && !isMonthLead[r.tokens[from-1].Fold] {
		return p, false // "l'architecte Juillet"
	}
	if r.is(from-1, "d'", "de") && from > 1 && weekdays[r.tokens[from-2].Fold] != 0 {
		return p, false // "le dernier dimanche d'avril"
	}
	if r.is(from-1, "mi") || r.is(from-1, "d'", "de") && r.tokens[from].Shape == extract.Capitalised && from > 1 && r.tokens[from-2].Shape == extract.Capitalised {
		return p, false
	}
	if from > 0 && r.tokens[from].Gap < extract.Line && r.tokens[from].Shape == extract.Capitalised && r.tokens[from-1].Kind == extract.Word &&
		r.tokens[from-1].Shape == extract.Capitalised && !isMonthLead[r.tokens[from-1].Fold] {
		return p, false
	}
	return p, true
}

var isMonthLead = set("en de d' des du au debut fin courant depuis et ou a avant apres pour entre contre mi")

// notANumber keeps the numbers of acts out: "arrêté n° 2015/3".
func notANumber(r *reader, c []capture, from, to int) (part, bool) {
	p, _ := day(r, c, from, to)
	if p.start.y < 1900 || p.start.y > 2100 || r.is(from-1, "n", "°", "no", "n°", "numero", "loi", "decret", "arrete", "/", "-") || r.is(to, "/", "-") {
		return p, false
	}
	return p, true
}

// weekdayDay finds the month in which the day falls on that day of the week,
// near what was named last or near the present day.
func weekdayDay(r *reader, c []capture, _, _ int) (part, bool) {
	return r.weekdayDay(num(c, "D"), num(c, "W"))
}

func (r *reader) weekdayDay(d, w int) (part, bool) {
	n, ok := r.now()
	if r.vague {
		n, ok = r.base()
	}
	if !ok {
		return part{}, false
	}
	last, away := n, 0
	if len(r.done) > 0 {
		if p := &r.done[len(r.done)-1]; !p.yearly && p.start.m != 0 && (p.start.d != 0 || p.end.isZero()) && near(p.firstDay(), n) {
			last, away = p.firstDay(), 20
			if r.sameParagraph(p.from, r.start) {
				away = 60 // what is named in one breath belongs together
			}
		}
	}
	if p, ok := r.sameWeekdayDay(d, w); ok {
		return p, true
	}
	if p, ok := r.storyWeekdayDay(d, w); ok {
		return p, true
	}
	tense := r.tense(r.start, r.start+1)
	written, _ := r.earliest()
	best, cost := part{}, 1<<30
	for k := -12; k <= 12; k++ {
		a := ymd{civil(n).y, civil(n).m, 1}.addMonths(k)
		a.d = d
		if !a.valid() || weekday(a.first()) != w {
			continue
		}
		for _, from := range []int{last, n} {
			dist := a.first() - from
			const shortly = 7
			against := tense*dist < 0 && !(tense > 0 && a.first() >= written)
			if dist < 0 && (dist < -shortly || tense > 0 && against) {
				dist *= -3
			}
			dist = max(dist, -dist)
			if against || tense > 0 && a.first() < min(written, n) {
				dist += 100
			}
			if from != last {
				dist += away
			}
			if dist < cost {
				best, cost = part{start: a, basis: extract.Inferred}, dist
			}
		}
	}
	return best, cost < 1<<30
}

// sameWeekdayDay is the day that the text has named before by its day of the month, where
// that was the same day of the week: "la nuit du samedi 27 au dimanche 28 février … Samedi 27, 16 h".
func (r *reader) sameWeekdayDay(d, w int) (part, bool) {
	for i := len(r.done) - 1; i >= max(0, len(r.done)-lookBack); i-- {
		p := &r.done[i]
		for _, a := range [2]ymd{p.start, p.end} {
			if a.d == d && a.y != 0 && weekday(a.first()) == w {
				return part{start: a, basis: extract.Inferred}, true
			}
		}
	}
	return part{}, false
}

// storyWeekdayDay is the day d of the month that the paragraph has named last, with its
// year, where it is a weekday w: "en novembre 2016 … Le lundi 21, j'étais à Foix".
func (r *reader) storyWeekdayDay(d, w int) (part, bool) {
	k := len(r.done) - 1
	if k < 0 || r.done[k].basis != "" || r.done[k].yearly || r.done[k].start.m == 0 || !r.done[k].end.isZero() || !r.sameParagraph(r.done[k].from, r.start) {
		return part{}, false
	}
	a := ymd{r.done[k].start.y, r.done[k].start.m, d}
	if a.y == 0 || !a.valid() || weekday(a.first()) != w {
		return part{}, false
	}
	return part{start: a, basis: extract.Inferred, weekday: w}, true
}

func near(a, b int) bool { return a-b < 400 && b-a < 400 }

// feteDay makes a day of a name, where the words before it speak of a day.
func feteDay(r *reader, c []capture, from, to int) (part, bool) {
	p := captured(c, "F", 0)
	p.from, p.to = from, to
	if y := num(c, "Y"); y != 0 {
		return p.in(y), true
	}
	if r.is(from, "ce") {
		from++
	}
	at := r.tokens[from].Fold
	alone := from == r.sentence().From && to >= r.sentence().To
	switch at {
	case "noel", "paques":
		if alone || r.is(from-1, "a", "avant", "apres", "depuis", "pour", "des", "le", "jour", "ici", "entre") || r.is(from-2, "jour", "veille", "lendemain", "messe") {
			return p, r.tokens[from].Gap != extract.Hyphen
		}
		return p, false
	case "toussaint", "ascension", "pentecote", "assomption", "epiphanie":
		if alone {
			return p, true
		}
		if !r.is(from-1, "la", "l'", "de") || r.is(from-3, "vacances", "conges", "pont", "foire", "boulevard", "rue") || r.is(from-2, "vacances", "conges", "pont", "foire", "marche", "ile", "dans", "eglise", "course", "sur") {
			return p, false
		}
		return p, r.tokens[from].Shape == extract.Capitalised || r.is(from-1, "la", "l'")
	}
	return p, to-from > 1
}
