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
            Shared("NotAllowedError: Permission denied"),
            Shared("NotAllowedError: Permission dismissed"),
            Shared("(reading 'getUserMedia')"),
            Shared("navigator.mediaDevices is undefined"),
        ],
        clause: "the browser gives no access to camera or microphone; the token is not the reason.",
        fix: "Allow both for the page, which must be loaded over `https:` or from `localhost`.",
    }

    /// **Why** The browser asks the system for a camera or microphone after the room was joined, and there is none.
    ///
    /// **Source** Browsers.
    DeviceMissing {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("Requested device not found"),
        ],
        clause: "the browser finds no such camera or microphone; the token is not the reason.",
        fix: "Connect a device, and check that the system and the browser list it.",
    }

    /// **Why** The system gives the device to one program at a time, or its driver fails.
    ///
    /// **Source** Browsers.
    DeviceInUse {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("Could not start video source"),
            Shared("Could not start audio source"),
            Shared("Failed to allocate videosource"),
        ],
        clause: "the browser cannot start the camera or microphone; the token is not the reason.",
        fix: "Stop other programs and tabs that use it, and try again.",
    }

    /// **Why** Browsers let a page play sound only after the user has used it.
    ///
    /// **Source** Chromium and Firefox; livekit-client, `Room.startAudio`.
    AutoplayBlocked {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("play() failed because the user didn't interact"),
            Shared("The play method is not allowed by the user agent"),
        ],
        clause: "the browser plays no sound before the user acts; the token is not the reason.",
        fix: "Call `room.startAudio()` when the user clicks a button, such as the one to join.",
    }

    /// **Why** Safari says the same where it gives no camera, and where it plays no sound; Firefox only where it gives no camera.
    ///
    /// **Source** Safari, Firefox.
    BrowserAsksUser {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Shared("The request is not allowed by the user agent"),
        ],
        clause: "the browser does not allow this without the user; the token is not the reason.",
        fix: "Allow camera and microphone for the page. If it is about sound, call `room.startAudio()` when the user clicks a button.",
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
