package english

import (
	"strings"

	"estrade/extract"
)

// verbs tell that someone speaks.
var verbs = set("said says told tells added adds stated states declared declares announced announces explained explains recalled recalls " +
	"stressed stresses noted notes insisted insists warned warns pointed underlined concluded confirmed welcomed assured wrote emphasised emphasized")

// statements finds direct words beside a verb of speech, and clauses after
// "said that" and "according to".
func (r *reader) statements() {
	t := r.d.Tokens
	for n, s := range r.d.Sentences {
		if r.direct(n, s) {
			continue
		}
		for i := s.From; i+2 < s.To; i++ {
			if verbs[t[i].Lower] && t[i+1].Lower == "that" {
				if who, ok := r.speakerBefore(i, s); ok {
					r.add(s, who, extract.Indirect, i, i+1, i+1, lastWord(t, s), "english said that")
				}
				break
			}
			if t[i].Lower == "according" && t[i+1].Lower == "to" {
				if who, ok := r.speakerAfter(i+1, s); ok {
					from, to := s.From, i
					if i == s.From { // "According to X, words."
						from, to = who.end, lastWord(t, s)
						for from < to && t[from].Kind == extract.Punct {
							from++
						}
					}
					for to > from && t[to-1].Kind == extract.Punct {
						to--
					}
					if to > from {
						r.add(s, who, extract.Indirect, i, i+2, from, to, "english according to")
					}
				}
				break
			}
		}
	}
}

// direct finds words of at least four tokens in quotation marks, with a verb of
// speech and a speaker in the same sentence or the one after.
func (r *reader) direct(n int, s extract.Sentence) bool {
	const least = 4
	t := r.d.Tokens
	open, from, to := false, 0, 0
	for i := s.From; i < s.To; i++ {
		if !isQuote(t[i].Lower) || t[i].Kind != extract.Punct {
			continue
		}
		if !open {
			open, from = true, i+1
			continue
		}
		open = false
		if i-from >= least && i-from > to-from {
			to = i
			break
		}
	}
	if to == 0 {
		return false
	}
	evidence := s
	for i := s.From; i < s.To; i++ {
		if i >= from-1 && i <= to || !verbs[t[i].Lower] {
			continue
		}
		who, ok := r.speakerAfter(i, s)
		if !ok || who.from > i+5 {
			if b, found := r.speakerBefore(i, s); found {
				who, ok = b, true
			}
		}
		if ok {
			for to > from && (t[to-1].Lower == "," || t[to-1].Lower == ".") {
				to--
			}
			r.add(evidence, who, extract.Direct, i, i+1, from, to, "english direct")
			return true
		}
	}
	return false
}

func isQuote(s string) bool { return s == "\"" || s == "“" || s == "”" || s == "«" || s == "»" }

func lastWord(t []extract.Token, s extract.Sentence) int {
	to := s.To
	for to > s.From && t[to-1].Kind == extract.Punct {
		to--
	}
	return to
}

// speaker is who speaks, named at tokens from to end.
type speaker struct {
	name      string
	person    int
	from, end int
}

// offices can be speakers without a name.
var offices = set("prefect minister president mayor governor ambassador director secretary spokesman spokeswoman spokesperson consul deputy")

// speakerBefore is the person, office or pronoun nearest before token i.
func (r *reader) speakerBefore(i int, s extract.Sentence) (speaker, bool) {
	for k := len(r.mentions) - 1; k >= 0; k-- {
		m := r.mentions[k]
		if m.to <= i && m.from >= s.From {
			return r.speaker(m), true
		}
		if m.to < s.From {
			break
		}
	}
	for k := i - 1; k >= s.From && k > i-6; k-- {
		if who, ok := r.other(k); ok {
			return who, true
		}
	}
	return speaker{}, false
}

// speakerAfter is the one nearest after token i.
func (r *reader) speakerAfter(i int, s extract.Sentence) (speaker, bool) {
	const reach = 8
	var best speaker
	found := false
	for k := len(r.mentions) - 1; k >= 0 && r.mentions[k].from > i; k-- {
		if m := r.mentions[k]; m.from < min(s.To, i+reach) {
			best, found = r.speaker(m), true
		}
	}
	for k := i + 1; k < min(s.To, i+4) && (!found || k < best.from); k++ {
		if who, ok := r.other(k); ok {
			if found && best.from-k <= 4 { // "said the mayor, Anne Martin"
				break
			}
			return who, true
		}
	}
	return best, found
}

func (r *reader) speaker(m mention) speaker {
	return speaker{r.d.People[m.person].Name, m.person, m.from, m.to}
}

// other is a speaker without a name at token k: a pronoun, which is the person named
// last, or an office.
func (r *reader) other(k int) (speaker, bool) {
	t := r.d.Tokens
	if t[k].Lower == "he" || t[k].Lower == "she" {
		for i := len(r.mentions) - 1; i >= 0; i-- {
			if m := r.mentions[i]; m.from < k {
				p := &r.d.People[m.person]
				if p.Gender == extract.Feminine && t[k].Lower == "he" || p.Gender == extract.Masculine && t[k].Lower == "she" {
					continue
				}
				span := t[k].Span
				p.Coref = append(p.Coref, extract.Mention{Text: r.d.Text[span.From:span.To], Span: span})
				return speaker{p.Name, m.person, k, k + 1}, true
			}
		}
		return speaker{}, false
	}
	if offices[t[k].Lower] && k > 0 && t[k-1].Lower == "the" {
		return speaker{t[k].Lower, extract.None, k, k + 1}, true
	}
	return speaker{}, false
}

// add lists the words of tokens from to to, with the place and date of the
// sentence where it names them.
func (r *reader) add(s extract.Sentence, who speaker, kind extract.StatementKind, verb, verbEnd, from, to int, rule string) {
	if from >= to {
		return
	}
	d := r.d
	span := r.span(from, to)
	x := extract.Statement{
		Speaker: who.name, Person: who.person, Kind: kind, Verb: strings.TrimSpace(r.words(verb, verbEnd)), Text: d.Text[span.From:span.To], Span: span,
		PlaceIndex: extract.None, Evidence: s.Span, Rule: rule,
	}
	for i := range d.Places {
		if p := &d.Places[i]; s.Span.Contains(p.Span) && !span.Overlaps(p.Span) && p.Kind != extract.Country {
			x.Place, x.PlaceIndex, x.PlaceBasis = p.Text, i, extract.FromSentence
		}
	}
	for i := range d.Dates {
		if p := &d.Dates[i]; s.Span.Contains(p.Span) && !span.Overlaps(p.Span) {
			x.Date, x.DateBasis = p.Start, extract.FromSentence
		}
	}
	d.Statements = append(d.Statements, x)
}
