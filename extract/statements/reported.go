package statements

import (
	"slices"
	"strings"

	"estrade/extract"
)

// reporter goes through the cues of a document in text order.
type reporter struct {
	v       *view
	found   []finding
	covered int          // tokens before it are words already reported
	read    []speaker    // authors of the last message read out
	readTo  int          // the token after its words
	used    []bool       // by quote
	last    []speaker    // subject of the last verb
	lastAt  int32        // its sentence, or -1
	spoken  map[int]bool // persons with a speech found
	order   []int        // indexes into found, by cue; made for what is left over
}

// reported finds direct and indirect speech, and speeches as such.
func (v *view) reported(address []finding) []finding {
	r := &reporter{v: v, used: make([]bool, len(v.quotes)), lastAt: -1, spoken: map[int]bool{}}
	for _, f := range address {
		r.spoken[f.speaker.person] = true
	}
	for i := range v.cues {
		c := &v.cues[i]
		if v.skips(c) {
			continue
		}
		switch c.kind {
		case verbCue:
			r.verb(c)
		case sourceCue:
			r.source(c)
		case speechCue:
			r.speech(c)
		case floorCue:
			r.floor(c)
		}
	}
	r.leftover()
	r.unspoken()
	return r.found
}

// skips reports whether a cue stands in the title, or in a line that repeats it.
func (v *view) skips(c *cue) bool {
	s := v.sentence(c.from)
	return s.Paragraph == 0 || v.repeatsTitle(s)
}

// repeatsTitle reports a line near the top that only repeats the title.
func (v *view) repeatsTitle(s *extract.Sentence) bool {
	return s.Paragraph > 0 && s.Paragraph <= 3 && v.text(s.Span) == v.d.Title
}

func (v *view) text(s extract.Span) string { return v.d.Text[s.From:s.To] }

// span is the bytes of tokens [from,to).
func (v *view) span(from, to int) extract.Span {
	if from >= to {
		return extract.Span{From: v.tok[from].Span.From, To: v.tok[from].Span.From}
	}
	return extract.Span{From: v.tok[from].Span.From, To: v.tok[to-1].Span.To}
}

// add records that speakers said the words [from,to).
func (r *reporter) add(all []speaker, kind extract.StatementKind, c *cue, from, to int, rule string) {
	if from >= to {
		return
	}
	verb := extract.Span{}
	if c != nil && c.kind != speechCue {
		verb = r.v.verbText(*c)
	}
	at := from
	if c != nil {
		at = c.from
	}
	for i, s := range all {
		if s.person != extract.None && slices.ContainsFunc(all[:i], func(t speaker) bool { return t.person == s.person }) {
			continue
		}
		r.found = append(r.found, finding{speaker: s, kind: kind, verb: verb, from: from, to: to, cue: at, rule: rule, date: -1})
	}
	r.v.said = append(r.v.said, saying{cue: at, to: to, speakers: all})
}

// isReported reports whether token i is part of words already reported, and
// not between these and the verb before them: "a rappelé dans son discours que".
func (r *reporter) isReported(i int) bool {
	if i >= r.covered {
		return false
	}
	if n := len(r.found); n > 0 {
		f := &r.found[n-1]
		return i < f.cue || i >= f.from
	}
	return true
}

// subject is who speaks by the verb of c.
func (r *reporter) subject(c *cue) []speaker {
	v := r.v
	if c.by != nil {
		return v.resolveAll(c.by)
	}
	if c.form == gerund {
		if all := r.readBefore(c); all != nil || c.tied {
			return all
		}
	}
	if c.pronoun >= 0 {
		all, _ := v.subjectAfter(c, v.sentence(c.from).To)
		return all
	}
	if c.bare || c.lone {
		return r.earlier(c)
	}
	if c.form == gerund {
		if all := r.earlier(c); all != nil && v.sentence(c.from).From != c.from {
			return all
		}
		return r.subjectOfMain(c)
	}
	all, shared := v.subjectBefore(c)
	if all == nil && shared {
		if all := v.ofRelative(c); all != nil {
			return all
		}
		return r.earlier(c)
	}
	if all == nil && c.plural {
		switch c.verb.class {
		case "ask", "wish", "thank", "promise":
			return v.unknownGroup(c) // only people do that
		}
	}
	return all
}

// ofRelative is whom the relative clause is about that the verb of c goes on
// with: "accueillie par le préfet, qui lui a présenté ses équipes et l'a invitée
// à". A comma before the conjunction would end it.
func (v *view) ofRelative(c *cue) []speaker {
	s := v.sentence(c.from)
	p := v.beforeClitics(c.from) - 1
	if v.lower(p) != "et" || v.lower(p-1) == "," {
		return nil
	}
	for k := p - 1; k > s.From; k-- {
		if v.inQuote(k) || v.lower(k) == ";" || v.lower(k) == ":" {
			return nil
		}
		if v.lower(k) != "qui" {
			continue
		}
		i := k + 1
		for i < p && v.is(i, clitic|adverb) {
			i++
		}
		if v.lower(k-1) != "," || !v.is(i, auxHave) || v.word[i].plural != c.plural {
			return nil
		}
		return v.antecedent(k)
	}
	return nil
}

// readBefore is whose message the participle of c goes on about: "a lu le
// message du ministre, rappelant le sacrifice"; the reader says nothing.
func (r *reporter) readBefore(c *cue) []speaker {
	v := r.v
	if r.read == nil || r.readTo > c.from || v.sentAt[r.readTo-1] != v.sentAt[c.from] || v.lower(c.from-1) == "en" {
		return nil
	}
	for k := r.readTo; k < c.from; k++ {
		if v.lower(k) == "et" || v.isFinite(k) || v.inQuote(k) {
			return nil
		}
	}
	return r.read
}

// earlier is the subject of the last verb that said something in the same
// sentence, else the topic of the sentence.
func (r *reporter) earlier(c *cue) []speaker {
	v := r.v
	if r.lastAt == v.sentAt[c.from] {
		return r.last
	}
	if c.lone && c.from <= v.sentence(c.from).From+3 && len(v.said) > 0 {
		return v.said[len(v.said)-1].speakers // "Et de conclure : « … »"
	}
	topic := v.topic(int(v.sentAt[c.from]))
	if len(topic) > 0 && topic[0].from < c.from && !v.governed(topic[0].from) {
		return topic
	}
	s := v.sentence(c.from)
	for i := s.From; i < c.from; i++ {
		switch v.lower(i) {
		case "il", "elle", "ils", "elles":
			if !v.inQuote(i) {
				return v.resolve(v.pronounAt(i))
			}
		}
	}
	return nil
}

// subjectOfMain is the subject of the clause after the comma that ends the
// participle clause of c: "Rappelant que …, la préfète a estimé".
func (r *reporter) subjectOfMain(c *cue) []speaker {
	v := r.v
	limit := v.sentence(c.from).To
	for i := c.to; i+1 < limit; i++ {
		if v.lower(i) != "," || v.inQuote(i) {
			continue
		}
		switch v.lower(i + 1) {
		case "il", "elle", "ils", "elles":
			return v.resolve(v.pronounAt(i + 1))
		}
		if all, _ := v.lastOf(i+1, limit); all != nil {
			return all
		}
		if all, _ := v.humans(i+1, limit, true); all != nil {
			return v.resolveAll(all)
		}
	}
	return nil
}

// comme reports "comme l'a rappelé X, …", "ainsi que le souligne X, …" and "ce
// que confirme X : « … »". It returns false if c is none of these.
func (r *reporter) comme(c *cue) bool {
	v := r.v
	if c.from < r.covered || v.inQuote(c.from) || c.bare || c.lone || c.form == gerund {
		return false
	}
	s := v.sentence(c.from)
	p := v.beforeClitics(c.from) - 1
	w := v.lower(p)
	that := (w == "que" || w == "qu'") && (v.lower(p-1) == "ce" || v.lower(p-1) == "ainsi")
	if p < s.From || w != "comme" && !that {
		return false
	}
	all, next := v.subjectAfter(c, s.To)
	if all == nil {
		return false
	}
	r.last, r.lastAt = all, v.sentAt[c.from]
	for i := next; i < s.To && !v.isFinite(i); i++ {
		if v.lower(i) == ":" && i+1 < len(v.tok) && v.inQuote(i+1) {
			r.quoted(c, all, &v.quotes[v.quoteAt[i+1]-1])
			return true
		}
	}
	if that && v.lower(p-1) == "ce" {
		return true
	}
	var from, to int
	switch {
	case v.lower(next) == "," && p <= s.From+2:
		from, to = v.trim(next+1, v.complementEnd(c, next+1, s.To))
	default:
		from, to = v.trim(max(s.From, r.coveredIn(s)), p)
		if that {
			from, to = v.trim(from, to-1)
		}
	}
	if to-from > 3 {
		r.add(all, extract.Indirect, c, from, to, "comme")
		r.covered = max(r.covered, to)
	}
	return true
}

// isRelative reports whether the verb of c stands in a clause that only
// describes a noun: "la place qu'il convient d'accorder".
func (v *view) isRelative(c *cue) bool {
	p := v.beforeClitics(c.from) - 1
	switch v.lower(p) {
	case "il", "elle", "ils", "elles":
	default:
		return false
	}
	w := v.lower(p - 1)
	return (w == "que" || w == "qu'") && v.lower(p-2) != "," && v.lower(p-2) != "ainsi" && p-1 > v.sentence(c.from).From
}

// introduction is how many tokens before a list only announce it: "a insisté
// sur trois points :".
const introduction = 6

// verb reports what the verb of c says.
func (r *reporter) verb(c *cue) {
	v := r.v
	if c.passive {
		r.passive(c)
		return
	}
	if r.incise(c) || r.comme(c) {
		return
	}
	if c.from < r.covered || v.inQuote(c.from) || v.isRelative(c) {
		return
	}
	limit := v.sentence(c.from).To
	start := v.complementStart(*c, limit)
	if c.form == gerund && c.from == v.sentence(c.from).From && start >= 0 && c.verb.class == "topic" && v.lower(start) != "que" && v.lower(start) != "qu'" {
		return // "Évoquant les violences, le préfet": a topic only
	}
	if start >= 0 && (r.merelyCites(c, start, limit) || v.hasGuest(c, start, limit)) {
		return
	}
	ahead := r.colonAhead(c, limit)
	if start < 0 && ahead == nil {
		r.agrees(c, limit)
		return
	}
	all := r.subject(c)
	if len(all) == 0 {
		return
	}
	r.last, r.lastAt = all, v.sentAt[c.from]
	if start < 0 {
		r.quoted(c, all, ahead)
		return
	}
	if start >= limit {
		r.afterColon(c, all, limit)
		return
	}
	end := v.complementEnd(c, start, limit)
	if c.form == gerund && c.from == v.sentence(c.from).From {
		end = r.mainClause(start, end)
	}
	if r.directComplement(c, all, start, end) {
		return
	}
	if end == limit && v.lower(limit-1) == ":" && limit < len(v.tok) {
		if q := v.quoteAt[limit]; q != 0 {
			r.quoted(c, all, &v.quotes[q-1])
			return
		}
		if end = v.list(limit); end > limit && limit-start <= introduction {
			start = limit
		}
	}
	from, to := v.trim(start, v.beforeParticiple(start, end))
	r.add(all, extract.Indirect, c, from, to, "verb")
	r.covered = max(r.covered, end)
}

// agrees reports a verb whose words are all in "en" or "y", or are for "lui"
// or "leur": "s'en est réjoui", "leur a rendu hommage".
func (r *reporter) agrees(c *cue, limit int) {
	v := r.v
	if c.verb.frames&(of|to) == 0 || c.pronoun >= 0 || c.bare || c.lone {
		return
	}
	if c.verb.reflexive {
		if w := v.lower(c.from + 1); w != "en" && w != "y" {
			return
		}
	} else if w := v.lower(c.from - 1); w != "lui" && w != "leur" || len(c.verb.rest) == 0 {
		return // but "qui leur a rendu hommage"
	}
	switch v.lower(c.to) {
	case ".", ",", "et", "", "!":
	default:
		if c.to < limit {
			return
		}
	}
	all := r.subject(c)
	if len(all) == 0 {
		return
	}
	r.last, r.lastAt = all, v.sentAt[c.from]
	r.add(all, extract.Indirect, c, c.from, c.to, "verb")
}

// merelyCites reports whether "citer" names only someone, or an order of merit.
func (r *reporter) merelyCites(c *cue, start, limit int) bool {
	v := r.v
	if c.verb.infinitive != "citer" {
		return false
	}
	if n := v.refFrom(start); n != nil && n.kind == byName {
		return true
	}
	for i := start; i+2 < limit; i++ {
		if v.lower(i) == "à" && v.lower(i+1) == "l'" && v.lower(i+2) == "ordre" {
			return true
		}
	}
	return false
}

// hasGuest reports whether the verb of c only asks somebody to come: "a convié
// la presse à une réunion", "a invité les maires". Nothing is said unless they
// are to do something.
func (v *view) hasGuest(c *cue, start, limit int) bool {
	if c.verb.frames&guest == 0 || v.inQuote(start) || v.lower(start) == ":" {
		return false
	}
	for i := start; i < limit && !v.inQuote(i); i++ {
		switch v.lower(i) {
		case "à", "au", "aux", "d'", "de":
		case ":":
			return false
		default:
			continue
		}
		if v.infinitiveLike(i+1, limit) {
			return false
		}
		if v.lower(i) == "de" || v.lower(i) == "d'" || v.ref(i) != nil {
			continue
		}
		k := i + 1
		switch v.lower(k) {
		case "un", "une", "son", "sa", "ce", "cette":
			return true
		}
		for k < limit && v.is(k, determiner) {
			k++
		}
		return v.phrase(occasionPhrase, k, limit) > 0 || v.phrase(meetingPhrase, k, limit) > 0 || v.phrase(venuePhrase, k, limit) > 0
	}
	return true
}

// beforeParticiple is where words that are a noun phrase or an infinitive end
// because a present participle tells what else the speaker did: "a remercié les
// participants, prenant le temps de saluer chacun".
func (v *view) beforeParticiple(start, end int) int {
	if w := v.lower(start); w == "que" || w == "qu'" || v.inQuote(start) {
		return end
	}
	for i := start + 1; i+2 < end; i++ {
		if v.lower(i) == "et" && v.lower(i+1) == "en" && !v.inQuote(i) && strings.HasSuffix(v.lower(v.overClitics(i+2, end)), "ant") {
			return i // "et en leur donnant rendez-vous"
		}
		if v.lower(i) != "," || v.inQuote(i) || v.tok[i+1].Shape != extract.LowerCase || v.refAt[i+1] != 0 {
			continue
		}
		if w := v.tok[i+1].Lower; len(w) > 5 && strings.HasSuffix(w, "ant") && (v.is(i+2, determiner) || v.lower(i+2) == "ainsi") && v.lower(i+1) != "devant" && v.lower(i+1) != "durant" && v.lower(i+1) != "pendant" {
			return i
		}
	}
	return end
}

// mainClause cuts a participle clause where the main clause begins.
func (r *reporter) mainClause(start, end int) int {
	v := r.v
	for i := start; i+1 < end; i++ {
		if v.lower(i) != "," || v.inQuote(i) {
			continue
		}
		switch v.lower(i + 1) {
		case "il", "elle", "ils", "elles":
			return i
		}
		if all, next := v.humans(i+1, end, true); all != nil && !v.is(next, preposition) {
			return i
		}
	}
	return end
}

// colonAhead is the quotation to which the sentence goes on after a colon, or
// nil.
func (r *reporter) colonAhead(c *cue, limit int) *quote {
	v := r.v
	for i := c.to; i < limit; i++ {
		if v.lower(i) == ":" && v.inQuote(i+1) {
			return &v.quotes[v.quoteAt[i+1]-1]
		}
	}
	return nil
}

// afterColon reports what follows a colon that ends a sentence: a quotation or
// a list.
func (r *reporter) afterColon(c *cue, all []speaker, i int) {
	v := r.v
	if i >= len(v.tok) {
		return
	}
	if q := v.quoteAt[i]; q != 0 {
		r.quoted(c, all, &v.quotes[q-1])
		return
	}
	if end := v.list(i); end > i {
		from, to := v.trim(i, end)
		r.add(all, extract.Indirect, c, from, to, "list")
		r.covered = max(r.covered, end)
	}
}

// passive reports "a été rappelé par X" and "il a été rappelé par X que".
func (r *reporter) passive(c *cue) {
	v := r.v
	limit := v.sentence(c.from).To
	if c.from < r.covered || v.inQuote(c.from) || v.lower(c.to) != "par" || c.verb.frames&(noun|clause) == 0 {
		return
	}
	all, next := v.humans(c.to+1, limit, true)
	if all == nil {
		return
	}
	if q := r.colonAhead(c, limit); q != nil && q.open <= next+1 {
		r.quoted(c, all, q) // "Un constat partagé par X : « … »"
		return
	}
	for k := next; k < limit; k++ {
		if w := v.lower(k); (w == "que" || w == "qu'") && k < next+3 {
			from, to := v.trim(k, limit)
			r.add(all, extract.Indirect, c, from, to, "passive")
			return
		}
	}
	from := v.chunkStart(v.clauseStart(c.from), c.from)
	if v.is(from, subject) || v.is(from, preposition) || c.from-from < 2 {
		if v.lower(from) != "il" && v.is(next, determiner) && (c.from == from || v.lower(c.from-1) == ",") {
			from, to := v.trim(next, v.complementEnd(c, next, limit)) // "ont été évoqués par X les enjeux"
			r.add(all, extract.Indirect, c, from, to, "passive")
		}
		return
	}
	from, to := v.trim(from, c.from)
	r.add(all, extract.Indirect, c, from, to, "passive")
}

// firstQuote is the first quotation in [from,to), or nil.
func (v *view) firstQuote(from, to int) *quote {
	for i := from; i < to; i++ {
		if q := v.quoteAt[i]; q != 0 {
			return &v.quotes[q-1]
		}
	}
	return nil
}
