package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// command runs the program within the test.
func command(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, messages bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &out, &messages)
	return out.String(), messages.String(), code
}

// newsroom is a site whose releases can be changed.
type newsroom struct {
	mu       sync.Mutex
	releases map[string]string // body by name
	gate     chan struct{}     // if not nil, releases wait until it is closed
}

func (n *newsroom) set(name, body string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if body == "" {
		delete(n.releases, name)
	} else {
		n.releases[name] = body
	}
}

func (n *newsroom) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	body, ok := n.releases[strings.TrimPrefix(r.URL.Path, "/Actualites/")]
	names := make([]string, 0, len(n.releases))
	for name := range n.releases {
		names = append(names, name)
	}
	gate := n.gate
	n.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	switch {
	case r.URL.Path == "/":
		fmt.Fprint(w, `<html><body><main id="main"><h1>Accueil</h1><ul>`)
		for _, name := range slices.Sorted(slices.Values(names)) {
			fmt.Fprintf(w, `<li><a href="/Actualites/%s">Communiqué : %s</a></li>`, name, name)
		}
		fmt.Fprint(w, `</ul></main></body></html>`)
	case ok:
		if gate != nil {
			select {
			case <-gate:
			case <-r.Context().Done():
			}
		}
		fmt.Fprintf(w, `<html lang="fr"><body><main id="main"><h1>Communiqué %s</h1><p>Publié le 12/03/2024</p>%s</main></body></html>`, r.URL.Path, body)
	default:
		http.NotFound(w, r)
	}
}

const first = `<p>Le préfet du Nord, Bertrand Delvallez, s'est rendu mardi à Cambrai pour signer le contrat local de sécurité avec le maire. ` +
	`Douze agents supplémentaires seront recrutés avant la fin de l'année, et trente caméras installées dans le centre.</p>` +
	`<p>« La sécurité est l'affaire de tous », a déclaré le préfet devant les commerçants réunis à la salle des fêtes.</p>`

func newNewsroom(t *testing.T) (*newsroom, string) {
	n := &newsroom{releases: map[string]string{
		"contrat": first,
		"digue":   strings.ReplaceAll(strings.ReplaceAll(first, "Cambrai", "Dunkerque"), "contrat local de sécurité", "contrat de la digue"),
	}}
	server := httptest.NewServer(n)
	t.Cleanup(server.Close)
	return n, server.URL + "/"
}

// A release that was corrected and one that was taken down: the history shows
// the words, the reports count them, the list names them.
func TestHistoryOfChanges(t *testing.T) {
	n, url := newNewsroom(t)
	data := filepath.Join(t.TempDir(), "d")
	crawl := func() string {
		out, messages, code := command(t, "crawl", "--url", url, "--data", data)
		if code != 0 {
			t.Fatalf("crawl: %s%s", out, messages)
		}
		return out
	}
	crawl()
	n.set("contrat", strings.ReplaceAll(first, "Douze agents supplémentaires", "Huit agents"))
	n.set("digue", "")
	out := crawl()
	for _, want := range []string{`releases +\d  \(changed 1\)`, `withdrawn +1`} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("the second crawl reports\n%swant %s", out, want)
		}
	}
	out, _, _ = command(t, "history", url+"Actualites/contrat", "--data", data)
	if want := "maire. [-Douze agents supplémentaires-] {+Huit agents+} seront recrutés"; !strings.Contains(out, want) || !strings.Contains(out, "  version 2\n") {
		t.Errorf("history shows\n%swant version 2 with %s", out, want)
	}
	out, _, _ = command(t, "history", url+"Actualites/digue", "--data", data)
	if !regexp.MustCompile(`(?m)  version 1\n(.*\n)+.*  gone \(404\)$`).MatchString(out) {
		t.Errorf("history of what was withdrawn shows\n%s", out)
	}
	out, _, _ = command(t, "history", "--changed", "--data", data)
	if !regexp.MustCompile(`(?m)/contrat\n  changed \d{4}-\d\d-\d\d \d\d:\d\d$`).MatchString(out) || !regexp.MustCompile(`(?m)/digue\n  withdrawn \d{4}-`).MatchString(out) {
		t.Errorf("list of changes is\n%s", out)
	}
	out, _, _ = command(t, "who", "--data", data, "--place", "Dunkerque", "--json")
	if !strings.Contains(out, `"withdrawn":"2`) {
		t.Errorf("the index does not know that the release was withdrawn: %s", out)
	}
	out, _, _ = command(t, "status", "--data", data)
	if !regexp.MustCompile(`known from all crawls\n.*\n.* 1 +1 +0 +`).MatchString(out) {
		t.Errorf("status does not count one changed, one withdrawn:\n%s", out)
	}
	if out, _, _ = command(t, "status", "--reports", "--data", data); strings.Count(out, "complete") != 2 {
		t.Errorf("reports are\n%s", out)
	}
}

// While a crawl goes on, another process is told how far it is, may read the
// history, serves metrics, and cannot crawl into the same folder.
func TestStatusDuringCrawl(t *testing.T) {
	n, url := newNewsroom(t)
	gate := make(chan struct{})
	n.mu.Lock()
	n.gate = gate
	n.mu.Unlock()
	data := filepath.Join(t.TempDir(), "d")
	var messages lockedBuffer
	done := make(chan int, 1)
	go func() {
		done <- run(context.Background(), []string{"crawl", "--url", url, "--data", data, "--metrics", "127.0.0.1:0"}, strings.NewReader(""), io.Discard, &messages)
	}()
	deadline := time.Now().Add(time.Minute)
	out := ""
	for !regexp.MustCompile(`running for .*: [2-9] pages, [2-9] waiting`).MatchString(out) && time.Now().Before(deadline) {
		time.Sleep(20 * time.Millisecond)
		out, _, _ = command(t, "status", "--data", data)
	}
	if !strings.Contains(out, "crawl since ") {
		t.Errorf("status is\n%s", out)
	}
	if _, m, code := command(t, "crawl", "--url", url, "--data", data); code != exitFailure || !strings.Contains(m, "Another estrade command works on this folder") {
		t.Errorf("a second crawl ends with %d: %s", code, m)
	}
	if _, m, code := command(t, "crawl", "--url", url, "--data", data, "--dry-run"); code != exitFailure || !strings.Contains(m, "Another estrade command works") {
		t.Errorf("a plan of a crawl under way ends with %d: %s", code, m)
	}
	if out, m, code := command(t, "history", url, "--data", data); code != exitOK || !strings.Contains(out, "no release") {
		t.Errorf("history while a crawl goes on ends with %d: %s%s", code, out, m)
	}
	if bound := regexp.MustCompile(`http://\S+/metrics`).FindString(messages.String()); bound == "" {
		t.Errorf("no word of metrics: %s", messages.String())
	} else if r, err := http.Get(bound); err != nil {
		t.Error(err)
	} else {
		b, _ := io.ReadAll(r.Body)
		r.Body.Close()
		for _, want := range []string{`estrade_pages_fetched_total{site="127.0.0.1:`, `estrade_queue_tasks{site="`, `estrade_failures_total{reason="status 404",site=`, "go_goroutines"} {
			if !bytes.Contains(b, []byte(want)) {
				t.Errorf("metrics lack %s:\n%.2000s", want, b)
			}
		}
	}
	close(gate)
	if code := <-done; code != exitOK {
		t.Errorf("the crawl ends with %d: %s", code, messages.String())
	}
}

// lockedBuffer is a buffer that several goroutines may use.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// A crawl that is interrupted says that it can go on, and its report says so,
// too.
func TestInterrupted(t *testing.T) {
	n, url := newNewsroom(t)
	n.mu.Lock()
	n.gate = make(chan struct{}) // never opened
	n.mu.Unlock()
	data := filepath.Join(t.TempDir(), "d")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		for range 3000 {
			if _, err := os.Stat(filepath.Join(data, "status.json")); err == nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		time.Sleep(200 * time.Millisecond)
		cancel()
	}()
	var out, messages bytes.Buffer
	code := run(ctx, []string{"crawl", "--url", url, "--data", data}, strings.NewReader(""), &out, &messages)
	if code != exitFailure || !strings.Contains(messages.String(), "Go on with the same command") {
		t.Errorf("ends with %d: %s", code, messages.String())
	}
	if out, _, _ := command(t, "status", "--data", data); !strings.Contains(out, "stopped after") {
		t.Errorf("status is\n%s", out)
	}
	n.mu.Lock()
	n.gate = nil
	n.mu.Unlock()
	if out, m, code := command(t, "crawl", "--url", url, "--data", data); code != exitOK || !strings.Contains(out, "(new 2)") {
		t.Errorf("the same command again ends with %d: %s%s", code, out, m)
	}
}
