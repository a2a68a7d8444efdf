package places

import (
	"strings"

	"estrade/extract"
)

// findBodies finds bodies: a phrase of bodies.tsv and the name after it, acronyms and
// names that a rule of their own tells.
func (r *reader) findBodies() {
	for i := 0; i < len(r.tokens); i++ {
		if r.tokens[i].Shape == extract.UpperCase && r.isAcronym(i) {
			end := max(i+1, r.complement(i+1, false))
			if n := r.match(i + 1); n > 0 && r.tokens[i+1].Gap == extract.Space {
				end = i + 1 + n // "l'EID Atlantique"
			}
			if r.isShortNumber(end) {
				end++ // "le SDE 22"
			}
			r.addBody(i, end)
			continue
		}
		if from := r.channel(i); from < i {
			r.addBody(from, i+2)
			i++
			continue
		}
		if end := r.grand(i); end > i {
			r.addBody(i, end)
			i = end - 1
			continue
		}
		if end := r.meaning(i); end > i {
			r.markTokens(i, end, inBody)
			i = end - 1
			continue
		}
		if r.class[i]&bodyStart == 0 || r.marks[i]&inPerson != 0 || i > 0 && r.tokens[i].Gap == extract.Hyphen {
			continue
		}
		i = r.findBody(i) - 1
	}
}

// findBody adds the body at token i, if a phrase of bodies.tsv begins there, and
// returns the token to go on from.
func (r *reader) findBody(i int) int {
	for k := range r.lexicon.bodies[r.tokens[i].Fold] {
		b := &r.lexicon.bodies[r.tokens[i].Fold][k]
		j := r.phrase(i, b.words)
		if j == 0 {
			continue
		}
		from, end := r.extent(i, j, b)
		if from == end {
			continue
		}
		if r.isMansion(i) || r.inAddress(i) || r.inDistinction(i) {
			return j
		}
		if h := r.venueHead(i, j); h != nil && (h.flags&bodyToo == 0 || r.placeGoesBefore(i) && !r.isPost(i) && !r.isAuthority(i, j)) {
			if h.flags&both != 0 && !(h.flags&name != 0 && r.is(j, of) && r.match(j+1) > 0) {
				r.addOrganisation(from, end) // "à la fromagerie Bonnal", not "à la fromagerie de Talizat"
			}
			return j // "à la cave coopérative de Capendu" is no coopérative
		}
		r.addBody(from, end)
		return end
	}
	return i + 1
}

// addOrganisation adds the tokens from i to end to what was found.
func (r *reader) addOrganisation(i, end int) {
	s := r.span(i, end)
	r.d.Organisations = append(r.d.Organisations, extract.Organisation{Text: r.d.Text[s.From:s.To], Span: s})
}

// addBody adds a body that is no venue.
func (r *reader) addBody(i, end int) {
	r.addOrganisation(i, end)
	r.markTokens(i, end, inBody)
}

// extent returns the tokens of the body that phrase b, the tokens i to j, begins;
// twice the same if there is none.
func (r *reader) extent(i, j int, b *body) (from, end int) {
	head := b.words[0]
	if b.tail == "after" || len(b.words) == 1 && namesFirm[head] {
		if end := r.quoted(j); end > j {
			return j + 1, end - 1
		}
	}
	if len(b.words) == 1 && (b.tail == "name" || b.tail == "of" || b.tail == "-") && r.acronymInDisguise(i) {
		return i, i
	}
	var ok bool
	switch b.tail {
	case "body":
		end = r.qualified(i, j)
		if i > 1 && r.isOrdinal(i-1) && r.follows(i) && (head == "brigade" || head == "escadron") {
			return i - 2, r.commonTail(j) // "27e brigade d'infanterie de montagne"
		}
		ok = end > j && !r.commonBody(i, j, end) && !r.levelOnly(i, end) && (head != "bureau" || r.placed(i))
	case "after":
		return j, r.nameAfter(i, j)
	case "apposed":
		if !r.apposed(i) {
			r.markTokens(i, j, inBody) // no country
			return i, i
		}
		return i, j
	case "press":
		if !r.capital(i) {
			return i, i
		}
		if r.is(i-1, article) && r.capital(i-1) && r.follows(i) {
			i-- // "La Voix du Nord"
		}
		return i, j
	case "the":
		end = max(j, r.complement(j, false))
		ok = r.placed(i)
	case "town":
		end = r.complement(j, true)
		ok = end > j && r.placed(i) && r.match(j+1) == end-j-1 && r.scratch[0].Kind == extract.Commune
	case "ordinal":
		if i < 2 || !r.isOrdinal(i-1) || !r.follows(i) {
			return i, i
		}
		return i - 2, r.describing(j)
	case "unit":
		from, end = i, r.commonTail(j)
		if i > 1 && r.isOrdinal(i-1) {
			from = i - 2 // "13e bataillon"
		}
		return from, end
	case "named":
		end, ok = r.bodyTail(i, j, b.tail)
		ok = ok && !(r.is(j, of) && r.countless(i)) && !(head == "groupe" && r.isKnown(j)) // "une conserverie de Vannes", "le groupe La Poste"
	case "capital":
		end, ok = r.bodyTail(i, j, b.tail)
		if k := r.name(j, false); !ok && k > j && r.placed(i) && r.tokens[j].Gap == extract.Space {
			end, ok = k, true // "la Région Grand Est"
		}
		if !ok && r.placed(i) && !r.capital(j) {
			end, ok = r.describing(j), true // "la Région"
		}
		ok = ok && r.capital(i) && r.marks[i]&startsSentence == 0
	case "proper":
		end, ok = r.bodyTail(i, j, b.tail)
		ok = ok && (r.capital(j-1) || r.capital(i) && r.marks[i]&startsSentence == 0)
	case "capital of":
		end = r.complement(j, false)
		ok = end > j && r.capital(i) && r.placed(i)
	default:
		end, ok = r.bodyTail(i, j, b.tail)
	}
	if !ok {
		return i, i
	}
	if len(b.words) == 1 && namesFirm[head] {
		return r.firm(i, j, end, head)
	}
	return i, end
}

// qualified returns the end of the name of a body whose head ends before token
// j and which needs something that tells it from others of its kind: "comité
// franco-suisse sur l'emploi frontalier", "union des bailleurs sociaux". It
// returns j if there is nothing.
func (r *reader) qualified(i, j int) int {
	if r.countless(i) || r.isBranch(i, j) {
		return j
	}
	end := r.properParts(j)
	end = r.describing(end)
	end = r.properParts(end)
	for {
		k := r.bodyComplement(end, end > j)
		if k == end {
			break
		}
		end = k
	}
	return end
}

// levelOnly reports whether tokens i to end are a body that its level alone tells from
// none of its kind: "le comité départemental".
func (r *reader) levelOnly(i, end int) bool {
	if w := r.fold(i); w != "comite" && w != "commission" && w != "cellule" || end != i+2 {
		return false
	}
	switch strings.TrimSuffix(r.fold(i+1), "e") {
	case "departemental", "regional", "national", "local", "municipal", "communal", "techniqu", "scientifiqu", "strategiqu":
		return true
	}
	return false
}

// commonBody reports a word for bodies that one bare common noun tells from no other
// of its kind: "une délégation de porte-drapeaux", "le conseil d'administration".
func (r *reader) commonBody(i, j, end int) bool {
	switch r.fold(i) {
	case "mouvement", "parti":
		return !r.capital(i) // "un navire parti de La Réunion"
	case "comite":
		return r.fold(end-1) == "pilotage" || r.fold(j+1) == "pilotage"
	case "fondation":
		return !r.capital(i) && r.is(j, of) // "la première fondation du parc éolien"
	case "bureau":
		return r.fold(end-1) == "communication" || r.fold(end-2) == "communication"
	case "coordination", "conseil", "brigade", "gouvernement", "union", "groupement", "agence", "office":
	default:
		return false
	}
	if j != i+1 || !r.is(j, of) || r.capital(i) || r.fold(j) != "de" && r.fold(j) != "d'" || r.is(j+1, article) {
		return false
	}
	for k := j + 1; k < end; k++ {
		if r.capital(k) || r.is(k, of|article) {
			return false
		}
	}
	return true
}

// isBranch reports whether the body of tokens i to j is a part of one with a
// name of its own, which is the one to find: "la délégation départementale de
// l'agence régionale de santé".
func (r *reader) isBranch(i, j int) bool {
	switch r.fold(i) {
	case "delegation", "agence", "conseil", "unite":
	default:
		return false
	}
	if r.fold(j) == "d'" && r.fold(j+1) == "administration" {
		return true // a board
	}
	k := r.describing(j)
	if !r.is(k, of) || !r.follows(k) {
		return false
	}
	k++
	if r.is(k, article) {
		k++
	}
	if !r.is(k, bodyStart) || !r.follows(k) {
		return false
	}
	for _, b := range r.lexicon.bodies[r.tokens[k].Fold] {
		if len(b.words) > 1 || r.tokens[k].Shape == extract.UpperCase {
			if b.tail != "body" && b.tail != "-" && r.phrase(k, b.words) > 0 {
				return true
			}
		}
	}
	return false
}

// grand is the end of "Grand Reims" at token i, the body of the communes around
// a town, after an article; i if it is none.
func (r *reader) grand(i int) int {
	if r.fold(i) != "grand" || !r.capital(i) || !r.placed(i) || r.marks[i]&inCapitals != 0 || !r.follows(i+1) {
		return i
	}
	n := r.gazetteerLength(i + 1)
	if n == 0 || r.scratch[0].Kind != extract.Commune || r.is(i+1, common) || r.tokens[i+1].Fold == "paris" {
		return i
	}
	if _, whole := r.gazetteer.Match(r.tokens, i, nil); whole > 1 {
		return i // a commune or a country of that name
	}
	if end := i + 1 + n; !r.follows(end) || !r.is(end, union) || !r.capital(end) {
		return end
	}
	return i + 2 + n // "Grand Besançon Métropole"
}

// gazetteerLength is the length of the name at token i, 0 if it goes on with a hyphen.
func (r *reader) gazetteerLength(i int) int {
	var n int
	r.scratch, n = r.gazetteer.Match(r.tokens, i, r.scratch)
	if n == 0 || i+n < len(r.tokens) && r.tokens[i+n].Gap == extract.Hyphen {
		return 0
	}
	return n
}

// isAcronym reports the abbreviation of a body that no table knows: capitals
// with a definite article, "le SYTRAL", which stand for no plan, law or good.
func (r *reader) isAcronym(i int) bool {
	const shortest, longest = 3, 8
	t := &r.tokens[i]
	if n := len(t.Fold); t.Kind != extract.Word || n < shortest || n > longest || r.class[i] != 0 || !r.follows(i) ||
		r.marks[i]&(inPerson|inDate|inBody|inCapitals) != 0 || t.Gap == extract.Hyphen {
		return false
	}
	for k := 0; k < len(t.Fold); k++ {
		if c := t.Fold[k]; c < 'a' || c > 'z' {
			return false
		}
	}
	if i+1 < len(r.tokens) && r.meaning(i+1) == i+1 && (r.tokens[i+1].Gap == extract.Hyphen || r.tokens[i+1].Gap == extract.Joined && r.tokens[i+1].Kind != extract.Punct ||
		r.follows(i+1) && (r.tokens[i+1].Shape == extract.UpperCase || r.tokens[i+1].Shape == extract.Capitalised) && r.match(i+1) == 0) {
		return false // a part of a longer name
	}
	switch r.fold(i - 1) {
	case "le", "la", "l'", "du", "au":
		if r.tokens[i-1].Shape == extract.UpperCase && r.follows(i) && len(r.tokens[i-1].Fold) > 1 && r.tokens[i-1].Gap != extract.Joined {
			return false // "CONFORME À LA LOI"
		}
	case "(":
		if i < 2 || r.fold(i+1) != ")" && r.meaning(i+1) == i+1 || r.marks[i-2]&inBody == 0 {
			return false // but "office municipal des sociétés patriotiques (OMSP)"
		}
	default:
		return false
	}
	_, n := r.gazetteer.Match(r.tokens, i, r.scratch[:0])
	return n == 0
}

// inDistinction reports whether the body at token i only tells which office, medal or
// number is meant: "ministre de l'éducation nationale", "arrêté n° DDT-2025-12".
func (r *reader) inDistinction(i int) bool {
	p := i - 1
	if w := r.fold(p); w == "n°" || w == "°" || w == "no" {
		return r.follows(i)
	}
	if r.is(p, article) {
		p--
	}
	if !r.is(p, of) || !r.follows(i) {
		return false
	}
	switch r.fold(p - 1) {
	case "ministre", "ministres", "medaille":
		return true
	}
	return false
}

// inAddress reports whether a street is named after the body at token i: "rue de la
// Gendarmerie".
func (r *reader) inAddress(i int) bool {
	p := i - 1
	if r.is(p, article) {
		p--
	}
	if !r.is(p, of) || !r.follows(i) || !r.is(p-1, headStart) {
		return false
	}
	for _, h := range r.lexicon.heads[r.fold(p-1)] {
		if len(h.words) == 1 && h.flags&street != 0 {
			return r.fold(p-1) != "place" && r.fold(p-1) != "cours"
		}
	}
	return false
}

// isMansion reports whether the body at token i is only that of a building: "l'hôtel de
// la préfecture de Saint-Denis".
func (r *reader) isMansion(i int) bool {
	switch r.fold(i - 1) {
	case "la":
		return r.fold(i-2) == "de" && r.fold(i-3) == "hotel" && r.follows(i)
	case "de":
		return r.fold(i-2) == "hotel" && r.follows(i)
	}
	return false
}

// indefinite reports whether an indefinite determiner stands before token i.
func (r *reader) indefinite(i int) bool {
	switch r.fold(i - 1) {
	case "un", "une", "chaque", "quelque", "aucun", "aucune", "tout", "toute":
		return r.follows(i)
	}
	return false
}

// countless reports a body of which there are many: "des comités", "une
// association de parents", "chaque commission".
func (r *reader) countless(i int) bool {
	switch r.fold(i - 1) {
	case "un", "une", "des", "chaque", "plusieurs", "quelques", "tout", "toute", "aucun", "aucune", "certains", "certaines", "ce", "cette", "cet", "ces", "de", "d'", "en":
		return r.follows(i)
	}
	return i > 0 && r.follows(i) && r.tokens[i-1].Kind == extract.Number && r.tokens[i].Gap == extract.Space
}

// properParts is the end of the capitalised words and numbers at token j,
// "Eau 17", "Westkust", and of common words in a name that they begin.
func (r *reader) properParts(j int) int {
	if j > 0 && r.follows(j) && r.tokens[j].Gap <= extract.Line && r.marks[j]&inPerson == 0 {
		if k := r.name(j, true); k > j {
			return r.secondPart(k)
		}
		if r.isShortNumber(j) && (r.capital(j-1) || r.describes(j-1)) {
			return j + 1
		}
	}
	return j
}

// secondPart is the end of "Habitat et Dignité" after its first part, within a
// title, where "et" does not join two bodies.
func (r *reader) secondPart(end int) int {
	if r.fold(end) == "et" && r.follows(end) && r.capital(end+1) && r.follows(end+1) && r.marks[end+1]&inPerson == 0 && r.marks[end-1]&inTitle != 0 && r.marks[end+1]&inTitle != 0 {
		return r.name(end+1, true)
	}
	return end
}

// describing is the end of the adjectives at token j: "départementale",
// "franco-allemand", "économique, social et environnemental".
func (r *reader) describing(j int) int {
	end := j
	for r.follows(end) {
		k := end
		if r.fold(k) == "anti" && r.follows(k+1) && r.tokens[k+1].Gap == extract.Hyphen {
			end = k + 2 // "anti-fraude"
			continue
		}
		if end > j && (r.fold(k) == "," || r.fold(k) == "et") {
			k++
		}
		if end > j && r.follows(k+1) && strings.HasSuffix(r.tokens[k].Fold, "ement") && r.tokens[k].Shape == extract.LowerCase && r.describes(k+1) {
			k++ // "aviaire hautement pathogène"
		}
		if !r.follows(k) || !r.describes(k) {
			break
		}
		if k > end && r.fold(end) == "," && r.fold(k+1) != "et" && r.fold(k+1) != "," {
			break
		}
		end = k + 1
		for r.follows(end) && r.tokens[end].Gap == extract.Hyphen {
			end++
		}
	}
	return end
}

// describes reports an adjective that names can have, by the table or its ending.
func (r *reader) describes(k int) bool {
	if k >= len(r.tokens) {
		return false
	}
	t := &r.tokens[k]
	if t.Kind != extract.Word || t.Shape != extract.LowerCase || r.marks[k]&(inDate|inPerson) != 0 {
		return false
	}
	if r.is(k, adjective) {
		return true
	}
	w := strings.TrimSuffix(t.Fold, "s")
	if r.lexicon.classes[w]&describer != 0 || r.is(k, describer) {
		return true
	}
	if r.is(k, locative|surface|of|article|conjunction|headStart|bodyStart) || len(t.Fold) < 5 {
		return k+1 < len(r.tokens) && strings.HasPrefix(t.Fold, "franco") && r.tokens[k+1].Gap == extract.Hyphen
	}
	for _, s := range adjectival {
		if (strings.HasSuffix(w, s) || strings.HasSuffix(t.Fold, s)) && len(w) > len(s)+1 {
			return true
		}
	}
	return k+1 < len(r.tokens) && strings.HasPrefix(t.Fold, "franco") && r.tokens[k+1].Gap == extract.Hyphen
}

// adjectival are the endings of adjectives, folded, in the singular.
var adjectival = []string{"al", "ale", "aux", "ique", "ien", "ienne", "aire", "ois", "oise", "ais", "aise", "ain", "aine", "iste", "if", "ive", "een", "eenne", "ivil", "ivile", "gene", "igne", "icole", "ane", "nel", "nelle", "iel", "ielle", "rel", "relle", "ier", "iere", "logue", "estre", "rieur", "rieure"}

// bodyComplement returns the end of a complement of a body at token j, "de
// l'eau", "des pêches du Finistère", "pour la jeunesse"; j if there is none.
func (r *reader) bodyComplement(j int, more bool) int {
	k := j
	if more && r.fold(k) == "et" && r.follows(k) && r.is(k+1, of) {
		k++
	}
	if more && r.fold(k) == "," && r.is(k+1, of) && r.listed(k) {
		k++
	}
	if !r.follows(k) || r.tokens[k].Gap > extract.Line {
		return j
	}
	if r.fold(k) == "en" && r.is(k+1, field) {
		// "la ressource en eau", "les risques en agriculture"
	} else if w := r.fold(k); !r.is(k, of) && w != "pour" && w != "contre" && (w != "sur" && w != "en" || !r.is(k+1, article)) {
		return j
	}
	if w := r.fold(k); w == "pour" && !r.is(k+1, article) {
		return j
	}
	k++
	if r.is(k, article) && r.follows(k) && !r.capital(k) {
		k++
	}
	if !r.follows(k) || k >= len(r.tokens) || r.marks[k]&(inPerson|inDate) != 0 {
		return j
	}
	if w := r.fold(j); (w == "et" || w == ",") && r.is(k, issuer|civility) {
		return j // "président du conseil général et du préfet": somebody else
	}
	if r.is(k, civility) && !r.capital(k) && r.follows(k+1) {
		k++
	}
	if r.goesBefore(k) && r.follows(k+1) {
		k++
	}
	if end := r.name(k, true); end > k {
		return r.secondPart(r.describing(end))
	}
	t := &r.tokens[k]
	if t.Kind != extract.Word || t.Shape != extract.LowerCase || len(t.Fold) < 3 || !more && r.is(k, vagueNoun) && !(r.is(k+1, of) && r.is(k+2, article) && !r.is(k+3, issuer)) || r.is(k, conjunction|article|of|locative|surface) {
		return j
	}
	end := k + 1
	for r.follows(end) && r.tokens[end].Gap == extract.Hyphen {
		end++
	}
	if end2 := r.name(end, true); end2 > end && r.is(k, bodyStart) {
		return end2 // "du bassin Rhin-Meuse"
	}
	if r.fold(end) == "versant" {
		end++
	}
	if w := r.fold(end); r.is(k, toward) && (w == "au" || w == "aux") && r.follows(end) && r.follows(end+1) && r.tokens[end+1].Shape == extract.LowerCase {
		end += 2 // "de l'accès au droit"
	}
	return r.describing(end)
}

// goesBefore reports an adjective at token k that stands before its noun: "anciens
// combattants", "jeunes agriculteurs".
func (r *reader) goesBefore(k int) bool {
	switch r.fold(k) {
	case "anciens", "anciennes", "ancien", "ancienne", "jeunes", "jeune", "grands", "grandes", "petits", "petites", "petite", "grande", "haute", "haut", "hautes", "hauts", "bonnes", "nouvelles", "premier", "premiers":
		return k+1 < len(r.tokens) && !r.capital(k) && r.tokens[k+1].Kind == extract.Word && r.tokens[k+1].Shape == extract.LowerCase && !r.is(k+1, of|article|conjunction)
	}
	return false
}

// listed reports whether the enumeration that the comma at token k goes on
// ends with "et de": "de la nature, des paysages et des sites".
func (r *reader) listed(k int) bool {
	const most = 14
	for i := k + 1; i < k+most && r.follows(i); i++ {
		if r.fold(i) == "et" {
			return r.is(i+1, of)
		}
		if t := &r.tokens[i]; t.Kind == extract.Punct && t.Fold != "," {
			return false
		}
	}
	return false
}
