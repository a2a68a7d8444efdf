package english

import (
	"strings"

	"estrade/extract"
)

// attach gives the titles to those who bear them: before the name ("the Prefect
// of Ain, Paul Martin"), after it ("Paul Martin, Prefect of Ain and Mayor of Gex"), or
// said of them ("Paul Martin was appointed Prefect of Ain"). What is left stands for one
// who bears it elsewhere in the text, or for someone without a name.
func (r *reader) attach() {
	for i := range r.titles {
		r.attachBefore(i)
	}
	for m := range r.mentions {
		r.attachAfter(m)
		r.calling(m)
	}
	r.passOn()
	r.refer()
	r.writeTitles()
}

// attachBefore gives title i to the name that follows it.
func (r *reader) attachBefore(i int) {
	x := &r.titles[i]
	s := r.d.Sentences[r.sentAt[x.from]]
	k := r.address(x.to, s)
	if x.office.plural {
		r.shared(i, k, s)
		return
	}
	if k < s.To && r.nameAt[k] > 0 && r.t[k].Gap != extract.Joined {
		x.person = r.mentions[r.nameAt[k]-1].person
		return
	}
	if k+1 >= s.To || r.t[k].Lower != "," && r.t[k].Lower != ":" {
		return
	}
	k = r.address(k+1, s)
	if k < s.To && r.titleAt[k] > 0 && r.titles[r.titleAt[k]-1].office.class == "rank" { // "the Governor, General Paul Martin"
		k = r.address(r.titles[r.titleAt[k]-1].to, s)
	}
	if k >= s.To || r.nameAt[k] == 0 || x.office.class == "rank" && x.to == x.head {
		return
	}
	m := r.mentions[r.nameAt[k]-1]
	// "Anne Martin, Mayor of Gex, Paul Petit": it is hers, unless she has one
	// before her name and the name after it ends the pair.
	if before := r.nameBefore(x.from, s); before >= 0 && before != m.person && !r.hasTitleBefore(before, x.from) {
		return
	}
	if m.to < s.To && r.titleAfter(m.to, s) && x.from > s.From && !x.definite {
		return
	}
	x.person = m.person
}

// address is the token after "Mr", "His Excellency", "the Honourable" at token k.
func (r *reader) address(k int, s extract.Sentence) int {
	for i := k; i < min(k+4, s.To) && r.nameAt[i] == 0; i++ {
		switch w := r.t[i].Lower; {
		case r.x.is("civility", w):
			k = i + 1
		case w != "the" && w != "his" && w != "her":
			return k
		}
	}
	return k
}

// nameBefore is the person named right before a title at token i ("N, T"), or -1.
func (r *reader) nameBefore(i int, s extract.Sentence) int {
	k := i - 1
	for k > s.From && (r.t[k].Lower == "the" || r.t[k].Lower == "a" || r.t[k].Lower == "an") {
		k--
	}
	if k <= s.From || r.t[k].Lower != "," && r.t[k].Lower != "(" || r.nameAt[k-1] == 0 {
		return -1
	}
	return r.mentions[r.nameAt[k-1]-1].person
}

// hasTitleBefore reports whether the person named before token i has a title
// before that name, with a comma.
func (r *reader) hasTitleBefore(person, i int) bool {
	const reach = 12 // titles back; those of one sentence stand in order
	at := int(r.titleAt[i]) - 1
	for n := at - 1; n >= max(0, at-reach); n-- {
		x := &r.titles[n]
		if x.person == person && x.to < i && x.to+1 < len(r.t) && r.t[x.to].Lower == "," && r.nameAt[x.to+1] > 0 && r.sentAt[x.from] == r.sentAt[i-1] && i-x.to < 12 {
			return true
		}
	}
	return false
}

// shared gives a plural title to each of the names that follow: "Senators Anne Martin and Paul Petit".
func (r *reader) shared(i, k int, s extract.Sentence) {
	if k >= s.To || r.nameAt[k] == 0 {
		return
	}
	x := r.titles[i]
	first := true
	for k < s.To {
		switch {
		case r.nameAt[k] > 0:
			m := r.mentions[r.nameAt[k]-1]
			if first {
				r.titles[i].person = m.person
				first = false
			} else {
				y := x
				y.person = m.person
				r.titles = append(r.titles, y)
			}
			k = m.to
		case r.t[k].Lower == "," || r.t[k].Lower == "and" || r.x.is("civility", r.t[k].Lower):
			k++
			if k < s.To && r.titleAt[k] > 0 {
				return
			}
		default:
			return
		}
	}
}

// attachAfter gives the titles after a name to it.
func (r *reader) attachAfter(n int) {
	m := r.mentions[n]
	s := r.d.Sentences[r.sentAt[m.from]]
	k := m.to
	if k+1 >= s.To {
		return
	}
	// "Paul Martin, 94, a veteran"
	if r.t[k].Lower == "," && number(r.t, k+1, 5, 120) > 0 && k+2 < s.To && r.t[k+2].Lower == "," {
		k += 2
	}
	switch w := r.t[k].Lower; {
	case w == "," || w == "(" || w == "-" || w == "–" || w == "—":
		k++
	case w == "as" || w == "who" && (r.word(k+1, s.To) == "is" || r.word(k+1, s.To) == "was"):
		k += 1
		if w == "who" {
			k++
		}
	case r.appointed(k, s) > k:
		k = r.appointed(k, s)
	default:
		return
	}
	for k < s.To {
		at := r.possessor(k, s)
		for at < s.To && at < k+6 && r.titleAt[at] == 0 && (r.x.is("determiner", r.t[at].Lower) || r.t[at].Lower == "new" || r.t[at].Lower == "then" || r.t[at].Lower == "also" || r.t[at].Lower == "currently") {
			at++
		}
		if at >= s.To || r.titleAt[at] == 0 || r.titles[r.titleAt[at]-1].from != at {
			if k == m.to+1 || k > m.to+1 && r.t[k-1].Lower == "," && number(r.t, k-2, 5, 120) > 0 {
				if r.t[k-1].Lower == "," {
					r.apposition(n, k, s)
				}
			}
			return
		}
		x := &r.titles[r.titleAt[at]-1]
		if x.person != extract.None && x.person != m.person || x.office.plural {
			return
		}
		// A rank right before a name is that one's.
		if x.to < s.To && r.nameAt[x.to] > 0 {
			return
		}
		x.person = m.person
		k = x.to
		if w := r.word(k, s.To); w == "and" {
			k++
		} else if w == "," && (r.word(k+1, s.To) == "and" || r.titleSoon(k+1, s)) {
			k++
			if r.t[k].Lower == "and" {
				k++
			}
		} else {
			return
		}
		if at := k; at < s.To && (r.x.is("determiner", r.t[at].Lower) || r.titleAt[at] == 0) {
			if r.t[k-1].Lower != "," || !r.titleSoon(k, s) {
				if !(r.titleAt[at] > 0) {
					return // "and the Mayor of Gex" is someone else
				}
			}
		}
		if at := r.titleIndex(k, s); at >= 0 {
			y := &r.titles[at]
			if y.to+1 < s.To && r.t[y.to].Lower == "," && r.nameAt[y.to+1] > 0 && y.definite && y.from > k {
				return // "T1, the T2, NAME"
			}
		}
	}
}

// possessor is the token after "Her Majesty's", "its" or the like at token k, k if none.
func (r *reader) possessor(k int, s extract.Sentence) int {
	for i := k; i < min(k+4, s.To-1); i++ {
		if (r.t[i].Lower == "'" || r.t[i].Lower == "’") && r.t[i+1].Lower == "s" && i > k {
			return i + 2
		}
		if r.t[i].Kind != extract.Word || r.titleAt[i] > 0 {
			break
		}
	}
	return k
}

func (r *reader) titleSoon(k int, s extract.Sentence) bool { return r.titleIndex(k, s) >= 0 }

// titleIndex is the title that begins at token k, or after an article there, or -1.
func (r *reader) titleIndex(k int, s extract.Sentence) int {
	for at := k; at < min(k+2, s.To); at++ {
		if n := r.titleAt[at]; n > 0 && r.titles[n-1].from == at {
			return int(n - 1)
		}
		if !r.x.is("determiner", r.t[at].Lower) {
			break
		}
	}
	return -1
}

// appointed is the token after "was appointed", "became", "is the" at token k; k if there is no such verb.
func (r *reader) appointed(k int, s extract.Sentence) int {
	i := k
	for i < min(k+5, s.To) {
		switch r.t[i].Lower {
		case "is", "was", "has", "been", "had", "took", "takes", "up", "office", "as", "named", "appointed", "elected", "the", "new", "its", "their", "re-elected":
			i++
			continue
		case "became", "becomes":
			return i + 1
		}
		break
	}
	if i > k && i < s.To && r.titleAt[i] > 0 && r.titles[r.titleAt[i]-1].from == i {
		return i
	}
	return k
}

// apposition makes a title of what stands after a name between commas and is no
// office: "a retired fisherman", "mother of two of the victims".
func (r *reader) apposition(n, k int, s extract.Sentence) {
	m := r.mentions[n]
	from := k
	article := r.t[k].Lower == "a" || r.t[k].Lower == "an"
	if article {
		from++
	}
	if from >= s.To || r.t[from].Kind != extract.Word || r.t[from].Shape != extract.LowerCase || r.inDate[from] {
		return
	}
	if !article && !strings.HasPrefix(r.labels[from].tag, "NN") && r.labels[from].tag != "JJ" {
		return
	}
	const longest = 9
	to := r.nounPhrase(from, min(s.To, from+longest), false)
	if to == from || to > s.To || to < s.To && !strings.Contains(",.;)”", r.t[to].Lower) && r.t[to].Lower != "who" && r.t[to].Lower != "from" {
		return
	}
	if r.finite(to-1) || r.x.is("auxiliary", r.t[from].Lower) || r.x.is("aside", r.t[from].Lower) {
		return
	}
	if v, e := r.x.verbs.match(r.t, from, s.To, lower); e > from && v.plain != "" {
		return
	}
	tag := r.labels[to-1].tag
	if to == from+1 && !article && tag != "NN" || tag == "NNS" && to == from+1 || tag == "RB" || tag == "VBD" || tag == "VBN" || tag == "VBG" {
		return
	}
	for i := from; i < to; i++ {
		if r.titleAt[i] > 0 || r.nameAt[i] > 0 || r.inDate[i] {
			return
		}
	}
	r.titles = append(r.titles, title{from: from, to: to, head: to, person: m.person, apposed: true, office: office{class: "work"}})
	for i := from; i < to; i++ {
		r.titleAt[i] = int32(len(r.titles))
	}
}

// calling makes a title of the noun right before a name: "said violinist Lena Hoffmann".
func (r *reader) calling(n int) {
	m := r.mentions[n]
	s := r.d.Sentences[r.sentAt[m.from]]
	i := m.from
	for i > s.From && r.t[i].Gap == extract.Space && r.t[i-1].Shape == extract.LowerCase && r.t[i-1].Kind == extract.Word && r.titleAt[i-1] == 0 && !r.inDate[i-1] &&
		(r.labels[i-1].tag == "NN" || strings.HasSuffix(r.t[i-1].Lower, "ist") || i < m.from && r.labels[i-1].tag == "JJ") && !r.saying(i-1) && !r.x.is("common", r.t[i-1].Lower) && !r.x.is("notcalling", r.t[i-1].Lower) && !r.x.is("civility", r.t[i-1].Lower) {
		i--
	}
	if i == m.from || m.to-m.from < 2 || m.from-i > 3 || i == s.From {
		return
	}
	if r.t[m.from].Gap != extract.Space {
		return
	}
	r.titles = append(r.titles, title{from: i, to: m.from, head: m.from, person: m.person, apposed: true, office: office{class: "work"}})
	for k := i; k < m.from; k++ {
		r.titleAt[k] = int32(len(r.titles))
	}
}

// passOn gives a title without holder to the holder of the one right after it:
// "Prefect of Brittany, Prefect of Ille-et-Vilaine, Paul Martin".
func (r *reader) passOn() {
	for i := len(r.titles) - 2; i >= 0; i-- {
		x, y := &r.titles[i], &r.titles[i+1]
		if x.person != extract.None || y.person == extract.None || x.office.plural || r.sentAt[x.from] != r.sentAt[y.from] || y.from < x.to {
			continue
		}
		between := r.words(x.to, y.from)
		if (between == "," || between == " and" || between == "and" || between == ", and") && y.to < len(r.t) && (r.nameAt[y.to] > 0 || r.t[y.to].Lower == "," && y.to+1 < len(r.t) && r.nameAt[y.to+1] > 0) {
			if between != "," || !r.precedesName(x) {
				x.person = y.person
			}
		}
	}
}

func (r *reader) precedesName(x *title) bool { return x.to < len(r.t) && r.nameAt[x.to] > 0 }

// refer finds for whom a title without a name stands.
func (r *reader) refer() {
	type holder struct {
		person int
		text   string // the complement, folded
	}
	holders, family := map[string][]holder{}, map[string][]holder{}
	note := func(x *title) {
		key := x.office.name
		h := holder{x.person, r.fold(x.head, x.to)}
		holders[key] = append(holders[key], h)
		family[firstWord(key)] = append(family[firstWord(key)], h)
	}
	// Those who are named after they are spoken of count as well.
	later := map[string][]holder{}
	for i := range r.titles {
		if x := &r.titles[i]; x.person != extract.None && x.office.name != "" {
			later[x.office.name] = append(later[x.office.name], holder{x.person, r.fold(x.head, x.to)})
		}
	}
	for i := range r.titles {
		x := &r.titles[i]
		if x.person != extract.None {
			if x.office.name != "" {
				note(x)
			}
			continue
		}
		if x.office.plural || !x.definite {
			continue
		}
		text := r.fold(x.head, x.to)
		find := func(list []holder) bool {
			for k := len(list) - 1; k >= 0; k-- {
				h := list[k]
				if text == "" || h.text == text || h.text != "" && within(text, h.text) {
					x.person, x.coref = h.person, true
					return true
				}
			}
			return false
		}
		// "The Minister" may be a Minister of State.
		kin := firstWord(x.office.name)
		switch {
		case find(holders[x.office.name]):
		case text == "" && find(family[kin]):
		default:
			find(later[x.office.name])
		}
		if x.coref {
			p := &r.d.People[x.person]
			from := x.from
			if from > 0 && r.t[from-1].Lower == "the" {
				from--
			}
			span := r.span(from, x.to)
			p.Coref = append(p.Coref, extract.Mention{Text: r.d.Text[span.From:span.To], Span: span})
		}
	}
}

// within reports whether all words of a stand in b, in order: "of the region" in
// "of the Hauts-de-France region".
func within(a, b string) bool {
	words := strings.Fields(b)
	for w := range strings.FieldsSeq(a) {
		i := 0
		for i < len(words) && words[i] != w {
			i++
		}
		if i == len(words) {
			return false
		}
		words = words[i+1:]
	}
	return true
}

func (r *reader) fold(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		if w := r.t[i].Fold; w != "the" {
			b.WriteString(w)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// writeTitles lists the titles of persons, and of those without a name.
func (r *reader) writeTitles() {
	unnamed, whole := map[string]bool{}, map[string]bool{}
	for i := range r.titles {
		if x := &r.titles[i]; x.person == extract.None && x.to > x.head && !x.office.plural {
			whole[x.office.name] = true
		}
	}
	for i := range r.titles {
		x := &r.titles[i]
		if x.coref {
			continue
		}
		span := r.span(x.from, x.to)
		t := extract.Title{Text: r.d.Text[span.From:span.To], Span: span, Full: r.words(x.from, x.to), Office: x.office.name, Person: x.person}
		if x.person == extract.None {
			if x.office.plural || x.office.class == "rank" && x.to == x.head || x.office.class == "work" || x.office.class == "noble" && x.to == x.head || !x.definite {
				continue
			}
			if x.to == x.head && (x.office.class == "direction" || x.office.class == "body") {
				continue
			}
			if x.to == x.head && whole[x.office.name] {
				continue // "the Governor", of the Governor of Kent
			}
			if unnamed[strings.ToLower(t.Full)] {
				continue
			}
			unnamed[strings.ToLower(t.Full)] = true
		} else if x.office.plural {
			t.Full = r.singular(x)
		}
		if t.Office == "" {
			t.Office = t.Full
		}
		t.Scope = r.scope(x)
		r.d.Titles = append(r.d.Titles, t)
	}
}

// singular is a plural title in the singular: "Senators" is Senator.
func (r *reader) singular(x *title) string {
	words := strings.Fields(r.words(x.from, x.head))
	last := words[len(words)-1]
	switch {
	case strings.HasSuffix(last, "men"):
		last = last[:len(last)-2] + "an"
	case strings.HasSuffix(last, "ies"):
		last = last[:len(last)-3] + "y"
	case strings.HasSuffix(last, "s"):
		last = last[:len(last)-1]
	}
	words[len(words)-1] = last
	s := strings.Join(words, " ")
	if x.to > x.head {
		s += " " + r.words(x.head, x.to)
	}
	return s
}

// scope is the code of the departement or region governed, or the words for what is governed.
func (r *reader) scope(x *title) string {
	k := x.head
	if k < x.to && (r.t[k].Lower == "of" || r.t[k].Lower == "for") {
		k++
	}
	if k < x.to && r.x.is("determiner", r.t[k].Lower) {
		k++
	}
	if k >= x.to {
		return ""
	}
	if x.office.name == "préfet" {
		to := x.to
		for to > k+1 && !r.capital(to-1) {
			to--
		}
		for _, e := range r.lookup(k, to) {
			if e.Kind == extract.Departement || e.Kind == extract.Region && e.Country == "FR" {
				return e.Code
			}
		}
	}
	return r.words(k, x.to)
}
