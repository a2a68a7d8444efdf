package page_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"estrade/extract"
)

// An agenda that is published as a page with text is a release: for a week, or
// as somebody's, whose earlier states are kept as versions. A page that shows
// whatever comes next is none, nor is a list of agendas.
func TestAgendas(t *testing.T) {
	e := newExtractor(t)
	days := `<h2>Lundi 9 mai</h2><ul><li>10 h : réunion avec les maires, à Valmont</li><li>15 h : visite de l'entreprise Durand, à Saint-Aubin</li></ul>
<h2>Mardi 10 mai</h2><ul><li>9 h 30 : comité de sécurité, en préfecture</li><li>18 h : cérémonie de naturalisation, en préfecture</li></ul>
<h2>Jeudi 12 mai</h2><p>11 h : remise de médailles à la caserne de Valmont, en présence de Paul Durand, député</p>`
	table := `<table><tr><th>Jour</th><th>Heure</th><th>Rendez-vous</th></tr><tr><td>Lundi 9</td><td>10 h</td><td>Réunion avec les maires à Valmont</td></tr>
<tr><td>Mardi 10</td><td>9 h 30</td><td>Comité de sécurité en préfecture</td></tr><tr><td>Jeudi 12</td><td>11 h</td><td>Remise de médailles à Valmont</td></tr></table>`
	events := func(form string) string {
		var s strings.Builder
		for i, what := range []string{"Réunion publique à Valmont", "Forum de l'emploi à Saint-Aubin", "Journée de la laïcité", "Exercice de sécurité civile", "Rencontre des maires", "Fête de la nature"} {
			fmt.Fprintf(&s, form, i+10, what)
		}
		return s.String()
	}
	grid := "<table><tr><th>lun.</th><th>mar.</th><th>mer.</th><th>jeu.</th><th>ven.</th><th>sam.</th><th>dim.</th></tr>"
	for d := 1; d <= 28; d++ {
		if d%7 == 1 {
			grid += "<tr>"
		}
		grid += fmt.Sprintf("<td>%d</td>", d)
	}
	grid += "</table>"
	tests := []struct{ name, title, body, reason string }{
		{"a week in the title", "Agenda prévisionnel de la préfète - semaine du 9 au 15 mai 2022", days, ""},
		{"a week in the title, as a table", "Agenda de la préfète – semaine 19", table, ""},
		{"days in the title", "AGENDA DU PRÉFET - DU LUNDI 9 AU DIMANCHE 15 MAI 2022", days, ""},
		{"a day in the title", "Agenda du préfet, lundi 9 mai 2022", "<p>10 h : réunion avec les maires du département, à Valmont, salle des fêtes</p><p>15 h : visite de l'entreprise Durand, à Saint-Aubin</p><p>18 h : cérémonie de naturalisation, en préfecture</p>", ""},
		{"the week below the title", "Agenda du préfet", "<p><strong>Semaine du 9 au 15 mai 2022</strong></p>" + days, ""},
		{"the week in a sentence below the title", "Agenda de Madame la préfète", "<p>Du 9 au 15 mai 2022, la préfète recevra la presse aux rendez-vous suivants.</p>" + days, ""},
		{"an agenda that is a programme", "Agenda de la transition écologique dans l'Exemple", filler + filler2 + "<ul><li>10 h : ouverture</li><li>11 h : débat</li></ul>", ""},
		{"somebody's, without a period", "Agenda du préfet", days, ""},
		{"a week below a title that names nobody", "Agenda", "<p>Semaine du 9 au 15 mai 2022</p>" + days, ""},
		{"a month in the title", "Agenda - mai 2022", days, ""},
		{"a calendar that is explained", "Calendrier des manifestations", filler + filler2 + filler, ""},
		{"what comes next, as text", "Agenda", days, "calendar"},
		{"what comes next, as a table", "Agenda", table, "calendar"},
		{"what comes next, introduced", "L'agenda de la préfecture", "<p>Retrouvez ici tous les rendez-vous à venir.</p>" + days, "calendar"},
		{"events as cards", "Agenda", events(`<div class="fr-card"><h3 class="fr-card__title"><a class="fr-card__link" href="/evenement-%d">%s</a></h3><p class="fr-card__detail">12/05/2022</p></div>`), "listing"},
		{"events as links", "Événements", "<ul>" + events(`<li>%d mai 2022 : <a href="/evenement">%s</a></li>`) + "</ul>", "calendar"},
		{"events as links with their days", "Agenda", "<ul>" + events(`<li><a href="/evenement">%d mai 2022 : %s</a></li>`) + "</ul>", "calendar"},
		{"events as text", "À venir", events(`<h3>%d mai 2022</h3><p>%s</p>`), "calendar"},
		{"a month as a grid", "Calendrier", "<p>Mai 2022</p>" + grid, "calendar"},
		{"a list of agendas", "Agenda du préfet", events(`<div class="fr-card"><a class="fr-card__link" href="/agenda-%d">Agenda du préfet : %s</a><p class="fr-card__detail">Publié le 06/05/2022</p></div>`), "listing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := e.Extract(extract.Page{URL: "http://www.exemple.gouv.fr/Actualites/Agenda", Body: []byte(`<html><body><div class="fr-header"></div><main id="main"><h1>` +
				tt.title + `</h1><p>Mis à jour le 06/05/2022</p>` + tt.body + "</main></body></html>")})
			reason := ""
			if not := (*extract.NotReleaseError)(nil); errors.As(err, &not) {
				reason = not.Reason
			} else if err != nil {
				t.Fatal(err)
			}
			if reason != tt.reason {
				t.Errorf("reason %q; want %q", reason, tt.reason)
			}
		})
	}
}
