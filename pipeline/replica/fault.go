package replica

import (
	"net/http"
	"strconv"
)

// Fault is what goes wrong with one answer. The first of its fields that is
// set says what.
type Fault struct {
	Reset  bool // the connection is cut before an answer
	Status int  // answered in place of the page, such as 429 or 503

	// RetryAfter is the value of that header beside Status; empty for none.
	RetryAfter string

	// Cut ends the connection after so many bytes of the body, although the
	// header promises all of it.
	Cut int
}

// serve answers with the fault.
func (f *Fault) serve(w http.ResponseWriter, a answer) {
	switch {
	case f.Status != 0 && !f.Reset:
		if f.RetryAfter != "" {
			w.Header().Set("Retry-After", f.RetryAfter)
		}
		http.Error(w, http.StatusText(f.Status), f.Status)
		return
	case f.Cut > 0 && !f.Reset:
		w.Header().Set("Content-Type", a.kind)
		w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
		w.Write(a.body[:min(f.Cut, len(a.body))])
		http.NewResponseController(w).Flush() // or the cut would come before the bytes
	}
	panic(http.ErrAbortHandler) // the way to cut a connection
}
