package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"estrade/pipeline"
)

func newSites(o *options) *cobra.Command {
	var file, contact string
	var check bool
	cmd := &cobra.Command{
		Use:   "sites [SITE...]",
		Short: "List the prefectures that can be crawled, or check them",
		Long: `Lists the registry of prefectures: code, name, platform, host and start page.

With --check, asks those named, or all, for their robots.txt and start pages, at
the pace of a crawl and nothing more, and tells whether they will do. It needs
--contact, as a crawl does.

Further sites can be given in a file with --sites, here and to 'estrade crawl'. It
has one site a line, fields separated by tabs; lines that begin with # are
remarks:

  code  name  departement  region  hosts  path  platform  group  starts  unsupported  note

code and name are what the site is called; departement and region the codes of
where it speaks for; hosts and starts may be several, separated by blanks;
sites of one group are paced together. All but code, name and hosts may be empty.`,
		Example: "  estrade sites\n  estrade sites Bretagne 59\n  estrade sites --sites my-sites.tsv\n  estrade sites --check 59 --contact press@example.org",
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := registry(file)
			if err != nil {
				return err
			}
			list := r.All()
			if len(args) > 0 {
				list = nil
				for _, name := range args {
					s, ok := r.Lookup(name)
					if !ok {
						return usagef("%s: no prefecture has this code or name", name)
					}
					list = append(list, s)
				}
			}
			if check {
				log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: slog.LevelWarn}))
				return checkSites(cmd.Context(), cmd.OutOrStdout(), o.json, list, contact, log)
			}
			if o.json {
				enc := json.NewEncoder(cmd.OutOrStdout())
				for _, s := range list {
					line := struct {
						Code        string   `json:"code"`
						Name        string   `json:"name"`
						Departement string   `json:"departement,omitempty"`
						Region      string   `json:"region,omitempty"`
						Platform    string   `json:"platform,omitempty"`
						Group       string   `json:"group,omitempty"`
						Hosts       []string `json:"hosts"`
						Start       []string `json:"start"`
						Unsupported string   `json:"unsupported,omitempty"`
						Note        string   `json:"note,omitempty"`
					}{s.Code, s.Name, s.Department, s.Region, s.Platform, s.Group, s.Hosts, s.Start, s.Unsupported, s.Note}
					if err := enc.Encode(line); err != nil {
						return err
					}
				}
				return nil
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "CODE\tNAME\tPLATFORM\tSTART")
			for _, s := range list {
				start := strings.Join(s.Start, " ")
				if s.Unsupported != "" {
					start = "not supported: " + s.Unsupported
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", s.Code, s.Name, s.Platform, start)
			}
			return w.Flush()
		},
	}
	cmd.Flags().StringVar(&file, "sites", "", "`file` of further sites")
	cmd.Flags().BoolVar(&check, "check", false, "ask the sites for their start pages")
	cmd.Flags().StringVar(&contact, "contact", "", "mail address or URL at which the sites' keepers can reach you")
	return cmd
}

// sortSites orders sites by code.
func sortSites(list []*pipeline.Site) {
	slices.SortFunc(list, func(a, b *pipeline.Site) int { return cmp.Compare(a.Code, b.Code) })
}
