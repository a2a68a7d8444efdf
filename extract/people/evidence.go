package people

import (
	"strings"

	"estrade/extract"
)

// alone judges a first name without a surname: "a reconnu Théo, élève",
// "Leur fils Mathis", "Inès, neuf ans".
func (r *reader) alone(i, end int) (name, bool) {
	n := name{from: i, to: end, civility: -1}
	if r.groups(i, end) != 1 {
		k := r.nextGroup(i, end)
		if !r.starts(i) || r.groups(k, end) != 1 || r.firstName(i) >= commonFirstName {
			return n, false
		}
		n.from = k
	}
	f := n.from
	if r.saint(f - 1) {
		return n, false
	}
	if r.firstName(f) < commonFirstName || r.tokens[f].Shape != extract.Capitalised || r.is(f, orgWord|stop|month) || r.inVenue(f) {
		return n, false
	}
	if _, p := r.place(f); p > 0 {
		return n, false
	}
	switch {
	case r.together(f) && r.lowercase(f-1) && r.is(f-1, kin):
		return n, true
	case r.together(f) && r.lowercase(f-1) && r.is(f-1, speechVerb) && r.closes(end):
		return n, true
	case r.word(end) == "," && r.word(end+2) == "ans":
		return n, true
	}
	// The same as a title in apposition or a list after a counted title will show.
	n.weak = r.word(end) == "," || r.word(end) == "(" || r.word(end) == "et" || r.word(f-1) == "et"
	return n, n.weak
}

// roman reports a Roman numeral: "Jean XXII" is no name of our time.
func (r *reader) roman(k int) bool {
	t := &r.tokens[k]
	return t.Shape == extract.UpperCase && len(t.Lower) > 1 && strings.Trim(t.Lower, "ivxlcdm") == ""
}

// weakName is a run of two to four words without a known first name.
func (r *reader) weakName(i, end int) (name, bool) {
	n := name{from: i, to: end, civility: -1, weak: true}
	if r.saint(i) || r.is(end-1, particle) {
		return n, false
	}
	if g := r.groups(i, end); g < 2 || g > 4 || r.inVenue(i) || r.allCapitals(i, end) {
		return n, false
	}
	for k := i; k < end; k++ {
		if r.is(k, orgWord) && k == i {
			return n, false
		}
	}
	if _, p := r.place(i); p == end-i {
		return n, false
	}
	// "… Moetai DE SMET …" in running text: capitals that are a surname.
	if last := &r.tokens[end-1]; !r.starts(i) && last.Shape == extract.UpperCase && r.tokens[i].Shape == extract.Capitalised &&
		len(last.Lower) > 3 && r.gazetteer.Surname(last.Fold) > 0 && !r.is(end-1, orgWord) && !r.is(i, orgWord|venue) {
		if _, p := r.place(i); p == 0 {
			n.weak = false
		}
	}
	r.turn(&n)
	return n, true
}

// inheritsCivility extends a plural civility over a list: "MM. Jean Martin, Paul Petit et Luc Roux".
func (r *reader) inheritsCivility(n *name) bool {
	j := n.from - 1
	if j < 1 || !r.together(n.from) || r.word(j) != "," && r.word(j) != "et" || r.nameAt[j-1] == 0 {
		return false
	}
	before := &r.names[r.nameAt[j-1]-1]
	c := before.civility
	if c < 0 || r.class[c]&(civMP|civFP) == 0 {
		return false
	}
	n.civility, n.gender = c, before.gender
	return true
}

// borrow recognises "MM. Jean et Paul Martin": a first name alone whose
// surname comes with the next name.
func (r *reader) borrow(n *name) {
	if r.couple(n.civility) {
		return
	}
	if n.civility >= 0 && r.word(n.to) == "et" && r.is(n.to+1, civM|civF) && r.groups(n.from, n.to) == 1 && r.firstName(n.from) >= commonFirstName &&
		r.capital(n.to+2) && r.firstName(n.to+2) >= commonFirstName && r.capital(n.to+3) && r.tokens[n.to+3].Gap == extract.Space && !r.is(n.to+3, stop|orgWord) {
		n.borrows = true // "M. Paul et Mme Anne Martin"
		return
	}
	if n.civility >= 0 && r.class[n.civility]&(civMP|civFP) == 0 || r.groups(n.from, n.to) != 1 || r.word(n.to) != "et" || r.firstName(n.from) < rareFirstName || !r.capital(n.to+1) {
		return
	}
	least := rareFirstName
	if n.civility < 0 {
		least = commonFirstName
		if _, p := r.place(n.from); p > 0 && (r.firstName(n.from) < placeFirstName || r.articleBefore(n.from)) {
			return // "pour la France et Michael Roth"
		}
	}
	surname := n.to + 2
	for surname < len(r.tokens) && r.tokens[surname].Gap == extract.Hyphen {
		surname++ // "Serge et Jean-Marie Martin"
	}
	n.borrows = r.firstName(n.to+1) >= least && r.capital(surname) && r.together(surname) && r.tokens[surname].Gap == extract.Space &&
		!r.is(surname, stop) && (!r.is(surname, orgWord) || r.gazetteer.Surname(r.tokens[surname].Fold) >= commonSurname)
}

// articleBefore reports an article before token i, which a country has and a
// first name has not.
func (r *reader) articleBefore(i int) bool {
	if !r.together(i) {
		return false
	}
	switch r.lower(i - 1) {
	case "la", "le", "l'", "du", "au":
		return true
	}
	return false
}

// sharesPlural reports a surname that goes on a list which a plural office or
// rank opens: "les colonels Roux et Noir".
func (r *reader) sharesPlural(i int) bool {
	if i < 2 || !r.together(i) || r.word(i-1) != "et" && r.word(i-1) != "," || r.nameAt[i-2] == 0 || r.gazetteer.Surname(r.tokens[i].Fold) == 0 || r.is(i, venue|stop) {
		return false
	}
	before := &r.names[r.nameAt[i-2]-1]
	if r.groups(before.from, before.to) != 1 {
		return false
	}
	h := r.headBefore(before.from)
	return h != nil && h.plural || r.together(before.from) && r.sharesPlural(before.from)
}

// couple reports "M. et Mme", of which the civility at token c is the second.
func (r *reader) couple(c int) bool {
	return c >= 2 && r.word(c-1) == "et" && r.is(c-2, civility) && r.together(c)
}

// headBefore returns the office right before token i, as in "le capitaine
// Chalvin", "le préfet Lalande"; nil if there is none or it is part of a
// venue's name.
func (r *reader) headBefore(i int) *head {
	if !r.together(i) || r.tokens[i].Gap == extract.Hyphen {
		return nil
	}
	if r.word(i-1) == ")" && r.word(i-3) == "(" && r.lowercase(i-2) && len(r.word(i-2)) <= 3 {
		i -= 3 // "le colonel (er) Dubois"
	} else if r.word(i-1) == ")" && r.word(i-2) == "s" && r.word(i-4) == "(" && r.word(i-3) == "2" {
		i -= 4 // "le général (2S) Dubois"
	}
	const longest = 7 // words of an office
	for j := i - 1; j >= 0 && j >= i-longest; j-- {
		if r.headAt[j] == 0 {
			continue
		}
		h := &r.heads[r.headAt[j]-1]
		if h.to != i || r.inVenue(j) || !r.lowercase(j) && r.tokens[j].Shape != extract.Capitalised {
			return nil
		}
		return h
	}
	return nil
}

// military reports whether an office is a rank that stands before names.
func (r *reader) military(h *head) bool { return r.office(h).class == rank }

// definite reports whether an office has an article or civility: what follows
// "le préfet" without "de" is a name.
func (r *reader) definite(h *head) bool {
	switch r.lower(h.from - 1) {
	case "le", "la", "l'", "du", "au":
		return true
	}
	return r.is(h.from-1, civility)
}

// isTurn reports whether token j is "tour" with a masculine article, which is no
// tower: "Ce fut au tour de Jean Petit de parler".
func (r *reader) isTurn(j int) bool {
	if j == 0 || r.tokens[j].Lower != "tour" {
		return false
	}
	w := r.tokens[j-1].Lower
	return w == "au" || w == "le"
}

// inVenue reports whether what starts at token i is part of the name of a
// venue, street, law, company or the like: "lycée Jean Monnet", "avenue du Général de Gaulle".
func (r *reader) inVenue(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4 && r.sentence[j] == r.sentence[i]; j-- {
		if r.is(j, venue) {
			return !r.isTurn(j)
		}
		if !r.is(j, linker) && r.tokens[j].Lower != "«" {
			return false
		}
	}
	return false
}
