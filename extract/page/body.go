package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// byTemplate reads a page as t says.
func (e *Extractor) byTemplate(v *view, t *template) article {
	a := article{template: t.name}
	titleNode := pickTitle(t.title, v.doc)
	a.title = e.title(v.doc, titleNode)
	a.scope, _ = pick(t.scope, v.doc)
	if a.scope == nil {
		a.scope = v.doc
	}
	var cut map[*html.Node]bool
	a.cards, cut = e.cards(t, a.scope)
	if titleNode != nil {
		if cut == nil {
			cut = map[*html.Node]bool{}
		}
		cut[titleNode] = true
	}
	r := reader{drop: t.remove, cut: cut, file: v.isFile}
	all := r.read(v.doc)
	if a.scope == v.doc || a.scope.DataAtom == atom.Body {
		a.scope = around(all, titleNode, a.scope)
	}
	inScope := keep(all, a.scope)
	a.teasers = teasersOf(afterTitle(inScope, titleNode))
	whole := e.clean(afterTitle(inScope, titleNode), a.title)
	chosen, css := whole, "scope"
	for _, c := range t.body {
		parts := c.outermost(v.doc)
		if len(parts) == 0 {
			continue
		}
		// Parts that miss half of what is there are not where the body is.
		body := keep(all, parts...)
		if titleNode != nil && len(body) > 0 {
			body = append(subtitles(inScope, titleNode, body[0].node), body...)
		}
		body = e.clean(afterTitle(body, titleNode), a.title)
		if size(body) > 0 && size(body) >= size(whole)/2 {
			chosen, css = body, c.css
			break
		}
	}
	a.body = join(chosen)
	a.template += ": " + css
	a.dates = e.stamps(inScope, titleNode)
	if !a.dates.known() {
		a.dates.published = e.markedDate(a.scope, titleNode, cut)
	}
	a.stamped = a.dates.known()
	if !a.dates.known() {
		a.dates = metaDates(v.doc)
	}
	a.dates = a.dates.settled()
	return a
}

// subtitles are the headings between the title and the first node of the body.
func subtitles(blocks []block, title, body *html.Node) []block {
	var found []block
	for _, b := range blocks[below(blocks, title):] {
		if b.node == body || !precedes(b.node, body) {
			break
		}
		if b.heading {
			found = append(found, b)
		}
	}
	return found
}

// around is the smallest element about the title that holds nearly all text
// below it that is not links: on a page whose tags are unknown, what the menus
// and the footer are not in.
func around(all []block, title, scope *html.Node) *html.Node {
	if title == nil {
		return scope
	}
	above := map[*html.Node]int{} // ancestors of the title, by how far up
	up := 0
	for n := title.Parent; n != nil && n != scope; n = n.Parent {
		above[n] = up
		up++
	}
	within := make([]int, up+1) // text in the ancestor this far up, and in none below
	total := 0
	for _, b := range afterTitle(all, title) {
		size := len(b.text) - b.linked
		total += size
		at := up
		for n := b.node; n != nil; n = n.Parent {
			if i, ok := above[n]; ok {
				at = i
				break
			}
		}
		within[at] += size
	}
	sum, i := 0, 0
	for n := title.Parent; n != nil && n != scope; n = n.Parent {
		if sum += within[i]; sum*5 >= total*4 {
			return n
		}
		i++
	}
	return scope
}

// keep are the blocks that lie in one of the roots.
func keep(blocks []block, roots ...*html.Node) []block {
	in := make(map[*html.Node]bool, len(roots))
	for _, root := range roots {
		in[root] = true
	}
	var kept []block
	for _, b := range blocks {
		for n := b.node; n != nil; n = n.Parent {
			if in[n] {
				kept = append(kept, b)
				break
			}
		}
	}
	return kept
}

// afterTitle are the blocks below the title, or all if none is.
func afterTitle(blocks []block, title *html.Node) []block {
	i := below(blocks, title)
	if i == len(blocks) {
		return blocks
	}
	return blocks[i:]
}

// below is the index of the first block that comes after title on the page; 0
// without a title.
func below(blocks []block, title *html.Node) int {
	if title == nil {
		return 0
	}
	lo, hi := 0, len(blocks)
	for lo < hi {
		if mid := (lo + hi) / 2; precedes(blocks[mid].node, title) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// precedes reports whether a comes before b on the page.
func precedes(a, b *html.Node) bool {
	above := map[*html.Node]*html.Node{} // ancestor of a -> its child on the way to a
	var child *html.Node
	for n := a; n != nil; n = n.Parent {
		above[n], child = child, n
	}
	child = nil
	for n := b; n != nil; n = n.Parent {
		if way, ok := above[n]; ok {
			if way == nil || child == nil {
				return way == nil && child != nil
			}
			for s := way; s != nil; s = s.NextSibling {
				if s == child {
					return true
				}
			}
			return false
		}
		child = n
	}
	return false
}

// stamps are the dates that the blocks show: those nearest below the title, else
// those nearest above it.
func (e *Extractor) stamps(blocks []block, title *html.Node) dates {
	const apart = 4 // blocks between a publication date and an update date
	at := below(blocks, title)
	var found dates
	last := -1
	for i, b := range blocks[at:] {
		if last >= 0 && i-last > apart {
			break
		}
		if d, ok := e.readStamp(b.text); ok {
			found = found.with(d)
			last = i
		}
	}
	for i := at - 1; i >= 0 && !found.known(); i-- {
		if d, ok := e.readStamp(blocks[i].text); ok {
			found = d
		}
	}
	return found
}

// markedDate is the date that markup names as one nearest below the title, else
// nearest above it, in what a body leaves out too; empty if there is none.
func (e *Extractor) markedDate(scope, title *html.Node, cards map[*html.Node]bool) string {
	const near = 4 // blocks from the title
	r := reader{cut: cards}
	blocks := r.read(scope)
	at := below(blocks, title)
	told := func(b block) string {
		if d, ok := e.readStamp(b.text); ok {
			return d.settled().published
		}
		if iso := e.marked(b.node); iso != "" {
			return iso
		}
		return timeOf(b.node.Parent)
	}
	for _, b := range blocks[at:min(at+near, len(blocks))] {
		if iso := told(b); iso != "" {
			return iso
		}
	}
	for i := at - 1; i >= max(0, at-near); i-- {
		if iso := told(blocks[i]); iso != "" {
			return iso
		}
	}
	return ""
}

// timeOf is the day of the first time element in a small part of a page, such as
// "Publié le <time datetime=…>", or in what is around it; empty if there is none.
func timeOf(n *html.Node) string {
	const levels, most = 2, 12 // most elements of a part
	for i := 0; n != nil && i < levels; i, n = i+1, n.Parent {
		size := 0
		for t := range elements(n) {
			if size++; size > most {
				return ""
			}
			if day := isoDay(attr(t, "datetime")); t.DataAtom == atom.Time && day != "" {
				return day
			}
		}
	}
	return ""
}

// teasers are what a list shows of other pages: headings that are links.
type teasers struct {
	count   int
	intro   int // bytes of text before the first
	longest int // bytes of text below one, at most
}

func teasersOf(blocks []block) (t teasers) {
	run := 0
	for _, b := range blocks {
		switch {
		case b.heading && mostly(b.linked, b.text):
			if t.count == 0 {
				t.intro = run
			}
			t.count++
			run = 0
		case !b.heading:
			run += len(b.text) - b.linked
		}
		if t.count > 0 {
			t.longest = max(t.longest, run)
		}
	}
	return t
}

// list reports whether they are what the page is for: no text comes before
// them, and none of them is followed by an article.
func (t teasers) list() bool {
	const article = 600 // bytes
	return t.longest < article && (t.count > 0 && t.intro < minBody || t.count > 2 && t.intro < minBeside)
}

// fill reports whether a body of n bytes may be no more than teasers: where no
// template says what the headings of a page are, an article may have linked
// ones around it.
func (t teasers) fill(n int) bool {
	const teaser = 300 // bytes, on average
	return n < teaser || t.count > 2 && n < t.count*teaser
}

// with completes d by what other knows.
func (d dates) with(other dates) dates {
	if d.published == "" {
		d.published = other.published
	}
	if d.updated == "" {
		d.updated = other.updated
	}
	return d
}

// clean leaves out what is no text of the release: stamps, labels, files for
// download, a subtitle that says the title again, paragraphs that come twice,
// and headings with only links below them.
func (e *Extractor) clean(blocks []block, title string) []block {
	const long = 80 // bytes of a paragraph that nobody writes twice on purpose
	var kept []block
	seen := map[string]bool{}
	titleLabel := labelForm(title)
	titleWords := set(strings.Fields(titleLabel))
	begins := false // a block left out began a paragraph
	for _, b := range blocks {
		begins = begins || !b.line
		label := labelForm(b.text)
		_, stamp := e.readStamp(b.text)
		stamp = stamp || len(kept) == 0 && !b.heading && e.marked(b.node) != "" && len(b.text) < longStamp
		if label == "" || stamp || seen[label] || e.rules.labels[label] || mostly(b.filed, b.text) ||
			len(kept) < 2 && repeats(label, titleLabel, titleWords) {
			continue
		}
		if len(label) > long {
			seen[label] = true
		}
		b.line = !begins
		begins = false
		kept = append(kept, b)
	}
	return e.withoutTails(kept)
}

// mostly reports whether n bytes are nearly all of text.
func mostly(n int, text string) bool { return n > 0 && n*10 >= len(text)*8 }

// withoutTails leaves out each heading of further reading with the links below
// it, and what the body ends with once nothing follows: headings and lists of
// links.
func (e *Extractor) withoutTails(blocks []block) []block {
	var kept []block
	for i := 0; i < len(blocks); {
		if b := blocks[i]; e.rules.tails[labelForm(b.text)] {
			end := i + 1
			for end < len(blocks) && !blocks[end].heading && mostly(blocks[end].linked, blocks[end].text) {
				end++
			}
			if end == len(blocks) || blocks[end].heading || end > i+1 {
				i = end
				continue
			}
		}
		kept = append(kept, blocks[i])
		i++
	}
	for len(kept) > 1 && leadsOn(kept[len(kept)-1]) {
		kept = kept[:len(kept)-1]
	}
	for len(kept) > 1 && kept[len(kept)-1].heading {
		kept = kept[:len(kept)-1]
	}
	return kept
}

// leadsOn reports whether a block is only a link to another page. One whose
// text is an address, of a site or a person, is part of the text.
func leadsOn(b block) bool {
	return !b.heading && mostly(b.linked, b.text) && !strings.ContainsAny(b.text, ".@")
}

// repeats reports whether a line says no more than the title: it has most of
// its words and none besides.
func repeats(line, title string, in map[string]bool) bool {
	if line == title {
		return line != ""
	}
	words := strings.Fields(line)
	if len(words) < 3 || len(line) > len(title)+8 {
		return false
	}
	for _, w := range words {
		if w = labelForm(w); w != "" && !in[w] {
			return false
		}
	}
	return len(words)*2 >= len(in)
}

func size(blocks []block) int {
	n := 0
	for _, b := range blocks {
		n += len(b.text)
	}
	return n
}

// join writes the blocks as text.
func join(blocks []block) string {
	var s strings.Builder
	for i, b := range blocks {
		switch {
		case i == 0:
		case b.line:
			s.WriteByte('\n')
		default:
			s.WriteString("\n\n")
		}
		s.WriteString(b.text)
	}
	return s.String()
}

// cards counts the cards in scope, and gives them as what a body leaves out. A
// card without a link inside is part of the text.
func (e *Extractor) cards(t *template, scope *html.Node) (cards, map[*html.Node]bool) {
	var c cards
	var cut map[*html.Node]bool
	for _, n := range t.card.outermost(scope) {
		if link := cardLink(t, n); link == nil {
			continue
		}
		if cut == nil {
			cut = map[*html.Node]bool{}
		}
		cut[n] = true
		if inAside(n) {
			continue
		}
		if e.cardDate(n) != "" {
			c.dated++
		} else {
			c.undated++
		}
	}
	return c, cut
}

// inAside reports whether n stands beside what the page is about.
func inAside(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Aside {
			return true
		}
	}
	return false
}

// cardLink is the link of a card; nil if it has none.
func cardLink(t *template, card *html.Node) *html.Node {
	if n, _ := pick(t.cardLink, card); n != nil && attr(n, "href") != "" {
		return n
	}
	for n := range elements(card) {
		if n.DataAtom == atom.A && attr(n, "href") != "" {
			return n
		}
	}
	return nil
}

// cardDate is the date that a card shows; empty if none.
func (e *Extractor) cardDate(card *html.Node) string {
	r := reader{}
	for _, b := range r.read(card) {
		if d, ok := e.readStamp(b.text); ok {
			return d.settled().published
		}
		if iso, n := e.readDate(b.text); n > 0 && n >= len(b.text)-2 {
			return iso
		}
	}
	return ""
}
