package train

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"

	"estrade/extract"
	"estrade/extract/tagger"
)

// Options say how to train. The zero value of a number means its default.
type Options struct {
	Families tagger.Family // default all
	Epochs   int           // default 10
	Sources  int           // in how many sources a feature must occur; default 2
	Shrink   float32       // of the weights after each epoch; default 0.01
	Blind    float64       // share of the words that the gazetteer is not asked for; default 0.15
	Average  bool          // average the perceptron instead of a CRF
	Progress func(format string, args ...any)
}

func (o Options) withDefaults() Options {
	if o.Families == 0 {
		o.Families = tagger.All
	}
	if o.Epochs == 0 {
		o.Epochs = 10
	}
	if o.Sources == 0 {
		o.Sources = 2
	}
	if o.Shrink == 0 {
		o.Shrink = 0.01
	}
	if o.Blind == 0 {
		o.Blind = 0.15
	}
	if o.Progress == nil {
		o.Progress = func(string, ...any) {}
	}
	return o
}

// Train learns from texts and returns a model file. The same texts, options
// and gazetteer give the same bytes.
func Train(texts []Text, split Tokenizer, g tagger.Gazetteer, o Options) ([]byte, error) {
	o = o.withDefaults()
	c := collector{split: split, gazetteer: g, options: o, ids: map[uint32]int32{}}
	for i := range texts {
		c.count(&texts[i])
	}
	c.choose()
	for i := range texts {
		c.add(&texts[i])
	}
	o.Progress("%d texts, %d sentences, %d of %d features", len(texts), len(c.examples), len(c.features), c.seen)
	rng := rand.New(rand.NewPCG(2017, 9))
	order := make([]int, len(c.examples))
	for i := range order {
		order[i] = i
	}
	if o.Average {
		p := newPerceptron(len(c.features))
		for epoch := range o.Epochs {
			rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			wrong := 0
			for _, i := range order {
				wrong += p.learn(&c.examples[i])
			}
			o.Progress("epoch %d: %d sentences wrong", epoch+1, wrong)
		}
		p.average()
		return encode(o.Families, c.features, p.weights, p.chain)
	}
	l := newLearner(len(c.features))
	for range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			l.learn(&c.examples[i])
		}
		l.shrink(o.Shrink)
	}
	return encode(o.Families, c.features, l.weights, l.chain)
}

// collector makes examples of texts.
type collector struct {
	split     Tokenizer
	gazetteer tagger.Gazetteer
	options   Options

	sources  map[uint32]*seen
	seen     int
	ids      map[uint32]int32 // row of each feature
	features []uint32
	examples []example
	reader   tagger.Features
	buffer   []uint32
}

// seen counts the sources of a feature.
type seen struct {
	last  string
	count int
}

// each calls yield for each sentence of a text and the features of its tokens.
func (c *collector) each(t *Text, yield func(s *extract.Sentence, masks []uint16)) {
	tokens, sentences := c.split(t.Body)
	masks := t.masks(tokens)
	c.reader.Families = c.options.Families
	c.reader.Read(tokens, sentences, blind{c.gazetteer, c.options.Blind, t.Body})
	for k := range sentences {
		s := &sentences[k]
		yield(s, masks[s.From:s.To])
	}
}

func (c *collector) count(t *Text) {
	if c.sources == nil {
		c.sources = map[uint32]*seen{}
	}
	c.each(t, func(s *extract.Sentence, masks []uint16) {
		for i := s.From; i < s.To; i++ {
			c.buffer = c.reader.Of(i, s, c.buffer[:0])
			for _, f := range c.buffer {
				x := c.sources[f]
				if x == nil {
					x = &seen{}
					c.sources[f] = x
				}
				if x.last != t.Source {
					x.last = t.Source
					x.count++
				}
			}
		}
	})
}

// choose keeps the features that occur in enough sources.
func (c *collector) choose() {
	c.seen = len(c.sources)
	for f, x := range c.sources {
		if x.count < c.options.Sources {
			delete(c.sources, f)
		}
	}
}

func (c *collector) add(t *Text) {
	c.each(t, func(s *extract.Sentence, masks []uint16) {
		if s.From == s.To {
			return
		}
		x := example{masks: masks, weight: t.Weight}
		for i := s.From; i < s.To; i++ {
			c.buffer = c.reader.Of(i, s, c.buffer[:0])
			rows := make([]int32, 0, len(c.buffer))
			for _, f := range c.buffer {
				if c.sources[f] == nil {
					continue
				}
				id, ok := c.ids[f]
				if !ok {
					id = int32(len(c.features))
					c.ids[f] = id
					c.features = append(c.features, f)
				}
				rows = append(rows, id)
			}
			x.rows = append(x.rows, rows)
		}
		c.examples = append(c.examples, x)
	})
}

// blind is a gazetteer that does not know some of the names, other ones in
// each text, so that the model learns to do without.
type blind struct {
	tagger.Gazetteer
	share float64
	text  string
}

func (b blind) hides(fold string) bool {
	h := fnv.New32a()
	h.Write([]byte(fold))
	h.Write([]byte{byte(len(b.text)), byte(len(b.text) >> 8)})
	return float64(h.Sum32()*2654435769>>8)/(1<<24) < b.share
}

func (b blind) FirstName(fold string) (male, female int) {
	if b.hides(fold) {
		return 0, 0
	}
	return b.Gazetteer.FirstName(fold)
}

func (b blind) Surname(fold string) int {
	if b.hides(fold) {
		return 0
	}
	return b.Gazetteer.Surname(fold)
}

func (b blind) Match(tokens []extract.Token, i int, dst []extract.Entry) ([]extract.Entry, int) {
	if b.hides(tokens[i].Fold) {
		return dst[:0], 0
	}
	return b.Gazetteer.Match(tokens, i, dst)
}

// encode scales the weights to eight bits and drops those that become zero.
func encode(families tagger.Family, features []uint32, weights []float32, chain [tagger.Labels][tagger.Labels]float64) ([]byte, error) {
	// A few large weights may be cut; most of the range is for the rest.
	const largest = 4.0
	scale := 127 / largest
	round := func(w float64) int8 {
		return int8(math.Round(max(-127, min(127, w*scale))))
	}
	var rows []tagger.Row
	for n, f := range features {
		r := tagger.Row{Feature: f}
		zero := true
		for k := range r.Weights {
			r.Weights[k] = round(float64(weights[n*tagger.Labels+k]))
			zero = zero && r.Weights[k] == 0
		}
		if !zero {
			rows = append(rows, r)
		}
	}
	var transitions [tagger.Labels][tagger.Labels]int16
	for a := range chain {
		for b := range chain[a] {
			transitions[a][b] = int16(math.Round(max(-1<<15, min(1<<15-1, chain[a][b]*scale))))
		}
	}
	file, err := tagger.Encode(families, transitions, rows)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	return file, nil
}
