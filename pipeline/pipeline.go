// Package pipeline takes a release from its address to the index, and can be
// stopped at any moment.
//
// The work is a set of tasks in a [Frontier]. A task without a reference is to
// be fetched: the page is archived, its links become tasks, and a task with
// the archive's reference follows it. A task with a reference is to be
// processed: the page is read back, extracted, annotated and indexed. A lease
// ends last, after everything it brought about is durable, and every step can
// be repeated; so a crash anywhere repeats a step and loses none.
//
// The package defines the parts it needs as small interfaces. Its
// sub-packages provide them for one machine: frontier (bbolt), archive (WARC
// files), fetch (polite HTTP), sites (the registry of prefectures).
package pipeline

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"estrade/extract"
)

// Task is one step of work on one address.
type Task struct {
	URL      string           `json:"url"`               // in the site's canonical form
	Site     string           `json:"site"`              // Site.Code
	Group    string           `json:"group,omitempty"`   // politeness group; empty for the host alone
	Ref      string           `json:"ref,omitempty"`     // where the page is archived; empty for a page to fetch
	Kind     extract.LinkKind `json:"kind,omitempty"`    // what the link that led here promised
	Depth    int              `json:"depth,omitempty"`   // links followed from a start page
	Hops     int              `json:"hops,omitempty"`    // redirects followed to come here
	Pages    int              `json:"pages,omitempty"`   // pager links followed in a row
	Date     string           `json:"date,omitempty"`    // shown beside the link, YYYY-MM-DD
	Attempt  int              `json:"attempt,omitempty"` // failed attempts so far
	NotUntil time.Time        `json:"not_until,omitzero"`

	// Budget is the greatest number of pages of the site that may be queued
	// in one round; a task beyond it is left to the next. Zero means no limit.
	Budget int `json:"budget,omitempty"`
}

// Stage says what a task waits for.
type Stage byte

const (
	Fetch   Stage = 'f' // to be fetched and archived
	Process Stage = 'p' // to be read back, extracted, annotated and indexed
)

// Stage is Process for a task with a reference, else Fetch.
func (t Task) Stage() Stage {
	if t.Ref != "" {
		return Process
	}
	return Fetch
}

// Lease is a task that one worker holds until Done, Retry or Expires. A lease
// that expires or whose process dies is given out again.
type Lease struct {
	Task
	ID      string // opaque, given by the frontier
	Expires time.Time
}

// Outcome is what ending a lease brings about.
type Outcome struct {
	Lease   Lease
	Changes []Change          // to what is known of addresses
	Twins   map[string][]Twin // new members of twin groups, by key; replaces the group
	Next    []Task            // work that follows
}

// Change changes what is known of an address. Apply is given the stored
// state, or one with URL alone, and may be called more than once.
type Change struct {
	URL   string
	Apply func(*State)
}

// Added says what became of tasks.
type Added struct {
	New    int // queued
	Known  int // queued or done already
	Beyond int // beyond the site's budget, and left to its next round
}

// Frontier holds the tasks. A task to fetch is known by its URL: it is not
// added again while it waits, nor after it is done in the current round of its
// site. All methods are durable when they return and safe for concurrent use.
type Frontier interface {
	// Add queues tasks.
	Add(ctx context.Context, tasks ...Task) (Added, error)

	// Lease gives out between one and max tasks of a stage, fairly across
	// groups and hosts. It waits while there is none to give, and returns
	// ErrDrained once no task of any stage is queued or leased.
	Lease(ctx context.Context, stage Stage, max int) ([]Lease, error)

	// Done makes what the outcomes say durable, and only then ends their
	// leases. An outcome whose lease has ended is passed over, and
	// ErrNotLeased returned after the others are stored.
	Done(ctx context.Context, outcomes ...Outcome) (Added, error)

	// Retry ends a lease and queues its task again as given, for not before
	// its NotUntil. Only Attempt and NotUntil may differ from the lease's.
	Retry(ctx context.Context, l Lease, again Task) error

	// Hold rests a politeness group: none of its tasks is leased before until.
	Hold(ctx context.Context, group string, until time.Time) error
}

// Ledger knows what became of each address.
type Ledger interface {
	// State is what is known of an address; false if nothing is.
	State(ctx context.Context, url string) (State, bool, error)

	// Twins are the releases known under a key of likeness.
	Twins(ctx context.Context, key string) ([]Twin, error)
}

// Noter takes up what is known of addresses without any lease. It is an
// optional ability of a Ledger.
type Noter interface {
	// Note stores the changes and twins of outcomes, and nothing else of them.
	Note(ctx context.Context, outcomes ...Outcome) error
}

// Checkpointer remembers up to where the archive and the frontier agree, so
// that a start compares only what was archived after. It is an optional
// ability of a Frontier.
type Checkpointer interface {
	Checkpoint(ctx context.Context) (ref string, err error)
	SetCheckpoint(ctx context.Context, ref string) error
}

var (
	// ErrDrained says that a frontier has no work left.
	ErrDrained = errors.New("no work left")

	// ErrNotLeased says that a lease has expired or ended already. What its
	// outcome would have changed is left as it was: whoever holds the task
	// now does it again.
	ErrNotLeased = errors.New("lease has ended")
)

// State is what is known of an address. Times are zero and strings empty
// where unknown.
type State struct {
	URL  string `json:"url"`
	Site string `json:"site,omitempty"`

	First        time.Time        `json:"first,omitzero"`   // first fetched
	Checked      time.Time        `json:"checked,omitzero"` // last asked for, whatever the answer
	Fetched      time.Time        `json:"fetched,omitzero"` // when Ref was fetched
	Status       int              `json:"status,omitempty"` // last HTTP status; 0 after a failure below HTTP
	ETag         string           `json:"etag,omitempty"`
	LastModified string           `json:"last_modified,omitempty"`
	Digest       string           `json:"digest,omitempty"` // payload digest of Ref
	Ref          string           `json:"ref,omitempty"`    // latest archived record of the page itself
	Last         string           `json:"last,omitempty"`   // latest archived record of any answer
	Kind         extract.LinkKind `json:"kind,omitempty"`
	Depth        int              `json:"depth,omitempty"`

	Failure   string    `json:"failure,omitempty"`    // reason of the last failure; empty after a success
	Alias     string    `json:"alias,omitempty"`      // the address that this one stands for
	AliasRule string    `json:"alias_rule,omitempty"` // "redirect", "address", "same text", "near text"
	Withdrawn time.Time `json:"withdrawn,omitzero"`   // when a page that was there first answered 404 or 410

	// Current says that the address was asked for in the round of its site that
	// is under way. Only Ledger.State tells it.
	Current bool `json:"-"`

	// A file that a release offers and no listing shows is an attachment of
	// that release and no release itself.
	Of     string `json:"of,omitempty"`     // the release that offers it
	Listed bool   `json:"listed,omitempty"` // a listing, a feed or a page in place of a release shows it

	ReleaseID  string    `json:"release,omitempty"`     // ID in the index; empty for what is no release
	NotRelease string    `json:"not_release,omitempty"` // why the page is none
	TextDigest string    `json:"text,omitempty"`        // digest of the latest version's text
	Versions   []Version `json:"versions,omitempty"`    // oldest first; one for each change of the text
}

// Version is a release as it stood at a time.
type Version struct {
	Ref        string    `json:"ref"`
	Fetched    time.Time `json:"fetched"`
	Digest     string    `json:"digest"` // of the payload
	TextDigest string    `json:"text"`
}

// Exchange is an HTTP request and its answer, as they went over the wire but
// for chunking, which is undone.
type Exchange struct {
	URL           string
	RequestHeader http.Header
	Began         time.Time     // when the request was sent
	Took          time.Duration // until the last byte
	IP            string        // of the server; empty if unknown
	Proto         string        // "HTTP/1.1"
	Status        int
	Header        http.Header // as sent
	Raw           []byte      // body as sent, content encoding kept
	Body          []byte      // body decoded; shares memory with Raw where there is no encoding
}

// Page is the exchange as the extractors see it.
func (x *Exchange) Page() extract.Page {
	return extract.Page{URL: x.URL, Status: x.Status, Header: x.Header, Fetched: x.Began, Body: x.Body}
}

// Request asks a Fetcher for an address.
type Request struct {
	URL          string
	Group        string        // politeness group; empty for the host alone
	Pace         time.Duration // least time between requests of the group, if more than the Fetcher's own
	ETag         string        // of the copy at hand; empty to ask unconditionally
	LastModified string
}

// Fetcher asks servers for pages, politely: it waits for its turn. It returns
// a [*Failure] for everything that a server or a network can do wrong; any
// answer that is not a failure is an Exchange, whatever its status.
type Fetcher interface {
	Fetch(ctx context.Context, r Request) (*Exchange, error)
}

// Failure says why an address could not be fetched.
type Failure struct {
	Reason string    // a short stable phrase, such as "timeout"
	Status int       // HTTP status; 0 if it did not come to one
	Retry  bool      // whether the same request may succeed later
	At     time.Time // not to be tried before; zero leaves it to the caller
	Hold   bool      // the whole group rests until At
	Err    error     // detail; may be nil
}

func (f *Failure) Error() string {
	if f.Err == nil {
		return f.Reason
	}
	return fmt.Sprintf("%s: %v", f.Reason, f.Err)
}

func (f *Failure) Unwrap() error { return f.Err }

// Receipt is proof that an exchange is archived.
type Receipt struct {
	Ref    string // reference to the record
	Digest string // of the payload, "sha256:" and base32
}

// Archive keeps exchanges. Methods are safe for concurrent use.
type Archive interface {
	// Append stores an exchange and returns when it is durable. Where the
	// payload's digest is that of prior, only a reference to it is stored.
	Append(ctx context.Context, x *Exchange, prior Receipt) (Receipt, error)

	// Read gives back what a reference stands for.
	Read(ctx context.Context, ref string) (*Exchange, error)

	// Tail is a reference that all exchanges appended from now on are after.
	Tail() string

	// Each calls yield for each archived exchange after a reference, in the
	// order of archiving; from the first if after is empty. It stops at the
	// first error and returns it.
	Each(ctx context.Context, after string, yield func(Archived) error) error
}

// Archived is an entry of the archive's index.
type Archived struct {
	Receipt
	URL     string
	Fetched time.Time
	Status  int
	MIME    string
	Revisit bool // refers to an earlier payload
}

// Result is a release with its provenance, or word of its removal.
type Result struct {
	ID        string // stable for a URL
	URL       string // canonical
	Site      string
	Ref       string    // of the archived page
	Digest    string    // of the archived payload
	Fetched   time.Time // of this version
	First     time.Time // when the page was first fetched
	Version   int       // 1 for the first text seen
	Withdrawn time.Time // when the site took it down; zero while it stands
	AliasOf   string    // the address it turned out to stand for; Doc is nil then

	// Doc is the release. Nil removes ID from the index.
	Doc *extract.Document
}

// Indexer puts results into an index. A result replaces an earlier one of the
// same ID. What it has returned for is durable.
type Indexer interface {
	Index(ctx context.Context, batch []Result) error
}
