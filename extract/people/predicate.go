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
	case x.article < 0 && r.listItem(x.from):
		p = m.listSubject(t)
	}
	if p < 0 || !sameGender(r.persons[p].gender, r.feminineOnly(x)) {
		return false
	}
	x.names = append(x.names, r.persons[p].names[0])
	return true
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
		case "fonctions", "poste", "qualite", "titre", "mandat", "fonction":
			return r.word(j-2) != "leurs"
		}
		return false
	case "que", "comme", "puis", "et", "puis,":
		if r.word(j) == "que" && r.word(j-1) != "tant" {
			return false
		}
		if r.word(j) == "et" || r.word(j) == "puis" {
			return r.followsPredicate(j)
		}
		return r.word(j) != "comme" || r.is(j-1, predicate)
	case ",":
		return r.word(j-1) == "puis" && r.followsPredicate(j-1)
	}
	return r.lowercase(j) && r.is(j, predicate) || r.lower(j) == "est" || r.lower(j) == "était"
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
		if e.at < at && sameGender(r.persons[e.person].gender, r.feminineOnly(&r.titles[t])) {
			return e.person
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

// listSubject is the person whose offices a list gives: the subject of the
// sentence that ends with a colon before the list.
func (m *memory) listSubject(t int) int {
	r := m.r
	s := int(r.sentence[r.titles[t].from])
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
		}
	}
	if !career {
		return -1
	}
	for k := len(m.events) - 1; k >= 0; k-- {
		if e := &m.events[k]; int(r.sentence[e.at]) == s && e.subject {
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

// prune gives a person the fuller of two titles: "le préfet, M. Martin" is the
// "préfet de la Corrèze" named so elsewhere, "le général Martin" the "général
// de division".
func (r *reader) prune() {
	held := make([][]int, len(r.persons))
	for t := range r.titles {
		for _, n := range r.titles[t].names {
			if p := r.names[n].person; p >= 0 && r.titles[t].head >= 0 {
				held[p] = append(held[p], t)
			}
		}
	}
	fuller := map[int]int{} // person to a title that stands for them and has a complement
	for t := range r.titles {
		if x := &r.titles[t]; x.refers && x.to > r.heads[x.head].to && x.stands >= 0 {
			if _, ok := fuller[x.stands]; !ok {
				fuller[x.stands] = t
			}
		}
	}
	for p, titles := range held {
		for _, t := range titles {
			x := &r.titles[t]
			if x.to > r.heads[x.head].to || x.full != "" {
				continue
			}
			word := headWord(r.office(&r.heads[x.head]).name)
			drop := false
			for _, u := range titles {
				y := &r.titles[u]
				if u != t && y.to-y.from > x.to-x.from && hasWord(r.office(&r.heads[y.head]).name, word) && r.heads[y.head].gender == r.heads[x.head].gender {
					drop = true
				}
			}
			if u, ok := fuller[p]; ok && !drop && r.heads[r.titles[u].head].office == r.heads[x.head].office {
				r.titles[u].names = append(r.titles[u].names, x.names[0])
				drop = true
			}
			if drop && len(x.names) == 1 {
				x.names, x.refers = nil, true
			}
		}
	}
}
