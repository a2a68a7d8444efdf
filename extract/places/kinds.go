package places

import "estrade/extract"

// isKind reports whether head i names a kind of thing and no place: "le festival de rue
// de Lavelanet", "la route d'Esbarres à Brazey", whose ends are the places, "la route du
// col d'Izoard", "le pont de la Toussaint", "un monument aux morts".
func (r *reader) isKind(i, j int, h *head) bool {
	if h.flags&alone != 0 && r.unspecific(i) && !r.is(j, of) {
		return true
	}
	n := j
	if !r.is(n, of) || !r.follows(n) {
		return false
	}
	n++
	if r.is(n, article) && !r.capital(n) {
		n++
	}
	if r.any(i) {
		return h.kind != "" && h.flags&list == 0
	}
	if h.words[0] == "pont" || h.words[0] == "ponts" {
		return r.is(n, feast)
	}
	venue := r.is(n, headStart) && !r.capital(n) && r.venueAt(n) > 0
	if h.flags&stands != 0 {
		return venue || r.match(n) > 0 && r.scratch[0].Kind == extract.Commune
	}
	if h.flags&street == 0 {
		return false
	}
	if !r.capital(i) && r.fold(i-1) == "de" && r.follows(i) {
		return true
	}
	if venue {
		return true
	}
	m := r.match(n)
	return h.words[0] == "route" && m > 0 && r.follows(n+m) && r.isTo(n+m) && r.match(n+m+1) > 0 && r.scratch[0].Kind == extract.Commune
}

// any reports whether token i follows an article that makes it one of several: "une
// usine de la vallée de l'Arve".
func (r *reader) any(i int) bool {
	switch r.fold(i - 1) {
	case "un", "une", "chaque", "plusieurs", "quelques", "aucun", "aucune":
		return r.follows(i)
	}
	return false
}

// hasArticle reports whether "de" with an article or a contraction stands at token j.
func (r *reader) hasArticle(j int) bool {
	return r.follows(j) && (r.fold(j) == "du" || r.fold(j) == "de" && r.is(j+1, article))
}

// unspecific reports whether token i follows a word that makes it any of its kind.
func (r *reader) unspecific(i int) bool {
	w := r.fold(i - 1)
	return r.any(i) || (w == "de" || w == "d'" || w == "des") && r.follows(i)
}

// isTurn reports "le tour de" somebody, which is no tower, and "le passage de" what
// goes by.
func (r *reader) isTurn(i int) bool {
	switch r.tokens[i].Fold {
	case "tour":
		return !r.capital(i) && (r.fold(i-1) == "le" || r.fold(i-1) == "au" || r.fold(i-1) == "du") && r.follows(i)
	case "passage":
		return !r.capital(i) && r.is(i+1, of)
	}
	return false
}

// isRace reports whether head i is that of the Tour de France and its like.
func (r *reader) isRace(i, k int) bool {
	return r.fold(i) == "tour" && r.capital(i) && r.match(k+1) > 0 && r.scratch[0].Kind != extract.Commune
}

// isVerb reports whether head i is a participle: "il a cité Simone Weil".
func (r *reader) isVerb(i int) bool {
	if r.capital(i) {
		return false
	}
	switch r.fold(i - 1) {
	case "qui", "se", "nous", "on", "il", "elle", "ne", "y":
		return r.follows(i) // "la ligne qui place Rennes à une heure"
	}
	return r.tokens[i].Lower == "cité" && !r.is(i-1, article|of)
}
