package index

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// token is a piece of a question.
type token struct {
	kind   tokenKind
	at     int    // byte offset
	text   string // of a word or quoted words without quotes and what follows; name of a field
	star   bool   // followed by *
	tilde  bool   // followed by ~
	number int    // after ~; -1 if none
}

type tokenKind uint8

const (
	end tokenKind = iota
	word
	quoted
	fieldName
	opening
	closing
	andOperator
	orOperator
	notOperator
)

// operators are written in capitals.
var operators = map[string]tokenKind{
	"AND": andOperator, "ET": andOperator,
	"OR": orOperator, "OU": orOperator,
	"NOT": notOperator, "SAUF": notOperator,
}

type lexer struct {
	text string
	at   int
}

// next reads a token.
func (l *lexer) next() (token, *SyntaxError) {
	for l.at < len(l.text) {
		r, n := utf8.DecodeRuneInString(l.text[l.at:])
		if !isSpace(r) {
			break
		}
		l.at += n
	}
	t := token{at: l.at, number: -1}
	if l.at == len(l.text) {
		return t, nil
	}
	rest := l.text[l.at:]
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '(':
		l.at++
		t.kind = opening
		return t, nil
	case r == ')':
		l.at++
		t.kind = closing
		return t, nil
	case r == '-' && len(rest) > 1 && !isSpace(rune(rest[1])):
		l.at++
		t.kind = notOperator
		return t, nil
	case isQuote(r):
		l.at += size
		if !l.quoted(&t, r) {
			return t, newSyntaxError(l.text, t.at, unclosedQuote)
		}
	default:
		l.word(&t)
		if t.kind != word {
			return t, nil
		}
	}
	l.suffix(&t)
	return t, nil
}

// quotes pairs opening quotes with what closes them.
var quotes = map[rune]string{'"': `"`, '«': "»", '“': "”\"“", '”': "”\"", '„': "“”\""}

func isQuote(r rune) bool { return quotes[r] != "" }

func (l *lexer) quoted(t *token, open rune) bool {
	t.kind = quoted
	var b strings.Builder
	for l.at < len(l.text) {
		r, n := utf8.DecodeRuneInString(l.text[l.at:])
		l.at += n
		switch {
		case strings.ContainsRune(quotes[open], r) && r != utf8.RuneError:
			t.text = strings.TrimSpace(b.String())
			return true
		case r == '\\' && l.at < len(l.text) && (l.text[l.at] == '"' || l.text[l.at] == '\\'):
			b.WriteByte(l.text[l.at])
			l.at++
		default:
			b.WriteString(l.text[l.at-n : l.at])
		}
	}
	return false
}

// word reads an operator, the name of a field with its colon, or a word.
func (l *lexer) word(t *token) {
	from := l.at
	for l.at < len(l.text) {
		r, n := utf8.DecodeRuneInString(l.text[l.at:])
		if isSpace(r) || r == '(' || r == ')' || isQuote(r) || r == '*' || r == '~' {
			break
		}
		if r == ':' && isFieldName(l.text[from:l.at]) {
			t.kind, t.text = fieldName, l.text[from:l.at]
			l.at++
			return
		}
		l.at += n
	}
	t.kind, t.text = word, l.text[from:l.at]
	if op, ok := operators[t.text]; ok {
		t.kind = op
	}
}

// isFieldName reports whether what stands before a colon is meant as the name
// of a field: letters alone, unlike "10:30".
func isFieldName(s string) bool {
	for _, r := range s {
		if !isWordRune(r) || '0' <= r && r <= '9' {
			return false
		}
	}
	return s != ""
}

// isBare reports whether a text can stand in a question without quotes.
func isBare(s string) bool {
	l := lexer{text: s}
	t, err := l.next()
	return err == nil && t.kind == word && t.text == s && !t.star && !t.tilde
}

// suffix reads * or ~ and its number after a word or quoted words.
func (l *lexer) suffix(t *token) {
	if l.at == len(l.text) {
		return
	}
	switch {
	case l.text[l.at] == '*':
		t.star = true
		l.at++
	case l.text[l.at] == '~':
		t.tilde = true
		l.at++
		from := l.at
		for l.at < len(l.text) && l.at < from+2 && '0' <= l.text[l.at] && l.text[l.at] <= '9' {
			l.at++
		}
		if n, err := strconv.Atoi(l.text[from:l.at]); err == nil {
			t.number = n
		}
	}
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0xA0, 0x202F, 0x2009:
		return true
	}
	return false
}
