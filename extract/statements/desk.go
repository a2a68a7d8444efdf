package statements

import (
	"strings"

	"estrade/extract"
)

// desk is the place and day of a dateline.
type desk struct {
	place place
	date  int // index into Dates, or -1
}

// afar corrects the place and day of what was not said where the event was: in
// writing, on the air, over a distance. What the same person goes on to say in
// the paragraph was not either.
func (d *director) afar(f *finding, before []finding) {
	v := d.v
	n := int(v.sentAt[f.cue])
	s := &v.sents[n]
	written := false
	for i := s.From; i < s.To && v.may(s, distancePhrase|remotePhrase|writtenPhrase); i++ {
		if d.told[i] || v.inQuote(i) || f.kind == extract.Attended {
			continue
		}
		k := max(v.phrase(distancePhrase, i, s.To), v.phrase(remotePhrase, i, s.To))
		f.remote = f.remote || k > 0
		if k > 0 && f.datBasis != extract.FromSentence {
			if t := d.dayAt(i+k, n); t >= 0 {
				f.date, f.datBasis = t, extract.FromSentence // "dans un communiqué du 11 octobre"
			}
		}
		written = written || v.phrase(writtenPhrase, i, s.To) > 0
	}
	if last := len(before) - 1; !f.remote && !written && last >= 0 && before[last].remote && before[last].speaker.person == f.speaker.person &&
		f.speaker.person != extract.None && v.sents[v.sentAt[before[last].cue]].Paragraph == s.Paragraph {
		*f = before[last].setting(*f)
		return
	}
	if !f.remote && !written {
		return
	}
	if f.placeBasis != extract.FromSentence || written {
		f.place = nowhere
	}
	f.remote = true
	if f.datBasis == extract.FromSentence {
		return
	}
	if written {
		f.date = -1
	}
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		if k := d.dateAt[t]; !d.told[k] && !v.inQuote(k) && d.isDay(t) && d.inTime(t) {
			f.date, f.datBasis = t, extract.FromSentence
		}
	}
}

// setting is g with the place and day of f.
func (f *finding) setting(g finding) finding {
	g.place, g.placeBasis, g.date, g.datBasis, g.remote = f.place, f.placeBasis, f.date, f.datBasis, f.remote
	return g
}

// atDesk takes the place and day of a speech in the first person, or an
// interview, from its dateline ("Melun, le 20 janvier 2015") or from the line
// that announces it.
func (d *director) atDesk(f *finding, scenes []scene) {
	f.place, f.date = nowhere, -1
	first := int(d.v.sentAt[f.from])
	if f.rule == "address" {
		first = int(d.v.sentAt[f.body[0]])
		for k := first - 1; k > 0 && k > first-8; k-- {
			if d.v.namesSpeaker(&d.v.sents[k], f.speaker) && scenes[k].date >= 0 && scenes[k].basis == extract.FromEvent {
				f.place, f.date, f.datBasis, f.placeBasis = scenes[k].place, scenes[k].date, extract.FromEvent, extract.FromEvent
				return
			}
		}
	}
	head := 0 // sentences in which the dateline may be
	for head < len(d.v.sents) && d.v.sents[head].Paragraph <= headParagraphs {
		head++
	}
	interview := f.rule == "answer"
	from := func(first, limit int, tells func(n int) bool) bool {
		for n := first; n < limit; n++ {
			if !tells(n) {
				continue
			}
			if f.date = d.firstDay(n); f.date >= 0 {
				f.place, f.datBasis, f.placeBasis = d.firstPlace(n), extract.FromPage, extract.FromPage
				return true
			}
		}
		return false
	}
	tells := func(n int) bool { return d.tellsOccasion(n, interview) }
	if from(1, head, func(n int) bool { return d.dateline(n) >= 0 }) || from(1, min(head, first), tells) {
		return
	}
	if interview {
		from(head, len(d.v.sents), tells) // "Propos recueillis à Laon le 3 mars"
	}
}

// tellsOccasion reports whether sentence n only tells of the speech or the
// interview that follows: "Lundi 27 août 2012 – Salons de la sous-préfecture de
// Dole", "Entretien réalisé à Auxerre le 13 octobre."
func (d *director) tellsOccasion(n int, interview bool) bool {
	const most = 24 // tokens
	v := d.v
	s := &v.sents[n]
	if s.To-s.From > most || v.isStamp(s) || v.hasClause(s) {
		return false
	}
	if !interview {
		return d.inPlaceOrDate(s.From)
	}
	for i := s.From; i < s.To; i++ {
		if v.phrase(interviewPhrase, i, s.To) > 0 {
			return true
		}
	}
	return false
}

// isPresent reports whether a finding is told in the present: "le préfet
// condamne", "tient à saluer".
func (v *view) isPresent(f *finding) bool {
	if v.cueAt[f.cue] == 0 {
		return false
	}
	c := &v.cues[v.cueAt[f.cue]-1]
	if c.kind != verbCue {
		return false
	}
	if c.form == infinitive && c.from < c.first && !c.lone {
		w := v.lower(c.from)
		return !v.is(c.from, auxHave|auxBe) && !strings.HasSuffix(w, "ait") && !strings.HasSuffix(w, "aient")
	}
	return c.form == present
}

// pressPlace is the place that follows the first mention of a press conference
// in its sentence.
func (d *director) pressPlace() place {
	for n := range d.v.sents {
		at := d.tellsPress(n)
		if at < 0 {
			continue
		}
		for _, i := range d.in(n, d.placeAt, d.placesB) {
			if k := d.placeAt[i]; k > at && !d.told[k] && d.locative(k, at) >= 0 {
				if text, rank := d.venue(i); rank == 0 {
					return place{i, text}
				}
			}
		}
	}
	return nowhere
}

// tellsPress is the token at which sentence n names a press conference outside
// of the words of others, or -1.
func (d *director) tellsPress(n int) int {
	s := &d.v.sents[n]
	for i := s.From; i < s.To && d.v.may(s, pressPhrase); i++ {
		if !d.told[i] && !d.v.inQuote(i) && d.v.phrase(pressPhrase, i, s.To) > 0 {
			return i
		}
	}
	return -1
}

// headParagraphs is how many paragraphs may hold the dateline.
const headParagraphs = 4

// dateline is the date of a line such as "Lille, le 3 mars 2020", or -1.
func (d *director) dateline(n int) int {
	s := &d.v.sents[n]
	const most = 14 // tokens
	if s.To-s.From > most || s.Paragraph > headParagraphs || s.To < len(d.v.tok) && d.v.tok[s.To].Gap < extract.Line {
		return -1
	}
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		if w := d.v.lower(d.dateAt[t] - 1); d.isDay(t) && (w == "le" || w == ",") && d.endsAfter(t, s) {
			for k := s.From; k < s.To; k++ {
				if d.v.isFinite(k) {
					return -1
				}
			}
			return t
		}
	}
	return -1
}

// endsAfter reports whether a date ends its sentence, but for the hour.
func (d *director) endsAfter(t int, s *extract.Sentence) bool {
	v := d.v
	for _, to, _ := v.tokens(v.d.Dates[t].Span); to < s.To; to++ {
		switch w := v.lower(to); {
		case v.tok[to].Kind != extract.Word, w == "h", w == "à", w == "heures":
		default:
			return false
		}
	}
	return true
}
