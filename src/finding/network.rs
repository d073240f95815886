//! What systems, browsers and clients say about a connection that failed before or after the token.

use super::Text::{Own, Shared};
use super::cause::Cause;

known_texts! { Network:
    /// **Why** The client connects to the signal server first, with the token, and builds the media
    /// connection after it.
    ///
    /// **Source** livekit-client, browsers; client-sdk-js#1341.
    PeerConnection {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("could not establish pc connection"),
            Shared("Failed to construct 'RTCPeerConnection'"),
            Shared("ICE server parsing failed"),
            Shared("ICE connection failed"),
            Shared("iceConnectionState: failed"),
            Shared("publisher connection timed out"),
        ],
        clause: "this is not about the token, which was taken: media did not get through.",
        fix: "Open the UDP ports of the server or use TURN over TLS: https://docs.livekit.io/home/self-hosting/ports-firewall",
    }

    /// **Why** The connection ends before any request is sent.
    ///
    /// **Source** Systems and browsers.
    Tls {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("no native root CA certificates found"),
            Shared("certificate verify failed"),
            Shared("ERR_CERT_"),
            Shared("signed certificate"),
            Shared("x509: certificate"),
            Shared("unable to get local issuer certificate"),
            Shared("UnknownIssuer"),
            Shared("NSURLErrorDomain Code=-1202"),
        ],
        clause: "this is not about the token, which was not even sent: the server's certificate is not trusted here.",
        fix: "Install the system's certificates (`ca-certificates` in a container), or a public one on the server.",
    }

    /// **Why** The name is looked up before anything is sent.
    ///
    /// **Source** Systems and browsers.
    HostNotFound {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("getaddrinfo"),
            Shared("ENOTFOUND"),
            Shared("ERR_NAME_NOT_RESOLVED"),
            Shared("no such host"),
            Shared("Name or service not known"),
            Shared("Temporary failure in name resolution"),
            Shared("nodename nor servname"),
            Shared("Unable to resolve host"),
            Shared("failed to lookup address"),
        ],
        clause: "this is not about the token, which was not even sent: the name of the server is not known here.",
        fix: "Look at the host in `LIVEKIT_URL`: a container knows other names than a browser.",
    }

    /// **Why** The connection ends before any request is sent.
    ///
    /// **Source** Systems and browsers.
    NoConnection {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("signal failure: transport timed out"),
            Own("signal failure: received corrupt message"),
            Shared("ECONNREFUSED"),
            Shared("connection refused"),
            Shared("ETIMEDOUT"),
            Shared("ERR_CONNECTION_"),
            Shared("No route to host"),
            Shared("Network is unreachable"),
            Shared("i/o timeout"),
        ],
        clause: "this is not about the token, which was not even looked at: nothing answers as it should at this address.",
        fix: "Look at `LIVEKIT_URL`, and whether the server runs: in a container `localhost` is the container.",
    }

    /// **Why** A client speaks TLS to a port without it, or the reverse, or the scheme is not one of a
    /// WebSocket.
    ///
    /// **Source** Systems and browsers.
    Scheme {
        cause: Cause::UrlScheme,
        texts: &[
            Shared("wrong version number"),
            Shared("ERR_SSL_PROTOCOL_ERROR"),
            Shared("unsupported protocol scheme"),
            Shared("URL's scheme must be either 'ws' or 'wss'"),
            Shared("URL scheme not supported"),
            Shared("plain HTTP request was sent to HTTPS port"),
            Shared("first record does not look like a TLS handshake"),
            Shared("Mixed Content"),
            Shared("insecure WebSocket connection may not be initiated"),
            Shared("Cleartext HTTP traffic"),
        ],
        clause: "this is not about the token: the scheme of the URL is not what the server speaks.",
        fix: "Clients take `wss://`, or `ws://` without TLS; a page that came by `https:` may only use `wss://`.",
    }

    /// **Why** The SDKs put `/rtc` or `/twirp` behind the URL. A redirect drops the body of a POST and, in
    /// some clients, the token.
    ///
    /// **Source** livekit-server before v1.8.0; ingress#112.
    Slash {
        cause: Cause::UrlScheme,
        texts: &[
            Own("//twirp"),
            Own("//rtc"),
            Own("//agent"),
        ],
        clause: "the URL ends in a slash, so paths begin with two: servers before v1.8.0 and proxies redirect them, and the token is lost.",
        fix: "Write `LIVEKIT_URL` without a slash at its end.",
    }
}
