package bleveindex

import (
	"bytes"
	"math"
	"math/bits"
	"slices"
	"sync"

	"estrade/index"
)

// Where the words of an analysed field stand is kept as a sequence, one value
// a document: bleve's own positions took 10 bytes a word and made the index
// three times as large (1.2 times the text against 0.4), and reading them made
// a phrase of frequent words slow.
//
// A sequence names each word by a small hash under which no two words of that
// document are the same: since a document is looked at only if it has all of
// the words asked for, what it answers is exact. A name takes a byte in a text
// of up to 224 different words: these are parted into buckets of about five,
// and each bucket has a seed of the hash for which its words get names that no
// other word has.
//
//	b < 240       names take 1 byte, and there are b+1 buckets
//	240, n, n     names take 2 bytes, and the number of buckets follows
//	241, n, n     names take 4 bytes, likewise
//	1 byte for each bucket, its seed
//	then, in the order of the text:
//	b < 240       with the 0, 1 or 3 bytes after it, the name of a word
//	240 <= b < 254  b-239 places of words that are no terms
//	254, n        n such places
//
// No byte is 255, which separates the values of a document.

const (
	base      = 255
	firstHole = 240
	longHole  = 254
	wide      = firstHole     // begins a sequence with names of 2 bytes
	widest    = firstHole + 1 // of 4 bytes
)

// naming is a way to name words.
type naming struct {
	width   int    // bytes of a name
	names   uint64 // how many there are
	most    int    // different words that are tried to be named so
	buckets int    // words a bucket, about
	single  int    // different words up to which one bucket is enough
}

var namings = [...]naming{
	{width: 1, names: firstHole, most: 224, buckets: 5, single: 32},
	{width: 2, names: firstHole * base, most: 16000, buckets: 16, single: 200},
	{width: 4, names: firstHole * base * base * base, most: math.MaxInt, buckets: 64, single: 1000},
}

// termHash is the hash of a term that small hashes are made of: FNV-1a, spread
// evenly over 64 bits.
func termHash(term string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(term) {
		h = (h ^ uint64(term[i])) * 1099511628211
	}
	return mix(h)
}

func mix(h uint64) uint64 {
	h *= 0xD6E8FEB86659FD93
	h ^= h >> 32
	return h * 0xD6E8FEB86659FD93
}

// bucketOf is the bucket of a term, of n. It grows with the hash.
func bucketOf(hash uint64, n int) int {
	hi, _ := bits.Mul64(hash, uint64(n))
	return int(hi)
}

// smallHash is the hash of a term under a seed, less than n.
func smallHash(hash uint64, seed byte, n uint64) uint32 {
	hi, _ := bits.Mul64(mix(hash^(uint64(seed)+1)*0x9E3779B97F4A7C15), n)
	return uint32(hi)
}

// sequencer makes sequences. It is not safe for concurrent use.
type sequencer struct {
	hashes   []uint64 // of the terms
	distinct []uint64 // the different ones, ascending, which is bucket by bucket
	ends     []int    // of each bucket, in distinct
	order    []int    // of the buckets, the fullest first
	seeds    []byte
	taken    []uint32 // of each name of at most 2 bytes, the try it was taken in
	try      uint32
	far      map[uint32]bool // names of 4 bytes that are taken
}

var sequencers = sync.Pool{New: func() any {
	return &sequencer{taken: make([]uint32, namings[1].names), far: map[uint32]bool{}}
}}

// sequence is the sequence of terms, which are in order of position.
func (s *sequencer) sequence(terms []index.Term) []byte {
	s.hashes = s.hashes[:0]
	for i := range terms {
		s.hashes = append(s.hashes, termHash(terms[i].Text))
	}
	s.distinct = append(s.distinct[:0], s.hashes...)
	slices.Sort(s.distinct)
	s.distinct = slices.Compact(s.distinct)
	n := s.named()
	b := make([]byte, 0, 3+len(s.seeds)+len(terms)*n.width*5/4)
	switch n.width {
	case 1:
		b = append(b, byte(len(s.seeds)-1))
	case 2:
		b = append(b, wide, byte(len(s.seeds)/base), byte(len(s.seeds)%base))
	case 4:
		b = append(b, widest, byte(len(s.seeds)/base), byte(len(s.seeds)%base))
	}
	b = append(b, s.seeds...)
	next := 0
	for i := range terms {
		for holes := terms[i].Position - next; holes > 0; {
			if holes <= longHole-firstHole {
				b = append(b, byte(firstHole-1+holes))
				break
			}
			n := min(holes, base-1)
			b = append(b, longHole, byte(n))
			holes -= n
		}
		next = terms[i].Position + 1
		h := s.hashes[i]
		b = appendName(b, smallHash(h, s.seeds[bucketOf(h, len(s.seeds))], n.names), n.width)
	}
	return b
}

// named finds the seeds for the shortest names that tell the words apart.
func (s *sequencer) named() *naming {
	const tries = 3 // with more buckets each time
	for i := range namings {
		n := &namings[i]
		if len(s.distinct) > n.most {
			continue
		}
		buckets := 1
		if len(s.distinct) > n.single {
			buckets = (len(s.distinct) + n.buckets - 1) / n.buckets
		}
		for range tries {
			if s.part(buckets); s.seed(n) {
				return n
			}
			buckets += buckets/2 + 1
		}
	}
	// Words of the same bucket and name are taken for each other, which only
	// texts of millions of different words may have.
	return &namings[len(namings)-1]
}

// part parts the words into buckets.
func (s *sequencer) part(buckets int) {
	buckets = min(buckets, base*base-1)
	s.seeds = append(s.seeds[:0], make([]byte, buckets)...)
	s.ends = append(s.ends[:0], make([]int, buckets)...)
	s.order = s.order[:0]
	for _, h := range s.distinct {
		s.ends[bucketOf(h, buckets)]++
	}
	for b := range buckets {
		if b > 0 {
			s.ends[b] += s.ends[b-1]
		}
		s.order = append(s.order, b)
	}
	slices.SortStableFunc(s.order, func(a, b int) int { return len(s.bucket(b)) - len(s.bucket(a)) })
}

// bucket is the words of a bucket.
func (s *sequencer) bucket(b int) []uint64 {
	if b == 0 {
		return s.distinct[:s.ends[0]]
	}
	return s.distinct[s.ends[b-1]:s.ends[b]]
}

// seed looks for a seed for each bucket.
func (s *sequencer) seed(n *naming) bool {
	if n.width == 4 {
		clear(s.far)
	} else if s.try > math.MaxUint32/2 {
		clear(s.taken)
		s.try = 0
	}
	s.try++
	for _, b := range s.order {
		seed := 0
		for ; seed < base; seed++ {
			if s.place(s.bucket(b), byte(seed), n) {
				break
			}
		}
		if seed == base {
			return false
		}
		s.seeds[b] = byte(seed)
	}
	return true
}

// place takes the names that a seed gives to words if all are free.
func (s *sequencer) place(words []uint64, seed byte, n *naming) bool {
	for i, w := range words {
		name := smallHash(w, seed, n.names)
		if !s.take(name, n) {
			for _, w := range words[:i] {
				s.free(smallHash(w, seed, n.names), n)
			}
			return false
		}
	}
	return true
}

func (s *sequencer) take(name uint32, n *naming) bool {
	if n.width == 4 {
		if s.far[name] {
			return false
		}
		s.far[name] = true
		return true
	}
	if s.taken[name] == s.try {
		return false
	}
	s.taken[name] = s.try
	return true
}

func (s *sequencer) free(name uint32, n *naming) {
	if n.width == 4 {
		delete(s.far, name)
		return
	}
	s.taken[name] = 0
}

// sequence is a sequence that is read.
type sequence struct {
	*naming
	seeds []byte
	words []byte
}

// readSequence reports whether b is a sequence.
func readSequence(b []byte) (s sequence, ok bool) {
	if len(b) == 0 {
		return s, false
	}
	buckets, from := int(b[0])+1, 1
	s.naming = &namings[0]
	if b[0] >= firstHole {
		if b[0] > widest || len(b) < 3 {
			return s, false
		}
		s.naming = &namings[1+b[0]-wide]
		buckets, from = int(b[1])*base+int(b[2]), 3
	}
	if buckets == 0 || len(b) < from+buckets {
		return s, false
	}
	s.seeds, s.words = b[from:from+buckets], b[from+buckets:]
	return s, true
}

// name is the name of a term, by its hash.
func (s *sequence) name(hash uint64) uint32 {
	return smallHash(hash, s.seeds[bucketOf(hash, len(s.seeds))], s.names)
}

// appendPositions appends to at[i] the positions of the term of hashes[i].
func appendPositions(at [][]int, s *sequence, hashes []uint64) {
	var buf [8]uint32
	wanted := buf[:0]
	for _, h := range hashes {
		wanted = append(wanted, s.name(h))
	}
	position, words, width := 0, s.words, s.width
	for i := 0; i < len(words); {
		b := words[i]
		switch {
		case b == longHole:
			if i+1 < len(words) {
				position += int(words[i+1])
			}
			i += 2
			continue
		case b >= firstHole:
			position += int(b) - firstHole + 1
			i++
			continue
		}
		if i+width > len(words) {
			return
		}
		h := uint32(b)
		for _, c := range words[i+1 : i+width] {
			h = h*base + uint32(c)
		}
		for j, w := range wanted {
			if h == w {
				at[j] = append(at[j], position)
			}
		}
		position++
		i += width
	}
}

// sequenceMatcher looks whether the terms of a clause stand in a sequence as
// the clause says. Most sequences are ruled out by bytes.Index, which looks at
// 16 bytes at a time, without reading them word by word. It is not safe for
// concurrent use.
type sequenceMatcher struct {
	clause index.PhraseClause
	terms  []uint64 // hashes of the different terms
	term   []int    // of each term of the clause, its index in terms

	names []byte  // of the different terms in the sequence looked at
	at    [][]int // where each of them stands
	found [][]int // where each term of the clause stands
	next  []int
}

func newSequenceMatcher(c index.PhraseClause) *sequenceMatcher {
	m := &sequenceMatcher{clause: c, found: make([][]int, len(c.Terms))}
	for _, t := range c.Terms {
		h := termHash(t)
		i := slices.Index(m.terms, h)
		if i < 0 {
			i = len(m.terms)
			m.terms = append(m.terms, h)
		}
		m.term = append(m.term, i)
	}
	m.at, m.next = make([][]int, len(m.terms)), make([]int, len(m.terms))
	return m
}

// matches looks at the sequence of a document that has all of the terms.
func (m *sequenceMatcher) matches(seq []byte) bool {
	s, ok := readSequence(seq)
	if !ok {
		return false
	}
	m.names = m.names[:0]
	for _, h := range m.terms {
		m.names = appendName(m.names, s.name(h), s.width)
	}
	if m.clause.Slop < 0 && !m.mayStand(s.words, s.width) || m.clause.Slop >= 0 && !m.mayBeNear(s.words, s.width) {
		return false
	}
	for i := range m.at {
		m.at[i] = m.at[i][:0]
	}
	appendPositions(m.at, &s, m.terms)
	for i, t := range m.term {
		m.found[i] = m.at[t]
	}
	return m.clause.Satisfies(m.found)
}

func (m *sequenceMatcher) name(term, width int) []byte { return m.names[term*width : (term+1)*width] }

// mayStand reports whether the terms may stand at their places from each other:
// bytes that are no name may look like one.
func (m *sequenceMatcher) mayStand(words []byte, width int) bool {
	first := m.name(m.term[0], width)
	for {
		i := bytes.Index(words, first)
		if i < 0 {
			return false
		}
		if m.standsAfter(words[i+width:], width) {
			return true
		}
		words = words[i+1:]
	}
}

// standsAfter reports whether the terms after the first are in what follows it.
func (m *sequenceMatcher) standsAfter(words []byte, width int) bool {
	position := 1
	for i := 1; i < len(m.term); {
		if len(words) == 0 {
			return false
		}
		wanted := m.clause.Positions[i]
		switch b := words[0]; {
		case b == longHole:
			if len(words) < 2 {
				return false
			}
			position += int(words[1])
			words = words[2:]
		case b >= firstHole:
			position += int(b) - firstHole + 1
			words = words[1:]
		case len(words) < width:
			return false
		default:
			if position == wanted {
				if !bytes.Equal(words[:width], m.name(m.term[i], width)) {
					return false
				}
				i++
			}
			position++
			words = words[width:]
		}
		if i < len(m.term) && position > m.clause.Positions[i] {
			return false
		}
	}
	return true
}

// mayBeNear reports whether the terms may be as near each other as the clause
// says: no place takes more bytes than a name.
func (m *sequenceMatcher) mayBeNear(words []byte, width int) bool {
	for i := range m.at {
		m.at[i] = m.at[i][:0]
		name := m.name(i, width)
		for from := 0; ; {
			j := bytes.Index(words[from:], name)
			if j < 0 {
				break
			}
			m.at[i] = append(m.at[i], from+j)
			from += j + 1
		}
		m.next[i] = 0
	}
	most := (m.clause.Positions[len(m.clause.Positions)-1] + m.clause.Slop) * width
	for {
		lowest, low, high := 0, len(words), 0
		for i, at := range m.at {
			if m.next[i] == len(at) {
				return false
			}
			p := at[m.next[i]]
			if p < low {
				lowest, low = i, p
			}
			high = max(high, p)
		}
		if high-low <= most {
			return true
		}
		m.next[lowest]++
	}
}

// appendName appends the bytes that name a word.
func appendName(b []byte, h uint32, width int) []byte {
	switch width {
	case 1:
		return append(b, byte(h))
	case 4:
		b = append(b, byte(h/(base*base*base)), byte(h/(base*base)%base))
		h %= base * base
	}
	return append(b, byte(h/base), byte(h%base))
}
