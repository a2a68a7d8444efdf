package api

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"net/http"

	"estrade/extract"
	"estrade/index"
)

// recordsPath takes records from a crawl on the same machine. It is no part of
// the described API: its form is that of one version of the program.
const recordsPath = "/api/v1/records"

// change is what is sent to recordsPath, as gob: records to put, then releases
// to delete. The answer is 204 when all of it is durable.
type change struct {
	Schema int // index.Version of the sender
	Put    []index.Record
	Delete []string
}

const (
	keyHeader   = "Estrade-Key"
	recordsType = "application/x-estrade-records"
	maxChange   = 512 << 20 // bytes of a change
)

// serveRecords changes the index. It wants the key in every case, so that
// neither another user of the machine nor a page in a browser can write.
func (h *Handler) serveRecords(w http.ResponseWriter, r *http.Request) {
	if h.o.Writer == nil || h.o.Key == "" {
		writeProblem(w, r, http.StatusForbidden, "this server takes no records")
		return
	}
	if !same(r.Header.Get(keyHeader), h.o.Key) {
		writeProblem(w, r, http.StatusForbidden, "wrong key")
		return
	}
	if r.Header.Get("Content-Type") != recordsType {
		writeProblem(w, r, http.StatusUnsupportedMediaType, "expected "+recordsType)
		return
	}
	var c change
	if err := gob.NewDecoder(http.MaxBytesReader(w, r.Body, maxChange)).Decode(&c); err != nil {
		var long *http.MaxBytesError
		status := http.StatusBadRequest
		if errors.As(err, &long) {
			status = http.StatusRequestEntityTooLarge
		}
		writeProblem(w, r, status, fmt.Sprintf("records: %v", err))
		return
	}
	if c.Schema != index.Version {
		writeProblem(w, r, http.StatusConflict, fmt.Sprintf("records of schema %d; this server has %d: use the same version of estrade for both", c.Schema, index.Version))
		return
	}
	for i := range c.Put {
		if c.Put[i].Release.ID == "" {
			writeProblem(w, r, http.StatusBadRequest, fmt.Sprintf("record %d has no ID", i))
			return
		}
		if c.Put[i].Release.Document == nil {
			c.Put[i].Release.Document = &extract.Document{}
		}
	}
	var err error
	if len(c.Put) > 0 {
		err = h.o.Writer.Put(r.Context(), c.Put...)
	}
	if err == nil && len(c.Delete) > 0 {
		err = h.o.Writer.Delete(r.Context(), c.Delete...)
	}
	if err != nil {
		// Those who have the key are told what it is: a full disk, say.
		status, _, _ := problem(err, "en")
		if status == http.StatusInternalServerError {
			h.o.Report(err)
		}
		writeProblem(w, r, status, err.Error())
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// same compares in a time that does not tell how much is right.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// encodeChange writes a change.
func encodeChange(w io.Writer, c change) error {
	c.Schema = index.Version
	return gob.NewEncoder(w).Encode(c)
}
