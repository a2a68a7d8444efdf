package english

import (
	_ "embed" // for the tables
	"fmt"
	"slices"
	"strings"

	"estrade/extract"
)

//go:embed offices.tsv
var officesFile string

//go:embed verbs.tsv
var verbsFile string

//go:embed places.tsv
var placesFile string

//go:embed words.tsv
var wordsFile string

// office is a row of offices.tsv.
type office struct {
	name   string          // French, in its dictionary form
	class  string          // see the head of the table
	preps  map[string]bool // what may follow the head
	plural bool            // this form is the plural
}

// verb is a form of a verb of verbs.tsv.
type verb struct {
	frames     string
	participle bool // the form cannot be finite: "adding", "spoken of"
	base       bool // the plain form, which is finite only after a plural
	plain      string
}

// place is a row of places.tsv.
type placeName struct {
	name    string
	kind    extract.PlaceKind
	country string
}

// lexicon is what the tables hold. It does not change once made.
type lexicon struct {
	offices phrases[office]
	verbs   phrases[verb]
	words   map[string]map[string]bool // class, word
	lists   map[string]phrases[string] // class, phrases of several words
	places  map[string]placeName       // by folded name
}

// phrases finds the longest phrase at a token: by words with single blanks,
// with the number of words of the longest phrase by first word.
type phrases[T any] struct {
	rows    map[string]T
	longest map[string]int
}

func newPhrases[T any]() phrases[T] { return phrases[T]{map[string]T{}, map[string]int{}} }

func (p phrases[T]) add(phrase string, value T) {
	words := strings.Fields(phrase)
	p.rows[strings.Join(words, " ")] = value
	p.longest[words[0]] = max(p.longest[words[0]], len(words))
}

// match finds the longest phrase at token i before token end, and returns the
// token after it; i if there is none. word gives the form of a token that counts.
func (p phrases[T]) match(t []extract.Token, i, end int, word func(*extract.Token) string) (value T, to int) {
	if i >= end {
		return value, i
	}
	first, _, _ := strings.Cut(word(&t[i]), " ")
	most := p.longest[first]
	if most == 0 {
		return value, i
	}
	to = i
	key := ""
	for k := i; k < end && k < i+most; k++ {
		if k > i {
			if t[k].Gap > extract.Line {
				break
			}
			if t[k].Gap != extract.Joined {
				key += " "
			}
		}
		key += word(&t[k])
		if v, ok := p.rows[key]; ok {
			value, to = v, k+1
		}
	}
	return value, to
}

func lower(t *extract.Token) string { return t.Lower }

// unhyphened is a word without accents, with blanks for hyphens: "vice president".
func unhyphened(t *extract.Token) string {
	if strings.Contains(t.Fold, "-") {
		return strings.ReplaceAll(t.Fold, "-", " ")
	}
	return t.Fold
}

// rows are the lines of a table that are no comments, as columns.
func rows(table string, columns int) ([][]string, error) {
	var out [][]string
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != columns {
			return nil, fmt.Errorf("line %q has %d columns; want %d", line, len(f), columns)
		}
		out = append(out, f)
	}
	return out, nil
}

func newLexicon() (*lexicon, error) {
	x := &lexicon{offices: newPhrases[office](), verbs: newPhrases[verb](), words: map[string]map[string]bool{},
		lists: map[string]phrases[string]{}, places: map[string]placeName{}}
	table, err := rows(wordsFile, 3)
	if err != nil {
		return nil, fmt.Errorf("words.tsv: %w", err)
	}
	for _, f := range table {
		class := f[0]
		if x.words[class] == nil {
			x.words[class] = map[string]bool{}
			x.lists[class] = newPhrases[string]()
		}
		for w := range strings.SplitSeq(f[1], ",") {
			x.words[class][w] = true
			x.lists[class].add(w, w)
		}
	}
	if table, err = rows(officesFile, 6); err != nil {
		return nil, fmt.Errorf("offices.tsv: %w", err)
	}
	for _, f := range table {
		o := office{name: f[2], class: f[3], preps: map[string]bool{"of": true, "for": true}}
		for p := range strings.FieldsSeq(f[4]) {
			o.preps[p] = true
		}
		x.offices.add(f[0], o)
		plural := f[1]
		if plural == "" {
			plural = f[0] + "s"
		}
		if plural != "-" {
			o.plural = true
			x.offices.add(plural, o)
		}
	}
	if table, err = rows(verbsFile, 4); err != nil {
		return nil, fmt.Errorf("verbs.tsv: %w", err)
	}
	for _, f := range table {
		x.conjugate(f[0], f[1], f[2])
	}
	for _, p := range []string{"confident", "convinced", "pleased", "delighted", "proud", "hopeful", "certain", "determined"} {
		for _, be := range []string{"is ", "was "} {
			x.verbs.add(be+p, verb{frames: "ti", plain: "be " + p})
		}
	}
	if table, err = rows(placesFile, 4); err != nil {
		return nil, fmt.Errorf("places.tsv: %w", err)
	}
	for _, f := range table {
		p := placeName{kind: extract.PlaceKind(f[2]), country: f[3]}
		if f[1] != "-" {
			p.name = f[1]
		}
		x.places[f[0]] = p
	}
	return x, nil
}

// conjugate adds the forms of a verb: of its first word, those that follow stay.
func (x *lexicon) conjugate(plain, irregular, frames string) {
	first, rest, _ := strings.Cut(plain, " ")
	if rest != "" {
		rest = " " + rest
	}
	v := verb{frames: frames, plain: plain}
	add := func(form string, v verb) {
		if _, ok := x.verbs.rows[form]; !ok {
			x.verbs.add(form, v)
		}
	}
	past, participle := irregular, irregular
	if a, b, ok := strings.Cut(irregular, "/"); ok {
		past, participle = a, b
	}
	if irregular == "" {
		past = first + "ed" + rest
		switch {
		case strings.HasSuffix(first, "e"):
			past = first + "d" + rest
		case strings.HasSuffix(first, "y") && !strings.Contains("aeiou", first[len(first)-2:len(first)-1]):
			past = first[:len(first)-1] + "ied" + rest
		}
		participle = past
	}
	add(past, v)
	third := first + "s"
	switch {
	case strings.HasSuffix(first, "y") && !strings.Contains("aeiou", first[len(first)-2:len(first)-1]):
		third = first[:len(first)-1] + "ies"
	case slices.ContainsFunc([]string{"s", "sh", "ch", "x", "z"}, func(s string) bool { return strings.HasSuffix(first, s) }):
		third = first + "es"
	}
	add(third+rest, v)
	v.participle = true
	add(participle, v)
	stem := first
	switch {
	case strings.HasSuffix(first, "ee"):
	case strings.HasSuffix(first, "e"):
		stem = first[:len(first)-1]
	case first == "set" || first == "let" || first == "admit" || first == "regret" || first == "quip":
		stem = first + first[len(first)-1:]
	}
	add(stem+"ing"+rest, v)
	v.participle, v.base = false, true
	add(plain, v)
}

// is reports whether a word is of a class of words.tsv.
func (x *lexicon) is(class, word string) bool { return x.words[class][word] }
