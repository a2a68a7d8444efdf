package index_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"estrade/index"
)

// TestParse gives questions and how String writes what was understood.
func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{``, `*`},
		{`  `, `*`},
		{`*`, `*`},
		{`sécurité`, `sécurité`},
		{`sécurité routière`, `sécurité routière`},
		{`a AND b`, `a b`},
		{`a ET b`, `a b`},
		{`a OR b`, `a OR b`},
		{`a OU b c`, `a OR (b c)`},
		{`a b OR c d`, `(a b) OR (c d)`},
		{`a (b OR c)`, `a (b OR c)`},
		{`NOT a`, `NOT a`},
		{`a -b`, `a NOT b`},
		{`a SAUF b`, `a NOT b`},
		{`NOT NOT a`, `a`},
		{`NOT (a b)`, `NOT (a b)`},
		{`((a))`, `a`},
		{`"a b"`, `"a b"`},
		{`« a b »`, `"a b"`},
		{`“a b”`, `"a b"`},
		{`"a b"~`, `"a b"~5`},
		{`"a b"~3`, `"a b"~3`},
		{`"a \"b\" c"`, `"a \"b\" c"`},
		{`préf*`, `préf*`},
		{`lalande~`, `lalande~`},
		{`lalande~2`, `lalande~2`},
		{`speaker:lalande`, `speaker:lalande`},
		{`SPEAKER:lalande`, `speaker:lalande`},
		{`orateur:lalande`, `speaker:lalande`},
		{`speaker:"Michel Lalande"`, `speaker:"Michel Lalande"`},
		{`speaker: lalande`, `speaker:lalande`},
		{`kind:(direct OR speech) a`, `(kind:direct OR kind:speech) a`},
		{`date:2017`, `date:2017-01-01..2017-12-31`},
		{`date:2017-09`, `date:2017-09-01..2017-09-30`},
		{`date:2017-09-08`, `date:2017-09-08`},
		{`date:08/09/2017`, `date:2017-09-08`},
		{`date:9/2017`, `date:2017-09-01..2017-09-30`},
		{`date:2016..2017-03`, `date:2016-01-01..2017-03-31`},
		{`date:2016..`, `date:2016-01-01..`},
		{`date:..2016`, `date:..2016-12-31`},
		{`after:2017-02`, `date:2017-02-01..`},
		{`before:2017-02`, `date:..2017-02-28`},
		{`après:2017 avant:2018`, `date:2017-01-01.. date:..2018-12-31`},
		{`near:"50.45,3.95,20km"`, `near:"50.45,3.95,20km"`},
		{`near:50.45,3.95,20`, `near:"50.45,3.95,20km"`},
		{`10:30`, `10:30`},
		{`d'Ivry`, `d'Ivry`},
		{`sous-préfet`, `sous-préfet`},
		{`et ou not`, `et ou not`},
		{`dep:nord region:"Hauts de France" lang:fr site:59`, `dep:nord region:"Hauts de France" lang:fr site:59`},
	} {
		q, err := index.Parse(c.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", c.in, err)
			continue
		}
		if got := q.String(); got != c.want {
			t.Errorf("Parse(%q) = %s; want %s", c.in, got, c.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		in     string
		column int
		en, fr string // parts of the messages
	}{
		{`(a`, 1, `expected ")"`, `« ) » attendue`},
		{`a)`, 2, `")" without "("`, `sans « ( »`},
		{`été "a b`, 5, `quotation mark`, `guillemet`},
		{`a OR`, 5, `expected a word`, `un mot`},
		{`OR a`, 1, `expected a word before OR`, `avant OR`},
		{`a AND OR b`, 7, `expected a word`, `un mot`},
		{`a AND`, 6, `expected a word`, `un mot`},
		{`NOT`, 4, `expected a word`, `un mot`},
		{`()`, 2, `expected a word`, `un mot`},
		{`speaker:`, 9, `right after speaker:`, `juste après speaker:`},
		{`été foo:bar`, 5, `unknown field foo:`, `champ inconnu foo:`},
		{`dep:Poitou`, 5, `unknown departement Poitou`, `département inconnu`},
		{`region:Poitou`, 8, `unknown region`, `région inconnue`},
		{`kind:loud`, 6, `direct, indirect, speech or attended`, `discours`},
		{`date:hier`, 6, `YYYY-MM-DD`, `AAAA-MM-JJ`},
		{`date:2017-13`, 6, `2017-13 is no date`, `2017-13 n'est pas une date`},
		{`date:2018..2017`, 6, `ends before it begins`, `finit avant`},
		{`after:2017..2018`, 7, `is no date`, `pas une date`},
		{`near:"1,2"`, 6, `latitude,longitude,distance`, `latitude,longitude,distance`},
		{`near:"100,0,5km"`, 6, `latitude`, `latitude`},
		{`lang:french`, 6, `two letters`, `deux lettres`},
		{`a~7`, 1, `~1 or ~2`, `~1 ou ~2`},
		{`dep:59*`, 5, `whole values`, `valeurs entières`},
		{`!!!`, 1, `letters or digits`, `lettres ou des chiffres`},
		{strings.Repeat("(", 60) + "a", 51, `50 parentheses`, `50 parenthèses`},
		{strings.Repeat("a ", 300), 401, `200 words`, `200 mots`},
	} {
		_, err := index.Parse(c.in)
		var syntax *index.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("Parse(%q): %v; want a syntax error", c.in, err)
			continue
		}
		if syntax.Column != c.column || !strings.Contains(syntax.Error(), c.en) || !strings.Contains(syntax.In("fr"), c.fr) {
			t.Errorf("Parse(%q): %v / %s; want column %d, %q, %q", c.in, err, syntax.In("fr"), c.column, c.en, c.fr)
		}
	}
}

func TestWhoQueryErrors(t *testing.T) {
	for _, c := range []struct {
		who  index.WhoQuery
		want string
	}{
		{index.WhoQuery{From: "demain"}, "from: demain is no date; expected YYYY, YYYY-MM, YYYY-MM-DD or DD/MM/YYYY"},
		{index.WhoQuery{From: "2018", To: "2017"}, "from: the period 2018..2017 ends before it begins; expected the earlier date first"},
		{index.WhoQuery{Kind: "direct,loud"}, "kind: unknown kind loud; expected direct, indirect, speech or attended"},
		{index.WhoQuery{Departement: "Poitou"}, "departement: unknown departement Poitou; expected its code (59, 2A, 974) or its name"},
		{index.WhoQuery{Text: "(a"}, `text: column 1: "(" is never closed; expected ")"`},
		{index.WhoQuery{Speaker: "?!"}, "speaker: expected letters or digits; these signs are not in the index"},
	} {
		_, err := c.who.Query()
		if err == nil || err.Error() != c.want {
			t.Errorf("%+v: %v; want %s", c.who, err, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`a b`, `"a b"~3`, `speaker:"x y" OR (NOT b*)`, `near:"1,2,3km"`, `date:2017..`, `«a»`, `a~2 kind:(direct OR speech)`, `\"`, "\xff:\"\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := index.Parse(s)
		if err != nil {
			var syntax *index.SyntaxError
			if !errors.As(err, &syntax) || syntax.Column < 1 || syntax.Column > len([]rune(s))+1 {
				t.Fatalf("Parse(%q): %v", s, err)
			}
			return
		}
		again, err := index.Parse(q.String())
		if err != nil {
			t.Fatalf("Parse(%q) = %s, which is no question: %v", s, q, err)
		}
		if again.String() != q.String() {
			t.Fatalf("Parse(%q) = %s, read again %s", s, q, again)
		}
		for _, o := range []index.Of{index.Releases, index.Statements} {
			if index.Lower(q, o) == nil {
				t.Fatalf("Lower(%s) = nil", q)
			}
			index.NewHighlighter(q, o).Snippets(s, 2)
		}
	})
}

// TestWritten checks that a question put together by hand means the same after
// it was written and read, on which those who ask another process rely.
func TestWritten(t *testing.T) {
	for _, c := range []struct {
		in   index.Query
		want string
	}{
		{index.Match{In: index.InPerson, Text: "michel lalande"}, `person:"michel lalande"`},
		{index.Match{Text: "crue"}, `crue`},
		{index.Match{Text: "AND"}, `"AND"`},
		{index.Match{Text: "a:b"}, `"a:b"`},
		{index.Match{Text: "-x"}, `"-x"`},
		{index.Match{In: index.InSite, Text: "R53"}, `site:R53`},
		{index.Match{In: index.InPlace, Text: "saint pol", How: index.Prefix}, `place:"saint pol"*`},
		{index.Match{In: index.InSpeaker, Text: "jean la", How: index.Prefix}, `speaker:"jean la"*`},
		{index.Match{In: index.InPlace, Text: "saint poll", How: index.Fuzzy, Edits: 2}, `place:"saint poll"~2`},
		{index.Match{In: index.InSpeaker, Text: "michl lalnde", How: index.Fuzzy, Edits: 1}, `speaker:michl~ speaker:lalnde~`},
		{index.And{index.Match{Text: "x"}, index.Not{Query: index.Or{index.Match{In: index.InKind, Text: "direct"}, index.Match{In: index.InKind, Text: "speech"}}}},
			`x NOT (kind:direct OR kind:speech)`},
		{index.During{Period: index.Period{From: index.FirstDay, To: index.LastDay}}, `date:..9999-12-31`},
	} {
		if got := c.in.String(); got != c.want {
			t.Errorf("%#v is written %s; want %s", c.in, got, c.want)
		}
		again, err := index.Parse(c.in.String())
		if err != nil {
			t.Errorf("Parse(%s): %v", c.in, err)
			continue
		}
		for _, of := range []index.Of{index.Releases, index.Statements} {
			if diff := cmp.Diff(index.Lower(c.in, of), index.Lower(again, of)); diff != "" {
				t.Errorf("%s means something else when it is read (-written +read):\n%s", c.in, diff)
			}
		}
	}
}
