//! What commands of a terminal say that take a token apart.

use super::Text::{Own, Shared};
use super::cause::Cause;
use super::rank::Rank;

known_texts! { Terminal:
    /// **Why** The segments of a token have no padding, which `base64` demands: it stops, and `jq` gets JSON without an end.
    ///
    /// **Source** coreutils, macOS and jq 1.6 to 1.8, as LiveKit's guide to token errors uses them.
    PayloadNotDecoded {
        cause: Cause::Other,
        texts: &[
            Shared("base64: invalid input"),
            Shared("base64: truncated input"),
            Shared("base64: stdin: error decoding base64 input stream"),
            Own("parse error: Unfinished JSON term at EOF"),
            Own("parse error: Unfinished string at EOF"),
        ],
        clause: "the command cannot decode a token without padding; the token itself may be right.",
        // A token in the paste says more.
        rank: Some(Rank::SinceThen),
        fix: "Paste the whole token here: this page decodes it, and sends it nowhere.",
    }
}
