// Package dates finds French date expressions and gives them ISO 8601 values.
// It answers one question: which days does the text name?
//
// The rules are data: a table of patterns over tokens, each with an example
// that a test runs (rules.go). Rules for single dates fill the slot DATE of
// the rules for ranges and lists (phrases.go). At each token only the rules
// run that can begin there, so that most tokens cost one look-up; the cost is
// linear in the length of the text. The longest match wins.
//
// A year that is not written is taken from the text nearby or is the one that
// the page's date and the tense of the sentence make likely (anchor.go). What is
// counted from what the text tells is counted from the day its narrative is on (story.go).
// Clock times, lengths of time, recurring days ("du lundi au vendredi"), days in
// the names of streets and years in the names of plans and events are no dates.
package dates

import (
	"fmt"

	"estrade/extract"
)

// Annotator fills Document.Dates from Document.Tokens and Document.Sentences.
// It is made by [New] and safe for concurrent use.
type Annotator struct {
	atoms, phrases index
}

// rule is a row of the table.
type rule struct {
	name     string
	pattern  string
	make     maker   // of a single date
	yield    yielder // of ranges and lists
	examples []example

	program *program
}

// maker turns the captures of a match at tokens from to to into a date, or
// says that it is none.
type maker func(r *reader, c []capture, from, to int) (part, bool)

// yielder does so where a match holds several dates or needs its years settled together.
type yielder func(r *reader, c []capture, from, to int) ([]part, bool)

// example is a text and what a rule makes of it.
type example struct {
	text string
	ref  string // the page's date
	want string // "text = start..end; text = start"
}

// index finds the rules that can begin with a token.
type index struct {
	words   map[string][]*rule
	numbers []*rule
}

// New compiles the rules.
func New() (*Annotator, error) {
	a := &Annotator{}
	slots := newSlots()
	var err error
	if a.atoms, err = newIndex(atomRules(), slots); err != nil {
		return nil, err
	}
	// DATE begins as any single date does.
	date := slots["DATE"]
	date.first = keys(a.atoms.words)
	slots["DATE"] = date
	if a.phrases, err = newIndex(phraseRules(), slots); err != nil {
		return nil, err
	}
	return a, nil
}

func newIndex(rules []rule, slots map[string]slot) (index, error) {
	x := index{words: map[string][]*rule{}}
	for i := range rules {
		r := &rules[i]
		p, err := compile(r.pattern, slots)
		if err != nil {
			return x, fmt.Errorf("rule %s: %w", r.name, err)
		}
		r.program = p
		first := map[string]bool{}
		if p.first(0, first) {
			x.numbers = append(x.numbers, r)
		}
		for w := range first {
			x.words[w] = append(x.words[w], r)
		}
	}
	return x, nil
}

// dispatch is the rules that can begin with t.
func (a *Annotator) dispatch(t *extract.Token, x index) []*rule {
	if t.Kind == extract.Number {
		return x.numbers
	}
	return x.words[t.Fold]
}

// begins reports whether any rule can begin with t.
func (a *Annotator) begins(t *extract.Token) bool {
	if t.Kind != extract.Word {
		return t.Kind == extract.Number
	}
	if len(a.phrases.words[t.Fold]) > 0 {
		return true
	}
	return len(a.atoms.words[t.Fold]) > 0
}

// Annotate replaces the dates of d. It fills Published and Updated from the
// page's stamp where they are empty; the stamp itself is not among the dates.
func (a *Annotator) Annotate(d *extract.Document) {
	stamps := Stamp(d)
	d.Dates = nil
	r := &reader{Annotator: a, text: d.Text, tokens: d.Tokens, sentences: d.Sentences}
	if p, ok := parseISO(d.Published); ok {
		n := p.first()
		r.published = &n
	}
	r.updated = d.Updated != "" && d.Updated == d.Published
	r.findAnchors(stamps)
	r.sent, r.quote = 0, false
	for i := 0; i < len(r.tokens); {
		t := &r.tokens[i]
		for r.sent+1 < len(r.sentences) && i >= r.sentences[r.sent].To {
			r.sent++
		}
		if t.Kind == extract.Punct {
			r.punctuation(t)
			i++
			continue
		}
		if t.Gap == extract.Paragraph {
			r.quote = false
		}
		if !a.begins(t) {
			i++
			continue
		}
		if s, ok := within(stamps, t.Span.From); ok {
			for i < len(r.tokens) && r.tokens[i].Span.From < s.To {
				i++
			}
			continue
		}
		end := r.expression(i)
		if end == i {
			i++
			continue
		}
		if len(r.news) != 1 || !r.isName(i, end, &r.news[0]) {
			r.add(d)
		}
		i = end
	}
}

// add completes what the current rule yields and lists it in d.
func (r *reader) add(d *extract.Document) {
	for _, p := range r.news {
		p, ok := r.settle(p)
		if !ok || !p.valid() {
			continue
		}
		p.aside = r.asideOf(&p)
		r.done = append(r.done, p)
		span := extract.Span{From: r.tokens[p.from].Span.From, To: r.tokens[p.to-1].Span.To}
		date := extract.Date{Span: span, Text: r.text[span.From:span.To], Basis: p.basis, Rule: p.rule}
		if date.Basis == "" {
			date.Basis = extract.Explicit
		}
		if !p.start.isZero() {
			date.Start = p.start.String()
		}
		if !p.end.isZero() {
			date.End = p.end.String()
		}
		d.Dates = append(d.Dates, date)
	}
}

func (r *reader) punctuation(t *extract.Token) {
	switch t.Fold {
	case "«", "“":
		r.quote = true
	case "»", "”":
		r.quote = false
	case "\"":
		r.quote = !r.quote
	}
	if t.Gap == extract.Paragraph && t.Fold != "«" && t.Fold != "“" && t.Fold != "\"" {
		r.quote = false
	}
}

// findAnchors looks near the top for a dateline, and for the first full date. A
// date that bounds something ("depuis le"), or that of an act, is the first only
// where there is no other and the page has no date of its own; so is the last month
// or year that the text names, where it names no full date.
func (r *reader) findAnchors(stamps []extract.Span) {
	const top = 400 // tokens that may hold the first full date of a page that has a date of its own
	var open *ymd   // the first day that the page tells of without saying its year
	var act, named, since, past *int
	var weekdays []part // open days with their weekday
	for i := 0; i < len(r.tokens); i++ {
		t := &r.tokens[i]
		if r.lead != nil && t.Span.From > datelines || r.published != nil && i > top {
			break
		}
		end, p, ok := r.anchor(i, stamps)
		if !ok {
			continue
		}
		i = end - 1
		if n, ok := r.spokenOn(p); ok {
			r.dateline = &n
			break
		}
		if p.start.y == 0 && p.start.d != 0 && p.weekday != 0 {
			weekdays = append(weekdays, p)
		}
		if p.basis != "" || p.yearly {
			continue
		}
		if !p.isDay() {
			if n := p.firstDay(); p.start.y != 0 && p.start.y > 1900 && (named == nil || n > *named) {
				named = &n
			}
			if n := p.firstDay(); p.start.y > 1900 && r.published == nil && (past == nil || n > *past) && r.tense(p.from, end) < 0 {
				past = &n
			}
			continue
		}
		if p.start.y == 0 {
			if r.published != nil && open == nil {
				open = &ymd{m: p.start.m, d: p.start.d}
			}
			continue
		}
		n := p.firstDay()
		if r.isDateline(p.from, end) {
			if r.dateline == nil {
				r.dateline = &n
			}
			break
		}
		if r.published == nil && r.is(p.from, "ce", "cet", "cette") {
			r.lead = &n // "installé ce vendredi 1er octobre 2021"
			return
		}
		if r.isSince(p.from) && since == nil {
			since = &n
		}
		switch {
		case r.lead != nil || open != nil && (open.m != p.start.m || open.d != p.start.d):
		case !r.isLegal(p.from) && !r.isSince(p.from):
			r.lead, r.titled = &n, r.inTitle(p.from)
		case act == nil:
			act = &n
		}
	}
	if r.published == nil && r.lead != nil && since != nil && *since > *r.lead {
		r.lead = since // what lasts since a day is told after it
	}
	if r.published == nil && r.dateline == nil && r.lead != nil && past != nil && *past > *r.lead {
		if d := firstOn(weekdays, past); d != past {
			r.lead = d // "Mardi 12 mai … arrivé en 2012 … les secours du 27 février 2010"
		}
	}
	if r.published == nil && r.lead == nil {
		if r.lead = act; act == nil {
			r.lead = r.yearOfTitle(named)
			r.vague = r.dateline == nil
		}
		if d := firstOn(weekdays, r.lead); d != r.lead {
			r.lead, r.vague = d, false
		}
	}
	r.weighLead(stamps)
}

// yearOfTitle is day n, or the middle of the year that the title names where there is none:
// "Recensement 2022".
func (r *reader) yearOfTitle(n *int) *int {
	if n != nil {
		return n
	}
	y, ok := r.titleYear()
	if !ok {
		return nil
	}
	d := dayNumber(y, 7, 1)
	return &d
}

// titleYear is the one year among the numbers of the title.
func (r *reader) titleYear() (year int, ok bool) {
	const most = 60 // tokens of a title
	for i := 0; i < min(most, len(r.tokens)) && (i == 0 || r.tokens[i].Gap < extract.Line); i++ {
		if !r.isYearToken(i) {
			continue
		}
		y, _ := digits(&r.tokens[i])
		if year != 0 && year != y {
			return 0, false
		}
		year = y
	}
	return year, year != 0
}

// firstOn is the first of some days with their weekdays that can lie in the year of
// day n or after it, where no full date tells when a page was written: "depuis août
// 2023 … ce mardi 13 mai", which is one in 2025. It is n where there is none.
func firstOn(days []part, n *int) *int {
	const most = 6 // years in which a day comes back on its weekday, but for leap days
	if n == nil {
		return nil
	}
	for _, p := range days {
		for y := civil(*n).y; y <= civil(*n).y+most; y++ {
			if q := p.in(y); q.valid() && weekday(q.firstDay()) == p.weekday && q.firstDay() >= *n {
				d := q.firstDay()
				return &d
			}
		}
	}
	return n
}

// anchor is the single date that begins at token i, outside of the page's stamps.
func (r *reader) anchor(i int, stamps []extract.Span) (int, part, bool) {
	t := &r.tokens[i]
	for r.sent+1 < len(r.sentences) && i >= r.sentences[r.sent].To {
		r.sent++
	}
	if t.Kind == extract.Punct || len(r.dispatch(t, r.atoms)) == 0 {
		return 0, part{}, false
	}
	if _, ok := within(stamps, t.Span.From); ok {
		return 0, part{}, false
	}
	return r.atom(i, false)
}

// weighLead drops the full date that a page opens with where the text also names
// one months later, up to the page's date: it was written after that, and the first
// only looks back.
func (r *reader) weighLead(stamps []extract.Span) {
	if !r.updated || r.lead == nil || !r.isLate(*r.lead) {
		return
	}
	r.sent = 0
	for i := 0; i < len(r.tokens); i++ {
		end, p, ok := r.anchor(i, stamps)
		if !ok {
			continue
		}
		i = end - 1
		if p.basis == "" && p.start.y != 0 && p.firstDay() <= *r.published && p.firstDay()-*r.lead > lateUpdate {
			r.lead = nil
			return
		}
	}
}

// lateUpdate is the number of days after which an update says nothing of when a
// page was written.
const lateUpdate = 60

// isLate reports whether the page was updated so long after day n that n says
// better when it was written.
func (r *reader) isLate(n int) bool {
	const tooLate, titled = 400, 1500
	d := *r.published - n
	return d > lateUpdate && (d < tooLate || r.titled && d < titled)
}

// inTitle reports whether token at stands in the first line of the text.
func (r *reader) inTitle(at int) bool {
	for at > 0 && r.tokens[at].Gap < extract.Line {
		at--
	}
	return at == 0
}

// isSince reports whether the date at token from begins what lasts: "depuis le 3 mars 2018".
func (r *reader) isSince(from int) bool {
	return r.is(from-1, "depuis") || r.is(from-2, "depuis", "partir", "compter")
}

// datelines is the number of bytes within which a dateline is looked for.
const datelines = 1500

// isDateline reports whether the full date at tokens from to to ends one of
// the first lines, which is no sentence: "Lille, le 3 mars 2020".
func (r *reader) isDateline(from, to int) bool {
	const lines = 12
	if to < len(r.tokens) && r.tokens[to].Gap < extract.Line || r.tokens[from].Span.From > datelines {
		return false
	}
	start := from
	for start > 0 && r.tokens[start].Gap < extract.Line {
		start--
	}
	line := 0
	for i := 0; i <= start; i++ {
		if r.tokens[i].Gap >= extract.Line {
			line++
		}
	}
	return line > 1 && line <= lines && from-start <= 25 && (r.is(from-1, "le") || from == start || r.is(from-1, ",") && from-start <= 8)
}

// words are what is dated by the day on which it was spoken.
var words = set("entretien interview propos discours allocution")

// spokenOn is the day of the words that the page gives, from near its top: "Entretien réalisé
// le 12 mars à Privas", "Discours prononcé jeudi 9 mai". A year that is not written is
// that of the page.
func (r *reader) spokenOn(p part) (int, bool) {
	const near, reach = 60, 6 // days, tokens
	if !p.isDay() || p.yearly || p.isFete || r.published == nil || r.tokens[p.from].Span.From > datelines {
		return 0, false
	}
	participle := false
	for i := p.from - 1; i >= max(0, p.from-reach) && r.tokens[i+1].Gap < extract.Line; i-- {
		t := &r.tokens[i]
		if words[t.Fold] && participle {
			y := civil(*r.published).y
			if q := p.in(y); p.open() && q.firstDay() > *r.published {
				p = p.in(y - 1)
			} else if p.open() {
				p = q
			}
			d := *r.published - p.firstDay()
			return p.firstDay(), p.valid() && d >= 0 && d <= near
		}
		participle = participle || isParticiple(t.Lower) && !expected[t.Lower]
		if t.Kind == extract.Punct || r.isPast(i, p.from) {
			return 0, false
		}
	}
	return 0, false
}

// isLegal reports whether the date at token from is that of a law, an act or a birth.
func (r *reader) isLegal(from int) bool {
	if !r.is(from-1, "du", "de", "d'", "le") {
		return false
	}
	if r.is(from-1, "le") {
		if r.is(from-2, "apres", "avant", "depuis") && r.is(from-3, "ne", "nes", "nee", "nees") {
			return true
		}
		return r.is(from-2, "ne", "nes", "nees", "nee", "clos", "close", "signe", "signee", "adopte", "adoptee", "promulguee", "promulgue", "publie", "publiee", "cree", "creee", "fonde", "fondee") &&
			!r.is(from-3, "a", "ont", "est", "ete", "sont", "avait")
	}
	for i := from - 2; i >= max(0, from-8) && r.tokens[i+1].Gap < extract.Line; i-- {
		if legal[r.tokens[i].Fold] {
			return true
		}
	}
	return false
}

var legal = set("loi decret ordonnance circulaire code directive reglement accord convention traite armistice attentat attentats bataille guerre " +
	"arrete arretes victoire capitulation liberation debarquement")

// streets are what bears the names of days.
var streets = set("rue avenue av av. place boulevard bd bld quai square allee cours esplanade stade gymnase salle impasse chemin " +
	"pont parc ecole college lycee caserne residence cite quartier promenade parvis passage route faubourg espace groupe " +
	"complexe amphitheatre maison jardin mail carrefour voie hopital")

// isName reports whether p, at tokens from to to, is part of a name: "rue du 8 mai 1945".
// Streets bear the names of days, not of spans nor of days of the week.
func (r *reader) isName(from, to int, p *part) bool {
	if !p.isDay() || p.weekday != 0 || p.basis == extract.Relative {
		return false // "la coupure de la voie du 3 au 21 juin", "du lundi 3 juin"
	}
	i := from - 1
	if r.is(from, "du", "de", "d'", "des") {
		i = from
	}
	if !r.is(i, "du", "de", "d'", "des") {
		return false
	}
	if r.is(i-1, "cours", "place") && r.is(i-2, "au", "en") {
		return false // "au cours du mois de mai"
	}
	if r.is(i-1, "pont") && p.start.y == 0 {
		return false // "le pont du 8 mai"
	}
	return i > 0 && (streets[r.tokens[i-1].Fold] || r.is(i-1, "point") && r.is(i-2, "rond")) && r.tokens[i].Gap <= extract.Line
}

func within(spans []extract.Span, at int) (extract.Span, bool) {
	for _, s := range spans {
		if s.From <= at && at < s.To {
			return s, true
		}
	}
	return extract.Span{}, false
}
