package statements

import (
	"strings"

	"estrade/extract"
)

// attended finds the persons who were there and are not among those found to
// speak.
func (v *view) attended(found []finding) []finding {
	if len(v.d.People) == 0 {
		return nil
	}
	a := &usher{v: v, state: make([]presence, len(v.d.People)), at: make([]ref, len(v.d.People))}
	for _, f := range found {
		if p := f.speaker.person; p != extract.None {
			a.state[p] = spoke
		}
	}
	for _, f := range found {
		if f.rule == "message" {
			a.readers(v.sentence(f.cue))
		}
	}
	a.mourned()
	agenda := v.isAgenda()
	own := v.firstPersonWords(found)
	for n := range v.sents {
		switch s := &v.sents[n]; {
		case own[n]: // who is named in a speech need not be there
		case v.greets(n) >= 0:
			a.mark(s.From, s.To, there)
		default:
			a.sentence(s, agenda)
			a.roster(n)
		}
	}
	var out []finding
	for p, s := range a.state {
		if s != there {
			continue
		}
		r := a.at[p]
		out = append(out, finding{speaker: speaker{person: p, title: extract.None, from: r.from, to: r.to},
			kind: extract.Attended, from: r.from, to: r.to, cue: r.from, rule: "presence", date: -1})
	}
	return out
}

// firstPersonWords are the sentences of speeches in full and of answers.
func (v *view) firstPersonWords(found []finding) map[int]bool {
	own := map[int]bool{}
	for _, f := range found {
		from, to := f.from, f.to
		switch f.rule {
		case "address":
			from, to = f.body[0], f.body[1]
		case "answer":
		default:
			continue
		}
		for n := v.sentAt[from]; n <= v.sentAt[to-1]; n++ {
			own[int(n)] = true
		}
	}
	return own
}

// mourned marks as absent who is dead: "en hommage au préfet X", "X, tombé en
// 1944".
func (a *usher) mourned() {
	const far = 16 // tokens of titles between the name and what befell it
	v := a.v
	for i := range v.tok {
		r := v.refFrom(i)
		if r == nil || r.kind != byName || r.index == extract.None {
			continue
		}
		k := i - 1
		for ; k > i-6 && k > 0 && (v.is(k, determiner|preposition|civility) || v.ref(k) != nil || v.is(k, human)); k-- {
		}
		switch v.lower(k) {
		case "hommage", "mémoire", "assassinat", "disparition", "obsèques", "décès", "tombe":
			a.state[r.index] = absent
			continue
		}
		for k := r.to; k < len(v.tok) && k < r.to+far && v.refFrom(k) == nil && v.sentAt[k] == v.sentAt[i]; k++ {
			if v.lower(k-1) == "," && v.phrase(deadPhrase, k, len(v.tok)) > 0 {
				a.state[r.index] = absent
				break
			}
		}
	}
}

// roster marks who is named in the lines after sentence n, if that is the
// heading of a list of those who were there: "Liste des participants".
func (a *usher) roster(n int) {
	const most = 80 // sentences
	v := a.v
	s := &v.sents[n]
	if s.Paragraph == 0 || !v.may(s, rosterPhrase|presentPhrase) || s.To < len(v.tok) && v.tok[s.To].Gap < extract.Line {
		return
	}
	whole := v.phrase(rosterPhrase, s.From, s.To) >= s.To-s.From-1
	opens := v.isHeadline(s) && v.loosely(presentPhrase, s.From, s.To) > 0 && s.To < len(v.tok) && isBullet(v.lower(s.To))
	if !whole && !opens {
		return
	}
	for k := n + 1; k < len(v.sents) && k < n+most; k++ {
		if v.hasClause(&v.sents[k]) || v.may(&v.sents[k], absentPhrase) {
			return
		}
		a.mark(v.sents[k].From, v.sents[k].To, there)
	}
}

type presence uint8

const (
	unknown presence = iota
	there
	absent
	spoke
)

// usher keeps who was there.
type usher struct {
	v     *view
	state []presence
	at    []ref // where it is said
}

// sentence reads who was there, or was not, from one sentence.
func (a *usher) sentence(s *extract.Sentence, agenda bool) {
	v := a.v
	if s.Paragraph == 0 && !agenda {
		return
	}
	if !agenda && v.looksAhead(s) || !a.names(s) {
		return
	}
	for i := s.From; i < s.To; i++ {
		if v.inQuote(i) {
			continue
		}
		if n := v.phrase(withPhrase, i, s.To); n > 0 && (n > 1 || v.lower(i) != "avec" || a.companion(i+1, s.To)) {
			a.list(i+n, s)
		}
		if k := a.escorted(i, s); k > 0 {
			a.subjects(s.From, i, s)
			a.list(k, s)
		}
		if n := v.loosely(honouredPhrase, i, s.To); n > 0 {
			a.list(i+n, s)
		}
		if v.lower(i) == "été" && v.phrase(eventPhrase, i+1, s.To) > 0 {
			a.agents(i+2, s)
		}
		if n := v.phrase(awardPhrase, i, s.To); n > 0 {
			a.awarded(i+n, s)
		}
		if n := v.loosely(presentPhrase, i, s.To); n > 0 {
			a.subjects(s.From, i, s)
			if i == s.From || a.inverted(i-1) || !a.anyone(s.From, i) {
				a.list(i+n, s) // "Parmi les personnalités figuraient X et Y"
			}
			a.besides(i+n, s)
		}
		if v.isPast(i) || v.is(i, auxBe) && v.lower(i-1) == "s'" {
			a.actor(i, s)
		}
		if n := a.standsFor(i, s); n > 0 {
			a.mark(s.From, i, absent)
			a.list(i+n, s)
		}
		if v.lower(i) == "représentant" && !v.is(i-1, determiner) {
			// "X, représentant Y, préfet": Y is not there.
			for k := i + 1; k < s.To && k < i+6; k++ {
				if r := v.refFrom(k); r != nil && r.kind == byName {
					a.set(r, absent)
					break
				}
			}
		}
		if n := v.phrase(absentPhrase, i, s.To); n > 0 {
			a.mark(s.From, i, absent)
			if i <= s.From+3 {
				a.mark(i, min(s.To, i+12), absent)
			}
		}
	}
	if agenda && !a.isContact(s) {
		for i := s.From; i < s.To; i++ {
			if r := v.refFrom(i); r != nil && r.kind == byName && v.phrase(dutyPhrase, s.From, s.To) == 0 {
				a.set(r, there)
			}
		}
	}
}

// escorted is the token after "accompagnée tout au long de son séjour du", where
// words part the participle at token i from who is with the subject; else 0.
func (a *usher) escorted(i int, s *extract.Sentence) int {
	const far = 12
	v := a.v
	if !strings.HasPrefix(v.lower(i), "accompagné") && !strings.HasPrefix(v.lower(i), "entouré") {
		return 0
	}
	for k := i + 1; k+1 < s.To && k < i+far && v.tok[k].Kind != extract.Punct; k++ {
		switch v.lower(k) {
		case "du", "de", "d'", "par":
			if _, _, ok := v.human(k+1, s.To); ok || v.ref(k+1) != nil && v.ref(k+1).kind == byTitle {
				return k + 1
			}
		}
	}
	return 0
}

// besides marks who follows a verb of presence beside its subject: "y assistait,
// ainsi que X".
func (a *usher) besides(i int, s *extract.Sentence) {
	for v := a.v; i+1 < s.To; i++ {
		if w := v.lower(i); (w == "ainsi" || w == "même") && v.lower(i+1) == "que" && !v.inQuote(i) {
			a.list(i+2, s)
			return
		}
	}
}

// standsFor is how many tokens from i on say that who follows stands for the
// subject: "représenté par", "représentée lundi par"; 0 for none.
func (a *usher) standsFor(i int, s *extract.Sentence) int {
	const near = 4
	v := a.v
	if n := v.phrase(standsforPhrase, i, s.To); n > 0 || !strings.HasPrefix(v.lower(i), "représenté") {
		return n
	}
	for k := i + 1; k < s.To && k < i+near; k++ {
		if v.lower(k) == "par" {
			return k + 1 - i
		}
	}
	return 0
}

// isContact reports a line that tells whom to call, or the line after it.
func (a *usher) isContact(s *extract.Sentence) bool {
	v := a.v
	for _, i := range [...]int{s.From, v.sentence(max(0, s.From-1)).From} {
		if w := v.lower(i); w == "contact" || w == "contacts" {
			return true
		}
	}
	return false
}

// agents marks who did what is said in the passive: "a été coupé par X, Y et Z".
func (a *usher) agents(i int, s *extract.Sentence) {
	const near = 12
	for k := i; k < s.To && k < i+near; k++ {
		if a.v.isFinite(k) {
			return
		}
		if a.v.lower(k) == "par" {
			a.list(k+1, s)
			return
		}
	}
}

// names reports whether a sentence names someone, or a list follows it.
func (a *usher) names(s *extract.Sentence) bool {
	for i := s.From; i < s.To; i++ {
		if r := a.v.ref(i); r != nil && r.kind == byName {
			return true
		}
	}
	return a.v.lower(s.To-1) == ":"
}

// companion reports whether someone follows "avec" at once: "avec Mme Martin",
// not "avec tristesse".
func (a *usher) companion(i, limit int) bool {
	v := a.v
	for k := i; k < limit && k < i+3; k++ {
		if v.ref(k) != nil || v.is(k, civility|human|group) {
			return true
		}
		if !v.is(k, determiner|adverb) {
			return false
		}
	}
	return false
}

// actor marks the person who is the subject of the perfect at i: who did
// something there was there. What was done to someone, or long before, does not
// count.
func (a *usher) actor(i int, s *extract.Sentence) {
	v := a.v
	c := cue{from: i, to: i + 1, kind: verbCue, first: i, pronoun: -1, plural: v.word[i].plural}
	reflexive := v.reflexiveBefore(i, &c)
	j, negated := v.skipAdverbs(i+1, s.To)
	if w := v.lower(i); negated || v.is(i, auxBe) && !reflexive || v.lower(j) == "été" || w == "avait" || w == "avaient" || w == "étaient" || w == "était" {
		return
	}
	for k := s.From; k < s.To && v.may(s, asidePhrase|careerPhrase|writtenPhrase|remotePhrase); k++ {
		if v.phrase(asidePhrase, k, s.To) > 0 || v.phrase(careerPhrase, k, s.To) > 0 || v.phrase(writtenPhrase, k, s.To) > 0 || v.phrase(remotePhrase, k, s.To) > 0 {
			return
		}
	}
	all, _ := v.subjectBefore(&c)
	for _, p := range all {
		if p.person == extract.None {
			continue
		}
		for k := p.from; k < p.to; k++ {
			if r := v.ref(k); r != nil && r.kind == byName && r.index == p.person {
				a.set(r, there)
				break
			}
		}
	}
}

func (a *usher) set(r *ref, p presence) {
	if a.state[r.index] == unknown || p == absent && a.state[r.index] != spoke {
		a.state[r.index] = p
		a.at[r.index] = *r
	}
}

// mark sets the persons named in [from,to).
func (a *usher) mark(from, to int, p presence) {
	for i := from; i < to; i++ {
		if r := a.v.refFrom(i); r != nil && r.kind == byName {
			a.set(r, p)
		}
	}
}

// list marks the persons of the enumeration that begins at i: up to a finite
// verb, or over the lines that follow a colon.
func (a *usher) list(i int, s *extract.Sentence) {
	v := a.v
	end := s.To
	if v.lower(s.To-1) == ":" {
		end = max(v.list(s.To), a.roll(s.To))
	}
	for ; i < end; i++ {
		if r := v.refFrom(i); r != nil {
			if r.kind == byName {
				a.set(r, there)
			}
			i = r.to - 1
			continue
		}
		if v.inQuote(i) || v.isFinite(i) || v.cueAt[i] != 0 && v.cues[v.cueAt[i]-1].kind == verbCue {
			return
		}
		switch v.lower(i) {
		case "où", "qui", "dont", "qu'":
			return
		case "que":
			if w := v.lower(i - 1); w != "ainsi" && w != "même" {
				return
			}
		}
	}
}

// awarded marks the persons to whom something is given from token i on: "à M. X
// et au major Y", over the lines of a list too.
func (a *usher) awarded(i int, s *extract.Sentence) {
	v := a.v
	end := s.To
	if v.lower(s.To-1) == ":" {
		end = v.list(s.To)
	}
	given := false
	for ; i < end; i++ {
		if r := v.refFrom(i); r != nil {
			if r.kind == byName && given {
				a.set(r, there)
			}
			i = r.to - 1
			continue
		}
		switch v.lower(i) {
		case "à", "au", "aux":
			given = true
		case "de", "du", "des", "d'", ";":
			given = false
		}
		if v.isFinite(i) {
			return
		}
	}
}

// roll is the end of the lines, one a person, that follow a colon before token i.
func (a *usher) roll(i int) int {
	v := a.v
	const most = 60 // lines
	end := i
	for n := 0; i < len(v.tok) && n < most; n++ {
		s := v.sentence(i)
		k := s.From
		if isBullet(v.lower(k)) {
			k++
		}
		for k < s.To && v.is(k, civility|determiner) {
			k++
		}
		r := v.refFrom(k)
		if r == nil || r.kind == byBody || v.hasClause(s) {
			return end
		}
		end, i = s.To, s.To
	}
	return end
}

// readers marks those who read out another's words in a sentence: its subject,
// or who follows "par".
func (a *usher) readers(s *extract.Sentence) {
	v := a.v
	read := func(all []speaker) {
		for _, p := range all {
			if p.person != extract.None && a.state[p.person] == unknown {
				a.state[p.person] = spoke
			}
		}
	}
	read(v.topic(int(v.sentAt[s.From])))
	for i := s.From; i < s.To; i++ {
		switch {
		case v.lower(i) == "par":
			all, _ := v.humans(i+1, s.To, true)
			read(all)
		case v.is(i, auxHave) && v.phrase(deliverPhrase, i+1, s.To) > 0:
			all, _ := v.subjectBefore(&cue{from: i, to: i + 2, kind: verbCue, first: i, pronoun: -1, plural: v.word[i].plural})
			read(all)
		}
	}
}

// inverted reports whether the subject of a verb of presence follows it, by the
// word before: "à laquelle assistaient", "où étaient présents".
func (a *usher) inverted(i int) bool {
	switch a.v.lower(i) {
	case "laquelle", "lequel", "auquel", "auxquels", "auxquelles", "lesquels", "où", "y", "que":
		return true
	}
	return false
}

// anyone reports whether somebody is meant in the tokens [from, to).
func (a *usher) anyone(from, to int) bool {
	for i := from; i < to; i++ {
		if r := a.v.ref(i); r != nil && r.kind != byBody || a.v.is(i, subject) {
			return true
		}
	}
	return false
}

// subjects marks the persons who are the subject of a verb of presence at to.
func (a *usher) subjects(from, to int, s *extract.Sentence) {
	v := a.v
	start := v.clauseStart(to)
	for i := max(from, start); i < to; i++ {
		r := v.refFrom(i)
		if r == nil || r.kind != byName || v.governed(i) && !a.included(i) {
			continue
		}
		a.set(r, there)
	}
}

// included reports whether the name at token i is given as one of the subjects:
// "les élus, dont la sénatrice X".
func (a *usher) included(i int) bool {
	const far = 6 // tokens of a title
	v := a.v
	for k := i - 1; k >= 0 && k > i-far; k-- {
		if v.lower(k) == "dont" {
			return true
		}
		if v.ref(k) == nil && !v.is(k, determiner|civility|human) {
			return false
		}
	}
	return false
}

// isAgenda reports whether the document announces the appointments of someone,
// or asks the press to come.
func (v *view) isAgenda() bool {
	s := &v.sents[0]
	for i := s.From; i < s.To; i++ {
		if w := v.lower(i); w == "agenda" || w == "invitation" {
			return true
		}
	}
	return false
}
