package statements

import "estrade/extract"

// subjectBefore seeks the subject of the verb of c in the clause before it.
// Shared is true if the verb has none of its own and takes that of an earlier
// verb of the sentence: "a rappelé … et a salué".
func (v *view) subjectBefore(c *cue) (all []speaker, shared bool) {
	start := v.clauseStart(c.from)
	k := c.from
	for k > start && v.beforeVerb(k-1) {
		k--
	}
	if k == start {
		return nil, v.sentence(c.from).From < start
	}
	last := k - 1
	switch w := v.lower(last); w {
	case "il", "elle", "ils", "elles":
		return v.resolve(v.pronounAt(last)), false
	case "on", "je", "j'", "nous", "vous", "tu", "cela", "ça", "c'":
		return nil, false
	case "qui", "lequel", "laquelle", "lesquels", "lesquelles":
		if last == v.sentence(c.from).From && len(v.said) > 0 {
			return v.said[len(v.said)-1].speakers, false // "Qui précise : « … »"
		}
		return v.antecedent(last), false
	case "et", "puis", "mais", "ou":
		return nil, true
	}
	for _, n := range [...]int{1, 2, 3} { // tokens: "chacun", "ce dernier", "tous les deux"
		if last-n+1 >= start {
			if all, next := v.lastOf(last-n+1, last+1); all != nil && next == last+1 {
				return all, false
			}
		}
	}
	if v.lower(last) == "," {
		return v.subjectBeforeComma(c, start, last)
	}
	from := v.chunkStart(start, last)
	if all, clean := v.subjectIn(from, k, c.plural); all != nil {
		if c.plural && !all[0].plural {
			all = append(v.enumerated(start, from), all...)
		}
		return all, false
	} else if !clean {
		return nil, v.conjunctionIn(from, k)
	}
	if r := v.ref(from); r != nil && r.kind == byTitle && from > start && v.lower(from-1) == "," {
		// "X, maire de Y a rappelé": the comma after the title is missing.
		return v.subjectBeforeComma(c, start, from-1)
	}
	if w := v.lower(from); w == "et" || w == "puis" || w == "mais" {
		return nil, true
	}
	return nil, false
}

// beforeVerb reports whether token i may stand between a subject and its verb.
func (v *view) beforeVerb(i int) bool {
	return v.is(i, clitic|adverb) && v.refAt[i] == 0 && (!v.is(i, subject) || v.lower(i) == "nous" || v.lower(i) == "vous") && v.lower(i) != "donc" && v.lower(i) != "puis"
}

// clauseStart is the first token of the clause that token i is in, as far as
// marks show it.
func (v *view) clauseStart(i int) int {
	start := v.sentence(i).From
	for k := i - 1; k >= start; k-- {
		if v.inQuote(k) != v.inQuote(i) {
			return k + 1
		}
		switch v.lower(k) {
		case ";", ":", "(", ")", "!", "?", "–", "—", "…":
			return k + 1
		}
	}
	return start
}

// chunkStart is the token after the last comma before i; commas inside names
// and titles do not count.
func (v *view) chunkStart(start, i int) int {
	for k := i; k > start; k-- {
		if v.lower(k-1) == "," && (v.refAt[k-1] == 0 || v.refAt[k-1] != v.refAt[k]) {
			return k
		}
	}
	return start
}

// subjectIn seeks the leftmost noun phrase in [from,to) that can be the
// subject of a verb at to. Clean is false if another finite verb is in between.
func (v *view) subjectIn(from, to int, plural bool) (all []speaker, clean bool) {
	clean = true
	barrier := from
	for k := from; k < to; k++ {
		if v.isFinite(k) {
			barrier, clean = k+1, false
		}
		if w := v.lower(k); w == "que" || w == "qu'" || w == "dont" || w == "où" {
			barrier = k + 1
		}
	}
	for i := barrier; i < to; i++ {
		if v.governed(i) {
			continue
		}
		found, next := v.humans(i, to, true)
		if found == nil {
			continue
		}
		if !plural && len(found) > 1 {
			found = found[len(found)-1:]
		}
		if next < to && !v.onlyComplement(next, to) {
			continue
		}
		return v.resolveAll(found), clean
	}
	return nil, clean
}

// onlyComplement reports whether what stands between a subject and its verb
// leaves it the subject: no article that would begin another noun phrase.
func (v *view) onlyComplement(from, to int) bool {
	for k := from; k < to; k++ {
		if v.isFinite(k) {
			return false
		}
		if v.is(k, determiner) && !v.is(k, preposition) && !v.is(k-1, preposition) {
			return false
		}
	}
	return true
}

// subjectBeforeComma seeks the subject of a verb that follows a comma: a noun
// phrase, then appositions or asides. comma is the token of that comma.
func (v *view) subjectBeforeComma(c *cue, start, comma int) (all []speaker, shared bool) {
	const most = 14
	end := comma
	for range most {
		from := v.chunkStart(start, end)
		i := from
		if w := v.lower(i); w == "et" || w == "puis" || w == "mais" {
			i++
		}
		switch {
		case i >= end:
			return nil, true
		case v.is(i, preposition) && !v.is(i, civility), v.isAside(i, end):
		default:
			if r := v.ref(i); r != nil && r.kind == byTitle && v.refFromName(r.to) == nil {
				break // a title in apposition
			}
			if all, next := v.lastOf(i, end); all != nil && next == end {
				return all, false // "Ce dernier, joint par téléphone, a répondu"
			}
			found, next := v.humans(i, end, true)
			if found == nil {
				if v.clauseIn(i, end) {
					return nil, true
				}
				break
			}
			if v.clauseIn(next, end) {
				return nil, true
			}
			if from > start && len(found) == 1 && v.apposed(start, from, &found[0]) {
				break
			}
			if c.plural && (len(found) == 1 && !found[0].plural) {
				found = append(v.enumerated(start, from), found...)
			}
			if !c.plural && len(found) > 1 {
				found = found[:1]
			}
			return v.resolveAll(found), false
		}
		if from <= start {
			return nil, v.sentence(c.from).From < start
		}
		end = from - 1
	}
	return nil, false
}

// unknownGroup is the plural noun phrase before the verb of c, whatever its
// noun: "les bailleurs sociaux".
func (v *view) unknownGroup(c *cue) []speaker {
	start := v.clauseStart(c.from)
	k := v.beforeClitics(c.from)
	from := v.chunkStart(start, k-1)
	for from > start && v.isAside(from, k-1) {
		k = from - 1
		from = v.chunkStart(start, k-1)
	}
	if k > from && v.lower(k-1) == "," {
		k--
	}
	if k-from < 2 || !isPluralDeterminer(v.lower(from)) || v.clauseIn(from, k) || v.inQuote(from) {
		return nil
	}
	return []speaker{{person: extract.None, title: extract.None, from: from, to: k, plural: true, group: true}}
}

func (v *view) refFromName(i int) *ref {
	if r := v.refFrom(i); r != nil && r.kind == byName {
		return r
	}
	return nil
}

// isAside reports whether the chunk [i,end) is a relative clause, a participle
// or an adverb and cannot be a subject.
func (v *view) isAside(i, end int) bool {
	switch v.lower(i) {
	case "qui", "dont", "où", "que", "qu'", "lequel", "laquelle":
		return true
	}
	if end-i == 1 {
		switch v.lower(i) {
		case "lui", "elle", "eux", "elles":
			return true // "Les bailleurs, eux, demandent"
		}
	}
	return v.adverbs(i, end) > 0 && v.adverbs(i, end) == end-i
}

// clauseIn reports whether [from,to) holds a finite verb outside a relative clause.
func (v *view) clauseIn(from, to int) bool {
	for k := from; k < to; k++ {
		switch v.lower(k) {
		case "qui", "dont", "où", "que", "qu'":
			return false
		}
		if v.isFinite(k) {
			return true
		}
	}
	return false
}

// apposed reports whether the name s, which begins at from after a comma, only
// explains an oblique title before the comma: "accompagné du maire, Jean X,".
func (v *view) apposed(start, from int, s *speaker) bool {
	if s.person == extract.None {
		return false
	}
	p := from - 2
	if p < start {
		return false
	}
	r := v.ref(p)
	if r == nil || r.kind != byTitle {
		return false
	}
	return v.governed(r.from) || v.is(r.from-1, preposition)
}

// enumerated reads the members of an enumeration that ends before token end,
// whose last member is already known: "X, maire de Y, |et Z ont".
func (v *view) enumerated(start, end int) []speaker {
	var all []speaker
	for end > start {
		if v.lower(end-1) != "," && v.lower(end-1) != "et" {
			return all
		}
		from := v.chunkStart(start, end-2)
		i := from
		if v.lower(i) == "et" {
			i++
		}
		if r := v.ref(i); r != nil && r.kind == byTitle && v.refFromName(r.to) == nil && from > start {
			end = from
			continue
		}
		if v.governed(i) || v.clauseIn(i, end-1) {
			return all
		}
		found, _ := v.humans(i, end-1, true)
		if found == nil {
			return all
		}
		all = append(found, all...)
		end = from
	}
	return all
}

// conjunctionIn reports whether "et" or the like stands last before a verb at
// to, but for adverbs.
func (v *view) conjunctionIn(from, to int) bool {
	for k := to - 1; k >= from; k-- {
		switch v.lower(k) {
		case "et", "puis", "mais":
			return true
		}
		if !v.is(k, adverb) {
			return false
		}
	}
	return false
}

// antecedent is who the relative pronoun at token i stands for: the name or
// title just before it.
func (v *view) antecedent(i int) []speaker {
	p := i - 1
	if v.lower(p) == "," {
		p--
	}
	r := v.ref(p)
	if r == nil {
		return v.groupBefore(p + 1)
	}
	switch r.kind {
	case byName, byCoref:
		return []speaker{{person: r.index, title: extract.None, from: r.from, to: r.to}}
	case byTitle:
		if q := v.d.Titles[r.index].Person; q >= 0 && q < len(v.d.People) {
			return []speaker{{person: q, title: r.index, from: r.from, to: r.to}}
		}
		if p := v.holder(r.from, r.to, r.from); p != extract.None {
			return []speaker{{person: p, title: r.index, from: r.from, to: r.to}}
		}
		return []speaker{{person: extract.None, title: r.index, from: r.from, to: r.to}}
	}
	return nil
}

// groupBefore is the group whose noun phrase ends before token end: "a reçu
// les syndicats, qui ont réclamé".
func (v *view) groupBefore(end int) []speaker {
	const most = 6 // tokens
	for k := end - 2; k >= 0 && k > end-most; k-- {
		if !isPluralDeterminer(v.lower(k)) || !v.is(k+1, group) {
			continue
		}
		if s, next, ok := v.human(k, end); ok && next == end {
			return []speaker{s}
		}
	}
	return nil
}
