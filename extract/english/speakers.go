package english

import (
	"slices"
	"strings"

	"estrade/extract"
)

// speaker is who speaks, named at tokens from to end.
type speaker struct {
	name      string
	person    int
	from, end int
}

// speakerBefore is the person, office or pronoun nearest before token i that
// can be its subject.
func (r *reader) speakerBefore(i int, s extract.Sentence) (speaker, bool) {
	var best speaker
	found := false
	for k := r.mentionsTo(i) - 1; k >= 0 && r.mentions[k].from >= s.From; k-- {
		if m := r.mentions[k]; m.to <= i && !r.isObject(m.start, s) {
			best, found = r.speaker(m), true
			break
		}
	}
	for k := i - 1; k >= s.From && (!found || k >= best.end); k-- {
		if r.d.Tokens[k].Lower == ";" {
			break
		}
		if who, ok := r.other(k); ok && !r.isObject(who.from, s) {
			return who, true
		}
	}
	return best, found
}

// mentionsTo is the number of mentions that begin before token i.
func (r *reader) mentionsTo(i int) int {
	n, _ := slices.BinarySearchFunc(r.mentions, i, func(m mention, i int) int { return m.from - i })
	return n
}

// isObject reports whether a preposition stands before token k, so that who is
// named there is no subject.
func (r *reader) isObject(k int, s extract.Sentence) bool {
	for k--; k >= s.From && (r.inTitle[k] != 0 || small[r.lower(k)] || civilities[r.lower(k)]); k-- {
	}
	switch r.lower(k) {
	case "by", "with", "of", "from", "to", "for", "met", "welcomed", "between", "behind", "beside", "against", "alongside":
		return k >= s.From
	}
	return false
}

// subject is who a sentence is about, named before token i.
func (r *reader) subject(s extract.Sentence, i int) (speaker, bool) {
	for k := r.mentionsTo(s.From); k < len(r.mentions) && r.mentions[k].to <= i; k++ {
		if m := r.mentions[k]; m.from >= s.From && !r.isObject(m.start, s) {
			return r.speaker(m), true
		}
	}
	for k := s.From; k < i; k++ {
		if who, ok := r.other(k); ok {
			return who, true
		}
	}
	return speaker{}, false
}

// speakerAfter is the one nearest after token i.
func (r *reader) speakerAfter(i int, s extract.Sentence) (speaker, bool) {
	const reach = 12
	var best speaker
	found := false
	if k := r.mentionsTo(i + 1); k < len(r.mentions) && r.mentions[k].from < min(s.To, i+reach) {
		best, found = r.speaker(r.mentions[k]), true
	}
	for k := i + 1; k < min(s.To, i+4) && (!found || k < best.from); k++ {
		if who, ok := r.other(k); ok {
			if found && best.from-who.end <= 1 { // "said the mayor, Anne Martin"
				break
			}
			return who, true
		}
	}
	if found {
		for k := i + 1; k < best.from; k++ {
			if r.d.Tokens[k].Kind == extract.Punct && r.d.Tokens[k].Lower != "," || verbs[r.lower(k)] {
				return speaker{}, false
			}
		}
	}
	return best, found
}

func (r *reader) speaker(m mention) speaker {
	return speaker{r.d.People[m.person].Name, m.person, m.start, m.to}
}

// other is a speaker without a name at token k: a pronoun, which is the person named
// last, or an office, which is the person who has it or one without a name.
func (r *reader) other(k int) (speaker, bool) {
	t := r.d.Tokens
	if t[k].Lower == "he" || t[k].Lower == "she" {
		if who, ok := r.antecedent(k); ok {
			p := &r.d.People[who.person]
			span := t[k].Span
			if n := len(p.Coref); n == 0 || p.Coref[n-1].Span != span {
				p.Coref = append(p.Coref, extract.Mention{Text: r.d.Text[span.From:span.To], Span: span})
			}
			if p.Gender == extract.UnknownGender {
				p.Gender = extract.Masculine
				if t[k].Lower == "she" {
					p.Gender = extract.Feminine
				}
			}
			return who, true
		}
		return speaker{}, false
	}
	if r.inTitle[k] == 0 {
		return speaker{}, false
	}
	x := &r.found[r.inTitle[k]-1]
	if k != x.to-1 || x.person != extract.None || !x.article {
		return speaker{}, false
	}
	const near = 200 // titles looked back over
	this := r.inTitle[k] - 1
	for i := this - 1; i >= max(0, this-near); i-- {
		if y := &r.found[i]; y.person != extract.None && y.from < x.from && t[y.head].Lower == t[x.head].Lower && (x.to == x.head+1 || r.words(x.head, x.to) == r.words(y.head, y.to)) {
			return speaker{r.d.People[y.person].Name, y.person, x.from, x.to}, true
		}
	}
	return speaker{strings.ToLower(r.words(x.head, x.head+1)) + strings.TrimPrefix(r.words(x.head, x.to), r.words(x.head, x.head+1)), extract.None, x.from, x.to}, true
}

// antecedent is the person whom the pronoun at token k means: the subject of
// the sentence before, if the gender allows, else the one named last.
func (r *reader) antecedent(k int) (speaker, bool) {
	t := r.d.Tokens
	fits := func(m mention) bool {
		g := r.gender(m.person)
		return !(g == extract.Feminine && t[k].Lower == "he" || g == extract.Masculine && t[k].Lower == "she")
	}
	if n := len(r.d.Statements); n > 0 {
		if p := r.d.Statements[n-1].Person; p != extract.None && r.d.Statements[n-1].Kind != extract.Attended && r.d.Statements[n-1].Evidence.To > t[max(0, k-60)].Span.From {
			i := r.mentionsTo(k)
			later := i > 0 && t[r.mentions[i-1].from].Span.From > r.d.Statements[n-1].Evidence.To
			if m := (mention{person: p}); !later && fits(m) {
				return speaker{r.d.People[p].Name, p, k, k + 1}, true
			}
		}
	}
	for i := r.mentionsTo(k) - 1; i >= 0; i-- {
		if m := r.mentions[i]; fits(m) {
			return speaker{r.d.People[m.person].Name, m.person, k, k + 1}, true
		}
	}
	return speaker{}, false
}

// gender is what is known of a person's gender, by the first name if nothing says it.
func (r *reader) gender(person int) extract.Gender {
	p := &r.d.People[person]
	if p.Gender != extract.UnknownGender || r.gazetteer == nil {
		return p.Gender
	}
	first, _, _ := strings.Cut(p.Name, " ")
	m, f := r.gazetteer.FirstName(fold(strings.ToLower(first)))
	const surely = 20 // times as many
	switch {
	case m > surely*f:
		return extract.Masculine
	case f > surely*m:
		return extract.Feminine
	}
	return extract.UnknownGender
}

// add lists the words of tokens from to to, with the place and date of the
// sentence where it names them, else of the event.
func (r *reader) add(s extract.Sentence, who speaker, kind extract.StatementKind, verb, verbEnd, from, to int, rule string) {
	if from >= to {
		return
	}
	r.addSpan(s, who, kind, strings.TrimSpace(r.words(verb, verbEnd)), r.span(from, to), rule)
}

func (r *reader) addSpan(s extract.Sentence, who speaker, kind extract.StatementKind, verb string, span extract.Span, rule string) {
	d := r.d
	x := extract.Statement{
		Speaker: who.name, Person: who.person, Kind: kind, Verb: verb, Text: d.Text[span.From:span.To], Span: span,
		PlaceIndex: extract.None, Evidence: s.Span, Rule: rule,
	}
	if who.person != extract.None {
		x.Title = r.firstTitle[who.person]
	}
	if r.place >= 0 {
		x.Place, x.PlaceIndex, x.PlaceBasis = d.Places[r.place].Text, r.place, extract.FromEvent
	}
	if r.date >= 0 {
		x.Date, x.DateBasis = d.Dates[r.date].Start, extract.FromEvent
	}
	for i := range d.Dates {
		// A day that the sentence names before its verb is when it was said.
		if p := &d.Dates[i]; s.Span.Contains(p.Span) && !span.Overlaps(p.Span) && len(p.Start) == len("2006-01-02") && p.Span.From < span.From && (d.Published == "" || p.Start <= d.Published) {
			x.Date, x.DateBasis = p.Start, extract.FromSentence
		}
	}
	d.Statements = append(d.Statements, x)
}

// event is the day and the place that a release tells of: the first day in its
// first paragraphs, and the place that is named there with "in" or "at", or in the title.
func (r *reader) event() {
	r.place, r.date = -1, -1
	d := r.d
	const lead = 3 // sentences after the title
	for n := 1; n < len(d.Sentences) && n <= lead+2; n++ {
		s := d.Sentences[n]
		for i := range d.Dates {
			p := &d.Dates[i]
			if r.date < 0 && s.Span.Contains(p.Span) && len(p.Start) == len("2006-01-02") && (d.Published == "" || p.Start <= d.Published) && !r.isStamp(s) {
				r.date = i
			}
		}
		best := -1
		for i := range d.Places {
			p := &d.Places[i]
			if !s.Span.Contains(p.Span) || p.Optional || p.Kind == extract.Country || p.Kind == extract.Region || p.Kind == extract.Departement || r.place >= 0 {
				continue
			}
			if w := r.wordBefore(p.Span.From); w == "in" || w == "at" {
				if best < 0 || p.Kind == extract.Commune {
					best = i
				}
			}
		}
		if best >= 0 {
			r.place = best
		}
	}
	if r.place >= 0 || len(d.Sentences) == 0 {
		return
	}
	for i := range d.Places {
		if p := &d.Places[i]; d.Sentences[0].Span.Contains(p.Span) && p.Kind == extract.Commune {
			r.place = i
		}
	}
}

// isStamp reports a sentence that gives the date of the page.
func (r *reader) isStamp(s extract.Sentence) bool {
	text := strings.ToLower(r.d.Text[s.Span.From:s.Span.To])
	for _, w := range []string{"published on", "updated", "publié le", "mis à jour", "mise à jour", "posted on", "last update"} {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	return false
}

// wordBefore is the word before the one that begins at an offset, articles apart.
func (r *reader) wordBefore(at int) string {
	k, _ := slices.BinarySearchFunc(r.d.Tokens, at, func(t extract.Token, at int) int { return t.Span.From - at })
	if k--; small[r.lower(k)] {
		k--
	}
	return r.lower(k)
}
