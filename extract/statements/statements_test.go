package statements_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"estrade/extract"
	"estrade/extract/french"
)

// cast is the people of the sentences below.
var cast = layers{
	people: []string{
		"Anne Le Goff | Le Goff | préfète du Finistère",
		"Paul Étienne | Étienne | maire de Redon; maire",
		"Luc Petit | | président du syndicat",
		"Marie Roy | | procureure",
		"Jean Blanc | | ministre de la mer; ministre",
	},
	unnamed: []string{"sous-préfet de Brest"},
	bodies:  []string{"Météo-France"},
}

func TestStatements(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		// Who speaks.
		{"name and title", "Anne Le Goff, préfète du Finistère, a rappelé que la crue baissait.", []string{"Anne Le Goff | indirect | a rappelé | que la crue baissait"}},
		{"title and name", "La préfète du Finistère, Anne Le Goff, a rappelé que la crue baissait.", []string{"Anne Le Goff | indirect | a rappelé | que la crue baissait"}},
		{"title alone, of someone named", "Anne Le Goff, préfète du Finistère, est venue. La préfète a rappelé la consigne.", []string{"Anne Le Goff | indirect | a rappelé | la consigne"}},
		{"title alone, of nobody named", "Le sous-préfet de Brest a rappelé la consigne.", []string{"sous-préfet de Brest | indirect | a rappelé | la consigne"}},
		{"pronoun", "Paul Étienne est venu. Il a rappelé la consigne.", []string{"Paul Étienne | indirect | a rappelé | la consigne"}},
		{"the latter", "Anne Le Goff a reçu Paul Étienne. Ce dernier a rappelé la consigne.", []string{"Paul Étienne | indirect | a rappelé | la consigne"}},
		{"body", "Météo-France a annoncé une accalmie.", []string{"Météo-France | indirect | a annoncé | une accalmie"}},
		{"group", "Les élus ont rappelé la consigne.", []string{"Les élus | indirect | ont rappelé | la consigne"}},
		{"not in the oblique", "Accompagnée du maire de Redon, Paul Étienne, la procureure, Marie Roy, a salué les secours.", []string{"Marie Roy | indirect | a salué | les secours"}},
		{"relative clause", "Il a été reçu par Paul Étienne, qui a salué les secours.", []string{"Paul Étienne | indirect | a salué | les secours"}},
		{"joint", "Anne Le Goff et Paul Étienne ont salué les secours.", []string{"Anne Le Goff | indirect | ont salué | les secours", "Paul Étienne | indirect | ont salué | les secours"}},
		{"both", "Anne Le Goff et Paul Étienne ont salué les secours. Tous deux ont regretté le retard.", []string{
			"Anne Le Goff | indirect | ont salué | les secours", "Paul Étienne | indirect | ont salué | les secours",
			"Anne Le Goff | indirect | ont regretté | le retard", "Paul Étienne | indirect | ont regretté | le retard"}},

		// Quotations.
		{"before", "Paul Étienne a déclaré : « La gare rouvre. »", []string{"Paul Étienne | direct | a déclaré | La gare rouvre."}},
		{"after", "« La gare rouvre », a déclaré Paul Étienne.", []string{"Paul Étienne | direct | a déclaré | La gare rouvre"}},
		{"straight marks", "\"La gare rouvre\" a déclaré Paul Étienne, maire de Redon.", []string{"Paul Étienne | direct | a déclaré | La gare rouvre"}},
		{"curly marks", "“La gare rouvre”, explique Paul Étienne.", []string{"Paul Étienne | direct | explique | La gare rouvre"}},
		{"with que", "Paul Étienne a souligné que « la gare rouvrirait un jour ».", []string{"Paul Étienne | direct | a souligné | la gare rouvrirait un jour"}},
		{"cut by an incise", "« La gare, a ajouté Paul Étienne, rouvre. »", []string{"Paul Étienne | direct | a ajouté | La gare, a ajouté Paul Étienne, rouvre."}},
		{"cut and reopened", "Paul Étienne est venu. « La gare rouvre », a-t-il ajouté. « Enfin ! »", []string{"Paul Étienne | direct | a-t-il ajouté | La gare rouvre », a-t-il ajouté. « Enfin !"}},
		{"pronoun before the verb", "Le message de Jean Blanc a été lu. « Nous pensons à vous », y affirme le ministre.", []string{
			"Jean Blanc | speech |  | Le message de Jean Blanc", "Jean Blanc | direct | affirme | Nous pensons à vous"}},
		{"two paragraphs", "Paul Étienne a déclaré : « La gare rouvre.\n\n« Elle ne fermera plus. »", []string{"Paul Étienne | direct | a déclaré | La gare rouvre. « Elle ne fermera plus."}},
		{"nested", "« On m'a dit : \"Jamais\" », a raconté Paul Étienne.", []string{"Paul Étienne | direct | a raconté | On m'a dit : \"Jamais\""}},
		{"never closed", "Paul Étienne a déclaré : « La gare rouvre.", []string{"Paul Étienne | direct | a déclaré | La gare rouvre."}},
		{"dialogue", "– La gare rouvre, a observé Paul Étienne. Elle vivra.", []string{"Paul Étienne | direct | a observé | La gare rouvre, a observé Paul Étienne. Elle vivra."}},
		{"any verb and a colon", "Paul Étienne a clos la séance sur ces mots : « Nous avons gagné ce combat. »", []string{"Paul Étienne | direct | a clos | Nous avons gagné ce combat."}},
		{"name and a colon", "Luc Petit, président du syndicat : « Nous avons tout perdu cette nuit. »", []string{"Luc Petit | direct |  | Nous avons tout perdu cette nuit."}},
		{"after the speaker's sentence", "Paul Étienne s'est dit confiant. « La gare va rouvrir, j'en suis sûr. »", []string{
			"Paul Étienne | indirect | s'est dit | confiant", "Paul Étienne | direct |  | La gare va rouvrir, j'en suis sûr."}},

		// Other people's words in the text's own.
		{"selon", "Selon Paul Étienne, la gare rouvrira.", []string{"Paul Étienne | indirect | Selon | la gare rouvrira"}},
		{"pour", "Pour Paul Étienne, maire de Redon, la gare doit rouvrir.", []string{"Paul Étienne | indirect | Pour | la gare doit rouvrir"}},
		{"source at the end", "La gare pourrait rouvrir dès lundi, selon Paul Étienne.", []string{"Paul Étienne | indirect | selon | La gare pourrait rouvrir dès lundi"}},
		{"a place before que", "Paul Étienne a déclaré devant la mairie de Redon que la gare rouvrirait.", []string{"Paul Étienne | indirect | a déclaré | que la gare rouvrirait"}},
		{"a medium before que", "Paul Étienne a indiqué sur les ondes de Radio Redon qu'il partirait.", []string{"Paul Étienne | indirect | a indiqué | qu'il partirait"}},
		{"an occasion before que", "Paul Étienne a confirmé lors de la réunion que la gare rouvrirait.", []string{"Paul Étienne | indirect | a confirmé | que la gare rouvrirait"}},
		{"infinitive", "Paul Étienne a proposé de rouvrir la gare.", []string{"Paul Étienne | indirect | a proposé | de rouvrir la gare"}},
		{"one subject, three verbs", "Marie Roy a dit sa fierté, expliqué qu'elle partait et remercié les secours.", []string{
			"Marie Roy | indirect | a dit | sa fierté", "Marie Roy | indirect | expliqué | qu'elle partait", "Marie Roy | indirect | remercié | les secours"}},
		{"avant de", "Paul Étienne a salué les secours, avant de préciser enfin que la gare rouvrirait.", []string{
			"Paul Étienne | indirect | a salué | les secours", "Paul Étienne | indirect | préciser | que la gare rouvrirait"}},
		{"participle", "Paul Étienne a salué les secours, rappelant que la crue baissait.", []string{
			"Paul Étienne | indirect | a salué | les secours", "Paul Étienne | indirect | rappelant | que la crue baissait"}},
		{"a tenu à", "Paul Étienne a tenu à saluer les secours.", []string{"Paul Étienne | indirect | a tenu à saluer | les secours"}},
		{"incise without marks", "La gare, a insisté Paul Étienne, reste la priorité.", []string{"Paul Étienne | indirect | a insisté | reste la priorité"}},
		{"points made", "Paul Étienne a insisté sur deux points :\n- la gare ;\n- le pont.", []string{"Paul Étienne | indirect | a insisté | la gare ; - le pont"}},
		{"passive", "Il a été rappelé par Paul Étienne que la gare rouvrirait.", []string{"Paul Étienne | indirect | a été rappelé | que la gare rouvrirait"}},

		{"a sentence without a verb", "Une initiative saluée par Paul Étienne.", []string{"Paul Étienne | indirect | saluée | Une initiative"}},

		// Speeches.
		{"opening speeches", "La journée a débuté par les discours d'ouverture de Paul Étienne, maire de Redon, et de Marie Roy.", []string{
			"Paul Étienne | speech |  | discours d'ouverture", "Marie Roy | speech |  | discours d'ouverture"}},
		{"delivered", "Paul Étienne a prononcé un discours.", []string{"Paul Étienne | speech |  | un discours"}},
		{"the floor", "Paul Étienne a pris la parole.", []string{"Paul Étienne | speech | a pris la parole | a pris la parole"}},
		{"read by another", "Paul Étienne a lu le message du ministre.", []string{"Jean Blanc | speech |  | le message du ministre"}},

		{"a message that speaks", "Paul Étienne n'a pu venir. Son message, lu par Marie Roy, souligne que la gare rouvrira.", []string{
			"Paul Étienne | speech |  | Son message", "Paul Étienne | indirect | souligne | que la gare rouvrira"}},
		{"a message and its words", "Paul Étienne a lu le message du ministre : « Nous pensons à vous. »", []string{
			"Jean Blanc | speech |  | le message du ministre", "Jean Blanc | direct |  | Nous pensons à vous."}},

		// Other ways.
		{"comme", "Comme l'a rappelé Paul Étienne, la gare reste une priorité.", []string{"Paul Étienne | indirect | a rappelé | la gare reste une priorité"}},
		{"denial", "Paul Étienne n'a pas caché que la gare tarderait.", []string{"Paul Étienne | indirect | n'a pas caché | que la gare tarderait"}},
		{"urging", "Paul Étienne a appelé les habitants à rester chez eux.", []string{"Paul Étienne | indirect | a appelé | les habitants à rester chez eux"}},
		{"own infinitive", "Paul Étienne a déclaré vouloir rouvrir la gare.", []string{"Paul Étienne | indirect | a déclaré | vouloir rouvrir la gare"}},
		{"et de conclure", "Paul Étienne a salué les secours. Et de conclure : « Nous tiendrons. »", []string{
			"Paul Étienne | indirect | a salué | les secours", "Paul Étienne | direct | conclure | Nous tiendrons."}},
		{"the doctor", "Le Dr Luc Petit est venu. Le médecin a demandé des renforts.", []string{"Luc Petit | indirect | a demandé | des renforts"}},

		// Nothing is said.
		{"act", "Paul Étienne a inauguré la gare et signé la convention.", nil},
		{"negation", "Paul Étienne n'a pas souhaité rappeler la consigne.", nil},
		{"future", "Paul Étienne rappellera la consigne.", nil},
		{"scare quotes", "Paul Étienne a lancé le plan « Tous au vert ».", nil},
		{"a plan", "La mesure est prise selon les modalités de l'arrêté.", nil},
		{"a document", "La convention est signée par Marie Roy. Elle précise les montants.", nil},
		{"a description", "Paul Étienne a rouvert la place qu'il convient d'accorder aux piétons.", nil},
		{"a name cited", "Paul Étienne a cité Marie Roy.", nil},
		{"a request, the noun", "Cette demande a été transmise à Paul Étienne.", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := "Un titre\n\n" + test.text + "\n\nÀ lire aussi : Anne Le Goff, préfète du Finistère; Paul Étienne, maire; Jean Blanc, ministre; Marie Roy, procureure."
			got := found(document(text, cast))
			var spoken []string
			for _, g := range got {
				if !strings.Contains(g, " | attended | ") {
					spoken = append(spoken, g)
				}
			}
			if d := cmp.Diff(test.want, spoken); d != "" {
				t.Errorf("%s (-want +got):\n%s", test.text, d)
			}
		})
	}
}

// TestVerbExamples runs the example of every row of verbs.tsv.
func TestVerbExamples(t *testing.T) {
	table, err := os.ReadFile("verbs.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(table)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "\t")
		marked := columns[len(columns)-1]
		verb := between(marked, "[", "]")
		words := between(marked, "{", "}")
		text := "Un titre\n\n" + strings.NewReplacer("[", "", "]", "", "{", "", "}", "").Replace(marked)
		d := &extract.Document{Text: text, Title: "Un titre"}
		french.Annotator{}.Annotate(d)
		if strings.Contains(marked, "Il [") || strings.Contains(marked, "Elle [") {
			d = document(strings.Replace(strings.Replace(text, "Il ", "Paul Roy ", 1), "Elle ", "Paul Roy ", 1), layers{people: []string{"Paul Roy"}})
		}
		annotator.Annotate(d)
		if len(d.Statements) != 1 || d.Statements[0].Verb != verb || d.Statements[0].Text != words {
			t.Errorf("%s\n found %v\n want one statement [%s] {%s}", marked, found(d), verb, words)
		}
	}
}

// TestWordExamples checks that the example of every row of words.tsv has one
// of its words.
func TestWordExamples(t *testing.T) {
	table, err := os.ReadFile("words.tsv")
	if err != nil {
		t.Fatal(err)
	}
	plain := func(s string) string {
		var words []string
		for _, tok := range french.Tokens(s) {
			words = append(words, tok.Lower)
		}
		return " " + strings.Join(words, " ") + " "
	}
	for line := range strings.Lines(string(table)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != 3 {
			t.Errorf("%q has %d columns; want 3", line, len(columns))
			continue
		}
		found := false
		for w := range strings.SplitSeq(columns[1], ",") {
			found = found || strings.Contains(plain(columns[2]), plain(w))
		}
		if !found {
			t.Errorf("%s: the example %q has none of the words", columns[0], columns[2])
		}
	}
}

func between(s, open, end string) string {
	_, s, _ = strings.Cut(s, open)
	s, _, _ = strings.Cut(s, end)
	return s
}

func FuzzStatements(f *testing.F) {
	f.Add("Titre\n\nPaul Étienne, maire, a rappelé que « la crue baisse ». Il a salué les secours, a-t-il dit. « Oui »", 10, 22)
	f.Add("T\n« A, a-t-il dit. \"B ‘C’ « D\n\n« E » selon le maire", 3, 8)
	f.Add("Discours de M. X\n\nMesdames,\nje dis : \xff «» avant de d' a été par le\n\nM. X", 14, 15)
	f.Fuzz(func(t *testing.T, text string, a, b int) {
		text = strings.ToValidUTF8(text, "?")
		d := &extract.Document{Text: text, Title: extract.FirstLine(text)}
		french.Annotator{}.Annotate(d)
		if n := len(d.Tokens); n > 0 && a >= 0 && b >= 0 {
			// Layers at arbitrary tokens, as an earlier annotator might give them.
			x, y := d.Tokens[a%n].Span, d.Tokens[b%n].Span
			d.People = []extract.Person{{Name: "A", Mentions: []extract.Mention{{Span: x}}, Coref: []extract.Mention{{Span: y}}}}
			d.Titles = []extract.Title{{Text: text[y.From:y.To], Span: y, Person: 0}, {Text: text[x.From:x.To], Span: x, Person: extract.None}}
			d.Places = []extract.Place{{Text: text[x.From:x.To], Span: x, Kind: extract.Commune}, {Text: text[y.From:y.To], Span: y, Kind: extract.Venue}}
			d.Dates = []extract.Date{{Span: y, Text: text[y.From:y.To], Start: "2020-01-02"}}
		}
		annotator.Annotate(d)
		if d.Text != text {
			t.Fatal("the text changed")
		}
		for i, s := range d.Statements {
			if s.Span.From < 0 || s.Span.From > s.Span.To || s.Span.To > len(text) || s.Text != text[s.Span.From:s.Span.To] || !utf8.ValidString(s.Text) {
				t.Fatalf("statement %d has span %v and text %q", i, s.Span, s.Text)
			}
			if i > 0 && s.Span.From < d.Statements[i-1].Span.From {
				t.Fatalf("statement %d is out of order", i)
			}
			if e := s.Evidence; e.From > e.To || e.From < 0 || e.To > len(text) {
				t.Fatalf("statement %d has evidence %v", i, e)
			}
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	paragraph := "Le jeudi 5 mars, Anne Le Goff, préfète du Finistère, a réuni les élus à Brest. Elle a rappelé que la crue baissait et salué les secours. " +
		"« La gare rouvre, a ajouté Paul Étienne, maire de Redon. Elle ne fermera plus. » Selon Météo-France, le risque demeure élevé sur le littoral. " +
		"Les routes départementales restent coupées dans le nord du département, et les services de l'État sont mobilisés.\n\n"
	d := document("Un titre\n\n"+strings.Repeat(paragraph, 8), layers{people: cast.people, places: []string{"Brest"}, dates: map[string]string{"jeudi 5 mars": "2020-03-05"}})
	b.ReportAllocs()
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		annotator.Annotate(d)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
