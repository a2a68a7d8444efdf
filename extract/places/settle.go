package places

import (
	"math"
	"net/url"
	"slices"
	"strings"

	"estrade/extract"
)

// findDepartement settles which departement issued the release: it is known,
// or the site's, or the one that the text speaks for.
func (r *reader) findDepartement() {
	code := r.d.Department
	if code == "" {
		if u, err := url.Parse(r.d.URL); err == nil && u.Host != "" {
			code, _ = r.gazetteer.Issuer(u.Hostname())
		}
	}
	if code == "" {
		code = r.vote()
	}
	if code == "" {
		return
	}
	r.d.Department = code
	var ok bool
	if r.issuer, ok = r.gazetteer.ByCode(extract.Departement, code); !ok {
		r.issuer.Code = code // a collectivity overseas
	}
}

// addLocal adds to each name that no commune of the issuing departement has in
// full the one that goes by it there.
func (r *reader) addLocal() {
	if r.local == nil || r.issuer.Code == "" {
		return
	}
	const large = 20000 // "Mons" is the town in Belgium, not Mons-en-Barœul; but "Montreuil" is Montreuil-sur-Mer
	var buf [64]byte
	for k := range r.found {
		c := &r.found[k]
		entries := r.entries[c.entries[0]:c.entries[1]]
		if len(entries) == 0 || slices.ContainsFunc(entries, func(e extract.Entry) bool { return e.Department == r.issuer.Code }) {
			continue
		}
		city := slices.ContainsFunc(entries, func(e extract.Entry) bool { return e.Kind == extract.Commune && (e.Seat || e.Population >= large) })
		name := buf[:0]
		for i := c.from; i < c.to; i++ {
			if i > c.from {
				name = append(name, ' ')
			}
			name = append(name, r.tokens[i].Fold...)
		}
		e, ok := r.local.Local(string(name), r.issuer.Code)
		if !ok && c.before.article {
			e, ok = r.local.Local("le "+string(name), r.issuer.Code) // "au Puy"
		}
		if ok && (!city || e.Seat) {
			from := len(r.entries)
			r.entries = append(append(r.entries, entries...), e)
			c.entries = [2]int{from, len(r.entries)}
		}
	}
}

// vote returns the departement that most in the text speaks for: the prefects,
// prefectures and sub-prefects that it names, those of its first line twice, and all of
// its places. Without any of the former, the places of one departement must lead by two;
// empty if none do. Of homonyms each votes, as one says nothing and several of them do:
// Saint-André, Saint-Benoît and Saint-Louis are of La Réunion.
func (r *reader) vote() string {
	const margin = 2
	votes := r.authorities()
	least := margin
	if len(votes) > 0 {
		least = 1
	}
	seen := map[string]bool{}
	for k := range r.found {
		c := &r.found[k]
		entries := r.entries[c.entries[0]:c.entries[1]]
		if key := r.key(c, c.to); c.score >= 0 && !seen[key] && r.mayVote(c, entries) {
			seen[key] = true
			for code, weight := range departements(entries) {
				votes[code] += weight
			}
		}
	}
	best, second := "", 0
	for code, n := range votes {
		if n > votes[best] {
			best, second = code, votes[best]
		} else {
			second = max(second, n)
		}
	}
	if votes[best] < second+least {
		return ""
	}
	return best
}

// authorities are the weights of the departements whose prefects, prefectures and
// sub-prefects the text names.
func (r *reader) authorities() map[string]int {
	votes := map[string]int{}
	for k := range r.found {
		c := &r.found[k]
		p := c.from - 1
		if r.is(p, article) {
			p--
		}
		if !r.is(p, of) || p == 0 {
			continue
		}
		weight := 0
		switch w := r.fold(p - 1); {
		case r.is(p-1, issuer):
			weight = 3
		case w == "departement" || w == "departemental":
			weight = 1
		default:
			continue
		}
		if c.from < r.firstLine() {
			weight *= 2
		}
		for i := c.entries[0]; i < c.entries[1]; i++ {
			e := &r.entries[i]
			if code := departement(e); code != "" {
				votes[code] += weight
				break
			}
			if e.Kind == extract.Commune && e.Seat && e.Country == "FR" {
				votes[e.Department] += min(weight, 2)
				break
			}
		}
	}
	return votes
}

// departement is the code of a place that is a departement or a collectivity overseas.
func departement(e *extract.Entry) string {
	if e.Kind == extract.Departement || e.Kind == extract.OtherPlace && e.Code == e.Department {
		return e.Code
	}
	return ""
}

// firstLine is the token after the first line.
func (r *reader) firstLine() int {
	end := 1
	for end < len(r.tokens) && r.tokens[end].Gap < extract.Line {
		end++
	}
	return end
}

// mayVote reports whether a name looks like a place before anything is known of the
// text: it has more than one word, or a word before it or its size says so.
func (r *reader) mayVote(c *candidate, entries []extract.Entry) bool {
	return c.to > c.from+1 || (c.before.kind != nothing || isLarge(entries)) && !r.is(c.from, common|month|unnamed)
}

// departements are those that a name is of, with two for a departement's own name
// and one for that of a commune.
func departements(entries []extract.Entry) map[string]int {
	of := map[string]int{}
	for i := range entries {
		switch e := &entries[i]; {
		case departement(e) != "":
			of[e.Code] = 2
		case e.Kind == extract.Commune && e.Department != "":
			of[e.Department] = max(of[e.Department], 1)
		}
	}
	return of
}

// settle chooses what each accepted candidate means.
func (r *reader) settle() {
	for k := range r.found {
		c := &r.found[k]
		if c.score < enough || c.entries[0] == c.entries[1] {
			continue
		}
		r.choose(c)
	}
	r.agree()
}

// agree gives mentions of a name, and of the beginning of a name, the meaning
// of the one that is settled: "Saint-Amand" is the Saint-Amand-Montrond of the
// same text.
func (r *reader) agree() {
	settled := map[string]*extract.Entry{}
	r.communes = settled
	for k := range r.found {
		c := &r.found[k]
		if !c.settled || c.entry.Kind != extract.Commune {
			continue
		}
		settled[r.key(c, c.to)] = c.entry
		for to := c.to - 1; to > c.from; to-- {
			if key := r.key(c, to); settled[key] == nil && r.endsName(to-1) {
				settled[key] = c.entry
			}
		}
	}
	for k := range r.found {
		c := &r.found[k]
		if c.entry == nil || c.entry.Kind != extract.Commune || c.settled && r.isNear(c.entry) {
			continue
		}
		if e := settled[r.key(c, c.to)]; e != nil && e != c.entry {
			c.entry, c.settled = e, true
		}
	}
}

// key is the name of a candidate up to a token, in lower case.
func (r *reader) key(c *candidate, to int) string {
	if to == c.from+1 {
		return r.tokens[c.from].Lower
	}
	s := r.span(c.from, to)
	return strings.ToLower(r.d.Text[s.From:s.To])
}

// choose settles one candidate: first the kind of place, then which one.
func (r *reader) choose(c *candidate) {
	best, bestScore, second := -1, math.Inf(-1), math.Inf(-1)
	for i := c.entries[0]; i < c.entries[1]; i++ {
		s := r.likelihood(c, &r.entries[i])
		if s > bestScore {
			best, bestScore, second = i, s, bestScore
		} else if s > second {
			second = s
		}
		if e := &r.entries[best]; s == second && e.Kind == extract.Commune && r.entries[i].Kind != extract.Commune {
			second = math.Inf(-1)
		}
	}
	e := &r.entries[best]
	c.entry = e
	const margin = 1 // a power of ten of population, or a step of the scale
	c.settled = bestScore-second >= margin || e.Kind != extract.Commune
	if e.Kind == extract.Commune && e.Country == "FR" && !r.isNear(e) && !isTown(e, c.entries) && !r.isHinted(c, e) {
		// A village far off is more likely a place the gazetteer does not have.
		c.settled = c.settled && c.to-c.from > 2
	}
}

// isTown reports whether a commune is large enough to be named far off: ten
// thousand people, or less if no other has its name.
func isTown(e *extract.Entry, homonyms [2]int) bool {
	const town, small = 10000, 1500
	return e.Seat || e.Population >= town || e.Population >= small && homonyms[1]-homonyms[0] == 1
}

// likelihood weighs one meaning of a name.
func (r *reader) likelihood(c *candidate, e *extract.Entry) float64 {
	s := 0.0
	if e.Kind == extract.Commune {
		s = math.Log10(float64(e.Population) + 10)
		switch {
		case c.before.en:
			s -= 8
		case c.before.bare && r.is(c.from, article) && r.hasOther(c):
			// "de La Réunion": the article says nothing of a commune.
		case c.before.bare:
			s += 4
		case c.before.article && !strings.HasPrefix(e.Name, "Le") && !strings.HasPrefix(e.Name, "La") && !strings.HasPrefix(e.Name, "L'") && !strings.HasPrefix(e.Name, "Île"):
			s -= 4
		}
		s += r.nearness(e)
		if e.Country == "FR" {
			const atHome = 2
			s += atHome
			if e.Former {
				s -= 2
			}
			if r.isHinted(c, e) {
				s += 6
			}
		} else {
			s += 1.5*float64(min(r.foreign[e.Country], 3)) - 1
		}
		return s
	}
	switch e.Kind {
	case extract.Departement:
		s = 6
		if e.Code == r.issuer.Code {
			s += 3
		}
		if r.nearWater(c) {
			s -= 3
		}
	case extract.Country:
		s = 7
	case extract.Region:
		s = 5.5
	default:
		s = 5
		if e.Department != "" && e.Department == r.issuer.Code {
			s += 3
		}
		if r.nearWater(c) {
			s += 2
		}
	}
	if c.before.bare && c.before.kind != afterNoun && !r.is(c.from, article) {
		s-- // but "à La Réunion"
	}
	return s
}

// hasOther reports whether a name is that of more than communes.
func (r *reader) hasOther(c *candidate) bool {
	for i := c.entries[0]; i < c.entries[1]; i++ {
		if r.entries[i].Kind != extract.Commune {
			return true
		}
	}
	return false
}

// nearness is higher for a commune of the issuing departement or near it.
func (r *reader) nearness(e *extract.Entry) float64 {
	switch {
	case r.issuer.Code == "":
		return 0
	case e.Department == r.issuer.Code:
		return 6
	case e.Position == (extract.Position{}) || r.issuer.Position == (extract.Position{}):
		return 0
	}
	return max(0, 3-distance(e.Position, r.issuer.Position)/50)
}

// isNear reports whether a place lies in the issuing departement or within a
// hundred kilometres of its prefecture.
func (r *reader) isNear(e *extract.Entry) bool {
	const near = 100
	if r.issuer.Code == "" {
		return true
	}
	if e.Department == r.issuer.Code {
		return true
	}
	return e.Position != (extract.Position{}) && distance(e.Position, r.issuer.Position) < near
}

// distance is that of two points in kilometres, for points not far apart.
func distance(a, b extract.Position) float64 {
	const kmPerDegree = 111.2
	lat := (a.Lat - b.Lat) * kmPerDegree
	lon := (a.Lon - b.Lon) * kmPerDegree * math.Cos((a.Lat+b.Lat)/2*math.Pi/180)
	return math.Hypot(lat, lon)
}

// isHinted reports whether the text says in which departement the name lies:
// "Loon-Plage (Nord)", "Mons (59)".
func (r *reader) isHinted(c *candidate, e *extract.Entry) bool {
	if r.fold(c.to) != "(" || c.to+1 >= len(r.tokens) {
		return false
	}
	if strings.EqualFold(r.tokens[c.to+1].Fold, e.Department) {
		return true
	}
	d, ok := r.gazetteer.ByCode(extract.Departement, e.Department)
	return ok && strings.HasPrefix(fold(d.Name), r.tokens[c.to+1].Fold)
}

// countCountries adds to the hints at countries that they or their regions are
// named, which counts up to two.
func (r *reader) countCountries() {
	named := map[string]int{}
	for k := range r.found {
		c := &r.found[k]
		for i := c.entries[0]; i < c.entries[1]; i++ {
			if e := &r.entries[i]; e.Country != "FR" && (e.Kind == extract.Country || e.Kind == extract.Region) {
				named[e.Country]++
				break
			}
		}
	}
	for country, n := range named {
		r.foreign[country] += min(n, 2)
	}
}

// nearWater reports whether the words around speak of a river or a sea.
func (r *reader) nearWater(c *candidate) bool {
	for i := c.from - 4; i < c.from; i++ {
		if i >= 0 && r.is(i, water) {
			return true
		}
	}
	return r.is(c.to+1, water) || r.is(c.to, water)
}
