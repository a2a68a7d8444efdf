package server

import (
	"cmp"
	_ "embed" // for texts.tsv
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"estrade/index"
)

// texts.tsv holds what the pages say: key, French, English. A text with %s or
// %d takes arguments; one whose key ends in ".one" goes with ".other".
//
//go:embed texts.tsv
var textsFile string

// lang is one of the languages of the pages.
type lang struct {
	Code  string // "fr", "en"
	texts map[string]string
}

func readTexts() (map[string]*lang, error) {
	langs := map[string]*lang{}
	for _, code := range index.Languages {
		langs[code] = &lang{Code: code, texts: map[string]string{}}
	}
	n := 0
	for line := range strings.Lines(textsFile) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 1+len(index.Languages) {
			return nil, fmt.Errorf("texts.tsv:%d: %d fields; want a key and a text for each language", n, len(f))
		}
		for i, code := range index.Languages {
			if _, ok := langs[code].texts[f[0]]; ok {
				return nil, fmt.Errorf("texts.tsv:%d: %s is there twice", n, f[0])
			}
			text := f[1+i]
			if code == "fr" {
				text = index.TypesetFrench(text)
			}
			langs[code].texts[f[0]] = text
		}
	}
	return langs, nil
}

// T is the text of a key with its arguments. A key that is missing shows as
// itself; a test sees that none is.
func (l *lang) T(key string, args ...any) string {
	text, ok := l.texts[key]
	if !ok {
		return key
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// N is a text that goes with a number, which it shows.
func (l *lang) N(key string, n int) string {
	form := ".other"
	if n == 1 || n == 0 && l.Code == "fr" {
		form = ".one"
	}
	return l.T(key+form, l.Number(n))
}

// Number is a whole number with its digits in groups of three.
func (l *lang) Number(n int) string {
	gap := ","
	if l.Code == "fr" {
		gap = "\u202f"
	}
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + gap + s[i:]
	}
	return s
}

var months = map[string][]string{
	"fr": {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// Day puts YYYY-MM-DD, YYYY-MM or YYYY into words; anything else stays as it is.
func (l *lang) Day(s string) string {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		if l.Code == "fr" && t.Day() == 1 {
			return fmt.Sprintf("1er %s %d", l.month(t.Month()), t.Year())
		}
		return fmt.Sprintf("%d %s %d", t.Day(), l.month(t.Month()), t.Year())
	}
	if t, err := time.Parse("2006-01", s); err == nil {
		return fmt.Sprintf("%s %d", l.month(t.Month()), t.Year())
	}
	return s
}

var shortMonths = map[string][]string{
	"fr": {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
	"en": {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
}

// ShortMonth is YYYY-MM in few letters, for the head of a column.
func (l *lang) ShortMonth(s string) string {
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return s
	}
	return fmt.Sprintf("%s %d", shortMonths[l.Code][t.Month()-1], t.Year())
}

func (l *lang) month(m time.Month) string { return months[l.Code][m-1] }

// Moment is a time in words, in UTC; empty for the zero time.
func (l *lang) Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.UTC()
	return fmt.Sprintf("%s, %s UTC", l.Day(t.Format(time.DateOnly)), t.Format("15:04"))
}

// language is the language of a request: that of its lang parameter, else the
// best one that the browser asks for.
func (s *Server) language(r *http.Request) *lang {
	if l, ok := s.langs[r.URL.Query().Get("lang")]; ok {
		return l
	}
	return s.langs[cmp.Or(index.PreferredLanguage(r.Header.Get("Accept-Language")), index.Languages[0])]
}
