package dates_test

import (
	"fmt"

	"estrade/extract"
	"estrade/extract/dates"
	"estrade/extract/french"
)

func Example() {
	d := &extract.Document{Text: "Visite ministérielle à Hendaye\nMis à jour le 25/02/2019\n\n" +
		"La ministre est venue hier. La convention court du 4 mars au 30 juin ; le comité se réunira les 2 et 9 avril."}
	french.Annotator{}.Annotate(d)
	annotator, err := dates.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	annotator.Annotate(d)
	fmt.Println(d.Published)
	for _, x := range d.Dates {
		fmt.Println(x.Text, x.Start, x.End, x.Basis)
	}
	// Output:
	// 2019-02-25
	// hier 2019-02-24  relative
	// du 4 mars au 30 juin 2019-03-04 2019-06-30 inferred
	// 2 2019-04-02  inferred
	// 9 avril 2019-04-09  inferred
}
