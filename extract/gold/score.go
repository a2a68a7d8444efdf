package gold

import (
	"fmt"
	"strings"
	"unicode"

	"estrade/extract"
)

// Layer is one kind of thing that is found in a text.
type Layer string

// The layers, in the order of a report.
const (
	Published     Layer = "published"     // right or wrong, one a release
	Dates         Layer = "dates"         // overlapping text, equal value
	People        Layer = "people"        // normalised name
	Mentions      Layer = "mentions"      // of people by name, as a set of texts
	Titles        Layer = "titles"        // name with title
	Unnamed       Layer = "unnamed"       // titles of holders without a name
	Places        Layer = "places"        // as a set of texts
	Codes         Layer = "codes"         // commune and departement codes of the places found
	Organisations Layer = "organisations" // as a set of texts
	Statements    Layer = "statements"    // speaker and words
	Where         Layer = "where"         // speaker, words and place
	When          Layer = "when"          // speaker, words and date
	WhereWhen     Layer = "where-when"    // speaker, words, place and date
	Attendance    Layer = "attended"      // names
)

// Layers lists all layers.
var Layers = [...]Layer{Published, Dates, People, Mentions, Titles, Unnamed, Places, Codes, Organisations, Statements, Where, When, WhereWhen, Attendance}

// Count is what precision and recall are made of.
type Count struct{ Right, Extra, Missed int }

// Add is the sum.
func (c Count) Add(d Count) Count {
	return Count{c.Right + d.Right, c.Extra + d.Extra, c.Missed + d.Missed}
}

// Precision is the share of what was found that is right; 1 if nothing was found.
func (c Count) Precision() float64 { return ratio(c.Right, c.Right+c.Extra) }

// Recall is the share of what is there that was found; 1 if nothing is there.
func (c Count) Recall() float64 { return ratio(c.Right, c.Right+c.Missed) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 { return ratio(2*c.Right, 2*c.Right+c.Extra+c.Missed) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// Error is one disagreement.
type Error struct {
	ID    string // of the release
	Layer Layer
	Extra bool   // found but not annotated; otherwise annotated but not found
	What  string // the thing, readable
}

func (e Error) String() string {
	sign := "missed"
	if e.Extra {
		sign = "extra"
	}
	return fmt.Sprintf("%s\t%s\t%s\t%s", e.ID, e.Layer, sign, e.What)
}

// Score is the agreement on one release.
type Score struct {
	ID         string
	Difficulty []string
	Counts     map[Layer]Count
	Errors     []Error
}

// Compare scores the annotations of d against r.
func Compare(r *Release, d *extract.Document) Score {
	s := &Score{ID: r.ID, Difficulty: r.Difficulty, Counts: map[Layer]Count{}}
	if r.Published == d.Published {
		s.right(Published)
	} else {
		s.wrong(Published, "is "+orNone(r.Published)+", found "+orNone(d.Published))
	}
	s.dates(r.Dates, d.Dates)
	s.people(r, d)
	s.places(r, d)
	s.organisations(r, d)
	s.statements(r, d)
	return *s
}

func (s *Score) right(l Layer) { s.Counts[l] = s.Counts[l].Add(Count{Right: 1}) }

func (s *Score) missed(l Layer, what string) {
	s.Counts[l] = s.Counts[l].Add(Count{Missed: 1})
	s.Errors = append(s.Errors, Error{s.ID, l, false, what})
}

// wrong counts an answer to a question that has just one: its F1 is then the
// share of right answers.
func (s *Score) wrong(l Layer, what string) {
	s.missed(l, what)
	s.Counts[l] = s.Counts[l].Add(Count{Extra: 1})
}

// answer is right or wrong.
func (s *Score) answer(l Layer, right bool, what string) {
	if right {
		s.right(l)
	} else {
		s.wrong(l, what)
	}
}

func (s *Score) extra(l Layer, what string) {
	s.Counts[l] = s.Counts[l].Add(Count{Extra: 1})
	s.Errors = append(s.Errors, Error{s.ID, l, true, what})
}

func orNone(v string) string {
	if v == "" {
		return "none"
	}
	return v
}

// dates pairs what was found with what is annotated: first where the words are
// the same, then where they overlap, so that neighbours do not steal each other's.
func (s *Score) dates(want []Date, got []extract.Date) {
	used := make([]bool, len(got))
	found := make([]bool, len(want))
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return key(a) == key(b) }, overlap} {
		for k, w := range want {
			for i, g := range got {
				if !found[k] && !used[i] && sameValue(w, g) && same(w.Text, g.Text) {
					used[i], found[k] = true, true
				}
			}
		}
	}
	show := func(text, start, end string) string {
		if end == "" {
			return fmt.Sprintf("%s = %s", text, start)
		}
		return fmt.Sprintf("%s = %s/%s", text, start, end)
	}
	for k, w := range want {
		if found[k] {
			s.right(Dates)
		} else {
			s.missed(Dates, show(w.Text, w.Start, w.End))
		}
	}
	for i, g := range got {
		if !used[i] {
			s.extra(Dates, show(g.Text, g.Start, g.End)+" ["+g.Rule+"]")
		}
	}
}

// sameValue compares values. A single date may be given as an interval of
// itself. Where either says "jusqu'au 8 mai", the interval may begin on the day
// of the page or be open, or be 8 May alone: only its end counts.
func sameValue(w Date, g extract.Date) bool {
	we, ge := w.End, g.End
	if we == "" {
		we = w.Start
	}
	if ge == "" {
		ge = g.Start
	}
	return we == ge && (w.Start == g.Start || isUntil(w.Text) || isUntil(g.Text))
}

func isUntil(text string) bool { return strings.HasPrefix(key(text), "jusqu") }

// overlap reports whether one text contains the other.
func overlap(a, b string) bool {
	a, b = key(a), key(b)
	return strings.Contains(a, b) || strings.Contains(b, a)
}

func (s *Score) people(r *Release, d *extract.Document) {
	var names, mentions, gotNames, gotMentions []string
	type pair struct{ name, title string }
	titles := map[pair]string{}
	for _, p := range r.People {
		names = append(names, p.Name)
		mentions = append(mentions, p.Mentions...)
		for _, t := range p.Titles {
			titles[pair{key(p.Name), key(t)}] = p.Name + ", " + t
		}
	}
	for _, p := range d.People {
		gotNames = append(gotNames, p.Name)
		for _, m := range p.Mentions {
			gotMentions = append(gotMentions, m.Text)
		}
	}
	s.sets(People, names, gotNames, nil)
	s.sets(Mentions, mentions, gotMentions, nil)
	var unnamed []extract.Title
	seen := map[pair]bool{}
	for _, t := range d.Titles {
		if t.Person == extract.None {
			unnamed = append(unnamed, t)
			continue
		}
		name := d.People[t.Person].Name
		p := pair{key(name), key(t.Full)}
		if t.Full == "" {
			p.title = key(t.Text)
		}
		if seen[p] {
			continue
		}
		seen[p] = true
		if _, ok := titles[p]; ok {
			delete(titles, p)
			s.right(Titles)
		} else {
			s.extra(Titles, name+", "+t.Full)
		}
	}
	for _, p := range r.People {
		for _, t := range p.Titles {
			if what, ok := titles[pair{key(p.Name), key(t)}]; ok {
				delete(titles, pair{key(p.Name), key(t)})
				s.missed(Titles, what)
			}
		}
	}
	s.unnamed(r.UnnamedTitles, unnamed)
	var present []string
	for _, st := range d.Statements {
		if st.Kind == extract.Attended {
			present = append(present, st.Speaker)
		}
	}
	s.sets(Attendance, r.Attended, present, nil)
}

// unnamed compares the holders of offices without a name. One who comes back
// in fewer words ("la secrétaire d'État", after "la secrétaire d'État chargée
// du handicap") is the same, whether Full says so or the words do.
func (s *Score) unnamed(want []string, got []extract.Title) {
	wanted := map[string]bool{}
	for _, w := range want {
		wanted[key(w)] = true
	}
	var texts, repeats []string
	for _, t := range got {
		text := t.Text
		if !wanted[key(text)] && t.Full != "" {
			text = t.Full
		}
		texts = append(texts, text)
		for w := range wanted {
			if strings.HasPrefix(w, key(text)+" ") {
				repeats = append(repeats, text)
				break
			}
		}
	}
	s.sets(Unnamed, want, texts, repeats)
}

func (s *Score) places(r *Release, d *extract.Document) {
	var want, got []string
	codes := map[string]string{}
	settled := map[string]bool{}
	for _, p := range r.Places {
		want = append(want, p.Text)
		if p.Kind == extract.Commune || p.Kind == extract.Departement {
			codes[key(p.Text)] = p.INSEE
		}
	}
	for _, p := range d.Places {
		got = append(got, p.Text)
		k := key(p.Text)
		code, ok := codes[k]
		if !ok || settled[k] {
			continue
		}
		settled[k] = true
		if code == p.INSEE {
			s.right(Codes)
		} else {
			s.wrong(Codes, fmt.Sprintf("%s is %s, found %s (%s)", p.Text, orNone(code), orNone(p.INSEE), p.Country))
		}
	}
	s.sets(Places, want, got, r.PlacesOptional)
}

func (s *Score) organisations(r *Release, d *extract.Document) {
	var got []string
	for _, o := range d.Organisations {
		got = append(got, o.Text)
	}
	s.sets(Organisations, r.Organisations, got, nil)
}

// sets compares two lists as sets of texts; those in optional do not count.
func (s *Score) sets(l Layer, want, got, optional []string) {
	missing, free := map[string]bool{}, map[string]bool{}
	for _, o := range optional {
		free[key(o)] = true
	}
	for _, w := range want {
		missing[key(w)] = true
	}
	seen := map[string]bool{}
	for _, g := range got {
		k := key(g)
		switch {
		case seen[k]:
		case missing[k]:
			s.right(l)
		case !free[k]:
			s.extra(l, g)
		}
		seen[k] = true
	}
	for _, w := range want {
		if k := key(w); missing[k] && !seen[k] {
			seen[k] = true
			s.missed(l, w)
		}
	}
}

// enoughWords is the F1 of words from which two quotations are the same.
const enoughWords = 0.5

func (s *Score) statements(r *Release, d *extract.Document) {
	var got []*extract.Statement
	for i := range d.Statements {
		if d.Statements[i].Kind != extract.Attended {
			got = append(got, &d.Statements[i])
		}
	}
	// Pairs are made best first, so that neighbours do not steal each other's.
	wantOf := make([]int, len(got)) // index into r.Statements, or -1
	gotOf := make([]int, len(r.Statements))
	for i := range wantOf {
		wantOf[i] = -1
	}
	for i := range gotOf {
		gotOf[i] = -1
	}
	for {
		best, bi, bj := 0.0, -1, -1
		for i := range r.Statements {
			for j := range got {
				if gotOf[i] >= 0 || wantOf[j] >= 0 || !sameSpeaker(r.Statements[i].Speaker, got[j].Speaker) {
					continue
				}
				if w := wordsF1(r.Statements[i].Quote, got[j].Text); w >= enoughWords && w > best {
					best, bi, bj = w, i, j
				}
			}
		}
		if bi < 0 {
			break
		}
		gotOf[bi], wantOf[bj] = bj, bi
	}
	for i := range r.Statements {
		w := &r.Statements[i]
		what := fmt.Sprintf("%s (%s, %s): %s", w.Speaker, w.Kind, w.Verb, short(w.Quote))
		if gotOf[i] < 0 {
			for _, l := range saidLayers {
				s.missed(l, what)
			}
			continue
		}
		s.right(Statements)
		g := got[gotOf[i]]
		where, when := samePlace(w.Place, g.Place), w.Date == g.Date
		s.answer(Where, where, fmt.Sprintf("%s: is %s, found %s", what, orNone(w.Place), orNone(g.Place)))
		s.answer(When, when, fmt.Sprintf("%s: is %s, found %s", what, orNone(w.Date), orNone(g.Date)))
		s.answer(WhereWhen, where && when, fmt.Sprintf("%s: is %s %s, found %s %s", what, orNone(w.Place), orNone(w.Date), orNone(g.Place), orNone(g.Date)))
	}
	for j, g := range got {
		if wantOf[j] < 0 {
			what := fmt.Sprintf("%s (%s, %s): %s [%s]", g.Speaker, g.Kind, g.Verb, short(g.Text), g.Rule)
			for _, l := range saidLayers {
				s.extra(l, what)
			}
		}
	}
}

// saidLayers are the layers in which a statement that is missed or extra counts.
var saidLayers = [...]Layer{Statements, Where, When, WhereWhen}

// sameSpeaker compares names; a title that begins the other's is the same
// ("préfet", "préfet du Nord").
func sameSpeaker(want, got string) bool {
	w, g := key(want), key(got)
	return w == g || w != "" && g != "" && (strings.HasPrefix(w, g+" ") || strings.HasPrefix(g, w+" "))
}

// samePlace compares places; a venue with its commune is the same as either.
func samePlace(want, got string) bool {
	w, g := key(want), key(got)
	return w == g || w != "" && g != "" && (strings.Contains(" "+w+" ", " "+g+" ") || strings.Contains(" "+g+" ", " "+w+" "))
}

// wordsF1 is the F1 of the words of two quotations. Where want leaves words
// out ("first … last"), got must begin and end like it.
func wordsF1(want, got string) float64 {
	g := words(got)
	if head, tail, ok := strings.Cut(want, "…"); ok && strings.TrimSpace(tail) != "" {
		h, t := words(head), words(tail)
		if len(g) > len(h)+len(t) {
			g = append(g[:len(h):len(h)], g[len(g)-len(t):]...)
		}
		return bagF1(append(h, t...), g)
	}
	return bagF1(words(want), g)
}

func bagF1(a, b []string) float64 {
	count := map[string]int{}
	for _, w := range a {
		count[w]++
	}
	same := 0
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			same++
		}
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(same) / float64(len(a)+len(b))
}

// key is the form in which texts are compared: lower case, letters and digits
// only, one blank between words. Accents count.
func key(s string) string { return strings.Join(words(s), " ") }

func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func short(s string) string {
	const most = 90
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
