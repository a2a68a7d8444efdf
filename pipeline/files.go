package pipeline

import (
	"context"
)

// attachment is why a file that a release offers is no release itself.
const attachment = "attachment"

// files tells the files that are releases from those that belong to one. A
// file belongs to a release that offers it, unless a listing, a feed, or a
// page in place of a release shows it too.
type files struct {
	crawl *Crawl
	of    map[string]string // release by file, of a batch
	shown map[string]bool   // files that pages of a batch show
}

func (c *Crawl) files(batch []processed) *files {
	f := &files{crawl: c, of: make(map[string]string), shown: make(map[string]bool)}
	for i := range batch {
		p := &batch[i]
		for _, u := range f.offers(p) {
			if p.doc != nil {
				f.of[u] = p.lease.URL
			} else {
				f.shown[u] = true
			}
		}
		for _, u := range p.shows {
			f.shown[u] = true
		}
	}
	return f
}

// offers are the files that a page offers, in canonical form.
func (f *files) offers(p *processed) []string {
	site := f.crawl.Sites[p.lease.Site]
	if site == nil {
		site = &Site{}
	}
	var list []string
	for _, a := range p.offers {
		if c, err := site.Canonical(a.URL); err == nil && c != p.lease.URL && (len(site.Hosts) == 0 || site.Contains(c)) {
			list = append(list, c)
		}
	}
	return list
}

// settle makes p no release if it is an attachment, and notes what p says of
// other files: those that came out as releases before are taken out of the
// index by remove, and those that turn out to be releases are processed again.
func (f *files) settle(ctx context.Context, ledger Ledger, p *processed, o *Outcome, remove func(url string)) error {
	if p.doc != nil {
		st, _, err := ledger.State(ctx, p.lease.URL)
		if err != nil {
			return err
		}
		if (st.Of != "" || f.of[p.lease.URL] != "") && !st.Listed && !f.shown[p.lease.URL] {
			p.doc, p.notRelease = nil, attachment
			return nil
		}
	}
	for _, u := range f.offers(p) {
		st, _, err := ledger.State(ctx, u)
		if err != nil {
			return err
		}
		release, page := p.doc != nil, p.lease.URL
		o.Changes = append(o.Changes, Change{u, func(s *State) {
			s.Site = p.lease.Site
			if !release {
				s.Listed = true
			} else if s.Of == "" {
				s.Of = page
			}
		}})
		switch {
		case release && st.ReleaseID != "" && !st.Listed && !f.shown[u]:
			o.Changes = append(o.Changes, Change{u, func(s *State) { s.ReleaseID, s.NotRelease = "", attachment }})
			remove(u)
		case !release && st.NotRelease == attachment && st.Ref != "":
			o.Next = append(o.Next, Task{URL: u, Site: st.Site, Kind: st.Kind, Depth: st.Depth, Ref: st.Ref})
		}
	}
	for _, u := range p.shows {
		o.Changes = append(o.Changes, Change{u, func(s *State) { s.Site, s.Listed = p.lease.Site, true }})
	}
	return nil
}
