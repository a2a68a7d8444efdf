package index

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// An ending is a rule of the stemmer: a folded word of at least min letters
// that ends in from ends in to instead.
type ending struct {
	from, to string
	min      int
	example  string // word, an arrow, and the term after all rules
}

// The stemmer joins number and gender of nouns, adjectives and participles. It
// leaves verbs and derived words alone: "préfecture" is not "préfet". Of each
// group the first rule that fits is used, and the groups follow each other.
var endings = [...][]ending{
	{ // number
		{"eaux", "eau", 4, "bureaux → bureau"},
		{"vaux", "val", 6, "travaux → traval"},
		{"aux", "al", 5, "nationaux → national"},
		{"eux", "eu", 4, "feux → feu"},
		{"oux", "ou", 5, "bijoux → bijou"},
		{"ss", "ss", 0, "express → express"},
		{"s", "", 4, "élus → elu"},
	},
	{ // gender
		{"drice", "deur", 7, "ambassadrice → ambassadeur"},
		{"trice", "teur", 7, "directrice → directeur"},
		{"euse", "eu", 6, "dangereuse → dangereu"},
		{"ee", "", 5, "blessée → bless"},
		{"vail", "val", 6, "travail → traval"},
		{"ie", "ie", 0, "mairie → mairie"},
		{"que", "c", 7, "publique → public"},
		{"que", "que", 0, "risque → risque"},
		{"ue", "u", 4, "élue → elu"},
		{"ve", "f", 5, "active → actif"},
		{"e", "", 5, "préfète → prefet"},
	},
	{ // the consonant doubled before the feminine e
		{"nn", "n", 6, "européenne → europeen"},
		{"ll", "l", 5, "actuelle → actuel"},
		{"tt", "t", 5, "muette → muet"},
		{"ff", "f", 4, "cheffe → chef"},
	},
}

// stem applies the endings to a folded word and returns it, in place where
// the result is not longer. Words with a digit or of other scripts stay.
func stem(word []byte) []byte {
	if len(word) < 4 {
		return word
	}
	for _, c := range word {
		if c < 'a' || c > 'z' {
			return word
		}
	}
	for _, group := range endings {
		for i := range group {
			e := &group[i]
			if word[len(word)-1] == e.from[len(e.from)-1] && len(word) >= e.min && strings.HasSuffix(string(word), e.from) {
				word = append(word[:len(word)-len(e.from)], e.to...)
				break
			}
		}
	}
	return word
}

// exact is a word in lower case and composed form, accents kept.
func exact(word string) string {
	return norm.NFC.String(strings.ToLower(strings.ReplaceAll(word, "’", "'")))
}

// small are the words that are no terms: articles, prepositions, pronouns and
// conjunctions that are nothing else. Forms that are also nouns, names or
// points of the compass are not here: est, été, eu, son, ton, or, car, pas,
// sous, nord. Written with accents, since "ou" is not "où" in every list.
var small = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`
		le la les un une des du de au aux à a
		et ou où ni mais donc
		en dans par pour sur avec chez sans
		ce cet cette ces cela ça
		mon ma mes sa ses leur leurs notre nos votre vos
		qui que quoi dont
		il elle ils elles on nous vous je tu se
		ne`) {
		m[w] = true
	}
	return m
}()

// maxSmall is the length in bytes of the longest small word.
const maxSmall = 6

func isSmall(word string) bool {
	if len(word) > maxSmall+2 {
		return false
	}
	var buf [maxSmall + 2]byte
	lower := buf[:0]
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf {
			return small[exact(word)]
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower = append(lower, c)
	}
	return small[string(lower)]
}

// isElided reports whether a word before an apostrophe is an article, pronoun
// or conjunction without its vowel.
func isElided(word string) bool {
	switch len(word) {
	case 1:
		return strings.ContainsAny(word, "cdjlmnstCDJLMNST")
	default:
		switch strings.ToLower(word) {
		case "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
			return true
		}
	}
	return false
}

// isPrefix reports whether a word before a hyphen makes another office of
// the office after it: "sous-préfet" is no "préfet".
func isPrefix(word string) bool {
	switch strings.ToLower(word) {
	case "sous", "vice", "ex":
		return true
	}
	return false
}
