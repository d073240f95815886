//! What proxies say, and what is left of a request behind one.

use super::Text::{Own, Shared};
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
            Shared("403, message='Invalid response status'"),
            Shared("500, message='Invalid response status'"),
            Shared("502, message='Invalid response status'"),
            Shared("503, message='Invalid response status'"),
            Shared("504, message='Invalid response status'"),
            Own("handshake error: 200"),
            Own("handshake error: 403"),
            Own("handshake error: 50"),
            Own("client error: 403"),
            Own("Client(403, \""),
            Own("Twirp(Prost(DecodeError"),
            Shared("server response: 200"),
            Shared("upstream connect error"),
            Shared("no healthy upstream"),
        ],
        clause: "this is not about the token: a proxy answered instead of LiveKit.",
        fix: "Make the proxy pass `Upgrade` and `Connection` on to LiveKit's port, 7880 by default: https://docs.livekit.io/home/self-hosting/deployment",
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
        clause: "this is not LiveKit's answer: a proxy in front of it asks for its own login.",
        fix: "Let the paths `/rtc`, `/twirp` and `/agent` through without that login.",
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
            Own("Client(404, \""),
            Own("handshake error: 404"),
            Own("Handshake { status: 404"),
            Shared("404, message='Invalid response status'"),
        ],
        clause: "the path was not found: a proxy dropped the WebSocket upgrade, or the path is wrong.",
        fix: "Make the proxy pass `Upgrade` and `Connection` on. Rust SDKs before January 2026 report a 401 as 404 too: check with `curl`.",
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
        clause: "this is not about the token: the server, or a proxy in front of it, could not answer.",
        fix: "Check that the server runs, and look in its log.",
    }
}
