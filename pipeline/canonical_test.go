package pipeline_test

import (
	"net/url"
	"testing"

	"estrade/pipeline"
)

func TestCanonical(t *testing.T) {
	for _, tt := range []struct{ rule, in, want string }{
		{"scheme and host in lower case", "HTTPS://WWW.Nord.gouv.FR/Actualites", "https://www.nord.gouv.fr/Actualites"},
		{"path keeps its case", "https://a.fr/A/b", "https://a.fr/A/b"},
		{"default port", "https://a.fr:443/x", "https://a.fr/x"},
		{"default port of http", "http://a.fr:80/x", "http://a.fr/x"},
		{"other port", "http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"},
		{"user information", "https://u:p@a.fr/x", "https://a.fr/x"},
		{"fragment", "https://a.fr/x#contenu", "https://a.fr/x"},
		{"dot at the end of the host", "https://a.fr./x", "https://a.fr/x"},
		{"empty path", "https://a.fr", "https://a.fr/"},
		{"escaped unreserved character", "https://a.fr/%41%7Eb", "https://a.fr/A~b"},
		{"escapes in upper case", "https://a.fr/%c3%a9", "https://a.fr/%C3%A9"},
		{"what must be escaped", "https://a.fr/é à", "https://a.fr/%C3%A9%20%C3%A0"},
		{"escaped slash stays", "https://a.fr/a%2fb", "https://a.fr/a%2Fb"},
		{"a lone percent sign", "https://a.fr/?x=100%", "https://a.fr/?x=100%25"},
		{"dot segments", "https://a.fr/a/./b/../c", "https://a.fr/a/c"},
		{"too many dot segments", "https://a.fr/../../c", "https://a.fr/c"},
		{"repeated slashes", "https://a.fr//a///b", "https://a.fr/a/b"},
		{"slash at the end", "https://a.fr/a/", "https://a.fr/a"},
		{"root keeps its slash", "https://a.fr/", "https://a.fr/"},
		{"index.php", "https://a.fr/index.php/Actualites/X", "https://a.fr/Actualites/X"},
		{"index.php alone", "https://a.fr/index.php", "https://a.fr/"},
		{"index.php is a whole segment", "https://a.fr/index.phpx/a", "https://a.fr/index.phpx/a"},
		{"print version", "https://a.fr/layout/set/print/Actualites/X", "https://a.fr/Actualites/X"},
		{"both", "https://a.fr/index.php/layout/set/print/Actualites/X", "https://a.fr/Actualites/X"},
		{"utm", "https://a.fr/x?utm_source=n&utm_medium=m", "https://a.fr/x"},
		{"utm among others", "https://a.fr/x?a=1&utm_source=n&b=2", "https://a.fr/x?a=1&b=2"},
		{"order of parameters stays", "https://a.fr/x?b=2&a=1", "https://a.fr/x?b=2&a=1"},
		{"empty query", "https://a.fr/x?", "https://a.fr/x"},
		{"offset stays", "https://a.fr/x/(offset)/10", "https://a.fr/x/(offset)/10"},
		{"session", "https://a.fr/x?PHPSESSID=abc", "https://a.fr/x"},
		{"IPv6", "http://[::1]:80/x", "http://[::1]/x"},
		{"white space around", "  https://a.fr/x\n", "https://a.fr/x"},
	} {
		got, err := pipeline.Canonical(tt.in)
		if err != nil || got != tt.want {
			t.Errorf("%s: Canonical(%q) = %q, %v; want %q", tt.rule, tt.in, got, err, tt.want)
			continue
		}
		if again, err := pipeline.Canonical(got); err != nil || again != got {
			t.Errorf("%s: Canonical(%q) = %q, %v; it changes its own result", tt.rule, got, again, err)
		}
	}
	for _, in := range []string{"", "/x", "mailto:a@b.fr", "javascript:void(0)", "ftp://a.fr/", "https://", "https://a.fr/%", "http://[::1", "tel:0320305959"} {
		if got, err := pipeline.Canonical(in); err == nil {
			t.Errorf("Canonical(%q) = %q; want an error", in, got)
		}
	}
}

func TestSiteCanonical(t *testing.T) {
	nord := &pipeline.Site{Hosts: []string{"www.nord.gouv.fr", "nord.pref.gouv.fr"}, Path: "/", Start: []string{"https://www.nord.gouv.fr/"}}
	local := &pipeline.Site{Hosts: []string{"127.0.0.1:8080"}, Path: "/", Start: []string{"http://127.0.0.1:8080/"}}
	region := &pipeline.Site{Hosts: []string{"www.regions.fr"}, Path: "/bretagne", Start: []string{"https://www.regions.fr/bretagne/"}}
	for _, tt := range []struct {
		site     *pipeline.Site
		in, want string
		contains bool
	}{
		{nord, "http://nord.gouv.fr/x", "https://www.nord.gouv.fr/x", true},
		{nord, "http://www.nord.pref.gouv.fr/x", "https://www.nord.gouv.fr/x", true},
		{nord, "http://www.aisne.gouv.fr/x", "http://www.aisne.gouv.fr/x", false},
		{nord, "http://nord.gouv.fr.evil.org/x", "http://nord.gouv.fr.evil.org/x", false},
		{local, "http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x", true},
		{local, "http://127.0.0.1:9090/x", "http://127.0.0.1:9090/x", false},
		{region, "http://regions.fr/bretagne/x", "https://www.regions.fr/bretagne/x", true},
		{region, "http://regions.fr/bretagne/", "https://www.regions.fr/bretagne", true},
		{region, "http://regions.fr/bretagnes", "https://www.regions.fr/bretagnes", false},
		{region, "http://regions.fr/corse/x", "https://www.regions.fr/corse/x", false},
	} {
		got, err := tt.site.Canonical(tt.in)
		if err != nil || got != tt.want {
			t.Errorf("Canonical(%q) = %q, %v; want %q", tt.in, got, err, tt.want)
		}
		if c := tt.site.Contains(got); c != tt.contains {
			t.Errorf("Contains(%q) = %v; want %v", got, c, tt.contains)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	f.Add("https://a.fr/index.php/../layout/set/print//é%zz?utm_x=1&%41=%")
	f.Add("http://[::1]:80/a/./..//")
	f.Fuzz(func(t *testing.T, in string) {
		got, err := pipeline.Canonical(in)
		if err != nil {
			return
		}
		if again, err := pipeline.Canonical(got); err != nil || again != got {
			t.Errorf("Canonical(%q) = %q, which becomes %q, %v", in, got, again, err)
		}
		if u, err := url.Parse(got); err != nil || pipeline.Trap(u) == "" && u.Host == "" {
			t.Errorf("Canonical(%q) = %q, which does not parse: %v", in, got, err)
		}
	})
}

func TestTrap(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.fr/contenu/action?SearchText=eau":                         "search page",
		"https://a.fr/x?SearchText=eau":                                      "search page",
		"https://a.fr/content/calendar/2031/05":                              "calendar",
		"https://a.fr/Agenda/calendrier/2031-05":                             "calendar",
		"https://a.fr/Actualites/Calendrier/Reunion-publique":                "",
		"https://a.fr/?p=12345":                                              "", // a post of WordPress
		"https://a.fr/Agenda/(year)/2031/(month)/5":                          "calendar",
		"https://a.fr/agenda?month=5":                                        "calendar",
		"https://a.fr/x/(offset)/20010":                                      "endless offsets",
		"https://a.fr/x?page=1001":                                           "endless offsets",
		"https://a.fr/a/b/a/b":                                               "repeated segments",
		"https://a.fr/a/a/a":                                                 "repeated segments",
		"https://a.fr/user/login":                                            "action",
		"https://a.fr/photo.JPG":                                             "file type",
		"https://a.fr/x?a=1&b=2&c=3&d=4&e=5&f=6&g=7":                         "long address",
		"https://a.fr/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17":             "long address",
		"https://a.fr/Actualites/Actualites/Titre":                           "", // seen on real sites
		"https://a.fr/Actualites/Communiques/Communiques-2026/Juillet":       "",
		"https://a.fr/x/(offset)/10":                                         "",
		"https://a.fr/x?page=2":                                              "",
		"https://a.fr/contenu/telechargement/15001/85001/file/x.pdf":         "",
		"https://a.fr/sitemap.xml.gz":                                        "",
		"https://a.fr/Publications/Espace-Presse/Archives/Discours-2013":     "",
		"https://a.fr/Actualites/Calendrier-des-consultations":               "",
		"https://a.fr/Archives/2025/12":                                      "",
		"https://a.fr/slug-a6156.html":                                       "",
		"https://a.fr/syndication/flux/actualites":                           "",
		"https://a.fr/Actualites/Archives-des-actualites/Annee-2015/Octobre": "",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := pipeline.Trap(u); got != want {
			t.Errorf("Trap(%s) = %q; want %q", address, got, want)
		}
	}
	for _, e := range pipeline.TrapExamples() {
		u, err := url.Parse("https://a.fr" + e[0])
		if err != nil {
			t.Fatal(err)
		}
		if got := pipeline.Trap(u); got != e[1] {
			t.Errorf("example %s is taken for %q; want %q", e[0], got, e[1])
		}
	}
}
