//! What applications say that use LiveKit.

use super::Text::{Below, Own, Shared};
use super::cause::Cause;

known_texts! { Companion:
    /// **Why** lk-jwt-service hands the `OpenID` token of a Matrix user to the user's homeserver, which knows only its own, and each for an hour.
    ///
    /// **Source** lk-jwt-service; Matrix, *`OpenID`*.
    MatrixRefused {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("Failed to look up user info: request failed, status code: 401"),
            Own("Failed to look up user info: request failed, status code: 403"),
        ],
        clause: "no LiveKit token was made: the homeserver refused the Matrix user's OpenID token.",
        fix: "Check that `lk-jwt-service` asks the homeserver that issued that token, and that the client sends a new one: it expires.",
    }

    /// **Why** lk-jwt-service asks the homeserver of a Matrix user for the user, over federation.
    ///
    /// **Source** lk-jwt-service.
    MatrixLookup {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("M_LOOKUP_FAILED"),
            Own("Failed to look up user info"),
        ],
        clause: "no LiveKit token was made: `lk-jwt-service` could not ask the homeserver.",
        fix: "Check `.well-known/matrix/server` and the federation port, 8448 by default, from where `lk-jwt-service` runs.",
    }

    /// **Why** lk-jwt-service makes a token for itself and creates the room before it hands out a token.
    ///
    /// **Source** lk-jwt-service.
    MatrixRoom {
        cause: Cause::Other,
        texts: &[
            Own("Unable to create room on SFU"),
        ],
        clause: "`lk-jwt-service` could not create the room: its own call of LiveKit's API failed.",
        fix: "Check its `LIVEKIT_URL`, `LIVEKIT_KEY` and `LIVEKIT_SECRET`, and paste its log.",
        candidates: &[Cause::NetworkNotAuth, Cause::UnknownApiKey, Cause::SignatureSecretMismatch, Cause::UrlScheme],
    }

    /// **Why** lk-jwt-service has `/sfu/get` at its root, and is mostly behind a path of a proxy.
    ///
    /// **Source** lk-jwt-service#117.
    MatrixPath {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("/sfu/get 404"),
            Own("/sfu/get 405"),
            Own("/sfu/get 502"),
            Own("/sfu/get error 404"),
            Own("/sfu/get HTTP/1.1\" 404"),
            Own("/sfu/get HTTP/1.1\" 405"),
            Own("/sfu/get HTTP/1.1\" 502"),
            Own("/sfu/get HTTP/2.0\" 404"),
            Own("/sfu/get HTTP/2.0\" 405"),
            Own("/sfu/get HTTP/2.0\" 502"),
        ],
        clause: "no LiveKit token was made: the proxy does not lead to `lk-jwt-service`.",
        fix: "Make the proxy strip the path before `/sfu/get`: `curl -i` must answer 200 for `healthz` behind the same path.",
    }

    /// **Why** lk-jwt-service answers 405 to any other method, and a browser that opens its URL sends a `GET`.
    ///
    /// **Source** lk-jwt-service.
    MatrixMethod {
        cause: Cause::Other,
        clause: "`lk-jwt-service` answers only `POST`, and this request was a `GET`.",
        fix: "Paste what Element's own `POST` to `/sfu/get` gets: a 405 to a `GET` is no fault.",
    }

    /// **Why** The provider of an outbound trunk answers the INVITE.
    ///
    /// **Source** livekit/sip.
    SipProvider {
        cause: Cause::Other,
        texts: &[
            Own("unexpected status from INVITE response"),
            Own("Unexpected StatusCode from INVITE response"),
            Shared("INVITE response 401"),
            Shared("INVITE response 403"),
            Shared("INVITE response 407"),
            Own("error 32201: Authentication failure"),
            Own("sip status: 4"),
            Own("sip status: 5"),
            Own("sip status: 6"),
        ],
        clause: "the SIP provider refused the call; the token is not the reason.",
        fix: "Check user, password and numbers of the outbound trunk, and the addresses that the provider allows.",
    }

    /// **Why** The provider passes on what became of the call (RFC 3261 section 21): busy, no answer, declined, cancelled.
    ///
    /// **Source** livekit/sip; RFC 3261.
    SipCallee {
        cause: Cause::Other,
        texts: &[
            Own("sip status: 408"),
            Own("sip status: 480"),
            Own("sip status: 486"),
            Own("sip status: 487"),
            Own("sip status: 600"),
            Own("sip status: 603"),
        ],
        clause: "the called number was busy, did not answer or declined; the token is not the reason.",
        fix: "Call again later, and compare the number with one that works. LiveKit did not refuse the call.",
    }

    /// **Why** SIP asks for user and password by a 401 to the first request, and the caller repeats it with them.
    ///
    /// **Source** RFC 3261 section 22.
    SipChallenge {
        cause: Cause::Other,
        texts: &[
            Shared("SIP/2.0 401"),
            Shared("SIP/2.0 407"),
        ],
        clause: "SIP asks for user and password, as for each first request; no token is involved.",
        fix: "Check that the caller repeats the request with user and password. If it is asked again, those of the trunk are wrong.",
    }

    /// **Why** A trunk sends its calls to LiveKit; there is nothing to register with.
    ///
    /// **Source** sip#338: LiveKit Cloud answers 405 to a `REGISTER` of Asterisk.
    SipRegistration {
        cause: Cause::Other,
        texts: &[
            Own(".sip.livekit.cloud:5060' on registration attempt"),
            Own(".sip.livekit.cloud' on registration attempt"),
            Below("Failed Registration with status Method Not Allowed"),
            Below("SIP REGISTER"),
            Below("REGISTER sip:"),
        ],
        clause: "LiveKit accepts SIP calls, but no `REGISTER`; no token is involved.",
        fix: "Remove the registration, and send calls to LiveKit directly, with the inbound trunk's user and password.",
    }

    /// **Why** An inbound trunk may limit addresses and numbers, and ask for a password.
    ///
    /// **Source** livekit/sip.
    SipTrunk {
        cause: Cause::Other,
        texts: &[
            Own("call was not authorized by trunk configuration"),
            Own("doesn't match any Trunks"),
            Own("Does not match any SIP Trunks"),
            Own("no trunk configuration for call"),
            Below("404 No trunk found"),
            Below("\"no trunk found\""),
            Below("Rejecting inbound, wrong auth"),
            Below("Rejecting inbound, unauthorized"),
        ],
        clause: "no inbound trunk allows this SIP call; the token is not the reason.",
        fix: "Compare `allowed_addresses`, `allowed_numbers` and `numbers` of the inbound trunk with the call.",
    }

    /// **Why** A dispatch rule says which room a call goes to.
    ///
    /// **Source** livekit/protocol, `sip/sip.go` (`ErrNoDispatchMatched`).
    SipDispatchRule {
        cause: Cause::Other,
        texts: &[
            Own("No SIP Dispatch Rules defined"),
            Own("No SIP Dispatch Rules matched"),
            Own("No SIP Trunk or Dispatch Rules matched"),
            Own("no dispatch rule matched"),
        ],
        clause: "no dispatch rule says which room this SIP call goes to; no token is involved.",
        fix: "Create a dispatch rule for the trunk or the called number: `lk sip dispatch create`",
    }

    /// **Why** An agent calls speech and language services with keys of their own.
    ///
    /// **Source** livekit-agents; the services' addresses.
    Provider {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("url='wss://api.openai.com"),
            Below("url=URL('wss://api.deepgram.com"),
            Own("url='wss://api.deepgram.com"),
            Own("url='wss://api.elevenlabs.io"),
            Own("url='wss://api.cartesia.ai"),
            Own("url='wss://streaming.assemblyai.com"),
            Own("url='wss://generativelanguage.googleapis.com"),
            Shared("Incorrect API key provided"),
            Shared("invalid x-api-key"),
            Shared("API key not valid. Please pass a valid API key"),
            Shared("message='deepgram"),
            Shared("message='elevenlabs"),
            Shared("message='cartesia"),
            Own("failed to call tavus api"),
            Shared("WebSocket upgrade failed: Authentication error"),
            Below("Expected OAuth 2 access token"),
        ],
        clause: "a service such as OpenAI refused the agent's key; this is not LiveKit's answer.",
        fix: "Set that service's key in the agent's environment, such as `OPENAI_API_KEY` or `DEEPGRAM_API_KEY`.",
    }

    /// **Why** An agent's plugins read keys of their own, each from its variable.
    ///
    /// **Source** `openai`, `google-auth`; the plugins of livekit-agents.
    ProviderKeyNotSet {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("api_key client option must be set"),
            Shared("DEEPGRAM_API_KEY is required"),
            Shared("CARTESIA_API_KEY must be set"),
            Shared("CARTESIA_API_KEY is required"),
            Shared("ELEVEN_API_KEY must be set"),
            Shared("Deepgram API key is required"),
            Shared("ElevenLabs API key is required"),
            Shared("Cartesia API key is required"),
            Shared("AssemblyAI API key is required"),
            Shared("google.auth.exceptions.DefaultCredentialsError"),
        ],
        clause: "a plugin of the agent lacks its own API key; LiveKit is not the reason.",
        fix: "Set that service's own variable where the agent runs, such as `OPENAI_API_KEY` or `GOOGLE_APPLICATION_CREDENTIALS`.",
    }

    /// **Why** Speech and language services count characters and requests, each in its own account.
    ///
    /// **Source** `ElevenLabs`, `OpenAI`; livekit-agents passes their answers on.
    ProviderQuota {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("quota_exceeded"),
            Shared("insufficient_quota"),
            Shared("exceeds your quota"),
            Shared("You exceeded your current quota"),
            Below("402 Payment Required"),
        ],
        clause: "a service that the agent uses has no quota left or limits its calls, not LiveKit.",
        fix: "Check usage and plan in that service's own account.",
    }

    /// **Why** Services answer 400, 404 or 422 to a model, a language or an option that they do not have.
    ///
    /// **Source** Deepgram, `OpenAI`, Cartesia; agents#3519.
    ProviderRequest {
        cause: Cause::NetworkNotAuth,
        clause: "a service that the agent uses rejected the request; this is not LiveKit's answer.",
        fix: "Compare model, language and options with that service's documentation; its key is probably right.",
    }

    /// **Why** Services answer 5xx if they fail, and some of them 529 if they are overloaded.
    ///
    /// **Source** Deepgram, Anthropic; agents#949.
    ProviderDown {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("overloaded_error"),
        ],
        clause: "a service that the agent uses failed or is overloaded; LiveKit is not the reason.",
        fix: "Try again later, and check that service's status page. Its key is not the reason.",
    }

    /// **Why** OBS sends its stream key as the bearer token of WHIP.
    ///
    /// **Source** OBS, `whip-output.cpp`; livekit/ingress.
    WhipKey {
        cause: Cause::Other,
        texts: &[
            Shared("HTTP endpoint returned response code 401"),
            Shared("HTTP endpoint returned response code 404"),
        ],
        clause: "the WHIP server refused the stream, because its URL or stream key is wrong.",
        fix: "Copy URL and stream key of the ingress again: `lk ingress list`. For the server's own `/whip/v1`, the key is a token with `roomJoin`.",
    }

    /// **Why** Element Call finds its LiveKit server by the homeserver, and gets the token from a service
    /// of its own.
    ///
    /// **Source** Element Call, Synapse.
    Matrix {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("MISSING_MATRIX_RTC_"),
            Own("M_MISSING_TOKEN"),
            Own("msc4143"),
            Own("Failed to get JWT from RTC session"),
            Own("SFU Config fetch failed"),
            Below("M_BAD_JSON"),
            Below("M_UNAUTHORIZED"),
        ],
        clause: "this comes from Matrix, before any LiveKit token was made.",
        fix: "Check the homeserver's `.well-known` and its `lk-jwt-service`.",
    }

    /// **Why** LiveKit has no such text.
    ///
    /// **Source** La Suite Meet.
    Application {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("Invalid LiveKit token"),
        ],
        clause: "an application's own check of the token says this, not LiveKit.",
        fix: "Look for this text in your application's code.",
    }

    /// **Why** LiveKit's server says `invalid API key` and nothing of a secret: an application writes this for what it could not do.
    ///
    /// **Source** livekit-server, all releases; applications with a form for key and secret.
    ApplicationCredentials {
        cause: Cause::Other,
        texts: &[
            Shared("Invalid API key or secret"),
            Shared("Invalid API key or API secret"),
            Shared("Invalid API key and secret"),
            Shared("Invalid API key/secret"),
            Shared("Invalid API key or token"),
            Shared("Invalid API key or URL"),
        ],
        clause: "this is an application's wording, not LiveKit's, and it does not say why.",
        fix: "Run `lk room list` with the same URL, key and secret, and paste these lines and the answer.",
        candidates: &[Cause::UnknownApiKey, Cause::WrongProject, Cause::SignatureSecretMismatch, Cause::SecretFormat, Cause::KeySecretSwapped, Cause::EnvMismatchCloudVsLocal, Cause::NetworkNotAuth],
    }
}
