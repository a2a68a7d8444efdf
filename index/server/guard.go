package server

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

const (
	maxRequests = 64              // answered at once; others wait
	maxURL      = 8 << 10         // bytes of path and query
	longTimeout = 2 * time.Minute // of a download or of records that come in
)

// policy is what a page may do: show itself and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard stands before every handler. It checks who asks, bounds what an answer
// may cost, and answers 500 for a handler that panics.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		began := &beginning{ResponseWriter: w}
		w = began
		defer func() {
			e := recover()
			if e == nil {
				return
			}
			if e != http.ErrAbortHandler {
				s.opts.Report(fmt.Errorf("answer %s: panic: %v\n%s", r.URL.Path, e, debug.Stack()))
			}
			if began.wrote || e == http.ErrAbortHandler {
				panic(http.ErrAbortHandler) // half an answer must not pass for a whole one
			}
			s.fail(w, r, errPanic)
		}()
		if err := s.admit(r); err != nil {
			s.fail(w, r, err)
			return
		}
		timeout := s.opts.Timeout
		if isDownload(r.URL.Path) || r.Method == http.MethodPost {
			timeout = longTimeout
		}
		ctx, cancel := context.WithTimeout(r.Context(), timeout)
		defer cancel()
		select {
		case s.slots <- struct{}{}:
			defer func() { <-s.slots }()
		case <-ctx.Done():
			s.fail(w, r, ctx.Err())
			return
		}
		compress(next).ServeHTTP(w, r.WithContext(ctx))
	})
}

// beginning notes whether an answer has begun.
type beginning struct {
	http.ResponseWriter
	wrote bool
}

func (b *beginning) WriteHeader(status int) {
	b.wrote = true
	b.ResponseWriter.WriteHeader(status)
}

func (b *beginning) Write(p []byte) (int, error) {
	b.wrote = true
	return b.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach what the writer can do.
func (b *beginning) Unwrap() http.ResponseWriter { return b.ResponseWriter }

// isDownload reports whether a path leads to all rows of a query.
func isDownload(path string) bool { return strings.HasPrefix(path, "/export.") }

// isMounted reports whether a request goes to a handler that was given to the
// server. Such a one decides on methods itself.
func (s *Server) isMounted(r *http.Request) bool {
	_, pattern := s.mux.Handler(r)
	_, ok := s.mounts[pattern]
	return ok
}

// statusError is an error with the status to answer it by.
type statusError struct {
	status int
	key    string // of the text that says so
}

func (e *statusError) Error() string { return http.StatusText(e.status) }

var (
	errNotFound     = &statusError{http.StatusNotFound, "error.notfound"}
	errMethod       = &statusError{http.StatusMethodNotAllowed, "error.method"}
	errTooLong      = &statusError{http.StatusRequestURITooLong, "error.toolong"}
	errUnauthorised = &statusError{http.StatusUnauthorized, "error.token"}
	errHost         = &statusError{http.StatusMisdirectedRequest, "error.host"}
	errSlow         = &statusError{http.StatusServiceUnavailable, "error.slow"}
	errInside       = &statusError{http.StatusInternalServerError, "error.inside"}
	errPanic        = &statusError{http.StatusInternalServerError, "error.inside"} // reported already
	errBad          = &statusError{http.StatusBadRequest, "error.bad"}
)

// admit checks a request before anything is done for it.
func (s *Server) admit(r *http.Request) error {
	if s.opts.Hosts != nil {
		host := r.Host
		if h, _, err := net.SplitHostPort(host); err == nil {
			host = h
		}
		if !slices.Contains(s.opts.Hosts, strings.ToLower(strings.Trim(host, "[]"))) {
			return errHost
		}
	}
	if s.opts.Token != "" && !s.hasToken(r) {
		return errUnauthorised
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead && !s.isMounted(r) {
		return errMethod
	}
	if len(r.URL.RequestURI()) > maxURL {
		return errTooLong
	}
	return nil
}

// hasToken compares in a time that does not tell how much of the token is
// right.
func (s *Server) hasToken(r *http.Request) bool {
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		_, given, _ = r.BasicAuth()
	}
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(s.opts.Token))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}
