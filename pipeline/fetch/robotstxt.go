package fetch

import (
	"bytes"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// MaxRobots is how much of a robots.txt is read, in bytes; the rest is
// ignored. The RFC asks for at least 500 KiB.
const MaxRobots = 512 << 10

// Robots is a parsed robots.txt, understood as RFC 9309 says, with the one
// addition of Crawl-delay. The zero value allows everything. It is safe for
// concurrent use.
//
// A file is a list of lines "key: value", "#" begins a comment, keys are in
// any case. "User-agent" lines begin a group, unless no rule has come since
// the last one; the group's "Allow" and "Disallow" lines follow. Keys of no
// meaning, and Sitemap, neither end nor begin a group. All groups that name
// a crawler's product token, in any case, count as one; without any, those of
// "*" do; without those, all is allowed.
//
// A rule is a path prefix in which "*" stands for any octets and a final "$"
// for the end of the path. Rule and path are compared octet by octet after
// percent-encoded unreserved characters are decoded and octets outside ASCII
// are encoded. The longest rule decides; of equal ones, Allow.
type Robots struct {
	groups   []robotsGroup
	sitemaps []string
}

type robotsGroup struct {
	agents []string // lower case
	rules  []robotsRule
	delay  time.Duration
}

type robotsRule struct {
	allow   bool
	pattern string // normalised, without "$"
	end     bool   // "$" stood at the end
}

// ParseRobots reads a robots.txt. There is no wrong one: lines that cannot be
// understood are ignored.
func ParseRobots(b []byte) *Robots {
	if len(b) > MaxRobots {
		b = b[:MaxRobots]
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	f := new(Robots)
	var current *robotsGroup
	collecting := false // agents are, no rule has come yet
	for line := range bytes.FieldsFuncSeq(b, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = bytes.Cut(line, []byte("#"))
		k, v, ok := bytes.Cut(line, []byte(":"))
		if !ok {
			continue
		}
		key, value := strings.ToLower(string(bytes.TrimSpace(k))), string(bytes.TrimSpace(v))
		switch key {
		case "user-agent":
			if !collecting {
				f.groups = append(f.groups, robotsGroup{})
				current, collecting = &f.groups[len(f.groups)-1], true
			}
			current.agents = append(current.agents, product(value))
		case "allow", "disallow":
			if current == nil {
				continue
			}
			collecting = false
			if value == "" {
				continue // "Disallow:" forbids nothing
			}
			pattern, end := strings.CutSuffix(value, "$")
			current.rules = append(current.rules, robotsRule{key == "allow", normalize(pattern, "$"), end})
		case "crawl-delay":
			if current == nil {
				continue
			}
			if s, err := strconv.ParseFloat(value, 64); err == nil && s >= 0 && s < 1e6 {
				current.delay = max(current.delay, time.Duration(s*float64(time.Second)))
			}
		case "sitemap":
			f.sitemaps = append(f.sitemaps, value)
		}
	}
	return f
}

// product is the product token at the front of a user-agent value, in lower
// case: letters, "_" and "-".
func product(s string) string {
	if strings.HasPrefix(s, "*") {
		return "*"
	}
	n := 0
	for n < len(s) && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || s[n] == '_' || s[n] == '-') {
		n++
	}
	return strings.ToLower(s[:n])
}

// Agent is what the file says to a crawler of that product token.
func (f *Robots) Agent(token string) Rules {
	token = product(token)
	for _, name := range []string{token, "*"} {
		var r Rules
		found := false
		for _, g := range f.groups {
			for _, a := range g.agents {
				if a == name && a != "" {
					found = true
					r.rules = append(r.rules, g.rules...)
					r.Delay = max(r.Delay, g.delay)
					break
				}
			}
		}
		if found {
			return r
		}
	}
	return Rules{}
}

// Sitemaps are the addresses of the file's Sitemap lines, as written.
func (f *Robots) Sitemaps() []string { return f.sitemaps }

// Rules are what one crawler may do. The zero value allows everything.
type Rules struct {
	Delay time.Duration // Crawl-delay; zero if none
	rules []robotsRule
}

// Allowed reports whether an address may be fetched. Path and query decide.
// "/robots.txt" always may.
func (r Rules) Allowed(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if path == "/robots.txt" {
		return true
	}
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	path = normalize(path, "*$")
	longest, allowed := -1, true
	for _, rule := range r.rules {
		n := len(rule.pattern)
		if rule.end {
			n++
		}
		if n < longest || n == longest && !rule.allow {
			continue
		}
		if match(rule.pattern, rule.end, path) {
			longest, allowed = n, rule.allow
		}
	}
	return allowed
}

// match reports whether pattern matches the front of path, or all of it if
// end. It takes time proportional to the product of their lengths at worst.
func match(pattern string, end bool, path string) bool {
	p, s := 0, 0
	star, mark := -1, 0 // position after the last "*", and what of path it has eaten up to
	for {
		switch {
		case p == len(pattern) && (!end || s == len(path)):
			return true
		case p < len(pattern) && pattern[p] == '*':
			p++
			star, mark = p, s
			continue
		case p < len(pattern) && s < len(path) && pattern[p] == path[s]:
			p++
			s++
			continue
		}
		if star < 0 || mark >= len(path) {
			return false
		}
		mark++
		p, s = star, mark
	}
}

// normalize decodes percent-encoded unreserved characters, writes other
// escapes in upper case, and encodes octets outside ASCII and those of
// special, which mean something in a pattern.
func normalize(s, special string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				i += 2
				if c = byte(n); unreserved(c) {
					b.WriteByte(c)
				} else {
					fmt.Fprintf(&b, "%%%02X", c)
				}
				continue
			}
		}
		if c >= 0x80 || c <= ' ' || c == 0x7f || strings.IndexByte(special, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func unreserved(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}
