package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"estrade/index/bleveindex"
	"estrade/index/indextest"
)

// filled is a data folder with the index of the contract's records.
func filled(t *testing.T) folder {
	t.Helper()
	data := folder(t.TempDir())
	x, err := bleveindex.Open(data.index())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(x.Put(context.Background(), indextest.Records()...), x.Close()); err != nil {
		t.Fatal(err)
	}
	return data
}

// TestServeCommand serves a data folder, says where, is alone in it, and
// leaves nothing behind.
func TestServeCommand(t *testing.T) {
	data := filled(t)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	stdout, out := io.Pipe()
	ended := make(chan int)
	go func() {
		var messages bytes.Buffer
		code := run(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--data", string(data)}, strings.NewReader(""), out, &messages)
		if code != exitOK {
			t.Errorf("serve ended with %d: %s", code, messages.String())
		}
		out.Close()
		ended <- code
	}()
	address, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.Get(strings.TrimSpace(address) + "/who?place=Mons")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	r.Body.Close()
	if err != nil || r.StatusCode != http.StatusOK || !bytes.Contains(body, []byte("Mons")) {
		t.Errorf("GET /who: status %d, error %v", r.StatusCode, err)
	}
	for path, want := range map[string]string{
		"/api/v1/statements?place=Mons": "application/json", "/feed.atom?place=Mons": "application/atom+xml",
		"/export.csv?place=Mons": "text/csv", "/openapi.json": "application/openapi+json", "/docs": "text/html",
	} {
		r, err := http.Get(strings.TrimSpace(address) + path)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != http.StatusOK || !strings.HasPrefix(r.Header.Get("Content-Type"), want) {
			t.Errorf("GET %s: status %d, %s; want %s", path, r.StatusCode, r.Header.Get("Content-Type"), want)
		}
	}
	info, err := os.Stat(data.running())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("serve.json: %v, error %v; want mode 0600", info, err)
	}
	if where, ok := data.whereRunning(); !ok || where.Address != strings.TrimSpace(address) {
		t.Errorf("serve.json names %q; want %q", where.Address, address)
	}
	var messages bytes.Buffer
	if code := run(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--data", string(data)}, strings.NewReader(""), io.Discard, &messages); code != exitFailure || !strings.Contains(messages.String(), strings.TrimSpace(address)) {
		t.Errorf("a second serve ended with %d and said %q; want the address of the first", code, messages.String())
	}
	stop()
	<-ended
	if _, err := os.Stat(data.running()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("serve.json is still there: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(string(data), ".serve-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestServeRefuses shows what serve does not do, and the way out it names.
func TestServeRefuses(t *testing.T) {
	t.Setenv("ESTRADE_TOKEN", "")
	data := string(filled(t))
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--listen", "0.0.0.0:0"}, exitUsage, "give --token, or --open"},
		{[]string{"--listen", ":0"}, exitUsage, "give --token, or --open"},
		{[]string{"--listen", "8080"}, exitUsage, "want an address such as 127.0.0.1:8080"},
		{[]string{"--data", t.TempDir()}, exitFailure, "estrade crawl"},
	} {
		var messages bytes.Buffer
		args := append([]string{"serve", "--data", data}, test.args...)
		code := run(context.Background(), args, strings.NewReader(""), io.Discard, &messages)
		if code != test.code || !strings.Contains(messages.String(), test.want) {
			t.Errorf("serve %v: code %d, said %q; want %d with %q", test.args, code, messages.String(), test.code, test.want)
		}
	}
}
