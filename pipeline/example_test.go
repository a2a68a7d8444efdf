package pipeline_test

import (
	"fmt"

	"estrade/extract"
	"estrade/pipeline"
)

func ExampleCanonical() {
	for _, address := range []string{
		"https://WWW.Nord.gouv.fr:443/index.php/Actualites/?utm_source=lettre#contenu",
		"https://www.nord.gouv.fr/layout/set/print/Actualites",
	} {
		u, _ := pipeline.Canonical(address)
		fmt.Println(u)
	}
	// Output:
	// https://www.nord.gouv.fr/Actualites
	// https://www.nord.gouv.fr/Actualites
}

func ExampleFeedLinks() {
	links, _ := pipeline.FeedLinks(extract.Page{
		URL:  "https://www.nord.gouv.fr/syndication/flux/actualites",
		Body: []byte(`<rss><channel><item><title>Crues</title><link>/Actualites/Crues</link><pubDate>Fri, 08 Sep 2017 10:00:00 +0200</pubDate></item></channel></rss>`),
	})
	fmt.Println(links[0].Date, links[0].Text, links[0].URL)
	// Output: 2017-09-08 Crues https://www.nord.gouv.fr/Actualites/Crues
}
