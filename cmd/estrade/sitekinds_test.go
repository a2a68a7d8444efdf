package main

import (
	"bytes"
	"cmp"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"estrade/extract/standard"
	"estrade/pipeline"
	"estrade/pipeline/archive"
	"estrade/pipeline/fetch"
	"estrade/pipeline/frontier"
	"estrade/pipeline/sites"
)

var updateKinds = flag.Bool("update", false, "rewrite what the sites of testdata/sitekinds give")

// TestSiteKinds crawls small sites as other software makes them, each a file of
// testdata/sitekinds: the part named "releases" is what the index gets, the
// others are pages by path and query. A page is served as UTF-8 unless its first
// line is a comment with another content type; a file ending in .pdf is made of
// its lines.
func TestSiteKinds(t *testing.T) {
	chain, err := standard.New(cacheFolder())
	if err != nil {
		t.Fatal(err)
	}
	defer chain.Close()
	files, err := filepath.Glob("testdata/sitekinds/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("glob sites: %d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := crawlKind(t, chain, a)
			i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "releases" })
			if i < 0 {
				t.Fatal("no part is named releases")
			}
			if *updateKinds {
				a.Files[i].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := gocmp.Diff(strings.Split(string(a.Files[i].Data), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("releases (-want +got):\n%s", diff)
			}
		})
	}
}

// crawlKind is what a crawl of a site brings to the index: address, date, title
// and text of each release, and what the other pages are.
func crawlKind(t *testing.T, chain *standard.Chain, a *txtar.Archive) string {
	t.Helper()
	server := httptest.NewServer(kind(a))
	defer server.Close()
	dir, ctx := t.TempDir(), context.Background()
	f, err := frontier.Open(filepath.Join(dir, "frontier.db"), frontier.Options{NoSync: true, PerHost: 4})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	arch, err := archive.Open(filepath.Join(dir, "archive"), archive.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer arch.Close()
	log := slog.New(slog.DiscardHandler)
	client, err := fetch.New(fetch.Options{AllowPrivate: true, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	site, err := sites.Single(server.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Begin(ctx, site.Code, 0, site.Seeds()); err != nil {
		t.Fatal(err)
	}
	index := make(shelf)
	stats := new(pipeline.Stats)
	c := &pipeline.Crawl{
		Frontier: f, Ledger: f, Archive: arch, Fetcher: client, Extractor: chain, Linker: chain, Indexer: index,
		Sites: map[string]*pipeline.Site{site.Code: site}, Attachments: true, Stats: stats, Log: log,
	}
	if err := c.Run(ctx); err != nil {
		t.Fatal(err)
	}
	var s strings.Builder
	for _, r := range index.sorted() {
		fmt.Fprintf(&s, "%s\npublished: %s\ntemplate:  %s\n%s\n\n", strings.TrimPrefix(r.URL, server.URL), r.Doc.Published, r.Doc.Template, r.Doc.Text)
	}
	var list []string
	err = f.States(ctx, func(st pipeline.State) error {
		if st.ReleaseID == "" {
			why := cmp.Or(st.Failure, st.NotRelease, "alias "+strings.TrimPrefix(st.Alias, server.URL))
			list = append(list, strings.TrimPrefix(st.URL, server.URL)+": "+why)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.WriteString("no releases\n" + strings.Join(list, "\n") + "\n")
	return s.String()
}

// shelf is an index in memory, by identity of the release.
type shelf map[string]pipeline.Result

func (s shelf) Index(_ context.Context, batch []pipeline.Result) error {
	for _, r := range batch {
		if r.Doc == nil {
			delete(s, r.ID)
		} else {
			s[r.ID] = r
		}
	}
	return nil
}

func (s shelf) sorted() (list []pipeline.Result) {
	for _, r := range s {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b pipeline.Result) int { return strings.Compare(a.URL, b.URL) })
	return list
}

// kind serves the pages of a site.
func kind(a *txtar.Archive) http.Handler {
	pages := make(map[string][]byte)
	for _, f := range a.Files {
		pages["/"+strings.TrimPrefix(f.Name, "/")] = f.Data
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.RequestURI()]
		if _, slash := pages[r.URL.Path+"/"]; !ok && slash {
			http.Redirect(w, r, r.URL.Path+"/", http.StatusMovedPermanently)
			return
		}
		if !ok {
			http.NotFound(w, r)
			return
		}
		body = bytes.ReplaceAll(body, []byte("{base}"), []byte("http://"+r.Host))
		form := "text/html; charset=utf-8"
		switch line, rest, _ := bytes.Cut(body, []byte("\n")); {
		case strings.HasSuffix(r.URL.Path, ".pdf"):
			form, body = "application/pdf", onePagePDF(string(body))
		case bytes.HasPrefix(body, []byte("<?xml")):
			form = "application/xml"
		case bytes.HasPrefix(line, []byte("<!-- text/html")):
			form, body = strings.Trim(string(line), "<!-> "), rest
		}
		if strings.Contains(form, "iso-8859-1") || bytes.Contains(body, []byte("charset=iso-8859-1")) {
			body, _ = encoding.HTMLEscapeUnsupported(charmap.ISO8859_1.NewEncoder()).Bytes(body)
		}
		w.Header().Set("Content-Type", form)
		w.Write(body)
	})
}

// onePagePDF is a PDF of one page with lines of text.
func onePagePDF(text string) []byte {
	latin, _ := charmap.Windows1252.NewEncoder().String(text)
	var lines strings.Builder
	lines.WriteString("BT /F1 11 Tf 14 TL 60 780 Td\n")
	for line := range strings.SplitSeq(strings.TrimSpace(latin), "\n") {
		fmt.Fprintf(&lines, "(%s) Tj T*\n", strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(line))
	}
	lines.WriteString("ET")
	return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"+
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"+
		"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n"+
		"trailer<</Root 1 0 R/Size 6>>\n%%%%EOF\n", lines.Len(), lines.String())
}
