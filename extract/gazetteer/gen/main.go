// Command gen writes the data files of package gazetteer.
//
//	go run ./gen -cog DIR -figures DIR -out .
//
// -cog is the npm package @etalab/decoupage-administratif, unpacked; -figures
// holds communes_merged.tsv (positions), prefectures_sites.tsv,
// prenoms_gender.tsv and noms_insee.csv. Everything else is in the tables of
// this folder. The same input gives the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"estrade/extract/gazetteer/internal/table"
)

func main() {
	cog := flag.String("cog", "", "folder of the unpacked npm package @etalab/decoupage-administratif")
	figures := flag.String("figures", "", "folder of positions, first names, surnames and sites")
	out := flag.String("out", ".", "folder to write to")
	flag.Parse()
	if *cog == "" || *figures == "" {
		flag.Usage()
		os.Exit(2)
	}
	if err := generate(*cog, *figures, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func generate(cog, figures, out string) error {
	places, err := places(cog, figures)
	if err != nil {
		return err
	}
	issuers, err := issuers(filepath.Join(figures, "prefectures_sites.tsv"))
	if err != nil {
		return err
	}
	names, codes, entries, err := encode(places)
	if err != nil {
		return err
	}
	if err := write(filepath.Join(out, "places.bin"), table.Build(names), table.Build(codes), table.Build(issuers), entries); err != nil {
		return err
	}
	first, err := firstNames(filepath.Join(figures, "prenoms_gender.tsv"))
	if err != nil {
		return err
	}
	last, err := surnames(filepath.Join(figures, "noms_insee.csv"))
	if err != nil {
		return err
	}
	return write(filepath.Join(out, "names.bin"), table.Build(first), table.Build(last))
}

// write writes sections, each after its length.
func write(path string, sections ...string) error {
	var b []byte
	for _, s := range sections {
		b = table.AppendString(b, s)
	}
	fmt.Printf("%s: %d bytes\n", path, len(b))
	return os.WriteFile(path, b, 0o644)
}
