package archive_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nlnwa/gowarc"

	"estrade/pipeline"
	"estrade/pipeline/archive"
)

var ctx = context.Background()

func open(t testing.TB, dir string, opts archive.Options) *archive.Archive {
	t.Helper()
	a, err := archive.Open(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

// page is an exchange as the fetcher makes it.
func page(url, body string) *pipeline.Exchange {
	return &pipeline.Exchange{
		URL:           url,
		RequestHeader: http.Header{"User-Agent": {"Estrade/1 (+a@b.fr)"}},
		Began:         time.Date(2026, 3, 2, 8, 0, 0, 123000, time.UTC),
		IP:            "192.0.2.1", Proto: "HTTP/1.1", Status: 200,
		Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Etag": {`"x"`}, "Set-Cookie": {"a=1", "b=2"}},
		Raw:    []byte(body), Body: []byte(body),
	}
}

func zipped(url, body string) *pipeline.Exchange {
	x := page(url, body)
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, body)
	z.Close()
	x.Raw = b.Bytes()
	x.Header.Set("Content-Encoding", "gzip")
	return x
}

func add(t testing.TB, a *archive.Archive, x *pipeline.Exchange, prior pipeline.Receipt) pipeline.Receipt {
	t.Helper()
	r, err := a.Append(ctx, x, prior)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func all(t testing.TB, a *archive.Archive, after string) []pipeline.Archived {
	t.Helper()
	var list []pipeline.Archived
	if err := a.Each(ctx, after, func(e pipeline.Archived) error { list = append(list, e); return nil }); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestReadBack(t *testing.T) {
	a := open(t, t.TempDir(), archive.Options{})
	for _, x := range []*pipeline.Exchange{
		page("https://www.nord.gouv.fr/", "<p>été"),
		zipped("https://www.nord.gouv.fr/z?a=b&c", "<p>"+strings.Repeat("x", 1000)),
		page("https://www.nord.gouv.fr/empty", ""),
		page("https://www.nord.gouv.fr/crlf", "\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"),
		{URL: "https://www.nord.gouv.fr/old", Status: 301, Proto: "HTTP/1.1", Header: http.Header{"Location": {"/new"}},
			Began: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), RequestHeader: http.Header{}, Raw: []byte{}, Body: []byte{}},
	} {
		r := add(t, a, x, pipeline.Receipt{})
		got, err := a.Read(ctx, r.Ref)
		if err != nil {
			t.Fatal(err)
		}
		want := *x
		want.RequestHeader = nil
		if diff := cmp.Diff(&want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", x.URL, diff)
		}
	}
}

func TestRevisit(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Options{})
	x := zipped("https://www.nord.gouv.fr/a", strings.Repeat("corps de la page ", 100))
	first := add(t, a, x, pipeline.Receipt{})
	x.Header.Set("Date", "later")
	second := add(t, a, x, first)
	third := add(t, a, x, second)
	if second.Digest != first.Digest || second.Ref == first.Ref {
		t.Errorf("second receipt is %+v after %+v", second, first)
	}
	for _, r := range []pipeline.Receipt{second, third} {
		got, err := a.Read(ctx, r.Ref)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Body, x.Body) || got.Header.Get("Date") != "later" {
			t.Errorf("revisit reads as %q with %v", got.Body, got.Header)
		}
	}
	list := all(t, a, "")
	if len(list) != 3 || list[0].Revisit || !list[1].Revisit || !list[2].Revisit {
		t.Errorf("entries are %+v", list)
	}
	if rest := all(t, a, first.Ref); len(rest) != 2 || rest[0].Ref != second.Ref {
		t.Errorf("entries after the first are %+v", rest)
	}
}

// fill makes an archive of several files and returns the receipts.
func fill(t testing.TB, dir string, n int) []pipeline.Receipt {
	t.Helper()
	a := open(t, dir, archive.Options{MaxFile: 4000, Software: "Estrade/1", Operator: "a@b.fr"})
	var receipts []pipeline.Receipt
	var prior pipeline.Receipt
	for i := range n {
		x := page(fmt.Sprintf("https://www.nord.gouv.fr/p/%d", i), fmt.Sprintf("page %d %x", i, i*i*i*7919))
		if i%4 == 3 {
			x.Raw = []byte("the same each time")
			r := add(t, a, x, prior)
			prior = r
			receipts = append(receipts, r)
			continue
		}
		receipts = append(receipts, add(t, a, x, pipeline.Receipt{}))
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return receipts
}

func TestRotation(t *testing.T) {
	dir := t.TempDir()
	receipts := fill(t, dir, 40)
	files, _ := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	if len(files) < 3 {
		t.Fatalf("%d files; want several", len(files))
	}
	a := open(t, dir, archive.Options{ReadOnly: true})
	list := all(t, a, "")
	if len(list) != len(receipts) {
		t.Fatalf("%d entries; want %d", len(list), len(receipts))
	}
	for i, e := range list {
		if e.Ref != receipts[i].Ref {
			t.Errorf("entry %d is %s; want %s", i, e.Ref, receipts[i].Ref)
		}
		if i > 0 && archive.CompareRefs(list[i-1].Ref, e.Ref) >= 0 {
			t.Errorf("%s does not come after %s", e.Ref, list[i-1].Ref)
		}
	}
	b, err := os.ReadFile(strings.TrimSuffix(files[0], ".warc.gz") + ".cdxj")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	if !slices.IsSorted(lines) {
		t.Error("index of a full file is not sorted")
	}
	if want := `fr,gouv,nord)/p/0 20260302080000 {"url":"https://www.nord.gouv.fr/p/0","mime":"text/html","status":"200","digest":"sha256:`; !strings.HasPrefix(lines[0], want) {
		t.Errorf("index line is\n%s\nwant\n%s…", lines[0], want)
	}
}

// gowarc reads what this package writes and finds nothing wrong with it.
func TestOtherReader(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 20)
	files, _ := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	kinds := map[string]int{}
	for _, name := range files {
		r, err := gowarc.NewWarcFileReader(name, 0, gowarc.WithStrictValidation())
		if err != nil {
			t.Fatal(err)
		}
		for {
			rec, _, v, err := r.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := rec.ValidateDigest(v); err != nil {
				t.Errorf("%s: digest: %v", name, err)
			}
			if v != nil && !v.Valid() {
				t.Errorf("%s: %v", name, v)
			}
			kinds[rec.Type().String()]++
		}
		r.Close()
	}
	if got, want := fmt.Sprint(kinds), fmt.Sprintf("map[request:20 response:16 revisit:4 warcinfo:%d]", len(files)); got != want {
		t.Errorf("records are %s; want %s", got, want)
	}
}

// warcio, where it is installed, agrees.
func TestWarcio(t *testing.T) {
	tool, err := exec.LookPath("warcio")
	if err != nil {
		t.Skip("warcio is not installed")
	}
	dir := t.TempDir()
	fill(t, dir, 20)
	files, _ := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	if out, err := exec.Command(tool, append([]string{"check", "-v"}, files...)...).CombinedOutput(); err != nil || bytes.Contains(out, []byte("fail")) {
		t.Errorf("warcio check: %v\n%s", err, out)
	}
}

// Wherever a file is cut, the whole exchanges stay, a new one follows, and
// what was cut is told.
func TestTornTail(t *testing.T) {
	src := t.TempDir()
	receipts := fill(t, src, 3)
	name := filepath.Join(src, "estrade-000001.warc.gz")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	index, err := os.ReadFile(filepath.Join(src, "estrade-000001.cdxj"))
	if err != nil {
		t.Fatal(err)
	}
	_, last, _ := strings.Cut(receipts[2].Ref, "@")
	for cut := 0; cut <= len(whole); cut++ {
		if cut%9 != 0 && fmt.Sprint(cut) != last && cut < len(whole)-20 {
			continue
		}
		dir := t.TempDir()
		os.WriteFile(filepath.Join(dir, "estrade-000001.warc.gz"), whole[:cut], 0o644)
		if cut%2 == 0 { // the index may be ahead of the file, or missing
			os.WriteFile(filepath.Join(dir, "estrade-000001.cdxj"), index, 0o644)
		}
		a, err := archive.Open(dir, archive.Options{NoSync: true})
		if err != nil {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		list := all(t, a, "")
		r := add(t, a, page("https://a.fr/new", "new"), pipeline.Receipt{})
		if got := all(t, a, ""); len(got) != len(list)+1 || got[len(list)].Ref != r.Ref {
			t.Fatalf("cut at %d: entries after an append: %+v", cut, got)
		}
		for _, e := range all(t, a, "") {
			if _, err := a.Read(ctx, e.Ref); err != nil {
				t.Fatalf("cut at %d: %v", cut, err)
			}
		}
		for i, e := range list {
			if e.Ref != receipts[i].Ref {
				t.Fatalf("cut at %d: entry %d is %s; want %s", cut, i, e.Ref, receipts[i].Ref)
			}
		}
		if cut == len(whole) && (len(list) != 3 || len(a.Repairs()) != 0) {
			t.Fatalf("not cut: %d exchanges, repairs %v; want 3, none", len(list), a.Repairs())
		}
		if fmt.Sprint(cut) == last && (len(list) != 2 || len(a.Repairs()) != 1 || a.Repairs()[0].Why != "request without answer") {
			t.Fatalf("cut before the last answer: %d exchanges, repairs %+v", len(list), a.Repairs())
		}
		a.Close()
	}
}

// A power cut can leave zeros or noise where the end should be, in either file.
func TestNoiseAtEnd(t *testing.T) {
	for _, noise := range []string{strings.Repeat("\x00", 4096), "noise \x1f\x8b\x08\x00 noise", `{"url":`} {
		for _, file := range []string{"estrade-000001.warc.gz", "estrade-000001.cdxj"} {
			dir := t.TempDir()
			a := open(t, dir, archive.Options{})
			add(t, a, page("https://a.fr/1", "one"), pipeline.Receipt{})
			a.Close()
			f, err := os.OpenFile(filepath.Join(dir, file), os.O_WRONLY|os.O_APPEND, 0)
			if err != nil {
				t.Fatal(err)
			}
			f.WriteString(noise)
			f.Close()
			a = open(t, dir, archive.Options{})
			if got := all(t, a, ""); len(got) != 1 {
				t.Errorf("%q after %s: %d exchanges; want 1", noise, file, len(got))
			}
			add(t, a, page("https://a.fr/2", "two"), pipeline.Receipt{})
			if got := all(t, a, ""); len(got) != 2 {
				t.Errorf("%q after %s: %d exchanges after an append; want 2", noise, file, len(got))
			}
			a.Close()
		}
	}
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Options{})
	add(t, a, page("https://a.fr/1", "one"), pipeline.Receipt{})
	if _, err := archive.Open(dir, archive.Options{}); !errors.Is(err, archive.ErrLocked) {
		t.Errorf("a second writer gets %v; want ErrLocked", err)
	}
	r := open(t, dir, archive.Options{ReadOnly: true})
	if got := all(t, r, ""); len(got) != 1 {
		t.Errorf("a reader beside the writer sees %d exchanges; want 1", len(got))
	}
	if _, err := r.Append(ctx, page("https://a.fr/2", ""), pipeline.Receipt{}); err == nil {
		t.Error("a reader can append")
	}
}

func TestConcurrentAppend(t *testing.T) {
	a := open(t, t.TempDir(), archive.Options{MaxFile: 20000})
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			x := page(fmt.Sprintf("https://a.fr/%d", i), fmt.Sprint("body ", i))
			r, err := a.Append(ctx, x, pipeline.Receipt{})
			if err != nil {
				t.Error(err)
				return
			}
			got, err := a.Read(ctx, r.Ref)
			if err != nil || got.URL != x.URL || !bytes.Equal(got.Body, x.Body) {
				t.Errorf("%s reads as %+v, %v", r.Ref, got, err)
			}
		})
	}
	wg.Wait()
	if got := all(t, a, ""); len(got) != 200 {
		t.Errorf("%d exchanges; want 200", len(got))
	}
}

func TestBadReference(t *testing.T) {
	a := open(t, t.TempDir(), archive.Options{})
	add(t, a, page("https://a.fr/1", "one"), pipeline.Receipt{})
	for _, ref := range []string{"", "x", "../../etc/passwd@0", "estrade-000001.warc.gz", "estrade-000001.warc.gz@-1", "estrade-000001.warc.gz@7", "estrade-000001.warc.gz@0", "estrade-000009.warc.gz@0", "estrade-000001.warc.gz@999999"} {
		if _, err := a.Read(ctx, ref); err == nil {
			t.Errorf("Read(%q) is no error", ref)
		}
	}
}

// Values that a site sends cannot begin header lines of their own.
func TestHeaderInjection(t *testing.T) {
	a := open(t, t.TempDir(), archive.Options{})
	x := page("https://a.fr/1", "one")
	x.Header["X-A"] = []string{"v\r\nX-Evil: 1\r\n\r\nbody"}
	x.IP = "1.2.3.4\r\nWARC-Type: response"
	got, err := a.Read(ctx, add(t, a, x, pipeline.Receipt{}).Ref)
	if err != nil {
		t.Fatal(err)
	}
	if got.Header.Get("X-Evil") != "" || string(got.Body) != "one" {
		t.Errorf("header is %v, body %q", got.Header, got.Body)
	}
}

func BenchmarkAppend(b *testing.B) {
	body := strings.Repeat("<p>Le préfet du Nord a réuni les maires de l'arrondissement.</p>\n", 300)
	for _, workers := range []int{1, 16} {
		b.Run(fmt.Sprintf("%d at once", workers), func(b *testing.B) {
			a := open(b, b.TempDir(), archive.Options{})
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			b.SetParallelism(workers)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if _, err := a.Append(ctx, page("https://a.fr/1", body), pipeline.Receipt{}); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

func FuzzRecover(f *testing.F) {
	dir := f.TempDir()
	fill(f, dir, 2)
	b, err := os.ReadFile(filepath.Join(dir, "estrade-000001.warc.gz"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(b[:len(b)/2])
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		os.WriteFile(filepath.Join(dir, "estrade-000001.warc.gz"), b, 0o644)
		a, err := archive.Open(dir, archive.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		add(t, a, page("https://a.fr/new", "new"), pipeline.Receipt{})
		for _, e := range all(t, a, "") {
			a.Read(ctx, e.Ref)
		}
	})
}

// The server's word that a page has not changed is a revisit record without
// payload that refers to the page.
func TestNotModified(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Options{})
	first := add(t, a, zipped("https://a.fr/p", "the page"), pipeline.Receipt{})
	x := page("https://a.fr/p", "")
	x.Status, x.Raw, x.Body = 304, nil, nil
	x.Header = http.Header{"Etag": {`"x"`}}
	again := add(t, a, x, first)
	third := add(t, a, x, again)
	if again.Digest != first.Digest || third.Digest != first.Digest {
		t.Errorf("digests %s, %s; want that of the page, %s", again.Digest, third.Digest, first.Digest)
	}
	for _, ref := range []string{again.Ref, third.Ref} {
		got, err := a.Read(ctx, ref)
		if err != nil || got.Status != 304 || len(got.Raw) != 0 || got.URL != "https://a.fr/p" || !got.Began.Equal(x.Began) {
			t.Errorf("%s reads as %+v, %v; want a 304 without body", ref, got, err)
		}
	}
	raw := unzip(t, filepath.Join(dir, "estrade-000001.warc.gz"))
	if n := strings.Count(raw, "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified"); n != 2 {
		t.Errorf("%d records of that profile; want 2", n)
	}
	if n := strings.Count(raw, "WARC-Refers-To-File-Offset: "+first.Ref[strings.IndexByte(first.Ref, '@')+1:]); n != 2 {
		t.Errorf("%d records refer to the page; want 2", n)
	}
	list := all(t, a, "")
	if len(list) != 3 || !list[1].Revisit || list[1].Status != 304 {
		t.Errorf("index is %+v", list)
	}
}

// Lookup finds the exchanges of one address, in files that are full and in the
// growing one, also for a reader beside the writer.
func TestLookup(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Options{MaxFile: 3000})
	var want []string
	for i := range 20 {
		for _, u := range []string{"https://www.a.fr/p", "https://www.a.fr/page", "https://www.a.fr/p/q", "https://b.fr/p"} {
			r := add(t, a, page(u, fmt.Sprint(u, i)), pipeline.Receipt{})
			if u == "https://www.a.fr/p" {
				want = append(want, r.Ref)
			}
		}
	}
	for name, a := range map[string]*archive.Archive{"writer": a, "reader": open(t, dir, archive.Options{ReadOnly: true})} {
		for _, u := range []string{"https://www.a.fr/p", "http://a.fr/p/"} {
			var got []string
			if err := a.Lookup(ctx, u, func(e pipeline.Archived) error { got = append(got, e.Ref); return nil }); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", name, u, diff)
			}
		}
	}
}

// unzip is what all gzip members of a file hold.
func unzip(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
