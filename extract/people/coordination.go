package people

import "strings"

// coordinated reads a further complement after a comma or "et":
// "ministre de l'agriculture, de l'agroalimentaire et de la forêt".
func (r *reader) coordinated(pos int, o *office, index int, free bool, last complement) (complement, bool) {
	none := complement{}
	if last.end == 0 || last.nested {
		return none, false
	}
	if r.word(pos) == "," {
		if r.chargeIsOuter(index) && (strings.HasPrefix(r.lower(pos+1), "chargé") || r.lower(pos+1) == "en") {
			return none, false
		}
		if r.headAt[min(pos+1, len(r.tokens)-1)] != 0 {
			return none, false // ", chargée de mission" is another office
		}
		if strings.HasPrefix(r.lower(pos+1), "chargé") || r.lower(pos+1) == "en" && r.word(pos+2) == "charge" {
			if q, ok := r.preposition(pos+1, o, free); ok {
				return r.nounPhrase(q, index, free)
			}
			return none, false
		}
		if r.isAdjective(pos-1) && r.lowercase(pos+1) && r.isAdjective(pos+1) && r.word(pos+2) == "et" && r.lowercase(pos+3) && r.isAdjective(pos+3) && r.together(pos+3) {
			c := complement{end: pos + 4, prep: last.prep} // "économique, social et environnemental"
			r.tail(&c, free)
			return c, true
		}
		if end := r.listedPlaces(o, pos, index, last); end > pos {
			return complement{end: end, place: true}, true
		}
		if r.isSees(o, pos, last) {
			c := complement{end: pos + 1, place: true} // "évêque de Bayonne, Lescar et Oloron"
			_, n := r.place(pos + 1)
			c.end += n
			return c, true
		}
		return r.enumerated(pos, o, index, free, last)
	}
	if r.word(pos) != "et" {
		return none, false
	}
	return r.afterEt(pos, o, index, free, last)
}

// isSees reports whether a comma or "et" at pos goes on the places of which one
// bishop has the see, without a preposition: "évêque de Quimper et Léon".
func (r *reader) isSees(o *office, pos int, last complement) bool {
	if o.class != religious || last.end == 0 || !r.capital(pos-1) || !r.capital(pos+1) || !r.together(pos+1) || r.nameStarts(pos+1) || r.headAt[pos+1] != 0 {
		return false
	}
	if r.word(pos) == "et" {
		return true
	}
	_, n := r.place(pos + 1)
	return n > 0 && r.word(pos+1+n) == "et" && r.capital(pos+2+n) && r.together(pos+2+n) && !r.nameStarts(pos+2+n)
}

// listedPlaces is the end of the places that a plural title governs, without a preposition:
// "les maires de Vic | , Die et Luc"; pos if there are none.
func (r *reader) listedPlaces(o *office, pos, index int, last complement) int {
	if !last.place || o.class != elected && !governs(o) || !r.heads[r.titles[index].head].plural {
		return pos
	}
	for p := pos; r.word(p) == "," || r.word(p) == "et"; {
		if !r.capital(p+1) || !r.together(p+1) || r.nameStarts(p+1) {
			return pos
		}
		_, n := r.place(p + 1)
		if n == 0 {
			return pos
		}
		if r.word(p) == "et" {
			return p + 1 + n
		}
		p += 1 + n
	}
	return pos
}

// charge reports whether a complement says what its holder is in charge of:
// such are enumerated in titles of elected people too.
func (c *complement) charge() bool {
	return c.prep == "à" || c.prep == "au" || c.prep == "aux" || strings.HasPrefix(c.prep, "charg") || c.prep == "en"
}

// afterEt reads the last member of an enumeration; pos is at "et".
func (r *reader) afterEt(pos int, o *office, index int, free bool, last complement) (complement, bool) {
	none := complement{}
	q := pos + 1
	if r.nameStarts(q) || !r.together(q) {
		return none, false
	}
	if r.isSees(o, pos, last) {
		c := complement{end: q + 1, place: true}
		r.tail(&c, free)
		return c, true
	}
	if r.lowercase(q) && r.isAdjective(q) && !r.bareHead(q) && r.isAdjective(pos-1) {
		c := complement{end: q + 1}
		r.tail(&c, free)
		return c, true
	}
	next, ok := r.preposition(q, o, free)
	if l := r.lower(q); last.charge() && (l == "à" || l == "au" || l == "aux") && r.lowercase(q+1) {
		next, ok = r.afterTo(q), true // "délégué à l'habitat et aux mobilités"
	}
	if !ok {
		if l := r.lower(q); (l == "la" || l == "le" || l == "l'" || l == "les") && (last.prep == "pour" || !free && !last.place) &&
			r.together(q+1) && r.lowercase(q+1) && r.headAt[q+1] == 0 && r.titleAt[q+1] == 0 && !r.is(q+1, peopleNoun|predicate) {
			c, ok := r.nounPhrase(q+1, index, free) // "pour la défense et la sécurité"
			c.prep = last.prep
			return c, ok
		}
		if !free && !last.place && r.capital(q) && r.capital(pos-1) && r.headAt[q] == 0 && r.nameAt[q] == 0 && !r.is(q, stop|civility) {
			c := complement{end: q + 1} // "fondation Habitat et Dignité"
			r.tail(&c, free)
			return c, true
		}
		// "de la République et canton de Genève", "des routes et ponts".
		if r.lowercase(q) && r.plainNoun(q) && r.headAt[q] == 0 && !free && !r.is(q, peopleNoun) && (r.isDe(q+1) || r.closes(q+1) || r.isAdjective(q+1) && (r.closes(q+2) || r.is(q+2, preposition))) {
			c := complement{end: q + 1}
			r.tail(&c, free)
			return c, true
		}
		return none, false
	}
	if !r.joins(next, q, o, free, last) {
		return none, false
	}
	return r.nounPhrase(next, index, free)
}

// capitalPlace reports the name of a place at token i.
func (r *reader) capitalPlace(i int) bool {
	_, n := r.place(i)
	return n > 0 && r.capital(i)
}

// afterTo returns the token after "à la", "à l'", "au" or "aux" at pos.
func (r *reader) afterTo(pos int) int {
	if l := r.lower(pos + 1); r.lower(pos) == "à" && (l == "la" || l == "l'") {
		return pos + 2
	}
	return pos + 1
}

// governs reports offices whose complements are the places that they govern.
func governs(o *office) bool {
	return o.name == "préfet" || o.name == "sous-préfet" || o.name == "haut-commissaire"
}

// joins reports whether the noun at next, after "et" and a preposition,
// belongs to the same title: not another person or group of people.
func (r *reader) joins(next, prep int, o *office, free bool, last complement) bool {
	if !r.together(next) || r.headAt[next] != 0 && !(r.heads[r.headAt[next]-1].plural && (!free || last.group || r.officeAt(next).class == work)) || r.nameAt[next] != 0 && !r.names[r.nameAt[next]-1].weak {
		return false
	}
	if r.is(next, peopleNoun) && r.headAt[next] == 0 && !(r.word(next) == "familles" || r.word(next) == "communes" || r.word(next) == "collectivites" || r.word(next) == "entreprises" || r.word(next) == "citoyens" || r.word(next) == "services") {
		return false
	}
	if l := r.lower(next); l == "son" || l == "sa" || l == "ses" || l == "leur" || l == "leurs" || l == "nombreux" {
		return false
	}
	if last.prep == "pour" || last.charge() && r.lowercase(next) {
		return true
	}
	if o.class == elected || o.class == foreign || strings.HasSuffix(o.name, "préfet") || strings.HasPrefix(o.name, "préfet") {
		_, n := r.place(next)
		if last.place {
			return n > 0 && r.capital(next) || r.word(next) == "mer" && r.isDe(next+1)
		}
		return r.lower(prep) == "de" && r.lowercase(next) && next == prep+1 || n > 0 && r.capital(next)
	}
	return true
}

// enumerated reads ", de l'agroalimentaire" if the enumeration ends with "et de …".
func (r *reader) enumerated(pos int, o *office, index int, free bool, before complement) (complement, bool) {
	none := complement{}
	if (o.class == elected || o.class == foreign || o.class == rank || governs(o)) && !before.charge() {
		return none, false
	}
	var last complement
	p := pos
	for n := 0; n < 8; n++ {
		if r.word(p) == "," {
			q, ok := r.preposition(p+1, o, free)
			if l := r.lower(p + 1); l == "à" || l == "au" || l == "aux" || l == "en" || l == "pour" {
				switch r.lower(p + 2) {
				case "la", "l'":
				default:
					if l == "en" || l == "pour" || !before.charge() || !r.lowercase(p+2) && (free || o.class != state || r.capitalPlace(p+2)) {
						return none, false // "…, à Poissy et aux Mureaux" says where
					}
				}
				if before.charge() && l != "en" && l != "pour" {
					q, ok = r.afterTo(p+1), true
				}
			}
			if !ok || !r.together(q) || r.headAt[q] != 0 || r.nameStarts(q) || r.capital(q) && r.nameAt[q] != 0 {
				return none, false
			}
			c, ok := r.nounPhrase(q, index, free)
			if !ok || c.nested {
				return none, false
			}
			for r.isDe(c.end) {
				d, ok := r.nounPhrase(r.afterDe(c.end), index, free)
				if !ok || d.nested {
					break
				}
				c.end = d.end
			}
			c.prep = before.prep
			p, last = c.end, c
			continue
		}
		if r.word(p) == "et" && last.end > 0 {
			return r.afterEt(p, o, index, free, last)
		}
		return none, false
	}
	return none, false
}
