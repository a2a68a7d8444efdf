package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"testing"
	"time"
)

// TestSeen writes and reads what an alert has told, in a form that stays small.
func TestSeen(t *testing.T) {
	told := seen{}
	for i := range 100_000 {
		told.add(fmt.Sprintf("7v4vlrtpftppxpm3.%010x", i))
	}
	b, err := json.Marshal(told)
	if err != nil || len(b) > 700_000 {
		t.Fatalf("100,000 hits take %d bytes, %v; want less than 700,000", len(b), err)
	}
	var read seen
	if err := json.Unmarshal(b, &read); err != nil || !maps.Equal(read, told) {
		t.Errorf("%d of %d are read back: %v", len(read), len(told), err)
	}
	if !read.has("7v4vlrtpftppxpm3.0000000007") || read.has("7v4vlrtpftppxpm3.ffffffffff") {
		t.Error("what was told is not known, or what was not is")
	}
	for text, want := range map[string]int{`["a","b"]`: 2, `null`: 0, `""`: 0} {
		if err := json.Unmarshal([]byte(text), &read); err != nil || len(read) != want {
			t.Errorf("%s: %d, %v; want %d", text, len(read), err, want)
		}
	}
	for _, text := range []string{`"!"`, `"/w"`, `7`} {
		if err := json.Unmarshal([]byte(text), &read); err == nil {
			t.Errorf("%s is read", text)
		}
	}
}

// TestTold checks that what an alert remembers stays bounded, and that nothing
// is told twice that left for less than a year.
func TestTold(t *testing.T) {
	at := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	hits := func(ids ...string) seen {
		s := seen{}
		for _, id := range ids {
			s.add(id)
		}
		return s
	}
	var a told
	days := func(n int) time.Time { return at.AddDate(0, 0, n) }
	a.found(hits("stays", "leaves", "comes back"), days(0))
	a.found(hits("stays"), days(100))
	a.found(hits("stays", "comes back"), days(366)) // another year begins
	b, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	a = told{}
	if err := json.Unmarshal(b, &a); err != nil {
		t.Fatal(err)
	}
	if a.count() != 3 || !a.knows("leaves") || !a.knows("comes back") || a.knows("new") {
		t.Errorf("after a year %s is remembered; want all three", b)
	}
	a.found(hits("stays", "comes back"), days(730))
	if !a.knows("leaves") {
		t.Error("who left is forgotten within the second year; want it remembered to its end")
	}
	a.found(hits("stays", "comes back"), days(732))
	if a.count() != 2 || a.knows("leaves") || !a.knows("stays") || !a.knows("comes back") {
		t.Errorf("after two years %d hits are remembered; want the two that are there", a.count())
	}
	for i := range 2000 { // a hit a day, each there for ten days
		now := hits("stays")
		for j := range 10 {
			now.add(fmt.Sprint(i - j))
		}
		a.found(now, days(800+i))
	}
	if n := a.count(); n > 2*366+12 {
		t.Errorf("%d hits are remembered; want those of two years", n)
	}
}
