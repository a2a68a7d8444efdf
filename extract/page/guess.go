package page

import (
	"time"

	"github.com/markusmobius/go-htmldate"
)

// guessDate looks for a date anywhere on a page.
func (v *view) guessDate() dates {
	latest := time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
	if !v.page.Fetched.IsZero() {
		latest = v.page.Fetched.AddDate(0, 0, 1)
	}
	found, err := htmldate.FromDocument(v.doc, htmldate.Options{
		UseOriginalDate: true, URL: v.page.URL, SkipExtensiveSearch: true,
		MinDate: time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC), MaxDate: latest,
	})
	if err != nil || found.DateTime.IsZero() {
		return dates{}
	}
	return dates{published: found.DateTime.Format(time.DateOnly)}
}
