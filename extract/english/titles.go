package english

import (
	"slices"
	"strings"

	"estrade/extract"
)

// heads are the words that a title of office turns on.
var heads = set("prefect sub-prefect subprefect mayor deputy-mayor minister president vice-president chairman chairwoman chairperson chair " +
	"director director-general director-generals head chief commander commandant captain colonel lieutenant-colonel lieutenant general major " +
	"brigadier admiral vice-admiral rear-admiral commodore sergeant corporal ambassador consul consul-general governor burgomaster councillor " +
	"counsellor councilor senator prosecutor rector bishop archbishop professor secretary secretary-general under-secretary commissioner superintendent " +
	"inspector judge magistrate spokesman spokeswoman spokesperson chancellor manager ceo founder co-founder owner coordinator representative delegate " +
	"member mp mep officer engineer farmer fisherman winegrower student pupil teacher headteacher headmaster headmistress nurse veteran historian " +
	"researcher scientist volunteer pilot pensioner worker entrepreneur architect lawyer journalist curator treasurer firefighter policeman policewoman " +
	"gendarme lord-lieutenant sheriff king queen prince princess duke duchess envoy adviser advisor attaché dean principal surgeon " +
	"co-director deputy-director deputy commander-in-chief rapporteur co-president skipper harbourmaster baker butcher trader shopkeeper beekeeper grower breeder")

// ranks stand before a name without an article.
var ranks = set("colonel lieutenant-colonel lieutenant general major captain commander brigadier admiral vice-admiral rear-admiral commodore sergeant " +
	"corporal superintendent inspector prefect mayor president minister senator councillor ambassador bishop archbishop professor king queen prince princess commissioner")

// modifiers go before the head and belong to the title.
var modifiers = set("deputy acting former regional departmental maritime retired honorary chief senior first second third state national local prime foreign interim " +
	"district public assistant fire police harbour general chargé executive managing permanent special military naval departementale head " +
	"french british belgian german spanish italian swiss dutch european scottish welsh irish american flemish walloon federal royal young local " +
	"parliamentary technical medical veterinary municipal county city town provincial dairy sheep vegetable station junior outgoing new")

// bare are modifiers that say nothing of the office itself: "the new prefect".
var bare = set("new outgoing young local")

// title is a title of office at tokens from to to.
type title struct {
	from, to int
	head     int // token of the head
	person   int // index into People; None if nobody is named with it
	article  bool
	plural   bool
}

// titles finds the titles: a head, what goes before it and its complements.
func (r *reader) titles() {
	for _, s := range r.d.Sentences {
		for i := s.From; i < s.To; {
			if !r.isHead(i) {
				i++
				continue
			}
			t := r.titleAt(i, s)
			r.found = append(r.found, t)
			for k := t.from; k < t.to; k++ {
				r.inTitle[k] = len(r.found)
			}
			i = t.to
		}
	}
}

func (r *reader) isHead(i int) bool {
	t := &r.d.Tokens[i]
	if t.Kind != extract.Word || t.Shape == extract.UpperCase && t.Lower != "ceo" && t.Lower != "mp" && t.Lower != "mep" {
		return false
	}
	switch t.Lower {
	case "general", "chief", "head", "deputy", "chair", "principal", "major", "member":
		// Mostly common words: a head only before a complement or a name.
		n := i + 1
		return n < len(r.d.Tokens) && (r.d.Tokens[n].Lower == "of" || r.startsName(n) || r.d.Tokens[n].Lower == "," && r.lower(i-1) != "in")
	}
	return heads[t.Lower]
}

func (r *reader) titleAt(i int, s extract.Sentence) title {
	t := r.d.Tokens
	x := title{from: i, to: i + 1, head: i, person: extract.None}
	for x.to < s.To && r.isHead(x.to) && t[x.to].Gap == extract.Space && !r.startsName(x.to) {
		x.head, x.to = x.to, x.to+1 // "fire chief", "Secretary General"
	}
	if x.to < s.To && t[x.to].Lower == "general" && t[x.to].Gap == extract.Space && t[x.to-1].Lower != "general" {
		x.to++ // "Consul General"
	}
	if x.to+1 < s.To && t[x.to-1].Lower == "secretary" && t[x.to].Lower == "of" && t[x.to+1].Lower == "state" {
		x.to += 2
	}
	for x.from > s.From {
		p := &t[x.from-1]
		if p.Kind != extract.Word || t[x.from].Gap != extract.Space {
			break
		}
		if modifiers[p.Lower] || p.Shape == extract.Capitalised && t[x.from].Shape == extract.Capitalised && x.from-1 > s.From && !r.isName(x.from-1) && !small[p.Lower] && r.inTitle[x.from-1] == 0 && !civilities[p.Lower] {
			x.from--
			continue
		}
		break
	}
	for x.from < x.head && bare[t[x.from].Lower] {
		x.from++
	}
	if x.from > s.From {
		switch t[x.from-1].Lower {
		case "the", "its", "his", "her", "their":
			x.article = true
		}
	}
	x.to = r.complements(x.to, s)
	return x
}

// complements is the end of "of the Nord", "for the Channel and the North Sea",
// "in charge of housing" at token i.
func (r *reader) complements(i int, s extract.Sentence) int {
	t := r.d.Tokens
	end, last := i, ""
	for k := i; k < s.To; {
		w := t[k].Lower
		switch {
		case w == "in" && k+2 < s.To && t[k+1].Lower == "charge" && t[k+2].Lower == "of":
			w, k = "of", k+3
		case w == "responsible" && k+1 < s.To && t[k+1].Lower == "for":
			w, k = "of", k+2
		case w == "of" || w == "for":
			k++
		case w == "to" && k+1 < s.To && (t[k+1].Shape == extract.Capitalised && r.inDate(k+1) == false || t[k+1].Lower == "the") && end == i:
			k++
		case w == "at" && k+1 < s.To && (t[k+1].Lower == "the" || t[k+1].Shape != extract.LowerCase) && t[k+1].Kind == extract.Word:
			k++
		case (w == "in" || w == "from") && k+1 < s.To && t[k+1].Shape == extract.Capitalised && !r.inDate(k+1):
			k++
		case w == "and" && end > i && last == "of" && k+1 < s.To && !r.startsName(k+1) && !r.headSoon(k+1, s):
			k++
			if k < s.To && (t[k].Lower == "of" || t[k].Lower == "for") {
				k++
			}
		case w == "," && end > i && last == "of" && r.listGoesOn(k, s):
			k++
		default:
			return end
		}
		n := r.nounPhrase(k, s)
		if n == k {
			return end
		}
		end, k = n, n
		last = "of"
	}
	return end
}

// headSoon reports whether another title begins at token k.
func (r *reader) headSoon(k int, s extract.Sentence) bool {
	t := r.d.Tokens
	if k < s.To && (small[t[k].Lower] || t[k].Lower == "the") {
		k++
	}
	for n := 0; n < 3 && k < s.To; n++ {
		if r.isHead(k) || heads[strings.TrimSuffix(t[k].Lower, "s")] {
			return true
		}
		if t[k].Kind != extract.Word || !modifiers[t[k].Lower] && t[k].Shape != extract.Capitalised {
			return false
		}
		k++
	}
	return false
}

// listGoesOn reports "of agriculture, food and forestry" at the comma k.
func (r *reader) listGoesOn(k int, s extract.Sentence) bool {
	t := r.d.Tokens
	const most = 5
	for i := k + 1; i < min(s.To, k+most); i++ {
		if t[i].Lower == "and" {
			return i > k+1 && i+1 < s.To && !r.startsName(i+1) && !r.startsName(k+1) && !r.headSoon(i+1, s)
		}
		if t[i].Kind != extract.Word || stops[t[i].Lower] || verbs[t[i].Lower] {
			return false
		}
	}
	return false
}

// nounPhrase is the end of the words at token k that can be what an office is of.
func (r *reader) nounPhrase(k int, s extract.Sentence) int {
	t := r.d.Tokens
	i := k
	if i < s.To && (t[i].Lower == "the" || t[i].Lower == "a" || t[i].Lower == "an") {
		i++
	}
	from := i
	for i < s.To {
		w := &t[i]
		if w.Kind == extract.Number && i > from && t[i-1].Shape != extract.LowerCase || w.Lower == "'s" || w.Lower == "’s" {
			i++
			continue
		}
		if w.Kind != extract.Word || stops[w.Lower] || verbs[w.Lower] || r.inDate(i) || civilities[w.Lower] || i > from && r.isHead(i) && w.Shape == extract.LowerCase {
			break
		}
		if r.startsName(i) {
			break
		}
		i++
	}
	if i == from {
		return k
	}
	return i
}

// stops are words that no phrase after an office has.
var stops = set("of for to at in from by with on and or but who which that was were is are has have had will would can could may might must did does do " +
	"being been be then also not as when where while after before since until during about between against into out up over his her their its " +
	"he she they we i you it this these those there here welcomed met visited opened attended travelled gave took went came made launched signed " +
	"presented paid laid chaired read received inaugurated hosted took represented joined led")

// small are the articles.
var small = set("the a an")

// attach gives each title to the name that it stands beside.
func (r *reader) attach() {
	t := r.d.Tokens
	for n := range r.mentions {
		m := &r.mentions[n]
		// "Anne Martin, Mayor of Lens and President of the Union,"
		k := m.to
		if k < len(t) && (t[k].Lower == "," || t[k].Lower == "(") {
			k++
			for k < len(t) && (small[t[k].Lower] || bare[t[k].Lower] || t[k].Lower == "currently" || t[k].Lower == "then") {
				k++
			}
			if k+2 < len(t) && (t[k].Lower == "her" || t[k].Lower == "his") && t[k+1].Lower == "majesty" {
				for k += 2; k < len(t) && t[k].Gap == extract.Joined; k++ {
				}
			}
			for k < len(t) && r.inTitle[k] != 0 {
				x := &r.found[r.inTitle[k]-1]
				if x.from != k && !(k > 0 && x.from < k) || x.person != extract.None || r.nameFollows(x, n) {
					break
				}
				x.person = m.person
				k = x.to
				if k+1 < len(t) && (t[k].Lower == "and" || t[k].Lower == ",") && r.inTitle[k+1] != 0 {
					k++
					continue
				}
				if k+2 < len(t) && t[k].Lower == "," && t[k+1].Lower == "and" && r.inTitle[k+2] != 0 {
					k += 2
					continue
				}
				break
			}
		}
	}
	for n := range r.mentions {
		m := &r.mentions[n]
		k := m.start
		comma := k > 0 && t[k-1].Lower == ","
		if comma {
			k--
		}
		if k == 0 || r.inTitle[k-1] == 0 {
			continue
		}
		x := &r.found[r.inTitle[k-1]-1]
		if x.to != k || x.person != extract.None || comma && !x.article {
			continue
		}
		x.person = m.person
	}
}

// professions gives a name the noun in apposition that no table knows: "Jack
// Osborne, a wine merchant from Bristol".
func (r *reader) professions() {
	t := r.d.Tokens
	const most = 4 // words
	for _, m := range r.mentions {
		k := m.to
		if k+2 >= len(t) || t[k].Lower != "," || t[k+1].Lower != "a" && t[k+1].Lower != "an" {
			continue
		}
		from := k + 2
		to := from
		for to < len(t) && to < from+most && t[to].Shape == extract.LowerCase && !stops[t[to].Lower] && r.inTitle[to] == 0 {
			to++
		}
		if to == from || to >= len(t) || r.inTitle[to] != 0 || t[to].Kind != extract.Punct && !stops[t[to].Lower] || !isAgent(t[to-1].Lower) {
			continue
		}
		if t[to].Lower == "of" || t[to].Lower == "at" {
			if n := r.nounPhrase(to+1, r.sentenceOf(to)); n > to+1 {
				to = n
			}
		}
		r.found = append(r.found, title{from: from, to: to, head: to - 1, person: m.person})
	}
	slices.SortStableFunc(r.found, func(a, b title) int { return a.from - b.from })
	for i := range r.found {
		for k := r.found[i].from; k < r.found[i].to; k++ {
			r.inTitle[k] = i + 1
		}
	}
}

// isAgent reports a noun that ends as those for people who do something.
func isAgent(w string) bool {
	for _, e := range []string{"er", "or", "ist", "ian", "man", "woman", "ant", "ent", "eer", "smith", "monger", "wright", "nurse", "cook", "chef"} {
		if strings.HasSuffix(w, e) && len(w) > len(e)+1 {
			return true
		}
	}
	return false
}

// sentenceOf is the sentence that token i belongs to.
func (r *reader) sentenceOf(i int) extract.Sentence {
	n, _ := slices.BinarySearchFunc(r.d.Sentences, i, func(s extract.Sentence, i int) int { return s.To - i - 1 })
	return r.d.Sentences[n]
}

// nameFollows reports whether title x after mention n is that of the name after
// it: "with Anne Martin, the Mayor of Lens, Paul Petit" is a list.
func (r *reader) nameFollows(x *title, n int) bool {
	t := r.d.Tokens
	if n+1 >= len(r.mentions) {
		return false
	}
	next := r.mentions[n+1].start
	if next == x.to {
		return true
	}
	return next == x.to+1 && t[x.to].Lower == "," && x.article && (next >= len(t) || x.from > 0 && t[x.from-1].Lower == "the" && r.listAfter(n+1))
}

// listAfter reports whether the name n is followed by a comma and more of a list.
func (r *reader) listAfter(n int) bool {
	k := r.mentions[n].to
	return k < len(r.d.Tokens) && r.d.Tokens[k].Lower == ","
}

// writeTitles lists the titles: those of people, and those of one who is not named.
func (r *reader) writeTitles() {
	t := r.d.Tokens
	named := map[string]bool{}
	r.firstTitle = map[int]string{}
	for i := range r.found {
		if x := &r.found[i]; x.person != extract.None {
			named[t[x.head].Lower] = true
		}
	}
	for i := range r.found {
		x := &r.found[i]
		if x.person == extract.None && (!x.article || x.plural || named[t[x.head].Lower] || !official[t[x.head].Lower]) {
			continue
		}
		span := r.span(x.from, x.to)
		out := extract.Title{Text: r.d.Text[span.From:span.To], Span: span, Person: x.person, Office: t[x.head].Lower}
		out.Full = strings.Join(strings.Fields(out.Text), " ")
		if x.to > x.head+1 {
			k := x.head + 1
			for k < x.to-1 && (stops[t[k].Lower] || small[t[k].Lower]) {
				k++
			}
			scope := r.span(k, x.to)
			out.Scope = strings.Join(strings.Fields(r.d.Text[scope.From:scope.To]), " ")
		}
		r.d.Titles = append(r.d.Titles, out)
		if x.person != extract.None && (r.firstTitle[x.person] == "" || ranks[strings.ToLower(r.firstTitle[x.person])]) {
			r.firstTitle[x.person] = out.Full
		}
	}
}

// official are the heads of offices that have one holder, who may go without a name.
var official = set("prefect sub-prefect subprefect mayor minister president ambassador consul consul-general governor burgomaster prosecutor rector bishop king queen prince " +
	"director-general secretary-general chancellor")
