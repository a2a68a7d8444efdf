package english

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"estrade/extract"
)

// Gazetteer knows names of places and persons.
type Gazetteer interface {
	// Match finds the places of the longest name at token i, words split at
	// hyphens, and the number of tokens of the name.
	Match(tokens []extract.Token, i int, dst []extract.Entry) ([]extract.Entry, int)
	// FirstName is how many men and women bear a first name, without accents in lower case.
	FirstName(fold string) (male, female int)
	// Issuer is the departement of the prefecture whose site a host is.
	Issuer(host string) (departement string, ok bool)
}

// reader reads one document.
type reader struct {
	d      *extract.Document
	t      []extract.Token
	x      *lexicon
	g      Gazetteer // may be nil
	labels []label
	inDate []bool

	titles   []title
	titleAt  []int32 // index of the title at a token plus one
	mentions []mention
	nameAt   []int32 // index of the mention at a token plus one
	inside   map[string]bool
	headline []bool // by sentence
	sentAt   []int32

	entities    []entity
	sorted      []entity // as first found, in text order
	entityAt    []int32
	quotes      []quote
	quoted      []bool
	titleOf     map[int]string // by person
	lastSpeaker map[int]int    // by paragraph, index into memory
	memory      []speaker
	found       []finding
	spoke       map[string]bool // names of those found to speak
	readers     map[int]bool    // persons who read the words of others
}

// mention is a person named at tokens from to to.
type mention struct {
	from, to int
	civility string
	person   int
}

// names finds titles, people, places and organisations.
func (r *reader) names() {
	n := len(r.t)
	r.titleAt, r.nameAt, r.sentAt = make([]int32, n), make([]int32, n), make([]int32, n)
	r.inside = map[string]bool{}
	r.headline = make([]bool, len(r.d.Sentences))
	for n, s := range r.d.Sentences {
		r.headline[n] = r.isHeadline(s)
		for i := s.From; i < s.To; i++ {
			r.sentAt[i] = int32(n)
			if i > s.From && r.capital(i) && !r.headline[n] {
				r.inside[r.t[i].Fold] = true
			}
		}
	}
	for n, s := range r.d.Sentences {
		if !r.headline[n] {
			r.findTitles(s)
		}
	}
	var rest []run
	for n, s := range r.d.Sentences {
		for _, x := range r.runs(s) {
			if r.headline[n] || !r.person(x, s) {
				rest = append(rest, x)
			}
		}
	}
	full := map[string]bool{}
	surnames := map[string]bool{}
	for _, m := range r.mentions {
		name := normal(r.words(m.from, m.to))
		full[name] = true
		for _, s := range endings(name) {
			surnames[s] = true
		}
	}
	var places []run
	for _, x := range rest {
		if !r.again(x, full, surnames) {
			places = append(places, x)
		}
	}
	sort.Slice(r.mentions, func(i, j int) bool { return r.mentions[i].from < r.mentions[j].from })
	r.merge()
	for _, x := range places {
		r.sortOut(x, r.d.Sentences[r.sentAt[x.from]])
	}
	r.placesInTitles()
	r.attach()
	r.settlePlaces()
}

// isHeadline reports whether a sentence has capitals on all its longer words,
// so that they tell nothing.
func (r *reader) isHeadline(s extract.Sentence) bool {
	long, capitals, small := 0, 0, 0
	for i := s.From; i < s.To; i++ {
		if r.t[i].Kind != extract.Word {
			continue
		}
		if r.t[i].Shape == extract.LowerCase {
			small++
		}
		if len(r.t[i].Lower) > 3 {
			long++
			if r.capital(i) {
				capitals++
			}
		}
	}
	last := r.t[s.To-1].Lower
	return long >= 4 && last != "." && last != "”" && last != "," && last != ";" && (capitals == long || capitals*10 >= long*8 && s.Paragraph == 0)
}

// run is a run of capitalised words at tokens from to to.
type run struct{ from, to int }

// runs are the runs of capitalised words of a sentence that are in no title or date.
func (r *reader) runs(s extract.Sentence) []run {
	var out []run
	for i := s.From; i < s.To; {
		to := r.run(i, s.To)
		if to == i {
			i++
			continue
		}
		out = append(out, run{i, to})
		i = to
	}
	return out
}

func (r *reader) free(i int) bool { return r.titleAt[i] == 0 && !r.inDate[i] }

// run is the token after the capitalised words that begin at token i.
func (r *reader) run(i, end int) int {
	j := i
	for j < end && r.capital(j) && r.free(j) && (j == i || r.t[j].Gap == extract.Space || r.t[j].Gap == extract.Line) {
		if j > i && r.x.is("civility", r.t[j].Lower) {
			break
		}
		j++
	}
	if j == i {
		return i
	}
	// "Ludovic de la Tour", "Ministry of the Interior", "Baie des Anges"
	for k := j; k+1 < end && k < j+3 && r.free(k); k++ {
		w := r.t[k].Lower
		f := r.t[j-1].Fold
		of := (w == "of" || w == "the" || w == "for" && r.x.is("body", f)) && (r.x.is("body", f) || r.x.is("venue", f) || r.x.is("otherplace", f))
		if !r.x.is("particle", w) && !of {
			break
		}
		if r.capital(k+1) && r.free(k+1) && r.t[k+1].Gap <= extract.Line {
			if r.x.is("civility", r.t[k+1].Lower) {
				break
			}
			if e := r.run(k+1, end); e > k+1 {
				return e
			}
		}
	}
	// "Land and Sea Museum", "Ministry of Culture and Heritage": joined by the word for a body or venue.
	if j+1 < end && r.t[j].Lower == "and" && r.capital(j+1) && r.free(j+1) && r.x.is("body", r.t[i].Fold) && i+1 < j {
		if e := r.run(j+1, end); !r.personAhead(j+1, end) && e <= j+3 && !r.x.is("body", r.t[j+1].Fold) {
			return e
		}
	}
	return j
}

// person takes a run for a person if something tells so.
func (r *reader) person(x run, s extract.Sentence) bool {
	from, to := x.from, x.to
	civility := ""
	for from < to && (r.x.is("civility", r.t[from].Lower) || r.x.is("common", r.t[from].Lower) && r.firstName(from) == 0) {
		if r.x.is("civility", r.t[from].Lower) {
			civility = r.t[from].Lower
		}
		from++
	}
	if from == to {
		return false
	}
	if civility == "" {
		if r.x.is("notperson", r.t[from].Fold) || to-from > 1 && r.x.is("notsurname", r.t[to-1].Fold) {
			return false
		}
		if r.isPlace(from, to) && !(r.titleBefore(from, s) && to-from >= 2 && r.firstName(from) > 0) {
			return false
		}
		for i := from; i < to; i++ {
			f := r.t[i].Fold
			if r.x.is("body", f) || r.x.is("venue", f) && (i == from || !r.strong(from)) || r.x.is("otherplace", f) && i == from {
				return false
			}
		}
		long := to-from >= 2
		direct := from > s.From && r.titleAt[from-1] > 0 && r.t[from].Gap <= extract.Line
		switch {
		case direct && r.bareTitle(from-1):
		case long && (r.titleBefore(from, s) || r.titleAfter(to, s)) && !r.strictly(from, s):
		case long && r.personAhead(from, s.To) && !(from == s.From && r.labels[from].entity == "GPE"):
		case long && r.allLabel(from, to, "PERSON") && !r.strictly(from, s) && r.t[from].Shape != extract.UpperCase && !r.x.is("common", r.t[to-1].Lower):
		case long && to-from <= 4 && r.speaks(from, to, s):
		default:
			return false
		}
	}
	r.addMention(from, to, civility)
	return true
}

// strong reports whether token i is a first name that leaves no doubt.
func (r *reader) strong(i int) bool { return r.firstName(i) >= 10*commonFirstName }

// speaks reports whether a verb of speech goes with the run.
func (r *reader) speaks(from, to int, s extract.Sentence) bool {
	if r.isHeadlineWord(from, to) {
		return false
	}
	if v, e := r.x.verbs.match(r.t, to, s.To, lower); e > to && strings.Contains(v.frames, "q") && !v.base {
		return true
	}
	if from > s.From {
		if v, e := r.x.verbs.match(r.t, from-1, from, lower); e == from && strings.Contains(v.frames, "q") && !v.base {
			return true
		}
	}
	return false
}

// isHeadlineWord reports words without any capital letter but the first that name no one ("Local People").
func (r *reader) isHeadlineWord(from, to int) bool {
	for i := from; i < to; i++ {
		if r.x.is("common", r.t[i].Lower) {
			return true
		}
	}
	return false
}

func (r *reader) addMention(from, to int, civility string) {
	for i := from; i < to; i++ {
		r.nameAt[i] = 1
	}
	r.mentions = append(r.mentions, mention{from, to, civility, extract.None})
}

// again takes a run for a person who is named in full elsewhere: by surname, or
// within a headline.
func (r *reader) again(x run, full, surnames map[string]bool) bool {
	from := x.from
	for from < x.to && (r.x.is("common", r.t[from].Lower)) {
		from++
	}
	if from == x.to {
		return false
	}
	name := normal(r.words(from, x.to))
	if full[name] || surnames[name] && !r.strictly(from, r.d.Sentences[r.sentAt[from]]) {
		r.addMention(from, x.to, "")
		return true
	}
	const longest = 4
	for i := from; i < x.to; i++ {
		for j := min(x.to, i+longest); j > i+1; j-- {
			if full[normal(r.words(i, j))] {
				r.addMention(i, j, "")
				return true
			}
		}
	}
	return false
}

// endings are what may stand for a full name: "Van Houtte" and "Houtte" for "Ludovic Van Houtte".
func endings(name string) []string {
	var out []string
	for i := strings.IndexByte(name, ' '); i >= 0 && i < len(name); {
		rest := name[i+1:]
		out = append(out, rest)
		k := strings.IndexByte(rest, ' ')
		if k < 0 {
			break
		}
		i += 1 + k
	}
	return out
}

// merge makes persons of the mentions.
func (r *reader) merge() {
	full := map[string]string{}
	for _, m := range r.mentions {
		name := normal(r.words(m.from, m.to))
		for _, e := range endings(name) {
			if _, ok := full[e]; !ok {
				full[e] = name
			}
		}
	}
	index := map[string]int{}
	for i := range r.mentions {
		m := &r.mentions[i]
		name := normal(r.words(m.from, m.to))
		if f, ok := full[name]; ok {
			name = f
		}
		p, ok := index[name]
		if !ok {
			p = len(r.d.People)
			index[name] = p
			r.d.People = append(r.d.People, extract.Person{Name: name})
		}
		m.person = p
		who := &r.d.People[p]
		switch {
		case r.x.is("feminine", m.civility):
			who.Gender = extract.Feminine
		case r.x.is("masculine", m.civility):
			who.Gender = extract.Masculine
		case who.Gender == extract.UnknownGender && m.to-m.from > 1:
			const sure = 10
			if male, female := r.bearers(m.from); male > sure*female {
				who.Gender = extract.Masculine
			} else if female > sure*male {
				who.Gender = extract.Feminine
			}
		}
		span := r.span(m.from, m.to)
		who.Mentions = append(who.Mentions, extract.Mention{Text: r.d.Text[span.From:span.To], Span: span})
		for k := m.from; k < m.to; k++ {
			r.nameAt[k] = int32(i + 1)
		}
	}
}

// bareTitle reports whether the title at token i ends there in its head, or in
// words after which a name may follow directly ("Mayor of Calais Anne Martin").
func (r *reader) bareTitle(i int) bool {
	x := &r.titles[r.titleAt[i]-1]
	return x.to == x.head || i+2 < len(r.t) && r.personAhead(i+1, len(r.t))
}

// titleBefore reports "the Prefect of Ain, " before token i.
func (r *reader) titleBefore(i int, s extract.Sentence) bool {
	if i-2 < s.From || r.t[i-1].Lower != "," || r.titleAt[i-2] == 0 {
		return false
	}
	return r.titles[r.titleAt[i-2]-1].to == i-1
}

// titleAfter reports ", Prefect of Ain" or "(Prefect of Ain)" at token i.
func (r *reader) titleAfter(i int, s extract.Sentence) bool {
	if i+1 >= s.To || r.t[i].Lower != "," && r.t[i].Lower != "(" {
		return false
	}
	for k := i + 1; k < min(i+3, s.To); k++ {
		if r.titleAt[k] > 0 {
			x := &r.titles[r.titleAt[k]-1]
			// ", Colonel Mercier" is another person.
			return x.from == k && !(x.office.class == "rank" && x.to < s.To && r.capital(x.to))
		}
		if w := r.t[k].Lower; w != "the" && w != "a" && w != "an" && w != "his" && w != "her" && w != "its" && w != "then" && w != "new" {
			return false
		}
	}
	return false
}

// strictly reports whether a preposition before token i asks for a place.
func (r *reader) strictly(i int, s extract.Sentence) bool {
	if i > s.From && r.t[i-1].Lower == "the" {
		i--
	}
	return i > s.From && r.x.is("strictly", r.t[i-1].Lower)
}

func (r *reader) allLabel(from, to int, kind string) bool {
	for i := from; i < to; i++ {
		if r.labels[i].entity != kind {
			return false
		}
	}
	return true
}

func (r *reader) span(from, to int) extract.Span {
	return extract.Span{From: r.t[from].Span.From, To: r.t[to-1].Span.To}
}

// words are tokens from to to with single blanks.
func (r *reader) words(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		t := &r.t[i]
		if i > from && t.Gap != extract.Joined {
			b.WriteByte(' ')
		}
		b.WriteString(r.d.Text[t.Span.From:t.Span.To])
	}
	return b.String()
}

// normal writes surnames in capitals as others: "Michel LALANDE" is Michel Lalande.
func normal(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		if utf8.RuneCountInString(w) > 2 && strings.ToUpper(w) == w {
			first := true
			words[i] = strings.Map(func(r rune) rune {
				if !unicode.IsLetter(r) {
					first = true
					return r
				}
				if first {
					first = false
					return r
				}
				return unicode.ToLower(r)
			}, w)
		}
	}
	return strings.Join(words, " ")
}
