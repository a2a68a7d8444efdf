package api

import (
	"io"
	"regexp"
	"strings"
	"testing"

	"estrade/index"
)

// TestFrenchDocs shows that all of /docs has a French text, and that none is
// left over.
func TestFrenchDocs(t *testing.T) {
	h := New(Options{WriteFeed: func(io.Writer, Feed, []index.Hit) error { return nil }, Tables: map[string]Table{"csv": {}}})
	used := map[string]bool{"list of": true, "any": true}
	use := func(texts ...string) {
		for _, text := range texts {
			if text != "" && french()[text] == "" {
				t.Errorf("no French for %q", text)
			}
			used[text] = true
		}
	}
	use(strings.Split(h.huma.OpenAPI().Info.Description, "\n\n")...)
	for _, item := range h.huma.OpenAPI().Paths {
		use(item.Get.Summary)
		for _, p := range item.Get.Parameters {
			if p.In != "header" {
				use(p.Description)
			}
		}
	}
	for _, schema := range h.huma.OpenAPI().Components.Schemas.Map() {
		for _, property := range schema.Properties {
			use(property.Description)
		}
	}
	for _, m := range regexp.MustCompile(`\bt "([^"]+)"`).FindAllStringSubmatch(docsPage, -1) {
		use(m[1])
	}
	for text := range french() {
		if !used[text] {
			t.Errorf("%q is nowhere said", text)
		}
	}
}
