package english

import (
	"strings"

	"estrade/extract"
)

// verbs tell that someone speaks.
var verbs = set("said says told tells added adds stated states declared declares announced announces explained explains recalled recalls " +
	"stressed stresses noted notes insisted insists warned warns pointed underlined concluded confirmed welcomed assured wrote emphasised emphasized " +
	"replied urged thanked offered asked called promised hoped recommended regretted praised congratulated acknowledged argued observed repeated reiterated " +
	"reminded informed estimated considered believes hopes regrets admitted denied proposed suggested invited encouraged appealed remarked answered " +
	"reported claimed deplored highlighted outlined described expressed wished commented indicated indicates continued summed quipped joked advised")

// withPeople are verbs whose object is whom the words go to, and that tell them
// without "that": "urged the mayors to release land", "thanked the crews for their help".
var withPeople = set("urged thanked asked invited encouraged reminded congratulated praised called advised")

// withInfinitive are verbs after which "to" begins the words.
var withInfinitive = set("offered promised proposed")

// withNoun are verbs whose object is what was said: "stressed the need for".
var withNoun = set("stressed announced recalled underlined emphasised emphasized welcomed praised regretted deplored highlighted outlined explained described")

// openers begin a clause that tells what was said.
var openers = set("that how why what whether")

// statements finds direct words beside a verb of speech, clauses after one,
// "according to", messages, and who was there.
func (r *reader) statements() {
	for n, s := range r.d.Sentences {
		if n == 0 || r.present(s) {
			continue
		}
		r.message(s)
		if r.accordingTo(s) {
			continue
		}
		quote, end := r.quotation(s)
		if quote < end && !r.quotedClause(quote, s) {
			r.direct(n, s, quote, end)
			r.indirect(s, quote, end)
			continue
		}
		r.indirect(s, 0, 0)
	}
}

// quotation is the longest text in quotation marks of at least four words; an
// incise within it is skipped over: “The border is a line,” she said, “not a wall.”
func (r *reader) quotation(s extract.Sentence) (from, to int) {
	const least = 4
	t := r.d.Tokens
	open, start := false, 0
	for i := s.From; i < s.To; i++ {
		if t[i].Kind != extract.Punct || !isQuote(t[i].Lower) {
			continue
		}
		if !open || t[i].Lower == "“" || t[i].Lower == "«" {
			open, start = true, i+1
			continue
		}
		open = false
		if i-start < least {
			continue
		}
		if to == 0 {
			from = start
		}
		to = i
	}
	return from, to
}

// quotedClause reports whether the quotation at token i belongs to a clause:
// said that "no border has ever stopped a distress call".
func (r *reader) quotedClause(i int, s extract.Sentence) bool {
	return i-2 >= s.From && openers[r.lower(i-2)] || i-3 >= s.From && openers[r.lower(i-3)]
}

// direct gives the quotation of tokens from to to to who says it in the same
// sentence, in the next, or before a colon.
func (r *reader) direct(n int, s extract.Sentence, from, to int) {
	t := r.d.Tokens
	for to > from && (t[to-1].Lower == "," || t[to-1].Lower == ".") {
		to--
	}
	for i := s.From; i < s.To; i++ {
		if i >= from && i < to && r.inQuotes(i, s) || !verbs[t[i].Lower] {
			continue
		}
		who, ok := r.speakerAfter(i, s)
		if b, found := r.speakerBefore(i, s); found && (!ok || who.from > i+1 && b.end >= i-1) {
			who, ok = b, true
		}
		if ok {
			r.add(s, who, extract.Direct, i, i+1, from, to, "english direct")
			return
		}
	}
	if from-2 > s.From && t[from-2].Lower == ":" {
		if who, ok := r.subject(s, from-2); ok {
			r.add(s, who, extract.Direct, from-2, from-2, from, to, "english colon")
			return
		}
	}
	// “…” She smiled. The speaker of the sentence before goes on.
	if from-1 <= s.From+1 && n > 0 && len(r.d.Statements) > 0 {
		last := &r.d.Statements[len(r.d.Statements)-1]
		if last.Evidence.To <= s.Span.From && s.Paragraph == r.d.Sentences[n-1].Paragraph && last.Evidence == r.d.Sentences[n-1].Span {
			r.add(s, speaker{last.Speaker, last.Person, s.From, s.From}, extract.Direct, s.From, s.From, from, to, "english goes on")
		}
	}
}

// inQuotes reports whether token i stands within quotation marks.
func (r *reader) inQuotes(i int, s extract.Sentence) bool {
	open := false
	for k := s.From; k < i; k++ {
		if isQuote(r.d.Tokens[k].Lower) {
			open = !open
		}
	}
	return open
}

// indirect finds the clauses after verbs of speech outside a quotation.
func (r *reader) indirect(s extract.Sentence, from, to int) {
	t := r.d.Tokens
	for i := s.From; i+2 < s.To; i++ {
		if from < to && i >= from-1 && i <= to || !verbs[t[i].Lower] || r.inTitle[i] != 0 {
			continue
		}
		if w := r.lower(i - 1); w == "will" || w == "would" || w == "to" || w == "be" || w == "been" || w == "was" || w == "were" || w == "is" {
			continue
		}
		begin := r.clause(i, s)
		if begin == 0 {
			continue
		}
		who, ok := r.speakerBefore(i, s)
		if !ok {
			continue
		}
		end := r.clauseEnd(begin, s)
		if end > begin+1 && !(from < to && begin < to && end > from) {
			r.add(s, who, extract.Indirect, i, i+1, begin, end, "english "+t[i].Lower)
		}
	}
}

// clause is the first token of what verb i says; 0 if it says nothing.
func (r *reader) clause(i int, s extract.Sentence) int {
	t := r.d.Tokens
	k := i + 1
	v := t[i].Lower
	if v == "pointed" || v == "called" && r.lower(k) == "on" || v == "appealed" {
		k++
	}
	switch {
	case openers[r.lower(k)]:
		return k
	case withInfinitive[v] && r.lower(k) == "to":
		return k
	case v == "hoped" || v == "hopes" || v == "believes" || v == "considered" || v == "estimated":
		if r.lower(k) == "to" {
			return k
		}
	}
	// "told the audience how", "reminded them that", "stressed, in front of the crews, that"
	const reach = 8
	object := k
	for n := k; n < min(s.To, k+reach); n++ {
		if openers[t[n].Lower] && t[n].Lower != "what" {
			if v == "said" || v == "added" {
				break
			}
			if v == "told" || withPeople[v] || t[n-1].Lower == "," {
				return n
			}
			break
		}
		if t[n].Kind == extract.Punct && t[n].Lower != "," || verbs[t[n].Lower] && n > k {
			break
		}
		if withPeople[v] && (t[n].Lower == "to" || t[n].Lower == "for") && n > object {
			return object
		}
	}
	if w := r.lower(k); withNoun[v] && (small[w] || w == "his" || w == "her" || w == "their") {
		return k
	}
	return 0
}

// clauseEnd is the token after the clause that begins at token i.
func (r *reader) clauseEnd(i int, s extract.Sentence) int {
	t := r.d.Tokens
	end := lastWord(t, s)
	for k := i + 1; k < end; k++ {
		// ", and urged the mayors": another verb of the same speaker.
		if t[k].Lower == "and" && k+1 < end && verbs[t[k+1].Lower] && (t[k-1].Lower == "," || r.clause(k+1, s) != 0) {
			end = k
			break
		}
	}
	if end < s.To && isQuote(t[end].Lower) && r.inQuotes(end, s) {
		end++ // said that "…"
	}
	for end > i && t[end-1].Lower == "," {
		end--
	}
	return end
}

// accordingTo reads "According to Anne Martin, Prefect, words" and "words, according to her".
func (r *reader) accordingTo(s extract.Sentence) bool {
	t := r.d.Tokens
	for i := s.From; i+2 < s.To; i++ {
		if t[i].Lower != "according" || t[i+1].Lower != "to" {
			continue
		}
		who, ok := r.speakerAfter(i+1, s)
		if !ok {
			return false
		}
		from, to := s.From, i
		if i == s.From {
			from, to = who.end, lastWord(t, s)
			for from < to && (t[from].Kind == extract.Punct || r.inTitle[from] != 0 || small[t[from].Lower] && from+1 < to && r.inTitle[from+1] != 0) {
				from++
			}
		}
		for to > from && t[to-1].Kind == extract.Punct {
			to--
		}
		if to > from {
			r.add(s, who, extract.Indirect, i, i+2, from, to, "english according to")
		}
		return true
	}
	return false
}

// message finds "In a message read by X, Y" and "read a message from Y": a
// message belongs to its author.
func (r *reader) message(s extract.Sentence) {
	t := r.d.Tokens
	for i := s.From; i+2 < s.To; i++ {
		if t[i].Lower != "message" && t[i].Lower != "letter" || !small[r.lower(i-1)] {
			continue
		}
		read := i
		switch {
		case t[i+1].Lower == "from":
			if who, ok := r.speakerAfter(i+1, s); ok {
				r.add(s, who, extract.Speech, i, i, i-1, i+1, "english message")
			}
			return
		case t[i+1].Lower == "read" && r.lower(i-2) == "in":
			read = i + 1
		default:
			continue
		}
		// The author is the subject of the main clause: the last to be named before its verb.
		for k := read + 1; k < s.To; k++ {
			if verbs[t[k].Lower] {
				if who, ok := r.speakerBefore(k, s); ok {
					r.add(s, who, extract.Speech, k, k, i-1, i+1, "english message")
				}
				return
			}
		}
	}
}

// presence tells who was there.
var presence = []string{"also present were", "also present was", "were also present", "was also present", "in the presence of", "in attendance", "was attended by", "attended by", "were present", "also attended", "also took part", "took part"}

// present lists the people of a sentence that says who was there, and reports
// whether it says nothing else.
func (r *reader) present(s extract.Sentence) bool {
	text := strings.ToLower(r.d.Text[s.Span.From:s.Span.To])
	at := -1
	phrase := ""
	for _, p := range presence {
		if at = strings.Index(text, p); at >= 0 {
			phrase = p
			break
		}
	}
	if at < 0 {
		return false
	}
	before := strings.HasPrefix(phrase, "were") || strings.HasPrefix(phrase, "was also") || strings.HasPrefix(phrase, "also attended") || strings.HasPrefix(phrase, "also took") || phrase == "took part"
	offset := s.Span.From + at
	for _, m := range r.mentions[r.mentionsTo(s.From):r.mentionsTo(s.To)] {
		if at := r.d.Tokens[m.from].Span.From; before && at < offset || !before && at > offset {
			span := r.span(m.from, m.to)
			r.addSpan(s, r.speaker(m), extract.Attended, "", span, "english presence")
		}
	}
	return at == 0 || before
}

func isQuote(s string) bool { return s == "\"" || s == "“" || s == "”" || s == "«" || s == "»" }

func lastWord(t []extract.Token, s extract.Sentence) int {
	to := s.To
	for to > s.From && t[to-1].Kind == extract.Punct && t[to-1].Lower != ")" {
		to--
	}
	return to
}
