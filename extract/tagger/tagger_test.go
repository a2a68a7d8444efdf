package tagger_test

import (
	"reflect"
	"testing"
	"unicode/utf8"

	"estrade/extract"
	"estrade/extract/french"
	"estrade/extract/gazetteer"
	"estrade/extract/tagger"
)

func load(t testing.TB) (*tagger.Tagger, *gazetteer.Gazetteer) {
	t.Helper()
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	m, err := tagger.Load()
	if err != nil {
		t.Fatal(err)
	}
	return m, g
}

const release = `Visite à Redon

Le préfet d'Ille-et-Vilaine, M. Paul MARTIN, s'est rendu vendredi à Redon, où l'attendaient Anne Le Goff, sous-préfète, et le président de la chambre d'agriculture. « La digue tiendra », a-t-il promis.`

// phrases are the phrases of a kind that are marked in a text.
func phrases(text string, tokens []extract.Token, tags []extract.Tag, kind extract.TagKind) []string {
	var out []string
	for i := 0; i < len(tags); {
		end := i + 1
		for end < len(tags) && tags[end].Kind == tags[i].Kind && !tags[end].Begin {
			end++
		}
		if tags[i].Kind == kind {
			out = append(out, text[tokens[i].Span.From:tokens[end-1].Span.To])
		}
		i = end
	}
	return out
}

func TestTag(t *testing.T) {
	m, g := load(t)
	d := &extract.Document{Text: release}
	french.Annotator{}.Annotate(d)
	tagger.Annotator{Tagger: m, Gazetteer: g}.Annotate(d)
	if len(d.Tags) != len(d.Tokens) {
		t.Fatalf("%d tags of %d tokens", len(d.Tags), len(d.Tokens))
	}
	for kind, want := range map[extract.TagKind][]string{
		extract.PersonTag: {"Paul MARTIN", "Anne Le Goff"},
		extract.PlaceTag:  {"Redon", "Redon"},
	} {
		if got := phrases(d.Text, d.Tokens, d.Tags, kind); !reflect.DeepEqual(got, want) {
			t.Errorf("%v: %q; want %q", kind, got, want)
		}
	}
}

// TestDeterminism tags a text twice, and after another one.
func TestDeterminism(t *testing.T) {
	m, g := load(t)
	tokens := french.Tokens(release)
	sentences := french.Sentences(release, tokens)
	first := m.Tag(tokens, sentences, g, nil)
	other := french.Tokens("Mme Durand et l'ADEME à Lille.")
	m.Tag(other, french.Sentences("Mme Durand et l'ADEME à Lille.", other), g, nil)
	if again := m.Tag(tokens, sentences, g, nil); !reflect.DeepEqual(first, again) {
		t.Error("the same text has other tags the second time")
	}
}

func TestOpen(t *testing.T) {
	file, err := tagger.Encode(tagger.All, [tagger.Labels][tagger.Labels]int16{}, []tagger.Row{{Feature: 7, Weights: [tagger.Labels]int8{1, 2, 3}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tagger.Open(string(file)); err != nil {
		t.Errorf("a model just made: %v", err)
	}
	for name, damaged := range map[string]string{
		"empty": "", "cut": string(file[:len(file)-1]), "longer": string(file) + "x", "other magic": "x" + string(file[1:]),
		"no index": string(file[:9]) + "\x00" + string(file[10:]), "more rows": string(file[:12]) + "\xff" + string(file[13:]),
	} {
		if _, err := tagger.Open(damaged); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// FuzzTag tags any text: one tag a token, phrases that begin, margins that are not negative.
func FuzzTag(f *testing.F) {
	f.Add(release)
	f.Add("MM. Jean et Paul\n\n\xff d'Arras-Le")
	m, g := load(f)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip("documents are valid UTF-8")
		}
		tokens := french.Tokens(text)
		sentences := french.Sentences(text, tokens)
		tags := m.Tag(tokens, sentences, g, nil)
		if len(tags) != len(tokens) {
			t.Fatalf("%d tags of %d tokens", len(tags), len(tokens))
		}
		for _, s := range sentences {
			before := extract.NoTag
			for i := s.From; i < s.To; i++ {
				x := tags[i]
				if x.Margin < 0 || x.Kind > extract.TitleTag || x.Kind != extract.NoTag && x.Kind != before && !x.Begin || x.Kind == extract.NoTag && x.Begin {
					t.Fatalf("token %d of %q has %+v after %v", i, text, x, before)
				}
				before = x.Kind
			}
		}
	})
}

func FuzzOpen(f *testing.F) {
	file, err := tagger.Encode(tagger.All, [tagger.Labels][tagger.Labels]int16{}, []tagger.Row{{Feature: 7}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(file))
	g, err := gazetteer.Load()
	if err != nil {
		f.Fatal(err)
	}
	tokens := french.Tokens(release)
	sentences := french.Sentences(release, tokens)
	f.Fuzz(func(t *testing.T, file string) {
		m, err := tagger.Open(file)
		if err != nil {
			return
		}
		tagger.New(m).Tag(tokens, sentences, g, nil)
	})
}
