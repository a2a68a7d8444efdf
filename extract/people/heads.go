package people

import (
	"strings"

	"estrade/extract"
)

// head is an occurrence of a form of the office table.
type head struct {
	from, to int // tokens
	office   int16
	gender   extract.Gender // of the form; unknown if both genders share it
	plural   bool
}

// findHeads finds the longest office form at each token.
func (r *reader) findHeads() {
	for i := 0; i < len(r.tokens); i++ {
		if r.class[i]&officeHead == 0 {
			continue
		}
		n := r.lexicon.heads[r.tokens[i].Fold]
		var best *node
		end := 0
		for j := i + 1; n != nil; j++ {
			if n.office != 0 {
				best, end = n, j
			}
			if j >= len(r.tokens) || !r.together(j) || r.tokens[j].Kind != extract.Word {
				break
			}
			n = n.next[r.tokens[j].Fold]
		}
		if best == nil || r.headsThing(end) {
			continue
		}
		if r.isVerb(i, end) || end == i+1 && r.isQuality(i, best.office-1) {
			i = end - 1
			continue
		}
		r.heads = append(r.heads, head{from: i, to: end, office: best.office - 1, gender: best.gender, plural: best.plural})
		r.headAt[i] = int32(len(r.heads))
		i = end - 1
	}
}

// headsThing reports whether the words that end before token end go on as the
// name of a thing: "chef-lieu", "chef-d'œuvre"; or are one: "le col du Lautaret", where
// "Col" and "COL" are a colonel too.
func (r *reader) headsThing(end int) bool {
	if r.word(end-1) == "col" && r.tokens[end-1].Shape != extract.UpperCase {
		return r.lowercase(end-1) || r.isDe(end)
	}
	return r.word(end-1) == "chef" && end < len(r.tokens) && r.tokens[end].Gap == extract.Hyphen && (r.word(end) == "lieu" || r.word(end) == "d'")
}

// isVerb reports whether the words [i, end) are a verb: "il juge que".
func (r *reader) isVerb(i, end int) bool {
	if f := strings.TrimSuffix(r.tokens[i].Fold, "e"); end == i+1 && (f == "delegu" || f == "attach" || f == "delegue" || f == "attache") {
		switch r.lower(i - 1) {
		case "a", "ont", "avait", "est", "été", "ayant", "était", "sont", "avaient", "ai", "avons":
			return true
		}
	}
	if end == i+1 && r.word(end) == "par" && r.word(end+1) != "interim" && r.isParticipleNoun(i) {
		return true // "déléguée par la présidente"
	}
	if end == i+1 && (r.tokens[i].Fold == "representant" || r.tokens[i].Fold == "suppleant") {
		// "représentant le préfet", "représentant Damien Roux"
		switch r.lower(end) {
		case "le", "la", "l'", "les":
			return true
		}
		return r.is(end, civility) || r.together(end) && r.tokens[end].Shape == extract.Capitalised
	}
	if end != i+1 || r.tokens[i].Fold != "juge" && r.tokens[i].Fold != "president" && r.tokens[i].Fold != "commissaire" {
		return false
	}
	switch l := r.lower(end); l {
	case "que", "qu'", "«", "ainsi", "toutefois", "également":
		return r.lower(i-1) != "le" && r.lower(i-1) != "la"
	}
	return r.tokens[i].Fold == "juge" && (r.lower(i-1) == "il" || r.lower(i-1) == "elle")
}

// isQuality reports a rank that is an adjective of the noun before it: "l'assemblée
// générale", "le Conseil Général".
func (r *reader) isQuality(i int, office int16) bool {
	if r.lexicon.offices[office].class != rank || !r.together(i) || r.headEndsAt(i) || r.is(i-1, stop|particle|adjective|prenominal) {
		return false
	}
	if !(r.lowercase(i) && r.lowercase(i-1)) && !(r.is(i-1, bodyName|bodyNoun) && r.tokens[i].Gap == extract.Space) {
		return false
	}
	switch r.tokens[i].Fold {
	case "general", "generale", "generaux", "generales", "principal", "principale", "principaux", "cardinal", "major":
		return true
	}
	return false
}

// headEndsAt reports whether an office ends before token i: "monsieur le médecin général".
func (r *reader) headEndsAt(i int) bool {
	return len(r.heads) > 0 && r.heads[len(r.heads)-1].to == i
}

// isParticipleNoun reports offices that are participles too.
func (r *reader) isParticipleNoun(i int) bool {
	switch strings.TrimRight(r.tokens[i].Fold, "es") {
	case "delegu", "attach", "associ", "adjoint", "retrait", "salari", "deport", "envoy":
		return true
	}
	return false
}

// office is the row of the table that a head belongs to.
func (r *reader) office(h *head) *office { return &r.lexicon.offices[h.office] }
