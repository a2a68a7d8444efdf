package people

import "estrade/extract"

// confirm keeps the weak names that a title or a verb of speech supports.
func (r *reader) confirm() {
	for n := range r.names {
		nm := &r.names[n]
		if !nm.weak || len(nm.titles) > 0 {
			nm.weak = false
			continue
		}
		if r.spoken(n) || r.afterKin(n) {
			nm.weak = false
			continue
		}
		for k := nm.from; k < nm.to; k++ {
			r.nameAt[k] = 0
		}
	}
}

// afterKin reports "sa collègue néerlandaise Anneke van den Broek".
func (r *reader) afterKin(n int) bool {
	k := r.names[n].from - 1
	for d := 0; d < 2 && r.lowercase(k) && r.isAdjective(k) && r.class[k]&kin == 0; d++ {
		k--
	}
	if !r.lowercase(k) || !r.is(k, kin|notRole) || !r.together(r.names[n].from) {
		return false
	}
	switch r.lower(k - 1) {
	case "sa", "la", "une":
		r.names[n].gender = extract.Feminine
	case "le", "un":
		r.names[n].gender = extract.Masculine
	}
	return true
}

// spoken reports whether a verb of speech follows name n or precedes it in an inversion.
func (r *reader) spoken(n int) bool {
	p := r.names[n].to
	if !r.together(p) {
		return false
	}
	switch r.lower(p) {
	case "a", "s'est":
		return r.is(p+1, speechVerb) || r.is(p+2, speechVerb) && r.lowercase(p+1)
	}
	return r.lowercase(p) && r.is(p, speechVerb) && r.firstName(r.names[n].from) > 0
}
