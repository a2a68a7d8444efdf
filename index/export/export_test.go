package export_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"estrade/extract"
	"estrade/index"
	"estrade/index/export"
	"estrade/index/indextest"
)

// pages is a Searcher that gives fixed hits, a few at a time.
type pages struct {
	hits []index.Hit
	size int
	fail error // instead of the last page
}

func (p pages) Search(_ context.Context, r index.Request) (*index.Result, error) {
	from := 0
	if r.Cursor != "" {
		fmt.Sscan(r.Cursor, &from)
	}
	to := min(len(p.hits), from+min(p.size, r.Limit))
	res := &index.Result{Total: len(p.hits), Hits: p.hits[from:to]}
	if to < len(p.hits) {
		res.Next = fmt.Sprint(to)
	} else if p.fail != nil {
		return nil, p.fail
	}
	return res, nil
}

func statementHits() (hits []index.Hit) {
	for _, r := range indextest.Records() {
		for i := range r.Statements {
			hits = append(hits, index.Hit{Statement: &r.Statements[i]})
		}
	}
	return hits
}

func releaseHits() (hits []index.Hit) {
	for _, r := range indextest.Records() {
		r.Release.Document = nil
		hits = append(hits, index.Hit{Release: &r.Release})
	}
	return hits
}

func write(t *testing.T, table export.Table, hits []index.Hit) string {
	t.Helper()
	var b bytes.Buffer
	n, err := table.Write(context.Background(), &b, pages{hits: hits, size: 3})
	if err != nil || n != len(hits) {
		t.Fatalf("Write = %d, %v; want %d rows", n, err, len(hits))
	}
	return b.String()
}

func TestCSV(t *testing.T) {
	out := write(t, export.Table{Of: index.Statements, Format: export.CSV}, statementHits())
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	row := map[string]string{}
	for i, name := range rows[0] {
		row[name] = rows[1][i]
	}
	delete(row, "id")
	want := map[string]string{
		"date": "2017-09-08", "date_basis": "event", "speaker": "Michel Lalande", "person": "michel lalande", "title": "préfet du Nord",
		"office": "préfet", "scope": "59", "kind": "indirect", "verb": "a rappelé",
		"words": "que la coopération transfrontalière est plus que jamais une nécessité",
		"place": "Palais provincial de Mons", "place_name": "Palais provincial de Mons", "place_kind": "venue", "place_code": "",
		"within": "Mons", "departement": "", "region": "", "country": "BE", "lat": "50.4542", "lon": "3.9567", "place_basis": "event",
		"evidence":   "Michel Lalande, préfet de la région Hauts-de-France, préfet du Nord, a rappelé que la coopération transfrontalière est plus que jamais une nécessité.",
		"words_from": "244", "words_to": "317", "evidence_from": "168", "evidence_to": "318", "rule": "", "ordinal": "0",
		"release": "conference", "release_title": "Conférence franco-belge sur la prévention", "published": "2017-09-20", "language": "fr",
		"url": "https://www.nord.example/Conference-franco-belge", "site": "59", "archive": "site-0001.warc.gz:1024",
		"digest": "sha256:ABCDEFGH234567", "fetched": "2024-05-06T07:08:09Z", "first_fetched": "2024-05-01T00:00:00Z", "version": "1",
		"withdrawn": "", "schema": fmt.Sprint(index.Version),
	}
	for _, k := range []string{"words_from", "words_to", "evidence_from", "evidence_to"} {
		if row[k] == "0" || row[k] == "" {
			t.Errorf("%s = %q; want an offset", k, row[k])
		}
		want[k] = row[k]
	}
	if diff := cmp.Diff(want, row); diff != "" {
		t.Errorf("row differs (-want +got):\n%s", diff)
	}
	if len(rows) != 9 {
		t.Errorf("%d lines; want a header and 8 rows", len(rows))
	}
}

// TestCSVForms checks what spreadsheets need.
func TestCSVForms(t *testing.T) {
	hostile := index.Statement{ID: "x.1", Speaker: "=cmd|' /C calc'!A0", Words: "+1", Evidence: "@SUM(A1)", Verb: "\tx", Kind: extract.Direct,
		Title: "-2\nline", Place: &index.Place{Text: "ok", Lat: -4.5, Lon: 1}}
	hits := []index.Hit{{Statement: &hostile}}
	column := func(out, name string, comma rune) string {
		r := csv.NewReader(strings.NewReader(out))
		r.Comma = comma
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for i, n := range rows[0] {
			if n == name {
				return rows[1][i]
			}
		}
		t.Fatalf("no column %s in %q", name, rows[0])
		return ""
	}
	plain := write(t, export.Table{Of: index.Statements, Format: export.CSV}, hits)
	raw := write(t, export.Table{Of: index.Statements, Format: export.CSV, Raw: true}, hits)
	for name, want := range map[string][2]string{
		"speaker": {`'=cmd|' /C calc'!A0`, `=cmd|' /C calc'!A0`}, "words": {"'+1", "+1"}, "evidence": {"'@SUM(A1)", "@SUM(A1)"},
		"verb": {"'\tx", "\tx"}, "title": {"'-2\nline", "-2\nline"}, "place": {"ok", "ok"}, "lat": {"-4.5", "-4.5"},
	} {
		if got := [2]string{column(plain, name, ','), column(raw, name, ',')}; got != want {
			t.Errorf("%s = %q; want %q", name, got, want)
		}
	}
	french := write(t, export.Table{Of: index.Statements, Format: export.CSV, BOM: true, Comma: ';'}, hits)
	if !strings.HasPrefix(french, "\uFEFFid;date;") || column(strings.TrimPrefix(french, "\uFEFF"), "place", ';') != "ok" {
		t.Errorf("%q; want a byte order mark and semicolons", french)
	}
	if !strings.HasSuffix(plain, "\r\n") {
		t.Errorf("%q; want rows ended by CRLF", plain)
	}
	if !strings.Contains(raw, "\"-2\nline\"") {
		t.Errorf("%q; want the lines of a cell ended as they were", raw)
	}
}

func TestJSONL(t *testing.T) {
	hits := statementHits()
	lines := strings.Split(strings.TrimSpace(write(t, export.Table{Of: index.Statements, Format: export.JSONL}, hits)), "\n")
	for i, line := range lines {
		var s index.Statement
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(*hits[i].Statement, s); diff != "" {
			t.Errorf("line %d differs (-want +got):\n%s", i+1, diff)
		}
	}
}

// TestMembers finds in JSON lines, by the pointers of the data dictionary, what
// CSV has in its columns.
func TestMembers(t *testing.T) {
	for of, hits := range map[index.Of][]index.Hit{index.Statements: statementHits(), index.Releases: releaseHits()} {
		lines := strings.Split(strings.TrimSpace(write(t, export.Table{Of: of, Format: export.JSONL}, hits)), "\n")
		rows, err := csv.NewReader(strings.NewReader(write(t, export.Table{Of: of, Format: export.CSV, Raw: true}, hits))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		members := export.Table{Of: of, Format: export.JSONL}.Columns()
		columns := export.Table{Of: of, Format: export.CSV}.Columns()
		if columns = columns[:len(columns)-1]; len(columns) != len(members) { // all but the schema
			t.Fatalf("%d members; want those of %d columns", len(members), len(columns))
		}
		for i, line := range lines {
			dec := json.NewDecoder(strings.NewReader(line))
			dec.UseNumber()
			var object any
			if err := dec.Decode(&object); err != nil {
				t.Fatal(err)
			}
			for j, m := range members {
				got, want := member(object, m.Name), rows[i+1][j]
				if m.Type == "integer" && got == "" {
					got = "0"
				}
				if got != want {
					t.Errorf("line %d: %s is %q; want %q as in column %s", i+1, m.Name, got, want, columns[j].Name)
				}
			}
		}
	}
}

// member is the value that a JSON Pointer leads to; empty if there is none.
func member(v any, pointer string) string {
	for name := range strings.SplitSeq(pointer[1:], "/") {
		switch x := v.(type) {
		case map[string]any:
			v = x[name]
		case []any:
			i, _ := strconv.Atoi(name)
			v = x[i]
		}
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// TestParquet reads the file back by the names of the data dictionary.
func TestParquet(t *testing.T) {
	for _, of := range []index.Of{index.Statements, index.Releases} {
		hits := statementHits()
		if of == index.Releases {
			hits = releaseHits()
		}
		q, err := index.Parse("dep:59 coopération")
		if err != nil {
			t.Fatal(err)
		}
		out := write(t, export.Table{Of: of, Query: q, Format: export.Parquet}, hits)
		f, err := parquet.OpenFile(strings.NewReader(out), int64(len(out)))
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := f.Lookup("estrade.query"); got != q.String() {
			t.Errorf("query in the metadata is %q; want %q", got, q)
		}
		var names, want []string
		for _, c := range f.Schema().Columns() {
			names = append(names, strings.Join(c, "."))
		}
		for _, c := range (export.Table{Of: of}).Columns() {
			want = append(want, c.Name)
			if c.Description == "" {
				t.Errorf("column %s has no description", c.Name)
			}
		}
		if diff := cmp.Diff(want, names); diff != "" {
			t.Errorf("columns differ (-want +got):\n%s", diff)
		}
		rows, err := parquet.Read[struct {
			ID      string     `parquet:"id"`
			Lat     *float64   `parquet:"lat,optional"`
			Fetched *time.Time `parquet:"fetched,optional,timestamp"`
		}](strings.NewReader(out), int64(len(out)))
		if err != nil || len(rows) != len(hits) {
			t.Fatalf("%d rows, %v; want %d", len(rows), err, len(hits))
		}
		for i, h := range hits {
			id, fetched := "", time.Time{}
			if of == index.Releases {
				id, fetched = h.Release.ID, h.Release.Fetched
			} else {
				id, fetched = h.Statement.ID, h.Statement.Release.Fetched
				if lat := rows[i].Lat; (lat == nil) != (h.Statement.Place.Lat == 0) || lat != nil && *lat != h.Statement.Place.Lat {
					t.Errorf("row %d: latitude %v; want %v", i, lat, h.Statement.Place.Lat)
				}
			}
			if rows[i].ID != id || rows[i].Fetched == nil || !rows[i].Fetched.Equal(fetched) {
				t.Errorf("row %d = %+v; want %s fetched %s", i, rows[i], id, fetched)
			}
		}
	}
}

// TestText checks the column of the text in each format.
func TestText(t *testing.T) {
	hits := releaseHits()
	texts := func(_ context.Context, id string) (string, error) {
		if id == "avis" {
			return "", index.ErrNotFound // deleted meanwhile
		}
		return "=text of " + id, nil
	}
	for _, f := range export.Formats() {
		var b bytes.Buffer
		table := export.Table{Of: index.Releases, Format: f, Text: texts}
		n, err := table.Write(context.Background(), &b, pages{hits: hits, size: 3})
		if err != nil || n != 4 {
			t.Errorf("%s: %d rows, %v; want 4", f, n, err)
		}
		columns := table.Columns()
		if last := columns[len(columns)-1]; strings.TrimPrefix(last.Name, "/") != "text" || last.Description == "" {
			t.Errorf("last column is %+v; want the text", last)
		}
		got := ""
		switch f {
		case export.CSV:
			rows, err := csv.NewReader(&b).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			got = strings.TrimPrefix(rows[1][len(rows[1])-1], "'")
		case export.JSONL:
			var first struct{ ID, Text string }
			if err := json.NewDecoder(&b).Decode(&first); err != nil {
				t.Fatal(err)
			}
			got = first.Text
		case export.Parquet:
			rows, err := parquet.Read[struct {
				ID   string `parquet:"id"`
				Text string `parquet:"text"`
			}](bytes.NewReader(b.Bytes()), int64(b.Len()))
			if err != nil || len(rows) != 4 || rows[0].ID != "conference" {
				t.Fatalf("%+v, %v", rows, err)
			}
			got = rows[0].Text
		}
		if got != "=text of conference" {
			t.Errorf("%s: text %q", f, got)
		}
	}
}

// TestSameAgain checks that the same question gives the same bytes, which a
// citation by digest relies on.
func TestSameAgain(t *testing.T) {
	for _, f := range export.Formats() {
		table := export.Table{Of: index.Statements, Format: f}
		if a, b := write(t, table, statementHits()), write(t, table, statementHits()); a != b {
			t.Errorf("%s: two exports differ", f)
		}
	}
}

func TestWriteFails(t *testing.T) {
	wrong := errors.New("index gone")
	for _, f := range export.Formats() {
		_, err := export.Table{Of: index.Statements, Format: f}.Write(context.Background(), io.Discard, pages{hits: statementHits(), size: 3, fail: wrong})
		if !errors.Is(err, wrong) {
			t.Errorf("%s: %v; want the error of the index", f, err)
		}
	}
	if _, err := export.ParseFormat("xlsx"); err == nil || !strings.Contains(err.Error(), "csv, jsonl or parquet") {
		t.Errorf("format xlsx: %v; want an error that names the formats", err)
	}
}

func TestDescribe(t *testing.T) {
	q, err := index.Parse("speaker:lalande")
	if err != nil {
		t.Fatal(err)
	}
	table := export.Table{Of: index.Statements, Query: q, Format: export.CSV}
	out := write(t, table, statementHits())
	sum := sha256.Sum256([]byte(out))
	p := table.Describe(export.File{Path: "/somewhere/lalande.csv", Bytes: int64(len(out)), SHA256: hex.EncodeToString(sum[:]), Rows: 8},
		export.Source{Program: "estrade 1", Before: index.Counts{Releases: 5, Statements: 8}}, time.Date(2024, 1, 2, 3, 4, 5, 6, time.UTC))
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"path": "lalande.csv"`, `"query": "speaker:lalande"`, `"rows": "statements"`, `"created": "2024-01-02T03:04:05Z"`,
		`"hash": "sha256:`, `"delimiter": ","`, `"name": "evidence_to"`, `"releases": 5`, `"program": "estrade 1"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
}

func TestFeed(t *testing.T) {
	hits := statementHits()
	hits[0].Statement.Words = "<script>\x01]]>"
	f := export.Feed{ID: export.FeedID(index.Statements, nil), Title: "Qui & où", Self: "http://127.0.0.1/feed.atom?a=1&b=2",
		Permalink: func(h index.Hit) string { return "http://127.0.0.1/statement/" + h.Statement.ID }}
	var b bytes.Buffer
	if err := f.Write(&b, hits); err != nil {
		t.Fatal(err)
	}
	var feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Entries []struct {
			ID        string `xml:"id"`
			Title     string `xml:"title"`
			Updated   string `xml:"updated"`
			Published string `xml:"published"`
			Summary   string `xml:"summary"`
			Links     []struct {
				Rel  string `xml:"rel,attr"`
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(b.Bytes(), &feed); err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	first := feed.Entries[0]
	got := strings.Join([]string{feed.Title, feed.Updated, first.Title, first.Updated, first.Published, first.Summary,
		first.Links[0].Rel + " " + first.Links[0].Href, first.Links[1].Rel + " " + first.Links[1].Href}, "\n")
	want := strings.Join([]string{"Qui & où", "2024-05-06T07:08:09Z", "Michel Lalande, préfet du Nord — Palais provincial de Mons — 2017-09-08",
		"2024-05-06T07:08:09Z", "2017-09-08T00:00:00Z", "<script>\uFFFD]]>",
		"alternate http://127.0.0.1/statement/" + hits[0].Statement.ID, "via https://www.nord.example/Conference-franco-belge"}, "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("feed differs (-want +got):\n%s", diff)
	}
	seen := map[string]bool{feed.ID: true}
	for _, e := range feed.Entries {
		if !strings.HasPrefix(e.ID, "urn:uuid:") || seen[e.ID] {
			t.Errorf("ID %s; want a UUID of its own", e.ID)
		}
		seen[e.ID] = true
	}
	b.Reset()
	if err := (export.Feed{ID: "urn:x", Title: "t", Updated: time.Unix(0, 0)}).Write(&b, nil); err != nil || !strings.Contains(b.String(), "<updated>1970-01-01T00:00:00Z") {
		t.Errorf("empty feed: %v\n%s", err, b.String())
	}
}

func TestMail(t *testing.T) {
	m := export.Message{From: &mail.Address{Name: "Estrade", Address: "estrade@example.org"},
		To:      &mail.Address{Name: "Élise Noël", Address: "elise@example.org"},
		Subject: "3 déclarations nouvelles : « crue »\r\nBcc: all@example.org et une suite assez longue pour deux lignes",
		Date:    time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC),
		Body:    "Où ?\n.\n" + strings.Repeat("long ", 50) + "\n"}
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(b.String(), "\n") {
		if len(line) > 79 || line != "" && !strings.HasSuffix(line, "\r") {
			t.Errorf("line %q; want at most 78 characters and CRLF", line)
		}
	}
	got, err := mail.ReadMessage(&b)
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
	if err != nil || !strings.HasPrefix(subject, "3 déclarations nouvelles : « crue » Bcc: all@example.org et") || got.Header.Get("Bcc") != "" {
		t.Errorf("subject %q, %v, Bcc %q; want all of it in the subject", subject, err, got.Header.Get("Bcc"))
	}
	to, err := got.Header.AddressList("To")
	if err != nil || *to[0] != *m.To {
		t.Errorf("To = %v, %v; want %v", to, err, m.To)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(got.Body))
	if err != nil || strings.ReplaceAll(string(body), "\r\n", "\n") != m.Body {
		t.Errorf("body %q, %v; want %q", body, err, m.Body)
	}
}
