package replica

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// Measures of a page in points (A4), and of its lines.
const (
	pdfWidth, pdfHeight = 595, 842
	pdfMargin           = 60
	pdfTop              = 780
	pdfLeading          = 15
	pdfLines            = 44 // lines a page
	pdfColumns          = 84 // characters a line at most
)

// writePDF sets a title and paragraphs as a PDF: Helvetica in WinAnsi
// encoding, lines broken as an office program does, pages numbered. The same
// text gives the same bytes.
//
// A file is a header, objects 1 to n, a table of their offsets, and a trailer:
// 1 the catalog, 2 the page tree, 3 and 4 the fonts, 5 the information, then
// for each page the page and its content.
func writePDF(title string, paragraphs []string) []byte {
	type line struct {
		text string
		bold bool
	}
	var lines []line
	for _, l := range wrap(title, pdfColumns-14) {
		lines = append(lines, line{l, true})
	}
	for _, p := range paragraphs {
		lines = append(lines, line{})
		for part := range strings.SplitSeq(p, "\n") {
			for _, l := range wrap(part, pdfColumns) {
				lines = append(lines, line{l, false})
			}
		}
	}

	var contents []string
	for from := 0; from < len(lines); from += pdfLines {
		var c strings.Builder
		fmt.Fprintf(&c, "BT\n/F1 11 Tf\n%d TL\n%d %d Td\n", pdfLeading, pdfMargin, pdfTop)
		for _, l := range lines[from:min(from+pdfLines, len(lines))] {
			switch {
			case l.text == "":
				c.WriteString("T*\n")
			case l.bold:
				fmt.Fprintf(&c, "/F2 13 Tf\n(%s) Tj T*\n/F1 11 Tf\n", pdfString(l.text))
			default:
				fmt.Fprintf(&c, "(%s) Tj T*\n", pdfString(l.text))
			}
		}
		fmt.Fprintf(&c, "ET\nBT\n/F1 9 Tf\n%d 40 Td\n(%d) Tj\nET\n", pdfWidth/2, len(contents)+1)
		contents = append(contents, c.String())
	}

	var kids strings.Builder
	for i := range contents {
		fmt.Fprintf(&kids, "%d 0 R ", 6+2*i)
	}
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>",
		fmt.Sprintf("<< /Type /Pages /Kids [ %s] /Count %d >>", kids.String(), len(contents)),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
		fmt.Sprintf("<< /Title (%s) /Producer (replica) >>", pdfString(title)),
	}
	for i, c := range contents {
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 %d %d ] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents %d 0 R >>",
				pdfWidth, pdfHeight, 7+2*i),
			fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", len(c), c))
	}

	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return b.Bytes()
}

// wrap breaks text into lines of at most n characters, at spaces, but never
// at a no-break space.
func wrap(text string, n int) []string {
	var lines []string
	line, length := "", 0
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }) {
		size := len([]rune(word))
		switch {
		case line == "":
			line, length = word, size
		case length+1+size > n:
			lines = append(lines, line)
			line, length = word, size
		default:
			line, length = line+" "+word, length+1+size
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// pdfString is text in WinAnsi as the inside of a PDF string. Characters that
// WinAnsi lacks become question marks.
func pdfString(s string) string {
	var b strings.Builder
	for _, r := range s {
		c, ok := charmap.Windows1252.EncodeRune(r)
		switch {
		case !ok:
			b.WriteByte('?')
		case c == '(' || c == ')' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c >= 0x7f:
			fmt.Fprintf(&b, "\\%03o", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
