package language_test

import (
	"strings"
	"testing"

	"estrade/extract"
	"estrade/extract/language"
)

func TestGuess(t *testing.T) {
	for _, test := range []struct{ want, text string }{
		{"en", "The Prefect of the Nord department met the Governor of West Flanders in Mons on Friday to discuss cross-border security and cooperation."},
		{"en", "Travelling to France: information for British citizens living in Dordogne after the withdrawal of the United Kingdom from the European Union."},
		{"en", "Brexit: residence permits must be requested online before 30 June 2021, the prefecture of Charente said in a statement."},
		{"en", "You are a British national and you live in France? Here is what you need to know about your rights."},
		{"en", "Wildfire risk: access to forests is prohibited today in several areas. Please call 112 in case of emergency."},
		{"de", "Der Präfekt des Départements Bas-Rhin empfing am Freitag den Regierungspräsidenten aus Freiburg zu einem Gespräch über die Zusammenarbeit."},
		{"de", "Informationen für Grenzgänger: Die Testpflicht bei der Einreise nach Frankreich gilt ab Montag, wie die Präfektur mitteilte."},
		{"de", "Hinweise für Reisende aus Deutschland, die im Elsass Urlaub machen wollen, sind auf dieser Seite zusammengefasst worden."},
		{"nl", "De prefect van het Noorderdepartement ontving vrijdag de gouverneur van West-Vlaanderen om over de samenwerking aan de grens te praten."},
		{"nl", "Informatie voor Belgische toeristen: het dragen van een mondmasker is verplicht op alle stranden van de Opaalkust."},
		{"es", "El prefecto de los Pirineos Orientales recibió el viernes al delegado del Gobierno en Cataluña para hablar de la cooperación transfronteriza."},
		{"es", "Información para los viajeros procedentes de España: la carretera del túnel de Bielsa queda cerrada hasta nuevo aviso por la nieve."},
		{"it", "Il prefetto delle Alpi Marittime ha ricevuto venerdì il suo omologo di Imperia per parlare della cooperazione alla frontiera."},
		{"it", "Informazioni per i lavoratori frontalieri: il passaggio del colle di Tenda resta chiuso fino alla fine dei lavori."},
		{"pt", "O prefeito da Guiana recebeu na sexta-feira o governador do Amapá para falar da cooperação entre os dois territórios."},
		{"ca", "El prefecte dels Pirineus Orientals va rebre divendres la delegada de la Generalitat per parlar de la cooperació transfronterera amb els alcaldes."},
		{"br", "Prefed Penn-ar-Bed en deus degemeret dilennoù ar vro evit komz eus ar brezhoneg er skolioù ha war ar panelloù hent."},
		{"eu", "Prefetak Baionako alkatea hartu du ostiralean, euskararen irakaskuntzaz hitz egiteko, eta lankidetza hitzarmen bat izenpetu dute bi aldeek."},
		{"co", "U prefettu di Corsica hà ricevutu venneri i merri di l'Alta Rocca per parlà di l'incendii chì anu toccu a regione st'annu."},
		{"oc", "Lo prefècte d'Erau recebèt divendres los cònsols del país per parlar de l'ensenhament de la lenga dins las escòlas de la region."},
		{"ro", "Prefectul a primit vineri delegația din județul Cluj pentru a discuta despre cooperarea între cele două regiuni și despre proiectele care sunt în curs."},
		{"pl", "Prefekt przyjął w piątek delegację z województwa śląskiego, aby omówić współpracę między regionami oraz projekty, które są w toku."},
		{"und", "Префект принял в пятницу делегацию из Новосибирска, чтобы обсудить сотрудничество между двумя регионами."},
		{"und", "استقبل المحافظ يوم الجمعة وفدا من الجزائر لمناقشة التعاون بين المنطقتين"},
		{"und", "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua enim ad minim veniam."},
		{"fr", "Noël"},
		{"fr", "lundi 12 janvier"},
		{"fr", "20 02 14"},
		{"fr", "COVID-19 : point de situation"},
		{"fr", "Agenda prévisionnel - semaine 19"},
		{"fr", "Michel Lalande, Carl Decaluwé, Tommy Leclercq, Claude-France Arnould, Vincent Mertens de Wilmars"},
		{"fr", "LUNDI 9 MAI 9h00 : réunion de cabinet, préfecture"},
		{"fr", "Préfecture Nord : activation niveau 2 plan grand froid"},
		{"fr", "La préfète du Finistère a réuni vendredi à Châteaulin les représentants de la filière avicole."},
		{"fr", "Michel Lalande et Carl Decaluwé, gouverneur de Flandre occidentale, se sont rencontrés à Mons."},
		{"fr", "Die, le 10 août 2022"},
		{"fr", "Régis Montmartin lui a succédé à la tribune."},
		{"fr", "Theo Van Rijswijk, directeur général"},
		{"fr", "La gamme va de 2014 à 2018."},
		{"en", "What you need to know about the vote"},
		{"fr", "L'incendie est contenu mais n'est pas fixé."},
		{"fr", "Le contrat de ville « Engagements Quartiers 2030 » signé à Saint-Étienne"},
		{"fr", ""},
	} {
		if got := language.Guess(test.text); got != test.want {
			t.Errorf("Guess(%q) = %q; want %q", test.text, got, test.want)
		}
	}
}

// A long text costs no more than its beginning, and French with English names
// in it stays French.
func TestGuessLong(t *testing.T) {
	text := strings.Repeat("Le préfet a visité la société Blue Ocean Partners et le centre The Camp. ", 2000)
	if got := language.Guess(text); got != "fr" {
		t.Errorf("Guess of French with English names = %q; want fr", got)
	}
}

func TestAnnotateKeeps(t *testing.T) {
	d := &extract.Document{Text: "Le préfet est venu.", Language: "en"}
	language.Annotator{}.Annotate(d)
	if d.Language != "en" {
		t.Errorf("Language = %q; want what was set", d.Language)
	}
	d.Language = ""
	language.Annotator{}.Annotate(d)
	if d.Language != "fr" {
		t.Errorf("Language = %q; want fr", d.Language)
	}
}

func FuzzGuess(f *testing.F) {
	f.Add("L'État à \xff Saint-Denis")
	f.Fuzz(func(t *testing.T, text string) {
		if got := language.Guess(text); got == "" {
			t.Errorf("Guess(%q) is empty", text)
		}
	})
}

func BenchmarkGuess(b *testing.B) {
	text := strings.Repeat("Le préfet du Nord s'est rendu à Saint-Amand-les-Eaux le 12 mars 2019 avec les élus. ", 100)
	b.ReportAllocs()
	for b.Loop() {
		language.Guess(text)
	}
}
