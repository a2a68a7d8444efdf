package dates

import (
	"strings"

	"estrade/extract"
)

// window is how many tokens to each side of a date may tell its tense.
const window = 25

// tense is -1 if the words around tokens from to to tell of the past, 1 if of
// what is to come, 0 if nothing tells. What is nearest decides, first to the
// left, then to the right.
func (r *reader) tense(from, to int) int {
	if t := r.mood(from, to); t != unsure {
		return t
	}
	return 0
}

// happening is tense, but for days of the week: on them happens what is told
// rather than what is spoken of, "a présenté ses vœux mardi".
func (r *reader) happening(from, to int) int {
	if t := r.mood(from, to); t != unsure {
		return t
	}
	if r.is(from-1, "de") && from > 1 && r.tokens[from-2].Kind == extract.Word {
		return 0 // "a évoqué les élections de dimanche"
	}
	if r.is(from-1, "des") && from > 1 && r.tokens[from-2].Kind == extract.Word && !isParticiple(r.tokens[from-2].Lower) {
		return 1 // "a promis un pont dès lundi", not "a promis dès lundi un pont"
	}
	return -1
}

// mood is tense, or unsure.
func (r *reader) mood(from, to int) int {
	s := r.sentence()
	if r.isSinceThen(s, from) {
		return -1
	}
	if r.is(from-1, "ici", "jusqu'") || r.is(from, "jusqu'", "jusqu'au") || r.is(from-2, "avant", "ici", "jusqu'") || r.is(from-1, "avant") {
		if from <= s.From+2 {
			if t := r.verbs(s, from, to); t != 0 {
				return t // "Avant octobre, tout était gratuit"
			}
		}
		s.From = max(s.From, from-8)
		s.To = min(s.To, to)
		for i := max(s.From, from-window); i < from; i++ {
			if wishes[r.tokens[i].Lower] {
				return 1 // "il a promis une réponse avant le 15"
			}
		}
		if t := r.verbs(s, from, to); t < 0 && r.is(from, "jusqu'", "jusqu'au") && !r.lasted(s, from) {
			return 0 // "a été prolongé jusqu'au 30" tells of the act, not of its end
		} else if t != 0 {
			return t
		}
		if r.is(from-2, "avant") && r.qualified(s, from-2) {
			return 0 // "les électeurs inscrits avant le 1er mai" may be told before or after it
		}
		return 1
	}
	if r.isTold(s, from) || r.byWhom(s, from) {
		return -1
	}
	if r.is(from-1, "le") && r.is(from-2, "vous") && r.is(from-3, "rendez") {
		return 1
	}
	if r.isState(s, from) {
		return 0
	}
	if t := r.verbs(s, from, to); t < 0 && r.isAim(from) {
		return 0
	} else if t != 0 {
		return t
	}
	if r.headed(from) {
		return 1
	}
	if r.isAfter(s, from) {
		return -1
	}
	return 0
}

// isAfter reports whether the date at token from belongs to a noun that something comes
// after: "Après la réunion de lundi, le préfet fait le point".
func (r *reader) isAfter(s extract.Sentence, from int) bool {
	const most = 6
	if !r.is(from-1, "de", "du", "d'") && !r.is(from-2, "de") {
		return false
	}
	for i := from - 2; i >= max(s.From, from-most); i-- {
		if r.tokens[i].Kind != extract.Word {
			return false
		}
		if r.is(i, "apres") {
			return true
		}
	}
	return false
}

// isAim reports "pour le 15", "pour la semaine du 15": what the past has set may be to come.
func (r *reader) isAim(from int) bool {
	return r.is(from-1, "pour") || r.is(from-1, "le", "la") && r.is(from-2, "pour")
}

// isSinceThen reports whether what began at the date at token from lasts: "depuis le 3",
// "depuis le passage du cyclone le 15 janvier".
func (r *reader) isSinceThen(s extract.Sentence, from int) bool {
	const most = 8
	for i := from - 1; i >= max(s.From, from-most); i-- {
		t := &r.tokens[i]
		switch {
		case t.Fold == "depuis":
			return i >= from-2 || r.is(from-1, "le", "en", "du", "de")
		case t.Kind == extract.Punct || r.is(i, "que", "qui", "et") || i < from-1 && r.verb(i, s.To, from) != 0:
			return false
		}
	}
	return false
}

// lasted reports whether the nearest verb of the past before token at tells what went on,
// so that its end is past too: "la crue a duré jusqu'au 5 mars".
func (r *reader) lasted(s extract.Sentence, at int) bool {
	for i := at - 1; i >= s.From; i-- {
		if !r.isPast(i, s.To) {
			continue
		}
		switch r.tokens[i].Lower {
		case "a", "ont", "ai", "avons", "avait", "avaient", "ayant", "est", "sont":
			for k := i + 1; k < at; k++ {
				if lasting[participleStem(r.tokens[k].Fold)] {
					return true
				}
			}
			return false
		}
		return true
	}
	return false
}

// lasting are participles of what goes on until it ends, without their endings.
var lasting = set("dur rest occup exerc dirig presid servi demeur fonctionn travaill poursuivi continu vecu sejourn couru siege tenu mobilis combattu lutt brul")

// links stand between a participle or a noun and the date that belongs to it.
var links = set("le la l' les du au en dans nuit mois de d' des ce cette vers journee matinee soiree courant fin mi debut a entre")

// isTold reports whether the date at token from belongs to a word that tells what
// has been, whatever the sentence says of it: "l'abri, détruit le 3 mars, sera
// refait", "l'arrêté du 12 octobre", "les crues de janvier".
func (r *reader) isTold(s extract.Sentence, from int) bool {
	const most, phrase = 6, 12
	if s.From < from && s.From >= from-phrase && isParticiple(r.tokens[s.From].Lower) && opensTold(participleStem(r.tokens[s.From].Fold)) {
		i := s.From + 1
		for i < from && !r.is(i, ",") {
			i++
		}
		if i == from {
			return true // "Nommée en conseil des ministres le 3 mars, elle …"
		}
	}
	i := from - 1
	for i > s.From && i > from-most && links[r.tokens[i].Fold] {
		i--
	}
	if r.is(from, "entre", "du", "de", "au") && i < s.From || i < s.From || i < 0 {
		return false
	}
	if r.is(i, "place", "oeuvre", "service", "ligne", "vigueur", "vente", "chantier") && r.is(i-1, "en") && i-2 > s.From {
		i -= 2 // "l'aide mise en place au printemps"
	}
	t := &r.tokens[i]
	if t.Kind != extract.Word || t.Shape != extract.LowerCase {
		return false
	}
	stem := participleStem(t.Fold)
	if i > 0 && isOneOf(r.tokens[i-1].Fold, determiners) {
		stem = "" // a noun: "réunir les élus en janvier"
	}
	if isParticiple(t.Lower) && (told[stem] || r.is(i-1, ",") && (opened[stem] || !expected[t.Lower] && !r.is(from, "du"))) {
		for k := i - 1; k >= max(s.From, i-4); k-- {
			if r.verb(k, s.To, from) > 0 || r.is(k, "etre", "est", "sont", "soit", "soient", "pour", "afin") {
				return false
			}
		}
		return true
	}
	if i == from-1 || !r.is(from-1, "du", "de", "d'") && !r.is(from, "du") {
		return false
	}
	if isOneOf(t.Fold, []string{"prefectoral", "ministeriel", "interministeriel", "prefectoraux", "municipal", "conjoint", "inter"}) {
		i--
	}
	return i >= 0 && (acts[r.tokens[i].Fold] || blows[r.tokens[i].Fold])
}

// opensTold reports whether a participle, without its ending, that a sentence opens with
// tells what has been: "Arrivée à Nevers le 3 février, elle", not "Ouverte en mars".
func opensTold(stem string) bool { return told[stem] || opened[stem] && stem != "ouvert" }

// isState reports whether the range at token from belongs to a participle that qualifies a
// noun, which lasts as long on either side of the page: "les visites annulées entre le 17
// mars et le 7 mai seront reprogrammées", "la route, coupée du 15 au 20 mars".
func (r *reader) isState(s extract.Sentence, from int) bool {
	i := from - 1
	if i <= s.From || !r.is(from, "entre", "du", "de") {
		return false
	}
	t := &r.tokens[i]
	if t.Shape != extract.LowerCase || !isParticiple(t.Lower) || expected[t.Lower] {
		return false
	}
	prev := &r.tokens[i-1]
	return r.is(i-1, ",") || prev.Kind == extract.Word && !isOneOf(prev.Fold, determiners) && !auxiliaries[prev.Fold]
}

// auxiliaries go before the participle of a verb.
var auxiliaries = set("a ont ai avons avez avait avaient aura auront aurait ayant est sont suis sommes etait etaient sera seront serait fut furent ete etre avoir soit soient")

// byWhom reports whether the date at token from belongs to a participle that stands
// apart and names who did it: "annoncée par le ministre le 9 janvier, la mesure".
func (r *reader) byWhom(s extract.Sentence, from int) bool {
	const most = 14
	for i := from - 1; i > max(s.From, from-most); i-- {
		if r.is(i, ",", ":", ";", "pour", "que", "qu'", "qui", "et") {
			return false
		}
		p := r.tokens[i-1].Lower
		if r.is(i, "par") && isParticiple(p) && !expected[p] {
			return i-1 == s.From || r.is(i-2, ",", "(")
		}
	}
	return false
}

// qualified reports whether a participle without an auxiliary stands a few tokens before
// token at: "les dossiers reçus en mairie".
func (r *reader) qualified(s extract.Sentence, at int) bool {
	const near = 5
	for i := at - 1; i > max(s.From, at-near); i-- {
		t := &r.tokens[i]
		if t.Kind == extract.Punct {
			return false
		}
		if t.Shape == extract.LowerCase && isParticiple(t.Lower) && r.tokens[i-1].Kind == extract.Word && !isOneOf(r.tokens[i-1].Fold, determiners) {
			return !r.is(i-1, "a", "ont", "est", "sont", "ete", "etre", "avoir", "avait", "avaient")
		}
	}
	return false
}

// determiners go before a noun, so that what follows is no verb.
var determiners = []string{"le", "la", "l'", "les", "un", "une", "des", "de", "d'", "du", "au", "aux", "ce", "cet", "cette", "ces", "son", "sa", "ses", "leur", "leurs", "en"}

// told are participles of what is over once it is told, without their endings.
var told = set("supprim ferm detruit incendi endommag survenu intervenu sign adopt promulgu inaugur cr lanc men conduit effectu realis commi " +
	"perpetr constat observ enregistr relev mesur recens touch sinistr bless tu deced disparu interpell condamn saisi rendu remi depos elu " +
	"nomm dat declench activ arret paru publi tomb tenu vot approuv acqui achev entam commenc debut prononc pri subi vol apparu emport ravag frapp " +
	"mi institu instaur experiment octroy accord vers pass decid deploy proclam annonc devoil diffus transmi communiqu notifi homologu valid ratifi certifi attest remport obtenu decern baptis evacu eteint maitris")

// opened are participles that tell the past of a range too where they stand apart: "la maison,
// ouverte du 3 au 5 mars", not "la route, coupée du 15 au 20".
var opened = set("ouvert engag organis install livr termin renov reconstruit arriv parti revenu recrut form reuni")

// acts are dated by the day on which they were made.
var acts = set("arrete arretes decret loi ordonnance circulaire deliberation decision jugement instruction courrier lettre communique")

// blows strike unannounced.
var blows = set("crue crues inondation inondations tempete incendie incendies attentat attentats attaque seisme accident drame explosion " +
	"orages orage intemperies violences emeutes fusillade")

// aheadWords head a list of what is to come: "Dates à retenir", "Prochaines étapes".
var aheadWords = set("retenir venir prochains prochaines prochain prochaine agenda rendez calendrier programme maintenant suites")

// headed reports whether the last heading before token from announces what is
// to come. A heading is a short line between blank ones that is no sentence.
func (r *reader) headed(from int) bool {
	const reach, long = 150, 8
	end := -1 // token after the line that is looked at, once it ends at a gap
	ahead := false
	for i := min(from, len(r.tokens)-1); i >= max(0, from-reach); i-- {
		t := &r.tokens[i]
		if end >= 0 {
			ahead = ahead || aheadWords[t.Fold]
		}
		if t.Gap < extract.Line && i > 0 {
			continue
		}
		if end > 0 && (t.Gap == extract.Paragraph || i == 0) && end-i <= long && !bullets[t.Fold] && !r.is(end-1, ".", ";", ",", "»") {
			return ahead
		}
		end, ahead = i, false
	}
	return false
}

func (r *reader) verbs(s extract.Sentence, from, to int) int {
	for i := min(from, len(r.tokens)) - 1; i >= max(s.From, from-window); i-- {
		if r.is(i, ":") && i > 0 && schedules[r.tokens[i-1].Fold] {
			return 1
		}
		if r.is(i, ":", ";", "«", "“") {
			break // what a colon, a semicolon or a quotation opens stands for itself
		}
		if t := r.verb(i, s.To, from); t != 0 {
			return t
		}
	}
	reach := window
	if from <= s.From+2 {
		reach = 3 * window // what opens a sentence belongs to its main verb
	}
	open := false
	for i := to; i < min(s.To, to+reach); i++ {
		if r.quote && r.is(i, "»", "”") {
			break
		}
		if open = open || r.is(i, "("); r.is(i, ")") && !open {
			break // the date stands within brackets
		}
		if r.isPast(i, s.To) {
			return -1 // "Jeudi, il a annoncé l'ouverture d'une classe"
		}
		if t := r.verb(i, s.To, from); t != 0 {
			return t
		}
	}
	return 0
}

// schedules open a list of what is to come, within a sentence: "a exposé le calendrier :
// installation en octobre, évaluation en mars".
var schedules = set("calendrier echeancier echeances planning suites")

// unsure is the tense of a verb that says nothing about its object's day: "a annoncé une aide".
const unsure = 2

// verb is the tense that token i shows of a sentence up to end and a date at a token.
func (r *reader) verb(i, end, date int) int {
	t := &r.tokens[i]
	if t.Kind != extract.Word || t.Shape != extract.LowerCase {
		return 0
	}
	switch {
	case isFuture(t.Lower) && (r.is(i, "sera", "seront", "aura", "auront") || !r.is(i-1, "le", "la", "l'", "un", "une", "de", "du", "d'", "des", "les")):
		if memory[t.Fold] {
			return -1
		}
		return 1
	case wishing[t.Fold] && r.is(i+1, "de", "d'", "a", "que", "qu'"):
		return 1
	case expected[t.Lower] && (r.is(i-1, "initialement", "etait", "etaient") || r.atFirst(i+1)) && !r.isReported():
		return -1 // but "a rappelé que la limite était fixée au 15"
	case expected[t.Lower] && r.is(i-1, "etre") && r.is(i-2, "d'") && r.is(i-3, "avant"):
		return unsure // "le feu a parcouru 30 hectares avant d'être fixé vendredi soir"
	case expected[t.Lower] && r.is(i-1, "a", "ont", "avait", "avaient", "ete"):
		return unsure // "la loi a reporté le scrutin de mars", "le bal a été reporté au 12"
	case expected[t.Lower] || (t.Lower == "va" || t.Lower == "vont" || t.Lower == "doit" || t.Lower == "doivent"):
		return 1
	case r.isPast(i, end):
		return r.asks(i, date)
	case t.Lower == "devant" && i+1 < end && isInfinitive(r.tokens[i+1].Lower):
		return 1
	}
	return 0
}

// atFirst reports whether token i begins words that tell what was first meant: "attendue à
// l'origine pour septembre".
func (r *reader) atFirst(i int) bool {
	return r.is(i, "initialement") || r.is(i, "a") && r.is(i+1, "l'") && r.is(i+2, "origine") || r.is(i, "au") && r.is(i+1, "depart") || r.is(i, "un") && r.is(i+1, "temps")
}

// memory are verbs whose object lies behind, whatever their tense: "il n'oublierait pas
// l'accueil, en mars, de 130 patients".
var memory = set("oubliera oublierait oublieront oublieraient oublierons souviendra souviendrait souviendront souviendraient souviendrons")

// expected are participles that point ahead: "la réunion prévue le".
var expected = set("prévu prévue prévus prévues programmé programmée programmés programmées attendu attendue attendus attendues " +
	"convoqué convoquée convoqués convoquées prochainement fixé fixée fixés fixées reporté reportée reportés reportées " +
	"repoussé repoussée repoussés repoussées décalé décalée décalés décalées différé différée planifié planifiée planifiés planifiées " +
	"attend attendent envisagé envisagée envisagés envisagées espère espérer espérait souhaite souhaiter envisage envisager envisageait prévoit prévoir prévoyait")

// notFuture end like a future and are none.
var notFuture = set("opéra caméra choléra contra extra para vrai frai front environs environ délivrai aura-t tiara sierra infra supra ultra très rez")

// isFuture reports a future, and the conditional that tells a future in the past: "aura",
// "se tiendront", "je réunirai", "vous recevrez", "ouvrirait", not "déclara" nor "montrez",
// whose stems end in r.
func isFuture(w string) bool {
	if notFuture[w] {
		return false
	}
	for _, e := range []string{"a", "ai", "ons", "ez"} {
		if stem, ok := strings.CutSuffix(w, e); ok && strings.HasSuffix(stem, "r") {
			return len(stem) > 1 && !isStemInR(stem)
		}
	}
	for _, e := range []string{"ront", "rait", "raient"} {
		if strings.HasSuffix(w, e) && len(w) > len(e) {
			return !isImperfect(w) && !notImperfect[w]
		}
	}
	return false
}

// isPast reports whether token i is an auxiliary before a participle ("a été",
// "s'est tenue"), or tells the past by itself.
func (r *reader) isPast(i, end int) bool {
	if i < 0 {
		return false
	}
	switch w := r.tokens[i].Lower; w {
	case "fut", "furent", "était", "étaient":
		return true
	case "a", "ont", "ai", "avons", "avait", "avaient", "eut", "eurent", "ayant":
		if r.is(i-1, "y") {
			return i+1 < end && isParticiple(r.tokens[i+1].Lower) // "m'y a dit", not "il y a une loi passée"
		}
		if r.is(i+1, "jusqu'") {
			return strings.HasPrefix(w, "av") // "avait jusqu'au 15 février"
		}
		return r.participleAfter(i, end)
	case "est", "sont", "suis", "sommes":
		if r.is(i-1, "s'", "se", "me", "m'", "nous") {
			return r.participleAfter(i, end)
		}
		for k := i + 1; k < min(i+4, end); k++ {
			if moved[participleStem(r.tokens[k].Fold)] {
				return true
			}
		}
	case "étais", "avais":
		return true
	default:
		return isImperfect(w) || strings.HasSuffix(w, "èrent") || strings.HasSuffix(w, "ra") && !notFuture[w] && isStemInR(strings.TrimSuffix(w, "a")) || hasEnding(w, []string{"irent", "urent"}) && w != "aurent"
	}
	return false
}

// isImperfect reports the third person of an imperfect that tells what was: "votaient",
// "réunissait", "déclarait", not "devait", which tells what was to come, nor "finirait".
func isImperfect(w string) bool {
	stem, plural := strings.CutSuffix(w, "aient")
	if !plural {
		var ok bool
		if stem, ok = strings.CutSuffix(w, "ait"); !ok || len(stem) < len("all") {
			return false
		}
	}
	if strings.HasSuffix(stem, "r") && !isStemInR(stem) {
		return false // a conditional
	}
	return !notImperfect[w]
}

// stemsInR are endings of the stems of verbs in -rer, -rir and the like, whose imperfect
// looks like a conditional: "déclar-ait", "ouvr-ait", "expir-ait" beside "finir-ait".
var stemsInR = []string{"ér", "ar", "or", "eur", "our", "ur", "ntr", "str", "ltr", "br", "uvr", "livr", "ffr", "gr", "acr", "adr",
	"pir", "admir", "désir", "étir", "retir", "attir", "éclair"}

// isStemInR reports whether stem, which ends in r, is that of an imperfect.
func isStemInR(stem string) bool {
	if stem == "aur" || stem == "saur" || stem == "tir" || strings.HasSuffix(stem, "clur") {
		return stem == "tir" // "aurait", "exclurait"
	}
	for _, e := range stemsInR {
		if strings.HasSuffix(stem, e) {
			return true
		}
	}
	return false
}

// notImperfect end like an imperfect and are none, or tell of what was to come.
var notImperfect = set("pouvait pouvaient devait devaient fallait voulait voulaient souhaitait souhaitaient espérait espéraient prévoyait prévoyaient " +
	"envisageait envisageaient permettait souhait parfait bienfait forfait imparfait méfait satisfait plaît connaît paraît naît " +
	"retrait portrait trait extrait attrait distrait abstrait")

// asks is the tense of the auxiliary i, which is of the past unless it belongs to a
// wish for what is to come: "a proposé d'ouvrir les lieux le 17". What someone has
// spoken of may lie on either side: "a annoncé l'ouverture d'une classe en mars".
func (r *reader) asks(i, date int) int {
	const away = 9 // tokens from the wish to what is wished: "exhorté les usagers de l'A7 à partir"
	for k := i + 1; k < min(i+5, date-1); k++ {
		w := r.tokens[k].Lower
		if moods[participleStem(r.tokens[k].Fold)] && r.is(k+1, "du", "de", "d'", "des", "que", "qu'", "pour") {
			return unsure // "s'est inquiétée du manque de canetons à partir de mars"
		}
		if r.is(k, "part") && r.is(k-1, "fait") && r.is(k+1, "du", "de", "d'", "des") {
			return unsure // "a fait part de l'ouverture d'un guichet en mars"
		}
		if r.is(k, "rendez") || r.is(k, "avis", "accord") && (r.is(k+1, "a", "pour") || r.is(k+2, "a", "pour")) {
			return unsure // "a donné rendez-vous en mars", "un avis favorable à l'ouverture en mars"
		}
		if says[w] && r.hasInfinitive(k+1, date) {
			return unsure // "a dit ne pas exclure un report au 1er mars"
		}
		if !wishes[w] && !spoken[w] {
			continue
		}
		for j := k + 1; wishes[w] && j < min(k+away, date); j++ {
			if j <= k+2 && r.is(j, "de", "d'", "a", "que", "qu'") || r.is(j, "de", "d'", "a") && j+1 < date && isInfinitive(r.tokens[j+1].Lower) {
				return 1
			}
		}
		o := k + 1 // the object
		for o < date && (weekdays[r.tokens[o].Fold] != 0 || r.is(o, "hier", "matin", "soir")) {
			o++
		}
		if o+1 < date && r.is(o, "le", "la", "l'", "les", "un", "une", "des", "son", "sa", "ses") && r.tokens[o+1].Kind == extract.Word {
			return unsure
		}
	}
	return -1
}

// says are participles whose infinitive tells what is meant, not what was done.
var says = set("dit dite dits déclaré déclarée assuré affirmé répondu estimé jugé espéré ajouté compté pensé")

func (r *reader) hasInfinitive(from, to int) bool {
	for i := from; i < to; i++ {
		if t := &r.tokens[i]; t.Shape == extract.LowerCase && isInfinitive(t.Lower) && !isOneOf(r.tokens[i-1].Fold, determiners[:10]) {
			return true
		}
	}
	return false
}

func isInfinitive(w string) bool {
	return len(w) > 3 && (strings.HasSuffix(w, "er") || strings.HasSuffix(w, "ir") || strings.HasSuffix(w, "re"))
}

var wishes = set("suggéré proposé demandé invité appelé souhaité promis exhorté encouragé engagé engagée engagés engagées annoncé fixé " +
	"réclamé sollicité recommandé préconisé décidé accepté autorisé")

// wishing are forms of the verbs of wishes that no auxiliary goes before: "avant de promettre de
// revenir en janvier".
var wishing = set("promettre promettant proposer proposant demander demandant inviter invitant appeler appelant exhorter exhortant " +
	"engager engageant reclamer reclamant souhaiter souhaitant accepter acceptant")

// moods are participles of what is felt of something, past or to come, without their endings.
var moods = set("inquiet alarm preoccup rejoui felicit emu etonn indign souci plaint satisfait impatient")

var spoken = set("confirmé évoqué rappelé présenté détaillé précisé mentionné exposé abordé souligné")

// moved are participles that take "être", without their endings.
var moved = set("venu all arriv parti revenu deced mort n ne entr devenu intervenu mont descendu rest pass sorti")

func (r *reader) participleAfter(i, end int) bool {
	for k := i + 1; k < min(i+5, end); k++ {
		t := &r.tokens[k]
		if t.Kind != extract.Word || t.Fold == "lieu" {
			return false // "a lieu chaque année"
		}
		if t.Shape == extract.LowerCase && isParticiple(t.Lower) {
			return true
		}
	}
	return false
}

// notParticiple end like participles and are none: "ont jusqu'à vendredi", "ont peu de moyens".
var notParticiple = set("lundi mardi mercredi jeudi vendredi samedi midi ici aussi ainsi parmi hormis depuis puis mais jamais lors " +
	"nous vous tous plus sous dessus dessous lieu lieux milieu peu eau bureau niveau nouveau réseau anneau plateau tableau tribu " +
	"avis pays mois fois trois bois français anglais frais palais relais délais désormais " +
	"qui lui oui celui appui ennui quasi")

// participleStem is the folded form of a participle without its endings: of "arrivées" it
// is "arriv", of "commis" and "commises" "commi".
func participleStem(fold string) string {
	stem := strings.TrimRight(strings.TrimSuffix(fold, "s"), "e")
	if strings.HasSuffix(stem, "is") && stem != fold {
		return strings.TrimSuffix(stem, "s")
	}
	return stem
}

// isParticiple reports words that end like a past participle. Of those in -t and
// -te only some endings are, so that "débute" and "département" are none.
func isParticiple(w string) bool {
	if short[w] || notParticiple[w] {
		return short[w]
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(w, "s"), "e")
	if strings.HasSuffix(stem, "t") {
		return stem == "mort" || stem == "fait" || stem == "dit" || hasEnding(stem, []string{"vert", "ffert", "fait", "dit", "crit", "uit", "int"})
	}
	return hasEnding(w, []string{"é", "ée", "és", "ées", "i", "is", "ie", "ies", "ise", "ises", "u", "us", "ue", "ues"})
}

// short are participles too short to be told by their ending.
var short = set("mis mise mises eu eue vu vue vus vues lu lue lus lues pu su dû né née nés nées")

// hasEnding reports whether w ends in one of endings and has more before it.
func hasEnding(w string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(w, e) && len(w) > len(e)+1 {
			return true
		}
	}
	return false
}
