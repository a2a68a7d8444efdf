package bleveindex

import (
	"math/bits"
	"sync"

	"github.com/blevesearch/bleve/v2/document"
	bleveidx "github.com/blevesearch/bleve_index_api"

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
		h := smallHash(s.hashes[i], byte(seed), n)
		if width == 4 {
			b = append(b, byte(h/(base*base*base)), byte(h/(base*base)%base))
			h %= base * base
		}
		b = append(b, byte(h/base), byte(h%base))
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
	if len(seq) < 2 || seq[0] != 2 && seq[0] != 4 {
		return
	}
	width, seed := int(seq[0]), seq[1]
	n := uint64(shortest)
	if width == 4 {
		n = longest
	}
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

// sequenceField is a field of bleve that has a sequence as doc value. Scorch
// takes such values from what it believes to be a shape on the globe. It has a
// term too, since merging forgets the doc values of fields that have none.
type sequenceField struct {
	document.TextField
	name     string
	sequence []byte
}

func (f *sequenceField) Name() string { return f.name }

func (f *sequenceField) Options() bleveidx.FieldIndexingOptions {
	return bleveidx.IndexField | bleveidx.DocValues | bleveidx.SkipFreqNorm | bleveidx.SkipDVChunking | bleveidx.SkipDVCompression
}

func (f *sequenceField) Analyze() {}

func (f *sequenceField) AnalyzedTokenFrequencies() bleveidx.TokenFrequencies {
	return bleveidx.TokenFrequencies{soleTerm: {Term: []byte(soleTerm)}}
}

// soleTerm is a term too short to be a sequence.
const soleTerm = "s"

func (f *sequenceField) GeoShape() (bleveidx.GeoJSON, error) { return nil, nil }

func (f *sequenceField) EncodedShape() []byte { return f.sequence }

var _ bleveidx.GeoShapeField = (*sequenceField)(nil)
