package page

import (
	"fmt"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// selector is a set of CSS selectors, any of which may match. Names of tags,
// classes and ids, the bulk of them, are looked up; only the rest is tried one
// by one, which makes testing every element of a page three times cheaper.
type selector struct {
	tags, classes, ids map[string]bool
	rest               cascadia.SelectorGroup
}

func newSelector(list ...[]string) (*selector, error) {
	s := &selector{tags: map[string]bool{}, classes: map[string]bool{}, ids: map[string]bool{}}
	for _, css := range list {
		for _, c := range css {
			switch {
			case isName(c):
				s.tags[c] = true
			case c != "" && c[0] == '.' && isName(c[1:]):
				s.classes[c[1:]] = true
			case c != "" && c[0] == '#' && isName(c[1:]):
				s.ids[c[1:]] = true
			default:
				g, err := cascadia.ParseGroup(c)
				if err != nil {
					return nil, fmt.Errorf("selector %q: %w", c, err)
				}
				s.rest = append(s.rest, g...)
			}
		}
	}
	return s, nil
}

func isName(s string) bool {
	for _, c := range s {
		if !(c == '-' || c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z') {
			return false
		}
	}
	return s != ""
}

func (s *selector) match(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	if s.tags[n.Data] {
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "id":
			if s.ids[a.Val] {
				return true
			}
		case "class":
			for class := range strings.FieldsSeq(a.Val) {
				if s.classes[class] {
					return true
				}
			}
		}
	}
	for _, sel := range s.rest {
		if sel.Match(n) {
			return true
		}
	}
	return false
}

// first is the first element below root that matches; nil if none does.
func (s *selector) first(root *html.Node) *html.Node {
	for n := range elements(root) {
		if s.match(n) {
			return n
		}
	}
	return nil
}

// outermost are the elements below root that match and lie in no other that
// does, in page order.
func (s *selector) outermost(root *html.Node) []*html.Node {
	var found []*html.Node
	for n := root.FirstChild; n != nil; {
		if s.match(n) {
			found = append(found, n)
			n = after(n, root)
		} else {
			n = next(n, root)
		}
	}
	return found
}

// elements yields the elements below root in page order.
func elements(root *html.Node) func(func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		for n := root.FirstChild; n != nil; n = next(n, root) {
			if n.Type == html.ElementNode && !yield(n) {
				return
			}
		}
	}
}

// next is the node after n in page order within root; nil at the end.
func next(n, root *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	return after(n, root)
}

// after is the node that follows n and all it contains; nil at the end of root.
func after(n, root *html.Node) *html.Node {
	for ; n != nil && n != root; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
