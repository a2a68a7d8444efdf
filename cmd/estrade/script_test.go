package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/rogpeppe/go-internal/testscript"

	"estrade/pipeline/replica"
)

// TestMain lets the scripts run the program itself, and a replica of a
// prefecture's site beside it.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"estrade": main})
}

// TestScripts runs each file of testdata/script: commands as a person types
// them, with what they must print. $REPLICA is the home page of a replica of
// a departement's site.
func TestScripts(t *testing.T) {
	site, err := replica.Start(context.Background(), replica.Options{Sites: []string{"59"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := site.Close(); err != nil {
			t.Error(err)
		}
	})
	cache := t.TempDir()
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"oldindex": oldIndex},
		Setup: func(e *testscript.Env) error {
			e.Setenv("REPLICA", site.Sites[0].URL)
			e.Setenv("XDG_CACHE_HOME", cache)
			return nil
		},
	})
}

// oldIndex gives the index of a data folder the version of another program.
func oldIndex(ts *testscript.TestScript, _ bool, args []string) {
	b, err := bleve.Open(filepath.Join(ts.MkAbs(args[0]), "index"))
	ts.Check(err)
	ts.Check(b.SetInternal([]byte("estrade_schema"), []byte("0.7")))
	ts.Check(b.Close())
}
