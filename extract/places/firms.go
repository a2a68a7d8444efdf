package places

import (
	"slices"
	"strings"

	"estrade/extract"
)

// isKnown reports whether a body of the tables with a name of its own begins at token i.
func (r *reader) isKnown(i int) bool {
	if !r.is(i, bodyStart) {
		return false
	}
	for _, b := range r.lexicon.bodies[r.tokens[i].Fold] {
		if (b.tail == "name" || b.tail == "proper" || b.tail == "press") && r.phrase(i, b.words) > 0 {
			return true
		}
	}
	return false
}

// quoted is the end of a short name between quotation marks at token j, "« Plein Air »";
// j if there is none.
func (r *reader) quoted(j int) int {
	const most = 7 // tokens
	if r.fold(j) != "«" && r.fold(j) != "\"" && r.fold(j) != "“" || !r.follows(j) || !r.capital(j+1) {
		return j
	}
	for k := j + 2; k < j+most && r.follows(k); k++ {
		if w := r.fold(k); w == "»" || w == "\"" || w == "”" {
			return k + 1
		}
	}
	return j
}

// firm returns the tokens of a firm or an association whose head is token i and whose
// name would be the tokens j to end: the name without the head, if it can stand alone.
func (r *reader) firm(i, j, end int, head string) (from, to int) {
	if k := r.name(j, true); k > j && head == "association" && r.endsWithPair(k) {
		return j, k + 2 // "l'association Plumes et roseaux"
	} else if m := r.smallWords(j); m > j {
		return j, m // "l'association Un toit d'abord"
	} else if k > j && r.follows(j) && (k-j > 1 || r.is(j, bodyStart) || head == "societe") {
		return j, r.describing(end) // "la société Granulats du Quercy"
	}
	if r.is(j, of) && (head == "entreprise" || head == "societe") {
		return i, i // "une entreprise de Lannion"
	}
	return i, end
}

// nameAfter is the end of a name that follows a word for firms or media directly at
// token j, "le bailleur Partenord", and is no person, place or body of the tables; j if
// there is none.
func (r *reader) nameAfter(i, j int) int {
	if r.marks[i]&inCapitals != 0 || r.capital(i) && !r.follows(i) && r.fold(i) != "chez" || r.is(j, bodyStart|month|civility|unnamed) || j >= len(r.tokens) || r.tokens[j].Gap > extract.Space {
		return j
	}
	end := r.name(j, true)
	if end == j || end == j+1 && r.isFirstName(j) || r.marked(j, end, inPerson|inDate) || end < len(r.tokens) && r.tokens[end].Gap == extract.Joined && r.tokens[end].Kind == extract.Word {
		return j
	}
	if _, n := r.gazetteer.Match(r.tokens, j, r.scratch[:0]); n > 0 && j+n >= end {
		return j
	}
	return end
}

// apposed reports whether a common noun stands directly before the name at token i:
// "espace France services", not "la seule France services".
func (r *reader) apposed(i int) bool {
	return r.follows(i) && r.tokens[i].Gap == extract.Space && r.is(i-1, outlet)
}

// channel is where the name of a channel overseas that ends with the ordinal at token i
// begins, "Réunion La 1ère"; i if there is none.
func (r *reader) channel(i int) int {
	if r.fold(i) != "1" || !r.isOrdinal(i+1) || !r.follows(i) {
		return i
	}
	k := i - 1
	if r.fold(k) == "la" && r.follows(k) {
		k--
		if r.capital(k) && r.marks[k]&inPerson == 0 {
			for r.tokens[k].Gap == extract.Hyphen && k > 0 && r.capital(k-1) {
				k--
			}
			return k
		}
		return i
	}
	for from := k; from >= 0 && from > k-4; from-- {
		if !r.capital(from) || r.marks[from]&inPerson != 0 {
			return i
		}
		if n := r.match(from); n > 0 && from+n == k+1 && r.scratch[0].Kind != extract.Commune {
			return from
		}
		if !r.follows(from) {
			return i
		}
	}
	return i
}

// leaders are those who lead a body or work for one, by the first word of their office:
// what a name follows, if it is no place's, is a body.
var leaders = map[string]bool{"président": true, "vice-président": true, "président-directeur": true, "coprésident": true, "directeur": true, "fondateur": true, "cofondateur": true,
	"gérant": true, "cogérant": true, "dirigeant": true, "PDG": true, "DG": true, "trésorier": true, "porte-parole": true, "secrétaire général": true, "délégué": true, "associé": true,
	"coordinateur": true, "coordonnateur": true, "responsable": true, "ingénieur": true, "animateur": true, "chercheur": true, "infirmier": true, "médecin": true, "salarié": true}

// fields are leaders of a field too: "directeur de la Citoyenneté".
var fields = map[string]bool{"directeur": true, "délégué": true, "responsable": true, "coordinateur": true, "coordonnateur": true}

// findHeaded finds the bodies that are named only by who leads them or works there: "la
// fondatrice de Mécafluid", "ingénieure au Cedre".
func (r *reader) findHeaded() {
	for k := range r.d.Titles {
		t := &r.d.Titles[k]
		first, _, _ := strings.Cut(t.Office, " ")
		if !leaders[first] && !leaders[t.Office] || k > 0 && r.d.Titles[k-1].Span == t.Span {
			continue
		}
		i, _ := slices.BinarySearchFunc(r.tokens, t.Span.From, func(t extract.Token, at int) int { return t.Span.From - at })
		j := i
		for j < len(r.tokens) && r.tokens[j].Span.To <= t.Span.To {
			j++
		}
		for i++; i < j; i++ {
			if r.capital(i) && r.follows(i) {
				break
			}
		}
		if i < j && r.isHeaded(i, j) && !(i+1 == j && fields[first] && r.fold(i-1) != "d'" && r.fold(i-1) != "de") {
			r.addBody(i, j)
		}
	}
}

// isHeaded reports whether the tokens i to j, the end of a title, are a name that no
// place, person or body of the tables has.
func (r *reader) isHeaded(i, j int) bool {
	p := i - 1
	if r.is(p, article) {
		p--
	}
	if !r.is(p, of) && r.fold(p) != "au" && r.fold(p) != "chez" || r.marks[i]&inCapitals != 0 || r.marked(i, j, inBody|inPerson|inDate) || r.is(i, headStart|bodyStart|issuer|noun|civility|unnamed) {
		return false
	}
	if end := r.name(i, true); end < j && r.fold(end) != "et" {
		return false // more than a name
	}
	_, n := r.gazetteer.Match(r.tokens, i, r.scratch[:0])
	return n == 0 || i+n < j
}
