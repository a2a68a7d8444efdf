package index

import (
	_ "embed" // for territories.tsv
	"slices"
	"strings"
	"sync"
)

//go:embed territories.tsv
var territoriesFile string

// Territory is a departement, an overseas collectivity or a region of France.
type Territory struct {
	Code   string // INSEE code: "59", "2A", "974"; of a region "32"
	Name   string
	Region string // INSEE code of the region; empty for a collectivity that is in none
}

// territories are the known ones by code and by folded name; departements and
// regions apart, since "Guadeloupe" names both.
type territories struct {
	departements, regions map[string]Territory
}

var loadTerritories = sync.OnceValue(func() territories {
	t := territories{map[string]Territory{}, map[string]Territory{}}
	for line := range strings.Lines(territoriesFile) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 3 {
			continue
		}
		code, isRegion := strings.CutPrefix(f[0], "R")
		m := t.departements
		if isRegion {
			m = t.regions
		}
		x := Territory{Code: code, Region: f[1], Name: f[2]}
		m[NameKey(x.Code)], m[NameKey(x.Name)] = x, x
	}
	return t
})

// Departement finds a departement or overseas collectivity by its code or its
// name, with or without accents and hyphens.
func Departement(s string) (Territory, bool) {
	key := NameKey(s)
	if len(key) == 1 && key[0] >= '1' && key[0] <= '9' {
		key = "0" + key
	}
	t, ok := loadTerritories().departements[key]
	return t, ok
}

// Region finds a region by its code or its name.
func Region(s string) (Territory, bool) {
	t, ok := loadTerritories().regions[NameKey(s)]
	return t, ok
}

// departementCodes are the codes of all departements and overseas
// collectivities, sorted.
var departementCodes = sync.OnceValue(func() []string {
	var codes []string
	for _, t := range loadTerritories().departements {
		codes = append(codes, t.Code)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
})
