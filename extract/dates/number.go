package dates

import "estrade/extract"

// digits is the value of a token of at most four ASCII digits.
func digits(t *extract.Token) (n int, ok bool) {
	if t.Kind != extract.Number || len(t.Lower) > 4 {
		return 0, false
	}
	for i := range len(t.Lower) {
		c := t.Lower[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// written reads a number in words ("vingt et un", "mille neuf cent dix-huit")
// from token at on. It returns how many tokens it takes, 0 if there is none.
func written(tokens []extract.Token, at int) (value, n int) {
	total, cur := 0, 0
	i := at
	for ; i < len(tokens) && i < at+10; i++ {
		t := &tokens[i]
		if t.Kind != extract.Word || i > at && t.Gap == extract.Paragraph {
			break
		}
		units := cur % 100
		switch w := t.Fold; {
		case w == "mille":
			if total > 0 || i == at && len(tokens) > i+1 && tokens[i+1].Kind == extract.Number {
				return 0, 0
			}
			total, cur = max(cur, 1)*1000, 0
			continue
		case w == "cent" || w == "cents":
			if cur >= 20 {
				return 0, 0
			}
			cur = max(cur, 1) * 100
			continue
		case w == "et":
			if units < 20 || units > 60 || i+1 >= len(tokens) || !isOneOf(tokens[i+1].Fold, []string{"un", "une", "onze"}) {
				return total + cur, i - at
			}
			continue
		case tens[w] != 0:
			if units == 4 && (w == "vingt" || w == "vingts") {
				cur += 76
				continue
			}
			if units != 0 {
				return total + cur, i - at
			}
			cur += tens[w]
			continue
		case small[w] != 0:
			s := small[w]
			switch {
			case units == 0,
				units >= 20 && units%10 == 0 && s < 10,
				(units == 60 || units == 80) && s <= 16,
				(units == 10 || units == 70 || units == 90) && s >= 7 && s <= 9 && t.Gap == extract.Hyphen:
				cur += s
				continue
			}
		}
		break
	}
	return total + cur, i - at
}
