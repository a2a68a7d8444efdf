// Package replica serves replicas of prefectures' websites on loopback: what a
// crawler meets, without harm to anyone. The demo crawls them, and tests.
//
// There are three: a departement on the template of the State's design system
// (Nord), one on the template before it (Ardèche), and a region (Bretagne).
// Their releases were written for the project, and their markup keeps the
// habits of the real sites: pagers in both orders, cards that are navigation,
// attachments with broken markup, releases that are only a PDF, several
// addresses of one page, traps, wrong charsets, hostile text.
//
// Any number of further releases can be generated: the same ones each time.
package replica

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"estrade/testdata"
)

// Options say what is served and how. The zero value serves the three written
// sites at once, without delay.
type Options struct {
	// Sites are the codes of the sites wanted, "59", "07", "R53"; nil for all.
	Sites []string

	// Generated is how many releases each site serves besides the written
	// ones, in a listing of its own.
	Generated int

	// Delay is how long each answer waits.
	Delay time.Duration

	// Answered is told of each answer, if it is not nil: the code of the site,
	// path with query, status (0 for a connection that was cut). It is called
	// by several goroutines at once.
	Answered func(site, path string, status int)

	// Fault says what goes wrong with a request, if it is not nil; a nil Fault
	// for nothing. Requests of a site are counted from 1. It is called by
	// several goroutines at once.
	Fault func(site, path string, request int) *Fault
}

// Replica is a set of running sites.
type Replica struct {
	Sites []*Site

	servers []*http.Server
	running sync.WaitGroup
}

// New makes sites that are not yet served: each is an http.Handler.
func New(o Options) ([]*Site, error) {
	files := testdata.Site()
	folders, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("list replica: %w", err)
	}
	pages, err := parseTemplates(files)
	if err != nil {
		return nil, err
	}
	var sites []*Site
	for _, f := range folders {
		if !f.IsDir() || f.Name() == templateFolder {
			continue
		}
		s, err := load(files, f.Name(), pages)
		if err != nil {
			return nil, fmt.Errorf("load replica %s: %w", f.Name(), err)
		}
		s.options = o
		if o.Sites == nil || slices.Contains(o.Sites, s.Code) {
			sites = append(sites, s)
		}
	}
	if len(sites) == 0 {
		return nil, fmt.Errorf("load replica: no site with code %v", o.Sites)
	}
	return sites, nil
}

// Start serves sites, each on a port of its own of 127.0.0.1, until Close.
// They stop by themselves when ctx ends.
func Start(ctx context.Context, o Options) (*Replica, error) {
	sites, err := New(o)
	if err != nil {
		return nil, err
	}
	r := &Replica{Sites: sites}
	var listen net.ListenConfig
	for _, s := range sites {
		l, err := listen.Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return nil, errors.Join(fmt.Errorf("serve replica of %s: %w", s.Name, err), r.Close())
		}
		s.Address = l.Addr().String()
		s.URL = "http://" + s.Address + s.Root
		server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
		stop := context.AfterFunc(ctx, func() { server.Close() })
		r.servers = append(r.servers, server)
		r.running.Go(func() {
			defer stop()
			server.Serve(l) // always ends with an error: that of Close
		})
	}
	return r, nil
}

// URLs are the home pages of the sites, in the order of Sites.
func (r *Replica) URLs() []string {
	urls := make([]string, len(r.Sites))
	for i, s := range r.Sites {
		urls[i] = s.URL
	}
	return urls
}

// Close stops the sites and waits for them.
func (r *Replica) Close() error {
	var failed []error
	for _, s := range r.servers {
		failed = append(failed, s.Close())
	}
	r.running.Wait()
	return errors.Join(failed...)
}
