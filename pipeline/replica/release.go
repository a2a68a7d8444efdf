package replica

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"
)

// A release is a page of a site. The form of its file is described in
// testdata/site/README.md.
type release struct {
	File        string // name without extension
	Path        string
	Kind        string // one of the kinds below
	Day         time.Time
	Stamp       string
	Sections    []string
	Title       string
	Subtitle    string
	Chapo       string // HTML
	Attachments []attachment
	Caption     string
	Keywords    []string
	Lang        string
	Charset     string
	Body        string // HTML
}

// Kinds of releases.
const (
	htmlPage  = ""
	pdfPage   = "pdf-page" // a page that only offers the text as a PDF
	pdfOnly   = "pdf"      // a PDF to which the card links
	noRelease = "page"
)

type attachment struct {
	Label, Path, Day string
	Text             string // what the PDF says; empty if that is the release
}

func readRelease(files fs.FS, name string) (*release, error) {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	head, body, ok := strings.Cut(string(raw), "\n\n")
	if !ok {
		return nil, fmt.Errorf("read release %s: no empty line after its header", name)
	}
	r := &release{File: strings.TrimSuffix(path.Base(name), ".html"), Lang: "fr", Body: strings.TrimSpace(body) + "\n"}
	err = eachField(head, func(key, value string) error {
		switch key {
		case "path":
			r.Path = value
		case "kind":
			r.Kind = value
		case "date":
			day, err := time.Parse(time.DateOnly, value)
			r.Day = day
			return err
		case "stamp":
			r.Stamp = value
		case "section":
			r.Sections = append(r.Sections, value)
		case "title":
			r.Title = value
		case "subtitle":
			r.Subtitle = value
		case "chapo":
			r.Chapo = value
		case "attachment":
			part := strings.Split(value, " | ")
			if len(part) < 3 {
				return fmt.Errorf("attachment %q lacks its path or day", value)
			}
			a := attachment{Label: part[0], Path: part[1], Day: part[2]}
			if len(part) > 3 {
				a.Text = part[3]
			}
			r.Attachments = append(r.Attachments, a)
		case "caption":
			r.Caption = value
		case "keywords":
			r.Keywords = strings.Split(value, ", ")
		case "lang":
			r.Lang = value
		case "charset":
			r.Charset = value
		default:
			return fmt.Errorf("unknown key %q", key)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read release %s: %w", name, err)
	}
	switch {
	case r.Path == "" || r.Title == "" || r.Day.IsZero():
		return nil, fmt.Errorf("read release %s: path, title or date is missing", name)
	case r.Kind == pdfPage && len(r.Attachments) == 0:
		return nil, fmt.Errorf("read release %s: it is a PDF that is not attached", name)
	}
	return r, nil
}

// eachField calls f for each line "key: value".
func eachField(text string, f func(key, value string) error) error {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			return fmt.Errorf("line %q is not \"key: value\"", line)
		}
		if err := f(key, strings.TrimSpace(value)); err != nil {
			return err
		}
	}
	return nil
}

// text is the release as a reader sees it: title, stamp, subtitle, chapo and
// body, paragraphs with an empty line between, items of a
// list and rows of a table a line each, cells with a tab between.
func (r *release) text() string {
	var b strings.Builder
	b.WriteString(r.Title)
	if r.Stamp != "" && (r.Kind == htmlPage || r.Kind == noRelease) {
		b.WriteString("\n" + r.Stamp)
	}
	for _, part := range []string{r.Subtitle, readable(r.Chapo), readable(r.Body)} {
		if part != "" {
			b.WriteString("\n\n" + part)
		}
	}
	return b.String() + "\n"
}
