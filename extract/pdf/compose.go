package pdf

import (
	"regexp"
	"strings"
	"unicode"
)

// compose makes title and text of the pages of a file.
func compose(pages []sheet, metadata string) (title, text string) {
	dropFurniture(pages)
	all := paragraphs(pages)
	title, at, count := findTitle(all, metadata)
	var s strings.Builder
	s.WriteString(title)
	begun := false
	for i, p := range all {
		if i >= at && i < at+count || p.page == 0 && p.text == title {
			continue
		}
		switch {
		case !begun:
			s.WriteByte('\n')
		case p.item && i > 0 && all[i-1].item:
			s.WriteByte('\n')
		default:
			s.WriteString("\n\n")
		}
		begun = true
		s.WriteString(p.text)
	}
	if !begun {
		s.WriteByte('\n')
	}
	return title, s.String()
}

// pageNumber is a line that only numbers a page: "3", "- 3 -", "Page 3 sur 4".
var pageNumber = regexp.MustCompile(`(?i)^(?:page\s*)?[-–—|\s]*\d{1,3}\s*(?:(?:/|sur|of)\s*\d{1,3})?[-–—|\s]*$`)

// contact is what the foot of a letterhead holds.
var contact = regexp.MustCompile(`(?i)\bt[ée]l(?:éphone)?\b|@|\bwww\.|https?:|\bcedex\b|\bstandard\b|\b\d{5} [A-Z]{3}|(?:\d\d[ .]){4}\d\d`)

// dropFurniture leaves out page numbers, lines that stand at the top or bottom
// of most pages, unless they are large and on the first, and addresses in small
// print at the bottom.
func dropFurniture(pages []sheet) {
	seen := map[string]int{}
	for _, s := range pages {
		once := map[string]bool{}
		for _, l := range s.lines {
			if key := digitless(l.text); atEdge(l, s.height) && !once[key] {
				once[key] = true
				seen[key]++
			}
		}
	}
	body := bodySize(pages)
	for i, s := range pages {
		var kept []line
		for _, l := range s.lines {
			edge := atEdge(l, s.height)
			switch {
			case edge && pageNumber.MatchString(l.text):
			case edge && (i > 0 || l.size < body*1.15) && seen[digitless(l.text)] > 1 && seen[digitless(l.text)]*2 >= len(pages):
			case edge && l.bottom < s.height/2 && l.size < body*0.95 && contact.MatchString(l.text):
			default:
				kept = append(kept, l)
			}
		}
		pages[i].lines = kept
	}
}

// atEdge reports whether a line stands where headers and footers do.
func atEdge(l line, height float64) bool { return l.bottom > height*0.88 || l.top < height*0.12 }

// digitless is a line without what changes from page to page.
func digitless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// bodySize is the font size of most letters.
func bodySize(pages []sheet) float64 {
	letters := map[float64]int{}
	var best float64
	for _, s := range pages {
		for _, l := range s.lines {
			size := float64(int(l.size*2+0.5)) / 2
			letters[size] += len(l.text)
			if n := letters[size]; n > letters[best] || n == letters[best] && size < best {
				best = size
			}
		}
	}
	return best
}

// label is a line in large letters that names the kind of paper, or its place
// and day, not what it says.
var label = regexp.MustCompile(`(?i)^(?:[\pL' -]{2,40},? (?:le )?(?:\pL+di |dimanche )?\d{1,2}(?:er)? \pL+ \d{4}\.?|contacts?(?: presse)?\b.{0,60}|communiqu[ée]s?(?: de presse)?|dossier de presse|invitation(?: presse| à la presse)?|note (?:aux rédactions|de presse)|discours|point presse|(?:la |le )?pr[ée]f(?:et|[èe]te?|ecture)\b.{0,60}|république française|liberté|égalité|fraternité|service.{0,60}|cabinet.{0,40}|\P{L}*)$`)

// findTitle is the title of a file and which paragraphs say it: the largest
// letters of the first page, if they are larger than the body and no label, else
// the title in the metadata if the page says it too, else the first paragraph.
func findTitle(all []paragraph, metadata string) (title string, at, count int) {
	const longest = 300 // bytes
	var letters = map[float64]int{}
	var body float64
	for _, p := range all {
		if letters[p.size] += len(p.text); letters[p.size] > letters[body] {
			body = p.size
		}
	}
	want := digitless(metadata)
	best := -1
	for i, p := range all {
		if p.page > 0 {
			break
		}
		if len(p.text) > longest || label.MatchString(p.text) || p.item || strings.HasSuffix(p.text, ".") && p.size <= body {
			continue
		}
		if want != "" && digitless(p.text) == want {
			return p.text, i, 1
		}
		if p.size > body*1.08 && (best < 0 || p.size > all[best].size*1.05) {
			best = i
		}
	}
	if best >= 0 {
		title, count = all[best].text, 1
		for i := best + 1; i < len(all) && all[i].page == 0 && len(title) < longest; i++ {
			if r := all[i].size / all[best].size; r < 0.97 || r > 1.03 || len(all[i].text) > longest || all[i].item {
				break
			}
			title += " " + all[i].text
			count++
		}
		return title, best, count
	}
	for i, p := range all {
		if !label.MatchString(p.text) && len(p.text) <= longest && !strings.HasSuffix(p.text, ".") && !p.item && i < 6 {
			return p.text, i, 1
		}
	}
	if m := strings.Join(strings.Fields(metadata), " "); len(m) > 10 && strings.Contains(m, " ") {
		return m, 0, 0
	}
	if len(all) > 0 {
		return firstSentence(all[0].text), 0, 0
	}
	return "", 0, 0
}

// firstSentence is a short beginning of text to call a file by.
func firstSentence(text string) string {
	const short = 120
	if len(text) <= short {
		return text
	}
	if i := strings.Index(text, ". "); i > 0 && i < short {
		return text[:i+1]
	}
	i := strings.LastIndexByte(text[:short], ' ')
	if i <= 0 {
		return strings.ToValidUTF8(text[:short], "")
	}
	return text[:i] + " …"
}
