package people

import "estrade/extract"

// renowned gives the name of somebody whom everybody knows the office that the text
// speaks of right before: "Visite du Président de la République à Lens. | François
// Hollande était accompagné de". Others are introduced with their office.
func (r *reader) renowned() {
	held := map[int16]bool{} // offices of people named
	for t := range r.titles {
		if x := &r.titles[t]; x.head >= 0 && r.taken(t) {
			held[r.heads[x.head].office] = true
		}
	}
	for t := range r.titles {
		x := &r.titles[t]
		if x.head < 0 || x.plural || !x.def || x.parent >= 0 || held[r.heads[x.head].office] || !singleHolder(r.office(&r.heads[x.head])) {
			continue
		}
		if n := r.unintroduced(t); n >= 0 {
			r.give(t, n)
			x.person = r.names[n].person
			held[r.heads[x.head].office] = true
		}
	}
}

// singleHolder reports offices of which the country has one, or one for each ministry.
func singleHolder(o *office) bool {
	switch o.name {
	case "président de la République", "premier ministre", "ministre", "ministre délégué", "secrétaire d'État":
		return true
	}
	return false
}

// unintroduced returns the name that opens the sentence after title t, in full and for
// the first time, of a person who has no title; -1 if there is none.
func (r *reader) unintroduced(t int) int {
	x := &r.titles[t]
	s := int(r.sentence[x.from]) + 1
	if s >= len(r.d.Sentences) {
		return -1
	}
	from := r.d.Sentences[s].From
	n := int(r.nameAt[from]) - 1
	if n < 0 || r.names[n].from != from || r.names[n].person < 0 || !r.verbAt(r.names[n].to) && r.word(r.names[n].to) != "," || r.tokens[from].Shape == extract.UpperCase {
		return -1
	}
	p := &r.persons[r.names[n].person]
	if !p.full || !sameGender(p.gender, x.gender) {
		return -1
	}
	for _, k := range p.names {
		if r.names[k].from < from || len(r.names[k].titles) > 0 {
			return -1
		}
	}
	return n
}
