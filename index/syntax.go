package index

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// SyntaxError says what is wrong with a question, and where.
type SyntaxError struct {
	Column int // in characters, from 1

	message message
	args    []string
}

func newSyntaxError(text string, at int, m message, args ...string) *SyntaxError {
	return &SyntaxError{Column: utf8.RuneCountInString(text[:at]) + 1, message: m, args: args}
}

// Error is the message in English.
func (e *SyntaxError) Error() string { return e.In("en") }

// In is the message in a language, "fr" or "en".
func (e *SyntaxError) In(language string) string {
	form, column := e.message.en, "column %d: "
	if language == "fr" {
		form, column = e.message.fr, "colonne %d : "
	}
	args := make([]any, len(e.args))
	for i, a := range e.args {
		args[i] = a
	}
	text := fmt.Sprintf(form, args...)
	if e.Column == 0 {
		return text
	}
	return fmt.Sprintf(column, e.Column) + text
}

// message is what went wrong and what was expected, in both languages.
type message struct{ en, fr string }

var (
	fieldList = strings.Join([]string{"speaker", "person", "title", "office", "place", "dep", "region", "kind",
		"date", "after", "before", "site", "lang", "near", "exact", "release"}, ": ") + ":"
	fieldListFrench = strings.Join([]string{"orateur", "personne", "titre", "charge", "lieu", "dep", "region", "genre",
		"date", "apres", "avant", "site", "langue", "pres", "exact", "communique"}, ": ") + ":"

	unexpectedClose = message{
		`")" without "(" before it; remove it, or put it in quotes`,
		`« ) » sans « ( » auparavant ; à ôter ou à mettre entre guillemets`}
	wantedClose = message{
		`"(" is never closed; expected ")"`,
		`« ( » n'est pas refermée ; « ) » attendue`}
	unclosedQuote = message{
		`the quotation mark is never closed; expected another at the end of the phrase`,
		`le guillemet n'est pas refermé ; un autre est attendu à la fin de l'expression`}
	wantedWord = message{
		`expected a word, a phrase in quotes, a field or "("`,
		`un mot, une expression entre guillemets, un champ ou « ( » est attendu`}
	wantedWordBefore = message{
		`expected a word before %s; put it in quotes to look for the word itself`,
		`un mot est attendu avant %s ; pour chercher ce mot même, le mettre entre guillemets`}
	wantedValue = message{
		`expected a word or a phrase in quotes right after %s:`,
		`un mot ou une expression entre guillemets est attendu juste après %s:`}
	wantedLetters = message{
		`expected letters or digits; these signs are not in the index`,
		`des lettres ou des chiffres sont attendus ; ces signes ne sont pas dans l'index`}
	unknownField = message{
		`unknown field %s:; expected one of ` + fieldList,
		`champ inconnu %s: ; champs possibles : ` + fieldListFrench}
	unknownDepartement = message{
		`unknown departement %s; expected its code (59, 2A, 974) or its name`,
		`département inconnu : %s ; son code (59, 2A, 974) ou son nom est attendu`}
	unknownRegion = message{
		`unknown region %s; expected its name ("Hauts-de-France") or its code (32)`,
		`région inconnue : %s ; son nom (« Hauts-de-France ») ou son code (32) est attendu`}
	unknownKind = message{
		`unknown kind %s; expected direct, indirect, speech or attended`,
		`genre inconnu : %s ; direct, indirect, discours ou présent est attendu`}
	wantedLanguage = message{
		`unknown language %s; expected a code of two letters, such as fr`,
		`langue inconnue : %s ; un code de deux lettres est attendu, comme fr`}
	wantedDate = message{
		`%s is no date; expected YYYY, YYYY-MM, YYYY-MM-DD or DD/MM/YYYY`,
		`%s n'est pas une date ; attendu : AAAA, AAAA-MM, AAAA-MM-JJ ou JJ/MM/AAAA`}
	wantedPeriod = message{
		`%s is no date; expected YYYY, YYYY-MM, YYYY-MM-DD or DD/MM/YYYY, or two with .. between them`,
		`%s n'est pas une date ; attendu : AAAA, AAAA-MM, AAAA-MM-JJ ou JJ/MM/AAAA, ou deux dates séparées par ..`}
	emptyPeriod = message{
		`the period %s ends before it begins; expected the earlier date first`,
		`la période %s finit avant de commencer ; la date la plus ancienne est attendue d'abord`}
	wantedPoint = message{
		`%s is no place on the map; expected "latitude,longitude,distance", such as "50.45,3.95,20km"`,
		`%s n'est pas un point de la carte ; attendu : « latitude,longitude,distance », par exemple "50.45,3.95,20km"`}
	wantedEdits = message{
		`expected ~, ~1 or ~2 after a word: the number of letters that may differ`,
		`~, ~1 ou ~2 est attendu après un mot : le nombre de lettres qui peuvent différer`}
	wholeOnly = message{
		`%s: takes whole values only; expected one without * and ~`,
		`%s: ne prend que des valeurs entières, sans * ni ~`}
	tooDeep = message{
		`more than 50 parentheses within each other; expected fewer`,
		`plus de 50 parenthèses emboîtées ; il en faut moins`}
	tooLong = message{
		`more than 200 words; expected a shorter question`,
		`plus de 200 mots ; une question plus courte est attendue`}
)
