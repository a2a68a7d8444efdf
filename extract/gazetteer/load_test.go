package gazetteer

import "testing"

// BenchmarkOpen measures what the first Load of a process does.
func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := openEmbedded(); err != nil {
			b.Fatal(err)
		}
	}
}

func TestSize(t *testing.T) {
	const limit = 8 << 20
	if n := len(placesFile) + len(namesFile); n > limit {
		t.Errorf("the embedded files have %d bytes; want at most %d", n, limit)
	}
}
