package english

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"estrade/extract"
)

// abbreviations keep their full stop and do not end a sentence.
var abbreviations = set("mr mrs ms dr prof st messrs gen col lt cdr maj sgt capt adm brig rev hon insp supt no vs etc jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e")

// split makes tokens and sentences of text. Words keep hyphens and apostrophes
// between letters, but for a possessive: "Anne-Marie|'s".
func split(text string) ([]extract.Token, []extract.Sentence) {
	var tokens []extract.Token
	var sentences []extract.Sentence
	gap := extract.Paragraph
	from, paragraph := 0, 0
	end := func() {
		if n := len(tokens); n > from {
			sentences = append(sentences, extract.Sentence{
				Span: extract.Span{From: tokens[from].Span.From, To: tokens[n-1].Span.To}, From: from, To: n, Paragraph: paragraph})
			from = n
		}
	}
	title := true
	width := column(text)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			g := extract.Space
			if r == '\n' {
				g = extract.Line
				if gap == extract.Line || title {
					g = extract.Paragraph
				}
				if g == extract.Paragraph || gap == extract.Paragraph || !wrapped(text, i, width) {
					end()
				}
				title = title && len(tokens) == 0
			}
			if g == extract.Paragraph && gap != extract.Paragraph {
				paragraph++
			}
			gap = max(gap, g)
			i += n
			continue
		}
		j := i + n
		kind := extract.Punct
		switch {
		case unicode.IsLetter(r):
			kind = extract.Word
			j = wordEnd(text, i)
		case unicode.IsDigit(r):
			kind = extract.Number
			for j < len(text) && '0' <= text[j] && text[j] <= '9' {
				j++
			}
		}
		t := token(text, i, j, kind, gap)
		if len(tokens) > from && starts(text, tokens, t) {
			end()
		}
		tokens = append(tokens, t)
		gap = extract.Joined
		i = j
	}
	end()
	return tokens, sentences
}

// column is the width in runes of the column that a text is set in, 0 if its
// lines end where their sense does: whether, at nearly all single line breaks, the
// first word of the next line would not have fitted.
func column(text string) int {
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, strings.TrimRight(line, " \t\r\n"))
	}
	width, breaks := 0, 0
	each := func(f func(line, next int)) {
		for i := 1; i+1 < len(lines); i++ {
			if lines[i] != "" && lines[i+1] != "" {
				word, _, _ := strings.Cut(strings.TrimLeft(lines[i+1], " \t"), " ")
				f(utf8.RuneCountInString(lines[i]), utf8.RuneCountInString(word))
			}
		}
	}
	each(func(line, _ int) {
		width = max(width, line)
		breaks++
	})
	const fewest, narrowest, widest = 3, 25, 200
	if breaks < fewest || width < narrowest || width > widest {
		return 0
	}
	full := 0
	each(func(line, word int) {
		if line+1+word > width {
			full++
		}
	})
	if full*10 < breaks*8 {
		return 0
	}
	return width
}

// wrapped reports whether the line break at i lies within a sentence: the line is
// as full as its column allows, or long, does not end a sentence, and the next
// begins with no mark of a list.
func wrapped(text string, i, width int) bool {
	const long = 60 // bytes
	line := strings.TrimRight(text[strings.LastIndexByte(text[:i], '\n')+1:i], " \t\r")
	if line == "" {
		return false
	}
	next := strings.TrimLeft(text[i+1:min(len(text), i+64)], " \t\r")
	r, _ := utf8.DecodeRuneInString(next)
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '“' && r != '"' && r != '(' && r != '‘' {
		return false
	}
	if width > 0 {
		word, _, _ := strings.Cut(next, " ")
		return utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width
	}
	if strings.ContainsAny(line[len(line)-1:], ".!?:;") || strings.HasSuffix(line, "…") || strings.HasSuffix(line, "”") {
		return false
	}
	return len(line) >= long
}

// wordEnd is the offset after the word that begins at i.
func wordEnd(text string, i int) int {
	j := i
	for j < len(text) {
		r, n := utf8.DecodeRuneInString(text[j:])
		if unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) {
			j += n
			continue
		}
		next, m := utf8.DecodeRuneInString(text[j+n:])
		if !unicode.IsLetter(next) {
			break
		}
		if r == '-' || r == '\u2011' {
			j += n
			continue
		}
		if r != '\'' && r != '’' {
			break
		}
		after, _ := utf8.DecodeRuneInString(text[j+n+m:])
		if (next == 's' || next == 'S') && !unicode.IsLetter(after) {
			break // possessive
		}
		j += n
	}
	if j < len(text) && text[j] == '.' && j+1 < len(text) && text[j+1] == ' ' && (abbreviations[strings.ToLower(text[i:j])] || utf8.RuneCountInString(text[i:j]) == 1) {
		j++
	}
	return j
}

// starts reports whether t begins a sentence after tokens.
func starts(text string, tokens []extract.Token, t extract.Token) bool {
	if t.Gap < extract.Space {
		return false
	}
	k := len(tokens) - 1
	for k > 0 && strings.Contains("\"”’»)", tokens[k].Lower) && tokens[k].Kind == extract.Punct {
		k--
	}
	if tokens[k].Kind != extract.Punct || !strings.Contains(".!?…", tokens[k].Lower) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[t.Span.From:])
	return !unicode.IsLower(r)
}

func token(text string, from, to int, kind extract.TokenKind, gap extract.Gap) extract.Token {
	s := text[from:to]
	lower := strings.ReplaceAll(strings.ToLower(s), "’", "'")
	return extract.Token{Span: extract.Span{From: from, To: to}, Kind: kind, Gap: gap, Shape: shape(s), Lower: lower, Fold: fold(lower)}
}

// fold takes the accents off.
func fold(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

func shape(s string) extract.Shape {
	upper, lower, first := 0, 0, false
	for i, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
			first = first || i == 0
		case unicode.IsLower(r):
			lower++
		}
	}
	switch {
	case upper == 0 && lower == 0:
		return extract.NoCase
	case upper == 0:
		return extract.LowerCase
	case first && upper == 1:
		return extract.Capitalised
	case lower == 0:
		return extract.UpperCase
	}
	return extract.MixedCase
}
