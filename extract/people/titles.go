package people

import (
	"strings"

	"estrade/extract"
)

// title is an occurrence of a title of office.
type title struct {
	from, to int // tokens, without article
	next     int // the token after it and after what its acronym means
	head     int // index into reader.heads; -1 for a profession known by its ending
	article  int // token of the article or possessive before it; -1 if none
	def      bool
	plural   bool
	parent   int // index of the title it is nested in; -1 if none
	gender   extract.Gender
	person   int      // index into reader.persons; -1 if none
	names    []int    // names that it is attached to
	each     []string // if not nil, the full form for each of names
	full     string   // completed form; empty if as written
	stands   int      // the person it stands for, if refers
	refers   bool     // stands for a person ("le préfet"), not a title of its own
}

// findTitles parses a title at each head.
func (r *reader) findTitles() {
	covered := 0 // a head inside a title that is not nested in it is a plain noun
	for h := range r.heads {
		if from := r.heads[h].from; from >= covered && r.titleAt[from] == 0 && r.nameAt[from] == 0 {
			covered = r.titles[r.parseTitle(h, -1)].next
		}
	}
}

// parseTitle adds the title of head h and those nested in it, and returns its index.
func (r *reader) parseTitle(h, parent int) int {
	hd := &r.heads[h]
	t := title{from: hd.from, to: hd.to, head: h, article: -1, parent: parent, gender: hd.gender, plural: hd.plural, person: -1}
	if r.together(t.from) {
		switch w := r.word(t.from - 1); {
		case w == "co" && r.tokens[t.from].Gap == extract.Hyphen:
			t.from-- // "co-présidente"
		case ordinal(w) && ranked(r.office(hd)):
			t.from--
		case ranked(r.office(hd)) && r.numeral(t.from-2):
			t.from -= 2
		}
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
	r.titles[index].to, r.titles[index].next = end, r.glossEnd(end)
	return index
}

// ordinal reports "premier", "deuxième" and the like, folded and in both genders.
func ordinal(w string) bool {
	switch w {
	case "premier", "premiere", "second", "seconde":
		return true
	}
	return len(w) > len("ieme")+2 && strings.HasSuffix(w, "ieme")
}

// numeral reports an ordinal in figures at token i: "3e", "1er".
func (r *reader) numeral(i int) bool {
	if i < 0 || r.tokens[i].Kind != extract.Number || r.tokens[i+1].Gap != extract.Joined || !r.together(i+1) {
		return false
	}
	switch r.word(i + 1) {
	case "e", "eme", "er", "ere", "re", "de", "nd", "nde":
		return true
	}
	return false
}

// ranked reports offices that are numbered: "quatrième adjoint", "première
// avocate générale". "La première préfète" is only the first to be one.
func ranked(o *office) bool {
	switch o.words[0] {
	case "vice", "adjoint", "avocat", "substitut", "conseiller", "secrétaire":
		return true
	}
	return false
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
	group  bool   // of people: "des maires"
	prep   string // the preposition before it
}

// isFree reports whether title t stands inside a clause; else it is in apposition, or
// nested in such a title, where more words are believed to be its own.
func (r *reader) isFree(t int) bool {
	for r.titles[t].parent >= 0 {
		t = r.titles[t].parent
	}
	return r.titles[t].article >= 0
}

// extent returns the end of the title of head h: its adjectives and complements.
func (r *reader) extent(h, index int) int {
	hd := &r.heads[h]
	o := r.office(hd)
	free := r.isFree(index)
	end := hd.to
	for r.together(end) && r.tokens[end].Gap == extract.Hyphen && r.tokens[end].Kind == extract.Word {
		end++ // "médecin-conseil"
	}
	pos := r.adjectives(end, h)
	if r.lowercase(pos) && r.together(pos) && (o.class == direction || o.class == body || o.class == work && takesNoun(o.name)) &&
		(!free && r.is(pos, attached) || r.plainNoun(pos) && takesNoun(o.name) && (!free || r.phraseEnds(pos+1))) {
		pos = r.adjectives(pos+1, h) // "référente fraude départementale"
		if !free {
			field := complement{end: pos}
			r.tail(&field, free) // "référente violences contre les femmes"
			pos = field.end
		}
	}
	if !free && (o.class == direction || o.class == body || o.class == company) {
		pos = r.properNouns(pos, takesNoun(o.name)) // "directrice territoriale SNCF Réseau", "chargé de mission Natura 2000"
	}
	if o.class == rank {
		if r.nameStarts(pos) {
			return pos
		}
	}
	if n := r.commandAt(pos); o.class == rank && n >= 0 {
		return r.extent(n, index) // "le colonel commandant le groupement"
	}
	var last complement
	if o.class == work && r.lowercase(pos) && r.headAt[pos] != 0 && r.tokens[pos].Gap == extract.Space && !hd.plural {
		if n := int(r.headAt[pos] - 1); !r.heads[n].plural && r.heads[n].from == pos && sameGender(hd.gender, r.heads[n].gender) {
			return r.extent(n, index) // "l'infirmière conseillère technique"
		}
	}
	if strings.HasPrefix(o.name, "commandant") && r.together(pos) && (r.lower(pos) == "la" || r.lower(pos) == "le" || r.lower(pos) == "l'" || r.lower(pos) == "les") {
		q := pos + 1
		if r.together(q) && r.tokens[q].Kind == extract.Number {
			free = false // "le commandant la 7e brigade blindée"
		}
		if c, ok := r.nounPhrase(q, index, free); ok {
			pos = c.end
			for r.together(pos) && (r.isDe(pos) || r.word(pos) == "et" && (r.lower(pos+1) == "la" || r.lower(pos+1) == "le")) {
				q := r.afterDe(pos)
				if r.word(pos) == "et" {
					q = pos + 2 // "et la gendarmerie pour la zone de défense et de sécurité Est"
				}
				if r.headAt[q] != 0 && r.word(pos) == "et" {
					break // "et le capitaine"
				}
				if c, ok = r.nounPhrase(q, index, free); !ok || c.nested {
					break
				}
				pos = c.end
			}
			last = complement{end: pos} // "la zone de défense et de sécurité Est"
			if !free && r.lower(pos) == "à" && r.capital(pos+1) && r.together(pos+1) {
				if c, ok = r.nounPhrase(pos+1, index, free); ok {
					pos = c.end // "commandant la marine à Marseille"
				}
			}
		}
	}
	for r.together(pos) {
		if e, ok := r.modifier(pos); ok {
			pos = e
			continue
		}
		if r.word(pos) == "," && o.class == state && o.preps&takesAupres != 0 && last.end > 0 && r.lower(pos+1) == "auprès" {
			pos++ // "secrétaire d'État chargé de la Mémoire, auprès du ministre de la Défense"
		}
		if strings.HasPrefix(r.lower(pos), "chargé") && r.chargeIsOuter(index) && (o.preps&takesCharge == 0 || !r.participleAgrees(pos, index)) {
			break // "adjointe au maire de Vic chargée de la culture"
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
		if l := r.lower(pos); (l == "à" || l == "au") && last.end > 0 && o.class == state && free && (r.capital(q) || last.place) {
			break // "le ministre chargé de la mer à Paimpol", "le sous-préfet de Die à l'assemblée" say where
		}
		if free && r.lower(pos) == "auprès" && (o.words[0] == "ministre" || o.words[0] == "secrétaire") && (r.headAt[q] == 0 || r.officeAt(q).class != state) {
			break // "le ministre de l'Intérieur auprès des sinistrés"
		}
		c, ok := r.nounPhrase(q, index, free)
		if !ok {
			break
		}
		c.prep = r.lower(pos)
		if c.prep == "pour" && !c.nested {
			c.end = r.articleNouns(c.end) // "pour l'enseignement supérieur, la recherche et l'innovation"
		}
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

// commandAt returns the head "commandant" of what an officer commands at pos, after the
// rank: "commandant la région de gendarmerie"; -1 if there is none.
func (r *reader) commandAt(pos int) int {
	if !r.together(pos) || !r.lowercase(pos) || r.headAt[pos] == 0 || !strings.HasPrefix(r.officeAt(pos).name, "commandant") {
		return -1
	}
	n := int(r.headAt[pos] - 1)
	switch k := r.heads[n].to; r.lower(k) {
	case "le", "la", "l'", "les", "du", "de", "des":
		if r.together(k) {
			return n
		}
	}
	return -1
}

// properNouns returns the token after the name of a body that stands without a
// preposition at pos: an acronym, or the name of a field if the office takes one, and the
// capitalised words and numbers after it.
func (r *reader) properNouns(pos int, fields bool) int {
	if !r.together(pos) || !r.capital(pos) || r.tokens[pos].Shape != extract.UpperCase && !fields || len(r.tokens[pos].Lower) < 2 || r.tokens[pos].Gap != extract.Space ||
		r.headAt[pos] != 0 || r.is(pos, stop|civility) || r.nameAt[pos] != 0 {
		return pos
	}
	c := complement{end: pos + 1}
	r.tail(&c, false)
	return c.end
}

// phraseEnds reports whether adjectives at most go between token k and the end
// of the phrase, "de" or a name.
func (r *reader) phraseEnds(k int) bool {
	for r.together(k) && r.lowercase(k) && r.isAdjective(k) {
		k++
	}
	return r.closes(k) || r.isDe(k) || r.nameStarts(k)
}

// takesNoun reports offices that name their field without a preposition:
// "référente fraude".
func takesNoun(office string) bool {
	switch office {
	case "référent", "correspondant", "responsable", "chargé de mission", "coordinateur", "coordonnateur", "animateur", "formateur", "moniteur", "technicien", "instructeur":
		return true
	}
	return false
}

// chargeAfter reads what a minister is in charge of after the name of the one
// above: "ministre déléguée auprès du ministre de l'Intérieur, chargée de la citoyenneté".
func (r *reader) chargeAfter(pos int, o *office, index int, free bool) (int, bool) {
	if r.word(pos) == "," {
		pos++
	}
	if r.chargeIsOuter(index) || o.preps&takesCharge == 0 || !r.together(pos) || !strings.HasPrefix(r.lower(pos), "chargé") && !(r.lower(pos) == "en" && r.word(pos+1) == "charge") {
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

// chargeIsOuter reports whether "chargé de" after the title belongs to the
// one it is nested in: the minister delegated to it.
func (r *reader) chargeIsOuter(index int) bool {
	if index < 0 {
		return false
	}
	p := r.titles[index].parent
	return p >= 0 && r.titles[p].head >= 0 && r.office(&r.heads[r.titles[p].head]).preps&takesCharge != 0
}

// participleAgrees reports whether the participle at pos has the gender of title t, as
// "chargé" after "auprès de la ministre" has not.
func (r *reader) participleAgrees(pos, t int) bool {
	g := extract.Masculine
	if strings.HasSuffix(strings.TrimSuffix(r.lower(pos), "s"), "ée") {
		g = extract.Feminine
	}
	return sameGender(g, r.titles[t].gender)
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
		case r.word(pos) == "(" && r.word(pos+1) == "2" && r.word(pos+2) == "s" && r.word(pos+3) == ")":
			pos += 4 // of the second section: "général (2S)"
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
		case r.word(pos) == "et" && pos > r.heads[h].from+1 && r.isAdjective(pos-1) && r.lowercase(pos+1) && r.together(pos+1) && r.isAdjective(pos+1) && r.headAt[pos+1] == 0:
			pos += 2 // "régionale et départementale"
			continue
		case r.agreed(pos, h):
			pos++
			continue
		}
		break
	}
	return pos
}

// agreed reports a participle that ends a title: "médecin agréé". Where anything
// but the end of the phrase follows it would be a verb.
func (r *reader) agreed(pos, h int) bool {
	return r.lowercase(pos) && r.participle(pos) && r.office(&r.heads[h]).class >= direction && r.closes(pos+1) && r.word(pos+1) != ":"
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
	if r.word(pos) == "hors" && (r.word(pos+1) == "classe" || r.word(pos+1) == "cadre" || r.word(pos+1) == "echelle") {
		return pos + 2, true
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
		case "alors", "abord", "ailleurs", "emblée", "office", "urgence":
			return pos, false // "le préfet d'alors", "la ministre d'abord seule"
		case "la", "l'", "ladite":
			q++
		case "le", "les":
			if r.lowercase(q) {
				return pos, false // "l'occasion pour le préfet de les remercier"
			}
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
		if l := r.lower(pos + 1); l == "la" || l == "l'" {
			if !free && pos+2 < len(r.tokens) && r.tokens[pos+2].Shape == extract.UpperCase && o.class >= judicial {
				return pos + 2, true // "médiatrice à l'IDEFHI"
			}
			return pos + 2, o.preps&takesA != 0 || r.delegated(pos-1) || !free && o.class == direction && r.lowercase(pos+2)
		}
		return pos + 1, o.preps&takesA != 0 || r.delegated(pos-1)
	case "au", "aux":
		return pos + 1, o.preps&takesA != 0 || r.delegated(pos-1) || !free && o.class == direction && r.lowercase(pos+1)
	case "en":
		if r.word(pos+1) == "charge" {
			return r.afterCharge(pos + 2)
		}
		if r.capital(pos + 1) {
			return pos + 1, o.preps&takesEn != 0 || !free && o.class == work
		}
		return pos + 1, !free && (o.preps&takesEn != 0 || o.class == work) && !r.is(pos+1, adverbial)
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
		case "du", "des", "la", "le", "l'", "les", "ladite", "ledit":
			q++
		default:
			return pos, false
		}
		return q, !free || o.preps&(takesAupres|takesPres) != 0
	case "dans":
		switch r.lower(pos + 1) {
		case "la", "le", "les", "l'":
			// "à l'inclusion dans l'emploi", "représentant de l'État dans le département"
			return pos + 2, r.lowercase(pos+2) && (o.preps&takesDans != 0 || !free && r.lowercase(pos-1))
		}
		return pos, false
	}
	if strings.HasPrefix(w, "chargé") && len(w) <= len("chargées") {
		// The preposition itself; whether it belongs to this title its callers know.
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
