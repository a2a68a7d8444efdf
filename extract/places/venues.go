package places

import (
	"slices"
	"strings"

	"estrade/extract"
)

// findVenues finds the places that begin with a phrase of heads.tsv.
func (r *reader) findVenues() {
	for i := 0; i < len(r.tokens); i++ {
		if r.class[i]&headStart == 0 || r.marks[i]&(inPerson|inBody|inTitle) != 0 || r.tokens[i].Gap == extract.Hyphen && i > 0 {
			continue
		}
		if r.fold(i) == "arrondissement" && r.follows(i) && r.isOrdinal(i-1) {
			r.found = append(r.found, candidate{from: i - 2, to: i + 1, kind: extract.OtherPlace, score: certain, before: context{kind: afterNoun}})
			r.markTokens(i-2, i+1, inVenue)
			continue
		}
		heads := r.lexicon.heads[r.tokens[i].Fold]
		for k := range heads {
			h := &heads[k]
			j := r.phrase(i, h.words)
			if j == 0 || j < len(r.tokens) && r.tokens[j].Gap == extract.Hyphen {
				continue
			}
			if h.flags&list != 0 || h.flags&ofRiver != 0 && r.hasArticle(j) {
				i = r.members(j, h.flags&ofRiver != 0) - 1
				break
			}
			if h.kind == "" {
				i = j - 1
				break
			}
			if h.flags&only != 0 {
				i = r.addNamed(j) - 1
				break
			}
			if h.flags&bodyToo != 0 && r.countless(i) && !r.placeGoesBefore(i) {
				continue // "une conserverie de Vannes"
			}
			if r.isTurn(i) || r.isKind(i, j, h) {
				break
			}
			if end := r.venueEnd(i, j, h); end > 0 {
				if h.flags&street != 0 && i > 0 && r.tokens[i-1].Kind == extract.Number && r.follows(i) {
					r.markTokens(i, end, inVenue) // an address
				} else {
					r.addVenue(i, j, end, h)
				}
				i = end - 1
				break
			}
		}
	}
}

// isOrdinal reports whether token i ends an ordinal in digits: "18e", "1er".
func (r *reader) isOrdinal(i int) bool {
	if i < 1 || i >= len(r.tokens) || r.tokens[i].Gap != extract.Joined || r.tokens[i-1].Kind != extract.Number {
		return false
	}
	switch r.fold(i) {
	case "e", "er", "re", "eme", "ere":
		return true
	}
	return false
}

// venueEnd returns the end of the venue whose head is the tokens from i to j;
// 0 if it has no name.
func (r *reader) venueEnd(i, j int, h *head) int {
	k := r.skipAdjectives(j)
	if k == j && h.kind == extract.Venue && h.flags&vague == 0 && r.isEpithet(k) {
		k++ // "mémorial australien de Villers-Bretonneux"
	}
	if r.marked(i, j, inCapitals) {
		return r.venueInCapitals(i, k, h)
	}
	if h.flags&seat != 0 && !r.isCommune(k) {
		return 0
	}
	if h.flags&epithet != 0 && r.isDemonym(k) && (r.placed(i) || r.is(i-1, goesFirst) && r.placed(i-1)) {
		return k + 1
	}
	if h.flags&onlyDe == 0 {
		if end := r.name(k, h.flags&number != 0); end > k && !r.isBodyName(k) && !r.isVerb(i) {
			if h.flags&whole != 0 {
				return r.withCommune(end)
			}
			return r.withoutCommune(k, end)
		}
		if h.flags&number != 0 && r.isShortNumber(k) {
			return k + 1
		}
	}
	// "Cité du design": a head with a capital begins a name of its own.
	if len(h.words) == 1 && h.flags&where == 0 && !r.isRace(i, k) && r.capital(i) && r.marks[i]&startsSentence == 0 && r.is(k, of) && r.follows(k) && h.flags&onlyDe == 0 {
		n := k + 1
		if r.is(n, article) {
			n++
		}
		if n < len(r.tokens) && r.follows(n) && r.tokens[n].Kind == extract.Word {
			if end := r.name(n, false); end > n {
				return r.withSecond(end)
			}
			return n + 1
		}
	}
	if h.flags&direct != 0 {
		return 0
	}
	if h.flags&street != 0 {
		if end := r.dayName(k); end > 0 {
			return end
		}
		if end := r.unitName(k); end > 0 {
			return end
		}
	}
	// "dans le théâtre municipal": an adjective is name enough after a preposition.
	if k > j && h.kind == extract.Venue && r.placeGoesBefore(i) && !r.is(k, of) {
		return k
	}
	bare := h.flags&vague != 0 && (r.is(i-1, article|of) || r.fold(i-1) == "au")
	if bare && h.flags&street != 0 && !r.isNation(k) { // "de la place de la Nation"
		bare = false
	}
	if bare && h.flags&street == 0 {
		if r.isCommune(k) {
			return 0 // "le centre de Seclin"
		}
		bare = !r.placeGoesBefore(i) || r.namesPlace(k) // "à la maison du Terroir"
	}
	if end := r.complement(k, bare); end > k && !r.isRace(i, k) {
		return r.withSecond(r.withEpithet(end))
	}
	if h.flags&street != 0 && h.flags&vague != 0 {
		if end := r.squareName(i, k); end > 0 {
			return end
		}
	}
	if h.flags&plural != 0 && r.fold(k) == "des" && k == j && r.placeGoesBefore(i) && r.follows(k) {
		if end := r.pluralEnd(k + 1); end > 0 {
			return end
		}
	}
	if h.kind == extract.Venue && h.flags&vague == 0 {
		if end := r.commonComplement(k); end > 0 {
			return end
		}
	}
	// "gymnase du lycée du Diois": the complement is a venue itself.
	if r.follows(k) && r.is(k, of) {
		n := k + 1
		if r.is(n, article) {
			n++
		}
		if r.is(n, headStart) && r.follows(n) {
			if end := r.venueAt(n); end > 0 {
				return end
			}
		}
	}
	if h.flags&alone != 0 && r.isDemonym(k) && r.follows(k) && r.capital(i) {
		return k + 1 // "au Panthéon rennais"
	}
	if h.flags&alone != 0 || h.flags&there != 0 && r.placeGoesBefore(i) {
		return k
	}
	return 0
}

// venueAt is the end of the venue or other place with a name that begins at token n with
// a phrase of heads.tsv, lists and streets apart; 0 if there is none.
func (r *reader) venueAt(n int) int {
	heads := r.lexicon.heads[r.tokens[n].Fold]
	for x := range heads {
		if m := r.phrase(n, heads[x].words); m > 0 && heads[x].kind != "" && heads[x].flags&(list|street) == 0 {
			if end := r.venueEnd(n, m, &heads[x]); end > m {
				return end
			}
		}
	}
	return 0
}

// namesPlace reports whether "de" and a name of the gazetteer stand at token k.
func (r *reader) namesPlace(k int) bool {
	n := k + 1
	if r.is(n, article) && !r.capital(n) {
		n++
	}
	return !r.is(k, of) || r.match(n) > 0
}

// isCommune reports whether "de" and a commune stand at token k.
func (r *reader) isCommune(k int) bool {
	return r.is(k, of) && r.follows(k) && r.match(k+1) > 0 && r.scratch[0].Kind == extract.Commune
}

// isNation reports whether "de" and a country, a region or the like stand at token k.
func (r *reader) isNation(k int) bool {
	k++
	if r.is(k, article) {
		k++
	}
	return r.match(k) > 0 && r.scratch[0].Kind != extract.Commune
}

// withSecond extends "musée de la Résistance" by "et de la Déportation": a second
// complement with a capital that is no place.
func (r *reader) withSecond(end int) int {
	if r.fold(end) != "et" || !r.is(end+1, of) || !r.follows(end) || !r.follows(end+1) || r.match(end-1) > 0 {
		return end
	}
	k := end + 2
	if r.is(k, article) {
		k++
	}
	if !r.capital(k) || !r.follows(k) || r.match(k) > 0 || r.marks[k]&inPerson != 0 || r.is(k, headStart|bodyStart) {
		return end
	}
	return r.name(k, false)
}

// squareName is the end of a square named after a common thing, "de la mairie", where
// token i, the head, opens a phrase of place and "à" or the end of the phrase follows;
// 0 if there is none.
func (r *reader) squareName(i, k int) int {
	if i == 0 || r.follows(i) && r.fold(i-1) != "," && r.fold(i-1) != "(" && !(r.is(i-1, article) && r.fold(i-2) == "sur") || r.tokens[i].Fold != "place" {
		return 0
	}
	if !r.is(k, of) || !r.follows(k) {
		return 0
	}
	n := k + 1
	if r.is(n, article) {
		n++
	} else if r.fold(k) == "de" || r.fold(k) == "d'" {
		return 0 // "place de choix"
	}
	t := n + 1
	if !r.follows(n) || r.tokens[n].Kind != extract.Word || len(r.tokens[n].Fold) < 4 || r.class[n]&(of|article|locative|surface|conjunction) != 0 {
		return 0
	}
	if r.follows(t) && r.tokens[t].Kind == extract.Word && !r.isTo(t) {
		return 0
	}
	return t
}

// pluralEnd is the end of a common word in the plural at token n that nothing goes on but
// a name: "faïenciers", "beaux-arts", "ducs de Bretagne"; 0 if there is none.
func (r *reader) pluralEnd(n int) int {
	const least = 5 // letters
	if !r.follows(n) || r.tokens[n].Kind != extract.Word || r.capital(n) || len(r.tokens[n].Fold) < least {
		return 0
	}
	end := n + 1
	for end < len(r.tokens) && r.tokens[end].Gap == extract.Hyphen {
		end++
	}
	if k := r.complement(end, true); k > end {
		return k
	}
	if r.follows(end) && r.tokens[end].Kind == extract.Word && !r.isTo(end) {
		return 0
	}
	return end
}

// withEpithet extends "musée d'Art" by an epithet before a commune: "moderne de
// Céret".
func (r *reader) withEpithet(end int) int {
	if r.isEpithet(end) {
		if r.match(end+2) > 0 {
			if k := r.complement(end+1, true); k > 0 {
				return k
			}
		}
	}
	return end
}

// isEpithet reports whether token k is a plain word before "de" and a name.
func (r *reader) isEpithet(k int) bool {
	return r.follows(k) && r.follows(k+1) && r.follows(k+2) && r.tokens[k].Kind == extract.Word && !r.capital(k) && r.class[k]&^(common|adjective) == 0 &&
		r.is(k+1, of) && (r.capital(k+2) || r.is(k+2, article) && r.capital(k+3))
}

// commonComplement is the end of common words that say which venue it is and
// of a commune: "centre | de soins | de Pithiviers"; 0 if there is none.
func (r *reader) commonComplement(k int) int {
	if !r.is(k, of) || !r.follows(k) {
		return 0
	}
	n := k + 1
	if r.is(n, article) {
		n++
	}
	if !r.follows(n) || r.tokens[n].Kind != extract.Word || r.capital(n) || r.class[n]&^(common|adjective|noun) != 0 {
		return 0
	}
	n++
	if r.follows(n) && r.tokens[n].Kind == extract.Word && !r.capital(n) && r.class[n]&^(common|adjective) == 0 {
		n++
	}
	if !r.follows(n) || !r.is(n, of) || !r.capital(n+1) {
		return 0
	}
	if m := r.match(n + 1); m > 0 {
		return n + 1 + m
	}
	return 0
}

// addNamed adds the place whose name, in quotation marks or not, begins at token j,
// after a word that is no part of it: "au lieu-dit « Bois de Lagarde »". It returns
// the token to go on from.
func (r *reader) addNamed(j int) int {
	from := j
	if w := r.fold(from); w == "«" || w == "\"" || w == "“" {
		from++
	}
	first := from
	if r.is(first, article) && !r.capital(first) && r.follows(first) {
		first++ // "les Quatre Routes"
	}
	end := r.name(first, false)
	if end == first || r.marked(first, end, inPerson) {
		return j
	}
	r.found = append(r.found, candidate{from: from, to: end, kind: extract.OtherPlace, before: context{kind: afterNoun}, score: certain})
	r.markTokens(from, end, inVenue)
	return end
}

// withCommune extends the name of a school that ends before token end by its
// commune: "lycée Louis-Garnier d'Audincourt", over a break of the line too.
func (r *reader) withCommune(end int) int {
	if r.follows(end) && r.is(end, of) && !r.capital(end) && !r.isAfterFirstName(end) {
		if n := r.match(end + 1); n > 0 && r.scratch[0].Kind == extract.Commune && r.follows(end+1) {
			return end + 1 + n
		}
	}
	return end
}

// isAfterFirstName reports whether only a first name stands before the
// particle at token k, which then is a part of a name: "Honoré de Balzac".
func (r *reader) isAfterFirstName(k int) bool {
	return k > 1 && !r.capital(k-2) && r.tokens[k-1].Gap != extract.Hyphen && r.isFirstName(k-1)
}

// isDemonym reports an adjective of a town or of a country of France: "pays
// bigouden", "métropole lilloise".
func (r *reader) isDemonym(k int) bool {
	if !r.follows(k) || r.tokens[k].Shape != extract.LowerCase || r.class[k] != 0 || r.tokens[k].Gap == extract.Hyphen {
		return false
	}
	w := r.tokens[k].Fold
	if r.lexicon.foreign[w] != "" || notDemonyms[w] || len(w) < 6 {
		return false
	}
	for _, s := range demonymic {
		if strings.HasSuffix(w, s) || strings.HasSuffix(s, "e") && strings.HasSuffix(w, s+"s") {
			return true
		}
	}
	return w == "basque"
}

// demonymic are the endings of adjectives of towns and countries of France.
var demonymic = []string{"ois", "oise", "ais", "aise", "ouden", "mand", "mande", "evin", "evine", "onnais", "sien", "sienne", "lorrain", "lorraine", "toulousain", "toulousaine", "messin", "messine", "rouergat", "rouergate", "auvergnat", "auvergnate"}

// notDemonyms end as demonyms do.
var notDemonyms = map[string]bool{"francais": true, "francaise": true, "mauvais": true, "mauvaise": true, "bourgeois": true, "bourgeoise": true, "polonais": true, "polonaise": true, "anglais": true, "anglaise": true, "courtois": true, "courtoise": true, "irlandais": true, "irlandaise": true, "hollandais": true, "hollandaise": true, "neerlandais": true, "neerlandaise": true, "japonais": true, "japonaise": true, "portugais": true, "portugaise": true, "libanais": true, "chinois": true, "chinoise": true, "desormais": true, "jamais": true,
	"demande": true, "commande": true, "recommande": true, "gourmand": true, "gourmande": true}

// placed reports whether the definite article or a contraction stands before
// token i, or "en".
func (r *reader) placed(i int) bool {
	switch r.fold(i - 1) {
	case "le", "la", "l'", "du", "au":
		return r.follows(i)
	}
	return false
}

// withoutCommune cuts "de Blagnac" off a name that says already which venue
// it is: "musée Aeroscopia de Blagnac".
func (r *reader) withoutCommune(from, end int) int {
	for k := from + 1; k < end-1; k++ {
		if r.tokens[k].Gap <= extract.Line && r.is(k, of) && !r.capital(k) && !r.isAfterFirstName(k) {
			if n := r.match(k + 1); n > 0 && k+1+n == end && r.scratch[0].Kind == extract.Commune && (r.scratch[0].Population >= 1000 || r.isLocal(k+1, end)) {
				return k
			}
		}
	}
	return end
}

// isLocal reports whether token i, the last of a venue's name, begins the name
// of a commune that the text has: "Tournon" of "Tournon-sur-Rhône".
func (r *reader) isLocal(i, end int) bool {
	if end != i+1 {
		return false
	}
	if r.beginnings == nil {
		r.beginnings = map[string]bool{}
		var entries []extract.Entry
		for k := 0; k+1 < len(r.tokens); k++ {
			if r.capital(k) && r.tokens[k].Gap != extract.Hyphen && r.tokens[k+1].Gap == extract.Hyphen && !r.beginnings[r.tokens[k].Fold] {
				var n int
				if entries, n = r.gazetteer.Match(r.tokens, k, entries); n > 1 && entries[0].Kind == extract.Commune {
					r.beginnings[r.tokens[k].Fold] = true
				}
			}
		}
	}
	return r.beginnings[r.tokens[i].Fold]
}

// dayName is the end of "du 8-mai-1945", "du 11 novembre" at token k; 0 if it is none.
func (r *reader) dayName(k int) int {
	if !r.is(k, of) || !r.follows(k+1) || r.tokens[k+1].Kind != extract.Number {
		return 0
	}
	end := k + 2
	if r.tokens[end-1].Gap == extract.Joined || end >= len(r.tokens) {
		return 0
	}
	if r.fold(end) == "er" {
		end++
	}
	if !r.follows(end) || !r.is(end, month) {
		return 0
	}
	end++
	if r.follows(end) && r.tokens[end].Kind == extract.Number && r.tokens[end].Gap <= extract.Space {
		end++
	}
	return end
}

// unitName is the end of "du 30e-Régiment-d'Infanterie" at token k; 0 if it is none.
func (r *reader) unitName(k int) int {
	if !r.is(k, of) || !r.follows(k+2) || r.tokens[k+1].Kind != extract.Number || r.tokens[k+2].Gap != extract.Joined {
		return 0
	}
	if end := r.name(k+3, false); end > k+3 {
		return end
	}
	return 0
}

// venueInCapitals is venueEnd in a heading, where capitals tell nothing: a
// name of the gazetteer must follow.
func (r *reader) venueInCapitals(i, k int, h *head) int {
	if h.flags&where == 0 || !r.is(k, of) {
		return 0
	}
	n := k + 1
	if r.is(n, article) {
		n++
	}
	if n >= len(r.tokens) || !r.follows(n) {
		return 0
	}
	var m int
	if r.scratch, m = r.gazetteer.Match(r.tokens, n, r.scratch); m > 0 {
		return n + m
	}
	return 0
}

// isBodyName reports whether a body begins at token k: "maison France services".
func (r *reader) isBodyName(k int) bool { return r.marks[k]&inBody != 0 }

// addVenue adds the venue of tokens i to end, whose head ends before j, and
// the place it says it is in.
func (r *reader) addVenue(i, j, end int, h *head) {
	c := candidate{from: i, to: end, kind: h.kind, head: h, score: certain}
	// The gazetteer may know it whole: "île d'Yeu", "golfe de Gascogne".
	if h.kind == extract.OtherPlace {
		var n int
		if r.scratch, n = r.gazetteer.Match(r.tokens, i, r.scratch); n == end-i {
			c.entries = r.keep(r.scratch)
		}
	}
	r.found = append(r.found, c)
	if h.kind == extract.Venue && h.flags&street == 0 {
		for k := j; k < end; k++ {
			if !r.capital(k) || r.tokens[k].Gap == extract.Hyphen {
				continue
			}
			if n := r.match(k); n > 0 && k+n <= end {
				before := context{kind: afterNoun, bare: r.tokens[k-1].Fold == "de"}
				if (r.is(k-1, of) || h.flags&where != 0) && !(r.is(k-1, of) && r.isAfterFirstName(k-1)) {
					local := h.flags&where == 0 || !r.is(k-1, of) // "cimetière Saint-Roch"
					r.found = append(r.found, candidate{from: k, to: k + n, entries: r.keep(r.scratch), before: before, inner: true, local: local})
				}
				k += n - 1
			}
		}
	}
	r.markTokens(i, end, inVenue)
}

// members adds the names of a list after a plural head: "les bassins de la
// Boutonne, de l'Antenne et du Curé". It returns the token to go on from.
func (r *reader) members(j int, rivers bool) int {
	k := r.skipAdjectives(j)
	for {
		if !r.is(k, of) || !r.follows(k) {
			return max(k, j)
		}
		n := k + 1
		if r.is(n, article) && !r.capital(n) {
			n++
		}
		end := r.plainName(n)
		if end == n {
			return n
		}
		withArticle := n > k+1 || r.fold(k) == "du"
		if m := r.match(n); rivers && withArticle && (m < end-n || r.onlyCommunes()) && !r.marked(n, end, inPerson) {
			r.found = append(r.found, candidate{from: n, to: end, kind: extract.OtherPlace, score: certain})
		} else if m > 0 && n+m >= end {
			c := candidate{from: n, to: n + m, entries: r.keep(r.scratch), before: context{kind: afterNoun, article: withArticle}}
			if rivers && withArticle && r.hasOther(&c) {
				c.score = certain
			}
			r.found = append(r.found, c)
			end = n + m
		} else if !r.marked(n, end, inPerson) {
			r.found = append(r.found, candidate{from: n, to: end, kind: extract.OtherPlace, score: certain})
		}
		r.markTokens(n, end, inVenue)
		if w := r.fold(end); w == "amont" || w == "aval" || w == "moyenne" {
			end++
		}
		for k = end; r.fold(k) == "," || r.fold(k) == "et" || r.fold(k) == "ou"; {
			k++
			m := 0
			c := candidate{from: k, before: context{kind: afterNoun, bare: true}}
			if r.follows(k) && r.capital(k) {
				if m = r.match(k); m > 0 { // "les mairies de Bruniquel, Bioule et Nègrepelisse"
					c.entries = r.keep(r.scratch)
				} else if m = r.plainName(k) - k; (r.isListed(k+m) || r.fold(k-1) == "et") && !r.is(k, unnamed|month|civility|headStart|bodyStart) && !r.isFirstName(k) {
					c.kind = extract.OtherPlace // "les villages de Combani et Miréréni"
				} else {
					m = 0
				}
			}
			if m == 0 || r.marked(k, k+m, inPerson|inTitle|inBody) {
				break
			}
			c.to = k + m
			r.found = append(r.found, c)
			r.markTokens(k, k+m, inVenue)
			k += m
		}
	}
}

// onlyCommunes reports whether scratch has no place but communes without an
// article: "du Doux" is a river, "du Tampon" is not.
func (r *reader) onlyCommunes() bool {
	return !slices.ContainsFunc(r.scratch, func(e extract.Entry) bool {
		return e.Kind != extract.Commune || strings.HasPrefix(e.Name, "Le ") || strings.HasPrefix(e.Name, "La ") || strings.HasPrefix(e.Name, "L'") || strings.HasPrefix(e.Name, "Les ")
	})
}

// plainName is name without particles that stand free: "Gères-Devise".
func (r *reader) plainName(j int) int {
	if !r.follows(j) || !r.capital(j) || r.marked(j, j+1, inCapitals) {
		return j
	}
	return r.plainEnd(j)
}

// plainEnd is the end of the plain name that begins at token j.
func (r *reader) plainEnd(j int) int {
	end := j + 1
	for r.follows(end) && (r.tokens[end].Gap == extract.Hyphen || r.capital(end) || r.tokens[end].Gap == extract.Joined && r.tokens[end].Kind == extract.Word) {
		end++
	}
	return end
}
