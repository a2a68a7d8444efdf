package people

import "estrade/extract"

// after attaches the titles in apposition that follow name n.
func (r *reader) after(n int) {
	nm := &r.names[n]
	p, bracket, ok := r.separator(r.alsoNamed(nm.to))
	if t := r.titleStarting(nm.to); t >= 0 && r.together(nm.to) && (r.withoutComma(t) || r.titles[t].head >= 0 && r.lowercase(nm.to) && r.is(r.start(n)-1, predicate)) {
		p, ok = nm.to, true
	}
	if !ok && !r.alternates(n, p) {
		return
	}
	p = r.asHolder(r.kinship(r.origin(r.age(p))))
	if w := r.word(p); w == "respectivement" {
		r.respectively(p+1, n)
		return
	}
	if r.word(p) == "par" && r.word(p+1) == "ailleurs" {
		p += 2
	}
	for w := r.word(p); w == "desormais" || w == "alors" || w == "precedemment" || w == "auparavant" || w == "jusqu" || w == "egalement" || w == "actuel" || w == "actuelle" || w == "nouveau" || w == "nouvelle" || w == "jeune"; w = r.word(p) {
		p++
	}
	if r.titleStarting(p) < 0 {
		p = r.bodyBetween(p)
	}
	nested := -1
	for first := true; ; first = false {
		t := r.titleStarting(p)
		if t < 0 && first {
			t = r.profession(p)
		}
		if first && t < 0 {
			t = r.definiteAfter(p, n)
			if t >= 0 {
				r.give(t, n)
			}
			return
		}
		if t < 0 || r.titles[t].article >= 0 || r.titles[t].parent >= 0 || r.taken(t) {
			return
		}
		x := &r.titles[t]
		if x.plural {
			r.giveAll(t, n)
		} else if nested >= 0 && r.sameHolder(nested, t) {
			// "directrice de cabinet du préfet de région, préfet du Nord": of the prefect, not hers.
			x.parent = nested
		} else {
			r.give(t, n)
			nested = r.lastNested(t)
		}
		p = r.titles[t].next
		if bracket && r.word(p) == ")" {
			return
		}
		switch {
		case r.together(p) && r.word(p) == ",":
			p++
			if r.word(p) == "et" {
				p++
			}
		case r.together(p) && r.word(p) == "et":
			p++
		case r.together(p) && r.titleStarting(p) >= 0 && r.titles[r.titleStarting(p)].article < 0:
		case r.together(p) && r.dash(p):
			p++
		case p < len(r.tokens) && r.tokens[p].Gap == extract.Line && r.titleStarting(p) >= 0 && !r.nameStarts(r.titles[r.titleStarting(p)].to) && !r.labels(r.titleStarting(p)):
		default:
			return
		}
	}
}

// withoutComma reports whether title t may follow a name directly: "Nicolas Martin
// ministre d'État", "Anne Roux Préfète du Gers".
func (r *reader) withoutComma(t int) bool {
	x := &r.titles[t]
	if x.head < 0 || r.tokens[x.from].Gap != extract.Space {
		return false
	}
	o := r.office(&r.heads[x.head])
	switch o.class {
	case rank, work, noble:
		return false
	}
	return o.class <= elected && r.lowercase(x.from) || len(o.words) > 1 || r.isDe(r.heads[x.head].to) && x.to > r.heads[x.head].to+1
}

// sameHolder reports whether title t after the nested title goes on with its holder: a
// prefect has several, a minister of State a ministry.
func (r *reader) sameHolder(nested, t int) bool {
	x, y := &r.titles[nested], &r.titles[t]
	if x.head < 0 || y.head < 0 {
		return false
	}
	ox, oy := r.office(&r.heads[x.head]), r.office(&r.heads[y.head])
	return ox == oy || oy.name == "ministre" && (ox.name == "ministre d'État" || ox.name == "garde des Sceaux")
}

// separator returns the token after what may stand between a name and a
// title in apposition: a comma, a bracket, a dash, a line break.
func (r *reader) separator(i int) (next int, bracket, ok bool) {
	if i >= len(r.tokens) {
		return i, false, false
	}
	t := &r.tokens[i]
	if t.Gap == extract.Line && t.Kind == extract.Word {
		x := r.titleStarting(i)
		return i, false, x >= 0 && !r.nameFollows(r.titles[x].to) && !r.labels(x)
	}
	if !r.together(i) && t.Gap < extract.Line {
		return i, false, false
	}
	switch t.Lower {
	case ",":
		return i + 1, false, true
	case "(":
		if k := r.bracketed(i); k > i && r.word(k) == "," && r.together(k) && r.titleStarting(k+1) >= 0 {
			return k + 1, false, true // "Luc Petit (MoDem), député de l'Ain"
		}
		return i + 1, true, true
	case ":":
		// "• Guillaume Gontard : sénateur de l'Isère"
		return i + 1, false, r.titleStarting(i+1) >= 0 && r.titles[r.titleStarting(i+1)].article < 0 && !r.nameFollows(r.titles[r.titleStarting(i+1)].to)
	}
	if r.dash(i) {
		return i + 1, false, true
	}
	return i, false, false
}

// alternates reports whether names and titles take turns by the line from name n on,
// whose title begins at token i: "Luc Petit | Maire de Vic | Anne Roux | Préfète".
func (r *reader) alternates(n, i int) bool {
	first := r.start(n)
	t := r.titleStarting(i)
	if t < 0 || r.tokens[i].Gap != extract.Line || r.tokens[first].Gap < extract.Line || r.word(first-1) == "," {
		return false
	}
	if u := r.titleEnding(first); u >= 0 && !r.taken(u) {
		return false // the titles come first
	}
	k := r.titles[t].to
	if !r.nameStarts(k) || r.tokens[k].Gap != extract.Line {
		return false
	}
	for r.is(k, civility) {
		k++
	}
	if k >= len(r.tokens) || r.nameAt[k] == 0 {
		return false
	}
	end := r.names[r.nameAt[k]-1].to
	return r.titleStarting(end) >= 0 && r.tokens[end].Gap == extract.Line
}

// labels reports whether title t is the label of a line that names its holder after a
// colon or a dash: "Maire de Vic : M. Petit".
func (r *reader) labels(t int) bool {
	k := r.titles[t].to
	if r.word(k) != ":" && !r.dash(k) || !r.together(k) {
		return false
	}
	if u := r.titleStarting(k + 1); u >= 0 {
		k = r.titles[u].to - 1 // "Commandant de la compagnie : capitaine Petit"
	}
	return r.nameStarts(k + 1)
}

// nameFollows reports whether a name goes on the line that token i begins or
// goes on, or begins the next.
func (r *reader) nameFollows(i int) bool {
	if !r.nameStarts(i) || r.tokens[i].Gap == extract.Paragraph {
		return false
	}
	if r.tokens[i].Gap < extract.Line {
		return true
	}
	// On the next line a name with a title of its own takes none from before.
	for k := i; k < len(r.tokens) && k < i+maxNameWords && (k == i || r.tokens[k].Gap < extract.Line); k++ {
		if l := r.lower(k); l == ":" || l == "," || l == "(" || l == "-" || l == "–" || l == "—" {
			return r.tokens[k].Gap == extract.Hyphen
		}
	}
	return true
}

// age skips "63 ans," after a name.
func (r *reader) age(i int) int {
	if i+2 < len(r.tokens) && r.tokens[i].Kind == extract.Number && r.word(i+1) == "ans" {
		if r.word(i+2) == "," {
			return i + 3
		}
	}
	return i
}

// bodyBetween skips the body that a list of people names before the office: "M.
// Noguès, DDT 82, chef du bureau".
func (r *reader) bodyBetween(p int) int {
	const most = 6
	if !r.capital(p) || !r.together(p) || r.is(p, civility) {
		return p
	}
	for k := p; k < p+most && r.together(k); k++ {
		if r.word(k) == "," {
			if t := r.titleStarting(k + 1); t >= 0 && r.together(k+1) && r.titles[t].article < 0 && !r.titles[t].plural && !r.nameFollows(r.titles[t].to) {
				return k + 1
			}
			return p
		}
		if r.nameAt[k] != 0 && !r.names[r.nameAt[k]-1].weak || r.titleAt[k] != 0 || r.tokens[k].Kind == extract.Punct || r.class[k]&(speechVerb|humanVerb) != 0 && r.lowercase(k) {
			return p
		}
	}
	return p
}

// origin skips "née à Dijon," and the like after a name.
func (r *reader) origin(i int) int {
	switch r.word(i) {
	case "ne", "nee", "age", "agee", "originaire", "natif", "native", "diplome", "diplomee":
		const most = 12 // words
		for k := i + 1; k < i+most && r.together(k); k++ {
			if r.word(k) == "," && r.titleStarting(k+1) >= 0 {
				return k + 1
			}
			if r.titleAt[k] != 0 || r.nameAt[k] != 0 {
				break
			}
		}
	}
	return i
}

// alsoNamed skips another name of the same person: "née Petit", "épouse Roux", "dite
// « Mado »", after a comma too.
func (r *reader) alsoNamed(i int) int {
	k := i
	if r.word(k) == "," {
		k++
	}
	switch r.word(k) {
	case "epouse", "nee", "ne", "veuve", "dit", "dite", "alias":
	default:
		return i
	}
	const most = 6 // words
	from := k
	for k++; k < from+most && r.together(k); k++ {
		switch {
		case r.word(k) == ",":
			if k > from+1 {
				return k
			}
			return i
		case r.capital(k), r.is(k, particle) && r.lowercase(k), r.tokens[k].Gap == extract.Hyphen,
			r.tokens[k].Lower == "«", r.tokens[k].Lower == "»", r.tokens[k].Lower == "\"", r.tokens[k].Lower == "“", r.tokens[k].Lower == "”":
		default:
			return i
		}
	}
	return i
}

// kinship skips what a person is beside the office: "fils de déporté et président
// de l'association".
func (r *reader) kinship(i int) int {
	if !r.is(i, notRole|kin) || !r.lowercase(i) {
		return i
	}
	const most = 6 // words
	for k := i + 1; k < i+most && r.together(k) && r.nameAt[k] == 0; k++ {
		if w := r.word(k); (w == "et" || w == ",") && r.titleStarting(k+1) >= 0 {
			return k + 1
		}
	}
	return i
}

// asHolder skips "ès qualités de" before a title.
func (r *reader) asHolder(i int) int {
	if r.word(i) == "es" && (r.word(i+1) == "qualites" || r.word(i+1) == "qualite") && r.isDe(i+2) && r.titleStarting(i+3) >= 0 {
		return i + 3
	}
	return i
}

// definiteAfter returns the title with an article in apposition at token p
// after name n: "Anne Martin, la directrice de l'hôpital, …". In a list of
// people it would be somebody else.
func (r *reader) definiteAfter(p, n int) int {
	if !r.together(p) {
		return -1
	}
	switch r.lower(p) {
	case "le", "la", "l'", "son", "sa":
	default:
		return -1
	}
	t := r.titleStarting(p + 1)
	if t < 0 || r.taken(t) || r.titles[t].plural || r.word(p-1) != "," && r.word(p-1) != "(" {
		return -1
	}
	end := r.titles[t].to
	if r.together(end) && r.word(end) != "," && r.word(end) != ")" && r.word(end) != "." || r.nameStarts(end) || r.together(end+1) && r.nameStarts(end+1) || r.word(end+1) == "et" && !r.possessive(&r.titles[t]) && !r.definitePair(end+2) {
		return -1
	}
	if r.listed(n) && !r.closesList(n, t) && !r.possessive(&r.titles[t]) || r.names[n].gender != "" && !r.agreesWith(&r.titles[t], n) {
		return -1
	}
	for k := end; k < len(r.tokens) && k < end+12 && r.sentence[k] == r.sentence[p]; k++ {
		if r.titleAt[k] != 0 && r.word(end) == "," && r.word(k-1) != "que" && k < end+4 {
			return -1
		}
	}
	return t
}

// closesList reports whether a definite title t after name n is of that name though
// others stand in the sentence: the last of a list, or one of several that all have
// such a title: "X, le directeur, et Y, l'adjoint aux travaux, ont".
func (r *reader) closesList(n, t int) bool {
	before := r.word(r.start(n) - 1)
	if before == "et" {
		return true
	}
	k := r.titles[t].to
	if before != "," && (!r.together(k) || r.word(k) == ".") {
		return true // a list would have "et": "reçu par Anne Petit, la directrice."
	}
	if r.word(k) == "," {
		k++
	}
	return r.word(k) == "et" && r.definitePair(k+1)
}

// definitePair reports whether a name with a definite title stands at token i: "Y, le
// maire".
func (r *reader) definitePair(i int) bool {
	if !r.nameStarts(i) {
		return false
	}
	const most = 6 // tokens of a name
	for k := i + 1; k < i+most && r.together(k); k++ {
		if r.word(k) == "," {
			l := r.lower(k + 1)
			return (l == "le" || l == "la" || l == "l'") && r.titleStarting(k+2) >= 0
		}
	}
	return false
}
