package page

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// decode gives the page as UTF-8. The encoding is, in this order: that of a
// byte order mark, of the Content-Type header, of the page's own meta element,
// UTF-8 if the bytes are valid, else windows-1252. Servers that declare UTF-8
// for bytes that are not are not believed.
func decode(header http.Header, body []byte) (string, error) {
	if enc, mark := byteOrderMark(body); enc != nil {
		return decoded(enc, body[mark:])
	}
	if isASCII(body) {
		return string(body), nil
	}
	valid := utf8.Valid(body)
	_, params, _ := mime.ParseMediaType(header.Get("Content-Type"))
	if enc, name := charset.Lookup(strings.TrimSpace(params["charset"])); enc != nil {
		if name == "utf-8" && valid {
			return string(body), nil
		}
		if name != "utf-8" {
			return decoded(enc, body)
		}
	}
	if valid {
		return string(body), nil
	}
	enc, name, _ := charset.DetermineEncoding(body, "text/html")
	if name == "utf-8" {
		if mostlyUTF8(body) { // damaged, not of another encoding
			return strings.ToValidUTF8(string(body), "\uFFFD"), nil
		}
		enc, _ = charset.Lookup("windows-1252")
	}
	return decoded(enc, body)
}

func decoded(enc encoding.Encoding, body []byte) (string, error) {
	b, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return "", fmt.Errorf("decode page: %w", err)
	}
	return strings.ToValidUTF8(string(b), "\uFFFD"), nil
}

func byteOrderMark(body []byte) (encoding.Encoding, int) {
	switch {
	case bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")):
		return unicode.UTF8, 3
	case bytes.HasPrefix(body, []byte("\xFF\xFE")):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
	case bytes.HasPrefix(body, []byte("\xFE\xFF")):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
	}
	return nil, 0
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// mostlyUTF8 reports whether characters of several bytes outnumber stray bytes.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else if n > 1 {
			good++
		}
		b = b[n:]
	}
	return good > bad
}
