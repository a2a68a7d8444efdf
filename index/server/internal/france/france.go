// Package france is a small drawn map of France: the outlines of its
// departements, with overseas ones and the surroundings of Paris in frames of
// their own, and the projection that puts a point on it.
//
// The outlines are those of IGN (Admin Express) with INSEE's codes, Licence
// Ouverte, much simplified by the command in ../../gen.
package france

import (
	_ "embed" // for outlines.tsv
	"math"
	"strings"
	"sync"
)

// Width and Height are the size of the map in its own units.
const (
	Width  = 1000
	Height = 930
)

// Attribution names those whose outlines these are.
const Attribution = "IGN, INSEE (Licence Ouverte)"

// Frame is a part of the map that is drawn at a scale of its own.
type Frame struct {
	Name           string
	South, North   float64 // bounds in degrees
	West, East     float64
	X, Y           float64 // where it stands on the map
	W, H           float64
	latitude0      float64 // about which it is projected
	longitude0     float64
	scale, dx, dy  float64 // of the plane: x = scale*east + dx
	cone, constant float64
}

// Frames are the parts of the map; the first is the mainland with Corsica, the
// last the surroundings of Paris, which the first shows too.
var Frames = []Frame{
	fit(Frame{Name: "France", South: 41.3, North: 51.12, West: -5.15, East: 9.6, X: 0, Y: 0, W: Width, H: Height}),
	fit(Frame{Name: "971", South: 15.8, North: 16.55, West: -61.85, East: -60.95, X: 10, Y: 530, W: 110, H: 110}),
	fit(Frame{Name: "972", South: 14.35, North: 14.92, West: -61.27, East: -60.77, X: 130, Y: 530, W: 110, H: 110}),
	fit(Frame{Name: "973", South: 2.05, North: 5.85, West: -54.65, East: -51.55, X: 10, Y: 650, W: 110, H: 110}),
	fit(Frame{Name: "974", South: -21.42, North: -20.84, West: 55.18, East: 55.87, X: 130, Y: 650, W: 110, H: 110}),
	fit(Frame{Name: "976", South: -13.04, North: -12.61, West: 45.0, East: 45.33, X: 10, Y: 770, W: 110, H: 110}),
	fit(Frame{Name: "Paris", South: 48.675, North: 49.02, West: 2.13, East: 2.63, X: 10, Y: 10, W: 200, H: 190}),
}

// fit projects a frame's bounds and finds the scale that fits them in.
func fit(f Frame) Frame {
	const rad = math.Pi / 180
	f.latitude0, f.longitude0 = (f.South+f.North)/2, (f.West+f.East)/2
	// Lambert's conformal cone, touching at a third of the height from each end.
	a := f.South + (f.North-f.South)/6
	b := f.North - (f.North-f.South)/6
	t := func(lat float64) float64 { return math.Tan(math.Pi/4 + lat*rad/2) }
	f.cone = math.Log(math.Cos(a*rad)/math.Cos(b*rad)) / math.Log(t(b)/t(a))
	f.constant = math.Cos(a*rad) * math.Pow(t(a), f.cone) / f.cone
	west, east, south, north := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for i := range 21 {
		p := float64(i) / 20
		for _, c := range [][2]float64{
			{f.South, f.West + p*(f.East-f.West)}, {f.North, f.West + p*(f.East-f.West)},
			{f.South + p*(f.North-f.South), f.West}, {f.South + p*(f.North-f.South), f.East},
		} {
			x, y := f.plane(c[0], c[1])
			west, east, south, north = min(west, x), max(east, x), min(south, y), max(north, y)
		}
	}
	const margin = 4
	f.scale = min((f.W-2*margin)/(east-west), (f.H-2*margin)/(north-south))
	f.dx = f.X + f.W/2 - f.scale*(west+east)/2
	f.dy = f.Y + f.H/2 + f.scale*(south+north)/2
	return f
}

// plane is a point on the cone's plane, on a globe of radius 1.
func (f *Frame) plane(lat, lon float64) (x, y float64) {
	const rad = math.Pi / 180
	r := f.constant / math.Pow(math.Tan(math.Pi/4+lat*rad/2), f.cone)
	r0 := f.constant / math.Pow(math.Tan(math.Pi/4+f.latitude0*rad/2), f.cone)
	angle := f.cone * (lon - f.longitude0) * rad
	return r * math.Sin(angle), r0 - r*math.Cos(angle)
}

// Project puts a point, in degrees, on the map of the frame.
func (f *Frame) Project(lat, lon float64) (x, y float64) {
	x, y = f.plane(lat, lon)
	return f.scale*x + f.dx, f.dy - f.scale*y
}

// contains reports whether a point is in the frame, a little around it too.
func (f *Frame) contains(lat, lon float64) bool {
	const around = 0.3
	return lat > f.South-around && lat < f.North+around && lon > f.West-around && lon < f.East+around
}

// Project puts a point, in degrees, on the map; ok is false if it lies outside.
func Project(lat, lon float64) (x, y float64, ok bool) {
	for i := range Frames[:len(Frames)-1] {
		if f := &Frames[i]; f.contains(lat, lon) {
			x, y = f.Project(lat, lon)
			return x, y, x >= 0 && x <= Width && y >= 0 && y <= Height
		}
	}
	return 0, 0, false
}

// Outline is a departement as drawn.
type Outline struct {
	Code string // "59", "2A", "974"
	Name string
	Path string // as in the d attribute of an SVG path
}

// The file has a line for each drawing: code, name and path, separated by tabs.
// A departement that two frames show has two lines. Lines that begin with #
// are remarks.
//
//go:embed outlines.tsv
var file string

// Outlines are the departements in the order of their codes. The slice is
// shared: do not change it.
var Outlines = sync.OnceValue(func() []Outline {
	var outlines []Outline
	for line := range strings.Lines(file) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) == 3 && !strings.HasPrefix(line, "#") {
			outlines = append(outlines, Outline{Code: f[0], Name: f[1], Path: f[2]})
		}
	}
	return outlines
})
