package tagger

import "estrade/extract"

// label is a state of the chain: nothing, or the beginning or the inside of a
// phrase of a kind.
//
// Beginning and inside suffice: labels for last and single words (BIOES) cost
// twice the time and brought nothing (README.md).
type label = uint8

// Labels is the number of labels: 0 is nothing, 2k-1 begins a phrase of
// [extract.TagKind] k, 2k goes on with it.
const Labels = 9

// Begin is the label that begins a phrase of a kind; 0 for [extract.NoTag].
func Begin(k extract.TagKind) uint8 {
	if k == extract.NoTag {
		return 0
	}
	return 2*uint8(k) - 1
}

// Inside is the label that goes on with a phrase of a kind; 0 for [extract.NoTag].
func Inside(k extract.TagKind) uint8 { return 2 * uint8(k) }

// Kind is the kind of a label.
func Kind(l uint8) extract.TagKind { return extract.TagKind((l + 1) / 2) }

// Follows reports whether label b may follow label a: the inside of a phrase
// follows its beginning or inside, everything else follows everything.
func Follows(a, b uint8) bool { return b == 0 || b%2 == 1 || a == b || a == b-1 }
