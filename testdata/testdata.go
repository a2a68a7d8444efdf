// Package testdata embeds what the program itself shows of its test data: the
// replica of prefectures' websites that the demo crawls. Everything in it was
// written for the project; persons are invented, places are real.
//
// Annotated releases lie in gold and are read from disk by those who need them.
package testdata

import (
	"embed"
	"io/fs"
)

//go:embed site
var files embed.FS

// Site holds the replica: a folder for each website, and the templates of the
// three families of pages.
func Site() fs.FS {
	sub, err := fs.Sub(files, "site")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}
