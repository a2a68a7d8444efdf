package indextest

import (
	"fmt"
	"strings"
	"time"

	"estrade/extract"
	"estrade/index"
)

// writer writes an annotated document by hand: each thing found is given by
// its words, which are looked for in the text.
type writer struct{ *extract.Document }

func write(url, title, published, departement, body string) writer {
	return writer{&extract.Document{URL: url, Title: title, Published: published, Updated: published,
		Department: departement, Language: "fr", Text: title + "\n\n" + body, Template: "by hand"}}
}

func (w writer) span(text string) extract.Span {
	i := strings.Index(w.Text, text)
	if i < 0 {
		panic(fmt.Sprintf("%q is not in the text of %s", text, w.URL))
	}
	return extract.Span{From: i, To: i + len(text)}
}

func (w writer) person(name string, titles ...extract.Title) int {
	i := len(w.People)
	w.People = append(w.People, extract.Person{Name: name, Mentions: []extract.Mention{{Text: name, Span: w.span(name)}}})
	for _, t := range titles {
		t.Person = i
		w.title(t)
	}
	return i
}

func (w writer) title(t extract.Title) {
	t.Span = w.span(t.Text)
	if t.Full == "" {
		t.Full = t.Text
	}
	w.Titles = append(w.Titles, t)
}

func (w writer) place(p extract.Place) int {
	p.Span = w.span(p.Text)
	if p.Name == "" {
		p.Name = p.Text
	}
	w.Places = append(w.Places, p)
	return len(w.Places) - 1
}

// said adds a statement; its evidence is the line that has its words.
func (w writer) said(s extract.Statement) {
	s.Span = w.span(s.Text)
	from := strings.LastIndexByte(w.Text[:s.Span.From], '\n') + 1
	to := strings.IndexByte(w.Text[s.Span.To:], '\n')
	if to < 0 {
		to = len(w.Text) - s.Span.To
	}
	s.Evidence = extract.Span{From: from, To: s.Span.To + to}
	if s.Person != extract.None {
		s.Speaker = w.People[s.Person].Name
	}
	if s.PlaceIndex != extract.None {
		s.Place = w.Places[s.PlaceIndex].Text
	}
	w.Statements = append(w.Statements, s)
}

func (w writer) record(id, site string) index.Record {
	return index.NewRecord(w.Document, index.Provenance{ID: id, URL: w.URL, Site: site,
		Ref: "site-0001.warc.gz:1024", Digest: "sha256:ABCDEFGH234567",
		Fetched: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC), First: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), Version: 1})
}

// Records are five releases written for the tests, with what an annotator
// finds in them.
func Records() []index.Record {
	return []index.Record{
		conference().record("conference", "59"),
		festival().record("fete", "59"),
		flood().record("crue", "91"),
		summer().record("ete", "76"),
		notice().record("avis", "2A"),
	}
}

func conference() writer {
	w := write("https://www.nord.example/Conference-franco-belge", "Conférence franco-belge sur la prévention",
		"2017-09-20", "59", `Le vendredi 8 septembre 2017, une conférence sur la lutte contre la radicalisation s'est tenue au Palais provincial de Mons.

Michel Lalande, préfet de la région Hauts-de-France, préfet du Nord, a rappelé que la coopération transfrontalière est plus que jamais une nécessité.

La journée a commencé par le discours d’ouverture de Tommy Leclercq, gouverneur du Hainaut.

Mme Claude-France Arnould, ambassadeur de France en Belgique, assistait à la clôture.`)
	lalande := w.person("Michel Lalande",
		extract.Title{Text: "préfet de la région Hauts-de-France", Office: "préfet", Scope: "32"},
		extract.Title{Text: "préfet du Nord", Office: "préfet", Scope: "59"})
	leclercq := w.person("Tommy Leclercq", extract.Title{Text: "gouverneur du Hainaut", Office: "gouverneur"})
	arnould := w.person("Claude-France Arnould", extract.Title{Text: "ambassadeur de France en Belgique", Office: "ambassadeur"})
	palais := w.place(extract.Place{Text: "Palais provincial de Mons", Kind: extract.Venue, Country: "BE", Within: "Mons",
		Position: extract.Position{Lat: 50.4542, Lon: 3.9567}})
	common := extract.Statement{PlaceIndex: palais, PlaceBasis: extract.FromEvent, Date: "2017-09-08", DateBasis: extract.FromEvent}
	s := common
	s.Person, s.Title, s.Kind, s.Verb = lalande, "préfet du Nord", extract.Indirect, "a rappelé"
	s.Text = "que la coopération transfrontalière est plus que jamais une nécessité"
	w.said(s)
	s = common
	s.Person, s.Title, s.Kind, s.Text = leclercq, "gouverneur du Hainaut", extract.Speech, "discours d’ouverture"
	w.said(s)
	s = common
	s.Person, s.Title, s.Kind, s.Text = arnould, "ambassadeur de France en Belgique", extract.Attended, "assistait à la clôture"
	w.said(s)
	return w
}

func festival() writer {
	w := write("https://www.nord.example/Fete", "Fête des associations", "2018-06-04", "59",
		`Samedi 2 juin 2018, la fête des associations a réuni 300 personnes à la mairie de Mons-en-Barœul.

« Nos associations font vivre la ville », a dit Rudy Elegeest, maire de Mons-en-Barœul.

La sous-préfète chargée de mission s'est réjouie de la coopération entre les communes.`)
	maire := w.person("Rudy Elegeest", extract.Title{Text: "maire de Mons-en-Barœul", Office: "maire"})
	w.title(extract.Title{Text: "sous-préfète chargée de mission", Office: "sous-préfet", Person: extract.None})
	commune := extract.Place{Text: "Mons-en-Barœul", Kind: extract.Commune, INSEE: "59410", Country: "FR", Department: "59",
		Position: extract.Position{Lat: 50.6369, Lon: 3.1085}}
	mairie := w.place(extract.Place{Text: "mairie de Mons-en-Barœul", Kind: extract.Venue, Country: "FR", Department: "59"})
	barœul := w.place(commune)
	w.said(extract.Statement{Person: maire, Title: "maire de Mons-en-Barœul", Kind: extract.Direct, Verb: "a dit",
		Text: "Nos associations font vivre la ville", PlaceIndex: mairie, PlaceBasis: extract.FromEvent,
		Date: "2018-06-02", DateBasis: extract.FromEvent})
	w.said(extract.Statement{Person: extract.None, Speaker: "sous-préfète chargée de mission", Kind: extract.Indirect,
		Verb: "s'est réjouie", Text: "de la coopération entre les communes", PlaceIndex: barœul,
		PlaceBasis: extract.FromEvent, Date: "2018-06-02", DateBasis: extract.FromEvent})
	return w
}

func flood() writer {
	w := write("https://www.essonne.example/Crue", "Crue de la Seine : point de situation", "2018-01-29", "91",
		`La préfète de l’Essonne, Josiane Chevalier, s'est rendue lundi 29 janvier 2018 à Évry.

« Restez prudents : la décrue sera lente », a-t-elle déclaré. Elle a salué l'engagement des élus et des sapeurs-pompiers.

Les communes d'Évry et de Corbeil-Essonnes ont ouvert des centres d'hébergement. Le S.D.I.S. est mobilisé.`)
	p := w.person("Josiane Chevalier", extract.Title{Text: "préfète de l’Essonne", Office: "préfet", Scope: "91"})
	evry := w.place(extract.Place{Text: "Évry", Kind: extract.Commune, INSEE: "91228", Country: "FR", Department: "91",
		Position: extract.Position{Lat: 48.6294, Lon: 2.4278}})
	w.place(extract.Place{Text: "Corbeil-Essonnes", Kind: extract.Commune, INSEE: "91174", Country: "FR", Department: "91",
		Position: extract.Position{Lat: 48.6139, Lon: 2.4820}})
	w.said(extract.Statement{Person: p, Title: "préfète de l’Essonne", Kind: extract.Direct, Verb: "a déclaré",
		Text: "Restez prudents : la décrue sera lente", PlaceIndex: evry, PlaceBasis: extract.FromEvent,
		Date: "2018-01-29", DateBasis: extract.FromEvent})
	w.said(extract.Statement{Person: p, Title: "préfète de l’Essonne", Kind: extract.Indirect, Verb: "a salué",
		Text: "l'engagement des élus et des sapeurs-pompiers", PlaceIndex: evry, PlaceBasis: extract.FromEvent,
		Date: "2018-01-29", DateBasis: extract.FromEvent})
	return w
}

func summer() writer {
	w := write("https://www.seine-maritime.example/Ete", "Opération tranquillité vacances", "2019-07", "76",
		`Cet été, à Eu, le vent soufflera d'est. Pierre-André Durand, préfet de la Seine-Maritime, a indiqué en juillet 2019 que les patrouilles de police seront renforcées.

Les policiers et policières sont mobilisés pour la sécurité de tous.`)
	p := w.person("Pierre-André Durand", extract.Title{Text: "préfet de la Seine-Maritime", Office: "préfet", Scope: "76"})
	eu := w.place(extract.Place{Text: "Eu", Kind: extract.Commune, INSEE: "76255", Country: "FR", Department: "76",
		Position: extract.Position{Lat: 50.0488, Lon: 1.4209}})
	w.said(extract.Statement{Person: p, Title: "préfet de la Seine-Maritime", Kind: extract.Indirect, Verb: "a indiqué",
		Text: "que les patrouilles de police seront renforcées", PlaceIndex: eu, PlaceBasis: extract.FromSentence,
		Date: "2019-07", DateBasis: extract.FromSentence})
	return w
}

// notice has neither statement nor date nor place.
func notice() writer {
	return write("https://www.corse-du-sud.example/Avis", "Avis d'enquête publique", "", "2A",
		`Une enquête publique sur la sécurité de l'eau est ouverte. <script>alert("x")</script>`)
}
