package statements

import (
	"sort"
	"strings"

	"estrade/extract"
)

// scene is where and when the text is at some point.
type scene struct {
	place place
	date  int // index into Dates, or -1
	basis extract.Basis
	weak  bool // the date is only named, not set
	loose bool // the date goes with what people did, not with an event
	met   bool // something happened there, people met
	press bool // the press was told
	apart bool // people met over a distance: nowhere
	ahead bool // the place is of something that the text tells only later
	desk  desk // where and when the text was written

	since int   // sentence that set the place
	later place // the first of the section, in the lead or not
	vague bool  // the place is only where people did something
}

// desk is the place and day of a dateline.
type desk struct {
	place place
	date  int // index into Dates, or -1
}

// place is a place as the text writes it: a mention, or the commune in the
// name of a venue.
type place struct {
	index int // into Places, or None
	text  string
}

// isVenue reports whether the place is a building in no known commune.
func (p place) isVenue(d *director) bool {
	q := &d.v.d.Places[p.index]
	return q.Kind == extract.Venue && q.Text == p.text
}

var nowhere = place{index: extract.None}

// settle gives each finding its place and date: said in the sentence, else of
// the scene that the text is at.
func (v *view) settle(found []finding) {
	if len(found) == 0 {
		return
	}
	told := make([]bool, len(v.tok)) // words of others: they set no scene
	for _, f := range found {
		if f.kind == extract.Direct || f.kind == extract.Indirect || f.rule == "address" {
			for i := f.from; i < f.to; i++ {
				// An incise is not told: « …, a-t-il dit à Lens. … »
				told[i] = f.kind != extract.Direct || f.rule == "answer" || f.rule == "dialogue" || v.inQuote(i)
			}
		}
	}
	d := &director{v: v, told: told}
	d.index()
	scenes := d.scenes()
	sort.SliceStable(found, func(i, j int) bool { return found[i].cue < found[j].cue })
	last := -1 // the last finding of the paragraph with a place of its own
	for i := range found {
		f := &found[i]
		n := int(v.sentAt[f.cue])
		sc := scenes[n]
		f.place, f.date, f.placeBasis, f.datBasis = sc.place, sc.date, extract.FromEvent, sc.basis
		if sc.place == sc.desk.place && sc.basis == extract.FromPage {
			f.placeBasis = extract.FromPage
		}
		if sc.ahead && v.isPresent(f) {
			f.place, f.date, f.placeBasis, f.datBasis = sc.desk.place, sc.desk.date, extract.FromPage, extract.FromPage
		}
		if p, ok := d.inSentence(n, f); ok {
			f.place, f.placeBasis = p, extract.FromSentence
		}
		if t := d.dateIn(n, f); t >= 0 {
			f.date, f.datBasis = t, extract.FromSentence
		}
		switch s := &v.sents[n]; {
		case f.placeBasis == extract.FromSentence && f.place != nowhere && !d.looksBack(s, false):
			last = i
		case last >= 0 && f.place == scenes[n].place && v.sentence(found[last].cue).Paragraph == s.Paragraph && scenes[v.sentAt[found[last].cue]].place == f.place:
			f.place = found[last].place // it goes on there
		}
		d.afar(f, found[:i])
		if f.rule == "address" || f.rule == "answer" {
			d.atDesk(f, scenes)
		}
		if f.date >= 0 {
			f.day = v.d.Dates[f.date].Start
		}
	}
}

// afar corrects the place and day of what was not said where the event was: in
// writing, on the air, over a distance. What the same person goes on to say in
// the paragraph was not either.
func (d *director) afar(f *finding, before []finding) {
	v := d.v
	n := int(v.sentAt[f.cue])
	s := &v.sents[n]
	written := false
	for i := s.From; i < s.To && v.may(s, remotePhrase|writtenPhrase); i++ {
		if d.told[i] || v.inQuote(i) || f.kind == extract.Attended {
			continue
		}
		k := v.phrase(remotePhrase, i, s.To)
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
	if !written {
		return
	}
	f.remote = true
	if f.datBasis != extract.FromSentence {
		f.date = -1
		for _, t := range d.in(n, d.dateAt, d.datesB) {
			if k := d.dateAt[t]; !d.told[k] && !v.inQuote(k) && d.isDay(t) && d.inTime(t) {
				f.date, f.datBasis = t, extract.FromSentence
			}
		}
	}
}

// dayAt is the day that sentence n names right after token i, or -1.
func (d *director) dayAt(i, n int) int {
	const near = 2 // tokens
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		if k := d.dateAt[t]; k >= i && k <= i+near && d.isDay(t) && d.inTime(t) {
			return t
		}
	}
	return -1
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
	if n := int(d.v.sentAt[f.from]); f.rule == "address" {
		for k := n - 1; k > 0 && k > n-8; k-- {
			if d.v.namesSpeaker(&d.v.sents[k], f.speaker) && scenes[k].date >= 0 && scenes[k].basis == extract.FromEvent {
				f.place, f.date, f.datBasis, f.placeBasis = scenes[k].place, scenes[k].date, extract.FromEvent, extract.FromEvent
				return
			}
		}
	}
	first := int(d.v.sentAt[f.from])
	for _, line := range [...]func(int) bool{
		func(n int) bool { return d.dateline(n) >= 0 },
		func(n int) bool { return n < first && d.tellsOccasion(n, f.rule == "answer") },
	} {
		for n := 1; n < len(d.v.sents) && d.v.sents[n].Paragraph <= headParagraphs; n++ {
			if !line(n) {
				continue
			}
			if f.date = d.firstDay(n); f.date >= 0 {
				f.place, f.datBasis, f.placeBasis = d.firstPlace(n), extract.FromPage, extract.FromPage
				return
			}
		}
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

// firstDay is the first day of sentence n near enough to be that of the
// release, or -1.
func (d *director) firstDay(n int) int {
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		if d.isDay(t) && d.inTime(t) {
			return t
		}
	}
	return -1
}

// isPresent reports whether a finding is told in the present: "le préfet
// condamne".
func (v *view) isPresent(f *finding) bool {
	if v.cueAt[f.cue] == 0 {
		return false
	}
	c := &v.cues[v.cueAt[f.cue]-1]
	return c.kind == verbCue && c.form == present
}

// director follows the scenes of a text.
type director struct {
	v        *view
	told     []bool
	placesB  []int32         // first place of each sentence, index into Places
	datesB   []int32         // first date of each sentence
	placeAt  []int           // token of each place, or -1
	dateAt   []int           // token of each date, or -1
	communes map[string]bool // names of the communes of the text
	town     string          // the commune that the title names, if it names one alone
	now      string          // the day from which the text looks at what it tells
	stops    map[string]int  // the day at each place of an itinerary, index into Dates
	press    place           // where the press was told

	anchored []anchor // room for anchors
	after    []int    // room for settling
	dating   []int    // room for update
}

func (d *director) index() {
	v := d.v
	d.now = d.present()
	d.communes = map[string]bool{}
	title, towns := len(extract.FirstLine(v.d.Text)), map[string]bool{}
	for i := range v.d.Places {
		if v.d.Places[i].Kind == extract.Commune {
			d.communes[v.d.Places[i].Text] = true
			if p := &v.d.Places[i]; p.Span.To <= title {
				d.town = p.Text
				towns[strings.ToLower(p.Text)] = true
			}
		}
	}
	if len(towns) > 1 {
		d.town = ""
	}
	n := len(v.sents)
	d.placesB, d.datesB = make([]int32, n+1), make([]int32, n+1)
	d.placeAt, d.dateAt = make([]int, len(v.d.Places)), make([]int, len(v.d.Dates))
	count := func(spans int, at []int, begin []int32, span func(int) extract.Span) {
		for i := range spans {
			at[i] = -1
			if from, _, ok := v.tokens(span(i)); ok {
				at[i] = from
				begin[v.sentAt[from]+1]++
			}
		}
		for i := range n {
			begin[i+1] += begin[i]
		}
	}
	count(len(v.d.Places), d.placeAt, d.placesB, func(i int) extract.Span { return v.d.Places[i].Span })
	count(len(v.d.Dates), d.dateAt, d.datesB, func(i int) extract.Span { return v.d.Dates[i].Span })
	d.stops = d.itinerary()
	d.press = d.pressPlace()
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

// itinerary is the day at each place where a sentence tells of several: "samedi
// 9, à Petit-Bourg, puis lundi 11, à Saint-Louis".
func (d *director) itinerary() map[string]int {
	v := d.v
	var all map[string]int
	for n := range v.sents {
		found, days := map[string]int{}, map[string]bool{}
		for _, t := range d.in(n, d.dateAt, d.datesB) {
			if !d.isDay(t) || !d.inTime(t) || d.told[d.dateAt[t]] {
				continue
			}
			_, to, _ := v.tokens(v.d.Dates[t].Span)
			for _, i := range d.in(n, d.placeAt, d.placesB) {
				prep := d.locative(d.placeAt[i], v.sents[n].From)
				if prep < to || prep > to+1 || prep == to+1 && v.lower(to) != "," {
					continue
				}
				if text, rank := d.venue(i); rank <= 2 {
					found[text], days[v.d.Dates[t].Start] = t, true
				}
			}
		}
		if len(found) > 1 && len(days) > 1 {
			all = found
		}
	}
	return all
}

// scenes is the scene at each sentence. What is said before the first scene is
// set belongs to that scene.
func (d *director) scenes() []scene {
	const leadParagraphs = 4
	v := d.v
	out := make([]scene, len(v.sents))
	empty := scene{place: nowhere, date: -1, later: nowhere, desk: desk{nowhere, -1}}
	cur, saved, led := empty, empty, empty // now; before a look back; first of the section
	local := -1                            // paragraph of a look back, or -1
	began, lead := 0, 0                    // first sentence and paragraph of the section
	title, sections := d.headline(0), d.hasSections()
	line := desk{nowhere, -1} // the dateline
	if sections {
		title = headline{}
	} else if title.date >= 0 {
		cur.date, cur.basis, cur.weak = title.date, extract.FromEvent, true
	}
	fill := func(to int) {
		rest := background{led: led, desk: line, title: title}
		rest.fill(d, out[began:to], began)
	}
	for n := range v.sents {
		s := &v.sents[n]
		if s.Paragraph == 0 || v.repeatsTitle(s) {
			out[n] = cur
			continue
		}
		if local >= 0 && (s.Paragraph != local || !d.looksBack(s, false)) {
			cur, local = saved, -1
		}
		if sections && d.isItem(n) {
			fill(n)
			began, cur, led, lead, title = n, empty, empty, s.Paragraph, d.headline(n)
			d.town = ""
			if title.sure {
				d.town = title.place.text
			}
		}
		inLead := s.Paragraph-lead <= leadParagraphs
		if date := d.dateline(n); date >= 0 {
			if cur.date < 0 {
				cur.date, cur.basis = date, extract.FromPage
			}
			if line.date < 0 {
				line = desk{d.firstPlace(n), date}
			}
		} else {
			before := cur
			d.update(n, &cur, led, inLead)
			fresh := before.place == nowhere && before != empty && cur.place != nowhere // what came before was no event
			if (before.place != cur.place || before.date != cur.date) && local < 0 && !fresh && (d.looksBack(s, before == empty) || d.isOld(n, before)) {
				saved, local = before, s.Paragraph
			}
		}
		if local < 0 {
			led.follow(cur, inLead, n)
		}
		out[n] = cur
	}
	fill(len(out))
	return out
}

// follow makes the scene that a section began with of the one that it is at in
// sentence n:
// the first place and day, replaced by surer ones in the lead.
func (led *scene) follow(cur scene, inLead bool, n int) {
	led.met, led.press = led.met || inLead && cur.met, led.press || cur.press
	if inLead && (led.place == nowhere || led.vague && !cur.vague) {
		led.place, led.vague, led.since = cur.place, cur.vague, n
	}
	if led.later == nowhere {
		led.later = cur.place
	}
	if led.date < 0 || inLead && (led.weak && !cur.weak || led.basis == extract.FromPage && cur.basis == extract.FromEvent) {
		led.date, led.basis, led.weak = cur.date, cur.basis, cur.weak
	}
}

// looksBack reports whether a sentence is told as what had happened before; if
// nothing has been told yet, only what had been said counts.
func (d *director) looksBack(s *extract.Sentence, first bool) bool {
	for i := s.From; i < s.To; i++ {
		if w := d.v.lower(i); (w == "avait" || w == "avaient") && !d.told[i] && d.v.phrase(presentPhrase, i, s.To) == 0 && (!first || d.v.cueAt[i] != 0 && d.reports(s)) {
			return true
		}
	}
	return false
}

// update moves the scene on by what sentence n says. In the lead any day that
// nothing speaks against sets it; later only what begins a sentence or goes
// with a verb of moving does.
//
// What follows on another day without a place of its own is where the section
// began, led.
func (d *director) update(n int, cur *scene, led scene, lead bool) {
	v := d.v
	s := &v.sents[n]
	if v.looksAhead(s) {
		return
	}
	back := d.looksBack(s, true) // what had been said is told with its own day and place
	moves, visits, told, apart := false, false, true, false
	for i := s.From; i < s.To; i++ {
		if v.inQuote(i) || d.told[i] {
			continue
		}
		told = false
		if !back && v.phrase(asidePhrase, i, s.To) > 0 || v.phrase(absentPhrase, i, s.To) > 0 {
			return
		}
		cur.press = cur.press || v.phrase(pressPhrase, i, s.To) > 0
		apart = apart || v.phrase(remotePhrase, i, s.To) > 0
		moves = moves || v.phrase(movePhrase, i, s.To) > 0
		visits = visits || v.phrase(visitPhrase, i, s.To) > 0
	}
	if told || !d.looksBack(s, false) && d.opensLongAgo(s, n, *cur) {
		return
	}
	anchors := d.anchors(s)
	after := d.dating[:0] // tokens after what sets the day
	for _, a := range anchors {
		if a.kind != acts {
			after = append(after, a.after)
		}
	}
	d.dating = after
	t, rank := d.setDate(s, n, anchors)
	if len(after) == 0 && !back && d.isDecision(s) {
		return // "a pris ce jour un arrêté": nobody met
	}
	if rank == 0 && cur.date >= 0 && cur.basis == extract.FromEvent && !cur.weak && len(anchors) == 0 && !d.hasPeople(s, true) && !v.isHeadline(s) && !d.isDayAndPlace(n) {
		t = -1 // "Le 3 mars, le niveau a baissé"
	}
	eventful := len(after) > 0 && (cur.place == nowhere || v.lower(s.From) == "c'" || d.hasPeople(s, true)) || d.hasPeople(s, false) || d.isOccasion(s)
	fresh := t >= 0 && (cur.date < 0 || v.d.Dates[t].Start != v.d.Dates[cur.date].Start)
	p, elsewhere := d.setPlace(s, n, d.settling(s, anchors, *cur), eventful, visits, false, *cur, lead)
	vague := elsewhere && p.isVenue(d)
	if !elsewhere && lead && cur.place == nowhere {
		p, elsewhere = d.setPlace(s, n, d.settling(s, anchors, scene{place: nowhere, vague: true}), eventful, true, true, *cur, lead)
		if h, ok := d.host(s, n); ok && !elsewhere {
			p, elsewhere = h, true
		}
		if !elsewhere && t >= 0 && cur.date < 0 {
			p, elsewhere = d.anyPlace(n)
		}
		vague = elsewhere
	}
	elsewhere = elsewhere && (p.text != cur.place.text || cur.vague)
	if t >= 0 {
		switch {
		case cur.date < 0 && (rank < 2 || lead), cur.weak && rank < 2 && lead, cur.loose && elsewhere && lead, cur.basis == extract.FromPage && (rank < 2 || lead && d.isYesterday(t, cur.date)), rank == 0, rank == 1 && (moves || elsewhere), back:
			cur.date, cur.basis, cur.weak = t, extract.FromEvent, rank == 2 && len(anchors) == 0
			cur.loose = rank == 2 && len(after) == 0
		}
	}
	if !elsewhere && cur.place != nowhere {
		p, elsewhere = d.again(s, n)
	}
	if !elsewhere && cur.place != nowhere && d.press != nowhere && v.isHeadline(s) && d.tellsPress(n) >= 0 {
		p, elsewhere = d.press, true // "Point presse à 17 heures", announced before
	}
	if !elsewhere && (v.phrase(therePhrase, s.From, s.To) > 0 || cur.place == nowhere && d.onTheSpot(s)) {
		p, elsewhere = d.before(n)
	}
	switch {
	case elsewhere:
		cur.place, cur.vague, cur.apart = p, vague, false
		if stop, ok := d.stops[p.text]; ok && t < 0 {
			cur.date, cur.basis, cur.weak = stop, extract.FromEvent, false
		}
	case apart && len(after) > 0 && !back && (cur.place == nowhere || fresh):
		cur.place, cur.vague, cur.apart = nowhere, false, true
	case rank == 0 && fresh && cur.date == t && led.place != nowhere:
		cur.place, cur.vague, cur.apart = led.place, led.vague, false
	}
	cur.met = cur.met || len(anchors) > 0 && (t >= 0 || elsewhere || lead && len(after) > 0 && (d.namesSomeone(s) || d.isOccasion(s)))
}

// setDate is the day on which a sentence is set, or -1, and how surely: 0 at
// its beginning, 1 after a verb of an event, 2 elsewhere.
//
// An event told outdoes one that only describes a noun: "à la suite du plan
// présenté le 3 mars, le préfet a réuni les maires mardi 10 mars".
func (d *director) setDate(s *extract.Sentence, n int, anchors []anchor) (date, rank int) {
	const near = 16 // tokens after the verb
	date, rank = -1, 3
	opens, beside := d.opensWithParticiple(s), false
	first := -1 // where the first event ends
	for _, a := range anchors {
		if a.kind != acts && first < 0 {
			first = a.after
		}
	}
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		k := d.dateAt[t]
		if d.told[k] || d.v.inQuote(k) || !d.isDay(t) || d.unsettling(k, s.From) || !d.inTime(t) {
			continue
		}
		r, modified := 2, false
		switch {
		case d.isFronted(k, s):
			r = 0
		case k < opens && (first != s.From+1 || d.v.phrase(movePhrase, s.From, s.To) > 0):
		default:
			for _, a := range anchors {
				if at := a.after; a.kind != acts && k >= at && k-at <= near && (at > opens || at == s.From+1) {
					r, modified = 1, a.kind == modifies
				}
			}
		}
		if r < rank || r == 2 && rank == 2 && d.dateAt[date] < opens || r == 1 && rank == 1 && beside && !modified {
			date, rank, beside = t, r, modified
		}
	}
	return date, rank
}

// opensWithParticiple returns the comma that ends a participle clause at the
// beginning of a sentence, or 0: "Arrivé à Vannes il y a neuf jours, le préfet".
func (d *director) opensWithParticiple(s *extract.Sentence) int {
	v := d.v
	if v.tok[s.From].Kind != extract.Word || !isParticiple(v.tok[s.From].Lower) || v.refAt[s.From] != 0 || v.is(s.From, month) {
		return 0
	}
	for i := s.From; i < s.To; i++ {
		if v.lower(i) == "," {
			return i
		}
	}
	return 0
}

func isParticiple(w string) bool {
	for _, e := range [...]string{"é", "ée", "és", "ées", "ie", "ies", "is", "i", "ue", "ues", "us", "u", "ert", "erte"} {
		if len(w) > len(e)+2 && strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// isDay reports whether a date is one day.
func (d *director) isDay(t int) bool {
	date := &d.v.d.Dates[t]
	return len(date.Start) == len("2006-01-02") && (date.End == "" || date.End == date.Start)
}

// reports reports whether a sentence holds words of others.
func (d *director) reports(s *extract.Sentence) bool {
	for i := s.From; i < s.To; i++ {
		if d.told[i] {
			return true
		}
	}
	return false
}

// isYesterday reports whether a date is counted from another and is the day of
// that of the page, or the day before.
func (d *director) isYesterday(t, page int) bool {
	date := &d.v.d.Dates[t]
	n := days(d.v.d.Dates[page].Start) - days(date.Start)
	return date.Basis == extract.Relative && 0 <= n && n <= 1
}

// inTime reports whether the day is near enough before the page to be that of
// what it reports.
func (d *director) inTime(t int) bool {
	n := days(d.now) - days(d.v.d.Dates[t].Start)
	return 0 <= n && n < recent
}

// recent is how many days may pass before a release tells of something.
const recent = 400

// present is the day of the page. Where its date is that of a late update, or
// it has none, the last day that the text names stands for it.
func (d *director) present() string {
	published, last := d.v.d.Published, ""
	for i := range d.v.d.Dates {
		if s := d.v.d.Dates[i].Start; len(s) == len("2006-01-02") && s > last && (published == "" || s <= published) {
			last = s
		}
	}
	if last != "" && (published == "" || days(published)-days(last) >= recent) {
		return last
	}
	return published
}

// days counts days roughly, good for comparing.
func days(date string) int {
	if len(date) != len("2006-01-02") {
		return 0
	}
	n := func(s string) int {
		v := 0
		for _, c := range []byte(s) {
			v = v*10 + int(c-'0')
		}
		return v
	}
	return n(date[:4])*365 + n(date[5:7])*30 + n(date[8:])
}

// unsettling reports whether the words before the date at token k show that
// nothing is said on that day: "depuis le", "arrêté du", "avant le".
func (d *director) unsettling(k, first int) bool {
	v := d.v
	p := k - 1
	if w := v.lower(p); w == "au" && v.lower(p-1) != "jusqu'" || w == "aux" {
		return true // "Au 23 avril, 143 patients": how things stood
	}
	if v.lower(p) == "du" {
		for n := p - 1; n >= first && n > p-6; n-- {
			if v.phrase(actPhrase, n, p) > 0 {
				return true
			}
		}
		named := func(i int) bool {
			return v.phrase(eventPhrase, i, p) > 0 || v.is(i, speechNoun) || v.phrase(meetingPhrase, i, p) > 0 || v.phrase(occasionPhrase, i, p) > 0
		}
		return p > first && !named(p-1) && !(p-1 > first && named(p-2))
	}
	for n := p; n >= first && n > p-4; n-- {
		if v.phrase(notthenPhrase, n, k) > 0 {
			return true
		}
	}
	return false
}

// dateIn is the day, or a longer time, that the sentence of a finding gives
// outside of the words, at its beginning or by the verb; or -1.
func (d *director) dateIn(n int, f *finding) int {
	const near = 5 // tokens from the verb
	s := &d.v.sents[n]
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		k := d.dateAt[t]
		if k >= f.from && k < f.to || d.told[k] || d.v.inQuote(k) || d.unsettling(k, s.From) {
			continue
		}
		if !d.isFronted(k, s) && (k < f.cue || k > f.cue+near) {
			continue
		}
		if d.isDay(t) && d.inTime(t) || d.v.lower(k-1) == "en" && k > f.cue || d.isFronted(k, s) && d.looksBack(s, false) {
			return t
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
