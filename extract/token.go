package extract

// Token is a word, a number or a punctuation mark of the text.
//
// Words are split after an elided article ("l'", "État") and at hyphens
// ("Saint", "Denis"; "a", "t", "il"): Gap tells what stood between. An abbreviation
// keeps its full stop ("M."). Tokens never overlap and are never empty.
type Token struct {
	Span  Span
	Kind  TokenKind
	Shape Shape
	Gap   Gap    // what stands between the previous token and this one
	Lower string // lower case, typographic apostrophe and hyphen as ' and -
	Fold  string // Lower without accents and ligatures ("oe" for "œ")
}

// TokenKind sorts tokens.
type TokenKind uint8

const (
	Word   TokenKind = iota // letters, with a final apostrophe if elided, a final full stop if abbreviated
	Number                  // digits only: "2017"; "1er" is a Number and a Word with Gap Joined
	Punct                   // one punctuation mark or symbol, or a run of the same: "…", "..", "«"
)

// Shape is the capitalisation of a word.
type Shape uint8

const (
	NoCase      Shape = iota // no letter that has a case
	LowerCase                // "ville"
	Capitalised              // "Lille", and single capital letters
	UpperCase                // "LILLE"
	MixedCase                // "McDonald", "réunieLe"
)

// Gap is what stands between two tokens.
type Gap uint8

const (
	Joined    Gap = iota // nothing
	Hyphen               // a hyphen without spaces
	Space                // blanks
	Line                 // one line break
	Paragraph            // a line break and more: an empty line, or the start of the text
)

// Sentence is a run of tokens. A title, a heading or a list item is a
// sentence of its own.
type Sentence struct {
	Span      Span // from its first token to the end of its last
	From, To  int  // half-open range of indexes into Document.Tokens
	Paragraph int  // counts from 0; the title is paragraph 0
}
