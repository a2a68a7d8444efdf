package api

import (
	_ "embed" // for fields.tsv
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"estrade/extract"
)

// newSchemas keeps the schemas of answers. Those of what is in a release come
// from the JSON form of package extract, and are named after the document.
func newSchemas() huma.Registry {
	schemas := huma.NewMapRegistry("#/components/schemas/", func(t reflect.Type, hint string) string {
		if t.PkgPath() != reflect.TypeFor[extract.Document]().PkgPath() {
			return huma.DefaultSchemaNamer(t, hint)
		}
		if t == reflect.TypeFor[extract.DocumentJSON]() {
			return "Document"
		}
		return "Document" + strings.TrimSuffix(t.Name(), "JSON")
	})
	schemas.RegisterTypeAlias(reflect.TypeFor[extract.Span](), reflect.TypeFor[[2]int]())
	schemas.RegisterTypeAlias(reflect.TypeFor[extract.Document](), reflect.TypeFor[extract.DocumentJSON]())
	return schemas
}

// fieldsFile says what each field of an answer means: name of the schema or *,
// name of the field, meaning.
//
//go:embed fields.tsv
var fieldsFile string

// describe gives the fields of all schemas their meaning.
func describe(r huma.Registry) {
	meanings := map[string]string{}
	for line := range strings.Lines(fieldsFile) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) == 3 {
			meanings[f[0]+"."+f[1]] = f[2]
		}
	}
	for name, schema := range r.Map() {
		for field, property := range schema.Properties {
			meaning := meanings[name+"."+field]
			if meaning == "" {
				meaning = meanings["*."+field]
			}
			if property.Description == "" {
				property.Description = meaning
			}
			// What is left out while it is zero is never required.
			if property.Format == "date-time" {
				schema.Required = slices.DeleteFunc(schema.Required, func(s string) bool { return s == field })
			}
		}
	}
}
