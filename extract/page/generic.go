package page

import (
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// generic reads a page of no known family. Two libraries with different ideas
// of what an article is choose among the blocks of the page, and where they
// differ both are heard.
func (e *Extractor) generic(v *view) article {
	a := e.byTemplate(v, e.rules.generic)
	titleNode := pickTitle(e.rules.generic.title, v.doc)
	prune(v.doc)
	if !a.dates.known() {
		a.dates = v.guessDate()
	}
	r := reader{drop: e.rules.captions, file: v.isFile}
	if titleNode != nil {
		r.cut = map[*html.Node]bool{titleNode: true}
	}
	all := r.read(v.doc)
	keys := make([]string, len(all))
	for i, b := range all {
		keys[i] = key(b.text)
	}
	address := v.address
	if address == nil {
		address = &url.URL{Scheme: "http", Host: "localhost"}
	}
	first := chosenBy(keys, byTrafilatura(v.doc, address))
	second := chosenBy(keys, byReadability(v.doc, address))
	chosen := agree(all, first, second)
	if size(chosen) < minArticle {
		chosen = paragraphs(keep(all, a.scope))
	}
	a.body = join(e.clean(chosen, a.title))
	a.template = "generic"
	return a
}

// agree is what becomes of two choices among the blocks: the first, with what
// the second and the headings add within its bounds. Where they are far apart in
// size, the first took too little, or the whole page, and the second stands.
func agree(all []block, first, second []bool) []block {
	const article = 1000 // bytes of a text that may be all there is
	n, m := chars(all, first), chars(all, second)
	switch {
	case m > 2*n:
		first, second = second, first
	case n > 3*m && m > article:
		first = second
	}
	from, to := slices.Index(first, true), len(first)-1
	for to >= 0 && !first[to] {
		to--
	}
	var kept []block
	for i, b := range all {
		heads := b.heading && i < to && first[i+1]
		if first[i] || (second[i] || heads) && from < i && i < to {
			kept = append(kept, b)
		}
	}
	return kept
}

// minArticle is the least text, in bytes, that is trusted to be an article.
const minArticle = 200

// paragraphs are the blocks of some length that are not links, and the headings
// above them: what is left to take where nobody finds an article.
func paragraphs(blocks []block) []block {
	const long = 60 // bytes
	var kept []block
	for i, b := range blocks {
		text := func(b block) bool { return len(b.text) >= long && !mostly(b.linked*2, b.text) }
		if text(b) || b.heading && i+1 < len(blocks) && text(blocks[i+1]) {
			kept = append(kept, b)
		}
	}
	return kept
}

// chars is the size of the chosen blocks.
func chars(all []block, chosen []bool) int {
	n := 0
	for i, b := range all {
		if chosen[i] {
			n += len(b.text)
		}
	}
	return n
}

// prune takes out of a page what is neither text nor a sign of where it is.
func prune(doc *html.Node) {
	for n := doc.FirstChild; n != nil; {
		if n.Type == html.CommentNode || n.Type == html.ElementNode && pruned[n.DataAtom] {
			gone := n
			n = after(n, doc)
			gone.Parent.RemoveChild(gone)
			continue
		}
		n = next(n, doc)
	}
}

var pruned = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Iframe: true,
	atom.Link: true, atom.Input: true, atom.Select: true, atom.Textarea: true, atom.Object: true, atom.Embed: true,
	atom.Canvas: true, atom.Audio: true, atom.Video: true, atom.Source: true,
}

// byTrafilatura is the article that go-trafilatura finds; nil if it finds none.
func byTrafilatura(doc *html.Node, address *url.URL) *html.Node {
	r, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		OriginalURL: address, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled,
	})
	if err != nil {
		return nil
	}
	return r.ContentNode
}

// byReadability is the article that go-readability finds; nil if it finds none.
// It takes doc apart.
func byReadability(doc *html.Node, address *url.URL) *html.Node {
	p := readability.NewParser()
	p.DisableJSONLD = true
	p.Logger = slog.New(slog.DiscardHandler)
	r, err := p.ParseAndMutate(doc, address)
	if err != nil {
		return nil
	}
	return r.Node
}

// chosenBy finds the blocks, known by their keys, that are in an article.
func chosenBy(keys []string, article *html.Node) []bool {
	const telling, short, window = 30, 4, 1 << 15 // bytes
	chosen := make([]bool, len(keys))
	if article == nil {
		return chosen
	}
	var r reader
	var text strings.Builder
	whole := map[string]int{}
	for _, b := range r.read(article) {
		k := key(b.text)
		whole[k]++
		text.WriteString(k)
	}
	// Where the article has other boundaries, a block is looked for in its
	// text: a long one not far behind the last one found, a short one next to it.
	rest := text.String()
	for i, k := range keys {
		if k == "" {
			continue
		}
		at := -1
		if len(k) >= telling {
			at = strings.Index(rest[:min(len(rest), window+len(k))], k)
		} else if len(k) >= short && strings.HasPrefix(rest, k) {
			at = 0
		}
		if at >= 0 {
			rest = rest[at+len(k):]
		}
		if at >= 0 || whole[k] > 0 {
			whole[k]--
			chosen[i] = true
		}
	}
	return chosen
}

// key is the letters and digits of a text in lower case.
func key(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
	}
	return string(b)
}
