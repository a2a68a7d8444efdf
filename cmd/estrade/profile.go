package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"estrade/index"
)

// mostCandidates is how many people or places are listed to choose from.
const mostCandidates = 20

// profileLines is how many lines a list of a profile has on the terminal; JSON
// has all.
const profileLines = 15

// named is a person or place to look for by name.
type named struct {
	noun, nouns string
	ask         func(name string) index.WhoQuery
	find        func(library, context.Context, string, int) ([]index.Candidate, error)
	show        func(l library, ctx context.Context, id string, out io.Writer, asJSON bool) error
}

// profile shows what a name means, or lists what it may mean.
func (o *options) profile(cmd *cobra.Command, n named, name string) (err error) {
	ctx, out, messages := cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr()
	var filter *index.FilterError
	if _, err := n.ask(name).Query(); errors.As(err, &filter) {
		return o.questionError(filter.Err) // whoever has the index open
	}
	l, err := folder(o.data).openLibrary(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	found, err := n.find(l, ctx, name, mostCandidates)
	if err != nil {
		return err
	}
	if c, ok := index.Choose(found); ok {
		return n.show(l, ctx, c.ID, out, o.json)
	}
	if len(found) == 0 {
		// As candidates are listed, with what they lie in.
		err := n.show(l, ctx, name, out, o.json)
		if !errors.Is(err, index.ErrNotFound) {
			return err
		}
		like := ""
		if similar, err := n.find(l, ctx, strings.TrimRight(name, "*~ ")+"~", 5); err == nil {
			for _, c := range similar {
				like += fmt.Sprintf("; is it %q", c.ID)
			}
		}
		if like != "" {
			like += "?"
		}
		return fmt.Errorf("no %s %q in the statements%s", n.noun, name, like)
	}
	for _, c := range found {
		if err := writeCandidate(out, o.json, c); err != nil {
			return err
		}
	}
	fmt.Fprintf(messages, "estrade: %d %s may be meant; ask for one by its name as listed\n", len(found), n.nouns)
	return reportedError{errors.New("ambiguous name")}
}

// completeNames lets the shell complete the names of people or places.
func (o *options) completeNames(kind index.Completed) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		ctx := cmd.Context()
		if ctx == nil {
			ctx = context.Background()
		}
		l, err := folder(o.data).openLibrary(ctx)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		defer l.Close()
		found, err := index.Suggest(ctx, l, kind, typed, mostCandidates)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var names []cobra.Completion
		for _, v := range found {
			names = append(names, cobra.CompletionWithDesc(v.Label, plural(v.Count, "statement")))
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}

func writeCandidate(out io.Writer, asJSON bool, c index.Candidate) error {
	if asJSON {
		return writeJSON(out, c)
	}
	what := c.Title
	if t, ok := index.Departement(c.Departement); ok && c.Departement != "" {
		what = t.Name
	} else if c.Country != "" {
		what = c.Country
	}
	_, err := fmt.Fprintf(out, "%6d  %-32s  %s\n", c.Statements, clean(c.ID), clean(what))
	return err
}

func writeJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// between is a stretch of time as a line shows it.
func between(s index.Seen) string {
	switch {
	case s.First == "":
		return "undated"
	case s.First == s.Last:
		return s.First
	}
	return s.First + " to " + s.Last
}

// section is a list of a profile with its heading.
type section struct {
	heading string
	lines   []string
}

// write prints the section, and nothing of an empty one.
func (s *section) write(out io.Writer) {
	if len(s.lines) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s\n", s.heading)
	for i, line := range s.lines {
		if i == profileLines && len(s.lines) > profileLines+1 {
			fmt.Fprintf(out, "  … %d more; --json has all\n", len(s.lines)-i)
			return
		}
		fmt.Fprintf(out, "  %s\n", line)
	}
}

// counts are values on one line: "direct 3, indirect 2".
func counts(values []index.Value) string {
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = fmt.Sprintf("%s %d", v.Label, v.Count)
	}
	return strings.Join(parts, ", ")
}

// years sums months by year, oldest first.
func years(months []index.Value) []index.Value {
	var sums []index.Value
	for _, m := range months {
		year, _, _ := strings.Cut(m.Value, "-")
		if n := len(sums); n == 0 || sums[n-1].Value != year {
			sums = append(sums, index.Value{Value: year, Label: year})
		}
		sums[len(sums)-1].Count += m.Count
	}
	return sums
}

// placeUse is a place as a line shows it.
func placeUse(p index.PlaceUse) string {
	switch {
	case p.Departement != "" && index.NameKey(p.Name) != index.NameKey(p.Departement):
		return fmt.Sprintf("%s (%s)", p.Name, p.Departement)
	case p.Country != "" && p.Country != "FR":
		return fmt.Sprintf("%s (%s)", p.Name, p.Country)
	}
	return p.Name
}

// numbered is a count before what it counts.
func (s *section) numbered(n int, what string) {
	s.lines = append(s.lines, fmt.Sprintf("%6d  %s", n, clean(what)))
}
