package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraph is some lines made one.
type paragraph struct {
	text string
	size float64
	page int
	item bool // begins with a bullet or a number
}

// paragraphs joins lines. A line goes on in the next one if the first word of
// that one had no room in it, and neither a gap, a change of size nor a bullet
// stands between them.
func paragraphs(pages []sheet) []paragraph {
	words := vocabulary(pages)
	columns := rightMargins(pages)
	var out []paragraph
	var last line // of the paragraph being written
	lastPage := -1
	for i, s := range pages {
		gap := leading(s.lines)
		for _, l := range s.lines {
			bullet := bulletForm.FindString(l.text)
			text := l.text[len(bullet):]
			if text == "" {
				continue
			}
			if len(out) > 0 {
				p := &out[len(out)-1]
				if bullet == "" && goesOn(last, l, lastPage != i, margin(columns, last), gap) {
					p.text = attach(p.text, text, words)
					last, lastPage = l, i
					continue
				}
			}
			out = append(out, paragraph{text: text, size: l.size, page: i, item: bullet != ""})
			last, lastPage = l, i
		}
	}
	return out
}

// bulletForm is the mark before a list item.
var bulletForm = regexp.MustCompile(`^(?:[•●▪■◦○‣⁃➢➔→►▶✓✔❖◆\x{F020}-\x{F0FF}]|[-–—] |o )\s*`)

// numberForm is the number before one.
var numberForm = regexp.MustCompile(`^(?:\d{1,2}[.)]|\(?[a-z]\)|[IVX]{1,4}[.)]) `)

// goesOn reports whether the paragraph that a is the last line of goes on in b.
func goesOn(a, b line, newPage bool, margin, gap float64) bool {
	if ratio := a.size / b.size; ratio > 1.12 || ratio < 0.89 {
		return false
	}
	if beside(a, b) {
		return true
	}
	if numberForm.MatchString(b.text) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b.text)
	end, _ := utf8.DecodeLastRuneInString(a.text)
	if newPage {
		return unicode.IsLower(first) && !strings.ContainsRune(".!?:;", end)
	}
	step := a.bottom - b.bottom
	if step < 0 || step > gap*1.35 {
		// A column or a page further on: only if the sentence does.
		return step < 0 && unicode.IsLower(first) && !strings.ContainsRune(".!?:;", end)
	}
	word, _, _ := strings.Cut(b.text, " ")
	width := (b.right - b.left) * float64(utf8.RuneCountInString(word)+1) / float64(utf8.RuneCountInString(b.text))
	full := a.right+width > margin-a.size/4
	switch {
	case unicode.IsLower(first) && !strings.ContainsRune(".!?:;", end):
		return true
	case b.left > a.left+a.size && a.right < margin-2*a.size: // indented under a short line
		return false
	}
	return full
}

// rightMargins is how far the lines of each column reach, the furthest that
// several do. Columns go by where their lines begin.
func rightMargins(pages []sheet) map[int]float64 {
	rights := map[int][]float64{}
	for _, s := range pages {
		for _, l := range s.lines {
			rights[column(l)] = append(rights[column(l)], l.right)
		}
	}
	margins := map[int]float64{}
	for c, r := range rights {
		slices.Sort(r)
		margins[c] = r[len(r)-1-len(r)/20]
	}
	return margins
}

const columnWidth = 36 // points that lines of one column may be indented

func column(l line) int { return int(l.left) / columnWidth }

// margin is how far the lines of the column of l reach, or of one that begins a
// little to its left or right.
func margin(columns map[int]float64, l line) float64 {
	c := column(l)
	return max(columns[c-1], columns[c], columns[c+1])
}

// leading is the usual distance from one line to the next.
func leading(lines []line) float64 {
	var steps []float64
	for i := 1; i < len(lines); i++ {
		if d := lines[i-1].bottom - lines[i].bottom; d > 0 && d < 4*lines[i].size {
			steps = append(steps, d)
		}
	}
	if len(steps) == 0 {
		return 14
	}
	slices.Sort(steps)
	return steps[len(steps)/3]
}

// attach adds a line to a paragraph, mending a word cut by a hyphen.
func attach(text, next string, words map[string]bool) string {
	end, n := utf8.DecodeLastRuneInString(text)
	if end != '-' && end != '\u2010' || strings.HasSuffix(text, " -") {
		return text + " " + next
	}
	head := text[:len(text)-n]
	if first, _ := utf8.DecodeRuneInString(next); !unicode.IsLower(first) {
		return head + "-" + next
	}
	a := strings.ToLower(head[strings.LastIndexFunc(head, notLetter)+1:])
	b := next
	if i := strings.IndexFunc(next, notLetter); i >= 0 {
		b = next[:i]
	}
	b = strings.ToLower(b)
	switch {
	case words[a+b] && !words[a+"-"+b]:
		return head + next
	case words[a+"-"+b], hyphenBefore[a], hyphenAfter[b]:
		return head + "-" + next
	}
	return head + next
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// Words that keep the hyphen behind or before them, "sous-préfet", "celui-ci".
var (
	hyphenBefore = set("sous", "vice", "ex", "non", "demi", "mi", "semi", "celui", "celle", "ceux", "celles", "peut", "est", "quant",
		"après", "avant", "au", "par", "ci", "là", "porte", "rendez", "franco", "saint", "sainte", "trois", "deux", "quatre", "vingt",
		"cinquante", "soixante", "trente", "quarante", "t", "grand", "grands", "haut", "chef", "chefs", "contre", "compte", "mot", "main",
		"savoir", "aide", "garde", "centre", "centres", "petit", "nord", "sud", "dit", "outre", "libre", "chauffe", "plate")
	hyphenAfter = set("ci", "là", "même", "mêmes", "dire", "vous", "nous", "il", "elle", "on", "ils", "elles", "je", "tu", "t", "ce", "les", "le",
		"la", "lui", "leur", "y", "en", "sur", "sous", "de", "du", "des", "être", "delà", "dessus", "dessous", "bas", "clé", "clés",
		"préfet", "préfète", "préfecture", "président", "présidente", "général", "midi", "end", "vis")
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// vocabulary are the words, compounds among them, that stand whole in the text.
func vocabulary(pages []sheet) map[string]bool {
	words := map[string]bool{}
	for _, s := range pages {
		for _, l := range s.lines {
			fields := strings.FieldsFunc(strings.ToLower(l.text), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
			for i, w := range fields {
				if i == len(fields)-1 && strings.HasSuffix(w, "-") {
					continue
				}
				words[strings.Trim(w, "-")] = true
			}
		}
	}
	return words
}
