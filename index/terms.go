package index

import (
	"strings"
	"unicode/utf8"

	"estrade/extract"
)

// Term is a word as the index knows it.
type Term struct {
	Text     string
	Span     extract.Span // of the word in the text, in bytes
	Position int          // of the word, from 0; words that are not indexed count
}

// Analysis says how text becomes terms.
type Analysis uint8

const (
	// French is for running text: words in lower case, without accents,
	// elided articles and endings of number and gender. Words that say nothing
	// alone ("de", "la") are no terms but keep their position. What could be
	// something else stays: "été", "est" and "Eu" are terms.
	French Analysis = iota

	// Exact is for words as they are written, but for capitals: accents,
	// endings and small words are kept, elided articles are words.
	Exact

	// Names is for names of people: words without accents, none left out.
	Names

	// Offices is French, but "sous-préfet" and the like are one word, so that
	// "préfet" does not find them.
	Offices

	// Venues is Names, but what hyphens join is one word, so that "Mons" does
	// not find the mairie de Mons-en-Barœul.
	Venues
)

// Terms are the terms of a text, in order.
func (a Analysis) Terms(text string) []Term { return a.AppendTerms(nil, text) }

// AppendTerms appends the terms of a text to dst.
func (a Analysis) AppendTerms(dst []Term, text string) []Term {
	p := splitter{analysis: a, text: text, dst: dst}
	eachWord(text, p.word)
	p.flush()
	return p.dst
}

// initials are first letters of terms. A term begins as its word does, but for
// accents and capitals.
type initials [utf8.RuneSelf]bool

func (i *initials) add(term string) {
	if term != "" && term[0] < utf8.RuneSelf {
		i[term[0]] = true
	}
}

// may reports whether the term of a word may begin with one of them.
func (i *initials) may(word string) bool {
	c := word[0]
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	accented := c >= utf8.RuneSelf || len(word) > 1 && word[1] >= utf8.RuneSelf // perhaps by what follows
	return accented || i[c]
}

// termsWith are the terms of a text that begin with one of the initials, and
// some that do not.
func (a Analysis) termsWith(i *initials, text string) []Term {
	p := splitter{analysis: a, text: text, only: i}
	eachWord(text, p.word)
	p.flush()
	return p.dst
}

// splitter makes terms of words.
type splitter struct {
	analysis Analysis
	text     string
	only     *initials // of the terms that are wanted; nil for all
	dst      []Term
	position int
	buf      []byte

	// The last word waits: an apostrophe after it may make it an elided
	// article, a hyphen the first part of a compound, a full stop an initial.
	from, to int
	waiting  bool
	glued    string // folded beginning of a compound that waits, "sous"
	start    int    // where the compound or acronym starts
	acronym  []byte // letters so far of "S.D.I.S."
}

func (p *splitter) word(from, to int) bool {
	if p.waiting {
		between := p.text[p.to:from]
		switch {
		case isApostrophe(between):
			if p.dropsElided() && len(p.acronym) == 0 && isElided(p.text[p.from:p.to]) {
				p.waiting = false // "l'État" is "État"
			} else if strings.EqualFold(p.text[p.from:p.to], "aujourd") {
				p.to = to // "aujourd'hui" is one word
				return true
			}
		case between == "-" && (p.analysis == Venues || p.analysis == Offices && isPrefix(p.text[p.from:p.to])):
			if p.glued == "" {
				p.start = p.from
			}
			p.glued, p.waiting = p.glued+Fold(p.text[p.from:p.to]), false
		case between == "." && isInitial(p.text[p.from:p.to]) && isInitial(p.text[from:to]):
			// Goes on as an acronym.
			if len(p.acronym) == 0 {
				p.start = p.from
				p.acronym = append(p.acronym, p.text[p.from:p.to]...)
			}
			p.acronym = append(p.acronym, p.text[from:to]...)
			p.from, p.to = from, to
			return true
		}
	}
	p.flush()
	p.from, p.to, p.waiting = from, to, true
	return true
}

// dropsElided reports whether elided articles are left out.
func (p *splitter) dropsElided() bool { return p.analysis == French || p.analysis == Offices }

// flush makes a term of the waiting word.
func (p *splitter) flush() {
	if !p.waiting {
		return
	}
	p.waiting = false
	word, span := p.text[p.from:p.to], extract.Span{From: p.from, To: p.to}
	if len(p.acronym) > 0 {
		word, span.From = string(p.acronym), p.start
		p.acronym = p.acronym[:0]
	}
	if p.glued != "" {
		word, span.From = p.glued+word, p.start
		p.glued = ""
	}
	if p.only == nil || p.only.may(word) {
		if text := p.term(word); text != "" {
			p.dst = append(p.dst, Term{Text: text, Span: span, Position: p.position})
		}
	}
	p.position++
}

// term is the term of a word; empty for one that is not indexed.
func (p *splitter) term(word string) string {
	if p.analysis == Exact {
		return exact(word)
	}
	if p.dropsElided() && isSmall(word) {
		return ""
	}
	p.buf = appendFolded(p.buf[:0], word)
	if p.dropsElided() {
		p.buf = stem(p.buf)
	}
	if strings.HasPrefix(word, string(p.buf)) {
		return word[:len(p.buf)]
	}
	return string(p.buf)
}

// isApostrophe reports whether s is one apostrophe, typewritten or printed.
func isApostrophe(s string) bool {
	s = strings.TrimRight(s, " ") // "l' État"
	return s == "'" || s == "’" || s == "ʼ" || s == "‘"
}

// isInitial reports whether s is one capital letter.
func isInitial(s string) bool { return len(s) == 1 && 'A' <= s[0] && s[0] <= 'Z' }
