package places

import (
	"slices"
	"strings"

	"estrade/extract"
)

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
			if p := from - 1; p > 0 && r.follows(p) && r.follows(from) && (r.fold(p) == "d'" || r.fold(p) == "de") && r.capital(p-1) && r.marks[p-1]&(inBody|inPerson|inTitle|startsSentence) == 0 && !r.is(p-1, noun|civility|bodyStart) {
				from = p // "Cœur d'Essonne Agglomération"
			}
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

// venueHead is the phrase of heads.tsv that the body of tokens i to j is too, as a
// venue; nil if it is none.
func (r *reader) venueHead(i, j int) *head {
	heads := r.lexicon.heads[r.tokens[i].Fold]
	for k := range heads {
		if h := &heads[k]; h.flags&(bodyToo|both) != 0 && r.phrase(i, h.words) == j {
			return h
		}
	}
	return nil
}

// bodyTail returns the end of a body whose phrase is the tokens i to j.
func (r *reader) bodyTail(i, j int, tail string) (end int, ok bool) {
	switch tail {
	case "-":
		return j, !r.indefinite(i) // "un parlement"
	case "to":
		end = r.purpose(j)
		return end, end > j
	case "free":
		if k := r.describing(j); k > j && r.is(k, of) {
			j = k // "ministère fédéral du Travail"
		}
		end = r.commonTail(j)
		return end, end > j // "le ministère" could be any
	}
	end = r.demonym(r.skipAdjectives(j))
	if tail == "name" && r.tokens[j-1].Shape == extract.UpperCase && r.spelledOut(end) {
		return end, true // "SDIS Service départemental d'incendie et de secours"
	}
	if r.meaning(j) > j {
		return j, r.standsAlone(i, tail)
	}
	if tail == "name" || tail == "named" || tail == "def" || tail == "proper" {
		if k := r.name(end, true); k > end && !(k == end+1 && r.is(end, article)) {
			if tail == "named" || tail == "def" {
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
		if tail == "named" || tail == "def" {
			k = r.describing(k) // "de l'Ouest vosgien"
		}
		return r.coordinated(k), true
	}
	if end == j && (tail == "def" && r.fold(i) == "syndicat" || tail == "de" && r.fold(i) == "conseil") && r.is(j, of) && r.follows(j) && !r.isOffice(j+1) {
		if end = r.qualified(i, j); end > j { // "conseil départemental de l'accès au droit", "syndicat mixte du bassin de l'Adour"
			return end, true
		}
	}
	if end == j && (tail == "de" || tail == "name") && r.fold(end) == "et" {
		end = r.secondField(j)
		if k := r.complement(end, false); end > j && k > end {
			end = k // "des anciens combattants et des victimes de guerre de la Drôme"
		}
	}
	return end, r.standsAlone(i, tail)
}

// isOffice reports whether a person with an office or an office's adjective stands at
// token k, after an article or none.
func (r *reader) isOffice(k int) bool {
	if r.is(k, article) {
		k++
	}
	return r.is(k, issuer|civility|month) || r.marked(k, min(k+1, len(r.tokens)), inPerson|inDate)
}

// standsAlone reports whether a body whose phrase begins at token i needs no name
// after it.
func (r *reader) standsAlone(i int, tail string) bool {
	switch tail {
	case "of", "capital", "named", "seat":
		return false
	case "def":
		return r.placed(i)
	}
	return true
}

// purpose is the end of what a body is for, at token j: "à la mer et au littoral",
// "à l'égalité des territoires"; j if nothing tells it.
func (r *reader) purpose(j int) int {
	end := j
	for {
		k := end
		if end > j && r.fold(k) == "et" && r.follows(k) {
			k++
		}
		switch w := r.fold(k); {
		case w == "a" && r.is(k+1, article), w == "au", w == "aux", w == "pour" && r.is(k+1, article):
		default:
			return end
		}
		if !r.follows(k) || !r.follows(k+1) {
			return end
		}
		k++
		if r.is(k, article) {
			k++
		}
		if !r.follows(k) || r.tokens[k].Kind != extract.Word || r.marks[k]&(inPerson|inDate) != 0 || r.match(k) > 0 {
			return end
		}
		end = r.describing(k + 1)
		if n := r.bodyComplement(end, true); n > end {
			end = n
		}
	}
}

// secondField is the end of "et des présidents d'intercommunalité", common words in
// the plural or with an article that go on the name of a body which ends before token
// j with such words: "association des maires"; j if there is none.
func (r *reader) secondField(j int) int {
	if k := r.pluralPair(j); k > j {
		return k
	}
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

// pluralPair is the end of "et présidents d'intercommunalités" at token j, after a
// plural: "association des maires | et adjoints"; j if there is none.
func (r *reader) pluralPair(j int) int {
	if r.fold(j) != "et" || !r.follows(j) || !r.follows(j+1) || !r.isPlural(j-1) || r.fold(j-2) != "des" || !r.isPlural(j+1) {
		return j
	}
	end := j + 2
	if w := r.fold(end); (w == "de" || w == "d'") && r.follows(end+1) && r.tokens[end+1].Shape == extract.LowerCase && !r.is(end+1, article) {
		end += 2
	}
	return end
}

// isPlural reports a common word in the plural at token k.
func (r *reader) isPlural(k int) bool {
	return k >= 0 && k < len(r.tokens) && r.tokens[k].Shape == extract.LowerCase && strings.HasSuffix(r.tokens[k].Fold, "s") && len(r.tokens[k].Fold) > 4 && r.class[k]&(of|article|locative|surface|conjunction) == 0 && r.marks[k]&inPerson == 0
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
		if k == end || !r.is(k, of) || !r.is(k+1, article) || r.is(k+2, civility) || r.marked(k, min(k+4, len(r.tokens)), inPerson) {
			return end // "du conseil général, de l'amiral Rey"
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
		for r.follows(end) && r.tokens[end].Gap == extract.Hyphen {
			end++ // "outre-mer"
		}
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

// demonym is the end of the adjective of a country or a region at token j, "police
// fédérale brésilienne"; j if there is none.
func (r *reader) demonym(j int) int {
	if !r.follows(j) || r.tokens[j].Shape != extract.LowerCase {
		return j
	}
	if w := r.tokens[j].Fold; r.isDemonym(j) || r.isOverseas(j) || r.lexicon.foreign[w] != "" || r.is(j, describer) && strings.HasSuffix(w, "ienne") {
		return j + 1
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
		if r.fold(end) == "&" && r.follows(end+1) && r.capital(end+1) && r.marks[end+1]&inPerson == 0 {
			end += 2 // "Bois & Fibres"
			continue
		}
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
