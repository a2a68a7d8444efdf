package bleveindex

import (
	"slices"

	"estrade/extract"
	"estrade/index"
)

// strip returns the document without its text and without the copies of parts
// of it that spans give back. The slices of d are not changed.
func strip(d *extract.Document) fields {
	s := fields(*d)
	s.Text, s.Tokens, s.Sentences = "", nil, nil
	s.Dates, s.Titles, s.Places = slices.Clone(d.Dates), slices.Clone(d.Titles), slices.Clone(d.Places)
	s.Organisations, s.Statements, s.People = slices.Clone(d.Organisations), slices.Clone(d.Statements), slices.Clone(d.People)
	for i := range s.Titles {
		if s.Titles[i].Full == s.Titles[i].Text {
			s.Titles[i].Full = ""
		}
	}
	for i := range s.Places {
		if s.Places[i].Name == s.Places[i].Text {
			s.Places[i].Name = ""
		}
	}
	for i := range s.People {
		s.People[i].Mentions = slices.Clone(s.People[i].Mentions)
		s.People[i].Coref = slices.Clone(s.People[i].Coref)
	}
	for span, text := range s.copies {
		if within(d.Text, span) && d.Text[span.From:span.To] == *text {
			*text = ""
		}
	}
	return s
}

// restore undoes strip.
func (s *fields) restore(text string) *extract.Document {
	s.Text = text
	for span, copied := range s.copies {
		if *copied == "" && within(text, span) {
			*copied = text[span.From:span.To]
		}
	}
	for i := range s.Titles {
		if s.Titles[i].Full == "" {
			s.Titles[i].Full = s.Titles[i].Text
		}
	}
	for i := range s.Places {
		if s.Places[i].Name == "" {
			s.Places[i].Name = s.Places[i].Text
		}
	}
	return (*extract.Document)(s)
}

func within(text string, s extract.Span) bool {
	return 0 <= s.From && s.From <= s.To && s.To <= len(text)
}

// copies yields every copy of a part of the text with its span.
func (s *fields) copies(yield func(extract.Span, *string) bool) {
	for i := range s.Dates {
		if !yield(s.Dates[i].Span, &s.Dates[i].Text) {
			return
		}
	}
	for i := range s.Titles {
		if !yield(s.Titles[i].Span, &s.Titles[i].Text) {
			return
		}
	}
	for i := range s.Places {
		if !yield(s.Places[i].Span, &s.Places[i].Text) {
			return
		}
	}
	for i := range s.Organisations {
		if !yield(s.Organisations[i].Span, &s.Organisations[i].Text) {
			return
		}
	}
	for i := range s.Statements {
		if !yield(s.Statements[i].Span, &s.Statements[i].Text) {
			return
		}
	}
	for i := range s.People {
		for _, mentions := range [...][]extract.Mention{s.People[i].Mentions, s.People[i].Coref} {
			for j := range mentions {
				if !yield(mentions[j].Span, &mentions[j].Text) {
					return
				}
			}
		}
	}
}

// heads pairs fields of the document with those of the release that are mostly
// the same.
func (s *fields) heads(r *index.Release) [7][2]*string {
	return [...][2]*string{{&s.ID, &r.ID}, {&s.URL, &r.URL}, {&s.Title, &r.Title}, {&s.Language, &r.Language},
		{&s.Published, &r.Published}, {&s.Updated, &r.Updated}, {&s.Template, &r.Template}}
}

// absent stands for a field that is empty though the release's is not.
const absent = "\x00"

// without empties the fields that are the release's too.
func (s *fields) without(r *index.Release) {
	for _, h := range s.heads(r) {
		switch *h[0] {
		case *h[1]:
			*h[0] = ""
		case "":
			*h[0] = absent
		}
	}
}

// with undoes without.
func (s *fields) with(r *index.Release) {
	for _, h := range s.heads(r) {
		switch *h[0] {
		case "":
			*h[0] = *h[1]
		case absent:
			*h[0] = ""
		}
	}
}
