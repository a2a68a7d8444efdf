package bleveindex

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"time"

	"estrade/extract"
)

// Values are packed by their type alone, without names of fields, which takes
// a third of the bytes of JSON after compression and of the time:
//
//	string, bool    uvarint length and bytes; one byte
//	int             zigzag varint
//	float64         zigzag varint of ten-thousands if that is all of it, doubled;
//	                else 1 and 8 bytes
//	slice           uvarint length + 1 and the elements; 0 for nil
//	pointer         0 for nil, else 1 and the value
//	struct          the fields in order
//	extract.Span    start, and length
//	time.Time       seconds since the zero time, and nanoseconds; in UTC
//
// What was packed by another version of a type cannot be unpacked, so that the
// version of the schema has a print of the types.

var (
	spanType = reflect.TypeFor[extract.Span]()
	timeType = reflect.TypeFor[time.Time]()
)

// zeroTime is the zero time in seconds since 1970.
var zeroTime = time.Time{}.Unix()

// floatSteps is how many steps of a float64 are packed as a whole number.
const floatSteps = 10000

func pack(b []byte, v reflect.Value) []byte {
	switch v.Type() {
	case spanType:
		s := v.Interface().(extract.Span)
		return binary.AppendVarint(binary.AppendVarint(b, int64(s.From)), int64(s.To-s.From))
	case timeType:
		t := v.Interface().(time.Time)
		return binary.AppendUvarint(binary.AppendVarint(b, t.Unix()-zeroTime), uint64(t.Nanosecond()))
	}
	switch v.Kind() {
	case reflect.String:
		return append(binary.AppendUvarint(b, uint64(v.Len())), v.String()...)
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int:
		return binary.AppendVarint(b, v.Int())
	case reflect.Float64:
		f := v.Float()
		if n := math.Round(f * floatSteps); math.Abs(n) < 1<<50 && n/floatSteps == f {
			return binary.AppendUvarint(b, zigzag(int64(n))<<1)
		}
		return binary.LittleEndian.AppendUint64(append(b, 1), math.Float64bits(f))
	case reflect.Slice:
		if v.IsNil() {
			return append(b, 0)
		}
		b = binary.AppendUvarint(b, uint64(v.Len())+1)
		for i := range v.Len() {
			b = pack(b, v.Index(i))
		}
		return b
	case reflect.Pointer:
		if v.IsNil() {
			return append(b, 0)
		}
		return pack(append(b, 1), v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			b = pack(b, v.Field(i))
		}
		return b
	}
	panic("pack: a " + v.Type().String()) // a programmer's mistake, which every test of this package finds
}

func zigzag(n int64) uint64 { return uint64(n<<1) ^ uint64(n>>63) }

func unzigzag(n uint64) int64 { return int64(n>>1) ^ -int64(n&1) }

// errPacked is the error of what is no packed value of its type.
var errPacked = errors.New("damaged")

// unpack sets v to the value packed in b and gives back what follows it.
func unpack(b []byte, v reflect.Value) ([]byte, error) {
	switch v.Type() {
	case spanType:
		from, b, err := unpackInt(b)
		if err != nil {
			return nil, err
		}
		n, b, err := unpackInt(b)
		v.Set(reflect.ValueOf(extract.Span{From: int(from), To: int(from + n)}))
		return b, err
	case timeType:
		seconds, b, err := unpackInt(b)
		if err != nil {
			return nil, err
		}
		nanoseconds, b, err := unpackUint(b)
		v.Set(reflect.ValueOf(time.Unix(seconds+zeroTime, int64(nanoseconds)).UTC()))
		return b, err
	}
	switch v.Kind() {
	case reflect.String:
		n, b, err := unpackUint(b)
		if err != nil || n > uint64(len(b)) {
			return nil, errPacked
		}
		v.SetString(string(b[:n]))
		return b[n:], nil
	case reflect.Bool:
		if len(b) == 0 {
			return nil, errPacked
		}
		v.SetBool(b[0] != 0)
		return b[1:], nil
	case reflect.Int:
		n, b, err := unpackInt(b)
		v.SetInt(n)
		return b, err
	case reflect.Float64:
		n, rest, err := unpackUint(b)
		switch {
		case err != nil:
			return nil, err
		case n&1 == 0:
			v.SetFloat(float64(unzigzag(n>>1)) / floatSteps)
			return rest, nil
		case len(rest) < 8:
			return nil, errPacked
		}
		v.SetFloat(math.Float64frombits(binary.LittleEndian.Uint64(rest)))
		return rest[8:], nil
	case reflect.Slice:
		n, b, err := unpackUint(b)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return b, nil
		}
		if n-1 > uint64(len(b)/leastPacked(v.Type().Elem())) {
			return nil, errPacked
		}
		v.Set(reflect.MakeSlice(v.Type(), int(n-1), int(n-1)))
		for i := range v.Len() {
			if b, err = unpack(b, v.Index(i)); err != nil {
				return nil, err
			}
		}
		return b, nil
	case reflect.Pointer:
		if len(b) == 0 {
			return nil, errPacked
		}
		if b[0] == 0 {
			return b[1:], nil
		}
		v.Set(reflect.New(v.Type().Elem()))
		return unpack(b[1:], v.Elem())
	case reflect.Struct:
		var err error
		for i := range v.NumField() {
			if b, err = unpack(b, v.Field(i)); err != nil {
				return nil, err
			}
		}
		return b, nil
	}
	return nil, fmt.Errorf("unpack a %s", v.Type())
}

// leastPacked is how many bytes a packed value takes at least.
func leastPacked(t reflect.Type) int {
	if t.Kind() != reflect.Struct || t == timeType {
		return 1
	}
	n := 0
	for i := range t.NumField() {
		n += leastPacked(t.Field(i).Type)
	}
	return max(n, 1)
}

func unpackUint(b []byte) (uint64, []byte, error) {
	n, size := binary.Uvarint(b)
	if size <= 0 {
		return 0, nil, errPacked
	}
	return n, b[size:], nil
}

func unpackInt(b []byte) (int64, []byte, error) {
	n, size := binary.Varint(b)
	if size <= 0 {
		return 0, nil, errPacked
	}
	return n, b[size:], nil
}

// typePrint changes with anything that changes how a type is packed.
func typePrint(t reflect.Type) string {
	switch {
	case t == spanType || t == timeType:
		return t.Name()
	case t.Kind() == reflect.Struct:
		s := "{"
		for i := range t.NumField() {
			s += t.Field(i).Name + " " + typePrint(t.Field(i).Type) + ";"
		}
		return s + "}"
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer:
		return t.Kind().String() + " " + typePrint(t.Elem())
	}
	return t.Kind().String()
}
