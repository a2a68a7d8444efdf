package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// rows reads a table of cells and returns those with at least n cells, without
// the lines that are empty or begin with #.
func rows(path, separator string, n int) ([][]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return split(string(b), separator, n), nil
}

func split(text, separator string, n int) [][]string {
	var out [][]string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if cells := strings.Split(line, separator); !strings.HasPrefix(line, "#") && len(cells) >= n {
			out = append(out, cells)
		}
	}
	return out
}

// issuers maps hosts without www. to codes of departements.
func issuers(path string) (map[string]string, error) {
	sites, err := rows(path, "\t", 3)
	m := map[string]string{}
	for _, r := range sites {
		if r[2] == "www.prefectures-regions.gouv.fr" { // shared by all regions
			continue
		}
		m[strings.TrimPrefix(r[2], "www.")] = r[0]
	}
	return m, err
}

// firstNames maps folded first names to their births, male and female.
func firstNames(path string) (map[string]string, error) {
	table, err := rows(path, "\t", 3)
	if err != nil {
		return nil, err
	}
	sums := map[string][2]uint64{}
	for _, r := range table {
		male, err1 := strconv.ParseUint(r[1], 10, 32)
		female, err2 := strconv.ParseUint(r[2], 10, 32)
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("read %s: row %q", path, r)
		}
		s := sums[fold(r[0])]
		sums[fold(r[0])] = [2]uint64{s[0] + male, s[1] + female}
	}
	m := map[string]string{}
	for name, s := range sums {
		m[name] = string(binary.AppendUvarint(binary.AppendUvarint(nil, s[0]), s[1]))
	}
	return m, nil
}

// surnames maps folded surnames to the number of their bearers.
func surnames(path string) (map[string]string, error) {
	table, err := rows(path, ",", 2)
	if err != nil {
		return nil, err
	}
	sums := map[string]uint64{}
	for _, r := range table {
		if strings.HasPrefix(r[0], "AUTRES NOMS") {
			continue
		}
		n, err := strconv.ParseUint(strings.TrimSpace(r[1]), 10, 32)
		if err != nil {
			return nil, fmt.Errorf("read %s: row %q", path, r)
		}
		sums[fold(r[0])] += n
	}
	m := map[string]string{}
	for name, n := range sums {
		m[name] = string(binary.AppendUvarint(nil, n))
	}
	return m, nil
}
