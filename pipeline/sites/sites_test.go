package sites_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"estrade/pipeline/sites"
)

func registry(t *testing.T) *sites.Registry {
	t.Helper()
	r, err := sites.Default()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestTable validates the registry.
func TestTable(t *testing.T) {
	r := registry(t)
	kinds := map[string]int{}
	places := map[string]string{}
	for _, s := range r.All() {
		kind := "departement"
		switch {
		case strings.HasPrefix(s.Code, "R"):
			kind = "region"
			if s.Code != "R"+s.Region {
				t.Errorf("%s: region %q does not fit its code", s.Code, s.Region)
			}
		case s.Code == "PP":
			kind = "police"
		case s.Code != s.Department:
			t.Errorf("%s: departement %q does not fit its code", s.Code, s.Department)
		}
		kinds[kind]++
		if s.Unsupported == "" && s.Group == "" {
			t.Errorf("%s: no politeness group", s.Code)
		}
		if s.Region == "" || s.Platform == "" {
			t.Errorf("%s: no region or platform", s.Code)
		}
		for _, h := range s.Hosts {
			if !strings.HasSuffix(h, ".gouv.fr") || h == "www.data.gouv.fr" {
				t.Errorf("%s: host %s is no prefecture's", s.Code, h)
			}
			key := h + s.Path
			if other, ok := places[key]; ok && !strings.Contains(s.Note, "shares") && s.Code != other {
				t.Errorf("%s: %s is the site of %s too, and no note says so", s.Code, key, other)
			}
			places[key] = s.Code
		}
		for _, task := range s.Seeds() {
			if !s.Contains(task.URL) || task.Group != s.Group || task.Site != s.Code {
				t.Errorf("%s: seed %+v does not fit the site", s.Code, task)
			}
		}
	}
	if got, want := fmt.Sprint(kinds), "map[departement:101 police:1 region:18]"; got != want {
		t.Errorf("sites are %s; want %s", got, want)
	}
	if s, _ := r.Lookup("PP"); s == nil || s.Unsupported == "" {
		t.Error("the Paris police prefecture is not marked as unsupported")
	}
}

func TestLookup(t *testing.T) {
	r := registry(t)
	for query, want := range map[string]string{
		"59": "59", "Nord": "59", "nord": "59", "préfecture du Nord": "59", "prefecture du nord": "59",
		"2a": "2A", "2A": "2A", "r32": "R32", "Hauts-de-France": "R32", "hauts de france": "R32",
		"région Hauts-de-France": "R32", "Préfecture de la région Hauts-de-France": "R32",
		"cote d or": "21", "Côte-d’Or": "21", "côte d'or": "21", "COTE-D'OR": "21",
		"Guadeloupe": "971", "region guadeloupe": "R01", "La Réunion": "974", "reunion": "",
		"préfecture de l'Ain": "01", "Préfecture des Yvelines": "78", "préfecture de la Haute-Garonne": "31",
		"www.nord.gouv.fr": "59", "nord.gouv.fr": "59", "https://www.nord.gouv.fr/Actualites/X": "59",
		"http://nord.gouv.fr:80/": "59", "www.prefectures-regions.gouv.fr/bretagne": "R53",
		"https://www.prefectures-regions.gouv.fr/bretagne/Actualites": "R53",
		"www.prefectures-regions.gouv.fr":                             "", "https://example.org/": "", "Atlantide": "", "": "",
	} {
		s, ok := r.Lookup(query)
		got := ""
		if ok {
			got = s.Code
		}
		if got != want {
			t.Errorf("Lookup(%q) = %q; want %q", query, got, want)
		}
	}
}

func TestRead(t *testing.T) {
	own, err := sites.Read(strings.NewReader("# mine\n59\tMon Nord\t59\t32\tnord.example.org\nX\tAutre\t\t\tautre.example.org www.autre.example.org\t/fr\tide\t\thttp://autre.example.org/fr/\n"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := registry(t).With(own)
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := r.Lookup("59"); s == nil || s.Name != "Mon Nord" || s.Start[0] != "https://nord.example.org/" {
		t.Errorf("own row does not take the place of the registry's: %+v", s)
	}
	if s, _ := r.Lookup("http://www.autre.example.org/fr/x"); s == nil || s.Code != "X" {
		t.Errorf("own site is not found: %+v", s)
	}
	for _, tt := range []struct{ table, want string }{
		{"X", "line 1: X: no name"},
		{"\n\tname", "line 2: no code"},
		{"X\tname", "no host"},
		{"X\tname\t\t\thost\tpath", `path "path" does not begin with /`},
		{"X\tname\t\t\thost\t/a\t\t\t/b", "is not below /a"},
		{"X\tname\t\t\thost\t/\t\t\thttp://other/", "is not below /"},
		{"X\tname\t\t\thost\nx\tname\t\t\thost", "stands twice"},
		{"X\t\t\t\t\t\t\t\t\t\t\t\t", "fields"},
	} {
		if _, err := sites.Read(strings.NewReader(tt.table)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Read(%q) says %v; want %q", tt.table, err, tt.want)
		}
	}
}

func TestSingle(t *testing.T) {
	s, err := sites.Single("http://127.0.0.1:8080/start/")
	if err != nil {
		t.Fatal(err)
	}
	if !s.Contains("http://127.0.0.1:8080/other") || s.Contains("http://127.0.0.1:81/other") || s.Group != "" {
		t.Errorf("site is %+v", s)
	}
	if _, err := sites.Single("mailto:a@b"); err == nil {
		t.Error("mailto is taken for a site")
	}
}

func ExampleRegistry_Lookup() {
	r, _ := sites.Default()
	s, _ := r.Lookup("préfecture du Nord")
	u, _ := s.Canonical("http://nord.gouv.fr/index.php/Actualites/?utm_source=x")
	fmt.Println(s.Code, s.Hosts[0], u)
	// Output: 59 www.nord.gouv.fr https://www.nord.gouv.fr/Actualites
}

// A row that names a prefecture's host again is paced with it.
func TestGroupOfHost(t *testing.T) {
	own, err := sites.Read(strings.NewReader("X\tNord bis\t\t\tnord.gouv.fr\nY\tAutre\t\t\tautre.example.org\n"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := registry(t).With(own)
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string]string{"X": "ide", "Y": ""} {
		if s, _ := r.Lookup(code); s.Group != want {
			t.Errorf("%s is in group %q; want %q", code, s.Group, want)
		}
	}
}

// What Write writes, Read reads.
func TestWrite(t *testing.T) {
	all := registry(t).All()
	var b strings.Builder
	if err := sites.Write(&b, all); err != nil {
		t.Fatal(err)
	}
	again, err := sites.Read(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(all, again.All()); diff != "" {
		t.Errorf("registry written and read (-want +got):\n%s", diff)
	}
}
