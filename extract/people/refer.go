package people

import (
	"cmp"
	"slices"
	"strings"

	"estrade/extract"
)

// reference is a title or pronoun that stands for a person.
type reference struct {
	from, to int // tokens
	person   int
}

// event is a mention in text order: a name, a title or a pronoun.
type event struct {
	at, to  int // tokens
	person  int
	subject bool
	first   bool // the first subject of its sentence
}

// refer resolves titles that stand for a person, and pronouns.
func (r *reader) refer() {
	if len(r.persons) == 0 {
		return
	}
	m := &memory{r: r, last: make([]int, len(r.persons))}
	r.findHolders()
	names := r.namesInOrder()
	n, t := 0, 0
	order := r.titlesInOrder()
	for i := 0; i < len(r.tokens); i++ {
		for n < len(names) && r.names[names[n]].from == i {
			k := names[n]
			m.add(event{at: r.start(k), to: r.names[k].to, person: r.names[k].person, subject: r.isSubject(r.phraseStart(k), r.names[k].to)})
			n++
		}
		for t < len(order) && r.titles[order[t]].from <= i {
			if r.titles[order[t]].from == i {
				r.referByTitle(order[t], m)
			}
			t++
		}
		r.referByPronoun(i, m)
	}
}

func (r *reader) namesInOrder() []int {
	order := make([]int, 0, len(r.names))
	for n := range r.names {
		if r.names[n].person >= 0 {
			order = append(order, n)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.names[a].from, r.names[b].from) })
	return order
}

func (r *reader) titlesInOrder() []int {
	order := make([]int, len(r.titles))
	for t := range r.titles {
		order[t] = t
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.titles[a].from, r.titles[b].from) })
	return order
}

// phraseStart is the first token of the noun phrase around name k: its title
// before it with the article.
func (r *reader) phraseStart(k int) int {
	p := r.start(k)
	q := p
	if q > 0 && r.word(q-1) == "," {
		q--
	}
	if t := r.titleEnding(q); t >= 0 {
		for _, n := range r.titles[t].names {
			if n == k {
				p = r.titles[t].from
				if a := r.titles[t].article; a >= 0 {
					p = a
				}
				if r.is(p-1, civility) {
					p--
				}
			}
		}
	}
	return p
}

// isSubject reports whether the noun phrase [from, to) may be a subject: no
// preposition before it, or one that names a source ("selon", "pour").
func (r *reader) isSubject(from, to int) bool {
	switch r.lower(from) {
	case "du", "au":
		return false
	}
	if !r.together(from) {
		return true
	}
	if r.objectAt(from) {
		return false
	}
	switch r.lower(from - 1) {
	case "selon", "pour":
		return true
	case "de", "d'", "à", "par", "avec", "du", "des", "au", "aux", "chez", "auprès", "entre", "sous", "sur", "dans", "en", "vers", "contre", "sans", "comme", "dont":
		return false
	case "après":
		return r.lower(from-2) == "d'"
	case "la", "le", "l'":
		return r.lower(from-2) != "de" && r.lower(from-2) != "à"
	}
	return true
}

// objectAt reports whether the phrase at token i is the object of a verb:
// "a accueilli le ministre". After a quotation it is the subject: "», a
// reconnu le maire".
func (r *reader) objectAt(i int) bool {
	if !r.lowercase(i-1) || r.class[i-1]&(stop|particle) != 0 {
		return false
	}
	for k := i - 2; k >= i-4 && k >= 0; k-- {
		switch r.lower(k) {
		case "a", "ont", "avait", "avaient", "aura":
			return k == 0 || r.tokens[k-1].Kind != extract.Punct || r.tokens[k-1].Lower == ")"
		}
		if r.tokens[k].Kind != extract.Word {
			return false
		}
	}
	return false
}

// memory is who has been mentioned, the latest last.
type memory struct {
	r      *reader
	events []event
	last   []int // for each person, the token of the last mention plus one; 0 if none
}

func (m *memory) add(e event) {
	if e.subject {
		e.first = !m.personSubject(int(m.r.sentence[e.at]), e.at)
	}
	m.events = append(m.events, e)
	m.last[e.person] = e.at + 1
}

// findHolders collects the titles that a later title can stand for, each
// wording of a person once.
func (r *reader) findHolders() {
	type wording struct {
		office, person int
		text           string
	}
	seen := map[wording]bool{}
	for t := range r.titles {
		x := &r.titles[t]
		if len(x.names) == 0 || x.head < 0 {
			continue
		}
		w := wording{int(r.heads[x.head].office), r.names[x.names[0]].person, r.text(x.from, x.to)}
		if !seen[w] {
			seen[w] = true
			r.holders = append(r.holders, t)
		}
	}
}

// referByTitle resolves a title that stands for a person: "le préfet", "la ministre".
func (r *reader) referByTitle(t int, m *memory) {
	if r.attachPredicate(t, m) {
		return
	}
	x := &r.titles[t]
	if len(x.names) > 0 || x.plural || x.head < 0 || r.possessive(x) || !x.def && !r.vocative(x) {
		return
	}
	p := r.holder(t, m)
	if p < 0 {
		return
	}
	from := x.from
	if x.article >= 0 {
		switch r.lower(x.article) {
		case "du", "au":
		default:
			from = x.article
		}
		if r.is(x.article-1, civM|civF) {
			from = x.article - 1
		}
	}
	x.refers, x.stands = true, p
	r.refs = append(r.refs, reference{from, x.to, p})
	m.add(event{at: from, to: x.to, person: p, subject: x.parent < 0 && r.isSubject(min(from, max(x.article, 0)), x.to) && r.lower(x.article) != "du" && r.lower(x.article) != "au"})
}

// vocative reports "Monsieur le préfet" and "Madame la sénatrice".
func (r *reader) vocative(x *title) bool {
	return x.article >= 0 && r.is(x.article-1, civM|civF)
}

// holder returns the person that title t stands for: one who holds the same
// office, the latest mentioned first; -1 if there is none.
func (r *reader) holder(t int, m *memory) int {
	x := &r.titles[t]
	best, bestRank := -1, 0
	for _, k := range r.holders {
		y := &r.titles[k]
		match := r.sameOffice(x, y)
		if match == 0 {
			continue
		}
		for _, n := range y.names {
			p := r.names[n].person
			if p < 0 || !r.genderFits(x, p) {
				continue
			}
			rank := match*100_000_000 + m.last[p]
			if rank > bestRank {
				best, bestRank = p, rank
			}
		}
	}
	return best
}

func (r *reader) genderFits(x *title, p int) bool {
	g := r.persons[p].gender
	if x.gender == extract.Masculine && g == extract.Feminine {
		// A woman may hold an office in its masculine form, if she is titled so.
		return r.word(x.article) == "l'" || r.heads[x.head].gender == extract.Masculine && r.titledAs(p, extract.Masculine)
	}
	return sameGender(x.gender, g)
}

// titledAs reports whether a title of person p is written in gender g.
func (r *reader) titledAs(p int, g extract.Gender) bool {
	for _, t := range r.holders {
		x := &r.titles[t]
		if r.heads[x.head].gender != g {
			continue
		}
		for _, n := range x.names {
			if r.names[n].person == p {
				return true
			}
		}
	}
	return false
}

// sameOffice grades how well the title x can stand for the title y: 0 not at
// all, 3 the same office and complement.
func (r *reader) sameOffice(x, y *title) int {
	ox, oy := r.office(&r.heads[x.head]), r.office(&r.heads[y.head])
	grade := 0
	switch {
	case ox == oy:
		grade = 3
	case headWord(ox.name) == headWord(oy.name) && len(ox.name) < len(oy.name):
		grade = 2
	case ox.name == "ministre" && oy.name == "secrétaire d'État":
		grade = 1
	case ox.name == "représentant de l'État" && (oy.name == "préfet" || oy.name == "sous-préfet"):
		grade = 1
	case headWord(ox.name) == headWord(oy.name) && ox.name == headWord(ox.name):
		grade = 1
	}
	if grade == 0 {
		return 0
	}
	if !r.complementFits(x, y) {
		return 0
	}
	return grade
}

func headWord(s string) string {
	if i := strings.IndexAny(s, " "); i > 0 {
		return s[:i]
	}
	return s
}

// complementFits reports whether what x governs can be what y governs: each
// content word of it stands in y, or y says nothing of it.
func (r *reader) complementFits(x, y *title) bool {
	xh, yh := &r.heads[x.head], &r.heads[y.head]
	if x.to == xh.to || y.to == yh.to && y.full == "" {
		return true
	}
	for k := xh.to; k < x.to; k++ {
		if r.is(k, particle|stop|adjective) || len(r.tokens[k].Fold) < 3 || r.tokens[k].Kind != extract.Word {
			continue
		}
		found := false
		for j := y.from; j < y.to; j++ {
			if r.tokens[j].Fold == r.tokens[k].Fold {
				found = true
				break
			}
		}
		if !found && y.full != "" && strings.Contains(foldLatin(y.full), r.tokens[k].Fold) {
			found = true
		}
		if !found && (r.tokens[k].Fold == "republique" || r.tokens[k].Fold == "departement" || r.tokens[k].Fold == "commune" || r.tokens[k].Fold == "ville" || r.tokens[k].Fold == "region") {
			found = true
		}
		if !found {
			return false
		}
	}
	return true
}

// referByPronoun resolves the pronoun at token i, if it is one.
func (r *reader) referByPronoun(i int, m *memory) {
	if len(m.events) == 0 || r.tokens[i].Kind != extract.Word {
		return
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

// latest is the person of gender g mentioned last before token i, nearby.
func (m *memory) latest(i int, g extract.Gender) int {
	s := m.r.sentence[i]
	for k := len(m.events) - 1; k >= 0; k-- {
		e := &m.events[k]
		if s-m.r.sentence[e.at] > 2 {
			return -1
		}
		if sameGender(m.r.persons[e.person].gender, g) {
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
	best, bestScore := -1, -1<<30
	for k := len(m.events) - 1; k >= max(0, len(m.events)-mostEvents); k-- {
		e := &m.events[k]
		es := int(r.sentence[e.at])
		if s-es > reach {
			break
		}
		if !sameGender(r.persons[e.person].gender, g) {
			continue
		}
		score := -20 * (s - es)
		switch {
		case e.subject && e.first:
			score += 27
		case e.subject:
			score += 20
		}
		if r.d.Sentences[es].Paragraph != paragraph {
			score -= 5 * (paragraph - r.d.Sentences[es].Paragraph)
		}
		if r.persons[e.person].gender == "" {
			score -= 10
		}
		score += min(k-len(m.events)+1+8, 8) / 2 // the later of two
		if score > bestScore {
			best, bestScore = e.person, score
		}
	}
	if best < 0 {
		return -1
	}
	if !source && !r.humanVerbAfter(i) && m.thingBefore(i, g) {
		return -1
	}
	if bestScore < -50 && !source && !r.humanVerbAfter(i) {
		return -1
	}
	return best
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
	for k := i + 1; k < len(r.tokens) && k <= i+6 && r.together(k); k++ {
		if r.class[k]&(speechVerb|humanVerb) != 0 {
			return true
		}
		if r.tokens[k].Kind != extract.Word && r.tokens[k].Lower != "," {
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
		if m.personSubject(s, i) {
			return false
		}
		if r.thingSubject(s, i, g) {
			return true
		}
	}
	for p := s - 1; p >= 0 && p >= s-2; p-- {
		if m.personSubject(p, i) {
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

// personSubject reports whether a person is a subject in sentence s before token i.
func (m *memory) personSubject(s, i int) bool {
	for k := len(m.events) - 1; k >= max(0, len(m.events)-mostEvents); k-- {
		e := &m.events[k]
		es := int(m.r.sentence[e.at])
		if es < s {
			return false
		}
		if es == s && e.at < i && e.subject {
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
