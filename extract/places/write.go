package places

import (
	"cmp"
	"slices"
	"strings"

	"estrade/extract"
)

// write fills the document with the candidates that were kept, in text order.
func (r *reader) write() {
	slices.SortStableFunc(r.found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to))
	})
	r.findHome()
	for k := range r.found {
		c := &r.found[k]
		if c.score < enough {
			continue
		}
		optional := c.inner && r.marked(c.from, c.to, inBody) || r.marked(c.from, c.to, inTitle)
		if optional && (c.entry == nil || c.head != nil) {
			continue // neither needed nor certain
		}
		if optional && c.entry.Kind == extract.Country && c.entry.Code == "FR" {
			continue // "Banque de France" says nothing of a place
		}
		p := extract.Place{Span: r.span(c.from, c.to), Kind: c.kind, Optional: optional}
		p.Text = r.d.Text[p.Span.From:p.Span.To]
		p.Name = p.Text
		if e := c.entry; e != nil {
			r.describe(&p, c)
		} else if c.kind == extract.Venue || c.head != nil || c.before.kind != nothing {
			r.locate(&p, k)
		}
		r.d.Places = append(r.d.Places, p)
	}
}

// findHome finds the only commune of the text, or else of its first line, in
// which what the text does not place lies. A commune of somebody's title does
// not count.
func (r *reader) findHome() {
	head := r.firstLine()
	var all, first []*extract.Entry
	for k := range r.found {
		c := &r.found[k]
		if c.score < enough || !c.settled || c.entry == nil || c.entry.Kind != extract.Commune || r.marked(c.from, c.to, inTitle|inBody) {
			continue
		}
		if len(all) == 0 || len(all) == 1 && *all[0] != *c.entry {
			all = append(all, c.entry)
		}
		if c.from < head && (len(first) == 0 || len(first) == 1 && *first[0] != *c.entry) {
			first = append(first, c.entry)
		}
	}
	switch {
	case len(all) == 1:
		r.home = all[0]
	case len(first) == 1:
		r.home = first[0]
	}
}

// describe copies what the gazetteer knows into a place.
func (r *reader) describe(p *extract.Place, c *candidate) {
	e, settled := c.entry, c.settled
	if p.Kind == "" {
		p.Kind = e.Kind
	}
	p.Country = e.Country
	if e.Kind == extract.Departement && e.Code != r.issuer.Code && r.isStream(c) {
		p.Kind = extract.OtherPlace // "la Loire a débordé", but in the Loire the departement is named too
		return
	}
	if e.Kind == extract.Commune && !settled {
		p.Country = ""
		return
	}
	p.Name, p.Position = e.Name, e.Position
	if e.Country == "FR" {
		p.Department = e.Department
		if e.Kind == extract.Commune && r.isCurrent(e) || e.Kind == extract.Departement {
			p.INSEE = e.Code
		}
	}
}

// isStream reports whether the words right before or after the name of a departement
// say that the river it is named after is meant: "les berges de la Loire", "l'Aude est en
// crue".
func (r *reader) isStream(c *candidate) bool {
	const after = 4 // tokens
	p := c.from - 1
	if r.is(p, article) {
		p--
	}
	if r.is(p, of) && r.is(p-1, stream) && r.follows(c.from) {
		return true
	}
	for k := c.to; k < c.to+after && r.follows(k) && r.tokens[k].Kind == extract.Word; k++ {
		if r.is(k, stream) {
			return true
		}
	}
	return false
}

// isCurrent reports whether the code of a commune is in use under its name: a
// former commune may go on as the first part of another's name, "Marennes" of
// Marennes-Hiers-Brouage. In a release of before the communes nouvelles of 2015, which
// took in most of them, it was one still.
func (r *reader) isCurrent(e *extract.Entry) bool {
	const merged = "2015"
	if !e.Former || r.d.Published != "" && r.d.Published < merged {
		return true
	}
	now, ok := r.gazetteer.ByCode(extract.Commune, e.Code)
	return ok && !now.Former && strings.HasPrefix(now.Name, e.Name)
}

// locate says in which commune venue k lies: the one in its name, else the
// nearest in its sentence, after it first. A name that is settled elsewhere in
// the text means the same in the venue's.
func (r *reader) locate(p *extract.Place, k int) {
	c := &r.found[k]
	near := func(step int) *candidate {
		for j := k + step; j >= 0 && j < len(r.found); j += step {
			o := &r.found[j]
			from, to := min(c.to, o.to), max(c.from, o.from)
			for i := from; i <= to; i++ {
				if i > from && !r.follows(i) {
					return nil
				}
			}
			if o.entry != nil && o.entry.Kind == extract.Commune && o.score >= enough && (to-from <= 3 || r.isNear(o.entry)) {
				return o
			}
		}
		return nil
	}
	if next := k + 1; next < len(r.found) && r.found[next].entry != nil && r.found[next].entry.Kind == extract.Country && r.found[next].from-c.to <= 3 {
		p.Country = r.found[next].entry.Code // "à Sikasso, au Mali"
		return
	}
	o := near(1)
	if e := r.namesake(c); e != nil && (o == nil || o.from >= c.to) {
		o = &candidate{entry: e, settled: true}
	}
	if o == nil && c.kind == extract.Venue {
		o = near(-1)
	}
	if o == nil && r.fold(c.to-1) == "prefecture" {
		o = r.chefLieu()
	}
	if o == nil && c.kind == extract.Venue && r.home != nil {
		o = &candidate{entry: r.home, settled: true}
	}
	if o == nil {
		return
	}
	p.Within = o.entry.Name
	if o.settled {
		p.Country, p.Position = o.entry.Country, o.entry.Position
		if o.entry.Country == "FR" {
			p.Department = o.entry.Department
		}
	}
}

// chefLieu is a name of the commune where the prefecture of the issuing departement lies;
// nil if the text has none.
func (r *reader) chefLieu() *candidate {
	const near = 3 // km
	for k := range r.found {
		if e := r.found[k].entry; e != nil && r.found[k].score >= enough && e.Seat && e.Kind == extract.Commune && e.Department == r.issuer.Code && distance(e.Position, r.issuer.Position) < near {
			return &r.found[k]
		}
	}
	return nil
}

// namesake is a commune of the text whose name ends that of venue c, as in
// "théâtre royal de Mons"; nil if there is none. A street leads to the commune
// that it is named after, but does not lie in it.
func (r *reader) namesake(c *candidate) *extract.Entry {
	if c.kind != extract.Venue || c.head == nil || c.head.flags&street != 0 {
		return nil
	}
	for k := c.from + 1; k < c.to; k++ {
		if !r.is(k-1, of|locative) || !r.capital(k) {
			continue
		}
		if e := r.communes[r.key(&candidate{from: k}, c.to)]; e != nil {
			return e
		}
	}
	return nil
}
