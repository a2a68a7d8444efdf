package browsertest

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// violation is what axe finds wrong.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct {
		HTML           string
		FailureSummary string
	}
}

// TestAccessible asks axe to judge every page, in both languages and colour
// schemes, on a phone and on a desk. AXE names axe.min.js of the npm package
// axe-core.
func TestAccessible(t *testing.T) {
	base := address(t)
	axe, err := os.ReadFile(os.Getenv("AXE"))
	if err != nil {
		t.Skipf("AXE names no axe.min.js: %v", err)
	}
	browser := start(t)
	paths := pages(t, browser, base)
	for _, s := range screens() {
		t.Run(s.String(), func(t *testing.T) {
			ctx := tab(t, browser, s)
			for name, path := range paths {
				var found string
				var overflow bool
				err := chromedp.Run(ctx,
					chromedp.Navigate(base+path),
					chromedp.Evaluate(`document.querySelectorAll("details").forEach(d => d.open = true)`, nil),
					chromedp.Evaluate(string(axe), nil),
					chromedp.Evaluate(`axe.run().then(r => JSON.stringify(r.violations))`, &found, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
						return p.WithAwaitPromise(true)
					}),
					chromedp.Evaluate(`document.documentElement.scrollWidth > innerWidth`, &overflow),
				)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				var violations []violation
				if err := json.Unmarshal([]byte(found), &violations); err != nil {
					t.Fatalf("%s: axe's answer: %v", name, err)
				}
				for _, v := range violations {
					t.Errorf("%s: %s (%s): %s", name, v.ID, v.Impact, v.Help)
					for _, n := range v.Nodes[:min(3, len(v.Nodes))] {
						t.Logf("    %s\n    %s", n.HTML, n.FailureSummary)
					}
				}
				if overflow {
					t.Errorf("%s is wider than the screen", name)
				}
			}
		})
	}
}

// TestPictures keeps a picture of every page, to be looked at.
func TestPictures(t *testing.T) {
	base := address(t)
	if os.Getenv("SCREENSHOTS") == "" {
		t.Skip("SCREENSHOTS names no folder")
	}
	browser := start(t)
	paths := pages(t, browser, base)
	for name, path := range paths {
		for _, s := range screens() {
			t.Run(name+"-"+s.String(), func(t *testing.T) {
				ctx := tab(t, browser, s)
				if err := chromedp.Run(ctx, chromedp.Navigate(base+path)); err != nil {
					t.Fatal(err)
				}
				shoot(t, ctx, name+"-"+s.String())
			})
		}
	}
}
