package people

import (
	_ "embed"
	"fmt"
	"strings"

	"estrade/extract"
)

//go:embed offices.tsv
var officeTable string

//go:embed words.tsv
var wordTable string

// class is a set of word classes; see words.tsv.
type class uint32

const (
	venue class = 1 << iota
	linker
	stop
	orgWord
	particle
	upParticle
	civM
	civF
	civMP
	civFP
	civN
	adjective
	notAdjective
	speechVerb
	humanVerb
	infinitiveNoun
	peopleNoun
	bodyNoun
	predicate
	notRole
	attached
	prenominal
	kin
	month
	bodyName
	adverbial
	light
	between
	topical
	preposition
	officeHead // begins a form of the office table
)

const civility = civM | civF | civMP | civFP | civN

var classNames = map[string]class{
	"venue": venue, "linker": linker, "stop": stop, "org": orgWord, "particle": particle, "upparticle": upParticle,
	"civm": civM, "civf": civF, "civmp": civMP, "civfp": civFP, "civn": civN,
	"adj": adjective, "notadj": notAdjective, "speech": speechVerb, "human": humanVerb,
	"infnoun": infinitiveNoun, "people": peopleNoun, "unit": bodyNoun, "predicate": predicate, "notrole": notRole,
	"attached": attached, "prenominal": prenominal, "kin": kin, "month": month, "body": bodyName, "adverbial": adverbial,
	"light": light, "between": between, "topical": topical, "preposition": preposition,
}

// office is a row of the office table.
type office struct {
	name     string // masculine singular, as the table spells it
	feminine string // feminine singular
	class    officeClass
	words    []string // of name, hyphens parting words
	preps    uint8    // prepositions that may follow besides "de"
}

// officeClass sorts offices by how they are used.
type officeClass uint8

const (
	state officeClass = iota
	elected
	judicial
	police
	military
	religious
	foreign
	direction
	body
	company
	noble
	rank // stands before a name: "le colonel Martin"
	work // a profession: a title of a named person, never of an unnamed one
)

var officeClasses = map[string]officeClass{
	"state": state, "elected": elected, "judicial": judicial, "police": police, "military": military,
	"religious": religious, "foreign": foreign, "direction": direction, "body": body, "company": company,
	"noble": noble, "rank": rank, "work": work,
}

// Prepositions that an office takes besides "de".
const (
	takesA uint8 = 1 << iota
	takesEn
	takesPour
	takesAupres
	takesPres
	takesCharge
	takesDans
)

var prepNames = map[string]uint8{
	"à": takesA, "au": takesA, "aux": takesA, "en": takesEn, "pour": takesPour,
	"auprès": takesAupres, "près": takesPres, "chargé": takesCharge, "dans": takesDans, "adjoint": 0,
}

// node is a state of the trie of office forms. Its edges are folded words.
type node struct {
	next   map[string]*node
	office int16 // index into lexicon.offices plus one; 0 if no form ends here
	gender extract.Gender
	plural bool
}

// lexicon holds the tables in the form in which they are looked up. It never
// changes once built.
type lexicon struct {
	words   map[string]class
	heads   map[string]*node
	offices []office
}

// newLexicon reads the embedded tables.
func newLexicon() (*lexicon, error) {
	x := &lexicon{words: map[string]class{}, heads: map[string]*node{}}
	for n, line := range rows(wordTable) {
		f := strings.Split(line, "\t")
		c, known := classNames[f[0]]
		if !known || len(f) != 3 {
			return nil, fmt.Errorf("words.tsv: line %d: unknown class or wrong number of columns", n)
		}
		for w := range strings.FieldsSeq(f[1]) {
			x.words[w] |= c
		}
	}
	for n, line := range rows(officeTable) {
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			return nil, fmt.Errorf("offices.tsv: line %d: %d columns; want 4", n, len(f))
		}
		forms := strings.Split(f[0], "|")
		name, alias, _ := strings.Cut(f[1], "=")
		c, known := officeClasses[name]
		if !known || len(forms) != 4 {
			return nil, fmt.Errorf("offices.tsv: line %d: unknown class or wrong number of forms", n)
		}
		o := office{name: properOffice(forms[0]), feminine: properOffice(forms[1]), class: c, words: splitWords(forms[0])}
		if alias != "" {
			o.name, o.words = alias, splitWords(alias)
		}
		for p := range strings.FieldsSeq(f[2]) {
			bit, known := prepNames[p]
			if !known {
				return nil, fmt.Errorf("offices.tsv: line %d: unknown preposition %s", n, p)
			}
			o.preps |= bit
		}
		x.offices = append(x.offices, o)
		index := int16(len(x.offices))
		for i := len(forms) - 1; i >= 0; i-- {
			g := extract.Masculine
			if i%2 == 1 {
				g = extract.Feminine
			}
			if forms[i] == forms[i^1] {
				g = extract.UnknownGender
			}
			x.add(formWords(forms[i]), index, g, i >= 2 && forms[i] != forms[i-2])
		}
	}
	return x, nil
}

// rows yields the lines of a table with their numbers, without comments.
func rows(table string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		n := 0
		for line := range strings.SplitSeq(table, "\n") {
			n++
			if line == "" || line[0] == '#' {
				continue
			}
			if !yield(n, line) {
				return
			}
		}
	}
}

// formWords splits a form as the tokens of a text are split and folds it.
func formWords(s string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(foldLatin(s), "'", "' "), func(r rune) bool { return r == ' ' || r == '-' })
}

var accents = strings.NewReplacer("é", "e", "è", "e", "ê", "e", "ë", "e", "à", "a", "â", "a", "î", "i", "ï", "i",
	"ô", "o", "û", "u", "ù", "u", "ç", "c", "œ", "oe", "É", "e", "’", "'", "ä", "a", "ö", "o", "ü", "u", "ñ", "n", "í", "i", "ó", "o", "á", "a")

// foldLatin folds French text as [extract.Token] does.
func foldLatin(s string) string { return accents.Replace(strings.ToLower(s)) }

// splitWords parts at blanks and hyphens.
func splitWords(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' })
}

// properOffice gives back the capitals that the dictionary form of an office has.
func properOffice(s string) string {
	for _, w := range []struct{ low, up string }{{"d'état", "d'État"}, {"de l'état", "de l'État"}, {"de la république", "de la République"}, {"des sceaux", "des Sceaux"}, {"de france", "de France"}} {
		if strings.HasSuffix(s, w.low) && !strings.HasSuffix(s, "coup d'état") {
			return strings.TrimSuffix(s, w.low) + w.up
		}
	}
	switch s {
	case "pdg", "dg", "dga", "dgs", "dasen", "ia-dasen", "ia-ipr":
		return strings.ToUpper(s)
	}
	return s
}

func (x *lexicon) add(words []string, index int16, g extract.Gender, plural bool) {
	x.words[words[0]] |= officeHead
	m := x.heads
	for i, w := range words {
		n := m[w]
		if n == nil {
			n = &node{next: map[string]*node{}}
			m[w] = n
		}
		if i == len(words)-1 {
			n.office, n.gender, n.plural = index, g, plural
		}
		m = n.next
	}
}

// singular is the singular form of an office in a gender.
func (x *lexicon) singular(index int16, g extract.Gender) string {
	o := &x.offices[index]
	if g == extract.Feminine {
		return o.feminine
	}
	return o.name
}
