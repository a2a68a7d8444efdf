package people

import (
	"strings"

	"estrade/extract"
)

// glossEnd returns the token after the meaning of the acronym that ends before token i,
// where the page shows it as a tip beside the acronym: "SDIS | Service départemental
// d'incendie et de secours"; i if there is none.
func (r *reader) glossEnd(i int) int {
	const least, most = 3, 12 // letters
	if i == 0 || i >= len(r.tokens) || r.tokens[i-1].Shape != extract.UpperCase || !r.capital(i) || r.tokens[i].Gap > extract.Space {
		return i
	}
	letters := r.tokens[i-1].Fold
	if len(letters) < least || len(letters) > most {
		return i
	}
	end := r.spelled(letters, i)
	if end < 0 {
		return i
	}
	for r.together(end) && r.lowercase(end) && r.isAdjective(end) {
		end++
	}
	return end
}

// spelled returns the token after the words from token i on that spell the letters, each
// by one or more of its first letters; small words need not give any. It is -1 if they
// do not.
func (r *reader) spelled(letters string, i int) int {
	const most = 30 // tokens
	reached := 1    // bit n: the words so far spell the first n letters
	for k := i; k < i+most && k < len(r.tokens) && reached != 0 && !r.nameStarts(k); k++ {
		w := r.tokens[k].Fold
		small := w == "," || w == "et" || r.is(k, particle|preposition) || strings.HasSuffix(w, "'")
		next := 0
		for n := range len(letters) {
			if reached>>n&1 == 0 {
				continue
			}
			if small {
				next |= 1 << n
			}
			for c := 0; n+c < len(letters) && c < len(w) && letters[n+c] == w[c]; c++ {
				next |= 1 << (n + c + 1)
			}
		}
		if next>>len(letters)&1 == 1 {
			return k + 1
		}
		reached = next
	}
	return -1
}
