package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"estrade/extract"
	"estrade/extract/french"
	"estrade/extract/gazetteer"
	"estrade/extract/gold"
	"estrade/extract/tagger"
	"estrade/extract/tagger/train"
)

// config is what the flags say.
type config struct {
	gold, corpora, out, measure, errors, hold string
	variants, folds, margin                   int
	ablate, chain                             bool
	shrink, weight                            float64
	options                                   train.Options
}

func run(c config, out, progress io.Writer) error {
	c.options.Shrink = float32(c.shrink)
	g, err := gazetteer.Load()
	if err != nil {
		return err
	}
	b := &bench{config: c, gazetteer: g, out: out, progress: progress}
	b.lists = lists(g)
	if b.releases, err = readGold(strings.Split(c.gold, ",")); err != nil {
		return err
	}
	for i := range b.releases {
		b.texts = append(b.texts, align(&b.releases[i]))
	}
	if b.corpora, err = readCorpora(c.corpora, float32(c.weight)); err != nil {
		return err
	}
	switch {
	case c.measure != "":
		return b.measure(c.measure)
	case c.ablate:
		return b.ablate()
	case c.folds > 1 || c.hold != "":
		return b.crossValidate()
	}
	c.options.Progress = func(format string, args ...any) { fmt.Fprintf(progress, format+"\n", args...) }
	model, err := b.train(b.texts, c.options)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.out, model, 0o644); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	fmt.Fprintf(out, "%s: %d bytes\n", c.out, len(model))
	return nil
}

// split makes tokens and sentences.
func split(body string) ([]extract.Token, []extract.Sentence) {
	tokens := french.Tokens(body)
	return tokens, french.Sentences(body, tokens)
}

// readGold reads the folders that exist.
func readGold(dirs []string) ([]gold.Release, error) {
	var all []gold.Release
	for _, dir := range dirs {
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			continue
		}
		releases, err := gold.Read(dir)
		if err != nil {
			return nil, err
		}
		for i := range releases {
			releases[i].ID = filepath.Base(dir) + "/" + releases[i].ID
		}
		all = append(all, releases...)
	}
	return all, nil
}

// align makes a training text of a release.
func align(r *gold.Release) train.Text {
	body := r.Document().Text
	var a []train.Annotation
	add := func(k extract.TagKind, text string, maybe bool) {
		a = append(a, train.Annotation{Kind: k, Text: text, Maybe: maybe})
	}
	for _, p := range r.People {
		for _, m := range p.Mentions {
			add(extract.PersonTag, m, false)
		}
		for _, t := range p.Titles {
			add(extract.TitleTag, t, false)
		}
		for _, t := range p.Coref {
			if t = withoutArticle(t); strings.Contains(t, " ") || len(t) > 5 {
				add(extract.TitleTag, t, false)
			}
		}
	}
	for _, t := range r.UnnamedTitles {
		add(extract.TitleTag, t, false)
	}
	for _, p := range r.Places {
		add(extract.PlaceTag, p.Text, false)
	}
	for _, p := range r.PlacesOptional {
		add(extract.PlaceTag, p, true)
	}
	for _, o := range r.Organisations {
		add(extract.OrganisationTag, o, false)
	}
	return train.Text{Source: r.ID, Body: body, Spans: train.Align(body, a), Weight: 1}
}

// withoutArticle is a reference such as "Le préfet" without its first word.
// Pronouns become empty or too short to be a title.
func withoutArticle(s string) string {
	s = strings.ReplaceAll(s, "’", "'")
	for _, w := range []string{"le ", "la ", "l'", "les ", "ce ", "cette ", "son ", "sa "} {
		if len(s) > len(w) && strings.EqualFold(s[:len(w)], w) {
			return s[len(w):]
		}
	}
	return ""
}

// readCorpora reads files of a public corpus.
func readCorpora(files string, weight float32) ([]train.Text, error) {
	var all []train.Text
	for name := range strings.SplitSeq(files, ",") {
		if name == "" {
			continue
		}
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("read corpus: %w", err)
		}
		texts, err := train.ReadBIO(f, filepath.Base(name), weight)
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
		all = append(all, texts...)
	}
	return all, nil
}

// lists are the names of the gazetteer.
func lists(g *gazetteer.Gazetteer) train.Lists {
	var l train.Lists
	g.FirstNames(func(fold string, male, female int) bool {
		if len(fold) > 2 && male+female >= 20 {
			if male >= female {
				l.Male.Add(fold, male)
			} else {
				l.Female.Add(fold, female)
			}
		}
		return true
	})
	g.Surnames(func(fold string, bearers int) bool {
		if len(fold) > 2 {
			l.Surnames.Add(fold, bearers)
		}
		return true
	})
	g.Communes(func(e extract.Entry) bool {
		if !strings.HasPrefix(e.Name, "Le ") && !strings.HasPrefix(e.Name, "La ") && !strings.HasPrefix(e.Name, "Les ") && !strings.HasPrefix(e.Name, "L'") {
			l.Communes = append(l.Communes, e.Name)
		}
		return true
	})
	return l
}

// bench holds what all measurements share.
type bench struct {
	config
	gazetteer     *gazetteer.Gazetteer
	lists         train.Lists
	releases      []gold.Release
	texts         []train.Text // of the releases
	corpora       []train.Text
	out, progress io.Writer
}

// train trains on releases, their variants and the corpora.
func (b *bench) train(texts []train.Text, o train.Options) ([]byte, error) {
	v := train.Variation{Split: split, FirstName: b.gazetteer.FirstName, Lists: b.lists}
	v.Learn(texts)
	var all []train.Text
	for i := range texts {
		all = append(all, texts[i])
		for n := range b.variants {
			all = append(all, v.Vary(&texts[i], n))
		}
	}
	// A variant counts as much as the text it was made from, all together twice.
	for i := range all {
		all[i].Weight = 2 / float32(1+b.variants)
	}
	return train.Train(append(all, b.corpora...), split, b.gazetteer, o)
}

// tagger trains on releases and opens the model.
func (b *bench) tagger(texts []train.Text, o train.Options) (*tagger.Tagger, error) {
	file, err := b.train(texts, o)
	if err != nil {
		return nil, err
	}
	m, err := tagger.Open(string(file))
	if err != nil {
		return nil, err
	}
	return tagger.New(m), nil
}

// folded trains a tagger for each fold on the other releases and calls yield
// with it and the numbers of the releases in the fold.
func (b *bench) folded(o train.Options, yield func(t *tagger.Tagger, fold []int)) error {
	if b.hold != "" {
		var learn []train.Text
		var fold []int
		for i := range b.texts {
			if strings.HasPrefix(filepath.Base(b.texts[i].Source), b.hold) {
				fold = append(fold, i)
			} else {
				learn = append(learn, b.texts[i])
			}
		}
		t, err := b.tagger(learn, o)
		if err != nil {
			return err
		}
		yield(t, fold)
		return nil
	}
	for f := range b.folds {
		var learn []train.Text
		var fold []int
		for i := range b.texts {
			if i%b.folds == f {
				fold = append(fold, i)
			} else {
				learn = append(learn, b.texts[i])
			}
		}
		t, err := b.tagger(learn, o)
		if err != nil {
			return err
		}
		yield(t, fold)
	}
	return nil
}

// scores measures by cross-validation.
func (b *bench) scores(o train.Options) (train.Score, error) {
	var s train.Score
	err := b.folded(o, func(t *tagger.Tagger, fold []int) {
		for _, i := range fold {
			for _, e := range s.Add(&b.texts[i], split, b.gazetteer, t) {
				if e.Span.Kind.String() == b.errors {
					sign := "missed"
					if e.Extra {
						sign = "extra"
					}
					text := b.texts[i].Body
					from, to := max(0, e.Span.From-40), min(len(text), e.Span.To+30)
					line := strings.ReplaceAll(text[from:e.Span.From]+"["+text[e.Span.From:e.Span.To]+"]"+text[e.Span.To:to], "\n", "/")
					fmt.Fprintf(b.out, "%s\t%s\t%d\t%s\n", b.texts[i].Source, sign, e.Margin, strings.ToValidUTF8(line, ""))
				}
			}
		}
	})
	return s, err
}

func (b *bench) crossValidate() error {
	if b.chain {
		return b.compareChains()
	}
	s, err := b.scores(b.options)
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(b.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	writeScore(t, s)
	return t.Flush()
}

func writeScore(w io.Writer, s train.Score) {
	fmt.Fprintln(w, "kind\tprecision\trecall\tF1\tright\textra\tmissed\t")
	for k := extract.PersonTag; k <= extract.TitleTag; k++ {
		fmt.Fprintf(w, "%v\t%.3f\t%.3f\t%.3f\t%d\t%d\t%d\t\n", k, s[k].Precision(), s[k].Recall(), s[k].F1(), s[k].Right, s[k].Extra, s[k].Missed)
	}
	c := s.Sum()
	fmt.Fprintf(w, "all\t%.3f\t%.3f\t%.3f\t%d\t%d\t%d\t\n", c.Precision(), c.Recall(), c.F1(), c.Right, c.Extra, c.Missed)
}

// measure prints how the model file does on corpora.
func (b *bench) measure(files string) error {
	file, err := os.ReadFile(b.config.out)
	if err != nil {
		return fmt.Errorf("read model: %w", err)
	}
	m, err := tagger.Open(string(file))
	if err != nil {
		return err
	}
	texts, err := readCorpora(files, 1)
	if err != nil {
		return err
	}
	var s train.Score
	t := tagger.New(m)
	for i := range texts {
		s.Add(&texts[i], split, b.gazetteer, t)
	}
	w := tabwriter.NewWriter(b.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	writeScore(w, s)
	return w.Flush()
}

// ablate measures without each source and each family of features in turn.
func (b *bench) ablate() error {
	if b.folds < 2 {
		b.folds = 4
	}
	w := tabwriter.NewWriter(b.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "without\tperson\tplace\torganisation\ttitle\tall\t")
	row := func(what string, o train.Options) error {
		s, err := b.scores(o)
		if err != nil {
			return err
		}
		all := s.Sum()
		fmt.Fprintf(w, "%s\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t\n", what, s[extract.PersonTag].F1(), s[extract.PlaceTag].F1(),
			s[extract.OrganisationTag].F1(), s[extract.TitleTag].F1(), all.F1())
		return w.Flush()
	}
	if err := row("nothing", b.options); err != nil {
		return err
	}
	for _, f := range []struct {
		name   string
		family tagger.Family
	}{{"words", tagger.Lexical}, {"affixes", tagger.Affix}, {"shapes", tagger.Shape}, {"gazetteer", tagger.Names},
		{"runs of capitals", tagger.Run}, {"position", tagger.Position}, {"rest of the text", tagger.Elsewhere}} {
		o := b.options
		o.Families = tagger.All &^ f.family
		if err := row(f.name, o); err != nil {
			return err
		}
	}
	variants, corpora := b.variants, b.corpora
	b.variants = 0
	if err := row("variants", b.options); err != nil {
		return err
	}
	b.variants = variants
	if len(corpora) > 0 {
		b.corpora = nil
		if err := row("corpora", b.options); err != nil {
			return err
		}
		b.corpora = corpora
	}
	return nil
}
