package statements_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"estrade/extract"
)

// where lists where and when each thing was said, "place date (bases)", for
// people who spoke.
func where(d *extract.Document) []string {
	annotator.Annotate(d)
	var out []string
	for _, s := range d.Statements {
		if s.Kind == extract.Attended {
			continue
		}
		out = append(out, fmt.Sprintf("%s %s (%s %s)", s.Place, s.Date, s.PlaceBasis, s.DateBasis))
	}
	return out
}

func TestScenes(t *testing.T) {
	l := layers{
		people:    []string{"Anne Le Goff | | préfète du Finistère", "Paul Étienne | | maire"},
		places:    []string{"Brest", "Redon", "Quimper", "venue:sous-préfecture de Redon", "venue:halle aux grains", "departement:Finistère"},
		dates:     map[string]string{"5 mars 2020": "2020-03-05", "6 mars 2020": "2020-03-06", "1er janvier 2020": "2020-01-01", "12 mars 2020": "2020-03-12", "8 mai 1945": "1945-05-08"},
		published: "2020-03-10",
	}
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"the lead", "Titre\n\nAnne Le Goff, préfète du Finistère, s'est rendue le 5 mars 2020 à Brest.\n\nElle a salué les secours.", []string{"Brest 2020-03-05 (event event)"}},
		{"said before the scene is set", "Titre\n\n« Merci à tous », a dit Anne Le Goff.\n\nLa cérémonie s'est tenue le 5 mars 2020 à Brest.", []string{"Brest 2020-03-05 (event event)"}},
		{"the title", "Réunion à Brest\n\nAnne Le Goff a réuni les élus le 5 mars 2020. Elle a salué les secours.", []string{"Brest 2020-03-05 (event event)"}},
		{"the dateline", "Titre\n\nBrest, le 5 mars 2020\n\nAnne Le Goff rappelle la consigne.", []string{"Brest 2020-03-05 (page page)"}},
		{"a stage", "Titre\n\nAnne Le Goff s'est rendue le 5 mars 2020 à Brest, puis à Redon.\n\nPremière étape : Brest\n\nElle a salué les secours.\n\nDernière étape, Redon.\n\n« Merci », a-t-elle dit.", []string{
			"Brest 2020-03-05 (event event)", "Redon 2020-03-05 (event event)"}},
		{"the days of an itinerary", "Titre\n\nAnne Le Goff était mardi 3 mars 2020 à Brest et jeudi 5 mars 2020 à Redon.\n\nÀ Redon, elle a salué les secours.", []string{"Redon 2020-03-05 (sentence event)"}},
		{"a meeting over a distance", "Titre\n\nAnne Le Goff a visité la halle de Brest mardi 3 mars 2020.\n\nJeudi 5 mars 2020, une visioconférence a réuni les élus. Elle a salué les secours.", []string{" 2020-03-05 ( event)"}},
		{"where someone died", "Titre\n\nAnne Le Goff a présidé le 5 mars 2020 une cérémonie en hommage à Jean Martin, assassiné à Brest le 5 mars 1998. Elle a salué les secours.", []string{" 2020-03-05 ( event)"}},
		{"an event told outdoes what is only described", "Titre\n\nÀ la suite du plan présenté le 1er janvier 2020 par le Gouvernement, Anne Le Goff a réuni les maires le 5 mars 2020 à Brest. Elle a salué les secours.", []string{"Brest 2020-03-05 (event event)"}},
		{"an interview", "Deux questions à Anne Le Goff, préfète\n\nEntretien réalisé à Brest le 5 mars 2020.\n\nQue faire ?\n\nAnne Le Goff : Il faut économiser l'eau dès maintenant.\n\nEt demain ?\n\nAnne Le Goff : Nous changerons les tuyaux.", []string{
			"Brest 2020-03-05 (page page)", "Brest 2020-03-05 (page page)"}},
		{"a page updated late", "Titre\nMis à jour le 10/10/2022\n\nAnne Le Goff a réuni les élus à Brest le 5 mars 2020. Elle a salué les secours.", []string{"Brest 2020-03-05 (event event)"}},
		{"the sentence", "Titre\n\nAnne Le Goff a réuni les élus à Brest le 5 mars 2020. À Redon, le 6 mars 2020, elle a salué les secours.", []string{"Redon 2020-03-06 (sentence sentence)"}},
		{"the next stop", "Titre\n\nAnne Le Goff s'est rendue le 5 mars 2020 à Brest. Elle a salué les secours.\n\nElle s'est ensuite rendue à Redon. « Merci », a-t-elle dit.", []string{
			"Brest 2020-03-05 (event event)", "Redon 2020-03-05 (event event)"}},
		{"a venue gives its commune", "Titre\n\nAnne Le Goff a réuni les élus le 5 mars 2020 à la sous-préfecture de Redon. Elle a salué les secours.", []string{"Redon 2020-03-05 (event event)"}},
		{"a venue lies in the town of the title", "Brest : une convention signée\n\nAnne Le Goff a réuni les élus le 5 mars 2020 à la halle aux grains. Elle a salué les secours.", []string{"Brest 2020-03-05 (event event)"}},
		{"not a departement", "Titre\n\nAnne Le Goff s'est rendue le 5 mars 2020 dans le Finistère. Elle a salué les secours.", []string{" 2020-03-05 ( event)"}},
		{"not what is reported", "Titre\n\nAnne Le Goff a réuni les élus à Brest le 5 mars 2020. Elle a rappelé que la gare de Redon avait rouvert à Quimper le 1er janvier 2020.", []string{"Brest 2020-03-05 (event event)"}},
		{"not since when", "Titre\n\nAnne Le Goff a réuni les élus à Brest le 5 mars 2020. Depuis le 1er janvier 2020, la crue baisse. Elle a salué les secours.", []string{"Brest 2020-03-05 (event event)"}},
		{"who had met before, with être", "Titre\n\nAnne Le Goff a réuni les élus le 6 mars 2020 à Brest.\n\nIls s'étaient retrouvés le 5 mars 2020 à Redon.\n\nElle a salué les secours.", []string{"Brest 2020-03-06 (event event)"}},
		{"a look back gives what is not known", "Titre\n\nLa cérémonie était organisée à Brest.\n\nLes élus s'étaient rassemblés le 5 mars 2020. Anne Le Goff a salué les secours.", []string{"Brest 2020-03-05 (event event)"}},
		{"not a day of what is described", "Titre\n\nAnne Le Goff s'est rendue à Brest le 6 mars 2020.\n\nElle a été reçue à Redon, à la halle, qui a rouvert le 5 mars 2020. Elle a salué les secours.", []string{"Redon 2020-03-06 (event event)"}},
		{"nor of what belongs to it", "Titre\n\nAnne Le Goff s'est rendue à Brest le 6 mars 2020.\n\nElle a rencontré à Redon des maraîchers dont les serres ont été détruites lors de la crue du 1er janvier 2020. Elle a salué les secours.", []string{"Redon 2020-03-06 (event event)"}},
		{"a range that begins a sentence", "Titre\n\nDe Redon à Quimper, les élus dépendent de la crue. Anne Le Goff a réuni les élus à Brest le 5 mars 2020. Elle a salué les secours.", []string{"Brest 2020-03-05 (event event)"}},
		{"another day and place, whoever was there", "Titre\n\nAnne Le Goff a réuni les élus le 6 mars 2020 à Brest.\n\nLe 5 mars 2020, à Redon, mille personnes avaient participé à une marche. Paul Étienne avait salué les secours.", []string{"Redon 2020-03-05 (event event)"}},
		{"not a day to come", "Titre\n\nAnne Le Goff a réuni les élus le 5 mars 2020 à Brest.\n\n• une visite par mois, la première à Redon le 12 mars 2020.\n\n« Merci à tous », a conclu Anne Le Goff.", []string{"Brest 2020-03-05 (event event)"}},
		{"told in the present at the dateline", "Titre\n\nRedon, le 6 mars 2020\n\nAnne Le Goff a réuni les élus le 5 mars 2020 à Brest. Elle a salué les secours.\n\nElle tient à rappeler la consigne.", []string{"Brest 2020-03-05 (event event)", "Redon 2020-03-06 (page page)"}},
		{"a message told in the present", "Titre\n\nRedon, le 6 mars 2020\n\nAnne Le Goff a présidé une cérémonie le 5 mars 2020 à Brest.\n\nElle a lu le message de Paul Étienne, maire. Paul Étienne rappelle que la crue baisse.", []string{"Brest 2020-03-05 (event event)", "Brest 2020-03-05 (event event)"}},
		{"told in the present before the event", "Titre\n\nAnne Le Goff rappelle la consigne.\n\nUne opération s'est déroulée le 5 mars 2020 à Brest.", []string{"  ( )"}},
		{"not a day of long ago", "Commémoration du 8 mai 1945\n\nAnne Le Goff rappelle la consigne.", []string{"  ( )"}},
		{"the préfecture without its town", "Titre\n\nAnne Le Goff a réuni les élus le 5 mars 2020, en préfecture. Elle a salué les secours.", []string{"préfecture 2020-03-05 (event event)"}},
		{"the préfecture of the title", "Cérémonie à la sous-préfecture\n\nAnne Le Goff a réuni les élus le 5 mars 2020. Elle a salué les secours.", []string{"sous-préfecture 2020-03-05 (event event)"}},
		{"the préfecture in the town of the dateline", "Titre\n\nBrest, le 6 mars 2020\n\nAnne Le Goff a réuni les élus le 5 mars 2020 dans les salons de la préfecture. Elle a salué les secours.", []string{"Brest 2020-03-05 (event event)"}},
		{"a venue without its town", "Titre\n\nAnne Le Goff a réuni les élus le 5 mars 2020 à la halle aux grains. Elle a salué les secours.", []string{"halle aux grains 2020-03-05 (event event)"}},
		{"each in their own place, over a distance", "Titre\n\nLa réunion s'est tenue le 5 mars 2020. Les élus ont siégé par visioconférence.\n\nDepuis Brest, Anne Le Goff a salué les secours.\n\nPaul Étienne a remercié les pompiers.", []string{"Brest 2020-03-05 (sentence event)", " 2020-03-05 ( event)"}},
		{"from elsewhere, on another day", "Titre\n\nAnne Le Goff a réuni les élus le 5 mars 2020 à Brest.\n\nDepuis Redon, le 6 mars 2020, Paul Étienne a salué les secours.\n\nAnne Le Goff a remercié les élus.", []string{"Redon 2020-03-06 (sentence sentence)", "Brest 2020-03-05 (event event)"}},
		{"on the air", "Titre\n\nAnne Le Goff a réuni les élus le 5 mars 2020 à Brest.\n\nInvité le 6 mars 2020 de la radio locale, Paul Étienne a salué les secours.", []string{" 2020-03-06 ( sentence)"}},
		{"what takes place needs no one named", "Titre\n\nAnne Le Goff a réuni les élus le 5 mars 2020 à Brest. Une veillée a rassemblé mille personnes à Redon. Paul Étienne y a salué les secours.", []string{"Redon 2020-03-05 (event event)"}},
		{"an occasion for a subject", "Titre\n\nAnne Le Goff a réuni les élus le 5 mars 2020 à Brest.\n\nLa sortie prévue à Redon a commencé tard. « Merci à tous », a dit Paul Étienne.", []string{"Redon 2020-03-05 (event event)"}},
		{"a day and the first of its stops", "Titre\n\nAnne Le Goff s'est rendue dans le Finistère.\n\n5 mars 2020 : Redon, Quimper\n\nElle a salué les secours.", []string{"Redon 2020-03-05 (event event)"}},
		{"back to a town, in a heading", "Titre\n\nAnne Le Goff s'est rendue à Brest le 6 mars 2020.\n\nDe retour à Redon, devant la presse\n\nElle a salué les secours.", []string{"Redon 2020-03-06 (event event)"}},
		{"a day before, with a participle", "Titre\n\nAnne Le Goff s'est rendue dans le Finistère le 6 mars 2020.\n\nArrivée le 5 mars 2020 à Brest, elle s'était fait présenter les secours. Paul Étienne avait salué les pompiers.", []string{"Brest 2020-03-05 (event event)"}},
		{"an interview dated at its end", "Deux questions à Anne Le Goff, préfète\n\nQue faire ?\n\nAnne Le Goff : Il faut économiser l'eau dès maintenant.\n\nEt demain ?\n\nAnne Le Goff : Nous changerons les tuyaux.\n\nPropos recueillis à Brest le 5 mars 2020", []string{
			"Brest 2020-03-05 (page page)", "Brest 2020-03-05 (page page)"}},
		{"what an answer quotes", "Deux questions à Anne Le Goff, préfète\n\nEntretien réalisé à Brest le 5 mars 2020.\n\nQue faire ?\n\nAnne Le Goff : Il faut économiser l'eau. Paul Étienne m'a dit que la crue baissait. À Redon, Paul Étienne m'a dit qu'il fallait attendre.\n\nEt demain ?\n\nAnne Le Goff : Nous changerons les tuyaux.", []string{
			"Brest 2020-03-05 (page page)", "  ( )", "Redon  (sentence )", "Brest 2020-03-05 (page page)"}},
		{"the day between a verb and its words", "Titre\n\nAnne Le Goff a réuni les élus à Brest le 5 mars 2020. Paul Étienne avait indiqué aux représentants des communes du département le 1er janvier 2020 que la crue baissait.", []string{"Brest 2020-01-01 (event sentence)"}},
		{"nothing known", "Titre\n\nAnne Le Goff rappelle la consigne.", []string{"  ( )"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if d := cmp.Diff(test.want, where(document(test.text, l))); d != "" {
				t.Errorf("%s (-want +got):\n%s", test.text, d)
			}
		})
	}
}

func TestAttended(t *testing.T) {
	l := layers{people: []string{"Anne Le Goff | | préfète", "Paul Étienne | | maire", "Marie Roy | | députée", "Luc Petit"}}
	for _, test := range []struct{ text, want string }{
		{"La cérémonie s'est tenue en présence d'Anne Le Goff, préfète, et de Paul Étienne, maire.", "Anne Le Goff, Paul Étienne"},
		{"Anne Le Goff et Paul Étienne ont assisté à la cérémonie.", "Anne Le Goff, Paul Étienne"},
		{"Étaient également présents Marie Roy, députée, et Luc Petit.", "Marie Roy, Luc Petit"},
		{"Étaient présents :\n- Mme Marie Roy, députée ;\n- M. Luc Petit.", "Marie Roy, Luc Petit"},
		{"Anne Le Goff, accompagnée de Paul Étienne, a salué les secours.", "Paul Étienne"},
		{"Paul Étienne, maire, était représenté par Luc Petit.", "Luc Petit"},
		{"Marie Roy, députée, était excusée. Luc Petit était présent.", "Luc Petit"},
		{"Marie Roy, députée, était représentée lundi par Luc Petit.", "Luc Petit"},
		{"Paul Étienne, maire, avait délégué Luc Petit.", "Luc Petit"},
		{"Anne Le Goff était accompagnée tout au long de sa visite de Paul Étienne, maire.", "Anne Le Goff, Paul Étienne"},
		{"Marie Roy, députée, assistait à la séance, ainsi que Luc Petit.", "Marie Roy, Luc Petit"},
		{"Les élus, dont la députée Marie Roy, étaient présents.", "Marie Roy"},
		{"Le général Luc Petit se trouvait à ses côtés.", "Luc Petit"},
		{"Luc Petit a fait visiter la gare.", "Luc Petit"},
		{"La préfète a signé la convention et remis l'ordre national du Mérite à M. Luc Petit.", "Luc Petit"},
		{"Luc Petit sera présent. La rue Paul Étienne est fermée.", ""},
	} {
		var got []string
		d := document("Un titre\n\n"+test.text, l)
		annotator.Annotate(d)
		for _, s := range d.Statements {
			if s.Kind == extract.Attended {
				got = append(got, s.Speaker)
			}
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestAddress(t *testing.T) {
	d := document("Discours d'Anne Le Goff\n\nDiscours de Mme Anne Le Goff, préfète du Finistère, à Brest, le 5 mars 2020\n\nMesdames, Messieurs,\n\nJe suis heureuse d'être ici. Nous avons tenu.\n\nJe vous remercie.", layers{
		people: []string{"Anne Le Goff | | préfète du Finistère"}, places: []string{"Brest"}, dates: map[string]string{"5 mars 2020": "2020-03-05"}})
	want := []string{"Anne Le Goff | speech |  | Discours de Mme Anne Le Goff"}
	if diff := cmp.Diff(want, found(d)); diff != "" {
		t.Errorf("address (-want +got):\n%s", diff)
	}
}

func TestInterview(t *testing.T) {
	d := document("Trois questions à Anne Le Goff\n\nRencontre avec la préfète.\n\nQue faites-vous ?\n\nJe travaille. Beaucoup.\n\nEt demain ?\n\nNous verrons.", layers{
		people: []string{"Anne Le Goff | | préfète"}})
	want := []string{"Anne Le Goff | direct |  | Je travaille. Beaucoup.", "Anne Le Goff | direct |  | Nous verrons."}
	if diff := cmp.Diff(want, found(d)); diff != "" {
		t.Errorf("interview (-want +got):\n%s", diff)
	}
}

// TestCapacity checks the capacity in which someone speaks.
func TestCapacity(t *testing.T) {
	d := document("Titre\n\nAnne Le Goff, préfète du Finistère, a salué les secours. La préfète a rappelé la consigne.", layers{
		people: []string{"Anne Le Goff | | préfète du Finistère; préfète"}})
	annotator.Annotate(d)
	for _, s := range d.Statements {
		if s.Title != "préfète du Finistère" {
			t.Errorf("%s spoke as %q; want préfète du Finistère", s.Speaker, s.Title)
		}
	}
}

// TestMons runs on a real release where it is at hand.
func TestMons(t *testing.T) {
	b, err := os.ReadFile("../../../shared/seed/mons-2017.txt")
	if err != nil {
		t.Skip("the release is not there")
	}
	text := extract.PlainText("mons", string(b)).Text
	d := document(text, layers{
		people: []string{
			"Michel Lalande | | préfet de la région Hauts-de-France; préfet de la zone de défense et de sécurité Nord; préfet du Nord",
			"Carl Decaluwé | | gouverneur de Flandre occidentale", "Tommy Leclercq | | gouverneur du Hainaut",
			"Claude-France Arnould | | ambassadeur de France en Belgique", "Vincent Mertens de Wilmars | | ambassadeur de Belgique en France",
		},
		places:    []string{"venue:Palais provincial de Mons", "Mons", "New York"},
		dates:     map[string]string{"vendredi 8 septembre 2017": "2017-09-08", "11 septembre 2001": "2001-09-11", "12 octobre 2017": "2017-10-12"},
		published: "2017-09-20",
	})
	annotator.Annotate(d)
	var got []string
	for _, s := range d.Statements {
		got = append(got, fmt.Sprintf("%s, %s, %s: %s %s", s.Speaker, s.Title, s.Kind, s.Place, s.Date))
	}
	prefect := "Michel Lalande, préfet de la région Hauts-de-France, "
	there := ": Mons 2017-09-08"
	want := []string{
		prefect + "speech" + there, "Carl Decaluwé, gouverneur de Flandre occidentale, speech" + there, "Tommy Leclercq, gouverneur du Hainaut, speech" + there,
		prefect + "direct" + there, prefect + "indirect" + there, prefect + "indirect" + there, prefect + "indirect" + there,
		"Claude-France Arnould, ambassadeur de France en Belgique, attended" + there, "Vincent Mertens de Wilmars, ambassadeur de Belgique en France, attended" + there,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Mons (-want +got):\n%s", diff)
	}
}
