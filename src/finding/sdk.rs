//! What SDKs and agents say before anything is sent, about webhooks, and in place of the server's answer.

use super::Text::{Below, Own, Shared};
use super::cause::Cause;

/// How to check a webhook in Express.
const RAW_BODY: &str = "Give the receiver the raw body: `express.raw({ type: \"application/webhook+json\" })`, and no `express.json()` before it.";

known_texts! { Sdk:
    /// **Why** Programs that read a `.env` file take the mark as the first character of the first name.
    ///
    /// **Source** `Out-File` of Windows PowerShell, Notepad; dotenv for Node.js before 17, Docker, systemd.
    ByteOrderMark {
        cause: Cause::MissingTokenOrHeader,
        clause: "the file begins with a byte order mark, so its first variable is probably not read.",
        fix: "Save the file as UTF-8 without BOM.",
    }

    /// **Why** `setx` writes into the registry, which a terminal reads when it is opened.
    ///
    /// **Source** `setx /?` of Windows.
    SetForLater {
        cause: Cause::MissingTokenOrHeader,
        clause: "`setx` sets variables for new windows only, and this one does not have them.",
        fix: "Open a new terminal and start the program there.",
    }

    /// **Why** PowerShell has variables of its own beside those of the environment.
    ///
    /// **Source** PowerShell, *About Environment Variables*.
    VariableOfShell {
        cause: Cause::MissingTokenOrHeader,
        clause: "`$NAME = …` of PowerShell is no variable of the environment, so the program has none.",
        fix: "Write `$env:LIVEKIT_API_SECRET = '•••'`, and start the program in the same window.",
    }

    /// **Why** The SDK reads key and secret from the environment of the process.
    ///
    /// **Source** livekit-agents for JavaScript and Python.
    CredentialsNotSet {
        cause: Cause::MissingTokenOrHeader,
        texts: &[
            Own("API Key is required: Set LIVEKIT_API_KEY"),
            Own("API Secret is required: Set LIVEKIT_API_SECRET"),
            Own("livekit_api_secret must be set"),
            Own("MissingCredentialsError"),
            Own("api_key and api_secret must be set"),
            Own("either token, or api_key and api_secret, must be set"),
            Own("missing API key or secret key"),
            Own("api_key is required, or"),
            Own("apiKey is required: pass apiKey or set LIVEKIT_API_KEY"),
            Own("apiSecret is required: pass apiSecret or set LIVEKIT_API_SECRET"),
            Own("either a token or an API key and secret are required"),
            Own("api_key is required, either as argument or set LIVEKIT_API_KEY"),
            Own("Failed to get LIVEKIT_URL, LIVEKIT_API_KEY, or LIVEKIT_API_SECRET"),
            Own("api_secret is required, or"),
            Own("AccessToken(InvalidKeys)"),
            Own("api-key and api-secret must be set"),
            Own("LIVEKIT_API_KEY is not"),
            Own("LIVEKIT_API_KEY not set"),
            Own("LIVEKIT_API_SECRET is not"),
            Own("LIVEKIT_URL is not"),
            Own("LIVEKIT_API_KEY must be set"),
            Own("LIVEKIT_URL must be set"),
            Own("LIVEKIT_API_KEY environment variable is"),
            Own("LIVEKIT_API_SECRET environment variable is"),
            Own("Missing LIVEKIT_"),
            // Python, Ruby and PHP, of the environment.
            Own("KeyError: 'LIVEKIT_"),
            Own("key not found: \"LIVEKIT_"),
            Own("Undefined array key \"LIVEKIT_"),
            Own("AccessToken(InvalidEnv("),
            Below("InvalidEnv(NotPresent)"),
            Own("LiveKit\\AccessToken::__construct(): Argument #"),
            // LiveKit's example of a route for tokens.
            Shared("\"Server misconfigured\""),
        ],
        clause: "the process has no URL, API key or secret, so nothing was sent.",
        fix: "Load the `.env` file before these variables are read, and log whether `LIVEKIT_API_KEY` is set in this process.",
    }

    /// **Why** SDKs and plugins read the URL from this variable alone.
    ///
    /// **Source** livekit-agents for Python and JavaScript; agents#2455.
    UrlOtherName {
        cause: Cause::MissingTokenOrHeader,
        clause: "the SDK reads the URL from `LIVEKIT_URL`; here, it has another name.",
        fix: "Rename that variable to `LIVEKIT_URL`, or pass the URL as the SDK's argument.",
    }

    /// **Why** A library signs only with a secret that has a value. It does not see the name of the variable.
    ///
    /// **Source** jsonwebtoken, below the SDK for JavaScript 1 and in code of one's own; jose, below the SDK 2; Java's `SecretKeySpec` and
    /// jjwt; `PyJWT` and python-jose; firebase/php-jwt.
    SecretNotSet {
        cause: Cause::MissingTokenOrHeader,
        texts: &[
            Below("secretOrPrivateKey must have a value"),
            Below("Zero-length key is not supported"),
            Below("or Uint8Array. Received undefined"),
            Shared("IllegalArgumentException: Empty key"),
            Shared("key byte array cannot be null or empty"),
            Shared("TypeError: Expected a string value"),
            Shared("Expecting a string- or bytes-formatted key"),
            Shared("Key material must not be empty"),
        ],
        clause: "the secret was empty where the token was to be signed, so no token was made.",
        fix: "Load the `.env` file before the secret is read, and log whether its variable is set in this process: for LiveKit, `LIVEKIT_API_SECRET`.",
    }

    /// **Why** The box makes that page decode what is typed as the secret. LiveKit's secrets are letters and digits, which are valid
    /// base64, so it says nothing.
    ///
    /// **Source** jwt.io; livekit/protocol, `auth/accesstoken.go`.
    DebuggerDecodes {
        cause: Cause::SecretFormat,
        texts: &[
            Shared("secret base64 encoded"),
        ],
        clause: "with `secret base64 encoded` ticked, jwt.io signs with other bytes than LiveKit.",
        fix: "Remove the tick, sign again with the secret as plain text, and send that token.",
    }

    /// **Why** Runtimes at the edge have no `crypto` of Node.js, which the SDK 1 signs with.
    ///
    /// **Source** Next.js, *Edge Runtime*; livekit-server-sdk for JavaScript.
    EdgeRuntime {
        cause: Cause::SdkBug,
        texts: &[
            Shared("Node.js 'crypto' module"),
            Below("Can't resolve 'crypto'"),
        ],
        clause: "this runtime lacks the `crypto` that the SDK signs with, so no token was made.",
        fix: "Set `export const runtime = 'nodejs'` in the route, or update to livekit-server-sdk 2.",
    }

    /// **Why** Node.js alone has `process`; bundlers and edge runtimes have their own names for variables.
    ///
    /// **Source** Vite, Cloudflare Workers.
    NoProcess {
        cause: Cause::MissingTokenOrHeader,
        texts: &[
            Shared("ReferenceError: process is not defined"),
        ],
        clause: "there is no `process.env` where this code runs, so nothing was sent.",
        fix: "Read the variable as this runtime names it: `import.meta.env.VITE_LIVEKIT_URL` in Vite, `env.LIVEKIT_API_KEY` in Cloudflare Workers.",
    }

    /// **Why** The SDK for React Native is native code, which Expo Go does not have.
    ///
    /// **Source** `@livekit/react-native`, `@livekit/react-native-webrtc`.
    NativeModule {
        cause: Cause::Other,
        texts: &[
            Own("livekit/react-native-webrtc' doesn't seem to be linked"),
            Own("livekit/react-native' doesn't seem to be linked"),
            Own("livekit-react-native' doesn't seem to be linked"),
            Own("WebRTC native module not found"),
        ],
        clause: "the app was built without LiveKit's native code, so nothing was sent.",
        fix: "Make a development build (`npx expo prebuild`, `npx expo run:android`): Expo Go has no WebRTC. Call `registerGlobals()` at the start.",
    }

    /// **Why** `lk` takes URL, key and secret from its options, the environment, or a project that it knows.
    ///
    /// **Source** livekit-cli 1 and 2.
    CliProject {
        cause: Cause::MissingTokenOrHeader,
        texts: &[
            Own("no projects configured; run"),
            Own("no projects configured"),
            Own("api-key is required"),
            Own("api-secret is required"),
            Own("no default project set"),
            Own("no default user set. Run `lk cloud auth`"),
            Own("add project credentials manually"),
            Own("Required flags \"api-key, api-secret\" not set"),
            Own("Required flag \"api-key\" not set"),
            Own("Required flag \"api-secret\" not set"),
        ],
        clause: "`lk` has no API key and secret, so nothing was sent.",
        fix: "Run `lk cloud auth` or `lk project add`, or set `LIVEKIT_URL`, `LIVEKIT_API_KEY` and `LIVEKIT_API_SECRET`.",
    }

    /// **Why** `lk` is installed by itself: no SDK brings it along.
    ///
    /// **Source** Shells; the README of livekit-cli.
    CliNotInstalled {
        cause: Cause::Other,
        texts: &[
            Own("lk: command not found"),
            Own("lk: not found"),
            Own("command not found: lk"),
            Own("'lk' is not recognized as"),
            Own("The term 'lk' is not recognized"),
        ],
        clause: "LiveKit's command-line tool `lk` is not installed here, or not in the `PATH`.",
        fix: "Run `brew install livekit-cli`, `winget install LiveKit.LiveKitCLI` or `curl -sSL https://get.livekit.io/cli | bash`.",
    }

    /// **Why** `lk cloud auth` waits until its link is confirmed in a browser. It compares the end of that time with this
    /// computer's clock, so that a clock that is ahead ends it at once.
    ///
    /// **Source** livekit-cli 2, `cmd/lk/cloud.go`; agent-starter-python#90.
    CliLogin {
        cause: Cause::Other,
        texts: &[
            Own("cloud.livekit.io/cli/confirm-auth"),
            Own("lk cloud auth session expired"),
            Own("session claim timed out"),
        ],
        clause: "`lk cloud auth` got no key: its link was not confirmed in time, or a clock is ahead.",
        fix: "Set this computer's clock by NTP, run `lk cloud auth` again, and confirm the link. Or run `lk project add` with URL, key and secret.",
    }

    /// **Why** `--project` names one of the projects in `~/.livekit/cli-config.yaml`.
    ///
    /// **Source** livekit-cli 2, `pkg/config/config.go`.
    CliProjectName {
        cause: Cause::WrongProject,
        texts: &[
            Own("project not found. Available projects:"),
        ],
        clause: "`lk` knows no project of this name, so nothing was sent.",
        fix: "Use a name that `lk project list` shows, or add the project: `lk cloud auth`",
    }

    /// **Why** `lk token create` makes a token only with at least one permission.
    ///
    /// **Source** livekit-cli 2, `cmd/lk/token.go`.
    CliPermissions {
        cause: Cause::MissingGrant,
        texts: &[
            Own("no permissions were given in this grant"),
            Own("specify permissions via flags (e.g. --create, --join, --admin)"),
        ],
        clause: "`lk token create` made no token, because it was given no permission.",
        fix: "Add permissions: `lk token create --join --room my-room --identity alice`",
    }

    /// **Why** `lk` checks the options of a command before it connects.
    ///
    /// **Source** livekit-cli 1 and 2 (urfave/cli).
    CliOptions {
        cause: Cause::Other,
        texts: &[
            Own("Required flag \"identity\" not set"),
            Own("Required flags \"room, identity\" not set"),
            Own("Required flags \"identity, room\" not set"),
            Shared("Required flag \"room\" not set"),
        ],
        clause: "`lk` was not given all options of this command, so nothing was sent.",
        fix: "Add the options that the message names, such as `--room my-room --identity alice`.",
    }

    /// **Why** Python takes a file in the working directory before an installed package.
    ///
    /// **Source** Python, `import`.
    ModuleShadowed {
        cause: Cause::Other,
        texts: &[
            Own("'livekit' is not a package"),
            Own("partially initialized module 'livekit'"),
        ],
        clause: "a file named `livekit.py` is imported in place of the SDK, so no token was made.",
        fix: "Rename that file, and delete `__pycache__` next to it.",
    }

    /// **Why** Tokens are made by a package of its own, which the client SDK does not bring along.
    ///
    /// **Source** Node.js, webpack, TypeScript, Python, PHP.
    SdkNotInstalled {
        cause: Cause::Other,
        texts: &[
            Own("Can't resolve 'livekit-server-sdk'"),
            Own("Cannot find module 'livekit-server-sdk'"),
            Own("Cannot find package 'livekit-server-sdk'"),
            Own("No module named 'livekit'"),
            Own("No module named 'livekit.api'"),
            Own("Class \"Agence104\\LiveKit"),
            Own("Class 'Agence104\\LiveKit"),
        ],
        clause: "the server SDK is not installed where this code runs, so no token was made.",
        fix: "Run `npm install livekit-server-sdk` there, `pip install livekit-api` for Python, or `composer require agence104/livekit-server-sdk` for PHP.",
    }

    /// **Why** `AccessToken` is in the server SDK, and not in the client SDK. A default import of the whole module does not have it
    /// either.
    ///
    /// **Source** livekit-server-sdk for JavaScript and livekit-api for Python; what JavaScript engines, TypeScript and Python say of a missing
    /// name.
    NoAccessToken {
        cause: Cause::Other,
        texts: &[
            Own("'AccessToken' is not exported from 'livekit"),
            Own("Module '\"livekit-client\"' has no exported member 'AccessToken'"),
            Own("cannot import name 'AccessToken' from 'livekit"),
            Own("module 'livekit' has no attribute 'AccessToken'"),
            Own("module 'livekit.api' has no attribute 'AccessToken'"),
            Own("module 'livekit.rtc' has no attribute 'AccessToken'"),
            Own("(evaluating 'new _livekitServerSdk.AccessToken"),
            Shared("AccessToken is not a constructor"),
            Shared("AccessToken is not defined"),
            Shared("name 'AccessToken' is not defined"),
            Shared("an export named 'AccessToken'"),
            Shared("Named export 'AccessToken' not found"),
        ],
        clause: "the code did not import `AccessToken` from the server SDK, so no token was made.",
        fix: "Write `import { AccessToken } from 'livekit-server-sdk'` in code on the server; in Python, `from livekit import api` and `api.AccessToken`.",
    }

    /// **Why** livekit-server-sdk 1 returns the token, and 2 a promise of it.
    ///
    /// **Source** livekit-server-sdk for JavaScript.
    TokenNotPromised {
        cause: Cause::SdkBug,
        texts: &[
            Own("toJwt(...).then is not a function"),
        ],
        clause: "`toJwt()` returned the token itself: livekit-server-sdk 1 makes no promise of it.",
        fix: "Write `const token = await at.toJwt()`, which is right for both, or install livekit-server-sdk 2.",
    }

    /// **Why** Only an `AccessToken` has these methods: no plain object, no token that was made already, no mock. They are `addGrant` and
    /// `toJwt` in JavaScript, `with_grants` and `to_jwt` in Python.
    ///
    /// **Source** livekit-server-sdk for JavaScript and livekit-api for Python; what JavaScript engines and Python say of a missing method.
    NoToJwt {
        cause: Cause::Other,
        texts: &[
            Shared("toJwt is not a function"),
            Shared("addGrant is not a function"),
            Shared("(reading 'toJwt')"),
            Shared("can't access property \"toJwt\""),
            Shared("Property 'toJwt' does not exist on type"),
            Shared("has no attribute 'toJwt'"),
            Shared("has no attribute 'to_jwt'"),
        ],
        clause: "the value is no `AccessToken`, or its method is misspelled, so no token was made.",
        fix: "Log the value: it must come from `new AccessToken(…)` of `livekit-server-sdk`. Its methods are `addGrant()` and `toJwt()`, in Python `with_grants()` and `to_jwt()`.",
    }

    /// **Why** `with_grants()` wants the SDK's own class, and keeps what it is given until the token is made.
    ///
    /// **Source** livekit-api for Python, `access_token.py`.
    GrantsAsDict {
        cause: Cause::WrongClaimType,
        texts: &[
            Own("'dict' object has no attribute 'room_join'"),
        ],
        clause: "the grants are a `dict` where the SDK wants `VideoGrants`, so no token was made.",
        fix: "Write `.with_grants(api.VideoGrants(room_join=True, room=\"my-room\"))`.",
    }

    /// **Why** The route got a request without `room_config`, or with one that its SDK does not know.
    ///
    /// **Source** agent-starter-react; livekit-server-sdk for JavaScript (`@bufbuild/protobuf`).
    RoomConfigOfRoute {
        cause: Cause::Other,
        texts: &[
            Own("cannot decode message livekit.RoomConfiguration"),
        ],
        clause: "no token was made: the SDK could not read the `room_config` of the request.",
        fix: "Read `room_config` only if the request has it, and use one release of the SDK on both sides.",
    }

    /// **Why** protobuf for PHP refuses members that it does not know.
    ///
    /// **Source** agence104/livekit-server-sdk-php.
    OldPhpSdk {
        cause: Cause::SdkBug,
        texts: &[
            Shared("GPBDecodeException"),
        ],
        clause: "the token was accepted, but the PHP SDK is too old to read the server's answer.",
        fix: "Update the SDK: `composer update agence104/livekit-server-sdk`",
    }

    /// **Why** The crate has a feature for each kind of WebSocket.
    ///
    /// **Source** livekit-api for Rust 0.10.0.
    NoTransport {
        cause: Cause::Other,
        texts: &[
            Own("TransportNotConfigured"),
        ],
        clause: "nothing was sent: the crate `livekit-api` was built without a WebSocket.",
        fix: "Add the crate's feature `signal-client-tokio`, together with one for TLS such as `rustls-tls-native-roots`.",
    }

    /// **Why** A token that joins a room needs an identity.
    ///
    /// **Source** livekit-server-sdk for JavaScript; node-sdks#1.
    IdentityRequired {
        cause: Cause::IdentityEmpty,
        texts: &[
            Own("identity is required for join but not set"),
        ],
        clause: "no token was made: the SDK needs an identity for a token that joins a room.",
        fix: "Set an identity. Old SDKs ask for one in calls of the server API too: update them.",
        candidates: &[Cause::IdentityEmpty, Cause::SdkBug],
    }

    /// **Why** These SDKs ask for both where a token joins a room.
    ///
    /// **Source** livekit-api for Python, `access_token.py`, and for Rust, `access_token.rs`; LiveKit's SDK for .NET.
    IdentityOrRoomRequired {
        cause: Cause::IdentityEmpty,
        texts: &[
            Own("identity and room must be set when joining"),
            Own("token grants room_join but doesn't have an identity"),
            Own("Token grants room join but doesn't have an identity"),
        ],
        clause: "no token was made: the SDK needs an identity and a room for a token that joins a room.",
        fix: "Add `.with_identity(\"alice\")`, and `room=\"my-room\"` in `VideoGrants`.",
        candidates: &[Cause::IdentityEmpty, Cause::RoomMismatch],
    }

    /// **Why** Libraries of .NET refuse an HMAC key of less than 256 bits.
    ///
    /// **Source** LiveKit's SDK for .NET; dotnet#28.
    SecretBits {
        cause: Cause::SecretFormat,
        texts: &[
            Own("apiSecret must be at least 256 bits"),
            Shared("The secret length must be at least 256 bits"),
        ],
        clause: "no token was made, because the value given as the secret is too short.",
        fix: "Check whether the API key, which has 14 or 15 characters, is where the secret belongs.",
    }

    /// **Why** `datetime.now()` has no time zone, and these libraries write what has none as if it were UTC.
    ///
    /// **Source** `PyJWT`, `api_jwt.py`, and python-jose, `jwt.py` (`utctimetuple()`).
    LocalTimeAsUtc {
        cause: Cause::ClockSkewNbf,
        clause: "`datetime.now()` is local time, and `jwt.encode` takes it for UTC.",
        fix: "Use `time.time()`, or `datetime.now(timezone.utc)`.",
        candidates: &[Cause::ClockSkewNbf, Cause::Expired],
    }

    /// **Why** A parser before the receiver makes an object of the body, and the hash needs its bytes.
    ///
    /// **Source** livekit-server-sdk for JavaScript on Node.js.
    WebhookBodyParsed {
        cause: Cause::Other,
        clause: "the webhook's body was parsed into an object before it was verified.",
        fix: RAW_BODY,
    }

    /// **Why** The receiver compares the body with the hash in the token, after it has verified the token.
    ///
    /// **Source** livekit-server-sdk for JavaScript, Python (`hash mismatch`), Go (`ErrInvalidChecksum`) and Kotlin.
    WebhookBodyObject {
        cause: Cause::Other,
        texts: &[
            Own("raw request received (15 bytes)"),
        ],
        clause: "the webhook's body was parsed before it was verified: its 15 bytes are `[object Object]`.",
        fix: RAW_BODY,
    }

    /// **Why** The receiver compares the body with the hash in the token, after it has verified the token.
    ///
    /// **Source** livekit-server-sdk for JavaScript, Python (`hash mismatch`), Go (`ErrInvalidChecksum`) and Kotlin.
    WebhookBody {
        cause: Cause::Other,
        texts: &[
            Own("sha256 checksum of body does not match"),
            Own("could not verify authenticity of message"),
            Shared("Exception: hash mismatch"),
        ],
        clause: "the webhook's token is right; its body was parsed or changed before verification.",
        fix: "Give the receiver the raw body as text: no JSON parser before it for `application/webhook+json`, and no proxy that changes it.",
    }

    /// **Why** LiveKit signs each webhook by a token in this header.
    ///
    /// **Source** livekit-server-sdk for JavaScript, Go and Kotlin.
    WebhookHeader {
        cause: Cause::MissingTokenOrHeader,
        texts: &[
            Own("Auth header is null!"),
            Shared("authorization header is empty"),
            Shared("authorization header could not be found"),
        ],
        clause: "the webhook has no `Authorization` header where your code verifies it.",
        fix: "Pass that header on to the receiver, and have proxies keep it. Requests without it are not LiveKit's.",
    }

    /// **Why** The server signs webhooks with the pair of `webhook.api_key`.
    ///
    /// **Source** livekit/protocol for Go, `auth/verifier.go` and `webhook/verifier.go`.
    WebhookSecret {
        cause: Cause::UnknownApiKey,
        texts: &[
            Own("API secret could not be found"),
        ],
        clause: "the webhook was signed for an API key that your verification does not know.",
        fix: "Set the server's `webhook.api_key` to the key that your code verifies with.",
    }

    /// **Why** LiveKit sends the token alone, where other services write `Bearer` before it.
    ///
    /// **Source** livekit-server, `webhook/url_notifier.go` of livekit/protocol.
    WebhookRequest {
        cause: Cause::Other,
        texts: &[
            Own("Content-Type: application/webhook+json"),
        ],
        clause: "your own endpoint refuses LiveKit's webhook, whose token comes without `Bearer`.",
        fix: "Pass the `Authorization` header to `WebhookReceiver` unchanged, and do not let your own login check it.",
    }

    /// **Why** The receiver compares the hash of the body with the token in the `Authorization` header.
    ///
    /// **Source** `WebhookReceiver` of all server SDKs.
    WebhookVerification {
        cause: Cause::Other,
        texts: &[
            Own("WebhookReceiver"),
            Own("ReceiveWebhookEvent"),
            Shared("webhook verification"),
            Shared("could not validate webhook"),
        ],
        clause: "your own webhook verification says this, not the LiveKit server.",
        fix: "Give the receiver the raw body and the `Authorization` header, and update the SDK.",
        candidates: &[Cause::ClockSkewNbf, Cause::Other, Cause::SignatureSecretMismatch],
    }

    /// **Why** After a refusal these releases ask a second time, without the token or at another path, and print the answer to
    /// that. Measured with a livekit-server v1.13.11: Python `livekit` and `@livekit/rtc-node` print a 404 up to 1.0.23 and
    /// 0.13.24, and `no permissions` up to 1.1.7 and 0.13.27; the crate `livekit-api` does so before 0.4.20.
    ///
    /// **Source** client SDKs for Rust, Python and Node.js; rust-sdks#1042.
    ReasonHidden {
        cause: Cause::SdkBug,
        texts: &[
            Own("client error: 401 Unauthorized - no permissions to access the room"),
            Own("client error: 401 Unauthorized: no permissions to access the room"),
            Own("Client(401, \"no permissions to access the room"),
            Own("client error: 404 Not Found - 404 page not found"),
            Own("Client(404, \"404 page not found"),
        ],
        clause: "this text hides the reason: old releases of the SDK print it for any failure.",
        fix: "Update to Python `livekit` 1.1.8, `@livekit/rtc-node` 0.13.29 or `livekit-api` 0.4.20, which tell the reason, or ask the server with `curl`.",
        candidates: &[Cause::Expired, Cause::WrongProject, Cause::UnknownApiKey, Cause::SignatureSecretMismatch, Cause::MissingGrant, Cause::MissingTokenOrHeader, Cause::IdentityEmpty, Cause::ClockSkewNbf, Cause::RoomMismatch, Cause::NetworkNotAuth, Cause::UrlScheme, Cause::Other],
    }
}
