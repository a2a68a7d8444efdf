package pipeline

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
)

// Canonical is the one form of an address under which it is known. It is
// idempotent. By RFC 3986 it
//
//   - puts scheme and host in lower case and drops the default port, user
//     information and fragment,
//   - decodes percent-encoded unreserved characters, writes other escapes in
//     upper case, and escapes what must be,
//   - resolves "." and ".." segments and makes an empty path "/".
//
// By the habits of the sites it further
//
//   - drops "/index.php" and "/layout/set/print" in front of a path,
//   - drops a last "/" but for the root, and repeated slashes,
//   - drops parameters that only say where a reader came from (utm_*, fbclid,
//     xtor and others), session identifiers, and an empty query; the others
//     keep their order.
//
// What depends on a site, its host and scheme, is left to [Site.Canonical].
// Addresses other than http and https are an error.
func Canonical(raw string) (string, error) {
	u, err := canonical(raw)
	if err != nil {
		return "", err
	}
	return u.String(), nil
}

func canonical(raw string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return nil, fmt.Errorf("parse address: %w", err)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	u.Host = canonicalHost(u.Scheme, u.Host)
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, fmt.Errorf("parse address %q: not an http address", raw)
	}

	path := normalizeEscapes(u.EscapedPath())
	path = removeDots(path)
	for {
		before := path
		for _, prefix := range aliasPrefixes {
			if rest, ok := cutSegments(path, prefix); ok {
				path = rest
			}
		}
		if path == before {
			break
		}
	}
	if len(path) > 1 {
		path = strings.TrimSuffix(path, "/")
	}
	if path == "" {
		path = "/"
	}
	if u.Path, err = url.PathUnescape(path); err != nil {
		return nil, fmt.Errorf("parse address: %w", err)
	}
	u.RawPath = path
	u.RawQuery = canonicalQuery(u.RawQuery)
	u.ForceQuery = false
	return u, nil
}

// aliasPrefixes are path segments that lead to the same page as the path
// without them.
var aliasPrefixes = []string{
	"/index.php",        // https://www.nord.gouv.fr/index.php/Actualites
	"/layout/set/print", // https://www.nord.gouv.fr/layout/set/print/Actualites
}

// cutSegments drops whole segments from the front of a path.
func cutSegments(path, prefix string) (string, bool) {
	rest, ok := strings.CutPrefix(path, prefix)
	if !ok || rest != "" && rest[0] != '/' {
		return path, false
	}
	return rest, true
}

func canonicalHost(scheme, host string) string {
	host = strings.ToLower(host)
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		return strings.TrimRight(host, ".")
	}
	name = strings.TrimRight(name, ".")
	if port == "" || scheme == "http" && port == "80" || scheme == "https" && port == "443" {
		if strings.Contains(name, ":") {
			return "[" + name + "]"
		}
		return name
	}
	return net.JoinHostPort(name, port)
}

// normalizeEscapes decodes escaped unreserved characters, writes the other
// escapes in upper case, and escapes bytes outside ASCII and a "%" that begins
// no escape.
func normalizeEscapes(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] == '%' || s[i] <= ' ' || s[i] >= 0x7f || s[i] == '"' || s[i] == '<' || s[i] == '>' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && hex(s[i+1]) >= 0 && hex(s[i+2]) >= 0:
			c = byte(hex(s[i+1])<<4 | hex(s[i+2]))
			i += 2
			if unreserved(c) {
				b.WriteByte(c)
			} else {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		case c == '%' || c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>':
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func hex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}

// removeDots resolves "." and "..", and drops empty segments.
func removeDots(path string) string {
	if !strings.Contains(path, "/.") && !strings.Contains(path, "//") {
		return path
	}
	var out []string
	slash := strings.HasSuffix(path, "/") || strings.HasSuffix(path, "/.") || strings.HasSuffix(path, "/..")
	for seg := range strings.SplitSeq(path, "/") {
		switch seg {
		case "", ".":
		case "..":
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
		default:
			out = append(out, seg)
		}
	}
	p := "/" + strings.Join(out, "/")
	if slash && p != "/" {
		p += "/"
	}
	return p
}

// canonicalQuery drops parameters that do not choose the page.
func canonicalQuery(query string) string {
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		if part == "" || idleParameter(strings.ToLower(name)) {
			continue
		}
		kept = append(kept, normalizeEscapes(part))
	}
	return strings.Join(kept, "&")
}

func idleParameter(name string) bool {
	return strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "at_") ||
		strings.HasPrefix(name, "mtm_") || strings.HasPrefix(name, "pk_") ||
		slices.Contains(idleParameters, name)
}

// idleParameters say where a reader came from, who it is or what it is about to
// do, not which page.
var idleParameters = []string{
	"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "twclid",
	"xtor", "xtref", "share", "replytocom", "phpsessid", "jsessionid", "sessionid", "sid",
}
