package export

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"time"

	"estrade/index"
)

// statementRow is a statement as one row. The tags are the data dictionary: the
// name of the column, what it means, and where JSON lines have it, if that is
// not a member of the same name. An empty value is not known.
type statementRow struct {
	ID            string     `parquet:"id" doc:"Identifier of the statement; stays while speaker, kind and words are the same."`
	Date          string     `parquet:"date,optional" doc:"When it was said: YYYY-MM-DD, or shorter where no more is known."`
	DateBasis     string     `parquet:"date_basis,optional,dict" doc:"Where the date comes from: the sentence, the event that the release reports, or the page."`
	Speaker       string     `parquet:"speaker,dict" doc:"Who speaks: the name, or the words that stand for someone without a name."`
	Person        string     `parquet:"person,optional,dict" doc:"Key of the speaker's name, the same in all releases; empty for a speaker without a name."`
	Title         string     `parquet:"title,optional,dict" doc:"Capacity in which it was said, as written."`
	Office        string     `parquet:"office,optional,dict" doc:"Head of the title in its dictionary form, masculine singular."`
	Scope         string     `parquet:"scope,optional,dict" doc:"What the office governs: code of a departement or region, or words."`
	Kind          string     `parquet:"kind,dict" doc:"direct (quoted), indirect (reported), speech (a speech as such) or attended (present, not said to have spoken)."`
	Verb          string     `parquet:"verb,optional,dict" doc:"Verb that reports it, as written."`
	Words         string     `parquet:"words" doc:"What was said, as the release has it."`
	Place         string     `parquet:"place,optional,dict" member:"/place/text" doc:"Where it was said, as written."`
	PlaceName     string     `parquet:"place_name,optional,dict" member:"/place/name" doc:"The place as the gazetteer spells it."`
	PlaceKind     string     `parquet:"place_kind,optional,dict" member:"/place/kind" doc:"commune, departement, region, country, venue or other."`
	PlaceCode     string     `parquet:"place_code,optional,dict" member:"/place/code" doc:"INSEE code of the commune or departement."`
	Within        string     `parquet:"within,optional,dict" member:"/place/within" doc:"Commune that a venue is in."`
	Departement   string     `parquet:"departement,optional,dict" member:"/place/departement" doc:"INSEE code of the departement of the place."`
	Region        string     `parquet:"region,optional,dict" member:"/place/region" doc:"INSEE code of the region of the place."`
	Country       string     `parquet:"country,optional,dict" member:"/place/country" doc:"Country of the place, ISO 3166-1 alpha-2."`
	Lat           *float64   `parquet:"lat,optional" member:"/place/lat" doc:"Latitude of the place in degrees, WGS 84."`
	Lon           *float64   `parquet:"lon,optional" member:"/place/lon" doc:"Longitude of the place in degrees, WGS 84."`
	PlaceBasis    string     `parquet:"place_basis,optional,dict" doc:"Where the place comes from: the sentence, the event, or the page."`
	Evidence      string     `parquet:"evidence" doc:"The sentence or sentences of the release that say so."`
	WordsFrom     int64      `parquet:"words_from" member:"/span/0" doc:"Where the words begin in the text of the release, in bytes of UTF-8."`
	WordsTo       int64      `parquet:"words_to" member:"/span/1" doc:"Where they end; both are 0 if they are no part of the text as such."`
	EvidenceFrom  int64      `parquet:"evidence_from" member:"/evidence_span/0" doc:"Where the evidence begins in the text of the release, in bytes of UTF-8."`
	EvidenceTo    int64      `parquet:"evidence_to" member:"/evidence_span/1" doc:"Where it ends."`
	Rule          string     `parquet:"rule,optional,dict" doc:"Name of the rule that found the statement."`
	Ordinal       int64      `parquet:"ordinal" doc:"Place of the statement among those of the release, from 0."`
	Release       string     `parquet:"release" member:"/release/id" doc:"Identifier of the release."`
	ReleaseTitle  string     `parquet:"release_title,optional" member:"/release/title" doc:"Title of the release."`
	Published     string     `parquet:"published,optional" member:"/release/published" doc:"When the release was published, YYYY-MM-DD."`
	Language      string     `parquet:"language,optional,dict" member:"/release/language" doc:"Language of the release, two letters."`
	URL           string     `parquet:"url,optional" member:"/release/url" doc:"Address of the release."`
	Site          string     `parquet:"site,optional,dict" member:"/release/site" doc:"Code of the site that published it."`
	Archive       string     `parquet:"archive,optional" member:"/release/archive" doc:"Reference of the archived page: file and byte offset in the WARC archive."`
	Digest        string     `parquet:"digest,optional" member:"/release/digest" doc:"Digest of the archived page."`
	Fetched       *time.Time `parquet:"fetched,optional,timestamp" member:"/release/fetched" doc:"When this version of the release was fetched, UTC."`
	FirstFetched  *time.Time `parquet:"first_fetched,optional,timestamp" member:"/release/first" doc:"When the page was first fetched, UTC."`
	Version       int64      `parquet:"version,optional" member:"/release/version" doc:"Number of the version of the release's text, from 1."`
	Withdrawn     *time.Time `parquet:"withdrawn,optional,timestamp" member:"/release/withdrawn" doc:"When the site took the release down, UTC; empty while it stands."`
	SchemaVersion int64      `parquet:"schema" member:"-" doc:"Version of the schema of the index that the row comes from."`
}

// releaseRow is a release as one row.
type releaseRow struct {
	ID            string     `parquet:"id" doc:"Identifier of the release."`
	Title         string     `parquet:"title" doc:"Title of the release."`
	Published     string     `parquet:"published,optional" doc:"When it was published, YYYY-MM-DD."`
	Updated       string     `parquet:"updated,optional" doc:"When it was last changed, as the page says, YYYY-MM-DD."`
	Language      string     `parquet:"language,optional,dict" doc:"Language, two letters."`
	Departement   string     `parquet:"departement,optional,dict" doc:"INSEE code of the departement that issued it."`
	Region        string     `parquet:"region,optional,dict" doc:"INSEE code of the region that issued it."`
	Statements    int64      `parquet:"statements" doc:"How many statements were found in it."`
	URL           string     `parquet:"url,optional" doc:"Address of the release."`
	Site          string     `parquet:"site,optional,dict" doc:"Code of the site that published it."`
	Template      string     `parquet:"template,optional,dict" doc:"Template of the site by which the page was read."`
	Archive       string     `parquet:"archive,optional" doc:"Reference of the archived page: file and byte offset in the WARC archive."`
	Digest        string     `parquet:"digest,optional" doc:"Digest of the archived page."`
	Fetched       *time.Time `parquet:"fetched,optional,timestamp" doc:"When this version was fetched, UTC."`
	FirstFetched  *time.Time `parquet:"first_fetched,optional,timestamp" member:"/first" doc:"When the page was first fetched, UTC."`
	Version       int64      `parquet:"version,optional" doc:"Number of the version of the text, from 1."`
	Withdrawn     *time.Time `parquet:"withdrawn,optional,timestamp" doc:"When the site took it down, UTC; empty while it stands."`
	SchemaVersion int64      `parquet:"schema" member:"-" doc:"Version of the schema of the index that the row comes from."`
}

func statementRowOf(h index.Hit, _ string) statementRow {
	s := h.Statement
	r := statementRow{ID: s.ID, Date: s.Date, DateBasis: string(s.DateBasis), Speaker: s.Speaker, Person: s.SpeakerKey,
		Title: s.Title, Office: s.Office, Scope: s.Scope, Kind: string(s.Kind), Verb: s.Verb, Words: s.Words,
		PlaceBasis: string(s.PlaceBasis), Evidence: s.Evidence,
		WordsFrom: int64(s.Span.From), WordsTo: int64(s.Span.To),
		EvidenceFrom: int64(s.EvidenceSpan.From), EvidenceTo: int64(s.EvidenceSpan.To),
		Rule: s.Rule, Ordinal: int64(s.Ordinal), Release: s.Release.ID, ReleaseTitle: s.Release.Title,
		Published: s.Release.Published, Language: s.Release.Language, URL: s.Release.URL, Site: s.Release.Site,
		Archive: s.Release.Ref, Digest: s.Release.Digest, Fetched: instant(s.Release.Fetched),
		FirstFetched: instant(s.Release.First), Version: int64(s.Release.Version), Withdrawn: instant(s.Release.Withdrawn),
		SchemaVersion: index.Version}
	if p := s.Place; p != nil {
		r.Place, r.PlaceName, r.PlaceKind, r.PlaceCode, r.Within = p.Text, p.Name, string(p.Kind), p.Code, p.Within
		r.Departement, r.Region, r.Country = p.Departement, p.Region, p.Country
		if p.Lat != 0 || p.Lon != 0 {
			r.Lat, r.Lon = &p.Lat, &p.Lon
		}
	}
	return r
}

func releaseRowOf(h index.Hit, _ string) releaseRow {
	r := h.Release
	return releaseRow{ID: r.ID, Title: r.Title, Published: r.Published, Updated: r.Updated, Language: r.Language,
		Departement: r.Departement, Region: r.Region, Statements: int64(r.Statements), URL: r.URL, Site: r.Site,
		Template: r.Template, Archive: r.Ref, Digest: r.Digest, Fetched: instant(r.Fetched), FirstFetched: instant(r.First),
		Version: int64(r.Version), Withdrawn: instant(r.Withdrawn), SchemaVersion: index.Version}
}

// textRow is a release with its text as one row.
type textRow struct {
	releaseRow
	Text string `parquet:"text" doc:"Text of the release, which the byte offsets of its statements are of."`
}

func textRowOf(h index.Hit, text string) textRow { return textRow{releaseRowOf(h, ""), text} }

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// Column is one column of a table.
type Column struct {
	Name        string `json:"name"`
	Type        string `json:"type"` // of a Frictionless Table Schema: string, integer, number or datetime
	Description string `json:"description"`
}

// Columns is the data dictionary of the table, in order. The names in JSON lines
// are JSON Pointers (RFC 6901) into the object of a line.
func (t Table) Columns() []Column {
	row := reflect.TypeFor[statementRow]()
	if t.Of == index.Releases {
		row = reflect.TypeFor[releaseRow]()
	}
	fields := slices.Collect(row.Fields())
	if t.hasText() {
		text, _ := reflect.TypeFor[textRow]().FieldByName("Text")
		fields = append(fields, text)
	}
	var columns []Column
	for _, f := range fields {
		name := columnName(f)
		if t.Format == JSONL {
			if name = memberName(f); name == "" {
				continue
			}
		}
		columns = append(columns, Column{name, columnType(f.Type), f.Tag.Get("doc")})
	}
	return columns
}

// memberName is the pointer to what JSON lines have for a column; empty for
// what they leave out.
func memberName(f reflect.StructField) string {
	switch member := f.Tag.Get("member"); member {
	case "-":
		return ""
	case "":
		return "/" + columnName(f)
	default:
		return member
	}
}

func columnName(f reflect.StructField) string {
	tag := f.Tag.Get("parquet")
	for i := range len(tag) {
		if tag[i] == ',' {
			return tag[:i]
		}
	}
	return tag
}

func columnType(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[*time.Time]():
		return "datetime"
	case t == reflect.TypeFor[*float64]():
		return "number"
	case t.Kind() == reflect.Int64:
		return "integer"
	}
	return "string"
}

// cell is a value as CSV has it, and whether it is text.
func cell(v reflect.Value) (text string, isText bool) {
	switch x := v.Interface().(type) {
	case string:
		return x, true
	case int64:
		return strconv.FormatInt(x, 10), false
	case *float64:
		if x != nil {
			return strconv.FormatFloat(*x, 'f', -1, 64), false
		}
	case *time.Time:
		if x != nil {
			return x.Format(time.RFC3339), false
		}
	default:
		panic(fmt.Sprintf("column of type %T", x))
	}
	return "", false
}
