package statements

import (
	"strings"

	"estrade/extract"
)

// setPlace is the place where a sentence is set: the commune, or the venue, to
// which a preposition of place leads, after a verb of meeting or moving or at
// the beginning of the sentence.
func (d *director) setPlace(s *extract.Sentence, n int, after []int, visits bool, cur scene, lead bool) (place, bool) {
	v := d.v
	best, bestRank := nowhere, 9
	for _, i := range d.in(n, d.placeAt, d.placesB) {
		p := &v.d.Places[i]
		k := d.placeAt[i]
		if r := v.ref(k); d.told[k] || v.inQuote(k) || r != nil && r.kind != byBody {
			continue
		}
		prep := d.locative(k, s.From)
		if prep < 0 && (visits || p.Optional || p.Kind == extract.Commune) {
			prep = d.chained(k, s.From, visits)
			if prep < 0 && best != nowhere && v.lower(k-1) == "de" && k-d.placeAt[best.index] <= 6 {
				prep = k - 1
			}
		} else if p.Optional {
			continue
		}
		if prep < 0 && p.Kind == extract.Commune && v.isHeadline(s) && (k == s.From && d.colonAfter(i) || d.isStop(i, s)) {
			return place{i, p.Text}, true // "Laon : réunion avec les élus", "11 h - Laon"
		}
		if prep < 0 {
			continue
		}
		front := d.isFronted(prep, s)
		if front && !v.isHeadline(s) && len(after) == 0 && !d.hasPeople(s) {
			front = false // "À Valognes, 412 personnes ont été relogées"
		}
		if !front && !d.follows(prep, after) {
			continue
		}
		text, rank := d.venue(i)
		if rank > 1 || rank == 1 && (cur.place != nowhere && !front || !lead) {
			continue
		}
		then := prep > s.From && v.lower(prep-1) == "puis"
		within := best != nowhere && v.lower(k-1) == "de" && k-d.placeAt[best.index] <= 6 // "à la Grange aux Lunes de Vallon"
		if rank < bestRank || (then || within) && rank <= bestRank {
			best, bestRank = place{i, text}, rank
		}
	}
	return best, bestRank < 9
}

// anyPlace is the only commune to which a preposition of place leads in
// sentence n.
func (d *director) anyPlace(n int) (place, bool) {
	found := nowhere
	for _, i := range d.in(n, d.placeAt, d.placesB) {
		k := d.placeAt[i]
		if r := d.v.ref(k); d.told[k] || d.v.inQuote(k) || r != nil && r.kind != byBody || d.v.d.Places[i].Optional {
			continue
		}
		if text, rank := d.venue(i); rank == 0 && d.locative(k, d.v.sents[n].From) >= 0 {
			if found != nowhere {
				return nowhere, false
			}
			found = place{i, text}
		}
	}
	return found, found != nowhere
}

// isStop reports whether a line is only a stop of an itinerary: an hour, a mark
// and place i.
func (d *director) isStop(i int, s *extract.Sentence) bool {
	const most = 10
	v := d.v
	from, to, _ := v.tokens(v.d.Places[i].Span)
	if to != s.To || s.To-s.From > most {
		return false
	}
	marked := false
	for k := s.From; k < from; k++ {
		w := v.lower(k)
		marked = marked || v.tok[k].Kind == extract.Punct
		if v.tok[k].Kind == extract.Word && w != "h" && w != "heures" && w != "à" && !v.is(k, month) {
			return false
		}
	}
	return marked
}

// colonAfter reports whether a colon or a dash follows place i.
func (d *director) colonAfter(i int) bool {
	_, to, _ := d.v.tokens(d.v.d.Places[i].Span)
	w := d.v.lower(to)
	return w == ":" || isDash(w)
}

// follows reports whether token k stands after an event, with no person named
// in between.
func (d *director) follows(k int, after []int) bool {
	const near = 22
	for _, a := range after {
		if k < a-1 || k-a > near {
			continue
		}
		clear := true
		if r := d.v.ref(k - 2); d.v.lower(k-1) != "," || r == nil || r.kind == byBody || d.v.lower(a) != "par" {
			// "prononcé par M. X, préfet, à Moussey" is clear all the same.
			for i := a; i < k; i++ {
				if r := d.v.ref(i); r != nil && r.kind == byName {
					clear = false
					break
				}
			}
		}
		if clear {
			return true
		}
	}
	return false
}

// hasPeople reports whether a sentence is about people who act: it names one,
// or a pronoun stands for one.
func (d *director) hasPeople(s *extract.Sentence) bool {
	v := d.v
	for i := s.From; i < s.To; i++ {
		if d.told[i] {
			continue
		}
		if r := v.ref(i); r != nil && r.kind != byBody {
			return true
		}
		switch v.lower(i) {
		case "il", "elle", "ils", "elles":
			return true
		}
	}
	return false
}

// chained returns the preposition of place before the noun that the place at
// token k belongs to, or -1: "dans la salle d'honneur de la sous-préfecture de
// Laon". After a verb of visiting none is needed.
func (d *director) chained(k, first int, visits bool) int {
	const most = 12
	v := d.v
	p := k - 1
	if p < first || v.lower(p) != "de" && v.lower(p) != "d'" && v.lower(p) != "du" && v.lower(p) != "des" {
		return -1
	}
	if visits {
		return p
	}
	venue := false
	for ; p >= first && k-p < most; p-- {
		if v.tok[p].Kind == extract.Punct || v.isFinite(p) {
			return -1
		}
		venue = venue || v.phrase("venue", p, k) > 0
		switch v.lower(p) {
		case "à", "au", "aux", "dans", "devant", "en":
			if venue {
				return p
			}
			return -1
		}
	}
	return -1
}

// in lists the items of a sentence.
func (d *director) in(n int, at []int, begin []int32) []int {
	var out []int
	for i := int(begin[n]); i < int(begin[n+1]) && i < len(at); i++ {
		if at[i] >= 0 {
			out = append(out, i)
		}
	}
	return out
}

// venue is how place i is given as the place of a statement, and its rank:
// communes first, then other places and venues in no known commune; 9 for what
// is too large.
func (d *director) venue(i int) (text string, rank int) {
	p := &d.v.d.Places[i]
	switch p.Kind {
	case extract.Commune:
		if _, to, _ := d.v.tokens(p.Span); d.v.lower(to) == "de" || d.v.lower(to) == "d'" {
			if c := d.communeAfter(i); c != "" {
				return c, 0 // "au Fresnoy de Tourcoing"
			}
		}
		return p.Text, 0
	case extract.Venue:
		if c := d.communeAfter(i); c != "" {
			return c, 0
		}
		if c := d.communeIn(p.Text); c != "" {
			return c, 0
		}
		if p.Within != "" && strings.Contains(p.Text, p.Within) {
			return p.Within, 0
		}
		return p.Text, 2
	case extract.OtherPlace:
		return p.Text, 1
	}
	if p.Optional && p.Kind != extract.Departement && p.Kind != extract.Region && p.Kind != extract.Country {
		return p.Text, 0
	}
	return p.Text, 9
}

// communeAfter is the commune that follows venue i: "au musée Aeroscopia de
// Blagnac", "à la Villa du Parc, à Annemasse".
func (d *director) communeAfter(i int) string {
	v := d.v
	_, to, ok := v.tokens(v.d.Places[i].Span)
	if !ok || i+1 >= len(d.placeAt) {
		return ""
	}
	next := d.placeAt[i+1]
	if next < to || next > to+3 || v.d.Places[i+1].Kind != extract.Commune {
		return ""
	}
	for k := to; k < next; k++ {
		switch v.lower(k) {
		case "de", "d'", "du", "à", "au", "aux", ",", "(":
		default:
			return ""
		}
	}
	return v.d.Places[i+1].Text
}

// communeIn is the commune of the document whose name ends the name of a
// venue: "sous-préfecture de Laon".
func (d *director) communeIn(venue string) string {
	for i := 1; i < len(venue); i++ {
		switch venue[i-1] {
		case ' ', '\'', '\x99', '\xa0': // blank, apostrophes, the end of a no-break space
			if d.communes[venue[i:]] {
				return venue[i:]
			}
		}
	}
	return ""
}

// locative returns the token of the preposition of place that governs the
// place at token k, or -1: "à Mons", "au Palais", "dans la halle de Laon".
func (d *director) locative(k, first int) int {
	v := d.v
	p := k - 1
	for p > first && (v.is(p, determiner) && !v.is(p, preposition) || isEpithet(v.lower(p))) {
		p--
	}
	if p < first {
		return -1
	}
	if v.lower(p) == "de" && v.lower(p-1) == "hauteur" && v.lower(p-2) == "à" {
		return p - 2
	}
	switch v.lower(p) {
	case "à", "au", "aux", "en", "dans", "sur", "devant", "depuis":
		switch v.lower(p - 1) {
		case "né", "née", "nés", "domicilié", "domiciliée", "mort", "morte", "jusqu'", "grâce", "face", "rapport":
			return -1
		}
		return p
	}
	return -1
}

// isFronted reports whether token i belongs to the setting at the beginning
// of its sentence: only times, places and their prepositions stand before it.
func (d *director) isFronted(i int, s *extract.Sentence) bool {
	const most = 16
	v := d.v
	for k := s.From; k < i; k++ {
		if v.is(k, determiner|preposition|month|adverb) || v.tok[k].Kind == extract.Number || d.inPlaceOrDate(k) {
			continue
		}
		switch v.lower(k) {
		case ",", "c'", "est", "matin", "midi", "soir", "après", "heures", "heure", "h", "veille", "lendemain", "jour", "er", "-", "–", ">", "•", "puis":
			continue
		}
		if v.phrase("venue", k, s.To) > 0 {
			continue
		}
		return false
	}
	return i-s.From <= most
}

func (d *director) inPlaceOrDate(k int) bool {
	n := int(d.v.sentAt[k])
	at := d.v.tok[k].Span
	for i := int(d.placesB[n]); i < int(d.placesB[n+1]) && i < len(d.placeAt); i++ {
		if d.v.d.Places[i].Span.Overlaps(at) {
			return true
		}
	}
	for i := int(d.datesB[n]); i < int(d.datesB[n+1]) && i < len(d.dateAt); i++ {
		if d.v.d.Dates[i].Span.Overlaps(at) {
			return true
		}
	}
	return false
}

// inSentence is the place that sentence n gives for what is said in it: at its
// beginning, or with an event ("lors de sa visite à …").
func (d *director) inSentence(n int, f *finding) (place, bool) {
	v := d.v
	s := &v.sents[n]
	var during []int
	for i := s.From; i < s.To; i++ {
		if d.told[i] || v.inQuote(i) {
			continue
		}
		if k := v.phrase("during", i, s.To); k > 0 {
			during = append(during, i+k)
		}
	}
	for _, i := range d.in(n, d.placeAt, d.placesB) {
		p := &v.d.Places[i]
		k := d.placeAt[i]
		if p.Optional || d.told[k] || v.inQuote(k) {
			continue
		}
		prep := d.locative(k, s.From)
		if prep < 0 || !d.isFronted(prep, s) && !d.follows(prep, during) {
			continue
		}
		if text, rank := d.venue(i); rank < 2 {
			return place{i, text}, true
		}
	}
	return nowhere, false
}
