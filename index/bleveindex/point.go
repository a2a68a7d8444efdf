package bleveindex

import (
	"context"
	"math"
	"strings"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveidx "github.com/blevesearch/bleve_index_api"

	"estrade/extract"
	"estrade/index"
)

// A point is indexed as one term, since releases speak of the same few
// thousand places again and again: bleve's own points took 8 terms and a doc
// value each. The term is the point in ten-thousandths of a degree (11 m), its
// 22 bits of latitude and longitude interleaved and written as 11 hexadecimal
// digits, so that what lies close together mostly begins alike. A question
// looks through the terms of the cells around it and asks for those that are
// near enough.
const (
	pointDigits = 11
	perDegree   = 10000
)

const hexDigits = "0123456789abcdef"

// gridOf is the point on the grid.
func gridOf(lat, lon float64) (y, x uint32) {
	lat, lon = min(max(lat, -90), 90), min(max(lon, -180), 180)
	return uint32(math.Round((lat + 90) * perDegree)), uint32(math.Round((lon + 180) * perDegree))
}

func pointTerm(p extract.Position) string {
	y, x := gridOf(p.Lat, p.Lon)
	var b [pointDigits]byte
	for i := range b {
		shift := 2 * (pointDigits - 1 - i)
		yy, xx := y>>shift&3, x>>shift&3
		b[i] = hexDigits[yy>>1<<3|xx>>1<<2|yy&1<<1|xx&1]
	}
	return string(b[:])
}

// pointOf is the point of a term.
func pointOf(term string) (p extract.Position, ok bool) {
	var y, x uint32
	if len(term) != pointDigits {
		return p, false
	}
	for i := range len(term) {
		d := uint32(strings.IndexByte(hexDigits, term[i]))
		y = y<<2 | d>>3&1<<1 | d>>1&1
		x = x<<2 | d>>2&1<<1 | d&1
	}
	return extract.Position{Lat: float64(y)/perDegree - 90, Lon: float64(x)/perDegree - 180}, true
}

// cellsAround are the beginnings of all terms within km of a point: of one to
// four cells of the size of the question, or "" for all.
func cellsAround(lat, lon, km float64) []string {
	dLat := km/kmPerDegree + 1.0/perDegree
	if lat-dLat < -89 || lat+dLat > 89 {
		return []string{""}
	}
	dLon := dLat / math.Cos((math.Abs(lat)+dLat)*math.Pi/180)
	if lon-dLon < -180 || lon+dLon > 180 {
		return []string{""}
	}
	y0, x0 := gridOf(lat-dLat, lon-dLon)
	y1, x1 := gridOf(lat+dLat, lon+dLon)
	digits := 0
	for digits < pointDigits {
		side := uint32(1) << (2 * (pointDigits - digits - 1)) // of a cell with one digit more
		if y1-y0 > side || x1-x0 > side {
			break
		}
		digits++
	}
	seen := map[string]bool{}
	var cells []string
	for _, y := range [...]uint32{y0, y1} {
		for _, x := range [...]uint32{x0, x1} {
			c := pointTerm(extract.Position{Lat: float64(y)/perDegree - 90, Lon: float64(x)/perDegree - 180})[:digits]
			if !seen[c] {
				seen[c] = true
				cells = append(cells, c)
			}
		}
	}
	return cells
}

const (
	earthRadius = 6371.0088 // km
	kmPerDegree = earthRadius * math.Pi / 180
)

// distance is the way between two points in km, on a sphere.
func distance(lat1, lon1, lat2, lon2 float64) float64 {
	rad := math.Pi / 180
	dLat, dLon := (lat2-lat1)*rad/2, (lon2-lon1)*rad/2
	a := math.Sin(dLat)*math.Sin(dLat) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Sin(dLon)*math.Sin(dLon)
	return 2 * earthRadius * math.Asin(math.Sqrt(min(1, a)))
}

// nearby matches documents with a point within a distance.
type nearby struct{ index.NearClause }

func (q nearby) Searcher(ctx context.Context, r bleveidx.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	var terms []string
	for _, cell := range cellsAround(q.Lat, q.Lon, q.Km) {
		found, err := q.within(r, cell)
		if err != nil {
			return nil, err
		}
		terms = append(terms, found...)
	}
	return searcher.NewMultiTermSearcher(ctx, r, terms, q.Field, 1, o, false)
}

// within are the terms of a cell that are near enough.
func (q nearby) within(r bleveidx.IndexReader, cell string) (terms []string, err error) {
	dict, err := r.FieldDictPrefix(q.Field, []byte(cell))
	if err != nil {
		return nil, err
	}
	defer func() {
		if closed := dict.Close(); err == nil {
			err = closed
		}
	}()
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			return terms, err
		}
		if p, ok := pointOf(e.Term); ok && distance(q.Lat, q.Lon, p.Lat, p.Lon) <= q.Km {
			terms = append(terms, e.Term)
		}
	}
}
