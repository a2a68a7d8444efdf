package statements

import (
	"slices"
	"strings"

	"estrade/extract"
)

// speech reports a speech or message as such: "les discours d'ouverture de X
// et de Y", "a prononcé une allocution", "a lu le message du ministre". A
// message belongs to its author, not to who reads it out.
func (r *reporter) speech(c *cue) {
	v := r.v
	if r.isReported(c.from) || v.inQuote(c.from) {
		return
	}
	s := v.sentence(c.from)
	if v.looksAhead(s) || !v.hasClause(s) && v.phrase(readPhrase, s.From, s.To) == 0 && !v.heads(s) {
		return // "10 h : discours du préfet": a heading, or an entry of a programme
	}
	end := v.qualified(c.to, s.To)
	var authors []speaker
	switch v.lower(c.from) {
	case "éloge", "oraison", "homélie": // of the dead, not by them
	default:
		if authors = v.authors(end, s.To); authors == nil && v.isRead(s) {
			authors = v.unnamedAuthors(c.from, end, s.To)
		}
	}
	if authors != nil {
		if v.lower(c.from-1) == "de" {
			return
		}
		authors = v.inApposition(authors, s.To)
		if w := v.lower(c.from); w == "intervention" || w == "interventions" {
			for _, a := range authors {
				if a.group {
					return // of firemen, not of speakers
				}
			}
		}
		rule := "speech"
		if v.isRead(s) {
			rule = "message"
			authors = v.notReader(authors, c)
		} else if v.isWriting(c) {
			return
		}
		from, to := v.withAuthor(c.from, end, authors)
		r.speeches(c, authors, from, to, rule)
		r.v.said[len(r.v.said)-1].read = rule == "message"
		r.read, r.readTo = authors, to
		return
	}
	if v.isWriting(c) {
		return
	}
	if k := v.beforeEpithets(c.from); k < c.from && v.lower(k-1) == "dans" || (v.lower(k-2) == "dans" || v.lower(k-2) == "par" && k-2 == s.From) && (v.lower(k-1) == "un" || v.lower(k-1) == "une") {
		// "Dans une courte allocution, elle a salué"
		if all := r.subjectOfMain(&cue{from: c.from, to: end - 1}); all != nil {
			r.speeches(c, all, v.withArticle(c.from), end, "speech")
			return
		}
	}
	switch v.lower(c.from - 1) {
	case "son", "leur", "cette", "leurs", "ses", "sa":
		// "Dans son discours, le préfet a rappelé"
		if c.from-1 == s.From && v.isRead(s) {
			// "Son message, lu par Y, souligne que"
			all := v.resolve(speaker{person: extract.None, title: extract.None, from: c.from - 1, to: c.from, pronoun: true})
			r.speeches(c, all, c.from-1, end, "message")
			return
		}
		if all := r.shapes(c); all != nil {
			r.speeches(c, all, c.from-1, v.subjectMatter(end, s.To), "speech")
			return
		}
		if w := v.lower(c.from - 2); w != "dans" && w != "par" && w != "lors" && w != "de" || v.word[c.from].plural {
			return
		}
		if w := v.lower(c.from); end == c.to && (w == "mot" || w == "intervention") {
			return
		}
		if all := r.subjectOfMain(&cue{from: c.from, to: end - 1}); all != nil {
			r.speeches(c, all, c.from-1, end, "speech")
			return
		}
		if all := r.earlierSubject(c); all != nil {
			r.speeches(c, all, c.from-1, end, "speech")
		}
		return
	}
	if verb := v.delivers(c.from, s.From); verb >= 0 {
		k := cue{from: verb, to: verb + 1, kind: verbCue, first: verb, pronoun: -1, plural: v.word[verb].plural}
		v.reflexiveBefore(verb, &k)
		all, shared := v.subjectBefore(&k)
		if all == nil && shared {
			all = r.earlier(&k)
		}
		if v.readsFor(s) {
			all = v.topic(int(v.sentAt[c.from]))
		}
		if all != nil {
			r.last, r.lastAt = all, v.sentAt[c.from]
			r.speeches(c, all, v.withArticle(c.from), end, "speech")
		}
	}
}

// shapes is who gives the speech of c, called "son discours", its form or its
// subject: "a axé son intervention sur la sécurité".
func (r *reporter) shapes(c *cue) []speaker {
	v := r.v
	k := c.from - 2
	if w := v.lower(k + 1); k < 1 || v.phrase(shapePhrase, k, c.from) == 0 || w == "cette" || v.word[c.from].plural {
		return nil
	}
	for k--; k > 0 && v.is(k, adverb); k-- {
	}
	if !v.is(k, auxHave) || v.lower(k-1) == "n'" {
		return nil
	}
	verb := cue{from: k, to: c.from - 1, kind: verbCue, first: k, pronoun: -1, plural: v.word[k].plural}
	all, shared := v.subjectBefore(&verb)
	if all == nil && shared {
		all = r.earlier(&verb)
	}
	if all != nil {
		r.last, r.lastAt = all, v.sentAt[c.from]
	}
	return all
}

// subjectMatter moves over what a speech is about, from token i on: "sur la
// sécurité, l'emploi et la santé".
func (v *view) subjectMatter(i, limit int) int {
	if v.lower(i) != "sur" {
		return i
	}
	for ; i < limit; i++ {
		switch v.lower(i) {
		case ".", ";", ":", "(", "pour", "qui", "que":
			return i
		case ",":
			if !v.is(i+1, determiner) {
				return i
			}
		}
		if v.isFinite(i) || v.inQuote(i) {
			return i
		}
	}
	return i
}

// isWriting reports whether the noun of c is a speech only if it is read out.
func (v *view) isWriting(c *cue) bool {
	return v.is(c.from, writing) || v.phrase(recitedPhrase, c.from, c.to) > 0
}

// beforeEpithets moves back from the noun at i over adjectives before it.
func (v *view) beforeEpithets(i int) int {
	for i > 0 && (isEpithet(v.lower(i-1)) || contains(shortAdjectives, v.lower(i-1))) {
		i--
	}
	return i
}

var shortAdjectives = []string{"bref", "brève", "court", "courte", "long", "longue", "vibrant", "vibrante", "bel", "beau", "belle", "grand", "grande", "petit"}

// hasClause reports whether a sentence has a finite verb outside of quotation
// marks.
func (v *view) hasClause(s *extract.Sentence) bool {
	known := &v.clauses[v.sentAt[s.From]]
	if *known == unasked {
		*known = answer(v.seekClause(s))
	}
	return *known == yes
}

func (v *view) seekClause(s *extract.Sentence) bool {
	for i := s.From; i < s.To; i++ {
		if !v.inQuote(i) && (v.isFinite(i) || v.is(i, subject)) {
			return true
		}
	}
	return false
}

// notReader corrects authors of a message who are taken for the one who reads
// it: a title that stands for someone else.
func (v *view) notReader(authors []speaker, c *cue) []speaker {
	verb := v.delivers(c.from, v.sentence(c.from).From)
	if verb < 0 {
		return authors
	}
	readers, _ := v.subjectBefore(&cue{from: verb, to: verb + 1, kind: verbCue, first: verb, pronoun: -1, plural: v.word[verb].plural})
	for _, reader := range readers {
		if reader.person == extract.None {
			continue
		}
		for k := range authors {
			if a := &authors[k]; a.person == reader.person && a.title != extract.None {
				a.person = extract.None
			}
		}
	}
	return authors
}

// isRead reports whether a message is read out by someone in the sentence s.
func (v *view) isRead(s *extract.Sentence) bool {
	for k := s.From; k < s.To; k++ {
		switch v.lower(k) {
		case "lu", "lue", "lit", "lecture", "transmis", "lisant", "lire":
			return true
		}
	}
	return false
}

// readsFor reports whether the one who reads stands in for the subject of the
// sentence: "X, absent, était représenté par Y, qui a lu un message".
func (v *view) readsFor(s *extract.Sentence) bool {
	reads, stands := false, false
	for i := s.From; i < s.To; i++ {
		reads = reads || v.lower(i) == "lu"
		stands = stands || v.phrase(standsforPhrase, i, s.To) > 0
	}
	return reads && stands
}

// earlierSubject is the subject of the sentence before the noun of c.
func (r *reporter) earlierSubject(c *cue) []speaker {
	v := r.v
	topic := v.topic(int(v.sentAt[c.from]))
	if len(topic) > 0 && topic[0].from < c.from {
		return topic
	}
	return nil
}

// speeches records a speech for each of all who has none yet.
func (r *reporter) speeches(c *cue, all []speaker, from, to int, rule string) {
	var fresh []speaker
	for _, s := range all {
		if s.person != extract.None {
			if r.spoken[s.person] {
				continue
			}
			r.spoken[s.person] = true
		}
		fresh = append(fresh, s)
	}
	if fresh != nil {
		r.add(fresh, extract.Speech, c, from, to, rule)
	} else {
		r.v.said = append(r.v.said, saying{cue: c.from, speakers: all})
	}
}

// floor reports "a pris la parole", "est intervenu".
func (r *reporter) floor(c *cue) {
	v := r.v
	if c.from < r.covered || v.inQuote(c.from) {
		return
	}
	all, shared := v.subjectBefore(c)
	if all == nil && shared {
		all = r.earlier(c)
	}
	limit := v.sentence(c.from).To
	if all == nil && c.from <= v.sentence(c.from).From+1 {
		all = v.listed(c.to, limit)
	}
	if all == nil {
		return
	}
	for _, s := range all {
		if s.group && !s.plural {
			return // "la gendarmerie est intervenue": to help, not to speak
		}
	}
	if v.lower(c.to-1) != "parole" && !v.speaksHere(c) {
		return
	}
	r.last, r.lastAt = all, v.sentAt[c.from]
	if q := r.colonAhead(c, limit); q != nil && !v.clauseIn(c.to, q.open) {
		r.quoted(c, all, q) // "a pris la parole au nom des élus : « … »"
		return
	}
	to := c.to
	if v.lower(to) == "au" && v.lower(to+1) == "nom" {
		to = v.extend(to+2, limit)
	}
	r.speeches(c, all, c.from, to, "floor")
	for _, s := range all {
		if v.isExpressed(c) {
			delete(r.spoken, s.person) // there may be a speech yet
		}
	}
}

// unspoken drops the speeches of those who only "took the floor" where the
// words follow at once, as a quotation that starts a sentence; of those who
// "expressed themselves", where they say anything, and where they are a body.
func (r *reporter) unspoken() {
	v := r.v
	goesOn := func(f *finding) bool {
		expressed := v.isExpressed(&v.cues[v.cueAt[f.cue]-1])
		if f.speaker.group && expressed {
			return true
		}
		n := v.sentAt[f.cue]
		for k := range r.found {
			g := &r.found[k]
			if g.speaker.person != f.speaker.person || f.speaker.person == extract.None || g.cue <= f.cue || v.sentAt[g.cue] > n+2 {
				continue
			}
			if expressed && v.sentAt[g.cue] <= n+1 || g.kind == extract.Direct && g.verb == (extract.Span{}) {
				return true
			}
		}
		return false
	}
	r.found = slices.DeleteFunc(r.found, func(f finding) bool { return f.rule == "floor" && f.kind == extract.Speech && goesOn(&f) })
}

// listed are the subjects that follow their verb, maybe after an aside: "Ont
// pris la parole, avant la signature, X et Y."
func (v *view) listed(i, limit int) []speaker {
	const far = 12
	all, _ := v.humans(i, limit, true)
	if v.lower(i) == "," || v.lower(i) == ":" {
		for k := i + 1; k < limit && k < i+far && all == nil; k++ {
			if k == i+1 || v.lower(k-1) == "," {
				all, _ = v.humans(k, limit, true)
			}
		}
	}
	return v.resolveAll(all)
}

// isExpressed reports whether the verb of c is "s'exprimer", which announces
// words more often than it reports a speech.
func (v *view) isExpressed(c *cue) bool { return strings.HasPrefix(v.lower(c.to-1), "exprimé") }

// speaksHere reports whether "est intervenu" or "s'est exprimé" is about words,
// not deeds.
func (v *view) speaksHere(c *cue) bool {
	if v.isExpressed(c) {
		return true
	}
	switch v.lower(c.to) {
	case "pour", "sur", "en", ".", ",", "à", "devant", "lors", "dans":
		return v.lower(c.to) != "pour" || v.is(c.to+1, adverb) || v.cueAt[c.to+1] != 0
	}
	return false
}

// qualified moves over what qualifies the noun of a speech: "d'ouverture",
// "introductif", "vidéo", "n° 9", "du 18 juin 1940".
func (v *view) qualified(i, limit int) int {
	if n := v.phrase(qualifierPhrase, i, limit); n > 0 {
		return v.qualified(i+n, limit)
	}
	if k := v.numbered(i, limit); k > i {
		return v.qualified(k, limit)
	}
	if v.lower(i) == "du" && i+1 < limit && int(v.dateEnd[i+1]) > 0 && int(v.dateEnd[i+1]) < limit {
		return v.qualified(int(v.dateEnd[i+1]), limit)
	}
	if i < limit && v.tok[i].Kind == extract.Word && v.tok[i].Shape == extract.LowerCase && v.refAt[i] == 0 &&
		!v.is(i, preposition|determiner|auxHave|auxBe|adverb|subject|clitic) && v.word[i].entries == nil && !v.isFinite(i) && isAdjective(v.tok[i].Fold) {
		return v.qualified(i+1, limit)
	}
	return i
}

// numbered moves over a number that tells a writing from others: "n° 9".
func (v *view) numbered(i, limit int) int {
	k := i
	if w := v.lower(k); w != "n" && w != "n°" && w != "no" {
		return i
	}
	if k++; v.lower(k) == "°" {
		k++
	}
	if k >= limit || v.tok[k].Kind != extract.Number {
		return i
	}
	return k + 1
}

// isAdjective reports the endings of adjectives that qualify speeches:
// "introductif", "inaugurale", "liminaire", "vidéo".
func isAdjective(w string) bool {
	if w == "video" || w == "commun" || w == "bref" || w == "breve" || w == "ecrit" || w == "audio" || w == "conjoint" || w == "funebre" {
		return true
	}
	for _, e := range [...]string{"if", "ifs", "ive", "ives", "al", "aux", "ale", "ales", "aire", "aires", "el", "els", "elle", "elles", "ique", "iques"} {
		if len(w) > len(e)+3 && w[len(w)-len(e):] == e {
			return true
		}
	}
	return false
}

// authors reads "de X, maire de Y, de Z et du ministre" or "prononcé par X" at i.
func (v *view) authors(i, limit int) []speaker {
	var all []speaker
	for i < limit {
		k := i
		if len(all) > 0 {
			for k < limit && (v.lower(k) == "," || v.lower(k) == "et" || v.lower(k) == "puis") {
				k++
			}
		}
		var found []speaker
		next := k
		switch v.lower(k) {
		case "de", "d'":
			found, next = v.humans(k+1, limit, false)
		case "prononcé", "prononcée", "prononcés", "prononcées", "délivré", "tenu":
			if v.lower(k+1) == "par" {
				found, next = v.humans(k+2, limit, false)
			}
		case "du", "des":
			found, next = v.humansAfterContraction(k, limit)
		default:
			if len(all) > 0 && k > i {
				found, next = v.humans(k, limit, false)
			}
		}
		if found == nil || len(all) > 0 && v.lower(k-1) == "," && v.isActor(next, limit) {
			break
		}
		all, i = append(all, found...), next
	}
	return all
}

// isActor reports whether a finite verb follows the noun phrase that ends before
// token i: "À la suite de l'allocution de X, Y | a lu".
func (v *view) isActor(i, limit int) bool {
	for i < limit && (v.is(i, clitic|adverb) || v.lower(i) == "s'" || v.lower(i) == "se") {
		i++
	}
	return i < limit && v.isFinite(i)
}

// heads reports whether a sentence announces extracts of a speech:
// "Extraits du discours du préfet :".
func (v *view) heads(s *extract.Sentence) bool {
	extracts := false
	for i := s.From; i < s.To; i++ {
		extracts = extracts || strings.HasPrefix(v.lower(i), "extrait")
		if v.lower(i) == ":" {
			return extracts && v.inQuote(i+1)
		}
	}
	return false
}

// withAuthor is the words of a speech whose noun is at token i and whose
// qualifiers end at token end: with its article, and with its author if there
// is but one: "le message de Mme Martin". Of a title its head says enough: "un
// discours du préfet | du Nord".
func (v *view) withAuthor(i, end int, authors []speaker) (from, to int) {
	from = v.withArticle(i)
	if len(authors) == 1 && authors[0].to > end {
		end = v.authorEnd(end, authors[0].to)
	}
	return from, end
}

// inApposition is the persons who are named after a plural title, for it: "le
// message des ministres, Mme X pour la France et M. Y pour la Belgique".
func (v *view) inApposition(authors []speaker, limit int) []speaker {
	if len(authors) != 1 || !authors[0].plural || authors[0].person != extract.None || v.lower(authors[0].to) != "," {
		return authors
	}
	var named []speaker
	for i := authors[0].to + 1; i < limit && !v.isFinite(i) && !v.inQuote(i); i++ {
		if r := v.refFrom(i); r != nil && r.kind == byName {
			named = append(named, speaker{person: r.index, title: extract.None, from: r.from, to: r.to})
		}
	}
	if len(named) < 2 {
		return authors
	}
	return named
}

// authorEnd is the token after the name, or else the head of the title, of the
// author whose phrase is [from,to).
func (v *view) authorEnd(from, to int) int {
	for i := from; i < to; i++ {
		r := v.ref(i)
		if r != nil && r.kind == byName {
			return r.to
		}
		if !v.is(i, human) && (r == nil || r.kind == byBody) {
			continue
		}
		i++
		if v.lower(i) == "d'" && v.lower(i+1) == "état" {
			i += 2
		}
		for ; i < to && v.tok[i].Gap == extract.Hyphen; i++ {
		}
		if r := v.refFrom(i); r != nil && r.kind == byName {
			i = r.to // "du général de Gaulle"
		}
		return min(i, to)
	}
	return to
}

// withArticle moves back from the noun at token i to its article; one that is
// part of a preposition ("du message") stays out, and so does that of several
// speeches, of which each author gave one.
func (v *view) withArticle(i int) int {
	if k := v.beforeEpithets(i); v.is(k-1, determiner) && !v.is(k-1, preposition) && !isPluralDeterminer(v.lower(k-1)) {
		return k - 1
	}
	return i
}

// authorAdjectives tell whose message it is: "le message ministériel".
var authorAdjectives = map[string]string{"ministeriel": "ministre", "ministerielle": "ministre", "presidentiel": "président de la République",
	"presidentielle": "président de la République", "gouvernemental": "Gouvernement", "gouvernementale": "Gouvernement"}

// unnamedAuthors is whose message, of the noun at token i and with qualifiers
// up to end, is read if it is told by an adjective or by a plural noun of which
// nothing else is known: "le message ministériel", "le message des déportés".
func (v *view) unnamedAuthors(i, end, limit int) []speaker {
	for k := i + 1; k < end; k++ {
		if who := authorAdjectives[v.tok[k].Fold]; who != "" {
			return []speaker{{person: extract.None, title: extract.None, from: i, to: end, called: who}}
		}
	}
	k := end + 1
	if v.lower(end) != "des" || k >= limit || v.tok[k].Kind != extract.Word || v.tok[k].Shape != extract.LowerCase || !strings.HasSuffix(v.tok[k].Lower, "s") {
		return nil
	}
	return []speaker{{person: extract.None, title: extract.None, from: k, to: v.extend(k+1, limit), plural: true, group: true}}
}

// delivers finds the verb that delivers the speech whose noun is at i: "a
// prononcé un discours". It returns the token of the auxiliary or the verb, or -1.
func (v *view) delivers(i, first int) int {
	k := i - 1
	for k > first && (v.is(k, determiner) || isEpithet(v.lower(k)) || v.lower(k) == "bref" || v.lower(k) == "brève" || v.lower(k) == "court") {
		k--
	}
	class, far := deliverPhrase, 8
	if v.lower(k) == "par" {
		class, far = closePhrase, 16 // "a terminé sa visite du département par un discours"
	}
	for n := k; n > first && n > k-far; n-- {
		if v.phrase(class, n, i) == 0 {
			continue
		}
		for m := n; m >= first && m > n-6; m-- {
			if v.is(m, auxHave) {
				return m
			}
		}
		return n
	}
	return -1
}

// looksAhead reports whether a sentence speaks of the future.
func (v *view) looksAhead(s *extract.Sentence) bool {
	known := &v.ahead[v.sentAt[s.From]]
	if *known == unasked {
		*known = answer(v.seekFuture(s))
	}
	return *known == yes
}

func (v *view) seekFuture(s *extract.Sentence) bool {
	for i := s.From; i < s.To; i++ {
		if v.quoteAt[i] != 0 {
			continue
		}
		if w := v.lower(i); (w == "que" || w == "qu'") && i > s.From && v.cueAt[i-1] != 0 {
			return false // what is said of the future is said now
		}
		if v.is(i, future) {
			return true
		}
		w := v.tok[i].Lower
		for _, e := range [...]string{"era", "eront", "dra", "dront", "ira", "iront"} {
			if len(w) > len(e)+2 && len(w) >= 6 && w[len(w)-len(e):] == e && v.tok[i].Shape == extract.LowerCase {
				return true
			}
		}
	}
	return false
}
