package index

import (
	"strings"
	"testing"
)

// TestEndings runs the example of every rule: it must need the rule.
func TestEndings(t *testing.T) {
	for _, group := range endings {
		for _, e := range group {
			word, want, ok := strings.Cut(e.example, " → ")
			if !ok {
				t.Fatalf("rule -%s: example %q", e.from, e.example)
			}
			if got := string(stem([]byte(Fold(word)))); got != want {
				t.Errorf("rule -%s: %s → %s; want %s", e.from, word, got, want)
			}
		}
	}
}

func TestTerritories(t *testing.T) {
	for in, want := range map[string]string{
		"59": "59 Nord 32", "nord": "59 Nord 32", "1": "01 Ain 84", "2a": "2A Corse-du-Sud 94", "corse du sud": "2A Corse-du-Sud 94",
		"ILLE ET VILAINE": "35 Ille-et-Vilaine 53", "974": "974 La Réunion 04", "cotes d'armor": "22 Côtes-d'Armor 53",
		"Nouvelle-Calédonie": "988 Nouvelle-Calédonie ",
	} {
		if d, ok := Departement(in); !ok || d.Code+" "+d.Name+" "+d.Region != want {
			t.Errorf("Departement(%q) = %+v, %v; want %s", in, d, ok, want)
		}
	}
	for in, want := range map[string]string{"32": "Hauts-de-France", "hauts de france": "Hauts-de-France", "bretagne": "Bretagne", "ile de france": "Île-de-France"} {
		if r, ok := Region(in); !ok || r.Name != want {
			t.Errorf("Region(%q) = %+v, %v; want %s", in, r, ok, want)
		}
	}
	for _, in := range []string{"", "00", "Poitou", "x"} {
		if d, ok := Departement(in); ok {
			t.Errorf("Departement(%q) = %+v; want none", in, d)
		}
	}
	n := 0
	for _, d := range loadTerritories().departements {
		if d.Region != "" {
			n++
		}
	}
	if n != 2*101 || len(loadTerritories().regions) != 2*18 {
		t.Errorf("%d keys of departements, %d of regions; want 202 and 36", n, len(loadTerritories().regions))
	}
}

// TestSchema checks that every field is described, under a name of its own.
func TestSchema(t *testing.T) {
	seen := map[string]Field{}
	for f := range fieldCount {
		name := f.Schema().Name
		if other, ok := seen[name]; ok || name == "" {
			t.Errorf("fields %d and %d are both named %q", f, other, name)
		}
		seen[name] = f
	}
}
