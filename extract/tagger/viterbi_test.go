package tagger

import (
	"math/rand/v2"
	"testing"

	"estrade/extract"
)

// TestDecode compares the best path, and the margins, with those that trying
// all paths finds, on short sentences and weights by chance.
func TestDecode(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		m := &Model{}
		for a := range Labels {
			for b := range Labels {
				m.transitions[a][b] = int32(random.IntN(21) - 10)
			}
		}
		n := 1 + random.IntN(4)
		unary := make([][Labels]int32, n)
		for i := range unary {
			for b := range Labels {
				unary[i][b] = int32(random.IntN(201) - 100)
			}
		}
		tags := make([]extract.Tag, n)
		l := &lattice{unary: unary, forward: make([][Labels]int32, n)}
		l.path(m, n, tags)
		want := bruteForce(m, unary)
		for i := range tags {
			if tags[i] != want[i] {
				t.Errorf("token %d of %d: %+v; want %+v", i, n, tags[i], want[i])
			}
		}
	}
}

// bruteForce tries all paths.
func bruteForce(m *Model, unary [][Labels]int32) []extract.Tag {
	n := len(unary)
	var best [][5]int32 // of the paths through each kind at each token
	label := make([]uint8, n)
	top := int32(least)
	best = make([][5]int32, n)
	for i := range best {
		for k := range best[i] {
			best[i][k] = least
		}
	}
	path := make([]uint8, n)
	var walk func(i int, score int32)
	walk = func(i int, score int32) {
		if i == n {
			if score > top {
				top = score
				copy(label, path)
			}
			for j, b := range path {
				best[j][Kind(b)] = max(best[j][Kind(b)], score)
			}
			return
		}
		for b := range uint8(Labels) {
			s := score + unary[i][b]
			switch {
			case i == 0 && b != 0 && b%2 == 0:
				continue
			case i > 0:
				if !Follows(path[i-1], b) {
					continue
				}
				s += m.transitions[path[i-1]][b]
			}
			path[i] = b
			walk(i+1, s)
		}
	}
	walk(0, 0)
	tags := make([]extract.Tag, n)
	for i := range tags {
		kind := Kind(label[i])
		second := int32(least)
		for k, v := range best[i] {
			if extract.TagKind(k) != kind {
				second = max(second, v)
			}
		}
		tags[i] = extract.Tag{Kind: kind, Begin: kind != extract.NoTag && label[i] == Begin(kind), Margin: int16(min(best[i][kind]-second, 1<<15-1))}
	}
	return tags
}
