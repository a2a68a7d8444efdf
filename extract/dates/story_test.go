package dates_test

import (
	"testing"

	"estrade/extract"
)

// Days that are counted from what the text tells: the day its narrative is on.
func TestNarrative(t *testing.T) {
	for _, test := range []struct{ stamp, text, want string }{
		// Reports after a visit.
		{"Publié le 14/05/2019", "Vendredi 10 mai 2019, le préfet a visité l'usine de Thiers.\n\nLa directrice a rappelé l'incendie du 3 avril 2018. Elle a promis que les ateliers rouvriraient le 17 juin.\n\nLa veille, le sous-préfet avait reçu les syndicats.",
			"Vendredi 10 mai 2019 = 2019-05-10; 3 avril 2018 = 2018-04-03; 17 juin = 2019-06-17; veille = 2019-05-09"},
		{"Publié le 22/11/2018", "La ministre s'est rendue mardi 20 novembre à Guéret. Le soir, elle a dîné avec les maires.\n\nLe lendemain, elle a visité l'hôpital.", "mardi 20 novembre = 2018-11-20; lendemain = 2018-11-21"},
		{"Publié le 11/03/2019", "Le préfet a reçu les élus mercredi 6 mars à Foix. « J'ai rencontré le ministre le 28 février », a déclaré le maire.\n\nLe lendemain, une délégation a été reçue à Toulouse.", "mercredi 6 mars = 2019-03-06; 28 février = 2019-02-28; lendemain = 2019-03-07"},
		{"Publié le 05/06/2019", "Elle s'est rendue lundi 3 juin à Brive. Le conseil avait délibéré le 21 mai. Le même jour, elle a rencontré les pompiers à Tulle.", "lundi 3 juin = 2019-06-03; 21 mai = 2019-05-21; même jour = 2019-06-03"},
		{"Publié le 17/05/2019", "Le préfet et la sous-préfète se sont rendus jeudi à Ambert. Ils ont visité la maison de santé, ouverte depuis lundi.", "jeudi = 2019-05-16; lundi = 2019-05-13"},
		{"Publié le 17/09/2018", "Le préfet s'est rendu jeudi 13 septembre à Sète. Deux jours plus tôt, un chalutier avait sombré.", "jeudi 13 septembre = 2018-09-13; Deux jours plus tôt = 2018-09-11"},
		{"Publié le 09/11/2018", "La cérémonie s'est tenue jeudi 8 novembre à Laon. Une exposition sera visible du 12 au 30 novembre.\n\nLa veille, une veillée avait réuni 200 personnes.", "jeudi 8 novembre = 2018-11-08; du 12 au 30 novembre = 2018-11-12..2018-11-30; veille = 2018-11-07"},
		{"Publié le 12/11/2018", "Le préfet a présidé hier la cérémonie. La veille, il avait reçu les anciens combattants.", "hier = 2018-11-11; veille = 2018-11-10"},
		{"Publié le 16/05/2018", "Ce mercredi, la préfète a inauguré la crèche. Elle s'était rendue la veille à Vichy.", "Ce mercredi = 2018-05-16; veille = 2018-05-15"},
		{"Mis à jour le 08/10/2020", "En visite mercredi 7 octobre 2020 à Tende, le ministre a promis un pont dès lundi. Il a signé le soir un arrêté à paraître le lendemain.", "mercredi 7 octobre 2020 = 2020-10-07; lundi = 2020-10-12; lendemain = 2020-10-08"},
		{"Publié le 18/10/2010", "Le ministre s'est rendu jeudi 14 et vendredi 15 octobre en Aveyron.\n\nJeudi : Millau\n\nIl a visité la ganterie.\n\nVendredi : Roquefort\n\nLe matin, il a rencontré les éleveurs. La veille au soir, il avait dîné avec les élus.", "jeudi 14 = 2010-10-14; vendredi 15 octobre = 2010-10-15; Jeudi = 2010-10-14; Vendredi = 2010-10-15; veille = 2010-10-14"},
		{"Publié le 15/06/2018", "L'arrêté a été signé mardi 12 juin. Les travaux ont débuté le jour même.", "mardi 12 juin = 2018-06-12; jour même = 2018-06-12"},
		{"Publié le 20/03/2019", "La cellule a été activée jeudi 7 mars 2019. Les écoles ont rouvert le lundi suivant.", "jeudi 7 mars 2019 = 2019-03-07; lundi suivant = 2019-03-11"},
		{"Publié le 02/06/2015", "La brigade a été inaugurée vendredi 29 mai. Le procureur n'a rien dit de l'accident du 3 mai.\n\nDans un entretien accordé la veille, le préfet avait souhaité une base commune.", "vendredi 29 mai = 2015-05-29; 3 mai = 2015-05-03; veille = 2015-05-28"},
		{"Publié le 13/11/2020", "Le préfet a réuni la presse jeudi 12 novembre.\n\nCérémonies du 11 Novembre\n\nAu sujet des commémorations de la veille, il a remercié les maires.", "jeudi 12 novembre = 2020-11-12; 11 Novembre = 2020-11-11; veille = 2020-11-11"},
		{"Publié le 24/07/2018", "Le feu a repris dimanche. Il avait été maîtrisé vendredi.", "dimanche = 2018-07-22; vendredi = 2018-07-20"},

		// Crisis.
		{"Publié le 09/10/2018", "Un autocar a quitté la route lundi 8 octobre, vers 7 heures, à Vif.\n\nLe point de presse de lundi midi\n\nLe préfet a détaillé les moyens engagés.\n\nLa journée de mardi\n\nUne cellule d'écoute a été ouverte.", "lundi 8 octobre = 2018-10-08; lundi midi = 2018-10-08; mardi = 2018-10-09"},
		{"Publié le 06/02/2018", "Dans un message diffusé dimanche soir, le ministre salue les secours.", "dimanche soir = 2018-02-04"},
		{"Publié le 06/02/2018", "Une cellule de crise, activée samedi, reste ouverte.", "samedi = 2018-02-03"},
		{"Publié le 06/02/2018", "Sur place dès samedi\n\nLa préfète s'est rendue auprès des sinistrés.", "samedi = 2018-02-03"},
		{"Publié le 06/02/2018", "Retour sur la tempête de dimanche : 400 interventions.", "dimanche = 2018-02-04"},
		{"Publié le 10/08/2018", "Bilan des orages de jeudi soir\n\nLes pompiers sont intervenus 120 fois.", "jeudi soir = 2018-08-09"},
		{"Publié le 15/06/2020", "Le pont, emporté dans la nuit de jeudi à vendredi, a été remplacé.", "de jeudi à vendredi = 2020-06-11..2020-06-12"},
		{"", "Saint-Brieuc, le 12 février 2014\n\nLa vigilance orange est maintenue. Hier, 40 communes ont été touchées. La nuit dernière, 300 personnes ont été relogées. Un point sera fait demain à 9 h et la préfète se rendra vendredi à Morlaix.",
			"12 février 2014 = 2014-02-12; Hier = 2014-02-11; nuit dernière = 2014-02-11..2014-02-12; demain = 2014-02-13; vendredi = 2014-02-14"},
		{"Publié le 15/06/2018", "L'exercice de mardi a mobilisé 200 pompiers.", "mardi = 2018-06-12"},
		{"Publié le 15/01/2019", "Il est revenu sur la manifestation de samedi.", "samedi = 2019-01-12"},
		{"Publié le 15/01/2019", "Réunie jeudi en préfecture, la commission émet un avis favorable.", "jeudi = 2019-01-10"},
		{"Publié le 14/02/2019", "Les obsèques auront lieu vendredi. Un registre est ouvert depuis mercredi.", "vendredi = 2019-02-15; mercredi = 2019-02-13"},
		{"Publié le 08/10/2020", "Le gymnase sert depuis samedi de centre d'accueil.", "samedi = 2020-10-03"},
		{"Publié le 16/05/2018", "Conférence de presse de mercredi : l'essentiel", "mercredi = 2018-05-16"},
		{"Publié le 22/07/2018", "Les pompiers interviennent dimanche matin sur un feu d'entrepôt.", "dimanche matin = 2018-07-22"},

		// Announcements.
		{"Publié le 12/09/2018", "Journées portes ouvertes à la préfecture\n\nRendez-vous samedi à 14 h, dans la cour.", "samedi = 2018-09-15"},
		{"Publié le 12/09/2018", "Attention : travaux sur la RN 88 lundi et mardi", "lundi = 2018-09-17; mardi = 2018-09-18"},
		{"Publié le 12/09/2018", "Grève des transports de jeudi : ce qu'il faut savoir\n\nLe trafic sera très perturbé.", "jeudi = 2018-09-13"},
		{"Publié le 12/09/2018", "La commission se réunira jeudi 20 septembre. La veille, les membres visiteront le site.", "jeudi 20 septembre = 2018-09-20; veille = 2018-09-19"},
		{"Publié le 12/07/2018", "Le tour de France passera à Mende le 21 juillet. Le stationnement sera interdit dès la veille.", "21 juillet = 2018-07-21; veille = 2018-07-20"},
		{"Publié le 12/09/2018", "Le comité s'est réuni lundi 3 septembre. Les maires seront désormais prévenus la veille par message.", "lundi 3 septembre = 2018-09-03"},
		{"Publié le 15/01/2019", "La mobilisation prévue samedi sera encadrée.", "samedi = 2019-01-19"},

		{"Publié le 27/01/2020", "Il est possible de s'inscrire jusqu'au sixième vendredi précédant le scrutin, soit le 7 février.", "7 février = 2020-02-07"},
		{"Publié le 22/06/2017", "Ils étaient cent dix, mardi 20 juin 2017, à prendre place.", "mardi 20 juin 2017 = 2017-06-20"},

		// Agendas.
		{"Publié le 03/06/2019", "Agenda de la semaine\n\nSamedi 8 et dimanche 9 juin\nFête de la rivière à Vienne.\nDimanche, 15 h : remise des prix.\n\nMardi 11 : commission.", "Samedi 8 = 2019-06-08; dimanche 9 juin = 2019-06-09; Dimanche = 2019-06-09; Mardi 11 = 2019-06-11"},
		{"Publié le 31/05/2019", "Lundi 3 juin\n10 h : conseil\n\nMercredi 5 juin\n9 h : visite\nLe préfet remettra mercredi soir la médaille.", "Lundi 3 juin = 2019-06-03; Mercredi 5 juin = 2019-06-05; mercredi soir = 2019-06-05"},

		// Speeches and interviews.
		{"Mis à jour le 12/09/2019", "Discours du préfet\nMâcon, vendredi 17 mai 2019\n\nJ'ai installé lundi le comité. L'usine a fermé le 4 juin. Nous nous retrouverons le 3 juillet. La veille, je réunirai les élus.", "vendredi 17 mai 2019 = 2019-05-17; lundi = 2019-05-13; 4 juin = 2018-06-04; 3 juillet = 2019-07-03; veille = 2019-07-02"},
		{"Mis à jour le 14/01/2020", "Discours de la préfète à l'occasion de ses vœux – Auxerre, le jeudi 9 janvier 2020\n\nMesdames, Messieurs,\n\nCe soir, je pense aux sinistrés de novembre. Je les ai reçus le 20 décembre. Nous ouvrirons en mars un guichet.", "jeudi 9 janvier 2020 = 2020-01-09; Ce soir = 2020-01-09; novembre = 2019-11; 20 décembre = 2019-12-20; mars = 2020-03"},
		{"Publié le 20/03/2019", "Entretien réalisé le 12 mars à Privas.\n\nOù en est le plan ?\nJ'ai signé lundi les premières conventions. Les travaux commenceront en juin. Je n'avais rien reçu en janvier.", "12 mars = 2019-03-12; lundi = 2019-03-11; juin = 2019-06; janvier = 2019-01"},
		{"Publié le 15/02/2019", "Entretien réalisé vendredi 8 février à Digne.\n\nVous avez vu les éleveurs ?\nJe les ai reçus mercredi avec le maire.", "vendredi 8 février = 2019-02-08; mercredi = 2019-02-06"},
		{"Mis à jour le 30/03/2017", "La préfète a présidé jeudi 23 mars le conseil. « Nous avons reçu hier la réponse », a-t-elle dit.", "jeudi 23 mars = 2017-03-23; hier = 2017-03-22"},

		{"Publié le 13/01/2025", "Discours du préfet\nMâcon, vendredi 10 janvier 2025\n\nLe délégué m'y a dit, le 14 juin, sa colère. Le chômage est passé de 10 % au premier trimestre à 9 % au troisième trimestre. Le plan s'achèvera le 31 décembre ; nous en parlerons à Cluny, où je réunirai les maires le 6 février.",
			"vendredi 10 janvier 2025 = 2025-01-10; 14 juin = 2024-06-14; premier trimestre = 2024-01..2024-03; troisième trimestre = 2024-07..2024-09; 31 décembre = 2025-12-31; 6 février = 2025-02-06"},

		// Months and days of what is promised.
		{"Publié le 10/11/2018", "Le maire s'est dit inquiet. Il a promis de revenir en février.", "février = 2019-02"},
		{"Publié le 10/11/2018", "« Rien n'est arrêté », leur a assuré le préfet, avant de promettre de revenir devant eux en janvier.", "janvier = 2019-01"},
		{"Publié le 10/01/2019", "Elle a fait part de l'ouverture d'un guichet à compter du 4 mars.", "4 mars = 2019-03-04"},
		{"Publié le 20/11/2018", "Il a accepté de réunir les élus en janvier.", "janvier = 2019-01"},
		{"Publié le 20/11/2018", "Il s'est engagé à livrer le pont avant avril.", "avril = 2019-04"},
		{"Publié le 10/05/2018", "Il préconise une aide dès le prochain hiver.", "prochain hiver = 2018-12..2019-02"},
		{"Publié le 20/05/2020", "Il m'a dit que les hôteliers n'avaient aucune réservation pour juillet.", "juillet = 2020-07"},

		// Reports, points of a crisis, agendas, speeches, interviews and plans once more.
		{"Publié le 18/06/2019", "Le feu s'est déclaré samedi 15 juin à Lure. Les pompiers l'ont maîtrisé dans la soirée. Le lendemain matin, 40 hommes étaient encore sur place.\n\nLa préfète s'est rendue sur les lieux lundi.", "samedi 15 juin = 2019-06-15; lendemain = 2019-06-16; lundi = 2019-06-17"},
		{"Publié le 18/06/2019", "Le conseil s'est réuni vendredi 14 juin. Il avait été installé le 3 mai. Deux semaines plus tard, une première réunion avait eu lieu.", "vendredi 14 juin = 2019-06-14; 3 mai = 2019-05-03; Deux semaines plus tard = 2019-05-17"},
		{"Publié le 18/06/2019", "Mardi dernier, un arrêté a été pris. Mercredi, il a été suspendu.", "Mardi dernier = 2019-06-11; Mercredi = 2019-06-12"},
		{"Publié le 18/06/2019", "Point de situation du lundi 17 juin, 18 h\n\nDans la nuit de dimanche à lundi, 30 foyers ont été évacués. Ils ont regagné leur domicile lundi matin. Le prochain point sera fait mardi à midi.", "lundi 17 juin = 2019-06-17; de dimanche à lundi = 2019-06-16..2019-06-17; lundi matin = 2019-06-17; mardi = 2019-06-18"},
		{"Publié le 18/06/2019", "Les pluies tombées depuis vendredi ont fait monter la Meuse. La vigilance orange, déclenchée dimanche soir, est levée. Les cours reprendront jeudi.", "vendredi = 2019-06-14; dimanche soir = 2019-06-16; jeudi = 2019-06-20"},
		{"Publié le 18/06/2019", "Un homme a été interpellé lundi soir. Il a été présenté mardi matin au procureur.", "lundi soir = 2019-06-17; mardi matin = 2019-06-18"},
		{"Publié le 18/06/2019", "Le préfet a reçu jeudi soir les syndicats. Une nouvelle réunion est prévue mercredi.", "jeudi soir = 2019-06-13; mercredi = 2019-06-19"},
		{"Mis à jour le 18/06/2019", "Mercredi 22 mai, le préfet a réuni les maires. Il les avait déjà reçus le vendredi précédent. Ils se retrouveront le mois prochain.", "Mercredi 22 mai = 2019-05-22; vendredi précédent = 2019-05-17; mois prochain = 2019-06"},
		{"Mis à jour le 18/06/2019", "Mercredi 22 mai, le préfet a réuni les maires. « Hier encore, un troupeau a été attaqué », a lancé le maire de Seyne.", "Mercredi 22 mai = 2019-05-22; Hier = 2019-05-21"},
		{"Mis à jour le 18/06/2019", "Mercredi 22 mai, le préfet a réuni les maires. Il a indiqué que les tirs seraient autorisés dès lundi et que l'arrêté avait été signé la veille.", "Mercredi 22 mai = 2019-05-22; lundi = 2019-05-27; veille = 2019-05-21"},
		{"Publié le 18/06/2019", "La préfète a annoncé vendredi 14 juin que la route rouvrirait le 1er juillet. Le lendemain, les travaux ont commencé.", "vendredi 14 juin = 2019-06-14; 1er juillet = 2019-07-01; lendemain = 2019-06-15"},
		{"Publié le 18/06/2019", "La foire ouvrira samedi 22 juin. Dès la veille, la rue sera fermée. Le lendemain, un marché se tiendra sur la place.", "samedi 22 juin = 2019-06-22; veille = 2019-06-21; lendemain = 2019-06-23"},
		{"Publié le 18/06/2019", "Le 8 mai 1945, les cloches sonnèrent. Le lendemain, les prisonniers rentraient.", "8 mai 1945 = 1945-05-08; lendemain = 1945-05-09"},
		{"Publié le 12/05/2019", "Mercredi 8 mai, la préfète a présidé la cérémonie de Gap. Elle a rappelé l'armistice du 8 mai 1945. La veille, elle avait fleuri les tombes de Tallard.", "Mercredi 8 mai = 2019-05-08; 8 mai 1945 = 1945-05-08; veille = 2019-05-07"},
		{"Publié le 18/06/2019", "La cérémonie du 18 juin se tiendra au mémorial. La veille, une veillée aura lieu à l'église.", "18 juin = 2019-06-18; veille = 2019-06-17"},
		{"Publié le 18/06/2019", "Une réunion s'est tenue hier à Die. Une première rencontre avait eu lieu mercredi.", "hier = 2019-06-17; mercredi = 2019-06-12"},
		{"Publié le 18/06/2019", "Les maires ont jusqu'à vendredi pour répondre.", "jusqu'à vendredi = 2019-06-18..2019-06-21"},
		{"Publié le 18/06/2019", "Depuis lundi, la préfecture accueille le public sur rendez-vous.", "lundi = 2019-06-17"},
		{"Publié le 18/06/2019", "À partir de lundi, la préfecture accueille le public sur rendez-vous.", "lundi = 2019-06-24"},
		{"Publié le 18/06/2019", "Le ministre est attendu jeudi à Dole, où il visitera une école avant de rentrer à Paris dans la soirée.", "jeudi = 2019-06-20"},
		{"Publié le 18/06/2019", "Samedi après-midi, une centaine de personnes ont manifesté à Pau. Dans la soirée, des vitrines ont été brisées. Le préfet a condamné dimanche ces violences.", "Samedi après-midi = 2019-06-15; dimanche = 2019-06-16"},
		{"Publié le 18/06/2019", "Manifestation de samedi : le préfet interdit le centre-ville\n\nPar arrêté, toute manifestation sera interdite dans le centre de Pau.", "samedi = 2019-06-22"},
		{"Publié le 18/06/2019", "Violences de samedi : le préfet condamne\n\nDes vitrines ont été brisées.", "samedi = 2019-06-15"},
		{"Publié le 18/06/2019", "Le sous-préfet présidera mercredi matin la commission, puis visitera vendredi la station d'épuration.", "mercredi matin = 2019-06-19; vendredi = 2019-06-21"},
		{"Publié le 14/06/2019", "Agenda de la préfète\n\nLundi 17 juin\n9 h : comité de direction\n\nMardi 18 juin\n10 h : visite de l'usine de Dole, où la grève a pris fin mercredi", "Lundi 17 juin = 2019-06-17; Mardi 18 juin = 2019-06-18; mercredi = 2019-06-12"},
		{"Publié le 18/06/2019", "Propos recueillis le 5 juin\n\nQue retenez-vous de la crise ?\nHier, j'étais encore à Bagnères. La semaine dernière, nous avons payé 40 dossiers. La prochaine réunion se tiendra jeudi prochain.", "5 juin = 2019-06-05; Hier = 2019-06-04; semaine dernière = 2019-05-27..2019-06-02; jeudi prochain = 2019-06-06"},
		{"Mis à jour le 18/06/2019", "Cérémonie du 27 mai 2019\nDiscours de la préfète\n\nMesdames et Messieurs,\n\nNous sommes réunis aujourd'hui pour honorer les résistants. Hier, à Cahors, j'ai rencontré le dernier d'entre eux.", "27 mai 2019 = 2019-05-27; aujourd'hui = 2019-05-27; Hier = 2019-05-26"},
		{"Publié le 18/12/2019", "Le préfet s'est engagé à revenir en mars. Il avait visité l'usine en octobre.", "mars = 2020-03; octobre = 2019-10"},
		{"Publié le 18/12/2019", "Elle a souhaité que la maison ouvre ses portes en avril.", "avril = 2020-04"},
		{"Publié le 18/12/2019", "Il a regretté que les travaux n'aient pas commencé en avril.", "avril = 2019-04"},
		{"Publié le 18/12/2019", "Le maire a demandé le report de la réunion au 8 janvier.", "8 janvier = 2020-01-08"},
		{"Publié le 18/01/2020", "Le directeur a exposé que 30 postes avaient été pourvus entre septembre et décembre.", "entre septembre et décembre = 2019-09..2019-12"},
		{"Publié le 18/01/2020", "Les candidatures sont reçues jusqu'en mars, pour une réponse en mai.", "jusqu'en mars = 2020-01-18..2020-03; mai = 2020-05"},
		{"Publié le 18/01/2020", "Le préfet a présenté le calendrier. Les travaux débuteront en juin, après une enquête publique en avril.", "juin = 2020-06; avril = 2020-04"},
		{"Publié le 18/01/2020", "Ouverte depuis septembre, la classe compte 20 élèves. Une seconde suivra en septembre.", "septembre = 2019-09; septembre = 2020-09"},
		{"Publié le 18/01/2020", "La mission, confiée en novembre à l'inspection, rendra ses conclusions en février.", "novembre = 2019-11; février = 2020-02"},
		{"Publié le 18/01/2020", "Recrutée en septembre, une animatrice accompagne les familles.", "septembre = 2019-09"},
		{"Publié le 18/01/2020", "Le sous-préfet, installé le 4 novembre, découvrait le chantier.", "4 novembre = 2019-11-04"},
		{"Mis à jour le 12/03/2018", "Le comité s'est réuni mercredi 28 février à Digne. Le préfet a rappelé que la neige avait bloqué deux cents voitures samedi dernier. « Ce matin encore, trois cols étaient fermés », a précisé la directrice.", "mercredi 28 février = 2018-02-28; samedi dernier = 2018-02-24; Ce matin = 2018-02-28"},
		{"Publié le 06/03/2018", "La préfète a visité lundi 5 mars le lycée de Gap. Les élèves avaient reçu l'avant-veille la visite d'un astronaute.", "lundi 5 mars = 2018-03-05; avant-veille = 2018-03-03"},
		{"Publié le 06/03/2018", "Une avalanche a emporté deux skieurs vendredi 2 mars à Vars. Les recherches, interrompues à la nuit tombée, ont repris dès le lendemain. Elles ont été arrêtées dimanche.", "vendredi 2 mars = 2018-03-02; lendemain = 2018-03-03; dimanche = 2018-03-04"},
		{"Publié le 06/03/2018", "Mardi 20 février, le maire a écrit au préfet. Une semaine plus tard, une réunion se tenait à Barcelonnette.", "Mardi 20 février = 2018-02-20; Une semaine plus tard = 2018-02-27"},
		{"Publié le 06/03/2018", "La mairie a été prévenue le 19 février. Ce même jour, un arrêté de péril a été pris.", "19 février = 2018-02-19; même jour = 2018-02-19"},
		{"Publié le 06/03/2018", "De lundi à mercredi, les agents ont salé 800 km de routes.", "De lundi à mercredi = 2018-02-26..2018-02-28"},
		{"Publié le 06/03/2018", "Mercredi et jeudi, les cars ne circuleront pas.", "Mercredi = 2018-03-07; jeudi = 2018-03-08"},
		{"Publié le 06/03/2018", "Mercredi et jeudi, les cars n'ont pas circulé.", "Mercredi = 2018-02-28; jeudi = 2018-03-01"},
		{"Publié le 06/03/2018", "Le préfet était à Sisteron jeudi 1er mars. Vendredi, il a gagné Castellane. Samedi, il a clos sa tournée à Riez.", "jeudi 1er mars = 2018-03-01; Vendredi = 2018-03-02; Samedi = 2018-03-03"},
		{"Mis à jour le 26/03/2018", "Le préfet était à Sisteron jeudi 1er mars. Vendredi, il a gagné Castellane. Samedi, il a clos sa tournée à Riez.", "jeudi 1er mars = 2018-03-01; Vendredi = 2018-03-02; Samedi = 2018-03-03"},
		{"Publié le 26/03/2018", "Le préfet était à Sisteron jeudi 1er mars. Vendredi, il a gagné Castellane. Samedi, il a clos sa tournée à Riez.", "jeudi 1er mars = 2018-03-01; Vendredi = 2018-03-02; Samedi = 2018-03-03"},
		{"Publié le 06/03/2018", "Il s'était déjà rendu à Riez en janvier, deux mois plus tôt.", "janvier = 2018-01; deux mois plus tôt = 2018-01"},
		{"Publié le 06/03/2018", "Élue dimanche, la nouvelle maire a été reçue par le préfet.", "dimanche = 2018-03-04"},
		{"Publié le 06/03/2018", "L'incendie de dimanche a été maîtrisé.", "dimanche = 2018-03-04"},
		{"Publié le 06/03/2018", "Après la réunion de lundi, le préfet fait le point.", "lundi = 2018-03-05"},
		{"Publié le 06/03/2018", "Avant la réunion de lundi, le préfet recevra les syndicats.", "lundi = 2018-03-12"},
		{"Publié le 06/03/2018", "Dès vendredi, les sapeurs-pompiers avaient installé des barrages flottants.", "vendredi = 2018-03-02"},
		{"Publié le 06/03/2018", "Dès vendredi, un numéro vert sera ouvert.", "vendredi = 2018-03-09"},
		{"Publié le 06/03/2018", "La neige est attendue dans la nuit de mardi à mercredi.", "de mardi à mercredi = 2018-03-06..2018-03-07"},
		{"Publié le 06/03/2018", "La préfète se rendra demain à Gap. Elle sera le lendemain à Briançon.", "demain = 2018-03-07; lendemain = 2018-03-08"},
		{"Publié le 06/03/2018", "Le ministre sera à Gap jeudi 8 mars. Il y prononcera un discours, puis regagnera Paris le jour même.", "jeudi 8 mars = 2018-03-08; jour même = 2018-03-08"},
		{"Publié le 06/03/2018", "Le tribunal rendra sa décision le 12 avril. L'audience s'est tenue jeudi.", "12 avril = 2018-04-12; jeudi = 2018-03-01"},
		{"Publié le 06/03/2018", "« J'ai appris la nouvelle dimanche, au marché », a confié la maire.", "dimanche = 2018-03-04"},
		{"Publié le 06/03/2018", "« Nous saurons dimanche si la digue tient », a confié la maire.", "dimanche = 2018-03-11"},
		{"Publié le 06/03/2018", "Le préfet a pris connaissance ce jour du rapport remis la veille par les experts.", "ce jour = 2018-03-06; veille = 2018-03-05"},
		{"Publié le 06/03/2018", "Le week-end dernier, la station a accueilli 3 000 skieurs. La semaine précédente, elle était fermée.", "week-end dernier = 2018-03-03..2018-03-04; semaine précédente = 2018-02-19..2018-02-25"},
		{"Mis à jour le 06/03/2018", "Vœux du préfet\nForcalquier, mardi 16 janvier 2018\n\nJ'étais lundi à Manosque. J'y ai vu des maires inquiets. Je serai jeudi à Oraison, et le mois prochain à Valensole.", "mardi 16 janvier 2018 = 2018-01-16; lundi = 2018-01-15; jeudi = 2018-01-18; mois prochain = 2018-02"},
		{"Publié le 06/03/2018", "Jusqu'à dimanche, les massifs étaient fermés au public.", "Jusqu'à dimanche = 2018-03-04"},
		{"Publié le 06/03/2018", "La cellule de crise a siégé de vendredi à dimanche.", "de vendredi à dimanche = 2018-03-02..2018-03-04"},
		{"Publié le 06/03/2018", "Le corps a été retrouvé dimanche matin. L'alerte avait été donnée la veille au soir par un randonneur.", "dimanche matin = 2018-03-04; veille = 2018-03-03"},
		{"Publié le 06/03/2018", "Lundi 26 février, 8 h : la vigilance rouge est déclenchée.\nMardi, 14 h : le Rhône atteint 6 mètres.\nMercredi, 9 h : la décrue s'amorce.", "Lundi 26 février = 2018-02-26; Mardi = 2018-02-27; Mercredi = 2018-02-28"},
		{"Publié le 06/03/2018", "La préfète a remis mardi la médaille de l'engagement à l'adjudant Roux, blessé en novembre.", "mardi = 2018-03-06; novembre = 2017-11"},
	} {
		d := &extract.Document{Text: "Titre de la page\n" + test.stamp + "\n\n" + test.text}
		annotate(t, d)
		if got := show(d); got != test.want {
			t.Errorf("%s: %q\n got %s\nwant %s", test.stamp, test.text, got, test.want)
		}
	}
}
