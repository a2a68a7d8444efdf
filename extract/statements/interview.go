package statements

import "estrade/extract"

// interview finds the answers of an interview: paragraphs between questions,
// said by the only person whom the page announces.
func (v *view) interview() []finding {
	var questions []int // sentences
	for n := range v.sents {
		s := &v.sents[n]
		if s.Paragraph > 0 && v.isQuestion(n) {
			questions = append(questions, n)
		}
	}
	if len(questions) < 2 {
		return nil
	}
	who, ok := v.interviewee(questions[0])
	if !ok {
		return nil
	}
	v.host = &who
	var out []finding
	for k, q := range questions {
		from := q + 1
		to := v.lastAnswerEnd(from)
		if k+1 < len(questions) {
			to = v.paragraphStart(questions[k+1])
		}
		for to > from && (v.isContact(&v.sents[to-1]) || v.isHeading(&v.sents[to-1])) {
			to--
		}
		if from >= to {
			continue
		}
		a, b := v.inner(v.sents[from].From, v.sents[to-1].To)
		if n := v.quoteAt[a]; n != 0 && v.quotes[n-1].end < b && v.hasIncise(&v.quotes[n-1]) {
			continue // told by the page: "« … », sourit-elle."
		}
		if r := v.refFrom(a); r != nil && r.kind == byName && v.lower(r.to) == ":" {
			a = r.to + 1 // "X : …"
		}
		if a < b {
			out = append(out, finding{speaker: who, kind: extract.Direct, from: a, to: b, cue: a, rule: "answer", date: -1})
		}
	}
	return out
}

// lastAnswerEnd is the sentence before which the last answer, which begins with
// sentence from, ends: a credit ("Propos recueillis par …"), a heading or a line
// of marks.
func (v *view) lastAnswerEnd(from int) int {
	const most = 3 // tokens of a heading
	for n := from; n < len(v.sents); n++ {
		s := &v.sents[n]
		if v.tok[s.From].Gap < extract.Line {
			continue
		}
		short := s.To-s.From <= most && v.isHeadline(s) && !v.hasClause(s)
		if n > from && (v.isHeading(s) || short) || v.lower(s.From) == "propos" || v.wordless(s.From, s.To) {
			return n
		}
	}
	return len(v.sents)
}

// isQuestion reports whether sentence n ends a paragraph with a question mark
// outside of quotation marks, and the paragraph is short.
func (v *view) isQuestion(n int) bool {
	const most = 70
	s := &v.sents[n]
	if v.lower(s.To-1) != "?" || v.inQuote(s.To-1) || n+1 < len(v.sents) && v.tok[s.To].Gap < extract.Line {
		return false
	}
	return s.To-v.sents[v.paragraphStart(n)].From <= most
}

func (v *view) paragraphStart(n int) int {
	for n > 0 && v.sents[n-1].Paragraph == v.sents[n].Paragraph && v.tok[v.sents[n].From].Gap < extract.Line {
		n--
	}
	return n
}

// interviewee is whom the page interviews: "entretien avec X", "trois
// questions à X".
func (v *view) interviewee(question int) (speaker, bool) {
	for n := 0; n < question; n++ {
		s := &v.sents[n]
		for i := s.From; i < s.To; i++ {
			w := v.phrase(interviewPhrase, i, s.To)
			if w == 0 {
				continue
			}
			// "Trois questions à… Mme X": the name may begin another sentence.
			const near = 14
			end := min(i+w+near, len(v.tok))
			for k := i + w; k < end; k++ {
				all, _ := v.humans(k, end, false)
				if all != nil && all[0].person != extract.None {
					return all[0], true
				}
			}
		}
	}
	return speaker{}, false
}
