package statements

import (
	"strings"

	"estrade/extract"
)

// anchor is a point of a sentence after which a place or a day may be that of
// what the release reports.
type anchor struct {
	after int // token
	kind  anchorKind
}

type anchorKind uint8

const (
	happens  anchorKind = iota // an event or a verb of meeting: "s'est tenue", "visite", "a reçu"
	modifies                   // its participle alone: "réunis", which may only describe a noun
	acts                       // people do something else: "ont planché"
)

// anchors lists the anchors of a sentence outside of the words of others. The
// slice is good until the next call.
func (d *director) anchors(s *extract.Sentence) []anchor {
	v := d.v
	out := d.anchored[:0]
	defer func() { d.anchored = out }()
	relative, described := false, false // within a clause about a noun; about what belongs to it
	for i := s.From; i < s.To; i++ {
		if v.inQuote(i) || d.told[i] {
			continue
		}
		switch v.lower(i) {
		case "dont":
			relative, described = true, true
		case "qui":
			relative = true
		case ",", ";", ":":
			relative, described = false, false
		}
		if described {
			continue // "des serres dont le toit a été détruit lors du passage du cyclone"
		}
		if k := v.loosely(eventPhrase, i, s.To); k > 0 && !(v.is(i-1, determiner) && v.phrase(actPhrase, i, s.To) > 0 || v.lower(i-1) == "compte") {
			kind := happens
			if i > s.From && v.isBareParticiple(i, k) {
				kind = modifies
			}
			out = append(out, anchor{i + k, kind})
			continue
		}
		if i == s.From && strings.HasSuffix(v.lower(i), "ant") && v.tok[i].Span.Len() > 5 {
			out = append(out, anchor{i + 1, happens}) // "Présentant ces chiffres à Lille,"
		}
		if k := v.phrase(occasionPhrase, i, s.To); k > 0 && i > s.From && i <= s.From+2 && v.is(s.From, determiner) {
			out = append(out, anchor{i + k, happens}) // "La sortie prévue à Laon s'est faite à pied"
			continue
		}
		if !relative && v.isPast(i) && d.actedBy(s, i) {
			out = append(out, anchor{i + 1, acts})
		}
	}
	return out
}

// isBareParticiple reports whether the phrase of k tokens at i is a participle
// without its auxiliary: "l'accord signé", not "a été signé".
func (v *view) isBareParticiple(i, k int) bool {
	if k != 1 || !isParticiple(v.lower(i)) || v.is(i-1, determiner) {
		return false
	}
	const most = 6
	for j := i - 1; j > i-most && j >= 0; j-- {
		switch w := v.lower(j); {
		case v.is(j, auxHave|auxBe), w == "été", w == "avoir", w == "être", w == "sera", w == "seront":
			return false
		case w == "et", w == ",", v.is(j, adverb|clitic|negation), isParticiple(w), v.adverbs(j, i) == i-j:
		default:
			return true
		}
	}
	return true
}

// isPast reports whether a verb in the past begins at token i: an auxiliary
// with its participle, or a verb of one word that ends like one.
func (v *view) isPast(i int) bool {
	if !v.is(i, auxHave|auxBe) {
		return false
	}
	j, negated := v.skipAdverbs(i+1, v.sentence(i).To)
	return !negated && v.lower(j) != "été" && j < len(v.tok) && v.tok[j].Kind == extract.Word && v.tok[j].Shape == extract.LowerCase && isParticiple(v.tok[j].Lower)
}

// actedBy reports whether people are the subject of the verb at i: they are
// named or meant before it in its sentence.
func (d *director) actedBy(s *extract.Sentence, i int) bool {
	v := d.v
	for k := i - 1; k >= s.From; k-- {
		if d.told[k] || v.inQuote(k) {
			continue
		}
		if r := v.ref(k); r != nil && r.kind != byBody || v.is(k, human|group) && !v.is(k, determiner) && !v.governed(k) {
			return true
		}
		switch v.lower(k) {
		case "il", "elle", "ils", "elles":
			return true
		}
	}
	return false
}

// isOld reports whether a sentence gives a date long before that of the scene:
// what it tells happened before.
func (d *director) isOld(n int, cur scene) bool {
	const long = 31 // days
	if cur.date < 0 {
		return false
	}
	now := days(d.v.d.Dates[cur.date].Start)
	old := false
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		k := d.dateAt[t]
		if d.told[k] || d.v.inQuote(k) || d.unsettling(k, d.v.sents[n].From) || d.v.hasRelative(d.v.sents[n].From, k) {
			continue
		}
		last := d.v.d.Dates[t].End
		if last == "" {
			last = d.v.d.Dates[t].Start
		}
		switch day := lastDay(last); {
		case day == 0:
		case now-day > long:
			old = true
		case d.isDay(t) && d.inTime(t):
			return false
		}
	}
	return old
}

// lastDay counts the days to the end of a date of any precision, as days does;
// 0 for a day of every year.
func lastDay(date string) int {
	switch len(date) {
	case len("2006"):
		return days(date + "-12-31")
	case len("2006-01"):
		return days(date + "-31")
	case len("2006-01-02"):
		return days(date)
	}
	return 0
}

// settling lists where the anchors that may move the scene on end: once it has
// a place, a participle that may only describe a noun does not. The slice is good until the next call.
func (d *director) settling(anchors []anchor, cur scene) []int {
	after := d.after[:0]
	defer func() { d.after = after }()
	settled := cur.place != nowhere && !cur.vague
	for _, a := range anchors {
		switch {
		case a.kind == happens, a.kind == modifies && !settled, a.kind == acts && cur.vague && cur.place == nowhere:
			after = append(after, a.after)
		}
	}
	return after
}

// isOccasion reports whether a sentence names an occasion outside of the words
// of others.
func (d *director) isOccasion(s *extract.Sentence) bool {
	if !d.v.may(s, occasionPhrase|meetingPhrase) {
		return false
	}
	for i := s.From; i < s.To; i++ {
		if !d.told[i] && (d.v.phrase(occasionPhrase, i, s.To) > 0 || d.v.phrase(meetingPhrase, i, s.To) > 0) {
			return true
		}
	}
	return false
}

// opensLongAgo reports whether a sentence begins with a time that is no day, or
// a day long before the scene: "En 2018, il a participé".
func (d *director) opensLongAgo(s *extract.Sentence, n int, cur scene) bool {
	if !d.isOld(n, cur) {
		return false
	}
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		if d.isFronted(d.dateAt[t], s) {
			return true
		}
	}
	return false
}
