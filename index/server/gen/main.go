// Command gen draws the outlines of departements for index/server from a
// GeoJSON file of polygons with the properties "code" and "nom":
//
//	go run ./index/server/gen departements.geojson > index/server/internal/france/outlines.tsv
//
// Borders that two departements share are simplified once, so that no gap
// opens between them.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"estrade/index/server/internal/france"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gen FILE.geojson")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// feature is a departement in degrees.
type feature struct {
	code, name string
	rings      [][]position
}

type position struct{ lon, lat float64 }

func run(name string, out io.Writer) error {
	features, err := read(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	fmt.Fprintln(w, "# Outlines of departements, from IGN Admin Express and INSEE, Licence Ouverte; simplified by index/server/gen.")
	fmt.Fprintln(w, "# Code, name, SVG path.")
	for i := range france.Frames {
		f := &france.Frames[i]
		var shown []feature
		for _, x := range features {
			if inFrame(f, x.code) {
				shown = append(shown, x)
			}
		}
		for _, d := range draw(f, shown) {
			fmt.Fprintf(w, "%s\t%s\t%s\n", d.code, d.name, d.path)
		}
	}
	return w.Flush()
}

func inFrame(f *france.Frame, code string) bool {
	switch f.Name {
	case "France":
		return len(code) == 2
	case "Paris":
		return code == "75" || code == "92" || code == "93" || code == "94"
	}
	return f.Name == code
}

func read(name string) ([]feature, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var file struct {
		Features []struct {
			Properties struct{ Code, Nom string }
			Geometry   struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	var features []feature
	for _, f := range file.Features {
		var polygons [][][][2]float64
		if f.Geometry.Type == "Polygon" {
			polygons = make([][][][2]float64, 1)
			err = json.Unmarshal(f.Geometry.Coordinates, &polygons[0])
		} else {
			err = json.Unmarshal(f.Geometry.Coordinates, &polygons)
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %s: %w", name, f.Properties.Code, err)
		}
		x := feature{code: f.Properties.Code, name: f.Properties.Nom}
		for _, polygon := range polygons {
			for _, ring := range polygon {
				r := make([]position, 0, len(ring))
				for _, p := range ring[:len(ring)-1] {
					r = append(r, position{p[0], p[1]})
				}
				x.rings = append(x.rings, r)
			}
		}
		features = append(features, x)
	}
	slices.SortFunc(features, func(a, b feature) int { return cmp.Compare(a.code, b.code) })
	return features, nil
}

type drawing struct{ code, name, path string }

// point is a point on the map.
type point struct{ x, y float64 }

// draw projects and simplifies the features of a frame.
func draw(f *france.Frame, features []feature) []drawing {
	s := &simplifier{
		junctions: junctions(features),
		project: func(p position) point {
			x, y := f.Project(p.lat, p.lon)
			return point{x, y}
		},
	}
	var drawings []drawing
	for _, x := range features {
		var rings [][]point
		largest := 0.0
		for _, r := range x.rings {
			ring := s.ring(r)
			largest = max(largest, math.Abs(area(ring)))
			rings = append(rings, ring)
		}
		var path strings.Builder
		for _, r := range rings {
			// Islands too small to see go, but never all of a departement.
			if a := math.Abs(area(r)); a >= min(12, largest) {
				writeRing(&path, r)
			}
		}
		drawings = append(drawings, drawing{x.code, x.name, path.String()})
	}
	return drawings
}

// junctions are the points where borders meet: those with more than two
// neighbours.
func junctions(features []feature) map[position]bool {
	neighbours := map[position][]position{}
	add := func(p, q position) {
		if !slices.Contains(neighbours[p], q) {
			neighbours[p] = append(neighbours[p], q)
		}
	}
	for _, f := range features {
		for _, r := range f.rings {
			for i, p := range r {
				q := r[(i+1)%len(r)]
				add(p, q)
				add(q, p)
			}
		}
	}
	found := map[position]bool{}
	for p, n := range neighbours {
		if len(n) > 2 {
			found[p] = true
		}
	}
	return found
}

// smallest is the area, in square units of the map, of the triangle that a
// point must make with its neighbours to stay.
const smallest = 3

type simplifier struct {
	junctions map[position]bool
	project   func(position) point
}

// ring cuts a ring at junctions and simplifies each arc in the direction that
// both of its departements agree on.
func (s *simplifier) ring(r []position) []point {
	start := slices.IndexFunc(r, func(p position) bool { return s.junctions[p] })
	if start < 0 {
		// An island: begin at its westernmost point, so that the result does
		// not depend on where the file begins.
		start = 0
		for i, p := range r {
			if less(p, r[start]) {
				start = i
			}
		}
	}
	r = append(slices.Clone(r[start:]), r[:start]...)
	r = append(r, r[0])
	var out []point
	from := 0
	for i := 1; i < len(r); i++ {
		if s.junctions[r[i]] || i == len(r)-1 {
			arc := s.arc(r[from : i+1])
			out = append(out, arc[:len(arc)-1]...)
			from = i
		}
	}
	return out
}

func less(a, b position) bool { return a.lon < b.lon || a.lon == b.lon && a.lat < b.lat }

func (s *simplifier) arc(a []position) []point {
	a = slices.Clone(a)
	first, last := a[0], a[len(a)-1]
	backward := less(last, first) || first == last && len(a) > 2 && less(a[len(a)-2], a[1])
	if backward {
		slices.Reverse(a)
	}
	points := make([]point, len(a))
	for i, p := range a {
		points[i] = s.project(p)
	}
	points = thin(points)
	if backward {
		slices.Reverse(points)
	}
	return points
}

// thin takes away the inner points that matter least, by Visvalingam's area.
func thin(p []point) []point {
	for len(p) > 2 {
		at, least := -1, smallest+0.0
		for i := 1; i < len(p)-1; i++ {
			if a := math.Abs(triangle(p[i-1], p[i], p[i+1])); a < least {
				at, least = i, a
			}
		}
		// A closed arc keeps a triangle.
		if at < 0 || p[0] == p[len(p)-1] && len(p) <= 4 {
			break
		}
		p = slices.Delete(p, at, at+1)
	}
	return p
}

func triangle(a, b, c point) float64 {
	return ((b.x-a.x)*(c.y-a.y) - (c.x-a.x)*(b.y-a.y)) / 2
}

func area(r []point) float64 {
	sum := 0.0
	for i, p := range r {
		q := r[(i+1)%len(r)]
		sum += p.x*q.y - q.x*p.y
	}
	return sum / 2
}

// writeRing writes a ring in whole units, each point relative to the last.
func writeRing(b *strings.Builder, r []point) {
	x, y := 0, 0
	for i, p := range r {
		px, py := int(math.Round(p.x)), int(math.Round(p.y))
		dx, dy := px-x, py-y
		switch {
		case i == 0:
			fmt.Fprintf(b, "M%d %dl", px, py)
		case dx == 0 && dy == 0:
			continue
		default:
			if dx >= 0 && i > 1 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(b, "%d", dx)
			if dy >= 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(b, "%d", dy)
		}
		x, y = px, py
	}
	b.WriteByte('z')
}
