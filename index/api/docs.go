package api

import (
	"bytes"
	"cmp"
	_ "embed" // for docs.html and docs.css
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"estrade/index"
)

//go:embed docs.html
var docsPage string

//go:embed docs.css
var docsStyle []byte

// frenchFile has the texts of the page in French: English, French.
//
//go:embed french.tsv
var frenchFile string

var french = sync.OnceValue(func() map[string]string {
	texts := map[string]string{}
	for line := range strings.Lines(frenchFile) {
		if english, french, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok {
			texts[english] = index.TypesetFrench(french)
		}
	}
	return texts
})

// inWords is a text of the page in a language, "fr" or "en".
func inWords(lang, english string) string {
	if text, ok := french()[english]; ok && lang == "fr" {
		return text
	}
	return english
}

// docsOperation is an operation as the page shows it.
type docsOperation struct {
	*huma.Operation
	Form     bool // can be tried by a form: no part of its path is variable
	Answer   string
	Schema   bool          // Answer is a schema of the page
	Filters  []*huma.Param // those of every question
	Specific []*huma.Param
}

// docsParam is a parameter with the operation it belongs to.
type docsParam struct {
	Op string
	P  *huma.Param
}

// docsSchema is a schema as the page shows it.
type docsSchema struct {
	Name   string
	Fields []docsField
}

type docsField struct{ Name, Type, Link, Meaning string }

// renderDocs makes the page that shows the description in a language, from the
// description itself. It needs no script: an operation is tried by a form.
func (h *Handler) renderDocs(lang, chosen string) ([]byte, error) {
	t := func(english string) string { return inWords(lang, english) }
	spec := h.huma.OpenAPI()
	var operations []docsOperation
	for path, item := range spec.Paths {
		if item.Get == nil {
			continue
		}
		op := docsOperation{Operation: item.Get, Form: !strings.Contains(path, "{")}
		for _, p := range item.Get.Parameters {
			switch {
			case p.In == "header":
			case slices.Contains(filterNames, p.Name):
				op.Filters = append(op.Filters, p)
			default:
				op.Specific = append(op.Specific, p)
			}
		}
		if r := item.Get.Responses["200"]; r != nil {
			for media, c := range r.Content {
				op.Answer = media
				if c.Schema != nil && c.Schema.Ref != "" {
					op.Answer, op.Schema = c.Schema.Ref[strings.LastIndexByte(c.Schema.Ref, '/')+1:], true
				}
			}
		}
		operations = append(operations, op)
	}
	// What is asked for most comes first.
	slices.SortFunc(operations, func(a, b docsOperation) int {
		return cmp.Or(docsRank(a.Path)-docsRank(b.Path), strings.Compare(a.Path, b.Path))
	})
	var schemas []docsSchema
	for name, s := range spec.Components.Schemas.Map() {
		schema := docsSchema{Name: name}
		for field, p := range s.Properties {
			kind, link := typeName(p, t)
			schema.Fields = append(schema.Fields, docsField{field, kind, link, p.Description})
		}
		slices.SortFunc(schema.Fields, func(a, b docsField) int { return strings.Compare(a.Name, b.Name) })
		if len(schema.Fields) > 0 {
			schemas = append(schemas, schema)
		}
	}
	slices.SortFunc(schemas, func(a, b docsSchema) int { return strings.Compare(a.Name, b.Name) })
	page, err := template.New("docs").Funcs(template.FuncMap{"t": t, "field": func(op string, p *huma.Param) docsParam { return docsParam{op, p} }}).Parse(docsPage)
	if err != nil {
		return nil, fmt.Errorf("docs: %w", err)
	}
	var paragraphs []string
	for p := range strings.SplitSeq(spec.Info.Description, "\n\n") {
		paragraphs = append(paragraphs, strings.ReplaceAll(t(p), "`", ""))
	}
	other, otherName := "en", "English"
	if lang == "en" {
		other, otherName = "fr", "Français"
	}
	var b bytes.Buffer
	err = page.Execute(&b, map[string]any{"Info": spec.Info, "Paragraphs": paragraphs, "Operations": operations, "Schemas": schemas, "Version": h.o.Version,
		"Language": lang, "Chosen": chosen, "Other": other, "OtherName": otherName})
	return b.Bytes(), err
}

// docsOrder are the beginnings of addresses in the order of the page.
var docsOrder = []string{"/api/v1/statements", "/api/v1/releases", "/api/v1/people", "/api/v1/places", "/api/v1/facets", "/api/v1/suggest",
	"/api/v1/coverage", "/api/v1/status", "/feed.atom", "/export"}

func docsRank(path string) int {
	if i := slices.IndexFunc(docsOrder, func(p string) bool { return strings.HasPrefix(path, p) }); i >= 0 {
		return i
	}
	return len(docsOrder)
}

// filterNames are the parameters of Filters.
var filterNames = []string{"q", "speaker", "person", "title", "office", "place", "departement", "region", "near", "from", "to", "month",
	"kind", "text", "site", "language"}

// typeName is the type of a field in the words of t, and the schema that it leads
// to.
func typeName(s *huma.Schema, t func(string) string) (name, link string) {
	switch {
	case s.Ref != "":
		name = s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]
		return name, name
	case s.Type == huma.TypeArray && s.Items != nil:
		name, link = typeName(s.Items, t)
		return t("list of") + " " + name, link
	case s.Format != "":
		return s.Format, ""
	case s.Type == "":
		return t("any"), ""
	}
	return s.Type, ""
}

// serveDocs answers in the language that pages have: the one of the lang
// parameter, else the best that the browser asks for, else French.
func (h *Handler) serveDocs(w http.ResponseWriter, r *http.Request) {
	chosen := r.URL.Query().Get("lang")
	if !slices.Contains(index.Languages, chosen) {
		chosen = ""
	}
	lang := cmp.Or(chosen, index.PreferredLanguage(r.Header.Get("Accept-Language")), index.Languages[0])
	b, err := h.renderDocs(lang, chosen)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(b)
}

func (h *Handler) serveDocsAsset(w http.ResponseWriter, r *http.Request) {
	if r.PathValue("name") != "style.css" {
		writeProblem(w, r, http.StatusNotFound, "no such page; see /docs")
		return
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Write(docsStyle)
}
