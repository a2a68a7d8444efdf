package statements

import (
	"slices"

	"estrade/extract"
)

// hasSections reports whether the text is a newsletter: several headings in
// capitals or marked, each with an item of its own.
func (d *director) hasSections() bool {
	count := 0
	for i := range d.v.sents {
		s := &d.v.sents[i]
		if s.Paragraph > 0 && d.isItem(i) {
			count++
		}
	}
	return count >= 3
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

// isHeading reports a short line of its own without final punctuation.
func (v *view) isHeading(s *extract.Sentence) bool {
	const most = 20
	if s.To-s.From > most || v.tok[s.From].Gap < extract.Line || s.To < len(v.tok) && v.tok[s.To].Gap < extract.Line {
		return false
	}
	switch v.lower(s.To - 1) {
	case ".", ",", ";":
		return false
	}
	return v.isLoud(s)
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
