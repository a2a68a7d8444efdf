package statements

import (
	"strings"
	"unicode"
)

// contentWordsOf are the words of a title that carry meaning, folded; the
// first is its head, with what a hyphen joins to it: "sousprefet".
func contentWordsOf(title string) []string {
	var words []string
	for i, w := range strings.FieldsFunc(foldLetters(title), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		switch w {
		case "de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "aux", "et", "en", "pour", "par", "sur", "charge", "chargee", "un", "une":
			continue
		}
		if i == 0 {
			words = append(words, strings.ReplaceAll(w, "-", ""))
			continue
		}
		words = append(words, strings.Split(w, "-")...)
	}
	return words
}

// foldLetters is s in lower case without the accents of French.
func foldLetters(s string) string {
	return strings.Map(func(r rune) rune {
		r = unicode.ToLower(r)
		switch r {
		case 'é', 'è', 'ê', 'ë':
			return 'e'
		case 'à', 'â', 'ä':
			return 'a'
		case 'î', 'ï':
			return 'i'
		case 'ô', 'ö':
			return 'o'
		case 'û', 'ù', 'ü':
			return 'u'
		case 'ç':
			return 'c'
		case '’', '\'':
			return ' '
		}
		return r
	}, s)
}

// sameOffice compares heads of titles, whatever their gender and number.
func sameOffice(a, b string) bool { return office(a) == office(b) }

// isFeminine reports whether the head of a title has a feminine form of its own.
func isFeminine(w string) bool {
	w = strings.TrimSuffix(strings.ReplaceAll(foldLetters(w), "-", ""), "s")
	return w != office(w)
}

// office is the masculine singular of the head of a title, folded; it need not
// be a word, only the same for all forms.
func office(w string) string {
	w = strings.ReplaceAll(foldLetters(w), "-", "")
	w = strings.TrimSuffix(w, "s")
	switch w {
	case "maire", "ministre", "secretaire", "commissaire", "capitaine":
		return w
	}
	for _, r := range [...][2]string{
		{"rices", "eur"}, {"rice", "eur"}, {"euse", "eur"}, {"eure", "eur"}, {"iere", "ier"}, {"ere", "er"}, {"elle", "el"}, {"ienne", "ien"},
		{"ete", "et"}, {"effe", "ef"}, {"ee", "e"}, {"ante", "ant"}, {"ente", "ent"}, {"ale", "al"}, {"ate", "at"}, {"oesse", "oe"}, {"esse", "e"},
		{"aux", "al"}, {"ointe", "oint"}, {"ecte", "ect"}, {"lue", "lu"}, {"aine", "ain"},
	} {
		if s, ok := strings.CutSuffix(w, r[0]); ok {
			return s + r[1]
		}
	}
	return w
}

// equivalents are heads by which others may be called: title, then the call.
var equivalents = map[string][]string{
	"secretaire":        {"ministre"}, // "secrétaire d'État", "le ministre"
	"prefet":            {"representant"},
	"sousprefet":        {"representant"},
	"depute":            {"parlementaire", "elu"},
	"senateur":          {"parlementaire", "elu"},
	"maire":             {"edile", "elu"},
	"conseiller":        {"elu"},
	"president":         {"elu"},
	"ambassadeur":       {"diplomate"},
	"consul":            {"diplomate"},
	"viceamiral":        {"amiral"},
	"contreamiral":      {"amiral"},
	"lieutenantcolonel": {"colonel", "officier"},
	"procureur":         {"magistrat"},
	"colonel":           {"officier", "militaire", "gendarme"},
	"general":           {"officier", "militaire"},
	"capitaine":         {"officier", "militaire"},
	"commandant":        {"officier", "militaire"},
}

// isAcronym reports whether w is made of the first letters of words that follow
// one another: "ars" of "agence regionale sante".
func isAcronym(w string, words []string) bool {
	const least = 3
	if len(w) < least {
		return false
	}
	for i := 0; i+len(w) <= len(words); i++ {
		k := 0
		for k < len(w) && words[i+k] != "" && words[i+k][0] == w[k] {
			k++
		}
		if k == len(w) {
			return true
		}
	}
	return false
}

// equivalent reports whether the holder of a title of these words may be called
// call.
func equivalent(words []string, call string) bool {
	title := words[0]
	if len(words) > 1 {
		switch office(title) + " " + words[1] {
		case "president republique":
			return office(call) == "chef" // of the State
		case "premier ministre":
			return office(call) == "chef" || office(call) == "ministre" // of the Government
		}
	}
	for _, w := range equivalents[office(title)] {
		if office(w) == office(call) {
			return true
		}
	}
	return false
}
