package train

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"estrade/extract"
)

// ReadBIO reads a corpus of one word and one label a line, separated by a tab,
// sentences by an empty line. Labels other than PER, LOC and ORG count as
// nothing; civilities, which such corpora make a part of the name, are left
// out of it. Titles are not annotated, so that the texts say nothing of them.
// The error names the line.
func ReadBIO(r io.Reader, source string, weight float32) ([]Text, error) {
	var texts []Text
	var b strings.Builder
	var spans []Span
	flush := func() {
		if b.Len() > 0 {
			keep := spans[:0]
			for _, s := range spans {
				if s.From < s.To {
					keep = append(keep, s)
				}
			}
			texts = append(texts, Text{
				Source: fmt.Sprintf("%s %d", source, len(texts)/10), Body: b.String(), Spans: keep, Weight: weight,
				Silent: []extract.TagKind{extract.TitleTag},
			})
		}
		b.Reset()
		spans = nil
	}
	lines := bufio.NewScanner(r)
	line := 0
	glue, in := true, false
	for lines.Scan() {
		line++
		word, label, ok := strings.Cut(lines.Text(), "\t")
		if word == "" {
			flush()
			glue, in = true, false
			continue
		}
		if !ok {
			return nil, fmt.Errorf("%s, line %d: want a word, a tab and a label", source, line)
		}
		apostrophe := word == "'" || word == "’"
		hyphen := word == "-"
		if !glue && !apostrophe && !hyphen && word != "," && word != "." {
			b.WriteByte(' ')
		}
		from := b.Len()
		b.WriteString(word)
		glue = apostrophe || hyphen || strings.HasSuffix(word, "'") || strings.HasSuffix(word, "’")
		prefix, kind, _ := strings.Cut(label, "-")
		k := map[string]extract.TagKind{"PER": extract.PersonTag, "LOC": extract.PlaceTag, "ORG": extract.OrganisationTag}[kind]
		switch {
		case k == extract.NoTag:
			in = false
		case k == extract.PersonTag && isCivility(word, !in || prefix == "B", b.String()[:from]):
			in = false
		case in && prefix == "I" && spans[len(spans)-1].Kind == k:
			spans[len(spans)-1].To = b.Len()
		default:
			spans = append(spans, Span{From: from, To: b.Len(), Kind: k})
			in = true
		}
	}
	flush()
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", source, err)
	}
	return texts, nil
}

// isCivility reports a word before a name that is no part of it.
func isCivility(word string, first bool, before string) bool {
	if !first {
		return false
	}
	switch strings.ToLower(strings.TrimSuffix(word, ".")) {
	case "m", "mm", "mme", "mmes", "mlle", "mlles", "mgr", "dr", "monsieur", "madame", "mademoiselle", "docteur",
		"général", "colonel", "capitaine", "commandant", "lieutenant", "comte", "baron", "prince", "abbé", "maître":
		return true
	case "":
		return strings.HasSuffix(before, "M") || strings.HasSuffix(before, "Mme") || strings.HasSuffix(before, "Mlle")
	}
	return false
}
