// Package api answers programs: a JSON API over an index with its OpenAPI
// description, feeds and downloads for any question, and the client with which
// one estrade asks another that has the index open.
//
// Addresses under /api/v1 keep their meaning; fields may come, none goes or
// changes. Questions have the filters of [index.WhoQuery] and the query
// language of [index.Parse]. Errors are problem details (RFC 9457), in French
// for those who ask for it by Accept-Language. Answers carry an ETag, and 304
// follows where it is given back. Lists go on by cursors, which stay right while
// the index changes.
package api

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"estrade/index"
)

// Library is the index as the API reads it.
type Library interface {
	index.Searcher
	Release(ctx context.Context, id string) (*index.Release, error)
	Statement(ctx context.Context, id string) (*index.Statement, error)
	Count(ctx context.Context) (index.Counts, error)
}

// Writer is an index that takes records.
type Writer interface {
	Put(ctx context.Context, records ...index.Record) error
	Delete(ctx context.Context, ids ...string) error
}

// Question is what a feed or a download is of.
type Question struct {
	Of    index.Of
	Query index.Query
}

// Feed is a feed to write.
type Feed struct {
	Question
	Title string
	Self  string // address of the feed
	Page  string // address of the page that shows the same

	// Permalink is the address of a hit's own page.
	Permalink func(index.Hit) string
}

// Options say what an API offers. Only Library is needed.
type Options struct {
	Library Library
	Version string // of the program

	// WriteFeed writes hits as an Atom feed; nil if there are none.
	WriteFeed func(w io.Writer, f Feed, hits []index.Hit) error

	// Tables are the formats of downloads, by the ending of their address.
	Tables map[string]Table

	// Status is what is known of crawls, for the coverage; nil if nothing is.
	Status func(ctx context.Context) (any, error)

	// Writer takes what another process has made, from those who know the key;
	// nil or an empty key if nobody may write.
	Writer Writer
	Key    string

	// Report is told of what went wrong inside; nil to forget it.
	Report func(error)
}

// Table is a format of downloads.
type Table struct {
	MediaType string
	Write     func(ctx context.Context, w io.Writer, s index.Searcher, q Question, style Style) error
}

// Style is how a download is written, where its format has a choice.
type Style struct {
	BOM       bool // begin with a byte order mark
	Semicolon bool // between the cells, instead of a comma
}

// Handler answers the requests of the API. It is safe for concurrent use.
type Handler struct {
	o    Options
	mux  *http.ServeMux
	huma huma.API
	spec func() ([]byte, error)
}

// New makes the API.
func New(o Options) *Handler {
	if o.Report == nil {
		o.Report = func(error) {}
	}
	h := &Handler{o: o, mux: http.NewServeMux()}
	schemas := newSchemas()
	h.huma = humago.New(h.mux, huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{Title: "Estrade", Version: "1", Description: description,
				License: &huma.License{Name: "MIT"}},
			Components: &huma.Components{Schemas: schemas},
		},
		Formats:                      huma.DefaultFormats,
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
		Transformers:                 []huma.Transformer{translate},
	})
	h.routes()
	describe(schemas)
	h.spec = sync.OnceValues(func() ([]byte, error) { return json.Marshal(h.huma.OpenAPI()) })
	h.mux.HandleFunc("GET /openapi.json", h.serveSpec)
	h.mux.HandleFunc("GET /docs", h.serveDocs)
	h.mux.HandleFunc("GET /docs/{name}", h.serveDocsAsset)
	h.mux.HandleFunc("GET /feed.atom", h.serveFeed)
	for name, table := range o.Tables {
		h.mux.HandleFunc("GET /export."+name, func(w http.ResponseWriter, r *http.Request) { h.serveTable(w, r, name, table) })
	}
	h.mux.HandleFunc("POST "+recordsPath, h.serveRecords)
	h.mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		writeProblem(w, r, http.StatusNotFound, inLanguage(language(r.Header.Get("Accept-Language")),
			"no such address; /openapi.json and /docs describe them all", "adresse inconnue ; /openapi.json et /docs les décrivent toutes"))
	})
	return h
}

const description = `Who spoke where, in the press releases of French prefectures: statements with their evidence, releases, people and places.

Filters must all hold; empty ones let everything pass. ` + "`q`" + ` is a question in the query language: words, "phrases", OR, NOT, fields such as speaker:lalande. Lists are given a page at a time: ask again with ` + "`cursor`" + ` set to ` + "`next`" + `.`

// Patterns are the patterns of http.ServeMux under which the handler wants to
// be mounted.
func (h *Handler) Patterns() []string {
	patterns := []string{"/api/", "/openapi.json", "/docs", "/docs/"}
	if h.o.WriteFeed != nil {
		patterns = append(patterns, "/feed.atom")
	}
	for name := range h.o.Tables {
		patterns = append(patterns, "/export."+name)
	}
	return patterns
}

// ServeHTTP answers a request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if isStream(r.URL.Path) || r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.mux.ServeHTTP(w, r)
		return
	}
	withETag(w, r, h.mux)
}

func (h *Handler) serveSpec(w http.ResponseWriter, r *http.Request) {
	b, err := h.spec()
	if err != nil {
		h.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/openapi+json")
	w.Write(b)
}
