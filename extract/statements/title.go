package statements

import "estrade/extract"

// headline is the commune and the day that the title names.
type headline struct {
	place place
	date  int   // or -1
	told  bool  // the title tells of an occasion, and the place is of it
	sure  bool  // the place is no part of an office
	house place // the building that it names
}

// headline reads the title, or the heading that is sentence n.
func (d *director) headline(n int) headline {
	v := d.v
	out := headline{place: nowhere, date: -1}
	s := &v.sents[n]
	out.house = d.house(n)
	hazard := false // "Incendie de Romeyer"
	for i := s.From; i < s.To; i++ {
		out.told = out.told || v.phrase(eventPhrase, i, s.To) > 0 || v.phrase(occasionPhrase, i, s.To) > 0
		hazard = hazard || v.phrase(actPhrase, i, s.To) > 0
	}
	const inOffice, named, led = 1, 2, 3 // how sure a place is
	best := 0
	for _, i := range d.in(n, d.placeAt, d.placesB) {
		p := &v.d.Places[i]
		k := d.placeAt[i]
		r := v.ref(k)
		if p.Kind != extract.Commune {
			continue
		}
		rank := named
		switch {
		case p.Optional, r != nil && r.kind == byTitle, v.is(k-2, human) && d.locative(k, s.From) < 0:
			rank = inOffice // "sous-préfète de Redon"
		case d.locative(k, s.From) >= 0:
			rank = led
		}
		if rank > best {
			best, out.place = rank, place{i, p.Text}
		}
	}
	if hazard && !out.told && best < led {
		out.place = nowhere
	}
	out.sure = best > inOffice
	for _, t := range d.in(n, d.dateAt, d.datesB) {
		if d.isDay(t) && d.inTime(t) {
			out.date = t
			break
		}
	}
	return out
}

// shortlyBefore reports whether day t is that of the dateline or within the
// days before: who writes from there was there.
func (d *director) shortlyBefore(t, desk int) bool {
	const most = 3 // days
	n := days(d.v.d.Dates[desk].Start) - days(d.v.d.Dates[t].Start)
	return 0 <= n && n <= most
}

// background is what a section says of its place and day outside of the
// sentence: how it began, the dateline, the title.
type background struct {
	led   scene
	desk  desk
	title headline // the zero value for none
}

// fill gives the sentences of a section, the first of which is given, what they
// do not set.
func (b *background) fill(d *director, out []scene, first int) {
	titled := b.title != headline{}
	for i := range out {
		o := &out[i]
		fresh := o.place == nowhere && first+i < b.led.since
		o.desk = b.desk
		if o.date < 0 {
			o.date, o.basis = b.led.date, b.led.basis
			o.ahead = o.date >= 0 && first+i < b.led.dated
		}
		if o.date < 0 && titled {
			o.date, o.basis = b.title.date, extract.FromEvent
		}
		if o.apart || o.place != nowhere && !o.vague {
			continue
		}
		o.vague = false
		there := b.title.place
		if !titled {
			there = nowhere
		}
		atDesk := (b.led.met && !b.led.weak || b.led.press) && b.desk.date >= 0 && o.date >= 0 && d.shortlyBefore(o.date, b.desk.date)
		switch {
		case b.led.place != nowhere && !b.led.vague:
			o.place, o.ahead = b.led.place, o.ahead || fresh
		case there != nowhere && b.title.told && b.title.sure:
			o.place = there
		case b.led.place != nowhere:
			if o.place == nowhere {
				o.place = b.led.place
			}
		case o.place != nowhere:
		case atDesk && b.desk.place != nowhere && (b.led.press || there == nowhere || !b.title.sure):
			o.place = b.desk.place
		case there != nowhere && b.led.met:
			o.place = there
		case b.led.later != nowhere:
			o.place = b.led.later
		case b.desk.place != nowhere && o.date >= 0 && d.v.d.Dates[o.date].Start == d.v.d.Dates[b.desk.date].Start:
			o.place = b.desk.place // what is told on no other occasion is told from there
		case b.led.house != nowhere:
			o.place = b.led.house
		case titled && b.title.told:
			o.place = b.title.house
		}
	}
}
