package english

import (
	"fmt"
	"strings"
	"testing"

	"estrade/extract"
)

// annotate gives a text below a title, published on 1 March 2020, a Sunday.
func annotate(a *Annotator, text string) *extract.Document {
	d := &extract.Document{Text: "Title\n\n" + text, Language: "en", Published: "2020-03-01"}
	a.Annotate(d)
	return d
}

func TestDateForms(t *testing.T) {
	a := annotator(t)
	for _, test := range []struct{ text, want string }{
		{"He came on Monday 24 February.", "Monday 24 February = 2020-02-24"},
		{"He came on Friday, January 3.", "Friday, January 3 = 2020-01-03"},
		{"He came on Thursday 26 December.", "Thursday 26 December = 2019-12-26"},
		{"It ran from 2 to 9 March 2019.", "2 to 9 March 2019 = 2019-03-02..2019-03-09"},
		{"It ran from 28 June to 3 July 2019.", "28 June to 3 July 2019 = 2019-06-28..2019-07-03"},
		{"It ran from 28 December 2018 to 3 January 2019.", "28 December 2018 to 3 January 2019 = 2018-12-28..2019-01-03"},
		{"It ran from March 2 to 9, 2019.", "March 2 to 9, 2019 = 2019-03-02..2019-03-09"},
		{"It runs between June and September 2021.", "June and September 2021 = 2021-06..2021-09"},
		{"They met on 2, 5 and 9 March 2019.", "2 = 2019-03-02; 5 = 2019-03-05; 9 March 2019 = 2019-03-09"},
		{"They fell in 1914-1918.", "1914-1918 = 1914..1918"},
		{"The site opened in the 1990s.", "1990s = 1990..1999"},
		{"The fair came last April.", "last April = 2019-04"},
		{"The fair will come next April.", "next April = 2020-04"},
		{"The Prefect will come next Tuesday.", "next Tuesday = 2020-03-03"},
		{"The Prefect came on Tuesday.", "Tuesday = 2020-02-25"},
		{"The Prefect will come on Tuesday.", "Tuesday = 2020-03-03"},
		{"The road was cut three days ago.", "three days ago = 2020-02-27"},
		{"The road was cut two years ago.", "two years ago = 2018"},
		{"The parade of the 14th of July 2019 was cold.", "14th of July 2019 = 2019-07-14"},
		{"They dined on the eve of Bastille Day 2019.", "eve of Bastille Day 2019 = 2019-07-13"},
		{"Shops will close every 14 July.", "14 July = --07-14"},
		{"The works will end in late 2021.", "late 2021 = 2021-12"},
		{"The works will end at the end of June 2021.", "end of June 2021 = 2021-06"},
		{"Sales fell in the second quarter of 2019.", "second quarter of 2019 = 2019-04..2019-06"},
		{"It was dry in summer 2019.", "summer 2019 = 2019-06..2019-08"},
		{"On 4 February 2020 she spoke. The following day she left.", "4 February 2020 = 2020-02-04; following day = 2020-02-05"},
		{"The file was closed on 05/02/2020.", "05/02/2020 = 2020-02-05"},
		{"Works start this week.", "this week = 2020-02-24..2020-03-01"},
		{"Seats are open from Monday to Friday, every second Tuesday and in 1500 shops.", ""},
		{"Visitors may march on. Call 2019 or Mrs April May.", ""},
	} {
		var got []string
		for _, x := range annotate(a, test.text).Dates {
			s := x.Text + " = " + x.Start
			if x.End != "" {
				s += ".." + x.End
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "; "); s != test.want {
			t.Errorf("%q:\ngot  %s\nwant %s", test.text, s, test.want)
		}
	}
}

// Titles with those who bear them, in text order; without a name, -.
func TestTitles(t *testing.T) {
	a := annotator(t)
	for _, test := range []struct{ text, want string }{
		{"The Prefect of the Manche, Paul Martin, spoke.", "Paul Martin, Prefect of the Manche"},
		{"Paul Martin, Prefect of the Loire region and Mayor of Gex, spoke.", "Paul Martin, Prefect of the Loire region; Paul Martin, Mayor of Gex"},
		{"Calais Mayor Anne Lefort and Interior Minister Paul Martin spoke.", "Anne Lefort, Calais Mayor; Paul Martin, Interior Minister"},
		{"Anne Lefort, Mayor of Gex, Paul Martin, the Prefect of Ain, and Captain Luc Roy came.", "Anne Lefort, Mayor of Gex; Paul Martin, Prefect of Ain; Luc Roy, Captain"},
		{"The Mayor of Gex, Anne Lefort, the Prefect of Ain, Paul Martin, and Captain Luc Roy came.", "Anne Lefort, Mayor of Gex; Paul Martin, Prefect of Ain; Luc Roy, Captain"},
		{"Rear Admiral Luc Roy, Commander of the Cherbourg base, spoke.", "Luc Roy, Rear Admiral; Luc Roy, Commander of the Cherbourg base"},
		{"Senators Anne Lefort and Paul Martin spoke.", "Anne Lefort, Senator; Paul Martin, Senator"},
		{"Jane Elliott, a retired nurse, and violinist Lena Roy spoke.", "Jane Elliott, retired nurse; Lena Roy, violinist"},
		{"Paul Martin was appointed Prefect of Ain.", "Paul Martin, Prefect of Ain"},
		{"Paul Martin (Secretary General of the prefecture) spoke.", "Paul Martin, Secretary General of the prefecture"},
		{"The Minister for Agriculture, Food and Forestry, Paul Martin, spoke.", "Paul Martin, Minister for Agriculture, Food and Forestry"},
		{"The sub-prefect of Die opened the fair.", "-, sub-prefect of Die"},
		{"The Prefect of Ain, Paul Martin, spoke. The Prefect left. The Ambassador of Ireland came, then the Ambassador left.", "Paul Martin, Prefect of Ain; -, Ambassador of Ireland"},
		{"The Governor-General of Canada, His Excellency General the Honourable Paul Martin, spoke.", "Paul Martin, Governor-General of Canada; Paul Martin, General"},
		{"The mayors and the ministers went to head the list at Governor House.", ""},
	} {
		d := annotate(a, test.text)
		var got []string
		for _, x := range d.Titles {
			name := "-"
			if x.Person != extract.None {
				name = d.People[x.Person].Name
			}
			got = append(got, name+", "+x.Full)
		}
		if s := strings.Join(got, "; "); s != test.want {
			t.Errorf("%q:\ngot  %s\nwant %s", test.text, s, test.want)
		}
	}
}

// Statements, with where and when; a letter for the kind.
func TestStatements(t *testing.T) {
	a := annotator(t)
	const lead = "Paul Martin, Prefect of Ain, and Anne Lefort, Mayor of Gex, met in Nyon on 4 February 2020. "
	for _, test := range []struct{ text, want string }{
		{"“The bridge will open in May,” said Mr Martin.", "d Paul Martin: The bridge will open in May [Nyon 2020-02-04]"},
		{"“We waited,” said the Mayor, “and we were right to wait.”", "d Anne Lefort: We waited,” said the Mayor, “and we were right to wait [Nyon 2020-02-04]"},
		{"Ms Lefort replied: 'Nobody in this town will pay twice.'", "d Anne Lefort: Nobody in this town will pay twice [Nyon 2020-02-04]"},
		{"The Prefect said that the road was safe and urged drivers to slow down.", "i Paul Martin: that the road was safe [Nyon 2020-02-04]; i Paul Martin: drivers to slow down [Nyon 2020-02-04]"},
		{"She thanked the crews, adding that two boats were lost.", "i Anne Lefort: the crews [Nyon 2020-02-04]; i Anne Lefort: that two boats were lost [Nyon 2020-02-04]"},
		{"The Prefect said on Thursday in Lyon that the road was safe.", "i Paul Martin: that the road was safe [Lyon 2020-02-27]"},
		{"Ms Lefort said she hoped for rain: “The wells will not last.”", "i Anne Lefort: she hoped for rain [Nyon 2020-02-04]; d Anne Lefort: The wells will not last [Nyon 2020-02-04]"},
		{"The road is quite safe, the Prefect explained.", "i Paul Martin: The road is quite safe [Nyon 2020-02-04]"},
		{"According to the Mayor, forty shops will close.", "i Anne Lefort: forty shops will close [Nyon 2020-02-04]"},
		{"Forty shops will close, according to Ms Lefort.", "i Anne Lefort: Forty shops will close [Nyon 2020-02-04]"},
		{"In a message read by the Mayor, the Ambassador of Ireland, Luc Roy, praised the courage of the crews.", "s Luc Roy: a message [Nyon 2020-02-04]; i Luc Roy: the courage of the crews [Nyon 2020-02-04]"},
		{"The Prefect delivered a speech.", "s Paul Martin: a speech [Nyon 2020-02-04]"},
		{"Ms Lefort took the floor.", "s Anne Lefort: took the floor [Nyon 2020-02-04]"},
		{"The Prefect welcomed forty mayors, signed the plan and will say more in May.", ""},
		{"The exhibition “Two Shores and One Sea” was opened by the Mayor.", ""},
		{"The report said that the wall was old. It was announced that it would fall.", ""},
		{"Also present were Captain Luc Roy and Mrs Jane Elliott, a nurse. The Prefect warned that snow was near.", "i Paul Martin: that snow was near [Nyon 2020-02-04]; a Luc Roy:; a Jane Elliott:"},
	} {
		d := annotate(a, lead+test.text)
		var got []string
		for _, x := range d.Statements {
			if x.Kind == extract.Attended {
				if !strings.Contains(lead, x.Speaker) || strings.Contains(test.want, "a "+x.Speaker) {
					got = append(got, "a "+x.Speaker+":")
				}
				continue
			}
			got = append(got, fmt.Sprintf("%c %s: %s [%s %s]", x.Kind[0], x.Speaker, x.Text, x.Place, x.Date))
		}
		if s := strings.Join(got, "; "); s != test.want {
			t.Errorf("%q:\ngot  %s\nwant %s", test.text, s, test.want)
		}
	}
}

// Places with kind and code, then bodies.
func TestPlaces(t *testing.T) {
	a := annotator(t)
	for _, test := range []struct{ text, want string }{
		{"They met in Geneva and Dunkirk.", "Geneva commune CH; Dunkirk commune FR 59183"},
		{"He sailed off Goury, near the Bay of the Seine.", "Goury other; Bay of the Seine other"},
		{"They met at the Cité de la Mer in Cherbourg.", "Cité de la Mer venue; Cherbourg commune FR 50129"},
		{"Barfleur Town Hall was full; so was Calais town hall.", "Barfleur Town Hall venue; Calais town hall venue FR"},
		{"They flew over Normandy and the Manche to the United Kingdom.", "Normandy region FR; Manche departement FR 50; United Kingdom country GB"},
		{"They met at the Allied Memorial.", "Allied Memorial venue"},
		{"They met in Mons, Belgium.", "Mons commune BE; Belgium country BE"},
		{"Kent County Council and the Royal Navy joined CERN.", "+Kent County Council; +Royal Navy; +CERN"},
		{"The Vaud chamber of commerce pays for Paris 2024.", "+Vaud chamber of commerce"},
		{"Storm Ciara and Operation Stack hit no one on Thursday.", ""},
	} {
		d := annotate(a, test.text)
		var got []string
		for _, x := range d.Places {
			if !x.Optional {
				got = append(got, strings.TrimSpace(strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %s", x.Text, x.Kind, x.Country, x.INSEE)), " ")))
			}
		}
		for _, x := range d.Organisations {
			got = append(got, "+"+x.Text)
		}
		for _, x := range d.People {
			got = append(got, "person "+x.Name)
		}
		if s := strings.Join(got, "; "); s != test.want {
			t.Errorf("%q:\ngot  %s\nwant %s", test.text, s, test.want)
		}
	}
}
