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
        clause: "the token was accepted; the media connection failed.",
        fix: "Open the server's UDP ports, or use TURN over TLS: https://docs.livekit.io/home/self-hosting/ports-firewall",
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
        clause: "the token was never sent: the server's certificate is not trusted here.",
        fix: "Install the system's certificates (`ca-certificates` in a container), or a public certificate on the server.",
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
        clause: "the token was never sent: the server's host name cannot be resolved here.",
        fix: "Check the host in `LIVEKIT_URL`: a container knows other names than a browser.",
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
            Own("Connection not set before response is received"),
            Shared("NSURLErrorDomain Code=-1005"),
            Shared("Connect call failed"),
        ],
        clause: "the token was never checked: nothing answers properly at this address.",
        fix: "Check `LIVEKIT_URL`, and that the server runs. In a container, `localhost` is the container itself.",
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
        clause: "this is not about the token: the URL's scheme does not match what the server speaks.",
        fix: "Use `wss://`, or `ws://` without TLS; a page loaded over `https:` may only use `wss://`.",
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
        clause: "the URL ends in a slash, so paths begin with two. Servers before v1.8.0 and proxies redirect them, and the token is lost.",
        fix: "Remove the slash at the end of `LIVEKIT_URL`.",
    }
}
