package people_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"estrade/extract"
	"estrade/extract/french"
	"estrade/extract/gazetteer"
	"estrade/extract/people"

	"github.com/google/go-cmp/cmp"
)

func annotator(t testing.TB) *people.Annotator {
	t.Helper()
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	a, err := people.New(g)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func annotate(a *people.Annotator, text string) *extract.Document {
	d := &extract.Document{Text: text}
	french.Annotator{}.Annotate(d)
	a.Annotate(d)
	return d
}

func FuzzAnnotate(f *testing.F) {
	f.Add("Visite\n\nLe préfet du Nord, M. Paul MARTIN, et les sénateurs Anne Petit et Luc Roux ont salué son directeur de cabinet. Il a rappelé que")
	f.Add("MM. Jean et Paul")
	f.Add("Mme")
	a := annotator(f)
	f.Fuzz(func(t *testing.T, text string) { checkSpans(t, a, text) })
}

// FuzzWords makes sentences of words that the grammar knows, one for each
// byte: what random bytes would hardly ever do.
func FuzzWords(f *testing.F) {
	words := strings.Fields("le la l' les du des de d' au aux à en pour et , ; : . ( ) « » - \" préfet préfète sous-préfet maires " +
		"directeur directrice cabinet général secrétaire président adjoint ministre chargé chargée auprès délégué colonel respectivement " +
		"M. Mme MM. Mmes Monsieur Madame Jean Anne MARTIN Petit Roux Le De N'Guessan Lille Nord Bretagne région Redon Saint " +
		"son sa leur ses il elle Il Elle lui ce dernier celui-ci a été est nommé a rappelé dit que conseil régional association 12 ans 13e " +
		"lycée rue Jean-Luc d'Arras van den état République contre lutte pauvreté puis qui \n \n\n «Ici» juge deux par")
	f.Add([]byte("abcdefghijklmnopqrstuvwxyz"))
	f.Add([]byte{0, 30, 6, 50, 20, 43, 47, 49, 20, 31, 3, 50, 17, 5, 44, 47, 51})
	a := annotator(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		var b strings.Builder
		for _, c := range data {
			b.WriteString(words[int(c)%len(words)])
			if c < 220 {
				b.WriteByte(' ')
			}
		}
		checkSpans(t, a, b.String())
	})
}

// checkSpans annotates the text and checks what any text must hold to.
func checkSpans(t *testing.T, a *people.Annotator, text string) {
	t.Helper()
	d := annotate(a, text)
	if d.Text != text {
		t.Fatalf("text changed from %q to %q", text, d.Text)
	}
	check := func(what, s string, span extract.Span) {
		if span.From < 0 || span.To > len(text) || span.From >= span.To || text[span.From:span.To] != s ||
			utf8.ValidString(text) && (!utf8.RuneStart(text[span.From]) || span.To < len(text) && !utf8.RuneStart(text[span.To])) {
			t.Errorf("%s %q has span %v in %q", what, s, span, text)
		}
	}
	for _, p := range d.People {
		for _, m := range p.Mentions {
			check("mention", m.Text, m.Span)
		}
		for _, m := range p.Coref {
			check("reference", m.Text, m.Span)
		}
	}
	for _, x := range d.Titles {
		check("title", x.Text, x.Span)
		if x.Person != extract.None && (x.Person < 0 || x.Person >= len(d.People)) {
			t.Errorf("title %q has person %d of %d", x.Text, x.Person, len(d.People))
		}
	}
}

func BenchmarkAnnotate(b *testing.B) {
	a := annotator(b)
	for _, times := range []int{20, 2000} {
		b.Run(fmt.Sprintf("%dparagraphs", times), func(b *testing.B) { benchmark(b, a, times) })
	}
}

func benchmark(b *testing.B, a *people.Annotator, times int) {
	text := "Inauguration à Redon\n\n"
	for range times {
		text += "Le préfet de la région Bretagne, M. Paul MARTIN, a réuni mardi à Rennes les maires du département, en présence " +
			"d'Anne Le Goff, sous-préfète de Redon. Il a rappelé que les travaux de la digue commenceraient au printemps et que " +
			"les habitants seraient informés. La sous-préfète a salué le travail des services de l'État et des communes.\n\n"
	}
	d := &extract.Document{Text: text}
	french.Annotator{}.Annotate(d)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		a.Annotate(d)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

// describe writes the people of d, one a line: name, gender, titles with
// their scope if it is a code, and what refers to them.
func describe(d *extract.Document) string {
	var b strings.Builder
	for i, p := range d.People {
		fmt.Fprintf(&b, "%s (%s)", p.Name, p.Gender)
		for _, t := range d.Titles {
			if t.Person != i {
				continue
			}
			fmt.Fprintf(&b, "; %s", t.Full)
			if t.Scope != "" && '0' <= t.Scope[0] && t.Scope[0] <= '9' {
				fmt.Fprintf(&b, " [%s]", t.Scope)
			}
		}
		for _, c := range p.Coref {
			fmt.Fprintf(&b, " ~%s", c.Text)
		}
		b.WriteByte('\n')
	}
	for _, t := range d.Titles {
		if t.Person == extract.None {
			fmt.Fprintf(&b, "- %s\n", t.Full)
		}
	}
	return b.String()
}

func TestAnnotate(t *testing.T) {
	a := annotator(t)
	for _, tt := range []struct{ name, text, want string }{
		{"nobody", "La préfecture informe les habitants de Lille que le pont est fermé.", ""},

		// Names.
		{"civility", "M. Aurélien Castex et Mme Odile Roux sont venus.", "Aurélien Castex (m)\nOdile Roux (f)\n"},
		{"capitals", "Anne MARTIN-LE GOFF et Paul d'ARRAS ont signé.", "Anne Martin-Le Goff (f)\nPaul d'Arras (m)\n"},
		{"surname first", "M. DUPONT Jean-Claude et M. N'GUESSAN Kouamé", "Jean-Claude Dupont (m)\nKouamé N'Guessan (m)\n"},
		{"particles", "Amaury de La Villéon, Éléonore Van den Bossche et Yves Le Bihan-Roche ont parlé.", "Amaury de La Villéon (m)\nÉléonore Van den Bossche (f)\nYves Le Bihan-Roche (m)\n"},
		{"shared surname", "MM. Jean et Paul Martin sont arrivés.", "Jean Martin (m)\nPaul Martin (m)\n"},
		{"list after a plural civility", "Mmes Anne Petit, Odile Roux et Zoé Blanc", "Anne Petit (f)\nOdile Roux (f)\nZoé Blanc (f)\n"},
		{"unknown name with a civility", "M. Xqwzar Vbnop a écrit.", "Xqwzar Vbnop (m)\n"},
		{"unknown name with a rank", "le capitaine Xqwzar Vbnop", "Xqwzar Vbnop (m); capitaine\n"},
		{"unknown name with a title after it", "Xqwzar Vbnop, maire de Redon, a écrit.", "Xqwzar Vbnop (); maire de Redon\n"},
		{"first name that is a place", "Florence Martin et Vincent Petit habitent Florence, près de Saint-Vincent.", "Florence Martin (f)\nVincent Petit (m)\n"},
		{"surname that is an office", "Bruno Le Maire a parlé à Lille.", "Bruno Le Maire (m)\n"},
		{"surname that is an office, without a particle", "La visite de Denis Maire à Lille est finie.", "Denis Maire (m)\n"},
		{"surname that is a month", "Aurore Mars est là.", "Aurore Mars (f)\n"},
		{"surname of a saint", "La visite de Benoît Sainte-Marie à Lille est finie.", "Benoît Sainte-Marie (m)\n"},
		{"elision inside", "En présence d'Aminata N'Diaye et d'Élise L'Hermitte.", "Aminata N'Diaye (f)\nÉlise L'Hermitte (f)\n"},
		{"unknown first name, surname in capitals", "La visite de Xqwzar MARTIN est finie.", "Xqwzar Martin ()\n"},
		{"first name alone, an age", "Inès, neuf ans, a lu un poème.", "Inès (f)\n"},
		{"saint", "Sainte Barbe est fêtée à Saint-Martin.", ""},
		{"venues", "au lycée Jean Monnet, rue Victor Hugo, salle Claude-Érignac et avenue du Général de Gaulle", ""},
		{"no venue but a turn", "Ce fut au tour de Jean Petit de parler.", "Jean Petit (m)\n"},
		{"a turn that has come", "Puis est venu le tour de Jean Petit.", "Jean Petit (m)\n"},
		{"laws, prizes, ships, firms", "la loi Simone Veil, le prix Ilan Halimi, la frégate Jean Bart et l'entreprise Léon Grosse", ""},
		{"programmes", "le plan France Relance, France Services et Pôle Emploi", ""},
		{"acronym", "un ancien élève de l'IRA de Nantes", ""},
		{"apostrophe", "Loïc Guyonvarc’h et Conor O’Brien ont signé.", "Loïc Guyonvarc'h (m)\nConor O'Brien (m)\n"},

		{"surname with particles first", "LE GALL Yannick et VAN DER BERG Pieter, architecte", "Yannick Le Gall ()\nPieter Van Der Berg (m); architecte\n"},
		{"initials", "J.-M. G. Le Clézio était là.", "J.-M. G. Le Clézio ()\n"},
		{"a pass of the mountains", "Le col du Lautaret et le Col de Vence sont fermés, a dit le COL Paul Martin.", "Paul Martin (m); COL\n"},
		{"small particle after a rank", "Le général de Villiers et le brigadier Le Roux sont venus.", "de Villiers (m); général\nLe Roux (m); brigadier\n"},
		{"two first names, one surname", "Patrick et Odile Vidal, pruniculteurs, ont témoigné.", "Patrick Vidal (m); pruniculteur\nOdile Vidal (f); pruniculteur\n"},
		{"a colleague", "Pour sa collègue néerlandaise Anneke van den Broek, la réponse est là.", "Anneke van den Broek (f)\n"},
		{"a work's title", "Le spectacle « Michel Strogoff » est annulé.", ""},
		{"the Pope", "le pape Jean XXII", ""},
		{"line of capitals", "PASCAL MARTIN, PRÉFET DU RHÔNE, RÉUNIT LES MAIRES", "Pascal Martin (m); PRÉFET DU RHÔNE [69]\n"},
		{"anonymous", "Mme D., âgée de 45 ans, a été secourue.", ""},
		{"fused sentences", "La réunion est finie.Le préfet, M. Luc Petit, a parlé.", "Luc Petit (m); préfet\n"},

		// One person under several names.
		{"surname later", "Michel Lalande a parlé. M. Lalande a conclu. Le préfet Lalande est parti.", "Michel Lalande (m); préfet\n"},
		{"compound surname later", "Jean-René Etchegaray-Lasserre a signé. M. Etchegaray-Lasserre est parti.", "Jean-René Etchegaray-Lasserre (m)\n"},
		{"capitals and not", "Anne MARTIN est là. Anne Martin a parlé.", "Anne Martin (f)\n"},
		{"initial later", "Jacques Castex a parlé. J. Castex a conclu avec P. Martin.", "Jacques Castex (m)\nP. Martin ()\n"},
		{"husband and wife", "Paul Martin et Anne Martin sont venus. Mme Martin a parlé.", "Paul Martin (m)\nAnne Martin (f)\n"},

		// Titles after the name.
		{"joint", "Michel Lalande, préfet de la région Hauts-de-France, préfet de la zone de défense et de sécurité Nord, préfet du Nord, a parlé.",
			"Michel Lalande (m); préfet de la région Hauts-de-France [32]; préfet de la zone de défense et de sécurité Nord; préfet du Nord [59]\n"},
		{"joint with et", "Gaël Rannou, maire de Redon et président de Redon Agglomération,", "Gaël Rannou (m); maire de Redon; président de Redon Agglomération\n"},
		{"comma inside", "Anne Petit, ministre de l'agriculture, de l'agroalimentaire et de la forêt, est venue.", "Anne Petit (f); ministre de l'agriculture, de l'agroalimentaire et de la forêt\n"},
		{"list of people", "en présence de Anne Petit, préfète du Gard, de Paul Roux, gouverneur du Hainaut, et de Luc Blanc",
			"Anne Petit (f); préfète du Gard [30]\nPaul Roux (m); gouverneur du Hainaut\nLuc Blanc (m)\n"},
		{"nested", "Anne Petit, directrice de cabinet du préfet de la région Bretagne, préfet d'Ille-et-Vilaine, est venue.",
			"Anne Petit (f); directrice de cabinet du préfet de la région Bretagne\n- préfet de la région Bretagne\n"},
		{"delegated minister", "Zoé Blanc, ministre déléguée auprès du ministre de l'Intérieur, chargée de la citoyenneté, a parlé.",
			"Zoé Blanc (f); ministre déléguée auprès du ministre de l'Intérieur, chargée de la citoyenneté\n- ministre de l'Intérieur\n"},
		{"plural", "Mmes Anne Petit et Zoé Blanc, vice-présidentes du Département, étaient là.", "Anne Petit (f); vice-présidente du Département\nZoé Blanc (f); vice-présidente du Département\n"},
		{"one each", "MM. Luc Petit et Paul Blanc, respectivement délégué de La Poste et directeur de la CAF.", "Luc Petit (m); délégué de La Poste\nPaul Blanc (m); directeur de la CAF\n"},
		{"brackets", "l'entreprise Lagoutte (M. Luc Petit, gérant)", "Luc Petit (m); gérant\n"},
		{"age between", "Léa Blanc, 32 ans, infirmière à Redon, a témoigné.", "Léa Blanc (f); infirmière à Redon\n"},
		{"profession by its ending", "Luc Petit, glaciologue au CNRS, a témoigné.", "Luc Petit (m); glaciologue au CNRS\n"},
		{"signature", "Aurélien Castex,\npréfet de la Loire", "Aurélien Castex (m); préfet de la Loire [42]\n"},
		{"foreign", "Mme Claude-France Arnould, ambassadeur de France en Belgique, et M. Luc Petit, consul général de Suisse à Lyon",
			"Claude-France Arnould (f); ambassadeur de France en Belgique\nLuc Petit (m); consul général de Suisse à Lyon\n"},
		{"object of command", "Luc Petit, commandant la région de gendarmerie de Bretagne, a parlé.", "Luc Petit (m); commandant la région de gendarmerie de Bretagne\n"},
		{"acting", "Luc Petit, secrétaire général par intérim, a signé.", "Luc Petit (m); secrétaire général par intérim\n"},
		{"two members of one office", "Luc Petit, sous-préfet de Châteaubriant et d'Ancenis, a parlé.", "Luc Petit (m); sous-préfet de Châteaubriant et d'Ancenis\n"},

		{"acronym in the middle", "Anne Petit, directrice régionale de l'environnement (DREAL) de Bretagne, est là.", "Anne Petit (f); directrice régionale de l'environnement (DREAL) de Bretagne\n"},
		{"against", "Luc Petit, délégué interministériel à la lutte contre le racisme, l'antisémitisme et la haine, est là.", "Luc Petit (m); délégué interministériel à la lutte contre le racisme, l'antisémitisme et la haine\n"},
		{"for two things", "Luc Petit, préfet délégué pour la défense et la sécurité, est là.", "Luc Petit (m); préfet délégué pour la défense et la sécurité\n"},
		{"delegated to", "Anne Petit, conseillère régionale déléguée à la formation, et Luc Blanc, maire-adjoint de Vouvray chargé de la culture et du patrimoine,",
			"Anne Petit (f); conseillère régionale déléguée à la formation\nLuc Blanc (m); maire-adjoint de Vouvray chargé de la culture et du patrimoine\n"},
		{"field without a preposition", "Anne Petit, référente violences intrafamiliales, est là.", "Anne Petit (f); référente violences intrafamiliales\n"},
		{"in time", "Luc Petit, alors ministre de l'Éducation nationale, et Anne Blanc, désormais préfète de la Somme,", "Luc Petit (m); ministre de l'Éducation nationale\nAnne Blanc (f); préfète de la Somme [80]\n"},
		{"without commas", "Luc Petit ministre d'État ministre de la transition écologique et solidaire est venu.", "Luc Petit (m); ministre d'État; ministre de la transition écologique et solidaire\n"},
		{"with an article", "Selon Anne Petit, la directrice de l'hôpital, « tout va bien ».", "Anne Petit (f); directrice de l'hôpital\n"},
		{"after a colon", "• Luc Petit : sénateur de l'Isère", "Luc Petit (m); sénateur de l'Isère [38]\n"},
		{"region overseas", "Luc Petit, préfet de la région Guadeloupe, est là.", "Luc Petit (m); préfet de la région Guadeloupe [01]\n"},
		{"region and departement in one", "Anne Petit, préfète de la région et de la Haute-Vienne, est là.", "Anne Petit (f); préfète de la région et de la Haute-Vienne [87]\n"},

		// Titles before the name.
		{"with comma", "Le maire de Redon, Luc Petit, a parlé.", "Luc Petit (m); maire de Redon\n"},
		{"without", "la députée Anne Petit", "Anne Petit (f); députée\n"},
		{"civility before the title", "Mme la préfète Anne Petit et M. le maire, Luc Blanc,", "Anne Petit (f); préfète\nLuc Blanc (m); maire\n"},
		{"plural head", "des sénateurs Luc Petit et Anne Blanc.", "Luc Petit (m); sénateur\nAnne Blanc (f); sénateur\n"},
		{"plural head, places shared out", "MM. les sous-préfets de Céret et de Prades, Luc Petit et Paul Blanc,", "Luc Petit (m); sous-préfet de Céret\nPaul Blanc (m); sous-préfet de Prades\n"},
		{"chain", "La sous-préfète, directrice de cabinet du préfet, Anne Petit, a lu un message.", "Anne Petit (f); sous-préfète; directrice de cabinet du préfet\n"},
		{"rank in a chain", "Le commandant de la compagnie, le capitaine Luc Petit, a parlé.", "Luc Petit (m); commandant de la compagnie; capitaine\n"},
		{"profession by its ending, before", "la navigatrice Anne Petit et le saxophoniste Luc Blanc", "Anne Petit (f); navigatrice\nLuc Blanc (m); saxophoniste\n"},
		{"party in brackets", "le sénateur (PS) Luc Petit", "Luc Petit (m); sénateur (PS)\n"},
		{"acronym in brackets", "Le directeur régional de l'environnement et du logement (DREAL), Luc Petit, a parlé.", "Luc Petit (m); directeur régional de l'environnement et du logement\n"},
		{"acronym with its meaning", "La directrice départementale des territoires (DDTDirection départementale des territoires), Anne Petit, a parlé.", "Anne Petit (f); directrice départementale des territoires\n"},
		{"body of a kind of animal", "Pour le président de la fédération départementale ovine, M. Petit, tout va bien.", "Petit (m); président de la fédération départementale ovine\n"},
		{"body named after somebody", "Anne Petit, directrice régionale de la Fondation Abbé Pierre, est là.", "Anne Petit (f); directrice régionale de la Fondation Abbé Pierre\n"},
		{"body abroad", "Luc Petit, directeur de l'Agentur für Arbeit d'Offenburg, est là.", "Luc Petit (m); directeur de l'Agentur für Arbeit d'Offenburg\n"},
		{"signature", "Lille, le 3 mars\n\nLe préfet du Nord,\n\nMichel LALANDE", "Michel Lalande (m); préfet du Nord [59]\n"},
		{"signed", "La préfète,\nsigné : Anne MARTIN", "Anne Martin (f); préfète\n"},
		{"no signature", "Le maire\nAnne Martin a parlé.", "Anne Martin (f)\n- maire\n"},
		{"vocative", "Madame la sénatrice, chère Anne Petit,", "Anne Petit (f); sénatrice\n"},
		{"not in apposition", "Au nom du maire, Anne Petit a parlé.", "Anne Petit (f)\n- maire\n"},
		{"another person of the list", "par le préfet, Mme Petit et Mme Blanc.", "Petit (f)\nBlanc (f)\n- préfet\n"},

		// Possessives.
		{"of a body", "le conseil régional et son président, Luc Petit,", "Luc Petit (m); président du conseil régional\n"},
		{"of a person", "Carole Blanc, présidente de région, représentée par son directeur de cabinet, Luc Petit.", "Carole Blanc (f); présidente de région\nLuc Petit (m); directeur de cabinet de la présidente de région\n"},
		{"of the body named before", "Le préfet a visité les ateliers de la société Filatis, qui emploie 40 personnes. Son président-directeur général, Luc Petit, l'a reçu.", "Luc Petit (m); président-directeur général de la société Filatis\n- préfet\n"},
		{"of the body that somebody visited", "Luc Blanc, sous-préfet de Saint-Flour, a visité la fromagerie Rochas, à Talizat. Sa directrice, Anne Petit, a parlé.", "Luc Blanc (m); sous-préfet de Saint-Flour\nAnne Petit (f); directrice de la fromagerie Rochas\n"},
		{"of a body, after its words", "Pour la confédération des éleveurs, l'aide est tardive. « Rien ne va », écrit son secrétaire général, Luc Petit.", "Luc Petit (m); secrétaire général de la confédération des éleveurs\n"},
		{"of a body, with a field", "L'agence régionale de santé a compté dix cas. Sa directrice de la santé publique, Anne Petit, a parlé.", "Anne Petit (f); directrice de la santé publique de l'agence régionale de santé\n"},
		{"of a body with a name of small words", "Pour l'association Une main tendue, sa présidente, Anne Petit, a parlé.", "Anne Petit (f); présidente de l'association Une main tendue\n"},
		{"of a body with two fields", "Selon la direction départementale de la cohésion sociale et de la protection des populations, tout va bien. « Rien ne bouge », souligne son directeur, Luc Petit.", "Luc Petit (m); directeur de la direction départementale de la cohésion sociale et de la protection des populations\n"},
		{"of an acronym", "Au nom de la FCPE, Luc Blanc a lu une lettre de sa présidente, Anne Petit.", "Luc Blanc (m)\nAnne Petit (f); présidente de la FCPE\n"},
		{"of a group", "Les loueurs, par la voix de leur présidente, Anne Petit, ont protesté.", "Anne Petit (f); présidente des loueurs\n"},
		{"of somebody named after", "Par la voix de son directeur de cabinet, Luc Petit, la rectrice, Anne Blanc, a parlé.", "Luc Petit (m); directeur de cabinet de la rectrice\nAnne Blanc (f); rectrice\n"},
		{"by a relative clause", "Le Brésil, dont l'ambassadeur, S. E. M. Luc Petit, était là, a signé.", "Luc Petit (m); ambassadeur du Brésil\n"},
		{"of a colleague", "a dit Luc Petit, président du comité des pêches. Son vice-président, Paul Blanc, a conclu.", "Luc Petit (m); président du comité des pêches\nPaul Blanc (m); vice-président du comité des pêches\n"},

		// What goes on a title, and what does not.
		{"participle", "Anne Petit, cheffe du détachement d'intervention héliporté, et Luc Blanc, commandant supérieur des forces armées aux Antilles, sont là.",
			"Anne Petit (f); cheffe du détachement d'intervention héliporté\nLuc Blanc (m); commandant supérieur des forces armées aux Antilles\n"},
		{"ordinal", "Anne Petit, députée de la sixième circonscription, est là.", "Anne Petit (f); députée de la sixième circonscription\n"},
		{"delegated to several things", "Luc Petit, adjoint au maire de Redon délégué à l'urbanisme, à l'habitat et aux mobilités, est là.", "Luc Petit (m); adjoint au maire de Redon délégué à l'urbanisme, à l'habitat et aux mobilités\n"},
		{"in charge of several things", "La maire adjointe chargée de la culture, des quartiers et de la mémoire, Anne Petit, est là.", "Anne Petit (f); maire adjointe chargée de la culture, des quartiers et de la mémoire\n"},
		{"sees", "Mgr Luc Petit, évêque de Bayonne, Lescar et Oloron, est là.", "Luc Petit (m); évêque de Bayonne, Lescar et Oloron\n"},
		{"a second list", "Messieurs les sénateurs Luc Petit et Paul Blanc, Mme Anne Roux, députée de l'Ain, étaient là.", "Luc Petit (m); sénateur\nPaul Blanc (m); sénateur\nAnne Roux (f); députée de l'Ain [01]\n"},
		{"one complement for two", "MM. Luc et Jean-Paul Petit, respectivement président et directeur de la chambre de métiers, sont là.", "Luc Petit (m); président de la chambre de métiers\nJean-Paul Petit (m); directeur de la chambre de métiers\n"},
		{"the host", "À l'invitation du gouverneur du Hainaut, Luc Petit, préfet du Nord, est venu.", "Luc Petit (m); préfet du Nord [59]\n- gouverneur du Hainaut\n"},
		{"party after the name", "Luc Petit (UDI / Les Centristes), député de l'Ain, est absent.", "Luc Petit (m); député de l'Ain [01]\n"},
		{"a rank named after a ship", "Le capitaine de frégate Xqwzar de Vbnop et le colonel de La Bâtie, commandant le groupement, sont là.", "Xqwzar de Vbnop (m); capitaine de frégate\nde La Bâtie (m); colonel; commandant le groupement\n"},
		{"unknown first name, particle", "La bourgmestre de Mons, Xqwzarte Van den Broek, est là.", "Xqwzarte Van den Broek (f); bourgmestre de Mons\n"},
		{"no complement", "La ministre d'abord, le préfet de les aider ensuite, puis la ministre aux équipes. De retour au chef-lieu, Luc Petit conclut.", "Luc Petit (m)\n- ministre\n- préfet\n- ministre\n"},
		{"representing somebody", "La sénatrice Anne Petit (représentant Luc Blanc, maire de Redon) est là.", "Anne Petit (f); sénatrice\nLuc Blanc (m); maire de Redon\n"},

		// Said of someone.
		{"a list of posts", "Luc Petit est arrivé. Il a été :\n- de 2004 à 2006, chef de bureau au ministère de l'intérieur ;\n- depuis le 1er mai 2007, sous-préfet de Redon.",
			"Luc Petit (m); chef de bureau au ministère de l'intérieur; sous-préfet de Redon ~Il\n"},
		{"named", "Mme Anne Petit est nommée sous-préfète de Redon.", "Anne Petit (f); sous-préfète de Redon\n"},
		{"named, before the name", "Nommée sous-préfète de Redon, Anne Petit a pris ses fonctions.", "Anne Petit (f); sous-préfète de Redon\n"},
		{"called to", "Elle succède à M. Luc Petit, appelé aux fonctions de secrétaire général de la préfecture de la Creuse.", "Luc Petit (m); secrétaire général de la préfecture de la Creuse\n"},
		{"career", "Anne Petit est arrivée. Elle a été directrice de cabinet du préfet de la Manche, puis cheffe du bureau des élections.",
			"Anne Petit (f); directrice de cabinet du préfet de la Manche; cheffe du bureau des élections ~Elle\n- préfet de la Manche\n"},

		// References.
		{"title and pronouns", "Luc Petit, préfet du Gard, a réuni les maires. Le préfet a rappelé les règles. Il a remercié les élus. Selon lui, tout va bien.", "Luc Petit (m); préfet du Gard [30] ~Le préfet ~Il ~lui\n"},
		{"title before the name is known", "Le préfet arrive\n\nLuc Petit, préfet du Gard, est arrivé.", "Luc Petit (m); préfet du Gard [30] ~Le préfet\n"},
		{"impersonal", "Luc Petit a parlé. Il faut rester prudent. Il y a un risque. Il est rappelé que la baignade est interdite.", "Luc Petit (m)\n"},
		{"a thing", "La convention a été signée par Anne Petit. Elle entre en vigueur lundi.", "Anne Petit (f)\n"},
		{"the latter", "La préfète, Anne Blanc, et le maire, Luc Petit, sont venus. Ce dernier a parlé. Elle a rappelé les règles.", "Anne Blanc (f); préfète ~Elle\nLuc Petit (m); maire ~Ce dernier\n"},
		{"inversion", "Luc Petit, maire, a accueilli le ministre, Paul Blanc. « Bienvenue », a-t-il dit.", "Luc Petit (m); maire ~il\nPaul Blanc (m); ministre\n"},
		{"two of one office", "Le maire de Nice, Luc Petit, et le maire de Cannes, Paul Blanc, ont signé. Le maire de Nice a parlé.", "Luc Petit (m); maire de Nice ~Le maire de Nice\nPaul Blanc (m); maire de Cannes\n"},
		{"the fuller title counts", "Le préfet de la Corrèze est venu. Le préfet, Luc Petit, a parlé.", "Luc Petit (m); préfet de la Corrèze [19] ~Le préfet de la Corrèze\n"},
		{"unnamed in between", "Luc Petit, maire, est venu. La ministre a répondu. Elle a annoncé une aide.", "Luc Petit (m); maire\n- ministre\n"},
		{"colonel by courtesy", "Le lieutenant-colonel Luc Petit est venu. Le colonel a parlé.", "Luc Petit (m); lieutenant-colonel ~Le colonel\n"},
		{"masculine for a woman", "Anne Petit, maire de Redon, est venue. Le préfet et le maire ont signé.", "Anne Petit (f); maire de Redon ~le maire\n- préfet\n"},
		{"another prefect", "Luc Petit, préfet du Haut-Rhin, est retenu par la visite du préfet de région.", "Luc Petit (m); préfet du Haut-Rhin [68]\n- préfet de région\n"},
		{"offices label lines of names", "Préfet de la Vienne : M. Luc Petit\nMaire de Vic : Mme Anne Blanc\nCommandant de la compagnie de Loches : capitaine Éric Roux",
			"Luc Petit (m); Préfet de la Vienne [86]\nAnne Blanc (f); Maire de Vic\nÉric Roux (m); Commandant de la compagnie de Loches; capitaine\n"},
		{"whom everybody knows", "Visite du Président de la République à Tulle. Luc Petit, accompagné d'élus, a salué la foule. Le Président est reparti.", "Luc Petit (m); Président de la République ~Le Président\n"},
		{"who is introduced otherwise", "Visite du préfet du Gers à la ferme. Luc Petit a présenté ses bêtes.", "Luc Petit (m)\n- préfet du Gers\n"},
		{"the minister whom another is with", "Message d'Anne Petit, secrétaire d'État chargée de la Mémoire auprès du ministre des Armées, et de Luc Roux, conseiller du Premier ministre.",
			"Anne Petit (f); secrétaire d'État chargée de la Mémoire auprès du ministre des Armées\nLuc Roux (m); conseiller du Premier ministre\n- ministre des Armées\n- Premier ministre\n"},
		{"articles with a capital", "Monsieur Le Préfet a reçu Mme La Présidente du conseil régional et M. Le Gall. M. Le Maire a conclu.", "Le Gall (m)\n- Préfet\n- Présidente du conseil régional\n- Maire\n"},
		{"a surname that is an office", "Bruno Le Maire, ministre, est venu. M. Le Maire a parlé.", "Bruno Le Maire (m); ministre\n"},
		{"surnames first", "Le lieutenant-colonel CHARPENTIER Ludovic, MM. PETIT Christophe et JENNY Bertrand, maires, et la présidente, MEAUMOND Anne-Marie.",
			"Ludovic Charpentier (m); lieutenant-colonel\nChristophe Petit (m); maire\nBertrand Jenny (m); maire\nAnne-Marie Meaumond (f); présidente\n"},
		{"surname first in a list", "Présents : BLANCHARD Luc (maire), LE GOFF Anne (conseillère).", "Luc Blanchard (m); maire\nAnne Le Goff (f); conseillère\n"},
		{"a heading in capitals", "COMITÉ DÉPARTEMENTAL LOUP DU 9 MARS 2016", ""},
		{"names between dashes", "Le sous-préfet de Redon – M. Luc Petit – a accueilli la sénatrice.\n\nMaire de Vic – Anne Blanc\nPréfet du Gers – M. Éric Roux",
			"Luc Petit (m); sous-préfet de Redon\nAnne Blanc (f); Maire de Vic\nÉric Roux (m); Préfet du Gers [32]\n- sénatrice\n"},
		{"names and offices by turns", "Mme Anne Blanc\nMaire de Vic\nM. Luc Petit\nPréfet du Gers\nM. Éric Roux\nSénateur",
			"Anne Blanc (f); Maire de Vic\nLuc Petit (m); Préfet du Gers [32]\nÉric Roux (m); Sénateur\n"},
		{"signed on a line between", "Le préfet de la région Bretagne,\npréfet d'Ille-et-Vilaine,\nsigné\nLuc PETIT",
			"Luc Petit (m); préfet de la région Bretagne [53]; préfet d'Ille-et-Vilaine [35]\n"},
		{"original signed", "La secrétaire générale,\n\nOriginal signé par\n\nAnne BLANC", "Anne Blanc (f); secrétaire générale\n"},
		{"an officer in command", "Le colonel commandant le groupement de gendarmerie et le capitaine étaient là.", "- colonel commandant le groupement de gendarmerie\n"},
		{"whose charge it is", "Anne Petit, première adjointe au maire de Vic chargée de la culture, est venue.", "Anne Petit (f); première adjointe au maire de Vic chargée de la culture\n- maire de Vic\n"},
		{"an acronym that is an office", "La DASEN et le préfet ont signé avec Anne Petit, adjointe à la maire de Vic.", "Anne Petit (f); adjointe à la maire de Vic\n- DASEN\n- préfet\n"},
		{"what is relative to something", "L'arrêté du préfet de la Drôme relatif à l'eau et la circulaire de la préfète du Loiret relative aux fêtes sont en ligne.", "- préfet de la Drôme\n- préfète du Loiret\n"},
		{"where it was", "Le ministre de l'Intérieur auprès des sinistrés. La ministre déléguée auprès des pompiers. Il sera représenté par le sous-préfet de Mortagne à l'assemblée de la Croix-Rouge.", "- ministre de l'Intérieur\n- ministre déléguée\n- sous-préfet de Mortagne\n"},
		{"any mayor", "Aucune classe ne fermera sans l'accord du maire.", ""},
		{"in someone's words", "Luc Petit, maire, a parlé. « Le bus ? Il passera », a-t-il dit.", "Luc Petit (m); maire ~il\n"},
		{"late news", "Le nouveau sous-préfet de Redon arrive\n\nLuc Petit a été nommé sous-préfet de Redon.", "Luc Petit (m); sous-préfet de Redon ~Le nouveau sous-préfet de Redon\n"},
		{"unnamed", "La sous-préfète de Die demande aux promeneurs d'éviter le secteur.", "- sous-préfète de Die\n"},
		{"groups", "Les maires et les sous-préfets sont invités.", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, describe(annotate(a, "À noter\n\n"+tt.text))); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", tt.text, diff)
			}
		})
	}
}

// TestTitles reads each line of testdata/titles.txt as a title in the places
// where titles stand.
func TestTitles(t *testing.T) {
	lines, err := os.ReadFile("testdata/titles.txt")
	if err != nil {
		t.Fatal(err)
	}
	a := annotator(t)
	for title := range strings.Lines(string(lines)) {
		title = strings.TrimSpace(title)
		the := "le "
		if strings.ContainsRune("aeiouhéA", []rune(title)[0]) && !strings.HasPrefix(title, "haut-") {
			the = "l'"
		}
		for _, text := range []string{
			"M. Luc Petit, " + title + ", a pris la parole.",
			"Aux côtés de Luc Petit, " + title + ", et d'Anne Blanc, députée, il a visité l'usine.",
			"Il a été reçu par " + the + title + ", M. Luc Petit, et par les élus.",
			"La réunion avec " + the + title + " Luc Petit est reportée.",
			"Les discours de Luc Petit, " + title + ", et du maire ont suivi.",
		} {
			d := annotate(a, "À noter\n\n"+text)
			var got []string
			for _, x := range d.Titles {
				if x.Person != extract.None && d.People[x.Person].Name == "Luc Petit" {
					got = append(got, x.Full)
				}
			}
			if len(got) != 1 || got[0] != title {
				t.Errorf("%s: titles %q; want %q", text, got, title)
			}
		}
	}
}

func TestOffice(t *testing.T) {
	a := annotator(t)
	d := annotate(a, "Visite\n\nAnne Petit, directrice départementale des territoires, et Luc Blanc, Secrétaire général de la préfecture.")
	want := []extract.Title{
		{Text: "directrice départementale des territoires", Span: extract.Span{From: 20, To: 62}, Full: "directrice départementale des territoires", Office: "directeur départemental", Scope: "territoires", Gender: extract.Feminine, Person: 0},
		{Text: "Secrétaire général de la préfecture", Span: extract.Span{From: 78, To: 117}, Full: "Secrétaire général de la préfecture", Office: "secrétaire général", Scope: "préfecture", Gender: extract.Masculine, Person: 1},
	}
	if diff := cmp.Diff(want, d.Titles); diff != "" {
		t.Errorf("titles (-want +got)\n%s", diff)
	}
}

func ExampleAnnotator() {
	g, err := gazetteer.Load()
	if err != nil {
		panic(err)
	}
	a, err := people.New(g)
	if err != nil {
		panic(err)
	}
	d := &extract.Document{Text: "Crue de la Vilaine\n\nAnne MARTIN, préfète d'Ille-et-Vilaine, s'est rendue à Redon. Elle a rappelé les consignes."}
	french.Annotator{}.Annotate(d)
	a.Annotate(d)
	fmt.Println(d.People[0].Name, d.People[0].Gender, d.People[0].Coref[0].Text)
	fmt.Println(d.Titles[0].Text, d.Titles[0].Office, d.Titles[0].Scope)
	// Output:
	// Anne Martin f Elle
	// préfète d'Ille-et-Vilaine préfet 35
}
