package french_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"estrade/extract"
	"estrade/extract/french"
)

// show writes tokens with what stands between them: "·" nothing, "-" a hyphen,
// a blank a space, "/" a line break, "//" an empty line.
func show(tokens []extract.Token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 {
			b.WriteString(map[extract.Gap]string{extract.Joined: "·", extract.Hyphen: "-", extract.Space: " ", extract.Line: " / ", extract.Paragraph: " // "}[t.Gap])
		}
		b.WriteString(t.Lower)
	}
	return b.String()
}

func TestTokens(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"L’État et l'Évêque", "l'·état et l'·évêque"},
		{"Saint-Denis-d'Oléron", "saint-denis-d'·oléron"},
		{"aujourd'hui les prud’hommes", "aujourd'hui les prud'hommes"},
		{"aujourdʻhui aujourdʹhui", "aujourd'hui aujourd'hui"},
		{"a-t-il ajouté", "a-t-il ajouté"},
		{"M. Lalande, Mme Arnould", "m. lalande·, mme arnould"},
		{"M.\u00a0Lalande, Dr\u202fPetit, M.\u2009Roux", "m. lalande·, dr petit·, m. roux"},
		{"J.-P. Dupont", "j.-p. dupont"},
		{"le 1er mars à 14h30", "le 1·er mars à 14·h·30"},
		{"20/09/2017", "20·/·09·/·2017"},
		{"« Oui ! »", "« oui ! »"},
		{"est réunieLe préfet", "est réunie·le préfet"},
		{"(SGARSecrétariat général)", "(·sgar·secrétariat général·)"},
		{"FranceConnect, MaPrimeRénov'", "franceconnect·, maprimerénov·'"},
		{"coor\u00addonner", "coordonner"},
		{"un\ndeux\n\ntrois", "un / deux // trois"},
		{"2020-2021", "2020·-·2021"},
		{"covid-19", "covid-19"},
	} {
		if got := show(french.Tokens(test.text)); got != test.want {
			t.Errorf("Tokens(%q)\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Évry": "evry", "Œuvre": "oeuvre", "L’Haÿ": "l'hay", "Decaluwé": "decaluwe", "e\u0301te\u0301": "ete", "Şırnak": "sırnak",
	} {
		if got := french.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q; want %q", in, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"Un titre\nUn texte. Un autre.", []string{"Un titre", "Un texte.", "Un autre."}},
		{"Un titre\nM. Lalande est venu. Il a parlé.", []string{"Un titre", "M. Lalande est venu.", "Il a parlé."}},
		{"T\nIl dit : « C'est fini. » Puis il part.", []string{"T", "Il dit : « C'est fini. »", "Puis il part."}},
		{"T\nIl dit \"C'est fini.\" Puis il part.", []string{"T", "Il dit \"C'est fini.\"", "Puis il part."}},
		{"T\nIl part. \"C'est fini\", dit-il.", []string{"T", "Il part.", "\"C'est fini\", dit-il."}},
		{"T\n« C'est fini ! », a-t-il dit.", []string{"T", "« C'est fini ! », a-t-il dit."}},
		{"T\nLa commission est réunieLe préfet parle.", []string{"T", "La commission est réunie", "Le préfet parle."}},
		{"T\nElle est close.Le préfet parle.", []string{"T", "Elle est close.", "Le préfet parle."}},
		{"T\nTrois points :\n- le premier ;\n- le second.", []string{"T", "Trois points :", "- le premier ;", "- le second."}},
		{"T\nUn alinéa\n\nUn autre", []string{"T", "Un alinéa", "Un autre"}},
		{"T\nLe préfet du Nord, préfet de la région Hauts-de-France, a\nréuni les maires de la vallée de l'Aa et les services de\nl'État pour préparer la saison des crues et le dispositif de\nSaint-Omer en particulier. Elle commence.", []string{
			"T", "Le préfet du Nord, préfet de la région Hauts-de-France, a\nréuni les maires de la vallée de l'Aa et les services de\nl'État pour préparer la saison des crues et le dispositif de\nSaint-Omer en particulier.", "Elle commence."}},
	} {
		tokens := french.Tokens(test.text)
		var got []string
		for _, s := range french.Sentences(test.text, tokens) {
			got = append(got, test.text[s.Span.From:s.Span.To])
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("Sentences(%q) (-want +got):\n%s", test.text, d)
		}
	}
}

func FuzzTokens(f *testing.F) {
	f.Add("L’État à Saint-Denis.\n\nM. Martin « dit » : 2 000 \xff€")
	f.Add("\"A.\" B. \u00ad \u0301")
	f.Fuzz(func(t *testing.T, text string) {
		d := &extract.Document{Text: text}
		french.Annotator{}.Annotate(d)
		at := 0
		for i, tok := range d.Tokens {
			if tok.Span.From < at || tok.Span.Len() <= 0 || tok.Span.To > len(text) {
				t.Fatalf("token %d has span %v after %d", i, tok.Span, at)
			}
			at = tok.Span.To
		}
		next := 0
		for i, s := range d.Sentences {
			if s.From != next || s.To <= s.From || s.Span.From != d.Tokens[s.From].Span.From || s.Span.To != d.Tokens[s.To-1].Span.To {
				t.Fatalf("sentence %d is %+v; want it to begin at token %d", i, s, next)
			}
			next = s.To
		}
		if next != len(d.Tokens) {
			t.Fatalf("sentences cover %d of %d tokens", next, len(d.Tokens))
		}
	})
}

func BenchmarkTokens(b *testing.B) {
	text := strings.Repeat("Le préfet du Nord, M. Michel Dupont, s'est rendu à Saint-Amand-les-Eaux le 12 mars 2019. ", 200)
	d := &extract.Document{Text: text}
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		french.Annotator{}.Annotate(d)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
