package bleveindex

import (
	"bytes"
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
// the words asked for, what it answers is exact.
//
//	1 byte        how many bytes name a word, 2, or 4 in long texts
//	1 byte        seed of the hash, the first without a collision
//	then, in the order of the text:
//	b < 240       with the 1 or 3 bytes after it, the hash of a word
//	240 <= b < 254  b-239 places of words that are no terms
//	254, n        n such places
//
// No byte is 255, which separates the values of a document.

const (
	base      = 255
	firstHole = 240
	longHole  = 254
	shortest  = firstHole * base       // number of hashes of 2 bytes
	longest   = shortest * base * base // of 4 bytes
	maxSeeds  = 64                     // to try with 2 bytes before 4 are used
)

// termHash is the hash of a term that small hashes are made of: FNV-1a.
func termHash(term string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(term) {
		h = (h ^ uint64(term[i])) * 1099511628211
	}
	return h
}

// smallHash is the hash of a term under a seed, less than n.
func smallHash(hash uint64, seed byte, n uint64) uint32 {
	h := (hash ^ uint64(seed)*0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93
	h ^= h >> 32
	h *= 0xD6E8FEB86659FD93
	hi, _ := bits.Mul64(h, n)
	return uint32(hi)
}

// sequencer makes sequences. It is not safe for concurrent use.
type sequencer struct {
	hashes []uint64
	owner  []uint64 // of each small hash of 2 bytes, the hash of the term
	tried  []uint32 // when it was set
	now    uint32
}

var sequencers = sync.Pool{New: func() any {
	return &sequencer{owner: make([]uint64, shortest), tried: make([]uint32, shortest)}
}}

// sequence is the sequence of terms, which are in order of position.
func (s *sequencer) sequence(terms []index.Term) []byte {
	s.hashes = s.hashes[:0]
	for i := range terms {
		s.hashes = append(s.hashes, termHash(terms[i].Text))
	}
	width, n := byte(2), uint64(shortest)
	seed := 0
	for !s.distinct(byte(seed)) {
		if seed++; seed == maxSeeds {
			width, n = 4, longest
			seed = s.wideSeed()
			break
		}
	}
	b := make([]byte, 0, 2+len(terms)*int(width)*3/2)
	b = append(b, width, byte(seed))
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
		b = appendName(b, smallHash(s.hashes[i], byte(seed), n), int(width))
	}
	return b
}

// distinct reports whether no two terms have the same hash of 2 bytes.
func (s *sequencer) distinct(seed byte) bool {
	if s.now++; s.now == 0 {
		clear(s.tried)
		s.now = 1
	}
	for _, hash := range s.hashes {
		h := smallHash(hash, seed, shortest)
		if s.tried[h] == s.now && s.owner[h] != hash {
			return false
		}
		s.tried[h], s.owner[h] = s.now, hash
	}
	return true
}

// wideSeed is the first seed without a collision among hashes of 4 bytes. For
// texts of hundreds of thousands of different words there may be none; then
// two rare words may be taken for each other.
func (s *sequencer) wideSeed() int {
	const most = 8
	for seed := range most {
		owner := make(map[uint32]uint64, len(s.hashes))
		distinct := true
		for _, hash := range s.hashes {
			h := smallHash(hash, byte(seed), longest)
			if other, ok := owner[h]; ok && other != hash {
				distinct = false
				break
			}
			owner[h] = hash
		}
		if distinct {
			return seed
		}
	}
	return most
}

// appendPositions appends to at[i] the positions of the term of hashes[i].
func appendPositions(at [][]int, seq []byte, hashes []uint64) {
	width, n, ok := sequenceHead(seq)
	if !ok {
		return
	}
	seed := seq[1]
	var buf [8]uint32
	wanted := buf[:0]
	for _, h := range hashes {
		wanted = append(wanted, smallHash(h, seed, n))
	}
	position := 0
	for i := 2; i < len(seq); {
		b := seq[i]
		switch {
		case b == longHole:
			if i+1 < len(seq) {
				position += int(seq[i+1])
			}
			i += 2
			continue
		case b >= firstHole:
			position += int(b) - firstHole + 1
			i++
			continue
		}
		if i+width > len(seq) {
			return
		}
		h := uint32(b)
		for _, c := range seq[i+1 : i+width] {
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

// sequenceName is the name of the field that holds the sequences of a field.
func sequenceName(field string) string { return field + ".sequence" }

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
	width, n, ok := sequenceHead(seq)
	if !ok {
		return false
	}
	m.names = m.names[:0]
	for _, h := range m.terms {
		m.names = appendName(m.names, smallHash(h, seq[1], n), width)
	}
	if m.clause.Slop < 0 && !m.mayStand(seq[2:], width) || m.clause.Slop >= 0 && !m.mayBeNear(seq[2:], width) {
		return false
	}
	for i := range m.at {
		m.at[i] = m.at[i][:0]
	}
	appendPositions(m.at, seq, m.terms)
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

// sequenceHead is how many bytes name a word in a sequence, and how many names
// there are.
func sequenceHead(seq []byte) (width int, n uint64, ok bool) {
	switch {
	case len(seq) < 2:
	case seq[0] == 2:
		return 2, shortest, true
	case seq[0] == 4:
		return 4, longest, true
	}
	return 0, 0, false
}

// appendName appends the bytes that name a word.
func appendName(b []byte, h uint32, width int) []byte {
	if width == 4 {
		b = append(b, byte(h/(base*base*base)), byte(h/(base*base)%base))
		h %= base * base
	}
	return append(b, byte(h/base), byte(h%base))
}
