package people

import "strings"

// distribute attaches a plural title with a complement for each of the names
// that follow: "les sous-préfets de Céret et de Prades, X et Y".
func (r *reader) distribute(t, n int) bool {
	x := &r.titles[t]
	parts := r.parts(x)
	if len(parts) < 2 || n+len(parts) > len(r.names) {
		return false
	}
	for k := 1; k < len(parts); k++ {
		if p := r.start(n+k) - 1; r.word(p) != "," && r.word(p) != "et" || p-r.names[n+k-1].to > 1 {
			return false
		}
	}
	for k := range parts {
		r.give(t, n+k)
	}
	x.each = r.eachOf(x, parts)
	return true
}

// parts are the complements of a plural title, one for each holder: "de Céret",
// "de Prades"; nil if it is not made so.
func (r *reader) parts(x *title) []string {
	if x.head < 0 {
		return nil
	}
	var parts []string
	for k := r.heads[x.head].to; k < x.to; {
		of := ""
		if !r.isDe(k) {
			if len(parts) == 0 || !r.capital(k) {
				return nil
			}
			of = "de " // "de Vic, Die et Luc"
			if strings.IndexByte("aeiou", r.word(k)[0]) >= 0 {
				of = "d'"
			}
		}
		end := k + 1
		for end < x.to && r.word(end) != "," && r.word(end) != "et" {
			end++
		}
		parts = append(parts, of+r.text(k, end))
		k = end + 1
		if r.word(end) == "," && r.word(end+1) == "et" {
			k++
		}
	}
	// "des conseils départementaux de l'Ain et du Jura": the first has the body of all.
	if len(parts) > 1 && strings.HasPrefix(parts[0], "des ") {
		if at := strings.LastIndex(parts[0], " de"); at > 0 {
			body := singularBody(parts[0][len("des "):at])
			if body == "" {
				return nil
			}
			parts[0] = parts[0][at+1:]
			for k := range parts {
				parts[k] = body + " " + parts[k]
			}
		}
	}
	return parts
}

// singularBody puts a plural body in the singular, with "de" and its article:
// "conseils départementaux" is "du conseil départemental"; "" if it cannot.
func singularBody(words string) string {
	var out []string
	for w := range strings.FieldsSeq(words) {
		switch {
		case strings.HasSuffix(w, "aux"):
			w = strings.TrimSuffix(w, "aux") + "al"
		case len(out) == 0 || !strings.HasPrefix(w, "de") && !strings.HasPrefix(w, "d'"):
			w = strings.TrimSuffix(w, "s")
		}
		out = append(out, w)
	}
	if len(out) == 0 {
		return ""
	}
	body := strings.Join(out, " ")
	switch out[0] {
	case "conseil", "syndicat", "tribunal", "département", "groupement", "comité", "centre", "pays", "parc", "service":
		return "du " + body
	case "chambre", "communauté", "région", "métropole", "fédération", "caisse", "commission", "délégation", "cour", "ville", "commune", "direction":
		return "de la " + body
	case "association", "agence", "union", "office", "académie", "université", "agglomération", "intercommunalité":
		return "de l'" + body
	}
	return ""
}

// eachOf is the title in the singular with each of its complements.
func (r *reader) eachOf(x *title, parts []string) []string {
	hd := &r.heads[x.head]
	form := r.lexicon.singular(hd.office, hd.gender)
	var each []string
	for k := range parts {
		each = append(each, form+" "+parts[k])
	}
	return each
}

// interleaved attaches a plural title whose holders stand between its
// complements: "les maires de Vic, Luc Roux, et de Die, Anne Petit".
func (r *reader) interleaved(t, n int) bool {
	x := &r.titles[t]
	if x.head < 0 || !r.isDe(r.heads[x.head].to) || len(r.parts(x)) != 1 {
		return false
	}
	parts := r.parts(x)
	for k := n; k+1 < len(r.names); k++ {
		p := r.names[k].to
		if r.word(p) == "," {
			p++
		}
		if r.word(p) == "et" {
			p++
		}
		if p == r.names[k].to || !r.isDe(p) {
			break
		}
		end := r.start(k+1) - 1
		if end <= p+1 || end > p+8 || r.word(end) != "," || !r.together(end) {
			break
		}
		parts = append(parts, r.text(p, end))
	}
	if len(parts) < 2 {
		return false
	}
	for k := range parts {
		r.give(t, n+k)
	}
	x.each = r.eachOf(x, parts)
	return true
}

// chained reports whether a title with an article ends at the comma before
// title t: "la sous-préfète, directrice de cabinet, Anne Martin".
func (r *reader) chained(t int) bool {
	p := r.titles[t].from
	if r.word(p-1) != "," && r.word(p-1) != "et" || !r.together(p) {
		return false
	}
	k := r.titleEnding(p - 1)
	return k >= 0 && !r.titles[k].plural && !r.taken(k) && (r.titles[k].def || r.titles[k].article < 0 && (r.lineStart(r.titles[k].from) || r.chained(k)))
}

// counted reports "les deux agentes".
func (r *reader) counted(x *title) bool {
	switch r.word(x.from - 1) {
	case "deux", "trois", "quatre", "cinq", "six":
		return true
	}
	return false
}

// enumeration reports whether the title x and the name n after its comma are
// two members of a list: "par le préfet, Mme Martin et Mme Petit".
func (r *reader) enumeration(n int, x *title) bool {
	p := r.names[n].to
	if !r.together(p) || r.word(p) != "et" || !r.nameStarts(p+1) {
		return false
	}
	return r.names[n].civility >= 0
}

// rankBefore reports a title that an officer has before the name: "le colonel Petit",
// "le commandant Petit".
func (r *reader) rankBefore(x *title) bool {
	o := r.office(&r.heads[x.head])
	return o.class == rank || o.class == police || o.name == "commandant" && x.to == r.heads[x.head].to
}

// beforeChain attaches the titles that go before title t in one apposition:
// "la sous-préfète, directrice de cabinet du préfet, Anne Martin", "le
// commandant de la compagnie, le capitaine Paul Petit".
func (r *reader) beforeChain(t, n int) {
	for {
		x := &r.titles[t]
		p := x.from
		if x.article >= 0 {
			if x.head < 0 || !r.rankBefore(x) || r.lower(x.article) == "du" || r.lower(x.article) == "au" {
				return
			}
			p = x.article
		}
		switch {
		case !r.together(p):
			return
		case r.word(p-1) == ",", r.word(p-1) == "et" && x.article < 0, r.word(p-1) == ":" && x.article < 0:
			p--
		case x.article >= 0:
			return
		}
		t = r.titleEnding(p)
		if t < 0 || r.taken(t) || r.titles[t].plural || r.titles[t].article < 0 && !r.lineStart(r.titles[t].from) && !r.chained(t) {
			return
		}
		r.give(t, n)
	}
}
