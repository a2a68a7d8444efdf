package bleveindex

import (
	"testing"

	"estrade/index"
)

// FuzzTextTerms checks that a word as it is written has the term that it has in
// any text, which asking for exact words relies on.
func FuzzTextTerms(f *testing.F) {
	f.Add("L’État, c'est moi. Aujourd’hui, les S.D.I.S. de l' Eure : élus, ÉLUES, œuvre, Œuvre, sous-préfète, M. X.")
	f.Add("e\u0301lu \u0130 \uFB01n \u2167 \u212A ΟΔΟΣ straße")
	f.Add("A.C'00, le S.D.'I.S.")
	f.Fuzz(func(t *testing.T, text string) {
		terms, keys, rest := textTerms(&index.FieldValue{Field: index.Text, Texts: []string{text, text}})
		if len(keys) != len(terms) {
			t.Fatalf("%d keys of %d terms in %q", len(keys), len(terms), text)
		}
		if exact := index.Exact.Terms(text); len(keys)+len(rest) != 2*len(exact) {
			t.Fatalf("%d keys and %d words for twice %d words in %q", len(keys), len(rest), len(exact), text)
		}
		for i, key := range keys {
			term, form := splitWord(key)
			if term != terms[i].Text {
				t.Fatalf("key %q of %q in %q", key, terms[i].Text, text)
			}
			if got := index.French.Terms(form); len(got) != 1 || got[0].Text != term {
				t.Fatalf("%q has the term %q in %q and %v alone", form, term, text, got)
			}
		}
	})
}
