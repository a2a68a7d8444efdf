package browsertest

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// journey walks through pages as a person does.
type journey struct {
	t    *testing.T
	ctx  context.Context
	base string
}

func walk(t *testing.T, s screen) *journey {
	base := address(t)
	return &journey{t, tab(t, start(t), s), base}
}

func (j *journey) do(what string, actions ...chromedp.Action) {
	j.t.Helper()
	ctx, cancel := context.WithTimeout(j.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		j.t.Fatalf("%s: %v", what, err)
	}
}

// open goes to an address.
func (j *journey) open(path string) {
	j.t.Helper()
	j.do("open "+path, chromedp.Navigate(j.base+path), chromedp.WaitReady("main"))
}

// follow clicks what leads to another page and waits for it.
func (j *journey) follow(selector string) {
	j.t.Helper()
	ctx, cancel := context.WithTimeout(j.ctx, 30*time.Second)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(selector, chromedp.ByQuery)); err != nil {
		j.t.Fatalf("follow %s: %v", selector, err)
	}
	j.do("wait for the page", chromedp.WaitReady("main"))
}

// text is what an element says.
func (j *journey) text(selector string) string {
	j.t.Helper()
	var s string
	j.do("read "+selector, chromedp.TextContent(selector, &s, chromedp.ByQuery))
	return strings.Join(strings.Fields(s), " ")
}

// address is where one is.
func (j *journey) address() *url.URL {
	j.t.Helper()
	var s string
	j.do("read the address", chromedp.Location(&s))
	u, err := url.Parse(s)
	if err != nil {
		j.t.Fatal(err)
	}
	return u
}

// link is where an element leads.
func (j *journey) link(selector string) string {
	j.t.Helper()
	var href string
	var ok bool
	j.do("find "+selector, chromedp.AttributeValue(selector, "href", &href, &ok, chromedp.ByQuery))
	return href
}

func (j *journey) want(selector, text string) {
	j.t.Helper()
	if got := j.text(selector); !strings.Contains(got, text) {
		j.t.Fatalf("%s says %q; want %q in it, at %s", selector, got, text, j.address())
	}
}

// fetched asks for a link of the page without the browser.
func (j *journey) fetched(selector, contentType string) {
	j.t.Helper()
	r, err := http.Get(j.base + j.link(selector))
	if err != nil {
		j.t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusOK || !strings.HasPrefix(r.Header.Get("Content-Type"), contentType) {
		j.t.Errorf("%s gives %d, %s; want %s", selector, r.StatusCode, r.Header.Get("Content-Type"), contentType)
	}
}

// TestJournalist asks who spoke at Mons, opens the evidence and leaves with a
// citation and a look at the archived page; on a phone, with and without
// script.
func TestJournalist(t *testing.T) {
	for _, script := range []bool{true, false} {
		s := screen{"fr", "light", 360, script}
		t.Run(s.String(), func(t *testing.T) {
			j := walk(t, s)
			j.open("/")
			j.want("h1", "Qui a parlé")
			j.do("type a name", chromedp.SendKeys("#speaker", "delval", chromedp.ByQuery))
			if script {
				j.do("wait for the name to be completed", chromedp.WaitReady(`#speakers option[value="Bertrand Delvallez"]`, chromedp.ByQuery))
			} else {
				n := -1
				j.do("see that nothing is completed", chromedp.Sleep(400*time.Millisecond),
					chromedp.Evaluate(`document.querySelectorAll("#speakers option").length`, &n))
				if n != 0 {
					t.Fatalf("%d names are offered; script is not off", n)
				}
			}
			j.do("type the rest", chromedp.SendKeys("#speaker", "lez", chromedp.ByQuery), chromedp.SendKeys("#place", "Mons", chromedp.ByQuery))
			j.follow("form.filters button")
			if q := j.address().Query(); q.Get("speaker") != "delvallez" || q.Get("place") != "Mons" {
				t.Fatalf("the address does not hold the question: %s", j.address())
			}
			j.want(".statement h3", "Bertrand Delvallez")
			j.want(".statement .where", "Mons (Belgique)")
			j.follow(".statement .more")
			j.want("h1", "Bertrand Delvallez")
			j.want(".text.context mark", "")
			j.want(".cite pre", "SHA-256")
			j.want(".cite pre", "estrade-000001.warc.gz")
			j.fetched(`.cite a[href$="cite.bib"]`, "application/x-bibtex")
			j.fetched(`.cite a[href$="cite.json"]`, "application/vnd.citationstyles.csl+json")
			j.fetched(`aside a[href$="/archived"]`, "text/html")
			j.follow(`aside a[href^="/release/"]`)
			j.want(".text", "Mons")
			j.want(".legend", "personne")
		})
	}
}

// TestAnalyst filters by the map and the timeline, takes a filter away, and
// leaves with a file; on a desk.
func TestAnalyst(t *testing.T) {
	j := walk(t, screen{"en", "light", 1280, true})
	j.open("/who?kind=direct&kind=indirect")
	all := j.text("#results")
	j.do("see the tables", chromedp.Evaluate(`document.querySelectorAll(".charts details").forEach(d => d.open = true)`, nil))
	j.follow(`.map ~ details tbody a, .charts section:first-child tbody a`)
	departement := j.address().Query().Get("departement")
	if departement == "" || j.text("#results") == all {
		t.Fatalf("the map's table does not filter: %s, %q", j.address(), j.text("#results"))
	}
	j.want(".chosen", "Departement")
	j.do("see the tables", chromedp.Evaluate(`document.querySelectorAll(".charts details").forEach(d => d.open = true)`, nil))
	j.follow(`.charts section:last-child tbody a`)
	q := j.address().Query()
	if q.Get("from") == "" || q.Get("from") != q.Get("to") || q.Get("departement") != departement {
		t.Fatalf("the timeline does not filter: %s", j.address())
	}
	j.do("a bar is marked", chromedp.WaitReady(".bar.selected", chromedp.ByQuery))
	j.do("the departement is marked", chromedp.WaitReady(".map .selected", chromedp.ByQuery))
	j.follow(`.chosen li:first-child a`)
	if j.address().Query().Get("departement") != "" {
		t.Errorf("the filter is still there: %s", j.address())
	}
	// The map itself takes a click, too.
	j.open("/who")
	j.follow(".map a")
	if j.address().Query().Get("departement") == "" {
		t.Errorf("a click on the map does not filter: %s", j.address())
	}
}

// TestResearcher searches with facets, pages through, and reads a release with
// everything found marked; without script.
func TestResearcher(t *testing.T) {
	for _, script := range []bool{true, false} {
		s := screen{"en", "dark", 1280, script}
		t.Run(s.String(), func(t *testing.T) {
			j := walk(t, s)
			j.open("/help")
			j.follow(`.examples a`)
			j.want("h1", "Search the releases")
			j.open("/search?sort=newest")
			first := j.link(".hit h3 a")
			j.follow(".pager a[rel=next]")
			if j.link(".hit h3 a") == first {
				t.Error("the next page begins like the first")
			}
			j.do("ask", chromedp.SetValue("#q", "crue OR inondation", chromedp.ByQuery))
			j.follow(".filters button")
			j.want(".hit mark.found", "")
			j.follow(`.facets a[href*="departement="]`)
			j.want(".chosen", "Departement")
			j.follow(".hit h3 a")
			j.want(".release .legend", "person")
			j.want("aside dl", "WARC record")
			j.open("/coverage")
			j.want(".heat", "Nord")
		})
	}
}

// TestVersions reads what was changed in a release, on a phone, with and without
// script.
func TestVersions(t *testing.T) {
	for _, script := range []bool{true, false} {
		s := screen{"fr", "light", 360, script}
		t.Run(s.String(), func(t *testing.T) {
			j := walk(t, s)
			j.open(changedRelease(t, j.ctx, j.base))
			j.follow(`aside a[href$="/versions"]`)
			j.want("h1", "Digue de l'Aa")
			j.want(".version h2", "Version 2") // the latest first
			j.want(".changes", "qui protégera 340 410 habitations")
			j.want(".changes", "avant la fin du mois d'octobre de l'année »")
			var left, added string
			j.do("read the changes", chromedp.Evaluate(`[...document.querySelectorAll("del")].map(e => e.textContent).join("|")`, &left),
				chromedp.Evaluate(`[...document.querySelectorAll("ins")].map(e => e.textContent).join("|")`, &added))
			if left != "340|du mois d'octobre" || !strings.HasPrefix(added, "410|de l'année|Une réunion publique") {
				t.Errorf("left out %q, added %q", left, added)
			}
			var struck, underlined string
			j.do("see them without colours", chromedp.Evaluate(`getComputedStyle(document.querySelector("del")).textDecorationLine`, &struck),
				chromedp.Evaluate(`getComputedStyle(document.querySelector("ins")).textDecorationLine`, &underlined))
			if struck != "line-through" || underlined != "underline" {
				t.Errorf("left out %s, added %s; want line-through and underline", struck, underlined)
			}
			j.fetched(`.version:nth-of-type(2) a[href*="/archived?version=1"]`, "text/html")
		})
	}
}
