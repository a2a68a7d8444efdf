package dates

import (
	"strings"

	"estrade/extract"
)

// window is how many tokens to each side of a date may tell its tense.
const window = 25

// tense is -1 if the words around tokens from to to tell of the past, 1 if of
// what is to come, 0 if nothing tells. What is nearest decides, first to the
// left, then to the right.
func (r *reader) tense(from, to int) int {
	s := r.sentence()
	if r.is(from-1, "depuis") || r.is(from-2, "depuis") {
		return -1
	}
	if r.is(from-1, "ici", "jusqu'") || r.is(from, "jusqu'", "jusqu'au") || r.is(from-2, "avant", "ici", "jusqu'") || r.is(from-1, "avant") {
		s.From = max(s.From, from-8)
		s.To = min(s.To, to)
		for i := max(s.From, from-window); i < from; i++ {
			if wishes[r.tokens[i].Lower] {
				return 1 // "il a promis une réponse avant le 15"
			}
		}
		if t := r.verbs(s, from, to); t != 0 {
			return t
		}
		return 1
	}
	return r.verbs(s, from, to)
}

func (r *reader) verbs(s extract.Sentence, from, to int) int {
	for i := min(from, len(r.tokens)) - 1; i >= max(s.From, from-window); i-- {
		if t := r.verb(i, s.To); t != 0 {
			return t
		}
	}
	reach := window
	if from <= s.From+2 {
		reach = 3 * window // what opens a sentence belongs to its main verb
	}
	for i := to; i < min(s.To, to+reach); i++ {
		if t := r.verb(i, s.To); t != 0 {
			return t
		}
	}
	return 0
}

// verb is the tense that token i shows.
func (r *reader) verb(i, end int) int {
	t := &r.tokens[i]
	if t.Kind != extract.Word || t.Shape != extract.LowerCase {
		return 0
	}
	switch {
	case isFuture(t.Lower) && !r.is(i-1, "le", "la", "l'", "un", "une", "de", "du", "d'", "des", "les"):
		return 1
	case expected[t.Lower] && r.is(i-1, "initialement", "etait", "etaient"):
		return -1
	case expected[t.Lower] || (t.Lower == "va" || t.Lower == "vont" || t.Lower == "doit" || t.Lower == "doivent"):
		return 1
	case r.isPast(i, end):
		if r.asks(i, end) {
			return 1
		}
		return -1
	}
	return 0
}

// expected are participles that point ahead: "la réunion prévue le".
var expected = set("prévu prévue prévus prévues programmé programmée programmés programmées attendu attendue attendus attendues " +
	"convoqué convoquée convoqués convoquées prochainement fixé fixée fixés reporté reportée planifié planifiée")

// notFuture end like a future and are none.
var notFuture = set("opéra caméra choléra contra extra para vrai frai environs environ délivrai aura-t tiara sierra infra supra ultra très")

// isFuture reports the third person of a future, the first of the plural, and
// the conditional that tells a future in the past: "aura", "se tiendront", "ouvrirait".
func isFuture(w string) bool {
	if len(w) < 3 || notFuture[w] {
		return false
	}
	for _, e := range []string{"ra", "ront", "rons", "rait", "raient"} {
		if strings.HasSuffix(w, e) && len(w) > len(e) {
			return w != "front" && w != "retrait" && w != "portrait" && w != "trait" && w != "extrait" && w != "attrait"
		}
	}
	return false
}

// isPast reports whether token i is an auxiliary before a participle ("a été",
// "s'est tenue"), or tells the past by itself.
func (r *reader) isPast(i, end int) bool {
	if i < 0 {
		return false
	}
	switch w := r.tokens[i].Lower; w {
	case "fut", "furent", "était", "étaient":
		return true
	case "a", "ont", "ai", "avons", "avait", "avaient", "eut", "eurent", "ayant":
		if r.is(i-1, "y") {
			return false
		}
		return r.participleAfter(i, end)
	case "est", "sont", "suis", "sommes":
		if r.is(i-1, "s'", "se", "me", "m'", "nous") {
			return r.participleAfter(i, end)
		}
		for k := i + 1; k < min(i+4, end); k++ {
			if moved[strings.TrimRight(r.tokens[k].Fold, "es")] {
				return true
			}
		}
	default:
		return strings.HasSuffix(w, "aient") && !strings.HasSuffix(w, "raient") && w != "pouvaient" && w != "devaient"
	}
	return false
}

// asks reports whether the auxiliary i belongs to a wish for what is to come: "a
// proposé d'ouvrir les lieux le 17".
func (r *reader) asks(i, end int) bool {
	for k := i + 1; k < min(i+5, end-1); k++ {
		if wishes[r.tokens[k].Lower] {
			return r.is(k+1, "de", "d'", "a", "que", "qu'") || r.is(k+2, "de", "d'", "a", "que", "qu'")
		}
	}
	return false
}

var wishes = set("suggéré proposé demandé invité appelé souhaité promis exhorté encouragé engagé engagée engagés engagées annoncé fixé")

// moved are participles that take "être", without their endings.
var moved = set("venu all arriv parti revenu déc decede mort n ne entr devenu intervenu mont descendu rest pass sorti")

func (r *reader) participleAfter(i, end int) bool {
	for k := i + 1; k < min(i+5, end); k++ {
		t := &r.tokens[k]
		if t.Kind != extract.Word {
			return false
		}
		if isParticiple(t.Lower) {
			return true
		}
	}
	return false
}

// isParticiple reports words that end like a past participle.
func isParticiple(w string) bool {
	for _, e := range []string{"é", "ée", "és", "ées", "i", "is", "ie", "ies", "ise", "ises", "u", "us", "ue", "ues", "t", "te", "ts", "tes"} {
		if strings.HasSuffix(w, e) && len(w) > len(e)+1 {
			return true
		}
	}
	return false
}
