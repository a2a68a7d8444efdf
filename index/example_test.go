package index_test

import (
	"fmt"

	"estrade/extract"
	"estrade/index"
)

func ExampleParse() {
	q, err := index.Parse(`orateur:lalande lieu:Mons "coopération transfrontalière" NOT kind:attended`)
	fmt.Println(q, err)
	_, err = index.Parse(`orateur:lalande lieux:Mons`)
	fmt.Println(err.(*index.SyntaxError).In("fr")[:43])
	// Output:
	// speaker:lalande place:Mons "coopération transfrontalière" NOT kind:attended <nil>
	// colonne 17 : champ inconnu lieux: ; champs
}

func ExampleWhoQuery() {
	q, err := index.WhoQuery{Speaker: "Michel Lalande", Place: "Mons", From: "2017", To: "2017-09"}.Query()
	fmt.Println(q, err)
	// Output: speaker:"Michel Lalande" place:"Mons" date:2017-01-01.. date:..2017-09-30 <nil>
}

func ExampleNewRecord() {
	d := &extract.Document{
		Text:   "Titre\n\nLe préfet a rappelé que l'eau monte.",
		Titles: []extract.Title{{Text: "préfet", Full: "préfet", Office: "préfet", Scope: "59", Person: extract.None}},
		Statements: []extract.Statement{{Speaker: "préfet", Person: extract.None, Kind: extract.Indirect, Verb: "a rappelé",
			Text: "que l'eau monte", Span: extract.Span{From: 29, To: 44}, Evidence: extract.Span{From: 7, To: 45}, PlaceIndex: extract.None}},
	}
	r := index.NewRecord(d, index.Provenance{ID: "4f2a", URL: "https://www.nord.example/crue"})
	s := r.Statements[0]
	fmt.Printf("%s (%s, %s): %s\n%s\n%s\n", s.Speaker, s.Office, s.Scope, s.Words, s.Evidence, s.Release.URL)
	// Output:
	// préfet (préfet, 59): que l'eau monte
	// Le préfet a rappelé que l'eau monte.
	// https://www.nord.example/crue
}

func ExampleHighlighter() {
	q, _ := index.Parse("policieres")
	for _, s := range index.NewHighlighter(q, index.Releases).Snippets("Les policiers et les policières.", 1) {
		for _, m := range s.Marks {
			fmt.Println(s.Text[m.From:m.To])
		}
	}
	// Output:
	// policiers
	// policières
}
