package replica

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readable is the text of an HTML fragment of ours as a reader sees it.
// Explanations that show only under the pointer are left out.
func readable(fragment string) string {
	nodes, err := html.ParseFragment(strings.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return ""
	}
	var t reader
	for _, n := range nodes {
		t.read(n)
	}
	t.end()
	return strings.Join(t.blocks, "\n\n")
}

// reader gathers blocks of text.
type reader struct {
	blocks []string
	line   strings.Builder
	list   int // depth of lists
}

func (t *reader) read(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		t.line.WriteString(strings.NewReplacer("\n", " ", "\t", " ").Replace(n.Data))
		return
	case n.Type != html.ElementNode, n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Figcaption,
		n.DataAtom == atom.Span && strings.HasPrefix(class(n), "glossary-definition"):
		return
	case n.DataAtom == atom.Br:
		t.line.WriteString("\n")
		return
	}
	block := false
	switch n.DataAtom {
	case atom.P, atom.Div, atom.H2, atom.H3, atom.H4, atom.Blockquote, atom.Table, atom.Ul, atom.Ol:
		block = true
	}
	switch {
	case block:
		t.end()
	case n.DataAtom == atom.Li:
		t.newline()
		t.line.WriteString("- ")
	case n.DataAtom == atom.Tr:
		t.newline()
	case (n.DataAtom == atom.Td || n.DataAtom == atom.Th) && n.PrevSibling != nil:
		t.line.WriteString("\t")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if n.DataAtom == atom.Tr && c.Type == html.TextNode {
			continue
		}
		t.read(c)
	}
	if block {
		t.end()
	}
}

func (t *reader) newline() {
	if t.line.Len() > 0 {
		t.line.WriteString("\n")
	}
}

// end closes a block, with spaces put in order.
func (t *reader) end() {
	var lines []string
	for line := range strings.SplitSeq(t.line.String(), "\n") {
		if line = strings.Join(strings.FieldsFunc(line, func(r rune) bool { return r == ' ' }), " "); line != "" {
			lines = append(lines, line)
		}
	}
	t.line.Reset()
	if len(lines) > 0 {
		t.blocks = append(t.blocks, strings.Join(lines, "\n"))
	}
}

func class(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "class" {
			return a.Val
		}
	}
	return ""
}
