package english

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"estrade/extract"
)

// day is a calendar day, month or year: month and day are 0 if not said.
type day struct{ year, month, day int }

func (d day) String() string {
	switch {
	case d.month == 0:
		return fmt.Sprintf("%04d", d.year)
	case d.day == 0:
		return fmt.Sprintf("%04d-%02d", d.year, d.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

func (d day) time() time.Time {
	return time.Date(d.year, time.Month(max(d.month, 1)), max(d.day, 1), 0, 0, 0, 0, time.UTC)
}

func dayOf(t time.Time) day { return day{t.Year(), int(t.Month()), t.Day()} }

// parseDay reads YYYY-MM-DD; ok is false for anything else.
func parseDay(s string) (day, bool) {
	t, err := time.Parse(time.DateOnly, s)
	return dayOf(t), err == nil
}

// exists reports whether there is such a day; 29 February of no year is one.
func (d day) exists() bool {
	if d.day == 0 {
		return true
	}
	year := d.year
	if year == 0 {
		year = 2000
	}
	t := time.Date(year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	return t.Day() == d.day && d.day > 0
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10,
	"november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"jan.": 1, "feb.": 2, "mar.": 3, "apr.": 4, "jun.": 6, "jul.": 7, "aug.": 8, "sep.": 9, "sept.": 9, "oct.": 10, "nov.": 11, "dec.": 12,
}

// weekdays count from 1, so that 0 is none; Sunday is 7.
var weekdays = map[string]int{
	"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
	"mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
}

// feasts are days of every year, by their names.
var feasts = map[string]day{
	"bastille day": {0, 7, 14}, "armistice day": {0, 11, 11}, "remembrance day": {0, 11, 11}, "ve day": {0, 5, 8}, "victory in europe day": {0, 5, 8},
	"christmas day": {0, 12, 25}, "christmas eve": {0, 12, 24}, "boxing day": {0, 12, 26}, "new year's day": {0, 1, 1}, "new year's eve": {0, 12, 31},
	"may day": {0, 5, 1}, "labour day": {0, 5, 1}, "assumption day": {0, 8, 15}, "all saints' day": {0, 11, 1}, "anzac day": {0, 4, 25},
	"france's national day": {0, 7, 14}, "french national day": {0, 7, 14}, "europe day": {0, 5, 9},
}

// counts are small numbers in words.
var counts = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}

var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
	"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
	"nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}

// seasons begin and end with these months.
var seasons = map[string][2]int{"spring": {3, 5}, "summer": {6, 8}, "autumn": {9, 11}, "winter": {12, 2}}

var ordinal = set("st nd rd th")

// number is the value of token i if it lies between low and high, else 0.
func number(t []extract.Token, i, low, high int) int {
	if i < 0 || i >= len(t) || t[i].Kind != extract.Number || len(t[i].Lower) > 4 {
		return 0
	}
	n, err := strconv.Atoi(t[i].Lower)
	if err != nil || n < low || n > high {
		return 0
	}
	return n
}
