package server

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"
	"time"

	"estrade/index"
	"estrade/index/server/internal/france"
)

// chartMap is the map of departements: how much was said in each.
type chartMap struct {
	Frame       string // viewBox
	Attribution string
	Insets      []france.Frame
	Areas       []area
	Points      []point
	Rows        []area // those that have a count, most first
	Levels      []level
}

// area is a departement on the map.
type area struct {
	Code, Name, Path string
	Count            int
	Level            int // of colour: 0 for nothing, 1 to levels
	Selected         bool
	Link             string
}

// point is a place on the map.
type point struct {
	X, Y, R float64
	Name    string
	Count   int
}

// level is a colour of the map and the least count that has it.
type level struct{ Level, From, To int }

// levels is how many colours counts are shown in.
const levels = 5

// levelOf is the colour of a count, by its logarithm.
func levelOf(count, most int) int {
	switch {
	case count <= 0:
		return 0
	case most <= 1:
		return levels
	}
	return 1 + min(levels-1, int(levels*math.Log(float64(count))/math.Log(float64(most)+1)))
}

// newMap draws counts by departement. Link is where the click on one leads.
func newMap(counts []index.Value, selected string, link func(code string) string) *chartMap {
	m := &chartMap{
		Frame:       fmt.Sprintf("0 0 %d %d", france.Width, france.Height),
		Attribution: france.Attribution,
		Insets:      france.Frames[1:],
	}
	byCode, most := map[string]int{}, 0
	for _, v := range counts {
		byCode[v.Value] = v.Count
		most = max(most, v.Count)
	}
	shown := map[string]bool{}
	for _, o := range france.Outlines() {
		a := area{Code: o.Code, Name: o.Name, Path: o.Path, Count: byCode[o.Code], Selected: o.Code == selected}
		a.Level = levelOf(a.Count, most)
		a.Link = link(o.Code)
		if a.Selected {
			a.Link = link("")
		}
		m.Areas = append(m.Areas, a)
		if !shown[o.Code] {
			shown[o.Code] = true
			if a.Count > 0 {
				m.Rows = append(m.Rows, a)
			}
		}
	}
	for _, v := range counts { // what the map does not show, the table does
		if !shown[v.Value] {
			m.Rows = append(m.Rows, area{Code: v.Value, Name: departementName(v.Value), Count: v.Count, Link: link(v.Value)})
		}
	}
	slices.SortStableFunc(m.Rows, func(a, b area) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Code, b.Code)) })
	for l := 1; l <= levels; l++ {
		// Colours grow with counts, so that each begins where the one before ends.
		from := 1 + sort.Search(most, func(i int) bool { return levelOf(i+1, most) >= l })
		to := sort.Search(most, func(i int) bool { return levelOf(i+1, most) > l })
		if from <= to {
			m.Levels = append(m.Levels, level{l, from, to})
		}
	}
	return m
}

// addPoint puts a place on the map, if it lies there.
func (m *chartMap) addPoint(name string, lat, lon float64, count int) {
	if lat == 0 && lon == 0 {
		return
	}
	if x, y, ok := france.Project(lat, lon); ok {
		m.Points = append(m.Points, point{math.Round(x), math.Round(y), math.Round(9 + 5*math.Sqrt(float64(min(count, 60)))), name, count})
	}
}

// timeline is how much was said in each month, or year where the months are
// too many to draw.
type timeline struct {
	Width, Height, Base int
	Bars                []bar
	Ticks               []tick
	Most                int
	Rows                []bar // those that have a count, latest first
}

// bar is a month or year.
type bar struct {
	Period     string // YYYY-MM or YYYY
	Count      int
	X, Y, W, H float64
	Selected   bool
	Link       string
}

type tick struct {
	X    float64
	Text string
}

// Sizes of a timeline, in its own units.
const (
	timelineWidth  = 360
	timelineHeight = 116
	timelineBase   = 96
	timelineTop    = 8
	mostBars       = 120
)

// newTimeline draws counts by month. Those of the period from, to are shown as
// selected; link is where the click on a month or year leads.
func newTimeline(counts []index.Value, from, to string, link func(from, to string) string) *timeline {
	t := &timeline{Width: timelineWidth, Height: timelineHeight, Base: timelineBase}
	byPeriod := map[string]int{}
	first, last := "", ""
	for _, v := range counts {
		if _, err := time.Parse("2006-01", v.Value); err != nil {
			continue
		}
		byPeriod[v.Value] += v.Count
		if first == "" || v.Value < first {
			first = v.Value
		}
		last = max(last, v.Value)
	}
	if first == "" {
		return t
	}
	start, _ := time.Parse("2006-01", first)
	end, _ := time.Parse("2006-01", last)
	layout, next := "2006-01", func(d time.Time) time.Time { return d.AddDate(0, 1, 0) }
	if n := (end.Year()-start.Year())*12 + int(end.Month()-start.Month()) + 1; n > mostBars {
		layout, next = "2006", func(d time.Time) time.Time { return d.AddDate(1, 0, 0) }
		start = time.Date(start.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		years := map[string]int{}
		for month, n := range byPeriod {
			years[month[:4]] += n
		}
		byPeriod = years
	}
	var selected func(period string) bool
	if lo, hi, ok := bounds(from, to); ok {
		selected = func(period string) bool {
			p, err := index.ParsePeriod(period)
			return err == nil && p.Overlaps(index.Period{From: lo, To: hi})
		}
	}
	for d := start; !d.After(end); d = next(d) {
		period := d.Format(layout)
		b := bar{Period: period, Count: byPeriod[period], Link: link(period, period)}
		b.Selected = selected != nil && selected(period)
		t.Most = max(t.Most, b.Count)
		t.Bars = append(t.Bars, b)
	}
	t.layOut()
	return t
}

// layOut gives bars and ticks their places.
func (t *timeline) layOut() {
	step := min(float64(t.Width)/float64(len(t.Bars)), 28)
	tenth := func(x float64) float64 { return math.Round(x*10) / 10 }
	lastTick := math.Inf(-1)
	for i := range t.Bars {
		b := &t.Bars[i]
		b.X, b.W = tenth(float64(i)*step), tenth(max(step*0.82, 0.8))
		if b.Count > 0 {
			b.H = tenth(max(2, float64(b.Count)/float64(t.Most)*(timelineBase-timelineTop)))
			t.Rows = append(t.Rows, *b)
		}
		b.Y = tenth(timelineBase - b.H)
		isYear := len(b.Period) == 4 || b.Period[5:] == "01" || i == 0
		if isYear && b.X-lastTick >= 34 && b.X <= float64(t.Width)-24 {
			t.Ticks = append(t.Ticks, tick{b.X, b.Period[:4]})
			lastTick = b.X
		}
	}
	slices.Reverse(t.Rows)
}

// bounds are the days of a period whose ends may be open; ok is false if both are.
func bounds(from, to string) (lo, hi index.Day, ok bool) {
	lo, hi = index.FirstDay, index.LastDay
	if p, err := index.ParsePeriod(from); err == nil {
		lo, ok = p.From, true
	}
	if p, err := index.ParsePeriod(to); err == nil {
		hi, ok = p.To, true
	}
	return lo, hi, ok
}
