package replica

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

// search answers the site's search: a page whose links lead to ever more
// searches, one deeper, one longer, one sorted. None of it ends.
func (s *Site) search(base, p, query string) (answer, error) {
	_, from := offset(p)
	q := url.QueryEscape(query)
	more := []Link{
		{fmt.Sprintf("%s/(offset)/%d?SearchText=%s", s.trap, max(from, 0)+10, q), "Page suivante"},
		{fmt.Sprintf("%s?SearchText=%s", s.trap, url.QueryEscape(strings.TrimSpace(query+" préfet"))), "Affiner : préfet"},
		{fmt.Sprintf("%s?SearchText=%s&sort=date", s.trap, q), "Trier par date"},
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<p>Résultats de la recherche pour « %s ».</p>\n<ul>\n", html.EscapeString(query))
	for _, l := range more {
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a></li>\n", html.EscapeString(l.Path), html.EscapeString(l.Title))
	}
	b.WriteString("</ul>\n")
	return s.plain(base, http.StatusOK, "Recherche", b.String())
}

// calendar answers for a month, "/Agenda/calendrier/2024-03", with links to
// the months beside it, for ever.
func (s *Site) calendar(base, p string) (answer, error) {
	month, err := time.Parse("2006-01", path.Base(p))
	if err != nil {
		return s.plain(base, http.StatusNotFound, "Page non trouvée", "<p>Ce mois n'existe pas.</p>")
	}
	at := func(months int) string {
		return path.Dir(p) + "/" + month.AddDate(0, months, 0).Format("2006-01")
	}
	body := fmt.Sprintf("<p><a href=\"%s\">Mois précédent</a> <a href=\"%s\">Mois suivant</a></p>\n<p>Aucun événement.</p>\n", at(-1), at(1))
	return s.plain(base, http.StatusOK, "Calendrier de "+months[month.Month()-1]+" "+month.Format("2006"), body)
}
