package people

import "estrade/extract"

// attachPredicate gives title t to the person of whom it is said: "nommée
// sous-préfète", "il a été directeur", "appelé aux fonctions de secrétaire
// général". It reports whether it did.
func (r *reader) attachPredicate(t int, m *memory) bool {
	x := &r.titles[t]
	if len(x.names) > 0 || x.parent >= 0 || x.head < 0 || x.plural || r.possessive(x) {
		return false
	}
	p := -1
	switch {
	case x.article < 0 && r.together(x.from) && r.said(x.from):
		p = m.subjectOf(t)
	case x.def && r.together(x.article) && r.copula(x.article-1) && r.lower(x.article) != "du" && r.lower(x.article) != "au":
		p = m.subjectOf(t)
	case x.article < 0 && (r.starts(x.from) || r.formerly(x.from)) && !r.former(x) && r.word(x.to) == "," && (r.lower(x.to+1) == "il" || r.lower(x.to+1) == "elle"),
		x.article < 0 && r.starts(x.from) && !r.former(x) && r.datesThenPronoun(x.to) != "":
		// "Sous-préfet de Redon, il dirige la cellule."
		g := extract.Masculine
		if r.lower(x.to+1) == "elle" || r.datesThenPronoun(x.to) == "elle" {
			g = extract.Feminine
		}
		p = m.antecedent(x.to+1, g, true)
	case x.article < 0 && r.listItem(x.from):
		p = m.listSubject(t)
	}
	if p < 0 || !sameGender(r.persons[p].gender, r.feminineOnly(x)) {
		return false
	}
	r.give(t, r.persons[p].names[0])
	r.addHolder(t)
	// ", chargée de mission": more of the same person.
	for end := r.bracketed(x.to); x.article < 0 && r.together(end) && r.word(end) == ","; {
		if r.word(end+1) == "puis" {
			end++ // "directeur de cabinet (1992-1994), puis secrétaire général"
		}
		u := r.titleStarting(end + 1)
		if u < 0 || r.titles[u].article >= 0 || r.titles[u].parent >= 0 || r.titles[u].plural || r.taken(u) || r.titles[u].head < 0 || r.nameFollows(r.titles[u].to) ||
			!sameGender(r.persons[p].gender, r.feminineOnly(&r.titles[u])) {
			break
		}
		r.give(u, r.persons[p].names[0])
		r.addHolder(u)
		end = r.bracketed(r.titles[u].to)
	}
	return true
}

// datesThenPronoun returns the pronoun after the dates, and the further offices, that
// follow an office which opens a sentence: "Sous-préfet de Redon de 2005 à 2008, puis
// sous-préfet d'Apt, il était"; "" if there is none.
func (r *reader) datesThenPronoun(i int) string {
	const most = 25
	if w := r.word(i); w != "," && w != "de" && w != "en" && w != "depuis" && w != "(" && w != "jusqu'" {
		return ""
	}
	for k := i; k < i+most && r.together(k); k++ {
		if l := r.lower(k); (l == "il" || l == "elle") && r.word(k-1) == "," {
			return l
		}
		if r.nameAt[k] != 0 || r.verbAt(k) {
			return ""
		}
	}
	return ""
}

// former reports "ancien élève", which is no office.
func (r *reader) former(x *title) bool {
	switch r.office(&r.heads[x.head]).name {
	case "élève", "étudiant", "lycéen", "collégien":
		return true
	}
	return false
}

// feminineOnly is the gender that a title demands of its holder: a feminine
// form a woman, a masculine one anybody.
func (r *reader) feminineOnly(x *title) extract.Gender {
	if x.gender == extract.Feminine {
		return extract.Feminine
	}
	return ""
}

// said reports whether the words before token i say that someone is, was or
// becomes what follows.
func (r *reader) said(i int) bool {
	j := i - 1
	switch r.word(j) {
	case "de", "d'":
		switch r.word(j - 1) {
		case "fonctions", "poste", "qualite", "titre", "mandat", "fonction", "postes", "mandats", "emplois", "emploi":
			return r.word(j-2) != "leurs"
		case ",", "puis", "et":
			return r.inPosts(j-1) && r.followsPredicate(j-1) // "les postes de chef de bureau, de responsable"
		}
		return false
	case "que", "comme", "puis", "et", "puis,":
		if r.word(j) == "que" && r.word(j-1) != "tant" {
			return false
		}
		if r.word(j) == "et" || r.word(j) == "puis" {
			return r.followsPredicate(j)
		}
		return r.word(j) != "comme" || r.is(j-1, predicate) || r.inCareer(j)
	case ",":
		return r.word(j-1) == "puis" && r.followsPredicate(j-1)
	}
	for k := j; k >= 0 && k > j-8 && r.sentence[k] == r.sentence[i]; k-- {
		switch r.word(k) {
		case "depuis", "lors", "alors", "aussi", "egalement", "desormais", "auparavant", "precedemment", "jusqu'", "jusque", "la", "ensuite", "lui", "elle", "meme", "successivement", "notamment", "toujours":
			continue
		}
		if r.tokens[k].Kind == extract.Number || r.is(k, month) || r.word(k) == "er" || r.word(k) == "le" && r.tokens[k+1].Kind == extract.Number {
			continue
		}
		j = k
		break
	}
	return (r.lowercase(j) || r.starts(j)) && r.is(j, predicate) || r.lower(j) == "est" || r.lower(j) == "était"
}

// inCareer reports whether the sentence tells how a career went before token j.
func (r *reader) inCareer(j int) bool {
	for k := j - 1; k >= 0 && r.sentence[k] == r.sentence[j] && k > j-25; k-- {
		switch r.word(k) {
		case "carriere", "debute", "debuts", "parcours", "affecte", "affectee":
			return true
		}
	}
	return false
}

// inPosts reports whether the sentence speaks of posts before token j.
func (r *reader) inPosts(j int) bool {
	for k := j; k >= 0 && r.sentence[k] == r.sentence[j] && k > j-60; k-- {
		switch r.word(k) {
		case "postes", "fonctions", "mandats", "emplois":
			return true
		}
	}
	return false
}

// followsPredicate reports whether a title said of someone ends before token
// j, a comma apart: "… sous-préfète, puis directrice".
func (r *reader) followsPredicate(j int) bool {
	if r.word(j-1) == "," {
		j--
	}
	// Dates may stand between: "de 2014 à 2017, puis".
	for k := j; k > 0 && k > j-10 && r.sentence[k] == r.sentence[j]; k-- {
		if t := r.titleEnding(k); t >= 0 {
			return len(r.titles[t].names) > 0 && r.titles[t].article < 0
		}
	}
	return false
}

// copula reports whether token j is a form of "être" or "devenir".
func (r *reader) copula(j int) bool {
	switch r.lower(j) {
	case "est", "était", "devient", "fut", "sera", "devenu", "devenue", "été":
		return true
	}
	return false
}

// listItem reports whether token i begins an item of a list.
func (r *reader) listItem(i int) bool {
	if r.together(i) && r.tokens[i-1].Lower == ":" {
		return r.dated(i - 1)
	}
	if r.together(i) && r.tokens[i-1].Lower == "," && r.bulleted(i) {
		return r.dated(i - 1) // "- de 2004 à 2006, directeur de cabinet"
	}
	if !r.starts(i) {
		return false
	}
	if i > 0 && r.together(i) && r.tokens[i-1].Kind == extract.Punct {
		switch r.tokens[i-1].Lower {
		case "-", "–", "—", "•", "·", "*":
			return true
		}
	}
	return false
}

// bulleted reports whether the sentence of token i begins with a bullet.
func (r *reader) bulleted(i int) bool { return r.listItemSentence(int(r.sentence[i])) }

// dated reports whether only a date stands between the start of the line and
// the colon at token i: "2014-2018 :", "Janvier 2021 :".
func (r *reader) dated(i int) bool {
	number := false
	for k := i - 1; k >= 0 && r.sentence[k] == r.sentence[i]; k-- {
		switch {
		case r.tokens[k].Kind == extract.Number:
			number = true
		case r.is(k, month), r.tokens[k].Kind == extract.Punct:
		case r.is(k, preposition):
		case r.word(k) == "depuis", r.word(k) == "jusqu'", r.word(k) == "dernier", r.word(k) == "puis", r.word(k) == "entre", r.word(k) == "et", r.word(k) == "le", r.word(k) == "er":
			number = number || r.word(k) != "et" && r.word(k) != "le" && r.word(k) != "er"
		default:
			return false
		}
	}
	return number
}

// subjectOf is the person that the predicate title t is said of: the one
// mentioned last in the sentence before it, else the first named after it.
func (m *memory) subjectOf(t int) int {
	r := m.r
	at := r.titles[t].from
	s := r.sentence[at]
	for k := len(m.events) - 1; k >= 0; k-- {
		e := &m.events[k]
		if r.sentence[e.at] != s {
			break
		}
		if e.person >= 0 && e.at < at && sameGender(m.gender(e), r.feminineOnly(&r.titles[t])) {
			return e.person
		}
	}
	// "Sous-préfet de Redon, puis sous-préfet d'Apt, il était": more of the same.
	for u := t - 1; u >= 0 && r.sentence[r.titles[u].from] == s; u-- {
		if x := &r.titles[u]; len(x.names) > 0 && x.article < 0 && x.parent < 0 {
			return r.names[x.names[0]].person
		}
	}
	// "Âgé de 48 ans, cet ancien élève de l'ENTPE a occupé les postes de": the
	// subject of the sentence before.
	if r.continuesSubject(int(s)) {
		for k := len(m.events) - 1; k >= 0 && r.sentence[m.events[k].at] >= s-1; k-- {
			if e := &m.events[k]; e.person >= 0 && e.subject && sameGender(m.gender(e), r.feminineOnly(&r.titles[t])) {
				return e.person
			}
		}
	}
	// "Nommée sous-préfète de Redon, Mme Martin a …"
	for j := r.titles[t].to; j < len(r.tokens) && r.sentence[j] == s && j < at+40; j++ {
		if n := r.nameAt[j]; n != 0 {
			return r.names[n-1].person
		}
	}
	return -1
}

// continuesSubject reports whether sentence s goes on about the subject of the
// one before, by "cet", "cette" or "l'intéressé" near its start.
func (r *reader) continuesSubject(s int) bool {
	x := &r.d.Sentences[s]
	const most = 10
	for k := x.From; k < x.To && k < x.From+most; k++ {
		switch r.word(k) {
		case "cet", "cette", "interesse", "interessee":
			return true
		}
		if r.nameAt[k] != 0 {
			return false
		}
	}
	return false
}

// listSubject is the person whose offices a list gives: the subject of the
// sentence that ends with a colon before the list.
func (m *memory) listSubject(t int) int {
	r := m.r
	s := int(r.sentence[r.titles[t].from])
	if r.tokens[r.titles[t].from-1].Lower == ":" {
		for p := range r.persons {
			if r.d.Sentences[r.sentence[r.firstToken(p)]].Paragraph == 0 {
				return p // the release is about the person in its title
			}
		}
		for _, e := range m.events {
			if e.person >= 0 && sameGender(m.gender(&e), r.feminineOnly(&r.titles[t])) {
				return e.person // named first
			}
		}
		return -1
	}
	for s--; s >= 0; s-- {
		x := &r.d.Sentences[s]
		if r.tokens[x.To-1].Lower == ":" {
			break
		}
		if !r.listItemSentence(s) {
			return -1
		}
	}
	if s < 0 {
		return -1
	}
	x := &r.d.Sentences[s]
	career := false
	for k := x.From; k < x.To; k++ {
		switch r.word(k) {
		case "successivement", "fonctions", "postes", "parcours", "carriere", "exerce", "occupe":
			career = true
		case "ete":
			career = career || k >= x.To-2 // "il a été :"
		}
	}
	if !career {
		return -1
	}
	for k := len(m.events) - 1; k >= 0; k-- {
		if e := &m.events[k]; int(r.sentence[e.at]) == s && e.subject && e.person >= 0 {
			return e.person
		}
	}
	return -1
}

// listItemSentence reports whether sentence s begins with a bullet.
func (r *reader) listItemSentence(s int) bool {
	switch r.tokens[r.d.Sentences[s].From].Lower {
	case "-", "–", "—", "•", "·", "*":
		return true
	}
	return false
}
