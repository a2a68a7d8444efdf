// Package index says what is kept of a release, what can be asked, and what
// an answer looks like.
//
// [NewRecord] makes of an annotated document what the index keeps: the release
// and, as entries of their own, its statements, so that speaker, place and
// date of one statement stay together. [Parse] reads a question in the query
// language into a [Query]; [Who] holds the filters of "who spoke where".
// [Lower] turns a question into the few primitive clauses that a backend must
// know, and [Record.Entries] a record into fields of the few types of
// [Schema]; so a backend is small, and any backend gives the same answers.
//
// Everything here is a pure function or data. Backends are packages of their
// own, such as bleveindex, and all keep the contract that indextest checks.
package index

import (
	"context"
	"errors"
)

// Version is the version of what an index holds: of fields, terms and stored
// forms. An index of another version is not read but made again.
const Version = 2

// Index keeps records and answers questions. Its methods are safe for
// concurrent use.
type Index interface {
	// Put adds records. A record replaces all of an earlier one of the same
	// ID, its statements too; of two in one call the later counts. When Put
	// returns nil all of it is durable; readers see all of it or nothing.
	Put(ctx context.Context, records ...Record) error

	// Delete removes releases with their statements; unknown IDs are ignored.
	Delete(ctx context.Context, ids ...string) error

	// Search answers a request. It returns an error that wraps ErrRequest for
	// one that cannot be answered, such as a cursor of another request.
	Search(ctx context.Context, r Request) (*Result, error)

	// Release is a release with its whole document; ErrNotFound if there is none.
	Release(ctx context.Context, id string) (*Release, error)

	// Statement is one statement; ErrNotFound if there is none.
	Statement(ctx context.Context, id string) (*Statement, error)

	// Count is how much the index holds.
	Count(ctx context.Context) (Counts, error)

	// Close ends all use of the index and frees it for other processes.
	Close() error
}

// Counts is how much an index holds.
type Counts struct {
	Releases   int `json:"releases"`
	Statements int `json:"statements"`
}

// Errors that callers tell apart. Their texts say the way out.
var (
	// ErrNotFound says that the index holds nothing of that ID.
	ErrNotFound = errors.New("not in the index")

	// ErrSchema says that an index was written in another version of the schema.
	ErrSchema = errors.New("the index was made by another version of estrade: make it again from the archive with: estrade process --rebuild")

	// ErrDamaged says that an index cannot be read.
	ErrDamaged = errors.New("the index is damaged: make it again from the archive with: estrade process --rebuild")

	// ErrLocked says that another process has the index open.
	ErrLocked = errors.New("the index is in use by another process: wait until it ends, or stop it")

	// ErrRequest says that a request cannot be answered as it stands.
	ErrRequest = errors.New("bad request")
)
