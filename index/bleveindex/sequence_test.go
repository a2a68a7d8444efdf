package bleveindex

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"estrade/index"
)

// TestSequence checks on random texts that a sequence gives back where each
// word stands.
func TestSequence(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, size := range []int{0, 1, 2, 50, 400, 3000, 20000} {
		for range 5 {
			var terms []index.Term
			at := map[string][]int{}
			position := 0
			for range size {
				if r.IntN(3) == 0 {
					position += 1 + r.IntN(40)
				}
				if r.IntN(50) == 0 {
					position += r.IntN(1000)
				}
				w := fmt.Sprint("w", int(r.ExpFloat64()*float64(size)/3))
				terms = append(terms, index.Term{Text: w, Position: position})
				at[w] = append(at[w], position)
				position++
			}
			s := sequencers.Get().(*sequencer)
			seq := s.sequence(terms)
			sequencers.Put(s)
			if bytes.IndexByte(seq, 255) >= 0 {
				t.Fatal("a sequence has the byte 255")
			}
			looked := 0
			for w, want := range at {
				if looked++; looked > 100 {
					break
				}
				got := make([][]int, 1)
				read, ok := readSequence(seq)
				if !ok {
					t.Fatalf("%d words: no sequence", size)
				}
				appendPositions(got, &read, []uint64{termHash(w)})
				if !slices.Equal(got[0], want) {
					t.Fatalf("%d words: %s at %v; want %v", size, w, got[0], want)
				}
			}
			most := size*2 + 10 // with the holes
			if len(at) > namings[0].most {
				most = size * 3
			}
			if size >= 50 && len(seq) > most {
				t.Errorf("%d bytes for %d words, %d different", len(seq), size, len(at))
			}
		}
	}
}

func FuzzPositions(f *testing.F) {
	f.Add([]byte{0, 0, 1, 2, 240, 3, 4, 254, 9})
	f.Add([]byte{240, 0, 2, 7, 8, 1, 2, 240, 3, 4, 254, 9})
	f.Fuzz(func(t *testing.T, b []byte) {
		if seq, ok := readSequence(b); ok {
			appendPositions(make([][]int, 2), &seq, []uint64{1, 2})
		}
		newSequenceMatcher(index.PhraseClause{Terms: []string{"a", "b"}, Positions: []int{0, 1}, Slop: -1}).matches(b)
		newSequenceMatcher(index.PhraseClause{Terms: []string{"a", "b"}, Positions: []int{0, 1}, Slop: 3}).matches(b)
	})
}

func BenchmarkSequence(b *testing.B) {
	var terms []index.Term
	for i := range 230 {
		terms = append(terms, index.Term{Text: fmt.Sprint("word", i%180), Position: i * 3 / 2})
	}
	s := sequencers.Get().(*sequencer)
	b.Run("make", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s.sequence(terms)
		}
	})
	seq, at := s.sequence(terms), make([][]int, 2)
	b.Run("read", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			at[0], at[1] = at[0][:0], at[1][:0]
			read, _ := readSequence(seq)
			appendPositions(at, &read, []uint64{termHash("word3"), termHash("word100")})
		}
	})
}

// TestSequenceMatcher checks that the matcher, which rules out most sequences
// without reading them, says what reading them says.
func TestSequenceMatcher(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	s := sequencers.Get().(*sequencer)
	word := func(n int) string { return fmt.Sprint("w", r.IntN(n)) }
	yes := 0
	for i := range 20000 {
		var terms []index.Term
		position := 0
		vocabulary := 3 + r.IntN(30)
		for range 1 + r.IntN(60) {
			switch r.IntN(6) {
			case 0:
				position += r.IntN(4)
			case 1:
				if i%50 == 0 {
					position += r.IntN(600)
				}
			}
			terms = append(terms, index.Term{Text: word(vocabulary), Position: position})
			position++
		}
		clause := index.PhraseClause{Slop: r.IntN(6) - 1}
		at := 0
		for range 2 + r.IntN(3) {
			// Documents that are looked at have all of the terms.
			clause.Terms, clause.Positions = append(clause.Terms, terms[r.IntN(len(terms))].Text), append(clause.Positions, at)
			at += 1 + r.IntN(2)
		}
		if j := r.IntN(len(terms)); i%3 == 0 && j+len(clause.Terms) <= len(terms) {
			for k := range clause.Terms {
				clause.Terms[k], clause.Positions[k] = terms[j+k].Text, terms[j+k].Position-terms[j].Position
			}
		}
		positions := make([][]int, len(clause.Terms))
		for k, c := range clause.Terms {
			for _, x := range terms {
				if x.Text == c {
					positions[k] = append(positions[k], x.Position)
				}
			}
		}
		want := clause.Satisfies(positions)
		if got := newSequenceMatcher(clause).matches(s.sequence(terms)); got != want {
			t.Fatalf("matches(%v in %v) = %v; want %v", clause, terms, got, want)
		}
		if want {
			yes++
		}
	}
	if yes < 2000 {
		t.Errorf("only %d phrases stood in their texts", yes)
	}
}
