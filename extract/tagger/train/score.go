package train

import (
	"cmp"
	"slices"

	"estrade/extract"
	"estrade/extract/tagger"
)

// Count is what precision and recall are made of.
type Count struct{ Right, Extra, Missed int }

// F1 is the harmonic mean of precision and recall; 1 if there is nothing.
func (c Count) F1() float64 {
	if c.Right+c.Extra+c.Missed == 0 {
		return 1
	}
	return 2 * float64(c.Right) / float64(2*c.Right+c.Extra+c.Missed)
}

// Precision is the share of what was found that is right; 1 if nothing was found.
func (c Count) Precision() float64 {
	if c.Right+c.Extra == 0 {
		return 1
	}
	return float64(c.Right) / float64(c.Right+c.Extra)
}

// Recall is the share of what is there that was found; 1 if nothing is there.
func (c Count) Recall() float64 {
	if c.Right+c.Missed == 0 {
		return 1
	}
	return float64(c.Right) / float64(c.Right+c.Missed)
}

// Score is a count for each kind.
type Score [extract.TitleTag + 1]Count

// Sum is the count of all kinds.
func (s *Score) Sum() Count {
	var c Count
	for _, k := range s {
		c.Right, c.Extra, c.Missed = c.Right+k.Right, c.Extra+k.Extra, c.Missed+k.Missed
	}
	return c
}

// Error is a phrase that was missed, or found and not annotated.
type Error struct {
	Span   Span
	Extra  bool
	Margin int16
}

// Add compares the phrases that a tagger finds in a text with the annotated
// ones, by their exact extent and kind, and returns the errors in text order.
func (s *Score) Add(t *Text, split Tokenizer, g tagger.Gazetteer, tg *tagger.Tagger) []Error {
	tokens, sentences := split(t.Body)
	tags := tg.Tag(tokens, sentences, g, nil)
	got := map[Span]int16{}
	var errors []Error
	for i := 0; i < len(tags); {
		if tags[i].Kind == extract.NoTag {
			i++
			continue
		}
		margin := tags[i].Margin
		j := i + 1
		for ; j < len(tags) && tags[j].Kind == tags[i].Kind && !tags[j].Begin; j++ {
			margin = min(margin, tags[j].Margin)
		}
		got[Span{From: tokens[i].Span.From, To: tokens[j-1].Span.To, Kind: tags[i].Kind}] = margin
		i = j
	}
	for _, w := range t.Spans {
		maybe := w.Maybe
		w.Maybe = false
		_, found := got[w]
		switch {
		case maybe:
		case found:
			s[w.Kind].Right++
		default:
			s[w.Kind].Missed++
			errors = append(errors, Error{Span: w})
		}
		delete(got, w)
	}
	for g, margin := range got {
		if !slices.Contains(t.Silent, g.Kind) {
			s[g.Kind].Extra++
			errors = append(errors, Error{g, true, margin})
		}
	}
	slices.SortFunc(errors, func(a, b Error) int {
		return cmp.Or(cmp.Compare(a.Span.From, b.Span.From), cmp.Compare(a.Span.To, b.Span.To), cmp.Compare(a.Span.Kind, b.Span.Kind))
	})
	return errors
}
