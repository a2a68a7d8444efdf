package dates_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"estrade/extract"
	"estrade/extract/dates"
	"estrade/extract/french"
)

func annotate(t testing.TB, d *extract.Document) {
	t.Helper()
	a, err := dates.New()
	if err != nil {
		t.Fatal(err)
	}
	french.Annotator{}.Annotate(d)
	a.Annotate(d)
}

func show(d *extract.Document) string {
	var out []string
	for _, x := range d.Dates {
		s := x.Text + " = " + x.Start
		if x.End != "" {
			s += ".." + x.End
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestNoDates(t *testing.T) {
	for _, text := range []string{
		"Contact presse : 03 20 30 59 59 - 05 53 00 00 47",
		"en application de l'article 12 du code et de l'article L. 1211-3",
		"Arrêté n° 2016-05/1, loi n° 2021-191, décret n° 2023-1314",
		"Composez le 17, le 18 ou le 112.",
		"une aide de 2 000 euros pour 1 950 foyers, soit 2020 euros",
		"sur la RN 12 et l'A31, au kilomètre 14",
		"Paris 2024, France 2030, Quartiers 2030, Horizon Normandie 2025",
		"14 rue du 8 mai 1945 et place du 11 novembre",
		"la covid-19 et les 12-17 ans",
		"à 14h30, de 9 h à 12 h, à 12.30",
		"24h/24, 7j/7, trois quarts (3/4), 1/2",
		"M. Jean-Noël Barrot, Mme Avril Durand, M. Louis Toussaint",
		"ouverte du lundi au vendredi et le samedi matin, permanence chaque mardi",
		"il a été reçu et avait été entendu",
		"Elle a 38 ans et attend depuis deux ans",
		"dans les 30 jours et pendant trois mois",
		"la cellule de veille; la ville de demain",
		"version 1.2.3 et 192.168.1.12",
		"Les sommes, pour la plupart, arrivent.",
	} {
		d := &extract.Document{Text: "Titre\n\n" + text, Published: "2022-05-10"}
		annotate(t, d)
		if got := show(d); got != "" {
			t.Errorf("%q: got %s; want no dates", text, got)
		}
	}
}

// The anchor of what is relative, and the year of what has none.
func TestAnchors(t *testing.T) {
	for _, test := range []struct{ name, text, published, want string }{
		{"page", "Titre\nPublié le 12/11/2018\n\nLa ville a commémoré hier l'armistice.", "", "hier = 2018-11-11"},
		{"dateline before page", "Titre\nPublié le 20/10/2023\n\nMulhouse, le 19 octobre 2023\n\nIls ont été déférés ce jour.", "",
			"19 octobre 2023 = 2023-10-19; ce jour = 2023-10-19"},
		{"dateline alone", "Titre\nDie, le 10 août 2022\n\nLes habitants ont été évacués hier.", "", "10 août 2022 = 2022-08-10; hier = 2022-08-09"},
		{"first full date", "Ouverture le 25 septembre\n\nLa chasse est fixée du 25 septembre 2016 au 28 février 2017. Le lièvre ferme le 15 janvier.", "",
			"25 septembre = 2016-09-25; du 25 septembre 2016 au 28 février 2017 = 2016-09-25..2017-02-28; 15 janvier = 2017-01-15"},
		{"words spoken at the event", "Titre\nMis à jour le 02/12/2021\n\nIl s'est rendu à Calais le 24 novembre 2021. « Demain, nos services se parleront », a-t-il dit.", "",
			"24 novembre 2021 = 2021-11-24; Demain = 2021-11-25"},
		{"turn of the year, past", "Titre\n\nNeuf interventions ont été menées depuis le 1er décembre.", "2018-01-16", "1er décembre = 2017-12-01"},
		{"turn of the year, future", "Titre\n\nLa prochaine réunion se tiendra le 12 janvier.", "2018-12-16", "12 janvier = 2019-01-12"},
		{"weekday settles the year", "Titre\n\nRéunion du lundi 2 décembre.", "2020-05-16", "lundi 2 décembre = 2019-12-02"},
		{"year of the sentence", "Titre\n\nLe 24 septembre 1944, puis le 5 octobre, les hommes furent déportés.", "2014-10-07",
			"24 septembre 1944 = 1944-09-24; 5 octobre = 1944-10-05"},
		{"year of a law stays there", "Titre\n\nDepuis l'accord du 18 mars 2013, on se réunira le 4 mai.", "2018-04-01", "18 mars 2013 = 2013-03-18; 4 mai = 2018-05-04"},
		{"relative year of the sentence", "Titre\n\nL'an dernier, un accident est survenu le 29 novembre.", "2016-09-25", "an dernier = 2015; 29 novembre = 2015-11-29"},
		{"nothing to count from", "Titre\n\nIl viendra demain, et le 4 mai.", "", ""},
		{"wrapped lines", "Titre\n\nLa réunion s'est tenue le 12\nmars\n2019.", "", "12\nmars\n2019 = 2019-03-12"},
		{"no-break spaces", "Titre\n\nLe 12\u00a0mars\u00a02019\u00a0: réunion", "", "12\u00a0mars\u00a02019 = 2019-03-12"},
	} {
		d := &extract.Document{Text: test.text, Published: test.published}
		annotate(t, d)
		if got := show(d); got != test.want {
			t.Errorf("%s: %q\n got %s\nwant %s", test.name, test.text, got, test.want)
		}
	}
}

func TestStamp(t *testing.T) {
	for _, test := range []struct{ text, published, updated, want string }{
		{"Titre\n\nMis à jour le 28/09/2016\nTexte", "", "", "2016-09-28 2016-09-28"},
		{"Titre\n\nMis à\u00a0jour le\u00a028/09/2016\nTexte", "", "", "2016-09-28 2016-09-28"},
		{"Titre\nMise à jour : 25 février 2019\n\nTexte", "", "", "2019-02-25 2019-02-25"},
		{"Titre\nPublié le 1er décembre 2023\nTexte", "", "", "2023-12-01 "},
		{"Titre\nArticle créé le 03/02/2020 Mis à jour le 05/02/2020\nTexte", "", "", "2020-02-03 2020-02-05"},
		{"Titre\nPublié le 03/02/2020 - Mis à jour le 05/02/2020 à 14h30\nTexte", "", "", "2020-02-03 2020-02-05"},
		{"Titre\nDernière modification le lundi 3 février 2020 par la préfecture\nTexte", "", "", "2020-02-03 2020-02-03"},
		{"Titre\n\nTexte de la page.\n\nMis à jour le 28/09/2016", "", "", "2016-09-28 2016-09-28"},
		{"Titre\nMis à jour le 28/09/2016\nTexte", "2016-01-02", "", "2016-01-02 "},
		{"Titre\nLille, le 3 mars 2020\nTexte", "", "", " "},
		{"Titre\n\n13 avril 2017\n\nTexte", "", "", "2017-04-13 "},
		{"Titre\n\nJeudi 13 avril 2017\n\nTexte", "", "", " "},
		{"Titre\n\n13 avril 2017", "", "", " "},
		{"Titre\nPublié le 3 mars 2020, l'arrêté interdit la pêche.", "", "", " "},
		{"Publié le 3 mars 2020", "", "", " "},
		{"Titre\nMis à jour le 31/02/2016\nTexte", "", "", " "},
		{"Titre\nCommuniqué de la DDT, publié le lundi 7 mai 2018\nTexte", "", "", "2018-05-07 "},
		{"Titre\nPar la préfecture | Mis en ligne le 2018-05-07\nTexte", "", "", "2018-05-07 "},
		{"Titre\nActualité - Publiée le 07.05.18\nTexte", "", "", "2018-05-07 "},
		{"Titre\nInformation rédigée le 7 mai 2018 à 10:30\nTexte", "", "", "2018-05-07 "},
		{"Titre\nDate : 7 mai 2018\nTexte", "", "", " "},
		{"Titre\n7 mai 2018 à 10h30 par la rédaction\nTexte", "", "", "2018-05-07 "},
		{"Titre\nLe 7. mai 2018 à 13h49\nTexte", "", "", "2018-05-07 "},
		{"Titre\n7 mai 2018 - 17h30\nTexte", "", "", "2018-05-07 "},
		{"Titre\nLundi 7 mai 2018 - 13:49\nTexte", "", "", "2018-05-07 "},
		{"Titre\nLundi 7 mai 2018 à 18h30\nTexte", "", "", " "},
		{"Titre\nAvis : l'arrêté publié le 7 mai 2018 interdit la pêche.\nTexte", "", "", " "},
	} {
		d := &extract.Document{Text: test.text, Published: test.published, Updated: test.updated}
		spans := dates.Stamp(d)
		if got := d.Published + " " + d.Updated; got != test.want {
			t.Errorf("Stamp(%q) = %q; want %q", test.text, got, test.want)
		}
		for _, s := range spans {
			if line := d.Text[s.From:s.To]; strings.Contains(line, "\n") {
				t.Errorf("Stamp(%q) covers %q", test.text, line)
			}
		}
	}
}

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		"20/08/2026": "2026-08-20", "20.08.2026": "2026-08-20", "2026-08-20": "2026-08-20", "25 février 2019": "2019-02-25",
		"jeudi 1er Mars 2020": "2020-03-01", "3\u00a0août 2020": "2020-08-03", "15 déc. 2012": "2012-12-15", "20/08/26": "", "31/02/2020": "",
		"demain": "", "": "", "20/08": "", "12 brumaire 1999": "",
	} {
		got, ok := dates.Parse(in)
		if got != want || ok != (want != "") {
			t.Errorf("Parse(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	f.Add("Titre\nMis à jour le 20/09/2017\n\nLe vendredi 8 septembre 2017, du 2 au 9 mars, les 2, 9 et 16 octobre, jusqu'au 15 mai, hier.", "2017-09-20")
	f.Add("entre le premier mars deux mille vingt et la veille du 29/2 \u00a0« ce lundi » en 2015.3-4", "0000-00-00")
	f.Add("du 1 du 1 du 1 au 1, 1, 1, 1, 1 et 1 et 31 février et la semaine 99", "9999-12-31")
	a, err := dates.New()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text, published string) {
		d := &extract.Document{Text: text, Published: published}
		french.Annotator{}.Annotate(d)
		a.Annotate(d)
		if d.Text != text {
			t.Fatal("the text was changed")
		}
		at := 0
		for _, x := range d.Dates {
			if x.Span.From < at || x.Span.To <= x.Span.From || x.Span.To > len(text) || x.Text != text[x.Span.From:x.Span.To] {
				t.Fatalf("date %+v after %d in %q", x, at, text)
			}
			at = x.Span.To
			if utf8.ValidString(text) && !utf8.ValidString(x.Text) {
				t.Fatalf("date %+v is not on rune boundaries", x)
			}
			for _, s := range []string{x.Start, x.End} {
				if strings.ContainsFunc(s, func(r rune) bool { return r != '-' && (r < '0' || r > '9') }) || len(s) > 10 {
					t.Fatalf("date %+v has value %q", x, s)
				}
			}
			if x.Start == "" && x.End == "" {
				t.Fatalf("date %+v has no value", x)
			}
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	text := "Titre\nPublié le 20/09/2017\n\n" + strings.Repeat("Le vendredi 8 septembre 2017, la première conférence s'est tenue au Palais provincial de Mons. "+
		"Elle a réuni une soixantaine d'interlocuteurs en matière de lutte contre la radicalisation, des élus et des associations. "+
		"Le préfet a rappelé que le congrès des maires du Nord se déroulera le 12 octobre, et que les services de l'État seront présents.\n\n", 100)
	d := &extract.Document{Text: text}
	french.Annotator{}.Annotate(d)
	a, err := dates.New()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d.Published, d.Updated = "", ""
		a.Annotate(d)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
