package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"
)

// told is what an alert has told. It keeps the hits of the last run, and those
// that were told but found no more, for a year at least: so it is as large as
// what the index holds and what left it within two years, however long the alert
// is run.
type told struct {
	Seen   seen      `json:"seen"`                  // hits of the last run
	Gone   seen      `json:"gone,omitempty"`        // told before, and missed since Since
	Before seen      `json:"gone_before,omitempty"` // missed in the year before
	Since  time.Time `json:"gone_since,omitzero"`
}

// memory is how long a hit is remembered at least that no run finds.
const memory = 365 * 24 * time.Hour

// knows reports whether a hit was told.
func (t *told) knows(id string) bool { return t.Seen.has(id) || t.Gone.has(id) || t.Before.has(id) }

// count is the number of hits that are remembered.
func (t *told) count() int { return len(t.Seen) + len(t.Gone) + len(t.Before) }

// found takes what a run found, all of which is told now.
func (t *told) found(now seen, at time.Time) {
	gone := seen{}
	for _, missed := range []seen{t.Gone, t.Seen} {
		for p := range missed {
			if _, ok := now[p]; !ok {
				gone[p] = struct{}{}
			}
		}
	}
	maps.DeleteFunc(t.Before, func(p fingerprint, _ struct{}) bool { _, ok := now[p]; return ok })
	t.Seen, t.Gone = now, gone
	if t.Since.IsZero() {
		t.Since = at
	}
	if at.Sub(t.Since) > memory {
		t.Gone, t.Before, t.Since = nil, gone, at
	}
}

// seen are hits that an alert has told, each by a print of its ID. Its JSON
// form has six letters for a hit among 100,000, a fifth of what IDs take: the
// prints in ascending order, each as its distance from the one before, as
// varints in base64. Of a million hits told, one in 280 million new ones would be
// taken for one of them.
type seen map[fingerprint]struct{}

// fingerprint is the first 48 bits of the SHA-256 of an ID.
type fingerprint uint64

func fingerprintOf(id string) fingerprint {
	sum := sha256.Sum256([]byte(id))
	return fingerprint(binary.BigEndian.Uint64(sum[:8]) >> 16)
}

func (s seen) has(id string) bool {
	_, ok := s[fingerprintOf(id)]
	return ok
}

func (s seen) add(id string) { s[fingerprintOf(id)] = struct{}{} }

func (s seen) MarshalJSON() ([]byte, error) {
	var b []byte
	last := fingerprint(0)
	for _, p := range slices.Sorted(maps.Keys(s)) {
		b = binary.AppendUvarint(b, uint64(p-last))
		last = p
	}
	return json.Marshal(base64.RawStdEncoding.EncodeToString(b))
}

// UnmarshalJSON reads the JSON form, and the list of IDs that it was once.
func (s *seen) UnmarshalJSON(text []byte) error {
	*s = seen{}
	var ids []string
	if err := json.Unmarshal(text, &ids); err == nil {
		for _, id := range ids {
			s.add(id)
		}
		return nil
	}
	var packed string
	if err := json.Unmarshal(text, &packed); err != nil {
		return err
	}
	b, err := base64.RawStdEncoding.DecodeString(packed)
	if err != nil {
		return err
	}
	last := fingerprint(0)
	for len(b) > 0 {
		distance, n := binary.Uvarint(b)
		if n <= 0 {
			return errors.New("seen: cut off")
		}
		last += fingerprint(distance)
		(*s)[last] = struct{}{}
		b = b[n:]
	}
	return nil
}
