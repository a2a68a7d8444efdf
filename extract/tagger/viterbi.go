package tagger

import "estrade/extract"

// Least is the score of the impossible, far below any sum of weights.
const least = -1 << 28

// lattice is the scratch space of decoding one sentence.
type lattice struct {
	unary    [][Labels]int32 // score of each label by the features alone
	forward  [][Labels]int32 // of the best path from the start that ends in it
	features []uint32
}

// decode writes the best path through the sentence to tags. The margin of a
// token is by how much the best path is better than the best one that gives
// the token a label of another kind.
func (l *lattice) decode(m *Model, s *extract.Sentence, f *Features, tags []extract.Tag) {
	n := s.To - s.From
	if cap(l.unary) < n {
		l.unary, l.forward = make([][Labels]int32, 2*n), make([][Labels]int32, 2*n)
	}
	unary := l.unary[:n]
	for i := range n {
		unary[i] = [Labels]int32{}
		l.features = f.Of(s.From+i, s, l.features[:0])
		for _, x := range l.features {
			m.add(x, &unary[i])
		}
	}
	l.path(m, n, tags)
}

// path finds the best path through n tokens whose unary scores are known.
func (l *lattice) path(m *Model, n int, tags []extract.Tag) {
	unary, forward := l.unary[:n], l.forward[:n]
	for i := range n {
		if i == 0 {
			forward[0] = unary[0]
			for b := 2; b < Labels; b += 2 {
				forward[0][b] = least // nothing begins inside
			}
			continue
		}
		step(m, &forward[i-1], &unary[i], &forward[i])
	}
	// backward[b] is the score of the best path after a token labelled b.
	var backward [Labels]int32
	for i := n - 1; i >= 0; i-- {
		var best [5]int32 // of the paths through each kind
		for k := range best {
			best[k] = least
		}
		top := uint8(0)
		for b := range uint8(Labels) {
			v := forward[i][b] + backward[b]
			if v > forward[i][top]+backward[top] {
				top = b
			}
			best[Kind(b)] = max(best[Kind(b)], v)
		}
		kind := Kind(top)
		second := int32(least)
		for k, v := range best {
			if extract.TagKind(k) != kind {
				second = max(second, v)
			}
		}
		tags[i] = extract.Tag{Kind: kind, Begin: top == Begin(kind) && kind != extract.NoTag, Margin: int16(min(best[kind]-second, 1<<15-1))}
		// One step back.
		var next [Labels]int32
		for a := range next {
			next[a] = least
			for b := range uint8(Labels) {
				if Follows(uint8(a), b) {
					next[a] = max(next[a], m.transitions[a][b]+unary[i][b]+backward[b])
				}
			}
		}
		backward = next
	}
	// Where two paths are equally good, one may go on with what the other began.
	for i := range tags {
		if tags[i].Kind != extract.NoTag && (i == 0 || tags[i-1].Kind != tags[i].Kind) {
			tags[i].Begin = true
		}
	}
}

// step computes the scores of paths that are one token longer.
func step(m *Model, before, unary, after *[Labels]int32) {
	// All labels but the insides follow every label.
	for b := 0; b < Labels; b++ {
		if b != 0 && b%2 == 0 {
			v := max(before[b]+m.transitions[b][b], before[b-1]+m.transitions[b-1][b])
			after[b] = v + unary[b]
			continue
		}
		v := before[0] + m.transitions[0][b]
		for a := 1; a < Labels; a++ {
			v = max(v, before[a]+m.transitions[a][b])
		}
		after[b] = v + unary[b]
	}
}
