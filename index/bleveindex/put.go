package bleveindex

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	bleveidx "github.com/blevesearch/bleve_index_api"

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
	batch := x.bleve.NewBatch()
	if err := x.deleteStatements(ctx, batch, ids); err != nil {
		return fmt.Errorf("put %d records: %w", len(records), err)
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("put %d records: %w", len(records), err)
		}
		if err := x.add(batch, &records[latest[id]]); err != nil {
			return fmt.Errorf("put %d records: %w", len(records), err)
		}
	}
	if err := x.bleve.Batch(batch); err != nil {
		return fmt.Errorf("put %d records: %w", len(records), err)
	}
	return nil
}

// add adds the documents of a record to a batch.
func (x *Index) add(batch *bleve.Batch, r *index.Record) error {
	entries := r.Entries()
	for i := range entries {
		var stored []byte
		var err error
		if i == 0 {
			stored, err = x.codec.encodeRelease(&r.Release)
		} else {
			stored, err = x.codec.encodeStatement(&r.Statements[i-1])
		}
		if err != nil {
			return err
		}
		if err := batch.IndexAdvanced(newDocument(&entries[i], stored)); err != nil {
			return err
		}
	}
	return nil
}

// Delete removes releases with their statements in one safe batch.
func (x *Index) Delete(ctx context.Context, ids ...string) error {
	done, err := x.use()
	if err != nil {
		return fmt.Errorf("delete %d releases: %w", len(ids), err)
	}
	defer done()
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
	for _, id := range ids {
		tfr, err := reader.TermFieldReader(ctx, []byte(id), index.Statements.Name(index.ReleaseID), false, false, false)
		if err != nil {
			return err
		}
		if err := markAll(reader, tfr, batch); err != nil {
			tfr.Close()
			return err
		}
		if err := tfr.Close(); err != nil {
			return err
		}
	}
	return nil
}

func markAll(reader bleveidx.IndexReader, tfr bleveidx.TermFieldReader, batch *bleve.Batch) error {
	var doc bleveidx.TermFieldDoc
	for {
		d, err := tfr.Next(&doc)
		if err != nil || d == nil {
			return err
		}
		id, err := reader.ExternalID(d.ID)
		if err != nil {
			return err
		}
		batch.Delete(id)
	}
}
