package replica_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"estrade/pipeline/replica"
)

func TestFaults(t *testing.T) {
	faults := map[int]*replica.Fault{
		1: {Status: 429, RetryAfter: "7"},
		2: {Reset: true},
		3: {Cut: 100},
		4: {Status: 503},
	}
	var mu sync.Mutex
	var statuses []int
	s := site(t, "59", replica.Options{
		Fault: func(_, _ string, n int) *replica.Fault { return faults[n] },
		Answered: func(_, _ string, status int) {
			mu.Lock()
			defer mu.Unlock()
			statuses = append(statuses, status)
		},
	})
	server := httptest.NewServer(s)
	defer server.Close()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // else a reset is tried again

	r, err := client.Get(server.URL + "/Actualites")
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != 429 || r.Header.Get("Retry-After") != "7" {
		t.Errorf("request 1: status %d, Retry-After %q; want 429, 7", r.StatusCode, r.Header.Get("Retry-After"))
	}
	if r, err := client.Get(server.URL + "/Actualites"); err == nil {
		t.Errorf("request 2: status %d; want a cut connection", r.StatusCode)
	}
	if r, err = client.Get(server.URL + "/Actualites"); err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(r.Body); err == nil || len(b) != 100 {
		t.Errorf("request 3: %d bytes, error %v; want 100 and an error", len(b), err)
	}
	for range 2 {
		r, err := client.Get(server.URL + "/Actualites")
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
	}
	server.Close() // waits until the last answer is counted
	mu.Lock()
	defer mu.Unlock()
	if want := []int{429, 0, 0, 503, 200}; !slices.Equal(statuses, want) {
		t.Errorf("statuses %v; want %v", statuses, want)
	}
}
