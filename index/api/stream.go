package api

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"estrade/index"
)

// feedEntries is how many entries a feed has.
const feedEntries = 50

// isStream reports whether an answer is given as it is made, without ETag.
func isStream(path string) bool { return strings.HasPrefix(path, "/export.") }

// question reads what a feed or a download is of. Its parameters are those of
// pages, which may bear others.
func (h *Handler) question(r *http.Request) (Question, url.Values, error) {
	form, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return Question{}, nil, index.NewRequestError("the address cannot be read: %v", "l'adresse ne peut être lue : %v", err)
	}
	of, ok := readOf(form)
	if !ok {
		return Question{}, nil, index.NewRequestError("of=%s; expected statements or releases", "of=%s ; attendu : statements ou releases", form.Get("of"))
	}
	q, err := readFilters(form).Query()
	return Question{of, q}, form, err
}

func (h *Handler) serveFeed(w http.ResponseWriter, r *http.Request) {
	if h.o.WriteFeed == nil {
		writeProblem(w, r, http.StatusNotFound, "no feeds here")
		return
	}
	q, form, err := h.question(r)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	request := index.Request{Of: q.Of, Query: q.Query, Sort: index.Newest, Limit: feedEntries}
	page := "/who"
	if q.Of == index.Releases {
		request.Highlights, page = 1, "/search"
	}
	found, err := h.o.Library.Search(r.Context(), request)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	base := "http://" + r.Host
	if r.TLS != nil {
		base = "https://" + r.Host
	}
	form.Del("of")
	feed := Feed{Question: q, Title: "Estrade: " + title(form), Self: base + r.URL.RequestURI(), Page: base + page,
		Permalink: func(hit index.Hit) string {
			if hit.Statement != nil {
				return base + "/statement/" + url.PathEscape(hit.Statement.ID)
			}
			return base + "/release/" + url.PathEscape(hit.Release.ID)
		}}
	if len(form) > 0 {
		feed.Page += "?" + form.Encode()
	}
	var b bytes.Buffer
	if err := h.o.WriteFeed(&b, feed, found.Hits); err != nil {
		h.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	w.Write(b.Bytes())
}

// title is a question as a feed is called.
func title(form url.Values) string {
	var parts []string
	for _, name := range []string{"q", "speaker", "person", "title", "office", "place", "departement", "region", "near", "from", "to", "month", "kind", "text", "site", "language"} {
		if v := strings.Join(trimmed(form[name]), ","); v != "" && (name == "q" || name == "text") {
			parts = append(parts, v)
		} else if v != "" {
			parts = append(parts, name+" "+v)
		}
	}
	if len(parts) == 0 {
		return "all"
	}
	return strings.Join(parts, ", ")
}

// serveTable gives all rows of a question as a file. What fails on the way
// breaks the connection, so that half a file is not taken for a whole one.
func (h *Handler) serveTable(w http.ResponseWriter, r *http.Request, name string, table Table) {
	q, form, err := h.question(r)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	style := Style{BOM: form.Get("bom") == "true", Semicolon: form.Get("separator") == "semicolon"}
	rows := "statements"
	if q.Of == index.Releases {
		rows = "releases"
	}
	w.Header().Set("Content-Type", table.MediaType)
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="estrade-%s.%s"`, rows, name))
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	out := &counting{ResponseWriter: w}
	if err := table.Write(r.Context(), out, h.o.Library, q, style); err != nil {
		if out.n == 0 {
			w.Header().Del("Content-Disposition")
			h.fail(w, r, err)
			return
		}
		if r.Context().Err() == nil {
			h.o.Report(fmt.Errorf("export %s: %w", name, err))
		}
		panic(http.ErrAbortHandler)
	}
}

// counting tells whether anything was written.
type counting struct {
	http.ResponseWriter
	n int
}

func (c *counting) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b)
	c.n += n
	return n, err
}

// describeStreams adds feeds and downloads to the description.
func (h *Handler) describeStreams() {
	var params []*huma.Param
	for _, p := range h.huma.OpenAPI().Paths["/api/v1/facets"].Get.Parameters {
		if p.In == "query" && p.Name != "by" && p.Name != "limit" {
			if p.Name == "of" {
				of := *p
				of.Description = "What is given: by default releases where q or sort is given, else statements"
				schema := *p.Schema
				schema.Default = nil
				of.Schema = &schema
				p = &of
			}
			params = append(params, p)
		}
	}
	add := func(path, id, summary, media string, params []*huma.Param) {
		op := &huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Parameters: params,
			Responses: map[string]*huma.Response{
				"200":     {Description: "OK", Content: map[string]*huma.MediaType{media: {}}},
				"default": {Description: "Error", Content: map[string]*huma.MediaType{"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/ErrorModel"}}}},
			}}
		h.huma.OpenAPI().AddOperation(op)
	}
	if h.o.WriteFeed != nil {
		add("/feed.atom", "feed", "An Atom feed of the latest answers", "application/atom+xml", params)
	}
	for name, table := range h.o.Tables {
		own := params
		if name == "csv" {
			own = append(slices.Clone(params), &huma.Param{Name: "bom", In: "query", Description: "Begin with a byte order mark, by which spreadsheets know UTF-8", Schema: &huma.Schema{Type: huma.TypeBoolean}},
				&huma.Param{Name: "separator", In: "query", Description: "Between cells; French spreadsheets expect a semicolon", Schema: &huma.Schema{Type: huma.TypeString, Enum: []any{"comma", "semicolon"}}})
		}
		add("/export."+name, "export_"+name, "All answers as a file", table.MediaType, own)
	}
}
