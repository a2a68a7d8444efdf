package statements

import (
	"strings"

	"estrade/extract"
)

// complementStart is the token at which the words of the verb of c begin, or
// -1 if what follows is nothing that the verb reports.
func (v *view) complementStart(c cue, limit int) int {
	f := c.verb.frames
	i := c.to
	if !v.is(i-1, determiner) { // but "ses | plus vifs remerciements"
		i, _ = v.skipAdverbs(i, limit)
	}
	for i < limit && int(v.dateEnd[i]) > i && int(v.dateEnd[i]) < limit {
		i, _ = v.skipAdverbs(int(v.dateEnd[i]), limit) // "a annoncé lundi que"
	}
	if (v.lower(i) == "dans" || v.lower(i) == "par") && v.is(i+1, determiner) && v.is(i+2, speechNoun) {
		i = v.qualified(i+3, limit) // "a rappelé dans son discours tout ce que"
	}
	if k := v.clauseAfterAdjuncts(i, limit, f); k > 0 {
		return k
	}
	if f&about != 0 {
		if k := v.aboutAfter(i, limit); k > 0 {
			return k
		}
	}
	if v.lower(i) == "," {
		// "a précisé, devant les élus, que": an aside before the clause.
		if k := v.afterAside(i, limit, f); k > 0 {
			i = k
		} else if i > c.to && f&noun != 0 && i+1 < limit && v.is(i+1, determiner) && !v.is(i+1, preposition) {
			i++ // "a remercié chaleureusement, l'ensemble des agents": a stray comma
		}
	}
	if i >= limit {
		return -1
	}
	if w := v.lower(i + 1); f&to != 0 && v.tok[i].Shape == extract.LowerCase && !v.is(i, preposition|determiner) && (w == "à" || w == "au" || w == "aux") && len(c.verb.rest) > 0 {
		i++ // "a rendu un hommage appuyé au colonel"
	}
	if f&colon != 0 {
		if k := v.afterDative(i, limit, noun); k > 0 {
			i = k
		}
		if k := v.beforeColon(i, limit); k > 0 || f&shown == 0 || !v.nounLike(i) {
			return k
		}
		return v.ifNames(presentedPhrase, i, limit)
	}
	if v.inQuote(i) {
		return i
	}
	if v.lower(i) == ":" {
		return i + 1
	}
	switch w := v.lower(i); w {
	case "qui", "où":
		if f&clause != 0 && c.verb.class == "ask" {
			return i
		}
		return -1
	case "que", "qu'", "comment", "combien", "pourquoi", "quand", "si", "s'", "quel", "quelle", "quels", "quelles":
		if f&clause != 0 {
			return i
		}
		return -1
	case "ce":
		if n := v.lower(i + 1); f&clause != 0 && (n == "que" || n == "qu'" || n == "qui") {
			return i
		}
	case "de", "d'", "du", "des":
		if (c.verb.class == "thank" && f&noun != 0 || f&assured != 0) && v.hasObject(&c) {
			return i // "l'a remercié de son engagement", "les a assurés de son soutien"
		}
		if (c.verb.class == "ask" || c.verb.class == "wish") && f&noun != 0 && v.hasObject(&c) && v.infinitiveLike(i+1, limit) {
			return i // "l'a prié de patienter", "leur a souhaité de réussir"
		}
		if f&toDo != 0 && v.infinitiveLike(i+1, limit) || f&of != 0 {
			return i
		}
		if w == "des" && f&noun != 0 {
			return i
		}
		if f&noun != 0 && (w == "du" || v.is(i+1, adverb) || v.pluralAdjective(i+1)) {
			return i
		}
		return v.afterDative(i, limit, f)
	case "à", "au", "aux":
		if w == "à" && v.lower(c.to-1) == "appel" && !v.is(i+1, determiner|adverb) && !v.infinitiveLike(i+1, limit) && !v.inQuote(i+1) {
			return -1 // "a lancé un appel à projets": a procedure
		}
		if c.verb.class == "ask" && f&noun != 0 && v.hasObject(&c) && v.infinitiveLike(i+1, limit) {
			return i // "l'a encouragé à poursuivre"
		}
		if f&to != 0 {
			if (w == "à" || w == "au" || w == "aux") && v.dativeThen(i, limit) > 0 && f&clause != 0 && f&noun == 0 {
				return v.dativeThen(i, limit)
			}
			return i
		}
		if f&clause != 0 {
			if k := v.dativeThen(i, limit); k > 0 {
				return k
			}
		}
		if f&toDo != 0 && v.urges(i, limit) {
			return i // "a conseillé aux agriculteurs de différer"
		}
		return v.afterDative(i, limit, f&noun) // "a rappelé aux élus les règles"
	case "sur":
		if f&about != 0 {
			return i
		}
		return -1
	case "pour":
		if f&forIt != 0 {
			return i
		}
		return -1
	case "en":
		if v.lower(i+1) == "faveur" && f&forIt != 0 {
			return i
		}
		return v.afterDative(i, limit, f)
	case "contre":
		if f&against != 0 {
			return i
		}
		return -1
	case "parmi":
		if f&noun != 0 {
			return i
		}
		return -1
	}
	if f&attribute != 0 && v.tok[i].Kind == extract.Word {
		if k := i + 1; v.lower(k) == ":" && k+1 < limit {
			return k + 1
		}
		return i
	}
	if f&toDo != 0 && v.infinitiveLike(i, limit) || f&clause != 0 && v.ownInfinitive(i, limit) {
		return i
	}
	if f&assured != 0 && v.assures(i, limit) {
		return i
	}
	switch w := v.lower(i); {
	case f&own != 0 && (w == "sa" || w == "son" || w == "ses" || w == "leur" || w == "leurs"):
		return i
	case f&thought != 0 && v.nounLike(i):
		return v.ifNames(ideaPhrase, i, limit)
	}
	if f&told != 0 && v.nounLike(i) {
		if k := v.dativeThen(i, limit); k > 0 {
			return k // "a assuré les élus que"
		}
		if v.warnsOf(i, limit) {
			return i // "a rassuré les élus sur l'avenir du site"
		}
	}
	if f&noun != 0 && v.nounLike(i) || f&someone != 0 && v.nounLike(i) && v.urges(i, limit) {
		return i
	}
	return v.afterDative(i, limit, f)
}

// hasObject reports whether a pronoun before the verb of c is whom it is said
// to: "les a remerciés", "a tenu à les assurer".
func (v *view) hasObject(c *cue) bool {
	k := c.from - 1
	if c.form == infinitive {
		k = c.first - 1
	}
	return v.is(k, clitic) && !v.is(k, subject)
}

// ifNames returns i if the noun phrase that begins there has a noun of that
// class at its head, else -1.
func (v *view) ifNames(class phraseClass, i, limit int) int {
	for k := i; k < limit && k < i+4; k++ {
		if v.phrase(class, k, limit) > 0 {
			return i
		}
	}
	return -1
}

// aboutAfter is the "sur" that follows to whom or where something is said, or
// 0: "a insisté auprès des maires sur l'urgence".
func (v *view) aboutAfter(i, limit int) int {
	const far = 10
	switch v.lower(i) {
	case "auprès", "devant", "avec", "lors":
	default:
		return 0
	}
	for k := i + 1; k < limit && k < i+far; k++ {
		switch {
		case v.lower(k) == "sur":
			return k
		case v.tok[k].Kind == extract.Punct, v.isFinite(k):
			return 0
		}
	}
	return 0
}

// warnsOf reports whether people, whose noun phrase begins at token i, are told
// about something: "les élus sur l'avenir du site".
func (v *view) warnsOf(i, limit int) bool {
	const far = 8
	for k := i + 1; k < limit && k < i+far; k++ {
		if v.lower(k) == "sur" {
			return v.is(k+1, determiner)
		}
		if v.tok[k].Kind == extract.Punct || v.isFinite(k) {
			return false
		}
	}
	return false
}

// assures reports whether people are assured of something: "les sinistrés du
// soutien de l'État".
func (v *view) assures(i, limit int) bool {
	if v.headNoun(i+1, limit) == 0 && (v.ref(i) == nil || v.ref(i).kind == byBody) {
		return false
	}
	for k := i + 1; k+1 < limit && k < i+14; k++ {
		switch v.lower(k) {
		case "du", "de", "d'":
			if w := v.lower(k + 1); w == "son" || w == "sa" || w == "leur" || w == "l'" || w == "la" || w == "toute" || v.inQuote(k+1) || v.lower(k) == "du" {
				return true
			}
		}
	}
	return false
}

// urges reports whether someone is urged to do something: "les habitants à
// rester chez eux".
func (v *view) urges(i, limit int) bool {
	for k := i; k+1 < limit; k++ {
		w := v.lower(k)
		if w != "à" && w != "de" && w != "d'" && w != "au" {
			continue
		}
		next := k + 1
		if next < limit && v.tok[next].Kind == extract.Punct && v.inQuote(next) {
			next++ // "à « ne pas fermer la frontière »"
		}
		if w != "au" && v.infinitiveLike(next, limit) || w == "à" && (v.is(next, adverb) || v.isVirtue(next, limit)) || w == "au" && v.isVirtue(k, limit) {
			return true
		}
	}
	return false
}

// isVirtue reports a noun with its article, at token i, to which people are
// urged, and no place or time: "la responsabilité", "un comportement prudent",
// "au calme".
func (v *view) isVirtue(i, limit int) bool {
	switch v.lower(i) {
	case "la", "l'", "un", "une", "au", "plus", "davantage":
	default:
		return false
	}
	if v.phrase(venuePhrase, i+1, limit) > 0 || v.phrase(occasionPhrase, i+1, limit) > 0 {
		return false
	}
	for k := i + 1; k < limit && k < i+3; k++ {
		if v.phrase(virtuePhrase, k, limit) > 0 {
			return true
		}
		switch w := v.tok[k].Fold; {
		case strings.HasSuffix(w, "te"), strings.HasSuffix(w, "tion"), strings.HasSuffix(w, "nce"), strings.HasSuffix(w, "ment"), strings.HasSuffix(w, "sion"):
			return v.tok[k].Shape == extract.LowerCase && v.refAt[k] == 0
		}
	}
	return false
}

// nounLike reports whether a noun phrase begins at token i.
func (v *view) nounLike(i int) bool {
	if i >= len(v.tok) {
		return false
	}
	t := &v.tok[i]
	switch {
	case v.is(i, determiner|civility), t.Kind == extract.Number, v.refFrom(i) != nil:
		return true
	case t.Kind != extract.Word:
		return false
	case v.is(i-1, determiner) && !v.is(i-1, preposition):
		return true // the article belongs to the verb: "a adressé ses félicitations"
	}
	switch t.Lower {
	case "chacun", "chacune", "celui", "celle", "ceux", "celles", "combien", "beaucoup",
		"bon", "bonne", "bons", "bonnes", "plein", "pleine", "longue", "joyeux", "joyeuses": // "a souhaité bonne chance"
		return true
	}
	return t.Shape != extract.LowerCase && !v.is(i, preposition)
}

// pluralAdjective reports what may follow "de" in place of "des": "de meilleurs
// salaires".
func (v *view) pluralAdjective(i int) bool {
	w := v.lower(i)
	return len(w) > 3 && (strings.HasSuffix(w, "s") || strings.HasSuffix(w, "x")) && v.refAt[i] == 0 && v.tok[i].Shape == extract.LowerCase && !v.is(i, determiner|preposition)
}

// ownInfinitive reports an infinitive whose subject is the speaker: "a rappelé
// avoir demandé", "a déclaré vouloir", "a indiqué ne pas savoir".
func (v *view) ownInfinitive(i, limit int) bool {
	if w := v.lower(i); (w == "ne" || w == "se" || w == "s'") && v.infinitiveLike(i, limit) {
		return true
	}
	switch v.lower(i) {
	case "avoir", "être", "vouloir", "pouvoir", "devoir", "savoir":
		return true
	}
	return false
}

// infinitiveLike reports whether an infinitive stands at token i, after
// pronouns and negations.
func (v *view) infinitiveLike(i, limit int) bool {
	for i < limit && (v.is(i, clitic|negation) || v.lower(i) == "se" || v.lower(i) == "s'" || v.lower(i) == "ne") {
		i++
	}
	if i >= limit || v.tok[i].Kind != extract.Word || v.tok[i].Shape != extract.LowerCase {
		return false
	}
	w := v.tok[i].Lower
	for _, e := range [...]string{"er", "ir", "re"} {
		if len(w) > 3 && strings.HasSuffix(w, e) {
			return e != "re" || strings.HasSuffix(w, "dre") || strings.HasSuffix(w, "ire") || strings.HasSuffix(w, "tre") || strings.HasSuffix(w, "vre") || strings.HasSuffix(w, "ure")
		}
	}
	return false
}

// dativeThen returns the token of the clause after an addressee at i: "aux
// élus que…". 0 if there is none.
func (v *view) dativeThen(i, limit int) int {
	const most = 14
	for k := i + 1; k < limit && k < i+most; k++ {
		switch v.lower(k) {
		case "que", "qu'":
			if strings.HasPrefix(v.lower(k-1), "question") {
				return 0
			}
			return k
		case "comment", "combien", "pourquoi", "quand", "où":
			return k
		case ",", ";", ":", ".":
			return 0
		}
		if v.isFinite(k) {
			return 0
		}
	}
	return 0
}

// afterDative is dativeThen for other asides without a comma: "en conférence de
// presse que". -1 if there is none.
func (v *view) afterDative(i, limit int, f frames) int {
	const most = 9
	if !v.is(i, preposition) {
		return -1
	}
	if f&clause != 0 {
		if k := v.dativeThen(i, limit); k > 0 {
			return k
		}
	}
	if f&noun == 0 {
		return -1
	}
	// "ont annoncé dans un communiqué commun l'ouverture"
	for k := i + 1; k < limit && k < i+most; k++ {
		if v.tok[k].Kind == extract.Punct && v.lower(k) != "," || v.isFinite(k) {
			return -1
		}
		if v.is(k, determiner) && !v.is(k, preposition) && !v.is(k-1, preposition|determiner) && k > i+1 {
			return k
		}
	}
	return -1
}

// clauseAfterAdjuncts returns the "que" of a clause that time, place or
// occasion keep from its verb, or 0: "a déclaré le 3 mars à Lille que", "a
// indiqué sur France Inter qu'", "a confirmé lors de la réunion que".
func (v *view) clauseAfterAdjuncts(i, limit int, f frames) int {
	const most = 24
	if f&clause == 0 || i >= limit {
		return 0
	}
	dated := v.dateEnd[i] > 0 || v.is(i, determiner) && i+1 < limit && v.dateEnd[i+1] > 0
	switch w := v.lower(i); {
	case dated:
	case !v.is(i, preposition), w == "de", w == "d'", w == "du", w == "des", w == "sans", w == "comme":
		return 0
	case f&about != 0 && w == "sur", f&forIt != 0 && w == "pour", f&against != 0 && w == "contre", f&to != 0 && (w == "à" || w == "au" || w == "aux"):
		return 0 // these open what the verb itself governs
	}
	for k := i; k < limit && k < i+most; k++ {
		switch w := v.lower(k); {
		case (w == "que" || w == "qu'") && strings.HasPrefix(v.lower(k-1), "question"):
			return 0 // "répond aux questions que se posent les habitants"
		case w == "que" || w == "qu'":
			return k
		case w == "," || v.tok[k].Kind != extract.Punct:
		default:
			return 0
		}
		if v.isFinite(k) || v.inQuote(k) || k > i && v.cueAt[k] != 0 || v.is(k, subject) {
			return 0
		}
	}
	return 0
}

// afterAside returns the token after an aside between commas that begins at
// the comma i, if a clause or a colon follows it; else 0.
func (v *view) afterAside(i, limit int, f frames) int {
	const most = 16
	for k := i + 1; k < limit && k < i+most; k++ {
		if v.lower(k) == "," {
			switch v.lower(k + 1) {
			case "que", "qu'":
				return k + 1
			case "de", "du", "des", "d'":
				if f&of != 0 {
					return k + 1 // "a fait part, dès dimanche, de son soutien"
				}
			case "sur":
				if f&about != 0 {
					return k + 1
				}
			}
			if v.inQuote(k+1) || v.infinitiveLike(k+1, limit) || f&noun != 0 && v.nounLike(k+1) && v.is(i+1, preposition) {
				return k + 1
			}
			return 0
		}
		if v.isFinite(k) {
			return 0
		}
	}
	return 0
}

// beforeColon returns i if a colon and a clause follow the noun phrase at i,
// else -1: "a présenté le bilan : les accidents ont baissé".
func (v *view) beforeColon(i, limit int) int {
	const most = 25
	for k := i; k < limit && k < i+most; k++ {
		switch v.lower(k) {
		case ":":
			if k+1 < limit || limit < len(v.tok) && isBullet(v.lower(limit)) {
				return i
			}
			return -1
		case ",", ";":
			if k > i {
				continue
			}
		}
		if v.isFinite(k) || v.inQuote(k) {
			return -1
		}
	}
	return -1
}
