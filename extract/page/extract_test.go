package page_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"estrade/extract"
)

const filler2 = "<p>Paul Durand, sous-préfet de Valmont, a rappelé les règles qui valent en été, puis a répondu aux questions des élus.</p>"

const filler = "<p>La préfète de l'Exemple a réuni les maires du département à Valmont pour parler de l'eau.</p>"

func TestBodyText(t *testing.T) {
	e := newExtractor(t)
	tests := []struct{ name, body, want string }{
		{"paragraphs are parted by an empty line", "<p>Un</p><p>Deux</p>", "Un\n\nDeux"},
		{"white space is one blank", "<p>Un \n\t deux</p>", "Un deux"},
		{"blanks that do not break stay", "<p>10 000&nbsp;euros&#8239;!</p>", "10 000\u00A0euros\u202F!"},
		{"one line break is a line, two are a paragraph", "<p>Un<br>deux<br><br>trois</p>", "Un\ndeux\n\ntrois"},
		{"list items are lines", "<ul><li>Un</li><li><p>Deux</p></li></ul>", "Un\nDeux"},
		{"table rows are lines, cells are parted by a tab", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td"},
		{"a table for layout is none", "<table role=presentation><tr><td>Un</td><td>Deux</td></tr></table>", "Un\n\nDeux"},
		{"tags within a word part nothing", "<p><b>P</b>réfète et 1<sup>er</sup> mai</p>", "Préfète et 1er mai"},
		{"a tag between two words parts them", "<p><b>est réunie.</b><b>Le préfet</b> parle</p>", "est réunie. Le préfet parle"},
		{"blocks part words", "<div>réunie</div><div>le préfet</div>", "réunie\n\nle préfet"},
		{"tips do not stick to words", "<p>le SGAR<span class=tip>Secrétariat général</span> agit</p>", "le SGAR agit"},
		{"a footnote mark does not stick", "<p>en 2017<sup><a href=#n>1</a></sup>.</p>", "en 2017 1."},
		{"captions go", "<figure><img alt=x><figcaption>© Préfecture</figcaption></figure><p>Un</p>", "Un"},
		{"stamps go", "<p>Un</p><p>Mis à jour le 20/09/2017 à 10h30</p>", "Un"},
		{"a sentence with a date is no stamp", "<p>Mis à jour le 20/09/2017, le plan de prévention sera présenté aux maires en octobre.</p>",
			"Mis à jour le 20/09/2017, le plan de prévention sera présenté aux maires en octobre."},
		{"labels of downloads go", `<p>Un</p><p><a href="/content/download/1/2/a.pdf">Télécharger l'arrêté</a></p>`, "Un"},
		{"a file named in a sentence stays", `<p>Voir <a href="/a.pdf">l'arrêté</a> du préfet.</p>`, "Voir l'arrêté du préfet."},
		{"further reading goes", `<p>Un</p><h2>À lire aussi</h2><ul><li><a href="/b">Deux</a></li></ul>`, "Un"},
		{"a subtitle that says the title again goes", "<h2>Eau : les maires réunis</h2><p>Un</p>", "Un"},
		{"accents set apart from their letters join them", "<p>pre\u0301fe\u0300te, a&#768; l'e&#x301;te&#x301;</p>", "préfète, à l'été"},
		{"quotations stay", "<blockquote>« Un »</blockquote>", "« Un »"},
		{"what an accordion hides is text", `<section class="fr-accordion"><h3>Un</h3><div class="fr-collapse">Deux</div></section>`, "Un\n\nDeux"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := extract.Page{URL: "http://www.exemple.gouv.fr/a", Body: []byte("<html><body><main id=main><h1>Eau : les maires réunis à Valmont</h1>" +
				tt.body + "<p>Fin.</p>" + filler + filler2 + "</main></body></html>")}
			d, err := e.Extract(p)
			if err != nil {
				t.Fatal(err)
			}
			_, got, _ := strings.Cut(d.Text, "\n")
			got, _, _ = strings.Cut(got, "\n\nFin.")
			if got != tt.want {
				t.Errorf("got %q; want %q", got, tt.want)
			}
		})
	}
}

func TestCharset(t *testing.T) {
	e := newExtractor(t)
	text := "<main><h1>Été à Nîmes – l’œuvre</h1>" + filler + "</main>"
	latin, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, header, body string }{
		{"declared by the header", "text/html; charset=utf-8", text},
		{"the header comes before the page", "text/html; charset=utf-8", `<meta charset="iso-8859-1">` + text},
		{"the header comes before the page, in Latin-1 too", "text/html; charset=iso-8859-1", `<meta charset="utf-8">` + latin},
		{"declared by the page", "text/html", `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">` + strings.NewReplacer("\x9c", "\xbd", "\x92", "'", "\x96", "-").Replace(latin)},
		{"valid UTF-8 is UTF-8 whatever the page declares", "", `<meta charset="iso-8859-1">` + text},
		{"not declared, not UTF-8", "", latin},
		{"declared UTF-8, but Latin-1", "text/html; charset=utf-8", latin},
		{"a mark at the start", "text/html; charset=iso-8859-1", "\uFEFF" + text},
		{"UTF-16", "", wide},
		{"an unknown name", "text/html; charset=klingon", text},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := e.Extract(extract.Page{Header: http.Header{"Content-Type": {tt.header}}, Body: []byte(tt.body)})
			if err != nil {
				t.Fatal(err)
			}
			title := strings.NewReplacer("’", "'", "–", "-").Replace(d.Title)
			if title != "Été à Nîmes - l'œuvre" || !strings.Contains(d.Text, "préfète") {
				t.Errorf("got %q", d.Text)
			}
		})
	}
}

func TestDates(t *testing.T) {
	e := newExtractor(t)
	tests := []struct{ name, head, top, published, updated string }{
		{"publication", "", "<p>Publié le 20/08/2026</p>", "2026-08-20", ""},
		{"only an update is both", "", "<p>Mis à jour le 20/09/2017</p>", "2017-09-20", "2017-09-20"},
		{"both in one line", "", "<p>Publié le 3 mars 2021 | Mis à jour le 4 mars 2021</p>", "2021-03-03", "2021-03-04"},
		{"both in two lines", "", "<p>Créé le 3 mars 2021</p><p>Dernière modification : 04/03/2021</p>", "2021-03-03", "2021-03-04"},
		{"without a blank", "", "<p>Mise à jour : 25 février 2019</p>", "2019-02-25", "2019-02-25"},
		{"the page before its metadata", `<meta property="article:published_time" content="2020-01-01T00:00:00Z">`, "<p>Publié le 20/08/2019</p>", "2019-08-20", ""},
		{"metadata where the page shows none", `<meta property="article:published_time" content="2020-01-01T00:00:00Z">`, "", "2020-01-01", ""},
		{"a related card's date is not the page's", "", `<div class="fr-card"><a class="fr-card__link" href="/b">B</a><p class="fr-card__detail">Publié le 01/01/2001</p></div>`, "", ""},
		{"a date that does not exist", "", "<p>Publié le 31/02/2021</p>", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := e.Extract(extract.Page{URL: "http://www.exemple.gouv.fr/a", Body: []byte("<html><head>" + tt.head + "</head><body><main id=main><h1>Titre</h1>" + tt.top + filler + "</main>")})
			if err != nil {
				t.Fatal(err)
			}
			if d.Published != tt.published || d.Updated != tt.updated {
				t.Errorf("published %q, updated %q; want %q, %q", d.Published, d.Updated, tt.published, tt.updated)
			}
		})
	}
}

func TestTitles(t *testing.T) {
	e := newExtractor(t)
	for _, tt := range []struct{ page, want string }{
		{"<title>Autre</title><main><h1>Le <b>titre</b><br>en deux lignes</h1>", "Le titre en deux lignes"},
		{"<title>Vœux - Actualités - Les services de l'État dans l'Exemple</title><main>", "Vœux"},
		{"<title>Vœux / Actualités / Accueil - Les services de l'État dans l'Exemple</title><main>", "Vœux"},
		{"<title>Franche-Comté - une région | Le Journal</title><main>", "Franche-Comté - une région"},
		{"<title>Autre</title><meta property='og:title' content='Vœux de la préfète'><main>", "Vœux de la préfète"},
	} {
		d, err := e.Extract(extract.Page{Body: []byte(tt.page + filler)})
		if err != nil || d.Title != tt.want {
			t.Errorf("%s: got %+v, %v; want %q", tt.page, d, err, tt.want)
		}
	}
}

// TestUnknownTags: pages of the sites before 2022 are known by the order of
// their text where no tag tells.
func TestUnknownTags(t *testing.T) {
	e := newExtractor(t)
	body := "Mis à jour le 20/09/2017<div>Eau : les maires réunis</div><div>" + filler[3:len(filler)-4] + "</div><div>Fin.</div>"
	menu := `<div><a href="/a">Accueil</a> <a href="/b">Politiques publiques</a> <a href="/c">Services de l'État</a></div>`
	for _, url := range []string{"", "http://127.0.0.1:8080/Actualites/Eau", "http://www.exemple.gouv.fr/Actualites/Eau"} {
		d, err := e.Extract(extract.Page{URL: url, Body: []byte("<title>Eau - Les services de l'État dans l'Exemple</title><body>" + menu +
			"<div><div><h1>Eau : les maires réunis à Valmont</h1></div>" + body + "</div>" + menu)})
		if err != nil {
			t.Fatal(url, err)
		}
		want := "Eau : les maires réunis à Valmont\n" + filler[3:len(filler)-4] + "\n\nFin."
		if d.Text != want || d.Updated != "2017-09-20" {
			t.Errorf("%s: got %q, updated %s; want %q", url, d.Text, d.Updated, want)
		}
	}
}

// TestBadPages: a bad page is an error or a reason, and no harm.
func TestBadPages(t *testing.T) {
	e := newExtractor(t)
	many := func(s string, n int) string { return strings.Repeat(s, n/len(s)) }
	tests := []struct{ name, body, want string }{
		{"empty", "", "empty"},
		{"blank", " \n\t", "empty"},
		{"no text", "<html><body><script>x</script></body></html>", "empty"},
		{"a title alone", "<main><h1>Titre</h1></main>", "no body text"},
		{"too large", many("<p>a</p>", 17<<20), "larger than 16 MiB"},
		{"nested too deep", many("<div>", 1<<20), "deeper than 512"},
		{"many formatting elements", many("<b><i><a href=x>", 1<<19), ""},
		{"many tables", many("<table><tr><td>", 1<<11), ""},
		{"many attributes", "<p " + many("a=1 b=2 ", 1<<20) + ">", ""},
		{"many siblings", "<h1>T</h1>" + many("<p>ab</p>", 1<<20), ""},
		{"many parts of a body", "<div id=contenu>" + many("<div class=texte>ab</div>", 1<<20), ""},
		{"many cards", "<main>" + many("<div class=fr-card><a href=/x>x</a></div>", 1<<19), ""},
		{"one long word", "<h1>" + many("a", 1<<20) + "</h1>" + filler, ""},
		{"cut in a tag", "<main><h1>Titre</h1>" + filler + "<a href=\"", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			p := extract.Page{URL: "http://www.exemple.gouv.fr/a", Body: []byte(tt.body)}
			_, err := e.Extract(p)
			e.Links(p)
			if tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("error %v; want %q", err, tt.want)
			}
			t.Logf("took %v", time.Since(start)) // one that took quadratic time would end at the limit of the tests
		})
	}
}

func FuzzPage(f *testing.F) {
	e := newExtractor(f)
	f.Add("http://www.exemple.gouv.fr/a", "text/html; charset=utf-8", []byte("<main><h1>T</h1><p>Publié le 1/2/2020</p>"+filler))
	f.Add("", "text/html; charset=utf-16", []byte("\xff\xfe<\x00p\x00"))
	f.Add("http://[::1", "x", []byte("<base href='//x'><a href=' /y'>\x80<table><td><select><template>"))
	f.Fuzz(func(t *testing.T, url, kind string, body []byte) {
		p := extract.Page{URL: url, Header: http.Header{"Content-Type": {kind}}, Body: body}
		d, err := e.Extract(p)
		if d == nil && err == nil {
			t.Fatal("neither document nor error")
		}
		if not := (*extract.NotReleaseError)(nil); d != nil && err != nil && !errors.As(err, &not) {
			t.Fatalf("document beside %v", err)
		}
		if d != nil {
			if !utf8.ValidString(d.Text) || !utf8.ValidString(d.Title) || strings.ContainsAny(d.Title, "\n\r") {
				t.Errorf("title %q, text %q", d.Title, d.Text)
			}
			if !strings.HasPrefix(d.Text, d.Title+"\n") {
				t.Errorf("text %q does not begin with title %q", d.Text, d.Title)
			}
		}
		seen := map[string]bool{}
		for _, l := range e.Links(p) {
			if seen[l.URL] || !strings.HasPrefix(l.URL, "http://") && !strings.HasPrefix(l.URL, "https://") || strings.ContainsAny(l.URL, "\n #") {
				t.Errorf("link %q", l.URL)
			}
			seen[l.URL] = true
		}
	})
}

func BenchmarkExtract(b *testing.B) {
	e := newExtractor(b)
	for _, name := range []string{"dsfr-article", "ide-article", "regions-article", "generic-article"} {
		b.Run(name, func(b *testing.B) {
			p := fixture(b, "testdata/"+name+".html")
			// Real pages are some 60 kB: as much of menus and text again.
			for len(p.Body) < 60_000 {
				p.Body = append(p.Body, strings.Repeat(`<li class="menu__item"><a class="menu__link" href="/Actualites">Actualités</a></li>`, 100)...)
			}
			b.SetBytes(int64(len(p.Body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Extract(p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLinks(b *testing.B) {
	e := newExtractor(b)
	p := fixture(b, "testdata/dsfr-listing.html")
	b.SetBytes(int64(len(p.Body)))
	b.ReportAllocs()
	for b.Loop() {
		e.Links(p)
	}
}
