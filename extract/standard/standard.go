// Package standard puts the parts together: which extractor reads a page, and
// which annotators run over its text, in which order. It is the one place that
// knows all of them.
//
//	page, PDF, plain text -> Document -> stamp -> language
//	  fr: tokens, sentences -> dates -> people and titles -> places -> statements
//	  en: prose
//	  others: marked, left as they are
package standard

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"estrade/extract"
	"estrade/extract/dates"
	"estrade/extract/english"
	"estrade/extract/french"
	"estrade/extract/gazetteer"
	"estrade/extract/language"
	"estrade/extract/page"
	"estrade/extract/pdf"
	"estrade/extract/people"
	"estrade/extract/places"
	"estrade/extract/statements"
)

// Chain is the whole way from bytes to an annotated document. It implements
// extract.Extractor, extract.Annotator and extract.Linker, and is safe for
// concurrent use.
type Chain struct {
	pages   *page.Extractor
	pdfs    *pdf.Extractor
	french  []extract.Annotator
	english extract.Annotator
}

// New loads the gazetteer and the rules. Parts that few pages need,
// English and PDF, load when the first such page comes. cache is a folder for
// what is slow to prepare, see pdf.New, or "".
func New(cache string) (*Chain, error) {
	g, err := gazetteer.Load()
	if err != nil {
		return nil, fmt.Errorf("standard chain: %w", err)
	}
	pages, err := page.New(page.Options{Date: dates.Parse})
	if err != nil {
		return nil, fmt.Errorf("standard chain: %w", err)
	}
	days, err := dates.New()
	if err != nil {
		return nil, fmt.Errorf("standard chain: %w", err)
	}
	persons, err := people.New(g)
	if err != nil {
		return nil, fmt.Errorf("standard chain: %w", err)
	}
	other, err := english.New(g)
	if err != nil {
		return nil, fmt.Errorf("standard chain: %w", err)
	}
	c := &Chain{pages: pages, pdfs: pdf.New(cache), english: other}
	c.french = append(c.french, french.Annotator{})
	c.french = append(c.french, days, persons, places.New(g), statements.New())
	return c, nil
}

// Close frees what the PDF reader holds.
func (c *Chain) Close() error { return c.pdfs.Close() }

// Annotate fills the layers of d from its text, replacing what is there.
// Published and Updated stay if they are set; else they are what the text
// itself shows.
func (c *Chain) Annotate(d *extract.Document) { c.AnnotatePublished(d, "") }

// AnnotatePublished is Annotate for a document that was published on a day,
// YYYY-MM-DD, unless it shows another.
func (c *Chain) AnnotatePublished(d *extract.Document, published string) {
	dates.Stamp(d)
	if d.Published == "" {
		d.Published = published
	}
	language.Annotator{}.Annotate(d)
	switch d.Language {
	case "fr":
		for _, a := range c.french {
			a.Annotate(d)
		}
	case "en":
		c.english.Annotate(d)
	}
	oneLine(d)
}

// Links finds the links of an HTML page.
func (c *Chain) Links(p extract.Page) []extract.Link { return c.pages.Links(p) }

// Extract makes a document of a page, by what it is: HTML, PDF or plain text.
func (c *Chain) Extract(p extract.Page) (*extract.Document, error) {
	switch form := formOf(p); form {
	case htmlForm:
		return c.pages.Extract(p)
	case pdfForm:
		return c.pdfs.Extract(p)
	case emptyForm:
		return nil, &extract.NotReleaseError{Reason: "empty"}
	case textForm:
		// Plain text on the web has no address in its first line.
		return plain(p.URL+"\n", p)
	default:
		return nil, &extract.NotReleaseError{Reason: "neither HTML, PDF nor text"}
	}
}

// Read makes a document of a local file. A plain text file has the address of
// the page, or "-", in its first line. The error says what the file is not.
func (c *Chain) Read(id string, file []byte) (*extract.Document, error) {
	p := extract.Page{Body: file}
	var d *extract.Document
	var err error
	switch formOf(p) {
	case textForm:
		d, err = plain("", p)
	case emptyForm:
		err = errors.New("empty file")
	case otherForm:
		err = errors.New("neither HTML, PDF nor text")
	default:
		d, err = c.Extract(p)
	}
	if err != nil {
		return nil, err
	}
	d.ID = id
	return d, nil
}

// MaxText is the length in bytes of the longest text that is read as a
// release: hundreds of times that of a long one. Annotating takes about a
// hundred bytes of memory for each of the text.
const MaxText = 8 << 20

func plain(head string, p extract.Page) (*extract.Document, error) {
	if len(p.Body) > MaxText {
		return nil, fmt.Errorf("text of %d MB; at most %d MB are read as one release", len(p.Body)>>20, MaxText>>20)
	}
	d := extract.PlainText("", head+string(p.Body))
	if strings.TrimSpace(d.Text) == "" {
		return nil, errors.New("no text; want the address of the page or - in line 1, the title in line 2, then the body")
	}
	d.Template = "plain text"
	return d, nil
}

type form int

const (
	otherForm form = iota
	emptyForm
	htmlForm
	pdfForm
	textForm
)

// formOf looks at the bytes first: servers often send PDFs as octet streams
// and error pages as PDFs.
func formOf(p extract.Page) form {
	const sniffed = 1024
	head := bytes.TrimLeft(bytes.TrimPrefix(p.Body[:min(len(p.Body), sniffed)], []byte("\uFEFF")), " \t\r\n\f")
	if len(bytes.TrimSpace(head)) == 0 && len(p.Body) <= sniffed {
		return emptyForm
	}
	if bytes.Contains(head, []byte("%PDF-")) {
		return pdfForm
	}
	declared, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
	sniffedType, _, _ := mime.ParseMediaType(http.DetectContentType(head))
	switch {
	case sniffedType == "text/html" || sniffedType == "text/xml" && declared != "text/plain":
		return htmlForm
	case declared == "text/html" || declared == "application/xhtml+xml":
		return htmlForm
	case looksLikeHTML(head):
		return htmlForm
	case strings.HasPrefix(sniffedType, "text/") || utf8.Valid(p.Body) && !bytes.ContainsRune(p.Body, 0):
		return textForm
	}
	return otherForm
}

// looksLikeHTML reports a tag at the start that http.DetectContentType does
// not list, such as <article> or <main>.
func looksLikeHTML(head []byte) bool {
	if len(head) < 2 || head[0] != '<' {
		return false
	}
	c := head[1] | 0x20
	return 'a' <= c && c <= 'z' || head[1] == '!' || head[1] == '?'
}
