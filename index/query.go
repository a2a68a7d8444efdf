package index

import (
	"fmt"
	"strconv"
	"strings"
)

// Query is a question, read by [Parse] or put together by hand. Its String is
// the question in the query language: parsing it gives the same query again.
type Query interface {
	fmt.Stringer

	// lower adds what the query asks of entries of one kind.
	lower(o Of) Clause
}

type (
	// All matches everything.
	All struct{}

	// And matches what all of its parts match; the empty one matches everything.
	And []Query

	// Or matches what one of its parts matches; the empty one matches nothing.
	Or []Query

	// Not matches what its part does not match.
	Not struct{ Query Query }

	// Match asks for text in a field.
	Match struct {
		In    Aspect
		Text  string
		How   How
		Slop  int // for NearPhrase: how many words may stand between
		Edits int // for Fuzzy: how many letters may differ, 1 or 2
	}

	// During asks for what was said, or published, in a period.
	During struct{ Period Period }

	// Near asks for places within a distance.
	Near struct {
		Lat, Lon float64
		Km       float64
	}
)

// How says how the text of a Match is meant.
type How uint8

const (
	Word       How = iota // the word in any of its forms
	Phrase                // the words in this order
	NearPhrase            // the words in any order, with at most Slop others between them
	Prefix                // words that begin so
	Fuzzy                 // words that differ by few letters
)

// Aspect is a field of the query language.
type Aspect uint8

const (
	InText Aspect = iota
	InExact
	InSpeaker
	InPerson
	InTitle
	InOffice
	InPlace
	InDepartement
	InRegion
	InKind
	InSite
	InLanguage
	InRelease
)

func (All) String() string { return "*" }

func (q And) String() string {
	if len(q) == 0 {
		return "*"
	}
	return join([]Query(q), " ")
}

func (q Or) String() string {
	if len(q) == 0 {
		return "NOT *"
	}
	return join([]Query(q), " OR ")
}

func join(parts []Query, with string) string {
	if len(parts) == 1 {
		return parts[0].String()
	}
	var b strings.Builder
	for i, q := range parts {
		if i > 0 {
			b.WriteString(with)
		}
		b.WriteString(nested(q))
	}
	return b.String()
}

// nested is the query in parentheses where it needs them.
func nested(q Query) string {
	switch q := q.(type) {
	case And:
		if len(q) > 0 {
			return "(" + q.String() + ")"
		}
	case Or:
		return "(" + q.String() + ")"
	}
	return q.String()
}

func (q Not) String() string { return "NOT " + nested(q.Query) }

func (q Match) String() string {
	s, text := "", q.Text
	if q.In != InText {
		s = aspectNames[q.In] + ":"
	}
	bare := isBare(text)
	if !bare {
		text = quote(text)
	}
	switch q.How {
	case Phrase:
		return s + quote(q.Text)
	case NearPhrase:
		return s + quote(q.Text) + "~" + strconv.Itoa(q.Slop)
	case Prefix:
		return s + text + "*"
	case Fuzzy:
		if !bare && !q.In.isKeyed() {
			return q.eachWord().String()
		}
		s += text + "~"
		if q.Edits != 1 {
			s += strconv.Itoa(q.Edits)
		}
		return s
	}
	return s + text
}

// eachWord asks for each word of a text apart.
func (q Match) eachWord() Query {
	var all And
	for _, w := range nameWords(q.Text) {
		part := q
		part.Text = w
		all = append(all, part)
	}
	return all
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

func (q During) String() string { return "date:" + q.Period.String() }

func (q Near) String() string {
	f := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	return `near:"` + f(q.Lat) + "," + f(q.Lon) + "," + f(q.Km) + `km"`
}
