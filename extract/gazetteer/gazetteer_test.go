package gazetteer_test

import (
	"fmt"
	"strings"
	"testing"

	"estrade/extract"
	"estrade/extract/french"
	"estrade/extract/gazetteer"
)

func load(t testing.TB) *gazetteer.Gazetteer {
	t.Helper()
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// find returns the readings of the name that stands in text after the bar.
func find(g *gazetteer.Gazetteer, text string) string {
	before, after, _ := strings.Cut(text, "|")
	tokens := french.Tokens(before + after)
	i := len(french.Tokens(before))
	entries, n := g.Match(tokens, i, nil)
	if n == 0 {
		return "none"
	}
	var b strings.Builder
	b.WriteString((before + after)[tokens[i].Span.From:tokens[i+n-1].Span.To])
	b.WriteString(":")
	for _, e := range entries {
		code := e.Code
		if code == "" || e.Kind == extract.Country {
			code = e.Country
		}
		fmt.Fprintf(&b, " %s %s", e.Kind, code)
		if e.Former {
			b.WriteString(" former")
		}
	}
	return b.String()
}

func TestMatch(t *testing.T) {
	g := load(t)
	for _, test := range []struct{ text, want string }{
		{"à |Wattrelos", "Wattrelos: commune 59650"},
		{"au |Lavandou.", "Lavandou: commune 83070"},
		{"à |Péage-de-Roussillon et Sablons", "Péage-de-Roussillon: commune 38298"},
		{"un |Havre-sac", "none"},
		{"à |Château-Chinon", "Château-Chinon: commune 58062"},
		{"|Le Lavandou", "Le Lavandou: commune 83070"},
		{"Port du |Havre", "Havre: commune 76351"},
		{"un |Havre de paix", "none"},
		{"les |Yvelines", "Yvelines: departement 78"},
		{"en |Gironde", "Gironde: departement 33"},
		{"à |ALES", "ALES: commune 30007"},
		{"de |Saint-Denis d'Oléron", "Saint-Denis d'Oléron: commune 17323"},
		{"de |St Amand les Eaux", "St Amand les Eaux: commune 59526"},
		{"à |L’Haÿ-les-Roses", "L’Haÿ-les-Roses: commune 94038"},
		{"du |Val-d’Oise", "Val-d’Oise: departement 95"},
		{"de |Bourg\nen-Bresse", "Bourg\nen-Bresse: commune 01053"},
		{"de |Bourg-\nen-Bresse", "Bourg-\nen-Bresse: commune 01053"},
		{"aux |Abymes", "Abymes: commune 97101"},
		{"la région |Hauts-de-France", "Hauts-de-France: region 32"},
		{"la région |PACA", "PACA: region 93"},
		{"la région |Nord – Pas-de-Calais Picardie", "Nord – Pas-de-Calais Picardie: region FR"},
		{"la région |Auvergne - Rhône-Alpes", "Auvergne - Rhône-Alpes: region 84"},
		{"la région |Aquitaine, Limousin, Poitou-Charentes", "Aquitaine, Limousin, Poitou-Charentes: region FR"},
		{"en |Aquitaine, Limousin, Poitou-Charentes", "Aquitaine: region FR"},
		{"l'|Auvergne - Lyon", "Auvergne: region FR"},
		{"à |Carhaix", "Carhaix: commune 29024"},
		{"|Bar\n\nle-Duc", "Bar: commune 19016"},
		{"|Gavarnie", "Gavarnie: commune 65188 former"},
		{"à |New York", "New York: commune US"},
		{"à |Tournai", "Tournai: commune BE"},
		{"à |Courtrai", "Courtrai: commune BE"},
		{"en |Belgique", "Belgique: country BE"},
		{"en |Flandre occidentale", "Flandre occidentale: region BE"},
		{"à |Saint-Sébastien", "Saint-Sébastien: commune ES commune 23239 commune 38456 former"},
		{"l'|arrondissement du Havre", "arrondissement du Havre: other 762"},
		{"le |pays de Caux", "pays de Caux: other FR"},
		{"|Nouméa", "Nouméa: commune 98818"},
	} {
		if got := find(g, test.text); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestHomonyms(t *testing.T) {
	g := load(t)
	mons := find(g, "à |Mons")
	for _, want := range []string{"commune BE", "commune 30173", "commune 83080"} {
		if !strings.Contains(mons, want) {
			t.Errorf("Mons is %s; want %s among them", mons, want)
		}
	}
	if got := find(g, "|Paris"); !strings.Contains(got, "commune 75056") || !strings.Contains(got, "departement 75") {
		t.Errorf("Paris is %s; want commune and departement", got)
	}
}

func TestByCode(t *testing.T) {
	g := load(t)
	for _, test := range []struct {
		kind extract.PlaceKind
		code string
		want string
	}{
		{extract.Commune, "59350", "Lille"},
		{extract.Departement, "2A", "Corse-du-Sud"},
		{extract.Departement, "974", "La Réunion"},
		{extract.Region, "84", "Auvergne-Rhône-Alpes"},
		{extract.Country, "BE", "Belgique"},
		{extract.Commune, "99999", ""},
	} {
		if e, _ := g.ByCode(test.kind, test.code); e.Name != test.want {
			t.Errorf("ByCode(%s, %s) is %q; want %q", test.kind, test.code, e.Name, test.want)
		}
	}
	lille, _ := g.ByCode(extract.Commune, "59350")
	if p := lille.Position; p.Lat < 50.5 || p.Lat > 50.8 || p.Lon < 2.9 || p.Lon > 3.2 || !lille.Seat || lille.Population < 200000 ||
		lille.Department != "59" || lille.Region != "32" || lille.Country != "FR" {
		t.Errorf("Lille is %+v", lille)
	}
}

func TestLocal(t *testing.T) {
	g := load(t)
	for _, test := range []struct{ name, departement, want string }{
		{"boulogne", "62", "62160"}, {"boulogne", "92", "92012"}, {"tremblay", "93", "93073"}, {"saint amand", "59", "59526"},
		{"boulogne", "13", ""}, {"lille", "59", ""}, {"", "", ""}, {strings.Repeat("x", 200), "59", ""},
	} {
		if e, _ := g.Local(test.name, test.departement); e.Code != test.want {
			t.Errorf("Local(%.20s, %s) = %q; want %q", test.name, test.departement, e.Code, test.want)
		}
	}
}

func TestNames(t *testing.T) {
	g := load(t)
	if m, f := g.FirstName("michel"); m < 500000 || f > m/100 {
		t.Errorf("Michel: %d boys, %d girls", m, f)
	}
	if m, f := g.FirstName("helene"); f < 100000 || m > f/100 {
		t.Errorf("Hélène: %d boys, %d girls", m, f)
	}
	if m, f := g.FirstName("jean-pierre"); m == 0 || f > m {
		t.Errorf("Jean-Pierre: %d boys, %d girls", m, f)
	}
	if n := g.Surname("martin"); n < 200000 {
		t.Errorf("Martin: %d bearers", n)
	}
	if n := g.Surname("xqzwy"); n != 0 {
		t.Errorf("Xqzwy: %d bearers; want 0", n)
	}
}

func TestIssuer(t *testing.T) {
	g := load(t)
	for host, want := range map[string]string{
		"www.ille-et-vilaine.gouv.fr": "35", "ille-et-vilaine.gouv.fr": "35", "WWW.NORD.GOUV.FR": "59",
		"www.reunion.gouv.fr": "974", "www.example.org": "", "": "",
	} {
		if got, ok := g.Issuer(host); got != want || ok != (want != "") {
			t.Errorf("Issuer(%s) = %q, %v; want %q", host, got, ok, want)
		}
	}
}

// TestEveryDepartement: all departements are found by name, have a region,
// a position, and a prefecture that publishes.
func TestEveryDepartement(t *testing.T) {
	g := load(t)
	codes := strings.Fields("2A 2B 971 972 973 974 976")
	for n := 1; n <= 95; n++ {
		if n != 20 {
			codes = append(codes, fmt.Sprintf("%02d", n))
		}
	}
	for _, code := range codes {
		e, ok := g.ByCode(extract.Departement, code)
		if !ok || e.Region == "" || e.Position == (extract.Position{}) || e.Department != code {
			t.Errorf("departement %s is %+v", code, e)
			continue
		}
		entries, n := g.Match(french.Tokens(e.Name), 0, nil)
		found := false
		for _, x := range entries {
			found = found || x.Kind == extract.Departement && x.Code == code
		}
		if n == 0 || !found {
			t.Errorf("departement %s is not found by its name %q", code, e.Name)
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("au Havre, à Saint-Denis-d'Oléron")
	f.Add("St-\xff l' l' l'")
	g := load(f)
	f.Fuzz(func(t *testing.T, text string) {
		tokens := french.Tokens(text)
		for i := range tokens {
			entries, n := g.Match(tokens, i, nil)
			if n < 0 || i+n > len(tokens) || (n > 0) != (len(entries) > 0) {
				t.Fatalf("Match at %d of %q: %d tokens, %d entries", i, text, n, len(entries))
			}
			g.FirstName(tokens[i].Fold)
			g.Surname(tokens[i].Fold)
			g.Issuer(tokens[i].Lower)
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	g := load(b)
	tokens := french.Tokens(strings.Repeat("Le préfet du Nord s'est rendu à Saint-Amand-les-Eaux avec le maire de Mons et ses collègues du Havre. ", 50))
	var entries []extract.Entry
	b.ReportAllocs()
	for b.Loop() {
		for i := range tokens {
			entries, _ = g.Match(tokens, i, entries)
		}
	}
	b.ReportMetric(float64(len(tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkNames(b *testing.B) {
	g := load(b)
	b.ReportAllocs()
	for b.Loop() {
		g.FirstName("michel")
		g.Surname("lalande")
		g.Surname("prefecture")
	}
}
