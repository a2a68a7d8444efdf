//go:build !unix

package archive

import "os"

// lockFile opens the file and locks nothing: on these systems the frontier's
// lock alone keeps a second crawl away.
func lockFile(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
}
