package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"estrade/index"
	"estrade/index/api"
	"estrade/index/bleveindex"
)

// library is what commands ask: the index of the data folder, or the server
// that has it open.
type library interface {
	index.Searcher
	Count(ctx context.Context) (index.Counts, error)
	People(ctx context.Context, name string, limit int) ([]index.Candidate, error)
	Places(ctx context.Context, name string, limit int) ([]index.Candidate, error)
	Person(ctx context.Context, id string) (*index.PersonProfile, error)
	Place(ctx context.Context, id string) (*index.PlaceProfile, error)
	Text(ctx context.Context, release string) (string, error)
	Close() error
}

// ownLibrary is the index of the data folder.
type ownLibrary struct{ *bleveindex.Index }

func (l ownLibrary) People(ctx context.Context, name string, limit int) ([]index.Candidate, error) {
	return index.FindPeople(ctx, l, name, limit)
}

func (l ownLibrary) Places(ctx context.Context, name string, limit int) ([]index.Candidate, error) {
	return index.FindPlaces(ctx, l, name, limit)
}

func (l ownLibrary) Person(ctx context.Context, id string) (*index.PersonProfile, error) {
	return index.ProfilePerson(ctx, l, id)
}

func (l ownLibrary) Place(ctx context.Context, id string) (*index.PlaceProfile, error) {
	return index.ProfilePlace(ctx, l, id)
}

// Text is the text of a release.
func (l ownLibrary) Text(ctx context.Context, release string) (string, error) {
	r, err := l.Release(ctx, release)
	if err != nil {
		return "", err
	}
	return r.Document.Text, nil
}

// serverWait is how long a server may take to say that it is there.
const serverWait = 10 * time.Second

// server is the server that has the index of the folder open; nil if there is
// none. One that was killed may have left its address, and another program may
// have it now: the server must know the key that stands beside the address.
func (f folder) server(ctx context.Context) (*api.Client, error) {
	r, ok := f.whereRunning()
	if !ok {
		return nil, nil
	}
	c := &api.Client{Address: r.Address, Token: r.Token, Key: r.Key}
	ctx, cancel := context.WithTimeout(ctx, serverWait)
	defer cancel()
	switch err := c.Greet(ctx); {
	case err == nil:
		return c, nil
	case errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("estrade serve at %s has not answered for %v; try again, or if it no longer runs, remove %s", r.Address, serverWait, f.running())
	case errors.Is(err, api.ErrUnreachable):
		return nil, nil
	default:
		return nil, fmt.Errorf("estrade serve at %s: %w", r.Address, err)
	}
}

// openLibrary opens the folder's index to ask it, or finds the server that has
// it open.
func (f folder) openLibrary(ctx context.Context) (library, error) {
	c, err := f.server(ctx)
	if err != nil {
		return nil, err
	}
	if c != nil {
		return c, nil
	}
	x, err := f.openIndex()
	if err != nil {
		return nil, f.explain(err)
	}
	return ownLibrary{x}, nil
}

// recordStore keeps records: the folder's index, or the server that has it open.
type recordStore interface {
	api.Writer
	Close() error
}

// keeper takes what a crawl makes. Where a server has the index open, it hands
// the records to it; where that stops meanwhile, it opens the index itself.
type keeper struct {
	folder folder

	mu    sync.Mutex
	store recordStore
}

// openKeeper opens the folder's index to write, or finds the server that has
// it open and takes records for it.
func (f folder) openKeeper(ctx context.Context) (*keeper, error) {
	s, err := f.openStore(ctx)
	if err != nil {
		return nil, err
	}
	return &keeper{folder: f, store: s}, nil
}

func (f folder) openStore(ctx context.Context) (recordStore, error) {
	c, err := f.server(ctx)
	if err != nil {
		return nil, err
	}
	if c != nil {
		return c, nil
	}
	x, err := bleveindex.Open(f.index())
	if err != nil {
		return nil, err
	}
	return x, nil
}

// Put keeps records.
func (k *keeper) Put(ctx context.Context, records ...index.Record) error {
	return k.do(ctx, func(s recordStore) error { return s.Put(ctx, records...) })
}

// Delete removes releases.
func (k *keeper) Delete(ctx context.Context, ids ...string) error {
	return k.do(ctx, func(s recordStore) error { return s.Delete(ctx, ids...) })
}

// do changes the store, once more if its server is gone: a change that it made
// without saying so can be made twice.
func (k *keeper) do(ctx context.Context, change func(recordStore) error) error {
	k.mu.Lock()
	s := k.store
	k.mu.Unlock()
	err := change(s)
	if !errors.Is(err, api.ErrUnreachable) {
		return err
	}
	s, e := k.reopen(ctx, s)
	if e != nil {
		return fmt.Errorf("%w; %w", err, e)
	}
	return change(s)
}

// reopen finds another store in the place of one that is gone.
func (k *keeper) reopen(ctx context.Context, gone recordStore) (recordStore, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.store != gone {
		return k.store, nil // found already
	}
	s, err := k.folder.openStore(ctx)
	if err == nil {
		k.store = s
	}
	return s, err
}

// Close ends all use of the store.
func (k *keeper) Close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.store.Close()
}
