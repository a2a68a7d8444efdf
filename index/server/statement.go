package server

import (
	"bytes"
	"strings"

	"estrade/extract"
	"estrade/index"
)

// statementPage is one statement in its context, and how to cite it.
type statementPage struct {
	*row
	Context  [][]piece // the paragraphs around; Said marks the words, Found the evidence
	SiteName string
	Copy     archivedCopy
	CanShow  bool
	Cites    []cite
}

// cite is a citation in one form.
type cite struct{ Form, Text string }

func (s *Server) statement(v *visit) error {
	return v.show("statement", func() (*view, error) {
		st, r, err := s.findStatement(v)
		if err != nil {
			return nil, err
		}
		p := &statementPage{
			row: newRow(st, nil), SiteName: s.siteName(st.Release.Site), Copy: newCopy(&st.Release.Provenance),
			CanShow: s.opts.Archive != nil && st.Release.Ref != "",
		}
		if r.Document != nil {
			p.Context = contextOf(r.Document.Text, st)
		}
		c := s.newCitation(v, st)
		for _, form := range citeForms {
			p.Cites = append(p.Cites, cite{form.name, form.write(c)})
		}
		return v.view("", st.Speaker+" – "+st.Release.Title, p), nil
	})
}

// findStatement finds the statement of the address and its release.
func (s *Server) findStatement(v *visit) (*index.Statement, *index.Release, error) {
	st, err := s.index.Statement(v.Context(), v.PathValue("id"))
	if err != nil {
		return nil, nil, err
	}
	r, err := s.index.Release(v.Context(), st.Release.ID)
	return st, r, err
}

// citation answers with a citation as a file.
func (s *Server) citation(v *visit) error {
	for _, form := range citeForms {
		if v.PathValue("form") != "cite."+form.extension {
			continue
		}
		return v.cached(form.contentType, func(b *bytes.Buffer) error {
			st, _, err := s.findStatement(v)
			if err != nil {
				return err
			}
			b.WriteString(form.write(s.newCitation(v, st)))
			return nil
		})
	}
	return errNotFound
}

// contextOf is the paragraphs that the evidence stands in, with those before
// and after.
func contextOf(text string, s *index.Statement) [][]piece {
	if s.EvidenceSpan.Len() == 0 || s.EvidenceSpan.To > len(text) || s.EvidenceSpan.From < 0 {
		return nil
	}
	spans := paragraphSpans(text, 0)
	first, last := -1, -1
	for i, p := range spans {
		if p.Overlaps(s.EvidenceSpan) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return nil
	}
	var context [][]piece
	for _, p := range spans[max(0, first-1):min(len(spans), last+2)] {
		said, evidence := within(s.Span, p), within(s.EvidenceSpan, p)
		if s.Kind == extract.Attended {
			said = extract.Span{}
		}
		context = append(context, pieces(text[p.From:p.To], said, []extract.Span{evidence}))
	}
	return context
}

// within is the part of s that lies in outer, counted from its start.
func within(s, outer extract.Span) extract.Span {
	from, to := max(s.From, outer.From), min(s.To, outer.To)
	if from >= to {
		return extract.Span{}
	}
	return extract.Span{From: from - outer.From, To: to - outer.From}
}

// oneLine is text without line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
