package main

import (
	"context"
	"iter"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// ordered calls do on each item, on all cores, and emit on each result in the
// order of the items, on one goroutine. At most a few items a core are under way at once.
// It stops at the first error of emit or when ctx ends.
func ordered[In, Out any](ctx context.Context, items iter.Seq[In], do func(In) Out, emit func(Out) error) error {
	workers := runtime.GOMAXPROCS(0)
	type job struct {
		in  In
		out chan Out
	}
	g, ctx := errgroup.WithContext(ctx)
	todo := make(chan job)
	pending := make(chan chan Out, 4*workers)
	g.Go(func() error {
		defer close(pending)
		defer close(todo)
		for in := range items {
			out := make(chan Out, 1)
			select {
			case pending <- out:
			case <-ctx.Done():
				return ctx.Err()
			}
			select {
			case todo <- job{in, out}:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return ctx.Err()
	})
	for range workers {
		g.Go(func() error {
			for j := range todo {
				j.out <- do(j.in)
			}
			return nil
		})
	}
	g.Go(func() error {
		for out := range pending {
			select {
			case o := <-out:
				if err := emit(o); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return g.Wait()
}
