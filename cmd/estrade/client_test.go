package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"estrade/index/api"
	"estrade/index/bleveindex"
	"estrade/index/indextest"
)

// served runs the server of a data folder until stop is called, which waits
// for its end.
func served(t *testing.T, data folder, args ...string) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	stdout, out := io.Pipe()
	ended := make(chan struct{})
	var messages bytes.Buffer
	go func() {
		defer close(ended)
		defer out.Close()
		code := run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0", "--data", string(data)}, args...), strings.NewReader(""), out, &messages)
		if code != exitOK {
			t.Errorf("serve ended with %d: %s", code, messages.String())
		}
	}()
	if _, err := bufio.NewReader(stdout).ReadString('\n'); err != nil {
		t.Fatalf("serve: %v", err)
	}
	stop = func() {
		cancel()
		<-ended
	}
	t.Cleanup(stop)
	return stop
}

// estrade runs a command and gives what it prints.
func estrade(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, messages bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &out, &messages)
	return out.String(), messages.String(), code
}

// TestOneOwner checks that commands answer the same whether they open the
// index or a server has it open.
func TestOneOwner(t *testing.T) {
	data := filled(t)
	commands := [][]string{
		{"who", "--place", "Mons", "--json"},
		{"who", "--speaker", "lalan*", "--from", "2017-09"},
		{"who", "--near", "50.45,3.95,20km", "--kind", "direct,speech", "--limit", "0"},
		{"search", "crue OR coopération", "--facet", "person,month", "--json"},
		{"search", "--statements", "--sort", "oldest", "dep:59"},
		{"person", "lalande", "--json"},
		{"person", "Josiane Chevalier"},
		{"place", "mons", "--json"},
		{"place", "nowhere"},
		{"person", "?!", "--lang", "fr"},
		{"export", "--place", "Mons"},
		{"export", "--rows", "releases", "--format", "jsonl"},
		{"export", "--rows", "releases", "--with-text", "crue"},
		{"who", "--from", "yesterday"},
	}
	type answer struct {
		out, messages string
		code          int
	}
	ask := func() (answers []answer) {
		for _, c := range commands {
			out, messages, code := estrade(t, append(c, "--data", string(data))...)
			answers = append(answers, answer{out, messages, code})
		}
		return answers
	}
	before := ask()
	stop := served(t, data, "--token", "a token")
	for i, got := range ask() {
		if got != before[i] {
			t.Errorf("%v while serve runs:\n%+v\nwant, as before,\n%+v", commands[i], got, before[i])
		}
	}
	if before[0].code != exitOK || !strings.Contains(before[0].out, "Lalande") {
		t.Errorf("%v: %+v; want an answer", commands[0], before[0])
	}
	stop()
	if out, messages, code := estrade(t, "who", "--place", "Mons", "--json", "--data", string(data)); out != before[0].out {
		t.Errorf("after serve: %d %s", code, messages)
	}
}

// TestHandOver checks that what a crawl makes reaches the index while a server
// has it open, and goes into the index itself when the server has stopped.
func TestHandOver(t *testing.T) {
	data := filled(t)
	stop := served(t, data)
	ctx := context.Background()
	k, err := data.openKeeper(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, handed := k.store.(*api.Client); !handed {
		t.Fatalf("store is %T; want the client of the server", k.store)
	}
	records := indextest.Generate(30, 9)
	if err := errors.Join(k.Put(ctx, records[:15]...), k.Delete(ctx, "conference")); err != nil {
		t.Fatal(err)
	}
	if out, messages, _ := estrade(t, "who", "--place", "Mons", "--json", "--data", string(data)); out != "" {
		t.Errorf("what was deleted is still found: %s%s", out, messages)
	}
	stop()
	if err := k.Put(ctx, records[10:]...); err != nil {
		t.Errorf("put after the server's end: %v", err)
	}
	if _, own := k.store.(*bleveindex.Index); !own {
		t.Errorf("store is %T; want the index itself", k.store)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	x, err := bleveindex.Open(data.index())
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	indextest.CheckFound(t, x, records)
	if n, err := x.Count(ctx); err != nil || n.Releases != 4+30 {
		t.Errorf("%+v, %v; want 34 releases", n, err)
	}
}

// TestServerKilled kills the server five times while it is handed records. What
// it acknowledged is there, once.
func TestServerKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	program := build(t)
	data := filled(t)
	ctx := context.Background()
	records := indextest.Generate(300, 11)
	kept := 0
	for range 5 {
		c := exec.Command(program, "serve", "--listen", "127.0.0.1:0", "--data", string(data))
		stdout, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := bufio.NewReader(stdout).ReadString('\n'); err != nil {
			t.Fatal(err)
		}
		client, err := data.server(ctx)
		if err != nil || client == nil {
			t.Fatalf("server = %v, %v", client, err)
		}
		acknowledged := make(chan int)
		go func() {
			defer close(acknowledged)
			for i := kept; i < len(records); i += 5 {
				if err := client.Put(ctx, records[i:i+5]...); err != nil {
					return
				}
				acknowledged <- i + 5
			}
		}()
		for n := range acknowledged {
			if kept = n; n%60 == 0 {
				c.Process.Kill() // while the next ones are under way
			}
		}
		c.Wait()
	}
	x, err := bleveindex.Open(data.index())
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if kept != len(records) {
		t.Errorf("%d records acknowledged; want %d", kept, len(records))
	}
	indextest.CheckFound(t, x, records[:kept])
	if n, err := x.Count(ctx); err != nil || n.Releases != 5+kept {
		t.Errorf("%+v, %v; want %d releases", n, err, 5+kept)
	}
}

// TestStaleServer checks that the address of a server that was killed leads
// nobody astray, even where another has it now.
func TestStaleServer(t *testing.T) {
	data := filled(t)
	elsewhere := filled(t)
	x, err := bleveindex.Open(elsewhere.index())
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	other := httptest.NewServer(api.New(api.Options{Library: x, Key: "its own"}))
	defer other.Close()
	gone := httptest.NewServer(nil)
	gone.Close()
	strange := httptest.NewServer(nil) // answers 404
	defer strange.Close()
	for name, address := range map[string]string{"nobody": gone.URL, "another server": other.URL, "another program": strange.URL} {
		b, err := json.Marshal(serving{Address: address, Key: "ours"})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(data.running(), b, 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := data.openLibrary(context.Background())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, own := l.(ownLibrary); !own {
			t.Errorf("%s: %T; want the folder's own index", name, l)
		}
		l.Close()
	}
}

// TestHeld checks the message where another process holds the index and is no
// server.
func TestHeld(t *testing.T) {
	data := filled(t)
	x, err := bleveindex.Open(data.index())
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for _, c := range [][]string{{"who"}, {"person", "x"}, {"export"}, {"alert", "add", "x"}} {
		_, messages, code := estrade(t, append(c, "--data", string(data))...)
		if code != exitFailure || !strings.Contains(messages, "in use by another process") || !strings.Contains(messages, "wait for it") {
			t.Errorf("%v: %d %s; want what holds the index and what to do", c, code, messages)
		}
	}
	data = filled(t)
	served(t, data)
	if err := os.MkdirAll(data.archive(), 0o755); err != nil {
		t.Fatal(err)
	}
	_, messages, code := estrade(t, "process", "--rebuild", "--data", string(data))
	if code != exitFailure || !strings.Contains(messages, "stop it") {
		t.Errorf("process --rebuild while serve runs: %d %s", code, messages)
	}
}

// TestAlertKept checks that an alert that is damaged is told and not replaced.
func TestAlertKept(t *testing.T) {
	data := filled(t)
	if _, messages, code := estrade(t, "alert", "add", "x", "--place", "Mons", "--data", string(data)); code != exitOK {
		t.Fatal(messages)
	}
	a, err := data.readAlert("x")
	if err != nil || len(a.Seen) != 3 || a.Query != `place:"Mons"` {
		t.Fatalf("alert %+v, %v", a, err)
	}
	if err := os.WriteFile(filepath.Join(data.alertFolder(), "x.json"), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, messages, code := estrade(t, "alert", "run", "--data", string(data)); code != exitFailure || !strings.Contains(messages, "alert x is damaged") {
		t.Errorf("damaged alert: %d %s", code, messages)
	}
}
