package people

import (
	"strings"

	"estrade/extract"
)

// title is an occurrence of a title of office.
type title struct {
	from, to int // tokens, without article
	head     int // index into reader.heads; -1 for a profession known by its ending
	article  int // token of the article or possessive before it; -1 if none
	def      bool
	plural   bool
	owner    int // for a possessive: index of the title of the one it belongs to; -1 if none
	parent   int // index of the title it is nested in; -1 if none
	gender   extract.Gender
	person   int    // index into reader.persons; -1 if none
	names    []int  // names that it is attached to
	full     string // completed form; empty if as written
	stands   int    // the person it stands for, if refers
	refers   bool   // stands for a person ("le préfet"), not a title of its own
}

// findTitles parses a title at each head.
func (r *reader) findTitles() {
	covered := 0 // a head inside a title that is not nested in it is a plain noun
	for h := range r.heads {
		if from := r.heads[h].from; from >= covered && r.titleAt[from] == 0 && r.nameAt[from] == 0 {
			covered = r.titles[r.parseTitle(h, -1)].to
		}
	}
}

// parseTitle adds the title of head h and those nested in it, and returns its index.
func (r *reader) parseTitle(h, parent int) int {
	hd := &r.heads[h]
	t := title{from: hd.from, to: hd.to, head: h, article: -1, owner: -1, parent: parent, gender: hd.gender, plural: hd.plural, person: -1}
	if r.together(t.from) {
		switch r.word(t.from - 1) {
		case "ancien", "ancienne", "ex", "anciens", "anciennes":
			t.from--
		}
	}
	r.readArticle(&t)
	index := len(r.titles)
	r.titles = append(r.titles, t)
	r.titleAt[t.from], r.titleAt[hd.from] = int32(index+1), int32(index+1)
	end := r.extent(h, index)
	r.titles[index].to = end
	return index
}

// readArticle finds what determines a title.
func (r *reader) readArticle(t *title) {
	j := t.from - 1
	if !r.together(t.from) {
		return
	}
	switch r.word(j) {
	case "nouveau", "nouvelle", "nouvel", "futur", "future", "actuel", "actuelle", "jeune", "nouveaux", "nouvelles",
		"deux", "trois", "quatre", "cinq", "six":
		j--
	}
	switch r.word(j) {
	case "le", "la", "l'", "ce", "cet", "cette":
		t.article, t.def = j, true
	case "du", "au":
		t.article, t.def = j, true
	case "un", "une":
		t.article = j
	case "les", "des", "aux", "ces":
		t.article, t.plural = j, true
	case "son", "sa", "leur", "notre":
		t.article = j
	case "ses", "leurs":
		t.article, t.plural = j, true
	}
	if t.article >= 0 && t.gender == extract.UnknownGender {
		switch r.word(t.article) {
		case "le", "du", "au", "ce":
			t.gender = extract.Masculine
		case "la", "cette":
			t.gender = extract.Feminine
		}
	}
}

// possessive reports whether the title is determined by "son", "sa", "leur".
func (r *reader) possessive(t *title) bool {
	switch r.word(t.article) {
	case "son", "sa", "leur", "ses", "leurs":
		return true
	}
	return false
}

// complement is what follows a head: where it ends and which sort it was.
type complement struct {
	end    int
	place  bool
	nested bool
	noun   int    // its first content token
	prep   string // the preposition before it
}

// extent returns the end of the title of head h: its adjectives and complements.
func (r *reader) extent(h, index int) int {
	hd := &r.heads[h]
	o := r.office(hd)
	free := r.titles[index].article >= 0 // inside a clause; else in apposition, where more is believed
	pos := r.adjectives(hd.to, h)
	if o.class == rank {
		if r.nameStarts(pos) {
			return pos
		}
	}
	if strings.HasPrefix(o.name, "commandant") && r.together(pos) && (r.lower(pos) == "la" || r.lower(pos) == "le" || r.lower(pos) == "l'") {
		if c, ok := r.nounPhrase(pos+1, index, free); ok {
			pos = c.end
		}
	}
	var last complement
	for r.together(pos) {
		if e, ok := r.modifier(pos); ok {
			pos = e
			continue
		}
		q, ok := r.preposition(pos, o, free)
		if !ok {
			c, ok := r.coordinated(pos, o, index, free, last)
			if !ok {
				break
			}
			pos, last = c.end, c
			continue
		}
		c, ok := r.nounPhrase(q, index, free)
		if !ok {
			break
		}
		c.prep = r.lower(pos)
		pos, last = c.end, c
		if c.nested {
			if e, ok := r.chargeAfter(pos, o, index, free); ok {
				pos = e
			}
			break
		}
	}
	return pos
}

// chargeAfter reads what a minister is in charge of after the name of the one
// above: "ministre déléguée auprès du ministre de l'Intérieur, chargée de la citoyenneté".
func (r *reader) chargeAfter(pos int, o *office, index int, free bool) (int, bool) {
	if r.word(pos) == "," {
		pos++
	}
	if o.preps&takesCharge == 0 || !r.together(pos) || !strings.HasPrefix(r.lower(pos), "chargé") && !(r.lower(pos) == "en" && r.word(pos+1) == "charge") {
		return pos, false
	}
	end := pos
	var last complement
	for r.together(pos) {
		q, ok := r.preposition(pos, o, free)
		var c complement
		if ok {
			c, ok = r.nounPhrase(q, index, free)
		} else if last.end > 0 {
			c, ok = r.coordinated(pos, o, index, free, last)
		}
		if !ok || c.nested {
			break
		}
		pos, end, last = c.end, c.end, c
	}
	return end, end > 0 && last.end > 0
}

// adjectives returns the token after the adjectives of office at pos.
func (r *reader) adjectives(pos, h int) int {
	for r.together(pos) {
		switch {
		case r.nameStarts(pos):
			return pos
		case r.word(pos) == "(" && r.word(pos+2) == ")" && r.tokens[pos+1].Kind == extract.Word && len(r.word(pos+1)) <= 2:
			pos += 3
			continue
		case (r.lower(pos) == "en") && (r.word(pos+1) == "chef" || r.word(pos+1) == "second" || r.word(pos+1) == "exercice" || r.word(pos+1) == "fonction"):
			pos += 2
			continue
		case r.headAt[pos] != 0 && r.lowercase(pos) && r.agrees(pos):
			pos = r.heads[r.headAt[pos]-1].to
			continue
		case r.tokens[pos].Kind == extract.Word && r.isAdjective(pos):
			pos++
			continue
		}
		break
	}
	return pos
}

// agrees reports whether the head at pos works as an adjective of the head before it: "commissaire enquêteur".
func (r *reader) agrees(pos int) bool {
	w := r.word(pos)
	return strings.HasSuffix(w, "ateur") || strings.HasSuffix(w, "atrice") || r.class[pos]&adjective != 0
}

// isAdjective judges a word by the table and by its ending.
func (r *reader) isAdjective(i int) bool {
	c := r.class[i]
	if c&adjective != 0 {
		return true
	}
	t := &r.tokens[i]
	if c&(notAdjective|stop|speechVerb) != 0 || t.Kind != extract.Word || t.Shape == extract.UpperCase || len(t.Fold) < 5 {
		return false
	}
	if t.Shape != extract.LowerCase {
		return false
	}
	w := strings.TrimSuffix(t.Fold, "s")
	for _, s := range []string{"al", "ale", "aux", "ique", "if", "ive", "ien", "ienne", "aire", "el", "elle", "ateur", "atrice", "eur", "rice", "iste", "ois", "oise", "ais", "aise", "ain", "aine", "euse", "able", "ible", "eux", "acee", "icole", "ier", "iere", "een", "eenne", "yen", "yenne", "eure", "ande", "inois", "aque", "ane"} {
		if strings.HasSuffix(w, s) && len(w) > len(s)+1 {
			return true
		}
	}
	return strings.HasSuffix(t.Fold, "ais") || strings.HasSuffix(t.Fold, "ois")
}

// modifier reads "par intérim", "par suppléance", "honoraire" and the like.
func (r *reader) modifier(pos int) (int, bool) {
	if r.lower(pos) == "par" {
		switch r.word(pos + 1) {
		case "interim", "suppleance", "delegation":
			return pos + 2, true
		}
	}
	switch r.word(pos) {
	case "honoraire", "interimaire", "adjoint", "adjointe", "delegue", "deleguee", "retraite", "retraitee", "sortant", "sortante", "emerite":
		return pos + 1, r.lowercase(pos)
	}
	return pos, false
}

// preposition reads the preposition and article at pos and returns the token
// after them.
func (r *reader) preposition(pos int, o *office, free bool) (int, bool) {
	w := r.lower(pos)
	switch w {
	case "de", "d'":
		q := pos + 1
		switch r.lower(q) {
		case "la", "l'", "le", "les":
			q++
		case "un", "une":
			if free {
				return pos, false // "chargé par le président d'une mission"
			}
			q++
		}
		return q, true
	case "du", "des":
		return pos + 1, true
	case "à":
		if o.preps&takesA == 0 && !r.delegated(pos-1) {
			return pos, false
		}
		if l := r.lower(pos + 1); l == "la" || l == "l'" {
			return pos + 2, true
		}
		return pos + 1, true
	case "au", "aux":
		return pos + 1, o.preps&takesA != 0 || r.delegated(pos-1)
	case "en":
		if r.word(pos+1) == "charge" {
			return r.afterCharge(pos + 2)
		}
		return pos + 1, o.preps&takesEn != 0 && r.capital(pos+1) || !free && o.class == work && r.capital(pos+1)
	case "pour":
		if o.preps&takesPour == 0 {
			return pos, false
		}
		q := pos + 1
		if l := r.lower(q); l == "la" || l == "l'" || l == "le" || l == "les" {
			q++
		}
		return q, true
	case "auprès", "près":
		q := pos + 1
		switch r.lower(q) {
		case "de", "d'":
			q++
			if l := r.lower(q); l == "la" || l == "l'" {
				q++
			}
		case "du", "des", "la", "le", "l'", "les":
			q++
		default:
			return pos, false
		}
		return q, true
	}
	if strings.HasPrefix(w, "chargé") && len(w) <= len("chargées") {
		return r.afterCharge(pos + 1)
	}
	return pos, false
}

// delegated reports "délégué", "adjoint" at token i, after which "à" says for what.
func (r *reader) delegated(i int) bool {
	w := strings.TrimSuffix(strings.TrimSuffix(r.word(i), "s"), "e")
	return w == "delegu" || w == "delegue" || w == "adjoint"
}

// afterCharge reads "de la" after "chargé" or "en charge".
func (r *reader) afterCharge(pos int) (int, bool) {
	switch r.lower(pos) {
	case "du", "des":
		return pos + 1, true
	case "de", "d'":
		pos++
		if l := r.lower(pos); l == "la" || l == "l'" {
			pos++
		}
		return pos, true
	}
	return pos, false
}

// nameStarts reports whether a name, with its civility, begins at token i. A
// weak name does not count.
func (r *reader) nameStarts(i int) bool {
	if i >= len(r.tokens) {
		return false
	}
	if n := r.nameAt[i]; n != 0 && !r.names[n-1].weak {
		return true
	}
	return r.is(i, civility) && i+1 < len(r.tokens) && (r.nameAt[i+1] != 0 || r.is(i, civM|civF) && r.tokens[i].Shape != extract.LowerCase)
}

// nounPhrase reads a noun phrase without article at q.
func (r *reader) nounPhrase(q, index int, free bool) (complement, bool) {
	c := complement{end: q, noun: q}
	if !r.together(q) || r.nameStarts(q) {
		return c, false
	}
	if h := r.headAt[q]; h != 0 && r.officeAt(q).class != work && r.officeAt(q).class != rank {
		if r.titleAt[q] != 0 {
			return c, false
		}
		if r.heads[h-1].plural {
			c.end = r.adjectives(r.heads[h-1].to, int(h-1))
			if r.isDe(c.end) {
				if d, ok := r.nounPhrase(r.afterDe(c.end), index, free); ok {
					c.end = d.end
				}
			}
			return c, true
		}
		n := r.parseTitle(int(h-1), index)
		c.end, c.nested = r.titles[n].to, true
		return c, true
	}
	if r.lowercase(q) && r.is(q, prenominal) && r.together(q+1) && r.tokens[q+1].Kind == extract.Word && r.class[q+1]&stop == 0 && !r.isDe(q+1) {
		q++
	}
	t := &r.tokens[q]
	if t.Kind == extract.Punct && (t.Lower == "«" || t.Lower == "\"" || t.Lower == "“") && !free {
		return r.quoted(q, c)
	}
	if t.Kind != extract.Word || r.is(q, peopleNoun) && free && !r.bodyOfPeople(q) {
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

// bodyOfPeople reports nouns for people that belong into a title after "de":
// "des services", "des membres" do; here those followed by "de".
func (r *reader) bodyOfPeople(q int) bool {
	return r.word(q) == "services" || r.word(q) == "entreprises" || r.word(q) == "collectivites" || r.word(q) == "familles" || r.word(q) == "communes" || r.word(q) == "sapeurs-pompiers" || r.isDe(q+1) || r.word(q-1) == "des"
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
		case r.nameStarts(k):
			return
		case t.Lower == "contre" && r.word(k-1) == "lutte":
			q := k + 1
			if l := r.lower(q); l == "la" || l == "le" || l == "les" || l == "l'" || l == "toutes" {
				q++
			}
			if l := r.lower(q); l == "les" {
				q++
			}
			if !r.together(q) || r.tokens[q].Kind != extract.Word {
				return
			}
			c.end = q + 1
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
		case r.lowercase(k) && r.isAdjective(k) && !r.bareHead(k):
			c.end++
		case r.lowercase(k) && !free && r.is(k-1, bodyNoun) && r.plainNoun(k) && r.closes(k+1):
			c.end++
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

// bareHead reports whether an office head at k begins something of its own.
func (r *reader) bareHead(k int) bool {
	return r.headAt[k] != 0 && r.officeAt(k).class != work && r.class[k]&adjective == 0
}

// properTail reports whether the capitalised word k can go on a proper name.
func (r *reader) properTail(k int, free bool) bool {
	if r.headAt[k] != 0 && r.tokens[k].Gap > extract.Hyphen {
		return false
	}
	if r.is(k, civility) || r.is(k, stop) && !r.is(k, upParticle|orgWord) && !(k+1 < len(r.tokens) && r.tokens[k+1].Gap == extract.Hyphen) {
		return false
	}
	return true
}

// plainNoun reports a word that no table knows as anything but a noun.
func (r *reader) plainNoun(k int) bool {
	return r.class[k]&(stop|speechVerb|humanVerb|particle|notAdjective) == 0
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
	return r.class[i]&infinitiveNoun == 0 && (strings.HasSuffix(w, "er") || strings.HasSuffix(w, "ir") || strings.HasSuffix(w, "re") || strings.HasSuffix(w, "oir"))
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

// coordinated reads a further complement after a comma or "et":
// "ministre de l'agriculture, de l'agroalimentaire et de la forêt".
func (r *reader) coordinated(pos int, o *office, index int, free bool, last complement) (complement, bool) {
	none := complement{}
	if last.end == 0 || last.nested {
		return none, false
	}
	if r.word(pos) == "," {
		if strings.HasPrefix(r.lower(pos+1), "chargé") || r.lower(pos+1) == "en" && r.word(pos+2) == "charge" {
			if q, ok := r.preposition(pos+1, o, free); ok {
				return r.nounPhrase(q, index, free)
			}
			return none, false
		}
		return r.enumerated(pos, o, index, free)
	}
	if r.word(pos) != "et" {
		return none, false
	}
	return r.afterEt(pos, o, index, free, last)
}

// afterEt reads the last member of an enumeration; pos is at "et".
func (r *reader) afterEt(pos int, o *office, index int, free bool, last complement) (complement, bool) {
	none := complement{}
	q := pos + 1
	if r.nameStarts(q) || !r.together(q) {
		return none, false
	}
	if r.lowercase(q) && r.isAdjective(q) && !r.bareHead(q) && r.isAdjective(pos-1) {
		c := complement{end: q + 1, noun: q}
		r.tail(&c, free)
		return c, true
	}
	next, ok := r.preposition(q, o, free)
	if !ok {
		if l := r.lower(q); (l == "la" || l == "le" || l == "l'" || l == "les") && (last.prep == "pour" || !free && !last.place) &&
			r.together(q+1) && r.lowercase(q+1) && r.headAt[q+1] == 0 && r.titleAt[q+1] == 0 && !r.is(q+1, peopleNoun|predicate) {
			c, ok := r.nounPhrase(q+1, index, free) // "pour la défense et la sécurité"
			c.prep = last.prep
			return c, ok
		}
		if !free && !last.place && r.capital(q) && r.capital(pos-1) && r.headAt[q] == 0 && r.nameAt[q] == 0 && !r.is(q, stop|civility) {
			c := complement{end: q + 1, noun: q} // "fondation Habitat et Dignité"
			r.tail(&c, free)
			return c, true
		}
		// "de la République et canton de Genève", "des routes et ponts".
		if r.lowercase(q) && r.plainNoun(q) && r.headAt[q] == 0 && !free && !r.is(q, peopleNoun) && (r.isDe(q+1) || r.closes(q+1)) {
			c := complement{end: q + 1, noun: q}
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

// joins reports whether the noun at next, after "et" and a preposition,
// belongs to the same title: not another person or group of people.
func (r *reader) joins(next, prep int, o *office, free bool, last complement) bool {
	if !r.together(next) || r.headAt[next] != 0 && !(r.heads[r.headAt[next]-1].plural && r.officeAt(next).class == work) || r.nameAt[next] != 0 && !r.names[r.nameAt[next]-1].weak {
		return false
	}
	if r.is(next, peopleNoun) && !(r.word(next) == "familles" || r.word(next) == "communes" || r.word(next) == "collectivites" || r.word(next) == "entreprises" || r.word(next) == "citoyens" || r.word(next) == "services") {
		return false
	}
	if l := r.lower(next); l == "son" || l == "sa" || l == "ses" || l == "leur" || l == "leurs" || l == "nombreux" {
		return false
	}
	if last.prep == "pour" || last.prep == "en" || strings.HasPrefix(last.prep, "charg") {
		return true
	}
	if o.class == elected || o.class == foreign || strings.HasSuffix(o.name, "préfet") || strings.HasPrefix(o.name, "préfet") {
		_, n := r.place(next)
		if last.place {
			return n > 0 && r.capital(next)
		}
		return r.lower(prep) == "de" && r.lowercase(next) && next == prep+1 || n > 0 && r.capital(next)
	}
	return true
}

// enumerated reads ", de l'agroalimentaire" if the enumeration ends with "et de …".
func (r *reader) enumerated(pos int, o *office, index int, free bool) (complement, bool) {
	none := complement{}
	if o.class == elected || o.class == foreign || o.class == rank {
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
					return none, false // "…, à Poissy et aux Mureaux" says where
				}
			}
			if !ok || !r.together(q) || r.headAt[q] != 0 || r.nameStarts(q) || r.capital(q) && r.nameAt[q] != 0 || r.lower(p+1) == "à" && free {
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
