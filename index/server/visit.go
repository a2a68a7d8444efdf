package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"estrade/index"
)

// visit is a request for a page and the way to answer it.
type visit struct {
	*http.Request
	s    *Server
	w    http.ResponseWriter
	lang *lang
	form url.Values
}

// visited makes a handler of a function that answers visits. What depends on
// the index alone is answered from the cache, or with 304.
func (s *Server) visited(answer func(*visit) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{Request: r, s: s, w: w, lang: s.language(r), form: r.URL.Query()}
		w.Header().Add("Vary", "Accept-Language")
		if err := answer(v); err != nil {
			s.fail(w, r, err)
		}
	})
}

// fresh is true if the reader has the current state already and has been told
// so. It sets the ETag.
func (v *visit) fresh(parts ...string) bool {
	return isFresh(v.w, v.Request, v.s.index.generation(), append(parts, v.s.opts.Version, v.lang.Code)...)
}

// isFresh answers 304 if the reader has the state already.
func isFresh(w http.ResponseWriter, r *http.Request, generation string, parts ...string) bool {
	sum := sha256.Sum256([]byte(generation + "\x00" + strings.Join(parts, "\x00")))
	tag := `W/"` + hex.EncodeToString(sum[:9]) + `"`
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "private, no-cache")
	return isKnown(w, r, tag)
}

// isKnown answers 304 if the reader has what the ETag stands for. It compares
// weakly, as RFC 9110 wants for If-None-Match.
func isKnown(w http.ResponseWriter, r *http.Request, tag string) bool {
	for known := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		known = strings.TrimSpace(known)
		if known == "*" || strings.TrimPrefix(known, "W/") == strings.TrimPrefix(tag, "W/") {
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
}

// cached answers with what make makes, which depends on the index and the
// address alone, and keeps it while the index does not change.
func (v *visit) cached(contentType string, make func(*bytes.Buffer) error) error {
	if v.fresh() {
		return nil
	}
	key := v.s.index.generation() + " " + v.lang.Code + " " + v.URL.RequestURI() + " " + v.Host
	body, err := v.s.cache.get(key, func() (packed, error) {
		var b bytes.Buffer
		if err := make(&b); err != nil {
			return nil, err
		}
		return pack(b.Bytes()), nil
	})
	if err != nil {
		v.w.Header().Del("ETag")
		return err
	}
	v.write(contentType, body)
	return nil
}

func (v *visit) write(contentType string, body packed) {
	v.w.Header().Set("Content-Type", contentType)
	body.writeTo(v.w, v.Request) // an error is the reader's having left
}

const htmlType = "text/html; charset=utf-8"

// show answers with a page, through the cache unless the page has a status of
// its own.
func (v *visit) show(name string, make func() (*view, error)) error {
	err := v.cached(htmlType, func(b *bytes.Buffer) error {
		p, err := make()
		if err != nil {
			return err
		}
		if p.Status != 0 {
			return &statusPage{p}
		}
		return v.s.pages.render(b, name, p)
	})
	var page *statusPage
	if !errors.As(err, &page) {
		return err
	}
	return v.showNow(name, page.view)
}

// statusPage is a page that is answered with a status of its own.
type statusPage struct{ view *view }

func (p *statusPage) Error() string { return http.StatusText(p.view.Status) }

// showNow answers with a page that is not kept.
func (v *visit) showNow(name string, p *view) error {
	var b bytes.Buffer
	if err := v.s.pages.render(&b, name, p); err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.Header().Set("Content-Type", htmlType)
	if p.Status != 0 {
		v.w.WriteHeader(p.Status)
	}
	v.w.Write(b.Bytes())
	return nil
}

// statusOf maps an error to what the reader is told.
func statusOf(err error) *statusError {
	var known *statusError
	var filter *index.FilterError
	var syntax *index.SyntaxError
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, index.ErrNotFound):
		return errNotFound
	case errors.As(err, &filter), errors.As(err, &syntax), errors.Is(err, index.ErrRequest):
		return errBad
	case errors.Is(err, context.DeadlineExceeded):
		return errSlow
	}
	return errInside
}

// fail answers with an error: a page, or a problem where the API was asked.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) {
		return // nobody waits for the answer
	}
	status := statusOf(err)
	if status == errInside {
		s.opts.Report(err)
	}
	lang := s.language(r)
	detail := lang.T(status.key)
	if told := tell(err, lang); told != "" {
		detail = told
	}
	h := w.Header()
	h.Del("ETag")
	h.Del("Content-Disposition")
	h.Set("Cache-Control", "no-store")
	if status == errUnauthorised {
		h.Set("WWW-Authenticate", `Basic realm="Estrade", charset="UTF-8"`)
		h.Add("WWW-Authenticate", `Bearer realm="Estrade"`)
	}
	if status == errMethod {
		h.Set("Allow", "GET, HEAD")
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		h.Set("Content-Type", "application/problem+json")
		w.WriteHeader(status.status)
		json.NewEncoder(w).Encode(problem{Title: http.StatusText(status.status), Status: status.status, Detail: detail})
		return
	}
	v := &visit{Request: r, s: s, w: w, lang: lang, form: r.URL.Query()}
	p := v.view("", lang.T(status.key+".title"), struct{ Detail string }{detail})
	p.Status = status.status
	if err := v.showNow("error", p); err != nil {
		s.opts.Report(err)
		http.Error(w, http.StatusText(status.status), status.status)
	}
}

// tell says what is wrong with a question, in the reader's language and with the
// labels of the form; empty for any other error.
func tell(err error, l *lang) string {
	var filter *index.FilterError
	var syntax *index.SyntaxError
	var refused *index.RequestError
	told := ""
	switch {
	case errors.As(err, &filter):
		told = l.T("error.field", l.T("field."+filter.Filter), filter.Err.In(l.Code))
	case errors.As(err, &syntax):
		told = syntax.In(l.Code)
	case errors.As(err, &refused):
		told = refused.In(l.Code)
	}
	if l.Code == "fr" {
		told = index.TypesetFrench(told)
	}
	return told
}

// problem is an error as RFC 9457 writes it.
type problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}
