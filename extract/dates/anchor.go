package dates

import (
	"strings"

	"estrade/extract"
)

// base is the day from which open years are counted: the page's date, else a
// dateline, else the first full date of the text. Where the page was updated
// months after what it tells, it is the day it tells of.
func (r *reader) base() (int, bool) {
	switch {
	case r.dateline != nil:
		return *r.dateline, true
	case r.published != nil:
		if r.updated && r.lead != nil && r.isLate(*r.lead) {
			return *r.lead, true
		}
		return *r.published, true
	case r.lead != nil:
		return *r.lead, true
	}
	return 0, false
}

// now is the day that "hier" and "lundi prochain" are counted from at the
// current place: the day of the event within words that were spoken there,
// else that of the dateline, else that of the page.
func (r *reader) now() (int, bool) {
	n, ok := r.base()
	if !ok || r.vague {
		return 0, false
	}
	if r.dateline == nil && (r.isSaid() || r.updated && r.isSpeech()) {
		if e, ok := r.event(n); ok {
			return e, true
		}
	}
	return n, true
}

// written is the day that what is to come is counted from. Where the page comes a
// day or two after the full date it opens with, or only shows an update made a week
// or more after what it tells, it is the day of what the page tells.
func (r *reader) written() (int, bool) {
	const soon, week = 2, 7
	n, ok := r.now()
	if e, found := r.earliest(); found && (n-e <= soon && r.lead != nil && e == *r.lead || n-e > week && !r.knows(n-week, n)) {
		return e, true
	}
	return n, ok
}

// knows reports whether the text has named, other than by counting from another, a
// day from one day number to another.
func (r *reader) knows(from, to int) bool {
	for i := len(r.done) - 1; i >= max(0, len(r.done)-lookBack); i-- {
		p := &r.done[i]
		if p.basis == extract.Relative || p.yearly || p.start.d == 0 {
			continue
		}
		if d := p.firstDay(); d >= from && d <= to {
			return true
		}
	}
	return false
}

// earliest is the first day on which the page can have been written: that of what
// it tells last, where it only shows an update, else the full date that it opens with
// a day or two before, else the present day.
func (r *reader) earliest() (int, bool) {
	const soon, late = 2, 120 // days
	n, ok := r.now()
	if !ok || r.dateline != nil {
		return n, ok
	}
	if r.updated {
		if e, found := r.lastPast(n, late); found {
			return e, true
		}
	}
	if r.lead != nil && *r.lead < n && (n-*r.lead <= soon || r.updated && n-*r.lead <= late) {
		return *r.lead, true
	}
	return n, ok
}

// isReported reports whether the current place is within a clause that tells
// what was said: "a rappelé que", "a justifié la mesure : sans elle, …".
func (r *reader) isReported() bool {
	from := r.sentence().From
	colon := false
	for i := r.start - 1; i > from; i-- {
		if r.is(i, ":") && !colon {
			if k := len(r.done) - 1; k >= 0 && r.done[k].from > i {
				return false // what it opens are days, no words: "La reprise a été progressive : le 2 juin"
			}
			colon = true
		}
		if colon && r.isPast(i, r.start) {
			return true
		}
		if r.is(i, "que", "qu'") && r.is(i-1, "ce") && r.is(i-2, "a") && r.isPast(i-4, i) {
			return true // "s'est engagé à ce qu'une citerne arrive dimanche"
		}
		if r.is(i, "que", "qu'") && r.tokens[i-1].Kind == extract.Word && isParticiple(r.tokens[i-1].Lower) && (r.isPast(i-2, i) || r.isPast(i-3, i)) && !r.isOnly(i) {
			return true
		}
	}
	return false
}

// isOnly reports whether "que" at token i restricts: "n'ont été retirées que mardi".
func (r *reader) isOnly(i int) bool {
	for k := i - 2; k >= max(r.sentence().From, i-5); k-- {
		if r.is(k, "n'", "ne") {
			return true
		}
	}
	return false
}

// isSpeech reports whether the sentence of the current place is the words of somebody who
// speaks before others, without quotation marks: "Nous sommes rassemblés aujourd'hui".
func (r *reader) isSpeech() bool {
	s := r.sentence()
	for i := max(s.From, r.start-window); i < min(s.To, r.start+window); i++ {
		if r.is(i, "nous") && r.is(i+1, "sommes", "voici", "voila", "commemorons", "celebrons", "rendons", "honorons", "inaugurons", "saluons") || r.is(i, "je") && r.is(i+1, "suis", "veux", "tiens", "salue", "souhaite") || r.is(i, "j'") && r.is(i+1, "ai") {
			return true
		}
	}
	return false
}

// complete finds the year of a part that leaves it open. It reports false
// where nothing tells.
func (r *reader) complete(p part) (part, bool) {
	if !p.open() {
		return p, true
	}
	base, ok := r.base()
	if !ok {
		return p, false
	}
	tense := r.tense(p.from, p.to)
	earliest := base // day by which the page can tell of something as to come
	if w, ok := r.earliest(); ok {
		earliest = min(base, w)
	}
	if year, ok := r.yearNearby(p, tense, earliest); ok {
		q := p.in(year)
		if q.valid() {
			q.basis = inferred(p.basis)
			return q, true
		}
	}
	const (
		never     = 1 << 30
		wrong     = 500 // days: against the tense of the verb
		wrongFete = 150 // the same of a feast, which is near in most minds
		otherPart = 300 // a quarter or a semester is of the present year, where no verb tells
		otherYear = 60
		order     = 120 // before what the sentence has named as to come
		sameDay   = 250
		ofTopic   = 150 // a day of the year that the title names
		grace     = 3   // days by which a page may come before or after what it tells
		half      = 200 // days, of a year
		unstamped = 60  // the same of a page without a date of its own, beside the day it opens with
	)
	latest := base // day by which the page can tell of something as past
	switch {
	case r.dateline != nil:
	case r.published != nil:
		latest = max(base, *r.published)
	case r.vague:
		latest, earliest = base+half, min(earliest, base-half)
	default:
		latest, earliest = base+unstamped, min(earliest, base-unstamped)
	}
	topic, titled := r.topic()
	next := 0 // first day of what the sentence has named as to come
	if k := len(r.done) - 1; k >= 0 && !r.done[k].yearly && r.done[k].from >= r.sentence().From && r.done[k].firstDay() > base {
		next = r.done[k].firstDay()
	}
	best, cost := p, never
	year := civil(base).y
	for y := year - 8; y <= year+8; y++ {
		q := p.in(y)
		if !q.valid() {
			continue
		}
		d := q.distance(base)
		c := d
		if d < 0 {
			c = -d
			if tense >= 0 {
				c *= 2
			}
			if p.isFete && tense == 0 {
				c = -9 * d // a feast is looked forward to
			}
		}
		if y != year {
			c += otherYear
		}
		ahead := q.firstDay() > latest+grace || !q.end.isZero() && q.end.d != 0 && q.lastDay() > latest+grace && r.is(p.from, "entre")
		if tense < 0 && ahead || tense > 0 && q.lastDay() < earliest-grace {
			if p.isFete {
				c += wrongFete
			} else {
				c += wrong
			}
		}
		if p.isPartOfYear() {
			if tense == 0 && y != year {
				c += otherPart
			}
			if len := q.lastDay() - q.firstDay(); tense < 0 && q.firstDay() > latest-len/5 || tense > 0 && q.lastDay() < earliest+len/10 {
				c += wrong // hardly begun, or all but over
			}
		}
		if tense == 0 && q.lastDay() < next {
			c += order
		}
		if r.lead != nil && q.start.d != 0 && q.end.isZero() && q.firstDay() == *r.lead && near(*r.lead, base) {
			c -= sameDay // the day of which the text tells the year
		}
		if titled && q.start.y == topic {
			c -= ofTopic
		}
		if p.weekday != 0 && q.start.d != 0 && weekday(q.firstDay()) != p.weekday {
			c += 700 // the weekday settles it, unless the text errs
		}
		if c < cost {
			best, cost = q, c
		}
	}
	if cost == never {
		return p, false
	}
	best.basis = inferred(p.basis)
	return best, true
}

// isPartOfYear reports whether p is a quarter or a semester.
func (p *part) isPartOfYear() bool {
	return p.start.d == 0 && p.start.m != 0 && !p.end.isZero() && (p.rule == "quarter" || p.rule == "semester")
}

func inferred(b extract.DateBasis) extract.DateBasis {
	if b == "" {
		return extract.Inferred
	}
	return b
}

// yearNearby is the year that the text gives to a date that stands in its
// light: "Le 24 septembre 1944, puis le 5 octobre", "En 1944, le 6 juin",
// "l'an dernier, le 3 mai". A date that belongs to a noun ("la loi du 3 mars
// 1999") lights only itself.
func (r *reader) yearNearby(p part, tense, base int) (int, bool) {
	if y, ok := r.sameStory(p, tense, base); ok {
		return y, true
	}
	if len(r.done) == 0 {
		return 0, false
	}
	if y, ok := r.headYear(p, tense, base); ok {
		return y, true
	}
	if y, ok := r.yearWithin(p); ok {
		return y, true
	}
	if y, ok := r.historyYear(p, base); ok {
		return y, true
	}
	if y, ok := r.paragraphYear(p, tense, base); ok {
		return y, true
	}
	if y, ok := r.storyMonth(p, tense, base); ok {
		return y, true
	}
	if y, ok := r.topicYear(p, tense, base); ok {
		return y, true
	}
	q := &r.done[len(r.done)-1]
	if p.start.d == 0 { // "en juin 1944, puis en août"
		const past, beside = 2, 5 // years, tokens
		old := q.start.m != 0 && q.start.y != 0 && !q.yearly && civil(base).y-q.start.y >= past
		if !old || tense > 0 || q.from < r.clause(p.from).From || p.from-q.to > window || r.is(q.from-1, "depuis", "de", "d'") || !p.end.isZero() && p.from-q.to > beside {
			return 0, false
		}
		if c := p.in(q.start.y); c.lastDay() < q.firstDay() {
			return q.start.y + 1, true
		}
		return q.start.y, true
	}
	if q.yearly || q.start.y == 0 || r.is(p.from-2, "depuis") && tense < 0 {
		return 0, false
	}
	s := r.clause(p.from)
	if q.start.d != 0 && q.end.isZero() && q.from >= s.From && q.to+1 == p.from && r.is(q.to, "|", "\t") && r.tokens[p.from].Gap < extract.Line {
		year := q.start.y // a row of a table: from one day to the other
		if c := p.in(year); c.valid() && c.lastDay() < q.firstDay() {
			year++
		}
		return year, true
	}
	sameSentence := q.from >= s.From
	if !sameSentence && (q.basis != extract.Inferred || !r.sameParagraph(q.from, p.from)) {
		return 0, false
	}
	if p.from-q.to > 2*window {
		return 0, false
	}
	year := civil(q.lastDay()).y
	now := civil(base).y
	if (!sameSentence || q.basis == extract.Relative && q.isDay()) && now-year < 2 && year-now < 2 {
		return 0, false // near years are settled by the distance
	}
	if r.is(q.from-1, "du", "de", "d'", "des") && q.end.isZero() && !(q.start.d == 0 && r.is(q.from-2, "celle", "celui", "edition")) || r.is(q.from-1, "depuis") || r.is(q.from-2, "depuis", "ne", "nee") || r.is(q.from-1, "ne", "nee") {
		return 0, false
	}
	if q.start.d == 0 && (q.from < s.From || q.from > s.From+3 || year > now || !q.end.isZero() && q.end.y != q.start.y) {
		return 0, false // a bare year lights what follows it from the head of its sentence
	}
	c := p.in(year)
	if !c.valid() || tense > 0 && c.lastDay() < base-3 || tense < 0 && c.firstDay() > base+3 && year == now {
		return 0, false
	}
	if p.weekday != 0 && weekday(c.firstDay()) != p.weekday {
		return 0, false
	}
	if q.start.d != 0 && c.lastDay() < q.firstDay()-180 && c.firstDay() < base {
		return year + 1, true
	}
	return year, true
}

// opens reports whether the date at token from begins its sentence.
func (r *reader) opens(from int) bool {
	for i := from; i >= max(0, from-1); i-- {
		if t := &r.tokens[i]; t.Gap >= extract.Line || i > 0 && r.is(i-1, ".", "!", "?") {
			return true
		}
	}
	return from <= 1
}

// headYear is the year that its clause opens with: "En 2020, les écoles ont fermé en
// mars", "L'an prochain, la fête aura lieu le 3 mai".
func (r *reader) headYear(p part, tense, base int) (int, bool) {
	const head = 3
	s := r.clause(p.from)
	for i := len(r.done) - 1; i >= 0 && r.done[i].from >= s.From; i-- {
		q := &r.done[i]
		if q.rule == "year beside" && tense < 0 && p.from-q.to <= window && !r.is(q.from-2, "comme", "que", "qu'", "contre") && !r.isSince(p.from) {
			return q.start.y, true // "prises l'an dernier après les attentats du 13 novembre"
		}
		if r.is(s.From, "pour", "afin") {
			continue // "Pour voter en 2012, il faut s'inscrire avant le 31 décembre"
		}
		if q.start.m != 0 || q.start.y == 0 || !q.end.isZero() || q.from > s.From+head || !r.is(q.from-1, "en", "l'", "des") && !r.is(q.from, "cette") {
			continue
		}
		c := p.in(q.start.y)
		ok := c.valid() && !(tense > 0 && c.lastDay() < base-head) && (p.weekday == 0 || c.start.d == 0 || weekday(c.firstDay()) == p.weekday)
		return q.start.y, ok
	}
	return 0, false
}

// yearWithin is the year of a month or a day within the season or the range that its
// sentence has named last: "L'été dernier, 14 noyades, dont six en juillet".
func (r *reader) yearWithin(p part) (int, bool) {
	q := &r.done[len(r.done)-1]
	if q.yearly || q.start.y == 0 || q.end.isZero() || q.end.m == 0 || q.from < r.sentence().From || !p.end.isZero() || r.isSince(p.from) {
		return 0, false
	}
	for y := q.start.y; y <= q.end.y; y++ {
		if c := p.in(y); c.valid() && c.firstDay() >= q.firstDay() && c.lastDay() <= q.lastDay() {
			return y, true
		}
	}
	return 0, false
}

// historyYear is the year, long past, that the paragraph has named last, where the sentence
// tells in the tense of histories: "L'année 1944 fut la plus cruelle. Le 11 juin, cinquante
// habitants furent fusillés".
func (r *reader) historyYear(p part, base int) (int, bool) {
	const long = 2
	q := &r.done[len(r.done)-1]
	if q.yearly || q.start.y == 0 || civil(base).y-q.start.y < long || !r.sameParagraph(q.from, p.from) || !r.isHistory() {
		return 0, false
	}
	return civil(q.lastDay()).y, true
}

// paragraphYear is the year that the paragraph opens with, of what it tells as past or
// without a tense, but for what came just before the page: "2024 aura été une année
// d'épreuves. Je pense aux inondations du 2 août".
func (r *reader) paragraphYear(p part, tense, base int) (int, bool) {
	const head, recent = 5, 45 // tokens, days
	if tense > 0 || r.mood(p.from, p.to) == unsure || r.isSince(p.from) || r.is(p.from-1, "depuis") {
		return 0, false
	}
	from, _ := r.paragraph(p.from)
	k := len(r.done) - 1
	for k >= 0 && r.done[k].from >= from {
		k--
	}
	if k++; k >= len(r.done) {
		return 0, false
	}
	q := &r.done[k]
	if q.start.m != 0 || q.start.y == 0 || !q.end.isZero() || q.from > from+head || q.basis != "" && q.rule != "year beside" || q.from > 0 && !r.opensClause(q.from) {
		return 0, false
	}
	c, now := p.in(q.start.y), p.in(civil(base).y)
	if !c.valid() || c.lastDay() > base || !now.valid() {
		return 0, false
	}
	d := now.distance(base)
	return q.start.y, d > 0 || d < -recent || d == 0 && p.isPartOfYear() || q.start.y == civil(base).y
}

// opensClause reports whether the year at token at opens what is told of it: "2024 aura",
// "En 2024,", "L'année 2024", "Mais 2024".
func (r *reader) opensClause(at int) bool {
	return r.tokens[at].Gap >= extract.Line || r.is(at-1, "en", "mais", "l'", "annee", ".") || r.is(at, "annee")
}

// isHistory reports whether a verb of the present sentence has the simple past, which no
// page uses of its own days.
func (r *reader) isHistory() bool {
	s := r.sentence()
	for i := s.From; i < s.To; i++ {
		w := r.tokens[i].Lower
		if r.tokens[i].Shape != extract.LowerCase {
			continue
		}
		if r.is(i, "fut", "furent", "eut", "eurent") || strings.HasSuffix(w, "èrent") || hasEnding(w, []string{"irent", "urent"}) && w != "aurent" {
			return true
		}
		if len(w) > 3 && strings.HasSuffix(w, "a") && !isFuture(w) && !notPast[w] && i > s.From && !isOneOf(r.tokens[i-1].Fold, determiners) && r.is(i+1, determiners...) {
			return true // "sema la mort"
		}
	}
	return false
}

// notPast end in -a as a simple past does.
var notPast = set("cela voila visa media agenda schema data delta via extra")

// clause is the sentence of token at without what stands before its last semicolon or colon.
func (r *reader) clause(at int) extract.Sentence {
	s := r.sentence()
	for i := at - 1; i > s.From; i-- {
		if r.is(i, ";", ":") {
			s.From = i + 1
			break
		}
	}
	return s
}

// sameStory is the year of a day some days away that the text has put into a
// year long past: "puis le 5 octobre [1944] … au matin du 6 octobre".
func (r *reader) sameStory(p part, tense, base int) (int, bool) {
	const days, long, weeks = 7, 2, 45
	if p.start.d == 0 || p.weekday != 0 || tense > 0 {
		return 0, false
	}
	for i := len(r.done) - 1; i >= max(0, len(r.done)-lookBack); i-- {
		q := &r.done[i]
		if i == len(r.done)-1 && q.basis == "" && q.isDay() && !q.yearly && civil(base).y-q.start.y >= long && r.opens(q.from) && r.sameParagraph(q.from, p.from) {
			// "Le 26 août 1942, ils furent arrêtés. Le 3 septembre, le convoi partit"
			c, now := p.in(q.start.y), p.in(civil(base).y)
			after := c.firstDay() - q.firstDay()
			if near := now.distance(base); c.valid() && after >= 0 && after <= weeks && (near < -weeks || near > days) {
				return q.start.y, true
			}
		}
		if q.basis != extract.Inferred || !q.isDay() || q.yearly || civil(base).y-q.start.y < long {
			continue
		}
		if c := p.in(q.start.y); c.valid() && c.distance(q.firstDay()) <= days && c.distance(q.firstDay()) >= -days {
			return q.start.y, true
		}
	}
	return 0, false
}

// storyMonth is the year of a month that the text has named before with its year, years
// ago, where the sentence tells what had been: "le mois de décembre 1943 … une nuit de
// décembre, une patrouille était passée".
func (r *reader) storyMonth(p part, tense, base int) (int, bool) {
	const long = 2
	if p.start.d != 0 || p.start.m == 0 || !p.end.isZero() || tense >= 0 || !r.toldBefore(p.to) {
		return 0, false
	}
	for i := len(r.done) - 1; i >= max(0, len(r.done)-lookBack); i-- {
		q := &r.done[i]
		if q.start.m == p.start.m && q.start.y != 0 && q.end.isZero() && !q.yearly {
			return q.start.y, civil(base).y-q.start.y >= long
		}
	}
	return 0, false
}

// topicYear is the year of a month that has been, or is told without a tense, where the title says that the page looks
// back on that year: "Le bilan de 2017 … Les mois les plus meurtriers ont été juillet et octobre".
func (r *reader) topicYear(p part, tense, base int) (int, bool) {
	if p.start.d != 0 || p.start.m == 0 || tense > 0 || r.mood(p.from, p.to) == unsure || r.isSince(p.from) || r.is(p.from-1, "depuis") || r.done[len(r.done)-1].from >= r.sentence().From && r.done[len(r.done)-1].start.m == 0 {
		return 0, false
	}
	year, ok := r.topic()
	if !ok || year >= civil(base).y {
		return 0, false
	}
	for i := 0; i < min(window, len(r.tokens)) && (i == 0 || r.tokens[i].Gap < extract.Line); i++ {
		if balances[r.tokens[i].Fold] {
			return year, true
		}
	}
	return 0, false
}

// topic is the one year that the title names, if it names no day or month.
func (r *reader) topic() (year int, ok bool) {
	for i := 0; i < len(r.done) && r.inTitle(r.done[i].from); i++ {
		if q := &r.done[i]; q.start.m != 0 || !q.end.isZero() {
			return 0, false
		}
	}
	return r.titleYear()
}

// balances are what looks back on a year.
var balances = set("bilan annee chiffres resultats statistiques accidentologie accidentalite delinquance sinistralite rapport retour retrospective")

// toldBefore reports whether a verb after token from, in its sentence, tells what came
// before something past.
func (r *reader) toldBefore(from int) bool {
	for i := from; i < min(r.sentence().To, from+window); i++ {
		if r.is(i, "avait", "avaient", "etait", "etaient") && r.participleAfter(i, r.sentence().To) {
			return true
		}
	}
	return false
}

func (r *reader) sameParagraph(a, b int) bool {
	for i := b; i > a && i > b-4*window; i-- {
		if r.tokens[i].Gap == extract.Paragraph {
			return false
		}
	}
	return b-a < 4*window
}
