package pipeline

import (
	"context"
	"time"
)

// Tally is what is known of a site in all, from every run.
type Tally struct {
	Pages     int `json:"pages"`     // addresses that gave a page
	Releases  int `json:"releases"`  // in the index, the withdrawn ones too
	Versions  int `json:"versions"`  // of releases
	Changed   int `json:"changed"`   // releases with more than one version
	Withdrawn int `json:"withdrawn"` // releases that the site took down

	Aliases     map[string]int `json:"aliases,omitempty"`      // by rule
	NotReleases map[string]int `json:"not_releases,omitempty"` // pages, by reason
	Failed      map[string]int `json:"failed,omitempty"`       // addresses, by reason

	Checked time.Time `json:"checked,omitzero"` // last time a server was asked
	Fetched time.Time `json:"fetched,omitzero"` // last time a page came
}

// Surveyed gives the states of all addresses, one after the other.
type Surveyed interface {
	States(ctx context.Context, yield func(State) error) error
}

// Survey tallies what is known, by code of site.
func Survey(ctx context.Context, of Surveyed) (map[string]*Tally, error) {
	tallies := make(map[string]*Tally)
	err := of.States(ctx, func(s State) error {
		t := tallies[s.Site]
		if t == nil {
			t = new(Tally)
			tallies[s.Site] = t
		}
		t.add(s)
		return nil
	})
	return tallies, err
}

func (t *Tally) add(s State) {
	if s.Checked.After(t.Checked) {
		t.Checked = s.Checked
	}
	if s.Fetched.After(t.Fetched) {
		t.Fetched = s.Fetched
	}
	if s.Ref != "" {
		t.Pages++
	}
	switch {
	case s.ReleaseID != "":
		t.Releases++
		t.Versions += len(s.Versions)
		if len(s.Versions) > 1 {
			t.Changed++
		}
		if !s.Withdrawn.IsZero() {
			t.Withdrawn++
		}
	case s.Alias != "":
		inc(&t.Aliases, s.AliasRule, 1)
	case s.NotRelease != "":
		inc(&t.NotReleases, s.NotRelease, 1)
	}
	if s.Failure != "" && s.Withdrawn.IsZero() {
		inc(&t.Failed, s.Failure, 1)
	}
}
