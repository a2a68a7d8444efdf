package main

import (
	"strings"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// around is how many words are shown before and after a change.
const around = 8

// wordDiff shows how a text became another: words left out as [-…-], words
// added as {+…+}, with some words around each change and "…" for what stayed.
// It is empty if only space differs.
func wordDiff(before, after string) string {
	// Each word becomes a character, as the algorithm knows only those.
	number := make(map[string]rune)
	var words []string
	encode := func(text string) (runes []rune) {
		for word := range strings.FieldsFuncSeq(text, unicode.IsSpace) {
			r, ok := number[word]
			if !ok {
				r = rune(len(words)) + 1
				if r >= 0xd800 {
					r += 0x800 // what lies between is no character
				}
				if r > unicode.MaxRune {
					r = unicode.MaxRune // a text of a million different words
				}
				number[word], words = r, append(words, word)
			}
			runes = append(runes, r)
		}
		return runes
	}
	decode := func(s string) (list []string) {
		for _, r := range s {
			if r >= 0xe000 {
				r -= 0x800
			}
			list = append(list, words[r-1])
		}
		return list
	}
	d := diffmatchpatch.New()
	diffs := d.DiffMainRunes(encode(before), encode(after), false)
	diffs = d.DiffCleanupSemantic(diffs)
	var out []string
	changed := false
	for i, part := range diffs {
		list := decode(part.Text)
		switch part.Type {
		case diffmatchpatch.DiffDelete:
			out = append(out, "[-"+strings.Join(list, " ")+"-]")
			changed = true
		case diffmatchpatch.DiffInsert:
			out = append(out, "{+"+strings.Join(list, " ")+"+}")
			changed = true
		default:
			first, last := i == 0, i == len(diffs)-1
			switch {
			case first && len(list) > around:
				list = append([]string{"…"}, list[len(list)-around:]...)
			case last && len(list) > around:
				list = append(list[:around:around], "…")
			case !first && len(list) > 2*around+1:
				list = append(append(list[:around:around], "…"), list[len(list)-around:]...)
			}
			out = append(out, list...)
		}
	}
	if !changed {
		return ""
	}
	return clean(strings.Join(out, " "))
}
