// Command cmd trains the model of package tagger and measures it.
//
//	go run ./extract/tagger/train/cmd                 train, write the model
//	go run ./extract/tagger/train/cmd -folds 5        measure by cross-validation instead
//	go run ./extract/tagger/train/cmd -ablate         measure without each source and family
//
// It is run in the top folder of the project. The public corpora are not part
// of the project: -corpus europeana=DIR names where they lie.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	var c config
	flag.StringVar(&c.gold, "gold", "testdata/gold/dev,testdata/gold/site,testdata/gold/more", "folders of annotated releases, separated by commas; those that do not exist are left out")
	flag.StringVar(&c.corpora, "corpora", "", "files of the corpora to learn from, word, tab, BIO label a line, separated by commas")
	flag.StringVar(&c.out, "out", "extract/tagger/model.bin", "model file to write")
	flag.IntVar(&c.variants, "variants", 6, "variants of each release")
	flag.IntVar(&c.folds, "folds", 0, "measure with this many folds of the releases, write nothing")
	flag.BoolVar(&c.ablate, "ablate", false, "measure without each source and each family of features, write nothing")
	flag.BoolVar(&c.chain, "chain", false, "with -folds: measure the whole chain too, without and with the tagger")
	flag.IntVar(&c.margin, "margin", 60, "with -chain: margin from which a phrase of the tagger counts")
	flag.StringVar(&c.hold, "hold", "", "with -chain or -folds: measure on the releases of the last folder whose names begin with this, learn from the others")
	flag.StringVar(&c.measure, "measure", "", "corpora to measure the model file on, write nothing")
	flag.StringVar(&c.errors, "errors", "", "with -folds: list the errors of a kind: person, place, organisation, title")
	flag.BoolVar(&c.options.Average, "perceptron", false, "averaged perceptron instead of a conditional random field")
	flag.IntVar(&c.options.Epochs, "epochs", 10, "passes over the texts")
	flag.IntVar(&c.options.Sources, "sources", 2, "in how many sources a feature must occur")
	flag.Float64Var(&c.shrink, "shrink", 0.01, "part of each weight that is lost after a pass")
	flag.Float64Var(&c.options.Blind, "blind", 0.15, "share of the names that the gazetteer does not know while training")
	flag.Float64Var(&c.weight, "corpus-weight", 0.3, "weight of a sentence of a corpus; one of a release has 1")
	flag.Parse()
	if err := run(c, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}
