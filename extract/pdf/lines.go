package pdf

import (
	"slices"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/requests"
	"golang.org/x/text/unicode/norm"
)

// sheet is a page of a PDF.
type sheet struct {
	height float64 // points
	lines  []line  // in reading order
}

func (s sheet) letters() int {
	n := 0
	for _, l := range s.lines {
		for _, r := range l.text {
			if unicode.IsLetter(r) {
				n++
			}
		}
	}
	return n
}

// line is a run of letters side by side. Positions are in points from the lower
// left corner of the page.
type line struct {
	text                     string
	left, right, top, bottom float64
	size                     float64 // of the font, with the space above and below the letters
}

// softHyphen is how PDFium gives the hyphen of a word that goes on in the next
// line.
const softHyphen = '\x02'

// readPage gathers the lines of a page.
func readPage(instance pdfium.Pdfium, page requests.Page) (sheet, error) {
	var s sheet
	dimensions, err := instance.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return s, err
	}
	s.height = dimensions.Height
	structured, err := instance.GetPageTextStructured(&requests.GetPageTextStructured{Page: page, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return s, err
	}
	text, err := instance.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return s, err
	}
	var b lineBuilder
	for i, c := range structured.Chars {
		r := []rune(c.Text)
		if len(r) != 1 {
			continue
		}
		if r[0] == '\n' || r[0] == '\r' {
			b.end()
			continue
		}
		box := c.PointPosition
		if b.add(r[0], line{left: box.Left, right: box.Right, top: box.Top, bottom: box.Bottom}) {
			loose, err := instance.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text.TextPage, Index: i})
			if err == nil {
				b.sizes = append(b.sizes, float64(loose.Rect.Top-loose.Rect.Bottom))
			}
		}
	}
	b.end()
	s.lines = inOrder(b.lines)
	_, err = instance.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	return s, err
}

// lineBuilder makes lines of letters.
type lineBuilder struct {
	lines   []line
	text    strings.Builder
	box     line
	sizes   []float64 // of some letters
	letters int
	soft    bool // the last letter was a soft hyphen
}

// add adds a letter and reports whether its size is wanted: that of every
// eighth letter, bullets not counted.
func (b *lineBuilder) add(r rune, box line) bool {
	if b.soft && r != ' ' && box.top < b.box.bottom {
		b.end() // PDFium leaves out the line break behind a hyphen
	}
	switch {
	case r == softHyphen || r == '\u00AD' || r == '\uFFFE':
		b.text.WriteByte('-')
		b.soft = true
		return false
	case unicode.IsSpace(r):
		if b.text.Len() > 0 {
			if r != '\u00A0' && r != '\u202F' {
				r = ' '
			}
			b.text.WriteRune(r)
		}
		return false
	case unicode.IsControl(r) || r == '\uFFFD' || r == '\uFEFF' || r == '\u200B':
		return false
	}
	b.soft = false
	if b.text.Len() == 0 {
		b.box = box
	}
	b.text.WriteRune(r)
	b.box.left, b.box.right = min(b.box.left, box.left), max(b.box.right, box.right)
	b.box.top, b.box.bottom = max(b.box.top, box.top), min(b.box.bottom, box.bottom)
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return false
	}
	b.letters++
	return b.letters%8 == 1
}

func (b *lineBuilder) end() {
	text := strings.TrimRight(collapse(norm.NFC.String(b.text.String())), " \u00A0\u202F")
	if text != "" {
		l := b.box
		l.text, l.size = text, l.top-l.bottom
		if n := len(b.sizes); n > 0 {
			slices.Sort(b.sizes)
			l.size = b.sizes[n/2]
		}
		l.size = max(l.size, 1)
		b.lines = append(b.lines, l)
	}
	b.text.Reset()
	b.soft, b.letters, b.sizes = false, 0, b.sizes[:0]
}

// collapse makes one blank of several.
func collapse(s string) string {
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return s
}
