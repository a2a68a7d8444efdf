package dates

import (
	"strings"
	"testing"
)

// A conditional ends like the imperfect of a verb whose stem ends in r.
func TestImperfectOrConditional(t *testing.T) {
	for w := range strings.FieldsSeq("déclarait expirait entraient montrait ouvrait découvraient célébrait préparait assurait parcourait mourait demeurait " +
		"élaborait instaurait livrait offrait consacrait intégrait tirait attirait enregistrait encadrait éclairait votaient réunissait") {
		if !isImperfect(w) || isFuture(w) {
			t.Errorf("%s: imperfect %v, future %v; want an imperfect", w, isImperfect(w), isFuture(w))
		}
	}
	for w := range strings.FieldsSeq("serait aurait saurait pourrait courrait viendrait prendrait voudraient finirait partirait mettrait permettrait recevrait " +
		"devrait suivrait croirait conduirait exclurait connaîtrait ouvrirait déclarerait romprait verraient fera auront réunirai recevrez pourrez trouverons sera") {
		if isImperfect(w) || !isFuture(w) {
			t.Errorf("%s: imperfect %v, future %v; want a future or conditional", w, isImperfect(w), isFuture(w))
		}
	}
	for w := range strings.FieldsSeq("retrait portrait extrait trait front distrait abstrait entrez montrons préparez rez opéra") {
		if isImperfect(w) || isFuture(w) {
			t.Errorf("%s: imperfect %v, future %v; want neither", w, isImperfect(w), isFuture(w))
		}
	}
}
