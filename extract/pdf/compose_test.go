package pdf

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzCompose reads its input as a page: a line of text for each line, set as
// the bytes before it say. PDFium itself takes too long to start under a fuzzer.
func FuzzCompose(f *testing.F) {
	f.Add("Titre", "\x10\xf0\x12\x10Un grand titre\n\x10\xc0\x0a\x30Une ligne coupée en-\n\x10\xb0\x0a\x30suite par un trait.\n\x10\x05\x08\x10Page 1/2")
	f.Add("", "\x00\x00\x00\x00- \n\x00\x00\x00\x00• x\n\xff\xff\xff\xff-")
	f.Fuzz(func(t *testing.T, metadata, page string) {
		var b lineBuilder
		for l := range strings.Lines(strings.ToValidUTF8(page, "?")) {
			if len(l) < 4 {
				continue
			}
			left, bottom, size, width := float64(l[0])*2, float64(l[1])*3, float64(l[2]), float64(l[3])*2
			for _, r := range strings.ToValidUTF8(l[4:], "") {
				if b.add(r, line{left: left, right: left + width, bottom: bottom, top: bottom + size}) {
					b.sizes = append(b.sizes, size)
				}
			}
			b.end()
		}
		pages := []sheet{{height: 800, lines: inOrder(b.lines)}, {height: 800, lines: b.lines}}
		title, text := compose(pages, strings.ToValidUTF8(metadata, "?"))
		if !utf8.ValidString(text) || strings.ContainsAny(title, "\n\r") || !strings.HasPrefix(text, title+"\n") {
			t.Errorf("title %q, text %q", title, text)
		}
	})
}

func TestGarbledOrder(t *testing.T) {
	l := func(text string, left, top float64) line {
		return line{text: text, left: left, right: left + 200, top: top, bottom: top - 10, size: 10}
	}
	for _, tt := range []struct {
		name      string
		got, want []line
	}{
		{"kept", []line{l("a", 0, 700), l("b", 0, 685)}, []line{l("a", 0, 700), l("b", 0, 685)}},
		{"a header written last", []line{l("b", 0, 600), l("c", 0, 585), l("a", 0, 800)}, []line{l("a", 0, 800), l("b", 0, 600), l("c", 0, 585)}},
		{"columns kept", []line{l("a", 0, 700), l("b", 0, 685), l("c", 300, 700), l("d", 300, 685)}, []line{l("a", 0, 700), l("b", 0, 685), l("c", 300, 700), l("d", 300, 685)}},
	} {
		var got, want []string
		for _, x := range inOrder(tt.got) {
			got = append(got, x.text)
		}
		for _, x := range tt.want {
			want = append(want, x.text)
		}
		if g, w := strings.Join(got, " "), strings.Join(want, " "); g != w {
			t.Errorf("%s: got %s; want %s", tt.name, g, w)
		}
	}
}

func TestAttach(t *testing.T) {
	words := map[string]bool{"sous-préfet": true, "départemental": true}
	for _, tt := range []struct{ a, b, want string }{
		{"la préfète", "de l'Exemple", "la préfète de l'Exemple"},
		{"le comité départe-", "mental", "le comité départemental"},
		{"le sous-", "préfet", "le sous-préfet"},
		{"Saint-", "Denis", "Saint-Denis"},
		{"celui-", "ci", "celui-ci"},
		{"mobilisa-", "tion, puis", "mobilisation, puis"},
		{"l'État -", "les élus", "l'État - les élus"},
	} {
		if got := attach(tt.a, tt.b, words); got != tt.want {
			t.Errorf("%q + %q: got %q; want %q", tt.a, tt.b, got, tt.want)
		}
	}
}
