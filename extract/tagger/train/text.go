// Package train makes the model of package tagger from annotated texts. The
// same texts give the same bytes.
//
// A text is a release of our own, aligned with its annotations by [Align] and
// multiplied by [Vary], or a sentence of a public corpus, read by [ReadBIO].
package train

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"estrade/extract"
	"estrade/extract/tagger"
)

// Text is an annotated text.
type Text struct {
	Source string // the release or corpus it comes from: variants of one text have the same
	Body   string
	Spans  []Span // in text order, without overlap
	Silent []extract.TagKind
	Weight float32
}

// Span is a phrase of a text.
type Span struct {
	From, To int // bytes
	Kind     extract.TagKind
	Maybe    bool // neither rewarded nor punished
}

// Annotation is a phrase that occurs in a text, wherever it does.
type Annotation struct {
	Kind  extract.TagKind
	Text  string
	Maybe bool
}

// Align finds all occurrences of the annotations. Where they overlap the
// longer one wins: a place inside a title is a part of the title. Titles are
// found whatever their capitals, and in the plural too.
func Align(body string, annotations []Annotation) []Span {
	annotations = slices.Clone(annotations)
	for _, a := range annotations {
		if a.Kind == extract.TitleTag {
			if p := plural(a.Text); p != a.Text {
				annotations = append(annotations, Annotation{a.Kind, p, a.Maybe})
			}
		}
	}
	slices.SortStableFunc(annotations, func(a, b Annotation) int {
		sure := func(x Annotation) int {
			if x.Maybe {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(len(b.Text), len(a.Text)), cmp.Compare(sure(a), sure(b)), cmp.Compare(b.Kind, a.Kind), cmp.Compare(a.Text, b.Text))
	})
	lower := strings.ToLower(body)
	if len(lower) != len(body) {
		lower = body
	}
	taken := make([]bool, len(body))
	var spans []Span
	for _, a := range annotations {
		if a.Text == "" {
			continue
		}
		in, what := body, a.Text
		if a.Kind == extract.TitleTag {
			in, what = lower, strings.ToLower(a.Text)
		}
		for from := 0; ; {
			k := strings.Index(in[from:], what)
			if k < 0 {
				break
			}
			from += k
			to := from + len(what)
			if isWord(body, from, to) && !slices.Contains(taken[from:to], true) {
				spans = append(spans, Span{from, to, a.Kind, a.Maybe})
				for i := from; i < to; i++ {
					taken[i] = true
				}
			}
			from += len(what)
		}
	}
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	return spans
}

// plural puts the first word of a title and an adjective after it in the plural.
func plural(title string) string {
	words := strings.Split(title, " ")
	for i, w := range words {
		if w == "de" || w == "du" || w == "à" || strings.ContainsAny(w, "'’") || i > 1 {
			break
		}
		switch {
		case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"):
		case strings.HasSuffix(w, "al"):
			words[i] = strings.TrimSuffix(w, "al") + "aux"
		default:
			words[i] = w + "s"
		}
	}
	return strings.Join(words, " ")
}

// isWord reports whether no letter or digit touches body[from:to].
func isWord(body string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(body[:from])
	after, _ := utf8.DecodeRuneInString(body[to:])
	first, _ := utf8.DecodeRuneInString(body[from:])
	glued := unicode.IsLower(before) && unicode.IsUpper(first) // "réunieLe préfet"
	return (glued || !isLetter(before)) && !isLetter(after)
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Tokenizer splits a text.
type Tokenizer func(body string) ([]extract.Token, []extract.Sentence)

// masks gives each token the set of labels that the annotations allow, as bits.
func (t *Text) masks(tokens []extract.Token) []uint16 {
	free := uint16(1)
	for _, k := range t.Silent {
		free |= 1<<tagger.Begin(k) | 1<<tagger.Inside(k)
	}
	masks := make([]uint16, len(tokens))
	for i := range masks {
		masks[i] = free
	}
	i := 0
	for _, s := range t.Spans {
		for i < len(tokens) && tokens[i].Span.From < s.From {
			i++
		}
		for l := tagger.Begin(s.Kind); i < len(tokens) && tokens[i].Span.To <= s.To; i++ {
			masks[i] = 1 << l
			if s.Maybe {
				masks[i] |= 1
			}
			l = tagger.Inside(s.Kind)
		}
	}
	return masks
}
