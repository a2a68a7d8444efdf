package main

import (
	"fmt"
	"strconv"
	"strings"

	"estrade/extract"
)

// world reads world.txt.
func world() ([]place, error) {
	var out []place
	country := ""
	for _, r := range split(worldFile, ";", 3) {
		for i := range r {
			r[i] = strings.TrimSpace(r[i])
		}
		r = append(r, "", "", "")
		e := extract.Entry{Name: r[1], Country: country}
		var aliases string
		switch r[0] {
		case "country":
			country = r[2]
			e.Kind, e.Code, e.Country, aliases = extract.Country, country, country, r[3]
		case "region", "other":
			e.Kind = extract.PlaceKind(r[0])
			aliases = r[3]
		case "city", "capital":
			e.Kind, e.Seat = extract.Commune, r[0] == "capital"
			thousands, err := strconv.ParseFloat(r[3], 64)
			if err != nil {
				return nil, fmt.Errorf("read population of %s: %w", e.Name, err)
			}
			e.Population, aliases = int(1000*thousands), r[4]
		default:
			return nil, fmt.Errorf("read world: kind %q", r[0])
		}
		if r[0] != "country" && r[2] != "" {
			p, ok := position(r[2])
			if !ok {
				return nil, fmt.Errorf("read position of %s: %q", e.Name, r[2])
			}
			e.Position = p
		}
		out = append(out, place{Entry: e, aliases: list(aliases)})
	}
	// A country lies where its capital does, roughly enough for a map.
	for i, p := range out {
		if p.Kind == extract.Commune && p.Seat {
			for j := range out {
				if out[j].Kind == extract.Country && out[j].Country == p.Country && out[j].Position == (extract.Position{}) {
					out[j].Position = out[i].Position
				}
			}
		}
	}
	return out, nil
}

// geography reads geography.txt.
func geography() []place {
	var out []place
	for _, r := range split(geographyFile, ";", 2) {
		for i := range r {
			r[i] = strings.TrimSpace(r[i])
		}
		r = append(r, "", "", "")
		e := extract.Entry{Kind: extract.PlaceKind(r[0]), Name: r[1], Country: "FR", Department: r[2]}
		if p, ok := position(r[3]); ok {
			e.Position = p
		}
		if r[4] != "" {
			e.Country = strings.Trim(r[4], "-")
		}
		out = append(out, place{Entry: e})
	}
	return out
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}
