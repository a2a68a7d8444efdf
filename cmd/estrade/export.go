package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"estrade/index"
	"estrade/index/export"
)

// exportFlags are the settings of an export.
type exportFlags struct {
	who       index.WhoQuery
	rows      string
	format    string
	out       string
	bom       bool
	raw       bool
	separator string
	columns   bool
	text      bool
}

func newExport(o *options) *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export [QUERY]",
		Short: "Write the answers to a question as CSV, JSON lines or Parquet",
		Long: `Writes exactly the rows that a question finds: statements, or releases with
--rows releases. The question is in the query language, as for 'estrade search';
the filters of 'estrade who' must hold too. Without either all rows are written.
Rows come latest first; the same question of the same index gives the same file.

With --out, FILE.datapackage.json beside the file says what it holds: question,
time, version of the program, size of the index, number of rows, SHA-256 and the
meaning of each column (a Frictionless Data Package), so that it can be cited and
made again. --columns prints the columns alone; those of JSON lines are pointers
into the object of a line.

CSV: an apostrophe is put before text that begins with = + - @ or a control
character, so that no spreadsheet takes it for a formula; --raw leaves it away.
French spreadsheets want --bom --separator ';'.`,
		Example: `  estrade export --place Mons --from 2024 --out mons.csv
  estrade export 'radicalisation OR terrorisme' --out words.parquet
  estrade export --rows releases 'dep:59 after:2020' --format jsonl | wc -l
  estrade export --columns`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd, o, strings.Join(args, " "))
		},
	}
	flags := cmd.Flags()
	whoFlags(flags, &f.who)
	flags.StringVar(&f.rows, "rows", "statements", "statements or releases")
	flags.StringVar(&f.format, "format", "", "csv, jsonl or parquet; by default as the name of the file ends, else csv")
	flags.StringVarP(&f.out, "out", "o", "", "`file` to write; by default standard output, without a description")
	flags.BoolVar(&f.bom, "bom", false, "begin CSV with a byte order mark, by which spreadsheets know UTF-8")
	flags.StringVar(&f.separator, "separator", ",", "`sign` between the cells of CSV; tab for a tabulator")
	flags.BoolVar(&f.raw, "raw", false, "leave cells as they are, formulas too")
	flags.BoolVar(&f.text, "with-text", false, "add the text of each release, with --rows releases")
	flags.BoolVar(&f.columns, "columns", false, "print the columns and what they mean, and nothing else")
	return cmd
}

// question joins a question in the query language and filters.
func (o *options) question(text string, w index.WhoQuery) (index.Query, error) {
	q, err := w.Query()
	if err != nil {
		return nil, o.questionError(err)
	}
	if strings.TrimSpace(text) == "" {
		return q, nil
	}
	asked, err := index.Parse(text)
	if err != nil {
		return nil, o.questionError(err)
	}
	if (w == index.WhoQuery{}) {
		return asked, nil
	}
	return index.And{asked, q}, nil
}

// rowsOf is the kind of entry of that name.
func rowsOf(name string) (index.Of, error) {
	switch name {
	case "statements":
		return index.Statements, nil
	case "releases":
		return index.Releases, nil
	}
	return 0, usagef("--rows %s: want statements or releases", name)
}

// table reads the flags.
func (f *exportFlags) table() (t export.Table, err error) {
	t = export.Table{BOM: f.bom, Raw: f.raw}
	if t.Of, err = rowsOf(f.rows); err != nil {
		return t, err
	}
	name := f.format
	if name == "" {
		name = strings.TrimPrefix(filepath.Ext(f.out), ".")
	}
	if name == "" {
		name = "csv"
	}
	if f.text && t.Of != index.Releases {
		return t, usagef("--with-text goes with --rows releases")
	}
	if t.Format, err = export.ParseFormat(name); err != nil {
		return t, usagef("--format: %w", err)
	}
	sign := f.separator
	if sign == "tab" {
		sign = "\t"
	}
	var size int
	if t.Comma, size = utf8.DecodeRuneInString(sign); size != len(sign) || strings.ContainsAny(sign, "\"\r\n\uFFFD") || sign == "" {
		return t, usagef("--separator %q: want one sign, such as ; or tab", f.separator)
	}
	return t, nil
}

func (f *exportFlags) run(cmd *cobra.Command, o *options, text string) (err error) {
	t, err := f.table()
	if err != nil {
		return err
	}
	var l library
	if f.text {
		t.Text = func(ctx context.Context, release string) (string, error) { return l.Text(ctx, release) }
	}
	if f.columns {
		return writeColumns(cmd.OutOrStdout(), o.json, t)
	}
	if f.out == "" && t.Format == export.Parquet && isTerminal(cmd.OutOrStdout()) {
		return usagef("--format parquet is not for a terminal; name a file with --out")
	}
	if t.Query, err = o.question(text, f.who); err != nil {
		return err
	}
	ctx := cmd.Context()
	if l, err = folder(o.data).openLibrary(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if f.out == "" {
		out := bufio.NewWriter(cmd.OutOrStdout())
		n, err := t.Write(ctx, out, l)
		if err = errors.Join(err, out.Flush()); err != nil {
			return err
		}
		fmt.Fprintln(cmd.ErrOrStderr(), plural(n, "row"))
		return nil
	}
	file, err := exportFile(ctx, t, l, f.out, time.Now())
	if err != nil {
		return fmt.Errorf("export to %s: %w", f.out, err)
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s in %s (%s, sha256 %s)\ndescribed in %s\n",
		plural(file.Rows, "row"), file.Path, size(file.Bytes), file.SHA256, packageName(file.Path))
	return nil
}

func packageName(file string) string { return file + ".datapackage.json" }

// exportFile writes a table and its description. Neither takes its place
// before it is complete.
func exportFile(ctx context.Context, t export.Table, l library, name string, now time.Time) (f export.File, err error) {
	before, err := l.Count(ctx)
	if err != nil {
		return f, err
	}
	f.Path = name
	err = replaceFile(name, func(out *os.File) error {
		hash := sha256.New()
		buffered := bufio.NewWriterSize(io.MultiWriter(out, hash), 1<<16)
		if f.Rows, err = t.Write(ctx, buffered, l); err != nil {
			return err
		}
		if err := buffered.Flush(); err != nil {
			return err
		}
		f.SHA256 = hex.EncodeToString(hash.Sum(nil))
		f.Bytes, err = out.Seek(0, io.SeekCurrent)
		return err
	})
	if err != nil {
		return f, err
	}
	after, err := l.Count(ctx)
	if err != nil {
		return f, err
	}
	p := t.Describe(f, export.Source{Program: "estrade " + version, Before: before, Changed: before != after}, now)
	return f, replaceFile(packageName(name), func(out *os.File) error { return p.Write(out) })
}

func writeColumns(out io.Writer, asJSON bool, t export.Table) error {
	columns, width := t.Columns(), 0
	for _, c := range columns {
		width = max(width, len(c.Name))
	}
	for _, c := range columns {
		var err error
		if asJSON {
			err = writeJSON(out, c)
		} else {
			_, err = fmt.Fprintf(out, "%-*s %-9s %s\n", width, c.Name, c.Type, c.Description)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
