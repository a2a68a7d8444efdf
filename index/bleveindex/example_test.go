package bleveindex_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"estrade/index"
	"estrade/index/bleveindex"
	"estrade/index/indextest"
)

func Example() {
	dir, err := os.MkdirTemp("", "estrade")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	x, err := bleveindex.Open(filepath.Join(dir, "index"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer x.Close()
	ctx := context.Background()
	if err := x.Put(ctx, indextest.Records()...); err != nil {
		fmt.Println(err)
		return
	}
	rows, err := index.Who(ctx, x, index.WhoQuery{Place: "Mons", Kind: "indirect,speech"}, 10, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, h := range rows.Hits {
		s := h.Statement
		fmt.Printf("%s, %s, %s, %s\n", s.Date, s.Speaker, s.Title, s.Place.Text)
	}
	// Output:
	// 2017-09-08, Michel Lalande, préfet du Nord, Palais provincial de Mons
	// 2017-09-08, Tommy Leclercq, gouverneur du Hainaut, Palais provincial de Mons
}
