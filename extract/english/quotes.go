package english

import (
	"strings"

	"estrade/extract"
)

// quote is what stands in quotation marks, the marks at tokens open and shut.
type quote struct {
	open, shut int
	used       bool
}

func (q quote) from() int { return q.open + 1 }

// findQuotes pairs the quotation marks of each paragraph. One that is not closed
// ends with its paragraph: so do the parts of a quotation of several.
func (r *reader) findQuotes() {
	t := r.t
	r.quoted = make([]bool, len(t))
	for n := 0; n < len(r.d.Sentences); {
		from := r.d.Sentences[n].From
		p := r.d.Sentences[n].Paragraph
		for n < len(r.d.Sentences) && r.d.Sentences[n].Paragraph == p {
			n++
		}
		end := r.d.Sentences[n-1].To
		open, mark := -1, ""
		for i := from; i < end; i++ {
			if t[i].Kind != extract.Punct {
				continue
			}
			w := r.d.Text[t[i].Span.From:t[i].Span.To]
			if open < 0 {
				if shut := r.opens(i, w, end); shut != "" {
					open, mark = i, shut
				}
				continue
			}
			if strings.Contains(mark, w) && r.shuts(i, w, end) {
				r.quotes = append(r.quotes, quote{open: open, shut: i})
				open = -1
			}
		}
		if open >= 0 && mark != "\"" && mark != "'’" && mark != "’" && open+4 < end {
			r.quotes = append(r.quotes, quote{open: open, shut: end})
		}
	}
	for _, q := range r.quotes {
		for i := q.open; i < min(q.shut+1, len(t)); i++ {
			r.quoted[i] = true
		}
	}
}

// opens gives the marks that close what the mark at token i opens, "" if it opens nothing.
func (r *reader) opens(i int, w string, end int) string {
	spaced := r.t[i].Gap >= extract.Space || i > 0 && strings.Contains("([-–—", r.t[i-1].Lower)
	joined := i+1 < end && r.t[i+1].Gap == extract.Joined
	switch w {
	case "“", "„":
		return "”“"
	case "«":
		return "»"
	case "\"":
		return "\""
	case "‘":
		if joined {
			return "’"
		}
	case "'":
		if spaced && joined && r.t[i+1].Kind == extract.Word && len(r.t[i+1].Lower) > 1 || spaced && joined && r.t[i+1].Lower == "i" {
			return "'’"
		}
	}
	return ""
}

// shuts reports whether the mark at token i can close: an apostrophe only after a
// stop or comma, or before one.
func (r *reader) shuts(i int, w string, end int) bool {
	if w != "'" && w != "’" {
		return true
	}
	if i+1 < end && r.t[i+1].Gap == extract.Joined && r.t[i+1].Kind == extract.Word {
		return false
	}
	return r.t[i].Gap == extract.Joined && (strings.Contains(".,!?…", r.t[i-1].Lower) || i+1 >= end || strings.Contains(".,;:", r.t[i+1].Lower))
}

// leastWords is how many words someone says at least; fewer are scare quotes.
const leastWords = 4

// direct finds the statements in quotation marks.
func (r *reader) direct() {
	r.lastSpeaker = map[int]int{}
	for i := range r.quotes {
		q := &r.quotes[i]
		if q.used || q.shut-q.from() < 2 {
			continue
		}
		s := r.d.Sentences[r.sentAt[min(q.open, len(r.t)-1)]]
		last := r.d.Sentences[r.sentAt[min(q.shut, len(r.t)-1)]]
		if r.isTitle(q, s) {
			continue
		}
		c, ok := r.attribution(i, s, last)
		if !ok {
			continue
		}
		words := r.count(q.from(), q.shut)
		if c.after && i+1 < len(r.quotes) && r.quotes[i+1].open >= c.end && r.quotes[i+1].open-c.end <= 2 {
			words += r.count(r.quotes[i+1].from(), r.quotes[i+1].shut)
		}
		clause := words >= leastWords || c.verb > 0 && c.inverted && r.count(q.from(), q.shut) >= 2
		if !clause {
			continue
		}
		q.used = true
		shut := q.shut
		// What follows the incise belongs to it.
		for k := i + 1; k < len(r.quotes); k++ {
			n := &r.quotes[k]
			prev := r.quotes[k-1]
			if !c.after || r.paragraph(n.open) != r.paragraph(q.open) || n.open-c.end > 2 || n.open < c.end || prev.shut > n.open || r.d.Sentences[r.sentAt[n.open]].Paragraph != s.Paragraph {
				break
			}
			n.used = true
			shut = n.shut
			c.end = -1 << 30
			break
		}
		if shut > q.shut && c.end < 0 {
			c.after = false
		}
		r.addStatement(c.who, extract.Direct, c.verbFrom, c.verbEnd, q.from(), r.trim(q.from(), shut), q.open, "direct")
	}
}

func (r *reader) paragraph(i int) int { return r.d.Sentences[r.sentAt[min(i, len(r.t)-1)]].Paragraph }

// trim drops the punctuation at the end of the words from to to.
func (r *reader) trim(from, to int) int {
	for to > from+1 && r.t[to-1].Kind == extract.Punct && strings.Contains(",.;:”»\"'’-–—", r.t[to-1].Lower) {
		if r.quoted[to-1] && isQuote(r.t[to-1].Lower) && r.opened(from, to-1) {
			break
		}
		to--
	}
	return to
}

// opened reports whether the mark at token shut closes a quotation that opens after token from.
func (r *reader) opened(from, shut int) bool {
	for i := shut - 1; i >= from; i-- {
		if isQuote(r.t[i].Lower) {
			return true
		}
		if !r.quoted[i] {
			return false
		}
	}
	return false
}

func (r *reader) count(from, to int) int {
	n := 0
	for i := from; i < min(to, len(r.t)); i++ {
		if r.t[i].Kind != extract.Punct {
			n++
		}
	}
	return n
}

// isTitle reports whether a quotation is the name of something: "the exhibition “Two Shores”".
func (r *reader) isTitle(q *quote, s extract.Sentence) bool {
	if q.open <= s.From {
		return false
	}
	p := q.open - 1
	if r.t[p].Lower == ":" || r.t[p].Lower == "," {
		p--
		if r.x.is("title", r.word(p, q.open)) && r.count(q.from(), q.shut) < 10 && r.t[p].Lower != "words" && r.t[p].Lower != "plan" && r.t[p].Lower != "project" {
			return true
		}
		return false
	}
	return r.x.is("title", r.t[p].Lower)
}

// cue tells who says a quotation.
type cue struct {
	who               speaker
	verb              int // token of the verb, 0 if there is none
	verbFrom, verbEnd int
	end               int  // token after the cue
	after, inverted   bool // the cue follows the quotation
}

// attribution finds the speaker of quotation i: after it, before it, in the
// sentence before, or as the speaker of the one before in its paragraph.
func (r *reader) attribution(i int, s, last extract.Sentence) (cue, bool) {
	q := &r.quotes[i]
	end := last.To
	if i+1 < len(r.quotes) {
		end = min(end, r.quotes[i+1].open)
	}
	if c, ok := r.cueAfter(q.shut+1, end, last); ok {
		r.lastSpeaker[s.Paragraph] = r.remember(c.who)
		return c, true
	}
	from := s.From
	if i > 0 && r.quotes[i-1].shut > from {
		from = r.quotes[i-1].shut + 1
	}
	if c, ok := r.cueBefore(from, q.open, s); ok {
		r.lastSpeaker[s.Paragraph] = r.remember(c.who)
		return c, true
	}
	// "These were the words of the Mayor."
	if n := int(r.sentAt[min(q.shut, len(r.t)-1)]); n+1 < len(r.d.Sentences) && q.open == s.From {
		if p := r.d.Sentences[n+1]; p.Paragraph == s.Paragraph && (r.t[p.From].Lower == "these" || r.t[p.From].Lower == "such" || r.t[p.From].Lower == "with") {
			for k := p.From; k < min(p.To-2, p.From+7); k++ {
				if r.t[k].Lower == "words" && (r.t[k+1].Lower == "of" || r.t[k+1].Lower == "by" || r.t[k+1].Lower == "from" || r.t[k+1].Lower == ",") {
					if e, ok := r.entityFrom(k+2, min(k+7, p.To), p); ok {
						if who, ok := r.resolve(e); ok {
							return cue{who: who}, true
						}
					}
				}
			}
		}
	}
	// A quotation that goes on within a clause says nothing by itself.
	if q.open > s.From {
		return cue{}, false
	}
	if k, ok := r.lastSpeaker[s.Paragraph]; ok {
		return cue{who: r.memory[k]}, true
	}
	// Words that stand alone: of the subject of the sentence before in the paragraph.
	n := int(r.sentAt[q.open])
	if n > 0 && r.d.Sentences[n-1].Paragraph == s.Paragraph && q.shut >= last.To-2 {
		p := r.d.Sentences[n-1]
		for k := p.From; k < p.To; k++ {
			e := r.at(k)
			if e < 0 {
				continue
			}
			if !r.aside(e, p) && r.subjective(e, p) {
				if who, ok := r.resolve(e); ok {
					r.lastSpeaker[s.Paragraph] = r.remember(who)
					return cue{who: who}, true
				}
			}
			k = max(k, r.entities[e].to-1)
		}
	}
	if n > 0 && r.d.Sentences[n-1].Paragraph == s.Paragraph-1 && r.t[r.d.Sentences[n-1].To-1].Lower == ":" {
		p := r.d.Sentences[n-1]
		if c, ok := r.cueBefore(p.From, p.To, p); ok {
			return c, true
		}
	}
	// A quotation of several paragraphs goes on.
	if k, ok := r.lastSpeaker[s.Paragraph-1]; ok && i > 0 && r.quotes[i-1].used && !isQuote(r.t[min(r.quotes[i-1].shut, len(r.t)-1)].Lower) {
		r.lastSpeaker[s.Paragraph] = k
		return cue{who: r.memory[k]}, true
	}
	return cue{}, false
}

func isQuote(s string) bool { return s == "\"" || s == "“" || s == "”" || s == "«" || s == "»" }

func (r *reader) remember(s speaker) int {
	r.memory = append(r.memory, s)
	return len(r.memory) - 1
}

// cueAfter reads "said the Mayor", "she told them" from token i on.
func (r *reader) cueAfter(i, end int, s extract.Sentence) (cue, bool) {
	for i < end && r.t[i].Kind == extract.Punct && strings.Contains(",–—-", r.t[i].Lower) {
		i++
	}
	const reach = 24
	most := min(end, i+reach)
	for k := i; k < most; k++ {
		if r.t[k].Kind == extract.Punct && !strings.Contains(",'’", r.t[k].Lower) {
			break
		}
		v, to := r.x.verbs.match(r.t, k, most, lower)
		if to == k || v.base || !strings.Contains(v.frames, "q") && v.plain != "thank" && v.plain != "hope" && v.plain != "believe" && v.plain != "estimate" {
			continue
		}
		if k == i || r.onlyAdverbs(i, k) { // said X
			if n, ok := r.entityFrom(to, min(end, to+6), s); ok {
				if who, ok := r.resolve(n); ok {
					return cue{who, k, k, to, r.cueEnd(n, end), true, true}, true
				}
			}
			if g, ok := r.groupFrom(to, min(end, to+5), s); ok {
				return cue{g, k, k, to, to + 3, true, true}, true
			}
		}
		part := extract.Sentence{Span: s.Span, From: i, To: end}
		if n, _ := r.subject(k, part); n >= 0 {
			if who, ok := r.resolve(n); ok {
				e := to
				for e < end && !strings.Contains(",.;:", r.t[e].Lower) {
					e++
				}
				return cue{who, k, k, to, e, true, false}, true
			}
		}
		break
	}
	// "as the Mayor put it", ", in the words of"
	return cue{}, false
}

func (r *reader) onlyAdverbs(i, k int) bool {
	for ; i < k; i++ {
		if !strings.HasSuffix(r.t[i].Lower, "ly") && !r.x.is("auxiliary", r.t[i].Lower) {
			return false
		}
	}
	return true
}

// entityFrom is the entity whose noun phrase begins at token i.
func (r *reader) entityFrom(i, end int, s extract.Sentence) (int, bool) {
	for k := i; k < end; k++ {
		if n := r.at(k); n >= 0 {
			// "said the Mayor, Anne Martin"
			if e := r.entities[n]; e.person == extract.None && e.title != "" && e.to+1 < s.To && r.t[e.to].Lower == "," {
				if m := r.at(e.to + 1); m >= 0 && r.entities[m].person != extract.None && r.entities[m].title == "" {
					return m, true
				}
			}
			return n, true
		}
		if !r.x.is("determiner", r.t[k].Lower) && !r.x.is("civility", r.t[k].Lower) &&
			!(r.t[k].Shape == extract.LowerCase && (strings.HasPrefix(r.labels[k].tag, "NN") || r.labels[k].tag == "JJ") && !r.x.is("group", r.t[k].Lower)) {
			return -1, false
		}
	}
	return -1, false
}

// groupFrom is a group or body named from token i on.
func (r *reader) groupFrom(i, end int, s extract.Sentence) (speaker, bool) {
	for k := i; k < end && r.t[k].Kind == extract.Word; k++ {
		if k+1 < end && r.x.is("group", r.t[k+1].Lower) && r.t[k+1].Gap == extract.Space {
			continue // "customs directorate"
		}
		if g, ok := r.group(k, extract.Sentence{Span: s.Span, From: i, To: s.To}); ok {
			return speaker{name: r.entities[g].name, person: extract.None}, true
		}
	}
	return speaker{}, false
}

// cueEnd is the token of the stop or of the comma before the next quotation after entity n.
func (r *reader) cueEnd(n, end int) int {
	k := r.entities[n].to
	for k < end && !strings.Contains(".;:“\"", r.t[k].Lower) {
		k++
	}
	if k == end && k > 0 && r.t[k-1].Lower == "," {
		k--
	}
	return k
}

// cueBefore reads "The Mayor said:", "She replied, " before the quotation at token open.
func (r *reader) cueBefore(from, open int, s extract.Sentence) (cue, bool) {
	if open <= from {
		return cue{}, false
	}
	colon := r.t[open-1].Lower == ":"
	comma := r.t[open-1].Lower == ","
	for k := open - 1; k >= from; k-- {
		if r.t[k].Lower == "that" && k == open-1 {
			return cue{}, false // "said that “…”" is indirect
		}
		start := k
		v, to := verb{}, k
		for b := max(from, k-3); b <= k; b++ {
			if w, e := r.x.verbs.match(r.t, b, open, lower); e == k+1 {
				v, to, start = w, e, b
				break
			}
		}
		if to == k {
			continue
		}
		near := open-to <= 8
		if !near && !colon || v.base || !strings.Contains(v.frames, "q") && !colon && !(strings.Contains(v.frames, "t") && comma) {
			continue
		}
		if !colon && !comma && to != open && !strings.Contains(v.frames, "o") {
			continue // the quotation is a part of the clause
		}
		if !colon && !comma && r.hasThat(to, open) {
			return cue{}, false
		}
		if r.unsaid(start, from) {
			return cue{}, false
		}
		n, _ := r.subject(start, extract.Sentence{Span: s.Span, From: from, To: s.To})
		if n >= 0 {
			if who, ok := r.resolve(n); ok {
				return cue{who, start, start, to, open, false, false}, true
			}
		}
		if v.participle && !colon {
			continue
		}
	}
	if colon {
		for k := from; k < open; k++ {
			n := r.at(k)
			if n < 0 {
				continue
			}
			e := r.entities[n]
			if !r.aside(n, extract.Sentence{Span: s.Span, From: from, To: s.To}) {
				if who, ok := r.resolve(n); ok {
					vf := e.to
					for vf < open && (r.at(vf) >= 0 || r.t[vf].Kind == extract.Punct || r.x.is("determiner", r.t[vf].Lower)) {
						vf++
					}
					return cue{who, 0, vf, max(vf, open-1), open, false, false}, true
				}
			}
			k = max(k, e.to-1)
		}
	}
	return cue{}, false
}

func (r *reader) hasThat(i, end int) bool {
	for ; i < end; i++ {
		if r.t[i].Lower == "that" {
			return true
		}
	}
	return false
}

// unsaid reports whether the verb at token i is denied, wished or yet to come.
func (r *reader) unsaid(i, from int) bool {
	for k := i - 1; k >= max(from, i-4); k-- {
		w := r.t[k].Lower
		if r.x.is("unsaid", w) && w != "not" || w == "not" {
			return true
		}
		if w == "to" {
			p := r.word(k-1, len(r.t))
			if k > from && (p == "wished" || p == "wanted" || p == "opportunity" || p == "on" || p == "began" || p == "rose" || p == "keen") {
				return false
			}
			return true
		}
		if r.at(k) >= 0 || r.t[k].Kind == extract.Punct {
			return false
		}
	}
	return false
}
