package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress tells on the error output how far a command is: a bar on a
// terminal, else a line now and then.
type progress struct {
	out   io.Writer
	stop  chan struct{}
	ended sync.WaitGroup
}

// state is how far a command is.
type state struct {
	done, total int // total is a guess that may grow; 0 if unknown
	text        string
}

// lineEvery is the time between two lines where there is no terminal.
const lineEvery = 10 * time.Second

// startProgress shows what now says until end is called.
func startProgress(out io.Writer, now func() state) *progress {
	p := &progress{out: out, stop: make(chan struct{})}
	if isTerminal(out) {
		p.ended.Go(func() { p.bar(now) })
	} else {
		p.ended.Go(func() { p.lines(now) })
	}
	return p
}

// end stops the display and leaves the terminal clean.
func (p *progress) end() {
	close(p.stop)
	p.ended.Wait()
}

func (p *progress) bar(now func() state) {
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(p.out), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetWidth(24), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetElapsedTime(true))
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-p.stop:
			bar.Finish()
			bar.Clear()
			return
		case <-tick.C:
			s := now()
			bar.Describe(s.text)
			if s.total > 0 {
				bar.ChangeMax(max(s.total, s.done+1))
			}
			bar.Set(s.done)
		}
	}
}

func (p *progress) lines(now func() state) {
	tick := time.NewTicker(lineEvery)
	defer tick.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-tick.C:
			fmt.Fprintln(p.out, now().text)
		}
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
