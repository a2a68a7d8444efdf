package indextest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"estrade/extract"
	"estrade/index"
)

// Generate makes n releases of about 400 words with two statements each, on
// average. The same numbers give the same records. Words are drawn by Zipf's
// law from a vocabulary of French syllables around real frequent words, so
// that lists of postings have the lengths of real text; names, offices, places
// and dates are drawn likewise.
func Generate(n int, seed uint64) []index.Record {
	g := newGenerator(seed)
	records := make([]index.Record, n)
	for i := range records {
		records[i] = g.record(i)
	}
	return records
}

// GenerateEach is Generate for numbers that do not fit into memory: yield is
// given batches of at most size records, and the next is made when it returns.
func GenerateEach(n, size int, seed uint64, yield func([]index.Record) error) error {
	g := newGenerator(seed)
	batch := make([]index.Record, 0, size)
	for i := range n {
		batch = append(batch, g.record(i))
		if len(batch) == size || i == n-1 {
			if err := yield(batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	return nil
}

type generator struct {
	rand    *rand.Rand
	words   *rand.Zipf
	persons *rand.Zipf
	places  *rand.Zipf
	vocab   []string
}

func newGenerator(seed uint64) *generator {
	r := rand.New(rand.NewPCG(seed, 7))
	g := &generator{rand: r, vocab: vocabulary(r, 60000)}
	g.words = rand.NewZipf(r, 1.25, 12, uint64(len(g.vocab)-1))
	g.persons = rand.NewZipf(r, 1.2, 20, 4999)
	g.places = rand.NewZipf(r, 1.2, 20, 2999)
	return g
}

// frequent are the words that head the vocabulary.
const frequent = `de la le les et des à en du un une dans pour par sur au que qui est a ce il
	préfet département sécurité État services préfecture communes public population santé mesures
	région France ministre maire loi police travail emploi élus entreprises jeunes situation risque
	gendarmerie sapeurs-pompiers cérémonie collectivités projet prévention été plus avec cette`

func vocabulary(r *rand.Rand, n int) []string {
	words := strings.Fields(frequent)
	onsets := strings.Fields("b br c ch cl cr d dr f fl fr g gr j l m n p pl pr qu r s st t tr v")
	vowels := strings.Fields("a e i o u é è ou an en in on ai eau oi")
	codas := strings.Fields("- - - r l s t nt c que ment tion té ure age eur euse if ive al ale el elle")
	seen := map[string]bool{}
	for len(words) < n {
		var b strings.Builder
		for range 1 + r.IntN(3) {
			b.WriteString(onsets[r.IntN(len(onsets))])
			b.WriteString(vowels[r.IntN(len(vowels))])
		}
		b.WriteString(strings.Trim(codas[r.IntN(len(codas))], "-"))
		if w := b.String(); !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	return words
}

func (g *generator) sentence(n int) string {
	var b strings.Builder
	for i := range n {
		w := g.vocab[g.words.Uint64()]
		if i == 0 {
			w = strings.ToUpper(w[:1]) + w[1:]
			if w[0] >= 0x80 {
				w = "Ainsi " + g.vocab[g.words.Uint64()]
			}
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

func name(words []string, i uint64) string {
	w := []rune(words[200+int(i)*7%(len(words)-200)])
	return strings.ToUpper(string(w[:1])) + string(w[1:])
}

func (g *generator) person() string {
	i := g.persons.Uint64()
	return name(g.vocab, i%97) + " " + name(g.vocab, 100+i)
}

var offices = []string{"préfet", "sous-préfet", "maire", "ministre", "directeur départemental", "procureur", "président", "colonel", "rectrice", "secrétaire général"}

func (g *generator) place() extract.Place {
	i := g.places.Uint64()
	departement := fmt.Sprintf("%02d", 1+i%95)
	if departement == "20" {
		departement = "2A"
	}
	// Points spread over France by the place's number.
	return extract.Place{Text: name(g.vocab, 9000+i), Kind: extract.Commune, INSEE: fmt.Sprintf("%s%03d", departement, 1+i%900),
		Country: "FR", Department: departement,
		Position: extract.Position{Lat: 42.5 + float64(i*37%800)/100, Lon: -4 + float64(i*53%1100)/100}}
}

func (g *generator) record(i int) index.Record {
	site := fmt.Sprintf("%02d", 1+g.rand.IntN(95))
	if site == "20" {
		site = "2B"
	}
	day := time.Date(2012, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, g.rand.IntN(4500))
	published := day.Format(time.DateOnly)
	speakers := []string{g.person(), g.person()}
	places := []extract.Place{g.place(), g.place(), g.place()}
	office := offices[g.rand.IntN(len(offices))]
	title := office + " de " + places[0].Text
	statements := g.rand.IntN(5) // two on average

	var b strings.Builder
	b.WriteString(g.sentence(8) + "\n\n" + g.sentence(14) + " à " + places[0].Text + ".\n\n" +
		speakers[0] + ", " + title + ", et " + speakers[1] + " étaient à " + places[1].Text + " et à " + places[2].Text + ".\n\n")
	var words []string
	for range statements {
		words = append(words, g.sentence(14))
		b.WriteString(speakers[len(words)%2] + " a déclaré : « " + words[len(words)-1] + " ».\n\n")
	}
	for b.Len() < 2200 {
		b.WriteString(g.sentence(20) + ".")
		if g.rand.IntN(4) == 0 {
			b.WriteString("\n\n")
		} else {
			b.WriteByte(' ')
		}
	}
	text := b.String()
	heading, body, _ := strings.Cut(text, "\n\n")
	w := write(fmt.Sprintf("https://www.site-%s.example/Actualites/Release-%d", site, i), heading, published, site, body)
	first := w.person(speakers[0], extract.Title{Text: title, Office: office, Scope: places[0].Department})
	people := []int{first, w.person(speakers[1])}
	var places0 int
	for j, p := range places {
		if k := w.place(p); j == 0 {
			places0 = k
		}
	}
	for j, x := range words {
		s := extract.Statement{Person: people[(j+1)%2], Kind: extract.Direct, Verb: "a déclaré", Text: x,
			PlaceIndex: places0, PlaceBasis: extract.FromEvent, Date: published, DateBasis: extract.FromPage}
		if s.Person == first {
			s.Title = title
		}
		w.said(s)
	}
	return w.record(fmt.Sprintf("g%06d", i), site)
}
