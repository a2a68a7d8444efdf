package index

import (
	"cmp"
	"slices"
	"strings"
)

// tally collects what is counted by a key, in order of its coming.
type tally[T any] struct {
	byKey map[string]*T
	order []*T
}

func newTally[T any]() *tally[T] { return &tally[T]{byKey: map[string]*T{}} }

// at is what is counted under the key; initial where it is new.
func (t *tally[T]) at(key string, initial T) *T {
	x, ok := t.byKey[key]
	if !ok {
		x = &initial
		t.byKey[key] = x
		t.order = append(t.order, x)
	}
	return x
}

func (t *tally[T]) sorted(compare func(a, b *T) int) []T {
	slices.SortStableFunc(t.order, compare)
	all := make([]T, len(t.order))
	for i, x := range t.order {
		all[i] = *x
	}
	return all
}

// mergeValues joins values that differ in their label only; the label of the
// most frequent stays. The result is most frequent first and never nil.
func mergeValues(values []Value) []Value {
	merged := newTally[Value]()
	for _, v := range values {
		merged.at(v.Value, Value{Value: v.Value, Label: v.Label}).Count += v.Count
	}
	return merged.sorted(func(a, b *Value) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value)) })
}

// nameDepartements gives departements their names for labels.
func nameDepartements(values []Value) []Value {
	values = list(values)
	for i, v := range values {
		if t, ok := Departement(v.Value); ok {
			values[i].Label = t.Name
		}
	}
	return values
}

func byValue(values []Value) []Value {
	values = list(values)
	slices.SortFunc(values, func(a, b Value) int { return strings.Compare(a.Value, b.Value) })
	return values
}

// list is a copy that is never nil, so that its JSON is an array.
func list(values []Value) []Value { return append([]Value{}, values...) }
