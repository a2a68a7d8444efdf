package places

import (
	"strings"

	"estrade/extract"
)

// context is what stands before a name.
type context struct {
	kind    contextKind
	article bool // an article or a contraction stands between
	en      bool // the preposition is "en", which no commune takes
	bare    bool // "à" or "de" without an article, as communes take them
}

type contextKind uint8

const (
	nothing contextKind = iota
	afterOf
	afterSurface
	afterList   // goes on a list whose last member is the candidate before
	afterNoun   // "commune de"
	afterPlace  // "à", "en"
	afterParen  // "(Nord)"
	dateline    // "Die, le 10 août"
	afterIssuer // "préfet du Nord"
)

// match is Gazetteer.Match into scratch, for names that are written as such.
// It returns the number of tokens, or 0.
func (r *reader) match(i int) int {
	if i >= len(r.tokens) {
		return 0
	}
	var n int
	r.scratch, n = r.gazetteer.Match(r.tokens, i, r.scratch)
	if n == 0 {
		return 0
	}
	end := i + n
	if end < len(r.tokens) && r.tokens[end].Gap == extract.Hyphen && r.tokens[end].Kind == extract.Word {
		if !r.isPair(i, end) {
			return 0 // a part of a longer name
		}
	}
	for k := i + 1; k < end; k++ {
		if !r.follows(k) {
			return 0
		}
	}
	lower, capitals := 0, 0
	for k := i; k < end; k++ {
		switch {
		case r.capital(k):
			capitals++
		case r.tokens[k].Kind == extract.Word && !r.is(k, of|article|locative|surface) && len(r.tokens[k].Fold) > 3:
			lower++
		}
	}
	if capitals == 0 {
		return 0
	}
	if lower > 0 {
		keep := r.scratch[:0]
		for _, e := range r.scratch {
			if e.Kind != extract.Commune { // "Sèvre nantaise", but never "Le Grand conseil"
				keep = append(keep, e)
			}
		}
		if r.scratch = keep; len(keep) == 0 {
			return 0
		}
	}
	return n
}

// keep copies entries into the arena and returns their range.
func (r *reader) keep(e []extract.Entry) [2]int {
	from := len(r.entries)
	r.entries = append(r.entries, e...)
	return [2]int{from, len(r.entries)}
}

// findNames finds the names that the gazetteer knows, and those that it does
// not know but a preposition of place precedes.
func (r *reader) findNames() {
	for i := 0; i < len(r.tokens); i++ {
		t := &r.tokens[i]
		if t.Kind != extract.Word || r.marks[i]&(inPerson|inVenue) != 0 {
			continue
		}
		if r.isMotorway(i) {
			r.found = append(r.found, candidate{from: i, to: i + 2, kind: extract.OtherPlace, score: certain})
			i++
			continue
		}
		lower := t.Shape == extract.LowerCase || t.Shape == extract.NoCase
		if lower && !(r.is(i, article) && r.capital(i+1)) {
			continue
		}
		if t.Gap == extract.Joined && i > 1 && r.tokens[i-1].Gap == extract.Hyphen && r.capital(i-2) {
			continue // "Saint-Georges-de-l'Oyapock"
		}
		if t.Gap == extract.Hyphen && i > 0 && r.tokens[i-1].Kind == extract.Word && r.fold(i-1) != "ex" && !r.endsFound(i) {
			continue
		}
		if end := r.partOf(i); end > i {
			r.found = append(r.found, candidate{from: i, to: end, kind: extract.OtherPlace, score: certain})
			i = end - 1
			continue
		}
		n := r.match(i)
		if n > 0 && r.tokens[i].Shape == extract.Capitalised && r.hasLandscape() && r.isDemonym(i+n) && !r.capital(i+n) {
			r.found = append(r.found, candidate{from: i, to: i + n + 1, kind: extract.OtherPlace, score: certain})
			i += n
			continue // "les Vosges saônoises"
		}
		if n > 0 && lower && !(r.isTo(i-1) && r.keepCommunes()) {
			n = 0
		}
		if n == 0 {
			if !lower {
				i = r.unknown(i) - 1
			}
			continue
		}
		if r.marked(i, i+n, inPerson) {
			continue
		}
		c := candidate{from: i, to: i + n, entries: r.keep(r.scratch), before: r.context(i), inner: r.marks[i]&inBody != 0}
		switch {
		case r.follows(i) && r.is(i-1, address):
			c.score = none
		case r.isPartOfName(i, i+n):
			c.score = -2
		case r.isFeast(i), r.fold(i) == "sceaux" && r.fold(i-2) == "garde":
			c.score = none
		}
		r.found = append(r.found, c)
		i += n - 1
	}
}

// isFeast reports the feast of a saint at token i: "la Saint-Jean", "la Sainte Geneviève"
// without the hyphen that a commune has.
func (r *reader) isFeast(i int) bool {
	return r.tokens[i].Fold == "saint" && r.fold(i-1) == "la" && r.follows(i) || r.tokens[i].Fold == "sainte" && r.follows(i+1) && r.tokens[i+1].Gap == extract.Space && r.fold(i-1) == "la" && r.follows(i)
}

// directions begin names of parts of a place: "Nord-Finistère", "Haut-Maroni".
var directions = map[string]bool{"nord": true, "sud": true, "est": true, "ouest": true, "centre": true, "haut": true, "haute": true, "bas": true, "basse": true, "moyen": true, "moyenne": true}

// partOf is the end of a name made of a direction and a place that the gazetteer
// knows, "le Nord-Finistère", or a direction and a demonym, "l'Ouest guyanais"; i if
// there is none.
func (r *reader) partOf(i int) int {
	if !directions[r.tokens[i].Fold] || !r.capital(i) || r.marks[i]&(inCapitals|inBody|inDate|inTitle) != 0 || i+1 >= len(r.tokens) {
		return i
	}
	if r.tokens[i+1].Gap != extract.Hyphen {
		if r.placed(i) && (r.isDemonym(i+1) || r.isOverseas(i+1)) && r.match(i) < 2 {
			return i + 2
		}
		return i
	}
	if !r.capital(i + 1) {
		return i
	}
	if _, n := r.gazetteer.Match(r.tokens, i, r.scratch[:0]); n > 1 {
		return i // a name of its own: "Haute-Savoie"
	}
	if n := r.gazetteerLength(i + 1); n > 0 && (r.placed(i) || r.fold(i-1) == "en") {
		return i + 1 + n
	}
	return i
}

// isOverseas reports the adjective of a collectivity overseas at token k.
func (r *reader) isOverseas(k int) bool {
	if !r.follows(k) {
		return false
	}
	switch strings.TrimSuffix(r.tokens[k].Lower, "s") {
	case "guyanai", "guyanaise", "réunionnai", "réunionnaise", "mahorai", "mahoraise", "martiniquai", "calédonien", "calédonienne", "corse", "breton", "normand", "lorrain", "toulousain", "francilien", "parisien", "lyonnai", "audoi", "gersoi", "aveyronnai", "ardéchoi", "vosgien", "meusien", "icaunai", "landai", "varoi":
		return true
	}
	return false
}

// hasLandscape reports whether scratch has mountains or a departement named after some.
func (r *reader) hasLandscape() bool {
	switch r.scratch[0].Name {
	case "Vosges", "Alpes", "Jura", "Pyrénées", "Ardennes", "Ardenne", "Cévennes", "Landes", "Beauce", "Causses", "Brie", "Vexin", "Perche", "Flandre", "Flandres":
		return true
	}
	return false
}

// isMotorway reports whether token i is the letter of "A31", "A 31" after "l'"
// or a word for roads.
func (r *reader) isMotorway(i int) bool {
	t := &r.tokens[i]
	return t.Lower == "a" && t.Shape != extract.LowerCase && r.follows(i+1) && r.tokens[i+1].Kind == extract.Number &&
		len(r.tokens[i+1].Fold) <= 3 && r.tokens[i+1].Gap <= extract.Space && i > 0 && (r.fold(i-1) == "l'" || r.fold(i-1) == "autoroute")
}

// isPair reports whether the name after a hyphen at token i is a large place
// as the name at token from is: "Metz-Luxembourg"; after a word for a line any
// place will do, and more than two: "la ligne Limoges-Guéret-Montluçon". It leaves
// scratch as it is.
func (r *reader) isPair(from, i int) bool {
	first := from
	for first > 0 && r.tokens[first].Gap == extract.Hyphen {
		first--
	}
	line := r.is(first-1, line)
	if !line && !isLarge(r.scratch) {
		return false
	}
	entries, n := r.gazetteer.Match(r.tokens, i, nil)
	return n > 0 && line || n > 0 && isLarge(entries) && !(i+n < len(r.tokens) && r.tokens[i+n].Gap == extract.Hyphen)
}

func isLarge(entries []extract.Entry) bool {
	const large = 20000
	for i := range entries {
		if e := &entries[i]; e.Kind == extract.Country || e.Kind == extract.Commune && (e.Seat || e.Population >= large) {
			return true
		}
	}
	return false
}

// endsFound reports whether the last name found ends before token i.
func (r *reader) endsFound(i int) bool {
	return len(r.found) > 0 && r.found[len(r.found)-1].to == i
}

// keepCommunes drops all but communes from scratch: "la Rochelle" has its
// article as a part, "la Réunion" has not. It reports whether any is left.
func (r *reader) keepCommunes() bool {
	keep := r.scratch[:0]
	for _, e := range r.scratch {
		if e.Kind == extract.Commune {
			keep = append(keep, e)
		}
	}
	r.scratch = keep
	return len(keep) > 0
}

// isPartOfName reports whether the name goes on with words that are no place:
// "Paris Match", "France Travail".
func (r *reader) isPartOfName(i, end int) bool {
	after := r.follows(end) && r.tokens[end].Gap == extract.Space && r.capital(end) && !r.is(end, article) && r.marks[end]&inCapitals == 0 && r.fold(end) != "cedex"
	before := r.follows(i) && r.tokens[i].Gap == extract.Space && r.capital(i-1) && r.marks[i]&inCapitals == 0 && r.marks[i-1]&startsSentence == 0 && !r.is(i-1, noun|locative|of|article|surface)
	event := r.follows(end) && r.tokens[end].Kind == extract.Number && len(r.tokens[end].Fold) == 4 && r.tokens[end].Gap == extract.Space // "Paris 2024"
	return after || before || event
}

// context says what stands before the name at token i.
func (r *reader) context(i int) context {
	var c context
	p := i - 1
	if i == 0 {
		return c
	}
	if !r.follows(i) {
		if r.isDateline(i) {
			c.kind = dateline
		}
		return c
	}
	if r.is(p, article) && r.follows(p) {
		c.article = true
		p--
	} else if r.is(p, article) {
		c.article = true
		return c
	}
	if p < 0 {
		return c
	}
	w := r.fold(p)
	switch {
	case r.tokens[i].Gap == extract.Hyphen && r.endsFound(i):
		c.kind = afterList // "la ligne Guéret-Felletin"
	case w == "(":
		c.kind = afterParen
	case r.tokens[p].Kind == extract.Number && len(w) == 5: // a postal code
		c.kind, c.bare = afterNoun, true
	case w == "au" || w == "aux":
		c.kind, c.article = afterPlace, true
	case w == "en":
		c.kind, c.en = afterPlace, true
	case r.is(p, locative):
		c.kind, c.bare = afterPlace, !c.article
	case r.is(p, surface):
		c.kind = afterSurface
	case r.is(p, of):
		c.kind, c.bare = afterOf, !c.article && w != "du" && w != "des"
		c.article = !c.bare
		k := p - 1
		if r.is(k, adjective) {
			k--
		}
		if r.is(k, noun) && r.follows(p) {
			c.kind = afterNoun
			if r.is(k, issuer) {
				c.kind = afterIssuer
			}
		}
	case r.is(p, noun) && !c.article:
		c.kind = afterNoun
	case r.isStop(p, i):
		c.kind = dateline
	case w == "," || w == ";" || r.is(p, conjunction) || w == "/" || w == "–" || w == "-":
		if n := len(r.found); n > 0 && r.found[n-1].to == p {
			c.kind = afterList
		} else if r.isDateline(i) {
			c.kind = dateline
		}
	case r.isDateline(i):
		c.kind = dateline
	}
	switch {
	case c.kind == afterOf && r.isStart(i):
		c.kind = afterPlace
	case c.kind == afterOf && c.bare && r.isOfTheSame(i):
		c.kind = afterNoun
	}
	if c.kind == afterOf || c.kind == afterPlace {
		// "de Nantes et de Rezé" goes on a list too.
		k := p - 1
		if n := len(r.found); n > 0 && c.kind == afterOf && (r.fold(k) == "," || r.is(k, conjunction)) && r.found[n-1].to == k {
			c.kind = afterList
		}
	}
	return c
}

// isStart reports whether the name at token i is that from which something leads to a
// place that the gazetteer knows: "la RN 274, de Beauregard à Plombières-lès-Dijon".
func (r *reader) isStart(i int) bool {
	end := i + r.match(i)
	if end == i {
		end = r.plainName(i)
	}
	return r.follows(end) && r.isTo(end) && r.follows(end+1) && r.match(end+1) > 0 && r.scratch[0].Kind == extract.Commune && r.scratch[0].Country == "FR"
}

// isStop reports whether the mark at token p leads from a day or a stage to the
// name at token i, which ends the line: "Jeudi 9 juillet : Vézelay", "Deuxième
// étape – Couiza".
func (r *reader) isStop(p, i int) bool {
	const most = 8 // tokens
	if w := r.fold(p); p < 1 || w != ":" && w != "–" && w != "-" && w != "," || r.tokens[p].Gap == extract.Hyphen {
		return false
	}
	if r.marks[p-1]&inDate == 0 && r.fold(p-1) != "etape" && r.fold(p-1) != "halte" {
		return false
	}
	for k := i; k < i+most; k++ {
		if k == len(r.tokens) || k > i && r.tokens[k].Gap >= extract.Line {
			return true
		}
		if r.tokens[k].Kind == extract.Word && !r.capital(k) && !r.is(k, of|article|locative|surface|conjunction) {
			return false
		}
	}
	return false
}

// isDateline reports whether a date follows the name at token i: "Die, le 10
// août 2022", at the start of a line.
func (r *reader) isDateline(i int) bool {
	if i > 0 && r.follows(i) {
		return false
	}
	for k := i + 1; k < i+9 && k < len(r.tokens) && r.follows(k); k++ {
		if r.fold(k) == "," && (r.fold(k+1) == "le" || k+1 < len(r.tokens) && r.marks[k+1]&inDate != 0) {
			return k+2 < len(r.tokens) && r.marked(k+1, k+3, inDate)
		}
		if r.tokens[k].Kind == extract.Word && !r.capital(k) && !r.is(k, of|article|locative|surface) {
			return false
		}
	}
	return false
}
