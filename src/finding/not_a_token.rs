//! What was sent in place of a token.

use super::cause::Cause;

/// What to send.
const SEND: &str = "Send the token that your server makes with the LiveKit API key and secret.";

/// How to turn the builder into the token.
const CALL: &str = "Call `toJwt()` or `to_jwt()` and send what it returns.";

/// How to wait for the token.
const AWAIT: &str = "Await `toJwt()`, which is asynchronous since livekit-server-sdk 2.0: `const token = await at.toJwt()`";

known_texts! { NotAToken:
    /// **Why** `toJwt()` gives a promise since livekit-server-sdk 2.0. Turned into text, a promise is
    /// `[object Promise]`.
    ///
    /// **Source** livekit-server-sdk for JavaScript.
    PromiseNotAwaited {
        cause: Cause::MissingTokenOrHeader,
        clause: "a JavaScript promise was sent instead of the token, because it was not awaited.",
        fix: AWAIT,
    }

    /// **Why** A function that gets the token asynchronously returns a future, task or coroutine, and was not awaited.
    ///
    /// **Source** What Dart, Python, C# and Java print, measured.
    FutureNotAwaited {
        cause: Cause::MissingTokenOrHeader,
        clause: "a future was sent as text instead of the token, because it was not awaited.",
        fix: "Await the call that gets the token, and pass on its result.",
    }

    /// **Why** `JSON.stringify` of a promise is `{}`.
    ///
    /// **Source** livekit-server-sdk for JavaScript.
    EmptyObject {
        cause: Cause::MissingTokenOrHeader,
        clause: "`{}` was sent instead of a token: a promise that was not awaited, as JSON.",
        fix: AWAIT,
    }

    /// **Why** The `AccessToken` object was turned into text instead of the token.
    ///
    /// **Source** SDKs of all languages, measured.
    BuilderPrinted {
        cause: Cause::MissingTokenOrHeader,
        clause: "the `AccessToken` object was sent as text instead of the token that it makes.",
        fix: CALL,
    }

    /// **Why** A method without its brackets is a function, and was turned into text.
    ///
    /// **Source** SDKs for JavaScript and Python, measured.
    MethodNotCalled {
        cause: Cause::MissingTokenOrHeader,
        clause: "the method that makes the token was sent as text instead of being called.",
        fix: CALL,
    }

    /// **Why** PyJWT 1 returns bytes, and `str()` of bytes has a `b` and quotes.
    ///
    /// **Source** PyJWT before 2.0.
    PythonBytes {
        cause: Cause::MissingTokenOrHeader,
        clause: "it was printed as Python bytes, with a `b` and quotes around it.",
        fix: "Decode the token before it is sent: `token.decode()`",
    }

    /// **Why** `{:?}` of a `Result` prints `Ok(…)` around the value.
    ///
    /// **Source** livekit-api for Rust.
    RustResult {
        cause: Cause::MissingTokenOrHeader,
        clause: "it was printed with Rust's `Result` around it.",
        fix: "Unwrap the result: `token.to_jwt()?`",
    }

    /// **Why** `fmt.Println(at.ToJWT())` prints both results.
    ///
    /// **Source** LiveKit's SDK for Go.
    GoNil {
        cause: Cause::MissingTokenOrHeader,
        clause: "Go's nil error was printed after the token, and sent with it.",
        fix: "Take both results and send the first: `token, err := at.ToJWT()`",
    }

    /// **Why** A token is text, and needs no other encoding: the server looks for its full stops.
    ///
    /// **Source** livekit-server, all releases: `invalid authorization token`.
    EncodedTwice {
        cause: Cause::MissingTokenOrHeader,
        clause: "the token was encoded in base64 once more, so the server does not read it.",
        fix: "Send the token as the SDK returns it: it must begin with `eyJ`, not with `ZXlK`.",
    }

    /// **Why** A client that gets an object in place of a text sends `[object Object]`.
    ///
    /// **Source** livekit-client, measured.
    ObjectSent {
        cause: Cause::MissingTokenOrHeader,
        clause: "the token route returns an object where the token belongs, which is a string.",
        fix: "Send the string itself: `participantToken: await at.toJwt()`",
    }

    /// **Why** A wrong path, a login or a crash answers the request for the token with a page, and a client that does not check the
    /// status sends it on.
    ///
    /// **Source** livekit-server to v1.12.0, which repeats what arrived; public reports.
    WebPageSent {
        cause: Cause::MissingTokenOrHeader,
        clause: "a web page was sent instead of the token.",
        fix: "Open the URL from which the client gets its token: it answers with HTML, such as a login or an error.",
    }

    /// **Why** `undefined`, `null` or `None` was turned into text.
    ///
    /// **Source** Public reports.
    NoValue {
        cause: Cause::MissingTokenOrHeader,
        clause: "`undefined` or `null` was sent: the variable for the token is empty.",
        fix: "Log the value right before connecting: it must begin with `eyJ`.",
    }

    /// **Why** The parameter is there without a value: the variable that should hold the token is an empty string.
    ///
    /// **Source** livekit-client, measured.
    EmptyToken {
        cause: Cause::MissingTokenOrHeader,
        clause: "an empty string was sent instead of the token.",
        fix: "Log the token right before `room.connect(url, token)`: it must begin with `eyJ`.",
    }

    /// **Why** The SDKs add `Bearer` themselves, and the parameter `access_token` has none.
    ///
    /// **Source** livekit-client, measured: the server answers `invalid authorization token`.
    BearerSent {
        cause: Cause::MissingTokenOrHeader,
        clause: "the value that was sent begins with one `Bearer` too many.",
        fix: "Remove `Bearer` and the space before the token: pass the token alone to the SDK.",
    }

    /// **Why** The token was turned into JSON once more, or its quotes were kept from a file.
    ///
    /// **Source** livekit-client, measured: the server answers `invalid authorization token`.
    QuotesSent {
        cause: Cause::MissingTokenOrHeader,
        clause: "the value that was sent has quotes around the token.",
        fix: "Remove the quotes: parse the response with `await response.json()`, or do not apply `JSON.stringify` to a string.",
    }

    /// **Why** Key and secret make tokens, and are never sent themselves.
    ///
    /// **Source** The form of the value (livekit/protocol, `utils.NewGuid`, `utils.RandomSecret`).
    KeySent {
        cause: Cause::MissingTokenOrHeader,
        clause: "this looks like an API key or secret; a token is made with both, and begins with `eyJ`.",
        fix: SEND,
    }

    /// **Why** The text has no parts between full stops and does not begin with `eyJ`.
    ///
    /// **Source** RFC 7519 section 3.
    NotAToken {
        cause: Cause::MissingTokenOrHeader,
        clause: "this text is no JSON Web Token, which has three parts and begins with `eyJ`.",
        fix: SEND,
    }
}
