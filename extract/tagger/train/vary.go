package train

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"estrade/extract"
)

// Lists are the names to vary texts with.
type Lists struct {
	Male, Female, Surnames Names
	Communes               []string // without article: "Lavandou" is left out
}

// Names draws names. Frequent ones come often, but far less than in life.
type Names struct {
	names []string
	upTo  []float64 // running sums of the weights
}

// Add adds a folded name that n people bear.
func (l *Names) Add(fold string, n int) {
	sum := math.Sqrt(float64(n))
	if k := len(l.upTo); k > 0 {
		sum += l.upTo[k-1]
	}
	l.names, l.upTo = append(l.names, capitalise(fold)), append(l.upTo, sum)
}

func (l *Names) draw(rng *rand.Rand) string {
	if len(l.names) == 0 {
		return "Martin"
	}
	at := rng.Float64() * l.upTo[len(l.upTo)-1]
	return l.names[min(sort.SearchFloat64s(l.upTo, at), len(l.names)-1)]
}

// capitalise gives each part of a folded name its capital.
func capitalise(fold string) string {
	b := []byte(fold)
	for i := range b {
		if (i == 0 || b[i-1] == '-' || b[i-1] == ' ' || b[i-1] == '\'') && 'a' <= b[i] && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}

// Variation makes variants of texts.
type Variation struct {
	Split Tokenizer
	// FirstName and Surname are the gazetteer's.
	FirstName func(fold string) (male, female int)
	Lists     Lists

	phrases map[string][]string // phrases that may stand for one another
}

// Learn gathers the phrases of texts, so that one may stand for another in a variant.
func (v *Variation) Learn(texts []Text) {
	v.phrases = map[string][]string{}
	for i := range texts {
		t := &texts[i]
		for _, s := range t.Spans {
			if key := v.place(t, s); key != "" && !s.Maybe {
				v.phrases[key] = append(v.phrases[key], t.Body[s.From:s.To])
			}
		}
	}
}

// place names the places that a phrase can take in a sentence, by the article
// before it; empty for a name, which has others.
func (v *Variation) place(t *Text, s Span) string {
	first, _ := utf8.DecodeRuneInString(t.Body[s.From:])
	if s.Kind == extract.PersonTag || s.Kind == extract.PlaceTag && unicode.IsUpper(first) {
		return ""
	}
	before := strings.ToLower(t.Body[max(0, s.From-6):s.From])
	before = strings.ReplaceAll(before, "’", "'")
	article := "none"
	switch {
	case strings.HasSuffix(before, "l'"), strings.HasSuffix(before, "d'"):
		article = "l'"
	case hasWord(before, "la"):
		article = "la"
	case hasWord(before, "le"), hasWord(before, "du"), hasWord(before, "au"):
		article = "le"
	case hasWord(before, "les"), hasWord(before, "des"), hasWord(before, "aux"):
		article = "les"
	case hasWord(before, "de"):
		article = "de"
	case hasWord(before, "un"):
		article = "un"
	case hasWord(before, "une"), hasWord(before, "sa"):
		article = "une"
	}
	return fmt.Sprint(s.Kind, " ", article, " ", unicode.IsUpper(first))
}

func hasWord(before, w string) bool {
	return strings.HasSuffix(before, " "+w+" ") || before == w+" "
}

// edit replaces a piece of a text.
type edit struct {
	from, to int
	with     string
}

// Vary returns variant n of a text: the same text with other names, places,
// titles and bodies, other apostrophes and capitals, and words glued.
func (v *Variation) Vary(t *Text, n int) Text {
	h := fnv.New64a()
	h.Write([]byte(t.Source))
	rng := rand.New(rand.NewPCG(h.Sum64(), uint64(n)))
	var edits []edit
	free := make([]bool, len(t.Body)+1) // of edits
	for i := range free {
		free[i] = true
	}
	change := func(from, to int, with string) {
		if from == to && with == "" || slices.Contains(free[from:max(to, from+1)], false) {
			return
		}
		edits = append(edits, edit{from, to, with})
		for i := from; i < to; i++ {
			free[i] = false
		}
	}
	// Phrases for phrases.
	for _, s := range t.Spans {
		if key := v.place(t, s); key != "" && rng.Float64() < 0.35 {
			if all := v.phrases[key]; len(all) > 1 {
				change(s.From, s.To, all[rng.IntN(len(all))])
			}
		}
	}
	v.varyPersons(t, rng, change)
	v.varyPlaces(t, rng, change)
	v.varyMarks(t, rng, change)
	return apply(t, edits)
}

// varyPersons gives each word of a person's name another of its kind, the
// same wherever it occurs in a name.
func (v *Variation) varyPersons(t *Text, rng *rand.Rand, change func(from, to int, with string)) {
	upper := rng.Float64() < 0.2
	other := map[string]string{}
	for _, s := range t.Spans {
		if s.Kind != extract.PersonTag {
			continue
		}
		tokens, _ := v.Split(t.Body[s.From:s.To])
		for i := range tokens {
			w := &tokens[i]
			if w.Kind != extract.Word || w.Shape == extract.LowerCase || strings.HasSuffix(w.Lower, ".") || strings.HasSuffix(w.Fold, "'") || len(w.Fold) < 3 {
				continue
			}
			with, ok := other[w.Fold]
			if !ok {
				male, female := v.FirstName(w.Fold)
				switch isFirst := male+female >= 60 && i+1 < len(tokens); {
				case rng.Float64() < 0.15:
				case isFirst && male >= female:
					with = simple(v.Lists.Male.draw(rng))
				case isFirst:
					with = simple(v.Lists.Female.draw(rng))
				case rng.Float64() < 0.3:
					with = invent(v.Lists.Surnames.draw(rng), v.Lists.Surnames.draw(rng))
				default:
					with = v.Lists.Surnames.draw(rng)
				}
				other[w.Fold] = with
			}
			if with == "" {
				continue
			}
			if w.Shape == extract.UpperCase || upper && i > 0 && i+1 == len(tokens) {
				with = strings.ToUpper(with)
			}
			change(s.From+w.Span.From, s.From+w.Span.To, with)
		}
	}
}

// simple is the first part of a compound name, which may stand inside another.
func simple(name string) string {
	first, _, _ := strings.Cut(name, "-")
	return first
}

// invent makes a name that no list knows of the beginning of one and the end of another.
func invent(a, b string) string {
	a, b = strings.ReplaceAll(a, " ", ""), strings.ToLower(strings.ReplaceAll(b, " ", ""))
	return a[:(len(a)+1)/2] + b[len(b)/2:]
}

// varyPlaces gives names of places another, the same wherever it occurs.
func (v *Variation) varyPlaces(t *Text, rng *rand.Rand, change func(from, to int, with string)) {
	if len(v.Lists.Communes) == 0 {
		return
	}
	var names []string
	for _, s := range t.Spans {
		name := t.Body[s.From:s.To]
		first, _ := utf8.DecodeRuneInString(name)
		if s.Kind == extract.PlaceTag && unicode.IsUpper(first) && !slices.Contains(names, name) && len(name) > 2 {
			names = append(names, name)
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	for _, name := range names {
		with := ""
		for try := 0; with == "" && try < 20; try++ {
			c := v.Lists.Communes[rng.IntN(len(v.Lists.Communes))]
			if rng.Float64() < 0.25 {
				c = invent(c, v.Lists.Communes[rng.IntN(len(v.Lists.Communes))])
			}
			if vowel(c) == vowel(name) && utf8.ValidString(c) {
				with = c
			}
		}
		if rng.Float64() < 0.4 || with == "" {
			continue
		}
		for from := 0; ; {
			k := strings.Index(t.Body[from:], name)
			if k < 0 {
				break
			}
			from += k
			if isWord(t.Body, from, from+len(name)) && !isContracted(t.Body[:from]) {
				change(from, from+len(name), with)
			}
			from += len(name)
		}
	}
}

// isContracted reports whether the article of a name has merged with what
// stands before, or stands apart: communes take none.
func isContracted(before string) bool {
	before = strings.ToLower(before)
	for _, w := range []string{"du ", "au ", "aux ", "des ", "le ", "la ", "les ", "l'", "l’", "en ", "-"} {
		if strings.HasSuffix(before, w) && (w[0] == 'l' && len(w) < 4 || w == "-" || strings.HasSuffix(before, " "+w)) {
			return true
		}
	}
	return false
}

func vowel(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return strings.ContainsRune("AEIOUYÉÈÊÎÔÂHaeiouyéèêîôâh", r)
}

// varyMarks changes apostrophes, capitals and the gaps between sentences.
func (v *Variation) varyMarks(t *Text, rng *rand.Rand, change func(from, to int, with string)) {
	if rng.Float64() < 0.4 {
		to := "'"
		if rng.Float64() < 0.5 {
			to = "’"
		}
		for i, r := range t.Body {
			if r == '\'' || r == '’' {
				change(i, i+utf8.RuneLen(r), to)
			}
		}
	}
	if rng.Float64() < 0.15 {
		title, _, _ := strings.Cut(t.Body, "\n")
		for i, r := range title {
			if u := unicode.ToUpper(r); u != r {
				change(i, i+utf8.RuneLen(r), string(u))
			}
		}
	}
	for i := 1; i+1 < len(t.Body); i++ {
		if t.Body[i] == ' ' && t.Body[i-1] == '.' && 'A' <= t.Body[i+1] && t.Body[i+1] <= 'Z' && rng.Float64() < 0.02 {
			change(i, i+1, "")
		}
	}
}

// apply makes the edits and moves the spans.
func apply(t *Text, edits []edit) Text {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	out := Text{Source: t.Source, Silent: t.Silent, Weight: t.Weight, Spans: slices.Clone(t.Spans)}
	at, next := 0, 0
	// Ends of spans and edits are visited in text order.
	moved := func(pos int) int {
		for next < len(edits) && edits[next].to <= pos {
			e := edits[next]
			b.WriteString(t.Body[at:e.from])
			b.WriteString(e.with)
			at = e.to
			next++
		}
		if next < len(edits) && edits[next].from < pos { // pos lies inside an edit
			return b.Len() + edits[next].from - at + len(edits[next].with)
		}
		return b.Len() + pos - at
	}
	for i := range out.Spans {
		s := &out.Spans[i]
		s.From = moved(s.From)
		s.To = moved(s.To)
	}
	moved(len(t.Body))
	b.WriteString(t.Body[at:])
	out.Body = b.String()
	keep := out.Spans[:0]
	for _, s := range out.Spans {
		if s.From < s.To {
			keep = append(keep, s)
		}
	}
	out.Spans = keep
	return out
}
