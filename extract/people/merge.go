package people

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"estrade/extract"
)

// person is someone named in the text, with all names that are theirs.
type person struct {
	name   string   // normalised
	words  []string // folded words of the name, in order
	gender extract.Gender
	names  []int
	full   bool // named at least once with first name and surname
	past   bool // honoured, dead or succeeded: another holds the office now
}

// merge makes persons of names: the same name, or a surname after the full name.
func (r *reader) merge() {
	byName := map[string]int{}
	var short []int
	for n := range r.names {
		nm := &r.names[n]
		if r.nameAt[nm.from] != int32(n+1) {
			continue // a weak name that was not confirmed
		}
		words := r.foldedName(n)
		key := strings.Join(words, " ")
		if len(words) == 1 || r.surnameOnly(n) || isInitial(words[0]) {
			short = append(short, n)
			continue
		}
		p, ok := byName[key]
		if !ok {
			p = len(r.persons)
			byName[key] = p
			r.persons = append(r.persons, person{words: words, full: true})
		}
		r.join(n, p)
	}
	for _, n := range short {
		words := r.foldedName(n)
		p := r.owner(n, words)
		if p < 0 && isInitial(words[0]) {
			rest := words
			for len(rest) > 1 && isInitial(rest[0]) {
				rest = rest[1:] // "J.-O. Perrichon"
			}
			if p = r.owner(n, rest); p >= 0 && r.persons[p].words[0][0] != words[0][0] {
				p = -1 // "J. Martin" is not Anne Martin
			}
		}
		if p < 0 {
			p = r.byFirstName(n, words)
		}
		if p < 0 {
			p = r.sameShort(n, words)
		}
		if p < 0 {
			p = len(r.persons)
			r.persons = append(r.persons, person{words: words})
		}
		r.join(n, p)
	}
	r.bareSurnames()
	r.orderPersons()
	for t := range r.titles {
		if x := &r.titles[t]; len(x.names) > 0 {
			x.person = r.names[x.names[0]].person
		}
	}
	for p := range r.persons {
		r.settle(p)
	}
}

// isInitial reports "j." for a first name.
func isInitial(w string) bool { return len(w) == 2 && w[1] == '.' }

// surnameOnly reports whether name n of several words is a surname: its first
// word is a particle, or no first name while its civility or title stands before it.
func (r *reader) surnameOnly(n int) bool {
	nm := &r.names[n]
	if nm.turned {
		return false
	}
	if r.is(nm.from, upParticle) && nm.to-nm.from > 1 || r.groups(nm.from, nm.to) == 1 && r.tokens[min(nm.from+1, len(r.tokens)-1)].Gap == extract.Hyphen {
		return true
	}
	return (nm.civility >= 0 || r.headBefore(nm.from) != nil) && r.owner(n, r.foldedName(n)) >= 0
}

// join gives name n to person p.
func (r *reader) join(n, p int) {
	r.names[n].person = p
	r.persons[p].names = append(r.persons[p].names, n)
	if g := r.names[n].gender; g != "" && r.persons[p].gender == "" {
		r.persons[p].gender = g
	}
}

// owner returns the person whose surname the words are, the one named last
// before name n, else the first after it; -1 if there is none.
func (r *reader) owner(n int, words []string) int {
	best, bestAt := -1, -1
	for p := range r.persons {
		x := &r.persons[p]
		if !x.full || !endsWith(x.words, words) || !sameGender(x.gender, r.names[n].gender) {
			continue
		}
		at := -1
		for _, k := range x.names {
			if k < n {
				at = max(at, k)
			}
		}
		if best < 0 || at > bestAt {
			best, bestAt = p, at
		}
	}
	return best
}

// sameShort returns the person known only by the same surname as name n.
func (r *reader) sameShort(n int, words []string) int {
	for p := len(r.persons) - 1; p >= 0 && !r.persons[p].full; p-- {
		if x := &r.persons[p]; slices.Equal(x.words, words) && sameGender(x.gender, r.names[n].gender) {
			return p
		}
	}
	return -1
}

// byFirstName returns the only person with the first name that stands alone
// as name n; -1 if there is none or more.
func (r *reader) byFirstName(n int, words []string) int {
	nm := &r.names[n]
	if nm.civility >= 0 || r.headBefore(nm.from) != nil {
		return -1
	}
	found := -1
	for p := range r.persons {
		x := &r.persons[p]
		if !x.full || len(x.words) <= len(words) || strings.Join(x.words[:len(words)], " ") != strings.Join(words, " ") {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = p
	}
	return found
}

func sameGender(a, b extract.Gender) bool { return a == "" || b == "" || a == b }

// endsWith reports whether words stand in the name after its first word.
func endsWith(name, words []string) bool {
	for i := 1; i+len(words) <= len(name); i++ {
		same := true
		for k := range words {
			if name[i+k] != words[k] {
				same = false
				break
			}
		}
		if same {
			return true
		}
	}
	return false
}

// foldedName is the words of name n in the order first name, surname.
func (r *reader) foldedName(n int) []string {
	nm := &r.names[n]
	words := make([]string, 0, nm.to-nm.from+2)
	from := nm.from
	if nm.turned {
		cut := r.cut(nm)
		for k := cut; k < nm.to; k++ {
			words = append(words, r.tokens[k].Fold)
		}
		for k := from; k < cut; k++ {
			words = append(words, r.tokens[k].Fold)
		}
		return words
	}
	for k := from; k < nm.to; k++ {
		words = append(words, r.tokens[k].Fold)
	}
	if nm.borrows && n+1 < len(r.names) {
		next := &r.names[n+1]
		for k := r.nextGroup(next.from, next.to); k < next.to; k++ {
			words = append(words, r.tokens[k].Fold)
		}
	}
	return words
}

// cut is the token at which the first name begins in a name written surname first.
func (r *reader) cut(nm *name) int {
	k := nm.from
	for k < nm.to && (r.tokens[k].Shape == extract.UpperCase || strings.HasSuffix(r.tokens[k].Lower, "'") || r.tokens[k].Gap == extract.Hyphen || r.lowercase(k)) {
		k++
	}
	return k
}

// bareSurnames finds the surname or first name of a person named elsewhere
// that stands alone as the subject of a verb: "Lalande a rappelé", "», soupire Odile.".
func (r *reader) bareSurnames() {
	surnames := map[string]int{}
	for p := range r.persons {
		x := &r.persons[p]
		if !x.full || len(x.words) != 2 {
			continue
		}
		for _, w := range x.words {
			if _, taken := surnames[w]; taken {
				surnames[w] = -1
			} else if len(w) > 3 {
				surnames[w] = p
			}
		}
	}
	if len(surnames) == 0 {
		return
	}
	for i := range r.tokens {
		if r.nameAt[i] != 0 || !r.capital(i) || i > 0 && r.isDe(i-1) {
			continue
		}
		p, ok := surnames[r.tokens[i].Fold]
		if !ok || p < 0 {
			continue
		}
		if !r.verbAt(i+1) && !(r.closes(i+1) && r.word(i+1) != "," && r.lowercase(i-1) && r.class[i-1]&(stop|particle|venue|linker) == 0 && (i < 2 || r.tokens[i-2].Kind == extract.Punct)) {
			continue // neither "Lalande a dit" nor "», soupire Odile."
		}
		if i+1 < len(r.tokens) && r.tokens[i+1].Gap == extract.Hyphen || r.tokens[i].Gap == extract.Hyphen || i > 0 && r.capital(i-1) && r.together(i) {
			continue
		}
		r.names = append(r.names, name{from: i, to: i + 1, civility: -1, person: -1})
		r.nameAt[i] = int32(len(r.names))
		r.join(len(r.names)-1, p)
	}
}

// orderPersons sorts persons by first mention.
func (r *reader) orderPersons() {
	order := make([]int, 0, len(r.persons))
	place := make([]int, len(r.persons))
	for p := range r.persons {
		first := r.persons[p].names[0]
		for _, n := range r.persons[p].names {
			if r.names[n].from < r.names[first].from {
				first = n
			}
		}
		k := len(order)
		order = append(order, p)
		for k > 0 && r.firstToken(order[k-1]) > r.names[first].from {
			order[k] = order[k-1]
			k--
		}
		order[k] = p
	}
	sorted := make([]person, len(order))
	for k, p := range order {
		sorted[k] = r.persons[p]
		place[p] = k
	}
	r.persons = sorted
	for n := range r.names {
		if p := r.names[n].person; p >= 0 {
			r.names[n].person = place[p]
		}
	}
}

func (r *reader) firstToken(p int) int {
	at := len(r.tokens)
	for _, n := range r.persons[p].names {
		at = min(at, r.names[n].from)
	}
	return at
}

// settle gives person p the best written form of the name, and a gender.
func (r *reader) settle(p int) {
	x := &r.persons[p]
	best := -1
	for _, n := range x.names {
		if len(r.foldedName(n)) != len(x.words) {
			continue
		}
		s := r.normal(n)
		if q := r.quality(n, s); q > best {
			best, x.name = q, s
		}
	}
	titled := r.titleGender(p)
	if x.gender == "" && titled == extract.Feminine {
		x.gender = titled
	}
	if n := x.names[0]; x.gender == "" && (x.full || r.names[n].civility < 0 && r.headBefore(r.names[n].from) == nil) {
		first := r.names[n].from
		if r.names[n].turned {
			first = r.cut(&r.names[n])
		}
		if first < len(r.tokens) {
			m, f := r.gazetteer.FirstName(r.tokens[first].Fold)
			switch {
			case m > 20*f && m > 0:
				x.gender = extract.Masculine
			case f > 20*m && f > 0:
				x.gender = extract.Feminine
			}
		}
	}
	if x.gender == "" {
		x.gender = titled
	}
}

// quality ranks written forms: mixed case with accents before capitals.
func (r *reader) quality(n int, s string) int {
	q := 0
	nm := &r.names[n]
	capitals := false
	for k := nm.from; k < nm.to; k++ {
		if r.tokens[k].Shape == extract.UpperCase && len(r.tokens[k].Lower) > 2 {
			capitals = true
		}
	}
	if !capitals {
		q += 100
	}
	for _, c := range s {
		if c >= 0x80 {
			q++
		}
	}
	return q
}

// titleGender is the gender that the titles of person p show: a feminine form
// is a woman's; a masculine article a man's, but for a first name that only women have.
func (r *reader) titleGender(p int) extract.Gender {
	g := extract.UnknownGender
	for _, n := range r.persons[p].names {
		for _, t := range r.names[n].titles {
			x := &r.titles[t]
			if x.plural || x.gender == "" {
				continue
			}
			if x.gender == extract.Feminine {
				return extract.Feminine
			}
			// A masculine title may be a woman's: "Mme Arnould, ambassadeur"; only the article tells.
			if x.article >= 0 && x.head >= 0 {
				g = extract.Masculine
			}
		}
	}
	return g
}

// normal is the normalised form of name n: first name first, capitals only at
// the start of words, straight apostrophes.
func (r *reader) normal(n int) string {
	nm := &r.names[n]
	var b strings.Builder
	write := func(from, to int) {
		for k := from; k < to; k++ {
			t := &r.tokens[k]
			if k > from {
				switch {
				case t.Gap == extract.Hyphen:
					b.WriteByte('-')
				case t.Gap != extract.Joined || !strings.HasSuffix(r.tokens[k-1].Lower, "'"):
					b.WriteByte(' ')
				}
			}
			b.WriteString(r.properCase(k, k == from && from == nm.from && !nm.turned))
		}
	}
	if nm.turned {
		cut := r.cut(nm)
		write(cut, nm.to)
		if cut > nm.from && cut < nm.to {
			b.WriteByte(' ')
		}
		write(nm.from, cut)
		return b.String()
	}
	write(nm.from, nm.to)
	if nm.borrows && n+1 < len(r.names) {
		next := &r.names[n+1]
		if k := r.nextGroup(next.from, next.to); k < next.to {
			b.WriteByte(' ')
			write(k, next.to)
		}
	}
	return b.String()
}

// lowerParticles are written small in a name given in capitals.
var lowerParticles = map[string]bool{"de": true, "du": true, "des": true, "d'": true}

var plainApostrophe = strings.NewReplacer("’", "'", "‘", "'", "\u00ad", "")

// properCase is token k as a word of a name.
func (r *reader) properCase(k int, first bool) string {
	t := &r.tokens[k]
	s := plainApostrophe.Replace(r.d.Text[t.Span.From:t.Span.To])
	if t.Shape != extract.UpperCase || utf8.RuneCountInString(s) < 2 || strings.HasSuffix(s, ".") && utf8.RuneCountInString(s) == 2 {
		return s
	}
	s = strings.ToLower(s)
	if lowerParticles[t.Fold] && !first {
		return s
	}
	var b strings.Builder
	up := true
	for i, c := range s {
		if up {
			c = unicode.ToUpper(c)
		}
		up = c == '\'' && i <= 1
		b.WriteRune(c)
	}
	return b.String()
}
