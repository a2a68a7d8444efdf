package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/sergi/go-diff/diffmatchpatch"

	"estrade/extract/standard"
	"estrade/index"
	"estrade/index/api"
	"estrade/index/export"
	"estrade/index/server"
	"estrade/pipeline"
	"estrade/pipeline/archive"
	"estrade/pipeline/frontier"
	"estrade/pipeline/sites"
)

// programs are the handlers for programs: the API, feeds and downloads.
func programs(x index.Index, crawl *crawlReader, key string, report func(error)) map[string]http.Handler {
	tables := map[string]api.Table{}
	for _, format := range export.Formats() {
		tables[string(format)] = api.Table{
			MediaType: format.MediaType(),
			Write: func(ctx context.Context, w io.Writer, s index.Searcher, q api.Question, style api.Style) error {
				t := export.Table{Of: q.Of, Query: q.Query, Format: format, BOM: style.BOM}
				if style.Semicolon {
					t.Comma = ';'
				}
				_, err := t.Write(ctx, w, s)
				return err
			},
		}
	}
	h := api.New(api.Options{
		Library: x, Writer: x, Key: key, Version: version, Report: report, Tables: tables,
		WriteFeed: func(w io.Writer, f api.Feed, hits []index.Hit) error {
			feed := export.Feed{ID: export.FeedID(f.Of, f.Query), Title: f.Title, Self: f.Self, Page: f.Page, Permalink: f.Permalink}
			return feed.Write(w, hits)
		},
		Status: func(ctx context.Context) (any, error) { return crawl.Sites(ctx) },
	})
	mounts := map[string]http.Handler{"/feed.atom": h}
	for _, path := range []string{"/api/", "/docs", "/docs/", "/openapi.json"} {
		mounts[path] = h
	}
	for name := range tables {
		mounts["/export."+name] = h
	}
	return mounts
}

// archiveReader gives pages of the data folder's archive to the server. It
// opens the archive for each page, so that a crawl may write to it meanwhile.
type archiveReader struct{ data folder }

// Page implements server.Archive.
func (r *archiveReader) Page(ctx context.Context, ref string) (p *server.ArchivedPage, err error) {
	a, err := archive.Open(r.data.archive(), archive.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	x, err := a.Read(ctx, ref)
	if err != nil {
		return nil, err
	}
	return &server.ArchivedPage{
		URL: x.URL, Fetched: x.Began, Status: x.Status, ContentType: x.Header.Get("Content-Type"), Body: x.Body,
	}, nil
}

// historyReader tells the server from the archive how releases have changed.
type historyReader struct {
	data  folder
	known *sites.Registry

	// chain is made when it is first needed, so that serve starts at once.
	chain func() (*standard.Chain, error)
}

func newHistoryReader(data folder, known *sites.Registry) *historyReader {
	return &historyReader{data, known, sync.OnceValues(func() (*standard.Chain, error) { return standard.New(cacheFolder()) })}
}

// Of implements server.History.
func (r *historyReader) Of(ctx context.Context, url string) (versions []server.Version, err error) {
	chain, err := r.chain()
	if err != nil {
		return nil, err
	}
	a, err := r.data.openArchive()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	h := &pipeline.History{Records: a, Extractor: chain, SiteOf: r.known.Of}
	past, ok, err := h.Of(ctx, url)
	if err != nil || !ok {
		return nil, err
	}
	previous := ""
	for _, e := range past.Editions {
		v := server.Version{
			Number: e.Version, Ref: e.Ref, Digest: e.Digest, From: e.From, Seen: e.Seen, Visits: e.Visits,
			Status: e.Status, Title: e.Title, Gone: e.Gone(), Target: e.Target, Reason: e.NotRelease,
		}
		if e.Version > 0 {
			if previous != "" {
				for _, c := range wordChanges(previous, e.Text) {
					v.Changes = append(v.Changes, server.Change{
						Text: c.text, Left: c.how == diffmatchpatch.DiffDelete, Added: c.how == diffmatchpatch.DiffInsert,
					})
				}
			}
			previous = e.Text
		}
		versions = append(versions, v)
	}
	return versions, nil
}

// crawlReader tells from the frontier how crawls went. A crawl has the file to
// itself, so the reader opens it for a moment only, and seldom.
type crawlReader struct {
	data folder

	mu    sync.Mutex
	read  time.Time
	sites []server.SiteStatus
}

// crawlRefresh is how long what was read of the frontier is taken for true.
const crawlRefresh = time.Minute

// Sites implements server.Crawl.
func (r *crawlReader) Sites(ctx context.Context) (_ []server.SiteStatus, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.read.IsZero() && time.Since(r.read) < crawlRefresh {
		return r.sites, nil
	}
	f, err := frontier.Open(r.data.frontier(), frontier.Options{ReadOnly: true})
	switch {
	case errors.Is(err, fs.ErrNotExist): // nothing was ever crawled here
		return nil, nil
	case errors.Is(err, frontier.ErrLocked):
		if !r.read.IsZero() {
			return r.sites, nil // what was read before is better than nothing
		}
		return nil, fmt.Errorf("%w: %w", server.ErrBusy, err)
	case err != nil:
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	tallies, err := pipeline.Survey(ctx, f)
	if err != nil {
		return nil, err
	}
	delete(tallies, "") // addresses that were never asked for
	r.sites = nil
	for _, code := range slices.Sorted(maps.Keys(tallies)) {
		t := tallies[code]
		r.sites = append(r.sites, server.SiteStatus{
			Code: code, Pages: t.Pages, Releases: t.Releases, Changed: t.Changed, Withdrawn: t.Withdrawn,
			NotReleases: t.NotReleases, Failed: t.Failed, Checked: t.Checked,
		})
	}
	r.read = time.Now()
	return r.sites, nil
}
