package server

import (
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"estrade/extract"
	"estrade/index"
)

// digest is the digest of an archived payload as the archive writes it:
// "sha256:" and base32.
type digest string

// Hex is the digest in hexadecimal, as sha256sum prints it; empty if it is not
// one of SHA-256.
func (d digest) Hex() string {
	encoded, ok := strings.CutPrefix(string(d), "sha256:")
	if !ok {
		return ""
	}
	sum, err := base32.StdEncoding.DecodeString(encoded)
	if err != nil || len(sum) != 32 {
		return ""
	}
	return hex.EncodeToString(sum)
}

// citation is what a citation of a statement says.
type citation struct {
	*index.Statement
	l       *lang
	copy    archivedCopy
	issuer  string // name of the site's keeper
	version string // of the program
}

func (s *Server) newCitation(v *visit, st *index.Statement) *citation {
	return &citation{
		Statement: st, l: v.lang, copy: newCopy(&st.Release.Provenance),
		issuer: v.lang.T("cite.issuer", s.siteName(st.Release.Site)), version: s.opts.Version,
	}
}

// citeForms are the forms of a citation.
var citeForms = []struct {
	name, extension, contentType string
	write                        func(*citation) string
}{
	{"text", "txt", "text/plain; charset=utf-8", (*citation).text},
	{"bibtex", "bib", "application/x-bibtex; charset=utf-8", (*citation).bibtex},
	{"csl", "json", "application/vnd.citationstyles.csl+json; charset=utf-8", (*citation).csl},
}

// who is the speaker with the capacity.
func (c *citation) who() string {
	if c.Title != "" && c.Title != c.Speaker {
		return c.Speaker + ", " + c.Title
	}
	return c.Speaker
}

// said is what was said, where and when. Words that are not the speaker's own
// are told to be reported, or what names the speech.
func (c *citation) said() string {
	parts := []string{c.who()}
	if c.Place != nil {
		parts = append(parts, placeName(c.l, c.Place))
	}
	if c.Date != "" {
		parts = append(parts, c.l.Day(c.Date))
	}
	kind := c.l.T("kind." + string(c.Kind))
	if c.Kind == extract.Attended || c.Words == "" {
		return strings.Join(parts, ", ") + " (" + kind + ")"
	}
	if c.Kind != extract.Direct {
		parts = append(parts, kind)
	}
	return strings.Join(parts, ", ") + c.l.T("cite.words", oneLine(c.Words))
}

// kept says where the evidence lies: archived copy, digest and offsets.
func (c *citation) kept() string {
	var parts []string
	if !c.Release.Fetched.IsZero() {
		parts = append(parts, c.l.T("cite.archived", c.l.Moment(c.Release.Fetched)))
	}
	if c.copy.File != "" {
		parts = append(parts, c.l.T("cite.record", c.copy.File, c.copy.Offset))
	}
	if h := c.copy.Digest.Hex(); h != "" {
		parts = append(parts, "SHA-256 "+h)
	} else if c.copy.Digest != "" {
		parts = append(parts, string(c.copy.Digest))
	}
	if c.EvidenceSpan.Len() > 0 {
		parts = append(parts, c.l.T("cite.offsets", c.EvidenceSpan.From, c.EvidenceSpan.To))
	}
	parts = append(parts, fmt.Sprintf("Estrade %s, %s", c.version, c.ID))
	return strings.Join(parts, c.l.T("cite.semicolon"))
}

func (c *citation) text() string {
	var b strings.Builder
	b.WriteString(c.said() + ". " + c.l.T("cite.in", oneLine(c.Release.Title)) + ", " + c.issuer)
	if c.Release.Published != "" {
		b.WriteString(", " + c.l.Day(c.Release.Published))
	}
	b.WriteString(".")
	if c.Release.URL != "" {
		b.WriteString(" " + c.Release.URL + ".")
	}
	return b.String() + " " + c.kept() + ".\n"
}

// bibtex is an entry as biblatex and Zotero read it.
func (c *citation) bibtex() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@online{estrade-%s,\n", strings.ReplaceAll(c.ID, ".", "-"))
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %-9s = {%s},\n", name, value)
		}
	}
	field("author", "{"+texEscape(c.issuer)+"}")
	field("title", "{"+texEscape(oneLine(c.Release.Title))+"}")
	field("date", texEscape(c.Release.Published))
	field("url", texURL.Replace(c.Release.URL))
	if !c.Release.Fetched.IsZero() {
		field("urldate", c.Release.Fetched.UTC().Format(time.DateOnly))
	}
	field("langid", map[string]string{"fr": "french", "en": "english"}[c.Release.Language])
	field("note", texEscape(c.said()))
	field("addendum", texEscape(c.kept()))
	b.WriteString("}\n")
	return b.String()
}

// texEscape makes text safe for BibTeX and TeX.
func texEscape(s string) string {
	var b strings.Builder
	for _, r := range oneLine(s) {
		switch r {
		case '\\':
			b.WriteString(`\textbackslash{}`)
		case '~':
			b.WriteString(`\textasciitilde{}`)
		case '^':
			b.WriteString(`\textasciicircum{}`)
		case '{', '}', '$', '&', '%', '#', '_':
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// texURL writes what would end a field of BibTeX as addresses may have it.
var texURL = strings.NewReplacer("{", "%7B", "}", "%7D", " ", "%20", "\n", "%0A", "\\", "%5C")

// cslDate is a date of CSL-JSON.
type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

func newCSLDate(s string) *cslDate {
	var year, month, day int
	switch n, _ := fmt.Sscanf(s, "%d-%d-%d", &year, &month, &day); n {
	case 3:
		return &cslDate{[][]int{{year, month, day}}}
	case 2:
		return &cslDate{[][]int{{year, month}}}
	case 1:
		return &cslDate{[][]int{{year}}}
	}
	return nil
}

type cslName struct {
	Literal string `json:"literal"`
}

// csl is the citation as CSL-JSON, which Zotero and pandoc read.
func (c *citation) csl() string {
	item := struct {
		ID       string    `json:"id"`
		Type     string    `json:"type"`
		Title    string    `json:"title"`
		Author   []cslName `json:"author"`
		Issued   *cslDate  `json:"issued,omitempty"`
		Accessed *cslDate  `json:"accessed,omitempty"`
		URL      string    `json:"URL,omitempty"`
		Language string    `json:"language,omitempty"`
		Archive  string    `json:"archive,omitempty"`
		Location string    `json:"archive_location,omitempty"`
		Note     string    `json:"note"`
	}{
		ID: "estrade-" + c.ID, Type: "webpage", Title: oneLine(c.Release.Title), Author: []cslName{{c.issuer}},
		Issued: newCSLDate(c.Release.Published), URL: c.Release.URL, Language: c.Release.Language,
		Archive: c.copy.File, Note: c.said() + ". " + c.kept(),
	}
	if c.copy.Offset != "" {
		item.Location = c.copy.File + "@" + c.copy.Offset
	}
	if !c.Release.Fetched.IsZero() {
		item.Accessed = newCSLDate(c.Release.Fetched.UTC().Format(time.DateOnly))
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode([]any{item}); err != nil {
		panic(err) // strings and numbers always have a JSON form
	}
	return b.String()
}
