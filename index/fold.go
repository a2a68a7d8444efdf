package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// foldRune returns the letter without accent in lower case, as one or two
// ASCII letters where it has such a form, and whether the table knows it.
func foldRune(r rune) (string, bool) {
	if r < 0xC0 || r >= 0xC0+rune(len(folded)) || folded[r-0xC0] == "" {
		return "", false
	}
	return folded[r-0xC0], true
}

// folded covers U+00C0 to U+017F, Latin-1 and Latin Extended-A; empty where
// there is no plain letter.
var folded = func() (t [0x180 - 0xC0]string) {
	for i := range t {
		r := rune(0xC0 + i)
		switch r {
		case 'œ', 'Œ':
			t[i] = "oe"
		case 'æ', 'Æ':
			t[i] = "ae"
		case 'ß':
			t[i] = "ss"
		case 'ø', 'Ø':
			t[i] = "o"
		case 'đ', 'Đ', 'ð', 'Ð':
			t[i] = "d"
		case 'ł', 'Ł':
			t[i] = "l"
		case 'ı':
			t[i] = "i"
		default:
			d := []rune(norm.NFD.String(string(unicode.ToLower(r))))
			if d[0] < utf8.RuneSelf && unicode.IsLetter(d[0]) {
				t[i] = string(d[0])
			}
		}
	}
	return t
}()

// appendFolded appends s in lower case without accents and ligatures.
func appendFolded(dst []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			dst = append(dst, byte(r))
		case r == '’':
			dst = append(dst, '\'')
		default:
			if f, ok := foldRune(r); ok {
				dst = append(dst, f...)
				continue
			}
			if unicode.Is(unicode.Mn, r) {
				continue // a combining accent
			}
			for _, d := range norm.NFKD.String(string(unicode.ToLower(r))) {
				if !unicode.Is(unicode.Mn, d) {
					dst = utf8.AppendRune(dst, unicode.ToLower(d))
				}
			}
		}
	}
	return dst
}

// Fold is s in lower case without accents and ligatures: "Évry" becomes
// "evry", "Cœur" "coeur".
func Fold(s string) string { return string(appendFolded(nil, s)) }

// NameKey is the key of a name of a person, place or body: its words, folded
// and with one space between them, whatever stood there. "SAINT-DENIS",
// "Saint Denis" and "saint-denis" have the same key. The key of a person is so
// far that of the name.
func NameKey(s string) string {
	return strings.Join(nameWords(s), " ")
}

// nameWords are the folded words of a name.
func nameWords(s string) []string {
	var words []string
	eachWord(s, func(from, to int) bool {
		words = append(words, Fold(s[from:to]))
		return true
	})
	return words
}

// eachWord calls yield for each run of letters, digits and combining accents.
func eachWord(s string, yield func(from, to int) bool) {
	from := -1
	for i, r := range s {
		if isWordRune(r) {
			if from < 0 {
				from = i
			}
			continue
		}
		if from >= 0 && !yield(from, i) {
			return
		}
		from = -1
	}
	if from >= 0 {
		yield(from, len(s))
	}
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r)
}
