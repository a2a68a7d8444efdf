// Package french splits French text into tokens and sentences, as spans of
// bytes. It answers one question: where do words and sentences begin and end?
//
// Words part at elided articles ("l'|État") and at hyphens ("Saint-|Denis",
// "a-|t-|il"), so that later stages match sequences of plain words whatever
// joins them; [extract.Gap] keeps what stood between.
package french

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"estrade/extract"
)

// Annotator fills Document.Tokens and Document.Sentences. The zero value is
// ready and safe for concurrent use.
type Annotator struct{}

// Annotate replaces the tokens and sentences of d.
func (Annotator) Annotate(d *extract.Document) {
	d.Tokens = Tokens(d.Text)
	d.Sentences = Sentences(d.Text, d.Tokens)
}

// elided are the words that lose their vowel before another, without their
// apostrophe: "l'État", "qu'il", "jusqu'au". Longer words with an apostrophe
// inside, "aujourd'hui", "prud'hommes", "O'Connor", stay whole.
var elided = set("l d j m t s n c qu lorsqu puisqu jusqu quoiqu presqu quelqu")

// abbreviations are words that keep their full stop: titles and the like
// ("M. Martin"), never the end of a sentence.
var abbreviations = set("m mm mme mmes mlle mlles me mgr dr drs pr st ste art al cf ex av bd bld pl tél tel fax " +
	"p pp no vol chap fig ed éd env min max janv févr fév avr juil sept oct nov déc hab col cdt cne lt gal adj " +
	"st-s préf min")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// Tokens splits text. Bytes that are not UTF-8 become punctuation of one byte
// each. The cost is linear in the length of the text.
func Tokens(text string) []extract.Token {
	t := tokenizer{text: text, tokens: make([]extract.Token, 0, len(text)/5+8)}
	t.run()
	return t.tokens
}

// tokenizer walks the text once and appends the folded forms of all words to
// two buffers, so that a document costs three allocations, not three a token.
type tokenizer struct {
	text        string
	tokens      []extract.Token
	lower, fold []byte
	at          []forms // where the forms of each token end in the buffers
}

type forms struct{ lower, fold int }

func (t *tokenizer) run() {
	t.lower = make([]byte, 0, len(t.text)+len(t.text)/8)
	t.fold = make([]byte, 0, len(t.text)+len(t.text)/8)
	t.at = make([]forms, 0, cap(t.tokens))
	gap := extract.Paragraph
	for i := 0; i < len(t.text); {
		r, n := decode(t.text[i:])
		switch {
		case unicode.IsSpace(r) || isInvisible(r):
			g := extract.Space
			if isInvisible(r) {
				g = extract.Joined
			} else if r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' {
				g = extract.Line
				if gap == extract.Line && !(r == '\n' && i > 0 && t.text[i-1] == '\r') {
					g = extract.Paragraph
				}
			}
			gap = max(gap, g)
			i += n
			continue
		case isHyphen(r) && t.betweenWords(i, n):
			gap = extract.Hyphen
			i += n
			continue
		case isWordRune(r):
			i = t.word(i, gap)
		case unicode.IsDigit(r):
			j := i + n
			for j < len(t.text) {
				r, n := decode(t.text[j:])
				if !unicode.IsDigit(r) {
					break
				}
				j += n
			}
			t.add(i, j, extract.Number, gap)
			i = j
		default:
			j := i + n
			for j < len(t.text) && repeats(r) && strings.HasPrefix(t.text[j:], t.text[i:i+n]) {
				j += n
			}
			t.add(i, j, extract.Punct, gap)
			i = j
		}
		gap = extract.Joined
	}
	lower, fold := string(t.lower), string(t.fold)
	from := forms{}
	for i, to := range t.at {
		t.tokens[i].Lower = lower[from.lower:to.lower]
		t.tokens[i].Fold = fold[from.fold:to.fold]
		from = to
	}
}

// betweenWords reports whether the hyphen of n bytes at i joins two words or
// numbers.
func (t *tokenizer) betweenWords(i, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(t.text[:i])
	after, _ := decode(t.text[i+n:])
	alnum := func(r rune) bool { return isWordRune(r) || unicode.IsDigit(r) }
	return i+n < len(t.text) && i > 0 && (alnum(before) || before == '.') && alnum(after) &&
		(isWordRune(before) || isWordRune(after) || before == '.')
}

// word adds the word that starts at i and returns the offset after it.
func (t *tokenizer) word(i int, gap extract.Gap) int {
	j := i
	for j < len(t.text) {
		r, n := decode(t.text[j:])
		if isWordRune(r) {
			j += n
			continue
		}
		if isInvisible(r) {
			if next, _ := decode(t.text[j+n:]); isWordRune(next) {
				j += n
				continue
			}
		}
		if isApostrophe(r) {
			next, _ := decode(t.text[j+n:])
			if elided[strings.ToLower(t.text[i:j])] {
				j += n
				break
			}
			if j+n < len(t.text) && isWordRune(next) {
				j += n
				continue
			}
		}
		break
	}
	if j < len(t.text) && t.text[j] == '.' && t.keepsStop(i, j) {
		j++
	}
	if k := glued(t.text[i:j]); k > 0 {
		t.add(i, i+k, extract.Word, gap)
		i, gap = i+k, extract.Joined
	}
	t.add(i, j, extract.Word, gap)
	return j
}

// glued returns the offset at which a word is two that lost the space between
// them, or 0: "réunieLe", "SGARSecrétariat". Names of products and persons
// ("FranceConnect", "McDonald", "iPhone") stay whole.
func glued(w string) int {
	const minLeft, minAcronym = 2, 3
	var before, before2 rune
	left, upper := 0, 0 // letters so far; capitals in a row so far
	allLower := true
	offset := 0 // of the letter before
	for i, r := range w {
		switch {
		case unicode.IsUpper(r):
			if allLower && left >= minLeft {
				return i
			}
			allLower = false
			upper++
		case unicode.IsLower(r) && upper > minAcronym && upper == left && unicode.IsUpper(before) && unicode.IsUpper(before2):
			// Two letters in lower case at least: "SGARs" is a plural.
			if rest := w[i+utf8.RuneLen(r):]; rest != "" {
				return offset
			}
		default:
			upper = 0
		}
		before2, before, offset = before, r, i
		left++
	}
	return 0
}

// blanks are what may stand between a civility and a name on one line: a space, and the
// no-break ones that typographers put there.
const blanks = " \u00a0\u202f\u2009"

// keepsStop reports whether the full stop at j belongs to the word that starts at i:
// "M.", "Mme.", an initial "J.", an abbreviation before more text on its line.
func (t *tokenizer) keepsStop(i, j int) bool {
	w := t.text[i:j]
	rest := t.text[j+1:]
	if rest == "" || rest[0] == '.' {
		return false
	}
	if rest[0] == '\n' {
		// "… par M.", and the name in the next line.
		after, _ := decode(rest[1:])
		return isCivility(w) && unicode.IsUpper(after)
	}
	next, _ := decode(strings.TrimLeft(rest, blanks))
	if utf8.RuneCountInString(w) == 1 {
		r, _ := utf8.DecodeRuneInString(w)
		// An initial is a capital, and what follows is a name or another initial;
		// "M. le préfet", "M. et Mme Martin".
		return unicode.IsUpper(r) && (unicode.IsUpper(next) || rest[0] == '-' || isCivility(w) && unicode.IsLetter(next))
	}
	if !abbreviations[strings.ToLower(w)] {
		return false
	}
	r, _ := utf8.DecodeRuneInString(w)
	// "M.", "Mme.", "Dr." go before a name. In lower case they go before anything but a sentence.
	return unicode.IsUpper(r) && (unicode.IsUpper(next) || isCivility(w) && unicode.IsLetter(next)) || unicode.IsLower(r) && (!unicode.IsUpper(next) || unicode.IsDigit(next))
}

// isCivility reports the abbreviations that only stand before a name.
func isCivility(w string) bool {
	switch w {
	case "M", "MM", "Mme", "Mmes", "Mlle", "Mr", "Dr", "Pr", "Mgr":
		return true
	}
	return false
}

func (t *tokenizer) add(from, to int, kind extract.TokenKind, gap extract.Gap) {
	s := t.text[from:to]
	shape := extract.NoCase
	if kind == extract.Word {
		shape = shapeOf(s)
	}
	t.tokens = append(t.tokens, extract.Token{Span: extract.Span{From: from, To: to}, Kind: kind, Shape: shape, Gap: gap})
	t.lower, t.fold = appendForms(t.lower, t.fold, s)
	t.at = append(t.at, forms{len(t.lower), len(t.fold)})
}

// Fold is the form in which words are compared: lower case, without accents,
// "oe" for "œ", straight apostrophes and hyphens.
func Fold(s string) string {
	_, f := appendForms(nil, nil, s)
	return string(f)
}

func appendForms(lower, fold []byte, s string) (l, f []byte) {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			lower, fold = append(lower, c), append(fold, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == utf8.RuneError:
			lower, fold = append(lower, "\uFFFD"...), append(fold, "\uFFFD"...)
			continue
		case isInvisible(r):
			continue
		case isApostrophe(r):
			r = '\''
		case isHyphen(r):
			r = '-'
		}
		r = unicode.ToLower(r)
		lower = utf8.AppendRune(lower, r)
		fold = appendFold(fold, r)
	}
	return lower, fold
}

func appendFold(b []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		return append(b, byte(r))
	}
	switch r {
	case 'œ':
		return append(b, "oe"...)
	case 'æ':
		return append(b, "ae"...)
	case 'ß':
		return append(b, "ss"...)
	case 'ø':
		return append(b, 'o')
	case 'ł':
		return append(b, 'l')
	case 'é', 'è', 'ê', 'ë':
		return append(b, 'e')
	case 'à', 'â', 'ä', 'á':
		return append(b, 'a')
	case 'î', 'ï':
		return append(b, 'i')
	case 'ô', 'ö':
		return append(b, 'o')
	case 'û', 'ù', 'ü':
		return append(b, 'u')
	case 'ç':
		return append(b, 'c')
	}
	if unicode.Is(unicode.Mn, r) {
		return b
	}
	var buf [utf8.UTFMax]byte
	d := norm.NFD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition()
	if len(d) == 0 {
		return utf8.AppendRune(b, r)
	}
	for _, r := range string(d) {
		if !unicode.Is(unicode.Mn, r) {
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

func shapeOf(s string) extract.Shape {
	var upper, lower, letters int
	first := false
	for _, r := range s {
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			if letters == 0 {
				first = true
			}
			upper++
			letters++
		case unicode.IsLower(r):
			lower++
			letters++
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
	default:
		return extract.MixedCase
	}
}

func decode(s string) (rune, int) {
	if s == "" {
		return 0, 0
	}
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	return utf8.DecodeRuneInString(s)
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '´' || r == 'ʻ' || r == 'ʹ'
}

func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }

// isInvisible reports characters that take no room: soft hyphen, zero width
// spaces and joiners, byte order mark.
func isInvisible(r rune) bool {
	return r == '\u00AD' || r == '\u200B' || r == '\u200C' || r == '\u200D' || r == '\uFEFF' || r == '\u2060'
}

// repeats reports punctuation that forms one token when doubled.
func repeats(r rune) bool {
	return r == '.' || r == '-' || r == '_' || r == '*' || r == '!' || r == '?' || r == '=' || r == '…'
}
