package dates

import (
	"strings"

	"estrade/extract"
)

// relativeRules are dates that are counted from another.
func relativeRules() []rule {
	return []rule{
		{name: "yesterday", pattern: "hier [ matin|soir|midi ]", make: ofNow(-1), examples: exs{
			{"La ville a commémoré hier l'armistice", "2018-11-12", "hier = 2018-11-11"},
			{"La réunion d'hier a permis d'avancer", "2018-11-12", "hier = 2018-11-11"},
			{"les morts pour la France, ceux d'hier comme ceux d'aujourd'hui", "2018-11-12", ""},
			{"les métiers d'hier et d'aujourd'hui", "2018-11-12", ""},
		}},
		{name: "before yesterday", pattern: "avant hier [ matin|soir ]", make: fromNow(-2), examples: ex("avant-hier", "2016-11-07", "avant-hier = 2016-11-05")},
		{name: "tomorrow", pattern: "demain [ matin|soir|midi ]", make: tomorrow, examples: exs{
			{"Les écoles rouvriront demain", "2024-01-14", "demain = 2024-01-15"},
			{"la ville de demain", "2024-01-14", ""},
		}},
		{name: "after tomorrow", pattern: "apres demain [ matin|soir ]", make: fromNow(2), examples: ex("après-demain", "2016-11-07", "après-demain = 2016-11-09")},
		{name: "today", pattern: "aujourd'hui", make: ofNow(0), examples: exs{
			{"Il arrive aujourd’hui", "2020-09-11", "aujourd’hui = 2020-09-11"},
			{"à compter d'aujourd'hui", "2020-09-11", "aujourd'hui = 2020-09-11"},
			{"la France d'aujourd'hui", "2020-09-11", ""},
		}},
		{name: "today odd apostrophe", pattern: "( aujourd ′ =hui ; aujourdʻhui|aujourdʹhui )", make: fromNow(0), examples: ex("Aujourd′hui", "2020-09-11", "Aujourd′hui = 2020-09-11")},
		{name: "this day", pattern: "ce jour [ meme ]", make: fromNow(0), examples: exs{
			{"Le préfet a pris ce jour un arrêté", "2020-09-11", "ce jour = 2020-09-11"},
			{"Ce jour-là, il neigeait", "2020-09-11", ""},
		}},
		{name: "that day", pattern: "ce jour la", make: eve(0), examples: ex("Il est venu le 8 janvier 2015. Ce jour-là, il neigeait", "", "8 janvier 2015 = 2015-01-08; Ce jour-là = 2015-01-08")},
		{name: "same day", pattern: "<le|ce> meme jour", make: eve(0), examples: ex("Il est venu le 8 janvier 2015. Le même jour, il a reçu les maires", "", "8 janvier 2015 = 2015-01-08; même jour = 2015-01-08")},
		{name: "very day", pattern: "<le|ce> jour meme", make: eve(0), examples: ex("Elle prendra ses fonctions lundi 25 mars. Une cérémonie aura lieu le jour même", "2019-03-13", "lundi 25 mars = 2019-03-25; jour même = 2019-03-25")},
		{name: "the night before", pattern: "nuit precedente", make: fromNow(-1), examples: ex("aucun appel la nuit précédente", "2024-06-05", "nuit précédente = 2024-06-04")},
		{name: "last night", pattern: "nuit derniere", make: nightUntil(0), examples: ex("la nuit dernière", "2024-06-05", "nuit dernière = 2024-06-04..2024-06-05")},
		{name: "this morning", pattern: "( ce matin|soir|midi ; cet apres midi ; cet aprem|apres-midi )", make: fromNow(0), examples: ex("fleuri les tombes ce matin", "2014-10-05", "ce matin = 2014-10-05")},
		{name: "tonight", pattern: "cette nuit", make: nightUntil(1), examples: exs{
			{"Il gèlera cette nuit", "2023-12-01", "cette nuit = 2023-12-01..2023-12-02"},
			{"Cette nuit, un incendie a ravagé la halle", "2023-12-01", "Cette nuit = 2023-11-30..2023-12-01"},
		}},
		{name: "the eve", pattern: "veille", make: eve(-1), examples: exs{
			{"Le jeudi 10 novembre 2022, il est venu après la confirmation, la veille, d'un foyer", "2022-11-14", "jeudi 10 novembre 2022 = 2022-11-10; veille = 2022-11-09"},
			{"la cellule de veille de la préfecture; il veille", "2022-11-14", ""},
			{"Le plan revient à la veille saisonnière ; prévenez la mairie la veille au plus tard", "2022-11-14", ""},
		}},
		{name: "the eve before", pattern: "avant veille", make: eve(-2), examples: ex("Le 10 mai 2022, et l'avant-veille", "", "10 mai 2022 = 2022-05-10; avant-veille = 2022-05-08")},
		{name: "the day after", pattern: "lendemain", make: eve(1), examples: exs{
			{"s'est tenue le 5 juin. Elles se sont poursuivies le lendemain", "2024-06-24", "5 juin = 2024-06-05; lendemain = 2024-06-06"},
			{"au lendemain de la crise", "2024-06-24", ""},
		}},
		{name: "two days after", pattern: "surlendemain", make: eve(2), examples: ex("Le 5 juin 2024 et le surlendemain", "", "5 juin 2024 = 2024-06-05; surlendemain = 2024-06-07")},
		{name: "day before or after", pattern: "jour ( suivant ; d' apres ; d' avant ; precedent )", make: dayBeside, examples: exs{
			{"Le 5 juin 2024, puis le jour suivant", "", "5 juin 2024 = 2024-06-05; jour suivant = 2024-06-06"},
			{"Le 5 juin 2024 et le jour d'avant", "", "5 juin 2024 = 2024-06-05; jour d'avant = 2024-06-04"},
		}},
		{name: "weekday", pattern: "W [ matin|soir|midi ]", make: bareWeekday, examples: exs{
			{"La grotte est de nouveau accessible depuis samedi", "2013-06-24", "samedi = 2013-06-22"},
			{"Il viendra vendredi", "2016-11-07", "vendredi = 2016-11-11"},
			{"Ouvert du lundi au vendredi et le dimanche", "2016-11-07", ""},
		}},
		{name: "weekday half", pattern: "W apres midi", make: bareWeekday, examples: ex("Il viendra vendredi après-midi", "2016-11-07", "vendredi après-midi = 2016-11-11")},
		{name: "this weekday", pattern: "ce W [ matin|soir|midi|apres-midi ]", make: thisWeekday, examples: exs{
			{"conférence de presse tenue ce jeudi à Mulhouse", "2023-10-20", "ce jeudi = 2023-10-19"},
			{"Le comité s'est réuni ce vendredi matin", "2019-07-05", "ce vendredi matin = 2019-07-05"},
		}},
		{name: "next weekday", pattern: "W [ matin|soir ] prochain|suivant", make: nextWeekday, examples: exs{
			{"un bilan lundi prochain", "2023-10-19", "lundi prochain = 2023-10-23"},
			{"La fête aura lieu mercredi prochain", "2020-04-24", "mercredi prochain = 2020-04-29"},
		}},
		{name: "last weekday", pattern: "W [ matin|soir ] dernier|passe|precedent", make: lastWeekday, examples: ex("vendredi dernier", "2012-08-09", "vendredi dernier = 2012-08-03")},
		{name: "weekday of a week", pattern: "W [ de ] ( cette semaine ; la semaine prochaine|suivante|derniere|passee|precedente|prochain|dernier ; la semaine d' apres )", make: weekdayOfWeek, examples: exs{
			{"mardi de la semaine prochaine", "2013-02-12", "mardi de la semaine prochaine = 2013-02-19"},
			{"dimanche de la semaine dernière", "2013-02-12", "dimanche de la semaine dernière = 2013-02-10"},
		}},
		{name: "weekday in eight", pattern: "W en huit|quinze|8|15", make: inEight, examples: exs{
			{"mercredi en huit", "2013-02-12", "mercredi en huit = 2013-02-20"},
			{"lundi en quinze", "2013-02-12", "lundi en quinze = 2013-03-04"},
		}},
		{name: "day of last or next", pattern: "[ W ] D M dernier|prochain|passe|derniers|prochains|passes", make: dayLastNext, examples: exs{
			{"le 5 janvier dernier", "2018-03-02", "5 janvier dernier = 2018-01-05"},
			{"les 28 et 29 juin derniers", "2022-07-05", "28 = 2022-06-28; 29 juin derniers = 2022-06-29"},
			{"prévue le 15 décembre prochain", "2019-12-11", "15 décembre prochain = 2019-12-15"},
		}},
		{name: "day of the month", pattern: "[ W ] D ( courant ; de ce mois ; du mois [ dernier|prochain|suivant|precedent ] ; du meme mois ; cette|ce mois )", make: dayOfThisMonth, examples: exs{
			{"le 5 courant", "2018-03-02", "5 courant = 2018-03-05"},
			{"le 5 du mois prochain", "2018-03-02", "5 du mois prochain = 2018-04-05"},
			{"Les places de février seront attribuées le 15 du mois", "2024-01-08", "février = 2024-02; 15 du mois = 2024-01-15"},
			{"La demande, reçue le 3 septembre 2018, a été jugée complète le 27 du même mois", "2018-11-05", "3 septembre 2018 = 2018-09-03; 27 du même mois = 2018-09-27"},
			{"Les déclarations sont à déposer avant le 15 du mois suivant", "2024-01-08", ""},
		}},
		{name: "month last or next", pattern: "[ mois de|d' ] MONTH dernier|prochain|passe|suivant", make: monthLastNext, examples: exs{
			{"depuis avril dernier", "2017-09-20", "avril dernier = 2017-04"},
			{"en décembre prochain", "2022-11-14", "décembre prochain = 2022-12"},
		}},
		{name: "date of a near year", pattern: "[ [ W ] D ] M ( de cette annee ; de l' an|annee dernier|derniere|passe|passee|precedente|prochain|prochaine )", make: dateOfNearYear, examples: exs{
			{"le 3 mars de l'an dernier", "2020-05-01", "3 mars de l'an dernier = 2019-03-03"},
		}},
		{name: "this month by name", pattern: "ce mois de|d' MONTH [ Y ]", make: func(r *reader, c []capture, from, to int) (part, bool) {
			p, _ := day(r, c, from, to)
			p.from, p.to, p.basis = from, to, extract.Relative
			return p, true
		}, examples: exs{
			{"En ce mois de mars", "2020-03-05", "ce mois de mars = 2020-03"},
			{"En ce mois de mars 2019", "2020-03-05", "ce mois de mars 2019 = 2019-03"},
		}},
		{name: "season last or next", pattern: "S dernier|prochain|passe|precedent|suivant", make: seasonLastNext, examples: exs{
			{"les violences de l'été dernier", "2024-03-29", "été dernier = 2023-06..2023-08"},
			{"un quart de plus que l'hiver précédent", "2018-01-16", "hiver précédent = 2016-12..2017-02"},
		}},
		{name: "last or next season", pattern: "dernier|prochain S", make: seasonBefore, examples: exs{
			{"Que retenez-vous du dernier hiver ?", "2019-07-12", "dernier hiver = 2018-12..2019-02"},
			{"Le prochain été, un dernier été", "2019-07-12", "prochain été = 2020-06..2020-08"},
		}},
		{name: "next quarter", pattern: "prochain trimestre|semestre", make: quarterBeside, examples: ex("au prochain semestre", "2019-07-12", "prochain semestre = 2020-01..2020-06")},
		{name: "week", pattern: "semaine prochaine|derniere|passee|suivante|precedente|ecoulee", make: weekBeside, examples: exs{
			{"Elle se tiendra la semaine prochaine", "2020-04-24", "semaine prochaine = 2020-04-27..2020-05-03"},
			{"lue la semaine dernière", "2014-10-05", "semaine dernière = 2014-09-22..2014-09-28"},
		}},
		{name: "week after", pattern: "semaine ( d' apres ; d' avant ; qui suit ; qui vient )", make: weekBeside, examples: ex("la semaine qui suit", "2013-02-12", "semaine qui suit = 2013-02-18..2013-02-24")},
		{name: "this week", pattern: "cette semaine", make: weekBeside, examples: ex("Cette semaine, il visite Reims", "2020-09-11", "Cette semaine = 2020-09-07..2020-09-13")},
		{name: "edge of week", pattern: "fin|debut|milieu ( de semaine ; de la semaine ; de cette semaine ) [ prochaine|derniere ]", make: weekBeside, examples: ex("avant la fin de la semaine", "2020-09-11", "fin de la semaine = 2020-09-07..2020-09-13")},
		{name: "month beside", pattern: "mois prochain|dernier|passe|suivant|precedent|ecoule", make: monthBeside, examples: exs{
			{"le mois dernier", "2020-01-11", "mois dernier = 2019-12"},
			{"le mois prochain", "2020-12-11", "mois prochain = 2021-01"},
		}},
		{name: "this month", pattern: "ce mois [ ci ]", make: monthBeside, examples: ex("Ce mois-ci", "2020-12-11", "Ce mois-ci = 2020-12")},
		{name: "year beside", pattern: "an|annee prochain|prochaine|dernier|derniere|passe|passee|suivante|precedente|ecoulee", make: yearBeside, examples: exs{
			{"L'an dernier, deux accidents", "2016-09-25", "an dernier = 2015"},
			{"l'année prochaine", "2016-09-25", "année prochaine = 2017"},
		}},
		{name: "this year", pattern: "cette annee", make: yearBeside, examples: ex("cette année", "2016-09-25", "cette année = 2016")},
		{name: "this year by number", pattern: "cette annee [ scolaire ] Y", make: day, examples: ex("morts en service en cette année 2020", "", "cette année 2020 = 2020")},
		{name: "quarter beside", pattern: "trimestre|semestre prochain|dernier|suivant|precedent|ecoule", make: quarterBeside, examples: ex("le trimestre dernier", "2017-05-12", "trimestre dernier = 2017-01..2017-03")},
		{name: "this quarter", pattern: "ce trimestre|semestre", make: quarterBeside, examples: ex("ce trimestre", "2017-05-12", "ce trimestre = 2017-04..2017-06")},
		{name: "weekend", pattern: "( week end ; weekend ) prochain|dernier|passe|suivant|precedent", make: weekend, examples: exs{
			{"le week-end prochain", "2016-11-07", "week-end prochain = 2016-11-12..2016-11-13"},
			{"le week-end dernier", "2016-11-07", "week-end dernier = 2016-11-05..2016-11-06"},
		}},
		{name: "this weekend", pattern: "ce ( week end ; weekend )", make: weekend, examples: ex("Ce week-end", "2016-11-09", "Ce week-end = 2016-11-12..2016-11-13")},
		{name: "last so many", pattern: "[ ces ] ( N derniers|dernieres|precedents|precedentes ; derniers|dernieres N ) ( U ; heures )", make: lastMany, examples: exs{
			{"Sur ces cinq dernières années, les violences augmentent", "2017-01-24", "ces cinq dernières années = 2012..2016"},
			{"au cours des trois derniers mois", "2019-08-26", "trois derniers mois = 2019-06..2019-08"},
			{"dont 21 au cours des dernières 48 heures", "2021-01-12", "dernières 48 heures = 2021-01-10..2021-01-12"},
			{"ces dix derniers jours", "2021-01-12", "ces dix derniers jours = 2021-01-02..2021-01-12"},
		}},
		{name: "whole week", pattern: "toute la semaine", make: wholeWeek, examples: exs{
			{"Les écoles rouvriront lundi 7 février, sauf deux, fermées pour toute la semaine", "2022-02-05", "lundi 7 février = 2022-02-07; toute la semaine = 2022-02-07..2022-02-13"},
			{"L'accueil est ouvert toute la semaine de 9 h à 17 h", "2022-02-05", ""},
		}},
		{name: "ago", pattern: "il ( y a ; ya ) [ ( environ|presque|exactement|deja ; a peu pres ; tout juste ) ] N U", make: ago, examples: exs{
			{"Il y a trois jours", "2021-05-20", "Il y a trois jours = 2021-05-17"},
			{"il y a trois semaines", "2013-02-12", "il y a trois semaines = 2013-01-22"},
			{"Il y a dix ans, la mine fermait", "2013-02-12", "Il y a dix ans = 2003"},
			{"il y a soixante-dix ans", "2013-02-12", ""},
			{"Il y a vingt ans, jour pour jour, un préfet était assassiné", "2018-02-06", "Il y a vingt ans = 1998-02-06"},
		}},
		{name: "in", pattern: "( dans ; ici [ a ] ) N U", make: inTime, examples: exs{
			{"D'ici deux semaines, la voie sera rendue", "2021-11-10", "ici deux semaines = 2021-11-24"},
			{"Un bilan sera fait dans deux semaines", "2020-06-30", "dans deux semaines = 2020-07-14"},
			{"dans un mois", "2012-08-10", "dans un mois = 2012-09-10"},
			{"dans 12 communes", "2012-08-10", ""},
		}},
		{name: "later", pattern: "N U plus|apres tard", make: later, examples: ex("Le 3 mai 2020, puis deux jours plus tard", "", "3 mai 2020 = 2020-05-03; deux jours plus tard = 2020-05-05")},
		{name: "after", pattern: "N U ( apres ; plus tot ; auparavant ; avant )", make: later, examples: exs{
			{"Le 3 mai 2020, et un jour après", "", "3 mai 2020 = 2020-05-03; un jour après = 2020-05-04"},
			{"Le 3 mai 2020, et trois jours plus tôt", "", "3 mai 2020 = 2020-05-03; trois jours plus tôt = 2020-04-30"},
		}},
		{name: "nth weekday of next month", pattern: "ORD W du mois prochain|dernier", make: nthWeekdayBeside, examples: ex("premier mercredi du mois prochain", "2013-02-12", "premier mercredi du mois prochain = 2013-03-06")},
		{name: "so long before", pattern: "N U avant|apres le [ W ] D M [ Y ]", make: longBefore, examples: ex("deux semaines avant le 13 mai 1999", "", "deux semaines avant le 13 mai 1999 = 1999-04-29")},
		{name: "eve of", pattern: "veille|lendemain du [ W ] D M [ Y ]", make: eveOf, examples: exs{
			{"le lendemain du 13 février", "2013-02-12", "lendemain du 13 février = 2013-02-14"},
			{"la veille du 14 juillet 2016", "", "veille du 14 juillet 2016 = 2016-07-13"},
		}},
		{name: "eve of fete", pattern: "veille|lendemain ( de la ; de l' ; de ) F", make: eveOf, examples: ex("la veille de la Toussaint 2016", "2016-10-20", "veille de la Toussaint = 2016-10-31")},
	}
}

// fromNow counts days from the present one.
func fromNow(days int) maker {
	return func(r *reader, _ []capture, _, _ int) (part, bool) {
		n, ok := r.now()
		return dayPart(n + days), ok
	}
}

// nightUntil is the night that ends so many days after the present one.
func nightUntil(days int) maker {
	return func(r *reader, _ []capture, from, to int) (part, bool) {
		n, ok := r.now()
		if r.wasTonight(from, to) {
			n--
		}
		return spanPart(n+days-1, n+days), ok
	}
}

// wasTonight reports whether "cette nuit" at tokens from to to is the night before: "a été
// retrouvé cette nuit", "Cette nuit, un incendie a ravagé la halle", not "a interdit de
// circuler cette nuit".
func (r *reader) wasTonight(from, to int) bool {
	if !r.is(from, "cette") || r.tense(from, to) >= 0 {
		return false
	}
	if from == r.sentence().From {
		return true
	}
	const near = 4
	for i := from - 1; i >= max(r.sentence().From, from-near) && !isOneOf(r.tokens[i].Fold, determiners); i-- {
		if r.tokens[i].Shape == extract.LowerCase && isParticiple(r.tokens[i].Lower) {
			return true
		}
	}
	return false
}

// ofNow is fromNow, but for what is of a time rather than of a day: "la France
// d'aujourd'hui", "ceux d'hier comme ceux d'aujourd'hui".
func ofNow(days int) maker {
	return func(r *reader, _ []capture, from, to int) (part, bool) {
		n, ok := r.now()
		if r.is(from-1, "d'") {
			switch {
			case days == 0 && !r.is(from-2, "compter", "partir", "journee", "date", "reunion", "seance", "matinee"):
				return part{}, false
			case r.is(from-2, "ceux", "celles") || r.is(to, "et", "comme", "a") && (r.is(to+1, "d'", "aujourd'hui") || r.is(to+1, "ceux", "celles")):
				return part{}, false
			}
		}
		return dayPart(n + days), ok
	}
}

// tomorrow is no date in "le monde de demain" and "Et demain ?".
func tomorrow(r *reader, _ []capture, from, to int) (part, bool) {
	n, ok := r.written()
	if r.is(from-1, "de", "pour") || r.is(from-1, "et") && r.is(to, "?") {
		return part{}, false
	}
	return dayPart(n + 1), ok
}

// eve counts days from the day named last; "la veille du premier week-end" and
// "au lendemain de la crise" name no day.
func eve(days int) maker {
	return func(r *reader, _ []capture, from, to int) (part, bool) {
		n, ok := r.before(from, to)
		if days == 0 {
			return dayPart(n), ok && len(r.done) > 0 && (!r.is(to-1, "la") || r.sameParagraph(r.done[len(r.done)-1].from, from))
		}
		if k := len(r.done) - 1; k >= 0 && r.is(from-1, ",") && r.done[k].to == from-1 && r.done[k].isDay() && r.is(to, "de", "du", "d'", "des") {
			return dayPart(r.done[k].firstDay()), true // "mardi 7 mai, veille de la fête"
		}
		if r.tokens[from].Lower == "veillé" || r.isWatch(from, to) {
			return part{}, false
		}
		if !r.is(from-1, "la", "le", "l'", "des", "au", "a", "du") || r.is(to, "de", "du", "d'", "des") || r.is(from-2, "en", "mise") {
			return part{}, r.start == r.sentence().From && to >= r.sentence().To && ok
		}
		if days < 0 && r.tense(from, to) > 0 && !r.looksAhead(from) {
			return part{}, false // "seront désormais avertis la veille", of whatever comes
		}
		return dayPart(n + days), ok
	}
}

// isWatch reports whether "veille" at tokens from to to is a watch ("la veille sanitaire"),
// or the day before whatever day it may be: "réservez la veille au plus tard".
func (r *reader) isWatch(from, to int) bool {
	if !r.is(from, "veille") {
		return false
	}
	if r.is(to, "au") && r.is(to+1, "plus", "moins") || r.is(from-2, "tard", "moins") {
		return true
	}
	if to >= r.sentence().To || r.tokens[to].Shape != extract.LowerCase {
		return false
	}
	for _, e := range watches {
		if strings.HasSuffix(r.tokens[to].Lower, e) {
			return true
		}
	}
	return false
}

// watches are endings of adjectives: "saisonnière", "sanitaire", "hydrologique", "active",
// "renforcée", "opérationnelle", "climatique", "permanente".
var watches = []string{"ière", "aire", "ique", "ive", "ée", "elle", "ale", "ente", "euse"}

func dayBeside(r *reader, _ []capture, from, to int) (part, bool) {
	if r.is(from-2, "ordre") {
		return part{}, false // "l'ordre du jour suivant"
	}
	n, ok := r.before(from, to)
	if r.is(to-1, "avant", "precedent", "precedente", "derniere") {
		return dayPart(n - 1), ok
	}
	return dayPart(n + 1), ok
}

// lastNext puts a part without a year before or after the present day.
func (r *reader) lastNext(p part, ahead bool) (part, bool) {
	n, ok := r.now()
	if !ok {
		return p, false
	}
	for k := range 3 {
		y := civil(n).y - k
		if ahead {
			y = civil(n).y - 1 + k
		}
		q := p.in(y)
		if !q.valid() {
			continue
		}
		d := q.distance(n)
		if ahead && (d > 0 || d == 0 && p.start.d != 0) || !ahead && (d < 0 || d == 0 && p.start.d != 0) {
			q.basis = extract.Relative
			return q, true
		}
	}
	return p, false
}

func dayLastNext(r *reader, c []capture, from, to int) (part, bool) {
	p, _ := day(r, c, from, to)
	return r.lastNext(p, r.is(to-1, "prochain", "prochains"))
}

func monthLastNext(r *reader, c []capture, from, to int) (part, bool) {
	p, _ := day(r, c, from, to)
	return r.lastNext(p, r.is(to-1, "prochain", "suivant"))
}

func dayOfThisMonth(r *reader, c []capture, from, to int) (part, bool) {
	n, ok := r.now()
	if r.is(to-2, "meme") {
		n, ok = r.before(from, to)
	}
	if r.is(to-1, "suivant", "precedent") || r.is(to-1, "mois") && r.is(to-2, "du") && r.is(from-1, "chaque") {
		return part{}, false // "avant le 15 du mois suivant", as every month
	}
	a := ymd{civil(n).y, civil(n).m, 0}
	switch {
	case r.is(to-1, "dernier"):
		a = a.addMonths(-1)
	case r.is(to-1, "prochain"):
		a = a.addMonths(1)
	case r.is(to-1, "courant") && !r.is(from-1, "le", "du", "au"):
		return part{}, false
	}
	a.d = num(c, "D")
	return part{start: a, basis: extract.Relative}, ok
}

func dateOfNearYear(r *reader, c []capture, from, to int) (part, bool) {
	n, ok := r.now()
	p, _ := day(r, c, from, to)
	p = p.in(civil(n).y + beside(r, to))
	p.basis = extract.Relative
	return p, ok
}

// beside is 1 for "prochaine" and the like before token to, -1 for "dernière", 0 for "cette".
func beside(r *reader, to int) int {
	switch {
	case r.is(to-1, "prochain", "prochaine", "suivant", "suivante", "apres", "suit", "vient"):
		return 1
	case r.is(to-1, "dernier", "derniere", "passe", "passee", "precedent", "precedente", "ecoule", "ecoulee", "avant"):
		return -1
	}
	return 0
}

// counted is the day that a period beside another is counted from: the one
// named last for "suivant" and "précédent", else the present one.
func counted(r *reader, from, to int) (int, bool) {
	if r.is(to-1, "suivant", "suivante", "precedent", "precedente", "apres", "avant", "suit") {
		return r.before(from, to)
	}
	if beside(r, to) >= 0 {
		return r.written()
	}
	return r.now()
}

func seasonLastNext(r *reader, c []capture, from, to int) (part, bool) {
	p := captured(c, "S", 0)
	p.from, p.to = from, to
	if r.is(to-1, "precedent", "suivant") {
		for i := len(r.done) - 1; i >= max(0, len(r.done)-lookBack); i-- {
			if q := &r.done[i]; q.start.m == p.start.m && q.end.m == p.end.m && q.start.d == 0 && q.start.y != 0 && !q.end.isZero() {
				p = p.in(q.start.y + beside(r, to)) // "cet été, contre 39 l'été précédent"
				p.basis = extract.Relative
				return p, true
			}
		}
	}
	return r.lastNext(p, beside(r, to) > 0)
}

// seasonBefore is a season with its side before it: "le dernier hiver".
func seasonBefore(r *reader, c []capture, from, to int) (part, bool) {
	p := captured(c, "S", 0)
	p.from, p.to = from, to
	if !r.is(from-1, "le", "ce", "du", "au", "des") {
		return p, false
	}
	return r.lastNext(p, r.is(from, "prochain"))
}

func weekBeside(r *reader, _ []capture, from, to int) (part, bool) {
	if r.is(to-1, "suivante", "precedente") && r.everyWeek(from) {
		return part{}, false // "tous les vendredis pour la semaine suivante"
	}
	n, ok := counted(r, from, to)
	return weekPart(n + 7*beside(r, to)), ok
}

// everyWeek reports whether the sentence speaks, before token at, of every week.
func (r *reader) everyWeek(at int) bool {
	for i := r.sentence().From; i < at; i++ {
		if r.is(i, "chaque") && (r.is(i+1, "semaine") || weekdays[r.tokens[i+1].Fold] != 0) || r.is(i, "tous") && r.is(i+1, "les") && weekdays[strings.TrimSuffix(r.tokens[min(i+2, at)].Fold, "s")] != 0 {
			return true
		}
	}
	return false
}

func monthBeside(r *reader, _ []capture, from, to int) (part, bool) {
	n, ok := counted(r, from, to)
	if r.is(to, "de", "d'") && r.is(from, "ce") || r.is(from-1, "du") && from > 1 && r.tokens[from-2].Kind == extract.Number && r.is(to-1, "suivant", "precedent") {
		return part{}, false // "avant le 15 du mois suivant"
	}
	a := civil(n)
	a.d = 0
	return monthPart(a.addMonths(beside(r, to))), ok
}

func yearBeside(r *reader, _ []capture, from, to int) (part, bool) {
	if k := len(r.done) - 1; k >= 0 && r.done[k].to == from-2 && r.is(from-2, "de") {
		return part{}, false // "au 30 juin de l'année suivante"
	}
	n, ok := counted(r, from, to)
	if k := len(r.done) - 1; k >= 0 && r.is(to-1, "suivante", "precedente") && !r.done[k].yearly && r.done[k].start.y != 0 && r.sameParagraph(r.done[k].from, from) {
		n, ok = r.done[k].lastDay(), true // "en 2023, contre 44 l'année précédente"
	} else if r.is(to-1, "suivante") && r.is(from, "annee") && (k < 0 || !r.sameParagraph(r.done[k].from, from)) {
		return part{}, false // "Un saisonnier mal logé ne revient pas l'année suivante"
	}
	return yearPart(civil(n).y + beside(r, to)), ok
}

func quarterBeside(r *reader, _ []capture, from, to int) (part, bool) {
	n, ok := counted(r, from, to)
	months := 3
	if r.is(from, "semestre") || r.is(from+1, "semestre") {
		months = 6
	}
	a := civil(n)
	a.m, a.d = (a.m-1)/months*months+1, 0
	b := beside(r, to)
	if r.is(from, "prochain") {
		b = 1
	}
	a = a.addMonths(months * b)
	return part{start: a, end: a.addMonths(months - 1), basis: extract.Relative}, ok
}

func weekend(r *reader, _ []capture, from, to int) (part, bool) {
	n, ok := counted(r, from, to)
	sat := monday(n) + 5
	switch b := beside(r, to); {
	case b > 0 && weekday(n) >= 6, b < 0:
		sat += 7 * b
	case b == 0 && weekday(n) < 6 && r.tense(from, to) < 0:
		sat -= 7
	}
	return spanPart(sat, sat+1), ok
}

// move is n units from a day; years above a few are no dates but round numbers.
func move(day, n int, u unit) (part, bool) {
	const few = 3
	if u.months == 12 && (n > few || n < -few) || n > 400 || n < -400 {
		return part{}, false
	}
	if u.days > 0 {
		return dayPart(day + n*u.days), true
	}
	return part{start: civil(day).addMonths(n * u.months), basis: extract.Relative}, true
}

func unitOf(r *reader, c []capture) unit {
	for i := range c {
		if c[i].slot == "U" {
			return units[r.tokens[c[i].from].Fold]
		}
	}
	return unit{}
}

// lastMany are the days, months or years up to the present one; years end with the one
// before it in the first months, of which there is little to tell.
func lastMany(r *reader, c []capture, from, to int) (part, bool) {
	const early = 6 // months
	n, ok := r.now()
	k := num(c, "N")
	if k < 2 || k > 31 && !r.is(to-1, "heures") {
		return part{}, false
	}
	if r.is(to-1, "heures") {
		return spanPart(n-k/24, n), ok && k%24 == 0
	}
	u, a := unitOf(r, c), civil(n)
	switch {
	case u.days > 0:
		return spanPart(n-k*u.days, n), ok
	case u.months == 12:
		last := a.y
		if a.m <= early {
			last--
		}
		return part{start: ymd{y: last - k + 1}, end: ymd{y: last}, basis: extract.Relative}, ok
	case u.months == 1:
		a.d = 0
		return part{start: a.addMonths(1 - k), end: a, basis: extract.Relative}, ok
	}
	return part{}, false
}

// wholeWeek is the week of the day named last in its sentence.
func wholeWeek(r *reader, _ []capture, _, _ int) (part, bool) {
	k := len(r.done) - 1
	if k < 0 || r.done[k].from < r.sentence().From || !r.done[k].isDay() || r.done[k].yearly {
		return part{}, false
	}
	return weekPart(r.done[k].firstDay()), true
}

func ago(r *reader, c []capture, _, to int) (part, bool) {
	n, ok := r.now()
	k, u := num(c, "N"), unitOf(r, c)
	at := to
	if r.is(to, ",") {
		at++
	}
	if r.is(at, "jour") && r.is(at+1, "pour") && r.is(at+2, "jour") && u.months > 0 {
		if e, found := r.event(n); found && r.updated {
			n = e
		}
		a := civil(n)
		p := part{start: ymd{y: a.y, m: a.m}.addMonths(-k * u.months), basis: extract.Relative}
		p.start.d = a.d
		return p, ok
	}
	const exact = 20 // years; more are a round number
	const few = 2    // years, of which the month is still told
	if u.months == 12 && k > few && k <= exact {
		p := yearPart(civil(n).y - k)
		p.basis = extract.Relative
		return p, ok
	}
	p, good := move(n, -k, u)
	return p, ok && good
}

func inTime(r *reader, c []capture, _, _ int) (part, bool) {
	n, ok := r.now()
	p, good := move(n, num(c, "N"), unitOf(r, c))
	return p, ok && good
}

func later(r *reader, c []capture, from, to int) (part, bool) {
	n, ok := r.before(from, to)
	k := num(c, "N")
	if from > 1 && r.is(from-1, "a", "ou", "-") && r.tokens[from-2].Kind == extract.Number || r.is(from-1, "pas") || r.is(to, "que", "qu'") {
		return part{}, false // "21 à 28 jours plus tard", "pas un jour plus tard", "un mois plus tôt que prévu"
	}
	if r.is(to-1, "tot", "auparavant", "avant") {
		k = -k
	}
	if r.is(to-1, "apres", "avant") && r.is(to, "le", "la", "les", "l'", "mon", "ma", "mes", "son", "sa", "ses", "notre", "nos", "votre", "vos", "leur", "leurs", "chaque", "tout", "toute", "avoir", "etre", "cette", "ce", "de", "d'") {
		return part{}, false // "trois ans après la signature"
	}
	if j := len(r.done) - 1; j >= 0 && r.is(to-1, "tot", "auparavant") && r.is(from-1, ",") && r.done[j].to == from-1 && r.done[j].end.isZero() && !r.done[j].yearly {
		return part{start: r.done[j].start, basis: extract.Relative}, true // "en janvier, deux mois plus tôt"
	}
	if unitOf(r, c).months == 12 {
		// "un an auparavant" compares, and names no day.
		j := len(r.done) - 1
		if !r.is(to-1, "tard") || j < 0 || r.done[j].from < r.sentence().From || r.done[j].start.y == 0 {
			return part{}, false
		}
		return yearPart(r.done[j].start.y + k), true
	}
	u := unitOf(r, c)
	if u.months > 0 {
		if q, found := r.monthNamed(); found {
			n, ok = q.firstDay(), true
		}
	}
	p, good := move(n, k, u)
	if u.months > 0 {
		p.start.d = 0 // so many months later is no day
	}
	return p, ok && good
}

// monthNamed is the day or month that the paragraph has named last.
func (r *reader) monthNamed() (part, bool) {
	k := len(r.done) - 1
	if k < 0 || r.done[k].yearly || r.done[k].start.m == 0 || !r.done[k].end.isZero() || !r.sameParagraph(r.done[k].from, r.start) {
		return part{}, false
	}
	return r.done[k], true
}

func nthWeekdayBeside(r *reader, c []capture, _, to int) (part, bool) {
	n, ok := r.now()
	a := civil(n)
	a.d = 0
	p, good := nthWeekdayOf(monthPart(a.addMonths(beside(r, to))), num(c, "ORD"), num(c, "W"))
	return p, ok && good
}

// longBefore counts from a day that is named with it.
func longBefore(r *reader, c []capture, from, to int) (part, bool) {
	p, _ := day(r, c, from, to)
	p.from, p.to = from, to
	p, ok := r.complete(p)
	if !ok || !p.valid() {
		return p, false
	}
	n := num(c, "N")
	for i := from; i < to; i++ {
		if r.is(i, "avant") {
			n = -n
		}
	}
	return move(p.firstDay(), n, unitOf(r, c))
}

// eveOf is the day before or after another that is named with it.
func eveOf(r *reader, c []capture, from, to int) (part, bool) {
	p, _ := day(r, c, from, to)
	if has(c, "F") {
		p = captured(c, "F", 0)
	}
	p.from, p.to = from, to
	p, ok := r.complete(p)
	if !ok || !p.valid() {
		return p, false
	}
	d := 1
	if r.is(from, "veille") {
		d = -1
	}
	q := dayPart(p.firstDay() + d)
	q.basis = p.basis
	return q, true
}
