package index

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"estrade/extract"
)

// Keys are the names under which a place is found, as [NameKey] writes them:
// its own, as written and as spelled; its codes; the commune that a venue is in
// or whose name ends it; and the departement and region around it. "Palais
// provincial de Mons" is found under "mons", and "Mons-en-Barœul" is not.
func (p *Place) Keys() []string {
	var keys []string
	add := func(name string) {
		if k := NameKey(name); k != "" && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	add(p.Name)
	add(p.Text)
	add(p.Code)
	add(p.Within)
	if p.isVenue() {
		for _, name := range endingNames(p.Text) {
			add(name)
		}
	}
	if t, ok := Departement(p.Departement); ok {
		add(t.Name)
	}
	if t, ok := Region(p.Region); ok {
		add(t.Name)
	}
	return keys
}

// isVenue reports whether the place may have the name of another in its own.
func (p *Place) isVenue() bool {
	switch p.Kind {
	case extract.Commune, extract.Departement, extract.Region, extract.Country:
		return false
	}
	return true
}

// endingNames are the names that a venue's name ends with after a preposition
// or a comma, longest first: of "salle des fêtes de Saint-Pol, Nord" they are
// "Saint-Pol, Nord" and "Nord". They are names if they begin with a capital.
func endingNames(venue string) []string {
	var names []string
	previous, end := "", 0
	eachWord(venue, func(from, to int) bool {
		gap := venue[end:from]
		joined := isApostrophe(gap) || strings.TrimSpace(gap) == ""
		first, _ := utf8.DecodeRuneInString(venue[from:])
		if unicode.IsUpper(first) && end > 0 &&
			(joined && leadsToName[Fold(previous)] || strings.ContainsAny(gap, ",(")) {
			names = append(names, venue[from:])
		}
		previous, end = venue[from:to], to
		return true
	})
	return names
}

// leadsToName are the words before the name of a commune: "palais de Mons",
// "mairie du Havre", "salle d'Ivry", "préfecture à Lille", "musée près Arles".
var leadsToName = map[string]bool{"de": true, "d": true, "du": true, "des": true, "a": true, "au": true, "aux": true, "en": true}

// ID names the place for [ProfilePlace]; a venue whose commune is known counts
// for the commune.
func (p *Place) ID() string { return p.use().ID }
