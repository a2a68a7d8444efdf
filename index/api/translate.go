package api

import (
	"cmp"
	"net/http"
	"regexp"

	"github.com/danielgtaylor/huma/v2"
)

// refusals are what huma says of parameters that it does not accept, and the
// same in French.
var refusals = []struct {
	english *regexp.Regexp
	french  string
}{
	{regexp.MustCompile(`^validation failed$`), `des paramètres ne sont pas acceptés`},
	{regexp.MustCompile(`^unknown query parameter$`), `paramètre inconnu`},
	{regexp.MustCompile(`^required \w+ parameter is missing$`), `paramètre obligatoire`},
	{regexp.MustCompile(`^invalid integer$`), `un nombre entier est attendu`},
	{regexp.MustCompile(`^expected number <= (.+)$`), `un nombre de $1 au plus est attendu`},
	{regexp.MustCompile(`^expected number >= (.+)$`), `un nombre de $1 au moins est attendu`},
	{regexp.MustCompile(`^expected length <= (.+)$`), `$1 caractères au plus sont attendus`},
	{regexp.MustCompile(`^expected length >= (.+)$`), `$1 caractère au moins est attendu`},
	{regexp.MustCompile(`^expected array length <= (.+)$`), `$1 valeurs au plus sont attendues`},
	{regexp.MustCompile(`^expected value to be one of "(.+)"$`), `une de ces valeurs est attendue : $1`},
}

var frenchTitles = map[int]string{
	http.StatusBadRequest:            "Requête refusée",
	http.StatusForbidden:             "Interdit",
	http.StatusNotFound:              "Introuvable",
	http.StatusUnprocessableEntity:   "Paramètres refusés",
	http.StatusRequestEntityTooLarge: "Trop long",
	http.StatusInternalServerError:   "Erreur interne",
	http.StatusServiceUnavailable:    "Indisponible",
}

// titleOf is what a status is called.
func titleOf(status int, lang string) string {
	if lang == "fr" {
		return cmp.Or(frenchTitles[status], http.StatusText(status))
	}
	return http.StatusText(status)
}

// translate puts an error into the language of the request, as a
// huma.Transformer; other answers stay as they are.
func translate(ctx huma.Context, _ string, v any) (any, error) {
	p, ok := v.(*huma.ErrorModel)
	if !ok || language(ctx.Header("Accept-Language")) != "fr" {
		return v, nil
	}
	p.Title, p.Detail = titleOf(p.Status, "fr"), inFrench(p.Detail)
	for _, e := range p.Errors {
		e.Message = inFrench(e.Message)
	}
	return p, nil
}

// inFrench is a message of huma in French; any other stays as it is.
func inFrench(message string) string {
	for _, r := range refusals {
		if r.english.MatchString(message) {
			return r.english.ReplaceAllString(message, r.french)
		}
	}
	return message
}
