package english

import (
	"sort"
	"strings"

	"estrade/extract"
)

// statements finds who says what: words in quotation marks, clauses after verbs
// of saying, what "according to" gives the source of, speeches and messages as
// such, and who was there without a word.
func (r *reader) statements() {
	r.findEntities()
	r.sorted = append([]entity(nil), r.entities...)
	r.titlesOf()
	r.readers = map[int]bool{}
	r.findQuotes()
	r.direct()
	for n := range r.d.Sentences {
		s := r.d.Sentences[n]
		if s.Paragraph == 0 || r.headline[n] || s.To-s.From > maxTokens {
			continue
		}
		r.indirect(s)
		r.source(s)
		r.speech(s)
	}
	sort.SliceStable(r.found, func(i, j int) bool { return r.found[i].cue < r.found[j].cue })
	r.scenes()
	r.attended()
	for _, f := range r.found {
		r.d.Statements = append(r.d.Statements, f.Statement)
	}
}

// finding is a statement whose place and day are not settled.
type finding struct {
	extract.Statement
	cue      int // token
	from, to int // words, tokens
}

// addStatement lists the words of tokens from to to.
func (r *reader) addStatement(who speaker, kind extract.StatementKind, verb, verbEnd, from, to, at int, rule string) {
	if from >= to {
		return
	}
	if r.spoke == nil {
		r.spoke = map[string]bool{}
	}
	r.spoke[who.name] = true
	span := r.span(from, to)
	first, last := r.d.Sentences[r.sentAt[min(at, from)]], r.d.Sentences[r.sentAt[to-1]]
	if verb > 0 && verb < len(r.t) {
		if s := r.d.Sentences[r.sentAt[verb]]; s.From > last.From {
			last = s
		} else if s.From < first.From {
			first = s
		}
	}
	x := extract.Statement{Speaker: who.name, Person: who.person, Title: who.title, Kind: kind, Text: r.d.Text[span.From:span.To], Span: span,
		PlaceIndex: extract.None, Evidence: extract.Span{From: first.Span.From, To: last.Span.To}, Rule: "english " + rule}
	if verb < verbEnd {
		for verb > 0 && verb > r.d.Sentences[r.sentAt[verb]].From && (r.t[verb-1].Lower == "has" || r.t[verb-1].Lower == "had" || r.t[verb-1].Lower == "have") {
			verb--
		}
		v := r.span(verb, verbEnd)
		x.Verb = r.d.Text[v.From:v.To]
	}
	r.found = append(r.found, finding{Statement: x, cue: at, from: from, to: to})
}

// indirect finds the verbs of saying in a sentence and the words after them.
func (r *reader) indirect(s extract.Sentence) {
	var last *speaker
	for i := s.From; i < s.To; {
		v, to := r.x.verbs.match(r.t, i, s.To, lower)
		if to == i {
			i++
			continue
		}
		if r.quoted[i] || r.at(i) >= 0 {
			i = to
			continue
		}
		from, end := r.content(v, i, to, s)
		if end == from || r.t[i].Shape != extract.LowerCase && i > s.From || r.passive(i, s) || r.unsaid(i, s.From) {
			i = to
			continue
		}
		who, ok := r.sayer(v, i, s, last)
		if !ok {
			i = to
			continue
		}
		last = &who
		r.addStatement(who, extract.Indirect, i, to, from, end, i, "indirect")
		i = max(to, from)
		if end > i {
			i = end
		}
	}
	r.trailing(s)
}

// sayer is who says the verb at token i.
func (r *reader) sayer(v verb, i int, s extract.Sentence, last *speaker) (speaker, bool) {
	if v.base {
		// A plain form is finite after "they", a group, or "to" after a wish.
		if r.word(i-1, s.To) != "to" {
			n, _ := r.subject(i, s)
			if n < 0 || !r.entities[n].group {
				return speaker{}, false
			}
		}
	}
	if v.participle && strings.HasSuffix(r.t[i].Lower, "ing") {
		if last != nil {
			return *last, true
		}
		for k := s.From; k < s.To; k++ {
			if n := r.at(k); n >= 0 {
				if !r.aside(n, s) && r.subjective(n, s) && !r.quoted[k] {
					return r.resolve(n)
				}
				k = max(k, r.entities[n].to-1)
			}
		}
		return speaker{}, false
	}
	if r.word(i-1, s.To) == "to" {
		i--
	}
	n, again := r.subject(i, s)
	if again && last != nil {
		return *last, true
	}
	if n < 0 {
		return speaker{}, false
	}
	return r.resolve(n)
}

// passive reports whether a form of "be" makes a passive of the participle at token i.
func (r *reader) passive(i int, s extract.Sentence) bool {
	k := i - 1
	for k >= s.From && (strings.HasSuffix(r.t[k].Lower, "ly") || r.labels[k].tag == "RB") {
		k--
	}
	return k >= s.From && r.x.is("passive", r.t[k].Lower)
}

// content is the words said after a verb at tokens i to to; none if the
// verb says nothing here.
func (r *reader) content(v verb, i, to int, s extract.Sentence) (from, end int) {
	k := to
	for k < s.To && (strings.HasSuffix(r.t[k].Lower, "ly") || r.t[k].Lower == "again" || r.t[k].Lower == "also") && !strings.Contains("reply family", r.t[k].Lower) {
		k++
	}
	if k >= s.To {
		return 0, 0
	}
	has := func(f string) bool { return strings.Contains(v.frames, f) }
	give := func(from int) (int, int) { return from, r.contentEnd(from, s) }
	w := r.t[k].Lower
	switch {
	case w == "by":
		return 0, 0
	case has("c"):
		return give(k)
	case w == "that" && has("t"):
		return give(k)
	case isQuote(w) && (has("n") || has("t")) && !r.isSaid(k):
		return give(k)
	case r.t[k].Lower == "," && has("t"):
		// "said, in French, that"
		for j := k + 1; j < min(k+10, s.To); j++ {
			if r.t[j].Lower == "," && r.word(j+1, s.To) == "that" {
				return give(j + 1)
			}
		}
		return 0, 0
	case r.x.is("question", w) && has("h"):
		return give(k)
	case w == "to" && has("i") && r.verbAhead(k, s.To):
		return give(k)
	case w == "on" && has("s"), (w == "for" || w == "to") && has("p"), w == "of" && has("d"), w == "about" && has("b"), w == "against" && has("a"):
		return give(k)
	}
	if has("v") { // urged the mayors to release land
		const reach = 16
		for j := k + 1; j < min(k+reach, s.To); j++ {
			if r.t[j].Lower == "to" && r.verbAhead(j, s.To) {
				return give(k)
			}
			if r.t[j].Kind == extract.Punct && r.t[j].Lower != "'" && r.t[j].Lower != "’" && r.t[j].Lower != "-" {
				break
			}
		}
		if (w == "for") && v.plain == "appeal" {
			return give(k)
		}
	}
	if has("o") { // told the audience that
		const reach = 14
		for j := k; j < min(k+reach, s.To); j++ {
			x := r.t[j].Lower
			if x == "that" || r.x.is("question", x) && j > k && x != "who" && x != "which" {
				if x == "that" && !has("t") || x != "that" && !has("h") {
					break
				}
				return give(j)
			}
			if x == "of" && has("d") && j > k || x == "about" && has("b") && j > k || x == "against" && has("a") && j > k {
				return give(j)
			}
			if x == "to" && has("i") && j > k && r.verbAhead(j, s.To) {
				return give(k)
			}
			if r.t[j].Kind == extract.Punct && x != "'" && x != "’" && x != "," || isQuote(x) {
				break
			}
			if x == "," {
				break
			}
		}
		// "told the audience her province would send two advisers"
		if has("t") {
			j := k
			if r.x.is("determiner", r.word(j, s.To)) {
				j++
			}
			for j < s.To && (r.x.is("hearer", r.t[j].Lower) || r.at(j) >= 0) {
				j++
			}
			if j > k && r.clauseAt(j, s) {
				return give(j)
			}
		}
	}
	if has("t") { // "said on Monday in Paris that"
		const reach = 14
		for j := k; j < min(k+reach, s.To); j++ {
			if r.t[j].Lower == "that" {
				return give(j)
			}
			if r.t[j].Kind == extract.Punct && r.t[j].Lower != "'" && r.t[j].Lower != "’" || j > k && (r.verbal(j) && !r.inDate[j] && r.at(j) < 0) || j == k && !r.x.is("aside", r.t[j].Lower) && !r.inDate[j] {
				break
			}
		}
	}
	if has("t") && r.clauseAt(k, s) {
		return give(k)
	}
	if has("n") && r.nounAt(k, s) {
		if r.x.is("physical", r.t[i].Lower) && r.peopleAt(k, s) {
			return 0, 0
		}
		return give(k)
	}
	return 0, 0
}

// verbal reports whether token i is a finite verb.
func (r *reader) verbal(i int) bool {
	tag := r.labels[i].tag
	return r.x.is("finite", r.t[i].Lower) || tag == "MD" || tag == "VBD" || tag == "VBZ"
}

// isSaid reports whether the quotation that begins at token k is a statement already.
func (r *reader) isSaid(k int) bool {
	i := sort.Search(len(r.quotes), func(i int) bool { return r.quotes[i].open >= k })
	return i < len(r.quotes) && r.quotes[i].open == k && r.quotes[i].used
}

// clauseAt reports whether a clause without "that" begins at token k: a noun phrase and
// a finite verb, not the subject of an inverted verb.
func (r *reader) clauseAt(k int, s extract.Sentence) bool {
	const reach = 14
	if k >= s.To || isQuote(r.t[k].Lower) || r.t[k].Kind == extract.Punct || r.x.is("aside", r.t[k].Lower) && r.t[k].Lower != "more" {
		return false
	}
	for j := k + 1; j < min(k+reach, s.To); j++ {
		w := r.t[j].Lower
		if r.quoted[j] {
			return false
		}
		if r.t[j].Kind == extract.Punct && !strings.Contains("'’-,", w) || w == "who" || w == "which" {
			return false
		}
		if w == "," {
			return false
		}
		tag := r.labels[j].tag
		if r.x.is("finite", w) && w != "'s" || tag == "MD" || (tag == "VBD" || tag == "VBZ" || tag == "VBP") && r.at(j) < 0 {
			return true
		}
	}
	return false
}

// nounAt reports whether a noun phrase of more than a word begins at token k.
func (r *reader) nounAt(k int, s extract.Sentence) bool {
	w := r.t[k].Lower
	if r.t[k].Kind == extract.Punct || r.x.is("pronoun", w) || r.x.is("aside", w) || r.x.is("finite", w) || w == "that" || w == "as" || w == "when" || w == "before" {
		return false
	}
	if strings.HasPrefix(r.labels[k].tag, "VB") && r.labels[k].tag != "VBG" && !r.x.is("determiner", w) || w == "today" || w == "yesterday" || r.inDate[k] {
		return false
	}
	end := k
	for end < s.To && r.t[end].Kind != extract.Punct {
		end++
	}
	return end-k >= 2
}

// peopleAt reports whether the noun phrase at token k is of people.
func (r *reader) peopleAt(k int, s extract.Sentence) bool {
	for j := k; j < min(k+6, s.To); j++ {
		w := r.t[j].Lower
		if r.at(j) >= 0 || r.x.is("hearer", w) || r.x.is("group", w) || r.t[j].Kind == extract.Number {
			return true
		}
		if _, e := r.x.offices.match(r.t, j, s.To, unhyphened); e > j {
			return true
		}
		if r.t[j].Kind == extract.Punct || r.x.is("aside", w) && w != "of" {
			return false
		}
	}
	return false
}

// contentEnd is the token after the words that begin at token from: the end of
// the sentence, or where someone says something else.
func (r *reader) contentEnd(from int, s extract.Sentence) int {
	t := r.t
	for i := from + 1; i < s.To; i++ {
		if r.quoted[i] {
			continue
		}
		w := t[i].Lower
		if w == ";" || w == ":" && i+1 < s.To && isQuote(t[i+1].Lower) && r.isSaid(i+1) {
			return r.trim(from, i)
		}
		if w == "," && (r.word(i+1, s.To) == "according" || r.word(i+1, s.To) == "while" && r.entitySoon(i+2, s) || r.word(i+1, s.To) == "whereas" && r.entitySoon(i+2, s)) {
			return r.trim(from, i)
		}
		if w != "," && w != "and" && w != "but" {
			continue
		}
		k := i + 1
		for k < s.To && (t[k].Lower == "and" || t[k].Lower == "but" || t[k].Lower == "then" || t[k].Lower == "also" || strings.HasSuffix(t[k].Lower, "ly") || t[k].Lower == "in" && r.word(k+1, s.To) == "turn" || t[k].Lower == "turn") {
			k++
		}
		v, to := r.x.verbs.match(t, k, s.To, lower)
		if to == k || v.base {
			continue
		}
		if v.participle && strings.HasSuffix(t[k].Lower, "ing") {
			if w != "," {
				continue
			}
		} else if tag := r.labels[k].tag; tag != "" && tag != "VBD" && tag != "VBZ" && tag != "VBN" && tag != "NNS" {
			continue
		}
		if a, b := r.content(v, k, to, extract.Sentence{Span: s.Span, From: s.From, To: s.To}); b > a || isQuote(r.word(to, s.To)) {
			return r.trim(from, i)
		}
	}
	return r.trim(from, s.To)
}

func (r *reader) entitySoon(i int, s extract.Sentence) bool {
	for k := i; k < min(i+3, s.To); k++ {
		if r.at(k) >= 0 {
			return true
		}
	}
	return false
}

// trailing reads words without marks before their speaker: "The bridge is safe, said the Prefect."
func (r *reader) trailing(s extract.Sentence) {
	for i := s.To - 1; i > s.From+leastWords; i-- {
		if r.t[i].Lower != "," || r.quoted[i] || r.quoted[i-1] {
			continue
		}
		v, to := r.x.verbs.match(r.t, i+1, s.To, lower)
		var who speaker
		ok := false
		at := i + 1
		if to > i+1 && strings.Contains(v.frames, "q") && !v.base && !v.participle {
			if n, found := r.entityFrom(to, min(to+4, s.To), s); found {
				who, ok = r.resolve(n)
			} else {
				who, ok = r.groupFrom(to, min(to+4, s.To), s)
			}
		} else if n, found := r.entityFrom(i+1, min(i+4, s.To), s); found && r.entities[n].to < s.To {
			k := r.entities[n].to
			if v, to = r.x.verbs.match(r.t, k, s.To, lower); to > k && strings.Contains(v.frames, "t") && !v.base && to >= s.To-1 {
				who, ok = r.resolve(n)
				at = k
			}
		}
		if !ok {
			continue
		}
		for k := len(r.found) - 1; k >= max(0, len(r.found)-s.To+s.From); k-- {
			if f := &r.found[k]; f.cue >= s.From && f.cue < s.To {
				return
			}
		}
		r.addStatement(who, extract.Indirect, at, to, s.From, r.trim(s.From, i), at, "trailing")
		return
	}
}

// source reads "According to the Mayor, words" and "words, according to the Mayor".
func (r *reader) source(s extract.Sentence) {
	t := r.t
	for i := s.From; i < s.To; i++ {
		phrase, to := r.x.lists["source"].match(t, i, s.To, lower)
		if to == i || r.quoted[i] {
			continue
		}
		if phrase == "for" && i != s.From {
			continue
		}
		end := min(to+8, s.To)
		n, ok := r.entityFrom(to, end, s)
		var who speaker
		stop := 0
		switch {
		case ok:
			if who, ok = r.resolve(n); !ok {
				return
			}
			stop = r.entities[n].to
			for { // with the title after the name, and the name after the title
				k := stop
				for k < s.To && (t[k].Lower == "," || r.x.is("determiner", t[k].Lower)) {
					k++
				}
				m := r.at(k)
				if m < 0 || r.entities[m].person != r.entities[n].person || r.entities[n].person == extract.None || r.entities[m].pronoun != "" {
					break
				}
				stop = r.entities[m].to
			}
		case to < s.To && (t[to].Lower == "her" || t[to].Lower == "him") && phrase == "according to":
			pronoun := map[string]string{"her": "she", "him": "he"}[t[to].Lower]
			r.entities = append(r.entities, entity{from: to, to: to + 1, person: extract.None, pronoun: pronoun})
			if who, ok = r.resolve(len(r.entities) - 1); !ok {
				return
			}
			stop = to + 1
		default:
			if phrase == "for" {
				return
			}
			if who, ok = r.groupFrom(to, end, s); !ok {
				return
			}
			for stop = to; stop < s.To && t[stop].Lower != ","; stop++ {
			}
		}
		if phrase == "for" && r.word(stop, s.To) != "," {
			return
		}
		from, upto := s.From, i
		if i == s.From || i == s.From+1 && t[s.From].Kind == extract.Punct {
			from, upto = stop, s.To
			for from < upto && t[from].Kind == extract.Punct && !isQuote(t[from].Lower) {
				from++
			}
		}
		upto = r.trim(from, upto)
		if r.count(from, upto) < leastWords || phrase == "for" && !r.clauseAt(from, s) && !isQuote(t[from].Lower) {
			return
		}
		kind := extract.Indirect
		if isQuote(t[from].Lower) && r.isSaid(from) {
			return // direct words have their own rule
		}
		r.addStatement(who, kind, i, to, from, upto, i, "source")
		return
	}
}

// speech finds speeches and messages as such.
func (r *reader) speech(s extract.Sentence) {
	t := r.t
	for i := s.From; i < s.To; i++ {
		if r.quoted[i] || r.at(i) >= 0 {
			continue
		}
		if !r.x.is("speechnoun", t[i].Lower) {
			if _, to := r.x.lists["floor"].match(t, i, s.To, lower); to > i {
				r.floor(i, to, s)
				i = to - 1
			}
			continue
		}
		from := i
		for from > s.From && t[from].Gap == extract.Space && t[from-1].Kind == extract.Word && r.at(from-1) < 0 &&
			(r.x.is("determiner", t[from-1].Lower) || strings.HasPrefix(r.labels[from-1].tag, "JJ") || strings.HasPrefix(r.labels[from-1].tag, "NN") && !r.x.is("deliver", t[from-1].Lower)) {
			from--
			if r.x.is("determiner", t[from].Lower) {
				break
			}
		}
		r.readBy(i, s)
		if who, ok := r.author(i, from, s); ok {
			r.addStatement(who, extract.Speech, 0, 0, from, i+1, i, "speech")
			return
		}
	}
}

// readBy notes who reads the words of another.
func (r *reader) readBy(i int, s extract.Sentence) {
	for k := s.From; k < s.To; k++ {
		if r.t[k].Lower != "read" {
			continue
		}
		if r.word(k+1, s.To) == "by" {
			if n, ok := r.entityFrom(k+2, min(k+6, s.To), s); ok && r.entities[n].person != extract.None {
				r.readers[r.entities[n].person] = true
			}
		} else if n, _ := r.subject(k, s); n >= 0 && r.entities[n].person != extract.None {
			r.readers[r.entities[n].person] = true
		}
	}
}

// author is who made the speech or message whose noun is token i; its phrase begins at from.
func (r *reader) author(i, from int, s extract.Sentence) (speaker, bool) {
	t := r.t
	// "a message from the Minister", "a speech by the Mayor"
	if w := r.word(i+1, s.To); w == "from" || w == "by" || w == "of" && t[i].Lower != "speech" {
		if n, ok := r.entityFrom(i+2, min(i+8, s.To), s); ok {
			if r.entities[n].person == extract.None && r.entities[n].title == "" && !r.entities[n].group {
				return speaker{}, false
			}
			return r.resolve(n)
		}
	}
	// "the Minister's message"
	if from > s.From+2 && t[from-1].Lower == "s" {
		if n := r.at(from - 3); n >= 0 {
			return r.resolve(n)
		}
	}
	// "In a message read by the sub-prefect, the Minister thanked"
	if p := r.word(from-1, s.To); (p == "in") && from-1 == s.From {
		comma := i
		var main int = -1
		for k := i + 1; k < s.To; k++ {
			n := r.at(k)
			if n < 0 {
				if t[k].Lower == "," {
					comma = k
				}
				continue
			}
			if r.aside(n, s) {
				k = max(k, r.entities[n].to-1)
				continue
			}
			if v, to := r.x.verbs.match(t, r.after(n, s), s.To, lower); to > r.after(n, s) && !v.base || comma == k-1 || comma == k-2 {
				main = n
			}
			k = max(k, r.entities[n].to-1)
			if main >= 0 && r.finite(min(r.after(main, s), s.To-1)) {
				break
			}
		}
		if main >= 0 && (t[i].Lower == "message" || t[i].Lower == "letter" || t[i].Lower == "speech" || t[i].Lower == "address" || t[i].Lower == "remarks") {
			return r.resolve(main)
		}
		return speaker{}, false
	}
	// "delivered a speech", "gave the opening address"
	k := from - 1
	for k > s.From && (r.x.is("determiner", t[k].Lower) || strings.HasSuffix(t[k].Lower, "ly")) {
		k--
	}
	if k > s.From && r.x.is("deliver", t[k].Lower) && !r.unsaid(k, s.From) && !r.passive(k, s) {
		if n, _ := r.subject(k, s); n >= 0 {
			if t[k].Lower == "read" {
				if p := r.entities[n].person; p != extract.None {
					r.readers[p] = true
				}
				return speaker{}, false // the author is not the reader
			}
			return r.resolve(n)
		}
	}
	return speaker{}, false
}

// after is the token after an entity and the commas and other names of the same person.
func (r *reader) after(n int, s extract.Sentence) int {
	k := r.entities[n].to
	for k < s.To && (r.t[k].Lower == "," || r.t[k].Lower == ")") {
		k++
	}
	return k
}

// floor adds who took the floor, if nothing of what was said is told.
func (r *reader) floor(i, to int, s extract.Sentence) {
	if r.unsaid(i, s.From) {
		return
	}
	if w := r.word(to, s.To); r.t[i].Lower == "spoke" && (w == "of" || w == "about" || w == "with") || r.t[i].Lower == "speaks" && w != "at" && w != "." {
		return
	}
	n, _ := r.subject(i, s)
	if n < 0 {
		return
	}
	who, ok := r.resolve(n)
	if !ok {
		return
	}
	if r.spoke[who.name] {
		return
	}
	r.addStatement(who, extract.Speech, i, to, i, to, i, "floor")
	// "spoke", and all who share the verb.
	for k := r.start(n, s) - 1; k > s.From && (r.t[k].Lower == "and" || r.t[k].Lower == ","); {
		m := r.at(k - 1)
		if m < 0 {
			break
		}
		if e := r.entities[m]; e.person != r.entities[n].person || e.person == extract.None {
			if other, ok := r.resolve(m); ok && !r.aside(m, s) {
				r.addStatement(other, extract.Speech, i, to, i, to, i, "floor")
			}
		}
		k = r.start(m, s) - 1
	}
}
