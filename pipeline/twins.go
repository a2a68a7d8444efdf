package pipeline

import (
	"crypto/sha256"
	"encoding/base32"
	"hash/fnv"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Twin is a release as it is known for its likeness to others.
type Twin struct {
	URL  string `json:"url"`
	Text string `json:"text"` // digest of the text
	Sim  uint64 `json:"sim"`  // simhash of the text
}

// likeness is by what one release is compared with others.
type likeness struct {
	keys []string // groups in which a twin would be found
	Twin
}

// Two releases of a site are the same if their bodies are equal but for space
// and case, or if title and all numbers are equal and the texts nearly so.
// Numbers count because an announcement often repeats an earlier one with
// another date.
const (
	nearBits  = 3   // greatest difference of two simhashes of 64 bits
	shortBody = 200 // letters and digits; equal bodies shorter than that say little
)

// like makes the likeness of a text whose first line is the title.
func like(site, url, text string) likeness {
	title, body, _ := strings.Cut(text, "\n")
	title, body = fold(title), fold(body)
	exact := "body\x00" + body
	if utf8.RuneCountInString(body) < shortBody {
		exact = "text\x00" + title + "\x00" + body
	}
	near := "near\x00" + title + "\x00" + numbers(body)
	return likeness{
		keys: []string{site + " " + digest(exact), site + " " + digest(near)},
		Twin: Twin{URL: url, Text: digest(title + "\x00" + body), Sim: simhash(body)},
	}
}

// same says by which rule a and b are one release; empty if they are two.
func same(a, b Twin) string {
	switch {
	case a.Text == b.Text:
		return "same text"
	case bits.OnesCount64(a.Sim^b.Sim) <= nearBits:
		return "near text"
	}
	return ""
}

// fold keeps letters and digits in lower case, words apart by one space.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// numbers are the digit sequences of a folded text.
func numbers(s string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(s, " ") {
		if strings.ContainsAny(word, "0123456789") {
			b.WriteString(word)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// simhash is Charikar's over the pairs of words of a folded text.
func simhash(s string) uint64 {
	var votes [64]int
	previous := ""
	for word := range strings.SplitSeq(s, " ") {
		h := fnv.New64a()
		h.Write([]byte(previous))
		h.Write([]byte{' '})
		h.Write([]byte(word))
		sum := mix(h.Sum64())
		for i := range votes {
			votes[i] += int(sum>>i&1)<<1 - 1
		}
		previous = word
	}
	var sim uint64
	for i, v := range votes {
		if v > 0 {
			sim |= 1 << i
		}
	}
	return sim
}

// mix spreads FNV's weak high bits (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// digest is a short printable digest of a string: 80 bits of SHA-256.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}

// ReleaseID is the identity of the release at a canonical address.
func ReleaseID(url string) string { return digest(url) }

// better reports whether address a is to stand for the release rather than b:
// the shorter, of equals the lesser, so that the choice does not depend on
// which was seen first.
func better(a, b string) bool {
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b
}
