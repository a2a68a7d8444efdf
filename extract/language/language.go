// Package language guesses the language of a text. It answers one question:
// is this French, English, or something to leave alone?
//
// It counts the short words that hold a sentence together ("the", "und",
// "les"), each worth less the more languages share it. [Guess] says how that
// compares with a library of trigrams.
package language

import "estrade/extract"

// Annotator fills Document.Language where it is empty. The zero value is ready
// and safe for concurrent use.
type Annotator struct{}

// Annotate sets d.Language to an ISO 639-1 code, or "und" where the text does
// not tell.
func (Annotator) Annotate(d *extract.Document) {
	if d.Language == "" {
		d.Language = Guess(d.Text)
	}
}

// Unknown is the code of a language that is none of those known here, or that
// the text does not tell.
const Unknown = "und"
