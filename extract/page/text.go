package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is a run of text that no block boundary cuts: a paragraph, a heading,
// a list item, a table row, a line before <br>.
type block struct {
	text    string
	node    *html.Node // the text node it begins with
	line    bool       // follows the block before it on the next line; else after an empty line
	heading bool
	linked  int // bytes of it inside links
	filed   int // bytes of it inside links to files for download
}

// boundary is what stands between two pieces of text.
type boundary uint8

const (
	joined boundary = iota
	cellEnd
	lineEnd
	paragraphEnd
)

// reader turns an element into blocks, in reading order. It walks without
// recursion and visits each node once.
type reader struct {
	drop *selector           // elements left out; nil for none
	cut  map[*html.Node]bool // more of them
	file func(*html.Node) bool

	blocks []block
	text   strings.Builder
	first  *html.Node
	line   bool // how the block being written follows the one before
	linked int
	filed  int

	pending boundary
	breaks  int  // <br> since the last text
	space   bool // white space since the last text
	tagged  bool // an inline tag since the last text
	last    rune

	items, cells, pres, links, files int                 // how deep in each
	tables                           map[*html.Node]bool // tables of data seen
}

// read gives the blocks of root. The rules of hidden elements always apply.
func (r *reader) read(root *html.Node) []block {
	r.pending = paragraphEnd
	for n := root; n != nil; {
		if n.Type == html.TextNode {
			r.write(n)
		} else if n.Type == html.ElementNode && n != root && r.leftOut(n) {
			r.boundary(edge(n))
			n = r.leave(n, root)
			continue
		} else {
			r.enter(n)
			if n.FirstChild != nil {
				n = n.FirstChild
				continue
			}
			r.exit(n)
		}
		n = r.leave(n, root)
	}
	r.end()
	return r.blocks
}

// leave goes to the node after n, closing the elements that end before it.
func (r *reader) leave(n, root *html.Node) *html.Node {
	for n != root {
		if n.NextSibling != nil {
			return n.NextSibling
		}
		n = n.Parent
		r.exit(n)
	}
	return nil
}

func (r *reader) leftOut(n *html.Node) bool {
	return unseen[n.DataAtom] || r.cut[n] || hidden(n) || r.drop != nil && r.drop.match(n)
}

// unseen are elements whose content is no text of the page.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true,
	atom.Svg: true, atom.Math: true, atom.Iframe: true, atom.Object: true, atom.Embed: true, atom.Applet: true,
	atom.Canvas: true, atom.Audio: true, atom.Video: true, atom.Map: true, atom.Noframes: true,
	atom.Input: true, atom.Button: true, atom.Select: true, atom.Textarea: true, atom.Datalist: true,
	atom.Progress: true, atom.Meter: true, atom.Dialog: true, atom.Img: true, atom.Rp: true, atom.Rt: true,
}

// hidden reports whether an attribute hides n from readers.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "style":
			style := strings.ToLower(strings.ReplaceAll(a.Val, " ", ""))
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// edges says what the start and the end of an element part. Elements that are
// not listed part nothing.
var edges = map[atom.Atom]boundary{
	atom.Address: paragraphEnd, atom.Article: paragraphEnd, atom.Aside: paragraphEnd, atom.Blockquote: paragraphEnd,
	atom.Body: paragraphEnd, atom.Center: paragraphEnd, atom.Details: paragraphEnd, atom.Div: paragraphEnd,
	atom.Dl: paragraphEnd, atom.Fieldset: paragraphEnd, atom.Figcaption: paragraphEnd, atom.Figure: paragraphEnd,
	atom.Footer: paragraphEnd, atom.Form: paragraphEnd, atom.Frameset: paragraphEnd, atom.Dir: paragraphEnd,
	atom.H1: paragraphEnd, atom.H2: paragraphEnd, atom.H3: paragraphEnd, atom.H4: paragraphEnd,
	atom.H5: paragraphEnd, atom.H6: paragraphEnd, atom.Header: paragraphEnd, atom.Hgroup: paragraphEnd,
	atom.Hr: paragraphEnd, atom.Main: paragraphEnd, atom.Menu: paragraphEnd, atom.Nav: paragraphEnd,
	atom.Ol: paragraphEnd, atom.P: paragraphEnd, atom.Pre: paragraphEnd, atom.Section: paragraphEnd,
	atom.Summary: paragraphEnd, atom.Table: paragraphEnd, atom.Ul: paragraphEnd, atom.Legend: paragraphEnd,
	atom.Caption: paragraphEnd, atom.Li: lineEnd, atom.Dt: lineEnd, atom.Dd: lineEnd, atom.Tr: lineEnd,
	atom.Td: cellEnd, atom.Th: cellEnd, atom.Option: lineEnd, atom.Img: joined,
}

// edge is the boundary that the start and the end of n make.
func edge(n *html.Node) boundary {
	e := edges[n.DataAtom]
	if e == joined {
		if style := attr(n, "style"); style != "" && strings.Contains(strings.ReplaceAll(style, " ", ""), "display:block") {
			return paragraphEnd
		}
	}
	return e
}

func (r *reader) enter(n *html.Node) {
	r.tagged = true
	if isMark(n) {
		r.space = true
	}
	switch n.DataAtom {
	case atom.Table:
		if isData(n) {
			if r.tables == nil {
				r.tables = map[*html.Node]bool{}
			}
			r.tables[n] = true
		}
	case atom.Br:
		r.breaks++
		if r.breaks > 1 {
			r.boundary(paragraphEnd)
		}
		r.boundary(lineEnd)
		return
	}
	r.boundary(r.edge(n))
	r.count(n, 1)
}

func (r *reader) exit(n *html.Node) {
	r.tagged = true
	r.count(n, -1)
	r.boundary(r.edge(n))
}

// isMark reports whether n is a footnote mark, a raised link, which is set off
// from the word before it.
func isMark(n *html.Node) bool {
	c := n.FirstChild
	return c != nil && (n.DataAtom == atom.Sup && c.DataAtom == atom.A || n.DataAtom == atom.A && c.DataAtom == atom.Sup)
}

// edge is that of n, except that the cells of a layout table hold paragraphs.
func (r *reader) edge(n *html.Node) boundary {
	e := edge(n)
	if e == cellEnd && !r.tables[tableOf(n)] {
		return paragraphEnd
	}
	return e
}

func tableOf(n *html.Node) *html.Node {
	for range 4 {
		if n = n.Parent; n == nil || n.DataAtom == atom.Table {
			break
		}
	}
	return n
}

// count keeps track of what the reader is inside of.
func (r *reader) count(n *html.Node, d int) {
	switch n.DataAtom {
	case atom.Li, atom.Dd, atom.Dt:
		r.items += d
	case atom.Td, atom.Th:
		if r.tables[tableOf(n)] {
			r.cells += d
		}
	case atom.Pre:
		r.pres += d
	case atom.A:
		r.links += d
		if r.file != nil && r.file(n) {
			r.files += d
		}
	}
}

// boundary asks for b before the next text. Within a table cell blocks are
// parted by blanks, within a list item by lines.
func (r *reader) boundary(b boundary) {
	switch {
	case b == joined:
		return
	case r.cells > 0 && b != cellEnd:
		r.space = true
		return
	case r.items > 0 && b == paragraphEnd:
		b = lineEnd
	}
	r.pending = max(r.pending, b)
}

// write adds the text of n.
func (r *reader) write(n *html.Node) {
	for _, c := range n.Data {
		switch {
		case c == '\n' && r.pres > 0:
			r.boundary(lineEnd)
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == '\u2028' || c == '\u2029' || c == '\u0085':
			r.space = true
		case c == '\u00AD' || c == '\u200B' || c == '\uFEFF' || c == '\u2060' || unicode.IsControl(c):
			// soft hyphens, spaces of no width, controls
		default:
			r.put(c, n)
		}
	}
}

func (r *reader) put(c rune, n *html.Node) {
	start := r.text.Len()
	if r.pending >= lineEnd || start == 0 {
		r.end()
		r.first, r.line = n, r.pending == lineEnd
		start = 0
	} else if r.pending == cellEnd {
		r.text.WriteByte('\t')
	} else if r.space || r.tagged && glued(r.last, c) {
		r.text.WriteByte(' ')
	}
	r.text.WriteRune(c)
	r.pending, r.space, r.tagged, r.breaks, r.last = joined, false, false, 0, c
	if r.links > 0 {
		r.linked += r.text.Len() - start
	}
	if r.files > 0 {
		r.filed += r.text.Len() - start
	}
}

// glued reports whether a and b, with a tag between them, are the end of one
// word and the start of another: "réunie" and "Le", "." and "Le".
func glued(a, b rune) bool {
	return unicode.IsUpper(b) && (unicode.IsLower(a) || a == '.' || a == '!' || a == '?' || a == ';' || a == ':' || a == ')' || a == '»')
}

// end closes the block being written.
func (r *reader) end() {
	if r.text.Len() == 0 {
		return
	}
	r.blocks = append(r.blocks, block{
		text: r.text.String(), node: r.first, line: r.line && len(r.blocks) > 0,
		heading: inHeading(r.first), linked: r.linked, filed: r.filed,
	})
	r.text.Reset()
	r.linked, r.filed = 0, 0
}

func inHeading(n *html.Node) bool {
	for range 6 {
		if n = n.Parent; n == nil {
			return false
		}
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return true
		}
	}
	return false
}

// isData reports whether a table holds data in rows and columns. Old pages use
// tables to lay out whole articles.
func isData(table *html.Node) bool {
	const longCell = 400 // bytes in one text node
	if attr(table, "role") == "presentation" {
		return false
	}
	rows, columns, inRow := 0, 0, 0
	for n := table.FirstChild; n != nil; n = next(n, table) {
		switch n.DataAtom {
		case atom.Table, atom.H1, atom.H2:
			return false
		case atom.Tr:
			rows, inRow = rows+1, 0
		case atom.Td, atom.Th:
			inRow++
			columns = max(columns, inRow)
		}
		if n.Type == html.TextNode && len(n.Data) > longCell {
			return false
		}
	}
	return rows >= 2 && columns >= 2
}
