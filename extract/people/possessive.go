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
	if o.words[0] == "président" {
		if body := r.lastOf(int(r.sentence[x.from]) - 1); body != "" && r.starts(x.article) {
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
		c := complement{end: j + 2}
		r.tail(&c, false)
		for r.isDe(c.end) {
			d, ok := r.nounPhrase(r.afterDe(c.end), -1, false)
			if !ok || d.nested {
				break
			}
			c.end = d.end
		}
		words := r.text(j+1, min(c.end, p))
		return articled(l, words)
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
