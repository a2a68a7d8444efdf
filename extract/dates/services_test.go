package dates_test

import (
	"testing"

	"estrade/extract"
)

// What the texts of State services hold more often than releases: days whose month is told
// elsewhere, rules of every year, calendars, balances, notices.
func TestServices(t *testing.T) {
	for _, test := range []struct{ stamp, text, want string }{
		{"Publié le 14/09/2022", "La fermeture, prévue le 4 décembre, interviendra le 27 novembre au lieu du 4.", "4 décembre = 2022-12-04; 27 novembre = 2022-11-27; 4 = 2022-12-04"},
		{"Publié le 14/09/2022", "Le marché du 12 octobre se tiendra le 19 au lieu du 12.", "12 octobre = 2022-10-12; 19 = 2022-10-19; 12 = 2022-10-12"},
		{"Publié le 14/09/2022", "Il a été nommé par décret du 9 septembre, paru au Journal officiel du 10.", "9 septembre = 2022-09-09; 10 = 2022-09-10"},
		{"Publié le 14/09/2022", "Les arrêtés, signés le 8, ont été transmis aux maires.", "8 = 2022-09-08"},
		{"Publié le 14/09/2022", "Le comice, prévu le 17, est reporté au 24.", "17 = 2022-09-17; 24 = 2022-09-24"},
		{"Publié le 14/09/2022", "Un cas a été confirmé la semaine du 5, puis deux autres la semaine du 12 septembre.", "semaine du 5 = 2022-09-05..2022-09-11; semaine du 12 septembre = 2022-09-12..2022-09-18"},
		{"Publié le 14/09/2022", "L'inscription est possible en ligne jusqu'au 23 septembre et en mairie jusqu'au 30.", "jusqu'au 23 septembre = 2022-09-14..2022-09-23; jusqu'au 30 = 2022-09-14..2022-09-30"},
		{"Publié le 14/09/2022", "Les déclarations sont reçues du 3 au 6 octobre, et pour le second tour avant le 11.", "du 3 au 6 octobre = 2022-10-03..2022-10-06; 11 = 2022-10-11"},
		{"Publié le 14/09/2022", "Permanences : le 3 octobre à Vire, le 10 à Flers et le 17 à Domfront.", "3 octobre = 2022-10-03; 10 = 2022-10-10; 17 = 2022-10-17"},
		{"Publié le 14/09/2022", "Orages attendus le 15 et le 16 septembre.\n\nLes fêtes prévues le 16 pourront être annulées.", "15 = 2022-09-15; 16 septembre = 2022-09-16; 16 = 2022-09-16"},
		{"Publié le 14/09/2022", "L'opération a débuté le 5 et prendra fin le 30.", "5 = 2022-09-05; 30 = 2022-09-30"},
		{"Publié le 14/09/2022", "Le Conseil des ministres du 7 a nommé un nouveau préfet.", "7 = 2022-09-07"},
		{"Publié le 14/09/2022", "Appelez le 15 ou le 18 en cas d'urgence, le 114 par message.", ""},
		{"Publié le 14/09/2022", "La ligne 12, la route départementale 14 et le 3 rue de la Paix.", ""},
		{"Publié le 14/09/2022", "Les élèves du 93 et les habitants du 13, au 17 de la rue.", ""},
		{"Publié le 14/09/2022", "Il a remporté le 2 à 1 et le 10 contre 3.", ""},
		{"Publié le 14/09/2022", "Le vote initialement fixé au 20 est avancé au 18.", "20 = 2022-09-20; 18 = 2022-09-18"},
		{"Publié le 14/09/2022", "La fête, reportée du 25 septembre au 9 octobre, aura lieu au stade.", "25 septembre = 2022-09-25; 9 octobre = 2022-10-09"},
		{"Publié le 14/09/2022", "La visite est décalée du jeudi 15 au mardi 20 septembre.", "jeudi 15 = 2022-09-15; mardi 20 septembre = 2022-09-20"},
		{"Publié le 14/09/2022", "Le salon se tient du 15 au 20 septembre.", "du 15 au 20 septembre = 2022-09-15..2022-09-20"},
		{"Publié le 14/09/2022", "Le dépôt des dossiers, ouvert le 1er, se poursuit jusqu'au 22.", "1er = 2022-09-01; jusqu'au 22 = 2022-09-14..2022-09-22"},
		{"Publié le 14/03/2022", "L'écobuage est interdit du 1er juin au 30 septembre et admis toute l'année sur dérogation.", "du 1er juin au 30 septembre = --06-01..--09-30"},
		{"Publié le 14/03/2022", "Comme chaque année, la taille des haies est interdite du 1er avril au 31 juillet.", "du 1er avril au 31 juillet = --04-01..--07-31"},
		{"Publié le 14/03/2022", "Comme chaque année, la cérémonie aura lieu le 8 mai.", "8 mai = 2022-05-08"},
		{"Publié le 14/03/2022", "La médaille est remise deux fois par an, le 1er janvier et le 14 juillet.", "1er janvier = --01-01; 14 juillet = --07-14"},
		{"Publié le 14/03/2022", "Chaque année, les dossiers sont à déposer avant le 15 octobre.", "15 octobre = --10-15"},
		{"Publié le 14/03/2022", "Tous les ans, le 19 mars, la Nation rend hommage aux victimes.", "19 mars = --03-19"},
		{"Publié le 14/03/2022", "Chaque hiver, du 1er novembre au 31 mars, les pneus neige sont obligatoires.", "du 1er novembre au 31 mars = --11-01..--03-31"},
		{"Publié le 14/03/2022", "La chasse à l'affût est ouverte du 1er juin au 14 août.", "du 1er juin au 14 août = 2022-06-01..2022-08-14"},
		{"Publié le 14/03/2022", "Prévenez le service la veille au plus tard.", ""},
		{"Publié le 14/03/2022", "Le plan repasse à la veille saisonnière. La veille sanitaire est renforcée.", ""},
		{"Publié le 14/03/2022", "Le drapeau est mis en berne. La veille, il avait reçu les maires.", "veille = 2022-03-13"},
		{"Publié le 14/03/2022", "Le 9 mars, il a visité l'usine. La veille, il avait reçu les maires.", "9 mars = 2022-03-09; veille = 2022-03-08"},
		{"Publié le 14/03/2022", "Les réservations se font au plus tard la veille avant midi.", ""},
		{"Publié le 14/03/2022", "Les crues connues : 1910, 1955, 1982 et 2016.", "1910 = 1910; 1955 = 1955; 1982 = 1982; 2016 = 2016"},
		{"Publié le 14/03/2022", "Les éditions 2018, 2019 et 2021 ont réuni 500 jeunes.", "2018 = 2018; 2019 = 2019; 2021 = 2021"},
		{"Publié le 14/03/2022", "Joindre les comptes du dernier exercice clos, soit 2021.", "2021 = 2021"},
		{"Publié le 14/03/2022", "Le revenu de la dernière année connue, généralement 2020, est retenu.", "2020 = 2020"},
		{"Publié le 14/03/2022", "Le 18 octobre, un séisme frappait la côte. Le 20 octobre, la préfecture ouvrait une cellule.", "18 octobre = 2021-10-18; 20 octobre = 2021-10-20"},
		{"Publié le 14/03/2022", "L'arrêté expirait le 1er mars.", "1er mars = 2022-03-01"},
		{"Publié le 14/03/2022", "Il entrait en fonctions le 2 novembre.", "2 novembre = 2021-11-02"},
		{"Publié le 14/03/2022", "Depuis l'arrêt de la ligne le 15 décembre, un car roulera.", "15 décembre = 2021-12-15"},
		{"Publié le 14/03/2022", "Le fonds créé en place au printemps.", "printemps = 2022-03..2022-05"},
		{"Publié le 14/11/2022", "Le dispositif mis en place au printemps sera prolongé.", "printemps = 2022-03..2022-05"},
		{"Publié le 14/03/2022", "Le guichet ouvert à l'automne a reçu 40 demandes.", "automne = 2021-09..2021-11"},
		{"Publié le 14/03/2022", "Les travaux s'achèveront pour le dernier trimestre.", "dernier trimestre = 2022-10..2022-12"},
		{"Publié le 14/03/2022", "Les victimes de juin et de septembre 2015 ; les crues de mars, d'avril et de mai 2018.", "juin = 2015-06; septembre 2015 = 2015-09; mars = 2018-03; avril = 2018-04; mai 2018 = 2018-05"},
		{"Publié le 14/03/2022", "Les attentats du 7 janvier et du 13 novembre 2015 ont marqué le pays.", "7 janvier = 2015-01-07; 13 novembre 2015 = 2015-11-13"},
		{"Publié le 14/07/2022", "La ligne a été fermée jusqu'au 15 août.", "jusqu'au 15 août = 2022-07-14..2022-08-15"},
		{"Publié le 06/05/2021", "Deux sessions ont lieu chaque année, le 15 mars et le 20 octobre.", "15 mars = --03-15; 20 octobre = --10-20"},
		{"Publié le 25/04/2023", "Une permanence a lieu à Millau le deuxième mardi de mai.", "deuxième mardi de mai = 2023-05-09"},
		{"Publié le 25/04/2023", "La réunion a eu lieu le 12 juin au foyer.", "12 juin = 2022-06-12"},
		{"Publié le 05/12/2023", "Le message revient sur l'été : en 2022, 30 000 hectares ont brûlé, dont la moitié entre le 12 et le 25 juillet.", "été = 2023-06..2023-08; 2022 = 2022; entre le 12 et le 25 juillet = 2022-07-12..2022-07-25"},
		{"Publié le 25/02/2020", "Les mois de janvier et février 2019 ont compté neuf morts.", "janvier = 2019-01; février 2019 = 2019-02"},
		{"Publié le 10/09/2020", "Le chantier, suspendu du 17 mars au 11 mai, prendra fin à l'automne 2021.", "du 17 mars au 11 mai = 2020-03-17..2020-05-11; automne 2021 = 2021-09..2021-11"},
		{"Publié le 11/05/2020", "Les visites annulées entre le 17 mars et le 7 mai seront reprogrammées.", "entre le 17 mars et le 7 mai = 2020-03-17..2020-05-07"},
		{"Publié le 05/03/2021", "Les personnes vaccinées entre le 6 et le 10 février recevront leur seconde injection.", "entre le 6 et le 10 février = 2021-02-06..2021-02-10"},
		{"Publié le 10/03/2021", "La route, coupée du 15 au 20 mars, sera déviée.", "du 15 au 20 mars = 2021-03-15..2021-03-20"},
		{"Publié le 05/03/2021", "Les séances organisées du 2 au 20 avril permettront de s'informer.", "du 2 au 20 avril = 2021-04-02..2021-04-20"},
		{"Publié le 04/03/2022", "Le marché, suspendu depuis le 7 janvier, reprendra le vendredi 11.", "7 janvier = 2022-01-07; vendredi 11 = 2022-03-11"},
		{"Publié le 22/12/2015", "Le précédent contrat couvrait les années 2007 à 2013.", "2007 à 2013 = 2007..2013"},
		{"Publié le 10/12/2018", "Les maires peuvent autoriser l'ouverture les 16 et 23 décembre, dans la limite de douze dimanches par an.", "16 = 2018-12-16; 23 décembre = 2018-12-23"},
		{"Publié le 06/05/2021", "La fête est fixée cette année au 30 mai.", "cette année = 2021; 30 mai = 2021-05-30"},
		{"Publié le 25/04/2023", "Le guichet reçoit les lundi, mercredi et jeudi de 8h30 à 11h30.", ""},
		{"Publié le 25/04/2023", "Le guichet est ouvert lundi, mercredi et jeudi de 8h30 à 11h30.", "lundi = 2023-05-01; mercredi = 2023-04-26; jeudi = 2023-04-27"},
		{"Publié le 25/04/2023", "De nouvelles plages sont ouvertes tous les vendredis pour la semaine suivante.", ""},
		{"Publié le 19/12/2016", "Les mêmes mesures avaient été prises l'an dernier après les attentats du 13 novembre.", "an dernier = 2015; 13 novembre = 2015-11-13"},
		{"Publié le 13/12/2022", "Neige attendue le mercredi 14 décembre.\n\nLa préfète a interdit la circulation mercredi.", "mercredi 14 décembre = 2022-12-14; mercredi = 2022-12-14"},
		{"Publié le 07/10/2024", "Orage le 8 octobre. La réunion publique du 9 est maintenue.", "8 octobre = 2024-10-08; 9 = 2024-10-09"},
		{"Publié le 12/07/2019", "Vous êtes arrivé en novembre 2016.\nLe lundi 21, j'étais à Foix ; dès le mardi, à Pamiers.", "novembre 2016 = 2016-11; lundi 21 = 2016-11-21; mardi = 2016-11-22"},
		{"Publié le 12/07/2019", "Que retenez-vous du dernier hiver ? Et du prochain semestre ?", "dernier hiver = 2018-12..2019-02; prochain semestre = 2020-01..2020-06"},
		{"Publié le 12/07/2019", "Le sentier est fermé depuis le 1er juin.\n\nSamedi soir, Thonon ; dimanche, Annecy.", "1er juin = 2019-06-01; Samedi soir = 2019-07-13; dimanche = 2019-07-14"},
		{"Publié le 16/04/2013", "Recrutement d'adjoints, session 2013. Il faudra attendre 2015.", "2013 = 2013; 2015 = 2015"},
		{"Publié le 21/06/2024", "Les propriétaires seront prévenus cinq jours avant chaque visite.", ""},
		{"Publié le 05/03/2021", "Il a reçu 2 300 doses mercredi et en attend 4 000 pour la semaine du 15 mars.", "mercredi = 2021-03-03; semaine du 15 mars = 2021-03-15..2021-03-21"},
		{"Publié le 08/05/2014", "L'année 1944 fut la plus cruelle. Au printemps, la division sema la mort, du 26 mars au 2 avril. Le 11 juin, cinquante habitants furent fusillés. La ville fut libérée le 19 août.", "année 1944 = 1944; printemps = 1944-03..1944-05; du 26 mars au 2 avril = 1944-03-26..1944-04-02; 11 juin = 1944-06-11; 19 août = 1944-08-19"},
		{"Publié le 17/06/2020", "La reprise a été progressive : le 2 juin pour l'asile, le 12 juin pour les autres et, depuis lundi, pour les titres.", "2 juin = 2020-06-02; 12 juin = 2020-06-12; lundi = 2020-06-15"},
		{"Publié le 06/01/2026", "La circulation des poids lourds est interdite entre minuit et 12h00 mercredi 7/01.", "mercredi 7/01 = 2026-01-07"},
		{"Publié le 10/11/2021", "Entre le 1er juillet et le 30 septembre derniers, 300 contrôles ont été menés.", "Entre le 1er juillet et le 30 septembre derniers = 2021-07-01..2021-09-30"},
		{"Publié le 10/11/2021", "L'opération, qui a débuté lundi, se poursuivra jusqu'à vendredi.", "lundi = 2021-11-08; jusqu'à vendredi = 2021-11-10..2021-11-12"},
		{"Publié le 10/11/2021", "Les résultats, attendus le 3, seront affichés le 4.", "3 = 2021-12-03; 4 = 2021-12-04"},
		{"Publié le 10/11/2021", "En 2019-2020, 300 élèves étaient inscrits.", "2019-2020 = 2019..2020"},
		{"Publié le 10/11/2021", "Entre mi-octobre et fin octobre, 15 000 tests ont été réalisés.", "Entre mi-octobre et fin octobre = 2021-10..2021-10"},
		{"Publié le 10/11/2021", "Les mesures sont prolongées de quinze jours, jusqu'au 25.", "jusqu'au 25 = 2021-11-10..2021-11-25"},
		{"Publié le 10/11/2021", "En 1940, le préfet refusa de signer. Le 17 juin, il fut arrêté.", "1940 = 1940; 17 juin = 1940-06-17"},
		{"Publié le 10/11/2021", "Le 21 juin 1943, il est arrêté à Caluire. Torturé, il meurt le 8 juillet.", "21 juin 1943 = 1943-06-21; 8 juillet = 1943-07-08"},
		{"Publié le 20/05/2020", "Les hôteliers n'avaient pas une seule réservation pour juillet.", "juillet = 2020-07"},
		{"Publié le 20/04/2021", "En 2020, 12 personnes ont été tuées. Le 2 avril, le préfet a réuni les maires.", "2020 = 2020; 2 avril = 2021-04-02"},
		{"Publié le 20/04/2021", "En 2020, 12 personnes ont été tuées, dont trois en juillet. Le 2 novembre, un car s'était renversé.", "2020 = 2020; juillet = 2020-07; 2 novembre = 2020-11-02"},
		{"Publié le 20/04/2021", "Le 3 février, le ministre inaugura le pont.", "3 février = 2021-02-03"},
		{"Publié le 20/04/2021", "Vous recevrez votre carte en juin.", "juin = 2021-06"},
		{"Publié le 20/04/2021", "Nous rencontrons les maires le 12 mai.", "12 mai = 2021-05-12"},
		{"Publié le 13/01/2025", "Le pacte s'achèvera le 31 décembre ; nous en écrirons la suite à Revin, où je réunirai les maires le 6 février.", "31 décembre = 2025-12-31; 6 février = 2025-02-06"},
	} {
		d := &extract.Document{Text: "Titre de la page\n" + test.stamp + "\n\n" + test.text}
		annotate(t, d)
		if got := show(d); got != test.want {
			t.Errorf("%s: %q\n got %s\nwant %s", test.stamp, test.text, got, test.want)
		}
	}
}

// Whole pages, whose title or first lines tell what their dates are counted from.
func TestPages(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Titre\nCommuniqué de la DDT, publié le lundi 7 mai 2018\n\nLa date limite est fixée au 15 mai.", "15 mai = 2018-05-15"},
		{"Teknival : le dispositif\nMis à jour le 27/04/2015\n\nCalendrier\n- mercredi à 18 heures : fermeture ;\n- jeudi : ouverture ;\n- dimanche 3 mai : arrêt des sonorisations ;\n- lundi à 12 heures : évacuation.", "mercredi = 2015-04-29; jeudi = 2015-04-30; dimanche 3 mai = 2015-05-03; lundi = 2015-05-04"},
		{"Sortie de crise\n\nLe 1er juin 2021, le Gouvernement présentait un plan. Le comité a été installé ce vendredi 1er octobre 2021. Un conseiller a pris ses fonctions le 1er septembre.", "1er juin 2021 = 2021-06-01; ce vendredi 1er octobre 2021 = 2021-10-01; 1er septembre = 2021-09-01"},
		{"Gel du 7 au 8 avril 2021\n\nLes maires ont été réunis dès le vendredi 9 avril 2021. La cellule, ouverte le 12 avril, fonctionnera jusqu'à la fin du mois de mai.", "du 7 au 8 avril 2021 = 2021-04-07..2021-04-08; vendredi 9 avril 2021 = 2021-04-09; 12 avril = 2021-04-12; jusqu'à la fin du mois de mai = 2021-05"},
		{"Permis de chasser : les sessions de 2023\n\nDepuis le 9 janvier 2023, la préinscription se fait en ligne. Ceux qui sont nés après le 30 juin 2008 attendront.\n\nSession 1 : dossier pour le 20 janvier ; examen les 21 et 22 février.", "2023 = 2023; 9 janvier 2023 = 2023-01-09; 30 juin 2008 = 2008-06-30; 20 janvier = 2023-01-20; 21 = 2023-02-21; 22 février = 2023-02-22"},
		{"Sécurité routière : l'année 2019 dans l'Aube\nMis à jour le 25/02/2020\n\nLe reste de l'année, de mars à décembre, ressemble à l'exercice précédent.", "année 2019 = 2019; de mars à décembre = 2019-03..2019-12"},
		{"Neige\n13 décembre 2022 - 17h30\n\nLa circulation est interdite demain.", "demain = 2022-12-14"},
		{"Prise de fonctions du nouveau préfet (31 août 2009)\n\nLe préfet a pris ses fonctions ce matin. Il rencontrera les élus le 7 septembre.", "31 août 2009 = 2009-08-31; ce matin = 2009-08-31; 7 septembre = 2009-09-07"},
		{"Accessibilité : le point\n\nLa loi du 11 février 2005 pose le principe. Une réunion s'est tenue le 12 mai 2019 à Foix. La prochaine aura lieu le 3 juin.", "11 février 2005 = 2005-02-11; 12 mai 2019 = 2019-05-12; 3 juin = 2019-06-03"},
		{"Une association fête ses 50 ans\n\nFondée le 4 mars 1965, elle compte 300 membres. Le 14 mai 2015, elle a réuni ses anciens. Une fête est prévue le 20 juin.", "4 mars 1965 = 1965-03-04; 14 mai 2015 = 2015-05-14; 20 juin = 2015-06-20"},
		{"Élections municipales des 15 et 22 mars 2020\n\nLes candidatures sont reçues du 10 au 27 février. On s'inscrit jusqu'au 7 février. La campagne s'ouvre le 2 mars.", "15 = 2020-03-15; 22 mars 2020 = 2020-03-22; du 10 au 27 février = 2020-02-10..2020-02-27; jusqu'au 7 février = 2020-02-07; 2 mars = 2020-03-02"},
		{"Arrêté de restriction\n\nLa préfète rappelle que l'arrosage est interdit depuis le 3 juillet. Une réunion aura lieu le 28 juillet.\n\nFait à Tulle, le 20 juillet 2019", "3 juillet = 2019-07-03; 28 juillet = 2019-07-28; 20 juillet 2019 = 2019-07-20"},
		{"Communiqué\n\nLe plan, lancé le 2 février 2017, est achevé. Le bilan sera présenté le 12 mars. Depuis hier, les travaux ont repris.\n\nNantes, le 4 février 2019\nLe préfet", "2 février 2017 = 2017-02-02; 12 mars = 2019-03-12; hier = 2019-02-03; 4 février 2019 = 2019-02-04"},
		{"Communiqué de presse\n\nLe 12 mars 2020\n\nLes visites sont suspendues depuis hier.", "12 mars 2020 = 2020-03-12; hier = 2020-03-11"},
		{"Réunion publique\n\nRéunion publique le jeudi 14 octobre à 18 h 30.\nLe projet, engagé en 2019, sera présenté. Enquête du 2 au 30 novembre 2021.", "jeudi 14 octobre = 2021-10-14; 2019 = 2019; du 2 au 30 novembre 2021 = 2021-11-02..2021-11-30"},
		{"Bilan 2021 de la délinquance\nPublié le 02/02/2022\n\nEn août, les vols ont augmenté. Le pic a été atteint en novembre. Entre juin et septembre, 30 cambriolages ont été commis.", "Bilan 2021 = 2021; août = 2021-08; novembre = 2021-11; Entre juin et septembre = 2021-06..2021-09"},
		{"Feux de forêt : bilan de l'été 2022\nMis à jour le 14/10/2022\n\nLe plus grave s'est déclaré le 18 juillet. Fin août, 300 hectares avaient brûlé.", "été 2022 = 2022-06..2022-08; 18 juillet = 2022-07-18; Fin août = 2022-08"},
		{"Alerte neige\nAlerte du 06/01/2026 à 19:58\n\nLa circulation est interdite demain.", "06/01/2026 = 2026-01-06; demain = 2026-01-07"},
		{"Titre\nPublié le 13/01/2025\n\n2024 aura été une année d'épreuves. Je pense aux inondations du 2 août. Le délégué m'a dit, le 14 juin, son inquiétude.\n\nMais 2024 aura aussi été une année de reconquête. Le chômage est passé de 9 % au premier trimestre à 8 % au troisième trimestre.", "2024 = 2024; 2 août = 2024-08-02; 14 juin = 2024-06-14; 2024 = 2024; premier trimestre = 2024-01..2024-03; troisième trimestre = 2024-07..2024-09"},
		{"Restrictions de circulation\nMis à jour le 03/10/2023\n\nDans la nuit du lundi 9 au mardi 10 octobre, la RN12 sera fermée. La nuit suivante, les travaux se poursuivront. Du 16 au 20, la bretelle sera coupée.", "du lundi 9 au mardi 10 octobre = 2023-10-09..2023-10-10; Du 16 au 20 = 2023-10-16..2023-10-20"},
		{"Plan canicule\nPublié le 4 juin 2023\n\nLe plan est activé chaque année du 1er juin au 15 septembre. En 2022, la préfecture avait déclenché le niveau 3 du 12 au 16 juillet, puis le 2 août. Cette année, il l'a été le 30 mai.", "du 1er juin au 15 septembre = --06-01..--09-15; 2022 = 2022; du 12 au 16 juillet = 2022-07-12..2022-07-16; 2 août = 2022-08-02; Cette année = 2023; 30 mai = 2023-05-30"},
		{"Sécheresse\nPublié le 24 juillet 2023\n\nLe département est en alerte depuis le 12 juin, en crise depuis jeudi. L'arrêté du 20 juillet, valable jusqu'au 30 septembre, remplace celui du 12. Les restrictions pourront être levées dès la mi-août.", "12 juin = 2023-06-12; jeudi = 2023-07-20; 20 juillet = 2023-07-20; jusqu'au 30 septembre = 2023-07-24..2023-09-30; 12 = 2023-06-12; mi-août = 2023-08"},
		{"Influenza aviaire\nPublié le 12 janvier 2023\n\nUn foyer a été confirmé le 9 à Luçon, après un premier le 28 décembre à Fontenay. La zone, instaurée le 30, sera maintenue jusqu'au 2 février.", "9 = 2023-01-09; 28 décembre = 2022-12-28; 30 = 2022-12-30; jusqu'au 2 février = 2023-01-12..2023-02-02"},
		{"Séisme\nPublié le 17 juin 2023\n\nUn séisme a été ressenti vendredi à 18 h 38. Une réplique est survenue dans la nuit, à 4 h 27. Le dernier de cette ampleur remontait au 8 septembre 1972. Les bâtiments seront expertisés à partir de lundi, et l'état de catastrophe naturelle demandé d'ici la fin du mois.", "vendredi = 2023-06-16; 8 septembre 1972 = 1972-09-08; lundi = 2023-06-19; fin du mois = 2023-06"},
		{"DETR 2024 : l'appel à projets est ouvert\nPublié le 3 octobre 2023\n\nLes dossiers sont à déposer du 9 octobre au 31 décembre. Les arrêtés seront notifiés avant le 30 juin. Les travaux ne devront pas avoir commencé au 1er janvier 2024.", "du 9 octobre au 31 décembre = 2023-10-09..2023-12-31; 30 juin = 2024-06-30; 1er janvier 2024 = 2024-01-01"},
		{"Conseiller numérique : bilan 2022 et perspectives 2023\nPublié le 3 février 2023\n\nEn 2022, 3 000 personnes ont été formées, dont 800 entre septembre et décembre. En mars, deux postes ont été créés à Gap. Pour 2023, trois ateliers ouvriront dès mars.", "bilan 2022 = 2022; 2023 = 2023; 2022 = 2022; entre septembre et décembre = 2022-09..2022-12; mars = 2022-03; 2023 = 2023; mars = 2023-03"},
		{"Nomination\nPublié le 30 août 2023\n\nPar décret du 23 août, Mme Roux a été nommée préfète ; elle prendra ses fonctions le 11 septembre. Née en 1971, elle a été sous-préfète d'Autun de 2010 à 2012, puis de Béziers jusqu'en août 2015. Depuis février 2021, elle dirigeait le cabinet du ministre.", "23 août = 2023-08-23; 11 septembre = 2023-09-11; 1971 = 1971; de 2010 à 2012 = 2010..2012; jusqu'en août 2015 = 2015-08; février 2021 = 2021-02"},
		{"Libération de la ville\nPublié le 28 août 2019\n\nIl y a soixante-quinze ans, le 25 août 1944, la ville était libérée. Dès le 19, les résistants avaient pris la mairie. Le lendemain, les combats gagnaient les faubourgs ; le 24 au soir, les premiers blindés entraient.", "25 août 1944 = 1944-08-25; 19 = 1944-08-19; lendemain = 1944-08-20; 24 = 1944-08-24"},
		{"Forum de l'emploi\nMis à jour le 2 mars 2020\n\nDate : jeudi 19 mars 2020\nHoraires : 9 h - 17 h\nInscription : avant le 12\nContact : 04 75 00 00 00", "jeudi 19 mars 2020 = 2020-03-19; 12 = 2020-03-12"},
		{"Journées du patrimoine\nPublié le 10 septembre 2021\n\nLes 18 et 19 septembre, la préfecture ouvre ses portes. Samedi, de 14 h à 18 h ; dimanche, de 10 h à 18 h. Réservation jusqu'au jeudi 16.", "18 = 2021-09-18; 19 septembre = 2021-09-19; Samedi = 2021-09-18; dimanche = 2021-09-19; jusqu'au jeudi 16 = 2021-09-10..2021-09-16"},
	} {
		d := &extract.Document{Text: test.text}
		annotate(t, d)
		if got := show(d); got != test.want {
			t.Errorf("%q\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}
