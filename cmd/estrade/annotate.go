package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"estrade/extract"
	"estrade/extract/standard"
)

// maxInput is the size in bytes of the largest file, or line of JSON, that is read.
const maxInput = 64 << 20

func newAnnotate(o *options) *cobra.Command {
	var jsonl bool
	var published, format string
	cmd := &cobra.Command{
		Use:   "annotate FILE...",
		Short: "Find dates, people, titles, places and statements in releases",
		Long: `Reads releases as HTML, PDF or plain text and prints one JSON object for each.
Plain text has the address of the page (or -) in line 1, the title in line 2,
then the body. - is standard input. With --jsonl each line of the input is
{"id","url","title","text","published"}, and each line of the output its result,
in the same order; a line that cannot be read gives {"error"} in its place.`,
		Example: `  estrade annotate release.html
  estrade annotate --published 2017-09-20 release.txt
  estrade annotate --jsonl releases.jsonl > annotated.jsonl
  estrade annotate --format html release.txt > release.html`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if published != "" {
				if _, err := time.Parse(time.DateOnly, published); err != nil {
					return usagef("--published %s: want a date as YYYY-MM-DD", published)
				}
			}
			a := &annotator{published: published, errors: cmd.ErrOrStderr(), jsonl: jsonl}
			var err error
			switch format {
			case "json":
			case "html":
				if a.marker, err = newMarker(); err != nil {
					return err
				}
			default:
				return usagef("--format %s: want json or html", format)
			}
			if a.chain, err = standard.New(cacheFolder()); err != nil {
				return err
			}
			inputs := files(args, cmd.InOrStdin())
			if jsonl {
				inputs = jsonLines(args, cmd.InOrStdin())
			}
			out := bufio.NewWriterSize(cmd.OutOrStdout(), 1<<16)
			if a.marker != nil {
				err = a.marker.begin(out)
			}
			if err == nil {
				err = ordered(cmd.Context(), inputs, a.annotate, func(r annotated) error { return a.write(out, r) })
			}
			if a.marker != nil && err == nil {
				err = a.marker.end(out)
			}
			return errors.Join(err, out.Flush(), a.chain.Close(), a.failure())
		},
	}
	cmd.Flags().BoolVar(&jsonl, "jsonl", false, "read one JSON object a line")
	cmd.Flags().StringVar(&format, "format", "json", "json, or html to look at everything found")
	cmd.Flags().StringVar(&published, "published", "", "publication `date` (YYYY-MM-DD) where the page shows none")
	return cmd
}

// input is one release to annotate.
type input struct {
	name  string // for messages: a file, or a file and a line
	id    string
	bytes []byte
	err   error // why it could not be read
}

// annotated is the result for one input.
type annotated struct {
	name, id string
	out      []byte // JSON or HTML
	err      error
}

type annotator struct {
	chain     *standard.Chain
	marker    *marker // nil for JSON
	published string
	jsonl     bool
	errors    io.Writer
	failed    int // written by the goroutine that emits
}

// annotate does one input. A panic, which would be a fault of ours, costs that
// input alone.
func (a *annotator) annotate(in input) (r annotated) {
	defer func() {
		if p := recover(); p != nil {
			r.err = fmt.Errorf("internal error: %v", p)
		}
	}()
	r = annotated{name: in.name, id: in.id, err: in.err}
	if r.err != nil {
		return r
	}
	var d *extract.Document
	published := a.published
	if a.jsonl {
		var line jsonLine
		line, r.err = parseLine(in.bytes)
		r.id = line.id
		d, published = line.document, cmp.Or(line.published, published)
	} else {
		d, r.err = a.chain.Read(in.id, in.bytes)
	}
	if r.err != nil {
		return r
	}
	a.chain.AnnotatePublished(d, published)
	if a.marker != nil {
		var b bytes.Buffer
		r.err = a.marker.write(&b, d)
		r.out = b.Bytes()
		return r
	}
	r.out, r.err = d.MarshalJSON()
	return r
}

// write emits a result on out, or its error on the error output; in the JSON
// lines form, where one line of output answers one of input, on both.
func (a *annotator) write(out *bufio.Writer, r annotated) error {
	if r.err != nil {
		a.failed++
		fmt.Fprintf(a.errors, "estrade: %s: %v\n", r.name, r.err)
		if !a.jsonl || a.marker != nil {
			return nil
		}
		b, err := json.Marshal(struct {
			Schema int     `json:"schema"`
			ID     *string `json:"id"`
			Error  string  `json:"error"`
		}{extract.Schema, orNull(r.id), r.err.Error()})
		if err != nil {
			return err
		}
		r.out = b
	}
	if _, err := out.Write(r.out); err != nil {
		return err
	}
	return out.WriteByte('\n')
}

func (a *annotator) failure() error {
	if a.failed == 0 {
		return nil
	}
	return reportedError{fmt.Errorf("%d inputs were not annotated", a.failed)}
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// files reads each file whole; "-" is stdin.
func files(args []string, stdin io.Reader) iter.Seq[input] {
	return func(yield func(input) bool) {
		for _, name := range args {
			in := input{name: name, id: strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))}
			r, err := open(name, stdin)
			if err == nil {
				in.bytes, err = readAll(r)
				r.Close()
			}
			if name == "-" {
				in.name, in.id = "standard input", "-"
			}
			if err != nil {
				in.err = err
			}
			if !yield(in) {
				return
			}
		}
	}
}

// open opens a file; "-" is stdin.
func open(name string, stdin io.Reader) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(stdin), nil
	}
	f, err := os.Open(name)
	if err != nil {
		// The caller names the file; the system's error would name it again.
		var path *os.PathError
		if errors.As(err, &path) {
			return nil, path.Err
		}
		return nil, err
	}
	return f, nil
}

// readAll reads at most maxInput bytes.
func readAll(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	if err != nil {
		var path *os.PathError
		if errors.As(err, &path) {
			return nil, path.Err
		}
		return nil, err
	}
	if len(b) > maxInput {
		return nil, fmt.Errorf("more than %d MB; split it, or give the text alone", maxInput>>20)
	}
	return b, nil
}

// jsonLines reads each line of each file; empty lines are skipped.
func jsonLines(args []string, stdin io.Reader) iter.Seq[input] {
	return func(yield func(input) bool) {
		for _, name := range args {
			r, err := open(name, stdin)
			if err != nil {
				if !yield(input{name: name, err: err}) {
					return
				}
				continue
			}
			ok := lines(r, name, yield)
			r.Close()
			if !ok {
				return
			}
		}
	}
}

// lines yields the lines of r and reports whether to go on.
func lines(r io.Reader, name string, yield func(input) bool) bool {
	if name == "-" {
		name = "standard input"
	}
	br := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		line, err := readLine(br)
		if len(bytes.TrimSpace(line)) > 0 || err != nil && err != io.EOF {
			in := input{name: fmt.Sprintf("%s:%d", name, n), bytes: line}
			if err != io.EOF {
				in.err = err
			}
			if !yield(in) {
				return false
			}
		}
		if err != nil && !errors.Is(err, errLongLine) {
			return true
		}
	}
}

var errLongLine = fmt.Errorf("line of more than %d MB", maxInput>>20)

// readLine reads a line of at most maxInput bytes; of a longer one it skips
// the rest and returns errLongLine.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > maxInput {
			line, long = nil, true
		}
		if !long {
			line = append(line, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == nil && long {
			err = errLongLine
		}
		return line, err
	}
}

// jsonLine is a release given as a line of JSON.
type jsonLine struct {
	id        string
	published string // where the text shows none
	document  *extract.Document
}

// parseLine reads a line of JSON. The title belongs to the text: it is put
// before a text that does not begin with it. The id is there whenever it could
// be read.
func parseLine(b []byte) (jsonLine, error) {
	var line struct {
		ID        any     `json:"id"` // a string, or whatever the caller numbers by
		URL       *string `json:"url"`
		Title     *string `json:"title"`
		Text      *string `json:"text"`
		Published *string `json:"published"`
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	if err := dec.Decode(&line); err != nil {
		return jsonLine{}, fmt.Errorf("not the JSON that --jsonl wants: %w", err)
	}
	l := jsonLine{document: &extract.Document{
		URL: value(line.URL), Title: strings.TrimSpace(value(line.Title)), Text: value(line.Text),
	}}
	d := l.document
	if line.ID != nil {
		l.id = fmt.Sprint(line.ID)
		d.ID = l.id
	}
	if p := value(line.Published); p != "" {
		// A date may come with a time; a malformed one must not pass for a date.
		l.published = p[:min(len(p), len(time.DateOnly))]
		if _, err := time.Parse(time.DateOnly, l.published); err != nil {
			return l, fmt.Errorf("published is %q; want YYYY-MM-DD or null", p)
		}
	}
	switch {
	case strings.TrimSpace(d.Text) == "" && d.Title == "":
		return l, errors.New("no text")
	case len(d.Text) > standard.MaxText:
		return l, fmt.Errorf("text of %d MB; at most %d MB are read as one release", len(d.Text)>>20, standard.MaxText>>20)
	}
	if d.Title == "" {
		d.Title = extract.FirstLine(d.Text)
	} else if !strings.HasPrefix(strings.TrimSpace(d.Text), d.Title) {
		d.Text = d.Title + "\n" + d.Text
	}
	return l, nil
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
