package main

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"estrade/extract"
	"estrade/extract/gazetteer/internal/table"
)

// place is an entry and the names it goes by besides its own.
type place struct {
	extract.Entry
	aliases []string
	shorts  []string // folded; no names if a place has them in full
}

// kinds are in the order of package gazetteer.
var kinds = []extract.PlaceKind{extract.Commune, extract.Departement, extract.Region, extract.Country, extract.Venue, extract.OtherPlace}

// encode returns the tables of names and codes and the entries, in the layout
// that package gazetteer describes.
func encode(places []place) (names, codes map[string]string, entries string, err error) {
	slices.SortStableFunc(places, func(a, b place) int { return b.Population - a.Population })
	names, codes = map[string]string{}, map[string]string{}
	var out []byte
	var offsets []uint64
	for _, p := range places {
		at := uint64(len(out))
		offsets = append(offsets, at)
		out = appendEntry(out, p.Entry)
		if p.Code != "" {
			if key := string(p.Kind) + " " + p.Code; codes[key] == "" {
				codes[key] = string(binary.AppendUvarint(nil, at))
			}
		}
		seen := map[string]bool{}
		for _, name := range append([]string{p.Name}, p.aliases...) {
			key := key(name)
			if seen[key] {
				continue
			}
			seen[key] = true
			if len(key) > 79 {
				return nil, nil, "", fmt.Errorf("name %q is longer than the gazetteer allows", name)
			}
			addName(names, key, at<<1)
			for _, article := range []string{"le ", "les "} {
				if bare, ok := strings.CutPrefix(key, article); ok && !seen[bare] {
					seen[bare] = true
					addName(names, bare, at<<1|1)
				}
			}
		}
	}
	full := maps.Clone(names)
	for i, p := range places {
		for _, short := range p.shorts {
			if full[short] == "" {
				addName(names, short, offsets[i]<<1)
			} else { // another has it in full: no token holds a colon
				names[p.Department+":"+short] = string(binary.AppendUvarint(nil, offsets[i]<<1))
			}
		}
	}
	return names, codes, string(out), nil
}

// addName adds a reference to a name, and the beginnings of the name without one.
func addName(names map[string]string, key string, ref uint64) {
	names[key] = string(binary.AppendUvarint([]byte(names[key]), ref))
	for i := range len(key) {
		if key[i] == ' ' {
			names[key[:i]] += ""
		}
	}
}

func appendEntry(b []byte, e extract.Entry) []byte {
	flags := byte(0)
	if e.Former {
		flags |= 1
	}
	if e.Seat {
		flags |= 2
	}
	b = append(b, byte(slices.Index(kinds, e.Kind)), flags)
	b = binary.LittleEndian.AppendUint32(b, uint32(e.Population))
	lat, lon := uint32(0), uint32(0)
	if e.Position != (extract.Position{}) {
		lat, lon = fixed(e.Position.Lat), fixed(e.Position.Lon)
	}
	b = binary.LittleEndian.AppendUint32(b, lat)
	b = binary.LittleEndian.AppendUint32(b, lon)
	for _, s := range []string{e.Name, e.Code, e.Department, e.Region, e.Country} {
		b = table.AppendString(b, s)
	}
	return b
}

func fixed(degrees float64) uint32 { return uint32(math.Round((degrees + 180) * 1e4)) }

// key is the form of a name in the table: its tokens, folded, joined by spaces.
func key(name string) string {
	words := strings.FieldsFunc(fold(name), func(r rune) bool { return r == ' ' || r == '-' || r == '/' || r == '(' || r == ')' })
	for i := 0; i < len(words); i++ {
		// An elided article is a word of its own; "Penmarc'h" is one word.
		if w, rest, ok := strings.Cut(words[i], "'"); ok && rest != "" && (len(w) == 1 || w == "qu") {
			words = slices.Replace(words, i, i+1, w+"'", rest)
		}
		w := words[i]
		switch w {
		case "st":
			words[i] = "saint"
		case "ste":
			words[i] = "sainte"
		case "lez":
			words[i] = "les"
		}
	}
	return strings.Join(words, " ")
}

// fold is lower case without accents and ligatures, with straight apostrophes.
func fold(s string) string {
	s = strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae", "Æ", "ae", "’", "'", "ß", "ss", "ø", "o", "Ø", "o", "ł", "l", "Ł", "l").Replace(s)
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}
