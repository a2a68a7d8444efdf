package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// address is where the server under test listens: ESTRADE_ADDRESS.
func address(t *testing.T) string {
	t.Helper()
	a := os.Getenv("ESTRADE_ADDRESS")
	if a == "" {
		t.Skip("ESTRADE_ADDRESS names no server; .ci/browser starts one")
	}
	return strings.TrimSuffix(a, "/")
}

// screen is a way to look at a page.
type screen struct {
	language string
	scheme   string // "light" or "dark"
	width    int64
	script   bool
}

func (s screen) String() string {
	name := fmt.Sprintf("%s-%s-%d", s.language, s.scheme, s.width)
	if !s.script {
		name += "-noscript"
	}
	return name
}

// screens are all the ways that pages are looked at.
func screens() []screen {
	var all []screen
	for _, language := range []string{"fr", "en"} {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{360, 1280} {
				all = append(all, screen{language, scheme, width, true})
			}
		}
	}
	return all
}

// start starts a browser that ends with the test.
func start(t *testing.T) context.Context {
	t.Helper()
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("hide-scrollbars", true),
	)
	if path := os.Getenv("CHROMIUM"); path != "" {
		flags = append(flags, chromedp.ExecPath(path))
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), flags...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("start browser: %v", err)
	}
	return ctx
}

// tab opens a tab that looks at pages in one way.
func tab(t *testing.T, browser context.Context, s screen) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	err := chromedp.Run(ctx,
		network.Enable(),
		network.SetExtraHTTPHeaders(network.Headers{"Accept-Language": s.language}),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}}),
		emulation.SetDeviceMetricsOverride(s.width, 900, 1, s.width < 500),
		emulation.SetScriptExecutionDisabled(!s.script),
	)
	if err != nil {
		t.Fatalf("open tab: %v", err)
	}
	return ctx
}

// shoot keeps a picture of a page if SCREENSHOTS names a folder.
func shoot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	var picture []byte
	if err := chromedp.Run(ctx, chromedp.CaptureScreenshot(&picture)); err != nil {
		t.Errorf("screenshot of %s: %v", name, err)
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o644); err != nil {
		t.Error(err)
	}
}

// changedRelease is the path of the release of testdata, which was changed
// between two visits.
func changedRelease(t *testing.T, tab context.Context, base string) string {
	t.Helper()
	var href string
	var ok bool
	err := chromedp.Run(tab, chromedp.Navigate(base+`/search?q=%22digue+de+l'Aa%22`), chromedp.AttributeValue(".hit h3 a", "href", &href, &ok, chromedp.ByQuery))
	if err != nil || !ok {
		t.Fatalf("the changed release is not found: %v", err)
	}
	return href
}

// pages are the pages to look at: fixed ones, and one of each kind that links
// lead to.
func pages(t *testing.T, browser context.Context, base string) map[string]string {
	t.Helper()
	pages := map[string]string{
		"front": "/", "who": "/who?place=Mons", "who-filter": "/who?departement=59&from=2024-03&to=2024-03&kind=direct", "who-none": "/who?speaker=xyzzy",
		"who-error": "/who?from=yesterday", "search": "/search?q=crue+OR+inondation", "search-all": "/search", "search-facet": "/search?q=crue&departement=59",
		"search-error": "/search?q=%28crue", "namesakes": "/person/griet-vanhoutte", "candidates": "/person/castelnau",
		"coverage": "/coverage", "help": "/help", "missing": "/nothing", "docs": "/docs", "docs-en": "/docs?lang=en",
	}
	ctx := tab(t, browser, screen{"fr", "light", 1280, true})
	for name, selector := range map[string]string{
		"person": `.statement h3 a[href^="/person/"]`, "place": `.where a[href^="/place/"]`,
		"release": `.source a[href^="/release/"]`, "statement": `a.more[href^="/statement/"]`,
	} {
		var href string
		var ok bool
		err := chromedp.Run(ctx, chromedp.Navigate(base+"/who?place=Mons&kind=direct"), chromedp.AttributeValue(selector, "href", &href, &ok, chromedp.ByQuery))
		if err != nil || !ok {
			t.Fatalf("no link to a page of kind %s: %v", name, err)
		}
		u, err := url.Parse(href)
		if err != nil {
			t.Fatal(err)
		}
		u.Fragment = ""
		pages[name] = u.String()
	}
	pages["versions"] = changedRelease(t, ctx, base) + "/versions"
	return pages
}
