package statements

import (
	"strings"

	"estrade/extract"
)

// statement is the finished form of a finding.
func (v *view) statement(f finding) extract.Statement {
	span := v.span(f.from, f.to)
	s := extract.Statement{
		Person: f.speaker.person, Kind: f.kind, Verb: v.text(f.verb), Text: v.text(span), Span: span,
		PlaceIndex: extract.None, Evidence: v.evidence(f), Rule: f.rule,
	}
	s.Speaker, s.Title = v.name(f.speaker, f.kind)
	if f.place != nowhere && f.place.text != "" {
		s.Place, s.PlaceIndex, s.PlaceBasis = f.place.text, v.placeIndex(f.place), f.placeBasis
	}
	if f.day != "" {
		s.Date, s.DateBasis = f.day, f.datBasis
	}
	return s
}

// placeIndex is the mention of the place itself if the text has one, else
// that of the venue whose name holds it, or none.
func (v *view) placeIndex(p place) int {
	if p.index == extract.None || v.d.Places[p.index].Text == p.text {
		return p.index
	}
	if v.placeOf == nil {
		v.placeOf = map[string]int{}
		for i := range v.d.Places {
			if _, ok := v.placeOf[v.d.Places[i].Text]; !ok {
				v.placeOf[v.d.Places[i].Text] = i
			}
		}
	}
	if i, ok := v.placeOf[p.text]; ok {
		return i
	}
	return p.index
}

// name is how a speaker is called and the capacity at that moment: the title
// stated there, else the first; in its fullest form ("la préfète" is the
// "préfète du Finistère" of the line before).
func (v *view) name(s speaker, kind extract.StatementKind) (name, title string) {
	t := s.title
	if s.called != "" {
		return s.called, ""
	}
	if s.person == extract.None {
		if t != extract.None {
			words := v.d.Titles[t].Full
			if words == "" {
				words = v.d.Titles[t].Text
			}
			return words, words
		}
		from, article := s.from, ""
		if v.is(from, determiner) && from+1 < s.to {
			switch w := v.lower(from); {
			case w == "un", w == "une": // "un scieur": nobody in particular
			case !s.group, w == "du", w == "au", kind == extract.Speech && v.tok[from+1].Shape != extract.LowerCase:
				from++ // an unnamed office goes without its article, and so does the author of a message
			case w == "des", w == "aux":
				from, article = from+1, "les "
			}
		}
		return article + strings.Join(strings.Fields(v.text(v.span(from, s.to))), " "), ""
	}
	for _, k := range v.titlesOf[s.person] {
		if t == extract.None || v.longer(k, t) {
			t = k
		}
	}
	if t != extract.None {
		if title = v.d.Titles[t].Full; title == "" {
			title = v.d.Titles[t].Text
		}
	}
	return v.d.People[s.person].Name, title
}

// longer reports whether title a says more than title b of the same office.
func (v *view) longer(a, b int) bool {
	x, y := strings.ToLower(v.d.Titles[a].Text), strings.ToLower(v.d.Titles[b].Text)
	return strings.HasPrefix(x, y+" ")
}

// evidence is the sentences that hold the words and what announces them.
func (v *view) evidence(f finding) extract.Span {
	from, to := min(f.from, f.cue), max(f.to-1, f.cue)
	return extract.Span{From: v.sentence(from).Span.From, To: v.sentence(to).Span.To}
}
