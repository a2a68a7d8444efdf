package fetch_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"estrade/pipeline/fetch"
)

// The rules of RFC 9309, each with the section that makes it and its own
// examples where it has them.
func TestRFC9309(t *testing.T) {
	const simple = `User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
`
	const longest = `User-Agent: foobot
Allow: /example/page/
Disallow: /example/page/disallowed.gif
`
	tests := []struct {
		rule, file, agent, path string
		want                    bool
	}{
		{"5.1 simple: foobot is in its own group", simple, "foobot", "/example/page.html", true},
		{"5.1 simple: foobot may fetch the gif", simple, "foobot", "/example/allowed.gif", true},
		{"5.1 simple: foobot nothing else", simple, "foobot", "/publications/", false},
		{"5.1 simple: barbot", simple, "barbot", "/example/page.html", false},
		{"5.1 simple: barbot elsewhere", simple, "barbot", "/example/allowed.gif", true},
		{"5.1 simple: bazbot shares the group", simple, "bazbot", "/example/page.html", false},
		{"5.1 simple: quxbot's group is empty and allows all", simple, "quxbot", "/example/", true},
		{"5.1 simple: others fall under *", simple, "other", "/example/x", false},
		{"5.1 simple: *.gif$", simple, "other", "/a/b.gif", false},
		{"5.1 simple: $ ends", simple, "other", "/a/b.gif?x", true},
		{"5.1 simple: allowed", simple, "other", "/publications/", true},
		{"5.2 longest match", longest, "foobot", "/example/page/disallowed.gif", false},
		{"5.2 longest match, shorter allow", longest, "foobot", "/example/page/x", true},

		{"2.2.1 token in any case", "user-agent: FOOBOT\ndisallow: /", "FooBot", "/x", false},
		{"2.2.1 exact token, not a prefix of it", "user-agent: foo\ndisallow: /", "foobot", "/x", true},
		{"2.2.1 exact token, not longer", "user-agent: foobot-news\ndisallow: /", "foobot", "/x", true},
		{"2.2.1 version after the token is no part of it", "user-agent: foobot/2.1\ndisallow: /", "foobot", "/x", false},
		{"2.2.1 several groups of one token count as one", "user-agent: foobot\ndisallow: /a\n\nuser-agent: b\ndisallow: /\n\nuser-agent: foobot\ndisallow: /c", "foobot", "/c", false},
		{"2.2.1 several groups, the first too", "user-agent: foobot\ndisallow: /a\n\nuser-agent: foobot\ndisallow: /c", "foobot", "/a", false},
		{"2.2.1 several groups of *", "user-agent: *\ndisallow: /a\n\nuser-agent: *\ndisallow: /c", "foobot", "/a", false},
		{"2.2.1 own group, so * does not count", "user-agent: *\ndisallow: /\n\nuser-agent: foobot\ndisallow: /a", "foobot", "/b", true},
		{"2.2.1 no group matches: all allowed", "user-agent: other\ndisallow: /", "foobot", "/x", true},
		{"2.2.1 no group at all", "", "foobot", "/x", true},
		{"2.2.1 rules before any group are ignored", "disallow: /\nuser-agent: other\ndisallow: /a", "foobot", "/x", true},

		{"2.2.2 longest in octets wins, whatever the order", "user-agent: *\nallow: /folder\ndisallow: /folder/x", "b", "/folder/x/y", false},
		{"2.2.2 equal length: allow", "user-agent: *\ndisallow: /page\nallow: /page", "b", "/page", true},
		{"2.2.2 equal length: allow, other order", "user-agent: *\nallow: /page\ndisallow: /page", "b", "/page", true},
		{"2.2.2 equal length with a wildcard: allow", "user-agent: *\ndisallow: /p*e\nallow: /page", "b", "/page", true},
		{"2.2.2 no rule matches: allowed", "user-agent: *\ndisallow: /a", "b", "/b", true},
		{"2.2.2 paths are case-sensitive", "user-agent: *\ndisallow: /A", "b", "/a", true},
		{"2.2.2 /robots.txt is allowed implicitly", "user-agent: *\ndisallow: /", "b", "/robots.txt", true},
		{"2.2.2 empty Disallow forbids nothing", "user-agent: *\ndisallow:", "b", "/x", true},
		{"2.2.2 empty Allow allows nothing", "user-agent: *\nallow:\ndisallow: /", "b", "/x", false},
		{"2.2.2 query is part of the path", "user-agent: *\ndisallow: /foo/bar?baz=", "b", "/foo/bar?baz=https://foo.bar", false},
		{"2.2.2 table: escaped reserved octets in the query", "user-agent: *\ndisallow: /foo/bar?baz=https%3A%2F%2Ffoo.bar", "b", "/foo/bar?baz=https%3a%2f%2ffoo.bar", false},
		{"2.2.2 table: /foo/bar/ツ in the file", "user-agent: *\ndisallow: /foo/bar/ツ", "b", "/foo/bar/%E3%83%84", false},
		{"2.2.2 table: /foo/bar/%E3%83%84 in the file", "user-agent: *\ndisallow: /foo/bar/%e3%83%84", "b", "/foo/bar/ツ", false},
		{"2.2.2 table: /foo/bar/%62%61%7A is /foo/bar/baz", "user-agent: *\ndisallow: /foo/bar/%62%61%7A", "b", "/foo/bar/baz", false},
		{"2.2.2 table: and the other way", "user-agent: *\ndisallow: /foo/bar/baz", "b", "/foo/bar/%62%61%7A", false},
		{"2.2.2 reserved octets are not decoded", "user-agent: *\ndisallow: /foo%2Fbar", "b", "/foo/bar", true},

		{"2.2.3 # begins a comment", "user-agent: * # all\ndisallow: /a # and below\n# disallow: /b", "b", "/a", false},
		{"2.2.3 # comment line", "user-agent: *\n#disallow: /b", "b", "/b", true},
		{"2.2.3 $ is the end", "user-agent: *\ndisallow: /this/path/exactly$", "b", "/this/path/exactly", false},
		{"2.2.3 $ is the end, so not below", "user-agent: *\ndisallow: /this/path/exactly$", "b", "/this/path/exactly/x", true},
		{"2.2.3 * is any number of octets", "user-agent: *\ndisallow: /this/*/exactly", "b", "/this/path/to/exactly", false},
		{"2.2.3 * is also none", "user-agent: *\ndisallow: /a*b", "b", "/ab", false},
		{"2.2.3 escaped * is a plain one", "user-agent: *\ndisallow: /path/file-with-a-%2A.html", "b", "/path/file-with-a-*.html", false},
		{"2.2.3 escaped * is no wildcard", "user-agent: *\ndisallow: /path/file-with-a-%2A.html", "b", "/path/file-with-a-x.html", true},
		{"2.2.3 escaped $ is a plain one", "user-agent: *\ndisallow: /path/foo-%24", "b", "/path/foo-$", false},
		{"2.2.3 escaped $ is no end", "user-agent: *\ndisallow: /path/foo-%24", "b", "/path/foo-", true},

		{"2.2.4 other records do not end a group", "user-agent: foobot\nsitemap: http://a/b\nuser-agent: b\ndisallow: /x", "foobot", "/x", false},
		{"2.2.4 nor do unknown ones", "user-agent: foobot\nhost: a\ndisallow: /x\nfoo: bar\ndisallow: /y", "foobot", "/y", false},
		{"2.2.4 nor does Crawl-delay", "user-agent: foobot\ncrawl-delay: 2\nuser-agent: b\ndisallow: /x", "foobot", "/x", false},

		{"2.2 CR, CR LF and LF end lines", "user-agent: *\rdisallow: /a\r\ndisallow: /b\ndisallow: /c", "b", "/b", false},
		{"2.2 white space around", " \tUser-Agent \t: \t* \nDISALLOW  :  /a  ", "b", "/a", false},
		{"2.2 byte order mark", "\ufeffuser-agent: *\ndisallow: /a", "b", "/a", false},
		{"2.4 broken lines are passed over", "user-agent: *\n\x00\xff no colon\ndisallow: /a", "b", "/a", false},
	}
	for _, tt := range tests {
		u, err := url.Parse("https://example.org" + tt.path)
		if err != nil {
			t.Fatal(err)
		}
		if got := fetch.ParseRobots([]byte(tt.file)).Agent(tt.agent).Allowed(u); got != tt.want {
			t.Errorf("%s: Allowed(%q) for %s = %v; want %v under\n%s", tt.rule, tt.path, tt.agent, got, tt.want, tt.file)
		}
	}
}

func TestDelayAndSitemaps(t *testing.T) {
	f := fetch.ParseRobots([]byte("Sitemap: https://a.fr/s.xml\nuser-agent: *\ncrawl-delay: 2.5\ndisallow: /x\nsitemap: https://a.fr/t.xml.gz\nuser-agent: b\ncrawl-delay: soon\n"))
	if got := f.Agent("estrade").Delay; got != 2500*time.Millisecond {
		t.Errorf("delay is %v; want 2.5s", got)
	}
	if got := f.Agent("b").Delay; got != 0 {
		t.Errorf("a delay that is no number gives %v; want 0", got)
	}
	if got, want := f.Sitemaps(), []string{"https://a.fr/s.xml", "https://a.fr/t.xml.gz"}; !slices.Equal(got, want) {
		t.Errorf("sitemaps are %v; want %v", got, want)
	}
}

// Section 2.5: at least 500 KiB must be read.
func TestSize(t *testing.T) {
	pad := strings.Repeat("# padding\n", 500<<10/10)
	if fetch.ParseRobots([]byte(pad + "user-agent: *\ndisallow: /a")).Agent("b").Allowed(&url.URL{Path: "/a"}) {
		t.Error("a rule within 512 KiB is not read")
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("user-agent: *\ndisallow: /a*b$\nallow: %zz"), "/a%2")
	f.Fuzz(func(t *testing.T, b []byte, path string) {
		file := fetch.ParseRobots(b)
		file.Agent("estrade").Allowed(&url.URL{Path: path})
		if !file.Agent("estrade").Allowed(&url.URL{Path: "/robots.txt"}) {
			t.Error("/robots.txt is not allowed")
		}
	})
}

// A hostile pattern must not take exponential time.
func BenchmarkHostilePattern(b *testing.B) {
	rules := fetch.ParseRobots([]byte("user-agent: *\ndisallow: /" + strings.Repeat("a*", 200) + "b")).Agent("x")
	u := &url.URL{Path: "/" + strings.Repeat("a", 2000)}
	b.ReportAllocs()
	for b.Loop() {
		rules.Allowed(u)
	}
}
