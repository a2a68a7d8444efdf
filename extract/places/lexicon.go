package places

import (
	_ "embed" // for the tables
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"estrade/extract"
)

//go:embed heads.tsv
var headsFile string

//go:embed bodies.tsv
var bodiesFile string

//go:embed words.tsv
var wordsFile string

// class is a set of classes of words; words.tsv names them.
type class uint32

const (
	locative class = 1 << iota
	surface
	of
	article
	conjunction
	noun
	issuer
	water
	adjective
	civility
	month
	unnamed
	common
	unit
	address   // "M.", "Mme"
	part      // a part of a building
	union     // "Toulouse Métropole"
	thing     // an abbreviation of no body
	post      // before "à" it makes a body of what is a venue too
	river     // near it a name is a river
	event     // makes a venue of a préfecture
	stream    // beside a departement's name they make the river of it
	goesFirst // adjectives that go before a noun
	line      // between two places that a hyphen joins
	feast     // of the year, with days off beside it
	vagueNoun // after "de" makes no name of a body
	describer // describes a body, as no ending tells
	outlet    // where the services of a body are had
	field     // what somebody does something in
	toward    // takes "à" and what it leads to
	headStart // begins a phrase of heads.tsv
	bodyStart // begins a phrase of bodies.tsv
)

var classes = map[string]class{
	"locative": locative, "surface": surface, "de": of, "article": article, "list": conjunction, "noun": noun,
	"issuer": issuer, "water": water, "adjective": adjective, "civility": civility, "month": month,
	"unnamed": unnamed, "common": common, "unit": unit, "address": address, "part": part, "union": union, "vague": vagueNoun, "thing": thing, "river": river, "post": post, "feast": feast, "line": line, "stream": stream, "first": goesFirst, "event": event,
	"describer": describer, "field": field, "toward": toward, "outlet": outlet,
}

// head is a phrase of heads.tsv.
type head struct {
	words []string // folded
	kind  extract.PlaceKind
	flags flag
}

type flag uint32

const (
	alone flag = 1 << iota
	where
	name
	bodyToo
	both
	list
	onlyDe
	number
	direct
	street
	vague
	there
	whole
	epithet
	ofRiver
	only
	stands
	seat
	plural
)

var flags = map[string]flag{"alone": alone, "where": where, "name": name, "body": bodyToo, "both": both, "list": list, "de": onlyDe, "number": number, "direct": direct, "street": street, "vague": vague, "there": there, "whole": whole, "epithet": epithet, "water": ofRiver, "only": only, "stands": stands, "seat": seat, "plural": plural}

// body is a phrase of bodies.tsv.
type body struct {
	words []string // folded
	tail  string
}

// lexicon is the tables, ready for look-up by folded word.
type lexicon struct {
	classes map[string]class
	foreign map[string]string // word -> country that it hints at
	heads   map[string][]head // first word -> phrases, longest first
	bodies  map[string][]body
}

// newLexicon reads the tables. An error names the line that is wrong.
func newLexicon() (*lexicon, error) {
	x := &lexicon{map[string]class{}, map[string]string{}, map[string][]head{}, map[string][]body{}}
	for _, row := range rows(wordsFile) {
		if country, ok := strings.CutPrefix(row[0], "foreign:"); ok {
			for w := range strings.FieldsSeq(row[1]) {
				x.foreign[words(w)[len(words(w))-1]] = country
			}
			continue
		}
		c, ok := classes[row[0]]
		if !ok {
			return nil, fmt.Errorf("words.tsv: class %q", row[0])
		}
		for w := range strings.FieldsSeq(row[1]) {
			x.classes[fold(w)] |= c
		}
	}
	for _, row := range rows(headsFile) {
		var f flag
		for s := range strings.FieldsSeq(row[2]) {
			if flags[s] == 0 {
				return nil, fmt.Errorf("heads.tsv: %s: flag %q", row[0], s)
			}
			f |= flags[s]
		}
		kind := extract.PlaceKind(row[1])
		if kind == "none" {
			kind = ""
		}
		for phrase := range strings.SplitSeq(row[0], "|") {
			w := words(phrase)
			x.heads[w[0]] = longestFirst(append(x.heads[w[0]], head{w, kind, f}), func(h head) int { return len(h.words) })
			x.classes[w[0]] |= headStart
		}
	}
	for _, row := range rows(bodiesFile) {
		for phrase := range strings.SplitSeq(row[0], "|") {
			w := words(phrase)
			x.bodies[w[0]] = longestFirst(append(x.bodies[w[0]], body{w, row[1]}), func(b body) int { return len(b.words) })
			x.classes[w[0]] |= bodyStart
		}
	}
	return x, nil
}

// longestFirst moves the last of s before those that are shorter.
func longestFirst[T any](s []T, length func(T) int) []T {
	for i := len(s) - 1; i > 0 && length(s[i-1]) < length(s[i]); i-- {
		s[i-1], s[i] = s[i], s[i-1]
	}
	return s
}

// rows are the cells of a table without comments, padded to four.
func rows(file string) [][]string {
	var out [][]string
	for line := range strings.Lines(file) {
		if line = strings.TrimRight(line, "\r\n"); line == "" || line[0] == '#' {
			continue
		}
		out = append(out, append(strings.Split(line, "\t"), "", "", ""))
	}
	return out
}

// words splits a phrase as the text is split into tokens, folded.
func words(phrase string) []string {
	s := strings.ReplaceAll(fold(phrase), "aujourd'hui", "aujourd_hui")
	s = strings.NewReplacer("'", "' ", "-", " ", ",", " , ").Replace(s)
	return strings.Fields(s)
}

// fold is lower case without accents and ligatures, as Token.Fold.
func fold(s string) string {
	s = strings.NewReplacer("œ", "oe", "Œ", "oe", "’", "'").Replace(s)
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}
