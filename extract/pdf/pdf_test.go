package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"estrade/extract"
	"estrade/extract/pdf"
)

// reader is shared: PDFium takes a second to start.
var reader = pdf.New("")

func TestMain(m *testing.M) {
	code := m.Run()
	if err := reader.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// piece is a line of text at a place on a page, in points from the lower left.
type piece struct {
	x, y, size float64
	text       string
}

// file writes a PDF of the pages in Helvetica.
func file(title string, pages ...[]piece) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(offsets)}, args...)...)
	}
	b.WriteString("%PDF-1.4\n")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 5+2*i)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(pages))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	object("<< /Title (%s) >>", latin(title))
	for i, p := range pages {
		var s bytes.Buffer
		for _, t := range p {
			fmt.Fprintf(&s, "BT /F1 %g Tf %g %g Td (%s) Tj ET\n", t.size, t.x, t.y, latin(t.text))
		}
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 6+2*i)
		object("<< /Length %d >>\nstream\n%s\nendstream", s.Len(), s.String())
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

// latin is s as the bytes of a PDF string in WinAnsiEncoding.
func latin(s string) string {
	b, err := charmap.Windows1252.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(b)
}

// lines sets text one line below another.
func lines(x, y, size float64, text ...string) []piece {
	var p []piece
	for i, t := range text {
		p = append(p, piece{x, y - float64(i)*size*1.2, size, t})
	}
	return p
}

func pages(parts ...[]piece) []piece {
	var all []piece
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func TestExtract(t *testing.T) {
	body := lines(70, 640, 11,
		"Anne Martin, préfète de l'Exemple, a présidé vendredi 3 mars 2023 la réunion du comité départe-",
		"mental de sécurité routière, en présence de Paul Durand, sous-préfet de Valmont, et de Claire",
		"Petit, directrice départementale des territoires.",
		"« Chaque vie compte », a-t-elle rappelé.")
	header := []piece{{70, 800, 9, "PRÉFET DE L'EXEMPLE - Cabinet"}}
	tests := []struct {
		name        string
		file        []byte
		title, text string
	}{
		{
			name: "hard line breaks and a cut word are mended, the largest line is the title",
			file: file("Microsoft Word - CP.doc", pages(
				lines(200, 740, 14, "COMMUNIQUÉ DE PRESSE"),
				lines(70, 690, 18, "Sécurité routière : un plan pour 2023"),
				body, []piece{{290, 30, 9, "1/1"}})),
			title: "Sécurité routière : un plan pour 2023",
			text: "COMMUNIQUÉ DE PRESSE\n\n" +
				"Anne Martin, préfète de l'Exemple, a présidé vendredi 3 mars 2023 la réunion du comité départemental de sécurité routière, en présence de Paul Durand, sous-préfet de Valmont, et de Claire Petit, directrice départementale des territoires.\n\n" +
				"« Chaque vie compte », a-t-elle rappelé.",
		},
		{
			name: "headers, footers and page numbers go, a sentence goes on over the page",
			file: file("", pages(header, lines(70, 700, 18, "Bilan de l'opération Tranquillité"),
				lines(70, 120, 11, "La préfète a remercié les gendarmes mobilisés durant tout l'été sur les routes du département, ainsi que"),
				[]piece{{290, 30, 9, "Page 1 sur 2"}}),
				pages(header, lines(70, 740, 11, "les pompiers de Valmont et de Saint-Aubin.", "Un second bilan suivra."), []piece{{290, 30, 9, "Page 2 sur 2"}})),
			title: "Bilan de l'opération Tranquillité",
			text: "La préfète a remercié les gendarmes mobilisés durant tout l'été sur les routes du département, ainsi que les pompiers de Valmont et de Saint-Aubin.\n\n" +
				"Un second bilan suivra.",
		},
		{
			name: "list items stay lines",
			file: file("", pages(lines(70, 700, 16, "Trois priorités pour l'hiver"), lines(70, 660, 11,
				"Le plan a trois priorités :", "• loger les personnes sans abri ;", "• dégager les routes ;", "• informer les maires."))),
			title: "Trois priorités pour l'hiver",
			text:  "Le plan a trois priorités :\n\nloger les personnes sans abri ;\ndégager les routes ;\ninformer les maires.",
		},
		{
			name: "a compound keeps its hyphen at the end of a line",
			file: file("", pages(lines(70, 700, 16, "Visite ministérielle à Valmont"), lines(70, 660, 11,
				"La ministre a été accueillie par Anne Martin, préfète de l'Exemple, et Paul Durand, sous-",
				"préfet de Valmont, devant la mairie."))),
			title: "Visite ministérielle à Valmont",
			text:  "La ministre a été accueillie par Anne Martin, préfète de l'Exemple, et Paul Durand, sous-préfet de Valmont, devant la mairie.",
		},
		{
			name: "a footer written first is read last",
			file: file("", pages([]piece{{70, 200, 11, "Fait à Valmont, le 3 mars 2023, pour la préfète."}},
				lines(70, 700, 18, "Arrêté sur les feux d'artifice"), lines(70, 640, 11, "La vente est interdite du 1er au 16 juillet."))),
			title: "Arrêté sur les feux d'artifice",
			text:  "La vente est interdite du 1er au 16 juillet.\n\nFait à Valmont, le 3 mars 2023, pour la préfète.",
		},
		{
			name: "two columns are read one after the other",
			file: file("", pages(lines(70, 740, 18, "La lettre de l'État en Exemple"),
				lines(70, 680, 10, "À gauche, la préfète présente les vœux", "de l'État aux habitants de Valmont."),
				lines(320, 680, 10, "À droite, le sous-préfet annonce un", "nouveau guichet à Saint-Aubin."))),
			title: "La lettre de l'État en Exemple",
			text: "À gauche, la préfète présente les vœux de l'État aux habitants de Valmont.\n\n" +
				"À droite, le sous-préfet annonce un nouveau guichet à Saint-Aubin.",
		},
		{
			name: "the title in the metadata is believed if the page says it",
			file: file("Vigilance canicule dans l'Exemple", pages(lines(70, 700, 11, "Vigilance canicule dans l'Exemple"), lines(70, 660, 11,
				"Météo-France place le département en vigilance orange."))),
			title: "Vigilance canicule dans l'Exemple",
			text:  "Météo-France place le département en vigilance orange.",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := reader.Extract(extract.Page{URL: "http://www.exemple.gouv.fr/a.pdf", Body: tt.file})
			if err != nil {
				t.Fatal(err)
			}
			if want := tt.title + "\n" + tt.text; d.Title != tt.title || d.Text != want {
				t.Errorf("got title %q\n%s\nwant %q\n%s", d.Title, d.Text, tt.title, want)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	whole := file("", lines(70, 700, 11, "Une ligne de texte assez longue pour compter."))
	locked := bytes.Replace(whole, []byte("/Info 4 0 R"), []byte("/Info 4 0 R /ID [(1234567890123456) (1234567890123456)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"+
		" /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) >>"), 1)
	tests := []struct {
		name   string
		body   []byte
		reason string // of a NotReleaseError
		want   string // in any other error
	}{
		{name: "no text layer", body: file("", nil), reason: "scanned PDF"},
		{name: "no PDF at all", body: []byte("%PDF-1.4 this is none"), want: "read PDF: damaged"},
		{name: "encrypted", body: locked, want: "needs a password"},
		{name: "empty", body: nil, want: "read PDF: damaged"},
		{name: "too large", body: make([]byte, 50<<20+1), want: "larger than 50 MiB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := reader.Extract(extract.Page{Body: tt.body})
			if not := (*extract.NotReleaseError)(nil); errors.As(err, &not) {
				if not.Reason != tt.reason {
					t.Errorf("reason %q; want %q", not.Reason, tt.reason)
				}
			} else if tt.want == "" || err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v; want %q", err, tt.want+tt.reason)
			}
		})
	}
	t.Run("closed", func(t *testing.T) {
		e := pdf.New("")
		if err := errors.Join(e.Close(), e.Close()); err != nil {
			t.Error(err)
		}
		if _, err := e.Extract(extract.Page{Body: whole}); err == nil {
			t.Error("a closed reader reads")
		}
	})
	t.Run("a cache, kept and damaged", func(t *testing.T) {
		if testing.Short() {
			t.Skip("compiles twice")
		}
		dir := t.TempDir()
		for _, damage := range []bool{false, true} {
			kept := 0
			err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				kept++
				if damage {
					return os.Truncate(path, 1000)
				}
				return nil
			})
			if err != nil || kept > 0 != damage {
				t.Errorf("%d files in the cache before: %v", kept, err)
			}
			e := pdf.New(dir)
			if _, err := e.Extract(extract.Page{Body: whole}); err != nil {
				t.Error(err)
			}
			if err := e.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	t.Run("damaged files do no harm", func(t *testing.T) {
		for n := 0; n < len(whole); n += 131 {
			_, _ = reader.Extract(extract.Page{Body: whole[:n]})
			bad := bytes.Clone(whole)
			bad[n] ^= 0x55
			_, _ = reader.Extract(extract.Page{Body: bad})
		}
	})
}

func BenchmarkExtract(b *testing.B) {
	text := strings.Repeat("La préfète a remercié les gendarmes mobilisés durant tout l'été sur les routes.|", 50)
	f := file("", lines(70, 780, 10, strings.Split(text, "|")...))
	if _, err := reader.Extract(extract.Page{Body: f}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := reader.Extract(extract.Page{Body: f}); err != nil {
			b.Fatal(err)
		}
	}
}
