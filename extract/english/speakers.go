package english

import (
	"sort"
	"strings"

	"estrade/extract"
)

// entity is someone who can speak, at tokens from to to.
type entity struct {
	from, to int
	person   int    // index into People, or None
	name     string // of the speaker
	title    string // as written beside the name here, or ""
	group    bool
	pronoun  string // he, she: to be resolved
}

// findEntities lists persons, holders of titles, groups and pronouns in text order.
func (r *reader) findEntities() {
	for i := range r.mentions {
		m := &r.mentions[i]
		r.entities = append(r.entities, entity{from: m.from, to: m.to, person: m.person, name: r.d.People[m.person].Name})
	}
	fuller := map[string]string{} // the titles without a name, by office
	for i := range r.titles {
		x := &r.titles[i]
		e := entity{from: x.from, to: x.to, person: x.person, title: r.words(x.from, x.to)}
		switch {
		case x.person != extract.None:
			e.name = r.d.People[x.person].Name
		case x.office.plural:
			e.name, e.group = r.words(x.from, x.to), true
		default:
			e.name = r.words(x.from, x.to)
			if x.to > x.head {
				fuller[x.office.name] = e.name
			} else if f := fuller[x.office.name]; f != "" { // "the Prince", after "the Prince of Wales"
				e.name = f
			}
		}
		r.entities = append(r.entities, e)
	}
	taken := make([]bool, len(r.t))
	for _, e := range r.entities {
		for k := e.from; k < e.to; k++ {
			taken[k] = true
		}
	}
	for i := range r.t {
		w := r.t[i].Lower
		switch {
		case taken[i]:
		case r.x.is("pronoun", w):
			r.entities = append(r.entities, entity{from: i, to: i + 1, person: extract.None, pronoun: w})
		}
	}
	sort.SliceStable(r.entities, func(i, j int) bool { return r.entities[i].from < r.entities[j].from })
	r.entityAt = make([]int32, len(r.t))
	for i, e := range r.entities {
		for k := e.from; k < e.to; k++ {
			r.entityAt[k] = int32(i + 1)
		}
	}
}

// at is the entity that token i belongs to, or -1.
func (r *reader) at(i int) int {
	if i < 0 || i >= len(r.t) {
		return -1
	}
	return int(r.entityAt[i]) - 1
}

// start is where the noun phrase of an entity begins, with article and civility.
func (r *reader) start(n int, s extract.Sentence) int {
	i := r.entities[n].from
	for i > s.From && (r.x.is("civility", r.t[i-1].Lower) || r.x.is("determiner", r.t[i-1].Lower)) {
		i--
	}
	return i
}

// aside reports whether the entity stands after a preposition or in a list after one, so
// that it is no subject: "accompanied by the Mayor".
func (r *reader) aside(n int, s extract.Sentence) bool {
	i := r.start(n, s)
	// "the Mayor of Gex, Anne Martin": as the title, so the name.
	for i-1 > s.From && r.t[i-1].Lower == "," {
		p := r.at(i - 2)
		if p < 0 || r.entities[p].person == extract.None || r.entities[p].person != r.entities[n].person {
			break
		}
		i = r.start(p, s)
	}
	for i > s.From && r.at(i-1) >= 0 && r.entities[r.at(i-1)].person == r.entities[n].person && r.entities[n].person != extract.None {
		i = r.start(r.at(i-1), s)
	}
	if i == s.From {
		return false
	}
	w := r.t[i-1].Lower
	if w == "and" {
		return false
	}
	return r.x.is("aside", w)
}

// subject is the entity that is the subject of the verb at token i, or -1. Between
// the two only auxiliaries, adverbs and insertions may stand. again tells that the verb
// shares the subject of one before it ("and urged").
func (r *reader) subject(i int, s extract.Sentence) (n int, again bool) {
	k := i - 1
	for k >= s.From {
		w := r.t[k].Lower
		if r.at(k) < 0 && w != "and" && (r.x.is("auxiliary", w) || strings.HasSuffix(w, "ly") || r.labels[k].tag == "RB") {
			k--
			continue
		}
		break
	}
	if k < s.From {
		return -1, false
	}
	if e := r.at(k); e >= 0 {
		if r.entities[e].to <= i && !r.aside(e, s) {
			return e, false
		}
		if r.aside(e, s) && k+1 == i && r.t[r.start(e, s)-1].Lower != "by" && r.t[r.start(e, s)-1].Lower != "with" {
			return -1, false
		}
	}
	w := r.t[k].Lower
	if w == ")" { // an insertion in brackets says nothing of the subject
		for k > s.From && r.t[k].Lower != "(" {
			k--
		}
		if k--; k < s.From {
			return -1, false
		}
		if e := r.at(k); e >= 0 && !r.aside(e, s) {
			return e, false
		}
		w = r.t[k].Lower
	}
	if w == "who" {
		k--
		if k >= s.From && r.t[k].Lower == "," {
			k--
		}
		if e := r.at(k); e >= 0 {
			return e, false
		}
		return -1, false
	}
	if g, ok := r.group(k, s); ok {
		return g, false
	}
	if w == "and" || w == "," || w == "but" || w == "then" || w == ")" {
		again = w == "and" || w == "but" || w == "then"
	} else if r.at(k) < 0 {
		return -1, false // another noun is the subject
	}
	// After an insertion, or shared: the nearest on the left that is no aside.
	for j := k; j >= s.From; j-- {
		e := r.at(j)
		if e < 0 {
			if r.t[j].Lower == "\"" || r.t[j].Lower == "”" {
				break
			}
			continue
		}
		j = r.entities[e].from
		if !r.aside(e, s) && (r.subjective(e, s) || !again) {
			return e, again
		}
	}
	return -1, again
}

// subjective reports whether an entity stands where subjects stand: at the start,
// after a comma or conjunction, not after a verb.
func (r *reader) subjective(n int, s extract.Sentence) bool {
	i := r.start(n, s)
	if i == s.From {
		return true
	}
	p := &r.t[i-1]
	if p.Kind == extract.Punct || r.x.is("question", p.Lower) || p.Lower == "and" || p.Lower == "that" || p.Lower == "but" || p.Lower == "while" || p.Lower == "as" {
		return true
	}
	return r.inDate[i-1] || r.at(i-1) >= 0 && r.entities[r.at(i-1)].person == r.entities[n].person || p.Shape != extract.LowerCase && r.t[i].Shape != extract.LowerCase
}

// group makes an entity of a group or a body that ends at token k: "the
// authorities", "residents", "the prefecture".
func (r *reader) group(k int, s extract.Sentence) (int, bool) {
	if k < s.From || r.at(k) >= 0 {
		return -1, false
	}
	body := -1
	if at := sort.Search(len(r.d.Organisations), func(i int) bool { return r.d.Organisations[i].Span.To >= r.t[k].Span.To }); at < len(r.d.Organisations) &&
		r.d.Organisations[at].Span.To == r.t[k].Span.To {
		body = at
	}
	from := k
	switch {
	case body >= 0:
		for from > s.From && r.t[from].Span.From > r.d.Organisations[body].Span.From {
			from--
		}
	case r.x.is("group", r.t[k].Lower):
		for from > s.From && r.at(from-1) < 0 && r.t[from-1].Kind == extract.Word && r.t[from].Gap == extract.Space &&
			(strings.HasPrefix(r.labels[from-1].tag, "JJ") || strings.HasPrefix(r.labels[from-1].tag, "NN")) && !r.x.is("determiner", r.t[from-1].Lower) && !r.x.is("aside", r.t[from-1].Lower) {
			from--
		}
	default:
		return -1, false
	}
	start := from
	if start > s.From && r.x.is("determiner", r.t[start-1].Lower) {
		start--
	}
	if start > s.From && r.x.is("aside", r.t[start-1].Lower) && r.t[start-1].Lower != "and" {
		return -1, false
	}
	r.entities = append(r.entities, entity{from: from, to: k + 1, person: extract.None, name: r.words(from, k+1), group: true})
	return len(r.entities) - 1, true
}

// resolve is the person or name that an entity stands for; ok is false if that is unknown.
func (r *reader) resolve(n int) (speaker, bool) {
	e := r.entities[n]
	if e.pronoun == "" {
		return speaker{e.name, e.person, r.titleFor(n)}, true
	}
	want := extract.Masculine
	if e.pronoun == "she" {
		want = extract.Feminine
	}
	// The subject of the sentence before, or the last speaker, or the one named last.
	const reach = 120 // entities
	best, found := speaker{}, false
	tried := map[int]bool{}
	try := func(p int) bool {
		if p == extract.None || tried[p] {
			return false
		}
		tried[p] = true
		g := r.d.People[p].Gender
		if g == want || g == extract.UnknownGender {
			best, found = speaker{r.d.People[p].Name, p, ""}, true
			return g == want || len(tried) == 1
		}
		return false
	}
	done := false
	for _, p := range r.subjectsBefore(e.from) {
		if try(p) {
			done = true
			break
		}
	}
	if !done {
		at := sort.Search(len(r.sorted), func(i int) bool { return r.sorted[i].from >= e.from })
		for k := at - 1; k >= max(0, at-reach); k-- {
			if found && r.d.People[best.person].Gender == want {
				break
			}
			if try(r.sorted[k].person) {
				break
			}
		}
	}
	if found {
		p := &r.d.People[best.person]
		span := r.t[e.from].Span
		p.Coref = append(p.Coref, extract.Mention{Text: r.d.Text[span.From:span.To], Span: span})
		best.title = r.lastTitle(best.person)
	}
	return best, found
}

// subjectsBefore are the persons that are subjects in the sentence of token i before it, or
// the one before that.
func (r *reader) subjectsBefore(i int) []int {
	var out []int
	n := int(r.sentAt[i])
	at := sort.Search(len(r.sorted), func(k int) bool { return r.sorted[k].from >= i })
	for k := at - 1; k >= 0; k-- {
		e := r.sorted[k]
		m := int(r.sentAt[e.from])
		if m < n-1 || r.d.Sentences[m].Paragraph != r.d.Sentences[n].Paragraph && len(out) > 0 {
			break
		}
		if e.person == extract.None || r.quoted[e.from] {
			continue
		}
		idx := int(r.entityAt[e.from]) - 1
		if idx >= 0 && !r.aside(idx, r.d.Sentences[m]) && r.subjective(idx, r.d.Sentences[m]) {
			out = append([]int{e.person}, out...)
			if m < n && len(out) > 0 && r.start(idx, r.d.Sentences[m]) == r.d.Sentences[m].From {
				break
			}
		}
	}
	// The main subject comes first in its sentence; later sentences come first here.
	return out
}

type speaker struct {
	name   string
	person int
	title  string
}

// titleFor is the title in which an entity speaks: beside it, else its last one.
func (r *reader) titleFor(n int) string {
	e := r.entities[n]
	if e.title != "" || e.person == extract.None {
		if e.person == extract.None && !e.group {
			return e.name
		}
		if t := r.lastTitle(e.person); strings.HasPrefix(strings.ToLower(t), strings.ToLower(e.title)) && t != "" {
			return t
		}
		return e.title
	}
	return r.lastTitle(e.person)
}

// lastTitle is the fullest title of a person: an office rather than a rank.
func (r *reader) lastTitle(person int) string {
	if person == extract.None {
		return ""
	}
	return r.titleOf[person]
}

// titlesOf fills titleOf.
func (r *reader) titlesOf() {
	r.titleOf = map[int]string{}
	for i := range r.d.Titles {
		t := &r.d.Titles[i]
		if t.Person != extract.None && (r.titleOf[t.Person] == "" || !strings.Contains(r.titleOf[t.Person], " ") && strings.Contains(t.Full, " ")) {
			r.titleOf[t.Person] = t.Full
		}
	}
}
