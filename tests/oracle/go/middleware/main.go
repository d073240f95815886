// Program middleware asks livekit-server's own token middleware and the service of /rtc/validate behind it about tokens.
package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/livekit/livekit-server/pkg/config"
	"github.com/livekit/livekit-server/pkg/service"
	"github.com/livekit/protocol/auth"
	"github.com/livekit/protocol/livekit"
	"github.com/livekit/protocol/logger"
	"why401/oracle/lines"
)

// anyRoom lets every room be made, as a server does by default.
type anyRoom struct{ service.RoomAllocator }

func (anyRoom) ValidateCreateRoom(context.Context, livekit.RoomName) error { return nil }

func main() {
	// The server logs every refusal.
	logger.SetLogger(logger.GetDiscardLogger(), "oracle")
	lines.Serve(func(keys map[string]string) func(token string) lines.Answer {
		middleware := service.NewAPIKeyAuthMiddleware(auth.NewFileBasedKeyProviderFromMap(keys))
		mux := http.NewServeMux()
		service.NewRTCService(&config.DefaultConfig, anyRoom{}, nil, nil).SetupRoutes(mux)
		return func(token string) lines.Answer { return ask(middleware, mux, token) }
	})
}

// ask sends the token in the query, since a header would lose spaces at its ends.
func ask(middleware *service.APIKeyAuthMiddleware, mux *http.ServeMux, token string) lines.Answer {
	request := httptest.NewRequest(http.MethodGet, "/rtc/validate?access_token="+url.QueryEscape(token), nil)
	recorder := httptest.NewRecorder()
	middleware.ServeHTTP(recorder, request, mux.ServeHTTP)
	body, err := io.ReadAll(recorder.Body)
	if err != nil {
		panic(err)
	}
	return lines.Answer{Status: recorder.Code, Body: bytes.Clone(body)}
}
