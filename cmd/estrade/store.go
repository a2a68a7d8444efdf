package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"estrade/index"
	"estrade/index/bleveindex"
	"estrade/pipeline"
	"estrade/pipeline/archive"
	"estrade/pipeline/frontier"
)

// folder is the data folder.
type folder string

func (f folder) archive() string  { return filepath.Join(string(f), "archive") }
func (f folder) frontier() string { return filepath.Join(string(f), "frontier.db") }
func (f folder) index() string    { return filepath.Join(string(f), "index") }

// cacheFolder is where the program keeps what is slow to prepare and can be
// made again, in the user's cache folder; "" where there is none.
func cacheFolder() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "estrade")
}

// openIndex opens the index to ask it. An empty folder is an error that says
// what to do first: a question must not create one.
func (f folder) openIndex() (*bleveindex.Index, error) {
	if _, err := os.Stat(f.index()); errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(f.archive()); err == nil {
			return nil, fmt.Errorf("%s holds an archive but no index; make one with: estrade process --data %s", f, f)
		}
		return nil, fmt.Errorf("%s holds no index yet; fill it with: estrade crawl SITE --contact YOU --data %s (or try: estrade demo)", f, f)
	}
	return bleveindex.Open(f.index())
}

// store is the data folder open for a crawl.
type store struct {
	archive  *archive.Archive
	frontier *frontier.Frontier
	index    *bleveindex.Index
}

// open opens archive, frontier and index for writing.
func (f folder) open(operator string) (s *store, err error) {
	if err := os.MkdirAll(string(f), 0o755); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	s = &store{}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	if s.archive, err = archive.Open(f.archive(), archive.Options{Software: "Estrade/" + version, Operator: operator}); err != nil {
		return s, err
	}
	if s.frontier, err = frontier.Open(f.frontier(), frontier.Options{}); err != nil {
		return s, err
	}
	s.index, err = bleveindex.Open(f.index())
	return s, err
}

func (s *store) close() error {
	var errs []error
	if s.index != nil {
		errs = append(errs, s.index.Close())
	}
	if s.frontier != nil {
		errs = append(errs, s.frontier.Close())
	}
	if s.archive != nil {
		errs = append(errs, s.archive.Close())
	}
	return errors.Join(errs...)
}

// indexer puts what the pipeline brings into an index.
type indexer struct{ index index.Index }

func (i indexer) Index(ctx context.Context, batch []pipeline.Result) error {
	var records []index.Record
	var gone []string
	for _, r := range batch {
		if r.Doc == nil {
			gone = append(gone, r.ID)
			continue
		}
		records = append(records, index.NewRecord(r.Doc, index.Provenance{
			ID: r.ID, URL: r.URL, Site: r.Site, Ref: r.Ref, Digest: r.Digest,
			Fetched: r.Fetched, First: r.First, Version: r.Version, Withdrawn: r.Withdrawn,
		}))
	}
	if len(records) > 0 {
		if err := i.index.Put(ctx, records...); err != nil {
			return err
		}
	}
	if len(gone) > 0 {
		return i.index.Delete(ctx, gone...)
	}
	return nil
}
