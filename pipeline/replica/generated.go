package replica

import (
	"fmt"
	"time"
)

const generatedName = "Archive-"

// archive is the path of the listing of generated releases.
func (s *Site) archive() string {
	if s.Root == "/" {
		return "/Actualites/Archives-des-actualites"
	}
	return s.Root + "/Actualites/Archives-des-actualites"
}

func (s *Site) generatedPath(n int) string {
	return fmt.Sprintf("%s/%s%06d", s.archive(), generatedName, n)
}

// generate makes the release of a number, counted from 1, the same each time:
// later numbers are later days. It tells of an event with a speaker, a quotation
// and someone present, out of parts that are put together by the number.
func (s *Site) generate(n int) *release {
	d := dice(uint64(n)*0x9e3779b97f4a7c15 ^ uint64(len(s.Code))<<32 ^ uint64(s.Code[len(s.Code)-1]))
	day := time.Date(2008, 1, 2, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n%6000).Add(time.Duration(n/6000) * time.Hour)
	published := day.AddDate(0, 0, 1+d.roll(3))
	town, venue := d.pick(towns), d.pick(venues)
	topic := topics[d.roll(len(topics))]
	speaker := d.pick(firstNames) + " " + d.pick(surnames)
	guest := d.pick(firstNames) + " " + d.pick(surnames)
	title := fmt.Sprintf("%s : %s à %s (n° %d)", topic.name, d.pick(events), town, n)
	when := fmt.Sprintf("%d %s %d", day.Day(), months[day.Month()-1], day.Year())
	r := &release{
		Path: s.generatedPath(n), Day: published, Title: title, Lang: "fr",
		Stamp: "Publié le " + published.Format("02/01/2006"), Sections: []string{s.archive()},
		Chapo: fmt.Sprintf("<p>Le %s, les acteurs locaux se sont retrouvés %s de %s.</p>", when, venue, town),
	}
	r.Body = fmt.Sprintf("<p>Le %s, %s, préfet, a réuni %s de %s les maires, les associations et les services de l'État sur le thème suivant : %s.</p>\n"+
		"<p>%s a rappelé que %s. « %s », a-t-il ajouté.</p>\n"+
		"<p>%s, maire de %s, était présent. %d communes sont concernées et %d dossiers ont été déposés au cours de l'année, soit une hausse de %d %%.</p>\n"+
		"<p>%s</p>\n",
		when, speaker, venue, town, topic.name, speaker, topic.said, topic.quote, guest, town, 3+d.roll(90), 10+d.roll(900), 1+d.roll(40), d.pick(closings))
	return r
}

// dice gives a row of numbers that depends on its start alone (splitmix64).
type dice uint64

func (d *dice) roll(n int) int {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) % uint64(n))
}

func (d *dice) pick(list []string) string { return list[d.roll(len(list))] }

var (
	towns      = []string{"Lille", "Douai", "Cambrai", "Privas", "Aubenas", "Annonay", "Rennes", "Vannes", "Quimper", "Lorient", "Bavay", "Hazebrouck", "Tournon-sur-Rhône", "Redon", "Fougères", "Maubeuge"}
	venues     = []string{"à la salle des fêtes", "au lycée agricole", "à la mairie", "à la caserne des pompiers", "au centre des congrès", "à la médiathèque"}
	events     = []string{"une réunion publique", "une table ronde", "la signature d'une convention", "un comité de pilotage", "un point d'étape"}
	firstNames = []string{"Claire", "Yann", "Samira", "Étienne", "Maud", "Jean-Luc", "Gwenaëlle", "Hugo", "Inès", "Pascal", "Aïcha", "Bastien"}
	surnames   = []string{"Morvan", "Delattre", "Benali", "Chazal", "Le Goff", "Vandewalle", "Roussillon", "Peyrard", "Kerlidou", "Dumortier", "Faure-Brac", "Sabatier"}
	closings   = []string{
		"Une nouvelle rencontre aura lieu au cours du prochain trimestre.",
		"Le compte rendu sera mis en ligne sur le site de la préfecture.",
		"Les communes peuvent déposer leur dossier auprès de la direction départementale des territoires.",
	}
	topics = []struct{ name, said, quote string }{
		{"Prévention des inondations", "les crues de l'hiver avaient touché plus de deux cents logements", "Chaque commune doit disposer d'un plan de sauvegarde à jour"},
		{"Sécurité routière", "la vitesse restait la première cause des accidents mortels", "Nous ne nous habituerons jamais à ces chiffres"},
		{"Accès aux soins", "trois maisons de santé ouvriraient avant la fin de l'année", "Un médecin proche de chez soi n'est pas un luxe"},
		{"Emploi des jeunes", "le nombre d'apprentis avait doublé en cinq ans", "Les entreprises ont besoin de ces jeunes, et ils ont besoin d'elles"},
		{"Protection de la forêt", "neuf départs de feu sur dix étaient d'origine humaine", "Débroussailler, c'est protéger sa maison et celle de son voisin"},
		{"Logement", "la construction de logements sociaux avait pris du retard", "Il faut maintenant passer des promesses aux permis"},
	}
)
