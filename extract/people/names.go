package people

import (
	"strings"
	"unicode/utf8"

	"estrade/extract"
)

// name is an occurrence of a person's name.
type name struct {
	from, to int // tokens, without civility
	civility int // token of the civility before it; -1 if none
	gender   extract.Gender
	weak     bool  // counts only if a title or a verb of speech confirms it
	turned   bool  // "MARTIN Anne"
	borrows  bool  // a first name that shares the surname of the next name: "Jean et Paul Martin"
	person   int   // index into reader.persons; -1 before merging
	titles   []int // titles attached to it
}

// Thresholds on births since 1900, chosen so that words that are a first name
// by accident ("Val" 23, "Mars" 82, "Justice" 35) need other evidence.
const (
	commonFirstName  = 800   // enough before any capitalised word
	placeFirstName   = 9000  // enough although a place has the name: "Florence" 148 108, "Lourdes" 530
	countryFirstName = 60000 // enough although a country has the name: "Dominique" 400 000, not "France"
	knownFirstName   = 60    // enough before a word that no table knows: "Harald Kloser"
	rareFirstName    = 3     // enough before a surname in capitals or one that many bear
	commonSurname    = 300   // enough for a word that is also a common noun: "Petit"
)

// maxNameWords is the longest name in tokens that is believed.
const maxNameWords = 9

// findNames finds the names, strong and weak.
func (r *reader) findNames() {
	for i := 0; i < len(r.tokens); {
		if r.nobleName(i) {
			n := name{from: i, to: r.run(i + 1), civility: -1}
			r.addName(n)
			i = n.to
			continue
		}
		if !r.capital(i) || r.class[i]&(stop|civility) != 0 && !r.elidedName(i) && !r.particleName(i) || r.headAt[i] != 0 && !r.afterCivility(i) && !r.firstNameOfNoble(i) && !(r.tokens[i].Shape == extract.UpperCase && r.surnameBefore(i, i+2)) {
			i++
			continue
		}
		if r.tokens[i].Gap == extract.Hyphen && r.together(i) {
			i++
			continue
		}
		end := r.run(i)
		if n, ok := r.evaluate(i, end); ok {
			r.addName(n)
			i = n.to
			continue
		}
		if r.inVenue(i) && r.firstName(i) >= rareFirstName {
			i = end
			continue
		}
		// The rest of a rejected hyphenated word is not looked at again.
		for i++; i < len(r.tokens) && r.tokens[i].Gap == extract.Hyphen; i++ {
		}
	}
}

// firstNameOfNoble reports a title of nobility that is a first name here: "Reine
// Petit", without an article.
func (r *reader) firstNameOfNoble(i int) bool {
	return r.officeAt(i).class == noble && r.tokens[i].Shape == extract.Capitalised && r.firstName(i) >= commonFirstName && !r.articleBefore(i) &&
		r.capital(i+1) && r.together(i+1) && r.gazetteer.Surname(r.tokens[i+1].Fold) > 0 && r.firstName(i+1) < r.gazetteer.Surname(r.tokens[i+1].Fold)
}

// elidedName reports a name that begins with an elision: "N'Guessan", "M. D'Hondt".
func (r *reader) elidedName(i int) bool {
	if i+1 >= len(r.tokens) || r.tokens[i+1].Gap != extract.Joined || !r.capital(i+1) {
		return false
	}
	switch r.word(i) {
	case "n'", "m'":
		return true
	case "d'", "l'":
		return r.civilityBefore(i) >= 0
	}
	return false
}

// nobleName reports a surname with a small particle after a rank: "le général
// de Gaulle". After an office the same would be a place.
func (r *reader) nobleName(i int) bool {
	switch r.tokens[i].Fold {
	case "de", "d'", "du":
	default:
		return false
	}
	k := i + 1
	if r.is(k, upParticle) && r.capital(k) && r.capital(k+1) && r.together(k+1) {
		k++ // "le colonel de La Bâtie"
	}
	if !r.lowercase(i) || !r.capital(k) || !r.together(i+1) || r.tokens[k].Shape == extract.UpperCase ||
		r.headAt[k] != 0 || r.is(k, orgWord|venue|stop) {
		return false
	}
	h := r.headBefore(i)
	if h == nil || h.plural || !r.military(h) {
		return false
	}
	entries, p := r.place(i + 1)
	if p == 0 {
		return true
	}
	switch r.office(h).name {
	case "capitaine", "gendarme", "sapeur", "principal":
		return false // "le capitaine de Lille" plays football
	}
	return entries[0].Kind == extract.Commune
}

// particleName reports a surname that begins with "Le", "La", "De" after a
// civility or rank: "le brigadier Le Roux".
func (r *reader) particleName(i int) bool {
	if !r.is(i, upParticle) || !r.capital(i+1) || !r.together(i+1) || r.tokens[i+1].Gap != extract.Space || r.articled(i) {
		return false
	}
	return r.tokens[i].Shape == extract.UpperCase && r.tokens[i+1].Shape == extract.UpperCase && (r.starts(i) || r.firstNameAfter(i)) || r.civilityBefore(i) >= 0 || r.headBefore(i) != nil
}

// articled reports an article with a capital between a civility and an office: "Monsieur
// Le Préfet". Offices that are common surnames with an article, "Le Comte", do not count,
// nor does one that follows a first name somewhere: "Bruno Le Maire".
func (r *reader) articled(i int) bool {
	if w := r.word(i); w != "le" && w != "la" || r.headAt[i+1] == 0 || r.civilityBefore(i) < 0 {
		return false
	}
	switch r.officeAt(i + 1).class {
	case noble, rank, work:
		return false
	}
	if r.articleNames == nil {
		r.findArticleNames()
	}
	return !r.articleNames[r.word(i)+" "+r.word(i+1)]
}

// findArticleNames collects the surnames that are an article and an office: "Bruno Le Maire".
func (r *reader) findArticleNames() {
	r.articleNames = map[string]bool{}
	for k := 1; k+1 < len(r.tokens); k++ {
		if w := r.word(k); (w == "le" || w == "la") && r.capital(k) && r.headAt[k+1] != 0 && r.capital(k-1) && r.class[k-1]&civility == 0 && r.firstName(k-1) >= rareFirstName {
			r.articleNames[w+" "+r.word(k+1)] = true
		}
	}
}

// firstNameAfter reports a surname in capitals from token i on with a first name behind
// it: "DE LA TOUR Guy".
func (r *reader) firstNameAfter(i int) bool {
	const most = 5 // words of a surname
	k := i
	for k < i+most && r.together(k+1) && r.tokens[k].Shape == extract.UpperCase {
		k++
	}
	return k < len(r.tokens) && r.tokens[k].Shape == extract.Capitalised && r.tokens[k].Gap == extract.Space && r.firstName(k) >= commonFirstName
}

func (r *reader) addName(n name) {
	n.person = -1
	r.names = append(r.names, n)
	for k := n.from; k < n.to; k++ {
		r.nameAt[k] = int32(len(r.names))
	}
}

// afterCivility reports whether token i follows a civility: "Mme Maire" is a
// name, "Maire" an office.
func (r *reader) afterCivility(i int) bool { return r.civilityBefore(i) >= 0 }

// run returns the end of the capitalised words that begin at token i, with
// the particles between them.
func (r *reader) run(i int) int {
	j := i + 1
	for j < len(r.tokens) && j-i < maxNameWords {
		t := &r.tokens[j]
		if t.Kind != extract.Word || t.Gap == extract.Paragraph || !r.together(j) && !(j == i+1 && r.brokenName(i)) {
			break
		}
		if t.Gap == extract.Hyphen {
			j++
			continue
		}
		if t.Gap == extract.Line && !(j == i+1 && r.capital(j) && r.firstName(i) >= commonFirstName && r.lowercaseBefore(i)) {
			break
		}
		if r.capital(j) {
			if !r.continues(i, j) {
				break
			}
			j++
			continue
		}
		k := r.particles(j)
		if k == j {
			break
		}
		j = k + 1
	}
	for j > i+1 && j <= len(r.tokens) && r.is(j-1, linker) && r.is(j-1, upParticle) {
		j-- // "LOUP DU 9 MARS"
	}
	return min(j, len(r.tokens))
}

// brokenName reports a first name at the end of a line of running text whose
// surname begins the next: "la commissaire Nadège / Thomassin, directrice".
func (r *reader) brokenName(i int) bool {
	j := i + 1
	if j >= len(r.tokens) || r.tokens[j].Gap != extract.Line || !r.lowercaseBefore(i) || !r.capital(j) || r.headAt[j] != 0 ||
		r.is(j, stop|orgWord|venue|civility) || r.firstName(i) < commonFirstName || r.gazetteer.Surname(r.tokens[j].Fold) == 0 {
		return false
	}
	k := j + 1
	for k < len(r.tokens) && r.tokens[k].Gap == extract.Hyphen {
		k++
	}
	return r.together(k) && (r.word(k) == "," || r.lowercase(k) && r.verbAt(k))
}

// lowercaseBefore reports whether the word before token i is in lower case, as
// in running text broken into lines.
func (r *reader) lowercaseBefore(i int) bool { return r.together(i) && r.lowercase(i-1) }

// continues reports whether the capitalised word j can go on a name that began at i.
func (r *reader) continues(i, j int) bool {
	c := r.class[j]
	if c&upParticle != 0 && r.capital(j+1) && r.tokens[j+1].Gap <= extract.Space {
		return true
	}
	if c&civility != 0 && utf8.RuneCountInString(r.tokens[j].Lower) > 1 {
		return false
	}
	afterFirst := r.tokens[j].Gap != extract.Hyphen && r.firstName(j-1) >= commonFirstName
	next := j + 1
	switch {
	case r.word(j) == "n'" || r.word(j) == "m'":
		return r.capital(next) && r.tokens[next].Gap == extract.Joined // "Aminata N'Diaye"
	case c&month != 0 && afterFirst:
		return next >= len(r.tokens) || r.tokens[next].Kind != extract.Number
	case c&stop != 0 && c&upParticle == 0:
		return false
	case r.saint(j) && r.capital(next) && r.tokens[next].Gap == extract.Hyphen:
		return true // "Théophile Sainte-Marie"
	}
	if r.headAt[j] != 0 && afterFirst && r.gazetteer.Surname(r.tokens[j].Fold) >= commonSurname && !r.isDe(next) && r.tokens[j].Gap == extract.Space {
		return true // "Denis Maire"
	}
	if r.headAt[j] != 0 {
		// "Bruno Le Maire", "Anne Lemaire-Chef": an office after a particle is a surname.
		return r.is(j-1, upParticle) && r.capital(j-1)
	}
	if c&orgWord != 0 && r.is(j-1, upParticle) && r.capital(j-1) && r.lowercase(j-2) && r.tokens[j].Gap == extract.Space {
		return true // "Jean de La Tour"
	}
	if c&orgWord != 0 {
		return afterFirst && r.gazetteer.Surname(r.tokens[j].Fold) >= commonSurname && !r.isRegionWord(j)
	}
	return true
}

// isRegionWord reports whether the word is one of those that make names of
// programmes and regions after "France".
func (r *reader) isRegionWord(j int) bool { return r.word(j-1) == "france" }

// particles returns the token after the particles that begin at j, if a
// capitalised word follows them; else j.
func (r *reader) particles(j int) int {
	k := j
	for k < len(r.tokens) && k-j < 3 && r.is(k, particle) && r.tokens[k].Fold != "des" && r.tokens[k].Gap <= extract.Space && r.together(k) {
		k++
	}
	if k < len(r.tokens) && r.tokens[k].Shape == extract.UpperCase && len(r.tokens[k].Lower) > 2 && r.tokens[j-1].Shape != extract.UpperCase && r.word(k-1) == "du" {
		return j // "Paul Martin du CHU"
	}
	if k > j && r.is(k, civility) {
		return j
	}
	if k > j && r.capital(k) && r.together(k) && r.tokens[k].Gap <= extract.Line && (!r.is(k, stop|orgWord) || r.is(k, upParticle|month) || r.class[k]&stop == 0 && r.capital(k-1) && r.lowercase(j)) && r.headAt[k] == 0 {
		return k // "Jean de La Tour"
	}
	return j
}

func (r *reader) firstName(i int) int {
	m, f := r.gazetteer.FirstName(r.tokens[i].Fold)
	return m + f
}

// civilityBefore returns the token of the civility before token i, or -1.
func (r *reader) civilityBefore(i int) int {
	j := i - 1
	if j > 0 && r.tokens[j].Lower == "." && r.tokens[j].Gap == extract.Joined {
		j-- // "Mr. Martin"
	}
	if j < 0 || r.class[j]&civility == 0 || r.tokens[i].Gap == extract.Hyphen || r.tokens[j].Gap == extract.Hyphen {
		return -1
	}
	if !r.together(i) && r.tokens[i].Gap < extract.Line || j > 0 && r.tokens[j].Gap == extract.Joined && r.tokens[j-1].Kind == extract.Number {
		return -1 // "A400M Atlas" is no gentleman
	}
	if r.tokens[j].Shape == extract.LowerCase {
		switch r.tokens[j].Lower {
		case "monsieur", "madame":
		case "père", "révérend":
			if l := r.lower(j - 1); l != "le" && l != "du" && l != "au" || !r.capital(i) {
				return -1
			}
		case "docteur", "docteure", "maître", "monseigneur":
			if l := r.lower(j - 1); l != "le" && l != "la" && l != "du" && l != "au" && l != "de" {
				return -1
			}
		default:
			return -1
		}
	}
	return j
}

// evaluate judges the run [i, end) and returns the name in it.
func (r *reader) evaluate(i, end int) (name, bool) {
	n := name{from: i, to: end, civility: r.civilityBefore(i)}
	if n.civility >= 0 {
		if end == i+1 && utf8.RuneCountInString(strings.TrimSuffix(r.tokens[i].Lower, ".")) == 1 {
			return n, false // "Mme D."
		}
		switch c := r.class[n.civility]; {
		case r.couple(n.civility): // "M. et Mme Martin" are both
		case c&(civM|civMP) != 0:
			n.gender = extract.Masculine
		case c&(civF|civFP) != 0:
			n.gender = extract.Feminine
		}
		r.cutPlace(&n)
		r.turn(&n)
		r.borrow(&n)
		return n, true
	}
	if r.inheritsCivility(&n) {
		r.cutPlace(&n)
		r.turn(&n)
		r.borrow(&n)
		return n, true
	}
	if h := r.headBefore(i); h != nil && (!r.is(i, orgWord) || end == i+1 && r.definite(h) && r.gazetteer.Surname(r.tokens[i].Fold) >= commonSurname && !r.isRegionWord(i)) {
		acronym := end == i+1 && r.tokens[i].Shape == extract.UpperCase && !r.military(h) && r.firstName(i) == 0 && r.gazetteer.Surname(r.tokens[i].Fold) < commonSurname
		if r.numbered(i, end) || r.word(i) == "france" && end == i+1 && r.capital(end) && r.together(end) {
			return n, false
		}
		if _, p := r.place(i); p < end-i && !acronym || r.military(h) || r.definite(h) || r.firstName(i) >= commonFirstName {
			r.turn(&n)
			return n, true
		}
	}
	if end == i+1 && r.sharesPlural(i) {
		return n, true
	}
	if r.borrow(&n); n.borrows && r.firstName(n.from) >= commonFirstName && !r.inVenue(n.from) && !r.is(n.from, orgWord|stop) {
		return n, true
	}
	n.borrows = false
	// A word that is no name may stand before one: "Pour Hervé Quéméneur".
	for n.from < end && (!r.canBegin(n.from, end) || r.placeFirst(n.from, end)) {
		n.from = r.nextGroup(n.from, end)
	}
	if n.from > i && r.saint(n.from-1) || r.saint(i-1) && r.tokens[i].Gap <= extract.Space {
		return n, false
	}
	if n.from >= end {
		if a, ok := r.alone(i, end); ok {
			return a, true
		}
		return r.weakName(i, end)
	}
	if r.quotedAlone(n.from, end) || r.inVenue(n.from) || r.inVenue(i) && !r.placeUpTo(i, n.from) || r.groups(n.from, end) < 2 || r.roman(end-1) {
		return n, false
	}
	if _, p := r.place(n.from); p >= end-n.from {
		return n, false
	}
	if r.allCapitals(n.from, end) && !r.knownThroughout(n.from, end) {
		return n, false
	}
	r.turn(&n)
	return n, true
}

// numbered reports one word with a number after it, which is a programme: "chargé de
// mission Natura 2000".
func (r *reader) numbered(i, end int) bool {
	return end == i+1 && r.together(end) && r.tokens[end].Kind == extract.Number && r.tokens[end].Gap == extract.Space
}

// placeUpTo reports whether the words [from, to) are a place: "le directeur du
// centre hospitalier de Vierzon Luc Petit".
func (r *reader) placeUpTo(from, to int) bool {
	_, p := r.place(from)
	return p > 0 && from+p == to
}

// placeFirst reports whether the word at k ends the title before a name:
// "le préfet de l'Aude Thierry Bonnier".
func (r *reader) placeFirst(k, end int) bool {
	if k == 0 || !r.together(k) || !r.lowercase(k-1) || !r.is(k-1, particle) {
		return false
	}
	_, p := r.place(k)
	return p > 0 && k+p < end && r.tokens[k+p].Gap != extract.Hyphen && r.canBegin(k+p, end)
}

// quotedAlone reports whether the words are all there is between quotation
// marks: the name of a plan or a work, as « Jean Moulin ».
func (r *reader) quotedAlone(from, end int) bool {
	switch r.lower(from - 1) {
	case "«", "“", "\"":
		l := r.lower(end)
		return l == "»" || l == "”" || l == "\""
	}
	return false
}

// cutPlace ends a name in front of what cannot be part of it.
func (r *reader) cutPlace(n *name) {
	for k := n.from + 1; k < n.to; k++ {
		if r.tokens[k].Gap != extract.Hyphen && r.bodyWord(k) && r.gazetteer.Surname(r.tokens[k].Fold) < commonSurname && !r.is(k, upParticle) {
			n.to = k
			return
		}
	}
}

// groups counts the words of [from, to), hyphenated ones once, particles not.
func (r *reader) groups(from, to int) int {
	n := 0
	for k := from; k < to; k++ {
		if k == from || r.tokens[k].Gap != extract.Hyphen && !r.lowercase(k) {
			n++
		}
	}
	return n
}

// nextGroup returns the token after the hyphenated word and the particles at k.
func (r *reader) nextGroup(k, end int) int {
	for k++; k < end && (r.tokens[k].Gap == extract.Hyphen || r.lowercase(k)); k++ {
	}
	return k
}

// bodyWord reports a word of names of bodies and places, "Saint-" at the start
// of a surname apart.
func (r *reader) bodyWord(k int) bool {
	return r.is(k, orgWord) && !(r.saint(k) && k+1 < len(r.tokens) && r.tokens[k+1].Gap == extract.Hyphen)
}

// canBegin reports whether the word at k is a first name that the next word
// of the run can follow, or a surname in capitals before a first name.
func (r *reader) canBegin(k, end int) bool {
	next := r.nextGroup(k, end)
	if next < end && r.capitalsThenFirst(k, end) {
		return true
	}
	if next >= end || r.is(k, stop) || r.saint(k) || r.innerParticle(k) {
		return false
	}
	if r.initial(k) && !r.initial(end-1) {
		return (next > k+1 || r.initial(next)) && r.gazetteer.Surname(r.tokens[end-1].Fold) > 0 || r.gazetteer.Surname(r.tokens[end-1].Fold) >= commonSurname || r.gazetteer.Surname(r.tokens[end-1].Fold) > 0 && !r.starts(k)
	}
	births := r.firstName(k)
	if t := &r.tokens[k]; t.Shape == extract.UpperCase && len(t.Lower) > 1 && !strings.HasSuffix(t.Lower, ".") && r.tokens[end-1].Shape != extract.UpperCase {
		return false // an acronym: "IRA de Nantes"
	}
	if births < rareFirstName || r.is(k, orgWord) && births < commonFirstName {
		return false
	}
	if entries, p := r.place(k); p > 0 && !(k+p < len(r.tokens) && r.tokens[k+p].Gap == extract.Hyphen) {
		if len(entries) > 0 && births < countryFirstName && (entries[0].Kind == extract.Country || entries[0].Kind == extract.Region) && !r.capitalsAfter(k, next, end) {
			return false
		}
		if births < placeFirstName && !(births >= commonFirstName && r.villages(entries)) {
			return false
		}
	}
	if births >= commonFirstName {
		return !r.bodyWord(next) || r.gazetteer.Surname(r.tokens[next].Fold) >= commonSurname || r.is(next, upParticle)
	}
	if r.capitalsAfter(k, next, end) {
		return true
	}
	if r.bodyWord(next) {
		return false
	}
	if r.gazetteer.Surname(r.tokens[end-1].Fold) > 0 {
		entries, p := r.place(end - 1)
		return p == 0 || r.villages(entries) || births >= knownFirstName && !r.starts(k)
	}
	_, p := r.place(next)
	return births >= knownFirstName && p == 0 && !r.allCapitals(next, end)
}

// innerParticle reports a particle with a capital after an unknown first name:
// "Liesbeth Van den Broek".
func (r *reader) innerParticle(k int) bool {
	return r.is(k, upParticle) && r.together(k) && r.tokens[k].Gap == extract.Space && r.tokens[k-1].Shape == extract.Capitalised && !r.is(k-1, stop|orgWord|venue)
}

// villages reports whether the entries are communes so small that a first
// name of the same form is the likelier reading.
func (r *reader) villages(entries []extract.Entry) bool {
	for i := range entries {
		if entries[i].Kind != extract.Commune || entries[i].Population > 5000 {
			return false
		}
	}
	return true
}

// capitalsAfter reports the form "Anne MARTIN".
func (r *reader) capitalsAfter(k, next, end int) bool {
	return r.tokens[k].Shape == extract.Capitalised && r.tokens[end-1].Shape == extract.UpperCase &&
		len(r.tokens[end-1].Lower) > 2 && r.tokens[next].Shape != extract.LowerCase && !r.is(end-1, orgWord)
}

// initial reports "J." or the "J" of "J.-M.".
func (r *reader) initial(k int) bool {
	l := r.tokens[k].Lower
	return r.tokens[k].Shape == extract.Capitalised && (len(l) == 2 && l[1] == '.' && r.class[k]&civility == 0)
}

// capitalsThenFirst reports the form "MARTIN Anne", "LE GALL Yannick".
func (r *reader) capitalsThenFirst(k, end int) bool {
	first := r.surnameFirst(k, end)
	if first < 0 {
		return false
	}
	last := first - 1
	return r.firstName(first) >= commonFirstName/2 && r.gazetteer.Surname(r.tokens[last].Fold) > 0 ||
		r.firstName(first) >= rareFirstName && first-k > 1
}

// surnameFirst returns the token of the first name in a name that begins with
// a surname in capitals at k, or -1.
func (r *reader) surnameFirst(k, end int) int {
	long := false
	j := k
	for ; j < end && (r.tokens[j].Shape == extract.UpperCase || j > k && r.tokens[j].Gap == extract.Hyphen && r.tokens[j].Shape != extract.Capitalised || strings.HasSuffix(r.tokens[j].Lower, "'")); j++ {
		if r.is(j, orgWord|venue) && !r.is(j, upParticle) && !r.saint(j) && !r.surnameBefore(j, end) {
			return -1
		}
		long = long || len(r.tokens[j].Lower) > 2 && !r.is(j, upParticle)
	}
	if !long || j >= end || r.tokens[j].Shape != extract.Capitalised || r.groups(j, end) != 1 {
		return -1
	}
	return j
}

// surnameBefore reports whether a common noun at token j is a surname by the first name
// that follows: "PETIT Christophe".
func (r *reader) surnameBefore(j, end int) bool {
	return j+1 < end && end <= len(r.tokens) && r.tokens[j+1].Shape == extract.Capitalised && r.firstName(j+1) >= commonFirstName && r.gazetteer.Surname(r.tokens[j].Fold) >= commonSurname
}

// turn marks a name written surname first.
func (r *reader) turn(n *name) {
	first := r.surnameFirst(n.from, n.to)
	n.turned = first >= 0 && (r.firstName(first) >= rareFirstName || r.firstName(n.from) < rareFirstName)
}

// allCapitals reports whether the words are all in capitals.
func (r *reader) allCapitals(from, to int) bool {
	for k := from; k < to; k++ {
		if r.tokens[k].Shape != extract.UpperCase && len(r.tokens[k].Lower) > 2 {
			return false
		}
	}
	return true
}

// knownThroughout reports whether all words of a name are known as first name
// and surname, so that it is believed in a line of capitals.
func (r *reader) knownThroughout(from, to int) bool {
	if r.firstName(from) < commonFirstName || r.groups(from, to) > 4 {
		return false
	}
	for k := from + 1; k < to; k++ {
		if r.gazetteer.Surname(r.tokens[k].Fold) == 0 && !r.is(k, particle|upParticle) || r.is(k, orgWord) {
			return false
		}
	}
	return true
}

// saint reports "Saint" or "Sainte" at token i.
func (r *reader) saint(i int) bool {
	switch r.word(i) {
	case "saint", "sainte", "st", "ste", "notre":
		return true
	}
	return false
}
