package dates_test

import (
	"testing"

	"estrade/extract"
)

// What a date without a year, a day of the week and a word like "demain" are
// counted from. The stamp is a line of the page: one that says "Mis à jour" may
// come days or weeks after what the page tells.
func TestCountedFrom(t *testing.T) {
	for _, test := range []struct{ name, stamp, text, want string }{
		// The page is stamped after what it tells.
		{"tomorrow of a dated situation", "Mis à jour le 09/02/2018", "Jeudi 8 février 2018, à 17 heures, la préfète a fait le point. Les cars ne circuleront pas demain.",
			"Jeudi 8 février 2018 = 2018-02-08; demain = 2018-02-09"},
		{"coming weekday that is the stamp's", "Mis à jour le 09/02/2018", "Jeudi 8 février 2018, à 17 heures, la préfète a fait le point. Elle se rendra vendredi matin à Dole.",
			"Jeudi 8 février 2018 = 2018-02-08; vendredi matin = 2018-02-09"},
		{"end of the month of the event", "Mis à jour le 03/09/2019", "Le comité s'est réuni mardi 20 août 2019. Les restrictions valent jusqu'à la fin du mois.",
			"mardi 20 août 2019 = 2019-08-20; jusqu'à la fin du mois = 2019-08"},
		{"pluperfect counts from the event", "Mis à jour le 18/10/2017", "La ministre s'est rendue à Auch vendredi 13 octobre. Elle avait quitté Paris mercredi soir.",
			"vendredi 13 octobre = 2017-10-13; mercredi soir = 2017-10-11"},

		// What a sentence tells decides on the side.
		{"participle beside the date", "Publié le 18/01/2024", "Elle a demandé que l'abri, détruit dans la nuit du 31 décembre au 1er janvier, soit refait.",
			"du 31 décembre au 1er janvier = 2023-12-31..2024-01-01"},
		{"participle beside a month", "Publié le 05/09/2022", "Il a promis que les lignes supprimées au mois de juin seraient rétablies.", "mois de juin = 2022-06"},
		{"announced opening", "Publié le 16/10/2017", "Elle a annoncé l'ouverture de deux classes à la rentrée prochaine.", "rentrée prochaine = 2018-09"},
		{"announced series", "Publié le 30/03/2016", "Il a annoncé l'organisation de dix ateliers entre le 7 avril et le 12 juin.", "entre le 7 avril et le 12 juin = 2016-04-07..2016-06-12"},
		{"asked for a delay", "Publié le 02/08/2013", "Il a réclamé une dérogation jusqu'au 31 août.", "jusqu'au 31 août = 2013-08-02..2013-08-31"},
		{"about to", "Publié le 04/07/2015", "Elle a insisté sur la formation, une section devant ouvrir en septembre.", "septembre = 2015-09"},
		{"after a colon", "Publié le 03/07/2015", "Elle a rappelé les engagements de l'État : un guichet dès le 15 septembre, une avance.", "15 septembre = 2015-09-15"},
		{"dates to come under a heading", "Publié le 05/09/2012", "Dates à retenir\n\n- Dernier jour de classe : le 5 juillet", "5 juillet = 2013-07-05"},
		{"last school term", "Publié le 12/04/2019", "Le lycée a refusé trente élèves à la rentrée dernière.", "rentrée dernière = 2018-09"},
		{"since a day", "Publié le 18/10/2017", "L'enquête est ouverte depuis le 2.", "2 = 2017-10-02"},
		{"present result", "Publié le 12/01/2021", "Les communes touchées en novembre attendent les indemnités.", "novembre = 2020-11"},

		// The text gives the year.
		{"years counted in a sentence", "Publié le 25/06/2008", "La commune avait perdu sa perception en 2004 et sa poste deux ans plus tard.", "2004 = 2004; deux ans plus tard = 2006"},
		{"year before", "Publié le 18/01/2024", "On a compté 38 morts en 2023, contre 44 l'année précédente.", "2023 = 2023; année précédente = 2022"},
		{"year after", "Publié le 18/01/2024", "Fermée en 2015, l'usine a été rasée l'année suivante.", "2015 = 2015; année suivante = 2016"},
		{"year of the clause", "Publié le 11/07/2019", "La dernière coupure remontait à l'été 2011 ; celle de 2005 avait duré jusqu'au 14 novembre.", "été 2011 = 2011-06..2011-08; 2005 = 2005; jusqu'au 14 novembre = 2005-11-14"},
		{"row of a table", "Publié le 10/08/2020", "Espèce | Ouverture | Clôture\nChevreuil | 1er juin | 28 février", "1er juin = 2020-06-01; 28 février = 2021-02-28"},
		{"every year, two days", "Publié le 27/01/2004", "Les dossiers doivent parvenir avant le 1er mai ou le 15 octobre de chaque année.", "1er mai = --05-01; 15 octobre de chaque année = --10-15"},
		{"weekday and day near the page", "Publié le 24/11/2006", "Une plaque sera posée à l'été 2007. Ailleurs, les cérémonies ont été reportées au dimanche 12.", "été 2007 = 2007-06..2007-08; dimanche 12 = 2006-11-12"},
		{"eve in apposition", "Publié le 13/05/2024", "Mardi 7 mai, veille de la commémoration, ils ont été reçus.", "Mardi 7 mai = 2024-05-07; veille = 2024-05-07"},
		{"years ago", "Publié le 01/02/2016", "L'antenne, fermée il y a trois ans, rouvrira.", "il y a trois ans = 2013"},
		{"by a year", "Publié le 15/11/2011", "Les collèges seront chauffés au bois d'ici 2020.", "2020 = 2020"},
		{"year before a verb", "Publié le 18/10/2017", "Il a regretté que les aides de 2016 ne soient pas versées.", "2016 = 2016"},
		{"reported after a colon", "Mis à jour le 03/04/2024", "La conférence s'est tenue vendredi 22 mars 2024. Le préfet a justifié les mesures : sans elles, onze communes seraient à sec, contre quatre aujourd'hui.",
			"vendredi 22 mars 2024 = 2024-03-22; aujourd'hui = 2024-03-22"},

		// Days and weeks.
		{"same day", "Publié le 12/06/2023", "Lundi 5 juin, le préfet a reçu les maires. Le même jour, il a visité l'hôpital.", "Lundi 5 juin = 2023-06-05; même jour = 2023-06-05"},
		{"list with the year at the end", "", "Les 3, 4 et 5 mai 2021, à Vire.", "3 = 2021-05-03; 4 = 2021-05-04; 5 mai 2021 = 2021-05-05"},
		{"weekdays in a list", "Publié le 28/01/2019", "Les réunions auront lieu lundi 4, mardi 5 et jeudi 7 février.", "lundi 4 = 2019-02-04; mardi 5 = 2019-02-05; jeudi 7 février = 2019-02-07"},
		{"days of two months", "Publié le 10/04/2019", "Les permanences auront lieu les 29 avril et 6 mai.", "29 avril = 2019-04-29; 6 mai = 2019-05-06"},
		{"last weekday in a report", "Publié le 14/03/2017", "Les secours sont intervenus samedi.", "samedi = 2017-03-11"},
		{"coming weekday", "Publié le 14/03/2017", "Les écoles resteront fermées vendredi.", "vendredi = 2017-03-17"},
		{"weekday after a dated day", "Mis à jour le 30/03/2017", "Le préfet est venu mardi 14 mars. Jeudi, il a réuni les maires.", "mardi 14 mars = 2017-03-14; Jeudi = 2017-03-16"},
		{"eve of a dated day", "Mis à jour le 30/03/2017", "Le préfet est venu mardi 14 mars. La veille, il avait réuni les maires.", "mardi 14 mars = 2017-03-14; veille = 2017-03-13"},
		{"weekend that was", "Publié le 15/03/2017", "Ce week-end, 40 personnes ont été contrôlées.", "Ce week-end = 2017-03-11..2017-03-12"},
		{"weekend to come", "Publié le 15/03/2017", "Ce week-end, des contrôles seront menés.", "Ce week-end = 2017-03-18..2017-03-19"},
		{"next winter", "Publié le 15/03/2017", "Le plan sera prêt l'hiver prochain.", "hiver prochain = 2017-12..2018-02"},
		{"last summer", "Publié le 15/03/2017", "Les feux de l'été dernier ont tout détruit.", "été dernier = 2016-06..2016-08"},
		{"summer that comes", "Publié le 15/03/2017", "Les travaux commenceront cet été.", "cet été = 2017-06..2017-08"},
		{"season in a look-back", "Publié le 15/03/2017", "Le chantier a commencé à l'automne.", "automne = 2016-09..2016-11"},

		// The turn of the year.
		{"december seen in january", "Publié le 06/01/2020", "Le convoi a été contrôlé le 27 décembre.", "27 décembre = 2019-12-27"},
		{"january seen in december", "Publié le 20/12/2019", "Les vœux auront lieu le 9 janvier.", "9 janvier = 2020-01-09"},
		{"november in a february look-back", "Publié le 06/02/2020", "Depuis novembre, huit réunions se sont tenues.", "novembre = 2019-11"},
		{"march announced in december", "Publié le 20/12/2019", "Le guichet ouvrira dès mars.", "mars = 2020-03"},
		{"range over the new year, past", "Publié le 14/01/2020", "Les contrôles menés du 20 décembre au 5 janvier ont porté leurs fruits.", "du 20 décembre au 5 janvier = 2019-12-20..2020-01-05"},
		{"range over the new year, to come", "Publié le 10/12/2019", "Le guichet sera fermé du 24 décembre au 2 janvier.", "du 24 décembre au 2 janvier = 2019-12-24..2020-01-02"},
		{"nouns of what is to come", "Publié le 03/10/2019", "Prochain rendez-vous : le 4 février.", "4 février = 2020-02-04"},
		{"deadline", "Publié le 03/10/2019", "Les candidatures sont à envoyer avant le 31 janvier.", "31 janvier = 2020-01-31"},
		{"closing date", "Publié le 03/10/2019", "Date limite de dépôt des dossiers : 28 février", "28 février = 2020-02-28"},
		{"signed last autumn", "Publié le 03/04/2019", "La convention signée le 15 novembre porte ses fruits.", "15 novembre = 2018-11-15"},
		{"born of an act", "Publié le 03/04/2019", "L'arrêté du 12 octobre est abrogé.", "12 octobre = 2018-10-12"},
		{"in force from", "Publié le 03/10/2019", "La mesure entre en vigueur le 1er janvier.", "1er janvier = 2020-01-01"},
		{"in force since", "Publié le 03/10/2019", "La mesure est en vigueur depuis le 1er janvier.", "1er janvier = 2019-01-01"},
		{"present that tells of what comes", "Publié le 03/10/2019", "Le préfet reçoit les maires le 24 janvier.", "24 janvier = 2020-01-24"},
		{"in order to", "Publié le 03/10/2019", "Un appel à projets est lancé pour équiper les écoles en mars.", "mars = 2020-03"},
		{"is to", "Publié le 03/10/2019", "Le rapport doit être remis en mars.", "mars = 2020-03"},
		{"infinitive after from", "Publié le 03/10/2019", "L'État s'engage à rouvrir la ligne à partir d'avril.", "avril = 2020-04"},
		{"month of a look-back heading", "Publié le 03/10/2019", "Bilan de la campagne de mai", "mai = 2019-05"},
		{"four June last", "Publié le 03/05/2019", "La loi promulguée le 4 juin dernier", "4 juin dernier = 2018-06-04"},
		{"month without a verb, long ago", "Publié le 20/12/2019", "Après les crues de janvier, les digues ont été refaites.", "janvier = 2019-01"},
		{"after the event of", "Publié le 20/01/2019", "Après les crues d'octobre, l'État débloque une aide.", "octobre = 2018-10"},
		{"fete past", "Publié le 05/01/2019", "Les soignants mobilisés à Noël ont été salués.", "Noël = 2018-12-25"},
		{"quarter past", "Publié le 05/02/2019", "Au quatrième trimestre, 30 emplois ont été créés.", "quatrième trimestre = 2018-10..2018-12"},
		{"semester to come", "Publié le 05/11/2018", "Le chantier démarrera au premier semestre.", "premier semestre = 2019-01..2019-06"},
		{"end of the month to come", "Publié le 05/11/2018", "Le chantier démarrera fin janvier.", "fin janvier = 2019-01"},
		{"end of a month past", "Publié le 05/02/2019", "Les travaux ont démarré mi-novembre.", "mi-novembre = 2018-11"},
		{"the same month", "Publié le 05/02/2019", "Les travaux ont démarré le 3 décembre 2018. Le 12 du même mois, une grue est tombée.", "3 décembre 2018 = 2018-12-03; 12 du même mois = 2018-12-12"},
		{"night between weekdays", "Mis à jour le 20/02/2019", "Le feu s'est déclaré dans la nuit de samedi à dimanche.", "de samedi à dimanche = 2019-02-16..2019-02-17"},
		{"ten days later", "Publié le 05/02/2019", "Un premier départ a eu lieu le 3 janvier. Dix jours plus tard, 200 personnes étaient relogées.", "3 janvier = 2019-01-03; Dix jours plus tard = 2019-01-13"},
		{"months earlier", "Publié le 05/02/2019", "Le pont, inauguré le 3 janvier, avait été fermé deux mois plus tôt.", "3 janvier = 2019-01-03; deux mois plus tôt = 2018-11-03"},
	} {
		text := "Titre de la page\n"
		if test.stamp != "" {
			text += test.stamp + "\n"
		}
		d := &extract.Document{Text: text + "\n" + test.text}
		annotate(t, d)
		if got := show(d); got != test.want {
			t.Errorf("%s: %s: %q\n got %s\nwant %s", test.name, test.stamp, test.text, got, test.want)
		}
	}
}
