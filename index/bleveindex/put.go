package bleveindex

import (
	"context"
	"fmt"
	"runtime"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"golang.org/x/sync/errgroup"

	"estrade/index"
)

// Put adds records in one safe batch.
func (x *Index) Put(ctx context.Context, records ...index.Record) error {
	if len(records) == 0 {
		return nil
	}
	done, err := x.use()
	if err != nil {
		return fmt.Errorf("put %d records: %w", len(records), err)
	}
	defer done()
	latest := make(map[string]int, len(records))
	ids := make([]string, 0, len(records))
	for i := range records {
		id := records[i].Release.ID
		if _, ok := latest[id]; !ok {
			ids = append(ids, id)
		}
		latest[id] = i
	}
	docs, err := x.documents(ctx, records, ids, latest)
	if err != nil {
		return fmt.Errorf("put %d records: %w", len(records), err)
	}
	// What was there of a release must not change before it is replaced.
	x.writing.Lock()
	defer x.writing.Unlock()
	batch := x.bleve.NewBatch()
	if err := x.deleteStatements(ctx, batch, ids); err != nil {
		return fmt.Errorf("put %d records: %w", len(records), err)
	}
	for _, of := range docs {
		for _, d := range of {
			if err := batch.IndexAdvanced(d); err != nil {
				return fmt.Errorf("put %d records: %w", len(records), err)
			}
		}
	}
	if err := x.bleve.Batch(batch); err != nil {
		return fmt.Errorf("put %d records: %w", len(records), err)
	}
	return nil
}

// documents are the documents of the latest record of each ID, made on all
// cores.
func (x *Index) documents(ctx context.Context, records []index.Record, ids []string, latest map[string]int) ([][]*document.Document, error) {
	docs := make([][]*document.Document, len(ids))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, id := range ids {
		g.Go(func() (err error) {
			if err := ctx.Err(); err != nil {
				return err
			}
			docs[i], err = x.recordDocuments(&records[latest[id]])
			return err
		})
	}
	return docs, g.Wait()
}

// recordDocuments are the documents of a record.
func (x *Index) recordDocuments(r *index.Record) ([]*document.Document, error) {
	entries := r.Entries()
	docs := make([]*document.Document, len(entries))
	for i := range entries {
		var stored []byte
		var err error
		if i == 0 {
			stored, err = x.codec.encodeRelease(&r.Release)
		} else {
			stored, err = x.codec.encodeStatement(r, i-1)
		}
		if err != nil {
			return nil, err
		}
		docs[i] = newDocument(&entries[i], stored)
	}
	return docs, nil
}

// Delete removes releases with their statements in one safe batch.
func (x *Index) Delete(ctx context.Context, ids ...string) error {
	done, err := x.use()
	if err != nil {
		return fmt.Errorf("delete %d releases: %w", len(ids), err)
	}
	defer done()
	x.writing.Lock()
	defer x.writing.Unlock()
	batch := x.bleve.NewBatch()
	if err := x.deleteStatements(ctx, batch, ids); err != nil {
		return fmt.Errorf("delete %d releases: %w", len(ids), err)
	}
	for _, id := range ids {
		batch.Delete(docID(index.Releases, id))
	}
	if err := x.bleve.Batch(batch); err != nil {
		return fmt.Errorf("delete %d releases: %w", len(ids), err)
	}
	return nil
}

// deleteStatements marks the statements that the index holds of releases.
func (x *Index) deleteStatements(ctx context.Context, batch *bleve.Batch, ids []string) error {
	reader, err := x.store.Reader()
	if err != nil {
		return err
	}
	defer reader.Close()
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return fmt.Errorf("reader is a %T", reader)
	}
	return statementKeys(ctx, snapshot, ids, batch.Delete)
}

// statementKeys visits the keys of the statements of releases; that of a
// statement may come more than once, and one that was deleted too.
func statementKeys(ctx context.Context, snapshot *scorch.IndexSnapshot, releases []string, visit func(key string)) error {
	for _, s := range snapshot.Segments() {
		dict, err := s.Segment().Dictionary(idField)
		if err != nil {
			return err
		}
		for _, id := range releases {
			if err := ctx.Err(); err != nil {
				return err
			}
			from, to := statementRange(id)
			keys := dict.AutomatonIterator(nil, from, to)
			for {
				e, err := keys.Next()
				if err != nil {
					return err
				}
				if e == nil {
					break
				}
				if _, release := splitKey(e.Term); release == id {
					visit(e.Term)
				}
			}
		}
	}
	return nil
}

// statementRange is where the keys of the statements of a release lie; those
// of other releases may lie between them.
func statementRange(release string) (from, to []byte) {
	key := docID(index.Statements, release)
	return []byte(key + "."), []byte(key + string(rune('.'+1)))
}
