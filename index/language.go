package index

import (
	"strings"

	"golang.org/x/text/language"
)

// Languages are those in which readers are told things; the first is that of
// those who ask for none.
var Languages = []string{"fr", "en"}

// PreferredLanguage is the one of [Languages] that an Accept-Language header
// (RFC 9110, 12.5.4) gives the greatest weight; empty if it asks for none of
// them or cannot be read.
func PreferredLanguage(header string) string {
	tags, weights, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return ""
	}
	best, most := "", float32(0)
	for i, tag := range tags {
		base, _ := tag.Base()
		for _, code := range Languages {
			if base.String() == code && weights[i] > most {
				best, most = code, weights[i]
			}
		}
	}
	return best
}

var frenchSpaces = strings.NewReplacer(" :", "\u00a0:", " ;", "\u202f;", " ?", "\u202f?", " !", "\u202f!", "« ", "«\u00a0", " »", "\u00a0»")

// TypesetFrench gives a French text the spaces before its signs at which no line
// breaks.
func TypesetFrench(text string) string { return frenchSpaces.Replace(text) }
