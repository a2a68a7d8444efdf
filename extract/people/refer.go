package people

import (
	"cmp"
	"net/url"
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
	first   bool           // the first subject of its sentence
	agent   bool           // "par le préfet"
	gender  extract.Gender // of somebody without a name (person -1)
}

// refer resolves titles that stand for a person, and pronouns.
func (r *reader) refer() {
	if len(r.persons) == 0 {
		return
	}
	r.findHolders()
	r.findPast()
	r.issuer = issuer(r.d.URL)
	names, order := r.namesInOrder(), r.titlesInOrder()
	// What is said of a person late in a text ("a été nommé sous-préfet") may be
	// meant early ("Le nouveau sous-préfet arrive"): once again if there is any.
	r.late = false
	r.readThrough(names, order)
	if r.late {
		r.refs = r.refs[:0]
		r.readThrough(names, order)
	}
}

// readThrough goes through names, titles and pronouns in text order.
func (r *reader) readThrough(names, order []int) {
	m := &memory{r: r, last: make([]int, len(r.persons))}
	n, t := 0, 0
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
		m.readMark(i)
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
	r        *reader
	events   []event
	straight bool  // they are straight
	quoted   bool  // inside quotation marks
	last     []int // for each person, the token of the last mention plus one; 0 if none
}

func (m *memory) add(e event) {
	if e.subject {
		e.first = !m.personSubject(int(m.r.sentence[e.at]), e.at, "")
	}
	if e.at > 0 && m.r.together(e.at) {
		e.agent = m.r.lower(e.at-1) == "par" || m.r.is(e.at-1, particle) && m.r.lower(e.at-2) == "par"
	}
	m.events = append(m.events, e)
	if e.person >= 0 {
		m.last[e.person] = e.at + 1
	}
}

// officer is what the holder of any rank may be called.
const officer = "officier"

// addHolder files title t under the words by which a later title may stand for it.
func (r *reader) addHolder(t int) {
	o := r.office(&r.heads[r.titles[t].head])
	for _, w := range o.words {
		r.holders[w] = append(r.holders[w], t)
	}
	if o.class == rank && o.words[0] != officer {
		r.holders[officer] = append(r.holders[officer], t) // "l'officier général"
	}
	r.late = true
}

// candidates are the titles that x may stand for.
func (r *reader) candidates(x *title) []int {
	o := r.office(&r.heads[x.head])
	switch o.name {
	case "ministre":
		return append(r.holders["ministre"][:len(r.holders["ministre"]):len(r.holders["ministre"])], r.holders["secrétaire"]...)
	case "représentant de l'État":
		return r.holders["préfet"]
	}
	return r.holders[o.words[0]]
}

// gender is the gender of whom event e mentions.
func (m *memory) gender(e *event) extract.Gender {
	if e.person < 0 {
		return e.gender
	}
	return m.r.persons[e.person].gender
}

// readMark keeps account of quotation marks. A straight mark left open ends
// with its paragraph.
func (m *memory) readMark(i int) {
	t := &m.r.tokens[i]
	if t.Gap == extract.Paragraph && m.straight {
		m.quoted, m.straight = false, false
	}
	if t.Kind != extract.Punct {
		return
	}
	switch t.Lower {
	case "«", "“":
		m.quoted, m.straight = true, false
	case "»", "”":
		m.quoted, m.straight = false, false
	case "\"":
		m.quoted = !m.quoted
		m.straight = m.quoted
	}
}

// findHolders collects the titles that a later title can stand for, each
// wording of a person once.
func (r *reader) findHolders() {
	type wording struct {
		office, person int
		text           string
	}
	seen := map[wording]bool{}
	r.holders = map[string][]int{}
	for t := range r.titles {
		x := &r.titles[t]
		if len(x.names) == 0 || x.head < 0 {
			continue
		}
		w := wording{int(r.heads[x.head].office), r.names[x.names[0]].person, r.text(x.from, x.to)}
		if !seen[w] {
			seen[w] = true
			r.addHolder(t)
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
		if !m.quoted && x.parent < 0 && r.unnamed(t) {
			at := x.from
			if x.article >= 0 {
				at = x.article
			}
			m.add(event{at: at, to: x.to, person: -1, gender: x.gender, subject: r.isSubject(at, x.to)})
		}
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
	best, bestRank := -1, -1<<62
	for _, k := range r.candidates(x) {
		y := &r.titles[k]
		match := r.sameOffice(x, y)
		if match == 0 {
			continue
		}
		for _, n := range y.names {
			p := r.names[n].person
			if p < 0 || !r.genderFits(x, p) || r.insideTitleOf(x, p) {
				continue
			}
			rank := match*100_000_000 + m.last[p]
			if r.spells(x, y) {
				rank += 60_000_000 // "le préfet de région" is rather the préfet de la région X than the préfet de Y
			} else if r.issues(y) {
				rank += 50_000_000 // the prefect of the site rather than another
			}
			if r.persons[p].past {
				rank -= 4_000_000_000 // "le préfet" is not the one that he honours
			}
			if m.last[p] > 0 {
				rank += 1_000_000_000 // someone known already
			}
			if rank > bestRank {
				best, bestRank = p, rank
			}
		}
	}
	return best
}

// issuer is the departement or region whose prefecture has the site at an
// address, folded and with hyphens, by the custom of the sites of the State:
// "haute-corse" of https://www.haute-corse.gouv.fr/…; empty for another site.
func issuer(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	name, ok := strings.CutSuffix(strings.TrimPrefix(u.Hostname(), "www."), ".gouv.fr")
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	if !ok {
		return ""
	}
	return name
}

// issues reports whether title y is of the departement that has the site.
func (r *reader) issues(y *title) bool {
	if r.issuer == "" {
		return false
	}
	text := strings.NewReplacer(" ", "-", "'", "-", "’", "-").Replace(foldLatin(r.text(y.from, y.to)))
	return strings.HasSuffix(text, "-"+r.issuer)
}

// pastBefore are words before someone who is honoured, dead or succeeded, with
// the preposition that follows: "en hommage au préfet X".
var pastBefore = map[string]bool{"hommage": true, "mémoire": true, "mort": true, "décès": true, "assassinat": true, "disparition": true, "obsèques": true,
	"funérailles": true, "meurtre": true, "succède": true, "succédé": true, "succédant": true, "succéder": true, "succession": true, "remplacement": true,
	"départ": true, "feu": true, "remplace": true, "remplacer": true, "remplaçant": true, "prédécesseur": true, "prédécesseure": true}

// pastAfter are participles of those who died: "X, préfet de Y, assassiné le".
var pastAfter = map[string]bool{"assassiné": true, "assassinée": true, "décédé": true, "décédée": true, "disparu": true, "disparue": true,
	"tué": true, "tuée": true, "mort": true, "morte": true, "tombé": true, "tombée": true, "fusillé": true, "fusillée": true, "déporté": true}

// findPast marks the persons who held their office before: "en hommage au
// préfet X, assassiné en 1998", "Il succède à X".
func (r *reader) findPast() {
	for p := range r.persons {
		for _, n := range r.persons[p].names {
			if r.isPast(n) {
				r.persons[p].past = true
				break
			}
		}
	}
}

func (r *reader) isPast(n int) bool {
	const far = 16 // tokens of titles between the name and the participle
	k := r.phraseStart(n)
	switch r.lower(k) {
	case "du", "au":
	default:
		k--
	}
	switch r.lower(k) {
	case "à", "de", "d'", "du", "au":
		k--
	}
	if k >= 0 && r.together(k+1) && pastBefore[r.lower(k)] {
		return true
	}
	for i := r.names[n].to; i < len(r.tokens) && i < r.names[n].to+far && r.together(i); i++ {
		if r.nameAt[i] != 0 {
			return false
		}
		if pastAfter[r.lower(i)] {
			return r.lower(i-1) == "," || i == r.names[n].to || strings.HasSuffix(r.lower(i-1), "ment")
		}
	}
	return false
}

// insideTitleOf reports whether x is nested in a title of person p: nobody is
// their own director's prefect.
func (r *reader) insideTitleOf(x *title, p int) bool {
	for x.parent >= 0 {
		x = &r.titles[x.parent]
		for _, n := range x.names {
			if r.names[n].person == p {
				return true
			}
		}
	}
	return false
}

func (r *reader) genderFits(x *title, p int) bool {
	g := r.persons[p].gender
	if x.gender == extract.Masculine && g == extract.Feminine {
		// A woman may hold an office in its masculine form, if she is titled so.
		return r.word(x.article) == "l'" || r.heads[x.head].gender == extract.UnknownGender && r.holdsAlone(x, p) || r.heads[x.head].gender == extract.Masculine && r.titledAs(p, extract.Masculine)
	}
	return sameGender(x.gender, g)
}

// holdsAlone reports whether nobody but person p holds the office of title x, whose
// word is the same for women and men: "Mme Petit, maire … le maire".
func (r *reader) holdsAlone(x *title, p int) bool {
	for _, k := range r.candidates(x) {
		for _, n := range r.titles[k].names {
			if q := r.names[n].person; q >= 0 && q != p && r.sameOffice(x, &r.titles[k]) > 0 && r.persons[q].gender != extract.Feminine {
				return false
			}
		}
	}
	return true
}

// titledAs reports whether a title of person p is written in gender g.
func (r *reader) titledAs(p int, g extract.Gender) bool {
	for _, n := range r.persons[p].names[:min(len(r.persons[p].names), 8)] {
		for _, t := range r.names[n].titles {
			if x := &r.titles[t]; x.head >= 0 && r.heads[x.head].gender == g {
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
	case ox.class == rank && oy.class == rank && headWord(ox.name) == headWord(oy.name):
		grade = 3
	case headWord(ox.name) == headWord(oy.name) && len(ox.name) < len(oy.name):
		grade = 2
	case ox.class == rank && oy.class == rank && len(ox.words) == 1 && oy.words[len(oy.words)-1] == ox.words[0]:
		grade = 1 // "le colonel" for a lieutenant-colonel
	case ox.name == officer && oy.class == rank:
		grade = 1
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

// sayNoPlace reports whether the words [from, to) after an office name the place
// that it governs by its kind alone: "maire de la ville", "préfet du département".
func (r *reader) sayNoPlace(from, to int) bool {
	if from >= to || !r.isDe(from) {
		return false
	}
	switch r.word(to - 1) {
	case "ville", "commune", "departement", "region", "cite":
		return r.lowercase(to-1) && to-from <= 3
	}
	return false
}

func headWord(s string) string {
	if i := strings.IndexAny(s, " "); i > 0 {
		return s[:i]
	}
	return s
}

// spells reports whether y has all words of the complement of x, if it has one.
func (r *reader) spells(x, y *title) bool {
	xh := &r.heads[x.head]
	for k := xh.to; k < x.to; k++ {
		if r.is(k, particle|stop) || r.tokens[k].Kind != extract.Word {
			continue
		}
		if !slices.ContainsFunc(r.tokens[y.from:y.to], func(t extract.Token) bool { return t.Fold == r.tokens[k].Fold }) {
			return false
		}
	}
	return x.to > xh.to
}

// complementFits reports whether what x governs can be what y governs: each
// content word of it stands in y, or y says nothing of it.
func (r *reader) complementFits(x, y *title) bool {
	xh, yh := &r.heads[x.head], &r.heads[y.head]
	if x.to == xh.to || y.to == yh.to && y.full == "" || r.sayNoPlace(yh.to, y.to) {
		return true
	}
	for k := xh.to; k < x.to; k++ {
		if r.is(k, particle|stop) || len(r.tokens[k].Fold) < 3 || r.tokens[k].Kind != extract.Word {
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
		if !found && r.office(xh).class != body {
			switch r.tokens[k].Fold {
			case "republique", "departement", "commune", "ville":
				found = true
			case "region":
				found = r.office(xh).words[0] != "préfet"
			}
		}
		if !found {
			return false
		}
	}
	return true
}
