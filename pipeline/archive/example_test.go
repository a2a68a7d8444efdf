package archive_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"estrade/pipeline"
	"estrade/pipeline/archive"
)

func Example() {
	dir, err := os.MkdirTemp("", "archive")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	a, err := archive.Open(dir, archive.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer a.Close()
	ctx := context.Background()
	receipt, err := a.Append(ctx, &pipeline.Exchange{
		URL: "https://www.nord.gouv.fr/", Began: time.Now(), Proto: "HTTP/1.1", Status: 200,
		Header: http.Header{"Content-Type": {"text/html"}}, Raw: []byte("<h1>Nord</h1>"),
	}, pipeline.Receipt{})
	if err != nil {
		fmt.Println(err)
		return
	}
	x, err := a.Read(ctx, receipt.Ref) // also by another process, at any time
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(x.URL, x.Status, string(x.Body))
	// Output: https://www.nord.gouv.fr/ 200 <h1>Nord</h1>
}
