// Package export writes what a question finds for other programs: tables as
// CSV, JSON lines or Parquet with a description of what they hold, Atom feeds,
// and mail.
package export

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"estrade/index"
)

// Format is a form of a table.
type Format string

const (
	// CSV is RFC 4180 with a header, in UTF-8, rows ended by CRLF; within a cell
	// lines end as they do in the text. A cell of text that a spreadsheet would
	// take for a formula has an apostrophe before it, unless Table.Raw is set.
	CSV Format = "csv"

	// JSONL is one JSON object a line, in the form of index.Statement and index.Release.
	JSONL Format = "jsonl"

	// Parquet is Apache Parquet, compressed with Zstandard. Its metadata hold the
	// question under the key "estrade.query".
	Parquet Format = "parquet"
)

// Formats are all formats of tables.
func Formats() []Format { return []Format{CSV, JSONL, Parquet} }

// ParseFormat is the format of that name.
func ParseFormat(s string) (Format, error) {
	if f := Format(strings.ToLower(s)); slices.Contains(Formats(), f) {
		return f, nil
	}
	return "", fmt.Errorf("unknown format %q; want csv, jsonl or parquet", s)
}

// MediaType is the media type of a format.
func (f Format) MediaType() string {
	switch f {
	case CSV:
		return "text/csv; charset=utf-8"
	case JSONL:
		return "application/jsonl; charset=utf-8"
	case Parquet:
		return "application/vnd.apache.parquet"
	}
	return "application/octet-stream"
}

// Table is a table to write.
type Table struct {
	Of     index.Of
	Query  index.Query // nil for everything
	Format Format
	Comma  rune // between the cells of CSV; 0 for a comma
	BOM    bool // CSV begins with a byte order mark, by which spreadsheets know UTF-8
	Raw    bool // CSV cells are as they are, formulas too

	// Text is the text of a release, which becomes a column of its own; nil
	// for none. It does not count for statements.
	Text func(ctx context.Context, release string) (string, error)
}

// hasText reports whether rows have the text of a release.
func (t Table) hasText() bool { return t.Text != nil && t.Of == index.Releases }

const (
	pageRows  = 1000  // rows asked for at once
	groupRows = 20000 // rows of a row group of Parquet, which is kept in memory
)

// Write writes exactly what the question finds, latest first and what has one
// date in the order of its identifier, and returns the number of rows. It keeps
// one page of rows in memory, of Parquet one row group. While the index changes,
// a row is written as it was when its page was read.
func (t Table) Write(ctx context.Context, w io.Writer, s index.Searcher) (rows int, err error) {
	out, err := t.writer(w)
	if err != nil {
		return 0, err
	}
	r := index.Request{Of: t.Of, Query: t.Query, Sort: index.Newest, Limit: pageRows}
	for {
		found, err := s.Search(ctx, r)
		if err != nil {
			return rows, err
		}
		for _, h := range found.Hits {
			text := ""
			if t.hasText() {
				if text, err = t.Text(ctx, h.Release.ID); errors.Is(err, index.ErrNotFound) {
					continue // deleted since its page was read
				} else if err != nil {
					return rows, err
				}
			}
			if err := out.write(h, text); err != nil {
				return rows, err
			}
			rows++
		}
		if r.Cursor = found.Next; r.Cursor == "" {
			return rows, out.close()
		}
	}
}

// rowWriter writes rows of one format.
type rowWriter interface {
	write(h index.Hit, text string) error
	close() error
}

func (t Table) writer(w io.Writer) (rowWriter, error) {
	switch t.Format {
	case CSV:
		return t.csv(w)
	case JSONL:
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		return jsonRows{enc, t.hasText()}, nil
	case Parquet:
		switch {
		case t.hasText():
			return newParquet(w, t.Query, textRowOf), nil
		case t.Of == index.Releases:
			return newParquet(w, t.Query, releaseRowOf), nil
		}
		return newParquet(w, t.Query, statementRowOf), nil
	}
	return nil, fmt.Errorf("export: unknown format %q", t.Format)
}

type jsonRows struct {
	enc  *json.Encoder
	text bool
}

func (j jsonRows) write(h index.Hit, text string) error {
	switch {
	case j.text:
		return j.enc.Encode(struct {
			*index.Release
			Text string `json:"text"`
		}{h.Release, text})
	case h.Release != nil:
		return j.enc.Encode(h.Release)
	}
	return j.enc.Encode(h.Statement)
}

func (jsonRows) close() error { return nil }

// csvRows writes rows of CSV. Package csv would make CRLF of the line ends within
// cells too, so that offsets into a text were wrong.
type csvRows struct {
	out   *bufio.Writer
	comma rune
	raw   bool
	text  bool
}

func (t Table) csv(w io.Writer) (rowWriter, error) {
	c := &csvRows{out: bufio.NewWriter(w), comma: cmp.Or(t.Comma, ','), raw: t.Raw, text: t.hasText()}
	if t.BOM {
		c.out.WriteRune('\uFEFF')
	}
	for i, column := range t.Columns() {
		c.cell(i, column.Name)
	}
	return c, c.endRow()
}

func (c *csvRows) write(h index.Hit, releaseText string) error {
	row := reflect.ValueOf(rowOf(h))
	n := row.NumField()
	for i := range n {
		value, isText := cell(row.Field(i))
		if isText && !c.raw {
			value = harmless(value)
		}
		c.cell(i, value)
	}
	if c.text {
		if !c.raw {
			releaseText = harmless(releaseText)
		}
		c.cell(n, releaseText)
	}
	return c.endRow()
}

// cell writes the i-th cell of a row, in quotes where it needs them. The writer
// keeps its errors for endRow.
func (c *csvRows) cell(i int, value string) {
	if i > 0 {
		c.out.WriteRune(c.comma)
	}
	if !strings.ContainsRune(value, c.comma) && !strings.ContainsAny(value, "\"\r\n") && !strings.HasPrefix(value, " ") {
		c.out.WriteString(value)
		return
	}
	c.out.WriteByte('"')
	doubled.WriteString(c.out, value)
	c.out.WriteByte('"')
}

var doubled = strings.NewReplacer(`"`, `""`)

func (c *csvRows) endRow() error {
	_, err := c.out.WriteString("\r\n")
	return err
}

func (c *csvRows) close() error { return c.out.Flush() }

func rowOf(h index.Hit) any {
	if h.Release != nil {
		return releaseRowOf(h, "")
	}
	return statementRowOf(h, "")
}

// harmless puts an apostrophe before text that a spreadsheet would take for a
// formula: a page could have it fetch addresses or run commands.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}

// parquetRows writes rows of one type.
type parquetRows[Row any] struct {
	out   *parquet.GenericWriter[Row]
	row   func(h index.Hit, text string) Row
	group int // rows of the group that is not yet written
}

func newParquet[Row any](w io.Writer, q index.Query, row func(index.Hit, string) Row) *parquetRows[Row] {
	question := "*"
	if q != nil {
		question = q.String()
	}
	return &parquetRows[Row]{row: row, out: parquet.NewGenericWriter[Row](w,
		parquet.Compression(&zstd.Codec{}), parquet.CreatedBy("estrade", "", ""),
		parquet.KeyValueMetadata("estrade.query", question))}
}

func (p *parquetRows[Row]) write(h index.Hit, text string) error {
	if _, err := p.out.Write([]Row{p.row(h, text)}); err != nil {
		return err
	}
	if p.group++; p.group == groupRows {
		p.group = 0
		return p.out.Flush()
	}
	return nil
}

func (p *parquetRows[Row]) close() error { return p.out.Close() }
