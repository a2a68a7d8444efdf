package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = "../.."

// floors are the top-level rooms, from the bottom up. A package may import
// packages of lower floors, and of its own floor only its own parent.
var floors = []string{"extract", "index", "pipeline", "cmd"}

// exceptions are the packages whose task is to wire others of their floor.
var exceptions = []string{"extract/standard", "extract/tagger/train/cmd"}

// allowed reports whether package from may import package to, both given
// relative to the module.
func allowed(from, to string) bool {
	if slices.Contains(exceptions, from) && strings.HasPrefix(to, "extract") {
		return true
	}
	if to == "testdata" { // embedded fixtures
		return strings.HasPrefix(from, "pipeline/replica") || strings.HasPrefix(from, "cmd/")
	}
	floor := func(p string) int { return slices.Index(floors, strings.Split(p, "/")[0]) }
	if parent, _, internal := strings.Cut(to, "/internal/"); internal {
		return from == parent || strings.HasPrefix(from, parent+"/")
	}
	switch {
	case floor(to) < floor(from):
		// Only cmd sees the parts of a floor; others see its vocabulary.
		return strings.HasPrefix(from, "cmd/") || !strings.Contains(to, "/")
	case floor(to) == floor(from):
		return to != from && strings.HasPrefix(from, to+"/") // a part imports its own parent, never a sibling
	}
	return false
}

func TestImports(t *testing.T) {
	checked := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		from, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		from = filepath.ToSlash(from)
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			to, ours := strings.CutPrefix(imported, "estrade/")
			if !ours {
				continue
			}
			checked++
			if !allowed(from, to) {
				t.Errorf("%s imports %s: arrows point down, and never to a sibling (see ARCHITECTURE.md)", from, to)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if checked == 0 {
		t.Error("no import was checked: the test looks in the wrong folder")
	}
}

func TestAllowed(t *testing.T) {
	for _, test := range []struct {
		from, to string
		want     bool
	}{
		{"extract/dates", "extract", true},
		{"extract/dates", "extract/french", false},
		{"extract/standard", "extract/french", true},
		{"extract", "index", false},
		{"index", "extract", true},
		{"index", "extract/people", false},
		{"index/bleveindex", "index", true},
		{"index/bleveindex", "extract", true},
		{"index/bleveindex", "index/server", false},
		{"pipeline/fetch", "pipeline", true},
		{"pipeline/fetch", "pipeline/archive", false},
		{"cmd/estrade", "pipeline/archive", true},
		{"extract/gazetteer/gen", "extract/gazetteer/internal/table", true},
		{"extract/places", "extract/gazetteer/internal/table", false},
		{"pipeline", "cmd/estrade", false},
	} {
		if got := allowed(test.from, test.to); got != test.want {
			t.Errorf("allowed(%s, %s) = %v; want %v", test.from, test.to, got, test.want)
		}
	}
}

// TestTopLevel keeps the house tidy: what lies at the top is what a visitor reads first.
func TestTopLevel(t *testing.T) {
	rooms := []string{"cmd", "pipeline", "extract", "index", "testdata", "go.mod", "go.sum", "README.md", "ARCHITECTURE.md", "LICENSE"}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		// A build or a run in the top folder leaves what .gitignore names.
		if !strings.HasPrefix(name, ".") && !slices.Contains(rooms, name) && name != "estrade" && name != "estrade-data" {
			t.Errorf("%s lies at the top level; want only %v and dot files", name, rooms)
		}
	}
}
