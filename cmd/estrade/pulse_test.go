package main

import (
	"strings"
	"testing"
	"time"

	"estrade/pipeline"
)

// The estimate is honest: nothing before enough was seen, a lower bound while
// links are being found, and then what the shrinking queue says.
func TestLeft(t *testing.T) {
	for _, tt := range []struct {
		what    string
		samples []sample // seconds, pages, waiting
		want    string
	}{
		{"just begun", points(0, 0, 1, 10, 4, 50), ""},
		{"too few pages", points(0, 0, 1, 60, 4, 50), ""},
		{"the queue grows", points(0, 0, 1, 60, 12, 120), "at least 10 min left, links are still being found"},
		{"the queue hardly shrinks", points(0, 0, 125, 60, 12, 120), "at least 10 min left, links are still being found"},
		{"the queue shrinks as pages come", points(0, 0, 132, 60, 12, 120), "about 10 min left"},
		{"every second page brings one", points(0, 0, 100, 60, 60, 70), "about 2 min left"},
		{"done", points(0, 0, 100, 60, 100, 0), ""},
	} {
		last := tt.samples[len(tt.samples)-1]
		p := &pulse{stats: new(pipeline.Stats), queue: func() map[string]int { return map[string]int{"59": last.waiting} }, now: func() time.Time { return last.at }}
		p.samples = tt.samples[:len(tt.samples)-1]
		if got := p.leftFrom(last); got != tt.want {
			t.Errorf("%s: %q; want %q", tt.what, got, tt.want)
		}
	}
}

func points(n ...int) (list []sample) {
	for i := 0; i < len(n); i += 3 {
		list = append(list, sample{time.Unix(int64(n[i]), 0), n[i+1], n[i+2]})
	}
	return list
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", 1400 * time.Millisecond: "1 s", 59 * time.Second: "59 s", 90 * time.Second: "2 min",
		80 * time.Minute: "1 h 20 min", 50 * time.Hour: "2 d 2 h", 12*24*time.Hour + 29*time.Minute: "12 d 0 h",
	} {
		if got := duration(d); got != want {
			t.Errorf("duration(%v) = %q; want %q", d, got, want)
		}
	}
}

func TestWordDiff(t *testing.T) {
	many := strings.Repeat("mot ", 30)
	for _, tt := range []struct{ before, after, want string }{
		{"le préfet a dit", "le  préfet\na dit", ""},
		{"le préfet a dit", "le sous-préfet a dit", "le [-préfet-] {+sous-préfet+} a dit"},
		{"", "le préfet", "{+le préfet+}"},
		{"le préfet", "", "[-le préfet-]"},
		{"le 3 mai à Lille", "le 4 mai à Lille", "le [-3-] {+4+} mai à Lille"},
		{many + "fin", many + "suite", "… mot mot mot mot mot mot mot mot [-fin-] {+suite+}"},
		{"début " + many, "commencement " + many, "[-début-] {+commencement+} mot mot mot mot mot mot mot mot …"},
		{"a " + many + "b", "c " + many + "d", "[-a-] {+c+} mot mot mot mot mot mot mot mot … mot mot mot mot mot mot mot mot [-b-] {+d+}"},
		{"x \x1b[31m y", "x z", "x [-[31m y-] {+z+}"},
	} {
		if got := wordDiff(tt.before, tt.after); got != tt.want {
			t.Errorf("wordDiff(%q, %q) = %q; want %q", tt.before, tt.after, got, tt.want)
		}
	}
}

// FuzzWordDiff: any two texts have a difference, and equal ones none.
func FuzzWordDiff(f *testing.F) {
	f.Add("le préfet", "la préfète")
	f.Add("", "\xff")
	f.Fuzz(func(t *testing.T, a, b string) {
		got := wordDiff(a, b)
		same := strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
		if same && got != "" {
			t.Errorf("wordDiff of equal words is %q", got)
		}
		if !same && got == "" {
			t.Errorf("wordDiff(%q, %q) is empty", a, b)
		}
	})
}
