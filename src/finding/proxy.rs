//! What proxies say, and what is left of a request behind one.

use super::Text::{Below, Own, Shared};
use super::cause::Cause;

known_texts! { Proxy:
    /// **Why** These statuses and texts are not livekit-server's, which answers some calls with `503 Service Unavailable`.
    ///
    /// **Source** nginx, Envoy, load balancers.
    ProxyAnswer {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("502 Bad Gateway"),
            Shared("503 Service Temporarily Unavailable"),
            Shared("504 Gateway"),
            Shared("upstream connect error"),
            Shared("no healthy upstream"),
        ],
        clause: "a proxy answered instead of LiveKit; the token is not the reason.",
        fix: "Check that LiveKit runs, and make the proxy pass requests on to its port, 7880 by default, with `Upgrade` and `Connection`.",
    }

    /// **Why** The proxy asks LiveKit at the address that its configuration names.
    ///
    /// **Source** The error log of nginx.
    Upstream {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("while connecting to upstream"),
            Shared("upstream prematurely closed"),
            Shared("upstream timed out"),
        ],
        clause: "the proxy cannot reach LiveKit upstream; the token is not the reason.",
        fix: "Point the upstream at LiveKit's port, 7880 by default; in a container use the service's name, not `127.0.0.1`.",
    }

    /// **Why** livekit-server never asks for `Basic`, and never answers 407.
    ///
    /// **Source** nginx, Traefik; Envoy and Istio (`jwt_authn`), Kong, APISIX, Azure API Management, Google IAP, Amazon's load balancer with
    /// a login.
    ProxyLogin {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("401 Authorization Required"),
            Shared("WWW-Authenticate: Basic"),
            Shared("407 Proxy Authentication"),
            Below("Jwt issuer is not configured"),
            Below("Jwt verification fails"),
            Below("Jwt is missing"),
            Below("Audiences in Jwt are not allowed"),
            Below("No credentials found for given"),
            Below("No API key found in request"),
            Below("Missing JWT token in request"),
            Below("Missing API key in request"),
            Below("missing subscription key"),
            Below("Invalid IAP credentials"),
            Below("AWSELBAuthSessionCookie"),
            Below("ingress.kubernetes.io/auth-url"),
            Below("middlewareType=BasicAuth"),
            Below("middlewareType=ForwardAuth"),
        ],
        clause: "a proxy in front of LiveKit asks for its own login; LiveKit did not answer.",
        fix: "Let the paths `/rtc`, `/twirp` and `/agent` through without that login.",
    }

    /// **Why** livekit-client asks `/rtc/validate` after a failed WebSocket. Up to these releases it shows every refusal, so
    /// without one the token was accepted.
    ///
    /// **Source** livekit-client 2.11.4 to 2.16.1 behind an nginx that drops the upgrade.
    WebSocketLost {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("unknown websocket error during connection: [object Event]"),
        ],
        clause: "the token was accepted, but a proxy probably drops the WebSocket upgrade.",
        fix: "Make the proxy pass `Upgrade` and `Connection` on to LiveKit, with HTTP/1.1.",
    }

    /// **Why** The client says so for each answer of `/rtc/validate` that is no refusal: `success`, and 500 to 599.
    ///
    /// **Source** livekit-client 2.5.10; livekit#3206.
    InternalError {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("signal connection: Internal error"),
        ],
        clause: "the server refused nothing: a proxy probably drops the WebSocket, or answers 5xx.",
        fix: "Make the proxy pass `Upgrade` and `Connection` on to LiveKit, with HTTP/1.1, and look for a 5xx in its log.",
        candidates: &[Cause::NetworkNotAuth],
    }

    /// **Why** Cloudflare answers 520 to 526 if the server behind it cannot be reached or does not answer.
    ///
    /// **Source** Cloudflare, *5xx errors*.
    CloudflareOrigin {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("error code: 520"),
            Shared("error code: 521"),
            Shared("error code: 522"),
            Shared("error code: 523"),
            Shared("error code: 524"),
            Shared("error code: 525"),
            Shared("error code: 526"),
            Shared("| 520: Web server is returning an unknown error"),
            Shared("| 521: Web server is down"),
            Shared("| 522: Connection timed out"),
            Shared("| 523: Origin is unreachable"),
            Shared("| 524: A timeout occurred"),
            Shared("| 525: SSL handshake failed"),
            Shared("| 526: Invalid SSL certificate"),
        ],
        clause: "Cloudflare cannot reach the server behind it, so no token was checked.",
        fix: "Check that the server runs, that its firewall lets Cloudflare in, and the port and certificate there.",
    }

    /// **Why** A request that lost its `Upgrade` header gets an empty 404 from livekit-server.
    ///
    /// **Source** livekit-server, nginx; rust-sdks#831.
    NotUpgraded {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("client error: 404"),
        ],
        clause: "the path was not found, or a proxy dropped the WebSocket upgrade.",
        fix: "Make the proxy pass `Upgrade` and `Connection` on. Rust SDKs before January 2026 report a 401 as 404 too: check with `curl`.",
        candidates: &[Cause::NetworkNotAuth, Cause::SdkBug, Cause::UrlScheme],
    }

    /// **Why** Cloud Run, IAP and Google's load balancers check who may call a service before they pass a request on.
    ///
    /// **Source** The page of Google Frontend; Cloud Run, *Authenticating service-to-service*.
    GoogleFrontEnd {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("Your client does not have permission to get URL"),
            Shared("Your client does not have permission to the requested URL"),
        ],
        clause: "Google Cloud refused the request before it reached the service behind it.",
        fix: "Let everyone call the service: `gcloud run services add-iam-policy-binding SERVICE --member=allUsers --role=roles/run.invoker`, or send Google's ID token in `X-Serverless-Authorization`.",
    }

    /// **Why** The client's check got a status of 500 or more.
    ///
    /// **Source** LiveKit's SDK for Go.
    Unavailable {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("unavailable:"),
        ],
        clause: "the server or a proxy could not answer; the token is not the reason.",
        fix: "Check that the server runs, and look in its log.",
    }
}
