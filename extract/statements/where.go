package statements

import (
	"strings"

	"estrade/extract"
)

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
		if d.communes[p.Within] && (!d.isNamed(i) || strings.HasSuffix(strings.ToLower(p.Text), "préfecture")) {
			return p.Within, 0 // "dans les salons de la préfecture"
		}
		if p.Within != "" && d.communes[p.Within] {
			return p.Within, 2
		}
		if d.town != "" {
			return d.town, 2
		}
		return p.Text, 2
	case extract.OtherPlace:
		if p.Within != "" && d.communes[p.Within] {
			return p.Within, 0 // "dans le 18e arrondissement", of Paris
		}
		return p.Text, 1
	}
	if p.Optional && p.Kind != extract.Departement && p.Kind != extract.Region && p.Kind != extract.Country {
		return p.Text, 0
	}
	return p.Text, 9
}

// house is the building to which a preposition of place leads in sentence n,
// where no town is known: "dans la salle des fêtes", "réunis en préfecture",
// "dans les salons de la sous-préfecture".
func (d *director) house(n int) place {
	v := d.v
	s := &v.sents[n]
	leads := func(i int) bool {
		return !d.told[i] && !v.inQuote(i) && (d.locative(i, s.From) >= 0 || d.chained(i, s.From, false, false) >= 0)
	}
	for _, i := range d.in(n, d.placeAt, d.placesB) {
		if v.d.Places[i].Kind == extract.Venue && leads(d.placeAt[i]) {
			text, _ := d.venue(i)
			return place{i, text}
		}
	}
	for i := s.From + 1; i < s.To; i++ {
		if w := v.lower(i); w != "préfecture" && w != "mairie" || v.tok[i].Shape != extract.LowerCase {
			continue
		}
		switch v.lower(i + 1) {
		case "de", "du", "d'", "des":
			continue // it has a name
		}
		from := i
		if v.lower(i-1) == "sous" {
			from--
		}
		if leads(from) {
			return place{extract.None, v.text(v.span(from, i+1))}
		}
	}
	return nowhere
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
	for p := prep - 1; p >= first && p > prep-6; p-- {
		if v.is(p, determiner|preposition) && !d.inPlaceOrDate(p) {
			w := v.lower(p)
			return (w == "de" || w == "d'" || w == "du" || w == "des") && (p == first || v.lower(p-1) == "," || v.lower(p-1) == "(" || v.lower(p-1) == ":")
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

// isAbstract reports what no one can be at: "à l'intention de Lens", "dans le
// cadre du contrat de Lens".
func (d *director) isAbstract(i int) bool {
	switch d.v.lower(i) {
	case "cadre", "intention", "égard", "profit", "bénéfice", "nom", "titre", "arrondissement", "arrondissements", "région", "département", "place":
		return d.v.lower(i) != "place" || d.v.lower(i-1) == "en"
	}
	return d.v.is(i, document)
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

// inPlaceOrDate reports whether token k belongs to a place or a date.
func (d *director) inPlaceOrDate(k int) bool {
	n := int(d.v.sentAt[k])
	for i := int(d.placesB[n]); i < int(d.placesB[n+1]) && i < len(d.placeAt); i++ {
		if d.v.d.Places[i].Span.Overlaps(d.v.tok[k].Span) {
			return true
		}
	}
	return d.inDate(k)
}

// inDate reports whether token k belongs to a date.
func (d *director) inDate(k int) bool {
	n := int(d.v.sentAt[k])
	for i := int(d.datesB[n]); i < int(d.datesB[n+1]) && i < len(d.dateAt); i++ {
		if d.v.d.Dates[i].Span.Overlaps(d.v.tok[k].Span) {
			return true
		}
	}
	return false
}
