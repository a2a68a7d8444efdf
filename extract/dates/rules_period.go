package dates

import "estrade/extract"

// periodRules are years and parts of them.
func periodRules() []rule {
	return []rule{
		{name: "year", pattern: "Y", make: bareYear, examples: exs{
			{"contre 870 en 2017", "", "2017 = 2017"},
			{"En 2010 puis 2014, des crues ont touché la vallée; un cèdre planté vers 1830", "", "2010 = 2010; 2014 = 2014; 1830 = 1830"},
			{"Les crues : 1965, 1982 et 2013", "", "1965 = 1965; 1982 = 1982; 2013 = 2013"},
			{"les comptes du dernier exercice clos, en général 2017.", "", "2017 = 2017"},
			{"Paris 2024 et France 2030", "2024-01-01", ""},
			{"à l'horizon 2030", "2024-01-01", "2030 = 2030"},
			{"une prime de 2000 euros", "2024-01-01", ""},
		}},
		{name: "named year", pattern: "annee|exercice|an|millesime|saison|budget|campagne|bilan [ civile|calendaire|budgetaire ] Y", make: day, examples: ex("le bilan de l'année 2019", "", "année 2019 = 2019")},
		{name: "decade", pattern: "annees Y", make: decade, examples: ex("dans les années 1970", "", "années 1970 = 1970..1979")},
		{name: "decade short", pattern: "annees YY", make: decade, examples: ex("dans les années 70", "", "années 70 = 1970..1979")},
		{name: "decade in words", pattern: "annees N", make: decade, examples: exs{
			{"Dans les années soixante-dix", "", "années soixante-dix = 1970..1979"},
			{"Dans les années dix-neuf cent vingt", "", "années dix-neuf cent vingt = 1920..1929"},
		}},
		{name: "quarter", pattern: "ORD trimestre [ [ de|d' ] [ l' annee ] Y ]", make: yearPartOf(3), examples: exs{
			{"au premier trimestre 2019", "", "premier trimestre 2019 = 2019-01..2019-03"},
			{"Les travaux commenceront au 4e trimestre", "2024-07-05", "4e trimestre = 2024-10..2024-12"},
		}},
		{name: "months at an edge of a year", pattern: "N premiers|derniers mois ( de|d' [ l' annee ] Y ; de l' annee )", make: edgeMonths, examples: exs{
			{"sur les trois premiers mois de 2021", "", "trois premiers mois de 2021 = 2021-01..2021-03"},
			{"au cours des deux derniers mois de l'année 2020", "", "deux derniers mois de l'année 2020 = 2020-11..2020-12"},
			{"pour les neuf premiers mois de l'année", "2021-10-15", "neuf premiers mois de l'année = 2021-01..2021-09"},
		}},
		{name: "semester", pattern: "ORD semestre [ [ de|d' ] [ l' annee ] Y ]", make: yearPartOf(6), examples: ex("au second semestre 2020", "", "second semestre 2020 = 2020-07..2020-12")},
		{name: "quarter sign", pattern: "t|q =N Y", make: quarterSign, examples: ex("T1 2019", "", "T1 2019 = 2019-01..2019-03")},
		{name: "quarter digits", pattern: "trimestre [ n ° ] N [ de ] Y", make: quarterSign, examples: ex("trimestre 3 2019", "", "trimestre 3 2019 = 2019-07..2019-09")},
		{name: "year quarter", pattern: "Y [ - ] t|q|trimestre N", make: quarterSign, examples: ex("2019-T1", "", "2019-T1 = 2019-01..2019-03")},
		{name: "half sign", pattern: "( s|h =N Y ; Y [ - ] s|h =N )", make: halfSign, examples: ex("S2 2019", "", "S2 2019 = 2019-07..2019-12")},
		{name: "season year", pattern: "S [ de|d' ] [ l' annee ] Y", make: season, examples: ex("à l'automne 2019", "", "automne 2019 = 2019-09..2019-11")},
		{name: "winter of two years", pattern: "S Y -|/|– Y", make: season, examples: ex("l'hiver 2018-2019", "", "hiver 2018-2019 = 2018-12..2019-02")},
		{name: "season", pattern: "<l'|le|au|cet|ce|du|en|un|fin|chaque> S", make: season, examples: exs{
			{"Le guichet ouvrirait à l'automne", "2019-02-25", "automne = 2019-09..2019-11"},
			{"Il a été reçu en été", "2019-02-25", "été = 2018-06..2018-08"},
			{"Le feu a été éteint", "2019-02-25", ""},
			{"Les pneus d'hiver; il fait chaud en été", "2019-02-25", ""},
		}},
		{name: "this season", pattern: "ce|cet S", make: thisSeason, examples: ex("Cet été, nous accueillerons des jeunes", "2019-07-08", "Cet été = 2019-06..2019-08")},
		{name: "school year", pattern: "annee|annees scolaire|universitaire Y -|/|– Y", make: schoolYear, examples: ex("l'année scolaire 2021-2022", "", "année scolaire 2021-2022 = 2021-09..2022-08")},
		{name: "century", pattern: "CENTURY siecle [ ( avant ; apres ) j . ]", make: century100, examples: exs{
			{"une abbaye fondée au XIIe siècle, rebâtie au 19e siècle", "", "XIIe siècle = 1101..1200; 19e siècle = 1801..1900"},
			{"les défis du siècle, le IIe siècle avant J.-C.", "", ""},
		}},
		{name: "republican day", pattern: "[ D ] REPUBLICAN an ROMAN", make: republican, examples: exs{
			{"La loi du 28 pluviôse an VIII crée les préfets", "", "28 pluviôse an VIII = 1800-02-17"},
			{"la loi du 22 floréal an X", "", "22 floréal an X = 1802-05-12"},
			{"le décret de germinal an 2", "", "germinal an 2 = 1794-03-21..1794-04-19"},
		}},
		{name: "back to school", pattern: "rentree [ scolaire|universitaire ] [ de|d' ] [ septembre ] Y", make: rentree, examples: ex("à la rentrée 2024", "", "rentrée 2024 = 2024-09")},
		{name: "next school term", pattern: "rentree [ scolaire ] [ prochaine|derniere|passee|suivante ]", make: rentree, examples: exs{
			{"dès la rentrée", "2016-06-20", "rentrée = 2016-09"},
			{"à la rentrée dernière", "2019-04-12", "rentrée dernière = 2018-09"},
			{"La rentrée des classes", "2016-06-20", ""},
			{"le report de la rentrée. Et la rentrée scolaire ?", "2016-06-20", ""},
		}},
		{name: "edge of month", pattern: "fin|debut|courant|mi|milieu [ de|du|d'|au ] [ mois ] [ de|d' ] MONTH [ [ de ] Y ]", make: day, examples: exs{
			{"depuis la mi-mai", "2020-09-11", "mi-mai = 2020-05"},
			{"fin mars 2021", "", "fin mars 2021 = 2021-03"},
			{"jusqu'ici, à la fin du mois de novembre", "2023-10-20", "fin du mois de novembre = 2023-11"},
		}},
		{name: "edge of year", pattern: "fin|debut|mi [ de|d' ] [ l' ] [ annee ] Y", make: edgeOfYear, examples: exs{
			{"d'ici à la fin 2026", "", "fin 2026 = 2026-12"},
			{"début 2020", "", "début 2020 = 2020-01"},
			{"mi-2021", "", "mi-2021 = 2021-06"},
		}},
		{name: "edge of this year", pattern: "fin|debut|milieu ( de l' annee ; de cette annee ; d' annee ) [ prochaine|derniere|passee|suivante ]", make: edgeOfYear, examples: ex("avant la fin de l'année", "2022-11-14", "fin de l'année = 2022-12")},
		{name: "edge of this part of year", pattern: "fin|debut ( du|de ; de ce ) trimestre|semestre END", make: edgeOfPart, examples: exs{
			{"avant la fin du semestre", "2023-10-23", "fin du semestre = 2023-12"},
			{"dès le début de ce trimestre", "2023-10-23", "début de ce trimestre = 2023-10"},
			{"avant la fin du premier semestre 2020", "", "premier semestre 2020 = 2020-01..2020-06"},
		}},
		{name: "edge of this month", pattern: "fin|debut|milieu ( du mois ; de mois ; de ce mois )", make: edgeOfMonth, examples: exs{
			{"avant la fin du mois", "2022-11-14", "fin du mois = 2022-11"},
			{"Le préfet, arrivé en août, rencontrera les maires d'ici la fin du mois", "2022-09-12", "août = 2022-08; fin du mois = 2022-09"},
		}},
		{name: "half of month", pattern: "ORD quinzaine de|d'|du [ mois ] [ de|d' ] MONTH [ Y ]", make: halfMonth, examples: ex("la première quinzaine d'avril", "2013-02-12", "première quinzaine d'avril = 2013-04-01..2013-04-15")},
		{name: "week of month", pattern: "ORD semaine de|d' MONTH [ Y ]", make: weekOfMonth, examples: exs{
			{"la première semaine de janvier 2015", "", "première semaine de janvier 2015 = 2014-12-29..2015-01-04"},
			{"la dernière semaine de septembre 2014", "", "dernière semaine de septembre 2014 = 2014-09-22..2014-09-28"},
		}},
		{name: "week of year", pattern: "ORD semaine de|d' [ l' annee ] Y", make: weekOfYear, examples: ex("la deuxième semaine de 2015", "", "deuxième semaine de 2015 = 2015-01-05..2015-01-11")},
		{name: "week number", pattern: "semaine [ n|no|n°|numero [ ° ] ] N [ [ de|d'|/|- ] Y ] END", make: weekNumber, examples: ex("Agenda de la semaine 19", "2016-05-02", "semaine 19 = 2016-05-09..2016-05-15")},
		{name: "week of day", pattern: "semaine du [ W ] D M [ Y ]", make: weekOfDay, examples: exs{
			{"dans la semaine du 7 octobre", "2013-09-12", "semaine du 7 octobre = 2013-10-07..2013-10-13"},
		}},
		{name: "weekend of day", pattern: "( week end ; weekend ) du [ W ] D M [ Y ]", make: weekendOfDay, examples: ex("le week-end du 22 octobre", "2022-10-15", "week-end du 22 octobre = 2022-10-22..2022-10-23")},
		{name: "nth weekend of month", pattern: "ORD ( week end ; weekend ) de|d' MONTH [ Y ]", make: nthWeekend, examples: ex("le premier week-end de décembre", "2022-10-15", "premier week-end de décembre = 2022-12-03..2022-12-04")},
		{name: "nth weekday of month", pattern: "ORD W de|d'|du [ mois ] [ de|d' ] MONTH [ Y ]", make: nthWeekday, examples: exs{
			{"le premier lundi de mars 2020", "", "premier lundi de mars 2020 = 2020-03-02"},
			{"Le dernier dimanche d'avril est chaque année dédié à leur mémoire", "2020-04-02", ""},
		}},
		{name: "nth day of month", pattern: "ORD jour de|d' MONTH [ [ , ] Y ]", make: nthDay, examples: exs{
			{"le dernier jour d'octobre 2015", "", "dernier jour d'octobre 2015 = 2015-10-31"},
			{"le 3ème jour d'octobre 2015", "", "3ème jour d'octobre 2015 = 2015-10-03"},
		}},
	}
}

// headsColumn reports a year in the first line of a table, where nothing but
// years stands before it: "2005      2006     évolution".
func (r *reader) headsColumn(at int) bool {
	isYear := func(i int) bool {
		t := &r.tokens[i]
		return t.Kind == extract.Number && len(t.Lower) == 4 && (t.Lower[0] == '1' && t.Lower[1] == '9' || t.Lower[0] == '2' && t.Lower[1] == '0')
	}
	from := at
	for from > 0 && r.tokens[from].Gap < extract.Line {
		if from--; !isYear(from) {
			return r.isPairOfYears(at, isYear)
		}
	}
	years := 0
	for i := from; i < len(r.tokens) && isYear(i) && (i == from || r.tokens[i].Gap == extract.Space); i++ {
		years++
	}
	return years > 1 && isYear(at)
}

// isPairOfYears reports whether the year at token at stands beside the next or the last:
// "Faits constatés 2024 2025 Évolution".
func (r *reader) isPairOfYears(at int, isYear func(int) bool) bool {
	if !isYear(at) {
		return false
	}
	y, _ := digits(&r.tokens[at])
	for _, k := range [2]int{at - 1, at + 1} {
		if k < 0 || k >= len(r.tokens) || !isYear(k) || r.tokens[max(k, at)].Gap != extract.Space {
			continue
		}
		if z, _ := digits(&r.tokens[k]); z-y == k-at {
			return true
		}
	}
	return false
}

// bullets begin an item of a list.
var bullets = set("- – — • · * ▪ ● ○ ◦ ►")

// yearWords can stand before a year that is a date.
var yearWords = set("attendre viser en depuis des ici avant apres debut fin mi courant pour horizon jusqu'en contre a que entre qu' et ou d' de l' vers an annee annees")

// yearNouns go before a year that says when they were.
var yearNouns = set("printemps ete automne hiver edition chiffres resultats donnees objectifs priorites perspectives programmation programme recensement " +
	"session sessions concours rapport calendrier barometre moisson recolte vendange")

// bareYear tells a year from a quantity and from a part of a name.
func bareYear(r *reader, c []capture, from, to int) (part, bool) {
	p := part{start: ymd{y: num(c, "Y")}}
	if to-from > 1 && !r.is(from-1, "en", "an", "annee") || p.start.y < 1500 || p.start.y > 2100 {
		return p, false
	}
	if r.headsColumn(from) || r.opensYears(from, to) || r.isApposedYear(from, to) {
		return p, true
	}
	if to < len(r.tokens) {
		t := &r.tokens[to]
		if t.Kind == extract.Number || t.Gap <= extract.Space && t.Kind == extract.Word && t.Shape == extract.LowerCase && !enders[t.Fold] && !followsYear(t) {
			return p, false
		}
		if isOneOf(t.Fold, []string{"€", "%", "m", "m²", "°", "°c"}) {
			return p, false
		}
	}
	if to < len(r.tokens) && r.is(to, "a", "aura", "nous", "sera", "fut", "est", "marque", "avait") && (from == r.sentence().From || from-1 == r.sentence().From && r.is(from-1, "mais", "et", "or", "si", "«", "“") || r.is(from-1, "«", "“")) {
		return p, r.tokens[from].Kind == extract.Number
	}
	if from == 0 {
		return p, r.sentence().To == to || r.is(to, ":", "-", "–")
	}
	prev := &r.tokens[from-1]
	if prev.Fold == "horizon" && prev.Shape == extract.Capitalised && from > 1 && r.tokens[from-1].Gap < extract.Line {
		return p, false // "un projet d'Horizon 2020"
	}
	if r.tokens[from].Gap > extract.Line || r.tokens[from].Gap == extract.Line && !yearWords[prev.Fold] {
		return p, r.is(to, ":", "–", "-", "|") && r.tokens[from].Kind == extract.Number
	}
	switch prev.Kind {
	case extract.Number:
		return p, false
	case extract.Punct:
		if bullets[prev.Fold] && (from < 2 || prev.Gap >= extract.Line) && r.is(to, ":", "-", "–", "—") && r.tokens[from].Kind == extract.Number {
			return p, true // "- 2009 : directrice de cabinet"
		}
		if r.is(to, ":") && r.isYearToken(from) && to+1 < len(r.tokens) && r.tokens[to+1].Kind == extract.Number {
			return p, prev.Fold == "(" || prev.Fold == ";" // "(2021 : 312 ; 2022 : 298)"
		}
		return p, prev.Fold == "(" && r.is(to, ")", ",", ";") || prev.Fold == "," && from > 1 && r.tokens[from-2].Kind == extract.Number && len(r.tokens[from-2].Lower) == 4
	}
	switch prev.Fold {
	case "de", "d'":
		// "de 2019" is a year after a noun, not after a quantity or a verb.
		if r.is(from-2, "loi", "armistice", "traite", "guerre") {
			return p, false
		}
		if k := len(r.done) - 1; k >= 0 && r.done[k].rule == "year" && r.done[k].to >= from-3 {
			return p, true // "de 1910, de 1982 et de 2016"
		}
		return p, r.is(to, "a", "au") || from > 1 && r.tokens[from-2].Kind == extract.Word && p.start.y >= 1900
	case "puis":
		k := len(r.done) - 1
		return p, k >= 0 && r.done[k].rule == "year" && r.done[k].to == from-1 // "en 2010 puis 2014"
	case "vers":
		return p, p.start.y >= 1500
	case "a", "pour", "l'", "que", "qu'", "contre", "et", "ou":
		return p, (p.start.y >= 1900 || prev.Fold == "et" || prev.Fold == "a") && (prev.Fold != "contre" && prev.Fold != "l'")
	}
	return p, yearWords[prev.Fold] || yearNouns[prev.Fold] && prev.Shape == extract.LowerCase && p.start.y >= 1900
}

// opensYears reports whether the year at tokens from to to opens a list of years: "les
// crues : 1965, 1982 et 2013", "les éditions 2018 et 2019".
func (r *reader) opensYears(from, to int) bool {
	if from == 0 || !r.is(to, ",", "et", "ou", "puis") || !r.isYearToken(from) {
		return false
	}
	prev := &r.tokens[from-1]
	if !r.is(from-1, ":", "(") && (prev.Kind != extract.Word || prev.Shape != extract.LowerCase || len(prev.Fold) < 4) {
		return false
	}
	next := to + 1
	if r.is(next, "en", "de") {
		next++
	}
	return r.isYearToken(next) && (next+1 >= len(r.tokens) || r.tokens[next+1].Gap >= extract.Line || r.tokens[next+1].Kind == extract.Punct || enders[r.tokens[next+1].Fold])
}

// isYearToken reports whether token i is a year of this century or the last, in digits.
func (r *reader) isYearToken(i int) bool {
	if i < 0 || i >= len(r.tokens) || len(r.tokens[i].Lower) != 4 {
		return false
	}
	y, ok := digits(&r.tokens[i])
	return ok && y >= 1900 && y < 2100
}

// isApposedYear reports whether the year at tokens from to to says which year or financial
// year was meant: "les comptes du dernier exercice clos, en général 2017", "soit 2021".
func (r *reader) isApposedYear(from, to int) bool {
	const most = 8
	if !r.is(from-1, "soit", "savoir", "general", "generalement", "souvent", "dire") || !r.isYearToken(from) || to < r.sentence().To && r.tokens[to].Kind != extract.Punct && !enders[r.tokens[to].Fold] {
		return false
	}
	for i := from - 1; i >= max(r.sentence().From, from-most); i-- {
		if r.is(i, "exercice", "annee", "campagne", "saison", "millesime", "session", "edition", "recolte") {
			return true
		}
	}
	return false
}

// followsYear reports words that can follow a year in a sentence.
func followsYear(t *extract.Token) bool {
	switch t.Kind {
	case extract.Word:
		return len(t.Fold) > 2 && !isOneOf(t.Fold, []string{"euros", "euro", "habitants", "personnes", "metres", "hectares", "tonnes", "logements", "places", "agents", "km", "kilometres", "eleves", "emplois", "entreprises", "hommes", "vaccins", "doses", "litres", "animaux", "beneficiaires", "foyers", "m2"})
	}
	return true
}

func decade(_ *reader, c []capture, _, _ int) (part, bool) {
	y := max(num(c, "Y"), num(c, "YY"), num(c, "N"))
	if y < 100 {
		y += 1900
	}
	if y >= 2030 && has(c, "YY") {
		y -= 100
	}
	return part{start: ymd{y: y}, end: ymd{y: y + 9}}, y%10 == 0 && y >= 1000 && y < 2100
}

// yearPartOf makes the n-th part of a year of some months each.
func yearPartOf(months int) maker {
	return func(r *reader, c []capture, from, to int) (part, bool) {
		n := num(c, "ORD")
		if n < 0 { // "le dernier trimestre" is the last of the year where one is named
			n = 12 / months
			if !has(c, "Y") && (r.tense(from, to) < 0 || !r.is(from-1, "au") && r.tense(from, to) == 0) {
				return part{}, false // but "une évaluation au dernier trimestre", "attendus pour le dernier trimestre"
			}
		}
		return part{start: ymd{num(c, "Y"), months*(n-1) + 1, 0}, end: ymd{num(c, "Y"), months * n, 0}}, n <= 12/months
	}
}

func quarterSign(_ *reader, c []capture, _, _ int) (part, bool) {
	n := num(c, "N")
	return part{start: ymd{num(c, "Y"), 3*n - 2, 0}, end: ymd{num(c, "Y"), 3 * n, 0}}, n >= 1 && n <= 4
}

func halfSign(_ *reader, c []capture, _, _ int) (part, bool) {
	n := num(c, "N")
	return part{start: ymd{num(c, "Y"), 6*n - 5, 0}, end: ymd{num(c, "Y"), 6 * n, 0}}, n == 1 || n == 2
}

func season(r *reader, c []capture, from, to int) (part, bool) {
	p := captured(c, "S", 0)
	p.from, p.to = from, to
	if y := num(c, "Y"); y != 0 {
		p = p.in(y)
		name := r.tokens[from].Shape == extract.Capitalised && from > 0 && r.tokens[from].Gap < extract.Line && r.tokens[from-1].Shape == extract.Capitalised
		return p, !name // "Jazz Été 2016"
	}
	if r.is(from-1, "chaque", "un") || r.is(from-2, "saint") || r.is(from-1, "ce", "cet") {
		return p, false
	}
	if r.is(from-1, "en") && r.tense(from, to) == 0 {
		return p, false // "en été", as every year
	}
	if r.is(from-1, "l'", "le") && r.everySeason(from-1, to) {
		return p, false
	}
	if r.is(from-1, "l'", "le") && r.is(from-2, "de") || r.is(from-1, "du") {
		k := from - 2
		if r.is(from-2, "de") {
			k--
		}
		if k > 0 && (r.is(k, "approche", "seuil", "oree", "aube") || units[r.tokens[k].Fold] != (unit{}) && r.is(k-2, "a")) {
			return r.lastNext(p, true) // "À six semaines de l'été"
		}
	}
	if r.tokens[from].Lower == "été" && r.is(from-1, "l'") && to < len(r.tokens) && r.tokens[to].Gap < extract.Line && isParticiple(r.tokens[to].Lower) {
		return p, false
	}
	return p, true
}

// everySeason reports "on mourait dans la rue, l'hiver, à Béziers": what stands
// between commas or at an end, without a preposition, is so every year.
func (r *reader) everySeason(from, to int) bool {
	if from == r.sentence().From || from == 0 {
		return false
	}
	prev := r.tokens[from-1].Fold
	ends := to >= r.sentence().To || r.tokens[to].Kind == extract.Punct
	return ends && (prev == "," || prev == "que" || prev == "qu'")
}

// edgeMonths are the first or last months of a year.
func edgeMonths(r *reader, c []capture, from, to int) (part, bool) {
	y, n := num(c, "Y"), num(c, "N")
	p := part{}
	if y == 0 {
		now, ok := r.now()
		if !ok {
			return p, false
		}
		y, p.basis = civil(now).y, extract.Relative
	}
	p.start, p.end = ymd{y: y, m: 1}, ymd{y: y, m: n}
	for k := from; k < to; k++ {
		if r.is(k, "derniers") {
			p.start, p.end = ymd{y: y, m: 13 - n}, ymd{y: y, m: 12}
		}
	}
	return p, n >= 1 && n <= 12
}

func thisSeason(r *reader, c []capture, from, to int) (part, bool) {
	p := captured(c, "S", 0)
	p.from, p.to = from, to
	n, ok := r.now()
	if !ok {
		return p, false
	}
	best, cost := p, 1<<30
	tense := r.tense(from, to)
	for y := civil(n).y - 1; y <= civil(n).y+1; y++ {
		q := p.in(y)
		d := q.distance(n)
		k := max(d, -d)
		if tense*d < 0 {
			k += 60
		}
		if k < cost {
			best, cost = q, k
		}
	}
	best.basis = extract.Relative
	return best, true
}

func schoolYear(_ *reader, c []capture, _, _ int) (part, bool) {
	y := num(c, "Y")
	return part{start: ymd{y, 9, 0}, end: ymd{y + 1, 8, 0}}, c[len(c)-1].n == y+1
}

// century100 is a century of our era: the twelfth runs from 1101 to 1200.
func century100(_ *reader, c []capture, from, to int) (part, bool) {
	n := num(c, "CENTURY")
	return part{start: ymd{y: 100*n - 99}, end: ymd{y: 100 * n}}, n >= 4 && n <= 21 && to-from <= 3
}

// republican is a day or a month of the calendar of the Revolution, which counted months of
// thirty days from 22 September 1792.
func republican(_ *reader, c []capture, _, _ int) (part, bool) {
	const month = 30
	y := num(c, "ROMAN")
	if y < 1 || y > len(republicanYears) {
		return part{}, false
	}
	n := republicanYears[y-1].first() + month*num(c, "REPUBLICAN")
	if d := num(c, "D"); d != 0 {
		return part{start: civil(n + d - 1)}, d <= month
	}
	return part{start: civil(n), end: civil(n + month - 1)}, true
}

func rentree(r *reader, c []capture, from, to int) (part, bool) {
	p := part{start: ymd{num(c, "Y"), 9, 0}}
	if has(c, "Y") {
		return p, true
	}
	if b := beside(r, to); b != 0 {
		return r.lastNext(p, b > 0)
	}
	return p, atEnd(r, to) && !r.is(to, "des", "de", "du", "d'", "solennelle", "parlementaire", "politique", "economique", "sociale", "litteraire", "judiciaire") &&
		(r.is(from-1, "cette", "prochaine", "derniere") || r.is(from-1, "la") && r.is(from-2, "a", "des", "depuis", "pour", "avant", "apres", "ici", "jusqu'"))
}

func edgeOfYear(r *reader, c []capture, from, to int) (part, bool) {
	m := map[string]int{"fin": 12, "debut": 1}[r.tokens[from].Fold]
	if m == 0 {
		m = 6
	}
	if y := num(c, "Y"); y != 0 {
		return part{start: ymd{y, m, 0}}, y > 1700
	}
	n, ok := r.now()
	a := ymd{civil(n).y, m, 0}
	if b := beside(r, to); b != 0 {
		a.y += b
		return part{start: a, basis: extract.Relative}, ok
	}
	if r.tokens[from].Fold == "debut" && r.tense(from, from+1) > 0 && civil(n).m > 6 {
		a.y++
	}
	if r.tokens[from].Fold == "fin" && r.tense(from, from+1) < 0 && civil(n).m < 6 {
		a.y--
	}
	return part{start: a, basis: extract.Relative}, ok
}

// edgeOfPart is the first or last month of the present quarter or semester.
func edgeOfPart(r *reader, _ []capture, from, to int) (part, bool) {
	n, ok := r.now()
	months := 6
	if r.is(to-1, "trimestre") {
		months = 3
	}
	a := ymd{civil(n).y, (civil(n).m-1)/months*months + 1, 0}
	if r.is(from, "fin") {
		a.m += months - 1
	}
	return monthPart(a), ok
}

// edgeOfMonth is the month named last in the sentence, or the present one.
func edgeOfMonth(r *reader, _ []capture, from, _ int) (part, bool) {
	n, ok := r.written()
	if k := len(r.done) - 1; k >= 0 && !r.is(from-2, "ici") && !r.is(from-1, "ici") && r.done[k].from >= r.sentence().From && !r.done[k].yearly && near(r.done[k].firstDay(), n) {
		n = r.done[k].lastDay()
	}
	return monthPart(civil(n)), ok
}

// inYear settles the year of a month before something is counted in it.
func (r *reader) inYear(c []capture, from, to int) (part, bool) {
	p := part{start: ymd{num(c, "Y"), num(c, "MONTH"), 0}, from: from, to: to}
	return r.complete(p)
}

func halfMonth(r *reader, c []capture, from, to int) (part, bool) {
	p, ok := r.inYear(c, from, to)
	a, b := p.start, p.start
	switch num(c, "ORD") {
	case 1:
		a.d, b.d = 1, 15
	case 2, -1:
		a.d, b.d = 16, monthLength(a.y, a.m)
	default:
		return p, false
	}
	return part{start: a, end: b, basis: p.basis}, ok
}

// weekOfMonth gives a week to the month in which most of its days lie.
func weekOfMonth(r *reader, c []capture, from, to int) (part, bool) {
	p, ok := r.inYear(c, from, to)
	if !ok {
		return p, false
	}
	n := num(c, "ORD")
	start := monday(p.firstDay()+3) + 7*(n-1)
	if n < 0 {
		start = monday(p.lastDay() - 3)
	}
	q := spanPart(start, start+6)
	q.basis = p.basis
	return q, start <= p.lastDay()
}

func weekOfYear(_ *reader, c []capture, _, _ int) (part, bool) {
	y, n := num(c, "Y"), num(c, "ORD")
	if n < 0 {
		n = 52
	}
	p := spanPart(isoWeek(y, n), isoWeek(y, n)+6)
	p.basis = ""
	return p, n <= 53
}

func weekNumber(r *reader, c []capture, _, _ int) (part, bool) {
	y, n := num(c, "Y"), num(c, "N")
	basis := extract.DateBasis("")
	if y == 0 {
		now, ok := r.now()
		if !ok {
			return part{}, false
		}
		y, basis = civil(now).y, extract.Inferred
		if civil(now).m == 12 && n < 5 {
			y++
		}
	}
	p := spanPart(isoWeek(y, n), isoWeek(y, n)+6)
	p.basis = basis
	return p, n <= 53
}

// weekOfDay is the week that a day lies in; that of a Sunday is the one that follows it.
func weekOfDay(r *reader, c []capture, from, to int) (part, bool) {
	p, _ := day(r, c, from, to)
	p.from, p.to = from, to
	p, ok := r.complete(p)
	if !ok || !p.valid() {
		return p, false
	}
	n := p.firstDay()
	if weekday(n) == 7 && num(c, "W") == 0 {
		n++
	}
	q := weekPart(n)
	q.basis = p.basis
	return q, true
}

func nthWeekday(r *reader, c []capture, from, to int) (part, bool) {
	if num(c, "Y") == 0 && r.isYearly() {
		return part{}, false // "le dernier dimanche d'avril est chaque année dédié à la mémoire"
	}
	if num(c, "Y") == 0 && r.is(from-1, "du") && r.is(from-2, "choix", "date", "journee", "fixation") {
		return part{}, false // "le choix du dernier dimanche d'avril"
	}
	p, ok := r.inYear(c, from, to)
	if !ok {
		return p, false
	}
	return nthWeekdayOf(p, num(c, "ORD"), num(c, "W"))
}

// weekendOfDay is the Saturday and Sunday of the week that a day lies in.
func weekendOfDay(r *reader, c []capture, from, to int) (part, bool) {
	p, _ := day(r, c, from, to)
	p.from, p.to = from, to
	p, ok := r.complete(p)
	if !ok || !p.valid() {
		return p, false
	}
	sat := monday(p.firstDay()) + 5
	q := spanPart(sat, sat+1)
	q.basis = p.basis
	return q, true
}

// nthWeekend begins on the n-th Saturday of a month.
func nthWeekend(r *reader, c []capture, from, to int) (part, bool) {
	p, ok := r.inYear(c, from, to)
	if !ok {
		return p, false
	}
	const saturday = 6
	sat, ok := nthWeekdayOf(p, num(c, "ORD"), saturday)
	q := spanPart(sat.firstDay(), sat.firstDay()+1)
	q.basis = p.basis
	return q, ok
}

func nthWeekdayOf(p part, n, w int) (part, bool) {
	first, last := p.firstDay(), p.lastDay()
	d := first + (w-weekday(first)+7)%7 + 7*(n-1)
	if n < 0 {
		d = last - (weekday(last)-w+7)%7
	}
	return part{start: civil(d), basis: p.basis}, d <= last
}

func nthDay(r *reader, c []capture, from, to int) (part, bool) {
	p, ok := r.inYear(c, from, to)
	d := num(c, "ORD")
	if ok && d < 0 {
		d = monthLength(p.start.y, p.start.m)
	}
	p.start.d = d
	return p, ok
}
