package fetch_test

import (
	"fmt"
	"net/url"

	"estrade/pipeline/fetch"
)

func ExampleParseRobots() {
	rules := fetch.ParseRobots([]byte("User-agent: *\nDisallow: /contenu/action\nCrawl-delay: 5")).Agent("Estrade")
	for _, path := range []string{"/Actualites", "/contenu/action?SearchText=eau"} {
		u, _ := url.Parse("https://www.nord.gouv.fr" + path)
		fmt.Println(path, rules.Allowed(u))
	}
	fmt.Println(rules.Delay)
	// Output:
	// /Actualites true
	// /contenu/action?SearchText=eau false
	// 5s
}
