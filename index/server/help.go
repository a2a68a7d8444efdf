package server

import (
	_ "embed" // for help.tsv
	"strings"
)

// help.tsv holds examples of the query language: question in French and in
// English, what it finds in French and in English. A line with one field begins
// a section, whose text has that key.
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
		case len(f) == 4 && len(sections) > 0:
			last, x := &sections[len(sections)-1], helpExample{f[0], f[2]}
			if code == "en" {
				x = helpExample{f[1], f[3]}
			}
			last.Examples = append(last.Examples, x)
		}
	}
	return sections
}

func (s *Server) help(v *visit) error {
	return v.show("help", func() (*view, error) {
		return v.view("help", v.lang.T("help.title"), helpSections(v.lang.Code)), nil
	})
}
