package places

import (
	"slices"

	"estrade/extract"
)

// findBodies finds bodies: a phrase of bodies.tsv and the name after it.
func (r *reader) findBodies() {
	for i := 0; i < len(r.tokens); i++ {
		if r.tokens[i].Shape == extract.UpperCase && r.isAcronym(i) {
			s := r.span(i, i+1)
			r.d.Organisations = append(r.d.Organisations, extract.Organisation{Text: r.d.Text[s.From:s.To], Span: s})
			r.marks[i] |= inBody
			continue
		}
		if end := r.grand(i); end > i {
			s := r.span(i, end)
			r.d.Organisations = append(r.d.Organisations, extract.Organisation{Text: r.d.Text[s.From:s.To], Span: s})
			r.markTokens(i, end, inBody)
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
		for _, b := range r.lexicon.bodies[r.tokens[i].Fold] {
			j := r.phrase(i, b.words)
			if j == 0 || len(b.words) == 1 && b.tail != "body" && r.acronymInDisguise(i) {
				continue
			}
			var end int
			var ok bool
			if b.tail == "body" {
				end = r.qualified(i, j)
				ok = end > j && !r.commonBody(i, j, end) && !r.levelOnly(i, end)
			} else {
				end, ok = r.bodyTail(j, b.tail)
			}
			if ok && b.tail == "named" && r.is(j, of) && r.countless(i) {
				ok = false // "une conserverie de Vannes"
			}
			if b.tail == "capital" && !ok && r.placed(i) && !r.capital(j) {
				end, ok = r.describing(j), true // "la Région"
			}
			if !ok || b.tail == "proper" && !r.capital(i) || b.words[0] == "bureau" && !r.placed(i) || b.tail == "capital" && (!r.capital(i) || r.marks[i]&startsSentence != 0) {
				continue
			}
			if r.placeGoesBefore(i) && r.isVenueToo(i, j) && !r.isPost(i) && !r.isAuthority(i, j) || r.isMansion(i) {
				if r.fold(i) == "france" {
					r.markTokens(i, j, inBody) // no country
				}
				i = j - 1 // "à la cave coopérative de Capendu" is no coopérative
				break
			}
			from := i
			if len(b.words) == 1 && namesFirm[b.words[0]] {
				if k := r.name(j, true); k > j && b.words[0] == "association" && r.endsWithPair(k) {
					from, end = j, k+2 // "l'association Plumes et roseaux"
				} else if m := r.smallWords(j); m > j {
					from, end = j, m // "l'association Un toit d'abord"
				} else if k > j && r.follows(j) && (k-j > 1 || r.is(j, bodyStart) || b.words[0] == "societe") {
					from = j // "la société Granulats du Quercy"
					end = r.describing(end)
				} else if r.is(j, of) && (b.words[0] == "entreprise" || b.words[0] == "societe") {
					break // "une entreprise de Lannion"
				}
			}
			if b.tail == "unit" && i > 1 && r.isOrdinal(i-1) {
				from = i - 2 // "13e bataillon"
			}
			r.d.Organisations = append(r.d.Organisations, extract.Organisation{
				Text: r.d.Text[r.span(from, end).From:r.span(from, end).To], Span: r.span(from, end),
			})
			r.markTokens(from, end, inBody)
			i = end - 1
			break
		}
	}
}

// meaning is the end of what an acronym means where the page has glued it on, in
// brackets: "(CRHH|Comité régional de l'habitat)"; i if there is none.
func (r *reader) meaning(i int) int {
	const most = 20 // tokens
	if i == 0 || i >= len(r.tokens) || r.tokens[i].Gap != extract.Joined || r.tokens[i].Shape != extract.Capitalised || r.tokens[i-1].Shape != extract.UpperCase || len(r.tokens[i-1].Fold) < 3 {
		return i
	}
	for k := i + 1; k < i+most && r.follows(k); k++ {
		if r.fold(k) == ")" {
			return k
		}
	}
	return i + 1
}

// endsWithPair reports whether "et" and one common word end a name at token k:
// "Casque | et compagnie".
func (r *reader) endsWithPair(k int) bool {
	return r.fold(k) == "et" && r.follows(k) && r.follows(k+1) && r.tokens[k+1].Kind == extract.Word && r.tokens[k+1].Shape == extract.LowerCase && r.class[k+1]&(article|of|locative|surface) == 0 &&
		(k+2 >= len(r.tokens) || r.tokens[k+2].Kind == extract.Punct || !r.follows(k+2))
}

// smallWords is the end of the name of an association that begins with an article or a
// number at token j and goes on with common words up to a comma or the like: "Un toit
// d'abord"; j if there is none.
func (r *reader) smallWords(j int) int {
	const most = 7 // words
	if !r.follows(j) || !r.capital(j) || !r.is(j, article) && r.fold(j) != "un" && r.fold(j) != "une" || r.capital(j+1) {
		return j
	}
	for k := j + 1; k < j+most; k++ {
		if !r.follows(k) || r.tokens[k].Kind == extract.Punct {
			if k > j+1 {
				return k
			}
			return j
		}
		if r.marks[k]&(inPerson|inDate) != 0 {
			return j
		}
	}
	return j
}

// namesFirm are words before the name of a firm that do not belong to it.
var namesFirm = map[string]bool{"entreprise": true, "societe": true, "agence": true, "association": true, "syndicat": true}

// findUnions finds the bodies of communes that are named after one: "Toulouse
// Métropole", "Redon Agglomération".
func (r *reader) findUnions() {
	for i := 1; i < len(r.tokens); i++ {
		if !r.is(i, union) || !r.capital(i) && !r.afterTown(i) || !r.follows(i) || r.tokens[i].Gap != extract.Space || r.marks[i]&(inBody|inCapitals) != 0 {
			continue
		}
		from := i
		for from > 0 && r.follows(from) && (r.capital(from-1) || r.tokens[from].Gap == extract.Hyphen) && r.marks[from-1]&(inBody|inPerson) == 0 {
			from--
		}
		if from == i {
			continue
		}
		end := max(r.name(i, false), i+1)
		s := r.span(from, end)
		r.d.Organisations = append(r.d.Organisations, extract.Organisation{Text: r.d.Text[s.From:s.To], Span: s})
		r.markTokens(from, end, inBody)
	}
	slices.SortFunc(r.d.Organisations, func(a, b extract.Organisation) int { return a.Span.From - b.Span.From })
}

// afterTown reports whether a word of unions in lower case follows a commune's name
// directly: "Brest métropole".
func (r *reader) afterTown(i int) bool {
	from := i - 1
	for from > 0 && r.tokens[from].Gap == extract.Hyphen {
		from--
	}
	return r.capital(from) && r.match(from) == i-from && r.scratch[0].Kind == extract.Commune && !r.describes(i+1)
}

// acronymInDisguise reports whether the acronym at token i is written as a
// common word: "un cod", "la caf" are not acronyms, "le SDIS" is.
func (r *reader) acronymInDisguise(i int) bool {
	t := &r.tokens[i]
	return len(t.Fold) <= 6 && t.Shape == extract.LowerCase
}

// phrase returns the end of the phrase at token i, or 0.
func (r *reader) phrase(i int, words []string) int {
	if i+len(words) > len(r.tokens) {
		return 0
	}
	for k, w := range words {
		t := &r.tokens[i+k]
		if t.Fold != w || k > 0 && !r.follows(i+k) {
			return 0
		}
	}
	return i + len(words)
}

// placeGoesBefore reports whether a preposition of place stands before token
// i, with an article or none.
func (r *reader) placeGoesBefore(i int) bool {
	if r.is(i-1, article) {
		i--
	}
	if i == 0 || !r.follows(i) {
		return false
	}
	if r.is(i-1, of) && (r.is(i-2, part) || r.fold(i-2) == "visite") || r.isTo(i-1) {
		return true
	}
	switch r.fold(i - 1) {
	case "au", "aux", "dans", "devant", "depuis", "en", "vers", "visite", "visiter", "visitant", "visitera", "regagner", "regagne", "regagnant":
		return true // "a visité la fromagerie Bonnal"
	}
	return false
}

// isPost reports whether a body of which somebody or something is a part, and
// no venue, stands at token i: "appelée à la préfecture de la Moselle",
// "élections à la chambre d'agriculture".
func (r *reader) isPost(i int) bool {
	const near = 5
	for k := i; k > 0 && k > i-near && r.follows(k); k-- {
		if r.is(k-1, post) {
			return true
		}
	}
	return false
}

// isAuthority reports whether the préfecture of tokens i to j is that of a departement and
// no venue, as neither its town follows nor a word for an event goes before: "demander à la
// préfecture de la Drôme".
func (r *reader) isAuthority(i, j int) bool {
	const near = 12
	if r.fold(j-1) != "prefecture" || !r.is(j, of) || !r.follows(j) {
		return false
	}
	for k := i; k > 0 && k > i-near && r.follows(k); k-- {
		if r.is(k-1, event) {
			return false
		}
	}
	n := j + 1
	if r.is(n, article) && !r.capital(n) {
		n++
	}
	m := r.match(n)
	return m > 0 && r.scratch[0].Kind == extract.Departement && !(r.fold(n+m) == "," && r.isTo(n+m+1))
}

// isVenueToo reports whether a body of tokens i to j may be a venue.
func (r *reader) isVenueToo(i, j int) bool {
	for _, h := range r.lexicon.heads[r.tokens[i].Fold] {
		if h.flags&bodyToo != 0 && r.phrase(i, h.words) == j {
			return true
		}
	}
	return false
}

// bodyTail returns the end of a body whose phrase ends before token j.
func (r *reader) bodyTail(j int, tail string) (end int, ok bool) {
	switch tail {
	case "-":
		return j, true
	case "free", "unit":
		if k := r.describing(j); tail == "free" && k > j && r.is(k, of) {
			j = k // "ministère fédéral du Travail"
		}
		return r.commonTail(j), true
	}
	end = r.skipAdjectives(j)
	if tail == "name" && r.tokens[j-1].Shape == extract.UpperCase && r.spelledOut(end) {
		return end, true // "SDIS Service départemental d'incendie et de secours"
	}
	if r.meaning(j) > j {
		return j, tail != "of" && tail != "capital" && tail != "named" && tail != "seat"
	}
	if tail == "name" || tail == "named" || tail == "proper" {
		if k := r.name(end, true); k > end {
			if tail == "named" {
				k = r.describing(k) // "Pays basque"
			}
			return k, true
		}
		if r.isShortNumber(end) { // "SDIS 59"
			return end + 1, true
		}
	}
	if k := r.complement(end, false); k > end {
		if tail == "seat" && r.fold(k) == "a" && r.follows(k) && r.isTo(k) {
			if town := r.name(k+1, false); town > k+1 {
				return town, true // "ambassade de France à Dakar"
			}
		}
		if tail == "named" {
			k = r.describing(k) // "de l'Ouest vosgien"
		}
		return r.coordinated(k), true
	}
	if end == j && (tail == "de" || tail == "name") && r.fold(end) == "et" {
		end = r.secondField(j)
		if k := r.complement(end, false); end > j && k > end {
			end = k // "des anciens combattants et des victimes de guerre de la Drôme"
		}
	}
	return end, tail != "of" && tail != "capital" && tail != "named" && tail != "seat"
}

// secondField is the end of "et des présidents d'intercommunalité", common words in
// the plural or with an article that go on the name of a body which ends before token
// j with such words: "association des maires"; j if there is none.
func (r *reader) secondField(j int) int {
	before := j - 2
	if before > 0 && r.is(before, article) {
		before--
	}
	if before <= 0 || !r.is(before, of) || r.capital(j-1) || !r.is(j+1, of) || r.fold(j+1) == "de" && !r.is(j+2, article) || r.fold(j+1) == "d'" {
		return j
	}
	if k := r.bodyComplement(j, true); k > j && !r.is(k-1, issuer) {
		if n := r.bodyComplement(k, false); n > k && !r.capital(n-1) && (r.fold(k) == "de" || r.fold(k) == "d'") {
			return n
		}
		return k
	}
	return j
}

// spelledOut reports whether a body of more than one word begins at token i, which an
// acronym stands for: "SDIS Service départemental d'incendie et de secours".
func (r *reader) spelledOut(i int) bool {
	if !r.is(i, bodyStart) || !r.follows(i) || r.tokens[i].Shape != extract.Capitalised {
		return false
	}
	for _, b := range r.lexicon.bodies[r.tokens[i].Fold] {
		if len(b.words) > 1 && r.phrase(i, b.words) > 0 {
			return true
		}
	}
	return false
}

// coordinated extends a complement by others of its like: "de la Drôme, de
// l'Isère et de la Haute-Loire".
func (r *reader) coordinated(end int) int {
	for {
		k := end
		if r.fold(k) == "," || r.fold(k) == "et" {
			k++
		}
		if n := k + 1; k > end && r.fold(k) == "du" && r.follows(n) && directions[r.tokens[n].Fold] && !r.capital(n) && r.capital(n+1) && r.follows(n+1) {
			end = r.name(n+1, false) // "et du sud Toulois"
			continue
		}
		if k == end || !r.is(k, of) || !r.is(k+1, article) {
			return end
		}
		next := r.complement(k, false)
		if next == k {
			return end
		}
		end = next
	}
}

// commonTail is the end of "de l'Intérieur", "de l'agriculture et de la forêt".
func (r *reader) commonTail(j int) int {
	end := j
	for r.follows(end) || end == j {
		k := end
		if end > j && (r.fold(k) == "," || r.fold(k) == "et") {
			k++
		}
		if !r.follows(k) || !r.is(k, of) && !(end > j && (r.fold(k) == "contre" || r.fold(k) == "pour")) {
			break
		}
		k++
		if r.is(k, article) {
			k++
		}
		if k >= len(r.tokens) || r.tokens[k].Kind != extract.Word || !r.follows(k) {
			break
		}
		end = k + 1
		end = r.describing(end)
	}
	return end
}

// skipAdjectives returns the token after the adjectives at token j: "provincial".
func (r *reader) skipAdjectives(j int) int {
	for r.follows(j) && r.is(j, adjective) {
		j++
	}
	return j
}

// name returns the end of the run of names at token j: words with capitals,
// particles between them, numbers after them; j if there is none.
func (r *reader) name(j int, numbers bool) int {
	if !r.follows(j) || !r.capital(j) || r.is(j, address) {
		return j
	}
	end := j + 1
	for end < len(r.tokens) && r.follows(end) {
		if r.capital(end) && !(r.tokens[end].Gap == extract.Space && r.is(end, civility|month)) {
			if r.meaning(end) > end {
				break
			}
			end++
			continue
		}
		t := &r.tokens[end]
		if t.Kind == extract.Number && numbers && t.Gap == extract.Space && len(t.Fold) <= 3 && !r.isQuantity(end) {
			end++
			break
		}
		if t.Kind == extract.Number && t.Gap == extract.Hyphen {
			end++
			continue
		}
		// A particle, if the name goes on after it.
		k := end
		for k < len(r.tokens) && k < end+3 && r.follows(k) && r.isParticle(k) {
			k++
		}
		if k == end || k >= len(r.tokens) || !r.follows(k) || !r.capital(k) || r.tokens[k].Gap == extract.Space && r.is(k, civility|month) {
			break
		}
		end = k + 1
	}
	return end
}

// isShortNumber reports whether token i is a number that may be a name: "halle
// 6", "SDIS 59".
func (r *reader) isShortNumber(i int) bool {
	return r.follows(i) && r.tokens[i].Kind == extract.Number && r.tokens[i].Gap == extract.Space &&
		len(r.tokens[i].Fold) <= 3 && !r.isQuantity(i)
}

// isQuantity reports whether number i counts or dates what comes after it.
func (r *reader) isQuantity(i int) bool {
	return r.marks[i]&inDate != 0 || r.follows(i+1) && r.is(i+1, unit|month)
}

// isParticle reports whether token i joins the parts of a name: "de La", "d'",
// or any small word between hyphens.
func (r *reader) isParticle(i int) bool {
	t := &r.tokens[i]
	if t.Kind != extract.Word || t.Shape != extract.LowerCase {
		return false
	}
	if t.Gap == extract.Hyphen {
		return len(t.Fold) <= 6
	}
	if r.is(i, of) {
		return true
	}
	return r.is(i, article) && i > 0 && (r.is(i-1, of) || r.tokens[i-1].Gap == extract.Hyphen) || t.Fold == "en" && t.Gap == extract.Hyphen
}

// complement returns the end of "de" and a name at token j; j if there is none.
// With bare, no article may stand after "de".
func (r *reader) complement(j int, bare bool) int {
	k := j
	if !r.follows(k) {
		return j
	}
	switch {
	case r.is(k, of):
		contracted := r.fold(k) == "du" || r.fold(k) == "des"
		k++
		if r.is(k, article) && r.follows(k) && !r.capital(k) {
			k++
			contracted = true
		}
		if bare && contracted {
			return j
		}
	case r.fold(k) == "aux" || r.fold(k) == "au":
		k++
		if r.match(k) > 0 && r.scratch[0].Kind == extract.Commune && !r.is(k, common) {
			return j // "la criée | au Guilvinec"
		}
	default:
		return j
	}
	n := k
	if r.is(n, civility) && !r.capital(n) && r.follows(n+1) { // "du maréchal Foch"
		n++
	}
	if end := r.name(n, false); end > n {
		return end
	}
	return j
}
