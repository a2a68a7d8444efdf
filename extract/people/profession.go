package people

import (
	"strings"

	"estrade/extract"
)

// profession recognises a noun in apposition by its ending: "hydrologue au BRGM",
// "ancien parachutiste".
func (r *reader) profession(from int) int {
	if r.word(from-1) != "," && r.word(from-1) != "(" || !r.together(from) {
		return -1
	}
	p := from
	if w := r.word(p); (w == "ancien" || w == "ancienne") && r.together(p+1) {
		p++
	}
	if !r.lowercase(p) || r.class[p]&(stop|adjective|notAdjective|notRole|predicate|speechVerb|humanVerb|venue|orgWord|linker|infinitiveNoun) != 0 {
		return -1
	}
	w, plural := strings.CutSuffix(r.word(p), "s")
	if !professional(w) {
		return -1
	}
	q := p + 1
	for r.together(q) && r.tokens[q].Gap == extract.Hyphen {
		q++ // "paysagiste-conseil"
	}
	for r.lowercase(q) && r.together(q) && r.isAdjective(q) {
		q++
	}
	if r.together(q) && r.tokens[q].Kind == extract.Word {
		l := r.lower(q)
		if !r.isDe(q) && l != "depuis" && l != "à" && l != "au" && l != "aux" && l != "en" && l != "chez" {
			return -1
		}
		x := &office{class: work, preps: takesA | takesEn}
		for r.together(q) {
			next, ok := r.preposition(q, x, false)
			if l := r.lower(q); l == "en" || l == "chez" {
				next, ok = q+1, r.capital(q+1)
			}
			if !ok {
				break
			}
			c, ok := r.nounPhrase(next, -1, false)
			if !ok || c.nested {
				break
			}
			q = c.end
		}
	}
	t := title{from: from, to: q, head: -1, article: -1, parent: -1, person: -1}
	if written := r.text(p, p+1); plural {
		t.plural, t.full = true, strings.TrimSuffix(written, "s")+r.d.Text[r.tokens[p].Span.To:r.tokens[q-1].Span.To]
	}
	r.titles = append(r.titles, t)
	r.titleAt[from] = int32(len(r.titles))
	return len(r.titles) - 1
}

// professionalEndings mark nouns for people who do something.
var professionalEndings = []string{"teur", "trice", "geur", "leur", "neur", "seur", "ienne", "icien", "iste", "logue", "nome", "graphe", "rier", "riere", "mier", "miere", "nier", "niere", "lier", "liere", "tier", "tiere", "sier", "siere", "cier", "ciere", "cher", "chere", "chiste", "cat", "aire", "ecin", "deuse", "teuse", "rienne", "rien", "tien", "tienne", "deur"}

// professional reports whether the folded noun, in the singular, ends as the
// names of professions do: "hydrologue", "navigatrice".
func professional(w string) bool {
	if strings.HasSuffix(w, "itaire") {
		return false
	}
	switch w {
	case "originaire", "titulaire", "beneficiaire", "solidaire", "locataire", "premiere", "derniere", "dernier", "premier", "meilleur", "meilleure", "lumiere", "matiere", "filiere", "rotation", "secteur", "quartier":
		return false
	}
	for _, s := range professionalEndings {
		if strings.HasSuffix(w, s) && len(w) > len(s)+2 {
			return true
		}
	}
	return false
}

// professionBefore recognises such a noun with its article in front of the
// name at token p: "la navigatrice Anne Martin".
func (r *reader) professionBefore(p int) int {
	k := p - 1
	if !r.together(p) || !r.lowercase(k) || r.headAt[k] != 0 || !r.together(k) ||
		r.class[k]&(stop|adjective|notAdjective|notRole|kin|predicate|speechVerb|humanVerb|venue|orgWord|linker|infinitiveNoun|civility) != 0 || !professional(r.word(k)) {
		return -1
	}
	t := title{from: k, to: p, head: -1, article: k - 1, parent: -1, person: -1}
	switch r.lower(k - 1) {
	case "le", "du", "au", "un":
		t.def, t.gender = true, extract.Masculine
	case "la", "une":
		t.def, t.gender = true, extract.Feminine
	case "l'":
		t.def = true
	default:
		return -1
	}
	r.titles = append(r.titles, t)
	r.titleAt[k] = int32(len(r.titles))
	return len(r.titles) - 1
}
