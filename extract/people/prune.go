package people

import "estrade/extract"

// prune gives a person the fuller of two titles: "le préfet, M. Martin" is the
// "préfet de la Corrèze" named so elsewhere, "le général Martin" the "général
// de division".
func (r *reader) prune() {
	// The longest title of each person for each head word and gender, and the
	// titles with a complement that stand for the person.
	type kind struct {
		person int
		word   string
	}
	longest := map[kind]int{}
	stands := map[kind]int{}
	for t := range r.titles {
		x := &r.titles[t]
		if x.head < 0 {
			continue
		}
		o := r.office(&r.heads[x.head])
		if x.refers && x.to > r.heads[x.head].to {
			k := kind{x.stands, o.name}
			if _, ok := stands[k]; !ok {
				stands[k] = t
			}
		}
		for _, n := range x.names {
			p := r.names[n].person
			words := append(o.words[:1:1], o.name)
			if o.class == rank {
				words = o.words
			}
			for _, w := range words {
				k := kind{p, form(w, o, r.heads[x.head].gender)}
				longest[k] = max(longest[k], x.to-x.from)
			}
		}
	}
	for t := range r.titles {
		x := &r.titles[t]
		if x.head < 0 || len(x.names) != 1 || x.full != "" || x.to > r.heads[x.head].to {
			continue
		}
		o := r.office(&r.heads[x.head])
		p := r.names[x.names[0]].person
		word := o.words[0]
		if len(o.words) > 1 && o.class != rank {
			word = o.name
		}
		if longest[kind{p, form(word, o, r.heads[x.head].gender)}] <= x.to-x.from {
			u, ok := stands[kind{p, o.name}]
			if !ok || len(o.words) > 2 || o.class == rank {
				continue
			}
			if len(r.titles[u].names) == 0 {
				r.give(u, x.names[0])
			}
		}
		x.names, x.person, x.refers, x.stands = nil, -1, true, p
	}
}

// form names a head word with its gender, ranks apart from offices.
func form(word string, o *office, g extract.Gender) string {
	if o.class == rank {
		return "rank " + word + string(g)
	}
	return word + string(g)
}
