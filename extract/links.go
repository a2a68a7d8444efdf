package extract

// Link is an address that a page points to and a crawler may follow.
type Link struct {
	URL  string // absolute, as written otherwise
	Text string // visible text without size and format; empty if none
	Kind LinkKind
	Date string // YYYY-MM-DD shown beside the link (a card's "Publié le"); empty if none
}

// LinkKind says what a link most likely leads to. It orders the crawl; no kind
// is a promise.
type LinkKind string

const (
	ReleaseLink    LinkKind = "release"    // a card of a listing, or a link shaped like one
	ListingLink    LinkKind = "listing"    // a list of releases: news, press room, a year's or month's folder
	PagerLink      LinkKind = "pager"      // another page of the same listing
	NavigationLink LinkKind = "navigation" // menus, breadcrumbs, cards without a date, all else
	AttachmentLink LinkKind = "attachment" // a file for download
	FeedLink       LinkKind = "feed"       // RSS, Atom or a sitemap
	AliasLink      LinkKind = "alias"      // the same page elsewhere: canonical address, print version
)

// Linker finds the links of a page, in page order, each address once. The
// result is nil for a page that is not HTML.
type Linker interface {
	Links(Page) []Link
}
