package places

import "estrade/extract"

// promoteItems makes places of names that stand alone in a line among lines of
// places:
//
//	– Thouet
//	– Autize
//	– Boutonne
//
// Of the lines of one list two must be places already, and two in three.
func (r *reader) promoteItems() {
	at := map[int]*candidate{} // by first token
	for k := range r.found {
		at[r.found[k].from] = &r.found[k]
	}
	var list []*candidate
	places := 0
	end := func() {
		if places >= 2 && places < len(list) && 3*places >= 2*len(list) {
			for _, c := range list {
				c.score = max(c.score, enough)
			}
		}
		list, places = list[:0], 0
	}
	for from := 0; from < len(r.tokens); {
		to := from + 1
		for to < len(r.tokens) && r.tokens[to].Gap < extract.Line {
			to++
		}
		i, j := r.item(from, to)
		c := at[i]
		if c == nil || c.to != j || c.score <= none/2 {
			end()
		} else {
			list = append(list, c)
			if c.score >= enough {
				places++
			}
		}
		from = to
	}
	end()
}

// item is the line of tokens from to to without the mark of a list and the stop at its
// end.
func (r *reader) item(from, to int) (int, int) {
	if r.isMark(from) && from+1 < to {
		from++
	}
	if r.tokens[to-1].Kind == extract.Punct && to-1 > from {
		to--
	}
	return from, to
}

// isMark reports whether token i is a mark of a list.
func (r *reader) isMark(i int) bool {
	switch r.fold(i) {
	case "-", "–", "—", "•", "·", "*", "", "▪", "►", "➢", "o":
		return true
	}
	return false
}

// isItem reports whether the name of tokens i to end is alone in its line.
func (r *reader) isItem(i, end int) bool {
	opens := i == 0 || r.tokens[i].Gap >= extract.Line || r.isMark(i-1) && (i == 1 || r.tokens[i-1].Gap >= extract.Line)
	if opens && end < len(r.tokens) && r.tokens[end].Kind == extract.Punct && r.tokens[end].Gap < extract.Line {
		end++
	}
	return opens && (end == len(r.tokens) || r.tokens[end].Gap >= extract.Line)
}
