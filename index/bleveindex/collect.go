package bleveindex

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search"

	"estrade/index"
)

// found is what a request finds.
type found struct {
	total  int
	hits   []candidate // the best, in order; one more than asked for if there are more
	facets map[index.Field][]index.Value
}

// candidate is a document that may be among the best.
type candidate struct {
	doc   uint64 // number in the snapshot
	score float64
	key   uint64 // orderKey of order
	order string // value of index.Order, once it is needed
}

// collection collects hits. It is our own instead of bleve's since it reads
// what hits are ordered and counted by from columns.
type collection struct {
	request  index.Request
	segments []*segmentColumns
	first    []uint64 // number of the first document of each segment
	orders   []*valueReader

	size  int
	best  []candidate // a heap with the worst on top
	after *candidate  // the last hit of the page before

	// Of the segment that hits are in now.
	at     int
	from   uint64
	to     uint64
	keys   []uint64
	counts []facetCount
}

// facetCount counts the values of a facet in one segment.
type facetCount struct {
	column *valueColumn
	counts []uint32
}

// noMapping is what bleve's queries are given for a mapping. They do not ask
// it anything, since all of them name their fields and terms.
var noMapping = bleve.NewIndexMapping()

// collect runs a request, the question of which is asked: it finds one hit more than it asks for, which shows
// whether there is another page.
func (x *Index) collect(ctx context.Context, snapshot *scorch.IndexSnapshot, r index.Request, asked index.Clause) (*found, error) {
	c, err := x.newCollection(snapshot, r)
	if err != nil {
		return nil, err
	}
	q, err := translate(asked)
	if err != nil {
		return nil, err
	}
	var options search.SearcherOptions
	if r.Sort != index.Relevance || r.Limit == 0 {
		options.Score = "none"
	}
	s, err := q.Searcher(ctx, snapshot, noMapping, options)
	if err != nil {
		return nil, err
	}
	f, err := c.run(ctx, snapshot, s)
	if closed := s.Close(); err == nil {
		err = closed
	}
	return f, err
}

func (x *Index) newCollection(snapshot *scorch.IndexSnapshot, r index.Request) (*collection, error) {
	if r.Limit < 0 {
		return nil, index.NewRequestError("limit %d; expected 0 or more", "limite %d ; attendu : 0 ou plus", r.Limit)
	}
	for _, f := range r.Facets {
		if spec := f.By.Schema(); spec.Type != index.Counted || f.Limit <= 0 {
			return nil, index.NewRequestError("%d values of %s cannot be counted", "impossible de compter %d valeurs de %s", f.Limit, spec.Name)
		}
	}
	c := &collection{request: r, segments: x.columns.of(snapshot), at: -1}
	c.orders = make([]*valueReader, len(c.segments))
	n := uint64(0)
	for _, s := range c.segments {
		c.first = append(c.first, n)
		n += s.segment.Count()
	}
	if r.Limit > 0 {
		c.size = r.Limit + 1
	}
	values, err := index.CursorValues(r)
	if err != nil || values == nil {
		return c, err
	}
	c.after = &candidate{}
	if r.Sort == index.Relevance {
		if c.after.score, err = strconv.ParseFloat(values[0], 64); err != nil {
			return nil, index.ErrCursor
		}
		values = values[1:]
	}
	if len(values) != 1 || values[0] == "" {
		return nil, index.ErrCursor
	}
	c.after.order, c.after.key = values[0], orderKey(values[0])
	return c, nil
}

// cursor goes on after a hit.
func (c *candidate) cursor(r index.Request) string {
	if r.Sort == index.Relevance {
		return index.NewCursor(r, strconv.FormatFloat(c.score, 'g', -1, 64), c.order)
	}
	return index.NewCursor(r, c.order)
}

// checkEvery is after how many hits it is asked whether the caller has given up.
const checkEvery = 4096

func (c *collection) run(ctx context.Context, snapshot *scorch.IndexSnapshot, s search.Searcher) (*found, error) {
	f := &found{facets: make(map[index.Field][]index.Value, len(c.request.Facets))}
	totals := make([]map[string]int, len(c.request.Facets))
	for i := range totals {
		totals[i] = map[string]int{}
	}
	next := eachMatch(snapshot, s)
	for {
		if f.total%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		doc, score, ok, err := next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		f.total++
		if doc >= c.to {
			c.addCounts(totals)
			if err := c.enter(doc); err != nil {
				return nil, err
			}
		}
		if err := c.consider(doc, score); err != nil {
			return nil, err
		}
		for i := range c.counts {
			n := &c.counts[i]
			for _, o := range n.column.of(uint32(doc - c.from)) {
				n.counts[o]++
			}
		}
	}
	c.addCounts(totals)
	for i, facet := range c.request.Facets {
		f.facets[facet.By] = mostFrequent(totals[i], facet.Limit)
	}
	return f, c.sorted(f)
}

// eachMatch gives the number and the score of the documents of a searcher, one
// by one.
func eachMatch(snapshot *scorch.IndexSnapshot, s search.Searcher) func() (doc uint64, score float64, ok bool, err error) {
	if s, ok := s.(*formsSearcher); ok {
		return s.nextScored
	}
	ctx := &search.SearchContext{DocumentMatchPool: search.NewDocumentMatchPool(s.DocumentMatchPoolSize()+1, 0), IndexReader: snapshot}
	return func() (uint64, float64, bool, error) {
		m, err := s.Next(ctx)
		if err != nil || m == nil {
			return 0, 0, false, err
		}
		doc, score := m.IndexInternalID.Value(), m.Score
		ctx.DocumentMatchPool.Put(m)
		return doc, score, true, nil
	}
}

// enter goes to the segment of a document.
func (c *collection) enter(doc uint64) error {
	c.at = sort.Search(len(c.first), func(i int) bool { return c.first[i] > doc }) - 1
	s := c.segments[c.at]
	c.from = c.first[c.at]
	c.to = c.from + s.segment.Count()
	if c.size > 0 {
		var err error
		if c.keys, err = s.order(c.request.Of.Name(index.Order)); err != nil {
			return err
		}
	}
	c.counts = c.counts[:0]
	for _, f := range c.request.Facets {
		column, err := s.value(c.request.Of.Name(f.By))
		if err != nil {
			return err
		}
		c.counts = append(c.counts, facetCount{column, make([]uint32, len(column.terms))})
	}
	return nil
}

// addCounts adds up what was counted in the segment that is left.
func (c *collection) addCounts(totals []map[string]int) {
	for i, f := range c.counts {
		for o, n := range f.counts {
			if n > 0 {
				totals[i][f.column.terms[o]] += int(n)
			}
		}
	}
}

// mostFrequent are the values with the greatest counts, then in their order.
func mostFrequent(counts map[string]int, limit int) []index.Value {
	type count struct {
		term string
		n    int
	}
	compare := func(a, b count) int { return cmp.Or(b.n-a.n, strings.Compare(a.term, b.term)) }
	var best []count
	for term, n := range counts {
		this := count{term, n}
		if len(best) == limit && compare(this, best[limit-1]) > 0 {
			continue
		}
		i, _ := slices.BinarySearchFunc(best, this, compare)
		if len(best) == limit {
			best = best[:limit-1]
		}
		best = slices.Insert(best, i, this)
	}
	var values []index.Value
	for _, b := range best {
		value, label := index.SplitFacet(b.term)
		values = append(values, index.Value{Value: value, Label: label, Count: b.n})
	}
	return values
}

// consider keeps a hit if it is among the best that come after the cursor.
func (c *collection) consider(doc uint64, score float64) error {
	if c.size == 0 {
		return nil
	}
	this := candidate{doc: doc, score: score, key: c.keys[doc-c.from]}
	if c.after != nil {
		if n, err := c.compare(&this, c.after); err != nil || n <= 0 {
			return err
		}
	}
	if len(c.best) < c.size {
		c.best = append(c.best, this)
		return c.up(len(c.best) - 1)
	}
	if n, err := c.compare(&this, &c.best[0]); err != nil || n >= 0 {
		return err
	}
	c.best[0] = this
	return c.down(0, len(c.best))
}

// compare is less than 0 if a comes before b.
func (c *collection) compare(a, b *candidate) (int, error) {
	if c.request.Sort == index.Relevance && a.score != b.score {
		return cmp.Compare(b.score, a.score), nil
	}
	n := cmp.Compare(a.key, b.key)
	if n == 0 {
		if err := c.readOrder(a); err != nil {
			return 0, err
		}
		if err := c.readOrder(b); err != nil {
			return 0, err
		}
		n = strings.Compare(a.order, b.order)
	}
	if c.request.Sort == index.Oldest {
		n = -n
	}
	return n, nil
}

// readOrder reads the order of a candidate if it is not known.
func (c *collection) readOrder(a *candidate) error {
	if a.order != "" {
		return nil
	}
	i := sort.Search(len(c.first), func(i int) bool { return c.first[i] > a.doc }) - 1
	if c.orders[i] == nil {
		c.orders[i] = newValueReader(c.segments[i].segment, c.request.Of.Name(index.Order))
	}
	doc := a.doc - c.first[i]
	v, err := c.orders[i].value(doc)
	if err != nil {
		return err
	}
	key, err := c.segments[i].segment.DocID(doc)
	if err != nil {
		return err
	}
	_, release := splitKey(string(key))
	a.order = unpackOrder(v, release)
	return nil
}

func (c *collection) up(i int) error {
	for i > 0 {
		parent := (i - 1) / 2
		if n, err := c.compare(&c.best[i], &c.best[parent]); err != nil || n <= 0 {
			return err
		}
		c.best[i], c.best[parent] = c.best[parent], c.best[i]
		i = parent
	}
	return nil
}

// down restores the heap of the first n below i.
func (c *collection) down(i, n int) error {
	for {
		child := 2*i + 1
		if child >= n {
			return nil
		}
		if child+1 < n {
			if order, err := c.compare(&c.best[child+1], &c.best[child]); err != nil {
				return err
			} else if order > 0 {
				child++
			}
		}
		if order, err := c.compare(&c.best[child], &c.best[i]); err != nil || order <= 0 {
			return err
		}
		c.best[i], c.best[child] = c.best[child], c.best[i]
		i = child
	}
}

// sorted gives the best in their order, with the value that the last one shown
// is ordered by.
func (c *collection) sorted(f *found) error {
	for n := len(c.best) - 1; n > 0; n-- {
		c.best[0], c.best[n] = c.best[n], c.best[0]
		if err := c.down(0, n); err != nil {
			return err
		}
	}
	f.hits = c.best
	if len(f.hits) > c.request.Limit && c.request.Limit > 0 {
		return c.readOrder(&f.hits[c.request.Limit-1])
	}
	return nil
}
