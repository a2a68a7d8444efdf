package standard

import (
	"strings"

	"estrade/extract"
)

// oneLine takes the line breaks out of what is shown of d by itself: names,
// completed titles, places. What is text of d keeps them.
func oneLine(d *extract.Document) {
	fold := func(fields ...*string) {
		for _, f := range fields {
			if strings.IndexByte(*f, '\n') >= 0 {
				*f = strings.Join(strings.Fields(*f), " ")
			}
		}
	}
	for i := range d.People {
		fold(&d.People[i].Name)
	}
	for i := range d.Titles {
		fold(&d.Titles[i].Full, &d.Titles[i].Office, &d.Titles[i].Scope)
	}
	for i := range d.Places {
		fold(&d.Places[i].Name, &d.Places[i].Within)
	}
	for i := range d.Statements {
		fold(&d.Statements[i].Speaker, &d.Statements[i].Title, &d.Statements[i].Place)
	}
}
