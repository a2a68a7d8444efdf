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
	dated int   // sentence that set the day
	later place // the first of the section, in the lead or not
	house place // the building, where no town is known
	vague bool  // the place is only where people did something
}

// place is a place as the text writes it: a mention, the commune in the name of
// a venue, or a préfecture that is no mention.
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
	told, quoted := v.told(found)
	d := &director{v: v, told: told}
	d.index()
	scenes := d.scenes()
	sort.SliceStable(found, func(i, j int) bool { return found[i].cue < found[j].cue })
	within := v.speeches(found)
	spoken := map[voice]bool{} // who gave a speech before, which may be told in the present
	last := -1                 // the last finding of the paragraph with a place of its own
	for i := range found {
		f := &found[i]
		who := v.voice(f.speaker)
		before := spoken[who]
		spoken[who] = before || f.kind == extract.Speech
		if g := within[f.from]; g > 0 && f.isWithin(found[g-1]) && who != v.voice(found[g-1].speaker) {
			d.quoted(f, quoted)
			continue
		}
		n := int(v.sentAt[f.cue])
		sc := scenes[n]
		f.place, f.date, f.placeBasis, f.datBasis = sc.place, sc.date, extract.FromEvent, sc.basis
		if sc.place == sc.desk.place && sc.basis == extract.FromPage {
			f.placeBasis = extract.FromPage
		}
		if (sc.ahead || sc.desk.date >= 0) && v.isPresent(f) && !before {
			// Else "Le préfet a lu le message du ministre. Il y souligne que".
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

// told marks the tokens of words of others, which set no scene, and of those
// that a speech or an answer quotes.
func (v *view) told(found []finding) (told, quoted []bool) {
	told, quoted = make([]bool, len(v.tok)), make([]bool, len(v.tok))
	for _, f := range found {
		from, to := f.words()
		for i := from; i < to; i++ {
			// An incise is not told: « …, a-t-il dit à Lens. … »
			is := f.kind != extract.Direct || f.rule == "answer" || f.rule == "dialogue" || v.inQuote(i)
			told[i], quoted[i] = is, quoted[i] || is && !f.isLong()
		}
	}
	return told, quoted
}

// speeches gives for each token 1 + the index of the speech in full or answer
// that it is one of the words of, or 0.
func (v *view) speeches(found []finding) []int32 {
	in := make([]int32, len(v.tok))
	for k := range found {
		if !found[k].isLong() {
			continue
		}
		from, to := found[k].words()
		for i := from; i < to; i++ {
			if in[i] == 0 {
				in[i] = int32(k + 1)
			}
		}
	}
	return in
}

// words are the tokens of what was said, in full if the text gives it.
func (f *finding) words() (from, to int) {
	if f.kind == extract.Direct || f.kind == extract.Indirect {
		return f.from, f.to
	}
	return f.body[0], f.body[1]
}

// isLong reports whether a finding is a speech in full or an answer, which tell
// and quote as a text does.
func (f *finding) isLong() bool { return f.body[1] > f.body[0] || f.rule == "answer" }

// voice is a speaker as one may be compared: a person of the document, or
// somebody by what he is called.
type voice struct {
	person int
	name   string // of who is no person
}

func (v *view) voice(s speaker) voice {
	if s.person != extract.None {
		return voice{person: s.person}
	}
	name, _ := v.name(s, extract.Indirect)
	return voice{extract.None, name}
}

// isWithin reports whether a finding lies in the words of a speech or an answer.
func (f *finding) isWithin(speech finding) bool {
	from, to := speech.words()
	return speech.isLong() && f.cue > from && f.from >= from && f.to <= to
}

// quoted gives what a speech or an answer quotes the place and day that its
// sentence names; it was not said where the speech was.
func (d *director) quoted(f *finding, words []bool) {
	n := int(d.v.sentAt[f.cue])
	told := d.told
	d.told = words
	defer func() { d.told = told }()
	f.place, f.date = nowhere, -1
	if p, ok := d.inSentence(n, f); ok {
		f.place, f.placeBasis = p, extract.FromSentence
	}
	if t := d.dateIn(n, f); t >= 0 {
		f.date, f.datBasis, f.day = t, extract.FromSentence, d.v.d.Dates[t].Start
	}
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

// emptyScene is the scene before anything is told.
func emptyScene() scene {
	return scene{place: nowhere, date: -1, later: nowhere, house: nowhere, desk: desk{nowhere, -1}}
}

// scenes is the scene at each sentence. What is said before the first scene is
// set belongs to that scene.
func (d *director) scenes() []scene {
	const leadParagraphs = 4
	v := d.v
	out := make([]scene, len(v.sents))
	empty := emptyScene()
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
			if local < 0 && d.departs(n, before, cur) {
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

// departs reports whether sentence n leaves a scene only to look back: it told
// what had been said, or something that happened before in another place or on
// another day. What came before the first place was no event.
func (d *director) departs(n int, before, cur scene) bool {
	s := &d.v.sents[n]
	place, date := before.place != cur.place, before.date != cur.date
	switch {
	case !place && !date, before.place == nowhere && place && before != emptyScene():
		return false
	case d.looksBack(s, true):
		return true
	}
	return (before.place != nowhere && place || before.date >= 0 && date) && (d.looksBack(s, false) || d.isOld(n, before))
}

// follow makes the scene that a section began with of the one that it is at in
// sentence n:
// the first place and day, replaced by surer ones in the lead.
func (led *scene) follow(cur scene, inLead bool, n int) {
	led.met, led.press = led.met || inLead && cur.met, led.press || cur.press
	if inLead && (led.place == nowhere || led.vague && !cur.vague) {
		led.place, led.vague, led.since = cur.place, cur.vague, n
	}
	if led.house == nowhere {
		led.house = cur.house
	}
	if led.later == nowhere {
		led.later = cur.place
	}
	if led.date < 0 || inLead && (led.weak && !cur.weak || led.basis == extract.FromPage && cur.basis == extract.FromEvent) {
		if led.date != cur.date {
			led.dated = n
		}
		led.date, led.basis, led.weak = cur.date, cur.basis, cur.weak
	}
}

// looksBack reports whether a sentence is told as what had happened before; if
// nothing has been told yet, only what had been said counts.
func (d *director) looksBack(s *extract.Sentence, first bool) bool {
	for i := s.From; i < s.To; i++ {
		if !d.told[i] && d.v.isPluperfect(i) && d.v.phrase(presentPhrase, i, s.To) == 0 && (!first || d.v.cueAt[i] != 0 && d.reports(s)) {
			return true
		}
	}
	return false
}

// isPluperfect reports whether the auxiliary of a pluperfect is at token i:
// "avait visité", "s'étaient retrouvés", "était venue".
func (v *view) isPluperfect(i int) bool {
	switch v.lower(i) {
	case "avait", "avaient":
		return true
	case "était", "étaient":
		if v.lower(i-1) == "s'" {
			return true
		}
		j, _ := v.skipAdverbs(i+1, v.sentence(i).To)
		return v.phrase(camePhrase, j, v.sentence(i).To) > 0
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
	if v.looksAhead(s) || d.announces(n) || d.isFromElsewhere(s) {
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
		apart = apart || v.phrase(distancePhrase, i, s.To) > 0
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
	if rank == 0 && cur.date >= 0 && cur.basis == extract.FromEvent && !cur.weak && len(anchors) == 0 && !d.hasPeople(s, true) && !v.isHeadline(s) && !d.isDayAndPlace(n) {
		t = -1 // "Le 3 mars, le niveau a baissé"
	}
	fresh := t >= 0 && (cur.date < 0 || v.d.Dates[t].Start != v.d.Dates[cur.date].Start)
	eventful := len(after) > 0 || d.hasPeople(s, false) || d.isOccasion(s)
	p, elsewhere := d.setPlace(s, n, d.settling(anchors, *cur), eventful, visits, false, *cur, lead)
	vague := elsewhere && p.isVenue(d)
	if !elsewhere && lead && cur.place == nowhere {
		p, elsewhere = d.setPlace(s, n, d.settling(anchors, scene{place: nowhere, vague: true}), eventful, true, true, *cur, lead)
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
	case apart && !back && (cur.place == nowhere && (lead || len(after) > 0) || fresh && len(after) > 0):
		cur.place, cur.vague, cur.apart = nowhere, false, true
	case rank == 0 && fresh && cur.date == t && led.place != nowhere:
		cur.place, cur.vague, cur.apart = led.place, led.vague, false
	}
	if lead && len(anchors) > 0 && cur.house == nowhere {
		cur.house = d.house(n)
	}
	cur.met = cur.met || len(anchors) > 0 && (t >= 0 || elsewhere || lead && len(after) > 0 && (d.namesSomeone(s) || d.isOccasion(s)))
}

// isFromElsewhere reports whether a sentence begins with where only its speaker
// was: "Depuis Macapá, le gouverneur".
func (d *director) isFromElsewhere(s *extract.Sentence) bool {
	const near = 3 // tokens
	for i := s.From + 1; d.v.lower(s.From) == "depuis" && i < s.To && i <= s.From+near; i++ {
		if d.inPlaceOrDate(i) {
			return !d.inDate(i)
		}
	}
	return false
}

// announces reports whether sentence n names a day to come and tells of nothing
// that happened: "une visite par mois, la première à Laon mercredi 7 février".
func (d *director) announces(n int) bool {
	s, ahead := &d.v.sents[n], false
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		ahead = ahead || !d.told[d.dateAt[t]] && d.isDay(t) && days(d.v.d.Dates[t].Start) > days(d.now) && d.now != ""
	}
	for i := s.From; ahead && i < s.To; i++ {
		if d.v.isPast(i) && !d.told[i] {
			return false
		}
	}
	return ahead
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
