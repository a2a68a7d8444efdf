package french

import (
	"strings"
	"unicode/utf8"

	"estrade/extract"
)

// Sentences groups tokens into sentences. Every token is in exactly one.
//
// A sentence ends at a full stop, an exclamation or question mark or an
// ellipsis before something that can begin a sentence, closing quotation
// marks and brackets included; at an empty line; and at a line break, unless
// the line was broken by a text width, as in text taken from a PDF. Words run
// together ("est réunieLe préfet") part where the second begins a sentence.
func Sentences(text string, tokens []extract.Token) []extract.Sentence {
	var out []extract.Sentence
	wrapped := isWrapped(text)
	paragraph, from := 0, 0
	for i := 1; i <= len(tokens); i++ {
		newParagraph := i < len(tokens) && (tokens[i].Gap == extract.Paragraph || i > 0 && firstLineEnds(text, tokens, i))
		if i < len(tokens) && !newParagraph && !breaks(text, tokens, from, i, wrapped) {
			continue
		}
		out = append(out, extract.Sentence{
			Span: extract.Span{From: tokens[from].Span.From, To: tokens[i-1].Span.To},
			From: from, To: i, Paragraph: paragraph,
		})
		from = i
		if newParagraph {
			paragraph++
		}
	}
	return out
}

// firstLineEnds reports whether token i begins the second line: the first is the title.
func firstLineEnds(text string, tokens []extract.Token, i int) bool {
	return tokens[i].Gap == extract.Line && strings.IndexByte(text[:tokens[i-1].Span.To], '\n') < 0
}

// breaks reports whether a sentence ends between tokens i-1 and i; from is its first token.
func breaks(text string, tokens []extract.Token, from, i int, wrapped bool) bool {
	prev, next := &tokens[i-1], &tokens[i]
	if next.Gap == extract.Line {
		return lineBreaks(text, tokens, i, wrapped)
	}
	if prev.Kind == extract.Word && next.Gap == extract.Joined && next.Kind == extract.Word &&
		prev.Shape == extract.LowerCase && next.Shape == extract.Capitalised && !strings.HasSuffix(prev.Lower, "'") {
		return true
	}
	// Step back over what closes the sentence.
	k := i - 1
	for k > from && isClosing(&tokens[k]) {
		k--
	}
	if !isFinal(&tokens[k]) || isFinal(next) {
		return false
	}
	if k == i-1 && next.Lower == "\"" {
		// A straight mark after a full stop closes if one is open.
		return !opens(tokens[from:i]) && next.Gap >= extract.Space
	}
	if isClosing(next) {
		return false
	}
	if k < i-1 && tokens[i-1].Lower == "\"" && opens(tokens[from:i]) {
		// A straight mark that opens, not closes: the boundary is before it.
		return false
	}
	if next.Gap == extract.Joined {
		return next.Kind == extract.Word && next.Shape == extract.Capitalised && k == i-1 &&
			k > 0 && tokens[k-1].Kind == extract.Word && utf8.RuneCountInString(tokens[k-1].Lower) > 2 && tokens[k].Lower == "."
	}
	switch next.Kind {
	case extract.Word:
		if next.Shape == extract.LowerCase {
			return false
		}
		// An incise follows its quotation: « … ! » ; names after an abbreviation were settled by the tokens.
		return true
	case extract.Number:
		return tokens[k].Lower != "." || k == 0 || tokens[k-1].Kind != extract.Word || utf8.RuneCountInString(tokens[k-1].Lower) > 2
	}
	return isOpening(next)
}

// lineBreaks reports whether the line break before token i ends a sentence.
func lineBreaks(text string, tokens []extract.Token, i int, wrapped bool) bool {
	prev, next := &tokens[i-1], &tokens[i]
	if isBullet(next) {
		return true
	}
	if isFinal(prev) || isClosing(prev) && i > 1 && isFinal(&tokens[i-2]) {
		return true
	}
	if prev.Kind == extract.Punct && (prev.Lower == ":" || prev.Lower == ";") {
		return true
	}
	if next.Kind == extract.Word && next.Shape == extract.LowerCase || continues[prev.Lower] {
		return false
	}
	if prev.Kind == extract.Punct && (prev.Lower == "," || isOpening(prev)) {
		return false
	}
	return !wrapped || lineLength(text, prev.Span.To) < wrapWidth
}

// continues are words that cannot end a line that is a sentence of its own.
var continues = set("le la les l' un une des de d' du au aux à en et ou par pour sur sous dans avec sans que qu' qui dont " +
	"ce cet cette ces son sa ses leur leurs notre nos m. mm. mme mme. mmes madame monsieur messieurs mesdames dr dr. entre chez vers")

// wrapWidth is the length in runes from which a line may have been broken by its width.
const wrapWidth = 55

// isWrapped reports whether the text was broken into lines by a width:
// at least three, and a tenth, of its long lines go on in lower case.
func isWrapped(text string) bool {
	long, goesOn := 0, 0
	for i := 0; ; {
		j := strings.IndexByte(text[i:], '\n')
		if j < 0 {
			break
		}
		line := text[i : i+j]
		i += j + 1
		if utf8.RuneCountInString(line) < wrapWidth {
			continue
		}
		long++
		if r, _ := decode(strings.TrimLeft(text[i:], " \t")); 'a' <= r && r <= 'z' || r >= 'à' && r <= 'ÿ' {
			goesOn++
		}
	}
	return goesOn >= 3 && goesOn*10 >= long
}

// lineLength is the number of runes of the line of text that ends at to.
func lineLength(text string, to int) int {
	from := strings.LastIndexByte(text[:to], '\n') + 1
	return utf8.RuneCountInString(text[from:to])
}

// opens reports whether the straight quotation marks in tokens leave one open.
func opens(tokens []extract.Token) bool {
	open := false
	for i := range tokens {
		if tokens[i].Lower == "\"" {
			open = !open
		}
	}
	return open
}

func isFinal(t *extract.Token) bool {
	if t.Kind != extract.Punct {
		return false
	}
	switch t.Lower[len(t.Lower)-1] {
	case '.', '!', '?':
		return true
	}
	return strings.HasSuffix(t.Lower, "…")
}

func isClosing(t *extract.Token) bool {
	return t.Kind == extract.Punct && (t.Lower == "»" || t.Lower == "”" || t.Lower == ")" || t.Lower == "]" || t.Lower == "\"")
}

func isOpening(t *extract.Token) bool {
	return t.Kind == extract.Punct && (t.Lower == "«" || t.Lower == "“" || t.Lower == "(" || t.Lower == "[" || t.Lower == "\"" || t.Lower == "„" || isBullet(t))
}

func isBullet(t *extract.Token) bool {
	if t.Kind != extract.Punct {
		return false
	}
	switch t.Lower {
	case "-", "–", "—", "•", "·", "*", "▪", "■", "►", "➢", "➔", "→", "✓", "✔", "○", "◦", "●", "", "–-", "--":
		return true
	}
	return false
}
