package people

import (
	"strings"

	"estrade/extract"
)

// profession recognises a noun in apposition by its ending: "hydrologue au BRGM".
func (r *reader) profession(p int) int {
	if !r.together(p) || !r.lowercase(p) || r.class[p]&(stop|adjective|notAdjective|notRole|predicate|speechVerb|humanVerb|venue|orgWord|linker|infinitiveNoun) != 0 || r.word(p-1) != "," && r.word(p-1) != "(" {
		return -1
	}
	w, plural := strings.CutSuffix(r.word(p), "s")
	fits := false
	for _, s := range []string{"teur", "trice", "geur", "leur", "neur", "seur", "ienne", "icien", "iste", "logue", "nome", "graphe", "rier", "riere", "mier", "miere", "nier", "niere", "lier", "liere", "tier", "tiere", "cier", "ciere", "cat", "aire", "ecin", "deuse", "teuse", "rienne", "rien", "tien", "tienne", "deur"} {
		if strings.HasSuffix(w, s) && len(w) > len(s)+2 {
			fits = true
			break
		}
	}
	if !fits || strings.HasSuffix(w, "itaire") || w == "originaire" || w == "titulaire" || w == "beneficiaire" || w == "solidaire" || w == "locataire" {
		return -1
	}
	q := p + 1
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
			c, ok := r.nounPhrase(next, len(r.titles), false)
			if !ok || c.nested {
				break
			}
			q = c.end
		}
	}
	t := title{from: p, to: q, head: -1, article: -1, owner: -1, parent: -1, person: -1}
	if written := r.text(p, p+1); plural {
		t.plural, t.full = true, strings.TrimSuffix(written, "s")+r.d.Text[r.tokens[p].Span.To:r.tokens[q-1].Span.To]
	}
	r.titles = append(r.titles, t)
	r.titleAt[p] = int32(len(r.titles))
	return len(r.titles) - 1
}
