// Package server shows an index to people, in a browser. It only reads; other
// handlers, for programs, can be mounted behind its guard.
//
// Pages are rendered here, in French and English, work without JavaScript, and
// have every state in their address. Nothing is loaded from elsewhere. What
// pages of prefectures say is foreign text: it only ever reaches a reader
// through an escaping template or as plain text.
//
// A [Server] needs an index and, for more, an [Archive] to show archived pages
// from and a [Crawl] to say how crawls went. It reads them and changes nothing.
package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"estrade/index"
)

// Options say what a server shows. Only Index is needed.
type Options struct {
	Index   index.Index
	Archive Archive // nil if archived pages cannot be shown
	Crawl   Crawl   // nil if nothing is known of crawls
	History History // nil if versions cannot be shown
	Sites   []Site  // the sites that could be crawled, for their names
	Version string  // of the program, named in citations

	// Mount makes further handlers over the server's index, by their path as
	// http.ServeMux takes it; nil for none. They stand behind the same guard:
	// token, limits, recovery from panics.
	Mount func(index.Index) map[string]http.Handler

	// Token, if not empty, must come with every request: as a bearer token or
	// as the password of HTTP's basic authentication, which browsers ask for.
	Token string

	// Hosts are the names under which the server may be asked, without port,
	// so that no page elsewhere can reach it through a name of its own; nil
	// for any.
	Hosts []string

	// Report is told of what went wrong inside; nil to forget it.
	Report func(error)

	Now     func() time.Time // nil for time.Now
	Timeout time.Duration    // of a request; zero for 15 s
}

// Archive gives archived pages back.
type Archive interface {
	// Page is the page of a Provenance.Ref.
	Page(ctx context.Context, ref string) (*ArchivedPage, error)
}

// ArchivedPage is a page as it was fetched.
type ArchivedPage struct {
	URL         string
	Fetched     time.Time
	Status      int
	ContentType string // as sent
	Body        []byte // without content encoding
}

// Crawl tells how crawls went.
type Crawl interface {
	// Sites is what is known of each site. An error that wraps ErrBusy says
	// that a crawl is running and keeps its books closed.
	Sites(ctx context.Context) ([]SiteStatus, error)
}

// History tells how releases have changed.
type History interface {
	// Of is what stood at an address, oldest first; empty if nothing is known.
	Of(ctx context.Context, url string) ([]Version, error)
}

// ErrBusy says that a crawl is running.
var ErrBusy = errors.New("a crawl is running")

// Site is a site that can be crawled.
type Site struct {
	Code, Name, URL string
	Unsupported     string // why it cannot be, empty if it can
}

// SiteStatus is how the crawls of a site went.
type SiteStatus struct {
	Code        string         `json:"code"`
	Pages       int            `json:"pages"`
	Releases    int            `json:"releases"`
	Changed     int            `json:"changed"`
	Withdrawn   int            `json:"withdrawn"`
	NotReleases map[string]int `json:"not_releases,omitempty"` // pages, by reason
	Failed      map[string]int `json:"failed,omitempty"`       // addresses, by reason
	Checked     time.Time      `json:"checked,omitzero"`       // last time a server was asked
}

// Version is what stood at an address for a time: a text of a release, or what
// was there instead.
type Version struct {
	Number  int // of the text, from 1; 0 for what is no release
	Ref     string
	Digest  string
	From    time.Time // first visit that found it
	Seen    time.Time // last visit that did
	Visits  int
	Status  int // of HTTP
	Title   string
	Changes []Change // from the text before; nil for the first
	Gone    bool     // the site took the page down
	Target  string   // where the address leads instead; may be empty
	Reason  string   // why the page is no release; may be empty
}

// Change is a run of words of a difference: left out, added, or around these.
type Change struct {
	Text        string
	Left, Added bool
}

// Server answers HTTP requests. It is safe for concurrent use.
type Server struct {
	opts    Options
	index   *tracked
	sites   map[string]Site
	langs   map[string]*lang
	pages   pages
	assets  map[string]asset
	cache   cache
	slots   chan struct{}
	mounts  map[string]http.Handler
	mux     *http.ServeMux
	handler http.Handler
}

// New makes a server.
func New(o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Report == nil {
		o.Report = func(error) {}
	}
	if o.Timeout == 0 {
		o.Timeout = 15 * time.Second
	}
	s := &Server{opts: o, index: newTracked(o.Index, o.Now()), sites: map[string]Site{}, slots: make(chan struct{}, maxRequests)}
	for _, site := range o.Sites {
		s.sites[site.Code] = site
	}
	var err error
	if s.langs, err = readTexts(); err != nil {
		return nil, err
	}
	if s.pages, err = parsePages(s.langs); err != nil {
		return nil, err
	}
	if s.assets, err = readAssets(); err != nil {
		return nil, err
	}
	s.mux = http.NewServeMux()
	s.routes(s.mux)
	if o.Mount != nil {
		s.mounts = o.Mount(s.index)
	}
	for pattern, h := range s.mounts {
		s.mux.Handle(pattern, h)
	}
	s.handler = s.guard(s.mux)
	return s, nil
}

// Index is the index that the server shows. Whoever changes the index while
// the server runs does so through it, so that pages made before are made again.
func (s *Server) Index() index.Index { return s.index }

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

func (s *Server) routes(mux *http.ServeMux) {
	page := func(pattern string, f func(*visit) error) {
		mux.Handle("GET "+pattern, s.visited(f))
	}
	page("/{$}", s.who)
	page("/who", s.who)
	page("/search", s.search)
	page("/release/{id}", s.release)
	page("/release/{id}/archived", s.archived)
	page("/release/{id}/versions", s.versions)
	page("/statement/{id}", s.statement)
	page("/statement/{id}/{form}", s.citation)
	page("/person/{key}", s.person)
	page("/place/{key}", s.place)
	page("/coverage", s.coverage)
	page("/help", s.help)
	page("/suggest", s.suggest)
	page("/static/{name}", s.static)
	mux.Handle("/", s.visited(func(*visit) error { return errNotFound }))
}

// shutdownWait is how long requests may go on when the server stops.
const shutdownWait = 5 * time.Second

// Serve answers requests on a listener until the context ends, then lets the
// running ones finish. It closes the listener.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	h := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      s.opts.Timeout + longTimeout,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          nil,
	}
	ended := make(chan error, 1)
	go func() {
		<-ctx.Done()
		wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownWait)
		defer cancel()
		err := h.Shutdown(wait)
		if err != nil {
			err = h.Close()
		}
		ended <- err
	}()
	if err := h.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return <-ended
}
