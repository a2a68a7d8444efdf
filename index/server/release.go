package server

import (
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"estrade/extract"
	"estrade/index"
)

// releasePage is a release with all that was found in it.
type releasePage struct {
	*index.Release
	Heading    []stretch
	Paragraphs [][]stretch
	Rows       []*row
	Found      []foundLayer
	Changed    bool // there is more than one version to show
	SiteName   string
	Copy       archivedCopy
	CanShow    bool // the archived copy can be shown here
}

// stretch is a part of the text as it is marked.
type stretch struct {
	Text   string
	Layer  extract.Layer
	Hint   string
	Said   bool
	Anchor string // set on the first stretch of a statement's words
}

// foundLayer is all that was found of one kind.
type foundLayer struct {
	Layer extract.Layer
	Items []foundItem
}

type foundItem struct {
	Text, Is, Rule string
	Link           string
	Count          int
}

// archivedCopy says where in the archive a page lies.
type archivedCopy struct {
	File   string
	Offset string
	Digest digest
}

func newCopy(p *index.Provenance) archivedCopy {
	file, offset, _ := strings.Cut(p.Ref, "@")
	return archivedCopy{file, offset, digest(p.Digest)}
}

func (s *Server) release(v *visit) error {
	return v.show("release", func() (*view, error) {
		r, err := s.index.Release(v.Context(), v.PathValue("id"))
		if err != nil {
			return nil, err
		}
		p := &releasePage{Release: r, SiteName: s.siteName(r.Site), Copy: newCopy(&r.Provenance), CanShow: s.opts.Archive != nil && r.Ref != ""}
		view := v.view("", r.Title, p)
		if d := r.Document; d != nil {
			p.Heading, p.Paragraphs = layText(v.lang, d)
			record := index.NewRecord(d, r.Provenance)
			for i := range record.Statements {
				p.Rows = append(p.Rows, newRow(&record.Statements[i], nil))
			}
			p.Found = foundIn(v.lang, view, d)
		}
		p.Changed = s.opts.History != nil && (r.Version > 1 || !r.Withdrawn.IsZero())
		return view, nil
	})
}

// layText lays the text out in paragraphs, what was found in it marked. The
// heading is the first line where that is the title.
func layText(l *lang, d *extract.Document) (heading []stretch, paragraphs [][]stretch) {
	m := marker{l: l, d: d, segments: d.Segments(), said: map[int]bool{}}
	at := 0
	if line, _, _ := strings.Cut(d.Text, "\n"); strings.TrimSpace(line) == strings.TrimSpace(d.Title) {
		heading, at = m.cut(0, len(line)), len(line)
	}
	for _, p := range paragraphSpans(d.Text, at) {
		paragraphs = append(paragraphs, m.cut(p.From, p.To))
	}
	return heading, paragraphs
}

// paragraphSpans are the paragraphs of a text from an offset on: what empty
// lines part.
func paragraphSpans(text string, from int) []extract.Span {
	var spans []extract.Span
	for from < len(text) {
		to := len(text)
		if i := strings.Index(text[from:], "\n\n"); i >= 0 {
			to = from + i
		}
		part := text[from:to]
		if trimmed := strings.TrimSpace(part); trimmed != "" {
			start := from + strings.Index(part, trimmed)
			spans = append(spans, extract.Span{From: start, To: start + len(trimmed)})
		}
		from = to + 2
	}
	return spans
}

// marker cuts the segments of a document into stretches, in text order.
type marker struct {
	l        *lang
	d        *extract.Document
	segments []extract.Segment
	said     map[int]bool // statements that have their anchor
}

// cut is the text of a range; ranges are asked for one after the other.
func (m *marker) cut(from, to int) []stretch {
	var out []stretch
	for len(m.segments) > 0 {
		seg := m.segments[0]
		if seg.Span.From >= to {
			break
		}
		a, b := max(from, seg.Span.From), min(to, seg.Span.To)
		if a < b {
			s := stretch{Text: m.d.Text[a:b], Layer: seg.Layer, Said: seg.Statement != extract.None, Hint: hint(m.l, m.d, seg)}
			if s.Said && !m.said[seg.Statement] {
				m.said[seg.Statement] = true
				s.Anchor = fmt.Sprintf("s%d", seg.Statement)
			}
			out = append(out, s)
		}
		if seg.Span.To > to {
			break
		}
		m.segments = m.segments[1:]
	}
	return out
}

// hint explains a segment: what it was taken for.
func hint(l *lang, d *extract.Document, s extract.Segment) string {
	var parts []string
	add := func(list ...string) {
		for _, p := range list {
			if p != "" {
				parts = append(parts, p)
			}
		}
	}
	switch s.Layer {
	case extract.DateLayer:
		add(l.T("layer.date"), dateValue(l, &d.Dates[s.Index]))
	case extract.PersonLayer:
		add(l.T("layer.person"), d.People[s.Index].Name)
	case extract.CorefLayer:
		add(l.T("layer.coref"), d.People[s.Index].Name)
	case extract.TitleLayer:
		x := &d.Titles[s.Index]
		add(l.T("layer.title"), x.Full)
		if x.Person >= 0 && x.Person < len(d.People) {
			add(d.People[x.Person].Name)
		}
	case extract.PlaceLayer:
		x := &d.Places[s.Index]
		add(l.T("layer.place"), x.Name, l.T("place."+string(x.Kind)), x.INSEE, x.Within)
	case extract.OrganisationLayer:
		add(l.T("layer.organisation"))
	}
	if s.Statement != extract.None {
		x := &d.Statements[s.Statement]
		add(l.T("release.saidby", x.Speaker))
	}
	return strings.Join(parts, " · ")
}

// dateValue is the day or period that a date stands for.
func dateValue(l *lang, d *extract.Date) string {
	start := l.Day(d.Start)
	if month, day, ok := strings.Cut(strings.TrimPrefix(d.Start, "--"), "-"); ok && strings.HasPrefix(d.Start, "--") {
		start = day + "/" + month
	}
	switch {
	case d.End == "":
		return start
	case d.Start == "":
		return "… – " + l.Day(d.End)
	}
	return start + " – " + l.Day(d.End)
}

// foundIn lists what was found, each thing once, with how it was read.
func foundIn(l *lang, v *view, d *extract.Document) []foundLayer {
	var layers []foundLayer
	add := func(layer extract.Layer, items []foundItem) {
		var kept []foundItem
		for _, x := range items {
			same := func(y foundItem) bool { return y.Text == x.Text && y.Is == x.Is }
			if i := slices.IndexFunc(kept, same); i >= 0 {
				kept[i].Count += x.Count
			} else {
				kept = append(kept, x)
			}
		}
		if len(kept) > 0 {
			layers = append(layers, foundLayer{layer, kept})
		}
	}
	var people, titles, places, dates, bodies []foundItem
	for i := range d.People {
		x := &d.People[i]
		var also []string
		for _, m := range slices.Concat(x.Mentions, x.Coref) {
			if m.Text != x.Name && !slices.Contains(also, m.Text) {
				also = append(also, m.Text)
			}
		}
		people = append(people, foundItem{
			Text: x.Name, Is: strings.Join(also, ", "), Count: len(x.Mentions) + len(x.Coref),
			Link: v.Link("/search", "person", index.NameKey(x.Name)),
		})
	}
	for i := range d.Titles {
		x := &d.Titles[i]
		item := foundItem{Text: x.Full, Count: 1}
		if item.Text == "" {
			item.Text = x.Text
		}
		if x.Person >= 0 && x.Person < len(d.People) {
			item.Is = d.People[x.Person].Name
		}
		titles = append(titles, item)
	}
	for i := range d.Places {
		x := &d.Places[i]
		if x.Optional {
			continue
		}
		p := index.Place{Text: x.Text, Name: x.Name, Kind: x.Kind, Code: x.INSEE, Departement: x.Department, Country: x.Country, Within: x.Within}
		if p.Name == "" {
			p.Name = p.Text
		}
		places = append(places, foundItem{
			Text: placeName(l, &p), Is: l.T("place." + string(x.Kind)), Count: 1, Link: v.Link("/search", "place", p.Name),
		})
	}
	for i := range d.Dates {
		x := &d.Dates[i]
		dates = append(dates, foundItem{Text: x.Text, Is: dateValue(l, x), Rule: x.Rule, Count: 1})
	}
	for i := range d.Organisations {
		bodies = append(bodies, foundItem{Text: d.Organisations[i].Text, Count: 1})
	}
	add(extract.PersonLayer, people)
	add(extract.TitleLayer, titles)
	add(extract.PlaceLayer, places)
	add(extract.DateLayer, dates)
	add(extract.OrganisationLayer, bodies)
	return layers
}

// archivedPolicy lets an archived page show its text and nothing else: no
// script runs, nothing is loaded, no form is sent.
const archivedPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// archived answers with the page as it was fetched, made harmless by a policy
// of its own.
func (s *Server) archived(v *visit) error {
	if s.opts.Archive == nil {
		return errNotFound
	}
	r, err := s.index.Release(v.Context(), v.PathValue("id"))
	if err != nil {
		return err
	}
	ref := r.Ref
	if version := v.form.Get("version"); version != "" {
		if ref, err = s.versionRef(v, r, version); err != nil {
			return err
		}
	}
	if ref == "" {
		return errNotFound
	}
	page, err := s.opts.Archive.Page(v.Context(), ref)
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Security-Policy", archivedPolicy)
	h.Set("Cache-Control", "private, no-cache")
	contentType, _, err := mime.ParseMediaType(page.ContentType)
	switch {
	case err == nil && (contentType == "text/html" || contentType == "application/xhtml+xml"):
		contentType = page.ContentType
	case err == nil && contentType == "application/pdf":
		h.Set("Content-Disposition", `attachment; filename="`+r.ID+`.pdf"`)
	default:
		contentType = "text/plain; charset=utf-8"
	}
	h.Set("X-Archived-Url", strings.Map(headerSafe, page.URL))
	h.Set("Last-Modified", page.Fetched.UTC().Format(http.TimeFormat))
	v.w.Header().Set("Content-Type", contentType)
	v.w.Write(page.Body) // an error is the reader's having left
	return nil
}

// headerSafe drops what must not stand in a header.
func headerSafe(r rune) rune {
	if r < ' ' || r > '~' {
		return -1
	}
	return r
}

// versionRef is the reference of a version of a release.
func (s *Server) versionRef(v *visit, r *index.Release, version string) (string, error) {
	if s.opts.History == nil {
		return "", errNotFound
	}
	versions, err := s.opts.History.Of(v.Context(), r.URL)
	if err != nil {
		return "", err
	}
	for _, x := range versions {
		if x.Number > 0 && strconv.Itoa(x.Number) == version {
			return x.Ref, nil
		}
	}
	return "", errNotFound
}

// versionsPage is how a release has changed.
type versionsPage struct {
	*index.Release
	Versions []versionView // latest first
	CanShow  bool
}

type versionView struct {
	Version
	Copy archivedCopy
}

func (s *Server) versions(v *visit) error {
	if s.opts.History == nil {
		return errNotFound
	}
	return v.show("versions", func() (*view, error) {
		r, err := s.index.Release(v.Context(), v.PathValue("id"))
		if err != nil {
			return nil, err
		}
		versions, err := s.opts.History.Of(v.Context(), r.URL)
		if err != nil {
			return nil, err
		}
		p := &versionsPage{Release: r, CanShow: s.opts.Archive != nil}
		for _, x := range slices.Backward(versions) {
			p.Versions = append(p.Versions, versionView{x, newCopy(&index.Provenance{Ref: x.Ref, Digest: x.Digest})})
		}
		return v.view("", v.lang.T("versions.title", r.Title), p), nil
	})
}
