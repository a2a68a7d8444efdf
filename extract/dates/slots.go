package dates

import (
	"slices"
	"strings"

	"estrade/extract"
)

// slot reads one or several tokens that have a value, or looks at the place
// it stands in.
type slot struct {
	name   string
	first  []string // folded forms that the first token can have
	number bool     // whether the first token can be a number
	match  func(r *reader, at int) (n int, c capture, ok bool)

	empty bool // takes no token, only looks
	test  func(r *reader, at int) bool
}

// newSlots makes the slots that patterns name:
//
//	W     a day of the week             WS    several of it, "dimanches"
//	D     a day of the month: 8, 1er, premier, vingt et un
//	MONTH a month in full               M     the same, or abbreviated
//	MM    its number                    Y     a year of four digits, or in words
//	YY    a year of two digits          N     a number in digits or words
//	U     a unit of time                ORD   an ordinal, "premier", "3e", "dernier"
//	S     a season                      F     a day with a name, "Noël"
//	TIME  a time of day
//	DATE  whatever a rule for single dates matches
//	DAY   a day of the month, maybe with its day of the week, without a month
//	END   nothing follows that the match could belong to
//	HYPHEN  a hyphen that ties two words: "mars-avril"
//	ROMAN   a Roman number, or digits     CENTURY  "XIIe", "19e"
//	REPUBLICAN  a month of the Revolution's calendar, from 0
//	TOP   the match is all there is in its sentence
func newSlots() map[string]slot {
	m := map[string]slot{}
	add := func(s slot) { m[s.name] = s }
	numerals := slices.Sorted(func(yield func(string) bool) {
		for w := range small {
			if !yield(w) {
				return
			}
		}
		for w := range tens {
			if !yield(w) {
				return
			}
		}
	})
	numerals = append(numerals, "mille", "cent")
	add(slot{name: "W", first: append(append(keys(weekdays), keys(shortWeekdays)...), dotted(shortWeekdays)...), match: matchWeekday})
	add(slot{name: "WS", first: plurals(weekdays), match: func(r *reader, at int) (int, capture, bool) {
		n, ok := weekdays[strings.TrimSuffix(r.tokens[at].Fold, "s")]
		return 1, capture{n: n}, ok && strings.HasSuffix(r.tokens[at].Fold, "s")
	}})
	add(slot{name: "D", first: append([]string{"premier"}, numerals...), number: true, match: matchDay})
	add(slot{name: "MONTH", first: keys(months), match: func(r *reader, at int) (int, capture, bool) {
		n, ok := months[r.tokens[at].Fold]
		return 1, capture{n: n}, ok
	}})
	add(slot{name: "M", first: append(append(keys(months), keys(shortMonths)...), dotted(shortMonths)...), match: matchMonth})
	add(slot{name: "MM", number: true, match: func(r *reader, at int) (int, capture, bool) {
		n, ok := digits(&r.tokens[at])
		return 1, capture{n: n}, ok && n >= 1 && n <= 12 && len(r.tokens[at].Lower) <= 2
	}})
	add(slot{name: "Y", first: numerals, number: true, match: matchYear})
	add(slot{name: "YY", number: true, match: func(r *reader, at int) (int, capture, bool) {
		n, ok := digits(&r.tokens[at])
		return 1, capture{n: century(n)}, ok && len(r.tokens[at].Lower) == 2
	}})
	add(slot{name: "N", first: numerals, number: true, match: matchNumber})
	add(slot{name: "U", first: keys(units), match: func(r *reader, at int) (int, capture, bool) {
		_, ok := units[r.tokens[at].Fold]
		return 1, capture{}, ok
	}})
	add(slot{name: "ORD", first: keys(ordinals), number: true, match: matchOrdinal})
	add(slot{name: "S", first: keys(seasons), match: func(r *reader, at int) (int, capture, bool) {
		s, ok := seasons[r.tokens[at].Lower]
		if r.tokens[at].Lower == "été" {
			s, ok = seasons["ete"], true
		}
		return 1, capture{part: part{start: ymd{m: s[0]}, end: ymd{m: s[1]}}}, ok
	}})
	names := map[string][]feteName{} // by first word
	for k, f := range fetes {
		words := strings.Fields(k)
		names[words[0]] = append(names[words[0]], feteName{words, f})
	}
	add(slot{name: "F", first: keys(names), match: func(r *reader, at int) (int, capture, bool) {
		n, f := 0, fete{}
		for _, name := range names[r.tokens[at].Fold] {
			if len(name.words) > n && r.follow(at, name.words) {
				n, f = len(name.words), name.fete
			}
		}
		return n, capture{part: part{fete: f, isFete: n > 0}}, n > 0
	}})
	add(slot{name: "TIME", first: []string{"a", "au", "vers", "des", "minuit", "midi", "apres", "en", ",", "("}, number: true, match: matchTime})
	add(slot{name: "DATE", first: nil, number: true, match: matchDate})
	add(slot{name: "DAY", first: append(append([]string{"premier"}, numerals...), keys(weekdays)...), number: true, match: matchDayOnly})
	add(slot{name: "ROMAN", first: keys(romans), number: true, match: func(r *reader, at int) (int, capture, bool) {
		if n, ok := digits(&r.tokens[at]); ok {
			return 1, capture{n: n}, true
		}
		n, ok := romans[r.tokens[at].Fold]
		return 1, capture{n: n}, ok && r.tokens[at].Shape != extract.LowerCase
	}})
	add(slot{name: "CENTURY", first: centuries(), number: true, match: func(r *reader, at int) (int, capture, bool) {
		if r.tokens[at].Kind == extract.Number {
			return matchOrdinal(r, at)
		}
		w := r.tokens[at].Fold
		for _, e := range centuryEndings {
			if n, ok := romans[strings.TrimSuffix(w, e)]; ok && strings.HasSuffix(w, e) {
				k := 1
				if e == "" && at+1 < len(r.tokens) && r.tokens[at+1].Gap == extract.Joined && ordinalEndings[r.tokens[at+1].Fold] {
					k = 2
				}
				return k, capture{n: n}, true
			}
		}
		return 0, capture{}, false
	}})
	add(slot{name: "REPUBLICAN", first: republicanMonths, match: func(r *reader, at int) (int, capture, bool) {
		n := slices.Index(republicanMonths, r.tokens[at].Fold)
		return 1, capture{n: n}, n >= 0
	}})
	add(slot{name: "HYPHEN", empty: true, test: func(r *reader, at int) bool {
		return at < len(r.tokens) && r.tokens[at].Gap == extract.Hyphen
	}})
	add(slot{name: "END", empty: true, test: atEnd})
	add(slot{name: "TOP", empty: true, test: atTop})
	return m
}

// centuryEndings may be written to a Roman number: "XIIe", "XIXᵉ", "XX".
var centuryEndings = []string{"e", "eme", "er", "ᵉ", ""}

func centuries() []string {
	var out []string
	for _, w := range keys(romans) {
		for _, e := range centuryEndings {
			out = append(out, w+e)
		}
	}
	return out
}

func dotted(m map[string]int) []string {
	var out []string
	for k := range m {
		out = append(out, k+".")
	}
	return out
}

func plurals(m map[string]int) []string {
	var out []string
	for k := range m {
		out = append(out, k+"s")
	}
	return out
}

// matchWeekday reads "vendredi", "ven." and, before a day or alone on its line, "ven".
func matchWeekday(r *reader, at int) (int, capture, bool) {
	t := &r.tokens[at]
	if n, ok := weekdays[t.Fold]; ok {
		return 1, capture{n: n}, true
	}
	n, ok := shortWeekdays[strings.TrimSuffix(t.Fold, ".")]
	if !ok {
		return 0, capture{}, false
	}
	k := 1
	if r.is(at+1, ".") && r.tokens[at+1].Gap == extract.Joined {
		k = 2
	}
	if t.Gap < extract.Line && (at+k >= len(r.tokens) || r.tokens[at+k].Kind != extract.Number) {
		return 0, capture{}, false // "l'aumônier de la mer."
	}
	if k == 1 && !strings.HasSuffix(t.Fold, ".") && (at+1 >= len(r.tokens) || r.tokens[at+1].Kind != extract.Number) {
		return 0, capture{}, false
	}
	return k, capture{n: n}, true
}

// matchDay reads "8", "1er", "premier", "trente et un", never "un".
func matchDay(r *reader, at int) (int, capture, bool) {
	t := &r.tokens[at]
	if n, ok := digits(t); ok {
		if n < 1 || n > 31 || len(t.Lower) > 2 {
			return 0, capture{}, false
		}
		if n == 1 && r.is(at+1, "er") && r.tokens[at+1].Gap == extract.Space {
			return 2, capture{n: 1}, true // "1 er juillet"
		}
		if at+1 < len(r.tokens) && r.tokens[at+1].Gap == extract.Joined && r.tokens[at+1].Kind == extract.Word {
			if n == 1 && r.is(at+1, "er", "ier", "ᵉʳ", "ere") {
				return 2, capture{n: 1}, true
			}
			return 0, capture{}, false
		}
		return 1, capture{n: n}, true
	}
	if t.Fold == "premier" {
		return 1, capture{n: 1}, true
	}
	if at > 0 {
		if _, k := written(r.tokens, at-1); k > 1 {
			return 0, capture{}, false // the end of a number: "cent dix"
		}
	}
	n, k := written(r.tokens, at)
	return k, capture{n: n}, k > 0 && n >= 2 && n <= 31
}

func matchMonth(r *reader, at int) (int, capture, bool) {
	t := &r.tokens[at]
	if n, ok := months[t.Fold]; ok {
		return 1, capture{n: n}, true
	}
	n, ok := shortMonths[strings.TrimSuffix(t.Fold, ".")]
	if !ok {
		return 0, capture{}, false
	}
	if r.is(at+1, ".") && r.tokens[at+1].Gap == extract.Joined && at+2 < len(r.tokens) && r.tokens[at+2].Kind == extract.Number {
		return 2, capture{n: n}, true
	}
	return 1, capture{n: n}, true
}

func matchYear(r *reader, at int) (int, capture, bool) {
	if n, ok := digits(&r.tokens[at]); ok {
		return 1, capture{n: n}, len(r.tokens[at].Lower) == 4 && n >= 1000 && n < 2200
	}
	n, k := written(r.tokens, at)
	return k, capture{n: n}, k > 1 && n >= 1000 && n < 2200
}

func matchNumber(r *reader, at int) (int, capture, bool) {
	if n, ok := digits(&r.tokens[at]); ok {
		return 1, capture{n: n}, true
	}
	n, k := written(r.tokens, at)
	return k, capture{n: n}, k > 0 && n > 0
}

func matchOrdinal(r *reader, at int) (int, capture, bool) {
	t := &r.tokens[at]
	if n, ok := ordinals[t.Fold]; ok {
		return 1, capture{n: n}, true
	}
	n, ok := digits(t)
	if !ok || n == 0 || n > 60 || at+1 >= len(r.tokens) || r.tokens[at+1].Gap != extract.Joined || !ordinalEndings[r.tokens[at+1].Fold] {
		return 0, capture{}, false
	}
	return 2, capture{n: n}, true
}

// feteName is the words of a day with a name.
type feteName struct {
	words []string
	fete  fete
}

// follow reports whether the folded tokens from at on are words.
func (r *reader) follow(at int, words []string) bool {
	for i, w := range words {
		if at+i >= len(r.tokens) || r.tokens[at+i].Fold != w || i > 0 && r.tokens[at+i].Gap == extract.Paragraph {
			return false
		}
	}
	return true
}

// matchTime reads a time of day and the marks around it: "à 9h00", ", 18 heures,", "(16 h)", "à
// minuit", "au soir", ", après la classe,".
func matchTime(r *reader, at int) (int, capture, bool) {
	i := at
	if r.is(i, ",", "(") {
		i++
	}
	if r.is(i, "a", "vers", "des", "au", "en") {
		i++
	}
	switch {
	case r.is(i, "minuit", "midi"), r.is(i, "soir", "matin") && r.is(i-1, "au"), r.is(i, "soiree", "matinee") && r.is(i-1, "en"):
		i++
	case (r.is(i, "fin", "debut", "milieu") && r.is(i+1, "de", "d'") || r.is(i, "apres") && r.is(i+1, "la", "le", "les")) && r.is(i+2, timesOfDay...):
		i += 3
	case i+1 < len(r.tokens) && r.is(i+1, "h", "heures", "heure", ":"):
		h, ok := digits(&r.tokens[i])
		if !ok || h > 24 || r.is(i+1, ":") && (i+2 >= len(r.tokens) || len(r.tokens[i+2].Lower) != 2 || r.tokens[i+1].Gap != extract.Joined) {
			return 0, capture{}, false
		}
		i += 2
		if i < len(r.tokens) && len(r.tokens[i].Lower) == 2 && r.tokens[i].Kind == extract.Number {
			i++
		}
	default:
		return 0, capture{}, false
	}
	if r.is(i, ",", ")") {
		i++
	}
	return i - at, capture{}, true
}

// timesOfDay follow "en fin de" and "après la".
var timesOfDay = []string{"matinee", "journee", "soiree", "classe", "cours", "midi", "apres-midi"}

// matchDate reads what the longest rule for single dates matches. Several
// rules ask for the date at one token: the answer is kept while one expression
// is read.
func matchDate(r *reader, at int) (int, capture, bool) {
	m := &r.memory[at%len(r.memory)]
	if m.round != r.round || m.at != at {
		end, p, ok := r.atom(at, true)
		*m = memo{at: at, round: r.round, n: end - at, part: p, ok: ok}
	}
	return m.n, capture{part: m.part}, m.ok
}

// matchDayOnly reads "9", "mardi 9", "1er".
func matchDayOnly(r *reader, at int) (int, capture, bool) {
	i, p := at, part{from: at}
	if n, c, ok := matchWeekday(r, i); ok {
		p.weekday = c.n
		i += n
		if i >= len(r.tokens) || r.tokens[i].Gap == extract.Paragraph {
			return 0, capture{}, false
		}
	}
	n, c, ok := matchDay(r, i)
	p.start.d, p.to = c.n, i+n
	return i + n - at, capture{part: p}, ok
}

// enders are words that cannot belong to the number before them.
var enders = set("et ou puis a au aux en de d' du des pour par dans sur inclus afin ainsi avec sous sans jusqu' entre soit " +
	"matin soir midi apres avant chez qui que qu' dont ou car mais ne n' se s' y le la les l' ce cette il elle est sont ont fut doit peut")

func atEnd(r *reader, at int) bool {
	if at >= len(r.tokens) {
		return true
	}
	t := &r.tokens[at]
	if t.Gap >= extract.Line {
		return true
	}
	if t.Kind == extract.Punct {
		return !isOneOf(t.Fold, measures) && t.Fold != "/" && t.Fold != "+" &&
			!(t.Gap == extract.Joined && at+1 < len(r.tokens) && r.tokens[at+1].Gap == extract.Joined && r.tokens[at+1].Kind == extract.Number)
	}
	return t.Kind == extract.Word && (enders[t.Fold] || isFuture(t.Lower) || isImperfect(t.Lower))
}

func atTop(r *reader, at int) bool {
	return r.start == r.sentence().From && (at >= r.sentence().To || r.tokens[at].Kind == extract.Punct && at+1 >= r.sentence().To)
}

// century gives a year of two digits its century.
func century(yy int) int {
	if yy < 50 {
		return 2000 + yy
	}
	return 1900 + yy
}
