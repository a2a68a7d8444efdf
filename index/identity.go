package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The index keeps statements under the name of who made them, so that each
// record is written without looking at another. Who is behind a name is worked
// out from all the statements under it, by [Identify]: the same statements give
// the same people, in whatever order they came.
//
// A title (an office and what it governs) with the days on which the name bore
// it is the smallest part. Titles are one person's only where something says
// so, and never where something says that they are not:
//
//   - a release gives both of them to the name ([Together]);
//   - both are of one territory ([SameTerritory]);
//   - they are posts of one career with a short break between them ([Successive]).
//
// Against it speaks that both are posts of which a person has one at a time,
// of different territories, and that each was borne before the other had ended.

// Reason is why titles are taken to be one person's.
type Reason string

const (
	Together      Reason = "together"       // a release gives both to the name
	SameTerritory Reason = "same-territory" // two offices of one territory
	Successive    Reason = "successive"     // posts of one career, one soon after the other
	OnlyBearer    Reason = "only-bearer"    // statements without a title, of a name that one person bears
	SamePlace     Reason = "same-place"     // statements without a title, in releases of the departement of only one bearer
)

// Join says why two titles of an identity are one person's.
type Join struct {
	Reason   Reason   `json:"reason"`
	Titles   []string `json:"titles"`   // as written; one for statements without a title
	Evidence []string `json:"evidence"` // IDs of statements that show it
}

// In says the reason in a language, "fr" or "en".
func (j *Join) In(language string) string {
	words, ok := joinWords[j.Reason]
	if !ok {
		return string(j.Reason)
	}
	form := words.en
	if language == "fr" {
		form = words.fr
	}
	var titles [2]any
	for i := range titles {
		titles[i] = ""
		if i < len(j.Titles) {
			titles[i] = j.Titles[i]
		}
	}
	return fmt.Sprintf(form, titles[:]...)
}

var joinWords = map[Reason]struct{ en, fr string }{
	Together:      {"a release gives both “%[1]s” and “%[2]s”", "un communiqué donne à la fois « %[1]s » et « %[2]s »"},
	SameTerritory: {"“%[1]s” and “%[2]s” are of one territory", "« %[1]s » et « %[2]s » sont d'un même territoire"},
	Successive:    {"“%[1]s” and “%[2]s” are posts of one career", "« %[1]s » et « %[2]s » sont des postes d'une même carrière"},
	OnlyBearer:    {"without a title: nobody else bears the name%.0[1]s%.0[2]s", "sans titre : personne d'autre ne porte ce nom%.0[1]s%.0[2]s"},
	SamePlace:     {"without a title: in the departement of “%[1]s”%.0[2]s", "sans titre : dans le département de « %[1]s »%.0[2]s"},
}

// In says why in a language, "fr" or "en".
func (a *Apart) In(language string) string {
	form := "“%s” and “%s” were borne at once, and nobody bears both"
	if language == "fr" {
		form = "« %s » et « %s » ont été portés en même temps, ce que personne ne fait"
	}
	return fmt.Sprintf(form, a.Titles[0], a.Titles[1])
}

// Apart says why two titles under one name are two people's: nobody has both at
// once, and each was borne before the other had ended.
type Apart struct {
	Other    string   `json:"other"` // Key of the other identity
	Titles   []string `json:"titles"`
	Evidence []string `json:"evidence"` // IDs of statements that show it
}

// Identity is one person, as far as statements tell.
type Identity struct {
	// Key names the person: the name alone if one person bears it, else with
	// the first title after a comma: "jean castex, premier ministre".
	Key  string `json:"key"`
	Name string `json:"name"` // as written most often
	Seen
	Titles []TitleUse `json:"titles"` // oldest first
	Joins  []Join     `json:"joins"`  // why the titles are one person's
	Apart  []Apart    `json:"apart"`  // why others are not

	// Unclear says that nothing tells whether these statements are another's
	// of the same name or not.
	Unclear bool `json:"unclear"`

	StatementIDs []string `json:"statement_ids"` // of this person's statements, ascending
}

// Made reports whether a statement is one of this person.
func (x *Identity) Made(statement string) bool {
	_, ok := slices.BinarySearch(x.StatementIDs, statement)
	return ok
}

// Query asks for the statements of this person, as far as they were read.
func (x *Identity) Query() Query {
	name, _, _ := strings.Cut(x.Key, ",")
	last := ""
	var in Or
	for _, id := range x.StatementIDs {
		if r := ReleaseOf(id); r != last {
			last = r
			in = append(in, Match{In: InRelease, Text: r})
		}
	}
	return And{personQuery(name), in}
}

// identityQuery asks for the statements of a name, or of one of the people
// behind it; of these it gives all, and nil for a name. The error is
// ErrNotFound for a key that is nobody's.
func identityQuery(ctx context.Context, s Searcher, id string) (Query, []Identity, error) {
	name, _, told := strings.Cut(id, ",")
	if !told {
		return personQuery(name), nil, nil
	}
	people, err := Identities(ctx, s, name)
	if err != nil {
		return nil, nil, err
	}
	for i := range people {
		if profileID(people[i].Key) == profileID(id) {
			return people[i].Query(), people, nil
		}
	}
	return nil, nil, ErrNotFound
}

// Resolve is a question in which each key of an [Identity] stands for the
// statements of that person, of releases for those with such a statement.
// Backends ask it of themselves before they answer. A key that is nobody's stays.
func Resolve(ctx context.Context, s Searcher, q Query) (Query, error) {
	var err error
	all := func(parts []Query) []Query {
		parts = slices.Clone(parts)
		for i := range parts {
			if err == nil {
				parts[i], err = Resolve(ctx, s, parts[i])
			}
		}
		return parts
	}
	switch q := q.(type) {
	case And:
		return And(all(q)), err
	case Or:
		return Or(all(q)), err
	case Not:
		q.Query, err = Resolve(ctx, s, q.Query)
		return q, err
	case Match:
		if q.In != InPerson || q.How == Prefix || q.How == Fuzzy || !strings.Contains(q.Text, ",") {
			return q, nil
		}
		one, _, err := identityQuery(ctx, s, q.Text)
		if errors.Is(err, ErrNotFound) {
			return q, nil
		}
		return one, err
	}
	return q, nil
}

// Identities are the people behind a name: of its statements at most
// [ProfileReads] are read. An ID is a key of an identity, of which only the
// name counts. The error wraps ErrNotFound if nobody of that name has spoken.
func Identities(ctx context.Context, s Searcher, id string) ([]Identity, error) {
	name, _, _ := strings.Cut(id, ",")
	q := personQuery(name)
	r, err := s.Search(ctx, Request{Of: Statements, Query: q})
	if err == nil && (NameKey(name) == "" || r.Total == 0) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("person %q: %w", id, err)
	}
	read, err := readStatements(ctx, s, q, r.Total)
	if err != nil {
		return nil, fmt.Errorf("person %q: %w", id, err)
	}
	return Identify(read), nil
}

// Identify tells apart the people who made statements under one name. All
// statements must have the same SpeakerKey. The order of statements does not
// count. Identities come oldest first.
func Identify(statements []*Statement) []Identity {
	statements = slices.Clone(statements)
	slices.SortFunc(statements, func(a, b *Statement) int {
		return cmp.Or(compareDates(a.Day(), b.Day()), strings.Compare(a.ID, b.ID))
	})
	var r resolver
	r.read(statements)
	r.number()
	r.joinTogether()
	r.joinTerritories()
	r.joinCareers()
	r.joinUntitled()
	return r.identities()
}

// tenure is a title that the name bore, or the statements of a departement that
// give it none.
type tenure struct {
	title      TitleUse
	post       post
	territory  string // key of what is governed, or of the departement for a statement without a title; may be empty
	untitled   bool
	from, to   Day // first and last day seen; from > to if no day is known
	statements []*Statement

	number    int  // in the resolver
	conflicts bits // numbers of those that nobody bears besides
	group     *group
	joins     []Join // of this one with an earlier
}

// group are tenures of one person, by their numbers.
type group struct {
	members   bits
	conflicts bits // of all members
}

// bits is a set of small numbers.
type bits []uint64

func newBits(n int) bits { return make(bits, (n+63)/64) }

func (b bits) add(i int) { b[i/64] |= 1 << (i % 64) }

func (b bits) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

func (b bits) addAll(o bits) {
	for i := range b {
		b[i] |= o[i]
	}
}

func (b bits) meets(o bits) bool {
	for i := range b {
		if b[i]&o[i] != 0 {
			return true
		}
	}
	return false
}

func (t *tenure) dated() bool { return t.from <= t.to }

// overlaps reports whether each was seen before the other had ended, by more
// than a handover.
func (t *tenure) overlaps(o *tenure) bool {
	return t.dated() && o.dated() && o.from+handover < t.to && t.from+handover < o.to
}

const (
	// handover is for how many days releases may go on to name who left.
	handover Day = 31
	// careerBreak is how many days may lie between two posts of one career.
	careerBreak = 5 * 365
)

type resolver struct {
	tenures  []*tenure // by first day
	together map[[2]*tenure][]*Statement
}

// read makes tenures of statements.
func (r *resolver) read(statements []*Statement) {
	r.together = map[[2]*tenure][]*Statement{}
	byKey := map[string]*tenure{}
	borne := map[string][]*tenure{} // by release
	for _, s := range statements {
		capacities := s.capacities()
		if len(capacities) == 0 {
			capacities = []Capacity{{}}
		}
		for _, c := range capacities {
			t := newTenure(c, s)
			key := NameKey(t.title.Office) + "\x00" + t.territory
			if t.untitled {
				key = "\x00" + t.territory
			} else if t.territory == "" {
				key += "\x00" + NameKey(c.Text)
			}
			if known, ok := byKey[key]; ok {
				t = known
			} else {
				byKey[key] = t
				r.tenures = append(r.tenures, t)
			}
			if slices.Contains(t.statements, s) {
				continue
			}
			t.statements = append(t.statements, s)
			t.title.Seen.add(s)
			// The middle of a month will do for it; a year says too little.
			if p, err := ParsePeriod(s.Day()); err == nil && p.To-p.From <= handover {
				day := (p.From + p.To) / 2
				t.from, t.to = min(t.from, day), max(t.to, day)
			}
			if !t.untitled && !slices.Contains(borne[s.Release.ID], t) {
				for _, o := range borne[s.Release.ID] {
					pair := pairOf(o, t)
					r.together[pair] = append(r.together[pair], s)
				}
				borne[s.Release.ID] = append(borne[s.Release.ID], t)
			}
		}
	}
}

func newTenure(c Capacity, s *Statement) *tenure {
	t := &tenure{title: TitleUse{Title: c.Text, Office: c.Office, Scope: c.Scope}, from: LastDay, to: FirstDay,
		untitled: c.Text == "" && c.Office == ""}
	if t.untitled {
		t.territory = "dep:" + s.Release.Departement
		return t
	}
	t.post = postOf(c)
	t.territory = territoryKey(c)
	if t.territory == "" && t.post.local && s.Release.Departement != "" {
		t.territory = "dep:" + s.Release.Departement // "le préfet" is that of the departement
	}
	return t
}

// territoryKey names what is governed, so that its code and its name are the
// same.
func territoryKey(c Capacity) string {
	if c.Scope == "" {
		return ""
	}
	// Codes of regions and of departements are alike.
	if t, ok := Region(c.Scope); ok && strings.Contains(" "+NameKey(c.Text)+" ", " region ") {
		return "region:" + t.Code
	}
	if t, ok := Departement(c.Scope); ok {
		return "dep:" + t.Code
	}
	return NameKey(c.Scope)
}

func pairOf(a, b *tenure) [2]*tenure {
	if a.first(b) > 0 {
		return [2]*tenure{b, a}
	}
	return [2]*tenure{a, b}
}

// first orders tenures by their first statement, then by title.
func (t *tenure) first(o *tenure) int {
	return cmp.Or(cmp.Compare(t.from, o.from), strings.Compare(t.title.Title, o.title.Title), strings.Compare(t.territory, o.territory))
}

// contradict reports whether nobody has both titles: a person has one post of
// a career at a time, unless a release gives both to the name.
func (r *resolver) contradict(a, b *tenure) bool {
	if a == b || a.untitled || b.untitled || a.post.career != b.post.career || !a.post.single {
		return false
	}
	return a.overlaps(b) && len(r.together[pairOf(a, b)]) == 0 && a.elsewhere(b)
}

// elsewhere reports whether two tenures are of different territories. Where
// that cannot be told from their names, those that speak of them decide: the
// "sous-préfète de Lille" and the "secrétaire générale de la préfecture du Nord"
// may well be the same, if it is the préfecture du Nord that says so.
func (t *tenure) elsewhere(o *tenure) bool {
	kindT, nameT, codeT := cutTerritory(t.territory)
	kindO, nameO, codeO := cutTerritory(o.territory)
	switch {
	case t.territory == o.territory:
		return false
	case codeT && codeO && kindT == kindO:
		return true
	case codeT && codeO: // the préfet of a region is that of one of its departements
		if kindT == "region" {
			nameT, nameO = nameO, nameT
		}
		d, _ := Departement(nameT)
		return d.Region != nameO
	case !codeT && !codeO && nameT != "" && nameO != "":
		return !strings.Contains(" "+nameT+" ", " "+nameO+" ") && !strings.Contains(" "+nameO+" ", " "+nameT+" ")
	}
	for _, s := range t.statements {
		for _, x := range o.statements {
			if s.Release.Departement == x.Release.Departement || sameSite(s, x) {
				return false
			}
		}
	}
	return true
}

func sameSite(a, b *Statement) bool { return a.Release.Site != "" && a.Release.Site == b.Release.Site }

// isShort reports whether one of two titles of an office names in short, on the
// same site, what the other names in full: "préfète de zone", "préfète de la
// zone de défense et de sécurité Ouest".
func (t *tenure) isShort(o *tenure) bool {
	if t.title.Office != o.title.Office {
		return false
	}
	_, nameT, codeT := cutTerritory(t.territory)
	_, nameO, codeO := cutTerritory(o.territory)
	if codeT || codeO || nameT == "" || nameO == "" || !beginsWith(nameT, nameO) && !beginsWith(nameO, nameT) {
		return false
	}
	for _, s := range t.statements {
		for _, x := range o.statements {
			if sameSite(s, x) {
				return true
			}
		}
	}
	return false
}

// beginsWith reports whether a key begins with the words of another.
func beginsWith(key, words string) bool {
	rest, ok := strings.CutPrefix(key, words)
	return ok && (rest == "" || rest[0] == ' ')
}

// cutTerritory parts what territoryKey gives.
func cutTerritory(key string) (kind, name string, isCode bool) {
	for _, kind := range [...]string{"dep", "region"} {
		if code, ok := strings.CutPrefix(key, kind+":"); ok {
			return kind, code, true
		}
	}
	return "", key, false
}

// number orders the tenures, each a group of its own, and finds the conflicts.
func (r *resolver) number() {
	slices.SortFunc(r.tenures, (*tenure).first)
	n := len(r.tenures)
	for i, t := range r.tenures {
		t.number, t.conflicts = i, newBits(n)
		t.group = &group{newBits(n), newBits(n)}
		t.group.members.add(i)
	}
	for a, b := range r.pairs {
		if r.contradict(a, b) {
			a.conflicts.add(b.number)
			b.conflicts.add(a.number)
		}
	}
	for _, t := range r.tenures {
		t.group.conflicts.addAll(t.conflicts)
	}
}

// members are the tenures of a group.
func (r *resolver) members(g *group) (m []*tenure) {
	for i, t := range r.tenures {
		if g.members.has(i) {
			m = append(m, t)
		}
	}
	return m
}

// join makes two tenures one person's, unless something is against it.
func (r *resolver) join(a, b *tenure, reason Reason, evidence ...string) {
	if a.group == b.group || a.group.conflicts.meets(b.group.members) {
		return
	}
	j := Join{Reason: reason, Titles: []string{}, Evidence: ends(evidence)}
	for _, t := range []*tenure{a, b} {
		if !t.untitled {
			j.Titles = append(j.Titles, t.title.Title)
		}
	}
	b.joins = append(b.joins, j)
	kept, gone := a.group, b.group
	kept.members.addAll(gone.members)
	kept.conflicts.addAll(gone.conflicts)
	for _, o := range r.tenures {
		if o.group == gone {
			o.group = kept
		}
	}
}

// pairs yields each pair of titles once, the earlier first.
func (r *resolver) pairs(yield func(a, b *tenure) bool) {
	for i, a := range r.tenures {
		for _, b := range r.tenures[i+1:] {
			if !a.untitled && !b.untitled && !yield(a, b) {
				return
			}
		}
	}
}

func (r *resolver) joinTogether() {
	for a, b := range r.pairs {
		if both := r.together[pairOf(a, b)]; len(both) > 0 {
			r.join(a, b, Together, ids(both)...)
		}
	}
}

func (r *resolver) joinTerritories() {
	for a, b := range r.pairs {
		if a.territory != "" && a.territory == b.territory || a.isShort(b) {
			r.join(a, b, SameTerritory, a.statements[len(a.statements)-1].ID, b.statements[0].ID)
		}
	}
}

// joinCareers joins posts that follow one another, those with the shortest
// break first. A post that could follow those of two people is no evidence for
// either.
func (r *resolver) joinCareers() {
	type step struct{ a, b *tenure }
	steps := make([][]step, careerBreak+1) // by the days between the posts
	before, after := make([]bits, len(r.tenures)), make([]bits, len(r.tenures))
	for i := range r.tenures {
		before[i], after[i] = newBits(len(r.tenures)), newBits(len(r.tenures))
	}
	for a, b := range r.pairs {
		if a.post.career == "" || a.post.career != b.post.career || !a.dated() || !b.dated() || a.post.single && a.overlaps(b) {
			continue
		}
		if a.to > b.to {
			a, b = b, a
		}
		if days := max(0, int(b.from-a.to)); days <= careerBreak {
			steps[days] = append(steps[days], step{a, b})
			before[b.number].add(a.number)
			after[a.number].add(b.number)
		}
	}
	for _, s := range slices.Concat(steps...) {
		if !before[s.b.number].meets(s.a.group.conflicts) && !after[s.a.number].meets(s.b.group.conflicts) {
			r.join(s.a, s.b, Successive, s.a.statements[len(s.a.statements)-1].ID, s.b.statements[0].ID)
		}
	}
}

// joinUntitled gives statements without a title to the only bearer of the name,
// or to the only one with a title of the departement.
func (r *resolver) joinUntitled() {
	groups, sole := map[*group]bool{}, (*tenure)(nil)
	for _, t := range r.tenures {
		if !t.untitled {
			groups[t.group] = true
			sole = t
		}
	}
	var untitled *tenure
	for _, t := range r.tenures {
		if !t.untitled {
			continue
		}
		if len(groups) == 0 {
			if untitled != nil {
				r.join(untitled, t, OnlyBearer, ids(t.statements)...)
			}
			untitled = cmp.Or(untitled, t)
			continue
		}
		if len(groups) == 1 {
			r.join(sole, t, OnlyBearer, ids(t.statements)...)
			continue
		}
		near := map[*group]*tenure{}
		for _, o := range r.tenures {
			if !o.untitled && o.territory == t.territory {
				near[o.group] = o
			}
		}
		if len(near) == 1 {
			for _, o := range near {
				r.join(o, t, SamePlace, ids(t.statements)...)
			}
		}
	}
}

// identities are the groups, oldest first.
func (r *resolver) identities() []Identity {
	var people []Identity
	var groups []*group
	for _, t := range r.tenures {
		if !slices.Contains(groups, t.group) {
			groups = append(groups, t.group)
			people = append(people, r.identity(t.group))
		}
	}
	if len(people) == 1 {
		return people
	}
	uses := map[string]int{}
	for i := range people {
		x := &people[i]
		if len(x.Titles) > 0 {
			x.Key += ", " + NameKey(x.Titles[0].Title)
		}
		if uses[x.Key]++; uses[x.Key] > 1 {
			x.Key = fmt.Sprint(x.Key, ", ", uses[x.Key])
		}
	}
	members := make([][]*tenure, len(groups))
	for i, g := range groups {
		members[i] = r.members(g)
	}
	for i, g := range groups {
		for j, o := range groups {
			if len(people[i].Apart) < profileValues && g.conflicts.meets(o.members) {
				people[i].Apart = append(people[i].Apart, apart(members[i], members[j], people[j].Key))
			}
		}
	}
	return people
}

func (r *resolver) identity(g *group) Identity {
	members := r.members(g)
	x := Identity{Key: members[0].statements[0].SpeakerKey, Titles: []TitleUse{}, Joins: []Join{}, Apart: []Apart{}}
	names := newTally[Value]()
	titled, seen := false, map[string]bool{}
	for _, t := range members {
		for _, s := range t.statements {
			if !seen[s.ID] {
				seen[s.ID] = true
				x.StatementIDs = append(x.StatementIDs, s.ID)
				x.Seen.add(s)
				names.at(s.Speaker, Value{Value: s.Speaker}).Count++
			}
		}
		x.Joins = append(x.Joins, t.joins...)
		if !t.untitled {
			titled = true
			t.title.Evidence = ends(ids(t.statements))
			x.Titles = append(x.Titles, t.title)
		}
	}
	slices.Sort(x.StatementIDs)
	x.Unclear = !titled && len(members) < len(r.tenures)
	x.Name = names.sorted(func(a, b *Value) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value)) })[0].Value
	return x
}

// apart is the first of what speaks against the members of two groups being one
// person.
func apart(group, others []*tenure, other string) Apart {
	a := Apart{Other: other}
	for _, x := range group {
		for _, y := range others {
			if x.conflicts.has(y.number) {
				a.Titles = []string{x.title.Title, y.title.Title}
				a.Evidence = slices.Concat(ends(ids(x.statements)), ends(ids(y.statements)))
				return a
			}
		}
	}
	return a
}

func ids(statements []*Statement) []string {
	all := make([]string, len(statements))
	for i, s := range statements {
		all[i] = s.ID
	}
	return all
}
