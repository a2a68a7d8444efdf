package statements

import "estrade/extract"

// itinerary is the day at each place where a sentence tells of several: "samedi
// 9, à Petit-Bourg, puis lundi 11, à Saint-Louis".
func (d *director) itinerary() map[string]int {
	v := d.v
	var all map[string]int
	for n := range v.sents {
		found, days := map[string]int{}, map[string]bool{}
		for _, t := range d.in(n, d.dateAt, d.datesB) {
			if !d.isDay(t) || !d.inTime(t) || d.told[d.dateAt[t]] {
				continue
			}
			_, to, _ := v.tokens(v.d.Dates[t].Span)
			for _, i := range d.in(n, d.placeAt, d.placesB) {
				prep := d.locative(d.placeAt[i], v.sents[n].From)
				if prep < to || prep > to+1 || prep == to+1 && v.lower(to) != "," {
					continue
				}
				if text, rank := d.venue(i); rank <= 2 {
					found[text], days[v.d.Dates[t].Start] = t, true
				}
			}
		}
		if len(found) > 1 && len(days) > 1 {
			all = found
		}
	}
	return all
}

// isStop reports whether a line, or its beginning up to a colon, is only a stop
// of an itinerary: an hour or a day, marks and place i: "11 h - Laon",
// "SAINT-DENIS, 11 H", "14 h – Saint-Joachim : rencontre". Of several it is the
// first: "Mercredi 7 mars : Laon, Guise".
func (d *director) isStop(i int, s *extract.Sentence) bool {
	v := d.v
	if v.tok[s.From].Gap < extract.Line {
		return false
	}
	from, to, _ := v.tokens(v.d.Places[i].Span)
	marked, several := false, false
	for k := s.From; k < s.To; k++ {
		if k == from {
			k = to - 1
			continue
		}
		w := v.lower(k)
		if k > from && (w == ":" || isDash(w)) {
			return true
		}
		if d.inDate(k) {
			marked, several = true, several || k < from
			continue
		}
		if k > from && (w == "et" || w == "puis") {
			several = true
			continue
		}
		if k > from && several && d.inPlaceOrDate(k) {
			continue
		}
		marked = marked || v.tok[k].Kind == extract.Punct || v.tok[k].Kind == extract.Number
		if v.tok[k].Kind == extract.Word && w != "h" && w != "heures" && w != "heure" && w != "midi" && w != "à" && w != "a" && w != "le" && w != "la" && w != "les" {
			return false
		}
	}
	return marked && (s.To >= len(v.tok) || v.tok[s.To].Gap >= extract.Line || v.lower(s.To-1) == ".")
}

// isStage reports whether words without a verb only announce that what follows
// is at place i, which ends them: "Première étape : Luxeuil", "Dernière halte,
// Laon.", "À Colmar".
func (d *director) isStage(i int, s *extract.Sentence) bool {
	const most = 12 // tokens
	v := d.v
	from, to, _ := v.tokens(v.d.Places[i].Span)
	if s.To-s.From > most || v.tok[s.From].Gap < extract.Line || to < s.To-1 || to == s.To-1 && v.tok[to].Kind != extract.Punct || v.hasClause(s) {
		return false
	}
	if w := v.lower(s.From); from == s.From+1 && (w == "à" || w == "a" || w == "au" || w == "aux") {
		return true
	}
	if v.is(from-1, determiner) && !v.is(from-1, preposition) {
		from--
	}
	if w := v.lower(from - 1); w != ":" && w != "," && !isDash(w) && w != "à" && w != "au" && w != "aux" {
		return false
	}
	for k := s.From; k < from; k++ {
		if v.phrase(stagePhrase, k, from) > 0 {
			return true
		}
	}
	return false
}

// isDayAndPlace reports whether sentence n is only a place and a day before
// what happened there: "Troyes, 10 juin."
func (d *director) isDayAndPlace(n int) bool {
	s := &d.v.sents[n]
	for _, i := range d.in(n, d.placeAt, d.placesB) {
		if d.isStop(i, s) {
			return true
		}
	}
	return false
}

// colonAfter reports whether a colon or a dash follows place i.
func (d *director) colonAfter(i int) bool {
	_, to, _ := d.v.tokens(d.v.d.Places[i].Span)
	w := d.v.lower(to)
	return w == ":" || isDash(w)
}

// again is the place of a venue named before that the beginning of a sentence
// comes back to: "À l'Ehpad, la doyenne".
func (d *director) again(s *extract.Sentence, n int) (place, bool) {
	v := d.v
	k := s.From
	switch v.lower(k) {
	case "à", "a", "au", "aux", "dans":
	default:
		return nowhere, false
	}
	for k++; k < s.To && v.is(k, determiner) && !v.is(k, preposition); k++ {
	}
	if k+1 >= s.To || v.lower(k+1) != "," || v.phrase(venuePhrase, k, s.To) != 1 {
		return nowhere, false
	}
	for i := int(d.placesB[n]) - 1; i >= 0; i-- {
		p := &v.d.Places[i]
		if d.placeAt[i] < 0 || p.Kind != extract.Venue || v.lower(d.placeAt[i]) != v.lower(k) {
			continue
		}
		text, rank := d.venue(i)
		return place{i, text}, rank <= 2
	}
	return nowhere, false
}
