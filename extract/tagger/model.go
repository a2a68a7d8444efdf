package tagger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
)

// Model is a trained model as it lies in its file: nothing is read or built
// before it is used.
//
// Layout, all integers little endian:
//
//	8 bytes     magic, "ESTAGv1\n"
//	u8          families of features it was trained with
//	u8          bits b of the index
//	u16         zero
//	u32         number n of rows
//	i16 × 9×9   weight of a label after a label, row by row
//	u16         zero
//	u32 × 2^b   index: hash table of the features by linear probing; 0 is an
//	            empty slot, else row+1 in the high b bits and a check of 32-b bits
//	i8 × 9×n    weight of each label for each feature
//
// The check turns away features that the model does not know, which are most
// pairs of words of a new text: with a hashed table of weights alone each of
// them would add the weights of a stranger. It also makes their cost one
// access to a table half a megabyte or one megabyte large.
type Model struct {
	families    Family
	bits        uint
	transitions [Labels][Labels]int32
	index       string
	weights     string
}

const magic = "ESTAGv1\n"

const header = len(magic) + 8 + 2*Labels*Labels + 2

// ErrDamaged is returned by Open for what no Encode made.
var ErrDamaged = errors.New("model is damaged or of another version")

// Open checks the frame of a model file and returns the model, which refers to it.
func Open(file string) (*Model, error) {
	if len(file) < header || file[:len(magic)] != magic {
		return nil, ErrDamaged
	}
	m := &Model{families: Family(file[8]), bits: uint(file[9])}
	rows := int64(u32(file[12:]))
	if m.bits < 1 || m.bits > 24 || rows >= 1<<m.bits || int64(len(file)) != int64(header)+4<<m.bits+Labels*rows {
		return nil, ErrDamaged
	}
	at := len(magic) + 8
	for a := range Labels {
		for b := range Labels {
			m.transitions[a][b] = int32(int16(uint16(file[at]) | uint16(file[at+1])<<8))
			at += 2
		}
	}
	m.index, m.weights = file[header:header+4<<m.bits], file[header+4<<m.bits:]
	free := false
	for s := 0; s < len(m.index); s += 4 {
		e := u32(m.index[s:])
		if free = free || e == 0; int64(e>>(32-m.bits)) > rows {
			return nil, ErrDamaged
		}
	}
	if !free {
		return nil, ErrDamaged
	}
	return m, nil
}

func u32(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// add adds the weights of a feature to the scores of the labels.
func (m *Model) add(feature uint32, scores *[Labels]int32) {
	shift := 32 - m.bits
	check := uint32(1)<<shift - 1
	for slot := feature >> shift; ; {
		e := u32(m.index[4*slot:])
		if e == 0 {
			return
		}
		if (e^feature)&check == 0 {
			at := int(e>>shift-1) * Labels
			w := m.weights[at : at+Labels]
			for k := range scores {
				scores[k] += int32(int8(w[k]))
			}
			return
		}
		if slot++; slot == uint32(len(m.index)/4) {
			slot = 0
		}
	}
}

// Row is a feature and its weights.
type Row struct {
	Feature uint32
	Weights [Labels]int8
}

// Encode makes a model file of rows, which are of different features. The error
// says that there are too many.
func Encode(families Family, transitions [Labels][Labels]int16, rows []Row) ([]byte, error) {
	b := max(uint(bits.Len(uint(len(rows)*4/3))), 8)
	if b > 18 {
		return nil, fmt.Errorf("encode model: %d features; room for %d", len(rows), 1<<18*3/4)
	}
	shift := 32 - b
	index := make([]uint32, 1<<b)
	weights := make([]byte, 0, Labels*len(rows))
	for n, r := range rows {
		slot := r.Feature >> shift
		for index[slot] != 0 {
			slot = (slot + 1) & (1<<b - 1)
		}
		index[slot] = uint32(n+1)<<shift | r.Feature&(1<<shift-1)
		for _, w := range r.Weights {
			weights = append(weights, byte(w))
		}
	}
	file := append([]byte(magic), byte(families), byte(b), 0, 0)
	file = binary.LittleEndian.AppendUint32(file, uint32(len(rows)))
	for _, row := range transitions {
		for _, w := range row {
			file = binary.LittleEndian.AppendUint16(file, uint16(w))
		}
	}
	file = append(file, 0, 0)
	for _, e := range index {
		file = binary.LittleEndian.AppendUint32(file, e)
	}
	return append(file, weights...), nil
}
