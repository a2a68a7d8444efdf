package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"estrade/index"
	"estrade/index/server"
	"estrade/pipeline/sites"
)

// serveFlags are the settings of serve.
type serveFlags struct {
	listen  string
	token   string
	open    bool
	names   []string
	sites   string
	verbose bool
}

func newServe(o *options) *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the index in a browser: who spoke where, search, people, places",
		Long: `Serves pages that answer who spoke where, in French and English, from the data
folder alone. They are read only and load nothing from elsewhere.

It listens on this machine only, unless --listen names another address. Then it
wants a token: --token or the environment variable ESTRADE_TOKEN. Browsers ask
for it as a password, with any name; programs send "Authorization: Bearer TOKEN".
--open serves everyone without one.

The JSON API, feeds and downloads are described at /docs. While serve runs it
owns the index; where it listens stands in serve.json in the data folder, which
only you can read. Press Ctrl-C to stop it.`,
		Example: `  estrade serve
  estrade serve --listen 127.0.0.1:9000 --data ./demo-data
  ESTRADE_TOKEN=… estrade serve --listen 0.0.0.0:8080`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.token == "" {
				f.token = os.Getenv("ESTRADE_TOKEN")
			}
			return f.run(cmd, folder(o.data))
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.listen, "listen", "127.0.0.1:8080", "`address` to listen on; port 0 chooses a free one")
	flags.StringVar(&f.token, "token", "", "`token` that every request must bring (environment ESTRADE_TOKEN)")
	flags.BoolVar(&f.open, "open", false, "serve everyone who reaches an address that is not of this machine, without a token")
	flags.StringArrayVar(&f.names, "name", nil, "further host `name` under which browsers may ask; may be repeated")
	flags.StringVar(&f.sites, "sites", "", "`file` of further sites, as for crawl")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "say where time goes and what is asked")
	return cmd
}

func (f *serveFlags) run(cmd *cobra.Command, data folder) (err error) {
	local, err := isLoopback(f.listen)
	if err != nil {
		return usagef("--listen %s: %w; want an address such as 127.0.0.1:8080", f.listen, err)
	}
	if !local && f.token == "" && !f.open {
		return usagef("--listen %s is not of this machine alone: give --token, or --open to serve everyone", f.listen)
	}
	known, err := f.registry(data)
	if err != nil {
		return err
	}
	x, err := data.openIndex()
	if err != nil {
		return data.explainServed(cmd.Context(), err)
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	x.KeepWarm()
	log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
	crawl, key := &crawlReader{data: data}, rand.Text()
	options := server.Options{
		Index: x, Archive: &archiveReader{data: data}, Crawl: crawl, History: newHistoryReader(data, known),
		Version: version, Token: f.token, Hosts: f.hosts(local),
		Report: func(err error) { log.Error("request failed", "error", err) },
	}
	options.Mount = func(x index.Index) map[string]http.Handler { return programs(x, crawl, key, options.Report) }
	for _, s := range known.All() {
		site := server.Site{Code: s.Code, Name: s.Name, Unsupported: s.Unsupported}
		if len(s.Start) > 0 {
			site.URL = s.Start[0]
		}
		options.Sites = append(options.Sites, site)
	}
	s, err := server.New(options)
	if err != nil {
		return err
	}
	var listening net.ListenConfig
	l, err := listening.Listen(cmd.Context(), "tcp", f.listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", f.listen, err)
	}
	running := serving{Address: "http://" + reachable(l.Addr()), PID: os.Getpid(), Token: f.token, Key: key}
	remove, err := data.announce(running)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	defer func() { err = errors.Join(err, remove()) }()
	counts, err := x.Count(cmd.Context())
	if err != nil {
		return errors.Join(err, l.Close())
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s\n", running.Address)
	fmt.Fprintf(cmd.ErrOrStderr(), "%d releases, %d statements of %s; Ctrl-C stops\n", counts.Releases, counts.Statements, data)
	return s.Serve(cmd.Context(), l)
}

// registry is that of the file named, else that of the data folder.
func (f *serveFlags) registry(data folder) (*sites.Registry, error) {
	if f.sites != "" {
		return registry(f.sites)
	}
	return data.registry()
}

// isLoopback reports whether an address to listen on is of this machine alone.
func isLoopback(listen string) (bool, error) {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false, errors.New("not an address and port")
	}
	if host == "localhost" {
		return true, nil
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback(), nil
}

// hosts are the names under which the server answers: on this machine alone
// those of this machine, so that no page elsewhere reaches it by a name that
// its own server makes point here. Elsewhere any, unless some are named.
func (f *serveFlags) hosts(local bool) []string {
	if !local && len(f.names) == 0 {
		return nil
	}
	hosts := []string{"localhost", "127.0.0.1", "::1"}
	if host, _, err := net.SplitHostPort(f.listen); err == nil && host != "" {
		hosts = append(hosts, host)
	}
	for _, n := range f.names {
		hosts = append(hosts, strings.ToLower(n))
	}
	return hosts
}

// reachable is an address by which this machine reaches a listener.
func reachable(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return a.String()
	}
	return net.JoinHostPort("127.0.0.1", fmt.Sprint(tcp.Port))
}

// serving says where a server for the data folder listens.
type serving struct {
	Address string `json:"address"`         // "http://127.0.0.1:8080"
	Token   string `json:"token,omitempty"` // that every request must bring
	Key     string `json:"key"`             // of those who may write to the index
	PID     int    `json:"pid"`
}

func (f folder) running() string { return filepath.Join(string(f), "serve.json") }

// announce writes where the server listens, readable by its owner alone.
func (f folder) announce(r serving) (remove func() error, err error) {
	b, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("announce: %w", err)
	}
	t, err := os.CreateTemp(string(f), ".serve-*.json") // mode 0600
	if err != nil {
		return nil, fmt.Errorf("announce: %w", err)
	}
	_, err = t.Write(append(b, '\n'))
	if err = errors.Join(err, t.Close()); err == nil {
		err = os.Rename(t.Name(), f.running())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("announce: %w", err), os.Remove(t.Name()))
	}
	return func() error {
		if err := os.Remove(f.running()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("announce: %w", err)
		}
		return nil
	}, nil
}

// whereRunning finds the server of the data folder; ok is false if none says
// that it runs. One that was killed may still stand there.
func (f folder) whereRunning() (r serving, ok bool) {
	b, err := os.ReadFile(f.running())
	if err != nil || json.Unmarshal(b, &r) != nil || r.Address == "" {
		return serving{}, false
	}
	return r, true
}

// explainServed is explain, but names the server that holds the index, if it is
// one that answers.
func (f folder) explainServed(ctx context.Context, err error) error {
	if errors.Is(err, index.ErrLocked) {
		if c, e := f.server(ctx); e == nil && c != nil {
			return explained{err, fmt.Sprintf("estrade serve has it open already, at %s", c.Address)}
		}
	}
	return f.explain(err)
}
