package server

import (
	"container/list"
	"sync"

	"golang.org/x/sync/singleflight"
)

// maxCached is how many bytes of pages are kept.
const maxCached = 32 << 20

// cache keeps pages that were made, packed, those asked for last. A page that many
// ask for at once is made once. The zero value is ready.
type cache struct {
	making singleflight.Group

	mu    sync.Mutex
	pages map[string]*list.Element
	order list.List // of cachedPage, asked for last first
	size  int
}

type cachedPage struct {
	key  string
	body packed
}

func (c *cache) get(key string, make func() (packed, error)) (packed, error) {
	if body, ok := c.look(key); ok {
		return body, nil
	}
	made, err, shared := c.making.Do(key, func() (any, error) {
		body, err := make()
		if err == nil {
			c.keep(key, body)
		}
		return body, err
	})
	if err != nil && shared {
		// The other's request may have ended before its time.
		return make()
	}
	body, _ := made.(packed)
	return body, err
}

func (c *cache) look(key string) (packed, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.pages[key]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(e)
	return e.Value.(cachedPage).body, true
}

func (c *cache) keep(key string, body packed) {
	if len(body) > maxCached/16 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pages == nil {
		c.pages = map[string]*list.Element{}
	}
	if _, ok := c.pages[key]; ok {
		return
	}
	c.pages[key] = c.order.PushFront(cachedPage{key, body})
	c.size += len(key) + len(body)
	for c.size > maxCached {
		last := c.order.Back()
		p := c.order.Remove(last).(cachedPage)
		delete(c.pages, p.key)
		c.size -= len(p.key) + len(p.body)
	}
}
