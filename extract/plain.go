package extract

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// PlainText makes a document of a text file: line 1 the address or "-", line 2
// the title, then the body. The text is the file without its first line, in
// Unicode's form NFC, as all texts of documents are, bytes that are not UTF-8
// replaced by U+FFFD.
func PlainText(id, file string) *Document {
	file = norm.NFC.String(strings.ToValidUTF8(strings.TrimPrefix(file, "\uFEFF"), "\uFFFD"))
	address, text, _ := strings.Cut(file, "\n")
	address = strings.TrimSpace(address)
	if address == "-" {
		address = ""
	}
	return &Document{ID: id, URL: address, Title: FirstLine(text), Text: text}
}

// FirstLine is the first line of text that is not empty, trimmed.
func FirstLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}
