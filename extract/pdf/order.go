package pdf

import "slices"

// inOrder puts the lines of a page in reading order. Writers of PDFs mostly
// keep it; text boxes, headers and footers are what comes out of place. So runs
// of lines that go down the page stay as they are, and the runs are put in order
// where they lie clearly above one another.
func inOrder(lines []line) []line {
	type run struct{ line }
	var runs []run
	var members [][]line
	for i, l := range lines {
		if i > 0 {
			r := &runs[len(runs)-1]
			last := lines[i-1]
			if l.top <= last.top+last.size/2 && last.bottom-l.top < 3*last.size && l.left < r.right && l.right > r.left || beside(last, l) {
				r.left, r.right = min(r.left, l.left), max(r.right, l.right)
				r.top, r.bottom = max(r.top, l.top), min(r.bottom, l.bottom)
				members[len(members)-1] = append(members[len(members)-1], l)
				continue
			}
		}
		runs = append(runs, run{l})
		members = append(members, []line{l})
	}
	const most = 1000 // runs on a page that has an order at all
	if len(runs) > most {
		return lines
	}
	order := make([]int, len(runs))
	for i := range order {
		order[i] = i
	}
	// Insertion: a run moves up past those that it lies wholly above. Of a run
	// to the left or right of another, nothing is known, and it stays.
	for i := 1; i < len(order); i++ {
		j := i
		for k := i - 1; k >= 0; k-- {
			above, other := runs[order[i]], runs[order[k]]
			if above.bottom >= other.top-1 {
				j = k
			} else if above.left < other.right && above.right > other.left {
				break
			}
		}
		if j < i {
			moved := order[i]
			copy(order[j+1:i+1], order[j:i])
			order[j] = moved
		}
	}
	out := make([]line, 0, len(lines))
	for _, i := range order {
		out = append(out, members[i]...)
	}
	return slices.Clip(out)
}

// beside reports whether b goes on in the same line as a.
func beside(a, b line) bool {
	return b.left >= a.right-1 && b.left-a.right < a.size && b.bottom < a.top && b.top > a.bottom
}
