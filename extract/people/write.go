package people

import (
	"cmp"
	"slices"
	"strings"

	"estrade/extract"
)

// write puts what was found into the document.
func (r *reader) write() {
	d := r.d
	for p := range r.persons {
		x := &r.persons[p]
		out := extract.Person{Name: x.name, Gender: x.gender}
		for _, n := range x.names {
			s := r.span(r.names[n].from, r.names[n].to)
			out.Mentions = append(out.Mentions, extract.Mention{Text: d.Text[s.From:s.To], Span: s})
		}
		slices.SortFunc(out.Mentions, func(a, b extract.Mention) int { return cmp.Compare(a.Span.From, b.Span.From) })
		d.People = append(d.People, out)
	}
	for _, f := range r.refs {
		s := r.span(f.from, f.to)
		d.People[f.person].Coref = append(d.People[f.person].Coref, extract.Mention{Text: d.Text[s.From:s.To], Span: s})
	}
	for p := range d.People {
		slices.SortFunc(d.People[p].Coref, func(a, b extract.Mention) int { return cmp.Compare(a.Span.From, b.Span.From) })
	}
	for t := range r.titles {
		r.writeTitle(t)
	}
	slices.SortStableFunc(d.Titles, func(a, b extract.Title) int { return cmp.Compare(a.Span.From, b.Span.From) })
}

// writeTitle adds title t once for each person that holds it, or once
// without a person if it stands for someone unnamed.
func (r *reader) writeTitle(t int) {
	x := &r.titles[t]
	s := r.span(x.from, x.to)
	out := extract.Title{Text: r.d.Text[s.From:s.To], Span: s, Gender: x.gender, Person: extract.None}
	out.Full = out.Text
	if x.full != "" {
		out.Full = x.full
	}
	if x.head >= 0 {
		out.Office = r.office(&r.heads[x.head]).name
		out.Scope = r.scope(x)
	} else {
		noun := x.from
		if w := r.word(noun); w == "ancien" || w == "ancienne" {
			noun++
		}
		out.Office = masculineNoun(strings.ToLower(r.text(noun, noun+1)), x.plural)
	}
	if len(x.names) > 0 {
		for k, n := range x.names {
			if p := r.names[n].person; p >= 0 {
				if x.each != nil {
					out.Full = x.each[min(k, len(x.each)-1)]
					_, out.Scope, _ = strings.Cut(out.Full, "de ")
				}
				out.Person = p
				r.d.Titles = append(r.d.Titles, out)
			}
		}
		return
	}
	if x.person >= 0 {
		out.Person = x.person
		r.d.Titles = append(r.d.Titles, out)
		return
	}
	if x.refers || !r.unnamed(t) {
		return
	}
	if full := r.fullerUnnamed(t); full != "" {
		out.Full = full
	}
	r.d.Titles = append(r.d.Titles, out)
}

// fullerUnnamed is the wording with which the holder of the bare title t was
// introduced: "la secrétaire d'État chargée de la ruralité … la secrétaire d'État".
func (r *reader) fullerUnnamed(t int) string {
	x := &r.titles[t]
	if x.to > r.heads[x.head].to {
		return ""
	}
	const most = 40 // titles looked back over
	for k := t - 1; k >= 0 && k >= t-most; k-- {
		y := &r.titles[k]
		if y.head >= 0 && len(y.names) == 0 && !y.refers && !y.plural && y.parent < 0 && y.def && y.to > r.heads[y.head].to && r.sameOffice(x, y) == 3 && sameGender(x.gender, y.gender) {
			return r.text(y.from, y.to)
		}
	}
	return ""
}

// masculineNoun is the dictionary form of a profession that the table lacks:
// "navigatrices" is "navigateur".
func masculineNoun(w string, plural bool) string {
	if plural {
		w = strings.TrimSuffix(w, "s")
	}
	for _, e := range []struct{ feminine, masculine string }{{"trice", "teur"}, {"ienne", "ien"}, {"ière", "ier"}, {"euse", "eur"}} {
		if s, ok := strings.CutSuffix(w, e.feminine); ok {
			return s + e.masculine
		}
	}
	return w
}

// unnamed reports whether title t stands for one title-holder without a name.
func (r *reader) unnamed(t int) bool {
	x := &r.titles[t]
	if x.head < 0 {
		return false
	}
	if t := r.tokens[x.from]; t.Shape == extract.UpperCase && len(t.Lower) > 4 && !isAcronym(r.office(&r.heads[x.head]).name) {
		return false // a letterhead
	}
	if x.plural || !x.def && !r.vocative(x) && !r.joint(t) || r.nameAt[x.from] != 0 {
		return false
	}
	o := r.office(&r.heads[x.head])
	if o.class == elected && x.to == r.heads[x.head].to && r.powerOf(x.article) {
		return false
	}
	switch o.class {
	case rank:
		return r.commandAt(r.adjectives(r.heads[x.head].to, x.head)) >= 0
	case work, noble, company:
		return false
	case religious, body, direction, elected, police, military:
		switch o.name {
		case "chef", "responsable", "conseiller", "délégué", "attaché", "adjoint", "secrétaire", "correspondant", "représentant", "référent", "inspecteur", "officier", "coordinateur", "coordonnateur", "administrateur", "parlementaire", "doyen", "officier général", "officier supérieur":
			if x.to == r.heads[x.head].to {
				return false // too vague without its complement
			}
		}
		// "le Curé" is a river, "le Conservateur" a ship.
		if t := r.tokens[x.from]; o.class != elected && t.Shape == extract.Capitalised && !r.starts(x.from) && x.to == x.from+1 && !r.vocative(x) {
			return false
		}
	case judicial:
		if o.words[0] == "juge" || o.words[0] == "magistrat" || o.words[0] == "greffier" || o.words[0] == "substitut" {
			return false
		}
	}
	return x.parent < 0 || x.to > r.heads[x.head].to || o.name == "premier ministre" || o.name == "président de la République"
}

// isAcronym reports an office that is written in capitals: "DASEN".
func isAcronym(office string) bool { return office == strings.ToUpper(office) }

// powerOf reports whether the article at token k follows what the law gives to each
// holder of an office: "aucune classe ne fermera sans l'accord du maire".
func (r *reader) powerOf(k int) bool {
	switch r.word(k - 1) {
	case "accord", "avis", "autorisation", "aval":
		return r.lower(k) == "du" && r.lower(k-2) == "l'" && r.lower(k-3) == "sans"
	}
	return false
}

// joint reports a second office of somebody without a name: "le ministre d'État,
// ministre de l'Intérieur".
func (r *reader) joint(t int) bool {
	x := &r.titles[t]
	if x.article >= 0 || x.to == r.heads[x.head].to || r.office(&r.heads[x.head]).class != state || r.word(x.from-1) != "," || !r.together(x.from) {
		return false
	}
	k := r.titleEnding(x.from - 1)
	return k >= 0 && len(r.titles[k].names) == 0 && r.titles[k].def && !r.titles[k].plural && r.titles[k].head >= 0 && r.office(&r.heads[r.titles[k].head]).class == state
}

// scope is what a title governs: the code of the place if the gazetteer
// settles it, else the words after the head, without what introduces them.
func (r *reader) scope(x *title) string {
	hd := &r.heads[x.head]
	k := hd.to
	for k < x.to && (r.tokens[k].Gap == extract.Hyphen || r.isAdjective(k) || r.lower(k) == "en" && (r.word(k+1) == "chef" || r.word(k+1) == "second")) {
		if r.lower(k) == "en" {
			k++
		}
		k++
	}
	k = r.introduction(k, x.to)
	if k >= x.to || r.word(k) == "(" || r.word(k) == "par" {
		return ""
	}
	o := r.office(hd)
	if code := r.code(k, x.to, o); code != "" {
		return code
	}
	return r.text(k, x.to)
}

// introduction returns the token after the prepositions and articles at k:
// "chargée de la", "auprès du".
func (r *reader) introduction(k, end int) int {
	for k < end && r.tokens[k].Shape != extract.Capitalised {
		switch r.word(k) {
		case "de", "du", "des", "d'", "la", "le", "les", "l'", "a", "au", "aux", "en", "pour", "pres", "aupres",
			"charge", "chargee", "charges", "chargees":
			k++
			continue
		}
		break
	}
	return k
}

// code is the code of the departement or region that the words [k, end) name
// as what the office o governs; empty if they do not.
func (r *reader) code(k, end int, o *office) string {
	switch o.words[0] {
	case "préfet", "sénateur", "député", "gouverneur", "conseiller", "haut":
	default:
		return ""
	}
	region := false
	for k < end {
		switch r.word(k) {
		case "region":
			region = true
		case "departement", "collectivite":
		case "et":
			region = false // "de la région et de la Haute-Vienne"
		default:
			from := k
			if l := r.word(k - 1); l == "la" || l == "le" || l == "les" {
				from-- // "La Réunion" has its article in the gazetteer
			}
			for ; from <= k; from++ {
				if entries, n := r.place(from); n > 0 && from+n == end {
					if c := governed(entries, region); c != "" {
						return c
					}
				}
			}
			return ""
		}
		k = r.introduction(k+1, end)
	}
	return ""
}

// governed is the code of the departement or region among the entries.
func governed(entries []extract.Entry, region bool) string {
	want := extract.Departement
	if region {
		want = extract.Region
	}
	for _, e := range entries {
		if e.Kind == want {
			return e.Code
		}
	}
	for _, e := range entries {
		if region && e.Kind == extract.Departement && len(e.Code) > 2 {
			return e.Region // overseas, where a departement is a region too
		}
	}
	if !region {
		for _, e := range entries {
			if e.Kind == extract.Region && e.Country == "FR" {
				return e.Code
			}
		}
	}
	return ""
}
