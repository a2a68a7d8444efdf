package statements

import (
	"strings"

	"estrade/extract"
)

// speaker is someone, or some body, that speaks.
type speaker struct {
	person   int // index into People, or None
	title    int // index into Titles of the capacity as stated there, or None
	from, to int // tokens of the words that name or stand for the speaker
	plural   bool
	group    bool   // a body or a group, given as written
	pronoun  bool   // not yet resolved
	called   string // how to call a speaker whom the words do not name, else empty
}

// human reads a noun phrase that names a person, a title-holder, a body or a
// group of people and begins at token i. It ends before token next.
//
//	Michel Lalande | M. Lalande | le préfet du Nord | la maire, Mme Martin |
//	les élus | Météo-France | son président, Luc Petit | le général Petit
func (v *view) human(i, limit int) (s speaker, next int, ok bool) {
	s = speaker{person: extract.None, title: extract.None, from: i, to: i}
	j := i
	for j < limit && v.is(j, civility) {
		j++
	}
	r := v.refFrom(j)
	switch {
	case r != nil && r.to > limit:
		return s, i, false
	case r != nil && r.kind == byName:
		s.person, s.to = r.index, r.to
		return v.capacity(s, limit)
	case r != nil && r.kind == byCoref:
		s.person, s.to = r.index, v.extend(r.to, limit)
		return v.capacity(s, limit)
	case r != nil && r.kind == byTitle:
		// A bare title speaks only with the name that follows it.
		if n := v.refFrom(r.to); n != nil && n.kind == byName && n.to <= limit {
			s.title, s.person, s.to = r.index, n.index, n.to
			return v.capacity(s, limit)
		}
		if j == i {
			return s, i, false
		}
		return v.titled(s, r, j, limit)
	case r != nil && r.kind == byBody:
		s.group, s.to = true, r.to
		return s, r.to, true
	}
	if j > i && j < limit && v.is(j, determiner) && !v.is(j, preposition) {
		return v.human(j, limit) // "Monsieur le Préfet"
	}
	if j > i || j >= limit || !v.is(j, determiner) {
		return s, i, false
	}
	if v.is(j+1, speechNoun) && j+1 < limit {
		return v.message(j, limit)
	}
	switch v.lower(j) {
	case "des":
		if v.tok[j].Shape != extract.Capitalised || v.tok[j].Gap == extract.Joined {
			return s, i, false // of them; but "Des riverains ont dit"
		}
	case "du", "au", "aux", "d'":
		return s, i, false
	}
	k := j + 1
	// "le nouveau préfet", "les deux maires", "toute la filière"
	for k < limit && k < j+3 && v.refAt[k] == 0 && (v.is(k, determiner) || isEpithet(v.lower(k)) || v.tok[k].Kind == extract.Number) {
		k++
	}
	for k < limit && v.is(k, civility) {
		k++
	}
	if k >= limit {
		return s, i, false
	}
	if r := v.ref(k); r != nil {
		switch r.kind {
		case byTitle:
			if r.from <= k {
				return v.titled(s, r, k, limit)
			}
		case byName:
			if r.from == k {
				s.person, s.to = r.index, r.to
				return v.capacity(s, limit)
			}
		case byBody:
			if r.from == k || r.from == j {
				s.group, s.from, s.to = true, j, r.to
				return s, v.extend(r.to, limit), true
			}
		case byCoref:
			s.person, s.to = r.index, v.extend(r.to, limit)
			return v.capacity(s, limit)
		}
	}
	n := v.headNoun(k, limit)
	if b := v.refFrom(k + 1); n == 0 && b != nil && b.kind == byBody && b.to <= limit && v.tok[k].Kind == extract.Word && v.tok[k].Shape == extract.LowerCase && !v.is(k, preposition|determiner) {
		s.group, s.to = true, b.to
		return s, b.to, true // "le bailleur Baie Habitat"
	}
	if n == 0 {
		const least = 3 // letters of an acronym
		if t := &v.tok[k]; t.Kind == extract.Word && t.Shape == extract.UpperCase && t.Span.Len() >= least && v.refAt[k] == 0 && k == j+1 && v.tok[j].Shape != extract.UpperCase {
			s.group, s.to = true, k+1
			return s, k + 1, true
		}
		return s, i, false
	}
	s.plural = v.word[k].plural || isPluralDeterminer(v.lower(j)) || v.lower(k) == "ensemble"
	s.group = v.is(k, group) || v.phrase(groupPhrase, k, limit) > 0 || s.plural
	return v.titledBy(s, k, v.extend(k+n, limit), limit)
}

// message reads a message that speaks for its author: "le message du ministre",
// "son message", "ce message" after it was read.
func (v *view) message(j, limit int) (s speaker, next int, ok bool) {
	end := v.qualified(j+2, limit)
	if all := v.authors(end, limit); len(all) == 1 {
		return all[0], v.extend(all[0].to, limit), true
	}
	switch v.lower(j) {
	case "son", "leur", "sa":
		return speaker{person: extract.None, title: extract.None, from: j, to: j + 1, pronoun: true}, end, true
	case "le", "ce", "cette":
		if n := len(v.said) - 1; n >= 0 && v.said[n].read && len(v.said[n].speakers) == 1 && v.sentAt[v.said[n].cue] >= v.sentAt[j]-2 && v.said[n].cue < j {
			return v.standIn(v.said[n].speakers[0], speaker{from: j, to: end}), end, true // the message just read
		}
	}
	return s, j, false
}

// headNoun counts the tokens of a noun at k that can speak.
func (v *view) headNoun(k, limit int) int {
	if n := max(v.phrase(humanPhrase, k, limit), v.phrase(groupPhrase, k, limit)); n > 0 {
		return n
	}
	if v.is(k, human|group) {
		return 1
	}
	if v.lower(k) == "ensemble" && v.lower(k+1) == "des" && k+2 < limit && v.is(k+2, human|group) {
		return 3 // "l'ensemble des élus"
	}
	return 0
}

func isEpithet(w string) bool {
	switch w {
	case "nouveau", "nouvelle", "nouveaux", "ancien", "ancienne", "anciens", "jeune", "jeunes", "même", "mêmes", "principaux", "autres",
		"nombreux", "différents", "divers", "premier", "première", "futur", "future", "actuel", "actuelle", "vieux":
		return true
	}
	return false
}

func isPluralDeterminer(w string) bool {
	switch w {
	case "les", "des", "ces", "ses", "leurs", "plusieurs", "quelques", "certains", "certaines", "nos", "deux", "trois", "quatre", "tous", "toutes":
		return true
	}
	return false
}

// titled completes a speaker given by an article and the title r.
func (v *view) titled(s speaker, r *ref, k, limit int) (speaker, int, bool) {
	if n := v.ref(r.to + 1); v.lower(r.to) == "," && n != nil && n.kind == byTitle && n.from == r.to+1 && n.to <= limit && isStateMinister(v.d.Titles[r.index].Text) {
		r = n // "ministre d'État, ministre de l'intérieur"
	} else if v.lower(r.to) == "," && v.lower(r.to+1) == "ministre" && r.to+1 < limit && isStateMinister(v.d.Titles[r.index].Text) {
		s.from, s.to = r.to+1, v.extend(r.to+2, limit)
		return s, s.to, true
	}
	s.title = r.index
	s.plural = isPluralDeterminer(v.lower(s.from))
	if p := v.d.Titles[r.index].Person; p >= 0 && p < len(v.d.People) && !s.plural {
		s.person = p
	}
	return v.titledBy(s, k, v.extend(r.to, limit), limit)
}

// isStateMinister reports the honour that precedes the office of some ministers.
func isStateMinister(title string) bool {
	return strings.EqualFold(foldLetters(title), "ministre d etat")
}

// titledBy looks for the name that belongs to a title phrase that ends at to:
// right after it, or after a comma.
func (v *view) titledBy(s speaker, k, to, limit int) (speaker, int, bool) {
	s.to = to
	j := to
	if v.lower(j) == "," {
		j++
	}
	for j < limit && v.is(j, civility) {
		j++
	}
	if p := v.ranked(j, limit); j > to && p != nil && !s.plural && s.person == extract.None {
		s.person, s.to, s.group = p.index, p.to, false // "son homologue, l'inspecteur X"
		return v.capacity(s, limit)
	}
	if n := v.refFrom(to); n != nil && n.to <= limit && s.plural && n.kind == byName {
		s.person, s.to, s.group, s.plural = n.index, n.to, false, false // "les députés X et Y"
		return v.capacity(s, limit)
	}
	if n := v.refFrom(j); n != nil && n.to <= limit && !s.plural {
		if n.kind == byName && (s.person == extract.None || s.person == n.index) {
			s.person, s.to, s.group = n.index, n.to, false
			return v.capacity(s, limit)
		}
		if n.kind == byTitle && j == to {
			// "le ministre délégué | secrétaire d'État X"
			if m := v.refFrom(n.to); m != nil && m.kind == byName && m.to <= limit {
				s.person, s.to, s.group = m.index, m.to, false
				return v.capacity(s, limit)
			}
		}
	}
	if s.person == extract.None && !s.plural {
		if p := v.holder(k, to, s.from); p != extract.None {
			s.person, s.group = p, false
		} else if t := v.unnamedHolder(k, to); t != extract.None && !s.group {
			s.title = t
		} else if all := v.pointedOut(s, k); all != nil {
			return all[0], to, true
		}
	}
	return s, s.to, true
}

// counterpart is the person named last besides the one who spoke last: "son
// homologue".
func (v *view) counterpart(s speaker) []speaker {
	const reach = 6 // sentences back
	if len(v.said) == 0 {
		return nil
	}
	all := v.said[len(v.said)-1].speakers
	if len(all) != 1 {
		return nil
	}
	first := v.sents[max(0, int(v.sentAt[s.from])-reach)].From
	for k := s.from - 1; k >= first; k-- {
		if r := v.refFrom(k); r != nil && r.kind == byName && r.index != all[0].person && !v.inQuote(k) {
			return []speaker{{person: r.index, title: extract.None, from: s.from, to: s.to}}
		}
	}
	return nil
}

// ranked is the name after an article and a title at token i: "le colonel X".
// Nil if there is none.
func (v *view) ranked(i, limit int) *ref {
	if !v.is(i, determiner) || v.is(i, preposition) {
		return nil
	}
	t := v.refFrom(i + 1)
	if t == nil || t.kind != byTitle {
		return nil
	}
	if n := v.refFrom(t.to); n != nil && n.kind == byName && n.to <= limit {
		return n
	}
	return nil
}

// pointedOut is the person named last, whom "ce jeune apprenti" or "l'industriel"
// calls by what he is: a demonstrative, or an article and no complement, with a
// noun, at token k, that is nobody's title.
func (v *view) pointedOut(s speaker, k int) []speaker {
	if !v.is(k, human) {
		return nil
	}
	if v.lower(k) == "homologue" && v.lower(s.from) == "son" {
		return v.counterpart(s)
	}
	switch v.lower(s.from) {
	case "ce", "cet":
		return v.latest(s.from, s.to, false, extract.Masculine)
	case "cette":
		return v.latest(s.from, s.to, false, extract.Feminine)
	case "le", "la", "l'", "son", "sa":
	default:
		return nil
	}
	const most = 2 // tokens of the noun and an adjective
	if s.title != extract.None || s.to-k > most || s.to-k == most && (v.is(k+1, preposition) || v.refAt[k+1] != 0) || v.lower(s.to) == "," {
		return nil
	}
	g := articleGender(v.lower(s.from))
	switch {
	case g == extract.UnknownGender && (isFeminine(v.lower(k)) || v.lower(s.from+1) == "ancienne"):
		g = extract.Feminine
	case g == extract.UnknownGender && v.lower(s.from+1) == "ancien":
		g = extract.Masculine
	}
	if g == extract.UnknownGender {
		return nil
	}
	all := v.latest(s.from, s.to, false, g)
	if all != nil && all[0].person == extract.None {
		return nil
	}
	return all
}

// capacity reads the titles set after a name and keeps the first: "X, maire
// de Y et président de Z,". The phrase ends after the last of them.
func (v *view) capacity(s speaker, limit int) (speaker, int, bool) {
	end := s.to
	for j := end; j < limit; {
		k := j
		if v.lower(k) != "," && v.lower(k) != "et" && v.lower(k) != "(" {
			break
		}
		for k < limit && (v.lower(k) == "," || v.lower(k) == "et" || v.lower(k) == "(" || v.lower(k) == "ancien" || v.lower(k) == "ancienne") {
			k++
		}
		if k < limit && v.tok[k].Kind == extract.Number && (v.lower(k+1) == "ans") {
			end, j = k+2, k+2
			continue
		}
		if k < limit && v.is(k, determiner) {
			k++
		}
		r := v.ref(k)
		if r == nil || r.kind != byTitle || r.to > limit {
			break
		}
		if p := v.d.Titles[r.index].Person; p != s.person && !(p == extract.None && v.lower(j) == ",") {
			break
		}
		if n := v.refFrom(r.to); n != nil && n.kind == byName {
			break // the next of a list
		}
		if v.lower(r.to) == "," && v.lower(j) == "et" {
			if n := v.refFrom(r.to + 1); n != nil && n.kind == byName && n.index != s.person {
				break
			}
		}
		if s.title == extract.None {
			s.title = r.index
		}
		end = v.extend(r.to, limit)
		if v.lower(end) == ")" {
			end++
		}
		j = end
	}
	return s, end, true
}

// extend moves over what may still belong to a noun phrase: its complements
// and adjectives, up to a verb, a mark or a conjunction.
func (v *view) extend(k, limit int) int {
	const most = 18
	start := k
	for k < limit && k < start+most {
		t := &v.tok[k]
		if t.Kind == extract.Punct || v.cueAt[k] != 0 && v.cues[v.cueAt[k]-1].kind != speechCue || v.inQuote(k) != v.inQuote(start-1) {
			break
		}
		if r := v.refFrom(k); r != nil {
			if r.kind == byName {
				break
			}
			k = min(r.to, limit)
			continue
		}
		switch t.Lower {
		case "qui", "que", "qu'", "dont", "où", "mais", "puis", "s'", "se", "ne", "n'", "il", "elle", "ils", "elles", "on", "lui", "leur", "y":
			return k
		case "à", "au", "aux", "en", "sur", "dans", "par", "avec", "devant", "lors", "après", "avant", "depuis", "dès", "pour", "sans", "entre", "chez":
			if !v.extends(start-1, t.Lower) {
				return k
			}
		case "et", "ou":
			// Goes on only with another complement: "de Marennes et de Bourcefranc".
			if k+1 < limit && v.is(k+1, preposition) && k > start {
				k += 2
				continue
			}
			return k
		case "l'", "la", "le", "les":
			// An article inside a complement follows a preposition; elsewhere it is a pronoun.
			if !v.is(k-1, preposition) {
				return k
			}
		}
		if v.is(k, adverb) || v.is(k, auxHave|auxBe) || v.isFinite(k) && !v.afterDeterminer(k) {
			break
		}
		if t.Kind == extract.Word && !v.is(k, preposition|determiner) && k > start && v.placeless(k) {
			break
		}
		k++
	}
	return k
}

// extends reports whether the noun before a complement asks for that
// preposition: "adjoint à", "chargé de mission pour".
func (v *view) extends(noun int, prep string) bool {
	w := v.lower(noun)
	switch prep {
	case "à", "au", "aux":
		return strings.HasPrefix(w, "adjoint") || strings.HasPrefix(w, "délégué") || strings.HasPrefix(w, "conseill") || strings.HasPrefix(w, "attaché") || strings.HasPrefix(w, "secrétaire")
	case "pour":
		return strings.HasPrefix(w, "délégué") || strings.HasPrefix(w, "chargé") || strings.HasPrefix(w, "adjoint")
	case "en":
		return strings.HasPrefix(w, "ambassad") || strings.HasPrefix(w, "commandant")
	}
	return false
}

// placeless reports whether the word at k cannot belong to a noun phrase that
// it follows: an infinitive or an adverb.
func (v *view) placeless(k int) bool {
	w := v.tok[k].Lower
	return len(w) > 6 && strings.HasSuffix(w, "ment") && !v.afterDeterminer(k) && v.tok[k].Gap != extract.Hyphen && !strings.HasSuffix(w, "partement") &&
		!strings.HasSuffix(w, "ronnement") && !v.is(k-1, preposition)
}

// governed reports whether the phrase that begins at token i depends on a
// preposition: "du préfet", "avec le maire".
func (v *view) governed(i int) bool {
	p := i - 1
	for p >= 0 {
		if v.is(p, civility) {
			p--
			continue
		}
		if r := v.ref(p); r != nil && r.kind == byTitle && r.to == p+1 && v.tok[p+1].Kind != extract.Punct {
			p = r.from - 1
			continue
		}
		break
	}
	if p >= 0 && v.is(p, determiner) && !v.is(p, preposition) {
		p--
	}
	return p >= 0 && v.is(p, preposition) && !v.is(p, civility)
}

// coordinated people follow one another: "X, maire de Y, et Z", "X et Y".
func (v *view) humans(i, limit int, many bool) (all []speaker, next int) {
	s, next, ok := v.human(i, limit)
	if !ok {
		return nil, i
	}
	all = append(all, s)
	if !many {
		return all, next
	}
	// Commas alone do not coordinate: "Pour X, les éleveurs tiennent".
	sure, end := 1, next
	for next < limit {
		k := next
		for k < limit && (v.lower(k) == "," || v.lower(k) == "et") {
			k++
		}
		if k == next || k > next+2 {
			break
		}
		s, n, ok := v.human(k, limit)
		if !ok {
			break
		}
		and := v.lower(k-1) == "et"
		all, next = append(all, s), n
		if and {
			sure, end = len(all), next
		}
	}
	return all[:sure], end
}

// pronounAt makes an unresolved speaker of the pronoun at token i.
func (v *view) pronounAt(i int) speaker {
	return speaker{person: extract.None, title: extract.None, from: i, to: i + 1, pronoun: true,
		plural: v.lower(i) == "ils" || v.lower(i) == "elles" || v.lower(i) == "eux"}
}

// subjectAfter reads the inverted subject of c: "a-t-il ajouté", "a déclaré le
// préfet". The phrase ends before next.
func (v *view) subjectAfter(c *cue, limit int) (all []speaker, next int) {
	if c.pronoun >= 0 {
		switch v.lower(c.pronoun) {
		case "il", "elle", "ils", "elles":
			return v.resolve(v.pronounAt(c.pronoun)), c.to
		}
		return nil, c.to
	}
	i, _ := v.skipAdverbs(c.to, limit)
	if all, next := v.lastOf(i, limit); all != nil {
		return all, next
	}
	// "avait déclaré deux jours plus tôt le ministre", "a tempéré ce matin, lors
	// de sa visite, la préfète"
	const most, far = 6, 20
	aside := i < limit && (v.is(i, preposition) || v.dateEnd[i] > 0 || v.lower(i) == ",")
	for k := i; k < limit && (k < i+most || aside && k < i+far); k++ {
		if aside && v.lower(k) == "," {
			if k == i || v.is(k+1, preposition) {
				continue
			}
			if all, next = v.humans(k+1, limit, c.plural); all != nil {
				return v.resolveAll(all), next
			}
			break
		}
		if v.tok[k].Kind == extract.Punct || v.cueAt[k] != 0 || v.is(k, auxHave|auxBe) {
			break
		}
		if k > i && v.governed(k) {
			continue
		}
		if all, next = v.humans(k, limit, c.plural); all != nil {
			return v.resolveAll(all), next
		}
	}
	if k := i; k < limit && v.tok[k].Kind == extract.Word && v.tok[k].Shape == extract.Capitalised && v.refAt[k] == 0 && !v.is(k, determiner|preposition|subject) && v.tok[k].Span.Len() > 2 {
		// "renchérit Nadine": a name that nobody introduced.
		for k++; k < limit && v.tok[k].Shape == extract.Capitalised && v.refAt[k] == 0; k++ {
		}
		return []speaker{{person: extract.None, title: extract.None, from: i, to: k, group: true}}, k
	}
	return nil, i
}

// lastOf reads "ce dernier", "celle-ci", "tous deux" at i.
func (v *view) lastOf(i, limit int) (all []speaker, next int) {
	switch v.lower(i) {
	case "le", "la":
		if w := v.lower(i + 1); w == "second" || w == "seconde" || w == "premier" || w == "première" {
			if k := v.lower(i + 2); i+2 < limit && v.tok[i+2].Kind == extract.Word && v.cueAt[i+2] == 0 && !v.is(i+2, auxHave|auxBe|clitic|adverb) && k != "et" {
				break // "la première ministre"
			}
			if both := v.duo(i); both != nil {
				if strings.HasPrefix(w, "second") {
					return both[1:], i + 2
				}
				return both[:1], i + 2
			}
		}
	case "ce", "cette", "ces":
		switch v.lower(i + 1) {
		case "dernier", "dernière", "derniers", "dernières":
			return v.latest(i, i+2, v.lower(i) == "ces", genderOf(v.lower(i+1))), i + 2
		}
	case "celui", "celle":
		if v.lower(i+1) == "ci" {
			return v.latest(i, i+2, false, genderOf(v.lower(i))), i + 2
		}
	case "l'":
		switch v.lower(i + 1) {
		case "intéressé", "intéressée":
			return v.latest(i, i+2, false, genderOf(v.lower(i+1))), i + 2
		}
	case "chacun", "chacune":
		if n := int(v.sentAt[i]) - 1; n >= 0 {
			if topic := v.topic(n); len(topic) > 1 {
				return v.standIns(topic, speaker{from: i, to: i + 1}), i + 1
			}
		}
	case "tous", "toutes":
		if v.lower(i+1) == "deux" {
			return v.pair(i), i + 2
		}
		if v.lower(i+1) == "les" && v.lower(i+2) == "deux" {
			return v.pair(i), i + 3
		}
	}
	return nil, i
}

// duo is the two who spoke together last, or are the subject of the sentence
// before that of token i.
func (v *view) duo(i int) []speaker {
	s := speaker{from: i, to: i + 2}
	for n := len(v.said) - 1; n >= 0 && int(v.sentAt[v.said[n].cue]) >= int(v.sentAt[i])-3; n-- {
		if len(v.said[n].speakers) == 2 {
			return v.standIns(v.said[n].speakers, s)
		}
	}
	for n := int(v.sentAt[i]) - 1; n >= 0 && n >= int(v.sentAt[i])-2; n-- {
		if topic := v.topic(n); len(topic) == 2 {
			return v.standIns(topic, s)
		}
	}
	return nil
}

func genderOf(w string) extract.Gender {
	switch w {
	case "dernière", "dernières", "celle", "elle", "elles", "intéressée":
		return extract.Feminine
	case "dernier", "derniers", "celui", "il", "ils", "lui", "eux", "intéressé":
		return extract.Masculine
	}
	return extract.UnknownGender
}
