package bleveindex_test

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// fieldLayout is how many bytes a field takes in a segment's file.
type fieldLayout struct {
	name                        string
	postings, dictionary, value int
}

// layout reads where the bytes of a segment's file are, written in version 17
// of the format of zapx: what is stored, then the number of its place for each
// document, then each field with its postings, dictionary and doc values.
func layout(file string) (stored, places int, fields []fieldLayout, err error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return 0, 0, nil, err
	}
	const footer = 40 // of a file without a writer's name
	f := b[len(b)-footer:]
	if v := binary.BigEndian.Uint32(f[32:]); v != 17 {
		return 0, 0, nil, fmt.Errorf("%s has version %d", file, v)
	}
	documents := int(binary.BigEndian.Uint64(f[4:]))
	stored, places = int(binary.BigEndian.Uint64(f[12:])), 8*documents
	at := int(binary.BigEndian.Uint64(f[20:]))
	next := func(at *int) int {
		n, size := binary.Uvarint(b[*at:])
		*at += size
		return int(n)
	}
	begin := stored + places + 1
	for range next(&at) {
		head := int(binary.BigEndian.Uint64(b[at:]))
		at += 8
		n := next(&head)
		name := string(b[head : head+n])
		head += n
		next(&head) // options
		var section int
		for range next(&head) {
			if binary.BigEndian.Uint16(b[head:]) == 0 { // the inverted index
				section = int(binary.BigEndian.Uint64(b[head+2:]))
			}
			head += 10
		}
		if section == 0 {
			continue
		}
		from, to, dictionary := next(&section), next(&section), next(&section)
		l := fieldLayout{name: name, postings: dictionary - begin}
		begin = dictionary
		l.dictionary = next(&begin)
		begin += l.dictionary
		if to > from && to <= len(b) {
			l.value = to - from
		}
		fields = append(fields, l)
		begin = section
	}
	return stored, places, fields, nil
}

// logLayout says where the bytes of an index are that takes one file, in
// hundredths of its text.
func logLayout(tb testing.TB, dir string, text int) {
	files, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	if err != nil || len(files) != 1 {
		tb.Logf("no layout of %d files: %v", len(files), err)
		return
	}
	stored, places, fields, err := layout(files[0])
	if err != nil {
		tb.Fatal(err)
	}
	part := func(n int) string { return fmt.Sprintf("%6.2f", 100*float64(n)/float64(text)) }
	slices.SortFunc(fields, func(a, b fieldLayout) int {
		return b.postings + b.dictionary + b.value - a.postings - a.dictionary - a.value
	})
	var s strings.Builder
	fmt.Fprintf(&s, "hundredths of the text: stored %s, places of documents %s\n", part(stored), part(places))
	fmt.Fprintf(&s, "%-22s %8s %10s %6s\n", "field", "postings", "dictionary", "values")
	for _, f := range fields {
		fmt.Fprintf(&s, "%-22s %8s %10s %6s\n", f.name, part(f.postings), part(f.dictionary), part(f.value))
	}
	tb.Log(s.String())
}
