package index

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"estrade/extract"
)

// Keys are the names under which a place is found, as [NameKey] writes them:
// its own, as written and as spelled; the commune that a venue is in or whose
// name ends it; all of these also with the code of the departement or country;
// its code; and the departement and region around it. "Palais provincial de
// Mons" is found under "mons" and "mons be", and "Mons-en-Barœul" is not.
func (p *Place) Keys() []string {
	var keys []string
	add := func(name string) {
		if k := NameKey(name); k != "" && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	add(p.Name)
	add(p.Text)
	add(p.Within)
	if p.isVenue() {
		for _, name := range endingNames(p.Text) {
			add(name)
		}
	}
	for _, name := range slices.Clone(keys) {
		add(placeID(name, p.Departement, p.Country))
	}
	add(p.Code)
	if t, ok := Departement(p.Departement); ok {
		add(t.Name)
	}
	if t, ok := Region(p.Region); ok {
		add(t.Name)
	}
	return keys
}

// territory is what a place lies in, as a question tells it: the code of a
// departement or of a country abroad; both empty if it does not.
type territory struct{ departement, country string }

// cutPlace parts the name of a place from what it lies in after the last comma:
// "Mons, BE", "Saint-Denis, La Réunion". What is neither the code or name of a
// departement nor two capitals belongs to the name; "Nord, 59" is all of the
// departement.
func cutPlace(s string) (name string, around territory) {
	i := strings.LastIndexByte(s, ',')
	if i < 0 {
		return s, territory{}
	}
	tail := strings.TrimSpace(s[i+1:])
	if t, ok := Departement(tail); ok {
		if own, ok := Departement(s[:i]); ok && own == t {
			return s[:i], territory{}
		}
		return s[:i], territory{departement: t.Code}
	}
	if len(tail) == 2 && tail != "FR" && strings.Trim(tail, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return s[:i], territory{country: tail}
	}
	return s, territory{}
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
