package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dates are those that a page shows, in the form YYYY-MM-DD; empty if none.
type dates struct{ published, updated string }

func (d dates) known() bool { return d.published != "" || d.updated != "" }

// settled makes an only update date the publication date too.
func (d dates) settled() dates {
	if d.published == "" {
		d.published = d.updated
	}
	return d
}

// longStamp is the most bytes of a line that only tells dates, with the time of
// day and whoever wrote it.
const longStamp = 120

// dateForm is a date as stamps write it.
var dateForm = regexp.MustCompile(`(?i)^(?:\pL+di,? |dimanche,? |(?:lun|mar|mer|jeu|ven|sam|dim)\.?,? |le )?(\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:er)? \pL+\.? \d{4})`)

// readStamp reads a line such as "Publié le 20/08/2026 - Mis à jour le
// 21/08/2026". It reports false for a line that says more than dates.
func (e *Extractor) readStamp(line string) (d dates, ok bool) {
	if len(line) > longStamp || !hasDigit(line) {
		return d, false
	}
	rest := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, line)
	for rest != "" {
		iso, updated, n := e.readOne(rest)
		if n == 0 {
			break
		}
		ok = true
		switch {
		case updated && d.updated == "":
			d.updated = iso
		case !updated && d.published == "":
			d.published = iso
		}
		rest = strings.TrimLeft(rest[n:], " -–—|•·,;/().")
	}
	// What may still follow is the time of day or a name, not a sentence.
	if !ok || len(rest) > 40 || len(strings.Fields(rest)) > 6 {
		return dates{}, false
	}
	return d, true
}

// readOne reads the words and the date that s begins with; n is their length,
// 0 if s begins otherwise.
func (e *Extractor) readOne(s string) (iso string, updated bool, n int) {
	for _, rule := range e.rules.stamps {
		m := rule.form.FindStringIndex(s)
		if m == nil {
			continue
		}
		if iso, k := e.readDate(s[m[1]:]); k > 0 {
			return iso, rule.updated, m[1] + k
		}
	}
	return "", false, 0
}

// readDate reads the date that s begins with; n is its length, 0 if there is
// none. A date that does not exist has a length and no value.
func (e *Extractor) readDate(s string) (iso string, n int) {
	m := dateForm.FindStringSubmatchIndex(s)
	if m == nil || e.date == nil {
		return "", 0
	}
	if r, _ := utf8.DecodeRuneInString(s[m[1]:]); unicode.IsDigit(r) {
		return "", 0
	}
	iso, _ = e.date(strings.ReplaceAll(s[m[2]:m[3]], " / ", "/"))
	return iso, m[1]
}

// hasDigit reports whether s holds one of the digits 0 to 9, without which
// there is no date.
func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// marked is the date that the markup around a text names as one, by a machine's
// form of it or by the name of a class, and that the text begins with or is;
// empty if there is none.
func (e *Extractor) marked(n *html.Node) string {
	const levels = 3
	text := strings.Join(strings.Fields(n.Data), " ")
	if len(text) > longStamp || !hasDigit(text) {
		return ""
	}
	iso, k := e.readDate(text)
	if k == 0 {
		return ""
	}
	for i, up := 0, n.Parent; up != nil && i < levels; i, up = i+1, up.Parent {
		switch {
		case up.DataAtom == atom.Time, up.DataAtom == atom.Abbr && isoDay(attr(up, "title")) != "":
			if day := isoDay(attr(up, "datetime") + attr(up, "title")); day != "" {
				return day
			}
			return iso
		case up.DataAtom == atom.Small, datedClass(attr(up, "class")), strings.HasPrefix(attr(up, "itemprop"), "date"):
			if len(text)-k < 40 {
				return iso
			}
		}
	}
	return ""
}

// datedClass reports whether the name of a class, or a part of one, says that it
// marks a date: "news-list-date", "entry-date", "field--name-created".
func datedClass(classes string) bool {
	for part := range strings.FieldsFuncSeq(strings.ToLower(classes), func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch part {
		case "date", "datetime", "created", "published", "publication", "publi", "pubdate", "submitted", "posted", "time":
			return true
		}
	}
	return false
}

// labelForm is a line reduced to compare it with the labels: lower case,
// straight apostrophes, no marks around it.
func labelForm(s string) string {
	s = strings.ToLower(straight.Replace(s))
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// straight makes typographic marks plain. It is safe for concurrent use.
var straight = strings.NewReplacer("’", "'", "\u00A0", " ", "\u202F", " ")
