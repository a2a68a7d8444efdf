package statements

import (
	"strings"

	"estrade/extract"
)

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
		if p.Kind == extract.Commune && k == s.From+3 && v.lower(k-1) == "quitter" && v.lower(s.From) == "avant" {
			return place{i, p.Text}, true // "Avant de quitter Léon, le préfet"
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
		if rank > 2 || rank == 1 && (cur.place != nowhere && !front || !lead) || rank == 2 && (cur.place != nowhere && !cur.vague && !visited || !d.isNamed(i) || !d.namesSomeone(s) && !d.isOccasion(s)) {
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

// isStop reports whether a line, or its beginning up to a colon, is only a stop
// of an itinerary: an hour or a day, marks and place i: "11 h - Laon",
// "SAINT-DENIS, 11 H", "14 h – Saint-Joachim : rencontre".
func (d *director) isStop(i int, s *extract.Sentence) bool {
	v := d.v
	if v.tok[s.From].Gap < extract.Line {
		return false
	}
	from, to, _ := v.tokens(v.d.Places[i].Span)
	marked := false
	for k := s.From; k < s.To; k++ {
		if k == from {
			k = to - 1
			continue
		}
		w := v.lower(k)
		if k > from && (w == ":" || isDash(w)) {
			return true
		}
		marked = marked || v.tok[k].Kind == extract.Punct || v.tok[k].Kind == extract.Number
		if v.tok[k].Kind == extract.Word && w != "h" && w != "heures" && w != "heure" && w != "midi" && w != "à" && w != "a" && w != "le" && w != "la" && w != "les" && !v.is(k, month) {
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

// chained returns the preposition of place before the noun that the place at
// token k belongs to, or -1: "dans la salle d'honneur de la sous-préfecture de
// Laon". After a verb of visiting none is needed; loosely, any noun but one of
// people may stand there.
func (d *director) chained(k, first int, visits, loose bool) int {
	const most = 12
	v := d.v
	p := k - 1
	if loose && v.is(p, determiner) && !v.is(p, preposition) {
		p--
	}
	if p < first || v.lower(p) != "de" && v.lower(p) != "d'" && v.lower(p) != "du" && v.lower(p) != "des" || d.accompanies(p, first) {
		return -1
	}
	if visits {
		if loose && v.is(p-1, human|group) && v.phrase(venuePhrase, p-1, k) == 0 || d.isAbstract(p-1) || loose && d.isCharge(p, first) {
			return -1
		}
		return p
	}
	venue := false
	for ; p >= first && k-p < most; p-- {
		if v.tok[p].Kind == extract.Punct || v.isFinite(p) {
			return -1
		}
		if v.is(p, human|group) && !v.isAdjectival(p) && v.phrase(venuePhrase, p, k) == 0 || loose && d.isAbstract(p) {
			return -1
		}
		venue = venue || v.phrase(venuePhrase, p, k) > 0 || loose && p < k-1 && v.tok[p].Kind == extract.Word
		switch v.lower(p) {
		case "sur":
			if venue && loose {
				return p
			}
			return -1
		case "à", "au", "aux", "dans", "devant", "en":
			if venue {
				return p
			}
			return -1
		}
	}
	return -1
}

// isAdjectival reports whether the word for people at token i qualifies the
// noun before it: "la coopération policière".
func (v *view) isAdjectival(i int) bool {
	return i > 0 && v.tok[i-1].Kind == extract.Word && v.tok[i-1].Shape == extract.LowerCase && !v.is(i-1, determiner|preposition|human|group|adverb)
}

// movesOn reports whether people went on from place i to where the preposition
// at token p leads: "à Kourou, avant de présider, à Cayenne, le comité".
func (d *director) movesOn(i, p int) bool {
	v := d.v
	_, to, _ := v.tokens(v.d.Places[i].Span)
	for k := to; k < p; k++ {
		switch w := v.lower(k); {
		case w == "puis", w == "avant" && v.lower(k+1) == "de" && p-k < 8, w == "ensuite", w == "enfin":
			return true
		}
	}
	return false
}

// isWithin reports whether the place at token k is where the place i lies: "à la
// Grange aux Lunes de Vallon".
func (d *director) isWithin(i, k int) bool {
	const most = 6 // tokens
	v := d.v
	_, to, _ := v.tokens(v.d.Places[i].Span)
	if v.lower(k-1) != "de" || k-d.placeAt[i] > most {
		return false
	}
	for j := to; j < k-1; j++ {
		if v.tok[j].Kind == extract.Punct || v.lower(j) == "et" {
			return false
		}
	}
	return true
}

// accompanies reports whether token i belongs to who was there with others: "en
// présence des élèves du lycée de Laon".
func (d *director) accompanies(i, first int) bool {
	v := d.v
	for k := i - 1; k >= first; k-- {
		if v.isFinite(k) {
			return false
		}
		if n := v.phrase(withPhrase, k, i); n > 0 && v.lower(k) == "en" {
			return true
		}
	}
	return false
}

// isCharge reports whether what the "de" at token p leads to is what people are
// in charge of, though a district stands between: "les sous-préfets des
// arrondissements de Lens et de Douai".
func (d *director) isCharge(p, first int) bool {
	v := d.v
	district := false
	for ; p >= first; p-- {
		switch w := v.lower(p); {
		case v.is(p, human) && !v.is(p, determiner):
			return district
		case w == "arrondissement", w == "arrondissements", w == "canton", w == "cantons", w == "circonscription", w == "circonscriptions":
			district = true
		case v.is(p, determiner), w == "de", w == "d'", w == "et", w == ",", d.inPlaceOrDate(p):
		default:
			return false
		}
	}
	return false
}

// isAbstract reports what no one can be at: "à l'intention de Lens", "dans le
// cadre du contrat de Lens".
func (d *director) isAbstract(i int) bool {
	switch d.v.lower(i) {
	case "cadre", "intention", "égard", "profit", "bénéfice", "nom", "titre", "arrondissement", "arrondissements", "région", "département", "place":
		return d.v.lower(i) != "place" || d.v.lower(i-1) == "en"
	}
	return d.v.is(i, document)
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

// venue is how place i is given as the place of a statement, a venue by its
// commune if the text tells it or the title names one alone, and its rank:
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
		if d.town != "" {
			return d.town, 2
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
		case "jusqu'", "grâce", "face", "rapport":
			return -1
		}
		if d.isFate(p, first) || d.isRange(p, k, first) {
			return -1
		}
		return p
	}
	return -1
}

// isFate reports whether the preposition at token p leads to where someone was
// born or died: "assassiné le 6 février 1998 à Ajaccio", "mort pour la France à
// Verdun".
func (d *director) isFate(p, first int) bool {
	const most = 10 // tokens
	v := d.v
	for i := p - 1; i >= first && i > p-most; i-- {
		switch {
		case v.phrase(fatePhrase, i, p) > 0:
			return true
		case v.is(i, determiner|preposition|adverb|month) || v.tok[i].Kind == extract.Number || d.inPlaceOrDate(i):
		default:
			return false
		}
	}
	return false
}

// isRange reports whether the place at token k ends a range that began with
// another: "des brigades, de Laon à Guise".
func (d *director) isRange(prep, k, first int) bool {
	v := d.v
	if v.lower(prep) != "à" && v.lower(prep) != "au" && v.lower(prep) != "aux" || prep-2 < first || !d.inPlaceOrDate(prep-1) {
		return false
	}
	for p := prep - 1; p > first && p > prep-6; p-- {
		if v.is(p, determiner|preposition) && !d.inPlaceOrDate(p) {
			w := v.lower(p)
			return (w == "de" || w == "d'" || w == "du" || w == "des") && (v.lower(p-1) == "," || v.lower(p-1) == "(" || v.lower(p-1) == ":")
		}
	}
	return false
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
		case ",", "c'", "est", "même", "moment", "instant", "lever", "tombée", "tard", "plus", "matin", "midi", "soir", "après", "fin", "début", "milieu", "matinée", "journée", "soirée", "nuit", "week", "end", "mi", "heures", "heure", "h", "veille", "lendemain", "jour", "er", "-", "–", ">", "•", "puis":
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

// isNamed reports whether place i has a name of its own: "Halle Pajol", not
// "la mairie".
func (d *director) isNamed(i int) bool {
	from, to, _ := d.v.tokens(d.v.d.Places[i].Span)
	for k := from; k < to; k++ {
		if t := &d.v.tok[k]; t.Kind == extract.Word && t.Shape != extract.LowerCase && (k > from || d.v.phrase(venuePhrase, k, to) == 0) {
			return true
		}
	}
	return false
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
