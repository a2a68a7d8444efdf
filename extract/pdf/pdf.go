// Package pdf makes documents of PDF files.
//
// The text comes from PDFium, compiled to WebAssembly and run in a sandbox
// without files or network. A PDF knows letters and where they stand; lines are
// gathered from them, and paragraphs from the shape of the lines.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"estrade/extract"
)

// Limits of what is read.
const (
	maxSize    = 50 << 20         // bytes of a file
	maxPages   = 200              // pages read; those behind are left out
	maxTime    = 30 * time.Second // for one file
	maxWait    = 5 * time.Minute  // for files that others read
	maxMemory  = 8192             // WebAssembly pages of 64 KiB for one file
	maxAtOnce  = 2                // files read at the same time
	minLetters = 20               // fewer make no text
)

// Extractor implements extract.Extractor for PDF. PDFium starts when the first
// file comes. It is safe for concurrent use.
type Extractor struct {
	cache  string
	start  sync.Once
	mu     sync.Mutex
	pool   pdfium.Pool
	code   io.Closer // compiled code
	err    error
	closed bool
}

// New makes an Extractor that holds nothing yet. PDFium takes seconds to be
// compiled for this machine: cache is a folder, made if need be, that keeps the
// outcome for the next start, or "" for none. A folder that cannot be used is no
// error.
func New(cache string) *Extractor { return &Extractor{cache: cache} }

// errClosed is the error of an Extractor that was closed.
var errClosed = errors.New("PDF reader is closed")

// Close frees what PDFium holds. It is no error to close twice.
func (e *Extractor) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	if e.pool == nil {
		return nil
	}
	pool, code := e.pool, e.code
	e.pool, e.code = nil, nil
	if err := errors.Join(pool.Close(), code.Close()); err != nil {
		return fmt.Errorf("close PDF reader: %w", err)
	}
	return nil
}

// engine is PDFium, started if it is not yet.
func (e *Extractor) engine() (pdfium.Pool, error) {
	e.mu.Lock()
	closed := e.closed
	e.mu.Unlock()
	if closed {
		return nil, errClosed
	}
	e.start.Do(func() {
		pool, code, err := initEngine(e.cache)
		if err != nil && e.cache != "" { // the cache may be damaged
			pool, code, err = initEngine("")
		}
		e.mu.Lock()
		defer e.mu.Unlock()
		if e.closed && err == nil {
			err = errors.Join(errClosed, pool.Close(), code.Close())
		}
		e.pool, e.code, e.err = pool, code, err
	})
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.closed:
		return nil, errClosed
	case e.err != nil:
		return nil, fmt.Errorf("start PDF reader: %w", e.err)
	}
	return e.pool, nil
}

// initEngine compiles PDFium, or takes it from the cache.
func initEngine(cache string) (pdfium.Pool, io.Closer, error) {
	code := wazero.NewCompilationCache()
	if cache != "" {
		if c, err := wazero.NewCompilationCacheWithDir(cache); err == nil {
			code = c
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		MaxIdle: maxAtOnce, MaxTotal: maxAtOnce,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(maxMemory).WithCloseOnContextDone(true).WithCompilationCache(code),
	})
	if err != nil {
		return nil, nil, errors.Join(err, code.Close(context.Background()))
	}
	return pool, closer{code}, nil
}

// closer makes an io.Closer of compiled code.
type closer struct{ wazero.CompilationCache }

func (c closer) Close() error { return c.CompilationCache.Close(context.Background()) }

// Extract makes a document of a PDF file. The reason of NotReleaseError is
// "scanned PDF" for a file without text. Any other error says that the file
// cannot be read: damaged, encrypted, or beyond the limits.
func (e *Extractor) Extract(p extract.Page) (*extract.Document, error) {
	name := p.URL
	if name == "" {
		name = "PDF"
	}
	fail := func(err error) (*extract.Document, error) { return nil, fmt.Errorf("read %s: %w", name, err) }
	if len(p.Body) > maxSize {
		return fail(fmt.Errorf("larger than %d MiB", maxSize>>20))
	}
	pool, err := e.engine()
	if err != nil {
		return fail(err)
	}
	pages, title, err := readFile(pool, p.Body)
	if err != nil {
		return fail(err)
	}
	letters := 0
	for _, page := range pages {
		letters += page.letters()
	}
	if letters < minLetters {
		return nil, &extract.NotReleaseError{Reason: "scanned PDF"}
	}
	d := &extract.Document{URL: p.URL, Template: "pdf"}
	d.Title, d.Text = compose(pages, title)
	return d, nil
}

// readFile gives the lines of each page and the title in the file's metadata.
func readFile(pool pdfium.Pool, file []byte) (pages []sheet, title string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), maxWait)
	defer cancel()
	instance, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, "", fmt.Errorf("start reader: %w", err)
	}
	// Kill is the only way to end a call that does not return; afterwards the
	// instance must be left alone.
	stop := time.AfterFunc(maxTime, func() { _ = instance.Kill() })
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("damaged")
		}
		if stop.Stop() {
			err = errors.Join(err, instance.Close())
		} else {
			err = fmt.Errorf("not read in %v", maxTime)
		}
	}()
	doc, err := instance.OpenDocument(&requests.OpenDocument{File: &file})
	if err != nil {
		return nil, "", reason(err)
	}
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, "", reason(err)
	}
	if meta, err := instance.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: doc.Document, Tag: "Title"}); err == nil {
		title = strings.ToValidUTF8(meta.Value, "\uFFFD")
	}
	for i := range min(count.PageCount, maxPages) {
		page := requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: i}}
		s, err := readPage(instance, page)
		if err != nil {
			return nil, "", fmt.Errorf("page %d: %w", i+1, reason(err))
		}
		pages = append(pages, s)
	}
	return pages, title, nil
}

// reason says in words what PDFium says in numbers.
func reason(err error) error {
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return errors.New("encrypted, needs a password")
	case errors.Is(err, pdfiumerrors.ErrFormat), errors.Is(err, pdfiumerrors.ErrFile), errors.Is(err, pdfiumerrors.ErrPage),
		errors.Is(err, pdfiumerrors.ErrUnknown):
		return errors.New("damaged, or no PDF")
	}
	return err
}
