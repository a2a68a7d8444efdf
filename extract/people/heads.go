package people

import "estrade/extract"

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
		if best == nil {
			continue
		}
		if r.lexicon.offices[best.office-1].class == noOffice {
			i = end - 1
			continue
		}
		r.heads = append(r.heads, head{from: i, to: end, office: best.office - 1, gender: best.gender, plural: best.plural})
		r.headAt[i] = int32(len(r.heads))
		i = end - 1
	}
}

// office is the row of the table that a head belongs to.
func (r *reader) office(h *head) *office { return &r.lexicon.offices[h.office] }
