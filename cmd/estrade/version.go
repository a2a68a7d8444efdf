package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"estrade/extract"
)

func newVersion(o *options) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the program and of its forms",
		Example: "  estrade version\n  estrade version --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			v := struct {
				Version  string `json:"version"`
				Revision string `json:"revision,omitempty"`
				Go       string `json:"go"`
				Schema   int    `json:"schema"` // of annotate
			}{version, revision(), runtime.Version(), extract.Schema}
			if o.json {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(v)
			}
			if v.Revision != "" {
				v.Revision = " (" + v.Revision + ")"
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "estrade %s%s, %s, annotation schema %d\n", v.Version, v.Revision, v.Go, v.Schema)
			return err
		},
	}
}

// revision is the commit that the program was built from, if it is known.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return ""
}
