package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"estrade/index"
	"estrade/index/api"
	"estrade/index/bleveindex"
	"estrade/pipeline"
	"estrade/pipeline/archive"
	"estrade/pipeline/frontier"
	"estrade/pipeline/sites"
)

// folder is the data folder.
type folder string

func (f folder) archive() string  { return filepath.Join(string(f), "archive") }
func (f folder) frontier() string { return filepath.Join(string(f), "frontier.db") }
func (f folder) index() string    { return filepath.Join(string(f), "index") }
func (f folder) sites() string    { return filepath.Join(string(f), "sites.tsv") }
func (f folder) reports() string  { return filepath.Join(string(f), "reports") }
func (f folder) status() string   { return filepath.Join(string(f), "status.json") }

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

// openArchive opens the archive to read it, beside whoever writes it.
func (f folder) openArchive() (*archive.Archive, error) {
	if _, err := os.Stat(f.archive()); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s holds no archive; fetch one with: estrade crawl SITE --contact YOU --data %s", f, f)
	}
	return archive.Open(f.archive(), archive.Options{ReadOnly: true})
}

// registry is the program's registry, with the sites added that the folder was
// crawled for: what it holds can then be named and processed.
func (f folder) registry() (*sites.Registry, error) {
	if _, err := os.Stat(f.sites()); errors.Is(err, fs.ErrNotExist) {
		return registry("")
	}
	return registry(f.sites())
}

// registry is the program's registry with the sites of a file added.
func registry(file string) (*sites.Registry, error) {
	r, err := sites.Default()
	if err != nil || file == "" {
		return r, err
	}
	in, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("sites file: %w", err)
	}
	defer in.Close()
	more, err := sites.Read(in)
	if err == nil {
		r, err = r.With(more)
	}
	if err != nil {
		return nil, fmt.Errorf("sites file %s: %w", file, err)
	}
	return r, nil
}

// remember keeps the sites that the program's own registry does not hold, so
// that what was crawled can be processed and named later.
func (f folder) remember(chosen []*pipeline.Site) error {
	known, err := sites.Default()
	if err != nil {
		return err
	}
	r, err := f.registry()
	if err != nil {
		return err
	}
	byCode := make(map[string]*pipeline.Site)
	for _, s := range append(r.All()[:len(r.All()):len(r.All())], chosen...) {
		if own, ok := known.Lookup(s.Code); !ok || own.Code != s.Code || own.Hosts[0] != s.Hosts[0] {
			byCode[s.Code] = s
		}
	}
	if len(byCode) == 0 {
		return nil
	}
	var list []*pipeline.Site
	for _, s := range byCode {
		list = append(list, s)
	}
	sortSites(list)
	return replaceFile(f.sites(), func(out *os.File) error { return sites.Write(out, list) })
}

// replaceFile puts a file in the place of another, or leaves that as it is.
func replaceFile(name string, write func(*os.File) error) error {
	out, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".new")
	if err != nil {
		return err
	}
	err = errors.Join(write(out), out.Chmod(0o644), out.Sync(), out.Close())
	if err == nil {
		err = os.Rename(out.Name(), name)
	}
	if err != nil {
		os.Remove(out.Name())
	}
	return err
}

// store is the data folder open for a crawl.
type store struct {
	folder   folder
	archive  *archive.Archive
	frontier *frontier.Frontier // nil until openFrontier
	index    *keeper
}

// open opens archive and index for writing.
func (f folder) open(ctx context.Context, operator string) (s *store, err error) {
	if err := os.MkdirAll(string(f), 0o755); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	s = &store{folder: f}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	if s.archive, err = archive.Open(f.archive(), archive.Options{Software: "Estrade/" + version, Operator: operator}); err != nil {
		return s, err
	}
	s.index, err = f.openKeeper(ctx)
	return s, err
}

// openFrontier opens the frontier. One that is damaged is set aside; where
// there is none although the archive holds pages, restore is called to fill a
// new one, which takes its place only when it is complete. Say is told of both.
func (s *store) openFrontier(opts frontier.Options, say func(format string, args ...any), restore func(*frontier.Frontier) error) error {
	name := s.folder.frontier()
	f, err := frontier.Open(name, frontier.Options{ReadOnly: true})
	switch {
	case err == nil:
		f.Close()
	case errors.Is(err, frontier.ErrDamaged):
		aside, e := s.folder.setAside()
		if e != nil {
			return errors.Join(err, e)
		}
		say("the frontier is damaged and was set aside as %s", aside)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) && s.archive.Tail() != "" {
		say("the frontier is made again from the archive; no site is asked")
		os.Remove(name + ".new")
		f, err := frontier.Open(name+".new", opts)
		if err != nil {
			return err
		}
		if err := errors.Join(restore(f), f.Close()); err != nil {
			return err
		}
		if err := os.Rename(name+".new", name); err != nil {
			return fmt.Errorf("frontier: %w", err)
		}
	}
	s.frontier, err = frontier.Open(name, opts)
	return err
}

// setAside moves a damaged frontier out of the way and returns where it is.
func (f folder) setAside() (string, error) {
	aside := f.frontier() + ".damaged-" + time.Now().UTC().Format("20060102T150405.000")
	if err := os.Rename(f.frontier(), aside); err != nil {
		return "", fmt.Errorf("set damaged frontier aside: %w", err)
	}
	return aside, nil
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
type indexer struct{ index api.Writer }

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
