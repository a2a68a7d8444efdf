package main

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"estrade/pipeline"
)

// pulse watches a crawl and says how it goes, and how long it may still take.
type pulse struct {
	stats *pipeline.Stats
	queue func() map[string]int // tasks left, by site
	now   func() time.Time
	began time.Time

	mu      sync.Mutex
	samples []sample // at least a second apart, of the last window
}

type sample struct {
	at      time.Time
	done    int // pages fetched
	waiting int
}

// An estimate looks back for as long as window and says nothing before it has
// seen enough.
const (
	window     = 5 * time.Minute
	enoughTime = 20 * time.Second
	enoughDone = 5 // pages
)

func newPulse(stats *pipeline.Stats, queue func() map[string]int) *pulse {
	return &pulse{stats: stats, queue: queue, now: time.Now, began: time.Now()}
}

// look takes a sample.
func (p *pulse) look() (pipeline.Snapshot, sample) {
	snap, s := p.stats.Snapshot(), sample{at: p.now()}
	s.done = snap.Total.Fetched
	for _, n := range p.queue() {
		s.waiting += n
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.samples); n == 0 || s.at.Sub(p.samples[n-1].at) >= time.Second {
		p.samples = append(p.samples, s)
	}
	for len(p.samples) > 1 && s.at.Sub(p.samples[0].at) > window {
		p.samples = p.samples[1:]
	}
	return snap, s
}

// left is an estimate of the time left in words; empty while nothing can be
// said. A queue that does not shrink while pages come allows for no more than
// a lower bound: nobody knows what links are yet to be found.
func (p *pulse) left() string {
	_, last := p.look()
	return p.leftFrom(last)
}

func (p *pulse) leftFrom(last sample) string {
	p.mu.Lock()
	first := p.samples[0]
	p.mu.Unlock()
	took, done := last.at.Sub(first.at), last.done-first.done
	if last.waiting == 0 || took < enoughTime || done < enoughDone {
		return ""
	}
	each := took / time.Duration(done)
	shrunk := first.waiting - last.waiting
	if shrunk*2 < done {
		return "at least " + duration(each*time.Duration(last.waiting)) + " left, links are still being found"
	}
	return "about " + duration(took/time.Duration(shrunk)*time.Duration(last.waiting)) + " left"
}

// state is how the crawl goes, for a display.
func (p *pulse) state() state {
	snap, s := p.look()
	queued := p.queue()
	busy := 0
	for _, n := range queued {
		if n > 0 {
			busy++
		}
	}
	var b strings.Builder
	if n := max(len(queued), len(snap.Sites)); n > 1 {
		fmt.Fprintf(&b, "%d of %d sites under way, ", busy, n)
	}
	fmt.Fprintf(&b, "%d pages, %d releases, %d statements, %d waiting, %.1f pages/s",
		s.done, snap.Total.Releases, snap.Total.Statements, s.waiting, float64(s.done)/max(s.at.Sub(p.began).Seconds(), 0.001))
	if n := sum(snap.Total.Failed); n > 0 {
		fmt.Fprintf(&b, ", %d failed", n)
	}
	if left := p.left(); left != "" {
		b.WriteString(", " + left)
	}
	for group, until := range snap.Rests {
		if d := until.Sub(s.at); d > 0 {
			fmt.Fprintf(&b, "; %s rests for %s", group, duration(d))
		}
	}
	return state{done: s.done, total: s.done + s.waiting, text: b.String()}
}

// duration is a time in words, in at most two units.
func duration(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Round(time.Second).Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Round(time.Minute).Minutes()))
	case d < 24*time.Hour:
		d = d.Round(time.Minute)
		return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
	}
	d = d.Round(time.Hour)
	return fmt.Sprintf("%d d %d h", int(d.Hours())/24, int(d.Hours())%24)
}
