package people

import (
	"strings"

	"estrade/extract"
)

// attach gives each title to the names that it stands before or after.
func (r *reader) attach() {
	for n := 0; n < len(r.names); n++ {
		r.after(n)
	}
	for n := 0; n < len(r.names); n++ {
		r.before(n)
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

// separator returns the token after what may stand between a name and a
// title in apposition: a comma, a bracket, a dash, a line break.
func (r *reader) separator(i int) (next int, bracket, ok bool) {
	if i >= len(r.tokens) {
		return i, false, false
	}
	t := &r.tokens[i]
	if t.Gap == extract.Line && t.Kind == extract.Word {
		x := r.titleStarting(i)
		return i, false, x >= 0 && !r.nameStarts(r.titles[x].to)
	}
	if !r.together(i) && t.Gap < extract.Line {
		return i, false, false
	}
	switch t.Lower {
	case ",":
		return i + 1, false, true
	case "(":
		return i + 1, true, true
	case "-", "–", "—":
		return i + 1, false, t.Gap == extract.Space && i+1 < len(r.tokens) && r.tokens[i+1].Gap == extract.Space
	}
	return i, false, false
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

// after attaches the titles in apposition that follow name n.
func (r *reader) after(n int) {
	nm := &r.names[n]
	p, bracket, ok := r.separator(nm.to)
	if !ok {
		return
	}
	p = r.age(p)
	if w := r.word(p); w == "respectivement" {
		r.respectively(p+1, n)
		return
	}
	for w := r.word(p); w == "desormais" || w == "alors" || w == "precedemment" || w == "auparavant" || w == "jusqu" || w == "egalement" || w == "actuel" || w == "actuelle" || w == "nouveau" || w == "nouvelle"; w = r.word(p) {
		p++
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
		} else if nested >= 0 && r.titles[nested].head >= 0 && x.head >= 0 && r.heads[x.head].office == r.heads[r.titles[nested].head].office {
			// "directrice de cabinet du préfet de région, préfet du Nord": of the prefect, not hers.
			x.parent = nested
		} else {
			r.give(t, n)
			nested = r.lastNested(t)
		}
		p = r.titles[t].to
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
		case r.together(p) && (r.word(p) == "-" || r.word(p) == "–") && r.tokens[p].Gap == extract.Space:
			p++
		case p < len(r.tokens) && r.tokens[p].Gap == extract.Line && r.titleStarting(p) >= 0 && !r.nameStarts(r.titles[r.titleStarting(p)].to):
		default:
			return
		}
	}
}

// definiteAfter returns the title with an article in apposition at token p
// after name n: "Anne Martin, la directrice de l'hôpital, …". In a list of
// people it would be somebody else.
func (r *reader) definiteAfter(p, n int) int {
	if !r.together(p) {
		return -1
	}
	switch r.lower(p) {
	case "le", "la", "l'":
	default:
		return -1
	}
	t := r.titleStarting(p + 1)
	if t < 0 || r.taken(t) || r.titles[t].plural || r.word(p-1) != "," && r.word(p-1) != "(" {
		return -1
	}
	end := r.titles[t].to
	if r.together(end) && r.word(end) != "," && r.word(end) != ")" && r.word(end) != "." || r.nameStarts(end) || r.nameStarts(end+1) || r.word(end+1) == "et" {
		return -1
	}
	if r.listed(n) || r.names[n].gender != "" && !r.agreesWith(&r.titles[t], n) {
		return -1
	}
	for k := end; k < len(r.tokens) && k < end+12 && r.sentence[k] == r.sentence[p]; k++ {
		if r.titleAt[k] != 0 && r.word(end) == "," && r.word(k-1) != "que" && k < end+4 {
			return -1
		}
	}
	return t
}

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
		}
	}
}

// giveAll attaches a plural title to name n and those coordinated before it.
func (r *reader) giveAll(t, n int) {
	for k := n; k >= 0; k-- {
		r.give(t, k)
		if k == 0 {
			return
		}
		p := r.names[k].from - 1
		if r.names[k].civility >= 0 && r.names[k].civility == p {
			p--
		}
		if p < 0 || r.names[k-1].to != p && r.names[k-1].to != p-1 || r.word(p) != "," && r.word(p) != "et" {
			return
		}
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

// profession recognises a noun in apposition by its ending: "hydrologue au BRGM".
func (r *reader) profession(p int) int {
	if !r.together(p) || !r.lowercase(p) || r.class[p]&(stop|adjective|notAdjective|notRole|predicate|speechVerb|humanVerb|venue|orgWord|linker|infinitiveNoun) != 0 || r.word(p-1) != "," && r.word(p-1) != "(" {
		return -1
	}
	w, plural := strings.CutSuffix(r.word(p), "s")
	fits := false
	for _, s := range []string{"teur", "trice", "geur", "leur", "neur", "seur", "ienne", "icien", "iste", "logue", "nome", "graphe", "rier", "riere", "mier", "miere", "nier", "niere", "lier", "liere", "tier", "tiere", "cier", "ciere", "cat", "aire", "ecin", "deuse", "teuse", "rienne", "rien", "tien", "tienne", "deur"} {
		if strings.HasSuffix(w, s) && len(w) > len(s)+2 {
			fits = true
			break
		}
	}
	if !fits || strings.HasSuffix(w, "itaire") || w == "originaire" || w == "titulaire" || w == "beneficiaire" || w == "solidaire" || w == "locataire" {
		return -1
	}
	q := p + 1
	for r.lowercase(q) && r.together(q) && r.isAdjective(q) {
		q++
	}
	if r.together(q) && r.tokens[q].Kind == extract.Word {
		l := r.lower(q)
		if !r.isDe(q) && l != "à" && l != "au" && l != "aux" && l != "en" && l != "chez" {
			return -1
		}
		x := &office{class: work, preps: takesA | takesEn}
		for r.together(q) {
			next, ok := r.preposition(q, x, false)
			if l := r.lower(q); l == "en" || l == "chez" {
				next, ok = q+1, r.capital(q+1)
			}
			if !ok {
				break
			}
			c, ok := r.nounPhrase(next, len(r.titles), false)
			if !ok || c.nested {
				break
			}
			q = c.end
		}
	}
	t := title{from: p, to: q, head: -1, article: -1, owner: -1, parent: -1, person: -1}
	if written := r.text(p, p+1); plural {
		t.plural, t.full = true, strings.TrimSuffix(written, "s")+r.d.Text[r.tokens[p].Span.To:r.tokens[q-1].Span.To]
	}
	r.titles = append(r.titles, t)
	r.titleAt[p] = int32(len(r.titles))
	return len(r.titles) - 1
}

// start is the first token of name n with its civility.
func (r *reader) start(n int) int {
	if c := r.names[n].civility; c >= 0 && c == r.names[n].from-1 {
		return c
	}
	return r.names[n].from
}

// before attaches the title that stands in front of name n: "le préfet du
// Nord, M. Michel Lalande", "la députée Anne Martin", "les sénateurs X et Y".
func (r *reader) before(n int) {
	p := r.start(n)
	comma := false
	switch q := p - 1; {
	case q >= 0 && r.together(p) && (r.word(q) == "cher" || r.word(q) == "chere") && r.word(q-1) == ",":
		comma = true
		p = q - 1
	case q >= 0 && r.together(p) && r.word(q) == "," || q >= 0 && r.word(q) == ":" && r.together(p):
		comma = true
		p = q
	}
	t := r.titleEnding(p)
	if t < 0 || r.taken(t) || !r.together(r.start(n)) {
		return
	}
	x := &r.titles[t]
	if comma {
		colon := r.word(p) == ":"
		if x.article < 0 && !(colon || r.lineStart(x.from) || r.chained(t)) || x.plural && !colon && !r.counted(x) {
			return
		}
		if !x.plural && !colon && r.enumeration(n, x) {
			return
		}
		if r.names[n].weak && !r.apposed(n) && !r.counted(x) {
			return
		}
		if x.def && !r.possessive(x) && r.hasOwnTitle(n) && r.listed(n) {
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

// chained reports whether a title with an article ends at the comma before
// title t: "la sous-préfète, directrice de cabinet, Anne Martin".
func (r *reader) chained(t int) bool {
	p := r.titles[t].from
	if r.word(p-1) != "," || !r.together(p) {
		return false
	}
	k := r.titleEnding(p - 1)
	return k >= 0 && r.titles[k].def && !r.titles[k].plural && !r.taken(k)
}

// counted reports "les deux agentes".
func (r *reader) counted(x *title) bool {
	switch r.word(x.from - 1) {
	case "deux", "trois", "quatre", "cinq", "six":
		return true
	}
	return false
}

// enumeration reports whether the title x and the name n after its comma are
// two members of a list: "par le préfet, Mme Martin et Mme Petit".
func (r *reader) enumeration(n int, x *title) bool {
	p := r.names[n].to
	if !r.together(p) || r.word(p) != "et" || !r.nameStarts(p+1) {
		return false
	}
	return r.names[n].civility >= 0
}

// beforeChain attaches the titles that go before title t in one apposition:
// "la sous-préfète, directrice de cabinet du préfet, Anne Martin", "le
// commandant de la compagnie, le capitaine Paul Petit".
func (r *reader) beforeChain(t, n int) {
	for {
		x := &r.titles[t]
		p := x.from
		if x.article >= 0 {
			if x.head < 0 || r.office(&r.heads[x.head]).class != rank || r.lower(x.article) == "du" || r.lower(x.article) == "au" {
				return
			}
			p = x.article
		}
		if r.word(p-1) != "," || !r.together(p) {
			return
		}
		t = r.titleEnding(p - 1)
		if t < 0 || r.taken(t) || r.titles[t].plural || r.titles[t].article < 0 && !r.lineStart(r.titles[t].from) {
			return
		}
		r.give(t, n)
	}
}

// apposed reports whether the name n is closed off by punctuation or followed by a verb.
func (r *reader) apposed(n int) bool {
	p := r.names[n].to
	return r.closes(p) || r.verbAt(p)
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
	for k := n + 1; k < len(r.names); k++ {
		p := r.start(k) - 1
		if p < 0 || !r.together(r.start(k)) || r.word(p) != "," && r.word(p) != "et" || r.names[k-1].to != p && !(r.word(p) == "et" && r.word(p-1) == "," && r.names[k-1].to == p-1) {
			return
		}
		if p := r.names[k].to; r.word(p) == "," && r.titleStarting(p+1) >= 0 && r.titles[r.titleStarting(p+1)].article < 0 && r.word(r.start(k)-1) == "et" && r.names[k].civility >= 0 {
			return
		}
		r.give(t, k)
	}
}

// titleEnding returns the outermost title that ends before token p, or -1.
func (r *reader) titleEnding(p int) int {
	best := -1
	for j := p - 1; j >= 0 && j > p-40 && r.sentence[j] == r.sentence[p-1]; j-- {
		if k := r.titleAt[j]; k != 0 && r.titles[k-1].from == j && r.titles[k-1].to == p {
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

// confirm keeps the weak names that a title or a verb of speech supports.
func (r *reader) confirm() {
	for n := range r.names {
		nm := &r.names[n]
		if !nm.weak || len(nm.titles) > 0 {
			nm.weak = false
			continue
		}
		if r.spoken(n) {
			nm.weak = false
			continue
		}
		for k := nm.from; k < nm.to; k++ {
			r.nameAt[k] = 0
		}
	}
}

// spoken reports whether a verb of speech follows name n or precedes it in an inversion.
func (r *reader) spoken(n int) bool {
	p := r.names[n].to
	if !r.together(p) {
		return false
	}
	switch r.lower(p) {
	case "a", "s'est":
		return r.is(p+1, speechVerb) || r.is(p+2, speechVerb) && r.lowercase(p+1)
	}
	return r.lowercase(p) && r.is(p, speechVerb) && r.firstName(r.names[n].from) > 0
}

// complete builds the full form of titles that are plural or possessive.
func (r *reader) complete() {
	for t := range r.titles {
		x := &r.titles[t]
		if len(x.names) == 0 || x.head < 0 {
			continue
		}
		if r.heads[x.head].plural {
			x.full = r.singular(t)
		}
		if x.article >= 0 && r.possessive(x) {
			r.completePossessive(t)
		}
	}
}

// singular puts the head of a plural title and its adjectives in the singular.
func (r *reader) singular(t int) string {
	x := &r.titles[t]
	hd := &r.heads[x.head]
	form := r.lexicon.singular(hd.office, hd.gender)
	written := r.text(hd.from, hd.to)
	if strings.ToUpper(written[:1]) == written[:1] && !strings.HasPrefix(form, "É") {
		form = strings.ToUpper(form[:1]) + form[1:]
	}
	out := form
	k := hd.to
	for k < x.to && r.isAdjective(k) {
		a := r.text(k, k+1)
		if s, ok := strings.CutSuffix(a, "aux"); ok {
			a = s + "al"
		} else {
			a = strings.TrimSuffix(a, "s")
		}
		out += " " + a
		k++
	}
	if k < x.to {
		out += r.d.Text[r.tokens[k-1].Span.To:r.tokens[x.to-1].Span.To]
	}
	return out
}

// completePossessive says whose the title is: "son directeur de cabinet".
func (r *reader) completePossessive(t int) {
	x := &r.titles[t]
	hd := &r.heads[x.head]
	if r.isDe(hd.to) && x.to > hd.to {
		return
	}
	own := r.text(x.from, x.to)
	if x.full != "" {
		own = x.full
	}
	o := r.office(hd)
	if x.to > hd.to && (o.preps&takesA != 0) && r.is(hd.to, particle|stop) {
		return // "sa conseillère au travail"
	}
	if body := r.bodyBefore(x.article); body != "" && o.class != direction {
		x.full = own + " " + body
		return
	}
	if o.class != elected && !strings.HasPrefix(o.name, "directeur de cabinet") && !strings.Contains(o.name, "adjoint") && !strings.HasPrefix(o.name, "vice-") {
		if body := r.nearestBody(x.article); body != "" {
			x.full = own + " " + body
			return
		}
	}
	owner := -1
	for k := t - 1; k >= 0 && r.sentence[r.titles[k].from] >= r.sentence[x.from]-1; k-- {
		if r.titles[k].parent < 0 && !r.titles[k].plural && r.titles[k].head >= 0 && r.titles[k].to <= x.from {
			owner = k
			break
		}
	}
	if owner < 0 {
		if body := r.bodySubject(int(r.sentence[x.from])); body != "" {
			x.full = own + " " + body
		}
		return
	}
	ow := &r.titles[owner]
	oh := &r.heads[ow.head]
	if o.class == elected && len(ow.names) > 0 {
		return // "M. Martin, maire, et sa première adjointe": complete as it stands
	}
	if o.class == body {
		if ow.to > oh.to && r.office(oh).class == body {
			x.full = own + r.d.Text[r.tokens[oh.to-1].Span.To:r.tokens[ow.to-1].Span.To]
		}
		return
	}
	words := r.text(ow.from, ow.to)
	x.full = own + " " + contracted(words, ow.gender)
}

// contracted puts "du", "de la" or "de l'" before a title.
func contracted(words string, g extract.Gender) string {
	switch first := foldLatin(words)[0]; {
	case strings.IndexByte("aeiou", first) >= 0:
		return "de l'" + words
	case g == extract.Feminine:
		return "de la " + words
	}
	return "du " + words
}

// bodyBefore returns "du conseil régional" for "le conseil régional et son président".
func (r *reader) bodyBefore(p int) string {
	if r.word(p-1) != "et" {
		return ""
	}
	for j := p - 2; j >= 0 && j > p-12 && r.sentence[j] == r.sentence[p]; j-- {
		words := r.d.Text[r.tokens[j+1].Span.From:r.tokens[p-2].Span.To]
		switch r.lower(j) {
		case "le", "du", "au":
			if j > 0 && r.isDe(j) && j > p-10 && r.lowercase(j-1) && r.articleWithin(j-1, p-12) {
				continue
			}
			return "du " + words
		case "la":
			if r.lower(j-1) == "de" {
				continue
			}
			return "de la " + words
		case "l'":
			if r.lower(j-1) == "de" {
				continue
			}
			return "de l'" + words
		case ",", "par", "avec":
			return ""
		}
	}
	return ""
}

// nearestBody returns "de l'entreprise X" for the body with an article that
// is named last in the sentence before token p.
func (r *reader) nearestBody(p int) string {
	for j := p - 2; j >= 0 && j > p-25 && r.sentence[j] == r.sentence[p]; j-- {
		if r.titleEnding(j) >= 0 {
			return ""
		}
		if !r.is(j+1, bodyName) {
			continue
		}
		l := r.lower(j)
		switch l {
		case "le", "la", "l'", "du", "au":
		default:
			continue
		}
		c := complement{end: j + 2, noun: j + 1}
		r.tail(&c, false)
		for r.isDe(c.end) {
			d, ok := r.nounPhrase(r.afterDe(c.end), -1, false)
			if !ok || d.nested {
				break
			}
			c.end = d.end
		}
		words := r.text(j+1, min(c.end, p))
		switch l {
		case "la", "l'":
			return "de " + strings.ToLower(r.text(j, min(c.end, p))[:1]) + r.text(j, min(c.end, p))[1:]
		}
		return "du " + words
	}
	return ""
}

// bodySubject returns "de l'association X" for the body that is the subject of
// the sentence s or of the one before it.
func (r *reader) bodySubject(s int) string {
	for k := s; k >= 0 && k >= s-1; k-- {
		x := &r.d.Sentences[k]
		from := x.From
		verb := from + 1
		for verb < x.To && verb < from+8 && !r.verbAt(verb) {
			verb++
		}
		if verb >= x.To || verb >= from+8 || r.nameAt[from] != 0 || r.titleAt[from] != 0 || r.titleAt[from+1] != 0 || r.tokens[from].Kind != extract.Word {
			continue
		}
		words := r.d.Text[r.tokens[from].Span.From:r.tokens[verb-1].Span.To]
		switch r.lower(from) {
		case "le":
			return "du " + r.d.Text[r.tokens[from+1].Span.From:r.tokens[verb-1].Span.To]
		case "la", "l'":
			return "de " + strings.ToLower(words[:1]) + words[1:]
		}
		if r.is(from, stop|particle|officeHead) || !r.capital(verb-1) {
			continue
		}
		if first := foldLatin(words)[0]; strings.IndexByte("aeiouh", first) >= 0 {
			return "d'" + words
		}
		return "de " + words
	}
	return ""
}

// articleWithin reports whether an article stands within two tokens before j.
func (r *reader) articleWithin(j, limit int) bool {
	for k := j - 1; k >= 0 && k >= limit && k >= j-2; k-- {
		switch r.lower(k) {
		case "le", "la", "l'":
			return true
		}
	}
	return false
}
