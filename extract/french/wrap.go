package french

import (
	"slices"
	"strings"
	"unicode/utf8"

	"estrade/extract"
)

// Bounds of the width of a column in runes. Narrower lines are lists, and
// wider ones paragraphs.
const (
	minWidth = 30
	maxWidth = 160
)

// unwrap gives the gap Space to tokens that begin a line only because the line
// before was full. Nothing changes in a text whose lines have no common width.
func unwrap(text string, tokens []extract.Token) {
	width := columnWidth(text, tokens)
	if width == 0 {
		return
	}
	for i := 1; i < len(tokens); i++ {
		if tokens[i].Gap == extract.Line && !isBullet(&tokens[i]) && !firstLineEnds(text, tokens, i) && isFull(text, tokens, i, width) {
			tokens[i].Gap = extract.Space
		}
	}
}

// columnWidth is the width in runes at which the lines of the text were
// broken; 0 if they were not. It judges by the lines that go on in lower case:
// there must be some, in number a tenth of the lines that are long enough, and
// the next word of nearly all of them must have had no room.
func columnWidth(text string, tokens []extract.Token) int {
	var broken []int // tokens
	var lengths []int
	long := 0
	for i := 1; i < len(tokens); i++ {
		if tokens[i].Gap < extract.Line || firstLineEnds(text, tokens, i) {
			continue
		}
		n := lineLength(text, tokens[i-1].Span.To)
		if n >= minWidth {
			long++
		}
		if tokens[i].Gap == extract.Line && goesOn(&tokens[i-1], &tokens[i]) {
			broken = append(broken, i)
			lengths = append(lengths, n)
		}
	}
	const least = 3
	if len(broken) < least || len(broken)*10 < long {
		return 0
	}
	slices.Sort(lengths)
	width := lengths[len(lengths)*9/10]
	if width < minWidth || width > maxWidth {
		return 0
	}
	full := 0
	for _, i := range broken {
		if isFull(text, tokens, i, width) {
			full++
		}
	}
	const most = 4 // of five: a justified column has a short line here and there
	if full*5 < len(broken)*most {
		return 0
	}
	return width
}

// goesOn reports whether a line that ends with prev is cut off in a sentence
// that next goes on: items of a list end with a mark, or begin with one.
func goesOn(prev, next *extract.Token) bool {
	return next.Kind == extract.Word && next.Shape == extract.LowerCase && !isFinal(prev) && prev.Lower != ";" && prev.Lower != ":"
}

// isFull reports whether the line before token i has no room for its word, at
// a width that letters of different sizes make uncertain.
func isFull(text string, tokens []extract.Token, i, width int) bool {
	const slack = 8 // a part of the width
	rest := text[tokens[i].Span.From:]
	if n := strings.IndexAny(rest, " \n"); n >= 0 {
		rest = rest[:n]
	}
	return lineLength(text, tokens[i-1].Span.To)+1+utf8.RuneCountInString(rest) > width-width/slack
}

// lineLength is the number of runes of the line of text that ends at to.
func lineLength(text string, to int) int {
	from := strings.LastIndexByte(text[:to], '\n') + 1
	return utf8.RuneCountInString(text[from:to])
}
