package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"estrade/index"
)

// language is that of messages for a request: the best that is asked for, else
// English.
func language(accept string) string { return cmp.Or(index.PreferredLanguage(accept), "en") }

// problem is an error as answers give it: its status and its words. A status of
// 500 says nothing of what is inside.
func problem(err error, lang string) (status int, detail, where string) {
	var filter *index.FilterError
	var syntax *index.SyntaxError
	var refused *index.RequestError
	switch {
	case errors.As(err, &filter):
		return http.StatusBadRequest, inLanguage(lang, "parameter ", "paramètre ") + filter.In(lang), "query." + filter.Filter
	case errors.As(err, &syntax):
		return http.StatusBadRequest, syntax.In(lang), "query.q"
	case errors.As(err, &refused):
		return http.StatusBadRequest, refused.In(lang), ""
	case errors.Is(err, index.ErrRequest):
		return http.StatusBadRequest, err.Error(), ""
	case errors.Is(err, index.ErrNotFound):
		return http.StatusNotFound, inLanguage(lang, err.Error(), "rien de tel dans l'index"), ""
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable, inLanguage(lang, "the question takes too long; ask for less", "la question prend trop de temps ; demandez moins"), ""
	case errors.Is(err, context.Canceled):
		return 499, inLanguage(lang, "the request was cancelled", "la demande a été abandonnée"), ""
	}
	return http.StatusInternalServerError, inLanguage(lang, "something went wrong inside; it was noted", "une erreur interne est survenue ; elle a été notée"), ""
}

func inLanguage(lang, en, fr string) string {
	if lang == "fr" {
		return fr
	}
	return en
}

// problemOf is the error of an operation for its answer.
func (h *Handler) problemOf(err error, lang string) error {
	status, detail, where := problem(err, lang)
	if status == http.StatusInternalServerError {
		h.o.Report(err)
	}
	p := &huma.ErrorModel{Title: http.StatusText(status), Status: status, Detail: detail}
	if where != "" {
		p.Errors = []*huma.ErrorDetail{{Message: detail, Location: where}}
	}
	return p
}

// fail answers with an error outside of operations.
func (h *Handler) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, detail, _ := problem(err, language(r.Header.Get("Accept-Language")))
	if status == http.StatusInternalServerError {
		h.o.Report(err)
	}
	writeProblem(w, r, status, detail)
}

func writeProblem(w http.ResponseWriter, r *http.Request, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	title := titleOf(status, language(r.Header.Get("Accept-Language")))
	json.NewEncoder(w).Encode(&huma.ErrorModel{Title: title, Status: status, Detail: detail})
}
