package statements

import (
	"strings"

	"estrade/extract"
)

// cue is something that announces reported speech.
type cue struct {
	from, to int // tokens
	kind     cueKind
	verb     *verb // for a verb, else nil
	form     formKind
	first    int       // token of the participle or the only verb form
	pronoun  int       // token of an inverted subject ("a-t-il"), or -1
	plural   bool      // of the finite verb
	passive  bool      // "a été rappelé"
	lone     bool      // an infinitive without a modal, as in "avant de préciser"
	tied     bool      // a present participle without a comma: "l'allocution du ministre rappelant"
	bare     bool      // a participle without its auxiliary, as in "et souhaité que"
	by       []speaker // who speaks, if not the subject: "l'occasion pour X de rappeler"
}

type cueKind uint8

const (
	verbCue   cueKind = iota
	sourceCue         // selon, d'après, pour
	speechCue         // discours, allocution, message
	floorCue          // a pris la parole
)

// findCues finds all cues of the text in one pass.
func (v *view) findCues() {
	sentence, perfect := int32(-1), false // a perfect was seen in this sentence
	for i := 0; i < len(v.tok); i++ {
		if v.sentAt[i] != sentence {
			sentence, perfect = v.sentAt[i], false
		}
		w := v.word[i]
		if w == nothing {
			continue
		}
		c, ok := v.cueFrom(i, perfect)
		if w.class&auxHave != 0 {
			perfect = true
		}
		if !ok {
			continue
		}
		v.cues = append(v.cues, c)
		for k := c.from; k < c.to; k++ {
			v.cueAt[k] = int32(len(v.cues))
		}
		i = c.to - 1
	}
}

// cueFrom returns the cue whose main word is token i.
func (v *view) cueFrom(i int, perfect bool) (cue, bool) {
	w := v.word[i]
	limit := v.sentence(i).To
	if w.class&(auxHave|auxBe) != 0 {
		if c, ok := v.compound(i, limit); ok {
			return c, true
		}
	}
	if w.class&auxLoose != 0 {
		if c, ok := v.having(i, limit); ok {
			return c, true
		}
	}
	if n := v.loosely(floorPhrase, i, limit); n > 0 {
		c := cue{from: i, to: i + n, kind: floorCue, first: i, pronoun: -1}
		for k := i; k < i+n; k++ {
			c.plural = c.plural || v.is(k, auxHave|auxBe) && v.word[k].plural
		}
		return c, true
	}
	if n := v.phrase(sourcePhrase, i, limit); n > 0 {
		return cue{from: i, to: i + n, kind: sourceCue, first: i, pronoun: -1}, true
	}
	if w.class&modal != 0 && !v.afterDeterminer(i) {
		if c, ok := v.withInfinitive(i, i, limit); ok {
			return c, true
		}
	}
	for _, e := range w.entries {
		if c, ok := v.simple(i, limit, e, perfect); ok {
			return c, true
		}
	}
	if w.class&speechNoun != 0 && w.entries == nil {
		return cue{from: i, to: i + 1, kind: speechCue, first: i, pronoun: -1}, true
	}
	if n := v.phrase(recitedPhrase, i, limit); n > 0 && v.isRead(v.sentence(i)) {
		return cue{from: i, to: i + n, kind: speechCue, first: i, pronoun: -1}, true
	}
	if n := v.phrase(fewwordsPhrase, i, limit); n > 0 && v.phrase(deliverPhrase, i-1, i) > 0 {
		return cue{from: i, to: i + n, kind: speechCue, first: i, pronoun: -1}, true
	}
	return cue{}, false
}

// compound reads a verb that begins with the auxiliary at i: "a rappelé",
// "s'est-elle souvenue", "a, pour sa part, tenu à saluer", "a été rappelé".
func (v *view) compound(i, limit int) (cue, bool) {
	c := cue{from: i, kind: verbCue, pronoun: -1, plural: v.word[i].plural}
	reflexive := v.reflexiveBefore(i, &c)
	j := v.inversion(i+1, limit, &c)
	j, negated := v.skipAdverbs(j, limit)
	if negated {
		// "n'a pas manqué de saluer" is saying it all the same.
		if n := v.phrase(affirmedPhrase, j, limit); n > 0 {
			return v.infinitiveAt(c, v.overClitics(j+n, limit), limit)
		}
		if v.lower(c.from-1) == "n'" || v.lower(c.from-1) == "ne" {
			c.from--
		}
		return v.denied(c, j, limit, participle)
	}
	be := v.word[i].class&auxBe != 0
	if !be && v.lower(j) == "été" {
		c.passive = true
		j, _ = v.skipAdverbs(j+1, limit)
	}
	if j >= limit {
		return cue{}, false
	}
	if v.is(j, modal) {
		c.first = j
		if m, ok := v.withInfinitive(i, j, limit); ok {
			m.from, m.pronoun, m.plural = c.from, c.pronoun, c.plural
			return m, true
		}
	}
	if n := v.phrase(affirmedPhrase, j, limit); n > 0 {
		if m, ok := v.infinitiveAt(c, v.overClitics(j+n, limit), limit); ok {
			return m, true
		}
	}
	if k := v.profits(j, limit); k > 0 {
		if m, ok := v.infinitiveAt(c, k, limit); ok {
			return m, true
		}
	}
	for _, e := range v.word[j].entries {
		if e.kind != participle || e.verb.reflexive != reflexive || e.verb.class == "deny" {
			continue
		}
		if be && !reflexive && e.verb.infinitive != "revenir" {
			continue // "est saluée": a state, not a saying
		}
		if e.verb.clitic {
			if v.lower(i-1) != "en" {
				continue
			}
			c.from = i - 1
		}
		if to, ok := v.rest(e.verb, j+1, limit); ok {
			c.verb, c.form, c.first, c.to = e.verb, participle, j, to
			return c, true
		}
	}
	return cue{}, false
}

// profits returns the token of the infinitive after "profité de sa visite pour",
// or 0.
func (v *view) profits(j, limit int) int {
	const far = 14
	if w := v.lower(j); w != "profité" && w != "saisi" {
		return 0
	}
	for k := j + 1; k < limit && k < j+far; k++ {
		switch v.lower(k) {
		case "pour":
			return v.overClitics(k+1, limit)
		case ",", ";", ":":
			return 0
		}
	}
	return 0
}

// overClitics moves over the pronouns before an infinitive.
func (v *view) overClitics(k, limit int) int {
	for k < limit && (v.is(k, clitic) || v.lower(k) == "se" || v.lower(k) == "s'") {
		k++
	}
	return k
}

// having reads "après avoir rappelé", "ayant rappelé".
func (v *view) having(i, limit int) (cue, bool) {
	c := cue{from: i, kind: verbCue, form: gerund, pronoun: -1}
	first := v.sentence(i).From
	switch v.lower(i) {
	case "avoir":
		if v.lower(i-1) != "après" {
			return cue{}, false
		}
		c.from = i - 1
	default:
		if i != first && v.lower(i-1) != "," {
			return cue{}, false
		}
	}
	j, negated := v.skipAdverbs(i+1, limit)
	if negated || j >= limit {
		return cue{}, false
	}
	for _, e := range v.word[j].entries {
		if e.kind != participle || e.verb.reflexive || e.verb.clitic || e.verb.class == "deny" || e.verb.class == "topic" {
			continue
		}
		if to, ok := v.rest(e.verb, j+1, limit); ok {
			c.verb, c.first, c.to = e.verb, j, to
			return c, true
		}
	}
	return cue{}, false
}

// denied completes a negated verb whose denial says it: "n'a pas caché que".
func (v *view) denied(c cue, j, limit int, kind formKind) (cue, bool) {
	if j >= limit {
		return cue{}, false
	}
	for _, e := range v.word[j].entries {
		if e.kind == kind && e.verb.class == "deny" {
			c.verb, c.form, c.first, c.to = e.verb, kind, j, j+1
			return c, true
		}
	}
	return cue{}, false
}

// reflexiveBefore reports whether a reflexive pronoun precedes the verb at i,
// and moves the cue's beginning to it.
func (v *view) reflexiveBefore(i int, c *cue) bool {
	k := i - 1
	if w := v.lower(k); w == "y" || w == "en" {
		k--
	}
	if w := v.lower(k); w == "s'" || w == "se" {
		c.from = k
		return true
	}
	return false
}

// inversion reads "-t-il", "-elle" at j.
func (v *view) inversion(j, limit int, c *cue) int {
	k := j
	if k < limit && v.tok[k].Gap == extract.Hyphen && v.tok[k].Lower == "t" {
		k++
	}
	if k < limit && v.tok[k].Gap == extract.Hyphen && v.is(k, subject) {
		c.pronoun = k
		return k + 1
	}
	return j
}

// skipAdverbs moves over adverbs and asides between an auxiliary and its
// participle. It stops at a negation and says so.
func (v *view) skipAdverbs(j, limit int) (next int, negated bool) {
	for j < limit {
		if v.is(j, negation) {
			return j + 1, true
		}
		if v.lower(j) == "," {
			n := v.adverbs(j+1, limit)
			switch v.lower(j + 1) {
			case "lui", "elle", "eux", "elles":
				n = 1 // "avait, lui, appelé"
			}
			if n == 0 || v.lower(j+1+n) != "," {
				return j, false
			}
			j += n + 2
			continue
		}
		n := v.adverbs(j, limit)
		if n == 0 {
			return j, false
		}
		j += n
	}
	return j, false
}

// adverbs counts the tokens of one adverb or aside at j.
func (v *view) adverbs(j, limit int) int {
	if j >= limit {
		return 0
	}
	if n := v.phrase(adverbPhrase, j, limit); n > 0 {
		return n
	}
	if v.is(j, adverb) || len(v.tok[j].Lower) > 6 && strings.HasSuffix(v.tok[j].Lower, "ment") && v.tok[j].Lower != "comment" && v.word[j].entries == nil {
		return 1
	}
	return 0
}

// rest matches the words that belong to a verb after its form.
func (v *view) rest(e *verb, j, limit int) (to int, ok bool) {
	for _, alternatives := range e.rest {
		if j > 0 && isPossessive(v.tok[j-1].Lower) {
			// "présente ses plus sincères condoléances"
			for k := j; k < limit && k < j+3 && v.tok[k].Shape == extract.LowerCase; k++ {
				if contains(alternatives, v.tok[k].Lower) {
					j = k
				}
			}
		}
		if j < limit && !contains(alternatives, v.tok[j].Lower) {
			j, _ = v.skipAdverbs(j, limit)
		}
		if j+1 < limit && v.is(j, determiner) && !contains(alternatives, v.tok[j].Lower) {
			// "rend un vibrant hommage"
			j++
			if j+1 < limit && !contains(alternatives, v.tok[j].Lower) && v.tok[j].Kind == extract.Word {
				j++
			}
		}
		if j >= limit || !contains(alternatives, v.tok[j].Lower) {
			return 0, false
		}
		j++
	}
	return j, true
}

func isPossessive(w string) bool {
	switch w {
	case "son", "sa", "ses", "leur", "leurs":
		return true
	}
	return false
}

func contains(words []string, w string) bool {
	for _, x := range words {
		if x == w {
			return true
		}
	}
	return false
}

// withInfinitive reads a modal at j and the infinitive after it: "tenu à
// saluer", "souhaite rappeler". The verb begins at token from.
func (v *view) withInfinitive(from, j, limit int) (cue, bool) {
	c := cue{from: from, kind: verbCue, first: j, pronoun: -1}
	k := j + 1
	k, _ = v.skipAdverbs(k, limit)
	if v.lower(k) == "," {
		// "a tenu, avant de partir, à féliciter"
		const most = 10
		for n := k + 1; n < limit && n < k+most; n++ {
			if v.lower(n) == "," {
				k = n + 1
				break
			}
		}
	}
	if w := v.lower(k); w == "à" || w == "de" || w == "d'" || w == "par" {
		k++
	}
	return v.infinitiveAt(c, v.overClitics(k, limit), limit)
}

// infinitiveAt completes a cue with the infinitive at k.
func (v *view) infinitiveAt(c cue, k, limit int) (cue, bool) {
	k, _ = v.skipAdverbs(k, limit)
	if k >= limit {
		return cue{}, false
	}
	reflexive := v.lower(k-1) == "s'" || v.lower(k-1) == "se"
	for _, e := range v.word[k].entries {
		if e.kind == infinitive && e.verb.reflexive == reflexive {
			if to, ok := v.rest(e.verb, k+1, limit); ok {
				c.verb, c.form, c.first, c.to = e.verb, infinitive, k, to
				return c, true
			}
		}
	}
	return cue{}, false
}

// simple reads a verb of one word: "rappelle", "ajoute-t-elle", "rappelant",
// "avant de préciser", "et souhaité".
func (v *view) simple(i, limit int, e entry, perfect bool) (cue, bool) {
	c := cue{from: i, kind: verbCue, verb: e.verb, form: e.kind, first: i, pronoun: -1, plural: e.plural}
	if v.reflexiveBefore(i, &c) != e.verb.reflexive || v.isNickname(i) {
		return cue{}, false
	}
	if e.verb.clitic {
		if v.lower(i-1) != "en" {
			return cue{}, false
		}
		c.from = i - 1
	}
	if e.verb.class == "deny" {
		if p := v.lower(i - 1); e.kind != present && e.kind != past || p != "ne" && p != "n'" || !v.is(i+1, negation) {
			return cue{}, false
		}
		c.from, c.to = i-1, i+2
		return c, true
	}
	switch e.kind {
	case present, past:
		if c.from == i && v.afterDeterminer(i) {
			return cue{}, false
		}
		if e.kind == past && v.supposes(i) {
			return cue{}, false
		}
		for k := c.from - 1; k >= 0 && k >= c.from-3; k-- {
			if w := v.lower(k); w == "ne" || w == "n'" {
				return cue{}, false
			}
		}
	case gerund:
		p := v.lower(c.from - 1)
		if q := v.lower(v.beforeClitics(c.from) - 1); q == "," {
			p = q // ", les invitant à"
		}
		if p != "," && p != "en" && p != "et" && c.from != v.sentence(i).From || p == "en" && e.verb.class == "topic" {
			if v.inQuote(i) || !v.afterSpeech(i) {
				return cue{}, false
			}
			c.tied = true
		}
	case infinitive:
		if c.by = v.occasionFor(i); c.by == nil {
			if !v.afterBefore(i) {
				return cue{}, false
			}
			c.lone = true
		}
	case participle:
		if !perfect && v.lower(i+1) == "par" && e.verb.frames&noun != 0 && i > v.sentence(i).From && !v.inQuote(i) && !v.hasClause(v.sentence(i)) {
			// "Une initiative saluée par le préfet." is all of the sentence.
			c.passive, c.to = true, i+1
			return c, true
		}
		if !perfect || !v.coordinated(i) || v.inQuote(i) {
			return cue{}, false
		}
		c.bare = true
	}
	j := v.inversion(i+1, limit, &c)
	if c.pronoun >= 0 && e.kind != present && e.kind != past {
		return cue{}, false
	}
	to, ok := v.rest(e.verb, j, limit)
	if !ok || c.bare && (v.lower(to) == "par" || v.complementStart(cue{verb: e.verb, to: to}, limit) < 0) {
		return cue{}, false
	}
	c.to = to
	return c, true
}

// afterSpeech reports whether a speech or message is named earlier in the
// sentence of token i.
func (v *view) afterSpeech(i int) bool {
	n := len(v.cues)
	return n > 0 && v.cues[n-1].kind == speechCue && v.sentAt[v.cues[n-1].from] == v.sentAt[i]
}

// occasionFor is who gets to say the infinitive at token i: "l'occasion pour
// le préfet de remercier les pompiers et de rappeler que".
func (v *view) occasionFor(i int) []speaker {
	const far = 24 // tokens of the speaker's name and titles
	s := v.sentence(i)
	k := i - 1
	for k > s.From && (v.is(k, clitic) || v.lower(k) == "s'" || v.lower(k) == "se") {
		k--
	}
	if w := v.lower(k); w != "de" && w != "d'" {
		return nil
	}
	if w := v.lower(k - 1); w == "et" || w == "," || w == "puis" {
		for n := len(v.cues) - 1; n >= 0 && v.sentAt[v.cues[n].from] == v.sentAt[i]; n-- {
			if v.cues[n].kind == verbCue && v.cues[n].by != nil {
				return v.cues[n].by
			}
		}
	}
	for n := k - 1; n >= s.From && n > k-far; n-- {
		length := v.phrase(chancePhrase, n, k)
		if length == 0 {
			continue
		}
		all, next := v.humans(n+length, k, true)
		if w := v.lower(n + length - 1); w == "au" || w == "aux" {
			all, next = v.humansAfterContraction(n+length-1, k)
		}
		if v.lower(next) == "," {
			next++
		}
		also := v.lower(k-1) == "et" || v.lower(k-1) == "," // "d'échanger avec les élus et de rappeler"
		if w := v.lower(next); all == nil || next != k && (!also || w != "de" && w != "d'") {
			return nil
		}
		return all
	}
	return nil
}

// isNickname reports whether "dit" at token i only gives a name: "Jean Petit, dit
// « Jeannot »".
func (v *view) isNickname(i int) bool {
	const most = 3 // words of a nickname
	r := v.ref(i - 2)
	if v.lower(i) != "dit" || v.lower(i-1) != "," || r == nil || r.kind != byName || !v.inQuote(i+1) {
		return false
	}
	q := &v.quotes[v.quoteAt[i+1]-1]
	return q.to-q.from <= most && !v.clauseLike(q)
}

// supposes reports whether the verb at i, in the imperfect, is that of a
// supposition: "Si X annonçait".
func (v *view) supposes(i int) bool {
	if w := v.lower(i); !strings.HasSuffix(w, "ait") && !strings.HasSuffix(w, "aient") {
		return false
	}
	start := max(v.sentence(i).From, i-16)
	for k := i - 1; k >= start; k-- {
		switch w := v.lower(k); {
		case w == "si", w == "s'" && (v.lower(k+1) == "il" || v.lower(k+1) == "ils"):
			return k == v.sentence(i).From || v.lower(k-1) == "," || v.lower(k-1) == "et"
		case v.isFinite(k), v.inQuote(k) != v.inQuote(i):
			return false
		}
	}
	return false
}

// afterBefore reports whether the infinitive at i follows "avant de", "pour" or the like.
func (v *view) afterBefore(i int) bool {
	k := i - 1
	for k > 0 && (v.is(k, clitic) || v.lower(k) == "s'" || v.lower(k) == "se") {
		k--
	}
	switch v.lower(k) {
	case "de", "d'":
		return v.lower(k-1) == "avant" || v.lower(k-1) == "et" && k-1 == v.sentence(i).From
	case "pour":
		// "a pris la parole pour rappeler que"
		if w := v.lower(i + 1); w == "que" || w == "qu'" {
			return true
		}
		n := len(v.cues)
		for n > 0 && v.cues[n-1].from == k {
			n-- // "pour" itself
		}
		return n > 0 && v.cues[n-1].kind == floorCue && v.sentAt[v.cues[n-1].from] == v.sentAt[i]
	case "à":
		// "a tenu à saluer … et à leur exprimer"
		if v.lower(k-1) != "et" && v.lower(k-1) != "puis" {
			return false
		}
		for j := k - 2; j >= v.sentence(i).From; j-- {
			if c := v.cueAt[j]; c != 0 && v.cues[c-1].kind == verbCue {
				return v.cues[c-1].form == infinitive && !v.cues[c-1].lone
			}
			if v.is(j, modal) && v.lower(j+1) == "à" && v.infinitiveLike(j+2, i) {
				return true // "a tenu à rencontrer les élus et à les remercier"
			}
		}
	case "et":
		// "a tenu à saluer … et rappeler"
		for j := k - 1; j >= v.sentence(i).From; j-- {
			if c := v.cueAt[j]; c != 0 {
				return v.cues[c-1].form == infinitive
			}
		}
	}
	return false
}

// coordinated reports whether the participle at i can share the auxiliary of
// an earlier verb: it follows a comma, "et" or "puis", and maybe adverbs.
func (v *view) coordinated(i int) bool {
	k := i - 1
	for k > 0 && v.is(k, adverb) && v.lower(k) != "puis" {
		k--
	}
	switch v.lower(k) {
	case ",", "et", "puis", "mais", "ou":
		return true
	}
	return false
}

// verbText is the span of a verb as written; an aside between commas is left
// out with the auxiliary before it.
func (v *view) verbText(c cue) extract.Span {
	from, to := c.from, c.to
	for i := c.first; i >= from; i-- {
		if v.tok[i].Lower == "," {
			from = i + 1
		}
	}
	return extract.Span{From: v.tok[from].Span.From, To: v.tok[to-1].Span.To}
}
