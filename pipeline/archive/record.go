package archive

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	fastgzip "github.com/klauspost/compress/gzip"

	"estrade/pipeline"
)

const (
	identicalProfile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	unchangedProfile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
	maxRecord        = 256 << 20 // bytes of a block that are read back at most
)

// encode makes the gzip members of an exchange.
func (a *Archive) encode(x *pipeline.Exchange, prior pipeline.Receipt) (*pending, error) {
	u, err := url.Parse(x.URL)
	if err != nil {
		return nil, err
	}
	digest := payloadDigest(x.Raw)
	unchanged := x.Status == http.StatusNotModified && prior.Ref != ""
	if unchanged {
		digest = prior.Digest
	}
	requestID, answerID := recordID(), recordID()
	date := x.Began.UTC().Format("2006-01-02T15:04:05.000000Z")

	var request bytes.Buffer
	fmt.Fprintf(&request, "GET %s HTTP/1.1\r\nHost: %s\r\n", u.RequestURI(), u.Host)
	if err := writeHeader(&request, x.RequestHeader); err != nil {
		return nil, err
	}

	var head bytes.Buffer
	fmt.Fprintf(&head, "%s %d %s\r\n", protoOf(x.Proto), x.Status, http.StatusText(x.Status))
	if err := writeHeader(&head, x.Header); err != nil {
		return nil, err
	}

	fields := []string{
		"WARC-Type", "response",
		"WARC-Record-ID", answerID,
		"WARC-Date", date,
		"WARC-Target-URI", x.URL,
		"WARC-Payload-Digest", digest,
		"Content-Type", "application/http; msgtype=response",
		"WARC-Concurrent-To", requestID,
	}
	if x.IP != "" {
		fields = append(fields, "WARC-IP-Address", x.IP)
	}
	block := [][]byte{head.Bytes(), x.Raw}
	mime, _, _ := strings.Cut(x.Header.Get("Content-Type"), ";")
	e := entry{URL: x.URL, MIME: strings.TrimSpace(mime), Status: x.Status, Digest: digest, Time: x.Began.UTC()}
	if prior.Digest == digest && prior.Ref != "" {
		earlier, err := a.original(prior.Ref)
		if err != nil {
			return nil, err
		}
		profile := identicalProfile
		if unchanged {
			profile = unchangedProfile
		}
		fields[1] = "revisit"
		fields = append(fields,
			"WARC-Profile", profile,
			"WARC-Refers-To", earlier.id,
			"WARC-Refers-To-Target-URI", earlier.url,
			"WARC-Refers-To-Date", earlier.date,
			"WARC-Refers-To-Filename", earlier.file,
			"WARC-Refers-To-File-Offset", strconv.FormatInt(earlier.offset, 10),
		)
		block, e.MIME = block[:1], revisitMIME
		if unchanged {
			block = nil // with the status 304 in it, replay would show that and no page
		}
	}
	p := &pending{entry: e}
	if p.answer, err = member(fields, block...); err != nil {
		return nil, err
	}
	p.request, err = member([]string{
		"WARC-Type", "request",
		"WARC-Record-ID", requestID,
		"WARC-Date", date,
		"WARC-Target-URI", x.URL,
		"Content-Type", "application/http; msgtype=request",
		"WARC-Concurrent-To", answerID,
	}, request.Bytes())
	return p, err
}

func protoOf(p string) string {
	if strings.HasPrefix(p, "HTTP/1.") {
		return p
	}
	return "HTTP/1.1" // HTTP/2 has no form of its own in a WARC file
}

// writeHeader writes header lines and the empty line.
func writeHeader(w *bytes.Buffer, h http.Header) error {
	if err := h.Write(w); err != nil {
		return err
	}
	w.WriteString("\r\n")
	return nil
}

func (a *Archive) warcinfo(name string) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "software: %s\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nrobots: obey\r\n", oneLine(a.opts.Software))
	if a.opts.Operator != "" {
		fmt.Fprintf(&b, "operator: %s\r\n", oneLine(a.opts.Operator))
	}
	return member([]string{
		"WARC-Type", "warcinfo",
		"WARC-Record-ID", recordID(),
		"WARC-Date", a.opts.Now().UTC().Format("2006-01-02T15:04:05Z"),
		"WARC-Filename", name,
		"Content-Type", "application/warc-fields",
	}, b.Bytes())
}

var gzipWriters = sync.Pool{New: func() any { return fastgzip.NewWriter(nil) }}

// member makes a record as a gzip member. Fields are names and values in turn.
func member(fields []string, block ...[]byte) ([]byte, error) {
	length, sum := 0, sha256.New()
	for _, b := range block {
		length += len(b)
		sum.Write(b)
	}
	var out bytes.Buffer
	out.Grow(length/3 + 1024)
	z := gzipWriters.Get().(*fastgzip.Writer)
	defer gzipWriters.Put(z)
	z.Reset(&out)
	var head bytes.Buffer
	head.WriteString("WARC/1.1\r\n")
	for i := 0; i < len(fields); i += 2 {
		fmt.Fprintf(&head, "%s: %s\r\n", fields[i], oneLine(fields[i+1]))
	}
	fmt.Fprintf(&head, "WARC-Block-Digest: %s\r\nContent-Length: %d\r\n\r\n", encodeDigest(sum.Sum(nil)), length)
	if _, err := z.Write(head.Bytes()); err != nil {
		return nil, err
	}
	for _, b := range block {
		if _, err := z.Write(b); err != nil {
			return nil, err
		}
	}
	if _, err := z.Write([]byte("\r\n\r\n")); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// oneLine keeps a value from starting a header line of its own.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\r' || r == '\n' || r == 0 {
			return ' '
		}
		return r
	}, s)
}

func payloadDigest(b []byte) string {
	sum := sha256.Sum256(b)
	return encodeDigest(sum[:])
}

func encodeDigest(sum []byte) string {
	return "sha256:" + base32.StdEncoding.EncodeToString(sum)
}

// recordID is a random UUID (version 4) as a WARC record identifier.
func recordID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// record is a WARC record as read.
type record struct {
	header textproto.MIMEHeader
	block  []byte
}

// readRecord reads the one record of a gzip member.
func readRecord(r io.Reader) (*record, error) {
	br := bufio.NewReader(r)
	tp := textproto.NewReader(br)
	version, err := tp.ReadLine()
	if err != nil {
		return nil, unexpected(err)
	}
	if !strings.HasPrefix(version, "WARC/1.") {
		return nil, errors.New("no WARC record")
	}
	h, err := tp.ReadMIMEHeader()
	if err != nil {
		return nil, unexpected(err)
	}
	n, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
	if err != nil || n < 0 || n > maxRecord {
		return nil, fmt.Errorf("content length %q", h.Get("Content-Length"))
	}
	var block bytes.Buffer
	if m, err := io.CopyN(&block, br, n); m < n {
		return nil, unexpected(err)
	}
	end, err := io.ReadAll(io.LimitReader(br, 5))
	if err != nil {
		return nil, unexpected(err)
	}
	if string(end) != "\r\n\r\n" {
		return nil, errors.New("record has no end")
	}
	return &record{h, block.Bytes()}, nil
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// at reads the record of a reference.
func (a *Archive) at(ref string) (*record, error) {
	serial, offset, err := parseRef(ref)
	if err != nil {
		return nil, err
	}
	f, err := a.readers.open(serial)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bufio.NewReaderSize(io.NewSectionReader(f, offset, maxRecord), 16<<10))
	if err != nil {
		return nil, unexpected(err)
	}
	z.Multistream(false)
	return readRecord(z)
}

// original is what a revisit record says of the record that it refers to.
type original struct {
	id, url, date, file string
	offset              int64
}

// original finds the response that ref, a response or a revisit of one, gets
// its payload from.
func (a *Archive) original(ref string) (original, error) {
	r, err := a.at(ref)
	if err != nil {
		return original{}, fmt.Errorf("read %s: %w", ref, err)
	}
	h := r.header
	if h.Get("WARC-Type") == "revisit" {
		offset, err := strconv.ParseInt(h.Get("WARC-Refers-To-File-Offset"), 10, 64)
		return original{h.Get("WARC-Refers-To"), h.Get("WARC-Refers-To-Target-URI"),
			h.Get("WARC-Refers-To-Date"), h.Get("WARC-Refers-To-Filename"), offset}, err
	}
	file, at, _ := strings.Cut(ref, "@")
	offset, err := strconv.ParseInt(at, 10, 64)
	return original{h.Get("WARC-Record-ID"), h.Get("WARC-Target-URI"), h.Get("WARC-Date"), file, offset}, err
}

// Read implements pipeline.Archive. A revisit comes with the payload of the
// record that it refers to, unless it is the server's word that nothing has
// changed (304), which comes without payload and header.
func (a *Archive) Read(ctx context.Context, ref string) (*pipeline.Exchange, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r, err := a.at(ref)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", ref, err)
	}
	x, err := r.exchange()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", ref, err)
	}
	if r.header.Get("WARC-Type") == "revisit" && x.Status != http.StatusNotModified {
		from := r.header.Get("WARC-Refers-To-Filename") + "@" + r.header.Get("WARC-Refers-To-File-Offset")
		p, err := a.at(from)
		if err != nil {
			return nil, fmt.Errorf("read %s, which %s refers to: %w", from, ref, err)
		}
		y, err := p.exchange()
		if err != nil {
			return nil, fmt.Errorf("read %s, which %s refers to: %w", from, ref, err)
		}
		x.Raw = y.Raw
	}
	if x.Body, err = pipeline.Decode(x.Header, x.Raw, maxRecord); err != nil {
		return nil, fmt.Errorf("read %s: %w", ref, err)
	}
	return x, nil
}

// exchange takes a response or revisit record apart; Body is left out.
func (r *record) exchange() (*pipeline.Exchange, error) {
	switch r.header.Get("WARC-Type") {
	case "response", "revisit":
	default:
		return nil, fmt.Errorf("a %s record is no page", r.header.Get("WARC-Type"))
	}
	began, err := time.Parse(time.RFC3339Nano, r.header.Get("WARC-Date"))
	if err != nil {
		return nil, err
	}
	if r.header.Get("WARC-Profile") == unchangedProfile && len(r.block) == 0 {
		return &pipeline.Exchange{
			URL: r.header.Get("WARC-Target-URI"), Began: began, IP: r.header.Get("WARC-IP-Address"),
			Proto: "HTTP/1.1", Status: http.StatusNotModified, Header: make(http.Header),
		}, nil
	}
	head, raw, ok := bytes.Cut(r.block, []byte("\r\n\r\n"))
	if !ok {
		return nil, errors.New("HTTP header has no end")
	}
	tp := textproto.NewReader(bufio.NewReader(io.MultiReader(bytes.NewReader(head), strings.NewReader("\r\n\r\n"))))
	status, err := tp.ReadLine()
	if err != nil {
		return nil, unexpected(err)
	}
	proto, rest, _ := strings.Cut(status, " ")
	code, _, _ := strings.Cut(rest, " ")
	n, err := strconv.Atoi(code)
	if err != nil {
		return nil, fmt.Errorf("status line %q", status)
	}
	h, err := tp.ReadMIMEHeader()
	if err != nil {
		return nil, unexpected(err)
	}
	return &pipeline.Exchange{
		URL: r.header.Get("WARC-Target-URI"), Began: began, IP: r.header.Get("WARC-IP-Address"),
		Proto: proto, Status: n, Header: http.Header(h), Raw: raw,
	}, nil
}

// scan reads the records of a file from an offset. It gives the index entries
// found, the offset after the last whole exchange, and why there is more
// behind it, if so. The error is of reading the file itself.
func scan(name string, from int64) (entries []entry, whole int64, why string, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, "", err
	}
	defer f.Close()
	if _, err := f.Seek(from, io.SeekStart); err != nil {
		return nil, 0, "", err
	}
	src := &countingReader{r: bufio.NewReaderSize(f, 256<<10), n: from}
	whole = from
	z := new(gzip.Reader)
	for {
		start := src.n
		if err := z.Reset(src); err != nil {
			if err == io.EOF {
				if whole < start {
					why = "request without answer"
				}
				return entries, whole, why, nil
			}
			return entries, whole, "torn record", nil
		}
		z.Multistream(false)
		r, err := readRecord(z)
		if err != nil {
			return entries, whole, "torn record", nil
		}
		if _, err := io.Copy(io.Discard, z); err != nil { // checks the member's sum
			return entries, whole, "torn record", nil
		}
		switch r.header.Get("WARC-Type") {
		case "request":
		case "response", "revisit":
			x, err := r.exchange()
			if err != nil {
				return entries, whole, "unreadable record", nil
			}
			mime, _, _ := strings.Cut(x.Header.Get("Content-Type"), ";")
			if r.header.Get("WARC-Type") == "revisit" {
				mime = revisitMIME
			}
			entries = append(entries, entry{
				URL: x.URL, MIME: strings.TrimSpace(mime), Status: x.Status, Digest: r.header.Get("WARC-Payload-Digest"),
				Length: src.n - start, Offset: start, File: filepath.Base(name), Time: x.Began.Truncate(time.Second),
			})
			whole = src.n
		default:
			whole = src.n
		}
	}
}

// countingReader knows how many bytes were taken. As it is an io.ByteReader,
// gzip takes none beyond a member.
type countingReader struct {
	r *bufio.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *countingReader) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}
