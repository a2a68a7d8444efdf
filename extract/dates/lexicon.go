package dates

import "strings"

// months by name; abbreviations are those that press offices write.
var months = numbered("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre")

var shortMonths = map[string]int{
	"jan": 1, "janv": 1, "fev": 2, "fevr": 2, "mar": 3, "avr": 4, "jun": 6, "jui": 7, "juil": 7, "jul": 7, "aou": 8,
	"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

var weekdays = numbered("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

var shortWeekdays = map[string]int{"lun": 1, "mar": 2, "mer": 3, "jeu": 4, "ven": 5, "sam": 6, "dim": 7}

// units are lengths of time: a number of days or of months.
type unit struct{ days, months int }

var units = map[string]unit{
	"jour": {1, 0}, "jours": {1, 0}, "semaine": {7, 0}, "semaines": {7, 0}, "quinzaine": {15, 0},
	"mois": {0, 1}, "trimestre": {0, 3}, "trimestres": {0, 3}, "semestre": {0, 6}, "semestres": {0, 6},
	"an": {0, 12}, "ans": {0, 12}, "annee": {0, 12}, "annees": {0, 12},
}

// seasons are the first and last of their three months, as meteorologists count them.
var seasons = map[string][2]int{"printemps": {3, 5}, "ete": {6, 8}, "automne": {9, 11}, "hiver": {12, 2}}

// ordinals up to the fifth; "second" and "deuxième" are the same.
var ordinals = map[string]int{
	"premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5,
	"dernier": -1, "derniere": -1,
}

// ordinalEndings follow the digits of an ordinal: "1er", "2e", "3ème".
var ordinalEndings = set("er re ere e eme nd nde")

var (
	small = map[string]int{
		"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
		"dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
	}
	tens = map[string]int{"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "nonante": 90}
)

// fete is a day that has a name: a fixed one, one that moves with Easter, or
// one with a rule of its own.
type fete struct {
	month, day int // fixed
	easter     int // days after Easter Sunday, for month 0
	of         func(year int) int
}

// fetes by their words, parted by blanks as the tokens are.
var fetes = map[string]fete{
	"noel": {month: 12, day: 25}, "toussaint": {month: 11, day: 1}, "assomption": {month: 8, day: 15},
	"nouvel an": {month: 1, day: 1}, "jour de l' an": {month: 1, day: 1}, "epiphanie": {month: 1, day: 6},
	"saint sylvestre": {month: 12, day: 31}, "saint valentin": {month: 2, day: 14}, "reveillon": {month: 12, day: 31},
	"paques": {}, "lundi de paques": {easter: 1}, "vendredi saint": {easter: -2}, "rameaux": {easter: -7}, "mardi gras": {easter: -47},
	"ascension": {easter: 39}, "jeudi de l' ascension": {easter: 39}, "dimanche de paques": {}, "dimanche de pentecote": {easter: 49}, "pentecote": {easter: 49}, "lundi de pentecote": {easter: 50},
	"fete des meres": {of: mothersDay}, "fete des peres": {of: fathersDay},
}

// on is the day of f in a year.
func (f fete) on(year int) ymd {
	switch {
	case f.of != nil:
		return civil(f.of(year))
	case f.month != 0:
		return ymd{year, f.month, f.day}
	}
	return civil(easter(year) + f.easter)
}

// mothersDay is the last Sunday of May, or the first of June if that is Whitsun.
func mothersDay(y int) int {
	end := dayNumber(y, 5, 31)
	sunday := end - weekday(end)%7
	if sunday == easter(y)+49 {
		return sunday + 7
	}
	return sunday
}

// fathersDay is the third Sunday of June.
func fathersDay(y int) int {
	first := dayNumber(y, 6, 1)
	return first + (7-weekday(first))%7 + 14
}

// republicanMonths follow each other from the autumn on.
var republicanMonths = []string{"vendemiaire", "brumaire", "frimaire", "nivose", "pluviose", "ventose", "germinal", "floreal", "prairial", "messidor", "thermidor", "fructidor"}

// republicanYears are the first days, 1 vendémiaire, of the years I to XIV.
var republicanYears = []ymd{
	{1792, 9, 22}, {1793, 9, 22}, {1794, 9, 22}, {1795, 9, 23}, {1796, 9, 22}, {1797, 9, 22}, {1798, 9, 22},
	{1799, 9, 23}, {1800, 9, 23}, {1801, 9, 23}, {1802, 9, 23}, {1803, 9, 24}, {1804, 9, 23}, {1805, 9, 23},
}

// romans are the numbers of centuries and of years of the Republic.
var romans = numbered("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi")

func numbered(words ...string) map[string]int {
	m := map[string]int{}
	for i, w := range words {
		m[w] = i + 1
	}
	return m
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}
