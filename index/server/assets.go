package server

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"path"
)

//go:embed static
var assetFiles embed.FS

// asset is a file that pages load.
type asset struct {
	contentType string
	tag         string
	body        packed
}

var assetTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

func readAssets() (map[string]asset, error) {
	assets := map[string]asset{}
	entries, err := assetFiles.ReadDir("static")
	if err != nil {
		return nil, fmt.Errorf("assets: %w", err)
	}
	for _, e := range entries {
		body, err := assetFiles.ReadFile("static/" + e.Name())
		if err != nil {
			return nil, fmt.Errorf("assets: %w", err)
		}
		sum := sha256.Sum256(body)
		assets[e.Name()] = asset{
			contentType: assetTypes[path.Ext(e.Name())],
			tag:         `"` + hex.EncodeToString(sum[:8]) + `"`,
			body:        pack(body),
		}
	}
	return assets, nil
}

func (s *Server) static(v *visit) error {
	a, ok := s.assets[v.PathValue("name")]
	if !ok {
		return errNotFound
	}
	h := v.w.Header()
	h.Del("Vary")
	h.Set("ETag", a.tag)
	h.Set("Cache-Control", "private, max-age=300")
	if isKnown(v.w, v.Request, a.tag) {
		return nil
	}
	v.write(a.contentType, a.body)
	return nil
}
