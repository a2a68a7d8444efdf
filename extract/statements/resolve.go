package statements

import (
	"slices"
	"sort"
	"strings"

	"estrade/extract"
)

// lookBack is how many sentences back the one a pronoun stands for may be.
const lookBack = 8

// resolveAll resolves the pronouns among speakers and drops repetitions.
func (v *view) resolveAll(all []speaker) []speaker {
	var out []speaker
	for _, s := range all {
		if s.pronoun {
			out = append(out, v.resolve(s)...)
		} else if some := v.counted(s); some != nil {
			out = append(out, some...)
		} else {
			out = append(out, s)
		}
	}
	var unique []speaker
	for _, s := range out {
		if s.person != extract.None && slices.ContainsFunc(unique, func(t speaker) bool { return t.person == s.person }) {
			continue
		}
		unique = append(unique, s)
	}
	return unique
}

// counted expands "les deux maires", "les trois signataires" to the people
// named together in the sentences just before, if there are as many.
func (v *view) counted(s speaker) []speaker {
	if s.person != extract.None || !s.plural || v.lower(s.from) != "les" {
		return nil
	}
	n := map[string]int{"deux": 2, "trois": 3, "quatre": 4, "cinq": 5}[v.lower(s.from+1)]
	if n == 0 {
		return nil
	}
	here := int(v.sentAt[s.from])
	for k := here - 1; k >= 0 && k >= here-3; k-- {
		topic := v.topic(k)
		if len(topic) != n {
			continue
		}
		for _, t := range topic {
			if t.person == extract.None {
				return nil
			}
		}
		return v.standIns(topic, s)
	}
	for k := len(v.said) - 1; k >= 0 && int(v.sentAt[v.said[k].cue]) >= here-3; k-- {
		if all := v.said[k].speakers; len(all) == n {
			return v.standIns(all, s) // "Les deux ministres", whose message was read
		}
	}
	return v.peers(s, n)
}

// peers are the n persons named before "les deux ministres" who hold that
// office, or are called colleagues of one who does; nil unless just as many.
func (v *view) peers(s speaker, n int) []speaker {
	const before = 40 // references back
	words := v.contentWords(s.from+2, s.to)
	if len(words) == 0 {
		return nil
	}
	var all []speaker
	at := sort.Search(len(v.refs), func(k int) bool { return v.refs[k].from >= s.from })
	for k := at - 1; k >= 0 && k >= at-before; k-- {
		r := v.refs[k]
		if r.kind != byName || slices.ContainsFunc(all, func(t speaker) bool { return t.person == r.index }) {
			continue
		}
		if v.agreement(r.index, words[0], words[1:]) >= 0 || v.isPeer(r.from) {
			all = append(all, speaker{person: r.index, title: extract.None, from: s.from, to: s.to})
		}
	}
	if len(all) == n {
		slices.Reverse(all)
		return all
	}
	if n != 2 {
		return nil
	}
	// "les deux responsables": the only two persons named just before.
	var near []speaker
	first := v.sents[max(0, int(v.sentAt[s.from])-4)].From
	for k := at - 1; k >= 0 && v.refs[k].from >= first; k-- {
		r := v.refs[k]
		if r.kind == byName && !v.inQuote(r.from) && !slices.ContainsFunc(near, func(t speaker) bool { return t.person == r.index }) {
			near = append(near, speaker{person: r.index, title: extract.None, from: s.from, to: s.to})
		}
	}
	if len(near) != n {
		return nil
	}
	slices.Reverse(near)
	return near
}

// isPeer reports whether the name at token i is introduced as a colleague:
// "son homologue, Mme X".
func (v *view) isPeer(i int) bool {
	k := i - 1
	for k > 0 && (v.is(k, civility) || v.lower(k) == ",") {
		k--
	}
	switch v.lower(k) {
	case "homologue", "collègue", "homologues", "collègues":
		return true
	}
	return false
}

// isDocument reports whether the subject of sentence n is a document or the
// like of gender g, to which a pronoun after it rather refers.
func (v *view) isDocument(n int, g extract.Gender) bool {
	s := &v.sents[n]
	i := s.From
	if !v.is(i, determiner) || i+1 >= s.To {
		return false
	}
	if a := articleGender(v.lower(i)); a != g && a != extract.UnknownGender {
		return false
	}
	return v.is(i+1, document)
}

// resolve finds whom a pronoun stands for: those who spoke last, else the
// subject of the sentences before, of fitting gender and number. Nil if there
// is none.
func (v *view) resolve(s speaker) []speaker {
	if !s.pronoun {
		return []speaker{s}
	}
	g := genderOf(v.lower(s.from))
	here := int(v.sentAt[s.from])
	if v.host != nil && !s.plural && !v.toMe(s.from) {
		if all := v.fitting([]speaker{*v.host}, g, false); all != nil {
			return v.standIns(all, s)
		}
	}
	last := len(v.said) - 1
	const farthest = 60 // sentences, those in quotation marks included
	for n, back := here, 0; n >= 0 && n > here-farthest && back < lookBack; n-- {
		// The latest to speak in that sentence.
		for last >= 0 && int(v.sentAt[v.said[last].cue]) > n {
			last--
		}
		for k := last; k >= 0 && int(v.sentAt[v.said[k].cue]) == n; k-- {
			if v.said[k].cue < s.from && !(v.said[k].read && v.goesOn(s.from)) {
				if all := v.fitting(v.said[k].speakers, g, s.plural); all != nil {
					return v.standIns(all, s)
				}
			}
		}
		if n < here && v.inQuote(v.sents[n].From) && v.inQuote(v.sents[n].To-1) {
			continue
		}
		if last >= 0 && v.said[last].to > v.sents[n].From && n < here && int(v.sentAt[v.said[last].cue]) < n {
			continue // an item of a list that someone read out
		}
		back++
		if n == here-1 && v.isDocument(n, g) {
			return nil // "La convention est signée. Elle précise"
		}
		topic := v.topic(n)
		if n == here && (len(topic) == 0 || topic[0].from >= s.from || !v.clauseIn(topic[len(topic)-1].to, s.from)) {
			continue
		}
		if all := v.fitting(topic, g, s.plural); all != nil {
			return v.standIns(all, s)
		}
	}
	if r := v.ref(s.from); r != nil && r.kind == byCoref {
		return []speaker{v.standIn(speaker{person: r.index, title: extract.None}, s)}
	}
	return nil
}

// toMe reports whether the pronoun at token i says something to the one who
// answers: "il m'a dit".
func (v *view) toMe(i int) bool {
	w := v.lower(i + 1)
	return w == "m'" || w == "me" || w == "nous"
}

// goesOn reports whether the pronoun at token i is the subject of a perfect, as
// of one who has read a message and goes on, while a message speaks in the
// present: "Il a ensuite remis", but "Il y rappelle", "Il a rappelé dans ce
// message".
func (v *view) goesOn(i int) bool {
	s := v.sentence(i)
	for k := s.From; k < s.To; k++ {
		switch v.lower(k) {
		case "message", "lettre", "texte", "courrier", "lequel", "laquelle":
			return false
		}
	}
	for i++; i < s.To && v.is(i, clitic|adverb); i++ {
		if v.lower(i) == "y" {
			return false
		}
	}
	return v.is(i, auxHave)
}

func (v *view) standIns(all []speaker, s speaker) []speaker {
	out := make([]speaker, len(all))
	for i := range all {
		out[i] = v.standIn(all[i], s)
	}
	return out
}

// standIn is who, said at the place of s.
func (v *view) standIn(who, s speaker) speaker {
	if who.person != extract.None {
		who.from, who.to = s.from, s.to
	}
	who.pronoun = false
	return who
}

// fitting returns those of all that a pronoun of that gender and number can
// stand for, or nil.
func (v *view) fitting(all []speaker, g extract.Gender, plural bool) []speaker {
	if plural {
		if len(all) > 1 || len(all) == 1 && all[0].plural {
			return all
		}
		return nil
	}
	if len(all) != 1 || all[0].plural {
		return nil
	}
	s := all[0]
	if s.person != extract.None {
		if q := v.gender[s.person]; g != extract.UnknownGender && q != extract.UnknownGender && q != g {
			return nil
		}
		return all
	}
	if a := v.phraseGender(s); a != extract.UnknownGender && g != extract.UnknownGender && a != g {
		return nil
	}
	return all
}

// phraseGender is the gender of an unnamed speaker by its article.
func (v *view) phraseGender(s speaker) extract.Gender {
	if s.title != extract.None {
		if g := v.d.Titles[s.title].Gender; g != extract.UnknownGender {
			return g
		}
	}
	return articleGender(v.lower(s.from))
}

// topic is the subject of a sentence: its leftmost noun phrase that names
// people and depends on no preposition; else, the last person it names.
func (v *view) topic(n int) []speaker {
	if t, ok := v.topics[n]; ok {
		return t
	}
	s := &v.sents[n]
	v.topics[n] = nil // ends recursion
	var found []speaker
	for i := s.From; i < s.To && found == nil; i++ {
		if v.inQuote(i) || v.governed(i) || v.is(i, subject) {
			continue
		}
		all, next := v.humans(i, s.To, true)
		if all == nil || v.apposed(s.From, i, &all[0]) {
			continue // "Accompagné du maire, X, le préfet"
		}
		if all[0].person != extract.None || all[0].title != extract.None || all[0].plural || !all[0].group {
			found = all
		}
		i = next - 1
	}
	if found == nil {
		for i := s.To - 1; i >= s.From; i-- {
			if r := v.ref(i); r != nil && r.kind == byName && !v.inQuote(i) {
				found = []speaker{{person: r.index, title: extract.None, from: r.from, to: r.to}}
				break
			}
		}
	}
	v.topics[n] = found
	return found
}

// latest is the person of that gender named last before token i: "ce dernier".
// The phrase is [i,to).
func (v *view) latest(i, to int, plural bool, g extract.Gender) []speaker {
	const reach = 6 // sentences back
	if r := v.ref(i); r != nil && r.kind == byCoref {
		return []speaker{{person: r.index, title: extract.None, from: i, to: to}}
	}
	if plural {
		return v.pair(i)
	}
	first := v.sents[max(0, int(v.sentAt[i])-reach)].From
	for k := i - 1; k >= first; k-- {
		r := v.ref(k)
		if r == nil || v.inQuote(k) {
			continue
		}
		k = r.from
		person := extract.None
		switch {
		case r.kind == byName:
			person = r.index
		case r.kind == byTitle:
			person = v.d.Titles[r.index].Person
			if person == extract.None {
				person = v.holder(r.from, r.to, r.from)
			}
			if s := (speaker{person: person, title: r.index, from: r.from, to: r.to}); person == extract.None && v.phraseGender(s) == g {
				return []speaker{s}
			}
		}
		if person == extract.None || person >= len(v.gender) {
			continue
		}
		if q := v.gender[person]; q == g || q == extract.UnknownGender {
			return []speaker{{person: person, title: extract.None, from: i, to: to}}
		}
	}
	return nil
}

// pair is the two who spoke together last, or the two persons named last:
// "tous deux".
func (v *view) pair(i int) []speaker {
	if n := len(v.said); n > 0 && int(v.sentAt[v.said[n-1].cue]) >= int(v.sentAt[i])-1 {
		if all := v.said[n-1].speakers; len(all) == 2 {
			return v.standIns(all, speaker{from: i, to: i + 2})
		}
	}
	var all []speaker
	for n := len(v.said) - 1; n >= 0 && int(v.sentAt[v.said[n].cue]) >= int(v.sentAt[i])-2; n-- {
		// "Le premier a rappelé … La seconde a estimé … Tous deux"
		if w := v.said[n].speakers; len(w) == 1 && w[0].person != extract.None && !slices.ContainsFunc(all, func(t speaker) bool { return t.person == w[0].person }) {
			all = append(all, v.standIn(w[0], speaker{from: i, to: i + 2}))
		}
	}
	if len(all) == 2 {
		all[0], all[1] = all[1], all[0]
		return all
	}
	all = nil
	first := v.sents[max(0, int(v.sentAt[i])-2)].From
	for k := i - 1; k >= first && len(all) < 2; k-- {
		r := v.ref(k)
		if r == nil || r.kind != byName {
			continue
		}
		k = r.from
		if len(all) == 0 || all[0].person != r.index {
			all = append(all, speaker{person: r.index, title: extract.None, from: i, to: i + 2})
		}
	}
	if len(all) != 2 {
		return nil
	}
	all[0], all[1] = all[1], all[0]
	return all
}

// holder finds the person whom a title phrase [k,to) stands for: the one
// mentioned last before token i, else first after it, whose title agrees with
// it. None if there is no such person.
func (v *view) holder(k, to, i int) int {
	words := v.contentWords(k, to)
	if len(words) == 0 {
		return extract.None
	}
	head, rest := words[0], words[1:]
	if head == "medecin" || head == "docteur" || head == "docteure" {
		if p := v.physician(i); p != extract.None && len(rest) == 0 {
			return p
		}
	}
	// Candidates in the order of preference: those named last before token i,
	// then the first of the text, who may be named only after it.
	const before, first = 300, 60
	best, bestScore := extract.None, -1
	feminine := isFeminine(head)
	seen := map[int]bool{}
	try := func(p int) {
		if seen[p] {
			return
		}
		seen[p] = true
		if feminine && p < len(v.gender) && v.gender[p] == extract.Masculine {
			return // "l'élue" is a woman
		}
		if score := v.agreement(p, head, rest); score > bestScore {
			best, bestScore = p, score
		}
	}
	at := sort.Search(len(v.refs), func(k int) bool { return v.refs[k].from >= i })
	for k := at - 1; k >= 0 && k >= at-before; k-- {
		if v.refs[k].kind == byName {
			try(v.refs[k].index)
		}
	}
	for p := 0; p < len(v.d.People) && p < first; p++ {
		try(p)
	}
	return best
}

// physician is the last person before token i whom the text calls a doctor:
// "au Dr Petit".
func (v *view) physician(i int) int {
	const most = 250 // tokens
	for k := i - 1; k > 0 && k > i-most; k-- {
		r := v.ref(k)
		if r == nil || r.kind != byName {
			continue
		}
		k = r.from
		switch v.lower(k - 1) {
		case "dr", "dr.", "docteur", "docteure":
			return r.index
		}
	}
	return extract.None
}

// unnamedHolder finds the title of someone without a name who spoke before and
// whom the title phrase [k,to) may stand for, or None.
func (v *view) unnamedHolder(k, to int) int {
	const most = 6
	words := v.contentWords(k, to)
	if len(words) == 0 {
		return extract.None
	}
	for n := len(v.said) - 1; n >= 0 && n >= len(v.said)-most; n-- {
		for _, s := range v.said[n].speakers {
			if s.person == extract.None && s.title != extract.None && v.fits(s.title, words[0], words[1:]) >= 0 {
				return s.title
			}
		}
	}
	return extract.None
}

// agreement says how well the titles of person p fit a phrase: -1 not at all,
// more for each word in common.
func (v *view) agreement(p int, head string, rest []string) int {
	best := -1
	for _, t := range v.titlesOf[p] {
		best = max(best, v.fits(t, head, rest))
	}
	return best
}

// fits says how well a title fits a phrase: -1 not at all. A word of the
// phrase that the title does not have excludes it.
func (v *view) fits(t int, head string, rest []string) int {
	title := &v.d.Titles[t]
	full := title.Full
	if full == "" {
		full = title.Text
	}
	words, ok := v.offices[full]
	if !ok {
		words = contentWordsOf(full)
		v.offices[full] = words
	}
	if len(words) == 0 {
		return -1
	}
	if isFeminine(words[0]) && !isFeminine(head) && sameOffice(words[0], head) {
		return -1 // "le préfet" is not the préfète
	}
	score := -1
	switch {
	case sameOffice(words[0], head) || title.Office != "" && sameOffice(title.Office, head):
		score = 2
	case equivalent(words, head):
		score = 1
	default:
		return -1
	}
	if len(words) > 1 && (strings.HasPrefix(words[1], "delegue") || strings.HasPrefix(words[1], "adjoint")) && !slices.Contains(rest, words[1]) {
		score-- // "la ministre" is rather the minister than her delegate
	}
	for _, w := range rest {
		switch {
		case slices.Contains(words[1:], w):
			score += 2
		case !loose[w] && !isAcronym(w, words[1:]):
			return -1
		}
	}
	return score
}

// loose are words that a short form of a title adds to it: "le représentant de
// l'État", "le maire de la commune".
var loose = map[string]bool{"etat": true, "commune": true, "ville": true, "departement": true, "region": true, "metropole": true,
	"agglomeration": true, "prefecture": true, "collectivite": true, "gouvernement": true}

func (v *view) contentWords(from, to int) []string {
	var words []string
	for i := from; i < to; i++ {
		if v.tok[i].Kind == extract.Word && !v.is(i, determiner|preposition|civility) && !isEpithet(v.lower(i)) && v.lower(i) != "et" {
			words = append(words, v.tok[i].Fold)
		}
	}
	if len(words) > 1 && v.tok[from].Gap != extract.Hyphen && from+1 < to && v.tok[from+1].Gap == extract.Hyphen {
		words = append([]string{words[0] + words[1]}, words[2:]...)
	}
	return words
}
