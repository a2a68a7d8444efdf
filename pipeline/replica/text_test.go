package replica

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the texts of the annotated releases")

// The annotated releases of testdata/gold/site are those of the sites: each
// text is what a reader of the page sees.
func TestAnnotatedTexts(t *testing.T) {
	folder := filepath.Join("..", "..", "testdata", "gold", "site", "texts")
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	releases := make(map[string]string) // by name of file
	sites, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sites {
		for _, r := range s.releases {
			releases[s.folder+"-"+r.File+".txt"] = "https://" + s.Host + r.Path + "\n" + r.text()
		}
	}
	if len(files) < 40 {
		t.Errorf("%d annotated releases; want at least 40", len(files))
	}
	for _, f := range files {
		name := filepath.Join(folder, f.Name())
		want, ok := releases[f.Name()]
		if !ok {
			t.Errorf("%s is of no release", name)
			continue
		}
		if *update {
			if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s differs from its page (-page +file); -update rewrites it:\n%s", name, diff)
		}
	}
}

func TestReadable(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{"<p>Un\n  mot.</p>\n<p>Deux&nbsp;!</p>", "Un mot.\n\nDeux\u00a0!"},
		{"<ul>\n<li>un</li>\n<li>deux</li>\n</ul>", "- un\n- deux"},
		{"<p>10h00<br>\nvisite</p>", "10h00\nvisite"},
		{"<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "a\tb\n1\t2"},
		{`<p>Le <a class="glossary">SGAR<span class="glossary-definition">Secrétariat</span></a>.</p>`, "Le SGAR."},
		{"<p>a</p><script>b</script><style>c</style>", "a"},
		{"<h2>Titre</h2><p>&lt;b&gt;</p>", "Titre\n\n<b>"},
	} {
		if got := readable(c.html); got != c.want {
			t.Errorf("readable(%q) = %q; want %q", c.html, got, c.want)
		}
	}
	if strings.Contains(readable("<div><p>x</p></div>"), "\n") {
		t.Error("nested blocks leave an empty line")
	}
}
