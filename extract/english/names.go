package english

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"estrade/extract"
)

// reader reads one document.
type reader struct {
	d      *extract.Document
	labels []label
	place  func(string) (extract.Entry, bool)

	mentions []mention         // of people, in text order
	kinds    map[string]string // what prose makes of a name where it knows it
	inside   map[string]bool   // capitalised words that do not begin a sentence
}

// mention is a person named at tokens from to to.
type mention struct{ from, to, person int }

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
	"gendarmerie customs chamber school service services force forces nations organisation organization")

// notNames are capitalised and no names by themselves.
var notNames = set("the a an this that these in on at for and but or if it he she they we i you french british german spanish italian belgian " +
	"european english dutch american swiss portuguese irish scottish welsh polish monday tuesday wednesday thursday friday saturday sunday " +
	"january february march april may june july august september october november december christmas easter state republic covid brexit prefect " +
	"minister president mayor governor ambassador director secretary general")

// names finds the names: runs of capitalised words that prose labels, or that
// a civility or the word for a body tells.
func (r *reader) names() {
	r.kinds, r.inside = map[string]string{}, map[string]bool{}
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
	r.runs(r.name)
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
	for j < end && t[j].Kind == extract.Word && (t[j].Shape == extract.Capitalised || t[j].Shape == extract.UpperCase || t[j].Shape == extract.MixedCase) &&
		(j == i || t[j].Gap == extract.Space) {
		j++
	}
	// "Ludovic de la Tour", "Ministry of the Interior"
	for k := j; k > i && k+1 < end && k < j+3; k++ {
		w := t[k].Lower
		if w != "de" && w != "la" && w != "du" && w != "von" && w != "van" && w != "der" && !((w == "of" || w == "the" || w == "for") && bodies[t[j-1].Fold]) {
			break
		}
		if t[k+1].Kind == extract.Word && t[k+1].Shape == extract.Capitalised && t[k+1].Gap == extract.Space {
			return r.run(k+1, end)
		}
	}
	return j
}

// name sorts the run of tokens from to to.
func (r *reader) name(from, to int, s extract.Sentence) {
	t := r.d.Tokens
	civility, kind := "", ""
	for i := from; i < to; i++ {
		if bodies[t[i].Fold] && to-from > 1 {
			kind = "ORGANIZATION"
		}
	}
	for from < to && (civilities[t[from].Lower] || notNames[t[from].Fold] && (kind == "" || t[from].Lower == "the")) {
		if civilities[t[from].Lower] {
			civility = t[from].Lower
		}
		from++
	}
	for to > from && notNames[t[to-1].Fold] {
		to--
	}
	if from >= to || r.inDate(from) {
		return
	}
	for i := from; i < to && kind == ""; i++ {
		kind = r.labels[i].entity
	}
	if kind == "" {
		kind = r.kinds[r.words(from, to)]
	}
	if civility != "" && kind != "ORGANIZATION" || kind == "" && r.known(from, to) {
		kind = "PERSON"
	}
	if country := countries[strings.ToLower(r.words(from, to))]; country != "" {
		kind = "GPE"
	}
	if from == s.From && to == from+1 && !r.inside[t[from].Fold] {
		return // a capital that is only there because a sentence begins
	}
	switch kind {
	case "PERSON":
		r.person(from, to, civility)
	case "GPE":
		r.placeName(from, to)
	case "ORGANIZATION":
		span := r.span(from, to)
		r.d.Organisations = append(r.d.Organisations, extract.Organisation{Text: r.d.Text[span.From:span.To], Span: span})
	}
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
	for i := range r.d.Dates {
		if r.d.Dates[i].Span.Contains(at) {
			return true
		}
	}
	return false
}

// known reports whether tokens from to to are the surname of someone named before.
func (r *reader) known(from, to int) bool {
	name := normal(r.words(from, to))
	for i := range r.d.People {
		if strings.HasSuffix(r.d.People[i].Name, " "+name) {
			return true
		}
	}
	return false
}

// person adds a mention of a person, who may have been named before.
func (r *reader) person(from, to int, civility string) {
	name := normal(r.words(from, to))
	index := extract.None
	for i := range r.d.People {
		if r.d.People[i].Name == name || strings.HasSuffix(r.d.People[i].Name, " "+name) {
			index = i
			break
		}
	}
	if index == extract.None {
		index = len(r.d.People)
		r.d.People = append(r.d.People, extract.Person{Name: name})
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
	r.mentions = append(r.mentions, mention{from, to, index})
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

func (r *reader) placeName(from, to int) {
	span := r.span(from, to)
	p := extract.Place{Text: r.d.Text[span.From:span.To], Span: span, Kind: extract.OtherPlace, Name: r.words(from, to)}
	if c := countries[strings.ToLower(p.Name)]; c != "" {
		p.Kind, p.Country = extract.Country, c
	} else if r.place != nil {
		if e, ok := r.place(p.Name); ok {
			p.Kind, p.Name, p.Country, p.Position, p.Department = e.Kind, e.Name, e.Country, e.Position, e.Department
			if e.Country == "FR" || e.Country == "" {
				p.INSEE = e.Code
			}
		}
	}
	r.d.Places = append(r.d.Places, p)
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
