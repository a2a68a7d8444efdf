package server

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// FuzzPages asks every page with foreign parameters: none panics, fails inside
// or gives them back as markup.
func FuzzPages(f *testing.F) {
	for _, seed := range []string{"", "Mons", "2024-03", hostile, `"crue" OR (inondation~ NOT x*)`, "50.45,3.95,20km", "\x00\xff", strings.Repeat("(", 60), "a=b&c", "../..", "mons,BE"} {
		f.Add(seed, seed)
	}
	var reported error
	s := testServer(f, func(o *Options) { o.Report = func(err error) { reported = err } })
	names := append([]string{"q", "sort", "after", "lang", "version"}, filterNames...)
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 400 {
			return
		}
		q := url.Values{}
		for i, name := range names {
			if i%2 == 0 {
				q.Set(name, a)
			} else {
				q.Set(name, b)
			}
		}
		addresses := []string{"/suggest?field=speaker&q=" + url.QueryEscape(a), "/person/" + url.PathEscape(a), "/place/" + url.PathEscape(b), "/release/" + url.PathEscape(a)}
		for _, path := range []string{"/who", "/search"} {
			addresses = append(addresses, path+"?"+q.Encode())
			name := names[(len(a)+len(b))%len(names)] // one alone: together they mostly find nothing
			addresses = append(addresses, path+"?"+url.Values{name: {a}}.Encode())
		}
		for _, address := range addresses {
			r, err := http.NewRequest(http.MethodGet, "http://127.0.0.1"+address, nil)
			if err != nil {
				continue
			}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if w.Code >= 500 {
				t.Fatalf("%s answers %d: %v", address, w.Code, reported)
			}
			if strings.Contains(w.Body.String(), "<img src=x") || strings.Contains(w.Body.String(), "<script>") {
				t.Fatalf("%s gives markup back", address)
			}
		}
	})
}
