package people

import (
	"strings"

	"estrade/extract"
)

// referByPronoun resolves the pronoun at token i, if it is one.
func (r *reader) referByPronoun(i int, m *memory) {
	if len(m.events) == 0 || r.tokens[i].Kind != extract.Word {
		return
	}
	if m.quoted && r.tokens[i].Gap != extract.Hyphen {
		return // who is meant in someone's words is another question
	}
	from, to := i, i+1
	g := extract.Masculine
	source := false
	switch r.lower(i) {
	case "il":
		if r.impersonal(i) {
			return
		}
	case "elle":
		g = extract.Feminine
		source = r.sourceBefore(i)
	case "lui":
		if !r.sourceBefore(i) && !(r.closes(i+1) && r.lower(i-1) == ",") {
			return
		}
		source = true
	case "dernier", "dernière":
		if w := r.lower(i - 1); w != "ce" && w != "cette" || r.together(i+1) && r.is(i+1, stop) && false {
			return
		}
		if r.tokens[i+1-1].Lower == "dernière" {
			g = extract.Feminine
		}
		from = i - 1
		if p := m.latest(i, g); p >= 0 {
			r.refs = append(r.refs, reference{from, to, p})
			m.add(event{at: from, to: to, person: p, subject: true})
		}
		return
	case "celui", "celle":
		if r.lower(i+1) != "ci" {
			return
		}
		if r.lower(i) == "celle" {
			g = extract.Feminine
		}
		to = i + 2
		if p := m.latest(i, g); p >= 0 {
			r.refs = append(r.refs, reference{from, to, p})
			m.add(event{at: from, to: to, person: p, subject: true})
		}
		return
	default:
		return
	}
	if p := m.antecedent(i, g, source); p >= 0 {
		r.refs = append(r.refs, reference{from, to, p})
		m.add(event{at: from, to: to, person: p, subject: true})
	}
}

// sourceBefore reports "selon", "pour", "d'après" before token i.
func (r *reader) sourceBefore(i int) bool {
	switch r.lower(i - 1) {
	case "selon", "pour", "après", "d'après", "quant":
		return true
	}
	return false
}

// impersonalVerbs follow an "il" that stands for nobody.
var impersonalVerbs = map[string]bool{"faut": true, "faudra": true, "fallait": true, "faudrait": true, "s'agit": true, "convient": true,
	"importe": true, "suffit": true, "pleut": true, "existe": true, "incombe": true, "appartient": true, "manque": true, "manquerait": true, "manquera": true,
	"neige": true, "semble": true, "reste": true, "arrive": true, "ressort": true, "conviendra": true, "convenait": true, "suffira": true}

// impersonal reports whether the "il" at token i stands for nobody.
func (r *reader) impersonal(i int) bool {
	j := i + 1
	if j < len(r.tokens) && (r.lower(j) == "ne" || r.lower(j) == "n'") {
		j++
	}
	switch r.lower(j) {
	case "y":
		switch r.lower(j + 1) {
		case "a", "avait", "aura", "eut", "aurait":
			return true
		}
		return false
	case "s'":
		switch r.lower(j + 1) {
		case "agit", "agissait", "agira", "agirait", "avère":
			return true
		}
		return false
	case "en":
		return r.lower(j+1) == "va" || r.lower(j+1) == "résulte"
	case "nous", "vous", "me", "te", "m'":
		return impersonalVerbs[r.lower(j+1)]
	case "est", "était", "sera", "serait", "a":
		k := j + 1
		switch r.lower(k) {
		case "été":
			k++
			if r.lower(j) == "a" {
				switch r.lower(k) {
				case "décidé", "constaté", "procédé", "convenu", "rappelé", "observé", "proposé", "demandé", "recensé":
					return true
				}
			}
			return false
		case "donc", "également", "toutefois", "aussi", "fortement", "vivement", "ainsi", "notamment", "par", "strictement", "toujours":
			k++
		}
		if r.lower(j) == "a" {
			return false
		}
		switch r.lower(k) {
		case "interdit", "recommandé", "rappelé", "possible", "important", "essentiel", "nécessaire", "prévu", "demandé", "conseillé", "obligatoire", "impératif", "indispensable", "utile", "temps", "préférable", "précisé", "proposé", "institué", "créé", "ouvert", "procédé", "question", "vrai", "clair", "certain", "probable", "difficile", "facile", "urgent", "inutile", "souhaitable", "à", "vivement", "encore", "impossible", "prudent", "acquis", "établi", "urgence":
			return true
		}
		return false
	}
	return impersonalVerbs[r.lower(j)]
}

// farBack is how many sentences back "celle-ci" looks; a quotation may lie
// between.
const farBack = 5

// latest is the person of gender g mentioned last before token i, nearby.
func (m *memory) latest(i int, g extract.Gender) int {
	s := m.r.sentence[i]
	for k := len(m.events) - 1; k >= 0; k-- {
		e := &m.events[k]
		if s-m.r.sentence[e.at] > farBack {
			return -1
		}
		if sameGender(m.gender(e), g) {
			return e.person
		}
	}
	return -1
}

// mostEvents bounds how many mentions a pronoun looks back over.
const mostEvents = 60

// reach is how many sentences back a pronoun looks.
const reach = 4

// antecedent chooses whom the pronoun at token i stands for; -1 if nobody.
// The nearer sentence counts, subjects before others, the sentence's own
// subject before that of the last.
func (m *memory) antecedent(i int, g extract.Gender, source bool) int {
	r := m.r
	s := int(r.sentence[i])
	paragraph := r.d.Sentences[s].Paragraph
	best, bestScore := -2, -1<<30
	for k := len(m.events) - 1; k >= max(0, len(m.events)-mostEvents); k-- {
		e := &m.events[k]
		es := int(r.sentence[e.at])
		if s-es > reach {
			break
		}
		if !sameGender(m.gender(e), g) || es == s && r.isCompanion(e.at, i) {
			continue
		}
		score := -22 * (s - es)
		switch {
		case e.subject && e.first:
			score += 27
		case e.subject:
			score += 20
		}
		if r.d.Sentences[es].Paragraph != paragraph {
			score -= 10 * (paragraph - r.d.Sentences[es].Paragraph)
		}
		if m.gender(e) == "" {
			score -= 10
		}
		if e.agent {
			score -= 8
		}
		score += min(k-len(m.events)+1+8, 8) / 2 // the later of two
		if score > bestScore {
			best, bestScore = e.person, score
		}
	}
	if best < 0 {
		return -1 // nobody, or somebody without a name
	}
	if !source && !r.humanVerbAfter(i) && m.thingBefore(i, g) {
		return -1
	}
	if bestScore < -50 && !source && !r.humanVerbAfter(i) {
		return -1
	}
	return best
}

// companions open a sentence whose subject is somebody else than who they name.
var companions = map[string]bool{"accompagné": true, "accompagnée": true, "entouré": true, "entourée": true, "assisté": true, "assistée": true,
	"escorté": true, "escortée": true, "guidé": true, "guidée": true, "reçu": true, "reçue": true, "accueilli": true, "accueillie": true,
	"rejoint": true, "rejointe": true, "conduit": true, "conduite": true, "interrogé": true, "interrogée": true}

// isCompanion reports whether who is named at token e only goes with the
// pronoun at token i of the same sentence: "Accompagné de X et de Y, il".
func (r *reader) isCompanion(e, i int) bool {
	first := r.d.Sentences[r.sentence[i]].From
	if !companions[r.lower(first)] || e <= first {
		return false
	}
	switch r.lower(first + 1) {
	case "de", "d'", "du", "des", "par", "notamment":
		return true
	}
	return false
}

// humanVerbAfter reports whether only a person does what the verb after the
// pronoun at i says, or whether the pronoun is inverted after a verb of speech.
func (r *reader) humanVerbAfter(i int) bool {
	if i > 1 && r.tokens[i].Gap == extract.Hyphen {
		for k := i - 1; k >= i-4 && k >= 0; k-- {
			if r.is(k, speechVerb) {
				return true
			}
		}
		for k := i + 1; k < i+4 && k < len(r.tokens); k++ {
			if r.is(k, speechVerb|humanVerb) {
				return true
			}
		}
		return false
	}
	for k := i + 1; k < len(r.tokens) && k <= i+8 && r.together(k); k++ {
		switch {
		case r.class[k]&(speechVerb|humanVerb) != 0 && r.class[k]&light == 0 && r.lowercase(k):
			return true
		case r.class[k]&between != 0, r.tokens[k].Lower == ",", strings.HasSuffix(r.tokens[k].Fold, "ment"):
		default:
			return false
		}
	}
	return false
}

// thingBefore reports whether the subject of the sentence before, or of this
// one, is a thing of gender g: "La convention … Elle fait suite".
func (m *memory) thingBefore(i int, g extract.Gender) bool {
	r := m.r
	s := int(r.sentence[i])
	if !r.starts(i) {
		// A pronoun inside a sentence: the subject of its own sentence.
		if m.personSubject(s, i, g) {
			return false
		}
		if r.thingSubject(s, i, g) {
			return true
		}
	}
	for p := s - 1; p >= 0 && p >= s-2; p-- {
		if m.personSubject(p, i, g) {
			return false
		}
		if r.thingSubject(p, i, g) {
			return true
		}
		if r.d.Sentences[p].Paragraph != r.d.Sentences[s].Paragraph {
			break
		}
	}
	return false
}

// personSubject reports whether a person of gender g is a subject in sentence
// s before token i.
func (m *memory) personSubject(s, i int, g extract.Gender) bool {
	for k := len(m.events) - 1; k >= max(0, len(m.events)-mostEvents); k-- {
		e := &m.events[k]
		es := int(m.r.sentence[e.at])
		if es < s {
			return false
		}
		if es == s && e.at < i && e.subject && sameGender(m.gender(e), g) {
			return true
		}
	}
	return false
}

// thingSubject reports whether sentence s begins with a noun phrase of gender
// g that is not a person.
func (r *reader) thingSubject(s, limit int, g extract.Gender) bool {
	x := &r.d.Sentences[s]
	for k := x.From; k < x.To && k < limit && k < x.From+30; k++ {
		var ag extract.Gender
		switch r.lower(k) {
		case "le", "un", "ce", "cet", "son":
			ag = extract.Masculine
		case "la", "une", "cette", "sa":
			ag = extract.Feminine
		case "l'":
			ag = ""
		default:
			continue
		}
		if k > x.From && r.tokens[k-1].Kind == extract.Word && r.prepositional(k-1) {
			continue
		}
		if k+1 < len(r.tokens) && r.titleAt[k+1] != 0 || r.nameAt[min(k+1, len(r.tokens)-1)] != 0 || r.tokens[min(k+1, len(r.tokens)-1)].Kind != extract.Word {
			continue
		}
		return sameGender(ag, g)
	}
	return false
}

func (r *reader) prepositional(k int) bool {
	switch r.lower(k) {
	case "de", "à", "par", "pour", "sur", "sous", "dans", "avec", "en", "d'", "chez", "vers", "entre", "contre", "depuis", "dès", "selon", "après", "avant", "durant", "pendant", "face", "suite", "malgré", "sans":
		return true
	}
	return false
}
