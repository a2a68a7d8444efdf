package places

import (
	"slices"
	"strings"

	"estrade/extract"
)

// Scores from which a name is a place.
const (
	enough  = 3
	certain = 10
	none    = -10
)

// weigh gives each candidate of the gazetteer a score.
func (r *reader) weigh() {
	r.findLonger()
	for k := range r.found {
		c := &r.found[k]
		if c.head != nil || c.score >= certain {
			continue
		}
		if c.entries[0] == c.entries[1] {
			c.score += r.contextScore(c, k)
			continue
		}
		c.score += r.wordScore(c) + r.contextScore(c, k) + r.entryScore(c)
	}
	r.backward()
	r.promoteItems()
}

// findLonger notes the beginnings of the long names of the communes of the
// issuing departement: who writes "Saint-Amand-Montrond" may go on with
// "Saint-Amand".
func (r *reader) findLonger() {
	r.longer = map[string]bool{}
	for k := range r.found {
		c := &r.found[k]
		if c.to-c.from < 2 || !slices.ContainsFunc(r.entries[c.entries[0]:c.entries[1]], func(e extract.Entry) bool {
			return e.Kind == extract.Commune && e.Department == r.issuer.Code && r.issuer.Code != ""
		}) {
			continue
		}
		for to := c.to - 1; to > c.from; to-- {
			if r.endsName(to - 1) {
				r.longer[r.key(c, to)] = true
			}
		}
	}
}

// endsName reports whether token i can be the last of a name.
func (r *reader) endsName(i int) bool {
	return !r.is(i, article|of|locative|surface) && r.fold(i) != "saint" && r.fold(i) != "sainte"
}

// backward gives a name that opens a list of places what its list gives: "six
// villages : Beaumont, Bezonvaux".
func (r *reader) backward() {
	for k := len(r.found) - 2; k >= 0; k-- {
		c, next := &r.found[k], &r.found[k+1]
		if c.score < enough && c.score >= 0 && next.before.kind == afterList && next.from <= c.to+3 && next.score >= enough {
			c.score += 2
		}
	}
}

// wordScore says how far the words themselves look like a place.
func (r *reader) wordScore(c *candidate) int {
	score := 0
	words := 0
	for i := c.from; i < c.to; i++ {
		if r.tokens[i].Kind == extract.Word && !r.is(i, article|of|locative|surface) {
			words++
		}
	}
	last := c.to - 1
	t := &r.tokens[last]
	switch {
	case words > 1 && strings.HasPrefix(r.tokens[c.from].Fold, "saint"):
		score++ // a feast or a person, often
	case words > 1:
		score += 2
	case c.to-c.from == 2 && r.capital(c.from) && r.marks[c.from]&(startsSentence|inCapitals) == 0 && c.before.kind != nothing:
		score++ // "à La Possession": the article has a capital
	case r.is(last, common|month|unnamed|adjective|headStart|civility|locative|surface):
		score -= 3
		if r.marks[c.from]&(startsSentence|inCapitals) != 0 {
			score--
		}
		if slices.ContainsFunc(r.entries[c.entries[0]:c.entries[1]], func(e extract.Entry) bool { return e.Kind == extract.Commune && e.Country == "FR" && e.Seat }) {
			score += 2 // Tours, Lens
		}
	case t.Shape == extract.UpperCase && len(t.Fold) <= 5 && r.marks[c.from]&inCapitals == 0:
		score -= 3 // an acronym
	}
	if len(t.Fold) <= 2 && words == 1 {
		score -= 2
	}
	return score
}

// contextScore says how far the words before make it a place.
func (r *reader) contextScore(c *candidate, k int) int {
	if c.inner {
		if c.before.kind == afterNoun {
			return 3
		}
		return 1
	}
	switch c.before.kind {
	case afterPlace:
		return 4
	case afterNoun, afterIssuer, dateline:
		return 4
	case afterParen:
		return 3
	case afterSurface:
		return 1
	case afterOf:
		return 1
	case afterList:
		if k > 0 && r.found[k-1].score >= enough {
			return 3
		}
		return 1
	}
	return 0
}

// entryScore says how likely the best of the places of that name is meant.
func (r *reader) entryScore(c *candidate) int {
	best := none
	if r.longer[r.key(c, c.to)] {
		best = 3
	}
	for i := c.entries[0]; i < c.entries[1]; i++ {
		e := &r.entries[i]
		s := 0
		switch {
		case e.Kind != extract.Commune:
			s = 3
			if e.Kind == extract.OtherPlace && e.Department != "" && !r.isNear(e) {
				s = 1
			}
			if r.nearWater(c) {
				s += 2
			}
			if r.isDirection(c) {
				s = 1
				if c.before.article && !r.afterCapital(c) || c.before.kind == afterParen {
					s = 7
				}
			}
		case e.Country != "FR":
			s = 2
			if e.Population >= 100000 || e.Seat || r.foreign[e.Country] > 0 {
				s = 3
			}
		case r.issuer.Code != "" && e.Department == r.issuer.Code:
			s = 3
		case e.Seat || e.Population >= 30000 || r.isHinted(c, e):
			s = 3
		case e.Population >= 5000:
			s = 2
		case e.Population >= 1500 || r.issuer.Code == "":
			s = 1
		case r.isNear(e):
			s = 1
		default:
			s = -1
		}
		if !e.Seat && e.Department != r.issuer.Code && r.isShort(c, e) {
			s -= 2
		}
		if e.Kind == extract.Commune && c.before.article && strings.HasPrefix(e.Name, "Le") && r.is(c.from-1, of|locative) {
			s++ // "du Tampon"
		}
		if c.local && (e.Kind != extract.Commune || r.issuer.Code == "" || e.Department != r.issuer.Code) {
			s = none
		}
		best = max(best, s)
	}
	return best
}

// isShort reports whether the text has a short form of the name of e.
func (r *reader) isShort(c *candidate, e *extract.Entry) bool {
	if e.Kind != extract.Commune || e.Country != "FR" {
		return false
	}
	words := 1 + strings.Count(e.Name, "-") + strings.Count(e.Name, " ") + strings.Count(e.Name, "'")
	if strings.HasPrefix(e.Name, "L") && !r.is(c.from, article) {
		words-- // its article
	}
	return words > c.to-c.from
}

// isDirection reports names of departements and regions that are common words:
// "Nord", "Centre".
func (r *reader) isDirection(c *candidate) bool {
	return c.to == c.from+1 && r.is(c.from, common)
}

// afterCapital reports whether the name belongs to a name before it: "Gare du
// Nord", "Corée du Nord".
func (r *reader) afterCapital(c *candidate) bool {
	p := c.from - 1
	if r.is(p, article) {
		p--
	}
	return p > 0 && r.is(p, of) && r.follows(p) && r.capital(p-1) && !r.is(p-1, noun|issuer|bodyStart)
}
