package statements

import "estrade/extract"

// setPlace is the place where a sentence is set: the commune, or the venue, to
// which a preposition of place leads, after a verb of meeting or moving or at
// the beginning of the sentence.
//
// With loose, who is named in between does not matter, nor what the place
// belongs to.
func (d *director) setPlace(s *extract.Sentence, n int, after []int, eventful, visits, loose bool, cur scene, lead bool) (place, bool) {
	v := d.v
	best, bestRank, fronted := nowhere, 9, false
	for _, i := range d.in(n, d.placeAt, d.placesB) {
		p := &v.d.Places[i]
		k := d.placeAt[i]
		if r := v.ref(k); d.told[k] || v.inQuote(k) || r != nil && r.kind != byBody {
			continue
		}
		prep := d.locative(k, s.From)
		if prep < 0 && (visits || p.Optional || p.Kind == extract.Commune) {
			prep = d.chained(k, s.From, visits, loose)
			if prep < 0 && best != nowhere && v.lower(k-1) == "de" && k-d.placeAt[best.index] <= 6 {
				prep = k - 1
			}
		} else if p.Optional {
			continue
		}
		if prep < 0 && p.Kind == extract.Commune && k > s.From && v.phrase(reachPhrase, k-1, k) > 0 {
			prep = k // "a ensuite gagné Léon"
		}
		if text, rank := d.venue(i); p.Kind == extract.Venue && rank == 0 && d.isStage(i, s) {
			return place{i, text}, true // "Deuxième étape : l'école de Couiza."
		}
		visited := visits && p.Kind == extract.Venue && !loose && d.isNamed(i)
		if prep < 0 && visited {
			prep = k // "a visité le lycée Jean-Moulin"
		}
		if prep < 0 && p.Kind == extract.Commune && (v.isHeadline(s) && k == s.From && d.colonAfter(i) || d.isStop(i, s) || d.isStage(i, s)) {
			return place{i, p.Text}, true // "Laon : réunion avec les élus", "11 h - Laon", "Deuxième étape : Laon"
		}
		if prep < 0 {
			continue
		}
		front := d.isFronted(prep, s) || d.opens(prep, s)
		if front && !v.isHeadline(s) && !eventful {
			front = false // "À Valognes, 412 personnes ont été relogées"
		}
		if !front && !d.follows(prep, after, loose) {
			continue
		}
		text, rank := d.venue(i)
		if c := d.communeAfter(i); rank == 0 && c != "" && p.Kind == extract.Commune && d.locative(k, s.From) < 0 {
			text = c // "au domaine de Peyrecave, à Eauze"
		}
		if rank > 2 || rank == 1 && (cur.place != nowhere && !front || !lead) || rank == 2 && (cur.place != nowhere && !cur.vague && !visited || !d.namesSomeone(s) && !d.isOccasion(s)) {
			continue
		}
		if _, to, _ := v.tokens(p.Span); rank == 2 && to-k > 0 && v.is(k, street) {
			continue
		}
		if fronted && !front {
			continue // "À Hendaye, ils ont signé l'accord sur le pont de Biriatou"
		}
		then := best != nowhere && !lead && d.movesOn(best.index, prep) // a lead goes back to its first stop
		within := best != nowhere && d.isWithin(best.index, k)
		if rank < bestRank || (then || within) && rank <= bestRank {
			best, bestRank, fronted = place{i, text}, rank, front && rank == 0
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

// follows reports whether token k stands after an event, with no person named
// in between; loosely, with no clause about someone.
func (d *director) follows(k int, after []int, loose bool) bool {
	const near, far = 22, 40
	for _, a := range after {
		if k < a-1 || k-a > near && !loose || k-a > far {
			continue
		}
		clear := true
		if loose {
			for i := a; i < k && clear; i++ {
				w := d.v.lower(i)
				clear = w != "qui" && w != "dont" && w != ";" && d.v.phrase(asidePhrase, i, k) == 0
			}
			if clear {
				return true
			}
			continue
		}
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
// or, if pronouns count, one may stand for one.
func (d *director) hasPeople(s *extract.Sentence, pronouns bool) bool {
	v := d.v
	for i := s.From; i < s.To; i++ {
		if d.told[i] {
			continue
		}
		if r := v.ref(i); r != nil && r.kind != byBody && !v.is(i, subject) || v.is(i, human|group) && !v.is(i, determiner) && !v.governed(i) {
			return true
		}
		switch v.lower(i) {
		case "il", "elle", "ils", "elles":
			if pronouns {
				return true
			}
		}
	}
	return false
}

// namesSomeone reports whether a sentence names a person or an office.
func (d *director) namesSomeone(s *extract.Sentence) bool {
	for i := s.From; i < s.To; i++ {
		if r := d.v.ref(i); r != nil && r.kind != byBody && !d.told[i] && !d.v.is(i, subject) {
			return true
		}
	}
	return false
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

// host is the commune whose name, or a venue there, is the subject of a verb of
// hosting: "l'amphithéâtre de Quimper accueillait les états généraux".
func (d *director) host(s *extract.Sentence, n int) (place, bool) {
	v := d.v
	verb := -1
	for i := s.From; i < s.To && verb < 0 && v.may(s, hostsPhrase); i++ {
		if !d.told[i] && !v.inQuote(i) && v.phrase(hostsPhrase, i, s.To) > 0 {
			verb = i
		}
	}
	if verb < 0 {
		return nowhere, false
	}
	for _, i := range d.in(n, d.placeAt, d.placesB) {
		k := d.placeAt[i]
		if r := v.ref(k); k > verb || r != nil && r.kind != byBody {
			continue
		}
		if text, rank := d.venue(i); rank == 0 || rank == 2 && d.isNamed(i) {
			return place{i, text}, true
		}
	}
	return nowhere, false
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
		case ",", "c'", "est", "même", "moment", "instant", "lever", "tombée", "tard", "plus", "matin", "midi", "soir", "après", "fin", "début", "milieu", "matinée", "journée", "soirée", "nuit", "week", "end", "mi", "retour", "heures", "heure", "h", "veille", "lendemain", "jour", "er", "-", "–", ">", "•", "puis":
			continue
		}
		if v.phrase(venuePhrase, k, s.To) > 0 {
			continue
		}
		return false
	}
	return i-s.From <= most
}

// opens reports whether token i belongs to a longer setting at the beginning of
// its sentence: "À 15 h, au poste de commandement installé à la mairie de Laon,
// la préfète". No one who acts is named before it, and a preposition of place or
// a time begins it.
func (d *director) opens(i int, s *extract.Sentence) bool {
	const most = 30
	v := d.v
	first := s.From
	if i-first > most || i == first {
		return false
	}
	switch v.lower(first) {
	case "à", "au", "aux", "en", "dans", "devant", "sur", "chez":
	default:
		if v.dateEnd[first] == 0 && v.dateEnd[first+1] == 0 {
			return false
		}
	}
	for k := first; k < i; k++ {
		if v.isFinite(k) || v.inQuote(k) || v.is(k, subject) || d.isAbstract(k) || v.phrase(actPhrase, k, i) > 0 || v.phrase(asidePhrase, k, i) > 0 {
			return false
		}
		if r := v.ref(k); r != nil && !v.governed(r.from) && r.kind != byBody {
			return false
		}
	}
	for k := i + 1; k < s.To; k++ {
		if v.lower(k) == "," {
			return true
		}
		if v.isFinite(k) {
			return false
		}
	}
	return false
}

// besideVerb reports whether token k stands between the verb of a finding and
// its words, or right after the verb and its day: "a déclaré le 3 mars à Lille
// que".
func (d *director) besideVerb(k int, f *finding) bool {
	v := d.v
	if f.rule == "source" || v.cueAt[f.cue] == 0 || k < f.cue {
		return false
	}
	c := &v.cues[v.cueAt[f.cue]-1]
	if c.kind != verbCue {
		return false
	}
	if f.from > c.to && k >= c.to && k < f.from {
		for i := c.to; i < k; i++ {
			if v.ref(i) != nil || v.isFinite(i) || v.lower(i) == "devant" {
				return false
			}
		}
		return true
	}
	return k == c.to || k > c.to && v.dateEnd[k-1] == 0 && d.inPlaceOrDate(k-1) && k-c.to < 6 && !d.told[k]
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
		if k := v.phrase(duringPhrase, i, s.To); k > 0 {
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
		if prep < 0 {
			prep = d.chained(k, s.From, false, false)
		}
		if prep < 0 || !d.isFronted(prep, s) && !d.opens(prep, s) && !d.follows(prep, during, false) && !d.besideVerb(prep, f) {
			continue
		}
		if text, rank := d.venue(i); rank == 0 || f.place == nowhere && rank < 2 || rank == 2 && d.isNamed(i) && (f.place == nowhere || d.isFronted(prep, s)) {
			return place{i, text}, true
		}
	}
	return nowhere, false
}

// onTheSpot reports whether a sentence is set where the one before left off:
// "s'est rendu sur place".
func (d *director) onTheSpot(s *extract.Sentence) bool {
	if !d.v.may(s, onthespotPhrase) {
		return false
	}
	for i := s.From; i < s.To; i++ {
		if !d.told[i] && d.v.phrase(onthespotPhrase, i, s.To) > 0 {
			return true
		}
	}
	return false
}

// before is the place to which a preposition of place leads last before
// sentence n, a few sentences back.
func (d *director) before(n int) (place, bool) {
	const most = 4
	for k := n - 1; k >= 0 && k >= n-most; k-- {
		all := d.in(k, d.placeAt, d.placesB)
		for j := len(all) - 1; j >= 0; j-- {
			at := d.placeAt[all[j]]
			if d.told[at] || d.v.inQuote(at) || d.locative(at, d.v.sents[k].From) < 0 && d.chained(at, d.v.sents[k].From, false, false) < 0 {
				continue
			}
			if text, rank := d.venue(all[j]); rank == 0 {
				return place{all[j], text}, true
			}
		}
	}
	return nowhere, false
}

// firstPlace is the first commune of sentence n.
func (d *director) firstPlace(n int) place {
	for _, i := range d.in(n, d.placeAt, d.placesB) {
		if text, rank := d.venue(i); rank == 0 {
			return place{i, text}
		}
	}
	return nowhere
}
