package english

import (
	"sort"
	"strings"

	"estrade/extract"
)

// scene is where and when the text is at some sentence.
type scene struct {
	place int // index into Places, or -1
	date  int // index into Dates, or -1
}

// scenes gives each finding its place and day: said in its sentence, else of the
// scene that the text is at. A scene is set by a sentence that tells of an event with its
// day or place, the first of them by the lead or the title.
func (r *reader) scenes() {
	if len(r.found) == 0 {
		return
	}
	told := make([]bool, len(r.t))
	for _, f := range r.found {
		if f.Kind == extract.Speech {
			continue
		}
		for i := f.from; i < f.to; i++ {
			told[i] = true
		}
	}
	for i, q := range r.quoted {
		told[i] = told[i] || q
	}
	places, dates := r.placeTokens(), r.dateTokens()
	now := scene{-1, -1}
	at := make([]scene, len(r.d.Sentences))
	p, d := 0, 0
	title := scene{-1, -1}
	set := false
	for n, s := range r.d.Sentences {
		sp, sd := scene{-1, -1}, -1
		for ; p < len(places) && places[p] < s.To; p++ {
			if places[p] >= s.From && !told[places[p]] && r.sets(p, places[p], s) && (sp.place < 0 || r.better(p, sp.place)) {
				sp.place = p
			}
		}
		for ; d < len(dates) && dates[d] < s.To; d++ {
			if dates[d] >= s.From && !told[dates[d]] && sd < 0 && r.happens(d, dates[d], s) {
				sd = d
			}
		}
		if s.Paragraph == 0 {
			title = scene{sp.place, sd}
			now = title
			at[n] = now
			continue
		}
		event := r.tellsEvent(s, told)
		switch {
		case !set && sd >= 0 && event:
			now.date = sd
			if sp.place >= 0 {
				now.place = sp.place
			}
			set = true
		case !set && sp.place >= 0 && event:
			now.place = sp.place
		case set && event && sd >= 0 && !r.looksBack(s) && r.d.Dates[sd].Start != r.value(now):
			if opens(dates[sd], s) || sp.place >= 0 {
				now.date = sd
				if sp.place >= 0 {
					now.place = sp.place
				}
			}
		case set && event && now.place < 0 && sp.place >= 0:
			now.place = sp.place
		case set && event && sp.place >= 0 && opens(places[sp.place], s):
			now.place = sp.place
		}
		at[n] = now
	}
	// What is said before the lead has set the scene belongs to it.
	first := scene{-1, -1}
	for _, c := range at {
		if c.date >= 0 {
			first = c
			break
		}
	}
	for i := range r.found {
		f := &r.found[i]
		n := int(r.sentAt[f.cue])
		c := at[n]
		if c.date < 0 {
			c.date = first.date
		}
		if c.place < 0 {
			c.place = first.place
		}
		basisP, basisD := extract.FromEvent, extract.FromEvent
		s := r.d.Sentences[n]
		for k := sort.SearchInts(places, s.From); k < len(places) && places[k] < s.To; k++ {
			if !told[places[k]] && r.sets(k, places[k], s) && (r.near(places[k], f) || basisP == extract.FromEvent && opens(places[k], s)) {
				if basisP == extract.FromEvent || r.better(k, c.place) {
					c.place, basisP = k, extract.FromSentence
				}
			}
		}
		for k := sort.SearchInts(dates, s.From); k < len(dates) && dates[k] < s.To; k++ {
			if !told[dates[k]] && basisD == extract.FromEvent && r.happens(k, dates[k], s) {
				c.date, basisD = k, extract.FromSentence
			}
		}
		if c.place >= 0 {
			q := &r.d.Places[c.place]
			f.Place, f.PlaceIndex, f.PlaceBasis = r.d.Text[q.Span.From:q.Span.To], c.place, basisP
		}
		if c.date >= 0 {
			f.Date, f.DateBasis = r.d.Dates[c.date].Start, basisD
		}
	}
}

func (r *reader) value(c scene) string {
	if c.date < 0 {
		return ""
	}
	return r.d.Dates[c.date].Start
}

// near reports whether a place goes with the verb of a finding: between it
// and the words, or after both.
func (r *reader) near(token int, f *finding) bool {
	return token > f.cue && token < f.cue+12 || token >= f.to && token < f.to+10 || token < f.cue && f.cue-token < 14
}

// placeTokens are the first tokens of the places, dateTokens of the dates.
func (r *reader) placeTokens() []int {
	out := make([]int, len(r.d.Places))
	for i := range r.d.Places {
		out[i] = r.tokenAt(r.d.Places[i].Span.From)
	}
	return out
}

func (r *reader) dateTokens() []int {
	out := make([]int, len(r.d.Dates))
	for i := range r.d.Dates {
		out[i] = r.tokenAt(r.d.Dates[i].Span.From)
	}
	return out
}

func (r *reader) tokenAt(offset int) int {
	return sort.Search(len(r.t), func(i int) bool { return r.t[i].Span.To > offset })
}

// sets reports whether place p at token i is where something happens: a town or venue
// after "in" or "at", not a place within a title.
func (r *reader) sets(p, i int, s extract.Sentence) bool {
	x := &r.d.Places[p]
	if x.Optional || x.Kind == extract.Country || x.Kind == extract.Region || x.Kind == extract.Departement || r.titleAt[i] > 0 {
		return false
	}
	k := i - 1
	for k >= s.From && (r.t[k].Lower == "the" || r.t[k].Shape != extract.LowerCase && r.t[k].Kind == extract.Word && !r.x.is("locative", r.t[k].Lower) && r.t[k].Lower != "on") {
		k--
	}
	if k < s.From {
		return s.Paragraph == 0 && i == s.From && r.word(r.tokenAt(x.Span.To), s.To) == ":"
	}
	if r.t[k].Lower == "of" && k-2 > s.From && r.at(k-1) < 0 { // "in the centre of Calais"
		k--
		for k > s.From && (r.t[k].Lower == "the" || strings.HasPrefix(r.labels[k].tag, "NN") || r.labels[k].tag == "JJ") {
			k--
		}
	}
	switch r.t[k].Lower {
	case "in", "at", "on", "near", "visited", "visits", "visiting", "to", "aboard", "outside", ",":
		if w := r.t[k].Lower; w == "," {
			return x.Kind == extract.Commune && p > 0 && r.d.Places[p-1].Span.To <= r.t[k].Span.From && r.t[k].Span.From-r.d.Places[p-1].Span.To <= 1
		} else if w == "to" {
			return r.word(k-1, s.To) == "visit" || r.word(k-1, s.To) == "travelled" || r.word(k-1, s.To) == "came" || r.word(k-1, s.To) == "went" || x.Kind == extract.Venue && k > s.From
		}
		return true
	}
	return false
}

// better prefers a commune to a venue, as the place of a statement, and keeps the first of two.
func (r *reader) better(p, q int) bool {
	if q < 0 {
		return true
	}
	return r.d.Places[p].Kind == extract.Commune && r.d.Places[q].Kind != extract.Commune
}

// happens reports whether date d at token i is a day on which something happens.
func (r *reader) happens(d, i int, s extract.Sentence) bool {
	x := &r.d.Dates[d]
	if len(x.Start) != len("2006-01-02") || strings.HasPrefix(x.Start, "--") {
		return false
	}
	if r.d.Published != "" && x.Start > r.d.Published {
		return false // it is announced
	}
	if i > s.From {
		p := r.t[i-1].Lower
		if p == "the" && i-1 > s.From {
			p = r.t[i-2].Lower
		}
		switch p {
		case "since", "until", "by", "before", "after", "from", "between", "till":
			return false
		case "of": // "the ceremony of 6 June", not "the storm of 9 February"
			for k := i - 2; k >= max(s.From, i-4); k-- {
				if r.x.is("meeting", r.t[k].Lower) {
					return true
				}
			}
			return false
		}
	}
	for k := i - 1; k >= s.From && r.t[k].Kind != extract.Punct; k-- {
		if w := r.t[k].Lower; w == "will" || w == "born" || w == "scheduled" || w == "planned" || w == "postponed" {
			return false
		}
	}
	for k := i; k < s.To; k++ {
		if r.t[k].Lower == "will" {
			return false
		}
	}
	return true
}

// tellsEvent reports whether a sentence tells of a meeting, a visit or the like.
func (r *reader) tellsEvent(s extract.Sentence, told []bool) bool {
	for i := s.From; i < s.To; i++ {
		if told[i] {
			continue
		}
		w := r.t[i].Lower
		if w == "will" {
			return false
		}
		if r.x.is("event", w) || r.x.is("meeting", w) {
			return true
		}
		if r.labels[i].tag == "VBD" {
			return true
		}
		if _, to := r.x.verbs.match(r.t, i, s.To, lower); to > i {
			return true
		}
	}
	return false
}

// opens reports whether a token stands in what opens the sentence.
func opens(token int, s extract.Sentence) bool {
	const opening = 6
	return token-s.From <= opening
}

// looksBack reports whether a sentence looks back beyond the event.
func (r *reader) looksBack(s extract.Sentence) bool {
	for i := s.From; i < s.To; i++ {
		if w := r.t[i].Lower; w == "had" || w == "ago" || w == "earlier" || w == "previously" {
			return true
		}
	}
	return false
}

// attended lists the persons who were there and are not among those who speak.
func (r *reader) attended() {
	quiet := make([]bool, len(r.d.People))
	at := make([]int, len(r.d.People))
	for _, f := range r.found {
		if f.Person != extract.None {
			quiet[f.Person] = true
		}
	}
	for p := range r.readers {
		quiet[p] = true
	}
	there := make([]bool, len(r.d.People))
	note := func(n int, s extract.Sentence) {
		e := r.entities[n]
		if e.person == extract.None || quiet[e.person] || there[e.person] {
			return
		}
		m := e.from
		there[e.person] = true
		at[e.person] = m
	}
	for n, s := range r.d.Sentences {
		if s.Paragraph == 0 || r.headline[n] {
			continue
		}
		absent := false
		for i := s.From; i < s.To && !absent; i++ {
			_, to := r.x.lists["absent"].match(r.t, i, s.To, lower)
			absent = to > i
		}
		if absent {
			continue
		}
		for i := s.From; i < s.To; i++ {
			if r.quoted[i] {
				continue
			}
			if r.t[i].Lower == "with" && r.eventBefore(i, s) {
				if _, ok := r.entityFrom(i+1, min(i+5, s.To), s); ok {
					r.listed(i+1, s, note)
				}
				continue
			}
			if phrase, to := r.x.lists["present"].match(r.t, i, s.To, lower); to > i {
				r.listed(to, s, note)
				if phrase == "was represented by" || phrase == "were represented by" {
					if k := r.at(i - 1); k >= 0 && r.entities[k].person != extract.None {
						quiet[r.entities[k].person] = true
					}
				}
				i = to - 1
				continue
			}
			if _, to := r.x.lists["was"].match(r.t, i, s.To, lower); to > i {
				for k := i - 1; k >= s.From; k-- {
					if e := r.at(k); e >= 0 {
						if !r.aside(e, s) || r.t[r.start(e, s)-1].Lower == "and" {
							note(e, s)
						}
						k = r.entities[e].from
					} else if r.t[k].Lower == ";" || isQuote(r.t[k].Lower) {
						break
					}
				}
				i = to - 1
			}
		}
	}
	var event *extract.Statement // where the others speak
	for i := range r.found {
		if o := r.found[i].Statement; o.PlaceBasis == extract.FromEvent {
			event = &o
			break
		}
	}
	for p := range there {
		if !there[p] || quiet[p] {
			continue
		}
		m := r.mentionIn(p, at[p])
		r.addStatement(speaker{r.d.People[p].Name, p, r.titleOf[p]}, extract.Attended, 0, 0, m.from, m.to, m.from, "presence")
		if event != nil {
			f := &r.found[len(r.found)-1]
			f.Place, f.PlaceIndex, f.PlaceBasis = event.Place, event.PlaceIndex, event.PlaceBasis
			f.Date, f.DateBasis = event.Date, event.DateBasis
		}
	}
}

// eventBefore reports whether the sentence tells before token i of a visit or a meeting.
func (r *reader) eventBefore(i int, s extract.Sentence) bool {
	for k := s.From; k < i; k++ {
		if r.x.is("event", r.t[k].Lower) {
			return true
		}
		if r.t[k].Lower == "will" {
			return false
		}
	}
	return false
}

// mentionIn is the mention of a person nearest to token i.
func (r *reader) mentionIn(person, i int) mention {
	const reach = 40 // mentions around
	at := sort.Search(len(r.mentions), func(k int) bool { return r.mentions[k].from >= i })
	best, least := mention{from: i, to: i + 1}, 1<<30
	for k := max(0, at-reach); k < min(len(r.mentions), at+reach); k++ {
		if m := r.mentions[k]; m.person == person {
			if d := max(m.from-i, i-m.from); d < least {
				best, least = m, d
			}
		}
	}
	return best
}

// listed notes the persons of a list that begins at token i: names and titles, commas and "and".
func (r *reader) listed(i int, s extract.Sentence, note func(int, extract.Sentence)) {
	k := i
	for k < s.To {
		if n := r.at(k); n >= 0 {
			note(n, s)
			k = r.entities[n].to
			continue
		}
		w := r.t[k].Lower
		switch {
		case w == "," || w == "and" || w == "&" || w == ":" || w == "(" || w == ")" || r.x.is("determiner", w) || r.x.is("civility", w) || w == "by" || w == "with" || w == "well" || w == "as" || w == "of" || w == "from" || w == "for" || w == "at":
			k++
		case r.capital(k) || strings.HasPrefix(r.labels[k].tag, "NN") || r.labels[k].tag == "JJ":
			k++
		default:
			if v, to := r.x.verbs.match(r.t, k, s.To, lower); to > k && !v.base {
				return
			}
			if r.finite(k) {
				return
			}
			k++
		}
	}
}
