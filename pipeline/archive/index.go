package archive

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"estrade/pipeline"
)

// entry is a line of a CDXJ index.
type entry struct {
	URL    string    `json:"url"`
	MIME   string    `json:"mime"` // "warc/revisit" for a revisit
	Status int       `json:"status,string"`
	Digest string    `json:"digest"`
	Length int64     `json:"length,string"` // of the gzip member
	Offset int64     `json:"offset,string"`
	File   string    `json:"filename"`
	Time   time.Time `json:"-"`
}

const (
	cdxTime     = "20060102150405"
	revisitMIME = "warc/revisit"
)

func (e *entry) ref() string { return fmt.Sprintf("%s@%d", e.File, e.Offset) }

func (e *entry) archived() pipeline.Archived {
	return pipeline.Archived{
		Receipt: pipeline.Receipt{Ref: e.ref(), Digest: e.Digest},
		URL:     e.URL, Fetched: e.Time, Status: e.Status, MIME: e.MIME, Revisit: e.MIME == revisitMIME,
	}
}

// append appends the entry's line to b.
func (e *entry) append(b []byte) []byte {
	b = append(b, surt(e.URL)...)
	b = append(b, ' ')
	b = e.Time.UTC().AppendFormat(b, cdxTime)
	b = append(b, ' ')
	var j bytes.Buffer
	enc := json.NewEncoder(&j)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(e) // strings and numbers always encode
	return append(b, j.Bytes()...)
}

func parseEntry(line []byte) (entry, error) {
	var e entry
	_, rest, _ := bytes.Cut(line, []byte(" "))
	at, body, ok := bytes.Cut(rest, []byte(" "))
	if !ok {
		return e, errors.New("index line has no three parts")
	}
	t, err := time.Parse(cdxTime, string(at))
	if err != nil {
		return e, err
	}
	e.Time = t
	return e, json.Unmarshal(body, &e)
}

// readIndex reads an index up to its first broken line, those lines that a
// filter wants; nil for all. No file is no entries.
func readIndex(name string, want func(line []byte) bool) ([]entry, error) {
	b, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var entries []entry
	for line := range bytes.Lines(b) {
		if want != nil && !want(line) {
			continue
		}
		e, err := parseEntry(line)
		if err != nil || !bytes.HasSuffix(line, []byte("\n")) {
			break
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// writeIndex replaces the index of a file by a sorted one.
func (a *Archive) writeIndex(serial int, entries []entry) error {
	lines := make([]string, len(entries))
	for i := range entries {
		lines[i] = string(entries[i].append(nil))
	}
	slices.Sort(lines)
	return a.replaceIndex(serial, lines)
}

func (a *Archive) replaceIndex(serial int, lines []string) error {
	name := filepath.Join(a.dir, indexName(serial))
	f, err := os.Create(name + ".new")
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	for _, l := range lines {
		w.WriteString(l)
	}
	if err := errors.Join(w.Flush(), a.sync(f), f.Close()); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

// recover makes files and indexes agree after whatever ended the last run.
func (a *Archive) recover() error {
	serials, err := a.serials()
	if err != nil {
		return err
	}
	for i, serial := range serials {
		last := i == len(serials)-1
		name := filepath.Join(a.dir, fileName(serial))
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		entries, err := readIndex(filepath.Join(a.dir, indexName(serial)), nil)
		if err != nil {
			return err
		}
		slices.SortFunc(entries, func(x, y entry) int { return cmp.Compare(x.Offset, y.Offset) })
		covered := int64(0)
		for i, e := range entries {
			if e.File != fileName(serial) || e.Offset < covered || e.Offset+e.Length > info.Size() {
				entries = entries[:i] // an index of something else, or of bytes that were lost
				break
			}
			covered = e.Offset + e.Length
		}
		if covered < info.Size() {
			more, whole, why, err := scan(name, covered)
			if err != nil {
				return err
			}
			entries = append(entries, more...)
			if whole < info.Size() {
				a.repairs = append(a.repairs, Repair{fileName(serial), whole, info.Size() - whole, why})
				if err := a.truncate(name, whole); err != nil {
					return err
				}
				info, err = os.Stat(name)
				if err != nil {
					return err
				}
			}
		}
		if info.Size() == 0 { // died before the warcinfo record was whole
			if err := errors.Join(os.Remove(name), os.RemoveAll(filepath.Join(a.dir, indexName(serial)))); err != nil {
				return err
			}
			a.serial = serial - 1
			continue
		}
		a.serial = serial
		if !last {
			if covered < info.Size() {
				err = a.writeIndex(serial, entries)
			}
			if err != nil {
				return err
			}
			continue
		}
		lines := make([]string, len(entries))
		for i := range entries {
			lines[i] = string(entries[i].append(nil))
		}
		if err := a.replaceIndex(serial, lines); err != nil {
			return err
		}
		if a.file, err = os.OpenFile(name, os.O_RDWR, 0); err != nil {
			return err
		}
		if a.index, err = os.OpenFile(filepath.Join(a.dir, indexName(serial)), os.O_RDWR|os.O_APPEND, 0); err != nil {
			return err
		}
		a.size = info.Size()
		a.mark()
	}
	return nil
}

func (a *Archive) truncate(name string, size int64) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Truncate(size), a.sync(f), f.Close())
}

// surt is an address in the form that sorts a site's pages together:
// "fr,gouv,nord)/actualites?x=1", without "www." and in lower case.
func surt(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	labels := []string{host}
	if !strings.Contains(host, ":") && strings.Trim(host, "0123456789.") != "" {
		labels = strings.Split(host, ".")
		slices.Reverse(labels)
	}
	key := strings.Join(labels, ",")
	if p := u.Port(); p != "" {
		key += ":" + p
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	key += ")" + path
	if u.RawQuery != "" {
		params := strings.Split(u.RawQuery, "&")
		slices.Sort(params)
		key += "?" + strings.Join(params, "&")
	}
	return strings.ReplaceAll(strings.ToLower(key), " ", "%20")
}
