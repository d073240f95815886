//! What systems, browsers and clients say about a connection that failed before or after the token.

use super::Text::{Below, Own, Shared};
use super::cause::Cause;

const LOG_URL: &str = "Log the URL where it is used: clients need `wss://` and a host, such as `wss://livekit.example.com`, the server API `https://`.";

const UPDATE_BOTH: &str = "Update `livekit-client` and livekit-server to their newest releases.";

const OPEN_PORTS: &str = "Open the server's UDP ports, or use TURN over TLS: https://docs.livekit.io/home/self-hosting/ports-firewall";

known_texts! { Network:
    /// **Why** The client connects to the signal server first, with the token, and builds the media
    /// connection after it.
    ///
    /// **Source** livekit-client, browsers; client-sdk-js#1341; rust-sdks, livekit#3990;
    /// client-sdk-flutter#409, #756.
    PeerConnection {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("could not establish pc connection"),
            Shared("Failed to construct 'RTCPeerConnection'"),
            Shared("ICE connection failed"),
            Shared("ICE failed"),
            Shared("your TURN server appears to be broken"),
            Own("PEER_CONNECTION_DISCONNECTED"),
            Shared("iceConnectionState: failed"),
            Shared("publisher connection timed out"),
            Shared("could not connect PeerConnection"),
            Own("Could not connect after timeout"),
            Own("primary transport didn't connect"),
            Own("wait_pc_connection timed out"),
            Own("could not establish publisher connection: timeout"),
            Own("MediaConnectException"),
            Shared("Timed out waiting for PeerConnection to connect"),
            Own("Timed out waiting for EnginePeerStateUpdatedEvent"),
            Own("\"reason\": \"JOIN_TIMEOUT\""),
            Own("\"reason\":\"JOIN_TIMEOUT\""),
            Shared("JOIN_FAILURE"),
            Shared("DTLS not established"),
            Shared("connecting canceled by caller"),
        ],
        clause: "the token was accepted; the media connection failed.",
        fix: OPEN_PORTS,
    }

    /// **Why** The server names its TURN servers to the client, whose browser takes each URL apart.
    ///
    /// **Source** Browsers; livekit#4402, client-sdk-flutter#480.
    TurnUrl {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("ICE server parsing failed"),
        ],
        clause: "the token was accepted; the client cannot read the URL of a TURN server.",
        fix: "Check `turn.domain` and `rtc.turn_servers` of the server: a host name alone. With LiveKit Cloud, update the client SDK.",
    }

    /// **Why** Clients send media to the address that the server names, by default that of its own network interface.
    ///
    /// **Source** livekit-server, line `starting LiveKit server` of its log; livekit#3219.
    PrivateNodeIp {
        cause: Cause::NetworkNotAuth,
        clause: "the media connection failed: the server probably names clients a private address.",
        fix: "Set `rtc.use_external_ip: true`, or `rtc.node_ip` to the public address, and open the UDP ports.",
        candidates: &[Cause::NetworkNotAuth],
    }

    /// **Why** A client whose media connection failed joins again with its token, and the server removes its first try, which has the same
    /// identity.
    ///
    /// **Source** client SDKs for Rust and Python; pipecat#2522.
    MediaRetried {
        cause: Cause::NetworkNotAuth,
        clause: "the media connection failed; the duplicate identity is the same client's retry.",
        fix: OPEN_PORTS,
    }

    /// **Why** Client and server negotiate media after the token was accepted.
    ///
    /// **Source** livekit-client.
    NegotiationTimeout {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("negotiation timed out"),
        ],
        clause: "the token was accepted; client and server did not agree on media in time.",
        fix: "Update client and server, and open the server's UDP ports.",
        candidates: &[Cause::NetworkNotAuth, Cause::SdkBug],
    }

    /// **Why** These releases keep the connections that they made for `/rtc/v1` when they go on with `/rtc`; that the server has no `/rtc/v1`
    /// shows that it is so old.
    ///
    /// **Source** livekit-client 2.18.1 to 2.18.4, `RTCEngine.ts`; client-sdk-js#1887.
    OldServer {
        cause: Cause::SdkBug,
        clause: "`livekit-client` 2.18.1 to 2.18.3 cannot negotiate with livekit-server up to v1.9.9.",
        fix: UPDATE_BOTH,
    }

    /// **Why** The releases up to 2.19.0 were reported to fail with such servers, too.
    ///
    /// **Source** elevenlabs/packages#782; livekit-client.
    OldServerLikely {
        cause: Cause::SdkBug,
        clause: "this `livekit-client` probably cannot negotiate with a livekit-server up to v1.9.9.",
        fix: UPDATE_BOTH,
        candidates: &[Cause::SdkBug, Cause::NetworkNotAuth],
    }

    /// **Why** livekit-client builds a media connection, which needs WebRTC.
    ///
    /// **Source** livekit-client in Node.js and React Native.
    NoWebRtc {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("RTCPeerConnection is not a constructor"),
            Shared("RTCPeerConnection is not defined"),
            Own("LiveKit doesn't seem to be supported on this browser"),
        ],
        clause: "there is no WebRTC where this code runs; the token is not the reason.",
        fix: "Run livekit-client in a browser; in Node.js use `@livekit/rtc-node`, and in React Native call `registerGlobals()` first.",
    }

    /// **Why** The server checks the token before it opens the WebSocket. These are said after that, and before the answer to
    /// the join has arrived.
    ///
    /// **Source** livekit-client 2.23.0, `SignalClient.ts` and `WebSocketStream.ts`.
    EndedBeforeJoin {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("Received leave request while trying to (re)connect"),
            Own("did not receive join response, got"),
            Own("no message received as first message"),
            Own("timed out while waiting for the first message"),
            Own("WS closed unexpectedly with code"),
        ],
        clause: "the token was accepted, but the connection ended before the client had joined.",
        fix: "Look at the server's log of that second: the room, a node or a proxy ended it. Update an old client or server.",
    }

    /// **Why** `disconnect()` ends an attempt to connect. React's `StrictMode` mounts a component twice in development, and the
    /// first mount is cleaned up while it connects.
    ///
    /// **Source** livekit-client 2; components-js#260, #264.
    ConnectCancelled {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("could not establish signal connection: Abort handler called"),
            Own("could not establish signal connection: Client initiated disconnect"),
            Own("Abort connection attempt due to user initiated disconnect"),
            Own("room connection has been cancelled"),
            Own("Signal connection aborted"),
            Own("io.livekit.swift-sdk Code=100"),
            Own("io.livekit.swift-sdk Code=101 \"Cancelled\""),
            Shared("Abort handler called"),
            Shared("Connection attempt aborted"),
        ],
        clause: "the client cancelled its own attempt to connect; the server refused nothing.",
        fix: "Find what calls `disconnect()` while it connects: often a component that React's StrictMode mounts twice, or one whose token or room changes.",
    }

    /// **Why** This SDK has one error for a server that does not answer and for media that do not connect; a refusal would have come at once.
    ///
    /// **Source** client-sdk-swift, `LiveKitError`; #747, #792.
    SwiftTimeout {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("io.livekit.swift-sdk Code=101"),
        ],
        clause: "the client waited too long for the server or for media; no token was refused.",
        fix: "Check that WebSockets reach the URL. Open the server's UDP ports, or use TURN over TLS.",
    }

    /// **Why** The server did not answer the WebSocket in time; a refusal would have come at once.
    ///
    /// **Source** livekit-client; rust-sdks.
    SignalTimeout {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("room connection has timed out"),
            Own("signal failure: transport timed out"),
            Own("connection has timed out (signal)"),
        ],
        clause: "the server did not answer in time; it refused nothing.",
        fix: "Check that the client reaches the URL, and that a proxy or VPN lets WebSockets through.",
    }

    /// **Why** livekit-server allows every page to read its refusals (`Access-Control-Allow-Origin`), measured for v1.2.5 to
    /// v1.13.11: an answer that a page may not read is not one of them.
    ///
    /// **Source** livekit-client 2.9.9 to 2.23 in Chromium and Firefox; `WebKit`'s wording; client up to 2.7.3.
    NeverRead {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("signal connection: Failed to fetch"),
            Own("signal connection: NetworkError when attempting"),
            Own("signal connection: Load failed"),
            Own("signal connection: server was not reachable"),
            Shared("blocked by CORS policy"),
            Shared("Cross-Origin Request Blocked"),
            Shared("No 'Access-Control-Allow-Origin' header"),
            Shared("not allowed by Access-Control-Allow-Origin"),
        ],
        clause: "the browser could read no answer, so LiveKit did not refuse the token.",
        fix: "Look for `net::ERR_…` or a status in the browser's console: the host, the scheme, the certificate or a proxy is wrong.",
        candidates: &[Cause::NetworkNotAuth, Cause::UrlScheme],
    }

    /// **Why** A page on another origin may read the answer of the application's token route only if that route allows it.
    ///
    /// **Source** Chromium and Firefox, with a token server on another port.
    TokenRouteBlocked {
        cause: Cause::NetworkNotAuth,
        clause: "the browser blocked your own token route, which does not allow this page's origin.",
        fix: "Send `Access-Control-Allow-Origin` where tokens are made, also in answer to `OPTIONS`, or serve page and route from one origin. LiveKit was not asked.",
    }

    /// **Why** Browsers let a page that was loaded over `https:` open only `wss:`, except to the own machine.
    ///
    /// **Source** Chromium, Firefox and Safari.
    MixedContent {
        cause: Cause::UrlScheme,
        texts: &[
            Shared("Mixed Content"),
            Shared("Failed to construct 'WebSocket': An insecure"),
            Shared("insecure WebSocket connection may not be initiated"),
            Shared("connect to insecure websocket"),
            Shared("connect insecure web socket"),
        ],
        clause: "the page was loaded over `https:`, so the browser blocked `ws://`; nothing was sent.",
        fix: "Use a `wss://` URL, with TLS at the server or at a proxy before it.",
    }

    /// **Why** Apps may connect without TLS only if their configuration allows it.
    ///
    /// **Source** Android from 9 on, iOS (`NSURLErrorDomain` -1022).
    Cleartext {
        cause: Cause::UrlScheme,
        texts: &[
            Shared("Cleartext HTTP traffic"),
            Shared("CLEARTEXT communication"),
            Shared("App Transport Security policy requires"),
            Shared("NSURLErrorDomain Code=-1022"),
        ],
        clause: "the phone blocked `ws://`, which its app may not use; nothing was sent.",
        fix: "Use `wss://`. For a test, allow it: `usesCleartextTraffic` on Android, `NSAllowsLocalNetworking` on iOS.",
    }

    /// **Why** Every client takes the URL apart before it sends anything.
    ///
    /// **Source** livekit-client in Chromium and Firefox, the SDKs for Node.js, Python, Go, Rust and Java, and WebSocket
    /// libraries, run without a URL, without its scheme, and with a wrong one.
    UrlMalformed {
        cause: Cause::UrlScheme,
        texts: &[
            Own("failed to parse the url"),
            Below("Failed to parse URL from"),
            Own("LiveKitError(Failed to parse URL"),
            Own("failedToParseUrl"),
            Own("UrlParse("),
            Own("Twirp(Url("),
            Own("ws_url is required"),
            Own("invalid parameter: server url"),
            Own("original url not set"),
            Own("\"error\": \":/"),
            Own("/undefined/rtc"),
            Own("/null/rtc"),
            Own("undefined/twirp"),
            Shared("://undefined"),
            Shared("lookup undefined"),
            Shared("ENOTFOUND undefined"),
            Shared("host undefined"),
            Shared("Failed to construct 'URL'"),
            Shared("Failed to construct 'WebSocket'"),
            Shared("URL constructor:"),
            Shared("TypeError: Invalid URL"),
            Shared("ERR_INVALID_URL"),
            Shared("url must be set"),
            Own("host is required (pass it or set LIVEKIT_URL)"),
            Shared("InvalidUrlClientError"),
            Shared("relative URL without a base"),
            Shared("first path segment in URL cannot contain colon"),
            Shared("no Host in request URL"),
            Shared("Expected URL scheme 'http' or 'https'"),
            Shared("baseUrl must end in /"),
            Shared("isn't a valid URI"),
            Shared("ValueError: scheme "),
            Shared("url is invalid"),
            Shared("unexpected url scheme"),
        ],
        clause: "the server's URL is missing or malformed, so nothing was sent.",
        fix: LOG_URL,
    }

    /// **Why** Clients take the URL apart by these functions of a string, and other code takes other strings apart by them.
    ///
    /// **Source** livekit-client in Chromium, Firefox and React Native, run without a URL.
    UrlProbablyMissing {
        cause: Cause::UrlScheme,
        texts: &[
            Shared("(reading 'endsWith')"),
            Shared("Cannot read property 'endsWith' of undefined"),
            Shared("can't access property \"endsWith\""),
            Shared("(reading 'startsWith')"),
        ],
        clause: "a value is missing; if LiveKit's client says this, it is the server's URL.",
        fix: LOG_URL,
        candidates: &[Cause::UrlScheme, Cause::Other],
    }

    /// **Why** In every SDK, the URL comes first and the token behind it.
    ///
    /// **Source** `Room.connect` of LiveKit's client SDKs.
    ArgumentsSwapped {
        cause: Cause::UrlScheme,
        texts: &[
            Below("The URL 'eyJ"),
            Below("parse url: eyJ"),
            Below("room.connect(\"eyJ"),
            Below("room.connect('eyJ"),
            Below("room.connect(token, url"),
            Below("room.connect(token, wsUrl"),
            Below("room.connect(token, serverUrl"),
            Below("room.connect(token, LIVEKIT_URL"),
            Below("room.connect(token, process.env"),
            Below("room.connect(token, \"ws"),
            Below("room.connect(token, 'ws"),
        ],
        clause: "the token was given where the URL belongs, so nothing was sent.",
        fix: "Give the URL first, then the token: `room.connect(url, token)`",
    }

    /// **Why** The WebSocket of Node.js says the same for a refusal, a closed port and a bad certificate.
    ///
    /// **Source** undici 6.
    NodeWebSocket {
        cause: Cause::Other,
        texts: &[
            Shared("Received network error or non-101 status code"),
        ],
        clause: "the WebSocket failed; Node.js hides whether any server answered.",
        candidates: &[Cause::NetworkNotAuth, Cause::UrlScheme, Cause::MissingTokenOrHeader, Cause::Expired, Cause::WrongProject, Cause::UnknownApiKey, Cause::SignatureSecretMismatch, Cause::MissingGrant, Cause::ClockSkewNbf, Cause::IdentityEmpty],
    }

    /// **Why** A TURN server answers each first request with 401, and the client repeats it with user and password.
    ///
    /// **Source** RFC 8656, section 5; coturn's log, `icecandidateerror` of browsers.
    TurnChallenge {
        cause: Cause::NetworkNotAuth,
        texts: &[
            // Other programs write `HTTP Error 401: Unauthorized`.
            Shared("processed, error 401: Unauthorized"),
            Shared("STUN server error 401"),
            Shared("allocate 401"),
            Shared("Allocate error response, code=401"),
        ],
        clause: "a TURN server answered, not LiveKit; it sends 401 to each first request.",
        fix: "Check the TURN server's ports, domain and certificate. With your own, `rtc.turn_servers` needs its user and password.",
    }

    /// **Why** Agents use this address if `LIVEKIT_URL` is not set.
    ///
    /// **Source** `@livekit/agents` 1.9, livekit-agents for Python 0.12.
    DefaultUrl {
        cause: Cause::UrlScheme,
        texts: &[
            Own("LiveKit server (ws://localhost:7880)"),
            Shared("Cannot connect to host localhost:7880"),
        ],
        clause: "nothing answers at `localhost:7880`, which agents use if `LIVEKIT_URL` is not set.",
        fix: "Set `LIVEKIT_URL` where the agent runs, or start the server there.",
        candidates: &[Cause::UrlScheme, Cause::NetworkNotAuth],
    }

    /// **Why** Each container has a `localhost` of its own; Compose gives services names.
    ///
    /// **Source** Docker Compose, *Networking*.
    OwnContainer {
        cause: Cause::UrlScheme,
        clause: "`localhost` is the container itself there, and LiveKit runs in another one.",
        fix: "Set `LIVEKIT_URL` to the name of LiveKit's service, such as `ws://livekit:7880`.",
        candidates: &[Cause::UrlScheme, Cause::NetworkNotAuth],
    }

    /// **Why** A phone or an emulator is a machine of its own, and `localhost` is that machine.
    ///
    /// **Source** Android, *Set up emulator networking*.
    OwnDevice {
        cause: Cause::UrlScheme,
        clause: "on a phone or in an emulator, `localhost` is that device, not LiveKit's machine.",
        fix: "Use that machine's address in the network, such as `ws://192.168.1.20:7880`, or `ws://10.0.2.2:7880` in Android's emulator. Start the server with `--bind 0.0.0.0`.",
    }

    /// **Why** The SDKs put `/rtc` or `/twirp` behind the URL themselves.
    ///
    /// **Source** livekit-client and Rust SDKs with a URL that ends in `/rtc`.
    RtcTwice {
        cause: Cause::UrlScheme,
        texts: &[
            Own("/rtc/rtc"),
            Own("/rtc/v1/rtc"),
            Own("/rtc/twirp"),
        ],
        clause: "the URL ends in `/rtc`, which the SDK adds itself, so the path has it twice.",
        fix: "Remove `/rtc` from the end of the URL.",
    }

    /// **Why** A certificate is valid up to a date, by the clock of the machine that checks it.
    ///
    /// **Source** OpenSSL, Go, Node.js.
    CertificateExpired {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("CERT_HAS_EXPIRED"),
            Shared("certificate has expired"),
            Shared("certificate expired"),
        ],
        clause: "the server's certificate has expired or a clock is wrong, so no token was sent.",
        fix: "Replace the certificate, and check the clock of this machine.",
    }

    /// **Why** The connection ends before any request is sent.
    ///
    /// **Source** Systems and browsers.
    Tls {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("no native root CA certificates found"),
            Shared("certificate verify failed"),
            Shared("CERTIFICATE_VERIFY_FAILED"),
            Shared("CaUsedAsEndEntity"),
            Shared("invalid peer certificate"),
            Shared("PKIX path building failed"),
            Shared("x509: cannot validate"),
            Shared("failed to verify certificate"),
            Shared("SSL certificate problem"),
            Shared("curl: (60)"),
            Shared("does not match certificate's altnames"),
            Shared("Trust anchor for certification path"),
            Shared("SSLPeerUnverifiedException"),
            Shared("SEC_ERROR_"),
            Shared("SSL_ERROR_BAD_CERT"),
            Shared("ERR_CERT_"),
            Shared("signed certificate"),
            Shared("x509: certificate"),
            Shared("unable to get local issuer certificate"),
            Shared("UnknownIssuer"),
            Shared("NSURLErrorDomain Code=-1202"),
            Shared("unable to verify the first certificate"),
            Shared("UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
            Shared("certificate is invalid because of"),
            Shared("certificate is invalid according to"),
            Shared("RemoteCertificateNameMismatch"),
            Shared("RemoteCertificateChainErrors"),
            Shared("Could not establish trust relationship"),
            Shared("SSL-Vertrauensstellung"),
            Shared("HandshakeException: Handshake error in client"),
        ],
        clause: "the server's certificate is not trusted here, so the token was never sent.",
        fix: "Use the host name that the certificate is for, or install its issuer here (`ca-certificates` in a container).",
        candidates: &[Cause::NetworkNotAuth, Cause::UrlScheme],
    }

    /// **Why** The client ends the handshake of TLS, and says why to the server or its proxy.
    ///
    /// **Source** Go, `crypto/tls`; OpenSSL.
    CertificateRefused {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("remote error: tls: unknown certificate"),
            Shared("remote error: tls: bad certificate"),
            Shared("remote error: tls: expired certificate"),
            Shared("tlsv1 alert unknown ca"),
            Shared("sslv3 alert certificate unknown"),
        ],
        clause: "a client does not trust the server's certificate, so it sent no token.",
        fix: "Use a certificate of a public authority for the host in `LIVEKIT_URL`, or install its issuer on the client.",
    }

    /// **Why** Agents and servers call other services, too, and the errors of a connection are the same for each of them.
    ///
    /// **Source** The addresses of these services.
    OtherConnection {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("Cannot connect to host api.elevenlabs.io"),
            Shared("Cannot connect to host api.cartesia.ai"),
            Shared("Cannot connect to host api.deepgram.com"),
        ],
        clause: "the failed connection was to another service, not to LiveKit.",
        fix: "Check that this service runs, and its address where the connection is made.",
    }

    /// **Why** The name is looked up before anything is sent.
    ///
    /// **Source** Systems and browsers.
    HostNotFound {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("curl: (6)"),
            Shared("getaddrinfo"),
            Shared("ENOTFOUND "),
            Shared("'ENOTFOUND'"),
            Shared("ERR_NAME_NOT_RESOLVED"),
            Shared("no such host"),
            Shared("Name or service not known"),
            Shared("Temporary failure in name resolution"),
            Shared("nodename nor servname"),
            Shared("Unable to resolve host"),
            Shared("failed to lookup address"),
            Shared("UnknownHostException"),
            Shared("dns error"),
            Shared("Could not resolve host"),
            Shared("EAI_AGAIN"),
            Shared("NSURLErrorDomain Code=-1003"),
            Shared("Failed host lookup"),
            Shared("No address associated with hostname"),
            Shared("name could not be resolved"),
            // Windows in other languages; the first word is in ASCII, which keeps the search for all texts small.
            Shared("Remotename konnte nicht aufgelöst"),
            Shared("solcher Host bekannt"),
            Shared("distant n'a pas pu être résolu"),
            Shared("resolver el nombre remoto"),
            Shared("SocketException (11001)"),
            Shared("errno = 11001"),
        ],
        clause: "the server's host name cannot be resolved here, so the token was never sent.",
        fix: "Check the host in `LIVEKIT_URL`: a container does not know the same names as a browser.",
    }

    /// **Why** The connection had begun, or a request was under way.
    ///
    /// **Source** Apple, `NSURLErrorDomain` -1001 and -1005.
    ConnectionLost {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("Connection not set before response is received"),
            Shared("NSURLErrorDomain Code=-1001"),
            Shared("NSURLErrorDomain Code=-1005"),
        ],
        clause: "the connection was lost or timed out; that is no refusal of the token.",
        fix: "Check the network, and that each proxy on the way passes WebSockets on.",
    }

    /// **Why** The connection ends before any request is sent.
    ///
    /// **Source** Systems and browsers.
    NoConnection {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("ECONNREFUSED"),
            Own("signal connection: Network request failed"),
            Shared("curl: (7)"),
            Shared("curl: (28)"),
            Shared("curl: (52)"),
            Shared("curl: (56)"),
            Shared("Connect call failed"),
            Shared("Failed to connect to /"),
            Shared("Connection reset by peer"),
            Shared("ServerDisconnectedError"),
            Shared("ECONNRESET"),
            Shared("ConnectionRefused"),
            Shared("tcp connect error"),
            Shared("Failed to establish a new connection"),
            Shared("EHOSTUNREACH"),
            Shared("ERR_TIMED_OUT"),
            Shared("ERR_ADDRESS_UNREACHABLE"),
            Shared("ERR_EMPTY_RESPONSE"),
            Shared("UND_ERR_CONNECT_TIMEOUT"),
            Shared("socket hang up"),
            Shared("Connection timed out"),
            Shared("NSURLErrorDomain Code=-1004"),
            Shared("connection refused"),
            Shared("ETIMEDOUT"),
            Shared("ERR_CONNECTION_"),
            Shared("No route to host"),
            Shared("Network is unreachable"),
            Shared("i/o timeout"),
            Shared("Failed to connect to localhost/"),
            Shared("Failed to connect to localhost port"),
            Shared("actively refused"),
            // Programs of Windows put such a number or word beside the words of its language.
            Shared("connectex:"),
            Shared("SocketException (10060)"),
            Shared("SocketException (10061)"),
            Shared("[WinError 10060]"),
            Shared("[WinError 10061]"),
            Shared("errno = 10060"),
            Shared("errno = 10061"),
            Shared("Zielcomputer die Verbindung verweigerte"),
            Shared("recusou ativamente"),
            Shared("ERR_NGROK_3200"),
            Shared("ERR_NGROK_8012"),
            Below("Error 1033"),
        ],
        clause: "the connection to the server failed, so no token was checked.",
        fix: "Check `LIVEKIT_URL`, and that the server runs. In a container or on a phone, `localhost` is that device itself.",
    }

    /// **Why** A client speaks TLS to a port without it, or the reverse, or the scheme is not one of a
    /// WebSocket.
    ///
    /// **Source** Systems and browsers.
    Scheme {
        cause: Cause::UrlScheme,
        texts: &[
            Shared("wrong version number"),
            Shared("WRONG_VERSION_NUMBER"),
            Shared("InvalidContentType"),
            Own("signal failure: received corrupt message"),
            Shared("curl: (35)"),
            Shared("server gave HTTP response to HTTPS client"),
            Shared("Unsupported or unrecognized SSL message"),
            Shared("An SSL error has occurred and a secure connection"),
            Shared("NSURLErrorDomain Code=-1200"),
            Shared("ERR_SSL_PROTOCOL_ERROR"),
            Shared("SSL_ERROR_RX_RECORD_TOO_LONG"),
            Shared("unsupported protocol scheme"),
            Shared("URL's scheme must be either 'ws' or 'wss'"),
            Shared("URL scheme not supported"),
            Shared("plain HTTP request was sent to HTTPS port"),
            Shared("client sent an HTTP request to an HTTPS server"),
            Shared("first record does not look like a TLS handshake"),
        ],
        clause: "the URL's scheme does not fit the server; the token is not the reason.",
        fix: "Use `wss://` if the port speaks TLS, and `ws://` if it does not.",
    }

    /// **Why** livekit-server has no TLS of its own; a proxy in front of it has.
    ///
    /// **Source** livekit-server, `config-sample.yaml`.
    PlainPort {
        cause: Cause::UrlScheme,
        clause: "port 7880 speaks no TLS; the token is not the reason.",
        fix: "Use `ws://` with this port, or `wss://` with the port of a proxy that has a certificate.",
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
        clause: "the URL ends in a slash: paths begin with two, and a redirect loses the token.",
        fix: "Remove the slash at the end of `LIVEKIT_URL`: servers before v1.8.0 and proxies redirect such paths.",
    }
}
