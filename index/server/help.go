package server

import (
	_ "embed" // for help.tsv
	"strings"
)

// help.tsv holds examples of the query language: question, French, English. A
// line with one field begins a section, whose text has that key.
//
//go:embed help.tsv
var helpFile string

// helpSection is a part of the help page.
type helpSection struct {
	Key      string
	Examples []helpExample
}

type helpExample struct{ Query, Says string }

func helpSections(code string) []helpSection {
	var sections []helpSection
	for line := range strings.Lines(helpFile) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case strings.HasPrefix(line, "#"):
		case len(f) == 1 && f[0] != "":
			sections = append(sections, helpSection{Key: f[0]})
		case len(f) == 3 && len(sections) > 0:
			says := f[1]
			if code == "en" {
				says = f[2]
			}
			last := &sections[len(sections)-1]
			last.Examples = append(last.Examples, helpExample{f[0], says})
		}
	}
	return sections
}

func (s *Server) help(v *visit) error {
	return v.show("help", func() (*view, error) {
		return v.view("help", v.lang.T("help.title"), helpSections(v.lang.Code)), nil
	})
}
