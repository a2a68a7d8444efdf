package people

import "estrade/extract"

// attach gives each title to the names that it stands before or after.
func (r *reader) attach() {
	for n := 0; n < len(r.names); n++ {
		r.after(n)
	}
	for n := 0; n < len(r.names); n++ {
		r.before(n)
		r.signature(n)
		r.doctor(n)
	}
	r.confirm()
	r.complete()
}

// give attaches title t to name n.
func (r *reader) give(t, n int) {
	r.titles[t].names = append(r.titles[t].names, n)
	r.names[n].titles = append(r.names[n].titles, t)
}

// taken reports whether title t has a name already.
func (r *reader) taken(t int) bool { return len(r.titles[t].names) > 0 }

// respectively attaches "respectivement délégué et directeur" to the names
// that end with name n, one each.
func (r *reader) respectively(p, n int) {
	var found []int
	for {
		t := r.titleStarting(p)
		if t < 0 || r.titles[t].plural {
			break
		}
		found = append(found, t)
		p = r.titles[t].to
		if r.word(p) == "," {
			p++
		}
		if r.word(p) == "et" {
			p++
		}
	}
	for k := range found {
		if j := n - len(found) + 1 + k; j >= 0 {
			r.give(found[k], j)
			r.shareComplement(found[k], found[len(found)-1])
		}
	}
}

// shareComplement completes title t of a body by the complement of the last
// title of an enumeration: "respectivement président et directeur de la CAF".
func (r *reader) shareComplement(t, last int) {
	x, y := &r.titles[t], &r.titles[last]
	if t == last || x.head < 0 || y.head < 0 || x.to > r.heads[x.head].to || !r.isDe(r.heads[y.head].to) || y.to <= r.heads[y.head].to {
		return
	}
	if c := r.office(&r.heads[x.head]).class; c != direction && c != body && c != company {
		return
	}
	x.full = r.text(x.from, x.to) + r.d.Text[r.tokens[r.heads[y.head].to-1].Span.To:r.tokens[y.to-1].Span.To]
}

// giveAll attaches a plural title to name n and those coordinated before it.
func (r *reader) giveAll(t, n int) {
	first := n
	for ; first > 0; first-- {
		p := r.names[first].from - 1
		if r.pluralCivility(first) {
			break // "M. Blanc, MM. Petit et Roux, maires"
		}
		if r.names[first].civility >= 0 && r.names[first].civility == p {
			p--
		}
		end := r.bracketed(r.names[first-1].to)
		if p < 0 || end != p && end != p-1 || r.word(p) != "," && r.word(p) != "et" {
			break
		}
	}
	x := &r.titles[t]
	if parts := r.parts(x); len(parts) > 1 && len(parts) == n-first+1 {
		// "X et Y, bourgmestres d'Hastière et de Beauraing"
		for k := range parts {
			r.give(t, first+k)
		}
		x.each = r.eachOf(x, parts)
		return
	}
	for k := n; k >= first; k-- {
		r.give(t, k)
	}
}

// titleStarting returns the index of the title that starts at token p, or -1.
func (r *reader) titleStarting(p int) int {
	if p < 0 || p >= len(r.tokens) || r.titleAt[p] == 0 {
		return -1
	}
	t := int(r.titleAt[p] - 1)
	if r.titles[t].from != p {
		return -1
	}
	return t
}

// lastNested returns the title nested in t that ends where t ends, or -1.
func (r *reader) lastNested(t int) int {
	for k := t + 1; k < len(r.titles) && r.titles[k].from < r.titles[t].to; k++ {
		if r.titles[k].to == r.titles[t].to {
			return k
		}
	}
	return -1
}

// start is the first token of name n with its civility.
func (r *reader) start(n int) int {
	p := r.names[n].from
	if c := r.names[n].civility; c >= 0 && c == p-1 {
		p = c
	}
	switch {
	case r.word(p) == "e." && r.word(p-1) == "s.":
		return p - 1
	case r.word(p-1) == "e." && r.word(p-2) == "s.":
		return p - 2
	}
	return p
}

// before attaches the title that stands in front of name n: "le préfet du
// Nord, M. Michel Lalande", "la députée Anne Martin", "les sénateurs X et Y".
func (r *reader) before(n int) {
	p := r.start(n)
	if r.lowercase(p) && r.names[n].civility == p && (r.lower(p-1) == "le" || r.lower(p-1) == "la") && r.word(p-2) == "," {
		p-- // "le chef de service, le docteur Petit"
	}
	comma := false
	switch q := p - 1; {
	case q >= 0 && r.together(p) && (r.word(q) == "cher" || r.word(q) == "chere") && r.word(q-1) == ",":
		comma = true
		p = q - 1
	case q >= 0 && r.together(p) && (r.word(q) == "," || r.word(q) == ":" || r.dash(q) && r.setOff(r.names[n].to)):
		comma = true
		p = q
	}
	if r.word(p-1) == "respectivement" && r.word(p-2) == "," && r.together(p) {
		comma = true
		p -= 2 // "les maires de Vic et de Die, respectivement X et Y"
	}
	if r.word(p-1) == "alors" && r.lower(p-2) == "d'" && r.together(p-1) {
		p -= 2 // "le préfet d'alors, M. Martin"
	}
	t := r.outer(r.titleEnding(p))
	if t < 0 {
		t = r.outer(r.titleEnding(r.acronymBefore(p)))
	}
	if t < 0 && (!comma || r.names[n].civility >= 0) {
		t = r.professionBefore(p)
	}
	if t < 0 && r.together(p) && r.apposed(n) && (!comma || r.word(p) == ",") {
		t = r.stretch(p)
	}
	if t < 0 || r.taken(t) || !r.together(r.start(n)) {
		return
	}
	x := &r.titles[t]
	if comma && (r.standsIn(x.article-1) || r.hasOwnTitle(n) && r.bidden(x.article)) {
		return // "au nom du maire, Anne Martin a …"
	}
	if comma && x.plural && (r.distribute(t, n) || r.interleaved(t, n)) {
		return
	}
	if comma {
		colon := (r.word(p) == ":" || r.dash(p)) && !x.plural
		if x.article < 0 && !(colon || x.plural && r.counted(x) && x.head >= 0 && r.office(&r.heads[x.head]).class != work || r.lineStart(x.from) || r.formerly(x.from) || r.chained(t)) || x.plural && !colon && !r.counted(x) && !(x.article >= 0 && r.pluralCivility(n)) {
			return
		}
		if !x.plural && !colon && r.enumeration(n, x) {
			return
		}
		if r.names[n].weak && !r.apposed(n) && !r.counted(x) {
			return
		}
		if x.def && !r.possessive(x) && r.hasOwnTitle(n) && r.listed(n) && !r.starts(x.article) && !(r.word(x.article-1) == "et" && r.endsSubjects(n)) {
			return
		}
	}
	if !r.agreesWith(x, n) {
		return
	}
	r.give(t, n)
	if x.plural {
		r.giveFollowing(t, n)
		return
	}
	r.beforeChain(t, n)
}

// dash reports a dash with blanks around it at token i.
func (r *reader) dash(i int) bool {
	if i <= 0 || i+1 >= len(r.tokens) || r.tokens[i].Gap != extract.Space || r.tokens[i+1].Gap != extract.Space {
		return false
	}
	switch r.tokens[i].Lower {
	case "-", "–", "—":
		return true
	}
	return false
}

// setOff reports whether a name between dashes ends before token i: by the second dash or
// with the line.
func (r *reader) setOff(i int) bool { return !r.together(i) || r.dash(i) }

// acronymBefore returns the token of the bracket with an acronym that ends before token
// p, with its meaning where the page has glued it on, or p: "le directeur régional de
// l'environnement (DREAL), Paul Martin", "(DDTDirection départementale des territoires)".
func (r *reader) acronymBefore(p int) int {
	const most = 20 // tokens
	if r.word(p-1) != ")" {
		return p
	}
	for k := p - 2; k > 0 && k > p-most && r.together(k+1); k-- {
		if r.word(k) == "(" {
			if r.tokens[k+1].Shape == extract.UpperCase && len(r.tokens[k+1].Lower) > 1 && (k+3 == p || r.tokens[k+2].Gap == extract.Joined || r.tokens[k+2].Kind == extract.Number) {
				return k
			}
			return p
		}
	}
	return p
}

// outer returns the title that t, of an office nested in it, goes on: in "la directrice
// de cabinet du préfet de la région Bretagne, préfet d'Ille-et-Vilaine, Mme Petit" she
// is the director.
func (r *reader) outer(t int) int {
	if t < 0 || r.titles[t].article >= 0 || r.titles[t].head < 0 || r.word(r.titles[t].from-1) != "," {
		return t
	}
	u := r.titleEnding(r.titles[t].from - 1)
	if u < 0 || r.titles[u].article < 0 || r.taken(u) {
		return t
	}
	if k := r.lastNested(u); k >= 0 && r.titles[k].head >= 0 && r.heads[r.titles[k].head].office == r.heads[r.titles[t].head].office {
		r.titles[t].parent = k
		return u
	}
	return t
}

// pluralCivility reports a list of names that one civility opens, "ses adjoints, Mmes
// Petit et Blanc".
func (r *reader) pluralCivility(n int) bool {
	c := r.names[n].civility
	return c >= 0 && c == r.names[n].from-1 && r.class[c]&(civMP|civFP) != 0
}

// formerly reports whether an adverb of time opens the sentence before token i:
// "Précédemment sous-préfet de Redon, M. Petit".
func (r *reader) formerly(i int) bool {
	switch r.word(i - 1) {
	case "precedemment", "auparavant", "anciennement", "actuellement", "jusqu'alors", "jusqu'ici", "alors", "actuel", "actuelle", "desormais", "depuis":
		return r.together(i) && r.lineStart(i-1)
	}
	return false
}

// standsIn reports whether the words up to token k say that somebody else acts
// for the holder of the title after them.
func (r *reader) standsIn(k int) bool {
	switch w := r.word(k); w {
	case "nom", "representant", "remplacant", "suppleant", "representait", "remplacait", "representera", "remplacera", "suppleera":
		return true
	}
	return false
}

// bidden reports whether the title with its article at token k is that of
// somebody who had others come or act: "à l'invitation du gouverneur".
func (r *reader) bidden(k int) bool {
	if r.lower(k-1) == "de" {
		k--
	}
	switch r.word(k - 1) {
	case "invitation", "demande", "initiative", "instigation", "appel", "autorite", "absence", "cote", "cotes":
		return r.together(k)
	}
	return false
}

// doctor makes a title of the civility in "le docteur Martin".
func (r *reader) doctor(n int) {
	c := r.names[n].civility
	if c < 1 || r.tokens[c].Lower != "docteur" && r.tokens[c].Lower != "docteure" || r.tokens[c].Shape != extract.LowerCase || !r.together(c) {
		return
	}
	switch r.lower(c - 1) {
	case "le", "la", "du", "au":
		r.titles = append(r.titles, title{from: c, to: c + 1, head: -1, article: c - 1, def: true, parent: -1, person: -1})
		r.give(len(r.titles)-1, n)
	}
}

// stretch reads on to the comma at p the title in front of it that ended too
// soon: "la cheffe du service eau et environnement, Anne Martin". The words
// between must be such as titles have. It returns the title, or -1.
func (r *reader) stretch(p int) int {
	const most = 9 // words more than the cautious reading
	for j := p - 2; j >= 0 && j > p-40 && r.together(j+1); j-- {
		t := r.titleStarting(j)
		if t < 0 || r.titles[t].parent >= 0 {
			if r.tokens[j].Kind != extract.Word && r.word(j) != "," || r.nameAt[j] != 0 {
				return -1
			}
			continue
		}
		x := &r.titles[t]
		if x.article < 0 || r.possessive(x) || x.plural || x.head < 0 || r.taken(t) || x.to >= p || p-x.to > most || r.office(&r.heads[x.head]).class == rank {
			return -1
		}
		k := x.to
		if !r.isDe(k) && !r.is(k, preposition) && !r.isAdjective(k) && !r.is(k-1, bodyNoun) && r.tokens[k].Shape != extract.UpperCase && r.word(k) != "et" && !r.capital(k-1) {
			return -1
		}
		for ; k < p; k++ {
			if r.tokens[k].Kind == extract.Punct || r.lower(k) == "a" || r.headAt[k] != 0 || r.class[k]&(stop|speechVerb|humanVerb|civility) != 0 && !r.is(k, preposition|particle) && r.word(k) != "et" && !(r.word(k) == "demain" && r.isDe(k-1)) {
				return -1
			}
		}
		if r.is(p-1, preposition|particle) || r.word(p-1) == "et" {
			return -1
		}
		x.to = p
		return t
	}
	return -1
}

// signature attaches a title on a line of its own to the name that fills the
// next: "Le préfet du Nord,", "Michel LALANDE".
func (r *reader) signature(n int) {
	p, end := r.start(n), r.names[n].to
	if len(r.names[n].titles) > 0 || p == 0 || end < len(r.tokens) && r.tokens[end].Gap < extract.Line {
		return
	}
	p = r.beforeSigned(p)
	if r.tokens[p].Gap < extract.Line || p < 2 {
		return
	}
	if r.word(p-1) == "," {
		p--
	}
	t := r.titleEnding(p)
	if t < 0 || r.taken(t) || r.titles[t].plural {
		return
	}
	first := r.titles[t].from
	if a := r.titles[t].article; a >= 0 {
		first = a
	}
	if r.tokens[first].Gap >= extract.Line && r.agreesWith(&r.titles[t], n) {
		r.give(t, n)
		r.beforeChain(t, n)
	}
}

// beforeSigned returns the token of "signé" or "original signé par" before the name at
// token p, on its line or one of its own; p if it is not signed so.
func (r *reader) beforeSigned(p int) int {
	k := p
	if r.word(k-1) == ":" || r.word(k-1) == "par" {
		k--
	}
	if w := r.word(k - 1); w != "signe" && w != "signee" {
		return p
	}
	k--
	if r.word(k-1) == "original" {
		k--
	}
	return k
}

// apposed reports whether the name n is closed off by punctuation or followed by a verb.
func (r *reader) apposed(n int) bool {
	p := r.names[n].to
	return r.closes(p) || r.verbAt(p)
}

// endsSubjects reports whether the titles after name n end the subjects of a verb in the
// plural: "et le préfet, M. Petit, président de la commission, | ont".
func (r *reader) endsSubjects(n int) bool {
	end := r.names[n].to
	for _, t := range r.names[n].titles {
		end = max(end, r.titles[t].next)
	}
	if r.word(end) == "," {
		end++
	}
	switch r.lower(end) {
	case "ont", "sont", "étaient", "avaient", "seront", "auront":
		return r.together(end)
	}
	return false
}

// hasOwnTitle reports whether a title in apposition follows name n.
func (r *reader) hasOwnTitle(n int) bool {
	for _, t := range r.names[n].titles {
		if r.titles[t].from >= r.names[n].to {
			return true
		}
	}
	return false
}

// listed reports whether name n stands in an enumeration of people: another
// name or title follows its apposition or goes before the title.
func (r *reader) listed(n int) bool {
	return n+1 < len(r.names) && r.sentence[r.names[n+1].from] == r.sentence[r.names[n].from] ||
		n > 0 && r.sentence[r.names[n-1].from] == r.sentence[r.names[n].from]
}

// agreesWith reports whether the gender of title x allows name n.
func (r *reader) agreesWith(x *title, n int) bool {
	g := r.names[n].gender
	if x.plural || g == "" || x.gender != extract.Feminine {
		return true
	}
	return g == extract.Feminine
}

// giveFollowing attaches a plural title to the names after n: "X, Y et Z".
func (r *reader) giveFollowing(t, n int) {
	last := false
	for k := n + 1; k < len(r.names); k++ {
		p := r.start(k) - 1
		end := r.bracketed(r.names[k-1].to)
		if last && p >= 0 && r.word(end) == "," {
			return // "les sénateurs X et Y, Mme Z"
		}
		if p < 0 || !r.together(r.start(k)) || r.word(p) != "," && r.word(p) != "et" || end != p && !(r.word(p) == "et" && r.word(p-1) == "," && end == p-1) {
			return
		}
		if p := r.names[k].to; r.word(p) == "," && r.titleStarting(p+1) >= 0 && r.titles[r.titleStarting(p+1)].article < 0 && r.word(r.start(k)-1) == "et" && r.names[k].civility >= 0 {
			return
		}
		r.give(t, k)
		last = r.word(p) == "et"
	}
}

// bracketed returns the token after a short bracket at k that holds no title:
// "Anne Petit (Ain)".
func (r *reader) bracketed(k int) int {
	if r.word(k) != "(" || !r.together(k) {
		return k
	}
	const most = 12
	for j := k + 1; j < k+most && r.together(j) && r.titleAt[j] == 0 && r.nameAt[j] == 0; j++ {
		if r.word(j) == ")" {
			return j + 1
		}
	}
	return k
}

// titleEnding returns the outermost title that ends before token p, or -1.
func (r *reader) titleEnding(p int) int {
	best := -1
	for j := p - 1; j >= 0 && j > p-40 && r.sentence[j] == r.sentence[p-1]; j-- {
		if k := r.titleAt[j]; k != 0 && r.titles[k-1].from == j && (r.titles[k-1].to == p || r.titles[k-1].next == p) {
			best = int(k - 1)
			if r.titles[best].parent < 0 {
				return best
			}
		}
	}
	if best >= 0 && r.titles[best].parent >= 0 {
		return -1
	}
	return best
}

func (r *reader) lineStart(i int) bool {
	return i == 0 || r.tokens[i].Gap >= extract.Line || r.starts(i)
}

// verbAt reports whether a verb form stands at token p: an auxiliary or a verb of speech.
func (r *reader) verbAt(p int) bool {
	if !r.together(p) {
		return false
	}
	switch r.lower(p) {
	case "a", "ont", "est", "sont", "s'", "avait", "était", "n'", "se", "ne", "avaient", "étaient", "y", "lui", "l'", "leur", "sera", "va":
		return true
	}
	return r.lowercase(p) && r.class[p]&(speechVerb|humanVerb) != 0
}
