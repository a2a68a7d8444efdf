package places_test

import (
	"os"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"estrade/extract"
	"estrade/extract/french"
	"estrade/extract/gazetteer"
	"estrade/extract/places"
)

func annotator(t testing.TB) *places.Annotator {
	t.Helper()
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	return places.New(g)
}

// document is a release of a departement, without a title of its own. Names of
// persons stand between ‹›, titles between [].
func document(departement, marked string) *extract.Document {
	d := &extract.Document{Department: departement}
	var b strings.Builder
	b.WriteString("Titre\n\n")
	open := 0
	for _, r := range marked {
		switch r {
		case '‹', '[':
			open = b.Len()
		case '›':
			s := extract.Span{From: open, To: b.Len()}
			text := b.String()[s.From:s.To]
			d.People = append(d.People, extract.Person{Name: text, Mentions: []extract.Mention{{Text: text, Span: s}}})
		case ']':
			s := extract.Span{From: open, To: b.Len()}
			d.Titles = append(d.Titles, extract.Title{Text: b.String()[s.From:s.To], Span: s, Person: extract.None})
		default:
			b.WriteRune(r)
		}
	}
	d.Text = b.String()
	french.Annotator{}.Annotate(d)
	return d
}

// show lists what was found: "Lille commune 59350"; "(…)" if optional.
func show(d *extract.Document) string {
	var out []string
	for _, p := range d.Places {
		s := p.Text + " " + string(p.Kind)
		switch {
		case p.INSEE != "":
			s += " " + p.INSEE
		case p.Within != "":
			s += " in " + p.Within
		case p.Country != "" && p.Country != "FR":
			s += " " + p.Country
		}
		if p.Optional {
			s = "(" + s + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestPlaces(t *testing.T) {
	a := annotator(t)
	for _, test := range []struct{ departement, text, want string }{
		// Names of the gazetteer.
		{"59", "Le préfet s'est rendu à Wattrelos et à Killem.", "Wattrelos commune 59650, Killem commune 59326"},
		{"39", "Le comité s'est réuni à Dole, à La Commanderie, puis à La Passerelle.", "Dole commune 39198, La Commanderie other, La Passerelle other"},
		{"15", "Il a visité la fromagerie Bonnal, à Talizat, puis les ateliers de la manufacture Roche.", "fromagerie Bonnal venue in Talizat, Talizat commune 15231, manufacture Roche venue in Talizat"},
		{"23", "La visite s'est achevée au lycée des métiers du bâtiment de Felletin.", "lycée des métiers du bâtiment de Felletin venue in Felletin, Felletin commune 23079"},
		{"35", "Une gerbe a été déposée au Panthéon rennais. Il a regagné l'Élysée.", "Panthéon rennais venue, Élysée venue"},
		{"974", "Ils ont fait le point à l'hôtel de la préfecture de Saint-Denis.", "hôtel de la préfecture de Saint-Denis venue in Saint-Denis, Saint-Denis commune 97411"},
		{"65", "Il s'est rendu à la halle aux grains.", "halle aux grains venue"},
		{"59", "Nozay, Lille et Douai participent.", "Nozay commune, Lille commune 59350, Douai commune 59178"},
		{"76", "Des cérémonies ont lieu au Havre et au Petit-Quevilly.", "Havre commune 76351, Petit-Quevilly commune 76498"},
		{"33", "La situation en Gironde est stable.", "Gironde departement 33"},
		{"78", "Les élus des Yvelines sont venus.", "Yvelines departement 78"},
		{"59", "Les habitants du Nord sont prévenus. Le vent du nord se lève. La mer du Nord est agitée.", "Nord departement 59, mer du Nord other"},
		{"75", "La gare du Nord est fermée.", "gare du Nord venue"},
		{"57", "La ligne Metz-Luxembourg est coupée.", "Metz commune 57463, Luxembourg country LU"},
		{"26", "Die, le 10 août 2022", "Die commune 26113"},
		{"44", "MAISON OUVERTE À NOZAY", "NOZAY commune 44113"},
		{"35", "Elle est née au Cameroun, à Douala.", "Cameroun country CM, Douala commune CM"},
		// No places.
		{"59", "L'est et le nord du pays sont touchés, contre toute attente.", ""},
		{"59", "‹Anne Bordeaux› et M. ‹Paris› sont venus.", ""},
		{"59", "Le plan Bon Départ commence en mars.", ""},
		{"62", "Il a été lu par Paris Match.", ""},
		// Homonyms.
		{"30", "Il habite à Mons.", "Mons commune 30173"},
		{"59", "Le bourgmestre a reçu les Belges à Mons, en Belgique.", "Mons commune BE, Belgique country BE"},
		{"26", "Elle a lieu à Valence.", "Valence commune 26362"},
		{"82", "Elle a lieu à Valence.", "Valence commune 82186"},
		{"974", "Il vit à Saint-Denis et à Saint-Pierre.", "Saint-Denis commune 97411, Saint-Pierre commune 97416"},
		{"93", "Il vit à Saint-Denis.", "Saint-Denis commune 93066"},
		{"62", "Le ministre est à Loon-Plage (Nord).", "Loon-Plage commune 59359, Nord departement 59"},
		{"64", "Des élus d'Irun et de Saint-Sébastien, en Espagne, sont venus.", "Irun commune ES, Saint-Sébastien commune ES, Espagne country ES"},
		{"18", "À Saint-Amand-Montrond, on vote. Saint-Amand est calme.", "Saint-Amand-Montrond commune 18197, Saint-Amand commune 18197"},
		{"62", "Le bras de la Canche, à Montreuil, est en réserve.", "Canche other, Montreuil commune 62588"},
		{"975", "Elle vit à Saint-Pierre.", "Saint-Pierre commune 97502"},
		{"29", "L'Île-de-Sein perd des habitants.", "Île-de-Sein commune 29083"},
		{"62", "Le port de Boulogne est fermé.", "port de Boulogne venue in Boulogne-sur-Mer, Boulogne commune 62160"},
		{"59", "Le bourgmestre a reçu les Belges à Mons. Ils sont au théâtre royal de Mons.", "Mons commune BE, théâtre royal de Mons venue in Mons"},
		{"43", "Elle est venue au Puy.", "Puy commune 43157"},
		{"75", "Le cortège part de la place de la Nation.", "place de la Nation venue"},
		{"05", "Les médailles ont été remises dans les salons de la préfecture. Elle vit à Gap, lui à Tallard.", "salons de la préfecture venue in Gap, Gap commune 05061, Tallard commune 05170"},
		{"48", "Le feu a pris au lieu-dit « Les Quatre Routes », près de Prévenchères, puis au lieu-dit La Baraque.", "Les Quatre Routes other in Prévenchères, Prévenchères commune 48119, La Baraque other"},
		{"21", "La crue a coupé la route d'Esbarres à Brazey-en-Plaine. La route du col de Bessey est libre.", "Esbarres commune 21249, Brazey-en-Plaine commune 21103, col de Bessey other"},
		// Kinds of things and feasts.
		{"09", "Le festival de rue de Lavelanet et les feux de la Saint-Jean sont annulés.", "Lavelanet commune 09160"},
		{"71", "Pont de la Toussaint : la préfecture sera fermée.", ""},
		{"74", "Le ministre a visité une usine de la vallée de l'Arve.", "vallée de l'Arve other"},
		{"29", "Une gerbe a été déposée à la stèle de Plonévez-Porzay, puis au monument du jardin Massey.", "Plonévez-Porzay commune 29176, jardin Massey venue in Plonévez-Porzay"},
		{"06", "L'usine de dessalement de Menton est à l'arrêt.", "Menton commune 06083"},
		{"62", "Le bassin de l'Aa est en alerte, comme le bassin de Lens.", "Aa other, bassin de Lens other"},
		{"02", "Ils ont fleuri le cimetière Saint-Roch.", "cimetière Saint-Roch venue"},
		{"28", "La remise des prix aura lieu au Compa, à Chartres.", "Compa venue in Chartres, Chartres commune 28085"},
		{"38", "Autrans-Méaudre est privée d'eau. La navette va vers Vierzon-Forges et vers Port-Camargue.", "Autrans-Méaudre commune 38225, Vierzon-Forges other, Port-Camargue other"},
		{"57", "Ils ont planté un tilleul au jardin des faïenciers, à Sarreguemines.", "jardin des faïenciers venue in Sarreguemines, Sarreguemines commune 57631"},
		{"59", "Les commerces du centre de Seclin rouvrent. Réunion à la maison du Terroir.", "Seclin commune 59560, maison du Terroir venue in Seclin"},
		{"974", "Né à Saint-Denis de La Réunion, il vit à Saint-Pierre.", "Saint-Denis de La Réunion commune 97411, Saint-Pierre commune 97416"},
		{"44", "La Loire a débordé. La crue de la Mayenne est passée en Loire-Atlantique.", "Loire other, Mayenne other, Loire-Atlantique departement 44"},
		{"23", "La ligne Limoges-Guéret-Montluçon est une priorité.", "Limoges commune 87085, Guéret commune 23096, Montluçon commune 03185"},
		{"974", "RN1, entre la Grande Chaloupe et La Possession ; RN2, du Chaudron à Sainte-Suzanne.", "Grande Chaloupe other, La Possession commune 97408, Chaudron other, Sainte-Suzanne commune 97420"},
		{"974", "La station d'épuration de Kahani est arrêtée, celle de Dzoumogné aussi.", "station d'épuration de Kahani venue, Dzoumogné other"},
		{"26", "Les usagers demandent un récépissé à la préfecture de la Drôme.", "(Drôme departement 26)"},
		{"59", "La garde des Sceaux est venue à Lille.", "Lille commune 59350"},
		{"79", "Bassins en crise :\n– Thouet amont\n– Autize ;\n– Sèvre nantaise ;\n– Boutonne.", "Thouet other, Autize other, Sèvre nantaise other, Boutonne other"},
		{"07", "Communes concernées :\n- Aubenas\n- Joyeuse\n- Ribes\n\nContact", "Aubenas commune 07019, Joyeuse commune 07110, Ribes commune 07189"},
		{"976", "Les villages de Combani et Miréréni sont alimentés.", "Combani other, Miréréni other"},
		{"91", "Le village n'avait pas de monument aux morts.", ""},
		// Inside titles and bodies.
		{"35", "La [préfète d'Ille-et-Vilaine] a réuni les maires.", "(Ille-et-Vilaine departement 35)"},
		{"35", "La préfecture d'Ille-et-Vilaine est fermée.", "(Ille-et-Vilaine departement 35)"},
		// Venues.
		{"64", "Réunion à la mairie d'Hendaye.", "mairie d'Hendaye venue in Hendaye, Hendaye commune 64260"},
		{"44", "La cérémonie a lieu salle Jean-Moulin, à Nantes.", "salle Jean-Moulin venue in Nantes, Nantes commune 44109"},
		{"31", "Ils se sont réunis au musée Aeroscopia de Blagnac.", "musée Aeroscopia venue in Blagnac, Blagnac commune 31069"},
		{"26", "Ils sont au gymnase du lycée du Diois.", "gymnase du lycée du Diois venue"},
		{"42", "C'est à la Cité du design, à Saint-Étienne, qu'il parle.", "Cité du design venue in Saint-Étienne, Saint-Étienne commune 42218"},
		{"42", "Il a cité Simone Weil.", ""},
		{"75", "La place de la France dans le monde.", "France country FR"},
		{"04", "Écrire à la préfecture, 8 rue du Docteur-Romieu.", ""},
		{"73", "Rendez-vous place du 8-mai-1945 à Modane.", "place du 8-mai-1945 venue in Modane, Modane commune 73157"},
		{"13", "Visite du lycée Honoré de Balzac et du collège Simone de Beauvoir d'Arles.", "lycée Honoré de Balzac venue in Arles, collège Simone de Beauvoir d'Arles venue in Arles, Arles commune 13004"},
		{"90", "Le forum se tient au lycée Condorcet\nde Belfort.", "lycée Condorcet\nde Belfort venue in Belfort, Belfort commune 90010"},
		{"50", "Ils sont au centre culturel Simone de Beauvoir de Valognes.", "centre culturel Simone de Beauvoir venue in Valognes, Valognes commune 50615"},
		{"07", "Réunion à Tournon-sur-Rhône, salle Georges-Brassens de Tournon.", "Tournon-sur-Rhône commune 07324, salle Georges-Brassens venue in Tournon-sur-Rhône, Tournon commune 07324"},
		{"12", "Elle a été reçue au foirail de Réquista, puis au foyer rural.", "foirail de Réquista venue in Réquista, Réquista commune 12197, foyer rural venue in Réquista"},
		{"36", "Point de presse à Issoudun\n\nLe secours est organisé au poste de secours du Tivoli.", "Issoudun commune 36088, poste de secours du Tivoli venue in Issoudun"},
		{"06", "La rencontre a eu lieu au musée Jean-Cocteau, à Vintimille, en Italie.", "musée Jean-Cocteau venue in Vintimille, Vintimille commune IT, Italie country IT"},
		{"56", "Le ministre a visité hier à la scierie Le Goff les ateliers. Une conserverie de Vannes ferme.", "scierie Le Goff venue in Vannes, Vannes commune 56260"},
		{"29", "Il a visité le camping au Guilvinec, chargé de la mer au Guilvinec.", "Guilvinec commune 29072, Guilvinec commune 29072"},
		{"33", "Le préfet s'est rendu au haras de Villeneuve-sur-Lot.", "haras de Villeneuve-sur-Lot venue in Villeneuve-sur-Lot, Villeneuve-sur-Lot commune 47323"},
		// Words at the beginning of a sentence, and towns that are words.
		{"11", "Trente agents sont mobilisés. Cinq routes sont coupées. Maison et jardin sont inondés.", ""},
		{"41", "Le train de Tours est en retard. Tours, Orléans et Blois participent.", "Tours commune 37261, Tours commune 37261, Orléans commune 45234, Blois commune 41018"},
		// Other places.
		{"21", "La Tille a débordé à Is-sur-Tille. Elle monte.", "Tille other, Is-sur-Tille commune 21317"},
		{"56", "Elle se rend à l'Île-aux-Moines et au golfe du Morbihan.", "Île-aux-Moines commune 56087, golfe du Morbihan other"},
		{"48", "Il neige sur l'Aubrac, le Tanargue et le causse de Sauveterre.", "Aubrac other, Tanargue other, causse de Sauveterre other"},
		{"29", "Les pêcheurs du pays bigouden et le pays voisin. Le bocage bourbonnais.", "pays bigouden other, bocage bourbonnais other"},
		{"59", "La métropole lilloise et la métropole française.", "métropole lilloise other"},
		{"75", "Elle habite le 18e arrondissement, près du 1er arrondissement de Paris.", "18e arrondissement other in Paris, 1er arrondissement other in Paris, Paris commune 75056"},
		{"77", "Crues du Doux et de la Beaume : l'Orvanne et ses affluents débordent. La Nationale est fermée.", "Doux other, Beaume other, Orvanne other"},
		{"17", "Les bassins de la Boutonne, de l'Antenne et du Curé sont en alerte.", "Boutonne other, Antenne other, Curé other"},
		{"82", "Voir les mairies de Bruniquel, Bioule et Nègrepelisse.", "Bruniquel commune 82026, Bioule commune 82018, Nègrepelisse commune 82134"},
		{"50", "Il neige dans la Hague.", "Hague other"},
		{"85", "Des marins de l'île d'Yeu sont là.", "île d'Yeu other"},
		{"", "Des rencontres ont eu lieu à La Réunion.", "La Réunion departement 974"},
		// Parts of places, and adjectives of a country after mountains.
		{"29", "Il neige dans le Nord-Finistère et le Centre-Bretagne.", "Nord-Finistère other, Centre-Bretagne other"},
		{"70", "Les entreprises des Vosges saônoises recrutent.", "Vosges saônoises other"},
		{"973", "L'Ouest guyanais est calme.", "Ouest guyanais other"},
		// Venues named after a number, a square's things, two things.
		{"35", "Elle s'est tenue place du 50e Régiment d'Artillerie, puis rue du 30e-Régiment-d'Infanterie.", "place du 50e Régiment d'Artillerie venue, rue du 30e-Régiment-d'Infanterie venue"},
		{"03", "Une cérémonie a eu lieu, place de la déportation.", "place de la déportation venue"},
		{"21", "Elle a visité le musée de la Résistance et de la Déportation.", "musée de la Résistance et de la Déportation venue"},
		{"61", "Elle s'est rendue au centre hospitalier Jacques-Monod.", "centre hospitalier Jacques-Monod venue"},
		// No tower, no passage, no square, no commune.
		{"04", "C'est au tour de Castellane, depuis le passage de Maria.", "Castellane commune 04039"},
		{"35", "La ligne qui place Rennes à une heure est ouverte.", "Rennes commune 35238"},
		{"38", "On a célébré la Sainte Geneviève.", ""},
	} {
		d := document(test.departement, test.text)
		a.Annotate(d)
		if got := show(d); got != strings.ReplaceAll(test.want, " country FR", " country") && got != test.want {
			t.Errorf("%s (%s)\n got %s\nwant %s", test.text, test.departement, got, test.want)
		}
	}
}

func TestOrganisations(t *testing.T) {
	a := annotator(t)
	for _, test := range []struct{ departement, text, want string }{
		// A part of a body that has a name is the body.
		{"86", "L'agence régionale de santé recommande la prudence.", "agence régionale de santé"},
		{"86", "Elle dirige la délégation départementale de l'agence régionale de santé Bretagne.", "agence régionale de santé Bretagne"},
		{"88", "Le responsable de l'agence de l'Office national des forêts a parlé.", "Office national des forêts"},
		// A post at a body, and a visit to it.
		{"58", "Il a été nommé chef de bureau à la préfecture de la Nièvre.", "préfecture de la Nièvre"},
		{"47", "Les recours sont portés devant le tribunal administratif de Bordeaux.", "tribunal administratif de Bordeaux"},
		{"58", "La réunion se tient à la préfecture de la Nièvre.", ""},
		// Names with common words.
		{"64", "La communauté d'agglomération Pays basque et la communauté de communes de l'Ouest vosgien ont signé.", "communauté d'agglomération Pays basque, communauté de communes de l'Ouest vosgien"},
		{"80", "La représentante de l'association Roseaux et compagnie, présente, a parlé.", "Roseaux et compagnie"},
		{"80", "Les présidents de l'association Roseaux et Lucie Morel ont parlé.", "association Roseaux"},
		{"50", "Le groupement de gendarmerie maritime patrouille.", "groupement de gendarmerie maritime"},
		{"76", "Le préfet a salué l'engagement de la Région et du Département. La région est vaste. Région touristique.", "Région, Département"},
		{"90", "Le président du Grand Belfort a parlé. Grand Belfort. Le Grand Paris. Le grand Reims.", "Grand Belfort"},
		{"32", "Des jeunes agriculteurs et les Jeunes agriculteurs du Gers étaient là.", "Jeunes agriculteurs du Gers"},
		{"38", "La cheffe du bureau des élections tient un bureau de vote.", "bureau des élections"},
		// Common words between, after and before.
		{"88", "Il préside l'Union départementale des anciens combattants et l'association des maires et des présidents d'intercommunalité du Jura.", "Union départementale des anciens combattants, association des maires et des présidents d'intercommunalité du Jura"},
		{"88", "Le 1er régiment de tirailleurs défile.", "1er régiment de tirailleurs"},
		{"88", "Le président du conseil général et du préfet sont là.", "conseil général"},
		{"76", "L'association Un toit pour tous, présente, et la société Filatis ont signé.", "Un toit pour tous, Filatis"},
		{"54", "La communauté de communes du Pays de Colombey et du sud Toulois a signé.", "communauté de communes du Pays de Colombey et du sud Toulois"},
		{"29", "Brest métropole et Lorient agglomération signent.", "Brest métropole, Lorient agglomération"},
		{"04", "Les pompiers du SDIS Service départemental d'incendie et de secours arrivent.", "SDIS, Service départemental d'incendie et de secours"},
		{"04", "L'office municipal des sociétés patriotiques (OMSP) et une délégation de porte-drapeaux.", "office municipal des sociétés patriotiques, OMSP"},
		{"39", "Le comité régional de l'habitat (CRHHComité régional de l'habitat) et le SGARSecrétariat général sont là.", "comité régional de l'habitat, CRHH, SGAR"},
		{"40", "Le comité départemental de suivi de l'influenza aviaire hautement pathogène s'est réuni. Le comité départemental a conclu.", "comité départemental de suivi de l'influenza aviaire hautement pathogène"},
		{"976", "Le comité de suivi de la ressource en eau et le ministère fédéral du Travail.", "comité de suivi de la ressource en eau, ministère fédéral du Travail"},
		{"11", "Le ministre est venu à la cave coopérative de Capendu, loin de la maison France services.", "France services"},
		{"56", "Il a visité les ateliers de la scierie Le Goff, puis s'est rendu à la fromagerie de Talizat et au centre hospitalier de Vannes.", "scierie Le Goff, centre hospitalier de Vannes"},
		{"39", "Un espace France services ouvre, près de la France services de Dole, selon France Info.", "France services, France Info"},
		// Names without a word for bodies: firms after a common noun, media.
		{"59", "Le bailleur Partenord, la compagnie Iris Voyages et l'usine de chez Bois & Fils des Flandres recrutent.", "Partenord, Iris Voyages, Bois & Fils des Flandres"},
		{"974", "Il l'a dit sur Réunion La 1ère, dans La Voix du Nord et au micro de la radio Ardoise. Le cabinet du préfet de Lille.", "Réunion La 1ère, La Voix du Nord, Ardoise"},
		// A definite article makes one body of a word for many.
		{"59", "La présidente de la communauté de communes et une communauté de communes.", "communauté de communes"},
		{"59", "La gendarmerie, la gendarmerie de Guyane, une caserne de gendarmerie de Lille et la compagnie de Lille. Venu en compagnie de Lille.", "gendarmerie, gendarmerie de Guyane, compagnie de Lille"},
		{"59", "Le ministère et le parquet se taisent, un navire parti de La Réunion arrive.", ""},
		// What a body is for, its country, its second word.
		{"973", "La police fédérale brésilienne et la commission mixte transfrontalière sont venues.", "police fédérale brésilienne, commission mixte transfrontalière"},
		{"29", "Une délégation à la mer et au littoral, le commissariat général à l'égalité des territoires.", "délégation à la mer et au littoral, commissariat général à l'égalité des territoires"},
		{"40", "Le comité interprofessionnel du foie gras et le comité national de gestion des risques en agriculture, réuni hier.", "comité interprofessionnel du foie gras, comité national de gestion des risques en agriculture"},
		{"67", "L'association des maires et présidents d'intercommunalités, l'association des maires et adjoints.", "association des maires et présidents d'intercommunalités, association des maires et adjoints"},
		{"01", "L'installation du conseil départemental de l'accès au droit, du conseil départemental de l'Ain.", "conseil départemental de l'accès au droit, conseil départemental de l'Ain"},
		{"20", "Le président du conseil général, de l'amiral ‹Yvon Rey› et des associations.", "conseil général"},
		{"48", "Le conseil d'administration du parc national des Cévennes. Le conseil d'administration de l'association.", "parc national des Cévennes"},
		{"88", "La 2e division blindée, la base aérienne 103 et la Région Grand Est. UN PROJET CONFORME À LA LOI.", "2e division blindée, base aérienne 103, Région Grand Est"},
		{"88", "La 27e brigade d'infanterie de montagne, le groupe Océan Nord, le groupe La Poste, l'association « Plein Air » et l'entreprise \"Roseau Bois\".", "27e brigade d'infanterie de montagne, groupe Océan Nord, La Poste, Plein Air, Roseau Bois"},
		{"40", "Le SYTEC des Landes et l'unité départementale de la DREAL. Le courrier part par la poste.", "SYTEC des Landes, DREAL"},
		{"40", "Le syndicat mixte du bassin de l'Adour et la Métropole du Grand Nancy ont signé.", "syndicat mixte du bassin de l'Adour, Métropole du Grand Nancy"},
		// A street, a medal, an office and a number that are called after a body.
		{"40", "Il habite rue de la Gendarmerie, a la médaille de la gendarmerie nationale et l'arrêté n° DDT-2025-12.", ""},
		{"25", "Le ministère de l'Intérieur et des outre-mer, le Grand Besançon Métropole, le SDE 22 et Cœur d'Essonne Agglomération investissent.", "ministère de l'Intérieur et des outre-mer, Grand Besançon Métropole, SDE 22, Cœur d'Essonne Agglomération"},
		{"56", "L'EID Bretagne et le 3e RIMa sont présents.", "EID Bretagne, 3e RIMa"},
		{"56", "Une conserverie de Vannes ferme, mais la conserverie Le Goff embauche.", "conserverie Le Goff"},
	} {
		d := document(test.departement, test.text)
		a.Annotate(d)
		var got []string
		for _, o := range d.Organisations {
			got = append(got, o.Text)
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestDepartment(t *testing.T) {
	a := annotator(t)
	for _, test := range []struct{ url, text, want string }{
		{"https://www.ille-et-vilaine.gouv.fr/Actualites/X", "Rien.", "35"},
		{"", "Le préfet du Nord, le préfet de la région Hauts-de-France et la préfecture du Nord.", "59"},
		{"", "La sous-préfète de Die a parlé.", "26"},
		{"", "Les bureaux de Saint-André, de Saint-Benoît et de Saint-Louis rouvrent, comme celui du Port.", "974"},
		{"", "Chasse dans la Drôme : l'arrêté est affiché à Crest.", "26"},
		{"", "Préfet du Gard en 2018, il vient dans les Landes, à Dax, à Hagetmau, à Mimizan, à Parentis-en-Born et à Capbreton.", "40"},
		{"", "Le préfet de Saint-Pierre-et-Miquelon répond.", "975"},
		{"", "Le train relie Nevers, Auxerre, Dijon et Besançon.", ""},
		{"", "Rien.", ""},
	} {
		d := document("", test.text)
		d.URL = test.url
		a.Annotate(d)
		if d.Department != test.want {
			t.Errorf("%s %s: departement %q; want %q", test.url, test.text, d.Department, test.want)
		}
	}
}

// TestExamples: every example of the tables is found as it is marked.
func TestExamples(t *testing.T) {
	a := annotator(t)
	for file, found := range map[string]func(*extract.Document) []string{
		"heads.tsv": func(d *extract.Document) (s []string) {
			for _, p := range d.Places {
				s = append(s, p.Text)
			}
			return
		},
		"words.tsv": func(d *extract.Document) (s []string) {
			for _, p := range d.Places {
				s = append(s, p.Text)
			}
			return
		},
		"bodies.tsv": func(d *extract.Document) (s []string) {
			for _, o := range d.Organisations {
				s = append(s, o.Text)
			}
			return
		},
	} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			cells := strings.Split(strings.TrimSpace(line), "\t")
			example := cells[len(cells)-1]
			if len(cells) < 3 {
				continue
			}
			var want []string
			for _, part := range strings.Split(example, "«")[1:] {
				text, _, _ := strings.Cut(part, "»")
				want = append(want, text)
			}
			d := document("59", strings.NewReplacer("«", "", "»", "").Replace(example))
			a.Annotate(d)
			got := map[string]bool{}
			for _, s := range found(d) {
				got[s] = true
			}
			for _, w := range want {
				if !got[w] {
					t.Errorf("%s: %s\n got %q", file, example, found(d))
				}
			}
			if file == "words.tsv" && len(got) != len(want) {
				t.Errorf("%s: %s\n got %q", file, example, found(d))
			}
		}
	}
}

const conference = `-
Coopération : une conférence franco-belge à Tournai

Le 6 juin 2019, la conférence franco-belge sur la sécurité s'est tenue à la Halle aux draps de Tournai.

Elle a été ouverte par Jeanne Roussel, préfète du Nord, et par Piet Vermeulen, gouverneur de Flandre occidentale, devant les élus de Lille, de Mons et de Courtrai. Depuis les attentats de New York, a-t-elle rappelé, les services de Dunkerque et de Furnes travaillent ensemble.
`

func TestRelease(t *testing.T) {
	d := extract.PlainText("", conference)
	french.Annotator{}.Annotate(d)
	for _, title := range []string{"préfète du Nord", "gouverneur de Flandre occidentale"} {
		i := strings.Index(d.Text, title)
		d.Titles = append(d.Titles, extract.Title{Text: title, Span: extract.Span{From: i, To: i + len(title)}})
	}
	annotator(t).Annotate(d)
	want := []string{
		"Tournai commune BE", "Halle aux draps de Tournai venue in Tournai", "Tournai commune BE", "(Nord departement 59)",
		"(Flandre occidentale region BE)", "Lille commune 59350", "Mons commune BE", "Courtrai commune BE", "New York commune US",
		"Dunkerque commune 59183", "Furnes commune BE",
	}
	if diff := cmp.Diff(want, strings.Split(show(d), ", ")); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
	if d.Department != "59" {
		t.Errorf("departement is %q; want 59", d.Department)
	}
}

// TestSeed reads a real release where it is at hand.
func TestSeed(t *testing.T) {
	b, err := os.ReadFile("../../../shared/seed/mons-2017.txt")
	if err != nil {
		t.Skip("the release is not at hand")
	}
	d := extract.PlainText("", string(b))
	french.Annotator{}.Annotate(d)
	annotator(t).Annotate(d)
	found := map[string]extract.Place{}
	for _, p := range d.Places {
		found[p.Text] = p
	}
	if p := found["Mons"]; p.Country != "BE" || p.INSEE != "" || p.Position.Lat < 50 {
		t.Errorf("Mons is %+v; want the one in Belgium", p)
	}
	if p := found["Palais provincial de Mons"]; p.Kind != extract.Venue || p.Within != "Mons" {
		t.Errorf("the palace is %+v; want a venue in Mons", p)
	}
	if p := found["New York"]; p.Country != "US" {
		t.Errorf("New York is %+v", p)
	}
	if d.Department != "59" {
		t.Errorf("departement is %q; want 59", d.Department)
	}
}

func FuzzPlaces(f *testing.F) {
	f.Add(conference, 3, 9)
	f.Add("À L'Île-\xffd'Yeu (Nord, la place du 8 mai 1945 de la salle de la", 0, 2)
	f.Add("Le Tour de", 0, 0)
	f.Add("Réunion La 1", 0, 0)
	a := annotator(f)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		d := &extract.Document{Text: strings.ToValidUTF8(text, "\uFFFD")}
		text = d.Text
		french.Annotator{}.Annotate(d)
		if 0 <= from && from < to && to <= len(text) {
			d.Titles = append(d.Titles, extract.Title{Span: extract.Span{From: from, To: to}})
			d.People = append(d.People, extract.Person{Mentions: []extract.Mention{{Span: extract.Span{From: to, To: len(text)}}}})
		}
		a.Annotate(d)
		if d.Text != text {
			t.Fatal("the text has changed")
		}
		check := func(s extract.Span, what string) {
			if s.From < 0 || s.From >= s.To || s.To > len(text) || text[s.From:s.To] != what ||
				!utf8.RuneStart(text[s.From]) || s.To < len(text) && !utf8.RuneStart(text[s.To]) {
				t.Fatalf("span %v of %q", s, what)
			}
		}
		for _, p := range d.Places {
			check(p.Span, p.Text)
		}
		for _, o := range d.Organisations {
			check(o.Span, o.Text)
		}
		if !sort.SliceIsSorted(d.Places, func(i, j int) bool { return d.Places[i].Span.From < d.Places[j].Span.From }) {
			t.Fatal("places are not in text order")
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	a := annotator(b)
	for name, n := range map[string]int{"release": 1, "1MB": 1500} {
		b.Run(name, func(b *testing.B) {
			d := &extract.Document{Text: strings.Repeat(conference, n)}
			french.Annotator{}.Annotate(d)
			b.SetBytes(int64(len(d.Text)))
			b.ReportAllocs()
			for b.Loop() {
				d.Department = ""
				a.Annotate(d)
			}
			b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}
