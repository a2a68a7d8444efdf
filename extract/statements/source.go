package statements

import "estrade/extract"

// source reports "selon X, …" and "…, selon X".
func (r *reporter) source(c *cue) {
	v := r.v
	if c.from < r.covered || v.inQuote(c.from) {
		return
	}
	s := v.sentence(c.from)
	word := v.lower(c.from)
	var all []speaker
	next := c.to
	switch w := v.lower(c.to); w {
	case "lui", "elle", "elles", "eux":
		all, next = v.resolve(v.pronounAt(c.to)), c.to+1
	default:
		if v.lower(c.to-1) == "croire" && v.lower(c.from+1) == "l'" {
			all = v.resolve(speaker{person: extract.None, title: extract.None, from: c.from, to: c.from + 1, pronoun: true})
		} else if n := v.phrase(ownwordsPhrase, c.to, s.To); n > 0 {
			if len(v.said) > 0 && int(v.sentAt[v.said[len(v.said)-1].cue]) >= int(v.sentAt[c.from])-2 {
				all, next = v.said[len(v.said)-1].speakers, c.to+n
			}
		} else if all, next = v.lastOf(c.to, s.To); all == nil {
			i := c.to
			if w := v.lower(c.to - 1); c.to-1 > c.from && (w == "du" || w == "des") {
				i = c.to - 1 // "de l'avis des élus": the article is in the phrase
				all, next = v.humansAfterContraction(i, s.To)
			} else {
				all, next = v.humans(i, s.To, true)
			}
		}
	}
	if all == nil {
		all, next = v.strangers(c.to, s.To)
	}
	if all == nil {
		return
	}
	if v.lower(next) == "comme" && v.lower(next+1) == word {
		// "Pour X comme pour Y,"
		if more, end := v.humans(next+2, s.To, true); more != nil {
			all, next = append(all, more...), end
		}
	}
	all = v.resolveAll(all)
	next = v.afterDelegate(next, s.To)
	initial := c.from == s.From || c.from > s.From && (v.lower(c.from-1) == ";" || v.lower(c.from-1) == ":" || c.from == s.From+1) || v.lower(c.from-1) == ","
	if word == "pour" && (!initial || v.lower(next) != "," && !v.inQuote(next) || !r.opines(all, next, s.To)) {
		return
	}
	switch {
	case v.inQuote(next) || v.lower(next) == "," && v.inQuote(next+1):
		if v.lower(next) == "," {
			next++
		}
		r.last, r.lastAt = all, v.sentAt[c.from]
		r.quoted(c, all, &v.quotes[v.quoteAt[next]-1])
	case v.lower(next) == "," && next+2 < s.To && (initial || c.from-s.From > 0):
		from, to := next+1, v.complementEnd(c, next+1, s.To)
		if n := v.firstQuote(from, to); n != nil && n.open-1 > from && v.lower(n.open-1) == ":" {
			// "Pour X, la crue recule : « … »": both are said.
			a, b := v.trim(from, n.open-1)
			r.last, r.lastAt = all, v.sentAt[c.from]
			r.add(all, extract.Indirect, c, a, b, "source")
			r.quoted(c, all, n)
			return
		}
		if n := v.firstQuote(from, to); n != nil && n.end >= to-1 && n.open-from > 0 {
			r.used[v.quoteAt[n.open]-1] = true
			r.last, r.lastAt = all, v.sentAt[c.from]
			a, b := v.trim(from, to)
			kind := extract.Indirect
			if n.to-n.from > (to-from)/2 {
				kind = extract.Direct
			}
			r.add(all, kind, c, a, b, "source")
			r.covered = max(r.covered, to)
			return
		}
		a, b := v.trim(from, to)
		r.last, r.lastAt = all, v.sentAt[c.from]
		r.add(all, extract.Indirect, c, a, b, "source")
		r.covered = max(r.covered, to)
	case word != "pour" && c.from > s.From+3 && next >= s.To-1:
		from, to := v.trim(max(s.From, r.coveredIn(s)), c.from)
		r.add(all, extract.Indirect, c, from, to, "source")
	case initial && word != "pour":
		// The comma is missing: "Selon le préfet la crue recule."
		from, to := v.trim(next, v.complementEnd(c, next, s.To))
		if to-from > 3 {
			r.add(all, extract.Indirect, c, from, to, "source")
			r.covered = max(r.covered, to)
		}
	}
}

// afterDelegate moves over who speaks for the source: "Selon la chambre,
// représentée par M. Petit, président du syndicat, la récolte".
func (v *view) afterDelegate(next, limit int) int {
	n := v.phrase(standsforPhrase, next+1, limit)
	if v.lower(next) != "," || n == 0 {
		return next
	}
	if all, end := v.humans(next+1+n, limit, false); all != nil && v.lower(end) == "," {
		return end
	}
	return next
}

// strangers is a name in capitals that no earlier annotator knows, as given:
// "Selon Charente Numérique,".
func (v *view) strangers(i, limit int) ([]speaker, int) {
	k := i
	for k < limit && v.refAt[k] == 0 && v.tok[k].Kind == extract.Word && v.tok[k].Shape != extract.LowerCase && !v.is(k, determiner|preposition|subject|month) && v.tok[k].Span.Len() > 2 {
		k++
	}
	if k == i || v.lower(k) != "," {
		return nil, i
	}
	return []speaker{{person: extract.None, title: extract.None, from: i, to: k, group: true}}, k
}

func (r *reporter) coveredIn(s *extract.Sentence) int {
	if r.covered > s.From && r.covered < s.To {
		return r.covered
	}
	return s.From
}

// humansAfterContraction reads "du maire", "des élus".
func (v *view) humansAfterContraction(i, limit int) ([]speaker, int) {
	s := speaker{person: extract.None, title: extract.None, from: i, to: i}
	if r := v.ref(i + 1); r != nil {
		switch r.kind {
		case byTitle:
			s, next, ok := v.titled(s, r, i+1, limit)
			if ok {
				return []speaker{s}, next
			}
		case byName, byCoref:
			s.person, s.to = r.index, r.to
			s, next, _ := v.capacity(s, limit)
			return []speaker{s}, next
		}
	}
	if n := v.headNoun(i+1, limit); n > 0 {
		s.group, s.plural = true, v.word[i+1].plural
		s, next, ok := v.titledBy(s, i+1, v.extend(i+1+n, limit), limit)
		if ok {
			return []speaker{s}, next
		}
	}
	return nil, i
}

// opines reports whether "pour X," gives the opinion of X: X is a person, or a
// body made to have one, and a clause follows.
func (r *reporter) opines(all []speaker, next, limit int) bool {
	v := r.v
	for _, s := range all {
		if s.person == extract.None && s.title == extract.None && !s.plural && v.phrase(voicePhrase, s.from, limit)+v.phrase(voicePhrase, s.from+1, limit) == 0 {
			return false
		}
		if _, _, ok := v.human(next+1, limit); ok && s.person == extract.None && !s.plural {
			return false // "Pour l'association, sa présidente, Mme X, a demandé": on its behalf
		}
	}
	for i := next; i < limit; i++ {
		if v.inQuote(i) || v.is(i, subject) || v.isFinite(i) || hasVerbEnding(v.lower(i)) {
			return true
		}
	}
	return false
}
