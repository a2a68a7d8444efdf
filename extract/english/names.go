package english

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"estrade/extract"
)

// reader reads one document.
type reader struct {
	d         *extract.Document
	labels    []label
	gazetteer Gazetteer // nil if there is none

	found      []title
	inTitle    []int             // of each token: index into found plus one
	mentions   []mention         // of people, in text order
	kinds      map[string]string // what prose makes of a name where it knows it
	inside     map[string]bool   // capitalised words that do not begin a sentence
	byName     map[string]int    // people by their name and their surnames
	firstTitle map[int]string    // of each person
	issuer     string            // departement that issued the release
	place      int               // of the event; -1 if unknown
	date       int               // of the event; -1 if unknown
}

// mention is a person named at tokens from to to; start is the civility before it.
type mention struct{ start, from, to, person int }

// civilities go before the name of a person.
var civilities = set("mr mr. mrs mrs. ms ms. miss dr dr. sir lady lord prof prof. madam")

// feminine and masculine civilities.
var (
	feminine  = set("mrs mrs. ms ms. miss lady madam")
	masculine = set("mr mr. sir lord")
)

// bodies are words within the names of organisations.
var bodies = set("ministry embassy council agency commission committee authority department office police university association " +
	"federation institute union bank prefecture consulate parliament assembly senate government court company group army navy " +
	"gendarmerie customs chamber school service services force forces nations organisation organization coastguard")

// venues begin the name of a building or a site, in French and English.
var venues = set("château chateau palais palace hôtel hotel musée museum théâtre theatre salle hall cité cathédrale cathedral église abbaye abbey stade stadium " +
	"lycée collège école gare station port harbour airport aéroport place square rue avenue espace centre center camp fort citadelle maison jardin parc park " +
	"mairie villa domaine mémorial memorial cimetière cemetery monument")

// notNames are capitalised and no names by themselves.
var notNames = set("the a an this that these in on at for and but or if it he she they we i you french british german spanish italian belgian " +
	"european english dutch american swiss portuguese irish scottish welsh polish genevan franco-british franco-german franco-swiss franco-belgian franco-italian franco-spanish " +
	"monday tuesday wednesday thursday friday saturday sunday " +
	"january february march april may june july august september october november december christmas easter state republic covid brexit " +
	"secretary general canton as after before during since until when while with from by to of also some many several most more there here their its his her our your my " +
	"d-day every each both all no not only once following according thanks together questions participants mis publié updated published new first second third")

// names finds people, places and bodies: runs of capitalised words that the
// gazetteer or prose knows, or that a civility, a title or the word for a body tells.
func (r *reader) names() {
	r.kinds, r.inside, r.byName = map[string]string{}, map[string]bool{}, map[string]int{}
	r.inTitle = make([]int, len(r.d.Tokens))
	r.runs(func(from, to int, s extract.Sentence) {
		for i := from; i < to; i++ {
			if i > s.From {
				r.inside[r.d.Tokens[i].Fold] = true
			}
			if e := r.labels[i].entity; e != "" && r.kinds[r.words(from, to)] == "" {
				r.kinds[r.words(from, to)] = e
			}
		}
	})
	r.titles()
	r.runs(r.name)
	r.attach()
	r.professions()
	r.writeTitles()
	for i := range r.d.People {
		r.d.People[i].Gender = r.gender(i)
	}
}

// runs calls f for each run of capitalised words.
func (r *reader) runs(f func(from, to int, s extract.Sentence)) {
	for _, s := range r.d.Sentences {
		for i := s.From; i < s.To; {
			to := r.run(i, s.To)
			if to == i {
				i++
				continue
			}
			f(i, to, s)
			i = to
		}
	}
}

// run is the token after the capitalised words that begin at token i.
func (r *reader) run(i, end int) int {
	t := r.d.Tokens
	j := i
	for j < end && r.capital(j) && (j == i || t[j].Gap == extract.Space) && (j == i || r.sameTitle(i, j)) {
		j++
	}
	// "Ludovic de la Tour", "Ministry of the Interior", "Cité de la Mer"
	for k := j; k > i && k+1 < end && k < j+3; k++ {
		w := t[k].Lower
		if !particles[w] && !((w == "of" || w == "the" || w == "for" || w == "and") && bodies[t[j-1].Fold]) || r.sameTitle(i, k) == false {
			break
		}
		if t[k+1].Kind == extract.Word && r.capital(k+1) && t[k+1].Gap == extract.Space && r.sameTitle(i, k+1) {
			return r.run(k+1, end)
		}
	}
	return j
}

// particles join the parts of French, German and Dutch names.
var particles = set("de la le les du des d' von van der den di da")

// sameTitle reports whether tokens i and j both stand in one title or in none.
func (r *reader) sameTitle(i, j int) bool { return r.inTitle[i] == r.inTitle[j] }

func (r *reader) capital(i int) bool {
	if i < 0 || i >= len(r.d.Tokens) || r.d.Tokens[i].Kind != extract.Word {
		return false
	}
	c, _ := utf8.DecodeRuneInString(r.d.Text[r.d.Tokens[i].Span.From:])
	return unicode.IsUpper(c)
}

// lower is the lower-case form of token i, or "" outside the text.
func (r *reader) lower(i int) string {
	if i < 0 || i >= len(r.d.Tokens) {
		return ""
	}
	return r.d.Tokens[i].Lower
}

// isName reports whether token i is a first name that many have.
func (r *reader) isName(i int) bool {
	const many = 500
	return r.capital(i) && !notNames[r.d.Tokens[i].Fold] && r.births(i) >= many
}

// births is how many people were given the name at token i.
func (r *reader) births(i int) int {
	if r.gazetteer == nil || i < 0 || i >= len(r.d.Tokens) {
		return 0
	}
	m, f := r.gazetteer.FirstName(r.d.Tokens[i].Fold)
	if m+f == 0 {
		first, _, ok := strings.Cut(r.d.Tokens[i].Fold, "-") // "Anne-Sophie"
		if ok {
			m, f = r.gazetteer.FirstName(first)
		}
	}
	return m + f
}

// startsName reports whether the name of a person begins at token i: a
// civility, or a first name before another word with a capital.
func (r *reader) startsName(i int) bool {
	t := r.d.Tokens
	if i < 0 || i+1 >= len(t) || !r.capital(i) || t[i+1].Gap != extract.Space {
		return false
	}
	if !r.capital(i + 1) {
		return particles[t[i+1].Lower] && r.isName(i) && (r.capital(i+2) || particles[r.lower(i+2)]) // "Marc de Villedieu"
	}
	if civilities[t[i].Lower] {
		return true
	}
	return r.isPerson(i, r.plainRun(i))
}

// plainRun is the end of the capitalised words at token i.
func (r *reader) plainRun(i int) int {
	t := r.d.Tokens
	const most = 5
	j := i
	for j < len(t) && j < i+most && r.capital(j) && (j == i || t[j].Gap == extract.Space) && !heads[t[j].Lower] {
		j++
	}
	return j
}

// isPerson reports whether the words from to to look like a person's name: a
// first name and a word that is no place and no word for a body.
func (r *reader) isPerson(from, to int) bool {
	t := r.d.Tokens
	const rare, known = 20, 500
	if to-from < 2 || to-from > 6 || notNames[t[from].Fold] || venues[t[from].Lower] {
		return false
	}
	for i := from; i < to; i++ {
		if bodies[t[i].Fold] || heads[t[i].Lower] || modifiers[t[i].Lower] || i > from && notNames[t[i].Fold] {
			return false
		}
	}
	births := r.births(from)
	if births < rare {
		return births > 0 && t[to-1].Shape == extract.UpperCase && len(t[to-1].Lower) > 2
	}
	if entries := r.lookUp(from, to); len(entries) > 0 {
		return false
	}
	if births < known {
		return r.surname(to-1) || r.labels[from].entity == "PERSON"
	}
	return true
}

func (r *reader) surname(i int) bool {
	return r.gazetteer != nil && r.gazetteer.Surname(r.d.Tokens[i].Fold) > 0
}

// name sorts the run of tokens from to to.
func (r *reader) name(from, to int, s extract.Sentence) {
	t := r.d.Tokens
	start, civility, kind := from, "", ""
	titled := r.inTitle[from] != 0
	for i := from; i < to; i++ {
		if bodies[t[i].Fold] && to-from > 1 {
			kind = "ORGANIZATION"
		}
	}
	for from < to && (civilities[t[from].Lower] || notNames[t[from].Fold] && (kind == "" || t[from].Lower == "the") && !(from+1 < to && r.isPerson(from, to))) {
		if civilities[t[from].Lower] {
			civility, start = t[from].Lower, from
		} else {
			start = from + 1
		}
		from++
	}
	for to > from && notNames[t[to-1].Fold] {
		to--
	}
	if from >= to || r.inDate(from) {
		return
	}
	if titled {
		r.withinTitle(from, to, kind)
		return
	}
	if venues[t[from].Lower] && to-from > 1 && !r.isPerson(from, to) {
		r.venue(from, to)
		return
	}
	for i := from; i < to && kind == ""; i++ {
		kind = r.labels[i].entity
	}
	if kind == "" {
		kind = r.kinds[r.words(from, to)]
	}
	entries := r.lookUp(from, to)
	_, known := r.byName[normal(r.words(from, to))]
	rank := from > 0 && r.inTitle[from-1] != 0 && ranks[t[from-1].Lower] && t[from].Gap == extract.Space
	switch country := countries[strings.ToLower(r.words(from, to))]; {
	case country != "":
		kind = "GPE"
	case civility != "" || known || r.isPerson(from, to) || rank && len(entries) == 0:
		kind = "PERSON"
	case kind == "PERSON" && (to-from < 2 || len(entries) > 0):
		kind = "" // prose is too ready to take a word for a person
	}
	if kind != "PERSON" && !r.namesBody(from, to) && len(entries) > 0 && r.isWhere(from) {
		kind = "GPE"
	}
	if acronym := &t[from]; to == from+1 && acronym.Shape == extract.UpperCase && len(acronym.Lower) > 2 && kind != "PERSON" && len(entries) == 0 {
		kind = "ORGANIZATION"
	}
	if from == s.From && to == from+1 && !r.inside[t[from].Fold] {
		return // a capital that is only there because a sentence begins
	}
	switch kind {
	case "PERSON":
		r.person(start, from, to, civility)
	case "GPE":
		r.placeName(from, to, false)
	case "ORGANIZATION":
		r.organisation(from, to)
	default:
		if r.isWhere(from) && !stops[t[from].Lower] {
			r.placeName(from, to, false)
		}
	}
}

// namesBody reports whether one of the words from to to is that of a body.
func (r *reader) namesBody(from, to int) bool {
	for i := from; i < to; i++ {
		if bodies[r.d.Tokens[i].Fold] {
			return true
		}
	}
	return false
}

// isWhere reports whether a preposition of place stands before token i.
func (r *reader) isWhere(i int) bool {
	k := i - 1
	if small[r.lower(k)] {
		k--
	}
	switch r.lower(k) {
	case "in", "at", "near", "off", "from", "to", "of", "between", "and", "around", "towards", "via", "through", "outside", ",", "across":
		return true
	}
	return i > 0 && r.d.Tokens[i].Gap == extract.Paragraph
}

// withinTitle lists the places and bodies of a title, which count for little there.
func (r *reader) withinTitle(from, to int, kind string) {
	x := &r.found[r.inTitle[from]-1]
	if from <= x.head {
		return
	}
	t := &r.d.Tokens[from]
	switch {
	case len(r.lookUp(from, to)) > 0 || countries[strings.ToLower(r.words(from, to))] != "":
		r.placeName(from, to, true)
	case kind == "ORGANIZATION" || to == from+1 && t.Shape == extract.UpperCase && len(t.Lower) > 2:
		r.organisation(from, to)
	}
}

func (r *reader) organisation(from, to int) {
	span := r.span(from, to)
	r.d.Organisations = append(r.d.Organisations, extract.Organisation{Text: r.d.Text[span.From:span.To], Span: span})
}

func (r *reader) venue(from, to int) {
	span := r.span(from, to)
	r.d.Places = append(r.d.Places, extract.Place{Text: r.d.Text[span.From:span.To], Span: span, Kind: extract.Venue, Name: r.words(from, to)})
}

func (r *reader) span(from, to int) extract.Span {
	return extract.Span{From: r.d.Tokens[from].Span.From, To: r.d.Tokens[to-1].Span.To}
}

// words are tokens from to to with single blanks.
func (r *reader) words(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		t := r.d.Tokens[i]
		if i > from && t.Gap != extract.Joined {
			b.WriteByte(' ')
		}
		b.WriteString(r.d.Text[t.Span.From:t.Span.To])
	}
	return b.String()
}

func (r *reader) inDate(token int) bool {
	at := r.d.Tokens[token].Span
	i, _ := slices.BinarySearchFunc(r.d.Dates, at.From, func(d extract.Date, from int) int { return d.Span.To - from - 1 })
	return i < len(r.d.Dates) && r.d.Dates[i].Span.Contains(at)
}

// person adds a mention of a person, who may have been named before.
func (r *reader) person(start, from, to int, civility string) {
	name := normal(r.words(from, to))
	index, ok := r.byName[name]
	if !ok {
		index = len(r.d.People)
		r.d.People = append(r.d.People, extract.Person{Name: name})
		r.byName[name] = index
		for rest := name; ; { // by the surname, too
			_, after, found := strings.Cut(rest, " ")
			if !found {
				break
			}
			if _, taken := r.byName[after]; !taken {
				r.byName[after] = index
			}
			rest = after
		}
	}
	p := &r.d.People[index]
	switch {
	case feminine[civility]:
		p.Gender = extract.Feminine
	case masculine[civility]:
		p.Gender = extract.Masculine
	}
	span := r.span(from, to)
	p.Mentions = append(p.Mentions, extract.Mention{Text: r.d.Text[span.From:span.To], Span: span})
	r.mentions = append(r.mentions, mention{start, from, to, index})
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

// lookUp is the entries of the gazetteer whose name is the words from to to.
func (r *reader) lookUp(from, to int) []extract.Entry {
	if r.gazetteer == nil || to-from > 5 {
		return nil
	}
	var parts []extract.Token
	add := func(w string, gap extract.Gap) {
		shape := extract.Capitalised
		if w == strings.ToLower(w) {
			shape = extract.LowerCase
		}
		parts = append(parts, extract.Token{Kind: extract.Word, Gap: gap, Shape: shape, Lower: strings.ToLower(w), Fold: fold(strings.ToLower(w))})
	}
	if w, ok := exonyms[strings.ToLower(r.words(from, to))]; ok {
		add(w, extract.Space)
	} else {
		for i := from; i < to; i++ {
			gap := extract.Space
			t := r.d.Tokens[i]
			for w := range strings.SplitSeq(r.d.Text[t.Span.From:t.Span.To], "-") {
				add(w, gap)
				gap = extract.Hyphen
			}
		}
	}
	entries, n := r.gazetteer.Match(parts, 0, nil)
	if n != len(parts) {
		return nil
	}
	return entries
}

// best is the entry that is meant: of the issuing departement, else a
// departement, a region, a country or the largest town.
func (r *reader) best(entries []extract.Entry) (extract.Entry, bool) {
	score := func(e *extract.Entry) int {
		s := e.Population
		switch {
		case e.Kind == extract.Commune && e.Department == r.issuer && r.issuer != "":
			s += 1 << 30
		case e.Kind == extract.Departement || e.Kind == extract.Region || e.Kind == extract.Country:
			s += 1 << 29
		case e.Seat:
			s += 1 << 20
		}
		return s
	}
	best := -1
	for i := range entries {
		if best < 0 || score(&entries[i]) > score(&entries[best]) {
			best = i
		}
	}
	if best < 0 {
		return extract.Entry{}, false
	}
	e := entries[best]
	const known = 2000 // inhabitants of a village elsewhere that a release may mean
	if e.Kind == extract.Commune && e.Country == "FR" && e.Department != r.issuer && !e.Seat && e.Population < known && r.issuer != "" {
		return e, false
	}
	return e, true
}

func (r *reader) placeName(from, to int, optional bool) {
	span := r.span(from, to)
	p := extract.Place{Text: r.d.Text[span.From:span.To], Span: span, Kind: extract.OtherPlace, Name: r.words(from, to), Optional: optional}
	if c := countries[strings.ToLower(p.Name)]; c != "" {
		p.Kind, p.Country = extract.Country, c
	} else if e, ok := r.best(r.lookUp(from, to)); ok {
		p.Kind, p.Name, p.Country, p.Position, p.Department = e.Kind, e.Name, e.Country, e.Position, e.Department
		if e.Country == "FR" && (e.Kind == extract.Commune || e.Kind == extract.Departement) {
			p.INSEE = e.Code
		}
	}
	r.d.Places = append(r.d.Places, p)
}

// exonyms are English names of places that the gazetteer knows in French.
var exonyms = map[string]string{
	"geneva": "Genève", "brussels": "Bruxelles", "basel": "Bâle", "bern": "Berne", "dunkirk": "Dunkerque", "antwerp": "Anvers", "ghent": "Gand",
	"london": "Londres", "dover": "Douvres", "lyons": "Lyon", "rheims": "Reims", "marseilles": "Marseille", "turin": "Turin", "milan": "Milan", "rome": "Rome",
	"brittany": "Bretagne", "normandy": "Normandie", "burgundy": "Bourgogne", "corsica": "Corse", "barcelona": "Barcelone", "cologne": "Cologne",
	"frankfurt": "Francfort", "aachen": "Aix-la-Chapelle", "the hague": "La Haye", "genoa": "Gênes", "bruges": "Bruges", "ostend": "Ostende",
	"edinburgh": "Édimbourg", "lisbon": "Lisbonne", "vienna": "Vienne", "warsaw": "Varsovie", "moscow": "Moscou", "saragossa": "Saragosse",
}

// countries by their English names.
var countries = map[string]string{
	"france": "FR", "belgium": "BE", "germany": "DE", "luxembourg": "LU", "switzerland": "CH", "italy": "IT", "spain": "ES", "monaco": "MC",
	"andorra": "AD", "united kingdom": "GB", "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "ireland": "IE",
	"netherlands": "NL", "portugal": "PT", "austria": "AT", "poland": "PL", "denmark": "DK", "sweden": "SE", "norway": "NO", "finland": "FI",
	"greece": "GR", "romania": "RO", "bulgaria": "BG", "hungary": "HU", "czech republic": "CZ", "croatia": "HR", "turkey": "TR", "russia": "RU",
	"ukraine": "UA", "united states": "US", "usa": "US", "us": "US", "canada": "CA", "mexico": "MX", "brazil": "BR", "suriname": "SR", "china": "CN",
	"japan": "JP", "india": "IN", "australia": "AU", "new zealand": "NZ", "morocco": "MA", "algeria": "DZ", "tunisia": "TN", "senegal": "SN",
	"mali": "ML", "mauritius": "MU", "madagascar": "MG", "comoros": "KM", "israel": "IL", "syria": "SY", "iraq": "IQ", "afghanistan": "AF",
}
