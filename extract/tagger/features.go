package tagger

import (
	"math/bits"

	"estrade/extract"
)

// Gazetteer is what the tagger asks of lists of names. Words are given in the
// form of Token.Fold.
type Gazetteer interface {
	// FirstName returns how many boys and girls were given the name.
	FirstName(fold string) (male, female int)
	// Surname returns how many people were given the name at birth.
	Surname(fold string) int
	// Match appends to dst[:0] the entries of the longest place name that
	// starts at token i and returns them with its length in tokens, or 0.
	Match(tokens []extract.Token, i int, dst []extract.Entry) ([]extract.Entry, int)
}

// Family is a set of families of features, to leave some out.
type Family uint8

// The families of features.
const (
	Lexical   Family = 1 << iota // words: the token's own, two on either side, pairs
	Affix                        // beginnings and endings of words
	Shape                        // capitals, lengths, what stands between words
	Names                        // what the gazetteer knows
	Run                          // the words around a run of capitalised words
	Position                     // place in the sentence, quotation marks
	Elsewhere                    // how the same word is used elsewhere in the document
	All       Family = 1<<iota - 1
)

// Features computes the features of the tokens of one document after another.
// The zero value has no families.
type Features struct {
	Families Family

	atoms   []atom
	uses    []use // open addressed by word; length a power of two
	entries []extract.Entry
}

// Most is the largest number of features of a token.
const Most = 48

// atom is what features are made of.
type atom struct {
	word                   uint32 // hash of the word; numbers by their length
	pre3, pre4             uint32 // first bytes
	suf2, suf3, suf4       uint32 // last bytes
	shape                  uint32
	gaz                    uint32
	runBefore, runAfter    uint32 // words around the run of capitalised words
	sufBefore, sufAfter    uint32 // their endings
	runAt                  uint32 // position in the run and its length, capped
	position, quoted, used uint32
}

// use is how a capitalised word is used in a document.
type use struct{ word, flags uint32 }

const (
	afterCivility uint32 = 1 << iota
	afterLocative
	afterOf
	afterFirstName
	beforeCapital
	inside // of a sentence, not at its start
	severalTimes
)

// words that say much about a name after them, by hash.
var (
	civilities = hashes("m", "m.", "mm", "mm.", "mme", "mme.", "mmes", "mlle", "monsieur", "madame", "messieurs", "mesdames", "dr", "docteur", "me", "maître")
	locatives  = hashes("à", "en", "au", "aux", "vers", "chez", "près", "dans", "depuis")
	ofs        = hashes("de", "du", "des", "d'", "d’")
)

func hashes(words ...string) map[uint32]bool {
	m := map[uint32]bool{}
	for _, w := range words {
		m[hash(w)] = true
	}
	return m
}

func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h | 1 // 0 is outside the sentence
}

// Read prepares the tokens of a document.
func (f *Features) Read(tokens []extract.Token, sentences []extract.Sentence, g Gazetteer) {
	if cap(f.atoms) < len(tokens) {
		f.atoms = make([]atom, len(tokens)+len(tokens)/4)
	}
	f.atoms = f.atoms[:len(tokens)]
	for i := range tokens {
		f.word(i, &tokens[i])
	}
	if f.Families&Names != 0 {
		f.names(tokens, g)
	}
	for s := range sentences {
		f.sentence(tokens, &sentences[s])
	}
	if f.Families&Elsewhere != 0 {
		f.elsewhere(tokens, sentences)
	}
}

// word fills what depends on the token alone.
func (f *Features) word(i int, t *extract.Token) {
	a := &f.atoms[i]
	*a = atom{}
	length := uint32(min(len(t.Fold), 7))
	switch t.Kind {
	case extract.Number:
		a.word = 3 + 2*length
	default:
		a.word = hash(t.Lower)
	}
	s := t.Fold
	if t.Kind == extract.Word {
		a.pre3, a.pre4 = head(s, 3), head(s, 4)
		a.suf2, a.suf3, a.suf4 = tail(s, 2), tail(s, 3), tail(s, 4)
	}
	if length > 3 {
		length = 4
	}
	end := uint32(0)
	if t.Kind == extract.Word && s != "" {
		switch s[len(s)-1] {
		case '.':
			end = 1
		case '\'':
			end = 2
		}
	}
	a.shape = 1 + uint32(t.Shape) + 8*uint32(t.Kind) + 32*uint32(t.Gap) + 256*length + 2048*end
}

func head(s string, n int) uint32 {
	n = min(n, len(s))
	h := uint32(n)
	for i := range n {
		h = h<<8 | uint32(s[i])
	}
	return h
}

func tail(s string, n int) uint32 {
	n = min(n, len(s))
	h := uint32(n)
	for _, c := range []byte(s[len(s)-n:]) {
		h = h<<8 | uint32(c)
	}
	return h
}

// capital reports whether a token is a word with a capital.
func capital(t *extract.Token) bool {
	return t.Kind == extract.Word && t.Shape != extract.LowerCase && t.Shape != extract.NoCase
}

// names asks the gazetteer for the capitalised words.
func (f *Features) names(tokens []extract.Token, g Gazetteer) {
	placeEnd, place := 0, uint32(0)
	for i := range tokens {
		t := &tokens[i]
		if !capital(t) {
			if i < placeEnd {
				f.atoms[i].gaz = place | 8
			}
			continue
		}
		male, female := g.FirstName(t.Fold)
		gaz := 1 + bucket(male+female)<<8 + bucket(g.Surname(t.Fold))<<12
		if i >= placeEnd {
			var n int
			f.entries, n = g.Match(tokens, i, f.entries)
			if n > 0 {
				placeEnd, place = i+n, placeClass(f.entries, n)
				gaz |= place
			}
		} else {
			gaz |= place | 8
		}
		f.atoms[i].gaz = gaz
	}
}

// bucket is the order of magnitude of a number of births.
func bucket(n int) uint32 {
	switch {
	case n == 0:
		return 0
	case n < 60:
		return 1
	case n < 800:
		return 2
	case n < 9000:
		return 3
	}
	return 4
}

// placeClass sums up what a name can stand for, in the bits 4 to 7 and 16 to 17.
func placeClass(entries []extract.Entry, n int) uint32 {
	best := uint32(0)
	for k := range entries {
		e := &entries[k]
		c := uint32(1)
		switch {
		case e.Kind == extract.Country:
			c = 7
		case e.Kind == extract.Departement || e.Kind == extract.Region:
			c = 6
		case e.Kind != extract.Commune:
			c = 5
		case e.Seat || e.Population >= 30000:
			c = 4
		case e.Population >= 5000:
			c = 3
		case e.Population >= 1000:
			c = 2
		}
		best = max(best, c)
	}
	return best<<4 | uint32(min(n, 3))<<16
}

// sentence fills what depends on the place in the sentence.
func (f *Features) sentence(tokens []extract.Token, s *extract.Sentence) {
	upper, lower := 0, 0
	for i := s.From; i < s.To; i++ {
		switch tokens[i].Shape {
		case extract.UpperCase:
			upper++
		case extract.LowerCase:
			lower++
		}
	}
	kind := uint32(1)
	if upper > 2*lower && upper > 1 {
		kind = 2
	}
	if s.Paragraph == 0 {
		kind += 2
	}
	first, open := uint32(1), uint32(1)
	for i := s.From; i < s.To; {
		a := &f.atoms[i]
		a.position = kind<<2 + first
		t := &tokens[i]
		switch t.Lower {
		case "«", "“":
			open = 2
		case "»", "”":
			open = 1
		case "\"":
			open = 3 - open
		}
		a.quoted = open
		if t.Kind == extract.Word {
			first = 2
		}
		if !capital(t) {
			a.runBefore, a.runAfter = f.at(i-3, s).word, f.at(i+3, s).word
			i++
			continue
		}
		end := i + 1
		for end < s.To && capital(&tokens[end]) {
			end++
		}
		before, after := f.at(i-1, s), f.at(end, s)
		for k := i; k < end; k++ {
			a := &f.atoms[k]
			a.position, a.quoted = kind<<2+first, open
			if k == i {
				a.position = f.atoms[i].position
			}
			a.runBefore, a.runAfter = before.word, after.word
			a.sufBefore, a.sufAfter = before.suf3, after.suf3
			a.runAt = 1 + uint32(min(k-i, 2)) + 4*uint32(min(end-i, 3))
			first = 2
		}
		i = end
	}
}

var outside atom

// at is the atom of token i, or that of nothing outside the sentence.
func (f *Features) at(i int, s *extract.Sentence) *atom {
	if i < s.From || i >= s.To {
		return &outside
	}
	return &f.atoms[i]
}

// elsewhere gathers for each capitalised word how it is used in the document.
func (f *Features) elsewhere(tokens []extract.Token, sentences []extract.Sentence) {
	n := 0
	for i := range tokens {
		if capital(&tokens[i]) {
			n++
		}
	}
	size := 1 << bits.Len(uint(2*n))
	if cap(f.uses) < size {
		f.uses = make([]use, size)
	}
	f.uses = f.uses[:size]
	clear(f.uses)
	for k := range sentences {
		s := &sentences[k]
		for i := s.From; i < s.To; i++ {
			if !capital(&tokens[i]) {
				continue
			}
			flags := uint32(0)
			if i > s.From {
				flags |= inside
				b := &f.atoms[i-1]
				switch {
				case civilities[b.word]:
					flags |= afterCivility
				case locatives[b.word]:
					flags |= afterLocative
				case ofs[b.word]:
					flags |= afterOf
				case b.gaz>>8&15 >= 3:
					flags |= afterFirstName
				}
			}
			if i+1 < s.To && capital(&tokens[i+1]) {
				flags |= beforeCapital
			}
			u := f.use(f.atoms[i].word)
			if u.flags != 0 {
				flags |= severalTimes
			}
			u.flags |= flags | 1<<16
		}
	}
	for i := range tokens {
		if capital(&tokens[i]) {
			f.atoms[i].used = f.use(f.atoms[i].word).flags
		}
	}
}

// use finds the slot of a word.
func (f *Features) use(word uint32) *use {
	mask := uint32(len(f.uses) - 1)
	for k := (word * 2654435769) >> 7 & mask; ; k = (k + 1) & mask {
		if u := &f.uses[k]; u.word == word || u.word == 0 {
			u.word = word
			return u
		}
	}
}

// mix makes a feature of a template and up to two values.
func mix(template, a, b uint32) uint32 {
	h := (uint64(a)<<32 | uint64(b)) + uint64(template)*0x9E3779B97F4A7C15
	h ^= h >> 31
	h *= 0xBF58476D1CE4E5B9
	return uint32(h >> 32)
}

// Of appends the features of token i of a sentence to dst.
func (f *Features) Of(i int, s *extract.Sentence, dst []uint32) []uint32 {
	p2, p1, c, n1, n2 := f.at(i-2, s), f.at(i-1, s), &f.atoms[i], f.at(i+1, s), f.at(i+2, s)
	if f.Families&Lexical != 0 {
		dst = append(dst,
			mix(1, c.word, 0),
			mix(2, p1.word, 0),
			mix(3, n1.word, 0),
			mix(4, p2.word, 0),
			mix(5, n2.word, 0),
			mix(6, p1.word, c.word),
			mix(7, c.word, n1.word),
			mix(8, p2.word, p1.word),
			mix(9, n1.word, n2.word),
			mix(10, p1.word, n1.word))
	}
	if f.Families&Affix != 0 {
		dst = append(dst,
			mix(11, c.pre3, 0),
			mix(12, c.pre4, 0),
			mix(13, c.suf2, 0),
			mix(14, c.suf3, 0),
			mix(15, c.suf4, 0),
			mix(16, p1.suf3, c.shape),
			mix(17, n1.suf3, c.shape),
			mix(18, p1.suf3, c.suf3))
	}
	if f.Families&Shape != 0 {
		dst = append(dst,
			mix(21, c.shape, 0),
			mix(22, p1.shape, c.shape),
			mix(23, c.shape, n1.shape),
			mix(24, p1.shape<<16|c.shape, n1.shape),
			mix(25, p1.word, c.shape),
			mix(26, n1.word, c.shape))
	}
	if f.Families&Names != 0 && c.gaz|p1.gaz|n1.gaz != 0 {
		dst = append(dst,
			mix(31, c.gaz, 0),
			mix(32, p1.gaz, c.gaz),
			mix(33, c.gaz, n1.gaz),
			mix(34, p1.gaz, n1.gaz))
		if c.gaz != 0 {
			dst = append(dst,
				mix(35, c.gaz, p1.word),
				mix(36, c.gaz, n1.word),
				mix(37, c.gaz, c.shape),
				mix(38, c.gaz, c.runBefore))
		}
	}
	if f.Families&Run != 0 {
		dst = append(dst, mix(41, c.runBefore, c.runAt), mix(42, c.runAfter, c.runAt))
		if c.runAt != 0 {
			dst = append(dst,
				mix(43, c.runBefore, c.runAfter),
				mix(44, c.sufBefore, c.runAt),
				mix(45, c.sufAfter, c.runAt),
				mix(46, c.runAt, c.shape))
		}
	}
	if f.Families&Position != 0 {
		dst = append(dst, mix(51, c.position, c.shape), mix(52, c.quoted, c.shape))
	}
	if f.Families&Elsewhere != 0 && c.used != 0 {
		dst = append(dst, mix(61, c.used, 0), mix(62, c.used, c.gaz), mix(63, c.used, c.runAt))
	}
	return dst
}
