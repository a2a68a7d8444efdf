package pipeline

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// ErrTooLarge says that a body is larger than allowed.
var ErrTooLarge = errors.New("body is too large")

// Decode undoes the content encoding of a body. It returns ErrTooLarge if more
// than limit bytes come out, and raw itself where there is no encoding.
func Decode(h http.Header, raw []byte, limit int64) ([]byte, error) {
	body := raw
	codings := strings.Split(strings.Join(h.Values("Content-Encoding"), ","), ",")
	for i := len(codings) - 1; i >= 0; i-- {
		coding := strings.ToLower(strings.TrimSpace(codings[i]))
		if len(body) == 0 {
			return body, nil // of a redirect, say
		}
		var r io.Reader
		var err error
		switch coding {
		case "", "identity":
			continue
		case "gzip", "x-gzip":
			r, err = gzip.NewReader(bytes.NewReader(body))
		case "deflate":
			r, err = zlib.NewReader(bytes.NewReader(body))
		default:
			return nil, fmt.Errorf("undo content encoding: %q is not known", coding)
		}
		if err != nil {
			return nil, fmt.Errorf("undo content encoding: %w", err)
		}
		var out bytes.Buffer
		n, err := io.Copy(&out, io.LimitReader(r, limit+1))
		if err != nil {
			return nil, fmt.Errorf("undo content encoding: %w", err)
		}
		if n > limit {
			return nil, ErrTooLarge
		}
		body = out.Bytes()
	}
	return body, nil
}
