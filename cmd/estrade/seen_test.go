package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"testing"
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
