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
//
// The last are no breaks any more: the token after one gets [extract.Space]
// for its gap.
func Sentences(text string, tokens []extract.Token) []extract.Sentence {
	var out []extract.Sentence
	unwrap(text, tokens)
	paragraph, from := 0, 0
	for i := 1; i <= len(tokens); i++ {
		newParagraph := i < len(tokens) && (tokens[i].Gap == extract.Paragraph || i > 0 && firstLineEnds(text, tokens, i))
		if i < len(tokens) && !newParagraph && !breaks(tokens, from, i) {
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
func breaks(tokens []extract.Token, from, i int) bool {
	prev, next := &tokens[i-1], &tokens[i]
	if next.Gap == extract.Line {
		return lineBreaks(tokens, i)
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
	if !isFinal(&tokens[k]) || isFinal(next) || k == from+1 && k == i-1 && isItemNumber(&tokens[from]) {
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

// isItemNumber reports the number before the full stop of "3. Saison estivale".
func isItemNumber(t *extract.Token) bool {
	return t.Kind == extract.Number && len(t.Lower) <= 2
}

// lineBreaks reports whether the line break before token i, which no text
// width explains, ends a sentence.
func lineBreaks(tokens []extract.Token, i int) bool {
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
	return true
}

// continues are words that cannot end a line that is a sentence of its own.
var continues = set("le la les l' un une des de d' du au aux à en et ou par pour sur sous dans avec sans que qu' qui dont " +
	"ce cet cette ces son sa ses leur leurs notre nos m. mm. mme mme. mmes madame monsieur messieurs mesdames dr dr. entre chez vers")

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
