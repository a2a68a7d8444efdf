package statements

import "strings"

// formKind sorts the forms of a verb that can carry reported speech. Futures
// and conditionals are left out: what someone will say is not yet said.
type formKind uint8

const (
	present    formKind = iota // "rappelle", "rappellent"
	past                       // imperfect and simple past: "rappelait", "rappela"
	participle                 // "rappelé", "rappelée"
	gerund                     // "rappelant"
	infinitive                 // "rappeler"
)

// form is a form of a verb, as one word in lower case.
type form struct {
	word   string
	kind   formKind
	plural bool
}

// conjugate lists the forms of the third person of a verb. Parts are the
// irregular ones: present singular and plural, imperfect, simple past singular
// and plural, past participle; nil for a regular verb in -er, -ir or -dre.
func conjugate(verb string, parts []string) []form {
	if parts == nil {
		parts = regular(verb)
	}
	if len(parts) != 6 {
		return nil
	}
	stem := strings.TrimSuffix(parts[2], "ait")
	forms := []form{
		{verb, infinitive, false},
		{parts[0], present, false},
		{parts[1], present, true},
		{parts[2], past, false},
		{stem + "aient", past, true},
		{parts[3], past, false},
		{parts[4], past, true},
		{stem + "ant", gerund, false},
	}
	for _, p := range agreements(parts[5]) {
		forms = append(forms, form{p, participle, false})
	}
	return forms
}

// agreements are the gender and number forms of a participle.
func agreements(p string) []string {
	if strings.HasSuffix(p, "s") {
		return []string{p, p + "e", p + "es"}
	}
	return []string{p, p + "e", p + "s", p + "es"}
}

// regular gives the parts of a regular verb.
func regular(verb string) []string {
	switch {
	case strings.HasSuffix(verb, "er"):
		stem := strings.TrimSuffix(verb, "er")
		soft := stem // before a and o
		if s, ok := strings.CutSuffix(stem, "c"); ok {
			soft = s + "ç"
		} else if strings.HasSuffix(stem, "g") {
			soft = stem + "e"
		}
		strong := strengthen(stem)
		return []string{strong + "e", strong + "ent", soft + "ait", soft + "a", stem + "èrent", stem + "é"}
	case strings.HasSuffix(verb, "dre"):
		stem := strings.TrimSuffix(verb, "re")
		return []string{stem, stem + "ent", stem + "ait", stem + "it", stem + "irent", stem + "u"}
	case strings.HasSuffix(verb, "ir"):
		stem := strings.TrimSuffix(verb, "r")
		return []string{stem + "t", stem + "ssent", stem + "ssait", stem + "t", stem + "rent", stem}
	}
	return nil
}

// strengthen is the stem of a verb in -er before a mute ending: "rappell",
// "renouvell", "rejett", "relèv", "suggèr", "appui".
func strengthen(stem string) string {
	switch {
	case strings.HasSuffix(stem, "ppel"), strings.HasSuffix(stem, "uvel"), strings.HasSuffix(stem, "jet"):
		return stem + stem[len(stem)-1:]
	case strings.HasSuffix(stem, "y"):
		return strings.TrimSuffix(stem, "y") + "i"
	}
	for _, vowel := range []string{"é", "e"} {
		i := strings.LastIndex(stem, vowel)
		if i < 0 {
			continue
		}
		after := stem[i+len(vowel):]
		if isConsonants(after) && (vowel == "é" || len(after) == 1) {
			return stem[:i] + "è" + after
		}
	}
	return stem
}

// isConsonants reports one to three consonants that close a syllable; "qu" and "gu" count.
func isConsonants(s string) bool {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "qu")+strings.Repeat("q", strings.Count(s, "qu")), "gu")
	return s != "" && len(s) <= 3 && !strings.ContainsAny(s, "aeiouyéèêàâîôûëï")
}
