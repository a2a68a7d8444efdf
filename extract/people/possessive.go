package people

import (
	"strings"

	"estrade/extract"
)

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
		switch {
		case x.article < 0:
		case r.possessive(x):
			r.completePossessive(t)
		case x.def && r.word(x.article-1) == "dont" && x.to == r.heads[x.head].to:
			if owner := r.relative(x.article); owner != "" {
				x.full = r.text(x.from, x.to) + " " + owner
			}
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
	switch r.word(x.from) {
	case "co":
		out = "co-" + form
	case "anciens":
		out = "ancien " + form
	case "anciennes":
		out = "ancienne " + form
	}
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
	own := r.text(x.from, x.to)
	if x.full != "" {
		own = x.full
	}
	o := r.office(hd)
	if r.isDe(hd.to) && x.to > hd.to {
		if body := r.topic(x.article); body != "" && o.class == direction && r.starts(x.article) && r.lowercase(x.to-1) {
			x.full = own + " " + body // "Sa directrice de la santé publique"
		}
		return
	}
	if x.to > hd.to && (o.preps&takesA != 0) && r.is(hd.to, particle|stop) {
		return // "sa conseillère au travail"
	}
	if body := r.bodyBefore(x.article); body != "" && o.class != direction {
		x.full = own + " " + body
		return
	}
	if owner := r.ownerAhead(t); owner != "" {
		x.full = own + " " + owner
		return
	}
	if r.lower(x.article) == "leur" {
		if group := r.group(x.article); group != "" {
			x.full = own + " " + group
			return
		}
	}
	if o.class != elected && !strings.HasPrefix(o.name, "directeur de cabinet") && !strings.Contains(o.name, "adjoint") && !strings.HasPrefix(o.name, "vice-") {
		if body := r.nearestBody(x.article); body != "" {
			x.full = own + " " + body
			return
		}
	}
	if o.words[0] == "président" {
		if body := r.lastOf(int(r.sentence[x.from]) - 1); body != "" && r.starts(x.article) {
			x.full = own + " " + body
			return
		}
	}
	led := o.name == "directeur" // no prefect or mayor has one without a field
	if o.class == company || ledBody(o) && (led || !r.titleBetween(t)) {
		if body := r.topic(x.article); body != "" {
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
	if led && r.office(oh).class <= elected {
		return
	}
	if o.class == elected && len(ow.names) > 0 {
		return // "M. Martin, maire, et sa première adjointe": complete as it stands
	}
	if o.class == body || o.class == company {
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

// articled puts "de" before words that have the article le, la or l'.
func articled(article, words string) string {
	switch article {
	case "la":
		return "de la " + words
	case "l'":
		return "de l'" + words
	}
	return "du " + words
}

// bodyBefore returns "du conseil régional" for "le conseil régional et son président".
func (r *reader) bodyBefore(p int) string {
	if r.word(p-1) != "et" {
		return ""
	}
	for j := p - 3; j >= 0 && j > p-12 && r.sentence[j] == r.sentence[p]; j-- {
		words := r.d.Text[r.tokens[j+1].Span.From:r.tokens[p-2].Span.To]
		switch r.lower(j) {
		case "le", "du", "au":
			if j > 0 && r.isDe(j) && j > p-10 && r.lowercase(j-1) && r.articleWithin(j-1, p-12) {
				continue
			}
			return articled("le", words)
		case "la", "l'":
			if r.lower(j-1) == "de" {
				continue
			}
			return articled(r.lower(j), words)
		case ",", "par", "avec":
			return ""
		}
	}
	return ""
}

// lastOf returns "de la SNSM" for a sentence that ends with "les sauveteurs de la SNSM."
func (r *reader) lastOf(s int) string {
	if s < 0 {
		return ""
	}
	x := &r.d.Sentences[s]
	end := x.To - 1
	if body := r.placeOfBody(x.From, end); body != "" {
		return body
	}
	k := end
	for k > x.From && r.capital(k-1) {
		k--
	}
	if k == end || end-k > 4 || r.tokens[end].Kind != extract.Punct {
		return ""
	}
	from := k - 1
	if l := r.lower(from); (l == "la" || l == "l'") && r.lower(from-1) == "de" {
		from--
	}
	if !r.isDe(from) || from <= x.From {
		return ""
	}
	return r.text(from, end)
}

// placeOfBody returns "de la chambre d'agriculture" for a sentence [from, end)
// that ends with "à la chambre d'agriculture".
func (r *reader) placeOfBody(from, end int) string {
	const most = 8 // words of a body
	for j := end - 1; j > from && j > end-most; j-- {
		if !r.is(j, bodyName) || !r.lowercase(j) {
			continue
		}
		switch r.lower(j - 1) {
		case "la", "l'", "le", "au", "du":
		default:
			continue
		}
		c := complement{end: j + 1}
		r.tail(&c, false)
		for r.isDe(c.end) && c.end < end {
			d, ok := r.nounPhrase(r.afterDe(c.end), -1, false)
			if !ok || d.nested {
				break
			}
			c.end = d.end
		}
		if c.end == end {
			return articled(r.lower(j-1), r.text(j, end))
		}
	}
	return ""
}

// ledBody reports offices that a body has and no person: its director, its
// secretary general.
func ledBody(o *office) bool {
	switch o.name {
	case "directeur", "directeur général", "directeur adjoint", "directeur général adjoint", "directeur général délégué", "directeur départemental", "directeur régional", "secrétaire général", "délégué général", "responsable":
		return true
	}
	return false
}

// titleBetween reports whether a title of somebody begins in the sentence of the
// possessive title t, or the one before it, in front of t.
func (r *reader) titleBetween(t int) bool {
	s := r.sentence[r.titles[t].from] - 1
	for k := t - 1; k >= 0 && r.sentence[r.titles[k].from] >= s; k-- {
		if r.titles[k].parent < 0 && r.titles[k].head >= 0 && !r.titles[k].plural {
			return true
		}
	}
	return false
}

// topic returns "de la société X" for the body named last in the sentences before
// that of token p, "Son directeur", where p begins its sentence or follows the verb
// after a quotation: "», écrit son directeur".
func (r *reader) topic(p int) string {
	const back = 3 // sentences; a quotation may hold some
	if !r.starts(p) && !(r.lowercase(p-1) && r.is(p-1, speechVerb)) {
		return ""
	}
	s := r.sentence[p]
	for j := p - 2; j >= 0 && r.sentence[j] >= s-back; j-- {
		if r.sentence[j] < s || !r.starts(p) {
			if body := r.bodyAt(j, p); body != "" {
				return body
			}
		}
	}
	return ""
}

// ownerAhead returns "de la rectrice" for a possessive title before its owner:
// "Par la voix de son directeur de cabinet, M. Petit, la rectrice a …".
func (r *reader) ownerAhead(t int) string {
	x := &r.titles[t]
	s := &r.d.Sentences[r.sentence[x.from]]
	const lead = 8 // words that open the sentence
	if x.article-s.From > lead || x.article == s.From || r.titlesBetween(s.From, x.article) {
		return ""
	}
	for k := s.From; k < x.article; k++ {
		if r.nameAt[k] != 0 || r.word(k) == "," || r.verbAt(k) && k > s.From {
			return ""
		}
	}
	end := r.names[x.names[len(x.names)-1]].to
	u := -1
	if r.word(end) == "," && r.together(end) {
		u = r.titleStarting(end + 2)
	}
	if u < 0 || !r.titles[u].def || r.titles[u].plural || r.titles[u].head < 0 || r.lower(end+1) == "du" || r.lower(end+1) == "au" {
		return ""
	}
	return contracted(r.text(r.titles[u].from, r.titles[u].to), r.titles[u].gender)
}

// titlesBetween reports whether a title begins among the tokens [from, to).
func (r *reader) titlesBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if r.titleAt[k] != 0 {
			return true
		}
	}
	return false
}

// group returns "des hôteliers" for the plural subject that opens the sentence
// before "leur" at token p: "Les hôteliers, par la voix de leur présidente".
func (r *reader) group(p int) string {
	from := r.d.Sentences[r.sentence[p]].From
	if r.lower(from) != "les" {
		return ""
	}
	const most = 7 // words
	for k := from + 1; k < p && k < from+most; k++ {
		if r.word(k) == "," || r.verbAt(k) && k > from+1 {
			return "des " + r.text(from+1, k)
		}
		if r.tokens[k].Kind != extract.Word || r.nameAt[k] != 0 {
			return ""
		}
	}
	return ""
}

// relative returns the owner of an office in "le Suriname, dont l'ambassadeur", with
// "du"; p is the token of the article.
func (r *reader) relative(p int) string {
	if body := r.nearestBody(p); body != "" {
		return body
	}
	end := p - 1
	if r.word(end-1) == "," {
		end--
	}
	from := end
	for from > 0 && r.together(from) && r.capital(from-1) && !r.is(from-1, stop) {
		from--
	}
	if from == end || r.nameAt[from] != 0 {
		return ""
	}
	switch l := r.lower(from - 1); l {
	case "le", "la", "l'":
		return articled(l, r.text(from, end))
	case "les", "aux", "des":
		return "des " + r.text(from, end)
	case "du", "au":
		return "du " + r.text(from, end)
	}
	if strings.IndexByte("aeiouh", foldLatin(r.text(from, end))[0]) >= 0 {
		return "d'" + r.text(from, end)
	}
	return "de " + r.text(from, end)
}

// nearestBody returns "de l'entreprise X" for the body with an article that
// is named last in the sentence before token p.
func (r *reader) nearestBody(p int) string {
	for j := p - 2; j >= 0 && j > p-25 && r.sentence[j] == r.sentence[p]; j-- {
		if r.titleEnding(j) >= 0 {
			return ""
		}
		if body := r.bodyAt(j, p); body != "" {
			return body
		}
	}
	return ""
}

// bodyAt returns "de l'entreprise X" for the body whose article is token j and which
// ends before token p; "" if there is none.
func (r *reader) bodyAt(j, p int) string {
	l := r.lower(j)
	switch l {
	case "le", "la", "l'", "du", "au":
	default:
		return ""
	}
	acronym := r.tokens[j+1].Shape == extract.UpperCase && len(r.tokens[j+1].Lower) > 2 && r.nameAt[j+1] == 0 && r.class[j+1]&(venue|stop) == 0
	if !r.together(j+1) || !r.is(j+1, bodyName) && !acronym {
		return ""
	}
	c := complement{end: j + 2}
	r.tail(&c, false)
	for {
		k := c.end
		if r.word(k) == "et" && r.lower(k+1) == "de" && k > j+2 && r.lowercase(k+3) {
			k++ // "de la cohésion sociale et de la protection des populations"
		}
		if !r.isDe(k) {
			break
		}
		d, ok := r.nounPhrase(r.afterDe(k), -1, false)
		if !ok || d.nested {
			break
		}
		c.end = d.end
	}
	c.end = r.ownName(j+1, c.end)
	return articled(l, r.text(j+1, min(c.end, p)))
}

// ownName is the end of the name that an association or company at token i has, with
// the small words and the common words in it, up to a comma: "l'association Un toit
// d'abord"; end if it has none.
func (r *reader) ownName(i, end int) int {
	switch r.word(i) {
	case "association", "societe", "entreprise", "collectif", "fondation", "cooperative", "syndicat", "compagnie", "groupe", "federation":
	default:
		return end
	}
	const most = 7 // words
	if end != i+1 || !r.capital(end) || !r.together(end) || !r.is(end, stop) {
		return end
	}
	for k := end + 1; k < end+most && k < len(r.tokens); k++ {
		if r.closes(k) {
			return k
		}
		if r.nameAt[k] != 0 || r.titleAt[k] != 0 || r.verbAt(k) {
			return end
		}
	}
	return end
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
		words := r.text(from, verb)
		switch r.lower(from) {
		case "le", "la", "l'":
			if verb < from+2 {
				continue
			}
			return articled(r.lower(from), r.text(from+1, verb))
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
