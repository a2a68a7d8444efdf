package index

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
)

// A cursor is a JSON list in base64url: the fingerprint of the request, then
// the sort values of the last hit.

// NewCursor makes a cursor that goes on after a hit with these sort values.
func NewCursor(r Request, values ...string) string {
	b, err := json.Marshal(append([]string{r.fingerprint()}, values...))
	if err != nil {
		panic(err) // strings always have a JSON form
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// ErrCursor refuses a cursor that was made for another request, or by nobody.
var ErrCursor = NewRequestError("the cursor is not one of this question; start from the first page",
	"le curseur n'est pas de cette question ; repartez de la première page")

// CursorValues are the sort values in the request's cursor; nil if it has none.
// The error wraps ErrRequest if the cursor is not one of this request.
func CursorValues(r Request) ([]string, error) {
	if r.Cursor == "" {
		return nil, nil
	}
	var values []string
	b, err := base64.RawURLEncoding.DecodeString(r.Cursor)
	if err == nil {
		err = json.Unmarshal(b, &values)
	}
	if err != nil || len(values) < 2 || values[0] != r.fingerprint() {
		return nil, ErrCursor
	}
	return values[1:], nil
}

// fingerprint tells requests apart whose hits or order differ.
func (r Request) fingerprint() string {
	q := "*"
	if r.Query != nil {
		q = r.Query.String()
	}
	return shortHash(q, fmt.Sprint(r.Of, r.Sort))
}
