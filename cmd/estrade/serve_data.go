package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"sync"
	"time"

	"estrade/index"
	"estrade/index/api"
	"estrade/index/export"
	"estrade/index/server"
	"estrade/pipeline"
	"estrade/pipeline/archive"
	"estrade/pipeline/frontier"
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

// crawlReader tells from the frontier how crawls went. A crawl has the file to
// itself, so the reader opens it for a moment only, and seldom.
type crawlReader struct {
	data folder

	mu       sync.Mutex
	read     time.Time
	sites    []server.SiteStatus
	versions map[string][]server.Version // by address, of releases with more than one
}

// crawlRefresh is how long what was read of the frontier is taken for true.
const crawlRefresh = time.Minute

// Sites implements server.Crawl.
func (r *crawlReader) Sites(ctx context.Context) ([]server.SiteStatus, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.refresh(ctx); err != nil {
		return nil, err
	}
	return r.sites, nil
}

// Versions implements server.Crawl.
func (r *crawlReader) Versions(ctx context.Context, url string) ([]server.Version, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.refresh(ctx); err != nil {
		return nil, err
	}
	return r.versions[url], nil
}

func (r *crawlReader) refresh(ctx context.Context) (err error) {
	if !r.read.IsZero() && time.Since(r.read) < crawlRefresh {
		return nil
	}
	if _, err := os.Stat(r.data.frontier()); errors.Is(err, fs.ErrNotExist) {
		r.read = time.Now()
		return nil // nothing was ever crawled here
	}
	f, err := frontier.Open(r.data.frontier(), frontier.Options{})
	if errors.Is(err, frontier.ErrLocked) {
		if !r.read.IsZero() {
			return nil // what was read before is better than nothing
		}
		return fmt.Errorf("%w: %w", server.ErrBusy, err)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	watch := &versionWatch{Surveyed: f, versions: map[string][]server.Version{}}
	tallies, err := pipeline.Survey(ctx, watch)
	if err != nil {
		return err
	}
	r.sites = nil
	for code, t := range tallies {
		r.sites = append(r.sites, server.SiteStatus{
			Code: code, Pages: t.Pages, Releases: t.Releases, Changed: t.Changed, Withdrawn: t.Withdrawn,
			NotReleases: t.NotReleases, Failed: t.Failed, Checked: t.Checked,
		})
	}
	r.versions, r.read = watch.versions, time.Now()
	return nil
}

// versionWatch notes the versions of releases while they are surveyed.
type versionWatch struct {
	pipeline.Surveyed
	versions map[string][]server.Version
}

func (w *versionWatch) States(ctx context.Context, yield func(pipeline.State) error) error {
	return w.Surveyed.States(ctx, func(s pipeline.State) error {
		if len(s.Versions) > 1 {
			var list []server.Version
			for i, v := range s.Versions {
				list = append(list, server.Version{Number: i + 1, Ref: v.Ref, Fetched: v.Fetched, Digest: v.Digest})
			}
			w.versions[s.URL] = list
		}
		return yield(s)
	})
}
