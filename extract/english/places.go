package english

import (
	"net/url"
	"strings"

	"estrade/extract"
)

// lookup is what is known of the place named by all of tokens from to to.
func (r *reader) lookup(from, to int) []extract.Entry {
	if to-from > 6 {
		return nil
	}
	key := r.key(from, to)
	p, listed := r.x.places[key]
	if listed && p.name == "" {
		return []extract.Entry{{Kind: p.kind, Name: r.words(from, to), Country: p.country}}
	}
	if r.g == nil {
		if listed {
			return []extract.Entry{{Kind: p.kind, Name: p.name, Country: p.country}}
		}
		return nil
	}
	name := r.words(from, to)
	if listed {
		name = p.name
	}
	parts := pieces(name)
	entries, n := r.g.Match(parts, 0, nil)
	if n != len(parts) {
		entries = nil
	}
	if !listed {
		return entries
	}
	var fit []extract.Entry
	for _, e := range entries {
		if e.Kind == p.kind && (e.Country == p.country || p.country == "") {
			fit = append(fit, e)
		}
	}
	if len(fit) == 0 {
		fit = []extract.Entry{{Kind: p.kind, Name: name, Country: p.country}}
	}
	return fit[:1]
}

// key is the form of a name in places.tsv.
func (r *reader) key(from, to int) string {
	if to == from+1 {
		return strings.ReplaceAll(r.t[from].Fold, ".", "")
	}
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from {
			b.WriteByte(' ')
		}
		b.WriteString(r.t[i].Fold)
	}
	return b.String()
}

// pieces splits a name at blanks, hyphens and elided articles, as the gazetteer has it.
func pieces(name string) []extract.Token {
	var out []extract.Token
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '\n' || r == '\u2011' }) {
		w = strings.ReplaceAll(strings.ToLower(w), "’", "'")
		for {
			i := strings.IndexByte(w, '\'')
			if i < 0 || i+1 >= len(w) {
				break
			}
			out = append(out, extract.Token{Lower: w[:i+1], Fold: fold(w[:i+1]), Gap: extract.Space})
			w = w[i+1:]
		}
		out = append(out, extract.Token{Lower: w, Fold: fold(w), Gap: extract.Space})
	}
	return out
}

func (r *reader) isPlace(from, to int) bool {
	if from == to-1 && (r.x.is("common", r.t[from].Lower) && r.t[from].Lower != "channel" || len(r.t[from].Lower) < 3 && r.t[from].Shape != extract.UpperCase) {
		return false
	}
	return len(r.lookup(from, to)) > 0
}

// sortOut makes a place or a body of a run that names no person, if it names anything.
func (r *reader) sortOut(x run, s extract.Sentence) {
	headline := r.headline[r.sentAt[x.from]]
	from, to := x.from, x.to
	// "The Royal Navy", "French Embassy": a word that names nothing stays only with a body or venue.
	named := false
	if to < s.To && r.t[to].Gap == extract.Space && number(r.t, to, 1900, 2100) > 0 && !r.inDate[to] {
		return // "Paris 2024" is a name of its own
	}
	for i := from; i < to; i++ {
		f := r.t[i].Fold
		named = named || (r.x.is("body", f) || r.x.is("venue", f)) && to-from > 1
	}
	if headline {
		r.inHeadline(from, to)
		return
	}
	for from < to {
		w := r.t[from].Lower
		if r.isPlace(from, to) && !(r.x.is("common", w) && w != "channel") {
			break
		}
		if !r.x.is("common", w) || named && to-from > 1 && from > s.From && !r.inDate[from] { // "at the Allied Memorial"
			break
		}
		if named && to-from > 1 && (r.x.is("modifier", r.t[from].Fold) || strings.Contains(r.t[from].Fold, "-")) {
			break
		}
		from++
	}
	for to > from && r.x.is("common", r.t[to-1].Lower) && !r.isPlace(from, to) {
		to--
	}
	if from >= to || r.nameAt[from] > 0 {
		return
	}
	single := to == from+1
	first := from == s.From
	known := r.isPlace(from, to)
	locative := from > s.From && (r.x.is("locative", r.t[from-1].Lower) || r.t[from-1].Lower == "the" && from-1 > s.From && r.x.is("locative", r.t[from-2].Lower))
	strict := r.strictly(from, s)
	venue, body, other := false, false, false
	for i := from; i < to; i++ {
		f := r.t[i].Fold
		switch {
		case r.x.is("both", f):
			if locative && r.prep(from, s) != "of" && r.prep(from, s) != "from" && r.prep(from, s) != "to" || f == "port" || f == "airport" || f == "station" || f == "museum" || f == "hall" || f == "barracks" || f == "centre" || f == "center" {
				venue, body = true, false
			} else {
				venue, body = false, true
			}
		case r.x.is("body", f):
			body, venue = true, false
		case r.x.is("venue", f) && (i > from || !single):
			if !body || i == to-1 {
				venue, body = true, false
			}
		case r.x.is("otherplace", f) && !single:
			other = true
		}
	}
	f := r.t[from].Fold
	if r.x.is("venue", f) && !single && !body {
		venue = true
	}
	switch {
	case known && !(single && first && !r.inside[f] && r.labels[from].entity != "GPE" && !r.placeAtStart(from, to, s)):
		if body && !single {
			r.body(from, to)
			return
		}
		r.place(from, to)
	case venue:
		r.addPlace(from, to, extract.Entry{Kind: extract.Venue, Name: r.words(from, to)})
	case body && !single:
		r.body(from, to)
	case other:
		r.addPlace(from, to, extract.Entry{Kind: extract.OtherPlace, Name: r.words(from, to)})
	case single && r.t[from].Shape == extract.UpperCase && len(r.t[from].Lower) >= 3 && len(r.t[from].Lower) <= 8 && r.x.places[r.t[from].Fold].kind == "":
		if !r.roman(from) {
			r.body(from, to)
		}
	case r.localBody(from, to, s):
	case strict && to-from <= 3 && !(single && r.x.is("body", f)):
		r.addPlace(from, to, extract.Entry{Kind: extract.OtherPlace, Name: r.words(from, to)})
	case r.prep(from, s) == "at" && r.t[from-1].Lower == "the" && to-from <= 4:
		r.addPlace(from, to, extract.Entry{Kind: extract.Venue, Name: r.words(from, to)})
	case r.allLabel(from, to, "GPE") && !first && locative:
		r.addPlace(from, to, extract.Entry{Kind: extract.OtherPlace, Name: r.words(from, to)})
	}
}

// placeAtStart reports whether a name at the start of a sentence is followed by what
// goes with the name of a place.
func (r *reader) placeAtStart(from, to int, s extract.Sentence) bool {
	return strings.Contains(r.t[from].Lower, "-") || r.word(to, s.To) == "'" || r.word(to, s.To) == "’" || r.word(to, s.To) == "," || r.labels[from].tag == "NNP"
}

// prep is the preposition before token i, an article skipped.
func (r *reader) prep(i int, s extract.Sentence) string {
	if i > s.From && r.t[i-1].Lower == "the" {
		i--
	}
	if i > s.From {
		return r.t[i-1].Lower
	}
	return ""
}

// roman reports whether a word in capitals is a number, or shouted.
func (r *reader) roman(i int) bool {
	return strings.Trim(r.t[i].Lower, "ivxlcm") == "" || r.x.is("common", r.t[i].Lower) || r.x.is("modifier", r.t[i].Lower)
}

// localBody takes "Vaud chamber of commerce" and "Calais town hall" as one.
func (r *reader) localBody(from, to int, s extract.Sentence) bool {
	if _, e := r.x.lists["localbody"].match(r.t, to, s.To, lower); e > to {
		r.body(from, e)
		return true
	}
	return false
}

// inHeadline finds the places in a line of capitals.
func (r *reader) inHeadline(from, to int) {
	for i := from; i < to; {
		e := 0
		for j := min(to, i+4); j > i; j-- {
			if r.isPlace(i, j) && !(j == i+1 && (r.x.is("common", r.t[i].Lower) || r.x.is("body", r.t[i].Fold) || r.x.is("venue", r.t[i].Fold))) &&
				(r.inside[r.t[i].Fold] || strings.Contains(r.t[i].Lower, "-") || r.x.places[r.key(i, j)].kind != "" || i > 0 && r.x.is("strictly", r.t[i-1].Lower)) {
				e = j
				break
			}
		}
		if e == 0 {
			i++
			continue
		}
		r.place(i, e)
		i = e
	}
}

func (r *reader) body(from, to int) {
	span := r.span(from, to)
	r.d.Organisations = append(r.d.Organisations, extract.Organisation{Text: r.d.Text[span.From:span.To], Span: span})
}

// place adds a place that is known, the homonym that fits best; and the body or
// venue whose name it begins.
func (r *reader) place(from, to int) {
	s := r.d.Sentences[r.sentAt[from]]
	if _, e := r.x.lists["localbody"].match(r.t, to, s.To, lower); e > to {
		r.body(from, e)
		e := r.choose(r.lookup(from, to), from, to)
		r.addPlace(from, to, e)
		r.d.Places[len(r.d.Places)-1].Optional = true
		return
	}
	here := r.choose(r.lookup(from, to), from, to)
	if _, e := r.x.lists["localvenue"].match(r.t, to, s.To, lower); e > to && r.t[to].Gap == extract.Space && here.Kind == extract.Commune {
		r.addPlace(from, e, extract.Entry{Kind: extract.Venue, Name: r.words(from, e), Department: here.Department, Country: here.Country})
		r.d.Places[len(r.d.Places)-1].Within = here.Name
		return
	}
	r.addPlace(from, to, here)
}

func (r *reader) addPlace(from, to int, e extract.Entry) {
	span := r.span(from, to)
	p := extract.Place{Text: r.d.Text[span.From:span.To], Span: span, Kind: e.Kind, Name: e.Name, Country: e.Country, Position: e.Position, Department: e.Department}
	if (e.Country == "FR" || e.Country == "") && (e.Kind == extract.Commune || e.Kind == extract.Departement) {
		p.INSEE = e.Code
	}
	r.d.Places = append(r.d.Places, p)
}

// choose settles which of the homonyms is meant: in the country named after it,
// a departement after "the", in the departement of the issuer, or by far the largest.
func (r *reader) choose(list []extract.Entry, from, to int) extract.Entry {
	if len(list) == 1 {
		return list[0]
	}
	name := r.words(from, to)
	country := ""
	if to+1 < len(r.t) && (r.t[to].Lower == "," || r.t[to].Lower == "(" || r.t[to].Lower == "in") {
		for k := to + 1; k < min(to+4, len(r.t)); k++ {
			if p, ok := r.x.places[r.key(to+1, k)]; ok && p.kind == extract.Country {
				country = p.country
			}
		}
	}
	var best extract.Entry
	score := -1
	second := -1
	article := from > 0 && r.t[from-1].Lower == "the" || to < len(r.t) && (r.t[to].Lower == "department" || r.t[to].Lower == "département" || r.t[to].Lower == "region")
	for _, e := range list {
		n := 0
		if country != "" {
			if e.Country == country {
				n += 1000
			} else {
				n -= 100
			}
		}
		switch e.Kind {
		case extract.Country:
			n += 500
		case extract.Departement:
			n += 20
			if article {
				n += 400
			}
		case extract.Region:
			n += 30
			if article {
				n += 300
			}
		case extract.Commune:
			if !article {
				n += 40
			}
			if e.Seat {
				n += 50
			}
			if e.Department != "" && e.Department == r.d.Department {
				n += 200
			}
			for p := e.Population; p > 10; p /= 10 {
				n += 10
			}
		}
		if e.Former {
			n -= 20
		}
		if strings.EqualFold(e.Name, name) {
			n += 15
		}
		if n > score {
			best, second, score = e, score, n
		} else if n > second {
			second = n
		}
	}
	if best.Kind == extract.Commune && score-second < 10 { // nothing tells them apart
		return extract.Entry{Kind: extract.Commune, Name: name}
	}
	return best
}

// settlePlaces puts places and bodies in text order, marks those that only stand inside
// a title or a body, and tells in which commune a venue is.
func (r *reader) settlePlaces() {
	sortSpans(r.d.Places, func(p extract.Place) extract.Span { return p.Span })
	sortSpans(r.d.Organisations, func(o extract.Organisation) extract.Span { return o.Span })
	sortSpans(r.d.Titles, func(t extract.Title) extract.Span { return t.Span })
	for i := range r.d.Places {
		p := &r.d.Places[i]
		if p.Kind != extract.Venue {
			continue
		}
		if i+1 < len(r.d.Places) {
			q := &r.d.Places[i+1]
			if between := q.Span.From - p.Span.To; q.Kind == extract.Commune && between > 0 && between <= len(", near the ") {
				w := strings.Trim(r.d.Text[p.Span.To:q.Span.From], " ,")
				if w == "" || w == "in" || w == "at" || w == "near" || w == "of" {
					p.Within, p.Department = q.Name, q.Department
				}
			}
		}
	}
}

// placesInTitles lists the places within titles; the titles own them.
func (r *reader) placesInTitles() {
	for i := range r.titles {
		x := &r.titles[i]
		s := r.d.Sentences[r.sentAt[x.from]]
		for k := x.from; k < x.to; {
			if k >= x.head || k < x.head-1 {
				found := false
				for j := min(x.to, k+5); j > k; j-- {
					if r.capital(k) && r.capital(j-1) && r.isPlace(k, j) && !r.x.is("common", r.t[k].Lower) {
						r.addPlace(k, j, r.choose(r.lookup(k, j), k, j))
						r.d.Places[len(r.d.Places)-1].Optional = true
						if _, e := r.x.lists["localbody"].match(r.t, j, x.to, lower); e > j {
							r.body(k, e)
						}
						k, found = j, true
						break
					}
				}
				if found {
					continue
				}
			}
			if r.capital(k) && k >= x.head {
				e := k
				for e < x.to && (r.capital(e) || r.x.is("particle", r.t[e].Lower) || (r.t[e].Lower == "of" || r.t[e].Lower == "the") && e > k && r.x.is("body", r.t[k].Fold)) {
					e++
				}
				for e > k && !r.capital(e-1) {
					e--
				}
				if e > k {
					r.bodyIn(k, e, s)
					if e > k+1 || !r.isPlace(k, e) {
						k++
						continue
					}
				}
			}
			k++
		}
	}
}

// bodyIn adds the body that tokens from to to of a title name, if they do.
func (r *reader) bodyIn(from, to int, s extract.Sentence) {
	if from > s.From && r.capital(from-1) && r.titleAt[from-1] == r.titleAt[from] && r.t[from].Gap == extract.Space {
		return
	}
	if to == from+1 {
		w := r.t[from]
		if w.Shape == extract.UpperCase && len(w.Lower) >= 3 && !r.roman(from) && r.x.places[w.Fold].kind == "" {
			r.body(from, to)
		}
		return
	}
	name := r.titles[r.titleAt[from]-1].office.name
	if from > s.From && (strings.Contains(name, "inistre") || strings.Contains(name, "ecrétaire")) &&
		(r.t[from-1].Lower == "for" || r.t[from-1].Lower == "the" && r.word(from-2, s.To) == "for") {
		return // "Minister for the Armed Forces"
	}
	if r.t[from].Shape == extract.UpperCase && len(r.t[from].Lower) >= 3 || r.x.is("body", r.t[to-1].Fold) || r.x.is("body", r.t[from].Fold) && r.t[from+1].Shape == extract.LowerCase {
		r.body(from, to)
	}
}

// department finds the departement of the issuer by the host of its site.
func (r *reader) department() {
	if r.d.Department != "" || r.g == nil {
		return
	}
	if u, err := url.Parse(r.d.URL); err == nil {
		if code, ok := r.g.Issuer(u.Hostname()); ok {
			r.d.Department = code
		}
	}
}
