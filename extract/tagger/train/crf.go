package train

import (
	"math"

	"estrade/extract/tagger"
)

// example is a sentence ready to learn from.
type example struct {
	rows   [][]int32 // of the weights of each token's features
	masks  []uint16  // of the labels allowed for each token
	weight float32
}

// learner holds the weights of a linear-chain conditional random field that
// learns by AdaGrad (Duchi, Hazan, Singer, 2011) from the likelihood of the
// labels that the annotations allow.
type learner struct {
	weights, squares []float32
	chain, chainSq   [tagger.Labels][tagger.Labels]float64

	exp             [tagger.Labels][tagger.Labels]float64
	unary           [][tagger.Labels]float64
	alpha, beta     [][tagger.Labels]float64
	free, bound     [][tagger.Labels]float64
	freeTr, boundTr [tagger.Labels][tagger.Labels]float64
}

const (
	rate    = 0.15
	epsilon = 1e-6
	ignore  = 1e-3 // gradients that are not worth an update
)

func newLearner(rows int) *learner {
	return &learner{weights: make([]float32, rows*tagger.Labels), squares: make([]float32, rows*tagger.Labels)}
}

// learn takes one step on an example.
func (l *learner) learn(x *example) {
	n := len(x.rows)
	l.grow(n)
	for a := range l.exp {
		for b := range l.exp[a] {
			l.exp[a][b] = 0
			if tagger.Follows(uint8(a), uint8(b)) {
				l.exp[a][b] = math.Exp(l.chain[a][b])
			}
		}
	}
	for i, rows := range x.rows {
		var u [tagger.Labels]float64
		for _, r := range rows {
			w := l.weights[r*tagger.Labels:][:tagger.Labels]
			for k := range u {
				u[k] += float64(w[k])
			}
		}
		top := u[0]
		for _, v := range u {
			top = max(top, v)
		}
		for k := range u {
			l.unary[i][k] = math.Exp(u[k] - top)
		}
	}
	l.freeTr, l.boundTr = [tagger.Labels][tagger.Labels]float64{}, [tagger.Labels][tagger.Labels]float64{}
	if !l.marginals(nil, l.free[:n], &l.freeTr) || !l.marginals(x.masks, l.bound[:n], &l.boundTr) {
		return // no labelling is allowed
	}
	for i, rows := range x.rows {
		var g [tagger.Labels]float32
		any := false
		for k := range g {
			g[k] = float32(l.free[i][k]-l.bound[i][k]) * x.weight
			any = any || g[k] > ignore || g[k] < -ignore
		}
		if !any {
			continue
		}
		for _, r := range rows {
			w, sq := l.weights[r*tagger.Labels:][:tagger.Labels], l.squares[r*tagger.Labels:][:tagger.Labels]
			for k := range g {
				sq[k] += g[k] * g[k]
				w[k] -= rate * g[k] / (float32(math.Sqrt(float64(sq[k]))) + epsilon)
			}
		}
	}
	for a := range l.chain {
		for b := range l.chain[a] {
			g := (l.freeTr[a][b] - l.boundTr[a][b]) * float64(x.weight)
			if g == 0 {
				continue
			}
			l.chainSq[a][b] += g * g
			l.chain[a][b] -= rate * g / (math.Sqrt(l.chainSq[a][b]) + epsilon)
		}
	}
}

func (l *learner) grow(n int) {
	if len(l.unary) < n {
		for _, s := range []*[][tagger.Labels]float64{&l.unary, &l.alpha, &l.beta, &l.free, &l.bound} {
			*s = make([][tagger.Labels]float64, 2*n)
		}
	}
}

// marginals computes the probability of each label of each token, and the
// expected number of each pair of labels, among the paths that the masks
// allow. It reports whether there is any.
func (l *learner) marginals(masks []uint16, p [][tagger.Labels]float64, pairs *[tagger.Labels][tagger.Labels]float64) bool {
	n := len(p)
	emit := func(i, k int) float64 {
		if masks != nil && masks[i]>>k&1 == 0 {
			return 0
		}
		return l.unary[i][k]
	}
	for i := range n {
		sum := 0.0
		for b := range tagger.Labels {
			v := 0.0
			if i == 0 {
				if b == 0 || b%2 == 1 {
					v = 1
				}
			} else {
				for a := range tagger.Labels {
					v += l.alpha[i-1][a] * l.exp[a][b]
				}
			}
			v *= emit(i, b)
			l.alpha[i][b] = v
			sum += v
		}
		if !(sum > 0) {
			return false
		}
		for b := range tagger.Labels {
			l.alpha[i][b] /= sum
		}
	}
	for k := range tagger.Labels {
		l.beta[n-1][k] = 1
	}
	for i := n - 1; i >= 0; i-- {
		sum := 0.0
		for k := range tagger.Labels {
			p[i][k] = l.alpha[i][k] * l.beta[i][k]
			sum += p[i][k]
		}
		for k := range tagger.Labels {
			p[i][k] /= sum
		}
		if i == 0 {
			break
		}
		total := 0.0
		var pair [tagger.Labels][tagger.Labels]float64
		norm := 0.0
		for a := range tagger.Labels {
			v := 0.0
			for b := range tagger.Labels {
				w := l.exp[a][b] * emit(i, b) * l.beta[i][b]
				v += w
				pair[a][b] = l.alpha[i-1][a] * w
				norm += pair[a][b]
			}
			l.beta[i-1][a] = v
			total += v
		}
		for a := range tagger.Labels {
			l.beta[i-1][a] /= total
			for b := range tagger.Labels {
				pairs[a][b] += pair[a][b] / norm
			}
		}
	}
	return true
}

// shrink draws all weights to zero a little.
func (l *learner) shrink(by float32) {
	for i := range l.weights {
		l.weights[i] -= by * l.weights[i]
	}
}
