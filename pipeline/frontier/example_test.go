package frontier_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"estrade/pipeline"
	"estrade/pipeline/frontier"
)

func Example() {
	dir, err := os.MkdirTemp("", "frontier")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	f, err := frontier.Open(filepath.Join(dir, "frontier.db"), frontier.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	ctx := context.Background()
	f.Add(ctx, pipeline.Task{URL: "https://www.nord.gouv.fr/", Site: "59"})
	for {
		leases, err := f.Lease(ctx, pipeline.Fetch, 1)
		if errors.Is(err, pipeline.ErrDrained) {
			fmt.Println(err)
			return
		}
		for _, l := range leases {
			fmt.Println("fetch", l.URL)
			f.Done(ctx, pipeline.Outcome{Lease: l})
		}
	}
	// Output:
	// fetch https://www.nord.gouv.fr/
	// no work left
}
