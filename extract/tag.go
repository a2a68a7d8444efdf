package extract

// Tag is what a tagger takes a token for.
type Tag struct {
	Kind   TagKind
	Begin  bool  // begins a phrase; otherwise goes on with that of the token before
	Margin int16 // how much better the best reading is than the best in which the token is of another kind; 0 to 32767
}

// TagKind sorts phrases.
type TagKind uint8

// The kinds of phrases that a tagger marks.
const (
	NoTag TagKind = iota
	PersonTag
	PlaceTag
	OrganisationTag
	TitleTag
)

func (k TagKind) String() string {
	return [...]string{"none", "person", "place", "organisation", "title"}[min(k, TitleTag)]
}
