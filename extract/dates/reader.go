package dates

import (
	"estrade/extract"
)

// reader reads the dates of one document.
type reader struct {
	*Annotator
	text      string
	tokens    []extract.Token
	sentences []extract.Sentence

	captures []capture
	start    int // first token of the match that is being tried
	sent     int // index of the sentence that start lies in
	nested   int // depth of DATE slots

	// What relative dates and open years are counted from, as day numbers.
	published *int // the page's date
	dateline  *int // a full date on a line of its own near the top
	lead      *int // the first full date of the text
	titled    bool // whether lead stands in the title
	vague     bool // whether lead only tells the year
	updated   bool // whether the page only shows when it was changed

	quote bool // whether start lies within quotation marks

	memory [32]memo
	round  int // counts expressions, so that memory is of the present one

	done []part // what was found so far, with years, in text order
	news []part // what the current rule yields
}

// memo is what the slot DATE found at a token.
type memo struct {
	at, round, n int
	part         part
	ok           bool
}

// lookBack is how many dates before the present one may be what it is counted from.
const lookBack = 40

// is reports whether the folded form of token i is one of words.
func (r *reader) is(i int, words ...string) bool {
	return i >= 0 && i < len(r.tokens) && isOneOf(r.tokens[i].Fold, words)
}

// sentence is the one that the current match lies in; of one of many hundreds of tokens,
// as a table may be read, it is the part around the match.
func (r *reader) sentence() extract.Sentence {
	const most = 400 // tokens to each side
	s := extract.Sentence{From: 0, To: len(r.tokens)}
	if len(r.sentences) > 0 {
		s = r.sentences[r.sent]
	}
	if r.start >= s.From && r.start < s.To {
		s.From, s.To = max(s.From, r.start-most), min(s.To, r.start+most)
	}
	return s
}

// atom is the longest single date that starts at token at. One that is inner
// to a phrase may be tied to what stands before it: "13-15 juillet".
func (r *reader) atom(at int, inner bool) (end int, best part, ok bool) {
	if r.nested > 0 {
		return 0, part{}, false
	}
	r.nested++
	base, start := len(r.captures), r.start
	r.start = at
	for _, rule := range r.dispatch(&r.tokens[at], r.atoms) {
		to, match := rule.program.run(r, at)
		if match && (to > end || to == end && rule.program.after != nil) {
			p, good := rule.make(r, r.captures[base:], at, to)
			if good && p.valid() && (inner || r.free(at)) && (r.ends(to) || inner && r.tokens[to].Gap == extract.Hyphen) {
				p.rule, p.from, p.to = rule.name, at, to
				end, best, ok = to, p, true
			}
		}
		r.captures = r.captures[:base]
	}
	r.start = start
	r.nested--
	return end, best, ok
}

// expression adds to r.news the dates of the longest rule that matches at
// token at. It returns the token after it, or at if there is none.
func (r *reader) expression(at int) int {
	r.start = at
	r.round++
	r.news = r.news[:0]
	end := at
	for _, rule := range r.dispatch(&r.tokens[at], r.phrases) {
		to, match := rule.program.run(r, at)
		if match && (to > end || to == end && rule.program.after != nil) && r.free(at) && r.ends(to) {
			if found, ok := rule.yield(r, r.captures, at, to); ok {
				end = to
				r.news = append(r.news[:0], found...)
				for i := range r.news {
					r.news[i].rule = rule.name
				}
			}
		}
		r.captures = r.captures[:0]
	}
	if to, p, ok := r.atom(at, false); ok && to > end {
		end = to
		r.news = append(r.news[:0], p)
	}
	return end
}

// free reports whether token from is not tied to what stands before it, as
// "19" is in "Covid-19" and "12" in "n° 3/12".
func (r *reader) free(from int) bool {
	first := &r.tokens[from]
	if from == 0 || first.Gap >= extract.Space {
		return true
	}
	prev := &r.tokens[from-1]
	switch {
	case first.Gap == extract.Hyphen:
		return false
	case prev.Kind == extract.Number:
		return false
	case prev.Kind == extract.Word:
		return first.Kind == extract.Word || prev.Lower[len(prev.Lower)-1] == '\''
	case isOneOf(prev.Fold, joiners):
		return from >= 2 && (prev.Gap != extract.Joined || r.tokens[from-2].Kind == extract.Punct)
	}
	return true
}

// ends reports whether the token before to is not tied to what comes next:
// "12" is in "12 %" and "12/A", "jour" in "jour-là".
func (r *reader) ends(to int) bool {
	if to >= len(r.tokens) {
		return true
	}
	last, next := &r.tokens[to-1], &r.tokens[to]
	switch {
	case next.Gap == extract.Hyphen:
		return next.Fold != "la" && next.Kind != extract.Number
	case last.Kind != extract.Number:
		return true
	case next.Gap > extract.Joined:
		return next.Kind != extract.Punct || !isOneOf(next.Fold, measures)
	case next.Kind != extract.Punct || isOneOf(next.Fold, measures):
		return false
	case (next.Fold == "," || next.Fold == ".") && to+1 < len(r.tokens) && r.tokens[to+1].Kind == extract.Word && len(r.tokens[to+1].Lower) > 1:
		return true // glued: "le 3 mars 2014,et"
	case isOneOf(next.Fold, joiners):
		return to+1 >= len(r.tokens) || r.tokens[to+1].Gap != extract.Joined || r.tokens[to+1].Kind == extract.Punct
	}
	return true
}

// measures make a quantity of the number before them.
var measures = []string{"%", "€", "°", "$", "²", "‰"}

// joiners tie numbers to what is beside them when no space stands between.
var joiners = []string{"-", "/", ".", ",", "_", "°", "#", "@", "+", "=", "&", ":", "€", "$"}
