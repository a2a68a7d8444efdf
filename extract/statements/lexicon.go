package statements

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed verbs.tsv
var verbsTSV string

//go:embed words.tsv
var wordsTSV string

// frames says what the words of a verb may begin with.
type frames uint32

const (
	clause    frames = 1 << iota // que, comment, si…
	noun                         // a noun phrase
	toDo                         // an infinitive, with or without de
	of                           // de and a noun phrase
	to                           // à
	about                        // sur
	forIt                        // pour, en faveur de
	against                      // contre
	attribute                    // an adjective
	colon                        // only after a colon
	someone                      // someone urged to do something
	assured                      // someone assured of something
	told                         // someone told that
	own                          // a noun phrase with a possessive: sa joie
	thought                      // an idea, a hypothesis
	shown                        // what is presented in words, without a colon too
	guest                        // nothing is said if somebody is only asked to come
)

var frameLetters = map[rune]frames{'q': clause, 'n': noun, 'i': toDo, 'd': of, 'a': to, 's': about,
	'p': forIt, 'c': against, 't': attribute, ':': colon, 'h': someone, 'k': assured, 'w': told, 'o': own, 'v': thought, 'x': shown, 'g': guest, '-': 0}

// verb is a row of verbs.tsv.
type verb struct {
	infinitive string
	rest       [][]string // words that follow the form, each with its alternatives
	reflexive  bool
	clitic     bool // "en appeler"
	class      string
	frames     frames
	example    string
}

// entry is a form of a verb in the lexicon.
type entry struct {
	verb   *verb
	kind   formKind
	plural bool
}

// wordClass is a set of the classes of words.tsv that a word is in.
type wordClass uint64

const (
	auxHave     wordClass = 1 << iota // a, ont, avait: they make a perfect of the participle that follows
	auxBe                             // est, sont, était
	auxLoose                          // avoir, ayant: with a participle they tell what was done before
	auxOther                          // other frequent finite verbs; they mark a clause
	subject                           // il, elle, ils, elles, on, je, nous…
	clitic                            // le, lui, leur, y, en before a verb
	negation                          // pas, jamais, plus
	adverb                            // ensuite, également: they may part an auxiliary from its participle
	determiner                        // le, la, les, un, ce, son…
	preposition                       // de, du, à, avec…
	human                             // head nouns of persons in office: préfet, maire
	group                             // head nouns of bodies and groups that speak: préfecture, élus
	modal                             // participles and verbs before an infinitive that says: tenu, souhaité
	future                            // sera, auront: not yet
	speechNoun                        // discours, allocution
	writing                           // lettre, courrier: speeches only if read out
	civility                          // M., Mme
	document                          // texts and decisions, of which one says that they say
	street                            // rue, avenue: nobody speaks at a street of unknown town
	month                             // months and week days, never names of speakers
)

var classNames = map[string]wordClass{"have": auxHave, "be": auxBe, "finite": auxOther, "having": auxLoose, "subject": subject, "clitic": clitic,
	"negation": negation, "adverb": adverb, "determiner": determiner, "preposition": preposition, "human": human,
	"group": group, "modal": modal, "future": future, "speech": speechNoun, "writing": writing, "civility": civility, "month": month, "document": document, "street": street}

// phraseClass is a set of the classes of phrases of words.tsv.
type phraseClass uint64

const (
	absentPhrase      phraseClass = 1 << iota // was not there
	actPhrase                                 // decrees and disasters, with a day of their own
	adverbPhrase                              // adverbs of several words
	affirmedPhrase                            // affirms the infinitive after it
	asidePhrase                               // what happened at another time
	awardPhrase                               // gives to whom follows
	camePhrase                                // participles of moving, with être
	careerPhrase                              // the life of someone
	chancePhrase                              // gives somebody the floor
	closePhrase                               // opens or ends something with a speech
	deadPhrase                                // befell someone who can no longer be there
	deliverPhrase                             // delivers a speech
	distancePhrase                            // people met over a distance
	duringPhrase                              // an event, in the sentence itself
	dutyPhrase                                // on duty, not there
	eventPhrase                               // something happens
	fatePhrase                                // what befell someone, somewhere
	fewwordsPhrase                            // speeches if delivered
	firstpersonPhrase                         // announces a speech in the first person
	floorPhrase                               // takes the floor
	groupPhrase                               // bodies of several words
	honouredPhrase                            // honours whom follows
	hostsPhrase                               // said of a place
	humanPhrase                               // offices of several words
	ideaPhrase                                // what may be put aside in words
	interviewPhrase                           // announces an interview
	meetingPhrase                             // a meeting, before its day
	movePhrase                                // moves on
	namePhrase                                // gives a name to what follows
	notthenPhrase                             // not on that day
	occasionPhrase                            // people meet
	onthespotPhrase                           // where the sentence before left off
	ownwordsPhrase                            // one's own words as a source
	presentPhrase                             // was there
	presentedPhrase                           // what is presented in words
	pressPhrase                               // tells the press
	qualifierPhrase                           // qualifies a speech
	readPhrase                                // asks the reader to read a speech
	recitedPhrase                             // speeches if read out
	reachPhrase                               // reaches the place that follows
	remotePhrase                              // said on the air
	rosterPhrase                              // heads a list of who was there
	replyPhrase                               // announces words after a colon
	sourcePhrase                              // selon
	shapePhrase                               // gives a speech its form or its subject
	stagePhrase                               // a stage of a journey
	standsforPhrase                           // stands for the subject
	therePhrase                               // c'est là que
	venuePhrase                               // nouns of venues
	virtuePhrase                              // what people are called to
	visitPhrase                               // visits what follows
	voicePhrase                               // bodies that have opinions
	withPhrase                                // was with whom follows
	writtenPhrase                             // said in writing
)

var phraseNames = map[string]phraseClass{
	"absent":      absentPhrase,
	"act":         actPhrase,
	"adverb":      adverbPhrase,
	"affirmed":    affirmedPhrase,
	"aside":       asidePhrase,
	"award":       awardPhrase,
	"came":        camePhrase,
	"career":      careerPhrase,
	"chance":      chancePhrase,
	"close":       closePhrase,
	"dead":        deadPhrase,
	"deliver":     deliverPhrase,
	"distance":    distancePhrase,
	"during":      duringPhrase,
	"duty":        dutyPhrase,
	"event":       eventPhrase,
	"fate":        fatePhrase,
	"fewwords":    fewwordsPhrase,
	"firstperson": firstpersonPhrase,
	"floor":       floorPhrase,
	"group":       groupPhrase,
	"honoured":    honouredPhrase,
	"hosts":       hostsPhrase,
	"human":       humanPhrase,
	"idea":        ideaPhrase,
	"interview":   interviewPhrase,
	"meeting":     meetingPhrase,
	"move":        movePhrase,
	"name":        namePhrase,
	"notthen":     notthenPhrase,
	"occasion":    occasionPhrase,
	"onthespot":   onthespotPhrase,
	"ownwords":    ownwordsPhrase,
	"present":     presentPhrase,
	"presented":   presentedPhrase,
	"press":       pressPhrase,
	"qualifier":   qualifierPhrase,
	"reach":       reachPhrase,
	"read":        readPhrase,
	"recited":     recitedPhrase,
	"remote":      remotePhrase,
	"reply":       replyPhrase,
	"roster":      rosterPhrase,
	"shape":       shapePhrase,
	"source":      sourcePhrase,
	"stage":       stagePhrase,
	"standsfor":   standsforPhrase,
	"there":       therePhrase,
	"venue":       venuePhrase,
	"virtue":      virtuePhrase,
	"visit":       visitPhrase,
	"voice":       voicePhrase,
	"with":        withPhrase,
	"written":     writtenPhrase,
}

// word is what the lexicon knows of a word in lower case.
type word struct {
	class   wordClass
	plural  bool // of an auxiliary or noun
	entries []entry
	phrases []phrase    // those that begin with it
	starts  phraseClass // the classes of phrases
}

// phrase is a phrase of words.tsv: more than one word, or of a class that is
// not a property of single words.
type phrase struct {
	class  phraseClass
	words  []string
	plural bool
}

// lexicon holds the words that matter; it is not changed once made.
type lexicon struct {
	words map[string]*word
	verbs []*verb
	to    *word // "à"
}

func newLexicon() (*lexicon, error) {
	l := &lexicon{words: map[string]*word{}}
	for row, err := range rows(verbsTSV, 5) {
		if err != nil {
			return nil, fmt.Errorf("verbs: %w", err)
		}
		if err := l.addVerb(row); err != nil {
			return nil, err
		}
	}
	for row, err := range rows(wordsTSV, 3) {
		if err != nil {
			return nil, fmt.Errorf("words: %w", err)
		}
		if err := l.addWords(row); err != nil {
			return nil, err
		}
	}
	l.to = l.word("à")
	return l, nil
}

// rows yields the lines of a table that are neither empty nor comments, cut
// at tabs.
func rows(table string, columns int) func(func([]string, error) bool) {
	return func(yield func([]string, error) bool) {
		for line := range strings.Lines(table) {
			line = strings.TrimRight(line, "\n")
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			row := strings.Split(line, "\t")
			var err error
			if len(row) != columns {
				err = fmt.Errorf("row %q has %d columns; want %d", line, len(row), columns)
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

func (l *lexicon) addVerb(row []string) error {
	v := &verb{infinitive: row[0], class: row[1], example: row[4]}
	for _, r := range row[2] {
		f, ok := frameLetters[r]
		if !ok {
			return fmt.Errorf("verb %q has unknown frame %q", row[0], r)
		}
		v.frames |= f
	}
	name := row[0]
	if s, ok := strings.CutPrefix(name, "se "); ok {
		name, v.reflexive = s, true
	} else if s, ok := strings.CutPrefix(name, "s'"); ok {
		name, v.reflexive = s, true
	} else if s, ok := strings.CutPrefix(name, "en "); ok {
		name, v.clitic = s, true
	}
	name, rest, _ := strings.Cut(name, " ")
	for _, w := range split(rest) {
		v.rest = append(v.rest, strings.Split(w, "/"))
	}
	var parts []string
	if row[3] != "-" {
		parts = strings.Fields(row[3])
	}
	forms := conjugate(name, parts)
	if forms == nil {
		return fmt.Errorf("verb %q has no forms", row[0])
	}
	l.verbs = append(l.verbs, v)
	for _, f := range forms {
		w := l.word(f.word)
		e := entry{v, f.kind, f.plural}
		if len(v.rest) > 0 || v.clitic { // longer entries first
			w.entries = append([]entry{e}, w.entries...)
		} else {
			w.entries = append(w.entries, e)
		}
	}
	return nil
}

// addWords reads a row of words.tsv: class, words separated by commas, example.
func (l *lexicon) addWords(row []string) error {
	name, number, _ := strings.Cut(row[0], " ")
	class, kind, plural := classNames[name], phraseNames[name], number == "plural"
	if class == 0 && kind == 0 {
		return fmt.Errorf("words: class %q is unknown", name)
	}
	for s := range strings.SplitSeq(row[1], ",") {
		words := split(s)
		if len(words) == 0 {
			continue
		}
		if kind == eventPhrase && len(words) == 1 && isParticiple(words[0]) {
			for _, p := range agreements(words[0]) {
				if w := l.word(p); !w.has(kind) {
					w.add(phrase{kind, []string{p}, plural})
				}
			}
			continue
		}
		w := l.word(words[0])
		if class != 0 && len(words) == 1 {
			w.class |= class
			w.plural = w.plural || plural
			if class == human && !plural && !strings.HasSuffix(words[0], "s") && !strings.HasSuffix(words[0], "x") {
				many := l.word(words[0] + "s")
				many.class |= class
				many.plural = true
			}
			continue
		}
		if kind == 0 {
			return fmt.Errorf("words: %q of class %q has several words", strings.Join(words, " "), name)
		}
		w.add(phrase{kind, words, plural})
		if rest, ok := strings.CutPrefix(words[0], "é"); ok {
			// Capitals lose their accents: "Etaient présents".
			w := l.word("e" + rest)
			w.add(phrase{kind, append([]string{"e" + rest}, words[1:]...), plural})
		}
	}
	return nil
}

// add adds a phrase that begins with the word.
func (w *word) add(p phrase) {
	w.phrases = append(w.phrases, p)
	w.starts |= p.class
}

// has reports whether the word by itself is a phrase of a class.
func (w *word) has(class phraseClass) bool {
	for _, p := range w.phrases {
		if p.class == class && len(p.words) == 1 {
			return true
		}
	}
	return false
}

// split cuts a phrase into words as the text is cut into tokens.
func split(s string) []string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "aujourd'hui", "aujourd’hui")
	words := strings.Fields(strings.NewReplacer("'", "' ", "-", " ").Replace(s))
	for i := range words {
		words[i] = strings.ReplaceAll(words[i], "’", "'")
	}
	return words
}

func (l *lexicon) word(s string) *word {
	w := l.words[s]
	if w == nil {
		w = &word{}
		l.words[s] = w
	}
	return w
}
