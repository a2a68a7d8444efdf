// Package table is an immutable map from strings to strings that lives in one
// string, such as an embedded file: nothing is read or built before the first
// look-up, and look-ups do not allocate.
//
// Layout, all integers little endian:
//
//	u32             number of buckets, a power of two
//	u32 × (n+1)     offset of each bucket's first record from the end of this list,
//	                and of the end of the last record
//	records         uvarint key length, key, uvarint value length, value
//
// A key is in the bucket that the low bits of its [Hash] name. With four
// records a bucket the index costs one byte a key (219,000 surnames: 2.6 MB,
// of which 0.2 MB are index; a sorted list with binary search would be no
// smaller and needs 18 comparisons instead of three).
package table

import (
	"encoding/binary"
	"errors"
	"math/bits"
	"slices"
)

// ErrDamaged is returned by Open for a string that no Build made.
var ErrDamaged = errors.New("table is damaged")

// Table is an open table. The zero value is empty.
type Table struct {
	index, records string
	mask           uint32
}

// Open checks the frame of s and returns its table, which refers to s.
func Open(s string) (Table, error) {
	if len(s) < 8 {
		return Table{}, ErrDamaged
	}
	n := int64(u32(s))
	end := 4 + 4*(n+1)
	if n == 0 || n&(n-1) != 0 || end > int64(len(s)) {
		return Table{}, ErrDamaged
	}
	t := Table{index: s[4:end], records: s[end:], mask: uint32(n - 1)}
	if int(u32(t.index[4*n:])) != len(t.records) {
		return Table{}, ErrDamaged
	}
	return t, nil
}

// Seed is the hash of the empty key.
const Seed uint32 = 2166136261

// Hash continues the hash h of a key with more of it (FNV-1a).
func Hash[K string | []byte](h uint32, more K) uint32 {
	for i := range len(more) {
		h = (h ^ uint32(more[i])) * 16777619
	}
	return h
}

// Find returns the value of key, whose hash is h.
func Find[K string | []byte](t *Table, h uint32, key K) (value string, ok bool) {
	if t.index == "" {
		return "", false
	}
	b := 4 * (fold(h) & t.mask)
	records := t.records[u32(t.index[b:]):u32(t.index[b+4:])]
	for len(records) > 0 {
		n, k := uvarint(records)
		name := records[k : k+n]
		records = records[k+n:]
		n, k = uvarint(records)
		if name == string(key) {
			return records[k : k+n], true
		}
		records = records[k+n:]
	}
	return "", false
}

// All calls yield for each record, in an order that the table's content
// settles, until it returns false.
func (t *Table) All(yield func(key, value string) bool) {
	for records := t.records; records != ""; {
		var key, value string
		key, records = String(records)
		value, records = String(records)
		if !yield(key, value) {
			return
		}
	}
}

// fold mixes the high bits of a hash, which FNV fills best, into the low ones.
func fold(h uint32) uint32 { return h ^ h>>15 }

// Build returns the table of m.
func Build(m map[string]string) string {
	n := 1 << bits.Len(uint(len(m)/4))
	buckets := make([][]string, n)
	for key := range m {
		b := int(fold(Hash(Seed, key))) & (n - 1)
		buckets[b] = append(buckets[b], key)
	}
	index := binary.LittleEndian.AppendUint32(nil, uint32(n))
	var records []byte
	for _, keys := range buckets {
		index = binary.LittleEndian.AppendUint32(index, uint32(len(records)))
		slices.Sort(keys)
		for _, key := range keys {
			records = AppendString(records, key)
			records = AppendString(records, m[key])
		}
	}
	index = binary.LittleEndian.AppendUint32(index, uint32(len(records)))
	return string(index) + string(records)
}

// AppendString appends the length of s and s.
func AppendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// String reads what AppendString wrote and returns it and the rest.
func String(s string) (value, rest string) {
	n, k := uvarint(s)
	return s[k : k+n], s[k+n:]
}

// Uvarint reads an unsigned number and returns it and the rest.
func Uvarint(s string) (n int, rest string) {
	n, k := uvarint(s)
	return n, s[k:]
}

func uvarint(s string) (value, size int) {
	if s[0] < 0x80 {
		return int(s[0]), 1
	}
	shift := 0
	for i := range len(s) {
		c := s[i]
		if c < 0x80 {
			return value | int(c)<<shift, i + 1
		}
		value |= int(c&0x7f) << shift
		shift += 7
	}
	panic("table: number without an end")
}

func u32(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}
