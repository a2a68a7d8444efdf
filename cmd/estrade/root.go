package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

// options are the settings that all commands share.
type options struct {
	data string // data folder
	json bool   // one JSON object per line
	lang string // of messages about questions; empty for that of the environment
}

func newRoot() *cobra.Command {
	var o options
	root := &cobra.Command{
		Use:   "estrade",
		Short: "Who spoke where: the press releases of French prefectures",
		Long: `Estrade crawls the websites of French prefectures politely, finds the dates,
people, titles, places and statements in their press releases, and answers who
spoke where, each answer with its evidence.

Start with 'estrade demo'. It needs nothing and touches no network.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVar(&o.data, "data", dataFolder(), "`folder` of archive, frontier and index (environment ESTRADE_DATA)")
	root.PersistentFlags().BoolVar(&o.json, "json", false, "print one JSON object per line")
	root.PersistentFlags().StringVar(&o.lang, "lang", "", "`language` of messages about questions: fr or en (environment LANG)")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(newDemo(&o), newCrawl(&o), newStatus(&o), newHistory(&o), newProcess(&o), newWho(&o), newPerson(&o), newPlace(&o), newSearch(&o),
		newExport(&o), newAlert(&o), newServe(&o),
		newAnnotate(&o), newEval(&o), newSites(&o), newVersion(&o))
	asUsage(root)
	return root
}

// asUsage makes errors in the arguments of a command errors of usage.
func asUsage(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return usageError{err}
			}
			return nil
		}
	}
	for _, sub := range cmd.Commands() {
		asUsage(sub)
	}
}

// usagef is a usageError.
func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// dataFolder is the data folder when no flag names one.
func dataFolder() string {
	if d := os.Getenv("ESTRADE_DATA"); d != "" {
		return d
	}
	return "./estrade-data"
}
