package people_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"estrade/extract"
)

// positions are places of a title in a sentence: after a name, in a list of
// people, in a list of lines, at the end.
var positions = []string{
	"%P, %T, a pris la parole.",
	"Il était accompagné de %P, %T, et de M. Luc Blanc, notaire.",
	"Étaient présents :\n- %P, %T ;\n- M. Luc Blanc, notaire.",
	"La séance a été ouverte par %P, %T.",
	"%P (%T) a répondu.",
	"Lundi, %A%T, Dominique Martin, a pris la parole.",
	"Réunie par %A%T, Dominique Martin, la commission a rendu son avis.",
}

// article is the article of a title with the blank after it.
func article(title string) string {
	w, _, _ := strings.Cut(title, " ")
	switch {
	case strings.ContainsAny(string([]rune(w)[0]), "aeéiou"):
		return "l'"
	case strings.HasPrefix(title, "première") || strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "ire") && !strings.HasSuffix(w, "tre") && !strings.HasSuffix(w, "bre") && !strings.HasSuffix(w, "dre") && w != "garde" && w != "prince" && w != "porte-parole":
		return "la "
	}
	return "le "
}

// TestOffices reads the titles of testdata/offices.txt in each position.
func TestOffices(t *testing.T) {
	file, err := os.ReadFile("testdata/offices.txt")
	if err != nil {
		t.Fatal(err)
	}
	a := annotator(t)
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		// A line can hold several titles: a comma parts them before another head.
		want := strings.Split(line, ", préf")
		for i := range want[1:] {
			want[i+1] = "préf" + want[i+1]
		}
		if head, tail, ok := strings.Cut(line, ", ministre de "); ok {
			want = []string{head, "ministre de " + tail}
		}
		for _, position := range positions {
			text := strings.NewReplacer("%P", "Dominique Martin", "%T", line, "%A", article(line)).Replace(position)
			got := titlesOf(annotate(a, text), "Dominique Martin")
			if !slices.Equal(got, want) {
				t.Errorf("%s\n got %q", text, got)
				break
			}
		}
	}
}

// titlesOf are the titles of the person of that name.
func titlesOf(d *extract.Document, name string) []string {
	i := slices.IndexFunc(d.People, func(p extract.Person) bool { return p.Name == name })
	if i < 0 {
		return []string{"nobody of that name"}
	}
	var titles []string
	for _, t := range d.Titles {
		if t.Person == i {
			titles = append(titles, t.Full)
		}
	}
	return titles
}

// TestContexts reads the sentences of testdata/contexts.txt.
func TestContexts(t *testing.T) {
	file, err := os.ReadFile("testdata/contexts.txt")
	if err != nil {
		t.Fatal(err)
	}
	a := annotator(t)
	for line := range strings.Lines(string(file)) {
		if line[0] == '#' {
			continue
		}
		text, want, _ := strings.Cut(strings.TrimSpace(line), " | ")
		d := annotate(a, "À noter\n\n"+text)
		var people []string
		for _, p := range d.People {
			people = append(people, strings.TrimSuffix(p.Name+": "+strings.Join(titlesOf(d, p.Name), ", "), ": "))
		}
		if got := strings.Join(people, " ; "); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}
