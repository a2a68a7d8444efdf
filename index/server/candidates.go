package server

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"estrade/extract"
	"estrade/index"
)

// candidatesPage is what a name may mean that nothing bears as a whole.
type candidatesPage struct{ Rows []nameRow }

// mayMean answers with the people or places that a name finds, or one like it;
// with errNotFound if there are none. Path is that of their pages.
func (s *Server) mayMean(v *visit, name, path string,
	find func(context.Context, index.Searcher, string, int) ([]index.Candidate, error)) error {
	for _, asked := range []string{name, strings.TrimRight(name, "*~ ") + "~"} {
		found, err := find(v.Context(), s.index, asked, mostListed)
		var filter *index.FilterError
		if errors.As(err, &filter) {
			return errNotFound // no name at all
		}
		if err != nil {
			return err
		}
		if len(found) == 0 {
			continue
		}
		p := &candidatesPage{}
		view := v.view("", v.lang.T("candidates.title", name), p)
		view.Status = http.StatusNotFound
		for _, c := range found {
			label := c.Name
			if path == "/place/" {
				label = placeName(v.lang, &index.Place{Text: c.Name, Name: c.Name, Kind: extract.Commune, Departement: c.Departement, Country: c.Country})
			}
			p.Rows = append(p.Rows, nameRow{label, c.Title, view.Link(path + slug(c.ID)), c.Statements})
		}
		return v.showNow("candidates", view)
	}
	return errNotFound
}
