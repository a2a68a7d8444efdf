package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"estrade/pipeline"
)

// collector gives the counts of a crawl to Prometheus.
type collector struct {
	stats *pipeline.Stats
	queue func() map[string]int // tasks left, by site
}

var (
	metricFetched  = metric("pages_fetched_total", "Answers archived.", "site")
	metricBytes    = metric("fetched_bytes_total", "Bytes of bodies as sent.", "site")
	metricReleases = metric("releases_total", "Releases by what became of them: new, changed or withdrawn.", "site", "change")
	metricSame     = metric("pages_unchanged_total", "Pages that have not changed.", "site")
	metricRetries  = metric("retries_total", "Requests that failed and will be made again.", "site")
	metricAliases  = metric("aliases_total", "Addresses that stand for another, by rule.", "site", "rule")
	metricRefused  = metric("links_refused_total", "Links not followed, by reason.", "site", "reason")
	metricNot      = metric("pages_not_releases_total", "Pages that hold no release, by reason.", "site", "reason")
	metricFailed   = metric("failures_total", "Addresses given up, by reason.", "site", "reason")
	metricQueue    = metric("queue_tasks", "Tasks waiting or under way.", "site")
	metricRest     = metric("group_rest_seconds", "Time for which a politeness group still rests.", "group")
)

func metric(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("estrade_"+name, help, labels, nil)
}

// Describe implements prometheus.Collector: what it collects is known only
// when it does.
func (c collector) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (c collector) Collect(out chan<- prometheus.Metric) {
	snap := c.stats.Snapshot()
	add := func(d *prometheus.Desc, kind prometheus.ValueType, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, kind, v, labels...)
	}
	for site, n := range snap.Sites {
		count := func(d *prometheus.Desc, v int, labels ...string) {
			add(d, prometheus.CounterValue, float64(v), append([]string{site}, labels...)...)
		}
		count(metricFetched, n.Fetched)
		count(metricBytes, int(n.Bytes))
		count(metricSame, n.Unchanged)
		count(metricRetries, n.Retries)
		count(metricReleases, n.New, "new")
		count(metricReleases, n.Changed, "changed")
		count(metricReleases, n.Withdrawn, "withdrawn")
		for d, m := range map[*prometheus.Desc]map[string]int{metricAliases: n.Aliases, metricRefused: n.Refused, metricNot: n.NotReleases, metricFailed: n.Failed} {
			for why, v := range m {
				count(d, v, why)
			}
		}
	}
	for site, n := range c.queue() {
		add(metricQueue, prometheus.GaugeValue, float64(n), site)
	}
	for group, until := range snap.Rests {
		add(metricRest, prometheus.GaugeValue, max(0, time.Until(until).Seconds()), group)
	}
}

// serveMetrics answers at /metrics of an address until the returned function
// is called, and returns the address listened on.
func serveMetrics(ctx context.Context, address string, c collector) (bound string, stop func() error, err error) {
	reg := prometheus.NewRegistry()
	reg.MustRegister(c, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	var listen net.ListenConfig
	l, err := listen.Listen(ctx, "tcp", address)
	if err != nil {
		return "", nil, fmt.Errorf("--metrics %s: %w", address, err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	return l.Addr().String(), func() error {
		err := server.Close()
		if e := <-done; !errors.Is(e, http.ErrServerClosed) {
			err = errors.Join(err, e)
		}
		return err
	}, nil
}
