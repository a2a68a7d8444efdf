package pipeline

import "estrade/extract"

// TrapExamples are the examples of the table of traps, each with its reason.
func TrapExamples() (examples [][2]string) {
	for _, t := range trapPaths {
		examples = append(examples, [2]string{t.example, t.reason})
	}
	return examples
}

// Same says by which rule two texts of a site are one release.
func Same(a, b string) string {
	x, y := like("59", "a", a), like("59", "b", b)
	for _, k := range x.keys {
		for _, l := range y.keys {
			if k == l {
				return same(x.Twin, y.Twin)
			}
		}
	}
	return ""
}

// Follow is what a scout makes of links: the addresses of its tasks, and the
// reasons for which others are left out.
func Follow(site *Site, since string, from Task, links []extract.Link) (urls []string, refused []string) {
	tasks, _ := scout{site: site, since: since}.follow(from, links, func(_, reason string) { refused = append(refused, reason) })
	for _, t := range tasks {
		urls = append(urls, t.URL)
	}
	return urls, refused
}
