package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRun draws two neighbours: the border that they share stays the same
// for both, and a point that says nothing goes.
func TestRun(t *testing.T) {
	name := filepath.Join(t.TempDir(), "two.geojson")
	source := `{"features":[
 {"properties":{"code":"59","nom":"West"},"geometry":{"type":"Polygon","coordinates":[[[2,48],[3,48],[3.01,48.5],[3,49],[2,49],[2,48]]]}},
 {"properties":{"code":"62","nom":"East"},"geometry":{"type":"MultiPolygon","coordinates":[[[[3,48],[4,48],[4,49],[3,49],[3.01,48.5],[3,48]]]]}}]}`
	if err := os.WriteFile(name, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run(name, &out); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(out.String()) {
		if !strings.HasPrefix(line, "#") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "59\tWest\tM") || !strings.HasPrefix(lines[1], "62\tEast\tM") {
		t.Fatalf("drew %q", lines)
	}
	for _, line := range lines {
		if n := strings.Count(line, "l"); n != 1 || !strings.HasSuffix(line, "z") {
			t.Errorf("%q is no single ring", line)
		}
	}
}

// TestRead names the file that cannot be read.
func TestRead(t *testing.T) {
	name := filepath.Join(t.TempDir(), "broken.geojson")
	if err := os.WriteFile(name, []byte(`{"features":[{"geometry":{"type":"Polygon","coordinates":7}}]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{name, filepath.Join(t.TempDir(), "none")} {
		if err := run(file, new(bytes.Buffer)); err == nil || !strings.Contains(err.Error(), filepath.Base(file)) {
			t.Errorf("%s: %v", file, err)
		}
	}
}
