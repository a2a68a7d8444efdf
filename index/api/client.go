package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"estrade/index"
)

// ErrUnreachable says that no server answers at an address.
var ErrUnreachable = errors.New("no server answers")

// Client asks a server as if it were the index. Its methods are safe for
// concurrent use.
type Client struct {
	Address string // "http://127.0.0.1:8080"
	Token   string // that the server wants of everyone; may be empty
	Key     string // of those who may write; empty for those who only read
	HTTP    *http.Client
}

var (
	_ index.Searcher = (*Client)(nil)
	_ Writer         = (*Client)(nil)
)

// Status asks whom one talks to. The error wraps ErrUnreachable if nobody is
// there.
func (c *Client) Status(ctx context.Context) (*Status, error) {
	var s Status
	return &s, c.get(ctx, "/api/v1/status", nil, &s)
}

// Greet checks that the server is the one that the client's key is of. The
// error wraps ErrUnreachable if it is another or none is there.
func (c *Client) Greet(ctx context.Context) error {
	s, err := c.Status(ctx)
	switch {
	case errors.Is(err, index.ErrNotFound):
		return fmt.Errorf("%w: another program is at %s", ErrUnreachable, c.Address)
	case err != nil:
		return err
	case s.Instance != instanceOf(c.Key):
		return fmt.Errorf("%w: another server is at %s", ErrUnreachable, c.Address)
	}
	return nil
}

// Count is how much the index holds.
func (c *Client) Count(ctx context.Context) (index.Counts, error) {
	s, err := c.Status(ctx)
	return s.Index, err
}

// Search answers a request. A question must fit into an address. More hits than
// [MaxLimit] are fetched page by page.
func (c *Client) Search(ctx context.Context, r index.Request) (*index.Result, error) {
	wanted := r.Limit
	r.Limit = min(wanted, MaxLimit)
	found, err := c.page(ctx, r)
	for err == nil && len(found.Hits) < wanted && found.Next != "" {
		var more *index.Result
		r.Limit, r.Cursor, r.Facets = min(wanted-len(found.Hits), MaxLimit), found.Next, nil
		if more, err = c.page(ctx, r); err == nil {
			found.Hits, found.Next = append(found.Hits, more.Hits...), more.Next
		}
	}
	if err != nil {
		return nil, err
	}
	return found, nil
}

// page answers a request of at most MaxLimit hits.
func (c *Client) page(ctx context.Context, r index.Request) (*index.Result, error) {
	q := url.Values{"limit": {strconv.Itoa(r.Limit)}, "highlights": {strconv.Itoa(r.Highlights)}}
	if r.Query != nil {
		q.Set("q", r.Query.String())
	}
	for name, sort := range sorts {
		if sort == r.Sort {
			q.Set("sort", name)
		}
	}
	if r.Cursor != "" {
		q.Set("cursor", r.Cursor)
	}
	for _, f := range r.Facets {
		for name, field := range facetFields {
			if field == f.By {
				q.Add("facet", name+":"+strconv.Itoa(f.Limit))
			}
		}
	}
	path := "/api/v1/statements"
	if r.Of == index.Releases {
		path = "/api/v1/releases"
	}
	var list List
	if err := c.get(ctx, path, q, &list); err != nil {
		return nil, err
	}
	found := &index.Result{Total: list.Total, Next: list.Next, Facets: map[index.Field][]index.Value{}}
	for _, h := range list.Hits {
		found.Hits = append(found.Hits, index.Hit{Score: h.Score, Release: h.Release, Statement: h.Statement, Snippets: h.Snippets})
	}
	for name, v := range list.Facets {
		found.Facets[facetFields[name]] = v
	}
	return found, nil
}

// Statement is one statement; index.ErrNotFound if there is none.
func (c *Client) Statement(ctx context.Context, id string) (*index.Statement, error) {
	var s index.Statement
	return &s, c.get(ctx, "/api/v1/statements/"+url.PathEscape(id), nil, &s)
}

// Text is the text of a release; index.ErrNotFound if there is none.
func (c *Client) Text(ctx context.Context, release string) (string, error) {
	var r struct {
		Document struct {
			Text string `json:"text"`
		} `json:"document"`
	}
	err := c.get(ctx, "/api/v1/releases/"+url.PathEscape(release), nil, &r)
	return r.Document.Text, err
}

// People is index.FindPeople.
func (c *Client) People(ctx context.Context, name string, limit int) ([]index.Candidate, error) {
	var a Candidates
	err := c.get(ctx, "/api/v1/people", url.Values{"name": {name}, "limit": {strconv.Itoa(limit)}}, &a)
	return a.Candidates, err
}

// Places is index.FindPlaces.
func (c *Client) Places(ctx context.Context, name string, limit int) ([]index.Candidate, error) {
	var a Candidates
	err := c.get(ctx, "/api/v1/places", url.Values{"name": {name}, "limit": {strconv.Itoa(limit)}}, &a)
	return a.Candidates, err
}

// Person is index.ProfilePerson.
func (c *Client) Person(ctx context.Context, id string) (*index.PersonProfile, error) {
	var p index.PersonProfile
	return &p, c.get(ctx, "/api/v1/people/"+url.PathEscape(id), nil, &p)
}

// Place is index.ProfilePlace.
func (c *Client) Place(ctx context.Context, id string) (*index.PlaceProfile, error) {
	var p index.PlaceProfile
	return &p, c.get(ctx, "/api/v1/places/"+url.PathEscape(id), nil, &p)
}

// Put hands records to the server. When it returns nil they are durable.
func (c *Client) Put(ctx context.Context, records ...index.Record) error {
	return c.change(ctx, change{Put: records})
}

// Delete has the server remove releases.
func (c *Client) Delete(ctx context.Context, ids ...string) error {
	return c.change(ctx, change{Delete: ids})
}

// Close does nothing: the server goes on.
func (c *Client) Close() error { return nil }

func (c *Client) change(ctx context.Context, x change) error {
	var b bytes.Buffer
	if err := encodeChange(&b, x); err != nil {
		return fmt.Errorf("hand over records: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Address+recordsPath, &b)
	if err != nil {
		return fmt.Errorf("hand over records: %w", err)
	}
	r.Header.Set("Content-Type", recordsType)
	r.Header.Set(keyHeader, c.Key)
	if err := c.do(r, nil); err != nil {
		return fmt.Errorf("hand over records: %w", err)
	}
	return nil
}

func (c *Client) get(ctx context.Context, path string, q url.Values, into any) error {
	address := c.Address + path
	if len(q) > 0 {
		address += "?" + q.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	return c.do(r, into)
}

// maxAnswer bounds an answer, in bytes.
const maxAnswer = 256 << 20

func (c *Client) do(r *http.Request, into any) error {
	r.Header.Set("Accept-Encoding", "identity") // the server is on this machine
	if c.Token != "" {
		r.Header.Set("Authorization", "Bearer "+c.Token)
	}
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	res, err := client.Do(r)
	if err != nil {
		if r.Context().Err() != nil {
			return r.Context().Err()
		}
		return fmt.Errorf("%w: %v", ErrUnreachable, err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	switch {
	case err != nil:
		return fmt.Errorf("%w: %v", ErrUnreachable, err)
	case res.StatusCode >= 300:
		return problemIn(res, b)
	case into == nil:
		return nil
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("answer of %s: %w", c.Address, err)
	}
	return nil
}

// problemIn is the error that an answer tells.
func problemIn(res *http.Response, b []byte) error {
	var p huma.ErrorModel
	detail := res.Status
	if json.Unmarshal(b, &p) == nil && p.Detail != "" {
		detail = p.Detail
		if len(p.Errors) > 0 && !strings.Contains(detail, p.Errors[0].Message) {
			detail += ": " + p.Errors[0].Message
		}
	}
	for status, err := range map[int]error{http.StatusNotFound: index.ErrNotFound, http.StatusBadRequest: index.ErrRequest, http.StatusUnprocessableEntity: index.ErrRequest} {
		if res.StatusCode == status {
			return fmt.Errorf("%w (%s)", err, strings.TrimPrefix(detail, err.Error()+": "))
		}
	}
	if slices.Contains([]int{http.StatusUnauthorized, http.StatusForbidden}, res.StatusCode) {
		return fmt.Errorf("the server does not let this program in: %s", detail)
	}
	return fmt.Errorf("the server answers: %s", detail)
}
