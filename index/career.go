package index

import (
	_ "embed" // for careers.tsv
	"strings"
	"sync"
)

//go:embed careers.tsv
var careersFile string

// post is what an office is in the careers of those who have it.
type post struct {
	career string // empty for an office of no known career
	single bool   // a person has one post of the career at a time
	local  bool   // without a territory it is that of the release's departement
}

// careerRule says which post a title is.
type careerRule struct {
	post
	office  string // key
	word    string // folded beginning of a word that the title must have; empty for any
	example string
}

// loadCareers are the rules by office, those that ask for a word first.
var loadCareers = sync.OnceValue(func() map[string][]careerRule {
	rules := map[string][]careerRule{}
	for line := range strings.Lines(careersFile) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 5 {
			continue
		}
		for office := range strings.SplitSeq(f[3], ", ") {
			office, word, _ := strings.Cut(office, "+")
			r := careerRule{post{f[0], f[1] == "one", f[2] == "local"}, NameKey(office), NameKey(word), f[4]}
			if r.word != "" {
				rules[r.office] = append([]careerRule{r}, rules[r.office]...)
			} else {
				rules[r.office] = append(rules[r.office], r)
			}
		}
	}
	return rules
})

// postOf is the post that a title is.
func postOf(c Capacity) post {
	title := " " + NameKey(c.Text) + " "
	for _, r := range loadCareers()[NameKey(c.Office)] {
		if r.word == "" || strings.Contains(title, " "+r.word) {
			return r.post
		}
	}
	return post{}
}
