package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"estrade/extract"
)

// Highlighter marks in texts what a question asked for. It works from text
// and question alone, so that every backend shows the same.
type Highlighter struct {
	terms    map[string]bool // of French
	exact    map[string]bool
	prefixes []string
	fuzzy    []FuzzyClause

	initials initials // of all of them, so that most words need not become terms
}

// NewHighlighter makes a highlighter for the words of the text, of releases
// or statements, that a question asks for. What it asks not to be there, and
// what it asks of other fields, is not marked.
func NewHighlighter(q Query, o Of) *Highlighter {
	h := &Highlighter{terms: map[string]bool{}, exact: map[string]bool{}}
	h.add(Lower(q, o), o)
	for t := range h.terms {
		h.initials.add(t)
	}
	for t := range h.exact {
		h.initials.add(t)
	}
	for _, p := range h.prefixes {
		h.initials.add(p)
	}
	for _, f := range h.fuzzy {
		h.initials.add(f.Term)
	}
	return h
}

// Empty reports whether there is nothing to mark.
func (h *Highlighter) Empty() bool {
	return len(h.terms)+len(h.exact)+len(h.prefixes)+len(h.fuzzy) == 0
}

func (h *Highlighter) add(c Clause, o Of) {
	text, exact := o.Name(Text), o.Name(ExactText)
	terms := func(field string, terms ...string) {
		for _, t := range terms {
			switch field {
			case text:
				h.terms[t] = true
			case exact:
				h.exact[t] = true
			}
		}
	}
	switch c := c.(type) {
	case TermClause:
		terms(c.Field, c.Term)
	case PhraseClause:
		terms(c.Field, c.Terms...)
	case PrefixClause:
		if c.Field == text {
			h.prefixes = append(h.prefixes, c.Prefix)
		}
	case FuzzyClause:
		if c.Field == text {
			h.fuzzy = append(h.fuzzy, c)
		}
	case AllOfClause:
		for _, p := range c.Parts {
			h.add(p, o)
		}
	case AnyOfClause:
		for _, p := range c.Parts {
			h.add(p, o)
		}
	}
}

// Marks are the words of the text that were asked for, in order.
func (h *Highlighter) Marks(text string) []extract.Span {
	if h.Empty() {
		return nil
	}
	var marks []extract.Span
	for _, t := range French.termsWith(&h.initials, text) {
		if h.terms[t.Text] || h.begins(text[t.Span.From:t.Span.To]) || h.resembles(t.Text) {
			marks = append(marks, t.Span)
		}
	}
	if len(h.exact) > 0 {
		for _, t := range Exact.termsWith(&h.initials, text) {
			if h.exact[t.Text] {
				marks = append(marks, t.Span)
			}
		}
		slices.SortFunc(marks, func(a, b extract.Span) int { return a.From - b.From })
		marks = slices.CompactFunc(marks, extract.Span.Overlaps)
	}
	return marks
}

func (h *Highlighter) begins(word string) bool {
	if len(h.prefixes) == 0 {
		return false
	}
	word = Fold(word)
	for _, p := range h.prefixes {
		if strings.HasPrefix(word, p) {
			return true
		}
	}
	return false
}

func (h *Highlighter) resembles(term string) bool {
	for _, f := range h.fuzzy {
		if term[0] == f.Term[0] && editDistance(term, f.Term, f.Edits) <= f.Edits {
			return true
		}
	}
	return false
}

// editDistance is the number of letters to change, add or take away to make b
// of a; more than most is not counted exactly.
func editDistance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > most || -d > most {
		return most + 1
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diagonal
			if x[i] != y[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(y)]
}

// snippetLen is the length in bytes that a snippet aims at.
const snippetLen = 240

// Snippets are at most n stretches of the text that show the most of what was
// asked for, in text order; the beginning of the text if there is nothing to
// show.
func (h *Highlighter) Snippets(text string, n int) []Snippet {
	text = strings.TrimSpace(text)
	if n <= 0 || text == "" {
		return nil
	}
	marks := h.Marks(text)
	if len(marks) == 0 {
		return []Snippet{{Text: strings.TrimSpace(text[:wordEnd(text, snippetLen)]), Marks: []extract.Span{}}}
	}
	// Windows that begin at a mark, the fullest first.
	type window struct{ from, to int } // of marks
	var windows []window
	for i := 0; i < len(marks); {
		j := i + 1
		for j < len(marks) && marks[j].To-marks[i].From <= snippetLen*2/3 {
			j++
		}
		windows = append(windows, window{i, j})
		i = j
	}
	distinct := func(w window) int {
		seen := map[string]bool{}
		for _, m := range marks[w.from:w.to] {
			seen[Fold(text[m.From:m.To])] = true
		}
		return len(seen)*100 + w.to - w.from
	}
	slices.SortStableFunc(windows, func(a, b window) int { return distinct(b) - distinct(a) })
	windows = windows[:min(n, len(windows))]
	slices.SortFunc(windows, func(a, b window) int { return a.from - b.from })
	var snippets []Snippet
	end := 0
	for _, w := range windows {
		first, last := marks[w.from], marks[w.to-1]
		around := max(0, snippetLen-(last.To-first.From)) / 2
		from := max(end, min(first.From, wordStart(text, first.From-around)))
		to := max(last.To, wordEnd(text, min(len(text), last.To+around)))
		part := text[from:to]
		trimmed := strings.TrimSpace(part)
		from += strings.Index(part, trimmed)
		s := Snippet{Text: trimmed}
		for _, m := range marks {
			if m.From >= from && m.To <= from+len(trimmed) {
				s.Marks = append(s.Marks, extract.Span{From: m.From - from, To: m.To - from})
			}
		}
		snippets = append(snippets, s)
		end = to
	}
	return snippets
}

// wordStart is the start of the word at or after i.
func wordStart(text string, i int) int {
	if i <= 0 {
		return 0
	}
	for i < len(text) && !utf8.RuneStart(text[i]) {
		i++
	}
	if j := strings.IndexAny(text[i:min(len(text), i+40)], " \n"); j >= 0 {
		return i + j + 1
	}
	return i
}

// wordEnd is the end of the word at or before i.
func wordEnd(text string, i int) int {
	if i >= len(text) {
		return len(text)
	}
	for i > 0 && !utf8.RuneStart(text[i]) {
		i--
	}
	if j := strings.LastIndexAny(text[max(0, i-40):i], " \n"); j >= 0 {
		return max(0, i-40) + j
	}
	return i
}
