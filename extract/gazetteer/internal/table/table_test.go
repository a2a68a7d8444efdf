package table_test

import (
	"strconv"
	"testing"

	"estrade/extract/gazetteer/internal/table"
)

func TestBuildThenFind(t *testing.T) {
	m := map[string]string{"": "empty", "le havre": "76351"}
	for i := range 5000 {
		m["key "+strconv.Itoa(i)] = strconv.Itoa(i * i)
	}
	tab, err := table.Open(table.Build(m))
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range m {
		got, ok := table.Find(&tab, table.Hash(table.Seed, key), key)
		if !ok || got != want {
			t.Errorf("Find(%q) = %q, %v; want %q", key, got, ok, want)
		}
	}
	if got, ok := table.Find(&tab, table.Hash(table.Seed, "absent"), "absent"); ok {
		t.Errorf("Find(absent) = %q; want none", got)
	}
}

func TestEmptyTable(t *testing.T) {
	tab, err := table.Open(table.Build(nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, tab := range []table.Table{tab, {}} {
		if _, ok := table.Find(&tab, table.Seed, ""); ok {
			t.Error("an empty table finds something")
		}
	}
}

func TestOpenDamaged(t *testing.T) {
	whole := table.Build(map[string]string{"a": "b", "c": "d"})
	for _, s := range []string{"", "1234567", whole[:len(whole)-1], whole + "x", "\xff\xff\xff\xff" + whole[4:]} {
		if _, err := table.Open(s); err == nil {
			t.Errorf("Open(%q) succeeds; want an error", s)
		}
	}
}
