package page

import (
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"estrade/extract"
)

// fileForms are the endings of files that releases come with.
var fileForms = map[string]bool{
	".pdf": true, ".doc": true, ".docx": true, ".odt": true, ".rtf": true, ".xls": true, ".xlsx": true,
	".ods": true, ".csv": true, ".ppt": true, ".pptx": true, ".odp": true, ".zip": true,
}

// isFile reports whether a link leads to a file for download. It looks at the
// address alone: on many pages a broken attribute (id= class="…") swallows the
// class.
func (v *view) isFile(a *html.Node) bool {
	if a.DataAtom != atom.A {
		return false
	}
	href := attr(a, "href")
	p := strings.ToLower(pathOf(href))
	return strings.Contains(p, "/contenu/telechargement/") || strings.Contains(p, "/content/download/") || fileForms[path.Ext(p)]
}

// attachments are the files that the part of the page under scope offers, each
// once.
func (v *view) attachments(scope *html.Node) []extract.Attachment {
	if scope == nil {
		return nil
	}
	var files []extract.Attachment
	seen := map[string]bool{}
	for n := range elements(scope) {
		if !v.isFile(n) {
			continue
		}
		address := v.resolve(attr(n, "href"))
		if address == "" {
			address = strings.TrimSpace(attr(n, "href")) // of a local file
		}
		if seen[address] {
			continue
		}
		seen[address] = true
		title := linkText(lineOf(n))
		if title == "" {
			title = linkText(attr(n, "title"))
		}
		files = append(files, extract.Attachment{URL: address, Title: title})
	}
	return files
}

var (
	// download is the verb before the name of a file.
	download = regexp.MustCompile(`(?i)^(?:>|→|-|\s)*(?:télécharger|telecharger|download)\b\s*:?\s*`)
	// details are format, size and date behind the name of a file, in any order.
	details = regexp.MustCompile(`(?i)[\s(\[>–—-]*(?:format\s*:?\s*)?(?:pdf|docx?|odt|xlsx?|ods|zip)?[\s,:–—-]*\d+(?:[.,]\d+)?\s*(?:[kmg]?[bo]|[kmg]io)\b.*$`)
)

// linkText is the visible text of a link without size, format and date. Most
// links tell neither, and a look at their letters spares the expressions.
func linkText(s string) string {
	t := s
	if hasDigit(t) {
		t = details.ReplaceAllString(t, "")
	}
	if strings.ContainsAny(t, "dDtT") {
		t = download.ReplaceAllString(t, "")
	}
	if t = strings.Trim(t, " \u00A0>→-–—"); t == "" {
		return strings.TrimSpace(s)
	}
	return t
}
