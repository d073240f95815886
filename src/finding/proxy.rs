//! What proxies say, and what is left of a request behind one.

use super::Text::Shared;
use super::cause::Cause;

known_texts! { Proxy:
    /// **Why** These statuses and texts are not livekit-server's.
    ///
    /// **Source** nginx, Envoy, load balancers.
    ProxyAnswer {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("502 Bad Gateway"),
            Shared("503 Service"),
            Shared("504 Gateway"),
            Shared("response code: 50"),
            Shared("response code: 200"),
            Shared("server response: 50"),
            Shared("server response: 200"),
            Shared("upstream connect error"),
            Shared("no healthy upstream"),
        ],
        clause: "this is not about the token: a proxy answered in place of LiveKit.",
        fix: "Have the proxy pass on `Upgrade` and `Connection` to LiveKit's port, 7880 by default: https://docs.livekit.io/home/self-hosting/deployment",
    }

    /// **Why** livekit-server never asks for `Basic`, and never answers 407.
    ///
    /// **Source** nginx, Traefik.
    ProxyLogin {
        cause: Cause::MissingTokenOrHeader,
        texts: &[
            Shared("401 Authorization Required"),
            Shared("WWW-Authenticate: Basic"),
            Shared("407 Proxy Authentication"),
        ],
        clause: "this is not LiveKit's answer: a proxy before it asks for a login of its own.",
        fix: "Let the paths `/rtc`, `/twirp` and `/agent` through without it.",
    }

    /// **Why** A request that lost its `Upgrade` header gets an empty 404 from livekit-server.
    ///
    /// **Source** livekit-server, nginx; rust-sdks#831.
    NotUpgraded {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("server response: 404"),
            Shared("response code: 404"),
            Shared("client error: 404"),
        ],
        clause: "nothing was found there: a proxy took the WebSocket away (`Upgrade`), or the path is wrong.",
        fix: "Have the proxy pass on `Upgrade` and `Connection`. Rust SDKs before January 2026 say 404 for a 401 too: ask by `curl`.",
        candidates: &[Cause::NetworkNotAuth, Cause::SdkBug, Cause::UrlScheme],
    }

    /// **Why** The client's check got a status of 500 or more.
    ///
    /// **Source** LiveKit's SDK for Go.
    Unavailable {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("unavailable:"),
        ],
        clause: "the server, or a proxy before it, could not answer: this is not about the token.",
        fix: "Look whether the server runs, and into its log.",
    }
}
