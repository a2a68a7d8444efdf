package statements

import "estrade/extract"

// quote is a piece of text between quotation marks; nested ones are part of
// the outer one.
type quote struct {
	open, end int // tokens, marks included: [open, end)
	from, to  int // tokens, marks left out
}

// closers are the marks that close what a mark opens.
var closers = map[string]string{"«": "»", "“": "”", "„": "“", "\"": "\"", "‘": "’", "‹": "›", "<<": ">>"}

// findQuotes pairs quotation marks. A quotation may go on over paragraphs that
// each repeat the opening mark; one that is never closed ends with its
// sentence; a closing mark alone closes from the beginning of its sentence.
func (v *view) findQuotes() {
	q := quoter{v: v, open: -1}
	for i := range v.tok {
		t := &v.tok[i]
		if q.open >= 0 && t.Gap == extract.Paragraph && i > q.open && !q.goesOn(i) {
			q.abandon()
		}
		if t.Kind == extract.Punct {
			q.mark(i)
		}
	}
	q.abandon()
	for n, q := range v.quotes {
		for i := q.open; i < q.end; i++ {
			v.quoteAt[i] = int32(n + 1)
		}
	}
}

type quoter struct {
	v     *view
	open  int    // token of the outermost open mark, or -1
	style string // that mark
	depth int    // of marks of that style
	done  int    // end of the last quotation
}

func (q *quoter) mark(i int) {
	t := &q.v.tok[i]
	m := t.Lower
	if q.open < 0 {
		switch {
		case closers[m] != "" && (m != "\"" && m != "‘" || opening(q.v.tok, i)):
			q.open, q.style, q.depth = i, m, 1
		case m == "»" || m == "”":
			// Nothing is open: the opening mark was lost.
			from := q.v.sentence(i).From
			if from = max(from, q.done); i-from > 2 {
				q.v.quotes = append(q.v.quotes, quote{from, i + 1, from, i})
				q.done = i + 1
			}
		}
		return
	}
	switch {
	case q.style == "\"" && m == "\"":
		if i > 0 && t.Gap >= extract.Line && opening(q.v.tok, i) {
			return // repeated at the beginning of a paragraph
		}
		q.close(i)
	case m == closers[q.style] || q.style == "“" && m == "\"" && !opening(q.v.tok, i):
		if q.depth--; q.depth == 0 {
			q.close(i)
		}
	case m == q.style:
		if t.Gap < extract.Line {
			q.depth++
		}
	}
}

func (q *quoter) close(i int) {
	if q.open+1 < i {
		q.v.quotes = append(q.v.quotes, quote{q.open, i + 1, q.open + 1, i})
	}
	q.open, q.done = -1, i+1
}

// goesOn reports whether an open quotation goes on in the paragraph that
// begins at token i: its closing mark comes before another opening one.
func (q *quoter) goesOn(i int) bool {
	const most = 400 // tokens
	if i < len(q.v.tok) && q.v.tok[i].Lower == q.style {
		return true
	}
	if q.style == "\"" {
		return false
	}
	depth := 0
	for k := i; k < len(q.v.tok) && k < i+most; k++ {
		switch q.v.tok[k].Lower {
		case q.style:
			if q.v.tok[k].Gap >= extract.Line {
				return false
			}
			depth++
		case closers[q.style]:
			if depth == 0 {
				return true
			}
			depth--
		}
	}
	return false
}

// abandon ends an open quotation with the sentence in which it was opened, or,
// if a line announced a speech, with the text.
func (q *quoter) abandon() {
	if q.open < 0 {
		return
	}
	end := q.v.sentence(q.open).To
	if q.announced() {
		end = q.v.speechEnd(q.open)
	}
	if end > q.open+2 {
		q.v.quotes = append(q.v.quotes, quote{q.open, end, q.open + 1, end})
		q.done = end
	}
	q.open = -1
}

// announced reports whether the open quotation begins a line after one that
// announces a speech: "Discours de M. X, préfet de Y :".
func (q *quoter) announced() bool {
	v, i := q.v, q.open
	if i == 0 || v.lower(i-1) != ":" || v.tok[i].Gap < extract.Line {
		return false
	}
	s := v.sentence(i - 1)
	for k := s.From; k < i-1; k++ {
		if v.is(k, speechNoun) {
			return true
		}
	}
	return false
}

// speechEnd is the token after the speech that begins at token i and goes on to
// the end of the text: lines of contacts, headings and another quotation end it.
func (v *view) speechEnd(i int) int {
	n := int(v.sentAt[i])
	for n++; n < len(v.sents); n++ {
		s := &v.sents[n]
		if t := &v.tok[s.From]; t.Gap >= extract.Line && (v.isContact(s) || v.isHeading(s) || closers[t.Lower] != "") {
			break
		}
	}
	return v.sents[n-1].To
}

// opening reports whether a mark that both opens and closes opens here: more
// space before it than after it.
func opening(tok []extract.Token, i int) bool {
	if i+1 >= len(tok) {
		return false
	}
	before, after := tok[i].Gap, tok[i+1].Gap
	if before == after {
		return before == extract.Joined && i > 0 && (tok[i-1].Lower == "(" || tok[i-1].Lower == "'" || tok[i-1].Lower[len(tok[i-1].Lower)-1] == '\'')
	}
	return before > after || before == extract.Paragraph
}

// inner trims a range of tokens of marks and of the blanks' punctuation at
// its ends: commas, colons.
func (v *view) inner(from, to int) (int, int) {
	for from < to && v.tok[from].Kind == extract.Punct && isEdge(v.tok[from].Lower) {
		from++
	}
	for to > from && v.tok[to-1].Kind == extract.Punct && isEdge(v.tok[to-1].Lower) {
		to--
	}
	return from, to
}

func isEdge(m string) bool {
	switch m {
	case ",", ";", ":", "-", "–", "—", "•":
		return true
	}
	return false
}
