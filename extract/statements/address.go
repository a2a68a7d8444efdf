package statements

import "estrade/extract"

// address finds a text, or a part of it, that is a speech in the first person:
// "Discours de M. X" and what follows, an editorial with its signature. Its
// words are the noun with its author, where a line announces it so, else the
// whole speech.
func (v *view) address() []finding {
	first, last, count := -1, -1, 0 // sentences in the first person
	for n := range v.sents {
		s := &v.sents[n]
		if s.Paragraph > 0 && v.firstPerson(s) {
			if first < 0 {
				first = n
			}
			last = n
			count++
		}
	}
	greeting, body := v.salutation()
	if count == 0 {
		return nil
	}
	if count < 3 && greeting < 0 && !v.isAnnounced(first) && !v.isLetter(first, last) {
		return nil
	}
	from := first
	if greeting >= 0 && body <= v.sents[first].To {
		from = int(v.sentAt[min(body, len(v.tok)-1)])
	}
	who, end, ok := v.signature(last)
	if !ok {
		if who, ok = v.announced(from); !ok {
			return nil
		}
		end = len(v.sents)
		for end > last+1 && v.isContact(&v.sents[end-1]) {
			end--
		}
	}
	// Without a salutation, what stands before the first "je" belongs to the
	// speech, down to the line that announces who speaks.
	for greeting < 0 && from > 1 && !v.namesSpeaker(&v.sents[from-1], who) && !v.isStamp(&v.sents[from-1]) {
		from--
	}
	a, b := v.sents[from].From, v.sents[end-1].To
	if body > a && body < v.sents[from].To {
		a = body
	}
	if b <= a {
		return nil
	}
	f := finding{speaker: who, kind: extract.Speech, from: a, to: b, body: [2]int{a, b}, cue: a, rule: "address", date: -1}
	if a, b := v.headline(from, who); b > a {
		f.from, f.to, f.cue = a, b, a
	}
	return []finding{f}
}

// headline is the noun with its author of the line before sentence from, other
// than the title, that announces the speech of who: "Discours de M. X". Empty if
// there is none.
func (v *view) headline(from int, who speaker) (a, b int) {
	for n := range from {
		s := &v.sents[n]
		if s.Paragraph == 0 || !v.is(s.From, speechNoun) || v.clauseIn(s.From, s.To) {
			continue
		}
		for k := s.From; k < s.To; k++ {
			if r := v.refFrom(k); r != nil && r.kind == byName && r.index == who.person {
				return s.From, r.to
			}
		}
	}
	return 0, 0
}

// isAnnounced reports whether a line without a verb, before sentence first,
// announces a speech: "Discours de M. X, prononcé le 5 janvier".
func (v *view) isAnnounced(first int) bool {
	for n := 0; n < first; n++ {
		s := &v.sents[n]
		if !v.is(s.From, speechNoun) && v.phrase(firstpersonPhrase, s.From, s.To) == 0 {
			continue
		}
		if _, ok := v.announced(n + 1); ok && !v.clauseIn(s.From, s.To) {
			return true
		}
	}
	return false
}

// isLetter reports whether a text that says "je" in its first line is signed at
// its end: "J'assisterai à la cérémonie. … Paul Petit, préfet de l'Eure".
func (v *view) isLetter(first, last int) bool {
	n := 0
	for n < first && (v.sents[n].Paragraph == 0 || v.repeatsTitle(&v.sents[n]) || v.isStamp(&v.sents[n])) {
		n++
	}
	if n < first {
		return false
	}
	who, end, ok := v.signature(last)
	for ok && end+1 < len(v.sents) && v.isTitleLine(&v.sents[end+1], who) {
		end++
	}
	return ok && (end+1 == len(v.sents) || v.isContact(&v.sents[end+1]))
}

// isTitleLine reports whether a line is only a title of who: "Préfet de l'Eure".
func (v *view) isTitleLine(s *extract.Sentence, who speaker) bool {
	r := v.refFrom(s.From)
	if r == nil || r.kind != byTitle || r.to < s.To-1 {
		return false
	}
	p := v.d.Titles[r.index].Person
	return p == who.person || p == extract.None
}

// firstPerson reports whether a sentence says "je" outside of quotation marks.
func (v *view) firstPerson(s *extract.Sentence) bool {
	for i := s.From; i < s.To; i++ {
		if v.inQuote(i) {
			continue
		}
		if w := v.lower(i); w == "je" || w == "j'" {
			return true
		}
	}
	return false
}

// salutation is the first sentence that greets the audience, and the token
// after the greetings; -1 if there is none: "Mesdames, Messieurs,", "Monsieur
// le maire,".
func (v *view) salutation() (greeting, body int) {
	greeting, body = -1, -1
	for n := range v.sents {
		if v.sents[n].Paragraph == 0 {
			continue
		}
		end := v.greets(n)
		if end < 0 {
			if greeting >= 0 {
				break
			}
			continue
		}
		if greeting < 0 {
			greeting = n
		}
		if body = end; end < v.sents[n].To {
			break
		}
	}
	return greeting, body
}

// greets returns the token after the greeting that begins sentence n, up to a
// comma at the end of a line; -1 if it greets nobody.
func (v *view) greets(n int) int {
	s := &v.sents[n]
	switch v.lower(s.From) {
	case "mesdames", "messieurs", "madame", "monsieur", "chers", "chères", "cher", "chère", "mes":
	default:
		return -1
	}
	if v.inQuote(s.From) {
		return -1
	}
	end := -1
	for i := s.From; i < s.To && !v.isFinite(i); i++ {
		if v.lower(i) == "," && (i+1 == s.To || v.tok[i+1].Gap >= extract.Line) {
			end = i + 1
		}
	}
	return end
}

// signature is who signs after sentence last: a line that is a name and its
// titles. end is that line.
func (v *view) signature(last int) (who speaker, end int, ok bool) {
	const most = 8 // lines between the last "je" and the signature
	for n := last + 1; n < len(v.sents) && n <= last+most; n++ {
		s := &v.sents[n]
		who, next, ok := v.human(s.From, s.To)
		if ok && who.person != extract.None && v.tok[s.From].Gap >= extract.Line && next >= s.To-1 {
			return who, n, true
		}
	}
	return speaker{}, 0, false
}

// announced is who is said, in the title or before sentence from, to hold the
// speech.
func (v *view) announced(from int) (speaker, bool) {
	for n := 0; n < from && n < len(v.sents); n++ {
		s := &v.sents[n]
		for i := s.From; i < s.To; i++ {
			if !v.is(i, speechNoun) && v.phrase(firstpersonPhrase, i, s.To) == 0 {
				continue
			}
			for k := i + 1; k < s.To; k++ {
				switch v.lower(k) {
				case "de", "par", "d'":
					if all, _ := v.humans(k+1, s.To, false); all != nil && all[0].person != extract.None {
						return all[0], true
					}
				case "du":
					if all, _ := v.humansAfterContraction(k, s.To); all != nil && all[0].person != extract.None {
						return all[0], true
					}
				}
			}
		}
	}
	return speaker{}, false
}

// namesSpeaker reports whether a sentence names who.
func (v *view) namesSpeaker(s *extract.Sentence, who speaker) bool {
	for i := s.From; i < s.To; i++ {
		if r := v.refFrom(i); r != nil && r.kind == byName && r.index == who.person {
			return true
		}
	}
	return false
}

// isStamp reports the line that tells when the page was published.
func (v *view) isStamp(s *extract.Sentence) bool {
	switch v.lower(s.From) {
	case "mis", "mise", "publié", "publiée":
		return s.To-s.From < 14
	}
	return v.isHeading(s)
}

// isContact reports a line of addresses and numbers.
func (v *view) isContact(s *extract.Sentence) bool {
	switch v.lower(s.From) {
	case "contact", "contacts", "préfecture", "service", "seul":
		return true
	}
	return false
}
