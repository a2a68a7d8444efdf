package dates

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"estrade/extract"
)

// stampLine is a line that says when its page was made or changed: "Mis à
// jour le 28/09/2016", "Publié le 1er mars 2020 - Mis à jour le 3 mars 2020 à 14h30",
// "Communiqué de la DDT, publié le lundi 7 mai 2018".
var stampLine = regexp.MustCompile(`(?i)^[\s>|•*([-]*` + `(?:` + stampPage + `[^0-9.;!?«»]{0,60}?[\s,|–—-]\s*)?(?:de presse\s*)?(?:a été )?` + stampVerb)

// stampPage is what a stamp may call its page.
const stampPage = `(?:communiqué|article|page|document|contenu|actualité|actu|dossier|texte|fiche|information|info|message|note|billet|brève|annonce|nouvelle|avis|par)`

const stampVerb = `(publi(?:é|ée|e)e?s?|publication|date de publication|mis(?:e|es)? en ligne|en ligne(?: depuis)?|cr(?:é|e)(?:é|e)e?s?(?: le| :)|création(?: le| :)|` +
	`date de création|post(?:é|e)e?|paru|parue|rédigée?|diffusée?|ajoutée?|mis(?:e|es)? (?:à|a|á) jour|m(?:à|a)j\b|modifi(?:é|e)e?s?|` +
	`derni(?:è|e)re (?:mise (?:à|a) jour|modification)|date de (?:mise (?:à|a) jour|modification)|actualisée?)`

// stampDate is a date in a stamp: "28/09/2016", "7 mai 2018", "22. août 2012".
const stampDate = `((?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)?,?\s*` +
	`(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2}\b)|\d{4}-\d{2}-\d{2}|\d{1,2}(?:er|\.)?[\s\x{a0}]+\p{L}{3,9}\.?[\s\x{a0}]+\d{4}))`

var (
	stampItem = regexp.MustCompile(`(?i)` + stampVerb + `[^0-9,;.!?«»]{0,40}?` + stampDate)
	// stampRest is what else such a line may hold.
	stampRest = regexp.MustCompile(`(?i)^(?:[\s\x{a0}()|•*:,;>\]\[–—-]|\d{1,2}\s?[h:]\s?\d{0,2}(?:min)?|à|le|et|par\s+.{1,60}$|dans\s+.{1,60}$|` +
		stampPage + `|de presse|a été|temps de lecture.*$|lecture.*$|\.$)*$`)
	// stampTime is a time of day behind a date.
	stampTime = regexp.MustCompile(`(?i)\s*(?:à|[-–—|,])?\s*\d{1,2}\s?[h:]\s?(?:\d{2})?\s*$`)
	// stampClock is a day with the minute, which no event begins on, or with an author: "Le
	// 22 août 2012 à 13h49", "22 août 2012 à 13h50 par la rédaction".
	stampClock = regexp.MustCompile(`(?i)^\s*(?:le\s+)?` + stampDate + `\s*(?:à|[-–—|,])?\s*(?:\d{1,2}\s?[h:]\s?\d[1-46-9]|\d{1,2}\s?[h:]\s?\d{2}\s+par\s.{1,60})\s*$`)
)

// plainBlanks makes the no-break spaces of a line plain ones.
var plainBlanks = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// Stamp reads the lines in which the page itself says when it was published
// and updated, near its top or at its end, and returns their spans. A date alone
// on the line below the title is such a line. It fills
// d.Published and d.Updated where both are empty. Where a page shows only one
// date, Published is that one; a page that only shows an update was, for all it
// tells, published then.
func Stamp(d *extract.Document) []extract.Span {
	const top, bottom = 8, 4 // lines that are not empty
	var spans []extract.Span
	published, updated := "", ""
	read := func(from, to int) {
		if to-from > longStamp || !strings.ContainsAny(d.Text[from:to], "0123456789") {
			return
		}
		line := plainBlanks.Replace(d.Text[from:to])
		if m := stampClock.FindStringSubmatch(line); m != nil && published == "" {
			if date, ok := parseStamp(m[1]); ok {
				published = date
				spans = append(spans, extract.Span{From: from, To: to})
			}
			return
		}
		head := stampLine.FindStringIndex(line)
		if head == nil {
			return
		}
		rest, at := "", 0
		first, last := published, updated
		for _, m := range stampItem.FindAllStringSubmatchIndex(line, -1) {
			date, ok := parseStamp(line[m[4]:m[5]])
			if !ok {
				return
			}
			if at > 0 || m[0] >= head[1] {
				rest += line[at:m[0]]
			}
			at = m[1]
			if isUpdate(line[m[2]:m[3]]) {
				if last == "" {
					last = date
				}
			} else if first == "" {
				first = date
			}
		}
		if at == 0 || !stampRest.MatchString(rest+line[at:]) {
			return
		}
		published, updated = first, last
		spans = append(spans, extract.Span{From: from, To: to})
	}
	from := 0
	for n := 0; n < top && from < len(d.Text); {
		to := lineEnd(d.Text, from)
		if line := d.Text[from:to]; strings.TrimSpace(line) != "" {
			date, alone := "", false
			if n == 1 && strings.TrimSpace(d.Text[to:]) != "" {
				date, alone = bareStamp(line)
			}
			switch {
			case n == 0: // the title is no stamp
			case alone:
				published = date
				spans = append(spans, extract.Span{From: from, To: to})
			default:
				read(from, to)
			}
			n++
		}
		from = to + 1
	}
	if to := len(d.Text); from < to {
		for n := 0; n < bottom && to > from; {
			start := strings.LastIndexByte(d.Text[:to], '\n') + 1
			if start < from {
				break
			}
			if strings.TrimSpace(d.Text[start:to]) != "" {
				read(start, to)
				n++
			}
			to = start - 1
		}
	}
	if d.Published == "" && d.Updated == "" {
		d.Published, d.Updated = published, updated
		if published == "" {
			d.Published = updated
		}
	}
	return spans
}

// bareStamp is the date that a line between title and text consists of, with a
// time of day but without a day of the week: "22/08/2012 à 13h49".
func bareStamp(line string) (iso string, ok bool) {
	if len(line) > longStamp || unicode.IsLetter(firstRune(line)) {
		return "", false
	}
	return parseStamp(stampTime.ReplaceAllString(line, ""))
}

// longStamp is the length in bytes of the longest line that is taken for a stamp.
const longStamp = 200

// parseStamp is Parse for dates that may have a year of two digits: "22/08/12".
func parseStamp(s string) (iso string, ok bool) {
	s = strings.TrimSpace(s)
	if iso, ok = Parse(s); ok {
		return iso, ok
	}
	if i := len(s) - len("12"); i > 0 && strings.ContainsRune("/.-", rune(s[i-1])) {
		return Parse(s[:i] + "20" + s[i:])
	}
	return "", false
}

// firstRune is the first letter, digit or sign of a line.
func firstRune(line string) rune {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(line))
	return r
}

func isUpdate(verb string) bool {
	verb = strings.ToLower(verb)
	return strings.Contains(verb, "jour") || strings.Contains(verb, "modif") || strings.HasPrefix(verb, "m") && strings.HasSuffix(verb, "j") || strings.HasPrefix(verb, "actualis")
}

func lineEnd(s string, from int) int {
	if i := strings.IndexByte(s[from:], '\n'); i >= 0 {
		return from + i
	}
	return len(s)
}
