package gazetteer

import (
	"strings"

	"estrade/extract"
	"estrade/extract/gazetteer/internal/table"
)

// FirstNames calls yield for each first name, folded, with how many boys and
// girls were given it, until it returns false. The order is that of the file.
func (g *Gazetteer) FirstNames(yield func(fold string, male, female int) bool) {
	g.firstNames.All(func(fold, value string) bool {
		male, rest := table.Uvarint(value)
		female, _ := table.Uvarint(rest)
		return yield(fold, male, female)
	})
}

// Surnames calls yield for each surname, folded, with how many people bear it,
// until it returns false. The order is that of the file.
func (g *Gazetteer) Surnames(yield func(fold string, bearers int) bool) {
	g.surnames.All(func(fold, value string) bool {
		n, _ := table.Uvarint(value)
		return yield(fold, n)
	})
}

// Communes calls yield for each commune of today, in France, until it returns
// false. The order is that of the file.
func (g *Gazetteer) Communes(yield func(extract.Entry) bool) {
	g.codes.All(func(key, value string) bool {
		if !strings.HasPrefix(key, string(extract.Commune)+" ") {
			return true
		}
		at, _ := table.Uvarint(value)
		e := g.entry(at)
		return e.Former || e.Country != "FR" || yield(e)
	})
}
