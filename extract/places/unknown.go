package places

import "estrade/extract"

// unknown adds the name at token i, which the gazetteer does not know, if a
// preposition says that it is a place. It returns the token to go on from.
func (r *reader) unknown(i int) int {
	end := r.plainEnd(i)
	item := r.isItem(i, end)
	if r.plainName(i) == i && !item {
		return i + 1
	}
	not := unnamed | month | civility | common | headStart | bodyStart | noun // what the first word of a name is not
	first := i
	if r.is(i, article) && r.isTo(i-1) && r.follows(i) && end > i+1 {
		first, not = i+1, unnamed|month|civility // "à La Passerelle": a capital on the article makes a name of any word
	}
	if end > i+1 && r.tokens[i+1].Gap == extract.Hyphen && (r.fold(i-1) == "vers" || r.fold(i-1) == "entre") {
		not = unnamed | month | civility // "vers Port-Camargue"
	}
	if r.marks[i]&(inBody|inTitle|inCapitals|inDate) != 0 || r.tokens[i].Shape != extract.Capitalised || r.is(first, not) && !(end > i+1 && r.isStretch(i, end)) || r.marked(i, end, inPerson) {
		return i + 1
	}
	c := r.context(i)
	if c.kind == nothing && item {
		r.found = append(r.found, candidate{from: i, to: end, kind: extract.OtherPlace, before: c})
		return end
	}
	p := i - 1
	inList := c.kind == afterList && (r.fold(p) == "," || r.is(p, conjunction) || r.is(p, of)) && r.isListed(end) && !r.isFirstName(i)
	if c.article && r.isSited(i, end) {
		r.found = append(r.found, candidate{from: i, to: end, kind: extract.Venue, before: c, score: certain})
		return end
	}
	inside := c.article && (r.fold(p-1) == "dans" && r.is(p, article) || r.nearRiver(i, end) || r.isStretch(i, end))
	if c.article && !inside {
		return i + 1
	}
	between := r.fold(p) == "entre" && r.fold(end) == "et" && r.capital(end+1)
	if !inside && !inList && !between && !(c.kind == afterPlace && (r.isTo(p) || c.bare && end > i+1 && r.tokens[i+1].Gap == extract.Hyphen)) && c.kind != dateline && !(c.kind == afterNoun && c.bare) {
		return i + 1
	}
	if r.is(end, of) && r.follows(end) && r.follows(end+1) && r.capital(end+1) && !r.marked(end+1, end+2, inPerson) && !r.is(end+1, civility) && r.match(end+1) == 0 {
		end = r.plainName(end + 1) // "Maçanet de Cabrenys"
	}
	r.found = append(r.found, candidate{from: i, to: end, kind: extract.OtherPlace, before: c, score: certain})
	if inList {
		r.found[len(r.found)-1].score = 0
	}
	return end
}

// isSited reports whether the name of tokens i to end, after "au", "à la" or "à l'", is
// that of a venue, as its commune follows: "au Compa, à Chartres", "à l'Atria (Belfort)".
func (r *reader) isSited(i, end int) bool {
	p := i - 1
	switch w := r.fold(p); {
	case w == "au" || w == "aux":
		if r.capital(p - 1) {
			return false // "à la Grange aux Lunes de Vallon"
		}
	case r.is(p, article) && r.isTo(p-1) && r.follows(p):
	default:
		return false
	}
	k := end
	switch w := r.fold(k); {
	case w == "(" || w == "de" || w == "d'":
		k++
	case w == "," && r.isTo(k+1):
		k += 2
	default:
		return false
	}
	return r.follows(end) && r.follows(k) && r.capital(k) && r.match(k) > 0 && r.scratch[0].Kind == extract.Commune
}

// isStretch reports whether the name of tokens i to end, after an article, is an end of a
// stretch whose other end the gazetteer knows: "entre la Grande Chaloupe et La Possession",
// "du Chaudron à Sainte-Suzanne".
func (r *reader) isStretch(i, end int) bool {
	if r.fold(i-1) == "du" {
		return r.isStart(i)
	}
	return r.is(i-1, article) && r.fold(i-2) == "entre" && r.fold(end) == "et" && r.match(end+1) > 0
}

// isOfTheSame reports whether a pronoun before "de" and the name at token i stands for a
// venue or the like of which the text has just spoken: "la retenue de Combani et celle de
// Dzoumogné".
func (r *reader) isOfTheSame(i int) bool {
	switch r.fold(i - 2) {
	case "celui", "celle", "ceux", "celles":
	default:
		return false
	}
	const far = 25 // tokens
	for k := i - 3; k > 0 && k > i-far && r.tokens[k+1].Gap != extract.Paragraph; k-- {
		if r.is(k, headStart) && !r.is(k, common) {
			return true
		}
	}
	return false
}

// nearRiver reports whether the words around say that the name of tokens i to
// end, after an article, is a river: "l'Orvanne et ses affluents".
func (r *reader) nearRiver(i, end int) bool {
	const before, after = 4, 3
	for k := i; k > 0 && k > i-before && r.follows(k); k-- {
		if r.is(k-1, river) {
			return true
		}
	}
	for k := end; k < end+after && r.follows(k); k++ {
		if r.is(k, river) {
			return true
		}
	}
	return false
}

// isFirstName reports whether token i is a common first name: "À Casseneuil,
// Patrick et Odile" go on no list.
func (r *reader) isFirstName(i int) bool {
	const common = 2000
	if r.names == nil {
		return false
	}
	male, female := r.names.FirstName(r.tokens[i].Fold)
	return male+female >= common
}

// isListed reports whether a list goes on or ends after the name that ends
// before token i.
func (r *reader) isListed(i int) bool {
	switch r.fold(i) {
	case ",", "et", "ou", ".", ";", "":
		return true
	}
	return false
}
