//! What browsers say.

use super::Text::Shared;
use super::cause::Cause;

known_texts! { Browser:
    /// **Why** Browsers ask for camera and microphone after the room was joined.
    ///
    /// **Source** Browsers.
    BrowserPermission {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("NotAllowedError"),
            Shared("Requested device not found"),
            Shared("NotReadableError"),
            Shared("getUserMedia"),
        ],
        clause: "the browser gives no access to camera or microphone; the token is not the reason.",
        fix: "Allow both for the page, which must be loaded over `https:` or from `localhost`.",
    }

    /// **Why** Chromium says this for a status of 401, which the server or a proxy before it answered.
    ///
    /// **Source** Chromium.
    BrowserRefused {
        cause: Cause::Other,
        texts: &[
            Shared("No valid credentials available"),
        ],
        clause: "the server or a proxy answered 401, and the browser hides the reason.",
        candidates: &[Cause::MissingTokenOrHeader, Cause::Expired, Cause::WrongProject, Cause::UnknownApiKey, Cause::SignatureSecretMismatch, Cause::MissingGrant, Cause::ClockSkewNbf, Cause::NetworkNotAuth],
    }

    /// **Why** Browsers do not show the answer to a WebSocket request to a page.
    ///
    /// **Source** Chromium, Firefox, Safari.
    BrowserHides {
        cause: Cause::Other,
        texts: &[
            Shared("Error during WebSocket handshake"),
            Shared("WebSocket connection to"),
            Shared("can’t establish a connection to the server"),
        ],
        clause: "the browser hides the server's answer; only `curl` or the server's log shows it.",
        candidates: &[Cause::MissingTokenOrHeader, Cause::Expired, Cause::WrongProject, Cause::UnknownApiKey, Cause::SignatureSecretMismatch, Cause::RoomMismatch, Cause::UrlScheme, Cause::NetworkNotAuth],
    }
}
