// Program verifier asks livekit/protocol's own verifier, of the version that it is built against, about tokens.
package main

import (
	"reflect"

	"github.com/livekit/protocol/auth"
	"why401/oracle/lines"
)

func main() {
	lines.Serve(func(keys map[string]string) func(token string) lines.Answer {
		return func(token string) lines.Answer { return ask(keys, token) }
	})
}

// ask does what APIKeyAuthMiddleware.ServeHTTP (livekit-server, pkg/service/auth.go) does with a token.
func ask(keys map[string]string, token string) lines.Answer {
	verifier, err := auth.ParseAPIToken(token)
	if err != nil {
		return lines.Answer{Stage: "parse", Error: []byte(err.Error())}
	}
	key := verifier.APIKey()
	secret := keys[key]
	if secret == "" {
		return lines.Answer{Stage: "key", Key: key}
	}
	grants, err := verify(verifier, secret)
	if err != nil {
		return lines.Answer{Stage: "verify", Key: key, Error: []byte(err.Error())}
	}
	return lines.Answer{
		Stage:    "taken",
		Key:      key,
		Identity: verifier.Identity(),
		Video:    grant(grants, "Video"),
		SIP:      grant(grants, "SIP"),
	}
}

// grant is a member of the grants, nil where the token or this version has none.
func grant(grants *auth.ClaimGrants, name string) any {
	field := reflect.ValueOf(grants).Elem().FieldByName(name)
	if !field.IsValid() || field.IsNil() {
		return nil
	}
	return field.Interface()
}

// verify calls Verify, which hands out the registered claims too from v1.44.0 on, in a type of the library of its time.
func verify(verifier *auth.APIKeyTokenVerifier, secret string) (*auth.ClaimGrants, error) {
	results := reflect.ValueOf(verifier).MethodByName("Verify").Call([]reflect.Value{reflect.ValueOf(secret)})
	last := len(results) - 1
	if err, failed := results[last].Interface().(error); failed {
		return nil, err
	}
	return results[last-1].Interface().(*auth.ClaimGrants), nil
}
