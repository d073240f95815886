//! What an HTTP status means that is not LiveKit's answer to a token, as the answer itself or a client tells it.

use super::Text::{Below, Own, Shared};
use super::cause::Cause;

known_texts! { Response:
    /// **Why** livekit-server answers `OK` at `/`, with a token or without.
    ///
    /// **Source** livekit-server, all releases.
    ServerRuns {
        cause: Cause::Other,
        clause: "a LiveKit server runs at this address; this request checked no token.",
        fix: "Request `/rtc/validate` with the token.",
    }

    /// **Why** livekit-server answers `OK` at `/` to any request, that of a WebSocket, too.
    ///
    /// **Source** livekit-server, all releases; livekit#79.
    WebSocketRoot {
        cause: Cause::UrlScheme,
        clause: "LiveKit always answers 200 at `/`; its WebSocket is at `/rtc`.",
        fix: "Give the SDK this URL: it adds `/rtc` itself. In a test by hand, use `/rtc?access_token=` and the token.",
        candidates: &[Cause::UrlScheme],
    }

    /// **Why** `/rtc` and `/agent` answer an empty 404 to a request without `Upgrade: websocket`. livekit-server names no
    /// `Server`; a proxy does.
    ///
    /// **Source** livekit-server v1.13.11, asked by curl.
    WebSocketOnly {
        cause: Cause::Other,
        clause: "this path of LiveKit only speaks WebSocket; the token was not checked.",
        fix: "Request `/rtc/validate` instead.",
    }

    /// **Why** livekit-server never answers 403 to a token: its refusals are 401.
    ///
    /// **Source** livekit-server, all releases; nginx, Cloudflare, AWS.
    Forbidden {
        cause: Cause::NetworkNotAuth,
        clause: "a proxy, firewall or bot check answered 403, not LiveKit.",
        fix: "Let `/rtc`, `/twirp` and `/agent` through there; livekit-server never answers 403 to a token.",
    }

    /// **Why** livekit-server itself never answers 429.
    ///
    /// **Source** nginx; LiveKit Cloud.
    RateLimit {
        cause: Cause::NetworkNotAuth,
        clause: "a rate limit or a LiveKit Cloud quota answered 429; the token is not the reason.",
        fix: "Raise the limit in the proxy, or check the quota in the project's dashboard.",
    }

    /// **Why** The token is in the URL or a header, and proxies limit both: nginx to 8 KiB a line.
    ///
    /// **Source** nginx, load balancers.
    TooLong {
        cause: Cause::NetworkNotAuth,
        clause: "the request is too long or malformed for the proxy; LiveKit did not answer.",
        fix: "Raise the proxy's limit (`large_client_header_buffers` in nginx), or shorten metadata and attributes in the token.",
    }

    /// **Why** livekit-server serves no web page.
    ///
    /// **Source** nginx with a single-page app; what SDKs say of such an answer.
    WebPage {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("Twirp(Prost(DecodeError"),
            Own("Error parsing message with type 'livekit."),
            Shared("cannot parse invalid wire-format data"),
            Shared("Protocol message end-group tag did not match"),
            Shared("Unexpected token '<'"),
            Shared("Unexpected token < in JSON"),
        ],
        clause: "a web page answered, not LiveKit; the token is not the reason.",
        fix: "Point the URL at LiveKit's host, or route `/rtc`, `/twirp` and `/agent` to its port, 7880 by default.",
    }

    /// **Why** A wrong path, a login or a crash of the application answers with a page, of which no token can be read.
    ///
    /// **Source** `fetch` and `response.json()` of browsers.
    TokenRoutePage {
        cause: Cause::NetworkNotAuth,
        clause: "your own token route answered with a web page, so the client got no token.",
        fix: "Open that route in a browser: a wrong path, a login or an error of the application answers with HTML.",
    }

    /// **Why** Token servers name the field with the token differently, and an app that reads another name gets nothing.
    ///
    /// **Source** Dart, Swift, Kotlin, JavaScript and Python, reading a field that JSON does not have; LiveKit's starter apps.
    TokenFieldMissing {
        cause: Cause::MissingTokenOrHeader,
        texts: &[
            Below("type 'Null' is not a subtype of type 'String'"),
            Below("keyNotFound(CodingKeys(stringValue: \"token\""),
            Below("keyNotFound(CodingKeys(stringValue: \"accessToken\""),
            Below("keyNotFound(CodingKeys(stringValue: \"participantToken\""),
            Below("No value for token"),
            Below("No value for accessToken"),
            Below("No value for participantToken"),
            Below("Cannot destructure property 'token' of"),
            Below("Cannot destructure property 'accessToken' of"),
            Below("Cannot destructure property 'participantToken' of"),
            Below("(reading 'participantToken')"),
            Below("(reading 'accessToken')"),
            Below("KeyError: 'token'"),
            Below("KeyError: 'accessToken'"),
            Below("KeyError: 'participantToken'"),
        ],
        clause: "the token server's answer lacks the field that the app reads, so no token was sent.",
        fix: "Log the whole answer, and read the field that holds the token, such as `token`, `accessToken` or `participant_token`.",
        candidates: &[Cause::MissingTokenOrHeader],
    }

    /// **Why** LiveKit answers a join in plain text, and a call of its API with `code` and `msg`. A route of the application, its login, or a
    /// gateway such as Amazon's says so; until that lets the request pass, no LiveKit token is made.
    ///
    /// **Source** Amazon API Gateway, `NestJS`, Spring, `FastAPI`, Laravel and Flask-JWT-Extended, Supabase
    /// and Google Cloud Run, and livekit-server, all releases.
    TokenRoute {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("\"message\":\"Unauthorized\""),
            Shared("\"message\": \"Unauthorized\""),
            Shared("\"error\":\"Unauthorized\""),
            Shared("\"error\": \"Unauthorized\""),
            Shared("\\\"message\\\":\\\"Unauthorized\\\""),
            Shared("\\\"error\\\":\\\"Unauthorized\\\""),
            Shared("\"detail\":\"Not authenticated\""),
            Shared("\"detail\": \"Not authenticated\""),
            Shared("'detail': 'Not authenticated'"),
            Shared("\"message\":\"Unauthenticated.\""),
            Shared("\"message\": \"Unauthenticated.\""),
            // As JavaScript and Dart print an object.
            Shared("message: 'Unauthorized'"),
            Shared("error: 'Unauthorized'"),
            Shared("detail: 'Not authenticated'"),
            Shared("{message: Unauthorized}"),
            Shared("{error: Unauthorized}"),
            Shared("{detail: Not authenticated}"),
            Shared("\"error\":\"Not authenticated\""),
            Shared("\"error\": \"Not authenticated\""),
            Below("\"message\":\"Invalid JWT\""),
            Below("\"message\": \"Invalid JWT\""),
            Below("The request was not authenticated. Either allow"),
            Shared("no authorization header"),
            Shared("missing authorization header"),
        ],
        clause: "a gateway or your own token endpoint answered this, not LiveKit.",
        fix: "Send the login that this endpoint wants (cookie, header or API key): without it, it makes no LiveKit token.",
    }

    /// **Why** API Gateway answers so to a path, stage or method that it does not have, with or without a token.
    ///
    /// **Source** Amazon API Gateway, *Gateway responses* (`MISSING_AUTHENTICATION_TOKEN`).
    GatewayRoute {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("\"Missing Authentication Token\""),
        ],
        clause: "Amazon API Gateway has no such path or method; LiveKit did not answer.",
        fix: "Check the endpoint's path, its stage (such as `/prod`) and the method: `GET` or `POST`.",
    }

    /// **Why** The SDKs put `/rtc` and `/twirp` behind the URL, so a path in it moves them.
    ///
    /// **Source** livekit-server and nginx, asked below `/foo`.
    WrongPath {
        cause: Cause::UrlScheme,
        texts: &[
            Own("signal connection: 404 page not found"),
            Shared("404 page not found"),
        ],
        clause: "there is no LiveKit at this path; the URL or a proxy's route is wrong.",
        fix: "Use a URL without a path, such as `wss://livekit.example.com`, and route `/rtc`, `/twirp` and `/agent` to LiveKit.",
        candidates: &[Cause::UrlScheme, Cause::NetworkNotAuth],
    }

    /// **Why** The server asks for identity and room after it has accepted key, signature and times. A port with TLS answers
    /// 400 to a request without it.
    ///
    /// **Source** livekit-server v1.13.11; nginx.
    BadRequest {
        cause: Cause::IdentityEmpty,
        clause: "400 means that identity or room is missing, or that a TLS port got plain HTTP.",
        fix: "Paste the token to see its identity and room; if the port speaks TLS, use `wss://`.",
        candidates: &[Cause::IdentityEmpty, Cause::RoomMismatch, Cause::MissingGrant, Cause::UrlScheme, Cause::NetworkNotAuth],
    }

    /// **Why** Twirp's code `not_found` comes after the permissions were checked.
    ///
    /// **Source** Twirp; livekit-server.
    CallNotFound {
        cause: Cause::Other,
        clause: "the token was accepted; what the call names does not exist in this project.",
        fix: "Check the name or ID, and that URL and key belong to the project that has it.",
    }

    /// **Why** Twirp's code `unavailable` comes after the permissions were checked: the server asked the service that does the
    /// work, and got no answer.
    ///
    /// **Source** livekit-server, psrpc.
    ServiceUnavailable {
        cause: Cause::NetworkNotAuth,
        clause: "the service behind the call, or the room, is missing; the token is not the reason.",
        fix: "Check that egress, ingress, SIP or the agent runs with the Redis of the server, and that the room exists.",
    }

    /// **Why** Twirp takes only `POST`, with JSON or protobuf, and says so before any method runs.
    ///
    /// **Source** Twirp; livekit-server v1.13.11, asked by curl.
    CallForm {
        cause: Cause::Other,
        texts: &[
            Shared("(only POST is allowed)"),
            Shared("unexpected Content-Type:"),
        ],
        clause: "an API call is a `POST` with JSON; the token is not the reason.",
        fix: "Add to the command: `-X POST -H 'Content-Type: application/json' -d '{}'`",
    }

    /// **Why** Twirp looks for the method after the token was taken.
    ///
    /// **Source** Twirp; livekit-server v1.13.11, asked by curl.
    NoMethod {
        cause: Cause::Other,
        texts: &[
            Own("no handler for path \"/twirp/livekit."),
            Own("no handler for path \\\"/twirp/livekit."),
        ],
        clause: "the server has no such service or method; the token is not the reason.",
        fix: "Check the path's spelling; a method of newer SDKs needs a newer server.",
    }

    /// **Why** The call did not end in time.
    ///
    /// **Source** Twirp; livekit-server.
    CallTimeout {
        cause: Cause::NetworkNotAuth,
        clause: "the call was not finished in time; the token is not the reason.",
        fix: "Try again. If the call fails again, look in the server's log.",
    }

    /// **Why** Twirp's codes for a wrong call come after the permissions were checked.
    ///
    /// **Source** Twirp; livekit-server.
    CallRejected {
        cause: Cause::Other,
        clause: "the server rejects the call itself; the token is not the reason.",
        fix: "Read the message after the code, and use matching SDK and server versions.",
    }
}
