package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveidx "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"estrade/index"
)

// A word of a text is one term for both index.Text and index.ExactText, since
// lists of documents are most of an index: its term, a separator, and the word
// as it is written unless that is the same.
//
//	"elu\x00élus"      élus
//	"polic\x00police"  police
//	"eu\x00"           Eu
//
// Who asks for a term asks for all that begins with it and the separator. Words
// that are no terms ("de", "l") are alone in the field of index.ExactText.
const formSeparator = "\x00"

// wordKey is the term of bleve for a term and a form of it.
func wordKey(term, form string) string {
	if form == term {
		form = ""
	}
	return term + formSeparator + form
}

func splitWord(key string) (term, form string) {
	term, form, _ = strings.Cut(key, formSeparator)
	if form == "" {
		form = term
	}
	return term, form
}

// isText reports whether a field holds words with their forms.
func isText(field string) bool {
	return field == index.Releases.Name(index.Text) || field == index.Statements.Name(index.Text)
}

// textOf is the field that has the words of a field of exact words.
func textOf(field string) (text string, ok bool) {
	for _, of := range [...]index.Of{index.Releases, index.Statements} {
		if field == of.Name(index.ExactText) {
			return of.Name(index.Text), true
		}
	}
	return "", false
}

// textTerms are the terms of a field of texts, with their keys, and the exact
// words that have none.
func textTerms(v *index.FieldValue) (terms []index.Term, keys, rest []string) {
	var forms []index.Term
	next := 0
	for _, text := range v.Texts {
		i := len(terms)
		terms = v.AppendTextTerms(terms, text, &next)
		forms = index.ExactText.Schema().Analysis.AppendTerms(forms[:0], text)
		for _, f := range forms {
			if i < len(terms) && terms[i].Span == f.Span {
				keys = append(keys, wordKey(terms[i].Text, f.Text))
				i++
				continue
			}
			rest = append(rest, f.Text)
		}
	}
	return terms, keys, rest
}

// keysOf are the terms of bleve in a field of exact words, and in that of the
// words with terms, for a word as it is written.
func keysOf(field, form string) []formKey {
	keys := []formKey{{field, form}}
	text, _ := textOf(field)
	if terms := index.Text.Schema().Analysis.Terms(form); len(terms) == 1 {
		keys = append(keys, formKey{text, wordKey(terms[0].Text, form)})
	}
	return keys
}

// formKey is a term of bleve in a field.
type formKey struct{ field, key string }

// anyForm matches documents with one of the keys. It does not count in the
// score.
type anyForm []formKey

func (q anyForm) Searcher(ctx context.Context, r bleveidx.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	o.Score, o.IncludeTermVectors = "none", false
	fields := map[string][]string{}
	for _, k := range q {
		fields[k.field] = append(fields[k.field], k.key)
	}
	var all []search.Searcher
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		s, err := searcher.NewMultiTermSearcher(ctx, r, fields[field], field, 1, o, false)
		if err != nil {
			return nil, errors.Join(err, closeAll(all))
		}
		all = append(all, s)
	}
	s, err := searcher.NewDisjunctionSearcher(ctx, r, all, 0, o)
	if err != nil {
		return nil, errors.Join(err, closeAll(all))
	}
	return s, nil
}

// word matches documents with a term in a field: in one of texts, with any
// form of it.
type word struct {
	field, term string
	boost       float64
}

func (q word) Searcher(ctx context.Context, r bleveidx.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	if !isText(q.field) {
		return searcher.NewTermSearcher(ctx, r, q.term, q.field, q.boost, o)
	}
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("words: reader is a %T", r)
	}
	if o.Score != "none" {
		return newFormsSearcher(ctx, snapshot, q)
	}
	var keys []string
	err := q.forms().each(snapshot, func(_ int, _ segment.TermDictionary, key string) error {
		keys = append(keys, key)
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(keys)
	if keys = slices.Compact(keys); len(keys) == 0 {
		keys = []string{wordKey(q.term, "")} // which finds nothing
	}
	if len(keys) == 1 {
		return searcher.NewTermSearcher(ctx, r, keys[0], q.field, q.boost, o)
	}
	return searcher.NewMultiTermSearcher(ctx, r, keys, q.field, q.boost, o, false)
}

// forms are the keys of all forms.
func (q word) forms() keyRange {
	return keyRange{field: q.field, from: q.term + formSeparator, to: q.term + string(rune(formSeparator[0]+1))}
}

// keyRange is the terms of bleve in a field from one to before another that an
// automaton accepts, if there is one.
type keyRange struct {
	field, from, to string
	automaton       segment.Automaton
}

// beginning are the keys of a field that begin so; all for nothing.
func beginning(field, prefix string) keyRange {
	if prefix == "" {
		return keyRange{field: field}
	}
	return keyRange{field: field, from: prefix, to: prefix + string(utf8.MaxRune)}
}

// each visits the keys in each segment.
func (k keyRange) each(snapshot *scorch.IndexSnapshot, visit func(segment int, dict segment.TermDictionary, key string) error) error {
	var from, to []byte
	if k.to != "" {
		from, to = []byte(k.from), []byte(k.to)
	}
	for i, s := range snapshot.Segments() {
		dict, err := s.Segment().Dictionary(k.field)
		if err != nil {
			return err
		}
		keys := dict.AutomatonIterator(k.automaton, from, to)
		for {
			e, err := keys.Next()
			if err != nil {
				return err
			}
			if e == nil {
				break
			}
			if err := visit(i, dict, e.Term); err != nil {
				return err
			}
		}
	}
	return nil
}

// formsSearcher finds and scores documents with a form of a term, as if all
// forms were the same, and as bleve scores terms: by the root of how often the
// document has them, its length, and how rare they are. It goes forward only.
type formsSearcher struct {
	segments []formsSegment
	at       int
	from     uint64 // number of the first document of the segment at
	next     uint64 // number of the first document to look at
	count    uint64

	boost, rarity float64
	weight        float64 // of the term among others of the question
}

// formsSegment reads the forms in a segment.
type formsSegment struct {
	documents uint64
	forms     []formReader
}

// formReader reads the documents of a form.
type formReader struct {
	segment.PostingsIterator
	current segment.Posting // nil before the first and after the last
	begun   bool
}

func newFormsSearcher(ctx context.Context, snapshot *scorch.IndexSnapshot, q word) (*formsSearcher, error) {
	if err := search.RecordTermSearcher(ctx); err != nil {
		return nil, err
	}
	segments := snapshot.Segments()
	s := &formsSearcher{segments: make([]formsSegment, len(segments)), boost: q.boost, weight: 1}
	for i := range segments {
		s.segments[i].documents = segments[i].Segment().Count()
	}
	err := q.forms().each(snapshot, func(i int, dict segment.TermDictionary, key string) error {
		list, err := dict.PostingsList([]byte(key), segments[i].Deleted(), nil)
		if err != nil {
			return err
		}
		s.count += list.Count()
		s.segments[i].forms = append(s.segments[i].forms, formReader{PostingsIterator: list.Iterator(true, true, false, nil)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	total, err := snapshot.DocCount()
	if err != nil {
		return nil, err
	}
	s.rarity = 1 + math.Log(float64(total)/float64(s.count+1))
	return s, nil
}

// advance goes to the first document from a number on.
func (f *formReader) advance(doc uint64) (err error) {
	switch {
	case f.begun && (f.current == nil || f.current.Number() >= doc):
	case doc == 0 || f.begun && f.current.Number()+1 == doc:
		f.current, err = f.PostingsIterator.Next()
	default:
		f.current, err = f.PostingsIterator.Advance(doc)
	}
	f.begun = true
	return err
}

// first is the first document of the segment from a number on, how often it has
// the forms, and its norm; it reports whether there is one.
func (s *formsSegment) first(doc uint64) (number, frequency uint64, norm float64, ok bool, err error) {
	number = math.MaxUint64
	for i := range s.forms {
		f := &s.forms[i]
		if err := f.advance(doc); err != nil {
			return 0, 0, 0, false, err
		}
		if f.current == nil || f.current.Number() > number {
			continue
		}
		if n := f.current.Number(); n < number {
			number, frequency, norm = n, 0, f.current.Norm()
		}
		frequency += f.current.Frequency()
	}
	return number, frequency, norm, number != math.MaxUint64, nil
}

// nextScored is the number and score of the next document; it reports whether
// there is one.
func (s *formsSearcher) nextScored() (doc uint64, score float64, ok bool, err error) {
	for ; s.at < len(s.segments); s.at++ {
		seg := &s.segments[s.at]
		if s.next < s.from+seg.documents {
			n, frequency, norm, ok, err := seg.first(max(s.next, s.from) - s.from)
			if err != nil {
				return 0, 0, false, err
			}
			if ok {
				s.next = s.from + n + 1
				return s.from + n, math.Sqrt(float64(frequency)) * norm * s.rarity * s.weight, true, nil
			}
		}
		s.from += seg.documents
	}
	return 0, 0, false, nil
}

func (s *formsSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	doc, score, ok, err := s.nextScored()
	if err != nil || !ok {
		return nil, err
	}
	m := ctx.DocumentMatchPool.Get()
	m.IndexInternalID = bleveidx.NewIndexInternalID(m.IndexInternalID, doc)
	m.Score = score
	return m, nil
}

func (s *formsSearcher) Advance(ctx *search.SearchContext, id bleveidx.IndexInternalID) (*search.DocumentMatch, error) {
	s.next = max(s.next, id.Value())
	return s.Next(ctx)
}

func (s *formsSearcher) Weight() float64 { return s.boost * s.rarity * s.boost * s.rarity }

func (s *formsSearcher) SetQueryNorm(norm float64) { s.weight = s.boost * s.rarity * norm }

func (s *formsSearcher) Count() uint64 { return s.count }

func (s *formsSearcher) Close() error { return nil }

func (s *formsSearcher) Min() int { return 0 }

func (s *formsSearcher) DocumentMatchPoolSize() int { return 1 }

func (s *formsSearcher) Size() int { return int(unsafe.Sizeof(*s)) }

// fuzzyWord matches documents with a term like another in a field of texts.
type fuzzyWord struct{ index.FuzzyClause }

func (q fuzzyWord) Searcher(ctx context.Context, r bleveidx.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("fuzzy: reader is a %T", r)
	}
	// Which field is asked for the automaton does not matter.
	dict, like, err := snapshot.FieldDictFuzzyAutomaton(kindField, q.Term, q.Edits, firstLetter(q.Term))
	if err != nil {
		return nil, err
	}
	if err := dict.Close(); err != nil {
		return nil, err
	}
	keys := beginning(q.Field, firstLetter(q.Term))
	if a, ok := like.(segment.Automaton); ok {
		keys.automaton = termAutomaton{a}
	}
	var found []string
	edits := map[string]uint8{}
	err = keys.each(snapshot, func(_ int, _ segment.TermDictionary, key string) error {
		term, _ := splitWord(key)
		if ok, n := like.MatchAndDistance(term); ok {
			if _, seen := edits[key]; !seen {
				found, edits[key] = append(found, key), n
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	distances := make([]uint8, len(found))
	for i, key := range found {
		distances[i] = edits[key]
	}
	return searcher.NewMultiTermSearcherBoosted(ctx, r, found, q.Field, q.Boost, distances, o, false)
}

// termAutomaton accepts keys of words whose term another automaton accepts.
type termAutomaton struct{ segment.Automaton }

// States of a termAutomaton beside those of the term.
const (
	inForm   = -1 // the term was accepted
	rejected = -2
)

func (a termAutomaton) IsMatch(state int) bool { return state == inForm }

func (a termAutomaton) CanMatch(state int) bool {
	return state == inForm || state != rejected && a.Automaton.CanMatch(state)
}

func (a termAutomaton) WillAlwaysMatch(state int) bool { return state == inForm }

func (a termAutomaton) Accept(state int, b byte) int {
	switch {
	case state < 0:
		return state
	case b != formSeparator[0]:
		return a.Automaton.Accept(state, b)
	case a.Automaton.IsMatch(state):
		return inForm
	}
	return rejected
}

// likeForm matches documents with a word whose form is like another. It does
// not count in the score.
type likeForm struct {
	field string // of index.ExactText
	form  string
	edits int // how many letters differ at most; if negative, the word begins with form
}

func (q likeForm) Searcher(ctx context.Context, r bleveidx.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("exact words: reader is a %T", r)
	}
	like := func(form string) bool { return strings.HasPrefix(form, q.form) }
	if q.edits >= 0 {
		dict, automaton, err := snapshot.FieldDictFuzzyAutomaton(kindField, q.form, q.edits, firstLetter(q.form))
		if err != nil {
			return nil, err
		}
		if err := dict.Close(); err != nil {
			return nil, err
		}
		like = func(form string) bool { ok, _ := automaton.MatchAndDistance(form); return ok }
	}
	letter := firstLetter(q.form)
	text, _ := textOf(q.field)
	found := map[formKey]bool{}
	err := beginning(q.field, letter).each(snapshot, func(_ int, _ segment.TermDictionary, key string) error {
		if like(key) {
			found[formKey{q.field, key}] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	// Terms begin with the first letter of their words, folded.
	err = beginning(text, firstLetter(index.Fold(letter))).each(snapshot, func(_ int, _ segment.TermDictionary, key string) error {
		if _, form := splitWord(key); strings.HasPrefix(form, letter) && like(form) {
			found[formKey{text, key}] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return anyForm(slices.Collect(maps.Keys(found))).Searcher(ctx, r, m, o)
}

// firstLetter is the first letter of a word.
func firstLetter(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return word[:n]
}
