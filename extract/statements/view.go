package statements

import (
	"sort"
	"strings"

	"estrade/extract"
)

// view is a document laid out by token: what each token is part of. It is
// made anew for each document.
type view struct {
	lex  *lexicon
	d    *extract.Document
	tok  []extract.Token
	word []*word // of each token; never nil

	sents   []extract.Sentence
	sentAt  []int32       // sentence of each token
	begun   []phraseClass // of each sentence: the classes of phrases that may begin in it
	refs    []ref         // in text order, none overlapping
	dateEnd []int32       // token after the date that begins at a token, or 0
	refAt   []int32       // index+1 into refs of the reference that covers a token
	quotes  []quote       // outermost, in text order
	quoteAt []int32       // index+1 into quotes
	cues    []cue         // in text order
	cueAt   []int32       // index+1 into cues of the cue that covers a token

	titlesOf [][]int             // by person, the first index into Titles of each title
	offices  map[string][]string // content words by title
	gender   []extract.Gender    // by person
	topics   map[int][]speaker
	placeOf  map[string]int // first mention of each place, made when needed
	ahead    []tristate     // of each sentence: speaks of the future
	clauses  []tristate     // of each sentence: has a finite verb
	said     []saying       // so far, in text order
	host     *speaker       // who answers in an interview, or nil
}

// ref is a piece of text that names or stands for someone.
type ref struct {
	from, to int // tokens
	kind     refKind
	index    int // into People, Titles or Organisations
}

// tristate is an answer that may not have been sought yet.
type tristate int8

const (
	unasked tristate = iota
	no
	yes
)

func answer(b bool) tristate {
	if b {
		return yes
	}
	return no
}

type refKind uint8

const (
	byName refKind = iota
	byTitle
	byCoref
	byBody // an organisation
)

// saying remembers who said something where.
type saying struct {
	cue      int // token
	to       int // the token after the words, or 0
	speakers []speaker
	read     bool // a message, read out by someone else
}

var nothing = &word{}

func newView(lex *lexicon, d *extract.Document) *view {
	n := len(d.Tokens)
	v := &view{lex: lex, d: d, tok: d.Tokens, topics: map[int][]speaker{}, offices: map[string][]string{}}
	v.word = make([]*word, n)
	marks := make([]int32, 5*n)
	v.sentAt, v.refAt, v.quoteAt, v.cueAt, v.dateEnd = marks[:n], marks[n:2*n], marks[2*n:3*n], marks[3*n:4*n], marks[4*n:]
	for i := range d.Tokens {
		t := &d.Tokens[i]
		v.word[i] = nothing
		if t.Kind == extract.Word {
			if w := lex.words[t.Lower]; w != nil {
				v.word[i] = w
			}
		}
	}
	for i := range d.Sentences {
		// "A Laon, le préfet": a preposition that lost its accent.
		if s := &d.Sentences[i]; s.From+1 < s.To && s.To <= n && d.Tokens[s.From].Lower == "a" && d.Tokens[s.From].Span.Len() == 1 && d.Tokens[s.From].Shape == extract.Capitalised &&
			d.Tokens[s.From+1].Gap == extract.Space && v.word[s.From+1].entries == nil {
			v.word[s.From] = lex.to
		}
	}
	v.sents = v.rejoin(d.Sentences)
	v.begun = make([]phraseClass, len(v.sents))
	v.ahead, v.clauses = make([]tristate, len(v.sents)), make([]tristate, len(v.sents))
	for s := range v.sents {
		for i := v.sents[s].From; i < v.sents[s].To && i < n; i++ {
			v.sentAt[i] = int32(s)
			v.begun[s] |= v.word[i].starts
		}
	}
	for i := range d.Dates {
		if from, to, ok := v.tokens(d.Dates[i].Span); ok {
			v.dateEnd[from] = int32(to)
		}
	}
	v.addRefs()
	v.addGenders()
	return v
}

// rejoin puts together the sentences of a paragraph that was broken by the
// width of a column, where a line happened to begin with a capital: a line
// break inside another sentence of the paragraph shows it.
func (v *view) rejoin(sentences []extract.Sentence) []extract.Sentence {
	tokens := v.tok
	var out []extract.Sentence
	broken, paragraph := false, -1
	for n := range sentences {
		s := sentences[n]
		if s.Paragraph != paragraph {
			paragraph, broken = s.Paragraph, false
			for k := n; k < len(sentences) && sentences[k].Paragraph == paragraph && !broken; k++ {
				for i := sentences[k].From + 1; i < sentences[k].To; i++ {
					if tokens[i].Gap == extract.Line && tokens[i].Shape == extract.LowerCase && tokens[i-1].Lower != "," {
						broken = true
						break
					}
				}
			}
		}
		first, last := &tokens[s.From], len(out)-1
		if broken && last >= 0 && out[last].Paragraph == paragraph && first.Gap == extract.Line &&
			first.Kind != extract.Punct && tokens[s.From-1].Kind != extract.Punct && !v.isCaption(&out[last]) {
			out[last].To, out[last].Span.To = s.To, s.Span.To
			continue
		}
		out = append(out, s)
	}
	return cut(out, tokens)
}

// longest is how many tokens a sentence may have; no clause is longer, and the
// cost of a clause stays bounded on hostile text.
const longest = 400

// cut parts sentences that are longer.
func cut(sentences []extract.Sentence, tokens []extract.Token) []extract.Sentence {
	fine := true
	for i := range sentences {
		fine = fine && sentences[i].To-sentences[i].From <= longest
	}
	if fine {
		return sentences
	}
	var out []extract.Sentence
	for _, s := range sentences {
		for s.To-s.From > longest {
			head := s
			head.To = s.From + longest
			head.Span.To = tokens[head.To-1].Span.To
			out = append(out, head)
			s.From = head.To
			s.Span.From = tokens[s.From].Span.From
		}
		out = append(out, s)
	}
	return out
}

// isCaption reports whether a sentence is one line without a verb that begins
// a paragraph: a heading set above its text.
func (v *view) isCaption(s *extract.Sentence) bool {
	if v.tok[s.From].Gap != extract.Paragraph {
		return false
	}
	for i := s.From; i < s.To; i++ {
		if i > s.From && v.tok[i].Gap == extract.Line || v.isFinite(i) || v.lower(i) == "," {
			return false
		}
	}
	return true
}

func (v *view) addRefs() {
	var refs []ref
	add := func(s extract.Span, kind refKind, index int) {
		if from, to, ok := v.tokens(s); ok {
			refs = append(refs, ref{from, to, kind, index})
		}
	}
	for p := range v.d.People {
		for _, m := range v.d.People[p].Mentions {
			add(m.Span, byName, p)
		}
		for _, m := range v.d.People[p].Coref {
			add(m.Span, byCoref, p)
		}
	}
	v.titlesOf = make([][]int, len(v.d.People))
	for t := range v.d.Titles {
		add(v.d.Titles[t].Span, byTitle, t)
		if p := v.d.Titles[t].Person; p >= 0 && p < len(v.titlesOf) && !v.holds(p, v.d.Titles[t].Text) {
			v.titlesOf[p] = append(v.titlesOf[p], t)
		}
	}
	for o := range v.d.Organisations {
		add(v.d.Organisations[o].Span, byBody, o)
	}
	// The longest of those that overlap wins; of equals, a name before a
	// title before a body.
	sort.SliceStable(refs, func(i, j int) bool {
		if refs[i].from != refs[j].from {
			return refs[i].from < refs[j].from
		}
		if refs[i].to != refs[j].to {
			return refs[i].to > refs[j].to
		}
		return refs[i].kind < refs[j].kind
	})
	end := 0
	for _, r := range refs {
		if r.from < end {
			continue
		}
		end = r.to
		v.refs = append(v.refs, r)
		for i := r.from; i < r.to; i++ {
			v.refAt[i] = int32(len(v.refs))
		}
	}
}

// holds reports whether a title of that text is known of person p.
func (v *view) holds(p int, text string) bool {
	for _, t := range v.titlesOf[p] {
		if v.d.Titles[t].Text == text {
			return true
		}
	}
	return false
}

// tokens is the range of tokens that a span covers; ok is false if it covers
// none.
func (v *view) tokens(s extract.Span) (from, to int, ok bool) {
	from = sort.Search(len(v.tok), func(i int) bool { return v.tok[i].Span.To > s.From })
	for to = from; to < len(v.tok) && v.tok[to].Span.From < s.To; to++ {
	}
	return from, to, from < to
}

func (v *view) addGenders() {
	v.gender = make([]extract.Gender, len(v.d.People))
	for p := range v.d.People {
		g := v.d.People[p].Gender
		for _, m := range v.d.People[p].Mentions {
			if g != extract.UnknownGender {
				break
			}
			if from, _, ok := v.tokens(m.Span); ok && from > 0 {
				g = civilityGender(v.tok[from-1].Lower)
			}
		}
		for _, t := range v.titlesOf[p] {
			if g != extract.UnknownGender {
				break
			}
			if g = v.d.Titles[t].Gender; g == extract.UnknownGender {
				if from, _, ok := v.tokens(v.d.Titles[t].Span); ok && from > 0 {
					g = articleGender(v.tok[from-1].Lower)
				}
			}
		}
		v.gender[p] = g
	}
}

func civilityGender(w string) extract.Gender {
	switch strings.TrimSuffix(w, ".") {
	case "m", "monsieur", "mm", "messieurs", "sir", "lord", "mgr":
		return extract.Masculine
	case "mme", "mmes", "mlle", "mlles", "madame", "mesdames", "mademoiselle", "lady", "dame":
		return extract.Feminine
	}
	return extract.UnknownGender
}

func articleGender(w string) extract.Gender {
	switch w {
	case "le", "du", "un", "au", "ce":
		return extract.Masculine
	case "la", "une", "cette":
		return extract.Feminine
	}
	return extract.UnknownGender
}

// ref returns the reference that covers token i, or nil.
func (v *view) ref(i int) *ref {
	if i < 0 || i >= len(v.tok) || v.refAt[i] == 0 {
		return nil
	}
	return &v.refs[v.refAt[i]-1]
}

// refFrom returns the reference that begins at token i, or nil.
func (v *view) refFrom(i int) *ref {
	if r := v.ref(i); r != nil && r.from == i {
		return r
	}
	return nil
}

func (v *view) lower(i int) string {
	if i < 0 || i >= len(v.tok) {
		return ""
	}
	if v.word[i] == v.lex.to {
		return "à" // written "A" at the beginning of a sentence
	}
	return v.tok[i].Lower
}

// is reports whether token i is in one of the classes.
func (v *view) is(i int, c wordClass) bool {
	return i >= 0 && i < len(v.tok) && v.word[i].class&c != 0
}

// inQuote reports whether token i stands between quotation marks.
func (v *view) inQuote(i int) bool { return i >= 0 && i < len(v.tok) && v.quoteAt[i] != 0 }

// sentence is the sentence that token i is in.
func (v *view) sentence(i int) *extract.Sentence { return &v.sents[v.sentAt[i]] }

// may reports whether a phrase of one of the classes may begin in a sentence.
func (v *view) may(s *extract.Sentence, classes phraseClass) bool {
	return v.begun[v.sentAt[s.From]]&classes != 0
}

// phrase reports how many tokens from i on are one of the phrases of a class,
// or 0.
func (v *view) phrase(class phraseClass, i, limit int) int {
	if i < 0 || i >= limit || v.word[i].starts&class == 0 {
		return 0
	}
	best := 0
	for _, p := range v.word[i].phrases {
		if p.class == class && len(p.words) > best && v.matches(p.words, i, limit) {
			best = len(p.words)
		}
	}
	return best
}

// loosely is phrase with adverbs allowed after the first word and then: "étaient
// aussi présents".
func (v *view) loosely(class phraseClass, i, limit int) int {
	best := v.phrase(class, i, limit)
	if best > 0 || i < 0 || i >= limit || v.word[i].starts&class == 0 {
		return best
	}
	if v.adverbs(i+1, limit) == 0 {
		return 0
	}
	for _, p := range v.word[i].phrases {
		if p.class != class || len(p.words) < 2 {
			continue
		}
		k := i + 1
		for n := 1; n < len(p.words); n++ {
			if k < limit && v.tok[k].Lower != p.words[n] {
				k += v.adverbs(k, limit)
			}
			if k >= limit || v.tok[k].Lower != p.words[n] {
				k = -1
				break
			}
			k++
		}
		if k > i {
			best = max(best, k-i)
		}
	}
	return best
}

func (v *view) matches(words []string, i, limit int) bool {
	if i < 0 || i+len(words) > limit {
		return false
	}
	for k, w := range words {
		if v.tok[i+k].Lower != w {
			return false
		}
	}
	return true
}

// isFinite reports whether token i is a finite verb, as far as the lexicon knows.
func (v *view) isFinite(i int) bool {
	w := v.word[i]
	if t := &v.tok[i]; t.Lower == "est" && i > 0 && (t.Shape == extract.Capitalised && t.Gap == extract.Space && !v.inQuote(i) || t.Gap == extract.Hyphen) {
		return false // "Grand Est", "Nord-Est"
	}
	if w.class&(auxHave|auxBe|auxOther|future) == auxOther && v.isNoun(i) {
		return false
	}
	if w.class&(auxHave|auxBe|auxOther|future) != 0 {
		// "porte-parole" is a noun, "fait-il" a verb.
		return i+1 >= len(v.tok) || v.tok[i+1].Gap != extract.Hyphen || v.is(i+1, subject) || v.tok[i+1].Lower == "t"
	}
	for _, e := range w.entries {
		if e.kind == present || e.kind == past {
			return !v.afterDeterminer(i)
		}
	}
	return false
}

// isNoun reports whether the verb form at token i is rather a noun or a name:
// "ordre national du Mérite", "un compte".
func (v *view) isNoun(i int) bool {
	switch v.lower(i - 1) {
	case "du", "au", "un", "ce", "son":
		return true
	}
	return v.tok[i].Shape == extract.Capitalised && v.tok[i].Gap == extract.Space && !v.inQuote(i) && i > v.sentence(i).From
}

// afterDeterminer reports whether token i follows an article, so that it is a noun.
func (v *view) afterDeterminer(i int) bool {
	if i == 0 || v.word[i-1].class&(determiner|preposition) == 0 {
		return false
	}
	if v.is(i-1, clitic) && i > 1 {
		// "Il la demande", "M. Martin les remercie": a pronoun.
		if v.is(i-2, subject) {
			return false
		}
		if r := v.ref(i - 2); r != nil && r.kind != byBody {
			return false
		}
		if r := v.ref(i - 3); v.lower(i-2) == "," && r != nil && r.kind == byName {
			return false // "Le préfet, Jean X, les invite"
		}
		if w := v.lower(i - 2); w == "et" || w == "puis" {
			return !v.objectBefore(i)
		}
	}
	return true
}

// objectBefore reports whether the word before the verb form at i, after a
// conjunction, can only be its object: "et les remercie", "et leur renouvelle sa
// confiance", but "et leur demande d'aide".
func (v *view) objectBefore(i int) bool {
	w := v.lower(i)
	switch v.lower(i - 1) {
	case "les":
		return !strings.HasSuffix(w, "s")
	case "leur":
		switch w {
		case "demande", "annonce", "alerte", "note", "critique", "raconte", "conseil":
			return false
		}
		return strings.HasSuffix(w, "e")
	}
	return false
}

func hasVerbEnding(w string) bool {
	if len(w) < 5 {
		return false
	}
	for _, e := range [...]string{"aient", "ait", "eront", "iront", "era", "ira", "erait", "ez"} {
		if strings.HasSuffix(w, e) {
			return w != "assez" && w != "parfait" && w != "bienfait" && w != "souhait"
		}
	}
	return strings.HasSuffix(w, "ons") && !strings.HasSuffix(w, "ions") && !strings.HasSuffix(w, "sons")
}
