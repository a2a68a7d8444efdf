package server

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"estrade/extract"
	"estrade/index"
)

// cited is a statement with signs that BibTeX takes for its own.
func cited() index.Record {
	text := "Crue & débâcle : 100 % de mobilisation\n\nÀ Lille, le préfet a déclaré : « Nous serons là ». Fin."
	from := strings.Index(text, "Nous")
	d := &extract.Document{
		URL: "https://www.nord.gouv.fr/Crue_2024?x={1}", Title: "Crue & débâcle : 100 % de mobilisation", Text: text, Language: "fr", Published: "2024-03-01", Department: "59",
		People: []extract.Person{{Name: "Michel Lalande"}},
		Places: []extract.Place{{Text: "Lille", Name: "Lille", Kind: extract.Commune, INSEE: "59350", Country: "FR", Department: "59"}},
		Statements: []extract.Statement{{
			Speaker: "Michel Lalande", Person: 0, Title: "préfet du Nord", Kind: extract.Direct, Text: "Nous serons là",
			Span:  extract.Span{From: from, To: from + len("Nous serons là")},
			Place: "Lille", PlaceIndex: 0, Date: "2024-02-28", Evidence: extract.Span{From: strings.Index(text, "À Lille"), To: strings.Index(text, " Fin.")},
		}},
	}
	return index.NewRecord(d, index.Provenance{
		ID: "crue2024", Site: "59", Ref: "estrade-000001.warc.gz@72702", Version: 1,
		Digest:  "sha256:47DEQPJ2BMDFTV2Y5KAA6CDQQ3DTGQLYOASSZBSNVAHGFQYQ6VKQ====",
		Fetched: time.Date(2024, 3, 2, 6, 57, 0, 0, time.UTC),
	})
}

// TestCitations pins the three forms of a citation.
func TestCitations(t *testing.T) {
	s := testServer(t)
	record := cited()
	if err := s.Index().Put(context.Background(), record); err != nil {
		t.Fatal(err)
	}
	sum := digest(record.Release.Digest).Hex()
	if len(sum) != 64 {
		t.Fatalf("digest %q", sum)
	}
	base := "/statement/" + record.Statements[0].ID
	for _, test := range []struct{ path, contentType, want string }{
		{"/cite.txt", "text/plain", "Michel Lalande, préfet du Nord, Lille (Nord), 28 février 2024 : « Nous serons là ». " +
			"Dans : « Crue & débâcle : 100 % de mobilisation », Préfecture : Nord, 1er mars 2024. https://www.nord.gouv.fr/Crue_2024?x={1}. " +
			"Copie archivée le 2 mars 2024, 06:57 UTC ; estrade-000001.warc.gz, octet 72702 ; SHA-256 " + sum + " ; octets 42 à 99 du texte ; Estrade 1.2.3, " + record.Statements[0].ID + ".\n"},
		{"/cite.bib", "application/x-bibtex", "@online{estrade-" + strings.ReplaceAll(record.Statements[0].ID, ".", "-") + ",\n" +
			"  author    = {{Préfecture : Nord}},\n" +
			"  title     = {{Crue \\& débâcle : 100 \\% de mobilisation}},\n" +
			"  date      = {2024-03-01},\n" +
			"  url       = {https://www.nord.gouv.fr/Crue_2024?x=%7B1%7D},\n" +
			"  urldate   = {2024-03-02},\n" +
			"  langid    = {french},\n" +
			"  note      = {Michel Lalande, préfet du Nord, Lille (Nord), 28 février 2024 : « Nous serons là »},\n" +
			"  addendum  = {Copie archivée le 2 mars 2024, 06:57 UTC ; estrade-000001.warc.gz, octet 72702 ; SHA-256 " + sum + " ; octets 42 à 99 du texte ; Estrade 1.2.3, " + record.Statements[0].ID + "},\n}\n"},
	} {
		status, h, body := get(t, s, base+test.path)
		body = strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(body)
		if status != 200 || !strings.HasPrefix(h.Get("Content-Type"), test.contentType) || body != test.want {
			t.Errorf("%s: status %d, %s\ngot  %s\nwant %s", test.path, status, h.Get("Content-Type"), body, test.want)
		}
	}
	_, _, body := get(t, s, base+"/cite.json?lang=en")
	var items []struct {
		ID, Type, Title, URL, Archive, Note string
		Location                            string `json:"archive_location"`
		Issued, Accessed                    cslDate
		Author                              []cslName
	}
	if err := json.Unmarshal([]byte(body), &items); err != nil || len(items) != 1 {
		t.Fatalf("CSL-JSON: %v: %s", err, body)
	}
	x := items[0]
	if x.Type != "webpage" || x.URL != "https://www.nord.gouv.fr/Crue_2024?x={1}" || x.Location != "estrade-000001.warc.gz@72702" ||
		x.Issued.Parts[0][2] != 1 || x.Accessed.Parts[0][2] != 2 || x.Author[0].Literal != "Prefecture: Nord" || !strings.Contains(x.Note, "SHA-256 "+sum) {
		t.Errorf("CSL-JSON: %+v", x)
	}
	if status, _, _ := get(t, s, base+"/cite.docx"); status != 404 {
		t.Errorf("an unknown form answers %d", status)
	}
}

// TestCitedKinds checks that words reported are not cited as the speaker's own.
func TestCitedKinds(t *testing.T) {
	s := testServer(t)
	l := s.langs["fr"]
	for kind, want := range map[extract.StatementKind]string{
		extract.Direct:   "Anne Martin, maire : « venez »",
		extract.Indirect: "Anne Martin, maire, paroles rapportées : « venez »",
		extract.Speech:   "Anne Martin, maire, discours : « venez »",
		extract.Attended: "Anne Martin, maire (présence)",
	} {
		c := citation{Statement: &index.Statement{Speaker: "Anne Martin", Title: "maire", Kind: kind, Words: "venez"}, l: l}
		if got := strings.NewReplacer("\u00a0", " ").Replace(c.said()); got != want {
			t.Errorf("%s is cited as %q; want %q", kind, got, want)
		}
	}
}

// TestDigest reads digests as the archive writes them.
func TestDigest(t *testing.T) {
	for d, want := range map[digest]string{
		"": "", "sha1:AAAA": "", "sha256:AAAA": "", "sha256:!": "",
		"sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ====": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", // of nothing
	} {
		if got := d.Hex(); got != want {
			t.Errorf("%q is %q; want %q", d, got, want)
		}
	}
}
