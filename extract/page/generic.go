package page

import (
	"net/url"
	"time"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-htmldate"
)

// generic reads a page of no known family.
func (e *Extractor) generic(v *view) article {
	t := e.rules.generic
	a := e.byTemplate(v, t)
	address := v.address
	if address == nil {
		address = &url.URL{}
	}
	parsed, err := readability.FromDocument(v.doc, address)
	if err == nil && parsed.Node != nil {
		r := reader{drop: t.remove, file: v.isFile}
		a.body = join(e.clean(r.read(parsed.Node), a.title))
		a.template = "generic: readability"
	}
	if !a.dates.known() {
		a.dates = dates{published: e.guessDate(v)}
	}
	return a
}

// guessDate looks for a date anywhere on the page.
func (e *Extractor) guessDate(v *view) string {
	latest := time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
	if !v.page.Fetched.IsZero() {
		latest = v.page.Fetched.AddDate(0, 0, 1)
	}
	found, err := htmldate.FromDocument(v.doc, htmldate.Options{
		UseOriginalDate: true, URL: v.page.URL, SkipExtensiveSearch: true,
		MinDate: time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC), MaxDate: latest,
	})
	if err != nil || found.DateTime.IsZero() {
		return ""
	}
	return found.DateTime.Format(time.DateOnly)
}
