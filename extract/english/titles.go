package english

import (
	"strings"

	"estrade/extract"
)

// title is a title at tokens from to to; its head ends at head.
type title struct {
	from, to, head int
	office         office
	person         int  // index into People, or None
	coref          bool // stands for a person who bears it elsewhere
	definite       bool // after "the", a possessive, or with a capital and no article
	apposed        bool // no office: "a retired fisherman" after a name
}

// findTitles finds the offices of a sentence, with what goes with them.
func (r *reader) findTitles(s extract.Sentence) {
	for i := s.From; i < s.To; {
		if r.inDate[i] || r.t[i].Kind != extract.Word {
			i++
			continue
		}
		o, to := r.x.offices.match(r.t, i, s.To, unhyphened)
		if to == i {
			i++
			continue
		}
		// "Deputy Director", "Honorary Consul": the first is a word before the head.
		if next, end := r.x.offices.match(r.t, to, s.To, unhyphened); end > to && r.t[to].Gap == extract.Space && r.x.is("modifier", r.t[i].Fold) && next.name != "" {
			i = to
			continue
		}
		if !r.isHead(i, to, o, s) {
			i = to
			continue
		}
		x := title{head: to, office: o, person: extract.None}
		x.from = r.before(i, s)
		x.to = r.complement(to, s.To, o)
		x.definite = r.definite(x.from, s)
		for k := x.from; k < x.to; k++ {
			r.titleAt[k] = int32(len(r.titles) + 1)
		}
		r.titles = append(r.titles, x)
		i = x.to
	}
}

// isHead reports whether the words of an office at tokens i to to name one: not
// a common word ("to head the list"), nor part of another name ("Governor House").
func (r *reader) isHead(i, to int, o office, s extract.Sentence) bool {
	t := r.t
	small := t[i].Shape == extract.LowerCase
	if tag := r.labels[i].tag; small && to == i+1 && tag != "" && !strings.HasPrefix(tag, "N") && tag != "JJ" {
		return false
	}
	if to < s.To && t[to].Gap == extract.Space && t[to].Kind == extract.Word {
		next := t[to].Fold
		if !small && t[to].Shape != extract.LowerCase && (r.x.is("body", next) || r.x.is("venue", next)) {
			return false
		}
		switch t[i].Fold {
		case "chief", "principal", "major", "private", "general", "head", "deputy", "chair", "member", "leader", "canon", "king", "queen", "resident", "officer", "manager":
			if small && !o.preps[t[to].Lower] && t[to].Shape == extract.LowerCase && !r.finite(to) {
				return false
			}
		}
	}
	if o.class == "rank" {
		if to < s.To && t[to].Gap == extract.Space && t[to].Kind == extract.Word {
			if t[to].Shape != extract.LowerCase && !r.x.is("common", t[to].Lower) {
				return true
			}
			if o.preps["of"] && t[to].Lower == "of" || t[to].Lower == "the" && r.x.is("civility", r.word(to+1, s.To)) {
				return true
			}
		}
		return i > s.From && t[i-1].Lower == "the" && (to >= s.To || t[to].Kind == extract.Punct || r.finite(to))
	}
	return true
}

// finite reports whether token i looks like a finite verb or what goes before one.
func (r *reader) finite(i int) bool {
	w := r.t[i].Lower
	if r.x.is("finite", w) || r.x.is("auxiliary", w) || r.x.is("unsaid", w) {
		return true
	}
	if v, to := r.x.verbs.match(r.t, i, len(r.t), lower); to > i && !v.participle {
		return true
	}
	tag := r.labels[i].tag
	return tag == "VBD" || tag == "VBZ" || tag == "MD" || tag == "VBP"
}

// before is where the title begins whose head is at token i: "former", "British", "Calais".
func (r *reader) before(i int, s extract.Sentence) int {
	t := r.t
	for i > s.From && t[i].Gap == extract.Space && t[i-1].Kind == extract.Word && !r.inDate[i-1] && r.titleAt[i-1] == 0 {
		p := &t[i-1]
		switch {
		case r.x.is("modifier", p.Fold):
			if i-1 == s.From && p.Fold == "first" {
				return i
			}
		case p.Shape == extract.LowerCase && t[i].Shape == extract.LowerCase && strings.HasPrefix(r.labels[i-1].tag, "NN") && !r.x.is("common", p.Lower) && !r.saying(i-1) && i-1 > s.From:
			// "press officer", "town councillor"
		case p.Shape == extract.LowerCase || r.x.is("common", p.Lower) || r.x.is("civility", p.Lower) || r.x.is("particle", p.Lower):
			return i
		case t[i].Shape == extract.LowerCase && !r.x.is("modifier", t[i].Fold) && i-1 == s.From && r.labels[i-1].entity == "":
			return i
		case strings.HasPrefix(r.labels[i-1].tag, "VB") && i-1 == s.From:
			return i
		}
		i--
	}
	return i
}

// saying reports whether token i is a form of a verb of saying.
func (r *reader) saying(i int) bool {
	_, to := r.x.verbs.match(r.t, i, len(r.t), lower)
	return to > i
}

func (r *reader) definite(i int, s extract.Sentence) bool {
	if i == s.From {
		return r.t[i].Shape != extract.LowerCase
	}
	switch r.t[i-1].Lower {
	case "the", "its", "their", "his", "her", "our", "s":
		return true
	case "a", "an", "every", "any", "no", "each", "another", "some", "new":
		return false
	}
	return r.t[i].Shape != extract.LowerCase
}

// complement is the token after what follows the head of an office and belongs
// to it: "of the regional council", "for Culture and Heritage", "to France".
func (r *reader) complement(k, end int, o office) int {
	to := k
	for to < end {
		w := r.t[to].Lower
		j := to
		switch {
		case r.t[to].Gap != extract.Space && r.t[to].Gap != extract.Line:
		case w == "in" && r.word(to+1, end) == "charge" && r.word(to+2, end) == "of":
			j = to + 3
		case w == "responsible" && r.word(to+1, end) == "for":
			j = to + 2
		case w == "the" && o.preps[w]:
			if e := r.nounPhrase(to, end, false); e > to {
				to = e
				continue
			}
		case w == "of" || w == "for" || o.preps[w] && !r.verbAhead(to, end):
			j = to + 1
		}
		if j == to || r.x.is("pronoun", r.word(j, end)) {
			break
		}
		e := r.nounPhrase(j, end, w == "for" || strings.Contains(o.name, "inistre") || strings.Contains(o.name, "ecrétaire"))
		if e == j {
			break
		}
		to = e
	}
	return to
}

// verbAhead reports whether "to" at token i begins an infinitive.
func (r *reader) verbAhead(i, end int) bool {
	return r.t[i].Lower == "to" && i+1 < end && (r.labels[i+1].tag == "VB" || r.t[i+1].Shape == extract.LowerCase && !r.x.is("determiner", r.t[i+1].Lower))
}

// word is the lower-case form of token i, empty at end.
func (r *reader) word(i, end int) string {
	if i < 0 || i >= end {
		return ""
	}
	return r.t[i].Lower
}

// nounPhrase is the token after the noun phrase at token i, i if there is none.
// list tells whether it may be a list ("Agriculture, Food and Forestry").
func (r *reader) nounPhrase(i, end int, list bool) int {
	k := i
	if r.x.is("determiner", r.word(k, end)) {
		k++
	}
	begin := k
	k = r.nouns(k, end)
	if k == begin {
		return i
	}
	for k < end {
		w := r.t[k].Lower
		next := k
		switch {
		case w == "of" || w == "for" && list:
			next = r.nounPhrase(k+1, end, list)
			if next == k+1 {
				next = k
			}
		case w == "in" && k+1 < end && r.capital(k+1):
			e := r.nouns(k+1, end)
			if e == end || strings.Contains(",).;", r.t[e].Lower) {
				next = e
			}
		case w == "and" || w == "&":
			if e := r.joined(k+1, end); e > k+1 {
				next = e
			}
		case w == "," && list:
			next = r.list(k, end)
		}
		if next == k {
			return k
		}
		k = next
	}
	return k
}

// nouns is the token after the nouns and adjectives at token i.
func (r *reader) nouns(i, end int) int {
	k := i
	for k < end {
		t := &r.t[k]
		if k > i && t.Gap > extract.Line || r.inDate[k] {
			break
		}
		if t.Kind == extract.Punct {
			if k > i && t.Gap == extract.Joined && (t.Lower == "'" || t.Lower == "’") && r.word(k+1, end) == "s" && k+2 < end && r.t[k+2].Gap == extract.Space {
				k += 2
				continue
			}
			if k > i && k+1 < end && t.Gap == extract.Joined && r.t[k+1].Gap == extract.Joined && strings.Contains("-–/", t.Lower) {
				k++
				continue
			}
			break
		}
		if t.Kind == extract.Number {
			if k == i {
				break
			}
			k++
			continue
		}
		if t.Shape != extract.LowerCase {
			if r.x.is("civility", t.Lower) || r.x.is("pronoun", t.Lower) {
				break
			}
			if k > i && (r.personAhead(k, end) || r.rankAhead(k, end)) {
				break
			}
			k++
			continue
		}
		if r.x.is("particle", t.Lower) && k > i && k+1 < end && r.capital(k+1) || r.x.is("particle", t.Lower) && r.word(k+1, end) == "la" && k+2 < end && r.capital(k+2) {
			k++
			continue
		}
		if _, to := r.x.offices.match(r.t, k, end, unhyphened); to > k && k > i {
			break
		}
		tag := r.labels[k].tag
		noun := strings.HasPrefix(tag, "NN") || tag == "JJ" || tag == "VBG" || tag == "CD"
		if v, to := r.x.verbs.match(r.t, k, end, lower); to > k && !v.base && !v.participle {
			break
		}
		if k > i && strings.HasSuffix(t.Lower, "ed") && tag != "JJ" {
			break
		}
		if !noun || k > i && r.x.is("common", t.Lower) && !r.x.is("body", t.Lower) || r.x.is("finite", t.Lower) {
			break
		}
		k++
	}
	return k
}

func (r *reader) capital(i int) bool {
	t := &r.t[i]
	return t.Kind == extract.Word && t.Shape != extract.LowerCase && t.Shape != extract.NoCase
}

// joined is the token after the noun phrase behind "and" at token i, if it goes
// on with the title before: no other office and no person.
func (r *reader) joined(i, end int) int {
	k := i
	det := r.x.is("determiner", r.word(k, end))
	if det {
		k++
	} else if w := r.word(k, end); w == "of" || w == "for" {
		k++
		if r.x.is("determiner", r.word(k, end)) {
			k++
		}
	}
	if k >= end || r.inDate[k] || r.x.is("civility", r.t[k].Lower) || r.personAhead(k, end) || r.rankAhead(k, end) {
		return i
	}
	for j := k; j < min(k+3, end); j++ { // "and Deputy Mayor", "and regional director"
		if _, to := r.x.offices.match(r.t, j, end, unhyphened); to > j {
			return i
		}
	}
	if !r.capital(k) && (det || !strings.HasPrefix(r.labels[k].tag, "NN") && r.labels[k].tag != "JJ") {
		return i
	}
	e := r.nouns(k, end)
	if e == k || e < end && r.t[k].Shape == extract.LowerCase && r.finite(e) {
		return i
	}
	return e
}

// list is the token after ", Food and Forestry" at token k; k if there is no such list.
func (r *reader) list(k, end int) int {
	i := k
	for i < end && r.t[i].Lower == "," {
		j := i + 1
		if j >= end || !r.capital(j) || r.personAhead(j, end) || r.rankAhead(j, end) || r.x.is("civility", r.t[j].Lower) {
			return k
		}
		if _, to := r.x.offices.match(r.t, j, end, unhyphened); to > j {
			return k
		}
		for j < end && r.capital(j) && r.t[j].Gap == extract.Space {
			j++
		}
		if r.word(j, end) == "and" && j+1 < end && r.capital(j+1) {
			if e := r.joined(j+1, end); e > j+1 {
				return e
			}
			return k
		}
		i = j
	}
	return k
}

// rankAhead reports whether token i begins a title that goes before a name.
func (r *reader) rankAhead(i, end int) bool {
	o, to := r.x.offices.match(r.t, i, end, unhyphened)
	return to > i && to < end && r.capital(i) && r.capital(to) && r.t[to].Gap == extract.Space && !r.x.is("body", r.t[to].Fold) && o.name != ""
}

// personAhead reports whether token i is a first name with a surname after it.
func (r *reader) personAhead(i, end int) bool {
	if i+1 >= end || !r.capital(i) || r.t[i+1].Gap != extract.Space {
		return false
	}
	next := &r.t[i+1]
	if !r.capital(i + 1) {
		if !(r.x.is("particle", next.Lower) && next.Lower != "sur" && i+2 < end && (r.capital(i+2) || r.x.is("particle", r.t[i+2].Lower))) {
			return false
		}
	} else if r.x.is("venue", next.Fold) || r.x.is("body", next.Fold) || r.x.is("common", next.Lower) && next.Lower != "may" || r.x.is("otherplace", next.Fold) {
		return false
	}
	if r.x.is("venue", r.t[i].Fold) || r.x.is("body", r.t[i].Fold) || r.x.is("otherplace", r.t[i].Fold) {
		return false
	}
	return r.firstName(i) >= commonFirstName && !r.x.is("notsurname", next.Fold) && (next.Lower != "of")
}

// commonFirstName is how many bearers a first name has that tells a person by itself.
const commonFirstName = 100

// firstName is the number of bearers of token i as a first name.
func (r *reader) firstName(i int) int {
	m, f := r.bearers(i)
	return m + f
}

func (r *reader) bearers(i int) (male, female int) {
	w := r.t[i].Fold
	if r.g == nil || r.x.is("common", w) && w != "april" && w != "may" || r.x.is("modifier", w) {
		return 0, 0
	}
	male, female = r.g.FirstName(w)
	if male+female < commonFirstName {
		if first, _, ok := strings.Cut(w, "-"); ok {
			m, f := r.g.FirstName(first)
			return male + m, female + f
		}
	}
	return male, female
}
