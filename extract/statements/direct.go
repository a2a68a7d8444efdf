package statements

import (
	"slices"
	"sort"
	"unicode"
	"unicode/utf8"

	"estrade/extract"
)

// quoted records that speakers said the quotation q, and what goes on of it
// after an incise: « … », a-t-il dit. « … »
func (r *reporter) quoted(c *cue, all []speaker, q *quote) {
	r.quotedAs(extract.Direct, c, all, q)
}

// quotedAs is quoted for a quotation that may be a whole speech.
func (r *reporter) quotedAs(kind extract.StatementKind, c *cue, all []speaker, q *quote) {
	v := r.v
	n := int(v.quoteAt[q.open]) - 1
	if r.used[n] {
		return
	}
	r.used[n] = true
	from, to := v.inner(q.from, q.to)
	after := q.end
	if c != nil && c.from >= q.from && c.from < q.end+2 {
		after = max(after, c.to)
		if c.from >= q.end {
			if n := r.goesOn(c, q); n != nil {
				r.used[v.quoteAt[n.open]-1] = true
				_, to = v.inner(n.from, n.to)
				after = n.end
			}
		}
	}
	r.add(all, kind, c, from, to, "quotation")
	if c == nil || c.from < q.open {
		r.covered = max(r.covered, after)
	}
}

// goesOn finds the quotation that continues q after the incise c: it follows
// the incise with nothing but the speaker in between, and has no incise of its own.
func (r *reporter) goesOn(c *cue, q *quote) *quote {
	const most = 45 // tokens of an incise with the titles of the speaker
	v := r.v
	for i := c.to; i < len(v.tok) && i < c.to+most; i++ {
		if n := v.quoteAt[i]; n != 0 {
			next := &v.quotes[n-1]
			if next.open != i || r.used[n-1] || v.hasIncise(next) {
				return nil
			}
			switch v.lower(i - 1) {
			case ".", ",", ":", ";", "…":
				return next
			}
			return nil
		}
		if v.tok[i].Gap == extract.Paragraph {
			return nil
		}
		if d := v.cueAt[i]; d != 0 && v.cues[d-1].from > c.from && v.cues[d-1].kind == verbCue && v.cues[d-1].form != gerund {
			return nil
		}
		if v.lower(i) == "." && !v.inQuote(i+1) {
			return nil
		}
	}
	return nil
}

// hasIncise reports whether the quotation q is attributed by a verb after or in it.
func (v *view) hasIncise(q *quote) bool {
	const clitics = 2 // between the mark and the verb: "», lui en a voulu"
	for i := q.open; i < q.end+2+clitics && i < len(v.tok); i++ {
		n := v.cueAt[i]
		if n == 0 || v.cues[n-1].from != i {
			continue
		}
		c := &v.cues[n-1]
		if c.kind != verbCue || c.form == gerund || c.lone || c.bare {
			continue
		}
		if !v.setOff(c) {
			continue
		}
		if c.pronoun >= 0 {
			return true
		}
		if all, _ := v.subjectAfter(c, v.sentence(c.from).To); all != nil {
			return true
		}
	}
	return false
}

// setOff reports whether the verb of c follows a comma, the end of a sentence
// within a quotation, or a closing mark.
func (v *view) setOff(c *cue) bool {
	p := v.beforeClitics(c.from) - 1
	if p < 0 {
		return false
	}
	switch v.lower(p) {
	case ",", "?", "!", "…", "...", "»", "”", "\"", "–", "—", "’":
		return true
	}
	return v.inQuote(p) && !v.inQuote(c.from)
}

// beforeClitics moves back from the verb at i over its pronouns: "leur a dit",
// "y affirme".
func (v *view) beforeClitics(i int) int {
	for i > 0 && v.is(i-1, clitic) && (!v.is(i-1, subject) || v.lower(i-1) == "nous" || v.lower(i-1) == "vous") && v.refAt[i-1] == 0 {
		i--
	}
	return i
}

// incise reports a verb set into or after the words: « …, a-t-il ajouté, … »,
// « … », a déclaré le préfet; and without marks: "La crue, a-t-il dit, recule."
// It returns false if c is no incise.
func (r *reporter) incise(c *cue) bool {
	v := r.v
	if c.bare || c.form == gerund || c.lone || !v.setOff(c) {
		return false
	}
	s := v.sentence(c.from)
	q := v.quoteBefore(c)
	inside := v.inQuote(c.from)
	if q == nil && !inside && c.pronoun < 0 {
		if before, _ := v.subjectBefore(c); before != nil {
			return false
		}
		if start := v.complementStart(*c, s.To); start >= 0 {
			switch v.lower(start) {
			case "que", "qu'":
				return false
			}
		}
	}
	all, next := v.subjectAfter(c, s.To)
	if len(all) == 0 {
		return q != nil && c.pronoun >= 0
	}
	switch {
	case inside:
		q = &v.quotes[v.quoteAt[c.from]-1]
		if v.isNested(c.from, q) {
			return true
		}
		r.last, r.lastAt = all, v.sentAt[c.from]
		r.quoted(c, all, q)
	case q != nil:
		r.last, r.lastAt = all, v.sentAt[c.from]
		r.quoted(c, all, q)
	case c.from < r.covered:
		return false
	default:
		r.last, r.lastAt = all, v.sentAt[c.from]
		r.unmarked(c, all, next)
	}
	return true
}

// isNested reports whether token i is within quotation marks inside q.
func (v *view) isNested(i int, q *quote) bool {
	depth := 0
	for k := q.from; k < i; k++ {
		switch v.lower(k) {
		case "«", "“":
			if v.tok[k].Gap < extract.Line {
				depth++
			}
		case "»", "”":
			depth--
		}
	}
	return depth > 0
}

// quoteBefore is the quotation that ends right before c, or nil.
func (v *view) quoteBefore(c *cue) *quote {
	first := v.beforeClitics(c.from)
	for p := first - 1; p >= 0 && p >= first-2; p-- {
		if n := v.quoteAt[p]; n != 0 {
			if q := &v.quotes[n-1]; q.end == p+1 && !v.inQuote(c.from) {
				return q
			}
			return nil
		}
		if v.lower(p) != "," {
			return nil
		}
	}
	return nil
}

// unmarked reports words around an incise without quotation marks. In a line
// of dialogue they are direct speech up to the end of the paragraph. The
// incise ends before token next.
func (r *reporter) unmarked(c *cue, all []speaker, next int) {
	const few = 6 // tokens before an incise that only set the scene
	v := r.v
	s := v.sentence(c.from)
	if isDash(v.lower(s.From)) && v.tok[s.From].Gap >= extract.Line && s.From+1 < c.from {
		end := v.paragraphEnd(c.from)
		r.add(all, extract.Direct, c, s.From+1, end, "dialogue")
		r.covered = max(r.covered, end)
		return
	}
	from, to := max(s.From, r.coveredIn(s)), c.from
	if v.lower(next) == "," && s.To-next > 3 {
		if c.from-from <= few {
			from = next + 1
		}
		to = s.To
	}
	from, to = v.trim(from, to)
	r.add(all, extract.Indirect, c, from, to, "incise")
	r.covered = max(r.covered, to)
}

func isDash(m string) bool { return m == "–" || m == "—" || m == "-" }

// paragraphEnd is the token after the paragraph that token i is in.
func (v *view) paragraphEnd(i int) int {
	n := int(v.sentAt[i])
	p := v.sents[n].Paragraph
	for n+1 < len(v.sents) && v.sents[n+1].Paragraph == p {
		if next := v.sents[n+1].From; isDash(v.lower(next)) {
			break
		}
		n++
	}
	return v.sents[n].To
}

// directComplement reports words that are a quotation, wholly or after a
// colon: a rappelé que « … », a invité chacun à la mesure : « … ». It returns
// false if they are to be reported in the words of the text.
func (r *reporter) directComplement(c *cue, all []speaker, start, end int) bool {
	v := r.v
	const least = 5 // tokens of a clause
	q := v.firstQuote(start, end)
	if q == nil {
		return false
	}
	if n := v.quoteAfterColon(q.end, end); n != nil && v.clauseLike(n) && !v.clauseLike(q) {
		q = n // "a appelé chacun à « la responsabilité » : « … »"
	}
	lead := q.open - start
	switch {
	case lead > 0 && v.lower(q.open-1) == ":":
		own := v.hasIncise(q) // "a alerté sur l'état du pont : « … », a-t-il dit"
		if w := v.lower(start); own || (w == "que" || w == "qu'") && lead >= least || v.isMatter(start, q.open-1) {
			from, to := v.trim(start, q.open-1)
			r.add(all, extract.Indirect, c, from, to, "verb")
			r.covered = max(r.covered, to)
		}
		if !own {
			r.quoted(c, all, q)
		}
		return true
	case lead == 0 || lead == 1 && (v.lower(start) == "que" || v.lower(start) == "qu'"):
		if q.end+2 >= end && (lead == 1 || v.clauseLike(q)) {
			r.quoted(c, all, q)
			return true
		}
	}
	for i := start; i < end; i++ {
		if n := v.quoteAt[i]; n != 0 {
			r.used[n-1] = true
		}
	}
	return false
}

// quoteAfterColon is the first quotation in [from,to) that follows a colon, or
// nil.
func (v *view) quoteAfterColon(from, to int) *quote {
	for i := from; i < to; i++ {
		if q := v.quoteAt[i]; q != 0 && v.quotes[q-1].open == i && v.lower(i-1) == ":" {
			return &v.quotes[q-1]
		}
	}
	return nil
}

// isMatter reports whether the noun phrase [from,to) before a colon says
// something by itself, as "toute sa reconnaissance" does and "une question" or
// "ces mots" do not.
func (v *view) isMatter(from, to int) bool {
	const least = 3 // tokens
	if to-from < least || v.phrase(replyPhrase, from+1, to) > 0 {
		return false
	}
	switch v.lower(from) {
	case "le", "la", "l'", "les", "du", "des", "au", "aux", "son", "sa", "ses", "leur", "leurs", "tout", "toute", "tous", "toutes":
		return true
	}
	return false
}

// clauseLike reports whether a quotation is a clause or more, not a noun phrase.
func (v *view) clauseLike(q *quote) bool {
	relative := false
	for i := q.from; i < q.to; i++ {
		if w := v.lower(i); w == "qui" || w == "dont" || w == "où" || w == "que" {
			relative = relative || i > q.from
		}
		if !relative && (v.is(i, subject) || v.isFinite(i) || hasVerbEnding(v.lower(i))) {
			return true
		}
	}
	last := v.lower(q.to - 1)
	return last == "!" || last == "?" || last == "."
}

// leftover attributes quotations that no verb of saying claimed: after a colon
// to the subject of the sentence, after a speaker's sentence to that speaker.
func (r *reporter) leftover() {
	const least = 5 // tokens
	v := r.v
	r.order = make([]int, len(r.found))
	for i := range r.order {
		r.order[i] = i
	}
	sort.SliceStable(r.order, func(i, j int) bool { return r.found[r.order[i]].cue < r.found[r.order[j]].cue })
	for n := range v.quotes {
		q := &v.quotes[n]
		if r.used[n] || v.sentence(q.open).Paragraph == 0 || !v.clauseLike(q) {
			continue
		}
		if all := v.inTheseWords(q); all != nil {
			r.quoted(nil, v.resolveAll(all), q)
			continue
		}
		if q.to-q.from < least {
			continue
		}
		s := v.sentence(q.open)
		first := v.wordless(s.From, q.open)
		if i := q.open - 1; i >= 0 && v.lower(i) == ":" && !v.inQuote(i) {
			if all := v.label(i); all != nil {
				r.quoted(nil, all, q)
			} else if all := v.excerpts(i); all != nil {
				r.excerpt(i, all, q)
			} else if all := r.readOut(i); all != nil {
				r.quoted(nil, all, q)
			} else {
				r.afterAnyVerb(q, i)
			}
			continue
		}
		if all := v.credited(q); all != nil {
			r.quoted(nil, all, q)
			continue
		}
		if q.end < len(v.tok) && first {
			if all, _ := v.humans(q.end, v.sentence(q.end).To, false); all != nil && v.signs(q.end, all[0]) {
				r.quoted(nil, all, q)
				continue
			}
		}
		if first {
			if all := v.captioned(q); all != nil {
				r.quoted(nil, all, q)
			} else if !r.afterSpeaker(q) {
				r.beforeSpeaker(q)
			}
		}
	}
}

// excerpts is who spoke, where the line that ends with the colon at i only
// announces the words: "Extraits de son discours :".
func (v *view) excerpts(i int) []speaker {
	s := v.sentence(i)
	if v.clauseIn(s.From, i) {
		return nil
	}
	for k := s.From; k < i; k++ {
		if v.is(k, speechNoun) && k > s.From && (v.lower(k-1) == "son" || v.lower(k-1) == "sa") {
			return v.resolve(speaker{person: extract.None, title: extract.None, from: s.From, to: s.From + 1, pronoun: true})
		}
		if v.is(k, speechNoun) {
			if all := v.authors(v.qualified(k+1, i), i); len(all) == 1 {
				return all
			}
		}
	}
	return nil
}

// excerpt records the quotation q, which a line that ends with the colon at
// token i announces: the whole speech, or extracts of a speech.
func (r *reporter) excerpt(i int, all []speaker, q *quote) {
	kind := extract.Speech
	if r.v.heads(r.v.sentence(i)) {
		kind = extract.Direct
	}
	r.quotedAs(kind, nil, all, q)
}

// credited is the source that a parenthesis after a quotation names: "« … »
// (source : préfecture)".
func (v *view) credited(q *quote) []speaker {
	i := q.end
	if v.lower(i) != "(" || v.lower(i+1) != "source" {
		return nil
	}
	for i += 2; v.lower(i) == ":" || v.is(i, determiner); i++ {
	}
	from := i
	for i < len(v.tok) && v.lower(i) != ")" {
		i++
	}
	if i == len(v.tok) || i == from || i > from+12 {
		return nil
	}
	if all, next := v.humans(from, i, false); next == i {
		return all
	}
	return []speaker{{person: extract.None, title: extract.None, from: from, to: i, group: true}}
}

// wordless reports whether no word stands in [from,to): "🕊 « … »".
func (v *view) wordless(from, to int) bool {
	for i := from; i < to; i++ {
		if r, _ := utf8.DecodeRuneInString(v.tok[i].Lower); unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// readOut is whose message is read in the sentence that ends with the colon at
// i: "a lu le message du ministre : « … »".
func (r *reporter) readOut(i int) []speaker {
	var all []speaker
	last := -1 // cue of the nearest message
	for k := r.before(i) - 1; k >= 0; k-- {
		f := &r.found[r.order[k]]
		if r.v.sentAt[f.cue] != r.v.sentAt[i] || last >= 0 && f.cue != last {
			break
		}
		if f.kind == extract.Speech && f.rule == "message" {
			all, last = append(all, f.speaker), f.cue
		}
	}
	slices.Reverse(all)
	return all
}

// label reads a speaker that stands alone before the colon at i: "Serge Petit,
// président du syndicat : « … »".
func (v *view) label(i int) []speaker {
	s := v.sentence(i)
	if n := v.phrase(replyPhrase, s.From, i); n > 0 && !v.clauseIn(s.From, i) {
		if all := v.authors(s.From+n, i); len(all) == 1 {
			return all // "Réponse du préfet : « Non. »"
		}
	}
	all, next := v.humans(s.From, i, false)
	if all == nil || next != i || all[0].person == extract.None && all[0].title == extract.None {
		return nil
	}
	return all
}

// captioned is who is named by the line before the quotation q, which makes up a
// paragraph: "La parole à X, maire", "X, maire de Y".
func (v *view) captioned(q *quote) []speaker {
	n := int(v.sentAt[q.open])
	if n == 0 || v.tok[v.sents[n].From].Gap < extract.Line || q.end < len(v.tok) && v.tok[q.end].Gap < extract.Line {
		return nil
	}
	s := &v.sents[n-1]
	if s.Paragraph == 0 || v.tok[s.From].Gap < extract.Line || v.hasClause(s) || v.lower(s.To-1) == "." {
		return nil
	}
	i := s.From
	for k := i; k < s.To; k++ {
		if n := v.phrase(interviewPhrase, k, s.To); n > 0 {
			i = k + n
		}
	}
	all, next := v.humans(i, s.To, false)
	if all == nil || next < s.To || all[0].person == extract.None {
		return nil
	}
	return all
}

// inTheseWords is who spoke, where a quotation goes on with "c'est par ces mots
// que X" or "Par ces mots, X".
func (v *view) inTheseWords(q *quote) []speaker {
	const near = 12
	if q.end >= len(v.tok) {
		return nil
	}
	from, end := q.end, v.sentence(q.end).To
	if v.tok[from].Kind == extract.Punct && from+1 == end && end < len(v.tok) {
		from, end = end, v.sentence(end).To // « … ». C'est en ces termes que
	}
	for i := from; i < end && i < from+near; i++ {
		if v.lower(i) != "mots" && v.lower(i) != "termes" {
			continue
		}
		switch v.lower(i - 1) {
		case "ces", "tels", "mêmes":
		default:
			continue
		}
		if w := v.lower(i + 1); w == "que" || w == "qu'" || w == "," {
			all, _ := v.humans(i+2, end, false)
			return all
		}
	}
	return nil
}

// signs reports whether what follows a quotation is only its signature.
func (v *view) signs(i int, s speaker) bool {
	end := v.sentence(i).To
	for k := s.to; k < end; k++ {
		if v.isFinite(k) {
			return false
		}
	}
	return s.person != extract.None
}

// afterAnyVerb attributes q, which follows the colon at i, to the subject of
// the sentence before the colon, whatever its verb.
func (r *reporter) afterAnyVerb(q *quote, i int) {
	v := r.v
	s := v.sentence(i)
	var verbs []int
	for k := s.From; k < i; k++ {
		if v.inQuote(k) {
			return
		}
		if v.phrase(namePhrase, k, i) > 0 {
			return // "sur le thème : « … »"
		}
		if v.is(k, auxHave|auxBe|auxOther) && k > s.From {
			verbs = append(verbs, k)
		}
	}
	for _, verb := range verbs {
		c := &cue{from: verb, to: min(verb+2, i), kind: verbCue, first: verb, pronoun: -1, plural: v.word[verb].plural}
		v.reflexiveBefore(verb, c)
		all, shared := v.subjectBefore(c)
		if all == nil && shared {
			all = r.earlier(c)
		}
		if len(all) > 0 && (all[0].person != extract.None || all[0].title != extract.None || all[0].group) {
			r.quoted(c, all, q)
			return
		}
	}
	if verbs == nil {
		return
	}
	// "Le mot de la fin est revenu à X : « … »"
	const near = 14
	for k := i - 1; k >= s.From && k > i-near; k-- {
		if n := v.ref(k); n != nil && n.kind == byName {
			r.quoted(nil, []speaker{{person: n.index, title: extract.None, from: n.from, to: n.to}}, q)
			return
		}
	}
}

// afterSpeaker attributes q, which begins its sentence, to who spoke in the
// sentence before it in the same paragraph.
func (r *reporter) afterSpeaker(q *quote) bool {
	v := r.v
	n := int(v.sentAt[q.open])
	if n == 0 || q.end+1 < v.sentence(q.end-1).To {
		return false
	}
	same := v.sents[n-1].Paragraph == v.sents[n].Paragraph
	var f *finding // the last before q
	k := r.before(q.open) - 1
	for k >= 0 && r.sentenceOf(r.order[k]) >= n {
		k--
	}
	if k >= 0 {
		f = &r.found[r.order[k]]
		if k > 0 && r.found[r.order[k-1]].cue == f.cue {
			return false // said by several
		}
	}
	// The quotation before, attributed just now, may go on.
	if last := len(r.found) - 1; last >= len(r.order) && r.sentenceOf(last) < n && (f == nil || r.found[last].cue > f.cue) {
		f = &r.found[last]
	}
	if f == nil {
		return false
	}
	at := int(v.sentAt[max(f.cue, f.to-1)])
	// A speech announced shortly before may be quoted without more ado.
	// One quotation a paragraph may follow another.
	whole := at == n-1 && f.kind == extract.Direct && f.to+1 >= v.sents[at].To && v.quoteAt[v.sents[at].From] != 0
	// A paragraph of its own goes on from the one before if it is more than a heading.
	const more = 20 // tokens
	whole = whole || at == n-1 && f.kind != extract.Attended && q.to-q.from >= more
	if same && at == n-1 || whole || f.kind == extract.Speech && at >= n-2 {
		r.quoted(nil, []speaker{f.speaker}, q)
		return true
	}
	return false
}

// beforeSpeaker attributes q, which begins a paragraph, to the person who is
// the subject right after it: « … » X n'a pas caché sa joie.
func (r *reporter) beforeSpeaker(q *quote) {
	v := r.v
	if v.tok[v.sentence(q.open).From].Gap < extract.Line || q.end >= len(v.tok) || v.tok[q.end].Gap >= extract.Line {
		return
	}
	s, i := v.sentence(q.end), q.end
	if v.lower(i) == ":" {
		i++ // "« … » : le préfet a été très clair."
	}
	all, next := v.humans(i, s.To, false)
	if all == nil || all[0].person == extract.None && all[0].title == extract.None || !v.clauseIn(next, s.To) {
		return
	}
	r.quoted(nil, all, q)
}

// before counts the ordered findings whose cue stands before token i.
func (r *reporter) before(i int) int {
	return sort.Search(len(r.order), func(k int) bool { return r.found[r.order[k]].cue >= i })
}

// sentenceOf is the sentence in which finding k ends.
func (r *reporter) sentenceOf(k int) int {
	f := &r.found[k]
	return int(r.v.sentAt[max(f.cue, f.to-1)])
}
