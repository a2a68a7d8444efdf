package page

import (
	"testing"

	french "estrade/extract/dates"
)

// TestStampExamples runs the example of every rule for stamps.
func TestStampExamples(t *testing.T) {
	e, err := New(Options{Date: french.Parse})
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range e.rules.stamps {
		if !rule.form.MatchString(rule.example) {
			t.Errorf("%s does not match its example %q", rule.form, rule.example)
		}
		d, ok := e.readStamp(rule.example)
		if !ok || d.published == "" == !rule.updated || d.updated == "" == rule.updated {
			t.Errorf("%q: got %+v, %v; updated should be %v", rule.example, d, ok, rule.updated)
		}
	}
	for _, line := range []string{"Publié", "Publié le préfet", "Le 20/08/2026", "Mis à jour le 20/09/2017 par décision du conseil départemental réuni ce jour", ""} {
		if d, ok := e.readStamp(line); ok {
			t.Errorf("%q is a stamp: %+v", line, d)
		}
	}
}

func TestLeadsToListing(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text, href string
		want       bool
	}{
		{"Actualités", "/x", true},
		{"Toutes les actualités", "/x", true},
		{"Communiqués de presse 2026", "/x", true},
		{"Communiqués et dossiers de presse 2021", "/x", true},
		{"Espace Presse", "/x", true},
		{"Salle de presse", "/x", true},
		{"Année 2015", "/x", true},
		{"Août 2026", "/x", true},
		{"2019", "/x", true},
		{"Archives des actualités", "/x", true},
		{"Discours 2013", "/x", true},
		{"", "/Publications/Espace-presse/Communiques-de-presse-2022", true},
		{"Actualité", "/actualites-r480.html", true},
		{"Carte grise", "/Demarches/Carte-grise", false},
		{"Mentions légales", "/Mentions-legales", false},
		{"Vœux du préfet à la presse", "/Actualites/Voeux-du-prefet-a-la-presse", false},
	} {
		if got := e.leadsToListing(tt.text, tt.href); got != tt.want {
			t.Errorf("%q %s: got %v; want %v", tt.text, tt.href, got, tt.want)
		}
	}
}

func TestLinkText(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Télécharger Communiqué de pressePDF - 0,71 Mb - 13/08/2026", "Communiqué de presse"},
		{"> Charte de sécurité - format : PDF - 0,15 Mb", "Charte de sécurité"},
		{"Plan régional (pdf - 1,3 Mo)", "Plan régional"},
		{"Télécharger", "Télécharger"},
		{"Plan 2017-2020", "Plan 2017-2020"},
		{"Les 30 Km de Valmont", "Les 30 Km de Valmont"},
		{"", ""},
	} {
		if got := linkText(tt.text); got != tt.want {
			t.Errorf("%q: got %q; want %q", tt.text, got, tt.want)
		}
	}
}
