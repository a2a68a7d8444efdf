package bleveindex

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"estrade/extract"
	"estrade/index"
	"estrade/index/indextest"
)

func BenchmarkCodec(b *testing.B) {
	records := indextest.Generate(200, 1)
	var c codec
	var stored [][]byte
	text, size := 0, 0
	for i := range records {
		x, err := c.encodeRelease(&records[i].Release)
		if err != nil {
			b.Fatal(err)
		}
		stored = append(stored, x)
		text += len(records[i].Release.Document.Text)
		size += len(x)
	}
	b.Run("encode release", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			c.encodeRelease(&records[i%len(records)].Release)
		}
		b.ReportMetric(float64(size)/float64(text), "stored/text")
	})
	s := &indextest.Records()[0]
	b.Run("encode statement", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c.encodeStatement(s, 0)
		}
	})
	for name, whole := range map[string]bool{"decode head": false, "decode whole": true} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				c.decodeRelease(stored[i%len(stored)], whole)
			}
		})
	}
}

// odd is a record with fields that are not what they usually are.
func odd() index.Record {
	d := &extract.Document{ID: "other", URL: "", Title: "Other title", Language: "fr", Published: "2020-01-02", Updated: "", Department: "59",
		Text: "Title\n\nBody of Anne Martin."}
	d.Dates = []extract.Date{{Span: extract.Span{From: 5, To: 2}, Text: ""}, {Span: extract.Span{From: 0, To: 5}, Text: ""}, {Span: extract.Span{From: -3, To: 900}, Text: "x"}}
	d.People = []extract.Person{{Name: ""}, {Name: "", Mentions: []extract.Mention{{Text: "Anne Martin", Span: extract.Span{From: 15, To: 26}}}}, {Name: "Anne", Coref: []extract.Mention{}}}
	d.Titles = []extract.Title{{Text: "", Full: "préfète", Person: 1}, {Text: "Body", Full: "", Span: extract.Span{From: 7, To: 11}, Person: 7}}
	d.Places = []extract.Place{{Text: "Mons", Name: "", INSEE: "59410", Department: ""}, {INSEE: "97411", Department: "974", Position: extract.Position{Lat: -20.88231, Lon: 55.4504}}, {INSEE: "2"}}
	d.Organisations = []extract.Organisation{{Text: "Title", Span: extract.Span{From: 1, To: 5}}}
	d.Statements = []extract.Statement{{Person: 1, Speaker: "", Place: "", Date: ""}, {Person: 99, Speaker: "x", PlaceIndex: -1}, {Person: 1, Title: "", Text: "itl", Span: extract.Span{From: 1, To: 4}, Evidence: extract.Span{From: 4, To: 1}}}
	r := index.NewRecord(d, index.Provenance{ID: "odd", Fetched: time.Date(2020, 1, 2, 3, 4, 5, 6, time.UTC)})
	r.Statements[0].Words = "not what the document says"
	r.Statements[1].Place = &index.Place{Text: "Mons", Lat: 50.45, Lon: 1.0 / 3}
	return r
}

// TestCodec checks that records come back as they were.
func TestCodec(t *testing.T) {
	var c codec
	for _, r := range append(append(indextest.Generate(30, 5), indextest.Records()...), odd()) {
		b, err := c.encodeRelease(&r.Release)
		if err != nil {
			t.Fatal(err)
		}
		whole, _, err := c.decodeRelease(b, true)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r.Release, *whole); diff != "" {
			t.Errorf("release %s (-want +got):\n%s", r.Release.ID, diff)
		}
		head, text, err := c.decodeRelease(b, false)
		if err != nil || text != r.Release.Document.Text {
			t.Errorf("head of %s: text %q, %v", r.Release.ID, text, err)
		}
		want := r.Release
		want.Document = nil
		if diff := cmp.Diff(want, *head); diff != "" {
			t.Errorf("head of %s (-want +got):\n%s", r.Release.ID, diff)
		}
		for i, s := range r.Statements {
			b, err := c.encodeStatement(&r, i)
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.decodeStatement(s.ID, b, whole)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(s, *got); diff != "" {
				t.Errorf("statement %s (-want +got):\n%s", s.ID, diff)
			}
		}
	}
}

// FuzzUnpack checks that foreign bytes give an error or a value, which packs
// and unpacks to the same.
func FuzzUnpack(f *testing.F) {
	r := odd()
	s := strip(&r.Release)
	f.Add(pack(nil, reflect.ValueOf(&s.document).Elem()))
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var d, again extract.Document
		if _, err := unpack(b, reflect.ValueOf(&d).Elem()); err != nil {
			return
		}
		packed := pack(nil, reflect.ValueOf(&d).Elem())
		if rest, err := unpack(packed, reflect.ValueOf(&again).Elem()); err != nil || len(rest) > 0 {
			t.Fatalf("unpack after pack: %d bytes left, %v", len(rest), err)
		}
		if !bytes.Equal(packed, pack(nil, reflect.ValueOf(&again).Elem())) {
			t.Fatalf("%+v packs to %x and comes back as %+v", d, packed, again)
		}
	})
}
