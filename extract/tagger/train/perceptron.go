package train

import "estrade/extract/tagger"

// perceptron is an averaged structured perceptron (Collins, 2002).
type perceptron struct {
	weights, sums   []float32
	chain, chainSum [tagger.Labels][tagger.Labels]float64
	steps           float32
}

func newPerceptron(rows int) *perceptron {
	return &perceptron{weights: make([]float32, rows*tagger.Labels), sums: make([]float32, rows*tagger.Labels)}
}

// learn takes one step and returns 1 if the sentence was wrong.
func (p *perceptron) learn(x *example) int {
	p.steps++
	n := len(x.rows)
	unary := make([][tagger.Labels]float64, n)
	for i, rows := range x.rows {
		for _, r := range rows {
			for k := range unary[i] {
				unary[i][k] += float64(p.weights[int(r)*tagger.Labels+k])
			}
		}
	}
	got, want := p.best(unary, nil), p.best(unary, x.masks)
	wrong := 0
	for i := range x.rows {
		if got[i] != want[i] {
			wrong = 1
			for _, r := range x.rows[i] {
				p.change(&p.weights[int(r)*tagger.Labels+int(want[i])], &p.sums[int(r)*tagger.Labels+int(want[i])], x.weight)
				p.change(&p.weights[int(r)*tagger.Labels+int(got[i])], &p.sums[int(r)*tagger.Labels+int(got[i])], -x.weight)
			}
		}
		if i > 0 && (got[i] != want[i] || got[i-1] != want[i-1]) {
			p.chain[want[i-1]][want[i]] += float64(x.weight)
			p.chainSum[want[i-1]][want[i]] += float64(x.weight * p.steps)
			p.chain[got[i-1]][got[i]] -= float64(x.weight)
			p.chainSum[got[i-1]][got[i]] -= float64(x.weight * p.steps)
		}
	}
	return wrong
}

func (p *perceptron) change(w, sum *float32, by float32) {
	*w += by
	*sum += by * p.steps
}

// average replaces the weights by their mean over all steps, scaled to the
// range of the file.
func (p *perceptron) average() {
	const scale = 0.25
	for i := range p.weights {
		p.weights[i] = (p.weights[i] - p.sums[i]/p.steps) * scale
	}
	for a := range p.chain {
		for b := range p.chain[a] {
			p.chain[a][b] = (p.chain[a][b] - p.chainSum[a][b]/float64(p.steps)) * scale
		}
	}
}

// best is the best path among those the masks allow.
func (p *perceptron) best(unary [][tagger.Labels]float64, masks []uint16) []uint8 {
	n := len(unary)
	const least = -1e12
	score := make([][tagger.Labels]float64, n)
	from := make([][tagger.Labels]uint8, n)
	for i := range n {
		for b := range uint8(tagger.Labels) {
			v := least
			if i == 0 {
				if b == 0 || b%2 == 1 {
					v = 0
				}
			} else {
				for a := range uint8(tagger.Labels) {
					if w := score[i-1][a] + p.chain[a][b]; tagger.Follows(a, b) && w > v {
						v, from[i][b] = w, a
					}
				}
			}
			if masks != nil && masks[i]>>b&1 == 0 {
				v = least
			}
			score[i][b] = max(v+unary[i][b], least)
		}
	}
	path := make([]uint8, n)
	for b := range uint8(tagger.Labels) {
		if score[n-1][b] > score[n-1][path[n-1]] {
			path[n-1] = b
		}
	}
	for i := n - 1; i > 0; i-- {
		path[i-1] = from[i][path[i]]
	}
	return path
}
