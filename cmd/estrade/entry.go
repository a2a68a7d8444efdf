package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// entry is an answer on the terminal: a first line, and labelled lines below
// it, wrapped to a width.
type entry struct {
	text  strings.Builder
	width int // in runes
}

const (
	labelWidth  = 11  // where the text of a labelled line begins
	plainWidth  = 100 // of lines that do not go to a terminal
	narrowWidth = 50  // the least that is wrapped to
)

// widthOf is the width of lines written to out.
func widthOf(out io.Writer) int {
	if f, ok := out.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil {
			return max(min(w, plainWidth), narrowWidth)
		}
	}
	return plainWidth
}

// line adds a text with a label before it, or at the margin without label.
func (e *entry) line(label, text string) {
	indent, at := labelWidth, labelWidth
	if label == "" {
		at = 0
	} else {
		fmt.Fprintf(&e.text, "  %-*s", labelWidth-2, label)
	}
	first := true
	for word := range strings.FieldsSeq(clean(text)) {
		n := utf8.RuneCountInString(word)
		switch {
		case first:
		case at+1+n > e.width:
			e.text.WriteString("\n" + strings.Repeat(" ", indent))
			at = indent
		default:
			e.text.WriteByte(' ')
			at++
		}
		e.text.WriteString(word)
		at += n
		first = false
	}
	e.text.WriteByte('\n')
}

// address adds an address on a line of its own, whole.
func (e *entry) address(url string) {
	if url != "" {
		e.text.WriteString(strings.Repeat(" ", labelWidth) + clean(url) + "\n")
	}
}

// write ends the entry with an empty line.
func (e *entry) write(out io.Writer) error {
	_, err := io.WriteString(out, e.text.String()+"\n")
	return err
}

// clean makes foreign text fit for a terminal: one line, no control characters.
func clean(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || 0x80 <= r && r < 0xa0 {
			return -1
		}
		return r
	}, s)
}
