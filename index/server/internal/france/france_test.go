package france

import (
	"strconv"
	"strings"
	"testing"
)

// polygon reads the rings of a path.
func polygon(t *testing.T, path string) (rings [][][2]float64) {
	t.Helper()
	for ring := range strings.SplitSeq(strings.TrimSuffix(path, "z"), "z") {
		start, rest, ok := strings.Cut(strings.TrimPrefix(ring, "M"), "l")
		if !ok {
			t.Fatalf("path %q has no line", ring)
		}
		numbers := strings.Fields(strings.ReplaceAll(start+" "+rest, "-", " -"))
		var points [][2]float64
		x, y := 0.0, 0.0
		for i := 0; i+1 < len(numbers); i += 2 {
			dx, err1 := strconv.ParseFloat(numbers[i], 64)
			dy, err2 := strconv.ParseFloat(numbers[i+1], 64)
			if err1 != nil || err2 != nil {
				t.Fatalf("path %q: %v %v", ring, err1, err2)
			}
			x, y = x+dx, y+dy
			points = append(points, [2]float64{x, y})
		}
		rings = append(rings, points)
	}
	return rings
}

// inside reports whether a point lies in a polygon, by the even-odd rule.
func inside(rings [][][2]float64, x, y float64) bool {
	in := false
	for _, r := range rings {
		for i, p := range r {
			q := r[(i+1)%len(r)]
			if (p[1] > y) != (q[1] > y) && x < (q[0]-p[0])*(y-p[1])/(q[1]-p[1])+p[0] {
				in = !in
			}
		}
	}
	return in
}

// TestOutlines sees that all departements are drawn within the map.
func TestOutlines(t *testing.T) {
	seen := map[string]int{}
	for _, o := range Outlines() {
		seen[o.Code]++
		for _, ring := range polygon(t, o.Path) {
			if len(ring) < 3 {
				t.Errorf("%s has a ring of %d points", o.Name, len(ring))
			}
			for _, p := range ring {
				if p[0] < 0 || p[0] > Width || p[1] < 0 || p[1] > Height {
					t.Errorf("%s leaves the map at %v", o.Name, p)
				}
			}
		}
	}
	if len(seen) != 101 {
		t.Errorf("%d departements; want 101", len(seen))
	}
	for _, code := range []string{"75", "92", "93", "94"} {
		if seen[code] != 2 {
			t.Errorf("%s is drawn %d times; want it in the frame of Paris too", code, seen[code])
		}
	}
}

// TestProject puts towns into the departements that they lie in, so that
// points and outlines agree.
func TestProject(t *testing.T) {
	for _, test := range []struct {
		town     string
		lat, lon float64
		code     string
	}{
		{"Lille", 50.63, 3.06, "59"}, {"Rennes", 48.11, -1.68, "35"}, {"Privas", 44.735, 4.6, "07"}, {"Ajaccio", 41.93, 8.75, "2A"},
		{"Strasbourg", 48.57, 7.73, "67"}, {"Tarbes", 43.23, 0.07, "65"}, {"Pointe-à-Pitre", 16.23, -61.53, "971"}, {"Fort-de-France", 14.62, -61.06, "972"},
		{"Saül", 3.62, -53.2, "973"}, {"Le Tampon", -21.25, 55.52, "974"}, {"Combani", -12.78, 45.14, "976"},
	} {
		x, y, ok := Project(test.lat, test.lon)
		if !ok {
			t.Errorf("%s lies off the map", test.town)
			continue
		}
		var found []string
		for _, o := range Outlines() {
			if inside(polygon(t, o.Path), x, y) {
				found = append(found, o.Code)
			}
		}
		if len(found) != 1 || found[0] != test.code {
			t.Errorf("%s lies in %v; want %s", test.town, found, test.code)
		}
	}
	if _, _, ok := Project(35.7, 139.7); ok {
		t.Error("Tokyo lies on the map")
	}
}
