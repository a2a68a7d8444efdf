package main

import (
	"strings"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// around is how many words are shown before and after a change.
const around = 8

// wordChange is a run of words of a difference.
type wordChange struct {
	how  diffmatchpatch.Operation
	text string
}

// wordDiff shows how a text became another: words left out as [-…-], words
// added as {+…+}, with some words around each change and "…" for what stayed.
// It is empty if only space differs.
func wordDiff(before, after string) string {
	var out []string
	for _, c := range wordChanges(before, after) {
		switch c.how {
		case diffmatchpatch.DiffDelete:
			out = append(out, "[-"+c.text+"-]")
		case diffmatchpatch.DiffInsert:
			out = append(out, "{+"+c.text+"+}")
		default:
			out = append(out, c.text)
		}
	}
	return clean(strings.Join(out, " "))
}

// wordChanges are the runs of words that a text has left out, added and kept,
// of the kept ones those around a change; nil if only space differs.
func wordChanges(before, after string) []wordChange {
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
	var out []wordChange
	changed := false
	for i, part := range diffs {
		list := decode(part.Text)
		if part.Type != diffmatchpatch.DiffEqual {
			changed = true
		} else {
			first, last := i == 0, i == len(diffs)-1
			switch {
			case first && len(list) > around:
				list = append([]string{"…"}, list[len(list)-around:]...)
			case last && len(list) > around:
				list = append(list[:around:around], "…")
			case !first && len(list) > 2*around+1:
				list = append(append(list[:around:around], "…"), list[len(list)-around:]...)
			}
		}
		out = append(out, wordChange{part.Type, strings.Join(list, " ")})
	}
	if !changed {
		return nil
	}
	return out
}
