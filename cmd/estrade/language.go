package main

import (
	"errors"
	"os"
	"strings"

	"estrade/index"
)

// language is that of messages about questions, "fr" or "en": the flag's, else
// that of the environment.
func (o *options) language() (string, error) {
	switch o.lang {
	case "fr", "en":
		return o.lang, nil
	case "":
	default:
		return "", usagef("--lang %s: want fr or en", o.lang)
	}
	for _, name := range [...]string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "fr") {
				return "fr", nil
			}
			break
		}
	}
	return "en", nil
}

// questionError is an error in a question or a filter as an error of usage, in
// the reader's language.
func (o *options) questionError(err error) error {
	lang, e := o.language()
	if e != nil {
		return e
	}
	var filter *index.FilterError
	var syntax *index.SyntaxError
	switch {
	case errors.As(err, &filter):
		return usagef("--%s: %s", filter.Filter, filter.Err.In(lang))
	case errors.As(err, &syntax):
		name := "query"
		if lang == "fr" {
			name = "requête"
		}
		return usagef("%s: %s", name, syntax.In(lang))
	}
	return usageError{err}
}
