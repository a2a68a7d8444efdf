package people

import (
	"strings"

	"estrade/extract"
)

// nounPhrase reads a noun phrase without article at q.
func (r *reader) nounPhrase(q, index int, free bool) (complement, bool) {
	c := complement{end: q}
	if !r.together(q) || r.nameStarts(q) {
		return c, false
	}
	if h := r.headAt[q]; h != 0 && r.officeAt(q).class != work && r.officeAt(q).class != rank {
		if r.titleAt[q] != 0 {
			return c, false
		}
		if r.heads[h-1].plural {
			c.group = true
			c.end = r.adjectives(r.heads[h-1].to, int(h-1))
			if r.isDe(c.end) {
				if d, ok := r.nounPhrase(r.afterDe(c.end), index, free); ok {
					c.end = d.end
				}
			}
			if r.word(c.end) == "," {
				c.end = r.groupsOn(c.end) // "des maires, adjoints et intercommunalités de l'Ain"
			}
			if r.word(c.end) == "et" && r.together(c.end+1) && r.headAt[c.end+1] != 0 && r.heads[r.headAt[c.end+1]-1].plural && r.lowercase(c.end+1) {
				if d, ok := r.nounPhrase(c.end+1, index, free); ok && d.group {
					c.end = d.end // "des maires et présidents d'intercommunalité"
				}
			}
			return c, true
		}
		n := r.parseTitle(int(h-1), index)
		c.end, c.nested = r.titles[n].to, true
		return c, true
	}
	if r.tokens[q].Kind == extract.Number && r.together(q+2) && r.tokens[q+1].Gap == extract.Joined && r.tokens[q+1].Kind == extract.Word {
		q += 2 // "du 13e régiment"
	}
	many := r.word(q-1) == "des"
	if (r.is(q, prenominal) || ordinal(r.word(q))) && (r.lowercase(q) || r.lowercase(q+1) && !r.is(q+1, particle)) && r.together(q+1) && r.tokens[q+1].Kind == extract.Word && r.class[q+1]&stop == 0 && !r.isDe(q+1) {
		q++
	}
	t := &r.tokens[q]
	if t.Kind == extract.Punct && (t.Lower == "«" || t.Lower == "\"" || t.Lower == "“") && !free {
		return r.quoted(q, c)
	}
	if t.Kind != extract.Word || r.is(q, peopleNoun) && free && !many && !r.bodyOfPeople(q) {
		return c, false
	}
	if r.lowercase(q) {
		if w := t.Lower; w == "ce" || w == "cette" || w == "ces" || w == "son" || w == "sa" || w == "ses" || w == "leur" || w == "leurs" || w == "se" || w == "s'" || w == "nombreux" || w == "nombreuses" || w == "plusieurs" || w == "chaque" || w == "ne" || w == "n'" || w == "en" || w == "y" || w == "que" || w == "qu'" || w == "lui" || w == "moins" || w == "plus" || w == "rappeler" {
			return c, false
		}
		if (r.lower(q-1) == "de" || r.lower(q-1) == "d'" || r.lower(q-1) == "à" || r.lower(q-1) == "pour") && r.infinitive(q) && r.word(q-2) != "charge" && r.word(q-2) != "chargee" && r.word(q-2) != "chargees" && r.word(q-2) != "charges" {
			return c, false
		}
	}
	if _, n := r.place(q); n > 0 && r.capital(q) {
		c.place = true
		c.end = q + n
	} else {
		c.end = q + 1
	}
	r.tail(&c, free)
	return c, true
}

// lastNoun reports a noun that ends an apposition right after another: "comité des
// rapatriés | harkis", "responsable du service | clientèle".
func (r *reader) lastNoun(k int) bool {
	const short = 4
	return r.lowercase(k) && r.lowercase(k-1) && r.tokens[k].Gap == extract.Space && len(r.tokens[k].Fold) > short &&
		r.plainNoun(k) && !r.is(k-1, stop|particle) && r.class[k]&(predicate|between|light|adverbial|prenominal) == 0 && !r.bareHead(k) &&
		!strings.HasSuffix(r.word(k), "ment") && r.closes(k+1) && r.word(k+1) != ":"
}

// cardinal reports a cardinal point in small letters that tells of which part a body
// is: "la zone de défense et de sécurité ouest". "Est" is a verb as well: it must end
// the phrase.
func (r *reader) cardinal(k int, free bool) bool {
	if !r.lowercase(k) || r.tokens[k].Gap != extract.Space || r.is(k-1, particle|stop) {
		return false
	}
	switch r.word(k) {
	case "nord", "sud", "ouest":
		return true
	case "est":
		return r.closes(k+1) && (!free || r.word(k-1) == "securite" || r.word(k-1) == "zone")
	}
	return false
}

// groupsOn is the end of ", adjoints et intercommunalités", plural nouns without
// article that go on a group of people at the comma k, with what they govern after
// "de"; k if there is none.
func (r *reader) groupsOn(k int) int {
	const most = 3 // nouns
	p := k
	for n := 0; n < most && (r.word(p) == "," || r.word(p) == "et"); n++ {
		q := p + 1
		if !r.together(q) || !r.lowercase(q) || !strings.HasSuffix(r.word(q), "s") || r.is(q, stop|particle) {
			return k
		}
		last := r.word(p) == "et"
		for q++; r.together(q) && r.lowercase(q) && r.isAdjective(q); q++ {
		}
		if last {
			if !r.isDe(q) {
				return k
			}
			if d, ok := r.nounPhrase(r.afterDe(q), -1, false); ok && !d.nested {
				return d.end
			}
			return k
		}
		p = q
	}
	return k
}

// bodyOfPeople reports nouns for people that belong into a title after "de":
// "des services", "des membres" do; here those followed by "de".
func (r *reader) bodyOfPeople(q int) bool {
	return r.word(q) == "services" || r.word(q) == "entreprises" || r.word(q) == "collectivites" || r.word(q) == "familles" || r.word(q) == "communes" || r.word(q) == "sapeurs-pompiers" || r.isDe(q+1)
}

func (r *reader) officeAt(i int) *office { return r.office(&r.heads[r.headAt[i]-1]) }

// quoted reads a name in quotation marks: "association « Les Amis »".
func (r *reader) quoted(q int, c complement) (complement, bool) {
	for k := q + 1; k < len(r.tokens) && k < q+10 && r.together(k); k++ {
		if l := r.tokens[k].Lower; l == "»" || l == "”" || l == "\"" {
			c.end = k + 1
			return c, true
		}
	}
	return c, false
}

// tail reads what belongs to the noun before c.end: hyphenated parts,
// adjectives, proper names, numbers.
func (r *reader) tail(c *complement, free bool) {
	for r.together(c.end) {
		k := c.end
		t := &r.tokens[k]
		prev := &r.tokens[k-1]
		switch {
		case t.Gap == extract.Hyphen && t.Kind == extract.Word:
			c.end++
			if strings.HasSuffix(t.Lower, "'") && r.together(c.end) && r.tokens[c.end].Gap == extract.Joined {
				c.end++ // "main-d'œuvre"
			}
		case r.lowercase(k) && r.is(k, attached) && (r.lowercase(k-1) && r.is(k-1, bodyNoun) || r.capital(k-1) && r.is(k-1, bodyNoun)):
			c.end++
		case r.nameStarts(k), r.glossEnd(k) > k:
			return
		case t.Lower == "contre" && (r.word(k-1) == "lutte" || r.word(k-1) == "ligue" || !free && r.lowercase(k-1)), t.Lower == "sur" && r.is(k-1, topical), t.Lower == "avec" && (r.word(k-1) == "relations" || r.word(k-1) == "cooperation"):
			end := r.articleNoun(k + 1)
			if end == k+1 {
				return
			}
			c.end = r.articleNouns(end)
		case t.Lower == "(" && k+3 < len(r.tokens) && r.tokens[k+1].Shape == extract.UpperCase && r.tokens[k+2].Lower == ")" && (r.isDe(k+3) || r.placeAt(k+3)):
			c.end += 3 // "de l'environnement (DREAL) de Bretagne", "de santé (ARS) Bretagne"
		case foreignLinks[t.Lower] && r.capital(k-1) && r.together(k+1) && r.capital(k+1) && !r.nameStarts(k+1):
			c.end += 2 // "l'Agentur für Arbeit"
		case t.Lower == "aux" && r.word(k-1) == "police" && r.word(k+1) == "frontieres", t.Lower == "en" && r.word(k-1) == "etat" && r.word(k+1) == "mer":
			c.end += 2
		case t.Lower == "entre" && r.word(k-1) == "egalite":
			q := k + 5
			if !r.together(q-1) || r.lower(k+1) != "les" || r.word(k+3) != "et" || r.lower(k+4) != "les" || !r.together(q) {
				return
			}
			c.end = q + 1
		case t.Kind == extract.Word && r.capital(k) && t.Gap <= extract.Line && r.properTail(k, free):
			if _, n := r.place(k); n > 1 {
				c.end += n
			} else {
				c.end++
			}
		case t.Kind == extract.Number && (prev.Shape == extract.Capitalised || prev.Shape == extract.UpperCase || r.isAdjective(k-1)) && t.Gap == extract.Space && !r.isUnit(k+1):
			c.end++
		case t.Kind == extract.Number && !free && r.lowercase(k-1) && len(t.Lower) >= 2 && len(t.Lower) <= 3 && t.Gap == extract.Space && r.closes(k+1):
			c.end++ // "service départemental d'incendie et de secours 04"
		case r.lowercase(k) && r.isAdjective(k) && !r.bareHead(k), r.cardinal(k, free):
			c.end++
		case r.lowercase(k) && !free && t.Gap == extract.Space && r.lowercase(k-1) && r.participle(k) && r.phraseEnds(k+1):
			c.end++ // "cheffe du détachement d'intervention héliporté"
		case r.lowercase(k) && !free && r.is(k-1, bodyNoun) && r.class[k]&(stop|speechVerb|humanVerb|particle) == 0, r.lowercase(k) && r.headsThing(k+1):
			c.end++ // "pôle veille", "arrondissement chef-lieu"
		case !free && r.lastNoun(k):
			c.end++ // "comité des rapatriés harkis"
		case c.place && (r.word(k) == "metropole" || r.word(k) == "agglomeration" || r.word(k) == "agglo" || r.word(k) == "communaute"):
			c.end++ // "président de Brest métropole"
		case r.lowercase(k) && !free && r.capital(k-1) && (!c.place && r.phraseEnds(k+1) || r.is(k-1, prenominal)) && r.plainNoun(k) && t.Gap == extract.Space && r.tokens[k-1].Kind == extract.Word && len(t.Lower) > 2:
			c.end++ // "l'Automobile club", "Petites villes de demain"
			if r.isDe(c.end) && r.lowercase(c.end+1) && r.phraseEnds(c.end+2) {
				c.end += 2
			}
		case (t.Kind == extract.Number || t.Kind == extract.Word) && t.Gap == extract.Joined && r.capital(k-1):
			c.end++ // "l'U2P"
		case t.Kind == extract.Punct && (t.Lower == "«" || t.Lower == "“" || t.Lower == "\"") && (!free || r.lowercase(k-1) && r.capital(k+1)) && t.Gap == extract.Space:
			q, ok := r.quoted(k, *c)
			if !ok || q.end-k > 8 {
				return
			}
			c.end = q.end
		default:
			return
		}
	}
}

// placeAt reports whether the name of a place begins at token k, on the line.
func (r *reader) placeAt(k int) bool {
	if !r.together(k) || !r.capital(k) || r.tokens[k].Gap != extract.Space || r.nameStarts(k) {
		return false
	}
	_, n := r.place(k)
	return n > 0
}

// foreignLinks are the small words within the names of bodies abroad.
var foreignLinks = map[string]bool{"für": true, "und": true, "der": true, "zur": true, "zum": true, "of": true, "for": true, "and": true, "voor": true, "delle": true, "della": true, "del": true}

// articleNoun returns the token after an article, a noun and its adjectives
// at k, or k.
func (r *reader) articleNoun(k int) int {
	q := k
	for n := 0; n < 2; n++ {
		switch r.lower(q) {
		case "la", "le", "les", "l'", "toutes", "tous":
			q++
		}
	}
	if !r.together(q) || !r.lowercase(q) || r.class[q]&(stop|particle) != 0 {
		return k
	}
	for q++; r.together(q) && r.lowercase(q) && (r.isAdjective(q) || r.tokens[q].Gap == extract.Hyphen || r.lower(q) == "anti"); q++ {
	}
	return q
}

// articleNouns goes on with ", l'antisémitisme et la haine" after a noun that
// ends at k; without the "et" the enumeration is not one.
func (r *reader) articleNouns(k int) int {
	for p := k; ; {
		sep := r.word(p)
		if sep != "," && sep != "et" || !r.together(p) {
			return k
		}
		if l := r.lower(p + 1); l != "la" && l != "le" && l != "les" && l != "l'" || r.headAt[min(p+2, len(r.tokens)-1)] != 0 {
			return k
		}
		end := r.articleNoun(p + 1)
		if end == p+1 {
			return k
		}
		for r.together(end) && r.tokens[end].Gap == extract.Hyphen {
			end++
		}
		if sep == "et" {
			return end
		}
		p = end
	}
}

// participle reports a past participle in "-é" that the tables do not know.
func (r *reader) participle(k int) bool {
	if r.class[k]&(stop|predicate|speechVerb|humanVerb|notAdjective|light|officeHead|between) != 0 {
		return false
	}
	w := strings.TrimSuffix(strings.TrimSuffix(r.tokens[k].Lower, "s"), "e")
	return strings.HasSuffix(w, "é") && len(w) > len("é")+3
}

// bareHead reports whether an office head at k begins something of its own.
func (r *reader) bareHead(k int) bool {
	return r.headAt[k] != 0 && r.officeAt(k).class != work && r.class[k]&adjective == 0
}

// properTail reports whether the capitalised word k can go on a proper name.
func (r *reader) properTail(k int, free bool) bool {
	if r.headAt[k] != 0 && r.tokens[k].Gap > extract.Hyphen && !(r.is(k-1, prenominal) && r.capital(k-1)) && !r.namesakeOf(k) {
		return false
	}
	if r.is(k, civility) || r.is(k, stop) && !r.is(k, upParticle|orgWord) && !(k+1 < len(r.tokens) && r.tokens[k+1].Gap == extract.Hyphen) {
		return false
	}
	return true
}

// namesakeOf reports whether the office at token k begins the name of somebody after
// whom the body before it is called: "la Fondation Abbé Pierre", "l'institut Maréchal Foch".
func (r *reader) namesakeOf(k int) bool {
	if !r.capital(k) || !r.capital(k+1) || !r.together(k+1) || r.tokens[k].Gap != extract.Space {
		return false
	}
	switch r.word(k - 1) {
	case "fondation", "institut", "lycee", "college", "hopital", "ecole", "clinique", "residence", "amicale", "centre", "base", "quartier", "camp":
		return true
	}
	return false
}

// plainNoun reports a word that no table knows as anything but a noun.
func (r *reader) plainNoun(k int) bool {
	return r.class[k]&(stop|speechVerb|humanVerb|particle|preposition|notAdjective) == 0
}

// closes reports whether the phrase ends before token k.
func (r *reader) closes(k int) bool {
	return !r.together(k) || r.tokens[k].Kind == extract.Punct
}

func (r *reader) isUnit(k int) bool {
	switch r.word(k) {
	case "ans", "h", "heures", "euros", "personnes", "communes", "%", "€", "ha":
		return true
	}
	return false
}

// infinitive reports whether the word looks like an infinitive.
func (r *reader) infinitive(i int) bool {
	w := r.tokens[i].Fold
	return r.class[i]&infinitiveNoun == 0 && (strings.HasSuffix(w, "er") || strings.HasSuffix(w, "ir") && !strings.HasSuffix(w, "toir") || strings.HasSuffix(w, "re"))
}

func (r *reader) isDe(pos int) bool {
	if !r.together(pos) {
		return false
	}
	switch r.lower(pos) {
	case "de", "d'", "du", "des":
		return true
	}
	return false
}

func (r *reader) afterDe(pos int) int {
	if l := r.lower(pos + 1); r.lower(pos) == "de" && (l == "la" || l == "l'" || l == "le" || l == "les") {
		return pos + 2
	}
	return pos + 1
}
