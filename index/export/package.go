package export

import (
	"encoding/json"
	"io"
	"path/filepath"
	"time"

	"estrade/index"
)

// Source says what a table was made of, so that it can be cited and made again.
type Source struct {
	Query   string       `json:"query"`    // in the query language
	Rows    string       `json:"rows"`     // "statements" or "releases"
	Order   string       `json:"order"`    // of the rows
	Program string       `json:"program"`  // with its version
	Schema  int          `json:"schema"`   // of the index
	Before  index.Counts `json:"index"`    // what the index held
	Changed bool         `json:"changing"` // the index changed while the table was written
}

// Package describes a file that was exported, as a Frictionless Data Package
// (datapackage.json).
type Package struct {
	Profile   string     `json:"profile"`
	Name      string     `json:"name"`
	Created   time.Time  `json:"created"`
	Resources []Resource `json:"resources"`
	Source    Source     `json:"estrade"`
}

// Resource is the file of a package.
type Resource struct {
	Profile   string   `json:"profile"`
	Name      string   `json:"name"`
	Path      string   `json:"path"`
	Format    Format   `json:"format"`
	MediaType string   `json:"mediatype"`
	Encoding  string   `json:"encoding,omitempty"`
	Dialect   *Dialect `json:"dialect,omitempty"` // of CSV
	Bytes     int64    `json:"bytes"`
	Hash      string   `json:"hash"` // "sha256:" and hexadecimal digits
	Rows      int      `json:"rows"`
	Schema    *Schema  `json:"schema,omitempty"`  // of a table
	Members   []Column `json:"members,omitempty"` // of the object on each of JSON lines
	Notes     string   `json:"notes,omitempty"`
}

// Schema is a Frictionless Table Schema.
type Schema struct {
	Fields []Column `json:"fields"`
}

// Dialect is how a CSV file is written.
type Dialect struct {
	Delimiter      string `json:"delimiter"`
	LineTerminator string `json:"lineTerminator"`
	Header         bool   `json:"header"`
}

// File is what is known of a written file.
type File struct {
	Path   string
	Bytes  int64
	SHA256 string // in hexadecimal digits
	Rows   int
}

// Describe describes a file that holds the table.
func (t Table) Describe(f File, s Source, created time.Time) Package {
	rows := "statements"
	if t.Of == index.Releases {
		rows = "releases"
	}
	s.Rows, s.Schema, s.Query = rows, index.Version, "*"
	s.Order = "latest date first, then by release and place in it"
	if t.Query != nil {
		s.Query = t.Query.String()
	}
	profile := "tabular-data-resource"
	if t.Format != CSV {
		profile = "data-resource"
	}
	r := Resource{Profile: profile, Name: rows, Path: filepath.Base(f.Path), Format: t.Format, MediaType: t.Format.MediaType(),
		Bytes: f.Bytes, Hash: "sha256:" + f.SHA256, Rows: f.Rows}
	if t.Format == JSONL {
		r.Members = t.Columns()
	} else {
		r.Schema = &Schema{t.Columns()}
	}
	switch t.Format {
	case CSV:
		comma := t.Comma
		if comma == 0 {
			comma = ','
		}
		r.Encoding, r.Dialect = "utf-8", &Dialect{string(comma), "\r\n", true}
		if !t.Raw {
			r.Notes = "An apostrophe stands before text that begins with = + - @ or a control character, so that no spreadsheet takes it for a formula."
		}
	case JSONL:
		r.Encoding = "utf-8"
		r.Notes = "Each line is an object in the form of the API; the names of members are JSON Pointers into it."
	}
	return Package{Profile: "data-package", Name: "estrade-" + rows, Created: created.UTC().Truncate(time.Second),
		Resources: []Resource{r}, Source: s}
}

// Write writes the package as JSON.
func (p Package) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(p)
}
