package index

import "fmt"

// RequestError says why a request cannot be answered. It wraps ErrRequest.
type RequestError struct {
	english, french string
}

// NewRequestError makes an error of its message in English and in French, each
// with the same arguments as fmt.Sprintf takes them.
func NewRequestError(english, french string, args ...any) *RequestError {
	return &RequestError{fmt.Sprintf(english, args...), fmt.Sprintf(french, args...)}
}

func (e *RequestError) Error() string { return ErrRequest.Error() + ": " + e.english }

// In is the message in a language, "fr" or "en".
func (e *RequestError) In(language string) string {
	if language == "fr" {
		return e.french
	}
	return e.english
}

func (e *RequestError) Unwrap() error { return ErrRequest }
