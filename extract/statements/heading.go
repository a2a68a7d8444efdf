package statements

import (
	"slices"
	"strings"

	"estrade/extract"
)

// hasSections reports whether the text is a newsletter: several headings in
// capitals, marked or numbered, each with an item of its own. What has one
// dateline has one subject, though its parts are numbered.
func (d *director) hasSections() bool {
	const least = 3
	loud, numbered, dated := 0, 0, false
	for i := range d.v.sents {
		s := &d.v.sents[i]
		dated = dated || d.dateline(i) >= 0
		switch {
		case s.Paragraph == 0 || !d.isItem(i):
		case d.v.isNumbered(s):
			numbered++
		default:
			loud++
		}
	}
	return loud >= least || numbered >= least && !dated
}

// isItem reports whether sentence n is the heading of an item, and no stop of
// an itinerary.
func (d *director) isItem(n int) bool {
	s := &d.v.sents[n]
	if !d.v.isHeading(s) {
		return false
	}
	for _, i := range d.in(n, d.placeAt, d.placesB) {
		if d.v.d.Places[i].Kind == extract.Commune && d.isStop(i, s) {
			return false
		}
	}
	return true
}

// isHeading reports a short line of its own without final punctuation, in
// capitals, with a mark or with a number.
func (v *view) isHeading(s *extract.Sentence) bool {
	const most = 20
	if s.To-s.From > most || v.tok[s.From].Gap < extract.Line || s.To < len(v.tok) && v.tok[s.To].Gap < extract.Line {
		return false
	}
	switch v.lower(s.To - 1) {
	case ".", ",", ";":
		return false
	}
	return v.isLoud(s) || v.isNumbered(s)
}

// isNumbered reports a line that begins with a number of its own: "3. Saison
// estivale", "2) Forêt", "IV – Agriculture".
func (v *view) isNumbered(s *extract.Sentence) bool {
	if s.To-s.From < 3 || v.hasClause(s) {
		return false
	}
	w := v.lower(s.From)
	if v.tok[s.From].Kind != extract.Number && strings.Trim(w, "ivx") != "" || len(w) > 4 {
		return false
	}
	switch m := v.lower(s.From + 1); {
	case m == ".", m == ")", m == "°", m == "/", isDash(m):
		return v.tok[s.From+2].Kind == extract.Word && v.tok[s.From+2].Shape != extract.LowerCase
	}
	return strings.HasSuffix(w, ".") || strings.HasSuffix(w, ")")
}

// isLoud reports whether the words of a line are all in capitals, or a mark
// sets it off.
func (v *view) isLoud(s *extract.Sentence) bool {
	upper, words := 0, 0
	for i := s.From; i < s.To; i++ {
		if v.tok[i].Kind != extract.Word {
			continue
		}
		words++
		if sh := v.tok[i].Shape; sh == extract.UpperCase || sh == extract.Capitalised && v.tok[i].Span.Len() <= 2 {
			upper++
		}
	}
	if words > 0 && slices.Contains([]string{">", "»", "►", "■", "#"}, v.lower(s.From)) {
		return true
	}
	if words > 0 && upper == words {
		return true
	}
	// "PÊCHE – La flottille retrouve le large"
	first := v.tok[s.From]
	const least = 4
	if first.Shape != extract.UpperCase || first.Span.Len() < least {
		return false
	}
	for i := s.From + 1; i < s.To && i < s.From+4; i++ {
		if w := v.lower(i); w == ":" || w == "–" || w == "—" || w == "-" || w == "|" {
			return true
		}
		if v.tok[i].Shape != extract.UpperCase {
			return false
		}
	}
	return false
}

// isHeadline reports a line of its own that ends without a full stop.
func (v *view) isHeadline(s *extract.Sentence) bool {
	if v.tok[s.From].Gap < extract.Line || s.To < len(v.tok) && v.tok[s.To].Gap < extract.Line {
		return false
	}
	switch v.lower(s.To - 1) {
	case ".", ",", ";", ":", "!", "?", "»":
		return false
	}
	return true
}
