//! What applications say that use LiveKit.

use super::Text::Own;
use super::cause::Cause;

known_texts! { Companion:
    /// **Why** Element Call finds its LiveKit server by the homeserver, and gets the token from a service
    /// of its own.
    ///
    /// **Source** Element Call, Synapse.
    Matrix {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("MISSING_MATRIX_RTC_"),
            Own("M_MISSING_TOKEN"),
            Own("msc4143"),
            Own("Failed to get JWT from RTC session"),
            Own("SFU Config fetch failed"),
        ],
        clause: "this is not about a LiveKit token: it is Matrix, before any LiveKit token is made.",
        fix: "Check the homeserver's `.well-known` and its `lk-jwt-service`.",
    }

    /// **Why** LiveKit has no such text.
    ///
    /// **Source** La Suite Meet.
    Application {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("Invalid LiveKit token"),
        ],
        clause: "LiveKit does not say this: it is an application's own check of the token.",
        fix: "Look in the application that says it.",
    }
}
