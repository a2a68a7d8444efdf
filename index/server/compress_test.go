package server

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"estrade/index"
)

func unpack(t *testing.T, body string) string {
	t.Helper()
	r, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatalf("no gzip: %v", err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestPackedPages shows that pages, assets and errors are the same packed and
// not, and say what they depend on.
func TestPackedPages(t *testing.T) {
	s := testServer(t)
	for _, path := range []string{"/", "/who?place=Mons", "/static/app.css", "/nothing", "/suggest?field=speaker&q=la", "/release/hostile/archived"} {
		status, plain, body := get(t, s, path)
		packedStatus, h, packed := get(t, s, path, "Accept-Encoding", "br, gzip")
		if plain.Get("Content-Encoding") != "" || strings.HasPrefix(plain.Get("ETag"), `"`) || plain.Get("ETag") != h.Get("ETag") {
			t.Errorf("%s: headers %v, packed %v", path, plain, h)
		}
		for _, h := range []http.Header{plain, h} {
			if !strings.Contains(strings.Join(h.Values("Vary"), ","), "Accept-Encoding") {
				t.Errorf("%s varies by %q only", path, h.Values("Vary"))
			}
		}
		if h.Get("Content-Encoding") == "gzip" {
			packed = unpack(t, packed)
		} else if len(body) >= minPacked {
			t.Errorf("%s: %d bytes are not packed", path, len(body))
		}
		if status != packedStatus || body != packed {
			t.Errorf("%s: status %d and %d, not the same when unpacked", path, status, packedStatus)
		}
		if tag := h.Get("ETag"); tag != "" {
			status, h, body := get(t, s, path, "Accept-Encoding", "gzip", "If-None-Match", tag)
			if status != http.StatusNotModified || body != "" || h.Get("Content-Encoding") != "" || h.Get("ETag") != tag {
				t.Errorf("%s: known as %s, answers %d with %d bytes, %v", path, tag, status, len(body), h)
			}
		}
	}
}

// TestCompress shows which answers of a handler are packed.
func TestCompress(t *testing.T) {
	long := strings.Repeat("La préfète a déclaré. ", 200)
	for _, test := range []struct {
		name   string
		accept string
		answer func(http.ResponseWriter)
		packed bool
		body   string
	}{
		{"text", "gzip", func(w http.ResponseWriter) { io.WriteString(w, long) }, true, long},
		{"in pieces", "gzip, deflate", func(w http.ResponseWriter) { io.WriteString(w, "La "); io.WriteString(w, long) }, true, "La " + long},
		{"anything goes", "*", func(w http.ResponseWriter) { io.WriteString(w, long) }, true, long},
		{"refused", "gzip;q=0, *", func(w http.ResponseWriter) { io.WriteString(w, long) }, false, long},
		{"not asked for", "br", func(w http.ResponseWriter) { io.WriteString(w, long) }, false, long},
		{"short", "gzip", func(w http.ResponseWriter) { io.WriteString(w, "La préfète") }, false, "La préfète"},
		{"nothing", "gzip", func(w http.ResponseWriter) {}, false, ""},
		{"a feed", "gzip", func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
			io.WriteString(w, long)
		}, true, long},
		{"an error", "gzip", func(w http.ResponseWriter) { w.WriteHeader(http.StatusNotFound); io.WriteString(w, long) }, true, long},
		{"no text", "gzip", func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "application/vnd.apache.parquet")
			io.WriteString(w, long)
		}, false, long},
		{"a range", "gzip", func(w http.ResponseWriter) {
			w.Header().Set("Content-Range", "bytes 0-9/10")
			w.WriteHeader(http.StatusPartialContent)
			io.WriteString(w, long)
		}, false, long},
		{"a length", "gzip", func(w http.ResponseWriter) { w.Header().Set("Content-Length", "4800"); io.WriteString(w, long) }, true, long},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set("Accept-Encoding", test.accept)
			w := httptest.NewRecorder()
			compress(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/csv; charset=utf-8")
				test.answer(w)
			})).ServeHTTP(w, r)
			body := w.Body.String()
			if packed := w.Header().Get("Content-Encoding") == "gzip"; packed != test.packed {
				t.Fatalf("packed %v; want %v: %v", packed, test.packed, w.Header())
			}
			if test.packed {
				if body = unpack(t, body); w.Header().Get("Content-Length") != "" {
					t.Errorf("has the length of what it was: %s", w.Header().Get("Content-Length"))
				}
			}
			if body != test.body {
				t.Errorf("%d bytes; want %d", len(body), len(test.body))
			}
		})
	}
}

// TestPackedStream reads the beginning of a download before its end is made,
// and sees one that breaks off break off.
func TestPackedStream(t *testing.T) {
	more := make(chan bool)
	s := testServer(t, func(o *Options) {
		o.Mount = func(index.Index) map[string]http.Handler {
			return map[string]http.Handler{"/export.csv": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/csv; charset=utf-8")
				io.WriteString(w, "first\n")
				if err := http.NewResponseController(w).Flush(); err != nil {
					t.Error(err)
				}
				if !<-more {
					panic(http.ErrAbortHandler)
				}
				io.WriteString(w, "second\n")
			})}
		}
	})
	web := httptest.NewServer(s)
	defer web.Close()
	for _, whole := range []bool{true, false} {
		answer, err := http.Get(web.URL + "/export.csv") // takes gzip, and unpacks
		if err != nil {
			t.Fatal(err)
		}
		first := make([]byte, 6)
		if _, err := io.ReadFull(answer.Body, first); err != nil || string(first) != "first\n" || !answer.Uncompressed {
			t.Fatalf("first %q, packed %v: %v", first, answer.Uncompressed, err)
		}
		more <- whole
		rest, err := io.ReadAll(answer.Body)
		if whole && (err != nil || string(rest) != "second\n") || !whole && err == nil {
			t.Errorf("whole %v: %q, %v", whole, rest, err)
		}
		answer.Body.Close()
	}
}
