package statements

import (
	"strings"

	"estrade/extract"
)

// complementEnd is the token after the words that begin at start: the end of
// the sentence, or where another saying of the same sentence begins.
func (v *view) complementEnd(c *cue, start, limit int) int {
	for i := start; i < limit; i++ {
		if q := v.quoteAt[i]; q != 0 {
			i = min(v.quotes[q-1].end, limit) - 1
			continue
		}
		if i > start && v.deed(c, start, i, limit) {
			return i
		}
		if v.lower(i) == ";" && i+1 < limit && v.is(start, determiner|preposition) && v.lower(i+1) != "que" && v.lower(i+1) != "qu'" {
			return i
		}
		if v.lower(i) == "." && i+1 < limit && v.tok[i+1].Shape == extract.Capitalised && v.tok[i].Gap == extract.Joined {
			return i // the space between two sentences was lost
		}
		n := v.cueAt[i]
		if n == 0 {
			continue
		}
		d := &v.cues[n-1]
		if d.from != i || d.from < c.to {
			continue
		}
		if at := v.boundary(c, d, start); at > 0 {
			return at
		}
	}
	return limit
}

// deed reports whether the speaker of c goes on to do something at the
// conjunction i, after words that are no clause: "a annoncé une réunion | et a
// signé l'arrêté", "a salué les élus | et remis les médailles", "a remercié les
// élus | avant de visiter l'école".
func (v *view) deed(c *cue, start, i, limit int) bool {
	w := v.lower(i)
	if w != "et" && w != "puis" && w != "avant" || c.form == gerund {
		return false
	}
	for n := start; n < i; n++ {
		switch v.lower(n) {
		case "que", "qu'", "qui", "dont", "où":
			return false // its verb may have two parts
		}
	}
	k := i + 1
	if w == "avant" {
		return (v.lower(k) == "de" || v.lower(k) == "d'") && v.infinitiveLike(k+1, limit) && !v.infinitiveLike(start, limit) && !v.infinitiveLike(start+1, limit)
	}
	for k < limit && v.is(k, clitic|adverb) && !v.is(k, determiner) {
		k++
	}
	switch {
	case k+1 >= limit || v.refAt[k] != 0:
		return false
	case v.is(k, auxHave):
		return v.word[k].plural == c.plural && isParticiple(v.lower(k+1))
	}
	return c.form == participle && v.is(k+1, determiner) && v.tok[k].Shape == extract.LowerCase && (strings.HasSuffix(v.lower(k), "é") || v.lower(k) == "remis" || v.phrase(eventPhrase, k, limit) > 0)
}

// boundary returns the token at which the words of c, begun at start, end
// because d is said by itself, or 0.
func (v *view) boundary(c, d *cue, start int) int {
	if d.kind == speechCue {
		return 0
	}
	k := d.from - 1
	prev := v.lower(k)
	if d.kind == sourceCue {
		if prev == ":" || prev == ";" {
			return k
		}
		if prev == "," && v.lower(k-1) == "si" && v.lower(k-2) == "même" && v.lower(k-3) == "," {
			return k - 3 // ", même si, selon lui, …"
		}
		return 0
	}
	switch {
	case d.by != nil:
		for k > start && v.lower(k) != "de" && v.lower(k) != "d'" {
			k--
		}
		if w := v.lower(k - 1); k-1 > start && (w == "et" || w == "," || w == "puis") {
			return k - 1
		}
		return 0
	case d.form == gerund:
		if p := v.beforeClitics(d.from) - 1; v.lower(p) == "," && p > start {
			return p // ", les invitant à"
		}
		switch prev {
		case "en":
			if p := v.lower(k - 1); p == "tout" {
				k--
			}
			return k
		case "et":
			return k
		}
		return 0
	case d.lone:
		p := v.beforeClitics(d.from) - 1
		if v.lower(p) == "à" {
			p--
		}
		if v.lower(p) == "et" && p > start {
			return p // "a tenu à saluer les élus et à leur rappeler"
		}
		for k > start && v.lower(k) != "avant" && v.lower(k) != "pour" {
			k--
		}
		if v.lower(k) == "avant" {
			return k
		}
		return 0
	case d.bare:
		for k > start && v.is(k, adverb) {
			k--
		}
		if v.complementStart(*d, v.sentence(d.from).To) < 0 {
			return 0
		}
		return k
	}
	// A finite verb of its own.
	if p := v.beforeClitics(d.from) - 1; p > start && v.lower(p) == "et" {
		k, prev = p, "et" // "pour leur engagement et leur a rappelé"
	}
	says := d.kind == floorCue || v.complementStart(*d, v.sentence(d.from).To) >= 0
	switch prev {
	case "et", "puis", "mais":
		if d.plural == c.plural && says {
			return k
		}
		return 0
	}
	if p := v.relativeBefore(d); p > start {
		return p
	}
	if d.pronoun >= 0 || v.lower(v.beforeClitics(d.from)-1) == "qui" {
		return 0
	}
	if p := v.beforeClitics(d.from) - 1; v.lower(p) == "," && p > start && v.lower(v.beforeClitics(c.from)-1) == "qui" && says {
		return p // "X, qui s'est dit confiant, a promis"
	}
	if p := v.beforeClitics(d.from) - 1; v.lower(p) == "," && p > start && says && d.plural == c.plural && v.inSeries(start, p, d) {
		return p // "a salué les élus, a rappelé que"
	}
	if p := v.beforeClitics(d.from) - 1; (v.lower(p) == "il" || v.lower(p) == "elle") && v.lower(p-2) == "," && p-2 > start {
		if w := v.lower(p - 1); w == "que" || w == "qu'" {
			return p - 2 // "ces chiffres, qu'elle juge optimistes"
		}
	}
	if p := v.beforeClitics(d.from) - 1; v.lower(p) == "il" || v.lower(p) == "elle" {
		if w := v.lower(p - 1); w == "s'" || w == "si" {
			p--
		}
		if w := v.lower(p - 1); p-1 > start && (w == ":" || w == ";") && says {
			return p - 1 // "s'est dit partagé : s'il se félicite"
		}
	}
	subject, _ := v.subjectBefore(d)
	if len(subject) == 0 {
		return 0
	}
	from := subject[0].from
	if v.is(from-1, civility) {
		from--
	}
	if from <= start {
		return 0
	}
	switch v.lower(from - 1) {
	case ",", "et", ";", "mais", "puis":
		if says {
			return from - 1
		}
	case "que", "qu'":
		if w := v.lower(from - 2); w == "tandis" || w == "alors" {
			return from - 2
		}
	}
	return 0
}

// relativeBefore is the comma before the relative pronoun that the incise d
// follows, or 0: "les agents|, sans qui, a-t-elle insisté, rien n'aurait été fait".
func (v *view) relativeBefore(d *cue) int {
	k := v.beforeClitics(d.from) - 1
	if d.pronoun < 0 || v.lower(k) != "," || v.lower(k-3) != "," || !v.is(k-2, preposition) {
		return 0
	}
	switch v.lower(k - 1) {
	case "qui", "quoi", "lequel", "laquelle", "lesquels", "lesquelles":
		return k - 3
	}
	return 0
}

// inSeries reports whether the verb of d, after the comma at token p, goes on
// with the subject of the verb whose words begin at start and are no clause.
func (v *view) inSeries(start, p int, d *cue) bool {
	for i := start; i < p; i++ {
		switch v.lower(i) {
		case "que", "qu'", "qui", "dont", "où":
			return false
		}
		if v.isFinite(i) {
			return false
		}
	}
	return v.is(d.from, auxHave) && v.is(p+1, auxHave|clitic)
}

// trim leaves final punctuation, conjunctions and commas out of [from,to).
func (v *view) trim(from, to int) (int, int) {
	for from < to && v.tok[from].Kind == extract.Punct && isEdge(v.tok[from].Lower) {
		from++
	}
	for to > from {
		t := &v.tok[to-1]
		if t.Kind == extract.Punct && !v.inQuote(to-1) {
			switch t.Lower {
			case ")", "]", "%", "€", "°", "²", "³", "!", "?":
				return from, to
			}
			to--
			continue
		}
		switch t.Lower {
		case "et", "puis", "mais", "ou":
			to--
			continue
		}
		return from, to
	}
	return from, to
}

// list returns the end of the list of items that follows the sentence that
// ends before token i with a colon: lines that begin with a mark, in lower
// case, or end with a semicolon.
func (v *view) list(i int) int {
	const most = 60 // items
	end := i
	for n := 0; i < len(v.tok) && n < most; n++ {
		s := v.sentence(i)
		t := &v.tok[s.From]
		item := t.Kind == extract.Punct && isBullet(t.Lower) || t.Shape == extract.LowerCase && t.Kind == extract.Word ||
			v.lower(s.To-1) == ";" || end > i-1 && i > 0 && v.lower(i-1) == ";" || t.Kind == extract.Number && v.lower(s.From+1) == ")"
		if !item {
			return end
		}
		end = s.To
		i = s.To
		if v.lower(end-1) == "." && i < len(v.tok) && !(v.tok[i].Kind == extract.Punct && isBullet(v.tok[i].Lower)) {
			return end
		}
	}
	return end
}

func isBullet(m string) bool {
	switch m {
	case "-", "–", "—", "•", "·", "*", "▪", "■", "►", "➢", "➔", "→", "✓", "✔", "○", "◦", "●":
		return true
	}
	return false
}
