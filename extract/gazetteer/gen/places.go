package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"estrade/extract"
)

// world.txt has countries, foreign regions and towns; geography.txt has
// rivers, massifs and the like. Both say at their top how to read them.

//go:embed world.txt
var worldFile string

//go:embed geography.txt
var geographyFile string

//go:embed aliases.txt
var aliasesFile string

//go:embed positions.txt
var positionsFile string

// division is a row of the files of the COG.
type division struct {
	Code, Nom, Type     string
	Departement, Region string
	ChefLieu, Commune   string
	Collectivite        struct{ Code, Nom string }
	Population          int
}

// french is the administrative part of the gazetteer.
type french struct {
	positions   map[string]extract.Position
	populations map[string]int
	seats       map[string]bool
	aliases     map[string][]string // by kind and code
}

// places returns all places.
func places(cog, figures string) ([]place, error) {
	f := french{map[string]extract.Position{}, map[string]int{}, map[string]bool{}, map[string][]string{}}
	merged, err := rows(filepath.Join(figures, "communes_merged.tsv"), "\t", 7)
	if err != nil {
		return nil, err
	}
	for _, r := range merged {
		f.populations[r[0]], _ = strconv.Atoi(r[5])
		if p, ok := position(r[6]); ok {
			f.positions[r[0]] = p
		}
	}
	for _, r := range split(positionsFile, " ", 2) {
		p, ok := position(r[1])
		if !ok {
			return nil, fmt.Errorf("read position of %s: %q", r[0], r[1])
		}
		f.positions[r[0]] = p
	}
	for _, r := range split(aliasesFile, " ", 3) {
		f.aliases[r[0]+" "+r[1]] = strings.Split(strings.Join(r[2:], " "), "|")
	}
	var communes, arrondissements, departements, regions []division
	for name, to := range map[string]*[]division{"communes": &communes, "arrondissements": &arrondissements, "departements": &departements, "regions": &regions} {
		b, err := os.ReadFile(filepath.Join(cog, "data", name+".json"))
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(b, to); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	for _, d := range [][]division{arrondissements, departements, regions} {
		for _, x := range d {
			f.seats[x.ChefLieu] = true
		}
	}
	var out []place
	out = append(out, f.divisions(departements, regions, arrondissements)...)
	out = append(out, f.communes(communes, merged)...)
	foreign, err := world()
	if err != nil {
		return nil, err
	}
	out = append(out, foreign...)
	return append(out, geography()...), nil
}

// position reads "46.15,4.92".
func position(s string) (extract.Position, bool) {
	lat, lon, _ := strings.Cut(s, ",")
	a, err1 := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	b, err2 := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	return extract.Position{Lat: a, Lon: b}, err1 == nil && err2 == nil
}

// divisions are regions, departements, overseas collectivities and arrondissements.
func (f *french) divisions(departements, regions, arrondissements []division) []place {
	var out []place
	add := func(d division, kind extract.PlaceKind, name, departement, region string) {
		out = append(out, place{extract.Entry{
			Kind: kind, Name: name, Code: d.Code, Department: departement, Region: region, Country: "FR",
			Position: f.positions[d.ChefLieu],
		}, f.aliases[string(kind)+" "+d.Code], nil})
	}
	for _, d := range departements {
		if len(d.Code) == 3 && d.Code >= "975" && d.Code != "976" {
			add(d, extract.OtherPlace, d.Nom, d.Code, "")
			continue
		}
		add(d, extract.Departement, d.Nom, d.Code, d.Region)
	}
	for _, d := range regions {
		if len(d.Code) == 2 {
			add(d, extract.Region, d.Nom, "", d.Code)
		}
	}
	for _, d := range arrondissements {
		add(d, extract.OtherPlace, "arrondissement "+of(d.Nom), d.Departement, d.Region)
	}
	return out
}

// of puts "de" before a name: "du Havre", "d'Alès".
func of(name string) string {
	if rest, ok := strings.CutPrefix(name, "Le "); ok {
		return "du " + rest
	}
	if rest, ok := strings.CutPrefix(name, "Les "); ok {
		return "des " + rest
	}
	if strings.ContainsAny(fold(name)[:1], "aeiouyh") {
		return "d'" + name
	}
	return "de " + name
}

// communes are those of today, then those that others have absorbed.
func (f *french) communes(list []division, merged [][]string) []place {
	var out []place
	current := map[string]string{} // name of today by code
	known := map[string]bool{}
	for _, d := range list {
		if d.Type == "commune-actuelle" {
			current[d.Code] = d.Nom
		}
	}
	shorts := shortForms(list)
	for _, d := range list {
		e := extract.Entry{
			Kind: extract.Commune, Name: d.Nom, Code: d.Code, Department: d.Departement, Region: d.Region, Country: "FR",
			Position: f.positions[d.Code], Population: max(d.Population, f.populations[d.Code]),
		}
		if e.Department == "" { // of an overseas collectivity
			e.Department = d.Code[:3]
		}
		switch d.Type {
		case "commune-actuelle":
			e.Seat = f.seats[d.Code]
			out = append(out, place{e, f.aliases["commune "+d.Code], shorts[d.Code]})
		case "commune-deleguee", "commune-associee":
			if key(current[d.Code]) == key(d.Nom) {
				continue
			}
			e.Former, e.Population = true, 0
			if e.Position == (extract.Position{}) || current[d.Code] != "" {
				e.Position = f.positions[d.ChefLieu]
			}
			out = append(out, place{Entry: e})
		}
		known[d.Code] = true
	}
	for _, r := range merged[1:] { // merged since: its header comes first
		if !known[r[0]] {
			p, _ := position(r[6])
			out = append(out, place{extract.Entry{
				Kind: extract.Commune, Name: r[1], Code: r[0], Department: r[2], Region: r[3], Country: "FR",
				Population: f.populations[r[0]], Position: p, Former: true,
			}, nil, nil})
		}
	}
	return out
}

// shortForms are the names that communes go by in their own departement, by
// code: "Carhaix" for Carhaix-Plouguer. A form that is a name of its own in
// that departement, or that two communes of like size would share, is none.
func shortForms(list []division) map[string][]string {
	const minPopulation, minRatio = 200, 3
	type local struct{ short, departement string }
	full := map[local]bool{}
	owners := map[local][]division{}
	for _, d := range list {
		full[local{key(d.Nom), d.Departement}] = true
		if d.Type != "commune-actuelle" {
			continue
		}
		for _, short := range heads(d.Nom) {
			l := local{short, d.Departement}
			owners[l] = append(owners[l], d)
		}
	}
	out := map[string][]string{}
	for l, own := range owners {
		slices.SortFunc(own, func(a, b division) int { return b.Population - a.Population })
		alone := len(own) == 1 || own[0].Population >= minRatio*own[1].Population
		if !full[l] && alone && own[0].Population >= minPopulation {
			out[own[0].Code] = append(out[own[0].Code], l.short)
		}
	}
	for _, shorts := range out {
		slices.Sort(shorts)
	}
	return out
}

// epithets begin names but are none.
const epithets = " grand grande grands grandes petit petite petits petites haut haute hauts hautes basse vieux vieil vieille " +
	"neuf neuve notre belle beau bonne bois pont port mont monts roche chapelle fontaine ville villers villiers villeneuve " +
	"neuville chateau chateauneuf moulin moulins saint sainte cour cours plan terre terres pierre jean marie val vals font saut "

// particles join the words of a name.
const particles = " le la les l' de du des d' en sur sous et aux au a pres saint sainte "

// heads are the beginnings of a compound name that may stand for it: its first
// word, with its article or its saint; all before a last word that was added when
// communes merged, "Port-en-Bessin" of Port-en-Bessin-Huppain; and all before a
// particle, "Autrans-Méaudre" of Autrans-Méaudre en Vercors.
func heads(name string) []string {
	const minLength = 3
	words := strings.Fields(key(name))
	n := 1
	switch words[0] {
	case "saint", "sainte", "le", "la", "les", "l'":
		n = 2
	}
	var out []string
	if len(words) > n && len(words[n-1]) >= minLength && !strings.Contains(epithets, " "+words[n-1]+" ") {
		out = append(out, strings.Join(words[:n], " "))
	}
	isParticle := func(word string) bool { return strings.Contains(particles, " "+word+" ") }
	last := len(words) - 1
	for k := n + 1; k <= last; k++ {
		if !isParticle(words[k-1]) && words[0] != "notre" && (isParticle(words[k]) || k == last && k > n+1) {
			out = append(out, strings.Join(words[:k], " "))
		}
	}
	return out
}
