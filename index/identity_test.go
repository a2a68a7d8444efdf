package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// said makes statements under one name of lines "ID day departement: title;
// title", with the office, or the office and what is governed in brackets,
// after each title. An ID before a slash is that of the release; the site may
// follow the departement, "35@R53".
func said(t *testing.T, lines string) []*Statement {
	t.Helper()
	var all []*Statement
	for line := range strings.Lines(lines) {
		head, titles, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		f := strings.Fields(head)
		s := &Statement{ID: f[0], Speaker: "Anne Martin", SpeakerKey: "anne martin", Date: f[1]}
		s.Release.ID, _, _ = strings.Cut(f[0], "/")
		s.Release.Departement, s.Release.Site, _ = strings.Cut(f[2], "@")
		for title := range strings.SplitSeq(titles, ";") {
			text, office, ok := strings.Cut(strings.TrimSuffix(strings.TrimSpace(title), "]"), " [")
			if !ok {
				continue
			}
			office, scope, _ := strings.Cut(office, ", ")
			s.Titles = append(s.Titles, Capacity{text, office, scope})
		}
		all = append(all, s)
	}
	return all
}

// described writes identities: key = titles, + reason of each join, and what
// speaks against the others.
func described(people []Identity) string {
	var b strings.Builder
	for _, p := range people {
		var titles []string
		for _, u := range p.Titles {
			titles = append(titles, u.Title)
		}
		fmt.Fprintf(&b, "%s (%d) = %s", p.Key, p.Statements, strings.Join(titles, "; "))
		for _, j := range p.Joins {
			fmt.Fprintf(&b, " + %s %s", j.Reason, strings.Join(j.Evidence, " "))
		}
		for _, a := range p.Apart {
			fmt.Fprintf(&b, " ≠ %s", strings.Join(a.Titles, " / "))
		}
		if p.Unclear {
			b.WriteString(" ?")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestIdentify(t *testing.T) {
	for _, c := range []struct{ name, said, want string }{
		{"one title, its forms and its territory's name", `
			a 2019-01-02 59: préfète du Nord [préfet, 59]
			b 2019-02-02 59: préfète [préfet]
			c 2019-03-02 59: préfète du département du Nord [préfet, Nord]`,
			"anne martin (3) = préfète du Nord\n"},
		{"a delegate becomes Premier ministre", `
			a 2020-04-20 75: déléguée interministérielle au déconfinement [délégué, déconfinement]
			b 2020-05-11 66: déléguée interministérielle au déconfinement [délégué, déconfinement]
			c 2020-07-10 59: Première ministre [premier ministre]`,
			"anne martin (3) = déléguée interministérielle au déconfinement; Première ministre + successive b c\n"},
		{"a mayor and a minister: nothing says that they are one", `
			a 2018-05-01 66: maire de Prades [maire, Prades]
			b 2020-07-10 59: Première ministre [premier ministre]`,
			"anne martin, maire de prades (1) = maire de Prades\nanne martin, premiere ministre (1) = Première ministre\n"},
		{"a release says so", `
			a 2018-05-01 66: maire de Prades [maire, Prades]
			b 2020-04-20 66: maire de Prades [maire, Prades]; déléguée interministérielle au déconfinement [délégué, déconfinement]
			c 2020-07-10 59: Première ministre [premier ministre]`,
			"anne martin (3) = maire de Prades; déléguée interministérielle au déconfinement; Première ministre + together b + successive b c\n"},
		{"two préfètes at once", `
			a 2019-01-10 59: préfète du Nord [préfet, 59]
			b 2019-03-10 83: préfète du Var [préfet, 83]
			c 2019-06-10 59: préfète du Nord [préfet, 59]
			d 2019-09-10 83: préfète du Var [préfet, 83]`,
			"anne martin, prefete du nord (2) = préfète du Nord ≠ préfète du Nord / préfète du Var\n" +
				"anne martin, prefete du var (2) = préfète du Var ≠ préfète du Var / préfète du Nord\n"},
		{"a préfète moves; the old releases name her for some days more", `
			a 2018-01-10 59: préfète du Nord [préfet, 59]
			b 2019-03-10 83: préfète du Var [préfet, 83]
			c 2019-03-25 59: préfète du Nord [préfet, 59]
			d 2019-09-10 83: préfète du Var [préfet, 83]`,
			"anne martin (4) = préfète du Nord; préfète du Var + successive c b\n"},
		{"a post that either of two may have got next", `
			a 2019-01-10 59: préfète du Nord [préfet, 59]
			b 2019-01-10 83: préfète du Var [préfet, 83]
			c 2019-09-10 59: préfète du Nord [préfet, 59]
			d 2019-09-10 83: préfète du Var [préfet, 83]
			e 2020-09-10 23: préfète de la Creuse [préfet, 23]`,
			"anne martin, prefete du nord (2) = préfète du Nord ≠ préfète du Nord / préfète du Var\n" +
				"anne martin, prefete du var (2) = préfète du Var ≠ préfète du Var / préfète du Nord\n" +
				"anne martin, prefete de la creuse (1) = préfète de la Creuse\n"},
		{"a zone in short, on the site of the region", `
			a 2022-01-10 07@07: préfète de l'Ardèche [préfet, 07]
			b 2023-02-20 35@R53: préfète d'Ille-et-Vilaine [préfet, 35]; préfète de la zone de défense Ouest [préfet, zone de défense Ouest]
			c 2023-11-02 56@R53: préfète de zone [préfet, zone]
			d 2024-03-05 35@R53: préfète d'Ille-et-Vilaine [préfet, 35]`,
			"anne martin (4) = préfète de l'Ardèche; préfète d'Ille-et-Vilaine; préfète de la zone de défense Ouest; préfète de zone" +
				" + successive a b + together b + same-territory b c\n"},
		{"the préfète of a region is that of its departement", `
			a 2019-01-10 59: préfète du Nord [préfet, 59]
			b 2019-03-10 62: préfète de la région Hauts-de-France [préfet, 32]
			c 2019-06-10 59: préfète du Nord [préfet, 59]
			d 2019-09-10 62: préfète de la région Hauts-de-France [préfet, 32]
			e 2019-10-10 59: préfète de la région Hauts-de-France [préfet, 32]; préfète du Nord [préfet, 59]`,
			"anne martin (5) = préfète du Nord; préfète de la région Hauts-de-France + together e\n"},
		{"two offices of one territory", `
			a 2019-01-10 59: directrice départementale des territoires du Nord [directeur départemental, 59]
			b 2019-03-10 59: préfète du Nord [préfet, 59]`,
			"anne martin (2) = directrice départementale des territoires du Nord; préfète du Nord + same-territory a b\n"},
		{"a long break is no succession", `
			a 2008-01-10 26: sous-préfète de Die [sous-préfet, Die]
			b 2019-03-10 23: préfète de la Creuse [préfet, 23]`,
			"anne martin, sous prefete de die (1) = sous-préfète de Die\nanne martin, prefete de la creuse (1) = préfète de la Creuse\n"},
		{"two mayors in one departement", `
			a 2019-01-10 26: maire de Die [maire, Die]
			b 2019-01-20 26: maire de Crest [maire, Crest]
			c 2019-09-10 26: maire de Die [maire, Die]
			d 2019-09-20 26: maire de Crest [maire, Crest]`,
			"anne martin, maire de die (2) = maire de Die ≠ maire de Die / maire de Crest\n" +
				"anne martin, maire de crest (2) = maire de Crest ≠ maire de Crest / maire de Die\n"},
		{"without a title: the only bearer", `
			a 2019-01-10 59: préfète du Nord [préfet, 59]
			b 2019-01-11 62:`,
			"anne martin (2) = préfète du Nord + only-bearer b\n"},
		{"without a title: the one of the departement, or nobody knows", `
			a 2019-01-10 59: préfète du Nord [préfet, 59]
			b 2019-01-10 83: colonelle commandant le groupement [colonel]
			c 2019-02-10 59:
			d 2019-02-10 62:`,
			"anne martin, colonelle commandant le groupement (1) = colonelle commandant le groupement\n" +
				"anne martin, prefete du nord (2) = préfète du Nord + same-place c\nanne martin (1) =  ?\n"},
		{"never a title", `
			a 2019-01-10 59:
			b 2019-01-11 62:`,
			"anne martin (2) =  + only-bearer b\n"},
		{"a year does not say which came first", `
			a 2019 59: préfète du Nord [préfet, 59]
			b 2019-03-10 83: préfète du Var [préfet, 83]`,
			"anne martin, prefete du var (1) = préfète du Var\nanne martin, prefete du nord (1) = préfète du Nord\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			statements := said(t, c.said)
			if diff := cmp.Diff(c.want, described(Identify(statements))); diff != "" {
				t.Errorf("identities (-want +got):\n%s", diff)
			}
			r := rand.New(rand.NewPCG(1, 1))
			for range 5 {
				r.Shuffle(len(statements), func(i, j int) { statements[i], statements[j] = statements[j], statements[i] })
				if diff := cmp.Diff(c.want, described(Identify(statements))); diff != "" {
					t.Errorf("in another order (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestReasons(t *testing.T) {
	a, b := "préfet du Nord", "préfet du Var"
	for _, c := range []struct {
		join   Join
		en, fr string
	}{
		{Join{Reason: Together, Titles: []string{a, b}}, "a release gives both “préfet du Nord” and “préfet du Var”", "un communiqué donne à la fois « préfet du Nord » et « préfet du Var »"},
		{Join{Reason: SameTerritory, Titles: []string{a, b}}, "“préfet du Nord” and “préfet du Var” are of one territory", "« préfet du Nord » et « préfet du Var » sont d'un même territoire"},
		{Join{Reason: Successive, Titles: []string{a, b}}, "“préfet du Nord” and “préfet du Var” are posts of one career", "« préfet du Nord » et « préfet du Var » sont des postes d'une même carrière"},
		{Join{Reason: OnlyBearer, Titles: []string{a}}, "without a title: nobody else bears the name", "sans titre : personne d'autre ne porte ce nom"},
		{Join{Reason: OnlyBearer}, "without a title: nobody else bears the name", "sans titre : personne d'autre ne porte ce nom"},
		{Join{Reason: SamePlace, Titles: []string{a}}, "without a title: in the departement of “préfet du Nord”", "sans titre : dans le département de « préfet du Nord »"},
	} {
		if en, fr := c.join.In("en"), c.join.In("fr"); en != c.en || fr != c.fr {
			t.Errorf("%v = %q, %q; want %q, %q", c.join, en, fr, c.en, c.fr)
		}
	}
	apart := Apart{Titles: []string{a, b}}
	if got := apart.In("fr"); got != "« préfet du Nord » et « préfet du Var » ont été portés en même temps, ce que personne ne fait" {
		t.Errorf("apart in French: %q", got)
	}
}

// TestIdentifyAll checks that each statement is one person's.
func TestIdentifyAll(t *testing.T) {
	statements := said(t, `
		a 2019-01-10 59: préfète du Nord [préfet, 59]
		b 2019-03-10 83: préfète du Var [préfet, 83]; colonelle [colonel]
		c 2019-06-10 59: préfète du Nord [préfet, 59]
		d 2019-09-10 83: préfète du Var [préfet, 83]
		e 2019-09-10 62:`)
	for _, s := range statements {
		n := 0
		for _, p := range Identify(statements) {
			if p.Made(s.ID) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("statement %s is made by %d people; want 1", s.ID, n)
		}
	}
}

// TestCareers checks that the example of each career is one.
func TestCareers(t *testing.T) {
	for _, rules := range loadCareers() {
		for _, r := range rules {
			from, to, ok := strings.Cut(r.example, " → ")
			if !ok {
				t.Fatalf("career %s: example %q", r.career, r.example)
			}
			for _, title := range []string{from, to} {
				// The office of an example is its longest beginning that has rules.
				words := strings.Fields(title)
				found := post{}
				for n := len(words); n > 0 && found.career == ""; n-- {
					for _, office := range []string{strings.Join(words[:n], " "), masculine(strings.Join(words[:n], " "))} {
						if p := postOf(Capacity{Text: title, Office: office}); found.career == "" {
							found = p
						}
					}
				}
				if found.career != r.career {
					t.Errorf("career of %q is %q; want %q", title, found.career, r.career)
				}
			}
		}
	}
	var names []string
	for _, rules := range loadCareers() {
		names = append(names, rules[0].career)
	}
	slices.Sort(names)
	if n := len(slices.Compact(names)); n != 6 {
		t.Errorf("%d careers; want 6", n)
	}
}

// masculine is the dictionary form of the offices in the examples.
func masculine(office string) string {
	return strings.NewReplacer("préfète", "préfet", "procureure", "procureur", "sénatrice", "sénateur", "députée", "député", "déléguée", "délégué").Replace(office)
}

// BenchmarkIdentify tells apart who made the most statements that are read,
// each with a title of its own, which is the worst case.
func BenchmarkIdentify(b *testing.B) {
	var statements []*Statement
	for i := range ProfileReads {
		s := &Statement{ID: fmt.Sprint("r", i, ".s"), Speaker: "Anne Martin", SpeakerKey: "anne martin", Date: Day(17000 + i).String()}
		s.Release.ID = fmt.Sprint("r", i)
		s.Titles = []Capacity{{fmt.Sprint("maire de C", i), "maire", fmt.Sprint("C", i)}}
		statements = append(statements, s)
	}
	b.ReportAllocs()
	for b.Loop() {
		Identify(statements)
	}
}
